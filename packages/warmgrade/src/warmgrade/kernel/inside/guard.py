"""학생의 코드가 시험관을 들여다보거나 라이브러리인 체하는 일을 감사 고리로 막는다.

프레임, 살아 있는 객체의 목록, 메모리처럼 시험관에 닿는 길은 감사 사건을 낸다. 그 일을 곧바로 부른
코드가 라이브러리나 지금 도는 검사이면 두고, 아니면 막는다. 감사 고리는 뗄 수 없고, 파이썬의 어떤
이름으로도 이 함수에 닿지 않는다.

검사를 도는 동안 시험관의 코드는 그 위에 없다(judge.py). 그래서 프레임은 막지 않고, 검사 도중에
본 것을 적어 두기만 한다. 막은 일은 점수와 상관없다. 라이브러리를 시켜서 하는 일까지 막을 수는
없으므로, 이 벽으로 지킬 수 있는 것은 많지 않다(tests/warmgrade/hostile.py).
"""

import os
import sys
import time
from collections.abc import Callable

from . import origin

_FRAMES = {"tb_frame", "gi_frame", "cr_frame", "ag_frame"}
_FUNCTION = {"__code__", "__defaults__", "__kwdefaults__"}
_SETTING = {"object.__setattr__", "object.__delattr__"}
_COMMAND = "warmgrade"
_SEEING = {"sys._getframe", "object.__getattr__"}
# 추적 함수는 검사의 줄을 건너뛰게 할 수 있다.
_IN_TESTS = {"sys.settrace"}
_LOOKING = {
    *_IN_TESTS,
    "sys._current_frames",
    "sys._current_exceptions",
    "gc.get_objects",
    "gc.get_referrers",
    "gc.get_referents",
    "marshal.loads",
    "marshal.load",
    "ctypes.dlopen",
    "ctypes.dlsym",
    "ctypes.dlsym/handle",
    "ctypes.string_at",
    "ctypes.wstring_at",
    "ctypes.cdata",
    "ctypes.cdata/buffer",
    "ctypes.PyObj_FromPtr",
    "ctypes.call_function",
}
# 누가 시켰든 막는 것: 나중에 온 고리와, 라이브러리의 코드인 체하는 코드를 만드는 것.
_ALWAYS = {"sys.addaudithook", "compile"}
_WATCHED = _SEEING | _SETTING | _LOOKING | _ALWAYS | {"code.__new__", "import", _COMMAND}
# 남이 시킨 대로 추적하거나 메모리를 꺼내 주는 표준 라이브러리. 시킨 쪽까지 본다.
_ERRANDS = ("ctypes/__init__.py", "types.py", "bdb.py", "pdb.py", "/trace.py", "/threading.py")
# 글로 적은 속성을 읽어 주는 것. 정직하게 프레임을 읽을 일이 없다.
_DEPUTIES = ("/string.py",)
# 설치된 플러그인의 assert를 고쳐 쓴 나무를 컴파일한다.
_REWRITER = "_pytest/assertion/rewrite.py"
_MOST, _PATIENCE = 50, 200
_sleep = time.sleep

# 검사하는 동안 학생의 코드가 하려 했거나 들여다본 것.
noticed: list[str] = []
# 라이브러리가 바꾼 함수의 속성. 학생이 시켰을 수 있으므로 되돌릴 것이 있는지 자세히 본다.
touched: list[str] = []
_ours: set[int] = set()
_commands: dict[str, Callable] = {}
_files: set[str] = set()
_looker = None
_always_free = _free = False


class Refused(PermissionError):
    """채점할 때는 쓸 수 없는 기능이다."""


def _look():
    """`_caller`를 부른 함수를 부른 프레임. `sys._getframe`과 달리 감사 사건을 내지 않는다."""
    own = yield
    while True:
        yield own.f_back.f_back.f_back


def _caller():
    """감사 사건을 낸 프레임. 들여다보는 도중에 불렸으면 None."""
    for _ in range(_PATIENCE):
        try:
            return _looker.send(None)
        except ValueError:
            # 다른 스레드가 보는 중이면 곧 끝난다.
            _sleep(0)
    return None


def _trusts(file: str) -> bool:
    """설치된 라이브러리의 파일이거나 지금 도는 검사인지."""
    return origin.library(file) or file in _files


def _asked_by_library(frame, event: str, arguments: tuple) -> bool:
    code, above = frame.f_code, frame.f_back
    if not _trusts(code.co_filename):
        return False
    if event in _ALWAYS:
        # 오류를 보여 주는 것은 검사의 글을 다시 컴파일해 본다.
        return code.co_filename.endswith(_REWRITER) or arguments[-1] in _files
    sent = event not in _SETTING and code.co_filename.endswith(_ERRANDS) and above
    return not sent or _trusts(above.f_code.co_filename)


def _within_ours(frame) -> bool:
    """시험관이 부른 학생의 코드인지. 그 프레임에서 위로 올라가면 시험관의 것이 보인다."""
    strange = False
    while frame is not None:
        if id(frame.f_globals) in _ours:
            return strange
        strange = strange or not origin.library(frame.f_code.co_filename)
        frame = frame.f_back
    return False


def _same_as_on_disk(source: object, file: str) -> bool:
    try:
        with open(file, "rb") as text:
            data = text.read()
    except OSError:
        return False
    return data == (source.encode() if isinstance(source, str) else source)


def _concerns(event: str, arguments: tuple) -> str | None:
    """막을 일이면 그 이름."""
    if event in _SETTING:
        if arguments[1] not in _FUNCTION:
            return None
        return arguments[1] if origin.library(arguments[0].__code__.co_filename) else None
    if event == "code.__new__":
        file = arguments[1]
        return "CodeType" if isinstance(file, str) and _trusts(file) else None
    if event == "compile":
        source, file = arguments
        file = os.fsdecode(file) if isinstance(file, bytes) else file
        if isinstance(file, str) and _trusts(file) and not _same_as_on_disk(source, file):
            return "compile"
        return None
    if event == "import":
        name = arguments[0]
        return name if isinstance(name, str) and name.partition(".")[0] == "warmgrade" else None
    return None if event in _IN_TESTS and not _files else event


def _note(name: str) -> None:
    if len(noticed) < _MOST and name not in noticed:
        noticed.append(name)


def _see(frame, name: str) -> None:
    """프레임을 보려는 일. 시험관의 코드 위에서만 막는다."""
    if frame is None or _within_ours(frame):
        _note(name)
        raise Refused(f"채점할 때는 쓸 수 없는 기능입니다: {name}")
    if not _files or _free:
        return
    while frame is not None and frame.f_code.co_filename.endswith(_DEPUTIES):
        frame = frame.f_back
    if frame is not None and origin.student(frame.f_code.co_filename):
        _note(name)


def _hook(event: str, arguments: tuple) -> None:
    if event not in _WATCHED:
        return
    if event == _COMMAND:
        # 지역 변수로 두지 않는다. 이 프레임을 손에 넣어도 시험관의 함수는 보이지 않는다.
        if arguments and arguments[0] in _commands:
            _commands[arguments[0]](_caller(), *arguments[1:])
        return
    if event == "object.__getattr__" and arguments[1] not in _FRAMES:
        return
    frame = _caller()
    if frame is not None and id(frame.f_globals) in _ours:
        return
    if event in _SEEING:
        _see(frame, event if event == "sys._getframe" else arguments[1])
        return
    name = None if _free or _always_free else _concerns(event, arguments)
    if name is None:
        return
    # 알 수 없으면 신호 처리기가 시험관의 코드 사이에 끼어든 것이다.
    if frame is not None and _asked_by_library(frame, event, arguments):
        if event in _SETTING:
            touched.append(name)
        return
    if frame is None or not _trusts(frame.f_code.co_filename):
        _note(name)
    raise Refused(f"채점할 때는 쓸 수 없는 기능입니다: {name}")


def trust(file: str | None, free: bool = False) -> None:
    """이 파일 이름의 코드를 믿는다. None이면 검사가 끝난 것이다.

    free이면 검사가 스스로 추적하거나 객체를 늘어놓으므로, 누가 부르든 막지 않는다.
    """
    global _free
    _free = free
    _files.clear()
    if file:
        origin.teach(file)
        _files.add(file)


def start(spaces: list[dict], commands: dict[str, Callable], free: bool) -> None:
    """학생 코드가 돌기 전에 부른다. spaces는 시험관의 코드가 사는 이름 공간들이다."""
    global _looker, _always_free
    _always_free = free
    _ours.update(id(space) for space in spaces)
    _commands.update(commands)
    _looker = _look()
    next(_looker)
    own = _looker.gi_frame

    def first():
        _looker.send(own)

    (lambda: first())()
    sys.addaudithook(_hook)
