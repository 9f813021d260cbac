"""이름만 보고 아는 파일의 종류."""

import re

_NOTEBOOK = re.compile(r"(?i)\.ipynb(?:\.(?:txt|json))?$")
_ARCHIVE = re.compile(r"(?i)\.(?:zip|7z|rar|egg|alz|tar|t?gz|xz|bz2)$")
_JUNK = re.compile(
    r"(^|/)(__MACOSX|\.DS_Store|Thumbs\.db|desktop\.ini|\.ipynb_checkpoints|__pycache__|\.git"
    r"|node_modules|\.venv|\.idea|\.vscode)(/|$)|(^|/)\._"
)


def is_work(path: str) -> bool:
    """낸 것으로 보이는 파일: 노트북이나 압축."""
    return bool(_NOTEBOOK.search(path) or _ARCHIVE.search(path))


def is_notebook(path: str) -> bool:
    return bool(_NOTEBOOK.search(path))


def is_junk(path: str) -> bool:
    """어느 컴퓨터에나 생기는 것이라 말없이 지나갈 파일인지."""
    return bool(_JUNK.search(path))
