"""학생 코드가 돌기 전의 모습을 적어 두었다가, 달라진 것을 찾아 되돌린다."""

import signal
import sys
import types

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


def _shape(value: types.FunctionType) -> tuple:
    """함수가 하는 일을 정하는 것."""
    named = value.__kwdefaults__
    return value.__code__, value.__defaults__, dict(named) if named is not None else None


def _reshape(value: types.FunctionType, shape: tuple | None) -> bool:
    """함수를 적어 둔 대로 되돌린다. 달라져 있었으면 True."""
    if shape is None:
        return False
    code, defaults, named = shape
    if (
        value.__code__ is code
        and value.__defaults__ is defaults
        and _same_items(value.__kwdefaults__, named)
    ):
        return False
    value.__code__, value.__defaults__ = code, defaults
    value.__kwdefaults__ = dict(named) if named is not None else None
    return True


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
        self.finders = list(sys.meta_path), list(sys.path_hooks)
        # 장식된 함수의 속은 모듈에 이름이 없을 수 있다.
        self.inner = [
            (f"{module}.{name}", inner, _shape(inner))
            for module, members in self.members.items()
            for name, (value, _, _) in members.items()
            if isinstance(inner := _inside(value), types.FunctionType)
        ]
        self.extra: list[tuple] = []
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

    def watch(self, name: str, value: object) -> None:
        """믿는 셀이 정의한 함수도 되돌릴 것에 넣는다."""
        shape = _shape(value) if isinstance(value, types.FunctionType) else None
        self.extra.append((name, value, shape, _methods(value) if isinstance(value, type) else {}))

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
            for name, (value, shape, methods) in members.items():
                if space.get(name) is not value:
                    space[name] = value
                    changed.append(f"{module_name}.{name}")
                if shape is not None and _reshape(value, shape):
                    changed.append(f"{module_name}.{name}")
                if methods:
                    changed += _repair_class(value, methods, f"{module_name}.{name}")
        changed += [name for name, value, shape in self.inner if _reshape(value, shape)]
        for name, value, shape, methods in self.extra:
            if _reshape(value, shape):
                changed.append(name)
            if methods:
                changed += _repair_class(value, methods, name)
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


def _members(module: types.ModuleType) -> dict:
    """바뀌면 안 되는 것: 함수와 클래스와 하위 모듈, 그리고 파이썬 함수의 코드와 기본값."""
    found = {}
    for name, value in list(vars(module).items()):
        if name not in _SHELL_OWNS and (callable(value) or isinstance(value, types.ModuleType)):
            shape = _shape(value) if isinstance(value, types.FunctionType) else None
            own = isinstance(value, type) and value.__module__ == module.__name__
            found[name] = value, shape, _methods(value) if own else {}
    return found


def _methods(value: type) -> dict:
    """클래스의 메서드들."""
    return {
        name: (item, _shape(item) if isinstance(item, types.FunctionType) else None)
        for name, item in vars(value).items()
        if isinstance(item, (types.FunctionType, property, classmethod, staticmethod))
    }


def _repair_class(value: type, methods: dict, name: str) -> list[str]:
    changed = []
    for method, (item, shape) in methods.items():
        if vars(value).get(method) is not item:
            setattr(value, method, item)
            changed.append(f"{name}.{method}")
        if shape is not None and _reshape(item, shape):
            changed.append(f"{name}.{method}")
    return changed
