"""셀이 어떤 이름을 묶고, 다른 셀의 어떤 이름을 읽는지를 바이트코드에서 읽는다. 실행하지 않는다.

단언 셀은 도중에 멈출 수 있다. 그래도 뒤의 셀이 돌려면 단언 셀에서 묶은 이름을 다른 셀이 읽지
않아야 한다.
"""

import ast
import dis
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import CodeType

from evidence import is_assertion, root, written

# 쓰인 자리에서 곧바로 실행되는 안쪽 코드. 3.12부터는 바깥 코드에 녹아 있다.
AT_ONCE = {"<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"}
READS = {"LOAD_NAME", "LOAD_GLOBAL"}
BINDS = {"STORE_NAME", "STORE_GLOBAL", "DELETE_NAME"}


@dataclass(frozen=True)
class Cell:
    id: str
    source: str
    claim: bool  # 단언이 있는 셀


@dataclass
class Names:
    bound: set[str]  # 이 셀에서 묶는다
    read: set[str]  # 이 셀에서 묶기 전에, 곧 다른 셀이 묶은 것을 읽는다
    later: set[str]  # 이 셀에서 정의한 함수가 불릴 때 읽는다
    changed: set[str]  # 다른 셀이 묶은 것을 그 자리에서 고친다


def names(source: str) -> Names:
    found = Names(set(), set(), set(), changes(source))
    for instruction in dis.get_instructions(compile(source, "셀", "exec")):
        if isinstance(inner := instruction.argval, CodeType):
            outside = set(globals_of(inner))
            if inner.co_name in AT_ONCE:
                found.read |= outside - found.bound
            else:
                found.later |= outside
        elif instruction.opname in READS:
            found.read |= {inner} - found.bound
        elif instruction.opname in BINDS:
            found.bound.add(inner)
    return found


def globals_of(code: CodeType) -> Iterator[str]:
    """함수나 클래스의 본문이 밖에서 읽는 이름. 그 안의 함수까지 본다."""
    own = set()
    for instruction in dis.get_instructions(code):
        if isinstance(instruction.argval, CodeType):
            yield from globals_of(instruction.argval)
        elif instruction.opname == "STORE_NAME":
            own.add(instruction.argval)
        elif instruction.opname in READS and instruction.argval not in own:
            yield instruction.argval


def changes(source: str) -> set[str]:
    """a[i] = …, a.b = …, a.append(…)처럼 고치는 이름 가운데 이 셀이 묶지 않은 것."""
    tree = ast.parse(source)
    changed, bound = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.arg) and not isinstance(
            getattr(node, "ctx", None), ast.Load
        ):
            bound.add(getattr(node, "id", None) or node.arg)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            bound |= {alias.asname or alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            changed |= {name for target in targets for name in written(target)}
        elif isinstance(node, ast.Expr) and not is_assertion(node):
            call = node.value
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
                changed |= {root(call)} - {None}
    return changed - bound


def leaks(cells: Iterable[Cell]) -> list[str]:
    """단언 셀이 중간에 멈추면 뒤의 셀을 멈추거나 바꿔 놓을 자리들."""
    cells = list(cells)
    seen = {cell.id: names(cell.source) for cell in cells}
    modules = {
        alias.asname or alias.name.split(".")[0]
        for cell in cells
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    found, latest = [], {}
    for cell in cells:
        own = seen[cell.id]
        for name in sorted(own.read & latest.keys()):
            if latest[name].claim:
                found.append(f"{latest[name].id}의 {name}을 {cell.id}가 읽는다")
        if cell.claim:
            for other in cells:
                for name in sorted(own.bound & seen[other.id].later) if other is not cell else ():
                    found.append(f"{cell.id}의 {name}을 {other.id}의 함수가 읽는다")
            for name in sorted(own.changed - modules):
                found.append(f"{cell.id}가 다른 셀의 {name}을 고친다")
        latest |= dict.fromkeys(own.bound, cell)
    return found
