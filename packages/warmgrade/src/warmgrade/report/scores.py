"""채점한 반을 읽는다: gradebook의 점수와 `grading.json`의 기록. 아무것도 고치지 않는다."""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

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

from ..course import Course, CourseProblem
from .questions import Question, in_order, sources

_HANGUL = re.compile(r"[가-힣]")


class ReportProblem(CourseProblem):
    """보고서나 성적 파일을 만들 수 없다."""


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
        overdue: 마감을 넘긴 초. 낸 때나 마감을 모르면 0.
    """

    id: str
    name: str = ""
    first: str = ""
    last: str = ""
    email: str = ""
    rows: list[dict[str, Any]] = field(default_factory=list)
    marks: dict[tuple[str, str], Mark] = field(default_factory=dict)
    penalty: float = 0.0
    overdue: float = 0.0
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
    def lateness(self) -> str:
        """늦게 냈으면 얼마나 늦었는지. LMS의 표시뿐이면 얼마나인지는 모른다."""
        return lateness(any(row.get("late") for row in self.rows), self.overdue)

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
            f"'warmgrade run {assignment}' 명령을 먼저 실행하세요."
        ) from None
    except (OSError, ValueError) as error:
        raise ReportProblem(
            f"{path} 파일을 읽을 수 없습니다({type(error).__name__}). "
            f"'warmgrade run {assignment}' 명령을 다시 실행하세요."
        ) from error
    students, cells = _read_gradebook(course, assignment)
    for row in grading["rows"]:
        student = students.setdefault(row["student"], Student(row["student"]))
        student.rows.append(row)
        student.name = student.name or row.get("lms_name", "")
    questions = in_order(cells, sources(course.original(assignment)))
    return Class(assignment, grading, questions, [students[name] for name in sorted(students)])


def _read_gradebook(
    course: Course, assignment: str
) -> tuple[dict[str, Student], dict[tuple[str, str], Question]]:
    if not _has_gradebook(course):
        raise ReportProblem(
            f"gradebook({make_url(course.database).database})이 없습니다. "
            f"'warmgrade run {assignment}' 명령을 먼저 실행하세요."
        )
    # 과목 이름을 비우면 Gradebook이 과목을 새로 적지 않는다.
    with Gradebook(course.database, course_id="") as book:
        students = {}
        columns = (Enrolled.id, Enrolled.first_name, Enrolled.last_name, Enrolled.email)
        for row in book.db.execute(select(*columns)):
            first, last, email = (row[1] or "").strip(), (row[2] or "").strip(), row[3] or ""
            students[row[0]] = Student(row[0], _full(first, last), first, last, email)
        mine = Assignment.name == assignment
        columns = (
            SubmittedAssignment.student_id,
            SubmittedAssignment.timestamp,
            SubmittedAssignment.extension,
            Assignment.duedate,
        )
        handed = select(*columns).join(Assignment).where(mine)
        for student, moment, extension, due in book.db.execute(handed):
            students[student].recorded = True
            if moment and due:
                students[student].overdue = _past(moment, due + (extension or timedelta()))
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


def duedate(course: Course, assignment: str) -> datetime | None:
    """gradebook에 적힌 과제의 마감(UTC). 적혀 있지 않으면 None."""
    if not _has_gradebook(course):
        return None
    with Gradebook(course.database, course_id="") as book:
        due = book.db.scalar(select(Assignment.duedate).where(Assignment.name == assignment))
    return due.replace(tzinfo=UTC) if due else None


def lateness(marked: bool, seconds: float) -> str:
    """표에 적을 말. 늦지 않았으면 빈 글.

    Args:
        marked: LMS나 이름에 늦었다는 표시가 있는지.
        seconds: 마감을 넘긴 초.
    """
    if seconds <= 0:
        return "늦음" if marked else ""
    days, rest = divmod(int(seconds), 86400)
    hours, minutes = rest // 3600, rest % 3600 // 60
    parts = [f"{n}{unit}" for n, unit in ((days, "일"), (hours, "시간"), (minutes, "분")) if n]
    return f"{' '.join(parts[:2]) or '1분 안쪽'} 늦음"


def _past(moment: datetime, due: datetime) -> float:
    return max(0.0, (moment - due).total_seconds())


def _has_gradebook(course: Course) -> bool:
    url = make_url(course.database)
    return url.get_backend_name() != "sqlite" or Path(url.database or "").is_file()


def _full(first: str, last: str) -> str:
    if _HANGUL.search(first + last):
        return last + first
    return f"{first} {last}".strip()
