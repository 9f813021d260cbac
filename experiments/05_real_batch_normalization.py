"""진짜 Fashion-MNIST에서 배치 정규화가 있는 망과 없는 망을 견준다.

망과 훈련은 「배치 정규화와 층 정규화」 쪽의 셀에서 그대로 읽는다. 바뀌는 것은 데이터뿐이다. 폭
50인 은닉층 10개, 훈련 이미지 10,000장(시드마다 다르게 뽑는다), 5에포크, 미니배치 100, 모멘텀
SGD. 학습률은 망마다 다섯 가지를 모두 훈련해 검증 정확도가 가장 높은 것을 고른다.
"""

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from trainlab import data, mlp, records

PAGE = Path(__file__).resolve().parents[1] / "chapters" / "05_batch_normalization.ipynb"
CODE = "\n\n".join(records.cells(PAGE, prefix) for prefix in ("standardize", "network", "train-st"))
NETS = {  # 이름 → 망(활성화 함수, 표준화할 축, 스킵 연결)과 초기화
    "시그모이드": (("sigmoid", None, False), mlp.glorot),
    "시그모이드 + 배치 정규화": (("sigmoid", 0, False), mlp.glorot),
    "ReLU": (("relu", None, False), mlp.he),
    "ReLU + 배치 정규화": (("relu", 0, False), mlp.he),
}
RATES = [0.003, 0.01, 0.03, 0.1, 0.3]
DEPTH, EPOCHS, N_TRAIN = 10, 5, 10_000


def workshop(seed: int) -> dict:
    """쪽의 셀을 실행한 이름들과 데이터. 픽셀은 훈련 이미지 전체의 평균과 표준편차로 표준화한다."""
    images = data.load("fashion_mnist", n_train=50_000, n_valid=2_000, n_test=10_000)
    pick = np.random.default_rng([seed, 5]).choice(50_000, N_TRAIN, replace=False)
    x, names = images.x_train[pick].reshape(N_TRAIN, -1), {"np": np, "mlp": mlp}
    exec(CODE, names)
    names |= {"X": (x - x.mean()) / x.std(), "Y": images.y_train[pick]}
    for split, pixels, labels in (
        ("valid", images.x_valid, images.y_valid),
        ("test", images.x_test, images.y_test),
    ):
        names[split] = (pixels.reshape(len(pixels), -1) - x.mean()) / x.std(), labels
    return names


def score(names: dict, name: str, rate: float, seed: int) -> dict:
    """에포크마다 훈련 손실, 마지막 검증·테스트 정확도. 통계는 훈련 이미지 전체에서 잰다."""
    net, rule = NETS[name]
    settings = {"depth": DEPTH, "rate": rate, "epochs": EPOCHS}
    losses, params = [], None
    for loss, moved, _, _ in names["steps"](net, rule, seed=seed, **settings):
        losses.append(loss)
        params = moved
    if len(losses) < EPOCHS * N_TRAIN // 100:  # 발산했다
        return {"train_loss": None, "valid": 0.1, "test": 0.1}
    kept = None
    if net[1] is not None:
        kept = [stats for _, stats, _, _ in names["forward"](names["X"], params, net)[0]]
    curve = np.reshape(losses, (EPOCHS, -1)).mean(axis=1)
    found = {"train_loss": [round(float(v), 4) for v in curve]}
    for split in ("valid", "test"):
        x, y = names[split]
        logits = names["forward"](x, params, net, kept)[1]
        found[split] = round(float(np.mean(logits.argmax(axis=1) == y)), 4)
    return found


def arms(seed: int, nets: Iterable[str], rates: list[float]) -> dict:
    names = workshop(seed)
    return {n: {str(rate): score(names, n, rate, seed) for rate in rates} for n in nets}


def run(seed: int) -> dict:
    """망 → 학습률 → 에포크별 훈련 손실과 마지막 정확도."""
    return arms(seed, NETS, RATES)


def remake(seed: int) -> dict:
    """네 망을 학습률 0.1로만 훈련한다."""
    return arms(seed, NETS, [0.1])


if __name__ == "__main__":
    records.save(__file__, run, range(5), CODE)
