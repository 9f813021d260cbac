"""옵티마이저 아홉 가지에 학습률을 고를 기회를 똑같이 주고 mnist1d에서 겨룬다.

규칙은 「고속 옵티마이저」 쪽의 rule-로 시작하는 셀에서 그대로 읽는다. 쪽에서 가르친 코드와
기록을 만든 코드가 어긋나지 않게 하려는 것이다.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np

from trainlab import data, mlp, records

PAGE = Path(__file__).resolve().parents[1] / "chapters" / "08_optimizers.ipynb"
CODE = records.cells(PAGE, "rule-")
RATES = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0]
HIDDEN = [50, 50]
EPOCHS = 10


def rules_of_the_page() -> dict:
    """쪽의 rule- 셀을 차례로 실행한 이름들. RULES와 for_network가 들어 있다."""
    names = {"np": np}
    exec(CODE, names)
    return names


def standardised(seed: int) -> data.Dataset:
    raw = data.load("mnist1d", seed=seed)
    mean, std = raw.x_train.mean(axis=0), raw.x_train.std(axis=0)
    parts = ("x_train", "x_valid", "x_test")
    return replace(raw, **{part: (getattr(raw, part) - mean) / std for part in parts})


def finite(values) -> list[float | None]:
    """JSON에는 무한대와 NaN이 없으므로 발산한 값은 null로 적는다."""
    return [round(float(v), 4) if np.isfinite(v) else None for v in values]


def run(seed: int) -> dict:
    """옵티마이저 → 학습률마다 (훈련 손실 곡선, 마지막 검증 손실, 마지막 테스트 정확도)."""
    page, dataset, results = rules_of_the_page(), standardised(seed), {}
    with np.errstate(all="ignore"):  # 너무 큰 학습률은 발산한다
        for name, rule in page["RULES"].items():
            trials = [
                mlp.train(
                    dataset,
                    HIDDEN,
                    seed=seed,
                    optimizer=page["for_network"](rule),
                    rate=rate,
                    epochs=EPOCHS,
                )
                for rate in RATES
            ]
            tests = [mlp.evaluate(dataset.x_test, dataset.y_test, t.layers, "relu") for t in trials]
            results[name] = {
                "train_loss": [finite(t.train_loss) for t in trials],
                "valid_loss": finite(t.valid_loss[-1] for t in trials),
                "test_accuracy": finite(accuracy for _, accuracy in tests),
            }
    return {"rates": RATES, "epochs": EPOCHS, "hidden": HIDDEN, "optimizers": results}


if __name__ == "__main__":
    records.save(__file__, run, range(3), CODE)
