"""좁은 화면에서 줄어든 그림은 누르면 본디 크기로 펼쳐진다."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import page_scripts
import pytest
from pages import KIB
from playwright.sync_api import Page

STATIC = Path(__file__).resolve().parents[2] / "_static"
PHONE = {"width": 390, "height": 844}
SVG = (
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='{0}' height='{1}'>"
    "<rect width='{0}' height='{1}' fill='teal'/></svg>"
)
FIGURE = """
<figure id="{name}"><img alt="{name}의 설명" src="{source}" width="{width}" height="{height}" />
<figcaption><p><span class="caption-number">그림 2.{number} </span>
<span class="caption-text">말</span></p></figcaption></figure>
"""
SIZES = {"wide": (900, 1500), "almost": (380, 100), "small": (200, 100)}
PAGE = """
<!DOCTYPE html><html lang="ko" data-theme="{theme}">
<meta name="viewport" content="width=device-width" /><body style="margin:10px">
<style>.bd-content img {{ max-width: 100% }} figure {{ margin: 0 }} {style}</style>
<div class="bd-content"><article>{figures}<p>{long}</p></article></div>
<script>{script}</script>
"""


@pytest.fixture
def phone(browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    yield show(context.new_page(), "light")
    context.close()


def show(page: Page, theme: str) -> Page:
    figures = [
        FIGURE.format(name=name, number=n, source=SVG.format(w, h), width=w, height=h)
        for n, (name, (w, h)) in enumerate(SIZES.items(), 1)
    ]
    style = "".join(
        (STATIC / f"{name}.css").read_text("utf-8") for name in ("course", "figure_zoom")
    )
    script = (STATIC / "figure_zoom.js").read_text(encoding="utf-8")
    text = "글 " * 2000
    page.set_content(
        PAGE.format(theme=theme, figures="".join(figures), long=text, style=style, script=script)
    )
    page.wait_for_function("() => document.querySelector('.zoomable')")
    return page


def test_only_a_figure_that_is_clearly_smaller_than_it_is_offers_to_open(phone):
    assert phone.get_by_role("button").evaluate_all("all => all.map(b => b.ariaLabel)") == [
        "그림 2.1 크게 보기"
    ]
    phone.locator("#small img").tap()
    phone.locator("#almost img").tap()
    assert phone.locator("dialog").count() == 0


def test_turning_the_phone_takes_the_offer_back(phone):
    phone.set_viewport_size({"width": 1280, "height": 900})
    phone.wait_for_function("() => !document.querySelector('.zoomable')")
    assert phone.get_by_role("button").count() == 0


def test_a_tapped_figure_opens_at_its_own_size_and_pans_both_ways(phone):
    phone.locator("#wide img").tap()
    large = phone.get_by_role("dialog").get_by_role("img", name="wide의 설명")
    assert large.evaluate("image => [image.width, image.height]") == [900, 1500]
    view = phone.get_by_role("group", name="그림 2.1")
    view.evaluate("node => node.scrollTo(9999, 9999)")
    scrolled = "node => [node.scrollLeft + node.clientWidth, node.scrollTop + node.clientHeight]"
    assert view.evaluate(scrolled) == [900, 1500]
    assert view.evaluate("node => node.getBoundingClientRect().right") <= PHONE["width"]
    phone.get_by_role("button", name="닫기").tap()
    phone.wait_for_function("() => !document.querySelector('dialog')")


def test_the_keyboard_opens_moves_and_closes_and_comes_back(phone):
    button = phone.get_by_role("button", name="그림 2.1 크게 보기")
    button.focus()
    phone.keyboard.press("Enter")
    dialog = phone.get_by_role("dialog", name="그림 2.1")
    assert dialog.get_by_role("button", name="닫기").evaluate("b => b === document.activeElement")
    phone.keyboard.press("Tab")
    view = dialog.get_by_role("group")
    assert view.evaluate("node => node === document.activeElement")
    phone.keyboard.press("ArrowRight")
    phone.wait_for_function("() => document.querySelector('.zoomed-view').scrollLeft > 0")
    phone.keyboard.press("Escape")
    phone.wait_for_function("() => !document.querySelector('dialog')")
    assert button.evaluate("node => node === document.activeElement")
    # 다시 열어도 그림이 겹치지 않는다.
    phone.keyboard.press("Enter")
    assert phone.locator("dialog img").count() == 1


@pytest.mark.parametrize(("theme", "inverted"), [("light", False), ("dark", True)])
def test_the_opened_figure_follows_the_colour_mode(phone, theme, inverted):
    show(phone, theme)
    phone.locator("#wide img").tap()
    css = "image => getComputedStyle(image).filter"
    assert ("invert(1)" in phone.locator("dialog img").evaluate(css)) is inverted


def test_script_and_style_weigh_at_most_one_and_a_half_kib_and_only_where_a_figure_is():
    texts = (STATIC / f"figure_zoom.{kind}" for kind in ("js", "css"))
    assert sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in texts) <= 1.5 * KIB
    assert page_scripts.needed("_static/figure_zoom.js", '<figure class="align-default">')
    assert not page_scripts.needed("_static/figure_zoom.js", "<p>figure</p>")
