"""커널 안의 코드와 객체가 어디에서 왔는지: 설치된 라이브러리, 가르치는 사람의 셀, 학생의 셀."""

import os
import sys
import sysconfig
import types

from ipykernel.compiler import get_file_name, get_tmp_directory

_mro = type.__dict__["__mro__"].__get__
_space = type.__dict__["__dict__"].__get__
_DEPTH = 5

_folders: tuple[str, ...] = ()
_cells = ""
_given: list[str] = []
# 가르치는 사람의 셀과 검사의 파일 이름.
_taught: set[str] = set()


def library_folders() -> tuple[str, ...]:
    """믿는 코드의 파일 이름이 시작하는 말들. 가둔 커널은 여기에 쓸 수 없다."""
    here = os.getcwd()
    found = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    # 시험관이 쓰는 wire는 한 층 위에 있다.
    found.add(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    found |= {p for p in sys.path if os.path.isabs(p) and not p.startswith(here)}
    found |= {os.path.realpath(path) for path in found}
    return "<frozen ", *(os.path.join(path, "") for path in found if path != "/")


def begin(given: list[str]) -> None:
    """학생의 코드가 돌기 전에 부른다. given은 주어진 셀의 원문들이다."""
    global _folders, _cells
    _folders = library_folders()
    _cells = os.path.join(get_tmp_directory(), "")
    _given[:] = given


def teach(file: str) -> None:
    _taught.add(file)


def library(file: str) -> bool:
    return file.startswith(_folders)


def given_file(source: str) -> str:
    """주어진 셀을 컴파일할 때 ipykernel이 붙이는 파일 이름."""
    return _cells + os.path.basename(get_file_name(source))


def student(file: str) -> bool:
    """학생이 쓴 셀의 파일 이름인지."""
    if not file.startswith(_cells) or file in _taught:
        return False
    # 이름을 짓는 데 시간이 들므로, 물어볼 일이 생겼을 때 짓는다.
    while _given:
        _taught.add(given_file(_given.pop()))
    return file not in _taught


def by_student(value: object, depth: int = _DEPTH) -> bool:
    """학생의 셀에서 정의한 함수나 클래스이거나, 그 클래스의 객체인지. 객체에게 묻지 않고 본다."""
    kind = type(value)
    if kind is types.FunctionType:
        return student(value.__code__.co_filename)
    if kind is types.MethodType and depth:
        return by_student(value.__func__, depth - 1)
    if isinstance(kind, type) and issubclass(kind, type):
        functions = (item for base in _mro(value) for item in _space(base).values())
        return any(
            type(item) is types.FunctionType and student(item.__code__.co_filename)
            for item in functions
        )
    return bool(depth and kind.__flags__ & 1 << 9) and by_student(kind, depth - 1)
