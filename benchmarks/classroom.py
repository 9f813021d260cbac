"""벤치마크에 쓸 과목을 만든다: 맞고 틀린 답을 섞은 제출물 여러 개와, 거기서 나온 점수."""

import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "exercises"))

from harness import Variant, cell_name, parse_variants  # noqa: E402

_KERAS = ROOT / "tests" / "warmgrade" / "keras_course"
# 과제마다 원본 폴더와 답의 변형.
EXERCISES = {
    "q1_initialization": (
        ROOT / "solutions" / "q1_initialization",
        ROOT / "tests" / "exercises" / "q1_initialization" / "variants.py",
    ),
    "dense_net": (_KERAS / "source" / "dense_net", _KERAS / "variants.py"),
}
# 답 셀 하나가 기준 답, 다르게 푼 맞는 답, 틀린 답, 빈 답일 확률.
_SHARES = {"reference": 0.4, "wheat": 0.25, "chaff": 0.3, "blank": 0.05}


def build_course(folder: Path, exercises: list[str], environment: dict[str, str]) -> None:
    """제출물이 없는 과목을 만든다. 나누어 줄 노트북은 stock nbgrader가 만든다."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    for name in exercises:
        shutil.copytree(EXERCISES[name][0], folder / "solutions" / name)
        command = ["nbgrader", "generate_assignment", name]
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


def hand_in(course: Path, exercise: str, count: int) -> None:
    """서로 다른 제출물을 `count`개 낸다. 언제나 같은 제출물이 나온다."""
    release = course / "exercises" / exercise / f"{exercise}.ipynb"
    for number, answers in enumerate(_mixed(course, exercise, count), 1):
        notebook = nbformat.read(release, as_version=4)
        for cell in notebook.cells:
            if cell_name(cell) in answers:
                cell.source = answers[cell_name(cell)]
        target = course / "submitted" / f"s{number:03d}" / exercise / f"{exercise}.ipynb"
        target.parent.mkdir(parents=True)
        nbformat.write(notebook, target)


def _mixed(course: Path, exercise: str, count: int) -> Iterator[dict[str, str]]:
    source = nbformat.read(course / "solutions" / exercise / f"{exercise}.ipynb", as_version=4)
    variants = parse_variants(EXERCISES[exercise][1].read_text(encoding="utf-8"))
    reference = {c.metadata.nbgrader.grade_id: c.source for c in source.cells if _answer(c)}
    generator = random.Random(exercise)
    seen: set[tuple] = set()
    while len(seen) < count:
        answers = {}
        for name, solved in reference.items():
            source = _pick(generator, [v for v in variants if v.cell == name], solved)
            if source is not None:
                answers[name] = source
        if tuple(answers.items()) not in seen:
            seen.add(tuple(answers.items()))
            yield answers


def _answer(cell: nbformat.NotebookNode) -> bool:
    return cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution", False)


def _pick(generator: random.Random, variants: list[Variant], reference: str) -> str | None:
    """답 셀 하나에 쓸 코드. 비워 둔 채 내면 None."""
    kind = generator.choices(list(_SHARES), list(_SHARES.values()))[0]
    sources = [v.source for v in variants if v.kind == kind]
    if kind == "reference":
        return reference
    return generator.choice(sources) if sources else None


def scores(course: Path, exercises: list[str]) -> dict[tuple[str, str, str], float | None]:
    """gradebook에 적힌 자동 점수: (학생, 과제, 검사 셀) → 점수."""
    found = {}
    with Gradebook(f"sqlite:///{course / 'grades' / 'gradebook.db'}") as book:
        for name in exercises:
            try:
                submissions = book.assignment_submissions(name)
            except MissingEntry:
                continue
            for submission in submissions:
                for notebook in submission.notebooks:
                    for grade in notebook.grades:
                        where = submission.student.id, name, grade.name
                        found[where] = grade.auto_score
    return found
