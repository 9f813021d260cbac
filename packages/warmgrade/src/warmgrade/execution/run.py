"""제출물 하나를 실행해 판정한다: 노트북을 받아 출력과 판정을 돌려주는 순수한 함수.

`execute`는 인자에만 기대므로 어떤 `concurrent.futures.Executor`로도 돌릴 수 있다.
"""

import contextlib
import re
import time
from collections.abc import Iterable

from nbformat import NotebookNode

from ..findings import Finding, shown
from ..kernel.client import ForkServer
from ..kernel.cold import ColdServer
from ..kernel.session import KernelFailed, Outcome, Session
from .exam import Exam, grade_id, is_test
from .launch import start_server
from .review import review
from .task import Result, Task, Verdict

RESTARTS = 5
# 노트북이 전역 난수의 시드를 정하는 말.
_SEEDS = re.compile(r"\b(seed|set_seed|set_random_seed|manual_seed|setstate|set_state)\s*\(")


def execute(task: Task) -> Result:
    """노트북을 실행하고 판정한다. 학생의 코드가 무엇을 하든 예외를 일으키지 않는다.

    Raises:
        SandboxMissing: 가두어야 하는데 가둘 수 없는 컴퓨터일 때.
        ServerFailed: 커널 서버가 뜨지 못했을 때.
    """
    server = start_server(task.options)
    # 서버를 기다린 시간은 제출물의 것이 아니다.
    server.wait_until_ready()
    result = _Run(task, server).go()
    if not server.alive:
        # 함께 쓰던 서버가 죽으면 그 위의 커널이 모두 죽는다. 답의 잘못이 아니므로, 혼자 쓰는
        # 서버에서 처음부터 다시 한다.
        with contextlib.closing(start_server(task.options, alone=True)) as own:
            own.wait_until_ready()
            result = _Run(task, own).go()
            if not own.alive:
                text = "커널 서버가 두 번 죽어 끝까지 실행하지 못했습니다. 다시 채점하세요."
                result.findings.append(Finding("server-died", text, level="warning"))
    return review(task, result)


class _Run:
    def __init__(self, task: Task, server: ForkServer | ColdServer) -> None:
        self.task, self.server, self.options = task, server, task.options
        self.result = Result(sandboxed=task.options.sandbox is not None)
        self.session: Session | None = None
        self.done: list[NotebookNode] = []
        self.refused: list[str] = []

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
        if self.refused:
            names = ", ".join(shown(name) for name in self.refused[:3])
            self._note(
                "left-behind",
                f"셀이 남긴 파일 {len(self.refused)}개를 두지 않았습니다({names}). 링크이거나, "
                "이름이나 크기나 수가 한도를 벗어났습니다.",
                level="notice",
            )
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
                self.server,
                self.task.files,
                plan.modules,
                options.sandbox,
                options.output_bytes,
                environment=options.environment,
                arguments=options.arguments,
                given=plan.given,
                looks=plan.looks,
            )
        except KernelFailed as error:
            self._note("kernel-failed", str(error).splitlines()[0])
            return False
        self.result.kernels += 1
        self.seeded = False
        if self.result.kernels == 1:
            self._tell_weakness()
        for number, cell in enumerate(list(self.done)):
            if not self._submit(number, cell).alive:
                self.done.remove(cell)
                self._close()
                return self._ensure()
        return True

    def _tell_weakness(self) -> None:
        """가두었지만 이 컴퓨터가 허락하지 않는 겹이 있으면 적는다."""
        layers = self.session.kernel.layers
        if missing := [told for name, told in _LAYERS.items() if layers and not layers.get(name)]:
            self._note(
                "weak-sandbox",
                f"이 컴퓨터에서는 {', '.join(missing)}을 쓰지 못해 덜 단단히 가두었습니다. "
                "더 새로운 리눅스에서 채점하세요.",
                level="notice",
            )

    def _time(self, cell: NotebookNode) -> float:
        left, limit = self.deadline - time.monotonic(), self.task.timeout(cell)
        return max(0.1, left if limit is None else min(limit, left))

    def _submit(self, number: int, cell: NotebookNode) -> Outcome:
        plan = self.task.plan
        names, changes = plan.captures.get(grade_id(cell), []), plan.may_change(cell.source)
        if changes:
            self.session.settle(self._time(cell))
        outcome = self.session.run(cell.source, self._time(cell), self._seed(number))
        self.seeded |= bool(_SEEDS.search(cell.source))
        if (names or changes) and outcome.alive:
            self.session.capture(cell.source, names, changes, self._time(cell))
        return outcome

    def _seed(self, number: int) -> int | None:
        """셀마다 정하는 난수의 시드. 노트북이 스스로 정했으면 None: 그 뒤로는 이어서 뽑는다."""
        return None if self.seeded else (self.options.seed + 1000003 * number) % 2**32

    def _cell(self, number: int, cell: NotebookNode) -> None:
        name = grade_id(cell)
        if self.task.skips(cell):
            # stock은 실행하지 않은 검사에 오류가 없으므로 만점을 준다.
            if is_test(cell):
                self.result.verdicts[name] = Verdict(passed=True, reason="passed")
            return
        exam = self.task.plan.exams.get(name) if is_test(cell) else None
        if exam is None:
            outcome = self._submit(number, cell)
            if outcome.alive:
                self.done.append(cell)
        else:
            outcome = self.session.examine(exam.request(), self._time(cell), later=exam.awaits)
            self.seeded |= bool(_SEEDS.search(cell.source))
            self.result.verdicts[name] = verdict = self._judge(exam, outcome)
            outcome.outputs = _shown(outcome.outputs, verdict)
        self.result.cell_seconds += outcome.seconds
        if outcome.dropped and outcome.status != "flood":
            self._note(
                "output-dropped",
                "출력이 한도를 넘거나 규격에 맞지 않아 일부를 버렸습니다. 답은 그대로 실행했습니다"
                f" (셀 {number + 1}번).",
                name,
                level="notice",
            )
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
        if looked := ", ".join([*answer.get("looked", []), *answer.get("threads", [])][:5]):
            text = f"파이썬의 속을 보려 했거나 스레드를 남겨 두었습니다: {looked}"
            self._note("looks-inside", text, exam.name)
        fooled = [canary.splitlines()[-1] for canary in answer.get("canaries", [])]
        tampered = answer.get("changed", []) + answer.get("lied", []) + fooled
        if answer["passed"] and tampered:
            text = f"검사를 믿을 수 없게 만드는 일이 있었습니다: {', '.join(tampered[:3])[:200]}"
            self._note("tampered", text, exam.name)
            verdict.reason, verdict.error = "tampered", "TamperSuspected"
            verdict.hint = (
                "검사하는 동안 파이썬이나 라이브러리의 동작이 바뀌어 점수를 주지 않았습니다."
            )
            return verdict
        shown = next((o for o in outcome.outputs if o.output_type == "error"), None)
        if answer["passed"] and shown is not None:
            # 오류를 일으키지 않고 보여 주기만 하는 매직도 있다.
            hint = "" if exam.hides else shown.evalue
            answer["passed"], answer["error"] = False, _told(shown.ename, hint)
        if not answer["passed"] or outcome.status not in ("ok", "error"):
            error = answer.get("error") or _told("", "")
            verdict.reason = "timeout" if outcome.status == "timeout" else "failed"
            verdict.error, verdict.hint = error["name"], error["text"]
            if verdict.reason == "timeout":
                verdict.error, verdict.hint = _STOPPED["timeout"][0], _slow(outcome, error)
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
        # 다시 띄운 커널은 앞의 셀을 다시 실행하므로, 마지막 커널이 남긴 것이 전부다.
        self.result.written = dict(self.session.leftovers.written)
        self.refused = self.session.leftovers.refused
        self.session = None
        self.result.cpu += usage.get("cpu") or 0.0
        memory = usage.get("memory") or usage.get("peak") or 0.0
        self.result.memory = max(self.result.memory, memory)
        if usage.get("killed"):
            reason = _LIMITS.get(usage["killed"], usage["killed"])
            self._note("over-limit", f"제출물이 {reason} 한도를 넘어 커널을 끝냈습니다.")


_LAYERS = {
    "mounts": "따로 만든 폴더",
    "landlock": "Landlock",
    "syscalls": "시스템 호출 거르기(seccomp)",
    "tasks": "스레드 수 한도",
}
_LESS = "되풀이하는 횟수나 한 번에 하는 계산을 줄일 수 있는지 보세요."
_LIMITS = {"memory": "메모리", "processes": "프로세스 수", "disk": "디스크", "watch": "감시"}
_STOPPED = {
    "timeout": (
        "TimeLimit",
        f"정해진 시간 안에 끝나지 않아 멈추었습니다. 끝나지 않는 반복이 없는지, {_LESS}",
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


def _told(name: str, text: str) -> dict:
    """시험관이 알려 주는 오류의 꼴."""
    return {"name": name, "text": text, "frames": [], "line": None}


def _slow(outcome: Outcome, error: dict) -> str:
    """얼마 동안 기다렸고, 멈출 때 답의 어느 줄을 실행하던 중이었는지."""
    told = f"{outcome.seconds:.0f}초를 기다려도 끝나지 않아 멈추었습니다. "
    less = _LESS
    if error["frames"]:
        name, number, _ = error["frames"][-1]
        where = f"{number}번째 줄" if name == "<module>" else f"{name}의 {number}번째 줄"
        told, less = f"{told}멈출 때 답 셀의 {where}을 실행하던 중이었습니다. ", f"이 줄을 {_LESS}"
    return f"{told}끝나지 않는 반복이 없는지, {less}"


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
