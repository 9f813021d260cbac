"""책의 모든 쪽에서, 이름도 코드도 아닌데 로마자로 적힌 말을 찾는다. 펼치고 연 상태까지 본다."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import html_pages, said, soup

HANGUL = re.compile("[가-힣]")
# 한 글자는 변수나 표기다.
WORD = re.compile(r"[A-Za-z][A-Za-z\d-]*[A-Za-z]")
GLOSS = re.compile(r"\(([a-zA-Z -]+)\)")
NAMES = {
    *("AdaGrad", "Adam", "AdaMax", "AdamW", "Nadam", "RMSProp", "ELU", "GELU", "SELU", "ReLU"),
    *("LeakyReLU", "Mish", "Swish", "tanh", "RandAugment", "He", "CIFAR", "Fashion-MNIST"),
    *("Keras", "NumPy", "Matplotlib", "scikit-learn", "TensorFlow", "Optuna", "Google", "Colab"),
    *("mnist1d", "blobs", "TPE", "VS", "Code", "GPU", "PDF", "CC", "BY", "MIT", "ipynb", "md"),
}
# 기계가 옮겨 틀린 말. 테마의 번역 목록에 들어 있다.
MISTRANSLATED = {"내용", "으로", "시작하다", "테마별", "표시하려면 클릭", "숨기려면 클릭"}
MISTRANSLATED |= {"전체 화면으로보기", "검색 일치 숨기기"}


def foreign(html: str) -> Iterator[str]:
    """로마자로 적힌 말이 든 글 토막. 본문의 한국어 문장에 섞인 영어는 글쓴이의 것이다."""
    for place, text in said(soup(html)):
        if place == "article" and HANGUL.search(text):
            continue
        words = WORD.findall(GLOSS.sub("", text))
        if not NAMES.issuperset(words):
            yield text


@pytest.fixture(scope="module")
def pages(site) -> dict[str, Path]:
    return html_pages(site)


def test_every_string_is_korean_a_name_or_code(pages):
    found = {
        name: strings
        for name, path in pages.items()
        if name != "search.html" and (strings := list(foreign(path.read_text(encoding="utf-8"))))
    }
    assert not found


def test_strings_of_the_search_page_are_korean(pages):
    assert not list(foreign(pages["search.html"].read_text(encoding="utf-8")))


def test_no_machine_translation_is_left(pages):
    for name, path in pages.items():
        texts = {text for place, text in said(soup(path.read_text(encoding="utf-8")))}
        assert not texts & MISTRANSLATED, name


# 접힌 것을 모두 열고, 풍선말을 모두 띄운다. 둘에 하나는 복사할 글이 없어 복사하지 못하게 한다.
OPEN = """
() => {
    document.querySelectorAll("details").forEach(each => { each.open = true });
    document.querySelectorAll(".toggle-button").forEach(each => each.click());
    document.querySelectorAll("[data-bs-toggle=tooltip]").forEach(each => {
        each.dispatchEvent(new MouseEvent("mouseenter"));
        each.dispatchEvent(new MouseEvent("mouseover", {bubbles: true}));
    });
    document.querySelectorAll("[data-bs-toggle=dropdown]").forEach(each => each.click());
    document.querySelectorAll(".copybtn").forEach((each, index) => {
        document.execCommand = () => true;
        if (index % 2) document.querySelector(each.dataset.clipboardTarget).textContent = "";
        each.click();
    });
}
"""
# 스타일이 앞뒤에 덧붙이는 글
ADDED = """
() => [...document.querySelectorAll("*")].flatMap(each => ["::before", "::after"].map(part =>
    getComputedStyle(each, part).content)).filter(text => text.startsWith('"'))
"""
COPIED, FAILED = "복사했습니다", "복사하지 못했습니다"


def test_opened_menus_folds_and_tooltips_are_korean(visit, pages):
    visit.page.route("**/mathjax/**", lambda route: route.abort())
    copied = 0
    for name in pages:
        if name in {"search.html", "index.html", "404.html"}:
            continue
        page = visit.open(name)
        page.evaluate(OPEN)
        buttons = page.locator(".copybtn").count()
        if buttons > 1:
            page.wait_for_function("() => document.querySelectorAll('.copybtn.success').length > 1")
            copied += 1
        opened = page.content()
        assert (COPIED in opened, FAILED in opened) == (buttons > 0, buttons > 1), name
        assert not list(foreign(opened)), name
        assert not [text for text in page.evaluate(ADDED) if WORD.search(text)], name
    assert copied > 10


def test_strings_of_the_search_results_are_korean(visit):
    page = visit.open("search.html?q=배치정규화")
    page.wait_for_selector("#search-results li")
    html = soup(page.content())
    # 찾은 글은 책의 글이지 화면의 말이 아니다.
    for result in html.select("#search-results li"):
        result.decompose()
    assert not list(foreign(str(html)))
