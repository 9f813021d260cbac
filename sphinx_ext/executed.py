"""검사가 실행한 노트북을 책이 이어 쓰게 넘겨주는 자리(`_build/.executed`).

`make test`가 nbval로 실행한 노트북을 여기에 두면, 책은 그것을 다시 실행하지 않고 그 출력으로 쪽을
만든다. 코드 셀과 커널, `fingerprint`가 보는 파일이 모두 같을 때만 이어 쓴다.
"""

import hashlib
import os
from pathlib import Path

import nbformat
from jupyter_cache import get_cache
from nbformat import NotebookNode

DEPENDENCIES = (
    "uv.lock",
    "packages/trainlab/src/**/*.py",
    "experiments/*.json",
    "benchmarks/*.json",
    "sphinx_ext/execution_cache.py",
    "sphinx_ext/inside_kernel.py",
)
DATA = "executed"


def fingerprint(root: Path) -> str:
    """쪽의 실행 결과를 바꾸는 파일들의 해시(16진수 16자)."""
    digest = hashlib.sha256()
    for pattern in DEPENDENCIES:
        for path in sorted(root.glob(pattern)):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _place(root: Path, notebook: NotebookNode, files: str) -> Path:
    folder = root / "_build" / ".executed" / files
    # 책의 캐시와 같은 셈으로 같은 노트북인지 가린다.
    _, key = get_cache(folder).create_hashed_notebook(notebook)
    return folder / f"{key}.ipynb"


def leave(
    root: Path, notebook: NotebookNode, files: str, seconds: float, arithmetic: dict[str, str]
) -> None:
    """오류 없이 실행된 노트북을 남긴다.

    Args:
        files: 실행을 시작할 때의 `fingerprint`.
        seconds: 실행에 걸린 시간.
        arithmetic: 그 커널에 물은 `inside_kernel.arithmetic`.
    """
    place = _place(root, notebook, files)
    data = {"execution_seconds": seconds, "arithmetic": arithmetic, "failed_claims": {}}
    notebook.metadata[DATA] = data
    place.parent.mkdir(parents=True, exist_ok=True)
    # 다 쓴 파일만 보이게 한다.
    draft = place.with_suffix(f".{os.getpid()}")
    nbformat.write(notebook, draft)
    draft.replace(place)


def find(root: Path, notebook: NotebookNode) -> tuple[NotebookNode, dict] | None:
    """같은 노트북을 실행한 것과 그때 알게 된 것. 꼴은 `execution_cache.execute`와 같다."""
    place = _place(root, notebook, fingerprint(root))
    if not place.exists():
        return None
    executed = nbformat.read(place, as_version=4)
    return executed, executed.metadata.pop(DATA)
