"""펴낸 책을 휴대 전화나 컴퓨터에 설치하고, 한 번 들른 뒤에는 인터넷 없이도 읽게 한다.

웹 앱의 명세(`manifest.webmanifest`)와 아이콘, 서비스 워커(`sw.js`)를 책의 뿌리에 쓴다.
서비스 워커는 책 한 판을 통째로 받아 두지만 인터넷이 없을 때만 내준다. 그래서 새 판을 펴내면
곧바로 새 쪽이 보인다. 책이 펴내지는 곳을 모르면 아무것도 쓰지 않는다.
"""

import base64
import hashlib
import json
from pathlib import Path

from page_metadata import CARD, summary
from sphinx.application import Sphinx

WORKER, MANIFEST = "sw.js", "manifest.webmanifest"
SCRIPT = Path(__file__).parent / "templates" / WORKER
# 읽는 데 쓰이지 않는 것. 404 쪽은 없는 주소에서만, 카드는 다른 사이트에서만 보인다.
LEFT_OUT = ("_sources", "reports")
LEFT_OUT_FILES = {WORKER, CARD, "404.html", "objects.inv", "robots.txt", "sitemap.xml"}
LEFT_OUT_KINDS = (".whl", ".map")
BLUE, ORANGE = "#0072b2", "#ffb454"
# 그림을 담는 칸의 비율. 가려도 되는(maskable) 아이콘은 둥글게 잘려도 그림이 남게 줄인다.
ICONS = {
    "_static/icon-192.png": (192, "any", 1.0),
    "_static/icon-512.png": (512, "any", 1.0),
    "_static/icon-maskable.png": (512, "maskable", 0.72),
}
HEAD = """
<link rel="manifest" href="{manifest}" />
<meta name="theme-color" content="{colour}" />
<script>
if (location.protocol.startsWith("http") && !navigator.connection?.saveData)
  addEventListener("load", () => navigator.serviceWorker?.register("{worker}"));
</script>
"""


def draw_icon(target: Path, size: int, purpose: str, scale: float) -> None:
    """favicon.svg와 같은 그림(32칸)을 한 변이 `size`점인 PNG로 그린다."""
    from matplotlib.figure import Figure
    from matplotlib.patches import Circle, FancyBboxPatch, PathPatch
    from matplotlib.path import Path as Curve

    half = 16 / scale
    figure = Figure(figsize=(1, 1), dpi=size, facecolor=BLUE if purpose == "maskable" else "none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(16 - half, 16 + half), ylim=(16 + half, 16 - half))
    axes.axis("off")
    rounded = "round,pad=0,rounding_size=6"
    axes.add_patch(FancyBboxPatch((0, 0), 32, 32, rounded, facecolor=BLUE, linewidth=0))
    curve = Curve([(5, 8), (12, 8), (9, 24), (27, 24)], [Curve.MOVETO, *[Curve.CURVE4] * 3])
    width = 3 / (2 * half) * 72
    line = PathPatch(curve, facecolor="none", edgecolor="white", lw=width, capstyle="round")
    axes.add_patch(line)
    axes.add_patch(Circle((5.5, 8), 2.4, facecolor="white", linewidth=0))
    axes.add_patch(Circle((26.5, 24), 2.4, facecolor=ORANGE, linewidth=0))
    figure.savefig(target, dpi=size, facecolor=figure.get_facecolor())


def manifest(title: str, description: str, first: str) -> dict:
    """웹 앱의 명세. 주소는 모두 명세가 놓인 곳에서 본 것이라 책이 하위 경로에 있어도 된다."""
    return {
        "name": title,
        "short_name": title,
        "description": description,
        "lang": "ko",
        "id": "./",
        "start_url": first,
        "scope": "./",
        "display": "minimal-ui",
        "theme_color": BLUE,
        "background_color": "#ffffff",
        "icons": [
            {"src": name, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for name, (size, purpose, _) in ICONS.items()
        ],
    }


def is_read(path: Path) -> bool:
    return not (
        path.name.startswith(".")
        or path.parts[0] in LEFT_OUT
        or path.as_posix() in LEFT_OUT_FILES
        or path.suffix in LEFT_OUT_KINDS
    )


def hashes(site: Path) -> dict[str, str]:
    """읽는 데 쓰이는 파일 → 내용의 SHA-256(base64). 브라우저가 받은 것을 이것으로 확인한다."""
    files = (path.relative_to(site) for path in sorted(site.rglob("*")) if path.is_file())
    return {
        path.as_posix(): base64.b64encode(
            hashlib.sha256((site / path).read_bytes()).digest()
        ).decode()
        for path in files
        if is_read(path)
    }


def worker(files: dict[str, str]) -> str:
    listed = json.dumps(files, indent=0, ensure_ascii=False)
    version = hashlib.sha256(listed.encode()).hexdigest()[:16]
    script = SCRIPT.read_text(encoding="utf-8")
    return f'const VERSION = "{version}";\nconst FILES = {listed};\n{script}'


def describe(app: Sphinx, page: str, templatename: str, context: dict, doctree: object) -> None:
    if app.config.html_baseurl:
        pathto = context["pathto"]
        head = HEAD.format(manifest=pathto(MANIFEST, 1), worker=pathto(WORKER, 1), colour=BLUE)
        context["metatags"] = context.get("metatags", "") + head


def write(app: Sphinx, error: Exception | None) -> None:
    if error:
        return
    site = Path(app.outdir)
    if not app.config.html_baseurl:
        # 주소를 지우고 다시 지은 책에 앞서 쓴 것이 남지 않게 한다.
        for name in (WORKER, MANIFEST, *ICONS):
            (site / name).unlink(missing_ok=True)
        return
    for name, icon in ICONS.items():
        draw_icon(site / name, *icon)
    root = app.config.root_doc
    told = manifest(
        app.config.html_title, summary(app.env.get_doctree(root)), app.builder.get_target_uri(root)
    )
    text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    (site / MANIFEST).write_text(text, encoding="utf-8")
    (site / WORKER).write_text(worker(hashes(site)), encoding="utf-8")


def setup(app: Sphinx) -> dict:
    app.connect("html-page-context", describe)
    # 쪽과 파일이 마지막 모양이 된 뒤에, unused_files 다음에 쓴다.
    app.connect("build-finished", write, priority=830)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
