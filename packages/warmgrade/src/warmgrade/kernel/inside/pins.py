"""검사의 코드가 학생이 바꿀 수 있는 이름 대신 쓸 객체들."""

import builtins
import dis
import types

from . import liars, restore

_PINNED = (types.ModuleType, types.BuiltinFunctionType)
# 믿는 셀이 정의한 도우미. 이름 → 고정한 것.
captured: dict[str, object] = {}


def pinned(value: object, space: dict, helpers: list[str]) -> object:
    """도우미 함수가 쓰는 모듈과 다른 도우미를, 학생이 이름을 바꾸어도 처음의 것으로 고정한다."""
    if not isinstance(value, types.FunctionType) or _writes_globals(value.__code__):
        return value
    # 붙박아 둔 이름은 그대로, 나머지는 학생의 이름 공간에서 찾는다.
    live = type("Live", (dict,), {"__missing__": space.__getitem__})
    keep = live({"__builtins__": vars(builtins).copy(), "__name__": "__main__"})
    for name in _names(value.__code__):
        found = space.get(name)
        if isinstance(found, _PINNED) or (name in helpers and name in captured):
            keep[name] = captured.get(name, found)
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


def borrowed(request: dict, space: dict, snapshot: restore.Snapshot) -> dict[str, object]:
    """상수의 이름 → 거기에 놓을 객체."""
    placed = {request["compare"]: liars.compare}
    for alias, name in request["builtins"].items():
        placed[alias] = snapshot.members["builtins"].get(name, getattr(builtins, name, None))
    for alias, (module, attribute, name) in request["imports"].items():
        try:
            placed[alias] = liars.honest(_found(snapshot, module, attribute, []))
        except (LookupError, AttributeError, ImportError):
            # 없는 것을 부르는 일은 검사가 그 자리에 이르렀을 때 실패하게 둔다.
            absent = liars.Absent(f"name {name!r} is not defined")
            placed[alias] = space.get(name, absent)
    for alias, (module, attribute, name, *chain) in request["chains"].items():
        try:
            placed[alias] = liars.honest(_found(snapshot, module, attribute, chain))
        except (LookupError, AttributeError, ImportError):
            placed[alias] = liars.later(space, name, chain)
    for alias, name in request["captured"].items():
        if name in captured or name in space:
            placed[alias] = captured.get(name, space.get(name))
        else:
            placed[alias] = liars.Absent(f"name {name!r} is not defined")
    return placed


def _found(
    snapshot: restore.Snapshot, module: str, attribute: str | None, chain: list[str]
) -> object:
    """학생 코드가 돌기 전부터 있던 모듈에서 꺼낸 것. Raises: LookupError, AttributeError"""
    name = module.partition(".")[0] if attribute is None else module
    value = snapshot.modules[name]
    for step in [attribute, *chain] if attribute else chain:
        # 모듈이나 클래스가 아닌 것의 속은 검사가 도는 동안 달라질 수 있다.
        if not isinstance(value, (types.ModuleType, type)):
            raise LookupError(step)
        value = getattr(value, step)
    return value
