"""제출된 셀이 골격의 어느 셀인지 알아낸다.

grade_id가 남아 있으면 그것을 믿는다. 도구가 지웠으면 셀 id, 같은 글, 같은 함수 이름, 비슷한 글,
이웃 사이의 자리를 차례로 본다.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from ..findings import Finding, shown
from .notebook import clean

_FUNCTION = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.M)
_VARIABLE = re.compile(r"^(\w+)[ \t]*(?::[^=\n]+)?=(?!=)", re.M)
# 나누어 준 검사 셀에는 숨은 검사가 없으므로, 원본과 절반만 같아도 그 셀이다.
_ALIKE = 0.5


@dataclass(eq=False)
class Piece:
    """제출된 셀 하나.

    Attributes:
        index: 제출된 노트북에서의 자리.
        kind: 셀의 종류.
        info: 믿을 수 없는 nbgrader 정보.
    """

    index: int
    kind: str
    source: str
    id: str = ""
    info: dict[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    attachments: NotebookNode | None = None

    def __post_init__(self) -> None:
        self.lines = _lines(self.source)
        self.functions = functions(self.source)
        self.names = self.functions | set(_VARIABLE.findall(self.source))

    @property
    def claim(self) -> str:
        name = self.info.get("grade_id")
        return name if isinstance(name, str) else ""


@dataclass
class Pairing:
    """골격의 셀 번호 → 제출된 셀, 버릴 셀들의 자리, 찾으며 본 것."""

    pairs: dict[int, Piece] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def grade_id(cell: NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def is_graded(cell: NotebookNode) -> bool:
    """채점 정보가 있는 셀인지: 답, 검사, 잠근 셀, 서술형 과제."""
    info = cell.metadata.get("nbgrader", {})
    return any(info.get(key) for key in ("grade", "solution", "locked", "task"))


def is_solution(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def pieces_of(notebook: NotebookNode) -> list[Piece]:
    pieces = []
    for index, cell in enumerate(notebook.cells):
        metadata = cell.get("metadata") or {}
        info = metadata.get("nbgrader")
        pieces.append(
            Piece(
                index,
                cell.cell_type,
                clean(cell.source),
                cell.get("id", ""),
                info if isinstance(info, dict) else {},
                tuple(metadata.get("tags") or ()),
                cell.get("attachments") or None,
            )
        )
    return pieces


def functions(source: str) -> set[str]:
    """맨 바깥에서 정의한 함수와 클래스의 이름. 문법이 틀린 셀에서도 찾는다."""
    return set(_FUNCTION.findall(source))


def same(left: str, right: str) -> bool:
    """줄 끝과 글 끝의 빈칸을 빼고 같은지."""
    return [x.rstrip() for x in left.rstrip().split("\n")] == [
        x.rstrip() for x in right.rstrip().split("\n")
    ]


def untouched(source: str, original: NotebookNode) -> bool:
    """나누어 준 그대로인지. 숨은 검사나 채점 기준이 통째로 빠진 것은 고친 것이 아니다."""
    if same(source, original.source) or same(source, _visible(original.source)):
        return True
    given = [line.rstrip() for line in source.rstrip().split("\n")]
    position, regions, inside = 0, [], False
    for line in (line.rstrip() for line in original.source.rstrip().split("\n")):
        if position < len(given) and given[position] == line:
            position, inside = position + 1, False
        elif inside:
            regions[-1].append(line.strip())
        else:
            regions.append([line.strip()])
            inside = True
    if position < len(given):
        return False
    # 과목이 표시 줄을 다른 말로 정했어도, 코드에서는 주석으로 열리고 주석으로 닫힌다.
    return original.cell_type != "code" or all(r[0][:1] == r[-1][:1] == "#" for r in regions)


def _visible(source: str) -> str:
    lines, hidden = [], False
    for line in source.split("\n"):
        if "BEGIN HIDDEN TESTS" in line or "BEGIN MARK SCHEME" in line:
            hidden = True
        elif "END HIDDEN TESTS" in line or "END MARK SCHEME" in line:
            hidden = False
        elif not hidden:
            lines.append(line)
    return "\n".join(lines)


def pair(pieces: list[Piece], skeleton: NotebookNode) -> Pairing:
    """골격의 셀마다 제출된 셀을 찾는다."""
    found = Pairing()
    graded = {grade_id(cell): n for n, cell in enumerate(skeleton.cells) if is_graded(cell)}
    copies: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.claim in graded:
            copies.setdefault(graded[piece.claim], []).append(piece)
    for number, group in sorted(copies.items()):
        _choose(group, number, skeleton.cells[number], found)
    for step in (_by_id, _by_source, _by_names, _by_likeness, _by_place):
        step(pieces, skeleton, found)
    _report_lost(found, skeleton)
    return found


def _choose(copies: list[Piece], number: int, original: NotebookNode, found: Pairing) -> None:
    """같은 grade_id가 붙은 셀들 가운데 하나를 고른다.

    버리는 것은 나누어 준 그대로인 사본과 고른 것과 같은 사본뿐이다. 셀을 나누면 두 조각에 같은
    grade_id가 붙으므로, 학생이 다른 것을 쓴 사본은 학생의 셀로 남겨야 답이 온전하다.
    """
    name = grade_id(original)
    answer = is_solution(original)
    intact = same if answer else untouched
    original_text = original.source if answer else original
    changed = [piece for piece in copies if not intact(piece.source, original_text)]
    if answer:
        chosen = (changed or copies)[-1]
    else:
        pristine = [piece for piece in copies if piece not in changed]
        chosen = next((p for p in copies if p.id == original.id), (pristine or copies)[0])
    found.pairs[number] = chosen
    for piece in copies:
        if piece is not chosen and (piece not in changed or same(piece.source, chosen.source)):
            found.dropped.add(piece.index)
    if answer and any(not same(piece.source, chosen.source) for piece in changed):
        text = (
            f"{name} 답 셀이 서로 다른 내용으로 여럿 있어 마지막 것을 답으로 삼고, 나머지는 "
            "학생이 더한 셀로 남겼습니다. 어느 것이 답인지 확인하세요."
        )
        found.findings.append(Finding("duplicate-cell", text, name, "warning"))
    elif len(copies) > 1:
        text = f"{name} 셀이 {len(copies)}번 들어 있어 하나만 채점합니다."
        found.findings.append(Finding("duplicate-cell", text, name))


def _free(pieces: list[Piece], found: Pairing) -> list[Piece]:
    taken = {piece.index for piece in found.pairs.values()} | found.dropped
    return [piece for piece in pieces if piece.index not in taken]


def _open(skeleton: NotebookNode, found: Pairing) -> Iterator[tuple[int, NotebookNode]]:
    for number, cell in enumerate(skeleton.cells):
        if number not in found.pairs:
            yield number, cell


def _by_id(pieces: list[Piece], skeleton: NotebookNode, found: Pairing) -> None:
    counts = Counter(piece.id for piece in pieces)
    free = {p.id: p for p in _free(pieces, found) if p.id and counts[p.id] == 1}
    for number, cell in _open(skeleton, found):
        piece = free.get(cell.id)
        if piece and (is_solution(cell) or piece.kind == cell.cell_type or not is_graded(cell)):
            found.pairs[number] = piece


def _by_source(pieces: list[Piece], skeleton: NotebookNode, found: Pairing) -> None:
    sources = Counter(cell.source.strip() for cell in skeleton.cells)
    for number, cell in list(_open(skeleton, found)):
        if is_solution(cell) and sources[cell.source.strip()] > 1:
            continue
        original = _lines(cell.source)
        ours = is_graded(cell) and not is_solution(cell)
        for piece in _free(pieces, found):
            # 줄부터 견주면 아주 긴 셀이 많아도 금방 지나간다.
            if piece.kind != cell.cell_type or not piece.lines <= original:
                continue
            if piece.lines and (untouched(piece.source, cell) if ours else piece.lines == original):
                found.pairs[number] = piece
                break


def _by_names(pieces: list[Piece], skeleton: NotebookNode, found: Pairing) -> None:
    for number, cell in list(_open(skeleton, found)):
        if not is_solution(cell) or cell.cell_type != "code":
            continue
        stub = Piece(-1, "code", cell.source)
        wanted = stub.functions or stub.names
        candidates = [p for p in _free(pieces, found) if wanted and wanted <= p.names]
        if candidates:
            found.pairs[number] = candidates[-1]


def _by_likeness(pieces: list[Piece], skeleton: NotebookNode, found: Pairing) -> None:
    for number, cell in list(_open(skeleton, found)):
        if is_solution(cell):
            continue
        original = _lines(cell.source)
        scored = [
            (_likeness(piece.lines, original, hidden=is_graded(cell)), -piece.index, piece)
            for piece in _free(pieces, found)
            if piece.kind == cell.cell_type
        ]
        if scored and max(scored)[0] >= _ALIKE:
            found.pairs[number] = max(scored)[2]


def _by_place(pieces: list[Piece], skeleton: NotebookNode, found: Pairing) -> None:
    """이웃한 두 셀 사이에 짝이 없는 것이 하나씩뿐이면 그 둘이 짝이다."""
    for number, cell in list(_open(skeleton, found)):
        if not is_solution(cell):
            continue
        before = max((n for n in found.pairs if n < number), default=None)
        after = min((n for n in found.pairs if n > number), default=None)
        first = -1 if before is None else found.pairs[before].index
        last = len(pieces) if after is None else found.pairs[after].index
        rivals = [
            n
            for n, other in _open(skeleton, found)
            if (before is None or n > before)
            and (after is None or n < after)
            and is_solution(other)
            and other.cell_type == cell.cell_type
        ]
        candidates = [
            p
            for p in _free(pieces, found)
            if first < p.index < last and p.kind == cell.cell_type and p.lines
        ]
        if len(rivals) == len(candidates) == 1 and found.pairs:
            found.pairs[number] = candidates[0]


def _report_lost(found: Pairing, skeleton: NotebookNode) -> None:
    lost = [
        grade_id(skeleton.cells[n])
        for n, piece in sorted(found.pairs.items())
        if is_graded(skeleton.cells[n]) and piece.claim != grade_id(skeleton.cells[n])
    ]
    if lost:
        names = ", ".join(lost[:5]) + (" 들" if len(lost) > 5 else "")
        text = f"채점 정보를 잃은 셀 {len(lost)}개({shown(names)})를 내용과 자리로 찾아 이었습니다."
        found.findings.append(Finding("lost-grade-id", text, lost[0]))


def _lines(source: str) -> Counter[str]:
    return Counter(line.strip() for line in source.split("\n") if line.strip())


def _likeness(piece: Counter[str], original: Counter[str], *, hidden: bool) -> float:
    if not piece or not original:
        return 0.0
    common = sum(min(count, piece[line]) for line, count in original.items() if line in piece)
    if hidden:
        return common / piece.total()
    return 2 * common / (piece.total() + original.total())
