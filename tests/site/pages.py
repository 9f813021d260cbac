"""지어진 쪽을 브라우저 없이 읽는 도구들."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, NavigableString, Tag

KIB = 1024


def html_pages(site: Path) -> dict[str, Path]:
    """쪽의 이름 → 파일. 테마가 두고 간 틀은 뺀다."""
    files = sorted(site.glob("*.html")) + sorted(site.glob("chapters/*.html"))
    return {path.relative_to(site).as_posix(): path for path in files}


def soup(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html.parser")


def gzipped(path: Path) -> int:
    """gzip으로 압축해 보내는 서버에서 받을 바이트. 이미 압축된 글꼴과 PNG는 그대로다."""
    data = path.read_bytes()
    packed = path.suffix in {".png", ".woff", ".woff2", ".jpg", ".webp"}
    return len(data) if packed else len(gzip.compress(data, 6, mtime=0))


def local(page: Path, address: str) -> Path:
    """쪽에 적힌 상대 주소가 가리키는 파일."""
    return (page.parent / re.split(r"[?#]", address)[0]).resolve()


def assets(page: Path, html: BeautifulSoup) -> Iterator[tuple[str, Path]]:
    """쪽이 부르는 파일. (종류, 파일)이고 종류는 style, script, image, lazy다."""
    for link in html.select('link[rel="stylesheet"]'):
        yield "style", local(page, link["href"])
    for script in html.select("script[src]"):
        yield "script", local(page, script["src"])
    for image in html.select("img[src]"):
        if not image["src"].startswith("data:"):
            yield "lazy" if image.get("loading") == "lazy" else "image", local(page, image["src"])


BLOCKS = {
    *("p", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "title", "summary"),
    *("button", "a", "figcaption", "caption", "label", "option", "div", "section", "main", "nav"),
    *("article", "aside", "header", "footer", "form", "body", "legend", "dialog", "blockquote"),
}
# 코드와 수식, 단축키, 이름과 원문의 오자를 적는 표의 칸, 그리고 참고 문헌.
NOT_SAID = (
    *("code", "pre", "samp", "kbd", "script", "style", "noscript style", "head meta", "head link"),
    *("mjx-container", ".math", ".citation", ".bibtex-citation", "article td"),
)
QUOTING = {"prev-next-info", "onlyprint"}
ATTRIBUTES = (
    *("alt", "title", "aria-label", "aria-description", "aria-roledescription", "placeholder"),
    *("data-tooltip", "data-bs-title", "data-bs-original-title", "data-toggle-hint"),
)


def said(html: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """사람이 보거나 화면 낭독기가 읽는 글 토막: (본문이면 "article", 아니면 "interface", 글).

    본문에서는 문단이나 칸 하나가 한 토막이다. 코드와 수식은 문서에서 지우면서 읽는다.
    """

    def place(tag: Tag) -> str:
        around = {parent.name for parent in (tag, *tag.parents)}
        # 차례와 앞뒤 쪽, 창의 제목은 본문의 제목을 그대로 보인다.
        quoted = around & {"article", "title", "nav"} or tag.find_parent(class_=list(QUOTING))
        return "article" if quoted or QUOTING & set(tag.get("class", [])) else "interface"

    for tag in html.select(", ".join(NOT_SAID)):
        tag.decompose()
    for tag in html.find_all(True):
        yield from ((place(tag), tag[name]) for name in ATTRIBUTES if tag.get(name))
    pieces: dict[int, tuple[Tag, list[str]]] = {}
    for text in html.find_all(string=True):
        if type(text) is NavigableString and text.strip():
            block = next(parent for parent in text.parents if parent.name in BLOCKS)
            pieces.setdefault(id(block), (block, []))[1].append(text)
    for block, texts in pieces.values():
        yield place(block), " ".join("".join(texts).split())
