"""제출물 하나를 실행하고 판정하는 일이 어떤 제출물에도 끝나고, 같은 것을 두 번 하지 않는다."""

import json
import os
import signal
import textwrap
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from copy import deepcopy
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

import nbformat
import pytest
from harness import parse_variants
from nbformat import NotebookNode
from toy_course import code

from warmgrade.execution import run
from warmgrade.execution.exam import plan
from warmgrade.execution.launch import Options, SandboxMissing, imported, start_server
from warmgrade.execution.run import execute
from warmgrade.execution.schedule import execute_all
from warmgrade.execution.store import Store
from warmgrade.execution.task import Result, Task, Verdict
from warmgrade.findings import Finding
from warmgrade.kernel import client
from warmgrade.kernel.sandbox.rules import unavailable
from warmgrade.kernel.session import Session

pytestmark = pytest.mark.skipif(not client.available(), reason="커널을 갈라 낼 수 없는 운영 체제")
SANDBOXED = Options(cell_timeout=20)
OPTIONS = SANDBOXED if unavailable() is None else replace(SANDBOXED, sandbox=None)


def source(*checks: str) -> NotebookNode:
    """답 셀 하나와, 검사 셀 여럿이 있는 원본."""
    cells = [code("answer", "def add(a, b):\n    return a + b", "add", solution=True)]
    for number, check in enumerate(checks or ("assert add(1, 2) == 3",)):
        cells.append(code(f"test{number}", check, f"test{number}", grade=True, points=1))
    return nbformat.v4.new_notebook(cells=cells)


def task(answer: str | None = None, original: NotebookNode | None = None, **options) -> Task:
    original = original or source()
    notebook = deepcopy(original)
    if answer is not None:
        notebook.cells[0].source = answer
    chosen = replace(OPTIONS, **options)
    return Task("kim", "toy", notebook, {}, plan(original), chosen)


def reasons(result: Result) -> list[str]:
    return [verdict.reason for verdict in result.verdicts.values()]


def codes(result: Result) -> list[str]:
    return [finding.code for finding in result.findings]


def printed(result: Result, cell: str) -> str:
    return "".join(o.get("text", "") for o in result.outputs[cell][0])


TWO = source("assert add(1, 2) == 3", "assert add(2, 2) == 4")
RIGHT = "def add(a, b):\n    return a + b\n\n"


def test_a_right_answer_passes_and_a_wrong_one_fails_with_its_line():
    assert reasons(execute(task())) == ["passed"]
    wrong = execute(task("def add(a, b):\n    return a - b"))
    assert reasons(wrong) == ["failed"]
    assert wrong.verdicts["test0"].error == "AssertionError"
    assert wrong.verdicts["test0"].trace == ["검사 1번째 줄: assert add(1, 2) == 3"]


def test_an_endless_answer_costs_the_cells_that_call_it_and_no_other():
    original = source("assert True", "add(1, 2)", "assert callable(add)")
    result = execute(task("def add(a, b):\n    while True: pass", original, cell_timeout=1))
    assert reasons(result) == ["passed", "timeout", "passed"]
    assert "timeout" in codes(result)
    hints = [verdict.hint for verdict in result.verdicts.values()]
    assert any("1초를 기다려도" in hint and "add의 2번째 줄" in hint for hint in hints), hints
    assert result.kernels == 1


def test_a_cell_that_refuses_to_stop_costs_the_kernel_and_the_rest_goes_on():
    stubborn = """
import signal, time
def add(a, b):
    if a == 1:
        while True:
            try:
                time.sleep(60)
            except BaseException:
                pass
    return a + b
"""
    result = execute(task(stubborn, TWO, cell_timeout=1))
    assert reasons(result) == ["timeout", "passed"]
    assert result.kernels == 2


def test_the_whole_submission_has_a_time_limit_too():
    original = source("add(1, 2)", "add(1, 2)", "assert True")
    slow = "import time\ndef add(a, b):\n    time.sleep(60)"
    result = execute(task(slow, original, cell_timeout=1, total_timeout=1.5))
    assert reasons(result) == ["timeout", "timeout", "unreached"]
    assert "out-of-time" in codes(result)


def test_a_dead_kernel_costs_the_cell_and_the_cells_before_it_are_run_again():
    deadly = RIGHT.replace("return", "if a == 1:\n        import os; os._exit(1)\n    return")
    result = execute(task(deadly, TWO))
    assert reasons(result) == ["died", "passed"]
    assert result.kernels == 2
    assert "dead" in codes(result)


def test_a_cell_that_always_kills_the_kernel_does_not_stop_the_tests():
    result = execute(task("import os; os._exit(1)", source("assert True")))
    assert reasons(result) == ["passed"]


def test_a_submission_that_keeps_dying_is_given_up():
    tests = ["add(1, 2)"] * (run.RESTARTS + 3)
    result = execute(task("def add(a, b):\n    import os; os._exit(1)", source(*tests)))
    assert set(reasons(result)) == {"died", "unreached"}
    assert result.kernels == run.RESTARTS + 1
    assert "too-many-deaths" in codes(result)


def test_random_answers_are_the_same_in_every_run_and_differ_between_cells():
    drawing = RIGHT + "import random, numpy as np\nprint(random.random(), np.random.rand())"
    first, second = (execute(task(drawing, preload=("numpy",))) for _ in range(2))
    assert printed(first, "answer") == printed(second, "answer") != ""
    other = execute(task(drawing, preload=("numpy",), seed=1))
    assert printed(other, "answer") != printed(first, "answer")


def test_a_warning_on_stderr_is_not_an_error():
    warning = "import sys\n" + RIGHT.replace("return", "print('경고', file=sys.stderr)\n    return")
    result = execute(task(warning))
    assert reasons(result) == ["passed"]
    assert [o["name"] for o in result.outputs["test0"][0]] == ["stdout"]


def test_an_answer_may_read_its_files_but_finds_none_left_by_another():
    reading = RIGHT + "from pathlib import Path\nprint(sorted(p.name for p in Path().iterdir()))"
    one = replace(task(reading + "\nPath('mine').write_text('x')"), files={"data/a.csv": b"1"})
    assert printed(execute(one), "answer") == "['data']\n"
    assert printed(execute(task(reading)), "answer") == "[]\n"


class Counting(Executor):
    """맡은 일의 수를 세며 그 자리에서 한다."""

    def __init__(self, failing: Exception | None = None) -> None:
        self.count = 0
        self.failing = failing

    def submit(self, function, /, *arguments) -> Future:
        self.count += 1
        future: Future = Future()
        if self.failing:
            future.set_exception(self.failing)
        else:
            future.set_result(function(*arguments))
        return future


def run_all(tasks, store, executor, **options) -> list[tuple[str, list[str], bool]]:
    seen = []
    execute_all(
        tasks,
        store,
        executor,
        lambda task, result, reused: seen.append((task.student, reasons(result), reused)),
        **options,
    )
    return sorted(seen)


def test_the_same_submission_is_executed_once(tmp_path):
    store, executor = Store(tmp_path), Counting()
    twins = [task(), replace(task(), student="lee")]
    seen = run_all(twins, store, executor)
    assert [(name, what) for name, what, _ in seen] == [("kim", ["passed"]), ("lee", ["passed"])]
    assert executor.count == 1
    again = Counting()
    assert all(reused for _, _, reused in run_all(twins, store, again))
    assert again.count == 0
    run_all(twins, store, again, fresh=True)
    assert again.count == 1


def test_a_stored_result_is_read_back_whole(tmp_path):
    result = execute(task("def add(a, b):\n    print('덧셈')\n    return 0"))
    Store(tmp_path).save("key", result)
    assert Store(tmp_path).load("key") == result


@pytest.mark.parametrize("damage", ["", "{", '{"outputs": {}}', "[]", '{"verdicts": 3}'])
def test_a_half_written_result_is_as_good_as_none(tmp_path, damage):
    store = Store(tmp_path)
    wanted = task()
    store.path(wanted.key()).write_text(damage)
    executor = Counting()
    run_all([wanted], store, executor)
    assert executor.count == 1
    assert json.loads(store.path(wanted.key()).read_text())["verdicts"]["test0"]["passed"]
    assert [p.name for p in tmp_path.iterdir()] == [f"{wanted.key()}.json"]


def test_the_key_changes_with_whatever_decides_the_result_and_with_nothing_else():
    base = task()
    assert base.key() == task().key() == replace(base, student="lee").key()
    changed_test = source("assert add(1, 2) == 3 and True")
    different = [
        task("def add(a, b):\n    return b + a"),
        task(original=changed_test),
        task(cell_timeout=21),
        task(seed=1),
        replace(base, files={"data.csv": b"1"}),
    ]
    assert len({base.key(), *(other.key() for other in different)}) == len(different) + 1
    talked = deepcopy(base.notebook)
    talked.cells.append(nbformat.v4.new_markdown_cell("서술형 답"))
    assert replace(base, notebook=talked).key() == base.key()


def test_changing_a_test_runs_only_its_own_notebook_again(tmp_path):
    store = Store(tmp_path)
    others = [task(RIGHT + f"n = {number}") for number in range(2)]
    run_all([task(original=TWO), *others], store, Counting())
    executor = Counting()
    changed = source("assert add(1, 2) == 3", "assert add(2, 3) == 5")
    run_all([task(original=changed), *others], store, executor)
    assert executor.count == 1


def test_a_worker_that_dies_loses_nothing(tmp_path):
    tasks = [task(RIGHT + f"n = {number}") for number in range(2)]
    dying = Counting(BrokenProcessPool("일꾼이 죽음"))
    seen = run_all(tasks, Store(tmp_path), dying)
    assert [what for _, what, _ in seen] == [["passed"], ["passed"]]
    assert dying.count == 2


def kill_worker(_: Task) -> Result:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_killed_process_of_the_pool_loses_nothing(tmp_path, monkeypatch):
    real = run.execute
    owner = os.getpid()
    monkeypatch.setattr(run, "execute", kill_worker)
    with ProcessPoolExecutor(1) as pool:

        class Handing(Executor):
            def submit(self, function, /, *arguments) -> Future:
                future = pool.submit(function, *arguments)
                monkeypatch.setattr(run, "execute", real)
                return future

        assert run_all([task()], Store(tmp_path), Handing()) == [("kim", ["passed"], False)]
    assert os.getpid() == owner


@pytest.mark.parametrize("kind", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_threads_and_processes_give_the_same_verdicts(tmp_path, kind):
    tasks = [
        replace(task(RIGHT + "n = 1"), student="a"),
        replace(task("def add(a, b):\n    return 3", TWO), student="b"),
        replace(task("raise SystemExit"), student="c"),
    ]
    with kind(2) as executor:
        seen = run_all(tasks, Store(tmp_path), executor)
    assert seen == [
        ("a", ["passed"], False),
        ("b", ["passed", "failed"], False),
        ("c", ["failed"], False),
    ]


ANSWERS = [None, "def add(a, b):\n    return 3", "import os; os._exit(1)"]


def test_a_cold_kernel_gives_the_same_verdicts_and_says_so(monkeypatch):
    endless = "def add(a, b):\n    while True: pass"
    tasks = [task(answer, TWO, sandbox=None) for answer in ANSWERS]
    tasks.append(task(endless, TWO, sandbox=None, cell_timeout=1))
    warm = [execute(each) for each in tasks]
    monkeypatch.setenv("WARMGRADE_COLD", "1")
    with ThreadPoolExecutor(2) as executor:
        cold = list(executor.map(execute, tasks))
    for ours, theirs in zip(cold, warm):
        assert reasons(ours) == reasons(theirs)
        for name, verdict in ours.verdicts.items():
            assert verdict.hint == theirs.verdicts[name].hint
        assert "cold-kernel" in codes(ours)
        assert "cold-kernel" not in codes(theirs)
    assert cold[0].cpu > 0 and cold[0].memory > 0
    assert not cold[0].sandboxed


def test_a_cold_kernel_is_refused_when_it_must_be_confined(monkeypatch):
    monkeypatch.setenv("WARMGRADE_COLD", "1")
    with pytest.raises(SandboxMissing, match="--unsafe-no-sandbox"):
        execute(task(sandbox=SANDBOXED.sandbox))


KERAS = Path(__file__).parents[1] / "keras_course"


def test_keras_answers_right_and_wrong_are_told_apart():
    pytest.importorskip("tensorflow")
    path = KERAS / "source" / "dense_net" / "dense_net.ipynb"
    original = nbformat.read(path, as_version=4)
    exam = plan(original)
    found = parse_variants((KERAS / "variants.py").read_text(encoding="utf-8"))
    options = replace(OPTIONS, preload=imported([path]), cell_timeout=60)
    rows = []
    # 검사마다 제 답 셀만 보므로, 셀마다 하나씩 골라 한 제출물에 담는다.
    for kind in ("wheat", "chaff"):
        cells = dict.fromkeys(v.cell for v in found)
        columns = [[v for v in found if (v.kind, v.cell) == (kind, cell)] for cell in cells]
        rows += [[v for v in row if v] for row in zip_longest(*columns)]
    tasks = []
    for row in rows:
        notebook = deepcopy(original)
        sources = {v.cell: v.source for v in row}
        for cell in notebook.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            cell.source = sources.get(name, cell.source)
        tasks.append(Task("kim", "dense_net", notebook, {}, exam, options))
    with ThreadPoolExecutor(2) as executor:
        results = list(executor.map(execute, tasks))
    for row, result in zip(rows, results):
        wrong = {f"test_{v.cell}": v.hint for v in row if v.kind == "chaff"}
        for name, verdict in result.verdicts.items():
            assert verdict.passed == (name not in wrong), (name, verdict)
            assert wrong.get(name, "") in verdict.hint


class Unlucky(ThreadPoolExecutor):
    """커널이 뜨지 못한 결과만 돌려주는 일꾼."""

    def submit(self, function, task):
        failed = Finding("kernel-failed", "커널이 뜨지 못했습니다.", level="warning")
        return super().submit(lambda: Result(findings=[failed], verdicts={"test0": Verdict()}))


def test_a_kernel_that_could_not_start_does_not_cost_the_student(tmp_path):
    store, wanted = Store(tmp_path), task()
    assert run_all([wanted], store, Unlucky()) == [("kim", ["passed"], False)]
    assert reasons(store.load(wanted.key())) == ["passed"]


def test_a_submission_that_could_not_be_executed_is_tried_again_next_time(tmp_path, monkeypatch):
    failed = Finding("kernel-failed", "커널이 뜨지 못했습니다.", level="warning")
    monkeypatch.setattr(
        "warmgrade.execution.schedule.execute", lambda task: Result(findings=[failed])
    )
    twins = [task(), replace(task(), student="lee")]
    seen = run_all(twins, Store(tmp_path), Unlucky())
    assert [student for student, _, _ in seen] == ["kim", "lee"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(unavailable() is not None, reason="제출물을 가둘 수 없는 컴퓨터")
def test_the_server_outlives_kernels_that_are_still_writing_when_they_end():
    server = start_server(OPTIONS)
    writing = """
        import os, threading
        write = lambda: [os.write(1, b"y" * 100) for _ in range(100_000)]
        threading.Thread(target=write, daemon=True).start()
    """

    def one(_: int) -> None:
        session = Session(server, {}, [], OPTIONS.sandbox, 10_000)
        session.run(textwrap.dedent(writing), 5)
        session.close()

    with ThreadPoolExecutor(3) as executor:
        list(executor.map(one, range(40)))
    assert server.alive
