"""예측과 점검 문항을 작은 쪽에 지어, 브라우저에서 자판만으로 풀어 본다."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from nbformat import v4, write

ROOT = Path(__file__).resolve().parents[2]
CONF = """
import sys
sys.path.insert(0, {extensions!r})
project, language = "문항", "ko"
extensions = ["myst_nb", "quiz"]
html_static_path = [{static!r}]
html_theme = "basic"
nb_execution_mode = "off"
"""
PREDICT = """
```{predict}
층을 두 배로 쌓으면?

- [x] 절반이 된다
- [o] 제곱이 된다

배율이 층마다 **곱해진다**.
```
"""
SEVERAL = """
```{quiz}
:kind: several
배치 통계를 쓰는 것은?

- [o] 훈련할 때의 배치 정규화
- [x] 층 정규화

  샘플마다 따로 잰다.
- [o] 배치 재정규화

추론할 때는 이동 평균을 쓴다.
```
"""
NUMBER = """
```{quiz}
:kind: number
:range: 0.24 0.26
:unit: 배
시그모이드의 도함수의 최댓값은?

- [x] 0.5

  그것은 0에서의 함숫값이다.

$\\sigma(0)(1-\\sigma(0))$이다.
```
"""
ORDER = """
```{quiz}
:kind: order
:id: steps
훈련의 한 스텝을 차례대로 놓아라.

1. 순전파
2. 손실
3. 역전파
4. 갱신

손실이 있어야 거꾸로 갈 수 있다.
```
"""
ONE = """
```{quiz}
**1.** 맞는 것은?

- [x] 하나

  아니다.
- [o] 둘

  그렇다.
```
"""
PAGE = "(quizzes)=\n# 문항\n" + PREDICT + SEVERAL + NUMBER + ORDER + ONE
NAMES = ["quizzes-predict-1", "quizzes-quiz-1", "quizzes-quiz-2", "steps", "quizzes-quiz-4"]


def build(folder: Path, **pages: str) -> subprocess.CompletedProcess[str]:
    conf = CONF.format(extensions=str(ROOT / "sphinx_ext"), static=str(ROOT / "_static"))
    (folder / "conf.py").write_text(conf, encoding="utf-8")
    for name, text in {"index": "# 처음\n", **pages}.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", str(folder), str(folder / "html")]
    return subprocess.run(command, text=True, capture_output=True, check=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("quiz")
    result = build(folder, page=PAGE)
    assert result.returncode == 0, result.stderr
    return folder / "html"


@pytest.fixture
def page(built, browser):
    context = browser.new_context()
    opened = context.new_page()
    opened.errors = []
    opened.on("pageerror", lambda error: opened.errors.append(str(error)))
    opened.goto((built / "page.html").as_uri())
    yield opened
    assert opened.errors == []
    context.close()


def status(page, name: str) -> str:
    return page.locator(f"#{name} > .quiz-status").inner_text()


def check(page, name: str) -> None:
    page.locator(f"#{name} .quiz-check").press("Enter")


def test_names_come_from_the_section_and_stay_when_another_page_changes(built):
    html = (built / "page.html").read_text(encoding="utf-8")
    assert re.findall(r'<div [^>]*class="quiz[^>]*\sid="([^"]+)"', html) == NAMES
    assert "[o]" not in html and "[x]" not in html


def test_a_prediction_hides_its_answer_until_one_is_chosen(page):
    answer = page.locator("#quizzes-predict-1 .quiz-answer")
    assert not answer.is_visible()
    check(page, "quizzes-predict-1")
    assert status(page, "quizzes-predict-1") == "먼저 보기를 고르세요."
    assert not answer.is_visible()
    page.locator("#quizzes-predict-1 input").first.press("Space")
    check(page, "quizzes-predict-1")
    assert status(page, "quizzes-predict-1") == "예측이 빗나갔다."
    assert "곱해진다" in answer.inner_text()


def test_only_the_first_prediction_counts(page):
    box = "#quizzes-predict-1"
    page.locator(f"{box} input").first.check()
    check(page, "quizzes-predict-1")
    page.locator(f"{box} input").last.check()
    check(page, "quizzes-predict-1")
    assert status(page, "quizzes-predict-1") == "예측이 맞았다."
    assert "예측 1개 가운데 1개에 답했고 0개가 맞았다." in page.locator(".quiz-record").inner_text()


def test_a_wrong_choice_among_several_tells_its_own_reason_and_can_be_mended(page):
    name = "quizzes-quiz-1"
    boxes = page.locator(f"#{name} input")
    boxes.nth(0).press("Space")
    boxes.nth(1).press("Space")
    check(page, name)
    assert page.locator(f"#{name} .quiz-feedback").inner_text() == "샘플마다 따로 잰다."
    assert not page.locator(f"#{name} .quiz-answer").get_attribute("open")
    boxes.nth(1).press("Space")
    check(page, name)
    assert status(page, name).endswith("고른 것은 모두 맞다. 1개가 더 있다.")
    assert not page.locator(f"#{name} .quiz-feedback").is_visible()
    boxes.nth(2).press("Space")
    check(page, name)
    assert status(page, name) == "맞다."
    assert "이동 평균" in page.locator(f"#{name} .quiz-answer").inner_text()


@pytest.mark.parametrize("text", ["0.25", "1/4", " 2.5e-1 ", "25%", "2.5×10^-1", "0.250"])
def test_a_number_may_be_written_in_any_usual_way(page, text):
    page.locator("#quizzes-quiz-2 input").fill(text)
    page.locator("#quizzes-quiz-2 input").press("Enter")
    assert status(page, "quizzes-quiz-2") == "맞다."


@pytest.mark.parametrize(
    ("text", "says", "feedback"),
    [
        ("0.5", "그보다 작다.", "그것은 0에서의 함숫값이다."),
        ("0.1", "그보다 크다.", ""),
        ("-1", "그보다 크다.", ""),
        ("넷", "수를 적어 주세요", ""),
        ("", "수를 적어 주세요", ""),
    ],
)
def test_a_wrong_number_says_which_way_or_what_was_mistaken(page, text, says, feedback):
    page.locator("#quizzes-quiz-2 input").fill(text)
    check(page, "quizzes-quiz-2")
    assert says in status(page, "quizzes-quiz-2")
    note = page.locator("#quizzes-quiz-2 .quiz-feedback")
    assert (note.inner_text() if note.is_visible() else "") == feedback


def test_an_order_is_shuffled_and_solved_with_the_keyboard(page):
    choices = "#steps .quiz-choice"

    def places() -> list[int]:
        return page.locator(choices).evaluate_all("all => all.map(one => +one.dataset.place)")

    assert sorted(places()) == [0, 1, 2, 3] != places()
    check(page, "steps")
    assert "제자리에 있는 것은 4개 가운데" in status(page, "steps")
    for wanted in range(4):
        while places().index(wanted) > wanted:
            choice = page.locator(f"{choices}[data-place='{wanted}']")
            choice.locator(".quiz-move").first.press("Enter")
    check(page, "steps")
    assert status(page, "steps") == "맞다."


def test_answers_stay_in_the_browser_until_they_are_erased(page):
    page.locator("#quizzes-predict-1 input").last.check()
    check(page, "quizzes-predict-1")
    page.locator("#quizzes-quiz-4 summary").last.press("Enter")
    page.locator("#quizzes-quiz-2 input").fill("0.25")
    check(page, "quizzes-quiz-2")
    page.reload()
    record = page.locator(".quiz-record").inner_text()
    assert "예측 1개 가운데 1개에 답했고 1개가 맞았다." in record
    assert "점검 문항 4개 가운데 2개에 답했고 2개를 한 번에 맞혔다." in record
    assert page.locator("#quizzes-predict-1 input").last.is_checked()
    assert page.locator("#quizzes-quiz-2 input").input_value() == "0.25"
    page.get_by_role("button", name="책 전체의 기록 지우기").press("Enter")
    page.wait_for_function("document.querySelector('.quiz-record').innerText.includes('아직')")
    assert page.evaluate("localStorage.length") == 0
    assert not page.locator("#quizzes-predict-1 .quiz-answer").is_visible()


@pytest.mark.parametrize("junk", ["{", "null", '{"right": true, "answer": [99, {}]}', '"글"'])
def test_what_another_page_or_edition_left_behind_does_no_harm(page, junk):
    for name in NAMES:
        page.evaluate("([k, v]) => localStorage.setItem(k, v)", [f"quiz:page#{name}", junk])
    page.reload()
    assert page.locator(".quiz-check").count() == 4


def test_without_javascript_everything_can_be_read(built, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built / "page.html").as_uri())
    assert page.get_by_text("층 정규화", exact=True).is_visible()
    assert page.locator(".quiz-printed").is_hidden() and page.locator(".quiz-record").is_hidden()
    for summary in page.locator(".quiz-answer summary").all():
        summary.click()
    answers = page.locator(".quiz-answer").all_inner_texts()
    assert "답: 제곱이 된다" in answers[0] and "곱해진다" in answers[0]
    assert "층 정규화\n\n샘플마다 따로 잰다." in answers[1]
    assert "답: 0.24–0.26배" in answers[2]
    assert "답: 순전파 → 손실 → 역전파 → 갱신" in answers[3]
    context.close()


def test_printed_answers_gather_at_the_end(built, browser):
    context = browser.new_context()
    page = context.new_page()
    page.goto((built / "page.html").as_uri())
    page.emulate_media(media="print")
    assert not page.locator(".quiz-check").first.is_visible()
    assert not page.locator(".quiz-option .quiz-verdict").first.is_visible()
    printed = page.locator(".quiz-printed")
    assert printed.is_visible()
    lines = printed.locator("li").all_inner_texts()
    assert [line.split(".")[0] for line in lines] == ["예측 1", *(f"점검 {n}" for n in range(1, 5))]
    assert "답: 둘" in lines[-1] and "그렇다." in lines[-1]
    context.close()


TWO_RIGHT = "```{quiz}\n무엇?\n\n- [o] 가\n\n  글\n- [o] 나\n\n  글\n```"
NO_NUMBER = "```{quiz}\n:kind: number\n:range: 1 3\n무엇?\n\n- [x] 많다\n\n  글\n\n글\n```"
MISTAKES = {
    "내용이 비어 있습니다": "```{predict}\n```",
    "맞는 보기가 하나여야 합니다. 지금은 2개": TWO_RIGHT,
    "보기는 [o]나 [x]로 시작해야": "```{quiz}\n무엇?\n\n- 가\n- [o] 나\n```",
    "설명 문단이 있어야 합니다: 나": "```{quiz}\n무엇?\n\n- [o] 가\n\n  글\n- [x] 나\n```",
    "답을 설명하는 문단이 필요합니다": "```{predict}\n무엇?\n\n- [o] 가\n- [x] 나\n```",
    "보기 목록이 필요합니다": "```{predict}\n무엇?\n```",
    "차례 목록이 필요합니다": "```{quiz}\n:kind: order\n무엇?\n\n- 가\n- 나\n```",
    "항목이 셋 이상": "```{quiz}\n:kind: order\n무엇?\n\n1. 가\n2. 나\n\n글\n```",
    "':range: 작은 수 큰 수'": "```{quiz}\n:kind: number\n:range: 3 1\n무엇?\n\n글\n```",
    "흔히 틀리는 수는": NO_NUMBER,
    ":kind: number에만": "```{predict}\n:unit: 배\n무엇?\n\n- [o] 가\n- [x] 나\n\n글\n```",
    "하나도 없습니다": "```{quiz}\n:kind: several\n무엇?\n\n- [x] 가\n- [x] 나\n\n글\n```",
}


def test_every_mistake_is_named_with_its_file_and_line_and_no_book_is_made(tmp_path):
    for number, text in enumerate(MISTAKES.values()):
        (tmp_path / f"m{number:02}.md").write_text(f"# 쪽\n\n{text}\n", encoding="utf-8")
    cells = [v4.new_markdown_cell("# 공책"), v4.new_markdown_cell("글\n\n```{predict}\n```")]
    write(v4.new_notebook(cells=cells), tmp_path / "book.ipynb")
    result = build(tmp_path)
    assert result.returncode != 0
    for number, sentence in enumerate(MISTAKES):
        assert re.search(rf"m{number:02}\.md 3째 줄: .*{re.escape(sentence)}", result.stderr)
    assert "book.ipynb 셀 2의 3째 줄: predict의 내용이 비어 있습니다." in result.stderr


def test_two_items_may_not_share_a_name(tmp_path):
    result = build(tmp_path, page=f"# 쪽\n{ORDER}{ORDER}")
    assert result.returncode != 0 and "이름이 같은 문항이 둘입니다: steps" in result.stderr
