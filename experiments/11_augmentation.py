"""작은 합성곱 망에서 기하 증강과 흑백 증강을 견준다.

patches10 raw 400개, 3×3 합성곱 세 층(보폭 2) + 완전 연결층, 미니배치 50, 60에포크. Adam의 학습률은
0.003에서 0까지 코사인으로 낮춘다. 끝까지 0.003이면 정확도가 에포크마다 몇 %p씩 출렁여, 마지막
에포크의 우연이 결론을 뒤집는다.
"""

import os
from collections.abc import Callable

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras

from trainlab import data, records

N_TRAIN, BATCH, EPOCHS = 400, 50, 60
STEPS = EPOCHS * N_TRAIN // BATCH

AUGMENTATIONS: dict[str, Callable[[], list[keras.Layer]]] = {
    "none": list,
    "geometric": lambda: [
        keras.layers.RandomFlip("horizontal_and_vertical"),
        keras.layers.RandomRotation(0.1),
        keras.layers.RandomZoom(0.2),
    ],
    "greyscale": lambda: [keras.layers.RandomGrayscale(factor=0.5)],
}


def build(augmentation: list[keras.Layer]) -> keras.Model:
    """증강 층을 맨 앞에 둔 합성곱 망. 입력은 [0, 1]의 32×32×3."""
    convolutions = [
        keras.layers.Conv2D(filters, 3, strides=2, padding="same", activation="relu")
        for filters in (8, 16, 32)
    ]
    model = keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            *augmentation,
            keras.layers.Rescaling(2, offset=-1),
            *convolutions,
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.003, STEPS)),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


def run(seed: int) -> dict:
    """증강 이름 → 훈련이 끝난 뒤 증강 없이 잰 훈련·테스트 정확도."""
    dataset = data.load("patches10", seed=seed, n_train=N_TRAIN, n_valid=100, n_test=600)
    splits = {
        "train": (dataset.x_train, dataset.y_train),
        "test": (dataset.x_test, dataset.y_test),
    }
    results = {}
    for name, make in AUGMENTATIONS.items():
        keras.utils.set_random_seed(seed)
        model = build(make())
        model.fit(*splits["train"], batch_size=BATCH, epochs=EPOCHS, verbose=0)
        results[name] = {
            split: round(model.evaluate(x, y, verbose=0)[1], 4) for split, (x, y) in splits.items()
        }
    return results


if __name__ == "__main__":
    records.save(__file__, run, range(3))
