"""기준 답에서 학생이 쓰는 자리를 한 군데씩 바꾸어 돌연변이(mutant)를 만든다.

사람이 지어낸 오답은 지은이가 떠올린 실수만 담는다. 돌연변이는 부호, 비교, 상수, 빠진 줄처럼
눈에 띄지 않는 잘못을 빠짐없이 만들어, 검사가 답의 어느 부분을 보지 않는지 알려 준다.
바꾸어도 하는 일이 같은 돌연변이는 검사가 가려낼 수 없으므로 equivalent.toml에 까닭과 함께 적는다.
"""

import ast
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from harness import ROOT

COMPARISONS = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
OPERATORS = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.USub: ast.UAdd,
}
MARKS = "### BEGIN SOLUTION", "### END SOLUTION"
DROPPED = (ast.Assign, ast.AugAssign, ast.Raise, ast.Delete, ast.Break, ast.Continue)


@dataclass(frozen=True)
class Mutant:
    """한 군데가 바뀐 답 셀.

    Attributes:
        cell: 답 셀의 grade_id.
        before, after: 바뀐 줄(ast.unparse가 적는 꼴).
        nth: 같은 줄이 같은 꼴로 바뀌는 자리가 여럿이면 그 가운데 몇째인지(1부터).
        source: 셀의 새 코드.
    """

    cell: str
    before: str
    after: str
    nth: int
    source: str

    @property
    def key(self) -> tuple[str, str, str, int]:
        return self.cell, self.before, self.after, self.nth


def edits(node: ast.AST) -> Iterator[tuple[str, int | None, object]]:
    """마디 하나를 바꾸는 길: (속성, 속성이 목록이면 그 번호, 새 값)."""
    match node:
        case ast.Compare(ops=ops):
            for number, op in enumerate(ops):
                if type(op) in COMPARISONS:
                    yield "ops", number, COMPARISONS[type(op)]()
        case ast.BinOp(op=op) | ast.AugAssign(op=op) | ast.BoolOp(op=op) | ast.UnaryOp(op=op):
            if type(op) in OPERATORS:
                yield "op", None, OPERATORS[type(op)]()
        case ast.Constant(value=bool(value)):
            yield "value", None, not value
        case ast.Constant(value=int(value) | float(value)):
            yield "value", None, value + 1
            yield "value", None, value - 1
        case ast.Return(value=ast.AST()):
            yield "value", None, ast.Constant(None)
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            yield "test", None, ast.UnaryOp(ast.Not(), test)
        case ast.Call(keywords=keywords):
            for number in range(len(keywords)):
                yield "keywords", None, keywords[:number] + keywords[number + 1 :]
    for name in ("body", "orelse", "finalbody"):
        statements = getattr(node, name, None)
        for number, statement in enumerate(statements if isinstance(statements, list) else []):
            call = isinstance(statement, ast.Expr) and not isinstance(statement.value, ast.Constant)
            if call or isinstance(statement, DROPPED):
                yield name, number, ast.Pass()


def behaviour(tree: ast.AST) -> Iterator[ast.AST]:
    """예외의 말과 자료형 표시를 뺀 마디. 그것은 학생에게 정해 주지 않는다."""
    yield tree
    for child in ast.iter_child_nodes(tree):
        if not isinstance(child, (ast.Raise, ast.JoinedStr, ast.arg)):
            yield from behaviour(child)


def written(source: str) -> set[int]:
    """학생이 쓰는 줄의 번호. 풀이 표시가 없으면 모든 줄이다."""
    lines, inside, found = source.split("\n"), False, set()
    for number, line in enumerate(lines, 1):
        if MARKS[0] in line or MARKS[1] in line:
            inside = MARKS[0] in line
        elif inside:
            found.add(number)
    return found or set(range(1, len(lines) + 1))


def mutants(cell: str, source: str) -> list[Mutant]:
    """답 셀의 돌연변이 모두. 겹치는 것은 하나만 남긴다."""
    tree, lines = ast.parse(source), written(source)
    original = ast.unparse(tree)
    seen, counted, found = {original}, Counter(), []
    for node in list(behaviour(tree)):
        for name, number, new in list(edits(node)):
            old = getattr(node, name)
            place = old[number] if isinstance(new, ast.Pass) else node
            if place.lineno not in lines:
                continue
            if number is None:
                setattr(node, name, new)
            else:
                setattr(node, name, [*old[:number], new, *old[number + 1 :]])
            changed = ast.unparse(ast.fix_missing_locations(tree))
            setattr(node, name, old)
            if changed not in seen:
                seen.add(changed)
                change = difference(original, changed)
                counted[change] += 1
                found.append(Mutant(cell, *change, counted[change], changed))
    return found


def difference(before: str, after: str) -> tuple[str, str]:
    """서로 다른 줄. 앞뒤의 같은 줄과 빈칸은 뺀다."""
    first, second = before.split("\n"), after.split("\n")
    while first and second and first[0] == second[0]:
        first, second = first[1:], second[1:]
    while first and second and first[-1] == second[-1]:
        first, second = first[:-1], second[:-1]
    return tuple("\n".join(line.strip() for line in lines) for lines in (first, second))


def read_equivalents(exercise: str) -> dict[tuple[str, str, str, int], str]:
    """손으로 판정한 동등한 돌연변이의 key → 까닭."""
    path = ROOT / "tests" / "exercises" / exercise / "equivalent.toml"
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("mutants", [])
    return {(e["cell"], e["before"], e["after"], e.get("nth", 1)): e["reason"] for e in entries}
