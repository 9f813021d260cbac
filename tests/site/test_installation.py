"""책이 말하는 설치: 적힌 한 줄과 내려받을 파일, 내려받은 노트북에 적힌 주소."""

import re
import shutil
from html import unescape
from pathlib import Path

import first_cell
import nbformat
import pytest
from tiny_book import ROOT, lay_out, notebook

WHEELS = [first_cell.wheel(ROOT, package) for package in ("trainlab", "warmgrade")]
PAGES = ("intro", "chapters/exercise_list", "chapters/installation")
REPOSITORY = "https://github.com/someone/course"
BOOK = "https://someone.github.io/course/"


def commands(html: str) -> list[str]:
    """쪽의 코드 상자에 적힌 명령들."""
    boxes = re.findall(r"<pre>(.*?)</pre>", html, re.S)
    texts = [unescape(re.sub(r"<[^>]+>", "", box)) for box in boxes]
    return [line for text in texts for line in text.strip().splitlines()]


def links(html: str) -> set[str]:
    return set(re.findall(r'href="([^"]+\.whl)"', html))


@pytest.mark.parametrize("name", PAGES)
def test_page_gives_the_one_line_and_a_link_to_every_file_it_names(site, name):
    page = site / f"{name}.html"
    html = page.read_text(encoding="utf-8")
    assert f"pip install {WHEELS[0]} tensorflow jupyterlab" in commands(html)
    linked = {(page.parent / link).resolve() for link in links(html)}
    assert all(path.is_file() for path in linked)
    named = set(re.findall(r"[\w.-]+\.whl", "\n".join(commands(html))))
    assert named <= {path.name for path in linked}


def test_both_wheels_of_the_book_are_the_ones_just_built(site):
    for name in WHEELS:
        built = ROOT / "_build" / "wheel" / name
        assert (site / name).read_bytes() == built.read_bytes()


def test_every_lesson_that_can_be_downloaded_starts_with_the_first_cell(site):
    downloads = sorted(site.glob("_sources/**/*.ipynb"))
    assert len(downloads) == len(list(ROOT.glob("chapters/*.ipynb")))
    for path in downloads:
        cells = nbformat.read(path, as_version=4).cells
        assert next(cell for cell in cells if cell.cell_type == "code").id == first_cell.CELL


@pytest.mark.parametrize("query", ["설치", "Colab", "코랩", "윈도우"])
def test_search_finds_the_installation_page(visit, query):
    page = visit.open(f"search.html?q={query}")
    hit = page.locator('#search-results a[href*="chapters/installation.html"]').first
    hit.wait_for(timeout=20_000)


@pytest.fixture(scope="module")
def published(tmp_path_factory, run) -> Path:
    """펴낼 주소를 알고 지은, 쪽이 둘인 책."""
    book = lay_out(tmp_path_factory.mktemp("published"), "page", "lesson")
    for package in ("trainlab", "warmgrade"):
        (book / "packages" / package).mkdir(parents=True)
        shutil.copy(ROOT / "packages" / package / "pyproject.toml", book / "packages" / package)
    text = "# 쪽\n\n{wheel}`trainlab`\n\n```{install} trainlab tensorflow\n```\n"
    (book / "page.md").write_text(text, encoding="utf-8")
    made = notebook("needs = ''", markdown="# 강의")
    made.cells[1].id = first_cell.CELL
    made.cells[1].source = first_cell.source(["trainlab"], WHEELS[0], "")
    nbformat.write(made, book / "lesson.ipynb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOOK_REPOSITORY", REPOSITORY)
        assert run("jupyter-book", "build", ".", cwd=book).returncode == 0
    return book


def test_a_published_book_installs_from_its_own_address(published):
    html = (published / "_build" / "html" / "page.html").read_text(encoding="utf-8")
    assert commands(html) == [f"pip install {BOOK}{WHEELS[0]} tensorflow"]
    assert links(html) == {WHEELS[0]}


def test_a_notebook_from_a_published_book_carries_the_address(published):
    def text(path: Path) -> str:
        return nbformat.read(path, as_version=4).cells[1].source

    copy = published / "_build" / "html" / "_sources" / "lesson.ipynb"
    assert text(copy) == first_cell.source(["trainlab"], WHEELS[0], BOOK)
    assert 'BOOK = ""' in text(published / "lesson.ipynb")


def test_the_colab_button_waits_for_an_address_in_the_repository(published):
    html = (published / "_build" / "html" / "lesson.html").read_text(encoding="utf-8")
    assert f'href="{REPOSITORY}"' in html
    assert "colab.research.google.com" not in html
