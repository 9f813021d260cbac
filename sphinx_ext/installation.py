"""설치하는 한 줄과 내려받을 파일, 내려받은 노트북에 적힐 책의 주소.

`install` 지시어는 pip 한 줄을 보인다. 책이 펴내진 주소를 알면 그 주소에서 바로 설치하고, 모르면
내려받은 파일로 설치한다. `wheel` 역할은 그 파일로 가는 링크다.

    {wheel}`trainlab`

    ```{install} trainlab tensorflow jupyterlab
    ```
"""

import posixpath
from pathlib import Path

import first_cell
import nbformat
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

PACKAGES = ("trainlab", "warmgrade")


class InstallDirective(SphinxDirective):
    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        root, book = Path(self.env.srcdir), first_cell.address(self.config.book_repository)
        named = self.arguments[0].split()
        places = [book + first_cell.wheel(root, n) if n in PACKAGES else n for n in named]
        line = "pip install " + " ".join(places)
        return [nodes.literal_block(line, line, language="bash")]


class WheelRole(SphinxRole):
    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        name = first_cell.wheel(Path(self.env.srcdir), self.text)
        # 휠은 책의 뿌리에 놓인다(_config.yml의 html_extra_path).
        place = posixpath.relpath(name, posixpath.dirname(self.env.docname))
        return [nodes.reference("", "", nodes.literal(text=name), refuri=place)], []


def readdress(app: Sphinx, error: Exception | None) -> None:
    """쪽의 내려받기 단추와 과제의 링크가 주는 노트북에 책의 주소를 적는다."""
    book = first_cell.address(app.config.book_repository)
    if error or not book:
        return
    for folder in ("_sources", "_downloads"):
        for path in Path(app.outdir, folder).rglob("*.ipynb"):
            notebook = nbformat.read(path, as_version=4)
            if first_cell.readdress(notebook, book):
                nbformat.write(notebook, path)


def setup(app: Sphinx) -> dict:
    app.add_directive("install", InstallDirective)
    app.add_role("wheel", WheelRole())
    app.connect("build-finished", readdress)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
