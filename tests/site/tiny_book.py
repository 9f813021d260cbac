"""이 책의 설정과 확장을 그대로 쓰는 아주 작은 책."""

import shutil
from pathlib import Path

import nbformat
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[2]


def lay_out(book: Path, root: str, *chapters: str) -> Path:
    """쪽만 빼고 다 갖춘 책의 폴더. 쪽들의 이름은 차례(`_toc.yml`)가 된다."""
    shutil.copy(ROOT / "_config.yml", book)
    shutil.copytree(ROOT / "sphinx_ext", book / "sphinx_ext")
    shutil.copytree(ROOT / "_static", book / "_static")
    files = "".join(f"- file: {name}\n" for name in chapters)
    toc = f"format: jb-book\nroot: {root}\nchapters:\n{files}"
    (book / "_toc.yml").write_text(toc, encoding="utf-8")
    (book / "uv.lock").write_text("", encoding="utf-8")
    return book


def notebook(*code: str, markdown: str = "# 쪽") -> NotebookNode:
    """글 한 셀 뒤에 코드 셀이 이어지는 노트북."""
    v4 = nbformat.v4
    cells = [v4.new_code_cell(source, id=f"code-{number}") for number, source in enumerate(code)]
    cells.insert(0, v4.new_markdown_cell(markdown, id="title"))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return v4.new_notebook(cells=cells, metadata=kernel)
