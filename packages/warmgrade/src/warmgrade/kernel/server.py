"""커널을 갈라 내는 서버 프로세스.

부모와는 물려받은 소켓 한 쌍으로만 말한다. 파일 시스템에 이름이 없으므로 커널 안의 코드가 이
서버에 붙을 길이 없다. 갈라지기 전에는 스레드도, zmq 문맥도, TensorFlow 연산도 만들지 않는다.

받는 것(JSON, 커널마다 쓸 소켓 하나, 있으면 채점관의 소켓과 함께):
{"argv", "env", "cwd", "sandbox"}
보내는 것: 준비되면 {"ready", "missing"}, 커널의 소켓으로 {"pid", "layers"}(가둔 커널이면 그 작업
폴더와 함께)나 {"error"}, 끝나면
{"exit", "cpu", "peak"}과 가둔 커널이면 {"memory", "killed", "log"}
"""

import contextlib
import fcntl
import gc
import importlib
import json
import os
import random
import selectors
import signal
import socket
import stat
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass

from .client import LARGEST_MESSAGE
from .sandbox import cgroup, confine, linux, root
from .sandbox.rules import Sandbox
from .sandbox.watch import Watch, resident_now
from .warmup import warm_up

# 커널이 뜰 때 어차피 불러오는 모듈. debugpy까지 미리 불러와야 시동이 10분의 1초 안에 끝난다.
KERNEL_MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "faulthandler",
    "sqlite3",
    "tornado.platform.asyncio",
    "warmgrade.kernel.inside.examiner",
)
WATCH_EVERY = 0.1
LONGEST_LOG = 4000


def preload(names: list[str]) -> dict[str, str]:
    """모듈을 불러온다. 못 불러온 것은 이름 → 까닭으로 돌려준다."""
    missing = {}
    for name in names:
        try:
            importlib.import_module(name)
        except Exception as error:
            missing[name] = f"{type(error).__name__}: {error}"
    return missing


def open_own_files() -> None:
    """읽으려고 열어 둔 파일을, 같은 번호와 같은 자리로 이 프로세스만의 것으로 다시 연다.

    갈라진 프로세스들은 읽는 자리까지 함께 쓴다. 글꼴 파일을 그대로 두면 동시에 그리는 커널이 서로
    엉뚱한 글리프를 읽는다.
    """
    for name in os.listdir("/proc/self/fd"):
        number = int(name)
        with contextlib.suppress(OSError):
            readable = fcntl.fcntl(number, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY
            if number <= 2 or not readable or not stat.S_ISREG(os.fstat(number).st_mode):
                continue
            own = os.open(f"/proc/self/fd/{number}", os.O_RDONLY | os.O_CLOEXEC)
            os.lseek(own, os.lseek(number, 0, os.SEEK_CUR), os.SEEK_SET)
            os.dup2(own, number, inheritable=False)
            os.close(own)


def connection_place(argv: list[str]) -> int | None:
    """연결 파일의 이름이 있는 자리."""
    return argv.index("-f") + 1 if "-f" in argv else None


def enter_sandbox(request: dict) -> dict:
    """스스로 갇히고, 쓰인 겹을 돌려준다. Raises: OSError"""
    argv = request["argv"]
    place = connection_place(argv)
    layers = confine.confine(Sandbox(**request["sandbox"]), argv[place] if place else None)
    if place and layers["mounts"]:
        argv[place] = root.CONNECTION
    return layers


def become_kernel(request: dict, examiner_end: socket.socket | None = None) -> None:
    """갈라져 나온 프로세스를 새로 뜬 파이썬처럼 되돌리고 ipykernel을 시작한다."""
    os.setsid()
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    os.environ.clear()
    os.environ.update(request["env"])
    with open(os.devnull) as nothing:
        os.dup2(nothing.fileno(), 0)
    os.chdir(request["cwd"])
    # 시드를 정하지 않은 난수가 커널마다 같아지지 않게 한다.
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    tempfile.tempdir = tempfile._name_sequence = None
    sys.argv = request["argv"]

    from ipykernel.kernelapp import IPKernelApp

    # 작업 폴더는 IPython이 표준 라이브러리 뒤에 넣는다. 앞에 있으면 학생의 파일이 그것을 가린다.
    sys.path[:] = [path for path in sys.path if path]
    app = IPKernelApp.instance()
    app.initialize(request["argv"][1:])
    if examiner_end is not None:
        from .inside import examiner

        examiner.install(examiner_end)
    app.start()


@dataclass
class Child:
    """서버가 지켜보는 커널 하나.

    Attributes:
        watch: 가둔 커널이면 한도를 넘는지 보는 것.
        output: 가둔 커널의 표준 출력과 표준 오류를 읽는 곳. 서버의 기록은 다른 커널의 것도 담는다.
        log: 거기서 읽은 것의 끝부분.
        killed: 넘어선 한도의 이름.
        group: 리눅스가 직접 한도를 지키게 했으면 그 cgroup.
    """

    channel: socket.socket
    watch: Watch | None = None
    output: int | None = None
    log: bytes = b""
    killed: str | None = None
    group: cgroup.Group | None = None

    def drain(self) -> bool:
        """더 읽을 것이 올 수 있는지."""
        try:
            text = os.read(self.output, 1 << 16)
        except BlockingIOError:
            return True
        self.log = (self.log + text)[-LONGEST_LOG:]
        return bool(text)


class Server:
    def __init__(self, client: socket.socket) -> None:
        self.client = client
        self.kernels: dict[int, Child] = {}
        self.selector = selectors.DefaultSelector()
        self.wake, self.wake_end = socket.socketpair()
        for end in (self.wake, self.wake_end):
            end.setblocking(False)
        self.inherited = resident_now()
        self.groups = cgroup.delegated()

    def serve(self) -> None:
        """부모의 소켓이 닫힐 때까지 일하고, 남은 커널을 모두 끝낸다."""
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self.wake_end.fileno(), warn_on_full_buffer=False)
        self.selector.register(self.client, selectors.EVENT_READ, self.on_request)
        self.selector.register(self.wake, selectors.EVENT_READ, self.on_exit)
        due = 0.0
        with contextlib.suppress(EOFError):
            while True:
                watching = any(child.watch for child in self.kernels.values())
                for key, _ in self.selector.select(WATCH_EVERY if watching else None):
                    # 같은 때에 온 다른 소식이 그 커널을 이미 치웠을 수 있다.
                    if self.selector.get_map().get(key.fd) is key:
                        key.data(key.fileobj)
                if watching and time.monotonic() >= due:
                    self.enforce()
                    due = time.monotonic() + WATCH_EVERY
        for pid, child in self.kernels.items():
            kill(pid)
            if child.group:
                # 안의 프로세스가 다 끝나야 지울 수 있다.
                os.waitpid(pid, 0)
                child.group.remove()

    def enforce(self) -> None:
        for pid, child in self.kernels.items():
            if child.watch and not child.killed:
                try:
                    child.killed = child.watch.excess()
                except Exception:
                    # 세지 못하게 만든 커널 하나 때문에 다른 커널까지 잃지 않는다.
                    traceback.print_exc(file=sys.__stderr__)
                    child.killed = "watch"
                if child.killed:
                    kill(pid)

    def on_request(self, _: socket.socket) -> None:
        message, descriptors, _, _ = socket.recv_fds(self.client, LARGEST_MESSAGE, 2)
        if not message:
            raise EOFError
        # 소켓으로 받은 번호는 그대로 두면 커널이 실행하는 프로그램에 새어 나간다.
        for descriptor in descriptors:
            os.set_inheritable(descriptor, False)
        channel, *extra = (socket.socket(fileno=descriptor) for descriptor in descriptors)
        request = json.loads(message)
        child = Child(channel)
        if request["sandbox"] is None:
            pid = os.fork()
        else:
            child.output, output_end = os.pipe()
            try:
                pid = confine.fork()
            except OSError as error:
                with contextlib.suppress(OSError):
                    channel.send(json.dumps({"error": str(error)}).encode())
                for end in (channel, *extra):
                    end.close()
                os.close(child.output)
                os.close(output_end)
                return
            if pid == 0:
                os.dup2(output_end, 1)
                os.dup2(output_end, 2)
            os.close(output_end)
        if pid == 0:
            self.enter_child(child, request, extra)
        for end in extra:
            end.close()
        self.kernels[pid] = child
        self.selector.register(channel, selectors.EVENT_READ, self.on_hang_up)
        if child.output is None:
            channel.send(json.dumps({"pid": pid, "layers": {}}).encode())
        else:
            os.set_blocking(child.output, False)
            self.selector.register(child.output, selectors.EVENT_READ, self.on_output)
            limits = Sandbox(**request["sandbox"])
            place = connection_place(request["argv"])
            sockets = os.path.dirname(request["argv"][place]) if place else None
            child.watch = Watch(pid, limits, self.inherited, sockets=sockets)
            # 쓴 파일도 메모리에 있으므로 함께 허락한다.
            memory, tasks = limits.memory + limits.disk, confine.most_tasks(limits.processes)
            child.group = cgroup.join(pid, self.groups, memory, tasks)

    def enter_child(self, child: Child, request: dict, extra: list[socket.socket]) -> None:
        code = 1
        try:
            self.selector.close()
            for end in (self.client, self.wake, self.wake_end):
                end.close()
            for sister in (child, *self.kernels.values()):
                if sister.output is not None:
                    os.close(sister.output)
                if sister is not child:
                    sister.channel.close()
            self.kernels.clear()
            open_own_files()
            with child.channel as channel:
                if request["sandbox"] is None:
                    # 서버가 죽으면 커널도 남지 않는다. 가둔 커널은 갇힐 때 이미 정했다.
                    linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
                else:
                    pid = int(os.readlink("/proc/self"))
                    folders = []
                    try:
                        answer = {"pid": pid, "layers": enter_sandbox(request)}
                        # 커널이 죽은 뒤에 그 안에 쓴 파일을 거두는 길은 이것뿐이다.
                        folders.append(os.open(request["cwd"], os.O_PATH | os.O_CLOEXEC))
                    except OSError as error:
                        answer = {"error": str(error)}
                    socket.send_fds(channel, [json.dumps(answer).encode()], folders)
                    for folder in folders:
                        os.close(folder)
                    if "error" in answer:
                        return
            become_kernel(request, *extra)
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
        finally:
            sys.__stdout__.flush()
            sys.__stderr__.flush()
            os._exit(code)

    def on_output(self, output: int) -> None:
        child = next(child for child in self.kernels.values() if child.output == output)
        if not child.drain():
            self.close_output(child)

    def close_output(self, child: Child) -> None:
        if child.output is not None:
            self.selector.unregister(child.output)
            os.close(child.output)
            child.output = None

    def on_exit(self, wake: socket.socket) -> None:
        with contextlib.suppress(BlockingIOError):
            wake.recv(4096)
        while True:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            child = self.kernels.pop(pid, None)
            if child is None:
                continue
            self.selector.unregister(child.channel)
            report = {
                "exit": os.waitstatus_to_exitcode(status),
                "cpu": usage.ru_utime + usage.ru_stime,
                "peak": usage.ru_maxrss * 1024,
            }
            if child.watch:
                if child.output is not None:
                    child.drain()
                if child.group and child.group.ran_out():
                    child.killed = child.killed or "memory"
                report["cpu"] = max(report["cpu"], child.watch.cpu)
                report["memory"] = child.watch.memory
                report["killed"] = child.killed
                report["log"] = child.log.decode(errors="replace")
            with contextlib.suppress(OSError):
                child.channel.send(json.dumps(report).encode())
            child.channel.close()
            self.close_output(child)
            if child.group:
                child.group.remove()

    def on_hang_up(self, channel: socket.socket) -> None:
        # 부모는 이 소켓에 아무것도 쓰지 않는다. 읽을 것이 생겼다면 커널을 버린 것이다.
        pid = next((pid for pid, c in self.kernels.items() if c.channel is channel), None)
        if pid is None:
            return
        child = self.kernels.pop(pid)
        self.selector.unregister(channel)
        channel.close()
        self.close_output(child)
        kill(pid)


def kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def main(descriptor: int, names: list[str]) -> None:
    started = time.perf_counter()
    # ipykernel은 불러오는 순간 이 값을 읽어 부모를 지켜본다. 서버가 그 일을 대신한다.
    os.environ.pop("JPY_PARENT_PID", None)
    # 그림이 셀에 나오려면 pyplot보다 먼저 정해야 하고, 백엔드 자체는 미리 불러오면 안 된다.
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    # 불러오는 동안 쓰레기를 거듭 뒤지면 TensorFlow를 불러오는 시간이 몇십 퍼센트 는다.
    gc.disable()
    preload(list(KERNEL_MODULES))
    missing = preload(names)
    with contextlib.suppress(Exception):
        warm_up(names)
    gc.enable()
    gc.collect()
    gc.freeze()
    client = socket.socket(fileno=descriptor)
    client.send(json.dumps({"ready": time.perf_counter() - started, "missing": missing}).encode())
    Server(client).serve()
