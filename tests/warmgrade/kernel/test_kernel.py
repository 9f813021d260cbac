"""갈라 낸 커널이 새로 띄운 커널과 똑같이 일하고, 아무것도 남기지 않는지 본다."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from itertools import groupby
from pathlib import Path

import nbformat
import pytest
from jupyter_client import KernelManager
from jupyter_client.provisioning import KernelProvisionerFactory
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from warmgrade.kernel import client, provisioner
from warmgrade.kernel.client import ForkServer, ServerFailed, shared_server

pytestmark = pytest.mark.skipif(not client.available(), reason="커널을 갈라 낼 수 없는 운영 체제")
PRELOAD = "numpy,matplotlib.pyplot"


@pytest.fixture(autouse=True)
def warm(monkeypatch):
    monkeypatch.setenv("JUPYTER_DEFAULT_PROVISIONER_NAME", "warm")
    monkeypatch.setenv("WARMGRADE_PRELOAD", PRELOAD)
    # 앞선 검사가 만들어 둔 것은 그때의 환경 변수를 쓴다.
    KernelProvisionerFactory.clear_instance()
    yield
    KernelProvisionerFactory.clear_instance()


def run(*cells: str, folder: Path | None = None, **options) -> nbformat.NotebookNode:
    v4 = nbformat.v4
    notebook = v4.new_notebook(cells=[v4.new_code_cell(textwrap.dedent(c)) for c in cells])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    resources = {"metadata": {"path": str(folder)}} if folder else {}
    client = NotebookClient(notebook, timeout=60, resources=resources, **options)
    return client.execute()


def printed(notebook: nbformat.NotebookNode, cell: int = -1) -> str:
    return "".join(o.text for o in notebook.cells[cell].outputs if o.output_type == "stream")


def gone(pid: int) -> bool:
    """그 프로세스가 잠시 안에 사라지는지."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


SAME = """
import os, sys, signal, threading, warnings
import numpy as np
import matplotlib.pyplot as plt
rng = np.random.default_rng(0)
w = rng.normal(size=(50, 50))
print(np.linalg.svd(w)[1].sum().hex(), np.random.RandomState(1).rand().hex())
print(os.getcwd() == os.environ["EXPECTED"], sys.path[0], __name__, plt.get_backend())
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler, sys.stdin.closed)
print(sorted(k for k in os.environ if k.startswith(("MPL", "WARM"))))
"""
# 서버가 미리 해석해 둔 수식은 글꼴의 설정이 다를 때 쓰이면 안 된다.
FORMULAS = r"""
import hashlib, io
print(plt.get_fignums())
tried = [{}, {"mathtext.default": "regular"}, {"mathtext.fontset": "stix"}, {"font.size": 14}]
for settings in tried:
    with plt.rc_context(settings):
        figure, axes = plt.subplots(layout="constrained")
        axes.semilogy([1, 2], [1e-5, 1e9], label=r"$\sigma^2$")
        axes.legend()
        png = io.BytesIO()
        figure.savefig(png, format="png")
        plt.close(figure)
    print(hashlib.sha256(png.getvalue()).hexdigest())
"""
FIGURE = "plt.plot(w[0]); plt.show()"
# plt.show()가 없는 셀. 배치를 한 번 덜 하면 그림이 달라진다.
LAID_OUT = """
figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
left.semilogy(10.0 ** np.arange(-14, 16), "o", label=r"$\\sigma$")
right.semilogy(1.3 ** np.arange(30))
left.set(xlabel="x", ylabel=r"std of $h_\\ell$")
left.legend();
"""


def test_kernels_do_not_share_the_read_position_of_a_font_file():
    notebooks = [
        run("""
            import os
            for number in map(int, os.listdir("/proc/self/fd")):
                if os.path.realpath(f"/proc/self/fd/{number}").endswith(".ttf"):
                    print(os.lseek(number, 0, os.SEEK_CUR) == 12345)
                    os.lseek(number, 12345, os.SEEK_SET)
        """)
        for _ in range(2)
    ]
    for notebook in notebooks:
        assert set(printed(notebook).split()) == {"False"}


def kinds(cell: nbformat.NotebookNode) -> list[str]:
    # 글이 몇 번에 나뉘어 오는지는 그때그때 다르다.
    return [kind for kind, _ in groupby(output.output_type for output in cell.outputs)]


def test_outputs_equal_those_of_a_cold_kernel(tmp_path, monkeypatch):
    monkeypatch.setenv("EXPECTED", str(tmp_path))
    cells = SAME, FIGURE, "1 / 0", FORMULAS, LAID_OUT
    warm_one = run(*cells, folder=tmp_path, allow_errors=True)
    monkeypatch.setenv("JUPYTER_DEFAULT_PROVISIONER_NAME", "local-provisioner")
    KernelProvisionerFactory.clear_instance()
    cold_one = run(*cells, folder=tmp_path, allow_errors=True)
    assert printed(warm_one, 0) == printed(cold_one, 0)
    assert printed(warm_one, 3) == printed(cold_one, 3) != ""
    for ours, theirs in zip(warm_one.cells[1:], cold_one.cells[1:]):
        assert kinds(ours) == kinds(theirs)
    for picture in (1, 4):
        assert warm_one.cells[picture].outputs[0].data == cold_one.cells[picture].outputs[0].data
    assert warm_one.cells[2].outputs[0].ename == "ZeroDivisionError"


def test_modules_are_there_before_the_first_cell():
    assert printed(run("import sys; print('numpy' in sys.modules)")).strip() == "True"


def test_unseeded_randomness_differs_between_kernels():
    draw = "import random, numpy as np; print(random.random(), np.random.rand())"
    assert printed(run(draw)) != printed(run(draw))


def test_an_endless_cell_is_interrupted_and_the_next_one_runs():
    with pytest.raises(CellTimeoutError):
        run("while True: pass", interrupt_on_timeout=False, timeout_func=lambda _: 1)
    notebook = run(
        "while True: pass",
        "print('다음')",
        interrupt_on_timeout=True,
        allow_errors=True,
        timeout_func=lambda cell: 1 if "while" in cell.source else 30,
    )
    assert notebook.cells[0].outputs[0].ename == "KeyboardInterrupt"
    assert printed(notebook) == "다음\n"


def test_a_kernel_that_exits_is_noticed():
    with pytest.raises(DeadKernelError):
        run("import os; os._exit(3)")


def test_exit_code_and_resources_are_reported():
    server = ForkServer(("numpy",), dict(os.environ))
    kernel = server.spawn(["ipykernel_launcher", "--no-such-option-at-all"], dict(os.environ), "/")
    assert kernel.pid != server.process.pid
    kernel.terminate()
    assert kernel.wait(20) == kernel.poll() != 0
    assert kernel.usage["peak"] > 10_000_000
    assert kernel.usage["cpu"] >= 0
    server.close()


def test_a_kernel_holds_no_socket_of_the_server_or_of_its_sisters():
    names = """
    import os
    from pathlib import Path
    links = [os.readlink(f) for f in Path("/proc/self/fd").iterdir() if f.exists()]
    parent = Path(f"/proc/{os.getppid()}/fd")
    theirs = {os.readlink(f) for f in parent.iterdir()}
    print(len([l for l in links if l.startswith("socket:") and l in theirs]))
    """
    manager = KernelManager()
    manager.start_kernel()
    assert printed(run(names)).strip() == "0"
    manager.shutdown_kernel(now=True)


def test_kernels_die_with_the_server():
    manager = KernelManager()
    manager.start_kernel()
    pid = manager.provisioner.pid
    server = shared_server(tuple(PRELOAD.split(",")), dict(os.environ))
    server.process.send_signal(signal.SIGKILL)
    assert gone(pid)
    manager.shutdown_kernel(now=True)
    assert printed(run("print('새 서버')")) == "새 서버\n"


def test_server_and_kernels_die_with_the_program_that_started_them(tmp_path):
    script = tmp_path / "start.py"
    script.write_text(
        "import os, time\n"
        "from jupyter_client import KernelManager\n"
        "from warmgrade.kernel.client import _shared\n"
        "manager = KernelManager(); manager.start_kernel()\n"
        "server = next(iter(_shared.values()))\n"
        "print(manager.provisioner.pid, server.process.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    program = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True)
    kernel, server = map(int, program.stdout.readline().split())
    program.kill()
    program.wait()
    program.stdout.close()
    assert gone(kernel)
    assert gone(server)


def test_a_missing_module_is_named_and_does_not_stop_the_rest(caplog, monkeypatch):
    monkeypatch.setenv("WARMGRADE_PRELOAD", "numpy,no_such_module")
    assert printed(run("print(1)")) == "1\n"
    assert "no_such_module" in caplog.text


def test_a_server_that_cannot_start_says_so(monkeypatch):
    monkeypatch.setattr(client, "_BOOT", "raise SystemExit('시작하지 못함')")
    server = ForkServer((), dict(os.environ))
    with pytest.raises(ServerFailed, match="시작하지 못함"):
        server.wait_until_ready()
    server.close()


def test_falls_back_to_a_cold_kernel_and_says_so(monkeypatch, caplog):
    monkeypatch.setattr(provisioner, "available", lambda: False)
    assert printed(run("print(1)")) == "1\n"
    assert "새로 띄웁니다" in caplog.text


def test_usual_modules_are_those_installed():
    assert "numpy" in provisioner.preload_names({})
    assert provisioner.preload_names({"WARMGRADE_PRELOAD": " a , b,"}) == ("a", "b")
