"""노트북에 적힌 커널이 이 파이썬인지 본다. 다른 언어로 쓴 과제를 파이썬으로 실행하면 안 된다."""

import os
import shutil
import sys
from pathlib import Path

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel
from nbformat import NotebookNode

from ..course import CourseProblem


def require_python(name: str, notebook: NotebookNode, chosen: str = "") -> KernelSpec | None:
    """노트북을 실행할 커널. 설치되어 있지 않은 파이썬 커널이면 None.

    Args:
        name: 노트북의 이름.
        chosen: 노트북에 적힌 것 대신 쓸 커널.

    Raises:
        CourseProblem: 파이썬이 아닐 때.
    """
    written = notebook.metadata.get("kernelspec") or {}
    kernel = chosen or str(written.get("name") or "") or "python3"
    about = notebook.metadata.get("language_info") or {}
    told = "" if chosen else str(written.get("language") or about.get("name") or "")
    try:
        spec = KernelSpecManager().get_kernel_spec(kernel)
    except (NoSuchKernel, ValueError):
        spec = None
    language = spec.language if spec else told or kernel
    if not language.casefold().startswith("python"):
        raise CourseProblem(
            f"'{name}' 노트북은 '{kernel}' 커널로 쓴 것인데, warmgrade는 파이썬 과제만 채점합니다. "
            "아무것도 하지 않았습니다."
        )
    return spec


def kernel_environment(name: str, notebook: NotebookNode, chosen: str = "") -> dict[str, str]:
    """노트북을 실행할 커널에 주라고 적힌 환경 변수.

    Raises:
        CourseProblem: 이 파이썬으로 실행할 수 없는 과제일 때.
    """
    spec = require_python(name, notebook, chosen)
    if spec is None:
        return {}
    if not _is_ours(spec):
        raise CourseProblem(
            f"'{name}' 노트북의 커널 '{spec.display_name}'은 warmgrade를 설치한 파이썬이 아닌 것"
            f"({spec.argv[0]})을 씁니다. 그 파이썬에 warmgrade를 설치해 실행하세요."
        )
    return dict(spec.env)


def _is_ours(spec: KernelSpec) -> bool:
    """이 프로세스와 같은 파이썬의 ipykernel인지."""
    program, *rest = spec.argv
    if not {"ipykernel_launcher", "ipykernel"} & set(rest):
        return False
    major, minor = sys.version_info[:2]
    if program in ("python", f"python{major}", f"python{major}.{minor}"):
        return True
    found = shutil.which(program) or program
    # 가상 환경의 파이썬은 모두 같은 파일을 가리키는 링크이므로, 놓인 폴더를 견준다.
    folders = {os.path.realpath(Path(file).parent) for file in (found, sys.executable)}
    return len(folders) == 1
