"""단언의 근거와 셀 사이의 이름을 옳게 읽는지, 지어낸 셀로 본다."""

import ast
from textwrap import dedent

import pytest
from binding import Cell, leaks
from evidence import CLOCK, MEASURED, RECORDED, Flow

SETUP = """
import time
from math import comb
import keras
import numpy as np
from trainlab import data, mlp, records
SEED = 0
"""


def origin(source: str) -> set[str]:
    """마지막 단언의 근거."""
    flow = Flow()
    flow.read(SETUP)
    return set(flow.read(dedent(source))[-1][1])


CONSTANTS = {
    "수": "assert 2 * 0.5**3 == 1 / 4",
    "NumPy로 셈한 수": "assert round(np.log(10), 4) == 2.3026",
    "이름 붙인 수": "floor = np.log(1 + 9 / np.e)\nassert abs(floor - 1.461) < 5e-4",
    "시드": "assert SEED == 0",
    "수만 받은 함수": """
        def wilson(k, n):
            return sum(comb(n, i) for i in range(k))
        low = wilson(66, 100)
        assert low < 0.68
    """,
    "불러온 이름": "assert mlp.glorot(50, 50) < 0.2",
    "다시 묶은 이름": """
        rng = np.random.default_rng(SEED)
        rng = 3
        assert rng == 3
    """,
    "실험한 것을 도는 반복문 안의 상수": """
        for run in data.load("mnist1d").x_train:
            assert 1 + 1 == 2
    """,
    "가려진 이름": """
        best = data.load("mnist1d")
        assert all(best > 0 for best in (1, 2))
    """,
}
MEASUREMENTS = {
    "데이터": 'x = data.load("mnist1d", seed=SEED).x_train\nassert x.mean() < 1',
    "난수": "assert np.random.default_rng(SEED).normal(size=9).std() > 0",
    "케라스": "layer = keras.layers.Dense(3)\nassert layer.units == 3",
    "나중에 정한 이름을 읽는 함수": """
        def score(seed):
            return len(split.x_train) + seed
        split = data.load("mnist1d", seed=SEED)
        assert score(1) > 0
    """,
    "차곡차곡 모은 목록": """
        losses, best = [], {}
        for seed in range(3):
            losses.append(np.random.default_rng(seed).normal())
            best[seed] = losses[-1]
        assert max(best.values()) < 9
    """,
    "짝지어 묶은 것 가운데 하나": """
        count, noise = 3, np.random.default_rng(SEED).normal(size=3)
        assert noise.size == 3
    """,
    "한쪽 가지에서만 잰 값": """
        value = 0
        if SEED:
            value = np.random.default_rng(SEED).normal()
        assert value < 9
    """,
    "클래스의 안": """
        class Walk:
            def __init__(self):
                self.rng = np.random.default_rng(SEED)
        assert Walk().rng
    """,
}


@pytest.mark.parametrize("source", CONSTANTS.values(), ids=CONSTANTS)
def test_constants_are_no_evidence(source):
    assert origin(source) == set()


@pytest.mark.parametrize("source", MEASUREMENTS.values(), ids=MEASUREMENTS)
def test_what_an_experiment_gave_is_evidence(source):
    assert origin(source) == {MEASURED}


def test_half_of_a_tuple_is_judged_by_itself():
    assert origin("n, x = 3, np.random.normal()\nassert n == 3") == set()


def test_recorded_numbers_are_told_from_measured_ones():
    load = 'runs = records.load("13_project")["results"]\nlast = [r["end"] for r in runs]\n'
    assert origin(load + "assert max(last) < 2") == {RECORDED}
    both = "now = np.random.normal()\nassert now < max(last)"
    assert origin(load + both) == {RECORDED, MEASURED}


def test_the_clock_is_seen_through_a_function():
    source = """
        def cost(work):
            start = time.perf_counter()
            work()
            return time.perf_counter() - start
        table = {name: cost(mlp.he) for name in "ab"}
        assert table["a"] > table["b"]
    """
    assert CLOCK in origin(source)


def test_assertions_of_numpy_and_those_inside_functions_are_found_once():
    flow = Flow()
    source = """
        def check(x):
            assert x > 0
        for i in range(3):
            np.testing.assert_allclose(i, i)
        assert check
    """
    kinds = [type(node) for node, _ in flow.read(dedent(source))]
    assert kinds == [ast.Assert, ast.Expr, ast.Assert]


def names_that_leak(*cells: tuple[str, str, bool]) -> list[str]:
    return leaks(Cell(key, dedent(source), claim) for key, source, claim in cells)


LEAKS = {
    "다른 셀이 읽는다": ("a = 1\nassert a", "print(a)"),
    "다른 단언 셀이 읽는다": ("a = 1\nassert a", "assert a == 1"),
    "앞의 함수가 부를 때 읽는다": ("b = 1\nassert b", "f()"),
    "내포 표현 안에서 읽는다": ("a = 1\nassert a", "print([a + k for k in range(3)])"),
    "앞의 값을 덮어쓴다": ("x = 1\nassert x", "print(x)"),
    "앞의 목록에 덧붙인다": ("history.append(1)\nassert history", "pass"),
    "앞의 사전을 고친다": ("table['a'] = 1\nassert table", "pass"),
}
SAFE = {
    "제 이름만 쓴다": ("a = 1\nassert a", "print(x)"),
    "다음 셀이 먼저 묶는다": ("a = 1\nassert a", "a = 2\nprint(a)"),
    "다음 셀의 반복 변수다": ("a = 1\nassert a", "print([a for a in range(3)])"),
    "다음 셀의 매개변수다": ("a = 1\nassert a", "def g(a):\n    return a\ng(1)"),
    "내포 표현의 변수라 남지 않는다": ("assert all(k for k in (1, 2))", "k = 1\nprint(k)"),
    "제가 만든 목록을 고친다": ("mine = []\nmine.append(1)\nassert mine", "pass"),
}
BEFORE = "x, history, table = 0, [], {}\ndef f():\n    return b"


@pytest.mark.parametrize(("claim", "after"), LEAKS.values(), ids=LEAKS)
def test_a_leak_is_found(claim, after):
    assert names_that_leak(("앞", BEFORE, False), ("단언", claim, True), ("뒤", after, False))


@pytest.mark.parametrize(("claim", "after"), SAFE.values(), ids=SAFE)
def test_no_leak_is_imagined(claim, after):
    found = names_that_leak(("앞", BEFORE, False), ("단언", claim, True), ("뒤", after, False))
    assert found == []


def test_an_ordinary_cell_may_share_its_names():
    assert names_that_leak(("앞", "a = 1", False), ("뒤", "assert a", True)) == []
