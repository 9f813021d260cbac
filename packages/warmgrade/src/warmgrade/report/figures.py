"""보고서에 넣는 그림을 SVG로 그린다. 색과 글꼴은 페이지의 CSS가 정한다.

그림마다 제목과 설명이 있고, 그림에 있는 수는 모두 페이지의 표나 글에도 있다.
"""

import math
from collections import Counter
from collections.abc import Sequence
from html import escape
from itertools import count

from markupsafe import Markup

_WIDTH, _HEIGHT = 400, 216
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 10, 24, 40
_number = count(1)


def text(value: float, digits: int = 2) -> str:
    """끝의 0을 뗀 수."""
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"


def percentile(values: list[float], share: float) -> float:
    """이웃한 두 값 사이를 직선으로 이은 백분위수. values는 비어 있지 않다."""
    ranked = sorted(values)
    place = share * (len(ranked) - 1)
    low = int(place)
    high = min(low + 1, len(ranked) - 1)
    return ranked[low] + (ranked[high] - ranked[low]) * (place - low)


def bins(values: Sequence[float], top: float, most: int = 20) -> list[tuple[float, float, int]]:
    """0부터 top까지를 most개 이하로 나눈 (아래, 위, 개수). 위 끝은 마지막 칸에 넣는다."""
    top = max(top, *values, 1e-9) if values else max(top, 1e-9)
    width = _nice(top / most)
    if width < 1 and top >= 5:
        width = 1.0
    size = max(1, math.ceil(top / width - 1e-9))
    filled = Counter(min(int(value / width + 1e-9), size - 1) for value in values)
    return [(i * width, min((i + 1) * width, top), filled[i]) for i in range(size)]


def score_histogram(
    groups: list[tuple[float, float, int]], title: str, description: str, middle: float
) -> Markup:
    """점수마다 학생이 몇 명인지. 가운데 값에 선을 긋는다."""
    top = groups[-1][1]
    tallest = max((number for _, _, number in groups), default=1) or 1
    wide, tall = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
    parts = [_grid(tallest, wide, tall)]
    for low, high, number in groups:
        x, width = _LEFT + low / top * wide, (high - low) / top * wide
        height = number / tallest * tall
        parts.append(_rect("bar", x + 1, _TOP + tall - height, width - 2, height))
        if number:
            parts.append(_label(x + width / 2, _TOP + tall - height - 4, str(number), "middle"))
    parts.append(_axis(top, wide, tall, "점수"))
    x = _LEFT + middle / top * wide
    parts.append(
        f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP - 6}" y2="{_TOP + tall}"/>'
    )
    return _svg(_WIDTH, _HEIGHT, title, description, parts)


def time_bars(times: Sequence[tuple[float, float]], title: str, description: str) -> Markup:
    """제출물마다 든 초를 짧은 것부터. (셀을 실행한 초, 그 밖의 초)를 쌓는다.

    혼자 아주 오래 걸린 것은 천장까지만 그리고 초를 적는다.
    """
    ranked = sorted(times, key=sum)
    totals = [sum(pair) for pair in ranked]
    usual = percentile(totals, 0.9)
    tallest = totals[-1] if totals[-1] <= 3 * usual else 2 * usual
    step = _nice(max(tallest, 1e-3) / 4)
    tallest = math.ceil(tallest / step) * step
    wide, tall = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
    parts = []
    for turn in range(round(tallest / step) + 1):
        y = _TOP + tall - turn * step / tallest * tall
        parts += [_rule(y, wide), _label(_LEFT - 5, y + 4, text(turn * step), "end")]
    width = wide / len(ranked)
    gap = min(1.0, width / 5)
    for turn, (cells, rest) in enumerate(ranked):
        x, low = _LEFT + turn * width + gap, min(cells / tallest, 1) * tall
        high = min((cells + rest) / tallest, 1) * tall - low
        parts.append(_rect("bar", x, _TOP + tall - low, width - 2 * gap, low))
        parts.append(_rect("bar2", x, _TOP + tall - low - high, width - 2 * gap, high))
    if totals[-1] > tallest:
        parts.append(_label(_LEFT + wide, _TOP - 4, f"가장 긴 것 {text(totals[-1], 0)}초", "end"))
    parts.append(_label(_LEFT + wide / 2, _HEIGHT - 18, "제출물(걸린 시간 순서)", "middle"))
    parts.append(_label(_LEFT - 5, 11, "초", "end"))
    return _svg(_WIDTH, _HEIGHT, title, description, parts)


def share_bar(full: int, partial: int, zero: int, title: str) -> Markup:
    """만점, 부분 점수, 0점의 비율을 한 줄로."""
    total = max(full + partial + zero, 1)
    parts, x = [], 0.0
    for name, number in (("full", full), ("partial", partial), ("zero", zero)):
        width = number / total * 200
        if number:
            parts.append(_rect(name, x, 0, width, 14))
        x += width
    return _svg(200, 14, title, f"만점 {full}명, 부분 점수 {partial}명, 0점 {zero}명", parts, "row")


def mini_histogram(values: Sequence[float], top: float, title: str) -> Markup:
    """한 문제의 점수 분포."""
    groups = bins(values, top, 8)
    tallest = max(number for _, _, number in groups) or 1
    width = 96 / len(groups)
    parts = [
        _rect(
            "bar",
            2 + turn * width + 1,
            26 - number / tallest * 24,
            width - 2,
            number / tallest * 24,
        )
        for turn, (_, _, number) in enumerate(groups)
    ]
    parts.append('<line class="grid" x1="0" x2="100" y1="26.5" y2="26.5"/>')
    told = ", ".join(f"{text(v)}점 {n}명" for v, n in sorted(Counter(values).items()))
    return _svg(100, 28, title, told, parts, "mini")


def likeness_histogram(values: Sequence[float], threshold: float, title: str) -> Markup:
    """쌍마다 닮은 정도의 분포. 드문 쌍도 보이도록 높이는 개수의 제곱근이다."""
    filled = Counter(min(int(value * 20), 19) for value in values)
    tallest = math.sqrt(max(filled.values(), default=1))
    parts = []
    for turn in range(20):
        if filled[turn]:
            height = max(2.0, math.sqrt(filled[turn]) / tallest * 32)
            name = "zero" if (turn + 0.5) / 20 >= threshold else "bar"
            parts.append(_rect(name, turn * 8 + 0.5, 34 - height, 7, height))
    parts.append('<line class="grid" x1="0" x2="160" y1="34.5" y2="34.5"/>')
    x = threshold * 160
    parts.append(f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="34"/>')
    told = f"{len(values)}쌍. 기준 {threshold:.0%}를 세로선으로 그었다."
    return _svg(160, 36, title, told, parts, "mini")


def _nice(step: float) -> float:
    """1, 2, 5에 10의 거듭제곱을 곱한 수 가운데 step 이상인 가장 작은 것."""
    power = 10 ** math.floor(math.log10(step))
    return next(m * power for m in (1, 2, 5, 10) if m * power >= step * (1 - 1e-9))


def _grid(tallest: int, wide: float, tall: float) -> str:
    step = max(1, round(_nice(tallest / 4)))
    lines = []
    for number in range(0, tallest + 1, step):
        y = _TOP + tall - number / tallest * tall
        lines.append(_rule(y, wide))
        lines.append(_label(_LEFT - 5, y + 4, str(number), "end"))
    return "".join([*lines, _label(_LEFT - 5, 11, "명", "end")])


def _axis(top: float, wide: float, tall: float, name: str) -> str:
    step = _nice(top / 7)
    y = _TOP + tall + 15
    marks = [
        _label(_LEFT + turn * step / top * wide, y, text(turn * step), "middle")
        for turn in range(int(top / step + 1e-9) + 1)
    ]
    return "".join([*marks, _label(_LEFT + wide / 2, _HEIGHT - 6, name, "middle")])


def _rule(y: float, wide: float) -> str:
    return f'<line class="grid" x1="{_LEFT}" x2="{_LEFT + wide}" y1="{y:.1f}" y2="{y:.1f}"/>'


def _rect(name: str, x: float, y: float, width: float, height: float) -> str:
    width, height = max(width, 0.3), max(height, 0.0)
    return (
        f'<rect class="{name}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'
    )


def _label(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _svg(
    width: int, height: int, title: str, description: str, parts: list[str], name: str = "chart"
) -> Markup:
    mark = next(_number)
    stretch = ' preserveAspectRatio="none"' if name == "row" else ""
    return Markup(
        f'<svg class="{name}" viewBox="0 0 {width} {height}"{stretch} role="img" '
        f'aria-labelledby="t{mark} d{mark}"><title id="t{mark}">{escape(title)}</title>'
        f'<desc id="d{mark}">{escape(description)}</desc>{"".join(parts)}</svg>'
    )
