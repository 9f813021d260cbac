"""실행 결과를 gradebook에 적는다. 점수를 매기고 적는 일은 stock nbgrader의 autograde가 한다.

autograde의 단계 가운데 노트북을 실행하는 것만, 미리 실행한 결과를 찾아 끼우는 것으로 바꾼다. 그래서
늦은 벌점, 손으로 준 점수, 피드백, formgrader, 내보내기가 stock에서와 똑같이 돈다.
"""

import contextlib
import fnmatch
import json
import os
import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.preprocessors import ExecutePreprocessor
from nbconvert.writers import FilesWriter
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import CheckCellMetadata, IgnorePattern, NbGraderPreprocessor

from ..atomic import write_json
from ..course import Course
from ..execution.exam import grade_id, is_test
from ..execution.store import Store
from ..execution.task import Result, Verdict
from ..skeleton import skeletons
from .harmless import Harmless
from .ledger import agree
from .stock import course_config, log_path, quietly, steps_of


class RecordProblem(Exception):
    """적지 못한 것이 있다. 학생마다 한 줄이다."""


@dataclass(frozen=True)
class Entry:
    """적을 준비가 된 제출물 하나.

    Attributes:
        digest: 깨끗한 사본이나 결과나 원본이 바뀌면 달라지는 지문.
        results: 노트북 이름 → 결과. 내지 않은 노트북은 None.
    """

    student: str
    digest: str
    results: Mapping[str, Result | None]


def record(
    course: Course,
    assignment: str,
    staged: Path,
    entries: Iterable[Entry],
    on_done: Callable[[str], None],
) -> None:
    """제출물들을 오는 대로 하나씩 적는다. 이미 적은 것은 건너뛴다.

    한 학생을 적다가 끊기면 그 학생을 처음부터 다시 적는다. 무엇을 덧붙이지 않고 늘 새로 쓰므로,
    끊긴 적이 없는 것과 같은 gradebook이 된다.

    Args:
        staged: 깨끗한 사본이 `<학생>/<과제>/`에 있는 폴더.
        entries: 아직 실행하는 중일 수 있으므로 하나씩 꺼낸다.
        on_done: 적었거나 이미 적혀 있던 학생마다 부른다.

    Raises:
        RecordProblem: 적지 못한 학생이 있을 때. 나머지는 모두 적은 뒤에 일으킨다.
    """
    journal = _Journal(course.work(assignment) / "recorded.json")
    problems = []
    with quietly(course, assignment) as quiet:
        with quiet():
            scribe = _Scribe(course, assignment, staged)
            known = agree(course_config(course, assignment), assignment, scribe.source)
        for entry in entries:
            there = entry.student in known and scribe.has_written(entry)
            try:
                if not there or journal.digests.get(entry.student) != entry.digest:
                    with quiet():
                        journal.forget(entry)
                        scribe.write(entry)
                        journal.keep(entry)
            except RecordProblem as problem:
                problems.append(str(problem))
            else:
                on_done(entry.student)
    if problems:
        raise RecordProblem("\n".join(problems))


class _Journal:
    """학생 → 적은 것의 지문. 적는 도중인 학생은 들어 있지 않다."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.digests: dict[str, str] = {}
        with contextlib.suppress(OSError, ValueError):
            self.digests = dict(json.loads(path.read_text(encoding="utf-8")))

    def keep(self, entry: Entry) -> None:
        self.digests[entry.student] = entry.digest
        self._save()

    def forget(self, entry: Entry) -> None:
        """적다가 끊긴 뒤 예전 제출물로 되돌아와도, 그것을 다시 적게 한다."""
        if self.digests.pop(entry.student, None) is not None:
            self._save()

    def _save(self) -> None:
        write_json(self.path, self.digests, indent=0, sort_keys=True)


class _Staged(CourseDirectory):
    """제출물을 깨끗한 사본의 폴더에서 찾는 과목. 사본의 자리는 과목의 폴더 구조와 상관없다."""

    staged = Path()

    def format_path(
        self, nbgrader_step: str, student_id: str, assignment_id: str, escape: bool = False
    ) -> str:
        if nbgrader_step != self.submitted_directory:
            return super().format_path(nbgrader_step, student_id, assignment_id, escape)
        if escape:
            return os.path.join(re.escape(str(self.staged)), student_id, assignment_id)
        return os.path.join(self.staged, student_id, assignment_id)


class _Stored(NbGraderPreprocessor):
    """노트북을 실행하는 대신, 실행한 결과를 끼운다."""

    result: Result | None = None

    def preprocess_cell(
        self, cell: NotebookNode, resources: Any, index: int
    ) -> tuple[NotebookNode, Any]:
        if cell.cell_type != "code":
            return cell, resources
        outputs, count = [], None
        if self.result is not None:
            outputs, count = self.result.outputs.get(cell.get("id", ""), ([], None))
        cell.outputs, cell.execution_count = list(_valid(outputs)), count
        if is_test(cell):
            cell.outputs = [*_printed(cell.outputs), *_judged(cell, self._verdict(cell))]
        return cell, resources

    def _verdict(self, cell: NotebookNode) -> Verdict:
        if self.result is None:
            return Verdict(error="NotSubmitted", hint="이 노트북을 내지 않았습니다.")
        return self.result.verdicts[grade_id(cell)]


def _valid(outputs: Iterable[Any]) -> Iterator[NotebookNode]:
    """노트북에 적을 수 있는 출력만. 학생의 코드는 규격에 맞지 않는 출력도 보낼 수 있다."""
    text = json.dumps(list(outputs), ensure_ascii=False).encode(errors="replace")
    for output in nbformat.from_dict(json.loads(text)):
        with contextlib.suppress(nbformat.ValidationError):
            nbformat.validate(output, ref="output", version=4, version_minor=5)
            yield output


def _printed(outputs: list[NotebookNode]) -> Iterator[NotebookNode]:
    """검사가 낸 출력 가운데 점수와 상관없는 것. stderr를 그대로 두면 nbgrader가 0점으로 본다."""
    for output in outputs:
        if output.output_type == "stream":
            yield NotebookNode(output, name="stdout")
        elif output.output_type == "display_data":
            yield output


def _judged(cell: NotebookNode, verdict: Verdict) -> Iterator[NotebookNode]:
    """nbgrader가 판정대로 점수를 매기게 하는 출력. 통과했고 부분 점수가 아니면 없다."""
    if not verdict.passed:
        name = verdict.error or "NotPassed"
        # 이 표시가 있는 것만 피드백에 그대로 보인다.
        cell.metadata["warmgrade"] = {"verdict": verdict.reason}
        yield NotebookNode(
            output_type="error",
            ename=name,
            evalue=verdict.hint,
            traceback=[*verdict.trace, f"{name}: {verdict.hint}" if verdict.hint else name],
        )
    elif verdict.value is not None:
        points = float(cell.metadata.nbgrader["points"])
        value = min(max(verdict.value, 0.0), points)
        yield nbformat.v4.new_output(
            "execute_result", {"text/plain": repr(value)}, execution_count=None
        )


# 골격을 만들 때 이미 한 채점 정보의 검사와, stderr를 지우는 단계.
_NEEDLESS = (CheckCellMetadata, IgnorePattern)


class _Scribe(Autograde):
    """한 학생씩 부르는 autograde. 학생마다 만들지 않아도 되는 것은 들고 있는다."""

    def __init__(self, course: Course, assignment: str, staged: Path) -> None:
        config = course_config(course, assignment)
        directory = _Staged(config=config)
        directory.staged = staged.resolve()
        super().__init__(coursedir=directory, config=config)
        self.notes = log_path(course, assignment)
        self.force = True
        self.store = Store(course.results)
        self.stored = _Stored(parent=self)
        self.autograde_preprocessors = self._steps()
        self.sanitize_preprocessors = steps_of(self.sanitize_preprocessors, *_NEEDLESS)
        self.writer = FilesWriter(parent=self, config=self.config)
        self.exporter = self.exporter_class(parent=self, config=self.config)

    @property
    def source(self) -> Path:
        directory = self.coursedir
        return Path(directory.format_path(directory.source_directory, ".", directory.assignment_id))

    def folder(self, student: str) -> Path:
        return Path(self._format_dest(self.coursedir.assignment_id, student))

    def has_written(self, entry: Entry) -> bool:
        """적은 노트북이 그대로 있는지. 지웠다면 다시 적어 달라는 것이다."""
        folder = self.folder(entry.student)
        return all((folder / f"{name}.ipynb").is_file() for name in entry.results)

    def write(self, entry: Entry) -> None:
        """Raises: RecordProblem"""
        self.entry = entry
        self.coursedir.student_id = entry.student
        folder = Path(self._format_source(self.coursedir.assignment_id, entry.student))
        wanted = self.coursedir.notebook_id
        found = [p for p in folder.glob("[!.]*.ipynb") if fnmatch.fnmatchcase(p.stem, wanted)]
        for name in (path.stem for path in found):
            if name not in entry.results:
                raise RecordProblem(
                    f"{entry.student}: '{name}' 노트북의 실행 결과가 없어 적지 못했습니다. "
                    "같은 명령을 다시 실행하세요."
                )
        self.assignments = {str(folder): sorted(map(str, found))}
        try:
            self.convert_notebooks()
            self._zero()
        except Exception as error:
            self.log.error(traceback.format_exc())
            raise RecordProblem(
                f"{entry.student}: gradebook에 적지 못했습니다({type(error).__name__}). "
                f"까닭은 {self.notes}에 있습니다."
            ) from error

    def run_pre_convert_hook(self) -> None:
        """제출물을 받기 앞서 이미 불렀다."""

    def _steps(self) -> list[Any]:
        """실행하는 단계를 우리 것으로 바꾸고, 그 출력을 고치던 단계를 뺀 목록."""
        found = steps_of(self.autograde_preprocessors, *_NEEDLESS)
        runs = [isinstance(s, type) and issubclass(s, ExecutePreprocessor) for s in found]
        place = runs.index(True) if any(runs) else 0
        rest = [step for step, run in zip(found, runs) if not run]
        harmless = Harmless(parent=self)
        books = skeletons(self.source, self.config).values()
        harmless.given = frozenset(cell.source for book in books for cell in book.cells)
        return [*rest[:place], self.stored, *rest[place:], harmless]

    def convert_single_notebook(self, notebook_filename: str) -> None:
        self.stored.result = result = self.entry.results[Path(notebook_filename).stem]
        super().convert_single_notebook(notebook_filename)
        if result is not None and result.written:
            self._leave(self.store.contents(result))

    def _leave(self, written: Mapping[str, bytes | None]) -> None:
        """셀들이 남긴 파일을 stock에서처럼 노트북 곁에 둔다.

        노트북과 제출한 때는 nbgrader가 읽는 것이므로 셀이 쓴 것을 두지 않는다.
        """
        folder = self.folder(self.entry.student)
        for name, data in written.items():
            if name == "timestamp.txt" or ("/" not in name and name.endswith(".ipynb")):
                continue
            path = folder / name
            # 이름이 부딪히는 것은 두 노트북이 한 이름을 파일로도 폴더로도 쓴 것이다.
            with contextlib.suppress(OSError):
                if data is None:
                    path.unlink(missing_ok=True)
                elif name.endswith("/"):
                    path.mkdir(parents=True, exist_ok=True)
                else:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.unlink(missing_ok=True)
                    path.write_bytes(data)

    def _zero(self) -> None:
        """내지 않은 노트북에 nbgrader가 없는 노트북에 하는 일을 한다: 모두 0점이고 볼 것도 없다."""
        absent = [name for name, result in self.entry.results.items() if result is None]
        if not absent:
            return
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as book:
            for name in absent:
                notebook = book.find_submission_notebook(
                    name, self.coursedir.assignment_id, self.entry.student
                )
                for grade in notebook.grades:
                    grade.auto_score, grade.needs_manual_grade = 0, False
            book.db.commit()
