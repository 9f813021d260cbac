"""연습문제 8의 맞는 답(wheat)과, 오개념이 하나씩 든 답(chaff).

이 파일은 실행하지 않는다. 머리줄 아래의 코드가 그 답 셀을 통째로 대신한다.
"""


# %% wheat q8_1_build_model sequential-list: Sequential에 층의 목록을 주기
def build_model(input_shape, n_classes):
    hidden = [
        keras.layers.Dense(100, "swish", kernel_initializer="he_uniform") for _ in range(20)
    ]
    layers = [keras.Input(input_shape), keras.layers.Flatten(), *hidden]
    return keras.Sequential([*layers, keras.layers.Dense(n_classes, activation="softmax")])


# %% wheat q8_1_build_model subclass: 서브클래스와 층마다 새로 만든 초기화 객체
class DeepNet(keras.Model):
    def __init__(self, n_classes):
        super().__init__()
        self.flatten = keras.layers.Flatten()
        self.output_layer = keras.layers.Dense(n_classes)
        self.hidden_layers = [
            keras.layers.Dense(100, kernel_initializer=keras.initializers.HeNormal())
            for _ in range(20)
        ]

    def call(self, x):
        x = self.flatten(x)
        for layer in self.hidden_layers:
            x = layer(x)
            x = x * keras.ops.sigmoid(x)
        return keras.ops.softmax(self.output_layer(x))


def build_model(input_shape, n_classes):
    return DeepNet(n_classes)


# %% wheat q8_1_build_model separate-activation: 활성화 층을 따로 두고 분산으로 초기화하고 입력을 255배 한다
def build_model(input_shape, n_classes):
    inputs = keras.layers.Input(shape=input_shape)
    x = keras.layers.Rescaling(255.0)(inputs)
    x = keras.layers.Reshape((-1,))(x)
    for _ in range(20):
        init = keras.initializers.VarianceScaling(2.0, mode="fan_in", distribution="normal")
        x = keras.layers.Dense(100, kernel_initializer=init)(x)
        x = keras.layers.Activation("silu")(x)
    x = keras.layers.Dense(n_classes)(x)
    return keras.Model(inputs=inputs, outputs=keras.layers.Softmax()(x))


# %% chaff q8_1_build_model glorot-default: 초기화를 지정하지 않는다
# hint: 초기화를 지정하지 않으면
def build_model(input_shape: tuple[int, ...], n_classes: int) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, activation="swish")(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% chaff q8_1_build_model relu: Swish 대신 ReLU
# hint: relu처럼 움직입니다
def build_model(input_shape: tuple[int, ...], n_classes: int) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, activation="relu", kernel_initializer="he_normal")(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% chaff q8_1_build_model nineteen-hidden: 출력층까지 스무 층으로 센다
# hint: 은닉층이 19개입니다
def build_model(input_shape: tuple[int, ...], n_classes: int) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(19):
        h = keras.layers.Dense(100, activation="swish", kernel_initializer="he_normal")(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% chaff q8_1_build_model swish-on-output: 로짓에 Swish를 지나게 한다
# hint: 활성화 함수가 하나 더 있습니다
def build_model(input_shape: tuple[int, ...], n_classes: int) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, activation="swish", kernel_initializer="he_normal")(h)
    return keras.Model(inputs, keras.layers.Softmax()(keras.layers.Dense(n_classes, activation="swish")(h)))


# %% chaff q8_1_build_model logits: 소프트맥스가 없다
# hint: 한 행의 합이 1이
def build_model(input_shape: tuple[int, ...], n_classes: int) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, activation="swish", kernel_initializer="he_normal")(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes)(h))


# %% chaff q8_1_build_model shared-initializer: 초기화 객체 하나를 모든 층이 함께 쓴다
# hint: 서로 다른 층의 가중치가 똑같습니다
def build_model(input_shape: tuple[int, ...], n_classes: int) -> keras.Model:
    init = keras.initializers.HeNormal()
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, activation="swish", kernel_initializer=init)(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% chaff q8_1_build_model fixed-seed: 함수 안에서 시드를 고정한다
# hint: 두 번 만들었는데 같은 가중치
def build_model(input_shape: tuple[int, ...], n_classes: int) -> keras.Model:
    keras.utils.set_random_seed(42)
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, activation="swish", kernel_initializer="he_normal")(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% chaff q8_1_build_model hard-coded-shape: 입력의 모양을 3072로 못 박는다
# hint: 이미지를 모델이 받지
def build_model(input_shape: tuple[int, ...], n_classes: int) -> keras.Model:
    inputs = keras.Input((32, 32, 3))
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, activation="swish", kernel_initializer="he_normal")(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% chaff q8_1_build_model no-flatten: 이미지를 펼치지 않는다
# hint: 한 줄로 펼쳤는지
def build_model(input_shape: tuple[int, ...], n_classes: int) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = inputs
    for _ in range(20):
        h = keras.layers.Dense(100, activation="swish", kernel_initializer="he_normal")(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% chaff q8_1_build_model two-over-root: 표준편차를 2/√n으로 잘못 쓴다
# hint: √ 안에 무엇이
def build_model(input_shape: tuple[int, ...], n_classes: int) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, activation="swish", kernel_initializer=keras.initializers.VarianceScaling(4.0))(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% chaff q8_1_build_model linear-last-hidden: 마지막 은닉층에 활성화 함수가 없다
# hint: 손으로 계산한 값과
def build_model(input_shape, n_classes):
    hidden = [
        keras.layers.Dense(100, "swish" if k < 19 else None, kernel_initializer="he_normal")
        for k in range(20)
    ]
    layers = [keras.Input(input_shape), keras.layers.Flatten(), *hidden]
    return keras.Sequential([*layers, keras.layers.Dense(n_classes, activation="softmax")])


# %% wheat q8_2a_make_compile_fit val-accuracy-and-schedule: 검증 정확도를 지켜보고 다른 콜백도 쓴다
def make_compile_fit(model, learning_rate=0.001, patience=10):
    opt = keras.optimizers.Nadam(learning_rate, beta_1=0.9, clipnorm=1.0)
    model.compile(
        loss=keras.losses.SparseCategoricalCrossentropy(), optimizer=opt, metrics=["accuracy"]
    )
    stop = keras.callbacks.EarlyStopping(
        "val_accuracy", patience=patience, restore_best_weights=True
    )
    return opt, [keras.callbacks.TerminateOnNaN(), stop]


# %% wheat q8_2a_make_compile_fit own-callback: 직접 쓴 조기 종료와 튜플, 지표 객체
class StopAndRestore(keras.callbacks.Callback):
    def __init__(self, patience):
        super().__init__()
        self.patience = patience

    def on_train_begin(self, logs=None):
        self.best, self.waited, self.weights = np.inf, 0, None

    def on_epoch_end(self, epoch, logs=None):
        if logs["val_loss"] < self.best:
            self.best, self.waited = logs["val_loss"], 0
            self.weights = self.model.get_weights()
        else:
            self.waited += 1
            self.model.stop_training = self.waited >= self.patience

    def on_train_end(self, logs=None):
        self.model.set_weights(self.weights)


def make_compile_fit(model, learning_rate=0.001, patience=10):
    metric = keras.metrics.SparseCategoricalAccuracy(name="accuracy")
    loss = keras.losses.sparse_categorical_crossentropy
    model.compile(keras.optimizers.Nadam(learning_rate), loss, metrics=[metric])
    return (model.optimizer, (StopAndRestore(patience),))


# %% wheat q8_2a_make_compile_fit default-monitor: 기본 monitor를 쓰고 목록으로 돌려준다
def make_compile_fit(model, learning_rate=0.001, patience=10):
    optimizer = keras.optimizers.get("nadam")
    optimizer.learning_rate = learning_rate
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["acc", "accuracy"])
    callbacks = [keras.callbacks.EarlyStopping(patience=patience, restore_best_weights=True)]
    return [model.optimizer, callbacks]


# %% chaff q8_2a_make_compile_fit monitors-training-loss: 훈련 손실을 지켜본다
# hint: 무엇을 지켜보는지
def make_compile_fit(
    model: keras.Model, learning_rate: float = 0.001, patience: int = 10
) -> tuple[keras.optimizers.Optimizer, list[keras.callbacks.Callback]]:
    optimizer = keras.optimizers.Nadam(learning_rate=learning_rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    stopping = keras.callbacks.EarlyStopping(
        monitor="loss", patience=patience, restore_best_weights=True
    )
    return optimizer, [stopping]


# %% chaff q8_2a_make_compile_fit no-restore: 가중치를 되돌리지 않는다
# hint: 마지막 에포크의 가중치가 남아
def make_compile_fit(
    model: keras.Model, learning_rate: float = 0.001, patience: int = 10
) -> tuple[keras.optimizers.Optimizer, list[keras.callbacks.Callback]]:
    optimizer = keras.optimizers.Nadam(learning_rate=learning_rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    stopping = keras.callbacks.EarlyStopping(
        monitor="val_loss", patience=patience
    )
    return optimizer, [stopping]


# %% chaff q8_2a_make_compile_fit patience-ignored: patience를 3으로 못 박는다
# hint: 멈추는 에포크가 맞지
def make_compile_fit(
    model: keras.Model, learning_rate: float = 0.001, patience: int = 10
) -> tuple[keras.optimizers.Optimizer, list[keras.callbacks.Callback]]:
    optimizer = keras.optimizers.Nadam(learning_rate=learning_rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    stopping = keras.callbacks.EarlyStopping(
        monitor="val_loss", patience=3, restore_best_weights=True
    )
    return optimizer, [stopping]


# %% chaff q8_2a_make_compile_fit min-delta: 작은 개선을 무시한다
# hint: 문턱을 두지
def make_compile_fit(
    model: keras.Model, learning_rate: float = 0.001, patience: int = 10
) -> tuple[keras.optimizers.Optimizer, list[keras.callbacks.Callback]]:
    optimizer = keras.optimizers.Nadam(learning_rate=learning_rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    stopping = keras.callbacks.EarlyStopping(
        monitor="val_loss", min_delta=0.01, patience=patience, restore_best_weights=True
    )
    return optimizer, [stopping]


# %% chaff q8_2a_make_compile_fit adam: Nadam 대신 Adam
# hint: 이 파트에서는 Nadam
def make_compile_fit(
    model: keras.Model, learning_rate: float = 0.001, patience: int = 10
) -> tuple[keras.optimizers.Optimizer, list[keras.callbacks.Callback]]:
    optimizer = keras.optimizers.Adam(learning_rate=learning_rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    stopping = keras.callbacks.EarlyStopping(
        monitor="val_loss", patience=patience, restore_best_weights=True
    )
    return optimizer, [stopping]


# %% chaff q8_2a_make_compile_fit optimizer-by-name: 이름으로 컴파일하고 새 객체를 돌려준다
# hint: 두 번 만들었는지
def make_compile_fit(
    model: keras.Model, learning_rate: float = 0.001, patience: int = 10
) -> tuple[keras.optimizers.Optimizer, list[keras.callbacks.Callback]]:
    optimizer = keras.optimizers.Nadam(learning_rate=learning_rate)
    model.compile(optimizer="nadam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    stopping = keras.callbacks.EarlyStopping(
        monitor="val_loss", patience=patience, restore_best_weights=True
    )
    return optimizer, [stopping]


# %% chaff q8_2a_make_compile_fit one-hot-loss: 원-핫 레이블의 손실을 쓴다
# hint: 손실의 종류를 다시
def make_compile_fit(
    model: keras.Model, learning_rate: float = 0.001, patience: int = 10
) -> tuple[keras.optimizers.Optimizer, list[keras.callbacks.Callback]]:
    optimizer = keras.optimizers.Nadam(learning_rate=learning_rate)
    model.compile(optimizer=optimizer, loss="categorical_crossentropy", metrics=["accuracy"])
    stopping = keras.callbacks.EarlyStopping(
        monitor="val_loss", patience=patience, restore_best_weights=True
    )
    return optimizer, [stopping]


# %% chaff q8_2a_make_compile_fit from-logits: 로짓을 받는 손실을 쓴다
# hint: 소프트맥스를 두 번
def make_compile_fit(
    model: keras.Model, learning_rate: float = 0.001, patience: int = 10
) -> tuple[keras.optimizers.Optimizer, list[keras.callbacks.Callback]]:
    optimizer = keras.optimizers.Nadam(learning_rate=learning_rate)
    model.compile(optimizer=optimizer, loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    stopping = keras.callbacks.EarlyStopping(
        monitor="val_loss", patience=patience, restore_best_weights=True
    )
    return optimizer, [stopping]


# %% chaff q8_2a_make_compile_fit restore-only-when-stopped: 멈췄을 때만 되돌린다
# hint: 정한 에포크를 다 채우고
class Stop(keras.callbacks.Callback):
    def __init__(self, patience):
        super().__init__()
        self.patience = patience

    def on_train_begin(self, logs=None):
        self.best, self.waited = np.inf, 0

    def on_epoch_end(self, epoch, logs=None):
        if logs["val_loss"] < self.best:
            self.best, self.waited, self.weights = logs["val_loss"], 0, self.model.get_weights()
            return
        self.waited += 1
        if self.waited >= self.patience:
            self.model.stop_training = True
            self.model.set_weights(self.weights)


def make_compile_fit(model, learning_rate=0.001, patience=10):
    optimizer = keras.optimizers.Nadam(learning_rate)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return optimizer, [Stop(patience)]


# %% wheat q8_2b_find_lr loop: 하나씩 견주는 반복문
def find_lr(trial, rates):
    best_rate, best_score = None, float("inf")
    for rate in rates:
        values = np.asarray(trial(rate)["val_loss"], dtype=float)
        if np.isnan(values).any() or np.isinf(values).any():
            continue
        score = values.min()
        if score < best_score or (score == best_score and rate < best_rate):
            best_rate, best_score = rate, score
    if best_rate is None:
        raise ValueError("발산")
    return best_rate, best_rate == max(rates) or best_rate == min(rates)


# %% wheat q8_2b_find_lr nanargmin: 배열에 모아 nanargmin
def find_lr(trial, rates):
    order = np.sort(np.asarray(rates, dtype=float))
    scores = []
    for rate in order:
        losses = np.array(trial(rate)["val_loss"])
        scores.append(losses.min() if np.isfinite(losses).all() else np.nan)
    if np.isnan(scores).all():
        raise ValueError("all diverged")
    k = int(np.nanargmin(scores))
    return [order[k], k in (0, len(order) - 1)]


# %% wheat q8_2b_find_lr tuples: (점수, 학습률) 쌍의 최솟값
import math


def find_lr(trial, rates):
    histories = [(float(r), trial(r)["val_loss"]) for r in rates]
    ok = [(min(v), r) for r, v in histories if all(math.isfinite(x) for x in v)]
    if len(ok) == 0:
        raise ValueError("모두 발산했습니다.")
    _, best = min(ok)
    every = [r for r, _ in histories]
    return best, not (min(every) < best < max(every))


# %% chaff q8_2b_find_lr training-loss: 훈련 손실로 고른다
# hint: 훈련 손실이나 첫 에포크
def find_lr(trial, rates) -> tuple[float, bool]:
    scores = {}
    for rate in sorted(rates):
        losses = trial(rate)["loss"]
        if np.all(np.isfinite(losses)):
            scores[rate] = min(losses)
    if not scores:
        raise ValueError("모든 학습률이 발산했습니다. 더 작은 후보로 찾으세요.")
    best = min(scores, key=scores.get)
    return float(best), bool(best in (min(rates), max(rates)))


# %% chaff q8_2b_find_lr last-epoch: 마지막 에포크의 값으로 고른다
# hint: 마지막 에포크의 값이나
def find_lr(trial, rates) -> tuple[float, bool]:
    scores = {}
    for rate in sorted(rates):
        losses = trial(rate)["val_loss"]
        if np.all(np.isfinite(losses)):
            scores[rate] = losses[-1]
    if not scores:
        raise ValueError("모든 학습률이 발산했습니다. 더 작은 후보로 찾으세요.")
    best = min(scores, key=scores.get)
    return float(best), bool(best in (min(rates), max(rates)))


# %% chaff q8_2b_find_lr keeps-diverged: NaN을 거르지 않는다
# hint: 발산한 후보를 골랐습니다
def find_lr(trial, rates) -> tuple[float, bool]:
    scores = {}
    for rate in sorted(rates):
        losses = trial(rate)["val_loss"]
        if True:
            scores[rate] = min(losses)
    if not scores:
        raise ValueError("모든 학습률이 발산했습니다. 더 작은 후보로 찾으세요.")
    best = min(scores, key=scores.get)
    return float(best), bool(best in (min(rates), max(rates)))


# %% chaff q8_2b_find_lr ignores-inf: 무한대를 발산으로 보지 않는다
# hint: 무한대가 나온 후보
def find_lr(trial, rates):
    scores = {}
    for rate in sorted(rates):
        losses = trial(rate)["val_loss"]
        if not np.any(np.isnan(losses)):
            scores[rate] = min(losses)
    if not scores:
        raise ValueError("발산")
    best = min(scores, key=scores.get)
    return best, best in (min(scores), max(scores))


# %% chaff q8_2b_find_lr edge-of-list-order: 목록의 처음과 끝을 격자의 끝으로 본다
# hint: 격자의 끝을 후보의 자리
def find_lr(trial, rates) -> tuple[float, bool]:
    scores = {}
    for rate in sorted(rates):
        losses = trial(rate)["val_loss"]
        if np.all(np.isfinite(losses)):
            scores[rate] = min(losses)
    if not scores:
        raise ValueError("모든 학습률이 발산했습니다. 더 작은 후보로 찾으세요.")
    best = min(scores, key=scores.get)
    return float(best), bool(best in (list(rates)[0], list(rates)[-1]))


# %% chaff q8_2b_find_lr trains-again: 고른 뒤에 다시 훈련한다
# hint: 훈련을 되풀이하지
def find_lr(trial, rates) -> tuple[float, bool]:
    scores = {}
    for rate in sorted(rates):
        losses = trial(rate)["val_loss"]
        if np.all(np.isfinite(losses)):
            scores[rate] = min(losses)
    if not scores:
        raise ValueError("모든 학습률이 발산했습니다. 더 작은 후보로 찾으세요.")
    best = min(scores, key=scores.get)
    trial(best)
    return float(best), bool(best in (min(rates), max(rates)))


# %% chaff q8_2b_find_lr no-value-error: 모두 발산하면 첫 후보를 돌려준다
# hint: ValueError를 일으켜야
def find_lr(trial, rates) -> tuple[float, bool]:
    scores = {}
    for rate in sorted(rates):
        losses = trial(rate)["val_loss"]
        if np.all(np.isfinite(losses)):
            scores[rate] = min(losses)
    if not scores:
        return float(min(rates)), True
    best = min(scores, key=scores.get)
    return float(best), bool(best in (min(rates), max(rates)))


# %% chaff q8_2b_find_lr largest-on-ties: 점수가 같으면 큰 학습률
# hint: 작은 학습률을 골라야
def find_lr(trial, rates) -> tuple[float, bool]:
    scores = {}
    for rate in sorted(rates, reverse=True):
        losses = trial(rate)["val_loss"]
        if np.all(np.isfinite(losses)):
            scores[rate] = min(losses)
    if not scores:
        raise ValueError("모든 학습률이 발산했습니다. 더 작은 후보로 찾으세요.")
    best = min(scores, key=scores.get)
    return float(best), bool(best in (min(rates), max(rates)))


# %% wheat q8_3_add_bn after-activation: 활성화 함수 뒤에 놓고 편향을 둔다
def add_bn(input_shape, n_classes):
    layers = [keras.Input(input_shape), keras.layers.Flatten()]
    for _ in range(20):
        layers += [
            keras.layers.Dense(100, activation="swish", kernel_initializer="he_normal"),
            keras.layers.BatchNormalization(momentum=0.9),
        ]
    return keras.Sequential([*layers, keras.layers.Dense(n_classes, activation="softmax")])


# %% wheat q8_3_add_bn before-with-bias: 활성화 함수 앞에 놓고 편향을 둔다
def add_bn(input_shape, n_classes):
    x = inputs = keras.layers.Input(input_shape)
    x = keras.layers.Flatten()(x)
    for _ in range(20):
        x = keras.layers.Dense(100, kernel_initializer="he_uniform")(x)
        x = keras.activations.swish(keras.layers.BatchNormalization()(x))
    return keras.Model(inputs, keras.layers.Dense(n_classes, "softmax")(x))


# %% wheat q8_3_add_bn from-build-model: 파트 1의 층을 가져와 사이에 끼운다
def add_bn(input_shape, n_classes):
    base = build_model(input_shape, n_classes)
    layers = [keras.Input(input_shape)]
    dense = [layer for layer in base.layers if isinstance(layer, keras.layers.Dense)]
    layers.append(keras.layers.Flatten())
    for layer in dense[:-1]:
        layers += [layer, keras.layers.BatchNormalization()]
    return keras.Sequential([*layers, dense[-1]])


# %% chaff q8_3_add_bn bn-on-input: 입력에도 넣는다
# hint: 입력이나 출력층에도
def add_bn(input_shape: tuple[int, ...], n_classes: int) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    h = keras.layers.BatchNormalization()(h)
    for _ in range(20):
        h = keras.layers.Dense(100, kernel_initializer="he_normal", use_bias=False)(h)
        h = keras.layers.BatchNormalization()(h)
        h = keras.layers.Activation("swish")(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% chaff q8_3_add_bn bn-before-softmax: 출력층의 로짓에도 넣는다
# hint: 입력이나 출력층에도
def add_bn(input_shape: tuple[int, ...], n_classes: int) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, kernel_initializer="he_normal", use_bias=False)(h)
        h = keras.layers.BatchNormalization()(h)
        h = keras.layers.Activation("swish")(h)
    return keras.Model(inputs, keras.layers.Softmax()(
        keras.layers.BatchNormalization()(keras.layers.Dense(n_classes)(h))
    ))


# %% chaff q8_3_add_bn layer-normalization: 층 정규화를 넣는다
# hint: 이동 평균을 갖는 층이
def add_bn(input_shape: tuple[int, ...], n_classes: int) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, kernel_initializer="he_normal", use_bias=False)(h)
        h = keras.layers.LayerNormalization()(h)
        h = keras.layers.Activation("swish")(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% chaff q8_3_add_bn double-activation: Dense에도 활성화 함수가 남아 있다
# hint: Swish를 두 번
def add_bn(input_shape: tuple[int, ...], n_classes: int) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, activation="swish", kernel_initializer="he_normal", use_bias=False)(h)
        h = keras.layers.BatchNormalization()(h)
        h = keras.layers.Activation("swish")(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% chaff q8_3_add_bn stuck-in-inference: 늘 추론 방식인 BN을 만들어 쓴다
# hint: 이동 평균이 그대로인 층
class FixedNorm(keras.layers.BatchNormalization):
    def call(self, inputs, training=None):
        return super().call(inputs, training=False)


def add_bn(input_shape, n_classes):
    layers = [keras.Input(input_shape), keras.layers.Flatten()]
    for _ in range(20):
        layers.append(keras.layers.Dense(100, kernel_initializer="he_normal", use_bias=False))
        layers += [FixedNorm(), keras.layers.Activation("swish")]
    return keras.Sequential([*layers, keras.layers.Dense(n_classes, activation="softmax")])


# %% chaff q8_3_add_bn training-true: training=True로 고정한다
# hint: 추론 방식으로 불렀는데
def add_bn(input_shape: tuple[int, ...], n_classes: int) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, kernel_initializer="he_normal", use_bias=False)(h)
        h = keras.layers.BatchNormalization()(h, training=True)
        h = keras.layers.Activation("swish")(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% chaff q8_3_add_bn mixed-order: 앞 열 층과 뒤 열 층의 순서가 다르다
# hint: 같은 순서로
def add_bn(input_shape, n_classes):
    layers = [keras.Input(input_shape), keras.layers.Flatten()]
    for k in range(20):
        pair = [keras.layers.BatchNormalization(), keras.layers.Activation("swish")]
        layers.append(keras.layers.Dense(100, kernel_initializer="he_normal", use_bias=False))
        layers += pair if k < 10 else pair[::-1]
    return keras.Sequential([*layers, keras.layers.Dense(n_classes, activation="softmax")])


# %% wheat q8_4a_build_selu sequential-uniform: Sequential과 르쿤 균등분포
def build_selu(input_shape, n_classes):
    model = keras.Sequential([keras.Input(shape=input_shape), keras.layers.Flatten()])
    hidden = [
        keras.layers.Dense(100, activation=keras.activations.selu, kernel_initializer="lecun_uniform")
        for _ in range(20)
    ]
    layers = [*model.layers, *hidden, keras.layers.Dense(n_classes, "softmax")]
    return keras.Sequential([keras.Input(shape=input_shape), *layers])


# %% wheat q8_4a_build_selu separate-activation: 활성화 층을 따로 두고 분산으로 초기화한다
def build_selu(input_shape, n_classes):
    inputs = keras.Input(input_shape)
    x = keras.layers.Flatten()(inputs)
    for _ in range(20):
        scaling = keras.initializers.VarianceScaling(1.0, "fan_in", "untruncated_normal")
        x = keras.layers.Dense(100, kernel_initializer=scaling)(x)
        x = keras.layers.Activation("selu")(x)
    logits = keras.layers.Dense(n_classes, kernel_initializer="lecun_normal")(x)
    return keras.Model(inputs, keras.layers.Softmax()(logits))


# %% wheat q8_4a_build_selu subclass: 서브클래스
class SeluNet(keras.Model):
    def __init__(self, n_classes):
        super().__init__()
        self.hidden = [
            keras.layers.Dense(100, activation="selu", kernel_initializer="lecun_normal")
            for _ in range(20)
        ]
        self.head = keras.layers.Dense(n_classes, activation="softmax")
        self.flatten = keras.layers.Flatten()

    def call(self, x, training=None):
        x = self.flatten(x)
        for layer in self.hidden:
            x = layer(x)
        return self.head(x)


def build_selu(input_shape, n_classes):
    model = SeluNet(n_classes)
    model(np.zeros((1, *input_shape), dtype="float32"))
    return model


# %% chaff q8_4a_build_selu keeps-he: He 초기화를 그대로 둔다
# hint: He 초기화가 남아
def build_selu(input_shape: tuple[int, ...], n_classes: int) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, activation="selu", kernel_initializer="he_normal")(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% chaff q8_4a_build_selu activation-only: 활성화 함수만 바꾼다
# hint: 글로럿과 르쿤을 구별할 수
def build_selu(input_shape: tuple[int, ...], n_classes: int) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, activation="selu")(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% chaff q8_4a_build_selu keeps-bn: 배치 정규화를 남긴다
# hint: 함께 쓰면 안 되는 층
def build_selu(input_shape: tuple[int, ...], n_classes: int) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, activation="selu", kernel_initializer="lecun_normal")(h)
        h = keras.layers.BatchNormalization()(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% chaff q8_4a_build_selu plain-dropout: 평범한 드롭아웃을 넣는다
# hint: 함께 쓰면 안 되는 층
def build_selu(input_shape: tuple[int, ...], n_classes: int) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, activation="selu", kernel_initializer="lecun_normal")(h)
    h = keras.layers.Dropout(0.1)(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% chaff q8_4a_build_selu elu: ELU를 쓴다
# hint: ELU처럼 움직입니다
def build_selu(input_shape: tuple[int, ...], n_classes: int) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, activation="elu", kernel_initializer="lecun_normal")(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% chaff q8_4a_build_selu selu-on-output: 출력층에도 SELU
# hint: 출력이 클래스마다의 확률
def build_selu(input_shape: tuple[int, ...], n_classes: int) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, activation="selu", kernel_initializer="lecun_normal")(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="selu")(h))


# %% chaff q8_4a_build_selu skip-connections: 건너뛰는 연결을 넣는다
# hint: 건너뛰는 연결이
def build_selu(input_shape: tuple[int, ...], n_classes: int) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        new = keras.layers.Dense(100, activation="selu", kernel_initializer="lecun_normal")(h)
        h = new if h.shape[-1] != 100 else keras.layers.add([h, new])
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% chaff q8_4a_build_selu shared-initializer: 초기화 객체 하나를 함께 쓴다
# hint: 서로 다른 층의 가중치가
def build_selu(input_shape: tuple[int, ...], n_classes: int) -> keras.Model:
    init = keras.initializers.LecunNormal()
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, activation="selu", kernel_initializer=init)(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% wheat q8_4b_standardize flatten-scaler: 펼쳐서 계산하고 되돌리기
def standardize(X_train, *others):
    flat = X_train.reshape(len(X_train), -1).astype("float64")
    centre, scale = flat.mean(axis=0), np.sqrt(((flat - flat.mean(axis=0)) ** 2).mean(axis=0))
    safe = np.where(scale > 0, scale, 1.0)

    def apply(X):
        return ((X.reshape(len(X), -1) - centre) / safe).reshape(X.shape)

    return tuple(map(apply, (X_train,) + others))


# %% wheat q8_4b_standardize sklearn: scikit-learn의 StandardScaler
from sklearn.preprocessing import StandardScaler


def standardize(X_train, *others):
    scaler = StandardScaler().fit(X_train.reshape(len(X_train), -1))
    results = []
    for X in (X_train, *others):
        results.append(scaler.transform(X.reshape(len(X), -1)).reshape(X.shape))
    return tuple(results)


# %% wheat q8_4b_standardize float32: float32로 돌려주기
def standardize(X_train, *others):
    mean = X_train.mean(axis=0)
    std = X_train.std(axis=0)
    divisor = np.where(std == 0, np.ones_like(std), std)
    return tuple(np.asarray((X - mean) / divisor, dtype=np.float32) for X in (X_train, *others))


# %% chaff q8_4b_standardize statistics-of-all: 모든 배열을 합쳐 통계를 구한다
# hint: 합쳐 통계를
def standardize(X_train: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, ...]:
    everything = np.concatenate([X_train, *others])
    mean, std = everything.mean(axis=0), everything.std(axis=0)
    std = np.where(std == 0, 1.0, std)
    return tuple((X - mean) / std for X in (X_train, *others))


# %% chaff q8_4b_standardize own-statistics: 배열마다 제 통계를 쓴다
# hint: 제 통계로
def standardize(X_train, *others):
    def own(X):
        std = X.std(axis=0)
        return (X - X.mean(axis=0)) / np.where(std == 0, 1.0, std)

    return tuple(own(X) for X in (X_train, *others))


# %% chaff q8_4b_standardize per-channel: 채널마다 구한다
# hint: 채널마다 평균을
def standardize(X_train: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, ...]:
    mean, std = X_train.mean(axis=tuple(range(X_train.ndim - 1))), X_train.std(axis=tuple(range(X_train.ndim - 1)))
    std = np.where(std == 0, 1.0, std)
    return tuple((X - mean) / std for X in (X_train, *others))


# %% chaff q8_4b_standardize variance: 분산으로 나눈다
# hint: 분산과 표준편차
def standardize(X_train: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, ...]:
    mean, std = X_train.mean(axis=0), X_train.var(axis=0)
    std = np.where(std == 0, 1.0, std)
    return tuple((X - mean) / std for X in (X_train, *others))


# %% chaff q8_4b_standardize ddof-one: ddof=1로 나눈다
# hint: ddof를 다시
def standardize(X_train: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, ...]:
    mean, std = X_train.mean(axis=0), X_train.std(axis=0, ddof=1)
    std = np.where(std == 0, 1.0, std)
    return tuple((X - mean) / std for X in (X_train, *others))


# %% chaff q8_4b_standardize no-zero-guard: 표준편차 0을 다루지 않는다
# hint: NaN이나 무한대
def standardize(X_train: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, ...]:
    mean, std = X_train.mean(axis=0), X_train.std(axis=0)
    return tuple((X - mean) / std for X in (X_train, *others))


# %% chaff q8_4b_standardize zero-becomes-epsilon: 0인 표준편차를 아주 작은 수로 바꾼다
# hint: 평균만 빼야
def standardize(X_train: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, ...]:
    mean, std = X_train.mean(axis=0), X_train.std(axis=0)
    std = np.where(std == 0, 1e-8, std)
    return tuple((X - mean) / std for X in (X_train, *others))


# %% chaff q8_4b_standardize in-place: 받은 배열을 고친다
# hint: 받은 배열의 내용이
def standardize(X_train, *others):
    mean, std = X_train.mean(axis=0), X_train.std(axis=0)
    std = np.where(std == 0, 1.0, std)
    for X in (X_train, *others):
        X -= mean
        X /= std
    return (X_train, *others)


# %% wheat q8_5a_add_alpha_dropout every-layer: 모든 은닉층 뒤에 넣는다
def add_alpha_dropout(input_shape, n_classes, rate=0.1):
    layers = [keras.Input(input_shape), keras.layers.Flatten()]
    for _ in range(20):
        layers += [
            keras.layers.Dense(100, "selu", kernel_initializer="lecun_normal"),
            keras.layers.AlphaDropout(rate),
        ]
    return keras.Sequential([*layers, keras.layers.Dense(n_classes, activation="softmax")])


# %% wheat q8_5a_add_alpha_dropout from-selu-layers: 파트 4의 층 사이에 끼운다
def add_alpha_dropout(input_shape, n_classes, rate=0.1):
    base = build_selu(input_shape, n_classes)
    body = [layer for layer in base.layers if not isinstance(layer, keras.layers.InputLayer)]
    last = [keras.layers.AlphaDropout(rate=rate), body[-1]]
    return keras.Sequential([keras.Input(input_shape), *body[:-1], *last])


# %% wheat q8_5a_add_alpha_dropout tf-keras-class: tf.keras의 알파 드롭아웃과 활성화 층
import tensorflow as tf


def add_alpha_dropout(input_shape, n_classes, rate=0.1):
    inputs = keras.Input(input_shape)
    x = keras.layers.Flatten()(inputs)
    for k in range(20):
        x = keras.layers.Dense(100, kernel_initializer="lecun_uniform")(x)
        x = keras.layers.Activation("selu")(x)
        if k >= 17:
            x = tf.keras.layers.AlphaDropout(rate)(x)
    return keras.Model(inputs, keras.layers.Dense(n_classes, "softmax")(x))


# %% chaff q8_5a_add_alpha_dropout plain-dropout: 평범한 드롭아웃을 쓴다
# hint: 꺼진 값이 0이
def add_alpha_dropout(
    input_shape: tuple[int, ...], n_classes: int, rate: float = 0.1
) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, activation="selu", kernel_initializer="lecun_normal")(h)
    h = keras.layers.Dropout(rate)(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% chaff q8_5a_add_alpha_dropout no-dropout: 드롭아웃이 없다
# hint: 하나도 꺼지지
def add_alpha_dropout(
    input_shape: tuple[int, ...], n_classes: int, rate: float = 0.1
) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, activation="selu", kernel_initializer="lecun_normal")(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% chaff q8_5a_add_alpha_dropout keep-rate: 남길 확률로 여긴다
# hint: 꺼지는 비율이
def add_alpha_dropout(
    input_shape: tuple[int, ...], n_classes: int, rate: float = 0.1
) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, activation="selu", kernel_initializer="lecun_normal")(h)
    h = keras.layers.AlphaDropout(1 - rate)(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% chaff q8_5a_add_alpha_dropout fixed-rate: rate를 0.1로 못 박는다
# hint: rate를 그대로
def add_alpha_dropout(
    input_shape: tuple[int, ...], n_classes: int, rate: float = 0.1
) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, activation="selu", kernel_initializer="lecun_normal")(h)
    h = keras.layers.AlphaDropout(0.1)(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% chaff q8_5a_add_alpha_dropout after-output: 출력층 뒤에 넣는다
# hint: 출력층 뒤에 무언가를
def add_alpha_dropout(
    input_shape: tuple[int, ...], n_classes: int, rate: float = 0.1
) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, activation="selu", kernel_initializer="lecun_normal")(h)
    out = keras.layers.Dense(n_classes, activation="softmax")(h)
    return keras.Model(inputs, keras.layers.AlphaDropout(rate)(out))


# %% chaff q8_5a_add_alpha_dropout always-on: 늘 켠다
# hint: 추론 방식인데 부를 때마다
def add_alpha_dropout(
    input_shape: tuple[int, ...], n_classes: int, rate: float = 0.1
) -> keras.Model:
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, activation="selu", kernel_initializer="lecun_normal")(h)
    h = keras.layers.AlphaDropout(rate)(h, training=True)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% chaff q8_5a_add_alpha_dropout before-activation: SELU 앞에 넣는다
# hint: 드롭아웃이 SELU 다음에
def add_alpha_dropout(input_shape, n_classes, rate=0.1):
    inputs = keras.Input(input_shape)
    h = keras.layers.Flatten()(inputs)
    for _ in range(20):
        h = keras.layers.Dense(100, kernel_initializer="lecun_normal")(h)
        h = keras.layers.AlphaDropout(rate)(h)
        h = keras.layers.Activation("selu")(h)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(h))


# %% chaff q8_5a_add_alpha_dropout before-last-hidden: 마지막 은닉층 앞에 넣는다
# hint: 출력층 바로 앞에 있는지
def add_alpha_dropout(input_shape, n_classes, rate=0.1):
    layers = [keras.Input(input_shape), keras.layers.Flatten()]
    for k in range(20):
        if k == 19:
            layers.append(keras.layers.AlphaDropout(rate))
        layers.append(keras.layers.Dense(100, "selu", kernel_initializer="lecun_normal"))
    return keras.Sequential([*layers, keras.layers.Dense(n_classes, activation="softmax")])


# %% wheat q8_5b_mc_predict batch-repeat: n벌을 한꺼번에 예측한다
def mc_predict(model, X, n):
    kinds = (keras.layers.Dropout, keras.layers.AlphaDropout)
    h = np.concatenate([X] * n)
    for layer in model.layers:
        if isinstance(layer, keras.layers.InputLayer):
            continue
        h = layer(h, training=True) if isinstance(layer, kinds) else layer(h, training=False)
    p = np.asarray(h).reshape(n, len(X), -1)
    return p.mean(axis=0), p.std(axis=0)


# %% wheat q8_5b_mc_predict mc-layers: 늘 켜진 드롭아웃 층으로 바꾼 사본
class MCDropout(keras.layers.Dropout):
    def call(self, inputs, training=None):
        return super().call(inputs, training=True)


class MCAlphaDropout(keras.layers.AlphaDropout):
    def call(self, inputs, training=None):
        return super().call(inputs, training=True)


def mc_predict(model, X, n):
    def convert(layer):
        if isinstance(layer, keras.layers.Dropout):
            return MCDropout(layer.rate)
        if isinstance(layer, keras.layers.AlphaDropout):
            return MCAlphaDropout(layer.rate)
        return layer.__class__.from_config(layer.get_config())

    copy = keras.models.clone_model(model, clone_function=convert)
    copy.set_weights(model.get_weights())
    draws = np.stack([np.asarray(copy(X)) for _ in range(n)])
    return [draws.mean(axis=0), draws.std(axis=0)]


# %% wheat q8_5b_mc_predict freeze-norms: BN을 잠시 얼리고 훈련 방식으로 부른다
def mc_predict(model, X, n):
    norms = [k for k in model.layers if isinstance(k, keras.layers.BatchNormalization)]
    flags = [layer.trainable for layer in norms]
    for layer in norms:
        layer.trainable = False
    try:
        p = np.array([model(X, training=True) for _ in range(n)])
    finally:
        for layer, flag in zip(norms, flags):
            layer.trainable = flag
    mean = p.sum(axis=0) / n
    return mean, np.sqrt(((p - mean) ** 2).sum(axis=0) / n)


# %% chaff q8_5b_mc_predict training-true: 모델 전체를 훈련 방식으로 부른다
# hint: 이동 통계가 바뀌었습니다
def mc_predict(model, X, n):
    p = np.stack([model(X, training=True) for _ in range(n)])
    return p.mean(axis=0), p.std(axis=0)


# %% chaff q8_5b_mc_predict dropout-off: 드롭아웃을 켜지 않는다
# hint: 드롭아웃이 켜지는지
def mc_predict(model, X, n):
    p = np.stack([np.asarray(model(X, training=False)) for _ in range(n)])
    return p.mean(axis=0), p.std(axis=0)


# %% chaff q8_5b_mc_predict ignores-n: n을 무시하고 열 번 예측한다
# hint: 정말 n번
def mc_predict(model: keras.Model, X: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    dropouts = (keras.layers.Dropout, keras.layers.AlphaDropout)

    def one_pass():
        h = X
        for layer in model.layers:
            if not isinstance(layer, keras.layers.InputLayer):
                h = layer(h, training=isinstance(layer, dropouts))
        return np.asarray(h)

    passes = [one_pass() for _ in range(10)]
    return np.mean(passes, axis=0), np.std(passes, axis=0)


# %% chaff q8_5b_mc_predict averages-logits: 로짓을 평균한다
# hint: 로짓을 평균했거나
def mc_predict(model: keras.Model, X: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    dropouts = (keras.layers.Dropout, keras.layers.AlphaDropout)

    def one_pass():
        h = X
        for layer in model.layers:
            if not isinstance(layer, keras.layers.InputLayer):
                h = layer(h, training=isinstance(layer, dropouts))
        return np.asarray(h)

    passes = [one_pass() for _ in range(n)]
    return keras.ops.convert_to_numpy(keras.ops.softmax(np.mean(np.log(passes), axis=0))), np.std(passes, axis=0)


# %% chaff q8_5b_mc_predict votes: 클래스를 투표로 센다
# hint: 투표로 세지
def mc_predict(model: keras.Model, X: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    dropouts = (keras.layers.Dropout, keras.layers.AlphaDropout)

    def one_pass():
        h = X
        for layer in model.layers:
            if not isinstance(layer, keras.layers.InputLayer):
                h = layer(h, training=isinstance(layer, dropouts))
        return np.asarray(h)

    passes = [one_pass() for _ in range(n)]
    return np.mean(np.eye(np.shape(passes)[-1])[np.argmax(passes, axis=-1)], axis=0), np.std(passes, axis=0)


# %% chaff q8_5b_mc_predict standard-error: 표준오차를 돌려준다
# hint: 평균의 표준오차가 아니라
def mc_predict(model: keras.Model, X: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    dropouts = (keras.layers.Dropout, keras.layers.AlphaDropout)

    def one_pass():
        h = X
        for layer in model.layers:
            if not isinstance(layer, keras.layers.InputLayer):
                h = layer(h, training=isinstance(layer, dropouts))
        return np.asarray(h)

    passes = [one_pass() for _ in range(n)]
    return np.mean(passes, axis=0), np.std(passes, axis=0) / np.sqrt(n)


# %% chaff q8_5b_mc_predict ddof-one: ddof=1로 나눈다
# hint: ddof
def mc_predict(model: keras.Model, X: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    dropouts = (keras.layers.Dropout, keras.layers.AlphaDropout)

    def one_pass():
        h = X
        for layer in model.layers:
            if not isinstance(layer, keras.layers.InputLayer):
                h = layer(h, training=isinstance(layer, dropouts))
        return np.asarray(h)

    passes = [one_pass() for _ in range(n)]
    return np.mean(passes, axis=0), np.std(passes, axis=0, ddof=1)


# %% chaff q8_5b_mc_predict only-plain-dropout: 알파 드롭아웃을 빠뜨린다
# hint: 드롭아웃이 켜지는지
def mc_predict(model: keras.Model, X: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    dropouts = (keras.layers.Dropout,)

    def one_pass():
        h = X
        for layer in model.layers:
            if not isinstance(layer, keras.layers.InputLayer):
                h = layer(h, training=isinstance(layer, dropouts))
        return np.asarray(h)

    passes = [one_pass() for _ in range(n)]
    return np.mean(passes, axis=0), np.std(passes, axis=0)


# %% chaff q8_5b_mc_predict includes-plain: 보통 예측도 평균에 넣는다
# hint: 드롭아웃을 끈 예측을
def mc_predict(model: keras.Model, X: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    dropouts = (keras.layers.Dropout, keras.layers.AlphaDropout)

    def one_pass():
        h = X
        for layer in model.layers:
            if not isinstance(layer, keras.layers.InputLayer):
                h = layer(h, training=isinstance(layer, dropouts))
        return np.asarray(h)

    passes = [one_pass() for _ in range(n)]
    passes.append(np.asarray(model(X)))
    passes.append(np.asarray(model(X)))
    return np.mean(passes, axis=0), np.std(passes, axis=0)


# %% chaff q8_5b_mc_predict restores-moving-only: 이동 통계만 되돌리고 배치 통계로 예측한다
# hint: 배치 정규화
def mc_predict(model, X, n):
    saved = model.get_weights()
    p = np.stack([model(X, training=True) for _ in range(n)])
    model.set_weights(saved)
    return p.mean(axis=0), p.std(axis=0)


# %% wheat q8_6a_one_cycle_lr branches: 구간마다 나누어 쓴 조건문
def one_cycle_lr(it, total, max_rate, start=None, last_iters=None, last_rate=None):
    if start is None:
        start = max_rate / 10
    if last_iters is None:
        last_iters = total // 10 + 1
    if last_rate is None:
        last_rate = start / 1000
    h = (total - last_iters) // 2
    if it < h:
        return start + (max_rate - start) * it / h
    if it < 2 * h:
        return max_rate + (start - max_rate) * (it - h) / h
    if it >= total - 1:
        return last_rate
    return start + (last_rate - start) * (it - 2 * h) / (total - 1 - 2 * h)


# %% wheat q8_6a_one_cycle_lr weights: 섞는 비율로 쓰기와 float32
def one_cycle_lr(it, total, max_rate, start=None, last_iters=None, last_rate=None):
    low = max_rate * 0.1 if start is None else start
    tail = 1 + total // 10 if last_iters is None else last_iters
    end = low * 0.001 if last_rate is None else last_rate
    half = int((total - tail) / 2)
    if it <= 2 * half:
        w = 1 - abs(it - half) / half
        return np.float32(w * max_rate + (1 - w) * low)
    w = min(1.0, (it - 2 * half) / (total - 1 - 2 * half))
    return np.float32(w * end + (1 - w) * low)


# %% wheat q8_6a_one_cycle_lr table: 미리 만든 표에서 찾기
def one_cycle_lr(it, total, max_rate, start=None, last_iters=None, last_rate=None):
    start = start if start is not None else max_rate / 10
    last_iters = last_iters if last_iters is not None else total // 10 + 1
    last_rate = last_rate if last_rate is not None else start / 1000
    half = (total - last_iters) // 2
    up = np.linspace(start, max_rate, half + 1)
    down = np.linspace(max_rate, start, half + 1)[1:]
    tail = np.linspace(start, last_rate, total - 2 * half)[1:]
    table = np.concatenate([up, down, tail])
    return table[min(it, total - 1)]


# %% chaff q8_6a_one_cycle_lr note-code: 마지막 구간을 total로 나눈다
# hint: 마지막 스텝의 번호가 몇인지
def one_cycle_lr(
    it: int,
    total: int,
    max_rate: float,
    start: float | None = None,
    last_iters: int | None = None,
    last_rate: float | None = None,
) -> float:
    start = max_rate / 10 if start is None else start
    last_iters = total // 10 + 1 if last_iters is None else last_iters
    last_rate = start / 1000 if last_rate is None else last_rate
    half = (total - last_iters) // 2
    corners = [0, half, 2 * half, total]
    return float(np.interp(it, corners, [start, max_rate, start, last_rate]))


# %% chaff q8_6a_one_cycle_lr start-or: start=0을 기본값으로 바꾼다
# hint: start=0을 주었는데
def one_cycle_lr(
    it: int,
    total: int,
    max_rate: float,
    start: float | None = None,
    last_iters: int | None = None,
    last_rate: float | None = None,
) -> float:
    start = start or max_rate / 10
    last_iters = total // 10 + 1 if last_iters is None else last_iters
    last_rate = start / 1000 if last_rate is None else last_rate
    half = (total - last_iters) // 2
    corners = [0, half, 2 * half, total - 1]
    return float(np.interp(it, corners, [start, max_rate, start, last_rate]))


# %% chaff q8_6a_one_cycle_lr last-rate-or: last_rate=0을 기본값으로 바꾼다
# hint: last_rate=0을 주었는데
def one_cycle_lr(
    it: int,
    total: int,
    max_rate: float,
    start: float | None = None,
    last_iters: int | None = None,
    last_rate: float | None = None,
) -> float:
    start = max_rate / 10 if start is None else start
    last_iters = total // 10 + 1 if last_iters is None else last_iters
    last_rate = last_rate or start / 1000
    half = (total - last_iters) // 2
    corners = [0, half, 2 * half, total - 1]
    return float(np.interp(it, corners, [start, max_rate, start, last_rate]))


# %% chaff q8_6a_one_cycle_lr warmup-only: 올라간 뒤 그대로 있다
# hint: 다시 내려와야
def one_cycle_lr(
    it: int,
    total: int,
    max_rate: float,
    start: float | None = None,
    last_iters: int | None = None,
    last_rate: float | None = None,
) -> float:
    start = max_rate / 10 if start is None else start
    last_iters = total // 10 + 1 if last_iters is None else last_iters
    last_rate = start / 1000 if last_rate is None else last_rate
    half = (total - last_iters) // 2
    corners = [0, half, 2 * half, total - 1]
    return float(np.interp(it, corners, [start, max_rate, max_rate, max_rate]))


# %% chaff q8_6a_one_cycle_lr cosine: 코사인으로 잇는다
# hint: 코사인이 아니라
def one_cycle_lr(it, total, max_rate, start=None, last_iters=None, last_rate=None):
    start = max_rate / 10 if start is None else start
    last_iters = total // 10 + 1 if last_iters is None else last_iters
    last_rate = start / 1000 if last_rate is None else last_rate
    half = (total - last_iters) // 2

    def blend(a, b, t):
        return a + (b - a) * (1 - np.cos(np.pi * t)) / 2

    if it < half:
        return blend(start, max_rate, it / half)
    if it < 2 * half:
        return blend(max_rate, start, (it - half) / half)
    return blend(start, last_rate, min(1, (it - 2 * half) / (total - 1 - 2 * half)))


# %% chaff q8_6a_one_cycle_lr ignores-last-iters: last_iters를 무시한다
# hint: 꺾이는 점 넷
def one_cycle_lr(
    it: int,
    total: int,
    max_rate: float,
    start: float | None = None,
    last_iters: int | None = None,
    last_rate: float | None = None,
) -> float:
    start = max_rate / 10 if start is None else start
    last_iters = total // 10 + 1
    last_rate = start / 1000 if last_rate is None else last_rate
    half = (total - last_iters) // 2
    corners = [0, half, 2 * half, total - 1]
    return float(np.interp(it, corners, [start, max_rate, start, last_rate]))


# %% chaff q8_6a_one_cycle_lr extrapolates: 끝난 뒤에도 계속 내려간다
# hint: 마지막 스텝 뒤의 값
def one_cycle_lr(it, total, max_rate, start=None, last_iters=None, last_rate=None):
    start = max_rate / 10 if start is None else start
    last_iters = total // 10 + 1 if last_iters is None else last_iters
    last_rate = start / 1000 if last_rate is None else last_rate
    h = (total - last_iters) // 2
    if it < h:
        return start + (max_rate - start) * it / h
    if it < 2 * h:
        return max_rate + (start - max_rate) * (it - h) / h
    return start + (last_rate - start) * (it - 2 * h) / (total - 1 - 2 * h)


# %% wheat q8_6b_one_cycle assign: 스텝을 따로 세고 assign으로 넣는다
class OneCycle(keras.callbacks.Callback):
    def __init__(self, total, max_rate, start=None, last_iters=None, last_rate=None):
        super().__init__()
        self.total, self.max_rate = total, max_rate
        self.start, self.last_iters, self.last_rate = start, last_iters, last_rate

    def on_train_begin(self, logs=None):
        self.step = 0
        self.rates = []

    def on_batch_begin(self, batch, logs=None):
        options = {"start": self.start, "last_iters": self.last_iters, "last_rate": self.last_rate}
        rate = one_cycle_lr(self.step, self.total, self.max_rate, **options)
        self.model.optimizer.learning_rate.assign(rate)
        self.rates.append(float(self.model.optimizer.learning_rate))
        self.step += 1


# %% wheat q8_6b_one_cycle precomputed: 모든 학습률을 미리 계산한다
class OneCycle(keras.callbacks.Callback):
    def __init__(self, total, max_rate, start=None, last_iters=None, last_rate=None):
        super().__init__()
        args = (total, max_rate, start, last_iters, last_rate)
        self.plan = [one_cycle_lr(it, *args) for it in range(total)]
        self.used = 0

    @property
    def rates(self):
        return tuple(self.plan[: self.used])

    def on_train_begin(self, logs=None):
        self.used = 0

    def on_train_batch_begin(self, batch, logs=None):
        self.model.optimizer.learning_rate = self.plan[min(self.used, len(self.plan) - 1)]
        self.used += 1


# %% wheat q8_6b_one_cycle kwargs-array: 키워드 인자와 NumPy 값
class OneCycle(keras.callbacks.Callback):
    def __init__(self, total, max_rate, start=None, last_iters=None, last_rate=None):
        super().__init__()
        self.schedule = lambda it: one_cycle_lr(
            it, total, max_rate, start, last_iters, last_rate
        )

    def on_train_begin(self, logs=None):
        self.iteration, self.rates = -1, np.array([])

    def on_train_batch_begin(self, batch, logs=None):
        self.iteration += 1
        rate = np.float64(self.schedule(self.iteration))
        self.model.optimizer.learning_rate = rate
        self.rates = np.append(self.rates, rate)


# %% chaff q8_6b_one_cycle batch-as-step: 인자 batch를 스텝으로 쓴다
# hint: 에포크가 바뀌면
class OneCycle(keras.callbacks.Callback):
    def __init__(self, total, max_rate, start=None, last_iters=None, last_rate=None):
        super().__init__()
        self.shape = (total, max_rate, start, last_iters, last_rate)
        self.rates = []

    def on_train_begin(self, logs=None):
        self.rates = []

    def on_train_batch_begin(self, batch, logs=None):
        rate = one_cycle_lr(batch, *self.shape)
        self.model.optimizer.learning_rate = rate
        self.rates.append(rate)


# %% chaff q8_6b_one_cycle batch-end: 배치가 끝난 뒤에 넣는다
# hint: 한 스텝 늦게
class OneCycle(keras.callbacks.Callback):
    def __init__(self, total, max_rate, start=None, last_iters=None, last_rate=None):
        super().__init__()
        self.shape = (total, max_rate, start, last_iters, last_rate)
        self.rates = []

    def on_train_begin(self, logs=None):
        self.rates = []

    def on_train_batch_end(self, batch, logs=None):
        rate = one_cycle_lr(len(self.rates), *self.shape)
        self.model.optimizer.learning_rate = rate
        self.rates.append(rate)


# %% chaff q8_6b_one_cycle counts-first: 먼저 세고 나서 구한다
# hint: 한 스텝 빠릅니다
class OneCycle(keras.callbacks.Callback):
    def __init__(self, total, max_rate, start=None, last_iters=None, last_rate=None):
        super().__init__()
        self.shape = (total, max_rate, start, last_iters, last_rate)
        self.rates = []

    def on_train_begin(self, logs=None):
        self.rates = []

    def on_train_batch_begin(self, batch, logs=None):
        rate = one_cycle_lr(len(self.rates) + 1, *self.shape)
        self.model.optimizer.learning_rate = rate
        self.rates.append(rate)


# %% chaff q8_6b_one_cycle lr-attribute: optimizer.lr에 넣는다
# hint: 어떤 속성에
class OneCycle(keras.callbacks.Callback):
    def __init__(self, total, max_rate, start=None, last_iters=None, last_rate=None):
        super().__init__()
        self.shape = (total, max_rate, start, last_iters, last_rate)
        self.rates = []

    def on_train_begin(self, logs=None):
        self.rates = []

    def on_train_batch_begin(self, batch, logs=None):
        rate = one_cycle_lr(len(self.rates), *self.shape)
        self.model.optimizer.lr = rate
        self.rates.append(rate)


# %% chaff q8_6b_one_cycle no-reset: 훈련을 새로 시작해도 이어 센다
# hint: 스텝 번호를 되돌리는지
class OneCycle(keras.callbacks.Callback):
    def __init__(self, total, max_rate, start=None, last_iters=None, last_rate=None):
        super().__init__()
        self.shape = (total, max_rate, start, last_iters, last_rate)
        self.rates = []

    def on_train_batch_begin(self, batch, logs=None):
        rate = one_cycle_lr(len(self.rates), *self.shape)
        self.model.optimizer.learning_rate = rate
        self.rates.append(rate)


# %% chaff q8_6b_one_cycle reset-each-epoch: 에포크마다 처음으로 돌린다
# hint: 에포크가 바뀌면
class OneCycle(keras.callbacks.Callback):
    def __init__(self, total, max_rate, start=None, last_iters=None, last_rate=None):
        super().__init__()
        self.shape = (total, max_rate, start, last_iters, last_rate)
        self.rates = []

    def on_epoch_begin(self, epoch, logs=None):
        self.rates = []

    def on_train_batch_begin(self, batch, logs=None):
        rate = one_cycle_lr(len(self.rates), *self.shape)
        self.model.optimizer.learning_rate = rate
        self.rates.append(rate)


# %% chaff q8_6b_one_cycle drops-options: 나머지 인자를 넘기지 않는다
# hint: 인자를 모두 넘기는지
class OneCycle(keras.callbacks.Callback):
    def __init__(self, total, max_rate, start=None, last_iters=None, last_rate=None):
        super().__init__()
        self.shape = (total, max_rate)
        self.rates = []

    def on_train_begin(self, logs=None):
        self.rates = []

    def on_train_batch_begin(self, batch, logs=None):
        rate = one_cycle_lr(len(self.rates), *self.shape)
        self.model.optimizer.learning_rate = rate
        self.rates.append(rate)


# %% wheat q8_7_accuracy_interval quadratic: 이차방정식의 두 근
import math


def accuracy_interval(k, n, z=1.96):
    if n <= 0 or k < 0 or k > n:
        raise ValueError("잘못된 수")
    p = k / n
    se = math.sqrt(p * (1 - p) / n)
    a, b, c = 1 + z * z / n, 2 * p + z * z / n, p * p
    root = math.sqrt(max(b * b - 4 * a * c, 0))
    return se, (b - root) / (2 * a), (b + root) / (2 * a)


# %% wheat q8_7_accuracy_interval counts: 개수로 쓴 식과 배열
def accuracy_interval(k, n, z=1.96):
    if not (n >= 1 and 0 <= k <= n):
        raise ValueError(f"{k}/{n}")
    wrong = n - k
    centre = (k + z**2 / 2) / (n + z**2)
    half = z / (n + z**2) * np.sqrt(k * wrong / n + z**2 / 4)
    return np.array([np.sqrt(k * wrong / n**3), centre - half, centre + half])


# %% wheat q8_7_accuracy_interval from-answers: 정답의 목록에서 구한 표준오차와 잘라 낸 구간
def accuracy_interval(k, n, z=1.96):
    if n < 1:
        raise ValueError("n")
    if k < 0 or k > n:
        raise ValueError("k")
    answers = np.repeat([1.0, 0.0], [k, n - k])
    se = answers.std() / np.sqrt(n)
    shrink = 1 + z**2 / n
    centre = (answers.mean() + z**2 / (2 * n)) / shrink
    half = z / shrink * np.hypot(se, z / (2 * n))
    return [se, max(0.0, centre - half), min(1.0, centre + half)]


# %% chaff q8_7_accuracy_interval wald: 왈드 구간을 돌려준다
# hint: 윌슨 구간입니다
def accuracy_interval(k: int, n: int, z: float = 1.96) -> tuple[float, float, float]:
    if n < 1 or not 0 <= k <= n:
        raise ValueError(f"{n}개 가운데 {k}개를 맞힐 수는 없습니다.")
    p = k / n
    centre, half = p, z * np.sqrt(p * (1 - p) / n)
    return float(np.sqrt(p * (1 - p) / n)), float(centre - half), float(centre + half)


# %% chaff q8_7_accuracy_interval variance: 표준오차 대신 분산
# hint: 분산의 제곱근
def accuracy_interval(k: int, n: int, z: float = 1.96) -> tuple[float, float, float]:
    if n < 1 or not 0 <= k <= n:
        raise ValueError(f"{n}개 가운데 {k}개를 맞힐 수는 없습니다.")
    p, shrink = k / n, 1 + z**2 / n
    centre = (p + z**2 / (2 * n)) / shrink
    half = z / shrink * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return float(p * (1 - p) / n), float(centre - half), float(centre + half)


# %% chaff q8_7_accuracy_interval no-n: n으로 나누지 않는다
# hint: 이미지 한 장의 표준편차
def accuracy_interval(k: int, n: int, z: float = 1.96) -> tuple[float, float, float]:
    if n < 1 or not 0 <= k <= n:
        raise ValueError(f"{n}개 가운데 {k}개를 맞힐 수는 없습니다.")
    p, shrink = k / n, 1 + z**2 / n
    centre = (p + z**2 / (2 * n)) / shrink
    half = z / shrink * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return float(np.sqrt(p * (1 - p))), float(centre - half), float(centre + half)


# %% chaff q8_7_accuracy_interval percent: 백분율로 돌려준다
# hint: 0과 1 사이의 수로
def accuracy_interval(k: int, n: int, z: float = 1.96) -> tuple[float, float, float]:
    if n < 1 or not 0 <= k <= n:
        raise ValueError(f"{n}개 가운데 {k}개를 맞힐 수는 없습니다.")
    p, shrink = k / n, 1 + z**2 / n
    centre = (p + z**2 / (2 * n)) / shrink
    half = z / shrink * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return 100 * np.sqrt(p * (1 - p) / n), 100 * (centre - half), 100 * (centre + half)


# %% chaff q8_7_accuracy_interval fixed-z: z를 1.96으로 못 박는다
# hint: z를 인자로 받은
def accuracy_interval(k: int, n: int, z: float = 1.96) -> tuple[float, float, float]:
    if n < 1 or not 0 <= k <= n:
        raise ValueError(f"{n}개 가운데 {k}개를 맞힐 수는 없습니다.")
    z = 1.96
    p, shrink = k / n, 1 + z**2 / n
    centre = (p + z**2 / (2 * n)) / shrink
    half = z / shrink * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return float(np.sqrt(p * (1 - p) / n)), float(centre - half), float(centre + half)


# %% chaff q8_7_accuracy_interval no-validation: 잘못된 수를 거르지 않는다
# hint: 맞힐 수는 없는데
def accuracy_interval(k: int, n: int, z: float = 1.96) -> tuple[float, float, float]:
    p, shrink = k / n, 1 + z**2 / n
    centre = (p + z**2 / (2 * n)) / shrink
    half = z / shrink * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return float(np.sqrt(p * (1 - p) / n)), float(centre - half), float(centre + half)


# %% chaff q8_7_accuracy_interval half-not-shrunk: 반폭을 나누지 않는다
# hint: 가운데와 반폭을 따로
def accuracy_interval(k: int, n: int, z: float = 1.96) -> tuple[float, float, float]:
    if n < 1 or not 0 <= k <= n:
        raise ValueError(f"{n}개 가운데 {k}개를 맞힐 수는 없습니다.")
    p, shrink = k / n, 1 + z**2 / n
    centre = (p + z**2 / (2 * n)) / shrink
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return float(np.sqrt(p * (1 - p) / n)), float(centre - half), float(centre + half)


# %% wheat q8_8_check_results helper-per-rule: 규칙마다 함수 하나
import math

CURVES = ["loss", "val_loss", "val_accuracy"]
KEYS = "part seed history epochs best_epoch val_loss val_accuracy patience test_correct n_test"


def is_missing(run):
    keys_ok = all(key in run for key in KEYS.split())
    return not keys_ok or any(name not in run["history"] for name in CURVES)


def bad_length(run):
    n = run["epochs"]
    return n < 1 or any(len(run["history"][name]) != n for name in CURVES)


def bad_range(run):
    for name in CURVES:
        for value in run["history"][name]:
            if math.isnan(value) or math.isinf(value) or value < 0:
                return True
    return any(value > 1 for value in run["history"]["val_accuracy"])


def bad_best(run):
    val_loss = run["history"]["val_loss"]
    k = val_loss.index(min(val_loss))
    if run["best_epoch"] != k + 1:
        return True
    same = math.isclose(run["val_loss"], val_loss[k], rel_tol=0, abs_tol=1e-6)
    accuracy = run["history"]["val_accuracy"][k]
    return not same or not math.isclose(run["val_accuracy"], accuracy, rel_tol=0, abs_tol=1e-6)


def check_results(results):
    rules = {
        "missing": is_missing,
        "length": bad_length,
        "range": bad_range,
        "best": bad_best,
        "patience": lambda run: run["best_epoch"] + run["patience"] < run["epochs"],
        "test": lambda run: run["test_correct"] < 0 or run["test_correct"] > run["n_test"],
    }
    found = []
    for number, run in enumerate(results["runs"]):
        for name, broken in rules.items():
            if broken(run):
                found.append((number, name))
                break
    return found


# %% wheat q8_8_check_results exceptions: 없는 열쇠를 예외로 잡는다
def check_results(results):
    report = []
    for i, run in enumerate(results["runs"]):
        try:
            run["part"], run["seed"]
            h, n, best = run["history"], run["epochs"], run["best_epoch"]
            loss, vloss, vacc = np.array(h["loss"]), np.array(h["val_loss"]), h["val_accuracy"]
            vacc = np.array(vacc)
            value, score, wait = run["val_loss"], run["val_accuracy"], run["patience"]
            k, total = run["test_correct"], run["n_test"]
        except KeyError:
            report.append([i, "missing"])
            continue
        everything = np.concatenate([loss, vloss, vacc])
        if not len(loss) == len(vloss) == len(vacc) == n or n <= 0:
            report.append([i, "length"])
        elif not np.isfinite(everything).all() or (everything < 0).any() or (vacc > 1).any():
            report.append([i, "range"])
        elif best != vloss.argmin() + 1:
            report.append([i, "best"])
        elif not abs(value - vloss.min()) <= 1e-6 or not abs(score - vacc[best - 1]) <= 1e-6:
            report.append([i, "best"])
        elif n - best > wait:
            report.append([i, "patience"])
        elif k < 0 or total < k:
            report.append([i, "test"])
    return report


# %% wheat q8_8_check_results generator: 규칙을 차례로 내놓는 생성기와 튜플
def problems(run):
    needed = ["part", "seed", "history", "epochs", "best_epoch", "val_loss", "val_accuracy"]
    for key in [*needed, "patience", "test_correct", "n_test"]:
        if key not in run:
            yield "missing"
    history = run["history"]
    for key in ("loss", "val_loss", "val_accuracy"):
        if key not in history:
            yield "missing"
    if {len(history[key]) for key in ("loss", "val_loss", "val_accuracy")} - {run["epochs"]}:
        yield "length"
    if run["epochs"] == 0:
        yield "length"
    for key, top in (("loss", np.inf), ("val_loss", np.inf), ("val_accuracy", 1 + 1e-12)):
        if not all(0 <= value <= top and value < np.inf for value in history[key]):
            yield "range"
    lowest = min(history["val_loss"])
    epoch = history["val_loss"].index(lowest) + 1
    if epoch != run["best_epoch"]:
        yield "best"
    expected = [lowest, history["val_accuracy"][epoch - 1]]
    if not np.allclose([run["val_loss"], run["val_accuracy"]], expected, rtol=0, atol=1e-6):
        yield "best"
    if len(history["loss"][epoch:]) > run["patience"]:
        yield "patience"
    if run["test_correct"] not in range(run["n_test"] + 1):
        yield "test"


def check_results(results):
    first = [(index, next(problems(run), "")) for index, run in enumerate(results["runs"])]
    return tuple(pair for pair in first if pair[1])


# %% chaff q8_8_check_results zero-based-best: best_epoch를 0부터 센다
# hint: best_epoch를 몇부터
def check_results(results: dict) -> list[tuple[int, str]]:
    keys = {"part", "seed", "history", "epochs", "best_epoch", "val_loss", "val_accuracy"}
    keys |= {"patience", "test_correct", "n_test"}
    curves = ("loss", "val_loss", "val_accuracy")

    def first_problem(run):
        if keys - set(run) or set(curves) - set(run["history"]):
            return "missing"
        loss, val_loss, val_accuracy = (run["history"][name] for name in curves)
        lengths = {len(loss), len(val_loss), len(val_accuracy)}
        if lengths != {run["epochs"]} or run["epochs"] < 1:
            return "length"
        if not np.all(np.isfinite([*loss, *val_loss, *val_accuracy])):
            return "range"
        if min(*loss, *val_loss, *val_accuracy) < 0 or max(val_accuracy) > 1:
            return "range"
        best = int(np.argmin(val_loss))
        gaps = run["val_loss"] - val_loss[best], run["val_accuracy"] - val_accuracy[best]
        if run["best_epoch"] != best or not np.all(np.abs(gaps) <= 1e-6):
            return "best"
        if run["epochs"] - run["best_epoch"] > run["patience"]:
            return "patience"
        if not 0 <= run["test_correct"] <= run["n_test"]:
            return "test"
        return None

    problems = [(index, first_problem(run)) for index, run in enumerate(results["runs"])]
    return [(index, rule) for index, rule in problems if rule is not None]


# %% chaff q8_8_check_results best-by-accuracy: 검증 정확도로 가장 좋은 에포크를 정한다
# hint: 정확도가 아니라 손실로
def check_results(results: dict) -> list[tuple[int, str]]:
    keys = {"part", "seed", "history", "epochs", "best_epoch", "val_loss", "val_accuracy"}
    keys |= {"patience", "test_correct", "n_test"}
    curves = ("loss", "val_loss", "val_accuracy")

    def first_problem(run):
        if keys - set(run) or set(curves) - set(run["history"]):
            return "missing"
        loss, val_loss, val_accuracy = (run["history"][name] for name in curves)
        lengths = {len(loss), len(val_loss), len(val_accuracy)}
        if lengths != {run["epochs"]} or run["epochs"] < 1:
            return "length"
        if not np.all(np.isfinite([*loss, *val_loss, *val_accuracy])):
            return "range"
        if min(*loss, *val_loss, *val_accuracy) < 0 or max(val_accuracy) > 1:
            return "range"
        best = int(np.argmax(val_accuracy))
        gaps = run["val_loss"] - val_loss[best], run["val_accuracy"] - val_accuracy[best]
        if run["best_epoch"] != best + 1 or not np.all(np.abs(gaps) <= 1e-6):
            return "best"
        if run["epochs"] - run["best_epoch"] > run["patience"]:
            return "patience"
        if not 0 <= run["test_correct"] <= run["n_test"]:
            return "test"
        return None

    problems = [(index, first_problem(run)) for index, run in enumerate(results["runs"])]
    return [(index, rule) for index, rule in problems if rule is not None]


# %% chaff q8_8_check_results last-on-ties: 같으면 뒤의 것을 고른다
# hint: 경계가 되는 값
def check_results(results: dict) -> list[tuple[int, str]]:
    keys = {"part", "seed", "history", "epochs", "best_epoch", "val_loss", "val_accuracy"}
    keys |= {"patience", "test_correct", "n_test"}
    curves = ("loss", "val_loss", "val_accuracy")

    def first_problem(run):
        if keys - set(run) or set(curves) - set(run["history"]):
            return "missing"
        loss, val_loss, val_accuracy = (run["history"][name] for name in curves)
        lengths = {len(loss), len(val_loss), len(val_accuracy)}
        if lengths != {run["epochs"]} or run["epochs"] < 1:
            return "length"
        if not np.all(np.isfinite([*loss, *val_loss, *val_accuracy])):
            return "range"
        if min(*loss, *val_loss, *val_accuracy) < 0 or max(val_accuracy) > 1:
            return "range"
        best = len(val_loss) - 1 - int(np.argmin(val_loss[::-1]))
        gaps = run["val_loss"] - val_loss[best], run["val_accuracy"] - val_accuracy[best]
        if run["best_epoch"] != best + 1 or not np.all(np.abs(gaps) <= 1e-6):
            return "best"
        if run["epochs"] - run["best_epoch"] > run["patience"]:
            return "patience"
        if not 0 <= run["test_correct"] <= run["n_test"]:
            return "test"
        return None

    problems = [(index, first_problem(run)) for index, run in enumerate(results["runs"])]
    return [(index, rule) for index, rule in problems if rule is not None]


# %% chaff q8_8_check_results patience-strict: patience만큼 기다린 것도 어긴 것으로 본다
# hint: 앞뒤가 맞는 실행인데
def check_results(results: dict) -> list[tuple[int, str]]:
    keys = {"part", "seed", "history", "epochs", "best_epoch", "val_loss", "val_accuracy"}
    keys |= {"patience", "test_correct", "n_test"}
    curves = ("loss", "val_loss", "val_accuracy")

    def first_problem(run):
        if keys - set(run) or set(curves) - set(run["history"]):
            return "missing"
        loss, val_loss, val_accuracy = (run["history"][name] for name in curves)
        lengths = {len(loss), len(val_loss), len(val_accuracy)}
        if lengths != {run["epochs"]} or run["epochs"] < 1:
            return "length"
        if not np.all(np.isfinite([*loss, *val_loss, *val_accuracy])):
            return "range"
        if min(*loss, *val_loss, *val_accuracy) < 0 or max(val_accuracy) > 1:
            return "range"
        best = int(np.argmin(val_loss))
        gaps = run["val_loss"] - val_loss[best], run["val_accuracy"] - val_accuracy[best]
        if run["best_epoch"] != best + 1 or not np.all(np.abs(gaps) <= 1e-6):
            return "best"
        if run["epochs"] - run["best_epoch"] >= run["patience"]:
            return "patience"
        if not 0 <= run["test_correct"] <= run["n_test"]:
            return "test"
        return None

    problems = [(index, first_problem(run)) for index, run in enumerate(results["runs"])]
    return [(index, rule) for index, rule in problems if rule is not None]


# %% chaff q8_8_check_results nan-ignored: NaN을 거르지 않는다
# hint: NaN은 어떤 수와
def check_results(results: dict) -> list[tuple[int, str]]:
    keys = {"part", "seed", "history", "epochs", "best_epoch", "val_loss", "val_accuracy"}
    keys |= {"patience", "test_correct", "n_test"}
    curves = ("loss", "val_loss", "val_accuracy")

    def first_problem(run):
        if keys - set(run) or set(curves) - set(run["history"]):
            return "missing"
        loss, val_loss, val_accuracy = (run["history"][name] for name in curves)
        lengths = {len(loss), len(val_loss), len(val_accuracy)}
        if lengths != {run["epochs"]} or run["epochs"] < 1:
            return "length"
        if min(*loss, *val_loss, *val_accuracy) < 0 or max(val_accuracy) > 1:
            return "range"
        best = int(np.argmin(val_loss))
        gaps = run["val_loss"] - val_loss[best], run["val_accuracy"] - val_accuracy[best]
        if run["best_epoch"] != best + 1 or not np.all(np.abs(gaps) <= 1e-6):
            return "best"
        if run["epochs"] - run["best_epoch"] > run["patience"]:
            return "patience"
        if not 0 <= run["test_correct"] <= run["n_test"]:
            return "test"
        return None

    problems = [(index, first_problem(run)) for index, run in enumerate(results["runs"])]
    return [(index, rule) for index, rule in problems if rule is not None]


# %% chaff q8_8_check_results value-not-checked: 적힌 검증 손실을 견주지 않는다
# hint: history에 있는 값인지
def check_results(results: dict) -> list[tuple[int, str]]:
    keys = {"part", "seed", "history", "epochs", "best_epoch", "val_loss", "val_accuracy"}
    keys |= {"patience", "test_correct", "n_test"}
    curves = ("loss", "val_loss", "val_accuracy")

    def first_problem(run):
        if keys - set(run) or set(curves) - set(run["history"]):
            return "missing"
        loss, val_loss, val_accuracy = (run["history"][name] for name in curves)
        lengths = {len(loss), len(val_loss), len(val_accuracy)}
        if lengths != {run["epochs"]} or run["epochs"] < 1:
            return "length"
        if not np.all(np.isfinite([*loss, *val_loss, *val_accuracy])):
            return "range"
        if min(*loss, *val_loss, *val_accuracy) < 0 or max(val_accuracy) > 1:
            return "range"
        best = int(np.argmin(val_loss))
        gaps = run["val_loss"] - val_loss[best], run["val_accuracy"] - val_accuracy[best]
        if run["best_epoch"] != best + 1:
            return "best"
        if run["epochs"] - run["best_epoch"] > run["patience"]:
            return "patience"
        if not 0 <= run["test_correct"] <= run["n_test"]:
            return "test"
        return None

    problems = [(index, first_problem(run)) for index, run in enumerate(results["runs"])]
    return [(index, rule) for index, rule in problems if rule is not None]


# %% chaff q8_8_check_results exact-equality: 값이 조금도 달라서는 안 된다
# hint: 경계가 되는 값
def check_results(results: dict) -> list[tuple[int, str]]:
    keys = {"part", "seed", "history", "epochs", "best_epoch", "val_loss", "val_accuracy"}
    keys |= {"patience", "test_correct", "n_test"}
    curves = ("loss", "val_loss", "val_accuracy")

    def first_problem(run):
        if keys - set(run) or set(curves) - set(run["history"]):
            return "missing"
        loss, val_loss, val_accuracy = (run["history"][name] for name in curves)
        lengths = {len(loss), len(val_loss), len(val_accuracy)}
        if lengths != {run["epochs"]} or run["epochs"] < 1:
            return "length"
        if not np.all(np.isfinite([*loss, *val_loss, *val_accuracy])):
            return "range"
        if min(*loss, *val_loss, *val_accuracy) < 0 or max(val_accuracy) > 1:
            return "range"
        best = int(np.argmin(val_loss))
        gaps = run["val_loss"] - val_loss[best], run["val_accuracy"] - val_accuracy[best]
        if run["best_epoch"] != best + 1 or not np.all(np.abs(gaps) == 0):
            return "best"
        if run["epochs"] - run["best_epoch"] > run["patience"]:
            return "patience"
        if not 0 <= run["test_correct"] <= run["n_test"]:
            return "test"
        return None

    problems = [(index, first_problem(run)) for index, run in enumerate(results["runs"])]
    return [(index, rule) for index, rule in problems if rule is not None]


# %% chaff q8_8_check_results all-problems: 어긴 규칙을 모두 적는다
# hint: 처음 어긴 것 하나만
def check_results(results):
    found = []
    curves = ("loss", "val_loss", "val_accuracy")
    keys = "part seed history epochs best_epoch val_loss val_accuracy patience test_correct n_test"
    for i, run in enumerate(results["runs"]):
        if set(keys.split()) - set(run) or set(curves) - set(run["history"]):
            found.append((i, "missing"))
            continue
        loss, val_loss, val_accuracy = (run["history"][name] for name in curves)
        if {len(loss), len(val_loss), len(val_accuracy)} != {run["epochs"]} or not loss:
            found.append((i, "length"))
            continue
        values = np.array([*loss, *val_loss, *val_accuracy])
        if not np.all(np.isfinite(values)) or values.min() < 0 or max(val_accuracy) > 1:
            found.append((i, "range"))
            continue
        best = int(np.argmin(val_loss))
        gaps = run["val_loss"] - val_loss[best], run["val_accuracy"] - val_accuracy[best]
        if run["best_epoch"] != best + 1 or not np.all(np.abs(gaps) <= 1e-6):
            found.append((i, "best"))
        if run["epochs"] - run["best_epoch"] > run["patience"]:
            found.append((i, "patience"))
        if not 0 <= run["test_correct"] <= run["n_test"]:
            found.append((i, "test"))
    return found


# %% chaff q8_1_build_model he-fan-out: 팬-아웃을 기준으로 뽑는다
# hint: 첫 은닉층 가중치의 표준편차
def build_model(input_shape, n_classes):
    x = i = keras.Input(input_shape)
    x = keras.layers.Flatten()(x)
    for _ in range(20):
        x = keras.layers.Dense(100, "swish", kernel_initializer=keras.initializers.VarianceScaling(2.0, "fan_out"))(x)
    return keras.Model(i, keras.layers.Dense(n_classes, "softmax")(x))


# %% chaff q8_1_build_model glorot-first-layer: 첫 은닉층은 글로럿 초기화로 둔다
# hint: 첫 은닉층 가중치의 표준편차
def build_model(input_shape, n_classes):
    x = i = keras.Input(input_shape)
    x = keras.layers.Flatten()(x)
    for n in range(20):
        x = keras.layers.Dense(100, "swish", kernel_initializer="glorot_uniform" if n == 0 else "he_normal")(x)
    return keras.Model(i, keras.layers.Dense(n_classes, "softmax")(x))


# %% chaff q8_2b_find_lr last-finite-only: 마지막 값만 유한한지 본다
# hint: 도중에 NaN이나 무한대
def find_lr(trial, rates):
    s = {}
    for r in sorted(rates):
        v = trial(r)["val_loss"]
        if np.isfinite(v[-1]):
            s[r] = np.nanmin(v)
    if not s:
        raise ValueError("모두 발산")
    b = min(s, key=s.get)
    return float(b), bool(b in (min(rates), max(rates)))


# %% chaff q8_3_add_bn plus-dropout: 드롭아웃도 함께 넣는다
# hint: 무작위로 움직이는 층
def add_bn(input_shape, n_classes):
    x = i = keras.Input(input_shape)
    x = keras.layers.Flatten()(x)
    for n in range(20):
        x = keras.layers.Dense(100, kernel_initializer="he_normal", use_bias=False)(x)
        x = keras.layers.Activation("swish")(keras.layers.BatchNormalization()(x))
    x = keras.layers.Dropout(0.3)(x)
    return keras.Model(i, keras.layers.Dense(n_classes, "softmax")(x))


# %% chaff q8_5a_add_alpha_dropout also-plain-earlier: 앞층에는 평범한 드롭아웃을 둔다
# hint: 평범한 드롭아웃이 남아
def add_alpha_dropout(input_shape, n_classes, rate=0.1):
    x = i = keras.Input(input_shape)
    x = keras.layers.Flatten()(x)
    for n in range(20):
        x = keras.layers.Dense(100, "selu", kernel_initializer="lecun_normal")(x)
        x = keras.layers.AlphaDropout(rate)(x) if n == 19 else keras.layers.Dropout(rate)(x)
    return keras.Model(i, keras.layers.Dense(n_classes, "softmax")(x))


# %% chaff q8_5a_add_alpha_dropout earlier-other-rate: 앞층의 비율은 0.5로 둔다
# hint: 드롭아웃의 비율이
def add_alpha_dropout(input_shape, n_classes, rate=0.1):
    x = i = keras.Input(input_shape)
    x = keras.layers.Flatten()(x)
    for n in range(20):
        x = keras.layers.Dense(100, "selu", kernel_initializer="lecun_normal")(x)
        x = keras.layers.AlphaDropout(rate if n == 19 else 0.5)(x)
    return keras.Model(i, keras.layers.Dense(n_classes, "softmax")(x))


# %% chaff q8_7_accuracy_interval k-equals-n-rejected: 모두 맞힌 것을 오류로 본다
# hint: 있을 수 있는 수
def accuracy_interval(k, n, z=1.96):
    if n < 1 or not 0 <= k < n:
        raise ValueError
    p = k / n
    a = 1 + z**2 / n
    c, h = (p + z**2 / 2 / n) / a, z / a * np.sqrt(p * (1 - p) / n + z**2 / 4 / n**2)
    return np.sqrt(p * (1 - p) / n), c - h, c + h


# %% wheat q8_4b_standardize row-by-row: 샘플을 하나씩 훑어 통계를 구하기
def standardize(X_train, *others):
    t = np.asarray(X_train, dtype=np.float64)
    mu = np.zeros(t.shape[1:])
    for row in t:
        mu += row / len(t)
    var = np.zeros(t.shape[1:])
    for row in t:
        var += (row - mu) ** 2 / len(t)
    sd = np.sqrt(var)
    sd[sd == 0] = 1
    return [(np.asarray(a, dtype=np.float64) - mu) / sd for a in [X_train, *others]]


# %% chaff q8_5a_add_alpha_dropout default-initializer: 파트 4를 다시 쓰며 르쿤 초기화를 빠뜨린다
# hint: 은닉층의 초기화가 파트 4와 다릅니다
def add_alpha_dropout(input_shape, n_classes, rate=0.1):
    model = keras.Sequential([keras.Input(input_shape), keras.layers.Flatten()])
    for _ in range(20):
        model.add(keras.layers.Dense(100, activation="selu"))
    model.add(keras.layers.AlphaDropout(rate))
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    return model


# %% chaff q8_7_accuracy_interval nothing-tested: n이 0이고 k도 0이면 그대로 나눈다
# hint: 정확도는 없습니다
def accuracy_interval(k, n, z=1.96):
    if k < 0 or k > n:
        raise ValueError("맞힌 수가 범위를 벗어났습니다.")
    p, shrink = k / n, 1 + z**2 / n
    centre = (p + z**2 / (2 * n)) / shrink
    half = z / shrink * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return np.sqrt(p * (1 - p) / n), centre - half, centre + half


# %% wheat q8_6b_one_cycle optimizer-iterations: 옵티마이저가 센 스텝에서 처음 값을 빼서 센다
class OneCycle(keras.callbacks.Callback):
    def __init__(self, total, max_rate, start=None, last_iters=None, last_rate=None):
        super().__init__()
        self.arguments = (total, max_rate, start, last_iters, last_rate)
        self.rates = []

    def on_train_begin(self, logs=None):
        self.rates = []
        self.first = int(self.model.optimizer.iterations)

    def on_train_batch_begin(self, batch, logs=None):
        rate = one_cycle_lr(int(self.model.optimizer.iterations) - self.first, *self.arguments)
        self.model.optimizer.learning_rate = rate
        self.rates.append(rate)


# %% wheat q8_6b_one_cycle steps-per-epoch: 에포크의 번호와 에포크마다의 스텝 수로 센다
class OneCycle(keras.callbacks.Callback):
    def __init__(self, total, max_rate, start=None, last_iters=None, last_rate=None):
        super().__init__()
        self.arguments = (total, max_rate, start, last_iters, last_rate)
        self.rates = []

    def on_train_begin(self, logs=None):
        self.rates = []

    def on_epoch_begin(self, epoch, logs=None):
        self.done = epoch * self.params["steps"]

    def on_train_batch_begin(self, batch, logs=None):
        rate = one_cycle_lr(self.done + batch, *self.arguments)
        self.model.optimizer.learning_rate.assign(rate)
        self.rates.append(float(rate))


# %% chaff q8_6b_one_cycle iterations-from-start: 옵티마이저가 센 스텝을 그대로 써서 다시 훈련하면 이어진다
# hint: 훈련을 새로 시작할 때
class OneCycle(keras.callbacks.Callback):
    def __init__(self, total, max_rate, start=None, last_iters=None, last_rate=None):
        super().__init__()
        self.arguments = (total, max_rate, start, last_iters, last_rate)
        self.rates = []

    def on_train_begin(self, logs=None):
        self.rates = []

    def on_train_batch_begin(self, batch, logs=None):
        rate = one_cycle_lr(int(self.model.optimizer.iterations), *self.arguments)
        self.model.optimizer.learning_rate = rate
        self.rates.append(rate)


# %% chaff q8_3_add_bn fixed-seed: 함수 안에서 시드를 고정한다
# hint: 시드를 고정하지 마세요
def add_bn(input_shape, n_classes):
    keras.utils.set_random_seed(42)
    model = keras.Sequential([keras.Input(input_shape), keras.layers.Flatten()])
    for _ in range(20):
        model.add(keras.layers.Dense(100, kernel_initializer="he_normal", use_bias=False))
        model.add(keras.layers.BatchNormalization())
        model.add(keras.layers.Activation("swish"))
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    return model


# %% chaff q8_4a_build_selu fixed-seed: 함수 안에서 시드를 고정한다
# hint: 시드를 고정하지 마세요
def build_selu(input_shape, n_classes):
    keras.utils.set_random_seed(42)
    model = keras.Sequential([keras.Input(input_shape), keras.layers.Flatten()])
    for _ in range(20):
        model.add(keras.layers.Dense(100, activation="selu", kernel_initializer="lecun_normal"))
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    return model


# %% chaff q8_5a_add_alpha_dropout fixed-seed: 함수 안에서 시드를 고정한다
# hint: 시드를 고정하지 마세요
def add_alpha_dropout(input_shape, n_classes, rate=0.1):
    keras.utils.set_random_seed(42)
    model = keras.Sequential([keras.Input(input_shape), keras.layers.Flatten()])
    for _ in range(20):
        model.add(keras.layers.Dense(100, activation="selu", kernel_initializer="lecun_normal"))
        model.add(keras.layers.AlphaDropout(rate))
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    return model


# %% chaff q8_4b_standardize tiny-threshold: 아주 작은 표준편차를 0으로 여긴다
# hint: 값이 아주 작은 특성
def standardize(X_train, *others):
    mean, std = X_train.mean(axis=0), X_train.std(axis=0)
    std = np.where(std < 2e-6, 1, std)
    return tuple((X - mean) / std for X in (X_train, *others))


# %% chaff q8_4a_build_selu rescales-input: 모델 안에서 입력을 255로 나눈다
# hint: 입력의 눈금이나 순서를
def build_selu(input_shape, n_classes):
    model = keras.Sequential(
        [keras.Input(input_shape), keras.layers.Rescaling(1 / 255), keras.layers.Flatten()]
    )
    for _ in range(20):
        model.add(keras.layers.Dense(100, activation="selu", kernel_initializer="lecun_normal"))
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    return model


# %% chaff q8_4a_build_selu l2-penalty: 가중치를 줄이는 벌칙을 건다
# hint: 손실에 벌칙을 더합니다
def build_selu(input_shape, n_classes):
    model = keras.Sequential([keras.Input(input_shape), keras.layers.Flatten()])
    for _ in range(20):
        model.add(
            keras.layers.Dense(
                100,
                activation="selu",
                kernel_initializer="lecun_normal",
                kernel_regularizer="l2",
            )
        )
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    return model


# %% chaff q8_2a_make_compile_fit shared-callback: 콜백 하나를 함께 쓴다
# hint: 부를 때마다 새로
def make_compile_fit(
    model,
    learning_rate=0.001,
    patience=10,
    kept={},
):
    model.compile(
        optimizer=keras.optimizers.Nadam(learning_rate),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    if patience not in kept:
        kept[patience] = keras.callbacks.EarlyStopping(
            patience=patience, restore_best_weights=True
        )
    return model.optimizer, [kept[patience]]


# %% chaff q8_5b_mc_predict dropout-by-name: 이름에 dropout이 든 층만 켠다
# hint: 층의 이름이 아니라 종류로
def mc_predict(model, X, n):
    passes = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if not isinstance(layer, keras.layers.InputLayer):
                h = layer(h, training="dropout" in layer.name)
        passes.append(np.asarray(h))
    return np.mean(passes, axis=0), np.std(passes, axis=0)


# %% chaff q8_5b_mc_predict fixed-seed: 함수 안에서 시드를 고정한다
# hint: 시드를 고정하지
def mc_predict(model, X, n):
    generator = keras.random.SeedGenerator(7)
    passes = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.InputLayer):
                continue
            if isinstance(layer, keras.layers.AlphaDropout):
                kind = keras.layers.AlphaDropout(layer.rate, seed=int(1000 * len(passes) + 1))
                h = kind(h, training=True)
            elif isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h, training=False)
        passes.append(np.asarray(h))
    return np.mean(passes, axis=0), np.std(passes, axis=0)


# %% chaff q8_6b_one_cycle shared-list: 기록을 클래스에 두고 함께 쓴다
# hint: 객체(self)마다 두는지
class OneCycle(keras.callbacks.Callback):
    rates = []

    def __init__(self, total, max_rate, start=None, last_iters=None, last_rate=None):
        super().__init__()
        self.shape = (total, max_rate, start, last_iters, last_rate)

    def on_train_begin(self, logs=None):
        self.rates.clear()

    def on_train_batch_begin(self, batch, logs=None):
        rate = one_cycle_lr(len(self.rates), *self.shape)
        self.model.optimizer.learning_rate = rate
        self.rates.append(rate)


# %% wheat q8_9a_fit_once unpacked-pair: 훈련 데이터를 풀어 넘기기
def fit_once(model, optimizer, callbacks, train, valid, epochs, batch_size, run_eagerly=False):
    model.compile(
        optimizer=optimizer,
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        run_eagerly=run_eagerly,
    )
    x, y = train
    fitted = model.fit(
        x,
        y,
        validation_data=valid,
        epochs=epochs,
        batch_size=batch_size,
        callbacks=callbacks,
        verbose=0,
    )
    return fitted.history


# %% wheat q8_9a_fit_once loss-object: 손실과 지표를 객체로 주기
def fit_once(model, optimizer, callbacks, train, valid, epochs, batch_size, run_eagerly=False):
    model.compile(
        optimizer=optimizer,
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=[keras.metrics.SparseCategoricalAccuracy(name="accuracy")],
        run_eagerly=run_eagerly,
    )
    x, y = train
    fitted = model.fit(
        x,
        y,
        validation_data=valid,
        epochs=epochs,
        batch_size=batch_size,
        callbacks=callbacks,
        verbose=0,
    )
    return fitted.history


# %% wheat q8_9a_fit_once dataset: tf.data로 묶어 섞어 넣기
import tensorflow as tf


def fit_once(model, optimizer, callbacks, train, valid, epochs, batch_size, run_eagerly=False):
    def batches(pair):
        return tf.data.Dataset.from_tensor_slices(pair)

    data = batches(train).shuffle(len(train[0])).batch(batch_size)
    model.compile(
        optimizer,
        "sparse_categorical_crossentropy",
        metrics=["accuracy"],
        run_eagerly=run_eagerly,
    )
    history = model.fit(
        data,
        validation_data=batches(valid).batch(32),
        epochs=epochs,
        callbacks=list(callbacks),
        verbose=0,
    ).history
    return {name: list(values) for name, values in history.items()}


# %% wheat q8_9a_fit_once positional: 위치 인자로 부르기
def fit_once(model, optimizer, callbacks, train, valid, epochs, batch_size, run_eagerly=False):
    settings = dict(loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.compile(optimizer, **settings, run_eagerly=run_eagerly)
    return model.fit(train[0], train[1], batch_size, epochs, 0, callbacks, 0.0, valid).history


# %% chaff q8_9a_fit_once returns-history-object: fit이 돌려준 객체를 그대로 돌려준다
# hint: 그 안에 든 사전을
def fit_once(model, optimizer, callbacks, train, valid, epochs, batch_size, run_eagerly=False):
    model.compile(
        optimizer=optimizer,
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        run_eagerly=run_eagerly,
    )
    x, y = train
    fitted = model.fit(
        x,
        y,
        validation_data=valid,
        epochs=epochs,
        batch_size=batch_size,
        callbacks=callbacks,
        verbose=0,
    )
    return fitted


# %% chaff q8_9a_fit_once forgets-return: 돌려주지 않는다
# hint: return을 빠뜨리지
def fit_once(model, optimizer, callbacks, train, valid, epochs, batch_size, run_eagerly=False):
    model.compile(
        optimizer=optimizer,
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        run_eagerly=run_eagerly,
    )
    x, y = train
    fitted = model.fit(
        x,
        y,
        validation_data=valid,
        epochs=epochs,
        batch_size=batch_size,
        callbacks=callbacks,
        verbose=0,
    )


# %% chaff q8_9a_fit_once default-batch: 배치의 크기를 넘기지 않는다
# hint: 배치의 크기가 인자로
def fit_once(model, optimizer, callbacks, train, valid, epochs, batch_size, run_eagerly=False):
    model.compile(
        optimizer=optimizer,
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        run_eagerly=run_eagerly,
    )
    x, y = train
    fitted = model.fit(
        x,
        y,
        validation_data=valid,
        epochs=epochs,
        callbacks=callbacks,
        verbose=0,
    )
    return fitted.history


# %% chaff q8_9a_fit_once default-epochs: 에포크 수를 넘기지 않는다
# hint: 에포크 수와 배치의 크기를
def fit_once(model, optimizer, callbacks, train, valid, epochs, batch_size, run_eagerly=False):
    model.compile(
        optimizer=optimizer,
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        run_eagerly=run_eagerly,
    )
    x, y = train
    fitted = model.fit(
        x,
        y,
        validation_data=valid,
        batch_size=batch_size,
        callbacks=callbacks,
        verbose=0,
    )
    return fitted.history


# %% chaff q8_9a_fit_once forgets-callbacks: 콜백을 넘기지 않는다
# hint: 받은 콜백을 fit에 넘기는지
def fit_once(model, optimizer, callbacks, train, valid, epochs, batch_size, run_eagerly=False):
    model.compile(
        optimizer=optimizer,
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        run_eagerly=run_eagerly,
    )
    x, y = train
    fitted = model.fit(
        x,
        y,
        validation_data=valid,
        epochs=epochs,
        batch_size=batch_size,
        verbose=0,
    )
    return fitted.history


# %% chaff q8_9a_fit_once first-callback-only: 콜백을 하나만 넘긴다
# hint: 받은 콜백을 모두
def fit_once(model, optimizer, callbacks, train, valid, epochs, batch_size, run_eagerly=False):
    model.compile(
        optimizer=optimizer,
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        run_eagerly=run_eagerly,
    )
    x, y = train
    fitted = model.fit(
        x,
        y,
        validation_data=valid,
        epochs=epochs,
        batch_size=batch_size,
        callbacks=callbacks[:1],
        verbose=0,
    )
    return fitted.history


# %% chaff q8_9a_fit_once no-validation: 검증 데이터를 넘기지 않는다
# hint: 에포크마다 검증 데이터에서
def fit_once(model, optimizer, callbacks, train, valid, epochs, batch_size, run_eagerly=False):
    model.compile(
        optimizer=optimizer,
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        run_eagerly=run_eagerly,
    )
    x, y = train
    fitted = model.fit(
        x,
        y,
        epochs=epochs,
        batch_size=batch_size,
        callbacks=callbacks,
        verbose=0,
    )
    return fitted.history


# %% chaff q8_9a_fit_once validation-split: 검증 데이터를 훈련 데이터에서 덜어 낸다
# hint: 일부를 덜어 냈습니다
def fit_once(model, optimizer, callbacks, train, valid, epochs, batch_size, run_eagerly=False):
    model.compile(
        optimizer=optimizer,
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        run_eagerly=run_eagerly,
    )
    x, y = train
    fitted = model.fit(
        x,
        y,
        validation_split=0.5,
        epochs=epochs,
        batch_size=batch_size,
        callbacks=callbacks,
        verbose=0,
    )
    return fitted.history


# %% chaff q8_9a_fit_once validates-on-train: 훈련 데이터로 검증한다
# hint: val_loss가 훈련 데이터에서
def fit_once(model, optimizer, callbacks, train, valid, epochs, batch_size, run_eagerly=False):
    model.compile(
        optimizer=optimizer,
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        run_eagerly=run_eagerly,
    )
    x, y = train
    fitted = model.fit(
        x,
        y,
        validation_data=train,
        epochs=epochs,
        batch_size=batch_size,
        callbacks=callbacks,
        verbose=0,
    )
    return fitted.history


# %% chaff q8_9a_fit_once trains-on-valid-too: 검증 데이터까지 넣어 배운다
# hint: 검증 데이터로도 배웠습니다
def fit_once(model, optimizer, callbacks, train, valid, epochs, batch_size, run_eagerly=False):
    model.compile(
        optimizer=optimizer,
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        run_eagerly=run_eagerly,
    )
    x, y = (np.concatenate(pair) for pair in zip(train, valid))
    fitted = model.fit(
        x,
        y,
        validation_data=valid,
        epochs=epochs,
        batch_size=batch_size,
        callbacks=callbacks,
        verbose=0,
    )
    return fitted.history


# %% chaff q8_9a_fit_once summed-loss: 손실을 평균하지 않고 더한다
# hint: 손실의 종류와
def fit_once(model, optimizer, callbacks, train, valid, epochs, batch_size, run_eagerly=False):
    model.compile(
        optimizer=optimizer,
        loss=keras.losses.SparseCategoricalCrossentropy(reduction="sum"),
        metrics=["accuracy"],
        run_eagerly=run_eagerly,
    )
    x, y = train
    fitted = model.fit(
        x,
        y,
        validation_data=valid,
        epochs=epochs,
        batch_size=batch_size,
        callbacks=callbacks,
        verbose=0,
    )
    return fitted.history


# %% chaff q8_9a_fit_once one-hot-loss: 원핫 레이블을 받는 손실을 쓴다
# hint: 레이블은 0부터 센 정수
def fit_once(model, optimizer, callbacks, train, valid, epochs, batch_size, run_eagerly=False):
    model.compile(
        optimizer=optimizer,
        loss="categorical_crossentropy",
        metrics=["accuracy"],
        run_eagerly=run_eagerly,
    )
    x, y = train
    fitted = model.fit(
        x,
        y,
        validation_data=valid,
        epochs=epochs,
        batch_size=batch_size,
        callbacks=callbacks,
        verbose=0,
    )
    return fitted.history


# %% chaff q8_9a_fit_once no-metric: 지표를 주지 않는다
# hint: 지표의 이름이
def fit_once(model, optimizer, callbacks, train, valid, epochs, batch_size, run_eagerly=False):
    model.compile(
        optimizer=optimizer,
        loss="sparse_categorical_crossentropy",
        run_eagerly=run_eagerly,
    )
    x, y = train
    fitted = model.fit(
        x,
        y,
        validation_data=valid,
        epochs=epochs,
        batch_size=batch_size,
        callbacks=callbacks,
        verbose=0,
    )
    return fitted.history


# %% chaff q8_9a_fit_once own-optimizer: 옵티마이저를 새로 만든다
# hint: 받은 것으로 컴파일하는지
def fit_once(model, optimizer, callbacks, train, valid, epochs, batch_size, run_eagerly=False):
    model.compile(
        optimizer="sgd",
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        run_eagerly=run_eagerly,
    )
    x, y = train
    fitted = model.fit(
        x,
        y,
        validation_data=valid,
        epochs=epochs,
        batch_size=batch_size,
        callbacks=callbacks,
        verbose=0,
    )
    return fitted.history


# %% chaff q8_9a_fit_once fits-twice: 두 번 훈련한다
# hint: 한 번만
def fit_once(model, optimizer, callbacks, train, valid, epochs, batch_size, run_eagerly=False):
    model.compile(
        optimizer=optimizer,
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        run_eagerly=run_eagerly,
    )
    x, y = train
    model.fit(x, y, epochs=epochs, batch_size=batch_size, callbacks=callbacks, verbose=0)
    fitted = model.fit(
        x,
        y,
        validation_data=valid,
        epochs=epochs,
        batch_size=batch_size,
        callbacks=callbacks,
        verbose=0,
    )
    return fitted.history


# %% chaff q8_9a_fit_once ignores-eager: run_eagerly를 넘기지 않는다
# hint: run_eagerly=True를
def fit_once(model, optimizer, callbacks, train, valid, epochs, batch_size, run_eagerly=False):
    model.compile(
        optimizer=optimizer,
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    x, y = train
    fitted = model.fit(
        x,
        y,
        validation_data=valid,
        epochs=epochs,
        batch_size=batch_size,
        callbacks=callbacks,
        verbose=0,
    )
    return fitted.history


# %% chaff q8_9a_fit_once trains-a-clone: 복사본을 훈련한다
# hint: 받은 모델을
def fit_once(model, optimizer, callbacks, train, valid, epochs, batch_size, run_eagerly=False):
    model = keras.models.clone_model(model)
    model.compile(
        optimizer=optimizer,
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        run_eagerly=run_eagerly,
    )
    x, y = train
    fitted = model.fit(
        x,
        y,
        validation_data=valid,
        epochs=epochs,
        batch_size=batch_size,
        callbacks=callbacks,
        verbose=0,
    )
    return fitted.history


# %% wheat q8_9b_search two-dictionaries: 모델과 사전을 따로 모으기
def search(make, fit, rates):
    trained, histories = {}, {}

    def trial(rate):
        model, optimizer, callbacks = make(rate)
        histories[float(rate)] = fit(model, optimizer, callbacks)
        trained[float(rate)] = model
        return histories[float(rate)]

    best, edge = find_lr(trial, rates)
    history = histories[best]
    at = int(np.argmin(history["val_loss"]))
    run = {
        "rate": best,
        "edge": edge,
        "history": history,
        "epochs": len(history["val_loss"]),
        "best_epoch": at + 1,
        "val_loss": history["val_loss"][at],
        "val_accuracy": history["val_accuracy"][at],
        "tried": {rate: values["val_loss"] for rate, values in histories.items()},
    }
    return trained[best], run


# %% wheat q8_9b_search own-loop: find_lr을 부르지 않고 고르기
def search(make, fit, rates):
    best = None
    tried = {}
    for rate in sorted(float(r) for r in rates):
        model, optimizer, callbacks = make(rate)
        history = fit(model, optimizer, callbacks)
        tried[rate] = list(history["val_loss"])
        if not np.isfinite(tried[rate]).all():
            continue
        if best is None or min(tried[rate]) < min(best[2]["val_loss"]):
            best = rate, model, history
    if best is None:
        raise ValueError("모든 학습률이 발산했습니다.")
    rate, model, history = best
    losses = list(history["val_loss"])
    place = losses.index(min(losses))
    return model, dict(
        rate=rate,
        edge=rate in (min(rates), max(rates)),
        history=history,
        epochs=len(losses),
        best_epoch=place + 1,
        val_loss=losses[place],
        val_accuracy=history["val_accuracy"][place],
        tried=tried,
    )


# %% wheat q8_9b_search lists-in-order: 목록에 차례로 모아 자리로 찾기
def search(make, fit, rates):
    models, histories, order = [], [], []

    def trial(rate):
        parts = make(rate)
        models.append(parts[0])
        histories.append(fit(*parts))
        order.append(float(rate))
        return histories[-1]

    rate, edge = find_lr(trial, list(rates))
    k = order.index(float(rate))
    h = histories[k]
    e = int(np.argmin(h["val_loss"]))
    run = {"rate": rate, "edge": edge, "history": h, "epochs": len(h["loss"]), "best_epoch": e + 1}
    run.update({name: h[name][e] for name in ("val_loss", "val_accuracy")})
    run["tried"] = dict(zip(order, (h["val_loss"] for h in histories)))
    return models[k], run


# %% chaff q8_9b_search highest-accuracy: 검증 정확도로 고른다
# hint: 검증 정확도가 가장 높은 후보
def search(make, fit, rates):
    trained, histories = {}, {}

    def trial(rate):
        model, optimizer, callbacks = make(rate)
        histories[float(rate)] = fit(model, optimizer, callbacks)
        trained[float(rate)] = model
        return histories[float(rate)]

    for rate in rates:
        trial(rate)
    best = max(histories, key=lambda r: max(histories[r]["val_accuracy"]))
    edge = best in (min(rates), max(rates))
    history = histories[best]
    at = int(np.argmin(history["val_loss"]))
    run = {
        "rate": best,
        "edge": edge,
        "history": history,
        "epochs": len(history["val_loss"]),
        "best_epoch": at + 1,
        "val_loss": history["val_loss"][at],
        "val_accuracy": history["val_accuracy"][at],
        "tried": {rate: values["val_loss"] for rate, values in histories.items()},
    }
    return trained[best], run


# %% chaff q8_9b_search training-loss: 훈련 손실로 고른다
# hint: 훈련 손실이 가장 작은 후보
def search(make, fit, rates):
    trained, histories = {}, {}

    def trial(rate):
        model, optimizer, callbacks = make(rate)
        histories[float(rate)] = fit(model, optimizer, callbacks)
        trained[float(rate)] = model
        return histories[float(rate)]

    for rate in rates:
        trial(rate)
    finite = [r for r in rates if np.isfinite(histories[r]["loss"]).all()]
    best = min(finite, key=lambda r: min(histories[r]["loss"]))
    edge = best in (min(rates), max(rates))
    history = histories[best]
    at = int(np.argmin(history["val_loss"]))
    run = {
        "rate": best,
        "edge": edge,
        "history": history,
        "epochs": len(history["val_loss"]),
        "best_epoch": at + 1,
        "val_loss": history["val_loss"][at],
        "val_accuracy": history["val_accuracy"][at],
        "tried": {rate: values["val_loss"] for rate, values in histories.items()},
    }
    return trained[best], run


# %% chaff q8_9b_search keeps-diverged: 발산한 후보를 빼지 않는다
# hint: 발산한 후보를 골랐습니다
def search(make, fit, rates):
    trained, histories = {}, {}

    def trial(rate):
        model, optimizer, callbacks = make(rate)
        histories[float(rate)] = fit(model, optimizer, callbacks)
        trained[float(rate)] = model
        return histories[float(rate)]

    for rate in rates:
        trial(rate)
    best = min(histories, key=lambda r: np.nanmin(histories[r]["val_loss"]))
    edge = best in (min(rates), max(rates))
    history = histories[best]
    at = int(np.argmin(history["val_loss"]))
    run = {
        "rate": best,
        "edge": edge,
        "history": history,
        "epochs": len(history["val_loss"]),
        "best_epoch": at + 1,
        "val_loss": history["val_loss"][at],
        "val_accuracy": history["val_accuracy"][at],
        "tried": {rate: values["val_loss"] for rate, values in histories.items()},
    }
    return trained[best], run


# %% chaff q8_9b_search last-model: 마지막에 만든 모델을 돌려준다
# hint: 고른 모델을 돌려주세요
def search(make, fit, rates):
    trained, histories = {}, {}

    def trial(rate):
        model, optimizer, callbacks = make(rate)
        histories[float(rate)] = fit(model, optimizer, callbacks)
        trained[float(rate)] = model
        return histories[float(rate)]

    best, edge = find_lr(trial, rates)
    history = histories[best]
    at = int(np.argmin(history["val_loss"]))
    run = {
        "rate": best,
        "edge": edge,
        "history": history,
        "epochs": len(history["val_loss"]),
        "best_epoch": at + 1,
        "val_loss": history["val_loss"][at],
        "val_accuracy": history["val_accuracy"][at],
        "tried": {rate: values["val_loss"] for rate, values in histories.items()},
    }
    return trained[min(trained)], run


# %% chaff q8_9b_search retrains-best: 고른 학습률로 다시 훈련한다
# hint: 다시 훈련할 까닭도
def search(make, fit, rates):
    trained, histories = {}, {}

    def trial(rate):
        model, optimizer, callbacks = make(rate)
        histories[float(rate)] = fit(model, optimizer, callbacks)
        trained[float(rate)] = model
        return histories[float(rate)]

    best, edge = find_lr(trial, rates)
    history = histories[best]
    at = int(np.argmin(history["val_loss"]))
    run = {
        "rate": best,
        "edge": edge,
        "history": history,
        "epochs": len(history["val_loss"]),
        "best_epoch": at + 1,
        "val_loss": history["val_loss"][at],
        "val_accuracy": history["val_accuracy"][at],
        "tried": {rate: values["val_loss"] for rate, values in histories.items()},
    }
    model, optimizer, callbacks = make(best)
    fit(model, optimizer, callbacks)
    return model, run


# %% chaff q8_9b_search fits-once-more: 고른 모델을 한 번 더 훈련한다
# hint: 두 번 훈련한 모델
def search(make, fit, rates):
    trained, histories = {}, {}

    def trial(rate):
        model, optimizer, callbacks = make(rate)
        histories[float(rate)] = fit(model, optimizer, callbacks)
        trained[float(rate)] = model
        return histories[float(rate)]

    best, edge = find_lr(trial, rates)
    history = histories[best]
    at = int(np.argmin(history["val_loss"]))
    run = {
        "rate": best,
        "edge": edge,
        "history": history,
        "epochs": len(history["val_loss"]),
        "best_epoch": at + 1,
        "val_loss": history["val_loss"][at],
        "val_accuracy": history["val_accuracy"][at],
        "tried": {rate: values["val_loss"] for rate, values in histories.items()},
    }
    fit(trained[best], f"optimizer {best}", [best])
    return trained[best], run


# %% chaff q8_9b_search one-model-for-all: 모델 하나를 이어서 쓴다
# hint: 만들었습니다
def search(make, fit, rates):
    shared = make(rates[0])
    histories = {float(rate): fit(*shared) for rate in rates}
    best, edge = find_lr(lambda rate: histories[float(rate)], rates)
    history = histories[best]
    at = int(np.argmin(history["val_loss"]))
    run = {"rate": best, "edge": edge, "history": history, "epochs": len(history["val_loss"])}
    run |= {"best_epoch": at + 1, "val_loss": history["val_loss"][at]}
    run |= {"val_accuracy": history["val_accuracy"][at]}
    run["tried"] = {rate: values["val_loss"] for rate, values in histories.items()}
    return shared[0], run


# %% chaff q8_9b_search first-two-rates: 후보를 다 시도하지 않는다
# hint: 후보를 모두 시도
def search(make, fit, rates):
    trained, histories = {}, {}

    def trial(rate):
        model, optimizer, callbacks = make(rate)
        histories[float(rate)] = fit(model, optimizer, callbacks)
        trained[float(rate)] = model
        return histories[float(rate)]

    best, edge = find_lr(trial, rates[:2])
    history = histories[best]
    at = int(np.argmin(history["val_loss"]))
    run = {
        "rate": best,
        "edge": edge,
        "history": history,
        "epochs": len(history["val_loss"]),
        "best_epoch": at + 1,
        "val_loss": history["val_loss"][at],
        "val_accuracy": history["val_accuracy"][at],
        "tried": {rate: values["val_loss"] for rate, values in histories.items()},
    }
    return trained[best], run


# %% chaff q8_9b_search last-epoch: best_epoch에 마지막 에포크를 적는다
# hint: 마지막 에포크입니다
def search(make, fit, rates):
    trained, histories = {}, {}

    def trial(rate):
        model, optimizer, callbacks = make(rate)
        histories[float(rate)] = fit(model, optimizer, callbacks)
        trained[float(rate)] = model
        return histories[float(rate)]

    best, edge = find_lr(trial, rates)
    history = histories[best]
    at = len(history["val_loss"]) - 1
    run = {
        "rate": best,
        "edge": edge,
        "history": history,
        "epochs": len(history["val_loss"]),
        "best_epoch": at + 1,
        "val_loss": history["val_loss"][at],
        "val_accuracy": history["val_accuracy"][at],
        "tried": {rate: values["val_loss"] for rate, values in histories.items()},
    }
    return trained[best], run


# %% chaff q8_9b_search accuracy-epoch: 검증 정확도가 가장 높은 에포크를 적는다
# hint: best_epoch는 검증 손실로
def search(make, fit, rates):
    trained, histories = {}, {}

    def trial(rate):
        model, optimizer, callbacks = make(rate)
        histories[float(rate)] = fit(model, optimizer, callbacks)
        trained[float(rate)] = model
        return histories[float(rate)]

    best, edge = find_lr(trial, rates)
    history = histories[best]
    at = int(np.argmax(history["val_accuracy"]))
    run = {
        "rate": best,
        "edge": edge,
        "history": history,
        "epochs": len(history["val_loss"]),
        "best_epoch": at + 1,
        "val_loss": history["val_loss"][at],
        "val_accuracy": history["val_accuracy"][at],
        "tried": {rate: values["val_loss"] for rate, values in histories.items()},
    }
    return trained[best], run


# %% chaff q8_9b_search epoch-from-zero: best_epoch를 0부터 센다
# hint: best_epoch는 1부터
def search(make, fit, rates):
    trained, histories = {}, {}

    def trial(rate):
        model, optimizer, callbacks = make(rate)
        histories[float(rate)] = fit(model, optimizer, callbacks)
        trained[float(rate)] = model
        return histories[float(rate)]

    best, edge = find_lr(trial, rates)
    history = histories[best]
    at = int(np.argmin(history["val_loss"]))
    run = {
        "rate": best,
        "edge": edge,
        "history": history,
        "epochs": len(history["val_loss"]),
        "best_epoch": at,
        "val_loss": history["val_loss"][at],
        "val_accuracy": history["val_accuracy"][at],
        "tried": {rate: values["val_loss"] for rate, values in histories.items()},
    }
    return trained[best], run


# %% chaff q8_9b_search best-accuracy: 가장 높은 정확도를 따로 적는다
# hint: 서로 다른 모델의 것이
def search(make, fit, rates):
    trained, histories = {}, {}

    def trial(rate):
        model, optimizer, callbacks = make(rate)
        histories[float(rate)] = fit(model, optimizer, callbacks)
        trained[float(rate)] = model
        return histories[float(rate)]

    best, edge = find_lr(trial, rates)
    history = histories[best]
    at = int(np.argmin(history["val_loss"]))
    run = {
        "rate": best,
        "edge": edge,
        "history": history,
        "epochs": len(history["val_loss"]),
        "best_epoch": at + 1,
        "val_loss": history["val_loss"][at],
        "val_accuracy": max(history["val_accuracy"]),
        "tried": {rate: values["val_loss"] for rate, values in histories.items()},
    }
    return trained[best], run


# %% chaff q8_9b_search tried-best-only: 고른 후보만 tried에 적는다
# hint: 고르지 않은 후보까지
def search(make, fit, rates):
    trained, histories = {}, {}

    def trial(rate):
        model, optimizer, callbacks = make(rate)
        histories[float(rate)] = fit(model, optimizer, callbacks)
        trained[float(rate)] = model
        return histories[float(rate)]

    best, edge = find_lr(trial, rates)
    history = histories[best]
    at = int(np.argmin(history["val_loss"]))
    run = {
        "rate": best,
        "edge": edge,
        "history": history,
        "epochs": len(history["val_loss"]),
        "best_epoch": at + 1,
        "val_loss": history["val_loss"][at],
        "val_accuracy": history["val_accuracy"][at],
        "tried": {rate: values["val_loss"] for rate, values in histories.items() if rate == best},
    }
    return trained[best], run


# %% chaff q8_9b_search edge-always-false: 격자의 끝을 알려 주지 않는다
# hint: 가장 큰 후보를 골랐는데
def search(make, fit, rates):
    trained, histories = {}, {}

    def trial(rate):
        model, optimizer, callbacks = make(rate)
        histories[float(rate)] = fit(model, optimizer, callbacks)
        trained[float(rate)] = model
        return histories[float(rate)]

    best, edge = find_lr(trial, rates)
    history = histories[best]
    at = int(np.argmin(history["val_loss"]))
    run = {
        "rate": best,
        "edge": False,
        "history": history,
        "epochs": len(history["val_loss"]),
        "best_epoch": at + 1,
        "val_loss": history["val_loss"][at],
        "val_accuracy": history["val_accuracy"][at],
        "tried": {rate: values["val_loss"] for rate, values in histories.items()},
    }
    return trained[best], run


# %% chaff q8_9b_search epochs-is-best: epochs에 가장 좋았던 에포크를 적는다
# hint: 실제로 돈 에포크
def search(make, fit, rates):
    trained, histories = {}, {}

    def trial(rate):
        model, optimizer, callbacks = make(rate)
        histories[float(rate)] = fit(model, optimizer, callbacks)
        trained[float(rate)] = model
        return histories[float(rate)]

    best, edge = find_lr(trial, rates)
    history = histories[best]
    at = int(np.argmin(history["val_loss"]))
    run = {
        "rate": best,
        "edge": edge,
        "history": history,
        "epochs": at + 1,
        "best_epoch": at + 1,
        "val_loss": history["val_loss"][at],
        "val_accuracy": history["val_accuracy"][at],
        "tried": {rate: values["val_loss"] for rate, values in histories.items()},
    }
    return trained[best], run


# %% chaff q8_9b_search swapped-order: 실행과 모델의 차례를 바꾼다
# hint: 고른 모델을 돌려주세요
def search(make, fit, rates):
    trained, histories = {}, {}

    def trial(rate):
        model, optimizer, callbacks = make(rate)
        histories[float(rate)] = fit(model, optimizer, callbacks)
        trained[float(rate)] = model
        return histories[float(rate)]

    best, edge = find_lr(trial, rates)
    history = histories[best]
    at = int(np.argmin(history["val_loss"]))
    run = {
        "rate": best,
        "edge": edge,
        "history": history,
        "epochs": len(history["val_loss"]),
        "best_epoch": at + 1,
        "val_loss": history["val_loss"][at],
        "val_accuracy": history["val_accuracy"][at],
        "tried": {rate: values["val_loss"] for rate, values in histories.items()},
    }
    return run, trained[best]


# %% chaff q8_9b_search forgets-key: history를 담지 않는다
# hint: history이(가) 없습니다
def search(make, fit, rates):
    trained, histories = {}, {}

    def trial(rate):
        model, optimizer, callbacks = make(rate)
        histories[float(rate)] = fit(model, optimizer, callbacks)
        trained[float(rate)] = model
        return histories[float(rate)]

    best, edge = find_lr(trial, rates)
    history = histories[best]
    at = int(np.argmin(history["val_loss"]))
    run = {
        "rate": best,
        "edge": edge,
        "epochs": len(history["val_loss"]),
        "best_epoch": at + 1,
        "val_loss": history["val_loss"][at],
        "val_accuracy": history["val_accuracy"][at],
        "tried": {rate: values["val_loss"] for rate, values in histories.items()},
    }
    return trained[best], run


# %% wheat q8_9c_open_test spread-dict: 사전을 펼쳐 새로 만들기
def open_test(chosen, test, predict):
    x, y = test
    runs = []
    for model, run in chosen:
        right = np.asarray(predict(model, x)).argmax(axis=1) == y
        runs.append(
            {
                **run,
                "test_correct": int(np.sum(right)),
                "n_test": len(y),
                "right": "".join(str(int(r)) for r in right),
            }
        )
    return runs


# %% wheat q8_9c_open_test list-comprehension: 한 번씩 예측해 두고 세기
def open_test(chosen, test, predict):
    x, y = test
    answers = [np.argmax(predict(model, x), axis=-1) for model, _ in chosen]
    hits = [(answer == np.asarray(y)).tolist() for answer in answers]
    return [
        dict(run, test_correct=sum(h), n_test=len(h), right="".join("01"[one] for one in h))
        for (_, run), h in zip(chosen, hits)
    ]


# %% wheat q8_9c_open_test copy-then-update: 복사본에 덧붙이기
import copy


def open_test(chosen, test, predict):
    (x, y), results = test, []
    for model, run in chosen:
        mine = copy.deepcopy(run)
        probabilities = predict(model, x)
        marks = ""
        for row, label in zip(probabilities, y):
            marks += "1" if int(np.argmax(row)) == int(label) else "0"
        mine.update(right=marks, test_correct=marks.count("1"), n_test=len(marks))
        results.append(mine)
    return results


# %% chaff q8_9c_open_test opens-twice: 점수와 맞힌 자리를 따로 예측해 구한다
# hint: 예측을 한 번 받아 두고
def open_test(chosen, test, predict):
    x, y = test
    runs = []
    for model, run in chosen:
        right = np.asarray(predict(model, x)).argmax(axis=1) == y
        runs.append(
            {
                **run,
                "test_correct": int(np.sum(np.asarray(predict(model, x)).argmax(axis=1) == y)),
                "n_test": len(y),
                "right": "".join(str(int(r)) for r in right),
            }
        )
    return runs


# %% chaff q8_9c_open_test keeps-the-best: 테스트 점수가 가장 높은 것만 남긴다
# hint: 더는 테스트 점수가 아닙니다
def open_test(chosen, test, predict):
    x, y = test
    runs = []
    for model, run in chosen:
        right = np.asarray(predict(model, x)).argmax(axis=1) == y
        runs.append(
            {
                **run,
                "test_correct": int(np.sum(right)),
                "n_test": len(y),
                "right": "".join(str(int(r)) for r in right),
            }
        )
    return sorted(runs, key=lambda r: -r["test_correct"])[:1]


# %% chaff q8_9c_open_test sorts-by-score: 점수가 높은 차례로 돌려준다
# hint: 점수로 줄 세우지
def open_test(chosen, test, predict):
    x, y = test
    runs = []
    for model, run in chosen:
        right = np.asarray(predict(model, x)).argmax(axis=1) == y
        runs.append(
            {
                **run,
                "test_correct": int(np.sum(right)),
                "n_test": len(y),
                "right": "".join(str(int(r)) for r in right),
            }
        )
    return sorted(runs, key=lambda r: -r["test_correct"])


# %% chaff q8_9c_open_test mutates-runs: 받은 실행에 점수를 적는다
# hint: 새 사전을 만드세요
def open_test(chosen, test, predict):
    x, y = test
    for model, run in chosen:
        right = np.asarray(predict(model, x)).argmax(axis=1) == y
        run["test_correct"], run["n_test"] = int(right.sum()), len(y)
        run["right"] = "".join(str(int(r)) for r in right)
    return [run for _, run in chosen]


# %% chaff q8_9c_open_test batches: 나누어 예측한다
# hint: 예측을 한 번 받아 두고
def open_test(chosen, test, predict):
    x, y = test
    runs = []
    for model, run in chosen:
        right = np.concatenate([predict(model, part) for part in np.array_split(x, 2)]).argmax(axis=1) == y
        runs.append(
            {
                **run,
                "test_correct": int(np.sum(right)),
                "n_test": len(y),
                "right": "".join(str(int(r)) for r in right),
            }
        )
    return runs


# %% chaff q8_9c_open_test half-the-test: 절반으로만 잰다
# hint: 일부만 넘겼습니다
def open_test(chosen, test, predict):
    x, y = (part[: len(part) // 2 + 1] for part in test)
    runs = []
    for model, run in chosen:
        right = np.asarray(predict(model, x)).argmax(axis=1) == y
        runs.append(
            {
                **run,
                "test_correct": int(np.sum(right)),
                "n_test": len(y),
                "right": "".join(str(int(r)) for r in right),
            }
        )
    return runs


# %% chaff q8_9c_open_test accuracy-not-count: 맞힌 수 대신 정확도를 적는다
# hint: 정확도가 아니라 맞힌
def open_test(chosen, test, predict):
    x, y = test
    runs = []
    for model, run in chosen:
        right = np.asarray(predict(model, x)).argmax(axis=1) == y
        runs.append(
            {
                **run,
                "test_correct": float(np.mean(right)),
                "n_test": len(y),
                "right": "".join(str(int(r)) for r in right),
            }
        )
    return runs


# %% chaff q8_9c_open_test counts-wrong: 틀린 수를 적는다
# hint: 맞힌 수를 적으세요
def open_test(chosen, test, predict):
    x, y = test
    runs = []
    for model, run in chosen:
        right = np.asarray(predict(model, x)).argmax(axis=1) == y
        runs.append(
            {
                **run,
                "test_correct": int(np.sum(~right)),
                "n_test": len(y),
                "right": "".join(str(int(r)) for r in right),
            }
        )
    return runs


# %% chaff q8_9c_open_test right-is-array: 맞힌 자리를 배열로 둔다
# hint: 이어 붙인 문자열
def open_test(chosen, test, predict):
    x, y = test
    runs = []
    for model, run in chosen:
        right = np.asarray(predict(model, x)).argmax(axis=1) == y
        runs.append(
            {
                **run,
                "test_correct": int(np.sum(right)),
                "n_test": len(y),
                "right": right.astype(int),
            }
        )
    return runs


# %% chaff q8_9c_open_test right-reversed: 틀린 자리를 1로 적는다
# hint: 맞힌 자리가 1인지
def open_test(chosen, test, predict):
    x, y = test
    runs = []
    for model, run in chosen:
        right = np.asarray(predict(model, x)).argmax(axis=1) == y
        runs.append(
            {
                **run,
                "test_correct": int(np.sum(right)),
                "n_test": len(y),
                "right": "".join(str(1 - int(r)) for r in right),
            }
        )
    return runs


# %% chaff q8_9c_open_test numpy-count: 맞힌 수를 NumPy의 수로 둔다
# hint: 파이썬의 int로
def open_test(chosen, test, predict):
    x, y = test
    runs = []
    for model, run in chosen:
        right = np.asarray(predict(model, x)).argmax(axis=1) == y
        runs.append(
            {
                **run,
                "test_correct": np.sum(right),
                "n_test": len(y),
                "right": "".join(str(int(r)) for r in right),
            }
        )
    return runs


# %% chaff q8_9c_open_test drops-the-run: 점수만 돌려준다
# hint: 내용이 사라졌습니다
def open_test(chosen, test, predict):
    x, y = test
    runs = []
    for model, run in chosen:
        right = np.asarray(predict(model, x)).argmax(axis=1) == y
        runs.append(
            {
                "test_correct": int(np.sum(right)),
                "n_test": len(y),
                "right": "".join(str(int(r)) for r in right),
            }
        )
    return runs


# %% chaff q8_9c_open_test class-axis: 클래스가 아니라 샘플의 축에서 가장 큰 것을 찾는다
# hint: 평가하다가 오류가
def open_test(chosen, test, predict):
    x, y = test
    runs = []
    for model, run in chosen:
        right = np.asarray(predict(model, x)).argmax(axis=0) == y
        runs.append(
            {
                **run,
                "test_correct": int(np.sum(right)),
                "n_test": len(y),
                "right": "".join(str(int(r)) for r in right),
            }
        )
    return runs


# %% chaff q8_9c_open_test forgets-return: 돌려주지 않는다
# hint: return을 빠뜨리지
def open_test(chosen, test, predict):
    x, y = test
    runs = []
    for model, run in chosen:
        right = np.asarray(predict(model, x)).argmax(axis=1) == y
        runs.append(
            {
                **run,
                "test_correct": int(np.sum(right)),
                "n_test": len(y),
                "right": "".join(str(int(r)) for r in right),
            }
        )
