"""노트북이 정돈된 꼴로 저장되어 있는지 본다."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted([*ROOT.glob("chapters/*.ipynb"), *ROOT.glob("solutions/*/*.ipynb")])
HEADING = re.compile(r"^(#{1,2}) ", re.MULTILINE)
LABELLED_HEADING = re.compile(r"^\([a-z0-9-]+\)=\n#{1,2} ", re.MULTILINE)


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_there_are_notebooks_to_check():
    assert SOURCES


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_notebook_has_no_outputs_or_counts(path):
    cells = [cell for cell in read(path)["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells), (
        "출력이 남아 있습니다. make format을 실행하세요."
    )


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_notebook_metadata_names_only_the_kernel(path):
    metadata = read(path)["metadata"]
    assert set(metadata) <= {"kernelspec", "language_info"}
    assert metadata["kernelspec"]["name"] == "python3"
    assert set(metadata.get("language_info", {})) <= {"name"}


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_cell_ids_are_unique_and_readable(path):
    ids = [cell["id"] for cell in read(path)["cells"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z][a-z0-9_-]{1,60}", cell_id) for cell_id in ids), ids


def unclosed(text: str) -> list[str]:
    """굵은 글씨로 닫히지 않는 `**`. 앞이 문장 부호이고 뒤가 글자이면 닫는 표시로 읽히지 않는다.

    한국어는 조사가 바로 붙으므로 `**“말”**은`처럼 쓰기 쉽다(CommonMark 0.31, right-flanking).
    """
    found = []
    for block in re.split(r"\n\s*\n|\n(?=[-*|\d])", text):
        for closing in [mark.start() for mark in re.finditer(r"\*\*", block)][1::2]:
            before, after = block[closing - 1], block[closing + 2 : closing + 3]
            if not before.isalnum() and not before.isspace() and after.isalnum():
                found.append(block[max(0, closing - 30) : closing + 10])
    return found


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_bold_text_is_closed(path):
    texts = ["".join(c["source"]) for c in read(path)["cells"] if c["cell_type"] == "markdown"]
    assert [place for text in texts for place in unclosed(text)] == []


def test_bold_text_that_a_particle_keeps_open_is_noticed():
    assert unclosed("그는 **“그렇다”**고 했다.") and unclosed("**`fit`**을 부른다")
    assert not unclosed("그는 “**그렇다**”고 했다. **굵게** 쓴다. (**글**)이다.")


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_code_cells_fit_on_a_screen(path):
    cells = [cell for cell in read(path)["cells"] if cell["cell_type"] == "code"]
    long = {
        cell["id"]: len(cell["source"])
        for cell in cells
        if len(cell["source"]) > 25 and "nbgrader" not in cell["metadata"]
    }
    assert not long, f"셀을 나누세요: {long}"


@pytest.mark.parametrize("path", [p for p in SOURCES if p.parent.name == "chapters"], ids=name)
def test_every_large_heading_of_a_lesson_has_an_ascii_label(path):
    markdown = "\n\n".join(
        "".join(cell["source"]) for cell in read(path)["cells"] if cell["cell_type"] == "markdown"
    )
    assert len(HEADING.findall(markdown)) == len(LABELLED_HEADING.findall(markdown))
    assert len(re.findall(r"^# ", markdown, re.MULTILINE)) == 1


@pytest.mark.parametrize("path", [p for p in SOURCES if p.parent.name == "chapters"], ids=name)
def test_every_figure_of_a_lesson_has_a_caption_and_korean_alt_text(path):
    for cell in read(path)["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and ("plt.show()" in source or "plot.signal_and" in source):
            look = cell["metadata"].get("mystnb", {})
            assert re.search("[가-힣]", look.get("image", {}).get("alt", "")), cell["id"]
            assert re.search("[가-힣]", look.get("figure", {}).get("caption", "")), cell["id"]


def test_code_and_notebooks_are_formatted_and_linted(run):
    assert run("ruff", "format", "--check", ".").returncode == 0, "make format을 실행하세요."
    assert run("ruff", "check", ".").returncode == 0, "make format을 실행하세요."
