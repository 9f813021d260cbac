"""커널을 갈라 내는 서버 프로세스.

부모와는 물려받은 소켓 한 쌍으로만 말한다. 파일 시스템에 이름이 없으므로 커널 안의 코드가 이
서버에 붙을 길이 없다. 갈라지기 전에는 스레드도, zmq 문맥도, TensorFlow 연산도 만들지 않는다.

받는 것(JSON, 커널마다 쓸 소켓 하나와 함께): {"argv", "env", "cwd"}
보내는 것: 준비되면 {"ready", "missing"}, 커널의 소켓으로 {"pid"}, 끝나면
{"exit", "cpu", "peak"}
"""

import contextlib
import ctypes
import gc
import importlib
import json
import os
import random
import selectors
import signal
import socket
import sys
import tempfile
import time
import traceback

LARGEST_MESSAGE = 1 << 20
# 커널이 뜰 때 어차피 불러오는 모듈. debugpy까지 미리 불러와야 시동이 10분의 1초 안에 끝난다.
KERNEL_MODULES = ("ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.debugger")
PR_SET_PDEATHSIG = 1


def preload(names: list[str]) -> dict[str, str]:
    """모듈을 불러온다. 못 불러온 것은 이름 → 까닭으로 돌려준다."""
    missing = {}
    for name in names:
        try:
            importlib.import_module(name)
        except Exception as error:
            missing[name] = f"{type(error).__name__}: {error}"
    return missing


def become_kernel(request: dict) -> None:
    """갈라져 나온 프로세스를 새로 뜬 파이썬처럼 되돌리고 ipykernel을 시작한다."""
    os.setsid()
    # 서버가 죽으면 커널도 남지 않는다.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
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

    app = IPKernelApp.instance()
    app.initialize(request["argv"][1:])
    app.start()


class Server:
    def __init__(self, client: socket.socket) -> None:
        self.client = client
        self.kernels: dict[int, socket.socket] = {}
        self.selector = selectors.DefaultSelector()
        self.wake, self.wake_end = socket.socketpair()
        for end in (self.wake, self.wake_end):
            end.setblocking(False)

    def serve(self) -> None:
        """부모의 소켓이 닫힐 때까지 일하고, 남은 커널을 모두 끝낸다."""
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self.wake_end.fileno(), warn_on_full_buffer=False)
        self.selector.register(self.client, selectors.EVENT_READ, self.on_request)
        self.selector.register(self.wake, selectors.EVENT_READ, self.on_exit)
        with contextlib.suppress(EOFError):
            while True:
                for key, _ in self.selector.select():
                    key.data(key.fileobj)
        for pid in self.kernels:
            kill(pid)

    def on_request(self, _: socket.socket) -> None:
        message, descriptors, _, _ = socket.recv_fds(self.client, LARGEST_MESSAGE, 1)
        if not message:
            raise EOFError
        channel = socket.socket(fileno=descriptors[0])
        pid = os.fork()
        if pid == 0:
            self.enter_child(channel, json.loads(message))
        self.kernels[pid] = channel
        self.selector.register(channel, selectors.EVENT_READ, self.on_hang_up)
        channel.send(json.dumps({"pid": pid}).encode())

    def enter_child(self, channel: socket.socket, request: dict) -> None:
        code = 1
        try:
            self.selector.close()
            for end in (self.client, self.wake, self.wake_end, channel, *self.kernels.values()):
                end.close()
            become_kernel(request)
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
        finally:
            sys.__stdout__.flush()
            sys.__stderr__.flush()
            os._exit(code)

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
            channel = self.kernels.pop(pid, None)
            if channel is None:
                continue
            self.selector.unregister(channel)
            report = {
                "exit": os.waitstatus_to_exitcode(status),
                "cpu": usage.ru_utime + usage.ru_stime,
                "peak": usage.ru_maxrss * 1024,
            }
            with contextlib.suppress(OSError):
                channel.send(json.dumps(report).encode())
            channel.close()

    def on_hang_up(self, channel: socket.socket) -> None:
        # 부모는 이 소켓에 아무것도 쓰지 않는다. 읽을 것이 생겼다면 커널을 버린 것이다.
        pid = next((pid for pid, end in self.kernels.items() if end is channel), None)
        if pid is None:
            return
        del self.kernels[pid]
        self.selector.unregister(channel)
        channel.close()
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
    preload(list(KERNEL_MODULES))
    missing = preload(names)
    gc.collect()
    gc.freeze()
    client = socket.socket(fileno=descriptor)
    client.send(json.dumps({"ready": time.perf_counter() - started, "missing": missing}).encode())
    Server(client).serve()
