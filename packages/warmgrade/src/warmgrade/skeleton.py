"""가르치는 사람의 원본에서, 학생의 답을 끼울 골격과 실행할 검사를 만든다."""

import fnmatch
import json
import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.warnings import MissingIDFieldWarning
from traitlets.config import Config
from traitlets.utils.importstring import import_item

# 원본을 gradebook에 적는 단계. 그 앞까지 밟아야 숨은 검사와 채점 기준이 골격에 남는다.
_SAVE = "SaveCells"
_CLEAR = "ClearSolutions"


@dataclass(frozen=True)
class Original:
    """노트북 하나의 원본.

    Attributes:
        solved: 답이 들어 있고, 머리말과 꼬리말과 AUTOTEST가 펼쳐진 것.
        skeleton: 답을 지우고 숨은 검사와 채점 기준은 남긴 것.
    """

    solved: NotebookNode
    skeleton: NotebookNode


def originals(
    source_folder: Path, config: Config | None = None, *, fresh: bool = False
) -> dict[str, Original]:
    """노트북 이름 → 원본.

    nbgrader가 gradebook에 적는 것과 같은 내용이 되도록, `nbgrader generate_assignment`의
    단계를 과목의 설정 그대로 밟는다.

    Args:
        source_folder: 과제 하나의 원본 폴더.
        config: 과목의 설정.
        fresh: AUTOTEST로 만들어 둔 검사를 쓰지 않고 다시 만들지.

    Raises:
        CourseProblem: AUTOTEST로 검사를 만들지 못했을 때.
    """
    config = _rooted(config or Config(), source_folder)
    steps = generating_steps(config, fresh)
    found = {}
    with _inside(config.CourseDirectory.root):
        for path in sorted(source_folder.glob("[!.]*.ipynb")):
            notebook, solved = read_source(path), None
            resources = _resources(path, config)
            for step in steps:
                if _is(step, _SAVE):
                    break
                if _is(step, _CLEAR):
                    solved = deepcopy(notebook)
                notebook, resources = step(config=config)(notebook, resources)
            notebook.nbformat, notebook.nbformat_minor = 4, 5
            _name_cells(notebook)
            found[path.stem] = Original(solved or deepcopy(notebook), notebook)
    return found


def _is(step: Any, name: str) -> bool:
    """그 이름의 nbgrader 단계나, 그것을 고쳐 쓴 것인지."""
    return any(kind.__name__ == name for kind in getattr(step, "__mro__", ()))


def skeletons(source_folder: Path, config: Config | None = None) -> dict[str, NotebookNode]:
    """노트북 이름 → 답을 지우고 숨은 검사와 채점 기준은 남긴 원본."""
    found = originals(source_folder, config)
    return {name: original.skeleton for name, original in found.items()}


def generating_steps(config: Config, fresh: bool = False) -> list[Any]:
    """generate_assignment의 단계. AUTOTEST로 만든 검사는 남겨 두고 다시 쓴다."""
    # nbgrader를 불러오는 데 몇 초가 든다. 골격은 한 번만 만들고 다른 단계는 nbgrader를 모른다.
    from nbgrader.converters import GenerateAssignment

    from .autotests import remembering

    store = Path(config.CourseDirectory.root) / ".warmgrade" / "autotests"
    steps = GenerateAssignment(config=config).preprocessors
    found = [import_item(step) if isinstance(step, str) else step for step in steps]
    return [remembering(step, store, fresh) for step in found]


def hidden_marks(config: Config) -> tuple[str, str]:
    """숨은 검사의 앞뒤를 알리는 말."""
    from nbgrader.preprocessors import ClearHiddenTests

    step = ClearHiddenTests(config=config)
    return step.begin_test_delimeter, step.end_test_delimeter


def shown_notebook(notebook: NotebookNode, hidden: tuple[str, str]) -> bytes:
    """노트북을 읽는 셀에게 보일 파일. 숨은 검사는 없다."""
    copy = deepcopy(notebook)
    for cell in copy.cells:
        lines, inside = [], False
        for line in cell.source.split("\n"):
            inside = inside or hidden[0] in line
            if not inside:
                lines.append(line)
            inside = inside and hidden[1] not in line
        cell.source = "\n".join(lines)
    return nbformat.writes(copy, version=nbformat.NO_CONVERT).encode(errors="replace")


def provided_files(source_folder: Path, config: Config | None = None) -> dict[str, str]:
    """과제와 함께 나누어 준 파일의 상대 경로 → 내용의 SHA-256. stock이 베끼는 것과 같다."""
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.utils import find_all_files

    ignored = CourseDirectory(config=config or Config()).ignore
    found = sorted(Path(path) for path in find_all_files(str(source_folder), [*ignored, "*.ipynb"]))
    return {
        p.relative_to(source_folder).as_posix(): sha256(p.read_bytes()).hexdigest() for p in found
    }


def ignoring(config: Config) -> Callable[[str], bool]:
    """과목이 베끼지 않기로 한 이름의 파일인지 알려 주는 함수. 파일이 든 폴더의 이름도 본다."""
    from nbgrader.coursedir import CourseDirectory

    patterns = CourseDirectory(config=config).ignore

    def ignored(name: str) -> bool:
        return any(
            fnmatch.fnmatchcase(part, pattern) and (part[0] != "." or pattern[0] == ".")
            for part in name.split("/")
            for pattern in patterns
        )

    return ignored


def _rooted(config: Config, source_folder: Path) -> Config:
    """머리말과 꼬리말의 경로를 과목 폴더에서 찾도록 고친 사본."""
    config = deepcopy(config)
    root = Path(config.CourseDirectory.get("root", "") or source_folder.parent.parent)
    config.CourseDirectory.root = str(root)
    for part in ("header", "footer"):
        if given := config.IncludeHeaderFooter.get(part):
            config.IncludeHeaderFooter[part] = str(root / given)
    return config


def _resources(path: Path, config: Config) -> dict[str, Any]:
    """nbgrader가 단계마다 넘기는 것."""
    about = {"student": ".", "assignment": path.parent.name, "notebook": path.stem}
    about["db_url"] = config.CourseDirectory.get("db_url", "")
    return {"metadata": {"path": str(path.parent)}, "unique_key": path.stem, "nbgrader": about}


@contextmanager
def _inside(root: str) -> Iterator[None]:
    """nbgrader처럼 과목의 뿌리 폴더에서 일한다. autotests.yml을 거기에서도 찾는다."""
    here = os.getcwd()
    try:
        os.chdir(root)
        yield
    finally:
        os.chdir(here)


def read_source(path: Path) -> NotebookNode:
    """가르치는 사람의 노트북을 읽는다. 읽을 때마다 셀의 id가 같다."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MissingIDFieldWarning)
        notebook = nbformat.read(path, as_version=4)
    # nbformat은 없는 id를 난수로 채운다. 골격은 만들 때마다 같아야 한다.
    written = json.loads(path.read_text(encoding="utf-8")).get("cells", [])
    if not all("id" in cell for cell in written) or len(written) != len(notebook.cells):
        for cell in notebook.cells:
            cell.pop("id", None)
    return notebook


def _name_cells(notebook: NotebookNode) -> None:
    seen: set[str] = set()
    for number, cell in enumerate(notebook.cells):
        if cell.get("id") in seen or not cell.get("id"):
            cell.id = f"cell-{number}"
        seen.add(cell.id)
