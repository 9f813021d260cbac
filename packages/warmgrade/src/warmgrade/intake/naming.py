"""학생이 낸 노트북 가운데 어느 것이 과제의 노트북인지 고른다."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from nbformat import NotebookNode

from ..findings import Finding, shown
from .files import Entry
from .pairing import functions, grade_id, is_graded, is_solution, pieces_of
from .rebuild import answered, rebuild

_EXTENSION = re.compile(r"(\.ipynb)+(\.txt|\.json)?$")
_MARKS = (
    re.compile(r"[\s_-]*\(\d+\)$"),
    re.compile(r"[\s_-]*(?:copy|사본|복사본|의 사본|수정|수정본|최종|final|제출)[\s_-]*\d*$"),
    re.compile(r"[\s_-]+\d{1,3}$"),
    re.compile(r"^(?:copy of|사본)[\s_-]*"),
)


@dataclass
class Pick:
    """고른 파일의 이름과, 고르며 본 것."""

    entry: str
    findings: list[Finding] = field(default_factory=list)


def choose(
    skeletons: Mapping[str, NotebookNode],
    entries: Mapping[str, Entry],
    opened: Mapping[str, NotebookNode],
) -> dict[str, Pick]:
    """과제의 노트북 이름 → 고른 파일. 찾지 못한 이름은 빠진다.

    Args:
        entries: 노트북으로 보이는 파일들.
        opened: 그 가운데 읽을 수 있었던 것.
    """
    ranks: dict[str, list[tuple[int, str]]] = {name: [] for name in skeletons}
    for file in entries:
        best = min(
            ((_rank(file, name), -len(name), name) for name in skeletons), default=(9, 0, "")
        )
        if best[0] < 9:
            ranks[best[2]].append((best[0], file))
    chosen = {
        name: _pick(name, sorted(found), opened, skeletons[name])
        for name, found in ranks.items()
        if found
    }
    named = {file for found in ranks.values() for _, file in found}
    spare = sorted(file for file in entries if file not in named)
    for name in skeletons:
        if name in chosen:
            continue
        related = [(_kinship(opened[f], skeletons[name]), f) for f in spare if f in opened]
        related = [(score, file) for score, file in related if score]
        if related:
            file = max(related, key=lambda pair: pair[0])[1]
        elif len(skeletons) == len(entries) == 1 and spare and spare[0] not in opened:
            file = spare[0]
        else:
            continue
        spare.remove(file)
        chosen[name] = Pick(file, [_renamed(file, name)])
    return chosen


def stem(file: str) -> str:
    """견주기 좋게 바꾼, 확장자를 뺀 파일 이름."""
    base = unicodedata.normalize("NFC", file.rpartition("/")[2]).casefold().strip()
    return _EXTENSION.sub("", base).strip()


def _rank(file: str, name: str) -> int:
    if file == f"{name}.ipynb":
        return 0
    wanted = _loose(unicodedata.normalize("NFC", name).casefold())
    plain = stem(file)
    while True:
        if _loose(plain) == wanted:
            return 1
        shorter = plain
        for mark in _MARKS:
            shorter = mark.sub("", shorter)
            if shorter != plain:
                break
        if shorter == plain or not shorter:
            break
        plain = shorter
    if re.search(rf"(?<![0-9a-z가-힣]){re.escape(wanted)}(?![0-9a-z가-힣])", _loose(stem(file))):
        return 2
    return 9


def _loose(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text).strip()


def _pick(
    name: str,
    ranked: list[tuple[int, str]],
    opened: Mapping[str, NotebookNode],
    skeleton: NotebookNode,
) -> Pick:
    readable = [file for _, file in ranked if file in opened]
    first = ranked[0][1] if ranked[0][1] in opened or not readable else readable[0]
    if len(readable) > 1:
        answers = {f: answered(rebuild(opened[f], skeleton)[0], skeleton) for f in readable}
        # 손대지 않은 노트북과 답을 쓴 노트북을 함께 냈으면 답을 쓴 쪽을 낸 것이다.
        if not answers[first] and any(answers.values()):
            first = max(readable, key=lambda file: answers[file])
    if first == f"{name}.ipynb":
        return Pick(first)
    if len(ranked) == 1:
        return Pick(first, [_renamed(first, name)])
    text = (
        f"{name} 노트북으로 보이는 파일이 {len(ranked)}개여서 '{shown(first)}' 파일을 골랐습니다. "
        "맞는 파일인지 확인하세요."
    )
    return Pick(first, [Finding("several-notebooks", text, level="warning")])


def _renamed(file: str, name: str) -> Finding:
    text = f"'{shown(file)}' 파일을 과제의 {name} 노트북으로 알아보고 채점합니다."
    return Finding("renamed-notebook", text)


def _kinship(notebook: NotebookNode, skeleton: NotebookNode) -> int:
    """두 노트북이 같은 과제임을 보여 주는 셀의 수."""
    pieces = pieces_of(notebook)
    graded = [cell for cell in skeleton.cells if is_graded(cell)]
    claims = {piece.claim for piece in pieces} & {grade_id(cell) for cell in graded}
    if claims:
        return len(claims)
    ids = {piece.id for piece in pieces} & {cell.id for cell in graded}
    stubs = [cell.source for cell in graded if is_solution(cell) and cell.cell_type == "code"]
    wanted = {name for source in stubs for name in functions(source)}
    return len(ids) + len(wanted & {name for piece in pieces for name in piece.functions})
