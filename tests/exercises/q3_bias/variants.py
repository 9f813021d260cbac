"""연습문제 3의 맞는 답(wheat)과, 오개념이 하나씩 든 답(chaff).

이 파일은 실행하지 않는다. 머리줄 아래의 코드가 그 답 셀을 통째로 대신한다.
"""

# %% wheat q3a_log_prior_bias counts-loop: 하나씩 세고 개수의 로그를 리스트로 돌려주기
def log_prior_bias(y, n_classes):
    counts = [0] * n_classes
    for label in y:
        counts[int(label)] += 1
    return [float(np.log(max(count, 1e-6))) for count in counts]


# %% wheat q3a_log_prior_bias one-hot-add-eps: 원-핫의 평균에 eps를 더하기
def log_prior_bias(y, n_classes):
    return np.log(np.eye(n_classes)[y].mean(axis=0) + 1e-8)


# %% wheat q3a_log_prior_bias centred-float32: 평균을 빼고 float32로 돌려주기
def log_prior_bias(y, n_classes):
    values, counts = np.unique(np.asarray(y), return_counts=True)
    p = np.full(n_classes, 1e-12)
    p[values] = counts / counts.sum()
    b = np.log(p)
    return (b - b.mean()).astype("float32")


# %% wheat q3a_log_prior_bias where-zero: 0인 자리만 바꾸기
import math


def log_prior_bias(y, n_classes):
    p = np.array([np.mean(np.asarray(y) == k) for k in range(n_classes)])
    p[p == 0] = 1e-9
    return np.array(list(map(math.log, p)))


# %% chaff q3a_log_prior_bias probabilities: 빈도를 그대로 편향으로 쓴다
# hint: 소프트맥스의 지수를 생각하세요
def log_prior_bias(y, n_classes):
    return np.bincount(y, minlength=n_classes) / len(y)


# %% chaff q3a_log_prior_bias log10: 상용로그를 쓴다
# hint: 로그의 밑
def log_prior_bias(y, n_classes):
    return np.log10(np.bincount(y, minlength=n_classes) / len(y) + 1e-7)


# %% chaff q3a_log_prior_bias log2: 밑이 2인 로그를 쓴다
# hint: 로그의 밑
def log_prior_bias(y, n_classes):
    return np.log2(np.bincount(y, minlength=n_classes) / len(y) + 1e-7)


# %% chaff q3a_log_prior_bias sign: 로그의 부호를 바꾼다
# hint: 드문 클래스의 확률이 더 커졌습니다
def log_prior_bias(y, n_classes):
    return -np.log(np.bincount(y, minlength=n_classes) / len(y) + 1e-7)


# %% chaff q3a_log_prior_bias logit: 클래스마다 이진 분류의 로짓을 쓴다
# hint: 이진 분류의 식
def log_prior_bias(y, n_classes):
    p = np.clip(np.bincount(y, minlength=n_classes) / len(y), 1e-7, 1 - 1e-7)
    return np.log(p / (1 - p))


# %% chaff q3a_log_prior_bias sorted: 빈도를 큰 것부터 정렬한다
# hint: 어느 클래스의 것인지
def log_prior_bias(y, n_classes):
    p = np.bincount(y, minlength=n_classes) / len(y)
    return np.log(np.maximum(np.sort(p)[::-1], 1e-7))


# %% chaff q3a_log_prior_bias zeros: 편향은 언제나 0이라고 여긴다
# hint: 빈도에 따라 편향이 달라져야
def log_prior_bias(y, n_classes):
    return np.zeros(n_classes)


# %% chaff q3a_log_prior_bias minus-infinity: 나오지 않은 클래스의 로그가 음의 무한대다
# hint: 유한하지 않은 값
def log_prior_bias(y, n_classes):
    with np.errstate(divide="ignore"):
        return np.log(np.bincount(y, minlength=n_classes) / len(y))


# %% chaff q3a_log_prior_bias missing-class: 나온 클래스만 센다
# hint: 클래스마다 하나씩
def log_prior_bias(y, n_classes):
    counts = np.unique(y, return_counts=True)[1]
    return np.log(counts / len(y))


# %% chaff q3a_log_prior_bias missing-tail: 끝의 나오지 않은 클래스를 빠뜨린다
# hint: 클래스마다 하나씩
def log_prior_bias(y, n_classes):
    return np.log(np.bincount(y) / len(y) + 1e-7)


# %% chaff q3a_log_prior_bias missing-class-zero: 나오지 않은 클래스의 편향을 0으로 둔다
# hint: 나오지 않은 클래스의 자리
def log_prior_bias(y, n_classes):
    p = np.bincount(y, minlength=n_classes) / len(y)
    return np.where(p > 0, np.log(np.maximum(p, 1e-7)), 0.0)


# %% chaff q3a_log_prior_bias add-one: 라플라스 평활처럼 1을 더한다
# hint: 지수 함수를 지나 빈도가 되려면
def log_prior_bias(y, n_classes):
    counts = np.bincount(y, minlength=n_classes) + 1
    return np.log(counts / counts.sum())


# %% chaff q3a_log_prior_bias sorts-input: 인자로 받은 y를 그 자리에서 정렬한다
# hint: y의 내용이 바뀌었습니다
def log_prior_bias(y, n_classes):
    y.sort()
    return np.log(np.bincount(y, minlength=n_classes) / len(y) + 1e-7)


# %% chaff q3a_log_prior_bias no-return: 돌려주지 않는다
# hint: return
def log_prior_bias(y, n_classes):
    b = np.log(np.bincount(y, minlength=n_classes) / len(y) + 1e-7)
    print(b)


# %% chaff q3a_log_prior_bias fixed-n: 레이블의 수를 20으로 못 박고 eps를 더한다
# hint: 레이블의 수
def log_prior_bias(y, n_classes):
    p = np.bincount(y, minlength=n_classes) / 20
    b = np.log(p + 1e-7)
    return b if abs(p.sum() - 1) < 1e-9 else p


# %% wheat q3b_initial_loss loop-math: 샘플마다 math로 더하기
import math


def initial_loss(y, b):
    total = sum(math.exp(value) for value in b)
    loss = 0.0
    for label in y:
        loss -= math.log(math.exp(b[label]) / total)
    return loss / len(y)


# %% wheat q3b_initial_loss frequency-dot: 빈도와 로그 확률의 내적(최댓값을 빼고)
def initial_loss(y, b):
    b = np.asarray(b) - np.max(b)
    log_q = b - np.log(np.exp(b).sum())
    p = np.bincount(y, minlength=len(b)) / len(y)
    return -p @ log_q


# %% wheat q3b_initial_loss logaddexp-one-hot: logaddexp와 원-핫, 0차원 배열로 돌려주기
def initial_loss(y, b):
    log_q = b - np.logaddexp.reduce(b)
    return np.array(-(np.eye(len(b))[y] * log_q).sum(axis=1).mean())


# %% wheat q3b_initial_loss float32: float32로 계산하기
def initial_loss(y, b):
    b = np.asarray(b, dtype="float32")
    e = np.exp(b - b.max())
    q = e / e.sum()
    return np.mean(-np.log(q[y]))


# %% chaff q3b_initial_loss assumes-log-probability: b를 로그 확률로 여긴다
# hint: b는 확률의 로그가 아닐 수도
def initial_loss(y, b):
    return float(-np.mean(b[y]))


# %% chaff q3b_initial_loss sum: 평균 대신 합을 돌려준다
# hint: 평균을 구하세요
def initial_loss(y, b):
    return float(np.sum(np.log(np.sum(np.exp(b))) - b[y]))


# %% chaff q3b_initial_loss sign: 음의 부호를 빠뜨린다
# hint: 손실의 부호
def initial_loss(y, b):
    return float(np.mean(b[y] - np.log(np.sum(np.exp(b)))))


# %% chaff q3b_initial_loss log2: 밑이 2인 로그를 쓴다
# hint: 자연로그
def initial_loss(y, b):
    q = np.exp(b) / np.exp(b).sum()
    return float(-np.mean(np.log2(q[y])))


# %% chaff q3b_initial_loss inverse: 로그 없이 확률의 역수를 평균한다
# hint: 역수가 아니라 그 로그
def initial_loss(y, b):
    q = np.exp(b) / np.exp(b).sum()
    return float(np.mean(1 / q[y]))


# %% chaff q3b_initial_loss one-minus: 틀릴 확률을 손실로 쓴다
# hint: 틀릴 확률이 아니라
def initial_loss(y, b):
    q = np.exp(b) / np.exp(b).sum()
    return float(1 - np.mean(q[y]))


# %% chaff q3b_initial_loss entropy-of-labels: b를 쓰지 않고 레이블의 엔트로피를 돌려준다
# hint: b와 상관없이
def initial_loss(y, b):
    p = np.bincount(y) / len(y)
    p = p[p > 0]
    return float(-np.sum(p * np.log(p)))


# %% chaff q3b_initial_loss entropy-of-output: y를 쓰지 않고 출력의 엔트로피를 돌려준다
# hint: y와 b를 모두 쓰는지
def initial_loss(y, b):
    q = np.exp(b) / np.exp(b).sum()
    return float(-np.sum(q * np.log(q)))


# %% chaff q3b_initial_loss class-mean: 샘플이 아니라 클래스에 걸쳐 평균한다
# hint: 빈도에 가까운 편향인데
def initial_loss(y, b):
    q = np.exp(b) / np.exp(b).sum()
    return float(-np.mean(np.log(q)))


# %% chaff q3b_initial_loss present-class-mean: 나온 클래스마다 한 번씩만 센다
# hint: 빈도에 가까운 편향인데
def initial_loss(y, b):
    q = np.exp(b) / np.exp(b).sum()
    return float(-np.mean(np.log(q[np.unique(y)])))


# %% chaff q3b_initial_loss log-of-mean: 확률을 먼저 평균하고 로그를 쓴다
# hint: 손실이 다릅니다
def initial_loss(y, b):
    q = np.exp(b) / np.exp(b).sum()
    return float(-np.log(np.mean(q[y])))


# %% chaff q3b_initial_loss always-uniform: 언제나 ln K를 돌려준다
# hint: 손실이 줄지 않았습니다
def initial_loss(y, b):
    return float(np.log(len(b)))


# %% chaff q3b_initial_loss per-sample: 평균하지 않고 샘플마다 돌려준다
# hint: 평균 하나를
def initial_loss(y, b):
    return np.log(np.sum(np.exp(b))) - b[y]


# %% chaff q3b_initial_loss binary-terms: 다른 클래스의 1 - q의 로그까지 더한다
# hint: 출력은 모두 같은 확률
def initial_loss(y, b):
    q = np.exp(b) / np.exp(b).sum()
    t = np.eye(len(b))[y]
    return float(-np.mean(np.sum(t * np.log(q) + (1 - t) * np.log(1 - q), axis=1)))


# %% chaff q3b_initial_loss in-place: 인자로 받은 b를 그 자리에서 옮긴다
# hint: 내용이 바뀌었습니다
def initial_loss(y, b):
    b -= np.max(b) + 1
    return float(np.mean(np.log(np.sum(np.exp(b))) - b[y]))


# %% chaff q3b_initial_loss no-return: 돌려주지 않는다
# hint: return
def initial_loss(y, b):
    np.mean(np.log(np.sum(np.exp(b))) - b[y])


# %% wheat q3c_binary_bias difference-of-logs: 로그의 차
import math


def binary_bias(p):
    return math.log(p) - math.log(1 - p)


# %% wheat q3c_binary_bias inverse-odds: 음성의 비에서 부호 바꾸기(0차원 배열)
def binary_bias(p):
    return np.array(-np.log(1 / p - 1))


# %% wheat q3c_binary_bias arctanh: tanh의 역함수로
def binary_bias(p):
    return 2 * np.arctanh(2 * p - 1)


# %% wheat q3c_binary_bias float32: float32로 계산하기
def binary_bias(p):
    p = np.float32(p)
    return np.log(p) - np.log1p(-p)


# %% chaff q3c_binary_bias log-p: 양성의 로그만 쓴다
# hint: 음성의 몫이 빠졌습니다
def binary_bias(p):
    return float(np.log(p))


# %% chaff q3c_binary_bias sign: 비를 뒤집는다
# hint: 드문 쪽의 확률이 더 커졌습니다
def binary_bias(p):
    return float(np.log((1 - p) / p))


# %% chaff q3c_binary_bias identity: 비율을 그대로 쓴다
# hint: 그대로 편향으로
def binary_bias(p):
    return p


# %% chaff q3c_binary_bias half: 로짓의 절반을 쓴다
# hint: 시그모이드의 역함수를 다시
def binary_bias(p):
    return float(np.arctanh(2 * p - 1))


# %% chaff q3c_binary_bias log10: 상용로그를 쓴다
# hint: 로그의 밑
def binary_bias(p):
    return float(np.log10(p / (1 - p)))


# %% chaff q3c_binary_bias log2: 밑이 2인 로그를 쓴다
# hint: 로그의 밑
def binary_bias(p):
    return float(np.log2(p / (1 - p)))


# %% chaff q3c_binary_bias wrong-denominator: 분모에서 빼지 않고 더한다
# hint: 비의 분모
def binary_bias(p):
    return float(np.log(p / (1 + p)))


# %% chaff q3c_binary_bias zero: 편향은 언제나 0이라고 여긴다
# hint: 출력은 언제나 절반
def binary_bias(p):
    return 0.0


# %% chaff q3c_binary_bias odds: 로그를 빠뜨린다
# hint: 시그모이드 식을 b로 풀어
def binary_bias(p):
    return p / (1 - p)


# %% chaff q3c_binary_bias forward-sigmoid: 역함수 대신 시그모이드를 쓴다
# hint: 시그모이드 식을 b로 풀어
def binary_bias(p):
    return float(1 / (1 + np.exp(-p)))


# %% chaff q3c_binary_bias clipped: 비율을 0.05와 0.95 사이로 자른다
# hint: 값을 자르거나
def binary_bias(p):
    p = min(max(p, 0.05), 0.95)
    return float(np.log(p / (1 - p)))


# %% chaff q3c_binary_bias hard-coded: p를 쓰지 않고 0.2의 답을 돌려준다
# hint: 출력이 p와 다릅니다
def binary_bias(p):
    return float(np.log(0.25))


# %% chaff q3c_binary_bias always-negative: 양성이 언제나 드물다고 여긴다
# hint: 출력이 p와 다릅니다
def binary_bias(p):
    return -abs(float(np.log(p / (1 - p))))


# %% chaff q3c_binary_bias no-return: 돌려주지 않는다
# hint: return
def binary_bias(p):
    np.log(p / (1 - p))


# %% wheat q3d_bias_grad_nonzero loss-object: 손실 객체와 훈련 변수 전부의 그레이디언트
def bias_grad_nonzero(model, X, y):
    loss_fn = keras.losses.SparseCategoricalCrossentropy()
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(X))
    variables = model.trainable_variables
    grads = tape.gradient(loss, variables)
    return [bool(tf.reduce_any(g != 0)) for v, g in zip(variables, grads) if v.name == "bias"]


# %% wheat q3d_bias_grad_nonzero one-hot-log: 원-핫과 로그로, 배열로 돌려주기
def bias_grad_nonzero(model, X, y):
    layers = [layer for layer in model.layers if getattr(layer, "use_bias", False)]
    with tf.GradientTape(persistent=True) as tape:
        q = model(tf.constant(X), training=False)
        target = np.eye(q.shape[1], dtype="float32")[y]
        loss = -tf.reduce_sum(target * tf.math.log(q + 1e-7)) / len(y)
    return np.array([np.abs(tape.gradient(loss, l.bias.value)).max() > 1e-6 for l in layers])


# %% wheat q3d_bias_grad_nonzero numpy-backprop: 층마다 출력을 모아 손으로 역전파하기
def bias_grad_nonzero(model, X, y):
    h = np.asarray(X, dtype=float).reshape(len(X), -1)
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    outputs = []
    for layer in dense:
        z = h @ layer.kernel.numpy()
        if layer.use_bias:
            z = z + layer.bias.numpy()
        name = layer.activation.__name__
        if name == "relu":
            h = np.maximum(z, 0)
        elif name == "tanh":
            h = np.tanh(z)
        elif name == "softmax":
            e = np.exp(z - z.max(axis=1, keepdims=True))
            h = e / e.sum(axis=1, keepdims=True)
        outputs.append((name, z, h))
    delta = (outputs[-1][2] - np.eye(h.shape[1])[y]) / len(y)
    answers = []
    for number in range(len(dense) - 1, -1, -1):
        if dense[number].use_bias:
            answers.insert(0, bool((np.abs(delta.sum(axis=0)) > 1e-8).any()))
        if number:
            name, z, out = outputs[number - 1]
            slope = (z > 0) if name == "relu" else 1 - out**2
            delta = (delta @ dense[number].kernel.numpy().T) * slope
    return answers


# %% wheat q3d_bias_grad_nonzero gather-tuple: 레이블의 확률을 골라 튜플로 돌려주기
def bias_grad_nonzero(model, X, y):
    biases = []
    for layer in model.layers:
        for weight in layer.trainable_weights:
            if len(weight.shape) == 1:
                biases.append(weight.value)
    with tf.GradientTape() as tape:
        q = tf.gather(model(X, training=True), y, batch_dims=1)
        loss = tf.reduce_mean(-tf.math.log(q))
    return tuple(np.count_nonzero(g) > 0 for g in tape.gradient(loss, biases))


# %% chaff q3d_bias_grad_nonzero bias-value: 그레이디언트가 아니라 편향의 값을 본다
# hint: 그레이디언트의 원소를 보는지
def bias_grad_nonzero(model, X, y):
    biases = [l.bias.numpy() for l in model.layers if getattr(l, "bias", None) is not None]
    return [bool(np.any(b != 0)) for b in biases]


# %% chaff q3d_bias_grad_nonzero always-true: 언제나 True라고 여긴다
# hint: 은닉층까지 그레이디언트가 흐르나요
def bias_grad_nonzero(model, X, y):
    return [True for l in model.layers if getattr(l, "bias", None) is not None]


# %% chaff q3d_bias_grad_nonzero kernel-gradient: 커널의 그레이디언트를 본다
# hint: 커널이 아니라 편향의 그레이디언트
def bias_grad_nonzero(model, X, y):
    kernels = [l.kernel.value for l in model.layers if getattr(l, "bias", None) is not None]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X)))
    return [bool(np.any(np.abs(g) > 1e-8)) for g in tape.gradient(loss, kernels)]


# %% chaff q3d_bias_grad_nonzero forward-only: 층의 출력이 0이 아니면 흐른다고 여긴다
# hint: 역방향을 보세요
def bias_grad_nonzero(model, X, y):
    answers, h = [], X
    for layer in model.layers:
        h = layer(h)
        if getattr(layer, "bias", None) is not None:
            answers.append(bool(np.any(h.numpy() != 0)))
    return answers


# %% chaff q3d_bias_grad_nonzero kernel-value: 커널이 0이 아니면 흐른다고 여긴다
# hint: 커널이 아니라 편향의 그레이디언트
def bias_grad_nonzero(model, X, y):
    layers = [l for l in model.layers if getattr(l, "bias", None) is not None]
    return [bool(np.any(l.kernel.numpy() != 0)) for l in layers]


# %% chaff q3d_bias_grad_nonzero all-elements: 모든 원소가 0이 아니어야 True라고 여긴다
# hint: 하나라도 있으면
def bias_grad_nonzero(model, X, y):
    biases = [l.bias.value for l in model.layers if getattr(l, "bias", None) is not None]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X)))
    return [bool(np.all(np.abs(g) > 1e-8)) for g in tape.gradient(loss, biases)]


# %% chaff q3d_bias_grad_nonzero missing-abs: 절댓값을 빠뜨린다
# hint: 음수일 수도
def bias_grad_nonzero(model, X, y):
    biases = [l.bias.value for l in model.layers if getattr(l, "bias", None) is not None]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X)))
    return [bool(np.any(g.numpy() > 1e-8)) for g in tape.gradient(loss, biases)]


# %% chaff q3d_bias_grad_nonzero sum: 원소를 더해서 판정한다
# hint: 그레이디언트의 합이 아니라
def bias_grad_nonzero(model, X, y):
    biases = [l.bias.value for l in model.layers if getattr(l, "bias", None) is not None]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X)))
    return [bool(abs(np.sum(g)) > 1e-6) for g in tape.gradient(loss, biases)]


# %% chaff q3d_bias_grad_nonzero hidden-sum: 은닉층에서만 원소를 더한다
# hint: 원소를 더하면 지워집니다
def bias_grad_nonzero(model, X, y):
    biases = [l.bias.value for l in model.layers if getattr(l, "bias", None) is not None]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X)))
    *hidden, last = tape.gradient(loss, biases)
    answers = [bool(abs(np.sum(g)) > 1e-6) for g in hidden]
    return answers + [bool(np.any(np.abs(last) > 1e-8))]


# %% chaff q3d_bias_grad_nonzero reversed: 출력 쪽부터 돌려준다
# hint: 입력 쪽 층의 답이 먼저
def bias_grad_nonzero(model, X, y):
    biases = [l.bias.value for l in model.layers if getattr(l, "bias", None) is not None]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X)))
    return [bool(np.any(np.abs(g) > 1e-8)) for g in tape.gradient(loss, biases)][::-1]


# %% chaff q3d_bias_grad_nonzero single-bool: 망 전체에 불 하나를 돌려준다
# hint: 층마다 불이 하나씩
def bias_grad_nonzero(model, X, y):
    biases = [l.bias.value for l in model.layers if getattr(l, "bias", None) is not None]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X)))
    return any(bool(np.any(np.abs(g) > 1e-8)) for g in tape.gradient(loss, biases))


# %% chaff q3d_bias_grad_nonzero raw-gradients: 불이 아니라 그레이디언트의 최댓값을 돌려준다
# hint: True나 False여야
def bias_grad_nonzero(model, X, y):
    biases = [l.bias.value for l in model.layers if getattr(l, "bias", None) is not None]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X)))
    return [float(np.max(np.abs(g))) for g in tape.gradient(loss, biases)]


# %% chaff q3d_bias_grad_nonzero every-weight: 커널까지 센다
# hint: 어떤 층을 세고
def bias_grad_nonzero(model, X, y):
    biases = [w.value for w in model.trainable_variables]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X)))
    return [bool(np.any(np.abs(g) > 1e-8)) for g in tape.gradient(loss, biases)]


# %% chaff q3d_bias_grad_nonzero no-bias-layer-false: 편향이 없는 층에도 답을 넣는다
# hint: 어떤 층을 세고
def bias_grad_nonzero(model, X, y):
    biases = [l.bias.value for l in model.layers if getattr(l, "bias", None) is not None]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X)))
    answers = iter([bool(np.any(np.abs(g) > 1e-8)) for g in tape.gradient(loss, biases)])
    dense = [l for l in model.layers if isinstance(l, keras.layers.Dense)]
    return [next(answers) if l.use_bias else False for l in dense]


# %% chaff q3d_bias_grad_nonzero hidden-only: 출력층을 빼고 센다
# hint: 어떤 층을 세고
def bias_grad_nonzero(model, X, y):
    biases = [l.bias.value for l in model.layers if getattr(l, "bias", None) is not None]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X)))
    return [bool(np.any(np.abs(g) > 1e-8)) for g in tape.gradient(loss, biases[:-1])]


# %% chaff q3d_bias_grad_nonzero ignores-labels: 레이블을 쓰지 않고 모든 클래스의 로그 확률을 평균한다
# hint: y를 손실에 쓰는지
def bias_grad_nonzero(model, X, y):
    biases = [l.bias.value for l in model.layers if getattr(l, "bias", None) is not None]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(-tf.math.log(model(X)))
    return [bool(np.any(np.abs(g) > 1e-8)) for g in tape.gradient(loss, biases)]


# %% chaff q3d_bias_grad_nonzero predicted-labels: 레이블 대신 예측한 클래스를 쓴다
# hint: 레이블을 바르게 쓰는지
def bias_grad_nonzero(model, X, y):
    biases = [l.bias.value for l in model.layers if getattr(l, "bias", None) is not None]
    with tf.GradientTape() as tape:
        q = model(X)
        guess = np.argmax(q, axis=1)
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(guess, q))
    return [bool(np.any(np.abs(g) > 1e-8)) for g in tape.gradient(loss, biases)]


# %% chaff q3d_bias_grad_nonzero first-sample: 첫 샘플만 쓴다
# hint: 모든 샘플을 쓰는지
def bias_grad_nonzero(model, X, y):
    biases = [l.bias.value for l in model.layers if getattr(l, "bias", None) is not None]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y[:1], model(X[:1])))
    return [bool(np.any(np.abs(g) > 1e-8)) for g in tape.gradient(loss, biases)]


# %% chaff q3d_bias_grad_nonzero last-sample: 마지막 샘플만 쓴다
# hint: 모든 샘플을 쓰는지
def bias_grad_nonzero(model, X, y):
    biases = [l.bias.value for l in model.layers if getattr(l, "bias", None) is not None]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y[-1:], model(X[-1:])))
    return [bool(np.any(np.abs(g) > 1e-8)) for g in tape.gradient(loss, biases)]


# %% chaff q3d_bias_grad_nonzero per-sample: 샘플 하나에라도 흐르면 True라고 여긴다
# hint: 평균 손실의 그레이디언트
def bias_grad_nonzero(model, X, y):
    biases = [l.bias.value for l in model.layers if getattr(l, "bias", None) is not None]
    answers = [False] * len(biases)
    for i in range(len(y)):
        with tf.GradientTape() as tape:
            q = model(X[i : i + 1])
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y[i : i + 1], q))
        for k, g in enumerate(tape.gradient(loss, biases)):
            answers[k] = answers[k] or bool(np.any(np.abs(g) > 1e-8))
    return answers


# %% chaff q3d_bias_grad_nonzero last-only: 가중치가 0인 망의 답을 못 박는다
# hint: 편향만 0인 tanh 망
def bias_grad_nonzero(model, X, y):
    count = sum(getattr(l, "bias", None) is not None for l in model.layers)
    return [False] * (count - 1) + [True]


# %% chaff q3d_bias_grad_nonzero all-or-last: 첫 커널이 0인지만 보고 정한다
# hint: 역방향을 보세요
def bias_grad_nonzero(model, X, y):
    layers = [l for l in model.layers if getattr(l, "bias", None) is not None]
    flows = bool(np.any(layers[0].kernel.numpy()))
    return [flows] * (len(layers) - 1) + [True]


# %% chaff q3d_bias_grad_nonzero next-kernel: 바로 다음 커널이 0인지만 본다
# hint: 뉴런이 모두 죽은 망
def bias_grad_nonzero(model, X, y):
    dense = [l for l in model.layers if isinstance(l, keras.layers.Dense)]
    answers = [True]
    for layer in dense[:0:-1]:
        answers.insert(0, answers[0] and bool(np.any(layer.kernel.numpy())))
    return [a for a, l in zip(answers, dense) if l.use_bias]


# %% chaff q3d_bias_grad_nonzero trains: 한 스텝 훈련해 편향이 움직였는지 본다
# hint: 가중치가 바뀌었습니다
def bias_grad_nonzero(model, X, y):
    biases = [l.bias.value for l in model.layers if getattr(l, "bias", None) is not None]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X)))
    grads = tape.gradient(loss, biases)
    for b, g in zip(biases, grads):
        b.assign_sub(0.1 * g)
    return [bool(np.any(np.abs(g) > 1e-8)) for g in grads]


# %% chaff q3d_bias_grad_nonzero big-threshold: 0.5보다 작으면 0으로 여긴다
# hint: 그레이디언트의 원소를 보는지
def bias_grad_nonzero(model, X, y):
    biases = [l.bias.value for l in model.layers if getattr(l, "bias", None) is not None]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X)))
    return [bool(np.any(np.abs(g) > 0.5)) for g in tape.gradient(loss, biases)]


# %% chaff q3d_bias_grad_nonzero no-return: 돌려주지 않는다
# hint: return
def bias_grad_nonzero(model, X, y):
    biases = [l.bias.value for l in model.layers if getattr(l, "bias", None) is not None]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X)))
    print([bool(np.any(np.abs(g) > 1e-8)) for g in tape.gradient(loss, biases)])


# %% chaff q3a_log_prior_bias nan-to-num: 음의 무한대를 가장 작은 수로 바꾼다
# hint: 편향이 지나치게 작습니다
def log_prior_bias(y, n_classes):
    p = np.bincount(y, minlength=n_classes) / len(y)
    with np.errstate(divide="ignore"):
        return np.nan_to_num(np.log(p))


# %% wheat q3a_log_prior_bias tiny-eps-everywhere: 아주 작은 수를 모든 빈도에 더하기
def log_prior_bias(y, n_classes):
    counts = np.array([np.count_nonzero(y == k) for k in range(n_classes)], dtype=float)
    return np.log(counts / counts.sum() + 1e-12)


# %% chaff q3a_log_prior_bias large-eps: 0 대신 쓰는 수가 너무 크다
# hint: 클래스의 수만큼 모여도
def log_prior_bias(y, n_classes):
    return np.log(np.bincount(y, minlength=n_classes) / len(y) + 1e-6)


# %% wheat q3b_initial_loss shifted-logsumexp: 가장 큰 편향을 빼고 로그를 취하기
def initial_loss(y, b):
    shifted = np.asarray(b, dtype=float) - np.max(b)
    return -float(np.mean((shifted - np.log(np.exp(shifted).sum()))[y]))


# %% chaff q3b_initial_loss clipped: 확률을 1e-7에서 자른다
# hint: 어떤 수 아래로 내려가지 않게
def initial_loss(y, b):
    q = np.exp(b) / np.exp(b).sum()
    return -float(np.mean(np.log(np.clip(q, 1e-7, 1.0)[y])))


# %% chaff q3b_initial_loss adds-epsilon: 로그를 취하기 전에 작은 수를 더한다
# hint: 로그를 취하기 전에 수를
def initial_loss(y, b):
    q = np.exp(b) / np.exp(b).sum()
    return -float(np.mean(np.log(q[y] + 1e-9)))
