"""강의를 검사하고 책을 짓는 일을, 새로 띄운 커널과 미리 데운 커널로 차례로 해 견준다.

쓰는 법: python benchmarks/notebooks.py [장 장]

두 장을 nbval로 돌려 보고, 그 두 장만 있는 작은 책을 짓는다. 데운 커널은 환경 변수 두 개로 켠다.
노트북의 출력은 기억 장치의 주소와 걸린 시간을 빼고 모두 같아야 한다. 마지막 줄은 모두 합한 배율과
출력이 같은지다.
"""

import argparse
import re
import shutil
import sys
import tempfile
from pathlib import Path

import nbformat
from classroom import ROOT
from measure import CommandFailed, Cost, console, load_note, measure, plain_environment
from rich.table import Table

CHAPTERS = ("02_vanishing_gradients", "03_weight_initialization")
PRELOAD = "numpy,matplotlib.pyplot,tensorflow,keras"
_CONFIG = """\
title: 작은 책
execute:
  execute_notebooks: force
  timeout: 300
sphinx:
  config:
    language: ko
"""
_CHANGING = re.compile(r"0x[0-9a-f]+|\d+(\.\d+)? ?(ms|µs|s|초)\b|\d+(ms|us)/step")


def main() -> int:
    parser = argparse.ArgumentParser(description="새로 띄운 커널과 미리 데운 커널을 견줍니다.")
    parser.add_argument("chapters", nargs="*", default=CHAPTERS, metavar="장")
    chapters = parser.parse_args().chapters
    cold = plain_environment()
    warm = cold | {"JUPYTER_DEFAULT_PROVISIONER_NAME": "warm", "WARMGRADE_PRELOAD": PRELOAD}
    with tempfile.TemporaryDirectory(prefix="warmgrade-bench-") as folder:
        try:
            return compare(Path(folder), chapters, {"stock": cold, "warm": warm})
        except CommandFailed as error:
            print(error, file=sys.stderr)
            return 2


def compare(folder: Path, chapters: list[str], kinds: dict[str, dict[str, str]]) -> int:
    costs: dict[str, list[Cost]] = {}
    outputs = {}
    for kind, environment in kinds.items():
        book = make_book(folder / kind, chapters)
        notebooks = [f"{name}.ipynb" for name in chapters]
        check = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval-lax"]
        check += ["--nbval-current-env", "--nbval-cell-timeout=180", *notebooks]
        build = ["jupyter-book", "build", "."]
        costs[kind] = []
        for label, command in ((f"{kind}: nbval", check), (f"{kind}: 책", build)):
            costs[kind].append(measure(label, command, book, environment))
            console.print(f"{label}: {costs[kind][-1].seconds:.1f}초")
        outputs[kind] = read_outputs(book, chapters)
    table = Table(title=", ".join(chapters))
    for title in ("", "stock 초", "warm 초", "배율", "stock CPU 초", "warm CPU 초", "배율"):
        table.add_column(title, justify="right")
    for name, stock, warm in zip(("nbval", "책"), costs["stock"], costs["warm"], strict=True):
        values = [f"{stock.seconds:.1f}", f"{warm.seconds:.1f}"]
        values += [f"{stock.seconds / warm.seconds:.1f}x", f"{stock.cpu:.1f}", f"{warm.cpu:.1f}"]
        table.add_row(name, *values, f"{stock.cpu / warm.cpu:.1f}x")
    console.print(table)
    console.print(load_note())
    different = [key for key, value in outputs["stock"].items() if outputs["warm"][key] != value]
    for chapter, cell in different[:10]:
        console.print(f"출력이 다른 셀: {chapter} {cell}")
    stock, warm = (sum(costs[kind], Cost()) for kind in kinds)
    same = "출력이 모두 같음" if not different else f"출력이 다른 셀 {len(different)}개"
    print(f"{stock.seconds / warm.seconds:.1f}x {same}")
    return 1 if different else 0


def make_book(folder: Path, chapters: list[str]) -> Path:
    """고른 장만 있는 책."""
    folder.mkdir()
    for name in chapters:
        shutil.copy(ROOT / "chapters" / f"{name}.ipynb", folder)
    (folder / "_config.yml").write_text(_CONFIG, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n")
    listed = "".join(f"  - file: {name}\n" for name in chapters[1:])
    toc = f"format: jb-book\nroot: {chapters[0]}\nchapters:\n{listed}"
    (folder / "_toc.yml").write_text(toc, encoding="utf-8")
    return folder


def read_outputs(book: Path, chapters: list[str]) -> dict[tuple[str, str], list]:
    """책을 지으며 실행한 노트북의 출력: (장, 셀) → 출력."""
    found = {}
    for name in chapters:
        path = next((book / "_build").rglob(f"jupyter_execute/{name}.ipynb"))
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                found[name, cell.id] = [_plain(output) for output in _joined(cell.outputs)]
    return found


def _joined(outputs: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """이어지는 글을 하나로 합친 출력. 글이 몇 번에 나뉘어 오는지는 그때그때 다르다."""
    found: list[nbformat.NotebookNode] = []
    for output in outputs:
        last = found[-1] if found else {}
        if output.output_type == "stream" and last.get("name") == output.name:
            found[-1] = nbformat.NotebookNode(last, text=last["text"] + output.text)
        else:
            found.append(output)
    return found


def _plain(output: nbformat.NotebookNode) -> object:
    """실행할 때마다 달라지는 것을 지운 출력."""
    shown = {key: value for key, value in output.items() if key != "execution_count"}
    return _CHANGING.sub("…", repr(sorted(shown.items())))


if __name__ == "__main__":
    raise SystemExit(main())
