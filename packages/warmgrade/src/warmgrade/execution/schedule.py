"""과제 여럿을 나누어 실행한다. 하나가 실행되지 못해도 나머지는 끝까지 간다."""

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait

from ..findings import Finding, shown
from ..kernel.client import ServerFailed
from .exam import grade_id, is_test
from .launch import SandboxMissing
from .run import execute
from .store import Store
from .task import Result, Task, Verdict


def execute_all(
    tasks: Iterable[Task],
    store: Store,
    executor: Executor,
    on_done: Callable[[Task, Result, bool], None],
    fresh: bool = False,
    *,
    follow: Callable[[Task, Result], Task | None] = lambda task, result: None,
    at_once: int | None = None,
) -> None:
    """과제들을 실행하고, 끝나는 대로 on_done(과제, 결과, 예전 결과인지)을 부른다.

    일꾼이나 커널 서버가 죽어 실행하지 못한 과제는 이 프로세스에서 한 번 더 실행한다. 그래도 못 하면
    그 결과는 남겨 두지 않으므로, 다음에 다시 실행한다.

    Args:
        follow: 끝난 과제에 이어서 할 과제. 한 학생의 다음 노트북처럼, 앞의 결과를 보아야 한다.
        at_once: 한꺼번에 맡겨 둘 수. 정하면 이어서 할 과제를 아직 맡기지 않은 것보다 먼저 한다.
    """
    ready = deque(tasks)
    running: dict[Future, str] = {}
    same: dict[str, list[Task]] = {}
    results: dict[str, Result] = {}

    def finish(task: Task, result: Result, reused: bool) -> None:
        on_done(task, result, reused)
        if (after := follow(task, result)) is not None:
            ready.appendleft(after)

    while ready or running:
        while ready and (at_once is None or len(running) < at_once):
            task = ready.popleft()
            key = task.key()
            if key in same:
                same[key].append(task)
            elif key in results:
                finish(task, results[key], True)
            elif not fresh and (found := store.load(key)) is not None:
                results[key] = found
                finish(task, found, True)
            else:
                same[key] = [task]
                running[executor.submit(execute, task)] = key
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            key = running.pop(future)
            task, *twins = same.pop(key)
            try:
                result = future.result()
            except SandboxMissing:
                raise
            except Exception:
                result = None
            if result is None or unfinished(result):
                result = _once_more(task)
            store.put_away(result)
            if not unfinished(result):
                store.save(key, result)
            results[key] = result
            finish(task, result, False)
            for twin in twins:
                finish(twin, result, True)


def _once_more(task: Task) -> Result:
    """Raises: SandboxMissing, ServerFailed. 누구의 것도 실행할 수 없는 컴퓨터일 때."""
    try:
        return execute(task)
    except (SandboxMissing, ServerFailed):
        raise
    except Exception as error:
        return _given_up(task, error)


_UNFINISHED = {"kernel-failed", "server-died", "execution-failed"}


def unfinished(result: Result) -> bool:
    """우리 쪽의 일로 끝까지 채점하지 못했는지. 답의 잘못이 아니므로 남겨 두지 않는다."""
    return any(finding.code in _UNFINISHED for finding in result.findings)


def _given_up(task: Task, error: Exception) -> Result:
    """끝내 실행하지 못한 제출물. 까닭이 무엇이든 반의 나머지는 채점한다."""
    result = Result(sandboxed=task.options.sandbox is not None)
    text = f"실행하다가 예상하지 못한 오류({type(error).__name__}: {shown(str(error))})가 났습니다."
    result.findings.append(Finding("execution-failed", text, level="warning"))
    for cell in task.notebook.cells:
        if is_test(cell):
            result.verdicts[grade_id(cell)] = Verdict(error="NotRun", hint="실행하지 못했습니다.")
    return result
