"""일마다 프로세스를 갈라 내어 돌린다. 갈라진 프로세스가 죽거나 멈추어도 그 일의 결과로 돌려준다."""

import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait

LIMIT = 3600.0  # 초. 바쁜 기계에서 가장 긴 일의 몇 배다


def run(
    work: Callable[[object], object],
    jobs: Iterable[object],
    *,
    at_once: int = 1,
    limit: float = LIMIT,
) -> Iterator[tuple[object, float, object, str]]:
    """끝나는 대로 (일, CPU 초, 결과, 탈)을 낸다. 결과를 내지 못하면 결과는 None, 탈은 까닭이다."""
    context = multiprocessing.get_context("fork")
    waiting, running = deque(jobs), {}
    while waiting or running:
        while waiting and len(running) < at_once:
            job = waiting.popleft()
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(target=_answer, args=(theirs, work, job))
            process.start()
            theirs.close()
            running[ours] = (process, job, time.perf_counter())
        wait(running, timeout=1)
        for ours, (process, job, started) in list(running.items()):
            if ours.poll():
                yield job, *_result(ours, process)
            elif time.perf_counter() - started > limit:
                process.kill()
                process.join()
                yield job, limit, None, f"{limit:.0f}초가 지나도 끝나지 않았다"
            else:
                continue
            ours.close()
            del running[ours]


def _answer(theirs: Connection, work: Callable, job: object) -> None:
    answer = work(job)
    theirs.send((time.process_time(), answer))


def _result(ours: Connection, process) -> tuple[float, object, str]:
    try:
        seconds, answer = ours.recv()
    except EOFError:
        process.join()
        return 0.0, None, f"프로세스가 답하지 않고 끝났다(종료 코드 {process.exitcode})"
    process.join()
    return seconds, answer, ""
