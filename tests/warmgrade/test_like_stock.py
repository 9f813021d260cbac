"""stock nbgrader의 autograde가 하는 일을 하나씩 warmgrade와 나란히 놓고 본다.

표(BEHAVIOURS)의 한 줄은 한 가지 일이다. nbgrader의 공개된 검사 모듈(test_nbgrader_autograde.py)이
보는 일이 빠짐없이 있고, 과목이 기대는 다른 일도 있다. 일부러 다르게 하는 것은 까닭이 DIFFERENCES에
있으며, 같은 글이 warmgrade의 README에 있다.
"""

import ast
import functools
import json
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader import __file__ as nbgrader_package
from nbgrader.api import Gradebook
from side_by_side import (
    RIGHT,
    STUB,
    WRONG,
    Course,
    Done,
    Pair,
    answer,
    check,
    files,
    graded,
    nbgrader,
    notebook,
    scores,
    text,
    warmgrade,
)
from toy_course import cell_of, code, markdown

from warmgrade.kernel.sandbox import rules as sandbox

pytestmark = pytest.mark.skipif(
    sandbox.unavailable() is not None, reason="제출물을 가둘 수 없는 컴퓨터"
)
UPSTREAM = Path(nbgrader_package).parent / "tests" / "apps" / "test_nbgrader_autograde.py"
README = Path(__file__).resolve().parents[2] / "packages" / "warmgrade" / "README.md"
DUE = "2015-02-02 14:58:23.948203 America/Los_Angeles"
ON_TIME, HOUR_LATE = DUE, "2015-02-02 15:58:23.948203 America/Los_Angeles"

DIFFERENCES = {
    "warnings": "경고는 오답이 아니다",
    "numbers": "검사의 마지막 값은 0과 배점 사이의 수로 읽는다",
    "broken": "망가지거나 빠진 것이 있는 제출물도 얻은 만큼 채점한다",
    "outputs": "학생이 노트북에 남긴 것이 검사를 바꾸지 못한다",
    "again": "다시 채점할지는 시각이 아니라 내용이 정한다",
}


class Worlds:
    """나란히 채점한 과목들. 처음 찾을 때 만든다."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def course(self, name: str, config: str = "") -> Course:
        return Course(self.folder / name, config)

    def alone(self, course: Course, *arguments: str, name: str = "a") -> Pair:
        """stock이 한 제출물 때문에 멈추더라도 나머지를 채점하도록, 학생을 하나씩 채점한다."""
        roots = course.copy("stock"), course.copy("warm")
        self.codes: dict[str, int] = {}
        for place in sorted((roots[0] / "submitted").iterdir()):
            done = nbgrader("autograde", name, "--student", place.name, *arguments, cwd=roots[0])
            self.codes[place.name] = done.returncode
        done = warmgrade("run", name, cwd=roots[1])
        each = [scores(root, name) for root in roots]
        return Pair(*roots, Done(0, "", ""), done, *each)

    @functools.cached_property
    def plain(self) -> Pair:
        """여느 과제 하나와, 여느 학생들."""
        course = self.course("plain")
        hidden = "assert f(1) == 2\n### BEGIN HIDDEN TESTS\nassert f(3) == 6\n### END HIDDEN TESTS"
        course.source(
            {
                "p1": notebook(
                    code("given", "print('고치지 마세요')", "given", locked=True),
                    text("# 과제"),
                    answer(),
                    check("print('언제나')", "always"),
                    check("assert f(2) == 4", "shown"),
                    check(hidden, "hidden", 2),
                    check("points = 3.0 if f(0) == 0 else 1.5\npoints", "partial", 3),
                    check("len(open('data.csv').read()) == f(5)", "file"),
                    code("sketch", "b = 2", "sketch", grade=True, solution=True, points=3),
                    markdown("essay", "답", "essay", grade=True, solution=True, points=2),
                    markdown("task", "쓰세요", "task", task=True, points=4),
                    text("여기에", "task-answer"),
                    code("closing", "open('side.txt', 'w').write('남는다')"),
                ),
                "p2": notebook(answer(), check("assert f(4) == 8", "second")),
            }
        )
        course.write("source/a/data.csv", "some,data\n")
        course.write("source/a/sub/deep.txt", "원본")
        course.write("nbgrader_config.py", _FIRST_LINE + _EXCLUDING)
        course.write("source/a/helper.py", "N = 1\n")
        course.generate()
        both = {"p1": RIGHT, "p2": RIGHT}
        course.hand_in("right", both)
        course.hand_in("blank", {"p1": {}, "p2": {}})
        written = {"f": RIGHT, "sketch": "b = 3", "essay": "까닭은 이렇다."}
        course.hand_in("written", {"p1": written, "p2": RIGHT})
        half = "def f(x):\n    return x * 2 + (x == 0)"
        course.hand_in("half", {"p1": half, "p2": "raise SystemExit"})
        course.hand_in("wrong", {"p1": "def f(x:", "p2": WRONG})
        course.hand_in("only", {"p1": RIGHT, "p2": None})
        extra = course.hand_in("extra", both)
        (extra / "p1 copy.ipynb").write_bytes((extra / "p1.ipynb").read_bytes())
        mine = course.hand_in("files", both)
        for name, content in {
            "data.csv": "other",
            "sub/deep.txt": "고침",
            "helper.py": "N = 2\n",
        }.items():
            (mine / name).parent.mkdir(exist_ok=True)
            (mine / name).write_text(content)
        (mine / "blah.pyc").write_text("x")
        self._tamper(course.hand_in("tampered", {"p1": WRONG, "p2": RIGHT}) / "p1.ipynb")
        for number, name in enumerate(_NAMES):
            course.hand_in(name, {"p1": None, "p2": (RIGHT, WRONG)[number % 2]})
        return graded(course)

    def _tamper(self, path: Path) -> None:
        """검사와 잠긴 셀의 글, 배점, 커널을 고치고 실행 결과를 꾸며 낸다."""
        book = json.loads(path.read_text())
        cell_of(book, "shown")["source"] = "pass"
        cell_of(book, "hidden")["metadata"]["nbgrader"]["points"] = 100
        cell_of(book, "given")["source"] = "f = None"
        cell_of(book, "partial")["outputs"] = [
            nbformat.v4.new_output("execute_result", {"text/plain": "3.0"}, execution_count=1)
        ]
        book["metadata"]["kernelspec"] = {"name": "blah", "display_name": "blah"}
        path.write_text(json.dumps(book))

    @functools.cached_property
    def autotest(self) -> Pair:
        course = self.course("autotest")
        course.write(
            "autotests.yml",
            "python3:\n"
            "    setup: 'from hashlib import sha1'\n"
            "    hash: 'sha1({{snippet}}.encode()+b\"{{salt}}\").hexdigest()'\n"
            "    dispatch: 'type({{snippet}})'\n"
            "    normalize: 'str({{snippet}})'\n"
            '    check: \'assert {{snippet}} == """{{value}}""", """{{message}}"""\'\n'
            "    templates:\n"
            "        default:\n"
            "            - test: '{{snippet}}'\n"
            "              fail: '값이 다릅니다'\n",
        )
        hidden = (
            "### AUTOTEST f(0)\n### BEGIN HIDDEN TESTS\n### AUTOTEST f(9)\n### END HIDDEN TESTS"
        )
        course.source(
            {
                "p": notebook(
                    answer(),
                    check("### AUTOTEST f(2)", "simple"),
                    check("### HASHED AUTOTEST f(3)", "hashed"),
                    check("y = f(4)\n### AUTOTEST y\n### HASHED AUTOTEST f('가'); [y]", "complex"),
                    check(hidden, "concealed"),
                )
            }
        )
        course.generate()
        nearly = "def f(x):\n    return x * 2 if x != 9 else 0"
        for student, source in {"foo": STUB, "bar": RIGHT, "baz": nearly}.items():
            course.hand_in(student, {"p": source})
        return graded(course)

    @functools.cached_property
    def late(self) -> dict[str, Pair]:
        """벌점을 매기는 방법마다 한 반."""
        methods = {
            "none": "",
            "zero": "c.LateSubmissionPlugin.penalty_method = 'zero'",
            "plugin": "c.AssignLatePenalties.plugin_class = 'late_plugin.Hourly'",
        }
        return {name: self._late(name, config) for name, config in methods.items()}

    def _late(self, name: str, config: str) -> Pair:
        course = self.course(f"late_{name}", config)
        course.write(
            "late_plugin.py",
            "from nbgrader.plugins import BasePlugin\n"
            "class Hourly(BasePlugin):\n"
            "    def late_submission_penalty(self, student_id, score, total_seconds_late):\n"
            "        return int(total_seconds_late / 3600)\n",
        )
        course.source({"p": notebook(answer(), check("assert f(2) == 4", points=3))})
        course.generate()
        with Gradebook(f"sqlite:///{course.root}/gradebook.db") as book:
            book.update_or_create_assignment("a", duedate=DUE)
        moments = {"foo": ON_TIME, "bar": HOUR_LATE, "empty": ""}
        for student, moment in moments.items():
            place = course.hand_in(student, {"p": RIGHT})
            (place / "timestamp.txt").write_text(moment)
        pair = graded(course)
        pair.first = pair.stock.penalties, pair.warm.penalties
        pair.seconds = _late_seconds(pair.stock_root), _late_seconds(pair.warm_root)
        if name == "zero":
            # 시각을 고치면 벌점도 없어진다.
            pair.both(lambda root: (root / "submitted/bar/a/timestamp.txt").write_text(ON_TIME))
            pair.again(stock=("--force", "--student", "bar"))
        return pair

    @functools.cached_property
    def again(self) -> dict[str, Any]:
        """다시 채점하는 여러 길. 걸음마다 두 사본의 폴더에 무엇이 있는지 적어 둔다."""
        course = self.course("again")
        marked = "print('{}')\n" + RIGHT
        books = {name: notebook(answer(), check("assert f(2) == 4")) for name in ("p1", "p2")}
        course.source(books)
        course.write("source/a/foo.txt", "foo")
        course.generate()
        place = course.hand_in("foo", {"p1": marked.format("첫째"), "p2": marked.format("첫째")})
        (place / "foo.txt").write_text("foo")
        (place / "timestamp.txt").write_text(ON_TIME)
        pair = graded(course)
        steps = {"first": self._outside(pair)}

        def step(name: str, change: Callable[[Path], Any], stock: Any = (), warm: Any = ()) -> None:
            pair.both(change)
            pair.again(stock=stock, warm=warm)
            steps[name] = self._outside(pair)

        def drop(root: Path) -> None:
            (root / "autograded/foo/a/foo.txt").unlink()

        def hand_in(word: str, moment: str = "") -> Callable[[Path], Any]:
            def change(root: Path) -> None:
                copied = Course.__new__(Course)
                copied.root = root
                again = copied.hand_in("foo", dict.fromkeys(books, marked.format(word)))
                if moment:
                    (again / "timestamp.txt").write_text(moment)

            return change

        step("skipped", drop)
        step("forced", lambda root: None, ("--force",), ("--fresh",))

        def remove(root: Path) -> None:
            for one in ("source/a", "submitted/foo/a"):
                (root / one / "foo.txt").unlink()

        step("removed", remove, ("--force",), ("--fresh",))
        only = ("--notebook", "p1")
        step("one", hand_in("둘째"), (*only, "--force"), (*only, "--fresh"))
        newer = "2015-02-02 16:58:23 America/Los_Angeles"
        step("newer", hand_in("셋째", newer))
        step("same_time", hand_in("넷째"))

        def lose(root: Path) -> None:
            (root / "autograded/foo/a/p1.ipynb").unlink()

        step("one_lost", lose, only, only)
        step("lost", lose)
        return steps

    def _outside(self, pair: Pair) -> tuple[dict[str, Any], dict[str, Any]]:
        """두 사본의 채점한 폴더: 파일의 이름과, 노트북이 보여 주는 낱말."""
        found = []
        for root in (pair.stock_root, pair.warm_root):
            names = files(root, "foo")
            words: dict[str, Any] = {name: True for name in names if not name.endswith(".ipynb")}
            for name in names.keys() - words.keys():
                book = (root / "autograded/foo/a" / name).read_text()
                words[name] = [w for w in ("첫째", "둘째", "셋째", "넷째") if f"'{w}'" in book]
            found.append(words)
        return found[0], found[1]

    @functools.cached_property
    def broken(self) -> Pair:
        """망가진 제출물들. 하나마다 stock을 따로 부른다."""
        course = self.course("broken", "c.Execute.timeout = 3")
        course.source(
            {
                "p": notebook(
                    answer(),
                    check("assert f(2) == 4", "t1"),
                    code("g", "### BEGIN SOLUTION\ng = 1\n### END SOLUTION", "g", solution=True),
                    check("assert g == 1", "t2"),
                    kernel=None,
                )
            }
        )
        course.generate()

        def edited(student: str, change: Callable[[dict[str, Any]], Any], **answers: str) -> None:
            place = course.hand_in(student, {"p": {"f": RIGHT, "g": "g = 1"} | answers})
            book = json.loads((place / "p.ipynb").read_text())
            change(book)
            (place / "p.ipynb").write_text(json.dumps(book))

        def old_format(book: dict[str, Any]) -> None:
            for cell in book["cells"]:
                cell["metadata"].get("nbgrader", {}).pop("schema_version", None)

        def twice(book: dict[str, Any]) -> None:
            book["cells"].insert(1, json.loads(json.dumps(book["cells"][1])))
            book["cells"][1]["id"] = "copied"

        def moved(book: dict[str, Any]) -> None:
            book["cells"].insert(0, book["cells"].pop(1))

        def without(book: dict[str, Any]) -> None:
            book["cells"] = [c for c in book["cells"] if c["id"] != "t2"]

        def other_kernel(book: dict[str, Any]) -> None:
            book["metadata"]["kernelspec"] = {"name": "blarg", "display_name": "blarg"}

        edited("old", old_format)
        edited("twice", twice)
        edited("moved", moved)
        edited("without", without)
        edited("kernel", other_kernel)
        edited("fine", lambda book: None)
        edited("dies", lambda book: None, f="import os\ndef f(x):\n    os._exit(1)")
        edited("stuck", lambda book: None, f=_STUCK)
        edited("flood", lambda book: None, f=_FLOOD)
        for student, content in {"empty": "", "json": "{"}.items():
            place = course.root / "submitted" / student / "a"
            place.mkdir(parents=True)
            (place / "p.ipynb").write_text(content)
        (course.root / "submitted" / "nothing" / "a").mkdir(parents=True)
        edited("moment", lambda book: None)
        moment = course.root / "submitted" / "moment" / "a" / "timestamp.txt"
        moment.write_text("But I want to be a timestamp string :(")
        return self.alone(course)

    @functools.cached_property
    def numbers(self) -> Pair:
        """검사의 마지막 값과, 검사가 낸 경고."""
        course = self.course("numbers")
        values = {"negative": "-1", "nan": "float('nan')", "numpy": "numpy.float64(0.5)"}
        cells = [check(f"import numpy\nf(1)\n{v}", name, 2) for name, v in values.items()]
        kept = {"text": "'0.5'", "list": "[0.5]", "false": "False", "none": "None", "third": "1/3"}
        cells += [check(f"f(1)\n{v}", name, 2) for name, v in kept.items()]
        cells.append(check("f(1);", "semicolon", 2))
        cells.append(
            check("import sys\nprint('조심', file=sys.stderr)\nassert f(2) == 4", "warned", 2)
        )
        course.source(
            {
                "p": notebook(answer(), *cells),
                "q": notebook(answer(), check("f(50)", "above", 2)),
            }
        )
        course.generate()
        course.hand_in("right", {"p": RIGHT, "q": None})
        course.hand_in("above", {"p": RIGHT, "q": RIGHT})
        return self.alone(course)

    @functools.cached_property
    def limits(self) -> Pair:
        """끝나지 않는 답과 느린 답, 점수를 숨기려는 답."""
        course = self.course("limits", "c.Execute.timeout = 2")
        course.source(
            {
                "p": notebook(
                    answer(),
                    check("assert f(2) == 4", "t1"),
                    check("print('언제나')", "t2"),
                    check("import os\nassert not os.getenv('NBGRADER_EXECUTION')", "validating"),
                )
            }
        )
        course.generate()
        shell = "import IPython.core.interactiveshell as s\ns.InteractiveShell.showtraceback = "
        for student, source in {
            "loop": "while True:\n    pass",
            "inside": "def f(x):\n    while True:\n        pass",
            "slow": "import time\ndef f(x):\n    time.sleep(4)\n    return 4",
            "quiet": shell + "lambda *a, **k: None",
            "silent": shell + "None",
            "right": RIGHT,
        }.items():
            course.hand_in(student, {"p": source})
        pair = graded(course)
        for kind in ("stock", "warm"):
            root = getattr(pair, f"{kind}_root")
            if kind == "stock":
                asked = ("--student", "slow", "--force", "--Execute.timeout=10")
                done = nbgrader("autograde", "a", *asked, cwd=root)
            else:
                done = warmgrade("run", "a", "--student", "slow", "--timeout", "10", cwd=root)
            assert done.returncode == 0
        pair.longer = scores(pair.stock_root).totals, scores(pair.warm_root).totals
        return pair

    @functools.cached_property
    def excluded(self) -> Pair:
        """뺀 학생, 새 학생을 만들지 않는 과목, 손으로 준 점수, 배점을 고친 뒤."""
        course = self.course("excluded", "c.CourseDirectory.student_id_exclude = 'bar,baz'")
        course.source(
            {
                "p": notebook(
                    answer(),
                    check("assert f(2) == 4", "t", 1),
                    markdown("essay", "답", "essay", grade=True, solution=True, points=5),
                )
            }
        )
        course.generate()
        for student in ("foo", "bar", "baz"):
            course.hand_in(student, {"p": {"f": RIGHT, "essay": "쓴 글"}})
        pair = graded(course)
        pair.first = set(pair.stock.totals), set(pair.warm.totals)
        for root in (pair.stock_root, pair.warm_root):
            with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
                grade = book.find_grade("essay", "p", "a", "foo")
                grade.manual_score, grade.needs_manual_grade = 3.5, False
                book.db.commit()
            config = root / "nbgrader_config.py"
            config.write_text("c = get_config()\nc.Autograde.create_student = False\n")
            path = root / "source" / "a" / "p.ipynb"
            source = nbformat.read(path, 4)
            source.cells[1].metadata.nbgrader.points = 2
            nbformat.write(source, path)
        done = nbgrader("generate_assignment", "a", "--force", cwd=pair.stock_root)
        assert done.returncode == 0
        pair.again(stock=("--force",))
        return pair

    @functools.cached_property
    def permissions(self) -> dict[str, Pair]:
        made = {}
        for name, config in {
            "default": "",
            "group": "c.CourseDirectory.groupshared = True",
            "custom": "c.AutogradeApp.permissions = 644",
        }.items():
            course = self.course(f"mode_{name}", config)
            course.source({"p": notebook(answer(), check("assert f(2) == 4"))})
            course.write("source/a/foo.txt", "foo")
            course.generate()
            course.hand_in("foo", {"p": "open('mine.txt', 'w').write('x')\n" + RIGHT})
            made[name] = graded(course)
        return made

    @functools.cached_property
    def refused(self) -> dict[str, tuple[Done, Done, Pair]]:
        """채점할 수 없는 과제: 없는 과제, 없는 커널."""
        found = {}
        for name, kernel in {"assignment": "python3", "kernel": "blah"}.items():
            stub = "c.ClearSolutions.code_stub = {'python': '답', 'blah': '답'}"
            course = self.course(f"refused_{name}", stub)
            book = notebook(answer(), check("assert f(2) == 4"), kernel=kernel)
            book.metadata.kernelspec.language = kernel.rstrip("3")
            course.source({"p": book})
            course.generate()
            course.hand_in("foo", {"p": RIGHT})
            asked = "b" if name == "assignment" else "a"
            found[name] = graded(course, asked)
        return found


_FIRST_LINE = "c = get_config()\n"
_EXCLUDING = "c.Autograde.exclude_overwriting = {'a': ['helper.py']}\n"
_NAMES = ("Kim, 철수", "o'brien", "a b", "x@y.z", "학생-1_(2)", "100%", "é", "#7")
_STUCK = (
    "def f(x):\n"
    "    while True:\n"
    "        try:\n"
    "            while True:\n"
    "                pass\n"
    "        except BaseException:\n"
    "            pass"
)
_FLOOD = "def f(x):\n    while True:\n        print('가' * 1000)"


@pytest.fixture(scope="module")
def worlds(tmp_path_factory) -> Worlds:
    return Worlds(tmp_path_factory.mktemp("worlds"))


def cells(pair: Pair, *students: str, only: tuple[str, ...] = ()) -> tuple[dict, dict]:
    """stock과 warmgrade가 이 학생들에게 준 점수."""
    return tuple(
        {
            key: value
            for key, value in one.cells.items()
            if key[0] in students and (not only or key[2] in only)
        }
        for one in (pair.stock, pair.warm)
    )


def same(pair: Pair, *students: str, only: tuple[str, ...] = ()) -> dict:
    """두 점수가 같은지 보고 그것을 돌려준다."""
    theirs, ours = cells(pair, *students, only=only)
    assert theirs and ours == theirs
    return ours


def point(pair: Pair, student: str, cell: str, book: str = "p") -> tuple[float | None, ...]:
    key = student, book, cell
    return pair.stock.cells[key][0], pair.warm.cells[key][0]


# ── 표 ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Behaviour:
    """stock이 하는 일 하나.

    Attributes:
        upstream: nbgrader의 검사 모듈에서 이 일을 보는 검사.
        differs: 일부러 다르게 한다면 DIFFERENCES의 열쇠.
    """

    what: str
    seen: Callable[[Worlds], None]
    upstream: tuple[str, ...] = ()
    differs: str = ""

    @property
    def name(self) -> str:
        return self.upstream[0].removeprefix("test_") if self.upstream else self.differs or "more"


BEHAVIOURS: list[Behaviour] = []


def behaviour(what: str, *upstream: str, differs: str = "") -> Callable[[Any], Any]:
    def add(seen: Callable[[Worlds], None]) -> Callable[[Worlds], None]:
        BEHAVIOURS.append(Behaviour(what, seen, upstream, differs))
        return seen

    return add


@behaviour("도움말을 보여 준다", "test_help")
def _(worlds: Worlds) -> None:
    here = worlds.folder
    assert nbgrader("autograde", "--help-all", cwd=here).returncode == 0
    done = warmgrade("run", "--help", cwd=here)
    assert done.returncode == 0 and done.stdout.startswith("쓰는 법: warmgrade run")
    assert "쓰는 법: 쓰는 법:" not in done.stdout


@behaviour(
    "gradebook에 없던 학생을 만들고, 만들지 말라면 그 학생만 적지 않는다", "test_missing_student"
)
def _(worlds: Worlds) -> None:
    pair = worlds.excluded
    assert pair.first == ({"foo"}, {"foo"})
    assert (pair.stock_done.returncode, pair.warm_done.returncode) == (1, 2)
    assert set(pair.stock.totals) == set(pair.warm.totals) == {"foo"}
    assert "bar" in pair.warm_done.stderr and "baz" in pair.warm_done.stderr


@behaviour("없는 과제는 채점하지 않고 실패한다", "test_missing_assignment")
def _(worlds: Worlds) -> None:
    pair = worlds.refused["assignment"]
    assert pair.stock_done.returncode and pair.warm_done.returncode
    assert not (pair.warm_root / "autograded").exists()


@behaviour("셀마다 점수를 매기고, 답하지 않은 손 채점 문항은 0점으로 한다", "test_grade")
def _(worlds: Worlds) -> None:
    pair = worlds.plain
    assert pair.warm_done.returncode == 0, pair.warm_done.stderr
    ours = same(pair, "right", "blank", "written", "half", "wrong")
    assert ours["right", "p1", "hidden"] == (2.0, None, False)
    assert ours["blank", "p1", "essay"] == (0.0, None, False)
    assert ours["written", "p1", "essay"] == (None, None, True)
    for root in (pair.stock_root, pair.warm_root):
        with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
            assert book.find_comment("essay", "p1", "a", "blank").comment == "No response."
            assert book.find_comment("essay", "p1", "a", "written").comment is None
        assert not (root / "autograded/right/a/timestamp.txt").exists()


@behaviour("AUTOTEST를 검사로 바꾸어 채점한다", "test_grade_autotest")
def _(worlds: Worlds) -> None:
    ours = same(worlds.autotest, "foo", "bar", only=("simple",))
    assert [score for score, _, _ in ours.values()] in ([0.0, 1.0], [1.0, 0.0])


@behaviour("가린(HASHED) AUTOTEST를 채점한다", "test_grade_hashed_autotest")
def _(worlds: Worlds) -> None:
    assert set(same(worlds.autotest, "foo", "bar", only=("hashed",)).values()) == {
        (0.0, None, False),
        (1.0, None, False),
    }


@behaviour("여러 줄과 여러 조각의 AUTOTEST를 채점한다", "test_grade_complex_autotest")
def _(worlds: Worlds) -> None:
    ours = same(worlds.autotest, "foo", "bar", "baz", only=("complex",))
    assert ours["baz", "p", "complex"] == (1.0, None, False)


@behaviour(
    "숨은 AUTOTEST로 채점하고, 학생이 확인할 때는 보이는 것만 본다", "test_hidden_tests_autotest"
)
def _(worlds: Worlds) -> None:
    pair = worlds.autotest
    ours = same(pair, "foo", "bar", "baz", only=("concealed",))
    assert [ours[s, "p", "concealed"][0] for s in ("foo", "bar", "baz")] == [0.0, 1.0, 0.0]
    for student, code_ in {"foo": 1, "bar": 0, "baz": 0}.items():
        done = warmgrade("check", f"submitted/{student}/a/p.ipynb", cwd=pair.warm_root)
        assert done.returncode == code_, done.stdout
    assert "BEGIN HIDDEN" in (pair.warm_root / "autograded/baz/a/p.ipynb").read_text()


@behaviour("오류를 숨기려고 트레이스백을 없애도 점수를 얻지 못한다", "test_showtraceback_exploit")
def _(worlds: Worlds) -> None:
    ours = same(worlds.limits, "quiet", "silent")
    assert {ours[s, "p", "t1"][0] for s in ("quiet", "silent")} == {0.0}


@behaviour("설정에서 뺀 학생은 채점하지 않는다", "test_student_id_exclude")
def _(worlds: Worlds) -> None:
    pair = worlds.excluded
    assert pair.first == ({"foo"}, {"foo"})


@behaviour("timestamp.txt의 시각과 시간대를 읽는다", "test_grade_timestamp")
def _(worlds: Worlds) -> None:
    pair = worlds.late["none"]
    for root in (pair.stock_root, pair.warm_root):
        assert (root / "autograded/bar/a/timestamp.txt").is_file()
    assert pair.seconds[0] == pair.seconds[1] == {"foo": 0.0, "bar": 3600.0, "empty": 0.0}


def _late_seconds(root: Path) -> dict[str, float]:
    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        return {s.student_id: s.total_seconds_late for s in book.assignment_submissions("a")}


@behaviour("빈 timestamp.txt는 없는 것으로 본다", "test_grade_empty_timestamp")
def _(worlds: Worlds) -> None:
    for pair in worlds.late.values():
        assert pair.first[1]["empty", "p"] is pair.first[0]["empty", "p"] is None


@behaviour("벌점 방법이 none이면 벌점이 없다", "test_late_submission_penalty_none")
def _(worlds: Worlds) -> None:
    pair = worlds.late["none"]
    assert pair.first[1] == pair.first[0] == dict.fromkeys(pair.first[0])


@behaviour(
    "벌점 방법이 zero면 늦은 노트북이 0점이고, 시각을 고치면 없어진다",
    "test_late_submission_penalty_zero",
)
def _(worlds: Worlds) -> None:
    pair = worlds.late["zero"]
    assert pair.first[1] == pair.first[0]
    assert pair.first[1]["bar", "p"] == 3.0 and pair.first[1]["foo", "p"] is None
    assert pair.warm.penalties == pair.stock.penalties
    assert pair.warm.penalties["bar", "p"] is None


@behaviour("설정 곁의 플러그인이 벌점을 정한다", "test_late_submission_penalty_plugin")
def _(worlds: Worlds) -> None:
    pair = worlds.late["plugin"]
    assert pair.first[1] == pair.first[0] and pair.first[1]["bar", "p"] == 1.0


@behaviour("채점한 것은 건너뛰고, 다시 하라면 새로 쓴다", "test_force", "test_force_f")
def _(worlds: Worlds) -> None:
    steps = worlds.again
    for name in ("first", "skipped", "forced", "removed"):
        assert steps[name][1] == steps[name][0], name
    assert "foo.txt" not in steps["skipped"][1] and "foo.txt" in steps["forced"][1]
    assert "foo.txt" not in steps["removed"][1]


@behaviour("고른 노트북만 채점한다", "test_filter_notebook", "test_force_single_notebook")
def _(worlds: Worlds) -> None:
    steps = worlds.again
    assert steps["one"][1] == steps["one"][0]
    assert steps["one"][1]["p1.ipynb"] == ["둘째"] and steps["one"][1]["p2.ipynb"] == ["첫째"]
    assert steps["one_lost"][1]["p1.ipynb"] == ["넷째"]
    assert "p1.ipynb" in steps["one_lost"][0]


@behaviour(
    "더 늦은 시각의 제출물은 다시 채점한다",
    "test_update_newer",
    "test_update_newer_single_notebook",
)
def _(worlds: Worlds) -> None:
    steps = worlds.again
    assert steps["newer"][1] == steps["newer"][0]
    assert steps["newer"][1]["p1.ipynb"] == steps["newer"][1]["p2.ipynb"] == ["셋째"]


@behaviour("시각이 그대로면 고쳐 낸 것을 다시 채점하지 않는다", differs="again")
def _(worlds: Worlds) -> None:
    stock, ours = worlds.again["same_time"]
    assert stock["p1.ipynb"] == ["셋째"] and ours["p1.ipynb"] == ["넷째"]
    stock, ours = worlds.again["lost"]
    assert "p1.ipynb" not in stock and ours["p1.ipynb"] == ["넷째"]


@behaviour(
    "함께 나누어 준 파일은 원본으로 되돌리고, 고쳐 내라고 한 것은 학생의 것을 쓴다",
    "test_grade_overwrite_files",
    "test_grade_overwrite_files_subdirs",
)
def _(worlds: Worlds) -> None:
    pair = worlds.plain
    theirs, ours = (files(root, "files") for root in (pair.stock_root, pair.warm_root))
    assert ours == theirs
    assert ours["data.csv"] == b"some,data\n" and ours["sub/deep.txt"] == "원본".encode()
    assert ours["helper.py"] == b"N = 2\n" and "blah.pyc" not in ours
    same(pair, "files")


@behaviour("셀이 쓴 파일은 채점한 폴더에 남고 낸 폴더에는 남지 않는다", "test_side_effects")
def _(worlds: Worlds) -> None:
    pair = worlds.plain
    for root in (pair.stock_root, pair.warm_root):
        assert (root / "autograded/right/a/side.txt").read_text() == "남는다"
        assert not (root / "submitted/right/a/side.txt").exists()


@behaviour("과제에 없는 노트북은 채점하지 않는다", "test_skip_extra_notebooks")
def _(worlds: Worlds) -> None:
    pair = worlds.plain
    same(pair, "extra")
    for root in (pair.stock_root, pair.warm_root):
        assert not (root / "autograded/extra/a/p1 copy.ipynb").exists()


@behaviour("쓴 파일의 권한은 설정대로다", "test_permissions", "test_custom_permissions")
def _(worlds: Worlds) -> None:
    wanted = {"default": "444", "group": "664", "custom": "644"}
    for name, pair in worlds.permissions.items():
        for root in (pair.stock_root, pair.warm_root):
            folder = root / "autograded" / "foo" / "a"
            modes = {oct(p.stat().st_mode)[-3:] for p in folder.iterdir() if p.is_file()}
            assert modes == {wanted[name]}, (name, root)
            shared = bool(folder.stat().st_mode & stat.S_ISGID)
            assert shared == (name == "group")


@behaviour("숨은 검사는 채점할 때 되살아난다", "test_hidden_tests_single_notebook")
def _(worlds: Worlds) -> None:
    pair = worlds.plain
    assert "BEGIN HIDDEN" not in (pair.warm_root / "submitted/half/a/p1.ipynb").read_text()
    for root in (pair.stock_root, pair.warm_root):
        assert "BEGIN HIDDEN" in (root / "autograded/half/a/p1.ipynb").read_text()


@behaviour("원본의 커널이 없는 것이면 채점하지 않고 실패한다", "test_incorrect_source_kernelspec")
def _(worlds: Worlds) -> None:
    pair = worlds.refused["kernel"]
    assert pair.stock_done.returncode and pair.warm_done.returncode
    for root in (pair.stock_root, pair.warm_root):
        assert not (root / "autograded" / "foo" / "a").exists()


@behaviour("학생이 바꾼 커널은 원본의 것으로 되돌린다", "test_incorrect_submitted_kernelspec")
def _(worlds: Worlds) -> None:
    same(worlds.plain, "tampered")
    for root in (worlds.plain.stock_root, worlds.plain.warm_root):
        book = json.loads((root / "autograded/tampered/a/p1.ipynb").read_text())
        assert book["metadata"]["kernelspec"]["name"] == "python3"


@behaviour("실행하지 말라면 학생이 남긴 출력으로 채점한다", "test_no_execute", differs="outputs")
def _(worlds: Worlds) -> None:
    pair = worlds.plain
    done = nbgrader(
        "autograde", "a", "--student", "tampered", "--force", "--no-execute", cwd=pair.stock_root
    )
    assert done.returncode == 0
    assert scores(pair.stock_root).cells["tampered", "p1", "partial"][0] == 3.0
    config = pair.warm_root / "nbgrader_config.py"
    kept = config.read_text()
    config.write_text(kept + "c.Execute.enabled = False\n")
    done = warmgrade("run", "a", cwd=pair.warm_root)
    config.write_text(kept)
    assert done.returncode == 2 and "믿고" in done.stderr
    assert scores(pair.warm_root).cells["tampered", "p1", "partial"][0] == 1.5


@behaviour("끝나지 않는 셀은 멈추고 나머지를 채점한다", "test_infinite_loop")
def _(worlds: Worlds) -> None:
    ours = same(worlds.limits, "loop", "inside", "slow")
    assert ours["loop", "p", "t2"] == ours["inside", "p", "t2"] == (1.0, None, False)
    assert ours["inside", "p", "t1"] == (0.0, None, False)


@behaviour("셀 하나의 시간을 설정과 명령에서 정한다", "test_autograde_timeout")
def _(worlds: Worlds) -> None:
    same(worlds.limits, "slow")
    stock, ours = worlds.limits.longer
    assert ours == stock and ours["slow"] == worlds.limits.warm.totals["slow"] + 1


@behaviour("채점하는 동안 NBGRADER_EXECUTION이 정해져 있다", "test_grade_with_validating_envvar")
def _(worlds: Worlds) -> None:
    assert same(worlds.limits, "right")["right", "p", "validating"] == (0.0, None, False)


@behaviour("내지 않은 노트북은 0점이고 손으로 볼 것도 없다", "test_grade_missing_notebook")
def _(worlds: Worlds) -> None:
    ours = same(worlds.plain, "only")
    assert ours["only", "p2", "second"] == (0.0, None, False)


@behaviour(
    "망가지거나 빠진 것이 있는 제출물은 적지 않는다",
    "test_handle_failure",
    "test_handle_failure_single_notebook",
    "test_missing_source_kernelspec",
    "test_infinite_loop_with_output",
    "test_missing_files",
    differs="broken",
)
def _(worlds: Worlds) -> None:
    pair = worlds.broken
    assert pair.warm_done.returncode == 0, pair.warm_done.stderr
    assert same(pair, "fine") and worlds.codes["fine"] == 0
    whole = {"old", "kernel", "moment", "twice"}
    for student in whole | {"dies", "stuck", "empty", "json"}:
        assert worlds.codes[student] == 1, student
    assert not (pair.stock_root / "autograded" / "dies" / "a").exists()
    assert "nothing" not in pair.stock.totals
    assert {student: pair.warm.totals[student] for student in pair.warm.totals} == (
        dict.fromkeys([*whole, "fine", "moved", "without"], 2.0)
        | dict.fromkeys(["dies", "stuck", "flood"], 1.0)
        | dict.fromkeys(["empty", "json", "nothing"], 0.0)
    )
    # 옮겨 놓은 검사는 답보다 먼저 돌고, 지운 검사는 점수가 없다.
    assert point(pair, "moved", "t1") == (0.0, 1.0)
    assert point(pair, "without", "t2") == (None, 1.0)
    # 예전 형식과 학생의 커널은 원본의 것으로 바꾸면 그만이어서 알릴 것이 없다.
    for student in pair.warm.totals.keys() - {"fine", "kernel", "old"}:
        assert pair.findings[student], student


@behaviour("검사가 stderr에 쓰면 0점이다", differs="warnings")
def _(worlds: Worlds) -> None:
    assert point(worlds.numbers, "right", "warned") == (0.0, 2.0)


@behaviour("마지막 값이 수이면 그만큼, 수가 아니면 만점을 준다")
def _(worlds: Worlds) -> None:
    ours = same(
        worlds.numbers, "right", only=("text", "list", "false", "none", "third", "semicolon")
    )
    assert ours["right", "p", "third"][0] == pytest.approx(1 / 3)
    assert ours["right", "p", "list"] == (2.0, None, False)
    assert same(worlds.plain, "half")["half", "p1", "partial"] == (1.5, None, False)


@behaviour(
    "음수와 nan과 NumPy의 수는 만점이고, 배점보다 크면 제출물을 적지 않는다", differs="numbers"
)
def _(worlds: Worlds) -> None:
    pair = worlds.numbers
    assert point(pair, "right", "negative") == (2.0, 0.0)
    assert point(pair, "right", "nan") == (2.0, 0.0)
    assert point(pair, "right", "numpy") == (2.0, 0.5)
    assert worlds.codes["above"] == 1
    assert pair.warm.cells["above", "q", "above"] == (2.0, None, False)


@behaviour("고친 검사와 잠긴 셀과 배점을 원본대로 되돌린다")
def _(worlds: Worlds) -> None:
    ours = same(worlds.plain, "tampered")
    assert ours["tampered", "p1", "shown"] == (0.0, None, False)
    assert {"edited-test", "edited-metadata"} <= worlds.plain.findings["tampered"]


@behaviour("학생의 이름에 무슨 글자가 있어도 채점하고 돌려준다")
def _(worlds: Worlds) -> None:
    pair = worlds.plain
    same(pair, *_NAMES)
    done = warmgrade("feedback", "a", cwd=pair.warm_root)
    assert done.returncode == 0, done.stderr
    for name in _NAMES:
        assert (pair.warm_root / "feedback" / name / "a" / "p2.html").is_file()


@behaviour("손으로 준 점수는 다시 채점해도 남고, 고친 배점은 점수에 닿는다")
def _(worlds: Worlds) -> None:
    ours = same(worlds.excluded, "foo")
    assert ours["foo", "p", "essay"][1] == 3.5
    assert ours["foo", "p", "t"] == (2.0, None, False)


@behaviour("학생 둘 셋이 한꺼번에 적어도 gradebook이 잠기지 않는다", "test_many_students")
def _(worlds: Worlds) -> None:
    """nbgrader에서는 손으로 차린 PostgreSQL이 있어야 도는 검사다. 여기서는 한 스레드만 적는다."""
    pair = worlds.plain
    assert len(pair.warm.totals) == len(pair.stock.totals) == 9 + len(_NAMES)
    assert pair.warm.totals == pytest.approx(pair.stock.totals)


@pytest.mark.parametrize("row", BEHAVIOURS, ids=lambda row: row.name)
def test_warmgrade_does_what_stock_does(row: Behaviour, worlds: Worlds) -> None:
    row.seen(worlds)


def test_every_behaviour_nbgrader_tests_is_in_the_table() -> None:
    tree = ast.parse(UPSTREAM.read_text(encoding="utf-8"))
    upstream = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
    listed = [name for row in BEHAVIOURS for name in row.upstream]
    assert {name for name in upstream if name.startswith("test_")} == set(listed)
    assert len(listed) == len(set(listed))


def test_differences_are_few_and_their_reasons_are_in_the_readme() -> None:
    assert {row.differs for row in BEHAVIOURS if row.differs} == set(DIFFERENCES)
    assert sum(bool(row.differs) for row in BEHAVIOURS) <= 5
    readme = README.read_text(encoding="utf-8")
    for reason in DIFFERENCES.values():
        assert f"**{reason}.**" in readme
