"""펴낸 책은 한 번 들르면 인터넷 없이 열리고, 새 판이 나오면 곧바로 새 쪽이 보인다."""

import io
import json
import os
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import numpy as np
import offline
import pytest
from conftest import QuietHandler
from PIL import Image
from playwright.sync_api import BrowserContext, Page

ROOT = Path(__file__).resolve().parents[2]
CONF = """
extensions = ["repository", "page_metadata", "offline"]
language = "ko"
html_title = "작은 책"
html_theme = "basic"
root_doc = "intro"
"""
INTRO = "첫 쪽\n=====\n\n이 책은 첫째 판이다.\n\n.. toctree::\n\n   chapters/lesson\n"
LESSON = "둘째 쪽\n=======\n\n그림이 있는 쪽이다.\n\n.. image:: /dot.png\n   :alt: 점\n"
READY = "async () => { await navigator.serviceWorker.ready; }"
REPLACED = """
async first => {
    let names = await caches.keys();
    while (names.includes(first)) {
        await new Promise(resolve => setTimeout(resolve, 50));
        names = await caches.keys();
    }
}
"""
CONTROLLED = "() => navigator.serviceWorker.controller"


class Handler(QuietHandler):
    """깃허브 페이지처럼 브라우저가 10분 동안 다시 묻지 않아도 된다고 답하고, 받은 요청을 적는다."""

    asked: ClassVar[list[str]] = []

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def do_GET(self) -> None:
        self.asked.append(self.path)
        super().do_GET()


@dataclass
class Published:
    """하위 경로(`/course/`)에 펴낸 책."""

    source: Path
    site: Path
    address: str
    build: Callable[[bool], None]

    def release(self, name: str, old: str, new: str) -> None:
        """쪽 하나의 글을 바꾸어 새 판을 펴낸다."""
        path = self.source / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        self.build(True)


@pytest.fixture
def published(tmp_path, run) -> Iterator[Published]:
    source, web = tmp_path / "source", tmp_path / "web"
    (source / "chapters").mkdir(parents=True)
    for name, text in (
        ("conf.py", CONF),
        ("intro.rst", INTRO),
        ("chapters/lesson.rst", LESSON),
        ("_toc.yml", "root: intro\nchapters:\n- file: chapters/lesson\n"),
    ):
        (source / name).write_text(text, encoding="utf-8")
    Image.new("RGB", (8, 8), "red").save(source / "dot.png")

    def build(known: bool) -> None:
        environment = os.environ | {
            "PYTHONPATH": str(ROOT / "sphinx_ext"),
            "BOOK_REPOSITORY": "https://github.com/someone/course" if known else "",
        }
        result = run("sphinx-build", "-q", str(source), str(web / "course"), env=environment)
        assert result.returncode == 0, result.stderr

    build(True)
    Handler.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(web)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Published(source, web / "course", f"http://127.0.0.1:{server.server_port}/course/", build)
    server.shutdown()
    server.server_close()


@pytest.fixture
def context(browser) -> Iterator[BrowserContext]:
    one = browser.new_context(locale="ko-KR")
    yield one
    one.close()


def visit(context: BrowserContext, address: str) -> Page:
    """쪽을 열고 책을 다 받을 때까지 머문다."""
    page = context.new_page()
    page.goto(address, wait_until="load")
    page.evaluate(READY)
    page.wait_for_function(CONTROLLED)
    return page


def shown(page: Page) -> str:
    return page.locator("body").inner_text()


def caches(page: Page) -> list[str]:
    return page.evaluate("() => caches.keys()")


def test_after_one_visit_every_page_and_its_files_open_without_the_internet(published, context):
    page = visit(context, f"{published.address}intro.html")
    context.set_offline(True)
    page.reload()
    assert "첫째 판" in shown(page)
    page.goto(f"{published.address}chapters/lesson.html#anchor")
    assert "그림이 있는 쪽" in shown(page)
    assert page.locator("img[alt=점]").evaluate("image => image.naturalWidth") == 8
    assert page.locator("link[rel=stylesheet]").first.evaluate("link => link.sheet !== null")
    assert page.evaluate("() => fetch('nowhere.html').catch(() => 'failed')") == "failed"


def test_a_new_release_is_seen_at_once_and_then_offline_with_the_old_one_gone(published, context):
    page = visit(context, f"{published.address}intro.html")
    (first,) = caches(page)
    Handler.asked.clear()
    published.release("intro.rst", "첫째 판", "둘째 판")
    page.goto(f"{published.address}intro.html")
    assert "둘째 판" in shown(page)
    page.evaluate(REPLACED, first)
    assert len(caches(page)) == 1
    # 바뀌지 않은 그림은 다시 받지 않는다.
    assert "/course/sw.js" in Handler.asked
    assert "/course/intro.html" in Handler.asked
    assert not [path for path in Handler.asked if path.endswith("dot.png")]
    context.set_offline(True)
    page.goto(f"{published.address}intro.html")
    assert "둘째 판" in shown(page)


def test_a_release_that_arrived_half_is_not_kept(published, context):
    page = visit(context, f"{published.address}intro.html")
    before = caches(page)
    published.release("chapters/lesson.rst", "그림이 있는 쪽", "고친 쪽")
    lesson = published.site / "chapters" / "lesson.html"
    lesson.write_text("<p>다른 판의 쪽</p>", encoding="utf-8")
    failed = page.evaluate(
        "async () => { const known = await navigator.serviceWorker.getRegistration();"
        " const done = new Promise(resolve => known.addEventListener('updatefound', () => {"
        "   const worker = known.installing;"
        "   worker.addEventListener('statechange', () => resolve(worker.state)); }));"
        " await known.update(); return done; }"
    )
    assert failed == "redundant"
    context.set_offline(True)
    page.goto(f"{published.address}chapters/lesson.html")
    assert "그림이 있는 쪽" in shown(page)
    assert set(before) <= set(caches(page))


def test_the_caches_of_another_book_at_the_same_address_are_left_alone(published, context):
    page = context.new_page()
    page.goto(f"{published.address}chapters/lesson.html")
    other = published.address.replace("/course/", "/other/") + "#1"
    page.evaluate("name => caches.open(name)", other)
    page.evaluate(READY)
    page.wait_for_function(CONTROLLED)
    assert other in caches(page)


def test_the_manifest_is_korean_and_its_addresses_hold_under_a_folder(published, context):
    page = context.new_page()
    page.goto(f"{published.address}chapters/lesson.html")
    place = page.locator("link[rel=manifest]").evaluate("link => link.href")
    assert place == f"{published.address}manifest.webmanifest"
    told = json.loads((published.site / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert (told["name"], told["lang"]) == ("작은 책", "ko")
    assert "첫째 판" in told["description"]
    for key in ("start_url", "scope", "id"):
        address = page.evaluate("([to, from]) => new URL(to, from).href", [told[key], place])
        assert address.startswith(published.address), key
    for icon in told["icons"]:
        with Image.open(published.site / icon["src"]) as image:
            assert "x".join(map(str, image.size)) == icon["sizes"]
    problems = context.new_cdp_session(page).send("Page.getInstallabilityErrors")
    # 화면이 없는 브라우저에서 늘 나오는 것 말고는 없어야 한다.
    assert {e["errorId"] for e in problems["installabilityErrors"]} <= {"in-incognito"}


def test_a_book_without_an_address_has_neither_file_even_if_it_had_them(published):
    names = ("sw.js", "manifest.webmanifest", *offline.ICONS)
    assert all((published.site / name).exists() for name in names)
    published.build(False)
    assert not any((published.site / name).exists() for name in names)
    page = (published.site / "intro.html").read_text(encoding="utf-8")
    assert "manifest" not in page and "serviceWorker" not in page


def test_icon_is_the_favicon(tmp_path, context):
    size = 192
    page = context.new_page()
    page.set_viewport_size({"width": size, "height": size})
    favicon = (ROOT / "_static" / "favicon.svg").read_text(encoding="utf-8")
    sized = favicon.replace("<svg ", f'<svg width="{size}" style="display:block" ')
    page.set_content(f'<body style="margin:0">{sized}')
    drawn = np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("RGB"), float)
    offline.draw_icon(tmp_path / "icon.png", size, "any", 1.0)
    with Image.open(tmp_path / "icon.png") as icon:
        white = Image.new("RGBA", icon.size, "white")
        made = np.asarray(Image.alpha_composite(white, icon.convert("RGBA")).convert("RGB"), float)
    # 계단을 다듬은 가장자리만 다르다.
    assert np.mean(np.abs(drawn - made).max(axis=2) > 60) < 0.01


def test_what_is_not_read_is_not_kept(tmp_path):
    kept = ["intro.html", "_images/a.svg", "_static/book.css", "_downloads/x/a.ipynb"]
    left = [
        "sw.js",
        "404.html",
        "_static/card.png",
        "_sources/intro.md",
        "trainlab-1-py3-none-any.whl",
        ".buildinfo",
    ]
    for name in kept + left:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert sorted(offline.hashes(tmp_path)) == sorted(kept)


def test_the_version_is_the_hash_of_the_build():
    def version(files: dict[str, str]) -> str:
        return re.match(r'const VERSION = "(\w{16})";', offline.worker(files))[1]

    assert version({"a.html": "1"}) == version({"a.html": "1"})
    assert len({version({"a.html": "1"}), version({"a.html": "2"}), version({"b.html": "1"})}) == 3
