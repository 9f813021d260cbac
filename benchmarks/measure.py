"""명령 하나가 쓴 시간과 CPU와 메모리를 잰다."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from warmgrade.kernel.sandbox.watch import family

# 메모리를 더 자주 재면 재는 일이 실행을 늦춘다.
_EVERY = 1.0
console = Console(highlight=False)


@dataclass
class Cost:
    """명령 하나를 끝내는 데 든 것. CPU에는 끝난 자손의 것도 들어 있다.

    Attributes:
        memory: 모든 자손의 메모리를 더한 값의 최고점(바이트). 나누어 쓰는 것은 한 번만 센다.
        kernel: 서버가 갈라 낸 커널 하나가 혼자 쓰는 메모리의 최고점(바이트).
    """

    seconds: float = 0.0
    cpu: float = 0.0
    memory: int = 0
    kernel: int = 0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(
            self.seconds + other.seconds,
            self.cpu + other.cpu,
            max(self.memory, other.memory),
            max(self.kernel, other.kernel),
        )

    def __mul__(self, times: float) -> "Cost":
        return replace(self, seconds=self.seconds * times, cpu=self.cpu * times)


class CommandFailed(RuntimeError):
    """명령이 실패했다."""


def plain_environment() -> dict[str, str]:
    """커널을 미리 데워 두는 설정이 없는 환경 변수."""
    dropped = {"JUPYTER_DEFAULT_PROVISIONER_NAME", "WARMGRADE_PRELOAD", "WARMGRADE_COLD"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return kept | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def measure(
    label: str,
    command: list[str],
    folder: Path,
    environment: dict[str, str],
    done: Callable[[], str] = lambda: "",
) -> Cost:
    """명령을 실행하고 잰다. 도는 동안 지난 시간과 `done()`을 보여 준다.

    Raises:
        CommandFailed: 종료 코드가 0이 아닐 때.
    """
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    log = folder / f"{Path(command[0]).name}.log"
    with log.open("ab") as output, Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(label)
        began = time.monotonic()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=output
        )
        peak, kernel, due = 0, 0, began
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() > due:
                everyone = family(process.pid)
                peak = max(peak, sum(_sized(pid, ("Pss:",)) for pid in everyone))
                own = [_sized(pid, ("Private_Clean:", "Private_Dirty:")) for pid in everyone]
                forked = [size for pid, size in zip(everyone, own) if _forked(pid, process.pid)]
                kernel = max([kernel, *forked])
                due = time.monotonic() + _EVERY
                progress.update(task, description=f"{label} {done()}")
            time.sleep(0.05)
        seconds = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        tail = log.read_text(errors="replace")[-2000:]
        raise CommandFailed(f"{' '.join(command)}: 종료 코드 {process.returncode}\n{tail}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, peak, kernel)


def _sized(pid: int, names: tuple[str, ...]) -> int:
    """그 프로세스의 메모리(바이트). 그새 끝났으면 0."""
    try:
        with open(f"/proc/{pid}/smaps_rollup") as file:
            return sum(int(line.split()[1]) * 1024 for line in file if line.startswith(names))
    except OSError:
        return 0


def _forked(pid: int, root: int) -> bool:
    """명령이 띄운 프로세스가 다시 만든 프로세스인지."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            parent = int(file.read().rpartition(")")[2].split()[1])
    except OSError:
        return False
    return pid != root and parent != root


def fresh_copy(source: Path, target: Path) -> Path:
    """폴더의 사본. 설정이 gradebook의 자리를 폴더에서 찾으므로 사본마다 따로 채점할 수 있다."""
    shutil.copytree(source, target)
    return target


def load_note() -> str:
    """재는 동안 이 컴퓨터가 얼마나 바빴는지."""
    if not hasattr(os, "getloadavg"):
        return ""
    one, five, _ = os.getloadavg()
    return f"지난 1분과 5분의 부하 {one:.1f}, {five:.1f} (CPU {os.cpu_count()}개)"
