"""Blackboard의 「Assignment File Download」. 이것을 쓰는 e-class도 같다.

파일의 이름은 「과제의 제목_아이디_attempt_낸 때_파일」이고, 낸 사람마다 글 파일이 하나씩 있다.
"""

import contextlib
import re
from datetime import datetime, tzinfo

from ..findings import Finding, Refused, shown
from .archive import Member
from .pieces import Owner, Piece, Reading, found, only_last, utc
from .whose import Reader

_NAME = re.compile(
    r"(?P<head>.+?)_(?:attempt|시도)_(?P<at>\d{4}(?:-\d{1,2}){5})(?:_(?P<file>.+)|(?P<note>\.txt))?"
)
_NOTE = re.compile(r"(?:Name|이름|성명)\s*:\s*(?P<name>.*?)\s*\((?P<id>[^()]+)\)\s*$")
_NOTE_BYTES = 1 << 16
# 로마자로 적은 흔한 성.
_SURNAME = re.compile(
    "kim|lee|yi|park|choi|jung|jeong|kang|cho|yoon|jang|lim|im|han|oh|seo|shin|kwon|hwang|ahn|an"
    "|song|ryu|hong|jeon|ko"
)
# 이만큼이나 많은 학생의 아이디가 같은 말로 시작하지는 않는다.
_CROWD = 4


def read(
    members: list[Member], reader: Reader, notebooks: tuple[str, ...], zone: tzinfo | None
) -> Reading | None:
    hits = [(m, *hit) for m in members if (hit := found(m, _NAME)) and _clock(hit[0])]
    if not hits:
        return None
    reading = Reading(how="Blackboard의 묶음")
    users, names = {}, {}
    for member, match, _ in hits:
        if match["note"] and (told := _note(member)) and match["head"].endswith(f"_{told[1]}"):
            users[match["head"]], names[told[1]] = told[1], told[0]
    heads = {match["head"] for _, match, _ in hits}
    titles = {head.removesuffix(user) for head, user in users.items()}
    for head in sorted(heads - users.keys()):
        known = [title for title in titles if head.startswith(title) and head != title]
        if known:
            users[head] = head.removeprefix(max(known, key=len))
    if rest := heads - users.keys():
        title = _title(rest, reader)
        if title is None:
            text = (
                "어디까지가 과제의 제목이고 어디부터가 학생의 아이디인지 알 수 없습니다: "
                f"'{shown(min(rest))}'."
            )
            reading.questions.append(Finding("two-readings", text, level="refused"))
            title = ""
        users |= {head: head.removeprefix(title) for head in rest}
    for member, match, rest in hits:
        user, moment = users[match["head"]], utc(_clock(match), zone)
        owner = Owner(
            ("blackboard", user.casefold()), user, names.get(user, ""), (user,), "blackboard", user
        )
        file = "" if match["note"] else rest or match["file"] or ""
        reading.pieces.append(Piece(owner, file, member, match["at"], moment))
    reading.pieces = only_last(reading.pieces)
    return reading


def _title(heads: set[str], reader: Reader) -> str | None:
    """「제목_아이디」들에서 제목과 밑줄. 아이디에도 밑줄이 있을 수 있다."""
    split = [head.split("_") for head in heads]
    if any(len(parts) < 2 for parts in split):
        return None
    longest = 0
    while all(len(p) > longest + 1 for p in split) and len({p[longest] for p in split}) == 1:
        longest += 1
    if not longest:
        return None
    known = 0
    while known < longest and not reader.file(split[0][known]).label:
        known += 1
    # 과제를 가리키는 낱말 뒤의 성은 아이디의 것이다. 그 밖의 것은 넷이 넘게 함께 가져야 제목이다.
    if longest > known and _SURNAME.fullmatch(split[0][known].casefold()):
        longest = known
    elif longest > max(known, 1) and len(heads) < _CROWD:
        return None
    return "_".join(split[0][:longest]) + "_" if longest else None


def _note(member: Member) -> tuple[str, str] | None:
    """Blackboard가 함께 넣는 글의 첫 줄에서 (이름, 아이디)."""
    with contextlib.suppress(Refused):
        text = member.read(_NOTE_BYTES).decode("utf-8-sig", "replace")
        if match := _NOTE.match(text.partition("\n")[0].strip()):
            return match["name"], match["id"]
    return None


def _clock(match: re.Match[str]) -> datetime | None:
    with contextlib.suppress(ValueError):
        return datetime(*(int(part) for part in match["at"].split("-")))
    return None
