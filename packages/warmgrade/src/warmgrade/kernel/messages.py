"""커널과 주고받는 주피터 메시지. 커널이 보낸 것은 학생의 코드가 꾸민 것일 수 있다.

형식은 Jupyter의 메시지 규약(jupyter_client의 Messaging)에 적혀 있다.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from jupyter_client.session import DELIM, Session
from nbformat import NotebookNode

_STREAMS = ("stdout", "stderr")


@dataclass(frozen=True)
class Message:
    """읽은 메시지 하나. 서명이 맞고 꼴이 맞는 것만 만들어진다.

    Attributes:
        parent: 이 메시지를 낳은 요청의 번호.
        size: 내용이 차지한 바이트.
    """

    kind: str
    parent: str
    content: dict[str, Any] = field(default_factory=dict)
    size: int = 0


def request(session: Session, kind: str, content: dict, metadata: dict) -> tuple[str, list[bytes]]:
    """보낼 메시지의 번호와 조각들."""
    message = session.msg(kind, content, metadata=metadata)
    return message["header"]["msg_id"], session.serialize(message)


def read(session: Session, frames: list[bytes]) -> Message | None:
    """메시지를 읽는다. 규약에 맞지 않으면 None. 예외를 일으키지 않는다."""
    try:
        start = frames.index(DELIM)
        signature, *parts = frames[start + 1 : start + 6]
        if len(parts) != 4 or session.sign(parts) != signature:
            return None
        header, parent, _, content = (json.loads(part) for part in parts)
        # 요청과 상관없이 나가는 것에는 번호가 없다.
        kind, parent = header["msg_type"], parent.get("msg_id", "")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, MemoryError):
        return None
    if not isinstance(kind, str) or not isinstance(parent, str) or not isinstance(content, dict):
        return None
    return Message(kind, parent, content, len(parts[3]))


def output(message: Message) -> NotebookNode | None:
    """노트북에 적을 출력. 출력이 아니거나 꼴이 맞지 않으면 None."""
    content = message.content
    match message.kind, content:
        case "stream", {"name": str() as name, "text": str() as text} if name in _STREAMS:
            return NotebookNode(output_type="stream", name=name, text=text)
        case "display_data" | "execute_result", {"data": dict() as data}:
            shown = NotebookNode(output_type=message.kind, data=data)
            given = content.get("metadata")
            shown.metadata = NotebookNode(given if isinstance(given, dict) else {})
            if message.kind == "execute_result":
                shown.execution_count = count(content)
            return shown
        case "error", {"ename": str() as name, "evalue": str() as value, "traceback": list() as t}:
            lines = [line for line in t if isinstance(line, str)]
            return NotebookNode(output_type="error", ename=name, evalue=value, traceback=lines)
    return None


def count(content: dict[str, Any]) -> int | None:
    """실행 번호. 수가 아니면 None."""
    number = content.get("execution_count")
    return number if type(number) is int and 0 <= number < 1 << 31 else None
