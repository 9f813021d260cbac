"""Moodle의 「Download all submissions」(mod_assign). 이것을 쓰는 e-class도 같다."""

import re
from datetime import tzinfo

from .archive import Member
from .pieces import Owner, Piece, Reading, found, utc
from .whose import Reader

_NAME = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<file>.*))?")


def read(
    members: list[Member], reader: Reader, notebooks: tuple[str, ...], zone: tzinfo | None
) -> Reading | None:
    reading = Reading(how="Moodle의 묶음")
    for member in members:
        if not (hit := found(member, _NAME)):
            continue
        match, rest = hit
        name, number = match["name"].strip(), match["id"]
        owner = Owner(("moodle", number), f"{name}_{number}", name, (), "moodle", number)
        # 파일로 올린 것과 글로 쓴 것은 한 제출물의 두 부분이다.
        file = rest or match["file"] or ""
        reading.pieces.append(Piece(owner, file, member, number, utc(member.time, zone)))
    return reading if reading.pieces else None
