"""은닉층 20개 × 100뉴런으로 종합 프로젝트의 여섯 파트를 모두 돌린다. 데이터는 patches10(raw)이다.

결과를 보기 전에 적은 규칙(「종합 프로젝트」 쪽과 같고, 겹치는 곳은 연습문제 8과 같다):

1. 한 번에 하나만 바꾼다. 나누기, 초깃값의 시드, 예산은 같다.
2. 파트마다 학습률을 따로 찾는다. √10배씩 떨어진 세 후보에서 시작하고, 가장 나은 것이 격자의
   끝이면 그쪽으로 한 칸씩 넓힌다. 검증 손실이 유한하지 않은 후보는 버린다.
3. 학습률도 에포크도 가장 작은 검증 손실로 고르고, 그 에포크의 가중치로 되돌린다. 파트 2–5는 세
   에포크 동안 나아지지 않으면 멈추고, 파트 6은 정한 에포크를 다 쓴다.
4. 테스트는 다 고른 뒤에 한 번 연다.
5. 모든 시드에서 짝지은 |z|가 2보다 크고 방향이 같을 때만 흔들림보다 크다고 적는다.

망과 규칙의 코드는 쪽에서 net-으로 시작하는 셀에서 그대로 읽는다. 시드가 나누기와 초깃값과
미니배치의 순서를 모두 정한다.
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


def measure(seed: int, parts: list[str]) -> dict:
    """쪽의 net- 셀을 실행하고, 그 함수로 파트들을 잰다."""
    names = {"np": np, "mlp": mlp, "replace": replace, "dataclass": dataclass}
    exec(CODE, page := names | {"Callable": Callable})
    split = page["standardised"](data.load("patches10", seed=seed, **SIZES))
    with np.errstate(all="ignore"):  # 발산한 후보는 규칙대로 버린다
        found = page["project"](split, parts, seed=seed, hidden=HIDDEN, epochs=EPOCHS, batch=BATCH)
    return {"hidden": HIDDEN, "sizes": SIZES, "epochs": EPOCHS} | found


def run(seed: int) -> dict:
    """여섯 파트와 A/A 시험."""
    return measure(seed, ["swish", "bn", "selu", "alpha", "constant", "one_cycle"])


def remake(seed: int) -> dict:
    """파트 2, 4, 5와 A/A 시험만. run과 똑같이 훈련한다."""
    return measure(seed, ["swish", "selu", "alpha"])


if __name__ == "__main__":
    records.save(__file__, run, range(5), CODE)
