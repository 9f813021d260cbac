"""`explorable` 지시어: 정지한 설명을 바탕에 두고, 브라우저에서 움직여 보는 그림으로 바꾼다.

    :::{explorable} depth
    :title: 몇 층에서 죽나
    :settings: activation=relu depth=50

    자바스크립트가 없을 때와 인쇄할 때 읽는 글. 정지한 그림을 가리킨다.
    :::

이름은 `_static/explore/`에 있는 모듈의 이름이다. 모듈은 이름이 같은 상자를 찾아 그림을 붙이고,
내용은 그때 화면에서만 숨는다. 콜론으로 감싸면 주피터에서도 내용이 글로 보인다. 상태는 쪽의 주소에
`#depth&activation=relu…`처럼 담긴다.
"""

import json
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.builders.html._assets import _JavaScript
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

MODULES = Path(__file__).resolve().parent.parent / "_static" / "explore"
STYLE = "explore.css"


class explorable(nodes.container):
    """움직여 보는 그림 하나. 자식은 정지한 설명이다."""


def settings(text: str) -> dict[str, str | float]:
    """`이름=값`을 빈칸으로 나누어 적은 것. 수로 읽히는 값은 수로 둔다.

    Raises:
        ValueError: `이름=값` 꼴이 아닐 때.
    """
    found: dict[str, str | float] = {}
    for word in text.split():
        name, equals, value = word.partition("=")
        if not (name and equals and value):
            raise ValueError(f"설정은 '이름=값'으로 적습니다: {word}")
        try:
            found[name] = float(value)
        except ValueError:
            found[name] = value
    return found


class ExplorableDirective(SphinxDirective):
    has_content = True
    required_arguments = 1
    option_spec: ClassVar[dict] = {
        "title": directives.unchanged_required,
        "settings": settings,
    }

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        if not (MODULES / f"{name}.js").is_file():
            self.refuse(f"_static/explore에 없는 모듈입니다: {name}")
        if "title" not in self.options:
            self.refuse(":title:에 그림의 이름을 적어 주세요.")
        if not self.content:
            self.refuse("자바스크립트가 없을 때 읽을 글이 없습니다.")
        node = explorable(name=name, title=self.options["title"])
        node["settings"] = self.options.get("settings", {})
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]

    def refuse(self, why: str) -> None:
        """책을 짓지 않는다.

        Raises:
            ExtensionError: 언제나.
        """
        raise ExtensionError(f"{self.env.docname}의 explorable: {why}")


def open_explorable(self, node: explorable) -> None:
    data = {"data-explore": node["name"], "data-settings": json.dumps(node["settings"])}
    label = {"aria-label": f"움직여 보는 그림: {node['title']}"}
    self.body.append(self.starttag(node, "div", CLASS="explore", role="group", **label, **data))
    self.body.append(f'<p class="explore-title">{self.encode(node["title"])}</p>\n')
    self.body.append('<div class="explore-fallback">\n')


def close_explorable(self, node: explorable) -> None:
    self.body.append("</div>\n</div>\n")


def add_to_page(app: Sphinx, page: str, template: str, context: dict, doctree: object) -> None:
    """그림이 있는 쪽에만 그 모듈을 싣는다. 함께 쓰는 모듈은 그 모듈이 스스로 부른다."""
    if not isinstance(doctree, nodes.document):
        return
    names = sorted({node["name"] for node in doctree.findall(explorable)})
    if not names:
        return
    app.add_css_file(STYLE)
    scripts = [_JavaScript(f"_static/explore/{name}.js", type="module") for name in names]
    context["script_files"] = [*context["script_files"], *scripts]


def setup(app: Sphinx) -> dict:
    app.add_node(explorable, html=(open_explorable, close_explorable))
    app.add_directive("explorable", ExplorableDirective)
    # page_scripts가 모듈이 아닌 것으로 실린 것을 걷어 낸 뒤, stylesheet가 스타일을 모으기 전.
    app.connect("html-page-context", add_to_page, priority=920)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
