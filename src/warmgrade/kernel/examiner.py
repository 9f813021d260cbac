"""커널 안의 시험관. 검사 셀을 학생 코드와 다른 길로 받아서 실행하고 판정한다.

검사 셀은 커널에 코드로 보내지 않는다. 물려받은 소켓으로 받으므로 `pre_run_cell` 같은 고리나
실행 기록에 검사의 원문이 남지 않고, 판정도 학생이 꾸밀 수 있는 출력이 아니라 그 소켓으로 나간다.
학생 코드가 돌기 전에 믿을 만한 모듈의 모습을 적어 두었다가, 검사 앞에서 달라진 것을 되돌리고
검사 뒤에 다시 견준다. 같은 프로세스 안에서 막을 수 없는 속임수는 남는다. 그것은
tests/warmgrade/test_hostile.py에 까닭과 함께 적혀 있다.
"""

import _socket
import base64
import builtins
import json
import marshal
import random
import signal
import socket
import struct
import sys
import threading
import traceback
import types

_LENGTH = struct.Struct("!I")
# 셸이 셀마다 스스로 바꾸는 내장 이름과, 제 함수를 바꾸거나 너무 커서 견주지 않는 꾸러미.
_SHELL_OWNS = {"input", "exit", "quit", "get_ipython", "display"}
_UNWATCHED = {"matplotlib", "tensorflow"}
# 학생이 이 이름들을 바꾸어도 시험관은 처음의 것을 쓴다.
_exec, _eval, _compile, _import = exec, eval, compile, builtins.__import__
_load, _decode = marshal.loads, base64.b64decode
_sendall, _recv = _socket.socket.sendall, _socket.socket.recv
# 시험관이 쓰는 모듈. 이것도 학생이 바꾸면 되돌린다.
_TOOLS = ["json", "json.encoder", "json.decoder", "struct", "marshal", "base64", "traceback"]
_settrace, _setprofile = sys.settrace, sys.setprofile

_state: dict = {}


def send(channel: socket.socket, message: dict) -> None:
    data = json.dumps(message).encode()
    _sendall(channel, _LENGTH.pack(len(data)) + data)


def receive(channel: socket.socket) -> dict | None:
    """다음 메시지. 상대가 끊었으면 None. Raises: TimeoutError"""
    data = b""
    size = _LENGTH.size
    while len(data) < size:
        part = _recv(channel, size - len(data))
        if not part:
            return None
        data += part
        if len(data) == _LENGTH.size and size == _LENGTH.size:
            size += _LENGTH.unpack(data)[0]
    return json.loads(data[_LENGTH.size :])


def install(channel: socket.socket) -> None:
    """커널이 뜰 때, 학생 코드가 돌기 전에 부른다. 첫 메시지는 {"modules": [이름, …]}이다."""
    from IPython import get_ipython

    shell = get_ipython()
    asked = (receive(channel) or {}).get("modules", [])
    roots = [name for name in dict.fromkeys(["builtins", *_TOOLS, *asked]) if name in sys.modules]
    _state.update(
        channel=channel,
        shell=shell,
        modules={name: sys.modules[name] for name in list(sys.modules)},
        members={name: _members(sys.modules[name]) for name in _family(roots)},
        finders=(list(sys.meta_path), list(sys.path_hooks)),
        threads={thread.ident for thread in threading.enumerate()},
        captured={},
    )
    send(channel, {"ready": True})


def _family(roots: list[str]) -> list[str]:
    """이름난 모듈과, 그 모듈이 함께 불러온 같은 꾸러미의 하위 모듈."""
    tops = {name.partition(".")[0] for name in roots} - _UNWATCHED
    inside = [n for n in sys.modules if n.partition(".")[0] in tops]
    named = [n for n in roots if n.partition(".")[0] not in _UNWATCHED]
    return [n for n in {*inside, *named} if isinstance(sys.modules[n], types.ModuleType)]


def _members(module: types.ModuleType) -> dict:
    """바뀌면 안 되는 것: 함수와 클래스와 하위 모듈, 그리고 파이썬 함수의 코드."""
    found = {}
    for name, value in list(vars(module).items()):
        if name not in _SHELL_OWNS and (callable(value) or isinstance(value, types.ModuleType)):
            code = value.__code__ if isinstance(value, types.FunctionType) else None
            found[name] = value, code, _methods(value, module)
    return found


def _methods(value: object, module: types.ModuleType) -> dict | None:
    """그 모듈이 정의한 클래스라면 메서드들."""
    if isinstance(value, type) and value.__module__ == module.__name__:
        return {
            name: (item, getattr(item, "__code__", None))
            for name, item in vars(value).items()
            if isinstance(item, (types.FunctionType, property, classmethod, staticmethod))
        }
    return None


def _repair() -> list[str]:
    """처음과 달라진 모듈, 함수, 메서드를 되돌리고 그 이름을 돌려준다."""
    changed = []
    for name, module in _state["modules"].items():
        if sys.modules.get(name) is not module and name in _state["members"]:
            sys.modules[name] = module
            changed.append(name)
    for module_name, members in _state["members"].items():
        module = _state["modules"][module_name]
        space = vars(module)
        for name, (value, code, methods) in members.items():
            if space.get(name) is not value:
                space[name] = value
                changed.append(f"{module_name}.{name}")
            if code is not None and value.__code__ is not code:
                value.__code__ = code
                changed.append(f"{module_name}.{name}")
            for method, (item, item_code) in (methods or {}).items():
                if vars(value).get(method) is not item:
                    setattr(value, method, item)
                    changed.append(f"{module_name}.{name}.{method}")
                if item_code is not None and item.__code__ is not item_code:
                    item.__code__ = item_code
                    changed.append(f"{module_name}.{name}.{method}")
    finders, hooks = _state["finders"]
    if sys.meta_path != finders or sys.path_hooks != hooks:
        sys.meta_path[:], sys.path_hooks[:] = finders, hooks
        changed.append("sys.meta_path")
    return changed


def _quiet() -> list[str]:
    """검사 도중에 끼어들 수 있는 것을 멈춘다."""
    found = []
    if sys.gettrace() or sys.getprofile():
        found.append("sys.settrace")
    _settrace(None)
    _setprofile(None)
    signal.setitimer(signal.ITIMER_REAL, 0)
    if hasattr(sys, "monitoring"):
        for tool in range(6):
            if sys.monitoring.get_tool(tool):
                sys.monitoring.set_events(tool, 0)
    return found


def _student_threads() -> list[str]:
    """학생의 셀에서 태어나 아직 도는 스레드."""
    files = _state["shell"].compile._filename_map
    known = _state["threads"] | {threading.get_ident()}
    found = []
    for ident, frame in sys._current_frames().items():
        while ident not in known and frame is not None:
            if frame.f_code.co_filename in files:
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


def seed(number: int) -> None:
    """셀마다 다른, 그러나 다시 돌려도 같은 난수가 나오게 한다."""
    random.seed(number)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(number % 2**32)
    if "tensorflow" in sys.modules and "tensorflow" in _state["shell"].user_ns.values():
        sys.modules["tensorflow"].random.set_seed(number)


def capture() -> None:
    """믿는 셀이 방금 정의한 함수들을 적어 둔다. 검사는 나중에도 이것을 쓴다."""
    request = receive(_state["channel"])
    space = _state["shell"].user_ns
    _state["captured"].update({n: space[n] for n in request["names"] if n in space})
    send(_state["channel"], {"nonce": request["nonce"]})


def examine() -> None:
    """소켓에서 검사 하나를 받아 실행하고 판정을 돌려보낸다."""
    channel = _state["channel"]
    repaired = _repair() + _quiet()
    request = receive(channel)
    answer = {"nonce": request["nonce"], "passed": False, "repaired": repaired}
    space = _state["shell"].user_ns
    if type(space) is not dict:
        space = dict(space)
        repaired.append("user_ns")
    try:
        answer["threads"] = _student_threads()
        answer["canaries"] = _canaries(request["canaries"])
        borrowed = _borrow(request, space)
        try:
            _exec(_load(_decode(request["body"])), space)
            if request["value"]:
                answer["value"] = _number(_eval(_load(_decode(request["value"])), space))
            answer["passed"] = True
        finally:
            for name in borrowed:
                space.pop(name, None)
            answer["changed"] = _repair() + _quiet()
            answer["canaries"] += _canaries(request["canaries"])
    except BaseException as error:
        answer["passed"] = False
        answer["error"] = _describe(error, request["file"])
    send(channel, answer)


def _borrow(request: dict, space: dict) -> list[str]:
    """검사 코드가 학생이 바꿀 수 있는 이름 대신 쓸 이름들을 잠시 놓아 둔다."""
    for alias, name in request["builtins"].items():
        space[alias] = _state["members"]["builtins"][name][0]
    for alias, (module, attribute) in request["imports"].items():
        value = _import(module, fromlist=["*"] if attribute is not None else [])
        if attribute is None:
            space[alias] = value
        elif attribute == "":
            space[alias] = sys.modules[module]
        else:
            space[alias] = getattr(value, attribute)
    for alias, name in request["captured"].items():
        space[alias] = _state["captured"].get(name, space.get(name))
    return [*request["builtins"], *request["imports"], *request["captured"]]


def _number(value: object) -> float | str | None:
    """부분 점수. 수가 아니면 그 자료형의 이름, 값이 없으면 None."""
    if value is None:
        return None
    kind = type(value)
    if kind in (int, float) or (kind.__module__ == "numpy" and hasattr(value, "item")):
        try:
            plain = value.item() if kind.__module__ == "numpy" else value
        except ValueError:
            return kind.__name__
        if type(plain) in (int, float):
            return float(plain)
    return kind.__name__


def _describe(error: BaseException, file: str) -> dict:
    """학생에게 보여도 되는 만큼의 오류: 이름, 말, 학생 셀의 줄, 검사의 줄 번호."""
    files = _state["shell"].compile._filename_map
    frames, line = [], None
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename == file:
            line = frame.lineno
        elif frame.filename in files:
            frames.append([frame.name, frame.lineno, frame.line or ""])
    try:
        text = str(error)
    except Exception:
        text = ""
    return {"name": type(error).__name__, "text": text[:4000], "frames": frames[-5:], "line": line}
