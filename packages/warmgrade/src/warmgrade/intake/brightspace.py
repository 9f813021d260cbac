"""Brightspace(D2L)의 Assignments에서 내려받은 제출물.

폴더나 파일의 이름이 「사람의 번호-제출함의 번호 - 이름 - 낸 때」로 시작하고, 다시 낸 것도 있다.
"""

import contextlib
import re
from datetime import datetime, tzinfo

from .archive import Member
from .pieces import Owner, Piece, Reading, found, only_last, utc
from .whose import Reader

# 「Sep 24, 2024 926 PM」, 「24 September 2024 926 PM」, 「2024년 9월 24일 오후 926」
_WHEN = (
    re.compile(
        r"(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2}), (?P<year>\d{4}) "
        r"(?P<clock>\d{1,4}) ?(?P<half>[AP]M)"
    ),
    re.compile(
        r"(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2,8}) (?P<year>\d{4}) "
        r"(?P<clock>\d{1,4}) ?(?P<half>[AP]M)?"
    ),
    re.compile(
        r"(?P<year>\d{4})년 (?P<month>\d{1,2})월 (?P<day>\d{1,2})일 "
        r"(?P<half>오전|오후) (?P<clock>\d{1,4})"
    ),
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PLAIN_WHEN = "|".join(re.sub(r"\?P<\w+>", "?:", pattern.pattern) for pattern in _WHEN)
_NAME = re.compile(rf"(?P<id>\d+)-\d+ - (?P<name>.+?) - (?P<at>{_PLAIN_WHEN})(?: - (?P<file>.+))?")


def read(
    members: list[Member], reader: Reader, notebooks: tuple[str, ...], zone: tzinfo | None
) -> Reading | None:
    reading = Reading(how="Brightspace의 묶음")
    for member in members:
        if not (hit := found(member, _NAME)):
            continue
        match, rest = hit
        name, number = match["name"].strip(), match["id"]
        # 이름 앞에 아이디를 적는 학교도 있다.
        login, _, rest_of_name = name.partition(" ")
        marks = (login, rest_of_name) if re.search(r"\d", login) and rest_of_name else ()
        owner = Owner(
            ("brightspace", number, name.casefold()),
            f"{name}_{number}",
            name,
            marks,
            "brightspace",
            number,
        )
        moment = utc(_when(match["at"]), zone)
        file = rest or match["file"] or ""
        reading.pieces.append(Piece(owner, file, member, match["at"], moment))
    reading.pieces = only_last(reading.pieces)
    return reading if reading.pieces else None


def _when(text: str) -> datetime | None:
    match = next((m for pattern in _WHEN if (m := pattern.fullmatch(text))), None)
    with contextlib.suppress(ValueError, AttributeError):
        month, half, clock = match["month"], match["half"], match["clock"]
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
        hour, minute = divmod(int(clock), 100) if len(clock) > 2 else (int(clock), 0)
        if half:
            hour = hour % 12 + (12 if half in ("PM", "오후") else 0)
        return datetime(int(match["year"]), number, int(match["day"]), hour, minute)
    return None
