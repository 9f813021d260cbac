"""기록된 실험의 결과를 만드는 코드를 찾아 해시로 적는다.

실험의 스크립트와 쪽에서 빌린 셀은 통째로, trainlab의 모듈은 거기서 이름을 따라가 닿는 정의만 센다.
결과와 상관없는 함수나 오류 메시지를 고쳤다고 기록을 다시 만들지는 않아도 된다.
"""

import ast
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent
# 결과를 적거나 그릴 뿐 만들지 않는 모듈
BYSTANDERS = {"records", "plot"}
BORROWED = "쪽에서 빌린 셀"

Place = tuple[str, str]  # (모듈, 맨 위에 정의된 이름)


def sources(script: Path, code: str = "") -> dict[str, str]:
    """파일 → 그 파일에서 결과를 만드는 코드의 해시.

    주석과 docstring과 줄 바꿈은 결과를 바꾸지 않으므로 세지 않는다.

    Args:
        script: `experiments/`의 파일.
        code: script가 쪽에서 빌려 실행하는 코드.
    """
    trees = {f"experiments/{script.name}": _parse(script.read_text(encoding="utf-8"))}
    if code:
        trees[BORROWED] = _parse(code)
    files: dict[str, list[ast.AST]] = {name: [tree] for name, tree in trees.items()}
    for (module, _), definition in sorted(_reached([*trees.values()]).items()):
        files.setdefault(f"trainlab/{module}.py", []).append(definition)
    return {name: digest(_skeleton(nodes)) for name, nodes in files.items()}


def digest(value: object) -> str:
    """JSON으로 적을 수 있는 값의 해시."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _reached(trees: list[ast.AST]) -> dict[Place, ast.AST]:
    """trees에서 이름을 따라가 닿는 trainlab의 정의."""
    modules = {path.stem: _parse(path.read_text(encoding="utf-8")) for path in PACKAGE.glob("*.py")}
    defined = {name: _definitions(tree) for name, tree in modules.items()}
    # 빌린 셀은 스크립트가 들여온 이름을 그대로 쓴다.
    aliases = dict(pair for tree in trees for pair in _imports(tree).items())
    names = {module: _imports(tree) for module, tree in modules.items()}
    reached: dict[Place, ast.AST] = {}
    words: set[str] = set()
    while True:
        sought: set[Place] = set()
        for tree in trees:
            sought |= set(_attributes(tree, aliases))
        for (module, _), node in reached.items():
            used = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
            sought |= {(module, name) for name in used}
            sought |= {names[module][name] for name in used & names[module].keys()}
        for node in [*trees, *reached.values()]:
            words |= {n.value for n in ast.walk(node) if _is_text(n)}
        found = {
            (module, name): _mentioned(defined[module][name], words)
            for module, name in sorted(sought)
            if module not in BYSTANDERS and name in defined.get(module, {})
        }
        if _skeleton([*found.values()]) == _skeleton([*reached.values()]):
            return found
        reached = found


def _imports(tree: ast.AST) -> dict[str, Place]:
    """들여온 이름 → (trainlab의 모듈, 그 안의 이름). 모듈을 통째로 들여오면 안의 이름이 비었다."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "trainlab":
            module = node.module.removeprefix("trainlab").removeprefix(".")
            for alias in node.names:
                place = (module, alias.name) if module else (alias.name, "")
                found[alias.asname or alias.name] = place
    return found


def _attributes(tree: ast.AST, aliases: dict[str, Place]) -> Iterator[Place]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            module, inner = aliases.get(node.value.id, ("", ""))
            if module and not inner:
                yield module, node.attr


def _definitions(tree: ast.Module) -> dict[str, ast.stmt]:
    found = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            inside = [inner for target in targets for inner in ast.walk(target)]
            found |= {inner.id: node for inner in inside if isinstance(inner, ast.Name)}
    return found


def _mentioned(node: ast.stmt, words: set[str]) -> ast.stmt:
    """이름표(글 → 값의 사전)라면 코드가 부르는 항목만 남긴다. `data`의 데이터 이름이 그렇다."""
    table = getattr(node, "value", None)
    if not isinstance(table, ast.Dict) or not all(map(_is_text, table.keys)):
        return node
    kept = [(k, v) for k, v in zip(table.keys, table.values, strict=True) if k.value in words]
    return ast.Assign([], ast.Dict([k for k, _ in kept], [v for _, v in kept]))


def _is_text(node: object) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _parse(text: str) -> ast.Module:
    tree = ast.parse(text)
    for node in ast.walk(tree):
        documented = isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        if documented and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
    return tree


def _skeleton(node: object) -> object:
    """구문 나무. 파이썬의 판마다 늘어나는 빈칸은 빼므로 어느 판에서나 같다."""
    if isinstance(node, list):
        return [_skeleton(item) for item in node]
    if not isinstance(node, ast.AST):
        return repr(node)
    filled = [(name, value) for name, value in ast.iter_fields(node) if value not in (None, [])]
    return [type(node).__name__, *([name, _skeleton(value)] for name, value in filled)]
