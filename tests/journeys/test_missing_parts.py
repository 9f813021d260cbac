"""골라 설치하는 부분이 없을 때 한 문장으로 말하고 실패하는지 본다.

없는 척하려고 `sys.modules`에 None을 둔다. 그러면 그 모듈을 불러올 때 ModuleNotFoundError가 난다.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
COURSE = ROOT / "tests" / "warmgrade" / "keras_course"


def without(modules: str, code: str, *arguments: object, cwd: Path = ROOT) -> CompletedProcess:
    """modules를 불러올 수 없는 새 프로세스에서 code를 실행한다."""
    hide = f"import sys; sys.modules.update(dict.fromkeys({modules.split()!r}))\n"
    command = [sys.executable, "-c", hide + code, *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, text=True, capture_output=True, check=False)


def warmgrade(modules: str, *arguments: object, cwd: Path = ROOT) -> CompletedProcess:
    code = "from warmgrade.__main__ import main; sys.exit(main())"
    return without(modules, code, *arguments, cwd=cwd)


def one_korean_sentence(text: str) -> bool:
    return text.count("\n") == 1 and bool(re.search("[가-힣]", text)) and "Traceback" not in text


@pytest.fixture
def course(tmp_path) -> Path:
    return Path(shutil.copytree(COURSE, tmp_path / "course"))


def exercise(folder: Path, code: str) -> Path:
    """code가 첫 셀이고 늘 통과하는 검사가 하나 있는 과제."""
    v4 = nbformat.v4
    test = v4.new_code_cell("assert True", id="check")
    test.metadata.nbgrader = {
        "grade": True,
        "grade_id": "check",
        "locked": True,
        "points": 1,
        "schema_version": 3,
        "solution": False,
        "task": False,
        "cell_type": "code",
    }
    book = v4.new_notebook(cells=[v4.new_code_cell(code, id="imports"), test])
    path = folder / "work.ipynb"
    nbformat.write(book, path)
    return path


@pytest.mark.parametrize("module", ["nbgrader", "rich", "jupyter_client"])
def test_warmgrade_without_one_of_its_needs_says_how_to_get_it(module, course):
    done = warmgrade(module, "run", "dense_net", cwd=course)
    assert done.returncode == 2
    assert one_korean_sentence(done.stderr)
    assert module in done.stderr and "pip install warmgrade-" in done.stderr


def test_warmgrade_on_windows_says_what_to_use_instead():
    for module in ("fcntl", "resource"):
        done = warmgrade(module, "check", "work.ipynb")
        assert done.returncode == 2
        assert one_korean_sentence(done.stderr)
        assert all(way in done.stderr for way in ("nbgrader validate", "WSL", "코랩"))


def test_a_cluster_without_dask_says_what_to_install(course):
    done = warmgrade("distributed", "run", "dense_net", "--dask", "tcp://127.0.0.1:1", cwd=course)
    assert done.returncode == 2
    assert one_korean_sentence(done.stderr) and "pip install distributed" in done.stderr


def test_check_names_the_modules_the_exercise_lacks(tmp_path):
    path = exercise(tmp_path, "import json\n\nimport keras_of_tomorrow.layers as layers")
    done = warmgrade("", "check", path)
    assert done.returncode == 2
    assert one_korean_sentence(done.stderr)
    assert "keras_of_tomorrow." in done.stderr and "json" not in done.stderr


def test_check_runs_when_what_is_missing_can_be_done_without(tmp_path):
    (tmp_path / "helper.py").write_text("VALUE = 1\n", encoding="utf-8")
    code = "import helper\n\ntry:\n    import keras_of_tomorrow\nexcept ImportError:\n    pass"
    done = warmgrade("", "check", exercise(tmp_path, code))
    assert done.returncode == 0, done.stdout + done.stderr


def test_probe_without_tensorflow_says_what_to_install():
    done = without("tensorflow", "import trainlab.probe")
    last = done.stderr.strip().splitlines()[-1]
    assert done.returncode == 1
    assert last.startswith("ModuleNotFoundError: trainlab.probe") and "pip install" in last


def test_downloaded_data_without_keras_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("TRAINLAB_DATA", str(tmp_path))
    done = without("keras", "from trainlab import data; data.load('cifar10')")
    last = done.stderr.strip().splitlines()[-1]
    assert done.returncode == 1
    assert "케라스와 텐서플로가 없어" in last and 'load("patches10")' in last


def test_the_rest_of_trainlab_works_without_tensorflow():
    code = (
        "from trainlab import data, mlp, plot, records\n"
        "assert data.load('digits').x_train.shape[1] == 64\n"
        "assert records.load('exercises')['exercises']"
    )
    done = without("tensorflow keras", code)
    assert done.returncode == 0, done.stderr
