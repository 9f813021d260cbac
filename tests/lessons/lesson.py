"""노트북을 한 프로세스에서 실행한다. 시드와 설정과 셈을 바꿔 주장을 흔들기 위해서다."""

import contextlib
import re
import tomllib
import warnings
from collections.abc import Mapping
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
import nbformat

ROOT = Path(__file__).resolve().parents[2]
LESSONS = sorted((ROOT / "chapters").glob("[0-9][0-9]_*.ipynb"))
SEED_LINE = re.compile(r"^SEED = \d+$", re.MULTILINE)


def claims(lesson: Path) -> dict:
    """강의의 주장 목록: 주제와 바로잡은 것의 자리(topics, errata), 뒤집기(flips)."""
    listed = ROOT / "tests" / "lessons" / "claims" / f"{lesson.stem}.toml"
    return tomllib.loads(listed.read_text(encoding="utf-8"))


def code_cells(path: Path) -> dict[str, str]:
    """셀 id → 소스. 노트북의 순서를 지킨다."""
    notebook = nbformat.read(path, as_version=4)
    return {cell.id: cell.source for cell in notebook.cells if cell.cell_type == "code"}


def run(
    path: Path,
    *,
    seed: int | None = None,
    changes: Mapping[str, tuple[str, str]] | None = None,
) -> None:
    """노트북의 코드 셀을 그 노트북의 폴더에서 차례로 실행한다.

    Args:
        seed: `SEED = …` 줄에 넣을 값. 주지 않으면 적힌 대로 둔다.
        changes: 셀 id → (옛 글, 새 글). 옛 글은 그 셀에 꼭 한 번 있어야 한다.

    Raises:
        LookupError: SEED 줄이나 바꿀 글이 없을 때.
        AssertionError 등: 셀이 던진 예외 그대로. 셀의 id를 메모로 붙인다.
    """
    cells = code_cells(path)
    if seed is not None:
        if sum(len(SEED_LINE.findall(source)) for source in cells.values()) != 1:
            raise LookupError(f"{path.name}: 'SEED = 숫자' 줄이 꼭 하나 있어야 합니다.")
        cells = {name: SEED_LINE.sub(f"SEED = {seed}", text) for name, text in cells.items()}
    for cell_id, (old, new) in (changes or {}).items():
        if cells[cell_id].count(old) != 1:
            raise LookupError(f"{path.name}의 {cell_id} 셀에 '{old}'가 꼭 한 번 있어야 합니다.")
        cells[cell_id] = cells[cell_id].replace(old, new)
    matplotlib.use("Agg")
    namespace = {"__name__": "__main__"}
    with contextlib.chdir(path.parent), warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        for cell_id, source in cells.items():
            try:
                exec(compile(source, cell_id, "exec"), namespace)
            except Exception as error:
                known = "" if seed is None else f", SEED = {seed}"
                error.add_note(f"{path.name}의 {cell_id} 셀{known}")
                raise
            finally:
                plt.close("all")
