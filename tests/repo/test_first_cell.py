"""노트북의 첫 코드 셀이 빠진 것만 설치하고, 다 있으면 아무 일도 하지 않는지 본다."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import first_cell
import nbformat
import pytest
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted([*ROOT.glob("chapters/*.ipynb"), *ROOT.glob("solutions/*/*.ipynb")])
WHEEL = first_cell.wheel(ROOT, "trainlab")
BOOK = "https://someone.github.io/course/"


def name(path: Path) -> str:
    return path.stem


def first(path: Path) -> NotebookNode:
    cells = nbformat.read(path, as_version=4).cells
    return next(cell for cell in cells if cell.cell_type == "code")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_first_code_cell_is_the_one_we_generate(path):
    needed = first_cell.modules(nbformat.read(path, as_version=4))
    book = first_cell.address(first_cell.repository(ROOT))
    cell = first(path)
    assert cell.id == first_cell.CELL, "make format을 실행하세요."
    assert cell.source == first_cell.source(needed, WHEEL, book), "make format을 실행하세요."
    assert len(cell.source.splitlines()) <= 16


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_first_cell_stays_out_of_the_page_and_out_of_grading(path):
    metadata = first(path).metadata
    assert "nbgrader" not in metadata
    if path.parent.name == "chapters":
        assert metadata.tags == ["remove-cell"]


@dataclass
class Ran:
    """첫 셀을 실행한 결과: 화면에 나온 글, pip에 준 인자(줄마다 한 번), 불러온 모듈."""

    shown: str
    asked: list[str]
    loaded: set[str]


def run(source: str, folder: Path, *, installed: bool, pip_fails: bool = False) -> Ran:
    """첫 셀을 다른 프로세스에서 실행한다. pip은 무엇을 부탁받았는지만 적는 가짜다."""
    log = folder / "pip.log"
    (folder / "pip.py").write_text(
        f"import sys\nopen({str(log)!r}, 'a').write(' '.join(sys.argv[1:]) + '\\n')\n"
        f"sys.exit({int(pip_fails)})\n",
        encoding="utf-8",
    )
    script = folder / "cell.py"
    script.write_text(source + "\nprint('불러온 것:', *sys.modules)\n", encoding="utf-8")
    # -S는 site-packages를 빼고 시작하므로 빈 환경과 같다.
    command = [sys.executable, *([] if installed else ["-S"]), str(script)]
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        command, cwd=folder, text=True, capture_output=True, env=environment, check=True
    )
    assert done.stderr == ""
    shown, _, loaded = done.stdout.partition("불러온 것: ")
    asked = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return Ran(shown, asked, set(loaded.split()))


LESSON = first_cell.source(["trainlab", "tensorflow"], WHEEL, "")
PUBLISHED = first_cell.source(["trainlab", "tensorflow"], WHEEL, BOOK)
EXERCISE = first_cell.source(["numpy", "matplotlib", "sklearn"], WHEEL, "")


@pytest.mark.parametrize("source", [LESSON, PUBLISHED, EXERCISE])
def test_nothing_happens_and_nothing_heavy_is_loaded_when_all_is_there(source, tmp_path):
    ran = run(source, tmp_path, installed=True)
    assert (ran.shown, ran.asked) == ("", [])
    heavy = {"numpy", "keras", "tensorflow", "matplotlib", "sklearn", "trainlab", "pip"}
    assert not heavy & ran.loaded


def test_only_the_missing_parts_are_installed(tmp_path):
    (tmp_path / "matplotlib").mkdir()
    (tmp_path / "matplotlib" / "__init__.py").touch()
    ran = run(EXERCISE, tmp_path, installed=False)
    assert ran.asked == ["install -qqq numpy scikit-learn"]
    assert ran.shown.count("\n") == 1


@pytest.mark.parametrize(
    ("source", "beside", "place"),
    [
        (LESSON, True, WHEEL),
        (PUBLISHED, True, WHEEL),
        (PUBLISHED, False, BOOK + WHEEL),
    ],
)
def test_the_wheel_beside_the_notebook_comes_before_the_one_of_the_book(
    source, beside, place, tmp_path
):
    if beside:
        (tmp_path / WHEEL).touch()
    assert run(source, tmp_path, installed=False).asked == [f"install -qqq {place} tensorflow"]


@pytest.mark.parametrize(
    ("source", "advice"),
    [(LESSON, (WHEEL, "같은 폴더", "다시 실행하세요")), (EXERCISE, ("인터넷", "다시 실행"))],
)
def test_a_failed_installation_says_what_to_bring_and_what_to_run(source, advice, tmp_path):
    ran = run(source, tmp_path, installed=False, pip_fails=True)
    assert "「설치와 실행」" in ran.shown
    assert all(part in ran.shown for part in advice)


def test_an_unknown_module_must_be_given_a_package():
    cell = nbformat.v4.new_code_cell("import torch")
    with pytest.raises(LookupError, match="torch"):
        first_cell.modules(nbformat.v4.new_notebook(cells=[cell]))


def test_the_address_of_the_book_follows_from_the_repository():
    assert first_cell.address("https://github.com/Someone/course/") == BOOK
    assert first_cell.address("https://github.com/someone/someone.github.io") == (
        "https://someone.github.io/"
    )
    assert first_cell.address("") == first_cell.address("https://example.org/book") == ""


def test_the_address_is_written_into_a_copy_and_nothing_else_changes():
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(LESSON, id=first_cell.CELL)]
    )
    assert first_cell.readdress(notebook, BOOK)
    assert notebook.cells[0].source == PUBLISHED
    assert not first_cell.readdress(notebook, BOOK)
