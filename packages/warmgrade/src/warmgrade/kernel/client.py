"""서버 프로세스를 띄우고 커널을 부탁하는 쪽."""

import atexit
import contextlib
import json
import os
import select
import socket
import subprocess
import sys
import tempfile
import threading
from typing import Any

LARGEST_MESSAGE = 1 << 20
_BOOT = "import sys; from warmgrade.kernel.server import main; main(int(sys.argv[1]), sys.argv[2:])"


def available() -> bool:
    """이 운영 체제에서 커널을 갈라 낼 수 있는지. 리눅스에서만 그렇다."""
    return sys.platform == "linux"


class ServerFailed(RuntimeError):
    """서버가 뜨지 못했거나 도중에 끝났다."""


class Process:
    """커널 하나의 프로세스. `subprocess.Popen`의 쓰이는 만큼만 흉내 낸다.

    Attributes:
        pid: 커널의 프로세스 번호이자 프로세스 그룹 번호.
        returncode: 끝난 뒤의 종료 코드(신호로 죽었으면 음수), 그 전에는 None.
        usage: 끝난 뒤에 알게 된 {"cpu": 초, "peak": 바이트}. 자손의 것도 들어 있다. 가둔 커널이면
            "memory"(물려받은 것을 뺀 바이트), "killed"(넘어선 한도의 이름이나 None),
            "log"(커널이 화면에 쓴 것의 끝부분)도 있다.
        layers: 가두는 데 쓰인 겹. 가두지 않았으면 비어 있다.
        folder: 가둔 커널이 보는 작업 폴더의 번호(O_PATH). 쓴 사람이 닫는다.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, layers: dict[str, int] | None = None) -> None:
        self.pid = pid
        self.layers = layers or {}
        self.folder: int | None = None
        self.returncode: int | None = None
        self.usage: dict[str, float | str | None] = {}

    def poll(self) -> int | None:
        raise NotImplementedError

    def send_signal(self, number: int) -> None:
        """커널과 그 프로세스 그룹에 신호를 보낸다."""
        if self.poll() is None:
            try:
                os.killpg(self.pid, number)
            except ProcessLookupError:
                # 아직 그룹을 만들기 전이거나 막 끝난 참이다.
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(9)

    def terminate(self) -> None:
        # 이름공간의 1번은 다룰 준비를 하지 않은 신호를 무시하고 죽음만 거부하지 못한다.
        self.send_signal(9 if self.layers else 15)


class Kernel(Process):
    """서버가 갈라 낸 커널 하나."""

    def __init__(self, channel: socket.socket, pid: int, layers: dict[str, int]) -> None:
        super().__init__(pid, layers)
        self._channel = channel

    def poll(self) -> int | None:
        if self.returncode is None and select.select([self._channel], [], [], 0)[0]:
            self._finish()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Raises: subprocess.TimeoutExpired"""
        if self.returncode is None:
            if not select.select([self._channel], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(["ipykernel"], timeout)
            self._finish()
        return self.returncode

    def _finish(self) -> None:
        message = self._channel.recv(LARGEST_MESSAGE)
        self._channel.close()
        if message:
            self.usage = json.loads(message)
        # 서버가 말없이 사라졌다면 커널도 함께 죽는다.
        self.returncode = self.usage.pop("exit", -9)


class KernelServer:
    """커널을 내어 주는 것. 커널들이 화면에 쓴 것을 모아 둔다.

    Attributes:
        cold: 커널을 갈라 내지 않고 하나씩 새로 띄우는지.
        owner: 이 객체를 만든 프로세스. 갈라진 프로세스는 이 객체를 쓸 수 없다.
    """

    cold = False

    def __init__(self) -> None:
        self.owner = os.getpid()
        # 여러 프로세스가 함께 쓰므로 읽는 자리와 상관없이 언제나 끝에 덧붙어야 한다.
        self.log = tempfile.TemporaryFile("ab+")  # noqa: SIM115

    def tail(self) -> str:
        """커널들이 화면에 쓴 것의 끝부분."""
        self.log.seek(0)
        return self.log.read()[-2000:].decode(errors="replace")

    def close(self) -> None:
        self.log.close()


class ForkServer(KernelServer):
    """모듈을 미리 불러온 서버 프로세스 하나.

    Args:
        names: 미리 불러올 모듈. 없는 모듈은 `missing`에 남기고 넘어간다.
        env: 서버의 환경 변수. TensorFlow처럼 불러올 때 읽는 변수는 여기서 정해진다.
    """

    def __init__(self, names: tuple[str, ...], env: dict[str, str]) -> None:
        super().__init__()
        self.socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            # 빈 sys.path[0]이 과제 폴더를 가리키지 않게 뿌리에서 띄운다.
            self.process = subprocess.Popen(
                [sys.executable, "-c", _BOOT, str(theirs.fileno()), *names],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=self.log,
                stderr=self.log,
                env=env,
                cwd="/",
            )
        self._lock = threading.Lock()
        self._ready: dict | None = None

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def wait_until_ready(self) -> dict:
        """{"ready": 초, "missing": {모듈: 까닭}}. Raises: ServerFailed"""
        with self._lock:
            if self._ready is None:
                message = self.socket.recv(LARGEST_MESSAGE)
                if not message:
                    raise ServerFailed(f"커널 서버가 뜨지 못했습니다.\n{self.tail()}")
                self._ready = json.loads(message)
        return self._ready

    def spawn(
        self,
        argv: list[str],
        env: dict[str, str],
        cwd: str,
        sandbox: dict | None = None,
        examiner: socket.socket | None = None,
    ) -> Kernel:
        """커널 하나를 갈라 낸다. Raises: ServerFailed

        Args:
            sandbox: 가둘 때는 `dataclasses.asdict(Sandbox(...))`.
            examiner: 커널 안의 채점관이 쓸 소켓. 복제되어 건너가므로 이쪽 것은 닫아도 된다.
        """
        self.wait_until_ready()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        request = {"argv": argv, "env": env, "cwd": cwd, "sandbox": sandbox}
        descriptors = [theirs.fileno()]
        if examiner is not None:
            descriptors.append(examiner.fileno())
        with theirs, self._lock:
            try:
                socket.send_fds(self.socket, [json.dumps(request).encode()], descriptors)
            except OSError as error:
                ours.close()
                raise ServerFailed(f"커널 서버가 끝났습니다.\n{self.tail()}") from error
        message, folders, _, _ = socket.recv_fds(ours, LARGEST_MESSAGE, 1)
        if not message:
            ours.close()
            raise ServerFailed(f"커널 서버가 끝났습니다.\n{self.tail()}")
        answer = json.loads(message)
        if "pid" not in answer:
            ours.close()
            reason = answer.get("error") or answer.get("log") or f"종료 코드 {answer.get('exit')}"
            raise ServerFailed(f"제출물을 가두지 못했습니다: {reason}")
        kernel = Kernel(ours, answer["pid"], answer["layers"])
        for folder in folders:
            os.set_inheritable(folder, False)
            kernel.folder = folder
        return kernel

    def close(self) -> None:
        """소켓을 닫으면 서버는 남은 커널을 끝내고 스스로 끝난다."""
        self.socket.close()
        if self.owner == os.getpid():
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        super().close()


_shared: dict[tuple, Any] = {}
_shared_lock = threading.Lock()


def shared_server(names: tuple[str, ...], env: dict[str, str], kind: type = ForkServer) -> Any:
    """이 프로세스가 함께 쓰는 서버. 죽었거나 다른 프로세스의 것이면 새로 띄운다."""
    with _shared_lock:
        server = _shared.get((kind, names))
        if server is None or server.owner != os.getpid() or not server.alive:
            server = _shared[kind, names] = kind(names, env)
            atexit.register(server.close)
    return server
