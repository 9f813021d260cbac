"""소켓에서 무엇이 와도 기억이 늘지 않고 다음 메시지를 읽을 수 있는지, 진짜 libzmq와 함께 본다."""

import contextlib
import socket
import struct
import threading
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
import zmq

from warmgrade.kernel import zmtp

PATIENCE = 5.0


@pytest.fixture
def context() -> Iterator[zmq.Context]:
    with zmq.Context() as made:
        yield made


def bound(context: zmq.Context, kind: int, path: Path) -> zmq.Socket:
    made = context.socket(kind)
    made.linger = 0
    made.bind(f"ipc://{path}")
    return made


def next_message(peer: zmtp.Peer, patience: float = PATIENCE) -> list[bytes] | None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if (frames := peer.receive()) is not None:
            return frames
        zmtp.wait([peer], 0.05)
    return None


def joined(publisher: zmq.Socket, peer: zmtp.Peer) -> None:
    """구독이 전해질 때까지 보낸다."""
    for _ in range(100):
        publisher.send_multipart([b"hello"])
        if next_message(peer, 0.05) is not None:
            while next_message(peer, 0.05) is not None:
                pass
            return
    raise AssertionError("이어지지 않음")


def test_everything_a_publisher_says_arrives_in_order_and_whole(context, tmp_path):
    publisher = bound(context, zmq.PUB, tmp_path / "p")
    peer = zmtp.Peer(str(tmp_path / "p"), "SUB", PATIENCE)
    joined(publisher, peer)
    sent = [[b"topic", b"", b"x" * size, bytes(range(256))] for size in (0, 1, 255, 256, 300_000)]
    for frames in sent:
        publisher.send_multipart(frames)
    assert [next_message(peer) for _ in sent] == sent
    peer.close()
    publisher.close()


def test_a_dealer_talks_with_a_router(context, tmp_path):
    router = bound(context, zmq.ROUTER, tmp_path / "r")
    peer = zmtp.Peer(str(tmp_path / "r"), "DEALER", PATIENCE)
    peer.send([b"a", b"", b"b" * 70_000], PATIENCE)
    who, *frames = router.recv_multipart()
    assert frames == [b"a", b"", b"b" * 70_000]
    router.send_multipart([who, b"answer"])
    assert next_message(peer) == [b"answer"]
    peer.close()
    router.close()


@pytest.mark.parametrize(
    "flood",
    [[b"big" * 4_000_000], [b"part" * 250_000] * 30, [b""] * 500],
    ids=["a large part", "large together", "many parts"],
)
def test_a_message_over_the_limit_is_dropped_without_being_kept(context, tmp_path, flood):
    publisher = bound(context, zmq.PUB, tmp_path / "p")
    peer = zmtp.Peer(str(tmp_path / "p"), "SUB", PATIENCE, largest=1_000_000, parts=10)
    joined(publisher, peer)
    tracemalloc.start()
    publisher.send_multipart(flood)
    publisher.send_multipart([b"after"])
    assert next_message(peer) == [b"after"]
    assert tracemalloc.get_traced_memory()[1] < 8_000_000
    tracemalloc.stop()
    assert peer.dropped == 1
    peer.close()
    publisher.close()


def raw(path: Path, talk: bytes) -> threading.Thread:
    """인사를 받고 talk을 보내고 끊는 상대."""
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(path))
    server.listen()

    def serve() -> None:
        with server, server.accept()[0] as connection:
            connection.sendall(talk)
            connection.shutdown(socket.SHUT_WR)
            # 읽지 않은 것을 두고 닫으면 끊긴 것이 아니라 되돌려 보낸 것이 된다.
            # 저쪽이 먼저 끊기도 한다.
            with contextlib.suppress(ConnectionResetError):
                while connection.recv(1 << 16):
                    pass

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    return thread


GREETING = b"\xff" + bytes(8) + b"\x7f\x03\x00" + b"NULL".ljust(20, b"\0") + bytes(32)
READY = b"\x04\x06\x05READY"


@pytest.mark.parametrize(
    "talk",
    [b"", b"HTTP/1.1 200 OK\r\n" * 10, GREETING[:30], GREETING, GREETING + b"\x00\x01x"],
    ids=["silence", "another protocol", "half a greeting", "no ready", "a message first"],
)
def test_who_does_not_greet_is_turned_away(tmp_path, talk):
    thread = raw(tmp_path / "s", talk)
    with pytest.raises((zmtp.Hangup, TimeoutError)):
        zmtp.Peer(str(tmp_path / "s"), "SUB", 1.0)
    thread.join(PATIENCE)


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_peer_that_leaves_in_the_middle_of_a_message_is_noticed(tmp_path, cut):
    message = b"\x02" + struct.pack("!Q", 3) + b"abc"
    thread = raw(tmp_path / "s", GREETING + READY + message[:cut])
    peer = zmtp.Peer(str(tmp_path / "s"), "SUB", PATIENCE)
    with pytest.raises(zmtp.Hangup):
        next_message(peer, 2.0)
    peer.close()
    thread.join(PATIENCE)
