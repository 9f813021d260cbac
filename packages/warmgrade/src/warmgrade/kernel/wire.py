"""채점하는 쪽과 커널 안의 시험관이 나누는 말. 첫 메시지가 나르는 열쇠로 그 뒤의 것을 봉한다.

학생 코드도 같은 소켓의 번호를 알아내어 읽고 쓸 수 있다. 열쇠가 없으면 요청을 읽지도, 판정을
꾸미지도 못한다. 커널 쪽에서는 학생이 바꿀 수 없는 C 함수만 쓴다.
"""

import _blake2
import _hashlib
import _json
import _socket
import json
import marshal
import os
import socket
import struct
import time
import weakref

_LENGTH = struct.Struct("!I")
_TAG = 32
_LARGEST = 16 << 20
_sendall, _recv = _socket.socket.sendall, _socket.socket.recv
_load, _dump, _quoted = marshal.loads, marshal.dumps, _json.encode_basestring_ascii
_keyed, _stream = _blake2.blake2b, _hashlib.openssl_shake_256
_random, _now = os.urandom, time.monotonic
_keys: "weakref.WeakKeyDictionary[socket.socket, bytes]" = weakref.WeakKeyDictionary()


class Forged(ValueError):
    """열쇠를 모르는 누군가가 쓴 메시지다."""


def _tag(key: bytes, data: bytes) -> bytes:
    return _keyed(data, key=key, digest_size=_TAG).digest()


def _masked(key: bytes, number: bytes, data: bytes) -> bytes:
    mask = _stream(key + number).digest(len(data))
    mixed = int.from_bytes(mask, "big") ^ int.from_bytes(data, "big")
    return mixed.to_bytes(len(data), "big")


def seal(key: bytes, data: bytes) -> bytes:
    number = _random(16)
    body = number + _masked(key, number, data)
    return _tag(key, body) + body


def unseal(key: bytes, data: bytes) -> bytes:
    """Raises: Forged"""
    body = data[_TAG:]
    if _tag(key, body) != data[:_TAG]:
        raise Forged("열쇠가 맞지 않는 메시지")
    return _masked(key, body[:16], body[16:])


def encode(value: object) -> str:
    """파이썬의 값을 JSON으로. json 모듈은 학생이 바꿀 수 있다."""
    kind = type(value)
    if value is None or kind is bool:
        return {None: "null", True: "true", False: "false"}[value]
    if kind is str:
        return _quoted(value)
    if kind is dict:
        return "{" + ",".join([f"{_quoted(k)}:{encode(v)}" for k, v in value.items()]) + "}"
    if kind is list or kind is tuple:
        return "[" + ",".join([encode(item) for item in value]) + "]"
    if kind is float and value - value != 0:
        return '"inf"' if value == value else "NaN"
    return repr(value)


def write(channel: socket.socket, data: bytes) -> None:
    _sendall(channel, _LENGTH.pack(len(data)) + data)


def read(channel: socket.socket, patience: float | None = None) -> bytes | None:
    """다음 메시지의 바이트. 상대가 끊었으면 None.

    patience는 메시지 하나를 다 받기까지 기다릴 초다. 조금씩 보내며 붙들어 두지 못하게 한다.

    Raises: TimeoutError, Forged
    """
    deadline = None if patience is None else _now() + patience
    data = b""
    size = _LENGTH.size
    while len(data) < size:
        if deadline is not None:
            left = deadline - _now()
            if left <= 0:
                raise TimeoutError("메시지가 끝까지 오지 않음")
            channel.settimeout(left)
        part = _recv(channel, min(size - len(data), 1 << 20))
        if not part:
            return None
        data += part
        if len(data) == _LENGTH.size and size == _LENGTH.size:
            size += _LENGTH.unpack(data)[0]
            if size > _LARGEST:
                raise Forged("너무 긴 메시지")
    return data[_LENGTH.size :]


def drain(channel: socket.socket) -> bool:
    """학생이 미리 써 둔 것을 버린다. 끝없이 쓰고 있으면 False."""
    channel.setblocking(False)
    try:
        for _ in range(_LARGEST >> 16):
            if not _recv(channel, 1 << 16):
                return False
    except BlockingIOError:
        return True
    return False


def send(channel: socket.socket, message: dict) -> None:
    """채점하는 쪽에서 보낸다. 처음 보내는 메시지에는 새 열쇠를 넣는다."""
    key = _keys.get(channel)
    if key is None:
        key = _keys[channel] = _random(32)
        write(channel, _dump(message | {"key": key}))
    else:
        write(channel, seal(key, _dump(message)))


def receive(channel: socket.socket) -> dict | None:
    """채점하는 쪽에서 받는다. 상대가 끊었으면 None. Raises: TimeoutError, Forged"""
    patience = channel.gettimeout()
    try:
        data = read(channel, patience)
    finally:
        channel.settimeout(patience)
    return None if data is None else json.loads(unseal(_keys[channel], data))


def open_request(key: bytes | None, data: bytes) -> dict:
    """커널 쪽에서 요청을 연다. 열쇠를 나르는 첫 메시지만 봉하지 않았다."""
    return _load(data if key is None else unseal(key, data))
