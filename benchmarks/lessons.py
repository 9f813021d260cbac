"""강의마다 쪽의 꼴을 잰다: 보이는 코드, 휴대 전화의 화면 수, 그림, 첫 그림까지의 화면, 주장, 초.

쓰는 법: python benchmarks/lessons.py [강의 …]        (먼저 make book)

화면 하나는 390×844 픽셀이다. 접힌 코드와 내용은 접힌 채로 잰다. 초는 책을 지을 때 걸린 시간이다.
"""

import argparse
import re
import shutil
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import nbformat
from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
HTML = ROOT / "_build" / "html" / "chapters"
WIDTH, HEIGHT = 390, 844
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FOLDED = ("hide-input", "hide-cell", "remove-input")
# 쪽의 높이와, 그림의 수와, 첫 그림의 위쪽 끝(픽셀).
_MEASURE = """() => {
    const article = document.querySelector("article.bd-article");
    const pictures = [...article.querySelectorAll("figure img, .cell_output img, svg.explorable")];
    const top = element => element.getBoundingClientRect().top + window.scrollY;
    return {
        height: article.getBoundingClientRect().height,
        figures: pictures.length,
        first: pictures.length ? top(pictures[0]) - top(article) : null,
    };
}"""


@dataclass(frozen=True)
class Shape:
    """강의 하나의 꼴. screens와 first_figure의 단위는 휴대 전화의 화면이다."""

    visible: int
    folded: int
    screens: float
    figures: int
    first_figure: float | None
    claims: int
    seconds: float


def code_lines(path: Path) -> tuple[int, int]:
    """빈 줄을 뺀 코드의 줄 수: 보이는 것과 접힌 것."""
    visible = folded = 0
    for cell in nbformat.read(path, as_version=4).cells:
        tags = cell.metadata.get("tags", [])
        if cell.cell_type == "code" and "remove-cell" not in tags:
            count = sum(bool(line.strip()) for line in cell.source.splitlines())
            if set(tags) & set(FOLDED):
                folded += count
            else:
                visible += count
    return visible, folded


def seconds() -> dict[str, float]:
    """쪽의 파일 이름 → 책을 지을 때 걸린 초."""
    timing = (HTML / "build_and_timing.html").read_text(encoding="utf-8")
    rows = re.findall(
        r'<td><p><a[^>]*href="(\w+)\.html[^>]*>.*?</td>\s*<td><p>([\d.]+)</p>', timing, re.DOTALL
    )
    return {name: float(value) for name, value in rows}


def measure(page: Page, path: Path, took: dict[str, float]) -> Shape:
    page.goto((HTML / f"{path.stem}.html").as_uri())
    seen = page.evaluate(_MEASURE)
    claims = ROOT / "tests" / "lessons" / "claims" / f"{path.stem}.toml"
    flips = tomllib.loads(claims.read_text(encoding="utf-8")).get("flips", [])
    first = None if seen["first"] is None else seen["first"] / HEIGHT
    return Shape(
        *code_lines(path),
        seen["height"] / HEIGHT,
        seen["figures"],
        first,
        len(flips),
        took.get(path.stem, float("nan")),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="강의마다 쪽의 꼴을 잰다.")
    parser.add_argument("lessons", nargs="*", default=[""], help="이렇게 시작하는 강의만")
    wanted = tuple(parser.parse_args().lessons)
    executable = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if executable is None or not HTML.is_dir():
        print("크로미엄을 설치하고 make book을 먼저 실행하세요.", file=sys.stderr)
        return 2
    titles = ("강의", "보이는 코드", "접힌 코드", "화면", "그림", "첫 그림까지", "뒤집기", "초")
    table = Table(*titles, title=f"강의의 꼴({WIDTH}×{HEIGHT})")
    took = seconds()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for path in sorted((ROOT / "chapters").glob("[01][0-9]_*.ipynb")):
            if path.stem.startswith(wanted):
                shape = measure(page, path, took)
                first = "–" if shape.first_figure is None else f"{shape.first_figure:.1f}"
                values = (shape.visible, shape.folded, f"{shape.screens:.1f}", shape.figures)
                rest = first, shape.claims, f"{shape.seconds:.1f}"
                table.add_row(path.stem, *map(str, (*values, *rest)))
        browser.close()
    Console().print(table)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
