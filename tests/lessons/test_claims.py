"""강의의 주장이 주장다운지 본다. 노트북을 실행하지 않고 코드를 읽기만 한다.

주장은 단언(assert 문이나 np.testing.assert_… 호출) 하나다. 그 가운데 이 강의의 **실험이 낸 값에
기대는 것**만 센다. 값의 근거는 `evidence`가 셀을 차례로 읽어 정한다.

- 실험: 데이터, 난수, 케라스와 텐서플로의 계산이 끼어든 값에 기댄다. 강의마다 여덟은 있어야 한다.
- 기록: records.load로 읽은 값에만 기댄다. 적어 둔 수를 다시 읽어 볼 뿐이라 따로 센다.
- 상수: 글자로 적은 수와 불러온 이름, 그것만으로 셈한 값에 기댄다(`2 * 0.5**3 == 1 / 4`). 글을
  교정해 줄 뿐 증거가 아니므로 세지 않는다.
- 시계: 바쁜 컴퓨터가 정하는 값이다. 어느 노트북에서도 단언하지 않는다.

단언 셀은 읽는 사람의 컴퓨터에서 멈출 수 있다. 그래도 나머지 셀이 그대로 돌도록, 단언 셀에서 묶은
이름은 다른 셀이 읽지 않는다.
"""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import nbformat
import pytest
from binding import Cell, leaks
from evidence import CLOCK, MEASURED, Flow, assertions
from lesson import LESSONS, ROOT, claims, code_cells

NOTEBOOKS = sorted((ROOT / "chapters").glob("*.ipynb"))

LABEL = re.compile(r"^\(([a-z0-9-]+)\)=$", re.MULTILINE)


def name(path: Path) -> str:
    return path.stem


@cache
def markdown(lesson: Path) -> str:
    cells = nbformat.read(lesson, as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


@cache
def origins(notebook: Path) -> list[tuple[str, str, frozenset[str]]]:
    """단언마다 (셀의 id, 단언의 첫 줄, 근거)."""
    flow = Flow()
    return [
        (cell, ast.unparse(node).splitlines()[0], origin)
        for cell, source in code_cells(notebook).items()
        for node, origin in flow.read(source)
    ]


@pytest.mark.parametrize("lesson", LESSONS, ids=name)
def test_topics_and_errata_point_to_labels_of_the_lesson(lesson):
    labels = set(LABEL.findall(markdown(lesson)))
    listed = claims(lesson)
    assert listed["topics"]
    for row, label in (listed["topics"] | listed["errata"]).items():
        assert re.fullmatch(r"T\d{3}|E\d{2,3}[b-f]?", row), row
        assert label in labels, f"{row}의 절 {label}이 없습니다."


@pytest.mark.parametrize("lesson", LESSONS, ids=name)
def test_at_least_eight_claims_rest_on_experiments_and_three_can_be_flipped(lesson):
    assert sum(MEASURED in origin for *_, origin in origins(lesson)) >= 8
    cells, flips = code_cells(lesson), claims(lesson)["flips"]
    assert len(flips) >= 3
    for flip in flips:
        assert cells[flip["cell"]].count(flip["old"]) == 1, flip["claim"]
        assert not assertions(cells[flip["cell"]]), flip["claim"]
        assert assertions(cells[flip["fails"]]), flip["claim"]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=name)
def test_no_claim_rests_on_the_clock(notebook):
    assert [(cell, claim) for cell, claim, origin in origins(notebook) if CLOCK in origin] == []


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=name)
def test_no_other_cell_needs_what_a_claim_cell_binds(notebook):
    cells = code_cells(notebook).items()
    assert leaks(Cell(key, source, bool(assertions(source))) for key, source in cells) == []


def test_labels_are_unique_in_the_book():
    pages = [markdown(lesson) for lesson in LESSONS]
    pages += [
        p.read_text(encoding="utf-8") for p in [*ROOT.glob("chapters/*.md"), ROOT / "intro.md"]
    ]
    counts = Counter(label for page in pages for label in LABEL.findall(page))
    assert [label for label, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=name)
def test_assertions_are_hidden_from_the_page(notebook):
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type == "code" and assertions(cell.source):
            assert "remove-cell" in cell.metadata.get("tags", []), cell.id


def test_every_row_of_the_topic_inventory_has_a_home():
    homes = Counter(row for lesson in LESSONS for row in claims(lesson)["topics"])
    assert sorted(homes) == [f"T{number:03d}" for number in range(1, 201)]
