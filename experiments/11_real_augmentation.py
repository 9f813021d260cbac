"""진짜 Fashion-MNIST 1,000장으로 증강 일곱 가지를 증강 없음과 견준다.

ReLU 은닉층 둘(100개씩)의 완전 연결 망, 미니배치 50, 800스텝, 모멘텀 0.9, 코사인 감쇠. 증강마다
학습률 셋을 모두 훈련해 남긴다. 쪽과 검사는 검증 정확도로 하나를 고르고 테스트 정확도를 읽는다.
테스트 사진을 3픽셀까지 무작위로 밀어 잰 정확도(`moved`)도 남긴다.
"""

from collections.abc import Callable

import numpy as np

from trainlab import data, mlp, records

N_TRAIN, BATCH, STEPS, SIDE, REACH = 1000, 50, 800, 28, 3
RATES = (0.01, 0.03, 0.1)
Augment = Callable[[np.ndarray, np.ndarray, np.random.Generator], tuple[np.ndarray, np.ndarray]]


def flip(axis: int) -> Augment:
    """절반의 확률로 axis(1은 위아래, 2는 좌우)를 따라 뒤집는다."""

    def augment(x, targets, rng):
        return np.where(rng.random((len(x), 1, 1)) < 0.5, np.flip(x, axis), x), targets

    return augment


def shift(x, targets, rng):
    """가로세로로 −3픽셀에서 3픽셀까지 민다. 빈 곳은 0이다."""
    padded = np.pad(x, ((0, 0), (REACH, REACH), (REACH, REACH)))
    moved = np.empty_like(x)
    for index, (top, left) in enumerate(rng.integers(0, 2 * REACH + 1, (len(x), 2))):
        moved[index] = padded[index, top : top + SIDE, left : left + SIDE]
    return moved, targets


def erase(x, targets, rng):
    """한 변이 6–16픽셀인 사각형을 [0, 1]의 잡음으로 덮는다."""
    erased = x.copy()
    for image in erased:
        height, width = rng.integers(6, 17, 2)
        top, left = rng.integers(0, SIDE + 1 - height), rng.integers(0, SIDE + 1 - width)
        image[top : top + height, left : left + width] = rng.random((height, width))
    return erased, targets


def mixup(x, targets, rng):
    """λ는 Beta(0.2, 0.2)에서 샘플마다 뽑는다 (Zhang 외 2018)."""
    other, share = rng.permutation(len(x)), rng.beta(0.2, 0.2, len(x)).astype(np.float32)
    image, label = share[:, None, None], share[:, None]
    return image * x + (1 - image) * x[other], label * targets + (1 - label) * targets[other]


def cutmix(x, targets, rng):
    """넓이의 비율이 0–1에서 고른 정사각형을 다른 사진에서 오려 붙인다 (Yun 외 2019)."""
    other = rng.permutation(len(x))
    images, labels = x.copy(), targets.copy()
    for index, side in enumerate(np.rint(SIDE * np.sqrt(rng.random(len(x)))).astype(int)):
        top, left = rng.integers(0, SIDE + 1 - side, 2)
        box = slice(top, top + side), slice(left, left + side)
        images[index][box] = x[other[index]][box]
        pasted = (side / SIDE) ** 2
        labels[index] = (1 - pasted) * targets[index] + pasted * targets[other[index]]
    return images, labels


AUGMENTATIONS: dict[str, Augment] = {
    "none": lambda x, targets, rng: (x, targets),
    "left_right": flip(2),
    "up_down": flip(1),
    "shift": shift,
    "erase": erase,
    "mixup": mixup,
    "cutmix": cutmix,
}


def gradients(x, targets, layers):
    """레이블이 확률인 교차 엔트로피의 그레이디언트 [dW₁, db₁, …]."""
    pre, post = mlp.forward(x, layers, "relu")
    scores = np.exp(pre[-1] - pre[-1].max(axis=1, keepdims=True))
    delta = (scores / scores.sum(axis=1, keepdims=True) - targets) / len(x)
    found = []
    for index in reversed(range(len(layers))):
        below = post[index - 1] if index else x
        found = [below.T @ delta, delta.sum(axis=0), *found]
        if index:
            delta = (delta @ layers[index][0].T) * (pre[index - 1] > 0)
    return found


def fit(x, targets, augment, *, rate, seed):
    rng, update, state = np.random.default_rng(seed), mlp.momentum(0.9), {}
    layers = mlp.draw([SIDE**2, 100, 100, 10], mlp.he, rng)
    params = [array for layer in layers for array in layer]
    step = 0
    for _ in range(STEPS * BATCH // len(x)):
        for pick in mlp.batches(len(x), BATCH, rng):
            images, labels = augment(x[pick], targets[pick], rng)
            found = gradients(images.reshape(len(images), -1), labels, layers)
            decayed = rate * (1 + np.cos(np.pi * step / STEPS)) / 2
            params = update(params, found, state, decayed)
            layers = [(params[k], params[k + 1]) for k in range(0, len(params), 2)]
            step += 1
    return layers


def trial(seed: int, names, rates) -> dict:
    dataset = data.load("fashion_mnist", n_train=55_000, n_valid=5000, n_test=10_000)
    pick = np.random.default_rng(seed).permutation(55_000)[:N_TRAIN]
    x, y = dataset.x_train[pick], dataset.y_train[pick]
    moved, _ = shift(dataset.x_test, None, np.random.default_rng([seed, 1]))
    exams = {
        "train": (x, y),
        "valid": (dataset.x_valid, dataset.y_valid),
        "test": (dataset.x_test, dataset.y_test),
        "moved": (moved, dataset.y_test),
    }
    results = {}
    for name in names:
        results[name] = {}
        for rate in rates:
            net = fit(x, np.eye(10, dtype=np.float32)[y], AUGMENTATIONS[name], rate=rate, seed=seed)
            results[name][f"{rate:g}"] = {
                exam: round(
                    mlp.evaluate(images.reshape(len(images), -1), answer, net, "relu")[1], 4
                )
                for exam, (images, answer) in exams.items()
            }
    return results


def run(seed: int) -> dict:
    """증강 → 학습률 → 증강 없이 잰 훈련·검증·테스트 정확도와, 밀린 테스트 사진의 정확도."""
    return trial(seed, AUGMENTATIONS, RATES)


def remake(seed: int) -> dict:
    """`run`의 일부: 증강 없음, 밀기, 위아래 뒤집기를 학습률 0.03으로."""
    return trial(seed, ("none", "shift", "up_down"), (0.03,))


if __name__ == "__main__":
    records.save(__file__, run, range(10))
