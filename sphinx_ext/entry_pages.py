"""책의 뿌리(`index.html`)와 없는 주소(`404.html`)에 놓이는 쪽.

둘 다 다른 파일을 부르지 않는다. 404 쪽은 어느 깊이의 주소에서도 보이므로, 책이 펴내진 곳을 알면 그
주소로 링크를 건다.
"""

from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from page_metadata import shared_tags, summary
from sphinx.application import Sphinx

REDIRECT = """<!DOCTYPE html>
<html lang="ko">
<head>
<meta charset="utf-8" />
<title>{title}</title>
<meta http-equiv="refresh" content="0; url={first}" />
{tags}
</head>
<body><p><a href="{first}">{title}</a></p></body>
</html>
"""
NOT_FOUND = """<!DOCTYPE html>
<html lang="ko">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="robots" content="noindex" />
<title>찾는 쪽이 없습니다 — {title}</title>
<style>
:root {{ color-scheme: light dark; }}
html {{ background: #fff; color: #14181e; }}
a {{ color: #0a56c2; }}
body {{ font: 1.05rem/1.75 system-ui, sans-serif; margin: 15vh auto 2rem; max-width: 34rem;
  padding: 0 1.25rem; word-break: keep-all; }}
form {{ display: flex; gap: .5rem; margin-block: 1.5rem; }}
input {{ flex: 1; font: inherit; min-width: 0; padding: .4rem .7rem; }}
button {{ font: inherit; padding: .4rem 1rem; }}
@media (prefers-color-scheme: dark) {{
  html {{ background: #14181e; color: #ced6dd; }}
  a {{ color: #8ab4f8; }}
}}
</style>
</head>
<body>
<main>
<h1>찾는 쪽이 없습니다</h1>
<p>주소가 바뀌었거나 잘못 적혔습니다. 낱말로 찾거나 첫 쪽에서 다시 시작하세요.</p>
<form action="{root}search.html" role="search">
<input type="search" name="q" aria-label="책에서 찾기" placeholder="책에서 찾기" />
<button>찾기</button>
</form>
<p><a href="{root}{first}">{title}</a></p>
</main>
</body>
</html>
"""


def write(app: Sphinx, error: Exception | None) -> None:
    if error:
        return
    root = app.config.root_doc
    fields = {
        "title": escape(app.config.html_title),
        "first": app.builder.get_target_uri(root),
        "root": urlsplit(app.config.html_baseurl).path,
        "tags": shared_tags(app, root, app.config.html_title, summary(app.env.get_doctree(root))),
    }
    site = Path(app.outdir)
    (site / "index.html").write_text(REDIRECT.format(**fields), encoding="utf-8")
    (site / "404.html").write_text(NOT_FOUND.format(**fields), encoding="utf-8")


def setup(app: Sphinx) -> dict:
    app.connect("build-finished", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
