"""묶음을 읽은 것: 누구의 어느 파일인지."""

import contextlib
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo

from ..findings import Finding
from .archive import Member


@dataclass(frozen=True)
class Owner:
    """묶음이 가리키는 사람.

    Attributes:
        key: 이 묶음 안에서 같은 사람이면 같은 것.
        folder: 명단이 없을 때 쓸 폴더의 이름.
        marks: 명단과 견줄 번호와 아이디와 이메일.
        lms, lms_id: LMS의 이름과 그 LMS가 적은 번호.
    """

    key: tuple[str, ...]
    folder: str
    name: str = ""
    marks: tuple[str, ...] = ()
    lms: str = ""
    lms_id: str = ""


@dataclass(frozen=True)
class Piece:
    """한 사람의 파일 하나.

    Attributes:
        file: 학생의 폴더에서의 경로. 비어 있으면 놓지 않는다.
        place: 묶음에서 그 사람을 가리킨 자리. 한 사람에게 여럿이면 견주어 보아야 한다.
        old: 같은 사람이 다시 낸 것이 있어 받지 않을 것.
    """

    owner: Owner
    file: str
    member: Member
    place: str
    at: datetime | None = None
    late: bool = False
    old: bool = False


@dataclass
class Reading:
    """묶음을 읽은 것.

    Attributes:
        aside: 학생의 것이 아닌 파일의 이름.
        questions: 하나라도 있으면 아무것도 놓지 않는다.
        how: 어떤 묶음으로 읽었는지.
        nobodys: 이름 짓는 법은 따르지만 누구의 것인지 적혀 있지 않은 파일.
    """

    pieces: list[Piece] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    questions: list[Finding] = field(default_factory=list)
    how: str = ""
    nobodys: set[str] = field(default_factory=set)

    @property
    def seen(self) -> set[str]:
        """이름 짓는 법을 따르는 파일."""
        return {piece.member.name for piece in self.pieces} | self.nobodys


def found(member: Member, pattern: re.Pattern[str]) -> tuple[re.Match[str], str] | None:
    """(맞는 조각, 그 아래의 경로). 묶음을 감싼 폴더는 지나간다."""
    parts = member.name.split("/")
    for depth, part in enumerate(parts):
        if match := pattern.fullmatch(part):
            return match, "/".join(parts[depth + 1 :])
    return None


def only_last(pieces: list[Piece]) -> list[Piece]:
    """여러 번 낸 사람의 앞서 낸 것에 표시한다."""
    times: dict[tuple[str, ...], datetime] = {}
    for piece in pieces:
        if piece.at:
            times[piece.owner.key] = max(piece.at, times.get(piece.owner.key, piece.at))
    return [
        piece if piece.at == times.get(piece.owner.key) else replace(piece, old=True)
        for piece in pieces
    ]


def utc(moment: datetime | None, zone: tzinfo | None) -> datetime | None:
    if moment is None:
        return None
    with contextlib.suppress(ValueError, OverflowError, OSError):
        return (moment.replace(tzinfo=zone) if zone else moment).astimezone(UTC)
    return None
