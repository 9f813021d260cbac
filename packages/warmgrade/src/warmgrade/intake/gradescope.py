"""Gradescope의 「Export Submissions」.

`submission_번호/` 폴더들과, 그것이 누구의 것인지 적은 `submission_metadata.yml`이 있다.
조별로 낸 것에는 여러 사람이 적혀 있다.
"""

import contextlib
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from ..findings import Finding, Refused
from .archive import Member
from .kinds import is_work
from .pieces import Owner, Piece, Reading, found
from .whose import Reader

_NAME = re.compile(r"(?P<id>submission_\d+)(?P<extension>\.[A-Za-z]+)?")
_YAML = re.compile(r"(?P<indent> *)(?P<item>- +)?['\"]?:?(?P<key>\w+)['\"]?:\s*(?P<value>.*)")
_METADATA = "submission_metadata.yml"
_METADATA_BYTES = 64 << 20


def read(
    members: list[Member], reader: Reader, notebooks: tuple[str, ...], zone: tzinfo | None
) -> Reading | None:
    hits = [(m, *hit) for m in members if (hit := found(m, _NAME))]
    if not hits:
        return None
    reading = Reading(how="Gradescope의 묶음")
    notes = [member for member in members if member.name.rpartition("/")[2] == _METADATA]
    told: dict[str, _Submitted] = {}
    if notes:
        # 학생도 같은 이름의 파일을 낼 수 있으므로 가장 바깥의 것만 믿는다.
        note = min(notes, key=lambda member: member.name.count("/"))
        depth = note.name.count("/")
        hits = [hit for hit in hits if _NAME.fullmatch(hit[0].name.split("/")[depth])]
        try:
            told = _submitted(note.read(_METADATA_BYTES).decode("utf-8", "replace"))
        except Refused as refused:
            reading.questions.append(refused.finding)
    unknown = set()
    for member, match, rest in hits:
        submitted = told.get(match["id"])
        if not submitted or not submitted.people:
            unknown.add(match["id"])
            reading.nobodys.add(member.name)
            continue
        for person in submitted.people:
            marks = tuple(mark for mark in (person.get("sid"), person.get("email")) if mark)
            name = person.get("name", "")
            folder = marks[0] if marks else name
            owner = Owner(
                ("gradescope", folder.casefold()), folder, name, marks, "gradescope", match["id"]
            )
            file = rest or member.name.rpartition("/")[2]
            reading.pieces.append(Piece(owner, file, member, match["id"], submitted.at))
    if unknown and not reading.pieces and not told and not _all_numbered(members):
        return None
    if unknown:
        text = (
            f"Gradescope의 {_METADATA} 파일이 없거나 그 안에 낸 사람이 적혀 있지 않습니다"
            f"({', '.join(sorted(unknown)[:3])}). 내려받은 묶음 전체를 그대로 주세요."
        )
        reading.questions.append(Finding("unknown-student", text, level="refused"))
    return reading


def _all_numbered(members: list[Member]) -> bool:
    """낸 것이 모두 `submission_번호` 폴더 안에 있는지. 한 학생이 지은 이름일 수도 있다."""
    works = [member.name for member in members if is_work(member.name)]
    return all(any(_NAME.fullmatch(part) for part in name.split("/")[:-1]) for name in works)


@dataclass
class _Submitted:
    people: list[dict[str, str]] = field(default_factory=list)
    at: datetime | None = None


def _submitted(text: str) -> dict[str, _Submitted]:
    """`submission_metadata.yml`에서 제출물마다 낸 사람과 낸 때. 다른 것은 읽지 않고 지나간다."""
    found: dict[str, _Submitted] = {}
    current, inside, depth = None, False, 0
    for line in text.splitlines():
        if match := re.fullmatch(r"['\"]?(submission_\d+)['\"]?:\s*", line):
            current, inside, depth = found.setdefault(match[1], _Submitted()), False, 0
        elif current is None or not (match := _YAML.fullmatch(line)):
            continue
        elif not match["item"] and len(match["indent"]) == (depth := depth or len(match["indent"])):
            inside = match["key"] == "submitters"
            if match["key"] == "created_at":
                current.at = _stamp(match["value"])
        elif inside and match["key"] in ("name", "sid", "email"):
            if match["item"] or not current.people:
                current.people.append({})
            if value := _scalar(match["value"]):
                current.people[-1][match["key"]] = value
    return found


def _scalar(text: str) -> str:
    """YAML의 한 줄짜리 값."""
    text = text.strip()
    if text.startswith('"'):
        with contextlib.suppress(ValueError):
            return str(json.loads(re.sub(r"\\x(?=[0-9A-Fa-f]{2})", r"\\u00", text))).strip()
    if text.startswith("'") and text.endswith("'"):
        return text[1:-1].replace("''", "'").strip()
    return "" if text in ("", "~", "null", "[]") else text


def _stamp(text: str) -> datetime | None:
    match = re.match(
        r"['\"]?(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)? ?(Z|UTC|[+-]\d\d:?\d\d)?", text
    )
    with contextlib.suppress(ValueError, TypeError):
        zone = (match[3] or "Z").replace("UTC", "+00:00").replace("Z", "+00:00")
        return datetime.fromisoformat(f"{match[1]}T{match[2]}{zone}").astimezone(UTC)
    return None
