"""작은 책을 지어 확장들의 약속을 확인한다."""

from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import executed
import execution_cache
import nbformat
import pytest
import repository
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from nbclient import NotebookClient
from sphinx.config import Config
from tiny_book import ROOT, lay_out, notebook

QUIZ = "```{{quiz}}\n질문\n\n{}\n```\n"
RIGHT, WRONG = "- [o] 하나\n\n  까닭", "- [x] 둘\n\n  까닭"
# 실행될 때마다 ran.txt에 한 글자를 남긴다.
PAGE = """
import sys
sys.path.insert(0, "packages/trainlab/src")
import helper
with open("ran.txt", "a") as log:
    log.write("x")
helper.VALUE
"""
OUTPUTS = [
    "import sys, time\nprint('가')\ntime.sleep(0.3)\nprint('나')",
    "print('경고', file=sys.stderr)\n1 + 1",
    "from IPython.display import HTML, clear_output, display\n"
    "display({'text/plain': '그림', 'image/png': 'iVBORw0KGgo='}, raw=True,"
    " metadata={'image/png': {'width': 3}})",
    "print('지워질 것')\nclear_output(wait=True)\nprint('남을 것')",
    "shown = display(HTML('<b>처음</b>'), display_id='one')",
    "shown.update(HTML('<b>나중</b>'))\nimport ipywidgets\nipywidgets.IntSlider(value=3)",
    "x = 1",
]


@dataclass
class Story:
    """작은 책 하나에 차례로 일어난 일.

    Attributes:
        checked: 오류를 내는 노트북까지 nbval로 실행한 결과.
        failed: 그대로 두 번 지은 결과.
        first: 오류를 고치고 지은 결과와 그때의 쪽, 그때까지 쪽이 실행된 횟수.
        second: packages/trainlab을 고치고 다시 지은 쪽과 그때까지의 횟수.
    """

    folder: Path
    checked: CompletedProcess
    failed: list[CompletedProcess]
    first: tuple[CompletedProcess, str, int]
    second: tuple[CompletedProcess, str, int]


@pytest.fixture(scope="module")
def story(tmp_path_factory, run) -> Story:
    """이 책의 설정을 그대로 쓰는 두 쪽짜리 책. 첫 쪽은 packages/trainlab의 모듈 하나를 들여온다."""
    book = lay_out(tmp_path_factory.mktemp("book"), "page", "broken")
    helper = book / "packages" / "trainlab" / "src" / "helper.py"
    helper.parent.mkdir(parents=True)
    helper.write_text("VALUE = 'first-value'\n", encoding="utf-8")
    page = notebook(PAGE, markdown="# 쪽\n\n" + QUIZ.format(f"{RIGHT}\n{WRONG}"))
    nbformat.write(page, book / "page.ipynb")
    nbformat.write(notebook(*OUTPUTS), book / "outputs.ipynb")
    nbformat.write(notebook("1", "raise RuntimeError('일부러')"), book / "broken.ipynb")

    def build() -> CompletedProcess:
        return run("jupyter-book", "build", ".", cwd=book)

    def built() -> tuple[CompletedProcess, str, int]:
        result = build()
        html = (book / "_build" / "html" / "page.html").read_text(encoding="utf-8")
        return result, html, len((book / "ran.txt").read_text())

    settings = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(book)]
    notebooks = ["page.ipynb", "outputs.ipynb", "broken.ipynb"]
    checked = run("pytest", *settings, *notebooks, cwd=book)
    failed = [build(), build()]
    nbformat.write(notebook("1"), book / "broken.ipynb")
    first = built()
    helper.write_text("VALUE = 'second-value'\n", encoding="utf-8")
    return Story(book, checked, failed, first, built())


def test_the_book_shows_what_nbval_executed_and_does_not_execute_it_again(story):
    result, html, times = story.first
    assert result.returncode == 0
    assert "first-value" in html
    assert times == 1


def test_a_change_in_trainlab_re_executes_the_page(story):
    result, html, times = story.second
    assert result.returncode == 0
    assert "second-value" in html
    assert times == 2


def test_a_failing_cell_fails_the_build_every_time_and_names_the_notebook(story):
    for result in story.failed:
        assert result.returncode != 0
        assert "broken.ipynb의 code-1 셀" in result.stdout + result.stderr
        assert "raise RuntimeError('일부러')" in result.stdout + result.stderr


def test_a_failing_cell_is_reported_by_nbval_and_its_notebook_is_not_left_for_the_book(story):
    assert story.checked.returncode == 1
    assert "FAILED broken.ipynb::Cell 1" in story.checked.stdout
    assert "Cell 1: Cell execution caused an exception" in story.checked.stdout
    assert "raise RuntimeError('일부러')" in story.checked.stdout
    left = list((story.folder / "_build" / ".executed").glob("*/*.ipynb"))
    assert len(left) == 2


def test_outputs_left_by_nbval_equal_those_of_nbclient(story, monkeypatch):
    monkeypatch.setenv("WARMGRADE_PRELOAD", "")
    source = nbformat.read(story.folder / "outputs.ipynb", as_version=4)
    (story.folder / "packages" / "trainlab" / "src" / "helper.py").write_text(
        "VALUE = 'first-value'\n"
    )
    left, data = executed.find(story.folder, source)
    assert 0.3 < data["execution_seconds"] < 60
    assert data["arithmetic"].keys() >= {"파이썬", "NumPy", "BLAS"}
    expected = notebook(*OUTPUTS)
    NotebookClient(expected, record_timing=False).execute()
    # 위젯의 이름은 실행할 때마다 다르다.
    state, expected_state = (nb.metadata.pop("widgets") for nb in (left, expected))
    (widget,) = left.cells[-2].outputs
    (expected_widget,) = expected.cells[-2].outputs
    view = "application/vnd.jupyter.widget-view+json"
    for shown, states in ((widget, state), (expected_widget, expected_state)):
        model = shown.data.pop(view)["model_id"]
        assert states["application/vnd.jupyter.widget-state+json"]["state"][model]
    assert left.metadata == expected.metadata
    assert left.cells == expected.cells


def test_a_page_that_something_else_put_into_the_cache_is_executed_again(tmp_path):
    cache, edited = get_cache(tmp_path), notebook("1 + 1")
    cache.cache_notebook_bundle(CacheBundleIn(edited, "page.ipynb"), check_validity=False)
    assert execution_cache.find(cache, edited) is None


def test_fingerprint_follows_the_lock_file_the_helpers_and_the_records(tmp_path):
    seen = {executed.fingerprint(tmp_path)}
    for name in ("uv.lock", "packages/trainlab/src/other.py", "experiments/record.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("new", encoding="utf-8")
        seen.add(executed.fingerprint(tmp_path))
    assert len(seen) == 4


def test_quiz_marks_the_right_option_and_keeps_the_explanations(story):
    _, html, _ = story.first
    assert html.count("<details") == 2
    assert html.index("quiz-right") < html.index("하나") < html.index("quiz-wrong")
    assert "[o]" not in html


def configured(url: str) -> dict:
    config = Config({}, {})
    config.add("book_repository", url, "html", (str,))
    config.add("html_theme_options", {"search_bar_text": "찾기"}, "html", (dict,))
    repository.enable_buttons(None, config)
    return config.html_theme_options


def test_one_setting_turns_on_the_repository_and_colab_buttons(monkeypatch):
    monkeypatch.delenv("BOOK_REPOSITORY", raising=False)
    assert "repository_url" not in configured("")
    options = configured("https://github.com/someone/course/")
    assert options["repository_url"] == "https://github.com/someone/course"
    assert options["launch_buttons"]["colab_url"].startswith("https://colab")
    assert options["search_bar_text"] == "찾기"
    monkeypatch.setenv("BOOK_REPOSITORY", "https://github.com/other/course")
    assert configured("")["repository_url"] == "https://github.com/other/course"
