"""갈라져 나온 프로세스가 학생의 코드를 만나기 전에 스스로 갇힌다.

이름공간(user, pid, net, ipc, uts, mount) → 새 뿌리 → 한도 → 권한 버리기 → Landlock 차례다. 커널은
새 pid 이름공간의 1번이라서, 커널이 죽으면 그 안의 모든 프로세스가 함께 죽고 쓴 CPU 시간도 커널의
것으로 셈해진다. 이름공간을 만든 심부름꾼은 곧 끝나므로 서버가 커널의 부모가 된다.
"""

import ctypes
import errno
import fcntl
import json
import os
import resource
import signal
import socket
import struct
import sys
import tempfile

from . import landlock, linux, root, syscalls
from .rules import Sandbox

_NAMESPACES = (
    linux.CLONE_NEWUSER
    | linux.CLONE_NEWNS
    | linux.CLONE_NEWPID
    | linux.CLONE_NEWNET
    | linux.CLONE_NEWIPC
    | linux.CLONE_NEWUTS
)
# 이름공간 안에서 보이는 사용자. 0이 아니어야 프로그램을 실행해도 권한이 되살아나지 않는다.
_USER = 1000
_OPEN_FILES = 1024
# 마운트가 이 컴퓨터에서 허락되지 않을 때의 까닭. 다른 까닭이라면 우리의 잘못이므로 그대로 알린다.
_NOT_ALLOWED = (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.ENODEV)


def _enter_namespaces() -> None:
    user, group = os.geteuid(), os.getegid()
    linux.unshare(_NAMESPACES)
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{_USER} {user} 1"),
        ("gid_map", f"{_USER} {group} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def fork() -> int:
    """이름공간 안으로 갈라진다. `os.fork`처럼 부모에게는 번호를, 자식에게는 0을 돌려준다.

    Raises: OSError. 이 컴퓨터가 이름공간을 허락하지 않을 때.
    """
    linux.prctl(linux.PR_SET_CHILD_SUBREAPER, 1)
    root.import_folders()
    server = os.getpid()
    ours, theirs = socket.socketpair()
    messenger = os.fork()
    if messenger:
        theirs.close()
        with ours:
            answer = json.loads(ours.recv(4096) or b'{"error": [0, "no answer"]}')
            os.waitpid(messenger, 0)
            if "error" in answer:
                raise OSError(*answer["error"])
            # 심부름꾼이 끝난 뒤라야 커널의 부모가 서버이고, 서버의 죽음을 알아챌 수 있다.
            ours.send(b"!")
        return answer["pid"]
    ours.close()
    try:
        _enter_namespaces()
        pid = os.fork()
    except OSError as error:
        theirs.send(json.dumps({"error": [error.errno, error.strerror]}).encode())
        os._exit(1)
    if pid:
        theirs.send(json.dumps({"pid": pid}).encode())
        os._exit(0)
    with theirs:
        if theirs.recv(1) != b"!":
            os._exit(1)
    linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    with open("/proc/self/status") as file:
        if f"PPid:\t{server}\n" not in file:
            os._exit(1)
    return 0


def _erase_inherited_environment() -> None:
    # /proc/self/environ은 서버가 태어날 때 받은 것을 그대로 보여 준다.
    with open("/proc/self/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    start, end = int(fields[47]), int(fields[48])
    ctypes.memset(start, 0, end - start)


def _own_data() -> int:
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmData"))


def _prepare_namespaces(sandbox: Sandbox) -> None:
    with socket.socket() as own:
        # 이 안에서만 통하는 127.0.0.1. 갈라진 프로세스의 출력이 이 길로 커널에 온다.
        fcntl.ioctl(own, 0x8914, struct.pack("16sh14x", b"lo", 1))
    socket.sethostname("kernel")
    settings = {
        # 메모리가 모자라면 서버보다 먼저 끝난다.
        "/proc/self/oom_score_adj": 500,
        # 안에서 이름공간을 다시 만들어 권한을 되찾지 못하게 한다.
        "/proc/sys/user/max_user_namespaces": 0,
        # 이름이 없어 아무도 세지 못하는 메모리를 막는다.
        "/proc/sys/kernel/shmall": 0,
    }
    for path, value in settings.items():
        _set(path, value)


def _set(path: str, value: int) -> bool:
    try:
        with open(path, "w") as file:
            file.write(str(value))
    except OSError:
        return False
    return True


def most_tasks(processes: int) -> int:
    """허락할 스레드 수. 수치 계산 라이브러리는 코어마다 스레드를 여럿 만든다."""
    return processes + 256 + 16 * (os.cpu_count() or 1)


def _limit(sandbox: Sandbox) -> None:
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: sandbox.file_size,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
        resource.RLIMIT_MEMLOCK: 64 << 10,
        # 한 프로세스가 한도를 넘으면 MemoryError로 끝난다. 서버에서 물려받은 몫은 빼고 센다.
        resource.RLIMIT_DATA: _own_data() + sandbox.memory,
    }
    # 5.14부터는 이름공간마다 따로 세고, 그 전에는 강사의 다른 프로세스까지 센다. 루트에게는 어느
    # 쪽도 듣지 않으므로 pid_max로도 막는다.
    if tuple(map(int, os.uname().release.split(".")[:2])) >= (5, 14):
        limits[resource.RLIMIT_NPROC] = most_tasks(sandbox.processes)
    for kind, value in limits.items():
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))


def confine(sandbox: Sandbox, connection: str | None = None) -> dict[str, int | bool]:
    """`fork`의 자식이 부른다. 쓰인 겹을 돌려준다. Raises: OSError

    Args:
        connection: 커널의 연결 파일. 소켓은 그 폴더에 생긴다.
    """
    _erase_inherited_environment()
    _prepare_namespaces(sandbox)
    layers = {"namespaces": True, "mounts": True}
    layers["tasks"] = _set("/proc/sys/kernel/pid_max", most_tasks(sandbox.processes))
    try:
        rules = root.build(sandbox, connection)
    except OSError as error:
        if error.errno not in _NOT_ALLOWED:
            raise
        rules = root.rules_without_mounts(sandbox, connection)
        layers["mounts"] = False
    _limit(sandbox)
    linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
    linux.drop_capabilities()
    layers["landlock"] = landlock.restrict(rules)
    layers["syscalls"] = syscalls.refuse()
    if not layers["mounts"] and not layers["landlock"]:
        raise OSError("파일을 가릴 방법이 없음")
    return layers


def probe() -> dict:
    """한 번 가둬 보고 {"layers"} 또는 {"error"}를 돌려준다."""
    reading, writing = os.pipe()
    with tempfile.TemporaryDirectory() as folder:
        try:
            pid = fork()
        except OSError as error:
            return {"error": str(error)}
        if pid == 0:
            try:
                answer = {"layers": confine(Sandbox(writable=(folder,)))}
            except BaseException as error:
                answer = {"error": str(error)}
            os.write(writing, json.dumps(answer).encode())
            os._exit(0)
        os.close(writing)
        with open(reading, "rb") as pipe:
            answer = pipe.read()
        os.waitpid(pid, 0)
    return json.loads(answer or b'{"error": "no answer"}')


if __name__ == "__main__":
    json.dump(probe(), sys.stdout)
