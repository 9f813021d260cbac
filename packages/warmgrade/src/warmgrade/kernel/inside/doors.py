"""검사를 실행하는 문: 시험관과 검사 사이에 있는 짧은 함수 둘.

문이 쓰는 것은 모두 코드의 상수로 박혀 있어서, 학생이 같은 코드로 다른 함수를 만들어도 하는 일이
같다. 이름을 상수로 바꾸는 일은 검사의 코드에도 한다.
"""

import ast
import sys
import types
import warnings

_compile = compile
_DOORS = """
def examine():
    job = []
    AUDIT("warmgrade", "open", job)
    error = value = None
    space, codes = job[0]
    try:
        for code in codes:
            value = EVALUATE(code, space)
    except EVERYTHING as caught:
        error = caught
    AUDIT("warmgrade", "close", value, error)

async def examine_later():
    job = []
    AUDIT("warmgrade", "open", job)
    error = value = None
    space, codes = job[0]
    try:
        for code in codes:
            value = EVALUATE(code, space)
            if code.co_flags & 0x80:
                value = await value
    except EVERYTHING as caught:
        error = caught
    AUDIT("warmgrade", "close", value, error)
"""
_FIXED = {"AUDIT": sys.audit, "EVALUATE": eval, "EVERYTHING": BaseException}


def codes() -> dict[str, types.CodeType]:
    """문의 이름 → 코드."""
    tree = ast.parse(_DOORS)
    for node in ast.walk(tree):
        for field, child in ast.iter_fields(node):
            if isinstance(child, ast.Name) and child.id in _FIXED:
                fixed = ast.Constant(frozenset({child.id}))
                setattr(node, field, ast.copy_location(fixed, child))
    with warnings.catch_warnings():
        # 상수를 부르는 코드로 보여 경고가 나온다.
        warnings.simplefilter("ignore", SyntaxWarning)
        code = baked(_compile(tree, __file__, "exec"), _FIXED)
    inner = [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]
    return {one.co_name: one for one in inner}


def baked(code: types.CodeType, placed: dict[str, object]) -> types.CodeType:
    """이름을 적어 둔 상수를 그 객체로 바꾼 코드."""
    return code.replace(co_consts=tuple(_object(value, placed) for value in code.co_consts))


def _object(constant: object, placed: dict[str, object]) -> object:
    if isinstance(constant, types.CodeType):
        return baked(constant, placed)
    if isinstance(constant, tuple):
        return tuple([_object(item, placed) for item in constant])
    if isinstance(constant, frozenset):
        if len(constant) == 1:
            (name,) = constant
            if type(name) is str and name in placed:
                return placed[name]
        return frozenset([_object(item, placed) for item in constant])
    return constant
