"""학생 코드가 돌기 전의 모습을 적어 두었다가, 달라진 것을 찾아 되돌린다."""

import signal
import sys
import types
from collections.abc import Iterator

from . import guard

# 셸이 셀마다 스스로 바꾸는 내장 이름과, 제 함수를 바꾸거나 너무 커서 견주지 않는 꾸러미.
_SHELL_OWNS = {"input", "exit", "quit", "get_ipython", "display"}
_UNWATCHED = {"matplotlib", "tensorflow"}
_TIMERS = tuple(
    getattr(signal, name)
    for name in ("ITIMER_REAL", "ITIMER_VIRTUAL", "ITIMER_PROF")
    if hasattr(signal, name)
)
_settimer, _handle, _handler = (
    getattr(signal, name, None) for name in ("setitimer", "signal", "getsignal")
)
_settrace, _setprofile = sys.settrace, sys.setprofile
_gettrace, _getprofile = sys.gettrace, sys.getprofile


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
        self.code, self.defaults = function.__code__, function.__defaults__
        self.named = function.__kwdefaults__
        self.copy = dict(self.named) if self.named is not None else None
        self.guarded = guard.trusts(self.code.co_filename)

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
        self.finders = list(sys.meta_path), list(sys.path_hooks)
        self.streams = [
            (name, getattr(sys, name), dict(vars(getattr(sys, name))))
            for name in ("stdout", "stderr")
        ]
        self.recursion = sys.getrecursionlimit()
        self.hooks = {name: getattr(sys, name) for name in ("displayhook", "excepthook", "audit")}
        # SIGINT의 처리기는 ipykernel이 셀마다 바꾼다. 셀이 도는 동안에는 늘 이것이다.
        fixed = (signal.SIGKILL, signal.SIGSTOP, signal.SIGINT)
        self.handlers = {n: _handler(n) for n in signal.Signals if n not in fixed}
        self.handlers[signal.SIGINT] = signal.default_int_handler

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

    def repair(self) -> list[str]:
        """처음과 달라진 모듈, 함수, 메서드를 되돌리고 그 이름을 돌려준다."""
        changed = []
        for name, module in self.modules.items():
            now = sys.modules.get(name)
            if now is not module and (now is None or name in self.members):
                sys.modules[name] = module
                if name in self.members:
                    changed.append(name)
        for module_name, members in self.members.items():
            space = vars(self.modules[module_name])
            for name, value in members.items():
                if space.get(name) is not value:
                    space[name] = value
                    changed.append(f"{module_name}.{name}")
        for name, value, methods in self.classes:
            space = vars(value)
            for method, item in methods.items():
                if space.get(method) is not item:
                    setattr(value, method, item)
                    changed.append(f"{name}.{method}")
        closely = bool(guard.touched)
        shapes = self.shapes if closely else self.loose
        changed += [shape.name for shape in shapes if shape.restore(closely)]
        finders, hooks = self.finders
        if not _same_list(sys.meta_path, finders) or not _same_list(sys.path_hooks, hooks):
            sys.meta_path[:], sys.path_hooks[:] = finders, hooks
            changed.append("sys.meta_path")
        return changed

    def quiet(self) -> list[str]:
        """검사 도중에 끼어들 수 있는 것을 멈춘다: 추적, 시계, 신호 처리기."""
        found = ["sys.settrace"] if _gettrace() or _getprofile() else []
        _settrace(None)
        _setprofile(None)
        for timer in _TIMERS:
            if _settimer(timer, 0) != (0.0, 0.0):
                found.append("signal.setitimer")
        for number, before in self.handlers.items():
            if _handler(number) is not before and before is not None:
                _handle(number, before)
                found.append(f"signal.signal({number.name})")
        if hasattr(sys, "monitoring"):
            for tool in range(6):
                if sys.monitoring.get_tool(tool):
                    sys.monitoring.set_events(tool, 0)
        return found

    def reopen(self) -> None:
        """학생이 닫거나 갈아 끼운 출력을 되돌린다. 정직한 실수일 수 있으므로 적지 않는다."""
        for name, stream, inside in self.streams:
            setattr(sys, name, stream)
            for key, value in inside.items():
                # ipykernel의 출력은 닫으면 보내는 스레드를 잊는다.
                if value is not None and vars(stream).get(key) is None:
                    vars(stream)[key] = value
            vars(stream).pop("write", None)
        if sys.getrecursionlimit() < self.recursion:
            sys.setrecursionlimit(self.recursion)
        for name, hook in self.hooks.items():
            setattr(sys, name, hook)


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
