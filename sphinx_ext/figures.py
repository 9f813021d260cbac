"""그림마다 크기를 적고, 첫 그림 뒤의 것은 화면에 가까워질 때 불러오게 하고, SVG를 가볍게 한다.

크기가 적혀 있으면 그림을 받기 전에 자리가 잡혀 글이 밀려나지 않는다. matplotlib의 SVG는 좌표를
소수점 아래 여섯 자리까지 적는다. 화면의 한 점보다 훨씬 가는 자리라 둘째 자리까지만 남긴다.
"""

import re
import struct
from pathlib import Path

from sphinx.application import Sphinx

IMAGE = re.compile(r"<img\b[^>]*>")
SOURCE = re.compile(r'\bsrc="(?:[^"]*/)?_images/([^"]+)"')
ROOT = re.compile(r"<svg\b[^>]*>")
LENGTH = re.compile(r'\b(width|height)="([\d.]+)(pt|px)?"')
PIXELS = {"pt": 4 / 3, "px": 1, None: 1}
METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.S)
DOCTYPE = re.compile(r"<!DOCTYPE[^>]*>\s*")
# 좌표가 적힌 속성. 글자의 배율처럼 작은 수가 뜻을 갖는 transform은 건드리지 않는다.
COORDINATES = re.compile(r'\b(d|x|y|x1|y1|x2|y2|points)="([^"]*)"')
DECIMALS = re.compile(r"(\d+\.\d\d)\d+")


def size(path: Path) -> tuple[int, int] | None:
    """그림이 본디 차지하는 화면의 점(가로, 세로). 알 수 없는 형식이면 None."""
    if path.suffix == ".svg":
        found = ROOT.search(path.read_text(encoding="utf-8"))
        told = {name: float(n) * PIXELS[unit] for name, n, unit in LENGTH.findall(found[0])}
        return (round(told["width"]), round(told["height"])) if len(told) == 2 else None
    if path.suffix == ".png":
        return struct.unpack(">II", path.read_bytes()[16:24])
    return None


def lighten(svg: str) -> str:
    """보이는 것은 그대로인 더 짧은 SVG."""

    def shorten(found: re.Match) -> str:
        coordinates = DECIMALS.sub(r"\1", found[2]).split()
        return f'{found[1]}="{" ".join(coordinates)}"'

    return COORDINATES.sub(shorten, DOCTYPE.sub("", METADATA.sub("", svg)))


def describe(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    if "body" not in context:
        return
    sources = {name: Path(app.srcdir, path) for path, name in app.builder.images.items()}
    seen = 0

    def measured(found: re.Match) -> str:
        nonlocal seen
        tag, source = found[0], SOURCE.search(found[0])
        if not source or source[1] not in sources:
            return tag
        seen += 1
        added = "" if seen == 1 else ' loading="lazy"'
        known = size(sources[source[1]])
        if known and "width=" not in tag and "style=" not in tag:
            added += ' width="{}" height="{}"'.format(*known)
        return re.sub(r"\s*/?>$", f'{added} decoding="async" />', tag)

    context["body"] = IMAGE.sub(measured, context["body"])


def lighten_all(app: Sphinx, error: Exception | None) -> None:
    if error:
        return
    for path in Path(app.outdir, "_images").glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        if (short := lighten(text)) != text:
            path.write_text(short, encoding="utf-8")


def setup(app: Sphinx) -> dict:
    app.connect("html-page-context", describe)
    app.connect("build-finished", lighten_all)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
