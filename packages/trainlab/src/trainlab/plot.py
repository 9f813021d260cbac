"""그림의 모양: 글꼴, 색, 크기, 그리고 여러 장에서 되풀이되는 두 칸짜리 그림.

그림의 바탕은 투명하고 글자는 어둡다. 책의 어두운 화면에서는 스타일시트가 밝기를 뒤집는다.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib.resources import as_file, files

import matplotlib as mpl
import numpy as np
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter

INK = "#24292f"
GREY = "#6e7781"
# Okabe와 Ito의 색각 이상 배려 색. 밝기를 뒤집어도 서로 구별되는 순서로 놓았다.
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#c0679a", "#b8860b", "#3b8fc4", "#7a4fbf")
STYLES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (7, 2)), (0, (2, 2)))
# 한 색만으로 계열을 가르지 않도록 표식도 함께 바꾼다.
MARKERS = ("o", "s", "^", "D", "v", "P", "X")


def use_style() -> None:
    """이 책의 글꼴과 색을 matplotlib에 건다. 노트북이면 그림을 SVG로 낸다."""
    with as_file(files("trainlab") / "fonts" / "Pretendard-Regular.ttf") as path:
        font_manager.fontManager.addfont(str(path))
    mpl.rcParams.update(
        {
            "font.family": ["Pretendard", "DejaVu Sans"],
            "font.size": 11,
            "axes.titlesize": 12,
            "axes.titleweight": "regular",
            "axes.labelsize": 11,
            "axes.edgecolor": GREY,
            "axes.labelcolor": INK,
            "axes.facecolor": "none",
            "axes.grid": True,
            "axes.axisbelow": True,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.prop_cycle": mpl.cycler(color=PALETTE),
            "figure.facecolor": "none",
            "figure.figsize": (7.2, 3.4),
            "figure.constrained_layout.use": True,
            "grid.color": "#8c959f",
            "grid.alpha": 0.25,
            "grid.linewidth": 0.8,
            "legend.frameon": False,
            "legend.fontsize": 10,
            "lines.linewidth": 1.8,
            "lines.markersize": 4.5,
            "text.color": INK,
            "xtick.color": INK,
            "ytick.color": INK,
            "savefig.facecolor": "none",
            "savefig.dpi": 192,
            "svg.hashsalt": "trainlab",
        }
    )
    # 노트북 밖(검사, 스크립트)에서는 출력 형식을 정할 상대가 없다.
    with suppress(ImportError, AttributeError):
        from matplotlib_inline.backend_inline import set_matplotlib_formats

        set_matplotlib_formats("svg", metadata={"Date": None})


def decades(axis: mpl.axis.Axis) -> None:
    """로그 축의 눈금을 10의 거듭제곱 몇 개로 줄이고 지수에 진짜 빼기표(−)를 쓴다."""
    axis.set_major_locator(LogLocator(base=10, numticks=7))
    axis.set_minor_formatter(NullFormatter())
    axis.set_major_formatter(FuncFormatter(lambda v, _: f"$10^{{{round(np.log10(v))}}}$"))


def band(
    ax: Axes, x: Sequence[float], runs: np.ndarray, label: str, index: int = 0, **line
) -> None:
    """여러 시드의 곡선을 중앙값 선과 최소–최대 띠로 그린다.

    Args:
        x: 가로축 값, 모양 (점,).
        runs: 시드마다 한 행, 모양 (시드, 점).
        index: 색과 표식을 고르는 계열 번호.
    """
    runs = np.atleast_2d(runs)
    colour = PALETTE[index % len(PALETTE)]
    style = {"color": colour, "linestyle": STYLES[index % len(STYLES)], **line}
    ax.plot(x, np.median(runs, axis=0), label=label, **style)
    ax.fill_between(x, runs.min(axis=0), runs.max(axis=0), color=colour, alpha=0.18, lw=0)


def signal_and_gradient(
    series: Mapping[str, tuple[np.ndarray, np.ndarray]],
    *,
    signal_label: str = "출력의 표준편차",
    gradient_label: str = "그레이디언트의 표준편차",
    note: str = "",
) -> Figure:
    """층마다 잰 신호(위)와 그레이디언트(아래)를 그린다.

    한쪽이 멀쩡해도 다른 쪽이 죽어 있을 수 있으므로 둘은 언제나 함께 그린다. 좁은 화면에서도
    글자가 9픽셀보다 작아지지 않게 위아래로 쌓는다.

    Args:
        series: 이름 → (신호, 그레이디언트). 각각 모양 (시드, 층), 첫 열이 입력에 가까운 층.
        note: 그림 아래에 적을 한 줄(데이터와 시드의 출처).
    """
    figure = Figure(figsize=(5.6, 5.2), layout="constrained")
    upper, lower = figure.subplots(2, 1, sharex=True)
    for index, (label, (signal, gradient)) in enumerate(series.items()):
        for ax, runs in ((upper, signal), (lower, gradient)):
            runs = np.atleast_2d(runs)
            depth = np.arange(1, runs.shape[1] + 1)
            band(ax, depth, runs, label, index, marker=MARKERS[index % len(MARKERS)])
    for ax, title in ((upper, signal_label), (lower, gradient_label)):
        ax.set(yscale="log", title=title)
        decades(ax.yaxis)
    lower.set_xlabel("층 (1이 입력 쪽)")
    lower.xaxis.set_major_locator(MaxNLocator(integer=True))
    handles, labels = upper.get_legend_handles_labels()
    # 가장 긴 이름이 들어갈 만큼만 칸을 나눈다. 한 줄에 이름과 선까지 마흔 글자쯤 들어간다.
    columns = 40 // (max(map(len, labels), default=0) + 5)
    columns = max(1, min(columns, 4, len(labels)))
    figure.legend(handles, labels, loc="outside upper center", ncols=columns, fontsize=11)
    source_note(figure, note)
    return figure


def source_note(figure: Figure, note: str) -> None:
    """그림 아래에 데이터의 출처를 옅게 적는다. 빈 글이면 아무것도 하지 않는다."""
    if note:
        figure.supxlabel(note, fontsize=11, color=GREY)
