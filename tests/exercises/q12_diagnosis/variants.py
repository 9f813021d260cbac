"""연습문제 12의 맞는 답(wheat)과, 오개념이 하나씩 든 답(chaff).

이 파일은 실행하지 않는다. 머리줄 아래의 코드가 그 답 셀을 통째로 대신한다.
"""


# %% wheat q12a_first_loss_gap numpy: NumPy로 로그-소프트맥스를 쓰기
def first_loss_gap(patient):
    out = np.asarray(patient.model.predict(patient.x_train, verbose=0), dtype=float)
    if patient.from_logits:
        out = out - out.max(axis=1, keepdims=True)
        out = np.exp(out) / np.exp(out).sum(axis=1, keepdims=True)
    picked = out[np.arange(len(out)), patient.y_train]
    return -np.log(np.clip(picked, 1e-7, 1)).mean() - np.log(out.shape[-1])


# %% wheat q12a_first_loss_gap evaluate: 컴파일해 evaluate로 재기
def first_loss_gap(patient):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    patient.model.compile(loss=loss)
    value = patient.model.evaluate(patient.x_train, patient.y_train, verbose=0)
    return value - np.log(patient.model.output_shape[-1])


# %% wheat q12a_first_loss_gap ops-function: 손실 함수와 출력층의 뉴런 수를 쓰기
def first_loss_gap(patient):
    outputs = patient.model(patient.x_train)
    each = keras.losses.sparse_categorical_crossentropy(
        patient.y_train, outputs, from_logits=patient.from_logits
    )
    K = patient.model.layers[-1].units
    return keras.ops.mean(each) - np.log(K)


# %% wheat q12a_first_loss_gap one-hot: 원-핫 레이블과 범주형 교차 엔트로피
def first_loss_gap(patient):
    out = patient.model(patient.x_train, training=False)
    K = out.shape[-1]
    loss = keras.losses.CategoricalCrossentropy(from_logits=patient.from_logits)
    return float(loss(np.eye(K)[patient.y_train], out)) - float(np.log(K))


# %% wheat q12a_first_loss_gap batches: 미니배치로 나누어 더하기
def first_loss_gap(patient):
    total, n = 0.0, len(patient.x_train)
    for start in range(0, n, patient.batch_size):
        rows = slice(start, start + patient.batch_size)
        each = keras.losses.sparse_categorical_crossentropy(
            patient.y_train[rows],
            patient.model(patient.x_train[rows], training=False),
            from_logits=patient.from_logits,
        )
        total += float(np.sum(each))
    return np.float32(total / n - np.log(patient.model.output_shape[1]))


# %% chaff q12a_first_loss_gap no-lnk: ln K를 빼지 않는다
# hint: ln K를 빼지 않았
def first_loss_gap(patient):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    return float(loss(patient.y_train, patient.model(patient.x_train, training=False)))


# %% chaff q12a_first_loss_gap dropout-on: 드롭아웃을 켠 채 잰다
# hint: 드롭아웃을 껐는지
def first_loss_gap(patient):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    outputs = patient.model(patient.x_train, training=True)
    return (float(loss(patient.y_train, outputs)) - np.log(outputs.shape[1]))


# %% chaff q12a_first_loss_gap ignores-logits: from_logits를 빠뜨린다
# hint: from_logits=True를 손실에
def first_loss_gap(patient):
    outputs = patient.model(patient.x_train, training=False)
    value = keras.losses.SparseCategoricalCrossentropy()(patient.y_train, outputs)
    return float(value) - np.log(outputs.shape[1])


# %% chaff q12a_first_loss_gap always-logits: 언제나 NumPy의 소프트맥스를 한 번 더 씌운다
# hint: from_logits=False를 손실에
def first_loss_gap(patient):
    z = np.asarray(patient.model(patient.x_train, training=False), dtype=float)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    return -np.log(p[np.arange(len(p)), patient.y_train]).mean() - np.log(p.shape[1])


# %% chaff q12a_first_loss_gap seen-classes: 레이블에 나온 클래스만 센다
# hint: K는 출력의 수
def first_loss_gap(patient):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    outputs = patient.model(patient.x_train, training=False)
    return (float(loss(patient.y_train, outputs)) - np.log(len(np.unique(patient.y_train))))


# %% chaff q12a_first_loss_gap max-label: 레이블의 최댓값에 1을 더한다
# hint: K는 출력의 수
def first_loss_gap(patient):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    outputs = patient.model(patient.x_train, training=False)
    return (float(loss(patient.y_train, outputs)) - np.log(patient.y_train.max() + 1))


# %% chaff q12a_first_loss_gap ten-classes: 클래스가 언제나 열 개라고 여긴다
# hint: 첫 손실이 맞지 않
def first_loss_gap(patient):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    outputs = patient.model(patient.x_train, training=False)
    return (float(loss(patient.y_train, outputs)) - np.log(10))


# %% chaff q12a_first_loss_gap log10: 상용로그를 뺀다
# hint: ln은 자연로그
def first_loss_gap(patient):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    outputs = patient.model(patient.x_train, training=False)
    return (float(loss(patient.y_train, outputs)) - np.log10(outputs.shape[1]))


# %% chaff q12a_first_loss_gap first-batch: 첫 미니배치로 잰다
# hint: 첫 미니배치의 손실만
def first_loss_gap(patient):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    outputs = patient.model(patient.x_train[: patient.batch_size], training=False)
    return (float(loss(patient.y_train[: patient.batch_size], outputs)) - np.log(outputs.shape[1]))


# %% chaff q12a_first_loss_gap validation: 검증 세트로 잰다
# hint: 검증 세트의 손실
def first_loss_gap(patient):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    outputs = patient.model(patient.x_valid, training=False)
    return (float(loss(patient.y_valid, outputs)) - np.log(outputs.shape[1]))


# %% chaff q12a_first_loss_gap reversed: 빼는 순서가 거꾸로다
# hint: 빼는 순서가 거꾸로
def first_loss_gap(patient):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    outputs = patient.model(patient.x_train, training=False)
    return -(float(loss(patient.y_train, outputs)) - np.log(outputs.shape[1]))


# %% chaff q12a_first_loss_gap divides: ln K로 나눈다
# hint: 나누지 말고
def first_loss_gap(patient):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    outputs = patient.model(patient.x_train, training=False)
    return (float(loss(patient.y_train, outputs)) / np.log(outputs.shape[1]))


# %% chaff q12a_first_loss_gap after-training: 훈련한 뒤에 잰다
# hint: 가중치가 바뀌었습니다
def first_loss_gap(patient):
    history = clinic.train(patient)
    return history["loss"][0] - np.log(patient.model.output_shape[1])


# %% chaff q12a_first_loss_gap per-sample: 샘플마다의 손실을 돌려준다
# hint: 숫자 하나를
def first_loss_gap(patient):
    outputs = patient.model(patient.x_train, training=False)
    each = keras.losses.sparse_categorical_crossentropy(
        patient.y_train, outputs, from_logits=patient.from_logits
    )
    return np.asarray(each) - np.log(outputs.shape[1])


# %% wheat q12b_update_ratios sgd-step: 모델을 복제해 SGD로 한 스텝 가 보기
def update_ratios(patient):
    copy = keras.models.clone_model(patient.model)
    copy.set_weights(patient.model.get_weights())
    for new, old in zip(copy.layers, patient.model.layers):
        new.trainable = old.trainable
        if isinstance(new, keras.layers.Dropout):
            new.rate = 0.0
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    optimizer = keras.optimizers.SGD(patient.learning_rate, momentum=patient.momentum)
    copy.compile(optimizer, loss, jit_compile=False)
    n = patient.batch_size
    copy.train_on_batch(patient.x_train[:n], patient.y_train[:n])
    ratios = []
    for new, old in zip(copy.layers, patient.model.layers):
        if isinstance(new, keras.layers.Dense):
            W, V = np.array(old.kernel), np.array(new.kernel)
            ratios.append(np.std(V - W) / np.std(W))
    return np.array(ratios)


# %% wheat q12b_update_ratios numpy-backprop: NumPy로 역전파를 쓰기
def update_ratios(patient):
    dense = [layer for layer in patient.model.layers if isinstance(layer, keras.layers.Dense)]
    n = patient.batch_size
    h, inputs, masks = patient.x_train[:n].astype(np.float64), [], []
    for layer in dense:
        inputs.append(h)
        z = h @ np.array(layer.kernel)
        if layer.use_bias:
            z = z + np.array(layer.bias)
        masks.append(z > 0)
        h = np.maximum(z, 0)
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    delta = (p - np.eye(p.shape[1])[patient.y_train[:n]]) / n
    ratios = []
    for index in range(len(dense) - 1, -1, -1):
        W = np.array(dense[index].kernel, dtype=np.float64)
        dW = inputs[index].T @ delta
        moved = patient.learning_rate * dW.std() if dense[index].trainable else 0
        ratios.insert(0, moved / W.std())
        if index:
            delta = (delta @ W.T) * masks[index - 1]
    return ratios


# %% wheat q12b_update_ratios trainable-variables: 훈련할 변수의 그레이디언트만 구해 이름표로 찾기
def update_ratios(patient):
    import tensorflow as tf

    model, n = patient.model, patient.batch_size
    with tf.GradientTape() as tape:
        out = model(patient.x_train[:n], training=False)
        loss = keras.ops.mean(
            keras.losses.sparse_categorical_crossentropy(
                patient.y_train[:n], out, from_logits=patient.from_logits
            )
        )
    variables = model.trainable_variables
    slopes = tape.gradient(loss, [v.value for v in variables])
    found = {id(v): np.array(g) for v, g in zip(variables, slopes)}
    ratios = []
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dense):
            step = patient.learning_rate * found.get(id(layer.kernel), np.zeros(1))
            ratios.append(float(np.std(step) / np.std(np.array(layer.kernel))))
    return np.asarray(ratios, dtype=np.float32)


# %% wheat q12b_update_ratios persistent-loop: 층마다 tape.gradient를 부르고 동결된 층은 0으로 바꾸기
def update_ratios(patient):
    import tensorflow as tf

    x, y = patient.x_train[: patient.batch_size], patient.y_train[: patient.batch_size]
    cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    ratios = []
    for layer in patient.model.layers:
        if not hasattr(layer, "kernel"):
            continue
        with tf.GradientTape() as tape:
            value = cross_entropy(y, patient.model(x))
        slope = tape.gradient(value, layer.kernel.value)
        stuck = slope is None or not layer.kernel.trainable
        slope = np.zeros(layer.kernel.shape) if stuck else slope.numpy()
        ratios.append((patient.learning_rate * slope).std() / layer.kernel.numpy().std())
    return np.array(ratios)


# %% chaff q12b_update_ratios no-rate: 학습률을 곱하지 않는다
# hint: 학습률을 곱하지 않았
def update_ratios(patient):
    import tensorflow as tf

    x, y = patient.x_train[: patient.batch_size], patient.y_train[: patient.batch_size]
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    dense = [layer for layer in patient.model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense]
    with tf.GradientTape() as tape:
        tape.watch(kernels)
        value = loss(y, patient.model(x, training=False))
    ratios = []
    for layer, W, gradient in zip(dense, kernels, tape.gradient(value, kernels)):
        step = np.std(gradient) if layer.trainable else 0.0
        ratios.append(step / np.std(W))
    return np.array(ratios)


# %% chaff q12b_update_ratios norms: 노름의 비를 구한다
# hint: 노름이 아니라
def update_ratios(patient):
    import tensorflow as tf

    x, y = patient.x_train[: patient.batch_size], patient.y_train[: patient.batch_size]
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    dense = [layer for layer in patient.model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense]
    with tf.GradientTape() as tape:
        tape.watch(kernels)
        value = loss(y, patient.model(x, training=False))
    ratios = []
    for layer, W, gradient in zip(dense, kernels, tape.gradient(value, kernels)):
        step = patient.learning_rate * np.linalg.norm(gradient) if layer.trainable else 0.0
        ratios.append(step / np.linalg.norm(W))
    return np.array(ratios)


# %% chaff q12b_update_ratios means: 절댓값의 평균의 비를 구한다
# hint: 절댓값의 평균이 아니라
def update_ratios(patient):
    import tensorflow as tf

    x, y = patient.x_train[: patient.batch_size], patient.y_train[: patient.batch_size]
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    dense = [layer for layer in patient.model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense]
    with tf.GradientTape() as tape:
        tape.watch(kernels)
        value = loss(y, patient.model(x, training=False))
    ratios = []
    for layer, W, gradient in zip(dense, kernels, tape.gradient(value, kernels)):
        step = patient.learning_rate * np.abs(gradient).mean() if layer.trainable else 0.0
        ratios.append(step / np.abs(W).mean())
    return np.array(ratios)


# %% chaff q12b_update_ratios whole-set: 훈련 세트 전체로 잰다
# hint: 훈련 세트 전체로
def update_ratios(patient):
    import tensorflow as tf

    x, y = patient.x_train, patient.y_train
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    dense = [layer for layer in patient.model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense]
    with tf.GradientTape() as tape:
        tape.watch(kernels)
        value = loss(y, patient.model(x, training=False))
    ratios = []
    for layer, W, gradient in zip(dense, kernels, tape.gradient(value, kernels)):
        step = patient.learning_rate * np.std(gradient) if layer.trainable else 0.0
        ratios.append(step / np.std(W))
    return np.array(ratios)


# %% chaff q12b_update_ratios reversed: 출력층부터 적는다
# hint: 층의 순서가 거꾸로
def update_ratios(patient):
    import tensorflow as tf

    x, y = patient.x_train[: patient.batch_size], patient.y_train[: patient.batch_size]
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    dense = [layer for layer in patient.model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense]
    with tf.GradientTape() as tape:
        tape.watch(kernels)
        value = loss(y, patient.model(x, training=False))
    ratios = []
    for layer, W, gradient in zip(dense, kernels, tape.gradient(value, kernels)):
        step = patient.learning_rate * np.std(gradient) if layer.trainable else 0.0
        ratios.append(step / np.std(W))
    return np.array(ratios[::-1])


# %% chaff q12b_update_ratios no-division: 가중치로 나누지 않는다
# hint: 표준편차로 나누지 않았
def update_ratios(patient):
    import tensorflow as tf

    x, y = patient.x_train[: patient.batch_size], patient.y_train[: patient.batch_size]
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    dense = [layer for layer in patient.model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense]
    with tf.GradientTape() as tape:
        tape.watch(kernels)
        value = loss(y, patient.model(x, training=False))
    ratios = []
    for layer, W, gradient in zip(dense, kernels, tape.gradient(value, kernels)):
        step = patient.learning_rate * np.std(gradient) if layer.trainable else 0.0
        ratios.append(step)
    return np.array(ratios)


# %% chaff q12b_update_ratios steady-momentum: 모멘텀이 다 쌓인 보폭을 쓴다
# hint: 모멘텀을 이미
def update_ratios(patient):
    import tensorflow as tf

    x, y = patient.x_train[: patient.batch_size], patient.y_train[: patient.batch_size]
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    dense = [layer for layer in patient.model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense]
    with tf.GradientTape() as tape:
        tape.watch(kernels)
        value = loss(y, patient.model(x, training=False))
    ratios = []
    for layer, W, gradient in zip(dense, kernels, tape.gradient(value, kernels)):
        step = patient.learning_rate / (1 - patient.momentum) * np.std(gradient)
        step = step if layer.trainable else 0.0
        ratios.append(step / np.std(W))
    return np.array(ratios)


# %% chaff q12b_update_ratios negative: ΔW의 부호를 표준편차에 붙인다
# hint: 비율이 음수
def update_ratios(patient):
    import tensorflow as tf

    x, y = patient.x_train[: patient.batch_size], patient.y_train[: patient.batch_size]
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    dense = [layer for layer in patient.model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense]
    with tf.GradientTape() as tape:
        tape.watch(kernels)
        value = loss(y, patient.model(x, training=False))
    ratios = []
    for layer, W, gradient in zip(dense, kernels, tape.gradient(value, kernels)):
        step = -patient.learning_rate * np.std(gradient) if layer.trainable else 0.0
        ratios.append(step / np.std(W))
    return np.array(ratios)


# %% chaff q12b_update_ratios upside-down: 나누는 방향이 거꾸로다
# hint: 나누는 방향이 거꾸로
def update_ratios(patient):
    import tensorflow as tf

    x, y = patient.x_train[: patient.batch_size], patient.y_train[: patient.batch_size]
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    dense = [layer for layer in patient.model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense]
    with tf.GradientTape() as tape:
        tape.watch(kernels)
        value = loss(y, patient.model(x, training=False))
    ratios = []
    for layer, W, gradient in zip(dense, kernels, tape.gradient(value, kernels)):
        step = patient.learning_rate * np.std(gradient) if layer.trainable else 0.0
        ratios.append(np.std(W) / step if step else 0.0)
    return np.array(ratios)


# %% chaff q12b_update_ratios dropout-on: 드롭아웃을 켠 채 잰다
# hint: 드롭아웃을 껐는지
def update_ratios(patient):
    import tensorflow as tf

    x, y = patient.x_train[: patient.batch_size], patient.y_train[: patient.batch_size]
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    dense = [layer for layer in patient.model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense]
    with tf.GradientTape() as tape:
        tape.watch(kernels)
        value = loss(y, patient.model(x, training=True))
    ratios = []
    for layer, W, gradient in zip(dense, kernels, tape.gradient(value, kernels)):
        step = patient.learning_rate * np.std(gradient) if layer.trainable else 0.0
        ratios.append(step / np.std(W))
    return np.array(ratios)


# %% chaff q12b_update_ratios ignores-logits: from_logits를 빠뜨린다
# hint: from_logits를 주었는지
def update_ratios(patient):
    import tensorflow as tf

    x, y = patient.x_train[: patient.batch_size], patient.y_train[: patient.batch_size]
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=False)
    dense = [layer for layer in patient.model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense]
    with tf.GradientTape() as tape:
        tape.watch(kernels)
        value = loss(y, patient.model(x, training=False))
    ratios = []
    for layer, W, gradient in zip(dense, kernels, tape.gradient(value, kernels)):
        step = patient.learning_rate * np.std(gradient) if layer.trainable else 0.0
        ratios.append(step / np.std(W))
    return np.array(ratios)


# %% chaff q12b_update_ratios no-output: 출력층을 뺀다
# hint: 출력층을 뺐는지
def update_ratios(patient):
    import tensorflow as tf

    x, y = patient.x_train[: patient.batch_size], patient.y_train[: patient.batch_size]
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    dense = [layer for layer in patient.model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense]
    with tf.GradientTape() as tape:
        tape.watch(kernels)
        value = loss(y, patient.model(x, training=False))
    ratios = []
    for layer, W, gradient in zip(dense, kernels, tape.gradient(value, kernels)):
        step = patient.learning_rate * np.std(gradient) if layer.trainable else 0.0
        ratios.append(step / np.std(W))
    return np.array(ratios[:-1])


# %% chaff q12b_update_ratios frozen-moves: 동결된 층도 움직이는 것으로 친다
# hint: 동결된 층의 갱신 비율이 0이 아닙니다
def update_ratios(patient):
    import tensorflow as tf

    x, y = patient.x_train[: patient.batch_size], patient.y_train[: patient.batch_size]
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    dense = [layer for layer in patient.model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense]
    with tf.GradientTape() as tape:
        tape.watch(kernels)
        value = loss(y, patient.model(x, training=False))
    ratios = []
    for layer, W, gradient in zip(dense, kernels, tape.gradient(value, kernels)):
        step = patient.learning_rate * np.std(gradient)
        ratios.append(step / np.std(W))
    return np.array(ratios)


# %% chaff q12b_update_ratios biases-too: 편향까지 센다
# hint: 편향은 세지 않
def update_ratios(patient):
    import tensorflow as tf

    x, y = patient.x_train[: patient.batch_size], patient.y_train[: patient.batch_size]
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    weights = [w.value for w in patient.model.weights]
    with tf.GradientTape() as tape:
        tape.watch(weights)
        value = loss(y, patient.model(x, training=False))
    slopes = tape.gradient(value, weights)
    return np.array(
        [patient.learning_rate * np.std(g) / max(np.std(w), 1e-9) for w, g in zip(weights, slopes)]
    )


# %% chaff q12b_update_ratios every-second: 파라미터를 둘씩 건너뛰어 가중치를 찾는다
# hint: 층마다 숫자 하나여야
def update_ratios(patient):
    import tensorflow as tf

    x, y = patient.x_train[: patient.batch_size], patient.y_train[: patient.batch_size]
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    with tf.GradientTape() as tape:
        value = loss(y, patient.model(x, training=False))
    variables = [w.value for w in patient.model.trainable_weights]
    slopes = tape.gradient(value, variables)
    pairs = list(zip(variables, slopes))[::2]
    return np.array([patient.learning_rate * np.std(g) / np.std(w) for w, g in pairs])


# %% chaff q12b_update_ratios fixed-places: 파라미터의 목록에서 층의 자리를 번호로 찾는다
# hint: 짝을 짓는 것도
def update_ratios(patient):
    import tensorflow as tf

    x, y = patient.x_train[: patient.batch_size], patient.y_train[: patient.batch_size]
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    dense = [layer for layer in patient.model.layers if isinstance(layer, keras.layers.Dense)]
    variables = [w.value for w in patient.model.trainable_weights]
    with tf.GradientTape() as tape:
        value = loss(y, patient.model(x, training=False))
    slopes = tape.gradient(value, variables)
    ratios = []
    for index, layer in enumerate(dense):
        step = patient.learning_rate * np.std(slopes[2 * index])
        ratios.append(step / np.std(layer.kernel))
    return np.array(ratios)


# %% chaff q12b_update_ratios really-steps: 모델을 정말로 한 스텝 훈련한다
# hint: 가중치가 바뀌었습니다
def update_ratios(patient):
    dense = [layer for layer in patient.model.layers if isinstance(layer, keras.layers.Dense)]
    before = [np.array(layer.kernel) for layer in dense]
    drops = [m for m in patient.model.layers if isinstance(m, keras.layers.Dropout)]
    rates = [m.rate for m in drops]
    for m in drops:
        m.rate = 0.0
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    patient.model.compile(keras.optimizers.SGD(patient.learning_rate), loss, jit_compile=False)
    n = patient.batch_size
    patient.model.train_on_batch(patient.x_train[:n], patient.y_train[:n])
    for m, rate in zip(drops, rates):
        m.rate = rate
    return np.array([np.std(m.kernel - W) / np.std(W) for m, W in zip(dense, before)])


# %% chaff q12b_update_ratios thaws: 동결을 푼 채로 둔다
# hint: trainable이 부르기 전과 다릅니다
def update_ratios(patient):
    import tensorflow as tf

    x, y = patient.x_train[: patient.batch_size], patient.y_train[: patient.batch_size]
    frozen = [not layer.trainable for layer in patient.model.layers]
    for layer in patient.model.layers:
        layer.trainable = True
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=patient.from_logits)
    ratios = []
    with tf.GradientTape(persistent=True) as tape:
        value = loss(y, patient.model(x, training=False))
    for layer, stuck in zip(patient.model.layers, frozen):
        if isinstance(layer, keras.layers.Dense):
            g = tape.gradient(value, layer.kernel.value)
            step = 0.0 if stuck else patient.learning_rate * np.std(g)
            ratios.append(step / np.std(layer.kernel))
    return np.array(ratios)


# %% wheat q12c_dead_fractions functional: 중간 출력을 내는 모델을 만들기
def dead_fractions(patient):
    *hidden, _ = [layer for layer in patient.model.layers if isinstance(layer, keras.layers.Dense)]
    peek = keras.Model(patient.model.inputs, [layer.output for layer in hidden])
    outputs = peek(patient.x_train, training=False)
    outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]
    return np.array([np.mean(~np.any(np.asarray(h) > 0, axis=0)) for h in outputs])


# %% wheat q12c_dead_fractions numpy: NumPy로 순전파를 쓰기
def dead_fractions(patient):
    h, found = patient.x_train, []
    dense = [layer for layer in patient.model.layers if isinstance(layer, keras.layers.Dense)]
    for layer in dense[:-1]:
        W, b = layer.get_weights()
        h = np.maximum(h @ W + b, 0)
        found.append((np.count_nonzero(h, axis=0) == 0).mean())
    return found


# %% wheat q12c_dead_fractions count-loop: 뉴런마다 켜진 샘플을 세기
def dead_fractions(patient):
    h = keras.ops.convert_to_tensor(patient.x_train)
    fractions = []
    for layer in patient.model.layers[:-1]:
        h = layer(h)
        if "Dense" in type(layer).__name__:
            values = keras.ops.convert_to_numpy(h)
            dead = 0
            for neuron in values.T:
                if not (neuron > 0).any():
                    dead += 1
            fractions.append(dead / layer.units)
    return np.array(fractions, dtype=np.float32)


# %% wheat q12c_dead_fractions batches: 미니배치로 나누어 최댓값을 이어 가기
def dead_fractions(patient):
    layers = patient.model.layers[:-1]
    peaks = [np.zeros(m.units) for m in layers if isinstance(m, keras.layers.Dense)]
    for start in range(0, len(patient.x_train), patient.batch_size):
        h = patient.x_train[start : start + patient.batch_size]
        index = 0
        for m in layers:
            h = m(h, training=False)
            if isinstance(m, keras.layers.Dense):
                peaks[index] = np.maximum(peaks[index], np.max(h, axis=0))
                index += 1
    return np.array([np.mean(peak == 0) for peak in peaks])


# %% chaff q12c_dead_fractions zero-share: 0인 출력의 비율을 구한다
# hint: 출력이 0인 자리를 모두
def dead_fractions(patient):
    h, fractions = patient.x_train, []
    for layer in patient.model.layers[:-1]:
        h = layer(h, training=False)
        if isinstance(layer, keras.layers.Dense):
            fractions.append(np.mean(np.asarray(h) == 0))
    return np.array(fractions)


# %% chaff q12c_dead_fractions ever-off: 한 번이라도 꺼진 뉴런을 센다
# hint: 한 번이라도 꺼진
def dead_fractions(patient):
    h, fractions = patient.x_train, []
    for layer in patient.model.layers[:-1]:
        h = layer(h, training=False)
        if isinstance(layer, keras.layers.Dense):
            fractions.append(np.mean(np.min(h, axis=0) <= 0))
    return np.array(fractions)


# %% chaff q12c_dead_fractions with-output: 출력층까지 잰다
# hint: 출력층의 로짓은
def dead_fractions(patient):
    h, fractions = patient.x_train, []
    for layer in patient.model.layers:
        h = layer(h, training=False)
        if isinstance(layer, keras.layers.Dense):
            fractions.append(np.mean(np.max(h, axis=0) <= 0))
    return np.array(fractions)


# %% chaff q12c_dead_fractions with-dropout: Dropout 층까지 잰다
# hint: Dropout 층은 세지
def dead_fractions(patient):
    h, fractions = patient.x_train, []
    for layer in patient.model.layers[:-1]:
        h = layer(h, training=False)
        if True:
            fractions.append(np.mean(np.max(h, axis=0) <= 0))
    return np.array(fractions)


# %% chaff q12c_dead_fractions dropout-on: 드롭아웃을 켠 채 잰다
# hint: 드롭아웃을 껐는지
def dead_fractions(patient):
    h, fractions = patient.x_train, []
    for layer in patient.model.layers[:-1]:
        h = layer(h, training=True)
        if isinstance(layer, keras.layers.Dense):
            fractions.append(np.mean(np.max(h, axis=0) <= 0))
    return np.array(fractions)


# %% chaff q12c_dead_fractions first-batch: 첫 미니배치만 본다
# hint: 첫 미니배치만
def dead_fractions(patient):
    h, fractions = patient.x_train[: patient.batch_size], []
    for layer in patient.model.layers[:-1]:
        h = layer(h, training=False)
        if isinstance(layer, keras.layers.Dense):
            fractions.append(np.mean(np.max(h, axis=0) <= 0))
    return np.array(fractions)


# %% chaff q12c_dead_fractions validation: 검증 세트로 본다
# hint: 훈련 샘플 하나에서만
def dead_fractions(patient):
    h, fractions = patient.x_valid, []
    for layer in patient.model.layers[:-1]:
        h = layer(h, training=False)
        if isinstance(layer, keras.layers.Dense):
            fractions.append(np.mean(np.max(h, axis=0) <= 0))
    return np.array(fractions)


# %% chaff q12c_dead_fractions count: 비율이 아니라 수를 센다
# hint: 죽은 뉴런의 수가
def dead_fractions(patient):
    h, fractions = patient.x_train, []
    for layer in patient.model.layers[:-1]:
        h = layer(h, training=False)
        if isinstance(layer, keras.layers.Dense):
            fractions.append(np.sum(np.max(h, axis=0) <= 0))
    return np.array(fractions)


# %% chaff q12c_dead_fractions alive: 살아 있는 비율을 구한다
# hint: 살아 있는 뉴런의 비율
def dead_fractions(patient):
    h, fractions = patient.x_train, []
    for layer in patient.model.layers[:-1]:
        h = layer(h, training=False)
        if isinstance(layer, keras.layers.Dense):
            fractions.append(np.mean(np.max(h, axis=0) > 0))
    return np.array(fractions)


# %% chaff q12c_dead_fractions wrong-axis: 샘플마다 뉴런을 훑는다
# hint: 어느 축
def dead_fractions(patient):
    h, fractions = patient.x_train, []
    for layer in patient.model.layers[:-1]:
        h = layer(h, training=False)
        if isinstance(layer, keras.layers.Dense):
            fractions.append(np.mean(np.max(h, axis=1) <= 0))
    return np.array(fractions)


# %% chaff q12c_dead_fractions reversed: 출력에 가까운 층부터 적는다
# hint: 층의 순서가 거꾸로
def dead_fractions(patient):
    h, fractions = patient.x_train, []
    for layer in patient.model.layers[:-1]:
        h = layer(h, training=False)
        if isinstance(layer, keras.layers.Dense):
            fractions.append(np.mean(np.max(h, axis=0) <= 0))
    return np.array(fractions)[::-1]


# %% chaff q12c_dead_fractions mean-near-zero: 평균이 작은 뉴런을 센다
# hint: 드물게 켜지는
def dead_fractions(patient):
    h, fractions = patient.x_train, []
    for layer in patient.model.layers[:-1]:
        h = layer(h, training=False)
        if isinstance(layer, keras.layers.Dense):
            fractions.append(np.mean(np.mean(h, axis=0) < 1e-2))
    return np.array(fractions)


# %% chaff q12c_dead_fractions percent: 백분율로 답한다
# hint: 백분율이 아니라
def dead_fractions(patient):
    h, fractions = patient.x_train, []
    for layer in patient.model.layers[:-1]:
        h = layer(h, training=False)
        if isinstance(layer, keras.layers.Dense):
            fractions.append(100 * np.mean(np.max(h, axis=0) <= 0))
    return np.array(fractions)


# %% chaff q12c_dead_fractions bias-sign: 편향이 음수인 뉴런을 센다
# hint: 훈련 샘플 하나에서만
def dead_fractions(patient):
    hidden = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)][:-1]
    return np.array([np.mean(np.asarray(m.bias) < 0) for m in hidden])


# %% chaff q12c_dead_fractions raw-input: 층마다 처음 입력의 모양만 맞추어 넣는다
# hint: 죽은 뉴런의 비율이 맞지 않
def dead_fractions(patient):
    hidden = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)][:-1]
    fractions = []
    for m in hidden:
        x = np.resize(patient.x_train, (len(patient.x_train), m.kernel.shape[0]))
        fractions.append(np.mean(np.max(m(x), axis=0) <= 0))
    return np.array(fractions)


# %% wheat q12d_diagnosis rules: 수마다 문턱을 두어 차례로 가르기
def examine(p):
    x, model = p.x_train, p.model
    dense = [m for m in model.layers if isinstance(m, keras.layers.Dense)]
    if np.isnan(x).any():
        return "데이터의 NaN"
    if x.std() > 5:
        return "입력의 눈금"
    if abs(p.x_valid.std() / x.std() - 1) > 0.3 or abs(p.x_valid.mean() - x.mean()) > 0.3:
        return "다른 검증 전처리"
    if p.learning_rate > 0.5:
        return "큰 학습률"
    if p.learning_rate < 1e-3:
        return "작은 학습률"
    if any(m.rate > 0.8 for m in model.layers if isinstance(m, keras.layers.Dropout)):
        return "지나친 드롭아웃"
    if not all(m.trainable for m in dense):
        return "동결된 은닉층"
    if dense[-1].activation is keras.activations.linear and not p.from_logits:
        return "빠진 from_logits"
    h = x
    for m in dense[:-1]:
        if np.std(m.kernel) * m.kernel.shape[0] ** 0.5 < 0.3:
            return "작은 초기화"
        h = np.asarray(m(h))
        if h.max() <= 0:
            return "죽은 뉴런"
    return "밀린 레이블"


DIAGNOSIS = {k: examine(clinic.patient(STUDENT_ID, k)) for k in range(1, 7)}


# %% wheat q12d_diagnosis loop: 반복문으로 채우고 번호를 NumPy 정수로 두기
def examine(p):
    x, model = p.x_train, p.model
    dense = [m for m in model.layers if isinstance(m, keras.layers.Dense)]
    if np.isnan(x).any():
        return "데이터의 NaN"
    if x.std() > 5:
        return "입력의 눈금"
    if abs(p.x_valid.std() / x.std() - 1) > 0.3 or abs(p.x_valid.mean() - x.mean()) > 0.3:
        return "다른 검증 전처리"
    if p.learning_rate > 0.5:
        return "큰 학습률"
    if p.learning_rate < 1e-3:
        return "작은 학습률"
    if any(m.rate > 0.8 for m in model.layers if isinstance(m, keras.layers.Dropout)):
        return "지나친 드롭아웃"
    if not all(m.trainable for m in dense):
        return "동결된 은닉층"
    if dense[-1].activation is keras.activations.linear and not p.from_logits:
        return "빠진 from_logits"
    h = x
    for m in dense[:-1]:
        if np.std(m.kernel) * m.kernel.shape[0] ** 0.5 < 0.3:
            return "작은 초기화"
        h = np.asarray(m(h))
        if h.max() <= 0:
            return "죽은 뉴런"
    return "밀린 레이블"


DIAGNOSIS = {}
for k in np.arange(1, 7):
    DIAGNOSIS[k] = examine(clinic.patient(STUDENT_ID, int(k)))


# %% wheat q12d_diagnosis differences: 같은 병의 연습용 환자 여럿과 견주기
def numbers(p):
    dense = [m for m in p.model.layers if isinstance(m, keras.layers.Dense)]
    x = np.nan_to_num(p.x_train)
    h, peak = x, []
    for m in dense:
        h = np.asarray(m(h))
        peak.append(h.max(axis=0).max() > 0)
    means = np.array([x[::2][p.y_train[::2] == c].mean(axis=0) for c in range(10)])
    near = ((x[1::2][:, None] - means) ** 2).sum(axis=2).argmin(axis=1)
    return np.array(
        [
            np.isnan(p.x_train).any() * 10.0,
            np.log10(x.std()) * 5,
            np.log10(p.learning_rate) * 3,
            (near == p.y_train[1::2]).mean() * 10,
            all(peak[:-1]) * 10.0,
            all(m.trainable for m in dense) * 10.0,
            max(m.rate for m in p.model.layers if isinstance(m, keras.layers.Dropout)) * 10,
            np.log10(np.std(dense[0].kernel)) * 5,
            (dense[-1].activation is keras.activations.linear) * 10.0 - p.from_logits * 10.0,
            abs(p.x_valid.mean() - x.mean()) * 5,
        ]
    )


known = [(name, numbers(clinic.example(name, s))) for name in clinic.DIAGNOSES for s in (1, 2)]
DIAGNOSIS = dict()
for k in range(1, 7):
    mine = numbers(clinic.patient(STUDENT_ID, k))
    DIAGNOSIS[k] = min(known, key=lambda pair: np.sum((pair[1] - mine) ** 2))[0]


# %% chaff q12d_diagnosis nan-means-high-rate: 손실이 NaN이면 학습률 탓이라고 여긴다
# hint: 발산하거나 NaN이 되는 병은
def examine(p):
    x, model = p.x_train, p.model
    dense = [m for m in model.layers if isinstance(m, keras.layers.Dense)]
    if np.isnan(x).any():
        return "데이터의 NaN"
    if x.std() > 5:
        return "입력의 눈금"
    if abs(p.x_valid.std() / x.std() - 1) > 0.3 or abs(p.x_valid.mean() - x.mean()) > 0.3:
        return "다른 검증 전처리"
    if p.learning_rate > 0.5:
        return "큰 학습률"
    if p.learning_rate < 1e-3:
        return "작은 학습률"
    if any(m.rate > 0.8 for m in model.layers if isinstance(m, keras.layers.Dropout)):
        return "지나친 드롭아웃"
    if not all(m.trainable for m in dense):
        return "동결된 은닉층"
    if dense[-1].activation is keras.activations.linear and not p.from_logits:
        return "빠진 from_logits"
    h = x
    for m in dense[:-1]:
        if np.std(m.kernel) * m.kernel.shape[0] ** 0.5 < 0.3:
            return "작은 초기화"
        h = np.asarray(m(h))
        if h.max() <= 0:
            return "죽은 뉴런"
    return "밀린 레이블"


DIAGNOSIS = {k: examine(clinic.patient(STUDENT_ID, k)) for k in range(1, 7)}
for k, name in DIAGNOSIS.items():
    if name == "데이터의 NaN":
        DIAGNOSIS[k] = "큰 학습률"


# %% chaff q12d_diagnosis frozen-is-dead: 갱신이 0이면 뉴런이 죽었다고 여긴다
# hint: 뉴런이 죽은 것은 아닙니다
def examine(p):
    x, model = p.x_train, p.model
    dense = [m for m in model.layers if isinstance(m, keras.layers.Dense)]
    if np.isnan(x).any():
        return "데이터의 NaN"
    if x.std() > 5:
        return "입력의 눈금"
    if abs(p.x_valid.std() / x.std() - 1) > 0.3 or abs(p.x_valid.mean() - x.mean()) > 0.3:
        return "다른 검증 전처리"
    if p.learning_rate > 0.5:
        return "큰 학습률"
    if p.learning_rate < 1e-3:
        return "작은 학습률"
    if any(m.rate > 0.8 for m in model.layers if isinstance(m, keras.layers.Dropout)):
        return "지나친 드롭아웃"
    if not all(m.trainable for m in dense):
        return "동결된 은닉층"
    if dense[-1].activation is keras.activations.linear and not p.from_logits:
        return "빠진 from_logits"
    h = x
    for m in dense[:-1]:
        if np.std(m.kernel) * m.kernel.shape[0] ** 0.5 < 0.3:
            return "작은 초기화"
        h = np.asarray(m(h))
        if h.max() <= 0:
            return "죽은 뉴런"
    return "밀린 레이블"


DIAGNOSIS = {k: examine(clinic.patient(STUDENT_ID, k)) for k in range(1, 7)}
for k, name in DIAGNOSIS.items():
    if name == "동결된 은닉층":
        DIAGNOSIS[k] = "죽은 뉴런"


# %% chaff q12d_diagnosis flat-is-small-init: 손실이 ln 10에 붙으면 초기화가 작다고 여긴다
# hint: 은닉층의 std(W)부터
def examine(p):
    x, model = p.x_train, p.model
    dense = [m for m in model.layers if isinstance(m, keras.layers.Dense)]
    if np.isnan(x).any():
        return "데이터의 NaN"
    if x.std() > 5:
        return "입력의 눈금"
    if abs(p.x_valid.std() / x.std() - 1) > 0.3 or abs(p.x_valid.mean() - x.mean()) > 0.3:
        return "다른 검증 전처리"
    if p.learning_rate > 0.5:
        return "큰 학습률"
    if p.learning_rate < 1e-3:
        return "작은 학습률"
    if any(m.rate > 0.8 for m in model.layers if isinstance(m, keras.layers.Dropout)):
        return "지나친 드롭아웃"
    if not all(m.trainable for m in dense):
        return "동결된 은닉층"
    if dense[-1].activation is keras.activations.linear and not p.from_logits:
        return "빠진 from_logits"
    h = x
    for m in dense[:-1]:
        if np.std(m.kernel) * m.kernel.shape[0] ** 0.5 < 0.3:
            return "작은 초기화"
        h = np.asarray(m(h))
        if h.max() <= 0:
            return "죽은 뉴런"
    return "밀린 레이블"


DIAGNOSIS = {k: examine(clinic.patient(STUDENT_ID, k)) for k in range(1, 7)}
for k, name in DIAGNOSIS.items():
    if name == "죽은 뉴런":
        DIAGNOSIS[k] = "작은 초기화"


# %% chaff q12d_diagnosis flat-is-small-rate: 손실이 움직이지 않으면 학습률이 작다고 여긴다
# hint: 느리게 배우는 병은
def examine(p):
    x, model = p.x_train, p.model
    dense = [m for m in model.layers if isinstance(m, keras.layers.Dense)]
    if np.isnan(x).any():
        return "데이터의 NaN"
    if x.std() > 5:
        return "입력의 눈금"
    if abs(p.x_valid.std() / x.std() - 1) > 0.3 or abs(p.x_valid.mean() - x.mean()) > 0.3:
        return "다른 검증 전처리"
    if p.learning_rate > 0.5:
        return "큰 학습률"
    if p.learning_rate < 1e-3:
        return "작은 학습률"
    if any(m.rate > 0.8 for m in model.layers if isinstance(m, keras.layers.Dropout)):
        return "지나친 드롭아웃"
    if not all(m.trainable for m in dense):
        return "동결된 은닉층"
    if dense[-1].activation is keras.activations.linear and not p.from_logits:
        return "빠진 from_logits"
    h = x
    for m in dense[:-1]:
        if np.std(m.kernel) * m.kernel.shape[0] ** 0.5 < 0.3:
            return "작은 초기화"
        h = np.asarray(m(h))
        if h.max() <= 0:
            return "죽은 뉴런"
    return "밀린 레이블"


DIAGNOSIS = {k: examine(clinic.patient(STUDENT_ID, k)) for k in range(1, 7)}
for k, name in DIAGNOSIS.items():
    if name == "죽은 뉴런":
        DIAGNOSIS[k] = "작은 학습률"


# %% chaff q12d_diagnosis high-loss-is-scale: 첫 손실이 크면 입력의 눈금이라고 여긴다
# hint: 훈련 입력의 표준편차부터
def examine(p):
    x, model = p.x_train, p.model
    dense = [m for m in model.layers if isinstance(m, keras.layers.Dense)]
    if np.isnan(x).any():
        return "데이터의 NaN"
    if x.std() > 5:
        return "입력의 눈금"
    if abs(p.x_valid.std() / x.std() - 1) > 0.3 or abs(p.x_valid.mean() - x.mean()) > 0.3:
        return "다른 검증 전처리"
    if p.learning_rate > 0.5:
        return "큰 학습률"
    if p.learning_rate < 1e-3:
        return "작은 학습률"
    if any(m.rate > 0.8 for m in model.layers if isinstance(m, keras.layers.Dropout)):
        return "지나친 드롭아웃"
    if not all(m.trainable for m in dense):
        return "동결된 은닉층"
    if dense[-1].activation is keras.activations.linear and not p.from_logits:
        return "빠진 from_logits"
    h = x
    for m in dense[:-1]:
        if np.std(m.kernel) * m.kernel.shape[0] ** 0.5 < 0.3:
            return "작은 초기화"
        h = np.asarray(m(h))
        if h.max() <= 0:
            return "죽은 뉴런"
    return "밀린 레이블"


DIAGNOSIS = {k: examine(clinic.patient(STUDENT_ID, k)) for k in range(1, 7)}
for k, name in DIAGNOSIS.items():
    if name == "빠진 from_logits":
        DIAGNOSIS[k] = "입력의 눈금"


# %% chaff q12d_diagnosis noise-is-dropout: 훈련 손실이 높으면 드롭아웃 탓이라고 여긴다
# hint: 드롭아웃 탓은 아닙니다
def examine(p):
    x, model = p.x_train, p.model
    dense = [m for m in model.layers if isinstance(m, keras.layers.Dense)]
    if np.isnan(x).any():
        return "데이터의 NaN"
    if x.std() > 5:
        return "입력의 눈금"
    if abs(p.x_valid.std() / x.std() - 1) > 0.3 or abs(p.x_valid.mean() - x.mean()) > 0.3:
        return "다른 검증 전처리"
    if p.learning_rate > 0.5:
        return "큰 학습률"
    if p.learning_rate < 1e-3:
        return "작은 학습률"
    if any(m.rate > 0.8 for m in model.layers if isinstance(m, keras.layers.Dropout)):
        return "지나친 드롭아웃"
    if not all(m.trainable for m in dense):
        return "동결된 은닉층"
    if dense[-1].activation is keras.activations.linear and not p.from_logits:
        return "빠진 from_logits"
    h = x
    for m in dense[:-1]:
        if np.std(m.kernel) * m.kernel.shape[0] ** 0.5 < 0.3:
            return "작은 초기화"
        h = np.asarray(m(h))
        if h.max() <= 0:
            return "죽은 뉴런"
    return "밀린 레이블"


DIAGNOSIS = {k: examine(clinic.patient(STUDENT_ID, k)) for k in range(1, 7)}
for k, name in DIAGNOSIS.items():
    if name == "밀린 레이블":
        DIAGNOSIS[k] = "지나친 드롭아웃"


# %% chaff q12d_diagnosis gap-is-labels: 검증이 나쁘면 레이블이 밀렸다고 여긴다
# hint: 나머지 절반도
def examine(p):
    x, model = p.x_train, p.model
    dense = [m for m in model.layers if isinstance(m, keras.layers.Dense)]
    if np.isnan(x).any():
        return "데이터의 NaN"
    if x.std() > 5:
        return "입력의 눈금"
    if abs(p.x_valid.std() / x.std() - 1) > 0.3 or abs(p.x_valid.mean() - x.mean()) > 0.3:
        return "다른 검증 전처리"
    if p.learning_rate > 0.5:
        return "큰 학습률"
    if p.learning_rate < 1e-3:
        return "작은 학습률"
    if any(m.rate > 0.8 for m in model.layers if isinstance(m, keras.layers.Dropout)):
        return "지나친 드롭아웃"
    if not all(m.trainable for m in dense):
        return "동결된 은닉층"
    if dense[-1].activation is keras.activations.linear and not p.from_logits:
        return "빠진 from_logits"
    h = x
    for m in dense[:-1]:
        if np.std(m.kernel) * m.kernel.shape[0] ** 0.5 < 0.3:
            return "작은 초기화"
        h = np.asarray(m(h))
        if h.max() <= 0:
            return "죽은 뉴런"
    return "밀린 레이블"


DIAGNOSIS = {k: examine(clinic.patient(STUDENT_ID, k)) for k in range(1, 7)}
for k, name in DIAGNOSIS.items():
    if name == "다른 검증 전처리":
        DIAGNOSIS[k] = "밀린 레이블"


# %% chaff q12d_diagnosis labels-is-preprocessing: 검증만 보고 전처리가 다르다고 여긴다
# hint: 평균이나 표준편차가 서로
def examine(p):
    x, model = p.x_train, p.model
    dense = [m for m in model.layers if isinstance(m, keras.layers.Dense)]
    if np.isnan(x).any():
        return "데이터의 NaN"
    if x.std() > 5:
        return "입력의 눈금"
    if abs(p.x_valid.std() / x.std() - 1) > 0.3 or abs(p.x_valid.mean() - x.mean()) > 0.3:
        return "다른 검증 전처리"
    if p.learning_rate > 0.5:
        return "큰 학습률"
    if p.learning_rate < 1e-3:
        return "작은 학습률"
    if any(m.rate > 0.8 for m in model.layers if isinstance(m, keras.layers.Dropout)):
        return "지나친 드롭아웃"
    if not all(m.trainable for m in dense):
        return "동결된 은닉층"
    if dense[-1].activation is keras.activations.linear and not p.from_logits:
        return "빠진 from_logits"
    h = x
    for m in dense[:-1]:
        if np.std(m.kernel) * m.kernel.shape[0] ** 0.5 < 0.3:
            return "작은 초기화"
        h = np.asarray(m(h))
        if h.max() <= 0:
            return "죽은 뉴런"
    return "밀린 레이블"


DIAGNOSIS = {k: examine(clinic.patient(STUDENT_ID, k)) for k in range(1, 7)}
for k, name in DIAGNOSIS.items():
    if name == "밀린 레이블":
        DIAGNOSIS[k] = "다른 검증 전처리"


# %% chaff q12d_diagnosis zero-is-frozen: 갱신이 0이면 모두 동결이라고 여긴다
# hint: trainable을 직접
def examine(p):
    x, model = p.x_train, p.model
    dense = [m for m in model.layers if isinstance(m, keras.layers.Dense)]
    if np.isnan(x).any():
        return "데이터의 NaN"
    if x.std() > 5:
        return "입력의 눈금"
    if abs(p.x_valid.std() / x.std() - 1) > 0.3 or abs(p.x_valid.mean() - x.mean()) > 0.3:
        return "다른 검증 전처리"
    if p.learning_rate > 0.5:
        return "큰 학습률"
    if p.learning_rate < 1e-3:
        return "작은 학습률"
    if any(m.rate > 0.8 for m in model.layers if isinstance(m, keras.layers.Dropout)):
        return "지나친 드롭아웃"
    if not all(m.trainable for m in dense):
        return "동결된 은닉층"
    if dense[-1].activation is keras.activations.linear and not p.from_logits:
        return "빠진 from_logits"
    h = x
    for m in dense[:-1]:
        if np.std(m.kernel) * m.kernel.shape[0] ** 0.5 < 0.3:
            return "작은 초기화"
        h = np.asarray(m(h))
        if h.max() <= 0:
            return "죽은 뉴런"
    return "밀린 레이블"


DIAGNOSIS = {k: examine(clinic.patient(STUDENT_ID, k)) for k in range(1, 7)}
for k, name in DIAGNOSIS.items():
    if name == "죽은 뉴런":
        DIAGNOSIS[k] = "동결된 은닉층"


# %% chaff q12d_diagnosis false-flag: from_logits=False이면 모두 아프다고 여긴다
# hint: from_logits=False만으로는
def examine(p):
    x, model = p.x_train, p.model
    dense = [m for m in model.layers if isinstance(m, keras.layers.Dense)]
    if np.isnan(x).any():
        return "데이터의 NaN"
    if x.std() > 5:
        return "입력의 눈금"
    if abs(p.x_valid.std() / x.std() - 1) > 0.3 or abs(p.x_valid.mean() - x.mean()) > 0.3:
        return "다른 검증 전처리"
    if p.learning_rate > 0.5:
        return "큰 학습률"
    if p.learning_rate < 1e-3:
        return "작은 학습률"
    if any(m.rate > 0.8 for m in model.layers if isinstance(m, keras.layers.Dropout)):
        return "지나친 드롭아웃"
    if not all(m.trainable for m in dense):
        return "동결된 은닉층"
    if dense[-1].activation is keras.activations.linear and not p.from_logits:
        return "빠진 from_logits"
    h = x
    for m in dense[:-1]:
        if np.std(m.kernel) * m.kernel.shape[0] ** 0.5 < 0.3:
            return "작은 초기화"
        h = np.asarray(m(h))
        if h.max() <= 0:
            return "죽은 뉴런"
    return "밀린 레이블"


DIAGNOSIS = {k: examine(clinic.patient(STUDENT_ID, k)) for k in range(1, 7)}
for k in DIAGNOSIS:
    if not clinic.patient(STUDENT_ID, k).from_logits:
        DIAGNOSIS[k] = "빠진 from_logits"


# %% chaff q12d_diagnosis nan-anywhere: 손실이 나쁜 환자는 모두 데이터에 NaN이 있다고 여긴다
# hint: 입력에서 세어 보세요
def examine(p):
    x, model = p.x_train, p.model
    dense = [m for m in model.layers if isinstance(m, keras.layers.Dense)]
    if np.isnan(x).any():
        return "데이터의 NaN"
    if x.std() > 5:
        return "입력의 눈금"
    if abs(p.x_valid.std() / x.std() - 1) > 0.3 or abs(p.x_valid.mean() - x.mean()) > 0.3:
        return "다른 검증 전처리"
    if p.learning_rate > 0.5:
        return "큰 학습률"
    if p.learning_rate < 1e-3:
        return "작은 학습률"
    if any(m.rate > 0.8 for m in model.layers if isinstance(m, keras.layers.Dropout)):
        return "지나친 드롭아웃"
    if not all(m.trainable for m in dense):
        return "동결된 은닉층"
    if dense[-1].activation is keras.activations.linear and not p.from_logits:
        return "빠진 from_logits"
    h = x
    for m in dense[:-1]:
        if np.std(m.kernel) * m.kernel.shape[0] ** 0.5 < 0.3:
            return "작은 초기화"
        h = np.asarray(m(h))
        if h.max() <= 0:
            return "죽은 뉴런"
    return "밀린 레이블"


DIAGNOSIS = {k: examine(clinic.patient(STUDENT_ID, k)) for k in range(1, 7)}
for k in DIAGNOSIS:
    DIAGNOSIS[k] = "데이터의 NaN"


# %% chaff q12d_diagnosis friend: 친구의 학번으로 진단한다
# hint: 진단은 맞지 않습니다
def examine(p):
    x, model = p.x_train, p.model
    dense = [m for m in model.layers if isinstance(m, keras.layers.Dense)]
    if np.isnan(x).any():
        return "데이터의 NaN"
    if x.std() > 5:
        return "입력의 눈금"
    if abs(p.x_valid.std() / x.std() - 1) > 0.3 or abs(p.x_valid.mean() - x.mean()) > 0.3:
        return "다른 검증 전처리"
    if p.learning_rate > 0.5:
        return "큰 학습률"
    if p.learning_rate < 1e-3:
        return "작은 학습률"
    if any(m.rate > 0.8 for m in model.layers if isinstance(m, keras.layers.Dropout)):
        return "지나친 드롭아웃"
    if not all(m.trainable for m in dense):
        return "동결된 은닉층"
    if dense[-1].activation is keras.activations.linear and not p.from_logits:
        return "빠진 from_logits"
    h = x
    for m in dense[:-1]:
        if np.std(m.kernel) * m.kernel.shape[0] ** 0.5 < 0.3:
            return "작은 초기화"
        h = np.asarray(m(h))
        if h.max() <= 0:
            return "죽은 뉴런"
    return "밀린 레이블"


DIAGNOSIS = {k: examine(clinic.patient(STUDENT_ID + "0", k)) for k in range(1, 7)}


# %% chaff q12d_diagnosis from-zero: 환자의 번호를 0부터 센다
# hint: 열쇠는 정수
def examine(p):
    x, model = p.x_train, p.model
    dense = [m for m in model.layers if isinstance(m, keras.layers.Dense)]
    if np.isnan(x).any():
        return "데이터의 NaN"
    if x.std() > 5:
        return "입력의 눈금"
    if abs(p.x_valid.std() / x.std() - 1) > 0.3 or abs(p.x_valid.mean() - x.mean()) > 0.3:
        return "다른 검증 전처리"
    if p.learning_rate > 0.5:
        return "큰 학습률"
    if p.learning_rate < 1e-3:
        return "작은 학습률"
    if any(m.rate > 0.8 for m in model.layers if isinstance(m, keras.layers.Dropout)):
        return "지나친 드롭아웃"
    if not all(m.trainable for m in dense):
        return "동결된 은닉층"
    if dense[-1].activation is keras.activations.linear and not p.from_logits:
        return "빠진 from_logits"
    h = x
    for m in dense[:-1]:
        if np.std(m.kernel) * m.kernel.shape[0] ** 0.5 < 0.3:
            return "작은 초기화"
        h = np.asarray(m(h))
        if h.max() <= 0:
            return "죽은 뉴런"
    return "밀린 레이블"


DIAGNOSIS = {k - 1: examine(clinic.patient(STUDENT_ID, k)) for k in range(1, 7)}


# %% chaff q12d_diagnosis text-keys: 번호를 글자로 적는다
# hint: 열쇠는 정수
def examine(p):
    x, model = p.x_train, p.model
    dense = [m for m in model.layers if isinstance(m, keras.layers.Dense)]
    if np.isnan(x).any():
        return "데이터의 NaN"
    if x.std() > 5:
        return "입력의 눈금"
    if abs(p.x_valid.std() / x.std() - 1) > 0.3 or abs(p.x_valid.mean() - x.mean()) > 0.3:
        return "다른 검증 전처리"
    if p.learning_rate > 0.5:
        return "큰 학습률"
    if p.learning_rate < 1e-3:
        return "작은 학습률"
    if any(m.rate > 0.8 for m in model.layers if isinstance(m, keras.layers.Dropout)):
        return "지나친 드롭아웃"
    if not all(m.trainable for m in dense):
        return "동결된 은닉층"
    if dense[-1].activation is keras.activations.linear and not p.from_logits:
        return "빠진 from_logits"
    h = x
    for m in dense[:-1]:
        if np.std(m.kernel) * m.kernel.shape[0] ** 0.5 < 0.3:
            return "작은 초기화"
        h = np.asarray(m(h))
        if h.max() <= 0:
            return "죽은 뉴런"
    return "밀린 레이블"


DIAGNOSIS = {str(k): examine(clinic.patient(STUDENT_ID, k)) for k in range(1, 7)}


# %% chaff q12d_diagnosis list: 사전이 아니라 목록에 담는다
# hint: 사전이 아닙니다
def examine(p):
    x, model = p.x_train, p.model
    dense = [m for m in model.layers if isinstance(m, keras.layers.Dense)]
    if np.isnan(x).any():
        return "데이터의 NaN"
    if x.std() > 5:
        return "입력의 눈금"
    if abs(p.x_valid.std() / x.std() - 1) > 0.3 or abs(p.x_valid.mean() - x.mean()) > 0.3:
        return "다른 검증 전처리"
    if p.learning_rate > 0.5:
        return "큰 학습률"
    if p.learning_rate < 1e-3:
        return "작은 학습률"
    if any(m.rate > 0.8 for m in model.layers if isinstance(m, keras.layers.Dropout)):
        return "지나친 드롭아웃"
    if not all(m.trainable for m in dense):
        return "동결된 은닉층"
    if dense[-1].activation is keras.activations.linear and not p.from_logits:
        return "빠진 from_logits"
    h = x
    for m in dense[:-1]:
        if np.std(m.kernel) * m.kernel.shape[0] ** 0.5 < 0.3:
            return "작은 초기화"
        h = np.asarray(m(h))
        if h.max() <= 0:
            return "죽은 뉴런"
    return "밀린 레이블"


DIAGNOSIS = [examine(clinic.patient(STUDENT_ID, k)) for k in range(1, 7)]


# %% chaff q12d_diagnosis numbers: 병명 대신 표의 차례를 적는다
# hint: 병명의 표에 없습니다
def examine(p):
    x, model = p.x_train, p.model
    dense = [m for m in model.layers if isinstance(m, keras.layers.Dense)]
    if np.isnan(x).any():
        return "데이터의 NaN"
    if x.std() > 5:
        return "입력의 눈금"
    if abs(p.x_valid.std() / x.std() - 1) > 0.3 or abs(p.x_valid.mean() - x.mean()) > 0.3:
        return "다른 검증 전처리"
    if p.learning_rate > 0.5:
        return "큰 학습률"
    if p.learning_rate < 1e-3:
        return "작은 학습률"
    if any(m.rate > 0.8 for m in model.layers if isinstance(m, keras.layers.Dropout)):
        return "지나친 드롭아웃"
    if not all(m.trainable for m in dense):
        return "동결된 은닉층"
    if dense[-1].activation is keras.activations.linear and not p.from_logits:
        return "빠진 from_logits"
    h = x
    for m in dense[:-1]:
        if np.std(m.kernel) * m.kernel.shape[0] ** 0.5 < 0.3:
            return "작은 초기화"
        h = np.asarray(m(h))
        if h.max() <= 0:
            return "죽은 뉴런"
    return "밀린 레이블"


DIAGNOSIS = {k: clinic.DIAGNOSES.index(examine(clinic.patient(STUDENT_ID, k))) for k in range(1, 7)}


# %% chaff q12d_diagnosis spaces: 병명의 띄어쓰기를 없앤다
# hint: 병명의 표에 없습니다
def examine(p):
    x, model = p.x_train, p.model
    dense = [m for m in model.layers if isinstance(m, keras.layers.Dense)]
    if np.isnan(x).any():
        return "데이터의 NaN"
    if x.std() > 5:
        return "입력의 눈금"
    if abs(p.x_valid.std() / x.std() - 1) > 0.3 or abs(p.x_valid.mean() - x.mean()) > 0.3:
        return "다른 검증 전처리"
    if p.learning_rate > 0.5:
        return "큰 학습률"
    if p.learning_rate < 1e-3:
        return "작은 학습률"
    if any(m.rate > 0.8 for m in model.layers if isinstance(m, keras.layers.Dropout)):
        return "지나친 드롭아웃"
    if not all(m.trainable for m in dense):
        return "동결된 은닉층"
    if dense[-1].activation is keras.activations.linear and not p.from_logits:
        return "빠진 from_logits"
    h = x
    for m in dense[:-1]:
        if np.std(m.kernel) * m.kernel.shape[0] ** 0.5 < 0.3:
            return "작은 초기화"
        h = np.asarray(m(h))
        if h.max() <= 0:
            return "죽은 뉴런"
    return "밀린 레이블"


DIAGNOSIS = {k: examine(clinic.patient(STUDENT_ID, k)).replace(" ", "") for k in range(1, 7)}


# %% chaff q12d_diagnosis one-short: 마지막 환자를 빠뜨린다
# hint: 환자 6의 진단이 없습니다
def examine(p):
    x, model = p.x_train, p.model
    dense = [m for m in model.layers if isinstance(m, keras.layers.Dense)]
    if np.isnan(x).any():
        return "데이터의 NaN"
    if x.std() > 5:
        return "입력의 눈금"
    if abs(p.x_valid.std() / x.std() - 1) > 0.3 or abs(p.x_valid.mean() - x.mean()) > 0.3:
        return "다른 검증 전처리"
    if p.learning_rate > 0.5:
        return "큰 학습률"
    if p.learning_rate < 1e-3:
        return "작은 학습률"
    if any(m.rate > 0.8 for m in model.layers if isinstance(m, keras.layers.Dropout)):
        return "지나친 드롭아웃"
    if not all(m.trainable for m in dense):
        return "동결된 은닉층"
    if dense[-1].activation is keras.activations.linear and not p.from_logits:
        return "빠진 from_logits"
    h = x
    for m in dense[:-1]:
        if np.std(m.kernel) * m.kernel.shape[0] ** 0.5 < 0.3:
            return "작은 초기화"
        h = np.asarray(m(h))
        if h.max() <= 0:
            return "죽은 뉴런"
    return "밀린 레이블"


DIAGNOSIS = {k: examine(clinic.patient(STUDENT_ID, k)) for k in range(1, 6)}


# %% wheat q12e_treat_data minmax-fill: 최솟값과 최댓값으로 맞추고, NaN은 특성의 중앙값으로 채우고, 클래스의 평균으로 칸 수를 찾기
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        low, high = x.min(), x.max()
        return replace(
            patient, x_train=4 * (x - low) / (high - low) - 2, x_valid=4 * (v - low) / (high - low) - 2
        )
    if diagnosis == "데이터의 NaN":
        return replace(patient, x_train=np.where(np.isnan(x), np.nanmedian(x, axis=0), x))
    if diagnosis == "다른 검증 전처리":
        return replace(patient, x_valid=(v - v.mean()) / v.std() * x.std() + x.mean())
    scores = []
    for shift in range(10):
        y = np.roll(patient.y_train, -shift)
        means = np.array([x[y == c].mean(axis=0) for c in range(10)])
        near = ((v[:, None] - means) ** 2).sum(axis=2).argmin(axis=1)
        scores.append((near == patient.y_valid).mean())
    return replace(patient, y_train=np.roll(patient.y_train, -int(np.argmax(scores))))


# %% wheat q12e_treat_data in-place-fields: 특성마다 표준화하고 환자의 속성을 갈아 끼우기
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        mean, std = x.mean(axis=0), x.std(axis=0)
        std = np.where(std == 0, 1, std)
        patient.x_train, patient.x_valid = (x - mean) / std, (v - mean) / std
        return patient
    if diagnosis == "데이터의 NaN":
        fixed = x.copy()
        fixed[np.isnan(fixed)] = 0
        patient.x_train = fixed
        return patient
    if diagnosis == "다른 검증 전처리":
        a = x.std() / v.std()
        patient.x_valid = a * v + (x.mean() - a * v.mean())
        return patient

    def linear_accuracy(shift):
        labels = np.eye(10)[np.roll(patient.y_train, -shift)]
        linear = np.linalg.lstsq(x, labels, rcond=None)[0]
        return np.mean((v @ linear).argmax(axis=1) == patient.y_valid)

    shift = max(range(1, 10), key=linear_accuracy)
    return replace(patient, y_train=np.roll(patient.y_train, -shift))


# %% wheat q12e_treat_data divide-only: 훈련 입력의 최댓값의 절반으로 나누기만 하고, 훈련 세트 안에서 칸 수를 찾기
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        top = np.float32(np.abs(x).max() / 2)
        return replace(patient, x_train=x / top, x_valid=v / top)
    if diagnosis == "데이터의 NaN":
        keep = [i for i in range(len(x)) if not np.isnan(x[i]).any()]
        return replace(patient, x_train=x[keep], y_train=patient.y_train[keep])
    if diagnosis == "다른 검증 전처리":
        return replace(patient, x_valid=(v - v.mean()) / v.std() * x.std() + x.mean())
    best, best_error = 0, np.inf
    for shift in range(1, 10):
        onehot = np.eye(10)[np.roll(patient.y_train, -shift)]
        beta, *_ = np.linalg.lstsq(np.c_[x, np.ones(len(x))], onehot, rcond=None)
        error = ((np.c_[x, np.ones(len(x))] @ beta - onehot) ** 2).mean()
        if error < best_error:
            best, best_error = shift, error
    order = (np.arange(len(x)) + best) % len(x)
    return replace(patient, y_train=patient.y_train[order])


# %% wheat q12e_treat_data dispatch: 병명마다 함수를 두고 scikit-learn의 선형 모델을 쓰기
def fix_scale(p):
    m, s = float(p.x_train.mean()), float(p.x_train.std())
    return replace(p, x_train=(p.x_train - m) / s, x_valid=(p.x_valid - m) / s)


def fix_nan(p):
    bad = np.unique(np.argwhere(np.isnan(p.x_train))[:, 0])
    return replace(
        p, x_train=np.delete(p.x_train, bad, axis=0), y_train=np.delete(p.y_train, bad)
    )


def fix_valid(p):
    z = (p.x_valid.astype(float) - p.x_valid.mean()) / p.x_valid.std()
    return replace(p, x_valid=(z * p.x_train.std() + p.x_train.mean()).astype("float32"))


def fix_labels(p):
    from sklearn.linear_model import RidgeClassifier

    def score(k):
        return RidgeClassifier().fit(p.x_train, np.roll(p.y_train, -k)).score(p.x_valid, p.y_valid)

    return replace(p, y_train=np.roll(p.y_train, -max(range(1, 10), key=score)))


def treat_data(patient, diagnosis):
    table = {
        "입력의 눈금": fix_scale,
        "데이터의 NaN": fix_nan,
        "다른 검증 전처리": fix_valid,
        "밀린 레이블": fix_labels,
    }
    return table[diagnosis](patient)


# %% chaff q12e_treat_data own-statistics: 검증 세트를 검증 세트의 통계로 표준화한다
# hint: 검증 세트에도 훈련 세트에서 정한
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        return replace(
            patient, x_train=(x - x.mean()) / x.std(), x_valid=(v - v.mean()) / v.std()
        )
    if diagnosis == "데이터의 NaN":
        whole = ~np.isnan(x).any(axis=1)
        return replace(patient, x_train=x[whole], y_train=patient.y_train[whole])
    if diagnosis == "다른 검증 전처리":
        return replace(patient, x_valid=(v - v.mean()) / v.std() * x.std() + x.mean())

    def linear_accuracy(shift):
        labels = np.eye(10)[np.roll(patient.y_train, -shift)]
        linear = np.linalg.lstsq(x, labels, rcond=None)[0]
        return np.mean((v @ linear).argmax(axis=1) == patient.y_valid)

    shift = max(range(1, 10), key=linear_accuracy)
    return replace(patient, y_train=np.roll(patient.y_train, -shift))


# %% chaff q12e_treat_data train-only: 훈련 입력만 고치고 검증 입력을 잊는다
# hint: 같은 자로 잰
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        return replace(patient, x_train=(x - x.mean()) / x.std())
    if diagnosis == "데이터의 NaN":
        whole = ~np.isnan(x).any(axis=1)
        return replace(patient, x_train=x[whole], y_train=patient.y_train[whole])
    if diagnosis == "다른 검증 전처리":
        return replace(patient, x_valid=(v - v.mean()) / v.std() * x.std() + x.mean())

    def linear_accuracy(shift):
        labels = np.eye(10)[np.roll(patient.y_train, -shift)]
        linear = np.linalg.lstsq(x, labels, rcond=None)[0]
        return np.mean((v @ linear).argmax(axis=1) == patient.y_valid)

    shift = max(range(1, 10), key=linear_accuracy)
    return replace(patient, y_train=np.roll(patient.y_train, -shift))


# %% chaff q12e_treat_data zero-std: 값이 모두 같은 특성도 표준편차로 나눈다
# hint: 모든 샘플에서 값이 같은 특성
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        mean, std = x.mean(axis=0), x.std(axis=0)
        with np.errstate(all="ignore"):
            return replace(patient, x_train=(x - mean) / std, x_valid=(v - mean) / std)
    if diagnosis == "데이터의 NaN":
        whole = ~np.isnan(x).any(axis=1)
        return replace(patient, x_train=x[whole], y_train=patient.y_train[whole])
    if diagnosis == "다른 검증 전처리":
        return replace(patient, x_valid=(v - v.mean()) / v.std() * x.std() + x.mean())

    def linear_accuracy(shift):
        labels = np.eye(10)[np.roll(patient.y_train, -shift)]
        linear = np.linalg.lstsq(x, labels, rcond=None)[0]
        return np.mean((v @ linear).argmax(axis=1) == patient.y_valid)

    shift = max(range(1, 10), key=linear_accuracy)
    return replace(patient, y_train=np.roll(patient.y_train, -shift))


# %% chaff q12e_treat_data log-scale: 로그를 씌운다
# hint: 꼴로 바뀌지 않았
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        return replace(patient, x_train=np.log1p(x) - 2, x_valid=np.log1p(v) - 2)
    if diagnosis == "데이터의 NaN":
        whole = ~np.isnan(x).any(axis=1)
        return replace(patient, x_train=x[whole], y_train=patient.y_train[whole])
    if diagnosis == "다른 검증 전처리":
        return replace(patient, x_valid=(v - v.mean()) / v.std() * x.std() + x.mean())

    def linear_accuracy(shift):
        labels = np.eye(10)[np.roll(patient.y_train, -shift)]
        linear = np.linalg.lstsq(x, labels, rcond=None)[0]
        return np.mean((v @ linear).argmax(axis=1) == patient.y_valid)

    shift = max(range(1, 10), key=linear_accuracy)
    return replace(patient, y_train=np.roll(patient.y_train, -shift))


# %% chaff q12e_treat_data centre-only: 평균만 뺀다
# hint: 아직 배우지 못합니다
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        return replace(patient, x_train=x - x.mean(), x_valid=v - x.mean())
    if diagnosis == "데이터의 NaN":
        whole = ~np.isnan(x).any(axis=1)
        return replace(patient, x_train=x[whole], y_train=patient.y_train[whole])
    if diagnosis == "다른 검증 전처리":
        return replace(patient, x_valid=(v - v.mean()) / v.std() * x.std() + x.mean())

    def linear_accuracy(shift):
        labels = np.eye(10)[np.roll(patient.y_train, -shift)]
        linear = np.linalg.lstsq(x, labels, rcond=None)[0]
        return np.mean((v @ linear).argmax(axis=1) == patient.y_valid)

    shift = max(range(1, 10), key=linear_accuracy)
    return replace(patient, y_train=np.roll(patient.y_train, -shift))


# %% chaff q12e_treat_data smaller-rate: 눈금은 두고 학습률을 낮춘다
# hint: 학습률까지 바뀌었습니다
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        return replace(patient, learning_rate=patient.learning_rate / 1000)
    if diagnosis == "데이터의 NaN":
        whole = ~np.isnan(x).any(axis=1)
        return replace(patient, x_train=x[whole], y_train=patient.y_train[whole])
    if diagnosis == "다른 검증 전처리":
        return replace(patient, x_valid=(v - v.mean()) / v.std() * x.std() + x.mean())

    def linear_accuracy(shift):
        labels = np.eye(10)[np.roll(patient.y_train, -shift)]
        linear = np.linalg.lstsq(x, labels, rcond=None)[0]
        return np.mean((v @ linear).argmax(axis=1) == patient.y_valid)

    shift = max(range(1, 10), key=linear_accuracy)
    return replace(patient, y_train=np.roll(patient.y_train, -shift))


# %% chaff q12e_treat_data nan-as-big: NaN을 -999로 채운다
# hint: 새로운 고장이 됩니다
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        mean, std = x.mean(), x.std()
        return replace(patient, x_train=(x - mean) / std, x_valid=(v - mean) / std)
    if diagnosis == "데이터의 NaN":
        return replace(patient, x_train=np.nan_to_num(x, nan=-999))
    if diagnosis == "다른 검증 전처리":
        return replace(patient, x_valid=(v - v.mean()) / v.std() * x.std() + x.mean())

    def linear_accuracy(shift):
        labels = np.eye(10)[np.roll(patient.y_train, -shift)]
        linear = np.linalg.lstsq(x, labels, rcond=None)[0]
        return np.mean((v @ linear).argmax(axis=1) == patient.y_valid)

    shift = max(range(1, 10), key=linear_accuracy)
    return replace(patient, y_train=np.roll(patient.y_train, -shift))


# %% chaff q12e_treat_data labels-left: 샘플만 빼고 레이블은 그대로 둔다
# hint: 그 레이블도 빼야
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        mean, std = x.mean(), x.std()
        return replace(patient, x_train=(x - mean) / std, x_valid=(v - mean) / std)
    if diagnosis == "데이터의 NaN":
        return replace(patient, x_train=x[~np.isnan(x).any(axis=1)])
    if diagnosis == "다른 검증 전처리":
        return replace(patient, x_valid=(v - v.mean()) / v.std() * x.std() + x.mean())

    def linear_accuracy(shift):
        labels = np.eye(10)[np.roll(patient.y_train, -shift)]
        linear = np.linalg.lstsq(x, labels, rcond=None)[0]
        return np.mean((v @ linear).argmax(axis=1) == patient.y_valid)

    shift = max(range(1, 10), key=linear_accuracy)
    return replace(patient, y_train=np.roll(patient.y_train, -shift))


# %% chaff q12e_treat_data drop-features: NaN이 든 특성을 뺀다
# hint: 검증 입력까지 바뀌었습니다
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        mean, std = x.mean(), x.std()
        return replace(patient, x_train=(x - mean) / std, x_valid=(v - mean) / std)
    if diagnosis == "데이터의 NaN":
        return replace(
            patient,
            x_train=x[:, ~np.isnan(x).any(axis=0)],
            x_valid=v[:, ~np.isnan(x).any(axis=0)],
        )
    if diagnosis == "다른 검증 전처리":
        return replace(patient, x_valid=(v - v.mean()) / v.std() * x.std() + x.mean())

    def linear_accuracy(shift):
        labels = np.eye(10)[np.roll(patient.y_train, -shift)]
        linear = np.linalg.lstsq(x, labels, rcond=None)[0]
        return np.mean((v @ linear).argmax(axis=1) == patient.y_valid)

    shift = max(range(1, 10), key=linear_accuracy)
    return replace(patient, y_train=np.roll(patient.y_train, -shift))


# %% chaff q12e_treat_data drop-tail: 뒤에서 그 수만큼 레이블을 뺀다
# hint: 짝이 달라졌습니다
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        mean, std = x.mean(), x.std()
        return replace(patient, x_train=(x - mean) / std, x_valid=(v - mean) / std)
    if diagnosis == "데이터의 NaN":
        kept = x[~np.isnan(x).any(axis=1)]
        return replace(patient, x_train=kept, y_train=patient.y_train[: len(kept)])
    if diagnosis == "다른 검증 전처리":
        return replace(patient, x_valid=(v - v.mean()) / v.std() * x.std() + x.mean())

    def linear_accuracy(shift):
        labels = np.eye(10)[np.roll(patient.y_train, -shift)]
        linear = np.linalg.lstsq(x, labels, rcond=None)[0]
        return np.mean((v @ linear).argmax(axis=1) == patient.y_valid)

    shift = max(range(1, 10), key=linear_accuracy)
    return replace(patient, y_train=np.roll(patient.y_train, -shift))


# %% chaff q12e_treat_data in-place-nan: 받은 배열의 NaN을 제자리에서 채운다
# hint: 내용이 바뀌었습니다
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        mean, std = x.mean(), x.std()
        return replace(patient, x_train=(x - mean) / std, x_valid=(v - mean) / std)
    if diagnosis == "데이터의 NaN":
        x[np.isnan(x)] = 0
        return patient
    if diagnosis == "다른 검증 전처리":
        return replace(patient, x_valid=(v - v.mean()) / v.std() * x.std() + x.mean())

    def linear_accuracy(shift):
        labels = np.eye(10)[np.roll(patient.y_train, -shift)]
        linear = np.linalg.lstsq(x, labels, rcond=None)[0]
        return np.mean((v @ linear).argmax(axis=1) == patient.y_valid)

    shift = max(range(1, 10), key=linear_accuracy)
    return replace(patient, y_train=np.roll(patient.y_train, -shift))


# %% chaff q12e_treat_data equals-nan: x != nan으로 NaN을 찾는다
# hint: 아직 NaN이 있습니다
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        mean, std = x.mean(), x.std()
        return replace(patient, x_train=(x - mean) / std, x_valid=(v - mean) / std)
    if diagnosis == "데이터의 NaN":
        whole = (x != np.nan).all(axis=1)
        return replace(patient, x_train=x[whole], y_train=patient.y_train[whole])
    if diagnosis == "다른 검증 전처리":
        return replace(patient, x_valid=(v - v.mean()) / v.std() * x.std() + x.mean())

    def linear_accuracy(shift):
        labels = np.eye(10)[np.roll(patient.y_train, -shift)]
        linear = np.linalg.lstsq(x, labels, rcond=None)[0]
        return np.mean((v @ linear).argmax(axis=1) == patient.y_valid)

    shift = max(range(1, 10), key=linear_accuracy)
    return replace(patient, y_train=np.roll(patient.y_train, -shift))


# %% chaff q12e_treat_data always-one: 언제나 한 칸 되돌린다
# hint: 몇 칸 밀렸는지는 환자마다
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        mean, std = x.mean(), x.std()
        return replace(patient, x_train=(x - mean) / std, x_valid=(v - mean) / std)
    if diagnosis == "데이터의 NaN":
        whole = ~np.isnan(x).any(axis=1)
        return replace(patient, x_train=x[whole], y_train=patient.y_train[whole])
    if diagnosis == "다른 검증 전처리":
        return replace(patient, x_valid=(v - v.mean()) / v.std() * x.std() + x.mean())
    return replace(patient, y_train=np.roll(patient.y_train, -1))


# %% chaff q12e_treat_data same-direction: 같은 쪽으로 한 번 더 민다
# hint: 부호
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        mean, std = x.mean(), x.std()
        return replace(patient, x_train=(x - mean) / std, x_valid=(v - mean) / std)
    if diagnosis == "데이터의 NaN":
        whole = ~np.isnan(x).any(axis=1)
        return replace(patient, x_train=x[whole], y_train=patient.y_train[whole])
    if diagnosis == "다른 검증 전처리":
        return replace(patient, x_valid=(v - v.mean()) / v.std() * x.std() + x.mean())

    def linear_accuracy(shift):
        labels = np.eye(10)[np.roll(patient.y_train, -shift)]
        linear = np.linalg.lstsq(x, labels, rcond=None)[0]
        return np.mean((v @ linear).argmax(axis=1) == patient.y_valid)

    shift = max(range(1, 10), key=linear_accuracy)
    return replace(patient, y_train=np.roll(patient.y_train, shift))


# %% chaff q12e_treat_data worst-shift: 가장 안 맞는 칸 수를 고른다
# hint: 가장 잘 맞는 칸 수
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        mean, std = x.mean(), x.std()
        return replace(patient, x_train=(x - mean) / std, x_valid=(v - mean) / std)
    if diagnosis == "데이터의 NaN":
        whole = ~np.isnan(x).any(axis=1)
        return replace(patient, x_train=x[whole], y_train=patient.y_train[whole])
    if diagnosis == "다른 검증 전처리":
        return replace(patient, x_valid=(v - v.mean()) / v.std() * x.std() + x.mean())

    def linear_accuracy(shift):
        labels = np.eye(10)[np.roll(patient.y_train, -shift)]
        linear = np.linalg.lstsq(x, labels, rcond=None)[0]
        return np.mean((v @ linear).argmax(axis=1) == patient.y_valid)

    shift = min(range(1, 10), key=linear_accuracy)
    return replace(patient, y_train=np.roll(patient.y_train, -shift))


# %% chaff q12e_treat_data new-labels: 검증 세트로 만든 선형 모델의 예측을 레이블로 쓴다
# hint: 새로 지어내면
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        mean, std = x.mean(), x.std()
        return replace(patient, x_train=(x - mean) / std, x_valid=(v - mean) / std)
    if diagnosis == "데이터의 NaN":
        whole = ~np.isnan(x).any(axis=1)
        return replace(patient, x_train=x[whole], y_train=patient.y_train[whole])
    if diagnosis == "다른 검증 전처리":
        return replace(patient, x_valid=(v - v.mean()) / v.std() * x.std() + x.mean())
    linear = np.linalg.lstsq(v, np.eye(10)[patient.y_valid], rcond=None)[0]
    return replace(patient, y_train=(x @ linear).argmax(axis=1))


# %% chaff q12e_treat_data shift-inputs: 레이블 대신 입력을 민다
# hint: 훈련 입력까지 바뀌었습니다
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        mean, std = x.mean(), x.std()
        return replace(patient, x_train=(x - mean) / std, x_valid=(v - mean) / std)
    if diagnosis == "데이터의 NaN":
        whole = ~np.isnan(x).any(axis=1)
        return replace(patient, x_train=x[whole], y_train=patient.y_train[whole])
    if diagnosis == "다른 검증 전처리":
        return replace(patient, x_valid=(v - v.mean()) / v.std() * x.std() + x.mean())

    def linear_accuracy(shift):
        labels = np.eye(10)[np.roll(patient.y_train, -shift)]
        linear = np.linalg.lstsq(x, labels, rcond=None)[0]
        return np.mean((v @ linear).argmax(axis=1) == patient.y_valid)

    shift = max(range(1, 10), key=linear_accuracy)
    return replace(patient, x_train=np.roll(x, shift, axis=0))


# %% chaff q12e_treat_data per-feature-valid: 특성마다 따로 맞춘다
# hint: 같은 두 수 c, d를
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        mean, std = x.mean(), x.std()
        return replace(patient, x_train=(x - mean) / std, x_valid=(v - mean) / std)
    if diagnosis == "데이터의 NaN":
        whole = ~np.isnan(x).any(axis=1)
        return replace(patient, x_train=x[whole], y_train=patient.y_train[whole])
    if diagnosis == "다른 검증 전처리":
        std = np.where(v.std(axis=0) == 0, 1, v.std(axis=0))
        z = (v - v.mean(axis=0)) / std
        return replace(patient, x_valid=z * x.std(axis=0) + x.mean(axis=0))

    def linear_accuracy(shift):
        labels = np.eye(10)[np.roll(patient.y_train, -shift)]
        linear = np.linalg.lstsq(x, labels, rcond=None)[0]
        return np.mean((v @ linear).argmax(axis=1) == patient.y_valid)

    shift = max(range(1, 10), key=linear_accuracy)
    return replace(patient, y_train=np.roll(patient.y_train, -shift))


# %% chaff q12e_treat_data std-only: 검증 입력의 표준편차만 맞춘다
# hint: 고친 검증 입력의 평균이
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        mean, std = x.mean(), x.std()
        return replace(patient, x_train=(x - mean) / std, x_valid=(v - mean) / std)
    if diagnosis == "데이터의 NaN":
        whole = ~np.isnan(x).any(axis=1)
        return replace(patient, x_train=x[whole], y_train=patient.y_train[whole])
    if diagnosis == "다른 검증 전처리":
        return replace(patient, x_valid=v / v.std() * x.std())

    def linear_accuracy(shift):
        labels = np.eye(10)[np.roll(patient.y_train, -shift)]
        linear = np.linalg.lstsq(x, labels, rcond=None)[0]
        return np.mean((v @ linear).argmax(axis=1) == patient.y_valid)

    shift = max(range(1, 10), key=linear_accuracy)
    return replace(patient, y_train=np.roll(patient.y_train, -shift))


# %% chaff q12e_treat_data mean-only: 검증 입력의 평균만 맞춘다
# hint: 고친 검증 입력의 표준편차가
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        mean, std = x.mean(), x.std()
        return replace(patient, x_train=(x - mean) / std, x_valid=(v - mean) / std)
    if diagnosis == "데이터의 NaN":
        whole = ~np.isnan(x).any(axis=1)
        return replace(patient, x_train=x[whole], y_train=patient.y_train[whole])
    if diagnosis == "다른 검증 전처리":
        return replace(patient, x_valid=v - v.mean() + x.mean())

    def linear_accuracy(shift):
        labels = np.eye(10)[np.roll(patient.y_train, -shift)]
        linear = np.linalg.lstsq(x, labels, rcond=None)[0]
        return np.mean((v @ linear).argmax(axis=1) == patient.y_valid)

    shift = max(range(1, 10), key=linear_accuracy)
    return replace(patient, y_train=np.roll(patient.y_train, -shift))


# %% chaff q12e_treat_data break-train: 훈련 입력을 검증 입력에 맞춘다
# hint: 훈련 입력까지 바뀌었습니다
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        mean, std = x.mean(), x.std()
        return replace(patient, x_train=(x - mean) / std, x_valid=(v - mean) / std)
    if diagnosis == "데이터의 NaN":
        whole = ~np.isnan(x).any(axis=1)
        return replace(patient, x_train=x[whole], y_train=patient.y_train[whole])
    if diagnosis == "다른 검증 전처리":
        return replace(
            patient, x_train=(x - x.mean()) / x.std() * v.std() + v.mean()
        )

    def linear_accuracy(shift):
        labels = np.eye(10)[np.roll(patient.y_train, -shift)]
        linear = np.linalg.lstsq(x, labels, rcond=None)[0]
        return np.mean((v @ linear).argmax(axis=1) == patient.y_valid)

    shift = max(range(1, 10), key=linear_accuracy)
    return replace(patient, y_train=np.roll(patient.y_train, -shift))


# %% chaff q12e_treat_data resample: 훈련 세트의 일부를 검증 세트로 쓴다
# hint: 검증 레이블까지 바뀌었습니다
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        mean, std = x.mean(), x.std()
        return replace(patient, x_train=(x - mean) / std, x_valid=(v - mean) / std)
    if diagnosis == "데이터의 NaN":
        whole = ~np.isnan(x).any(axis=1)
        return replace(patient, x_train=x[whole], y_train=patient.y_train[whole])
    if diagnosis == "다른 검증 전처리":
        return replace(patient, x_valid=x[:200].copy(), y_valid=patient.y_train[:200].copy())

    def linear_accuracy(shift):
        labels = np.eye(10)[np.roll(patient.y_train, -shift)]
        linear = np.linalg.lstsq(x, labels, rcond=None)[0]
        return np.mean((v @ linear).argmax(axis=1) == patient.y_valid)

    shift = max(range(1, 10), key=linear_accuracy)
    return replace(patient, y_train=np.roll(patient.y_train, -shift))


# %% chaff q12e_treat_data arrays: 환자가 아니라 배열을 돌려준다
# hint: 배열이 아니라
def treat_data(patient, diagnosis):
    x, v = patient.x_train, patient.x_valid
    if diagnosis == "입력의 눈금":
        mean, std = x.mean(), x.std()
        return replace(patient, x_train=(x - mean) / std, x_valid=(v - mean) / std)
    if diagnosis == "데이터의 NaN":
        whole = ~np.isnan(x).any(axis=1)
        return x[whole], patient.y_train[whole]
    if diagnosis == "다른 검증 전처리":
        return (v - v.mean()) / v.std() * x.std() + x.mean()

    def linear_accuracy(shift):
        labels = np.eye(10)[np.roll(patient.y_train, -shift)]
        linear = np.linalg.lstsq(x, labels, rcond=None)[0]
        return np.mean((v @ linear).argmax(axis=1) == patient.y_valid)

    shift = max(range(1, 10), key=linear_accuracy)
    return replace(patient, y_train=np.roll(patient.y_train, -shift))


# %% wheat q12f_treat_training replace-fields: 설정은 replace로, 가중치는 NumPy로 새로 뽑고, 편향은 0.01로
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        rng = np.random.default_rng()
        for layer in hidden:
            n_in, n_out = layer.kernel.shape
            limit = (6 / (n_in + n_out)) ** 0.5
            b = layer.get_weights()[1]
            layer.set_weights([rng.uniform(-limit, limit, (n_in, n_out)), b])
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            W, b = layer.get_weights()
            if b.max() < -1:
                layer.set_weights([W, np.full_like(b, 0.01)])
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.1
    elif diagnosis == "빠진 from_logits":
        return replace(patient, from_logits=True)
    else:
        return replace(patient, learning_rate=0.05)
    return patient


# %% wheat q12f_treat_training rescale: 지금 가중치의 크기를 He에 맞게 키우고, 드롭아웃은 0으로
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for layer in hidden:
            W = np.array(layer.kernel)
            layer.kernel.assign(W / W.std() * np.sqrt(2 / len(W)))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.maximum(np.array(layer.bias), 0))
    elif diagnosis == "동결된 은닉층":
        for layer in patient.model.layers:
            if not layer.trainable:
                layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if hasattr(layer, "rate"):
                layer.rate = 0.0
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate = 1e-2
    return patient


# %% wheat q12f_treat_training data-driven-bias: 켜지는 샘플이 절반이 되게 편향을 옮기고, 학습률은 알맞은 범위로 자르기
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for k, layer in enumerate(hidden):
            init = keras.initializers.GlorotNormal(seed=100 + k)
            layer.kernel.assign(init(layer.kernel.shape))
    elif diagnosis == "죽은 뉴런":
        h = patient.x_train
        for layer in hidden:
            if np.max(layer(h)) <= 0:
                layer.bias.assign(-np.median(h @ np.array(layer.kernel), axis=0))
            h = np.array(layer(h))
    elif diagnosis == "동결된 은닉층":
        for layer in patient.model.layers:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = min(layer.rate, 0.15)
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = bool(dense[-1].activation is keras.activations.linear)
    else:
        patient.learning_rate = float(np.clip(patient.learning_rate, 0.015, 0.06))
    return patient


# %% wheat q12f_treat_training lecun-uniform: 르쿤 균등분포로 뽑고 층을 이름으로 찾기
def treat_training(patient, diagnosis):
    hidden = [m for m in patient.model.layers if m.name.startswith("hidden")]
    if diagnosis == "작은 초기화":
        for layer in hidden:
            layer.kernel.assign(keras.initializers.LecunUniform()(tuple(layer.kernel.shape)))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(layer.bias * 0)
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if layer.name.startswith("dropout"):
                layer.rate = 0.2
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate = 0.03
    return patient


# %% chaff q12f_treat_training bigger-rate: 작은 초기화를 학습률로 고친다
# hint: 학습률까지 바뀌었습니다
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        patient.learning_rate *= 50
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.zeros(layer.units))
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.1
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate = 0.03
    return patient


# %% chaff q12f_treat_training first-layer: 첫 은닉층만 다시 뽑는다
# hint: 가중치가 그대로인 은닉층
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        hidden[0].kernel.assign(keras.initializers.HeNormal()(hidden[0].kernel.shape))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.zeros(layer.units))
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.1
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate = 0.03
    return patient


# %% chaff q12f_treat_training unit-normal: 표준편차 1로 뽑는다
# hint: 팬-인이 클수록
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for k, layer in enumerate(hidden):
            layer.kernel.assign(np.random.default_rng(k).normal(size=layer.kernel.shape))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.zeros(layer.units))
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.1
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate = 0.03
    return patient


# %% chaff q12f_treat_training no-root: √를 빠뜨린다
# hint: √를 빠뜨리지
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for k, layer in enumerate(hidden):
            n = layer.kernel.shape[0]
            layer.kernel.assign(np.random.default_rng(k).normal(0, 2 / n, layer.kernel.shape))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.zeros(layer.units))
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.1
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate = 0.03
    return patient


# %% chaff q12f_treat_training times-ten: 모든 가중치를 열 배 한다
# hint: 아직 가중치가 작은
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for layer in hidden:
            layer.kernel.assign(10 * layer.kernel)
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.zeros(layer.units))
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.1
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate = 0.03
    return patient


# %% chaff q12f_treat_training constant: 모든 가중치를 같은 값으로 채운다
# hint: 뉴런들의 가중치가 서로 같거나
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for layer in hidden:
            layer.kernel.assign(np.full(layer.kernel.shape, 0.2))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.zeros(layer.units))
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.1
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate = 0.03
    return patient


# %% chaff q12f_treat_training shared-initializer: 초기화 객체 하나를 모든 층에 쓴다
# hint: 서로 다른 층의 가중치가 똑같습니다
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        he = keras.initializers.HeNormal(seed=1)
        for layer in hidden:
            layer.kernel.assign(he(layer.kernel.shape))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.zeros(layer.units))
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.1
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate = 0.03
    return patient


# %% chaff q12f_treat_training output-too: 출력층까지 다시 뽑는다
# hint: 출력층의 가중치까지
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for layer in dense:
            layer.kernel.assign(keras.initializers.HeNormal()(layer.kernel.shape))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.zeros(layer.units))
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.1
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate = 0.03
    return patient


# %% chaff q12f_treat_training reset-all: 죽은 층을 통째로 다시 초기화한다
# hint: 은닉층의 가중치까지
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for layer in hidden:
            layer.kernel.assign(keras.initializers.HeNormal()(layer.kernel.shape))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.zeros(layer.units))
            layer.kernel.assign(keras.initializers.HeNormal()(layer.kernel.shape))
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.1
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate = 0.03
    return patient


# %% chaff q12f_treat_training first-bias: 언제나 첫 은닉층의 편향만 고친다
# hint: 어느 층이 죽었는지는
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for layer in hidden:
            layer.kernel.assign(keras.initializers.HeNormal()(layer.kernel.shape))
    elif diagnosis == "죽은 뉴런":
        hidden[0].bias.assign(np.zeros(hidden[0].units))
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.1
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate = 0.03
    return patient


# %% chaff q12f_treat_training leaky: 활성화 함수를 Leaky ReLU로 바꾼다
# hint: 활성화 함수까지 바뀌었습니다
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for layer in hidden:
            layer.kernel.assign(keras.initializers.HeNormal()(layer.kernel.shape))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.activation = keras.activations.leaky_relu
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.1
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate = 0.03
    return patient


# %% chaff q12f_treat_training half-bias: 편향을 절반으로 줄인다
# hint: 고친 뒤에도 죽은 뉴런
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for layer in hidden:
            layer.kernel.assign(keras.initializers.HeNormal()(layer.kernel.shape))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(0.5 * layer.bias)
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.1
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate = 0.03
    return patient


# %% chaff q12f_treat_training output-only: 출력층의 동결만 푼다
# hint: 아직 동결된 층이
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for layer in hidden:
            layer.kernel.assign(keras.initializers.HeNormal()(layer.kernel.shape))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.zeros(layer.units))
    elif diagnosis == "동결된 은닉층":
        dense[-1].trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.1
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate = 0.03
    return patient


# %% chaff q12f_treat_training first-thawed: 첫 은닉층의 동결만 푼다
# hint: 아직 동결된 층이
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for layer in hidden:
            layer.kernel.assign(keras.initializers.HeNormal()(layer.kernel.shape))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.zeros(layer.units))
    elif diagnosis == "동결된 은닉층":
        hidden[0].trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.1
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate = 0.03
    return patient


# %% chaff q12f_treat_training thaw-and-slow: 동결을 풀면서 학습률도 낮춘다
# hint: 학습률까지 바뀌었습니다
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for layer in hidden:
            layer.kernel.assign(keras.initializers.HeNormal()(layer.kernel.shape))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.zeros(layer.units))
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
        patient.learning_rate /= 10
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.1
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate = 0.03
    return patient


# %% chaff q12f_treat_training keep-probability: 비율을 남기는 확률로 여긴다
# hint: 끄는 확률인지
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for layer in hidden:
            layer.kernel.assign(keras.initializers.HeNormal()(layer.kernel.shape))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.zeros(layer.units))
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.9
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate = 0.03
    return patient


# %% chaff q12f_treat_training first-dropout: 첫 Dropout 층만 고친다
# hint: Dropout 층이 몇 개인지
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for layer in hidden:
            layer.kernel.assign(keras.initializers.HeNormal()(layer.kernel.shape))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.zeros(layer.units))
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        drops = [m for m in patient.model.layers if isinstance(m, keras.layers.Dropout)]
        drops[0].rate = 0.1
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate = 0.03
    return patient


# %% chaff q12f_treat_training remove-dropout: Dropout 층을 뺀 모델을 새로 만든다
# hint: 층의 구성까지
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for layer in hidden:
            layer.kernel.assign(keras.initializers.HeNormal()(layer.kernel.shape))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.zeros(layer.units))
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        kept = [m for m in patient.model.layers if not isinstance(m, keras.layers.Dropout)]
        patient.model = keras.Sequential([keras.Input((64,)), *kept])
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate = 0.03
    return patient


# %% chaff q12f_treat_training longer: 드롭아웃은 두고 더 오래 훈련한다
# hint: 에포크 수까지 바뀌었습니다
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for layer in hidden:
            layer.kernel.assign(keras.initializers.HeNormal()(layer.kernel.shape))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.zeros(layer.units))
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        patient.epochs *= 5
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate = 0.03
    return patient


# %% chaff q12f_treat_training add-softmax: 소프트맥스 층을 더한다
# hint: 층의 구성까지
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for layer in hidden:
            layer.kernel.assign(keras.initializers.HeNormal()(layer.kernel.shape))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.zeros(layer.units))
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.1
    elif diagnosis == "빠진 from_logits":
        patient.model.add(keras.layers.Softmax())
    else:
        patient.learning_rate = 0.03
    return patient


# %% chaff q12f_treat_training output-softmax: 출력층의 활성화 함수를 바꾼다
# hint: 활성화 함수까지 바뀌었습니다
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for layer in hidden:
            layer.kernel.assign(keras.initializers.HeNormal()(layer.kernel.shape))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.zeros(layer.units))
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.1
    elif diagnosis == "빠진 from_logits":
        dense[-1].activation = keras.activations.softmax
    else:
        patient.learning_rate = 0.03
    return patient


# %% chaff q12f_treat_training logits-rate: from_logits 대신 학습률을 낮춘다
# hint: 학습률까지 바뀌었습니다
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for layer in hidden:
            layer.kernel.assign(keras.initializers.HeNormal()(layer.kernel.shape))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.zeros(layer.units))
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.1
    elif diagnosis == "빠진 from_logits":
        patient.learning_rate /= 3
    else:
        patient.learning_rate = 0.03
    return patient


# %% chaff q12f_treat_training always-smaller: 학습률을 언제나 100분의 1로 줄인다
# hint: 0.01과 0.1 사이가 아닙니다
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for layer in hidden:
            layer.kernel.assign(keras.initializers.HeNormal()(layer.kernel.shape))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.zeros(layer.units))
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.1
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate /= 100
    return patient


# %% chaff q12f_treat_training always-larger: 학습률을 언제나 열 배로 키운다
# hint: 0.01과 0.1 사이가 아닙니다
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for layer in hidden:
            layer.kernel.assign(keras.initializers.HeNormal()(layer.kernel.shape))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.zeros(layer.units))
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.1
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate *= 10
    return patient


# %% chaff q12f_treat_training no-momentum: 큰 학습률을 모멘텀으로 누른다
# hint: 모멘텀까지 바뀌었습니다
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for layer in hidden:
            layer.kernel.assign(keras.initializers.HeNormal()(layer.kernel.shape))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.zeros(layer.units))
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.1
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.momentum = 0.0
        patient.learning_rate = 0.03
    return patient


# %% chaff q12f_treat_training returns-model: 환자가 아니라 모델을 돌려준다
# hint: 모델이 아니라
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for layer in hidden:
            layer.kernel.assign(keras.initializers.HeNormal()(layer.kernel.shape))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.zeros(layer.units))
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.1
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate = 0.03
    return patient.model


# %% chaff q12f_treat_training forgets-return: 돌려주는 것을 잊는다
# hint: 돌려준 값이 없습니다
def treat_training(patient, diagnosis):
    dense = [m for m in patient.model.layers if isinstance(m, keras.layers.Dense)]
    hidden = dense[:-1]
    if diagnosis == "작은 초기화":
        for layer in hidden:
            layer.kernel.assign(keras.initializers.HeNormal()(layer.kernel.shape))
    elif diagnosis == "죽은 뉴런":
        for layer in hidden:
            layer.bias.assign(np.zeros(layer.units))
    elif diagnosis == "동결된 은닉층":
        for layer in hidden:
            layer.trainable = True
    elif diagnosis == "지나친 드롭아웃":
        for layer in patient.model.layers:
            if isinstance(layer, keras.layers.Dropout):
                layer.rate = 0.1
    elif diagnosis == "빠진 from_logits":
        patient.from_logits = True
    else:
        patient.learning_rate = 0.03
    print("고쳤다")
