"""커널 안의 코드가 부르지 못하게 할 시스템 호출(seccomp).

이름공간과 Landlock이 이미 막는 것은 적지 않는다. 여기 있는 것은 셀 수 없는 곳에 메모리를
숨기거나, 서버의 감시를 벗어나거나, 강사의 열쇠고리처럼 이름공간이 나누지 않는 것을 건드린다.
"""

import ctypes
import errno
import platform
import struct

from . import linux

_PR_SET_SECCOMP, _FILTER = 22, 2
_ALLOW, _KILL, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EPERM
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER_AT, _MACHINE_AT, _ARGUMENT_AT = 0, 4, 16
_FIRST_X32 = 0x40000000
# 서버가 죽어도 살아남기, 서버가 들여다보지 못하게 하기.
_REFUSED_PRCTL = (linux.PR_SET_PDEATHSIG, 4)

# 기계: (감사 번호, prctl, 막을 호출)
_TABLES = {
    "x86_64": (
        0xC000003E,
        157,
        {
            "memfd_create": 319,
            "memfd_secret": 447,
            "shmget": 29,
            "semget": 64,
            "msgget": 68,
            "mq_open": 240,
            "ptrace": 101,
            "process_vm_readv": 310,
            "process_vm_writev": 311,
            "add_key": 248,
            "request_key": 249,
            "keyctl": 250,
            "bpf": 321,
            "perf_event_open": 298,
            "userfaultfd": 323,
            "io_uring_setup": 425,
            "unshare": 272,
            "setns": 308,
        },
    ),
    "aarch64": (
        0xC00000B7,
        167,
        {
            "memfd_create": 279,
            "memfd_secret": 447,
            "shmget": 194,
            "semget": 190,
            "msgget": 186,
            "mq_open": 180,
            "ptrace": 117,
            "process_vm_readv": 270,
            "process_vm_writev": 271,
            "add_key": 217,
            "request_key": 218,
            "keyctl": 219,
            "bpf": 280,
            "perf_event_open": 241,
            "userfaultfd": 282,
            "io_uring_setup": 425,
            "unshare": 97,
            "setns": 268,
        },
    ),
}


def _program(machine: int, prctl: int, refused: dict[str, int]) -> bytes:
    def step(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
        return struct.pack("=HBBI", code, then, otherwise, value)

    steps = [
        step(_LOAD, _MACHINE_AT),
        # 32비트 방식으로 부르면 번호가 달라지므로 그런 프로세스는 끝낸다.
        step(_EQUAL, machine, then=1),
        step(_RETURN, _KILL),
        step(_LOAD, _NUMBER_AT),
        step(_AT_LEAST, _FIRST_X32, otherwise=1),
        step(_RETURN, _KILL),
    ]
    for number in refused.values():
        steps += [step(_EQUAL, number, otherwise=1), step(_RETURN, _REFUSE)]
    steps += [step(_EQUAL, prctl, then=1), step(_RETURN, _ALLOW), step(_LOAD, _ARGUMENT_AT)]
    for option in _REFUSED_PRCTL:
        steps += [step(_EQUAL, option, otherwise=1), step(_RETURN, _REFUSE)]
    return b"".join([*steps, step(_RETURN, _ALLOW)])


def refuse() -> bool:
    """이 프로세스와 자손에게서 위의 호출을 거둔다. 번호를 모르는 기계에서는 하지 않고 False."""
    table = _TABLES.get(platform.machine())
    if table is None:
        return False
    program = _program(*table)
    steps = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("@HP", len(program) // 8, ctypes.addressof(steps))
    buffer = ctypes.create_string_buffer(header, len(header))
    try:
        linux.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.addressof(buffer))
    except OSError:
        return False
    return True
