"""커널 하나와 나누는 대화: 셀을 실행하고, 검사를 맡기고, 멈추게 하고, 끝낸다."""

import contextlib
import dataclasses
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jupyter_client.session import Session as Signer

from . import messages, zmtp
from .client import ForkServer
from .cold import ColdServer
from .leftovers import Leftovers, collect, shape_of
from .sandbox.rules import Sandbox, clean_environment
from .wire import drain, receive, send

# 인터럽트한 셀이 이만큼 지나도 멎지 않으면 커널을 끝낸다.
GRACE = 4.0
# 한도를 다 쓴 뒤에도 셀마다 낼 수 있는 출력.
LEAST_OUTPUT = 50_000
# 버린 것까지 더해 한도의 이만큼을 내면 셀을 멈춘다. 끝나지 않는 반복이 쏟아 내는 것이다.
FLOOD = 20
START_TIMEOUT = 120.0
_PATIENCE = 0.5
_AGAIN = 3


class KernelFailed(RuntimeError):
    """커널이 뜨지 못했다."""


@dataclass
class Outcome:
    """셀 하나를 실행한 결과.

    Attributes:
        status: "ok", "error", "timeout", "flood"(출력이 끝없음), "dead"(커널이 죽음).
        dropped: 한도를 넘거나 꼴이 맞지 않아 버린 출력이 있는지.
        aborted: 커널이 실행하지 않고 물렸는지.
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
    dropped: bool = False
    aborted: bool = False


class Session:
    """가둔 커널 하나. 제 임시 폴더 안에서 돌고, 닫으면 아무것도 남기지 않는다.

    Attributes:
        leftovers: 닫은 뒤, 커널이 작업 폴더에 남긴 것.

    Args:
        server: 커널을 갈라 낼 서버.
        files: 작업 폴더에 둘 파일. 상대 경로 → 내용. "/"로 끝나는 이름은 빈 폴더다.
        modules: 학생 코드가 바꾸면 되돌릴 모듈.
        sandbox: 가두는 규칙. None이면 가두지 않는다.
        output_bytes: 커널 하나가 낼 수 있는 출력의 합.
        environment: 커널에 더 줄 환경 변수.
        arguments: ipykernel에 더 줄 인자.
        given: 주어진 셀의 원문. 거기에서 정의한 것은 학생의 것이 아니다.
        looks: 학생의 코드에도 추적과 객체의 목록을 허락할지.

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
        *,
        environment: Mapping[str, str] | None = None,
        arguments: Iterable[str] = (),
        given: Iterable[str] = (),
        looks: bool = False,
    ) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="warmgrade-"))
        self.budget = self.output_bytes = output_bytes
        self.flood = 0
        self.peers: dict[str, zmtp.Peer] = {}
        self.kernel = None
        self.leftovers, self.before = Leftovers(), {}
        self.environment, self.arguments = dict(environment or {}), tuple(arguments)
        self.first = {"modules": modules, "given": list(given), "looks": looks}
        try:
            self._start(server, files, sandbox)
        except (OSError, TimeoutError, EOFError, RuntimeError) as error:
            self.close()
            raise KernelFailed(f"커널이 뜨지 못했습니다: {error}\n{server.tail()}") from error

    def _start(self, server, files, sandbox) -> None:
        work, home, wire = (self.folder / name for name in ("work", "home", "wire"))
        for place in (work, home, wire):
            place.mkdir()
        for name, content in files.items():
            place = work / name
            (place if name.endswith("/") else place.parent).mkdir(parents=True, exist_ok=True)
            if not name.endswith("/"):
                place.write_bytes(content)
        self.before = shape_of(work)
        names = ("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port")
        info: dict[str, Any] = {name: number for number, name in enumerate(names, 1)}
        info |= {"ip": str(wire / "k"), "transport": "ipc", "key": secrets.token_hex(16)}
        info |= {"signature_scheme": "hmac-sha256", "kernel_name": "python3"}
        (wire / "kernel.json").write_text(json.dumps(info))
        argv = ["ipykernel_launcher", "-f", str(wire / "kernel.json")]
        argv += ["--HistoryManager.hist_file=:memory:", *self.arguments]
        rules = None
        if sandbox is not None:
            places = (str(work), str(home))
            rules = dataclasses.asdict(
                dataclasses.replace(sandbox, writable=(*sandbox.writable, *places))
            )
        self.channel, theirs = socket.socketpair()
        with theirs:
            self.kernel = server.spawn(
                argv,
                clean_environment(home) | self.environment,
                str(work),
                sandbox=rules,
                examiner=theirs,
            )
        self.channel.settimeout(START_TIMEOUT)
        send(self.channel, self.first)
        if receive(self.channel) is None:
            raise EOFError("커널이 시작하다가 끝났습니다.")
        self.signer = Signer(key=info["key"].encode(), signature_scheme=info["signature_scheme"])
        ports = (("iopub", "SUB"), ("shell", "DEALER"))
        for name, kind in ports:
            path = f"{info['ip']}-{info[f'{name}_port']}"
            self.peers[name] = zmtp.Peer(path, kind, START_TIMEOUT)
        self._join()

    def _join(self) -> None:
        """출력 통로가 이어질 때까지 기다린다. 잇기 전에 나온 출력은 사라지기 때문이다."""
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline:
            self._send("kernel_info_request", {}, {})
            ready = zmtp.wait([self.peers["iopub"]], 0.1)
            if ready and self.peers["iopub"].receive() is not None:
                return
        raise TimeoutError("출력 통로가 이어지지 않습니다.")

    def run(self, code: str, timeout: float, seed: int | None = None) -> Outcome:
        """셀 하나를 실행한다. 그에 앞서 커널이 난수의 시드를 정한다."""
        return self._execute(code, timeout, {"seed": seed}, counts=True)

    def settle(self, timeout: float) -> None:
        """라이브러리를 바꾸는 주어진 셀 앞에서, 학생이 바꾼 것을 시험관이 되돌리게 한다."""
        self._ask("_e.settle()", {"nonce": secrets.token_hex(16)}, timeout)

    def capture(self, source: str, names: list[str], adopt: bool, timeout: float) -> None:
        """믿는 셀이 방금 정의한 이름과, adopt이면 바꾼 것을 시험관이 적어 두게 한다."""
        request = {"source": source, "names": names, "adopt": adopt}
        self._ask("_e.capture()", request | {"nonce": secrets.token_hex(16)}, timeout)

    def examine(self, request: dict, timeout: float, *, later: bool = False) -> Outcome:
        """검사 하나를 맡긴다. 시험관이 끝까지 돌고 답해야만 판정이 있다.

        later는 검사의 맨 위에 await가 있는지다.
        """
        what = "await _e.examine_later()" if later else "_e.examine()"
        return self._ask(what, request | {"nonce": secrets.token_hex(16)}, timeout, counts=True)

    def _ask(self, what: str, request: dict, timeout: float, *, counts: bool = False) -> Outcome:
        code = f"import warmgrade.kernel.inside.examiner as _e; {what}"
        try:
            if not drain(self.channel):
                return Outcome(status="dead", alive=False)
            self.channel.settimeout(GRACE)
            send(self.channel, request)
        except OSError:
            return Outcome(status="dead", alive=False)
        outcome = self._execute(code, timeout, counts=counts)
        if outcome.alive:
            with contextlib.suppress(OSError, ValueError, TypeError):
                answer = receive(self.channel)
                if isinstance(answer, dict) and answer.get("nonce") == request["nonce"]:
                    outcome.verdict = answer
        return outcome

    def _execute(
        self, code: str, timeout: float, note: dict | None = None, *, counts: bool = False
    ) -> Outcome:
        """note는 학생의 셀에만 붙는다. counts는 노트북에 있는 셀이어서 실행 번호를 세는지다."""
        outcome = self._try(code, timeout, note, counts)
        for _ in range(_AGAIN):
            # 학생이 커널에 따로 보낸 부탁이 오류로 끝나면, 기다리던 우리의 부탁도 물린다.
            if not outcome.aborted or not outcome.alive:
                break
            outcome = self._try(code, timeout, note, counts)
        return outcome

    def _try(self, code: str, timeout: float, note: dict | None, counts: bool) -> Outcome:
        began = time.monotonic()
        outcome = Outcome()
        # 앞의 셀이 출력을 쏟았어도 다음 셀은 조금은 쓸 수 있다.
        self.budget = max(self.budget, LEAST_OUTPUT)
        self.flood = FLOOD * max(self.output_bytes, LEAST_OUTPUT)
        content = {"code": code, "silent": False, "store_history": counts}
        content |= {"user_expressions": {}, "allow_stdin": False, "stop_on_error": True}
        ended: dict[str, float] = {}
        deadline = began + timeout
        try:
            request = self._send("execute_request", content, {"warmgrade": note or {}})
            while not self._over(ended):
                if time.monotonic() > deadline:
                    if outcome.status in ("timeout", "flood"):
                        raise TimeoutError
                    outcome.status, deadline = "timeout", self._interrupt()
                if self._listen(request, outcome, ended, deadline) and outcome.status == "ok":
                    outcome.status, deadline = "flood", self._interrupt()
        except TimeoutError:
            outcome.alive = False
            self.kernel.kill()
        except OSError:
            outcome.status, outcome.alive = "dead", False
            self.kernel.kill()
        outcome.seconds = time.monotonic() - began
        if outcome.status == "ok" and any(o.output_type == "error" for o in outcome.outputs):
            outcome.status = "error"
        return outcome

    def _send(self, kind: str, content: dict, metadata: dict) -> str:
        """부탁을 보내고 그 번호를 돌려준다. Raises: OSError"""
        number, frames = messages.request(self.signer, kind, content, metadata)
        self.peers["shell"].send(frames, GRACE)
        return number

    def _over(self, ended: dict[str, float]) -> bool:
        """셀이 끝났는지. 끝을 알리는 두 소식 가운데 하나는 사라졌을 수 있다."""
        return len(ended) == 2 or any(time.monotonic() - at > GRACE for at in ended.values())

    def _listen(
        self, request: str, outcome: Outcome, ended: dict[str, float], deadline: float
    ) -> bool:
        """온 메시지를 읽는다. 출력이 끝없이 쏟아지면 True. Raises: OSError"""
        peers = list(self.peers.values())
        ready = zmtp.wait(peers, min(deadline - time.monotonic(), _PATIENCE))
        if not ready and self.kernel.poll() is not None:
            raise zmtp.Hangup("커널이 끝남")
        for peer in ready:
            lost = peer.dropped
            frames = peer.receive()
            if peer.dropped > lost:
                outcome.dropped = True
                self.flood -= peer.largest
            message = messages.read(self.signer, frames) if frames else None
            if message is None:
                outcome.dropped |= frames is not None
                self.flood -= sum(map(len, frames or ()))
            elif message.parent == request:
                if peer is self.peers["shell"]:
                    if message.kind == "execute_reply":
                        ended["reply"] = time.monotonic()
                        outcome.aborted = message.content.get("status") == "aborted"
                elif message.kind == "status":
                    if message.content.get("execution_state") == "idle":
                        ended["idle"] = time.monotonic()
                elif message.kind == "execute_input":
                    outcome.count = messages.count(message.content)
                else:
                    self._collect(message, outcome)
        return self.flood < 0

    def _interrupt(self) -> float:
        self.kernel.send_signal(signal.SIGINT)
        return time.monotonic() + GRACE

    def _collect(self, message: messages.Message, outcome: Outcome) -> None:
        """출력을 모은다. 한도를 넘은 것은 버린다."""
        self.flood -= message.size
        if message.kind == "clear_output":
            outcome.outputs.clear()
            return
        output = messages.output(message)
        if output is None:
            outcome.dropped |= message.kind in ("stream", "display_data", "execute_result", "error")
            return
        if message.size + 100 > self.budget:
            outcome.dropped = True
            return
        self.budget -= message.size + 100
        last = outcome.outputs[-1] if outcome.outputs else None
        if output.output_type == "stream" and last and last.get("name") == output.name:
            last.text += output.text
        else:
            outcome.outputs.append(output)

    def close(self) -> dict:
        """커널을 끝내고 남긴 것을 거두고 폴더를 지운다. 쓴 CPU 초와 메모리 최고점을 돌려준다."""
        if self.kernel is not None:
            self.kernel.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.kernel.wait(10)
        for peer in self.peers.values():
            peer.close()
        if getattr(self, "channel", None) is not None:
            self.channel.close()
        self._gather()
        shutil.rmtree(self.folder, ignore_errors=True)
        return dict(self.kernel.usage) if self.kernel is not None else {}

    def _gather(self) -> None:
        # 가두지 않은 커널은 이 폴더에 바로 썼다.
        seen = self.kernel.folder if self.kernel is not None else None
        with contextlib.suppress(OSError):
            place = self.folder / "work" if seen is None else "."
            folder = os.open(place, os.O_RDONLY | os.O_CLOEXEC, dir_fd=seen)
            try:
                self.leftovers = collect(folder, self.before)
            finally:
                os.close(folder)
        if seen is not None:
            os.close(seen)
