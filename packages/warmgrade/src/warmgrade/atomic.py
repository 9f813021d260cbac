"""쓰다가 끊겨도 반쪽짜리가 남지 않게 파일을 쓴다."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any


def write_text(path: Path, text: str, encoding: str = "utf-8") -> None:
    """글을 다른 이름으로 다 쓴 뒤에 제 이름으로 바꾼다. 줄바꿈은 주어진 그대로 쓴다.

    UTF-8로 적을 수 없는 글자는 물음표가 된다. 학생의 글에는 무엇이든 들어 있을 수 있다.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w",
        dir=path.parent,
        suffix=".part",
        encoding=encoding,
        errors="replace",
        newline="",
        delete=False,
    ) as part:
        part.write(text)
    os.replace(part.name, path)


def write_bytes(path: Path, data: bytes) -> None:
    """바이트를 다른 이름으로 다 쓴 뒤에 제 이름으로 바꾼다."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
        part.write(data)
    os.replace(part.name, path)


def write_json(path: Path, value: Any, **style: Any) -> None:
    """JSON으로 쓴다. style은 `json.dumps`의 인자다."""
    write_text(path, json.dumps(value, ensure_ascii=False, **style))
