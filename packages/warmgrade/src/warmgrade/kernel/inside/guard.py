"""학생의 코드가 시험관과 검사를 들여다보지 못하게, 들여다보는 일을 감사 고리로 막는다.

프레임, 살아 있는 객체의 목록, 추적 함수처럼 자기를 부른 쪽에 닿는 길은 모두 감사 사건을 낸다.
그 일을 곧바로 부른 코드가 라이브러리면 두고, 아니면 막고 적어 둔다. 감사 고리는 뗄 수 없고,
파이썬의 어떤 이름으로도 이 함수에 닿지 않는다.
"""

import os
import sys
import sysconfig
import time
from collections.abc import Callable

_FRAMES = {"f_code", "tb_frame", "gi_frame", "cr_frame", "ag_frame"}
_FRAMES |= {"gi_code", "cr_code", "ag_code"}
_READ_IN_TESTS = _FRAMES | {"__code__"}
_FUNCTION = {"__code__", "__defaults__", "__kwdefaults__"}
_SETTING = {"object.__setattr__", "object.__delattr__"}
# 부른 쪽이 라이브러리여도 쓸 일이 없는 것. 나중에 온 고리는 모든 코드를 지켜본다.
_NEVER = {"sys.addaudithook", "sys.monitoring.register_callback"}
# 라이브러리의 코드인 체하는 코드를 만드는 것도 누가 시켰든 막는다.
_ALWAYS = _NEVER | {"compile"}
_COMMAND = "warmgrade"
_LOOKING = {
    "sys.settrace",
    "sys.setprofile",
    "sys._getframe",
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
_DEEP = _LOOKING | {"object.__getattr__", "code.__new__"}
_WATCHED = (
    _NEVER
    | _LOOKING
    | {
        "object.__getattr__",
        "object.__setattr__",
        "object.__delattr__",
        "code.__new__",
        "compile",
        "import",
        _COMMAND,
    }
)
# 남이 시킨 대로 프레임이나 메모리를 꺼내 주는 표준 라이브러리. 시킨 쪽까지 본다.
_ERRANDS = (
    *("inspect.py", "traceback.py", "logging/__init__.py", "ctypes/__init__.py", "copy.py"),
    *("types.py", "asyncio/base_tasks.py", "IPython/utils/frame.py", "bdb.py", "pdb.py"),
    *("/profile.py", "/trace.py", "/threading.py"),
)
# 프레임을 하나씩 내주는 것. 글로 바꾸어 주는 함수가 불렀을 때만 둔다.
_WALKS = {"walk_tb", "walk_stack"}
_WHOLE = {"extract_tb", "extract_stack", "__init__"}
_HARMLESS = {"print_stack", "print_exc", "format_exc"}
_MOST, _PATIENCE = 50, 200
_sleep = time.sleep

noticed: list[str] = []
# 라이브러리가 바꾼 함수의 속성. 학생이 시켰을 수 있으므로 되돌릴 것이 있는지 자세히 본다.
touched: list[str] = []
_ours: set[int] = set()
_commands: dict[str, Callable] = {}
_files: set[str] = set()
_folders: tuple[str, ...] = ()
_looker = None


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


def trusts(file: str) -> bool:
    """설치된 라이브러리의 파일이거나 지금 도는 검사인지."""
    return file.startswith(_folders) or file in _files


def _asked_by_library(frame, event: str, arguments: tuple) -> bool:
    code = frame.f_code
    if not trusts(code.co_filename):
        return False
    above = frame.f_back
    if code.co_name in _WALKS:
        while above and above.f_code.co_filename == code.co_filename:
            if above.f_code.co_name in _WHOLE:
                return True
            above = above.f_back
        return False
    errand = event in _DEEP and code.co_filename.endswith(_ERRANDS)
    sent = errand and code.co_name not in _HARMLESS and above
    if sent and not trusts(above.f_code.co_filename):
        return False
    if event == "sys._getframe" and _files and arguments:
        return not _beyond_student(above, arguments[0])
    return True


def _beyond_student(frame, target) -> bool:
    """라이브러리가 보려는 프레임이 학생의 코드를 지나 검사나 시험관의 것인지."""
    if id(target.f_globals) not in _ours and target.f_code.co_filename not in _files:
        return False
    while frame and frame is not target:
        if not trusts(frame.f_code.co_filename):
            return True
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
    if event == "object.__getattr__":
        thing, name = arguments
        # 검사가 넘겨준 함수의 상수도 읽지 못하게 한다.
        return name if name in _FRAMES or thing.__code__.co_filename in _files else None
    if event in _SETTING:
        if arguments[1] not in _FUNCTION:
            return None
        return arguments[1] if trusts(arguments[0].__code__.co_filename) else None
    if event == "code.__new__":
        file = arguments[1]
        return "CodeType" if isinstance(file, str) and trusts(file) else None
    if event == "compile":
        source, file = arguments
        file = os.fsdecode(file) if isinstance(file, bytes) else file
        if isinstance(file, str) and trusts(file) and not _same_as_on_disk(source, file):
            return "compile"
        return None
    if event == "import":
        name = arguments[0]
        return name if isinstance(name, str) and name.startswith("warmgrade") else None
    return event


def _hook(event: str, arguments: tuple) -> None:
    if event not in _WATCHED:
        return
    if event == _COMMAND:
        # 지역 변수로 두지 않는다. 이 프레임을 손에 넣어도 시험관의 함수는 보이지 않는다.
        if arguments and arguments[0] in _commands:
            _commands[arguments[0]](*arguments[1:])
        return
    # 함수의 코드를 보는 것은 흔한 일이라서 검사가 도는 동안에만 살핀다.
    if event == "object.__getattr__" and arguments[1] not in (
        _READ_IN_TESTS if _files else _FRAMES
    ):
        return
    frame = _caller()
    if frame is not None and id(frame.f_globals) in _ours:
        return
    name = _concerns(event, arguments)
    if name is None:
        return
    # 알 수 없으면 신호 처리기가 시험관의 코드 사이에 끼어든 것이다.
    if frame is not None and event not in _ALWAYS and _asked_by_library(frame, event, arguments):
        if event in _SETTING:
            touched.append(name)
        return
    if len(noticed) < _MOST and name not in noticed:
        noticed.append(name)
    raise Refused(f"채점할 때는 쓸 수 없는 기능입니다: {name}")


def trust(file: str | None) -> None:
    """이 파일 이름의 코드를 믿는다. None이면 검사가 끝난 것이다."""
    _files.clear()
    if file:
        _files.add(file)


def library_folders() -> tuple[str, ...]:
    """믿는 코드의 파일 이름이 시작하는 말들. 가둔 커널은 여기에 쓸 수 없다."""
    here = os.getcwd()
    found = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    # 시험관이 쓰는 wire는 한 층 위에 있다.
    found.add(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    found |= {p for p in sys.path if os.path.isabs(p) and not p.startswith(here)}
    found |= {os.path.realpath(path) for path in found}
    return "<frozen ", *(os.path.join(path, "") for path in found if path != "/")


def know_libraries() -> None:
    """무엇이 라이브러리인지 정한다. `trusts`를 부르기 앞서 한 번 부른다."""
    global _folders
    _folders = library_folders()


def start(spaces: list[dict], commands: dict[str, Callable]) -> None:
    """학생 코드가 돌기 전에 부른다. spaces는 시험관의 코드가 사는 이름 공간들이다."""
    global _looker
    _ours.update(id(space) for space in spaces)
    _commands.update(commands)
    _looker = _look()
    next(_looker)
    own = _looker.gi_frame

    def first():
        _looker.send(own)

    (lambda: first())()
    sys.addaudithook(_hook)
