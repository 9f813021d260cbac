"""warmgrade collect: 읽은 것을 먼저 보여 주고, 좋다고 하거나 물을 것이 없을 때만 놓는다."""

import csv
import json
import os
import pty
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from nbgrader.api import Gradebook
from toy_class import ANSWERS, NAME, copied, grading, handout, make_class, warmgrade

from warmgrade.cli import main
from warmgrade.kernel.sandbox import rules as sandbox

BOOK = json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def course(tmp_path, monkeypatch) -> Path:
    root = tmp_path / "course"
    (root / "source" / "q1").mkdir(parents=True)
    (root / "source" / "q1" / "q1.ipynb").write_text(BOOK)
    (root / "nbgrader_config.py").write_text("c = get_config()\n")
    monkeypatch.chdir(root)
    monkeypatch.setenv("COLUMNS", "160")
    return root


def download(course: Path, *names: str) -> str:
    path = course.parent / "내려받은.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, BOOK)
    return str(path)


def students(course: Path) -> list[str]:
    return sorted(path.name for path in course.glob("submitted/*"))


def test_one_line_places_a_class_and_names_what_it_left(course, capsys):
    names = ("과제1/학생1 - q1.ipynb", "과제1/학생2 - q1.ipynb", "과제1/제출목록.xlsx")
    assert main(["collect", "q1", download(course, *names)]) == 0
    assert students(course) == ["학생1", "학생2"]
    said = capsys.readouterr().out
    assert "과제1/제출목록.xlsx" in said
    assert said.index("학생1 - q1.ipynb") < said.index("나누어 놓았습니다")


@pytest.mark.parametrize("option", [[], ["--yes"]])
def test_nothing_is_placed_while_anything_is_ambiguous(course, capsys, option):
    zipped = download(course, "김민수_q1.ipynb", "김민수_q1 (1).ipynb", "이영희_q1.ipynb")
    assert main(["collect", "q1", zipped, *option]) == 2
    assert students(course) == []
    said = capsys.readouterr().out
    assert "이영희" in said and "--roster" in said and "아무것도 놓지 않았습니다" in said


def test_the_roster_option_decides(course, capsys):
    (course.parent / "명단.csv").write_bytes(
        "학번,이름\n20231234,김민수\n20235678,이영희\n20239999,박지우\n".encode("cp949")
    )
    zipped = download(course, "1조_김민수_이영희.ipynb")
    assert main(["collect", "q1", zipped]) == 2
    assert main(["collect", "q1", zipped, "--roster", str(course.parent / "명단.csv")]) == 0
    assert students(course) == ["20231234", "20235678"]
    assert "20239999 박지우" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("answer", "code", "placed"), [("y", 0, ["kim", "lee"]), ("", 2, []), ("n", 2, [])]
)
def test_on_a_terminal_it_asks_after_showing(course, answer, code, placed):
    zipped = download(course, "kim/q1.ipynb", "lee/q1.ipynb")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "warmgrade", "collect", "q1", zipped],
        stdin=theirs,
        stdout=subprocess.PIPE,
        text=True,
    )
    os.write(ours, f"{answer}\n".encode())
    said, _ = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert process.returncode == code
    assert said.index("kim/q1.ipynb") < said.index("[y/N]")
    assert students(course) == placed


def test_yes_does_not_ask(course, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda prompt: pytest.fail("물었다"))
    assert main(["collect", "q1", download(course, "kim/q1.ipynb"), "--yes"]) == 0


def test_lateness_is_shown_from_the_lms_and_from_the_deadline(course, capsys):
    zipped = download(course, "kim_1_2_q1.ipynb", "lee_LATE_3_4_q1.ipynb")
    assert main(["collect", "q1", zipped]) == 0
    lines = {line.split()[1]: line for line in capsys.readouterr().out.splitlines() if "│" in line}
    assert "늦음" in lines["lee_3"] and "늦음" not in lines["kim_1"]

    # 새 gradebook에 적을 판 번호를 묻느라 몇 초씩 걸리는 명령을 띄우지 않는다.
    with (
        patch("nbgrader.api.get_alembic_version", return_value="head"),
        Gradebook(f"sqlite:///{course}/gradebook.db") as book,
    ):
        book.update_or_create_assignment("q1", duedate=datetime(2026, 3, 2, 0, 0))
    zipped = download(
        course,
        "1-9 - Kim - Mar 4, 2026 205 PM/q1.ipynb",
        "2-9 - Lee - Mar 1, 2026 205 PM/q1.ipynb",
    )
    assert main(["collect", "q1", zipped]) == 0
    lines = {line.split()[1]: line for line in capsys.readouterr().out.splitlines() if "│" in line}
    assert "2일" in lines["Kim_1"] and "늦음" in lines["Kim_1"]
    assert "늦음" not in lines["Lee_2"]


def test_names_cannot_dress_up_or_move_the_screen(course, capsys):
    names = ("김\x1b[31m민수/q1.ipynb", "lee/[bold red]x\u202egnp[/].ipynb", "p\x9bark/q1.ipynb")
    assert main(["collect", "q1", download(course, *names)]) == 0
    said = capsys.readouterr().out
    assert all(c.isprintable() or c == "\n" for c in said)
    assert "[bold red]" in said
    assert all(name.isprintable() for name in students(course))


def test_a_page_or_a_torn_zip_instead_of_a_notebook_is_said(course, capsys):
    path = Path(download(course, "kim/q1.ipynb"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("lee/q1.html", "<html>")
        archive.writestr("park/q1.zip", b"PK\x03\x04 torn")
    assert main(["collect", "q1", str(path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("lee: ") and ".html" in line for line in lines)
    assert any(line.startswith("park: ") and "zip" in line for line in lines)
    assert students(course) == ["kim", "lee", "park"]


@pytest.mark.parametrize(
    "source", ["없는.zip", "nbgrader_config.py", "source/q1/q1.ipynb", "source"]
)
def test_what_is_not_a_download_is_refused_in_a_sentence(course, capsys, source):
    assert main(["collect", "q1", source]) == 2
    told = capsys.readouterr()
    assert (told.out + told.err).strip().endswith(".")
    assert students(course) == []


def test_the_help_names_every_kind_of_download(capsys):
    with pytest.raises(SystemExit):
        main(["collect", "--help"])
    said = capsys.readouterr().out
    for name in (
        *("Canvas", "Moodle", "Blackboard", "e-class", "Brightspace(D2L)", "Gradescope"),
        *("LearningX", "Google", "Classroom", "Drive", "폴더", "--roster", "--yes"),
    ):
        assert name in said


def test_a_course_with_its_own_structure_gets_its_own_places(course):
    with (course / "nbgrader_config.py").open("a") as config:
        config.write(
            "c.CourseDirectory.directory_structure = "
            "'{nbgrader_step}/{assignment_id}/{student_id}'\n"
        )
    assert main(["collect", "q1", download(course, "kim/q1.ipynb", "lee/q1.ipynb")]) == 0
    assert sorted(p.name for p in (course / "submitted" / "q1").iterdir()) == ["kim", "lee"]


@pytest.mark.skipif(sandbox.unavailable() is not None, reason="제출물을 가둘 수 없는 컴퓨터")
def test_lateness_reaches_the_run_the_report_and_the_tables(tmp_path):
    root = copied(make_class(tmp_path / "made"), tmp_path / "course")
    for folder in (root / "submitted").iterdir():
        for file in (folder / NAME).iterdir():
            file.unlink()
        (folder / NAME).rmdir()
    book = json.dumps(handout(root, ANSWERS))
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr(f"kim_1_2_{NAME}.ipynb", book)
        archive.writestr(f"lee_LATE_3_4_{NAME}.ipynb", book)
    collected = warmgrade("collect", NAME, str(tmp_path / "all.zip"), cwd=root)
    assert collected.returncode == 0, collected.stdout + collected.stderr
    ran = warmgrade("run", NAME, cwd=root)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    lines = {line.split()[1]: line for line in ran.stdout.splitlines() if "│" in line}
    assert "늦음" in lines["lee_3"] and "늦음" not in lines["kim_1"]
    late = {row["student"]: row["late"] for row in grading(root)["rows"]}
    assert late == {"kim_1": False, "lee_3": True}
    folder = root / "grades" / NAME
    assert (folder / "report.html").read_text(encoding="utf-8").count(">늦음<") == 1
    with (folder / "scores.csv").open(encoding="utf-8-sig") as file:
        table = {row["학번"]: row["늦은 제출"] for row in csv.DictReader(file)}
    assert table["lee_3"] == "늦음" and table["kim_1"] == ""
