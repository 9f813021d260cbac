"""LMS에서 한꺼번에 내려받은 제출물을 `submitted/<학생>/<과제>/`에 나누어 놓는다.

먼저 누구의 무엇인지 모두 읽고 풀어 보여 준 다음에, 사람이 좋다고 하면 놓는다. 하나라도 정할 수 없는
것이 있으면 아무것도 놓지 않는다. 두 사람이 한 사람이 되거나 없는 사람이 생기느니 묻는 것이 낫다.
"""

import contextlib
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from functools import partial
from pathlib import Path

from ..findings import MB, Finding, Limits, Refused, shown
from . import freeform, layouts
from .archive import Member, members, open_zip, recovered
from .arrivals import Arrival, arrivals_path, write_arrivals
from .files import read_entry, walk
from .kinds import is_junk, is_notebook, is_work
from .pieces import Owner, Piece, Reading
from .placing import Tray, folder_name
from .rollcall import call, owner_of
from .roster import Pupil, Roster
from .whose import Reader

_CLASS_FILES = 100_000
_COMPARED = 64 * MB


@dataclass
class Collection:
    """묶음을 읽고 푼 것. 아직 아무것도 놓지 않았다.

    Attributes:
        how: 어느 이름 짓는 법으로 읽었는지.
        arrivals: 학생마다 놓을 것. 학생의 이름 순서.
        questions: 사람이 정해 주어야 할 것. 있으면 놓을 수 없다.
        strays: 누구의 것인지 모르는 채로 받지 않은 것.
        aside: 학생의 것이 아니어서 두고 가는 파일.
        missing: 명단에 있는데 내지 않은 사람.
        enrolled: 명단으로 정했는지.
    """

    how: str = ""
    arrivals: list[Arrival] = field(default_factory=list)
    questions: list[Finding] = field(default_factory=list)
    strays: list[Finding] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    missing: list[Pupil] = field(default_factory=list)
    enrolled: bool = False
    _root: Path = Path()
    _scratch: Path = Path()
    _where: Callable[[str], Path] = Path

    def place(self) -> None:
        """푼 것을 놓고 기록한다. 같은 학생의 앞선 제출물은 갈아 치운다.

        Raises:
            Refused: 정하지 못한 것이 있을 때.
        """
        if self.questions:
            raise Refused(self.questions[0].code, self.questions[0].text)
        for number, arrival in enumerate(self.arrivals):
            target = _as_written(self._root, self._where(arrival.student))
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.is_symlink():
                target.unlink()
            elif target.exists():
                target.rename(self._scratch / f"old{number}")
                text = "앞서 받은 제출물을 이번 것으로 바꾸었습니다."
                found = (*arrival.findings, Finding("replaced", text))
                self.arrivals[number] = replace(arrival, findings=found)
            (self._scratch / str(number)).rename(target)
        for assignment in {arrival.assignment for arrival in self.arrivals}:
            write_arrivals(self._root, assignment, self.arrivals)


@contextlib.contextmanager
def collect(
    source: Path,
    submitted_root: Path,
    assignment: str,
    notebooks: Iterable[str],
    *,
    where: Callable[[str], Path] | None = None,
    roster: Roster | None = None,
    limits: Limits | None = None,
    zone: tzinfo | None = None,
) -> Iterator[Collection]:
    """내려받은 묶음을 읽고 푼다. `place()`를 부르지 않고 나가면 아무것도 남지 않는다.

    Args:
        source: zip 파일이나, 그것을 푼 폴더.
        notebooks: 과제의 노트북 이름.
        where: 학생 → 제출물을 둘 폴더. 없으면 `submitted_root/<학생>/<과제>`.
        roster: 있으면 누구의 것인지는 명단이 정한다.
        zone: LMS가 시각을 적은 시간대. 없으면 이 컴퓨터의 시간대.

    Raises:
        Refused: 묶음 자체를 열 수 없을 때.
    """
    limits, notebooks = limits or Limits(), tuple(notebooks)
    reader = Reader(assignment, notebooks)
    with contextlib.ExitStack() as stack:
        found = _opened(source, limits, stack)
        strays = [item for item in found if isinstance(item, Finding)]
        everything = [m for m in found if isinstance(m, Member) and not is_junk(m.name)]
        reading = _read(everything, reader, assignment, notebooks, roster, zone)
        reading.questions += _repeated(everything)
        # 한글을 적는 꼴만 다른 두 파일 가운데 어느 것이 낸 것인지도 고르지 않는다.
        reading.questions += [stray for stray in strays if stray.code == "same-name"]
        people: dict[tuple[str, ...], list[Piece]] = defaultdict(list)
        for piece in reading.pieces:
            people[piece.owner.key].append(piece)
        for pieces in people.values():
            reading.questions += _rivals(pieces, reader)
        reading.questions += _clashes(people)
        collection = Collection(
            reading.how, [], reading.questions, strays, sorted(set(reading.aside))
        )
        collection.enrolled = roster is not None
        if roster:
            handed = {pieces[0].owner.folder for pieces in people.values()}
            collection.missing = [pupil for pupil in roster.pupils if pupil.id not in handed]
        record = arrivals_path(submitted_root).parent
        record.mkdir(parents=True, exist_ok=True)
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=record)))
        collection._root, collection._scratch = submitted_root, scratch
        collection._where = where or (lambda student: submitted_root / student / assignment)
        ordered = sorted(people.values(), key=lambda pieces: folder_name(pieces[0].owner.folder))
        for number, pieces in enumerate(ordered):
            arrival = _arrival(pieces, assignment)
            if not collection.questions:
                tray = Tray(scratch / str(number), limits)
                tray.fill([piece for piece in pieces if piece.file and not piece.old])
                findings = (*arrival.findings, *tray.findings)
                arrival = replace(arrival, files=tuple(sorted(tray.files)), findings=findings)
            collection.arrivals.append(arrival)
        if len(people) == 1 and not collection.questions:
            collection.questions += _class_inside(ordered[0], collection.arrivals[0], reader)
        yield collection


def _as_written(root: Path, target: Path) -> Path:
    """한글을 적는 꼴만 다른 폴더가 이미 있으면 그것. 한 학생이 둘이 되지 않게 한다."""
    if not target.is_relative_to(root):
        return target
    path = root
    for part in target.relative_to(root).parts:
        there = [p for p in path.iterdir() if _nfc(p.name) == part] if path.is_dir() else []
        path = there[0] if there else path / part
    return path


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _opened(source: Path, limits: Limits, stack: contextlib.ExitStack) -> list[Member | Finding]:
    """Raises: Refused"""
    if source.is_dir():
        everyone = replace(limits, files=_CLASS_FILES, total_bytes=_CLASS_FILES * limits.file_bytes)
        entries, findings = walk(source, everyone)
        return [*findings, *(Member(recovered(e.name), partial(read_entry, e)) for e in entries)]
    if is_notebook(source.name):
        raise Refused(
            "not-an-archive",
            f"'{shown(source.name)}' 파일은 노트북 하나입니다. LMS에서 받은 zip이나 폴더를 주세요.",
        )
    return list(members(stack.enter_context(open_zip(source, _CLASS_FILES)), limits))


def _read(
    everything: list[Member],
    reader: Reader,
    assignment: str,
    notebooks: tuple[str, ...],
    roster: Roster | None,
    zone: tzinfo | None,
) -> Reading:
    reading = layouts.read(everything, reader, notebooks, zone)
    if reading and roster and not reading.questions:
        return _enrolled(reading, roster)
    if roster:
        return call(everything, roster, reader, assignment)
    if reading:
        return reading
    days = {member.time.date() for member in everything if member.time}
    guess = freeform.read(
        [member.name for member in everything], reader, assignment, sorted(days)[-1:]
    )
    by_name = {member.name: member for member in everything}
    reading = Reading([], guess.aside, guess.questions, guess.how)
    for entry in guess.entries:
        trace = entry.trace
        name = trace.full_name or trace.label
        owner = Owner(trace.key, trace.called, name if name != trace.called else "")
        for path, inner in entry.files:
            reading.pieces.append(Piece(owner, inner, by_name[path], entry.place, None, entry.late))
    return reading


def _repeated(everything: list[Member]) -> Iterator[Finding]:
    """이름까지 같은 파일이 묶음에 두 번 들어 있고 내용이 다르면 어느 것인지 묻는다."""
    same: dict[str, list[Member]] = defaultdict(list)
    for member in everything:
        same[member.name].append(member)
    for name, copies in same.items():
        if len(copies) > 1 and is_work(name) and not _alike(copies):
            text = f"'{shown(name)}' 파일이 묶음에 {len(copies)}번 들어 있고 내용이 다릅니다."
            yield Finding("two-submissions", text, level="refused")


def _enrolled(reading: Reading, roster: Roster) -> Reading:
    """LMS가 적은 번호와 이름을 명단의 사람으로 바꾼다."""
    owners: dict[tuple[str, ...], Owner] = {}
    unknown, unclear = [], []
    for owner in {piece.owner.key: piece.owner for piece in reading.pieces}.values():
        pupil = roster.by_number(owner.lms, owner.lms_id)
        match = roster.named(owner.marks, owner.name)
        if pupil is None and len(match.pupils) == 1:
            pupil = match.pupils[0]
        if pupil is None:
            (unclear if match.pupils else unknown).append(owner.name or owner.folder)
        else:
            owners[owner.key] = owner_of(pupil, owner.lms, owner.lms_id)
    for names, text in (
        (unknown, "명단에 없는 사람의 제출물이 있습니다"),
        (unclear, "명단에 같은 이름이 여럿이라 누구인지 정할 수 없습니다"),
    ):
        if names:
            said = f"{text}: {freeform.named(names)}."
            reading.questions.append(Finding("unknown-student", said, level="refused"))
    reading.pieces = [
        replace(piece, owner=owners.get(piece.owner.key, piece.owner)) for piece in reading.pieces
    ]
    return reading


def _rivals(pieces: list[Piece], reader: Reader) -> Iterator[Finding]:
    """한 사람을 가리킨 자리가 여럿이면, 서로 다른 노트북일 때만 받아들인다.

    내용이 똑같아도 묻는다. 이름이 같은 두 사람이 손대지 않고 낸 것일 수 있다.
    """
    places: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        if not piece.old and piece.file and is_work(piece.file):
            places[piece.place].append(piece)
    if len(places) < 2:
        return
    seen: set[str] = set()
    for works in places.values():
        named = {name for work in works for name in reader.file(_last_part(work.file)).notebooks}
        if not named or named & seen:
            break
        seen |= named
    else:
        return
    text = (
        f"한 사람({shown(pieces[0].owner.folder)})의 것으로 보이는 제출물이 {len(places)}개입니다: "
        f"{freeform.named(places)}. 하나만 남기거나 학번을 적어 가르세요."
    )
    yield Finding("two-submissions", text, level="refused")


def _last_part(place: str) -> str:
    return place.rpartition("/")[2]


def _alike(copies: list[Member]) -> bool:
    try:
        contents = {copy.read(_COMPARED) for copy in copies}
    except Refused:
        return False
    return len(contents) == 1


def _clashes(people: dict[tuple[str, ...], list[Piece]]) -> Iterator[Finding]:
    """서로 다른 사람이 한 폴더에 놓이게 되는 것. 대소문자를 가리지 않는 컴퓨터도 있다."""
    folders: dict[str, list[str]] = defaultdict(list)
    for pieces in people.values():
        called = pieces[0].owner.folder
        if not folder_name(called):
            text = f"폴더의 이름으로 쓸 수 없는 이름입니다: '{shown(called)}'."
            yield Finding("unknown-student", text, level="refused")
        folders[folder_name(called).casefold()].append(called)
    for called in folders.values():
        if len(called) > 1:
            text = f"서로 다른 사람이 한 폴더에 놓이게 됩니다: {freeform.named(called)}."
            yield Finding("several-people", text, level="refused")


def _arrival(pieces: list[Piece], assignment: str) -> Arrival:
    last = [piece for piece in pieces if not piece.old] or pieces
    owner = last[0].owner
    findings = []
    if any(piece.old for piece in pieces):
        text = "여러 번 낸 제출물이어서 마지막 것을 받았습니다."
        findings.append(Finding("resubmitted", text))
    return Arrival(
        folder_name(owner.folder),
        assignment,
        tuple(sorted({piece.file for piece in last if piece.file})),
        max((piece.at for piece in last if piece.at), default=None),
        any(piece.late for piece in last),
        owner.name,
        owner.lms_id,
        owner.lms,
        tuple(findings),
        last[0].member.name,
    )


def _class_inside(pieces: list[Piece], arrival: Arrival, reader: Reader) -> Iterator[Finding]:
    """한 학생의 압축으로 보인 것이 실은 반 전체의 것인지."""
    inside = [file for file in arrival.files if is_notebook(file)]
    if len(inside) < 2 or all(is_notebook(p.file) for p in pieces if p.file):
        return
    guess = freeform.read(inside, reader, arrival.assignment)
    people = {entry.trace.key for entry in guess.entries if entry.trace.strength > 1}
    if not guess.questions and len(people) > 1:
        text = (
            f"'{shown(arrival.source)}' 속에 {len(people)}명의 것으로 보이는 노트북이 있습니다. "
            "그 압축을 풀어서 다시 주세요."
        )
        yield Finding("several-people", text, level="refused")
