"""feedback.py: 학생이 열어도 되는 피드백을 nbgrader가 두는 자리에 만든다."""

import json
import shutil
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbgrader.api import Gradebook
from toy_course import ANSWERS, build, code, grade_id, plain_code, plain_markdown, toy_source
from traitlets.config import Config

from warmgrade.course import Course
from warmgrade.execution.task import Result, Verdict
from warmgrade.gradebook.feedback import clean, write_feedback
from warmgrade.gradebook.record import Entry, RecordProblem, record
from warmgrade.intake.take import Submission, stage

NAME = "장난감"
SECRET = "assert add(41, 1) == 42"
HOSTILE = (
    "<script>alert(1)</script>"
    "<img src=x onerror=alert(2)>"
    '<img src="https://evil.example/x.png">'
    '<iframe src="https://evil.example"></iframe>'
    '<form action="https://evil.example"><input name="a"><button>b</button></form>'
    '<a href="javascript:alert(3)">주소</a>'
    '<b onclick="alert(4)" style="position:fixed;background:url(//evil.example)">굵은 글</b>'
    '<svg onload="alert(5)"><script>alert(6)</script></svg>'
    '<meta http-equiv="refresh" content="0;url=https://evil.example">'
    '<link rel="stylesheet" href="https://evil.example/x.css"><base href="https://evil.example">'
    '<style>@import url("https://evil.example/x.css")</style>'
    '<div class="box full" id="test_add">점수판 흉내</div>'
)


def source() -> nbformat.NotebookNode:
    notebook = toy_source()
    cell = next(c for c in notebook.cells if grade_id(c) == "test_add")
    cell.source = (
        f"assert add(1, 2) == 3\n### BEGIN HIDDEN TESTS\n{SECRET}\n### END HIDDEN TESTS\n"
        "assert add(0, 0) == 0"
    )
    return notebook


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    root = tmp_path_factory.mktemp("feedback") / "course"
    return root, build(root, NAME, source(), Config())


class Class:
    """과목의 사본 하나. 노트북과 결과를 꾸며 넣고 기록과 피드백을 만든다."""

    def __init__(self, made: tuple[Path, Any], root: Path) -> None:
        shutil.copytree(made[0], root)
        config = deepcopy(made[1].config)
        config.CourseDirectory.root = str(root)
        config.CourseDirectory.db_url = f"sqlite:///{root}/gradebook.db"
        folders = [root / name for name in ("source", "submitted", "autograded", "feedback")]
        self.course = Course(root, config, *folders, database=config.CourseDirectory.db_url)
        self.notebook = deepcopy(made[1].skeleton)
        for cell in self.notebook.cells:
            cell.source = ANSWERS.get(grade_id(cell), cell.source)
        self.result = Result(
            verdicts={"test_add": Verdict(True, "passed"), "test_square": Verdict(True, "passed")}
        )

    def add(self, cell: dict[str, Any], outputs: list[dict[str, Any]] | None = None) -> None:
        cell["id"] = f"added-{len(self.notebook.cells)}"
        self.notebook.cells.append(nbformat.from_dict(cell))
        self.result.outputs[cell["id"]] = outputs or [], 1

    def record(self, student: str = "kim") -> None:
        staged = self.course.work(NAME) / "staged"
        stage(Submission(student, NAME, {NAME: self.notebook}), staged)
        entry = Entry(student, "1", {NAME: self.result})
        record(self.course, NAME, staged, [entry], lambda student: None)

    def page(self, student: str = "kim") -> BeautifulSoup:
        write_feedback(self.course, NAME, [student], lambda student: None)
        path = self.course.feedback / student / NAME / f"{NAME}.html"
        return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@pytest.fixture
def toy(made: tuple[Path, Any], tmp_path: Path) -> Class:
    return Class(made, tmp_path / "course")


def display(**data: Any) -> dict[str, Any]:
    names = {"html": "text/html", "markdown": "text/markdown", "svg": "image/svg+xml"}
    names |= {"js": "application/javascript", "png": "image/png", "latex": "text/latex"}
    kinds = {names[key]: value for key, value in data.items()}
    return {"output_type": "display_data", "data": kinds, "metadata": {}}


def assert_harmless(page: BeautifulSoup) -> None:
    forbidden = (
        "script iframe form input button object embed link base svg meta[http-equiv=refresh]"
    )
    for name in forbidden.split():
        assert not page.select(name), name
    for tag in page.find_all(True):
        for name, value in tag.attrs.items():
            assert not name.startswith("on"), (tag.name, name)
            if name in ("href", "src"):
                inside = ("data:image/", "#", "x", "https://ok.example")
                assert value.startswith(inside), value
            if name == "style":
                assert "url" not in value and "position" not in value
            assert "evil.example" not in str(value), (tag.name, name)


def test_the_page_is_korean_and_shows_scores_hints_and_comments(toy: Class) -> None:
    trace = ["검사 1번째 줄: assert add(1, 2) == 3"]
    toy.result.verdicts["test_add"] = Verdict(
        False, "failed", None, "AssertionError", "1 + 2는 <3>입니다.", trace
    )
    toy.record()
    with Gradebook(toy.course.database) as book:
        book.find_grade("essay", NAME, NAME, "kim").manual_score = 1.5
        book.find_comment("essay", NAME, NAME, "kim").manual_comment = "근거를 *더* 쓰세요."
        book.db.commit()
    page = toy.page()
    assert page.html["lang"] == "ko"
    assert page.title.string == f"{NAME} 채점 결과"
    assert page.select_one(".total").get_text() == "2.5 / 5점"
    assert "아직 채점하지 않은 7점은" in page.select_one(".waiting").get_text()
    cells = [[c.get_text() for c in row.select("td")] for row in page.select(".scores tbody tr")]
    assert cells == [
        ["test_add", "검사", "0 / 2"],
        ["test_square", "검사", "1 / 1"],
        ["sketch", "코드 답", "채점 전 / 3"],
        ["essay", "서술형 답", "1.5 / 2"],
        ["report", "과제", "채점 전 / 4"],
    ]
    assert page.select_one(".hint").get_text() == "1 + 2는 <3>입니다."
    assert "검사 1번째 줄" in page.select_one(".hint + pre").get_text()
    assert "근거를 더 쓰세요." in page.select_one(".remark").get_text()
    assert page.select(".remark em")


def test_a_late_submission_shows_what_it_cost(toy: Class) -> None:
    toy.record()
    with Gradebook(toy.course.database) as book:
        notebook = book.find_submission_notebook(NAME, NAME, "kim")
        notebook.late_submission_penalty = 1.0
        book.db.commit()
    page = toy.page()
    assert page.select_one(".total").get_text() == "2 / 3점"
    last = page.select(".scores tbody tr")[-1].get_text(" ")
    assert last == "늦게 내어 깎은 점수 -1"


def test_hidden_tests_are_left_out(toy: Class) -> None:
    toy.record()
    text = toy.page().get_text()
    assert "assert add(1, 2) == 3" in text and "assert add(0, 0) == 0" in text
    assert SECRET not in text and "HIDDEN" not in text


def test_hidden_tests_with_the_delimiters_of_the_course_are_left_out(toy: Class) -> None:
    hidden = toy.course.config.ClearHiddenTests
    hidden.begin_test_delimeter, hidden.end_test_delimeter = "숨김 시작", "숨김 끝"
    path = toy.course.source / NAME / f"{NAME}.ipynb"
    text = path.read_text().replace("BEGIN HIDDEN TESTS", "숨김 시작")
    path.write_text(text.replace("END HIDDEN TESTS", "숨김 끝"))
    for cell in toy.notebook.cells:
        cell.source = cell.source.replace("BEGIN HIDDEN TESTS", "숨김 시작")
        cell.source = cell.source.replace("END HIDDEN TESTS", "숨김 끝")
    toy.record()
    text = toy.page().get_text()
    assert SECRET not in text and "숨김" not in text and "assert add(0, 0) == 0" in text


def test_a_marker_in_a_students_cell_does_not_stop_the_feedback(toy: Class) -> None:
    toy.add(plain_code("### BEGIN HIDDEN TESTS\nmine = 1"))
    toy.course.config.GenerateFeedback.preprocessors = [
        "nbgrader.preprocessors.GetGrades",
        "nbgrader.preprocessors.ClearHiddenTests",
        "nbgrader.preprocessors.ClearMarkScheme",
        "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    ]
    toy.record()
    text = toy.page().get_text()
    assert "mine = 1" in text and SECRET not in text and "기준\n" not in text


def test_the_traceback_of_a_test_run_by_stock_is_left_out(toy: Class) -> None:
    toy.record()
    path = toy.course.autograded / "kim" / NAME / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell = next(c for c in notebook.cells if grade_id(c) == "test_add")
    lines = [f"\x1b[0;31m----> 3\x1b[0m {SECRET}", "AssertionError: 틀렸습니다."]
    error = {"ename": "AssertionError", "evalue": "틀렸습니다.", "traceback": lines}
    cell.outputs = [nbformat.v4.new_output("error", **error)]
    path.chmod(0o644)
    nbformat.write(notebook, path)
    text = toy.page().get_text()
    assert SECRET not in text and "----> 3" not in text
    assert "AssertionError: 틀렸습니다." in text


def test_the_mark_scheme_is_shown_as_stock_promises(toy: Class) -> None:
    toy.record()
    assert "기준" in toy.page().get_text()


def test_nothing_a_student_wrote_runs_or_calls_outside(toy: Class) -> None:
    toy.add(plain_markdown(f"# 글\n\n{HOSTILE}\n\n[그림](javascript:alert(1)) ![](//evil.example)"))
    raw = {"cell_type": "raw", "metadata": {"raw_mimetype": "text/html"}, "source": HOSTILE}
    toy.add(raw)
    stream = {"output_type": "stream", "name": "stdout", "text": f"\x1b[31m빨강\x1b[0m {HOSTILE}"}
    error = {"ename": HOSTILE, "evalue": HOSTILE, "traceback": [HOSTILE]}
    isolated = display(html=HOSTILE) | {"metadata": {"text/html": {"isolated": True}}}
    outputs = [
        display(html=HOSTILE),
        isolated,
        display(markdown=HOSTILE),
        display(js="alert(7)"),
        display(svg='<svg xmlns="http://www.w3.org/2000/svg"><script>alert(8)</script></svg>'),
        display(png='"><script>alert(9)</script>'),
        display(png="iVBORw0KGgo="),
        stream,
        {"output_type": "error", **error},
    ]
    cell = plain_code("print(1)", tags=["<script>"], magics_language="<script>")
    toy.add(cell, outputs)
    toy.result.verdicts["test_add"] = Verdict(False, "failed", None, HOSTILE, HOSTILE, [HOSTILE])
    toy.record()
    page = toy.page()
    for shown in page.select(".hint, .output_stdout pre, pre"):
        shown.string = shown.get_text().replace("evil.example", "")
    assert_harmless(page)
    pictures = [image["src"].partition(",")[0] for image in page.select(".output_area img[src]")]
    assert pictures.count("data:image/svg+xml;base64") == 1
    assert pictures.count("data:image/png;base64") == 1
    assert len(page.select("[id=test_add]")) == 1
    assert "굵은 글" in page.get_text()


def test_a_browser_is_told_to_run_nothing(toy: Class) -> None:
    toy.record()
    policy = toy.page().select_one("meta[http-equiv=Content-Security-Policy]")["content"]
    assert "default-src 'none'" in policy and "script-src" not in policy


def test_formulas_are_typeset_only_where_there_are_any(toy: Class) -> None:
    toy.add(plain_markdown("$x < y$"))
    toy.record()
    page = toy.page()
    policy = page.select_one("meta[http-equiv=Content-Security-Policy]")["content"]
    assert "script-src https://cdnjs.cloudflare.com" in policy
    assert page.select("script[src*=mathjax]")
    assert "$x < y$" in page.get_text()


def test_cleaning_keeps_what_is_only_to_be_read() -> None:
    table = '<table class="dataframe"><tbody><tr><td colspan="2">1</td></tr></tbody></table>'
    assert clean(table) == table
    assert (
        clean('<img src="data:image/png;base64,AAAA">') == '<img src="data:image/png;base64,AAAA">'
    )
    assert clean('<img src="그림/답.png">') == '<img src="그림/답.png">'
    assert clean('<img src="../../source/답.png">') == "<img>"
    assert clean('<img src="%2e%2e/답.png">') == "<img>"
    assert clean('<a href="https://ok.example">글</a>') == '<a href="https://ok.example">글</a>'
    assert clean('<a href="data:text/html;base64,AAAA">글</a>') == "<a>글</a>"
    assert clean('<a href="java&#x73;cript:alert(1)">글</a>') == "<a>글</a>"
    assert clean('<span class="k">def</span>') == '<span class="k">def</span>'
    assert clean('<p style="color: red; position: fixed">글</p>') == '<p style="color: red;">글</p>'
    assert clean("<style>p { color: red }</style>글<script>alert(1)") == "글"


def test_a_student_without_grades_gets_one_sentence_and_the_others_go_on(toy: Class) -> None:
    toy.record()
    done: list[str] = []
    with pytest.raises(RecordProblem) as caught:
        write_feedback(toy.course, NAME, ["lee", "kim"], done.append)
    assert str(caught.value) == (
        "lee: 채점한 노트북이 없어 피드백을 만들지 못했습니다. 먼저 채점하세요."
    )
    assert done == ["kim"]


def test_feedback_is_made_again_with_the_scores_of_now(toy: Class) -> None:
    toy.record()
    assert toy.page().select_one(".total").get_text() == "3 / 3점"
    with Gradebook(toy.course.database) as book:
        book.find_grade("sketch", NAME, NAME, "kim").manual_score = 3.0
        book.db.commit()
    assert toy.page().select_one(".total").get_text() == "6 / 6점"


def test_the_files_beside_the_notebook_go_along_as_in_stock(toy: Class) -> None:
    toy.record()
    (toy.course.autograded / "kim" / NAME / "memo.txt").write_text("메모")
    toy.page()
    kept = sorted(path.name for path in (toy.course.feedback / "kim" / NAME).iterdir())
    assert kept == ["memo.txt", f"{NAME}.html"]
    assert not (toy.course.work(NAME) / "nbgrader.log").read_text().count("Traceback")


def test_the_terminal_stays_clean(toy: Class, capfd: pytest.CaptureFixture[str]) -> None:
    toy.add(plain_markdown("# 제목"))
    toy.notebook.cells.append(code("tail", "1"))
    toy.record()
    toy.page()
    assert capfd.readouterr() == ("", "")
    assert json.loads((toy.course.work(NAME) / "recorded.json").read_text()) == {"kim": "1"}
