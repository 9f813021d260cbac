"""읽어서 찾는 것과, 학생에게 보이지 않게 거두는 것과, 시험관이 쓰는 작은 부품을 본다."""

import binascii
import marshal
import re
import socket
from pathlib import Path

import nbformat
import numpy as np
import pytest
from toy_course import code, markdown, plain_code, plain_markdown

from warmgrade.execution.exam import plan
from warmgrade.execution.launch import Options
from warmgrade.execution.review import look, review
from warmgrade.execution.task import Result, Task
from warmgrade.kernel import wire
from warmgrade.kernel.inside import doors, liars, origin, pins, restore

ROOT = Path(__file__).resolve().parents[3]


def codes(source: str) -> set[str]:
    cells = [plain_code("import numpy as np", "first"), plain_code(source, "extra")]
    return {finding.code for finding in look(nbformat.from_dict({"cells": cells}))}


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("import sys\nsys._getframe().f_back", "looks-inside"),
        ("from gc import get_objects", "looks-inside"),
        ("import warmgrade.kernel.inside.examiner", "looks-inside"),
        ("getattr(x, 'f_back')", "looks-inside"),
        ("f.__code__ = g.__code__", "looks-inside"),
        ("import os\nos._exit(0)", "steers-process"),
        ("!ls ..", "runs-commands"),
        ("%%bash\nls", "runs-commands"),
        ("import subprocess", "runs-commands"),
        ("exec('1')", "hides-code"),
        ("np.allclose = lambda *a: True", "patches-library"),
        ("ｎｐ.testing.assert_equal = print", "patches-library"),
        ("setattr(np, 'abs', print)", "patches-library"),
        ("class A:\n    def __eq__(self, other):\n        return True", "odd-comparison"),
        ("class A:\n    __eq__ = lambda a, b: True", "odd-comparison"),
        ("class A(float):\n    def __sub__(self, other):\n        return 0.0", "odd-comparison"),
        ("f.__globals__['score'] = 2", "looks-inside"),
        ("open('/proc/self/maps')", "secret-path"),
        ("display(HTML('<ScRiPt src=x>'))", "active-content"),
        ("""HTML("<img src=x onerror='go()'>")""", "active-content"),
        ("Markdown('[여기](javascript:go())')", "active-content"),
    ],
)
def test_suspicious_code_is_pointed_out(source, code):
    assert code in codes(source)


@pytest.mark.parametrize(
    "source",
    [
        "%matplotlib inline\n%time x = 1",
        "model.compile(loss='mse')\nmodel.trainable = False",
        "class A:\n    def __eq__(self, other):\n        return self.x == other.x",
        "class A(float):\n    def __sub__(self, other):\n        return A(float(self) - other)",
        "gc = 3\nkill_rate = 1",
        "HTML('<b title=\"on one = x\">a < b, only = 1</b>')",
        "이 셀은 코드가 아닙니다.",
        "",
    ],
)
def test_ordinary_code_is_not_pointed_out(source):
    assert codes(source) == set()


def test_a_page_that_would_run_is_pointed_out_but_not_the_teachers():
    video = "강의를 보세요.\n\n<iframe src='https://example.com'></iframe>"
    source = nbformat.from_dict(
        {
            "cells": [
                markdown("memo", "여기에 쓰세요.", "memo", grade=True, solution=True),
                plain_markdown(video),
            ]
        }
    )
    answer = markdown("memo", "제 답입니다. <svg/onload=go()>", "memo", grade=True, solution=True)
    handed_in = nbformat.from_dict(
        {"cells": [answer, plain_markdown(video), plain_markdown("<iframe src=x>")]}
    )
    found = look(handed_in, plan=plan(source))
    assert [(f.code, f.cell, f.level) for f in found] == [
        ("active-content", "memo", "warning"),
        ("active-content", "", "warning"),
    ]


def test_a_long_text_is_read_for_such_things_in_one_pass():
    # 글자마다 처음부터 다시 읽는다면 이 검사는 끝나지 않는다.
    for piece in ("<a ", "<", "<a" + " on" * 90, "x on="):
        assert (
            look(nbformat.from_dict({"cells": [plain_markdown(piece * (2_000_000 // len(piece)))]}))
            == []
        )


def test_no_solution_and_no_variant_of_the_course_is_pointed_out():
    notebooks = sorted(ROOT.glob("solutions/*/*.ipynb"))
    assert notebooks
    for path in notebooks:
        book = nbformat.read(path, as_version=4)
        # 설치 셀처럼 가르치는 사람이 준 셀은 학생의 것이 아니다.
        assert look(book, plan=plan(book)) == [], path
    for path in sorted(ROOT.glob("tests/exercises/*/variants.py")):
        for part in re.split(r"^# %% ", path.read_text(), flags=re.M)[1:]:
            title, _, body = part.partition("\n")
            assert codes(body) == set(), (path, title)


def test_a_given_name_that_is_defined_again_is_pointed_out():
    given = code("g", "import numpy as np\n\n\ndef helper():\n    pass", "g", locked=True)
    for source, expected in (
        ("np = 1", True),
        ("def helper():\n    return 2", True),
        ("import numpy as np\nx = 1", False),
    ):
        book = nbformat.from_dict({"cells": [given, plain_code(source, "extra")]})
        assert ("redefines-given" in {f.code for f in look(book)}) == expected, source


def task(*tests: str, **options) -> Task:
    cells = [code(f"t{n}", text, f"t{n}", grade=True, points=1) for n, text in enumerate(tests)]
    book = nbformat.v4.new_notebook(cells=cells)
    return Task("s", "n", book, {}, plan(book), Options(**options))


def stream(text: str) -> dict:
    return {"output_type": "stream", "name": "stdout", "text": text}


def test_what_is_printed_during_hidden_tests_is_not_shown():
    hidden = "assert 1\n### BEGIN HIDDEN TESTS\nassert 2\n### END HIDDEN TESTS"
    work = task("assert 1", hidden)
    error = {"output_type": "error", "ename": "E", "evalue": "", "traceback": []}
    both = {cell.id: ([stream("값"), error], None) for cell in work.notebook.cells}
    result = review(work, Result(outputs=both))
    first, second = (result.outputs[cell.id][0] for cell in work.notebook.cells)
    assert first == [stream("값"), error] and second == [error]
    assert review(work, result).findings == []


def test_an_output_that_is_too_long_is_thrown_away_and_reported():
    work = task("assert 1", output_bytes=1000)
    odd = {"output_type": "display_data", "data": {}, "metadata": {"x": "y" * 200_000}}
    (cell,) = work.notebook.cells
    result = review(work, Result(outputs={cell.id: ([odd], 1)}))
    assert [f.code for f in result.findings] == ["flood"]
    assert result.outputs[cell.id][0][0]["ename"] == "OutputLimit"
    assert [f.code for f in review(work, result).findings] == ["flood"]


def test_only_who_knows_the_key_can_read_or_write():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        wire.send(ours, {"modules": []})
        key = wire.open_request(None, wire.read(theirs))["key"]
        wire.send(ours, {"secret": "숨은 검사"})
        sealed = wire.read(theirs)
        assert "숨은 검사".encode() not in sealed
        assert wire.open_request(key, sealed) == {"secret": "숨은 검사"}
        answer = {"a": [1, 2.5, None, True, "글\n\"'"], "b": {}}
        wire.write(theirs, wire.seal(key, wire.encode(answer).encode()))
        assert wire.receive(ours) == answer
        wire.write(theirs, b'{"passed": true}' + bytes(64))
        with pytest.raises(wire.Forged):
            wire.receive(ours)


def test_nobody_can_hold_the_grader_up_through_the_socket():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        wire.send(ours, {"modules": []})
        theirs.sendall(b"x" * 100_000)
        assert wire.drain(ours)
        ours.settimeout(1)
        theirs.sendall(b"\xff\xff\xff\xff" + b"x" * 100)
        with pytest.raises(wire.Forged):
            wire.receive(ours)
        assert wire.drain(ours)
        theirs.sendall(b"\x00\x00\x00\xff" + b"x")
        ours.settimeout(0.05)
        with pytest.raises(TimeoutError):
            wire.receive(ours)
        assert ours.gettimeout() == 0.05


STRANGE = """
from math import isclose
from sys import flags
import math

kinds = (int, str)
union = int | str
seen = []
for value in (1, "a", 2.5, [3]):
    match value:
        case int() | str():
            seen.append("짧음")
        case [first, *_]:
            seen.append(first)
        case _:
            seen.append(f"{float(value):.1f}{max(1, 2)}")
try:
    int("x")
except (ValueError, TypeError) as error:
    seen.append(type(error).__name__)
debug = "켬" if flags.dev_mode else "끔"
empty = ascii_lowercase and whitespace.strip()
inside = [v for v in (1, 2) if v in {1, 3} and v == 1 and 0 < v <= 1]
close = isclose(1.0, 1.0) and math.isclose(2, 2) and isinstance(1, kinds) and isinstance(1, union)
"""


def test_a_rewritten_test_means_what_was_written():
    setup = code("given", "import math\nfrom string import ascii_lowercase, whitespace", "given")
    cells = [setup, code("t", STRANGE, "t", grade=True, points=1)]
    (exam,) = plan(nbformat.v4.new_notebook(cells=cells)).exams.values()
    request = exam.request()
    space, plain = {}, {}
    exec(setup.source, space)
    placed = pins.borrowed(request, space, restore.Snapshot(["builtins"]))
    space.update({alias: placed[alias] for alias in request["names"]})
    exec(doors.baked(marshal.loads(binascii.a2b_base64(request["body"])), placed), space)
    exec(setup.source + STRANGE, plain)
    for name in ("kinds", "union", "seen", "debug", "empty", "inside", "close"):
        assert space[name] == plain[name], name


class Always:
    def __eq__(self, other):
        return True

    def __lt__(self, other):
        return True

    __gt__ = __lt__
    __hash__ = None


class Point:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return isinstance(other, Point) and self.x == other.x

    __hash__ = None


class Takeover(np.ndarray):
    def __array_function__(self, *a, **k):
        return True


@pytest.fixture
def noticed():
    liars.start(origin.library_folders())
    liars.noticed.clear()
    yield liars.noticed
    liars.noticed.clear()


@pytest.mark.parametrize("other", [1, 2.5, "글", [1], (1,), None, np.ones(3)])
def test_an_object_equal_to_everything_is_noticed(noticed, other):
    liars.compare("==", Always(), other)
    assert noticed


@pytest.mark.parametrize("sign", ["<", ">"])
def test_an_object_both_smaller_and_larger_is_noticed(noticed, sign):
    liars.compare(sign, Always(), 1)
    assert noticed


def test_honest_comparisons_keep_their_value_and_raise_no_suspicion(noticed):
    assert liars.compare("==", Point(1), Point(1)) is True
    assert liars.compare("!=", Point(1), 1) is True
    assert liars.compare("<=", 1, 1.0) is True
    assert (liars.compare("==", np.arange(3), 1) == np.array([False, True, False])).all()
    with pytest.raises(TypeError):
        liars.compare("<", Point(1), 2)
    assert not noticed


def test_an_array_cannot_answer_for_the_comparing_functions_of_numpy(noticed):
    odd = np.ones(2).view(Takeover)
    assert not liars.honest(np.allclose)(odd, [5.0, 5.0])
    assert noticed and liars.honest(np.maximum) is np.maximum
