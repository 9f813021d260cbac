"""학생의 코드를 실행하지 않고 읽어, 가르치는 사람이 볼 만한 것을 적는다. 점수는 바꾸지 않는다.

이름을 글자로 이어 붙여 숨기면 보이지 않는다. 막는 것은 시험관과 모래상자의 일이고, 여기서는 눈에
띄게 할 뿐이다. 숨은 검사가 있는 셀의 출력을 거두는 일도 한다.
"""

import ast
import contextlib
import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode
from nbgrader.utils import is_solution

from ..findings import Finding, shown
from .exam import Plan, grade_id, is_test
from .task import Result, Task

_INSIDE = {
    *("warmgrade", "ctypes", "faulthandler", "addaudithook", "settrace", "setprofile"),
    *("_getframe", "_current_frames", "currentframe", "f_back", "f_locals", "f_globals", "f_code"),
    "__globals__",
    *("tb_frame", "gi_frame", "cr_frame", "ag_frame", "f_trace", "co_consts", "CodeType"),
    *("extract_module_locals", "extract_vars", "extract_vars_above"),
    *("get_objects", "get_referrers", "get_referents", "__subclasses__", "__code__"),
    *("__array_interface__", "as_strided", "user_ns", "history_manager", "iopub_socket"),
    *("ast_transformers", "input_transformers_post", "input_transformers_cleanup"),
    *("set_custom_exc", "meta_path", "path_hooks", "__build_class__", "run_cell", "run_code"),
    *("run_cell_async", "raw_cell", "showtraceback", "display_formatter", "displayhook"),
}
_PROCESS = {
    *("fork", "forkpty", "_exit", "abort", "kill", "killpg", "dup2", "closerange", "setitimer"),
    *("raise_signal", "pthread_kill", "ptrace", "memfd_create", "_sigsegv", "_thread"),
}
_COMMANDS = {
    *("subprocess", "system", "popen", "socket", "urllib", "requests", "posix_spawn"),
    *("execv", "execve", "getoutput"),
}
_MAGICS = {
    *("bash", "sh", "script", "system", "sx", "run", "load_ext", "store", "writefile", "python"),
    *("perl", "ruby", "pypy", "html", "javascript", "js", "svg", "latex", "prun", "debug", "pdb"),
}
_HIDING = {
    "globals",
    "exec",
    "eval",
    "compile",
    "__import__",
    "import_module",
    "marshal",
    "b64decode",
}
_MAGIC = re.compile(r"^([ \t]*)[%!?].*$", re.M)
_STEPS = 20_000
# 열면 저절로 도는 HTML. 적을 때 돌지 않게 고치지만, 넣었다는 것은 알려야 한다.
_ACTIVE = re.compile(
    r"<\s*(?:script|iframe|object|embed|form|base|meta|link)\b"
    r"|(?<=<)[a-z][^<>]{0,300}?[\s/\"']on[a-z]{3,20}\s*=|\b(?:java|vb)script\s*:",
    re.IGNORECASE,
)
_PATHS = ("/proc/", "/dev/shm", "gradebook.db", "nbgrader_config", "warmgrade", ".warmgrade")
# 한도를 넘겨 멈춘 셀에 적는 말 따위의 몫.
_NOTE = 100_000
_TAKEOVERS = {"__array_function__", "__array_ufunc__", "__instancecheck__"}
_COMPARISONS = {"__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"}
# 무엇을 넣어도 같은 수를 내는 셈. 검사는 답과 기대하는 값의 차를 본다.
_ARITHMETIC = {"__sub__", "__rsub__", "__abs__", "__truediv__", "__rtruediv__", "__float__"}
_WORDS = {
    "looks-inside": "파이썬이나 셸의 속을 들여다보거나 바꾸는 이름을 썼습니다",
    "steers-process": "프로세스나 신호를 다루는 이름을 썼습니다",
    "runs-commands": "다른 프로그램이나 네트워크를 부르는 코드가 있습니다",
    "hides-code": "글자를 코드나 이름으로 바꾸어 쓰는 곳이 있습니다",
    "patches-library": "라이브러리의 내용을 바꾸는 코드가 있습니다",
    "odd-comparison": "무엇과도 같다고 하거나 검사를 가로챌 수 있는 자료형을 정의했습니다",
    "redefines-given": "주어진 셀의 이름을 다시 정의했습니다",
    "secret-path": "학생이 볼 일이 없는 곳의 경로를 적었습니다",
    "active-content": "브라우저에서 저절로 도는 HTML을 넣어, 돌지 않게 고쳐 적었습니다",
}
# 정직한 노트북에도 있을 수 있는 것.
_MILD = {"runs-commands", "hides-code", "redefines-given"}


def look(
    notebook: NotebookNode,
    files: Mapping[str, bytes] | None = None,
    plan: Plan | None = None,
) -> list[Finding]:
    """답 셀과 학생이 더한 셀, 함께 낸 파이썬 파일에서 본 것.

    plan을 주면, 가르치는 사람이 준 셀과 모듈은 보지 않는다.
    """
    taught = {f"{name.partition('.')[0]}.py" for name in plan.modules} if plan else set()
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    texts = [cell for cell in notebook.cells if cell.cell_type != "code"]
    modules = {name for cell in code for name in _modules(_tree(cell.source))}
    given = {name for cell in code if _locked(cell) for name in _given(_tree(cell.source))}
    found: list[Finding] = []
    for cell in code:
        if is_test(cell) or _locked(cell) or (plan and cell.source in plan.given):
            continue
        seen = _seen(cell.source, modules)
        if plan and plan.compares:
            seen.pop("odd-comparison", None)
        again = sorted(given & _defined(_tree(cell.source)))
        found += _findings(seen | ({"redefines-given": again} if again else {}), grade_id(cell), "")
    for cell in texts:
        if not _locked(cell) and not (plan and cell.source in plan.texts):
            active = _active(cell.source)
            found += _findings({"active-content": active} if active else {}, grade_id(cell), "")
    for name, data in sorted((files or {}).items()):
        if name.endswith(".py") and name not in taught:
            text = data.decode("utf-8", "replace")
            found += _findings(_seen(text, modules), "", f"{shown(name)}: ")
    return found


def _active(text: str) -> list[str]:
    return [" ".join(found[0].split()) for found in _ACTIVE.finditer(text)]


def _locked(cell: NotebookNode) -> bool:
    locked = cell.metadata.get("nbgrader", {}).get("locked", False)
    return bool(locked) and not is_solution(cell) and not is_test(cell)


def _given(tree: ast.Module) -> set[str]:
    """주어진 셀이 불러오거나 정의한, 검사도 쓰는 이름."""
    kinds = (ast.FunctionDef, ast.ClassDef)
    imported = _modules(ast.Module([n for n in tree.body if isinstance(n, ast.Import)], []))
    return imported | {node.name for node in tree.body if isinstance(node, kinds)}


def _defined(tree: ast.Module) -> set[str]:
    """셀의 맨 위에서 새로 정한 이름. 다시 불러오는 것은 세지 않는다."""
    names = set()
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return names


def _findings(seen: Mapping[str, list[str]], cell: str, where: str) -> Iterable[Finding]:
    for code, names in seen.items():
        level = "notice" if code in _MILD else "warning"
        listed = shown(", ".join(dict.fromkeys(names)))
        yield Finding(code, f"{where}{_WORDS[code]}: {listed}.", cell, level)


@lru_cache(1024)
def _tree(source: str) -> ast.Module:
    """셀의 코드. 파이썬으로도 IPython으로도 읽을 수 없으면 빈 나무. 함께 쓰므로 고치지 않는다."""
    # 매직이 없는 셀을 IPython의 변환에 맡기면 열 배 느리다. 그것은 매직마다 셀을 처음부터 다시
    # 읽으므로, 매직이 아주 많은 셀에서는 매직의 줄을 빼고 읽는다.
    steps = source.count("\n") * len(_MAGIC.findall(source))
    unfold = TransformerManager().transform_cell if steps < _STEPS else _without_magics
    for read in (str, unfold):
        with contextlib.suppress(SyntaxError, ValueError, RuntimeError, MemoryError):
            return ast.parse(read(source))
    return ast.Module([], [])


def _without_magics(source: str) -> str:
    return _MAGIC.sub(r"\1pass", source)


def _modules(tree: ast.Module) -> set[str]:
    """`import a.b as c`로 불러온 모듈의 이름."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
    return {(a.asname or a.name).partition(".")[0] for node in imports for a in node.names}


def _root(node: ast.AST) -> str | None:
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def _seen(source: str, modules: set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}

    def note(code: str, name: str) -> None:
        found.setdefault(code, []).append(name)

    for node in ast.walk(_tree(source)):
        for name in _names(node):
            for code, words in (
                ("looks-inside", _INSIDE),
                ("steers-process", _PROCESS),
                ("runs-commands", _COMMANDS),
                ("looks-inside", {"gc", "monitoring"} if _is_module(node, name) else set()),
            ):
                if name in words:
                    note(code, name)
            if name in _HIDING and not (name == "compile" and isinstance(node, ast.Attribute)):
                note("hides-code", name)
        match node:
            case ast.Assign(targets=targets):
                for target in targets:
                    if isinstance(target, ast.Attribute) and _root(target) in modules:
                        note("patches-library", ast.unparse(target))
            case ast.Call(func=ast.Name(id="setattr" | "delattr"), args=[first, *_]):
                if _root(first) in modules:
                    note("patches-library", f"setattr({ast.unparse(first)}, …)")
            case ast.Call(
                func=ast.Attribute(attr="run_line_magic" | "run_cell_magic"),
                args=[ast.Constant(str() as magic), *_],
            ):
                if magic in _MAGICS:
                    note("runs-commands", f"%{magic}")
            case ast.ClassDef(body=body):
                for item in body:
                    if _always_true(item):
                        note("odd-comparison", node.name)
            case ast.Constant(value=str() as text):
                for path in _PATHS:
                    if path in text:
                        note("secret-path", path)
                for tag in _active(text):
                    note("active-content", tag)
    return found


def _is_module(node: ast.AST, name: str) -> bool:
    """`gc`처럼 흔히 변수로도 쓰는 이름은 불러올 때만 본다."""
    if isinstance(node, ast.Attribute):
        return isinstance(node.value, ast.Name) and node.value.id == "sys"
    return isinstance(node, (ast.Import, ast.ImportFrom))


def _names(node: ast.AST) -> list[str]:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return [name]
        case ast.Import(names=names):
            return [part for alias in names for part in alias.name.split(".")]
        case ast.ImportFrom(module=module, names=names):
            return [*(module or "").split("."), *(alias.name for alias in names)]
        case ast.Call(
            func=ast.Name(id="getattr" | "setattr"), args=[_, ast.Constant(str() as name), *_]
        ):
            return [name]
    return []


def _always_true(item: ast.stmt) -> bool:
    """무엇과도 같다고 하거나, 무엇을 빼고 나누어도 같은 수를 내는 메서드인지."""
    if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)):
        values = [n.value for n in ast.walk(item) if isinstance(n, ast.Return)]
        return item.name in _TAKEOVERS or _constant(item.name, values)
    if isinstance(item, ast.Assign) and isinstance(item.value, ast.Lambda):
        names = {target.id for target in item.targets if isinstance(target, ast.Name)}
        return bool(names & _TAKEOVERS) or any(_constant(n, [item.value.body]) for n in names)
    return False


def _constant(name: str, values: list[ast.expr | None]) -> bool:
    fixed = [v.value for v in values if isinstance(v, ast.Constant) and v.value is not None]
    if not values or len(fixed) < len(values):
        return False
    return name in _ARITHMETIC or (name in _COMPARISONS and all(v is True for v in fixed))


def conceal(task: Task, result: Result) -> None:
    """숨은 검사가 있는 셀에서 학생의 코드가 낸 출력을 거둔다. 검사가 넘긴 값이 실릴 수 있다."""
    for cell in task.notebook.cells:
        exam = task.plan.exams.get(grade_id(cell)) if is_test(cell) else None
        if exam is None or not exam.hides or cell.get("id") not in result.outputs:
            continue
        outputs, count = result.outputs[cell.id]
        kept = [o for o in outputs if o["output_type"] in ("error", "execute_result")]
        result.outputs[cell.id] = kept, count


def trim(task: Task, result: Result) -> None:
    """셀 하나의 출력이 허락한 크기를 넘으면 버린다. 그림의 꼬리표나 오류의 말도 길 수 있다."""
    for cell, (outputs, count) in list(result.outputs.items()):
        if (
            len(json.dumps(outputs, ensure_ascii=False).encode(errors="replace"))
            <= task.options.output_bytes + _NOTE
        ):
            continue
        text = "출력이 너무 많아 버렸습니다. 길게 보여 주는 것을 줄이세요."
        output = {"output_type": "error", "ename": "OutputLimit", "evalue": text}
        output["traceback"] = [f"OutputLimit: {text}"]
        result.outputs[cell] = [NotebookNode(output)], count
        text = "출력이 너무 많은 셀이 있어 그 출력을 버렸습니다."
        result.findings.append(Finding("flood", text, level="warning"))


def review(task: Task, result: Result) -> Result:
    """실행한 결과에 읽어서 본 것을 더하고, 보이면 안 되는 출력을 거둔다. 거듭 불러도 같다."""
    try:
        seen = look(task.notebook, task.files, task.plan)
    except (RecursionError, MemoryError, ValueError):
        text = "코드가 너무 깊게 겹쳐 있어 읽어 보지 못했습니다. 직접 살펴보세요."
        seen = [Finding("not-read", text, level="warning")]
    result.findings += [finding for finding in seen if finding not in result.findings]
    conceal(task, result)
    trim(task, result)
    return result
