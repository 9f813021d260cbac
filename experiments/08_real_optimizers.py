"""진짜 Fashion-MNIST에서 옵티마이저마다 학습률을 골라 코사인 스케줄로 겨룬다.

훈련 이미지 10,000장, 은닉층 100-100인 ReLU 망, 5에포크다. 학습률 격자에는 교과서가 모두에게 똑같이
쓴 0.001도 넣는다. 규칙과 훈련은 「고속 옵티마이저」 쪽의 rule-과 task- 셀을 그대로 읽어 쓴다.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np

from trainlab import data, mlp, records

PAGE = Path(__file__).resolve().parents[1] / "chapters" / "08_optimizers.ipynb"
CODE = "\n\n".join(records.cells(PAGE, prefix) for prefix in ("rule-", "task-"))
SIZES = {"n_train": 10_000, "n_valid": 2000, "n_test": 10_000}
EPOCHS, HIDDEN = 5, (100, 100)
RATES = {
    "SGD": [0.001, 0.03, 0.1, 0.3, 1.0],
    "모멘텀": [0.001, 0.003, 0.01, 0.03, 0.1],
    "AdaGrad": [0.001, 0.01, 0.03, 0.1, 0.3],
    "Adam": [0.0003, 0.001, 0.003, 0.01, 0.03],
    "AdamW": [0.0003, 0.001, 0.003, 0.01, 0.03],
}
# 다시 돌려 볼 때의 일부: 모두에게 같은 0.001과, 기록에서 고른 학습률
PART = {"SGD": [0.001, 0.1, 0.3], "모멘텀": [0.001, 0.03], "Adam": [0.001, 0.003]}


def images(seed: int) -> data.Dataset:
    """훈련 세트의 평균과 표준편차로 표준화해 한 줄로 편 이미지."""
    raw = data.load("fashion_mnist", seed=seed, **SIZES)
    mean, std = raw.x_train.mean(), raw.x_train.std()
    flat = {
        f"x_{part}": ((getattr(raw, f"x_{part}") - mean) / std).reshape(-1, 28 * 28)
        for part in ("train", "valid", "test")
    }
    return replace(raw, **flat)


def train(seed: int, rates: dict) -> dict:
    """옵티마이저 → 학습률 → 손실과 정확도."""
    names, dataset, found = {"np": np, "data": data, "mlp": mlp}, images(seed), {}
    exec(CODE, names)
    for name, grid in rates.items():
        found[name] = {}
        for lr in grid:
            scores = names["fit"](dataset, names["RULES"][name], lr, seed, EPOCHS, HIDDEN)
            keys = ("train_loss", "valid_loss", "test_loss", "test_accuracy")
            found[name][str(lr)] = {
                key: round(float(score), 4) if np.isfinite(score) else None
                for key, score in zip(keys, scores)
            }
    return {"sizes": SIZES, "epochs": EPOCHS, "hidden": list(HIDDEN), "optimizers": found}


def run(seed: int) -> dict:
    return train(seed, RATES)


def remake(seed: int) -> dict:
    return train(seed, PART)


if __name__ == "__main__":
    records.save(__file__, run, range(5), CODE)
