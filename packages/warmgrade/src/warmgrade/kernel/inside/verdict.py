"""검사가 끝난 모습을 판정에 실을 말로 바꾼다: 부분 점수와, 학생에게 보여도 되는 오류."""

import builtins
import linecache
from collections.abc import Callable
from types import CodeType

from . import origin

_traceback_of = BaseException.__dict__["__traceback__"].__get__
_MRO = type.__dict__["__mro__"].__get__
_BUILTIN_ERRORS = {
    value
    for value in vars(builtins).values()
    if isinstance(value, type) and issubclass(value, BaseException)
}


def number(value: object, shown: Callable[[object], str | None]) -> float | str | None:
    """부분 점수. 수가 아니면 그 자료형의 이름, 값이 없으면 None.

    nbgrader는 보이는 글이 수이면 점수로 읽는다. shown은 셸이 값을 보이는 글이고, 보이지 않으면
    None이다.
    """
    kind = type(value)
    if value is None:
        return None
    if kind.__module__ == "numpy" and hasattr(value, "item"):
        try:
            value = value.item()
        except ValueError:
            return str(kind.__name__)
    if type(value) in (int, float):
        try:
            return float(value)
        except OverflowError:
            return float("inf") if value > 0 else float("-inf")
    try:
        return float(shown(value))
    except (TypeError, ValueError):
        return str(kind.__name__)


def described(error: BaseException, request: dict) -> dict:
    """학생에게 보여도 되는 만큼의 오류: 이름, 말, 학생 셀의 줄, 검사의 줄 번호.

    숨은 줄에서 난 오류는 검사가 스스로 한 말만 남긴다. 학생의 함수가 낸 오류의 말은 물론 이름에도
    숨은 검사가 넘긴 값이 실릴 수 있다.
    """
    file, visible = request["file"], set(request["visible"])
    frames, line, own = [], None, False
    trace = _traceback_of(error)
    while trace is not None:
        code = trace.tb_frame.f_code
        own = code.co_filename == file
        if own:
            line = trace.tb_lineno
        elif not origin.library(code.co_filename):
            frames.append([str(code.co_name), trace.tb_lineno, _line(code, trace.tb_lineno)])
        trace = trace.tb_next
    hidden = line is not None and line not in visible
    kind = type(error)
    if hidden:
        kind = next((base for base in _MRO(kind) if base in _BUILTIN_ERRORS), BaseException)
    text = ""
    if not hidden or (own and type(error) is AssertionError):
        try:
            text = str(error)
        except BaseException:
            text = ""
    return {
        "name": str(kind.__name__)[:200],
        "text": "".join(text[:4000]),
        "frames": frames[-5:],
        "line": line,
    }


def _line(code: CodeType, number: int) -> str:
    try:
        return "".join(linecache.getline(code.co_filename, number).strip()[:500])
    except BaseException:
        return ""
