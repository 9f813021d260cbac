"""커널의 zmq 소켓 하나와 말하는 가장 작은 상대(ZMTP 3.0, NULL 방식).

libzmq는 상대가 보낸 것을 크기와 상관없이 모두 기억에 담고, 그 일을 막을 설정은 조각마다의 크기에만
있다. 학생의 코드는 커널의 소켓에 무엇이든 쓸 수 있으므로, 여기서는 길이를 먼저 읽고 한도를 넘는
메시지는 담지 않고 흘려보낸다. 형식은 ZeroMQ의 RFC 23/ZMTP에 적혀 있다.
"""

import contextlib
import select
import socket
import struct
import time

_GREETING = b"\xff" + bytes(8) + b"\x7f\x03\x00" + b"NULL".ljust(20, b"\0") + bytes(32)
_MORE, _LONG, _COMMAND = 1, 2, 4
_CHUNK = 1 << 16


class Hangup(OSError):
    """상대가 끊었거나 형식에 맞지 않는 것을 보냈다."""


class Peer:
    """이어진 소켓 하나.

    Args:
        path: 상대의 소켓 파일.
        kind: 우리 쪽의 종류. "SUB"(모든 것을 받는다)나 "DEALER".
        largest: 메시지 하나의 바이트 한도. 넘는 것은 버리고 `dropped`에 센다.
        parts: 메시지 하나의 조각 수 한도.

    Attributes:
        dropped: 흘려보낸 메시지의 수.

    Raises:
        OSError: 상대가 없거나 약속을 지키지 않을 때.
    """

    def __init__(
        self, path: str, kind: str, timeout: float, largest: int = 64 << 20, parts: int = 64
    ) -> None:
        self.largest, self.parts, self.dropped = largest, parts, 0
        self._frames: list[bytes] = []
        self._size, self._skipping = 0, False
        self._head, self._body, self._left, self._flags = b"", bytearray(), None, 0
        self.socket = socket.socket(socket.AF_UNIX)
        try:
            self.socket.settimeout(timeout)
            self.socket.connect(path)
            self._greet(kind, time.monotonic() + timeout)
            self.socket.setblocking(False)
        except BaseException:
            self.socket.close()
            raise

    def _greet(self, kind: str, deadline: float) -> None:
        self.socket.sendall(_GREETING)
        hello = self._exactly(len(_GREETING), deadline)
        if hello[0] != 0xFF or hello[9] != 0x7F or hello[10] < 3:
            raise Hangup("ZMTP 3이 아님")
        own = kind.encode()
        ready = b"\x05READY\x0bSocket-Type" + struct.pack("!I", len(own)) + own
        self.socket.sendall(struct.pack("!BB", _COMMAND, len(ready)) + ready)
        flags, length = self._exactly(2, deadline)
        if flags != _COMMAND or not self._exactly(length, deadline).startswith(b"\x05READY"):
            raise Hangup("인사가 끝나지 않음")
        if kind == "SUB":
            self.socket.sendall(b"\x00\x01\x01")

    def _exactly(self, count: int, deadline: float) -> bytes:
        data = b""
        while len(data) < count:
            self.socket.settimeout(max(0.001, deadline - time.monotonic()))
            part = self.socket.recv(count - len(data))
            if not part:
                raise Hangup("인사하다가 끊김")
            data += part
        return data

    def fileno(self) -> int:
        return self.socket.fileno()

    def send(self, frames: list[bytes], timeout: float) -> None:
        """Raises: OSError"""
        data = b"".join(
            struct.pack("!BQ", _LONG | (_MORE if number < len(frames) else 0), len(frame)) + frame
            for number, frame in enumerate(frames, 1)
        )
        self.socket.settimeout(timeout)
        try:
            self.socket.sendall(data)
        finally:
            self.socket.setblocking(False)

    def receive(self) -> list[bytes] | None:
        """다 온 메시지 하나의 조각들. 아직 오지 않았으면 None. 기다리지 않는다. Raises: Hangup"""
        # 이미 받아 둔 것이 없을 때 소켓을 한 번만 비운다. 끝없이 보내는 상대에게 붙들리지 않는다.
        for _ in range(64):
            try:
                ended = self._step()
            except BlockingIOError:
                return None
            if ended is not None:
                return ended
        return None

    def _step(self) -> list[bytes] | None:
        if self._left is None:
            self._read_head()
            return self._ended() if self._left == 0 else None
        part = self.socket.recv(min(self._left, _CHUNK if self._skipping else 1 << 20))
        if not part:
            raise Hangup("끊김")
        self._left -= len(part)
        if not self._skipping:
            self._body += part
        return self._ended() if self._left == 0 else None

    def _read_head(self) -> None:
        need = 1 if not self._head else 9 if self._head[0] & _LONG else 2
        part = self.socket.recv(need - len(self._head))
        if not part:
            raise Hangup("끊김")
        self._head += part
        need = 9 if self._head[0] & _LONG else 2
        if len(self._head) < need:
            return self._read_head()
        self._flags, self._left = self._head[0], int.from_bytes(self._head[1:], "big")
        self._head = b""
        self._size += self._left + 64
        if self._size > self.largest or len(self._frames) >= self.parts:
            self._skipping = True
            self._frames.clear()
            self._body.clear()

    def _ended(self) -> list[bytes] | None:
        """조각 하나가 끝났다. 메시지의 마지막 조각이었으면 메시지를 돌려준다."""
        self._left = None
        if not self._skipping and not self._flags & _COMMAND:
            self._frames.append(bytes(self._body))
        self._body.clear()
        if self._flags & (_MORE | _COMMAND):
            if self._flags & _COMMAND:
                self._size = 0
            return None
        frames, skipped = self._frames, self._skipping
        self._frames, self._size, self._skipping = [], 0, False
        if skipped:
            self.dropped += 1
            return None
        return frames

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.socket.close()


def wait(peers: list[Peer], timeout: float) -> list[Peer]:
    """읽을 것이 있는 상대들."""
    poll = select.poll()
    for peer in peers:
        poll.register(peer, select.POLLIN)
    ready = {number for number, _ in poll.poll(max(0.0, timeout) * 1000)}
    return [peer for peer in peers if peer.fileno() in ready]
