"""커널만의 뿌리 폴더: 필요한 것만 읽기 전용으로 붙이고, 나머지는 아예 없게 한다."""

import functools
import json
import os
import stat
import sys
from pathlib import PurePath

from . import landlock, linux
from .rules import Sandbox

# 새 뿌리를 쌓는 동안만 쓰는 자리. 붙일 것은 모두 그 전에 복제해 두므로 무엇을 가려도 된다.
_NEW = "/tmp"
_DISK = f"{_NEW}/mnt"
_PLAIN = linux.MS_NOSUID | linux.MS_NODEV
# 커널의 소켓은 어느 쓸 수 있는 폴더에도 들지 않는 자리에 있어야 소켓만 만들게 할 수 있다.
CONNECTION = "/run/kernel.json"
_SOCKETS = "/run/sockets"
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_ETC = ("alternatives", "fonts", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime")
_DEVICES = ("null", "zero", "full", "random", "urandom")
_LINKS = {"fd": "/proc/self/fd", "stdin": "fd/0", "stdout": "fd/1", "stderr": "fd/2"}
_OWN_FILES = {
    "passwd": f"student:x:1000:1000::{_NEW}:/bin/sh\n",
    "group": "student:x:1000:\n",
    "hosts": "127.0.0.1 localhost\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
}


def within(path: str, folder: str) -> bool:
    return PurePath(path).is_relative_to(folder)


@functools.cache
def import_folders() -> frozenset[str]:
    """꾸러미를 불러오고 그림을 그리는 데 필요한 폴더. 서버가 한 번 찾아 두고 커널마다 쓴다."""
    # 글꼴은 목록만 기억에 있고 파일은 그릴 때 열므로 함께 보여 준다.
    manager = getattr(sys.modules.get("matplotlib.font_manager"), "fontManager", None)
    fonts = {os.path.dirname(font.fname) for font in manager.ttflist} if manager else set()
    # 홈 폴더에 놓인 글꼴 하나 때문에 홈 폴더를 다 보여 줄 수는 없다.
    fonts = {folder for folder in fonts if {"fonts", ".fonts"} & set(PurePath(folder).parts)}
    found = {sys.prefix, sys.base_prefix, sys.exec_prefix, *sys.path, *fonts}
    system = [folder for folder in _SYSTEM if not os.path.islink(folder)]
    return frozenset(
        path
        for path in found
        if os.path.isabs(path)
        and path != "/"
        and os.path.exists(path)
        and not any(within(path, folder) for folder in system)
    )


def readable_folders(sandbox: Sandbox) -> list[str]:
    """꾸러미를 불러오는 데 필요한 폴더와 더 보여 줄 폴더. 상위 폴더부터."""
    hidden = {os.path.realpath(folder) for folder in sandbox.hidden}
    wanted = {path for path in import_folders() if os.path.realpath(path) not in hidden}
    wanted |= set(sandbox.readable)
    # 링크를 거쳐 부르는 이름으로도, 본래 이름으로도 찾을 수 있어야 한다.
    wanted |= {os.path.realpath(path) for path in wanted}
    chosen: list[str] = []
    for path in sorted(wanted, key=lambda p: len(PurePath(p).parts)):
        inner = [h for h in hidden if within(path, h)]
        covered = [c for c in chosen if within(path, c) and not any(within(h, c) for h in inner)]
        if not covered:
            chosen.append(path)
    return chosen


def _hidden_places(sandbox: Sandbox, readable: list[str]) -> set[str]:
    """감출 폴더가 보이게 될 모든 경로. 링크를 거친 이름으로 보이는 것까지."""
    places = set()
    for folder in map(os.path.realpath, sandbox.hidden):
        for path in readable:
            real = os.path.realpath(path)
            if within(folder, real):
                places.add(os.path.normpath(os.path.join(path, os.path.relpath(folder, real))))
    return places


def _place(path: str, folder: bool) -> str:
    target = _NEW + path
    if folder:
        os.makedirs(target, exist_ok=True)
    elif not os.path.exists(target):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        open(target, "x").close()
    return target


def _seal(path: str) -> None:
    tree = os.open(path, os.O_PATH | os.O_CLOEXEC)
    linux.set_attributes(tree, linux.MOUNT_ATTR_RDONLY, recursive=False)
    os.close(tree)


def _moved(connection: str) -> str:
    """소켓의 자리를 커널이 보는 경로로 바꾼 연결 파일의 내용."""
    with open(connection) as file:
        info = json.load(file)
    if info["transport"] != "ipc" or os.path.dirname(info["ip"]) != os.path.dirname(connection):
        raise OSError("가둔 커널의 소켓은 연결 파일과 같은 폴더의 ipc여야 함")
    return json.dumps(info | {"ip": f"{_SOCKETS}/{os.path.basename(info['ip'])}"})


def build(sandbox: Sandbox, connection: str | None) -> list[tuple[str, int]]:
    """뿌리를 쌓고 그리로 옮긴다. 남은 것에 줄 Landlock 규칙을 돌려준다. Raises: OSError"""
    files = {f"/etc/{name}": text for name, text in _OWN_FILES.items()}
    linux.mount("none", "/", None, linux.MS_REC | linux.MS_PRIVATE)
    fixed = linux.MOUNT_ATTR_RDONLY | linux.MOUNT_ATTR_NOSUID | linux.MOUNT_ATTR_NODEV
    etc = [f"/etc/{name}" for name in _ETC if not os.path.islink(f"/etc/{name}")]
    readable = [*(p for p in _SYSTEM if not os.path.islink(p)), *etc, *readable_folders(sandbox)]
    links = [p for p in (*_SYSTEM, *(f"/etc/{name}" for name in _ETC)) if os.path.islink(p)]
    links = [(path, os.readlink(path)) for path in links]
    # 마운트할 것을 먼저 모두 복제해 둔다. (경로, 폴더인지, 종류, 번호)
    entries = [
        (path, os.path.isdir(path), "read", linux.clone_mount(path, fixed))
        for path in readable
        if os.path.exists(path) or path in sandbox.readable
    ]
    entries += [
        (f"/dev/{name}", False, "read", linux.clone_mount(f"/dev/{name}", linux.MOUNT_ATTR_NOSUID))
        for name in _DEVICES
    ]
    for path in map(os.path.abspath, sandbox.writable):
        entries.append((path, True, "write", os.open(path, os.O_PATH | os.O_CLOEXEC)))
    entries += [(path, True, "hide", -1) for path in _hidden_places(sandbox, readable)]
    if connection:
        files[CONNECTION] = _moved(connection)
        flags = linux.MOUNT_ATTR_NOSUID | linux.MOUNT_ATTR_NODEV
        tree = linux.clone_mount(os.path.dirname(connection), flags)
        entries.append((_SOCKETS, True, "sockets", tree))

    linux.mount("root", _NEW, "tmpfs", _PLAIN, "size=1m,nr_inodes=4k,mode=755")
    try:
        _fill(sandbox.disk, entries, links, files)
    except OSError:
        linux.unmount(_NEW)
        raise
    os.chdir(_NEW)
    linux.pivot_root(".", ".")
    linux.unmount(".")
    os.chdir("/")
    _seal("/")
    rules = [("/", landlock.READ), ("/tmp", landlock.WRITE), ("/dev/shm", landlock.WRITE)]
    rules += [(path, landlock.WRITE) for path, _, kind, _ in entries if kind == "write"]
    return [*rules, ("/dev", landlock.DEVICE), (_SOCKETS, landlock.SOCKETS)]


def _fill(disk: int, entries: list, links: list, files: dict[str, str]) -> None:
    for path, target in links:
        os.makedirs(os.path.dirname(_NEW + path), exist_ok=True)
        os.symlink(target, _NEW + path)
    for path, text in files.items():
        with open(_place(path, folder=False), "w") as file:
            file.write(text)
    for name in ("proc", "tmp", "dev/shm", "dev/pts", "mnt"):
        os.makedirs(f"{_NEW}/{name}")
    for name, target in _LINKS.items():
        os.symlink(target, f"{_NEW}/dev/{name}")
    linux.mount("proc", f"{_NEW}/proc", "proc", _PLAIN | linux.MS_NOEXEC)
    _seal(f"{_NEW}/proc")
    linux.mount("devpts", f"{_NEW}/dev/pts", "devpts", linux.MS_NOSUID, "newinstance,ptmxmode=0666")
    os.symlink("pts/ptmx", f"{_NEW}/dev/ptmx")
    # 쓸 수 있는 모든 곳이 한 tmpfs를 나누어 쓰므로 합이 한도를 넘지 못한다.
    linux.mount("disk", _DISK, "tmpfs", _PLAIN, f"size={disk},nr_inodes=50k,mode=755")
    for name, place in (("tmp", "tmp"), ("shm", "dev/shm")):
        os.mkdir(f"{_DISK}/{name}")
        os.chmod(f"{_DISK}/{name}", 0o1777)
        linux.attach(linux.clone_mount(f"{_DISK}/{name}", 0), f"{_NEW}/{place}")
    sealed = []
    for path, folder, kind, tree in sorted(entries, key=lambda e: len(PurePath(e[0]).parts)):
        if kind == "hide":
            linux.mount("hidden", _NEW + path, "tmpfs", _PLAIN, "size=64k,mode=755")
            sealed.append(_NEW + path)
            continue
        target = _place(path, folder)
        if kind == "write":
            upper, work = (f"{_DISK}/{name}{tree}" for name in ("upper", "work"))
            os.mkdir(upper)
            os.mkdir(work)
            options = f"lowerdir=/proc/self/fd/{tree},upperdir={upper},workdir={work},userxattr"
            linux.mount("scratch", target, "overlay", _PLAIN, options)
            os.close(tree)
        else:
            linux.attach(tree, target)
    for path in sealed:
        _seal(path)
    linux.unmount(_DISK)


def rules_without_mounts(sandbox: Sandbox, connection: str | None) -> list[tuple[str, int]]:
    """마운트를 쓸 수 없을 때의 Landlock 규칙. 감출 곳만 뺄 수는 없으므로 그때는 거절한다."""
    readable = [*_SYSTEM, *(f"/etc/{name}" for name in _ETC), *readable_folders(sandbox)]
    for folder in map(os.path.realpath, sandbox.hidden):
        for path in readable:
            if within(folder, os.path.realpath(path)):
                raise OSError(f"{path} 안의 {folder}를 감출 수 없음")
    readable += ["/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/etc/passwd"]
    rules = [(path, landlock.READ) for path in readable]
    rules += [(f"/dev/{name}", landlock.DEVICE) for name in _DEVICES]
    rules += [(path, landlock.WRITE) for path in sandbox.writable]
    if connection:
        rules.append((os.path.dirname(connection), landlock.SOCKETS))
    return rules


def written(folders: tuple[str, ...]) -> int:
    """폴더 아래 파일이 차지한 바이트."""
    total = 0
    for top in folders:
        for folder, _, names in os.walk(top):
            for name in names:
                try:
                    status = os.lstat(os.path.join(folder, name))
                except FileNotFoundError:
                    continue
                total += status.st_blocks * 512 if stat.S_ISREG(status.st_mode) else 0
    return total
