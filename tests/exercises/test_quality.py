"""과제의 검사를 검사한 기록(benchmarks/exercises.json)이 지금의 과제를 말하고 문턱을 넘는지 본다.

기록 가운데 한 줄은 여기서 다시 만들어 견준다.
"""

import importlib.util
import re
from collections import Counter
from functools import cache

import pytest
from harness import ROOT, exercises, read_notebook, solution_cells, test_targets
from mutants import mutants, read_equivalents

from warmgrade.kernel.client import available
from warmgrade.kernel.sandbox.rules import unavailable

REMADE = "q3_bias", "q3a_log_prior_bias"
EXERCISES = exercises()


def load_bench():
    spec = importlib.util.spec_from_file_location("bench", ROOT / "benchmarks" / "exercises.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


bench = load_bench()


@cache
def exercise(name: str):
    return bench.Exercise(name)


def cells(name: str) -> dict[str, dict]:
    return {cell["cell"]: cell for cell in bench.read_record()["exercises"][name]["cells"]}


@pytest.mark.parametrize("name", EXERCISES)
def test_record_is_about_the_exercise_as_it_is_now(name: str):
    advice = f"과제를 고친 뒤에는 python benchmarks/exercises.py {name} 을 실행하세요."
    record = bench.read_record()["exercises"]
    assert name in record, advice
    assert record[name]["fingerprint"] == exercise(name).fingerprint(), advice


def test_record_covers_every_graded_cell_and_nothing_else():
    folders = {path.parent.name for path in (ROOT / "solutions").glob("*/*.ipynb")}
    assert set(bench.read_record()["exercises"]) == folders
    for name in folders:
        notebook = read_notebook(name)
        graded = set().union(*test_targets(notebook).values())
        assert graded <= solution_cells(notebook)
        assert set(cells(name)) == graded
        tests = [test for cell in cells(name).values() for test in cell["tests"]]
        assert set(tests) == set(test_targets(notebook))


@pytest.mark.parametrize("name", EXERCISES)
def test_every_graded_cell_meets_the_thresholds(name: str):
    for cell in cells(name).values():
        assert bench.problems(cell) == [], cell["cell"]
        assert cell["reference"][1] == bench.SEEDS
        assert cell["wheats"][1] >= 3 and cell["chaffs"][1] >= 6


@pytest.mark.parametrize("name", EXERCISES)
def test_nbgrader_gave_the_same_scores(name: str):
    stock = bench.read_record()["exercises"][name].get("stock")
    assert stock, f"python benchmarks/exercises.py {name} --stock 을 실행하세요."
    assert set(stock) == set(cells(name))
    assert all(same == compared > 0 for same, compared in stock.values())


@pytest.mark.parametrize("name", EXERCISES)
def test_every_equivalent_mutant_still_exists_and_says_why(name: str):
    existing = {mutant.key for mutant in exercise(name).mutants}
    for key, reason in read_equivalents(name).items():
        assert key in existing, key
        assert re.search("[가-힣]", reason) and len(reason) >= 15, key


@pytest.mark.skipif(not available(), reason="커널을 갈라 낼 수 없는 운영 체제")
def test_a_row_of_the_record_can_be_remade(tmp_path):
    name, answer = REMADE
    made = exercise(name)
    if unavailable():
        # 우리가 쓴 변형만 실행하므로 가두지 않아도 된다.
        made.sandbox = None
    chosen = [s for s in made.submissions() if s.cell in ("", answer) and s.seed == 0]
    results = bench.grade(made, chosen, bench.Verdicts(tmp_path), workers=1)
    remade, recorded = bench.row(made, answer, results), cells(name)[answer]
    assert remade["reference"] == [1, 1]
    for column in ("blank", "points", "wheats", "chaffs", "hints", "strays", "matrix"):
        assert remade[column] == recorded[column], column
    scores = [
        {k: row["mutants"][k] for k in ("total", "killed", "equivalent")}
        for row in (remade, recorded)
    ]
    assert scores[0] == scores[1]


SMALL = '''
def f(x, n=2):
    """설명"""
    if x < n and x:
        raise ValueError(f"{x + 1}")
    y = abs(x) * 3.0
    return round(y, ndigits=1)
'''


def test_mutants_change_one_place_each_and_have_names_of_their_own():
    found = mutants("cell", SMALL)
    changes = {(mutant.before, mutant.after) for mutant in found}
    assert {
        ("if x < n and x:", "if x <= n and x:"),
        ("if x < n and x:", "if x < n or x:"),
        ("if x < n and x:", "if not (x < n and x):"),
        ("raise ValueError(f'{x + 1}')", "pass"),
        ("y = abs(x) * 3.0", "y = abs(x) / 3.0"),
        ("y = abs(x) * 3.0", "y = abs(x) * 4.0"),
        ("y = abs(x) * 3.0", "y = abs(x) * 2.0"),
        ("y = abs(x) * 3.0", "pass"),
        ("return round(y, ndigits=1)", "return None"),
        ("return round(y, ndigits=1)", "return round(y)"),
        ("def f(x, n=2):", "def f(x, n=3):"),
    } <= changes
    # 예외의 말은 검사할 것이 아니다.
    assert not any("x - 1" in after for _, after in changes)
    assert max(Counter(mutant.key for mutant in found).values()) == 1
    for mutant in found:
        compile(mutant.source, mutant.after, "exec")


def test_the_same_change_in_two_places_is_told_apart():
    found = [m for m in mutants("cell", "x = 1\nx = 1\n") if m.after == "x = 2"]
    assert [mutant.nth for mutant in found] == [1, 2]
    assert found[0].source != found[1].source


def test_only_the_lines_a_student_writes_are_changed():
    source = "def f(x, n=2):\n    ### BEGIN SOLUTION\n    return x * n\n    ### END SOLUTION\n"
    assert {m.before for m in mutants("cell", source)} == {"return x * n"}
