"""책을 가볍게 하는 확장들의 약속을 작은 입력으로 확인한다."""

import figures
import page_scripts
import pytest
import rebuild_on_change
import stylesheet
import tinycss2


def pruned(css: str, *names: str) -> str:
    return stylesheet.prune(tinycss2.parse_stylesheet(css, True, True), set(names))


def test_only_selectors_the_book_can_match_are_kept():
    css = ".used, .unused > a, #gone { color: red } .unused .used { top: 0 } p { margin: 0 }"
    assert pruned(css, "used") == ".used{color: red}\np{margin: 0}"


def test_names_a_selector_only_excludes_or_offers_are_not_required():
    css = ".used:not(.unused){top:0} :is(.unused,.used) a{top:0} .bs-tooltip-top{top:0}"
    assert pruned(css, "used").count("top:0") == 3


def test_empty_media_rules_go_and_the_others_keep_their_order():
    css = "@media print{.unused{top:0}} @media (max-width:9px){.used{top:0}} .used{top:1px}"
    assert pruned(css, "used") == "@media (max-width:9px){.used{top:0}}\n.used{top:1px}"


def test_imported_styles_are_unfolded_and_addresses_follow_the_new_place(tmp_path):
    (tmp_path / "styles").mkdir()
    theme = tmp_path / "styles" / "theme.css"
    theme.write_text('@import "../basic.css";\n.a{background:url("b.png")}', encoding="utf-8")
    (tmp_path / "basic.css").write_text("/* 말 */.c{background:url(d.png)}", encoding="utf-8")
    text = stylesheet.read(theme, tmp_path)
    assert text.split() == [".c{background:url(d.png)}", ".a{background:url(styles/b.png)}"]


def test_figures_lose_digits_no_one_sees_and_keep_the_scale_of_letters():
    svg = '<svg><metadata>x</metadata><path d="M 1.234567 2\nL 3.5 -4.999999"/>'
    svg += '<g transform="scale(0.015625)"><use x="0.123456"/></g></svg>'
    short = '<svg><path d="M 1.23 2 L 3.5 -4.99"/>'
    short += '<g transform="scale(0.015625)"><use x="0.12"/></g></svg>'
    assert figures.lighten(svg) == short


@pytest.mark.parametrize(
    ("script", "body", "wanted"),
    [
        ("mathjax/tex-chtml.js", '<span class="math notranslate">', True),
        ("mathjax/tex-chtml.js", "<p>mathjax</p>", False),
        ("mathjax/ui/lazy.js", '<span class="math notranslate">', False),
        ("copybutton.js", '<div class="highlight">', True),
        ("togglebutton.js", '<details class="admonition hide">', False),
        ("sphinx-thebe.js", '<div class="highlight">', False),
        ("doctools.js", "", True),
    ],
)
def test_a_script_is_loaded_where_its_mark_is(script, body, wanted):
    assert page_scripts.needed(script, body) is wanted


def test_a_changed_extension_or_template_changes_the_fingerprint(tmp_path):
    seen = {rebuild_on_change.fingerprint(tmp_path)}
    for name, text in (("a.py", "1"), ("a.py", "2"), ("templates/b.html", "3")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
        seen.add(rebuild_on_change.fingerprint(tmp_path))
    assert len(seen) == 4
