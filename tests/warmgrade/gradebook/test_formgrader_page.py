"""진짜 formgrader를 브라우저로 열어, 학생이 써 넣은 것이 거기서 돌지 않는지 본다."""

import os
import secrets
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser
from toy_class import copied, hand_in, handout, make_class, warmgrade
from toy_course import ANSWERS, plain_code, plain_markdown

PUT = (
    "(async()=>{const t=document.cookie.match(/_xsrf=([^;]+)/)[1];"
    "await fetch('/api/contents/stolen.txt',{method:'PUT',headers:{'X-XSRFToken':t},"
    "body:JSON.stringify({type:'file',format:'text',content:'x'})})})()"
)
HOSTILE = f"""<img src=x onerror="{PUT}">

<script>window.ran = 1</script>

<svg onload="window.ran = 2"></svg>

<details open ontoggle="window.ran = 3"><summary>x</summary></details>

<iframe srcdoc="<script>parent.ran = 4</script>"></iframe>

<img src='https://evil.example/t.png'> ![x](https://evil.example/u.png)

<style>@import 'https://evil.example/x.css';</style>

$\\href{{javascript:window.ran=5}}{{x}}$ 끝까지 읽힌다.
"""
SHOWN = (
    "from IPython.display import HTML, Javascript, Markdown, SVG, Latex, display\n"
    f"text = {HOSTILE!r}\n"
    "display(HTML(text)); display(Markdown(text)); display(Latex(text))\n"
    "display(Javascript('window.ran = 6'))\n"
    "display({'image/svg+xml': '<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"ran=7\"/>'}, "
    "raw=True)\n"
    "display({'image/png': '\"><script>window.ran = 8</script>'}, raw=True)\n"
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = make_class(tmp_path_factory.mktemp("made") / "course")
    root = copied(made, tmp_path_factory.mktemp("graded") / "course")
    shutil.rmtree(root / "submitted")
    notebook = handout(root, ANSWERS | {"essay": HOSTILE})
    notebook["cells"][1:1] = [plain_code(SHOWN), plain_markdown(HOSTILE)]
    hand_in(root, "attacker", notebook)
    done = warmgrade("run", "toy", cwd=root)
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def site(course: Path) -> Iterator[str]:
    port, token = free_port(), secrets.token_hex(8)
    options = [f"--ServerApp.port={port}", f"--IdentityProvider.token={token}", "--allow-root"]
    options += ["--no-browser", "--ServerApp.ip=127.0.0.1"]
    options.append(
        "--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}"
    )
    with (course / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", *options],
            cwd=course,
            stdout=log,
            stderr=log,
            env=os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        )
        try:
            deadline = time.monotonic() + 120
            while True:
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=5).close()
                    break
                except OSError:
                    assert server.poll() is None and time.monotonic() < deadline
                    time.sleep(0.2)
            yield f"http://127.0.0.1:{port}/formgrader/submissions/{{}}/?token={token}"
        finally:
            server.terminate()
            server.wait(30)


def submission(course: Path) -> str:
    with closing(sqlite3.connect(course / "gradebook.db")) as database:
        return database.execute("SELECT id FROM submitted_notebook").fetchone()[0]


def opened(browser: Browser, address: str) -> dict:
    """쪽을 열고, 거기서 일어난 일을 모은다."""
    happened: dict = {"outside": [], "puts": [], "dialogs": []}
    page = browser.new_page(viewport={"width": 1280, "height": 1600})

    def guard(route) -> None:
        request = route.request
        if request.method not in ("GET", "HEAD"):
            happened["puts"].append(request.url)
        if "evil.example" in request.url:
            happened["outside"].append(request.url)
        inside = request.url.startswith(("http://127.0.0.1:", "data:", "blob:"))
        route.continue_() if inside else route.abort()

    page.route("**/*", guard)
    page.on("dialog", lambda dialog: happened["dialogs"].append(dialog.message))
    page.goto(address, wait_until="load")
    page.wait_for_timeout(1500)
    happened["ran"] = page.evaluate("window.ran")
    happened["text"] = page.inner_text("body")
    page.close()
    return happened


def test_nothing_a_student_handed_in_runs_in_the_formgrader(
    course: Path, site: str, browser: Browser
) -> None:
    happened = opened(browser, site.format(submission(course)))
    assert "끝까지 읽힌다" in happened["text"]
    assert happened["ran"] is None
    assert happened["puts"] == happened["outside"] == happened["dialogs"] == []
    assert not (course / "stolen.txt").exists()


def test_the_same_notebook_untreated_would_have_run(
    course: Path, site: str, browser: Browser
) -> None:
    """위의 검사가 정말로 볼 수 있는지: 손대지 않은 노트북을 그 자리에 두면 스크립트가 돈다."""
    path = course / "autograded" / "attacker" / "toy" / "toy.ipynb"
    kept = path.read_bytes()
    notebook = nbformat.read(path, as_version=4)
    raw = nbformat.read(course / "submitted" / "attacker" / "toy" / "toy.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "essay":
            cell.source = next(
                c.source
                for c in raw.cells
                if c.metadata.get("nbgrader", {}).get("grade_id") == "essay"
            )
    path.chmod(0o644)
    try:
        nbformat.write(notebook, path)
        happened = opened(browser, site.format(submission(course)))
        assert happened["ran"] is not None and happened["puts"] and happened["outside"]
    finally:
        path.write_bytes(kept)
