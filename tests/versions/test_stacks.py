"""판을 바꾸어 노트북을 실행하는 스크립트가 멈춘 셀을 놓치지 않는지 본다."""

import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import nbformat
import psutil
import pytest
import stacks
from packaging.requirements import Requirement


@pytest.fixture(scope="module")
def specs(tmp_path_factory) -> Path:
    """지금 환경의 커널."""
    return stacks.kernels(tmp_path_factory.mktemp("kernels"), Path(sys.executable))


def notebook(path: Path, *sources: str) -> Path:
    v4 = nbformat.v4
    cells = [v4.new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(sources)]
    nbformat.write(v4.new_notebook(cells=cells), path)
    return path


def pins(path: Path) -> dict[str, str]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "==" in line]
    return dict(line.split(";")[0].strip().split("==") for line in lines)


def test_every_lesson_appendix_and_solution_is_run():
    names = [path.stem for path in stacks.notebooks()]
    assert len(names) == len(set(names))
    assert {"00_welcome", "13_project", "c_keras3", "d_datasets", "e_exercise_quality"} < set(names)
    assert {path.name for path in (stacks.ROOT / "solutions").iterdir()} < set(names)
    assert [path.stem for path in stacks.notebooks(["12_", "c_k"])] == [
        "12_practical_guideline",
        "c_keras3",
    ]


def test_a_notebook_runs_alone_in_an_empty_folder_with_the_python_of_the_stack(tmp_path, specs):
    alone = "import os, sys\nassert os.listdir() == []"
    python = f"assert sys.executable == {sys.executable!r}"
    outcome = stacks.execute(notebook(tmp_path / "one.ipynb", alone, python), specs)
    assert outcome.errors == []
    assert outcome.seconds > 0
    assert not [one for one in psutil.Process().children() if "ipykernel_launcher" in one.cmdline()]


def test_every_cell_that_stops_is_told(tmp_path, specs):
    path = notebook(tmp_path / "bad.ipynb", "x = 1", "assert x == 2, '둘'", "x += 1", "y")
    assert stacks.execute(path, specs).errors == [
        ("cell-1", "AssertionError: 둘"),
        ("cell-3", "NameError: name 'y' is not defined"),
    ]


def test_a_kernel_that_dies_is_told(tmp_path, specs):
    path = notebook(tmp_path / "dead.ipynb", "import os\nos._exit(1)")
    ((where, error),) = stacks.execute(path, specs).errors
    assert where == "커널" and "DeadKernelError" in error


def test_one_stopped_notebook_makes_the_command_fail(tmp_path, specs, monkeypatch, capsys):
    good, bad = notebook(tmp_path / "good.ipynb", "1"), notebook(tmp_path / "bad.ipynb", "1 / 0")
    monkeypatch.setattr(stacks, "install", lambda name: specs)
    monkeypatch.setattr(stacks, "notebooks", lambda parts: [good, bad])
    assert stacks.main(["lock"]) == 1
    shown = capsys.readouterr().out
    assert "| bad | ✗ cell-0 |" in shown
    assert "잠근 판  bad  cell-0: ZeroDivisionError: division by zero" in shown
    monkeypatch.setattr(stacks, "notebooks", lambda parts: [good])
    assert stacks.main(["lock"]) == 0


def test_a_stack_that_cannot_be_installed_makes_the_command_fail(tmp_path, monkeypatch, capsys):
    nowhere = stacks.Stack("없는 판", "3.1", stacks.colab)
    monkeypatch.setattr(stacks, "WORK", tmp_path)
    monkeypatch.setitem(stacks.STACKS, "colab", nowhere)
    monkeypatch.setenv("UV_PYTHON_DOWNLOADS", "never")
    assert stacks.main(["colab", "-k", "q1_"]) == 1
    shown = capsys.readouterr()
    assert "| q1_initialization | 설치하지 못함 |" in shown.out
    assert "없는 판: " in shown.err and "3.1" in shown.err


def test_the_pins_of_colab_are_within_the_bounds_of_trainlab():
    text = (stacks.ROOT / "packages/trainlab/pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    pinned = pins(stacks.COLAB)
    bounded = {one.name: one.specifier for one in map(Requirement, project["dependencies"])}
    both = bounded.keys() & pinned.keys()
    assert {"numpy", "scipy", "matplotlib", "scikit-image", "scikit-learn"} <= both
    assert {name: pinned[name] for name in both if pinned[name] not in bounded[name]} == {}


def test_the_locked_pins_are_what_this_environment_runs(tmp_path):
    locked = pins(stacks.locked(tmp_path))
    needed = [name for name in stacks.needs() if name in locked]
    assert {"keras", "ipykernel"} <= set(needed)
    assert {name: locked[name] for name in needed} == {name: version(name) for name in needed}
