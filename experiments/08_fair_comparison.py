"""옵티마이저에 학습률을 고를 기회를 똑같이 주고, 코사인 스케줄로 세 과제에서 겨룬다.

과제는 mnist1d, 단어의 빈도가 고르지 않은 문장(zipf), 단어가 모두 똑같이 흔한 문장(uniform)이다.
규칙과 과제는 「고속 옵티마이저」 쪽의 rule-과 task-로 시작하는 셀에서 그대로 읽는다. 쪽에서 가르친
코드와 기록을 만든 코드가 어긋나지 않게 하려는 것이다.
"""

from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from trainlab import data, mlp, records

PAGE = Path(__file__).resolve().parents[1] / "chapters" / "08_optimizers.ipynb"
CODE = "\n\n".join(records.cells(PAGE, prefix) for prefix in ("rule-", "task-"))
EPOCHS = {"mnist1d": 10, "zipf": 5, "uniform": 5}
# mnist1d에서는 모두 같은 격자를 쓴다. 같은 학습률로 겨룬 결과도 여기서 읽는다.
RATES = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0]
FROM_ZERO = "AdaGrad, s = 0"  # 케라스의 기본값 0.1 대신 0에서 출발하는 AdaGrad
WORD_RATES = {
    "SGD": [0.1, 0.3, 1.0, 3.0, 10.0],
    "모멘텀": [0.03, 0.1, 0.3, 1.0, 3.0],
    "AdaGrad": [0.1, 0.3, 1.0, 3.0, 10.0],
    FROM_ZERO: [0.01, 0.03, 0.1, 0.3, 1.0],
    "RMSProp": [0.001, 0.003, 0.01, 0.03, 0.1],
    "Adam": [0.001, 0.003, 0.01, 0.03, 0.1],
}
POWERS = {"zipf": 1.0, "uniform": 0.0}


def page() -> dict:
    """쪽의 셀을 차례로 실행한 이름들. RULES, word_task, fit이 들어 있다."""
    names = {"np": np, "data": data, "mlp": mlp}
    exec(CODE, names)
    names["RULES"][FROM_ZERO] = partial(names["adagrad"], initial=0.0)
    return names


def standardised(seed: int) -> data.Dataset:
    raw = data.load("mnist1d", seed=seed)
    mean, std = raw.x_train.mean(axis=0), raw.x_train.std(axis=0)
    parts = ("x_train", "x_valid", "x_test")
    return replace(raw, **{part: (getattr(raw, part) - mean) / std for part in parts})


def finite(values) -> list[float | None]:
    """JSON에는 무한대와 NaN이 없으므로 발산한 값은 null로 적는다."""
    return [round(float(v), 3) if np.isfinite(v) else None for v in values]


def contest(names: dict, dataset: data.Dataset, rates: dict, seed: int, epochs: int) -> dict:
    """옵티마이저 → 학습률마다 (훈련, 검증, 테스트 손실)."""
    found = {}
    for name, grid in rates.items():
        trials = [names["fit"](dataset, names["RULES"][name], lr, seed, epochs) for lr in grid]
        train, valid, test, _ = zip(*trials)
        found[name] = {
            "train_loss": finite(train),
            "valid_loss": finite(valid),
            "test_loss": finite(test),
        }
    return found


def run(seed: int) -> dict:
    """과제마다 옵티마이저 → 학습률마다 (훈련, 검증, 테스트 손실)."""
    names = page()
    everyone = {name: RATES for name in names["RULES"] if name != FROM_ZERO}
    result = {"rates": RATES, "word_rates": {"rates": WORD_RATES}, "epochs": EPOCHS}
    result["mnist1d"] = contest(names, standardised(seed), everyone, seed, EPOCHS["mnist1d"])
    for task, power in POWERS.items():
        dataset = names["word_task"](seed, power)
        result[task] = contest(names, dataset, WORD_RATES, seed, EPOCHS[task])
    return result


if __name__ == "__main__":
    records.save(__file__, run, range(12), CODE)
