"""stock nbgrader로 만든 작은 과목: 원본, 나누어 준 노트북, gradebook, 골격.

채점 셀의 종류가 하나씩 모두 있다: 잠근 셀, 자동으로 채점하는 답과 검사, 손으로 채점하는 코드와
글, 서술형 과제, 채점과 상관없는 셀.
"""

import json
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import nbformat
from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearOutput,
    DeduplicateIds,
    OverwriteCells,
    OverwriteKernelspec,
)
from traitlets.config import Config

from warmgrade.intake.take import skeletons

SANITIZE = (ClearOutput, DeduplicateIds, OverwriteKernelspec, OverwriteCells, CheckCellMetadata)
ANSWERS = {
    "add": "def add(a, b):\n    return a + b",
    "square": "def square(x):\n    return x**2",
    "sketch": "answer = 42",
    "essay": "왜냐하면 **그렇기** 때문이다.",
}


@dataclass
class Course:
    """과제 하나가 있는 과목.

    Attributes:
        source: 원본 폴더.
        release: 나누어 준 노트북. `handout()`으로 사본을 얻는다.
        skeletons: 노트북 이름 → 골격.
    """

    name: str
    source: Path
    release: dict[str, Any]
    skeletons: dict[str, NotebookNode]
    config: Config

    @property
    def skeleton(self) -> NotebookNode:
        return self.skeletons[self.name]

    def handout(self, answers: dict[str, str] | None = None) -> dict[str, Any]:
        """나누어 준 노트북(JSON)의 사본에 답을 써 넣은 것."""
        notebook = deepcopy(self.release)
        for cell in notebook["cells"]:
            name = grade_id(cell)
            if name in (answers or {}):
                cell["source"] = answers[name]
        return notebook

    def stock(self, notebook: NotebookNode) -> list[tuple[str, str, Any]]:
        """stock autograde가 실행하기 앞서 만든 셀들: (종류, 글, nbgrader 정보)."""
        resources = {
            "nbgrader": {
                "notebook": self.name,
                "assignment": self.name,
                "db_url": self.config.CourseDirectory.db_url,
            }
        }
        notebook = deepcopy(notebook)
        for step in SANITIZE:
            notebook, resources = step(config=self.config)(notebook, resources)
        return [(c.cell_type, c.source, c.metadata.get("nbgrader")) for c in notebook.cells]


def build(root: Path, name: str, source: NotebookNode, config: Config | None = None) -> Course:
    """원본을 stock `generate_assignment`로 나누어 줄 노트북과 gradebook으로 만든다."""
    config = deepcopy(config or Config())
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.assignment_id = name
    config.CourseDirectory.source_directory = "source"
    config.CourseDirectory.release_directory = "release"
    config.CourseDirectory.db_url = f"sqlite:///{root}/gradebook.db"
    folder = root / "source" / name
    folder.mkdir(parents=True)
    nbformat.write(source, folder / f"{name}.ipynb")
    # 새 gradebook에 적을 판 번호를 묻느라 몇 초씩 걸리는 명령을 띄우지 않는다.
    with patch("nbgrader.api.get_alembic_version", return_value="head"):
        GenerateAssignment(coursedir=CourseDirectory(config=config), config=config).start()
    released = root / "release" / name / f"{name}.ipynb"
    return Course(name, folder, json.loads(released.read_text()), skeletons(folder, config), config)


def toy_source() -> NotebookNode:
    cells = [
        markdown("title", "# 장난감 과제"),
        code("imports", "import math"),
        code("given", "RATE = 0.5\nlimit = math.inf", grade_id="given_rate", locked=True),
        code("add", solution("def add(a, b):", "    return a + b"), "add", solution=True),
        code("add-test", hidden("assert add(1, 2) == 3"), "test_add", grade=True, points=2),
        markdown("between", "두 번째 문제"),
        code("square", solution("def square(x):", "    return x * x"), "square", solution=True),
        code("square-test", hidden("assert square(3) == 9"), "test_square", grade=True, points=1),
        code("sketch", "answer = 42", "sketch", grade=True, solution=True, points=3),
        markdown("essay", "기준 답", "essay", grade=True, solution=True, points=2),
        markdown(
            "report",
            "보고서를 쓰세요.\n=== BEGIN MARK SCHEME ===\n기준\n=== END MARK SCHEME ===",
            "report",
            task=True,
            points=4,
        ),
        markdown("report-answer", "여기에 답을 쓰세요."),
        code("closing", "print(RATE)"),
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata.kernelspec = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    return notebook


def solution(head: str, body: str) -> str:
    return f"{head}\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION"


def hidden(visible: str) -> str:
    # 숨은 구역 안에 바깥과 같은 줄이 있어도 나누어 준 그대로인지 알아보아야 한다.
    inside = "### BEGIN HIDDEN TESTS\nassert True\n### END HIDDEN TESTS"
    return f"# 검사\n{visible}\n{inside}\nassert True"


def code(identifier: str, source: str, grade_id: str = "", **flags: Any) -> NotebookNode:
    return _named(nbformat.v4.new_code_cell(source, id=identifier), grade_id, flags)


def markdown(identifier: str, source: str, grade_id: str = "", **flags: Any) -> NotebookNode:
    return _named(nbformat.v4.new_markdown_cell(source, id=identifier), grade_id, flags)


def _named(cell: NotebookNode, name: str, flags: dict[str, Any]) -> NotebookNode:
    if name:
        cell.metadata.nbgrader = {
            "schema_version": 3,
            "grade_id": name,
            "grade": False,
            "solution": False,
            "locked": not flags.get("solution", False),
            "task": False,
        } | flags
    return cell


def grade_id(cell: dict[str, Any]) -> str:
    return (cell["metadata"].get("nbgrader") or {}).get("grade_id", "")


def cell_of(notebook: dict[str, Any], name: str) -> dict[str, Any]:
    """grade_id나 셀 id로 찾은 셀."""
    return next(c for c in notebook["cells"] if name in (grade_id(c), c.get("id")))


def plain_code(source: str, identifier: str = "mine", **metadata: Any) -> dict[str, Any]:
    """학생이 더한 코드 셀."""
    return {
        "cell_type": "code",
        "id": identifier,
        "metadata": metadata,
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def plain_markdown(source: str, identifier: str = "memo") -> dict[str, Any]:
    return {"cell_type": "markdown", "id": identifier, "metadata": {}, "source": source}


def as_bytes(notebook: Any) -> bytes:
    return json.dumps(notebook, ensure_ascii=False).encode()
