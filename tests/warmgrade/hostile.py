"""적대적인 제출물 모음: 값싼 NumPy 과제 하나와, 점수를 훔치거나 채점을 멈추려는 노트북들.

`CASES`는 채점기가 막는 것, `IMPOSSIBLE`은 학생 코드와 검사가 한 프로세스에서 도는 한 막을 수 없는
것이다. `ELSEWHERE`는 그 가운데 이 과제로는 보일 수 없어 작은 노트북을 따로 둔 것이다. 공격 코드는
가둔 커널 안에서만 돈다.
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
        findings=("looks-inside",),
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
        findings=("looks-inside",),
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
    "crashes": _harmless("import faulthandler\nfaulthandler._read_null()", findings=("dead",)),
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
        "from IPython.display import HTML\nHTML('<b>x</b>' * 2_000_000)",
        findings=("flood", "output-dropped"),
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

# 시험관을 찾아가려는 것 ------------------------------------------------------------------------
_WALK = """
def relu(x):
    frame = {start}
    while frame is not None:
        if frame.f_code.co_filename.startswith("<t1"):
            print(frame.f_code.co_consts)
        for thing in list(frame.f_locals.values()):
            if isinstance(thing, dict) and "passed" in thing:
                thing["passed"] = True
        frame = frame.f_back
    return x + 1.0
""".strip()


def _walking(start: str, before: str = "") -> Case:
    text = f"import sys, inspect, traceback\n{before}\n" + _WALK.format(start=start)
    return Case(answers=_with("relu", text, WRONG), findings=("looks-inside",))


_INSIDE = {
    "frames_walked_by_the_answer": _walking("sys._getframe()"),
    "frames_from_inspect": _walking("inspect.currentframe()"),
    "frames_from_inspect_stack": _walking("inspect.stack()[-1].frame"),
    "frames_from_a_traceback": _walking(
        "caught().__traceback__.tb_frame",
        "def caught():\n    try:\n        1 / 0\n"
        "    except ZeroDivisionError as e:\n        return e",
    ),
    "frames_from_a_generator": _walking(
        "next(walker)",
        "def walk():\n    while True:\n        yield own.f_back\n"
        "walker = walk()\nown = walker.gi_frame",
    ),
    "frames_through_a_library": _walking(
        "found()",
        "def found():\n    seen = []\n    try:\n        1 / 0\n"
        "    except ZeroDivisionError as e:\n"
        "        trace = traceback.walk_tb(e.__traceback__)\n"
        "        take = lambda pair: seen.append(pair[0]) or pair\n"
        "        traceback.StackSummary.extract(map(take, trace))\n"
        "    return seen[0]",
    ),
    "frames_from_a_task": _walking(
        "coroutine.send(None)",
        "import asyncio\nasync def walk():\n    class Step:\n        def __await__(self):\n"
        "            while True:\n                yield own.f_back\n    await Step()\n"
        "coroutine = walk()\n"
        "own = asyncio.get_running_loop().create_task(coroutine).get_stack()[0]",
    ),
    "locals_through_the_shell": Case(
        answers=_with(
            "relu",
            "from IPython.utils.frame import extract_module_locals\ndef relu(x):\n"
            "    for depth in range(12):\n        found = extract_module_locals(depth)[1]\n"
            "        print({n: str(v) for n, v in list(found.items())})\n    return x + 1.0",
            WRONG,
        ),
        findings=("looks-inside",),
    ),
    "frames_of_every_thread": _walking("list(sys._current_frames().values())[0]"),
    "frames_from_code_that_pretends_to_be_a_library": _walking(
        "look(0)",
        "space = {}\nexec(compile('import sys\\nlook = lambda n: sys._getframe(n + 1)',"
        " traceback.__file__, 'exec'), space)\nlook = space['look']",
    ),
    "frames_from_replaced_code_of_a_library": _walking(
        "helper()",
        "import textwrap\nhelper = textwrap.dedent\n"
        "helper.__code__ = (lambda: sys._getframe(1)).__code__",
    ),
    "tracing_through_the_debugger": Case(
        answers=_with(
            "relu",
            "import bdb\nclass Spy(bdb.Bdb):\n    def user_line(self, frame):\n"
            "        print(frame.f_code.co_consts)\ndef relu(x):\n"
            "    Spy().set_trace()\n    return x + 1.0",
            WRONG,
        ),
        findings=("looks-inside",),
    ),
    "examiner_replaced": Case(
        """
import warmgrade.kernel.inside.examiner as e
def lie():
    request = e.receive(e._state["channel"])
    e.send(e._state["channel"], {"nonce": request["nonce"], "passed": True, "canaries": []})
e.examine = lie
""",
        findings=("silent",),
        timeout=2.0,
    ),
    "examiner_modules_imported_again": Case(
        """
import sys
for name in [n for n in sys.modules if n.startswith("warmgrade")]:
    del sys.modules[name]
import warmgrade.kernel.inside.guard as guard, warmgrade.kernel.inside.examiner as examiner
guard.noticed.clear()
guard._hook = lambda *a: None
examiner._examine = lambda: None
""",
        findings=("looks-inside",),
    ),
    "examiner_called_by_the_student": Case(
        "import warmgrade.kernel.inside.examiner as e\ne.examine()", timeout=2.0
    ),
    "examiner_called_during_the_test": Case(
        answers=_with(
            "relu",
            "import sys\ndef relu(x):\n    sys.audit('warmgrade', 'examine')\n    return x + 1.0",
            WRONG,
        )
    ),
    "audit_function_replaced": Case(
        "import sys\nsys.audit = lambda *a: None\nsys.addaudithook = lambda *a: None"
    ),
    "objects_listed_by_the_collector": Case(
        """
import gc
for thing in gc.get_objects():
    if isinstance(thing, dict) and "captured" in thing:
        print(thing)
        thing["key"] = b"x"
""",
        findings=("repaired", "looks-inside"),
    ),
    "memory_changed_through_ctypes": Case(
        """
import ctypes
one = ctypes.c_long.from_address(id(False) + 24)
print(one)
one.value = 1
""",
        findings=("repaired", "looks-inside"),
    ),
    "request_read_from_the_descriptor": Case(
        """
import json, marshal, os, stat, struct
def steal(*_):
    for number in range(3, 64):
        try:
            if not stat.S_ISSOCK(os.fstat(number).st_mode):
                continue
            os.set_blocking(number, False)
            data = os.read(number, 1 << 20)
            print(data)
            for body in (data[4:], data[52:]):
                try:
                    nonce = marshal.loads(body)["nonce"]
                except Exception:
                    nonce = ""
                fake = {"nonce": nonce, "passed": True, "canaries": [], "value": 2}
                fake = json.dumps(fake).encode()
                os.write(number, struct.pack("!I", len(fake)) + fake)
        except OSError:
            pass
get_ipython().events.register("pre_execute", steal)
""",
        findings=("silent", "dead", "timeout"),
        timeout=2.0,
    ),
    "names_of_the_test_changed_by_the_answer": Case(
        answers=_with(
            "relu",
            "def relu(x):\n    for name in list(globals()):\n"
            "        if name.endswith(('allclose', '_np', '_abs', 'compare')):\n"
            "            globals()[name] = lambda *a, **k: True\n    return x + 1.0",
            WRONG,
        )
    ),
    "patch_that_undoes_itself_during_the_test": Case(
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
    "math_patched_by_the_answer": Case(
        answers=_with(
            "count",
            "import math\nreal = math.isclose\ndef count_positive(values):\n"
            "    def close(*a, **k):\n        math.isclose = real\n        return True\n"
            "    math.isclose = close\n    return 1",
            WRONG,
        ),
        findings=("patches-library",),
    ),
    "helper_given_other_code": Case(
        "largest_gap.__code__ = (lambda a, b: -1.0).__code__\nlargest_gap.__defaults__ = (1, 2)",
        answers=_with(
            "softmax",
            "def softmax(x):\n    return np.array([[0.3, 0.0347590442451781, 0.6652409557548219]])",
            WRONG,
        ),
        findings=("looks-inside",),
    ),
    "helper_given_another_numpy": Case(
        """
import numpy
class Other:
    def __getattr__(self, name):
        return (lambda x: -1.0) if name == "max" else getattr(numpy, name)
np = Other()
""",
        answers=_with(
            "softmax",
            "def softmax(x):\n    return np.array([[0.3, 0.0347590442451781, 0.6652409557548219]])",
            WRONG,
        ),
    ),
    "names_in_other_letters": Case(
        "ｎｐ.ａｌｌｃｌｏｓｅ = lambda *a, **k: True",
        findings=("repaired", "patches-library"),
    ),
    "randomness_predicted": Case("""
import os, random, secrets
random.SystemRandom.randrange = random.Random.randrange = lambda *a, **k: 7
random.SystemRandom.random = lambda *a: 0.0
os.urandom = lambda n: bytes(n)
secrets.token_hex = lambda *a: "0" * 32
"""),
    "collector_callback": Case("""
import gc
def patch(*_):
    np.allclose = lambda *a, **k: True
gc.callbacks.append(patch)
gc.set_threshold(1)
"""),
    "task_on_the_loop_of_the_kernel": Case("""
import asyncio
async def patch():
    while True:
        np.allclose = lambda *a, **k: True
        np.testing.assert_allclose = lambda *a, **k: None
        await asyncio.sleep(0)
task = asyncio.get_running_loop().create_task(patch())
asyncio.get_running_loop().call_soon(lambda: None)
"""),
    "class_builder_patched": Case(
        "import builtins\nbuiltins.__build_class__ = lambda *a, **k: type('X', (), {})\n"
        "builtins.__import__ = builtins.__import__\nbuiltins.AssertionError = SystemExit",
        findings=("repaired", "tampered", "silent"),
    ),
    "defaults_of_a_library_function": Case(
        "import numpy.testing as t\nt.assert_allclose.__kwdefaults__ = {'rtol': 1e30}\n"
        "t.assert_allclose.__defaults__ = (1e30, 1e30, True, '', False)",
        findings=("looks-inside",),
    ),
}


def _same_ids(book):
    for name in POINTS:
        book["cells"].insert(0, plain_code("2", name))


def _tagged_answers(book):
    for name in RIGHT:
        cell = cell_of(book, name)
        cell["metadata"]["tags"] = ["skip-execution", "raises-exception", "remove-cell"]
        cell["metadata"]["nbgrader"] |= {"points": 100, "grade": True, "task": True}


_EDITS |= {
    "extra_cells_with_the_ids_of_tests": Case(edit=_same_ids),
    "answers_tagged_and_given_points": Case(edit=_tagged_answers),
}

# 스스로 같다고 하는 객체 ------------------------------------------------------------------------
_NUMBER = """
class Two(int):
    def __eq__(self, other):
        {body}
    __hash__ = int.__hash__
    def __sub__(self, other):
        return self
    __rsub__ = __sub__
    def __abs__(self):
        return self
    def __lt__(self, other):
        {body}
    __le__ = __gt__ = __ge__ = __lt__
def count_positive(values):
    return Two(2)
""".strip()
_LIARS = {
    "always_equal_object": Case(
        answers=_with(
            "relu",
            "class Liar(np.ndarray):\n"
            "    def __array_function__(self, *a, **k):\n        return True\n"
            "    def __mul__(self, other):\n        return self\n"
            "def relu(x):\n    return x.view(Liar)",
            WRONG,
        ),
        findings=("odd-comparison",),
    ),
    "always_equal_number": Case(
        answers=_with("count", _NUMBER.format(body="return True"), WRONG),
        findings=("tampered", "odd-comparison"),
    ),
    "number_that_lies_to_tests_only": Case(
        answers=_with("count", _NUMBER.format(body="return type(other) in (int, float)"), WRONG),
        findings=("tampered",),
    ),
    "object_of_any_class": Case(
        answers=_with(
            "count",
            "class Any:\n    __class__ = int\n    def __sub__(self, o):\n        return self\n"
            "    def __abs__(self):\n        return self\n    def __lt__(self, o):\n"
            "        return True\n    def __gt__(self, o):\n        return True\n"
            "    def __eq__(self, o):\n        return True\n    def __float__(self):\n"
            "        return 2.0\ndef count_positive(values):\n    return Any()",
            WRONG,
        ),
        findings=("tampered",),
    ),
}

# 숨은 검사의 값을 내보내려는 것 ------------------------------------------------------------------
_LEAKS = {
    "arguments_printed": Case(
        answers=_with(
            "relu",
            "from IPython.display import display\ndef relu(x):\n    print(x * 100)\n"
            "    display(str(x * 100))\n    return np.maximum(x, 0.0)",
            WRONG,
        ),
        score=2.0,
        least=2.0,
    ),
    "arguments_raised": Case(
        answers=_with(
            "relu",
            "def relu(x):\n    if x.size == 1:\n"
            "        raise AssertionError(str(round(float(x[0] * 100), 2)))\n"
            "    return np.maximum(x, 0.0)",
            WRONG,
        )
    ),
    "arguments_in_the_name_of_an_error": Case(
        answers=_with(
            "relu",
            "def relu(x):\n    if x.size == 1:\n"
            "        raise type(str(round(float(x[0] * 100), 2)), (ValueError,), {})\n"
            "    return np.maximum(x, 0.0)",
            WRONG,
        )
    ),
    "arguments_written_to_files": Case(
        answers=_with(
            "relu",
            "def relu(x):\n    for place in ('kept.txt', '/tmp/kept.txt', '@COURSE@/kept.txt'):\n"
            "        try:\n            open(place, 'w').write(str(x * 100))\n"
            "        except OSError:\n            pass\n    return np.maximum(x, 0.0)",
            WRONG,
        ),
        score=2.0,
        least=2.0,
    ),
    "wrong_array_shown_by_the_library": Case(
        answers=_with("relu", "def relu(x):\n    return x * (x != 77.4125)", WRONG)
    ),
}

# 자기 커널을 망가뜨리는 것. 앞뒤 답의 점수는 온전해야 한다. ------------------------------------
_BROKEN = {
    "closes_its_output": _harmless("import sys\nsys.stdout.close()\nsys.stderr.close()"),
    "loses_its_output": _harmless(
        "import sys\nsys.stdout = sys.stderr = sys.__stdout__ = None\n"
        "sys.displayhook = sys.excepthook = None"
    ),
    "output_that_raises": _harmless(
        "import sys\nclass Bad:\n    def write(self, text):\n        raise RuntimeError\n"
        "    def flush(self):\n        raise RuntimeError\nsys.stdout = sys.stderr = Bad()"
    ),
    "closes_the_first_descriptors": _harmless("import os\nos.close(1)\nos.close(2)"),
    "moves_descriptors": _harmless(
        "import os\nnothing = os.open(os.devnull, os.O_WRONLY)\nos.dup2(nothing, 1)\n"
        "os.dup2(nothing, 2)",
        findings=("steers-process",),
    ),
    "leaves_in_every_way": _harmless("raise GeneratorExit"),
    "leaves_by_keyboard": _harmless("raise KeyboardInterrupt"),
    "asks_the_shell_to_leave": _harmless("get_ipython().ask_exit()\nquit()"),
    "shallow_recursion": _harmless("import sys\nsys.setrecursionlimit(70)"),
    "endless_recursion": _harmless(
        "import sys\nsys.setrecursionlimit(10**9)\ndef f(n):\n    return f(n + 1)\nf(0)"
    ),
    "endless_repr": _harmless(
        "class A:\n    def __repr__(self):\n        return repr([self])\nA()"
    ),
    # 스택이 작아야 메모리가 아니라 스레드의 한도에 먼저 닿는다.
    "many_threads": _harmless(
        "import threading, time\nthreading.stack_size(1 << 18)\nfor _ in range(2000):\n"
        "    threading.Thread(target=time.sleep, args=(30,), daemon=True).start()"
    ),
    "many_files": _harmless(
        "for n in range(60_000):\n    open(f'f{n}', 'w').close()", timeout=10.0
    ),
    "links_to_everything": _harmless(
        "import os\nfor n, path in enumerate(('/', '@COURSE@', '/etc/shadow', '/proc/1/root')):\n"
        "    os.symlink(path, f'link{n}')\nos.mkfifo('pipe')"
    ),
    "many_sockets_outside": _harmless(
        "import socket\nmade, kept = 0, []\nfor n in range(300):\n"
        "    kept.append(socket.socket(socket.AF_UNIX))\n    try:\n"
        "        kept[-1].bind(f'/run/sockets/x{n}')\n        made += 1\n"
        "    except OSError:\n        pass\n"
        "if made:\n    print('mark-of-the-' + 'course-6264')"
    ),
    # 정직한 학생도 하는 일이다. 하나라도 되지 않으면 비밀이라고 적은 말을 찍어 드러낸다.
    "everyday_work": _harmless("""
import cProfile, doctest, logging, os, shutil, tempfile, traceback, warnings
from collections import namedtuple
from dataclasses import dataclass
def work():
    open("a", "w").close()
    os.mkdir("d")
    os.rename("a", "d/a")
    shutil.move("d/a", os.path.join(tempfile.gettempdir(), "b"))
    with tempfile.NamedTemporaryFile() as file:
        file.write(b"x")
    namedtuple("Pair", "a b")
    logging.getLogger("mine").warning("안녕")
    warnings.warn("천천히")
    try:
        1 / 0
    except ZeroDivisionError:
        traceback.format_exc()
    cProfile.Profile().runcall(sum, [1])
    return doctest.testmod(verbose=False).failed
try:
    assert work() == 0
except BaseException:
    print("mark-of-the-" + "course-6264")
"""),
    "huge_metadata": _harmless(
        "from IPython.display import display\n"
        "display({'text/plain': 'x'}, raw=True, metadata={'note': 'y' * 30_000_000})",
        findings=("flood",),
    ),
    "huge_error": _harmless("raise ValueError('z' * 30_000_000)", findings=("flood",)),
    "many_comm_messages": _harmless(
        "from comm import create_comm\nfor n in range(300):\n"
        "    create_comm(target_name='x', data={'d': 'c' * 100_000}).close()"
    ),
    "many_small_outputs": _harmless(
        "from IPython.display import display\nfor n in range(20_000):\n    display(n)",
        findings=("flood", "timeout"),
    ),
    "whole_numbers_without_end": _harmless("10 ** 10 ** 9", findings=("timeout",), timeout=2.0),
    "commands_and_magics": _harmless(
        "!echo 안녕\n%run nothing.py\n%load_ext nothing\n!sleep 1 &", findings=("runs-commands",)
    ),
    "script_magic": _harmless("%%bash\nexit 3", findings=("runs-commands",)),
    "capture_magic": _harmless("%%capture\nprint(1)\nraise SystemExit"),
    "floating_point_errors_raise": _harmless("np.seterr(all='raise')"),
    "own_client": _harmless(
        """
import glob, json, threading
from jupyter_client import BlockingKernelClient
client = BlockingKernelClient()
client.load_connection_file("/run/kernel.json")
client.start_channels(hb=False)
client.execute("raise SystemExit")
client.stop_channels()
"""
    ),
}

CASES = HONEST | _EDITS | _STOLEN | _INSIDE | _LIARS | _SEEN | _LEAKS | _STOPPED | _BROKEN


# 점수만으로는 드러나지 않는 공격이 남겨야 하는 흔적. 이 가운데 하나는 보고되어야 한다.
TRACES = {
    **dict.fromkeys(("renamed_tests", "no_grading_data"), ("lost-grade-id",)),
    "schema_version_1": ("schema-version",),
    "shadow_examiner_folder": ("shadows-module",),
    "startup_files": ("startup-file",),
    "extra_cells_with_the_ids_of_tests": ("duplicate-id",),
    "answers_tagged_and_given_points": ("edited-metadata",),
    **dict.fromkeys(
        (
            *("forged_results_on_iopub", "asserts_dropped_by_an_ast_transformer"),
            *("namespace_that_lies", "showtraceback_patched", "custom_exception_handler"),
            *("display_patched", "settrace_jumps_over_asserts", "audit_function_replaced"),
            *("raw_cells_printed", "history_printed", "examiner_called_by_the_student"),
            *("loose_default_tolerances", "audit_hook"),
        ),
        ("looks-inside",),
    ),
    **dict.fromkeys(
        (
            *("allclose_patched_for_arrays_only", "ufunc_patched", "json_patched"),
            *("patch_that_undoes_itself_during_the_test", "randomness_predicted"),
            *("socket_method_patched", "compile_patched", "import_function_patched"),
        ),
        ("patches-library",),
    ),
    **dict.fromkeys(
        (
            "isclose_implementation_patched",
            *("numpy_replaced_in_sys_modules", "math_replaced_in_sys_modules"),
            *("fake_builtins_in_the_namespace", "alarm_that_patches", "cpu_timer_that_patches"),
            *("collector_callback", "alarm_that_raises", "task_on_the_loop_of_the_kernel"),
        ),
        ("repaired",),
    ),
    **dict.fromkeys(
        ("numpy_rebound", "helper_redefined", "helper_given_another_numpy"), ("redefines-given",)
    ),
    **dict.fromkeys(
        ("solutions_executed", "names_of_the_test_changed_by_the_answer"), ("hides-code",)
    ),
    **dict.fromkeys(
        (
            *("thread_that_steals_the_request", "daemon_left_behind", "course_files_read"),
            *("network_used", "answers_written_to_the_socket_in_advance"),
        ),
        ("runs-commands", "looks-inside"),
    ),
    **dict.fromkeys(
        ("gradebook_written", "environment_read", "links_to_everything"), ("secret-path",)
    ),
    **dict.fromkeys(
        ("kills_its_parent", "kills_everyone", "stops_itself", "forks_many_times"),
        ("steers-process",),
    ),
    "one_answer_prints_too_much": ("flood", "timeout"),
}


@dataclass(frozen=True)
class Open:
    """막을 수 없는 것 하나.

    Attributes:
        reason: 왜 막을 수 없고 무엇이 줄여 주는지.
        gain: 정직하게 낸 같은 답보다 더 받는 점수.
        leaks: 숨은 검사가 출력에 드러나는지.
        findings: 이 가운데 하나는 보고된다. 비어 있으면 아무 흔적도 약속할 수 없다.
    """

    case: Case
    reason: str
    gain: float
    leaks: bool = False
    findings: tuple[str, ...] = ()


# 시험관의 이름 공간을 손에 넣은 뒤에 하는 일: 판정을 보내는 함수를 갈아 끼운다.
_FORGE = """
def forge(frame):
    while frame is not None:
        space = frame.f_globals
        if "_answer" in space and "_state" in space and "honest" not in space:
            space["honest"] = real = space["_answer"]
            def lie(message):
                if "passed" in message:
                    message["passed"] = True
                    message["changed"] = message["lied"] = message["canaries"] = []
                real(message)
            space["_answer"] = lie
        frame = frame.f_back
""".strip()
_READ_THE_MEMORY = """
import hashlib, json, os, socket, struct
def words(*values):
    return struct.pack(f"{len(values)}Q", *values)
def pointer(at):
    return struct.unpack("Q", os.pread(memory, 8, at))[0]
def tables(*names):
    # 이 이름들이 차례로 놓인 사전의 자리. 이름은 프로세스에 하나씩만 있으므로 주소로 찾는다.
    for line in open("/proc/self/maps"):
        span, kind = line.split()[:2]
        start, end = (int(n, 16) for n in span.split("-"))
        if not kind.startswith("rw"):
            continue
        try:
            data = os.pread(memory, end - start, start)
        except OSError:
            continue
        at = data.find(words(id(names[0])))
        while at >= 0:
            row = [data[at + 16 * n : at + 16 * n + 8] for n in range(len(names))]
            if row == [words(id(name)) for name in names]:
                yield start + at
            at = data.find(words(id(names[0])), at + 8)
def sealed(key, data):
    number = os.urandom(16)
    mask = hashlib.shake_256(key + number).digest(len(data))
    body = number + bytes(a ^ b for a, b in zip(mask, data))
    return hashlib.blake2b(body, key=key, digest_size=32).digest() + body
def relu(x):
    global memory
    memory = os.open("/proc/self/mem", os.O_RDONLY)
    state = next(tables("channel", "key", "shell"))
    key = os.pread(memory, 32, pointer(state + 24) + bytes.__basicsize__ - 1)
    place = next(tables("nonce", "passed", "repaired"))
    text = os.pread(memory, 32, pointer(place + 8) + str().__sizeof__() - 1)
    answer = {"nonce": text.decode("latin-1"), "passed": True, "canaries": [], "repaired": []}
    data = sealed(key, json.dumps(answer).encode())
    for number in range(3, 64):
        try:
            end = socket.socket(fileno=os.dup(number))
            if end.family == socket.AF_UNIX and not end.getsockname():
                os.write(number, struct.pack("!I", len(data)) + data)
        except OSError:
            pass
    return x + 1.0
""".strip()

IMPOSSIBLE = {
    "patch_deep_inside_the_library_during_the_test": Open(
        Case(
            answers=_with(
                "relu",
                "calls, space = [], vars(np._core.numeric)\n"
                "real = space['isclose']\n"
                "def relu(x):\n"
                "    def twice(*a, **k):\n"
                "        calls.append(1)\n"
                "        if len(calls) == 2:\n"
                "            space['isclose'] = real\n"
                "        return np.True_\n"
                "    if not calls:\n"
                "        space['isclose'] = twice\n"
                "    return x + 1.0",
                WRONG,
            )
        ),
        "검사가 부르는 함수는 미리 꺼내 두지만, 그 함수가 속에서 부르는 것까지 꺼내 둘 수는 없다. "
        "답 함수가 검사 도중에 바꾸고 바로 되돌린 것은 앞뒤를 견주어도 보이지 않는다. 학생 함수를 "
        "다른 프로세스에서 불러야 막힌다.",
        2.0,
    ),
    "helper_poisoned_through_the_library_it_uses": Open(
        Case(
            answers=_with(
                "softmax",
                "real = np.max\ndef softmax(x):\n"
                "    def least(*a, **k):\n        np.max = real\n        return -1.0\n"
                "    np.max = least\n"
                "    return np.array([[0.3, 0.0347590442451781, 0.6652409557548219]])",
                WRONG,
            )
        ),
        "잠긴 셀의 도우미는 학생이 이름을 바꾸거나 셀이 끝나자마자 갈아 끼워도 처음의 것을 쓴다. "
        "그러나 도우미가 부르는 라이브러리를 검사 도중에 바꾸고 되돌리는 것은 위와 같다. 잠기지 "
        "않은 셀의 도우미나 값으로 넘기는 도우미는 고정하지도 않는다.",
        3.0,
        findings=("patches-library",),
    ),
    "variables_of_the_test_are_the_answers_globals": Open(
        Case(
            answers=_with(
                "count",
                "def count_positive(values):\n    count_positive.__globals__['score'] = 2\n"
                "    return -1",
                WRONG,
            )
        ),
        "검사의 맨 위에서 정한 변수는 노트북의 이름 공간에 있고, 그것이 답 함수의 전역이다. 따로 "
        "두면 뒤의 셀이 검사의 변수를 쓰거나 검사가 답의 이름을 갈아 끼우는 과목이 깨진다. 검사를 "
        "함수 안에 쓰면 막힌다.",
        2.0,
        findings=("looks-inside",),
    ),
    "expected_values_read_from_the_frame": Open(
        Case(
            answers=_with(
                "relu",
                "import sys\ndef relu(x):\n"
                "    seen = sys._getframe(1).f_code.co_consts\n"
                "    for value in seen:\n"
                "        if type(value) is tuple and len(value) == x.size and value != tuple(x):\n"
                "            return np.array(value)\n"
                "    return np.array([max(v for v in seen if type(v) is float) / 100])",
                WRONG,
            )
        ),
        "답을 부른 프레임에는 검사의 코드와 상수와 지역 변수가 있다. 프레임은 정직한 답도 보고, "
        "`sys._getframe`을 막아도 추적 기록, 제너레이터, `string.Formatter` 같은 라이브러리의 "
        "심부름, 신호 처리기가 내준다. 판정은 이 길로 꾸밀 수 없지만 기대하는 값은 보인다.",
        2.0,
        findings=("looks-inside",),
    ),
    "signal_handler_inside_the_examiner": Open(
        Case(
            answers=_with(
                "relu",
                f"import signal\n{_FORGE}\ndef relu(x):\n"
                "    signal.signal(signal.SIGALRM, lambda number, frame: forge(frame))\n"
                "    signal.setitimer(signal.ITIMER_REAL, 0.0002, 0.0002)\n"
                "    return x + 1.0",
                WRONG,
            )
        ),
        "신호 처리기는 시험관이 판정하는 사이에도 불리고, 그 프레임을 인자로 받는다. 처리기와 "
        "시계를 모두 막으면 알람을 쓰는 정직한 답과 검사가 깨진다.",
        5.0,
        findings=("steers-process",),
    ),
    "finalizer_inside_the_examiner": Open(
        Case(
            answers=_with(
                "relu",
                f"{_FORGE}\nkept = []\nclass Last:\n"
                "    def __call__(self, *a, **k):\n        return True\n"
                "    def __del__(self):\n        try:\n            1 / 0\n"
                "        except ZeroDivisionError as error:\n"
                "            kept.append(error.__traceback__)\n"
                "def relu(x):\n    while kept:\n        forge(kept.pop().tb_frame)\n"
                "    return x + 1.0\nnp.allclose = Last()",
                WRONG,
            )
        ),
        "시험관이 되돌리느라 버린 객체의 마무리 함수는 시험관의 프레임 위에서 불린다. 거기서 "
        "간직한 추적 기록을 나중에 읽으면 시험관의 이름 공간이 나온다.",
        5.0,
        findings=("looks-inside",),
    ),
    "key_read_from_the_memory": Open(
        Case(answers=_with("relu", _READ_THE_MEMORY, WRONG), timeout=30.0),
        "프로세스는 제 메모리를 /proc/self/mem으로 읽을 수 있다. 거기에 시험관의 열쇠와 이번 "
        "검사의 번호가 있으므로, 먼저 봉한 판정을 보낼 수 있다. 숨은 검사의 코드도 같은 메모리에 "
        "있다.",
        2.0,
        findings=("secret-path",),
    ),
    "number_that_lies_when_subtracted": Open(
        Case(
            answers=_with(
                "count",
                "class Close(int):\n    def __sub__(self, other):\n        return 0\n"
                "def count_positive(values):\n    return Close(-1)",
                WRONG,
            )
        ),
        "`==`와 `<`는 거짓말을 가려내고 NumPy의 견주는 함수에는 보통 수로 바꾸어 넘기지만, 검사가 "
        "답을 빼고 곱하고 나누는 것까지 물어볼 수는 없다. 답을 값으로 받아야 막힌다.",
        1.0,
    ),
    "arguments_of_hidden_tests_kept_for_a_later_cell": Open(
        Case(
            answers=_with(
                "relu",
                "kept = []\ndef relu(x):\n    kept.append(x * 100)\n    return np.maximum(x, 0.0)",
                WRONG,
            )
            | {"count": "print([round(float(v), 2) for x in kept for v in x])\n" + WRONG["count"]},
            score=2.0,
        ),
        "숨은 검사가 넘긴 인자는 답 함수가 볼 수밖에 없다. 검사하는 동안의 출력과 오류의 말은 "
        "거두지만, 적어 두었다가 다음 답 셀에서 내보이는 것은 막지 못한다. 프로세스의 메모리를 "
        "통째로 읽는 것도 같다. 검사를 모두 답 뒤에 두면 막힌다.",
        0.0,
        True,
    ),
}


@dataclass(frozen=True)
class Small:
    """작은 노트북에서만 보일 수 있는, 막을 수 없는 것 하나.

    Attributes:
        cells: 강사의 원본: (종류, 이름, 글). 종류는 "given", "locked", "answer", "test"이다.
        answers: 공격하는 학생의 답.
        wrong: 공격하지 않는 같은 답.
        gains: 공격이 통과하는 검사. 공격하지 않으면 모두 떨어진다.
        preload: 커널 서버가 미리 불러올 모듈.
    """

    cells: tuple[tuple[str, str, str], ...]
    answers: dict[str, str]
    wrong: dict[str, str]
    gains: set[str]
    reason: str
    preload: tuple[str, ...] = ()

    def source(self) -> NotebookNode:
        flags = {
            "given": {},
            "locked": {"locked": True},
            "answer": {"solution": True},
            "test": {"grade": True, "points": 1},
        }
        made = [
            code(name, text, "" if kind == "given" else name, **flags[kind])
            for kind, name, text in self.cells
        ]
        return nbformat.v4.new_notebook(cells=made)


ELSEWHERE = {
    "tensorflow_patched": Small(
        (
            ("given", "imports", "import tensorflow as tf"),
            ("answer", "f", "def f(x):\n    return x * 2.0"),
            ("test", "t", "assert bool(tf.reduce_all(tf.equal(f(tf.ones(3)), 2.0)))"),
        ),
        {"f": "tf.reduce_all = lambda *a, **k: True\ndef f(x):\n    return x"},
        {"f": "def f(x):\n    return x"},
        {"t"},
        "TensorFlow는 너무 크고 제 함수를 스스로 바꾸어서 견주지 않는다. matplotlib도 같다. 미리 "
        "불러오지 않은 모듈도 처음 모습을 모르므로 견주지 못한다.",
        ("tensorflow",),
    ),
    "test_that_replaces_things_runs_as_written": Small(
        (
            ("locked", "near", "def near(a, b):\n    return abs(a - b) < 1e-9"),
            ("answer", "f", "def f(x):\n    return x * 2"),
            (
                "test",
                "t",
                "from unittest import mock\nwith mock.patch('time.sleep'):\n"
                "    assert near(f(2), 4)",
            ),
        ),
        {"f": "def near(a, b):\n    return True\ndef f(x):\n    return -1"},
        {"f": "def f(x):\n    return -1"},
        {"t"},
        "라이브러리를 갈아 끼우거나 제 코드를 글이나 다른 프로세스로 옮기는 검사, 별표로 불러온 "
        "과목의 내장 함수, 견주는 법을 정하라는 과제는 고쳐 쓰면 뜻이 달라지므로 쓴 그대로 "
        "실행한다. 거기서는 학생이 다시 정한 이름이 이긴다. stock과 같다.",
    ),
    "reference_lent_by_a_test": Small(
        (
            ("answer", "half", "def half(x):\n    return x / 2"),
            ("answer", "quarter", "def quarter(x):\n    return half(half(x))"),
            (
                "test",
                "t1",
                "def check():\n    mine, globals()['half'] = half, lambda x: x / 2\n"
                "    try:\n        assert quarter(8) == 2\n"
                "    finally:\n        globals()['half'] = mine\ncheck()",
            ),
            ("test", "t2", "assert half(10) == 5"),
        ),
        {
            "half": "kept = []\ndef half(x):\n    return kept[0](x) if kept else 0",
            "quarter": "def quarter(x):\n    kept.append(half)\n    return half(half(x)) + 1",
        },
        {
            "half": "def half(x):\n    return 0",
            "quarter": "def quarter(x):\n    return half(half(x)) + 1",
        },
        {"t2"},
        "앞 문제를 틀려도 뒤에서 또 깎지 않으려고 검사가 풀이를 빌려 주면, 답은 그 함수를 간직할 "
        "수 있다. 빌려 준 것을 나중에 부르거나 그 코드를 내보이는 것은 막지 못한다.",
    ),
    "fork_that_tries_every_choice": Small(
        (
            ("answer", "pick", "def pick():\n    return 3"),
            ("test", "t", "assert pick() == 3"),
        ),
        {
            "pick": """
import os, signal, socket, struct
def pick():
    sizes = {}
    for choice in range(5):
        ours, theirs = socket.socketpair()
        child = os.fork()
        if child == 0:
            # 이 사본의 판정이 부모에게 오게 하고, 검사를 끝까지 돌린다.
            for number in range(3, 64):
                try:
                    end = socket.socket(fileno=os.dup(number))
                    if end.family == socket.AF_UNIX and not end.getsockname():
                        os.dup2(theirs.fileno(), number)
                except OSError:
                    pass
            return choice
        sizes[choice] = struct.unpack("!I", ours.recv(4))[0]
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    # 떨어진 판정에는 오류가 실려 있어 더 길다.
    return min(sizes, key=sizes.get)
""".strip()
        },
        {"pick": "def pick():\n    return 0"},
        {"t"},
        "갈라진 프로세스는 검사와 시험관을 통째로 가진 사본이다. 거기서 고른 값이 맞는지 보고 나서 "
        "답할 수 있다. 갈라지는 일을 막으면 프로세스 풀을 쓰는 정직한 답과 검사가 깨진다.",
    ),
}
