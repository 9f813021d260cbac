"""가르치는 사람의 노트북에서 검사를 꺼내, 학생이 바꿀 수 있는 이름에 기대지 않게 고쳐 쓴다.

검사 코드가 쓰는 내장 함수(`abs`, `all` 등), 주어진 셀이 불러온 모듈(`np`), 잠긴 셀이 정의한 도우미
함수는 학생이 같은 이름을 다시 정의해도 처음의 것을 쓴다. 학생의 답과 변수는 그대로 본다.
"""

import ast
import base64
import builtins
import marshal
import random
import secrets
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field

from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution

# 이름을 바꾸면 뜻이 달라지는 것. super는 컴파일러가 그 이름을 보고, 뒤의 것들은 부른 자리를 본다.
_KEPT = {"super", "display", "exec", "eval", "copyright", "credits", "exit", "license", "quit"}
_BUILTINS = {
    name
    for name, value in vars(builtins).items()
    if callable(value) and not name.startswith("_") and name not in _KEPT
}
# 실행하는 동안 바뀌는 것이 제 일인 모듈.
_LIVE = {"sys", "os", "io", "builtins", "IPython", "matplotlib", "warmgrade"}
_SIGNS = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
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
        builtins, imports, captured: 상수의 이름 → 원래 이름(들).
            imports는 (모듈, 속성, 그 안의 속성…).
        names: 상수 대신 이름으로 놓을 것.
        compare: 두 값을 견주는 함수를 넣을 상수의 이름.
        visible: 학생도 볼 수 있는 줄 번호.
        lines: 검사의 원문. 판정과 함께 학생에게 보일 줄을 고를 때 쓴다.
        numpy: NumPy를 쓰는 검사인지.
        broken: 검사의 문법이 틀렸을 때의 말.
    """

    name: str
    file: str = ""
    body: str = ""
    value: str = ""
    builtins: dict[str, str] = field(default_factory=dict)
    imports: dict[str, tuple[str | None, ...]] = field(default_factory=dict)
    captured: dict[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    compare: str = ""
    visible: frozenset[int] = frozenset()
    lines: tuple[str, ...] = ()
    numpy: bool = False
    broken: str = ""

    @property
    def hides(self) -> bool:
        """학생에게 보이면 안 되는 줄이 있는지."""
        return len(self.visible) < len(self.lines)

    def request(self) -> dict:
        """시험관에게 보낼 메시지. 반드시 실패해야 하는 카나리아는 부를 때마다 다르다."""
        numbers = random.SystemRandom()
        canaries = []
        for template in (*_CANARIES, *(_NUMPY_CANARIES if self.numpy else ())):
            first = numbers.randrange(10**3, 10**6)
            # allclose는 비율로 견주므로, 두 수는 크게 달라야 반드시 실패한다.
            canaries.append(template.format(a=first, b=first + numbers.randrange(first, 3 * first)))
        return {
            "file": self.file,
            "body": self.body,
            "value": self.value,
            "builtins": self.builtins,
            "imports": self.imports,
            "captured": self.captured,
            "names": list(self.names),
            "compare": self.compare,
            "visible": sorted(self.visible),
            "canaries": canaries,
        }


@dataclass(frozen=True)
class Plan:
    """노트북 하나의 검사 계획.

    Attributes:
        exams: 검사 셀의 grade_id → Exam.
        captures: 잠긴 셀의 grade_id → 그 셀이 정의하는 함수와 클래스의 이름.
        modules: 학생 코드가 바꾸면 되돌릴 모듈.
    """

    exams: dict[str, Exam]
    captures: dict[str, list[str]]
    modules: list[str]


def grade_id(cell: NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def is_test(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and is_grade(cell) and not is_solution(cell)


def plan(notebook: NotebookNode, hidden: tuple[str, str] = HIDDEN) -> Plan:
    """가르치는 사람의 원본 노트북(답이 들어 있는)을 읽어 계획을 세운다.

    hidden은 숨은 검사의 앞뒤를 알리는 말이다. 과목이 다른 말로 정할 수 있다.
    """
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    answers = [cell for cell in code if is_solution(cell)]
    given = [cell for cell in code if not is_solution(cell) and not is_grade(cell)]
    free = set().union(*(_bound(_parse(cell.source)) for cell in answers))
    imports: dict[str, tuple[str, str | None]] = {}
    captures: dict[str, list[str]] = {}
    for cell in given:
        tree = _parse(cell.source)
        imports |= {n: w for n, w in _imported(tree).items() if n not in free}
        if cell.metadata.get("nbgrader", {}).get("locked") and grade_id(cell):
            kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
            names = [n.name for n in tree.body if isinstance(n, kinds) and n.name not in free]
            if names:
                captures[grade_id(cell)] = names
    helpers = {name for names in captures.values() for name in names}
    exams = {
        grade_id(cell): _exam(cell, imports, helpers, hidden) for cell in code if is_test(cell)
    }
    trees = [_parse(cell.source) for cell in given]
    trees += [_parse(cell.source) for cell in code if is_test(cell)]
    modules = sorted({name for tree in trees for name in _modules(tree)})
    return Plan(exams, captures, modules)


def _parse(source: str) -> ast.Module:
    """매직까지 풀어 읽은 나무. 문법이 틀렸으면 빈 나무."""
    try:
        return ast.parse(TransformerManager().transform_cell(source))
    except SyntaxError:
        return ast.Module([], [])


def _exam(cell: NotebookNode, imports: dict, helpers: set[str], hidden: tuple[str, str]) -> Exam:
    name = grade_id(cell)
    lines = tuple(cell.source.split("\n"))
    try:
        tree = ast.parse(TransformerManager().transform_cell(cell.source))
    except SyntaxError as error:
        return Exam(name, lines=lines, broken=str(error))
    mark = f"_{secrets.token_hex(6)}_"
    rename = _Rename(_bound(tree), mark, imports, helpers, _only_imported(tree))
    tree = ast.fix_missing_locations(rename.visit(tree))
    value = None
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not cell.source.rstrip().endswith(";"):
        value = ast.Expression(tree.body.pop().value)
    file = f"<{name} {secrets.token_hex(4)}>"
    used = {imports[n][0].partition(".")[0] for n in rename.used if n in imports}
    used |= {path[0].partition(".")[0] for path in rename.chains.values()}
    used |= {n.partition(".")[0] for n in _modules(tree)}
    return Exam(
        name,
        file,
        _packed(tree, file, "exec"),
        _packed(value, file, "eval") if value else "",
        {rename.mark + n: n for n in rename.used if n not in imports and n not in helpers},
        {rename.mark + n: imports[n] for n in rename.used if n in imports} | rename.chains,
        {rename.mark + n: n for n in rename.used if n in helpers and n not in imports},
        tuple(sorted(rename.names)),
        rename.compare,
        _visible(lines, hidden),
        lines,
        "numpy" in used,
    )


def _packed(tree: ast.AST, file: str, mode: str) -> str:
    with warnings.catch_warnings():
        # 상수를 부르는 코드로 보여 경고가 나온다.
        warnings.simplefilter("ignore", SyntaxWarning)
        code = compile(tree, file, mode, dont_inherit=True)
    return base64.b64encode(marshal.dumps(code)).decode("ascii")


class _Rename(ast.NodeTransformer):
    """검사가 스스로 정하지 않은 이름 가운데, 학생이 가로챌 수 있는 것을 상수로 바꾼다.

    `np.allclose(…)`처럼 모듈에서 꺼내 부르는 함수는 검사가 시작하기 전에 꺼내 두고, `a == b`는
    거짓말하는 객체를 가려내는 함수로 견준다.
    """

    def __init__(
        self, bound: set[str], mark: str, imports: dict, helpers: set[str], own: dict
    ) -> None:
        self.mark, self.compare = mark, f"{mark}compare"
        self.known = (_BUILTINS | set(imports) | helpers) - bound
        self.roots = {n: where for n, where in imports.items() if n not in bound} | own
        self.used: set[str] = set()
        self.names: set[str] = set()
        self.chains: dict[str, tuple[str | None, ...]] = {}

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
                self.chains[alias] = (*where, *names)
                node.func = self._fixed(alias, node.func)
        return self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        sign = _SIGNS.get(type(node.ops[0]))
        if len(node.ops) > 1 or sign is None:
            return node
        arguments = [ast.Constant(sign), node.left, node.comparators[0]]
        call = ast.Call(self._fixed(self.compare, node), arguments, [])
        return ast.copy_location(call, node)


def _only_imported(tree: ast.Module) -> dict[str, tuple[str, str | None]]:
    """검사가 맨 위에서 불러오기만 하고 다시 정하지 않는 모듈."""
    found = _imported(tree)
    rest = [n for n in tree.body if not isinstance(n, (ast.Import, ast.ImportFrom))]
    return {n: where for n, where in found.items() if n not in _bound(ast.Module(rest, []))}


def _bound(tree: ast.AST) -> set[str]:
    """나무 어디에서든 정해지는 이름."""
    names = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(ctx=ast.Store() | ast.Del()):
                names.add(node.id)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                names.add(node.name)
            case ast.arg():
                names.add(node.arg)
            case ast.ExceptHandler(name=str()):
                names.add(node.name)
            case ast.Import() | ast.ImportFrom():
                names |= {(a.asname or a.name).partition(".")[0] for a in node.names}
            case ast.Global() | ast.Nonlocal():
                names |= set(node.names)
            case ast.MatchAs(name=str()) | ast.MatchStar(name=str()):
                names.add(node.name)
    return names


def _imported(tree: ast.Module) -> dict[str, tuple[str, str | None]]:
    """맨 위에서 불러온 이름 → (모듈, 속성). 속성이 None이면 꾸러미의 뿌리, ""이면 그 모듈."""
    found: dict[str, tuple[str, str | None]] = {}
    for node in tree.body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname:
                    found[alias.asname] = alias.name, ""
                else:
                    found[alias.name.partition(".")[0]] = alias.name, None
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                if alias.name != "*":
                    found[alias.asname or alias.name] = node.module, alias.name
    return found


def _modules(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


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
