"""채점을 마친 반을 흉내 낸 것: 원본, 진짜 gradebook, `grading.json`, 받아 둔 제출물.

gradebook은 nbgrader의 API로 만든다. 커널은 하나도 띄우지 않는다.
"""

import json
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import nbformat
from nbgrader.api import Gradebook
from nbgrader.utils import is_grade, is_solution, is_task
from toy_course import code, grade_id, markdown
from traitlets.config import Config

from warmgrade.course import Course

NAME = "hw1"
POINTS = {"test_smooth": 3, "test_smooth_edges": 2, "test_relu": 1, "essay": 4, "report": 2}
HINTS = {
    "test_smooth": "창의 폭이 3일 때 평균이 0.52만큼 다릅니다. 나누는 수를 보세요.",
    "test_smooth_edges": "양 끝의 값이 빠졌습니다. 가장자리를 어떻게 다루는지 보세요.",
    "test_relu": "음수를 넣으면 0이어야 합니다.",
}
RELU = "def relu(x):\n    return max(x, 0)"
SMOOTH = '''def smooth(values, width):
    """이동 평균."""
    result = []
    for start in range(len(values)):
        part = values[max(0, start - width): start + width + 1]
        result.append(sum(part) / len(part))
    return result'''


@dataclass
class Pupil:
    """학생 하나.

    Attributes:
        points: 문제의 이름 → 점수. 없는 검사는 만점이고, 없는 손 채점 문제는 아직 채점하지 않았다.
        answers: 답 셀의 이름 → 코드. None이면 내지 않았다.
        row: `grading.json`에서 바꿀 것.
        listed: gradebook에만 있는 학생이면 False.
    """

    id: str
    first: str = ""
    last: str = ""
    email: str = ""
    points: dict[str, float] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    penalty: float = 0.0
    row: dict[str, Any] = field(default_factory=dict)
    listed: bool = True

    @property
    def absent(self) -> bool:
        return self.row.get("absent", False)


def build(root: Path, pupils: list[Pupil], sandboxed: bool = True, name: str = NAME) -> Course:
    """과목 폴더를 만든다."""
    source = root / "source" / name
    source.mkdir(parents=True)
    notebook = _source()
    nbformat.write(notebook, source / f"{name}.ipynb")
    course = Course(
        root,
        Config(),
        root / "source",
        root / "submitted",
        root / "autograded",
        root / "feedback",
        f"sqlite:///{root}/gradebook.db",
    )
    _write_gradebook(course, name, notebook, pupils)
    for pupil in pupils:
        if pupil.listed and not pupil.absent:
            folder = course.work(name) / "staged" / pupil.id / name
            folder.mkdir(parents=True)
            answered = _source(pupil.answers)
            nbformat.write(answered, folder / f"{name}.ipynb")
    grading = {
        "assignment": name,
        "started": "2026-03-02T01:30:00+00:00",
        "seconds": 41.5,
        "workers": 2,
        "sandboxed": sandboxed,
        "rows": [_row(pupil, name, sandboxed) for pupil in pupils if pupil.listed],
    }
    course.work(name).mkdir(parents=True, exist_ok=True)
    (course.work(name) / "grading.json").write_text(json.dumps(grading), encoding="utf-8")
    return course


def _source(answers: dict[str, str] | None = None) -> nbformat.NotebookNode:
    answers = answers or {}
    smooth = SMOOTH.replace("    result = []", "    ### BEGIN SOLUTION\n    result = []")
    relu = RELU.replace("    return", "    ### BEGIN SOLUTION\n    return")
    cells = [
        markdown("title", "# 과제 하나"),
        markdown("first", "## 문제 1. 이동 평균 (5점)\n\n길이가 같은 리스트를 돌려주세요."),
        code("smooth", f"{smooth}\n    ### END SOLUTION", "smooth", solution=True),
        code("t1", "assert smooth([1], 1) == [1]", "test_smooth", grade=True, points=3),
        code("t2", "assert smooth([1, 2], 1)", "test_smooth_edges", grade=True, points=2),
        markdown("second", "## 문제 2. ReLU (1점)"),
        code("relu", f"{relu}\n    ### END SOLUTION", "relu", solution=True),
        code("t3", "assert relu(-1) == 0", "test_relu", grade=True, points=1),
        markdown("third", "## 문제 3. 서술형"),
        markdown("essay", "기준 답", "essay", grade=True, solution=True, points=4),
        markdown("report", "## 문제 4. 보고서\n\n쓰세요.", "report", task=True, points=2),
    ]
    for cell in cells:
        if grade_id(cell) in answers:
            cell.source = answers[grade_id(cell)]
    return nbformat.v4.new_notebook(cells=cells)


def _write_gradebook(
    course: Course, name: str, notebook: nbformat.NotebookNode, pupils: list[Pupil]
) -> None:
    # 새 gradebook에 적을 판 번호를 묻느라 몇 초씩 걸리는 명령을 띄우지 않는다.
    with patch("nbgrader.api.get_alembic_version", return_value="head"):
        book = Gradebook(course.database, course_id="class")
    with book:
        book.add_assignment(name, course_id="class")
        book.add_notebook(name, name)
        for cell in notebook.cells:
            points = cell.metadata.get("nbgrader", {}).get("points", 0)
            if is_task(cell):
                book.add_task_cell(
                    grade_id(cell), name, name, max_score=points, cell_type=cell.cell_type
                )
            elif is_grade(cell):
                book.add_grade_cell(
                    grade_id(cell), name, name, max_score=points, cell_type=cell.cell_type
                )
            if is_solution(cell):
                book.add_solution_cell(grade_id(cell), name, name)
        for pupil in pupils:
            book.add_student(
                pupil.id, first_name=pupil.first, last_name=pupil.last, email=pupil.email or None
            )
            if not pupil.listed or pupil.absent:
                continue
            with book.db.no_autoflush:
                submission = book.add_submission(name, pupil.id)
            submission.notebooks[0].late_submission_penalty = pupil.penalty
            for grade in submission.notebooks[0].grades:
                given = pupil.points.get(grade.name)
                if grade.name in HINTS:
                    grade.auto_score = POINTS[grade.name] if given is None else given
                    grade.needs_manual_grade = False
                else:
                    grade.manual_score, grade.needs_manual_grade = given, given is None
        book.db.commit()


def _row(pupil: Pupil, name: str, sandboxed: bool) -> dict[str, Any]:
    verdicts = {}
    for test, hint in HINTS.items():
        passed = pupil.points.get(test, POINTS[test]) == POINTS[test]
        verdicts[test] = {
            "passed": passed,
            "reason": "passed" if passed else "failed",
            "value": None,
            "error": "" if passed else "AssertionError",
            "hint": "" if passed else hint,
            "trace": [],
            "seconds": 0.01,
        }
    return {
        "student": pupil.id,
        "notebook": name,
        "key": "",
        "absent": False,
        "reused": False,
        "submitted_at": None,
        "lms": "",
        "lms_id": "",
        "lms_name": "",
        "seconds": 0.9,
        "cell_seconds": 0.5,
        "cpu": 0.8,
        "memory": 180 * 2**20,
        "kernels": 1,
        "sandboxed": sandboxed,
        "findings": [],
        "verdicts": {} if pupil.absent else verdicts,
    } | pupil.row


def own_smooth(seed: int) -> str:
    """학생마다 제 나름으로 쓴 이동 평균. 문장마다 쓰는 방법이 몇 가지씩 있다."""
    draw = random.Random(seed)
    pick = draw.choice
    lines = ["def smooth(values, width):"]
    lines += pick(
        [["    n = len(values)"], ["    n = len(values)", "    if not n:", "        return []"]]
    )
    lines += [pick(["    out = []", "    out = [0.0] * n", "    out = list(values)"])]
    append = lines[-1] == "    out = []"
    loop = pick(["for i in range(n):", "for i, _ in enumerate(values):", "i = 0\n    while i < n:"])
    lines.append(f"    {loop}")
    low = pick(
        [
            "lo = max(0, i - width)",
            "lo = i - width if i > width else 0",
            "lo = i - width\n        if lo < 0:\n            lo = 0",
        ]
    )
    high = pick(
        [
            "hi = min(n, i + width + 1)",
            "hi = i + width + 1",
            "hi = i + 1 + width\n        if hi > n:\n            hi = n",
        ]
    )
    lines += [f"        {low}", f"        {high}"]
    total = pick(
        [
            "s = sum(values[lo:hi])\n        m = s / len(values[lo:hi])",
            "s = k = 0\n        for v in values[lo:hi]:\n            s, k = s + v, k + 1\n"
            "        m = s / k",
            "part = [values[j] for j in range(lo, min(hi, n))]\n        m = sum(part) / len(part)",
            "m = sum(values[lo:hi]) * (1.0 / (min(hi, n) - lo))",
        ]
    )
    lines.append(f"        {total}")
    lines.append("        out.append(m)" if append else "        out[i] = m")
    if "while" in loop:
        lines.append(pick(["        i += 1", "        i = i + 1"]))
    lines.append(
        pick(["    return out", "    return [float(x) for x in out]", "    return list(out)"])
    )
    return "\n".join(lines)


FAMILY = "김이박최정강조윤장임한오서신권황안송류홍"
GIVEN = ["서연", "민준", "지우", "하은", "도윤", "예준", "수아", "지호", "시우", "채원"]


def pupils(count: int, seed: int = 0) -> list[Pupil]:
    """성적과 답이 저마다 다른 학생들."""
    draw = random.Random(seed)
    found = []
    for number in range(count):
        points: dict[str, float] = {}
        for test, chance in (("test_smooth", 0.2), ("test_smooth_edges", 0.45), ("test_relu", 0.1)):
            if draw.random() < chance:
                points[test] = 0
        if draw.random() < 0.6:
            points["essay"] = draw.randrange(0, 9) / 2
            points["report"] = draw.randrange(0, 5) / 2
        found.append(
            Pupil(
                f"2026{1000 + number}",
                GIVEN[number % len(GIVEN)],
                FAMILY[number % len(FAMILY)],
                points=points,
                answers={"smooth": own_smooth(number + 100), "relu": RELU},
                row={
                    "seconds": 0.8 + draw.random(),
                    "cell_seconds": 0.5 + draw.random() * 0.25,
                    "memory": (150 + draw.randrange(200)) * 2**20,
                },
            )
        )
    return found
