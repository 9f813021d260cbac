"""지어진 책에서 아무 쪽도 쓰지 않는 테마와 확장의 파일을 지운다.

`_static`의 파일 가운데 쪽, 스타일, 스크립트 어디에도 이름이 나오지 않는 것을 지운다. 스크립트의
원본 지도(.map)와 번역 목록은 이름이 나와도 쓸모가 없다. 사용 허락을 적은 파일은 남긴다.
"""

from pathlib import Path

from sphinx.application import Sphinx

NEVER = (".map", ".mo", ".po", ".ttf", ".woff2")
# 수식의 글꼴과 확장은 MathJax가 이름을 지어 내어 부른다.
ALWAYS = ("mathjax",)
TEXT = (".css", ".js", ".svg", ".json", ".webmanifest")


def is_licence(path: Path) -> bool:
    return "license" in path.name.lower()


def sweep(app: Sphinx, error: Exception | None) -> None:
    if error:
        return
    site = Path(app.outdir)
    files = [p for p in (site / "_static").rglob("*") if p.is_file() and not is_licence(p)]
    own = [path for path in files if not set(ALWAYS) & set(path.parts)]
    # 묶고 남은 원래 스타일은 서로를 부를 뿐이다.
    sheets = {path for path in own if path.suffix == ".css" and path.name != "book.css"}
    pages = [p for p in site.rglob("*.html") if "_static" not in p.parts]
    told = pages + [p for p in own if p.suffix in TEXT and p not in sheets]
    texts = {path: path.read_text(encoding="utf-8") for path in told}
    for path in own:
        mentioned = any(path.name in text for other, text in texts.items() if other != path)
        if path.suffix in NEVER or not mentioned:
            path.unlink()
    for folder in sorted((site / "_static").rglob("*"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def setup(app: Sphinx) -> dict:
    # 스타일과 글꼴을 묶은 뒤에 한다.
    app.connect("build-finished", sweep, priority=820)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
