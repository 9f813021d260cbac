"""강의의 글에서 처음 나오는 용어와 그 뜻."""

import re

import pytest
from bs4 import BeautifulSoup
from glossary_terms import Term
from tiny_book import lay_out

LESSONS = ["00_welcome", "08_optimizers", "11_augmentation"]
TERM = "p > .term-use"


def soup(site, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / f"{name}.html").read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def lessons(site) -> dict[str, BeautifulSoup]:
    names = sorted(path.stem for path in site.glob("chapters/[0-9]*.html"))
    return {name: soup(site, f"chapters/{name}") for name in names}


def test_every_lesson_links_each_term_once_to_an_entry_that_exists(site, lessons):
    entries = {tag["id"] for tag in soup(site, "chapters/b_glossary").select("dl.glossary > dt")}
    assert len(lessons) == 14
    for name, page in lessons.items():
        targets = [link["href"] for link in page.select("article .glossary-term")]
        assert len(targets) >= 10, name
        assert len(set(targets)) == len(targets), name
        for target in targets:
            address, _, anchor = target.partition("#")
            assert address == "b_glossary.html"
            assert anchor in entries


def test_a_link_says_what_the_term_means(site, lessons):
    glossary = {
        tag["id"]: " ".join(tag.find_next_sibling("dd").p.get_text().split())
        for tag in soup(site, "chapters/b_glossary").select("dl.glossary > dt")
    }
    for name, page in lessons.items():
        for link in page.select("article .glossary-term"):
            [tip] = page.select(f'[id="{link["aria-describedby"]}"]')
            assert tip["role"] == "tooltip"
            assert tip.get_text().endswith("."), (name, link.get_text())
            # 수식을 편 자리만 빼고 용어집의 첫 문장 그대로다.
            entry = glossary[link["href"].partition("#")[2]]
            if "\\(" not in entry:
                assert entry.startswith(tip.get_text())


def test_headings_code_links_and_captions_are_left_alone(lessons):
    tags = {"h1", "h2", "h3", "h4", "a", "code", "pre", "figcaption", "summary", "table"}
    classes = {"math", "quiz", "cell_output", "highlight"}
    for name, page in lessons.items():
        for use in page.select(".term-use"):
            around = {parent.name for parent in use.parents}
            around |= {kind for parent in use.parents for kind in parent.get("class", [])}
            assert not around & (tags | classes), (name, use.get_text())


def test_no_definition_is_found_by_the_search(site):
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    definition = "훈련 데이터를 한 바퀴 다 쓰는 동안."
    assert index.count(definition) == 1


@pytest.mark.parametrize("name", LESSONS)
def test_the_definition_shows_on_hover_and_on_focus_and_escape_hides_it(visit, name):
    page = visit.open(f"chapters/{name}.html")
    use = page.locator(f"article {TERM}").first
    link, tip = use.locator(".glossary-term"), use.locator(".term-definition")
    assert not tip.is_visible()
    link.hover()
    tip.wait_for(state="visible")
    page.keyboard.press("Escape")
    tip.wait_for(state="hidden")
    page.mouse.move(0, 0)
    link.evaluate("link => link.focus({ focusVisible: true })")
    tip.wait_for(state="visible")
    page.keyboard.press("Escape")
    tip.wait_for(state="hidden")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    tip.wait_for(state="visible")


@pytest.mark.parametrize("width", [390, 1280])
def test_no_definition_leaves_the_screen(visit, width):
    page = visit.open("chapters/12_practical_guideline.html")
    page.set_viewport_size({"width": width, "height": 844})
    boxes = page.locator(".term-definition").evaluate_all(
        "tips => tips.map(tip => { const box = tip.getBoundingClientRect();"
        " return [box.left, box.right, box.width]; })"
    )
    shown = [box for box in boxes if box[2]]
    assert len(shown) >= 15
    assert all(left >= 0 and right <= width and size >= 80 for left, right, size in shown)


def test_the_reader_without_a_mouse_hears_the_definition(visit):
    page = visit.open("chapters/08_optimizers.html")
    link = page.locator("article .glossary-term").first
    described = link.evaluate(
        "link => document.getElementById(link.getAttribute('aria-describedby')).textContent"
    )
    snapshot = link.aria_snapshot()
    assert described not in snapshot
    assert link.inner_text() in snapshot


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("그레이디언트 소실", "그레이디언트 소실은", True),
        ("그레이디언트 소실", "그레이디언트\n소실이다", True),
        ("학습률", "큰 학습률에서", True),
        ("포화", "비포화", False),
        ("포화", "포화점", False),
        ("ReLU", "ReLU는", True),
        ("ReLU", "LeakyReLU는", False),
        ("ReLU", "ReLU6", False),
        ("Adam", "AdamW", False),
        ("드롭아웃", "드롭아웃(dropout)", True),
    ],
)
def test_a_term_is_recognised_as_a_whole_word_with_its_particle(name, text, found):
    assert bool(list(Term(name, "", "").find(text))) is found


GLOSSARY = """# 용어집

```{glossary}
학습률 (learning rate)
  걸음의 크기. $1/n$이다. [강의](lesson)

  다른 표기: 보폭

유효 학습률 (effective learning rate)
  실제로 곱해지는 수. [강의](lesson)

  다른 표기: 실효
```
"""
LESSON = """(lesson)=
# 학습률이 있는 제목

“노트의 학습률”과 `학습률`과 [학습률](lesson) 뒤의 유효 학습률, 그리고 학습률을 본다. 학습률은 또.
"""


def test_the_first_open_use_is_linked_and_the_longer_term_wins(tmp_path, run):
    book = lay_out(tmp_path, "page", "chapters/00_lesson", "chapters/b_glossary")
    (book / "chapters").mkdir()
    (book / "page.md").write_text("# 앞\n\n학습률\n", encoding="utf-8")
    (book / "chapters" / "00_lesson.md").write_text(LESSON, encoding="utf-8")
    (book / "chapters" / "b_glossary.md").write_text(GLOSSARY, encoding="utf-8")
    assert run("jupyter-book", "build", ".", cwd=book).returncode == 0
    html = book / "_build" / "html"
    page = soup(html, "chapters/00_lesson")
    linked = [(a.get_text(), a["href"]) for a in page.select(".glossary-term")]
    assert [text for text, _ in linked] == ["유효 학습률", "학습률"]
    paragraph = page.select_one("article p.has-terms").get_text()
    assert re.search(r"그리고 학습률걸음의 크기\. 1/n이다\.을 본다", paragraph)
    assert not soup(html, "page").select(".glossary-term")
    changed = GLOSSARY.replace("걸음의 크기", "보폭의 길이")
    (book / "chapters" / "b_glossary.md").write_text(changed, encoding="utf-8")
    assert run("jupyter-book", "build", ".", cwd=book).returncode == 0
    assert "보폭의 길이" in soup(html, "chapters/00_lesson").get_text()
