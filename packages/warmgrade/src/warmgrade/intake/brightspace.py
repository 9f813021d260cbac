"""Brightspace(D2L)의 Assignments에서 내려받은 제출물.

폴더나 파일의 이름이 「사람의 번호-제출함의 번호 - 이름 - 낸 때」로 시작하고, 다시 낸 것도 있다.
낸 때는 언어에 따라 「Sep 24, 2024 926 PM」이나 「2024년 9월 24일 오후 926」처럼 적는다.
"""

import contextlib
import re
from datetime import datetime, tzinfo

from .archive import Member
from .pieces import Owner, Piece, Reading, only_last, utc
from .whose import Reader

_NUMBERS = re.compile(r"(?P<id>\d+)-\d+")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read(
    members: list[Member], reader: Reader, notebooks: tuple[str, ...], zone: tzinfo | None
) -> Reading | None:
    reading = Reading(how="Brightspace의 묶음")
    for member in members:
        parts = member.name.split("/")
        hits = ((depth, hit) for depth, part in enumerate(parts) if (hit := _split(part)))
        depth, (number, name, when, file) = next(hits, (0, ("", "", "", "")))
        if not number:
            continue
        # 이름 앞에 아이디를 적는 학교도 있다.
        login, _, rest_of_name = name.partition(" ")
        marks = (login, rest_of_name) if re.search(r"\d", login) and rest_of_name else ()
        key = ("brightspace", number, name.casefold())
        owner = Owner(key, f"{name}_{number}", name, marks, "brightspace", number)
        inner = "/".join(parts[depth + 1 :]) or file or parts[-1]
        reading.pieces.append(Piece(owner, inner, member, when, utc(_moment(when), zone)))
    reading.pieces = only_last(reading.pieces)
    return reading if reading.pieces else None


def _split(text: str) -> tuple[str, str, str, str] | None:
    """(사람의 번호, 이름, 낸 때, 파일). Brightspace의 이름이 아니면 None."""
    numbers, *rest = text.split(" - ")
    match = _NUMBERS.fullmatch(numbers)
    for place, said in enumerate(rest):
        if match and place and _YEAR.search(said) and re.search(r"\d", _YEAR.sub("", said)):
            name = " - ".join(rest[:place]).strip()
            return match["id"], name, said, " - ".join(rest[place + 1 :])
    return None


def _moment(text: str) -> datetime | None:
    year = _YEAR.search(text)
    left = _YEAR.sub(" ", text, count=1)
    clock = re.search(r"(?<!\d)(\d{1,2}):?(\d{2})\s*([AP]M|오전|오후)?\s*$", left, re.I)
    if not year or not clock:
        return None
    days = [int(number) for number in re.findall(r"\d+", left[: clock.start()])]
    word = re.search(r"[A-Za-z]{3,}", left[: clock.start()])
    with contextlib.suppress(ValueError, IndexError):
        month = _MONTHS.index(word[0][:3].lower()) + 1 if word else days.pop(0)
        hour, minute, half = int(clock[1]), int(clock[2]), (clock[3] or "").upper()
        if "오후" in left or half == "PM":
            hour = hour % 12 + 12
        elif "오전" in left or half == "AM":
            hour %= 12
        return datetime(int(year[1]), month, days[0], hour, minute)
    return None
