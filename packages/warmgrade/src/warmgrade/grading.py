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
from copy import deepcopy
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from .atomic import write_json
from .course import Course, CourseProblem, composed
from .execution.exam import plan
from .execution.kernelspec import kernel_environment
from .execution.launch import AUTOGRADE, Options, imported, start_server
from .execution.schedule import execute_all
from .execution.store import Store
from .execution.task import Result, Task
from .findings import Finding
from .gradebook.given import given_before
from .gradebook.record import Entry, RecordProblem, record
from .gradebook.settings import (
    Settings,
    apply_steps,
    before_taking,
    limit,
    own_steps,
    read_settings,
)
from .gradebook.stock import quietly
from .intake.arrivals import Arrival, read_arrivals
from .intake.files import unwelcome
from .intake.take import Submission, stage, take
from .intake.timestamp import read_timestamp
from .skeleton import hidden_marks, ignoring, originals, provided_files, read_source, shown_notebook


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
    """한 학생의 제출물과, 지금까지 나온 결과.

    Attributes:
        tasks: 아직 시작하지 않은 노트북.
        keys: 실행한 노트북의, 결과를 정하는 모든 것의 지문.
        carried: 앞의 노트북들이 남긴 파일. 지운 것은 None.
    """

    submission: Submission
    tasks: dict[str, Task]
    results: dict[str, Result | None] = field(default_factory=dict)
    reused: dict[str, bool] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    carried: dict[str, bytes | None] = field(default_factory=dict)

    def next(self) -> Task | None:
        """stock이 실행하는 차례로, 다음 노트북."""
        return self.tasks.pop(min(self.tasks)) if self.tasks else None

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
    timeout: float | None = None,
) -> dict[str, Any]:
    """과제를 채점하고, `grading.json`에 적은 것을 돌려준다.

    Args:
        options: 실행하는 조건. 과목의 설정이 정하는 것(셀 하나의 시간, 커널의 환경 변수와 인자)은
            여기 적혀 있어도 설정을 따른다.
        students: 채점할 학생. None이면 낸 학생 모두.
        workers: executor를 주지 않았을 때 한꺼번에 실행할 제출물의 수.
        executor: 실행을 맡길 곳.
        fresh: 예전 결과를 쓰지 않고 모두 다시 실행하고 다시 적을지.
        timeout: 셀 하나에 줄 초. None이면 과목의 설정대로.

    Raises:
        CourseProblem: 과제나 제출물이 없거나, 따를 수 없는 설정이나 커널이 적혀 있거나, 다른 채점이
            진행 중일 때. 아무것도 하지 않은 채로 일으킨다.
        SandboxMissing: 가두어야 하는데 가둘 수 없는 컴퓨터일 때.
    """
    watcher = watcher or Watcher()
    assignment = course.check(assignment)
    everyone = course.submissions(assignment)
    wanted = everyone if students is None else map(composed, students)
    chosen = list(dict.fromkeys(wanted))
    if unknown := [name for name in chosen if name not in everyone]:
        raise CourseProblem(
            f"'{unknown[0]}' 학생의 제출물이 없습니다. {course.submitted}의 폴더 이름을 확인하세요."
        )
    if not chosen:
        raise CourseProblem(
            f"제출물이 없습니다. {course.submitted}/학생/{assignment}/ 폴더에 노트북을 두세요."
        )
    selected = [path.stem for path in course.notebooks(assignment)]
    if not selected:
        raise CourseProblem(f"'{assignment}' 과제에 그런 노트북이 없습니다. 이름을 확인하세요.")
    settings = read_settings(course.config)
    if timeout is not None:
        settings = replace(settings, timeout=timeout, timeout_of=None)
    conditions = {
        path.stem: replace(
            options,
            cell_timeout=settings.timeout,
            environment=AUTOGRADE
            | kernel_environment(path.stem, read_source(path), settings.kernel_name),
            arguments=settings.arguments,
            skip_tag=settings.skip_tag,
        )
        for path in course.books(assignment)
        # 고른 노트북이 앞의 노트북이 남긴 파일을 읽을 수 있다.
        if path.stem <= selected[-1]
    }
    with _alone(course):
        grading = _Grading(course, assignment, options, watcher, settings, conditions, fresh)
        return grading.go({name: everyone[name] for name in chosen}, workers, executor)


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
    def __init__(
        self,
        course: Course,
        assignment: str,
        options: Options,
        watcher: Watcher,
        settings: Settings,
        conditions: dict[str, Options],
        fresh: bool,
    ) -> None:
        self.course, self.assignment, self.watcher = course, assignment, watcher
        self.settings, self.fresh = settings, fresh
        self.selected = {path.stem for path in course.notebooks(assignment)}
        self.began, self.clock = datetime.now(UTC), time.monotonic()
        self.folder = course.original(assignment)
        preload = options.preload or imported(course.books(assignment))
        self.options = replace(options, preload=preload)
        self.conditions = {n: replace(one, preload=preload) for n, one in conditions.items()}
        self.store = Store(course.results)
        self.class_: dict[str, _Student] = {}
        self.finished: queue.SimpleQueue[str | BaseException | None] = queue.SimpleQueue()

    def go(
        self, chosen: dict[str, Path], workers: int, executor: Executor | None
    ) -> dict[str, Any]:
        self.watcher.began(len(chosen))
        with contextlib.ExitStack() as stack:
            at_once = None
            if executor is None:
                at_once = 2 * workers
                # 모듈을 불러오는 동안 제출물을 받는다.
                start_server(self.options)
                executor = stack.enter_context(ThreadPoolExecutor(workers))
            self._take(chosen)
            runner = threading.Thread(target=self._execute, args=(executor, at_once), daemon=True)
            runner.start()
            staged = self.course.work(self.assignment) / "staged"
            problem = None
            try:
                record(self.course, self.assignment, staged, self._entries(), self.watcher.recorded)
            except RecordProblem as error:
                # 적지 못한 학생이 있어도 나머지의 기록은 남긴다.
                problem = error
            runner.join()
        graded = self._write(list(chosen), workers)
        if problem:
            raise problem
        return graded

    def _take(self, chosen: dict[str, Path]) -> None:
        config = self.course.config
        with quietly(self.course, self.assignment) as quiet, quiet():
            sources = originals(self.folder, config, fresh=self.fresh)
        bases = {name: original.skeleton for name, original in sources.items()}
        self.hidden = hidden_marks(config)
        self.plans = {n: plan(sources[n].solved, self.hidden) for n in self.conditions}
        steps, ignored = own_steps(config), ignoring(config)
        prepare = before_taking(self.course, self.assignment)
        provided = provided_files(self.folder, config)
        # 학생이 고쳐 내라고 한 파일은 학생의 것을 쓰고, 내지 않았으면 없다.
        for name in config.Autograde.get("exclude_overwriting", {}).get(self.assignment, []):
            provided.pop(name, None)
        handed_out = {name: (self.folder / name).read_bytes() for name in provided}
        given = given_before(self.course, self.assignment, bases)
        self.arrivals = read_arrivals(self.course.submitted, self.assignment)
        staged = self.course.work(self.assignment) / "staged"
        for student, folder in chosen.items():
            if prepare:
                prepare(folder)
            arrival = self.arrivals.get(student)
            moment, notes = self._moment(folder, arrival)
            submission = take(
                folder,
                student,
                self.assignment,
                bases,
                provided=provided,
                submitted_at=moment,
                given=given,
            )
            found = submission.findings
            if self._trusts(arrival):
                found = [finding for finding in found if finding.code != "timestamp-ignored"]
            submission.findings = [*(arrival.findings if arrival else ()), *notes, *found]
            submission.files = {n: f for n, f in submission.files.items() if not ignored(n)}
            stage(submission, staged)
            submission.notebooks = {n: submission.notebooks[n] for n in self.conditions}
            self._follow_steps(submission, steps)
            self.class_[student] = self._student(submission, staged, handed_out)
            self.watcher.taken(student)

    def _trusts(self, arrival: Arrival | None) -> bool:
        """폴더에 든 timestamp.txt를 믿는지. LMS에서 받은 것이면 학생이 넣은 파일이다."""
        return self.course.trusts_timestamps and arrival is None

    def _moment(
        self, folder: Path, arrival: Arrival | None
    ) -> tuple[datetime | None, list[Finding]]:
        """제출한 때와, 그것을 읽으며 본 것."""
        if arrival is not None:
            return arrival.submitted_at, []
        if not self._trusts(arrival):
            return None, []
        return read_timestamp(folder)

    def _follow_steps(self, submission: Submission, steps: list[Any]) -> None:
        """과목이 실행하기 앞서 더한 단계를 밟는다."""
        for name, notebook in submission.notebooks.items() if steps else ():
            about = {"student": submission.student, "assignment": self.assignment}
            about |= {"notebook": name, "db_url": self.course.database}
            path = str(self.course.place("autograded", submission.student, self.assignment))
            resources = {"nbgrader": about, "unique_key": name, "metadata": {"path": path}}
            try:
                submission.notebooks[name] = apply_steps(steps, deepcopy(notebook), resources)
            except Exception as error:
                text = f"{name}: 과목이 더한 단계가 실패했습니다({type(error).__name__})."
                submission.findings.append(Finding("step-failed", text, level="warning"))

    def _student(
        self, submission: Submission, staged: Path, handed_out: dict[str, bytes]
    ) -> _Student:
        folder = staged / submission.student / self.assignment
        files = {name: (folder / name).read_bytes() for name in submission.files} | handed_out
        written = {n: b for n, b in submission.notebooks.items() if n not in submission.absent}
        tasks: dict[str, Task] = {}
        for name, notebook in written.items():
            timeouts, note = self._timeouts(notebook)
            submission.findings += note
            tasks[name] = Task(
                submission.student,
                name,
                notebook,
                files | self._seen_notebooks(name, written),
                self.plans[name],
                self.conditions[name],
                timeouts,
            )
        absent = [name for name in submission.absent if name in self.conditions]
        return _Student(submission, tasks, dict.fromkeys(absent))

    def _timeouts(self, notebook: NotebookNode) -> tuple[dict[str, float | None], list[Finding]]:
        """과목의 함수가 셀마다 정한 초."""
        if self.settings.timeout_of is None:
            return {}, []
        found = {}
        try:
            for cell in notebook.cells:
                if cell.cell_type == "code":
                    found[cell.id] = limit(self.settings.timeout_of(cell))
        except Exception as error:
            text = f"설정의 timeout_func이 실패해({type(error).__name__}) timeout을 썼습니다."
            return {}, [Finding("step-failed", text, level="warning")]
        return found, []

    def _seen_notebooks(self, name: str, books: dict[str, NotebookNode]) -> dict[str, bytes]:
        """노트북 파일을 읽는 셀이 있으면, stock에서처럼 그때까지의 노트북을 곁에 둔다."""
        code = (c.source for book in books.values() for c in book.cells if c.cell_type == "code")
        if not any(".ipynb" in source for source in code):
            return {}
        earlier = [other for other in sorted(books) if other <= name]
        return {f"{n}.ipynb": shown_notebook(books[n], self.hidden) for n in earlier}

    def _execute(self, executor: Executor, at_once: int | None) -> None:
        """다른 스레드에서 돈다. 다 된 학생의 이름을 차례로 넘기고, 끝이나 예외로 마친다."""
        try:
            for student, one in self.class_.items():
                if one.finished:
                    self._pass_on(student)
            first = [one.next() for one in self.class_.values() if one.tasks]
            execute_all(
                first,
                self.store,
                executor,
                self._done,
                self.fresh,
                follow=self._follow,
                at_once=at_once,
            )
            self.finished.put(None)
        except BaseException as error:
            self.finished.put(error)

    def _follow(self, task: Task, result: Result) -> Task | None:
        """같은 학생의 다음 노트북. stock에서처럼 앞의 노트북이 남긴 파일을 본다."""
        one = self.class_[task.student]
        after = one.next()
        if after is None:
            one.carried.clear()
            return None
        if result.written:
            left = self.store.contents(result)
            one.carried |= {n: data for n, data in left.items() if unwelcome(n) is None}
        if not one.carried:
            return after
        files = {n: data for n, data in after.files.items() if n not in one.carried}
        files |= {n: data for n, data in one.carried.items() if data is not None}
        return replace(after, files=files)

    def _done(self, task: Task, result: Result, reused: bool) -> None:
        one = self.class_[task.student]
        one.results[task.name], one.reused[task.name] = result, reused
        one.keys[task.name] = task.key()
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
            results = {name: one.results[name] for name in sorted(self.selected)}
            yield Entry(student, self._digest(one), results)

    def _digest(self, one: _Student) -> str:
        """적을 것을 정하는 모든 것의 지문."""
        digest = sha256()
        moment = one.submission.submitted_at
        parts: list[Any] = [moment.isoformat() if moment else None]
        if self.fresh:
            parts.append(self.began.isoformat())
        for name in sorted(self.selected):
            parts += [name, one.keys.get(name), _content(one.submission.notebooks[name])]
            parts += [asdict(result) if (result := one.results[name]) else None]
        digest.update(json.dumps(parts, sort_keys=True, default=str).encode())
        return digest.hexdigest()

    def _write(self, chosen: list[str], workers: int) -> dict[str, Any]:
        path = self.course.work(self.assignment) / "grading.json"
        # 한 학생만 다시 채점해도 나머지 학생의 기록은 남는다.
        kept = [
            row
            for row in _read_rows(path)
            if row["student"] not in chosen or row["notebook"] not in self.selected
        ]
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
        for name in sorted(self.selected):
            result = one.results[name]
            ran = result or Result(sandboxed=self.options.sandbox is not None)
            yield {
                "student": student,
                "notebook": name,
                "key": one.keys.get(name, ""),
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
