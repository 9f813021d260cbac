"""단언이 무엇에 기대는지를 노트북의 코드에서 읽는다. 코드를 실행하지 않는다.

값의 근거는 값이 흘러온 길로 정한다.

    MEASURED   데이터(trainlab.data, mnist1d, scikit-learn), 난수(numpy.random), 케라스와 텐서플로의
               계산이 끼어든 값. 실험으로 얻은 값이다.
    RECORDED   records.load로 읽은 값. 누가 언제 잰 것이지 이 노트북이 잰 것은 아니다.
    CLOCK      시계를 읽은 값. 바쁜 컴퓨터가 정한다.

아무 근거도 없으면 글자로 적은 상수이거나 상수만으로 셈한 값이다. 함수의 값은 본문이 쓰는 이름과
인수가 기대는 것에 기댄다. 모르는 것은 근거로 치지 않는다. 상수를 실험으로 세는 일은 없고, 드물게
실험을 상수로 세는 일이 있을 뿐이다.
"""

import ast
from collections.abc import Iterable, Iterator

MEASURED, RECORDED, CLOCK = "실험", "기록", "시계"
SOURCES = {
    "trainlab.data": MEASURED,
    "mnist1d": MEASURED,
    "sklearn": MEASURED,
    "numpy.random": MEASURED,
    "random": MEASURED,
    "keras": MEASURED,
    "tensorflow": MEASURED,
    "trainlab.records": RECORDED,
    "time": CLOCK,
    "timeit": CLOCK,
}

Origin = frozenset[str]
NOTHING: Origin = frozenset()
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def is_assertion(node: ast.AST) -> bool:
    """assert 문이거나, np.testing.assert_…를 부르는 문장."""
    if isinstance(node, ast.Assert):
        return True
    call = node.value if isinstance(node, ast.Expr) else None
    called = call.func if isinstance(call, ast.Call) else None
    return isinstance(called, ast.Attribute) and called.attr.startswith("assert_")


def assertions(source: str) -> list[ast.stmt]:
    return [node for node in ast.walk(ast.parse(source)) if is_assertion(node)]


def root(node: ast.AST) -> str | None:
    """a.b[c](d).e의 a."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else None


def written(target: ast.AST) -> Iterator[str]:
    """대입의 왼쪽에서 새로 묶이거나 값이 고쳐지는 이름들."""
    if isinstance(target, ast.Tuple | ast.List):
        for element in target.elts:
            yield from written(element)
    elif name := root(target):
        yield name


def union(origins: Iterable[Origin]) -> Origin:
    return NOTHING.union(*origins)


class Flow:
    """셀을 차례로 읽으며 이름마다 그때의 근거를 적는다. 단언을 만나면 그 근거를 모은다."""

    def __init__(self) -> None:
        self.names: dict[str, Origin] = {}
        self.definitions: dict[str, ast.AST] = {}
        self.imported: dict[str, str] = {}
        self.found: list[tuple[ast.stmt, Origin]] = []
        self._inside: set[str] = set()  # 근거를 구하는 중인 함수. 재귀에서 맴돌지 않게 한다

    def read(self, source: str) -> list[tuple[ast.stmt, Origin]]:
        """셀 하나를 읽고 그 셀의 (단언, 근거)를 돌려준다."""
        self.found = []
        self._block(ast.parse(source).body)
        return self.found

    # 식의 근거

    def origin(self, node: ast.AST, local: dict[str, Origin] | None = None) -> Origin:
        local = local or {}
        if isinstance(node, ast.Name):
            return local[node.id] if node.id in local else self._of_name(node.id)
        if isinstance(node, ast.Lambda):
            parameters = {arg.arg: NOTHING for arg in ast.walk(node.args) if type(arg) is ast.arg}
            return self.origin(node.body, local | parameters)
        if isinstance(node, COMPREHENSIONS):
            return self._of_comprehension(node, local)
        origins = [self.origin(child, local) for child in ast.iter_child_nodes(node)]
        if isinstance(node, ast.Call):
            origins.append(self._of_source(node))
        return union(origins)

    def _of_comprehension(self, node: ast.AST, local: dict[str, Origin]) -> Origin:
        local, parts = dict(local), []
        for loop in node.generators:
            looped = self.origin(loop.iter, local)
            local |= {name: looped for name in written(loop.target)}
            parts += loop.ifs
        parts += [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        return union(self.origin(part, local) for part in parts)

    def _of_source(self, call: ast.Call) -> Origin:
        parts, node = [], call.func
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not (isinstance(node, ast.Name) and node.id in self.imported):
            return NOTHING
        path = ".".join([self.imported[node.id], *reversed(parts), ""])
        return frozenset(kind for name, kind in SOURCES.items() if path.startswith(name + "."))

    def _of_name(self, name: str) -> Origin:
        if name not in self.definitions:
            return self.names.get(name, NOTHING)
        if name in self._inside:
            return NOTHING
        self._inside.add(name)
        origin = self._of_body(self.definitions[name])
        self._inside.remove(name)
        return origin

    def _of_body(self, definition: ast.AST) -> Origin:
        """함수나 클래스의 본문이 기대는 것. 이름은 부르는 때의 것을 본다."""
        nodes = list(ast.walk(definition))
        outer = dict(self.imported)
        for node in nodes:
            if isinstance(node, ast.Import | ast.ImportFrom):
                self._import(node)
        local = {node.arg for node in nodes if isinstance(node, ast.arg)}
        local |= {node.name for node in nodes[1:] if isinstance(node, DEFINITIONS)}
        named = [node for node in nodes if isinstance(node, ast.Name)]
        local |= {node.id for node in named if isinstance(node.ctx, ast.Store)}
        origins = [self._of_name(node.id) for node in named if node.id not in local]
        origins += [self._of_source(node) for node in nodes if isinstance(node, ast.Call)]
        self.imported = outer
        return union(origins)

    # 문장의 흐름

    def _block(self, statements: list[ast.stmt], context: Origin = NOTHING) -> None:
        for statement in statements:
            self._step(statement, context)

    def _step(self, node: ast.stmt, context: Origin) -> None:
        """context는 이 문장이 실행될지를 정한 조건의 근거다."""
        if is_assertion(node):
            self.found.append((node, self.origin(getattr(node, "test", None) or node.value)))
        elif isinstance(node, ast.Import | ast.ImportFrom):
            self._import(node)
        elif isinstance(node, DEFINITIONS):
            self.definitions[node.name] = node
            inner = [inside for inside in ast.walk(node) if is_assertion(inside)]
            self.found += [(inside, self._of_body(node)) for inside in inner]
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                self._assign(target, node.value, context)
        elif isinstance(node, ast.AnnAssign | ast.AugAssign) and node.value:
            kept = self.origin(node.target) if isinstance(node, ast.AugAssign) else NOTHING
            self._assign(node.target, node.value, context | kept)
        elif isinstance(node, ast.For | ast.While):
            self._loop(node, context)
        elif isinstance(node, ast.If):
            self._branches([node.body, node.orelse], context | self.origin(node.test))
        elif isinstance(node, ast.With):
            for item in node.items:
                if item.optional_vars:
                    self._assign(item.optional_vars, item.context_expr, context)
            self._block(node.body, context)
        elif isinstance(node, ast.Try):
            self._attempt(node, context)
        elif isinstance(node, ast.Expr):
            self._call(node.value, context)

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        for alias in node.names:
            if isinstance(node, ast.ImportFrom):
                self.imported[alias.asname or alias.name] = f"{node.module}.{alias.name}"
            elif alias.asname:
                self.imported[alias.asname] = alias.name
            else:
                package = alias.name.split(".")[0]
                self.imported[package] = package

    def _assign(self, target: ast.AST, value: ast.AST, context: Origin) -> None:
        pairs = isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
        if pairs and len(target.elts) == len(value.elts):
            origins = [self.origin(element) for element in value.elts]
            for element, origin in zip(target.elts, origins, strict=True):
                self._write(element, origin | context)
        else:
            self._write(target, self.origin(value) | context)

    def _write(self, target: ast.AST, origin: Origin) -> None:
        """이름이면 새로 묶고, a[i]나 a.b면 a에 더한다."""
        if isinstance(target, ast.Tuple | ast.List):
            for element in target.elts:
                self._write(element, origin)
        elif isinstance(target, ast.Starred):
            self._write(target.value, origin)
        elif isinstance(target, ast.Name):
            self.definitions.pop(target.id, None)
            self.imported.pop(target.id, None)
            self.names[target.id] = origin
        elif name := root(target):
            self.names[name] = self.names.get(name, NOTHING) | origin

    def _loop(self, node: ast.For | ast.While, context: Origin) -> None:
        deciding = self.origin(node.iter if isinstance(node, ast.For) else node.test) | context
        if isinstance(node, ast.For):
            self._write(node.target, deciding)
        before = len(self.found)
        self._block(node.body, deciding)
        del self.found[before:]  # 한 바퀴 돌고 온 값까지 본 두 번째 것만 센다
        self._block(node.body, deciding)
        self._block(node.orelse, context)

    def _branches(self, bodies: list[list[ast.stmt]], context: Origin) -> None:
        start, ends = self.names, []
        for body in bodies:
            self.names = dict(start)
            self._block(body, context)
            ends.append(self.names)
        everywhere = set().union(*ends)
        self.names = {name: union(e.get(name, NOTHING) for e in ends) for name in everywhere}

    def _attempt(self, node: ast.Try, context: Origin) -> None:
        self._block(node.body, context)
        thrown = union(self.origin(statement) for statement in node.body)
        for handler in node.handlers:
            if handler.name:
                self.names[handler.name] = thrown
            self._block(handler.body, context | thrown)
        self._block(node.orelse + node.finalbody, context)

    def _call(self, node: ast.AST, context: Origin) -> None:
        """values.append(x)처럼 값을 버리는 호출은 받는 쪽을 고친다고 본다."""
        name = root(node) if isinstance(node, ast.Call) else None
        if name and isinstance(node.func, ast.Attribute) and name not in self.imported:
            self.names[name] = self.names.get(name, NOTHING) | self.origin(node) | context
