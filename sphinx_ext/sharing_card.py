"""책의 주소를 나눌 때 보이는 카드(1200×630): 제목과, 멈춘 훈련과 고친 훈련의 손실.

책을 펴낼 때만, 곧 주소를 알 때만 그린다. 곡선은 그 자리에서 훈련해 얻는다(2장의 10층 망).
"""

from pathlib import Path

import numpy as np
from page_metadata import CARD
from sphinx.application import Sphinx

EPOCHS, SEEDS = 6, range(5)


def losses() -> dict[str, np.ndarray]:
    """은닉층 열 개인 망의 훈련 손실. 값의 모양은 (시드, 에포크)다."""
    from trainlab import data, mlp

    dataset = data.standardised(data.load("mnist1d", seed=0))
    recipes = {"시그모이드 10층": ("sigmoid", mlp.glorot), "ReLU와 He 초기화": ("relu", mlp.he)}
    return {
        name: np.array(
            [
                mlp.train(
                    dataset,
                    [64] * 10,
                    seed=seed,
                    activation=activation,
                    weight_std=rule,
                    rate=0.03,
                    epochs=EPOCHS,
                ).train_loss
                for seed in SEEDS
            ]
        )
        for name, (activation, rule) in recipes.items()
    }


def draw(title: str, target: Path) -> None:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    from trainlab import plot

    with mpl.rc_context():
        plot.use_style()
        figure = Figure(figsize=(12, 6.3), dpi=100, facecolor="white", layout="none")
        figure.text(0.06, 0.80, title, fontsize=46)
        motto = "망가진 훈련을 보고, 안쪽을 재고, 고친다"
        figure.text(0.06, 0.70, motto, fontsize=24, color=plot.GREY)
        axes = figure.add_axes((0.09, 0.13, 0.62, 0.47))
        for index, (name, runs) in enumerate(reversed(losses().items())):
            plot.band(axes, range(1, EPOCHS + 1), runs, name, index, linewidth=4)
            end = np.median(runs, axis=0)[-1]
            place = {"xy": (EPOCHS + 0.1, end), "annotation_clip": False}
            axes.annotate(name, **place, fontsize=21, color=plot.PALETTE[index], va="center")
        axes.set(xlim=(1, EPOCHS), ylim=(0, None), xlabel="에포크", ylabel="훈련 손실")
        axes.xaxis.label.set_fontsize(18)
        axes.yaxis.label.set_fontsize(18)
        axes.tick_params(labelsize=16)
        figure.savefig(target, dpi=100, facecolor="white")


def draw_for_the_site(app: Sphinx, error: Exception | None) -> None:
    if not error and app.config.html_baseurl:
        draw(app.config.html_title, Path(app.outdir, CARD))


def setup(app: Sphinx) -> dict:
    app.connect("build-finished", draw_for_the_site)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
