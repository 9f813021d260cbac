"""강의에서 처음 나오는 용어를 용어집에 잇고, 마우스를 올리거나 탭 키로 옮겨 가면 뜻을 보인다.

뜻은 글 속에 숨겨 두고 CSS로 드러내므로 자바스크립트가 없어도 보인다. 화면 낭독기는 링크의
설명(aria-describedby)으로 읽는다. 제목, 코드, 링크, 그림의 설명은 건드리지 않는다. 노트에서 옮긴
따옴표 속도 그렇다. 거기서는 낱말이 이 책의 뜻으로 쓰이지 않는다.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from docutils import nodes
from korean_search import readable
from quiz import quiz
from sphinx import addnodes
from sphinx.application import Sphinx

# 이 안의 글에는 링크를 걸지 않는다. 표의 칸은 좁아서 뜻을 펼 자리가 없다.
CLOSED = (
    *(nodes.title, nodes.reference, nodes.literal, nodes.literal_block, nodes.caption),
    *(nodes.math, nodes.math_block, nodes.figure, nodes.raw, nodes.citation, nodes.table),
    *(nodes.rubric, nodes.comment, addnodes.pending_xref, addnodes.download_reference, quiz),
)
# 코드 셀과 그 출력은 클래스의 이름으로 안다.
CLOSED_CLASSES = {"cell_input", "cell_output", "output", "toctree-wrapper"}
BLOCKS = (nodes.paragraph, nodes.term, nodes.line)
PARTICLES = (
    "은|는|이|가|을|를|의|에|와|과|도|만|로|나|란|라|들|에서|에게|에는|에도|에만|에서는|에서도|으로|로는|으로는"
    "|로도|으로도|로서|으로서|로써|으로써|이나|이란|라는|이라는|이라고|라고|까지|부터|마다|보다|처럼|들이|들은|들을|들의"
    "|이다|다|이며|이고|이면|이지만|이라|이든|하다|한다|하는|하면|하고|할|한|해|하지|하여|된다|되는|되면|되고"
)


@dataclass
class Term:
    """용어집의 용어 하나. pattern은 글에서 이 용어를 알아본다."""

    name: str
    anchor: str
    definition: str

    @cached_property
    def pattern(self) -> re.Pattern:
        spaced = r"\s+".join(re.escape(part) for part in self.name.split())
        korean = rf"(?:{PARTICLES})?(?![가-힣])"
        after = korean if re.search("[가-힣]$", self.name) else "(?![A-Za-z0-9])"
        return re.compile(rf"(?<![\w-]){spaced}(?={after})")

    def find(self, text: str) -> Iterator[re.Match]:
        # 정규식은 느리므로 첫 낱말이 있을 때만 쓴다.
        return self.pattern.finditer(text) if self.name.split()[0] in text else iter(())


class glossary_term(nodes.Inline, nodes.TextElement):
    """글 속의 용어. 용어집의 주소와 뜻을 지닌다."""


def read_glossary(app: Sphinx) -> list[Term]:
    """용어집의 용어. 긴 것이 앞에 온다."""
    if app.config.glossary_terms_page not in app.env.found_docs:
        return []
    document = app.env.get_doctree(app.config.glossary_terms_page)
    terms = []
    for item in document.findall(nodes.definition_list_item):
        title, explanation = item[0], item[-1][0]
        parts = (
            readable(part.astext()) if isinstance(part, nodes.math) else part.astext()
            for part in explanation
            if not isinstance(part, addnodes.pending_xref)
        )
        terms.append(
            Term(
                name=title.astext().partition(" (")[0],
                anchor=title["ids"][0],
                definition=" ".join("".join(parts).split()),
            )
        )
    return sorted(terms, key=lambda term: -len(term.name))


def is_open(text: nodes.Text) -> bool:
    node = text.parent
    while node is not None:
        if isinstance(node, CLOSED) or CLOSED_CLASSES & set(node.get("classes", ())):
            return False
        node = node.parent
    return True


def block_of(text: nodes.Text) -> nodes.Element | None:
    node = text.parent
    while node is not None and not isinstance(node, BLOCKS):
        node = node.parent
    return node


def quoted(block: nodes.Element, text: nodes.Text, place: int) -> bool:
    """따옴표 속인가. 노트의 문장은 이 책의 용어로 쓰이지 않았다."""
    before = ""
    for each in block.findall(nodes.Text):
        if each is text:
            break
        before += each.astext()
    before += text.astext()[:place]
    return before.count("“") > before.count("”")


def first_uses(
    document: nodes.document, terms: Iterable[Term]
) -> Iterator[tuple[nodes.Text, int, int, Term]]:
    """글에서 용어가 처음 나오는 자리. 긴 용어의 일부인 자리는 짧은 용어가 차지하지 않는다."""
    waiting = list(terms)
    for text in list(document.findall(nodes.Text)):
        if not waiting:
            return
        block = block_of(text)
        if block is None or not is_open(text):
            continue
        taken: list[tuple[int, int]] = []
        for term in list(terms):
            for found in term.find(text.astext()):
                start, end = found.span()
                if any(start < other and one < end for one, other in taken):
                    continue
                taken.append((start, end))
                if term in waiting and not quoted(block, text, start):
                    waiting.remove(term)
                    yield text, start, end, term


def link_terms(app: Sphinx, document: nodes.document, name: str) -> None:
    if app.builder.format != "html" or not re.search(app.config.glossary_terms_in, name):
        return
    only = app.config.glossary_terms_only
    terms = [term for term in glossary(app) if re.search(only.get(term.name, ""), name)]
    address = app.builder.get_relative_uri(name, app.config.glossary_terms_page)
    # Text는 글이 같으면 같은 것으로 치므로 열쇠로 쓰지 못한다.
    places: dict[int, tuple[nodes.Text, list[tuple[int, int, Term]]]] = {}
    for text, start, end, term in first_uses(document, terms):
        places.setdefault(id(text), (text, []))[1].append((start, end, term))
    for text, uses in places.values():
        block_of(text)["classes"].append("has-terms")
        written, parts, last = text.astext(), [], 0
        for start, end, term in sorted(uses, key=lambda use: use[0]):
            parts += [
                nodes.Text(written[last:start]),
                glossary_term(
                    "",
                    nodes.Text(written[start:end]),
                    address=f"{address}#{term.anchor}",
                    definition=term.definition,
                    tip=f"about-{term.anchor}",
                ),
            ]
            last = end
        parts.append(nodes.Text(written[last:]))
        text.parent.replace(text, [part for part in parts if part.astext()])


def glossary(app: Sphinx) -> list[Term]:
    if not hasattr(app, "glossary_terms"):
        app.glossary_terms = read_glossary(app)
    return app.glossary_terms


def lessons_follow_the_glossary(
    app: Sphinx, env: object, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """용어집이 바뀌면 강의도 다시 쓴다."""
    if app.config.glossary_terms_page not in added | changed:
        return []
    return [name for name in env.found_docs if re.search(app.config.glossary_terms_in, name)]


def open_term(self, node: glossary_term) -> None:
    link = self.starttag(
        node,
        "a",
        "",
        CLASS="glossary-term reference internal",
        HREF=node["address"],
        **{"aria-describedby": node["tip"]},
    )
    self.body.append(f'<span class="term-use">{link}')


def close_term(self, node: glossary_term) -> None:
    definition = self.encode(node["definition"])
    self.body.append(
        f'</a><span class="term-definition" role="tooltip" id="{node["tip"]}">'
        f"{definition}</span></span>"
    )


def setup(app: Sphinx) -> dict:
    app.add_config_value("glossary_terms_page", "", "env")
    app.add_config_value("glossary_terms_in", r"(?!)", "env")
    app.add_config_value("glossary_terms_only", {}, "env", (dict,))
    app.add_node(glossary_term, html=(open_term, close_term))
    app.add_css_file("glossary_terms.css")
    app.add_js_file("glossary_terms.js", loading_method="defer")
    app.connect("env-get-outdated", lessons_follow_the_glossary)
    app.connect("doctree-resolved", link_terms)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
