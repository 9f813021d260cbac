"""dense_net의 맞는 답(wheat)과 틀린 답(chaff).

이 파일은 실행하지 않는다. 머리줄 아래의 코드가 그 답 셀을 통째로 대신한다.
"""

# %% wheat build_model one-by-one: 층을 하나씩 더하기
def build_model(features, classes):
    model = keras.Sequential([keras.Input((features,))])
    for width in (32, 16):
        model.add(keras.layers.Dense(width, "relu", kernel_initializer="he_uniform"))
    model.add(keras.layers.Dense(classes, "softmax"))
    return model


# %% wheat build_model functional: 함수형 API
def build_model(features, classes):
    inputs = h = keras.Input((features,))
    for width in (32, 16):
        h = keras.layers.Dense(width, activation="relu", kernel_initializer="he_normal")(h)
    return keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(h))


# %% chaff build_model one-hidden-layer: 은닉층이 하나뿐이다
# hint: 층의 수
def build_model(features, classes):
    return keras.Sequential(
        [
            keras.Input((features,)),
            keras.layers.Dense(32, activation="relu", kernel_initializer="he_normal"),
            keras.layers.Dense(classes, activation="softmax"),
        ]
    )


# %% chaff build_model zero-initializer: 0으로 초기화한다
# hint: 초기화
def build_model(features, classes):
    return keras.Sequential(
        [
            keras.Input((features,)),
            keras.layers.Dense(32, activation="relu", kernel_initializer="zeros"),
            keras.layers.Dense(16, activation="relu", kernel_initializer="zeros"),
            keras.layers.Dense(classes, activation="softmax"),
        ]
    )


# %% chaff build_model logits: 출력층에 소프트맥스가 없다
# hint: 출력의 합
def build_model(features, classes):
    return keras.Sequential(
        [
            keras.Input((features,)),
            keras.layers.Dense(32, activation="relu", kernel_initializer="he_normal"),
            keras.layers.Dense(16, activation="relu", kernel_initializer="he_normal"),
            keras.layers.Dense(classes),
        ]
    )


# %% wheat dense_parameters loop: 반복문
def dense_parameters(widths):
    total = 0
    for index in range(1, len(widths)):
        total += widths[index - 1] * widths[index] + widths[index]
    return total


# %% chaff dense_parameters no-bias: 편향을 빠뜨린다
# hint: 편향
def dense_parameters(widths):
    return sum(n * m for n, m in zip(widths[:-1], widths[1:]))


# %% chaff dense_parameters first-layer: 첫 층만 센다
# hint: 층이 여럿
def dense_parameters(widths):
    return (widths[0] + 1) * widths[1] if len(widths) > 1 else 0


# %% wheat train_step eager: 그래프를 만들지 않고 훈련하기
def train_step(model, x, y, learning_rate):
    loss = keras.losses.SparseCategoricalCrossentropy()
    model.compile(keras.optimizers.SGD(learning_rate), loss, run_eagerly=True)
    return float(model.train_on_batch(x, y))


# %% chaff train_step default-rate: 학습률을 쓰지 않는다
# hint: 학습률
def train_step(model, x, y, learning_rate):
    model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy")
    return float(model.train_on_batch(x, y))


# %% chaff train_step numpy-scalar: float로 바꾸지 않는다
# hint: float로
def train_step(model, x, y, learning_rate):
    optimizer = keras.optimizers.SGD(learning_rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    return np.asarray(model.train_on_batch(x, y))


# %% chaff train_step loss-after: 훈련한 뒤에 다시 잰다
# hint: 훈련하기 전
def train_step(model, x, y, learning_rate):
    optimizer = keras.optimizers.SGD(learning_rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    model.train_on_batch(x, y)
    return float(model.test_on_batch(x, y))


# %% chaff train_step unfinished: 답을 비워 두었다
# hint: 아직
def train_step(model, x, y, learning_rate):
    raise NotImplementedError("아직 풀지 않았다")
