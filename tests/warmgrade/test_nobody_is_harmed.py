"""한 학생이 무엇을 내든, 반은 끝까지 채점되고 다른 학생의 점수는 그대로인지 본다.

공격마다 한 명이 내고 정직한 학생이 둘 있는 반을 명령으로 채점한다. 공격은 `/`로 묶은 종류별로 여러
형제가 있다. 점수를 얻으려는 공격은 hostile.py에 있다.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from toy_class import copied, hand_in, handout, make_class, rows, scores, warmgrade
from toy_course import ANSWERS, plain_code

from warmgrade.kernel.sandbox.rules import unavailable

if reason := unavailable():
    pytest.skip(reason, allow_module_level=True)

RIGHT, FULL = ANSWERS, 3
RAW = """
ip = get_ipython(); kernel = ip.kernel; session = kernel.session
def raw(*parts, sign=True):
    parts = [part if isinstance(part, bytes) else part.encode() for part in parts]
    seal = session.sign(parts) if sign else b''
    kernel.iopub_socket.send_multipart([b'x', b'<IDS|MSG>', seal, *parts])
def said(kind, content):
    header = session.pack(session.msg_header(kind)).decode()
    parent = session.pack(kernel.get_parent('shell')['header']).decode()
    raw(header, parent, '{}', content)
"""
PROGRAM = """
import os, shutil, time
name = {name!r}
shutil.copy('/bin/sleep', name); os.chmod(name, 0o755)
if os.fork() == 0:
    os.execv(name, [name, b'3'])
time.sleep(1.5)
"""
# 종류/이름 → 더한 코드 셀들. 답은 모두 맞으므로 만점이거나 그보다 낮아야 한다.
CELLS: dict[str, list[str]] = {
    "program-name/not-utf8": [PROGRAM.format(name=b"./\xff\xfe\xfd")],
    "program-name/parenthesis": [PROGRAM.format(name=b"./a) R 1 1 1")],
    "program-name/newline": [PROGRAM.format(name=b"./a\nRssAnon: 99999999 kB")],
    "program-name/cut-korean": [PROGRAM.format(name="./과제1_실행파일".encode())],
    "message/empty-header": [RAW + "raw('{}', '{}', '{}', '{}')"],
    "message/lists": [RAW + "raw('[]', '[]', '[]', '[]')"],
    "message/null": [RAW + "raw('null', 'null', 'null', 'null')"],
    "message/not-json": [RAW + "raw('{', '{}', '{}', b'\\xff')"],
    "message/deep": [RAW + "raw('{}', '{}', '{}', '[' * 200000)"],
    "message/few-parts": [RAW + "raw('{}')"],
    "message/unsigned": [RAW + "raw('{}', '{}', '{}', '{}', sign=False)"],
    "message/stream-without-text": [RAW + "said('stream', '{}')"],
    "message/stream-of-numbers": [RAW + 'said("stream", \'{"name": 1, "text": 2}\')'],
    "message/data-is-text": [RAW + 'said("display_data", \'{"data": "x", "metadata": 3}\')'],
    "message/data-is-deep": [RAW + "said('display_data', '{\"data\": ' + '{\"a\":' * 5000)"],
    "message/error-without-names": [RAW + "said('error', '{}')"],
    "message/count-is-huge": [RAW + 'said("execute_input", \'{"execution_count": 1e999}\')'],
    "message/idle-too-early": [RAW + 'said("status", \'{"execution_state": "idle"}\')'],
    "message/not-zmtp": [
        "import os, socket\n"
        "for name in os.listdir('/run/sockets'):\n"
        "    s = socket.socket(socket.AF_UNIX); s.connect('/run/sockets/' + name)\n"
        "    s.sendall(b'x' * 1000)"
    ],
    "flood/one-large-buffer": [
        RAW
        + "big = bytes(600_000_000)\nraw('{}', '{}', '{}', '{}', big)\nimport time; time.sleep(1)"
    ],
    "flood/many-parts": [RAW + "raw(*['{}'] * 200_000)"],
    "flood/many-messages": [RAW + "for _ in range(100_000): raw('{}', '{}', '{}', '{}')"],
    "flood/prints": ["print('x' * 30_000_000)"],
    "read/deep-attribute": ["if False:\n    x" + ".a" * 900],
    "read/deep-sum": ["if False:\n    " + "+".join(["1"] * 5000)],
    "read/deep-brackets": ["if False:\n    " + "(" * 150 + ")" * 150],
    "read/deep-unary": ["if False:\n    x = " + "-" * 2000 + "1"],
    "read/many-magics": ["!true\n" * 600],
    "read/magics-and-lines": ["!true\n" * 90 + "x = 1\n" * 5000],
    "read/long-line": ["x = [" + "1," * 200_000 + "]"],
    "read/null-byte": ["x = '\0'"],
    "read/lone-surrogate": ["x = '\ud800'"],
    "read/markup": ["raise ValueError('[/red][bold]' * 5)"],
    "sockets/fill-the-folder": [
        "import socket, threading\n"
        "from ipykernel import iostream\n"
        "loop = get_ipython().kernel.iopub_thread.io_loop\n"
        "kept = []\n"
        "def fill():\n"
        "    for n in range(400):\n"
        "        s = socket.socket(socket.AF_UNIX); s.bind(f'/run/sockets/{n}'); kept.append(s)\n"
        "loop.add_callback(fill)\n"
        "import time; time.sleep(1)"
    ],
    "semaphores/semget": [
        "import ctypes\nassert ctypes.CDLL(None).semget(0, 100, 0o1600) == -1 or 1 / 0"
    ],
}
# 종류/이름 → 낸 파일의 바이트. 노트북으로 읽히지 않으면 0점이어야 한다.
FILES: dict[str, bytes] = {
    "file/empty": b"",
    "file/deep": b'{"cells":' * 5000,
    "file/brackets": b"[" * 5_000_001,
    "file/many-strings": b'{"cells": [' + b'"a",' * 3_000_000 + b'"a"]}',
    "file/huge-number": b'{"cells": [], "nbformat": ' + b"9" * 100_000 + b"}",
    "file/cells-are-numbers": json.dumps({"cells": [1, None, "x", [], {}]}).encode(),
    "file/metadata-is-text": json.dumps(
        {"cells": [{"cell_type": "code", "source": 3, "metadata": "[red]"}]}
    ).encode(),
    "file/merge-conflict": b'{"cells": [\n<<<<<<< HEAD\n{}\n=======\n>>>>>>> x\n]}',
    "file/html": b"<!DOCTYPE html><html></html>",
}


def outputs(megabytes: int) -> dict[str, Any]:
    """그림이 많아 큰, 정직한 노트북."""
    picture = {"output_type": "display_data", "data": {"image/png": "A" * 1_000_000}}
    return plain_code("1") | {"outputs": [picture | {"metadata": {}}] * megabytes}


@pytest.fixture(scope="module")
def attacked(tmp_path_factory) -> tuple[Path, Any]:
    root = copied(
        make_class(tmp_path_factory.mktemp("made") / "course"), tmp_path_factory.mktemp("x") / "c"
    )
    text = (root / "nbgrader_config.py").read_text(encoding="utf-8")
    (root / "nbgrader_config.py").write_text(text + "c.Execute.timeout = 8\n", encoding="utf-8")
    for folder in list((root / "submitted").iterdir()):
        if folder.name != "s1_right":
            for path in sorted(folder.rglob("*"), reverse=True):
                path.unlink() if path.is_file() else path.rmdir()
            folder.rmdir()
    handed_in: dict[str, bytes] = {}
    for name, cells in CELLS.items():
        notebook = handout(root, RIGHT)
        notebook["cells"][1:1] = [plain_code(source) for source in cells]
        # 짝 잃은 서로게이트는 이렇게만 적을 수 있다.
        handed_in[name] = json.dumps(notebook).encode()
    for name, data in (handed_in | FILES).items():
        folder = root / "submitted" / student(name) / "toy"
        folder.mkdir(parents=True)
        (folder / "toy.ipynb").write_bytes(data)
    figures = handout(root, RIGHT)
    figures["cells"].append(outputs(25))
    hand_in(root, "honest_figures", figures)
    draws = handout(root, RIGHT)
    draw = "from IPython.display import display\ndisplay({'image/png': 'A' * 2_000_000}, raw=True)"
    draws["cells"][1:1] = [plain_code(draw)] * 8
    hand_in(root, "honest_draws_a_lot", draws)
    hand_in(root, "zz_last", handout(root, RIGHT))
    return root, warmgrade("run", "toy", "--workers", "3", cwd=root)


def student(name: str) -> str:
    return "att_" + re.sub(r"\W", "_", name)


def told(root: Path, who: str) -> list[str]:
    return [finding["code"] for finding in rows(root)[who]["findings"]]


def test_the_class_is_graded_to_the_end_without_a_traceback(attacked):
    root, done = attacked
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Traceback" not in done.stderr
    assert len(rows(root)) == len(CELLS) + len(FILES) + 4


def test_the_honest_keep_their_points(attacked):
    root, _ = attacked
    for who in ("s1_right", "honest_figures", "honest_draws_a_lot", "zz_last"):
        assert scores(root)[who] == FULL, (who, rows(root)[who]["findings"])
    assert "output-dropped" in told(root, "honest_draws_a_lot")


@pytest.mark.parametrize("name", CELLS)
def test_who_attacks_gets_no_more_than_the_answers_are_worth(attacked, name):
    root, _ = attacked
    assert 0 <= scores(root)[student(name)] <= FULL


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_notebook_earns_nothing_and_is_named(attacked, name):
    root, _ = attacked
    assert scores(root)[student(name)] == 0
    findings = rows(root)[student(name)]["findings"]
    assert findings and all(finding["text"] for finding in findings)


def test_grading_again_is_as_quiet_and_costs_nothing(attacked):
    root, _ = attacked
    before = scores(root)
    again = warmgrade("run", "toy", cwd=root)
    assert again.returncode == 0, again.stderr[-3000:]
    assert scores(root) == before
    assert all(row["reused"] for row in rows(root).values() if not row["absent"])


@pytest.mark.parametrize("kind", ["program-name", "message", "read"])
def test_an_attack_that_only_breaks_the_grader_costs_its_author_nothing_either(attacked, kind):
    """더한 셀이 무사히 끝났으면 그 뒤의 맞는 답은 제 점수를 받는다."""
    root, _ = attacked
    for name in CELLS:
        if name.startswith(kind) and name != "message/idle-too-early":
            assert scores(root)[student(name)] == FULL, (name, told(root, student(name)))


def test_the_server_that_died_is_replaced_and_its_victims_run_again(tmp_path):
    """커널 서버를 밖에서 죽여, 그 위에서 돌던 제출물이 처음부터 다시 실행되는지 본다."""
    root = make_class(tmp_path / "course")
    script = (
        "import threading, time\n"
        "from warmgrade.execution import run\n"
        "from warmgrade.execution.launch import start_server\n"
        "from warmgrade.cli import main\n"
        "once = []\n"
        "class Dies(run._Run):\n"
        "    def _cell(self, number, cell):\n"
        "        if not once and self.task.student == 's1_right':\n"
        "            once.append(1)\n"
        "            self.server.process.kill(); self.server.process.wait()\n"
        "        super()._cell(number, cell)\n"
        "run._Run = Dies\n"
        "raise SystemExit(main(['run', 'toy', '--workers', '3']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    expected = {"s1_right": 3, "s3_one_wrong": 2, "s4_warns": 3, "s5_slow": 3}
    found = scores(root)
    assert {who: found[who] for who in expected} == expected
