"""가르치는 사람의 여정: 반 하나를 채점하고, 끊기고, 이어서 채점하고, 여러 일꾼에게 맡긴다."""

import json
import os
import random
import shutil
import signal
import threading
import zipfile
from pathlib import Path

import pytest
from distributed import Client, LocalCluster
from toy_class import (
    ANSWER_SHEETS,
    NAME,
    TOTAL,
    copied,
    gradebook,
    grading,
    hand_in,
    handout,
    interrupted,
    make_class,
    rows,
    scores,
    warmgrade,
)
from toy_course import ANSWERS

from warmgrade.course import CourseProblem, likely_notebooks, load
from warmgrade.execution.launch import Options
from warmgrade.grading import Watcher, grade
from warmgrade.kernel.sandbox import rules as sandbox
from warmgrade.kernel.sandbox.rules import Sandbox

pytestmark = pytest.mark.skipif(
    sandbox.unavailable() is not None, reason="제출물을 가둘 수 없는 컴퓨터"
)
EXPECTED = {student: score for student, (_, score) in ANSWER_SHEETS.items()}


@pytest.fixture(scope="module")
def pristine(tmp_path_factory) -> Path:
    """채점하기 전의 반."""
    return make_class(tmp_path_factory.mktemp("pristine"))


@pytest.fixture
def course(pristine, tmp_path) -> Path:
    return copied(pristine, tmp_path / "course")


@pytest.fixture(scope="module")
def graded(pristine, tmp_path_factory) -> Path:
    """한 번에 끝까지 채점한 반."""
    root = copied(pristine, tmp_path_factory.mktemp("graded") / "course")
    done = warmgrade("run", NAME, cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    done = warmgrade("feedback", NAME, cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.fixture
def regraded(graded, tmp_path) -> Path:
    """채점을 마친 반의 사본."""
    return copied(graded, tmp_path / "course")


def verdicts(root: Path) -> dict[str, dict[str, tuple[bool, str, str]]]:
    """학생과 검사마다의 판정. 걸린 시간은 뺀다."""
    return {
        student: {
            name: (verdict["passed"], verdict["reason"], verdict["hint"])
            for name, verdict in row["verdicts"].items()
        }
        for student, row in rows(root).items()
    }


def test_a_class_gets_the_expected_scores_feedback_report_and_tables(graded):
    assert scores(graded) == EXPECTED
    for student in EXPECTED:
        page = graded / "feedback" / student / NAME / f"{NAME}.html"
        assert page.stat().st_size > 1000
    folder = graded / "grades" / NAME
    for name in ("report.html", "canvas.csv", "moodle.csv", "scores.csv"):
        assert (folder / name).stat().st_size > 0


def test_a_dead_kernel_costs_the_cell_and_is_reported(graded):
    row = rows(graded)["s6_dies"]
    assert [verdict["passed"] for verdict in row["verdicts"].values()] == [False, True]
    assert "dead" in {finding["code"] for finding in row["findings"]}


def test_running_again_reuses_everything_and_writes_nothing(regraded):
    before = gradebook(regraded)
    notebook = regraded / "autograded" / "s1_right" / NAME / f"{NAME}.ipynb"
    stamp = notebook.stat().st_mtime_ns
    again = warmgrade("run", NAME, cwd=regraded)
    assert again.returncode == 0, again.stderr
    assert all(row["reused"] for row in rows(regraded).values())
    assert gradebook(regraded) == before
    assert notebook.stat().st_mtime_ns == stamp


def test_fresh_executes_everything_again_and_gives_the_same_gradebook(regraded):
    before = gradebook(regraded)
    done = warmgrade("run", NAME, "--fresh", cwd=regraded)
    assert done.returncode == 0, done.stderr
    assert not any(row["reused"] for row in rows(regraded).values())
    assert gradebook(regraded) == before


def test_a_run_killed_three_times_ends_with_the_gradebook_of_an_uninterrupted_run(graded, course):
    whole = grading(graded)["seconds"]
    moments = random.Random(7)
    killed = [
        interrupted("run", NAME, cwd=course, after=moments.uniform(0.4, 1.0) * (whole + 2))
        for _ in range(3)
    ]
    assert -signal.SIGKILL in killed
    done = warmgrade("run", NAME, cwd=course)
    assert done.returncode == 0, done.stderr
    assert gradebook(course) == gradebook(graded)
    assert verdicts(course) == verdicts(graded)
    assert {path.name for path in (course / "autograded").iterdir()} == set(EXPECTED)


def test_one_student_is_graded_again_without_touching_the_others(regraded):
    hand_in(regraded, "s3_one_wrong", handout(regraded, ANSWERS))
    before = {row for row in gradebook(regraded) if row[0] != "s3_one_wrong"}
    done = warmgrade("run", NAME, "--student", "s3_one_wrong", cwd=regraded)
    assert done.returncode == 0, done.stderr
    assert scores(regraded) == EXPECTED | {"s3_one_wrong": TOTAL}
    assert before <= set(gradebook(regraded))
    assert set(rows(regraded)) == set(EXPECTED)


def test_two_dask_workers_give_the_same_results_even_when_one_is_killed(graded, course):
    options = Options(sandbox=Sandbox(hidden=(str(course),)))
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
        client.get_executor(pure=False) as executor,
    ):
        victim = next(iter(client.run(os.getpid).values()))
        once = threading.Event()

        def kill_one(student: str, reused: bool) -> None:
            if not once.is_set():
                once.set()
                os.kill(victim, signal.SIGKILL)

        watcher = Watcher(executed=kill_one)
        grade(load(course), NAME, options, executor=executor, watcher=watcher)
    assert once.is_set()
    assert gradebook(course) == gradebook(graded)
    assert verdicts(course) == verdicts(graded)


def test_two_gradings_of_one_course_do_not_run_at_once(course):
    from warmgrade.grading import _alone

    with _alone(load(course)):
        second = warmgrade("run", NAME, cwd=course)
    assert second.returncode == 2
    assert second.stderr.strip() == (
        "이 과목을 채점하는 명령이 이미 돌고 있습니다. 그것이 끝난 뒤에 다시 하세요."
    )


def test_an_unsandboxed_run_says_so_on_every_row(course):
    done = warmgrade("run", NAME, "--unsafe-no-sandbox", "--student", "s1_right", cwd=course)
    assert done.returncode == 0, done.stderr
    assert "격리하지 않고" in done.stdout
    assert not any(row["sandboxed"] for row in rows(course).values())
    report = (course / "grades" / NAME / "report.html").read_text(encoding="utf-8")
    assert "격리하지 않고 실행했습니다" in report


@pytest.mark.parametrize(
    ("assignment", "students", "sentence"),
    [
        ("없는과제", None, "'없는과제' 과제가 없습니다. 있는 과제: toy"),
        (NAME, ["없는학생"], "'없는학생' 학생의 제출물이 없습니다."),
    ],
)
def test_a_wrong_name_gets_one_sentence(pristine, assignment, students, sentence):
    with pytest.raises(CourseProblem, match=sentence):
        grade(load(pristine), assignment, Options(), students=students)


def test_the_notebooks_guessed_before_nbgrader_is_loaded_are_those_of_the_course(pristine):
    for root in (pristine, Path(__file__).resolve().parents[2]):
        course = load(root)
        names = course.assignments()
        assert names
        for name in names:
            assert likely_notebooks(root, name) == course.notebooks(name) != []
    assert likely_notebooks(pristine, "없는_과제") == []


def test_a_folder_without_a_course_gets_one_sentence(tmp_path):
    done = warmgrade("run", NAME, cwd=tmp_path)
    assert done.returncode == 2
    assert "nbgrader_config.py 파일이 없습니다" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_zip_from_the_lms_is_shared_out_and_its_times_are_kept(pristine, tmp_path):
    course = copied(pristine, tmp_path / "course")
    shutil.rmtree(course / "submitted")
    bundle = tmp_path / "내려받은 것.zip"
    with zipfile.ZipFile(bundle, "w") as archive:
        for name, number in (("김하나", 11), ("이두리", 12)):
            inside = f"{name}_{number}_assignsubmission_file_/{NAME}.ipynb"
            moment = zipfile.ZipInfo(inside, (2026, 3, 2, 9, 30, number))
            archive.writestr(moment, json.dumps(handout(course, ANSWERS)))
    done = warmgrade("collect", NAME, str(bundle), cwd=course)
    assert done.returncode == 0, done.stderr
    assert "2명의 제출물을" in done.stdout and "2026-03-02 09:30" in done.stdout
    done = warmgrade("run", NAME, cwd=course)
    assert done.returncode == 0, done.stderr
    assert scores(course) == {"김하나_11": TOTAL, "이두리_12": TOTAL}
    assert rows(course)["김하나_11"]["lms"] == "moodle"
    assert rows(course)["김하나_11"]["submitted_at"] is not None


def test_a_zip_that_is_not_there_gets_one_sentence(pristine):
    done = warmgrade("collect", NAME, "없다.zip", cwd=pristine)
    assert done.returncode == 2
    assert done.stderr.strip() == "'없다.zip' 파일이 없습니다. 경로를 확인하세요."
