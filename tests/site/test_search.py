"""찾기. 물음의 표(queries.tsv, queries_held_out.tsv)를 지어진 색인에 브라우저에서 던져 본다."""

import shutil
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import korean_search
import pytest
from bs4 import BeautifulSoup

HERE = Path(__file__).parent
LISTS = ("queries.tsv", "queries_held_out.tsv")
# 쪽 이름과 발췌까지 만드는 데 걸린 시간을 함께 잰다.
ASK = """queries => queries.map(query => {
    const started = performance.now();
    const { pages } = koreanSearch.search(query);
    const found = pages.map(page => ({
        address: page.address,
        links: page.sections.map(section => section.link),
        excerpt: koreanSearch.excerpt(page.sections[0]),
    }));
    return { found, ms: performance.now() - started };
})"""
LOAD = """() => new Promise(done => {
    const script = document.createElement('script');
    script.src = 'searchindex.js';
    script.onload = done;
    document.head.append(script);
})"""


@dataclass
class Query:
    kind: str
    text: str
    pages: set[str]


@dataclass
class Tally:
    """물음 여럿의 성적. recall은 답이 있는 쪽 가운데 처음 다섯 안에 든 몫의 합이다."""

    queries: int = 0
    recall: float = 0
    first: int = 0
    nothing: int = 0

    def add(self, query: Query, pages: list[str]) -> None:
        self.queries += 1
        self.recall += len(query.pages & set(pages[:5])) / len(query.pages)
        self.first += bool(pages) and pages[0] in query.pages
        self.nothing += not pages


def read(name: str) -> list[Query]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [Query(kind, text, set(pages.split())) for kind, text, pages in rows]


def stem(address: str) -> str:
    return PurePosixPath(address.partition("#")[0]).stem


@pytest.fixture(scope="module")
def ask(new_visit):
    """물음들을 던져 찾은 것들을 돌려주는 함수."""
    with new_visit() as visit:
        page = visit.open("search.html")
        page.evaluate(LOAD)
        yield lambda *queries: page.evaluate(ASK, list(queries))


def pages_of(answer: dict) -> list[str]:
    return [stem(found["address"]) for found in answer["found"]]


@pytest.mark.parametrize("name", LISTS)
def test_the_right_page_is_found_and_comes_first(ask, name):
    queries = read(name)
    tallies: dict[str, Tally] = defaultdict(Tally)
    for query, answer in zip(queries, ask(*[query.text for query in queries]), strict=True):
        for kind in (query.kind, "모두"):
            tallies[kind].add(query, pages_of(answer))
    table = "\n".join(
        f"{kind}: {t.queries}개, 다섯 안에 {t.recall / t.queries:.3f}, "
        f"맨 앞이 맞음 {t.first / t.queries:.3f}, 못 찾음 {t.nothing}"
        for kind, t in tallies.items()
    )
    print(table)
    every = tallies["모두"]
    assert every.recall / every.queries >= 0.97, table
    assert every.first / every.queries >= 0.80, table
    assert every.nothing == 0, table


def test_the_lists_are_large_and_of_many_kinds():
    queries = [query for name in LISTS for query in read(name)]
    assert len(queries) >= 150
    assert len({query.text for query in queries}) == len(queries)
    assert len({query.kind for query in queries}) >= 7
    known = {path.stem for path in (HERE.parents[1] / "chapters").iterdir()} | {"intro"}
    assert {page for query in queries for page in query.pages} <= known


def glossary(site) -> list[tuple[list[str], str]]:
    """용어집의 (이름들, 그 용어를 가르치는 쪽)."""
    html = (site / "chapters" / "b_glossary.html").read_text(encoding="utf-8")
    terms = []
    for title in BeautifulSoup(html, "html.parser").select("dl.glossary > dt"):
        explanation = title.find_next_sibling("dd")
        title.select_one(".headerlink").decompose()
        names = korean_search.forms(korean_search.Term(title.text, explanation.text))
        terms.append((names, stem(explanation.select_one("a[href]")["href"])))
    return terms


def test_every_name_in_the_glossary_leads_to_the_page_that_teaches_it(site, ask):
    """한 이름이 두 용어에 걸리면(정규화) 어느 쪽이든 맞다."""
    homes = defaultdict(set)
    for names, home in glossary(site):
        for name in names:
            homes[name].add(home)
    assert len(homes) > 250
    answers = dict(zip(homes, map(pages_of, ask(*homes)), strict=True))
    lost = [name for name, pages in answers.items() if not homes[name] & set(pages[:5])]
    assert not lost


def test_spacing_and_particles_do_not_change_what_is_found(site, ask):
    names = [names[0] for names, _ in glossary(site) if " " in names[0]]
    joined = [name.replace(" ", "") for name in names]
    with_particles = [f"{name}에서는" for name in names]
    for name, *answers in zip(names, ask(*names), ask(*joined), ask(*with_particles), strict=True):
        first = [pages_of(answer)[0] for answer in answers]
        assert len(set(first)) == 1, (name, first)


@pytest.mark.parametrize(
    ("query", "page"),
    [("정오표", "a_errata"), ("숙제는", "exercise_list"), ("데이터 세트", "d_datasets")],
)
def test_a_page_is_found_by_the_other_names_it_goes_by(ask, query, page):
    [answer] = ask(query)
    assert page in pages_of(answer)[:3]


@pytest.mark.parametrize("query", ["2.303", "he_normal", "global_clipnorm", "1.0507"])
def test_identifiers_and_decimals_match_exactly(site, ask, query):
    [answer] = ask(query)
    assert answer["found"]
    for found in answer["found"]:
        html = (site / found["address"]).read_text(encoding="utf-8")
        assert query in BeautifulSoup(html, "html.parser").get_text()


@pytest.mark.parametrize("query", ["2.3031", "12.303", "he_norma1", "김치찌개", "qwxzv", "!!!", ""])
def test_what_is_not_in_the_book_is_not_found(ask, query):
    [answer] = ask(query)
    assert answer["found"] == []


def test_results_go_to_sections_that_exist_with_a_marked_excerpt(site, ask):
    anchors = {}
    for query, answer in zip(read(LISTS[0]), ask(*[q.text for q in read(LISTS[0])]), strict=True):
        for found in answer["found"][:5]:
            for link in found["links"]:
                address, _, anchor = link.partition("#")
                if address not in anchors:
                    html = (site / address).read_text(encoding="utf-8")
                    tags = BeautifulSoup(html, "html.parser").select("[id]")
                    anchors[address] = {tag["id"] for tag in tags}
                assert not anchor or anchor in anchors[address], (query.text, link)
        top = answer["found"][0]
        assert sum(len(text) for text, _ in top["excerpt"]) < 260, query.text


def test_the_excerpt_is_prose_around_the_matched_words(ask):
    [answer] = ask("웜업을")
    excerpt = answer["found"][0]["excerpt"]
    assert "웜업" in [text for text, marked in excerpt if marked]
    assert sum(len(text) for text, marked in excerpt if not marked) > 20


def test_a_query_takes_a_moment(ask):
    queries = [query.text for query in read(LISTS[0])]
    ask(*queries)
    times = sorted(answer["ms"] for answer in ask(*queries))
    print(f"가운데 {times[len(times) // 2]:.1f} ms, 가장 오래 {times[-1]:.1f} ms")
    assert times[len(times) // 2] < 50


def test_the_index_is_fetched_only_when_the_field_is_used(visit):
    fetched = []
    visit.page.on("request", lambda request: fetched.append(request.url))
    page = visit.open("chapters/08_optimizers.html")
    assert not [url for url in fetched if "searchindex" in url]
    page.keyboard.press("Control+k")
    page.locator("#pst-search-dialog input[name=q]").fill("배치정규화")
    preview = page.locator(".search-preview a").first
    preview.wait_for()
    assert "05_batch_normalization.html" in preview.get_attribute("href")
    assert len([url for url in fetched if "searchindex" in url]) == 1
    assert not visit.errors


def test_the_search_page_shows_results_and_says_how_many(visit):
    page = visit.open("search.html?q=드랍아웃")
    first = page.locator("#search-results > ul > li").first
    first.wait_for()
    assert "10_regularization.html" in first.locator("a").first.get_attribute("href")
    assert first.locator("mark").count() >= 1
    assert "쪽에서 찾았다" in page.locator("#search-status").inner_text()
    page.locator("#book-search input[name=q]").fill("김치찌개")
    page.get_by_text("맞는 곳이 없다").wait_for()
    assert page.locator("#search-results li").count() == 0
    assert not visit.errors


def test_search_works_from_a_folder_without_a_server(site, browser, tmp_path):
    copy = shutil.copytree(site, tmp_path / "책", ignore=shutil.ignore_patterns("_images", "*.whl"))
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{(copy / 'search.html').as_uri()}?q=조기종료")
    first = page.locator("#search-results > ul > li").first
    first.wait_for()
    assert first.locator(".search-excerpt mark").count() >= 1
    first.locator("a").first.click()
    page.wait_for_url("**/chapters/10_regularization.html*")
    context.close()


SMALL = """<html><body><nav>차례 모멘텀</nav><article class="bd-article">
<section id="top"><h1>첫 제목<a class="headerlink" href="#top">#</a></h1>
<p>앞 글 <span class="math">\\(1/\\sqrt{n}\\)</span>이다.</p>
<div class="quiz"><p>퀴즈의 답</p></div>
<section id="inner"><h2><span class="section-number">1.1. </span>안 제목</h2>
<p>속 글</p><div class="highlight"><pre>keras.Model(2.303) # 주석</pre></div></section>
<p>뒤 글</p></section></article></body></html>"""


def test_a_page_is_split_into_sections_of_prose_and_code():
    index = korean_search.collect({"a/page.html": SMALL}, {"a/page": 0.5})
    assert index["pages"] == [["a/page.html", "첫 제목", 0.5]]
    assert index["sections"] == [
        [0, "top", "첫 제목", "앞 글 1/√n이다.\n뒤 글", ""],
        [0, "inner", "안 제목", "속 글", "keras.Model 2.303"],
    ]


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\(1/\text{fan}_\text{in}\)", "1/fanin"),
        (r"\(\frac{1}{1-\beta}\)", "1/(1-β)"),
        (r"\(\ln 10 \approx 2.303\)", "ln 10 ≈2.303"),
    ],
)
def test_a_formula_in_an_excerpt_can_be_read(tex, text):
    assert korean_search.readable(tex) == text
