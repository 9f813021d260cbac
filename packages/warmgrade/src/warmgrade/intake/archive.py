"""압축 파일을 믿지 않고 읽는다.

어떤 바이트가 와도 예외 대신 까닭을 말하고, 풀기 전에 크기를 본다. 이름은 ZIP 규격(APPNOTE)의 UTF-8
표식이 없으면 윈도우 한글판이 쓰는 CP949로도 읽어 본다.
"""

import contextlib
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from ..findings import MB, Finding, Limits, Refused, shown, size

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_LONGEST_NAME, _LONGEST_PATH = 200, 500
_ENTRY = b"PK\x01\x02"
# 한글을 CP949로 적은 바이트를 CP437로 읽으면 언제나 이 상자 글자가 섞인다.
_BOXES = {chr(code) for code in range(0x2500, 0x25A0)}


@dataclass(frozen=True)
class Member:
    """묶음 속의 파일.

    Attributes:
        name: NFC로 적은 상대 경로. 묶음 밖을 가리키지 않는다.
        read: 한도(바이트)를 주면 내용을 돌려준다. 받을 수 없는 파일이면 Refused를 일으킨다.
        time: 묶음에 적힌 시각. 시간대는 없다.
    """

    name: str
    read: Callable[[int], bytes]
    time: datetime | None = None


def open_zip(source: Path | BinaryIO, most: int) -> zipfile.ZipFile:
    """파일이 most개를 넘지 않는 압축을 연다. Raises: Refused"""
    try:
        # zipfile은 목록을 한꺼번에 기억에 담으므로, 몇 개인지부터 센다.
        count = _count(source)
        if count > most:
            text = f"압축 속의 파일이 {count:,}개로 한도 {most:,}개를 넘어 열지 않았습니다."
            raise Refused("too-many-files", text)
        return zipfile.ZipFile(source)
    except Refused:
        raise
    except Exception:
        raise Refused(
            "broken-archive",
            "압축 파일이 깨졌거나 zip이 아니어서 열지 못했습니다. 다시 내려받으세요.",
        ) from None


def members(archive: zipfile.ZipFile, limits: Limits) -> Iterator[Member | Finding]:
    """압축 속의 파일을 이름 순서로. 누구의 것인지도 알 수 없게 나쁜 이름은 그 까닭을 낸다."""
    for info in sorted(archive.infolist(), key=lambda i: i.filename):
        name = _name(info)
        # is_dir은 이름이 비어 있으면 IndexError를 낸다.
        if info.filename.endswith("/") or name.endswith("/"):
            continue
        mode = info.external_attr >> 16
        if not name:
            text = "압축 속에 이름이 없는 파일이 있어서 뺐습니다. 압축을 다시 만들어 내게 하세요."
            yield Finding("nameless", text, level="refused")
        elif not is_safe(name):
            text = f"압축 속의 '{shown(name)}' 파일은 폴더 밖을 가리키는 이름이어서 뺐습니다."
            top, _, rest = name.partition("/")
            if rest and is_safe(inside := f"{top}/{rest.rpartition('/')[2]}"):
                yield Member(inside, _refusal("path-escape", text))
            else:
                yield Finding("path-escape", text, level="refused")
        elif stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            text = f"압축 속의 '{shown(name)}' 파일은 링크이거나 보통 파일이 아니어서 뺐습니다."
            yield Member(name, _refusal("link-refused", text))
        else:
            yield Member(name, _reader(archive, info, name, limits), _time(info))


def is_safe(name: str) -> bool:
    """폴더 밖으로 나가지 않는 상대 경로인지."""
    parts = name.split("/")
    return (
        not any(part in ("", ".", "..") for part in parts)
        and not any(unicodedata.category(c) in ("Cc", "Cs") for c in name)
        and parts[0][1:2] != ":"
    )


def recovered(name: str) -> str:
    """CP949로 적은 한글 이름을 CP437로 잘못 읽은 것이면 되돌린다."""
    if not _BOXES & set(name):
        return name
    with contextlib.suppress(UnicodeError):
        korean = name.encode("cp437").decode("cp949")
        if any("가" <= c <= "힣" for c in korean):
            return korean
    return name


def _count(source: Path | BinaryIO) -> int:
    """압축의 목록에 적힐 수 있는 파일의 수. 실제보다 많을 수는 있어도 적을 수는 없다."""
    with contextlib.ExitStack() as stack:
        stream = stack.enter_context(source.open("rb")) if isinstance(source, Path) else source
        stream.seek(0)
        count, tail = 0, b""
        while piece := stream.read(1 << 20):
            piece = tail + piece
            count += piece.count(_ENTRY)
            tail = piece[-3:]
        stream.seek(0)
        return count


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
    name = recovered(unicodedata.normalize("NFC", name.replace("\\", "/")))
    name = "".join("_" if unicodedata.category(c) in ("Cc", "Cs") else c for c in name)
    first, *rest = name.split("/")
    parts = [first, *(part for part in rest[:-1] if part), *rest[-1:]]
    while len(parts) > 1 and parts[0] == ".":
        parts = parts[1:]
    parts = [_fitting(part) for part in parts]
    if sum(map(len, parts)) > _LONGEST_PATH:
        parts = [parts[0], parts[-1]]
    return "/".join(parts)


def _fitting(part: str) -> str:
    """파일 시스템이 받는 길이로 줄인 이름. 확장자는 남긴다."""
    if len(part.encode()) <= _LONGEST_NAME:
        return part
    stem, dot, extension = part.rpartition(".")
    if not stem or len(extension) > 10:
        stem, dot, extension = part, "", ""
    return stem.encode()[:_LONGEST_NAME].decode(errors="ignore") + dot + extension


def _time(info: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*info.date_time)
    except ValueError:
        return None


def _refusal(code: str, text: str) -> Callable[[int], bytes]:
    def read(most: int) -> bytes:
        raise Refused(code, text)

    return read


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
        except Exception:
            raise Refused(
                "broken-archive",
                f"압축 속의 '{shown(name)}' 파일이 깨졌거나 모르는 방식으로 압축되어 있어 "
                "읽지 못했습니다.",
            ) from None

    return read
