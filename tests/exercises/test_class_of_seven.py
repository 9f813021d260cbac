"""가르치는 사람의 여정: 일곱 명의 제출물을 `make grade`로 채점하고, 돌려주고, 내보낸다."""

import csv
import re
import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest
from harness import cell_name, read_notebook, read_variants, test_targets

from warmgrade.kernel.sandbox import rules as sandbox

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENT = "q1_initialization"
FULL = 13
WHEATS, CHAFFS = 2, 3


def release() -> nbformat.NotebookNode:
    path = ROOT / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    return nbformat.read(path, as_version=4)


def submission(replacements: dict[str, str] | None) -> nbformat.NotebookNode:
    """학생용 노트북에 기준 답을 채우고, 몇몇 답만 바꾼 것. None이면 손대지 않은 노트북."""
    notebook = release()
    if replacements is None:
        return notebook
    answers = {cell_name(cell): cell.source for cell in read_notebook(ASSIGNMENT).cells}
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = replacements.get(cell_name(cell), answers[cell_name(cell)])
    return notebook


def points() -> dict[str, float]:
    cells = read_notebook(ASSIGNMENT).cells
    return {cell_name(cell): cell.metadata.get("nbgrader", {}).get("points", 0) for cell in cells}


def points_of_tests(solution: str) -> float:
    targets = test_targets(read_notebook(ASSIGNMENT))
    return sum(points()[test] for test, names in targets.items() if solution in names)


def students() -> dict[str, tuple[dict[str, str] | None, float, str]]:
    """학번 → (바꿀 답, 기대 점수, 피드백에 있어야 할 도움말)."""
    variants = read_variants(ASSIGNMENT)
    by_cell = {v.cell: v for v in variants}
    wheats = [v for v in variants if v.kind == "wheat"]
    chaffs = [next(v for v in variants if v.kind == "chaff" and v.cell == c) for c in by_cell]
    group = {"s1_reference": ({}, FULL, ""), "s2_blank": (None, 0, "")}
    for number in range(WHEATS):
        # 한 학생이 모든 문제를 서로 다른 방식으로 푼다. 경고를 내는 답도 정답이어야 한다.
        picks = {w.cell: w.source for w in wheats[number::WHEATS]}
        if number == 0:
            picks = {cell: f"import warnings\n\n{source}" for cell, source in picks.items()}
            first = next(iter(picks))
            picks[first] += '\n\nwarnings.warn("학생 코드의 경고")'
        group[f"s{3 + number}_other_way"] = (picks, FULL, "")
    for number, chaff in enumerate(chaffs[:CHAFFS]):
        score = FULL - points_of_tests(chaff.cell)
        group[f"s{5 + number}_{chaff.slug}"] = ({chaff.cell: chaff.source}, score, chaff.hint)
    return group


def make_grade(course: Path, *arguments: str) -> subprocess.CompletedProcess:
    tools = [f"BIN={ROOT / '.venv/bin'}", f"READY={ROOT / '.venv/.ready'}"]
    return subprocess.run(
        ["make", "--silent", "grade", *arguments, *tools],
        cwd=course,
        text=True,
        capture_output=True,
        check=False,
    )


@pytest.fixture(scope="module")
def empty_course(tmp_path_factory) -> Path:
    """아직 아무도 내지 않은 과목."""
    course = tmp_path_factory.mktemp("course")
    for name in ("Makefile", "nbgrader_config.py", "pyproject.toml", "uv.lock"):
        shutil.copy2(ROOT / name, course)
    shutil.copytree(ROOT / "solutions", course / "solutions")
    return course


@pytest.fixture(scope="module")
def graded(empty_course, tmp_path_factory) -> Path:
    course = tmp_path_factory.mktemp("class") / "course"
    shutil.copytree(empty_course, course)
    for student, (replacements, _, _) in students().items():
        folder = course / "submitted" / student / ASSIGNMENT
        folder.mkdir(parents=True)
        nbformat.write(submission(replacements), folder / f"{ASSIGNMENT}.ipynb")
    arguments = [f"A={ASSIGNMENT}"]
    if sandbox.unavailable() is not None:
        arguments.append("ARGS=--unsafe-no-sandbox")
    result = make_grade(course, *arguments)
    assert result.returncode == 0, result.stdout[-2000:] + result.stderr[-4000:]
    return course


def expected_scores() -> dict[str, float]:
    return {student: score for student, (_, score, _) in students().items()}


def test_every_student_gets_the_expected_score_in_the_gradebook(graded, run):
    exported = run(
        "nbgrader", "export", "--to=export.csv", f"--assignment={ASSIGNMENT}", cwd=graded
    )
    assert exported.returncode == 0
    with (graded / "export.csv").open(encoding="utf-8") as lines:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(lines)}
    assert scores == expected_scores()
    print("점수:", scores)


def test_every_student_gets_the_expected_score_in_the_table(graded):
    with (graded / "grades" / ASSIGNMENT / "scores.csv").open(encoding="utf-8-sig") as lines:
        possible, *rows = csv.DictReader(lines)
    # 배점에는 손으로 채점할 서술형도 들어 있다.
    assert possible["학번"] == "배점" and float(possible["총점"]) == sum(points().values())
    assert {row["학번"]: float(row["총점"]) for row in rows} == expected_scores()


def test_every_student_gets_feedback_with_the_hint_for_their_mistake(graded):
    for student, (_, _, hint) in students().items():
        path = graded / "feedback" / student / ASSIGNMENT / f"{ASSIGNMENT}.html"
        text = re.sub(r"<[^>]+>", "", path.read_text(encoding="utf-8"))
        assert hint in text, student


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "채점할 과제를 정해 주세요"),
        (["A=없는과제"], "과제가 없습니다"),
        ([f"A={ASSIGNMENT}"], "제출물이 없습니다"),
    ],
)
def test_bad_input_to_make_grade_gets_one_sentence(empty_course, arguments, sentence):
    result = make_grade(empty_course, *arguments)
    assert result.returncode != 0
    assert sentence in result.stderr.splitlines()[0]
