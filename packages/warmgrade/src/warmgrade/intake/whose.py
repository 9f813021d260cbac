"""파일이나 폴더의 이름에서 사람을 가리키는 부분을 읽는다.

학번과 이메일과 이름만 남기고, 과제의 이름, 날짜, 「최종」이나 「의 사본」처럼 누구나 붙이는 낱말은
걷어 낸다. 무엇이 사람인지 한 이름만 보고는 모를 때가 있어, 견주어 볼 수 있게 조각으로 돌려준다.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from .words import is_copy, is_korean_name, is_late, is_work, personal

_EXTENSION = re.compile(
    r"(?i)(?:\.(?:ipynb|zip|html?|py|txt|json|pdf|docx?|hwpx?|md|csv|xlsx?|tsv|png|jpe?g|7z|rar"
    r"|egg|alz|tar|t?gz|xz|bz2))+$"
)
_EMAIL = r"(?P<email>[A-Za-z0-9][A-Za-z0-9_.+-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,6}(?![A-Za-z0-9]))"
# 시각까지 적은 것과 구분자가 있는 날짜는 학번일 수 없다.
_STAMP = (
    r"(?P<stamp>(?<!\d)(?:"
    r"(?:19|20)\d{2}[-._](?:0?[1-9]|1[0-2])[-._](?:0?[1-9]|[12]\d|3[01])(?![\d])"
    r"(?:[ T_-]+\d{1,2}(?:[-:.]\d{1,2}){1,2})?"
    r"|(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[T_-]?"
    r"(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?(?![\d]|-\d\d-)Z?(?:-\d{3})?(?!\d)"
    r"|(?:19|20)?\d{2}년 ?(?:\d{1,2}월)?(?: ?\d{1,2}일)?"
    r"|\d{1,2}월 ?\d{1,2}일"
    r"))"
)
_ID = r"(?P<id>(?<![0-9A-Za-z])(?:[A-Za-z]{0,12}\d{5,12}[A-Za-z]?|\d{4}-\d{4,6})(?![0-9A-Za-z]))"
_COUNT = r"(?P<count>\(\d{1,3}\))"
# 견본이나 익명의 이름. 뒤의 번호까지가 이름이다.
_ALIAS = (
    r"(?P<alias>(?<![0-9A-Za-z가-힣])(?:student|stud|stu|user|pupil|participant|학생|참가자)"
    r"[\s_-]*(?:\d{1,4}|[A-Za-z])(?![0-9A-Za-z]))"
)
_WORD = r"(?P<word>[가-힣]+(?:\d{1,4}(?!\d))?|\d{1,3}[가-힣]+|(?:(?![가-힣])[^\W_])+)"
_TOKEN = re.compile("|".join((_EMAIL, _STAMP, _ALIAS, _ID, _COUNT, _WORD)), re.I)
_ALIASED = re.compile(_ALIAS, re.I)


@dataclass(frozen=True)
class Trace:
    """이름 하나에서 읽은 것.

    Attributes:
        label: 사람을 가리키는 부분을 적힌 그대로. 없으면 빈 글.
        ids: 학번으로 보이는 것. 날짜일 수도 있는 것은 `dates`에 있다.
        words: 남은 낱말을 적힌 차례대로.
        notebooks: 이름에 들어 있는 과제 노트북.
        work: 과제의 이름이나 과제를 가리키는 낱말이 있는지.
        many: 「과 +로 여러 이름을 이었는지.
        late: 늦었다는 표시가 있는지.
    """

    text: str
    label: str = ""
    ids: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    email: str = ""
    words: tuple[str, ...] = ()
    notebooks: frozenset[str] = field(default_factory=frozenset)
    work: bool = False
    many: bool = False
    late: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """같은 사람이면 같은 것."""
        if self.ids:
            return ("id", *(one.casefold() for one in self.ids))
        if self.email:
            return ("email", self.email.casefold())
        return ("words", self.full_name or "".join(self.words).casefold())

    @property
    def full_name(self) -> str:
        """낱말 가운데 하나뿐인, 세 글자가 넘는 한국 사람의 이름. 나머지는 학과나 제목이다."""
        names = {word for word in self.words if len(word) > 2 and is_korean_name(word)}
        return names.pop() if len(names) == 1 else ""

    @property
    def called(self) -> str:
        """학생의 폴더 이름으로 쓸 것."""
        first = self.ids[0] if self.ids else self.email
        return first or self.full_name or self.label or self.text

    @property
    def strength(self) -> int:
        """사람으로 보이는 정도: 4 학번이나 이메일, 3 한국 사람의 이름, 2와 1은 그 밖, 0은 없음."""
        if self.ids or self.email:
            return 4
        if any(is_korean_name(word) for word in self.words):
            return 3
        letters = [word for word in self.words if re.search(r"[^\W\d_]{2}", word)]
        named = any(re.match("[가-힣]", w) or is_alias(w) for w in letters)
        if named or len(letters) > 1:
            return 2
        return min(1, len(letters))

    def agrees(self, other: "Trace") -> bool:
        """두 이름이 한 사람을 가리킬 수 있는지."""
        if self.ids and other.ids:
            return self.key == other.key
        if self.email and other.email:
            return self.email.casefold() == other.email.casefold()
        mine, theirs = ({w.casefold() for w in one.words} for one in (self, other))
        if not mine or not theirs:
            return False
        return mine <= theirs or theirs <= mine or "".join(mine) == "".join(theirs)


class Reader:
    """과제의 이름을 알고 이름을 읽는다."""

    def __init__(self, assignment: str, notebooks: Iterable[str]) -> None:
        self.notebooks = {name: _loosely(name) for name in notebooks}
        names = {assignment, *self.notebooks}
        # q1_initialization을 학생은 q1이라고만 적기도 한다.
        parts = {part for name in names for part in re.split(r"[\s_-]+", name)}
        names |= {part for part in parts if re.search(r"\d|[^\W\d_]{5}", part)}
        # q1을 내는 과제에 섞인 q2도 사람은 아니다.
        stems = {m[1] for name in names if (m := re.fullmatch(r"([A-Za-z]{1,8})\d+", name))}
        known = [_loosely(name).pattern for name in sorted(names, key=len, reverse=True)]
        known += [rf"(?<![0-9A-Za-z]){stem}\d+(?![0-9A-Za-z])" for stem in sorted(stems)]
        self.known = re.compile("|".join(known), re.I)

    def folder(self, name: str) -> Trace:
        """폴더의 이름. 번호나 한 글자뿐이어도 사람의 것일 수 있다."""
        return self._read(name)

    def file(self, name: str) -> Trace:
        return self._read(_EXTENSION.sub("", name.strip()))

    def _read(self, text: str) -> Trace:
        text = unicodedata.normalize("NFC", text).strip()
        named = frozenset(n for n, pattern in self.notebooks.items() if pattern.search(text))
        masked = self.known.sub(lambda m: "\0" * len(m[0]), text)
        tokens = [m for m in _TOKEN.finditer(masked)]
        ids, dates, words, spans = [], [], [], []
        email, late, work = "", False, "\0" in masked
        for number, token in enumerate(tokens):
            said, kind = token[0], token.lastgroup
            following = tokens[number + 1][0] if number + 1 < len(tokens) else ""
            if kind == "email":
                email = _address(said)
            elif kind == "alias":
                words.append(said)
                spans.append(token.span())
            elif kind == "id":
                said, is_date = _number(said)
                (dates if is_date else ids).append(said)
            elif kind == "word":
                said = said[:-1] if said.endswith("의") and is_copy(following) else said
                late, work = late or is_late(said), work or is_work(said)
                if said := personal(said):
                    words.append(said)
                    spans.append((token.start(), token.start() + len(said)))
        return Trace(
            text,
            _label(text, spans, words),
            tuple(dict.fromkeys(ids)),
            tuple(dict.fromkeys(dates)),
            email,
            tuple(words),
            named,
            work,
            bool(re.search(r"[^\W\d_]\s*[&+]\s*[^\W\d_]", masked)),
            late,
        )


def is_alias(word: str) -> bool:
    """「학생1」이나 「student_2」처럼 번호로 부르는 사람인지."""
    return bool(_ALIASED.fullmatch(word))


def is_date(number: str) -> bool:
    """2026년 3월 2일을 20260302나 260302로 적은 것일 수 있는지."""
    if len(number) == 6:
        number = "20" + number
    try:
        return len(number) == 8 and 2000 <= date.fromisoformat(number).year < 2100
    except ValueError:
        return False


def _number(text: str) -> tuple[str, bool]:
    """(학번, 날짜일 수도 있는지). 앞에 붙은 과제의 이름은 뗀다."""
    letters = re.match("[A-Za-z]*", text)[0]
    if letters and not personal(letters):
        text = text[len(letters) :]
    return text, is_date(text)


def _address(text: str) -> str:
    """앞에 밑줄로 이어 붙인 과제의 이름과 날짜를 뗀 이메일."""
    while match := re.match(r"([A-Za-z0-9]+)[_-]+(?=[A-Za-z0-9])", text):
        number = match[1].isdigit() and (is_date(match[1]) or len(match[1]) <= 4)
        if not number and personal(match[1]):
            return text
        text = text[match.end() :]
    return text


def _label(text: str, spans: list[tuple[int, int]], words: list[str]) -> str:
    """이어진 낱말이면 적힌 그대로, 사이에 다른 것이 있었으면 밑줄로 이어서."""
    if not spans:
        return ""
    between = [text[a:b] for (_, a), (b, _) in zip(spans, spans[1:])]
    if all(re.fullmatch(r"[\s_.,'’(-]{1,3}", gap) for gap in between):
        label = text[spans[0][0] : spans[-1][1]]
        return label + ")" * (label.count("(") - label.count(")"))
    return "_".join(words)


def _loosely(name: str) -> re.Pattern[str]:
    """빈칸과 밑줄과 붙임표를 바꾸어 써도 찾는 식."""
    name = unicodedata.normalize("NFC", name)
    inside = r"[\s_-]*".join(re.escape(part) for part in re.split(r"[\s_-]+", name) if part)
    before = r"(?<![0-9A-Za-z])" if re.match("[0-9A-Za-z]", name) else ""
    after = r"(?![0-9A-Za-z])" if re.search("[0-9A-Za-z]$", name) else ""
    return re.compile(f"{before}{inside}{after}", re.I)
