"""nbgrader의 AUTOTEST를 검사 코드로 바꾼 것을, 원본이 같으면 다시 만들지 않는다.

nbgrader는 원본의 답을 커널에서 실행해 그 값으로 검사 코드를 쓴다. 커널을 띄우는 데 몇 초가 들고,
골격과 gradebook이 같은 검사를 보아야 하므로, 만든 것을 원본의 내용으로 이름을 지어 남겨 둔다.
"""

import contextlib
import json
import subprocess
import sys
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from nbgrader.preprocessors import InstantiateTests, instantiatetests

from .atomic import write_text
from .course import CourseProblem


class RememberedTests(InstantiateTests):
    """만들어 둔 것이 있으면 그것을 쓰는 InstantiateTests.

    Attributes:
        store: 만든 것을 두는 폴더.
        again: 만들어 둔 것이 있어도 다시 만들지.
    """

    store = Path()
    again = False

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        code = (cell.source for cell in nb.cells if cell.cell_type == "code")
        if not any(self.autotest_delimiter in source for source in code):
            return nb, resources
        folder = Path(resources["metadata"]["path"])
        written = [(c.cell_type, c.source, c.metadata.get("nbgrader")) for c in nb.cells]
        asked = json.dumps([written, nb.metadata.get("kernelspec")], sort_keys=True)
        if not self.again:
            with contextlib.suppress(OSError, ValueError):
                text = self._path(asked, folder).read_text(encoding="utf-8")
                return _with(nb, json.loads(text)), resources
        path = self._path(asked, folder)
        nb, resources = self._made(nb, resources)
        made = json.dumps([cell.source for cell in nb.cells], ensure_ascii=False)
        # 원본의 답이 곁에 파일을 쓰면, 다음에는 그 파일이 있는 폴더를 보게 된다.
        for place in {path, self._path(asked, folder)}:
            write_text(place, made)
        return nb, resources

    def _made(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        start, started = instantiatetests.start_new_kernel, []

        def start_quietly(**options: Any) -> Any:
            # 커널이 제 경고를 화면에 쓰지 않게 한다.
            started.append(start(**options, stderr=subprocess.DEVNULL))
            return started[-1]

        instantiatetests.start_new_kernel = start_quietly
        try:
            return super().preprocess(nb, resources)
        except Exception as error:
            name = resources["nbgrader"]["notebook"]
            raise CourseProblem(
                f"'{name}' 원본의 AUTOTEST로 검사를 만들지 못했습니다({_reason(error)}). "
                f"원본의 답과 {self.autotest_filename}을 확인하세요."
            ) from error
        finally:
            instantiatetests.start_new_kernel = start
            for manager, client in started:
                client.stop_channels()
                # nbgrader는 도중에 실패하면 커널을 끝내지 않는다.
                manager.shutdown_kernel(now=True)

    def _path(self, asked: str, folder: Path) -> Path:
        """만들어지는 검사를 정하는 모든 것의 지문: 원본, 틀, 곁의 파일, 설정, 파이썬과 nbgrader."""
        beside = {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*"))}
        files = {"": Path(self.autotest_filename)} | beside
        parts = [
            asked,
            sys.version,
            version("nbgrader"),
            [self.autotest_filename, self.autotest_delimiter, self.hashed_delimiter],
            self.comment_strs,
            [
                (name, sha256(path.read_bytes()).hexdigest())
                for name, path in files.items()
                if path.is_file() and path.suffix != ".ipynb"
            ],
        ]
        key = sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
        return self.store / f"{key}.json"


def _reason(error: BaseException) -> str:
    if isinstance(error, AttributeError) and error.__context__ is not None:
        # YAML의 오류를 적으려다가 nbgrader가 틀린 것이다.
        error = error.__context__
    if isinstance(error, CellExecutionError):
        # nbgrader가 만든 이 예외는 글로 바꿀 수 없다.
        return f"{error.ename}: {error.evalue}"
    lines = str(error).strip().splitlines() or [""]
    return f"{type(error).__name__}: {lines[-1].strip()}"


def _with(nb: NotebookNode, sources: list[str]) -> NotebookNode:
    """셀의 글을 바꾼 노트북. Raises: ValueError: 셀의 수가 다를 때."""
    for cell, source in zip(nb.cells, sources, strict=True):
        cell.source = source
    return nb


def remembering(step: Any, store: Path, again: bool = False) -> Any:
    """InstantiateTests면 만든 것을 기억하는 것으로 바꾸고, 다른 단계는 그대로 둔다."""
    if not (isinstance(step, type) and issubclass(step, InstantiateTests)):
        return step
    return type(step.__name__, (RememberedTests, step), {"store": store, "again": again})
