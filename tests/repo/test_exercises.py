"""학생용 exercises/가 solutions/에서 만든 것과 한 글자도 다르지 않은지 본다."""

import filecmp
import re
import shutil
from pathlib import Path

import pytest
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import PyFileConfigLoader

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = sorted(path.name for path in (ROOT / "solutions").iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def generated(tmp_path_factory) -> Path:
    """`nbgrader generate_assignment`가 새로 만든 것. 과제마다 프로세스를 띄우지 않는다."""
    course = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", course)
    shutil.copytree(ROOT / "solutions", course / "solutions")
    config = PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()
    nbgrader = NbGraderAPI(CourseDirectory(config=config), config=config)
    for assignment in ASSIGNMENTS:
        result = nbgrader.generate_assignment(assignment)
        assert result["success"], result.get("error") or result.get("log")
    return course / "exercises"


def files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    }


def test_exercises_equal_what_nbgrader_generates(generated):
    advice = "solutions/를 고친 뒤에는 make exercises를 실행하고 exercises/를 함께 커밋하세요."
    committed = ROOT / "exercises"
    assert files(committed) == files(generated), advice
    _, different, unreadable = filecmp.cmpfiles(
        committed, generated, files(generated), shallow=False
    )
    assert not different and not unreadable, f"{advice} 다른 파일: {different + unreadable}"


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_student_release_holds_no_solution_hidden_test_or_rubric(assignment):
    text = (ROOT / "exercises" / assignment / f"{assignment}.ipynb").read_text(encoding="utf-8")
    for secret in ("BEGIN SOLUTION", "HIDDEN TESTS", "MARK SCHEME"):
        assert secret not in text
    source = (ROOT / "solutions" / assignment / f"{assignment}.ipynb").read_text(encoding="utf-8")
    solutions = re.findall(r"### BEGIN SOLUTION(.*?)### END SOLUTION", source, re.DOTALL)
    assert solutions
    for solution in solutions:
        lines = [line for line in solution.split('\\n",') if len(line.strip()) > 40]
        assert not any(line.strip() in text for line in lines)
