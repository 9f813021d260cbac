"""과목의 설정과 원본이 stock에서 뜻하는 것을 warmgrade도 똑같이 하는지, 점수를 나란히 놓고 본다."""

import json
import sys
import unicodedata
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from side_by_side import (
    RIGHT,
    STUB,
    WRONG,
    Course,
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
from toy_course import code, grade_id, markdown, plain_code

from warmgrade.kernel.sandbox import rules as sandbox

pytestmark = pytest.mark.skipif(
    sandbox.unavailable() is not None, reason="제출물을 가둘 수 없는 컴퓨터"
)

AUTOTESTS = '''
python3:
    setup: "from hashlib import sha1"
    hash: 'sha1({{snippet}}.encode("utf-8")+b"{{salt}}").hexdigest()'
    dispatch: "type({{snippet}})"
    normalize: "str({{snippet}})"
    check: 'assert {{snippet}} == """{{value}}""", """{{message}}"""'
    success: "print('통과')"
    templates:
        default:
            - test: "type({{snippet}})"
              fail: "{{snippet}}의 자료형이 다릅니다"
            - test: "{{snippet}}"
              fail: "{{snippet}}의 값이 다릅니다"
        int:
            - test: "{{snippet}}"
              fail: "{{snippet}}의 정수가 다릅니다"
'''


def handed_in(course: Course, **answers: str) -> None:
    for student, source in answers.items():
        course.hand_in(student, {"p": source})


# ── AUTOTEST ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def autotests(tmp_path_factory) -> Pair:
    course = Course(tmp_path_factory.mktemp("autotest") / "course")
    course.write("autotests.yml", AUTOTESTS)
    hidden = "### AUTOTEST f(0)\n### BEGIN HIDDEN TESTS\n### AUTOTEST f(7)\n### END HIDDEN TESTS"
    course.source(
        {
            "p": notebook(
                code("given", "import math"),
                answer(),
                check("### AUTOTEST f(2)", "plain"),
                check("### HASHED AUTOTEST f(3)", "hashed"),
                check("y = f(5)\n### AUTOTEST y; f('가'); [f(1), f(2)]", "several", 2),
                check(hidden, "hidden"),
                check("assert f(9) == 18", "written"),
            )
        }
    )
    course.generate()
    seven = "def f(x):\n    return x * 2 if x != 7 else 0"
    handed_in(course, right=RIGHT, wrong=WRONG, blank=STUB, seven=seven)
    return graded(course)


def test_autotest_cells_are_scored_as_in_stock(autotests):
    assert autotests.warm_done.returncode == 0, autotests.warm_done.stderr
    assert autotests.warm.cells == autotests.stock.cells
    assert autotests.warm.totals == {"right": 6.0, "wrong": 0.0, "blank": 0.0, "seven": 5.0}


def test_autotests_are_made_once_and_nobody_is_accused(autotests):
    store = autotests.warm_root / ".warmgrade" / "autotests"
    made = {path: path.stat().st_mtime_ns for path in store.iterdir()}
    assert made
    done = warmgrade("run", "a", cwd=autotests.warm_root)
    assert done.returncode == 0
    assert {path: path.stat().st_mtime_ns for path in store.iterdir()} == made
    assert not any("edited-test" in codes for codes in autotests.findings.values())
    done = warmgrade("run", "a", "--fresh", cwd=autotests.warm_root)
    assert done.returncode == 0
    assert all(path.stat().st_mtime_ns > stamp for path, stamp in made.items())


def test_hidden_autotests_stay_hidden_from_the_feedback(autotests):
    done = warmgrade("feedback", "a", cwd=autotests.warm_root)
    assert done.returncode == 0, done.stderr
    for student in ("seven", "wrong"):
        path = autotests.warm_root / "feedback" / student / "a" / "p.html"
        page = path.read_text(encoding="utf-8").replace("f(7)의 정수가 다릅니다", "틀이 하는 말")
        assert "f(7)" not in page and "14" not in page and "f(0)" in page


def test_templates_beside_the_notebook_and_renamed_marks_are_used(tmp_path):
    course = Course(
        tmp_path / "course",
        "c.InstantiateTests.autotest_filename = '검사틀.yml'\n"
        "c.InstantiateTests.autotest_delimiter = '자동검사'\n"
        "c.InstantiateTests.hashed_delimiter = '가린'",
    )
    course.source({"p": notebook(answer(), check("# 가린 자동검사 f(4)\n# 자동검사 f(6)"))})
    course.write("source/a/검사틀.yml", AUTOTESTS)
    course.generate()
    handed_in(course, right=RIGHT, wrong=WRONG)
    pair = graded(course)
    assert pair.warm_done.returncode == 0, pair.warm_done.stderr
    assert pair.warm.cells == pair.stock.cells
    assert pair.warm.totals == {"right": 1.0, "wrong": 0.0}


@pytest.mark.parametrize(
    ("solution", "templates", "reason"),
    [
        ("def f(x):\n    raise KeyError('원본이 틀렸다')", AUTOTESTS, "KeyError: '원본이 틀렸다'"),
        (RIGHT, None, "FileNotFoundError"),
        (RIGHT, "python3: [", "ParserError:"),
    ],
)
def test_an_autotest_that_cannot_be_made_is_told_in_one_sentence(
    tmp_path, solution, templates, reason
):
    course = Course(tmp_path / "course")
    course.source({"p": notebook(answer(solution), check("### AUTOTEST f(2)"))})
    if templates is not None:
        course.write("autotests.yml", templates)
    place = course.root / "submitted" / "kim" / "a"
    place.mkdir(parents=True)
    nbformat.write(notebook(answer()), place / "p.ipynb")
    done = warmgrade("run", "a", cwd=course.root)
    assert done.returncode == 2
    assert "AUTOTEST로 검사를 만들지 못했습니다" in done.stderr and reason in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (course.root / "gradebook.db").exists()


# ── 실행하는 조건 ───────────────────────────────────────────────────────────────────────────

ENVIRONMENT = "import os\nassert os.environ.get('NBGRADER_EXECUTION') == 'autograde'"
CHILD = (
    "import subprocess, sys\n"
    "code = \"import os; print(os.environ['NBGRADER_EXECUTION'])\"\n"
    "done = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True)\n"
    "assert done.stdout.strip() == 'autograde'"
)


@pytest.fixture(scope="module")
def conditions(tmp_path_factory) -> Pair:
    course = Course(
        tmp_path_factory.mktemp("conditions") / "course",
        "c.ExecutePreprocessor.timeout = 5\n"
        "c.Execute.timeout_func = lambda cell: 1 if '# 짧게' in cell.source else 40\n"
        "c.Execute.extra_arguments = ['--InteractiveShellApp.exec_lines=ready = 41']",
    )
    course.source(
        {
            "p": notebook(
                answer(),
                check(ENVIRONMENT, "environment"),
                check("assert 'NBGRADER_VALIDATING' not in os.environ", "validating"),
                check(CHILD, "child"),
                check("assert ready == 41", "arguments"),
                check("import time\ntime.sleep(3)  # 짧게", "short"),
                check("import time\ntime.sleep(6)\nassert f(2) == 4", "long"),
                tagged(code("heavy", "f = None\nwhile True:\n    pass")),
                tagged(check("assert f(2) == 5", "skipped")),
                check("assert f(2) == 4"),
            )
        }
    )
    course.generate()
    skipping = "import os\nif os.environ.get('NBGRADER_EXECUTION') is None:\n    1 / 0\n" + RIGHT
    slow = "import time\ntime.sleep(3)  # 짧게\n" + RIGHT
    handed_in(course, right=RIGHT, skipping=skipping, slow=slow)
    scratch = course.hand_in("scratch", {"p": RIGHT}) / "p.ipynb"
    book = json.loads(scratch.read_text())
    book["cells"].insert(1, plain_code("f = None\nraise SystemExit", tags=["skip-execution"]))
    scratch.write_text(json.dumps(book))
    return graded(course)


def tagged(cell: nbformat.NotebookNode) -> nbformat.NotebookNode:
    cell.metadata.tags = ["skip-execution"]
    return cell


def test_settings_of_the_execution_mean_what_they_mean_in_stock(conditions):
    assert conditions.warm.cells == conditions.stock.cells
    assert conditions.warm.totals == {
        "right": 7.0,
        "skipping": 7.0,
        "slow": 5.0,
        "scratch": 7.0,
    }


def test_a_student_who_checks_is_told_so_by_the_environment(conditions, tmp_path):
    book = notebook(
        answer(),
        check(
            "import os\n"
            "assert os.environ['NBGRADER_EXECUTION'] == 'validate'\n"
            "assert os.environ['NBGRADER_VALIDATING'] == '1'"
        ),
    )
    nbformat.write(book, tmp_path / "p.ipynb")
    done = warmgrade("check", "p.ipynb", cwd=tmp_path)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("limit", ["None", "-1", "0"])
def test_no_limit_of_nbgrader_is_no_limit_but_the_total_still_holds(tmp_path, limit):
    course = Course(tmp_path / "course", f"c.Execute.timeout = {limit}")
    course.source({"p": notebook(answer(), check("assert f(2) == 4"))})
    course.generate()
    handed_in(course, slow="import time\ntime.sleep(1.5)\n" + RIGHT)
    pair = graded(course)
    assert pair.warm_done.returncode == 0, pair.warm_done.stderr
    assert pair.warm.cells == pair.stock.cells
    assert pair.warm.totals == {"slow": 1.0}
    if limit == "None":
        Course.hand_in(course, "endless", {"p": "while True:\n    pass"})
        done = warmgrade("run", "a", "--total-timeout", "4", cwd=course.root)
        assert done.returncode == 0, done.stderr
        assert scores(course.root).totals == {"slow": 1.0, "endless": 0.0}


@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        ("c.Execute.enabled = False", "enabled = False"),
        ("c.ExecutePreprocessor.force_raise_errors = True", "force_raise_errors"),
        ("c.Execute.kernel_manager_class = 'jupyter_client.AsyncKernelManager'", "manager_class"),
        ("c.Execute.on_cell_executed = None\nc.Execute.on_cell_start = print", "on_cell_start"),
        ("c.Autograde.autograde_preprocessors = ['nbgrader.preprocessors.SaveAutoGrades']", "단계"),
        ("c.Execute.timeout = '느리게'", "timeout"),
        ("import own\nc.Autograde.autograde_preprocessors = [own.Mine]", "own.Mine"),
        ("c.Execute.kernel_name = 'ir'", "'ir' 커널"),
        ("c.CourseDirectory.course_id = 3", "course_id"),
    ],
)
def test_a_setting_that_cannot_be_followed_is_refused_before_anything_is_touched(
    tmp_path, config, sentence
):
    course = Course(tmp_path / "course", config)
    course.write(
        "own.py",
        "from nbgrader.preprocessors import Execute\n"
        "class Mine(Execute):\n"
        "    def preprocess_cell(self, cell, resources, index):\n"
        "        return cell, resources\n",
    )
    course.source({"p": notebook(answer(), check("assert f(2) == 4"))})
    place = course.root / "submitted" / "kim" / "a"
    place.mkdir(parents=True)
    nbformat.write(notebook(answer()), place / "p.ipynb")
    done = warmgrade("run", "a", cwd=course.root)
    assert done.returncode == 2
    assert sentence in done.stderr and len(done.stderr.strip().splitlines()) == 1
    left = {path.name for path in course.root.iterdir()} - {"__pycache__"}
    assert left == {"nbgrader_config.py", "own.py", "source", "submitted"}


# ── 설정을 찾는 곳, 설정 곁의 모듈, 늦은 벌점 ───────────────────────────────────────────────

POLICY = (
    "from nbgrader.plugins import BasePlugin\n"
    "from rates import RATE\n"
    "class Hourly(BasePlugin):\n"
    "    def late_submission_penalty(self, student_id, score, total_seconds_late):\n"
    "        return RATE * (total_seconds_late // 3600)\n"
)
STEP = (
    "from nbgrader.preprocessors import NbGraderPreprocessor\n"
    "class Double(NbGraderPreprocessor):\n"
    "    def preprocess_cell(self, cell, resources, index):\n"
    "        if cell.cell_type == 'code':\n"
    "            cell.source = cell.source.replace('둘', '2')\n"
    "        return cell, resources\n"
    "def prepare(assignment, student, notebooks):\n"
    "    from pathlib import Path\n"
    "    for path in map(Path, notebooks):\n"
    "        path.write_text(path.read_text().replace('하나씩', '2'))\n"
    "    raise ValueError(assignment)\n"
)


@pytest.fixture(scope="module")
def late(tmp_path_factory) -> Pair:
    """벌점 플러그인, 다른 파일에 나누어 적은 설정, 홈 폴더의 설정, 과목이 더한 단계가 있는 과목."""
    root = tmp_path_factory.mktemp("late")
    course = Course(
        root / "course",
        "import rates\n"
        "load_subconfig('more_config.py')\n"
        "c.AssignLatePenalties.plugin_class = 'policy.late.Hourly'",
    )
    course.write("rates.py", "RATE = 0.5\n")
    course.write("policy/__init__.py", "")
    course.write("policy/late.py", POLICY)
    course.write("steps.py", STEP)
    course.write(
        "more_config.py",
        "c = get_config()\n"
        "c.Autograde.sanitize_preprocessors.append('steps.Double')\n"
        "c.Autograde.pre_convert_hook = 'steps.prepare'\n"
        "c.Execute.timeout = 20\n",
    )
    course.source({"p": notebook(answer(), check("assert f(2) == 4", points=4))})
    home = root / "jupyter"
    home.mkdir()
    (home / "nbgrader_config.py").write_text(
        "c = get_config()\nc.IgnorePattern.enabled = True\nc.Execute.timeout = 1\n"
        "c.ClearSolutions.code_stub = {'python': '답'}\n",
        encoding="utf-8",
    )
    (home / "nbgrader_config.json").write_text(
        json.dumps({"CourseDirectory": {"course_id": "집"}}), encoding="utf-8"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_CONFIG_DIR", str(home))
        course.generate()
        nbgrader_due(course.root, "2026-03-02 00:00:00 UTC")
        moments = {
            "early": "2026-03-01 23:59:59 UTC",
            "one": "2026-03-02 10:30:00 Asia/Seoul",
            "three": "2026-03-02 03:00:00.948203 UTC",
            "offset": "2026-03-01 21:00:00 -0800",
            "plain": "2026-03-02 02:00:00",
            "days": "2026-03-05 00:00:00 UTC",
            "empty": "",
        }
        for student, moment in moments.items():
            place = course.hand_in(student, {"p": RIGHT})
            (place / "timestamp.txt").write_text(moment)
        slow = "import time\ntime.sleep(2)\n" + RIGHT.replace("2", "둘")
        course.hand_in("slow", {"p": slow})
        course.hand_in("prepared", {"p": RIGHT.replace("2", "하나씩")})
        pair = graded(course)
        stub = json.loads((course.root / "release" / "a" / "p.ipynb").read_text())
        assert stub["cells"][0]["source"] == ["답"], "홈 폴더의 설정도 stock이 읽는다"
    return pair


def nbgrader_due(root: Path, moment: str, name: str = "a") -> None:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        book.update_or_create_assignment(name, duedate=moment)


def test_penalties_of_a_plugin_beside_the_config_are_those_of_stock(late):
    assert late.warm_done.returncode == 0, late.warm_done.stderr
    assert late.warm.cells == late.stock.cells
    assert late.warm.penalties == late.stock.penalties
    assert late.warm.totals == dict.fromkeys(late.warm.totals, 4.0)
    assert late.warm.penalties[("three", "p")] == 1.5
    assert late.warm.penalties[("days", "p")] == 4.0, "벌점은 얻은 점수를 넘지 않는다"
    assert late.warm.penalties[("early", "p")] is None


def test_a_forged_time_is_not_believed_where_the_course_says_so(late):
    config = late.warm_root / "nbgrader_config.py"
    trusting = config.read_text(encoding="utf-8")
    config.write_text(trusting + "\nc.Warmgrade.trust_timestamps = False\n", encoding="utf-8")
    done = warmgrade("run", "a", "--student", "three", cwd=late.warm_root)
    config.write_text(trusting, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "timestamp-ignored" in late.findings["three"]
    assert "timestamp-ignored" not in late.findings["one"]


def test_the_database_can_be_elsewhere(tmp_path):
    course = Course(tmp_path / "course")
    course.source({"p": notebook(answer(), check("assert f(2) == 4"))})
    course.generate()
    handed_in(course, right=RIGHT)
    (course.root / "gradebook.db").rename(course.root / "다른.db")
    url = f"sqlite:///{course.root}/다른.db"
    done = warmgrade("run", "a", "--db", url, cwd=course.root)
    assert done.returncode == 0, done.stderr
    assert not (course.root / "gradebook.db").exists()
    assert scores(course.root, database="다른.db").totals == {"right": 1.0}
    done = warmgrade("feedback", "a", "--db", url, cwd=course.root)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "config",
    [
        "c.CourseDirectory.directory_structure = '{nbgrader_step}/{assignment_id}/{student_id}'",
        "c.CourseDirectory.directory_structure = '{assignment_id}/{nbgrader_step}/{student_id}'",
        "c.CourseDirectory.directory_structure = '반/{nbgrader_step}/{student_id}/{assignment_id}'",
    ],
)
def test_folders_may_be_laid_out_in_any_way_nbgrader_allows(tmp_path, config):
    course = Course(
        tmp_path / "course",
        f"{config}\nc.CourseDirectory.submitted_directory = '낸 것'\n"
        "c.CourseDirectory.autograded_directory = '채점한 것'\n"
        "c.CourseDirectory.feedback_directory = '돌려줄 것'",
    )
    structure = config.rpartition("= '")[2][:-1]

    def place(step: str, student: str) -> str:
        return structure.format(nbgrader_step=step, student_id=student, assignment_id="a")

    folder = Path(place("source", "."))
    course.source(
        {"p": notebook(answer(), check("assert f(2) == 4\nassert open('x.txt').read() == '1'"))},
        folder.name,
        str(folder.parent),
    )
    course.write(f"{folder}/x.txt", "1")
    course.generate()
    for student, source in {"kim": RIGHT, "lee": WRONG}.items():
        course.hand_in(
            student,
            {"p": source},
            released=place("release", "."),
            folder=place("낸 것", student),
        )
    pair = graded(course)
    assert pair.warm_done.returncode == 0, pair.warm_done.stderr
    assert pair.warm.cells == pair.stock.cells
    assert pair.warm.totals == {"kim": 1.0, "lee": 0.0}
    for root in (pair.stock_root, pair.warm_root):
        assert (root / place("채점한 것", "kim") / "p.ipynb").is_file()
    done = warmgrade("feedback", "a", cwd=pair.warm_root)
    assert done.returncode == 0, done.stderr
    assert (pair.warm_root / place("돌려줄 것", "lee") / "p.html").is_file()


# ── 파일 ────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def helpers(tmp_path_factory) -> Pair:
    course = Course(
        tmp_path_factory.mktemp("files") / "course",
        "c.Autograde.exclude_overwriting = {'a': ['helper.py', 'lib/tool.py']}\n"
        "c.CourseDirectory.ignore = ['*.bak', '__pycache__', '*.pyc']",
    )
    course.source(
        {
            "p": notebook(
                answer(),
                check("import helper\nassert helper.double(2) == 4", "mine"),
                check("import sys\nsys.path.append('lib')\nimport tool\nassert tool.N == 2", "sub"),
                check("assert open('table.csv').read() == 'right'", "given"),
                check("import os\nassert not os.path.exists('old.bak')", "ignored"),
            )
        }
    )
    course.write("source/a/helper.py", "def double(x):\n    raise NotImplementedError\n")
    course.write("source/a/lib/tool.py", "N = 1\n")
    course.write("source/a/table.csv", "right")
    course.write("source/a/old.bak", "old")
    course.generate()
    for student in ("edited", "kept", "without"):
        place = course.hand_in(student, {"p": RIGHT})
        (place / "table.csv").write_text("forged")
        (place / "old.bak").write_text("mine")
        if student != "without":
            source = (course.root / "source" / "a" / "helper.py").read_text()
            (place / "helper.py").write_text(source)
            (place / "lib").mkdir()
            (place / "lib" / "tool.py").write_text("N = 1\n")
        if student == "edited":
            (place / "helper.py").write_text("def double(x):\n    return 2 * x\n")
            (place / "lib" / "tool.py").write_text("N = 2\n")
    return graded(course)


def test_files_students_may_edit_are_theirs_and_the_others_are_the_originals(helpers):
    assert helpers.warm_done.returncode == 0, helpers.warm_done.stderr
    assert helpers.warm.cells == helpers.stock.cells
    assert helpers.warm.totals == {"edited": 4.0, "kept": 2.0, "without": 2.0}
    for student in ("edited", "kept", "without"):
        ours, theirs = (files(r, student) for r in (helpers.warm_root, helpers.stock_root))
        assert ours == theirs
    assert "provided-file" in helpers.findings["edited"]


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Pair:
    """앞의 노트북이 쓴 것을 뒤의 노트북이 읽는 과제."""
    course = Course(tmp_path_factory.mktemp("written") / "course")
    reading = (
        "import json, os, pickle\n"
        "assert open('data.csv').read() == '4'\n"
        "assert pickle.load(open('모형/w.pkl', 'rb')) == [4]\n"
        "assert os.path.isdir('빈 폴더') and not os.path.exists('given.txt')\n"
        "assert open('kept.txt').read() == 'kept+'\n"
        "import made_here\nassert made_here.N == 4"
    )
    own = "import json\ncells = json.load(open('p1.ipynb'))['cells']\nassert len(cells) == 3"
    course.source(
        {
            "p1": notebook(
                answer(),
                check("assert f(2) == 4", "t1"),
                code("write", "writer()", "w", locked=True),
            ),
            "p2": notebook(answer(), check(reading, "t2"), check(own, "own")),
            "p3": notebook(answer(), check("assert open('two.txt').read() == '24'", "t3")),
        }
    )
    course.write("source/a/given.txt", "given")
    course.write("source/a/kept.txt", "kept")
    course.generate()
    writer = RIGHT + (
        "\nimport os, pickle\n"
        "def writer():\n"
        "    open('data.csv', 'w').write(str(f(2)))\n"
        "    os.makedirs('모형'); pickle.dump([f(2)], open('모형/w.pkl', 'wb'))\n"
        "    os.mkdir('빈 폴더'); os.remove('given.txt')\n"
        "    open('kept.txt', 'a').write('+')\n"
        "    open('made_here.py', 'w').write(f'N = {f(2)}')\n"
        "    open('two.txt', 'w').write('2')\n"
    )
    second = RIGHT + "\nopen('two.txt', 'a').write('4')\n"
    course.hand_in("writes", {"p1": writer, "p2": second, "p3": RIGHT})
    course.hand_in("wrong", {"p1": writer.replace("x * 2", "x"), "p2": second, "p3": RIGHT})
    course.hand_in("silent", {"p1": "def writer():\n    pass", "p2": RIGHT, "p3": RIGHT})
    course.hand_in("absent", {"p2": second, "p3": RIGHT})
    return graded(course)


def test_notebooks_of_one_submission_see_each_others_files_in_order(written):
    assert written.warm_done.returncode == 0, written.warm_done.stderr
    ours, theirs = written.warm.cells, written.stock.cells
    assert ours == theirs
    assert written.warm.totals == {"writes": 4.0, "wrong": 2.0, "silent": 1.0, "absent": 0.0}


def test_files_the_cells_wrote_stay_beside_the_graded_notebook(written):
    for student in ("writes", "wrong", "silent"):
        ours, theirs = (files(r, student) for r in (written.warm_root, written.stock_root))
        assert ours == theirs
    assert files(written.warm_root, "writes")["two.txt"] == b"24"
    assert (written.warm_root / "autograded" / "writes" / "a" / "빈 폴더").is_dir()
    again = warmgrade("run", "a", cwd=written.warm_root)
    assert again.returncode == 0
    rows = json.loads((written.warm_root / ".warmgrade/a/grading.json").read_text())["rows"]
    assert all(row["reused"] for row in rows if not row["absent"])


def test_one_notebook_alone_still_sees_the_files_of_those_before_it(written):
    folder = written.warm_root / "autograded" / "writes" / "a"
    before = {name: (folder / name).stat().st_mtime_ns for name in ("p1.ipynb", "p2.ipynb")}
    done = warmgrade("run", "a", "--notebook", "p2", "--fresh", cwd=written.warm_root)
    assert done.returncode == 0, done.stderr
    assert scores(written.warm_root).cells == written.stock.cells
    after = {name: (folder / name).stat().st_mtime_ns for name in before}
    assert after["p1.ipynb"] == before["p1.ipynb"] and after["p2.ipynb"] > before["p2.ipynb"]
    rows = json.loads((written.warm_root / ".warmgrade/a/grading.json").read_text())["rows"]
    assert len(rows) == 12


HOSTILE_FILES = (
    "import os\n"
    "os.symlink('/etc/passwd', 'passwd.txt'); os.mkfifo('pipe'); os.mkdir('d' * 200)\n"
    "open('.git', 'w').write('x'); open('timestamp.txt', 'w').write('2001-01-01 00:00:00 UTC')\n"
    "open('줄\\n바꿈', 'w').write('x'); open('other.ipynb', 'w').write('{}')\n"
    "open(b'\\xff\\xfe', 'w').write('x'); open('p.ipynb', 'w').write('{}')\n"
    "os.makedirs('/'.join(['deep'] * 30)); open('big', 'wb').truncate(90_000_000)\n"
    "open('big2', 'wb').truncate(90_000_000)\n"
    "for n in range(700): open(f'many{n:04}', 'w').write('x')\n"
)


def test_what_cells_leave_is_bounded_and_cannot_leave_the_folder(tmp_path):
    course = Course(tmp_path / "course")
    course.source({"p": notebook(answer(), check("assert f(2) == 4"))})
    course.generate()
    handed_in(course, hostile=HOSTILE_FILES + RIGHT, honest=RIGHT)
    done = warmgrade("run", "a", cwd=course.root)
    assert done.returncode == 0, done.stderr
    assert scores(course.root).totals == {"hostile": 1.0, "honest": 1.0}
    folder = course.root / "autograded" / "hostile" / "a"
    left = [path for path in folder.rglob("*") if path.is_file() or path.is_symlink()]
    assert not any(path.is_symlink() for path in left)
    assert len(left) <= 502 and sum(path.stat().st_size for path in left) <= 101_000_000
    names = {path.name for path in left}
    assert not names & {".git", "timestamp.txt", "passwd.txt", "pipe", "other.ipynb"}
    assert nbformat.read(folder / "p.ipynb", 4).cells
    row = json.loads((course.root / ".warmgrade/a/grading.json").read_text())["rows"][1]
    assert row["student"] == "hostile"
    assert "left-behind" in {finding["code"] for finding in row["findings"]}


# ── 숨은 검사의 표시 ────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def renamed(tmp_path_factory) -> Pair:
    course = Course(
        tmp_path_factory.mktemp("renamed") / "course",
        "c.ClearHiddenTests.begin_test_delimeter = 'BEGIN SECRET'\n"
        "c.ClearHiddenTests.end_test_delimeter = 'END SECRET'\n"
        "c.ClearSolutions.begin_solution_delimeter = '답 시작'\n"
        "c.ClearSolutions.end_solution_delimeter = '답 끝'\n"
        "c.ClearSolutions.code_stub = {'python': '# 쓰세요'}\n"
        "c.ClearMarkScheme.begin_mark_scheme_delimeter = '기준 시작'\n"
        "c.ClearMarkScheme.end_mark_scheme_delimeter = '기준 끝'",
    )
    hidden = (
        "assert f(1) == 2\n"
        "# BEGIN SECRET\n"
        "assert f(8675309) == 17350618, '큰 수에서 다릅니다.'\n"
        "# END SECRET\n"
        "assert f(0) == 0"
    )
    task = "보고서를 쓰세요.\n\n기준 시작\n비밀 기준\n기준 끝"
    course.source(
        {
            "p": notebook(
                code(
                    "f",
                    "def f(x):\n    # 답 시작\n    return x * 2\n    # 답 끝",
                    "f",
                    solution=True,
                ),
                check(hidden, "t", 2),
                markdown("report", task, "report", task=True, points=3),
                text("쓰세요"),
            )
        }
    )
    course.generate()
    most = "def f(x):\n    return x * 2 if x < 9 else x"
    handed_in(
        course, right=RIGHT, most=most, raises=RIGHT.replace("return", "assert x < 9; return")
    )
    return graded(course)


def test_renamed_marks_score_as_in_stock_and_accuse_nobody(renamed):
    assert renamed.warm.cells == renamed.stock.cells
    assert renamed.warm.totals == {"right": 2.0, "most": 0.0, "raises": 0.0}
    accusing = {"edited-test", "edited-locked", "answer-in-task", "edited-metadata"}
    assert not any(codes & accusing for codes in renamed.findings.values())


def test_hidden_tests_with_renamed_marks_reach_no_page_a_student_sees(renamed):
    done = warmgrade("feedback", "a", cwd=renamed.warm_root)
    assert done.returncode == 0, done.stderr
    for student in ("most", "raises", "right"):
        html = (renamed.warm_root / "feedback" / student / "a" / "p.html").read_text()
        page = BeautifulSoup(html, "html.parser").get_text()
        assert "assert f(1) == 2" in page
        assert "8675309" not in page and "17350618" not in page and "SECRET" not in page
    graded_book = (renamed.warm_root / "autograded" / "most" / "a" / "p.ipynb").read_text()
    assert "BEGIN SECRET" in graded_book, "가르치는 사람이 여는 노트북에는 숨은 검사가 있다"


# ── 커널 ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kernels", [{"p": "ir"}, {"p": "python3", "q": "ir"}, {"p": "julia-1.9"}])
def test_a_course_for_another_language_is_refused_and_nothing_is_touched(tmp_path, kernels):
    course = Course(tmp_path / "course")
    course.source({n: notebook(answer(), check("f(2)"), kernel=k) for n, k in kernels.items()})
    place = course.root / "submitted" / "kim" / "a"
    place.mkdir(parents=True)
    for name in kernels:
        nbformat.write(notebook(answer(), check("f(2)")), place / f"{name}.ipynb")
    done = warmgrade("run", "a", cwd=course.root)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1 and "파이썬 과제만" in done.stderr
    assert {path.name for path in course.root.iterdir()} == {
        "nbgrader_config.py",
        "source",
        "submitted",
    }


def test_a_check_of_another_language_is_refused(tmp_path):
    nbformat.write(notebook(answer(), check("f(2)"), kernel="ir"), tmp_path / "p.ipynb")
    done = warmgrade("check", "p.ipynb", cwd=tmp_path)
    assert done.returncode == 2 and "파이썬 과제만" in done.stderr


def test_the_kernel_a_student_chose_does_not_matter(tmp_path):
    course = Course(tmp_path / "course")
    course.source({"p": notebook(answer(), check("assert f(2) == 4"))})
    course.generate()
    for student, kernel in {"r": "ir", "odd": "내 환경", "same": "python3"}.items():
        place = course.hand_in(student, {"p": RIGHT})
        book = json.loads((place / "p.ipynb").read_text())
        book["metadata"]["kernelspec"] = {"name": kernel, "display_name": kernel, "language": "R"}
        (place / "p.ipynb").write_text(json.dumps(book))
    pair = graded(course)
    assert pair.warm_done.returncode == 0, pair.warm_done.stderr
    assert pair.warm.cells == pair.stock.cells
    assert set(pair.warm.totals.values()) == {1.0}


def test_the_kernel_of_the_config_is_the_one_that_counts(tmp_path):
    course = Course(tmp_path / "course", "c.Execute.kernel_name = 'python3'")
    course.source({"p": notebook(answer(), check("assert f(2) == 4"), kernel="python")})
    course.generate()
    handed_in(course, right=RIGHT)
    pair = graded(course)
    assert pair.warm_done.returncode == 0, pair.warm_done.stderr
    assert pair.warm.cells == pair.stock.cells


def kernelspec(folder: Path, name: str, program: str, **env: str) -> None:
    place = folder / "kernels" / name
    place.mkdir(parents=True)
    spec = {
        "argv": [program, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": name,
        "language": "python",
        "env": env,
    }
    (place / "kernel.json").write_text(json.dumps(spec))


def test_the_environment_a_kernel_asks_for_is_given(tmp_path, monkeypatch):
    kernelspec(tmp_path / "jupyter", "mine", sys.executable, WHERE="실습실")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    course = Course(tmp_path / "course")
    told = "import os\nassert os.environ['WHERE'] == '실습실'\nassert f(2) == 4"
    course.source({"p": notebook(answer(), check(told), kernel="mine")})
    course.generate()
    handed_in(course, right=RIGHT, wrong=WRONG)
    pair = graded(course)
    assert pair.warm_done.returncode == 0, pair.warm_done.stderr
    assert pair.warm.cells == pair.stock.cells
    assert pair.warm.totals == {"right": 1.0, "wrong": 0.0}


def test_the_kernel_of_another_python_is_refused(tmp_path, monkeypatch):
    kernelspec(tmp_path / "jupyter", "other", "/opt/other/bin/python3")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    course = Course(tmp_path / "course", "c.Execute.kernel_name = 'other'")
    course.source({"p": book_of_f()})
    (course.root / "submitted" / "kim" / "a").mkdir(parents=True)
    done = warmgrade("run", "a", cwd=course.root)
    assert done.returncode == 2
    assert "/opt/other/bin/python3" in done.stderr and len(done.stderr.splitlines()) == 1
    assert not (course.root / ".warmgrade").exists()


def test_a_course_described_only_in_the_home_folder_is_found(tmp_path, monkeypatch):
    course = Course(tmp_path / "course")
    course.source({"p": book_of_f()})
    course.generate()
    handed_in(course, right=RIGHT)
    (course.root / "nbgrader_config.py").unlink()
    home = tmp_path / "jupyter"
    home.mkdir()
    config = f"c = get_config()\nc.CourseDirectory.root = {str(course.root)!r}\n"
    (home / "nbgrader_config.py").write_text(config, encoding="utf-8")
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(home))
    (tmp_path / "elsewhere").mkdir()
    done = warmgrade("run", "a", cwd=tmp_path / "elsewhere")
    assert done.returncode == 0, done.stderr
    assert scores(course.root).totals == {"right": 1.0}


# ── 이름을 적는 꼴 ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("typed", ["NFC", "NFD"])
@pytest.mark.parametrize("stored", ["NFC", "NFD"])
def test_korean_names_are_found_however_they_are_written(tmp_path, typed, stored):
    name = unicodedata.normalize(stored, "과제 하나")
    course = Course(tmp_path / "course")
    course.source({unicodedata.normalize(stored, "풀이"): book_of_f()}, name)
    done = nbgrader("generate_assignment", name, cwd=course.root)
    assert done.returncode == 0, done.stderr
    forms = {"김하나": "NFC", "이두리": "NFD", "박세찌": "NFC", "최네찌": "NFD"}
    for number, (student, form) in enumerate(forms.items()):
        other = ("NFC", "NFD")[number // 2]
        place = course.hand_in(
            unicodedata.normalize(form, student),
            {unicodedata.normalize(stored, "풀이"): RIGHT},
            name,
            folder="submitted/{student}/" + unicodedata.normalize(other, "과제 하나"),
        )
        book = next(place.glob("*.ipynb"))
        book.rename(place / unicodedata.normalize(form, "풀이.ipynb"))
    asked = unicodedata.normalize(typed, "과제 하나")
    for command in ("run", "feedback", "report"):
        done = warmgrade(command, asked, cwd=course.root)
        assert done.returncode == 0, done.stderr
    assert scores(course.root, name).totals == dict.fromkeys(forms, 1.0)
    one = unicodedata.normalize("NFD", "김하나")
    done = warmgrade("run", asked, "--student", one, cwd=course.root)
    assert done.returncode == 0 and "김하나" in done.stdout


def book_of_f() -> nbformat.NotebookNode:
    return notebook(answer(), check("assert f(2) == 4"))


def test_two_folders_of_one_student_are_not_merged(tmp_path):
    course = Course(tmp_path / "course")
    course.source({"p": book_of_f()})
    course.generate()
    for form in ("NFC", "NFD"):
        course.hand_in(unicodedata.normalize(form, "김하나"), {"p": RIGHT})
    done = warmgrade("run", "a", cwd=course.root)
    assert done.returncode == 2 and "하나만 남기세요" in done.stderr


# ── 채점한 뒤에 원본을 고치면 ───────────────────────────────────────────────────────────────

ACCUSING = {"edited-test", "edited-locked", "edited-metadata", "answer-in-task"}


@pytest.fixture(scope="module")
def regraded(tmp_path_factory) -> Pair:
    """한 번 채점한 뒤 원본의 검사, 배점, 잠긴 셀, 과제의 글을 고쳐 다시 채점한 반."""
    course = Course(tmp_path_factory.mktemp("regraded") / "course")
    hidden = "assert f(1) == 2\n### BEGIN HIDDEN TESTS\nassert f(5) == 10\n### END HIDDEN TESTS"
    course.source(
        {
            "p": notebook(
                code("given", "RATE = 1", "given", locked=True),
                answer(),
                check(hidden, "hidden", 2),
                check("assert f(3) == 6", "shown", 1),
                check("assert f(4) == 8 * RATE", "locked", 1),
                markdown("report", "보고서를 쓰세요.", "report", task=True, points=3),
                text("여기에"),
            )
        }
    )
    course.generate()
    ten = "def f(x):\n    return x * 2 if x != 50 else 0"
    handed_in(course, right=RIGHT, ten=ten, wrong=WRONG)
    cheat = course.hand_in("cheat", {"p": WRONG}) / "p.ipynb"
    cheat.write_text(cheat.read_text().replace("assert f(3) == 6", "pass"))
    pair = graded(course)
    assert pair.warm.cells == pair.stock.cells
    pair.first = pair.warm.totals
    pair.first_findings = pair.findings

    def edit(root: Path) -> None:
        path = root / "source" / "a" / "p.ipynb"
        book = nbformat.read(path, 4)
        for cell in book.cells:
            name = grade_id(cell)
            cell.source = cell.source.replace("f(5) == 10", "f(50) == 100")
            cell.source = cell.source.replace("RATE = 1", "RATE = 2")
            cell.source = cell.source.replace("보고서를", "두 쪽짜리 보고서를")
            if name == "shown":
                cell.source, cell.metadata.nbgrader.points = "assert f(30) == 60", 5
        nbformat.write(book, path)

    pair.both(edit)
    assert nbgrader("generate_assignment", "a", "--force", cwd=pair.stock_root).returncode == 0
    pair.again(stock=("--force",))
    return pair


def test_scores_move_with_the_original_as_in_stock_after_generating_again(regraded):
    assert regraded.warm_done.returncode == 0, regraded.warm_done.stderr
    assert regraded.warm.cells == regraded.stock.cells
    assert regraded.first == {"right": 4.0, "ten": 4.0, "wrong": 0.0, "cheat": 0.0}
    assert regraded.warm.totals == {"right": 7.0, "ten": 5.0, "wrong": 0.0, "cheat": 0.0}


def test_nobody_is_accused_of_what_the_teacher_changed(regraded):
    for student in ("right", "ten", "wrong"):
        assert not regraded.findings[student] & ACCUSING, regraded.findings[student]
    assert regraded.first_findings["cheat"] & ACCUSING == {"edited-test"}
    assert regraded.findings["cheat"] & ACCUSING == {"edited-test"}


def test_nobody_is_accused_on_the_very_first_run_after_a_change(tmp_path):
    """stock으로 나누어 준 뒤 원본을 고치고, 그다음에야 처음 채점한다."""
    course = Course(tmp_path / "course")
    course.source({"p": notebook(answer(), check("assert f(2) == 4", points=1))})
    course.generate()
    handed_in(course, right=RIGHT)
    for folder in ("with", "without"):
        root = course.copy(folder)
        if folder == "without":
            (root / "release" / "a" / "p.ipynb").unlink()
        edited = notebook(answer(), check("assert f(8) == 16", points=3))
        nbformat.write(edited, root / "source" / "a" / "p.ipynb")
        done = warmgrade("run", "a", cwd=root)
        assert done.returncode == 0, done.stderr
        rows = json.loads((root / ".warmgrade/a/grading.json").read_text())["rows"]
        assert rows[0]["findings"] == []
        assert scores(root).totals == {"right": 3.0}
