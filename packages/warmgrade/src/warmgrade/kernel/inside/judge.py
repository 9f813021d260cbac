"""시험관의 코드: 검사 하나를 받아 학생이 손댄 것을 되돌리고, 실행하게 하고, 판정한다.

여기의 이름들은 커널 안의 어느 모듈에도 없다(examiner.py). 검사를 실행하는 것은 시험관이 아니라
문(door)이라는 짧은 함수다. 문은 검사를 받아 와서 실행하고, 끝난 모습을 알린다. 그래서 답이 프레임을
타고 올라가도 시험관의 것은 하나도 보이지 않는다. 문이 쓰는 것은 모두 코드의 상수로 박혀 있고,
받아 간 바로 그 프레임이 알린 것만 믿는다.
"""

import ast
import binascii
import builtins
import dis
import linecache
import marshal
import random
import socket
import sys
import threading
import types
import warnings

from IPython.core.inputtransformer2 import TransformerManager

from .. import wire
from . import guard, liars, origin, restore

# 학생이 이 이름들을 바꾸어도 시험관은 처음의 것을 쓴다.
_exec, _eval, _compile, _import = exec, eval, compile, builtins.__import__
_load, _decode = marshal.loads, binascii.a2b_base64
_traceback_of = BaseException.__dict__["__traceback__"].__get__
_transform = TransformerManager().transform_cell
_ident, _current_frames = threading.get_ident, sys._current_frames
_MRO = type.__dict__["__mro__"].__get__
_BUILTIN_ERRORS = {
    value
    for value in vars(builtins).values()
    if isinstance(value, type) and issubclass(value, BaseException)
}
_PINNED = (types.ModuleType, types.BuiltinFunctionType)
_DOORS = """
def examine():
    job = []
    AUDIT("warmgrade", "open", job)
    error = value = None
    space, codes = job[0]
    try:
        for code in codes:
            value = EVALUATE(code, space)
    except EVERYTHING as caught:
        error = caught
    AUDIT("warmgrade", "close", value, error)

async def examine_later():
    job = []
    AUDIT("warmgrade", "open", job)
    error = value = None
    space, codes = job[0]
    try:
        for code in codes:
            value = EVALUATE(code, space)
            if code.co_flags & 0x80:
                value = await value
    except EVERYTHING as caught:
        error = caught
    AUDIT("warmgrade", "close", value, error)
"""
_FIXED = {"AUDIT": sys.audit, "EVALUATE": eval, "EVERYTHING": BaseException}
# 검사가 부르는 것이 달라지면 통과했더라도 믿을 수 없는 꾸러미.
_MEASURES = ("numpy", "math")

_state: dict = {}


def begin(channel: socket.socket, spaces: list[dict]) -> dict[str, types.CodeType]:
    """첫 메시지를 받고 채비를 하고, 문의 코드를 돌려준다. spaces는 시험관의 이름 공간들이다."""
    from IPython import get_ipython

    request = wire.open_request(None, wire.read(channel))
    origin.begin(request["given"])
    modules = ["builtins", "traceback", "linecache", *request["modules"]]
    _state.update(
        channel=channel,
        key=request["key"],
        shell=get_ipython(),
        snapshot=restore.Snapshot(list(dict.fromkeys(modules))),
        threads={thread.ident for thread in threading.enumerate()},
        captured={},
        doors=_doors(),
        opened=None,
        swapped=[],
    )
    liars.start(origin.library_folders())
    commands = {"seed": _seed, "settle": _settle_down, "capture": _capture}
    commands |= {"open": _open, "close": _close, "reopen": _reopen}
    guard.start(spaces, commands, request["looks"])
    _answer({"ready": True})
    return _state["doors"]


def _doors() -> dict[str, types.CodeType]:
    tree = ast.parse(_DOORS)
    for node in ast.walk(tree):
        for field, child in ast.iter_fields(node):
            if isinstance(child, ast.Name) and child.id in _FIXED:
                fixed = ast.Constant(frozenset({child.id}))
                setattr(node, field, ast.copy_location(fixed, child))
    with warnings.catch_warnings():
        # 상수를 부르는 코드로 보여 경고가 나온다.
        warnings.simplefilter("ignore", SyntaxWarning)
        code = _baked(_compile(tree, __file__, "exec"), _FIXED)
    inner = [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]
    return {one.co_name: one for one in inner}


def _answer(message: dict) -> None:
    wire.write(_state["channel"], wire.seal(_state["key"], wire.encode(message).encode()))


def _request() -> dict:
    return wire.open_request(_state["key"], wire.read(_state["channel"]))


def _reopen(_: types.FrameType) -> None:
    _state["snapshot"].reopen()


def _seed(_: types.FrameType, number: int) -> None:
    """셀마다 다른, 그러나 다시 돌려도 같은 난수가 나오게 한다. 셀의 출력이 나갈 길도 다시 연다."""
    _state["snapshot"].reopen()
    random.seed(number)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(number % 2**32)
    frameworks = {
        value.__name__
        for value in list(_state["shell"].user_ns.values())
        if type(value) is types.ModuleType
    }
    if "tensorflow" in sys.modules and frameworks & {"tensorflow", "keras"}:
        sys.modules["tensorflow"].random.set_seed(number)


def _settle_down(_: types.FrameType) -> None:
    """라이브러리를 바꾸는 주어진 셀 앞에서, 학생이 바꾼 것을 되돌린다."""
    request = _request()
    _settle()
    _answer({"nonce": request["nonce"]})


def _capture(_: types.FrameType) -> None:
    """믿는 셀이 방금 정의한 함수와 바꾼 것을 적어 둔다. 검사는 나중에도 이것을 쓴다."""
    request = _request()
    space, snapshot = _state["shell"].user_ns, _state["snapshot"]
    file = origin.given_file(request["source"])
    origin.teach(file)
    if request["adopt"]:
        snapshot.repair(adopt=True)
        snapshot.accept()
    if swapped := [name for name in request["names"] if _swapped(space.get(name), file)]:
        # 셀이 끝나자마자 학생의 고리가 도우미를 바꾸었다. 셀을 우리가 다시 실행한다.
        _state["swapped"] += swapped
        _exec(_compile(_transform(request["source"]), file, "exec"), space)
    for name in request["names"]:
        if name in space:
            _state["captured"][name] = value = _pinned(space[name], space, request["names"])
            snapshot.watch(name, value)
    _answer({"nonce": request["nonce"]})


def _swapped(value: object, file: str) -> bool:
    if type(value) is not types.FunctionType:
        return origin.by_student(value)
    made_in = value.__code__.co_filename
    return made_in != file and not origin.library(made_in)


def _pinned(value: object, space: dict, helpers: list[str]) -> object:
    """도우미 함수가 쓰는 모듈과 다른 도우미를, 학생이 이름을 바꾸어도 처음의 것으로 고정한다."""
    if not isinstance(value, types.FunctionType) or _writes_globals(value.__code__):
        return value
    # 붙박아 둔 이름은 그대로, 나머지는 학생의 이름 공간에서 찾는다.
    live = type("Live", (dict,), {"__missing__": space.__getitem__})
    keep = live({"__builtins__": vars(builtins).copy(), "__name__": "__main__"})
    for name in _names(value.__code__):
        found = space.get(name)
        if isinstance(found, _PINNED) or (name in helpers and name in _state["captured"]):
            keep[name] = _state["captured"].get(name, found)
    twin = types.FunctionType(
        value.__code__, keep, value.__name__, value.__defaults__, value.__closure__
    )
    twin.__kwdefaults__ = value.__kwdefaults__
    twin.__dict__.update(value.__dict__)
    twin.__doc__, twin.__annotations__ = value.__doc__, value.__annotations__
    return twin


def _names(code: types.CodeType) -> set[str]:
    inner = [c for c in code.co_consts if isinstance(c, types.CodeType)]
    return set(code.co_names).union(*map(_names, inner))


def _writes_globals(code: types.CodeType) -> bool:
    inner = [c for c in code.co_consts if isinstance(c, types.CodeType)]
    here = any(i.opname in ("STORE_GLOBAL", "DELETE_GLOBAL") for i in dis.get_instructions(code))
    return here or any(map(_writes_globals, inner))


def _student_threads() -> list[str]:
    """학생의 셀에서 태어나 아직 도는 스레드."""
    known = _state["threads"] | {_ident()}
    found = []
    for ident, frame in _current_frames().items():
        while ident not in known and frame is not None:
            if origin.student(frame.f_code.co_filename):
                found.append(frame.f_code.co_name)
                break
            frame = frame.f_back
    return found


def _passes(source: str, space: dict) -> bool:
    try:
        _exec(_compile(source, "canary", "exec"), space)
    except BaseException:
        return False
    return True


def _canaries(sources: list[str]) -> list[str]:
    """반드시 실패해야 하는데 통과한 것. 어느 것이든 있으면 커널을 믿을 수 없다."""
    return [source for source in sources if _passes(source, {})]


def _settle() -> list[str]:
    """검사에 앞서 학생이 바꾼 것을 되돌리고, 되돌린 것의 이름을 돌려준다."""
    return [*_state["snapshot"].repair(), *_state["snapshot"].quiet()]


def _take(names: list[str]) -> list[str]:
    taken = names[:]
    names.clear()
    return taken


def _within(frame: types.FrameType | None, target: types.FrameType) -> bool:
    while frame is not None:
        if frame is target:
            return True
        frame = frame.f_back
    return False


def _open(frame: types.FrameType, job: list) -> None:
    """문이 검사를 받으러 왔다. 되돌릴 것을 되돌리고, 실행할 것을 job에 넣어 준다."""
    if not any(frame.f_code is door for door in _state["doors"].values()):
        return
    if _state["opened"] is not None and _within(frame.f_back, _state["opened"]["frame"]):
        return
    _state["opened"] = None
    _state["snapshot"].reopen()
    repaired = _settle() + _take(_state["swapped"])
    request = _request()
    answer = {"nonce": request["nonce"], "passed": False, "repaired": repaired}
    space = _state["shell"].user_ns
    if type(space) is not dict:
        space = dict(space)
        repaired.append("user_ns")
    inside = space.get("__builtins__")
    if inside is not builtins and inside is not vars(builtins):
        space["__builtins__"] = builtins
        repaired.append("__builtins__")
    try:
        answer["threads"] = _student_threads()
        answer["canaries"] = _canaries(request["canaries"])
        placed = _borrow(request, space)
        codes = [_load(_decode(request[part])) for part in ("body", "value") if request[part]]
        codes = [_baked(code, placed) for code in codes]
    except BaseException as error:
        answer["error"] = _describe(error, request)
        _answer(answer)
        return
    space.update({alias: placed[alias] for alias in request["names"]})
    if request["lines"]:
        text = [f"{line}\n" for line in request["lines"]]
        linecache.cache[request["file"]] = sum(map(len, text)), None, text, request["file"]
    _take(liars.noticed)
    _state["opened"] = {"frame": frame, "request": request, "answer": answer, "space": space}
    guard.trust(request["file"], request["looks"])
    job.append((space, tuple(codes)))


def _close(frame: types.FrameType, value: object, error: BaseException | None) -> None:
    """문이 검사를 끝까지 실행했다. 그사이 바뀐 것을 살피고 판정한다."""
    opened = _state["opened"]
    if opened is None or frame is not opened["frame"]:
        return
    guard.trust(None)
    request, answer, snapshot = opened["request"], opened["answer"], _state["snapshot"]
    for alias in request["names"]:
        opened["space"].pop(alias, None)
    answer["looked"], answer["lied"] = _take(guard.noticed), _take(liars.noticed)
    changed = snapshot.repair(adopt=request["plain"])
    if request["plain"]:
        snapshot.accept()
    answer["repaired"] += [*changed, *snapshot.quiet()]
    if error is None:
        try:
            answer["value"] = _number(value) if request["value"] else None
            answer["passed"] = True
        except BaseException as raised:
            error = raised
    if error is not None:
        answer["error"] = _describe(error, request)
    # 되돌린 뒤에도 통과하는 카나리아가 있거나, 재는 함수를 학생의 것으로 바꾸어 두었는지.
    answer["canaries"] += _canaries(request["canaries"])
    answer["changed"] = [
        name
        for name, by_student in changed.items()
        if by_student and not request["plain"] and name.partition(".")[0] in _MEASURES
    ]
    _state["opened"] = None
    _answer(answer)


def _borrow(request: dict, space: dict) -> dict[str, object]:
    """검사 코드가 학생이 바꿀 수 있는 이름 대신 쓸 객체들."""
    placed = {request["compare"]: liars.compare}
    snapshot = _state["snapshot"]
    for alias, name in request["builtins"].items():
        placed[alias] = snapshot.members["builtins"].get(name, getattr(builtins, name, None))
    for alias, (module, attribute, name) in request["imports"].items():
        try:
            placed[alias] = liars.honest(_found(module, attribute, []))
        except (LookupError, AttributeError, ImportError):
            # 없는 것을 부르는 일은 검사가 그 자리에 이르렀을 때 실패하게 둔다.
            absent = liars.Absent(f"name {name!r} is not defined")
            placed[alias] = space.get(name, absent)
    for alias, (module, attribute, name, *chain) in request["chains"].items():
        try:
            placed[alias] = liars.honest(_found(module, attribute, chain))
        except (LookupError, AttributeError, ImportError):
            placed[alias] = liars.later(space, name, chain)
    for alias, name in request["captured"].items():
        if name in _state["captured"] or name in space:
            placed[alias] = _state["captured"].get(name, space.get(name))
        else:
            placed[alias] = liars.Absent(f"name {name!r} is not defined")
    return placed


def _found(module: str, attribute: str | None, chain: list[str]) -> object:
    """학생 코드가 돌기 전부터 있던 모듈에서 꺼낸 것. Raises: LookupError, AttributeError"""
    name = module.partition(".")[0] if attribute is None else module
    value = _state["snapshot"].modules[name]
    for step in [attribute, *chain] if attribute else chain:
        # 모듈이나 클래스가 아닌 것의 속은 검사가 도는 동안 달라질 수 있다.
        if not isinstance(value, (types.ModuleType, type)):
            raise LookupError(step)
        value = getattr(value, step)
    return value


def _baked(code: types.CodeType, placed: dict[str, object]) -> types.CodeType:
    """이름을 적어 둔 상수를 그 객체로 바꾼 코드."""
    return code.replace(co_consts=tuple(_object(value, placed) for value in code.co_consts))


def _object(constant: object, placed: dict[str, object]) -> object:
    if isinstance(constant, types.CodeType):
        return _baked(constant, placed)
    if isinstance(constant, tuple):
        return tuple([_object(item, placed) for item in constant])
    if isinstance(constant, frozenset):
        if len(constant) == 1:
            (name,) = constant
            if type(name) is str and name in placed:
                return placed[name]
        return frozenset([_object(item, placed) for item in constant])
    return constant


def _number(value: object) -> float | str | None:
    """부분 점수. 수가 아니면 그 자료형의 이름, 값이 없으면 None."""
    kind = type(value)
    if value is None:
        return None
    if kind.__module__ == "numpy" and hasattr(value, "item"):
        try:
            value = value.item()
        except ValueError:
            return str(kind.__name__)
    if type(value) in (int, float):
        try:
            return float(value)
        except OverflowError:
            return float("inf") if value > 0 else float("-inf")
    # nbgrader는 보이는 글이 수이면 점수로 읽는다.
    shown = _state["shell"].display_formatter.formatters["text/plain"](value)
    try:
        return float(shown)
    except (TypeError, ValueError):
        return str(kind.__name__)


def _describe(error: BaseException, request: dict) -> dict:
    """학생에게 보여도 되는 만큼의 오류: 이름, 말, 학생 셀의 줄, 검사의 줄 번호.

    숨은 줄에서 난 오류는 검사가 스스로 한 말만 남긴다. 학생의 함수가 낸 오류의 말은 물론 이름에도
    숨은 검사가 넘긴 값이 실릴 수 있다.
    """
    file, visible = request["file"], set(request["visible"])
    frames, line, own = [], None, False
    trace = _traceback_of(error)
    while trace is not None:
        code = trace.tb_frame.f_code
        own = code.co_filename == file
        if own:
            line = trace.tb_lineno
        elif not origin.library(code.co_filename):
            frames.append([str(code.co_name), trace.tb_lineno, _line(code, trace.tb_lineno)])
        trace = trace.tb_next
    hidden = line is not None and line not in visible
    kind = type(error)
    if hidden:
        kind = next((base for base in _MRO(kind) if base in _BUILTIN_ERRORS), BaseException)
    text = ""
    if not hidden or (own and type(error) is AssertionError):
        try:
            text = str(error)
        except BaseException:
            text = ""
    return {
        "name": str(kind.__name__)[:200],
        "text": "".join(text[:4000]),
        "frames": frames[-5:],
        "line": line,
    }


def _line(code: types.CodeType, number: int) -> str:
    try:
        return "".join(linecache.getline(code.co_filename, number).strip()[:500])
    except BaseException:
        return ""
