"""가둔 커널 안에서 할 수 있는 일과 할 수 없는 일을 진짜 커널로 본다."""

import contextlib
import dataclasses
import os
import signal
import socket
import sys
import textwrap
import time
from pathlib import Path

import pytest
from jupyter_client import BlockingKernelClient
from jupyter_client.connect import write_connection_file

from warmgrade.kernel import client
from warmgrade.kernel.client import ForkServer, Kernel, ServerFailed
from warmgrade.kernel.sandbox import cgroup
from warmgrade.kernel.sandbox import rules as sandbox
from warmgrade.kernel.sandbox.rules import Sandbox, clean_environment
from warmgrade.kernel.sandbox.watch import family

pytestmark = pytest.mark.skipif(
    sandbox.unavailable() is not None, reason="제출물을 가둘 수 없는 컴퓨터"
)
ROOT = Path(__file__).resolve().parents[3]
SECRET = "가려야 할 풀이"


class Room:
    """가둔 커널 하나와 거기에 말을 거는 클라이언트."""

    def __init__(self, server: ForkServer, folder: Path, examiner=None, **limits) -> None:
        self.work, self.home, self.sockets = (folder / n for n in ("work", "home", "s"))
        for place in (self.work, self.home, self.sockets):
            place.mkdir(parents=True)
        self.limits = {"writable": (str(self.work), str(self.home))} | limits
        connection = str(self.sockets / "k.json")
        ports = {f"{n}_port": i for i, n in enumerate(("shell", "iopub", "stdin", "hb", "control"))}
        ports = {name: number + 1 for name, number in ports.items()}
        write_connection_file(
            connection, ip=str(self.sockets / "k"), transport="ipc", key=b"key", **ports
        )
        self.kernel: Kernel = server.spawn(
            ["ipykernel_launcher", "-f", connection, "--HistoryManager.hist_file=:memory:"],
            clean_environment(self.home),
            str(self.work),
            dataclasses.asdict(Sandbox(**self.limits)),
            examiner,
        )
        self.client = BlockingKernelClient()
        self.client.load_connection_file(connection)
        self.client.start_channels()
        self.client.wait_for_ready(30)

    def run(self, code: str, timeout: float = 30) -> str:
        """셀 하나가 보여 준 것. 오류는 `이름: 내용` 한 줄로."""
        shown = []

        def keep(message: dict) -> None:
            content = message["content"]
            if message["msg_type"] == "stream":
                shown.append(content["text"])
            elif message["msg_type"] == "error":
                shown.append(f"{content['ename']}: {content['evalue']}\n")
            elif "data" in content:
                shown.extend(content["data"])

        # 오류 뒤에 곧바로 보낸 셀을 ipykernel이 버리지 않게 한다.
        self.client.execute_interactive(
            textwrap.dedent(code), output_hook=keep, timeout=timeout, stop_on_error=False
        )
        return "".join(shown).strip()

    def wait(self, code: str) -> dict:
        """셀을 시작하고 커널이 끝날 때까지 기다려 서버가 알려 준 것을 돌려준다."""
        self.client.execute(textwrap.dedent(code))
        self.kernel.wait(30)
        return self.kernel.usage

    def close(self) -> None:
        self.client.stop_channels()
        self.kernel.kill()
        self.kernel.wait(10)


def gone(pid: int) -> bool:
    """그 프로세스가 잠시 안에 사라지는지."""
    for _ in range(100):
        with contextlib.suppress(FileNotFoundError):
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            if state != "Z":
                time.sleep(0.05)
                continue
        return True
    return False


@pytest.fixture(scope="module")
def server():
    environment = os.environ | {"INSTRUCTOR_TOKEN": SECRET, "MPLCONFIGDIR": ""}
    server = ForkServer(("numpy", "matplotlib.pyplot"), environment)
    yield server
    server.close()


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    """과목 폴더 하나. 커널의 폴더도 그 안에 있다."""
    course = tmp_path_factory.mktemp("course")
    for name in ("source/hw/풀이.ipynb", "gradebook.db", "submitted/other/hw/hw.ipynb"):
        (course / name).parent.mkdir(parents=True, exist_ok=True)
        (course / name).write_text(SECRET)
    return course


@pytest.fixture(scope="module")
def room(server, course):
    room = Room(server, course / "room", hidden=(str(ROOT),))
    yield room
    room.close()


@pytest.fixture
def make(server, tmp_path):
    """그 검사만 쓰고 버릴 커널을 만든다."""
    rooms = []

    def start(**limits) -> Room:
        rooms.append(Room(server, tmp_path / str(len(rooms)), **limits))
        return rooms[-1]

    yield start
    for room in rooms:
        room.close()


def test_every_layer_this_computer_has_is_active(room):
    assert room.kernel.layers["namespaces"] and room.kernel.layers["mounts"]


def test_nothing_of_the_course_exists_inside(room, course):
    secrets = [course / "source/hw/풀이.ipynb", course / "gradebook.db", course / "submitted"]
    outside = [*map(str, secrets), str(Path.home() / ".bashrc"), "/etc/shadow", "/var", "/run/user"]
    assert room.run(f"import os; print([p for p in {outside} if os.path.lexists(p)])") == "[]"
    assert room.run(f"print(os.listdir({str(course)!r}), os.listdir())") == "['room'] []"


def test_a_course_that_holds_the_environment_shows_only_what_imports_need(room):
    inside = room.run(f"print(sorted(os.listdir({str(ROOT)!r})))")
    needed = [path for path in (Path(client.__file__), Path(sys.prefix)) if ROOT in path.parents]
    assert inside == str(sorted(path.relative_to(ROOT).parts[0] for path in needed))
    assert room.run("import nbformat, email.mime.text; print('불러옴')") == "불러옴"


def test_a_folder_hidden_within_a_readable_one_is_empty(make, course):
    hidden = make(readable=(str(course),), hidden=(str(course / "source"),))
    listing = hidden.run(f"import os; print(os.listdir({str(course / 'source')!r}))")
    assert listing == "[]"
    assert hidden.run(f"print(open({str(course / 'gradebook.db')!r}).read())") == SECRET


def test_nothing_shown_can_be_changed(room):
    change = "open(os.path.join({}, 'x'), 'w')"
    for place in ("os.path.dirname(os.__file__)", "'/usr'", "'/'", "'/etc'", "'/proc/sys/kernel'"):
        assert "Error" in room.run(change.format(place)), place


def test_environment_is_exactly_what_was_given(room):
    by_ipykernel = {"TERM", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "PAGER", "GIT_PAGER"}
    names = set(room.run("import os; print(*os.environ)").split())
    assert names - by_ipykernel == set(clean_environment(room.home))
    assert room.run("print(open('/proc/self/environ').read().strip('\\0'))") == ""


def test_everything_a_library_writes_goes_to_the_scratch_folder(tmp_path):
    given = clean_environment(tmp_path)
    for name in ("HOME", "TMPDIR", "IPYTHONDIR", "MPLCONFIGDIR", "KERAS_HOME"):
        assert Path(given[name]).is_relative_to(tmp_path)


def test_no_socket_outside_can_be_reached(room, tmp_path):
    tcp, udp = socket.create_server(("127.0.0.1", 0)), socket.socket(type=socket.SOCK_DGRAM)
    udp.bind(("127.0.0.1", 0))
    udp.setblocking(False)
    abstract, named = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
    abstract.bind(f"\0warmgrade-{os.getpid()}")
    named.bind(f"{tmp_path}/s")
    with tcp, udp, abstract, named:
        for end in (abstract, named):
            end.listen()
        room.run("""
            import socket
            def reach(family, kind, address):
                with socket.socket(family, kind) as end:
                    try:
                        end.connect(address)
                        end.send(b"x")
                    except OSError as error:
                        return type(error).__name__
                return "닿음"
            """)
        for family_, kind, address in (
            ("AF_INET", "SOCK_STREAM", tcp.getsockname()),
            ("AF_INET", "SOCK_DGRAM", ("192.0.2.1", 53)),
            ("AF_UNIX", "SOCK_STREAM", abstract.getsockname().decode()),
            ("AF_UNIX", "SOCK_STREAM", named.getsockname()),
        ):
            call = f"print(reach(socket.{family_}, socket.{kind}, {address!r}))"
            assert "닿음" not in room.run(call), address
        room.run(f"print(reach(socket.AF_INET, socket.SOCK_DGRAM, {udp.getsockname()!r}))")
        with pytest.raises(BlockingIOError):
            udp.recv(1)


def test_no_process_outside_can_be_seen_or_signalled(room, server):
    outer = [os.getpid(), server.process.pid, room.kernel.pid]
    assert room.run("print([p for p in os.listdir('/proc') if p.isdigit()], os.getppid())") == (
        "['1'] 0"
    )
    for pid in outer:
        for number in (signal.SIGSTOP, signal.SIGKILL):
            assert "ProcessLookupError" in room.run(f"os.kill({pid}, {int(number)})")
    room.run("os.kill(0, 19); os.killpg(os.getpgrp(), 9); os.kill(-1, 9)")
    assert server.alive and room.run("print('살아 있음')").endswith("살아 있음")


def test_privileges_cannot_be_regained(room):
    calls = """
        import ctypes
        libc = ctypes.CDLL(None)
        calls = {
            "사용자 이름공간": lambda: libc.unshare(0x10000000),
            "마운트": lambda: libc.mount(b"x", b"/tmp", b"tmpfs", 0, b""),
            "서버보다 오래 살기": lambda: libc.prctl(1, 0, 0, 0, 0),
            "들여다보기": lambda: libc.ptrace(0, 0, 0, 0),
            "이름 없는 메모리": lambda: libc.memfd_create(b"x", 0),
            "루트 되기": lambda: libc.setuid(0),
        }
        print([name for name, call in calls.items() if call() != -1])
    """
    assert room.run(calls) == "[]"
    assert "CapEff:\t0000000000000000" in room.run("print(open('/proc/self/status').read())")


def test_only_sockets_can_be_made_where_the_client_looks(room):
    for code in ("open('/run/sockets/x', 'w')", "open('/run/sockets/k.json', 'a')"):
        assert "Error" in room.run(code)
    assert sorted(os.listdir(room.sockets)) == ["k-1", "k-2", "k-3", "k-4", "k-5", "k.json"]


def test_the_place_of_sockets_can_be_closed_once_the_kernel_has_made_its_own(make):
    room = make()
    told = room.run("""
        import os, socket
        from warmgrade.kernel.sandbox import landlock
        os.makedirs("/tmp/a/b")
        landlock.close_sockets(["/tmp", os.getcwd()])
        def bind(path):
            try:
                socket.socket(socket.AF_UNIX).bind(path)
            except OSError as error:
                return type(error).__name__
            return "됨"
        open("/tmp/file", "w").close()
        os.rename("/tmp/file", "/tmp/a/b/file")
        print(bind("/run/sockets/x"), bind("/tmp/x"), bind("x"))
        """)
    if not room.kernel.layers["landlock"]:
        pytest.skip("Landlock이 없는 커널")
    assert told.split() == ["PermissionError", "됨", "됨"]


def test_sisters_share_neither_files_nor_descriptors(room, make, server):
    sister = make()
    room.run("open('mine', 'w').write('x'); open('/tmp/mine', 'w').write('x')")
    assert sister.run("import os; print(os.listdir(), 'mine' in os.listdir('/tmp'))") == "[] False"
    links = """
        import os
        names = [f"/proc/self/fd/{n}" for n in os.listdir("/proc/self/fd")]
        print(*[os.readlink(n) for n in names if os.path.exists(n)])
    """
    ours, theirs = (
        {link for link in each.run(links).split() if link.startswith(("socket", "pipe"))}
        for each in (room, sister)
    )
    server_end = {os.readlink(f) for f in Path(f"/proc/{server.process.pid}/fd").iterdir()}
    assert ours and theirs and server_end
    assert not ours & theirs and not (ours | theirs) & {e for e in server_end if "socket" in e}


def test_honest_work_goes_on_as_usual(room):
    assert room.run("!echo 안녕").split() == ["안녕"]
    assert room.run("import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.show()") == (
        "text/plainimage/png"
    )
    assert not (room.home / ".matplotlib").exists()
    work = """
        import multiprocessing, subprocess, tempfile, pathlib
        with tempfile.NamedTemporaryFile("w+") as file:
            print(file.name.startswith(os.environ["TMPDIR"]))
        pathlib.Path("자료.txt").write_text("글")
        print(subprocess.check_output(["cat", "자료.txt"], text=True))
        with multiprocessing.get_context("fork").Pool(2) as pool:
            print(pool.map(abs, [-1, 2]))
    """
    assert room.run(work).split() == ["True", "글", "[1,", "2]"]


def test_what_was_in_the_work_folder_is_seen_but_never_changed(make):
    room = make()
    (room.work / "data.csv").write_text("1")
    change = (
        "print(open('data.csv').read(), file=open('new', 'w')); open('data.csv', 'w').write('2')"
    )
    room.run(change)
    assert room.run("print(open('new').read(), open('data.csv').read())").split() == ["1", "2"]
    room.close()
    assert (room.work / "data.csv").read_text() == "1"
    assert os.listdir(room.work) == ["data.csv"]


def test_one_big_array_is_a_memory_error_and_the_kernel_lives_on(make):
    room = make(memory=300 << 20)
    assert "MemoryError" in room.run("import numpy as np; np.ones(1 << 26)")
    assert room.run("print(np.ones(10).sum())") == "10.0"


def test_memory_is_counted_over_all_processes(make):
    usage = make(memory=300 << 20).wait("""
        import os, time
        for _ in range(4):
            if os.fork() == 0:
                kept = b"x" * (150 << 20)
                time.sleep(60)
        time.sleep(60)
    """)
    assert usage["killed"] == "memory" and usage["memory"] > 300 << 20


def test_shared_memory_counts_too(make):
    usage = make(memory=200 << 20).wait("""
        import mmap
        kept = mmap.mmap(-1, 1 << 30)
        while True:
            kept.write(b"x" * (1 << 20))
    """)
    assert usage["killed"] == "memory"


def test_a_fork_bomb_ends_with_its_kernel(make, server):
    room = make(processes=20)
    usage = room.wait("""
        import os
        while True:
            try:
                os.fork()
            except OSError:
                pass
    """)
    assert usage["killed"] == "processes"
    assert gone(room.kernel.pid) and server.alive


def test_files_are_limited_each_and_in_all(make):
    room = make(file_size=5_000_000, disk=12_000_000)
    write = """
        def write(path, size):
            try:
                with open(path, "wb") as file:
                    file.write(bytes(size))
            except OSError as error:
                return error.strerror
        print(write("big", 6_000_000))
        print([write(f"{n}", 4_000_000) for n in range(3)])
        print(write("/dev/shm/x", 4_000_000), write("/tmp/x", 4_000_000))
    """
    first, second, third = room.run(write).splitlines()
    assert first == "File too large"
    assert "No space left on device" in second and third.count("No space") == 2


def test_an_interrupt_reaches_the_cell_and_the_next_one_runs(make):
    room = make()
    request = room.client.execute("import time\nprint('시작')\ntime.sleep(60)", stop_on_error=False)
    while room.client.get_iopub_msg(timeout=30)["msg_type"] != "stream":
        pass
    room.kernel.send_signal(signal.SIGINT)
    reply = room.client.get_shell_msg(timeout=30)
    assert reply["parent_header"]["msg_id"] == request
    assert reply["content"]["ename"] == "KeyboardInterrupt"
    assert room.run("print('다음')") == "다음"


def test_killing_leaves_no_descendant_and_still_reports_what_they_used(make):
    room = make()
    room.run("""
        import os, signal, time
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                # 커널이 CPU 시간을 세는 눈금은 거칠다. 1초를 넉넉히 넘긴다.
                started = time.process_time()
                while time.process_time() - started < 1.2:
                    pass
                open("/tmp/done", "w").close()
                time.sleep(600)
            os._exit(0)
        os.wait()
        while not os.path.exists("/tmp/done"):
            time.sleep(0.05)
    """)
    pids = family(room.kernel.pid)
    assert len(pids) == 2
    room.close()
    assert all(map(gone, pids))
    assert room.kernel.usage["cpu"] >= 1
    assert room.kernel.usage["peak"] > 10_000_000


def test_a_kernel_that_ends_itself_reports_its_exit_code(make):
    room = make()
    assert room.wait("import os; os._exit(3)")["killed"] is None
    assert room.kernel.returncode == 3


def test_kernels_die_with_a_server_that_was_killed(tmp_path):
    server = ForkServer((), dict(os.environ))
    room = Room(server, tmp_path / "room")
    room.run("import os, time\nif os.fork() == 0: os.setsid(); time.sleep(600)")
    pids = family(room.kernel.pid)
    server.process.kill()
    assert len(pids) == 2 and all(map(gone, pids))
    room.close()
    server.close()


def test_the_examiner_gets_its_socket_inside_the_sandbox(tmp_path, monkeypatch):
    stand_in = """
import sys, types
module = types.ModuleType("examiner")
module.install = lambda end: end.send(b"%d" % __import__("os").getpid())
import warmgrade.kernel.inside
warmgrade.kernel.inside.examiner = sys.modules["warmgrade.kernel.inside.examiner"] = module
"""
    monkeypatch.setattr(client, "_BOOT", stand_in + client._BOOT)
    server = ForkServer((), dict(os.environ))
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            room = Room(server, tmp_path / "room", examiner=theirs)
        assert ours.recv(10) == b"1"
        room.close()
        assert ours.recv(10) == b""
    server.close()


def test_where_mounting_is_forbidden_landlock_alone_denies(tmp_path, course, monkeypatch):
    forbid = """
import warmgrade.kernel.sandbox.root
def refuse(*_):
    raise PermissionError(1, "mount")
warmgrade.kernel.sandbox.root.build = refuse
"""
    monkeypatch.setattr(client, "_BOOT", forbid + client._BOOT)
    server = ForkServer((), dict(os.environ))
    room = Room(server, tmp_path / "room", disk=10_000_000)
    if not room.kernel.layers["landlock"]:
        pytest.skip("Landlock이 없는 커널")
    assert room.kernel.layers["mounts"] is False
    environ = f"/proc/{server.process.pid}/environ"
    for path in (course / "gradebook.db", environ, "/etc/shadow", "/dev/shm/x"):
        assert "PermissionError" in room.run(f"open({str(path)!r}, 'a')"), path
    for path in (course, Path.home(), "/proc", "/tmp"):
        assert "PermissionError" in room.run(f"import os; os.listdir({str(path)!r})"), path
    assert room.run("print(open('a', 'w').write('글'), os.system('true'))") == "1 0"
    usage = room.wait("""
        for n in range(99):
            with open(str(n), "wb") as file:
                file.write(bytes(1_000_000))
        while True:
            pass
    """)
    assert usage["killed"] == "disk"
    room.close()
    server.close()


def test_a_delegated_cgroup_gets_the_limits(tmp_path):
    # 이 폴더는 진짜 cgroup이 아니므로 무엇을 적는지만 본다.
    group = cgroup.join(4321, tmp_path, memory=10**9, tasks=77)
    written = {path.name: path.read_text() for path in group.folder.iterdir()}
    assert written["memory.max"] == "1000000000" and written["pids.max"] == "77"
    assert written["cgroup.procs"] == "4321"
    assert not group.ran_out()
    (group.folder / "memory.events").write_text("oom 1\noom_kill 1\n")
    assert group.ran_out()
    assert cgroup.join(4321, None, 1, 1) is cgroup.join(4321, tmp_path / "없음", 1, 1) is None


def test_a_folder_that_is_not_there_is_refused(make):
    with pytest.raises(ServerFailed, match=r"가두지 못했습니다.*no-such"):
        make(writable=("/no-such-folder",))


def test_where_no_namespace_can_be_made_the_reason_is_told(room):
    told = room.run("from warmgrade.kernel.sandbox.rules import unavailable; print(unavailable())")
    assert told.startswith("이 컴퓨터에서는 제출물을 가둘 수 없습니다") and told.endswith("요.")


def test_other_systems_are_told_apart(monkeypatch):
    monkeypatch.setattr(sandbox.sys, "platform", "darwin")
    assert "리눅스" in sandbox.unavailable.__wrapped__()
