"""커널을 갈라 낼 수 없는 컴퓨터에서, 같은 시험관을 둔 커널을 하나씩 새로 띄운다.

가두지 못하고, 커널마다 모듈을 처음부터 불러온다. 윈도우는 소켓을 물려줄 길이 달라서 되지 않는다.
"""

import json
import os
import socket
import subprocess
import sys
import threading
import time

from .client import KernelServer, Process, ServerFailed

_BOOT = "import sys; from warmgrade.kernel.cold import main; main(int(sys.argv[1]), sys.argv[2:])"
# 이만큼마다 끝났는지 본다. 끝나기를 기다리며 쓴 CPU 시간까지 함께 얻는 길은 이것뿐이다.
_LOOK_EVERY = 0.01


class ColdKernel(Process):
    """새로 띄운 커널 하나."""

    def __init__(self, process: subprocess.Popen) -> None:
        super().__init__(process.pid)
        self._process = process
        self._lock = threading.Lock()

    def poll(self) -> int | None:
        with self._lock:
            if self.returncode is None:
                pid, status, usage = os.wait4(self.pid, os.WNOHANG)
                if pid:
                    # macOS는 킬로바이트가 아니라 바이트로 알려 준다.
                    unit = 1 if sys.platform == "darwin" else 1024
                    self.usage = {
                        "cpu": usage.ru_utime + usage.ru_stime,
                        "peak": usage.ru_maxrss * unit,
                    }
                    self.returncode = os.waitstatus_to_exitcode(status)
                    self._process.returncode = self.returncode
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Raises: subprocess.TimeoutExpired"""
        deadline = None if timeout is None else time.monotonic() + timeout
        while self.poll() is None:
            if deadline is not None and time.monotonic() > deadline:
                raise subprocess.TimeoutExpired(["ipykernel"], timeout)
            time.sleep(_LOOK_EVERY)
        return self.returncode


class ColdServer(KernelServer):
    """`ForkServer`의 자리에 서지만, 갈라 내지 않고 커널마다 파이썬을 새로 띄운다."""

    cold = True

    def __init__(self, names: tuple[str, ...], env: dict[str, str]) -> None:
        super().__init__()
        self.names, self.env = names, env

    @property
    def alive(self) -> bool:
        return not self.log.closed

    def wait_until_ready(self) -> dict:
        return {"ready": 0.0, "missing": {}}

    def spawn(
        self,
        argv: list[str],
        env: dict[str, str],
        cwd: str,
        sandbox: dict | None = None,
        examiner: socket.socket | None = None,
    ) -> ColdKernel:
        """커널 하나를 띄운다. Raises: ServerFailed"""
        if sandbox is not None:
            raise ServerFailed("새로 띄우는 커널은 가둘 수 없습니다.")
        request = {"argv": argv, "env": env, "cwd": cwd, "sandbox": None}
        process = subprocess.Popen(
            # 학생의 파일이 모듈 대신 불리지 않게 뿌리에서 띄우고, 다 불러온 뒤에 옮겨 간다.
            [sys.executable, "-c", _BOOT, str(examiner.fileno()), *self.names],
            pass_fds=[examiner.fileno()],
            stdin=subprocess.PIPE,
            stdout=self.log,
            stderr=self.log,
            # ipykernel은 이 프로세스가 사라지면 스스로 끝난다.
            env=self.env | {"JPY_PARENT_PID": str(os.getpid())},
            cwd="/",
        )
        with process.stdin as stdin:
            stdin.write(json.dumps(request).encode())
        return ColdKernel(process)


def main(descriptor: int, names: list[str]) -> None:
    from .server import become_kernel, preload

    request = json.load(sys.stdin)
    os.environ["MPLBACKEND"] = request["env"]["MPLBACKEND"]
    preload(names)
    end = socket.socket(fileno=descriptor)
    os.set_inheritable(descriptor, False)
    become_kernel(request, end)
