"""LMS가 한꺼번에 내려 주는 묶음이면, 그 LMS의 이름 짓는 법으로 읽는다.

Google Classroom과 Drive는 학생이 지은 이름을 그대로 주므로 `freeform`이 읽는다.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import tzinfo

from ..findings import Finding
from . import blackboard, brightspace, canvas, gradescope, moodle
from .archive import Member
from .freeform import named
from .kinds import is_work
from .pieces import Piece, Reading
from .whose import Reader

# 이름이 뚜렷한 것부터.
_LAYOUTS = (gradescope, moodle, blackboard, brightspace, canvas)


def read(
    members: list[Member], reader: Reader, notebooks: tuple[str, ...], zone: tzinfo | None
) -> Reading | None:
    """어느 LMS의 것이면 그렇게 읽는다. 아니면 None."""
    works = {member.name for member in members if is_work(member.name)}
    for layout in _LAYOUTS:
        reading = layout.read(members, reader, notebooks, zone)
        if reading is None:
            continue
        strangers = works - reading.seen
        # 다른 LMS에서 받은 이름 그대로 낸 학생이 몇 있을 수 있다.
        if 2 * len(strangers) > len(works):
            continue
        reading.aside += [m.name for m in members if m.name not in reading.seen | works]
        if strangers:
            text = (
                f"{reading.how}인데 이름이 그 꼴이 아니어서 누구의 것인지 알 수 없습니다: "
                f"{named(strangers)}."
            )
            reading.questions.append(Finding("unknown-student", text, level="refused"))
        reading.questions += _same_number(reading.pieces)
        return reading
    return None


def _same_number(pieces: list[Piece]) -> Iterator[Finding]:
    names: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for piece in pieces:
        if piece.owner.name:
            names[piece.owner.key][piece.owner.name] = None
    for called in names.values():
        if len(called) > 1:
            text = f"번호 하나를 {len(called)}명이 쓰고 있습니다: {named(called)}."
            yield Finding("one-number-two-names", text, level="refused")
