"""적대적인 제출물이 점수를 더 받지도, 남의 채점을 멈추지도, 비밀을 보지도 못하는지 본다."""

import dataclasses
import json
import os
import re
import socket
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import hostile
import nbformat
import pytest
from hostile import CASES, ELSEWHERE, IMPOSSIBLE, NAME, POINTS, TRACES, Case, Small
from toy_course import build

from warmgrade.execution.exam import plan
from warmgrade.execution.launch import Options, start_server
from warmgrade.execution.review import review
from warmgrade.execution.run import execute
from warmgrade.execution.task import Result, Task
from warmgrade.findings import Finding
from warmgrade.intake.take import take
from warmgrade.kernel.sandbox import rules as sandbox
from warmgrade.kernel.sandbox.rules import Sandbox
from warmgrade.kernel.sandbox.watch import family

pytestmark = [
    pytest.mark.skipif(sandbox.unavailable() is not None, reason="제출물을 가둘 수 없는 컴퓨터"),
    # 1분이 넘게 걸려서 여느 검사와 따로 돌린다.
    pytest.mark.skipif("HOSTILE" not in os.environ, reason="make hostile로 돌린다"),
]
_MB = 1_000_000


@dataclass
class Graded:
    """채점한 제출물 하나."""

    score: float
    findings: list[Finding]
    result: Result

    @property
    def codes(self) -> set[str]:
        return {finding.code for finding in self.findings}

    @property
    def text(self) -> str:
        """학생이나 강사에게 보일 수 있는 모든 글. 셀이 남긴 파일은 강사의 폴더에만 남는다."""
        result = dataclasses.replace(self.result, written={})
        return json.dumps(dataclasses.asdict(result), ensure_ascii=False, default=str)


@dataclass
class Batch:
    """모든 제출물을 채점한 뒤의 모습."""

    graded: dict[str, Graded]
    before: dict[str, str]
    after: dict[str, str]
    left_processes: list[int]
    left_files: list[str]
    visitors: int


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def options(case: Case, course: Path) -> Options:
    return Options(
        cell_timeout=case.timeout,
        total_timeout=60.0,
        output_bytes=_MB,
        sandbox=Sandbox(hidden=(str(course),), memory=400 * _MB, disk=200 * _MB, processes=40),
        preload=("numpy", "numpy.testing"),
    )


def score(notebook, result: Result) -> float:
    total = 0.0
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name not in POINTS:
            continue
        points, verdict = cell.metadata.nbgrader.points, result.verdicts[name]
        if verdict.passed:
            total += points if verdict.value is None else min(points, verdict.value)
    return total


@pytest.fixture(scope="module")
def batch(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    course = build(root, NAME, hostile.source())
    (root / "secret.txt").write_text(hostile.COURSE_MARK)
    questions = plan(nbformat.read(course.source / f"{NAME}.ipynb", as_version=4))
    students = tmp_path_factory.mktemp("students")

    def grade(name: str, case: Case) -> Graded:
        folder = students / name
        folder.mkdir()
        notebook = case.notebook(course.handout(), str(root), port)
        (folder / f"{NAME}.ipynb").write_text(json.dumps(notebook))
        for file, content in case.files.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(content)
        taken = take(folder, name, NAME, course.skeletons)
        rebuilt = taken.notebooks[NAME]
        task = Task(name, NAME, rebuilt, taken.files, questions, options(case, root))
        result = review(task, execute(task))
        return Graded(score(rebuilt, result), taken.findings + result.findings, result)

    with (
        pytest.MonkeyPatch.context() as patch,
        tempfile.TemporaryDirectory(prefix="h-") as scratch,
        socket.create_server(("127.0.0.1", 0)) as listener,
        ThreadPoolExecutor(2) as pool,
    ):
        # 서버는 강사의 환경에서 뜨고, 커널의 폴더는 소켓 이름이 길지 않은 곳에 생겨야 한다.
        patch.setenv("WARMGRADE_TEST_SECRET", hostile.ENVIRONMENT_MARK)
        patch.setattr(tempfile, "tempdir", scratch)
        port = listener.getsockname()[1]
        server = start_server(options(Case(), root))
        server.wait_until_ready()
        before = fingerprint(root)
        everything = CASES | {name: item.case for name, item in IMPOSSIBLE.items()}
        waiting = {name: pool.submit(grade, name, case) for name, case in everything.items()}
        graded = {name: future.result() for name, future in waiting.items()}
        listener.setblocking(False)
        try:
            listener.accept()
            visitors = 1
        except BlockingIOError:
            visitors = 0
        yield Batch(
            graded,
            before,
            fingerprint(root),
            [pid for pid in family(server.process.pid) if pid != server.process.pid],
            os.listdir(scratch),
            visitors,
        )
        server.close()


@pytest.mark.parametrize("name", CASES)
def test_a_submission_gets_what_its_answers_deserve(batch, name):
    case, graded = CASES[name], batch.graded[name]
    assert case.least <= graded.score <= case.score, (graded.score, graded.result.verdicts)


EXPECTED = TRACES | {name: case.findings for name, case in CASES.items() if case.findings}


@pytest.mark.parametrize("name", EXPECTED)
def test_an_attack_that_is_noticed_is_reported(batch, name):
    assert batch.graded[name].codes & set(EXPECTED[name]), batch.graded[name].findings


@pytest.mark.parametrize("name", CASES)
def test_nothing_secret_is_shown(batch, name):
    assert not [secret for secret in hostile.SECRETS if secret in batch.graded[name].text]


@pytest.mark.parametrize("name", hostile.HONEST)
def test_an_honest_submission_raises_no_suspicion(batch, name):
    suspicious = {"tampered", "repaired", "silent", "timeout", "flood", "dead"}
    assert not batch.graded[name].codes & suspicious, batch.graded[name].findings


def test_the_course_folder_stays_as_it_was(batch):
    assert batch.before == batch.after
    assert "gradebook.db" in batch.before


def test_no_process_and_no_folder_is_left_behind(batch):
    assert not batch.left_processes
    assert not batch.left_files


def test_nobody_reaches_the_network(batch):
    assert batch.visitors == 0


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_what_cannot_be_closed_gains_no_more_than_documented(batch, name):
    known, graded = IMPOSSIBLE[name], batch.graded[name]
    assert graded.score == known.case.score + known.gain
    assert not known.findings or graded.codes & set(known.findings), graded.findings
    assert (hostile.HIDDEN_NUMBER in graded.text) == known.leaks
    outside = (hostile.SOLUTION_MARK, hostile.COURSE_MARK, hostile.ENVIRONMENT_MARK)
    assert not [secret for secret in outside if secret in graded.text]


def passed(known: Small, answers: dict[str, str]) -> set[str]:
    notebook = known.source()
    for cell in notebook.cells:
        cell.source = answers.get(cell.id, cell.source)
    limits = dataclasses.replace(Sandbox(), processes=40)
    chosen = Options(cell_timeout=60.0, sandbox=limits, preload=known.preload)
    questions = plan(known.source())
    result = execute(Task("m", "small", notebook, {}, questions, chosen))
    return {name for name, verdict in result.verdicts.items() if verdict.passed}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_cannot_be_closed_elsewhere_gains_no_more_than_documented(name):
    known = ELSEWHERE[name]
    assert passed(known, known.wrong) == set()
    assert passed(known, known.answers) == known.gains


def test_the_examiner_says_which_things_it_cannot_promise():
    """시험관의 설명에 있는 목록과 여기의 공격이 하나씩 짝을 이룬다."""
    from warmgrade.kernel.inside import examiner

    listed = [line for line in examiner.__doc__.splitlines() if line.startswith("- ")]
    named = {name for line in listed for name in re.findall(r"`(\w+)`", line)}
    assert named == IMPOSSIBLE.keys() | ELSEWHERE.keys()
