"""아픈 훈련: 한 군데씩 고장 난 케라스 훈련을 학번마다 여섯 개 만든다.

어느 고장이 몇 번 환자에게 들었는지는 학번의 해시가 정한다. 같은 학번이면 언제 어디서나 같은
환자 여섯이고, 학번이 다르면 다른 여섯이다. 병명은 환자의 어느 속성에도 적혀 있지 않다.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from trainlab import data

try:
    import keras
    import tensorflow as tf
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        "trainlab.clinic은 케라스와 텐서플로가 있어야 씁니다. pip install tensorflow 를 실행하고 "
        "커널을 다시 시작하세요."
    ) from error

__all__ = ["DIAGNOSES", "PATIENTS", "Patient", "changes", "example", "patient", "train"]

PATIENTS = 6
_LABELS = {
    "x_train": "훈련 입력",
    "y_train": "훈련 레이블",
    "x_valid": "검증 입력",
    "y_valid": "검증 레이블",
    "learning_rate": "학습률",
    "momentum": "모멘텀",
    "from_logits": "from_logits",
    "batch_size": "미니배치의 크기",
    "epochs": "에포크 수",
}


@dataclass
class Patient:
    """훈련 한 번에 드는 것 모두. 컴파일하지 않은 채다.

    Attributes:
        model: 입력 64개, ReLU 은닉층(`Dense`) 서넛과 그 뒤마다 놓인 `Dropout`, 뉴런 10개인
            출력층. 출력은 로짓이거나 소프트맥스를 지난 확률이다.
        x_train, x_valid: float32 (600, 64)와 (200, 64). y_train, y_valid: int64, 0에서 9.
        learning_rate, momentum: SGD의 학습률과 모멘텀.
        from_logits: 교차 엔트로피에 주는 `from_logits`.
        batch_size, epochs: 미니배치의 크기와 에포크 수.
    """

    model: keras.Sequential = field(repr=False)
    x_train: np.ndarray = field(repr=False)
    y_train: np.ndarray = field(repr=False)
    x_valid: np.ndarray = field(repr=False)
    y_valid: np.ndarray = field(repr=False)
    learning_rate: float
    momentum: float
    from_logits: bool
    batch_size: int
    epochs: int


def patient(student_id: str | int, number: int) -> Patient:
    """학번의 주인이 맡은 환자를 새로 만든다. 부를 때마다 훈련하기 전의 같은 환자다.

    Args:
        student_id: 학번. 앞뒤의 빈칸은 보지 않는다.
        number: 환자의 번호, 1에서 6.

    Raises:
        ValueError: 학번이 비었거나 번호가 1에서 6이 아닐 때.
    """
    names = _drawn(student_id)
    if number not in range(1, PATIENTS + 1):
        raise ValueError(
            f"환자의 번호는 1에서 {PATIENTS}까지의 정수여야 하는데 {number!r} 값을 받았다."
        )
    return _make(names[number - 1], _hash(f"{_clean(student_id)}/{int(number)}"))


def example(diagnosis: str, seed: int = 0) -> Patient:
    """병명이 알려진 연습용 환자를 새로 만든다. seed가 다르면 같은 병의 다른 환자다.

    Raises:
        ValueError: 모르는 병명이거나 seed가 음수일 때.
    """
    if diagnosis not in DIAGNOSES:
        names = ", ".join(DIAGNOSES)
        raise ValueError(f"병명은 {names} 가운데 하나여야 하는데 {diagnosis!r} 값을 받았다.")
    return _make(diagnosis, [seed, PATIENTS])


def train(patient: Patient) -> dict[str, list[float]]:
    """환자의 모델을 SGD로 훈련해, 에포크마다의 기록을 돌려준다. 모델의 가중치가 바뀐다.

    `compile`과 `fit`이 하는 일과 같다. 전역 난수를 쓰지 않으므로 같은 환자의 훈련은 늘 같다.

    Returns:
        loss, accuracy, val_loss, val_accuracy. 훈련의 값은 드롭아웃을 켠 채 에포크 동안 평균한
        것이다.
    """
    model, size = patient.model, patient.batch_size
    optimizer = keras.optimizers.SGD(patient.learning_rate, momentum=patient.momentum)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    optimizer.build(model.trainable_variables)

    # fit은 에포크를 준비하는 데 훈련보다 오래 걸린다. 샘플은 이미 섞여 있어 다시 섞지 않는다.
    @tf.function(jit_compile=False)
    def one_epoch(x, y):
        sum_loss, right = 0.0, 0.0
        for start in tf.range(0, len(patient.x_train), size):
            inputs, labels = x[start : start + size], y[start : start + size]
            with tf.GradientTape() as tape:
                outputs = model(inputs, training=True)
                value = loss(labels, outputs)
            gradients = tape.gradient(value, [v.value for v in model.trainable_variables])
            optimizer.apply(gradients, model.trainable_variables)
            hits = tf.argmax(outputs, axis=1) == labels
            sum_loss += value * tf.cast(tf.shape(inputs)[0], tf.float32)
            right += tf.reduce_sum(tf.cast(hits, tf.float32))
        return sum_loss, right

    x, y = tf.constant(patient.x_train, tf.float32), tf.constant(patient.y_train, tf.int64)
    history = {key: [] for key in ("loss", "accuracy", "val_loss", "val_accuracy")}
    for _ in range(patient.epochs):
        sums = [float(total) / len(patient.x_train) for total in one_epoch(x, y)]
        outputs = model(patient.x_valid, training=False)
        hits = np.argmax(outputs, axis=1) == patient.y_valid
        values = [*sums, float(loss(patient.y_valid, outputs)), float(np.mean(hits))]
        for key, value in zip(history, values):
            history[key].append(value)
    return history


def changes(before: Patient, after: Patient) -> set[str]:
    """두 환자의 서로 다른 곳의 이름. 치료가 꼭 필요한 것만 바꾸었는지 볼 때 쓴다."""
    found = {
        label
        for name, label in _LABELS.items()
        if not np.array_equal(getattr(before, name), getattr(after, name), equal_nan=True)
    }
    if _architecture(before) != _architecture(after):
        return found | {"층의 구성"}
    last = before.model.layers[-1]
    for old, new in zip(before.model.layers, after.model.layers):
        if getattr(old, "rate", None) != getattr(new, "rate", None):
            found.add("드롭아웃 비율")
        if old.trainable != new.trainable:
            found.add("동결 여부")
        where = "출력층" if old is last else "은닉층"
        if getattr(old, "activation", None) != getattr(new, "activation", None):
            found.add(f"{where}의 활성화 함수")
        for weight, label in (("kernel", "가중치"), ("bias", "편향")):
            one, other = (np.asarray(getattr(layer, weight, 0)) for layer in (old, new))
            if not np.array_equal(one, other, equal_nan=True):
                found.add(f"{where}의 {label}")
    return found


def _architecture(patient: Patient) -> list[tuple[str, tuple]]:
    return [(type(layer).__name__, layer.output.shape) for layer in patient.model.layers]


def _clean(student_id: str | int) -> str:
    text = str(student_id).strip()
    if not text:
        raise ValueError("학번이 비어 있다. 자기 학번을 적어야 환자가 정해진다.")
    return text


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(f"trainlab.clinic/{text}".encode()).digest()[:8])


def _drawn(student_id: str | int) -> list[str]:
    """이 학번이 맡은 환자 여섯의 병명, 번호 순서."""
    text = _clean(student_id)
    return sorted(DIAGNOSES, key=lambda name: _hash(f"{text}/{name}"))[:PATIENTS]


def _make(diagnosis: str, seed: int | list[int]) -> Patient:
    rng = np.random.default_rng(seed)
    made = _healthy(rng)
    _FAULTS[diagnosis](made, rng)
    return made


@lru_cache(maxsize=1)
def _digits() -> tuple[np.ndarray, np.ndarray]:
    digits = data.load("digits")
    splits = "train", "valid", "test"
    return tuple(
        np.concatenate([getattr(digits, f"{axis}_{split}") for split in splits]) for axis in "xy"
    )


def _healthy(rng: np.random.Generator) -> Patient:
    """건강한 훈련. 깊이, 폭, 학습률, 출력의 꼴은 환자마다 다르다."""
    x, y = _digits()
    train, valid = np.split(rng.permutation(len(x))[:800], [600])
    mean, std = x[train].mean(), x[train].std()
    x = (x - mean) / std
    depth, width = int(rng.integers(3, 5)), int(rng.integers(32, 49))
    model = keras.Sequential([keras.Input((x.shape[1],))])
    for layer in range(1, depth + 1):
        kernel, mask = (int(value) for value in rng.integers(2**31, size=2))
        he = keras.initializers.HeNormal(kernel)
        model.add(keras.layers.Dense(width, "relu", kernel_initializer=he, name=f"hidden_{layer}"))
        rate = float(rng.uniform(0.02, 0.1))
        model.add(keras.layers.Dropout(rate, seed=mask, name=f"dropout_{layer}"))
    softmax = bool(rng.integers(2))
    # 첫 손실이 ln 10에서 시작하도록 출력층은 작게 초기화한다.
    small = keras.initializers.RandomNormal(0, 0.1 / width**0.5, int(rng.integers(2**31)))
    last = keras.layers.Dense(
        10, "softmax" if softmax else "linear", kernel_initializer=small, name="output"
    )
    model.add(last)
    return Patient(
        model=model,
        x_train=x[train],
        y_train=y[train],
        x_valid=x[valid],
        y_valid=y[valid],
        learning_rate=float(rng.uniform(0.02, 0.05)),
        momentum=0.9,
        from_logits=not softmax,
        batch_size=50,
        epochs=15,
    )


def _hidden(sick: Patient) -> list[keras.layers.Dense]:
    return [layer for layer in sick.model.layers if layer.name.startswith("hidden")]


def _raw_scale(sick: Patient, rng: np.random.Generator) -> None:
    scale = np.float32(rng.uniform(70, 120))
    low = sick.x_train.min()
    sick.x_train, sick.x_valid = (scale * (x - low) for x in (sick.x_train, sick.x_valid))


def _missing_values(sick: Patient, rng: np.random.Generator) -> None:
    rows = rng.choice(len(sick.x_train), int(rng.integers(3, 7)), replace=False)
    sick.x_train[rows, rng.integers(sick.x_train.shape[1], size=len(rows))] = np.nan


def _shifted_labels(sick: Patient, rng: np.random.Generator) -> None:
    sick.y_train = np.roll(sick.y_train, int(rng.integers(1, 10)))


def _other_validation(sick: Patient, rng: np.random.Generator) -> None:
    scale, shift = np.float32(rng.uniform(0.15, 0.3)), np.float32(rng.uniform(1.5, 2.5))
    sick.x_valid = scale * sick.x_valid + shift * np.float32(rng.choice([-1, 1]))


def _small_weights(sick: Patient, rng: np.random.Generator) -> None:
    scale = float(rng.uniform(0.01, 0.02))
    for layer in _hidden(sick):
        layer.kernel.assign(scale * layer.kernel)


def _dead_layer(sick: Patient, rng: np.random.Generator) -> None:
    hidden = _hidden(sick)
    layer = hidden[rng.integers(len(hidden))]
    layer.bias.assign(rng.uniform(-60, -40, layer.bias.shape))


def _frozen_layers(sick: Patient, rng: np.random.Generator) -> None:
    for layer in _hidden(sick):
        layer.trainable = False


def _strong_dropout(sick: Patient, rng: np.random.Generator) -> None:
    for layer in sick.model.layers:
        if isinstance(layer, keras.layers.Dropout):
            layer.rate = float(rng.uniform(0.92, 0.96))


def _large_rate(sick: Patient, rng: np.random.Generator) -> None:
    sick.learning_rate *= float(rng.uniform(100, 200))


def _tiny_rate(sick: Patient, rng: np.random.Generator) -> None:
    sick.learning_rate *= float(rng.uniform(1e-5, 1e-4))


def _logits_as_probabilities(sick: Patient, rng: np.random.Generator) -> None:
    sick.model.layers[-1].activation = keras.activations.linear
    sick.from_logits = False


_FAULTS: dict[str, Callable[[Patient, np.random.Generator], None]] = {
    "입력의 눈금": _raw_scale,
    "데이터의 NaN": _missing_values,
    "밀린 레이블": _shifted_labels,
    "다른 검증 전처리": _other_validation,
    "작은 초기화": _small_weights,
    "죽은 뉴런": _dead_layer,
    "동결된 은닉층": _frozen_layers,
    "지나친 드롭아웃": _strong_dropout,
    "큰 학습률": _large_rate,
    "작은 학습률": _tiny_rate,
    "빠진 from_logits": _logits_as_probabilities,
}
DIAGNOSES = tuple(_FAULTS)
