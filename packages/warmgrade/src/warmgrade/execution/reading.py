"""셀의 코드를 실행하지 않고 읽어, 무슨 이름을 정하고 무엇을 건드리는지 안다.

여기서 아는 것은 모두 가르치는 사람이 쓴 셀에서 나온다. 학생이 무엇을 쓰든 검사하는 방법은 바뀌지
않는다.
"""

import __future__

import ast
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.util import find_spec

from IPython.core.inputtransformer2 import TransformerManager

Where = tuple[str, str | None]

# 파이썬이나 라이브러리의 이름이나 신호 처리기를 갈아 끼우는 것.
_REPLACING = {
    *(
        "mock",
        "monkeypatch",
        "MonkeyPatch",
        "reload",
        "builtins",
        "__builtins__",
        "__import__",
    ),
    *("importlib", "import_module", "get_ipython", "meta_path", "path_hooks"),
    *("setitimer", "alarm", "SIGALRM"),
}
_RUNNING = {"exec", "eval", "compile"}
# 검사가 정의한 함수나 도우미를 다른 프로세스로 보내는 것.
_SENDING = {
    "multiprocessing",
    "joblib",
    "concurrent",
    "pickle",
    "cloudpickle",
    "dill",
    "dask",
}
# 시험관이 학생의 코드에는 허락하지 않는 것.
_LOOKING = {
    *(
        "settrace",
        "monitoring",
        "_current_frames",
        "_current_exceptions",
        "addaudithook",
    ),
    *("get_objects", "get_referrers", "get_referents", "CodeType", "__code__"),
}
_LOOKERS = {"ctypes", "cffi", "marshal", "bdb", "pdb", "trace", "coverage"}
_CODE_MAGICS = {
    "run",
    "load_ext",
    "reload_ext",
    "autoreload",
    "load",
    "timeit",
    "time",
    "capture",
}
_COMPARISONS = {
    *("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"),
    *("__array_function__", "__array_ufunc__"),
}
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@lru_cache(4096)
def parse(source: str) -> ast.Module:
    """매직까지 풀어 읽은 나무. 문법이 틀렸으면 빈 나무. 함께 쓰므로 고치지 않는다."""
    try:
        return parse_strictly(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module([], [])


def parse_strictly(source: str) -> ast.Module:
    """Raises: SyntaxError"""
    return ast.parse(TransformerManager().transform_cell(source))


def bound(tree: ast.AST) -> set[str]:
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


def defined(tree: ast.Module) -> set[str]:
    """불러오기 말고, 셀을 실행하면 노트북의 이름 공간에 정해지는 이름."""
    names = set()
    for node in _outside_functions(tree):
        match node:
            case ast.Name(ctx=ast.Store() | ast.Del()):
                names.add(node.id)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                names.add(node.name)
            case ast.ExceptHandler(name=str()) | ast.MatchAs(name=str()):
                names.add(node.name)
            case ast.MatchStar(name=str()):
                names.add(node.name)
    inner = (node for node in ast.walk(tree) if isinstance(node, ast.Global))
    return names.union(*(node.names for node in inner))


def offered(tree: ast.Module) -> set[str]:
    """맨 위에서 함수나 클래스로 정한 이름. `max = 3`처럼 무심코 쓴 이름은 들지 않는다."""
    names = {node.name for node in tree.body if isinstance(node, SCOPES)}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(
            node.value, (ast.Lambda, ast.Name, ast.Attribute)
        ):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return names


def _outside_functions(tree: ast.Module) -> Iterator[ast.AST]:
    """함수와 클래스의 속을 뺀 마디. 셀의 이름 공간에서 실행되는 것들이다."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            # 도는 변수는 그 안의 것이고, 바다코끼리로 정한 이름은 바깥의 것이다.
            inner = (n for n in ast.walk(node) if isinstance(n, ast.NamedExpr))
            waiting += [n.target for n in inner]
            continue
        if not isinstance(node, SCOPES):
            waiting += ast.iter_child_nodes(node)


def imported(tree: ast.Module) -> dict[str, Where]:
    """맨 위에서 불러온 이름 → (모듈, 속성). 속성이 None이면 꾸러미의 뿌리, ""이면 그 모듈."""
    found: dict[str, Where] = {}
    for node in tree.body:
        found |= dict(names_of(node))
    return found


def names_of(node: ast.AST) -> Iterator[tuple[str, Where]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            if alias.asname:
                yield alias.asname, (alias.name, "")
            else:
                yield alias.name.partition(".")[0], (alias.name, None)
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        for alias in node.names:
            if alias.name != "*":
                yield alias.asname or alias.name, (node.module, alias.name)


def imported_everywhere(tree: ast.Module) -> Iterator[tuple[str, str, str | None]]:
    """조건문 안에서 불러온 것까지, 셀의 이름 공간에 들어오는 (이름, 모듈, 속성)."""
    for node in _outside_functions(tree):
        for name, (module, attribute) in names_of(node):
            # `import a.b`와 `import a.c`는 같은 이름에 같은 꾸러미를 둔다.
            yield (
                name,
                module.partition(".")[0] if attribute is None else module,
                attribute,
            )


def modules(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def takes_everything(tree: ast.AST) -> bool:
    """`from x import *`가 있어, 무슨 이름이 정해지는지 모르는지."""
    stars = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return any(alias.name == "*" for node in stars for alias in node.names)


def future_flags(trees: Iterable[ast.Module]) -> int:
    """`from __future__ import …`가 뒤의 셀을 컴파일하는 방법에 주는 영향."""
    flags = 0
    for tree in trees:
        for node in tree.body:
            if isinstance(node, ast.ImportFrom) and node.module == "__future__":
                for alias in node.names:
                    flags |= getattr(__future__, alias.name).compiler_flag
    return flags


def words(tree: ast.AST) -> set[str]:
    """코드에 나오는 이름과 속성과 모듈의 낱말. 글에 나오는 것은 들지 않는다."""
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                found.add(name)
            case ast.Import() | ast.ImportFrom():
                found |= {part for name in modules(node) for part in name.split(".")}
                found |= {alias.name for alias in node.names}
    return found


def spelled(tree: ast.AST) -> set[str]:
    """이름 공간을 사전으로 다루는 코드라면, 거기에 글로 적은 이름들."""
    if not words(tree) & {"globals", "locals", "vars"}:
        return set()
    return set(_strings(tree).split("\n"))


def _strings(tree: ast.AST) -> str:
    return "\n".join(
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def replaces(tree: ast.AST, known: Mapping[str, str], shell: bool = True) -> bool:
    """파이썬이나 라이브러리의 이름을 갈아 끼우거나, 제 코드를 글이나 다른 프로세스로 옮기는지.

    Args:
        known: 이름 → 그것이 가리키거나 거기에서 꺼낸 모듈. `time.sleep = …`처럼 그 속을 바꾸는지,
            무엇을 하는지 모르는 모듈을 쓰는지 본다.
        shell: 셸에 시키는 일을 모두 그렇다고 볼지. 아니면 다른 코드를 실행하는 매직만 본다.
    """
    said = words(tree)
    if not shell and not _CODE_MAGICS & set(_strings(tree).split()):
        said -= {"get_ipython"}
    called = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    if said & (_REPLACING | _SENDING) or called & _RUNNING or takes_everything(tree):
        return True
    if uses_local(tree, known):
        return True
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(ctx=ast.Store() | ast.Del()) if _root(node) in known:
                return True
            case ast.Attribute(value=ast.Name(id="sys"), attr="modules"):
                return True
            case ast.Call(func=ast.Name(id="setattr" | "delattr"), args=[first, *_]):
                if _root(first) in known:
                    return True
    return False


def uses_local(tree: ast.AST, known: Mapping[str, str]) -> bool:
    """과제와 함께 준 모듈을 쓰는지. 그것이 무엇을 하는지는 모른다."""
    named = (module for name, module in known.items() if name in words(tree))
    return any(map(is_local, {*modules(tree), *named}))


def looks(tree: ast.AST) -> bool:
    """학생의 코드에는 허락하지 않는 일을 하는지: 추적, 살아 있는 객체의 목록, 메모리."""
    said = words(tree)
    if said & (_RUNNING | {"get_ipython"}):
        # 글로 적은 코드에 있을 수도 있다.
        text = _strings(tree)
        if any(word in text for word in _LOOKING | _LOOKERS):
            return True
    tops = {name.partition(".")[0] for name in modules(tree)}
    return bool(said & _LOOKING or tops & _LOOKERS)


def compares(tree: ast.AST) -> bool:
    """견주는 법을 스스로 정하는지."""
    return any(
        isinstance(node, (ast.FunctionDef, ast.Name)) and _named(node) in _COMPARISONS
        for node in ast.walk(tree)
    )


def _named(node: ast.FunctionDef | ast.Name) -> str:
    return node.name if isinstance(node, ast.FunctionDef) else node.id


def _root(node: ast.AST) -> str | None:
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


@lru_cache(1024)
def is_local(module: str) -> bool:
    """이 환경에 설치된 것이 아니라 과제와 함께 둔 모듈인지."""
    top = module.partition(".")[0]
    if top == "__main__":
        return True
    if top in sys.stdlib_module_names or top in sys.builtin_module_names:
        return False
    try:
        spec = find_spec(top)
    except (ImportError, ValueError, AttributeError):
        return False
    # 명령을 실행한 폴더가 찾는 길에 들어 있으면, 거기에 있는 것은 설치된 것이 아니다.
    origin = (spec.origin or "") if spec else ""
    here = os.path.join(os.getcwd(), "")
    return spec is None or (origin.startswith(here) and "site-packages" not in origin)


def only_called(name: str, trees: Iterable[ast.AST]) -> bool:
    """그 이름을 부르기만 하고, 값으로 넘기거나 속성을 들여다보지 않는지."""
    for tree in trees:
        called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and node.id == name and id(node) not in called:
                return False
    return True


def with_helpers(tree: ast.Module, helpers: dict[str, ast.AST]) -> ast.Module:
    """검사와, 그 검사가 이름을 부르는 도우미들을 함께 모은 나무."""
    body, waiting, seen = list(tree.body), words(tree), set()
    while waiting:
        name = waiting.pop()
        if name in helpers and name not in seen:
            seen.add(name)
            body.append(helpers[name])
            waiting |= words(helpers[name]) - seen
    return ast.Module(body, [])
