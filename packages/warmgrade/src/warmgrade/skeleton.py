"""가르치는 사람의 원본에서, 학생의 답을 끼울 골격을 만든다."""

import json
import warnings
from copy import deepcopy
from hashlib import sha256
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.warnings import MissingIDFieldWarning
from traitlets.config import Config
from traitlets.utils.importstring import import_item

# 원본을 gradebook에 적는 단계. 그 앞까지 밟아야 숨은 검사와 채점 기준이 골격에 남는다.
_SAVE = "SaveCells"


def skeletons(source_folder: Path, config: Config | None = None) -> dict[str, NotebookNode]:
    """노트북 이름 → 답을 지우고 숨은 검사와 채점 기준은 남긴 원본.

    nbgrader가 gradebook에 적는 것과 같은 내용이 되도록, `nbgrader generate_assignment`의
    단계를 과목의 설정 그대로 밟는다.

    Args:
        source_folder: 과제 하나의 원본 폴더.
        config: `nbgrader_config.py`를 읽은 설정.
    """
    # nbgrader를 불러오는 데 몇 초가 든다. 골격은 한 번만 만들고 다른 단계는 nbgrader를 모른다.
    from nbgrader.converters import GenerateAssignment

    config = _rooted(config or Config(), source_folder)
    steps = GenerateAssignment(config=config).preprocessors
    classes = [import_item(step) if isinstance(step, str) else step for step in steps]
    names = [step.__name__ for step in classes]
    if _SAVE in names:
        classes = classes[: names.index(_SAVE)]
    found = {}
    for path in sorted(source_folder.glob("[!.]*.ipynb")):
        notebook = read_source(path)
        resources = {"metadata": {"path": str(source_folder)}}
        for step in classes:
            notebook, resources = step(config=config)(notebook, resources)
        notebook.nbformat, notebook.nbformat_minor = 4, 5
        _name_cells(notebook)
        found[path.stem] = notebook
    return found


def provided_files(source_folder: Path) -> dict[str, str]:
    """과제와 함께 나누어 준 파일의 상대 경로 → 내용의 SHA-256."""
    paths = (p for p in sorted(source_folder.rglob("*")) if p.is_file() and p.suffix != ".ipynb")
    return {
        p.relative_to(source_folder).as_posix(): sha256(p.read_bytes()).hexdigest() for p in paths
    }


def _rooted(config: Config, source_folder: Path) -> Config:
    """머리말과 꼬리말의 경로를 과목 폴더에서 찾도록 고친 사본."""
    config = deepcopy(config)
    root = Path(config.CourseDirectory.get("root", "") or source_folder.parent.parent)
    for part in ("header", "footer"):
        if given := config.IncludeHeaderFooter.get(part):
            config.IncludeHeaderFooter[part] = str(root / given)
    return config


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
