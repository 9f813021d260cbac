"""주어진 셀(정리의 그림과 표)은 답하지 않은 과제를 한 문장으로 말하고, 답하면 끝까지 돈다."""

import re

import pytest
from harness import blank, exercises, read_notebook, run, solution_cells, test_targets

SENTENCE = "의 검사 셀을 통과한 뒤에 이 셀을 다시 실행하세요."
# 과제 8의 주어진 셀은 학생이 정한 예산으로 오래 훈련하므로 여기서 돌리지 않는다.
EXERCISES = [name for name in exercises() if name != "q8_cifar10"]


@pytest.mark.parametrize("exercise", EXERCISES)
def test_given_cells_of_a_blank_notebook_end_without_an_error(exercise: str, capsys):
    notebook = read_notebook(exercise)
    verdicts = run(blank(notebook))
    given = verdicts.keys() - test_targets(notebook).keys() - solution_cells(notebook)
    assert {name: verdicts[name][1] for name in given if not verdicts[name][0]} == {}
    said = capsys.readouterr().out
    label = re.match(r"q\d+", exercise)[0].upper()
    assert any(line.startswith(label) and line.endswith(SENTENCE) for line in said.split("\n"))


@pytest.mark.parametrize("exercise", EXERCISES)
def test_given_cells_of_a_solved_notebook_run_to_their_end(exercise: str, capsys):
    notebook = read_notebook(exercise)
    names = {cell.metadata.get("nbgrader", {}).get("grade_id", cell.id) for cell in notebook.cells}
    verdicts = run(notebook, only=names - test_targets(notebook).keys())
    assert {name: message for name, (passed, message) in verdicts.items() if not passed} == {}
    # 주어진 셀은 NameError도 같은 문장으로 알리므로, 스스로의 잘못을 감추지 않는지 본다.
    assert SENTENCE not in capsys.readouterr().out
