"""학생이 내기 전에 제 노트북을 확인한다."""

import io
import json
from pathlib import Path

import pytest
from rich.console import Console
from toy_class import NAME, handout, make_class, warmgrade
from toy_course import ANSWERS

from warmgrade import check as checking
from warmgrade.kernel.sandbox.rules import unavailable


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    return make_class(tmp_path_factory.mktemp("class"))


def notebook(course: Path, folder: Path, answers: dict[str, str]) -> Path:
    path = folder / f"{NAME}.ipynb"
    path.write_text(json.dumps(handout(course, answers), ensure_ascii=False), encoding="utf-8")
    return path


def test_a_right_notebook_passes_every_visible_check(course, tmp_path):
    done = warmgrade("check", str(notebook(course, tmp_path, ANSWERS)), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("통과") == 2


def test_a_wrong_answer_is_told_which_check_it_fails_and_why(course, tmp_path):
    answers = ANSWERS | {"square": "def square(x):\n    raise ValueError('여기서 막혔다')"}
    done = warmgrade("check", str(notebook(course, tmp_path, answers)), cwd=tmp_path)
    assert done.returncode == 1
    line = next(line for line in done.stdout.splitlines() if "test_square" in line)
    assert "다시" in line and "여기서 막혔다" in line


def test_an_error_is_shown_as_it_is_written(course, tmp_path):
    answers = ANSWERS | {"square": "def square(x):\n    raise ValueError('모양 [/3] [red]빨강')"}
    done = warmgrade("check", str(notebook(course, tmp_path, answers)), cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert "[/3] [red]빨강" in done.stdout


@pytest.mark.skipif(unavailable() is not None, reason="제출물을 가둘 수 없는 컴퓨터")
def test_a_notebook_that_runs_unconfined_is_told_so(course, tmp_path, monkeypatch):
    path = notebook(course, tmp_path, ANSWERS)
    assert checking.check(path)[1].caption is None
    monkeypatch.setattr(checking, "unavailable", lambda: "가둘 수 없는 [컴퓨터]입니다.")
    passed, table = checking.check(path)
    console = Console(width=300, file=io.StringIO())
    console.print(table)
    shown = console.file.getvalue()
    assert passed and "가두지 않고 실행했습니다" in shown and "[컴퓨터]입니다." in shown


def test_files_beside_the_notebook_can_be_read(course, tmp_path):
    (tmp_path / "자료.txt").write_text("2", encoding="utf-8")
    answer = "def square(x):\n    return x ** int(open('자료.txt', encoding='utf-8').read())"
    path = notebook(course, tmp_path, ANSWERS | {"square": answer})
    assert warmgrade("check", str(path), cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('needs = ["absent_package"]\nprint("pip install", *needs)', True),
        ("# absent_package.pyplot으로 그린다", True),
        ('import sys\nsys.modules["absent_package"] = sys', False),
        ("open('absent_package.py', 'w').write('')", False),
    ],
)
def test_a_module_to_install_is_missing_and_one_made_up_is_not(course, tmp_path, written, told):
    path = notebook(course, tmp_path, ANSWERS)
    content = json.loads(path.read_text(encoding="utf-8"))
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    extra = [
        cell | {"id": f"extra-{n}", "source": source}
        for n, source in enumerate([written, "import absent_package"])
    ]
    content["cells"][:0] = extra
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    done = warmgrade("check", str(path), cwd=tmp_path)
    assert (done.returncode == 2) == told
    assert ("쓰는 모듈이 없습니다: absent_package" in done.stderr) == told


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("없다.ipynb", None, "파일이 없습니다"),
        ("글.ipynb", "노트북이 아니다", "글.ipynb"),
        (
            "빈.ipynb",
            '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
            "검사 셀이",
        ),
    ],
)
def test_a_file_that_cannot_be_checked_gets_one_sentence(tmp_path, name, content, sentence):
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    done = warmgrade("check", name, cwd=tmp_path)
    assert done.returncode == 2
    assert sentence in done.stderr and len(done.stderr.splitlines()) == 1
