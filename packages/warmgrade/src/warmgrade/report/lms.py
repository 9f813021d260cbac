"""성적 파일: Canvas와 Moodle에 올릴 것, 그리고 문제마다 점수를 적은 것.

Canvas와 Moodle 모두 성적 파일의 빈 칸을 「점수 없음」으로 읽고, 이미 있는 점수(예컨대 Canvas의 면제
EX)를 지운다. 0을 적어도 지운다. 그래서 아무것도 내지 않은 학생은 두 파일에서 아예 뺀다. 파일에 없는
학생은 LMS가 건드리지 않으므로, 결석과 미제출을 어떻게 할지는 LMS의 규칙이나 가르치는 사람이 정한다.
scores.csv에는 모든 학생이 있고, 내지 않은 학생의 점수 칸은 비어 있다.

엑셀이 한글을 알아보도록 BOM이 있는 UTF-8로 쓴다. 글이 수식이 되지 않게, 수식을 시작하는 글자로
시작하는 칸 앞에 작은따옴표를 붙인다. 수는 그대로 둔다.
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from ..atomic import write_text
from ..course import Course
from .scores import Class, Student, read_class

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")

Cell = str | float


def write_csv(course: Course, assignment: str, folder: Path) -> list[Path]:
    """canvas.csv, moodle.csv, scores.csv를 쓰고 그 자리를 돌려준다. Raises: ReportProblem"""
    group = read_class(course, assignment)
    tables = {"canvas": _canvas(group), "moodle": _moodle(group), "scores": _scores(group)}
    return [_write(folder / f"{name}.csv", table) for name, table in tables.items()]


def _canvas(group: Class) -> list[list[Cell]]:
    """Canvas 성적부의 「가져오기」가 읽는 표.

    Canvas는 ID, SIS User ID, SIS Login ID, 이름의 차례로 학생을 찾는다. 둘째 줄의 배점은 과제를
    새로 만들 때 쓰인다. 과제의 이름이 Canvas의 이름과 다르면 머리글을 Canvas의 것으로 고쳐야 한다.
    늦은 제출은 적지 않는다. 모르는 열이 있으면 Canvas는 그 이름의 과제를 만들려 한다.
    """
    head: list[Cell] = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", group.assignment]
    possible: list[Cell] = ["    Points Possible", "", "", "", "", group.max_score]
    rows = []
    for student in _graded(group):
        lms, number = student.lms
        # Canvas에서 내려받은 학생의 폴더 이름은 우리가 지은 것이라 SIS 번호가 아니다.
        ids = [number, "", ""] if lms == "canvas" else ["", student.id, student.id]
        rows.append([_called(student), *ids, "", student.score])
    return [head, possible, *rows]


def _moodle(group: Class) -> list[list[Cell]]:
    """Moodle이 읽는 표.

    Moodle에서 내려받은 반이면 과제의 「채점 워크시트 올리기」가 읽는 꼴이다. 내려받은 파일에는
    참가자 번호만 있어서, 그것으로 찾는 이 꼴로만 올릴 수 있다. 머리글은 영어라서 Moodle의 언어도
    영어여야 한다. 아니면 성적부의 「가져오기 > CSV 파일」이 읽는 꼴이다. 학생을 찾을 열은 올릴 때
    고른다. 그 열이 빈 줄의 점수를 Moodle은 앞줄의 학생에게 주므로, 이메일은 모두 알 때만 넣는다.
    늦은 제출은 보여 주기만 한다. 워크시트의 Status와 「가져오기」에서 짝을 짓지 않은 열을 Moodle은
    읽지 않는다(Moodle의 assignfeedback_offline, Grade import).
    """
    graded = _graded(group)
    mailed = all(student.email for student in graded)
    if graded and all(s.lms[0] == "moodle" and s.lms[1] for s in graded):
        head = ["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade"]
        rows = [
            [f"Participant {s.lms[1]}", _called(s), s.email, _status(s), s.score, group.max_score]
            for s in graded
        ]
        return [[*head, "Last modified (grade)"], *([*row, "-"] for row in rows)]
    mail = ["Email address"] if mailed else []
    head = ["Username", "Full name", *mail, group.assignment, "늦은 제출"]
    rows = [[s.id, _called(s), *([s.email] if mailed else []), s.score, s.lateness] for s in graded]
    return [head, *rows]


def _status(student: Student) -> str:
    late = student.lateness
    return f"Submitted for grading - {late}" if late else "Submitted for grading"


def _scores(group: Class) -> list[list[Cell]]:
    """모든 학생의 모든 문제 점수. 아직 손으로 채점하지 않은 칸은 비어 있다."""
    head: list[Cell] = ["학번", "이름", "이메일", "상태", "늦은 제출", "총점", "늦은 제출 감점"]
    head += ["손 채점 남음"]
    possible: list[Cell] = ["배점", "", "", "", "", group.max_score, "", ""]
    rows = []
    for s in group.students:
        state = "채점함" if s.graded else "기록 전" if s.handed_in else "제출물 없음"
        whole: list[Cell] = [s.score, s.penalty, s.pending] if s.graded else ["", "", ""]
        marks = [s.marks.get(q.key) if s.graded else None for q in group.questions]
        points = [mark.points if mark and not mark.pending else "" for mark in marks]
        rows.append([s.id, s.name, s.email, state, s.lateness, *whole, *points])
    # 제목은 여러 셀이 함께 쓸 수 있어 이름을 덧붙인다.
    names = [q.name if q.title == q.name else f"{q.title} [{q.name}]" for q in group.questions]
    return [head + names, possible + [q.points for q in group.questions], *rows]


def _graded(group: Class) -> list[Student]:
    return [student for student in group.students if student.graded]


def _called(student: Student) -> str:
    return student.name or student.id


def _write(path: Path, table: Iterable[Iterable[Cell]]) -> Path:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([safe(cell) for cell in row] for row in table)
    write_text(path, text.getvalue(), "utf-8-sig")
    return path


def safe(cell: Cell) -> str:
    """표 계산 프로그램이 수식으로 읽지 않는 칸. 수는 수로 남는다."""
    if not isinstance(cell, str):
        return str(int(cell)) if cell == int(cell) else str(round(cell, 4))
    # 쌍반점으로 칸을 나누는 엑셀에서는 그 뒤가 새 칸의 처음이 된다.
    text = "".join(c if c.isprintable() else " " for c in cell).replace(";", ",")
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
