"""NumPy로 쓴 완전 연결 망. 텐서플로를 기다리지 않고 초 단위로 여러 시드를 훈련한다.

「그레이디언트 소실과 폭주」 장에서 한 줄씩 만든 코드를 여러 장이 함께 쓰도록 정리한 것이다.
층은 h = φ(h_앞 @ W + b)이고 출력층은 소프트맥스, 손실은 교차 엔트로피다.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import sqrt

import numpy as np

Array = np.ndarray
Layer = tuple[Array, Array]  # (W, b): 모양 (팬-인, 팬-아웃)과 (팬-아웃,)
Optimizer = Callable[[list[Array], list[Array], dict, float], list[Array]]

SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772


def sigmoid(z: Array) -> Array:
    """로지스틱 시그모이드. 큰 |z|에서도 넘치지 않는다."""
    return 0.5 * (1 + np.tanh(z / 2))


def softplus(z: Array) -> Array:
    """log(1 + eᶻ). 큰 |z|에서도 넘치지 않는다."""
    return np.logaddexp(0, z)


def _gelu_cdf(z: Array) -> Array:
    # SciPy는 GELU를 쓸 때에만 불러온다.
    from scipy.special import erf

    return 0.5 * (1 + erf(z / sqrt(2), dtype=float)).astype(z.dtype)


def _mish_slope(z: Array) -> Array:
    t = np.tanh(softplus(z))
    return t + z * sigmoid(z) * (1 - t**2)


# 이름 → (φ(z), φ'(z))
ACTIVATIONS: dict[str, tuple[Callable[[Array], Array], Callable[[Array], Array]]] = {
    "linear": (lambda z: z, np.ones_like),
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "relu": (lambda z: np.maximum(z, 0), lambda z: (z > 0).astype(z.dtype)),
    "leaky_relu": (
        lambda z: np.where(z > 0, z, 0.2 * z),
        lambda z: np.where(z > 0, 1.0, 0.2).astype(z.dtype),
    ),
    "elu": (
        lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
        lambda z: np.exp(np.minimum(z, 0)),
    ),
    "selu": (
        lambda z: SELU_SCALE * np.where(z > 0, z, SELU_ALPHA * np.expm1(np.minimum(z, 0))),
        lambda z: SELU_SCALE * np.where(z > 0, 1.0, SELU_ALPHA * np.exp(np.minimum(z, 0))),
    ),
    "swish": (lambda z: z * sigmoid(z), lambda z: sigmoid(z) * (1 + z * (1 - sigmoid(z)))),
    "gelu": (
        lambda z: z * _gelu_cdf(z),
        lambda z: _gelu_cdf(z) + z * np.exp(-0.5 * z**2) / sqrt(2 * np.pi),
    ),
    "mish": (lambda z: z * np.tanh(softplus(z)), _mish_slope),
}


def glorot(fan_in: int, fan_out: int) -> float:
    """글로럿 초기화의 표준편차 √(2/(팬-인+팬-아웃)) (Glorot & Bengio 2010)."""
    return sqrt(2 / (fan_in + fan_out))


def he(fan_in: int, fan_out: int) -> float:
    """He 초기화의 표준편차 √(2/팬-인) (He 외 2015)."""
    return sqrt(2 / fan_in)


def lecun(fan_in: int, fan_out: int) -> float:
    """르쿤 초기화의 표준편차 √(1/팬-인) (LeCun 외 1998)."""
    return sqrt(1 / fan_in)


def draw(
    sizes: list[int], weight_std: Callable[[int, int], float], rng: np.random.Generator
) -> list[Layer]:
    """정규분포로 가중치를 뽑고 편향은 0으로 둔 층들. 출력층(마지막)은 글로럿 초기화다."""
    pairs = list(zip(sizes[:-1], sizes[1:], strict=True))
    rules = [weight_std] * (len(pairs) - 1) + [glorot]
    return [
        (rng.normal(0, rule(m, n), (m, n)).astype(np.float32), np.zeros(n, np.float32))
        for (m, n), rule in zip(pairs, rules, strict=True)
    ]


def forward(x: Array, layers: list[Layer], activation: str) -> tuple[list[Array], list[Array]]:
    """층마다 (z, h). 마지막 층의 h는 활성화 없이 로짓 z 그대로다."""
    phi, _ = ACTIVATIONS[activation]
    pre, post = [], []
    for index, (w, b) in enumerate(layers):
        pre.append((post[-1] if post else x) @ w + b)
        post.append(pre[-1] if index == len(layers) - 1 else phi(pre[-1]))
    return pre, post


def cross_entropy(logits: Array, y: Array) -> tuple[float, Array]:
    """평균 교차 엔트로피와 로짓에 대한 그레이디언트, 모양 (샘플, 클래스)."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    rows = np.arange(len(y))
    gradient = np.exp(log_p)
    gradient[rows, y] -= 1
    return float(-log_p[rows, y].mean()), gradient / len(y)


def gradients(
    x: Array, y: Array, layers: list[Layer], activation: str
) -> tuple[float, list[Array], list[Array]]:
    """손실, 파라미터의 그레이디언트 [dW₁, db₁, dW₂, …], 층별 dL/dz."""
    _, slope = ACTIVATIONS[activation]
    pre, post = forward(x, layers, activation)
    loss, delta = cross_entropy(pre[-1], y)
    flat, deltas = [], [delta]
    for index in range(len(layers) - 1, -1, -1):
        below = post[index - 1] if index else x
        flat[:0] = [below.T @ deltas[0], deltas[0].sum(axis=0)]
        if index:
            deltas.insert(0, (deltas[0] @ layers[index][0].T) * slope(pre[index - 1]))
    return loss, flat, deltas


def momentum(beta: float = 0.9) -> Optimizer:
    """모멘텀 SGD: m ← βm − ηg, θ ← θ + m. β=0이면 보통의 SGD다."""

    def update(params: list[Array], grads: list[Array], state: dict, lr: float) -> list[Array]:
        velocity = state.get("velocity", [np.zeros_like(p) for p in params])
        state["velocity"] = [beta * v - lr * g for v, g in zip(velocity, grads, strict=True)]
        return [p + v for p, v in zip(params, state["velocity"], strict=True)]

    return update


def adam(beta_1: float = 0.9, beta_2: float = 0.999, epsilon: float = 1e-7) -> Optimizer:
    """Adam (Kingma & Ba 2015, 알고리즘 1의 끝에 적힌 효율적인 꼴. 케라스도 이 꼴을 쓴다)."""

    def update(params: list[Array], grads: list[Array], state: dict, lr: float) -> list[Array]:
        zeros = [np.zeros_like(p) for p in params]
        t = state["t"] = state.get("t", 0) + 1
        first, second = state.get("m", zeros), state.get("v", zeros)
        first = [beta_1 * m + (1 - beta_1) * g for m, g in zip(first, grads, strict=True)]
        second = [beta_2 * v + (1 - beta_2) * g**2 for v, g in zip(second, grads, strict=True)]
        state["m"], state["v"] = first, second
        rate = lr * sqrt(1 - beta_2**t) / (1 - beta_1**t)
        return [
            p - rate * m / (np.sqrt(v) + epsilon)
            for p, m, v in zip(params, first, second, strict=True)
        ]

    return update


@dataclass
class Run:
    """훈련 한 번의 기록. 배열의 모양은 (에포크,), rates는 (스텝,)이다."""

    layers: list[Layer]
    train_loss: Array
    valid_loss: Array
    valid_accuracy: Array
    rates: Array


def evaluate(x: Array, y: Array, layers: list[Layer], activation: str) -> tuple[float, float]:
    """(손실, 정확도)."""
    logits = forward(x, layers, activation)[0][-1]
    return cross_entropy(logits, y)[0], float(np.mean(logits.argmax(axis=1) == y))


def batches(n: int, size: int, rng: np.random.Generator) -> Iterator[Array]:
    """한 에포크 동안 섞어 나눈 인덱스들. 마지막 배치는 작을 수 있다."""
    order = rng.permutation(n)
    for start in range(0, n, size):
        yield order[start : start + size]


def train(
    dataset,
    hidden: list[int],
    *,
    seed: int,
    activation: str = "relu",
    weight_std: Callable[[int, int], float] = he,
    optimizer: Optimizer | None = None,
    rate: float | Callable[[int], float] = 0.1,
    epochs: int = 10,
    batch: int = 100,
) -> Run:
    """`trainlab.data`의 데이터셋으로 망을 훈련한다.

    Args:
        dataset: x_train (샘플, 특성), y_train (샘플,), x_valid, y_valid가 있는 것.
        hidden: 은닉층의 폭.
        optimizer: 기본값은 모멘텀 0.9인 SGD.
        rate: 학습률, 또는 스텝 번호(0부터) → 학습률.
    """
    rng = np.random.default_rng(seed)
    sizes = [dataset.x_train.shape[1], *hidden, int(dataset.y_train.max()) + 1]
    layers = draw(sizes, weight_std, rng)
    optimizer, state = optimizer or momentum(), {}
    schedule = rate if callable(rate) else lambda step: rate
    rates, history = [], []
    for _ in range(epochs):
        losses = []
        for pick in batches(len(dataset.x_train), batch, rng):
            loss, grads, _ = gradients(
                dataset.x_train[pick], dataset.y_train[pick], layers, activation
            )
            rates.append(schedule(len(rates)))
            params = optimizer([p for layer in layers for p in layer], grads, state, rates[-1])
            layers = list(zip(params[::2], params[1::2], strict=True))
            losses.append(loss)
        valid = evaluate(dataset.x_valid, dataset.y_valid, layers, activation)
        history.append((np.mean(losses), *valid))
    return Run(layers, *np.array(history).T, np.array(rates))
