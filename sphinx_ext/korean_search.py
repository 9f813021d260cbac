"""한국어로 찾기. 다 지은 쪽에서 절의 글을 모아 `searchindex.js` 하나를 만든다.

Sphinx의 찾기는 빈칸으로 나눈 낱말만 알아서, 조사가 붙거나 붙여 쓴 낱말을 놓친다. 이 책의 찾기는
절의 글을 그대로 싣고 `_static/search.js`가 브라우저에서 빈칸과 조사를 무시하며 찾는다. 글이 실려
있으므로 발췌도 거기서 나오고, 서버가 없는 곳(`file://`)에서도 된다.

    pages     [주소, 제목, 무게]
    sections  [쪽 번호, 앵커, 제목, 글, 코드와 출력에 나온 이름과 소수]
    terms     [용어집의 낱말들(맨 앞이 이 책의 표기), 그 용어를 가르치는 쪽의 번호]

용어집에 오를 말은 아니지만 사람들이 쪽을 부르는 다른 이름(정오표)은 `korean_search_names`에 적는다.
"""

import json
import posixpath
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from unicodedata import normalize

from sphinx.application import Sphinx

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
BLOCKS = {"p", "li", "dt", "dd", "tr", "div", "figcaption", "summary", "pre"}
CELLS = {"td", "th"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# 찾을 글이 아닌 것. 퀴즈의 보기는 발췌에 답이 드러나므로 뺀다.
SKIPPED_TAGS = {"script", "style", "svg", "button", "nav", "noscript", "template", "thead"}
SKIPPED_CLASSES = {
    *("headerlink", "section-number", "caption-number", "eqno", "toctree-wrapper"),
    *("term-definition", "quiz", "quiz-option", "admonition-title", "visually-hidden"),
}
CODE_CLASSES = {"highlight", "output"}
OTHER_NAMES = "다른 표기:"
# 코드와 출력에서는 이름과 소수만 찾는다. 주석의 글은 본문에 다시 나온다.
CODE_WORD = re.compile(r"[A-Za-z_][\w.]+|\d+\.\d+", re.ASCII)
TEX_COMMANDS = {
    "times": "×",
    "cdot": "·",
    "approx": "≈",
    "le": "≤",
    "ge": "≥",
    "to": "→",
    "infty": "∞",
    "partial": "∂",
    "nabla": "∇",
    "sqrt": "√",
    "sum": "Σ",
    "prod": "Π",
    "ell": "ℓ",
    "ln": "ln ",
    "log": "log ",
    "quad": " ",
    "qquad": " ",
    "sigma": "σ",
    "beta": "β",
    "alpha": "α",
    "gamma": "γ",
    "lambda": "λ",
    "eta": "η",
    "mu": "μ",
    "theta": "θ",
    "kappa": "κ",
    "rho": "ρ",
    "varphi": "φ",
    "phi": "φ",
    "epsilon": "ε",
    "varepsilon": "ε",
    "delta": "δ",
    "pi": "π",
    "Phi": "Φ",
    "tau": "τ",
}


def fraction(found: re.Match) -> str:
    parts = (part.strip("{}") for part in found.groups())
    return "/".join(f"({part})" if re.search(r"[-+ ]", part.strip()) else part for part in parts)


def readable(tex: str) -> str:
    r"""수식의 TeX를 글 속에서 읽을 수 있게 편다. `\(1/\sqrt{n}\)` → `1/√n`."""
    tex = re.sub(r"\\[tdc]?frac\s*(\{[^{}]*\}|.)\s*(\{[^{}]*\}|.)", fraction, tex)
    tex = re.sub(r"\\([A-Za-z]+)\s*", lambda found: TEX_COMMANDS.get(found[1], ""), tex)
    return re.sub(r"\s+", " ", re.sub(r"\\.|[{}$_^&]", "", tex)).strip()


@dataclass
class Section:
    anchor: str
    heading: str = ""
    prose: str = ""
    code: str = ""
    is_term: bool = False

    def record(self) -> list[str]:
        # 용어의 다른 이름은 terms에 있다. 발췌에는 뜻만 보인다.
        prose = self.prose.partition(OTHER_NAMES)[0] if self.is_term else self.prose
        lines = (" ".join(line.split()).strip("· ") for line in prose.split("\n"))
        words = dict.fromkeys(CODE_WORD.findall(self.code))
        return [
            self.anchor,
            " ".join(self.heading.split()),
            "\n".join(line for line in lines if line),
            " ".join(words),
        ]


@dataclass
class Term:
    name: str = ""
    definition: str = ""
    links: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """지어진 쪽 하나의 본문을 절로 나눈다. 용어집의 용어는 저마다 한 절이다."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, str]] = []
        self.sections: list[Section] = []
        self.open: list[Section] = []
        self.terms: list[Term] = []

    def inside(self, kind: str) -> bool:
        return any(kind == opened for _, opened in self.stack)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag in VOID:
            return
        kind = self.kind(tag, given, set((given.get("class") or "").split()))
        self.stack.append((tag, kind))
        if kind == "section":
            self.begin(given["id"] or "")
        elif kind == "term":
            self.terms.append(Term())
            if self.open[-1].is_term:
                self.open.pop()
            self.begin(given["id"] or "", is_term=True)
        elif tag == "a" and self.inside("glossary") and self.terms and "href" in given:
            self.terms[-1].links.append(given["href"] or "")
        # 표의 한 줄은 한 줄로 둔다. 칸 안의 문단은 줄을 나누지 않는다.
        if tag in CELLS:
            self.write(" · ")
        elif tag in BLOCKS and not (self.in_cell() and tag != "tr"):
            self.write("\n")

    def in_cell(self) -> bool:
        return any(opened in CELLS for opened, _ in self.stack)

    def kind(self, tag: str, given: dict, classes: set[str]) -> str:
        if tag == "article":
            return "article"
        if tag in SKIPPED_TAGS or classes & SKIPPED_CLASSES:
            return "skipped"
        if tag == "section" and given.get("id"):
            return "section"
        if tag == "dl" and "glossary" in classes:
            return "glossary"
        if tag == "dt" and given.get("id") and self.inside("glossary"):
            return "term"
        if tag in HEADINGS:
            return "heading"
        if tag == "summary" and any("above-input" in kind for _, kind in self.stack):
            return "skipped"
        if "math" in classes:
            return "math"
        if classes & CODE_CLASSES:
            return "code"
        return "above-input" if "above-input" in classes else ""

    def begin(self, anchor: str, is_term: bool = False) -> None:
        section = Section(anchor, is_term=is_term)
        self.sections.append(section)
        self.open.append(section)

    def handle_endtag(self, tag: str) -> None:
        if all(tag != opened for opened, _ in self.stack):
            return
        while True:
            opened, kind = self.stack.pop()
            if kind == "section" or (kind == "glossary" and self.terms):
                self.open.pop()
            if opened == tag:
                break
        if tag in BLOCKS and not self.in_cell():
            self.write("\n")

    def handle_data(self, data: str) -> None:
        # 글 속의 줄바꿈은 빈칸일 뿐이다. 코드의 줄은 이름만 추리므로 상관없다.
        self.write(data.replace("\n", " "))

    def write(self, data: str) -> None:
        if not self.open or not self.inside("article") or self.inside("skipped"):
            return
        section = self.open[-1]
        if self.inside("math"):
            data = readable(data)
        if self.inside("code"):
            section.code += data
        elif self.inside("heading"):
            section.heading += data
        elif self.inside("term"):
            section.heading += data
            self.terms[-1].name += data
        else:
            section.prose += data
            if self.terms and self.inside("glossary"):
                self.terms[-1].definition += data


def forms(term: Term) -> list[str]:
    """용어의 모든 이름. 맨 앞이 이 책의 표기다."""
    name, _, english = term.name.strip().partition("(")
    _, _, other = term.definition.partition(OTHER_NAMES)
    names = [name, *english.rstrip(") ").split(","), *re.sub(r"\([^)]*\)", "", other).split(",")]
    return list(dict.fromkeys(cleaned for each in names if (cleaned := each.strip())))


def collect(
    html: dict[str, str], weights: dict[str, float], names: dict[str, list[str]] | None = None
) -> dict:
    """주소 → HTML에서 찾기에 쓸 자료를 만든다. 무게와 이름의 열쇠는 확장자를 뗀 주소다."""
    addresses = {address: number for number, address in enumerate(html)}
    pages, sections, terms = [], [], []
    for address, text in html.items():
        reader = Reader()
        reader.feed(normalize("NFC", text))
        records = [section.record() for section in reader.sections]
        weight = weights.get(address.removesuffix(".html"), 1)
        pages.append([address, records[0][1] if records else "", weight])
        sections += [[addresses[address], *record] for record in records]
        for term in reader.terms:
            targets = (posixpath.join(posixpath.dirname(address), link) for link in term.links)
            known = (addresses.get(target.partition("#")[0]) for target in targets)
            terms.append([forms(term), next((one for one in known if one is not None), -1)])
    for page, called in (names or {}).items():
        if (number := addresses.get(f"{page}.html")) is not None:
            terms.append([called, number])
    return {"pages": pages, "sections": sections, "terms": terms}


def write_index(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.name != "html":
        return
    out = Path(app.outdir)
    names = [app.builder.get_target_uri(name) for name in sorted(app.env.found_docs)]
    html = {name: (out / name).read_text(encoding="utf-8") for name in names}
    index = collect(html, app.config.korean_search_weights, app.config.korean_search_names)
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (out / "searchindex.js").write_text(f"koreanSearch.load({text});\n", encoding="utf-8")
    # 테마와 함께 복사된 Sphinx의 찾기는 쓰지 않는다.
    for unused in ("searchtools.js", "language_data.js"):
        (out / "_static" / unused).unlink(missing_ok=True)


def use_own_search(app: Sphinx) -> None:
    # Sphinx가 제 색인을 만들지 않게 한다. 찾기 쪽은 search_page가 대신 만든다.
    app.builder.search = False


def search_page(app: Sphinx) -> list[tuple[str, dict, str]]:
    return [("search", {}, "search.html")]


def setup(app: Sphinx) -> dict:
    app.add_config_value("korean_search_weights", {}, "html", (dict,))
    app.add_config_value("korean_search_names", {}, "html", (dict,))
    app.add_js_file("search.js", loading_method="defer")
    app.add_css_file("search.css")
    app.connect("builder-inited", use_own_search)
    app.connect("html-collect-pages", search_page)
    app.connect("build-finished", write_index)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
