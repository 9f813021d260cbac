"""은닉층 20개 × 100뉴런으로 종합 프로젝트의 여섯 파트를 모두 돌린다.

망의 코드는 「종합 프로젝트」 쪽의 net-으로 시작하는 셀에서 그대로 읽는다. 쪽에서 돌리는 작은
판과 기록의 큰 판이 어긋나지 않게 하려는 것이다. 데이터는 patches10(raw)이고, 시드가 나누기와
초깃값과 미니배치 순서를 모두 정한다.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from trainlab import data, mlp, records

PAGE = Path(__file__).resolve().parents[1] / "chapters" / "13_project.ipynb"
CODE = records.cells(PAGE, "net-")
HIDDEN = [100] * 20
SIZES = {"n_train": 2000, "n_valid": 600, "n_test": 2000}
EPOCHS, BATCH = 6, 50
STEPS = EPOCHS * SIZES["n_train"] // BATCH
FIXED_RATE = 0.003
# 시도하는 횟수는 모두 같고, 자리는 예비 실험으로 정했다.
RATES = {
    "swish": [0.0003, 0.001, 0.003],
    "bn": [0.0003, 0.001, 0.003],
    "selu": [0.0001, 0.0003, 0.001],
    "constant": [0.0003, 0.001, 0.003],
    "one_cycle": [0.001, 0.003, 0.01],
}
DROP, PASSES = 0.1, 20
# (새것, 기준): 같은 테스트 샘플에서 짝지어 견줄 망들
PAIRS = [
    ("bn", "swish"),
    ("selu", "swish"),
    ("selu", "bn"),
    ("alpha", "selu"),
    ("mc", "alpha"),
    ("one_cycle", "constant"),
]


def code_of_the_page() -> dict:
    """쪽의 net- 셀을 차례로 실행한 이름들."""
    names = {"np": np, "mlp": mlp, "data": data, "replace": replace}
    names |= {"dataclass": dataclass, "Callable": Callable}
    exec(CODE, names)
    return names


def one_cycle(peak: float) -> Callable[[int], float]:
    """정점의 1/10에서 정점까지 올랐다가 내려오고, 마지막 1/10에서 거의 0까지 내려간다."""
    half = (STEPS - STEPS // 10) // 2
    corners, rates = [0, half, 2 * half, STEPS - 1], [peak / 10, peak, peak / 10, peak / 1e4]
    return lambda step: float(np.interp(step, corners, rates))


def rounded(values: np.ndarray) -> list:
    """소수점 아래 네 자리. JSON에는 NaN이 없으므로 발산한 값은 null로 적는다."""
    array = np.round(np.asarray(values, float), 4)
    return np.where(np.isfinite(array), array, None).tolist()


def run(seed: int) -> dict:
    """파트별 곡선과, 검증 손실로 고른 학습률 하나로 잰 테스트 결과."""
    page = code_of_the_page()
    split = page["load_split"](seed, **SIZES)
    swish, swish_bn, selu = page["SWISH"], page["SWISH_BN"], page["SELU"]
    bad = page["Recipe"]("relu", lambda fan_in, fan_out: 0.01)
    options = {"seed": seed, "epochs": EPOCHS, "batch": BATCH}
    chosen, answers = {}, {}

    def train(recipe, rate, **more):
        return page["train"](split, recipe, HIDDEN, rate, **options, **more)

    def search(name, recipe, rates, shape=lambda rate: rate, **more) -> dict:
        """학습률마다 훈련하고, 마지막 검증 손실이 가장 작은 망의 테스트 예측을 남긴다."""
        trials = [train(recipe, shape(rate), **more) for rate in rates]
        best = int(np.nanargmin([history[-1, 1] for _, history in trials]))
        chosen[name] = trials[best][0]
        logits = page["forward"](split.x_test, chosen[name])[0]
        answers[name] = logits.argmax(axis=1) == split.y_test
        curves = [rounded(history.T) for _, history in trials]
        return {"rates": rates, "curves": curves, "best": best}

    opening = {
        name: rounded(train(recipe, FIXED_RATE, optimizer=mlp.momentum())[1].T)
        for name, recipe in (("bad", bad), ("swish", swish), ("bn", swish_bn), ("selu", selu))
    }
    searches = {
        "swish": search("swish", swish, RATES["swish"]),
        "bn": search("bn", swish_bn, RATES["bn"]),
        "selu": search("selu", selu, RATES["selu"]),
        "constant": search("constant", selu, RATES["constant"], optimizer=mlp.momentum()),
        "one_cycle": search(
            "one_cycle", selu, RATES["one_cycle"], one_cycle, optimizer=mlp.momentum()
        ),
    }
    rate = RATES["selu"][searches["selu"]["best"]]
    searches["alpha"] = search("alpha", replace(selu, drop=DROP), [rate])

    x, y = split.x_test, split.y_test
    forward, softmax = page["forward"], page["probabilities"]
    predictions = {name: softmax(forward(x, chosen[name])[0]) for name in ("selu", "alpha")}
    predictions["mc"] = page["mc_probabilities"](x, chosen["alpha"], PASSES, seed)
    answers["mc"] = predictions["mc"].argmax(axis=1) == y
    return {
        "hidden": HIDDEN,
        "sizes": SIZES,
        "epochs": EPOCHS,
        "opening": opening,
        "searches": searches,
        "quality": {name: rounded(page["quality"](p, y)) for name, p in predictions.items()},
        "test_correct": {name: int(right.sum()) for name, right in answers.items()},
        # 두 망 가운데 하나만 맞힌 테스트 샘플의 수: [새것만, 기준만]
        "only_one": {
            f"{new}-{old}": [
                int(np.sum(answers[new] & ~answers[old])),
                int(np.sum(~answers[new] & answers[old])),
            ]
            for new, old in PAIRS
        },
    }


if __name__ == "__main__":
    records.save(__file__, run, range(3), CODE)
