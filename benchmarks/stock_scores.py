"""같은 제출물을 nbgrader와 warmgrade로 채점해 검사마다 점수가 같은지 센다.

nbgrader는 제출물마다 커널을 새로 띄우므로 변형을 하나씩 내기에는 오래 걸린다. 그래서 답 셀마다
변형을 하나씩 골라 노트북 하나에 모은다. 검사는 저마다 제 답만 보므로 점수는 섞이지 않는다.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from harness import ROOT, cell_name, filled
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from warmgrade.execution.launch import Options
from warmgrade.execution.run import execute
from warmgrade.execution.task import Task


def group(exercise, classes: int) -> Iterator[tuple[str, NotebookNode, dict[str, str]]]:
    """(학생, 바탕이 되는 노트북, 답 셀마다 그 자리에 넣을 코드)의 나열."""
    yield "blank", exercise.blank, {}
    yield "reference", exercise.notebook, {}
    for kind in ("wheat", "chaff"):
        for number in range(classes):
            picks = {}
            for answer in exercise.answers:
                own = [v for v in exercise.variants if (v.kind, v.cell) == (kind, answer)]
                picks[answer] = own[number * len(own) // classes].source
            yield f"{kind}{number}", exercise.notebook, picks


def answers(notebook: NotebookNode, picks: dict[str, str]) -> dict[str, str]:
    return {cell_name(cell): cell.source for cell in notebook.cells} | picks


def stock_scores(name: str, sources: dict[str, dict[str, str]]) -> dict[str, dict[str, float]]:
    """학생 → 검사 → 점수. 학생용 노트북의 답 셀을 채워 내고 nbgrader로 채점한다."""
    tools = Path(sys.executable).parent
    environment = {k: v for k, v in os.environ.items() if k != "JUPYTER_DEFAULT_PROVISIONER_NAME"}
    environment["PATH"] = f"{tools}{os.pathsep}{environment['PATH']}"
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder)
        shutil.copy2(ROOT / "nbgrader_config.py", course)
        shutil.copytree(ROOT / "solutions" / name, course / "solutions" / name)

        def nbgrader(command: str) -> None:
            done = subprocess.run(
                [tools / "nbgrader", command, name],
                cwd=course,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                raise RuntimeError(f"nbgrader {command}: {done.stderr[-2000:]}")

        nbgrader("generate_assignment")
        release = nbformat.read(course / "exercises" / name / f"{name}.ipynb", as_version=4)
        for student, source in sources.items():
            place = course / "submitted" / student / name
            place.mkdir(parents=True)
            for cell in release.cells:
                if cell.metadata.get("nbgrader", {}).get("solution"):
                    cell.source = source[cell_name(cell)]
            nbformat.write(release, place / f"{name}.ipynb")
        nbgrader("autograde")
        with Gradebook(f"sqlite:///{course / 'grades' / 'gradebook.db'}") as gradebook:
            return {
                student: {
                    grade.name: grade.auto_score
                    for notebook in gradebook.find_submission(name, student).notebooks
                    for grade in notebook.grades
                }
                for student in sources
            }


def compare(exercise, classes: int, workers: int) -> dict[str, list[int]]:
    """답 셀 → [점수가 같은 검사의 수, 견준 검사의 수].

    Args:
        classes: 맞는 답을 모은 노트북과 틀린 답을 모은 노트북을 저마다 몇 권 낼지.
    """
    students = {name: (base, picks) for name, base, picks in group(exercise, classes)}
    stock = stock_scores(exercise.name, {s: answers(*parts) for s, parts in students.items()})
    options = Options(preload=exercise.preload)
    tasks = [
        Task(student, exercise.name, filled(base, picks), {}, exercise.plan, options)
        for student, (base, picks) in students.items()
    ]
    with ThreadPoolExecutor(workers) as executor:
        results = dict(zip(students, executor.map(execute, tasks), strict=True))
    points = exercise.test_points()
    return {
        answer: [
            sum(
                stock[student][test] == points[test] * result.verdicts[test].passed
                for student, result in results.items()
                for test in exercise.tests(answer)
            ),
            len(students) * len(exercise.tests(answer)),
        ]
        for answer in exercise.answers
    }
