"""커널이 작업 폴더에 남긴 것을 믿지 않고 거둔다.

커널이 죽은 뒤에 거두므로 읽는 동안 바뀌지 않는다. 링크는 따라가지 않고, 안전한 이름의 보통 파일만,
정한 수와 크기까지만 가져온다.
"""

import itertools
import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FILES = 500
TOTAL = 100_000_000
_DEPTH = 10
_SEEN = 10 * FILES
_NOISE = {"__pycache__", ".ipynb_checkpoints"}
_FOLDER = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | getattr(os, "O_DIRECTORY", 0)
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK

# 상대 경로 → (크기, 바뀐 때). "/"로 끝나는 이름은 폴더다.
Shape = dict[str, tuple[int, int]]


@dataclass
class Leftovers:
    """거둔 것.

    Attributes:
        written: 상대 경로 → 내용, 지워진 파일은 None. "/"로 끝나는 이름은 새로 생긴 빈 폴더다.
        refused: 이름이나 크기나 수 때문에 가져오지 않은 것.
    """

    written: dict[str, bytes | None] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


def shape_of(folder: Path) -> Shape:
    """커널이 뜨기 전의 폴더. 나중에 무엇이 달라졌는지 견줄 것이다."""
    found: Shape = {}
    for path in folder.rglob("*"):
        status = path.lstat()
        name = path.relative_to(folder).as_posix() + ("/" if path.is_dir() else "")
        found[name] = status.st_size, status.st_mtime_ns
    return found


def collect(folder: int, before: Shape) -> Leftovers:
    """열어 둔 폴더에서 달라진 것을 거둔다. 예외를 일으키지 않는다."""
    found = Leftovers()
    seen: set[str] = set()
    total = 0
    for name, place, status in itertools.islice(_visit(folder, "", 0, found), _SEEN):
        seen.add(name)
        room = len(found.written) < FILES
        if name.endswith("/"):
            if name not in before and room:
                found.written[name] = b""
            continue
        if before.get(name) == (status.st_size, status.st_mtime_ns):
            continue
        data = None
        if room and total + status.st_size <= TOTAL:
            data = _read(name.rpartition("/")[2], place, status.st_size)
        if data is None:
            found.refused.append(name)
        else:
            total += len(data)
            found.written[name] = data
    for name in before:
        if not name.endswith("/") and name not in seen and name not in found.refused:
            found.written[name] = None
    for name in [n for n in found.written if n.endswith("/")]:
        # 파일이 든 폴더는 그 파일이 말해 준다.
        if any(other != name and other.startswith(name) for other in found.written):
            del found.written[name]
    return found


def _visit(
    folder: int, prefix: str, depth: int, found: Leftovers
) -> Iterator[tuple[str, int, os.stat_result]]:
    """(이름, 들어 있는 폴더, 모습). 가져올 수 없는 것은 found에 적는다."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in itertools.islice(entries, _SEEN))
    except OSError:
        return
    for child in names:
        if child in _NOISE or child.endswith(".pyc"):
            continue
        try:
            status = os.stat(child, dir_fd=folder, follow_symlinks=False)
        except OSError:
            continue
        name = unicodedata.normalize("NFC", prefix + child)
        is_folder = stat.S_ISDIR(status.st_mode)
        if not _safe(child, name) or not (is_folder or stat.S_ISREG(status.st_mode)):
            found.refused.append(name.encode(errors="replace").decode())
        elif not is_folder:
            yield name, folder, status
        elif depth < _DEPTH:
            yield name + "/", folder, status
            try:
                inner = os.open(child, _FOLDER, dir_fd=folder)
            except OSError:
                continue
            try:
                yield from _visit(inner, name + "/", depth + 1, found)
            finally:
                os.close(inner)


def _safe(child: str, name: str) -> bool:
    odd = any(c in "\\:" or unicodedata.category(c) in ("Cc", "Cs") for c in child)
    return not child.startswith(".") and not odd and len(name) <= 500


def _read(child: str, folder: int, size: int) -> bytes | None:
    try:
        with open(os.open(child, _FILE, dir_fd=folder), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return None
            data = file.read(size + 1)
    except OSError:
        return None
    return data if len(data) == size else None
