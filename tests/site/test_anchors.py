"""쪽 안의 주소가 차례나 제목의 글에 매이지 않고, 책 안의 링크가 모두 이어지는지 본다."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest
from bs4 import BeautifulSoup
from pages import html_pages, local, soup

ROOT = Path(__file__).resolve().parents[2]
LABEL = re.compile(r"^\(([\w-]+)\)=$", re.M)
BY_ORDER = re.compile(r"id\d+|index-\d+|term-\d+")


def source(page: str) -> str:
    """쪽의 원본에서 글만 이은 것."""
    stem = ROOT / Path(page).with_suffix("")
    if stem.with_suffix(".ipynb").exists():
        cells = nbformat.read(stem.with_suffix(".ipynb"), as_version=4).cells
        return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return stem.with_suffix(".md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pages(site) -> dict[str, tuple[Path, BeautifulSoup]]:
    files = html_pages(site).items()
    return {name: (path, soup(path.read_text(encoding="utf-8"))) for name, path in files}


def test_every_heading_is_addressed_by_the_label_its_author_gave(pages):
    seen = 0
    for name, (_, html) in pages.items():
        headings = html.select("article section[id]")
        if not headings:
            continue
        labels = set(LABEL.findall(source(name)))
        for section in headings:
            assert section["id"] in labels, f"{name}: {section['id']}에 이름표가 없다"
            others = {span["id"] for span in section.select(":scope > span[id]:empty")}
            assert others <= labels, f"{name}: {section['id']}"
            seen += 1
    assert seen > 300


def test_addresses_are_ascii_unique_and_not_numbered_by_order(pages):
    for name, (_, html) in pages.items():
        ids = [tag["id"] for tag in html.select("article [id]")]
        assert not [i for i in ids if not i.isascii() or BY_ORDER.fullmatch(i)], name
        repeated = [i for i, n in Counter(t["id"] for t in html.select("[id]")).items() if n > 1]
        assert not repeated, (name, repeated)


def test_every_link_inside_the_book_leads_somewhere(pages, site):
    ids = {path: {t["id"] for t in html.select("[id]")} for path, html in pages.values()}
    followed = 0
    for name, (path, html) in pages.items():
        for link in html.select("a[href]"):
            address = link["href"]
            if re.match(r"\w+:|//", address):
                continue
            target = local(path, unquote(address)) if address[0] != "#" else path
            assert target.is_file(), f"{name}: {address}"
            _, _, fragment = address.partition("#")
            if fragment and target in ids:
                assert unquote(fragment) in ids[target], f"{name}: {address}"
            followed += 1
    assert followed > 1000


def test_every_reference_is_a_list_item_named_after_its_entry(pages):
    _, html = pages["chapters/references.html"]
    entries = html.select(".citation-list > .citation")
    keys = re.findall(r"^@\w+\{([^,]+),", (ROOT / "references.bib").read_text("utf-8"), re.M)
    assert sorted(entry["id"] for entry in entries) == sorted(f"ref-{key}" for key in keys)
    assert {entry["role"] for entry in entries} == {"listitem"}
