"""학생이 제 노트북을 내기 전에 보이는 검사로 확인한다. 채점할 때와 같은 엔진을 쓴다."""

import ast
import re
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from nbformat import NotebookNode
from rich.markup import escape
from rich.table import Table

from .course import CourseProblem
from .execution.exam import grade_id, is_test, plan
from .execution.kernelspec import require_python
from .execution.launch import VALIDATE, Options, imported
from .execution.run import execute
from .execution.task import Result, Task
from .findings import Limits, Refused
from .intake.notebook import read_notebook
from .kernel.sandbox.rules import Sandbox, unavailable

_BESIDE = 20_000_000


def check(path: Path, timeout: float = 60.0) -> tuple[bool, Table]:
    """노트북을 처음부터 실행해, 모두 통과했는지와 검사마다의 결과를 돌려준다.

    가두지 못하고 실행했으면 표 아래에 그렇게 적는다.

    Raises:
        CourseProblem: 노트북이 없거나, 읽을 수 없거나, 검사가 하나도 없거나, 노트북이 쓰는 모듈이
            설치되어 있지 않을 때.
    """
    try:
        notebook, _ = read_notebook(path.read_bytes(), Limits())
    except FileNotFoundError:
        raise CourseProblem(f"'{path}' 파일이 없습니다. 경로를 확인하세요.") from None
    except IsADirectoryError:
        raise CourseProblem(f"'{path}'는 폴더입니다. 노트북 파일을 주세요.") from None
    except Refused as refused:
        raise CourseProblem(f"'{path}': {refused}") from None
    require_python(path.stem, notebook)
    tests = [cell for cell in notebook.cells if is_test(cell)]
    if not tests:
        raise CourseProblem(f"'{path}'에는 검사 셀이 없습니다. 과제 노트북이 맞는지 확인하세요.")
    if missing := ", ".join(_missing(notebook, path)):
        raise CourseProblem(
            f"이 노트북이 쓰는 모듈이 없습니다: {missing}. 노트북의 설치 셀을 실행하거나 pip로 "
            "warmgrade와 같은 환경에 설치한 뒤 다시 확인하세요."
        )
    plans = plan(notebook, submitted=True)
    # 제 컴퓨터에서 제 코드를 돌리는 것이므로, 가둘 수 없는 컴퓨터에서도 확인은 할 수 있다.
    open_air = unavailable()
    sandbox = None if open_air else Sandbox()
    options = Options(
        cell_timeout=timeout, sandbox=sandbox, preload=imported([path]), environment=dict(VALIDATE)
    )
    result = execute(Task("", path.stem, notebook, _beside(path), plans, options))
    passed, table = _table(notebook, tests, result)
    if open_air:
        table.caption = escape(
            f"가두지 않고 실행했습니다. 이 노트북은 내 파일을 읽고 쓸 수 있습니다. {open_air}"
        )
        table.caption_justify = "left"
    return passed, table


def _missing(notebook: NotebookNode, path: Path) -> list[str]:
    """노트북이 쓰는데 이 환경에도 노트북 옆에도 없는 모듈.

    셀의 맨 바깥에서 불러오는 것만 본다. 조건문이나 try 안에서 불러오는 것은 없어도 되고, 노트북이
    스스로 파일에 쓰거나 지어내는 모듈은 그 이름이 글로 적혀 있다. pip로 설치하는 셀에 적힌 이름은
    지어내는 것이 아니다.
    """
    names = set()
    for cell in notebook.cells:
        # 노트북의 명령(%, !)이 든 셀과 틀린 코드는 읽을 수 없다.
        with suppress(SyntaxError, ValueError):
            for node in ast.parse(cell.source if cell.cell_type == "code" else "").body:
                if isinstance(node, ast.Import):
                    names |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and not node.level:
                    names.add(node.module.partition(".")[0])
    beside = {file.stem for file in path.resolve().parent.iterdir()}
    names -= {"__main__", *beside, *sys.stdlib_module_names}
    text = "\n".join(cell.source for cell in notebook.cells if "pip" not in cell.source)
    made = {n for n in names if re.search(rf"\b{n}\.py\b|\"{n}\"|'{n}'", text)}
    return sorted(name for name in names - made if find_spec(name) is None)


def _beside(path: Path) -> dict[str, bytes]:
    """노트북과 같은 폴더에 있는 자료. 너무 크면 두고 간다."""
    found, total = {}, 0
    for file in sorted(path.resolve().parent.iterdir()):
        if file.is_file() and file.suffix != ".ipynb" and not file.name.startswith("."):
            total += file.stat().st_size
            if total > _BESIDE:
                break
            found[file.name] = file.read_bytes()
    return found


def _table(notebook, tests, result: Result) -> tuple[bool, Table]:
    table = Table("검사", "배점", "결과", "도움말")
    passed = True
    for cell in tests:
        name = grade_id(cell)
        verdict = result.verdicts[name]
        passed &= verdict.passed
        hint = "" if verdict.passed else verdict.hint or "앞의 셀에서 멈추어 확인하지 못했습니다."
        points = cell.metadata.nbgrader.get("points", 0)
        table.add_row(
            escape(name), f"{points:g}", "통과" if verdict.passed else "다시", escape(hint)
        )
    return passed, table
