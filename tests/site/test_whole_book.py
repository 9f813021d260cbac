"""책 전체를 한 파일로 만든 것과, 쪽 하나를 인쇄한 것."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import whole_book
from bs4 import BeautifulSoup
from playwright.sync_api import Page

STATIC = Path(__file__).resolve().parents[2] / "_static"
PAGE = """<!DOCTYPE html><html lang="ko" data-theme="dark"><head><title>{title}</title>
<link rel="stylesheet" href="{up}_static/book.css" />{scripts}</head>
<body><header class="bd-header">머리</header><div class="bd-sidebar-primary">옆</div>
<main class="bd-main"><div class="bd-content"><div class="bd-article-container">
<div id="jb-print-docs-body" class="onlyprint"><h1>{title}</h1></div>
<article class="bd-article">{body}</article></div></div></main></body></html>
"""
THEME = """
.onlyprint { display: none } @keyframes appear { from { opacity: 0 } }
html[data-theme=dark] body { background: #111; color: #eee }
details[open] .code { animation: appear 30s } pre { overflow: auto; white-space: pre }
@media print { .bd-article h1:first-of-type { display: none } }
"""
CODE = "x = " + "가나다라마바사 " * 60
INTRO = """<h1 id="top">첫 쪽</h1><p><a href="chapters/second.html#there">둘째로</a>
<a href="chapters/second.html">둘째 쪽</a> <a href="#top">위로</a> <a href="https://a.example/">밖</a>
<a href="data.csv">자료</a></p>"""
SECOND = f"""<h1 id="there">둘째 쪽</h1><p><a href="../intro.html">처음으로</a></p>
<p class="math">\\(식\\)</p><figure><img src="../_images/dot.svg" loading="lazy" /></figure>
<details class="hide"><summary>코드 보기</summary>
<div class="code"><pre>{CODE}</pre></div></details>
<details class="quiz-option"><summary>보기</summary><p>답</p></details>
<button class="copybtn">복사</button>"""
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
# MathJax 대신 모든 수식을 늦게 조판하는 것.
MATHS = """
window.MathJax = {startup: {promise: Promise.resolve(), document: {lazyTypesetAll: async () => {
    await new Promise(resolve => setTimeout(resolve, 300));
    document.querySelectorAll(".math").forEach(each => { each.textContent = "TYPESET"; });
}}}};
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    """두 쪽짜리 책. 수식의 스크립트는 둘째 쪽에만 실려 있다."""
    site = tmp_path_factory.mktemp("site")
    for folder in ("chapters", "_static/mathjax", "_images"):
        (site / folder).mkdir(parents=True)
    style = THEME + (STATIC / "print.css").read_text(encoding="utf-8")
    maths = '<script defer src="../_static/mathjax/tex-chtml.js"></script>'
    printing = '<script defer src="{}_static/print.js"></script>'
    first = PAGE.format(title="책", up="", body=INTRO, scripts=printing.format(""))
    scripts = printing.format("../") + maths
    second = PAGE.format(title="둘째 쪽", up="../", body=SECOND, scripts=scripts)
    for name, text in (
        ("_static/book.css", style),
        ("_static/print.js", (STATIC / "print.js").read_text(encoding="utf-8")),
        ("_static/mathjax/tex-chtml.js", MATHS),
        ("_images/dot.svg", DOT),
        ("data.csv", "1"),
        ("index.html", '<meta http-equiv="refresh" content="0; url=intro.html" />'),
        ("intro.html", first),
        ("chapters/second.html", second),
    ):
        (site / name).write_text(text, encoding="utf-8")
    return site


NAMES = ["intro", "chapters/second"]


@pytest.fixture
def page(browser) -> Iterator[Page]:
    one = browser.new_page(color_scheme="light")
    yield one
    one.close()


@pytest.fixture
def second(book, page) -> Page:
    page.goto((book / "chapters" / "second.html").as_uri())
    return page


def paper(page: Page) -> None:
    """인쇄를 시작한 상태. 브라우저는 인쇄하기 직전에 이 사건을 낸다."""
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")


def test_pages_follow_the_table_of_contents(tmp_path):
    toc = tmp_path / "_toc.yml"
    toc.write_text("root: a\nparts:\n- chapters:\n  - file: c\n- chapters:\n  - file: b\n")
    assert whole_book.pages(tmp_path) == ["a", "c", "b"]
    toc.write_text("root: a\nchapters:\n- file: b\n")
    assert whole_book.pages(tmp_path) == ["a", "b"]


def test_the_joined_book_keeps_the_order_and_every_link_between_pages_leads_inside(book):
    html = BeautifulSoup(whole_book.joined(book, NAMES), "html.parser")
    assert html.title.string == "책"
    assert [h1.text for h1 in html.select("article article h1")] == ["첫 쪽", "둘째 쪽"]
    links = {a.text: a["href"] for a in html.select("article a")}
    assert links == {
        "둘째로": "#chapters/second:there",
        "둘째 쪽": "#chapters/second",
        "위로": "#intro:top",
        "처음으로": "#intro",
        "밖": "https://a.example/",
        "자료": "data.csv",
    }
    identifiers = [node["id"] for node in html.select("[id]")]
    assert len(identifiers) == len(set(identifiers))
    assert {to[1:] for to in links.values() if to.startswith("#")} <= set(identifiers)
    assert html.select_one("article img")["src"] == "_images/dot.svg"
    assert not html.select("article img[loading]")


def test_a_script_that_only_one_page_loads_is_loaded_once_in_the_joined_book(book):
    html = BeautifulSoup(whole_book.joined(book, NAMES), "html.parser")
    scripts = [script["src"] for script in html.select("script[src]")]
    assert scripts == ["_static/print.js", "_static/mathjax/tex-chtml.js"]


def test_the_pdf_holds_every_page_and_the_links_and_leaves_nothing_in_the_site(
    browser, book, tmp_path
):
    before = sorted(book.rglob("*"))
    target = tmp_path / "book.pdf"
    whole_book.make_pdf(browser, book, target, NAMES)
    assert sorted(book.rglob("*")) == before
    pdf = target.read_bytes()
    assert pdf.startswith(b"%PDF-")
    # 쪽 나눔은 둘째 쪽 앞에 하나뿐이라 빈 종이가 없다.
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2
    assert re.search(rb"/Title\s*(\(|<)", pdf)
    # 책 안의 자리로 가는 링크 넷과 바깥 주소로 가는 링크.
    assert len(re.findall(rb"/Subtype\s*/Link\b", pdf)) == 6
    assert pdf.count(b"https://a.example/") == 1
    assert b"intro.html" not in pdf and b"second.html" not in pdf


def test_the_joined_book_typesets_the_mathematics_of_every_page(book, page):
    source = book / "joined-for-test.html"
    source.write_text(whole_book.joined(book, NAMES), encoding="utf-8")
    page.goto(source.as_uri())
    source.unlink()
    page.wait_for_function(whole_book.READY)
    page.evaluate(whole_book.TYPESET)
    assert page.locator("article .math").inner_text() == "TYPESET"


def test_the_zip_opens_from_the_disk(book, tmp_path, page):
    whole_book.make_zip(book, tmp_path / "book.zip")
    with zipfile.ZipFile(tmp_path / "book.zip") as archive:
        assert all(name.startswith("book/") for name in archive.namelist())
        archive.extractall(tmp_path)
    files = [p.relative_to(book) for p in sorted(book.rglob("*")) if p.is_file()]
    root = tmp_path / "book"
    assert [p.relative_to(root) for p in sorted(root.rglob("*")) if p.is_file()] == files
    page.goto((root / "index.html").as_uri())
    page.wait_for_url("**/intro.html")
    page.get_by_text("둘째로").click()
    assert page.url == f"{(root / 'chapters' / 'second.html').as_uri()}#there"
    assert page.locator("figure img").evaluate("image => image.decode().then(() => true)")


def test_paper_shows_folds_but_not_the_answers_nor_the_frame_around_the_page(second):
    code, answer = second.locator(".code"), second.locator(".quiz-option p")
    assert not code.is_visible()
    paper(second)
    assert code.is_visible() and not answer.is_visible()
    # 서서히 나타나다 만 채로 찍히지 않는다.
    assert code.evaluate("node => getComputedStyle(node).opacity") == "1"
    for chrome in (".bd-header", ".bd-sidebar-primary", ".copybtn", "#jb-print-docs-body"):
        assert not second.locator(chrome).is_visible(), chrome
    assert second.locator("article h1").is_visible()


def test_code_wraps_on_paper(second):
    second.set_viewport_size({"width": 700, "height": 900})
    cut = "node => node.scrollWidth > node.clientWidth"
    second.locator("details.hide").evaluate("node => { node.open = true }")
    assert second.locator("pre").evaluate(cut)
    paper(second)
    assert not second.locator("pre").evaluate(cut)


def test_the_dark_page_prints_light_and_comes_back_as_it_was(second):
    ground = "() => getComputedStyle(document.body).backgroundColor"
    theme = "() => document.documentElement.dataset.theme"
    dark = second.evaluate(ground)
    assert dark != "rgb(255, 255, 255)"
    paper(second)
    assert second.evaluate(theme) == "light"
    assert second.evaluate(ground) == "rgb(255, 255, 255)"
    second.emulate_media(media="screen")
    second.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert second.evaluate(theme) == "dark"
    assert second.evaluate(ground) == dark
    assert second.locator("details[open]").count() == 0


def test_a_fold_the_reader_had_opened_stays_open_after_printing(second):
    second.locator("details.hide").evaluate("node => { node.open = true }")
    paper(second)
    second.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert second.locator("details[open]").evaluate_all("all => all.map(d => d.className)") == [
        "hide"
    ]
