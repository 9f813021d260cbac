"""제출된 바이트를 채점할 수 있는 노트북으로 읽는다.

학생의 노트북에서 쓸 것은 셀의 종류, 글, id, nbgrader 정보, 붙인 그림뿐이다. 출력을 비롯한
나머지는 읽는 자리에서 버리므로, 뒤의 단계는 학생이 꾸민 자료 구조를 만나지 않는다.
"""

import json
import re
from typing import Any

from nbformat import NotebookNode

from ..findings import Finding, Limits, Refused, shown, size

TYPES = ("code", "markdown", "raw")
NBGRADER_KEYS = {
    "grade_id": str,
    "grade": bool,
    "solution": bool,
    "locked": bool,
    "task": bool,
    "points": (int, float),
    "schema_version": int,
    "cell_type": str,
}
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# 모두 <img> 안에서만 보이므로 SVG도 스크립트를 실행하지 못한다.
_IMAGES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml")
_CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def read_notebook(data: bytes, limits: Limits | None = None) -> tuple[NotebookNode, list[Finding]]:
    """노트북을 읽고, 읽으며 고친 것을 함께 돌려준다. 출력은 버린다.

    Raises:
        Refused: 노트북으로 읽을 수 없거나 너무 클 때.
    """
    limits = limits or Limits()
    findings: list[Finding] = []
    if len(data) > limits.raw_bytes:
        raise _too_large(len(data), limits.raw_bytes)
    text = _decode(data, findings)
    if sum(map(text.count, '[{"')) > limits.json_parts:
        raise Refused(
            "too-many-parts",
            "노트북 파일에 든 것이 너무 많아 받지 않았습니다. 출력을 지우고 다시 내게 하세요.",
        )
    document = _parse(text, findings)
    raw_cells = _raw_cells(document, findings)
    if len(raw_cells) > limits.cells:
        raise Refused(
            "too-many-cells",
            f"셀이 {len(raw_cells)}개로 한도 {limits.cells}개를 넘어 노트북을 받지 않았습니다.",
        )
    cells = [_cell(raw, limits, findings) for raw in raw_cells if isinstance(raw, dict)]
    if len(cells) < len(raw_cells):
        findings.append(Finding("broken-cell", "셀이 아닌 것이 섞여 있어 빼고 읽었습니다."))
    seen: set[str] = set()
    repeated = False
    for number, cell in enumerate(cells):
        repeated |= cell.id in seen
        if not cell.id or cell.id in seen:
            cell.id = f"unnamed-{number}"
        seen.add(cell.id)
    if repeated:
        findings.append(
            Finding("duplicate-id", "같은 셀 id가 여러 번 쓰여 뒤의 것을 새로 붙였습니다.")
        )
    weight = sum(map(_weight, cells))
    if weight > limits.notebook_bytes + limits.attachment_bytes:
        raise _too_large(weight, limits.notebook_bytes + limits.attachment_bytes)
    notebook = NotebookNode(nbformat=4, nbformat_minor=5, metadata=_kernel(document), cells=cells)
    return notebook, list(dict.fromkeys(findings))


def _too_large(count: int, limit: int) -> Refused:
    return Refused(
        "too-large",
        f"노트북이 {size(count)}로 한도 {size(limit)}를 넘어 받지 않았습니다. "
        "출력을 지우고 다시 내게 하세요.",
    )


def _weight(cell: NotebookNode) -> int:
    """출력을 버린 셀의 크기."""
    images = cell.get("attachments", {}).values()
    return len(cell.source) + sum(len(data) for bundle in images for data in bundle.values())


def clean(text: str) -> str:
    """짝 잃은 서로게이트를 바꾸고 줄 끝을 하나로 맞춘 글."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _decode(data: bytes, findings: list[Finding]) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            findings.append(
                Finding(
                    "byte-order-mark",
                    f"파일 앞에 {encoding.upper()} 표식(BOM)이 붙어 있어 떼고 읽었습니다.",
                )
            )
            return _decode_as(data[len(mark) :], encoding)
    zeros = data[:256:2].count(0), data[1:256:2].count(0)
    if max(zeros) > 32:
        encoding = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
        findings.append(
            Finding("not-utf8", f"파일이 {encoding.upper()}로 저장되어 있어 바꾸어 읽었습니다.")
        )
        return _decode_as(data, encoding)
    try:
        return data.decode()
    except UnicodeDecodeError:
        text = _decode_as(data, "cp949")
        findings.append(
            Finding("not-utf8", "파일이 CP949(EUC-KR)로 저장되어 있어 UTF-8로 바꾸어 읽었습니다.")
        )
        return text


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused(
            "unreadable-encoding",
            "노트북이 UTF-8도 CP949도 아닌 글자로 저장되어 있어 읽지 못했습니다. "
            "Jupyter에서 다시 저장해 내게 하세요.",
        ) from None


def _parse(text: str, findings: list[Finding]) -> dict[str, Any]:
    text = text.strip().strip("\x00")
    if not text:
        raise Refused("empty-file", "노트북 파일이 비어 있습니다. 파일을 다시 내게 하세요.")
    not_json: list[str] = []
    try:
        document = json.loads(text, strict=False, parse_constant=not_json.append)
    except RecursionError:
        raise Refused(
            "nested-json", "노트북의 JSON이 너무 깊게 겹쳐 있어 받지 않았습니다."
        ) from None
    except (ValueError, MemoryError):
        if re.search(r"^(<{7}|>{7}) ", text, re.M):
            raise Refused(
                "merge-conflict",
                "git이 합치다 만 자국(<<<<<<<, >>>>>>>)이 남아 있어 읽지 못했습니다. "
                "충돌을 정리해 다시 내게 하세요.",
            ) from None
        if text[:200].lstrip().casefold().startswith(("<!doctype html", "<html")):
            raise Refused(
                "html-file",
                "노트북이 아니라 웹 쪽(HTML)이어서 읽지 못했습니다. "
                ".ipynb 파일을 내려받아 다시 내게 하세요.",
            ) from None
        raise Refused(
            "unreadable-json",
            "노트북 파일이 중간에 잘렸거나 JSON이 아니어서 읽지 못했습니다. "
            "Jupyter에서 열리는지 확인하고 다시 내게 하세요.",
        ) from None
    if not_json:
        # 그림 도구는 출력에 NaN을 적기도 한다. 출력은 어차피 버린다.
        findings.append(Finding("not-a-number", "JSON에 없는 NaN이 적혀 있어 비우고 읽었습니다."))
    if not isinstance(document, dict):
        raise Refused(
            "not-a-notebook", "JSON이지만 노트북이 아니어서 받지 않았습니다. 파일을 확인하세요."
        )
    return document


def _raw_cells(document: dict[str, Any], findings: list[Finding]) -> list[Any]:
    cells = document.get("cells")
    if isinstance(cells, list):
        if document.get("nbformat") not in (4, None):
            findings.append(
                Finding("odd-format", "노트북의 판 번호가 4가 아니어서 4로 여기고 읽었습니다.")
            )
        return cells
    sheets = document.get("worksheets")
    if isinstance(sheets, list):
        findings.append(
            Finding("old-format", "오래된 노트북 형식(nbformat 3)이어서 4로 바꾸어 읽었습니다.")
        )
        pages = [s["cells"] for s in sheets if isinstance(s, dict) and "cells" in s]
        return [cell for page in pages if isinstance(page, list) for cell in page]
    raise Refused(
        "not-a-notebook", "셀 목록이 없는 파일이어서 노트북으로 읽지 못했습니다. 파일을 확인하세요."
    )


def _cell(raw: dict[str, Any], limits: Limits, findings: list[Finding]) -> NotebookNode:
    kind = raw.get("cell_type")
    source = raw.get("source", raw.get("input"))
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        findings.append(Finding("broken-cell", "글이 없는 셀이 있어 빈 셀로 읽었습니다."))
        source = ""
    if "\r" in source:
        findings.append(Finding("line-ends", "줄 끝이 윈도우 방식이어서 바꾸어 읽었습니다."))
    if kind == "heading":
        level = raw.get("level")
        depth = level if isinstance(level, int) and 1 <= level <= 6 else 1
        kind, source = "markdown", "#" * depth + " " + source
    if kind not in TYPES:
        if kind not in ("html", "plaintext"):
            findings.append(
                Finding("broken-cell", "종류를 알 수 없는 셀이 있어 글 셀로 읽었습니다.")
            )
        kind = "markdown"
    cell = NotebookNode(
        cell_type=kind,
        id=_identifier(raw),
        metadata=_metadata(raw, findings),
        source=clean(source),
    )
    if kind == "code":
        cell.outputs, cell.execution_count = [], None
    elif attachments := _attachments(raw.get("attachments"), limits, findings):
        cell.attachments = attachments
    return cell


def _identifier(raw: dict[str, Any]) -> str:
    """셀 id. Colab은 메타데이터에 적는다."""
    metadata = raw.get("metadata")
    for value in (raw.get("id"), metadata.get("id") if isinstance(metadata, dict) else None):
        if isinstance(value, str) and _CELL_ID.fullmatch(value):
            return value
    return ""


def _kernel(raw: dict[str, Any]) -> NotebookNode:
    """노트북에 적힌 커널의 이름과 언어."""
    metadata, found = raw.get("metadata") if isinstance(raw, dict) else None, {}
    for part in ("kernelspec", "language_info"):
        about = metadata.get(part) if isinstance(metadata, dict) else None
        if isinstance(about, dict):
            found[part] = {
                key: value
                for key in ("name", "language")
                if isinstance(value := about.get(key), str)
            }
    return NotebookNode(found)


def _metadata(raw: dict[str, Any], findings: list[Finding]) -> NotebookNode:
    given = raw.get("metadata")
    kept = NotebookNode()
    if not isinstance(given, dict):
        findings.append(
            Finding("broken-metadata", "메타데이터가 깨진 셀이 있어 비우고 읽었습니다.")
        )
        return kept
    info = given.get("nbgrader")
    if isinstance(info, dict):
        kept.nbgrader = NotebookNode(
            {k: info[k] for k, kind in NBGRADER_KEYS.items() if isinstance(info.get(k), kind)}
        )
    elif "nbgrader" in given:
        findings.append(
            Finding("broken-metadata", "채점 정보가 깨진 셀이 있어 다른 단서로 찾았습니다.")
        )
    tags = given.get("tags")
    if isinstance(tags, list):
        kept.tags = [tag for tag in tags if isinstance(tag, str)]
    return kept


def _attachments(given: Any, limits: Limits, findings: list[Finding]) -> NotebookNode:
    """붙인 그림 가운데 글에 섞일 수 없는 형식이고 한도 안에 드는 것."""
    kept = NotebookNode()
    for name, bundle in given.items() if isinstance(given, dict) else ():
        images = {
            kind: data
            for kind, data in (bundle.items() if isinstance(bundle, dict) else ())
            if kind in _IMAGES
            and isinstance(data, str)
            and len(data) <= limits.attachment_bytes
            and re.fullmatch(r"[A-Za-z0-9+/=\s]*", data)
        }
        if images:
            kept[clean(name)] = NotebookNode(images)
        else:
            findings.append(
                Finding(
                    "attachment-left-out",
                    f"셀에 붙인 '{shown(name)}'은 그림이 아니거나 너무 커서 뺐습니다. "
                    "낸 파일에서 직접 보세요.",
                    level="warning",
                )
            )
    return kept
