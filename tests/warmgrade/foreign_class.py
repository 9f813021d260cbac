"""남의 과목(foreign_course)에 여섯 학생이 낸 반. stock nbgrader로도 warmgrade로도 채점한다.

stock으로 채점하면 몇 분이 걸리므로 점수를 `stock.json`에 적어 둔다. 과목이나 답이 바뀌면 지문이
달라진다. 다시 적으려면 이 파일을 실행한다.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

import nbformat
import toy_class
import toy_course
from nbgrader.api import Gradebook
from toy_course import grade_id
from traitlets.config import Config

HERE = Path(__file__).parent / "foreign_course"
RECORD = HERE / "stock.json"
NAMES = ("language", "machine", "science")
BLANK = "blank"
STUDENTS = ("right", "other", "partly", BLANK, "raising", "heavy")
HEADER = re.compile(r"# %% (\w+) (\w+) (\w+)\n")

Scores = dict[str, dict[str, dict[str, float | None]]]
Handed = dict[str, tuple[str, ...]]
EVERYBODY: Handed = dict.fromkeys(NAMES, STUDENTS)


def fingerprint() -> str:
    """점수를 정하는 모든 것의 지문."""
    digest = sha256()
    for path in sorted(p for p in HERE.rglob("*") if p.is_file() and p != RECORD):
        if "__pycache__" not in path.parts:
            digest.update(path.relative_to(HERE).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def answers(student: str, name: str) -> dict[str, str]:
    """그 학생이 과제에 낸 답. 답 셀의 이름 → 코드."""
    notebook = nbformat.read(HERE / "source" / name / f"{name}.ipynb", as_version=4)
    found = {
        grade_id(cell): cell.source
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
    _, *parts = HEADER.split((HERE / "variants.py").read_text(encoding="utf-8"))
    for who, where, cell, source in zip(*(parts[n::4] for n in range(4))):
        if (who, where) == (student, name):
            assert cell in found, f"{name}에 없는 답 셀: {cell}"
            found[cell] = source.strip("\n")
    return found


def build(root: Path, handed: Handed = EVERYBODY) -> Path:
    """과목을 나누어 주고 학생들이 낸다. handed는 과제 → 낸 학생이다."""
    shutil.copy2(HERE / "nbgrader_config.py", root)
    config = Config({"CourseDirectory": {"course_id": "foreign"}})
    for name in handed:
        place = HERE / "source" / name
        notebook = nbformat.read(place / f"{name}.ipynb", as_version=4)
        course = toy_course.build(root, name, notebook, config)
        for beside in place.glob("*.py"):
            shutil.copy2(beside, course.source)
            shutil.copy2(beside, root / "release" / name)
        for student in handed[name]:
            written = {} if student == BLANK else answers(student, name)
            toy_class.hand_in(root, student, course.handout(written), name)
    return root


def scores(root: Path, handed: Handed) -> Scores:
    """과제 → 학생 → 검사 셀 → 자동으로 매긴 점수."""
    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        return {
            name: {
                student: {
                    grade.name: grade.auto_score
                    for notebook in book.find_submission(name, student).notebooks
                    for grade in notebook.grades
                }
                for student in students
            }
            for name, students in handed.items()
        }


def grade_with_stock(root: Path, handed: Handed = EVERYBODY) -> Scores:
    tools = Path(sys.executable).parent
    environment = {k: v for k, v in os.environ.items() if k != "JUPYTER_DEFAULT_PROVISIONER_NAME"}
    environment["PATH"] = f"{tools}{os.pathsep}{environment['PATH']}"
    for name in handed:
        command = [tools / "nbgrader", "autograde", name]
        done = subprocess.run(
            command, cwd=root, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"nbgrader autograde {name}: {done.stderr[-3000:]}")
    return scores(root, handed)


def grade_with_warmgrade(root: Path, handed: Handed = EVERYBODY) -> Scores:
    for name in handed:
        done = toy_class.warmgrade("run", name, cwd=root)
        assert done.returncode == 0, done.stderr
    return scores(root, handed)


def recorded() -> dict:
    return json.loads(RECORD.read_text(encoding="utf-8"))


def main() -> None:
    graded = fingerprint()
    with tempfile.TemporaryDirectory() as folder:
        found = grade_with_stock(build(Path(folder)))
    record = {"fingerprint": graded, "scores": found}
    RECORD.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
