"""점수가 걸린 셀들과, 원본에서 찾은 그 차례와 제목."""

import re
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution, is_task

from ..execution.exam import grade_id, is_test
from ..skeleton import read_source

_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)
_POINTS = re.compile(r"\s*[(\[]\s*\d+(?:\.\d+)?\s*(?:점|points?|pts?)\s*[)\]]\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Question:
    """점수가 걸린 셀 하나.

    Attributes:
        kind: "test"(자동 채점), "code", "text", "task"(손으로 채점).
        title: 바로 앞 제목. 없으면 셀의 이름.
        answers: 이 검사가 보는 답 셀의 이름.
    """

    notebook: str
    name: str
    points: float
    kind: str
    title: str
    answers: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        return self.notebook, self.name


def sources(folder: Path) -> dict[str, NotebookNode]:
    """노트북 이름 → 가르치는 사람의 원본."""
    return {path.stem: read_source(path) for path in sorted(folder.glob("[!.]*.ipynb"))}


def in_order(
    cells: dict[tuple[str, str], Question], books: dict[str, NotebookNode]
) -> list[Question]:
    """원본에 놓인 차례. 원본에 없는 셀은 뒤에 둔다."""
    left, ordered = dict(cells), []
    for name, book in books.items():
        title, answers, tested = "", [], False
        for cell in book.cells:
            if cell.cell_type == "markdown" and (found := _HEADING.findall(cell.source)):
                title = _POINTS.sub("", found[-1]).strip()
            if is_solution(cell) and cell.cell_type == "code":
                answers = [grade_id(cell)] if tested else [*answers, grade_id(cell)]
                tested = False
            question = left.pop((name, grade_id(cell)), None)
            if question is None or not (is_grade(cell) or is_task(cell)):
                continue
            seen = ()
            if is_test(cell):
                seen, tested = tuple(answers), True
            where = (question.notebook, question.name, question.points, question.kind)
            ordered.append(Question(*where, title or question.name, seen))
    return ordered + sorted(left.values(), key=lambda question: question.key)
