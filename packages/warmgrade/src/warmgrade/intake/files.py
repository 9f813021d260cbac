"""학생의 폴더를 링크를 따라가지 않고 훑고, 채점을 속일 수 있는 파일을 가려낸다."""

import os
import stat
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path
from typing import BinaryIO

from ..findings import Finding, Limits, Refused, shown, size

# 어느 컴퓨터에나 생기는 것이라 말없이 지나간다.
_JUNK = {
    "__MACOSX",
    ".DS_Store",
    ".ipynb_checkpoints",
    "__pycache__",
    "Thumbs.db",
    "desktop.ini",
    ".git",
    ".vscode",
    ".idea",
    ".gitignore",
}
_STARTUP = {"sitecustomize", "usercustomize", "conftest", "matplotlibrc", "pyvenv"}
_LOADABLE = ("*.so", "*.so.*", "*.pyd", "*.dll", "*.dylib", "*.pth", "*.egg", "*.egg-link", "*.pyc")
_CONFIG = ("ipython*config*", "jupyter*config*")
_OPEN = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True)
class Entry:
    """받을 수 있는 보통 파일. `name`은 NFC로 적은 상대 경로."""

    name: str
    path: Path
    size: int

    @property
    def is_notebook(self) -> bool:
        base = self.name.rpartition("/")[2].casefold()
        return base.endswith((".ipynb", ".ipynb.txt", ".ipynb.json"))


def walk(folder: Path, limits: Limits) -> tuple[list[Entry], list[Finding]]:
    """폴더의 보통 파일과, 받지 않은 것의 까닭."""
    entries: list[Entry] = []
    findings: list[Finding] = []
    counted = total = 0
    taken: set[str] = set()
    files: set[str] = set()
    for path, name, refusal in _visit(folder, "", 0, limits):
        counted += 1
        if counted > limits.files:
            text = f"파일이 {limits.files}개를 넘어 나머지는 받지 않았습니다."
            findings.append(Finding("too-many-files", text, level="refused"))
            break
        if refusal:
            findings.append(refusal)
            continue
        if path.is_dir():
            continue
        length = path.lstat().st_size
        parents = {name[:i] for i, c in enumerate(name) if c == "/"}
        if name in taken or parents & files:
            text = f"'{shown(name)}' 파일과 이름이 같은 파일이 또 있어 뒤의 것을 뺐습니다."
            findings.append(Finding("same-name", text, level="warning"))
        elif length > limits.file_bytes:
            text = (
                f"'{shown(name)}' 파일이 {size(length)}로 한도 {size(limits.file_bytes)}를 "
                "넘어 받지 않았습니다."
            )
            findings.append(Finding("too-large", text, level="refused"))
        elif total + length > limits.total_bytes:
            text = (
                f"제출물 전체가 한도 {size(limits.total_bytes)}를 넘어 '{shown(name)}' 파일을 "
                "받지 않았습니다."
            )
            findings.append(Finding("too-large", text, level="refused"))
        else:
            total += length
            taken |= {name, *parents}
            files.add(name)
            entries.append(Entry(name, path, length))
    return entries, findings


def open_regular(path: Path) -> BinaryIO:
    """링크를 따라가지 않고 연다. Raises: OSError(보통 파일이 아닐 때도)"""
    stream = open(os.open(path, _OPEN), "rb")  # noqa: SIM115
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise OSError(f"보통 파일이 아닙니다: {path}")
    return stream


def read_entry(entry: Entry, most: int) -> bytes:
    """보통 파일인지 다시 확인하며 읽는다.

    Raises:
        Refused: 열 수 없거나 `most`바이트보다 클 때.
    """
    try:
        with open_regular(entry.path) as stream:
            data = stream.read(most + 1)
    except OSError:
        raise Refused(
            "unreadable-file", f"'{shown(entry.name)}' 파일을 열지 못해 받지 않았습니다."
        ) from None
    if len(data) > most:
        raise Refused(
            "too-large", f"'{shown(entry.name)}' 파일이 한도 {size(most)}를 넘어 받지 않았습니다."
        )
    return data


def unwelcome(name: str) -> Finding | None:
    """보통 파일이지만 이름 때문에 받지 않을 까닭."""
    top = name.partition("/")[0]
    base = name.rpartition("/")[2]
    stem = top.partition(".")[0]
    if name.casefold() == "timestamp.txt":
        text = "학생이 낸 timestamp.txt는 믿지 않고 뺐습니다. 제출 시각은 LMS의 것을 씁니다."
        return Finding("timestamp-ignored", text)
    if top.casefold() == "feedback":
        return Finding("old-feedback", "돌려받은 feedback 폴더가 들어 있어 뺐습니다.")
    if any(fnmatch(base.casefold(), pattern) for pattern in _LOADABLE):
        text = f"'{shown(name)}' 파일은 파이썬이 바로 불러들일 수 있는 이진 파일이어서 뺐습니다."
        return Finding("loadable-file", text, level="warning")
    if stem.casefold() in _STARTUP or any(fnmatch(base.casefold(), p) for p in _CONFIG):
        text = f"'{shown(name)}' 파일은 파이썬이나 Jupyter의 설정을 바꾸는 파일이어서 뺐습니다."
        return Finding("startup-file", text, level="warning")
    if base.casefold().endswith((".py", ".pyw")) and _installed(stem):
        text = f"'{shown(name)}' 파일은 설치된 {shown(stem)} 모듈을 가리는 이름이어서 뺐습니다."
        return Finding("shadows-module", text, level="warning")
    if top.casefold().endswith(".ipynb"):
        text = f"'{shown(name)}' 파일은 노트북 이름의 폴더에 들어 있어 뺐습니다."
        return Finding("unsafe-name", text, level="warning")
    return None


def _visit(
    folder: Path, prefix: str, depth: int, limits: Limits
) -> Iterator[tuple[Path, str, Finding | None]]:
    """(자리, NFC 이름, 받지 않을 까닭)을 이름 순서로."""
    shape = _shape(folder)
    if not stat.S_ISDIR(shape):
        if shape:
            yield folder, prefix, _not_a_file(folder.name, shape)
        return
    try:
        children = sorted(os.listdir(folder), key=lambda c: (unicodedata.normalize("NFC", c), c))
    except OSError:
        text = f"'{shown(prefix)}' 폴더를 열지 못해 받지 않았습니다."
        yield folder, prefix, Finding("unreadable-file", text, level="refused")
        return
    for child in children:
        if child in _JUNK:
            continue
        path = folder / child
        name = unicodedata.normalize("NFC", prefix + child)
        mode = _shape(path)
        if refusal := _unsafe(name, child):
            yield path, name, refusal
        elif stat.S_ISDIR(mode):
            if depth >= limits.depth:
                text = f"폴더가 {limits.depth}겹을 넘어 '{shown(name)}' 아래는 받지 않았습니다."
                yield path, name, Finding("too-deep", text, level="refused")
            else:
                # 빈 폴더를 끝없이 두는 것도 센다.
                yield path, name, None
                yield from _visit(path, name + "/", depth + 1, limits)
        elif not stat.S_ISREG(mode):
            yield path, name, _not_a_file(name, mode)
        elif path.lstat().st_nlink > 1:
            text = f"'{shown(name)}' 파일은 다른 파일과 이어진 링크여서 받지 않았습니다."
            yield path, name, Finding("link-refused", text, level="refused")
        else:
            yield path, name, None


def _shape(path: Path) -> int:
    try:
        return path.lstat().st_mode
    except OSError:
        return 0


def _not_a_file(name: str, mode: int) -> Finding:
    if stat.S_ISLNK(mode):
        text = f"'{shown(name)}' 파일은 다른 곳을 가리키는 링크여서 받지 않았습니다."
        return Finding("link-refused", text, level="refused")
    text = f"'{shown(name)}' 파일은 보통 파일이 아니어서 받지 않았습니다."
    return Finding("not-a-file", text, level="refused")


def _unsafe(name: str, child: str) -> Finding | None:
    if child.startswith("."):
        return Finding("hidden-file", f"숨은 '{shown(name)}' 파일을 뺐습니다.")
    # 맥의 화면 갈무리 이름처럼 특이한 빈칸은 받는다.
    odd = any(c == "\\" or unicodedata.category(c) in ("Cc", "Cs") for c in child)
    if odd or len(name) > 500:
        text = f"'{shown(name)}' 파일은 이름에 쓸 수 없는 글자가 있어 뺐습니다."
        return Finding("unsafe-name", text, level="warning")
    return None


@cache
def _installed(module: str) -> bool:
    """그 이름의 모듈이 표준 라이브러리나 설치된 꾸러미에 있는지. 불러오지는 않는다."""
    if module in sys.stdlib_module_names:
        return True
    here = os.getcwd()
    paths = [p for p in sys.path if p and os.path.abspath(p) != here]
    if not module.isidentifier():
        return False
    spec = PathFinder.find_spec(module, paths)
    return spec is not None
