"""가르치는 사람의 노트북에서 검사를 꺼내, 학생이 바꿀 수 있는 이름에 기대지 않게 고쳐 쓴다.

검사 코드가 쓰는 내장 함수(`abs`, `all` 등), 주어진 셀이 불러온 모듈(`np`), 잠긴 셀이 정의한 도우미
함수는 학생이 같은 이름을 다시 정의해도 처음의 것을 쓴다. 학생의 답과 변수는 그대로 본다.

고쳐 써도 뜻이 같을 때만 고친다. 가르치는 사람의 셀이 스스로 다시 정하는 이름은 그대로 두고,
라이브러리를 갈아 끼우거나 제 코드를 글이나 다른 프로세스로 옮기는 검사는 쓴 그대로 실행한다.
"""

import ast
import base64
import builtins
import inspect
import marshal
import random
import secrets
import tokenize
import warnings
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from types import CodeType

from IPython.core.displayhook import DisplayHook
from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution

from . import reading
from .reading import Where, parse

# 이름을 바꾸면 뜻이 달라지는 것. super는 컴파일러가 그 이름을 보고, exec와 eval은 부른 자리를 본다.
# 나머지는 셸이 바꾼다.
_KEPT = {
    *("super", "exec", "eval", "display", "input", "help", "breakpoint"),
    *("copyright", "credits", "exit", "license", "quit"),
}
_BUILTINS = {
    name
    for name, value in vars(builtins).items()
    if callable(value) and not name.startswith("_") and name not in _KEPT
}
# 실행하는 동안 바뀌는 것이 제 일인 모듈.
_LIVE = {"sys", "os", "io", "builtins", "IPython", "matplotlib", "warmgrade"}
_SIGNS = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
HIDDEN = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")
_NUMPY_CANARIES = (
    "import numpy as np\nassert np.allclose({a}, {b})",
    "import numpy as np\nassert np.isclose({a}, {b}).all()",
    "import numpy as np\nassert np.array_equal([{a}], [{b}])",
    "import numpy as np\nnp.testing.assert_allclose({a}, {b})",
    "import numpy as np\nnp.testing.assert_array_equal([{a}], [{b}])",
    "import numpy as np\nnp.testing.assert_array_almost_equal([{a}], [{b}])",
    "import numpy as np\nnp.testing.assert_almost_equal({a}, {b})",
    "import numpy as np\nnp.testing.assert_equal({a}, {b})",
)
_CANARIES = (
    "assert {a} == {b}",
    "assert abs({a} - {b}) < 1",
    "assert all([{a} == {b}, True])",
    "assert isinstance({a}, str)",
    "raise AssertionError('{a}')",
    "assert sum([{a}]) == {b}",
)


@dataclass(frozen=True)
class Exam:
    """검사 셀 하나.

    Attributes:
        file: 실행할 코드의 파일 이름. 오류가 난 줄을 찾을 때 쓴다.
        body, value: 실행할 코드와, 마지막 줄이 값이면 그 식. 원문이 커널에 들어가지 않도록
            컴파일한 것(marshal, base64)을 보낸다.
        builtins, imports, captured: 상수의 이름 → 원래 이름. imports는 (모듈, 속성, 적힌 이름).
        chains: 상수의 이름 → 모듈에서 꺼내 부르는 함수: (모듈, 속성, 적힌 이름, 그 안의 속성…).
        names: 상수 대신 이름으로 놓을 것.
        compare: 두 값을 견주는 함수를 넣을 상수의 이름. 비어 있으면 고치지 않았다.
        visible: 학생도 볼 수 있는 줄 번호.
        lines: 검사의 원문. 판정과 함께 학생에게 보일 줄을 고를 때 쓴다.
        numpy: NumPy를 쓰는 검사인지.
        plain: 쓴 그대로 실행하는 검사인지. 검사가 바꾼 것은 뒤의 셀에도 남는다.
        looks: 학생의 코드에는 허락하지 않는 일을 검사가 스스로 하는지.
        awaits: 맨 위에 await가 있는지.
        broken: 검사의 문법이 틀렸을 때의 말.
    """

    name: str
    file: str = ""
    body: str = ""
    value: str = ""
    builtins: dict[str, str] = field(default_factory=dict)
    imports: dict[str, tuple[str | None, ...]] = field(default_factory=dict)
    chains: dict[str, tuple[str | None, ...]] = field(default_factory=dict)
    captured: dict[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    compare: str = ""
    visible: frozenset[int] = frozenset()
    lines: tuple[str, ...] = ()
    numpy: bool = False
    plain: bool = False
    looks: bool = False
    awaits: bool = False
    broken: str = ""

    @property
    def way(self) -> list:
        """어떻게 고쳐 썼는지. 원본의 다른 셀이 바뀌면 검사의 원문이 같아도 달라진다."""
        fixed = (self.builtins, self.imports, self.chains, self.captured)
        return [
            self.plain,
            self.looks,
            bool(self.compare),
            *(sorted(f.values(), key=str) for f in fixed),
        ]

    @property
    def hides(self) -> bool:
        """학생에게 보이면 안 되는 줄이 있는지."""
        return len(self.visible) < len(self.lines)

    def request(self) -> dict:
        """시험관에게 보낼 메시지. 반드시 실패해야 하는 카나리아는 부를 때마다 다르다."""
        numbers = random.SystemRandom()
        canaries = []
        # 라이브러리를 스스로 갈아 끼우는 검사에서는 실패하지 않을 수도 있다.
        templates = () if self.plain else (*_CANARIES, *(_NUMPY_CANARIES if self.numpy else ()))
        for template in templates:
            first = numbers.randrange(10**3, 10**6)
            # allclose는 비율로 견주므로, 두 수는 크게 달라야 반드시 실패한다.
            canaries.append(template.format(a=first, b=first + numbers.randrange(first, 3 * first)))
        return {
            "file": self.file,
            "body": self.body,
            "value": self.value,
            "builtins": self.builtins,
            "imports": self.imports,
            "chains": self.chains,
            "captured": self.captured,
            "names": list(self.names),
            "compare": self.compare,
            "visible": sorted(self.visible),
            "canaries": canaries,
            "plain": self.plain,
            "looks": self.looks,
            # inspect와 traceback과 실행 기록이 보여 줄 글. 숨은 줄은 비운다.
            "lines": [
                line if number in self.visible else "" for number, line in enumerate(self.lines, 1)
            ],
        }


@dataclass(frozen=True)
class Plan:
    """노트북 하나의 검사 계획.

    Attributes:
        exams: 검사 셀의 grade_id → Exam.
        captures: 잠긴 셀의 grade_id → 그 셀이 정의하는 함수와 클래스의 이름.
        modules: 학생 코드가 바꾸면 되돌릴 모듈.
        given: 주어진 셀의 원문.
        changes: 라이브러리를 갈아 끼우는 주어진 셀의 지문. 그 셀이 바꾼 것은 되돌리지 않는다.
        looks: 학생의 코드에는 허락하지 않는 일을 주어진 셀이나 풀이가 하는지.
        compares: 견주는 법을 스스로 정하는 과제인지.
        texts: 원본에 있는 글.
    """

    exams: dict[str, Exam]
    captures: dict[str, list[str]]
    modules: list[str]
    given: tuple[str, ...] = ()
    changes: frozenset[str] = frozenset()
    looks: bool = False
    compares: bool = False
    texts: frozenset[str] = frozenset()

    def may_change(self, source: str) -> bool:
        return _digest(source) in self.changes


def _digest(source: str) -> str:
    return sha256(source.encode(errors="replace")).hexdigest()


def grade_id(cell: NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def is_test(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and is_grade(cell) and not is_solution(cell)


def plan(
    notebook: NotebookNode, hidden: tuple[str, str] = HIDDEN, *, submitted: bool = False
) -> Plan:
    """가르치는 사람의 원본 노트북(답이 들어 있는)을 읽어 계획을 세운다.

    Args:
        hidden: 숨은 검사의 앞뒤를 알리는 말. 과목이 다른 말로 정할 수 있다.
        submitted: 원본이 아니라 학생의 노트북인지. 답 셀에 무심코 다시 정한 이름이 있을 수 있다.
    """
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    known = _Known(code, submitted)
    exams, flags = {}, 0
    for cell in code:
        if is_test(cell):
            exams[grade_id(cell)] = _exam(cell, known, hidden, flags)
        if not is_solution(cell):
            flags |= reading.future_flags([parse(cell.source)])
    return Plan(
        exams,
        known.captures,
        sorted({name for tree in known.trusted for name in reading.modules(tree)}),
        tuple(cell.source for cell in known.given),
        frozenset(_digest(cell.source) for cell in known.given if known.replaced_by(cell)),
        any(reading.looks(tree) for tree in [*map(_tree, known.given), *known.answers]),
        known.compares,
        frozenset(cell.source for cell in notebook.cells if cell.cell_type != "code"),
    )


def _tree(cell: NotebookNode) -> ast.Module:
    return parse(cell.source)


class _Known:
    """노트북의 이름들이 어디에서 정해지는지.

    Attributes:
        given: 주어진 셀.
        trusted, answers: 가르치는 사람의 셀(주어진 셀과 검사)과 답 셀의 나무.
        imports: 고정할 수 있는, 주어진 셀이 불러온 이름.
        captures: 잠긴 셀의 grade_id → 고정할 수 있는 도우미의 이름.
        builtins: 고정할 수 있는 내장 이름.
        helpers: 가르치는 사람이 정의한 함수와 클래스.
        compares: 견주는 법을 스스로 정하는 과제인지.
    """

    def __init__(self, code: list[NotebookNode], submitted: bool) -> None:
        self.given = [cell for cell in code if not is_solution(cell) and not is_grade(cell)]
        self.trusted = [parse(cell.source) for cell in code if not is_solution(cell)]
        self.answers = [parse(cell.source) for cell in code if is_solution(cell)]
        told = reading.offered if submitted else reading.defined
        answered = set().union(*map(told, self.answers))
        places: dict[str, set[Where]] = {}
        # 답 셀이 무엇을 다시 불러오는지는 원본에서만 믿을 수 있다.
        for tree in [*self.trusted, *([] if submitted else self.answers)]:
            for name, module, attribute in reading.imported_everywhere(tree):
                places.setdefault(name, set()).add((module, attribute))
        times = Counter(name for tree in self.trusted for name in reading.defined(tree))
        taken = answered | times.keys()
        self.imports = {
            name: where
            for cell in self.given
            for name, where in reading.imported(_tree(cell)).items()
            if name not in taken and len(places[name]) == 1
        }
        every = self.trusted + self.answers
        stars = any(map(reading.takes_everything, every))
        self.builtins = set() if stars else _BUILTINS - taken - places.keys()
        self.captures = {
            grade_id(cell): names
            for cell in self.given
            if cell.metadata.get("nbgrader", {}).get("locked") and grade_id(cell)
            if (names := [*self._pinnable(_tree(cell), times, answered | places.keys())])
        }
        self.pinned = {name for names in self.captures.values() for name in names}
        self.helpers: dict[str, ast.stmt] = {
            node.name: node
            for tree in self.trusted
            for node in tree.body
            if isinstance(node, reading.SCOPES)
        }
        self.compares = any(map(reading.compares, every))

    def _pinnable(self, tree: ast.Module, times: Counter, taken: set[str]) -> Iterable[str]:
        for node in tree.body:
            if not isinstance(node, reading.SCOPES) or node.name in taken or times[node.name] > 1:
                continue
            # 함수는 사본으로 고정하므로, 그 함수 자체가 쓰이면 고정하지 않는다.
            if isinstance(node, ast.ClassDef) or reading.only_called(node.name, self.trusted):
                yield node.name

    def replaced_by(self, cell: NotebookNode) -> bool:
        """주어진 셀이 라이브러리를 갈아 끼우는지."""
        tree = reading.with_helpers(_tree(cell), self.helpers)
        return reading.replaces(tree, self._modules(tree), shell=False)

    def _modules(self, tree: ast.AST) -> dict[str, str]:
        """이름 → 그것이 가리키거나 거기에서 꺼낸 모듈."""
        found = {n: where[0] for t in self.trusted for n, where in reading.imported(t).items()}
        for node in ast.walk(tree):
            found |= {name: where[0] for name, where in reading.names_of(node)}
        return found

    def mode(self, tree: ast.Module) -> tuple[bool, bool]:
        """(쓴 그대로 실행할지, 학생에게 허락하지 않는 일을 하는지)."""
        whole = reading.with_helpers(tree, self.helpers)
        known = self._modules(whole)
        looks = reading.looks(whole) or reading.uses_local(whole, known)
        return looks or reading.replaces(whole, known), looks


def _exam(cell: NotebookNode, known: _Known, hidden: tuple[str, str], flags: int) -> Exam:
    name = grade_id(cell)
    lines = tuple(cell.source.split("\n"))
    try:
        tree = reading.parse_strictly(cell.source)
    except SyntaxError as error:
        return Exam(name, lines=lines, broken=str(error))
    plain, looks = known.mode(tree)
    rename = _Rename(tree, known, plain)
    used = {n.partition(".")[0] for n in reading.modules(tree)}
    tree = ast.fix_missing_locations(rename.visit(tree))
    value = None
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not _hushed(cell.source):
        value = ast.Expression(tree.body.pop().value)
    file = f"<{name} {secrets.token_hex(4)}>"
    used |= {known.imports[n][0].partition(".")[0] for n in rename.used if n in known.imports}
    used |= {path[0].partition(".")[0] for path in rename.chains.values()}
    try:
        codes = [_code(tree, file, "exec", flags)]
        codes += [_code(value, file, "eval", flags)] if value else []
    except (SyntaxError, ValueError) as error:
        return Exam(name, lines=lines, broken=str(error))
    body, *rest = map(_packed, codes)
    return Exam(
        name,
        file,
        body,
        rest[0] if rest else "",
        builtins={rename.mark + n: n for n in rename.used & known.builtins},
        imports={
            rename.mark + n: (*known.imports[n], n) for n in rename.used & known.imports.keys()
        },
        chains=rename.chains,
        captured={rename.mark + n: n for n in rename.used & known.pinned},
        names=tuple(sorted(rename.names)),
        compare=rename.compare,
        visible=_visible(lines, hidden),
        lines=lines,
        numpy="numpy" in used,
        plain=plain,
        looks=looks,
        awaits=any(code.co_flags & inspect.CO_COROUTINE for code in codes),
    )


def _hushed(source: str) -> bool:
    """마지막 값을 보이지 않게 쌍반점으로 끝냈는지. IPython과 같은 방법으로 본다."""
    try:
        return DisplayHook.semicolon_at_end_of_expression(
            TransformerManager().transform_cell(source)
        )
    except (tokenize.TokenError, SyntaxError):
        return False


def _code(tree: ast.AST, file: str, mode: str, flags: int) -> CodeType:
    with warnings.catch_warnings():
        # 상수를 부르는 코드로 보여 경고가 나온다.
        warnings.simplefilter("ignore", SyntaxWarning)
        flags |= ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        return compile(tree, file, mode, flags, dont_inherit=True)


def _packed(code: CodeType) -> str:
    return base64.b64encode(marshal.dumps(code)).decode("ascii")


class _Rename(ast.NodeTransformer):
    """검사가 스스로 정하지 않은 이름 가운데, 학생이 가로챌 수 있는 것을 상수로 바꾼다.

    `np.allclose(…)`처럼 모듈에서 꺼내 부르는 함수는 검사가 시작하기 전에 꺼내 두고, `a == b`는
    거짓말하는 객체를 가려내는 함수로 견준다.
    """

    def __init__(self, tree: ast.Module, known: _Known, plain: bool) -> None:
        self.mark = f"_{secrets.token_hex(6)}_"
        self.compare = "" if plain or known.compares else f"{self.mark}compare"
        own = _only_imported(tree)
        # 검사가 스스로 정하거나, globals()에서 글로 적은 이름으로 다룰 수도 있는 이름.
        touched = reading.bound(tree) | reading.spelled(tree)
        pinned = known.builtins | known.imports.keys() | known.pinned
        self.known = set() if plain else pinned - touched
        roots = {n: where for n, where in known.imports.items() if n not in touched} | own
        self.roots = {} if plain else roots
        self.used: set[str] = set()
        self.names: set[str] = set()
        self.chains: dict[str, tuple[str | None, ...]] = {}

    def generic_visit(self, node: ast.AST) -> ast.AST:
        # 자료형 표기는 글로 남을 수도 있으므로 쓴 그대로 둔다.
        written = {name: getattr(node, name, None) for name in ("annotation", "returns")}
        for name in written.keys() & node._fields:
            setattr(node, name, None)
        super().generic_visit(node)
        for name in written.keys() & node._fields:
            setattr(node, name, written[name])
        return node

    def visit_Name(self, node: ast.Name) -> ast.Name:
        if isinstance(node.ctx, ast.Load) and node.id in self.known:
            self.used.add(node.id)
            alias = self.mark + node.id
            if self.roots.get(node.id, ("", None))[1]:
                # 꺼내 온 값은 참인지 거짓인지 모르므로 상수로 두면 컴파일러가 잘못 줄인다.
                self.names.add(alias)
                return ast.copy_location(ast.Name(alias, ast.Load()), node)
            return self._fixed(alias, node)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        # `int | str`의 두 쪽을 모두 상수로 두면 컴파일러가 계산해 버린다.
        if isinstance(node.left, ast.Name) and isinstance(node.right, ast.Name):
            return node
        return self.generic_visit(node)

    def visit_MatchClass(self, node: ast.MatchClass) -> ast.AST:
        # 여기에는 이름만 올 수 있다.
        node.patterns = [self.visit(pattern) for pattern in node.patterns]
        node.kwd_patterns = [self.visit(pattern) for pattern in node.kwd_patterns]
        return node

    def visit_MatchValue(self, node: ast.MatchValue) -> ast.AST:
        return node

    def _fixed(self, alias: str, node: ast.AST) -> ast.Constant:
        """시험관이 객체로 바꿀 상수. 이름으로 두면 학생의 함수가 globals()에서 바꿀 수 있다."""
        return ast.copy_location(ast.Constant(frozenset({alias})), node)

    def visit_Call(self, node: ast.Call) -> ast.Call:
        names, inner = [], node.func
        while isinstance(inner, ast.Attribute):
            names.insert(0, inner.attr)
            inner = inner.value
        if isinstance(inner, ast.Name) and inner.id in self.roots:
            where = self.roots[inner.id]
            if (names or where[1]) and where[0].partition(".")[0] not in _LIVE:
                alias = self.mark + "_".join([inner.id, *names])
                self.chains[alias] = (*where, inner.id, *names)
                node.func = self._fixed(alias, node.func)
        return self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        sign = _SIGNS.get(type(node.ops[0]))
        if not self.compare or len(node.ops) > 1 or sign is None:
            return node
        arguments = [ast.Constant(sign), node.left, node.comparators[0]]
        call = ast.Call(self._fixed(self.compare, node), arguments, [])
        return ast.copy_location(call, node)


def _only_imported(tree: ast.Module) -> dict[str, Where]:
    """검사가 맨 위에서 불러오기만 하고 다시 정하지 않는 모듈."""
    rest = [n for n in tree.body if not isinstance(n, (ast.Import, ast.ImportFrom))]
    again = reading.bound(ast.Module(rest, []))
    return {n: where for n, where in reading.imported(tree).items() if n not in again}


def _visible(lines: tuple[str, ...], marks: tuple[str, str]) -> frozenset[int]:
    shown, hidden = set(), False
    for number, line in enumerate(lines, 1):
        if marks[0] in line:
            hidden = True
        if not hidden:
            shown.add(number)
        if marks[1] in line:
            hidden = False
    return frozenset(shown)
