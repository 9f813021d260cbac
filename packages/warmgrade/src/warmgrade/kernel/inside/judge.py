"""시험관의 코드: 검사 하나를 받아 학생이 손댄 것을 되돌리고, 실행하게 하고, 판정한다.

여기의 이름들은 커널 안의 어느 모듈에도 없다(examiner.py). 검사를 실행하는 것은 시험관이 아니라
문(door)이라는 짧은 함수다. 문은 검사를 받아 와서 실행하고, 끝난 모습을 알린다. 그래서 답이 프레임을
타고 올라가도 시험관의 것은 하나도 보이지 않는다. 문이 쓰는 것은 모두 코드의 상수로 박혀 있고,
받아 간 바로 그 프레임이 알린 것만 믿는다.
"""

import binascii
import builtins
import linecache
import marshal
import random
import socket
import sys
import threading
import types

from IPython.core.inputtransformer2 import TransformerManager

from .. import wire
from . import doors, guard, history, liars, origin, pins, restore, verdict

# 학생이 이 이름들을 바꾸어도 시험관은 처음의 것을 쓴다.
_exec, _compile = exec, compile
_load, _decode = marshal.loads, binascii.a2b_base64
_transform = TransformerManager().transform_cell
_ident, _current_frames = threading.get_ident, sys._current_frames
# 검사가 부르는 것이 달라지면 통과했더라도 믿을 수 없는 꾸러미.
_MEASURES = ("numpy", "math")

_state: dict = {}


def begin(channel: socket.socket, spaces: list[dict]) -> dict[str, types.CodeType]:
    """첫 메시지를 받고 채비를 하고, 문의 코드를 돌려준다. spaces는 시험관의 이름 공간들이다."""
    from IPython import get_ipython

    request = wire.open_request(None, wire.read(channel))
    origin.begin(request["given"])
    shell = get_ipython()
    modules = ["builtins", "traceback", "linecache", *request["modules"]]
    _state.update(
        channel=channel,
        key=request["key"],
        shell=shell,
        history=history.History(shell),
        snapshot=restore.Snapshot(list(dict.fromkeys(modules))),
        threads={thread.ident for thread in threading.enumerate()},
        doors=doors.codes(),
        opened=None,
        swapped=[],
    )
    liars.start(origin.library_folders())
    commands = {"seed": _seed, "settle": _settle_down, "capture": _capture}
    commands |= {"open": _open, "close": _close, "reopen": _reopen}
    guard.start(spaces, commands, request["looks"])
    _answer({"ready": True})
    return _state["doors"]


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
    swapped = [name for name in request["names"] if origin.by_student(space.get(name))]
    if swapped:
        # 셀이 끝나자마자 학생의 고리가 도우미를 바꾸었다. 셀을 우리가 다시 실행한다.
        _state["swapped"] += swapped
        _exec(_compile(_transform(request["source"]), file, "exec"), space)
    for name in request["names"]:
        if name in space:
            pins.captured[name] = value = pins.pinned(space[name], space, request["names"])
            snapshot.watch(name, value)
    _answer({"nonce": request["nonce"]})


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
        # 라이브러리의 코드처럼 믿는 이름이다(origin.py).
        _exec(_compile(source, "<frozen canary>", "exec"), space)
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
        placed = pins.borrowed(request, space, _state["snapshot"])
        codes = [_load(_decode(request[part])) for part in ("body", "value") if request[part]]
        codes = [doors.baked(code, placed) for code in codes]
    except BaseException as error:
        answer["error"] = verdict.described(error, request)
        _answer(answer)
        return
    space.update({alias: placed[alias] for alias in request["names"]})
    _state["history"].rewrite(request["lines"], space)
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
            if request["value"]:
                answer["value"] = verdict.number(value, _shown)
                _state["history"].keep(value, opened["space"])
            answer["passed"] = True
        except BaseException as raised:
            error = raised
    if error is not None:
        answer["error"] = verdict.described(error, request)
    # 되돌린 뒤에도 통과하는 카나리아가 있거나, 재는 함수를 학생의 것으로 바꾸어 두었는지.
    answer["canaries"] += _canaries(request["canaries"])
    answer["changed"] = [
        name
        for name, by_student in changed.items()
        if by_student and not request["plain"] and name.partition(".")[0] in _MEASURES
    ]
    _state["opened"] = None
    _answer(answer)


def _shown(value: object) -> str | None:
    """셸이 셀의 값으로 보이는 글. 스스로를 보이는 객체에는 없다."""
    shown, _ = _state["shell"].display_formatter.format(value, include={"text/plain"})
    return shown.get("text/plain")
