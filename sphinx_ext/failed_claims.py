"""이 컴퓨터에서 성립하지 않은 주장을 그 문장 아래 상자로 보이고, 목록으로 남긴다.

어느 셀이 무엇 때문에 멈췄는지는 `execution_cache`가 캐시에 적어 둔다. 상자는 노트북의 글에
Markdown으로 끼워 넣는다. 글은 실행 캐시의 해시에 들지 않으므로 다시 실행하는 일은 없다.
목록은 `_build/failed_claims.txt`에 쓴다. 모두 성립했으면 빈 파일이다. `make book`이 그것을 보이고
`STRICT=1`이면 실패로 끝낸다.
"""

import re
from pathlib import Path

import execution_cache
import nbformat
from jupyter_cache import get_cache
from markdown_it import MarkdownIt
from nbformat import NotebookNode
from sphinx.application import Sphinx

BOX = """
:::{{admonition}} 이 책을 만든 컴퓨터에서는 성립하지 않았다
:class: failed-claim

{terms}

같은 코드라도 컴퓨터마다 계산의 끝자리가 다르고, 훈련은 그 차이를 키우기도 한다.
이 컴퓨터의 셈은 [](build-arithmetic)에 적혀 있다.
:::
"""
SENTENCE = ("paragraph_open", "bullet_list_open", "ordered_list_open", "table_open")


def code(text: str) -> str:
    """글 안의 역따옴표보다 긴 역따옴표로 감싼 Markdown 코드."""
    ticks = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    return f"{ticks} {text} {ticks}"


def rows(failure: dict) -> list[tuple[str, list[str]]]:
    """상자와 목록에 적을 이름과 글들."""
    told = [f"{expression} = {value}" for expression, value in failure["values"]]
    every = [("주장", [failure["claim"]]), ("나온 값", told), ("오류", [failure["error"]])]
    return [(label, texts) for label, texts in every if any(texts)]


def box(failure: dict) -> str:
    terms = ("\n: ".join([label, *map(code, texts)]) for label, texts in rows(failure))
    return BOX.format(terms="\n\n".join(terms))


def after_sentence(text: str) -> int:
    """글을 여는 문단이나 목록, 표가 끝나는 자리. 제목이나 이름표, 상자로 열리면 0."""
    first = next(iter(MarkdownIt().enable("table").parse(text)), None)
    if first is None or first.type not in SENTENCE or re.match(r"\(.+\)=|:::", text.lstrip()):
        return 0
    return len("".join(text.splitlines(keepends=True)[: first.map[1]]))


def insert_boxes(notebook: NotebookNode, failures: dict[str, dict]) -> None:
    """성립하지 않은 주장마다, 뒤따르는 글의 첫 문단 아래나 그 셀의 자리에 상자를 넣는다."""
    cells, code_cells = notebook.cells, execution_cache.code_cells(notebook)
    # 한 문단에 상자가 둘이면 먼저 것이 위에 오도록 뒤에서부터 넣는다.
    for number, failure in reversed(failures.items()):
        place = cells.index(code_cells[int(number)])
        text = next((cell for cell in cells[place:] if cell.cell_type == "markdown"), None)
        if text and (end := after_sentence(text.source)):
            text.source = f"{text.source[:end]}\n{box(failure)}\n{text.source[end:]}"
        else:
            cells.insert(place, nbformat.v4.new_markdown_cell(box(failure)))


def show(app: Sphinx, name: str, source: list[str]) -> None:
    if Path(app.env.doc2path(name)).suffix != ".ipynb":
        return
    notebook = nbformat.reads(source[0], as_version=4)
    found = execution_cache.find(get_cache(app.config.nb_execution_cache_path), notebook)
    if found and found["failed_claims"]:
        insert_boxes(notebook, found["failed_claims"])
        source[0] = nbformat.writes(notebook)


def listing(app: Sphinx) -> str:
    """성립하지 않은 주장의 목록. 없으면 빈 글."""
    claims, failed = 0, []
    for name, notebook, data in execution_cache.pages(app):
        cells = execution_cache.code_cells(notebook)
        claims += sum(map(execution_cache.is_claim, cells))
        for number, failure in data["failed_claims"].items():
            title, cell = app.env.titles[name].astext(), cells[int(number)].get("id", number)
            told = (f"\n  {label}: {text}" for label, texts in rows(failure) for text in texts)
            failed.append(f"{title} ({name}.ipynb의 {cell} 셀)" + "".join(told))
    head = f"주장 {claims}곳 가운데 {len(failed)}곳이 이 컴퓨터에서 성립하지 않았다."
    return "\n\n".join([head, *failed, ""]) if failed else ""


def leave_listing(app: Sphinx, exception: Exception | None) -> None:
    if exception is None:
        place = Path(app.outdir).parent / "failed_claims.txt"
        place.write_text(listing(app), encoding="utf-8")


def setup(app: Sphinx) -> dict:
    app.connect("source-read", show)
    app.connect("build-finished", leave_listing)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
