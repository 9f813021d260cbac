"""검사를 고쳐 쓰는 일은 뜻이 그대로일 때만 하고, 어떻게 고칠지는 강사의 셀만이 정한다."""

import foreign_class
import nbformat
import pytest
from nbformat import NotebookNode
from toy_course import code, grade_id

from warmgrade.execution.exam import Exam, Plan, plan

ANSWER = "def f(x):\n    return x * 2"


def test_every_canary_fails_in_an_untampered_interpreter():
    exam = Exam("test_any", numpy=True)
    sources = [source for _ in range(300) for source in exam.request()["canaries"]]
    assert len(set(sources)) > 300
    for source in sources:
        with pytest.raises(AssertionError):
            exec(source, {})


def notebook(test: str, given: str = "", answer: str = ANSWER, locked: str = "") -> NotebookNode:
    cells = [code("given", given), code("locked", locked, "locked", locked=True)]
    cells += [code("f", answer, "f", solution=True), code("t", test, "t", grade=True, points=1)]
    return nbformat.v4.new_notebook(cells=cells)


def exam_of(*parts: str, **named: str) -> Exam:
    return plan(notebook(*parts, **named)).exams["t"]


def fixed(exam: Exam) -> set[str]:
    """학생이 다시 정해도 처음의 것을 쓰는 이름."""
    return {
        *exam.builtins.values(),
        *exam.captured.values(),
        *(w[2] for w in exam.imports.values()),
    }


@pytest.mark.parametrize(
    "test",
    [
        "import time\ntime.sleep = lambda s: None",
        "setattr(time, 'sleep', print)",
        "from unittest import mock\nwith mock.patch('time.sleep'): f(1)",
        "import builtins\nbuiltins.print = print",
        "import importlib\nimportlib.reload(json)",
        "import sys\nsys.modules['x'] = 1",
        "import signal\nsignal.alarm(3)",
        "exec('f(1)')",
        "spent = %timeit -o f(1)",
        "from math import *",
        "import multiprocessing",
        "from joblib import Parallel",
        "import sys\nsys.settrace(None)",
        "import gc\ngc.get_objects()",
        "import a_module_of_the_course",
        "patched()",
    ],
)
def test_a_test_that_replaces_or_moves_things_runs_as_written(test):
    given = "import time, json\n\ndef patched():\n    time.sleep = print"
    exam = exam_of(test + "\nassert abs(f(2)) == 4", given)
    assert exam.plain
    assert fixed(exam) == set() and exam.chains == {} and exam.compare == ""


@pytest.mark.parametrize(
    "test",
    [
        "assert abs(f(2)) == 4",
        "import numpy as np\nassert np.allclose(f(2), 4)",
        "model = f(2)\nmodel.compile('sgd')\nmodel.patch = 3\nsetattr(model, 'eval', 1)",
        "def g():\n    mine, globals()['f'] = f, abs\ng()",
        "import inspect\nassert inspect.signature(f)",
    ],
)
def test_an_ordinary_test_does_not_hang_on_names_the_student_can_change(test):
    exam = exam_of(test)
    assert not exam.plain and exam.compare


def test_names_the_instructor_means_otherwise_are_left_alone():
    test = "assert sum([1]) and max(1, 2) and abs(1) and np.pi and near(1, 1)"
    locked = "def near(a, b):\n    return a == b"
    everything = {"sum", "max", "abs", "np", "near"}
    assert fixed(exam_of(test, "import numpy as np", locked=locked)) == everything
    own = "def sum(values):\n    return 1"
    assert fixed(exam_of(test, "import numpy as np", own, locked)) == everything - {"sum"}
    given = "import numpy as np\nmax = np.max"
    assert fixed(exam_of(test, given, locked=locked)) == everything - {"max"}
    star = "import numpy as np\nfrom math import *"
    assert fixed(exam_of(test, star, locked=locked)) == {"np", "near"}
    counted = locked.replace("return", "near.calls = 1\n    return")
    assert "near" not in fixed(exam_of(test, locked=counted))
    spelled = test + "\nglobals()['abs'] = f"
    assert "abs" not in fixed(exam_of(spelled))


def test_tests_of_an_exercise_on_comparing_are_not_asked_to_tell_liars():
    assert (
        exam_of(
            "assert f(2) == 4", answer=f"class A:\n    def __eq__(self, o): pass\n{ANSWER}"
        ).compare
        == ""
    )


def test_what_only_the_test_of_frames_and_objects_may_do_is_allowed_by_the_instructor():
    assert plan(notebook("assert f(1)", answer=f"import gc\ngc.get_objects()\n{ANSWER}")).looks
    assert plan(notebook("assert f(1)", given="import ctypes")).looks
    assert not plan(notebook("assert f(1)")).looks
    assert exam_of("import sys\nsys.settrace(None)\nf(1)").looks


def test_await_at_the_top_is_known():
    assert exam_of("assert await f(1) == 2").awaits
    assert exam_of("await f(1)").awaits
    assert not exam_of("async def g():\n    await f(1)").awaits


def test_a_cell_that_changes_a_library_is_remembered_by_its_text():
    given = "import random\nrandom.randint = lambda a, b: 4"
    found = plan(notebook("assert f(1)", given))
    assert found.may_change(given) and not found.may_change(given + "\n")
    assert not plan(notebook("assert f(1)", "%matplotlib inline")).changes


def test_a_broken_test_is_told_and_nothing_else():
    assert exam_of("assert f(1").broken


def ways(found: Plan) -> dict[str, list]:
    return {name: exam.way for name, exam in found.exams.items() if not exam.hides}


@pytest.mark.parametrize("student", sorted({*foreign_class.STUDENTS} - {foreign_class.BLANK}))
@pytest.mark.parametrize("name", foreign_class.NAMES)
def test_the_students_notebook_leads_to_the_same_plan_as_the_instructors(name, student):
    """warmgrade check는 풀이를 보지 못한다. 그래도 같은 방법으로 검사해야 판정이 같다."""
    path = foreign_class.HERE / "source" / name / f"{name}.ipynb"
    original = nbformat.read(path, as_version=4)
    instructors = plan(original)
    hidden = {name for name, exam in instructors.exams.items() if exam.hides}
    answers = foreign_class.answers(student, name)
    for cell in original.cells:
        cell.source = answers.get(grade_id(cell), cell.source)
    students = plan(original, submitted=True)
    assert students.looks == instructors.looks and students.changes == instructors.changes
    theirs = {name: way for name, way in ways(students).items() if name not in hidden}
    assert theirs == ways(instructors)
