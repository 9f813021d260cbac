"""`borrowed-figure` 지시어: 다른 쪽의 코드가 만든 그림을 설명만 바꾸어 보인다.

    ```{borrowed-figure} chapters/00_welcome fig-heal
    설명
    ```

그림과 대체 글은 그 쪽의 것이다. 그 쪽의 코드를 고치면 여기의 그림도 바뀐다.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective


class borrowed_figure(nodes.General, nodes.Element):
    """빌려 올 그림의 자리. doc은 쪽, figure는 그림의 이름이고 자식은 설명이다."""


class BorrowedFigureDirective(SphinxDirective):
    required_arguments = 2
    has_content = True

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        page, figure = self.arguments
        self.env.note_dependency(self.env.doc2path(page))
        caption = nodes.caption()
        self.set_source_info(caption)
        caption += self.state.inline_text(" ".join(self.content), self.lineno)[0]
        return [borrowed_figure("", caption, doc=page, figure=figure)]


class Borrow(SphinxPostTransform):
    # myst-nb가 셀의 출력에서 쓸 형식을 고르기 전에 옮겨 와야 나머지 변환이 그대로 이어진다.
    default_priority = 1

    def run(self, **kwargs: object) -> None:
        for place in list(self.document.findall(borrowed_figure)):
            page, name = place["doc"], place["figure"]
            found = next(
                (
                    figure
                    for figure in self.env.get_doctree(page).findall(nodes.figure)
                    if name in figure["names"] or name in figure["ids"]
                ),
                None,
            )
            if found is None:
                raise ExtensionError(f"{page}에 이름이 {name}인 그림이 없습니다.")
            figure = found.deepcopy()
            figure["ids"], figure["names"] = [f"{name}-borrowed"], []
            caption = next(figure.findall(nodes.caption))
            caption.replace_self(place.children[0])
            place.replace_self(figure)


def setup(app: Sphinx) -> dict:
    app.add_node(borrowed_figure)
    app.add_directive("borrowed-figure", BorrowedFigureDirective)
    app.add_post_transform(Borrow)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
