"""갇힌 커널과 그 자손이 함께 쓰는 메모리와 프로세스 수를 서버에서 센다.

/proc에는 학생이 지은 프로그램의 이름이 그대로 있다. 글자라고 믿지 않고 바이트로 읽는다.
"""

import contextlib
import os
from dataclasses import dataclass

from .root import written
from .rules import Sandbox

_TICKS = os.sysconf("SC_CLK_TCK")
MOST_SOCKETS = 32


def family(pid: int) -> list[int]:
    """그 프로세스와 모든 자손. 커널이 이름공간의 1번이므로 빠져나가는 자손이 없다."""
    found, waiting = [], [pid]
    while waiting:
        current = waiting.pop()
        found.append(current)
        with contextlib.suppress(OSError):
            for task in os.listdir(f"/proc/{current}/task"):
                with open(f"/proc/{current}/task/{task}/children", "rb") as file:
                    waiting += map(int, file.read().split())
    return found


def _sizes(path: str, names: tuple[str, ...]) -> list[int]:
    """/proc의 `이름: 수 kB` 줄에서 읽은 바이트. 없는 줄은 0."""
    values = dict.fromkeys((name.encode() for name in names), 0)
    with open(path, "rb") as file:
        for line in file:
            name, _, rest = line.partition(b":")
            if name in values:
                values[name] += int(rest.split()[0]) * 1024
    return list(values.values())


def _resident(pid: int) -> int:
    """파일이 아닌 메모리. 서버와 아직 나누어 쓰는 것도 들어 있다."""
    try:
        return sum(_sizes(f"/proc/{pid}/status", ("RssAnon", "RssShmem")))
    except OSError:
        return 0


def _cpu(pid: int) -> float:
    """그 프로세스와 이미 거두어들인 자식이 쓴 시간(초)."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            fields = file.read().rpartition(b")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / _TICKS


def _own(pids: list[int], inherited: int) -> int:
    """나누어 쓰는 쪽은 나눈 만큼만 셈한, 정확하지만 느린 값."""
    alone = shared = 0
    for pid in pids:
        try:
            dirty, anonymous, shmem = _sizes(
                f"/proc/{pid}/smaps_rollup", ("Private_Dirty", "Pss_Anon", "Pss_Shmem")
            )
        except PermissionError:
            # 스스로를 들여다보지 못하게 한 프로세스는 나누어 쓰는 것이 없다고 본다.
            dirty = anonymous = _resident(pid)
            shmem = 0
        except OSError:
            continue
        alone += dirty
        shared += anonymous + shmem
    return max(alone, shared - inherited)


@dataclass
class Watch:
    """커널 하나를 지켜본다.

    Attributes:
        inherited: 서버에서 물려받은 메모리(바이트). 제출물의 것으로 치지 않는다.
        memory: 지금까지 본 가장 큰 사용량(바이트).
        cpu: 지금까지 본 모든 프로세스의 시간(초).
        before: 쓸 수 있는 폴더에 처음부터 있던 것(바이트).
        sockets: 커널의 소켓이 있는, 바깥에서도 보이는 폴더.
    """

    pid: int
    sandbox: Sandbox
    inherited: int
    memory: int = 0
    cpu: float = 0.0
    before: int | None = None
    sockets: str | None = None

    def _shares_root(self) -> bool:
        """새 뿌리를 만들지 못했는지. 만들었다면 tmpfs의 크기가 쓰기를 막으므로 셀 것이 없다."""
        try:
            return os.path.samefile(f"/proc/{self.pid}/root", "/")
        except OSError:
            return True

    def _crowded(self) -> bool:
        """소켓의 폴더를 파일로 채우는지. 커널은 다섯 개면 된다."""
        if self.sockets is None:
            return False
        try:
            with os.scandir(self.sockets) as found:
                return sum(1 for _ in zip(range(MOST_SOCKETS + 1), found)) > MOST_SOCKETS
        except OSError:
            return False

    def excess(self) -> str | None:
        """넘어선 한도의 이름, 없으면 None."""
        pids = family(self.pid)
        if len(pids) > self.sandbox.processes:
            return "processes"
        # 한꺼번에 죽은 자손의 시간은 아무에게도 셈해지지 않으므로 살아 있을 때 적어 둔다.
        self.cpu = max(self.cpu, sum(map(_cpu, pids)))
        resident = [_resident(pid) for pid in pids]
        # 물려받은 것까지 다 더해도 한도 안이면 자세히 볼 필요가 없다.
        if sum(resident) > self.sandbox.memory:
            own = _own(pids, self.inherited)
        else:
            own = sum(max(0, size - self.inherited) for size in resident)
        self.memory = max(self.memory, own)
        if own > self.sandbox.memory:
            return "memory"
        if self._crowded():
            return "disk"
        if self._shares_root():
            now = written(self.sandbox.writable)
            self.before = now if self.before is None else self.before
            if now - self.before > self.sandbox.disk:
                return "disk"
        return None


def resident_now() -> int:
    return _resident(os.getpid())
