"""axe로 여러 갈래의 쪽을 밝고 어두운 화면, 넓고 좁은 화면에서 검사한다.

axe-core는 npm으로 받는다(npm install --no-save axe-core). 없으면 건너뛰되, AXE에 파일의 자리를 적어
줄 수 있다.
"""

import os
from itertools import product
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
AXE = Path(os.environ.get("AXE", ROOT / "node_modules" / "axe-core" / "axe.min.js"))
PAGES = (
    "intro.html",
    "chapters/installation.html",
    "chapters/02_vanishing_gradients.html",
    "chapters/08_optimizers.html",
    "chapters/12_practical_guideline.html",
    "chapters/exercise_list.html",
    "chapters/b_glossary.html",
    "chapters/references.html",
    "search.html?q=배치정규화",
    "404.html",
)
# 지금은 드러나지 않는 것이 기본인 규칙까지 켠다.
RUN = """
() => axe.run(document, {
    resultTypes: ["violations"],
    rules: {"label-content-name-mismatch": {enabled: true}},
}).then(found => found.violations.map(v =>
    `${v.id} (${v.impact}): ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)).join(" | ")}`))
"""


@pytest.mark.skipif(not AXE.exists(), reason="axe-core가 없습니다: npm install --no-save axe-core")
@pytest.mark.parametrize(("theme", "width"), list(product(("light", "dark"), (390, 1280))))
def test_axe_finds_nothing_wrong(browser, address, theme, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    page = context.new_page()
    found = {}
    for name in PAGES:
        page.goto(f"{address}/{name}", wait_until="load")
        if page.locator(".math").count():
            page.wait_for_function("() => MathJax.startup?.document?.lazyTypesetAll")
            page.evaluate("() => MathJax.startup.document.lazyTypesetAll()")
        page.add_script_tag(path=AXE)
        if violations := page.evaluate(RUN):
            found[name] = violations
    context.close()
    assert not found
