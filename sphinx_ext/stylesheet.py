"""쪽에 실리는 스타일 열 개를 쓰이는 규칙만 남긴 한 파일(`_static/book.css`)로 묶는다.

테마와 확장의 스타일은 600 KB인데 이 책이 쓰는 것은 그 가운데 얼마 안 된다. 지어진 쪽과 스크립트
어디에도 없는 클래스와 id를 고르는 규칙은 뺀다. 글꼴과 그림의 주소는 새 파일의 자리에 맞게 고친다.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import tinycss2
from sphinx.application import Sphinx

BOOK = "_static/book.css"
# 테마의 틀이 직접 싣던 것. 나머지보다 앞선다.
THEME = ("_static/styles/theme.css", "_static/styles/pydata-sphinx-theme.css")
# 스크립트가 이어 붙여 만드는 클래스의 앞머리(Bootstrap의 풍선말).
MADE_BY_SCRIPT = ("bs-tooltip",)
COMMENT = re.compile(r"/\*.*?\*/", re.S)
CHARSET = re.compile(r'@charset "[^"]*";')
IMPORT = re.compile(r'@import "([^"]+)";')
URL = re.compile(r"""url\((["']?)(?!data:|#|\w+:)([^)"']+)\1\)""")
ATTRIBUTE = re.compile(r'\b(?:class|id)="([^"]*)"')
INLINE_SCRIPT = re.compile(r"<script[^>]*>(.*?)</script>", re.S)
WORD = re.compile(r"[A-Za-z_][\w-]*")
LINK = re.compile(re.escape(BOOK) + r"(\?v=\w+)?")


def read(path: Path, static: Path) -> str:
    """스타일 파일의 글. 불러들이는 파일은 그 자리에 펴고, 주소는 `static`에서 본 것으로 고친다."""

    def readdress(found: re.Match) -> str:
        return f"url({os.path.relpath(path.parent / found[2], static)})"

    text = CHARSET.sub("", COMMENT.sub("", path.read_text(encoding="utf-8")))
    text = URL.sub(readdress, text)
    return IMPORT.sub(lambda found: read(path.parent / found[1], static), text)


def used_names(site: Path) -> set[str]:
    """쪽의 클래스와 id, 그리고 스크립트에 나오는 모든 낱말."""
    names: set[str] = set()
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for value in ATTRIBUTE.findall(text):
            names.update(value.split())
        for script in INLINE_SCRIPT.findall(text):
            names.update(WORD.findall(script))
    for script in (site / "_static").rglob("*.js"):
        if "mathjax" not in script.parts and script.name != "fontawesome.js":
            names.update(WORD.findall(script.read_text(encoding="utf-8")))
    return names


def asked(selector: list) -> Iterator[str]:
    """선택자 하나가 꼭 있어야 한다고 하는 클래스와 id. `:not(…)` 같은 함수의 속은 보지 않는다."""
    for before, token in zip([None, *selector], selector):
        is_class = token.type == "ident" and before is not None and before == "."
        if is_class or token.type == "hash":
            yield token.value


def is_used(selector: list, names: set[str]) -> bool:
    return all(name in names or name.startswith(MADE_BY_SCRIPT) for name in asked(selector))


def keep(rule, names: set[str]) -> str:
    """쓰이는 선택자만 남긴 규칙의 글. 남는 것이 없으면 빈 글."""
    if rule.type == "qualified-rule":
        parts = groupby(rule.prelude, key=lambda token: token == ",")
        selectors = [list(tokens) for comma, tokens in parts if not comma]
        kept = [tinycss2.serialize(s).strip() for s in selectors if is_used(s, names)]
        body = tinycss2.serialize(rule.content).strip()
        return f"{','.join(kept)}{{{body}}}" if kept and body else ""
    if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports", "layer"):
        if rule.content is None:
            return rule.serialize()
        inside = prune(tinycss2.parse_rule_list(rule.content, True, True), names)
        prelude = tinycss2.serialize(rule.prelude)
        return f"@{rule.at_keyword}{prelude}{{{inside}}}" if inside else ""
    return rule.serialize() if rule.type == "at-rule" else ""


def prune(rules: list, names: set[str]) -> str:
    return "\n".join(filter(None, (keep(rule, names) for rule in rules)))


def collect(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    for style in context["css_files"]:
        name = os.fspath(getattr(style, "filename", style))
        app.book_styles[name.partition("?")[0]] = None
    context["css_files"] = [BOOK]


def bundle(app: Sphinx, error: Exception | None) -> None:
    if error or not app.book_styles:
        return
    site = Path(app.outdir)
    sources = [site / name for name in (*THEME, *app.book_styles)]
    text = "\n".join(read(path, site / "_static") for path in sources)
    pruned = prune(tinycss2.parse_stylesheet(text, True, True), used_names(site))
    (site / BOOK).write_text(pruned + "\n", encoding="utf-8")
    digest = hashlib.sha256(pruned.encode()).hexdigest()[:8]
    # 다시 짓지 않은 쪽도 새 파일을 가리키게 한다.
    for page in site.rglob("*.html"):
        old = page.read_text(encoding="utf-8")
        new = LINK.sub(f"{BOOK}?v={digest}", old)
        if new != old:
            page.write_text(new, encoding="utf-8")


def setup(app: Sphinx) -> dict:
    app.book_styles = {}
    # 다른 확장들이 스타일을 더한 뒤에 모으고, 쪽을 다 쓴 뒤에 묶는다.
    app.connect("html-page-context", collect, priority=950)
    app.connect("build-finished", bundle, priority=800)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
