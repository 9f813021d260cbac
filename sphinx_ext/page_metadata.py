"""검색 엔진과 공유 카드가 읽는 것: 쪽의 설명, 표준 주소, 카드, 과목의 구조화된 자료, 사이트 지도.

설명은 쪽의 첫 문단이다. 주소가 드는 것(canonical, og:url, og:image, sitemap.xml)은 책이 펴내지는
곳을 알 때만, 곧 `book_repository`가 적혀 있을 때만 쓴다.
"""

import json
from html import escape
from pathlib import Path
from urllib.parse import urljoin

import first_cell
import yaml
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

LONGEST = 155
CARD = "_static/card.png"


def set_address(app: Sphinx, config: Config) -> None:
    config.html_baseurl = first_cell.address(config.book_repository)


def summary(doctree: nodes.document) -> str:
    """쪽의 첫 문단. 길면 문장이나 낱말이 끝나는 데서 자른다. 상자와 캡션 속은 보지 않는다."""
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section | nodes.document):
            text = " ".join(paragraph.astext().split())
            if len(text) <= LONGEST:
                return text
            cut = text[:LONGEST]
            sentence = cut.rfind("다. ")
            return cut[: sentence + 2] if sentence > 40 else cut[: cut.rfind(" ")] + "…"
    return ""


def chapters(app: Sphinx) -> list[str]:
    """차례에 적힌 쪽들."""
    toc = yaml.safe_load(Path(app.srcdir, "_toc.yml").read_text(encoding="utf-8"))
    return [
        chapter["file"] for part in toc.get("parts", [toc]) for chapter in part.get("chapters", [])
    ]


def course(app: Sphinx, description: str) -> dict:
    """schema.org의 Course. 주소는 책이 펴내지는 곳을 알 때만 든다."""
    base = app.config.html_baseurl

    def part(page: str) -> dict:
        told = {"@type": "LearningResource", "name": app.env.titles[page].astext()}
        return told | ({"url": urljoin(base, app.builder.get_target_uri(page))} if base else {})

    return {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": app.config.html_title,
        "description": description,
        "inLanguage": app.config.language,
        "isAccessibleForFree": True,
        "educationalLevel": "Intermediate",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "provider": {"@type": "Organization", "name": app.config.html_title},
        "hasPart": [part(page) for page in chapters(app)],
    } | ({"url": base} if base else {})


def shared_tags(app: Sphinx, page: str, title: str, description: str) -> str:
    """메신저와 사회 관계망이 카드로 보이는 쪽의 제목, 설명과 그림."""
    root = page == app.config.root_doc
    tags = {
        "og:type": "website" if root else "article",
        "og:title": title,
        "og:description": description,
        "og:site_name": app.config.html_title,
        "og:locale": "ko_KR",
    }
    if base := app.config.html_baseurl:
        tags |= {
            "og:url": urljoin(base, app.builder.get_target_uri(page)),
            "og:image": urljoin(base, CARD),
            "og:image:width": "1200",
            "og:image:height": "630",
            "og:image:alt": f"{app.config.html_title}: 멈춘 훈련과 고친 훈련의 손실",
        }
    lines = [f'<meta property="{k}" content="{escape(v)}" />' for k, v in tags.items() if v]
    lines.append('<meta name="twitter:card" content="summary_large_image" />')
    if description:
        lines.insert(0, f'<meta name="description" content="{escape(description)}" />')
    return "\n".join(lines)


def describe(app: Sphinx, page: str, templatename: str, context: dict, doctree: object) -> None:
    if page not in app.env.titles:
        # 찾기처럼 원본이 없는 쪽은 검색 엔진에 실을 것이 없다.
        tags = '<meta name="robots" content="noindex" />'
    else:
        text = summary(doctree) if doctree else ""
        root = page == app.config.root_doc
        title = app.config.html_title if root else app.env.titles[page].astext()
        tags = shared_tags(app, page, title, text)
        if root:
            data = json.dumps(course(app, text), ensure_ascii=False).replace("</", "<\\/")
            tags += f'\n<script type="application/ld+json">{data}</script>'
    context["metatags"] = f"{context.get('metatags', '')}\n{tags}\n"


def write_map(app: Sphinx, error: Exception | None) -> None:
    """robots.txt와, 주소를 알면 sitemap.xml을 쓴다."""
    if error:
        return
    site, base = Path(app.outdir), app.config.html_baseurl
    rules = ["User-agent: *", "Disallow: /_sources/"]
    if base:
        rules += [f"Sitemap: {urljoin(base, 'sitemap.xml')}"]
        pages = [app.config.root_doc, *chapters(app)]
        places = [urljoin(base, app.builder.get_target_uri(page)) for page in pages]
        urls = "".join(f"<url><loc>{escape(place)}</loc></url>\n" for place in places)
        (site / "sitemap.xml").write_text(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n',
            encoding="utf-8",
        )
    (site / "robots.txt").write_text("\n".join(rules) + "\n", encoding="utf-8")


def setup(app: Sphinx) -> dict:
    # repository가 주소를 정한 뒤에 읽는다.
    app.connect("config-inited", set_address, priority=900)
    app.connect("html-page-context", describe)
    app.connect("build-finished", write_map)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
