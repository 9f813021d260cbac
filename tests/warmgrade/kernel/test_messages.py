"""커널이 보낸 메시지가 어떤 꼴이어도 예외가 나지 않고, 꼴이 맞는 것만 출력이 되는지 본다."""

import json
import random

import pytest
from jupyter_client.session import DELIM, Session

from warmgrade.kernel import messages

SIGNER = Session(key=b"key", signature_scheme="hmac-sha256")


def signed(*parts: bytes) -> list[bytes]:
    return [b"topic", DELIM, SIGNER.sign(list(parts)), *parts]


def packed(kind: object = "stream", parent: object = "1", content: object = None) -> list[bytes]:
    values = ({"msg_type": kind}, {"msg_id": parent}, {}, content or {})
    return signed(*(json.dumps(value).encode() for value in values))


def test_an_ordinary_message_is_read():
    message = messages.read(SIGNER, packed(content={"name": "stdout", "text": "가"}))
    assert (message.kind, message.parent) == ("stream", "1")
    assert messages.output(message) == {"output_type": "stream", "name": "stdout", "text": "가"}


@pytest.mark.parametrize(
    "frames",
    [
        [],
        [b"topic"],
        [DELIM],
        signed(b"{}", b"{}", b"{}", b"{}"),
        signed(b"[]", b"[]", b"[]", b"[]"),
        signed(b"{", b"{}", b"{}", b"{}"),
        signed(b'{"msg_type": 3}', b'{"msg_id": "1"}', b"{}", b"{}"),
        signed(b'{"msg_type": "status"}', b'{"msg_id": {}}', b"{}", b"{}"),
        signed(b'{"msg_type": "status"}', b"null", b"{}", b"{}"),
        signed(b'{"msg_type": "status"}', b"{}", b"{}", b"[1]"),
        signed(b'{"msg_type": "\xff"}', b"{}", b"{}", b"{}"),
        signed(b'{"msg_type": "s"}', b"{}", b"{}", b"[" * 100_000),
        [*packed()[:2], b"forged", *packed()[3:]],
    ],
)
def test_what_does_not_keep_the_protocol_is_no_message(frames):
    assert messages.read(SIGNER, frames) is None


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("stream", {}),
        ("stream", {"name": "stdout"}),
        ("stream", {"name": "stdin", "text": "x"}),
        ("stream", {"name": "stdout", "text": ["x"]}),
        ("display_data", {"data": "x"}),
        ("execute_result", {}),
        ("error", {"ename": "x", "evalue": "y", "traceback": "z"}),
        ("error", {"ename": None, "evalue": "y", "traceback": []}),
        ("comm_open", {"data": {}}),
    ],
)
def test_a_malformed_output_is_no_output(kind, content):
    assert messages.output(messages.read(SIGNER, packed(kind, content=content))) is None


def test_anything_at_all_can_be_read_without_an_exception():
    """자주 나오는 조각들을 아무렇게나 이어 붙인 메시지 2,000개. 시드를 고정했다."""
    rng = random.Random(0)
    atoms = [b"{}", b"[]", b"null", b"1e999", b'"x"', b'{"msg_type": "stream"}', b"\x00", b"{" * 9]
    atoms += [b'{"msg_id": "1"}', b'{"name": "stdout", "text": 1}', b'{"data": {}}', b"NaN", b""]
    for _ in range(2000):
        parts = [rng.choice(atoms) for _ in range(rng.randrange(7))]
        frames = signed(*parts) if rng.random() < 0.8 else parts
        message = messages.read(SIGNER, frames)
        if message is not None:
            messages.output(message)
            messages.count(message.content)
