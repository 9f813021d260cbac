"""제출된 노트북을 원본의 골격 위에 다시 세운다.

학생에게서 오는 것은 답 셀의 글과, 채점과 상관없는 셀뿐이다. 채점 정보가 있는 셀의 순서와 내용,
id, 태그, 메타데이터는 모두 골격의 것이다. 채점 정보가 없는 셀은 stock nbgrader에서 학생이
마음대로 고치고 지울 수 있으므로, 점수가 같도록 학생이 둔 대로 둔다.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from nbformat import NotebookNode

from ..findings import Finding, shown
from .pairing import (
    Pairing,
    Piece,
    grade_id,
    is_graded,
    is_solution,
    pair,
    pieces_of,
    same,
    untouched,
)

# grade_id → "source"나 채점 표시의 이름 → 예전의 원본에 있던 값들
Given = Mapping[str, Mapping[str, Sequence[Any]]]
_SKIP = "skip-execution"
_FLAGS = ("grade", "solution", "locked", "task", "points")


@dataclass
class _Slot:
    """다시 세운 노트북의 한 자리. 골격의 셀 번호가 없으면 학생이 더한 셀이다."""

    number: int | None
    piece: Piece | None


def rebuild(
    submitted: NotebookNode, skeleton: NotebookNode, given: Given | None = None
) -> tuple[NotebookNode, list[Finding]]:
    """골격에 학생의 답과 학생의 셀을 끼운 노트북과, 그러면서 본 것.

    given은 예전의 원본에 있던 것이다. 그대로 들어 있으면 학생이 고친 것이 아니다.
    """
    given = given or {}
    pieces = pieces_of(submitted)
    found = pair(pieces, skeleton)
    if apart := _without_task_answers(pieces, found, skeleton, given):
        pieces, moved = apart
        found = pair(pieces, skeleton)
        found.findings += moved
    slots, reordered = _slots(pieces, found, skeleton)
    findings = found.findings + _differences(pieces, found, skeleton, given)
    if reordered:
        text = "채점하는 셀의 순서가 바뀌어 있어 원본의 순서로 되돌렸습니다."
        findings.append(Finding("reordered", text, level="warning"))
    for number, cell in enumerate(skeleton.cells):
        if number in found.pairs:
            continue
        if is_graded(cell):
            slots.insert(_place(slots, number, skeleton), _Slot(number, None))
        findings += _missing(cell)
    rebuilt = deepcopy(skeleton)
    rebuilt.cells = _cells(slots, skeleton)
    return rebuilt, list(dict.fromkeys(findings))


def answered(rebuilt: NotebookNode, skeleton: NotebookNode) -> int:
    """나누어 준 것과 달라진 답 셀의 수."""
    stubs = {grade_id(c): c.source.strip() for c in skeleton.cells if is_solution(c)}
    return sum(
        bool(cell.source.strip()) and cell.source.strip() != stubs[grade_id(cell)]
        for cell in rebuilt.cells
        if is_solution(cell)
    )


def _slots(pieces: list[Piece], found: Pairing, skeleton: NotebookNode) -> tuple[list[_Slot], bool]:
    numbers = {piece.index: number for number, piece in found.pairs.items()}
    kept = [p for p in pieces if p.index not in found.dropped]
    graded = [
        numbers[p.index]
        for p in kept
        if p.index in numbers and is_graded(skeleton.cells[numbers[p.index]])
    ]
    reordered = graded != sorted(graded)
    # 학생이 더한 셀은 앞 셀을 따라간다. 순서가 온전하면 모두 한 무리라서 그대로 남는다.
    groups: list[tuple[int, list[_Slot]]] = [(-1, [])]
    for piece in kept:
        number = numbers.get(piece.index)
        if reordered and number is not None:
            groups.append((number, []))
        groups[-1][1].append(_Slot(number, piece))
    groups.sort(key=lambda group: group[0])
    return [slot for _, group in groups for slot in group], reordered


def _place(slots: list[_Slot], number: int, skeleton: NotebookNode) -> int:
    """빠진 셀이 들어갈 자리: 앞뒤의 채점 셀 사이에서, 원본에서 뒤에 오는 셀의 앞."""
    graded = [
        (place, slot.number)
        for place, slot in enumerate(slots)
        if slot.number is not None and is_graded(skeleton.cells[slot.number])
    ]
    first = max((place + 1 for place, other in graded if other < number), default=0)
    last = min((place for place, other in graded if other > number), default=len(slots))
    for place in range(first, last):
        other = slots[place].number
        if other is not None and other > number:
            return place
    return last


def _cells(slots: list[_Slot], skeleton: NotebookNode) -> list[NotebookNode]:
    taken = {cell.id for cell in skeleton.cells}
    cells, extras = [], 0
    for slot in slots:
        if slot.number is None:
            extras += 1
            while f"extra-{extras}" in taken:
                extras += 1
            # 학생이 제 셀에 붙인, 실행하지 말라는 태그는 stock에서처럼 따른다.
            tags = {"tags": [_SKIP]} if _SKIP in slot.piece.tags else {}
            cells.append(_student_cell(slot.piece, f"extra-{extras}", tags))
            continue
        original = skeleton.cells[slot.number]
        if not is_graded(original):
            cells.append(_student_cell(slot.piece, original.id, original.metadata))
        elif not is_solution(original):
            cells.append(deepcopy(original))
        else:
            # 빠진 답 셀을 안내 문구로 채우면 학생이 다른 셀에 쓴 답을 덮어쓴다.
            piece = slot.piece or Piece(-1, original.cell_type, "")
            answer = Piece(-1, original.cell_type, piece.source, attachments=piece.attachments)
            cells.append(_student_cell(answer, original.id, original.metadata))
    return cells


def _student_cell(piece: Piece, identifier: str, metadata: dict) -> NotebookNode:
    cell = NotebookNode(
        cell_type=piece.kind,
        id=identifier,
        metadata=deepcopy(NotebookNode(metadata)),
        source=piece.source,
    )
    if piece.kind == "code":
        cell.outputs, cell.execution_count = [], None
    elif piece.attachments:
        cell.attachments = deepcopy(piece.attachments)
    return cell


def _as_given(piece: Piece, cell: NotebookNode, given: Given) -> bool:
    """나누어 준 그대로인지. 예전에 나누어 준 것이어도 된다."""
    before = given.get(grade_id(cell), {}).get("source", ())
    return untouched(piece.source, cell) or any(same(piece.source, text) for text in before)


def _without_task_answers(
    pieces: list[Piece], found: Pairing, skeleton: NotebookNode, given: Given
) -> tuple[list[Piece], list[Finding]] | None:
    """서술형 과제 셀 안에 쓴 글을 바로 아래의 새 셀로 옮긴다. 셀을 되돌리면 사라지는 글이다."""
    tasks = {
        piece.index: skeleton.cells[number]
        for number, piece in found.pairs.items()
        if skeleton.cells[number].metadata.get("nbgrader", {}).get("task")
        and not _as_given(piece, skeleton.cells[number], given)
    }
    if not tasks:
        return None
    apart, findings = [], []
    for piece in pieces:
        original = tasks.get(piece.index)
        if original is None:
            apart.append(replace(piece, index=len(apart)))
            continue
        name = grade_id(original)
        info = piece.info | {"grade_id": name}
        apart.append(replace(piece, index=len(apart), source=original.source, info=info))
        given = {line.strip() for line in original.source.split("\n")}
        added = [line for line in piece.source.split("\n") if line.strip() not in given]
        if text := "\n".join(added).strip():
            apart.append(Piece(len(apart), "markdown", text, attachments=piece.attachments))
        note = f"{name} 서술형 과제 셀을 고쳐 써서, 쓴 글을 바로 아래의 셀로 옮겼습니다."
        findings.append(Finding("answer-in-task", note, name, "warning"))
    return apart, findings


def _missing(cell: NotebookNode) -> list[Finding]:
    name = grade_id(cell)
    if is_solution(cell):
        text = f"{name} 답 셀이 제출물에 없어 빈 셀로 채점합니다. 지운 까닭을 확인하세요."
        return [Finding("missing-answer", text, name, "warning")]
    if is_graded(cell):
        text = f"나누어 준 {name} 셀이 제출물에 없어 원본에서 되살렸습니다."
        return [Finding("missing-cell", text, name)]
    if cell.cell_type == "code":
        text = f"나누어 준 '{cell.id}' 코드 셀을 학생이 지웠습니다. 지운 채로 채점합니다."
        return [Finding("deleted-cell", text)]
    return []


def _differences(
    pieces: list[Piece], found: Pairing, skeleton: NotebookNode, given: Given
) -> list[Finding]:
    """채점 셀과 짝지은 제출 셀에서 원본과 달라진 것."""
    findings = []
    for number, piece in sorted(found.pairs.items()):
        cell = skeleton.cells[number]
        name = grade_id(cell)
        if not is_graded(cell):
            continue
        if piece.kind != cell.cell_type:
            text = f"{name} 셀의 종류가 바뀌어 있어 {cell.cell_type} 셀로 되돌렸습니다."
            findings.append(Finding("cell-type", text, name))
        if not is_solution(cell) and not _as_given(piece, cell, given):
            findings.append(_edited(piece, cell))
        info, before = cell.metadata.nbgrader, given.get(name, {})
        if piece.claim == name and any(
            key in piece.info
            and piece.info[key] not in (info.get(key, piece.info[key]), *before.get(key, ()))
            for key in _FLAGS
        ):
            text = f"{name} 셀의 배점이나 채점 표시가 바뀌어 있어 원본대로 되돌렸습니다."
            findings.append(Finding("edited-metadata", text, name, "warning"))
        if piece.claim == name and piece.info.get("schema_version", 3) != info.schema_version:
            text = f"{name} 셀의 nbgrader 판 번호가 달라 원본의 것으로 되돌렸습니다."
            findings.append(Finding("schema-version", text, name))
        if _SKIP in piece.tags:
            text = f"{name} 셀에 실행을 건너뛰라는 태그가 붙어 있어 떼고 채점합니다."
            findings.append(Finding("skip-tag", text, name, "warning"))
    known = {grade_id(cell) for cell in skeleton.cells if is_graded(cell)} | given.keys()
    for piece in pieces:
        if piece.claim and piece.claim not in known:
            text = f"원본에 없는 '{shown(piece.claim)}' 채점 정보가 적혀 있어 무시했습니다."
            findings.append(Finding("unknown-grade-id", text))
    return findings


def _edited(piece: Piece, cell: NotebookNode) -> Finding:
    name = grade_id(cell)
    if cell.metadata.nbgrader.get("grade"):
        text = f"{name} 검사 셀의 내용이 바뀌어 있어 원본으로 되돌렸습니다."
        return Finding("edited-test", text, name, "warning")
    text = f"{name} 잠근 셀의 내용이 바뀌어 있어 원본으로 되돌렸습니다."
    return Finding("edited-locked", text, name)
