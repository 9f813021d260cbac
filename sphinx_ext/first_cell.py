"""노트북의 첫 코드 셀: 그 노트북에 빠진 것이 있을 때만 설치한다.

셀의 글은 여기에만 있고, `make format`이 강의와 과제의 노트북에 적어 넣는다. 노트북마다 그 노트북이
불러오는 것만 다르다.
"""

import ast
import re
import sys
import tomllib
from pathlib import Path

import nbformat
import yaml
from nbformat import NotebookNode

CELL = "install"
# 모듈 → pip에 줄 이름. 앞의 것을 설치하면 따라오는 것은 따로 설치하지 않는다.
PACKAGES = {
    "tensorflow": "tensorflow",
    "numpy": "numpy",
    "matplotlib": "matplotlib",
    "sklearn": "scikit-learn",
    "optuna": "optuna",
}
BROUGHT = {
    "trainlab": {"numpy", "matplotlib", "sklearn", "scipy", "skimage"},
    "tensorflow": {"keras", "numpy"},
}
GIVEN = {*sys.stdlib_module_names, "IPython"}

HEAD = """\
# 빠진 것이 있을 때만 설치한다. 다 있으면 아무 일도 하지 않는다.
import subprocess
import sys
from importlib.util import find_spec
"""
WHEEL = """\
from pathlib import Path

BOOK = "{book}"
WHEEL = "{wheel}"
"""
BODY = """\
needs = {needs}
missing = [package for module, package in needs.items() if find_spec(module) is None]
if missing:
    print("설치합니다. 몇 분 걸릴 수 있습니다:", *missing)
    if subprocess.call([sys.executable, "-m", "pip", "install", "-qqq", *missing]):
"""
ADVICE = """\
        print("설치하지 못했으니, 인터넷을 확인하고 이 셀을 다시 실행하거나")
        print("책의 「설치와 실행」 쪽을 따라 하세요.")
"""
WHEEL_ADVICE = """\
        print("설치하지 못했으니, 책의 「설치와 실행」 쪽에서", WHEEL, "파일을 받아")
        print("이 노트북과 같은 폴더(코랩이면 왼쪽 파일 창)에 두고 이 셀을 다시 실행하세요.")
"""
ADDRESS = re.compile(r'^BOOK = ".*"$', re.M)
LOCAL_FIRST = "WHEEL if Path(WHEEL).exists() else BOOK + WHEEL"
# ruff가 한 줄에 두는 길이. 한글은 없다.
LINE = 100


def wheel(root: Path, package: str) -> str:
    """`make book`이 만드는 휠 파일의 이름."""
    text = (root / "packages" / package / "pyproject.toml").read_text(encoding="utf-8")
    return f"{package}-{tomllib.loads(text)['project']['version']}-py3-none-any.whl"


def address(repository: str) -> str:
    """깃허브 저장소의 주소 → 그 책이 펴내지는 주소. 알 수 없으면 빈 글이다."""
    found = re.fullmatch(r"https://github\.com/([^/]+)/([^/]+?)(\.git)?/?", repository)
    if not found:
        return ""
    host = f"{found[1].lower()}.github.io"
    return f"https://{host}/" if found[2].lower() == host else f"https://{host}/{found[2]}/"


def repository(root: Path) -> str:
    """`_config.yml`에 적힌 저장소의 주소."""
    settings = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    return settings["sphinx"]["config"]["book_repository"]


def modules(notebook: NotebookNode) -> list[str]:
    """설치 여부를 볼 모듈.

    Raises:
        LookupError: 무엇을 설치해야 하는지 모르는 모듈을 불러올 때.
    """
    found = set()
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.id != CELL:
            found |= _mentioned(cell.source)
    if "keras" in found:
        found.add("tensorflow")
    brought = set().union(*(names for module, names in BROUGHT.items() if module in found))
    needed = found - GIVEN - brought
    if unknown := needed - {"trainlab", *PACKAGES}:
        raise LookupError(f"first_cell.py의 PACKAGES에 더하세요: {', '.join(sorted(unknown))}")
    return [module for module in ("trainlab", *PACKAGES) if module in needed]


def _mentioned(source: str) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module.partition(".")[0])
        # version("keras")처럼 불러오지 않고 판만 묻는 쪽도 있다.
        elif isinstance(node, ast.Constant) and node.value == "keras":
            names.add("keras")
    return names


def source(needed: list[str], wheel: str, book: str) -> str:
    """첫 셀의 글. book은 책이 펴내진 주소이고, 모르면 비운다."""
    places = {"trainlab": LOCAL_FIRST} | {m: f'"{package}"' for m, package in PACKAGES.items()}
    pairs = [f'"{module}": {places[module]}' for module in needed]
    needs = "{" + ", ".join(pairs) + "}"
    if len("needs = " + needs) > LINE:
        needs = "{" + pairs[0] + "}\nneeds |= {" + ", ".join(pairs[1:]) + "}"
    body = BODY.format(needs=needs)
    if "trainlab" in needed:
        text = HEAD + WHEEL.format(book=book, wheel=wheel) + body + WHEEL_ADVICE
    else:
        text = HEAD + "\n" + body + ADVICE
    return text.rstrip("\n")


def readdress(notebook: NotebookNode, book: str) -> bool:
    """첫 셀에 책의 주소를 적고, 바뀌었는지 돌려준다."""
    for cell in notebook.cells:
        if cell.get("id") == CELL:
            before = cell.source
            cell.source = ADDRESS.sub(f'BOOK = "{book}"', before)
            return cell.source != before
    return False


def write(path: Path, root: Path) -> None:
    """노트북 하나의 첫 셀을 적거나 고친다."""
    notebook = nbformat.read(path, as_version=4)
    text = source(modules(notebook), wheel(root, "trainlab"), address(repository(root)))
    cell = next((cell for cell in notebook.cells if cell.id == CELL), None)
    if cell is None:
        first = next(n for n, cell in enumerate(notebook.cells) if cell.cell_type == "code")
        cell = nbformat.v4.new_code_cell(id=CELL)
        if path.parent.name == "chapters":
            cell.metadata.tags = ["remove-cell"]
        notebook.cells.insert(first, cell)
    if cell.source != text:
        cell.source = text
        nbformat.write(notebook, path)


if __name__ == "__main__":
    ROOT = Path(__file__).resolve().parents[1]
    for path in sorted([*ROOT.glob("chapters/*.ipynb"), *ROOT.glob("solutions/*/*.ipynb")]):
        write(path, ROOT)
