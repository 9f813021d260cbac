"""남의 과목을 stock nbgrader와 warmgrade로 채점하면 셀마다 점수가 같다.

과목의 검사는 정직한 강사가 할 법한 온갖 일을 한다: 라이브러리를 갈아 끼우고, 알람을 맞추고,
프로세스를 띄우고, 입력과 출력을 돌리고, 프레임을 본다. stock의 점수는 적어 둔 것과 견준다.
여느 때는 학생 몇을 빼고 채점하고, FOREIGN=1이면 모두 채점하며 적어 둔 점수가 맞는지 stock으로도
채점해 본다.
"""

import os
import shutil
import subprocess
from pathlib import Path

import foreign_class
import nbformat
import pytest
from foreign_class import BLANK, EVERYBODY, HERE, NAMES, STUDENTS, Handed, Scores
from toy_class import COMMAND, grading
from toy_course import grade_id

from warmgrade.execution.exam import is_test, plan
from warmgrade.kernel.sandbox import rules

pytestmark = pytest.mark.skipif(
    rules.unavailable() is not None, reason="제출물을 가둘 수 없는 컴퓨터"
)
EVERYTHING = "FOREIGN" in os.environ
# heavy의 답은 텐서플로를 여러 프로세스에서 불러오므로 몇 배나 오래 걸린다.
FEW: Handed = {
    "language": ("right", "other", "partly", BLANK, "raising"),
    "machine": ("right", "partly", BLANK),
    "science": ("right", "partly", BLANK),
}
HANDED = EVERYBODY if EVERYTHING else FEW
CHECKED: Handed = EVERYBODY if EVERYTHING else {"language": ("other",), "machine": ("partly",)}

# stock과 일부러 다른 점수: (과제, 학생, 셀) → (stock의 점수, 우리의 점수). 둘 다 warmgrade의
# README가 말하는 「검사의 마지막 값은 0과 배점 사이의 수로 읽는다」이다.
EXCEPTIONS = {
    # 검사의 마지막 값이 np.float64(1.0)이다. NumPy 2에서는 보이는 글이 "np.float64(1.0)"이어서
    # stock은 수로 읽지 못하고 만점을 준다. np.float64(0.0)도 만점이다. 우리는 수로 읽는다.
    ("science", "partly", "softmax_numpy_score"): (2.0, 1.0),
    # 검사의 마지막 값이 -1.0이다. stock은 이상하다고 기록만 하고 만점을 준다. 우리는 0점을 준다.
    ("science", "partly", "softmax_negative_score"): (2.0, 0.0),
    # 앞의 셀이 값을 모두 보이게 했고, 검사는 참인 값을 먼저 보이고 나서 틀린 단언에 이른다. stock은
    # 처음 보인 값만 읽어 만점을 준다. 우리는 단언이 틀린 검사에 점수를 주지 않는다.
    ("science", "partly", "softmax_every_value_shown"): (1.0, 0.0),
}
# 풀이도 만점이 아닌 부분 점수. 마지막 값이 배점보다 작다.
LESS_THAN_FULL = {
    "sum_value_looks_like_a_number": 1.0,
    "sum_value_in_a_bundle": 1.5,
    "fetch_value_awaited": 2.0,
}


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    return foreign_class.build(tmp_path_factory.mktemp("foreign"), HANDED)


@pytest.fixture(scope="module")
def ours(course) -> Scores:
    return foreign_class.grade_with_warmgrade(course, HANDED)


def source(name: str) -> nbformat.NotebookNode:
    return nbformat.read(HERE / "source" / name / f"{name}.ipynb", as_version=4)


def points(name: str) -> dict[str, float]:
    """과제의 검사 셀 → 배점."""
    cells = filter(is_test, source(name).cells)
    return {grade_id(cell): float(cell.metadata.nbgrader.points) for cell in cells}


def differences(one: Scores, other: Scores) -> dict[tuple[str, str, str], tuple]:
    """두 쪽이 모두 채점한 학생들에게서 다른 점수. 한쪽에만 있는 셀도 다른 것이다."""
    return {
        (name, student, cell): (cells.get(cell), other[name][student].get(cell))
        for name, students in one.items()
        for student, cells in students.items()
        if student in other.get(name, {})
        for cell in cells.keys() | other[name][student].keys()
        if cells.get(cell, "없음") != other[name][student].get(cell, "없음")
    }


def test_the_record_is_of_this_very_course():
    assert foreign_class.recorded()["fingerprint"] == foreign_class.fingerprint(), (
        "과목이나 답이 바뀌었다. python tests/warmgrade/foreign_class.py로 다시 적는다"
    )


def test_the_course_is_large_and_stock_gives_everything_to_the_solution():
    assert len(NAMES) >= 3 and len(STUDENTS) >= 6 and sum(len(points(n)) for n in NAMES) >= 60
    for name, students in foreign_class.recorded()["scores"].items():
        full = {cell: LESS_THAN_FULL.get(cell, most) for cell, most in points(name).items()}
        assert {cell: students["right"][cell] for cell in full} == full


def test_every_cell_of_every_student_scores_as_with_stock(ours):
    assert differences(foreign_class.recorded()["scores"], ours) == EXCEPTIONS


def test_a_blank_notebook_gets_nothing(ours):
    for name in NAMES:
        assert not any(ours[name][BLANK].values()), ours[name][BLANK]


def test_nobody_honest_is_accused(course, ours):
    accusing = {"tampered", "repaired", "silent"}
    for name in HANDED:
        for row in grading(course, name)["rows"]:
            accused = [f for f in row["findings"] if f["code"] in accusing]
            assert accused == [], (name, row["student"])


@pytest.mark.parametrize(("name", "student"), [(n, s) for n in CHECKED for s in CHECKED[n]])
def test_check_says_what_run_says(course, ours, tmp_path, name, student):
    """학생이 제 컴퓨터에서 본 것이 그대로 점수가 된다. 숨은 줄이 있는 검사만 더 엄격할 수 있다."""
    for place in (course / "release" / name, course / "submitted" / student / name):
        shutil.copytree(place, tmp_path, dirs_exist_ok=True)
    done = subprocess.run(
        [COMMAND, "check", f"{name}.ipynb", "--timeout", "120"],
        cwd=tmp_path,
        env={**os.environ, "COLUMNS": "400"},
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    rows = [line.split("│") for line in done.stdout.splitlines() if "│" in line]
    # 도움말이 여러 줄이면 둘째 줄부터는 이름이 비어 있다.
    checked = {cell: row[3].strip() == "통과" for row in rows if (cell := row[1].strip())}
    row = next(r for r in grading(course, name)["rows"] if r["student"] == student)
    graded = {cell: verdict["passed"] for cell, verdict in row["verdicts"].items()}
    assert checked.keys() == graded.keys() == points(name).keys()
    hides = {cell for cell, exam in plan(source(name)).exams.items() if exam.hides}
    differ = {cell for cell in graded if checked[cell] != graded[cell]}
    assert differ <= {cell for cell in hides if checked[cell]}
    assert (done.returncode == 0) == all(checked.values())


@pytest.mark.skipif(not EVERYTHING, reason="FOREIGN=1: stock으로 채점하면 몇 분이 걸린다")
def test_the_record_is_what_stock_gives_today(tmp_path):
    found = foreign_class.grade_with_stock(foreign_class.build(tmp_path))
    assert differences(foreign_class.recorded()["scores"], found) == {}
