"""갈라지기 전에, 어느 커널에서나 똑같이 처음 한 번 드는 일을 미리 해 둔다.

그림 한 장을 그려 글꼴과 수식 해석기를 준비한다. 전역 상태(그림 목록, rcParams, 난수)는 건드리지
않고, TensorFlow 연산은 하지 않는다.
"""

import gc
import io
import sys

# 로그 축의 눈금에 흔히 나오는 지수.
_EXPONENTS = range(-12, 13)


def warm_up() -> None:
    """불러온 모듈에 맞추어 준비한다. 실패해도 커널은 제대로 돈다."""
    if "matplotlib.pyplot" in sys.modules:
        _draw()


def _draw() -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(layout="constrained")
    FigureCanvasAgg(figure)
    left, right = figure.subplots(1, 2)
    left.plot([1, 2], [1e-12, 1e12], "o-", label=r"$x_\ell$")
    left.set(yscale="log", xlabel="x", ylabel="y", title="0123456789")
    left.set_yticks([10.0**exponent for exponent in _EXPONENTS])
    left.legend()
    right.imshow([[0, 1], [1, 0]])
    figure.savefig(io.BytesIO(), format="png", bbox_inches="tight")
    _close_fonts()


def _close_fonts() -> None:
    """열어 둔 글꼴 파일을 닫는다.

    갈라진 커널들이 한 파일을 함께 열고 있으면 읽는 자리까지 함께 쓰므로, 동시에 그리는 커널이 서로
    엉뚱한 글리프를 읽는다.
    """
    from matplotlib import font_manager
    from matplotlib.mathtext import MathTextParser

    MathTextParser._parse_cached.cache_clear()
    font_manager._get_font.cache_clear()
    gc.collect()
