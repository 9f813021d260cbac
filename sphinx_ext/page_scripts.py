"""쪽마다 실리는 스크립트를 간추린다.

jupyter-book과 확장들은 모든 쪽에 모든 스크립트를 싣는다. 여기서는 쪽의 글에 쓰이는 것만 남기고
(수식이 없는 쪽에는 MathJax가 없다), 두 번 실린 것과 바깥 주소를 가리키는 thebe는 뺀다. 남은 파일은
쪽을 다 그린 뒤에 실행되게 미룬다(defer).
"""

import os
import re

from sphinx.application import Sphinx
from sphinx.builders.html._assets import _JavaScript

# 스크립트의 이름이나 글에 있는 말 → 쪽의 글에 이것이 있어야 싣는다
NEEDED_BY = {
    "thebe": r"(?!)",
    "mathjax": r'class="[^"]*\bmath\b',
    # jupyter-book은 _static의 스크립트를 모두 싣는다. 이것들은 MathJax가 쓸 때 스스로 부른다.
    "mathjax/ui/": r"(?!)",
    "mathjax/input/": r"(?!)",
    "maths.js": r'class="[^"]*\bmath\b',
    "clipboard": r'class="highlight\b',
    "copybutton": r'class="highlight\b',
    "toggle": r'class="[^"]*\b(toggle|dropdown admonition|admonition dropdown)\b',
    "design-tabs": r'class="[^"]*\bsd-tab-set\b',
    "figure_zoom.js": r"<figure\b",
    "quiz.js": r'class="[^"]*\bquiz-record\b',
    # 모듈은 explorable이 쓰이는 쪽에만 type="module"로 싣는다.
    "explore/": r"(?!)",
    # 판을 고르는 단추와 글자마다 찾는 기능에만 쓰인다. 둘 다 이 책에 없다.
    "documentation_options.pagename": r"(?!)",
    "documentation_options.search_as_you_type": r"(?!)",
}


def needed(text: str, body: str) -> bool:
    marks = [mark for word, mark in NEEDED_BY.items() if word in text.lower()]
    return all(re.search(mark, body) for mark in marks)


def tidy(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    body, kept, seen = context.get("body", ""), [], set()
    for script in context.get("script_files", []):
        name = os.fspath(script.filename or "")
        text = name or script.attributes.get("body", "")
        if text in seen or not needed(text, body):
            continue
        seen.add(text)
        # 찾기 쪽의 스크립트는 미루지 않은 것들이라 앞의 것을 미루면 차례가 뒤바뀐다.
        if name and pagename != "search":
            attributes = script.attributes | {"defer": "defer"}
            script = _JavaScript(name, priority=script.priority, **attributes)
        kept.append(script)
    context["script_files"] = kept


def setup(app: Sphinx) -> dict:
    app.add_js_file("maths.js")
    # 다른 확장들이 쪽에 스크립트를 더한 뒤에 간추린다.
    app.connect("html-page-context", tidy, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
