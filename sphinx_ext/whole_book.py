"""지어진 책을 한 파일로: 브라우저로 인쇄한 PDF와, 인터넷 없이 여는 압축 파일.

    python sphinx_ext/whole_book.py pdf      `_build/book.pdf`
    python sphinx_ext/whole_book.py zip      `_build/book.zip`

PDF는 모든 쪽을 차례대로 이어 붙인 한 쪽을 크로미엄이 인쇄한 것이다.
"""

import argparse
import posixpath
import shutil
import sys
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Error, sync_playwright
from rich.console import Console

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "_build" / "html"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LINKED = {"a": "href", "img": "src"}
# 화면 밖의 수식은 굴려서 볼 때까지 조판을 미룬다.
READY = "() => MathJax.startup?.document?.lazyTypesetAll"
TYPESET = "() => MathJax.startup.promise.then(() => MathJax.startup.document.lazyTypesetAll())"
console = Console()


def pages(root: Path = ROOT) -> list[str]:
    """차례대로 늘어놓은 쪽의 이름."""
    toc = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    parts = toc.get("parts", [toc])
    return [toc["root"], *(one["file"] for part in parts for one in part["chapters"])]


def joined(site: Path, names: list[str]) -> str:
    """쪽들의 본문을 이은 HTML. 다른 쪽을 가리키던 링크는 이은 쪽 안을 가리킨다."""
    soups = {name: _read(site, name) for name in names}
    whole = _read(site, names[0])
    article = whole.select_one("article.bd-article")
    article.clear()
    # 쪽마다 쓰는 스크립트만 실려 있으므로(수식이 없는 쪽에는 MathJax가 없다) 모두 모은다.
    loaded = {str(script) for script in whole.select("head script")}
    for name, soup in soups.items():
        for script in soup.select("head script"):
            if str(script) not in loaded:
                loaded.add(str(script))
                whole.head.append(script)
        body = soup.select_one("article.bd-article")
        for node in body.select("[id]"):
            node["id"] = f"{name}:{node['id']}"
        for tag, key in LINKED.items():
            for node in body.select(f"{tag}[{key}]"):
                node[key] = _inside(name, node[key], names)
        for image in body.select("img[loading]"):
            del image["loading"]
        body["id"] = name
        if name != names[0]:
            body["style"] = "break-before: page"
        article.append(body)
    return str(whole)


def _read(site: Path, name: str) -> BeautifulSoup:
    """쪽 하나. 머리에 실린 파일의 주소는 책의 뿌리에서 본 것으로 고친다."""
    soup = BeautifulSoup((site / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
    for tag in soup.select("head link[href], script[src]"):
        key = "href" if tag.name == "link" else "src"
        tag[key] = _from_root(name, tag[key])
    return soup


def _from_root(name: str, address: str) -> str:
    if urlsplit(address).scheme or address.startswith(("#", "data:")):
        return address
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), address))


def _inside(name: str, address: str, names: list[str]) -> str:
    if address.startswith("#"):
        return f"#{name}:{address[1:]}"
    place = _from_root(name, address)
    page, _, anchor = place.partition("#")
    target = page.removesuffix(".html")
    if target in names:
        return f"#{target}:{anchor}" if anchor else f"#{target}"
    return place


def make_pdf(browser: Browser, site: Path, target: Path, names: list[str]) -> None:
    """쪽들을 인쇄한 PDF."""
    source = site / "whole-book.html"
    source.write_text(joined(site, names), encoding="utf-8")
    page = browser.new_page(color_scheme="light")
    try:
        page.goto(source.as_uri(), wait_until="load", timeout=300_000)
        if page.locator("script[src*=mathjax]").count():
            page.wait_for_function(READY, timeout=300_000)
            page.evaluate(TYPESET)
        page.evaluate("() => document.fonts.ready.then(() => true)")
        page.pdf(
            path=str(target),
            prefer_css_page_size=True,
            outline=True,
            tagged=True,
            display_header_footer=True,
            header_template="<span></span>",
            footer_template=(
                '<div style="font-size:8px;width:100%;text-align:center">'
                '<span class="pageNumber"></span> / <span class="totalPages"></span></div>'
            ),
        )
    finally:
        page.close()
        source.unlink()


def _chromium() -> str | None:
    """설치된 크로미엄의 자리. 없으면 playwright가 받아 둔 것을 쓴다."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def make_zip(site: Path, target: Path) -> None:
    """책을 통째로 담은 압축. 풀어서 index.html을 열면 된다."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(site.rglob("*")):
            if path.is_file():
                archive.write(path, Path("book") / path.relative_to(site))


def main() -> int:
    parser = argparse.ArgumentParser(description="지어진 책을 한 파일로 만듭니다.")
    parser.add_argument("kind", choices=["pdf", "zip"])
    kind = parser.parse_args().kind
    target = ROOT / "_build" / f"book.{kind}"
    if not (SITE / "index.html").exists():
        print("책이 없습니다. make book을 먼저 실행하세요.", file=sys.stderr)
        return 1
    with console.status(f"{target.name}을 만드는 중"):
        try:
            if kind == "pdf":
                with sync_playwright() as playwright:
                    path = _chromium()
                    # 권한이 없는 컨테이너 안에서도 뜬다. 여는 것은 이 책뿐이다.
                    browser = playwright.chromium.launch(
                        executable_path=path, args=["--no-sandbox"]
                    )
                    make_pdf(browser, SITE, target, pages())
            else:
                make_zip(SITE, target)
        except Error as error:
            print(error, file=sys.stderr)
            return 1
    console.print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
