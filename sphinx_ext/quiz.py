"""`quiz`와 `predict` 지시어: 답을 먼저 고르고, 맞았는지와 까닭을 보는 문항.

`predict`는 읽기 전에 거는 예측이고 `quiz`는 읽은 뒤의 점검이다. 꼴은 같다. 본문의 첫 목록이
보기이고, 목록 뒤의 문단이 답의 설명이다.

    ```{predict}
    층을 두 배로 쌓으면 그레이디언트는?

    - [o] 제곱으로 줄어든다
    - [x] 절반으로 줄어든다

      층마다 더하는 것이 아니라 곱한다.

    배율이 층의 수만큼 곱해진다.
    ```

`:kind:`가 문항의 갈래를 정한다.

    one      보기 하나를 고른다(기본). `- [o]`가 꼭 하나다.
    several  맞는 보기를 모두 고른다.
    number   수를 적는다. `:range: 1.1 1.3`이 맞는 범위, `:unit: 배`가 단위다. `:answer: 약 1.2`를
             적으면 답을 보여 줄 때 범위 대신 쓴다. `- [x] 2`처럼 흔히 틀리는 수와 그 설명을
             적어 둘 수 있다.
    order    `1.`로 적은 목록이 맞는 차례다. 쪽에는 섞여 나온다.

보기의 나머지 문단은 그 보기의 설명이다. 기본 갈래의 `quiz`에는 보기마다 설명이 있어야 하고,
나머지는 목록 뒤에 설명이 있어야 한다. `:id:`를 적지 않으면 절의 이름과 절 안의 차례가 이름이 된다.
답은 읽는 이의 브라우저에만 남고, 자바스크립트가 없으면 「답 보기」를 펼쳐 읽는다. 인쇄하면 답이
쪽의 끝에 모인다.
"""

import html
import math
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

MARKS = {"[o]": True, "[x]": False}
KINDS = ("one", "several", "number", "order")
NAMES = {"predict": "예측", "quiz": "점검"}
SCRIPT, STYLE = "quiz.js", "quiz.css"
MISTAKES = "quiz_mistakes"


class quiz(nodes.container):
    """문항 하나. 질문, `quiz_option`들, `quiz_answer`를 자식으로 둔다."""


class quiz_option(nodes.General, nodes.Element):
    """보기 하나. 자식은 `quiz_text` 하나와 설명이다."""


class quiz_text(nodes.General, nodes.Element):
    """보기의 글."""


class quiz_answer(nodes.General, nodes.Element):
    """답의 설명."""


class QuizDirective(SphinxDirective):
    has_content = True
    option_spec: ClassVar[dict] = {
        "id": directives.unchanged_required,
        "kind": lambda value: directives.choice(value, KINDS),
        "answer": directives.unchanged_required,
        "range": directives.unchanged_required,
        "unit": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        try:
            return [self.item()]
        except ValueError as mistake:
            self.env.__dict__.setdefault(MISTAKES, {}).setdefault(self.env.docname, []).append(
                f"{self.place()}: {mistake}"
            )
            return []

    def place(self) -> str:
        """읽는 이가 찾아갈 자리. myst-nb는 셀의 차례를 1만 배로 더하고 줄을 하나 늦게 센다."""
        source = Path(self.env.doc2path(self.env.docname, base=False)).as_posix()
        cell, line = divmod(self.lineno, 10_000)
        return f"{source} 셀 {cell}의 {line - 1}째 줄" if cell else f"{source} {line}째 줄"

    def item(self) -> quiz:
        if not self.content:
            raise ValueError(f"{self.name}의 내용이 비어 있습니다.")
        kind = self.options.get("kind", "one")
        body = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, body)
        wanted = nodes.enumerated_list if kind == "order" else nodes.bullet_list
        listing = next((child for child in body.children if isinstance(child, wanted)), None)
        if listing is None and kind != "number":
            how = "'1. …' 꼴의 차례" if kind == "order" else "'- [o] …', '- [x] …' 꼴의 보기"
            raise ValueError(f"{self.name}에는 {how} 목록이 필요합니다.")
        at = body.index(listing) if listing is not None else 1
        question, after = body.children[:at], body.children[at + (listing is not None) :]
        items = listing.children if listing is not None else []
        options = [self.option(item, marked=kind != "order") for item in items]
        result = quiz("", *question, *options, role=self.name, kind=kind)
        if after:
            result += quiz_answer("", *after)
        result["named"] = self.options.get("id", "")
        self.check(result, options)
        return result

    def option(self, item: nodes.list_item, *, marked: bool) -> quiz_option:
        text, *explanation = item.children or [nodes.paragraph()]
        right = True
        if marked:
            first = text.children[0] if text.children else nodes.Text("")
            mark, rest = str(first)[:3], str(first)[3:].lstrip()
            if mark not in MARKS:
                raise ValueError(f"보기는 [o]나 [x]로 시작해야 합니다: {text.astext()}")
            text.replace(first, nodes.Text(rest))
            right = MARKS[mark]
        return quiz_option("", quiz_text("", *text.children), *explanation, right=right)

    def check(self, item: quiz, options: list[quiz_option]) -> None:
        right = sum(option["right"] for option in options)
        kind = item["kind"]
        if kind == "one" and right != 1:
            raise ValueError(
                f"{self.name}에는 맞는 보기가 하나여야 합니다. 지금은 {right}개입니다."
            )
        if kind in ("one", "several") and len(options) < 2:
            raise ValueError("보기는 둘 이상이어야 합니다.")
        if kind == "several" and not right:
            raise ValueError("맞는 보기가 하나도 없습니다.")
        if kind == "order" and len(options) < 3:
            raise ValueError("차례를 물으려면 항목이 셋 이상이어야 합니다.")
        if kind == "number":
            item["low"], item["high"] = self.interval()
            item["unit"] = self.options.get("unit", "")
            span = f"{item['low']:g}–{item['high']:g}"
            item["told"] = self.options.get("answer", span) + item["unit"]
            for option in options:
                value = option.children[0].astext()
                if option["right"] or not _number(value) or not option.children[1:]:
                    raise ValueError(f"흔히 틀리는 수는 '- [x] 수'와 설명으로 적습니다: {value}")
        elif {"answer", "range", "unit"} & set(self.options):
            raise ValueError(":answer:와 :range:와 :unit:은 :kind: number에만 씁니다.")
        if _unfolds(item):
            bare = [option for option in options if not option.children[1:]]
            if bare:
                text = bare[0].children[0].astext()
                raise ValueError(f"quiz의 보기에는 설명 문단이 있어야 합니다: {text}")
        elif not (item.children[-1].astext() and isinstance(item.children[-1], quiz_answer)):
            raise ValueError("목록 뒤에 답을 설명하는 문단이 필요합니다.")

    def interval(self) -> tuple[float, float]:
        words = self.options.get("range", "").split()
        numbers = [float(word) for word in words if _number(word)]
        if len(words) != 2 or len(numbers) != 2 or numbers[0] >= numbers[1]:
            raise ValueError(":range:에는 맞는 범위를 ':range: 작은 수 큰 수'로 적습니다.")
        return numbers[0], numbers[1]


def _number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _unfolds(item: quiz) -> bool:
    """보기를 누르면 그 자리에서 펼쳐지는 문항인가."""
    return item["role"] == "quiz" and item["kind"] == "one"


def give_names(app: Sphinx, doctree: nodes.document) -> None:
    """문항의 이름과 차례를 정한다. 이름은 절의 이름에 절 안의 차례를 붙인 것이다.

    Raises:
        ExtensionError: 같은 이름이 둘일 때.
    """
    counts: Counter[tuple[str, str]] = Counter()
    seen: set[str] = set()
    for item in doctree.findall(quiz):
        section = next((node for node in _ancestors(item) if isinstance(node, nodes.section)), None)
        home = section["ids"][0] if section is not None and section["ids"] else "page"
        role = item["role"]
        counts[home, role] += 1
        counts["", role] += 1
        kind = home if home.endswith(f"-{role}") else f"{home}-{role}"
        name = item["named"] or f"{kind}-{counts[home, role]}"
        if name in seen:
            raise ExtensionError(f"{app.env.docname}: 이름이 같은 문항이 둘입니다: {name}")
        seen.add(name)
        item["ids"], item["place"] = [name], counts["", role]


def _ancestors(node: nodes.Node) -> Iterator[nodes.Node]:
    while (node := node.parent) is not None:
        yield node


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    getattr(env, MISTAKES, {}).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment) -> None:
    env.__dict__.setdefault(MISTAKES, {}).update(
        {name: found for name, found in getattr(other, MISTAKES, {}).items() if name in docnames}
    )


def refuse_mistakes(app: Sphinx, env: BuildEnvironment) -> None:
    """잘못 적은 문항이 있으면 모두 알려 주고 책을 짓지 않는다.

    Raises:
        ExtensionError: 잘못 적은 문항이 있을 때.
    """
    found = [line for lines in getattr(env, MISTAKES, {}).values() for line in lines]
    if found:
        raise ExtensionError("\n".join(["문항을 고쳐 주세요.", *found]))


def shuffled(name: str, count: int) -> list[int]:
    """맞는 차례가 아닌 차례. 같은 문항은 지을 때마다 같다."""
    order = list(range(count))
    source = random.Random(name)
    while order == sorted(order):
        source.shuffle(order)
    return order


def open_quiz(self, node: quiz) -> None:
    kind = node["kind"]
    data = {"data-kind": kind, "data-role": node["role"]}
    if kind == "number":
        data |= {"data-low": repr(node["low"]), "data-high": repr(node["high"])}
        data |= {"data-unit": node["unit"]}
    label = f"{NAMES[node['role']]} {node['place']}"
    css = "quiz predict" if node["role"] == "predict" else "quiz"
    self.body.append(
        self.starttag(node, "div", CLASS=css, role="group", **{"aria-label": label}, **data)
    )
    if node["role"] == "predict":
        self.body.append(f'<p class="predict-title">{label}</p>\n')
    options = _options(node)
    if kind == "order":
        # 자식의 차례를 바꾸어 그린다. 맞는 자리는 data-place에 남는다.
        for place, option in enumerate(options):
            option["place"] = place
        start = node.index(options[0])
        order = shuffled(node["ids"][0], len(options))
        node.children[start : start + len(options)] = [options[index] for index in order]
        options = [options[index] for index in order]
    if options:
        options[0]["first"], options[-1]["last"] = True, True


def close_quiz(self, node: quiz) -> None:
    self.body.append("</div>\n")
    self.document.settings.env.app.quiz_answers.append(_printed(self, node))


def _option_attributes(node: quiz_option) -> tuple[str, dict]:
    item = node.parent
    if _unfolds(item):
        css = "quiz-option quiz-right" if node["right"] else "quiz-option quiz-wrong"
        return "details", {"CLASS": css}
    data = {"data-right": str(int(node["right"]))}
    if item["kind"] == "order":
        data = {"data-place": str(node["place"])}
    return "li", {"CLASS": "quiz-choice", **data}


def open_option(self, node: quiz_option) -> None:
    tag, attributes = _option_attributes(node)
    if tag == "li" and node.get("first"):
        hidden = " hidden" if node.parent["kind"] == "number" else ""
        self.body.append(f'<ul class="quiz-choices"{hidden}>\n')
    self.body.append(self.starttag(node, tag, **attributes))


def close_option(self, node: quiz_option) -> None:
    tag, _ = _option_attributes(node)
    if tag == "li" and node.children[1:]:
        self.body.append("</div>\n")
    self.body.append(f"</{tag}>\n")
    if tag == "li" and node.get("last"):
        self.body.append("</ul>\n")


def open_text(self, node: quiz_text) -> None:
    self.body.append("<summary>" if _unfolds(node.parent.parent) else '<span class="quiz-text">')


def close_text(self, node: quiz_text) -> None:
    option = node.parent
    if _unfolds(option.parent):
        verdict = "맞다." if option["right"] else "아니다."
        self.body.append(f'</summary>\n<p class="quiz-verdict">{verdict}</p>\n')
    else:
        self.body.append("</span>\n")
        if option.children[1:]:
            self.body.append('<div class="quiz-feedback" hidden>')


def open_answer(self, node: quiz_answer) -> None:
    self.body.append('<details class="quiz-answer"><summary>답 보기</summary>\n')
    self.body.append(f'<p class="quiz-verdict">{_answer(self, node.parent)}</p>\n')
    self.body.append(_wrong_options(self, node.parent))


def close_answer(self, node: quiz_answer) -> None:
    self.body.append("</details>\n")


def _render(self, node: nodes.Node) -> str:
    """노드의 자식들을 그린 HTML. 같은 이름이 한 쪽에 두 번 나오지 않게 id는 뺀다."""
    kept, self.body = self.body, []
    for child in node.children:
        child.walkabout(self)
    drawn, self.body = "".join(self.body), kept
    return re.sub(r'\s(?:id|name)="[^"]*"', "", drawn)


def _options(item: quiz) -> list[quiz_option]:
    return [child for child in item.children if isinstance(child, quiz_option)]


def _explained(self, option: quiz_option) -> str:
    holder = nodes.container()
    holder.children = option.children[1:]
    return _render(self, holder)


def _wrong_options(self, item: quiz) -> str:
    """틀린 보기와 그 설명. 스크립트가 없어도 읽을 수 있어야 한다."""
    lines = [
        f"<li>{_render(self, option.children[0])}{_explained(self, option)}</li>\n"
        for option in _options(item)
        if not option["right"] and option.children[1:]
    ]
    return f'<ul class="quiz-why">\n{"".join(lines)}</ul>\n' if lines else ""


def _answer(self, item: quiz) -> str:
    options = _options(item)
    if item["kind"] == "number":
        text = html.escape(item["told"])
    elif item["kind"] == "order":
        ordered = sorted(options, key=lambda option: option["place"])
        text = " → ".join(_render(self, option.children[0]) for option in ordered)
    else:
        right = [_render(self, option.children[0]) for option in options if option["right"]]
        text = " / ".join(right)
    return f"답: {text}"


def _printed(self, item: quiz) -> str:
    """인쇄할 때 쪽의 끝에 모이는 답."""
    label = f"{NAMES[item['role']]} {item['place']}"
    explained = "".join(
        _render(self, child) for child in item.children if isinstance(child, quiz_answer)
    )
    if _unfolds(item):
        explained = "".join(_explained(self, one) for one in _options(item) if one["right"])
    return f"<li><p><strong>{label}.</strong> {_answer(self, item)}</p>{explained}</li>\n"


def add_to_page(app: Sphinx, page: str, template: str, context: dict, doctree: object) -> None:
    """문항이 있는 쪽에만 스크립트와, 예측의 기록과, 인쇄할 답을 넣는다."""
    answers, app.quiz_answers = app.quiz_answers, []
    if doctree is None or not answers:
        return
    app.add_js_file(SCRIPT, loading_method="defer")
    app.add_css_file(STYLE)
    context["body"] += (
        '<section class="quiz-record" data-page="{}" aria-label="이 쪽의 기록" hidden></section>\n'
        '<section class="quiz-printed" hidden><h2>답</h2><ol>{}</ol></section>\n'
    ).format(html.escape(page), "".join(answers))


def setup(app: Sphinx) -> dict:
    app.quiz_answers = []
    app.add_node(quiz, html=(open_quiz, close_quiz))
    app.add_node(quiz_option, html=(open_option, close_option))
    app.add_node(quiz_text, html=(open_text, close_text))
    app.add_node(quiz_answer, html=(open_answer, close_answer))
    app.add_directive("quiz", QuizDirective)
    app.add_directive("predict", QuizDirective)
    app.connect("doctree-read", give_names)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("env-check-consistency", refuse_mistakes)
    app.connect("html-page-context", add_to_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
