"""묶음에서 누구의 것인지 적힌 자리 하나를 정해 읽어 본다."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from .whose import Reader, Trace
from .words import is_section

# 묶음의 때와 이보다 먼 날짜는 낸 날이 아니다.
_YEAR = 366


@dataclass
class Level:
    """누구의 것인지를 깊이 하나에서 읽은 것. 자리 → (사람, 그 자리의 제출물)."""

    depth: int
    places: dict[str, list[str]]
    traces: dict[str, Trace]
    folders: set[str]

    @property
    def strength(self) -> int:
        return min(trace.strength for trace in self.traces.values())

    @property
    def partition(self) -> frozenset[frozenset[str]]:
        return frozenset(frozenset(paths) for paths in self.places.values())


def at(depth: int, works: list[str], reader: Reader, days: set[date]) -> Level:
    places: dict[str, list[str]] = defaultdict(list)
    folders = set()
    for path in works:
        parts = path.split("/")
        cut = min(depth, len(parts) - 1)
        place = "/".join(parts[: cut + 1])
        places[place].append(path)
        if cut < len(parts) - 1:
            folders.add(place)
    texts = {place: place.rpartition("/")[2] for place in places}
    files = [place for place in places if place not in folders]
    shared = _shared_segment([texts[place] for place in files])
    raw = {}
    for place, text in texts.items():
        if place in folders:
            raw[place] = folder_trace(text, reader)
        else:
            whole = reader.file(text)
            trace = reader.file(shared(text)) if shared else whole
            work = whole.work or bool(shared)
            raw[place] = replace(trace, notebooks=whole.notebooks, work=work)
    traces = _without_shared(_dated(raw, folders, days), folders)
    names = Counter(texts[place] for place in files)
    kept = {}
    for place, trace in traces.items():
        known = trace.ids or trace.email or trace.words
        if place not in folders:
            # 폴더마다 있는 같은 이름의 파일과, 과제나 사람의 이름이 아닌 파일은 표지가 아니다.
            evident = trace.strength > 1 or trace.work or not _in_someones(place, reader)
            known = known and trace.strength and names[texts[place]] == 1 and evident
        if known:
            kept[place] = trace
    return Level(depth, dict(places), kept, folders)


def _in_someones(place: str, reader: Reader) -> bool:
    """사람의 것일 수 있는 폴더 안인지."""
    traces = [folder_trace(part, reader) for part in place.split("/")[:-1]]
    return any(trace.ids or trace.email or trace.words for trace in traces)


def folder_trace(text: str, reader: Reader) -> Trace:
    trace = reader.folder(text)
    if is_section(text):
        return Trace(text, late=trace.late)
    if trace.ids or trace.email or trace.words or trace.dates:
        return trace
    if re.fullmatch(r"\d{1,4}|[A-Za-z]", text):
        # 출석 번호나 한 글자 이름의 폴더.
        return replace(trace, label=text, words=(text,))
    return trace


def _shared_segment(texts: list[str]) -> Callable[[str], str] | None:
    """「학생 - 과제.ipynb」처럼 모두가 같은 조각을 붙였으면, 그것을 떼는 함수."""
    plain = [re.sub(r"\s*\(\d+\)(?=\.|$)", "", text) for text in texts]
    pieces = [text.split(" - ") for text in plain]
    if len(texts) < 2 or any(len(piece) < 2 for piece in pieces):
        return None
    if len({piece[-1].casefold() for piece in pieces}) == 1:
        return lambda text: text.rpartition(" - ")[0]
    if len({piece[0].casefold() for piece in pieces}) == 1:
        return lambda text: text.partition(" - ")[2]
    return None


def _dated(traces: dict[str, Trace], folders: set[str], days: set[date]) -> dict[str, Trace]:
    """학번일 수도 날짜일 수도 있는 여덟 자리가 무엇인지 정한다."""
    unsure = {p: t for p, t in traces.items() if t.dates and not t.ids and not t.email}
    numbers = [number for trace in unsure.values() for number in trace.dates]
    people = [trace.words for trace in unsure.values() if trace.words]
    each = len(numbers) == len(unsure) == len(set(numbers)) and len(people) == len(set(people))
    # 낸 날일 수 없는 날짜이거나, 다른 학생들에게 학번이 있거나, 폴더에 그것만 적혀 있으면 학번이다.
    far = not any(_is_near(number, days) for number in numbers)
    beside = sum(any(len(i) in (6, 8) for i in t.ids) for t in traces.values()) > len(unsure)
    only = folders >= unsure.keys() and all(t.text in t.dates for t in unsure.values())
    if not each or not (far or beside or only):
        return traces
    found = {place: replace(trace, ids=trace.dates, dates=()) for place, trace in unsure.items()}
    return traces | found


def _is_near(number: str, days: set[date]) -> bool:
    day = date.fromisoformat("20" + number if len(number) == 6 else number)
    return any(abs((day - other).days) <= _YEAR for other in days)


def _without_shared(traces: dict[str, Trace], folders: set[str]) -> dict[str, Trace]:
    """모두에게 있는 번호와 낱말은 사람이 아니라 과목이나 과제를 가리킨다."""
    if len(traces) < 2:
        return traces
    shared_ids = set.intersection(*({i.casefold() for i in t.ids} for t in traces.values()))
    if shared_ids:
        without = {
            p: replace(t, ids=tuple(i for i in t.ids if i.casefold() not in shared_ids))
            for p, t in traces.items()
        }
        if _tells(without, len({t.words for t in traces.values()})):
            traces = without
    shared = set.intersection(*({w.casefold() for w in t.words} for t in traces.values()))
    if not shared:
        return traces
    without = {}
    for place, trace in traces.items():
        words = tuple(w for w in trace.words if w.casefold() not in shared)
        without[place] = replace(trace, words=words, label="_".join(words), work=True)
    if not _tells(without, len({t.key for t in traces.values()})):
        return traces
    clear = all(_is_clear(trace) for trace in without.values())
    # 셋이 넘게 같은 낱말로 시작하거나 끝나면 성이나 이름이 아니라 과제의 제목이다.
    title = len(traces) > 2 and not folders and _at_one_end(traces, shared)
    return without if clear or title else traces


def _tells(traces: dict[str, Trace], before: int) -> bool:
    keys = {trace.key for trace in traces.values()}
    return all(trace.strength for trace in traces.values()) and len(keys) >= before


def _is_clear(trace: Trace) -> bool:
    hangul = any(re.match("[가-힣]", word) for word in trace.words)
    return trace.strength > 2 or (trace.strength == 2 and hangul)


def _at_one_end(traces: dict[str, Trace], shared: set[str]) -> bool:
    for trace in traces.values():
        marks = "".join("s" if word.casefold() in shared else "." for word in trace.words)
        if not re.fullmatch(r"s*\.+s*", marks):
            return False
    return True


def holds_many(level: Level, place: str, reader: Reader) -> bool:
    """폴더 하나에 여러 사람의 것이 들어 있는 것으로 보이는지."""
    children: dict[str, list[str]] = defaultdict(list)
    base = _shared_folder(level.places[place])
    for path in level.places[place]:
        inner = path[len(base) + 1 :]
        children[inner.partition("/")[0]].append(inner)
    traces, deep = {}, {child for child, paths in children.items() if "/" in paths[0]}
    for child in children:
        trace = reader.folder(child) if child in deep else reader.file(child)
        if trace.ids or trace.strength:
            traces[child] = trace
    mine = level.traces.get(place)
    if mine and any(trace.agrees(mine) for trace in traces.values()):
        return False
    between = base[len(place) + 1 :].split("/")
    if any(is_section(part) for part in (*deep, *between)):
        return True
    same = Counter(
        file for child in traces.keys() & deep for file in {_file(p) for p in children[child]}
    )
    likely = {
        trace.key
        for child, trace in traces.items()
        if trace.strength > 1
        or (child not in deep and trace.work)
        or (child in deep and any(same[_file(path)] > 1 for path in children[child]))
    }
    inside = [reader.file(_file(path)) for child in deep for path in children[child]]
    signed = {trace.key for trace in inside if trace.strength > 2}
    named = [
        child
        for child in traces.keys() & deep
        if any(reader.file(_file(path)).notebooks for path in children[child])
    ]
    return max(len(likely), len(signed), len(named)) > 1


def may_be_people(level: Level, reader: Reader) -> bool:
    """폴더에 든 노트북이 모두 다른 이름이고 과제의 이름이 없으면, 파일이 사람일 수 있다."""
    files = [(place, path) for place in level.folders for path in level.places[place]]
    bases = {place: _shared_folder(level.places[place]) for place in level.folders}
    if len(files) <= len(level.folders) or any(
        "/" in path[len(bases[p]) + 1 :] for p, path in files
    ):
        return False
    traces = [reader.file(_file(path)) for _, path in files]
    alone = len({trace.key for trace in traces}) == len(traces)
    mine = any(t.agrees(level.traces[place]) for t, (place, _) in zip(traces, files))
    return alone and not mine and all(t.strength and not t.notebooks for t in traces)


def _file(path: str) -> str:
    return path.rpartition("/")[2]


def _shared_folder(paths: list[str]) -> str:
    """모두를 담은 가장 안쪽의 폴더."""
    folders = [path.split("/")[:-1] for path in paths]
    depth = 0
    while all(len(f) > depth for f in folders) and len({f[depth] for f in folders}) == 1:
        depth += 1
    return "/".join(folders[0][:depth])
