"""LMS에서 받아 `submitted/`에 나누어 놓은 제출물의 기록: 누가 언제 냈고, 늦었는지.

제출한 때와 늦었다는 표시는 LMS가 적은 것만 믿고, 학생이 고칠 수 없는 자리에 적어 둔다.
"""

import contextlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ..atomic import write_json
from ..findings import Finding, Refused


@dataclass(frozen=True)
class Arrival:
    """도착한 제출물 하나.

    Attributes:
        student: `submitted/` 아래의 폴더 이름.
        files: 나누어 놓은 파일의 상대 경로.
        submitted_at: LMS가 알려 준 제출 시각(UTC).
        late: LMS나 이름에 늦었다는 표시가 있는지.
        name, lms_id, lms: 이름, LMS가 적은 번호, 알아본 LMS.
        source: 묶음에서의 자리.
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
    source: str = ""


def arrivals_path(submitted_root: Path) -> Path:
    """도착 기록이 있는 자리."""
    return submitted_root.parent / ".warmgrade" / "arrivals.json"


def read_arrivals(submitted_root: Path, assignment: str) -> dict[str, Arrival]:
    """학생 → 도착 기록. 기록이 없으면 비어 있다. Raises: Refused"""
    arrivals = {}
    for student, data in _read(submitted_root).get(assignment, {}).items():
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


def write_arrivals(submitted_root: Path, assignment: str, arrivals: Iterable[Arrival]) -> None:
    """도착 기록에 더한다. 같은 학생의 앞선 기록은 갈아 치운다. Raises: Refused"""
    record = _read(submitted_root)
    kept = record.setdefault(assignment, {})
    for arrival in arrivals:
        moment = arrival.submitted_at
        kept[arrival.student] = asdict(arrival) | {
            "submitted_at": moment.isoformat() if moment else None
        }
    write_json(arrivals_path(submitted_root), record, indent=1, sort_keys=True)


def _read(submitted_root: Path) -> dict[str, Any]:
    path = arrivals_path(submitted_root)
    with contextlib.suppress(FileNotFoundError):
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            raise Refused(
                "broken-record",
                f"{path} 파일이 깨져 있습니다. 지우고 warmgrade collect를 다시 실행하세요.",
            ) from None
    return {}
