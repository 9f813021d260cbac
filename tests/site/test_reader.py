"""읽는 사람의 여정: 지어진 책을 진짜 브라우저로 연다. 바깥 주소는 모두 막혀 있다."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LESSONS, APPENDICES = (
    [path.relative_to(ROOT).with_suffix(".html").as_posix() for path in sorted(paths)]
    for paths in (
        ROOT.glob("chapters/[0-9][0-9]_*.ipynb"),
        [*ROOT.glob("chapters/[a-z]*.ipynb"), *ROOT.glob("chapters/*.md")],
    )
)


@pytest.fixture(scope="module")
def tab(new_visit):
    """쪽을 차례로 여는 탭. 쪽마다 새로 띄우면 같은 글꼴과 스크립트를 다시 읽느라 두 배로 걸린다."""
    with new_visit() as visit:
        yield visit


@pytest.fixture(scope="module")
def opened(request, tab):
    """한 쪽을 연 탭. 같은 쪽을 보는 검사들이 함께 쓴다."""
    tab.errors.clear()
    tab.outside.clear()
    tab.open(request.param)
    return tab


def on(pages: list[str]):
    return pytest.mark.parametrize("opened", pages, indirect=True, scope="module")


# 두 목록의 차례가 같아야 pytest가 같은 쪽의 검사를 이어서 돌린다.
@on([*LESSONS, *APPENDICES, "intro.html"])
def test_page_opens_offline_without_console_errors(opened):
    assert opened.page.locator("article h1").count() == 1
    assert opened.page.locator("html").get_attribute("lang") == "ko"
    assert opened.outside == []
    assert opened.errors == []


@on(LESSONS)
def test_every_figure_loads_and_has_korean_alt_text_and_a_caption(opened):
    # 접힌 그림은 펼쳐야 불러온다.
    opened.page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    images = opened.page.locator("article .cell_output img")
    assert images.count() >= 2
    for index in range(images.count()):
        image = images.nth(index)
        image.scroll_into_view_if_needed()
        # 화면에 가까워져야 불러오므로 다 올 때까지 기다린다.
        loaded = "node => node.complete && node.naturalWidth > 100"
        opened.page.wait_for_function(loaded, arg=image.element_handle())
        assert re.search("[가-힣]", image.get_attribute("alt") or "")
        assert image.locator("xpath=ancestor::figure").locator("figcaption").count() == 1


@on(LESSONS)
def test_mathematics_is_typeset(opened):
    if opened.page.locator("article .math").count() == 0:
        pytest.skip("수식이 없는 쪽이다")
    # 화면 밖의 수식은 쪽을 열고 한참 뒤에 조판한다.
    opened.page.wait_for_function("() => MathJax.startup?.document?.lazyTypesetAll")
    opened.page.evaluate(
        "() => MathJax.startup.promise.then(() => MathJax.startup.document.lazyTypesetAll())"
    )
    assert opened.page.locator("article .math:not(:has(mjx-math, .MathJax))").count() == 0
    assert opened.page.locator("mjx-lazy").count() == 0
    assert opened.page.locator("mjx-merror").count() == 0


@on(LESSONS)
def test_figures_are_inverted_on_the_dark_page_only(opened):
    image = opened.page.locator("article .cell_output img").first
    css = "node => getComputedStyle(node).filter"
    for theme, inverted in (("light", False), ("dark", True)):
        opened.page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        assert ("invert(1)" in image.evaluate(css)) is inverted


def test_there_is_one_search_button_no_copyright_line_and_no_launch_button(visit):
    page = visit.open(LESSONS[0])
    assert page.locator(".search-button-field:visible, .search-button__button:visible").count() == 1
    assert "©" not in page.locator("body").inner_text()
    for broken in ("launch-buttons", "repository-buttons", "colab", "mybinder"):
        assert broken not in page.content()


# 보기마다 [맞는 보기인지, 펼치기 전에 보이는 판정, 눌러서 펼친 뒤에 보이는 판정]
UNFOLD = """
options => options.map(option => {
    const verdict = option.querySelector(".quiz-verdict");
    const shown = () => verdict.checkVisibility() ? verdict.innerText : "";
    const before = shown();
    option.querySelector("summary").click();
    return [option.classList.contains("quiz-right"), before, shown()];
})
"""


@pytest.mark.parametrize("path", LESSONS)
def test_quiz_answers_unfold_even_without_javascript(browser, address, path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{path}")
    assert 3 <= page.locator("section[id$=-quiz] .quiz").count() <= 5
    quizzes = page.locator(".quiz[data-role=quiz][data-kind=one]")
    for index in range(quizzes.count()):
        options = quizzes.nth(index).locator(".quiz-option").evaluate_all(UNFOLD)
        assert len(options) >= 3
        for right, before, after in options:
            assert before == ""
            assert after == ("맞다." if right else "아니다.")
    last = page.locator(".quiz-option").last
    last.locator("summary").click()
    assert not last.locator(".quiz-verdict").is_visible()
    context.close()
