"""쪽 안의 주소(앵커)를 차례나 제목의 글에 매이지 않게 한다.

Sphinx는 한국어 제목에 `id7` 같은 차례 번호를, 영어가 섞인 제목에 `selu` 같은 조각을 id로 준다.
제목을 더하거나 고치면 남이 걸어 둔 링크가 다른 곳을 가리킨다. 제목 위에 붙인 이름표가 있으면 그것만
id로 남긴다.
참고 문헌은 references.bib에 적은 이름으로 부른다(_config.yml의 bibtex_cite_id).
"""

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform


class LabelsOnly(SphinxTransform):
    """이름표가 있는 제목에서 저절로 생긴 id를 지운다."""

    # 이름표가 제목으로 옮겨 간 뒤, 차례와 참조를 모으기 전이다.
    default_priority = 870

    def apply(self, **kwargs: object) -> None:
        known = self.document.nametypes
        for section in self.document.findall(nodes.section):
            names = [name for name in section["names"] if known.get(name)]
            labels = [self.document.nameids[name] for name in names]
            if labels := [label for label in labels if label]:
                section["ids"] = labels


class NoIdForCitations(SphinxTransform):
    """본문의 인용에 차례로 매긴 id를 지운다. 아무도 가리키지 않는다."""

    default_priority = 870

    def apply(self, **kwargs: object) -> None:
        for node in self.document.findall(pending_xref):
            if node.get("refdomain") == "cite":
                node["ids"] = []


def name_list_items(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object
) -> None:
    # 목록(role="list")의 항목이 될 수 있는 것은 listitem뿐이다. doc-biblioentry는 폐지된 역할이다.
    if "body" in context:
        context["body"] = context["body"].replace('role="doc-biblioentry"', 'role="listitem"')


def setup(app: Sphinx) -> dict:
    app.add_transform(LabelsOnly)
    app.add_transform(NoIdForCitations)
    app.connect("html-page-context", name_list_items)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
