"""명단에 있는 사람을 파일의 경로에서 찾아 나눈다.

바깥쪽 폴더에 적힌 것이 안쪽의 것을 이긴다. 학생의 폴더에 든 것은 무엇이든 그 학생이 낸 것이다.
"""

import unicodedata
from collections import defaultdict
from functools import cache

from ..findings import Finding, shown
from .archive import Member
from .freeform import named
from .kinds import is_work
from .pieces import Owner, Piece, Reading
from .roster import Match, Pupil, Roster
from .whose import Reader


def call(members: list[Member], roster: Roster, reader: Reader, assignment: str) -> Reading:
    """명단으로 읽는다. 명단에 없는 사람의 것이 있으면 묻는다."""
    reading = Reading(how="명단의 사람이 적힌 묶음")
    find = cache(roster.find)
    containers = _containers([m.name for m in members if is_work(m.name)], find)
    strangers, vague = [], set()
    for member in members:
        parts = member.name.split("/")
        chosen, place, unclear = Match(), "", ""
        for depth, part in enumerate(parts):
            prefix = "/".join(parts[: depth + 1])
            match = find(part)
            if match.unclear:
                unclear = unclear or part
            elif match.pupils and prefix not in containers:
                chosen, place = match, prefix
                break
        if not chosen.pupils:
            if not is_work(member.name):
                reading.aside.append(member.name)
            elif unclear:
                vague.add(unclear)
            else:
                strangers.append(member.name)
            continue
        inner = member.name[len(place) + 1 :].removeprefix(f"{assignment}/") or parts[-1]
        late = any(reader.folder(part).late for part in place.split("/"))
        for pupil in chosen.pupils:
            reading.pieces.append(Piece(owner_of(pupil), inner, member, place, None, late))
    if strangers:
        text = f"명단에 있는 사람의 학번이나 이름이 적혀 있지 않습니다: {named(strangers)}."
        reading.questions.append(Finding("unknown-student", text, level="refused"))
    for part in sorted(vague):
        text = (
            f"명단으로도 누구인지 정할 수 없습니다: '{shown(part)}'. "
            "같은 이름이 여럿이거나 번호와 이름이 다른 사람의 것입니다. 학번을 적어 주세요."
        )
        reading.questions.append(Finding("several-people", text, level="refused"))
    return reading


def owner_of(pupil: Pupil, lms: str = "", lms_id: str = "") -> Owner:
    number = unicodedata.normalize("NFC", pupil.id).casefold()
    return Owner(("roster", number), pupil.id, pupil.name, (), lms, lms_id)


def _containers(works: list[str], find) -> set[str]:
    """사람의 이름이 적혔지만 다른 사람들의 것을 담은 폴더. 조교의 이름을 단 폴더 같은 것이다."""
    inside: dict[str, set[Pupil]] = defaultdict(set)
    for path in works:
        parts = path.split("/")
        for depth in range(len(parts) - 1):
            prefix = "/".join(parts[: depth + 1])
            mine = set(find(parts[depth]).pupils)
            for part in parts[depth + 1 :]:
                inside[prefix] |= set(find(part).pupils) - mine
    return {prefix for prefix, pupils in inside.items() if len(pupils) > 1}
