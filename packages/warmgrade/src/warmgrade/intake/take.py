"""제출물 폴더 하나를 믿지 않고 받아, 채점할 수 있는 깨끗한 사본으로 만든다.

이름이 조금 다른 노트북은 제 이름을 찾아 주고, 골격 위에 다시 세운다. 다른 파일은 채점을 속이거나
망가뜨릴 수 있는 것을 빼고 받는다. 무엇을 만나도 멈추지 않으며, 본 것은 모두 적는다.
"""

import os
import shutil
from collections import Counter
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath

import nbformat
from nbformat import NotebookNode

from ..findings import Finding, Limits, Refused, shown
from ..skeleton import provided_files, read_source, skeletons
from .arrivals import Arrival, read_arrivals
from .files import Entry, open_regular, read_entry, unwelcome, walk
from .naming import choose
from .notebook import read_notebook
from .rebuild import Given, answered, rebuild

__all__ = [
    "Arrival",
    "Finding",
    "Limits",
    "Refused",
    "Submission",
    "answered",
    "provided_files",
    "read_arrivals",
    "read_notebook",
    "read_source",
    "rebuild",
    "skeletons",
    "stage",
    "take",
]

# 이보다 큰 파일은 기억에 담지 않고 자리만 적어 둔다.
_HELD = 8 << 20
_SAME_KIND = 20


@dataclass
class Submission:
    """받은 제출물.

    Attributes:
        notebooks: 노트북 이름 → 다시 세운 노트북. 과제의 노트북이 빠짐없이 있다.
        files: 안전한 상대 경로 → 내용이나, 내용이 큰 파일의 자리.
        findings: 받으며 본 것.
        submitted_at: 제출한 때(UTC). LMS가 알려 준 것이 없으면 None.
        absent: 내지 않았거나 받지 않아 빈 골격으로 대신한 노트북의 이름.
    """

    student: str
    assignment: str
    notebooks: dict[str, NotebookNode] = field(default_factory=dict)
    files: dict[str, bytes | Path] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    submitted_at: datetime | None = None
    absent: tuple[str, ...] = ()


def take(
    folder: Path,
    student: str,
    assignment: str,
    skeletons: Mapping[str, NotebookNode],
    *,
    limits: Limits | None = None,
    submitted_at: datetime | None = None,
    provided: Mapping[str, str] | None = None,
    given: Mapping[str, Given] | None = None,
) -> Submission:
    """제출물 폴더를 읽는다. 예외를 일으키지 않는다.

    Args:
        folder: `submitted/<학생>/<과제>`.
        skeletons: `skeletons()`가 만든 것.
        submitted_at: LMS가 알려 준 제출 시각.
        provided: `provided_files()`가 만든, 함께 나누어 준 파일들. 학생의 사본은 받지 않는다.
        given: 노트북 이름 → 예전의 원본에 있던 것.
    """
    limits = limits or Limits()
    submission = Submission(student, assignment, submitted_at=submitted_at)
    try:
        entries, findings = walk(folder, limits)
        entries = _unwrapped(entries, findings)
        findings += _take_notebooks(submission, entries, skeletons, limits, given or {})
        for entry in entries:
            if not entry.is_notebook:
                findings += _take_file(submission, entry, provided or {})
    except Exception as error:
        # 미처 생각하지 못한 제출물 하나 때문에 나머지 학생의 채점이 멈추면 안 된다.
        return _blank(student, assignment, skeletons, submitted_at, error)
    submission.findings = _tidy(findings)
    return submission


def stage(submission: Submission, target: Path) -> None:
    """`target/<학생>/<과제>/`에 깨끗한 사본을 쓴다. 있던 것은 지우고 새로 쓴다."""
    for part in (submission.student, submission.assignment):
        if part in ("", ".", "..") or "/" in part or os.sep in part:
            raise ValueError(f"폴더 이름으로 쓸 수 없는 이름입니다: {shown(part)}")
    folder = target / submission.student / submission.assignment
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    for name, content in submission.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            with open_regular(content) as source, path.open("wb") as copy:
                shutil.copyfileobj(source, copy)
        else:
            path.write_bytes(content)
    for name, notebook in submission.notebooks.items():
        text = nbformat.writes(notebook, version=nbformat.NO_CONVERT)
        (folder / f"{name}.ipynb").write_text(text + "\n", encoding="utf-8")
    if submission.submitted_at:
        moment = submission.submitted_at.astimezone(UTC)
        (folder / "timestamp.txt").write_text(
            moment.strftime("%Y-%m-%d %H:%M:%S.%f UTC\n"), encoding="utf-8"
        )


def _unwrapped(entries: list[Entry], findings: list[Finding]) -> list[Entry]:
    """폴더째 낸 제출물이면 그 폴더를 벗긴다. 노트북 곁의 자료를 제자리에 두기 위해서다."""
    inner = entries
    while inner and not any(entry.is_notebook and "/" not in entry.name for entry in inner):
        tops = {entry.name.partition("/")[0] for entry in inner}
        if len(tops) > 1 or any("/" not in entry.name for entry in inner):
            return entries
        inner = [replace(entry, name=entry.name.partition("/")[2]) for entry in inner]
    if inner is not entries:
        text = "폴더째 낸 제출물이어서 그 안의 파일을 꺼내 채점합니다."
        findings.append(Finding("wrapped-folder", text))
    return inner


def _take_notebooks(
    submission: Submission,
    entries: list[Entry],
    skeletons: Mapping[str, NotebookNode],
    limits: Limits,
    given: Mapping[str, Given],
) -> list[Finding]:
    findings: list[Finding] = []
    others = [entry.name for entry in entries if not entry.is_notebook]
    entries = [entry for entry in entries if entry.is_notebook]
    opened: dict[str, tuple[NotebookNode, list[Finding]]] = {}
    refused: dict[str, Finding] = {}
    for entry in entries:
        try:
            opened[entry.name] = read_notebook(read_entry(entry, limits.raw_bytes), limits)
        except Refused as problem:
            refused[entry.name] = problem.finding
        except Exception as error:
            refused[entry.name] = _unexpected(error)
    chosen = choose(skeletons, {e.name: e for e in entries}, {n: b for n, (b, _) in opened.items()})
    absent = []
    for name, skeleton in skeletons.items():
        pick = chosen.get(name)
        if pick is None or pick.entry in refused:
            absent.append(name)
            submission.notebooks[name] = deepcopy(skeleton)
            problem = refused.get(pick.entry) if pick else None
            findings.append(_absent(name, problem, bool(entries), others))
            continue
        findings += pick.findings
        book, notes = opened[pick.entry]
        rebuilt, more = rebuild(book, skeleton, given.get(name))
        submission.notebooks[name] = rebuilt
        mark = f"{name}: " if len(skeletons) > 1 else ""
        findings += [replace(note, text=mark + note.text) for note in notes + more]
    submission.absent = tuple(absent)
    used = {pick.entry for pick in chosen.values()}
    for entry in entries:
        if entry.name in used:
            continue
        if problem := refused.get(entry.name):
            text = f"'{shown(entry.name)}': {problem.text}"
            findings.append(replace(problem, text=text, level="warning"))
        else:
            text = f"'{shown(entry.name)}' 노트북은 과제의 노트북이 아니어서 뺐습니다."
            findings.append(Finding("extra-notebook", text))
    return findings


# 노트북 대신 내는 것과, 그때 할 일.
_INSTEAD = {
    ".zip": "압축 파일만 냈습니다. 압축을 풀어 노트북을 이 폴더에 넣으세요",
    ".html": "노트북을 HTML로 내보낸 것만 냈습니다. .ipynb 파일을 받으세요",
    ".htm": "노트북을 HTML로 내보낸 것만 냈습니다. .ipynb 파일을 받으세요",
    ".pdf": "노트북을 PDF로 내보낸 것만 냈습니다. .ipynb 파일을 받으세요",
    ".py": "파이썬 파일만 냈습니다. .ipynb 파일을 받으세요",
}


def _absent(name: str, problem: Finding | None, other: bool, files: list[str]) -> Finding:
    if problem:
        return replace(problem, text=f"{name}: {problem.text}")
    if other:
        text = f"{name}: 이 과제의 노트북을 찾지 못했습니다. 다른 파일을 냈는지 확인하세요."
    elif found := [f for f in files if PurePosixPath(f).suffix.casefold() in _INSTEAD]:
        advice = _INSTEAD[PurePosixPath(found[0]).suffix.casefold()]
        text = f"{name}: 노트북 없이 {advice}({shown(found[0])})."
    else:
        text = f"{name}: 노트북을 내지 않았습니다."
    return Finding("missing-notebook", text, level="refused")


def _take_file(submission: Submission, entry: Entry, provided: Mapping[str, str]) -> list[Finding]:
    """파일 하나를 받는다. 받지 않았으면 까닭을 돌려준다."""
    if finding := unwelcome(entry.name):
        return [finding]
    try:
        content = read_entry(entry, _HELD) if entry.size <= _HELD else entry.path
        if entry.name not in provided:
            submission.files[entry.name] = content
            return []
        whole = content if isinstance(content, bytes) else read_entry(entry, entry.size)
    except Refused as refused:
        return [refused.finding]
    if sha256(whole).hexdigest() == provided[entry.name]:
        return []
    text = f"함께 나누어 준 '{shown(entry.name)}' 파일을 고쳐 내어 원본으로 채점합니다."
    return [Finding("provided-file", text)]


def _blank(
    student: str,
    assignment: str,
    skeletons: Mapping[str, NotebookNode],
    submitted_at: datetime | None,
    error: Exception,
) -> Submission:
    return Submission(
        student,
        assignment,
        deepcopy(dict(skeletons)),
        findings=[_unexpected(error)],
        submitted_at=submitted_at,
        absent=tuple(skeletons),
    )


def _unexpected(error: Exception) -> Finding:
    text = (
        f"제출물을 읽다가 예상하지 못한 오류({type(error).__name__}: {shown(str(error))})가 나서 "
        "받지 않았습니다. 파일을 직접 확인하세요."
    )
    return Finding("intake-failed", text, level="refused")


def _tidy(findings: list[Finding]) -> list[Finding]:
    """같은 일이 아주 많을 때 앞의 것만 남긴다."""
    counts: Counter[str] = Counter()
    kept = []
    for finding in dict.fromkeys(findings):
        counts[finding.code] += 1
        if counts[finding.code] <= _SAME_KIND:
            kept.append(finding)
    for code, count in counts.items():
        if count > _SAME_KIND:
            text = f"같은 일({code})이 {count - _SAME_KIND}번 더 있었습니다."
            kept.append(Finding(code, text, level="warning"))
    return kept
