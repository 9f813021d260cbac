"""갈라지기 전에, 어느 커널에서나 똑같이 처음 한 번 드는 일을 미리 해 둔다.

그림 한 장을 그려 글꼴과 수식 해석기를 준비한다. 전역 상태(그림 목록, rcParams, 난수)는 건드리지
않고, TensorFlow 연산은 하지 않는다.
"""

import functools
import io
import sys
from typing import Any

# 로그 축의 눈금에 흔히 나오는 지수.
_EXPONENTS = range(-12, 13)
_CACHED = 4096


def warm_up(names: list[str]) -> None:
    """미리 불러온 모듈에 맞추어 준비한다. 실패해도 커널은 제대로 돈다.

    Args:
        names: 불러오라고 한 모듈. TensorFlow를 따라 들어온 pyplot으로는 그림을 그리지 않을 것이다.
    """
    if "numpy" in sys.modules:
        # NumPy는 이 모듈을 처음 쓸 때에야 불러온다.
        import numpy.random  # noqa: F401
    if "matplotlib.pyplot" in names and "matplotlib.pyplot" in sys.modules:
        _share_parsed_formulas()
        _draw()
        _lay_out_instead_of_drawing()


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


def _lay_out_instead_of_drawing() -> None:
    """셀이 끝날 때 pyplot이 그림을 한 번 더 그리는 일에서, 다음 그림을 바꾸는 일만 남긴다.

    그렇게 그린 것은 아무도 보지 않는다. 셀에 나오는 그림은 곧이어 백엔드가 새로 그린다. 다만 배치는
    할 때마다 조금씩 달라질 수 있으므로 그 횟수를 지킨다.
    """
    from matplotlib import pyplot
    from matplotlib._pylab_helpers import Gcf

    def draw_all(force: bool = False) -> None:
        for manager in Gcf.get_all_fig_managers():
            figure = manager.canvas.figure
            if (force or figure.stale) and (engine := figure.get_layout_engine()):
                engine.execute(figure)

    pyplot.draw_all = draw_all


def _share_parsed_formulas() -> None:
    """해석한 수식을 그림마다 따로 간직하지 않고 함께 쓴다.

    Matplotlib은 그림을 그릴 때마다 같은 눈금의 수식을 다시 해석한다. 해석에 끼어드는 설정이
    모두 같을 때만 같은 수식으로 본다. 수식은 열어 둔 글꼴을 가리키므로, 갈라진 커널은 글꼴 파일을
    따로 열어야 한다(`server.open_own_files`).
    """
    from matplotlib import rcParams
    from matplotlib.mathtext import MathTextParser

    original = getattr(MathTextParser._parse_cached, "__wrapped__", None)
    if original is None:
        return
    settings = [k for k in rcParams if k.startswith(("font.", "mathtext.", "text."))]
    parsers: dict[str, MathTextParser] = {}

    @functools.lru_cache(_CACHED)
    def parsed(kind: str, _: tuple[str, ...], *arguments: Any) -> Any:
        return original(parsers[kind], *arguments)

    @functools.wraps(original)
    def parse(self: MathTextParser, *arguments: Any) -> Any:
        parsers.setdefault(self._output_type, self)
        chosen = tuple(repr(dict.get(rcParams, name)) for name in settings)
        return parsed(self._output_type, chosen, *arguments)

    MathTextParser._parse_cached = parse
