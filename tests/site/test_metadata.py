"""검색 엔진과 공유 카드가 읽는 것. 펴낸 곳을 아는 책과 모르는 책을 함께 본다."""

import json
import re
import struct
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import pytest
from bs4 import BeautifulSoup
from pages import html_pages, local, soup
from test_interface import foreign
from tiny_book import lay_out, notebook

PROJECT = "심층 신경망 훈련"
ADDRESS = "https://someone.github.io/course/"
LESSON = "chapters/lesson"
FIRST = "# 첫 쪽\n\n```{note}\n상자 속의 글은 설명이 아니다.\n```\n\n이 책은 <작은> 책이다.\n"
SECOND = "(second)=\n# 둘째 쪽\n\n" + "문장이 끝난다. " * 30 + "\n"


def content(html: BeautifulSoup, name: str) -> str | None:
    tag = html.select_one(f'meta[name="{name}"], meta[property="{name}"]')
    return tag["content"] if tag else None


def test_every_page_has_its_own_description_and_card_title(site):
    descriptions = Counter()
    for name, path in html_pages(site).items():
        if name in {"search.html", "404.html", "index.html"}:
            continue
        html = soup(path.read_text(encoding="utf-8"))
        description = content(html, "description")
        assert 25 <= len(description) <= 155, (name, description)
        assert re.search("[가-힣]", description)
        assert content(html, "og:title"), name
        descriptions[description] += 1
    assert descriptions.most_common(1)[0][1] == 1


def test_pages_that_are_not_read_are_not_indexed(site):
    for name in ("search.html", "404.html"):
        html = soup((site / name).read_text(encoding="utf-8"))
        assert content(html, "robots") == "noindex", name


def test_a_book_without_an_address_claims_none(site):
    for path in html_pages(site).values():
        html = soup(path.read_text(encoding="utf-8"))
        assert not html.select('link[rel="canonical"]')
        assert content(html, "og:url") is None and content(html, "og:image") is None
    assert not (site / "sitemap.xml").exists()
    assert "Sitemap" not in (site / "robots.txt").read_text(encoding="utf-8")


def test_root_redirect_is_a_korean_page_that_leads_to_the_first(site):
    html = soup((site / "index.html").read_text(encoding="utf-8"))
    assert html.html["lang"] == "ko"
    assert html.title.string == PROJECT
    assert "url=intro.html" in html.select_one('meta[http-equiv="refresh"]')["content"]
    assert html.a["href"] == "intro.html"


def test_favicon_exists(site):
    page = site / "chapters" / "00_welcome.html"
    (icon,) = soup(page.read_text(encoding="utf-8")).select('link[rel="icon"]')
    assert local(page, icon["href"]).read_text(encoding="utf-8").startswith("<svg")


def test_the_front_page_describes_the_course_to_machines(site):
    page = (site / "intro.html").read_text(encoding="utf-8")
    (script,) = soup(page).select('script[type="application/ld+json"]')
    course = json.loads(script.string)
    assert (course["@type"], course["name"], course["inLanguage"]) == ("Course", PROJECT, "ko")
    parts = [part["name"] for part in course["hasPart"]]
    assert len(parts) == len(html_pages(site)) - 4  # 첫 쪽, 뿌리, 404, 찾기
    assert "그레이디언트 소실과 폭주" in parts


@pytest.fixture(scope="module")
def published(tmp_path_factory, run) -> Path:
    """주소를 알고 지은 세 쪽짜리 책."""
    book = lay_out(tmp_path_factory.mktemp("published"), "intro", "chapters/second", LESSON)
    config = (book / "_config.yml").read_text(encoding="utf-8")
    empty = 'book_repository: ""'
    assert empty in config
    repository = 'book_repository: "https://github.com/someone/course"'
    (book / "_config.yml").write_text(config.replace(empty, repository), encoding="utf-8")
    (book / "chapters").mkdir()
    (book / "intro.md").write_text(FIRST, encoding="utf-8")
    (book / "chapters" / "second.md").write_text(SECOND, encoding="utf-8")
    nbformat.write(notebook("1"), book / f"{LESSON}.ipynb")
    result = run("jupyter-book", "build", ".", cwd=book)
    assert result.returncode == 0, result.stderr
    return book / "_build" / "html"


def test_published_pages_give_their_address_and_the_card(published):
    html = soup((published / "chapters" / "second.html").read_text(encoding="utf-8"))
    page = f"{ADDRESS}chapters/second.html"
    assert html.select_one('link[rel="canonical"]')["href"] == page
    assert content(html, "og:url") == page
    assert content(html, "og:type") == "article"
    assert content(html, "og:title") == "둘째 쪽"
    assert content(html, "og:image") == f"{ADDRESS}_static/card.png"
    card = (published / "_static" / "card.png").read_bytes()
    assert struct.unpack(">II", card[16:24]) == (1200, 630)


def test_description_is_the_first_paragraph_cut_at_a_sentence(published):
    first = soup((published / "intro.html").read_text(encoding="utf-8"))
    second = soup((published / "chapters" / "second.html").read_text(encoding="utf-8"))
    assert content(first, "description") == "이 책은 <작은> 책이다."
    assert content(second, "description").endswith("문장이 끝난다.")


def test_site_map_lists_every_page_once_and_robots_points_to_it(published):
    tree = ElementTree.parse(published / "sitemap.xml")
    places = [element.text for element in tree.iter() if element.tag.endswith("loc")]
    assert places == [f"{ADDRESS}{page}.html" for page in ("intro", "chapters/second", LESSON)]
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (published / "robots.txt").read_text("utf-8")


def test_missing_page_leads_back_from_any_depth(published, site):
    for folder, root in ((published, "/course/"), (site, "")):
        html = soup((folder / "404.html").read_text(encoding="utf-8"))
        assert html.html["lang"] == "ko"
        assert html.a["href"] == f"{root}intro.html"
        assert html.form["action"] == f"{root}search.html"
        assert not html.select("link, script[src], img")


def test_the_repository_and_colab_buttons_are_korean(published):
    page = (published / f"{LESSON}.html").read_text(encoding="utf-8")
    assert "colab.research.google.com" in page and "저장소 열기" in page
    assert not list(foreign(page))
