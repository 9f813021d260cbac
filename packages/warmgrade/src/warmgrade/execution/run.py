"""제출물 하나를 실행해 판정한다: 노트북을 받아 출력과 판정을 돌려주는 순수한 함수.

`execute`는 인자에만 기대므로 어떤 `concurrent.futures.Executor`로도 돌릴 수 있다. 결과는 들어간
것의 내용으로 이름을 지어 두므로, 같은 제출물을 두 번 실행하지 않는다.
"""

import json
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, as_completed
from dataclasses import asdict
from pathlib import Path

from nbformat import NotebookNode

from ..atomic import write_json
from ..findings import Finding
from ..kernel.client import ForkServer
from ..kernel.cold import ColdServer
from ..kernel.session import KernelFailed, Outcome, Session
from .exam import Exam, grade_id, is_test
from .launch import SandboxMissing, start_server
from .review import review
from .task import Result, Task, Verdict

RESTARTS = 5


def execute(task: Task) -> Result:
    """노트북을 실행하고 판정한다. 학생의 코드가 무엇을 하든 예외를 일으키지 않는다.

    Raises:
        SandboxMissing: 가두어야 하는데 가둘 수 없는 컴퓨터일 때.
        ServerFailed: 커널 서버가 뜨지 못했을 때.
    """
    server = start_server(task.options)
    # 서버를 기다린 시간은 제출물의 것이 아니다.
    server.wait_until_ready()
    return review(task, _Run(task, server).go())


class _Run:
    def __init__(self, task: Task, server: ForkServer | ColdServer) -> None:
        self.task, self.server, self.options = task, server, task.options
        self.result = Result(sandboxed=task.options.sandbox is not None)
        self.session: Session | None = None
        self.done: list[NotebookNode] = []

    def go(self) -> Result:
        began = time.monotonic()
        self.deadline = began + self.options.total_timeout
        cells = [cell for cell in self.task.notebook.cells if cell.cell_type == "code"]
        for cell in cells:
            if is_test(cell):
                self.result.verdicts[grade_id(cell)] = Verdict()
        if self.server.cold:
            self._note(
                "cold-kernel",
                "커널을 하나씩 새로 띄워 실행했습니다. 느릴 뿐 판정은 같습니다.",
                level="notice",
            )
        try:
            for number, cell in enumerate(cells):
                if time.monotonic() > self.deadline:
                    self._note(
                        "out-of-time",
                        "제출물 하나에 주는 시간이 다 되어 나머지 셀을 실행하지 않았습니다.",
                    )
                    break
                if not self._ensure():
                    break
                self._cell(number, cell)
        finally:
            self._close()
        self.result.seconds = time.monotonic() - began
        return self.result

    def _note(self, code: str, text: str, cell: str = "", level: str = "warning") -> None:
        self.result.findings.append(Finding(code, text, cell, level))

    def _ensure(self) -> bool:
        """커널이 없으면 띄우고, 앞에서 무사히 끝난 셀들을 다시 실행한다."""
        if self.session is not None:
            return True
        if self.result.kernels > RESTARTS:
            self._note("too-many-deaths", "커널이 여러 번 죽어 나머지 셀을 실행하지 않았습니다.")
            return False
        options, plan = self.options, self.task.plan
        try:
            self.session = Session(
                self.server, self.task.files, plan.modules, options.sandbox, options.output_bytes
            )
        except KernelFailed as error:
            self._note("kernel-failed", str(error).splitlines()[0])
            return False
        self.result.kernels += 1
        for number, cell in enumerate(list(self.done)):
            if not self._submit(number, cell).alive:
                self.done.remove(cell)
                self._close()
                return self._ensure()
        return True

    def _time(self) -> float:
        return max(0.1, min(self.options.cell_timeout, self.deadline - time.monotonic()))

    def _submit(self, number: int, cell: NotebookNode) -> Outcome:
        seed = self.options.seed + 1000003 * number
        outcome = self.session.run(cell.source, self._time(), seed % 2**32)
        names = self.task.plan.captures.get(grade_id(cell))
        if names and outcome.alive:
            self.session.capture(names, self._time())
        return outcome

    def _cell(self, number: int, cell: NotebookNode) -> None:
        name = grade_id(cell)
        exam = self.task.plan.exams.get(name) if is_test(cell) else None
        if exam is None:
            outcome = self._submit(number, cell)
            if outcome.alive:
                self.done.append(cell)
        else:
            outcome = self.session.examine(exam.request(), self._time())
            self.result.verdicts[name] = verdict = self._judge(exam, outcome)
            outcome.outputs = _shown(outcome.outputs, verdict)
        self.result.cell_seconds += outcome.seconds
        if outcome.status not in ("ok", "error"):
            outcome.outputs.append(_stopped(outcome.status))
            self._note(outcome.status, f"{_STOPPED[outcome.status][1]} (셀 {number + 1}번)", name)
        self.result.outputs[cell.id] = outcome.outputs, outcome.count
        if not outcome.alive:
            self._close()

    def _judge(self, exam: Exam, outcome: Outcome) -> Verdict:
        answer = outcome.verdict
        verdict = Verdict(seconds=outcome.seconds)
        if exam.broken:
            verdict.reason, verdict.hint = "failed", "검사 셀의 문법이 틀렸습니다."
            self._note("broken-test", f"검사 셀의 문법이 틀렸습니다: {exam.broken}", exam.name)
            return verdict
        if answer is None:
            verdict.reason = "timeout" if outcome.status in ("timeout", "flood") else "died"
            verdict.error, verdict.hint = _STOPPED.get(outcome.status, _STOPPED["silent"])
            if outcome.status in ("ok", "error"):
                self._note("silent", "검사가 끝까지 돌지 않았습니다.", exam.name)
            return verdict
        if answer.get("repaired"):
            names = ", ".join(answer["repaired"][:5])
            text = f"학생 코드가 바꾼 것을 되돌리고 검사했습니다: {names}"
            self._note("repaired", text, exam.name)
        fooled = [canary.splitlines()[-1] for canary in answer["canaries"]]
        tampered = answer.get("changed", []) + answer.get("threads", []) + fooled
        if answer["passed"] and tampered:
            text = f"검사를 믿을 수 없게 만드는 일이 있었습니다: {', '.join(tampered[:3])[:200]}"
            self._note("tampered", text, exam.name)
            verdict.reason, verdict.error = "tampered", "TamperSuspected"
            verdict.hint = (
                "검사하는 동안 파이썬이나 라이브러리의 동작이 바뀌어 점수를 주지 않았습니다."
            )
            return verdict
        if not answer["passed"] or outcome.status not in ("ok", "error"):
            error = answer.get("error") or {"name": "", "text": "", "frames": [], "line": None}
            verdict.reason = "timeout" if outcome.status == "timeout" else "failed"
            verdict.error, verdict.hint = error["name"], error["text"]
            if verdict.reason == "timeout":
                verdict.error, verdict.hint = _STOPPED["timeout"]
            verdict.trace = _trace(exam, error)
            return verdict
        verdict.passed, verdict.reason = True, "passed"
        value = answer.get("value")
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            # nan과 음수는 점수가 아니다. 수가 아닌 값은 끝까지 돈 것으로 본다.
            verdict.value = float(value) if value >= 0 else 0.0
        return verdict

    def _close(self) -> None:
        if self.session is None:
            return
        usage = self.session.close()
        self.session = None
        self.result.cpu += usage.get("cpu") or 0.0
        memory = usage.get("memory") or usage.get("peak") or 0.0
        self.result.memory = max(self.result.memory, memory)
        if usage.get("killed"):
            reason = _LIMITS.get(usage["killed"], usage["killed"])
            self._note("over-limit", f"제출물이 {reason} 한도를 넘어 커널을 끝냈습니다.")


_LIMITS = {"memory": "메모리", "processes": "프로세스 수", "disk": "디스크"}
_STOPPED = {
    "timeout": (
        "TimeLimit",
        "정해진 시간 안에 끝나지 않아 멈추었습니다. 끝나지 않는 반복이 없는지 보세요.",
    ),
    "flood": ("OutputLimit", "출력이 너무 많아 멈추었습니다. 반복문 안의 print를 줄이세요."),
    "dead": (
        "KernelDied",
        "이 셀을 실행하다가 커널이 죽었습니다. 메모리를 너무 많이 쓰지 않았는지 보세요.",
    ),
    "silent": (
        "NotFinished",
        "검사가 끝까지 돌지 않았습니다. 프로그램을 끝내는 코드가 없는지 보세요.",
    ),
}


def _error(name: str, text: str, trace: Iterable[str] = ()) -> NotebookNode:
    lines = [*trace, f"{name}: {text}"]
    return NotebookNode(output_type="error", ename=name, evalue=text, traceback=lines)


def _stopped(status: str) -> NotebookNode:
    return _error(*_STOPPED[status])


def _shown(outputs: list, verdict: Verdict) -> list:
    """검사 셀에 적을 출력. 점수를 정하는 것은 우리의 판정뿐이다."""
    kept = [o for o in outputs if o.output_type in ("stream", "display_data")]
    for output in kept:
        if output.output_type == "stream":
            output.name = "stdout"
    if not verdict.passed:
        if verdict.reason not in ("timeout", "died"):
            kept.append(_error(verdict.error or "NotPassed", verdict.hint, verdict.trace))
        elif verdict.error == "NotFinished":
            kept.append(_error(verdict.error, verdict.hint))
    elif verdict.value is not None:
        data = NotebookNode({"text/plain": repr(verdict.value)})
        kept.append(
            NotebookNode(
                output_type="execute_result",
                data=data,
                metadata=NotebookNode(),
                execution_count=None,
            )
        )
    return kept


def _trace(exam: Exam, error: dict) -> list[str]:
    """학생의 코드에서 오류가 난 줄과, 학생도 볼 수 있는 검사의 줄."""
    lines = []
    if error["line"] in exam.visible and error["line"] <= len(exam.lines):
        lines.append(f"검사 {error['line']}번째 줄: {exam.lines[error['line'] - 1].strip()}")
    for name, number, text in error["frames"]:
        where = "" if name == "<module>" else f"{name}의 "
        lines.append(f"답 셀, {where}{number}번째 줄: {text}")
    return lines


class Store:
    """내용으로 이름을 지은 결과들. 쓰다가 끊겨도 반쪽짜리 결과가 남지 않는다."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, key: str) -> Path:
        return self.folder / f"{key}.json"

    def load(self, key: str) -> Result | None:
        try:
            return Result.from_json(json.loads(self.path(key).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def save(self, key: str, result: Result) -> None:
        write_json(self.path(key), asdict(result))


def execute_all(
    tasks: Iterable[Task],
    store: Store,
    executor: Executor,
    on_done: Callable[[Task, Result, bool], None],
    fresh: bool = False,
) -> None:
    """과제들을 실행하고, 끝나는 대로 on_done(과제, 결과, 예전 결과인지)을 부른다.

    일꾼이나 커널 서버가 죽어 실행하지 못한 과제는 이 프로세스에서 한 번 더 실행한다. 그래도 못 하면
    그 결과는 남겨 두지 않으므로, 다음에 다시 실행한다.
    """
    waiting = {}
    same: dict[str, list[Task]] = {}
    results: dict[str, Result] = {}
    for task in tasks:
        key = task.key()
        if key in same:
            same[key].append(task)
            continue
        same[key] = [task]
        found = None if fresh else store.load(key)
        if found is not None:
            results[key] = found
            on_done(task, found, True)
        else:
            waiting[executor.submit(execute, task)] = task, key
    for future in as_completed(waiting):
        task, key = waiting[future]
        try:
            result = future.result()
        except SandboxMissing:
            raise
        except Exception:
            result = execute(task)
        else:
            result = execute(task) if unfinished(result) else result
        if not unfinished(result):
            store.save(key, result)
        results[key] = result
        on_done(task, result, False)
    for key, twins in same.items():
        for task in twins[1:]:
            on_done(task, results[key], True)


def unfinished(result: Result) -> bool:
    """커널이 뜨지 못해 채점하지 못했는지. 답의 잘못이 아니다."""
    return any(finding.code == "kernel-failed" for finding in result.findings)
