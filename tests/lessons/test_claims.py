"""강의마다 주장의 목록이 있고, 그 목록이 가리키는 절과 셀이 실제로 있는지 본다."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import nbformat
import pytest
from lesson import LESSONS, ROOT, claims, code_cells

LABEL = re.compile(r"^\(([a-z0-9-]+)\)=$", re.MULTILINE)


def name(path: Path) -> str:
    return path.stem


@cache
def markdown(lesson: Path) -> str:
    cells = nbformat.read(lesson, as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def asserted(source: str) -> int:
    """assert 문과 np.testing.assert_… 호출의 수."""
    return sum(
        isinstance(node, ast.Assert)
        or (isinstance(node, ast.Attribute) and node.attr.startswith("assert_"))
        for node in ast.walk(ast.parse(source))
    )


@pytest.mark.parametrize("lesson", LESSONS, ids=name)
def test_topics_and_errata_point_to_labels_of_the_lesson(lesson):
    labels = set(LABEL.findall(markdown(lesson)))
    listed = claims(lesson)
    assert listed["topics"]
    for row, label in (listed["topics"] | listed["errata"]).items():
        assert re.fullmatch(r"T\d{3}|E\d{2,3}[b-f]?", row), row
        assert label in labels, f"{row}의 절 {label}이 없습니다."


@pytest.mark.parametrize("lesson", LESSONS, ids=name)
def test_at_least_eight_claims_are_asserted_and_three_can_be_flipped(lesson):
    cells = code_cells(lesson)
    assert sum(map(asserted, cells.values())) >= 8
    flips = claims(lesson)["flips"]
    assert len(flips) >= 3
    for flip in flips:
        assert cells[flip["cell"]].count(flip["old"]) == 1, flip["claim"]
        assert asserted(cells[flip["fails"]]), flip["claim"]


def test_labels_are_unique_in_the_book():
    pages = [markdown(lesson) for lesson in LESSONS]
    pages += [
        p.read_text(encoding="utf-8") for p in [*ROOT.glob("chapters/*.md"), ROOT / "intro.md"]
    ]
    counts = Counter(label for page in pages for label in LABEL.findall(page))
    assert [label for label, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("lesson", LESSONS, ids=name)
def test_assertions_are_hidden_from_the_page(lesson):
    for cell in nbformat.read(lesson, as_version=4).cells:
        if cell.cell_type == "code" and asserted(cell.source):
            assert "remove-cell" in cell.metadata.get("tags", []), cell.id


def test_every_row_of_the_topic_inventory_has_a_home():
    homes = Counter(row for lesson in LESSONS for row in claims(lesson)["topics"])
    assert sorted(homes) == [f"T{number:03d}" for number in range(1, 201)]
