"""학생 코드가 돌기 전의 모습을 적어 두었다가, 달라진 것을 찾아 되돌린다.

가르치는 사람의 셀이 바꾼 것은 달라진 것이 아니라 새 모습이다. 뒤의 셀이 그것에 기댈 수 있다.
"""

import signal
import sys
import types
from collections.abc import Iterator

from . import guard, origin

# 셸과 커널이 셀마다 스스로 바꾸는 이름과, 제 함수를 바꾸거나 너무 커서 견주지 않는 꾸러미.
_SHELL_OWNS = {
    *("input", "getpass", "exit", "quit", "get_ipython", "display", "displayhook", "excepthook"),
}
_UNWATCHED = {"matplotlib", "tensorflow"}
_TIMERS = tuple(
    getattr(signal, name)
    for name in ("ITIMER_REAL", "ITIMER_VIRTUAL", "ITIMER_PROF")
    if hasattr(signal, name)
)
# 이보다 얕으면 셸이 다음 셀을 실행하지 못한다.
_SHALLOW = 200
_settimer, _gettimer = getattr(signal, "setitimer", None), getattr(signal, "getitimer", None)
_settrace, _setprofile = sys.settrace, sys.setprofile
_gettrace, _getprofile = sys.gettrace, sys.getprofile
_NOTHING = object()


class _Shape:
    """함수가 하는 일을 정하는 것을 적어 두었다가, 달라졌으면 되돌린다.

    Attributes:
        guarded: 라이브러리의 함수여서, 바꾸려는 일이 `guard`를 거치는지. 함수의 속성을 읽는 것도
            감사 사건이라 수만 개를 검사마다 읽으면 느리다. 이런 함수는 기본값을 담은 사전의
            속만 늘 살피고, 나머지는 누가 바꾼 낌새가 있을 때만 살핀다.
    """

    __slots__ = ("code", "copy", "defaults", "function", "guarded", "name", "named")

    def __init__(self, name: str, function: types.FunctionType) -> None:
        self.name, self.function = name, function
        self.guarded = origin.library(function.__code__.co_filename)
        self.accept()

    def accept(self) -> None:
        """지금의 모습을 적어 둔다."""
        function = self.function
        self.code, self.defaults = function.__code__, function.__defaults__
        self.named = function.__kwdefaults__
        self.copy = dict(self.named) if self.named is not None else None

    def restore(self, closely: bool) -> bool:
        """달라져 있었으면 True."""
        same = _same_items(self.named, self.copy)
        if not same:
            self.named.clear()
            self.named.update(self.copy)
        if self.guarded and not closely:
            return not same
        function = self.function
        if (
            function.__code__ is not self.code
            or function.__defaults__ is not self.defaults
            or function.__kwdefaults__ is not self.named
        ):
            function.__code__, function.__defaults__ = self.code, self.defaults
            function.__kwdefaults__ = self.named
            return True
        return not same


def _shapes(name: str, methods: dict[str, object]) -> Iterator[_Shape]:
    for method, item in methods.items():
        if isinstance(item, types.FunctionType):
            yield _Shape(f"{name}.{method}", item)


def _same_items(now: dict | None, before: dict | None) -> bool:
    """학생의 `==`를 부르지 않고 견준다."""
    if now is None or before is None:
        return now is before
    return list(now) == list(before) and all(now[name] is before[name] for name in before)


class Snapshot:
    """적어 둔 모습.

    Args:
        names: 바뀌면 안 되는 모듈. 함께 불러온 하위 모듈까지 본다.
    """

    def __init__(self, names: list[str]) -> None:
        # 시험관의 모듈은 곧 치운다.
        self.modules = {n: m for n, m in sys.modules.items() if n.partition(".")[0] != "warmgrade"}
        self.members = {name: _members(sys.modules[name]) for name in _family(names)}
        self.classes = [
            (f"{module}.{name}", value, _methods(value))
            for module, members in self.members.items()
            for name, value in members.items()
            if isinstance(value, type) and value.__module__ == module
        ]
        self.shapes = list(self._functions())
        self.loose = [s for s in self.shapes if not s.guarded or s.named is not None]
        self.finders = {"meta_path": list(sys.meta_path), "path_hooks": list(sys.path_hooks)}
        self.streams = [
            (name, getattr(sys, name), dict(vars(getattr(sys, name))))
            for name in ("stdout", "stderr")
        ]
        self.recursion = sys.getrecursionlimit()
        self.hooks = {name: getattr(sys, name) for name in ("displayhook", "excepthook", "audit")}
        self.watching = None, None
        self.armed: set[int] = set()

    def _functions(self) -> Iterator[_Shape]:
        for module, members in self.members.items():
            for name, value in members.items():
                if isinstance(value, types.FunctionType):
                    yield _Shape(f"{module}.{name}", value)
                # 장식된 함수의 속은 모듈에 이름이 없을 수 있다.
                if isinstance(inner := _inside(value), types.FunctionType):
                    yield _Shape(f"{module}.{name}", inner)
        for name, _, methods in self.classes:
            yield from _shapes(name, methods)

    def watch(self, name: str, value: object) -> None:
        """믿는 셀이 정의한 함수도 되돌릴 것에 넣는다."""
        found = []
        if isinstance(value, types.FunctionType):
            found = [_Shape(name, value)]
        elif isinstance(value, type):
            methods = _methods(value)
            self.classes.append((name, value, methods))
            found = list(_shapes(name, methods))
        self.shapes += found
        self.loose += found

    def repair(self, adopt: bool = False) -> dict[str, bool]:
        """처음과 달라진 것을 되돌리고, 그 이름 → 학생의 것이었는지를 돌려준다.

        Args:
            adopt: 가르치는 사람의 셀이 바꾼 것으로 보아 새 모습으로 삼을지. 그때도 학생의 셀에서
                정의한 것은 되돌린다.
        """
        changed = self._repair_modules(adopt)
        for module_name, members in self.members.items():
            module = self.modules[module_name]
            space = vars(module)
            for name, value in list(members.items()):
                now = space.get(name, _NOTHING)
                if now is value:
                    continue
                by_student = origin.by_student(now)
                if (adopt and not by_student) or _loaded_again(module, name, now):
                    _keep(members, name, now)
                    continue
                space[name] = value
                changed[f"{module_name}.{name}"] = by_student
        for name, value, methods in self.classes:
            space = vars(value)
            for method, item in list(methods.items()):
                now = space.get(method, _NOTHING)
                if now is item:
                    continue
                by_student = origin.by_student(now)
                if adopt and not by_student:
                    _keep(methods, method, now)
                    continue
                setattr(value, method, item)
                changed[f"{name}.{method}"] = by_student
        closely = bool(guard.touched)
        for shape in self.shapes if closely else self.loose:
            if adopt:
                shape.accept()
            elif shape.restore(closely):
                changed[shape.name] = True
        return changed | self._repair_finders(adopt)

    def _repair_modules(self, adopt: bool) -> dict[str, bool]:
        changed = {}
        for name, module in list(self.modules.items()):
            now = sys.modules.get(name)
            if now is module or (now is not None and name not in self.members):
                continue
            if adopt:
                # 다시 불러온 모듈은 지켜보지 않는다.
                del self.modules[name]
                self.members.pop(name, None)
                continue
            sys.modules[name] = module
            if name in self.members:
                changed[name] = True
        return changed

    def _repair_finders(self, adopt: bool) -> dict[str, bool]:
        """모듈을 찾는 것 가운데 학생의 것을 빼고, 없앤 것을 되돌린다. 라이브러리의 것은 둔다."""
        changed = {}
        for name, before in self.finders.items():
            now = getattr(sys, name)
            kept = [finder for finder in now if not origin.by_student(finder)]
            if not adopt:
                kept += [f for f in before if not any(f is other for other in kept)]
            if not _same_list(now, kept):
                now[:] = kept
                changed[f"sys.{name}"] = True
            self.finders[name] = kept
        return changed

    def accept(self) -> None:
        """가르치는 사람의 셀이 켜 둔 추적 함수와 시계를 그대로 둔다."""
        self.watching = _gettrace(), _getprofile()
        self.armed = {timer for timer in _TIMERS if _gettimer(timer) != (0.0, 0.0)}

    def quiet(self) -> list[str]:
        """검사 도중에 끼어들 수 있는, 학생이 켜 둔 추적과 시계를 멈춘다."""
        found = []
        trace, profile = self.watching
        if _gettrace() is not trace or _getprofile() is not profile:
            found.append("sys.settrace")
            _settrace(None)
            _setprofile(None)
        for timer in _TIMERS:
            if timer not in self.armed and _settimer(timer, 0) != (0.0, 0.0):
                found.append("signal.setitimer")
        return found

    def reopen(self) -> None:
        """학생이 망가뜨린 출력을 되돌린다. 정직한 실수일 수 있으므로 적지 않는다."""
        for name, stream, inside in self.streams:
            if _broken(getattr(sys, name, None)):
                setattr(sys, name, stream)
            for key, value in inside.items():
                # ipykernel의 출력은 닫으면 보내는 스레드를 잊는다.
                if value is not None and vars(stream).get(key) is None:
                    vars(stream)[key] = value
            if origin.by_student(vars(stream).get("write")):
                vars(stream).pop("write")
        if sys.getrecursionlimit() < _SHALLOW:
            sys.setrecursionlimit(self.recursion)
        for name, hook in self.hooks.items():
            now = getattr(sys, name, None)
            if now is not hook and (not callable(now) or origin.by_student(now)):
                setattr(sys, name, hook)


def _broken(stream: object) -> bool:
    """쓸 수 없거나, 무엇을 할지 모르는 학생의 것인지."""
    return stream is None or origin.by_student(stream) or bool(getattr(stream, "closed", False))


def _keep(space: dict[str, object], name: str, now: object) -> None:
    if now is _NOTHING:
        del space[name]
    else:
        space[name] = now


def _loaded_again(module: types.ModuleType, name: str, now: object) -> bool:
    """그 모듈의 파일에서 다시 불러온 같은 이름의 함수나 클래스인지. 코드의 이름은 꾸밀 수 없다."""
    file = getattr(module, "__file__", None)
    if type(now) is types.FunctionType:
        return now.__code__.co_filename == file and now.__code__.co_qualname == name
    if type(now) is not type:
        return False
    codes = [item.__code__ for item in vars(now).values() if type(item) is types.FunctionType]
    return bool(codes) and all(
        code.co_filename == file and code.co_qualname.startswith(f"{name}.") for code in codes
    )


def _inside(value: object) -> object:
    """장식하기 전의 함수. 모듈은 무엇이든 가진 체할 수 있으므로 함수에게만 묻는다."""
    if isinstance(value, (type, types.ModuleType)):
        return None
    try:
        return getattr(value, "__wrapped__", None)
    except Exception:
        return None


def _same_list(now: list, before: list) -> bool:
    return len(now) == len(before) and all(a is b for a, b in zip(now, before))


def _family(roots: list[str]) -> list[str]:
    """이름난 모듈과, 그 모듈이 함께 불러온 같은 꾸러미의 하위 모듈."""
    roots = [name for name in roots if name in sys.modules]
    tops = {name.partition(".")[0] for name in roots} - _UNWATCHED
    inside = [n for n in sys.modules if n.partition(".")[0] in tops]
    return [n for n in inside if isinstance(sys.modules[n], types.ModuleType)]


def _members(module: types.ModuleType) -> dict[str, object]:
    """바뀌면 안 되는 이름: 함수와 클래스와 하위 모듈."""
    return {
        name: value
        for name, value in list(vars(module).items())
        if name not in _SHELL_OWNS and (callable(value) or isinstance(value, types.ModuleType))
    }


def _methods(value: type) -> dict[str, object]:
    """클래스의 메서드들."""
    kinds = (types.FunctionType, property, classmethod, staticmethod)
    return {name: item for name, item in vars(value).items() if isinstance(item, kinds)}
