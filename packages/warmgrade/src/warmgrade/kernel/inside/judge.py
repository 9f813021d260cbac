"""시험관의 코드: 검사 하나를 받아 학생이 손댄 것을 되돌리고, 실행하고, 판정한다.

여기의 이름들은 커널 안의 어느 모듈에도 없다(examiner.py).
"""

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

from .. import wire
from . import guard, liars, restore

# 학생이 이 이름들을 바꾸어도 시험관은 처음의 것을 쓴다.
_exec, _eval, _compile, _import = exec, eval, compile, builtins.__import__
_load, _decode = marshal.loads, binascii.a2b_base64
_traceback_of = BaseException.__dict__["__traceback__"].__get__
_ident, _current_frames = threading.get_ident, sys._current_frames
_MRO = type.__dict__["__mro__"].__get__
_BUILTIN_ERRORS = {
    value
    for value in vars(builtins).values()
    if isinstance(value, type) and issubclass(value, BaseException)
}
_PINNED = (types.ModuleType, types.BuiltinFunctionType)

_state: dict = {}


def begin(channel: socket.socket, spaces: list[dict]) -> None:
    """첫 메시지를 받고 채비를 한다. spaces는 시험관의 코드가 사는 이름 공간들이다."""
    from IPython import get_ipython

    request = wire.open_request(None, wire.read(channel))
    guard.know_libraries()
    modules = ["builtins", "traceback", "linecache", *request["modules"]]
    _state.update(
        channel=channel,
        key=request["key"],
        shell=get_ipython(),
        snapshot=restore.Snapshot(list(dict.fromkeys(modules))),
        threads={thread.ident for thread in threading.enumerate()},
        captured={},
        busy=False,
    )
    liars.start(guard.library_folders())
    doors = {"seed": _seed, "capture": _capture, "examine": _examine}
    guard.start(spaces, doors | {"reopen": _state["snapshot"].reopen})
    _answer({"ready": True})


def _answer(message: dict) -> None:
    wire.write(_state["channel"], wire.seal(_state["key"], wire.encode(message).encode()))


def _request() -> dict:
    return wire.open_request(_state["key"], wire.read(_state["channel"]))


def _seed(number: int) -> None:
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


def _capture() -> None:
    """믿는 셀이 방금 정의한 함수들을 적어 둔다. 검사는 나중에도 이것을 쓴다."""
    request = _request()
    space = _state["shell"].user_ns
    for name in request["names"]:
        if name in space:
            _state["captured"][name] = value = _pinned(space[name], space, request["names"])
            _state["snapshot"].watch(name, value)
    _answer({"nonce": request["nonce"]})


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
            if not guard.trusts(frame.f_code.co_filename):
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
    """달라진 것을 모두 되돌리고, 그동안 본 것과 함께 돌려준다."""
    found = _state["snapshot"].repair() + _state["snapshot"].quiet()
    for noticed in (guard.noticed, liars.noticed):
        found += noticed
        noticed.clear()
    return found


def _examine() -> None:
    """소켓에서 검사 하나를 받아 실행하고 판정을 돌려보낸다."""
    if _state["busy"]:
        return
    _state["busy"] = True
    try:
        _state["snapshot"].reopen()
        before = _settle()
        request = _request()
        _answer(_verdict(request, before))
    finally:
        guard.trust(None)
        _state["busy"] = False


def _verdict(request: dict, repaired: list[str]) -> dict:
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
        space.update({alias: placed[alias] for alias in request["names"]})
        guard.trust(request["file"])
        try:
            _exec(_baked(_load(_decode(request["body"])), placed), space)
            if request["value"]:
                value = _eval(_baked(_load(_decode(request["value"])), placed), space)
                answer["value"] = _number(value)
            answer["passed"] = True
        finally:
            guard.trust(None)
            for alias in request["names"]:
                space.pop(alias, None)
            answer["changed"] = _settle()
            answer["canaries"] += _canaries(request["canaries"])
    except BaseException as error:
        answer["passed"] = False
        # 떨어진 검사에서는 달라진 것이 점수를 바꾸지 않지만, 보고는 한다.
        repaired += answer.pop("changed", [])
        answer["error"] = _describe(error, request["file"], set(request["visible"]))
    return answer


def _borrow(request: dict, space: dict) -> dict[str, object]:
    """검사 코드가 학생이 바꿀 수 있는 이름 대신 쓸 객체들."""
    placed = {request["compare"]: liars.compare}
    members = _state["snapshot"].members["builtins"]
    for alias, name in request["builtins"].items():
        placed[alias] = members[name]
    for alias, (module, attribute, *chain) in request["imports"].items():
        try:
            value = _import(module, fromlist=["*"] if attribute is not None else [])
            value = sys.modules[module] if attribute == "" else value
            for name in (attribute, *chain) if attribute else chain:
                value = getattr(value, name)
        except (ImportError, AttributeError) as error:
            # 없는 것을 부르는 일은 검사가 그 자리에 이르렀을 때 실패하게 둔다.
            value = liars.Absent(str(error))
        placed[alias] = liars.honest(value)
    for alias, name in request["captured"].items():
        if name in _state["captured"] or name in space:
            placed[alias] = _state["captured"].get(name, space.get(name))
        else:
            placed[alias] = liars.Absent(f"name '{name}' is not defined")
    return placed


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
    if value is None:
        return None
    kind = type(value)
    if kind in (int, float) or (kind.__module__ == "numpy" and hasattr(value, "item")):
        try:
            plain = value.item() if kind.__module__ == "numpy" else value
        except ValueError:
            return str(kind.__name__)
        if type(plain) in (int, float):
            return float(plain)
    return str(kind.__name__)


def _describe(error: BaseException, file: str, visible: set[int]) -> dict:
    """학생에게 보여도 되는 만큼의 오류: 이름, 말, 학생 셀의 줄, 검사의 줄 번호.

    숨은 줄에서 난 오류는 검사가 스스로 한 말만 남긴다. 학생의 함수가 낸 오류의 말은 물론 이름에도
    숨은 검사가 넘긴 값이 실릴 수 있다.
    """
    frames, line, own = [], None, False
    trace = _traceback_of(error)
    while trace is not None:
        code = trace.tb_frame.f_code
        own = code.co_filename == file
        if own:
            line = trace.tb_lineno
        elif not guard.trusts(code.co_filename):
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
