"""과제마다: 빈 답은 0점, 기준 답과 맞는 변형은 만점, 틀린 변형은 제 검사에서만 떨어진다.

여느 때는 맞는 변형 모두와 틀린 변형의 셋에 하나를, 그 답을 채점하는 데 필요한 셀만으로 실행한다.
`make variants`는 모든 변형을 노트북 전체로 실행해 다른 문제의 검사까지 보고, 시드 스무 개를 본다.
"""

import os
import re

import numpy as np
import pytest
from harness import (
    Variant,
    blank,
    exercises,
    needed,
    parse_variants,
    read_notebook,
    read_variants,
    run,
    solution_cells,
    test_targets,
)

WHOLE = os.environ.get("VARIANTS") == "whole"
EXERCISES = exercises()
CASES = [(exercise, variant) for exercise in EXERCISES for variant in read_variants(exercise)]


def of_kind(kind: str):
    cases = [case for case in CASES if case[1].kind == kind]
    if kind == "chaff" and not WHOLE:
        cases = cases[::3]
    ids = [f"{exercise}-{variant.cell}-{variant.slug}" for exercise, variant in cases]
    return pytest.mark.parametrize(("exercise", "variant"), cases, ids=ids)


def failures(verdicts: dict[str, tuple[bool, str]], names) -> dict[str, str]:
    return {name: verdicts[name][1] for name in names if not verdicts[name][0]}


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_test_cell_names_solution_cells_that_exist(exercise: str):
    notebook = read_notebook(exercise)
    solutions = solution_cells(notebook)
    for test, targets in test_targets(notebook).items():
        assert targets and targets <= solutions, test


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_graded_solution_has_three_wheats_and_six_chaffs(exercise: str):
    notebook = read_notebook(exercise)
    variants = read_variants(exercise)
    graded = set().union(*test_targets(notebook).values())
    assert {variant.cell for variant in variants} <= graded
    for cell in graded:
        slugs = [(v.kind, v.slug) for v in variants if v.cell == cell]
        assert len(slugs) == len(set(slugs)), cell
        assert sum(kind == "wheat" for kind, _ in slugs) >= 3, cell
        assert sum(kind == "chaff" for kind, _ in slugs) >= 6, cell


@pytest.mark.parametrize("exercise", EXERCISES)
def test_blank_submission_fails_every_test_cell_with_a_korean_message(exercise: str):
    notebook = blank(read_notebook(exercise))
    tests = test_targets(notebook)
    failed = failures(run(notebook), tests)
    assert set(failed) == set(tests)
    assert all("아직 답을 작성하지 않았습니다" in message for message in failed.values())


@pytest.mark.parametrize("exercise", EXERCISES)
@pytest.mark.parametrize("seed", range(20 if WHOLE else 1))
def test_reference_answer_passes_whatever_the_global_seed(exercise: str, seed: int):
    np.random.seed(seed)  # noqa: NPY002 (바로 그 전역 상태가 답을 바꾸지 않는지 본다)
    verdicts = run(read_notebook(exercise))
    assert failures(verdicts, verdicts) == {}


@of_kind("wheat")
def test_another_correct_answer_passes_every_cell(exercise: str, variant: Variant):
    notebook = read_notebook(exercise)
    only = None if WHOLE else needed(notebook, variant.cell)
    verdicts = run(notebook, {variant.cell: variant.source}, only)
    assert failures(verdicts, verdicts) == {}


@of_kind("chaff")
def test_wrong_answer_fails_only_its_own_tests_and_gets_its_hint(exercise: str, variant: Variant):
    notebook = read_notebook(exercise)
    tests = test_targets(notebook)
    only = None if WHOLE else needed(notebook, variant.cell)
    verdicts = run(notebook, {variant.cell: variant.source}, only)
    failed = failures(verdicts, verdicts.keys() & tests.keys())
    assert failed, f"오답이 통과했다: {variant.title}"
    assert {test for test in failed if variant.cell not in tests[test]} == set()
    assert variant.hint and any(variant.hint in message for message in failed.values()), failed
    for message in failed.values():
        assert message.startswith(f"{variant.raises or 'AssertionError'}: "), message
        assert re.search("[가-힣]", message), message


def test_a_misspelt_variant_header_is_refused():
    with pytest.raises(ValueError, match="머리줄"):
        parse_variants("# %% chaf q1a_init_std no-such-kind: 오타\n")
