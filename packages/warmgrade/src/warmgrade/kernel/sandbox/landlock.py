"""Landlock: 허락한 경로 밖의 파일을 건드리지 못하게 한다. 루트 권한이 없어도 된다."""

import os
import stat
import struct
from collections.abc import Iterable

from . import linux

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_MAKE_SOCK, _REFER, _TRUNCATE, _IOCTL_DEV = 1 << 9, 1 << 13, 1 << 14, 1 << 15
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV

READ = _EXECUTE | _READ_FILE | _READ_DIR
SOCKETS = READ | _MAKE_SOCK
DEVICE = _READ_FILE | _WRITE_FILE | _TRUNCATE | _IOCTL_DEV | _READ_DIR
WRITE = (1 << 16) - 1


def version() -> int:
    """이 커널이 아는 Landlock의 판. 없으면 0."""
    try:
        return linux.syscall("landlock", _CREATE_RULESET, None, 0, 1)
    except OSError:
        return 0


def close_sockets(allowed: Iterable[str]) -> None:
    """이제부터 허락한 폴더 밖에는 소켓을 만들지 못하게 한다. 부른 스레드와 그 자손에 듣는다."""
    known = version()
    if not known:
        return
    # 적지 않아도 REFER는 막히므로, 쓸 수 있는 폴더 사이에서 파일을 옮기는 일은 따로 허락한다.
    handled = _MAKE_SOCK | (_REFER if known >= 2 else 0)
    _apply(handled, [(path, handled) for path in allowed])


def restrict(rules: Iterable[tuple[str, int]]) -> int:
    """(경로, 허락할 일)에 적힌 것만 남기고 막는다. 쓴 Landlock의 판을 돌려준다."""
    known = version()
    if not known:
        return 0
    handled = WRITE
    # 옛 판이 모르는 일은 적으면 거절당한다.
    for right, since in ((_REFER, 2), (_TRUNCATE, 3), (_IOCTL_DEV, 5)):
        if known < since:
            handled &= ~right
    _apply(handled, rules)
    return known


def _apply(handled: int, rules: Iterable[tuple[str, int]]) -> None:
    ruleset = linux.syscall("landlock", _CREATE_RULESET, struct.pack("=Q", handled), 8, 0)
    for path, rights in rules:
        try:
            target = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except FileNotFoundError:
            continue
        if not stat.S_ISDIR(os.fstat(target).st_mode):
            rights &= _OF_FILES
        rule = struct.pack("=Qi", rights & handled, target)
        linux.syscall(f"landlock {path}", _ADD_RULE, ruleset, 1, rule, 0)
        os.close(target)
    linux.syscall("landlock", _RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)
