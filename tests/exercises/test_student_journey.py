"""배우는 사람의 여정: 과제를 실제 커널에서 열고, 세 번 틀리고, 도움말을 읽고, 고치고, 검사받는다.

`pytest -s`로 돌리면 그 대화를 그대로 보여 준다.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from harness import cell_name, read_notebook
from jupyter_client import BlockingKernelClient
from jupyter_client.manager import start_new_kernel
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENT = "q5_momentum"
TASK = "q5d_steps_to_tol"
ANSWER = "84"  # 검사 셀에 보이는 예의 답. 도움말이 누설해서는 안 된다.

HEAD = """\
def steps_to_tol(beta, lam, lr, tol, max_steps):
    path = momentum_path(lambda theta: lam * theta, np.array([1.0]), lr, beta, max_steps)
    size = np.abs(path[:, 0])
"""
# (학생의 생각, 함수의 나머지, 받아야 할 도움말의 한 토막)
ATTEMPTS = [
    (
        "처음으로 tol보다 작아진 스텝을 찾으면 되겠지.",
        "    return int(np.argmax(size < tol))\n",
        "최솟값을 스쳐 지나간 스텝입니다",
    ),
    (
        "스친 것은 빼야 하는구나. tol을 마지막으로 넘은 스텝을 찾자.",
        "    return int(np.flatnonzero(size >= tol)[-1])\n",
        "아직 tol보다 큰 마지막 스텝입니다",
    ),
    (
        "그다음 스텝부터 멎은 것이니 1을 더하자.",
        "    return int(np.flatnonzero(size >= tol)[-1]) + 1\n",
        "멎지 않았을 때 무엇을 돌려주는지 보세요",
    ),
]
RIGHT = """\
    outside = np.flatnonzero(size >= tol)
    settled = int(outside[-1]) + 1 if outside.size else 0
    return settled if settled <= max_steps else None
"""


@pytest.fixture
def kernel() -> Iterator[BlockingKernelClient]:
    manager, client = start_new_kernel()
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def press(client: BlockingKernelClient, source: str) -> str:
    """셀 하나를 실행하고 「예외 이름: 말」을 돌려준다. 잘 끝났으면 빈 문자열."""
    reply = client.execute_interactive(source, timeout=60, output_hook=lambda message: None)
    content = reply["content"]
    return "" if content["status"] == "ok" else f"{content['ename']}: {content['evalue']}"


def say(who: str, text: str) -> None:
    first, *rest = text.rstrip("\n").split("\n")
    print(f"{who:　<4s}│ {first}", *(f"{'':　<4s}│ {line}" for line in rest), sep="\n")


def references() -> dict[str, str]:
    """답 셀의 이름마다 기준 답. 앞뒤 문제를 푼 학생이라고 여긴다."""
    cells = read_notebook(ASSIGNMENT).cells
    return {cell_name(c): c.source for c in cells if c.metadata.get("nbgrader", {}).get("solution")}


def validate(notebook: NotebookNode, path: Path) -> str:
    """학생이 제출하기 전에 하듯 노트북을 저장하고 nbgrader validate로 검사한다."""
    nbformat.write(notebook, path)
    command = [sys.executable, "-m", "nbgrader", "validate", path.name]
    result = subprocess.run(command, cwd=path.parent, text=True, capture_output=True, check=False)
    return result.stdout


def fill(notebook: NotebookNode, answers: dict[str, str]) -> None:
    for cell in notebook.cells:
        cell.source = answers.get(cell_name(cell), cell.source)


def test_student_learns_from_three_wrong_attempts_and_submits_a_valid_notebook(kernel, tmp_path):
    notebook = nbformat.read(ROOT / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    cells = {cell_name(cell): cell.source for cell in notebook.cells}
    tests = [name for name in cells if name.startswith(f"test_{TASK}")]
    say("학생", f"{ASSIGNMENT}.ipynb를 열어 Q5a를 풀고 Q5d에 왔다.")
    say("문제", re.search("^> .+", cells["q5d"], re.M)[0])
    assert press(kernel, cells["imports"]) == ""
    assert press(kernel, references()["q5a_momentum_path"]) == ""
    assert press(kernel, cells[TASK]) == ""
    messages = [press(kernel, cells[name]) for name in tests]
    assert all("아직 답을 작성하지 않았습니다" in message for message in messages)
    say("검사", messages[0])

    hints = set()
    for thought, body, hint in ATTEMPTS:
        say("학생", thought)
        say("답", body)
        assert press(kernel, HEAD + body) == ""
        # 검사 셀을 차례로 실행하다가 처음 걸린 데서 멈추고 도움말을 읽는다.
        message = next(filter(None, (press(kernel, cells[name]) for name in tests)))
        say("도움말", message)
        assert message.startswith("AssertionError: ") and hint in message
        assert ANSWER not in message
        hints.add(message)
    assert len(hints) == len(ATTEMPTS)

    say("학생", "끝까지 멎지 않으면 None이다. 한 번도 넘지 않은 경우도 나누자.")
    say("답", RIGHT)
    assert press(kernel, HEAD + RIGHT) == ""
    assert [press(kernel, cells[name]) for name in tests] == [""] * len(tests)
    say("검사", f"Q5d의 검사 셀 {len(tests)}개를 모두 통과했다.")

    path = tmp_path / f"{ASSIGNMENT}.ipynb"
    say("학생", "남은 문제를 풀고, 제출하기 전에 검증한다.")
    fill(notebook, references() | {TASK: HEAD + RIGHT})
    report = validate(notebook, path)
    assert "Success! Your notebook passes all the tests." in report
    say("검증", report)
