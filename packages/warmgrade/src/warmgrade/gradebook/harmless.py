"""가르치는 사람과 학생의 브라우저가 열어도 되게, 학생의 글과 출력에서 움직이는 것을 뺀다.

formgrader는 `autograded/`의 노트북을 가르치는 사람의 로그인으로 연 쪽에 그대로 펼쳐 보인다.
거기에서 도는 스크립트는 그 사람이 할 수 있는 일을 모두 할 수 있으므로, 적을 때 이미 없어야 한다.
"""

import base64
import re
from typing import Any
from urllib.parse import unquote

import bleach
from bleach.css_sanitizer import CSSSanitizer
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

_TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del"),
    *("details", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5"),
    *("h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "s", "samp", "small"),
    *("span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead"),
    *("tr", "u", "ul"),
}
_PLAIN = {"align", "border", "colspan", "height", "rowspan", "scope", "style", "title", "width"}
_STYLES = CSSSanitizer(
    allowed_css_properties=[
        "background-color",
        "color",
        "font-style",
        "font-weight",
        "text-align",
        "text-decoration",
        "vertical-align",
        "white-space",
    ]
)
# 눈에 보이는 글이 아닌 것. 태그만 빼면 그 속의 코드가 글로 남는다.
_UNSEEN = re.compile(r"<(script|style|template|noscript)\b.*?(</\1\s*>|\Z)", re.I | re.S)
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]+")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+")
_NEARBY = re.compile(r"(?!/)[\w .()/-]+")
_KINDS = ("text/html", "text/markdown", "text/latex", "text/plain", "image/png", "image/jpeg")
SVG = "image/svg+xml"
DRAWN = "셀이 그린 그림"
# 이보다 긴 HTML은 읽어서 가려내는 데 너무 오래 걸린다.
LONGEST_HTML = 500_000
# 보이지 않고 자리도 차지하지 않는 글자. 태그나 주소가 될 글에 끼우면 글로만 보인다.
_BREAK = "\u200b"
_MARK = re.compile(
    r"<(?=[A-Za-z/!?])(?!https?://[^\s<>]+>)(?!/?(?:br|b|i|em|strong|sub|sup)\s*/?>)"
)
_ENTITY = re.compile(r"&(?=#|[A-Za-z])(?!(?:lt|gt|amp|quot|nbsp|times|le|ge|ne|rarr|alpha);)")
_SCHEME = re.compile(r"(?i)((?:java|vb|live)\s*script|data|file|blob)(?=\s*:)")
_IMAGE = re.compile(r"!(?=\[)(?!\[[^\]\n]*\]\(attachment:[^)\s]+\))")
_ATTACHED = re.compile(r"attachment:([^)\s\"'<>]+)")
# 태그였던 글 속의 주소. 저절로 링크가 되지 않게 한다.
_ADDRESS = re.compile(r"(?<=[\"'=])(?:https?:)?/(?=/)")
# MathJax가 식 속에서 링크와 꾸밈과 새 명령을 만드는 명령.
_COMMAND = re.compile(
    r"\\(?=\s*(?:href|url|require|style|class|cssId|data|csname|def|gdef|let|newcommand|"
    r"renewcommand|newenvironment|includegraphics|html\w*|unicode)\b)"
)


class Harmless(NbGraderPreprocessor):
    """`autograded/`에 적을 노트북에서 움직이는 것을 뺀다. 점수를 매긴 뒤에 돈다.

    Attributes:
        given: 원본에 있는 글. 가르치는 사람의 것이므로 그대로 둔다.
    """

    given: frozenset[str] = frozenset()

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        nb, resources = super().preprocess(nb, resources)
        nb.metadata.pop("widgets", None)
        return nb, resources

    def preprocess_cell(
        self, cell: NotebookNode, resources: Any, index: int
    ) -> tuple[NotebookNode, Any]:
        if cell.cell_type == "code":
            for output in cell.outputs:
                if "data" in output:
                    output.data = _shown(output.data)
                    output.metadata = NotebookNode()
        elif cell.source not in self.given:
            cell.source = plain(cell.source)
            _name_pictures(cell)
        return cell, resources


def _name_pictures(cell: NotebookNode) -> None:
    """붙인 그림의 이름을 영문으로 바꾼다. nbconvert는 한글 이름이나 없는 그림에서 멈춘다."""
    attachments = cell.get("attachments", {})
    names = {name: f"picture-{number}" for number, name in enumerate(attachments)}

    def renamed(found: re.Match[str]) -> str:
        name = names.get(unquote(found[1]), names.get(found[1]))
        return f"attachment:{name}" if name else f"attachment{_BREAK}:{found[1]}"

    cell.source = _ATTACHED.sub(renamed, cell.source)
    if attachments:
        cell.attachments = NotebookNode({names[name]: data for name, data in attachments.items()})


def _shown(data: NotebookNode) -> NotebookNode:
    kept = drawable(data)
    if SVG not in data and (html := kept.get("text/html")) is not None:
        try:
            short = len(html) <= LONGEST_HTML
            kept["text/html"] = clean(html) if short else "<p>긴 HTML 출력이어서 뺐습니다.</p>"
        except (RecursionError, ValueError):
            kept["text/html"] = "<p>읽을 수 없는 HTML 출력이어서 뺐습니다.</p>"
    for kind in ("text/markdown", "text/latex"):
        if kind in kept:
            kept[kind] = plain(kept[kind])
    return kept


def plain(text: str) -> str:
    """보이는 글은 그대로 두고, 태그와 스크립트의 주소와 바깥의 그림이 되지 못하게 한 마크다운."""
    for pattern in (_MARK, _ENTITY, _IMAGE, _ADDRESS, _COMMAND):
        text = pattern.sub(lambda found: found[0] + _BREAK, text)
    return _SCHEME.sub(lambda found: found[0] + _BREAK, text)


def drawable(data: NotebookNode) -> NotebookNode:
    """노트북에서 볼 수 있는 것만 남긴 출력. SVG는 스크립트가 돌지 않는 그림으로 바꾼다."""
    wanted = {k: v for k, v in data.items() if k in (*_KINDS, SVG)}
    kept = {k: "".join(v) if isinstance(v, list) else v for k, v in wanted.items()}
    for kind in ("image/png", "image/jpeg"):
        if kind in kept and not _BASE64.fullmatch(kept[kind]):
            del kept[kind]
    if (svg := kept.pop(SVG, None)) is not None:
        # 그림으로 넣은 SVG 속의 스크립트는 돌지 않는다.
        code = base64.b64encode(svg.encode(errors="replace")).decode("ascii")
        kept["text/html"] = f'<img alt="{DRAWN}" src="data:image/svg+xml;base64,{code}">'
    return NotebookNode(kept)


def clean(html: str) -> str:
    """태그와 속성을 정해 둔 것만 남긴 HTML."""
    return bleach.clean(
        _UNSEEN.sub("", html),
        tags=_TAGS,
        attributes=_allowed,
        protocols={"data", "http", "https", "mailto"},
        strip=True,
        css_sanitizer=_STYLES,
    )


def _allowed(tag: str, name: str, value: str) -> bool:
    if name == "class":
        # 코드의 색을 정하는 것과 표. 다른 이름으로는 점수판을 흉내 낼 수 있다.
        return value in ("dataframe", "highlight") or (tag == "span" and len(value) < 4)
    if (tag, name) == ("a", "href"):
        return value.startswith(("https://", "http://", "mailto:", "#"))
    if tag == "img":
        path = unquote(value)
        near = _NEARBY.fullmatch(path) and ".." not in path
        return name in ("alt", "width", "height") or (
            name == "src" and bool(near or _PICTURE.fullmatch(value))
        )
    return name in _PLAIN
