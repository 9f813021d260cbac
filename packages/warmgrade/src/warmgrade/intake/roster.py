"""명단: 누가 반에 있는지 적은 CSV. 있으면 누구의 것인지는 명단이 정한다.

학교의 출석부(학번, 이름, 이메일)와, LMS가 내보낸 표를 읽는다: Canvas의 성적부, Moodle의 성적과 채점
워크시트, Brightspace와 Blackboard의 성적, Gradescope의 명단. 엑셀이 저장하는 CP949와 UTF-8(BOM이
있든 없든)과 UTF-16을 안다.
"""

import csv
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ..findings import Refused, shown
from .words import trimmed

_MOST_BYTES, _MOST_ROWS, _HEADER_WITHIN = 8 << 20, 20_000, 12
# 열의 뜻 → 머리글. 앞의 것일수록 먼저 쓴다. 빈칸과 기호를 뺀 소문자로 견준다.
_COLUMNS = {
    "id": (
        *(
            "학번",
            "학생번호",
            "학적번호",
            "사번",
            "studentid",
            "studentnumber",
            "sisuserid",
            "idnumber",
        ),
        *("id번호", "orgdefinedid", "sid", "학생id", "교번"),
    ),
    "login": (
        "sisloginid",
        "loginid",
        "username",
        "userid",
        "아이디",
        "사용자아이디",
        "사용자이름",
    ),
    "canvas": ("id",),
    "participant": ("identifier", "식별자", "참가자번호"),
    "email": (
        "이메일",
        "이메일주소",
        "전자우편",
        "메일",
        "email",
        "emailaddress",
        "mail",
        "sisemail",
    ),
    "name": (
        "이름",
        "성명",
        "학생이름",
        "학생명",
        "학생",
        "fullname",
        "name",
        "student",
        "studentname",
    ),
    "first": ("firstname", "givenname", "first"),
    "last": ("lastname", "surname", "familyname", "last", "성"),
}
_NOT_PEOPLE = re.compile(r"(?i)\s*(?:points possible|test student|student, test|테스트 학생)\s*")
_WORD = re.compile(r"[가-힣]+|[^\W_]+?(?=[가-힣])|[^\W_]+")
_MOST_JOINED = 6


@dataclass(frozen=True)
class Pupil:
    """명단의 한 사람.

    Attributes:
        id: `submitted/` 아래의 폴더 이름으로 쓸 것: 학번, 없으면 아이디나 이메일이나 이름.
        numbers: LMS가 붙인 번호. (LMS, 번호).
    """

    id: str
    name: str = ""
    email: str = ""
    login: str = ""
    numbers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Match:
    """글에서 찾은 사람들.

    Attributes:
        pupils: 적힌 사람. 둘 이상이면 함께 낸 것이다.
        unclear: 같은 이름이 여럿이거나 이름과 번호가 어긋나 정할 수 없는지.
    """

    pupils: tuple[Pupil, ...] = ()
    unclear: bool = False


@dataclass
class Roster:
    """명단. 이름이나 번호로 사람을 찾는다."""

    pupils: list[Pupil]
    _keys: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _certain: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for place, pupil in enumerate(self.pupils):
            local = pupil.email.partition("@")[0]
            for text in {pupil.id, pupil.login, pupil.email, local} - {""}:
                self._keys[squeezed(text)].add(place)
                self._certain.add(squeezed(text))
            for name in _orders(pupil.name):
                self._keys[squeezed(name)].add(place)
        self._keys.pop("", None)

    def by_number(self, lms: str, number: str) -> Pupil | None:
        return next((p for p in self.pupils if (lms, number) in p.numbers), None)

    def named(self, marks: Iterable[str], name: str) -> Match:
        """번호나 아이디가 정하고, 그것으로 모르면 이름이 정한다."""
        for text in (*marks, name, name.rpartition("-")[2]):
            key = squeezed(text)
            if key in self._keys:
                places = self._keys[key]
                return Match(tuple(self.pupils[p] for p in places), len(places) > 1)
        return Match()

    def find(self, text: str) -> Match:
        """글에 적힌 사람. 가장 긴 것부터 겹치지 않게 찾는다."""
        words = _WORD.findall(unicodedata.normalize("NFC", text)[:300])
        sure: dict[int, set[bool]] = defaultdict(set)
        vague: list[set[int]] = []
        start = 0
        while start < len(words):
            for end in range(min(len(words), start + _MOST_JOINED), start, -1):
                key = squeezed("".join(words[start:end]))
                if key not in self._keys and end == start + 1:
                    key = squeezed(trimmed(words[start]))
                if key in self._keys:
                    places = self._keys[key]
                    if len(places) == 1:
                        sure[next(iter(places))].add(key in self._certain)
                    else:
                        vague.append(places)
                    start = end
                    break
            else:
                start += 1
        unclear = any(not places & sure.keys() for places in vague)
        # 한 사람은 번호로, 다른 사람은 이름으로만 적혔으면 어느 쪽이 틀린 것이다.
        unclear = unclear or len({frozenset(kinds) for kinds in sure.values()}) > 1
        return Match(tuple(self.pupils[place] for place in sorted(sure)), unclear)


def read_roster(path: Path) -> Roster:
    """명단을 읽는다. Raises: Refused"""
    rows = _rows(path)
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        columns = _columns(row)
        if columns.keys() & {"id", "login", "email", "name", "last"}:
            return Roster(_pupils(rows[number + 1 :], columns, path))
    raise Refused(
        "no-roster-columns",
        f"'{shown(path.name)}' 명단에서 학번이나 이름의 열을 찾지 못했습니다. "
        "첫 줄에 학번, 이름, 이메일 가운데 하나는 적으세요.",
    )


def squeezed(text: str) -> str:
    """빈칸과 기호와 대소문자의 차이를 없앤 글."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in text if c.isalnum())


def _rows(path: Path) -> list[list[str]]:
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except OSError:
        raise Refused("unreadable-roster", f"'{path}' 명단을 열지 못했습니다.") from None
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Refused(
            "roster-is-excel",
            f"'{shown(path.name)}' 명단이 엑셀 파일입니다. 엑셀에서 CSV로 저장해 주세요.",
        )
    if len(data) > _MOST_BYTES:
        raise Refused("roster-too-large", f"'{shown(path.name)}' 명단이 너무 큽니다.")
    text = _decoded(data).replace("\0", "")
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = max(",\t;", key=first.count)
    try:
        return [
            row for _, row in zip(range(_MOST_ROWS), csv.reader(io.StringIO(text), delimiter=mark))
        ]
    except csv.Error:
        raise Refused(
            "broken-roster", f"'{shown(path.name)}' 명단을 CSV로 읽을 수 없습니다."
        ) from None


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp949")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


def _columns(row: list[str]) -> dict[str, int]:
    heads = {squeezed(cell): number for number, cell in reversed(list(enumerate(row)))}
    found = {}
    for meaning, names in _COLUMNS.items():
        for name in names:
            if name in heads and heads[name] not in found.values():
                found[meaning] = heads[name]
                break
    # 한국어 Moodle은 성과 이름을 따로 적는다.
    if "last" in found and "name" in found and "first" not in found:
        found["first"] = found.pop("name")
    return found


def _pupils(rows: list[list[str]], columns: dict[str, int], path: Path) -> list[Pupil]:
    pupils: dict[str, Pupil] = {}
    for row in rows:
        cells = {m: _cell(row[n]) if n < len(row) else "" for m, n in columns.items()}
        name = cells.get("name") or _whole(cells.get("first", ""), cells.get("last", ""))
        if _NOT_PEOPLE.fullmatch(name) or not any(cells.values()):
            continue
        email, login = cells.get("email", ""), cells.get("login", "")
        key = cells.get("id") or login or email or name
        if not key:
            continue
        if re.fullmatch(r"\d(?:\.\d+)?[eE]\+\d+", key):
            raise Refused(
                "roster-rounded",
                f"'{shown(path.name)}' 명단에 엑셀이 모양을 바꾼 학번이 있습니다: {shown(key)}. "
                "그 열을 텍스트로 바꾸어 다시 저장하세요.",
            )
        if key in pupils:
            raise Refused(
                "roster-repeats",
                f"'{shown(path.name)}' 명단에 같은 학번이나 이름이 두 번 있습니다: {shown(key)}.",
            )
        numbers = [("canvas", cells["canvas"])] if cells.get("canvas") else []
        if part := re.search(r"\d+", cells.get("participant", "")):
            numbers.append(("moodle", part[0]))
        pupils[key] = Pupil(key, name, email, login, tuple(numbers))
    if not pupils:
        raise Refused("empty-roster", f"'{shown(path.name)}' 명단에 사람이 없습니다.")
    return list(pupils.values())


def _cell(text: str) -> str:
    """엑셀과 LMS가 덧붙인 것을 뗀 칸: ="20231234", '20231234, #20231234, 20231234.0."""
    text = unicodedata.normalize("NFC", text).strip()
    if match := re.fullmatch(r'="(.*)"', text):
        text = match[1]
    text = text.removeprefix("'").removeprefix("#").strip()
    return text.removesuffix(".0") if re.fullmatch(r"\d{4,}\.0", text) else text


def _whole(first: str, last: str) -> str:
    if re.search("[가-힣]", first + last):
        return last + first
    return f"{first} {last}".strip()


def _orders(name: str) -> set[str]:
    """「Kim, Minsu」와 「Minsu Kim」은 한 이름이다."""
    if not name:
        return set()
    words = re.split(r"[\s,]+", name.strip())
    found = {name, " ".join(words[1:] + words[:1]), " ".join(words[-1:] + words[:-1])}
    # 「김민수(컴퓨터공학과)」처럼 덧붙인 것.
    if plain := re.sub(r"\(.*?\)", "", name).strip():
        found.add(plain)
    return found
