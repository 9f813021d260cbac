"""적대적인 제출물 모음: 값싼 NumPy 과제 하나와, 점수를 훔치거나 채점을 멈추려는 노트북들.

`CASES`는 채점기가 막는 것, `IMPOSSIBLE`은 학생 코드와 검사가 한 프로세스에서 도는 한 막을 수 없는
것이다. 공격 코드는 가둔 커널 안에서만 돈다.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import nbformat
from nbformat import NotebookNode
from toy_course import cell_of, code, plain_code

NAME = "hostile"
FULL = 7.0
# 학생에게 보이면 안 되는 것: 숨은 검사의 수, 풀이의 주석, 과목 폴더의 파일, 강사의 환경 변수.
HIDDEN_NUMBER = "7741.25"
SOLUTION_MARK = "mark-of-the-solution-5150"
COURSE_MARK = "mark-of-the-course-6264"
ENVIRONMENT_MARK = "mark-of-the-environment-3371"
SECRETS = (HIDDEN_NUMBER, SOLUTION_MARK, COURSE_MARK, ENVIRONMENT_MARK)
# 함께 나누어 준 파일처럼 공격 코드의 이 낱말은 과목 폴더의 진짜 경로로 바뀐다.
COURSE = "@COURSE@"
PORT = "@PORT@"

RIGHT = {
    "relu": "def relu(x):\n    return np.maximum(x, 0.0)",
    "softmax": "def softmax(x):\n"
    "    e = np.exp(x - x.max(axis=-1, keepdims=True))\n"
    "    return e / e.sum(axis=-1, keepdims=True)",
    "count": "def count_positive(values):\n    return sum(1 for v in values if v > 0)",
}
WRONG = {
    "relu": "def relu(x):\n    return x + 1.0",
    "softmax": "def softmax(x):\n    return np.full(x.shape, 1 / x.shape[-1])",
    "count": "def count_positive(values):\n    return -1",
}

_SETUP = "import numpy as np\n\n\ndef largest_gap(a, b):\n    return float(np.max(a - b))"
_TESTS = {
    "t1": f"""
got = relu(np.array([-1.0, 0.0, 2.0]))
assert np.allclose(got, [0.0, 0.0, 2.0])
### BEGIN HIDDEN TESTS
assert np.allclose(relu(np.array([77.4125])) * 100, [{HIDDEN_NUMBER}])
### END HIDDEN TESTS""",
    "t2": """
p = softmax(np.array([[1.0, 2.0, 3.0]]))
np.testing.assert_allclose(p.sum(axis=1), [1.0])
assert np.abs(p[0, 2] - 0.6652409557748219) < 1e-6
assert largest_gap(p[:, :-1], p[:, 1:]) < 0""",
    "t3": """
import math

score = 0
got = count_positive([1, -1, 2])
if isinstance(got, int) and abs(got - 2) < 1e-9:
    score += 1
if math.isclose(count_positive([5, 6]), 2) and all([count_positive([v]) == 1 for v in (1, 2)]):
    score += 1
score""",
}
POINTS = {"t1": 2, "t2": 3, "t3": 2}


def source() -> NotebookNode:
    """강사의 원본."""
    cells = [code("setup", _SETUP, "setup", locked=True)]
    for name, test in zip(RIGHT, _TESTS):
        head, _, body = RIGHT[name].partition("\n")
        body = f"    # {SOLUTION_MARK}\n{body}"
        answer = f"{head}\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION"
        cells.append(code(name, answer, name, solution=True))
        cells.append(code(test, _TESTS[test].strip(), test, grade=True, points=POINTS[test]))
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata.kernelspec = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    return notebook


@dataclass(frozen=True)
class Case:
    """제출물 하나.

    Attributes:
        cell: 답보다 먼저 실행되도록 더한 셀의 글. 없으면 더하지 않는다.
        answers: 답.
        score: 공격이 없을 때 같은 답이 받는 점수. 이보다 많이 받으면 안 된다.
        least: 이보다 적게 받아도 안 되는 점수.
        findings: 이 가운데 하나는 보고되어야 한다. 비어 있으면 묻지 않는다.
        files: 함께 낸 파일.
        edit: 노트북(JSON)을 고치는 함수.
        timeout: 셀 하나에 주는 초.
    """

    cell: str = ""
    answers: dict[str, str] = field(default_factory=lambda: WRONG)
    score: float = 0.0
    least: float = 0.0
    findings: tuple[str, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    edit: Callable[[dict[str, Any]], None] | None = None
    timeout: float = 5.0

    def notebook(self, handout: dict[str, Any], course: str, port: int) -> dict[str, Any]:
        for name, text in self.answers.items():
            cell_of(handout, name)["source"] = _filled(text, course, port)
        if self.cell:
            handout["cells"].insert(1, plain_code(_filled(self.cell, course, port), "attack"))
        if self.edit:
            self.edit(handout)
        return handout


def _filled(text: str, course: str, port: int) -> str:
    return text.replace(COURSE, course).replace(PORT, str(port))


def _harmless(cell: str, **options: Any) -> Case:
    """맞는 답 곁에 말썽을 부리는 셀. 다른 셀의 점수가 깎이면 안 된다."""
    return Case(cell, RIGHT, FULL, FULL, **options)


def _with(name: str, text: str, base: dict[str, str] = RIGHT) -> dict[str, str]:
    return base | {name: text}


HONEST = {
    "right": Case(answers=RIGHT, score=FULL, least=FULL),
    "wrong": Case(),
    "blank": Case(answers={}),
    "one_right": Case(answers=_with("relu", RIGHT["relu"], WRONG), score=2.0, least=2.0),
    "warns_while_right": Case(
        answers=_with(
            "relu",
            "import sys, warnings\n\n\ndef relu(x):\n"
            "    warnings.warn('느립니다')\n    print('경고', file=sys.stderr)\n"
            "    return np.maximum(x, 0.0)",
        ),
        score=FULL,
        least=FULL,
    ),
    "uses_its_own_names": _harmless(
        "import random, json, collections\nsum_of = sum([1, 2])\nlist1 = list(range(3))\nmax = 3"
    ),
}


# 노트북을 고치는 것 ---------------------------------------------------------------------------
def _skip_tags(book):
    for name in POINTS:
        cell_of(book, name)["metadata"]["tags"] = ["skip-execution"]


def _weaker_tests(book):
    for name in POINTS:
        cell_of(book, name)["source"] = "2"


def _more_points(book):
    for name in POINTS:
        cell_of(book, name)["metadata"]["nbgrader"]["points"] = 100


def _tests_as_text(book):
    for name in POINTS:
        cell = cell_of(book, name)
        cell["cell_type"] = "markdown"
        del cell["outputs"], cell["execution_count"]


def _tests_as_solutions(book):
    for name in POINTS:
        cell = cell_of(book, name)
        cell["metadata"]["nbgrader"] |= {"solution": True, "locked": False}
        cell["source"] = "2"


def _deleted_tests(book):
    book["cells"] = [c for c in book["cells"] if c["id"] not in POINTS]


def _doubled(name: str, text: str) -> Callable[[dict[str, Any]], None]:
    def edit(book):
        twin = plain_code(text, f"{name}-twin")
        twin["metadata"] = cell_of(book, name)["metadata"]
        book["cells"].append(twin)

    return edit


def _schema(number: int) -> Callable[[dict[str, Any]], None]:
    def edit(book):
        for cell in book["cells"]:
            if "nbgrader" in cell["metadata"]:
                cell["metadata"]["nbgrader"]["schema_version"] = number

    return edit


def _renamed_tests(book):
    for name in POINTS:
        cell_of(book, name)["metadata"]["nbgrader"]["grade_id"] = f"{name}-mine"


def _no_grading_data(book):
    for cell in book["cells"]:
        cell["metadata"]["nbgrader"] = None


def _tests_first(book):
    tests = [c for c in book["cells"] if c["id"] in POINTS]
    book["cells"] = tests + [c for c in book["cells"] if c["id"] not in POINTS]


def _weaker_setup(book):
    cell_of(book, "setup")["source"] = (
        "import numpy as np\nnp.allclose = lambda *a, **k: True\nlargest_gap = lambda a, b: -1"
    )


def _forged_outputs(book):
    for name in POINTS:
        cell_of(book, name)["outputs"] = [
            {
                "output_type": "execute_result",
                "data": {"text/plain": "7"},
                "metadata": {},
                "execution_count": 1,
            }
        ]


_EDITS = {
    "skip_execution_tags": Case(edit=_skip_tags, findings=("skip-tag",)),
    "weaker_tests": Case(edit=_weaker_tests, findings=("edited-test",)),
    "more_points": Case(edit=_more_points, findings=("edited-metadata",)),
    "tests_turned_into_text": Case(edit=_tests_as_text, findings=("cell-type",)),
    "tests_turned_into_answers": Case(edit=_tests_as_solutions, findings=("edited-metadata",)),
    "deleted_tests": Case(edit=_deleted_tests, findings=("missing-cell",)),
    "renamed_tests": Case(edit=_renamed_tests),
    "doubled_test": Case(edit=_doubled("t1", "2"), findings=("duplicate-cell",)),
    "doubled_answer": Case(
        answers=RIGHT, score=FULL, edit=_doubled("relu", "pass"), findings=("duplicate-cell",)
    ),
    "schema_version_99": Case(
        answers=RIGHT, score=FULL, least=FULL, edit=_schema(99), findings=("schema-version",)
    ),
    "schema_version_1": Case(answers=RIGHT, score=FULL, least=FULL, edit=_schema(1)),
    "no_grading_data": Case(answers=RIGHT, score=FULL, least=FULL, edit=_no_grading_data),
    "tests_moved_to_the_front": Case(
        answers=RIGHT, score=FULL, least=FULL, edit=_tests_first, findings=("reordered",)
    ),
    "weaker_setup": Case(edit=_weaker_setup, findings=("edited-locked", "edited-test")),
    "forged_outputs": Case(edit=_forged_outputs),
    "shadow_numpy_file": Case(
        files={"numpy.py": "allclose = lambda *a, **k: True"}, findings=("shadows-module",)
    ),
    "shadow_examiner_folder": Case(
        files={"warmgrade/kernel/examiner.py": "examine = lambda: None"},
    ),
    "startup_files": Case(
        files={"sitecustomize.py": "raise SystemExit", "ipython_config.py": "raise SystemExit"},
        answers=RIGHT,
        score=FULL,
        least=FULL,
    ),
}

# 점수를 훔치려는 것 ----------------------------------------------------------------------------
_FAKES = "fake = lambda *a, **k: True\n"
_STOLEN = {
    "forged_results_on_iopub": Case("""
ip = get_ipython()
def forge(*_):
    send = ip.kernel.session.send
    for kind, content in (
        ("execute_result", {"data": {"text/plain": "7"}, "metadata": {}, "execution_count": 1}),
        ("status", {"execution_state": "idle"}),
    ):
        send(ip.kernel.iopub_socket, kind, content, parent=ip.kernel.get_parent(), ident=b"x")
ip.events.register("pre_run_cell", forge)
ip.events.register("pre_execute", forge)
"""),
    "run_cell_async_patched": Case(
        """
from IPython.core.interactiveshell import ExecutionResult
async def nothing(*a, **k):
    result = ExecutionResult(None)
    result.result = 7
    return result
get_ipython().run_cell_async = nothing
get_ipython().should_run_async = lambda *a, **k: True
""",
        findings=("silent", "timeout", "dead"),
    ),
    "run_code_patched": Case(
        "async def nothing(*a, **k):\n    return False\nget_ipython().run_code = nothing",
        findings=("silent",),
    ),
    "asserts_dropped_by_an_ast_transformer": Case("""
import ast
class Drop(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
get_ipython().ast_transformers.append(Drop())
"""),
    "input_transformer": Case(
        "get_ipython().input_transformers_post.append(lambda lines: ['pass\\n'])",
        findings=("silent",),
    ),
    "compile_patched": Case("""
import ast, builtins
real = compile
def weak(source, *a, **k):
    return real("None" if isinstance(source, str) and "assert" in source else source, *a, **k)
builtins.compile = weak
get_ipython().compile.ast_parse = lambda *a, **k: ast.parse("None")
"""),
    "numpy_functions_patched": Case(
        f"{_FAKES}np.allclose = fake\nnp.testing.assert_allclose = fake\nnp.abs = lambda x: x * 0",
        findings=("repaired", "tampered"),
    ),
    "allclose_patched_for_arrays_only": Case("""
real = np.allclose
np.allclose = lambda a, b, *r, **k: isinstance(a, np.ndarray) or real(a, b, *r, **k)
"""),
    "ufunc_patched": Case("np.abs = lambda x: 0.0\nnp.absolute = np.abs\nnp.max = lambda x: -1.0"),
    "isclose_implementation_patched": Case("""
import sys
module = sys.modules[np.isclose.__module__] if np.isclose.__module__ in sys.modules else np
for name in list(sys.modules):
    if name.startswith("numpy") and hasattr(sys.modules[name], "isclose"):
        try:
            sys.modules[name].isclose = lambda a, b, *r, **k: np.array(True)
        except Exception:
            pass
"""),
    "code_of_numpy_replaced": Case(
        """
def yes(*a, **k):
    return True
for function in (np.allclose, np.testing.assert_allclose):
    target = getattr(function, "__wrapped__", function)
    target.__code__ = yes.__code__
""",
        findings=("repaired", "tampered"),
    ),
    "loose_default_tolerances": Case("""
target = getattr(np.allclose, "__wrapped__", np.allclose)
target.__defaults__ = (1e30, 1e30, False)
target.__kwdefaults__ = {}
close = getattr(np.isclose, "__wrapped__", np.isclose)
close.__defaults__ = (1e30, 1e30, False)
"""),
    "numpy_rebound": Case("""
class Fake:
    def __getattr__(self, name):
        return lambda *a, **k: True
np = Fake()
"""),
    "numpy_replaced_in_sys_modules": Case("""
import sys, types
fake = types.ModuleType("numpy")
fake.__dict__.update(vars(np))
fake.allclose = lambda *a, **k: True
sys.modules["numpy"] = fake
import numpy as np
"""),
    "math_replaced_in_sys_modules": Case("""
import sys, types, math
fake = types.ModuleType("math")
fake.isclose = lambda *a, **k: True
sys.modules["math"] = fake
all = lambda *a: True
"""),
    "math_function_patched": Case(
        "import math\nmath.isclose = lambda *a, **k: True\nall = lambda *a: True",
        findings=("repaired",),
    ),
    "builtins_patched": Case(
        f"import builtins\n{_FAKES}for name in ('all', 'isinstance'):\n"
        "    setattr(builtins, name, fake)\nbuiltins.abs = lambda x: 0",
        findings=("repaired", "tampered", "silent", "dead"),
    ),
    "builtins_shadowed": Case("abs = lambda x: 0\nall = isinstance = float = lambda *a: True"),
    "helper_redefined": Case(
        "def largest_gap(a, b):\n    return -1.0",
        answers=_with(
            "softmax",
            "def softmax(x):\n    return np.full(x.shape, 0.6652409557748219) if x.sum() else x",
            WRONG,
        ),
    ),
    "fake_builtins_in_the_namespace": Case(
        """
import builtins, types
def weak(name, *a, **k):
    if name == "math":
        return types.SimpleNamespace(isclose=lambda *a, **k: True)
    return builtins.__import__(name, *a, **k)
get_ipython().user_ns["__builtins__"] = dict(vars(builtins)) | {"__import__": weak}
all = lambda *a: True
""".replace("builtins.__import__(", "real_import(").replace(
            "def weak", "real_import = builtins.__import__\ndef weak"
        )
    ),
    "import_function_patched": Case("""
import builtins, types
real_import = builtins.__import__
def weak(name, *a, **k):
    if name in ("math", "numpy"):
        return types.SimpleNamespace(
            isclose=lambda *a, **k: True, allclose=lambda *a, **k: True, abs=lambda x: 0
        )
    return real_import(name, *a, **k)
builtins.__import__ = weak
"""),
    "namespace_that_lies": Case("""
class Space(dict):
    def __getitem__(self, name):
        value = dict.__getitem__(self, name)
        if name.endswith("_np"):
            import types
            return types.SimpleNamespace(
                allclose=lambda *a, **k: True, abs=lambda x: 0, array=value.array,
                testing=value.testing)
        if name.endswith(("_abs", "_largest_gap")):
            return lambda *a: -1
        return value
get_ipython().user_ns = Space(get_ipython().user_ns)
"""),
    "showtraceback_patched": Case(
        "get_ipython().showtraceback = lambda *a, **k: None\n"
        "get_ipython()._showtraceback = lambda *a, **k: None"
    ),
    "custom_exception_handler": Case(
        "get_ipython().set_custom_exc((Exception,), lambda *a, **k: None)"
    ),
    "display_patched": Case("""
ip = get_ipython()
ip.display_formatter.format = lambda *a, **k: ({"text/plain": "2"}, {})
ip.displayhook.compute_format_data = lambda *a: ({"text/plain": "2"}, {})
"""),
    "settrace_jumps_over_asserts": Case(
        """
import sys
def jump(frame, event, arg):
    if event == "exception":
        return jump
    if event == "line" and frame.f_code.co_filename.startswith("<t"):
        try:
            frame.f_lineno = frame.f_lineno + 1
        except ValueError:
            pass
    return jump
sys.settrace(jump)
""",
    ),
    "trace_set_by_the_answer": Case(
        answers=_with(
            "relu",
            """
import sys
def relu(x):
    def skip(frame, event, arg):
        if event == "line":
            try:
                frame.f_lineno = frame.f_lineno + 1
            except ValueError:
                pass
        return skip
    frame = sys._getframe()
    while frame:
        if frame.f_code.co_filename.startswith("<t1"):
            frame.f_trace = skip
        frame = frame.f_back
    sys.settrace(skip)
    return x + 1.0
""".strip(),
            WRONG,
        ),
        findings=("tampered", "timeout"),
        timeout=2.0,
    ),
    "thread_that_keeps_patching": Case(
        """
import threading, time
def work():
    while True:
        np.allclose = lambda *a, **k: True
        np.testing.assert_allclose = lambda *a, **k: None
        np.abs = lambda x: 0.0
        np.max = lambda x: -1.0
        time.sleep(0)
threading.Thread(target=work, daemon=True).start()
""",
        findings=("tampered", "repaired"),
    ),
    "alarm_that_patches": Case("""
import signal
def patch(*_):
    np.allclose = lambda *a, **k: True
    np.abs = lambda x: 0.0
signal.signal(signal.SIGALRM, patch)
signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
"""),
    "cpu_timer_that_patches": Case("""
import signal
def patch(*_):
    np.allclose = lambda *a, **k: True
    np.abs = lambda x: 0.0
pairs = (signal.SIGPROF, signal.ITIMER_PROF), (signal.SIGVTALRM, signal.ITIMER_VIRTUAL)
for number, timer in pairs:
    signal.signal(number, patch)
    signal.setitimer(timer, 0.0005, 0.0005)
"""),
    "import_hook": Case(
        """
import sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        np.allclose = lambda *a, **k: True
        return None
sys.meta_path.insert(0, Finder())
sys.modules.pop("math", None)
""",
        findings=("repaired",),
    ),
    "answer_that_exits_quietly": Case(
        answers=_with("relu", "def relu(x):\n    raise SystemExit(0)", WRONG),
    ),
    "answer_that_raises_keyboard_interrupt": Case(
        answers=_with("relu", "def relu(x):\n    raise KeyboardInterrupt", WRONG),
    ),
    "answer_that_ends_the_process": Case(
        answers=_with("relu", "import os\ndef relu(x):\n    os._exit(0)", WRONG),
        findings=("dead",),
    ),
    "message_text_made_by_the_answer": Case(
        answers=_with(
            "relu",
            "class Odd(Exception):\n    def __str__(self):\n        raise SystemExit\n"
            "def relu(x):\n    raise Odd",
            WRONG,
        ),
    ),
    "json_patched": Case("""
import json
real = json.dumps
def lie(message, *a, **k):
    if isinstance(message, dict) and "passed" in message:
        message = {"nonce": message["nonce"], "passed": True, "canaries": []}
    return real(message, *a, **k)
json.dumps = lie
"""),
    "socket_method_patched": Case("""
import json, socket, struct
real = socket.socket.sendall
def lie(self, data, *a):
    try:
        message = json.loads(bytes(data)[4:])
        if "passed" in message:
            fake = {"nonce": message["nonce"], "passed": True, "canaries": []}
            fake = json.dumps(fake).encode()
            data = struct.pack("!I", len(fake)) + fake
    except Exception:
        pass
    return real(self, data, *a)
socket.socket.sendall = lie
"""),
    "answers_written_to_the_socket_in_advance": Case("""
import gc, json, os, socket, struct
fake = json.dumps({"nonce": "", "passed": True, "canaries": [], "value": 2}).encode()
for number in range(3, 64):
    try:
        os.set_blocking(number, False)
        kind = socket.socket(fileno=os.dup(number))
        if kind.family == socket.AF_UNIX and not kind.getsockname():
            for _ in range(20):
                os.write(number, struct.pack("!I", len(fake)) + fake)
    except OSError:
        pass
"""),
    "thread_that_steals_the_request": Case(
        """
import gc, json, socket, struct, threading
def work(channel):
    while True:
        data = b""
        while len(data) < 4 or len(data) < 4 + struct.unpack("!I", data[:4])[0]:
            data += channel.recv(1 << 16)
        fake = json.dumps(
            {"nonce": json.loads(data[4:])["nonce"], "passed": True, "canaries": [], "value": 2}
        ).encode()
        channel.sendall(struct.pack("!I", len(fake)) + fake)
for thing in gc.get_objects():
    if isinstance(thing, socket.socket) and thing.family == socket.AF_UNIX:
        twin = socket.socket(fileno=socket.dup(thing.fileno()))
        twin.setblocking(True)
        threading.Thread(target=work, args=(twin,), daemon=True).start()
""",
        timeout=2.0,
    ),
    "solutions_executed": Case("""
import glob, json, os
for pattern in ("../**/*.ipynb", "../../../**/*.ipynb", "@COURSE@/**/*.ipynb"):
    for path in glob.glob(pattern, recursive=True):
        for cell in json.load(open(path))["cells"]:
            print(cell["source"])
            try:
                exec("".join(cell["source"]), globals())
            except Exception:
                pass
"""),
    "gradebook_written": Case("""
import sqlite3
base = sqlite3.connect("@COURSE@/gradebook.db")
base.execute("create table if not exists stolen (x)")
base.execute("insert into stolen values (1)")
base.commit()
open("@COURSE@/planted.txt", "w").write("x")
"""),
    "daemon_left_behind": Case("""
import os, subprocess, sys
program = "import time\\nwhile True:\\n    time.sleep(0.2)\\n    open('@COURSE@/planted.txt', 'w')"
subprocess.Popen([sys.executable, "-c", program], start_new_session=True)
if os.getpid() == 1 and os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        exec(program)
    os._exit(0)
"""),
}

# 보려는 것 -------------------------------------------------------------------------------------
_SEEN = {
    "course_files_read": Case("""
import glob, os, subprocess
for base in ("..", "../..", "../../..", "@COURSE@", "/tmp"):
    for path in [*glob.glob(base + "/*"), *glob.glob(base + "/source/*/*")]:
        try:
            print(open(path, errors="replace").read())
        except OSError as error:
            print(type(error))
command = "cat @COURSE@/*.txt @COURSE@/source/*/*"
print(subprocess.run(command, shell=True, capture_output=True).stdout)
"""),
    "environment_read": Case("""
import glob, os
print(dict(os.environ))
for path in glob.glob("/proc/*/environ"):
    try:
        print(open(path, "rb").read())
    except OSError as error:
        print(error)
"""),
    "raw_cells_printed": Case("""
def show(info):
    print(info.raw_cell, info.cell_id)
get_ipython().events.register("pre_run_cell", show)
get_ipython().events.register("post_run_cell", lambda r: print(r.info.raw_cell))
"""),
    "history_printed": Case(
        answers=_with(
            "count",
            "def count_positive(values):\n"
            "    print(In, Out, get_ipython().history_manager.input_hist_raw)\n    return -1",
            WRONG,
        )
    ),
    "network_used": Case("""
import socket, subprocess, urllib.request
socket.setdefaulttimeout(1)
for host in ("127.0.0.1", "localhost"):
    try:
        socket.create_connection((host, @PORT@), 1).sendall(b"hello")
        print("나갔다")
    except OSError as error:
        print(error)
"""),
    "audit_hook": Case("""
import sys
def listen(event, arguments):
    if event in ("exec", "marshal.loads", "compile") and len(arguments) == 1:
        thing = arguments[0]
        print(event, getattr(thing, "co_consts", thing))
sys.addaudithook(listen)
"""),
}

# 채점을 멈추거나 죽이려는 것. 맞는 답이 곁에 있으면 그 점수는 온전해야 한다. ------------------
_STOPPED = {
    "ends_the_process": _harmless("import os\nos._exit(0)", findings=("dead",)),
    "crashes": _harmless("import ctypes\nctypes.string_at(0)", findings=("dead",)),
    "exits": _harmless("import sys\nsys.exit(1)"),
    "never_ends": _harmless("while True:\n    pass", findings=("timeout",), timeout=2.0),
    "swallows_every_exception": _harmless(
        "while True:\n    try:\n        while True:\n            pass\n"
        "    except BaseException:\n        pass",
        findings=("timeout", "dead"),
        timeout=2.0,
    ),
    "ignores_interrupts": _harmless(
        "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True:\n"
        "    time.sleep(0.1)",
        findings=("timeout", "dead"),
        timeout=2.0,
    ),
    "stops_itself": _harmless("import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)"),
    "prints_forever": _harmless(
        "while True:\n    print('가나다라마바사' * 100)", findings=("flood",)
    ),
    "prints_fifty_megabytes": _harmless("print('x' * 50_000_000)", findings=("flood",)),
    "displays_a_huge_table": _harmless(
        "from IPython.display import HTML\nHTML('<b>x</b>' * 2_000_000)", findings=("flood",)
    ),
    "eats_memory": _harmless("hog = []\nwhile True:\n    hog.append(np.ones(10_000_000))"),
    "fills_the_disk": _harmless(
        "for n in range(50):\n    open(f'big{n}', 'wb').write(bytes(20_000_000))"
    ),
    "kills_its_parent": _harmless(
        "import os, signal\nos.kill(os.getppid() or os.getpid(), signal.SIGKILL)"
    ),
    "kills_everyone": _harmless(
        "import os, signal\nif os.getpid() == 1:\n    os.kill(-1, signal.SIGKILL)"
    ),
    "forks_many_times": _harmless(
        "import os, time\nif os.getpid() == 1:\n    for _ in range(120):\n"
        "        if os.fork() == 0:\n            time.sleep(30)\n            os._exit(0)\n"
        "    time.sleep(5)"
    ),
    "asks_for_input": _harmless("input('이름? ')"),
    "sleeps_when_leaving": _harmless("import atexit, time\natexit.register(time.sleep, 300)"),
    "closes_every_descriptor": _harmless(
        "import os\nos.closerange(3, 256)", findings=("dead", "timeout"), timeout=2.0
    ),
    "recurses": _harmless("def f():\n    f()\nf()"),
    "alarm_that_raises": _harmless(
        "import signal\ndef ring(*_):\n    raise RuntimeError\n"
        "signal.signal(signal.SIGALRM, ring)\n"
        "signal.setitimer(signal.ITIMER_REAL, 0.2, 0.05)"
    ),
    "one_answer_never_ends": Case(
        answers=_with("relu", "def relu(x):\n    while True:\n        pass"),
        score=5.0,
        least=5.0,
        findings=("timeout",),
        timeout=2.0,
    ),
    "one_answer_ends_the_process": Case(
        answers=_with("relu", "import os\ndef relu(x):\n    os._exit(0)"),
        score=5.0,
        least=5.0,
        findings=("dead",),
    ),
    "one_answer_prints_too_much": Case(
        answers=_with("relu", "def relu(x):\n    while True:\n        print('x' * 9999)"),
        score=5.0,
        least=5.0,
    ),
}

# 한 프로세스 안에서도 막을 수 있으나 아직 막지 못하는 것과 그 까닭. 막히면 여기서 빼야 한다.
STILL_OPEN = {
    "audit_hook": "감사 고리(sys.addaudithook)가 검사의 코드를 받아 볼 수 있다.",
}

CASES = HONEST | _EDITS | _STOLEN | _SEEN | _STOPPED


@dataclass(frozen=True)
class Open:
    """막을 수 없는 것 하나.

    Attributes:
        reason: 왜 막을 수 없고 무엇이 줄여 주는지.
        gain: 정직하게 낸 같은 답보다 더 받는 점수.
        leaks: 숨은 검사가 출력에 드러나는지.
    """

    case: Case
    reason: str
    gain: float
    leaks: bool = False


IMPOSSIBLE = {
    "always_equal_object": Open(
        Case(
            answers=_with(
                "relu",
                "class Liar(np.ndarray):\n"
                "    def __array_function__(self, *a, **k):\n        return True\n"
                "    def __mul__(self, other):\n        return self\n"
                "def relu(x):\n    return x.view(Liar)",
                WRONG,
            )
        ),
        "학생이 돌려준 객체가 스스로 같다고 대답한다. 검사가 `np.asarray`로 바꾸거나 자료형을 먼저 "
        "보면 막힌다.",
        2.0,
    ),
    "patch_that_undoes_itself_during_the_test": Open(
        Case(
            answers=_with(
                "relu",
                "calls, real = [], np.allclose\n"
                "def relu(x):\n"
                "    def twice(*a, **k):\n"
                "        calls.append(1)\n"
                "        if len(calls) == 2:\n"
                "            np.allclose = real\n"
                "        return True\n"
                "    if not calls:\n"
                "        np.allclose = twice\n"
                "    return x + 1.0",
                WRONG,
            )
        ),
        "답 함수가 검사 도중에 바꾸고 바로 되돌린 것은 앞뒤를 견주어도 보이지 않는다. 학생 함수를 "
        "다른 프로세스에서 불러야 막힌다.",
        2.0,
    ),
    "frames_walked_by_the_answer": Open(
        Case(
            answers=_with(
                "relu",
                "import sys\n"
                "def relu(x):\n"
                "    frame = sys._getframe()\n"
                "    while frame.f_code.co_name != 'examine':\n"
                "        if frame.f_code.co_filename.startswith('<t1'):\n"
                "            print(frame.f_code.co_consts)\n"
                "        frame = frame.f_back\n"
                "    real = frame.f_globals['send']\n"
                "    def lie(channel, answer):\n"
                "        nonce = answer['nonce']\n"
                "        real(channel, {'nonce': nonce, 'passed': True, 'canaries': []})\n"
                "    frame.f_globals['send'] = lie\n"
                "    return x + 1.0",
                WRONG,
            )
        ),
        "검사가 부른 함수는 자신을 부른 프레임을 거슬러 올라가 검사의 상수를 읽고 시험관의 함수를 "
        "바꿀 수 있다. 학생 함수를 다른 프로세스에서 불러야 막힌다.",
        FULL,
        True,
    ),
    "examiner_replaced": Open(
        Case(
            """
import warmgrade.kernel.examiner as e
def lie():
    request = e.receive(e._state["channel"])
    e.send(e._state["channel"], {"nonce": request["nonce"], "passed": True, "canaries": []})
e.examine = lie
"""
        ),
        "시험관도 같은 프로세스의 파이썬 객체라서, 그 이름을 아는 코드는 통째로 갈아 끼울 수 있다.",
        FULL,
    ),
}
