"""LMS의 이름 짓는 법을 따르지 않는 묶음: 학생마다 폴더나 파일이 하나씩인 것.

누구의 것인지 적힌 자리가 폴더인지 파일인지, 몇 겹 안인지는 묶음마다 다르다. 그래서 자리마다 그렇게
읽으면 어떻게 되는지 모두 해 보고, 말이 되는 읽기가 하나로 모일 때만 그것을 믿는다. 한 이름 아래에
여러 사람의 것이 들거나, 서로 다른 읽기가 모두 말이 되면 묻는다.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from ..findings import Finding, shown
from .kinds import is_work
from .levels import Level, at, folder_trace, holds_many, may_be_people
from .whose import Reader, Trace, is_alias
from .words import is_korean_name

_EXPORTED = re.compile(r"(?i)\.(?:html?|py|pdf|docx?|hwpx?|txt|md)$")
_EXAMPLES = 3
_COMMON_AT = 50


@dataclass
class Entry:
    """한 사람의 것으로 읽은 폴더나 파일 하나.

    Attributes:
        place: 묶음에서의 자리.
        files: (묶음에서의 경로, 학생의 폴더에서의 경로).
    """

    place: str
    trace: Trace
    late: bool
    files: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Guess:
    """묶음을 읽은 것.

    Attributes:
        aside: 학생의 것으로 보이지 않는 파일.
        questions: 사람이 정해 주어야 할 것. 하나라도 있으면 아무것도 놓지 않는다.
        how: 어떻게 읽었는지.
    """

    entries: list[Entry] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    questions: list[Finding] = field(default_factory=list)
    how: str = ""


def read(paths: list[str], reader: Reader, assignment: str, days: Iterable[date] = ()) -> Guess:
    """묶음 속의 경로들을 사람마다 나눈다.

    Args:
        paths: 모든 파일의 경로.
        days: 묶음이 만들어졌을 만한 날. 이름 속의 여덟 자리가 낸 날인지 가리는 데 쓴다.
    """
    works = [path for path in paths if is_work(path)]
    works = works or [path for path in paths if _EXPORTED.search(path)]
    guess = Guess()
    if not works:
        text = "묶음에 노트북(.ipynb)이 하나도 없습니다. 내려받은 파일이 맞는지 확인하세요."
        guess.questions.append(_question("no-notebook", text))
        return guess
    level = _choose(works, reader, {*days, date.today()}, guess.questions)
    if level is None:
        return guess
    for place, trace in level.traces.items():
        late = any(reader.folder(part).late for part in place.split("/")[:-1]) or trace.late
        guess.entries.append(Entry(place, trace, late))
    files = level.places.keys() - level.folders
    kind = "폴더나 파일이" if files and level.folders else "파일이" if files else "폴더가"
    guess.how = f"학생마다 {kind} 하나인 묶음"
    _share(paths, level, guess, reader, assignment)
    guess.questions += _doubts(guess.entries)
    return guess


def named(paths: Iterable[str]) -> str:
    """파일 몇 개를 문장에 넣을 수 있게 적은 것."""
    paths = sorted(paths)
    text = ", ".join(f"'{shown(path)}'" for path in paths[:_EXAMPLES])
    return text + (f" 등 {len(paths)}개" if len(paths) > _EXAMPLES else "")


def _choose(
    works: list[str], reader: Reader, days: set[date], questions: list[Finding]
) -> Level | None:
    """말이 되는 읽기가 하나로 모이면 그것. 아니면 물을 것을 적는다."""
    deepest = max(path.count("/") for path in works)
    levels, crowded = [], []
    for depth in range(deepest + 1):
        level = at(depth, works, reader, days)
        if level.depth and levels and level.places == levels[-1].places:
            continue
        if nameless := [place for place in level.places if place not in level.traces]:
            crowded.append((depth, nameless, []))
            continue
        many = [place for place in level.folders if holds_many(level, place, reader)]
        if not many and may_be_people(level, reader):
            many = [min(level.folders, key=lambda place: -len(level.places[place]))]
        if not many:
            levels.append(level)
            continue
        crowded.append((depth, [], many))
        if len(level.places) > 2 * len(many) and len(level.places) > 2:
            # 나머지가 모두 학생의 폴더이면 이것도 그렇다. 안의 파일마다 사람이 되게 두지 않는다.
            questions += [_crowd(place) for place in many]
            return None
    if levels:
        return _agreed(levels, questions)
    questions.append(_unreadable(crowded, works))
    return None


def _agreed(levels: list[Level], questions: list[Finding]) -> Level | None:
    first = levels[0]
    if len(levels) == 1:
        return first
    same = [level for level in levels if level.partition == first.partition]
    if len(same) == len(levels):
        others = [level for level in levels[1:] if not _same_people(first, level)]
        if not others:
            return first
        sure = [level for level in levels if level.strength > 2]
        if first.strength and len(first.places) > 1:
            # 이름이 아닌 우리말은 반이나 지역이기 쉽고, 로마자는 아이디이기 쉽다.
            spoken = all(re.search("[가-힣]", t.label) for t in first.traces.values())
            return sure[0] if sure and spoken and first.strength == 2 else first
        if sure and all(_same_people(sure[0], level) for level in sure[1:]):
            return sure[0]
        questions.append(_two_ways(first, others[0]))
        return None
    if first.strength and len(first.places) > 1:
        return first
    finer = [level for level in levels[1:] if level.strength > first.strength]
    if len(finer) == 1:
        return finer[0]
    questions.append(_two_ways(first, levels[-1]))
    return None


def _same_people(one: Level, other: Level) -> bool:
    owner = {path: other.traces[p] for p, paths in other.places.items() for path in paths}
    return all(
        _fits(one.traces[place], owner[path])
        for place, paths in one.places.items()
        for path in paths
    )


def _fits(one: Trace, other: Trace) -> bool:
    """한쪽은 학번만, 다른 쪽은 이름만 적은 것도 한 사람이다."""
    only = (one.ids or one.email) and not one.words
    return one.agrees(other) or bool(only and not other.ids and not other.email)


def _share(paths: list[str], level: Level, guess: Guess, reader: Reader, assignment: str) -> None:
    """낸 것과 그 밖의 파일을 사람들에게 나눈다."""
    entries = {entry.place: entry for entry in guess.entries}
    left = []
    for path in paths:
        parts = path.split("/")
        place = "/".join(parts[: min(level.depth, len(parts) - 1) + 1])
        if place in level.folders:
            inner = path[len(place) + 1 :]
            entries[place].files.append((path, _inside(inner, assignment)))
        elif place in entries:
            entries[place].files.append((path, parts[-1]))
        else:
            left.append((path, place))
    bare = all(not e.trace.work for e in guess.entries)
    floor = min(4, *(entry.trace.strength for entry in guess.entries))
    fresh: dict[str, Entry] = {}
    for path, place in left:
        parts = path.split("/")
        in_folder = place != path
        trace = folder_trace(parts[level.depth], reader) if in_folder else reader.file(parts[-1])
        owners = [e for e in guess.entries if trace.strength and e.trace.agrees(trace)]
        if len(owners) == 1:
            owners[0].files.append((path, parts[-1]))
        elif _is_persons(trace, path, in_folder, bare, floor):
            entry = fresh.setdefault(place, Entry(place, trace, trace.late))
            inner = path[len(place) + 1 :] if in_folder else parts[-1]
            entry.files.append((path, _inside(inner, assignment)))
        else:
            guess.aside.append(path)
    guess.entries += fresh.values()


def _is_persons(trace: Trace, path: str, in_folder: bool, bare: bool, floor: int) -> bool:
    """노트북이 없어도 한 학생이 낸 것으로 볼지."""
    if in_folder:
        return trace.strength >= max(1, floor) or (not floor and bool(trace.words))
    if not _EXPORTED.search(path) or not trace.strength:
        return False
    page = re.search(r"(?i)\.(?:html?|py)$", path)
    return trace.strength > 2 if not page else trace.strength > 2 or trace.work or bare


def _inside(path: str, assignment: str) -> str:
    return path.removeprefix(f"{assignment}/")


def _doubts(entries: list[Entry]) -> list[Finding]:
    """한 이름이 여러 사람일 수 있거나, 두 이름이 한 사람일 수 있는 것."""
    found = []
    whole = {entry.trace.words for entry in entries}
    for entry in entries:
        trace = entry.trace
        names = {word for word in trace.words if is_korean_name(word) or is_alias(word)}
        # kim과 lee가 따로 있으면 kim_lee는 둘이 함께 낸 것이다.
        others = {word for word in trace.words if (word,) in whole} if trace.words[1:] else set()
        if len(trace.ids) > 1 or trace.many or len(names) > 1 or len(others) > 1:
            text = f"여러 사람의 이름이나 학번이 적혀 있습니다: '{shown(entry.place)}'."
            found.append(_question("several-people", text))
    people: dict[tuple[str, ...], Trace] = {}
    for entry in entries:
        trace = entry.trace
        before = people.setdefault(trace.key, trace)
        if trace.ids and trace.words and before.words and not _overlap(before, trace):
            text = f"번호가 같은데 이름이 다릅니다: '{shown(before.text)}', '{shown(trace.text)}'."
            found.append(_question("one-number-two-names", text))
    traces = list(people.values())
    plain = defaultdict(list)
    for trace in traces:
        for word in {w.casefold() for w in trace.words}:
            plain[word].append(trace)
    sure = sum(trace.strength > 2 for trace in traces)
    for trace in traces:
        if trace.ids or trace.strength < 2:
            continue
        # 아주 많은 사람에게 있는 낱말은 이름이 아니다.
        rare = [w.casefold() for w in trace.words if len(plain[w.casefold()]) <= _COMMON_AT]
        near = {id(t): t for word in rare for t in plain[word]}.values()
        for other in near:
            if other is not trace and trace.agrees(other) and len(other.words) >= len(trace.words):
                text = f"한 사람인지 알 수 없습니다: '{shown(trace.text)}', '{shown(other.text)}'."
                found.append(_question("same-person", text))
        hangul = all(re.fullmatch(r"[가-힣]+", word) for word in trace.words)
        if trace.strength == 2 and hangul and 2 * sure >= len(traces) and len(trace.words) == 1:
            text = f"사람의 이름인지 알 수 없습니다: '{shown(trace.text)}'."
            found.append(_question("unknown-student", text))
    return found


def _overlap(one: Trace, other: Trace) -> bool:
    mine, theirs = ({w.casefold() for w in trace.words} for trace in (one, other))
    return mine <= theirs or theirs <= mine


def _crowd(place: str) -> Finding:
    text = f"'{shown(place)}' 폴더에 여러 사람의 것으로 보이는 노트북이 있습니다."
    return _question("several-people", text)


def _unreadable(tried: list[tuple[int, list[str], list[str]]], works: list[str]) -> Finding:
    """어느 자리에서도 사람을 읽지 못했을 때, 가장 많이 읽은 자리에서 막힌 것을 말한다."""
    _, nameless, many = min(tried, key=lambda one: len(one[1]) or len(works))
    if many and not nameless:
        return _crowd(many[0])
    text = (
        f"누구의 것인지 이름에서 읽을 수 없습니다: {named(nameless)}. "
        "파일이나 폴더의 이름에 학번이나 이름을 넣으세요."
    )
    return _question("unknown-student", text)


def _two_ways(one: Level, other: Level) -> Finding:
    first, second = next(iter(one.places)), next(iter(other.places))
    text = f"어느 것이 학생의 이름인지 알 수 없습니다: '{shown(first)}', '{shown(second)}'."
    return _question("two-readings", text)


def _question(code: str, text: str) -> Finding:
    return Finding(code, text, level="refused")
