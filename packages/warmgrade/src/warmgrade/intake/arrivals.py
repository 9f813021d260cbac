"""LMS에서 한꺼번에 내려받은 제출물을 `submitted/<학생>/<과제>/`에 나누어 놓는다.

Moodle, Canvas, Blackboard(이를 쓰는 e-class)의 이름 짓는 법과, 학생마다 폴더가 있는 꼴을 안다.
제출한 때는 LMS가 적은 것만 믿고, 학생의 폴더 밖에 적어 둔다.
"""

import contextlib
import io
import json
import re
import tempfile
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import Any

from ..atomic import write_json
from ..findings import Finding, Limits, Refused, shown
from .archive import Member, is_safe, members, open_zip
from .files import read_entry, walk

_MOODLE = re.compile(r"(?P<name>[^/]+?)_(?P<id>\d+)_assignsubmission_[a-z]+_?/?(?P<file>.+)")
_BLACKBOARD = re.compile(
    r"[^/]+?_(?P<id>[^_/]+)_(?:attempt|시도)_(?P<at>\d{4}(?:-\d{1,2}){5})"
    r"(?:_(?P<file>[^/]+)|(?P<note>\.txt))"
)
_CANVAS = re.compile(r"(?P<name>[^_/]+)_(?P<late>LATE_)?(?P<id>\d+)_\d+_(?P<file>[^/]+)")
_NUMBER = re.compile(r"(?<!\d)\d{6,10}(?!\d)")
_AGAIN = re.compile(r"-(\d{1,3})(?=\.[^.]+$)")
_JUNK = re.compile(r"(^|/)(__MACOSX|\.DS_Store|Thumbs\.db|desktop\.ini)(/|$)|(^|/)\._")
_OTHER_ARCHIVES = (".7z", ".rar", ".egg", ".alz", ".tar", ".gz", ".tgz", ".xz", ".bz2")
_CLASS_FILES = 100_000


@dataclass(frozen=True)
class Arrival:
    """도착한 제출물 하나.

    Attributes:
        student: `submitted/` 아래의 폴더 이름. 누구의 것인지 모르면 빈 글.
        files: 나누어 놓은 파일의 상대 경로.
        submitted_at: LMS가 알려 준 제출 시각(UTC).
        late: LMS가 늦었다고 표시했는지.
        name, lms_id, lms: LMS가 적은 이름과 번호, 알아본 LMS.
    """

    student: str
    assignment: str
    files: tuple[str, ...] = ()
    submitted_at: datetime | None = None
    late: bool = False
    name: str = ""
    lms_id: str = ""
    lms: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class _Piece:
    """한 학생의 파일 하나와, LMS가 붙인 이름에서 읽은 것."""

    student: str
    file: str
    member: Member
    lms: str = ""
    name: str = ""
    lms_id: str = ""
    at: datetime | None = None
    late: bool = False


def unpack(
    source: Path,
    submitted_root: Path,
    assignment: str,
    names: Iterable[str],
    *,
    limits: Limits | None = None,
    zone: tzinfo | None = None,
) -> list[Arrival]:
    """내려받은 묶음을 나누어 놓고 기록한다. 같은 학생의 앞선 제출물은 갈아 치운다.

    Args:
        source: zip 파일이나, 그것을 푼 폴더.
        names: 과제의 노트북 이름. Canvas가 덧붙인 번호를 떼는 데 쓴다.
        zone: LMS가 시각을 적은 시간대. 없으면 이 컴퓨터의 시간대.

    Raises:
        Refused: 묶음 자체를 열 수 없을 때.
    """
    limits, names = limits or Limits(), tuple(names)
    with contextlib.ExitStack() as stack:
        if source.is_dir():
            found = _members_of_folder(source, limits)
        else:
            found = list(members(stack.enter_context(open_zip(source)), limits))
        problems = [item for item in found if isinstance(item, Finding)]
        files = [m for m in found if isinstance(m, Member) and not _JUNK.search(m.name)]
        pieces = [_classify(m, assignment, names, zone) for m in _unwrapped(files, assignment)]
        groups: dict[str, list[_Piece]] = {}
        for piece in pieces:
            groups.setdefault(piece.student, []).append(piece)
        arrivals = []
        for student, group in sorted(groups.items()):
            if student:
                arrivals.append(_place(student, group, submitted_root, assignment, names, limits))
            else:
                problems += [_unknown(piece.file) for piece in group]
    if problems:
        arrivals.append(Arrival("", assignment, findings=tuple(problems)))
    _record(submitted_root, assignment, arrivals)
    return arrivals


def arrivals_path(submitted_root: Path) -> Path:
    """도착 기록이 있는 자리."""
    return submitted_root.parent / ".warmgrade" / "arrivals.json"


def read_arrivals(submitted_root: Path, assignment: str) -> dict[str, Arrival]:
    """학생 → 도착 기록. 기록이 없으면 비어 있다."""
    arrivals = {}
    for student, data in _read_record(submitted_root).get(assignment, {}).items():
        moment = data["submitted_at"]
        arrivals[student] = Arrival(
            **data
            | {
                "files": tuple(data["files"]),
                "submitted_at": datetime.fromisoformat(moment) if moment else None,
                "findings": tuple(Finding(**finding) for finding in data["findings"]),
            }
        )
    return arrivals


def _members_of_folder(folder: Path, limits: Limits) -> list[Member | Finding]:
    everyone = replace(limits, files=_CLASS_FILES, total_bytes=_CLASS_FILES * limits.file_bytes)
    entries, findings = walk(folder, everyone)
    return [*findings, *(Member(e.name, partial(read_entry, e)) for e in entries)]


def _unwrapped(found: list[Member], assignment: str) -> list[Member]:
    """묶음 전체를 감싼 폴더를 벗긴다. 학생 한 명의 폴더는 벗기지 않는다."""
    tops = {member.name.split("/", 1)[0] for member in found}
    if len(tops) != 1 or any("/" not in member.name for member in found):
        return found
    inner = [replace(m, name=m.name.split("/", 1)[1]) for m in found]
    second = {m.name.split("/", 1)[0] for m in inner if "/" in m.name}
    flat = [m.name for m in inner if "/" not in m.name]
    patterns = (_MOODLE, _BLACKBOARD, _CANVAS)
    if any(p.match(found[0].name.split("/", 1)[0] + "/x") for p in patterns):
        return found
    if flat and not all(any(p.fullmatch(name) for p in patterns) for name in flat):
        return found
    if not flat and second == {assignment}:
        return found
    return _unwrapped(inner, assignment)


def _classify(
    member: Member, assignment: str, names: tuple[str, ...], zone: tzinfo | None
) -> _Piece:
    path = member.name
    if match := _MOODLE.fullmatch(path):
        name, number = match["name"].strip(), match["id"]
        student = _folder_name(f"{name}_{number}")
        at = _utc(member.time, zone)
        return _Piece(student, match["file"], member, "moodle", name, number, at)
    if match := _BLACKBOARD.fullmatch(path):
        numbers = [int(part) for part in match["at"].split("-")]
        with contextlib.suppress(ValueError, OverflowError, OSError):
            at = _utc(datetime(*numbers), zone)
            file = match["file"] or ""
            student = _folder_name(match["id"])
            return _Piece(student, file, member, "blackboard", "", match["id"], at)
    if match := _CANVAS.fullmatch(path):
        name, number = match["name"], match["id"]
        student = _folder_name(f"{name}_{number}")
        late = bool(match["late"])
        return _Piece(student, match["file"], member, "canvas", name, number, None, late)
    top, slash, rest = path.partition("/")
    if slash:
        if rest.startswith(f"{assignment}/"):
            rest = rest.removeprefix(f"{assignment}/")
        return _Piece(_folder_name(top), rest, member)
    return _Piece(_owner(path, assignment, names), path, member)


def _owner(file: str, assignment: str, names: tuple[str, ...]) -> str:
    """폴더 없이 놓인 파일의 이름에 적힌 학번이나 이름."""
    if number := _NUMBER.search(file):
        return number[0]
    stem = file.partition(".")[0]
    for known in sorted((*names, assignment), key=len, reverse=True):
        stem = stem.replace(known, " ")
    stem = re.sub(r"[\s_()-]+", " ", re.sub(r"\(\d+\)", " ", stem)).strip()
    return _folder_name(stem.replace(" ", "_")) if re.search(r"[^\W\d_]", stem) else ""


def _folder_name(text: str) -> str:
    text = unicodedata.normalize("NFC", text).strip()
    return re.sub(r'[\[\]*?{}\\/:"<>|\x00-\x1f]', "_", text).lstrip(".").strip()[:80]


def _utc(moment: datetime | None, zone: tzinfo | None) -> datetime | None:
    if moment is None:
        return None
    return (moment.replace(tzinfo=zone) if zone else moment).astimezone(UTC)


def _place(
    student: str,
    group: list[_Piece],
    root: Path,
    assignment: str,
    names: tuple[str, ...],
    limits: Limits,
) -> Arrival:
    findings: list[Finding] = []
    group = _latest(group, names, findings)
    contents: dict[str, bytes] = {}
    for piece in group:
        if not piece.file:
            continue
        try:
            _collect(piece.file, piece.member, contents, limits, findings, inside=False)
        except Refused as refused:
            findings.append(refused.finding)
    target = root / student / assignment
    record = arrivals_path(root).parent
    record.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=record) as scratch:
        fresh = Path(scratch) / "new"
        fresh.mkdir()
        placed = []
        for name, data in sorted(contents.items()):
            try:
                (fresh / name).parent.mkdir(parents=True, exist_ok=True)
                (fresh / name).write_bytes(data)
                placed.append(name)
            except OSError:
                text = f"'{shown(name)}' 파일은 다른 파일과 이름이 부딪혀 뺐습니다."
                findings.append(Finding("same-name", text, level="warning"))
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_symlink():
            target.unlink()
        elif target.exists():
            target.rename(Path(scratch) / "old")
            findings.append(Finding("replaced", "앞서 받은 제출물을 이번 것으로 바꾸었습니다."))
        fresh.rename(target)
    times = [piece.at for piece in group if piece.at]
    last = group[-1]
    return Arrival(
        student,
        assignment,
        tuple(placed),
        max(times, default=None),
        any(piece.late for piece in group),
        last.name,
        last.lms_id,
        last.lms,
        tuple(findings),
    )


def _latest(group: list[_Piece], names: tuple[str, ...], findings: list[Finding]) -> list[_Piece]:
    """여러 번 낸 것 가운데 마지막 것만."""
    if group[0].lms == "blackboard":
        times = [piece.at for piece in group if piece.at]
        kept = [piece for piece in group if piece.at == max(times)]
    elif group[0].lms == "canvas":
        files = {piece.file for piece in group}
        newest: dict[str, tuple[int, _Piece]] = {}
        for piece in group:
            base = _AGAIN.sub("", piece.file)
            mark = _AGAIN.search(piece.file)
            again = mark and (base in files or base.rpartition(".")[0] in names)
            name, turn = (base, int(mark[1])) if again else (piece.file, 0)
            if name not in newest or turn > newest[name][0]:
                newest[name] = turn, replace(piece, file=name)
        kept = [piece for _, piece in newest.values()]
    else:
        return group
    if len(kept) < len(group):
        text = "여러 번 낸 제출물이어서 마지막 것을 받았습니다."
        findings.append(Finding("resubmitted", text))
    return kept


def _collect(
    file: str,
    member: Member,
    contents: dict[str, bytes],
    limits: Limits,
    findings: list[Finding],
    *,
    inside: bool,
) -> None:
    """파일 하나를 담는다. 압축이면 한 겹만 푼다. Raises: Refused"""
    if not is_safe(file):
        raise Refused(
            "path-escape", f"'{shown(file)}' 파일은 폴더 밖을 가리키는 이름이어서 뺐습니다."
        )
    if file.casefold().endswith(_OTHER_ARCHIVES):
        raise Refused(
            "unknown-archive",
            f"'{shown(file)}' 파일은 zip이 아닌 압축 파일이어서 풀지 못했습니다. "
            "직접 풀어 학생의 폴더에 넣으세요.",
        )
    if len(contents) >= limits.files:
        raise Refused(
            "too-many-files", f"파일이 {limits.files}개를 넘어 '{shown(file)}' 파일을 뺐습니다."
        )
    left = limits.total_bytes - sum(map(len, contents.values()))
    if not file.casefold().endswith(".zip"):
        if file in contents:
            text = f"'{shown(file)}' 파일과 이름이 같은 파일이 또 있어 뒤의 것을 뺐습니다."
            findings.append(Finding("same-name", text, level="warning"))
            return
        contents[file] = member.read(min(limits.file_bytes, left))
        return
    if inside:
        raise Refused(
            "nested-archive", f"압축 속의 압축 '{shown(file)}' 파일은 풀지 않고 뺐습니다."
        )
    data = member.read(min(limits.file_bytes, left))
    with open_zip(io.BytesIO(data)) as archive:
        found = list(members(archive, limits))
        findings += [item for item in found if isinstance(item, Finding)]
        inner = [m for m in found if isinstance(m, Member) and not _JUNK.search(m.name)]
        tops = {m.name.partition("/")[0] for m in inner}
        wrapped = len(tops) == 1 and all("/" in m.name for m in inner)
        for one in inner:
            name = one.name.partition("/")[2] if wrapped else one.name
            try:
                _collect(name, one, contents, limits, findings, inside=True)
            except Refused as refused:
                findings.append(refused.finding)


def _unknown(file: str) -> Finding:
    text = (
        f"'{shown(file)}' 파일이 누구의 것인지 알 수 없어 두고 갑니다. "
        "학생 이름의 폴더에 넣고 다시 하세요."
    )
    return Finding("unknown-student", text, level="refused")


def _read_record(root: Path) -> dict[str, Any]:
    with contextlib.suppress(FileNotFoundError):
        return json.loads(arrivals_path(root).read_text(encoding="utf-8"))
    return {}


def _record(root: Path, assignment: str, arrivals: list[Arrival]) -> None:
    record = _read_record(root)
    kept = record.setdefault(assignment, {})
    for arrival in arrivals:
        if arrival.student:
            moment = arrival.submitted_at
            kept[arrival.student] = asdict(arrival) | {
                "submitted_at": moment.isoformat() if moment else None
            }
    write_json(arrivals_path(root), record, indent=1, sort_keys=True)
