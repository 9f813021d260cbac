"""쪽마다 내려받는 바이트의 한도. 브라우저 없이 지어진 파일로 잰다. MathJax는 세지 않는다."""

import re
from pathlib import Path

import pytest
from pages import KIB, assets, gzipped, html_pages, soup

FIRST, MORE = 300 * KIB, 150 * KIB
MATHS = re.compile(r'class="[^"]*\bmath\b')
URL = re.compile(r"url\(['\"]?([^)'\"?#]+)")


@pytest.fixture(scope="module")
def pages(site) -> dict[str, tuple[Path, str]]:
    return {n: (p, p.read_text(encoding="utf-8")) for n, p in html_pages(site).items()}


def weights(page: Path, text: str) -> dict[Path, int]:
    """쪽을 열 때 받는 파일 → 바이트. 화면에 가까워져야 부르는 그림은 뺀다."""
    files = {page} | {path for kind, path in assets(page, soup(text)) if kind != "lazy"}
    for sheet in [path for path in files if path.suffix == ".css"]:
        addresses = URL.findall(sheet.read_text(encoding="utf-8"))
        fonts = {(sheet.parent / a).resolve() for a in addresses if not a.startswith("data:")}
        files |= {font for font in fonts if font.suffix in {".woff", ".woff2"}}
    return {path: gzipped(path) for path in files if "mathjax" not in path.parts}


def test_first_page_weighs_at_most_300_kib_and_any_other_adds_at_most_150(pages):
    first = weights(*pages["intro.html"])
    assert sum(first.values()) <= FIRST, first
    for name, page in pages.items():
        more = {path: size for path, size in weights(*page).items() if path not in first}
        assert sum(more.values()) <= MORE, (name, more)


def test_mathjax_is_loaded_only_where_there_is_mathematics(pages):
    loading = {name for name, (_, text) in pages.items() if "mathjax/" in text}
    with_maths = {name for name, (_, text) in pages.items() if MATHS.search(text)}
    assert loading == with_maths
    # 나머지 조각은 MathJax가 스스로 부른다. 두 번 실리면 오류가 난다.
    assert all(text.count("mathjax/") == 1 for _, text in pages.values() if "mathjax/" in text)
    assert "intro.html" not in loading


def test_a_page_loads_no_script_it_does_not_use(pages):
    text = pages["chapters/contributing.html"][1]
    for unused in ("fontawesome", "thebe", "searchindex", "searchtools", "design-tabs"):
        assert f"{unused}" not in re.sub(r"<article.*?</article>", "", text, flags=re.S), unused


def test_no_page_asks_an_outside_server_for_anything(pages):
    for name, (_, text) in pages.items():
        html = soup(text)
        asked = [tag.get("src") or tag.get("href") for tag in html.select("[src], link[href]")]
        outside = [a for a in asked if re.match(r"(https?:)?//", a)]
        canonical = [tag["href"] for tag in html.select('link[rel="canonical"]')]
        assert sorted(outside) == sorted(canonical), name


def test_every_file_a_page_or_the_style_sheet_asks_for_exists(pages, site):
    for name, (page, text) in pages.items():
        missing = [path for _, path in assets(page, soup(text)) if not path.is_file()]
        assert not missing, (name, missing)
    sheet = site / "_static" / "book.css"
    for address in URL.findall(sheet.read_text(encoding="utf-8")):
        assert address.startswith("data:") or (sheet.parent / address).is_file(), address


def test_figures_keep_their_place_and_all_but_the_first_wait(pages):
    seen = 0
    for name, (_, text) in pages.items():
        for number, image in enumerate(soup(text).select("article img")):
            assert int(image["width"]) > 100 and int(image["height"]) > 50, name
            assert (image.get("loading") == "lazy") is (number > 0), name
            seen += 1
    assert seen > 100


def test_theme_files_that_no_page_uses_are_not_published(site):
    static = [path.relative_to(site / "_static").as_posix() for path in site.glob("_static/**/*")]
    assert not [name for name in static if name.endswith((".map", ".mo", ".ttf"))]
    assert "scripts/fontawesome.js" not in static
    assert not [name for name in static if name.startswith("locales")]
