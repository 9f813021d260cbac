"""케라스 모델을 한 배치로 재어 층마다 신호와 그레이디언트를 내놓는다.

여기서 「층」은 가중치 행렬(kernel)이 있는 층 하나와 그 뒤의 정규화·활성화·드롭아웃을 묶은
것이다. 층의 출력은 묶음의 마지막 출력이므로, 활성화 함수를 따로 쌓아도 같은 자리를 잰다.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

try:
    import keras
    import tensorflow as tf
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        "trainlab.probe는 케라스와 텐서플로가 있어야 씁니다. pip install tensorflow 를 실행하고 "
        "커널을 다시 시작하세요."
    ) from error

SATURATION_MARGIN = 0.01


@dataclass(frozen=True)
class LayerProbe:
    """층마다 잰 값. 모든 배열의 모양은 (층,)이고 첫 원소가 입력에 가까운 층이다.

    Attributes:
        names: 가중치가 있는 층의 이름.
        signal_mean, signal_std: 층 출력 원소 전체의 평균과 표준편차.
        signal_spread: 뉴런마다 샘플 사이의 표준편차를 재어 평균한 값. 0에 가까우면 어떤 입력에도
            같은 출력을 낸다는 뜻이고, signal_std가 멀쩡해도 입력의 정보가 사라진 것이다.
        gradient_std: 층 출력에 대한 손실의 그레이디언트 dL/dh의 표준편차. 소프트맥스 출력층은
            케라스가 손실을 로짓에서 바로 계산하므로 NaN이다.
        kernel_gradient_norm: 가중치에 대한 그레이디언트 dL/dW의 ℓ2 노름.
        gradient_to_weight: std(dL/dW) / std(W). 여기에 SGD의 학습률을 곱하면 갱신 비율이다.
        saturated: 시그모이드와 tanh 출력 가운데 치역 끝 1% 안에 든 비율. 다른 활성화는 NaN.
        dead: 배치의 모든 샘플에서 출력이 0인 뉴런의 비율.
    """

    names: tuple[str, ...]
    signal_mean: np.ndarray
    signal_std: np.ndarray
    signal_spread: np.ndarray
    gradient_std: np.ndarray
    kernel_gradient_norm: np.ndarray
    gradient_to_weight: np.ndarray
    saturated: np.ndarray
    dead: np.ndarray


def probe(
    model: keras.Model,
    x: np.ndarray,
    y: np.ndarray,
    *,
    loss: Callable | None = None,
    training: bool = False,
) -> LayerProbe:
    """한 배치의 순전파와 역전파를 재고 모델은 바꾸지 않는다.

    Args:
        model: Sequential 또는 함수형 모델. 입력의 모양이 정해져 있어야 한다.
        x, y: 한 배치. x의 모양은 (샘플, …).
        loss: loss(y, 예측) → 손실. 없으면 compile에 준 손실을 쓴다.
        training: True면 드롭아웃과 배치 정규화가 훈련 방식으로 움직인다.

    Raises:
        ValueError: 모델의 입력 모양이 정해지지 않았거나, 손실이 없거나, 가중치가 있는 층이
            없을 때.

    배치 정규화의 이동 통계처럼 훈련 방식의 순전파가 바꾸는 상태는 재기 전 값으로 되돌린다.
    """
    blocks = _blocks(model)
    compute_loss = _loss_function(model, loss)
    kernels = [layer.kernel for layer, _ in blocks]
    state = [(v, v.numpy()) for v in model.non_trainable_variables]
    with tf.GradientTape() as tape:
        tape.watch([kernel.value for kernel in kernels])
        signals, prediction = _run(model, [last for _, last in blocks], x, training)
        value = tf.reduce_mean(compute_loss(tf.convert_to_tensor(y), prediction))
    gradients = tape.gradient(value, [*signals, *[kernel.value for kernel in kernels]])
    for variable, before in state:
        variable.assign(before)
    signal = [s.numpy() for s in signals]
    dh = [np.array(np.nan) if g is None else g.numpy() for g in gradients[: len(blocks)]]
    dw = [g.numpy() for g in gradients[len(blocks) :]]
    # 가중치를 모두 같은 값으로 둔 층에서는 std(W)가 0이라 비율이 정해지지 않는다.
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = [g.std() / k.numpy().std() for g, k in zip(dw, kernels, strict=True)]
    return LayerProbe(
        names=tuple(layer.name for layer, _ in blocks),
        signal_mean=np.array([s.mean() for s in signal]),
        signal_std=np.array([s.std() for s in signal]),
        signal_spread=np.array([s.std(axis=0).mean() for s in signal]),
        gradient_std=np.array([g.std() for g in dh]),
        kernel_gradient_norm=np.array([np.linalg.norm(g) for g in dw]),
        gradient_to_weight=np.array(ratio),
        saturated=np.array(
            [_saturated(s, last) for s, (_, last) in zip(signal, blocks, strict=True)]
        ),
        dead=np.array([(s.reshape(-1, s.shape[-1]) == 0).all(axis=0).mean() for s in signal]),
    )


class UpdateRatio(keras.callbacks.Callback):
    """스텝마다 층별 갱신 비율 std(ΔW) / std(W)를 모은다.

    건강한 훈련에서는 이 값이 대략 10⁻³ 언저리에 머문다(A. Karpathy, makemore 3부의 경험칙).
    fit이 끝나면 `ratios`가 모양 (스텝, 층)인 배열이고 `names`가 층의 이름이다.
    """

    def on_train_begin(self, logs: dict | None = None) -> None:
        self._layers = [layer for layer, _ in _blocks(self.model)]
        self.names = tuple(layer.name for layer in self._layers)
        self._rows: list[list[float]] = []
        self._before = self._kernels()

    def on_train_batch_end(self, batch: int, logs: dict | None = None) -> None:
        after = self._kernels()
        self._rows.append(
            [(b - a).std() / a.std() for a, b in zip(self._before, after, strict=True)]
        )
        self._before = after

    def on_train_end(self, logs: dict | None = None) -> None:
        self.ratios = np.array(self._rows)

    def _kernels(self) -> list[np.ndarray]:
        return [layer.kernel.numpy() for layer in self._layers]


def _blocks(model: keras.Model) -> list[tuple[keras.layers.Layer, keras.layers.Layer]]:
    """(가중치가 있는 층, 그 층 묶음의 마지막 층)의 목록을 입력 쪽부터 돌려준다."""
    if not model.built or not getattr(model, "inputs", None):
        raise ValueError(
            "모델의 입력 모양이 정해지지 않았습니다. keras.Input(shape=…)을 첫 층으로 넣으세요."
        )
    blocks: list[tuple[keras.layers.Layer, keras.layers.Layer]] = []
    for layer in model.layers:
        if hasattr(layer, "kernel"):
            blocks.append((layer, layer))
        elif blocks:
            blocks[-1] = (blocks[-1][0], layer)
    if not blocks:
        raise ValueError("가중치(kernel)가 있는 층이 없어 잴 것이 없습니다.")
    return blocks


def _run(
    model: keras.Model, lasts: list[keras.layers.Layer], x: np.ndarray, training: bool
) -> tuple[list[tf.Tensor], tf.Tensor]:
    """층마다의 출력과 모델의 출력."""
    if not isinstance(model, keras.Sequential):
        # 입력을 목록으로 주면 배열 하나로 부를 때 모양이 다르다는 경고가 나온다.
        (given,) = model.inputs
        outputs = keras.Model(given, [*(last.output for last in lasts), *model.outputs])
        *signals, prediction = outputs(tf.convert_to_tensor(x), training=training)
        return signals, prediction
    # add로 쌓은 Sequential은 쌓을 때마다 층을 다시 불러, layer.output이 옛 그래프를 가리킨다.
    seen, h = {}, tf.convert_to_tensor(x)
    for layer in model.layers:
        h = seen[layer] = layer(h, training=training)
    return [seen[last] for last in lasts], h


def _loss_function(model: keras.Model, loss: Callable | None) -> Callable:
    if loss is not None:
        return loss
    if not getattr(model, "compiled", False):
        raise ValueError("손실이 없습니다. model.compile(loss=…)을 하거나 loss 인자를 주세요.")
    return lambda y, prediction: model.compute_loss(y=y, y_pred=prediction)


def _saturated(signal: np.ndarray, layer: keras.layers.Layer) -> float:
    bounds = {keras.activations.sigmoid: (0.0, 1.0), keras.activations.tanh: (-1.0, 1.0)}
    low, high = bounds.get(getattr(layer, "activation", None), (np.nan, np.nan))
    if np.isnan(low):
        return np.nan
    margin = SATURATION_MARGIN * (high - low)
    return float(np.mean((signal < low + margin) | (signal > high - margin)))
