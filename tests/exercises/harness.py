"""과제 노트북을 이 프로세스에서 돌려, 셀마다 통과했는지와 무슨 말을 남겼는지 돌려준다.

변형(variant)은 학생이 낼 법한 답이다. 맞는 답(wheat)은 모든 검사를 통과해야 하고, 오개념이 하나
들어 있는 답(chaff)은 그 오개념을 짚는 도움말과 함께 제 검사에서만 떨어져야 한다.
"""

import ast
import re
import symtable
from collections.abc import Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearSolutions
from nbgrader.utils import is_grade, is_solution
from threadpoolctl import threadpool_limits
from traitlets.config import PyFileConfigLoader

ROOT = Path(__file__).resolve().parents[2]
HEADER = re.compile(r"# %% (wheat|chaff) (\S+) ([a-z0-9-]+): (\S.*)")
OPTION = re.compile(r"# (hint|raises): (\S.*)")
TARGETS = "# 채점 대상: "


@dataclass(frozen=True)
class Variant:
    """답 셀 하나를 통째로 바꿀 코드.

    Attributes:
        kind: "wheat" 또는 "chaff".
        cell: 바꿀 답 셀의 grade_id.
        slug, title: 이름과 한 줄 설명.
        hint: chaff가 받을 도움말에 들어 있어야 하는 말.
        raises: 도움말 대신 나와도 되는 예외의 이름. 없으면 AssertionError만 된다.
        source: 셀의 새 코드.
    """

    kind: str
    cell: str
    slug: str
    title: str
    hint: str
    raises: str
    source: str


def number(exercise: str) -> int:
    """과제의 번호. 이름의 글자 순서로는 q10이 q2보다 앞서므로 번호로 줄을 세운다."""
    return int(re.match(r"q(\d+)_", exercise)[1])


def exercises() -> list[str]:
    """변형이 있는 과제의 이름, 번호 순서로."""
    folders = {path.parent.name for path in (ROOT / "solutions").glob("*/*.ipynb")}
    return sorted((name for name in folders if variants_path(name).exists()), key=number)


def variants_path(exercise: str) -> Path:
    return ROOT / "tests" / "exercises" / exercise / "variants.py"


@cache
def read_notebook(exercise: str) -> NotebookNode:
    return nbformat.read(ROOT / "solutions" / exercise / f"{exercise}.ipynb", as_version=4)


def parse_variants(text: str) -> list[Variant]:
    """`# %%` 머리줄로 나뉜 변형들을 읽는다. 첫 머리줄 앞의 글은 파일의 설명이다.

    Raises:
        ValueError: 머리줄의 꼴이 어긋났을 때.
    """
    found = []
    for block in re.split(r"^(?=# %%)", text, flags=re.M)[1:]:
        head, *lines = block.rstrip().split("\n")
        match = HEADER.fullmatch(head)
        if not match:
            raise ValueError(f"변형의 머리줄을 읽을 수 없습니다: {head}")
        options = {"hint": "", "raises": ""}
        while lines and (option := OPTION.fullmatch(lines[0])):
            options[option[1]] = option[2]
            lines.pop(0)
        found.append(Variant(*match.groups(), **options, source="\n".join(lines).strip("\n")))
    return found


def read_variants(exercise: str) -> list[Variant]:
    return parse_variants(variants_path(exercise).read_text(encoding="utf-8"))


def cell_name(cell: NotebookNode) -> str:
    """grade_id. 채점과 상관없는 셀이면 셀의 id."""
    return cell.metadata.get("nbgrader", {}).get("grade_id", cell.id)


def solution_cells(notebook: NotebookNode) -> set[str]:
    return {cell_name(c) for c in notebook.cells if c.cell_type == "code" and is_solution(c)}


def test_targets(notebook: NotebookNode) -> dict[str, set[str]]:
    """검사 셀의 grade_id마다, 첫 줄에 적힌 채점 대상 답 셀들."""
    targets = {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and is_grade(cell):
            first = cell.source.split("\n", 1)[0]
            names = first.removeprefix(TARGETS).split(", ") if first.startswith(TARGETS) else []
            targets[cell_name(cell)] = set(names)
    return targets


test_targets.__test__ = False  # pytest가 검사로 모으지 않게 한다


def blank(notebook: NotebookNode) -> NotebookNode:
    """nbgrader가 학생에게 나누어 주는 그대로 답을 지운 사본."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
    return ClearSolutions(config=config).preprocess(deepcopy(notebook), {})[0]


@cache
def names(source: str) -> tuple[frozenset[str], frozenset[str]]:
    """코드가 맨 바깥에서 정하는 이름과, 바깥에서 가져다 쓰는 이름."""
    stores, loads = set(), set()
    waiting = [symtable.symtable(source, "cell", "exec")]
    while waiting:
        table = waiting.pop()
        waiting += table.get_children()
        top = table.get_type() == "module"
        for symbol in table.get_symbols():
            if top and (symbol.is_assigned() or symbol.is_imported()):
                stores.add(symbol.get_name())
            if symbol.is_referenced() and (top or symbol.is_global()):
                loads.add(symbol.get_name())
    return frozenset(stores), frozenset(loads)


def only_imports(source: str) -> bool:
    body = ast.parse(source).body
    return any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in body) and not any(
        isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.For)) for node in body
    )


def needed(notebook: NotebookNode, answer: str) -> set[str]:
    """답 셀 하나를 채점하는 데 있어야 하는 셀: 답과 그 검사, 그것이 쓰는 이름을 정하는 셀."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    tests = {test for test, answers in test_targets(notebook).items() if answer in answers}
    # 마지막 검사보다 뒤에 있는 셀은 쓰이지 않는다.
    last = max(number for number, cell in enumerate(code) if cell_name(cell) in tests)
    given = [cell for cell in code[:last] if not is_grade(cell)]
    # 불러오기만 하는 셀은 답이 무엇을 쓸지 모르므로 언제나 실행한다.
    chosen = {answer, *tests, *(cell_name(c) for c in given if only_imports(c.source))}
    while True:
        loads = set().union(*(names(c.source)[1] for c in code if cell_name(c) in chosen))
        more = {cell_name(c) for c in given if names(c.source)[0] & loads}
        if more <= chosen:
            return chosen
        chosen |= more


def filled(
    notebook: NotebookNode, replacements: Mapping[str, str], only: set[str] | None = None
) -> NotebookNode:
    """몇몇 답 셀을 바꾼 사본. only가 있으면 그 셀만 남긴다."""
    kept = [c for c in notebook.cells if only is None or cell_name(c) in only]
    cells = [NotebookNode({**c, "source": replacements.get(cell_name(c), c.source)}) for c in kept]
    return NotebookNode({**notebook, "cells": cells})


def run(
    notebook: NotebookNode,
    replacements: Mapping[str, str] | None = None,
    only: Collection[str] | None = None,
) -> dict[str, tuple[bool, str]]:
    """코드 셀을 차례로 실행한다. 어떤 셀이 실패해도 다음 셀로 넘어간다.

    Args:
        replacements: 셀의 이름(grade_id나 id)마다 대신 실행할 코드.
        only: 실행할 셀의 이름. None이면 모두.

    Returns:
        셀의 이름마다 (통과했는가, "예외 이름: 말").
    """
    namespace = {"__name__": "__main__"}
    verdicts = {}
    # 과제의 행렬은 작다. 스레드를 여럿 쓰면 바쁜 기계에서 서로 기다리느라 몇 배 느려진다.
    with threadpool_limits(limits=1):
        for cell in notebook.cells:
            if cell.cell_type != "code":
                continue
            name = cell_name(cell)
            if only is not None and name not in only:
                continue
            try:
                exec(compile((replacements or {}).get(name, cell.source), name, "exec"), namespace)
                verdicts[name] = True, ""
            except Exception as error:
                verdicts[name] = False, f"{type(error).__name__}: {error}"
    plt.close("all")
    return verdicts
