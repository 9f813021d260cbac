"""cgroup v2를 맡겨 둔 컴퓨터에서는 메모리와 스레드 수를 리눅스가 직접 막게 한다.

감시(watch.py)는 몇 분의 1초마다 세므로 그 사이의 낭비까지 막지는 못한다. 맡기지 않은 컴퓨터에서는
아무 일도 하지 않고 감시에만 기댄다.
"""

import contextlib
import itertools
import os
from dataclasses import dataclass
from pathlib import Path

_HIERARCHY = Path("/sys/fs/cgroup")
_numbers = itertools.count()


@dataclass
class Group:
    """커널 하나를 담은 cgroup."""

    folder: Path

    def ran_out(self) -> bool:
        """메모리가 모자라 리눅스가 끝냈는지."""
        with contextlib.suppress(OSError):
            for line in (self.folder / "memory.events").read_text().splitlines():
                name, _, count = line.partition(" ")
                if name == "oom_kill" and count != "0":
                    return True
        return False

    def remove(self) -> None:
        with contextlib.suppress(OSError):
            self.folder.rmdir()


def delegated() -> Path | None:
    """이 프로세스의 이웃으로 cgroup을 만들 수 있는 폴더."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/cgroup").read_text().splitlines():
            if not line.startswith("0::/") or line == "0::/":
                continue
            # cgroup은 프로세스와 하위 cgroup을 함께 담지 못하므로 한 층 위에 만든다.
            parent = (_HIERARCHY / line.removeprefix("0::/")).parent
            enabled = (parent / "cgroup.subtree_control").read_text().split()
            writable = os.access(parent, os.W_OK) and os.access(parent / "cgroup.procs", os.W_OK)
            if {"memory", "pids"} <= set(enabled) and writable:
                return parent
    return None


def join(pid: int, parent: Path | None, memory: int, tasks: int) -> Group | None:
    """그 프로세스를 새 cgroup에 넣는다. 할 수 없으면 None."""
    if parent is None:
        return None
    group = Group(parent / f"warmgrade-{os.getpid()}-{next(_numbers)}")
    try:
        group.folder.mkdir()
        for name, value in (
            ("memory.max", memory),
            # 하나만 죽으면 나머지가 남으므로 함께 끝낸다.
            ("memory.oom.group", 1),
            ("pids.max", tasks),
            ("cgroup.procs", pid),
        ):
            (group.folder / name).write_text(str(value))
    except OSError:
        group.remove()
        return None
    # 스왑을 쓰지 않는 컴퓨터에는 이 파일이 없다.
    with contextlib.suppress(OSError):
        (group.folder / "memory.swap.max").write_text("0")
    return group
