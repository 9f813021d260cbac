"""진짜 Fashion-MNIST로 종합 프로젝트의 파트 2–4(Swish, 배치 정규화, SELU)를 견준다.

규칙과 망의 코드는 13_project와 같다. 시드마다 훈련 이미지 55,000장에서 3,000장을, 떼어 둔 검증
이미지 5,000장에서 1,000장을 새로 뽑는다. 테스트는 공개된 10,000장 전체다.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from trainlab import data, mlp, records

PAGE = Path(__file__).resolve().parents[1] / "chapters" / "13_project.ipynb"
CODE = records.cells(PAGE, "net-")
HIDDEN = [100] * 20
SIZES = {"n_train": 3000, "n_valid": 1000, "n_test": 10_000}
EPOCHS, BATCH = 6, 50


@cache
def everything() -> data.Dataset:
    return data.load("fashion_mnist")


def subset(seed: int) -> data.Dataset:
    """시드마다 다른 훈련 이미지와 검증 이미지, 같은 테스트 이미지."""
    raw, rng = everything(), np.random.default_rng([seed, 2])
    train = rng.permutation(len(raw.x_train))[: SIZES["n_train"]]
    valid = rng.permutation(len(raw.x_valid))[: SIZES["n_valid"]]
    return replace(
        raw,
        x_train=raw.x_train[train],
        y_train=raw.y_train[train],
        x_valid=raw.x_valid[valid],
        y_valid=raw.y_valid[valid],
    )


def measure(seed: int, parts: list[str]) -> dict:
    """쪽의 net- 셀을 실행하고, 그 함수로 파트들을 잰다."""
    names = {"np": np, "mlp": mlp, "replace": replace, "dataclass": dataclass}
    exec(CODE, page := names | {"Callable": Callable})
    split = page["standardised"](subset(seed))
    with np.errstate(all="ignore"):  # 발산한 후보는 규칙대로 버린다
        found = page["project"](split, parts, seed=seed, hidden=HIDDEN, epochs=EPOCHS, batch=BATCH)
    return {"hidden": HIDDEN, "sizes": SIZES, "epochs": EPOCHS} | found


def run(seed: int) -> dict:
    """세 파트와 A/A 시험."""
    return measure(seed, ["swish", "bn", "selu"])


def remake(seed: int) -> dict:
    """Swish만. run과 똑같이 훈련한다."""
    return measure(seed, ["swish"])


if __name__ == "__main__":
    records.save(__file__, run, range(5), CODE)
