"""README와 「가르치는 사람을 위한 안내」에 적힌 명령을 하나씩 실제로 실행해 본다.

쪽과 과제를 하나씩만 남긴 작은 저장소에서 실행한다. 거기에 새 명령을 적으면 여기에도 그것을
실행하는 함수를 더해야 한다.
"""

import ast
import csv
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from distributed import LocalCluster
from nbgrader.api import Gradebook

from warmgrade.kernel.sandbox import rules as sandbox

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "chapters" / "teaching.md").read_text(encoding="utf-8")
TOOLS = Path(sys.executable).parent
PAGE, NAME, STUDENT = "e_exercise_quality", "q1_initialization", "김하나_11"
# 통째로 옮기는 것. 나머지는 작은 저장소에 하나씩만 둔다.
WHOLE = (
    *("Makefile", "nbgrader_config.py", "pyproject.toml", "uv.lock", "_config.yml"),
    *("references.bib", "sphinx_ext", "_static", "packages", "benchmarks", "tests/plugins"),
    *("tests/conftest.py", "tests/repo/test_terms.py", "tests/exercises/harness.py"),
    *(f"chapters/{PAGE}.ipynb", f"solutions/{NAME}", f"exercises/{NAME}"),
    *(f"tests/exercises/{NAME}", "tests/versions/stacks.py", "tests/versions/colab.txt"),
)
UNSAFE = [] if sandbox.unavailable() is None else ["--unsafe-no-sandbox"]
EXPERIMENT = """
from trainlab.records import save

save(__file__, lambda seed: {"twice": 2 * seed}, [3])
"""


def environment() -> dict[str, str]:
    # 이 검사를 돌리는 pytest의 변수가 안에서 돌리는 pytest에 섞이지 않게 한다.
    # make가 이 검사를 돌릴 때의 변수도 그렇다.
    outer = ("PYTEST", "MAKE", "MFLAGS")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(outer)}
    path = f"{TOOLS}{os.pathsep}{os.environ['PATH']}"
    return kept | {"PATH": path, "WARMGRADE_PRELOAD": "", "STRICT": ""}


FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def spans() -> list[str]:
    """두 글의 코드. 담장(```) 안에서는 줄마다, 글에서는 역따옴표마다 하나다."""
    found = []
    for text in (README, GUIDE):
        fenced = [body for kind, body in FENCE.findall(text) if kind in ("", "bash")]
        lines = [line for block in fenced for line in block.splitlines()]
        found += filter(None, (line.partition(" # ")[0].strip() for line in lines))
        found += re.findall(r"`([^`\n]+)`", FENCE.sub("", text))
    return list(dict.fromkeys(found))


def is_command(span: str) -> bool:
    program = span.partition(" ")[0]
    return " " in span or bool(shutil.which(program, path=f"{TOOLS}{os.pathsep}{os.defpath}"))


COMMANDS = [span for span in spans() if is_command(span)]
ADDRESSES = [span for span in spans() if span.startswith("/")]
OPTIONS = [span for span in spans() if span.startswith("--")]


class Place:
    """명령을 실행할 폴더."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, *command: str) -> str:
        """명령이 성공해야 하고, 화면에 나온 것을 돌려준다."""
        done = self.attempt(*command)
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        return done.stdout

    def attempt(self, *command: str) -> subprocess.CompletedProcess:
        options = {"text": True, "capture_output": True, "check": False}
        return subprocess.run(self._line(command), cwd=self.root, env=environment(), **options)

    @contextmanager
    def serving(self, *command: str) -> Iterator[psutil.Process]:
        """명령이 도는 동안."""
        with (self.root / "server.log").open("w") as log:
            server = subprocess.Popen(
                self._line(command),
                cwd=self.root,
                env=environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            try:
                yield psutil.Process(server.pid)
            finally:
                os.killpg(server.pid, signal.SIGTERM)
                server.wait(timeout=30)

    def _line(self, command: tuple[str, ...]) -> list[str]:
        # 갖추어 둔 환경을 다시 만들지 않는다.
        ready = ["-o", ".venv/.ready"] if command[0] == "make" else []
        return [command[0], *ready, *command[1:]]


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Place:
    """쪽과 과제가 하나씩인 저장소."""
    root = tmp_path_factory.mktemp("repository")
    for name in WHOLE:
        source, target = ROOT / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target)
    (root / ".venv").symlink_to(sys.prefix)
    toc = f"format: jb-book\nroot: intro\nchapters:\n- file: chapters/{PAGE}\n"
    (root / "_toc.yml").write_text(toc, encoding="utf-8")
    (root / "intro.md").write_text("# 첫 쪽\n", encoding="utf-8")
    (root / "experiments").mkdir()
    for record in (ROOT / "experiments").glob("*.json"):
        shutil.copy2(record, root / "experiments")
    (root / "experiments" / "doubled.py").write_text(EXPERIMENT, encoding="utf-8")
    return Place(root)


@pytest.fixture(scope="module")
def built(small) -> Place:
    """책을 지은 저장소."""
    assert small.run("make", "book").splitlines()[-1] == "책: _build/html/index.html"
    return small


@pytest.fixture(scope="module")
def collected(small, tmp_path_factory) -> Place:
    """LMS의 zip을 나누어 놓은 과목."""
    course = tmp_path_factory.mktemp("class") / "course"
    shutil.copytree(small.root, course, symlinks=True, ignore=shutil.ignore_patterns("_build"))
    with zipfile.ZipFile(course / "내려받은.zip", "w") as bundle:
        inside = f"{STUDENT}_assignsubmission_file_/{NAME}.ipynb"
        bundle.write(course / "exercises" / NAME / f"{NAME}.ipynb", inside)
    place = Place(course)
    shown = place.run(".venv/bin/warmgrade", "collect", NAME, "내려받은.zip")
    assert "1명의 제출물을" in shown
    return place


@pytest.fixture(scope="module")
def graded(collected, tmp_path_factory) -> Place:
    """그것을 채점한 과목."""
    place = copied(collected, tmp_path_factory.mktemp("graded"))
    place.run("make", "grade", f"A={NAME}", f"ARGS={' '.join(UNSAFE)}")
    return place


@pytest.fixture(scope="module")
def term(small, tmp_path_factory) -> Place:
    """안내의 차례대로 마감을 적고, 명단으로 모아 채점한 반.

    20261001은 받은 그대로 제때, 20261002는 다 풀어 마감 뒤에 냈고, 20261003은 내지 않았다.
    """
    place = copied(small, tmp_path_factory.mktemp("term"))
    place.run("make", "exercises")
    place.run(*shlex.split(DEADLINE))
    people = {"20261001": "김하나", "20261002": "이두리", "20261003": "박세찬"}
    lines = [f"{number},{name},{number}@example.com" for number, name in people.items()]
    roster = "\n".join(["학번,이름,이메일", *lines])
    (place.root / "명단.csv").write_text(roster, encoding="utf-8")
    released = json.loads((place.root / "exercises" / NAME / f"{NAME}.ipynb").read_text("utf-8"))
    with zipfile.ZipFile(place.root / "내려받은.zip", "w") as bundle:
        for who, day, book in (("김하나_11", 19, released), ("이두리_12", 25, solved(released))):
            inside = f"{who}_assignsubmission_file_/{NAME}.ipynb"
            moment = zipfile.ZipInfo(inside, (2026, 3, day, 12, 0, 0))
            bundle.writestr(moment, json.dumps(book))
    shown = place.run(*COLLECT.split())
    assert "내지 않은 1명: 20261003 박세찬" in shown and "2명의 제출물을" in shown
    grade_again(place)
    return place


def solved(released: dict) -> dict:
    """원본의 답을 답 셀에 옮긴 노트북."""
    source = json.loads((ROOT / "solutions" / NAME / f"{NAME}.ipynb").read_text("utf-8"))
    answers = {
        cell["id"]: cell["source"]
        for cell in source["cells"]
        if cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("solution")
    }
    cells = [c | {"source": answers.get(c["id"], c["source"])} for c in released["cells"]]
    return released | {"cells": cells}


def grade_again(place: Place) -> None:
    place.run("make", "grade", f"A={NAME}", f"ARGS={' '.join(UNSAFE)}")


def copied(place: Place, folder: Path) -> Place:
    return Place(shutil.copytree(place.root, folder / "course", symlinks=True))


COLLECT = f"warmgrade collect {NAME} 내려받은.zip --roster 명단.csv --yes"
DEADLINE = f'nbgrader db assignment add {NAME} --duedate="2026-03-20 14:59 UTC"'
STEPS: dict[str, Callable] = {}


def runs(command: str) -> Callable[[Callable], Callable]:
    def register(step: Callable) -> Callable:
        STEPS[command] = step
        return step

    return register


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_does_what_the_text_says(command, request):
    assert command in STEPS, "이 명령을 실행하는 함수를 tests/repo/test_readme.py에 더하세요."
    step = STEPS[command]
    wanted = [name for name in step.__annotations__ if name != "return"]
    step(**{name: request.getfixturevalue(name) for name in wanted})


def test_every_step_here_is_still_in_a_text():
    assert set(STEPS) == set(COMMANDS)


def test_a_file_or_folder_of_a_text_is_there(built, graded):
    filled = {"학생": STUDENT, "과제": NAME}
    for span in spans():
        if span not in (*COMMANDS, *ADDRESSES, *OPTIONS):
            for word, name in filled.items():
                span = span.replace(word, name)
            places = [ROOT, built.root, graded.root, graded.root / "grades" / NAME]
            assert any((place / span).exists() for place in places), span


def test_an_option_of_the_guide_is_there(small):
    told = "".join(small.run("warmgrade", name, "--help") for name in ("run", "collect"))
    assert OPTIONS and all(f"{option} " in told for option in OPTIONS)


def test_what_the_guide_says_may_appear_is_what_warmgrade_says():
    """「잘 안 될 때」의 말이 warmgrade의 코드에 그대로 있는지 본다."""
    said = []
    for path in (ROOT / "packages" / "warmgrade" / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                said.append(node.value)
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", GUIDE.partition("(teaching-trouble)=")[2], re.M)
    messages = [row for row in rows if row != "나오는 말"]
    assert messages and all(any(row in text for text in said) for row in messages)


def test_help_tells_every_target(small):
    told = re.findall(r"(?:^|, )make (\w+)", small.run("make", "help"), re.MULTILINE)
    makefile = (small.root / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[1].split()
    assert sorted([*told, "help"]) == sorted(targets)


@runs("make book")
def book(built: Place) -> None:
    assert (built.root / "_build" / "html" / "index.html").is_file()
    wheels = {path.name.partition("-")[0] for path in (built.root / "_build/wheel").glob("*.whl")}
    assert wheels == {"trainlab", "warmgrade"}


@runs("make book STRICT=1")
def strict_book(built: Place) -> None:
    # 성립하지 않는 주장이 있을 때는 tests/site/test_failed_claims.py가 본다.
    built.run("make", "book", "STRICT=1")


@runs("make test")
def suite(small: Place) -> None:
    shown = small.run("make", "test")
    notebooks, tests = re.findall(r"^(\d+) passed", shown, re.MULTILINE)
    assert int(notebooks) > 10 and int(tests) > 10


@runs("make help")
def help_text(small: Place) -> None:
    shown = small.run("make", "help")
    for command in COMMANDS:
        if command.startswith("make ") and command != "make help":
            assert f"{' '.join(command.split()[:2])} " in shown, command


@runs("make serve")
def serve(built: Place) -> None:
    makefile = (built.root / "Makefile").read_text(encoding="utf-8")
    default = re.search(r"^PORT \?= (\d+)$", makefile, re.MULTILINE)[1]
    assert f"http://127.0.0.1:{default} " in README
    port = free_port()
    with built.serving("make", "serve", f"PORT={port}") as server:
        assert "<title>첫 쪽" in fetch(f"http://127.0.0.1:{port}/intro.html", seconds=120)
        assert listening(server) == {"127.0.0.1"}


@runs("warmgrade check 과제.ipynb")
def check(small: Place) -> None:
    solved = f"solutions/{NAME}/{NAME}.ipynb"
    assert "통과" in small.run("warmgrade", "check", solved)
    assert small.attempt("warmgrade", "check", f"exercises/{NAME}/{NAME}.ipynb").returncode == 1


@runs("nbgrader validate 과제.ipynb")
def validate(small: Place) -> None:
    assert "Success" in small.run("nbgrader", "validate", f"solutions/{NAME}/{NAME}.ipynb")


@runs(f".venv/bin/warmgrade collect {NAME} 내려받은.zip")
def collect(collected: Place) -> None:
    assert (collected.root / "submitted" / STUDENT / NAME / f"{NAME}.ipynb").is_file()


@runs(f"make grade A={NAME}")
def grade(graded: Place) -> None:
    assert score(graded) == 0
    feedback = graded.root / "feedback" / STUDENT / NAME / f"{NAME}.html"
    assert "아직 답을 작성하지 않았습니다" in feedback.read_text(encoding="utf-8")


@runs(f'make grade A={NAME} ARGS="--dask 주소"')
def grade_on_a_cluster(collected: Place, tmp_path: Path) -> None:
    place = copied(collected, tmp_path)
    with LocalCluster(
        n_workers=1, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        arguments = ["--dask", cluster.scheduler_address, *UNSAFE]
        place.run("make", "grade", f"A={NAME}", f"ARGS={' '.join(arguments)}")
    assert score(place) == 0


@runs("source .venv/bin/activate")
def activate(small: Place) -> None:
    line = "PATH=/usr/bin:/bin; source .venv/bin/activate; command -v warmgrade"
    assert small.run("bash", "-c", line).strip() == str(TOOLS / "warmgrade")


@runs(DEADLINE)
def deadline(term: Place) -> None:
    late = {student: row["늦은 제출"] for student, row in table(term).items()}
    assert late["20261001"] == "" and late["20261002"].endswith("늦음")


@runs(COLLECT)
def collect_with_a_roster(term: Place) -> None:
    folders = {path.name for path in (term.root / "submitted").iterdir()}
    assert folders == {"20261001", "20261002"}


@runs(f"warmgrade run {NAME} --student 20261001 --fresh")
def one_student(term: Place) -> None:
    shown = term.run("warmgrade", "run", NAME, "--student", "20261001", "--fresh", *UNSAFE)
    assert "1명을" in shown and "20261002" not in shown


@runs(f"warmgrade feedback {NAME} --student 20261001")
def one_feedback(term: Place, tmp_path: Path) -> None:
    place = copied(term, tmp_path)
    shutil.rmtree(place.root / "feedback")
    place.run("warmgrade", "feedback", NAME, "--student", "20261001")
    assert [path.name for path in (place.root / "feedback").iterdir()] == ["20261001"]


@runs(f"warmgrade report {NAME}")
def report(term: Place, tmp_path: Path) -> None:
    place = copied(term, tmp_path)
    shutil.rmtree(place.root / "grades" / NAME)
    place.run("warmgrade", "report", NAME)
    names = {path.name for path in (place.root / "grades" / NAME).iterdir()}
    assert names == {"report.html", "canvas.csv", "moodle.csv", "scores.csv"}


def test_feedback_waits_for_the_hand_and_keeps_the_mark_scheme(term):
    assert float(table(term)["20261002"]["총점"]) == 13
    for student in ("20261001", "20261002"):
        page = term.root / "feedback" / student / NAME / f"{NAME}.html"
        shown = page.read_text(encoding="utf-8")
        assert "채점 전 / 4점" in shown and "모범 답안" not in shown


def test_who_hands_in_nothing_is_in_no_file_for_an_lms(term):
    for name in ("canvas.csv", "moodle.csv"):
        text = (term.root / "grades" / NAME / name).read_text(encoding="utf-8-sig")
        assert "이두리" in text and "박세찬" not in text


def test_the_line_for_late_work_takes_its_points(term, tmp_path):
    place = copied(term, tmp_path)
    (line,) = [body for kind, body in FENCE.findall(GUIDE) if kind == "python"]
    with (place.root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(f"\n{line}")
    grade_again(place)
    assert float(table(place)["20261002"]["총점"]) == 0


def test_a_mended_test_keeps_what_was_given_by_hand_and_accuses_nobody(term, tmp_path):
    place = copied(term, tmp_path)
    with Gradebook(f"sqlite:///{place.root / 'grades' / 'gradebook.db'}") as book:
        essay = book.find_grade("q1g_written", NAME, NAME, "20261002")
        essay.manual_score, essay.needs_manual_grade = 3, False
        book.db.commit()
    path = place.root / "solutions" / NAME / f"{NAME}.ipynb"
    source = json.loads(path.read_text(encoding="utf-8"))
    named = {c["metadata"].get("nbgrader", {}).get("grade_id"): c for c in source["cells"]}
    named["test_q1a_init_std"]["metadata"]["nbgrader"]["points"] = 5
    named["test_q1a_init_std"]["source"] = ["assert init_std(2, 2, 'he') == 1"]
    named["test_q1f_variance_gain"]["source"] = ["assert False"]
    path.write_text(json.dumps(source, ensure_ascii=False), encoding="utf-8")
    place.run("make", "exercises")
    grade_again(place)
    # 13점에서 2점이던 것이 5점, 2점이던 것이 0점이 되고 손으로 준 3점이 더해진다.
    assert float(table(place)["20261002"]["총점"]) == 13 + 3 - 2 + 3
    shown = (place.root / "grades" / NAME / "report.html").read_text(encoding="utf-8")
    assert "바뀌어 있어" not in shown


@runs("make formgrader")
def formgrader(graded: Place) -> None:
    port, token = free_port(), "secret"
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    options = ["--no-browser", f"--port={port}", f"--IdentityProvider.token={token}", *root]
    with graded.serving("make", "formgrader", f"ARGS={' '.join(options)}") as server:
        site = f"http://127.0.0.1:{port}"
        fetch(f"{site}/formgrader?token={token}", seconds=120)
        assert listening(server) == {"127.0.0.1"}
        assert set(ADDRESSES) == {"/lab", "/formgrader"}
        for address in ADDRESSES:
            assert "<title>" in fetch(f"{site}{address}?token={token}")
        assert f"/formgrader?token={token}" in redirected(f"{site}/?token={token}")
        api, key = f"{site}/formgrader/api", f"token={token}"
        (submitted,) = json.loads(fetch(f"{api}/submitted_notebooks/{NAME}/{NAME}?{key}"))
        shown = fetch(f"{site}/formgrader/submissions/{submitted['id']}/?{key}")
        assert "모범 답안" in shown
        essays = json.loads(fetch(f"{api}/grades?submission_id={submitted['id']}&{key}"))
        essay = next(one for one in essays if one["needs_manual_grade"])
        fetch(f"{api}/grade/{essay['id']}?{key}", put={"manual_score": 2})
    graded.run("make", "grade", f"A={NAME}", f"ARGS={' '.join(UNSAFE)}")
    assert score(graded) == 2


@runs("make demo")
def demo(small: Place) -> None:
    shown = small.run("make", "demo", "N=2")
    course = Path(re.search(r"^과목 폴더: (.+)$", shown, re.MULTILINE)[1])
    assert (course / "grades" / NAME / "report.html").is_file()
    shutil.rmtree(course.parent)


@runs("make exercises")
def exercises(small: Place) -> None:
    shutil.rmtree(small.root / "exercises")
    small.run("make", "exercises")
    released = Path("exercises", NAME, f"{NAME}.ipynb")
    assert (small.root / released).read_bytes() == (ROOT / released).read_bytes()


@runs("make experiments")
def experiments(small: Place) -> None:
    small.run("make", "experiments")
    record = json.loads((small.root / "experiments/doubled.json").read_text(encoding="utf-8"))
    assert record["results"] == [{"twice": 6}]


@runs("make versions")
def versions(small: Place) -> None:
    # 패키지를 내려받아야 하므로 인자까지만 본다. 나머지는 tests/versions/test_stacks.py가 본다.
    refused = small.attempt("make", "versions", "STACK=없는판")
    assert refused.returncode != 0 and "그런 판은 없다: 없는판" in refused.stderr


@runs("make format")
def tidy(small: Place) -> None:
    notebook = small.root / "chapters" / f"{PAGE}.ipynb"
    before = notebook.read_text(encoding="utf-8")
    touched = json.loads(before)
    next(c for c in touched["cells"] if c["cell_type"] == "code")["execution_count"] = 7
    notebook.write_text(json.dumps(touched, ensure_ascii=False), encoding="utf-8")
    small.run("make", "format")
    assert notebook.read_text(encoding="utf-8") == before


def table(place: Place) -> dict[str, dict[str, str]]:
    """성적 파일의 줄. 학번 → 열의 이름 → 칸."""
    path = place.root / "grades" / NAME / "scores.csv"
    with path.open(encoding="utf-8-sig") as lines:
        return {row["학번"]: row for row in csv.DictReader(lines)}


def score(place: Place) -> float:
    """학생의 총점."""
    return float(table(place)[STUDENT]["총점"])


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def listening(server: psutil.Process) -> set[str]:
    """그 명령과 자식들이 듣고 있는 주소."""
    family = [server, *server.children(recursive=True)]
    sockets = [one for process in family for one in process.net_connections("inet")]
    return {one.laddr.ip for one in sockets if one.status == psutil.CONN_LISTEN}


def fetch(url: str, *, put: dict | None = None, seconds: float = 0) -> str:
    """주소의 내용. 서버가 뜨기를 seconds초까지 기다린다."""
    body = None if put is None else json.dumps(put).encode()
    request = urllib.request.Request(url, data=body, method="GET" if put is None else "PUT")
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError:
            raise
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def redirected(url: str) -> str:
    """주소를 열었을 때 마지막으로 닿는 곳까지 거친 주소들."""
    passed = []

    class Follow(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, request, answer, code, message, headers, target):
            passed.append(target)
            return super().redirect_request(request, answer, code, message, headers, target)

    urllib.request.build_opener(Follow).open(url, timeout=30).close()
    return " ".join(passed)
