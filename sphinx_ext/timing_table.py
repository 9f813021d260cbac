"""`nb-exec-table`이 만든 표를 읽는 사람의 말로 바꾼다: 쪽의 제목과 걸린 시간만 남긴다."""

import posixpath

from docutils import nodes
from myst_nb.ext.execution_tables import ExecutionStatsPostTransform
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

HEADERS = ("쪽", "걸린 시간(초)")
KEPT = (0, 3)  # 원래의 열: 쪽, 실행한 때, 방법, 시간, 성공 여부


class ReadableTimingTable(SphinxPostTransform):
    # myst-nb가 표를 채운 뒤, 링크를 잇기 전이다.
    default_priority = ExecutionStatsPostTransform.default_priority + 1

    def run(self, **kwargs: object) -> None:
        for table in self.document.findall(nodes.table):
            if next(table.findall(nodes.entry)).astext() == "Document":
                self.rewrite(table)

    def rewrite(self, table: nodes.table) -> None:
        for row in table.findall(nodes.row):
            row[:] = [row[column] for column in KEPT]
        for column in list(table.findall(nodes.colspec))[len(KEPT) :]:
            column.parent.remove(column)
        next(table.findall(nodes.tgroup))["cols"] = len(KEPT)
        head, *body = table.findall(nodes.row)
        for entry, text in zip(head, HEADERS):
            entry[:] = [nodes.paragraph(text=text)]
        for row in body:
            link = next(row.findall(pending_xref))
            name = posixpath.join(posixpath.dirname(link["refdoc"]), link["reftarget"])
            title = self.env.titles[posixpath.normpath(name)]
            link[:] = [nodes.inline(text=title.astext())]


def setup(app: Sphinx) -> dict:
    app.add_post_transform(ReadableTimingTable)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
