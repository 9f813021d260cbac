"""record.py: 실행 결과를 stock nbgrader가 gradebook에 적게 한다."""

import csv
import json
import os
import shutil
import signal
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins.export import CsvExportPlugin
from toy_course import (
    ANSWERS,
    as_bytes,
    build,
    cell_of,
    code,
    grade_id,
    plain_code,
    solution,
    toy_source,
)
from traitlets.config import Config

from warmgrade.course import Course, CourseProblem
from warmgrade.execution.exam import plan
from warmgrade.execution.launch import Options
from warmgrade.execution.run import execute
from warmgrade.execution.task import Result, Task, Verdict
from warmgrade.gradebook.record import Entry, RecordProblem, record
from warmgrade.intake.take import skeletons, stage, take

NAME = "장난감"
ON_TIME, LATE = datetime(2026, 3, 2, 3, tzinfo=UTC), datetime(2026, 3, 5, 3, tzinfo=UTC)
DUE = "2026-03-03 00:00:00 UTC"
HALF = ANSWERS | {"add": "def add(a, b):\n    return a + b + (a == 0)"}
STUDENTS = {
    "perfect": ANSWERS,
    "blank": {},
    "wrong": ANSWERS | {"add": "def add(a, b):\n    return a - b"},
    "warned": ANSWERS
    | {"add": "def add(a, b):\n    import warnings\n    warnings.warn('조심')\n    return a + b"},
    "김 반점": HALF,
    "late": ANSWERS,
}


@dataclass
class Class:
    """과목 하나와, 실행을 마친 제출물들."""

    course: Course
    staged: Path
    results: dict[str, Result]

    def entries(self, *students: str, digest: str = "1") -> list[Entry]:
        chosen = students or self.results
        return [Entry(name, digest, {NAME: self.results[name]}) for name in chosen]

    def record(self, entries: Any = None) -> list[str]:
        done: list[str] = []
        record(self.course, NAME, self.staged, entries or self.entries(), done.append)
        return done

    def book(self) -> Gradebook:
        return Gradebook(self.course.database)

    def scores(self) -> dict[str, float]:
        with self.book() as book:
            return {s.student_id: s.score for s in book.assignment_submissions(NAME)}


def source() -> nbformat.NotebookNode:
    notebook = toy_source()
    partial = "points = 3.0 if add(0, 1) == 1 else 1.5\npoints"
    extra = code("part", partial, "test_part", grade=True, points=3)
    notebook.cells.insert(5, extra)
    return notebook


def rows(database: str) -> list[tuple]:
    """gradebook에 적힌 것 가운데 무작위 id가 아닌 것 전부."""
    found: list[tuple] = []
    with Gradebook(database) as book:
        for one in book.assignment_submissions(NAME):
            found.append((one.student_id, str(one.timestamp), one.score, one.max_score))
            for notebook in one.notebooks:
                penalty = notebook.late_submission_penalty
                found.append((one.student_id, notebook.name, notebook.score, penalty))
                for grade in notebook.grades:
                    state = grade.auto_score, grade.manual_score, grade.needs_manual_grade
                    found.append((one.student_id, grade.name, *state))
                for comment in notebook.comments:
                    found.append((one.student_id, comment.name, "", comment.auto_comment))
    return sorted(found, key=str)


def course_of(root: Path, config: Config) -> Course:
    config = deepcopy(config)
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.db_url = f"sqlite:///{root}/gradebook.db"
    folders = [root / name for name in ("source", "submitted", "autograded", "feedback")]
    return Course(root, config, *folders, database=config.CourseDirectory.db_url)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Config, dict[str, Result]]:
    """과목을 만들고 제출물을 실행해 둔다. 검사마다 사본을 쓴다."""
    root = tmp_path_factory.mktemp("class") / "course"
    config = Config()
    config.IgnorePattern.enabled, config.IgnorePattern.pattern = True, ".*"
    config.LateSubmissionPlugin.penalty_method = "zero"
    toy = build(root, NAME, source(), config)
    with Gradebook(toy.config.CourseDirectory.db_url) as book:
        book.update_or_create_assignment(NAME, duedate=DUE)
    exams, results = plan(source()), {}
    for student, answers in STUDENTS.items():
        folder = root / "submitted" / student / NAME
        folder.mkdir(parents=True)
        (folder / f"{NAME}.ipynb").write_bytes(as_bytes(toy.handout(answers)))
        moment = LATE if student == "late" else ON_TIME
        (folder / "timestamp.txt").write_text(moment.strftime("%Y-%m-%d %H:%M:%S UTC"))
        submission = take(folder, student, NAME, toy.skeletons, submitted_at=moment)
        stage(submission, root / ".warmgrade" / NAME / "staged")
        task = Task(student, NAME, submission.notebooks[NAME], {}, exams, Options(sandbox=None))
        results[student] = execute(task)
    return root, toy.config, results


@pytest.fixture
def toy(made: tuple[Path, Config, dict[str, Result]], tmp_path: Path) -> Class:
    root, config, results = made
    shutil.copytree(root, tmp_path / "course")
    course = course_of(tmp_path / "course", config)
    return Class(course, course.work(NAME) / "staged", deepcopy(results))


def test_honest_submissions_get_the_same_gradebook_as_from_stock(
    made: tuple[Path, Config, dict[str, Result]], toy: Class, tmp_path: Path
) -> None:
    root, config, _ = made
    shutil.copytree(root, tmp_path / "stock")
    stock = course_of(tmp_path / "stock", config)
    stock.config.CourseDirectory.assignment_id = NAME
    stock.config.Execute.shutdown_kernel = "immediate"
    Autograde(coursedir=CourseDirectory(config=stock.config), config=stock.config).start()
    assert sorted(toy.record()) == sorted(STUDENTS)
    assert rows(toy.course.database) == rows(stock.database)
    assert toy.scores() == {
        "perfect": 6.0,
        "blank": 0.0,
        "wrong": 2.5,
        "warned": 6.0,
        "김 반점": 4.5,
        "late": 6.0,
    }
    with toy.book() as book:
        late = book.find_submission_notebook(NAME, NAME, "late")
        assert late.late_submission_penalty == 6.0


def test_a_failed_test_shows_the_hint_and_only_the_lines_a_student_may_see(toy: Class) -> None:
    toy.results["wrong"].verdicts["test_add"] = Verdict(
        False, "failed", None, "AssertionError", "더해야 합니다.", ["검사 2번째 줄: assert …"]
    )
    toy.record(toy.entries("wrong"))
    path = toy.course.autograded / "wrong" / NAME / f"{NAME}.ipynb"
    outputs = cell_of(json.loads(path.read_text()), "test_add")["outputs"]
    assert [o["output_type"] for o in outputs] == ["error"]
    assert outputs[0]["ename"], outputs[0]["evalue"] == ("AssertionError", "더해야 합니다.")
    lines = ["검사 2번째 줄: assert …", "AssertionError: 더해야 합니다."]
    assert outputs[0]["traceback"] == lines


def test_partial_credit_stays_between_zero_and_the_points_of_the_cell(toy: Class) -> None:
    for value, score in ((99.0, 3.0), (float("inf"), 3.0), (0.0, 0.0), (1.25, 1.25)):
        toy.results["perfect"].verdicts["test_part"] = Verdict(True, "passed", value)
        toy.record(toy.entries("perfect", digest=str(value)))
        with toy.book() as book:
            assert book.find_grade("test_part", NAME, NAME, "perfect").auto_score == score


def test_outputs_that_no_notebook_may_hold_are_left_out(toy: Class) -> None:
    outputs, count = toy.results["perfect"].outputs["closing"]
    forged = [
        {"output_type": "display_data", "data": {"text/html": 5}, "metadata": {}},
        {"output_type": "stream", "name": "stdout", "text": "반쪽 \ud800 글자"},
        {"output_type": "무엇"},
        "출력이 아님",
    ]
    toy.results["perfect"].outputs["closing"] = [*forged, *outputs], count
    toy.record(toy.entries("perfect"))
    assert toy.scores() == {"perfect": 6.0}
    path = toy.course.autograded / "perfect" / NAME / f"{NAME}.ipynb"
    kept = cell_of(json.loads(path.read_text()), "closing")["outputs"]
    assert ["".join(o["text"]) for o in kept] == ["반쪽 ? 글자", "0.5\n"]


def test_a_test_passed_with_a_warning_or_a_stray_result_keeps_its_points(toy: Class) -> None:
    stray = [
        {"output_type": "stream", "name": "stderr", "text": "조심"},
        {
            "output_type": "execute_result",
            "data": {"text/plain": "0"},
            "metadata": {},
            "execution_count": 1,
        },
    ]
    toy.results["perfect"].outputs["add-test"] = stray, 1
    toy.record(toy.entries("perfect"))
    assert toy.scores() == {"perfect": 6.0}


def test_a_score_given_by_hand_survives_regrading(toy: Class) -> None:
    toy.record(toy.entries("wrong"))
    with toy.book() as book:
        book.find_grade("test_add", NAME, NAME, "wrong").manual_score = 1.5
        book.find_grade("essay", NAME, NAME, "wrong").manual_score = 2.0
        book.find_comment("essay", NAME, NAME, "wrong").manual_comment = "좋습니다"
        book.db.commit()
    toy.results["wrong"].verdicts["test_add"] = Verdict(True, "passed")
    toy.record(toy.entries("wrong", digest="2"))
    with toy.book() as book:
        grade = book.find_grade("test_add", NAME, NAME, "wrong")
        assert (grade.auto_score, grade.manual_score, grade.score) == (2.0, 1.5, 1.5)
        assert grade.needs_manual_grade
        assert book.find_grade("essay", NAME, NAME, "wrong").score == 2.0
        assert book.find_comment("essay", NAME, NAME, "wrong").comment == "좋습니다"


def test_entries_are_written_down_as_they_come(toy: Class) -> None:
    seen = []

    def coming() -> Iterator[Entry]:
        for entry in toy.entries("perfect", "wrong"):
            seen.append(set(toy.scores()))
            yield entry

    toy.record(coming())
    assert seen == [set(), {"perfect"}]


class _Fatal(Mapping):
    """nbgrader가 결과를 찾는 순간에 프로세스를 죽이는 결과."""

    def __init__(self, results: Mapping) -> None:
        self.results = results

    def __getitem__(self, name: str) -> Any:
        os.kill(os.getpid(), signal.SIGKILL)

    def __contains__(self, name: object) -> bool:
        return name in self.results

    def __iter__(self) -> Iterator[str]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)


def _killed(work: Any) -> None:
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL


def test_a_run_killed_in_the_middle_and_resumed_leaves_the_same_gradebook(
    made: tuple[Path, Config, dict[str, Result]], toy: Class, tmp_path: Path
) -> None:
    entries = toy.entries("perfect", "wrong", "late")
    fatal = [entries[0], Entry("wrong", "1", _Fatal(entries[1].results)), entries[2]]
    _killed(lambda: toy.record(fatal))
    assert set(json.loads((toy.course.work(NAME) / "recorded.json").read_text())) == {"perfect"}
    done: list[str] = []

    def die_after_two(student: str) -> None:
        done.append(student)
        if len(done) == 2:
            os.kill(os.getpid(), signal.SIGKILL)

    _killed(lambda: record(toy.course, NAME, toy.staged, entries, die_after_two))
    before = (toy.course.autograded / "wrong" / NAME).stat().st_mtime_ns
    assert toy.record(entries) == ["perfect", "wrong", "late"]
    assert (toy.course.autograded / "wrong" / NAME).stat().st_mtime_ns == before

    shutil.copytree(made[0], tmp_path / "again")
    whole = course_of(tmp_path / "again", made[1])
    record(whole, NAME, whole.work(NAME) / "staged", entries, lambda student: None)
    assert rows(toy.course.database) == rows(whole.database)


def test_a_submission_interrupted_while_replacing_another_is_written_again(toy: Class) -> None:
    old, new = toy.entries("perfect", digest="1"), toy.entries("perfect", digest="2")
    toy.record(old)
    _killed(lambda: toy.record([Entry("perfect", "2", _Fatal(new[0].results))]))
    toy.record(old)
    assert toy.scores() == {"perfect": 6.0}
    assert (toy.course.autograded / "perfect" / NAME / f"{NAME}.ipynb").is_file()


def test_what_was_lost_is_written_again(toy: Class) -> None:
    toy.record(toy.entries("perfect"))
    shutil.rmtree(toy.course.autograded / "perfect")
    toy.record(toy.entries("perfect"))
    assert (toy.course.autograded / "perfect" / NAME / f"{NAME}.ipynb").is_file()
    with toy.book() as book:
        book.remove_submission(NAME, "perfect")
    toy.record(toy.entries("perfect"))
    assert toy.scores() == {"perfect": 6.0}


def test_a_missing_result_costs_one_sentence_and_not_the_others(toy: Class) -> None:
    entries = [Entry("wrong", "1", {}), *toy.entries("perfect")]
    done: list[str] = []
    with pytest.raises(RecordProblem) as caught:
        record(toy.course, NAME, toy.staged, entries, done.append)
    assert str(caught.value) == (
        f"wrong: '{NAME}' 노트북의 실행 결과가 없어 적지 못했습니다. 같은 명령을 다시 실행하세요."
    )
    assert done == ["perfect"] and toy.scores() == {"perfect": 6.0}


def test_a_test_without_a_verdict_is_not_scored_in_silence(toy: Class) -> None:
    del toy.results["wrong"].verdicts["test_add"]
    with pytest.raises(RecordProblem, match=r"^wrong: .*nbgrader\.log에 있습니다\.$"):
        toy.record(toy.entries("wrong", "perfect"))
    assert toy.scores()["perfect"] == 6.0
    assert not (toy.course.autograded / "wrong" / NAME).exists()


def test_a_notebook_that_was_not_handed_in_earns_nothing(toy: Class) -> None:
    toy.record(toy.entries("perfect"))
    with toy.book() as book:
        book.find_grade("essay", NAME, NAME, "perfect").manual_score = 2.0
        book.db.commit()
    toy.record([Entry("perfect", "2", {NAME: None})])
    with toy.book() as book:
        notebook = book.find_submission_notebook(NAME, NAME, "perfect")
        assert {grade.auto_score for grade in notebook.grades} == {0.0}
        assert not any(grade.needs_manual_grade for grade in notebook.grades)
        assert notebook.score == 2.0, "손으로 준 점수는 남는다"


def test_the_formgrader_can_open_what_was_recorded(toy: Class) -> None:
    toy.record(toy.entries("perfect", "blank"))
    directory = CourseDirectory(config=toy.course.config)
    api = NbGraderAPI(directory, config=toy.course.config)
    found = {one["student"]: one for one in api.get_submissions(NAME) if one["autograded"]}
    assert set(found) == {"perfect", "blank"}
    assert found["perfect"]["score"] == 6.0
    assert found["perfect"]["needs_manual_grade"]
    notebooks = api.get_notebook_submissions(NAME, NAME)
    assert {one["student"] for one in notebooks} == {"perfect", "blank"}


def test_scores_can_be_exported(toy: Class) -> None:
    toy.record(toy.entries("perfect", "late"))
    table = toy.course.root / "grades.csv"
    with toy.book() as book:
        CsvExportPlugin(to=str(table)).export(book)
    with table.open(newline="") as file:
        exported = {row["student_id"]: row for row in csv.DictReader(file)}
    assert float(exported["perfect"]["score"]) == 6.0
    assert float(exported["late"]["score"]) == 0.0
    assert float(exported["late"]["late_submission_penalty"]) == 6.0


def test_an_assignment_unknown_to_the_gradebook_is_added(toy: Class) -> None:
    (toy.course.root / "gradebook.db").unlink()
    release = sorted(p.name for p in (toy.course.root / "release").rglob("*"))
    toy.record(toy.entries("perfect"))
    assert toy.scores() == {"perfect": 6.0}
    assert sorted(p.name for p in (toy.course.root / "release").rglob("*")) == release


def _edit_source(toy: Class, change: Any) -> None:
    path = toy.course.source / NAME / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    change(notebook)
    nbformat.write(notebook, path)


def _restage(toy: Class, student: str) -> None:
    bases = skeletons(toy.course.source / NAME, toy.course.config)
    folder = toy.course.submitted / student / NAME
    stage(take(folder, student, NAME, bases, submitted_at=ON_TIME), toy.staged)


def test_changed_points_and_tests_reach_the_gradebook_and_manual_scores_stay(toy: Class) -> None:
    toy.record(toy.entries("perfect", "wrong"))
    with toy.book() as book:
        book.find_grade("essay", NAME, NAME, "perfect").manual_score = 2.0
        book.db.commit()

    def change(notebook: nbformat.NotebookNode) -> None:
        cell = next(c for c in notebook.cells if grade_id(c) == "test_add")
        cell.metadata.nbgrader.points, cell.source = 20, "assert add(2, 2) == 4"

    _edit_source(toy, change)
    _restage(toy, "perfect")
    toy.record(toy.entries("perfect", digest="2"))
    assert toy.scores()["perfect"] == 26.0
    with toy.book() as book:
        assert book.find_grade("essay", NAME, NAME, "perfect").manual_score == 2.0
        assert book.find_source_cell("test_add", NAME, NAME).source == "assert add(2, 2) == 4"
    path = toy.course.autograded / "perfect" / NAME / f"{NAME}.ipynb"
    assert cell_of(json.loads(path.read_text()), "test_add")["source"] == ["assert add(2, 2) == 4"]


def test_added_cells_are_refused_when_there_are_scores_to_lose(toy: Class) -> None:
    toy.record(toy.entries("perfect"))
    before = rows(toy.course.database)
    _edit_source(
        toy,
        lambda notebook: notebook.cells.append(
            code("more", solution("def more():", "    pass"), "more", solution=True)
        ),
    )
    with pytest.raises(CourseProblem, match="더해지거나 없어졌는데"):
        toy.record(toy.entries("wrong"))
    assert rows(toy.course.database) == before


def test_nbgrader_writes_to_its_log_and_not_to_the_terminal(
    toy: Class, capfd: pytest.CaptureFixture[str]
) -> None:
    toy.record(toy.entries("late"))
    assert capfd.readouterr() == ("", "")
    log = (toy.course.work(NAME) / "nbgrader.log").read_text()
    assert "late" in log


def test_staged_copies_are_found_whatever_the_course_calls_its_folders(
    toy: Class, tmp_path: Path
) -> None:
    strange = tmp_path / "과목 (1) [a+b]"
    shutil.copytree(toy.course.root, strange)
    toy.course = course_of(strange, toy.course.config)
    toy.course.config.CourseDirectory.directory_structure = os.path.join(
        "{nbgrader_step}", "{assignment_id}", "{student_id}"
    )
    toy.staged = strange / ".warmgrade" / NAME / "staged"
    toy.record(toy.entries("김 반점"))
    assert toy.scores() == {"김 반점": 4.5}
    assert (strange / "autograded" / NAME / "김 반점" / f"{NAME}.ipynb").is_file()


def test_the_course_keeps_its_own_steps(toy: Class) -> None:
    toy.course.config.Autograde.autograde_preprocessors = [
        "nbgrader.preprocessors.Execute",
        "nbgrader.preprocessors.LimitOutput",
        "nbgrader.preprocessors.SaveAutoGrades",
    ]
    toy.course.config.LimitOutput.max_lines = 1
    toy.results["late"].outputs["closing"][0][0]["text"] = "1\n2\n3\n"
    toy.record(toy.entries("late"))
    path = toy.course.autograded / "late" / NAME / f"{NAME}.ipynb"
    kept = cell_of(json.loads(path.read_text()), "closing")["outputs"]
    assert "truncated" in kept[0]["text"][0]
    with toy.book() as book:
        assert book.find_submission_notebook(NAME, NAME, "late").late_submission_penalty is None


def test_cells_added_by_the_student_keep_their_outputs(toy: Class) -> None:
    notebook = json.loads((toy.staged / "perfect" / NAME / f"{NAME}.ipynb").read_text())
    notebook["cells"].append(plain_code("print('mine')"))
    (toy.staged / "perfect" / NAME / f"{NAME}.ipynb").write_text(json.dumps(notebook))
    stream = [{"output_type": "stream", "name": "stderr", "text": "mine\n"}]
    toy.results["perfect"].outputs["mine"] = stream, 7
    toy.record(toy.entries("perfect"))
    path = toy.course.autograded / "perfect" / NAME / f"{NAME}.ipynb"
    kept = cell_of(json.loads(path.read_text()), "mine")
    assert kept["execution_count"] == 7 and kept["outputs"][0]["name"] == "stderr"
