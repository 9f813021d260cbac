"""제출물에 든 timestamp.txt에서 제출한 때를 읽는다. nbgrader의 교환소(exchange)가 적은 것이다."""

from datetime import UTC, datetime
from pathlib import Path

from nbgrader.utils import parse_utc

from ..findings import Finding, shown
from .files import open_regular

_LONGEST = 200


def read_timestamp(folder: Path) -> tuple[datetime | None, list[Finding]]:
    """제출한 때(UTC)와, 읽으며 본 것. 적혀 있지 않으면 None.

    stock은 때로 읽을 수 없는 글을 만나면 그 학생을 채점하지 않는다. 여기서는 모르는 것으로 하고
    가르치는 사람에게 알린다.
    """
    text = ""
    try:
        with open_regular(folder / "timestamp.txt") as file:
            text = file.read(_LONGEST).decode("utf-8", "replace").strip()
        if not text:
            return None, []
        return parse_utc(text).replace(tzinfo=UTC), []
    except OSError:
        return None, []
    except Exception:
        note = f"timestamp.txt의 '{shown(text)}'을 때로 읽을 수 없어 늦었는지 알 수 없습니다."
        return None, [Finding("timestamp-unreadable", note, level="warning")]
