"""같은 예산에서 학습률 스케줄을 견준다. 스케줄마다 정점 학습률을 따로 고른다.

mnist1d, 은닉층 64-64 ReLU + He 초기화, 모멘텀 0.9, 배치 100, 10에포크(400스텝). 시드마다 데이터도
새로 뽑으므로 시드 사이의 폭에는 초기화와 데이터의 차이가 모두 들어 있다.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from trainlab import data, mlp, records

EPOCHS, BATCH, HIDDEN = 10, 100, [64, 64]
PEAKS = [0.042, 0.06, 0.085, 0.12, 0.17, 0.24, 0.34, 0.48]
EPOCH_STEPS = 40
TOTAL = EPOCHS * EPOCH_STEPS
WARMUP = TOTAL // 10


def standardised(seed: int) -> data.Dataset:
    """훈련 세트의 평균과 표준편차로 표준화한 mnist1d."""
    raw = data.load("mnist1d", seed=seed)
    mean, std = raw.x_train.mean(axis=0), raw.x_train.std(axis=0)
    splits = {name: (getattr(raw, name) - mean) / std for name in ("x_train", "x_valid", "x_test")}
    return replace(raw, **splits)


def corners() -> list[int]:
    """1사이클의 꺾이는 스텝: 시작, 정점, 내려온 곳, 끝."""
    half = (TOTAL - (TOTAL // 10 + 1)) // 2
    return [0, half, 2 * half, TOTAL - 1]


def one_cycle(step: int) -> float:
    return float(np.interp(step, corners(), [0.1, 1, 0.1, 1e-4]))


def without_rise(step: int) -> float:
    """1사이클에서 올라가는 구간만 없앤다. 처음부터 정점이고, 내려가는 구간은 같다."""
    return float(np.interp(step, corners(), [1, 1, 0.1, 1e-4]))


def cosine(step: int, before: int, rising: bool = True) -> float:
    """before 스텝 동안 0에서 오르거나 정점에 머물다가 코사인을 따라 0까지 내려간다."""
    if step < before:
        return step / before if rising else 1.0
    return 0.5 * (1 + np.cos(np.pi * (step - before) / (TOTAL - before)))


# 스텝 → 정점 학습률에 곱하는 배율. 거듭제곱, 지수, 구간별 고정은 모두 10분의 1에서 끝난다.
SHAPES: dict[str, Callable[[int], float]] = {
    "constant": lambda step: 1.0,
    "warmup_constant": lambda step: min(1.0, step / WARMUP),
    "power": lambda step: 1 / (1 + 9 * step / TOTAL),
    "exponential": lambda step: 0.1 ** (step / TOTAL),
    "piecewise": lambda step: (1.0, 0.5, 0.1)[int(step >= TOTAL / 2) + int(step >= TOTAL * 3 / 4)],
    "cosine": lambda step: cosine(step, 0),
    "warmup_cosine": lambda step: cosine(step, WARMUP),
    "hold_cosine": lambda step: cosine(step, WARMUP, rising=False),
    "without_rise": without_rise,
    "one_cycle": one_cycle,
}


def cycling_momentum() -> mlp.Optimizer:
    """1사이클의 모멘텀: 0.95 → 0.85 → 0.95로 학습률과 거꾸로 움직인다."""

    def update(params: list, grads: list, state: dict, lr: float) -> list:
        step = state["step"] = state.get("step", -1) + 1
        beta = np.interp(step, corners(), [0.95, 0.85, 0.95, 0.95]).astype(np.float32)
        return mlp.momentum(beta)(params, grads, state, lr)

    return update


def plateau(
    dataset: data.Dataset, peak: float, factor: float = 0.5, patience: int = 2
) -> tuple[mlp.Optimizer, Callable[[int], float]]:
    """에포크마다 검증 손실을 재어, patience번 나아지지 않으면 학습률에 factor를 곱한다."""
    memory = {"rate": peak, "best": np.inf, "wait": 0, "step": 0}
    descend = mlp.momentum()

    def update(params: list, grads: list, state: dict, lr: float) -> list:
        params = descend(params, grads, state, lr)
        memory["step"] += 1
        if memory["step"] % EPOCH_STEPS == 0:
            layers = list(zip(params[::2], params[1::2], strict=True))
            loss, _ = mlp.evaluate(dataset.x_valid, dataset.y_valid, layers, "relu")
            memory["wait"] = 0 if loss < memory["best"] else memory["wait"] + 1
            memory["best"] = min(memory["best"], loss)
            if memory["wait"] >= patience:
                memory["rate"], memory["wait"] = memory["rate"] * factor, 0
        return params

    return update, lambda step: memory["rate"]


def arms(dataset: data.Dataset, peak: float) -> dict[str, tuple[Callable, mlp.Optimizer | None]]:
    """이름 → (스텝 → 학습률, 옵티마이저)."""
    shaped = {
        name: (lambda step, shape=shape: peak * shape(step), None) for name, shape in SHAPES.items()
    }
    optimizer, rate = plateau(dataset, peak)
    cycled = (lambda step: peak * one_cycle(step), cycling_momentum())
    return shaped | {"one_cycle_momentum": cycled, "plateau": (rate, optimizer)}


def measure(dataset: data.Dataset, seed: int, rate: Callable, optimizer: object) -> dict:
    with np.errstate(over="ignore", invalid="ignore"):
        result = mlp.train(
            dataset, HIDDEN, seed=seed, rate=rate, optimizer=optimizer, epochs=EPOCHS, batch=BATCH
        )
        test_loss, accuracy = mlp.evaluate(dataset.x_test, dataset.y_test, result.layers, "relu")
    found = {
        "train_loss": result.train_loss[-1],
        "valid_loss": result.valid_loss[-1],
        "test_loss": test_loss,
        "test_accuracy": accuracy,
    }
    # JSON에는 NaN이 없으므로 발산한 값은 null로 적는다.
    return {key: round(float(v), 3) if np.isfinite(v) else None for key, v in found.items()}


def run(seed: int) -> dict:
    """rates: 정점 학습률의 격자. schedules: 이름 → 잰 것 → 정점마다의 값."""
    dataset, results = standardised(seed), {}
    for peak in PEAKS:
        for name, (rate, optimizer) in arms(dataset, peak).items():
            for key, value in measure(dataset, seed, rate, optimizer).items():
                results.setdefault(name, {}).setdefault(key, []).append(value)
    return {"rates": PEAKS, "schedules": results}


if __name__ == "__main__":
    records.save(__file__, run, range(12))
