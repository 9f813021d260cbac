"""연습문제 11의 맞는 답(wheat)과, 오개념이 하나씩 든 답(chaff).

이 파일은 실행하지 않는다. 머리줄 아래의 코드가 그 답 셀을 통째로 대신한다.
"""

# %% wheat q11a_borrow nested: 은닉층을 모델 하나로 묶어 층으로 쓴다
def borrow(original, n_classes, share):
    shape = original.input_shape[1:]
    if share:
        layers = original.layers
    else:
        twin = keras.models.clone_model(original)
        twin.set_weights(original.get_weights())
        layers = twin.layers
    base = keras.Sequential([keras.Input(shape)] + layers[:-1])
    inputs = keras.Input(shape)
    outputs = keras.layers.Dense(n_classes, activation="softmax", name="new_output")(base(inputs))
    return keras.Model(inputs, outputs)


# %% wheat q11a_borrow add-loop: 층을 하나씩 더한다
def borrow(original, n_classes, share):
    if not share:
        weights = original.get_weights()
        original = keras.models.clone_model(original)
        original.set_weights(weights)
    model = keras.Sequential()
    model.add(keras.Input(shape=(original.input_shape[1],)))
    for layer in original.layers:
        if layer is not original.layers[-1]:
            model.add(layer)
    model.add(keras.layers.Dense(n_classes, "softmax", name="new_output"))
    return model


# %% wheat q11a_borrow from-config: 층마다 설정으로 새로 만들고 가중치를 옮긴다
def borrow(original, n_classes, share):
    hidden = original.layers[:-1]
    if not share:
        hidden = [layer.__class__.from_config(layer.get_config()) for layer in hidden]
    new = keras.layers.Dense(n_classes, activation="softmax", name="new_output")
    model = keras.Sequential([keras.Input(original.input_shape[1:]), *hidden, new])
    for mine, yours in zip(hidden, original.layers[:-1]):
        if mine is not yours:
            mine.set_weights(yours.get_weights())
    return model


# %% wheat q11a_borrow functional: 마지막 은닉층의 출력에서 이어 간다
def borrow(original, n_classes, share):
    source = original
    if share is False:
        source = keras.models.clone_model(original)
        source.set_weights(original.get_weights())
    h = source.layers[-2].output
    y = keras.layers.Dense(n_classes, activation=keras.activations.softmax, name="new_output")(h)
    return keras.Model(inputs=source.inputs, outputs=y)


# %% wheat q11a_borrow deepcopy: 파이썬의 깊은 복사로 복제한다
import copy


def borrow(original, n_classes, share):
    source = original if share else copy.deepcopy(original)
    layers = [keras.Input(original.input_shape[1:])]
    layers.extend(source.layers[:-1])
    layers.append(keras.layers.Dense(n_classes, activation="softmax", name="new_output"))
    return keras.Sequential(layers)


# %% wheat q11a_borrow pop-the-clone: 복제본의 출력층을 떼고 새 것을 붙인다
def borrow(original, n_classes, share):
    new_output = keras.layers.Dense(
        n_classes, activation="softmax", kernel_initializer="he_normal", name="new_output"
    )
    if share:
        return keras.Sequential(
            [keras.Input(original.input_shape[1:]), *original.layers[:-1], new_output]
        )
    model = keras.models.clone_model(original)
    for variable, value in zip(model.weights, original.weights):
        variable.assign(value)
    model.pop()
    model.add(new_output)
    return model


# %% chaff q11a_borrow clone-only: 복제하고 가중치를 옮기지 않는다
# hint: 구조만 복제하는지
def borrow(original, n_classes, share):
    source = original if share else keras.models.clone_model(original)
    output = keras.layers.Dense(n_classes, activation="softmax", name="new_output")
    return keras.Sequential([keras.Input(original.input_shape[1:]), *source.layers[:-1], output])


# %% chaff q11a_borrow trainable-only: 훈련되는 가중치만 옮기고 이동 통계를 빠뜨린다
# hint: 배치 정규화가 훈련하며 모은 것
def borrow(original, n_classes, share):
    source = original
    if not share:
        source = keras.models.clone_model(original)
        for mine, yours in zip(source.trainable_weights, original.trainable_weights):
            mine.assign(yours)
    output = keras.layers.Dense(n_classes, activation="softmax", name="new_output")
    return keras.Sequential([keras.Input(original.input_shape[1:]), *source.layers[:-1], output])


# %% chaff q11a_borrow dense-weights-only: Dense 층의 가중치만 옮긴다
# hint: 모든 층을 옮겼는지
def borrow(original, n_classes, share):
    source = original
    if not share:
        source = keras.models.clone_model(original)
        for mine, yours in zip(source.layers, original.layers):
            if isinstance(yours, keras.layers.Dense):
                mine.set_weights(yours.get_weights())
    output = keras.layers.Dense(n_classes, activation="softmax", name="new_output")
    return keras.Sequential([keras.Input(original.input_shape[1:]), *source.layers[:-1], output])


# %% chaff q11a_borrow always-shares: 층을 목록에 담으면 복사된다고 여긴다
# hint: 아직 원본의 층인지
def borrow(original, n_classes, share):
    hidden = original.layers[:-1] if share else list(original.layers[:-1])
    output = keras.layers.Dense(n_classes, activation="softmax", name="new_output")
    return keras.Sequential([keras.Input(original.input_shape[1:]), *hidden, output])


# %% chaff q11a_borrow clones-but-stacks-original: 복제본을 만들어 놓고 원본의 층을 쌓는다
# hint: 아직 원본의 층인지
def borrow(original, n_classes, share):
    if not share:
        clone = keras.models.clone_model(original)
        clone.set_weights(original.get_weights())
    output = keras.layers.Dense(n_classes, activation="softmax", name="new_output")
    return keras.Sequential([keras.Input(original.input_shape[1:]), *original.layers[:-1], output])


# %% chaff q11a_borrow always-copies: share를 보지 않고 늘 복제한다
# hint: share=True인데 원본의 가중치를 바꾸어도
def borrow(original, n_classes, share):
    source = keras.models.clone_model(original)
    source.set_weights(original.get_weights())
    output = keras.layers.Dense(n_classes, activation="softmax", name="new_output")
    return keras.Sequential([keras.Input(original.input_shape[1:]), *source.layers[:-1], output])


# %% chaff q11a_borrow share-inverted: share의 뜻을 거꾸로 읽는다
# hint: 나눠 쓰는 것과 복제하는 것의 차이
def borrow(original, n_classes, share):
    source = original
    if share:
        source = keras.models.clone_model(original)
        source.set_weights(original.get_weights())
    output = keras.layers.Dense(n_classes, activation="softmax", name="new_output")
    return keras.Sequential([keras.Input(original.input_shape[1:]), *source.layers[:-1], output])


# %% chaff q11a_borrow copies-backwards: 가중치를 거꾸로 옮겨 원본을 지운다
# hint: 원본의 가중치가 바뀌었습니다
def borrow(original, n_classes, share):
    source = original
    if not share:
        source = keras.models.clone_model(original)
        original.set_weights(source.get_weights())
    output = keras.layers.Dense(n_classes, activation="softmax", name="new_output")
    return keras.Sequential([keras.Input(original.input_shape[1:]), *source.layers[:-1], output])


# %% chaff q11a_borrow pops-original: 원본의 출력층을 떼어 버린다
# hint: 원본을 고치지 말고
def borrow(original, n_classes, share):
    source = original
    if not share:
        source = keras.models.clone_model(original)
        source.set_weights(original.get_weights())
    source.pop()
    output = keras.layers.Dense(n_classes, activation="softmax", name="new_output")
    return keras.Sequential([keras.Input(original.input_shape[1:]), *source.layers, output])


# %% chaff q11a_borrow keeps-old-output: 원본의 출력층 위에 새 출력층을 얹는다
# hint: 어느 층까지 가져왔는지
def borrow(original, n_classes, share):
    source = original
    if not share:
        source = keras.models.clone_model(original)
        source.set_weights(original.get_weights())
    output = keras.layers.Dense(n_classes, activation="softmax", name="new_output")
    return keras.Sequential([keras.Input(original.input_shape[1:]), *source.layers, output])


# %% chaff q11a_borrow drops-two: 마지막 은닉층까지 떼어 버린다
# hint: 어느 층까지 가져왔는지
def borrow(original, n_classes, share):
    source = original
    if not share:
        source = keras.models.clone_model(original)
        source.set_weights(original.get_weights())
    output = keras.layers.Dense(n_classes, activation="softmax", name="new_output")
    return keras.Sequential([keras.Input(original.input_shape[1:]), *source.layers[:-2], output])


# %% chaff q11a_borrow only-dense-layers: Dense 층만 골라 쌓는다
# hint: 다른 값을 냅니다
def borrow(original, n_classes, share):
    source = original
    if not share:
        source = keras.models.clone_model(original)
        source.set_weights(original.get_weights())
    hidden = [layer for layer in source.layers[:-1] if isinstance(layer, keras.layers.Dense)]
    output = keras.layers.Dense(n_classes, activation="softmax", name="new_output")
    return keras.Sequential([keras.Input(original.input_shape[1:]), *hidden, output])


# %% chaff q11a_borrow no-input: 입력층 없이 쌓는다
# hint: 입력의 모양이 정해져 있지 않습니다
def borrow(original, n_classes, share):
    source = original
    if not share:
        source = keras.models.clone_model(original)
        source.set_weights(original.get_weights())
    output = keras.layers.Dense(n_classes, activation="softmax", name="new_output")
    return keras.Sequential([*source.layers[:-1], output])


# %% chaff q11a_borrow no-softmax: 새 출력층에 활성화 함수가 없다
# hint: 출력이 확률이 아닙니다
def borrow(original, n_classes, share):
    source = original
    if not share:
        source = keras.models.clone_model(original)
        source.set_weights(original.get_weights())
    output = keras.layers.Dense(n_classes, name="new_output")
    return keras.Sequential([keras.Input(original.input_shape[1:]), *source.layers[:-1], output])


# %% chaff q11a_borrow sigmoid: 새 출력층에 시그모이드를 쓴다
# hint: 출력이 확률이 아닙니다
def borrow(original, n_classes, share):
    source = original
    if not share:
        source = keras.models.clone_model(original)
        source.set_weights(original.get_weights())
    output = keras.layers.Dense(n_classes, activation="sigmoid", name="new_output")
    return keras.Sequential([keras.Input(original.input_shape[1:]), *source.layers[:-1], output])


# %% chaff q11a_borrow unnamed: 새 출력층에 이름을 붙이지 않는다
# hint: 이름을 약속대로
def borrow(original, n_classes, share):
    source = original
    if not share:
        source = keras.models.clone_model(original)
        source.set_weights(original.get_weights())
    output = keras.layers.Dense(n_classes, activation="softmax")
    return keras.Sequential([keras.Input(original.input_shape[1:]), *source.layers[:-1], output])


# %% chaff q11a_borrow reuses-output-weights: 클래스의 수가 같으면 원본의 출력층을 옮긴다
# hint: 원본의 출력층과 같습니다
def borrow(original, n_classes, share):
    source = original
    if not share:
        source = keras.models.clone_model(original)
        source.set_weights(original.get_weights())
    output = keras.layers.Dense(n_classes, activation="softmax", name="new_output")
    model = keras.Sequential([keras.Input(original.input_shape[1:]), *source.layers[:-1], output])
    if n_classes == original.output_shape[-1]:
        output.set_weights(original.layers[-1].get_weights())
    return model


# %% chaff q11a_borrow seeds-inside: 시드를 안에서 정한다
# hint: 시드를 안에서 정하지 않는지
def borrow(original, n_classes, share):
    keras.utils.set_random_seed(42)
    source = original
    if not share:
        source = keras.models.clone_model(original)
        source.set_weights(original.get_weights())
    output = keras.layers.Dense(n_classes, activation="softmax", name="new_output")
    return keras.Sequential([keras.Input(original.input_shape[1:]), *source.layers[:-1], output])


# %% chaff q11a_borrow zero-output: 새 출력층을 0으로 채운다
# hint: 모두 0입니다
def borrow(original, n_classes, share):
    source = original
    if not share:
        source = keras.models.clone_model(original)
        source.set_weights(original.get_weights())
    output = keras.layers.Dense(
        n_classes, activation="softmax", kernel_initializer="zeros", name="new_output"
    )
    return keras.Sequential([keras.Input(original.input_shape[1:]), *source.layers[:-1], output])


# %% chaff q11a_borrow freezes: 묻지도 않고 은닉층을 동결한다
# hint: 동결한 층이 있는지
def borrow(original, n_classes, share):
    source = original
    if not share:
        source = keras.models.clone_model(original)
        source.set_weights(original.get_weights())
    for layer in source.layers[:-1]:
        layer.trainable = False
    output = keras.layers.Dense(n_classes, activation="softmax", name="new_output")
    return keras.Sequential([keras.Input(original.input_shape[1:]), *source.layers[:-1], output])


# %% chaff q11a_borrow returns-layers: 모델이 아니라 층의 목록을 돌려준다
# hint: 케라스 모델이어야
def borrow(original, n_classes, share):
    source = original
    if not share:
        source = keras.models.clone_model(original)
        source.set_weights(original.get_weights())
    return [*source.layers[:-1], keras.layers.Dense(n_classes, activation="softmax")]


# %% chaff q11a_borrow forgets-return: 돌려주지 않는다
# hint: return을 빠뜨리지
def borrow(original, n_classes, share):
    source = original
    if not share:
        source = keras.models.clone_model(original)
        source.set_weights(original.get_weights())
    output = keras.layers.Dense(n_classes, activation="softmax", name="new_output")
    model = keras.Sequential([keras.Input(original.input_shape[1:]), *source.layers[:-1], output])


# %% wheat q11b_prepare compile-first: 컴파일을 먼저 하고 훈련하기 전에 동결한다
def prepare(model, n_frozen, learning_rate):
    model.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    for i in range(len(model.layers)):
        if i < n_frozen:
            model.layers[i].trainable = False
        else:
            model.layers[i].trainable = True
    total = 0
    for w in model.trainable_weights:
        total += w.numpy().size
    return total


# %% wheat q11b_prepare open-all-first: 모두 풀고 앞의 것만 동결한다
def prepare(model, n_frozen, learning_rate):
    model.trainable = False
    model.trainable = True
    for layer in model.layers[:n_frozen]:
        layer.trainable = False
    model.compile(
        loss=keras.losses.SparseCategoricalCrossentropy(),
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate, momentum=0.0),
    )
    frozen = sum(np.size(w) for w in model.non_trainable_weights)
    return model.count_params() - frozen


# %% wheat q11b_prepare per-layer-count: 층마다 세어 더한다
def prepare(model, n_frozen, learning_rate):
    for layer in model.layers[n_frozen:]:
        layer.trainable = True
    for layer in model.layers[:n_frozen]:
        layer.trainable = False
    model.compile(optimizer=keras.optimizers.SGD(learning_rate), loss="sparse_categorical_crossentropy")
    return int(sum(np.prod(w.shape) for layer in model.layers for w in layer.trainable_weights))


# %% wheat q11b_prepare rate-afterwards: 학습률을 나중에 정한다
def prepare(model, n_frozen, learning_rate):
    sgd = keras.optimizers.SGD()
    sgd.learning_rate = learning_rate
    for i, layer in enumerate(model.layers):
        layer.trainable = not i < n_frozen
    model.compile(sgd, loss=keras.losses.sparse_categorical_crossentropy)
    return np.sum([keras.ops.size(w) for w in model.trainable_variables])


# %% wheat q11b_prepare eager: 그래프를 만들지 않고 돌린다
def prepare(model, n_frozen, learning_rate):
    frozen, free = model.layers[:n_frozen], model.layers[n_frozen:]
    for group, flag in ((frozen, False), (free, True)):
        for layer in group:
            layer.trainable = flag
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        run_eagerly=True,
    )
    return sum(len(np.ravel(w)) for w in model.trainable_weights)


# %% wheat q11b_prepare shapes: 모양의 곱을 손으로 구한다
import math


def prepare(model, n_frozen, learning_rate):
    for number, layer in enumerate(model.layers, start=1):
        layer.trainable = number > n_frozen
    model.compile(optimizer=keras.optimizers.SGD(learning_rate), loss="sparse_categorical_crossentropy")
    return sum(math.prod(tuple(v.shape)) for v in model.trainable_variables)


# %% chaff q11b_prepare compile-once: 이미 컴파일했으면 다시 컴파일하지 않는다
# hint: 훈련 함수를 다시 만들게
def prepare(model, n_frozen, learning_rate):
    for number, layer in enumerate(model.layers):
        layer.trainable = number >= n_frozen
    if not model.compiled:
        model.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    model.optimizer.learning_rate = learning_rate
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


# %% chaff q11b_prepare keeps-optimizer: 쓰던 옵티마이저로 다시 컴파일한다
# hint: 처음 훈련할 때 본 변수만
def prepare(model, n_frozen, learning_rate):
    for number, layer in enumerate(model.layers):
        layer.trainable = number >= n_frozen
    optimizer = model.optimizer if model.compiled else keras.optimizers.SGD()
    optimizer.learning_rate = learning_rate
    model.compile(optimizer, "sparse_categorical_crossentropy")
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


# %% chaff q11b_prepare one-optimizer-for-all: 옵티마이저 하나를 여러 번 나눠 쓴다
# hint: 처음 훈련할 때 본 변수만
SGD = keras.optimizers.SGD()


def prepare(model, n_frozen, learning_rate):
    for number, layer in enumerate(model.layers):
        layer.trainable = number >= n_frozen
    SGD.learning_rate = learning_rate
    model.compile(SGD, "sparse_categorical_crossentropy")
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


# %% chaff q11b_prepare never-unfreezes: 동결하기만 하고 풀지 않는다
# hint: 동결했던 층을 풀었는지
def prepare(model, n_frozen, learning_rate):
    for layer in model.layers[:n_frozen]:
        layer.trainable = False
    model.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


# %% chaff q11b_prepare opens-the-model: 이미 참인 모델에 참을 적어 층을 풀려고 한다
# hint: 그 층까지 닿았는지
def prepare(model, n_frozen, learning_rate):
    model.trainable = True
    for layer in model.layers[:n_frozen]:
        layer.trainable = False
    model.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


# %% chaff q11b_prepare freezes-top: 위에서부터 동결한다
# hint: 어느 쪽부터 몇 개를
def prepare(model, n_frozen, learning_rate):
    for number, layer in enumerate(reversed(model.layers)):
        layer.trainable = number >= n_frozen
    model.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


# %% chaff q11b_prepare freezes-the-rest: 앞을 풀고 나머지를 동결한다
# hint: 어느 쪽부터 몇 개를
def prepare(model, n_frozen, learning_rate):
    for number, layer in enumerate(model.layers):
        layer.trainable = number < n_frozen
    model.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


# %% chaff q11b_prepare one-too-many: 하나를 더 동결한다
# hint: 풀어 두었는지
def prepare(model, n_frozen, learning_rate):
    for number, layer in enumerate(model.layers):
        layer.trainable = number > n_frozen
    model.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


# %% chaff q11b_prepare all-but-output: n_frozen을 보지 않고 출력층만 남긴다
# hint: 풀어 두었는지
def prepare(model, n_frozen, learning_rate):
    for layer in model.layers[:-1]:
        layer.trainable = False
    model.layers[-1].trainable = True
    model.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


# %% chaff q11b_prepare freezes-nothing: 컴파일만 한다
# hint: 어느 쪽부터 몇 개를
def prepare(model, n_frozen, learning_rate):
    model.trainable = True
    model.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


# %% chaff q11b_prepare adam: 약속과 다른 옵티마이저를 쓴다
# hint: 약속한 옵티마이저인지
def prepare(model, n_frozen, learning_rate):
    for number, layer in enumerate(model.layers):
        layer.trainable = number >= n_frozen
    model.compile(keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy")
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


# %% chaff q11b_prepare with-momentum: 모멘텀을 준다
# hint: 2번째 스텝에
def prepare(model, n_frozen, learning_rate):
    for number, layer in enumerate(model.layers):
        layer.trainable = number >= n_frozen
    model.compile(keras.optimizers.SGD(learning_rate, 0.9), "sparse_categorical_crossentropy")
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


# %% chaff q11b_prepare default-rate: 학습률을 넘기지 않는다
# hint: 옵티마이저와 학습률
def prepare(model, n_frozen, learning_rate):
    for number, layer in enumerate(model.layers):
        layer.trainable = number >= n_frozen
    model.compile("sgd", "sparse_categorical_crossentropy")
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


# %% chaff q11b_prepare no-loss: 손실을 빠뜨린다
# hint: 손실까지 주었는지
def prepare(model, n_frozen, learning_rate):
    for number, layer in enumerate(model.layers):
        layer.trainable = number >= n_frozen
    model.compile(keras.optimizers.SGD(learning_rate))
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


# %% chaff q11b_prepare never-compiles: 동결만 하고 컴파일하지 않는다
# hint: 바로 훈련할 수 있게
def prepare(model, n_frozen, learning_rate):
    for number, layer in enumerate(model.layers):
        layer.trainable = number >= n_frozen
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


# %% chaff q11b_prepare counts-tensors: 행렬과 벡터의 개수를 센다
# hint: 그 안의 수를 모두
def prepare(model, n_frozen, learning_rate):
    for number, layer in enumerate(model.layers):
        layer.trainable = number >= n_frozen
    model.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    return len(model.trainable_weights)


# %% chaff q11b_prepare counts-everything: 훈련할 수 없는 것까지 센다
# hint: 이동 통계까지 셌습니다
def prepare(model, n_frozen, learning_rate):
    for number, layer in enumerate(model.layers):
        layer.trainable = number >= n_frozen
    model.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    return model.count_params()


# %% chaff q11b_prepare counts-first: 동결하기 전에 센다
# hint: 동결하기 전의 수를
def prepare(model, n_frozen, learning_rate):
    model.trainable = True
    total = sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
    for number, layer in enumerate(model.layers):
        layer.trainable = number >= n_frozen
    model.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    return total


# %% chaff q11b_prepare counts-frozen: 훈련할 수 없는 것을 센다
# hint: 훈련할 수 없는 것의 수
def prepare(model, n_frozen, learning_rate):
    for number, layer in enumerate(model.layers):
        layer.trainable = number >= n_frozen
    model.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    return sum(int(np.prod(weight.shape)) for weight in model.non_trainable_weights)


# %% chaff q11b_prepare counts-kernels: 편향을 빠뜨린다
# hint: 가중치 행렬만
def prepare(model, n_frozen, learning_rate):
    for number, layer in enumerate(model.layers):
        layer.trainable = number >= n_frozen
    model.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    free = [layer for layer in model.layers if layer.trainable]
    return sum(int(np.prod(l.kernel.shape)) for l in free if isinstance(l, keras.layers.Dense))


# %% chaff q11b_prepare forgets-return: 돌려주지 않는다
# hint: return을 빠뜨리지
def prepare(model, n_frozen, learning_rate):
    for number, layer in enumerate(model.layers):
        layer.trainable = number >= n_frozen
    model.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")


# %% wheat q11c_unfreeze_for_tuning stack: 쌓아 두고 하나씩 꺼낸다
def unfreeze_for_tuning(base):
    base.trainable = False
    base.trainable = True
    waiting = list(base.layers)
    while waiting:
        layer = waiting.pop()
        if hasattr(layer, "layers"):
            waiting.extend(layer.layers)
        elif isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False


# %% wheat q11c_unfreeze_for_tuning parent-first: 통째로 풀고 안으로 들어간다
def unfreeze_for_tuning(base):
    base.trainable = False
    base.trainable = True
    for layer in base.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
        elif isinstance(layer, keras.Sequential):
            unfreeze_for_tuning(layer)


# %% wheat q11c_unfreeze_for_tuning flags: 참과 거짓을 나누어 적는다
def unfreeze_for_tuning(base):
    def visit(layer):
        if isinstance(layer, keras.Sequential):
            for inner in layer.layers:
                visit(inner)
        elif isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
        else:
            layer.trainable = True

    visit(base)


# %% wheat q11c_unfreeze_for_tuning flatten: 케라스가 펼친 목록을 쓴다
def unfreeze_for_tuning(base):
    base.trainable = False
    base.trainable = True
    for layer in base._flatten_layers():
        if type(layer) is keras.layers.BatchNormalization:
            layer.trainable = False


# %% wheat q11c_unfreeze_for_tuning helper: 도우미로 배치 정규화를 모은다
def find_norms(model):
    found = []
    for layer in model.layers:
        if isinstance(layer, keras.models.Model):
            found += find_norms(layer)
        if isinstance(layer, keras.layers.BatchNormalization):
            found.append(layer)
    return found


def unfreeze_for_tuning(base):
    base.trainable = False
    base.trainable = True
    for norm in find_norms(base):
        norm.trainable = False


# %% wheat q11c_unfreeze_for_tuning moving-mean: 이동 평균이 있는 층을 찾는다
def unfreeze_for_tuning(base):
    base.trainable = False
    base.trainable = True

    def visit(layer):
        for inner in getattr(layer, "layers", []):
            visit(inner)
        if hasattr(layer, "moving_mean") and hasattr(layer, "moving_variance"):
            layer.trainable = False

    visit(base)


# %% chaff q11c_unfreeze_for_tuning opens-all: 모두 푼다
# hint: 이동 통계가 움직였습니다
def unfreeze_for_tuning(base):
    base.trainable = True


# %% chaff q11c_unfreeze_for_tuning freezes-dense: Dense만 동결하면 된다고 여긴다
# hint: 동결할 것은 배치 정규화 층뿐
def unfreeze_for_tuning(base):
    base.trainable = True
    for layer in base.layers:
        if isinstance(layer, keras.layers.Dense):
            layer.trainable = False


# %% chaff q11c_unfreeze_for_tuning norm-then-base: 배치 정규화를 동결한 뒤 베이스를 푼다
# hint: 정말 동결되어 있는지
def unfreeze_for_tuning(base):
    for layer in base.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
    base.trainable = True


# %% chaff q11c_unfreeze_for_tuning freezes-all: 통째로 동결한다
# hint: 훈련되지 않았습니다
def unfreeze_for_tuning(base):
    base.trainable = False


# %% chaff q11c_unfreeze_for_tuning never-opens: 배치 정규화를 동결하기만 한다
# hint: 통째로 동결했던 베이스에서
def unfreeze_for_tuning(base):
    for layer in base.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
        elif isinstance(layer, keras.Model):
            unfreeze_for_tuning(layer)


# %% chaff q11c_unfreeze_for_tuning opens-the-model: 이미 참인 베이스에 참을 적어 층을 풀려고 한다
# hint: 그 층까지 닿았는지
def unfreeze_for_tuning(base):
    base.trainable = True
    for layer in base.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
        elif isinstance(layer, keras.Model):
            unfreeze_for_tuning(layer)


# %% chaff q11c_unfreeze_for_tuning by-name: 이름으로 배치 정규화를 찾는다
# hint: 이동 통계가 움직였습니다
def unfreeze_for_tuning(base):
    base.trainable = False
    base.trainable = True
    for layer in base.layers:
        if "batch_norm" in layer.name:
            layer.trainable = False
        elif isinstance(layer, keras.Model):
            unfreeze_for_tuning(layer)


# %% chaff q11c_unfreeze_for_tuning by-gamma: γ가 있으면 배치 정규화라고 여긴다
# hint: 동결할 것은 배치 정규화 층뿐
def unfreeze_for_tuning(base):
    base.trainable = False
    base.trainable = True
    for layer in base.layers:
        if hasattr(layer, "gamma"):
            layer.trainable = False
        elif isinstance(layer, keras.Model):
            unfreeze_for_tuning(layer)


# %% chaff q11c_unfreeze_for_tuning any-normalization: 이름에 Normalization이 든 층을 모두 동결한다
# hint: 동결할 것은 배치 정규화 층뿐
def unfreeze_for_tuning(base):
    base.trainable = False
    base.trainable = True
    for layer in base.layers:
        if "Normalization" in type(layer).__name__:
            layer.trainable = False
        elif isinstance(layer, keras.Model):
            unfreeze_for_tuning(layer)


# %% chaff q11c_unfreeze_for_tuning top-level: 안에 든 모델을 들여다보지 않는다
# hint: 안에 모델이 층으로 든 베이스에서
def unfreeze_for_tuning(base):
    base.trainable = False
    base.trainable = True
    for layer in base.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False


# %% chaff q11c_unfreeze_for_tuning one-level: 안쪽 모델의 안쪽 모델을 잊는다
# hint: 모델 안의 모델
def unfreeze_for_tuning(base):
    base.trainable = False
    base.trainable = True
    for layer in base.layers:
        for inner in getattr(layer, "layers", [layer]):
            if isinstance(inner, keras.layers.BatchNormalization):
                inner.trainable = False


# %% chaff q11c_unfreeze_for_tuning freezes-blocks: 배치 정규화가 든 안쪽 모델을 통째로 동결한다
# hint: 동결할 것은 배치 정규화 층뿐
def unfreeze_for_tuning(base):
    base.trainable = False
    base.trainable = True
    for layer in base.layers:
        if isinstance(layer, (keras.layers.BatchNormalization, keras.Model)):
            layer.trainable = False


# %% chaff q11c_unfreeze_for_tuning stops-averaging: 이동 평균의 계수만 1로 둔다
# hint: γ와 β가 훈련되었습니다
def unfreeze_for_tuning(base):
    base.trainable = False
    base.trainable = True
    for layer in base.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.momentum = 1.0
        elif isinstance(layer, keras.Model):
            unfreeze_for_tuning(layer)


# %% chaff q11c_unfreeze_for_tuning dense-only-open: Dense만 풀고 나머지를 동결한다
# hint: 동결할 것은 배치 정규화 층뿐
def unfreeze_for_tuning(base):
    base.trainable = False
    base.trainable = True
    for layer in base.layers:
        if isinstance(layer, keras.Model):
            unfreeze_for_tuning(layer)
        else:
            layer.trainable = isinstance(layer, keras.layers.Dense)


# %% chaff q11c_unfreeze_for_tuning inverted: 배치 정규화만 푼다
# hint: 동결할 것은 배치 정규화 층뿐
def unfreeze_for_tuning(base):
    for layer in base.layers:
        if isinstance(layer, keras.Model):
            unfreeze_for_tuning(layer)
        else:
            layer.trainable = isinstance(layer, keras.layers.BatchNormalization)


# %% wheat q11d_flip_some loop: 샘플마다 동전을 던진다
def flip_some(images, labels, becomes, rng):
    pictures, answers = [], []
    for image, label in zip(images, labels):
        if becomes[label] != -1 and rng.random() < 0.5:
            pictures.append(image[::-1])
            answers.append(becomes[label])
        else:
            pictures.append(image)
            answers.append(label)
    return np.array(pictures, dtype=images.dtype), np.array(answers, dtype=labels.dtype)


# %% wheat q11d_flip_some where: 모두 뒤집어 놓고 고른다
def flip_some(images, labels, becomes, rng):
    target = becomes[labels]
    coin = rng.integers(0, 2, size=labels.shape).astype(bool)
    chosen = np.logical_and(coin, target >= 0)
    out = np.where(chosen[:, None, None, None], np.flip(images, axis=1), images)
    return out, np.where(chosen, target, labels).astype(labels.dtype)


# %% wheat q11d_flip_some coin-for-allowed: 뒤집어도 되는 샘플에만 동전을 던진다
def flip_some(images, labels, becomes, rng):
    x, y = np.copy(images), np.copy(labels)
    allowed = np.flatnonzero(becomes[labels] > -1)
    chosen = allowed[rng.uniform(size=len(allowed)) > 0.5]
    x[chosen] = np.flipud(np.moveaxis(images[chosen], 1, 0)).swapaxes(0, 1)
    y[chosen] = becomes[labels[chosen]]
    return x, y


# %% wheat q11d_flip_some bernoulli-index: 행의 번호를 계산해 뒤집는다
def flip_some(images, labels, becomes, rng):
    n, height = images.shape[:2]
    flip = rng.binomial(1, 0.5, n) * (becomes[labels] != -1)
    rows = np.arange(height)
    rows = np.where(flip[:, None] == 1, height - 1 - rows, rows)
    new_images = images[np.arange(n)[:, None], rows]
    new_labels = labels + (flip * (becomes[labels] - labels)).astype(labels.dtype)
    return new_images, new_labels


# %% wheat q11d_flip_some choice: choice로 고른다
def flip_some(images, labels, becomes, rng):
    images, labels = images.copy(), labels.copy()
    for i in range(len(labels)):
        new = becomes[labels[i]]
        if new >= 0 and rng.choice([True, False]):
            images[i] = images[i][::-1].copy()
            labels[i] = new
    return images, labels


# %% chaff q11d_flip_some ignores-rule: 뒤집으면 안 되는 샘플까지 뒤집는다
# hint: 어느 클래스도 아니게
def flip_some(images, labels, becomes, rng):
    flip = rng.random(len(images)) < 0.5
    new_images, new_labels = images.copy(), labels.copy()
    new_images[flip] = images[flip, ::-1]
    new_labels[flip] = becomes[labels][flip]
    return new_images, new_labels


# %% chaff q11d_flip_some keeps-labels: 사진만 뒤집고 레이블을 그대로 둔다
# hint: 옛 레이블이 남아 있습니다
def flip_some(images, labels, becomes, rng):
    flip = (rng.random(len(images)) < 0.5) & (becomes[labels] >= 0)
    new_images = images.copy()
    new_images[flip] = images[flip, ::-1]
    return new_images, labels.copy()


# %% chaff q11d_flip_some relabels-all: 뒤집지 않은 샘플의 레이블까지 바꾼다
# hint: 뒤집지 않은 사진의 레이블
def flip_some(images, labels, becomes, rng):
    after = becomes[labels]
    flip = (rng.random(len(images)) < 0.5) & (after >= 0)
    new_images = images.copy()
    new_images[flip] = images[flip, ::-1]
    return new_images, np.where(after >= 0, after, labels).astype(labels.dtype)


# %% chaff q11d_flip_some two-coins: 사진과 레이블에 동전을 따로 던진다
# hint: 뒤집지 않은 사진의 레이블
def flip_some(images, labels, becomes, rng):
    after = becomes[labels]
    flip = (rng.random(len(images)) < 0.5) & (after >= 0)
    new_images, new_labels = images.copy(), labels.copy()
    new_images[flip] = images[flip, ::-1]
    again = (rng.random(len(images)) < 0.5) & (after >= 0)
    new_labels[again] = after[again]
    return new_images, new_labels


# %% chaff q11d_flip_some left-right: 좌우로 뒤집는다
# hint: 좌우로 뒤집힌
def flip_some(images, labels, becomes, rng):
    after = becomes[labels]
    flip = (rng.random(len(images)) < 0.5) & (after >= 0)
    new_images, new_labels = images.copy(), labels.copy()
    new_images[flip] = images[flip, :, ::-1]
    new_labels[flip] = after[flip]
    return new_images, new_labels


# %% chaff q11d_flip_some half-turn: 반 바퀴 돌린다
# hint: 반 바퀴 돌린
def flip_some(images, labels, becomes, rng):
    after = becomes[labels]
    flip = (rng.random(len(images)) < 0.5) & (after >= 0)
    new_images, new_labels = images.copy(), labels.copy()
    new_images[flip] = images[flip, ::-1, ::-1]
    new_labels[flip] = after[flip]
    return new_images, new_labels


# %% chaff q11d_flip_some reverses-samples: 샘플의 차례를 뒤집는다
# hint: 샘플의 차례
def flip_some(images, labels, becomes, rng):
    after = becomes[labels]
    flip = (rng.random(len(images)) < 0.5) & (after >= 0)
    new_images, new_labels = images.copy(), labels.copy()
    new_images[flip] = images[::-1][flip]
    new_labels[flip] = after[flip]
    return new_images, new_labels


# %% chaff q11d_flip_some only-unchanged: 레이블이 바뀌는 샘플은 뒤집지 않는다
# hint: 하나도 뒤집히지 않았습니다
def flip_some(images, labels, becomes, rng):
    flip = (rng.random(len(images)) < 0.5) & (becomes[labels] == labels)
    new_images = images.copy()
    new_images[flip] = images[flip, ::-1]
    return new_images, labels.copy()


# %% chaff q11d_flip_some class-zero: 클래스 0이 되는 것을 빠뜨린다
# hint: 뒤집어도 되는 클래스를 어떻게
def flip_some(images, labels, becomes, rng):
    after = becomes[labels]
    flip = (rng.random(len(images)) < 0.5) & (after > 0)
    new_images, new_labels = images.copy(), labels.copy()
    new_images[flip] = images[flip, ::-1]
    new_labels[flip] = after[flip]
    return new_images, new_labels


# %% chaff q11d_flip_some always: 뒤집어도 되면 늘 뒤집는다
# hint: 샘플마다 정하세요
def flip_some(images, labels, becomes, rng):
    after = becomes[labels]
    flip = after >= 0
    new_images, new_labels = images.copy(), labels.copy()
    new_images[flip] = images[flip, ::-1]
    new_labels[flip] = after[flip]
    return new_images, new_labels


# %% chaff q11d_flip_some one-coin: 배치마다 동전을 한 번만 던진다
# hint: 배치마다가 아니라 샘플마다
def flip_some(images, labels, becomes, rng):
    after = becomes[labels]
    flip = (after >= 0) & (rng.random() < 0.5)
    new_images, new_labels = images.copy(), labels.copy()
    new_images[flip] = images[flip, ::-1]
    new_labels[flip] = after[flip]
    return new_images, new_labels


# %% chaff q11d_flip_some exactly-half: 꼭 절반만 뒤집는다
# hint: 정해진 수만큼
def flip_some(images, labels, becomes, rng):
    after = becomes[labels]
    allowed = np.flatnonzero(after >= 0)
    flip = rng.permutation(allowed)[: (len(allowed) + 1) // 2]
    new_images, new_labels = images.copy(), labels.copy()
    new_images[flip] = images[flip, ::-1]
    new_labels[flip] = after[flip]
    return new_images, new_labels


# %% chaff q11d_flip_some third: 셋에 하나를 뒤집는다
# hint: 확률 1/2로 뒤집습니다
def flip_some(images, labels, becomes, rng):
    after = becomes[labels]
    flip = (rng.random(len(images)) < 0.33) & (after >= 0)
    new_images, new_labels = images.copy(), labels.copy()
    new_images[flip] = images[flip, ::-1]
    new_labels[flip] = after[flip]
    return new_images, new_labels


# %% chaff q11d_flip_some global-random: 전역 난수를 쓴다
# hint: 전역 난수 상태
def flip_some(images, labels, becomes, rng):
    after = becomes[labels]
    flip = (np.random.rand(len(images)) < 0.5) & (after >= 0)
    new_images, new_labels = images.copy(), labels.copy()
    new_images[flip] = images[flip, ::-1]
    new_labels[flip] = after[flip]
    return new_images, new_labels


# %% chaff q11d_flip_some own-rng: 생성기를 안에서 새로 만든다
# hint: 시드를 안에서 다시 정하지
def flip_some(images, labels, becomes, rng):
    rng = np.random.default_rng(0)
    after = becomes[labels]
    flip = (rng.random(len(images)) < 0.5) & (after >= 0)
    new_images, new_labels = images.copy(), labels.copy()
    new_images[flip] = images[flip, ::-1]
    new_labels[flip] = after[flip]
    return new_images, new_labels


# %% chaff q11d_flip_some fresh-entropy: 시드 없는 생성기를 새로 만든다
# hint: 난수를 rng에서만
def flip_some(images, labels, becomes, rng):
    after = becomes[labels]
    flip = (np.random.default_rng().random(len(images)) < 0.5) & (after >= 0)
    new_images, new_labels = images.copy(), labels.copy()
    new_images[flip] = images[flip, ::-1]
    new_labels[flip] = after[flip]
    return new_images, new_labels


# %% chaff q11d_flip_some in-place: 받은 배열을 고친다
# hint: 내용이 바뀌었습니다
def flip_some(images, labels, becomes, rng):
    after = becomes[labels]
    flip = (rng.random(len(images)) < 0.5) & (after >= 0)
    images[flip] = images[flip, ::-1]
    labels[flip] = after[flip]
    return images.copy(), labels.copy()


# %% chaff q11d_flip_some float-images: 사진이 실수가 된다
# hint: 사진의 자료형
def flip_some(images, labels, becomes, rng):
    after = becomes[labels]
    flip = (rng.random(len(images)) < 0.5) & (after >= 0)
    weight = flip[:, None, None, None].astype(float)
    new_images = weight * images[:, ::-1] + (1 - weight) * images
    return new_images, np.where(flip, after, labels).astype(labels.dtype)


# %% chaff q11d_flip_some wide-labels: 레이블의 자료형이 넓어진다
# hint: 레이블의 자료형
def flip_some(images, labels, becomes, rng):
    after = becomes[labels]
    flip = (rng.random(len(images)) < 0.5) & (after >= 0)
    new_images = images.copy()
    new_images[flip] = images[flip, ::-1]
    return new_images, np.where(flip, after, labels)


# %% chaff q11d_flip_some returns-given: 뒤집을 것이 없으면 받은 것을 그대로 돌려준다
# hint: 늘 새 배열이어야
def flip_some(images, labels, becomes, rng):
    after = becomes[labels]
    flip = (rng.random(len(images)) < 0.5) & (after >= 0)
    if not flip.any():
        return images, labels
    new_images, new_labels = images.copy(), labels.copy()
    new_images[flip] = images[flip, ::-1]
    new_labels[flip] = after[flip]
    return new_images, new_labels


# %% chaff q11d_flip_some appends: 뒤집은 것을 더해 늘린다
# hint: 샘플을 더하거나 빼지
def flip_some(images, labels, becomes, rng):
    after = becomes[labels]
    flip = (rng.random(len(images)) < 0.5) & (after >= 0)
    new_images = np.concatenate([images, images[flip, ::-1]])
    return new_images, np.concatenate([labels, after[flip]])


# %% chaff q11d_flip_some images-only: 사진만 돌려준다
# hint: 두 배열을 차례로
def flip_some(images, labels, becomes, rng):
    flip = (rng.random(len(images)) < 0.5) & (becomes[labels] >= 0)
    new_images = images.copy()
    new_images[flip] = images[flip, ::-1]
    return new_images


# %% wheat q11e_mixup broadcasting: None으로 축을 늘린다
def mixup(images, labels, alpha, rng):
    order = rng.permutation(len(images))
    lam = rng.beta(alpha, alpha, size=len(images))
    x = lam[:, None, None, None] * images + (1 - lam[:, None, None, None]) * images[order]
    y = lam[:, None] * labels + (1 - lam[:, None]) * labels[order]
    return x.astype(images.dtype), y.astype(labels.dtype)


# %% wheat q11e_mixup loop: 샘플마다 짝을 하나씩 뽑는다
def mixup(images, labels, alpha, rng):
    new_images, new_labels = np.zeros_like(images), np.zeros_like(labels)
    for i in range(len(images)):
        j = rng.integers(len(images))
        lam = rng.beta(alpha, alpha)
        new_images[i] = lam * images[i] + (1 - lam) * images[j]
        new_labels[i] = lam * labels[i] + (1 - lam) * labels[j]
    return new_images, new_labels


# %% wheat q11e_mixup matrix: 섞는 행렬을 만들어 곱한다
def mixup(images, labels, alpha, rng):
    n = len(images)
    lam, j = rng.beta(alpha, alpha, n), rng.integers(0, n, n)
    M = np.zeros((n, n))
    M[np.arange(n), np.arange(n)] += lam
    M[np.arange(n), j] += 1 - lam
    x = np.einsum("ij,jhwc->ihwc", M, images)
    return x.astype(images.dtype), (M @ labels).astype(labels.dtype)


# %% wheat q11e_mixup gamma: 감마 분포 둘로 베타 분포를 만든다
def mixup(images, labels, alpha, rng):
    n = images.shape[0]
    a, b = rng.gamma(alpha, size=n), rng.gamma(alpha, size=n)
    lam = (a / (a + b)).astype(np.float32)
    index = np.arange(n)
    rng.shuffle(index)
    shape = (n,) + (1,) * (images.ndim - 1)
    x = images[index] + lam.reshape(shape) * (images - images[index])
    y = labels[index] + lam.reshape(n, 1) * (labels - labels[index])
    return x.astype(images.dtype), y.astype(labels.dtype)


# %% wheat q11e_mixup flat: 사진을 펴서 섞고 되돌린다
def mixup(images, labels, alpha, rng):
    n = len(images)
    partner = rng.choice(n, n)
    weight = rng.beta(alpha, alpha, (n, 1))
    flat = images.reshape(n, -1)
    x = weight * flat + (1 - weight) * flat[partner]
    y = weight * labels + (1 - weight) * labels[partner]
    return x.reshape(images.shape).astype(images.dtype), y.astype(labels.dtype)


# %% wheat q11e_mixup other-side: λ를 짝에 곱한다
def mixup(images, labels, alpha, rng):
    lam = rng.beta(alpha, alpha, len(images)).astype(images.dtype)
    order = rng.permutation(len(images))
    w = lam.reshape(-1, 1, 1, 1)
    v = lam.reshape(-1, 1).astype(labels.dtype)
    return (1 - w) * images + w * images[order], (1 - v) * labels + v * labels[order]


# %% chaff q11e_mixup images-only: 사진만 섞는다
# hint: 레이블은 그대로입니다
def mixup(images, labels, alpha, rng):
    n = len(images)
    share, partner = rng.beta(alpha, alpha, n).astype(images.dtype), rng.permutation(n)
    weight = share.reshape(n, 1, 1, 1)
    return weight * images + (1 - weight) * images[partner], labels.copy()


# %% chaff q11e_mixup two-lambdas: 사진과 레이블에 λ를 따로 뽑는다
# hint: 같은 λ와 같은 짝
def mixup(images, labels, alpha, rng):
    n = len(images)
    partner = rng.permutation(n)

    def mix(values):
        share = rng.beta(alpha, alpha, n).astype(values.dtype)
        weight = share.reshape(n, *[1] * (values.ndim - 1))
        return weight * values + (1 - weight) * values[partner]

    return mix(images), mix(labels)


# %% chaff q11e_mixup two-partners: 사진과 레이블의 짝을 따로 고른다
# hint: 같은 λ와 같은 짝
def mixup(images, labels, alpha, rng):
    n = len(images)
    share = rng.beta(alpha, alpha, n)

    def mix(values):
        weight = share.reshape(n, *[1] * (values.ndim - 1)).astype(values.dtype)
        return weight * values + (1 - weight) * values[rng.permutation(n)]

    return mix(images), mix(labels)


# %% chaff q11e_mixup labels-mirrored: 레이블의 λ가 거꾸로다
# hint: 레이블의 몫이 거꾸로
def mixup(images, labels, alpha, rng):
    n = len(images)
    share, partner = rng.beta(alpha, alpha, n).astype(images.dtype), rng.permutation(n)
    w, v = share.reshape(n, 1, 1, 1), share.reshape(n, 1)
    x = w * images + (1 - w) * images[partner]
    return x, (1 - v) * labels + v * labels[partner]


# %% chaff q11e_mixup one-lambda: 배치에 λ를 하나만 뽑는다
# hint: 같은 비율로 섞였습니다
def mixup(images, labels, alpha, rng):
    share, partner = float(rng.beta(alpha, alpha)), rng.permutation(len(images))
    x = share * images + (1 - share) * images[partner]
    return x, share * labels + (1 - share) * labels[partner]


# %% chaff q11e_mixup next-neighbour: 늘 다음 샘플과 섞는다
# hint: 짝이 똑같습니다
def mixup(images, labels, alpha, rng):
    n = len(images)
    share = rng.beta(alpha, alpha, n)

    def mix(values):
        weight = share.reshape(n, *[1] * (values.ndim - 1)).astype(values.dtype)
        return weight * values + (1 - weight) * np.roll(values, -1, axis=0)

    return mix(images), mix(labels)


# %% chaff q11e_mixup one-partner: 모두를 한 샘플과 섞는다
# hint: 짝을 샘플마다
def mixup(images, labels, alpha, rng):
    n = len(images)
    share, j = rng.beta(alpha, alpha, n), rng.integers(n)

    def mix(values):
        weight = share.reshape(n, *[1] * (values.ndim - 1)).astype(values.dtype)
        return weight * values + (1 - weight) * values[j]

    return mix(images), mix(labels)


# %% chaff q11e_mixup uniform-lambda: α를 보지 않고 고르게 뽑는다
# hint: α를 쓰는지
def mixup(images, labels, alpha, rng):
    n = len(images)
    share, partner = rng.random(n), rng.permutation(n)

    def mix(values):
        weight = share.reshape(n, *[1] * (values.ndim - 1)).astype(values.dtype)
        return weight * values + (1 - weight) * values[partner]

    return mix(images), mix(labels)


# %% chaff q11e_mixup beta-alpha-one: 베타 분포의 둘째 인자를 1로 둔다
# hint: 가운데로 대칭
def mixup(images, labels, alpha, rng):
    n = len(images)
    share, partner = rng.beta(alpha, 1, n), rng.permutation(n)

    def mix(values):
        weight = share.reshape(n, *[1] * (values.ndim - 1)).astype(values.dtype)
        return weight * values + (1 - weight) * values[partner]

    return mix(images), mix(labels)


# %% chaff q11e_mixup larger-half: λ를 늘 1/2보다 크게 고친다
# hint: 뽑은 값을 그대로
def mixup(images, labels, alpha, rng):
    n = len(images)
    share, partner = rng.beta(alpha, alpha, n), rng.permutation(n)
    share = np.maximum(share, 1 - share)

    def mix(values):
        weight = share.reshape(n, *[1] * (values.ndim - 1)).astype(values.dtype)
        return weight * values + (1 - weight) * values[partner]

    return mix(images), mix(labels)


# %% chaff q11e_mixup per-pixel: λ를 픽셀마다 뽑는다
# hint: 픽셀마다
def mixup(images, labels, alpha, rng):
    n, partner = len(images), rng.permutation(len(images))
    share = rng.beta(alpha, alpha, images.shape).astype(images.dtype)
    x = share * images + (1 - share) * images[partner]
    v = share.reshape(n, -1).mean(axis=1, keepdims=True)
    return x, v * labels + (1 - v) * labels[partner]


# %% chaff q11e_mixup both-random: i번째 사진을 쓰지 않고 무작위 두 장을 섞는다
# hint: i번째 사진이 들어 있지 않습니다
def mixup(images, labels, alpha, rng):
    n = len(images)
    share, a, b = rng.beta(alpha, alpha, n), rng.permutation(n), rng.permutation(n)

    def mix(values):
        weight = share.reshape(n, *[1] * (values.ndim - 1)).astype(values.dtype)
        return weight * values[a] + (1 - weight) * values[b]

    return mix(images), mix(labels)


# %% chaff q11e_mixup adds-partner: 자기 사진에 λ를 곱하지 않는다
# hint: 1이 아니라
def mixup(images, labels, alpha, rng):
    n = len(images)
    share, partner = rng.beta(alpha, alpha, n), rng.permutation(n)

    def mix(values):
        weight = share.reshape(n, *[1] * (values.ndim - 1)).astype(values.dtype)
        return values + weight * values[partner]

    return mix(images), mix(labels)


# %% chaff q11e_mixup hard-labels: 레이블을 큰 쪽 하나로 되돌린다
# hint: 비율이 다릅니다
def mixup(images, labels, alpha, rng):
    n = len(images)
    share, partner = rng.beta(alpha, alpha, n).astype(images.dtype), rng.permutation(n)
    w, v = share.reshape(n, 1, 1, 1), share.reshape(n, 1)
    x = w * images + (1 - w) * images[partner]
    return x, np.where(v >= 0.5, labels, labels[partner])


# %% chaff q11e_mixup class-numbers: 레이블을 정수로 되돌린다
# hint: 클래스마다의 몫
def mixup(images, labels, alpha, rng):
    n = len(images)
    share, partner = rng.beta(alpha, alpha, n).astype(images.dtype), rng.permutation(n)
    w, v = share.reshape(n, 1, 1, 1), share.reshape(n, 1)
    x = w * images + (1 - w) * images[partner]
    return x, (v * labels + (1 - v) * labels[partner]).argmax(axis=1)


# %% chaff q11e_mixup no-broadcast: λ의 모양을 맞추지 않는다
# hint: 모양을 어떻게 맞춰야
def mixup(images, labels, alpha, rng):
    n = len(images)
    share, partner = rng.beta(alpha, alpha, n), rng.permutation(n)
    x = share * images + (1 - share) * images[partner]
    return x, share * labels + (1 - share) * labels[partner]


# %% chaff q11e_mixup in-place: 섞은 것을 받은 배열에 적으며 이어 간다
# hint: 내용이 바뀌었습니다
def mixup(images, labels, alpha, rng):
    partner = rng.permutation(len(images))
    for i, j in enumerate(partner):
        share = rng.beta(alpha, alpha)
        images[i] = share * images[i] + (1 - share) * images[j]
        labels[i] = share * labels[i] + (1 - share) * labels[j]
    return images, labels


# %% chaff q11e_mixup chains: 이미 섞은 사진을 다시 섞는다
# hint: 이미 섞은 사진을
def mixup(images, labels, alpha, rng):
    images, labels = images.copy(), labels.copy()
    partner = rng.permutation(len(images))
    for i, j in enumerate(partner):
        share = rng.beta(alpha, alpha)
        images[i] = share * images[i] + (1 - share) * images[j]
        labels[i] = share * labels[i] + (1 - share) * labels[j]
    return images, labels


# %% chaff q11e_mixup wide: 자료형이 float64가 된다
# hint: λ의 자료형
def mixup(images, labels, alpha, rng):
    n = len(images)
    share, partner = rng.beta(alpha, alpha, n), rng.permutation(n)

    def mix(values):
        weight = share.reshape(n, *[1] * (values.ndim - 1))
        return weight * values + (1 - weight) * values[partner]

    return mix(images), mix(labels)


# %% chaff q11e_mixup global-random: 전역 난수를 쓴다
# hint: 전역 난수 상태
def mixup(images, labels, alpha, rng):
    n = len(images)
    share, partner = np.random.beta(alpha, alpha, n), np.random.permutation(n)

    def mix(values):
        weight = share.reshape(n, *[1] * (values.ndim - 1)).astype(values.dtype)
        return weight * values + (1 - weight) * values[partner]

    return mix(images), mix(labels)


# %% chaff q11e_mixup own-rng: 생성기를 안에서 새로 만든다
# hint: 한 rng로 두 번 불렀는데
def mixup(images, labels, alpha, rng):
    rng = np.random.default_rng(42)
    n = len(images)
    share, partner = rng.beta(alpha, alpha, n), rng.permutation(n)

    def mix(values):
        weight = share.reshape(n, *[1] * (values.ndim - 1)).astype(values.dtype)
        return weight * values + (1 - weight) * values[partner]

    return mix(images), mix(labels)


# %% wheat q11f_compare loop: 행마다 표준 라이브러리로 계산한다
import statistics


def compare(first, second):
    means, errors, verdicts = [], [], []
    for a, b in zip(first, second):
        d = [float(x - y) for x, y in zip(a, b)]
        m = statistics.mean(d)
        e = statistics.stdev(d) / len(d) ** 0.5
        v = 0
        if abs(m) > LIMITS[len(d)] * e:
            v = 1 if m > 0 else -1
        means.append(m)
        errors.append(e)
        verdicts.append(v)
    return np.array(means), np.array(errors), np.array(verdicts)


# %% wheat q11f_compare t-ratio: t를 구해 문턱과 견준다
def compare(first, second):
    d = first - second
    n = d.shape[-1]
    mean = np.mean(d, axis=-1)
    error = np.std(d, axis=-1, ddof=1) / n**0.5
    t = mean / error
    verdict = np.zeros(len(mean), dtype=int)
    verdict[t > LIMITS[n]] = 1
    verdict[t < -LIMITS[n]] = -1
    return mean, error, verdict


# %% wheat q11f_compare by-hand: 분산을 손으로 계산한다
def compare(first, second):
    n = len(first[0])
    d = np.subtract(first, second)
    mean = d.sum(axis=1) / n
    variance = ((d - mean[:, None]) ** 2).sum(axis=1) / (n - 1)
    error = (variance / n) ** 0.5
    low, high = mean - LIMITS[n] * error, mean + LIMITS[n] * error
    return mean, error, (low > 0).astype(int) - (high < 0).astype(int)


# %% wheat q11f_compare float32: float32로 계산한다
def compare(first, second):
    difference = first.astype(np.float32) - second.astype(np.float32)
    n = difference.shape[1]
    mean = difference.mean(axis=1)
    error = difference.std(axis=1, ddof=1) / np.float32(np.sqrt(n))
    called = np.abs(mean) > LIMITS[n] * error
    return mean, error, np.sign(mean).astype(int) * called


# %% wheat q11f_compare covariance: 공분산으로 차이의 분산을 구한다
def compare(first, second):
    n = first.shape[1]
    mean = first.mean(axis=1) - second.mean(axis=1)
    error = []
    for a, b in zip(first, second):
        c = np.cov(a, b)
        error.append(np.sqrt(max(c[0, 0] + c[1, 1] - 2 * c[0, 1], 0) / n))
    error = np.array(error)
    verdict = np.select([mean > LIMITS[n] * error, mean < -LIMITS[n] * error], [1, -1], 0)
    return mean, error, verdict


# %% chaff q11f_compare unpaired: 짝짓지 않고 두 방법의 흔들림을 합친다
# hint: 같은 시드끼리 짝지어
def compare(first, second):
    n = first.shape[1]
    mean = first.mean(axis=1) - second.mean(axis=1)
    error = np.sqrt(first.var(axis=1, ddof=1) / n + second.var(axis=1, ddof=1) / n)
    verdict = np.where(np.abs(mean) > LIMITS[n] * error, np.sign(mean), 0)
    return mean, error, verdict.astype(int)


# %% chaff q11f_compare standard-deviation: 표준오차 대신 표준편차를 쓴다
# hint: 표준편차입니다
def compare(first, second):
    difference = first - second
    mean, error = difference.mean(axis=1), difference.std(axis=1, ddof=1)
    verdict = np.where(np.abs(mean) > LIMITS[first.shape[1]] * error, np.sign(mean), 0)
    return mean, error, verdict.astype(int)


# %% chaff q11f_compare ddof-zero: n으로 나눈 표준편차를 쓴다
# hint: ddof
def compare(first, second):
    difference = first - second
    n = difference.shape[1]
    mean, error = difference.mean(axis=1), difference.std(axis=1) / np.sqrt(n)
    verdict = np.where(np.abs(mean) > LIMITS[n] * error, np.sign(mean), 0)
    return mean, error, verdict.astype(int)


# %% chaff q11f_compare divides-by-n: √n이 아니라 n으로 나눈다
# hint: √n이 아니라 n으로
def compare(first, second):
    difference = first - second
    n = difference.shape[1]
    mean, error = difference.mean(axis=1), difference.std(axis=1, ddof=1) / n
    verdict = np.where(np.abs(mean) > LIMITS[n] * error, np.sign(mean), 0)
    return mean, error, verdict.astype(int)


# %% chaff q11f_compare variance: 분산을 시드의 수로 나눈다
# hint: 분산을 시드의 수로
def compare(first, second):
    difference = first - second
    n = difference.shape[1]
    mean, error = difference.mean(axis=1), difference.var(axis=1, ddof=1) / n
    verdict = np.where(np.abs(mean) > LIMITS[n] * error, np.sign(mean), 0)
    return mean, error, verdict.astype(int)


# %% chaff q11f_compare limit-in-error: 표준오차에 문턱까지 곱해 돌려준다
# hint: 문턱까지 곱했습니다
def compare(first, second):
    difference = first - second
    n = difference.shape[1]
    mean = difference.mean(axis=1)
    error = LIMITS[n] * difference.std(axis=1, ddof=1) / np.sqrt(n)
    verdict = np.where(np.abs(mean) > error, np.sign(mean), 0)
    return mean, error, verdict.astype(int)


# %% chaff q11f_compare reversed: 두 번째에서 첫 번째를 뺀다
# hint: 무엇에서 무엇을 빼는지
def compare(first, second):
    difference = second - first
    n = difference.shape[1]
    mean, error = difference.mean(axis=1), difference.std(axis=1, ddof=1) / np.sqrt(n)
    verdict = np.where(np.abs(mean) > LIMITS[n] * error, np.sign(mean), 0)
    return mean, error, verdict.astype(int)


# %% chaff q11f_compare over-budgets: 시드가 아니라 레이블 수에 걸쳐 평균한다
# hint: 어느 축이 시드인지
def compare(first, second):
    difference = first - second
    n = difference.shape[1]
    mean, error = difference.mean(axis=0), difference.std(axis=0, ddof=1) / np.sqrt(n)
    verdict = np.where(np.abs(mean) > LIMITS[n] * error, np.sign(mean), 0)
    return mean, error, verdict.astype(int)


# %% chaff q11f_compare pooled: 레이블 수를 모두 합쳐 하나로 판정한다
# hint: 레이블 수마다 하나씩
def compare(first, second):
    difference = first - second
    n = difference.shape[1]
    mean, error = difference.mean(), difference.std(ddof=1) / np.sqrt(n)
    return mean, error, int(np.sign(mean)) if abs(mean) > LIMITS[n] * error else 0


# %% chaff q11f_compare always-two: 시드의 수와 상관없이 2배와 견준다
# hint: 문턱을 시드의 수에 맞춰
def compare(first, second):
    difference = first - second
    n = difference.shape[1]
    mean, error = difference.mean(axis=1), difference.std(axis=1, ddof=1) / np.sqrt(n)
    verdict = np.where(np.abs(mean) > 2 * error, np.sign(mean), 0)
    return mean, error, verdict.astype(int)


# %% chaff q11f_compare five-seeds-limit: 늘 시드 5개의 문턱을 쓴다
# hint: 문턱을 시드의 수에 맞춰
def compare(first, second):
    difference = first - second
    n = difference.shape[1]
    mean, error = difference.mean(axis=1), difference.std(axis=1, ddof=1) / np.sqrt(n)
    verdict = np.where(np.abs(mean) > LIMITS[5] * error, np.sign(mean), 0)
    return mean, error, verdict.astype(int)


# %% chaff q11f_compare one-sided: 첫 번째가 높을 때만 차이라고 부른다
# hint: 음수일 때와
def compare(first, second):
    difference = first - second
    n = difference.shape[1]
    mean, error = difference.mean(axis=1), difference.std(axis=1, ddof=1) / np.sqrt(n)
    return mean, error, (mean > LIMITS[n] * error).astype(int)


# %% chaff q11f_compare higher-wins: 평균이 높은 쪽이 낫다고 한다
# hint: 아직 모르는
def compare(first, second):
    difference = first - second
    n = difference.shape[1]
    mean, error = difference.mean(axis=1), difference.std(axis=1, ddof=1) / np.sqrt(n)
    return mean, error, np.sign(mean).astype(int)


# %% chaff q11f_compare all-seeds-agree: 모든 시드의 방향이 같을 때만 차이라고 부른다
# hint: 문턱을 넘지 못하면 아직 모르는
def compare(first, second):
    difference = first - second
    n = difference.shape[1]
    mean, error = difference.mean(axis=1), difference.std(axis=1, ddof=1) / np.sqrt(n)
    verdict = np.all(difference > 0, axis=1) * 1 - np.all(difference < 0, axis=1) * 1
    return mean, error, verdict


# %% chaff q11f_compare verdict-flipped: 판정의 부호가 거꾸로다
# hint: 어느 쪽이 높은지
def compare(first, second):
    difference = first - second
    n = difference.shape[1]
    mean, error = difference.mean(axis=1), difference.std(axis=1, ddof=1) / np.sqrt(n)
    verdict = np.where(np.abs(mean) > LIMITS[n] * error, -np.sign(mean), 0)
    return mean, error, verdict.astype(int)


# %% chaff q11f_compare unsigned: 차이인지 아닌지만 알려 준다
# hint: 어느 쪽이 높은지
def compare(first, second):
    difference = first - second
    n = difference.shape[1]
    mean, error = difference.mean(axis=1), difference.std(axis=1, ddof=1) / np.sqrt(n)
    return mean, error, (np.abs(mean) > LIMITS[n] * error).astype(int)


# %% chaff q11f_compare t-as-verdict: 판정 대신 t를 돌려준다
# hint: 1, 0, −1 가운데 하나
def compare(first, second):
    difference = first - second
    n = difference.shape[1]
    mean, error = difference.mean(axis=1), difference.std(axis=1, ddof=1) / np.sqrt(n)
    return mean, error, mean / error


# %% chaff q11f_compare mean-only: 평균만 돌려준다
# hint: 차례로 돌려주어야
def compare(first, second):
    return (first - second).mean(axis=1)
