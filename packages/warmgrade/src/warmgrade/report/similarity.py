"""답이 서로 얼마나 닮았는지 잰다. 닮은 것은 들여다볼 까닭일 뿐, 베꼈다는 증거가 아니다.

코드를 이름과 주석과 서식을 뺀 나무로 바꾸고, 이어진 마디 몇 개씩을 조각으로 끊는다. 조각의
무게는 반에서 드물수록 크다(정보 이론의 비트에서 하나를 뺀 값). 나누어 준 코드나 기준 답에 있는
조각과, 반의 절반이 쓴 조각은 무게가 0이다. 그래서 누구나 같게 쓸 짧은 답은 아무리 닮아도 무게가
쌓이지 않는다.
"""

import ast
import builtins
import contextlib
import io
import keyword
import math
import re
import tokenize
import warnings
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations

from .figures import percentile

# 조각 하나의 마디 수. 짧으면 우연히 겹치고, 길면 한 줄만 고쳐도 많은 조각이 달라진다.
_LENGTH = 5
# 이보다 적은 답으로는 무엇이 흔한 답인지 알 수 없다.
FEWEST = 5
# 겹친 조각이 이만큼은 무거워야 짚는다. 쌍이 많으면 우연히 겹치는 쌍도 많으므로 그만큼 더한다.
_EVIDENCE = 8.0
_FLOOR, _CEILING = 0.6, 0.95
# 똑같은 답을 반의 이만큼(15명에 한 명꼴)보다 많이 썼으면 자연스러운 답으로 본다.
_CROWD = 15
_LONGEST = 40_000
_MAGIC = re.compile(r"^([ \t]*)[%!].*$", re.MULTILINE)
_KEPT = set(dir(builtins)) | set(keyword.kwlist)


@dataclass(frozen=True)
class Pair:
    """닮은 두 답.

    Attributes:
        likeness: 겹친 조각의 무게를 둘 가운데 하나에라도 있는 조각의 무게로 나눈 값, 0에서 1.
        evidence: 겹친 조각의 무게(비트). 마디 하나가 여러 조각에 들어가므로 조각의 길이로 나눈다.
    """

    first: str
    second: str
    likeness: float
    evidence: float


@dataclass(frozen=True)
class Likeness:
    """한 문제에서 답들이 닮은 정도.

    Attributes:
        answers: 견준 답의 수. 비어 있는 답과 나누어 준 그대로인 답은 빼고 센다.
        values: 모든 쌍의 닮은 정도.
        threshold: 이 반에서 눈에 띄는 기준. 답이 적어 정할 수 없으면 None.
        pairs: 기준을 넘은 쌍. 많이 닮은 것부터.
    """

    answers: int
    values: list[float] = field(default_factory=list)
    threshold: float | None = None
    pairs: list[Pair] = field(default_factory=list)


def compare(answers: Mapping[str, str], reference: str = "", handout: str = "") -> Likeness:
    """학생 → 답 셀의 코드를 서로 견준다.

    Args:
        reference, handout: 기준 답과 나누어 준 코드. 여기에 있는 조각은 닮은 것으로 치지 않는다.
    """
    blank = _pieces(handout)
    known = _pieces(reference) | blank
    pieces = {student: _pieces(code) for student, code in answers.items()}
    pieces = {student: found for student, found in pieces.items() if found and found != blank}
    count = len(pieces)
    if count < FEWEST:
        return Likeness(count)
    spread = Counter(piece for found in pieces.values() for piece in found)
    bits = {piece: math.log2(count / n) for piece, n in spread.items() if piece not in known}
    heavy = {
        student: {piece: n for piece, n in found.items() if bits.get(piece, 0.0) > 1}
        for student, found in pieces.items()
    }
    mass = {s: sum((bits[p] - 1) * n for p, n in found.items()) for s, found in heavy.items()}
    forms = {student: frozenset(found.items()) for student, found in pieces.items()}
    shapes = Counter(forms.values())
    pairs = []
    for (first, a), (second, b) in combinations(sorted(heavy.items()), 2):
        shared = sum((bits[piece] - 1) * min(a[piece], b[piece]) for piece in a.keys() & b.keys())
        likeness = shared / (mass[first] + mass[second] - shared) if shared else 0.0
        same = forms[first] == forms[second]
        if same and shapes[forms[first]] <= max(2, count // _CROWD):
            # 흔한 조각이라도 하나도 빠짐없이 같은 일은, 그런 답이 드물면 우연이라 하기 어렵다.
            shared = sum(bits.get(piece, 0.0) * n for piece, n in pieces[first].items())
            likeness = 1.0 if shared else 0.0
        pairs.append(Pair(first, second, likeness, shared / _LENGTH))
    values = [pair.likeness for pair in pairs]
    quarter, three = percentile(values, 0.25), percentile(values, 0.75)
    threshold = min(_CEILING, max(_FLOOR, three + 3 * (three - quarter)))
    enough = _EVIDENCE + math.log2(len(pairs))
    flagged = [p for p in pairs if p.likeness >= threshold and p.evidence >= enough]
    flagged.sort(key=lambda pair: (-pair.likeness, -pair.evidence, pair.first))
    return Likeness(count, values, threshold, flagged)


def _pieces(code: str) -> Counter[tuple[str, ...]]:
    marks = _marks(code[:_LONGEST])
    if not marks:
        return Counter()
    ends = ["", *marks, ""]
    return Counter(tuple(ends[i : i + _LENGTH]) for i in range(max(1, len(ends) - _LENGTH + 1)))


def _marks(code: str) -> list[str]:
    for source in (code, _MAGIC.sub(r"\1pass", code)):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
                return _tree_marks(ast.parse(source))
    return _token_marks(code)


def _tree_marks(tree: ast.Module) -> list[str]:
    """나무를 위에서 아래로 읽은 마디들. 이 셀에서 지은 이름은 모두 같은 마디가 된다."""
    own = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(ctx=ast.Store()):
                own.add(node.id)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                own.add(node.name)
                _drop_docstring(node)
            case ast.arg():
                own.add(node.arg)
            case ast.Import() | ast.ImportFrom():
                own |= {alias.asname for alias in node.names if alias.asname}
    marks, stack = [], [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, (ast.expr_context, ast.Module, ast.arguments)):
            stack.extend(reversed(list(ast.iter_child_nodes(node))))
            continue
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            # 무엇을 불러오는지는 과제가 정한다.
            continue
        match node:
            case ast.Name():
                marks.append("name" if node.id in own else node.id)
            case ast.Constant(value=str()):
                marks.append("text")
            case ast.Constant():
                marks.append(repr(node.value))
            case ast.Attribute():
                marks.append(f".{node.attr}")
            case ast.keyword():
                marks.append(f"{node.arg}=")
            case ast.JoinedStr():
                marks.append("text")
                continue
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                # 타입 표기는 코드가 아니라 설명이다.
                node.returns = None
                marks.append(type(node).__name__)
            case ast.arg():
                node.annotation = None
                marks.append("arg")
            case _:
                marks.append(type(node).__name__)
        stack.extend(reversed(list(ast.iter_child_nodes(node))))
    return marks


def _drop_docstring(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
    match node.body:
        case [ast.Expr(ast.Constant(value=str())), *rest]:
            node.body = rest or [ast.Pass()]


def _token_marks(code: str) -> list[str]:
    """나무로 읽을 수 없는 코드의 낱말들."""
    marks = []
    skipped = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type in skipped or not token.string.strip():
                continue
            if token.type == tokenize.NAME:
                marks.append(token.string if token.string in _KEPT else "name")
            else:
                marks.append("text" if token.type == tokenize.STRING else token.string)
    except (tokenize.TokenError, SyntaxError, ValueError):
        # 읽은 데까지만 견준다.
        pass
    return marks
