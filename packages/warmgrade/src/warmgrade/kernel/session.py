"""커널 하나와 나누는 대화: 셀을 실행하고, 검사를 맡기고, 멈추게 하고, 끝낸다."""

import contextlib
import dataclasses
import json
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client import BlockingKernelClient
from nbformat.v4 import output_from_msg

from .client import ForkServer
from .cold import ColdServer
from .sandbox.rules import Sandbox, clean_environment
from .wire import drain, receive, send

# 인터럽트한 셀이 이만큼 지나도 멎지 않으면 커널을 끝낸다.
GRACE = 4.0
# 한도를 다 쓴 뒤에도 셀마다 낼 수 있는 출력.
LEAST_OUTPUT = 50_000
START_TIMEOUT = 120.0


class KernelFailed(RuntimeError):
    """커널이 뜨지 못했다."""


@dataclass
class Outcome:
    """셀 하나를 실행한 결과.

    Attributes:
        status: "ok", "error", "timeout", "flood"(출력이 너무 많음), "dead"(커널이 죽음).
        outputs: 노트북에 적을 출력.
        count: 실행 번호.
        verdict: 시험관의 판정. 검사 셀이 아니거나 판정이 오지 않았으면 None.
        alive: 이 커널을 계속 쓸 수 있는지.
    """

    status: str = "ok"
    outputs: list = field(default_factory=list)
    count: int | None = None
    seconds: float = 0.0
    verdict: dict | None = None
    alive: bool = True


class Session:
    """가둔 커널 하나. 제 임시 폴더 안에서 돌고, 닫으면 아무것도 남기지 않는다.

    Args:
        server: 커널을 갈라 낼 서버.
        files: 작업 폴더에 둘 파일. 상대 경로 → 내용.
        modules: 학생 코드가 바꾸면 되돌릴 모듈.
        sandbox: 가두는 규칙. None이면 가두지 않는다.
        output_bytes: 커널 하나가 낼 수 있는 출력의 합.

    Raises:
        KernelFailed: 커널이 뜨지 못했을 때.
    """

    def __init__(
        self,
        server: ForkServer | ColdServer,
        files: dict[str, bytes],
        modules: list[str],
        sandbox: Sandbox | None,
        output_bytes: int,
    ) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="warmgrade-"))
        self.budget = output_bytes
        self.kernel = None
        try:
            self._start(server, files, modules, sandbox)
        except (OSError, TimeoutError, EOFError, RuntimeError) as error:
            self.close()
            raise KernelFailed(f"커널이 뜨지 못했습니다: {error}\n{server.tail()}") from error

    def _start(self, server, files, modules, sandbox) -> None:
        work, home, wire = (self.folder / name for name in ("work", "home", "wire"))
        for place in (work, home, wire):
            place.mkdir()
        for name, content in files.items():
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            (work / name).write_bytes(content)
        names = ("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port")
        info: dict[str, Any] = {name: number for number, name in enumerate(names, 1)}
        info |= {"ip": str(wire / "k"), "transport": "ipc", "key": secrets.token_hex(16)}
        info |= {"signature_scheme": "hmac-sha256", "kernel_name": "python3"}
        (wire / "kernel.json").write_text(json.dumps(info))
        argv = ["ipykernel_launcher", "-f", str(wire / "kernel.json")]
        argv.append("--HistoryManager.hist_file=:memory:")
        rules = None
        if sandbox is not None:
            places = (str(work), str(home))
            rules = dataclasses.asdict(
                dataclasses.replace(sandbox, writable=(*sandbox.writable, *places))
            )
        self.channel, theirs = socket.socketpair()
        with theirs:
            self.kernel = server.spawn(
                argv, clean_environment(home), str(work), sandbox=rules, examiner=theirs
            )
        self.channel.settimeout(START_TIMEOUT)
        send(self.channel, {"modules": modules})
        if receive(self.channel) is None:
            raise EOFError("커널이 시작하다가 끝났습니다.")
        self.client = BlockingKernelClient()
        self.client.load_connection_info(info | {"key": info["key"].encode()})
        self.client.start_channels(stdin=False, hb=False)
        self._join()

    def _join(self) -> None:
        """출력 통로가 이어질 때까지 기다린다. 잇기 전에 나온 출력은 사라지기 때문이다."""
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline:
            self.client.kernel_info()
            with contextlib.suppress(Empty):
                self.client.get_iopub_msg(timeout=0.1)
                self.client.get_shell_msg(timeout=START_TIMEOUT)
                return
        raise TimeoutError("출력 통로가 이어지지 않습니다.")

    def run(self, code: str, timeout: float, seed: int | None = None) -> Outcome:
        """셀 하나를 실행한다. 그에 앞서 커널이 난수의 시드를 정한다."""
        return self._execute(code, timeout, {"seed": seed})

    def capture(self, names: list[str], timeout: float) -> None:
        """믿는 셀이 방금 정의한 이름을 시험관이 적어 두게 한다."""
        request = {"nonce": secrets.token_hex(16), "names": names}
        self._ask("capture", request, timeout)

    def examine(self, request: dict, timeout: float) -> Outcome:
        """검사 하나를 맡긴다. 시험관이 끝까지 돌고 답해야만 판정이 있다."""
        return self._ask("examine", request | {"nonce": secrets.token_hex(16)}, timeout)

    def _ask(self, what: str, request: dict, timeout: float) -> Outcome:
        code = f"import warmgrade.kernel.inside.examiner as _e; _e.{what}()"
        try:
            if not drain(self.channel):
                return Outcome(status="dead", alive=False)
            self.channel.settimeout(GRACE)
            send(self.channel, request)
        except OSError:
            return Outcome(status="dead", alive=False)
        outcome = self._execute(code, timeout)
        if outcome.alive:
            with contextlib.suppress(OSError, ValueError, TypeError):
                answer = receive(self.channel)
                if isinstance(answer, dict) and answer.get("nonce") == request["nonce"]:
                    outcome.verdict = answer
        return outcome

    def _execute(self, code: str, timeout: float, note: dict | None = None) -> Outcome:
        """note는 학생의 셀에만 붙는다. 우리의 코드는 실행 번호를 세지 않는다."""
        began = time.monotonic()
        outcome = Outcome()
        # 앞의 셀이 출력을 쏟았어도 다음 셀은 조금은 쓸 수 있다.
        self.budget = max(self.budget, LEAST_OUTPUT)
        message = self._request(code, note)
        deadline = began + timeout
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                if outcome.status not in ("timeout", "flood"):
                    outcome.status = "timeout"
                    deadline = self._interrupt()
                    continue
                outcome.alive = False
                self.kernel.kill()
                break
            try:
                received = self.client.get_iopub_msg(timeout=min(left, 0.5))
            except Empty:
                if self.kernel.poll() is not None:
                    outcome.status, outcome.alive = "dead", False
                    break
                continue
            except ValueError:
                # 서명이 맞지 않는 메시지: 커널이 보낸 것이 아니다.
                continue
            if received["parent_header"].get("msg_id") != message:
                continue
            if received["msg_type"] == "status":
                if received["content"].get("execution_state") == "idle":
                    break
                continue
            if received["msg_type"] == "execute_input":
                outcome.count = received["content"].get("execution_count")
                continue
            if self._collect(received, outcome) and outcome.status == "ok":
                outcome.status = "flood"
                deadline = self._interrupt()
        outcome.seconds = time.monotonic() - began
        if outcome.alive:
            with contextlib.suppress(Empty):
                self.client.get_shell_msg(timeout=GRACE)
        if outcome.status == "ok" and any(o.output_type == "error" for o in outcome.outputs):
            outcome.status = "error"
        return outcome

    def _request(self, code: str, note: dict | None) -> str:
        """실행을 부탁하고 메시지의 번호를 돌려준다. client.execute로는 꼬리표를 달 수 없다."""
        content = {"code": code, "silent": False, "store_history": note is not None}
        content |= {"user_expressions": {}, "allow_stdin": False, "stop_on_error": True}
        request = self.client.session.msg(
            "execute_request", content, metadata={"warmgrade": note or {}}
        )
        self.client.shell_channel.send(request)
        return request["header"]["msg_id"]

    def _interrupt(self) -> float:
        self.kernel.send_signal(signal.SIGINT)
        return time.monotonic() + GRACE

    def _collect(self, message: dict, outcome: Outcome) -> bool:
        """출력을 모은다. 한도를 넘었으면 True."""
        kind, content = message["msg_type"], message["content"]
        if kind == "clear_output":
            outcome.outputs.clear()
            return False
        self.budget -= _weight(content) + 100
        if self.budget < 0:
            return True
        if kind not in ("stream", "display_data", "execute_result", "error"):
            return False
        output = output_from_msg(message)
        last = outcome.outputs[-1] if outcome.outputs else None
        if kind == "stream" and last and last.get("name") == output.name:
            last.text += output.text
        else:
            outcome.outputs.append(output)
        return False

    def close(self) -> dict:
        """커널을 끝내고 폴더를 지운다. 쓴 CPU 초와 메모리 최고점을 돌려준다."""
        if self.kernel is not None:
            self.kernel.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.kernel.wait(10)
        if getattr(self, "client", None) is not None:
            self.client.stop_channels()
        if getattr(self, "channel", None) is not None:
            self.channel.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        return dict(self.kernel.usage) if self.kernel is not None else {}


def _weight(value: Any) -> int:
    """메시지의 내용이 차지하는 크기. 꼬리표와 오류의 말까지 센다."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(len(key) + _weight(item) for key, item in value.items())
    return sum(map(_weight, value)) if isinstance(value, (list, tuple)) else 8
