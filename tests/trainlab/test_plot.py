import logging

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from trainlab import plot


@pytest.fixture(autouse=True)
def style():
    with mpl.rc_context():
        plot.use_style()
        yield


def render(figure) -> np.ndarray:
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())


def series(layers: int = 6) -> dict:
    runs = 10.0 ** -np.arange(layers) * np.array([[1.0], [2.0], [4.0]])
    return {"시그모이드": (runs, runs[:, ::-1]), "tanh": (np.ones((3, layers)),) * 2}


def test_korean_and_minus_signs_on_log_axes_have_glyphs(caplog):
    caplog.set_level(logging.WARNING)
    figure = plot.signal_and_gradient(series(), note="내장 데이터 mnist1d · 시드 5개")
    render(figure)
    assert not [r for r in caplog.records if "glyph" in r.message.lower()]
    ticks = [t.get_text() for t in figure.axes[0].get_yticklabels()]
    assert any("10^{-" in tick for tick in ticks)


def test_the_shipped_font_is_the_one_used():
    found = mpl.font_manager.findfont(mpl.font_manager.FontProperties(family="Pretendard"))
    assert found.endswith("trainlab/fonts/Pretendard-Regular.ttf")


def test_signal_and_gradient_are_stacked_with_the_same_layers():
    figure = plot.signal_and_gradient(series())
    upper, lower = figure.axes
    assert len(upper.lines) == len(lower.lines) == 2
    np.testing.assert_allclose(upper.lines[0].get_ydata(), 2 * 10.0 ** -np.arange(6))
    np.testing.assert_array_equal(upper.lines[0].get_xdata(), np.arange(1, 7))
    assert upper.get_yscale() == lower.get_yscale() == "log"


PHONE = 342  # 너비 390픽셀인 화면에서 그림이 차지하는 픽셀


@pytest.mark.parametrize("name", ["tanh", "시그모이드", "입력을 5배 하고 3을 더함"])
def test_type_is_at_least_nine_pixels_on_a_phone_and_the_legend_fits(name):
    names = [f"{name} {k}" for k in range(7)]
    figure = plot.signal_and_gradient({n: (np.ones((3, 6)),) * 2 for n in names})
    render(figure)
    width = figure.bbox.width
    # 포인트 → 휴대 전화의 픽셀. 0.12인치는 저장할 때 둘레에 붙는 여백이다.
    scale = PHONE / (figure.get_figwidth() + 0.12) / 72
    texts = [t for t in figure.findobj(mpl.text.Text) if t.get_text()]
    assert min(t.get_fontsize() for t in texts) * scale >= 9
    box = figure.legends[0].get_window_extent()
    assert box.x0 >= 0 and box.x1 <= width


def test_band_covers_exactly_the_smallest_to_the_largest_seed():
    ax = mpl.figure.Figure().subplots()
    plot.band(ax, [0, 1], np.array([[1.0, 2.0], [3.0, 8.0], [2.0, 4.0]]), "시드")
    corners = ax.collections[0].get_paths()[0].vertices
    assert corners[:, 1].min() == 1 and corners[:, 1].max() == 8
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), [2, 4])


def contrast(a: str, b: str) -> float:
    def luminance(colour: str) -> float:
        rgb = np.array(mpl.colors.to_rgb(colour))
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    bright, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_ink_and_line_colours_stand_out_on_the_page():
    assert contrast(plot.INK, "#ffffff") > 7
    assert contrast(plot.GREY, "#ffffff") > 4.5
    assert all(contrast(colour, "#ffffff") > 3 for colour in plot.PALETTE)


def test_figures_are_transparent_so_that_both_themes_show_through():
    assert render(plot.signal_and_gradient(series()))[0, 0, 3] == 0
