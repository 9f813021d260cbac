"""작은 책을 지어 확장들의 약속을 확인한다."""

import shutil
from pathlib import Path

import nbformat
import pytest
import repository
from executed import fingerprint
from sphinx.config import Config

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def book(tmp_path) -> Path:
    """이 책의 설정을 그대로 쓰는 한 쪽짜리 책. 쪽은 src/trainlab의 모듈 하나를 들여온다."""
    shutil.copy(ROOT / "_config.yml", tmp_path)
    shutil.copytree(ROOT / "sphinx_ext", tmp_path / "sphinx_ext")
    shutil.copytree(ROOT / "_static", tmp_path / "_static")
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: page\n", encoding="utf-8")
    (tmp_path / "uv.lock").write_text("", encoding="utf-8")
    helper = tmp_path / "src" / "trainlab" / "helper.py"
    helper.parent.mkdir(parents=True)
    helper.write_text("VALUE = 'first-value'\n", encoding="utf-8")
    write(tmp_path, "import sys; sys.path.insert(0, 'src/trainlab'); import helper; helper.VALUE")
    return tmp_path


def write(book: Path, code: str, markdown: str = "# 쪽") -> None:
    v4 = nbformat.v4
    cells = [v4.new_markdown_cell(markdown, id="title"), v4.new_code_cell(code, id="code")]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(v4.new_notebook(cells=cells, metadata=kernel), book / "page.ipynb")


def page(book: Path) -> str:
    return (book / "_build" / "html" / "page.html").read_text(encoding="utf-8")


def test_a_change_in_trainlab_re_executes_the_page(book, run):
    assert run("jupyter-book", "build", ".", cwd=book).returncode == 0
    assert "first-value" in page(book)
    helper = book / "src" / "trainlab" / "helper.py"
    helper.write_text("VALUE = 'second-value'\n", encoding="utf-8")
    assert run("jupyter-book", "build", ".", cwd=book).returncode == 0
    assert "second-value" in page(book)


def test_a_failing_cell_fails_the_build_every_time_and_names_the_notebook(book, run):
    write(book, "raise RuntimeError('일부러')")
    for _ in range(2):
        result = run("jupyter-book", "build", ".", cwd=book)
        assert result.returncode != 0
        assert "page.ipynb" in result.stdout + result.stderr


def test_fingerprint_follows_the_lock_file_and_the_helpers(book):
    seen = {fingerprint(book)}
    (book / "uv.lock").write_text("new", encoding="utf-8")
    seen.add(fingerprint(book))
    (book / "src" / "trainlab" / "other.py").write_text("", encoding="utf-8")
    seen.add(fingerprint(book))
    assert len(seen) == 3


QUIZ = "# 쪽\n\n```{{quiz}}\n질문\n\n{}\n```\n"
RIGHT, WRONG = "- [o] 하나\n\n  까닭", "- [x] 둘\n\n  까닭"


def test_quiz_marks_the_right_option_and_keeps_the_explanations(book, run):
    write(book, "1", QUIZ.format(f"{RIGHT}\n{WRONG}"))
    assert run("jupyter-book", "build", ".", cwd=book).returncode == 0
    html = page(book)
    assert html.count("<details") == 2
    assert html.index("quiz-right") < html.index("하나") < html.index("quiz-wrong")
    assert "[o]" not in html


def test_each_malformed_quiz_is_reported_in_one_sentence(book, run):
    malformed = [f"{WRONG}\n{WRONG}", f"{RIGHT}\n- [x] 설명 없음", "목록이 없다"]
    write(book, "1", "".join(QUIZ.format(options) for options in malformed))
    report = run("jupyter-book", "build", ".", cwd=book).stderr
    assert "맞는 보기가 하나여야 합니다. 지금은 0개입니다." in report
    assert "설명 문단이 있어야 합니다" in report
    assert "보기 목록이 필요합니다" in report


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
