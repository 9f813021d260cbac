"""표준 라이브러리에 없는 리눅스 시스템 호출. 실패하면 무엇이 실패했는지 적힌 OSError를 낸다."""

import ctypes
import os
import struct

_libc = ctypes.CDLL(None, use_errno=True)

CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38

MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE = 0x2, 0x4, 0x8, 0x4000, 0x40000
MNT_DETACH = 2
MOUNT_ATTR_RDONLY, MOUNT_ATTR_NOSUID, MOUNT_ATTR_NODEV = 0x1, 0x2, 0x4

# 5.2 이후에 생긴 시스템 호출은 번호가 모든 기계에서 같다.
_OPEN_TREE, _MOVE_MOUNT, _MOUNT_SETATTR = 428, 429, 442
_AT_FDCWD, _AT_EMPTY_PATH, _AT_RECURSIVE = -100, 0x1000, 0x8000


def _check(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def syscall(what: str, number: int, *arguments: int | bytes | ctypes.Structure | None) -> int:
    """번호로 부르는 시스템 호출. `what`은 실패했을 때 적을 이름이다."""
    converted = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return _check(_libc.syscall(ctypes.c_long(number), *converted), what)


def unshare(flags: int) -> None:
    _check(_libc.unshare(flags), "unshare")


def prctl(option: int, value: int, more: int = 0) -> None:
    values = [ctypes.c_ulong(v) for v in (value, more, 0, 0)]
    _check(_libc.prctl(option, *values), f"prctl {option}")


def drop_capabilities() -> None:
    """이 프로세스의 권한(capability)을 모두 버린다."""
    header = struct.pack("=Ii", 0x20080522, 0)
    _check(_libc.capset(header, bytes(24)), "capset")


def mount(source: str, target: str, kind: str | None, flags: int = 0, options: str = "") -> None:
    _check(
        _libc.mount(
            source.encode(),
            os.fsencode(target),
            kind.encode() if kind else None,
            ctypes.c_ulong(flags),
            os.fsencode(options),
        ),
        f"mount {kind or source}",
    )


def unmount(target: str) -> None:
    _check(_libc.umount2(os.fsencode(target), MNT_DETACH), "umount")


def pivot_root(new: str, old: str) -> None:
    _check(_libc.pivot_root(os.fsencode(new), os.fsencode(old)), "pivot_root")


def clone_mount(path: str, attributes: int) -> int:
    """그 경로 아래의 나무를 어디에도 붙지 않은 마운트로 복제하고 그 번호를 돌려준다."""
    flags = 1 | os.O_CLOEXEC | _AT_RECURSIVE
    tree = syscall(f"open_tree {path}", _OPEN_TREE, _AT_FDCWD, os.fsencode(path), flags)
    set_attributes(tree, attributes)
    return tree


def set_attributes(tree: int, attributes: int, recursive: bool = True) -> None:
    wanted = struct.pack("=QQQQ", attributes, 0, 0, 0)
    flags = _AT_EMPTY_PATH | (_AT_RECURSIVE if recursive else 0)
    syscall("mount_setattr", _MOUNT_SETATTR, tree, b"", flags, wanted, len(wanted))


def attach(tree: int, target: str) -> None:
    """`clone_mount`로 복제한 마운트를 붙이고 번호를 닫는다."""
    syscall(f"move_mount {target}", _MOVE_MOUNT, tree, b"", _AT_FDCWD, os.fsencode(target), 4)
    os.close(tree)
