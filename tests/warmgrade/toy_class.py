"""장난감 과목에 제출물을 낸 작은 반. 명령으로 채점하고, gradebook에 적힌 것을 읽는다."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from toy_course import ANSWERS, build, grade_id, toy_source

NAME = "toy"
COMMAND = Path(sys.executable).with_name("warmgrade")
WARNING = "import warnings\n\ndef add(a, b):\n    warnings.warn('더한다')\n    return a + b"
# 학번 → (답, 자동 채점 점수)
ANSWER_SHEETS: dict[str, tuple[dict[str, str], float]] = {
    "s1_right": (ANSWERS, 3),
    "s2_blank": ({}, 0),
    "s3_one_wrong": (ANSWERS | {"square": "def square(x):\n    return x + x"}, 2),
    "s4_warns": (ANSWERS | {"add": WARNING}, 3),
    "s5_slow": (
        ANSWERS | {"add": "import time\n\ntime.sleep(0.5)\n\n\ndef add(a, b):\n    return a + b"},
        3,
    ),
    "s6_dies": (ANSWERS | {"add": "import os\n\n\ndef add(a, b):\n    os._exit(3)"}, 1),
}
TOTAL = 3


def make_class(root: Path, name: str = NAME) -> Path:
    """과목 폴더를 만들고 그 반의 제출물을 낸다."""
    build(root, name, toy_source())
    config = (
        "c = get_config()\n"
        f"c.CourseDirectory.db_url = 'sqlite:///{root}/gradebook.db'\n"
        "c.OverwriteCells.add_missing_cells = True\n"
    )
    (root / "nbgrader_config.py").write_text(config, encoding="utf-8")
    for student, (answers, _) in ANSWER_SHEETS.items():
        hand_in(root, student, handout(root, answers, name), name)
    return root


def handout(root: Path, answers: dict[str, str], name: str = NAME) -> dict[str, Any]:
    """나누어 준 노트북에 답을 써 넣은 것."""
    path = root / "release" / name / f"{name}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if (known := grade_id(cell)) in answers:
            cell["source"] = answers[known]
    return notebook


def copied(source: Path, target: Path) -> Path:
    """반 전체의 사본. gradebook도 사본의 것을 쓴다."""
    shutil.copytree(source, target)
    config = target / "nbgrader_config.py"
    text = config.read_text(encoding="utf-8").replace(str(source), str(target))
    config.write_text(text, encoding="utf-8")
    return target


def hand_in(root: Path, student: str, notebook: dict[str, Any], name: str = NAME) -> None:
    folder = root / "submitted" / student / name
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(notebook, ensure_ascii=False)
    (folder / f"{name}.ipynb").write_text(text, encoding="utf-8")


def warmgrade(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *arguments],
        cwd=cwd,
        text=True,
        capture_output=True,
        check=False,
        env={**os.environ, "COLUMNS": "200"},
    )


def interrupted(*arguments: str, cwd: Path, after: float) -> int:
    """명령을 띄우고 after초 뒤에 kill -9로 죽인다. 그 전에 끝났으면 종료 코드를 돌려준다."""
    process = subprocess.Popen(
        [COMMAND, *arguments], cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        return process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        return process.wait()


def gradebook(root: Path) -> list[tuple[Any, ...]]:
    """학생과 셀마다 적힌 점수. 시각이나 번호처럼 채점할 때마다 다른 것은 뺀다."""
    query = """
        SELECT submitted_assignment.student_id, base_cell.name, grade.auto_score,
               grade.manual_score, grade.needs_manual_grade
        FROM grade
        JOIN base_cell ON base_cell.id = grade.cell_id
        JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
        JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
        ORDER BY 1, 2
    """
    with closing(sqlite3.connect(root / "gradebook.db")) as database:
        return database.execute(query).fetchall()


def scores(root: Path) -> dict[str, float]:
    """학생마다 자동 채점 셀의 점수를 더한 것."""
    totals: dict[str, float] = {}
    for student, cell, auto, _, _ in gradebook(root):
        if cell.startswith("test_"):
            totals[student] = totals.get(student, 0) + (auto or 0)
    return totals


def grading(root: Path, name: str = NAME) -> dict[str, Any]:
    return json.loads((root / ".warmgrade" / name / "grading.json").read_text(encoding="utf-8"))


def rows(root: Path) -> dict[str, dict[str, Any]]:
    return {row["student"]: row for row in grading(root)["rows"]}
