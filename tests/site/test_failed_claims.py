"""성립하지 않은 주장이 책을 막지 않고, 상자와 목록으로 보이는지 확인한다."""

import linecache
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from subprocess import CompletedProcess

import failed_claims
import inside_kernel
import nbformat
import numpy as np
import pytest
from nbformat import NotebookNode
from tiny_book import ROOT, lay_out, notebook

COUNT = "with open('.ran', 'a') as log:\n    log.write('x')"
LOSSES = "import numpy as np\nlosses = np.array([2.5, np.nan, 2.25])"
WRONG = "assert len(losses) == 3 and np.all(losses < 2.4)"
MENDED = "assert len(losses) == 3 and not np.all(losses < 2.4)"
BROKEN_INDEX = "last = losses[7]\nassert last > 2"
TIMING = "chapters/build_and_timing"
SENTENCE = "세 시드의 손실이 모두 2.4보다 작다."


def page(claim: str, *, index: str = "last = 1\nassert last", closing: str = "끝.") -> NotebookNode:
    """주장 둘이 있는 쪽. 첫째 주장은 뒤의 문단에, 둘째 주장은 앞의 문단에 적혀 있다."""
    made = notebook(COUNT, LOSSES, claim, index)
    text = nbformat.v4.new_markdown_cell
    made.cells.insert(4, text(f"{SENTENCE} 셋뿐이지만\n믿는다.\n\n둘째 문단.", id="sentence"))
    made.cells.append(text(f"(next-section)=\n## 다음 절\n\n{closing}", id="next"))
    for position in (3, 5):
        made.cells[position].metadata.tags = ["remove-cell"]
    return made


@dataclass
class Build:
    """`make book`을 한 번 부른 결과와 그때의 쪽, 그때까지 쪽이 실행된 횟수."""

    result: CompletedProcess
    page: str
    timing: str
    times: int

    @property
    def told(self) -> str:
        return self.result.stdout + self.result.stderr


@dataclass
class Story:
    """작은 책 하나에 차례로 일어난 일.

    Attributes:
        broken: 주장 둘이 성립하지 않을 때.
        again: 아무것도 바꾸지 않고 다시 부른 것.
        strict: 아무것도 바꾸지 않고 STRICT=1로 다시 부른 것.
        edited: 글만 고쳤을 때.
        forgotten: 실행 캐시를 지우고 다른 쪽을 고친 뒤 STRICT=1로 부른 것.
        shown: 성립하지 않은 주장의 셀을 보이는 셀로 바꾸었을 때.
        mended: 주장을 고치고 STRICT=1로 부른 것.
    """

    broken: Build
    again: Build
    strict: Build
    edited: Build
    forgotten: Build
    shown: Build
    mended: Build


@pytest.fixture(scope="module")
def story(tmp_path_factory) -> Story:
    book = lay_out(tmp_path_factory.mktemp("claims"), "intro", "chapters/page", TIMING)
    shutil.copy(ROOT / "Makefile", book)
    (book / "intro.md").write_text("# 첫 쪽\n", encoding="utf-8")
    (book / "references.bib").touch()
    (book / "chapters").mkdir()
    shutil.copy(ROOT / f"{TIMING}.md", book / "chapters")
    for folder in ("exercises", "experiments", "benchmarks", "packages/trainlab"):
        (book / folder).mkdir(parents=True)
    # 나누어 줄 휠은 만들지 않는다.
    tools = book / "tools"
    tools.mkdir()
    (tools / "jupyter-book").symlink_to(Path(sys.executable).parent / "jupyter-book")
    (tools / "uv").symlink_to(shutil.which("true"))

    def build(*options: str, made: NotebookNode | None = None) -> Build:
        if made:
            nbformat.write(made, book / "chapters" / "page.ipynb")
        # 이미 갖춘 환경을 다시 만들지 않는다.
        command = ["make", "-o", ".venv/.ready", "BIN=tools", "book", *options]
        environment = os.environ | {"WARMGRADE_PRELOAD": ""}
        environment.pop("STRICT", None)
        result = subprocess.run(
            command, cwd=book, env=environment, text=True, capture_output=True, check=False
        )
        print(result.stdout, result.stderr)
        html = [book / "_build" / "html" / f"{name}.html" for name in ("chapters/page", TIMING)]
        texts = [path.read_text(encoding="utf-8") for path in html]
        return Build(result, *texts, len((book / "chapters" / ".ran").read_text()))

    broken = build(made=page(WRONG, index=BROKEN_INDEX))
    again, strict = build(), build("STRICT=1")
    edited = build(made=page(WRONG, index=BROKEN_INDEX, closing="고친 글."))
    shutil.rmtree(book / "_build" / ".jupyter_cache")
    (book / "intro.md").write_text("# 고친 첫 쪽\n", encoding="utf-8")
    forgotten = build("STRICT=1")
    visible = page(WRONG, index=BROKEN_INDEX)
    visible.cells[3].metadata.tags = []
    shown = build(made=visible)
    mended = build("STRICT=1", made=page(MENDED))
    return Story(broken, again, strict, edited, forgotten, shown, mended)


def boxes(build: Build) -> list[str]:
    """상자마다 그 글. 태그는 뺀다."""
    found = re.findall(r'<div class="failed-claim admonition">.*?</div>', build.page, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", "", box)).split()) for box in found]


def test_a_claim_that_fails_costs_no_book_and_its_box_shows_what_this_machine_saw(story):
    assert story.broken.result.returncode == 0
    first, second = boxes(story.broken)
    assert "np.all(losses < 2.4)" in first
    assert "len(losses)" not in first
    assert "losses = [2.5, nan, 2.25]" in first
    assert "last = losses[7]" in second
    assert "IndexError: index 7 is out of bounds" in second
    assert "AssertionError" not in story.broken.page


def test_the_box_stands_under_its_sentence(story):
    html = story.broken.page
    first, second = (match.start() for match in re.finditer('class="failed-claim', html))
    assert html.index(SENTENCE) < html.index("믿는다") < first < html.index("둘째 문단")
    assert html.index("둘째 문단") < second < html.index('id="next-section"')


@pytest.mark.parametrize("name", ["broken", "again", "strict", "edited", "forgotten"])
def test_every_build_ends_with_the_list_until_the_claim_is_mended(story, name):
    told = getattr(story, name).result.stdout
    assert "주장 2곳 가운데 2곳이 이 컴퓨터에서 성립하지 않았다." in told
    assert "쪽 (chapters/page.ipynb의 code-2 셀)\n  주장: np.all(losses < 2.4)" in told
    assert "  나온 값: losses = [2.5, nan, 2.25]" in told
    assert "쪽 (chapters/page.ipynb의 code-3 셀)\n  주장: last = losses[7]" in told


def test_strict_fails_even_when_a_lax_build_has_just_succeeded(story):
    assert story.again.result.returncode == 0
    assert story.strict.result.returncode != 0


def test_a_warm_rebuild_keeps_the_boxes_without_executing_again(story):
    assert "고친 글" in story.edited.page
    assert len(boxes(story.edited)) == 2
    assert story.edited.times == story.broken.times == 1


def test_a_page_whose_outputs_are_gone_is_executed_again_and_does_not_pass_unseen(story):
    assert story.forgotten.times == 2
    assert story.forgotten.result.returncode != 0
    assert len(boxes(story.forgotten)) == 2


def test_the_same_error_in_a_cell_that_readers_see_stops_the_build(story):
    assert story.shown.result.returncode != 0
    assert "page.ipynb의 code-2 셀" in story.shown.told
    assert WRONG in story.shown.told
    assert story.shown.times == 3


def test_the_box_and_the_list_go_when_the_claim_is_mended(story):
    assert story.mended.result.returncode == 0
    assert boxes(story.mended) == []
    assert "성립하지 않" not in story.mended.told


def test_the_timing_page_shows_the_arithmetic_of_the_kernels_and_how_many_claims_held(story):
    version = ".".join(map(str, sys.version_info[:3]))
    assert f"{version} (" in story.broken.timing
    assert f"{np.__version__}, X86_V2" in story.broken.timing or sys.platform != "linux"
    assert "2곳 가운데 0곳에서 성립했다." in story.broken.timing
    assert "2곳 가운데 2곳에서 성립했다." in story.mended.timing


def failure(source: str, **names: object) -> dict:
    """source를 커널처럼 실행해 낸 오류를 `failed_claim`이 풀어 쓴 것."""
    linecache.cache["<cell>"] = (len(source), None, source.splitlines(keepends=True), "<cell>")
    with pytest.MonkeyPatch.context() as patch:
        try:
            exec(compile(source, "<cell>", "exec"), {"np": np, **names})
        except Exception as error:
            patch.setattr(sys, "last_value", error, raising=False)
        return inside_kernel.failed_claim(source)


HELPER = """def at_least(x, bound):
    half = x / 2
    assert half > bound, "반"


at_least(4, 1)
at_least(1, 1)
"""
TOLD = {
    "the false part of an and": (
        "assert a < 1 and np.max(b) < 3 and a > 5",
        "np.max(b) < 3",
        [("np.max(b)", "4")],
    ),
    "the first item for which all(…) fails": (
        "assert all(row.sum() < s for s, row in zip((9, 8), [b, b + 2]))",
        "all((row.sum() < s for s, row in zip((9, 8), [b, b + 2])))",
        [("row.sum()", "11"), ("s", "8")],
    ),
    "what was given to a function": (
        "assert np.allclose(b, a, atol=1e-3)",
        "np.allclose(b, a, atol=0.001)",
        [("b", "[3, 4]"), ("a", "0.333333")],
    ),
    "a name alone": ("assert not text", "not text", [("text", "'글'")]),
    "the round of a loop": (
        "for name in '가나':\n    assert name < '나', name",
        "name < '나'",
        [("name", "'나'")],
    ),
    "a claim inside a helper": (HELPER, "half > bound", [("half", "0.5"), ("bound", "1")]),
    "a statement that could not be done": (
        "first = 1\nbest = b[a > 0][5]",
        "best = b[a > 0][5]",
        [("a", "0.333333")],
    ),
    "an empty comparison with NaN": (
        "assert np.nan < a",
        "np.nan < a",
        [("np.nan", "nan"), ("a", "0.333333")],
    ),
    "a large array": (
        "assert wide.min() > 0 or np.all(wide > 0)",
        "wide.min() > 0 or np.all(wide > 0)",
        [("wide.min()", "nan"), ("wide", "2×50개, -1부터 97까지, NaN 1개")],
    ),
}


@pytest.mark.parametrize(("source", "claim", "values"), TOLD.values(), ids=TOLD.keys())
def test_a_failure_is_told_by(source, claim, values):
    wide = np.arange(-1.0, 99.0).reshape(2, 50)
    wide[1, 49] = np.nan
    told = failure(source, a=1 / 3, b=np.array([3, 4]), text="글", wide=wide)
    assert (told["claim"], told["values"]) == (claim, values)


def test_a_cell_with_a_syntax_error_tells_the_error_alone():
    told = failure("assert (1")
    assert told["claim"] == ""
    assert told["values"] == []
    assert told["error"].startswith("SyntaxError")


PLACES = {
    "한 문단.\n이어진 줄.\n\n둘째": "한 문단.\n이어진 줄.\n",
    "한 문단뿐": "한 문단뿐",
    "- 하나\n- 둘\n\n문단": "- 하나\n- 둘\n",
    "| 가 | 나 |\n|---|---|\n| 1 | 2 |\n\n문단": "| 가 | 나 |\n|---|---|\n| 1 | 2 |\n",
    "(label)=\n## 제목\n\n문단": "",
    "## 제목\n\n문단": "",
    "```{admonition} 예측\n글\n```\n\n문단": "",
    ":::{note}\n글\n:::\n\n문단": "",
}


@pytest.mark.parametrize(("text", "sentence"), PLACES.items())
def test_the_box_comes_after_the_first_paragraph_but_before_a_heading_or_a_box(text, sentence):
    assert text[: failed_claims.after_sentence(text)].strip() == sentence.strip()
