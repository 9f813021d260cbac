"""지어진 파일을 브라우저 없이 읽어, 있어서는 안 될 것이 없는지 본다."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOISE = re.compile(
    r'class="output stderr|Traceback|\w+Warning:|WARNING|/home/|/Users/|/site-packages/|/tmp/'
    r"|object at 0x|\w at 0x[0-9a-f]{6}"
)


@pytest.fixture(scope="module")
def html(site) -> dict[str, str]:
    pages = {p.relative_to(site).as_posix(): p for p in site.glob("chapters/*.html")}
    return {name: path.read_text(encoding="utf-8") for name, path in pages.items()}


def test_no_page_shows_stderr_warnings_or_absolute_paths(html):
    assert html
    for name, text in html.items():
        found = NOISE.search(text)
        assert not found, f"{name}: {text[found.start() - 80 : found.end() + 80]}"
        assert str(ROOT) not in text, name


def test_labels_of_the_page_are_korean(html):
    for name, text in html.items():
        assert not re.search(r"(Show|Hide) code|>(Next|Previous|Contents|Search)<", text), name


def test_tables_made_by_code_are_tables(html):
    for name, text in html.items():
        found = re.search(r"<p>\|[^<]{0,80}", text)
        assert not found, f"{name}: {found[0]}"


def test_timing_page_lists_the_seconds_of_every_notebook(html):
    rows = re.findall(
        r"<td><p><a .*?</a></p></td>\s*<td><p>([\d.]+)</p>", html["chapters/build_and_timing.html"]
    )
    assert len(rows) == len(list(ROOT.glob("chapters/*.ipynb")))
    assert all(float(seconds) > 0 for seconds in rows)


def test_no_solution_hidden_test_or_rubric_is_published(site):
    secrets = ("BEGIN SOLUTION", "HIDDEN TESTS", "MARK SCHEME")
    for path in site.rglob("*"):
        if path.suffix in {".html", ".ipynb", ".md", ".txt", ".js", ".py"}:
            text = path.read_text(encoding="utf-8", errors="ignore")
            assert not any(secret in text for secret in secrets), path
    assert not list(site.rglob("variants.py"))


def test_every_exercise_can_be_downloaded_as_released(site):
    for release in sorted(ROOT.glob("exercises/*/*.ipynb")):
        (download,) = site.glob(f"_downloads/*/{release.name}")
        assert download.read_bytes() == release.read_bytes()


def test_assertion_cells_run_but_do_not_clutter_the_page(html):
    for name, text in html.items():
        if re.search(r"/\d\d_", name):
            assert ">assert</span>" not in text, name
