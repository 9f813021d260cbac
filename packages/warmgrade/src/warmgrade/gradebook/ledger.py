"""채점하기 앞서 gradebook이 원본과 같은 과제를 알고 있게 한다.

원본이 gradebook과 다르면 stock `nbgrader generate_assignment`가 gradebook에 하는 일을 한다. 실행한
검사와 gradebook의 검사가 다르면 점수가 무엇의 점수인지 알 수 없기 때문이다. 그 일은 제출물이 있는
과제에서 배점과 검사의 글만 고치고, 손으로 준 점수와 이미 적힌 점수는 건드리지 않는다. 제출물이
있는데 셀이나 노트북이 더해지거나 없어졌으면 점수를 잃을 수 있으므로, 아무것도 고치지 않고 멈춘다.
나누어 줄 노트북은 다시 만들지 않는다. 학생이 이미 받은 것이기 때문이다.
"""

import tempfile
from copy import deepcopy
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import is_grade, is_locked, is_solution, is_task
from traitlets.config import Config

from ..course import CourseProblem
from ..skeleton import generating_steps, skeletons

Cells = dict[str, tuple]


def agree(config: Config, assignment: str, source: Path) -> set[str]:
    """gradebook을 원본에 맞추고, 이미 제출물이 적혀 있는 학생들을 돌려준다.

    Args:
        config: 과목의 설정. gradebook의 주소와 뿌리 폴더가 들어 있다.
        source: 과제의 원본 폴더.

    Raises:
        CourseProblem: 원본에 맞추려면 적힌 점수를 잃을 수 있을 때.
    """
    ours = {name: _of_source(book) for name, book in skeletons(source, config).items()}
    known, students = _known(config, assignment)
    if known == ours:
        return students
    if students and _names(known) != _names(ours):
        raise CourseProblem(
            f"'{assignment}' 과제의 원본에서 채점하는 셀이나 노트북이 더해지거나 없어졌는데, "
            "gradebook에 이미 적힌 점수가 있어 멈추었습니다. 원본을 되돌리거나 새 이름의 과제로 "
            "만드세요."
        )
    _generate(config)
    if _known(config, assignment)[0] != ours:
        raise CourseProblem(
            f"'{assignment}' 과제의 원본을 gradebook에 적지 못했습니다. "
            f"nbgrader generate_assignment {assignment} --force 를 실행하여 까닭을 보세요."
        )
    return students


def _of_source(notebook: NotebookNode) -> Cells:
    found: Cells = {}
    for cell in notebook.cells:
        if not (is_grade(cell) or is_solution(cell) or is_locked(cell) or is_task(cell)):
            continue
        info = cell.metadata.nbgrader
        worth = is_grade(cell) or is_task(cell)
        found[info["grade_id"]] = (
            cell.cell_type,
            is_locked(cell),
            cell.source,
            info.get("checksum"),
            float(info["points"]) if worth else None,
            is_solution(cell),
        )
    return found


def _known(config: Config, assignment: str) -> tuple[dict[str, Cells], set[str]]:
    """gradebook이 아는 노트북과, 제출물이 적힌 학생."""
    directory = CourseDirectory(config=config)
    with Gradebook(directory.db_url, directory.course_id) as book:
        try:
            row = book.find_assignment(assignment)
        except MissingEntry:
            return {}, set()
        cells = {}
        for notebook in row.notebooks:
            points = {c.name: c.max_score for c in [*notebook.grade_cells, *notebook.task_cells]}
            answers = {c.name for c in notebook.solution_cells}
            cells[notebook.name] = {
                c.name: (
                    c.cell_type,
                    bool(c.locked),
                    c.source,
                    c.checksum,
                    points.get(c.name),
                    c.name in answers,
                )
                for c in notebook.source_cells
            }
        return cells, {submission.student_id for submission in row.submissions}


def _names(notebooks: dict[str, Cells]) -> dict[str, set[tuple]]:
    """셀의 이름과, 점수가 있는 셀인지, 답 셀인지."""
    return {
        book: {(name, cell[4] is not None, cell[5]) for name, cell in cells.items()}
        for book, cells in notebooks.items()
    }


def _generate(config: Config) -> None:
    config = deepcopy(config)
    config.CourseDirectory.notebook_id = "*"
    config.GenerateAssignment.no_database = False
    # 실행할 검사와 gradebook에 적는 검사가 같아야 한다.
    config.GenerateAssignment.preprocessors = generating_steps(config)
    with tempfile.TemporaryDirectory() as unwanted:
        config.CourseDirectory.release_directory = unwanted
        directory = CourseDirectory(config=config)
        GenerateAssignment(coursedir=directory, config=config, force=True).start()
