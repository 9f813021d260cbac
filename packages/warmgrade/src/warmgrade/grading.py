"""한 과제를 처음부터 끝까지 채점한다: 받고, 실행하고, gradebook에 적는다.

실행은 여러 일꾼이 나누어 하지만 적는 것은 언제나 이 스레드 하나다. 실행 결과와 적은 기록은 그때그때
파일로 남으므로, 어디에서 끊기든 다시 실행하면 남은 일만 한다.
"""

import contextlib
import json
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from .atomic import write_json
from .course import Course, CourseProblem
from .execution.exam import Plan, plan
from .execution.launch import Options, imported, start_server
from .execution.run import Store, execute_all
from .execution.task import Result, Task
from .findings import Finding
from .gradebook.record import Entry, RecordProblem, record
from .intake.take import (
    Submission,
    provided_files,
    read_arrivals,
    read_source,
    skeletons,
    stage,
    take,
)


@dataclass(frozen=True)
class Watcher:
    """채점하는 동안 알려 줄 곳.

    Attributes:
        began: 채점할 학생의 수.
        taken: 받은 학생. executed: 실행을 마친 학생과, 예전 결과인지. recorded: 적은 학생.
    """

    began: Callable[[int], None] = lambda count: None
    taken: Callable[[str], None] = lambda student: None
    executed: Callable[[str, bool], None] = lambda student, reused: None
    recorded: Callable[[str], None] = lambda student: None


@dataclass
class _Student:
    """한 학생의 제출물과, 지금까지 나온 결과."""

    submission: Submission
    tasks: dict[str, Task]
    results: dict[str, Result | None] = field(default_factory=dict)
    reused: dict[str, bool] = field(default_factory=dict)

    @property
    def finished(self) -> bool:
        return self.results.keys() == self.submission.notebooks.keys()


def grade(
    course: Course,
    assignment: str,
    options: Options,
    *,
    students: list[str] | None = None,
    workers: int = 2,
    executor: Executor | None = None,
    fresh: bool = False,
    watcher: Watcher | None = None,
) -> dict[str, Any]:
    """과제를 채점하고, `grading.json`에 적은 것을 돌려준다.

    Args:
        students: 채점할 학생. None이면 낸 학생 모두.
        workers: executor를 주지 않았을 때 한꺼번에 실행할 제출물의 수.
        executor: 실행을 맡길 곳.
        fresh: 예전 결과를 쓰지 않고 모두 다시 실행할지.

    Raises:
        CourseProblem: 과제나 제출물이 없거나, 다른 채점이 진행 중일 때.
        SandboxMissing: 가두어야 하는데 가둘 수 없는 컴퓨터일 때.
    """
    watcher = watcher or Watcher()
    course.check(assignment)
    everyone = course.students(assignment)
    chosen = everyone if students is None else list(dict.fromkeys(students))
    if unknown := [name for name in chosen if name not in everyone]:
        raise CourseProblem(
            f"'{unknown[0]}' 학생의 제출물이 없습니다. {course.submitted}의 폴더 이름을 확인하세요."
        )
    if not chosen:
        raise CourseProblem(
            f"제출물이 없습니다. {course.submitted}/학생/{assignment}/ 폴더에 노트북을 두세요."
        )
    with _alone(course):
        return _Grading(course, assignment, options, watcher).go(chosen, workers, executor, fresh)


@contextlib.contextmanager
def _alone(course: Course) -> Iterator[None]:
    """두 채점이 한 gradebook에 함께 쓰지 못하게 한다. 프로세스가 죽으면 저절로 풀린다."""
    folder = course.root / ".warmgrade"
    folder.mkdir(exist_ok=True)
    # SQLite의 잠금은 어느 운영 체제에서나 같고, 죽은 프로세스의 것은 남지 않는다.
    with contextlib.closing(sqlite3.connect(folder / "lock", timeout=0)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise CourseProblem(
                "이 과목을 채점하는 명령이 이미 돌고 있습니다. 그것이 끝난 뒤에 다시 하세요."
            ) from None
        yield


class _Grading:
    def __init__(self, course: Course, assignment: str, options: Options, watcher: Watcher) -> None:
        self.course, self.assignment, self.watcher = course, assignment, watcher
        self.began, self.clock = datetime.now(UTC), time.monotonic()
        self.folder = course.source / assignment
        paths = course.notebooks(assignment)
        self.plans: dict[str, Plan] = {path.stem: plan(read_source(path)) for path in paths}
        self.options = replace(options, preload=options.preload or imported(paths))
        self.store = Store(course.results)
        self.class_: dict[str, _Student] = {}
        self.finished: queue.SimpleQueue[str | BaseException | None] = queue.SimpleQueue()

    def go(
        self, chosen: list[str], workers: int, executor: Executor | None, fresh: bool
    ) -> dict[str, Any]:
        self.watcher.began(len(chosen))
        with contextlib.ExitStack() as stack:
            if executor is None:
                # 모듈을 불러오는 동안 제출물을 받는다.
                start_server(self.options)
                executor = stack.enter_context(ThreadPoolExecutor(workers))
            self._take(chosen)
            runner = threading.Thread(target=self._execute, args=(executor, fresh), daemon=True)
            runner.start()
            staged = self.course.work(self.assignment) / "staged"
            problem = None
            try:
                record(self.course, self.assignment, staged, self._entries(), self.watcher.recorded)
            except RecordProblem as error:
                # 적지 못한 학생이 있어도 나머지의 기록은 남긴다.
                problem = error
            runner.join()
        graded = self._write(chosen, workers)
        if problem:
            raise problem
        return graded

    def _take(self, chosen: list[str]) -> None:
        bases = skeletons(self.folder, self.course.config)
        provided = provided_files(self.folder)
        given = {name: (self.folder / name).read_bytes() for name in provided}
        arrivals = read_arrivals(self.course.submitted, self.assignment)
        staged = self.course.work(self.assignment) / "staged"
        for student in chosen:
            arrival = arrivals.get(student)
            submission = take(
                self.course.submitted / student / self.assignment,
                student,
                self.assignment,
                bases,
                provided=provided,
                submitted_at=arrival.submitted_at if arrival else None,
            )
            submission.findings = [*(arrival.findings if arrival else ()), *submission.findings]
            stage(submission, staged)
            folder = staged / student / self.assignment
            files = {name: (folder / name).read_bytes() for name in submission.files}
            tasks = {
                name: Task(student, name, notebook, files | given, self.plans[name], self.options)
                for name, notebook in submission.notebooks.items()
                if name not in submission.absent
            }
            absent: dict[str, Result | None] = dict.fromkeys(submission.absent)
            self.class_[student] = _Student(submission, tasks, absent)
            self.watcher.taken(student)
        self.arrivals = arrivals

    def _execute(self, executor: Executor, fresh: bool) -> None:
        """다른 스레드에서 돈다. 다 된 학생의 이름을 차례로 넘기고, 끝이나 예외로 마친다."""
        try:
            for student, one in self.class_.items():
                if one.finished:
                    self._pass_on(student)
            tasks = [task for one in self.class_.values() for task in one.tasks.values()]
            execute_all(tasks, self.store, executor, self._done, fresh)
            self.finished.put(None)
        except BaseException as error:
            self.finished.put(error)

    def _done(self, task: Task, result: Result, reused: bool) -> None:
        one = self.class_[task.student]
        one.results[task.name], one.reused[task.name] = result, reused
        if one.finished:
            self._pass_on(task.student)

    def _pass_on(self, student: str) -> None:
        self.watcher.executed(student, all(self.class_[student].reused.values()))
        self.finished.put(student)

    def _entries(self) -> Iterator[Entry]:
        while (student := self.finished.get()) is not None:
            if isinstance(student, BaseException):
                raise student
            one = self.class_[student]
            yield Entry(student, self._digest(one), one.results)

    def _digest(self, one: _Student) -> str:
        """적을 것을 정하는 모든 것의 지문."""
        digest = sha256()
        moment = one.submission.submitted_at
        parts: list[Any] = [moment.isoformat() if moment else None]
        for name, notebook in sorted(one.submission.notebooks.items()):
            task = one.tasks.get(name)
            parts += [name, task.key() if task else None, _content(notebook)]
            parts += [asdict(result) if (result := one.results[name]) else None]
        digest.update(json.dumps(parts, sort_keys=True, default=str).encode())
        return digest.hexdigest()

    def _write(self, chosen: list[str], workers: int) -> dict[str, Any]:
        path = self.course.work(self.assignment) / "grading.json"
        # 한 학생만 다시 채점해도 나머지 학생의 기록은 남는다.
        kept = [row for row in _read_rows(path) if row["student"] not in chosen]
        rows = [row for student in chosen for row in self._rows(student)]
        there = set(self.course.students(self.assignment))
        graded = {
            "assignment": self.assignment,
            "started": self.began.isoformat(),
            "seconds": time.monotonic() - self.clock,
            "workers": workers,
            "sandboxed": self.options.sandbox is not None,
            "rows": sorted(
                [row for row in kept if row["student"] in there] + rows,
                key=lambda row: (row["student"], row["notebook"]),
            ),
        }
        write_json(path, graded, indent=1)
        return graded

    def _rows(self, student: str) -> Iterator[dict[str, Any]]:
        one = self.class_[student]
        arrival = self.arrivals.get(student)
        moment = one.submission.submitted_at
        findings: list[Finding] = one.submission.findings
        for name in sorted(one.submission.notebooks):
            result = one.results[name]
            ran = result or Result(sandboxed=self.options.sandbox is not None)
            yield {
                "student": student,
                "notebook": name,
                "key": one.tasks[name].key() if name in one.tasks else "",
                "absent": result is None,
                "reused": one.reused.get(name, False),
                "submitted_at": moment.isoformat() if moment else None,
                "lms": arrival.lms if arrival else "",
                "lms_id": arrival.lms_id if arrival else "",
                "lms_name": arrival.name if arrival else "",
                "late": arrival.late if arrival else False,
                "seconds": ran.seconds,
                "cell_seconds": ran.cell_seconds,
                "cpu": ran.cpu,
                "memory": ran.memory,
                "kernels": ran.kernels,
                "sandboxed": ran.sandboxed,
                "findings": [asdict(finding) for finding in [*findings, *ran.findings]],
                "verdicts": {name: asdict(verdict) for name, verdict in ran.verdicts.items()},
            }
            # 제출물을 받으며 본 것은 한 번만 적는다.
            findings = []


def _content(notebook: NotebookNode) -> list[Any]:
    return [[c.cell_type, c.source, c.metadata.get("nbgrader")] for c in notebook.cells]


def _read_rows(path: Path) -> list[dict[str, Any]]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))["rows"]
    except (OSError, ValueError, KeyError):
        return []
