"""강의와 과제가 서로를 바르게 가리키고, 과제 목록에 적힌 수가 과제와 같은지 본다."""

import ast
import re
from functools import cache
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
LESSONS = sorted((ROOT / "chapters").glob("[01]?_*.ipynb"))
# 이름의 글자 순서로는 q10이 q2보다 앞선다.
EXERCISES = sorted(
    (path.stem for path in (ROOT / "solutions").glob("*/*.ipynb")),
    key=lambda name: int(re.match(r"q(\d+)_", name)[1]),
)
LIST = (ROOT / "chapters" / "exercise_list.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^\(exercise-(q\d+)\)=\n(.*?)(?=^\(|\Z)", LIST, re.M | re.S))
LINK = re.compile(r"\[[^\]]+\]\(([a-z0-9-]+)\)")
TITLE = re.compile(r"^\(([a-z0-9-]+)\)=\n# (.+)$", re.M)
# 텐서플로는 케라스의 뒤에서 돌아갈 뿐이라 따로 적지 않는다.
NEEDS = {"numpy": "NumPy", "matplotlib": "Matplotlib", "sklearn": "scikit-learn"}
NEEDS |= {"keras": "케라스", "trainlab": "trainlab"}


@cache
def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def solution(exercise: str) -> nbformat.NotebookNode:
    return read(ROOT / "solutions" / exercise / f"{exercise}.ipynb")


def prose(path: Path) -> str:
    return "\n".join(c.source for c in read(path).cells if c.cell_type == "markdown")


def lessons() -> dict[str, tuple[str, set[str]]]:
    """강의의 라벨마다 (제목, 그 강의에서 나가는 링크의 라벨들)."""
    found = {}
    for path in LESSONS:
        text = prose(path)
        label, title = TITLE.search(text).groups()
        found[label] = title, set(LINK.findall(text))
    return found


def rows(text: str) -> list[list[str]]:
    """마크다운 표의 줄마다 칸의 글. 머리줄과 가름줄은 뺀다."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if not set("".join(row)) <= set("-:")][1:]


def label_of(exercise: str) -> str:
    return exercise.partition("_")[0]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_last_section_of_a_lesson_links_to_an_exercise(path):
    closing = re.split(r"^## ", prose(path), flags=re.M)[-1]
    linked = {label for label in LINK.findall(closing) if label.startswith("exercise-")}
    assert linked and linked <= {f"exercise-{label}" for label in SECTIONS}


@pytest.mark.parametrize("exercise", EXERCISES)
def test_exercise_names_lessons_that_exist_and_link_back(exercise):
    line = re.search(r"^관련 강의: (.+)$", solution(exercise).cells[0].source, re.M)
    named = re.findall(r"「([^」]+)」", line[1])
    assert named, "관련 강의의 제목을 「」로 묶어 적으세요."
    by_title = {title: (label, links) for label, (title, links) in lessons().items()}
    label = label_of(exercise)
    assert set(named) <= set(by_title)
    assert {by_title[title][0] for title in named} == set(
        LINK.findall(rows(SECTIONS[label])[0][0])
    ), "과제의 첫머리와 과제 목록에 적힌 강의가 다릅니다."
    for title in named:
        assert f"exercise-{label}" in by_title[title][1], f"「{title}」에 링크가 없습니다."


def test_list_has_one_section_per_exercise_with_its_download():
    assert list(SECTIONS) == [label_of(exercise) for exercise in EXERCISES]
    for exercise in EXERCISES:
        assert f"<../exercises/{exercise}/{exercise}.ipynb>`" in SECTIONS[label_of(exercise)]


def test_overview_agrees_with_the_sections():
    for row in rows(LIST.partition("(exercise-q1)=")[0]):
        title, label = re.fullmatch(r"\[(.+)\]\(exercise-(q\d+)\)", row[0]).groups()
        assert f"## {title}\n" in SECTIONS[label]
        assert row[1:] == rows(SECTIONS[label])[0][:4]


@pytest.mark.parametrize("exercise", EXERCISES)
def test_listed_points_are_the_points_of_the_notebook(exercise):
    cells = [c.metadata.get("nbgrader", {}) for c in solution(exercise).cells]
    auto = sum(cell["points"] for cell in cells if cell.get("grade") and not cell.get("task"))
    written = sum(cell["points"] for cell in cells if cell.get("task"))
    assert rows(SECTIONS[label_of(exercise)])[0][1:3] == [f"{auto}점", f"{written}점"]


@pytest.mark.parametrize("exercise", EXERCISES)
def test_points_in_the_headings_are_the_points_of_the_cells(exercise):
    promised = given = 0
    for cell in solution(exercise).cells:
        heading = re.search(r"^## .+\((\d+)점\)$", cell.source, re.M)
        if cell.cell_type == "markdown" and heading:
            assert promised == given, cell.id
            promised, given = promised + int(heading[1]), given
        given += cell.metadata.get("nbgrader", {}).get("points", 0)
    assert promised == given


@pytest.mark.parametrize("exercise", EXERCISES)
def test_listed_needs_are_what_the_notebook_imports(exercise):
    imported = set()
    for cell in solution(exercise).cells:
        if cell.cell_type != "code" or cell.metadata.get("nbgrader", {}).get("solution"):
            continue
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(node.module.partition(".")[0])
    needs = [name for module, name in NEEDS.items() if module in imported]
    assert rows(SECTIONS[label_of(exercise)])[0][4] == ", ".join(needs)
