"""한 과목의 두 사본을 하나는 stock nbgrader로, 하나는 warmgrade로 채점해 견준다."""

import contextlib
import io
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import nbformat
from nbformat import NotebookNode
from nbgrader import apps
from toy_course import code, grade_id, markdown

from warmgrade.cli import main

RIGHT = "def f(x):\n    return x * 2"
WRONG = "def f(x):\n    return x + 100"
BLANK = ""
STUB = "# YOUR CODE HERE\nraise NotImplementedError()"

# 학생이 낸 것: 노트북 이름 → 답 셀 f의 글이나, 셀마다의 글이나, 노트북 전체
Answers = str | dict[str, str] | NotebookNode | None


def answer(source: str = RIGHT, name: str = "f") -> NotebookNode:
    return code(name, f"### BEGIN SOLUTION\n{source}\n### END SOLUTION", name, solution=True)


def check(source: str, name: str = "t", points: float = 1) -> NotebookNode:
    return code(name, source, name, grade=True, points=points)


def notebook(*cells: NotebookNode, kernel: str | None = "python3") -> NotebookNode:
    book = nbformat.v4.new_notebook(cells=list(cells))
    if kernel:
        language = {"ir": "R", "julia-1.9": "julia"}.get(kernel, "python")
        book.metadata.kernelspec = {"name": kernel, "display_name": kernel, "language": language}
    return book


def text(body: str, name: str = "memo") -> NotebookNode:
    return markdown(name, body)


@dataclass
class Scores:
    """채점한 뒤 gradebook에 적힌 것.

    Attributes:
        cells: (학생, 노트북, 셀) → (자동 점수, 손으로 준 점수, 손으로 볼 것인지).
        penalties: (학생, 노트북) → 늦은 벌점.
        totals: 학생 → 모든 셀의 점수를 더한 것.
    """

    cells: dict[tuple[str, str, str], tuple[float | None, float | None, bool]]
    penalties: dict[tuple[str, str], float | None]
    totals: dict[str, float] = field(default_factory=dict)


@dataclass
class Course:
    """과목 폴더 하나.

    Attributes:
        stock, warm: 그 사본 가운데 stock과 warmgrade가 채점한 것.
    """

    root: Path
    config: str = ""

    def __post_init__(self) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        path = self.root / "nbgrader_config.py"
        path.write_text(f"c = get_config()\n{self.config}\n", encoding="utf-8")

    def source(
        self, books: dict[str, NotebookNode], name: str = "a", folder: str = "source"
    ) -> None:
        place = self.root / folder / name
        place.mkdir(parents=True, exist_ok=True)
        for title, book in books.items():
            nbformat.write(book, place / f"{title}.ipynb")

    def write(self, path: str, content: str | bytes) -> Path:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        data = content.encode() if isinstance(content, str) else content
        place.write_bytes(data)
        return place

    def generate(self, name: str = "a") -> None:
        """stock으로 나누어 줄 노트북과 gradebook을 만든다."""
        done = nbgrader("generate_assignment", name, "--force", cwd=self.root)
        assert done.returncode == 0, done.stderr

    def hand_in(
        self,
        student: str,
        answers: dict[str, Answers],
        name: str = "a",
        *,
        released: str = "release/{name}",
        folder: str = "submitted/{student}/{name}",
    ) -> Path:
        """나누어 준 노트북에 답을 써서 낸다."""
        place = self.root / folder.format(student=student, name=name)
        place.mkdir(parents=True, exist_ok=True)
        for title, given in answers.items():
            if given is None:
                continue
            if isinstance(given, NotebookNode):
                nbformat.write(given, place / f"{title}.ipynb")
                continue
            path = self.root / released.format(name=name) / f"{title}.ipynb"
            book = json.loads(path.read_text(encoding="utf-8"))
            sources = {"f": given} if isinstance(given, str) else given
            for cell in book["cells"]:
                if grade_id(cell) in sources:
                    cell["source"] = sources[grade_id(cell)]
            out = json.dumps(book, ensure_ascii=False)
            (place / f"{title}.ipynb").write_text(out, encoding="utf-8")
        return place

    def copy(self, kind: str) -> Path:
        """한 번도 채점하지 않은 사본. 제출물의 권한도 그대로다."""
        place = self.root.with_name(f"{self.root.name}-{kind}")
        shutil.copytree(self.root, place, symlinks=True)
        return place


@dataclass
class Done:
    """명령을 실행한 결과."""

    returncode: int
    stdout: str
    stderr: str


def nbgrader(*arguments: str, cwd: Path) -> Done:
    """`nbgrader 명령 …`을 이 프로세스에서 그대로 실행한다. 커널은 여느 때처럼 하나씩 새로 뜬다."""
    kind = {
        "autograde": apps.AutogradeApp,
        "generate_assignment": apps.GenerateAssignmentApp,
        "generate_feedback": apps.GenerateFeedbackApp,
        "export": apps.ExportApp,
    }[arguments[0]]
    return _run(cwd, lambda: kind.launch_instance(list(arguments[1:])), kind.clear_instance)


def warmgrade(*arguments: str, cwd: Path) -> Done:
    return _run(cwd, lambda: main(list(arguments)), lambda: None)


def _run(cwd: Path, command: Callable[[], int | None], clean: Callable[[], None]) -> Done:
    """새로 뜬 프로세스에서처럼: 모듈을 찾는 곳과 환경 변수와 지금 폴더를 되돌린다."""
    here, paths, modules = os.getcwd(), list(sys.path), set(sys.modules)
    out, err = io.StringIO(), io.StringIO()
    hidden = ("JUPYTER_DEFAULT_PROVISIONER_NAME", "NBGRADER_EXECUTION")
    environment = {name: os.environ.pop(name) for name in hidden if name in os.environ}
    os.environ["COLUMNS"] = "250"
    try:
        os.chdir(cwd)
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            # 새 gradebook에 적을 판 번호를 묻느라 몇 초씩 걸리는 명령을 띄우지 않는다.
            patch("nbgrader.api.get_alembic_version", return_value="head"),
        ):
            code = command() or 0
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    finally:
        clean()
        os.chdir(here)
        sys.path[:] = paths
        for name in set(sys.modules) - modules:
            file = getattr(sys.modules[name], "__file__", None) or ""
            if file.startswith(str(cwd.resolve())):
                del sys.modules[name]
        os.environ.update(environment)
    return Done(code, out.getvalue(), err.getvalue())


def scores(root: Path, name: str = "a", database: str = "gradebook.db") -> Scores:
    """gradebook에 적힌 것."""
    grades = """
        SELECT submitted_assignment.student_id, notebook.name, base_cell.name,
               grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade
        FROM grade
        JOIN base_cell ON base_cell.id = grade.cell_id
        JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
        JOIN notebook ON notebook.id = submitted_notebook.notebook_id
        JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
        JOIN assignment ON assignment.id = submitted_assignment.assignment_id
        WHERE assignment.name = ?
    """
    late = """
        SELECT submitted_assignment.student_id, notebook.name,
               submitted_notebook.late_submission_penalty
        FROM submitted_notebook
        JOIN notebook ON notebook.id = submitted_notebook.notebook_id
        JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
        JOIN assignment ON assignment.id = submitted_assignment.assignment_id
        WHERE assignment.name = ?
    """
    with closing(sqlite3.connect(root / database)) as book:
        cells: dict[tuple[str, str, str], Any] = {}
        totals: dict[str, float] = {}
        for student, title, cell, auto, manual, extra, pending in book.execute(grades, [name]):
            cells[student, title, cell] = auto, manual, bool(pending)
            score = manual if manual is not None else auto or 0.0
            totals[student] = totals.get(student, 0.0) + score + (extra or 0.0)
        penalties = {(s, n): penalty for s, n, penalty in book.execute(late, [name])}
    return Scores(cells, penalties, totals)


@dataclass
class Pair:
    """같은 과목의 두 사본을 채점한 결과."""

    stock_root: Path
    warm_root: Path
    stock_done: Done
    warm_done: Done
    stock: Scores
    warm: Scores

    @property
    def findings(self) -> dict[str, set[str]]:
        """학생 → warmgrade가 적은 것들의 이름."""
        found: dict[str, set[str]] = {}
        for path in (self.warm_root / ".warmgrade").glob("*/grading.json"):
            for row in json.loads(path.read_text(encoding="utf-8"))["rows"]:
                codes = {finding["code"] for finding in row["findings"]}
                found.setdefault(row["student"], set()).update(codes)
        return found

    def again(self, name: str = "a", *, stock: tuple[str, ...] = (), warm: tuple[str, ...] = ()):
        """두 사본을 한 번 더 채점한다."""
        self.stock_done = nbgrader("autograde", name, *stock, cwd=self.stock_root)
        self.warm_done = warmgrade("run", name, *warm, cwd=self.warm_root)
        self.stock, self.warm = scores(self.stock_root, name), scores(self.warm_root, name)

    def both(self, change: Callable[[Path], Any]) -> None:
        """두 사본을 똑같이 고친다."""
        for root in (self.stock_root, self.warm_root):
            change(root)


def graded(
    course: Course,
    name: str = "a",
    *,
    stock: tuple[str, ...] = (),
    warm: tuple[str, ...] = (),
) -> Pair:
    """두 사본을 만들어 하나씩 채점한다."""
    roots = course.copy("stock"), course.copy("warm")
    pair = Pair(*roots, Done(0, "", ""), Done(0, "", ""), Scores({}, {}), Scores({}, {}))
    pair.again(name, stock=stock, warm=warm)
    return pair


def files(root: Path, student: str, name: str = "a", step: str = "autograded") -> dict[str, bytes]:
    """채점을 마친 폴더에 있는 것. 노트북은 이름만 본다."""
    folder = root / step / student / name
    return {
        path.relative_to(folder).as_posix(): b"" if path.suffix == ".ipynb" else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
