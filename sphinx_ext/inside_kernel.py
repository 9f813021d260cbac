"""책을 지을 때 노트북의 커널 안에서 부르는 두 함수.

커널은 이 파일을 `runpy`로 읽어 부르기만 하므로 노트북의 이름 공간에는 아무것도 남지 않는다.
`question`이 부르는 식을 만들고 `answer`가 답을 읽는다.
"""

import ast
import json
import linecache
import numbers
import os
import platform
import reprlib
import sys
import traceback
import types
import warnings
from collections.abc import Iterator
from typing import Any

# 상자 하나에 적는 식의 수와 값 하나의 길이.
MOST, LONGEST = 6, 200


def question(function: str, *arguments: str) -> dict[str, str]:
    """커널에 물을 `user_expressions`."""
    module = f"__import__('runpy').run_path({__file__!r})"
    called = ", ".join(map(repr, arguments))
    return {"answer": f"__import__('json').dumps({module}[{function!r}]({called}))"}


def answer(reply: dict) -> Any:
    """커널이 보낸 `execute_reply`에서 답을 꺼낸다. Raises: RuntimeError"""
    told = reply["content"]["user_expressions"]["answer"]
    if told["status"] != "ok":
        raise RuntimeError(f"{told['ename']}: {told['evalue']}")
    return json.loads(ast.literal_eval(told["data"]["text/plain"]))


def arithmetic() -> dict[str, str]:
    """이 커널이 수를 어떻게 셈하는지. 쪽에 그대로 적을 글이다."""
    import numpy as np
    from threadpoolctl import threadpool_info

    simd = np.show_config(mode="dicts")["SIMD Extensions"]
    told = {
        "파이썬": f"{platform.python_version()} ({platform.system()}, {platform.machine()})",
        "NumPy": f"{np.__version__}, {' '.join(simd['baseline'] + simd['found'])}",
    }
    blas = [library for library in threadpool_info() if library["user_api"] == "blas"]
    kinds = {
        f"{b['internal_api']} {b['version']} ({b.get('architecture', '커널 모름')})" for b in blas
    }
    told["BLAS"] = ", ".join(sorted(kinds)).replace("openblas", "OpenBLAS") or "알 수 없음"
    counts = ", ".join(map(str, sorted({b["num_threads"] for b in blas})))
    told["BLAS의 스레드"] = f"{counts or '알 수 없음'} (코어 {os.cpu_count()}개)"
    if tf := sys.modules.get("tensorflow"):
        from tensorflow.python.util._pywrap_util_port import IsMklEnabled

        told["TensorFlow"] = f"{tf.__version__}, oneDNN {'켜짐' if IsMklEnabled() else '꺼짐'}"
        threads = tf.config.threading.get_intra_op_parallelism_threads()
        told["TensorFlow의 스레드"] = str(threads or "코어 수만큼")
    return told


def failed_claim(source: str) -> dict:
    """방금 오류로 멈춘 셀이 무엇을 주장했고, 그 식들의 값이 얼마였는지.

    Returns:
        "claim": 성립하지 않은 조건이나 오류를 낸 문장. 문법이 틀린 셀이면 빈 글.
        "values": [식, 값] 쌍의 목록.
        "error": 조건이 거짓인 것이 아니라 다른 오류였으면 그 이름과 말. 아니면 빈 글.
    """
    error = sys.last_value
    told = {"claim": "", "values": [], "error": one_line(f"{type(error).__name__}: {error}")}
    places = [
        (frame, line)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if "".join(linecache.getlines(frame.f_code.co_filename)).strip() == source.strip()
    ]
    if not places:
        return told
    frame, line = places[-1]
    statements = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.stmt))
    around = [node for node in statements if node.lineno <= line <= node.end_lineno]
    statement = max(around, key=lambda node: (node.lineno, node.col_offset))
    scope = {**frame.f_globals, **frame.f_locals}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if isinstance(statement, ast.Assert) and isinstance(error, AssertionError):
            told["error"] = ""
            claim = first_false_part(statement.test, scope)
            told["claim"] = ast.unparse(claim)
            piece, scope = first_false_item(claim, scope)
            told["values"] = values([piece, statement.msg], scope)
        else:
            told["claim"] = ast.unparse(statement).splitlines()[0]
            told["values"] = values([statement], scope)
    return told


def evaluate(node: ast.expr, scope: dict) -> Any:
    """식의 값. 값을 구하지 못하면 그 예외."""
    try:
        return eval(compile(ast.Expression(node), "<claim>", "eval"), dict(scope))
    except Exception as error:
        return error


def false(node: ast.expr, scope: dict) -> bool:
    value = evaluate(node, scope)
    return not isinstance(value, Exception) and not value


def first_false_part(test: ast.expr, scope: dict) -> ast.expr:
    """`and`로 이은 조건 가운데 처음으로 거짓인 것."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return next((part for part in test.values if false(part, scope)), test)
    return test


def first_false_item(test: ast.expr, scope: dict) -> tuple[ast.expr, dict]:
    """`all(조건 for …)`이면 처음으로 거짓인 조건과 그때의 이름들."""
    match test:
        case ast.Call(func=ast.Name(id="all"), args=[ast.GeneratorExp(elt, loops)]):
            targets = [node for loop in loops for node in ast.walk(loop.target)]
            names = [node.id for node in targets if isinstance(node, ast.Name)]
            loads = [ast.Name(name, ast.Load()) for name in names]
            bound = ast.Dict([ast.Constant(name) for name in names], loads)
            items = evaluate(ast.fix_missing_locations(ast.ListComp(bound, loops)), scope)
            for item in [] if isinstance(items, Exception) else items:
                if false(elt, scope | item):
                    return first_false_part(elt, scope | item), scope | item
    return test, scope


SCOPES = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def inside(node: ast.AST) -> Iterator[ast.AST]:
    """제 이름을 따로 두는 식(람다와 컴프리헨션)의 속은 뺀 모든 마디."""
    yield node
    if not isinstance(node, SCOPES):
        for child in ast.iter_child_nodes(node):
            yield from inside(child)


def operands(node: ast.AST) -> list[ast.expr]:
    """값을 보이면 까닭이 드러나는 식: 견준 것, 없으면 함수에 넣은 것, 그것도 없으면 이름."""
    nodes = list(inside(node))
    compared = [n for c in nodes if isinstance(c, ast.Compare) for n in (c.left, *c.comparators)]
    if compared:
        return compared
    calls = [n for n in nodes if isinstance(n, ast.Call)]
    receivers = [call.func.value for call in calls if isinstance(call.func, ast.Attribute)]
    given = receivers + [argument for call in calls for argument in call.args]
    return given or [n for n in nodes if isinstance(n, ast.Name)]


def values(nodes: list[ast.AST | None], scope: dict) -> list[tuple[str, str]]:
    told = {}
    for node in (operand for whole in nodes if whole for operand in operands(whole)):
        # 상수로만 된 식은 주장에 이미 적혀 있다.
        if any(isinstance(child, ast.Name) for child in ast.walk(node)):
            value = evaluate(node, scope)
            if not isinstance(value, Exception | types.ModuleType | type) and not callable(value):
                told[ast.unparse(node)] = short(value)
    return list(told.items())[:MOST]


def one_line(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def short(value: Any) -> str:
    """한 줄에 들어가는 글. 큰 배열은 모양과 범위로 간추리고, NaN은 그대로 보인다."""
    if isinstance(value, str):
        text = repr(value)
    elif isinstance(value, numbers.Real) and not isinstance(value, numbers.Integral):
        text = f"{value:.6g}"
    elif hasattr(value, "__array__"):
        text = short_array(value)
    elif isinstance(value, dict):
        text = "{" + ", ".join(f"{key!r}: {short(each)}" for key, each in value.items()) + "}"
    elif isinstance(value, list | tuple):
        text = "[" + ", ".join(map(short, value)) + "]"
    else:
        text = reprlib.repr(value)
    return one_line(text)


def short_array(value: Any) -> str:
    import numpy as np

    array = np.asarray(value)
    if array.size <= 12 or array.dtype.kind not in "iuf":
        kinds = {"float_kind": "{:.6g}".format}
        return np.array2string(array, separator=", ", threshold=12, edgeitems=2, formatter=kinds)
    shape = "×".join(map(str, array.shape))
    missing = int(np.isnan(array).sum())
    low, high = (f"{bound:.6g}" for bound in (np.nanmin(array), np.nanmax(array)))
    return f"{shape}개, {low}부터 {high}까지" + (f", NaN {missing}개" if missing else "")
