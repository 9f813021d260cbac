"""학생이 만든 객체가 무엇과 견주든 같다고 우기는지 본다.

검사의 `a == b`는 `compare("==", a, b)`로 고쳐져 있다. 견주는 법을 학생이 정한 객체라면, 같을 수
없는 것들과도 견주어 본다. 진짜 값은 그 사이에 섞여 있으므로 골라서 거짓말할 수 없다. 견주는 법을
스스로 정하라는 과제의 검사는 고치지 않는다(exam.py).
"""

import operator
import os
import sys
import types

_OPERATORS = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_OPPOSITE = {"<": ">", "<=": ">", ">": "<", ">=": "<"}
_numpy = sys.modules.get("numpy")
_Array = _numpy.ndarray if _numpy else type("NoArray", (), {})
_DUNDERS = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__")
_TAKEOVERS = ("__array_function__", "__array_ufunc__")
_ARITHMETIC = (
    *("__sub__", "__rsub__", "__add__", "__radd__", "__mul__", "__rmul__", "__abs__", "__neg__"),
    *("__truediv__", "__rtruediv__", "__float__", "__int__", "__index__", "__bool__"),
    *_DUNDERS,
)
# NumPy의 견주는 함수는 파이썬의 수를 배열로 바꾸지 않고 빼고 나눈다.
_NUMBERS = {int: int.__int__, float: float.__float__, complex: complex.__pos__}
_PLAIN = {int, float, str, bool, bytes, list, tuple, dict, set, complex, type(None), _Array}
_HEAP_TYPE = 1 << 9
_QUESTIONS = 7
_BUILT_IN = (
    types.WrapperDescriptorType,
    types.MethodDescriptorType,
    types.BuiltinFunctionType,
    types.ClassMethodDescriptorType,
)
_random = os.urandom
_folders: tuple[str, ...] = ()
_COMPARING = {"allclose", "isclose", "array_equal", "array_equiv"}

noticed: list[str] = []


def start(folders: tuple[str, ...]) -> None:
    global _folders
    _folders = folders


class Absent:
    """없는 것. 부르거나 들여다보면 없다고 한다."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __call__(self, *values: object, **named: object) -> None:
        raise NameError(self._text)

    def __getattr__(self, name: str) -> None:
        raise NameError(self._text)


def later(space: dict, root: str, chain: list[str]) -> object:
    """검사가 시작할 때 아직 없을 수도 있는 함수. 부를 때 검사가 적은 대로 찾는다."""

    def found(*values: object, **named: object) -> object:
        if root not in space:
            raise NameError(f"name {root!r} is not defined")
        value = space[root]
        for name in chain:
            value = getattr(value, name)
        return value(*values, **named)

    return found


def _made_by_student(kind: type, names: tuple[str, ...]) -> bool:
    """그 자료형이 이 가운데 하나를 학생의 코드로 정했는지."""
    if kind in _PLAIN or not kind.__flags__ & _HEAP_TYPE:
        return False
    for name in names:
        for base in type.__dict__["__mro__"].__get__(kind):
            found = type.__dict__["__dict__"].__get__(base).get(name)
            if found is None:
                continue
            if isinstance(found, types.FunctionType):
                if not found.__code__.co_filename.startswith(_folders):
                    return True
            elif not isinstance(found, _BUILT_IN):
                return True
            break
    return False


def _unlike(value: object) -> object:
    """value와 자료형은 같고 값은 다른 것."""
    far = 10**6 + int.from_bytes(_random(4), "big")
    far = far if _random(1)[0] % 2 else -far
    if isinstance(value, str):
        return f"{far:x}"
    if isinstance(value, (list, tuple)):
        return type(value)([far]) if type(value) in (list, tuple) else [far]
    if type(value) is _Array:
        return _numpy.full(value.shape, far, dtype=float)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return object()
    return type(value)(far) if type(value) in (int, float) else float(far)


def _true(function, *values: object) -> bool:
    try:
        answer = function(*values)
        return bool(answer.all() if type(answer) is _Array else answer)
    except Exception:
        return False


def _lies(name: str, odd: object, other: object) -> bool:
    ask = _OPERATORS[name]
    if name in _OPPOSITE:
        return _true(ask, odd, other) and _true(_OPERATORS[_OPPOSITE[name]], odd, other)
    if name == "!=":
        return _true(ask, odd, odd)
    return any(_true(ask, odd, _unlike(other)) for _ in range(_QUESTIONS))


def compare(name: str, left: object, right: object) -> object:
    """`left name right`. 거짓말쟁이가 끼어 있으면 적어 둔다."""
    kinds = [_made_by_student(type(value), _DUNDERS) for value in (left, right)]
    if not any(kinds):
        return _OPERATORS[name](left, right)
    # 절반은 먼저 물어 보아, 처음 물을 때만 거짓말하는 것도 걸리게 한다.
    first = bool(_random(1)[0] % 2)
    answer = None if first else _OPERATORS[name](left, right)
    for odd, other, mine in ((left, right, kinds[0]), (right, left, kinds[1])):
        if mine and _lies(name, odd, other):
            noticed.append(f"무엇과도 같다고 하는 {type(odd).__name__[:40]}")
    return _OPERATORS[name](left, right) if first else answer


def _plain(value: object) -> object:
    """NumPy의 함수를 가로채는 배열이면 보통 배열로, 셈을 스스로 정한 수이면 보통 수로 바꾼다."""
    for kind, exact in _NUMBERS.items():
        if issubclass(type(value), kind) and _made_by_student(type(value), _ARITHMETIC):
            return exact(value)
    if not _made_by_student(type(value), _TAKEOVERS):
        return value
    noticed.append(f"NumPy의 함수를 가로채는 {type(value).__name__[:40]}")
    return value.view(_Array) if isinstance(value, _Array) else value


def honest(function: object) -> object:
    """학생의 배열이 가로채지 못하게 감싼 NumPy의 견주는 함수. 다른 것은 그대로 돌려준다."""
    if isinstance(function, (Absent, types.ModuleType)) or not callable(function):
        return function
    name = getattr(function, "__name__", "")
    module = getattr(function, "__module__", None) or ""
    if not isinstance(name, str) or not isinstance(module, str):
        return function
    if not module.startswith("numpy") or not (name in _COMPARING or name.startswith("assert_")):
        return function

    def asked(*values, **named):
        return function(*map(_plain, values), **{n: _plain(v) for n, v in named.items()})

    return asked
