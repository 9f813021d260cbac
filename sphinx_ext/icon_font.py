"""아이콘 글꼴에서 이 책이 쓰는 글리프만 남긴다.

쓰이는 글리프는 `book.css`에 적힌 사용자 영역(U+E000–F8FF)의 글자다. Font Awesome의 글꼴 세 벌
300 KB가 몇 KB로 줄고, 나머지 두 벌은 선언째 지운다.
"""

import hashlib
import logging
import re
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from sphinx.application import Sphinx
from stylesheet import BOOK

SOURCE = "_static/vendor/fontawesome/webfonts/fa-solid-900.ttf"
FONT = "_static/icons.woff"
FACE = re.compile(r"@font-face\s*\{[^}]*Font Awesome[^}]*\}\s*")
GLYPH = re.compile("[\ue000-\uf8ff]")
# 아이콘이 글자 그대로 적혀 있으므로 글자표를 밝힌다.
CHARSET = '@charset "utf-8";\n'
NEW_FACE = (
    "@font-face{{font-display:block;font-family:'Font Awesome 6 Free';font-weight:900;"
    'src:url(icons.woff?v={digest}) format("woff")}}\n'
)


def cut(source: Path, codes: set[int], target: Path) -> None:
    """글꼴에서 코드들의 글리프만 남겨 WOFF로 쓴다. 같은 입력에서는 같은 파일이 나온다."""
    # 글꼴의 표를 하나 줄일 때마다 한 줄씩 알린다.
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    options = subset.Options(layout_features=[], notdef_outline=False, recalc_timestamp=False)
    with TTFont(source, recalcTimestamp=False) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=codes)
        cutter.subset(font)
        font.flavor = "woff"
        font.save(target)


def cut_for_the_book(app: Sphinx, error: Exception | None) -> None:
    sheet, source = Path(app.outdir, BOOK), Path(app.outdir, SOURCE)
    if error or not source.exists():
        return
    text = sheet.read_text(encoding="utf-8")
    target = Path(app.outdir, FONT)
    cut(source, set(map(ord, GLYPH.findall(text))), target)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()[:8]
    face = NEW_FACE.format(digest=digest)
    sheet.write_text(CHARSET + face + FACE.sub("", text), encoding="utf-8")


def setup(app: Sphinx) -> dict:
    # stylesheet가 묶은 뒤에 한다.
    app.connect("build-finished", cut_for_the_book, priority=810)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
