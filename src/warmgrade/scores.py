"""채점한 반을 읽는다: gradebook의 점수, `grading.json`의 기록, 원본에서 찾은 문제의 제목.

아무것도 고치지 않는다.
"""

import json
import re
import warnings
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution, is_task

from .course import Course, CourseProblem
from .exam import grade_id, is_test

_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)
_POINTS = re.compile(r"\s*[(\[]\s*\d+(?:\.\d+)?\s*(?:점|points?|pts?)\s*[)\]]\s*$", re.IGNORECASE)
_HANGUL = re.compile(r"[가-힣]")


class ReportProblem(CourseProblem):
    """보고서나 성적 파일을 만들 수 없다."""


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


@dataclass(frozen=True)
class Mark:
    """한 학생이 한 문제에서 받은 점수와, 아직 손으로 채점해야 하는지."""

    points: float
    pending: bool = False


@dataclass
class Student:
    """한 학생.

    Attributes:
        name, first, last, email: gradebook의 이름. 없으면 LMS가 적은 이름.
        rows: `grading.json`에서 이 학생의 줄.
        marks: 문제의 key → 점수. gradebook에 제출물이 없으면 비어 있다.
        penalty: 늦은 제출의 감점.
    """

    id: str
    name: str = ""
    first: str = ""
    last: str = ""
    email: str = ""
    rows: list[dict[str, Any]] = field(default_factory=list)
    marks: dict[tuple[str, str], Mark] = field(default_factory=dict)
    penalty: float = 0.0
    recorded: bool = False

    @property
    def handed_in(self) -> bool:
        """채점할 것을 하나라도 냈는지."""
        if not self.rows:
            return self.recorded
        return any(not row["absent"] for row in self.rows)

    @property
    def graded(self) -> bool:
        """낸 것이 있거나, 내지 않았어도 손으로 점수를 준 학생."""
        return self.recorded and (self.handed_in or self.score > 0)

    @property
    def score(self) -> float:
        """늦은 제출의 감점까지 셈한 점수. nbgrader가 내보내는 점수와 같다."""
        return max(0.0, sum(mark.points for mark in self.marks.values()) - self.penalty)

    @property
    def pending(self) -> int:
        return sum(mark.pending for mark in self.marks.values())

    @property
    def lms(self) -> tuple[str, str]:
        """제출물을 내려받은 LMS와, 그 LMS가 적은 번호."""
        return next(((r["lms"], r["lms_id"]) for r in self.rows if r.get("lms")), ("", ""))


@dataclass(frozen=True)
class Class:
    """과제 하나를 채점한 반.

    Attributes:
        grading: `grading.json`.
        students: gradebook에 있거나 제출물이 있는 학생 모두, 이름 순서.
    """

    assignment: str
    grading: dict[str, Any]
    questions: list[Question]
    students: list[Student]

    @property
    def max_score(self) -> float:
        return sum(question.points for question in self.questions)


def read_class(course: Course, assignment: str) -> Class:
    """Raises: ReportProblem: 아직 채점하지 않았거나 기록을 읽을 수 없을 때."""
    path = course.work(assignment) / "grading.json"
    try:
        grading = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ReportProblem(
            f"'{assignment}' 과제를 채점한 기록이 없습니다. "
            f"'warmgrade run {assignment}'을 먼저 실행하세요."
        ) from None
    except (OSError, ValueError) as error:
        raise ReportProblem(
            f"{path} 파일을 읽을 수 없습니다({type(error).__name__}). "
            f"'warmgrade run {assignment}'을 다시 실행하세요."
        ) from error
    students, cells = _read_gradebook(course, assignment)
    for row in grading["rows"]:
        student = students.setdefault(row["student"], Student(row["student"]))
        student.rows.append(row)
        student.name = student.name or row.get("lms_name", "")
    questions = _in_order(cells, sources(course.source / assignment))
    return Class(assignment, grading, questions, [students[name] for name in sorted(students)])


def sources(folder: Path) -> dict[str, NotebookNode]:
    """노트북 이름 → 가르치는 사람의 원본."""
    found = {}
    for path in sorted(folder.glob("[!.]*.ipynb")):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found[path.stem] = nbformat.read(path, as_version=4)
    return found


def _read_gradebook(
    course: Course, assignment: str
) -> tuple[dict[str, Student], dict[tuple[str, str], Question]]:
    # nbgrader를 불러오는 데 몇 초가 든다. 기록이 없다고 말할 때는 기다리게 하지 않는다.
    from nbgrader.api import (
        Assignment,
        BaseCell,
        Grade,
        Gradebook,
        Notebook,
        SolutionCell,
        SubmittedAssignment,
        SubmittedNotebook,
        TaskCell,
    )
    from nbgrader.api import Student as Enrolled
    from sqlalchemy import select
    from sqlalchemy.engine import make_url

    url = make_url(course.database)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise ReportProblem(
            f"gradebook({url.database})이 없습니다. 'warmgrade run {assignment}'을 먼저 실행하세요."
        )
    # 과목 이름을 비우면 Gradebook이 과목을 새로 적지 않는다.
    with Gradebook(course.database, course_id="") as book:
        students = {}
        columns = (Enrolled.id, Enrolled.first_name, Enrolled.last_name, Enrolled.email)
        for row in book.db.execute(select(*columns)):
            first, last, email = (row[1] or "").strip(), (row[2] or "").strip(), row[3] or ""
            students[row[0]] = Student(row[0], _full(first, last), first, last, email)
        mine = Assignment.name == assignment
        handed = select(SubmittedAssignment.student_id).join(Assignment).where(mine)
        for (student,) in book.db.execute(handed):
            students[student].recorded = True
        late = (
            select(SubmittedAssignment.student_id, SubmittedNotebook.late_submission_penalty)
            .select_from(SubmittedNotebook)
            .join(SubmittedNotebook.assignment)
            .join(SubmittedAssignment.assignment)
            .where(mine)
        )
        for student, penalty in book.db.execute(late):
            students[student].penalty += penalty or 0.0
        given = (
            select(
                SubmittedAssignment.student_id,
                Notebook.name,
                BaseCell.name,
                Grade.score,
                Grade.needs_manual_grade,
            )
            .select_from(Grade)
            .join(Grade.cell)
            .join(Grade.notebook)
            .join(SubmittedNotebook.notebook)
            .join(SubmittedNotebook.assignment)
            .join(SubmittedAssignment.assignment)
            .where(mine)
        )
        for student, notebook, cell, points, pending in book.db.execute(given):
            students[student].marks[notebook, cell] = Mark(points or 0.0, bool(pending))
        cells = {}
        for notebook in book.db.scalars(select(Notebook).join(Notebook.assignment).where(mine)):
            written = {cell.name for cell in notebook._base_cells if isinstance(cell, SolutionCell)}
            for cell in (*notebook.grade_cells, *notebook.task_cells):
                if isinstance(cell, TaskCell):
                    kind = "task"
                elif cell.cell_type != "code":
                    kind = "text"
                else:
                    kind = "code" if cell.name in written else "test"
                key = notebook.name, cell.name
                cells[key] = Question(*key, cell.max_score or 0.0, kind, cell.name)
        return students, cells


def _full(first: str, last: str) -> str:
    if _HANGUL.search(first + last):
        return last + first
    return f"{first} {last}".strip()


def _in_order(
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


def percentile(values: list[float], share: float) -> float:
    """이웃한 두 값 사이를 직선으로 이은 백분위수. values는 비어 있지 않다."""
    ranked = sorted(values)
    place = share * (len(ranked) - 1)
    low = int(place)
    high = min(low + 1, len(ranked) - 1)
    return ranked[low] + (ranked[high] - ranked[low]) * (place - low)


def by_reason(students: list[Student], question: Question) -> dict[str, list[tuple[str, dict]]]:
    """점수를 주지 않은 까닭 → (학생, 판정). 수만 다른 도움말은 같은 것으로 본다."""
    groups: dict[str, list[tuple[str, dict]]] = defaultdict(list)
    for student in students:
        for row in student.rows:
            verdict = row["verdicts"].get(question.name)
            if row["notebook"] == question.notebook and verdict and not verdict["passed"]:
                text = f"{verdict['reason']} {verdict['error']} {verdict['hint']}"
                groups[re.sub(r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?", "#", text)].append(
                    (student.id, verdict)
                )
    return dict(sorted(groups.items(), key=lambda item: -len(item[1])))
