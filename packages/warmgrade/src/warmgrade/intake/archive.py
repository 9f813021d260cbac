"""압축 파일을 믿지 않고 읽는다."""

import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from ..findings import MB, Finding, Limits, Refused, shown, size

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    MemoryError,
)


@dataclass(frozen=True)
class Member:
    """묶음 속의 보통 파일.

    Attributes:
        name: NFC로 적은 상대 경로. 묶음 밖을 가리키지 않는다.
        read: 한도(바이트)를 주면 내용을 돌려준다. Refused를 일으킬 수 있다.
        time: 묶음에 적힌 시각. 시간대는 없다.
    """

    name: str
    read: Callable[[int], bytes]
    time: datetime | None = None


def open_zip(source: Path | BinaryIO) -> zipfile.ZipFile:
    """Raises: Refused"""
    try:
        return zipfile.ZipFile(source)
    except _BROKEN:
        raise Refused(
            "broken-archive", "압축 파일이 깨져 있어 열지 못했습니다. 다시 내려받으세요."
        ) from None


def members(archive: zipfile.ZipFile, limits: Limits) -> Iterator[Member | Finding]:
    """압축 속의 파일을 이름 순서로. 받을 수 없는 것은 그 까닭을 낸다."""
    for info in sorted(archive.infolist(), key=lambda i: i.filename):
        name = _name(info)
        if info.is_dir() or name.endswith("/"):
            continue
        mode = info.external_attr >> 16
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            text = f"압축 속의 '{shown(name)}' 파일은 링크이거나 보통 파일이 아니어서 뺐습니다."
            yield Finding("link-refused", text, level="refused")
        elif not is_safe(name):
            text = f"압축 속의 '{shown(name)}' 파일은 폴더 밖을 가리키는 이름이어서 뺐습니다."
            yield Finding("path-escape", text, level="refused")
        else:
            yield Member(name, _reader(archive, info, name, limits), _time(info))


def is_safe(name: str) -> bool:
    """폴더 밖으로 나가지 않는 상대 경로인지."""
    parts = name.split("/")
    return (
        not any(part in ("", ".", "..") or len(part.encode()) > 255 for part in parts)
        and not any(unicodedata.category(c) in ("Cc", "Cs") for c in name)
        and parts[0][1:2] != ":"
        and len(name) <= 500
    )


def _name(info: zipfile.ZipInfo) -> str:
    """윈도우 한글 압축은 CP949로, 맥은 표시 없이 UTF-8로 이름을 적는다."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        for encoding in ("utf-8", "cp949"):
            try:
                name = raw.decode(encoding) or name
                break
            except UnicodeDecodeError:
                continue
    name = name.encode("utf-8", "replace").decode()
    return unicodedata.normalize("NFC", name.replace("\\", "/")).removeprefix("./")


def _time(info: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*info.date_time)
    except ValueError:
        return None


def _reader(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, limits: Limits
) -> Callable[[int], bytes]:
    def read(most: int) -> bytes:
        if info.flag_bits & _ENCRYPTED:
            raise Refused("encrypted", f"'{shown(name)}'에 암호가 걸려 있어 열지 못했습니다.")
        if info.file_size > 10 * MB and info.file_size > limits.ratio * max(info.compress_size, 1):
            raise Refused(
                "zip-bomb",
                f"'{shown(name)}' 파일은 풀면 {limits.ratio}배 넘게 커져서 받지 않았습니다.",
            )
        if info.file_size > most:
            raise Refused(
                "too-large",
                f"'{shown(name)}' 파일을 풀면 한도 {size(most)}를 넘어 받지 않았습니다.",
            )
        try:
            with archive.open(info) as stream:
                return stream.read(most)
        except _BROKEN:
            raise Refused(
                "broken-archive", f"압축 속의 '{shown(name)}' 파일이 깨져 있어 읽지 못했습니다."
            ) from None

    return read
