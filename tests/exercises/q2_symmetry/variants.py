"""연습문제 2의 맞는 답(wheat)과, 오개념이 하나씩 든 답(chaff).

이 파일은 실행하지 않는다. 머리줄 아래의 코드가 그 답 셀을 통째로 대신한다.
"""

# %% chaff q2a_n_distinct_neurons unique-rounded: 눈금으로 반올림해 np.unique로 세기
# hint: 눈금의 경계 양쪽으로
def n_distinct_neurons(W, tol=1e-6):
    return np.unique(np.round(np.asarray(W, dtype=float) / tol), axis=1).shape[1]


# %% wheat q2a_n_distinct_neurons allclose-loop: np.allclose로 앞의 열들과 견주기
def n_distinct_neurons(W, tol=1e-6):
    total = 0
    for j in range(W.shape[1]):
        seen = False
        for i in range(j):
            if np.allclose(W[:, i], W[:, j], rtol=0, atol=tol):
                seen = True
        if not seen:
            total += 1
    return np.int64(total)


# %% wheat q2a_n_distinct_neurons sorted-groups: 앞 원소부터 묶음을 나누어 가기
def n_distinct_neurons(W, tol=1e-6):
    groups = [list(range(W.shape[1]))]
    for row in W:
        finer = []
        for group in groups:
            ordered = sorted(group, key=lambda j: row[j])
            piece = [ordered[0]]
            for before, after in zip(ordered, ordered[1:]):
                if row[after] - row[before] > tol:
                    finer.append(piece)
                    piece = []
                piece.append(after)
            finer.append(piece)
        groups = finer
    return len(groups)


# %% chaff q2a_n_distinct_neurons allclose-default: np.allclose의 rtol을 그대로 둔다
# hint: 큰 수일수록 더 큰 차이를
def n_distinct_neurons(W, tol=1e-6):
    kinds = []
    for column in W.T:
        if not any(np.allclose(column, kind, atol=tol) for kind in kinds):
            kinds.append(column)
    return len(kinds)


# %% chaff q2a_n_distinct_neurons set-of-tuples: 눈금의 정수로 바꾸어 집합에 담기
# hint: 눈금의 경계 양쪽으로
def n_distinct_neurons(W, tol=1e-6):
    return len({tuple(np.floor(column / tol).astype(int)) for column in np.transpose(W)})


# %% wheat q2a_n_distinct_neurons pairwise-broadcast: 모든 쌍의 차이를 한꺼번에 구하기
def n_distinct_neurons(W, tol=1e-6):
    gaps = np.max(np.abs(W[:, :, None] - W[:, None, :]), axis=0)
    first = np.argmax(gaps <= tol, axis=1)
    return int(np.unique(first).size)


# %% wheat q2a_n_distinct_neurons norm-recursion: 노름으로 견주며 하나씩 걷어 내기
def n_distinct_neurons(W, tol=1e-6):
    if W.shape[1] == 0:
        return 0
    rest = [j for j in range(W.shape[1]) if np.linalg.norm(W[:, j] - W[:, 0]) >= tol]
    return 1 + n_distinct_neurons(W[:, rest], tol)


# %% chaff q2a_n_distinct_neurons rows: 열 대신 행을 센다
# hint: 행이 아니라 열
def n_distinct_neurons(W, tol=1e-6):
    return np.unique(np.round(W / tol), axis=0).shape[0]


# %% chaff q2a_n_distinct_neurons unique-elements: 원소의 종류를 센다
# hint: 열 전체를 원소끼리
def n_distinct_neurons(W, tol=1e-6):
    return len(np.unique(np.round(W / tol)))


# %% chaff q2a_n_distinct_neurons column-count: 열의 수를 돌려준다
# hint: 같은 열끼리 묶는지
def n_distinct_neurons(W, tol=1e-6):
    return W.shape[1]


# %% chaff q2a_n_distinct_neurons appears-once: 한 번만 나온 열을 센다
# hint: 무엇을 하나로 세는지
def n_distinct_neurons(W, tol=1e-6):
    gaps = np.max(np.abs(W[:, :, None] - W[:, None, :]), axis=0)
    return int(np.sum(np.sum(gaps <= tol, axis=1) == 1))


# %% chaff q2a_n_distinct_neurons neighbours-only: 이웃한 열만 견준다
# hint: 이웃한 열만
def n_distinct_neurons(W, tol=1e-6):
    changes = np.max(np.abs(np.diff(W, axis=1)), axis=0) > tol
    return 1 + int(changes.sum())


# %% chaff q2a_n_distinct_neurons first-only: 첫 열하고만 견준다
# hint: 첫 열하고만
def n_distinct_neurons(W, tol=1e-6):
    different = np.max(np.abs(W - W[:, :1]), axis=0) > tol
    return 1 + int(different.sum())


# %% chaff q2a_n_distinct_neurons any-element: 원소 하나만 같아도 같은 열로 본다
# hint: 일부 원소가 같다고
def n_distinct_neurons(W, tol=1e-6):
    kinds = []
    for column in W.T:
        if not any(np.any(np.abs(column - kind) <= tol) for kind in kinds):
            kinds.append(column)
    return len(kinds)


# %% chaff q2a_n_distinct_neurons column-sums: 열의 합만 견준다
# hint: 열을 숫자 하나로
def n_distinct_neurons(W, tol=1e-6):
    return len(np.unique(np.round(W.sum(axis=0) / tol)))


# %% chaff q2a_n_distinct_neurons first-row: 첫 원소만 견준다
# hint: 열을 숫자 하나로
def n_distinct_neurons(W, tol=1e-6):
    return len(np.unique(np.round(W[0] / tol)))


# %% chaff q2a_n_distinct_neurons absolute-values: 부호를 버리고 견준다
# hint: 부호를 버리지
def n_distinct_neurons(W, tol=1e-6):
    return np.unique(np.round(np.abs(W) / tol), axis=1).shape[1]


# %% chaff q2a_n_distinct_neurons sorted-columns: 열 안의 원소를 정렬하고 견준다
# hint: 열 전체를 원소끼리
def n_distinct_neurons(W, tol=1e-6):
    return np.unique(np.round(np.sort(W, axis=0) / tol), axis=1).shape[1]


# %% chaff q2a_n_distinct_neurons matrix-rank: 행렬의 계수를 돌려준다
# hint: 행이 아니라 열
def n_distinct_neurons(W, tol=1e-6):
    return int(np.linalg.matrix_rank(W, tol=tol))


# %% chaff q2a_n_distinct_neurons signed-difference: 차이의 절댓값을 빠뜨린다
# hint: 일부 원소가 같다고
def n_distinct_neurons(W, tol=1e-6):
    kinds = []
    for column in W.T:
        if not any(np.all(column - kind <= tol) for kind in kinds):
            kinds.append(column)
    return len(kinds)


# %% chaff q2a_n_distinct_neurons exact-equality: tol을 쓰지 않고 똑같은 열만 묶는다
# hint: tol을 쓰는지
def n_distinct_neurons(W, tol=1e-6):
    return np.unique(W, axis=1).shape[1]


# %% chaff q2a_n_distinct_neurons fixed-tol: tol을 무시하고 소수점 여섯 자리로 견준다
# hint: tol을 쓰는지
def n_distinct_neurons(W, tol=1e-6):
    return np.unique(np.round(W, 6), axis=1).shape[1]


# %% chaff q2a_n_distinct_neurons relative-tol: tol을 비율로 견준다
# hint: 비율이 아니라 차이를
def n_distinct_neurons(W, tol=1e-6):
    kinds = []
    for column in W.T:
        if not any(np.allclose(column, kind, rtol=tol, atol=min(tol, 0.1)) for kind in kinds):
            kinds.append(column)
    return len(kinds)


# %% chaff q2a_n_distinct_neurons mean-difference: 차이의 평균을 tol과 견준다
# hint: 평균한 차이가 아닙니다
def n_distinct_neurons(W, tol=1e-6):
    kinds = []
    for column in W.T:
        if not any(np.mean(np.abs(column - kind)) <= tol for kind in kinds):
            kinds.append(column)
    return len(kinds)


# %% chaff q2a_n_distinct_neurons counts-repeats: 더 나온 중복의 수를 센다
# hint: 무엇을 하나로 세는지
def n_distinct_neurons(W, tol=1e-6):
    return W.shape[1] - np.unique(np.round(W / tol), axis=1).shape[1]


# %% chaff q2a_n_distinct_neurons changes-input: W를 제자리에서 나눈다
# hint: W의 내용이 바뀌었습니다
def n_distinct_neurons(W, tol=1e-6):
    W /= tol
    return np.unique(np.round(W), axis=1).shape[1]


# %% chaff q2a_n_distinct_neurons returns-columns: 수 대신 열들을 돌려준다
# hint: 정수 하나를
def n_distinct_neurons(W, tol=1e-6):
    return np.unique(np.round(W / tol), axis=1)


# %% chaff q2a_n_distinct_neurons forgets-return: return을 빠뜨린다
# hint: return을 빠뜨리지
def n_distinct_neurons(W, tol=1e-6):
    len(np.unique(np.round(W / tol), axis=1).T)


# %% chaff q2a_n_distinct_neurons visible-answer-only: 검사 셀에 보이는 답을 외운다
# hint: 무작위로 뽑은
def n_distinct_neurons(W, tol=1e-6):
    return 1 if np.all(W == W[0, 0]) else 5


# %% wheat q2b_gd_two_layer sample-loop: 샘플마다 외적을 더하기
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    params = [np.array(p, dtype=float) for p in (W1, b1, W2, b2)]
    for _ in range(steps):
        W1, b1, W2, b2 = params
        grads = [np.zeros_like(p) for p in params]
        for x, t in zip(X, y):
            h = np.tanh(W1.T @ x + b1)
            out = W2.T @ h + b2
            d2 = (out - t) * 2.0 / (len(X) * len(t))
            d1 = (1.0 - h * h) * (W2 @ d2)
            for g, part in zip(grads, (np.outer(x, d1), d1, np.outer(h, d2), d2)):
                g += part
        params = [p - lr * g for p, g in zip(params, grads)]
    return tuple(params)


# %% wheat q2b_gd_two_layer copies-in-place: 복사본을 제자리에서 갱신하고 리스트로 돌려주기
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    W1, b1, W2, b2 = W1.copy(), b1.copy(), W2.copy(), b2.copy()
    n, k = y.shape
    for step in range(steps):
        z = X.dot(W1) + b1
        a = np.tanh(z)
        dout = (a.dot(W2) + b2 - y) * (2 / n / k)
        dW2, db2 = a.T.dot(dout), np.sum(dout, axis=0)
        dz = dout.dot(W2.T) / np.cosh(z) ** 2
        dW1, db1 = X.T.dot(dz), np.sum(dz, axis=0)
        W1 -= lr * dW1
        b1 -= lr * db1
        W2 -= lr * dW2
        b2 -= lr * db2
    return [W1, b1, W2, b2]


# %% wheat q2b_gd_two_layer float32: float32로 계산하기
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    X, y, W1, b1, W2, b2 = (np.asarray(a, dtype=np.float32) for a in (X, y, W1, b1, W2, b2))
    lr = np.float32(lr)
    while steps > 0:
        h = np.tanh(X @ W1 + b1)
        d2 = np.float32(2 / y.size) * (h @ W2 + b2 - y)
        d1 = (d2 @ W2.T) * (1 - np.square(h))
        W2, b2, W1, b1 = W2 - lr * h.T @ d2, b2 - lr * d2.sum(0), W1 - lr * X.T @ d1, b1 - lr * d1.sum(0)
        steps -= 1
    return W1, b1, W2, b2


# %% wheat q2b_gd_two_layer augmented-bias: 편향을 가중치의 마지막 행으로 붙이고 재귀로
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    if steps == 0:
        return W1, b1, W2, b2
    ones = np.ones((len(X), 1))
    X1, A1, A2 = np.hstack([X, ones]), np.vstack([W1, b1]), np.vstack([W2, b2])
    H = np.hstack([np.tanh(X1 @ A1), ones])
    E = 2 * (H @ A2 - y) / np.prod(y.shape)
    G2 = np.einsum("nm,nk->mk", H, E)
    G1 = np.einsum("nd,nm->dm", X1, (E @ W2.T) * (1 - H[:, :-1] ** 2))
    A1, A2 = A1 - lr * G1, A2 - lr * G2
    return gd_two_layer(X, y, A1[:-1], A1[-1], A2[:-1], A2[-1], lr, steps - 1)


# %% chaff q2b_gd_two_layer sequential-w2-first: W2를 먼저 갱신하고 그 W2로 오차를 보낸다
# hint: 먼저 바꾼 W2로 오차를
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        gW2, gb2 = h.T @ d2, d2.sum(axis=0)
        W2, b2 = W2 - lr * gW2, b2 - lr * gb2
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1 = X.T @ d1, d1.sum(axis=0)
        W1, b1 = W1 - lr * gW1, b1 - lr * gb1
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer sequential-recompute-after-w2: 출력층을 갱신하고 오차까지 다시 계산한 뒤 은닉층을 갱신한다
# hint: 먼저 바꾼 W2와 b2로 다시 계산한
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        gW2, gb2 = h.T @ d2, d2.sum(axis=0)
        W2, b2 = W2 - lr * gW2, b2 - lr * gb2
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1 = X.T @ d1, d1.sum(axis=0)
        W1, b1 = W1 - lr * gW1, b1 - lr * gb1
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer sequential-hidden-first: 은닉층을 먼저 갱신하고 그 출력으로 출력층을 갱신한다
# hint: W2의 그레이디언트가 다릅니다
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        W1, b1 = W1 - lr * (X.T @ d1), b1 - lr * d1.sum(axis=0)
        h = np.tanh(X @ W1 + b1)
        gW2, gb2 = h.T @ d2, d2.sum(axis=0)
        W2, b2 = W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer wrong-sign: 그레이디언트를 더한다
# hint: 부호를 보세요
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 + lr * gW1, b1 + lr * gb1, W2 + lr * gW2, b2 + lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer error-reversed: 오차의 부호를 뒤집고 그대로 뺀다
# hint: 부호를 보세요
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (y - h @ W2 - b2) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer half-squared-error: 손실에 ½을 곱한다
# hint: 제곱을 미분할 때
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer mean-over-samples-only: 샘플에 걸쳐서만 평균한다
# hint: 출력에 걸쳐서도 평균
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / len(X)
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer half-mean-over-samples: 샘플에 걸쳐서만 평균하고 2도 빠뜨린다
# hint: ½도 없습니다
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = (h @ W2 + b2 - y) / len(X)
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer mean-over-outputs-only: 출력에 걸쳐서만 평균한다
# hint: 샘플에 걸쳐서도 평균
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.shape[1]
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer sum-of-squares: 오차의 제곱을 평균하지 않고 더한다
# hint: 더한 것이 아니라 평균한
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y)
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer half-sum-of-squares: 오차의 제곱을 더하고 2도 빠뜨린다
# hint: 더한 것이 아니라 평균한
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = h @ W2 + b2 - y
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer forgets-b1: 은닉층의 편향을 갱신하지 않는다
# hint: b1이(가) 갱신되지
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer forgets-b2: 출력층의 편향을 갱신하지 않는다
# hint: b2이(가) 갱신되지
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer freezes-hidden: 출력층만 갱신한다
# hint: W1이(가) 갱신되지
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1, b1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer forward-without-b1: 순방향 계산에서 은닉층의 편향을 빠뜨린다
# hint: 순방향 계산에 편향이 빠졌습니다
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer forward-without-b2: 순방향 계산에서 출력층의 편향을 빠뜨린다
# hint: 출력과 오차부터
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer no-tanh-derivative: tanh의 미분을 곱하지 않는다
# hint: tanh를 거꾸로 지날 때
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer derivative-at-sum: 1−z²를 곱한다
# hint: tanh를 거꾸로 지날 때
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - (X @ W1 + b1) ** 2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer tanh-twice-in-derivative: 층 출력에 tanh를 한 번 더 쓰고 미분한다
# hint: tanh를 거꾸로 지날 때
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - np.tanh(h) ** 2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer sigmoid-derivative: 시그모이드의 미분 h(1−h)를 곱한다
# hint: tanh를 거꾸로 지날 때
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * h * (1 - h)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer derivative-not-squared: 1−h를 곱한다
# hint: tanh를 거꾸로 지날 때
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer tanh-output: 출력층에도 tanh를 쓴다
# hint: 출력층에는 활성화 함수가 없습니다
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        out = np.tanh(h @ W2 + b2)
        d2 = 2 * (out - y) * (1 - out**2) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer linear-hidden: 은닉층에 tanh를 쓰지 않는다
# hint: 은닉층의 tanh가 빠졌습니다
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = X @ W1 + b1
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer relu-hidden: 은닉층에 ReLU를 쓴다
# hint: ReLU가 아닙니다
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.maximum(X @ W1 + b1, 0)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (h > 0)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer gradients-never-recomputed: 처음에 구한 그레이디언트를 계속 쓴다
# hint: 계속 쓰고 있습니다
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    h = np.tanh(X @ W1 + b1)
    d2 = 2 * (h @ W2 + b2 - y) / y.size
    d1 = (d2 @ W2.T) * (1 - h**2)
    gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
    for _ in range(steps):
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer forward-only-once: 순방향 계산을 한 번만 한다
# hint: 스텝이 끝날 때
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    h = np.tanh(X @ W1 + b1)
    for _ in range(steps):
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer one-step-too-few: 한 번 덜 되풀이한다
# hint: 파라미터가 그대로입니다
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(1, steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer one-step-too-many: 한 번 더 되풀이한다
# hint: steps=0이면
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps + 1):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer ignores-steps: steps와 상관없이 한 번만 갱신한다
# hint: steps=0인데 파라미터가
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(1):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer returns-inside-loop: 반복문 안에서 돌려준다
# hint: steps=3인데 1번
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
        return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer ignores-lr: 학습률을 곱하지 않는다
# hint: 학습률이 반영되지
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - gW1, b1 - gb1, W2 - gW2, b2 - gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer lr-twice: 학습률을 두 번 곱한다
# hint: 두 번 반영
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr**2 * gW1, b1 - lr**2 * gb1, W2 - lr**2 * gW2, b2 - lr**2 * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer mean-of-bias-gradients: 편향의 그레이디언트를 샘플에 걸쳐 평균한다
# hint: 평균하고 있지 않은지
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.mean(axis=0), h.T @ d2, d2.mean(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer bias-sum-over-everything: 편향의 그레이디언트를 축 없이 더한다
# hint: b2의 그레이디언트가 다릅니다
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(), h.T @ d2, d2.sum()
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer keepdims-bias: 편향의 모양이 행렬이 된다
# hint: 합을 구하는 축
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0, keepdims=True), h.T @ d2, d2.sum(axis=0, keepdims=True)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer changes-inputs: 인자로 받은 배열을 제자리에서 갱신한다
# hint: W1의 내용이 바뀌었습니다
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1 -= lr * gW1
        b1 -= lr * gb1
        W2 -= lr * gW2
        b2 -= lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer wrong-order: 가중치를 먼저, 편향을 나중에 돌려준다
# hint: 돌려주는 차례
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, W2, b1, b2


# %% chaff q2b_gd_two_layer returns-loss-too: 손실까지 돌려준다
# hint: 네 배열을 담은
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2, np.mean((np.tanh(X @ W1 + b1) @ W2 + b2 - y) ** 2)


# %% chaff q2b_gd_two_layer zero-steps-none: steps가 0이면 아무것도 돌려주지 않는다
# hint: steps가 0이어도
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    if steps == 0:
        return None
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer forgets-return: return을 빠뜨린다
# hint: return을 빠뜨리지
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2


# %% chaff q2b_gd_two_layer first-output-only: 출력이 하나라고 여겨 2/n을 곱하고 첫 출력의 오차만 쓴다
# hint: 그레이디언트가 다릅니다
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d2[:, 1:] = 0
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer clips-gradients: 은닉층의 그레이디언트를 잘라 낸다
# hint: 은닉층의 그레이디언트가 다릅니다
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = np.clip(X.T @ d1, -0.05, 0.05), d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
    return W1, b1, W2, b2


# %% chaff q2b_gd_two_layer learning-rate-decays: 스텝마다 학습률을 줄인다
# hint: 스텝이 끝날 때
def gd_two_layer(X, y, W1, b1, W2, b2, lr, steps):
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = 2 * (h @ W2 + b2 - y) / y.size
        d1 = (d2 @ W2.T) * (1 - h**2)
        gW1, gb1, gW2, gb2 = X.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
        W1, b1, W2, b2 = W1 - lr * gW1, b1 - lr * gb1, W2 - lr * gW2, b2 - lr * gb2
        lr = 0.9 * lr
    return W1, b1, W2, b2


# %% wheat q2c_hidden_grads_identical keras-loss: 케라스의 손실 함수와 훈련 변수의 이름으로
def hidden_grads_identical(model, X, y, tol):
    names = [v.path for layer in model.layers if hasattr(layer, "kernel") for v in [layer.kernel]]
    with tf.GradientTape() as tape:
        loss = keras.losses.MeanSquaredError()(y, model(X, training=False))
    grads = tape.gradient(loss, model.trainable_variables)
    for variable, grad in zip(model.trainable_variables, grads):
        if variable.path in names[:-1]:
            gap = tf.reduce_max(tf.abs(grad - grad[:, :1]))
            if gap > tol:
                return False
    return True


# %% wheat q2c_hidden_grads_identical uses-q2a: Q2a의 함수로 열의 종류를 세기
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    for layer in dense[:-1]:
        with tf.GradientTape() as tape:
            error = model(tf.constant(X), training=False) - tf.constant(y)
            loss = tf.math.reduce_mean(tf.square(error))
        grad = tape.gradient(loss, layer.trainable_weights[0].value)
        if n_distinct_neurons(grad.numpy(), tol) != 1:
            return False
    return True


# %% wheat q2c_hidden_grads_identical jacobian: 샘플마다의 손실을 jacobian으로 미분해 평균하기
def hidden_grads_identical(model, X, y, tol):
    *hidden, _ = [layer.kernel for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    with tf.GradientTape(persistent=True) as tape:
        losses = tf.reduce_mean((model(X) - y) ** 2, axis=1)
    answers = []
    for jac in tape.jacobian(losses, [k.value for k in hidden], experimental_use_pfor=False):
        grad = np.mean(jac.numpy(), axis=0)
        answers.append(np.abs(grad[:, :, None] - grad[:, None, :]).max() <= tol)
    return np.all(answers)


# %% wheat q2c_hidden_grads_identical allclose-columns: 열마다 첫 열과 np.allclose로 견주기(텐서로 돌려주기)
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if type(layer).__name__ == "Dense"]
    with tf.GradientTape(persistent=True) as tape:
        loss = tf.reduce_sum((y - model(X, training=False)) ** 2) / y.size
    same = True
    for layer in dense[:-1]:
        grad = np.asarray(tape.gradient(loss, layer.kernel.value))
        for j in range(1, grad.shape[1]):
            same = same and np.allclose(grad[:, j], grad[:, 0], atol=tol)
    return tf.constant(same)


# %% chaff q2c_hidden_grads_identical ignores-targets: 목푯값 없이 출력의 제곱을 손실로 여긴다
# hint: 목푯값을 정확히 맞히는 모델
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(model(X, training=False) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return all(bool(np.all(np.ptp(g, axis=1) <= tol)) for g in grads)


# %% chaff q2c_hidden_grads_identical always-true: 언제나 True를 돌려준다
# hint: 서로 달라야 합니다
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return True


# %% chaff q2c_hidden_grads_identical always-false: 언제나 False를 돌려준다
# hint: 모든 가중치가 같은 값이면
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return False


# %% chaff q2c_hidden_grads_identical compares-predictions: 그레이디언트 대신 출력만 견준다
# hint: 무엇을 견주고 있는지
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return bool(np.ptp(model(X).numpy()) <= 10.0)


# %% chaff q2c_hidden_grads_identical compares-output-columns: 출력의 열끼리 견준다
# hint: 한 열 안의 값이 다른 것은
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return bool(np.all(np.ptp(model(X).numpy(), axis=1) <= tol))


# %% chaff q2c_hidden_grads_identical compares-weights: 그레이디언트 대신 가중치를 견준다
# hint: W1만 같은 값일 때
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return all(bool(np.all(np.ptp(k.numpy(), axis=1) <= tol)) for k in kernels)


# %% chaff q2c_hidden_grads_identical compares-rows: 열 대신 행을 견준다
# hint: 견주는 축이
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return all(bool(np.all(np.ptp(g, axis=0) <= tol)) for g in grads)


# %% chaff q2c_hidden_grads_identical whole-matrix: 행렬의 모든 원소가 같은지 본다
# hint: 견주는 축이
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return all(bool(np.ptp(g) <= tol) for g in grads)


# %% chaff q2c_hidden_grads_identical includes-output-layer: 출력층도 은닉층으로 여긴다
# hint: 은닉층만 보는지
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return all(bool(np.all(np.ptp(g, axis=1) <= tol)) for g in grads)


# %% chaff q2c_hidden_grads_identical output-layer-only: 출력층의 그레이디언트만 본다
# hint: 모든 가중치가 같은 값이면
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[-1:]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return all(bool(np.all(np.ptp(g, axis=1) <= tol)) for g in grads)


# %% chaff q2c_hidden_grads_identical first-hidden-only: 첫 은닉층만 본다
# hint: 출력층만 무작위
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return all(bool(np.all(np.ptp(g, axis=1) <= tol)) for g in grads)


# %% chaff q2c_hidden_grads_identical last-hidden-only: 마지막 은닉층만 본다
# hint: 첫 은닉층만 무작위
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[-2:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return all(bool(np.all(np.ptp(g, axis=1) <= tol)) for g in grads)


# %% chaff q2c_hidden_grads_identical any-layer: 한 층만 같아도 True를 돌려준다
# hint: 모든 은닉층을 보고
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return any(bool(np.all(np.ptp(g, axis=1) <= tol)) for g in grads)


# %% chaff q2c_hidden_grads_identical dropout-on: 드롭아웃을 켜고 계산한다
# hint: 드롭아웃을 끄고
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=True) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return all(bool(np.all(np.ptp(g, axis=1) <= tol)) for g in grads)


# %% chaff q2c_hidden_grads_identical layers-minus-one: 마지막 층을 출력층으로 여긴다
# hint: 마지막 Dense 층으로
def hidden_grads_identical(model, X, y, tol):
    dense = [x for x in model.layers[:-1] if isinstance(x, keras.layers.Dense)] + [None]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return all(bool(np.all(np.ptp(g, axis=1) <= tol)) for g in grads)


# %% chaff q2c_hidden_grads_identical fixed-tol: tol을 무시한다
# hint: tol을 바꾸어도
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return all(bool(np.all(np.ptp(g, axis=1) <= 1e-4)) for g in grads)


# %% chaff q2c_hidden_grads_identical exact-equality: tol을 무시하고 계산 오차까지 똑같기를 요구한다
# hint: tol을
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return all(bool(np.all(np.ptp(g, axis=1) <= 0)) for g in grads)


# %% chaff q2c_hidden_grads_identical inverted: 반대로 돌려준다
# hint: 모든 가중치가 같은 값이면
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return not all(bool(np.all(np.ptp(g, axis=1) <= tol)) for g in grads)


# %% chaff q2c_hidden_grads_identical zero-gradient-false: 그레이디언트가 0이면 False라고 여긴다
# hint: 그레이디언트가 모두 0일 때
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return all(bool(np.all(np.ptp(g, axis=1) <= tol)) and bool(np.any(g)) for g in grads)


# %% chaff q2c_hidden_grads_identical two-neurons-only: 처음 두 뉴런만 견준다
# hint: 뉴런 하나만 다를 때
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return all(bool(np.all(np.abs(g[:, 0] - g[:, 1]) <= tol)) for g in grads)


# %% chaff q2c_hidden_grads_identical mean-gap: 차이의 평균 부호를 견준다
# hint: 서로 달라야 합니다
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return all(bool(np.mean(g - g.mean(axis=1, keepdims=True)) <= tol) for g in grads)


# %% chaff q2c_hidden_grads_identical across-layers: 층끼리도 견준다
# hint: 모든 가중치가 같은 값이면
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return len({round(float(g[0, 0]), 4) for g in grads}) == 1


# %% chaff q2c_hidden_grads_identical returns-list: 층마다의 판정을 리스트로 돌려준다
# hint: True나 False 하나를
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return [bool(np.all(np.ptp(g, axis=1) <= tol)) for g in grads]


# %% chaff q2c_hidden_grads_identical returns-count: 종류의 수를 돌려준다
# hint: True나 False 하나를
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return int(max(np.ptp(g) for g in grads) > tol)


# %% chaff q2c_hidden_grads_identical forgets-return: return을 빠뜨린다
# hint: return을 빠뜨리지
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    all(bool(np.all(np.ptp(g, axis=1) <= tol)) for g in grads)


# %% chaff q2c_hidden_grads_identical trains-the-model: 한 번 훈련해 보고 가중치를 견준다
# hint: 모델의 가중치가 바뀌었습니다
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    for kernel, g in zip(kernels, grads):
        kernel.assign_sub(g)
    return all(bool(np.all(np.ptp(k.numpy(), axis=1) <= tol)) for k in kernels)


# %% chaff q2c_hidden_grads_identical hidden-output-gradient: 은닉층의 출력을 견준다
# hint: W1만 같은 값일 때
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    h = X
    for layer in dense[:-1]:
        h = layer(h)
    return bool(np.all(np.ptp(np.asarray(h), axis=1) <= tol))


# %% wheat q2d_reinit_he keras-he-normal: 층마다 다른 시드의 HeNormal
def reinit_he(model, seed):
    kinds = (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)
    for number, layer in enumerate(model.layers):
        if isinstance(layer, kinds):
            initializer = keras.initializers.HeNormal(seed=1000 * seed + number)
            layer.kernel.assign(initializer(layer.kernel.shape))
            if layer.bias is not None:
                layer.bias.assign(keras.ops.zeros_like(layer.bias))


# %% wheat q2d_reinit_he seed-generator-uniform: SeedGenerator 하나를 나눠 쓰는 HeUniform
def reinit_he(model, seed):
    draw = keras.initializers.HeUniform(seed=keras.random.SeedGenerator(seed))
    for layer in model.layers:
        if type(layer).__name__ in ("Dense", "Conv1D", "Conv2D"):
            old = layer.get_weights()
            layer.set_weights([np.array(draw(old[0].shape))] + [np.zeros_like(b) for b in old[1:]])


# %% wheat q2d_reinit_he global-keras-seed: 케라스의 시드를 정하고 VarianceScaling으로
def reinit_he(model, seed):
    keras.utils.set_random_seed(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        scaling = keras.initializers.VarianceScaling(2.0, "fan_in", "truncated_normal")
        layer.kernel.assign(scaling(layer.kernel.shape))
        if layer.use_bias:
            layer.bias.assign(layer.bias * 0.0)


# %% wheat q2d_reinit_he spawned-uniform: 갈라 낸 생성기와 균등분포, 변수의 이름으로
def reinit_he(model, seed):
    for layer, rng in zip(model.layers, np.random.default_rng(seed).spawn(len(model.layers))):
        if not isinstance(layer, keras.layers.Dense | keras.layers.Conv1D | keras.layers.Conv2D):
            continue
        for variable in layer.weights:
            if variable.name == "kernel":
                limit = (6 / np.prod(variable.shape[:-1])) ** 0.5
                variable.assign(rng.uniform(-limit, limit, variable.shape).astype("float32"))
            else:
                variable.assign(tf.zeros(variable.shape))
    return model


# %% chaff q2d_reinit_he fan-in-first-axis: 팬-인을 커널의 첫째 축으로 여긴다
# hint: 첫째 축만이 아닙니다
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = shape[0]
        layer.kernel.assign(rng.normal(0, np.sqrt(2 / fan_in), shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he fan-in-channels-only: 팬-인을 입력 채널 수로 여긴다
# hint: 커널의 크기도
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = shape[-2]
        layer.kernel.assign(rng.normal(0, np.sqrt(2 / fan_in), shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he fan-in-window-only: 합성곱의 팬-인에서 채널을 빠뜨린다
# hint: 입력 채널 수도
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-2]) if len(shape) > 2 else shape[0]
        layer.kernel.assign(rng.normal(0, np.sqrt(2 / fan_in), shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he fan-out: 팬-아웃을 쓴다
# hint: 팬-아웃이 아니라
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-2]) * shape[-1]
        layer.kernel.assign(rng.normal(0, np.sqrt(2 / fan_in), shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he last-axis: 팬-인을 마지막 축으로 여긴다
# hint: 팬-아웃이 아니라
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = shape[-1]
        layer.kernel.assign(rng.normal(0, np.sqrt(2 / fan_in), shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he all-elements: 팬-인을 커널의 원소 수로 여긴다
# hint: 팬-인을 어떻게 구하는지
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape)
        layer.kernel.assign(rng.normal(0, np.sqrt(2 / fan_in), shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he square-window: 커널이 정사각형이라고 여긴다
# hint: 어느 축에서 세는지
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = shape[0] ** (len(shape) - 2) * shape[-2]
        layer.kernel.assign(rng.normal(0, np.sqrt(2 / fan_in), shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he glorot: 글로럿 초기화를 쓴다
# hint: 글로럿 초기화가 아니라
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-1])
        layer.kernel.assign(rng.normal(0, np.sqrt(2 / (fan_in + np.prod(shape[:-2]) * shape[-1])), shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he fan-average: 두 팬의 평균을 쓴다
# hint: 두 팬의 평균이 아니라
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-1])
        layer.kernel.assign(rng.normal(0, np.sqrt(4 / (fan_in + np.prod(shape[:-2]) * shape[-1])), shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he lecun: 르쿤 초기화를 쓴다
# hint: 메우는 배수가
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-1])
        layer.kernel.assign(rng.normal(0, np.sqrt(1 / fan_in), shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he two-outside-root: 2를 근호 밖에 둔다
# hint: 근호 안과 밖
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-1])
        layer.kernel.assign(rng.normal(0, 2 / np.sqrt(fan_in), shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he variance-as-std: 표준편차 자리에 분산을 넣는다
# hint: 분산을 받는지
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-1])
        layer.kernel.assign(rng.normal(0, 2 / fan_in, shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he uniform-limit-is-std: 균등분포의 경계를 표준편차로 잡는다
# hint: 균등분포의 경계값
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-1])
        layer.kernel.assign(rng.uniform(-np.sqrt(2 / fan_in), np.sqrt(2 / fan_in), shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he positive-uniform: 0부터 시작하는 균등분포를 쓴다
# hint: 평균이 0에서
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-1])
        layer.kernel.assign(rng.uniform(0, np.sqrt(24 / fan_in), shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he truncated-uncorrected: 절단으로 줄어든 표준편차를 보정하지 않는다
# hint: 잘라 낸 만큼
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-1])
        W = rng.standard_normal(shape)
        while (far := np.abs(W) > 2).any():
            W[far] = rng.standard_normal(far.sum())
        layer.kernel.assign(W * np.sqrt(2 / fan_in))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he one-value: He 분포에서 값 하나를 뽑아 채운다
# hint: 같은 값이 여러 번
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-1])
        layer.kernel.assign(np.full(shape, rng.normal(0, np.sqrt(2 / fan_in))))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he repeated-column: 모든 뉴런에 같은 열을 준다
# hint: 같은 값이 여러 번
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-1])
        layer.kernel.assign(np.repeat(rng.normal(0, np.sqrt(2 / fan_in), (*shape[:-1], 1)), shape[-1], axis=-1))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he rng-restarted: 층마다 같은 시드로 생성기를 다시 만든다
# hint: 같은 난수를 받았습니다
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-1])
        rng = np.random.default_rng(seed)
        layer.kernel.assign(rng.normal(0, np.sqrt(2 / fan_in), shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he shared-initializer: 초기화기 하나를 모든 층에 쓴다
# hint: 같은 난수를 받았습니다
def reinit_he(model, seed):
    initializer = keras.initializers.HeNormal(seed=seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        layer.kernel.assign(initializer(shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he ignores-seed: 시드를 고정한다
# hint: 인자로 받은 seed를
def reinit_he(model, seed):
    rng = np.random.default_rng(42)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-1])
        layer.kernel.assign(rng.normal(0, np.sqrt(2 / fan_in), shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he unseeded: 시드 없이 뽑는다
# hint: 같은 seed로 다시 불렀는데
def reinit_he(model, seed):
    rng = np.random.default_rng()
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-1])
        layer.kernel.assign(rng.normal(0, np.sqrt(2 / fan_in), shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he unseeded-he-normal: 시드 없는 HeNormal을 쓴다
# hint: 같은 seed로 다시 불렀는데
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-1])
        layer.kernel.assign(keras.initializers.HeNormal()(shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he keeps-bias: 편향을 그대로 둔다
# hint: 편향이 0이 아닙니다
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-1])
        layer.kernel.assign(rng.normal(0, np.sqrt(2 / fan_in), shape))


# %% chaff q2d_reinit_he bias-ones: 편향을 1로 만든다
# hint: 편향이 0이 아닙니다
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-1])
        layer.kernel.assign(rng.normal(0, np.sqrt(2 / fan_in), shape))
        if layer.use_bias:
            layer.bias.assign(np.ones(layer.bias.shape))


# %% chaff q2d_reinit_he random-bias: 편향도 무작위로 뽑는다
# hint: 편향이 0이 아닙니다
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-1])
        layer.kernel.assign(rng.normal(0, np.sqrt(2 / fan_in), shape))
        if layer.use_bias:
            layer.bias.assign(rng.normal(0, 0.01, layer.bias.shape))


# %% chaff q2d_reinit_he assumes-bias: 모든 층에 편향이 있다고 여긴다
# hint: use_bias=False인 층에서
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-1])
        layer.kernel.assign(rng.normal(0, np.sqrt(2 / fan_in), shape))
        layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he skips-output-layer: 출력층을 빠뜨린다
# hint: 처음 값 그대로
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers[:-1]:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-1])
        layer.kernel.assign(rng.normal(0, np.sqrt(2 / fan_in), shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he skips-first-layer: 첫 층을 빠뜨린다
# hint: 처음 값 그대로
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers[1:]:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-1])
        layer.kernel.assign(rng.normal(0, np.sqrt(2 / fan_in), shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he dense-only: Dense만 다룬다
# hint: Conv2D(3×3, 입력 채널 5개): 커널이 처음 값
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, keras.layers.Dense):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-1])
        layer.kernel.assign(rng.normal(0, np.sqrt(2 / fan_in), shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he conv1d-forgotten: Conv1D를 빠뜨린다
# hint: Conv1D(커널 (5, 16, 128)): 커널이 처음 값
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-1])
        layer.kernel.assign(rng.normal(0, np.sqrt(2 / fan_in), shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he works-on-a-clone: 복사본을 다시 초기화한다
# hint: 받은 모델의 가중치를 제자리에서
def reinit_he(model, seed):
    model = keras.models.clone_model(model)
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D)):
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-1])
        layer.kernel.assign(rng.normal(0, np.sqrt(2 / fan_in), shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he every-layer: 배치 정규화까지 덮어쓴다
# hint: 가중치나 통계가 바뀌었습니다
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if not hasattr(layer, "kernel"):
            layer.set_weights([np.zeros(w.shape) for w in layer.get_weights()])
            continue
        shape = tuple(layer.kernel.shape)
        fan_in = np.prod(shape[:-1])
        layer.kernel.assign(rng.normal(0, np.sqrt(2 / fan_in), shape))
        if layer.use_bias:
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2d_reinit_he all-one-dimensional-zero: 1차원 가중치를 모두 0으로 만든다
# hint: 가중치나 통계가 바뀌었습니다
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for variable in model.trainable_variables:
        if len(variable.shape) > 1:
            fan_in = np.prod(variable.shape[:-1])
            variable.assign(rng.normal(0, np.sqrt(2 / fan_in), variable.shape))
        else:
            variable.assign(np.zeros(variable.shape))


# %% chaff q2d_reinit_he every-matrix-a-kernel: 2차원 이상이면 모두 커널로 여긴다
# hint: Embedding 층의
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for variable in model.trainable_variables:
        if len(variable.shape) > 1:
            fan_in = np.prod(variable.shape[:-1])
            variable.assign(rng.normal(0, np.sqrt(2 / fan_in), variable.shape))
        elif variable.name == "bias":
            variable.assign(np.zeros(variable.shape))


# %% chaff q2c_hidden_grads_identical bias-gradients: 커널 대신 편향의 그레이디언트를 견준다
# hint: 커널의 그레이디언트를 원소끼리
def hidden_grads_identical(model, X, y, tol):
    dense = [l for l in model.layers if isinstance(l, keras.layers.Dense)][:-1]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = tape.gradient(loss, [l.bias.value for l in dense])
    return all(bool(np.ptp(np.asarray(g)) <= tol) for g in grads)


# %% chaff q2c_hidden_grads_identical column-norms: 열의 노름만 견준다
# hint: 커널의 그레이디언트를 원소끼리
def hidden_grads_identical(model, X, y, tol):
    dense = [l for l in model.layers if isinstance(l, keras.layers.Dense)][:-1]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = tape.gradient(loss, [l.kernel.value for l in dense])
    return all(bool(np.ptp(np.linalg.norm(np.asarray(g), axis=0)) <= tol) for g in grads)


# %% chaff q2d_reinit_he by-layer-name: 층의 이름으로 고른다
# hint: 층에 없는 것을 쓰고
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if layer.name.startswith(("dense", "conv")):
            shape = tuple(layer.kernel.shape)
            layer.kernel.assign(rng.normal(0, (2 / np.prod(shape[:-1])) ** 0.5, shape))
            if layer.use_bias:
                layer.bias.assign(np.zeros(layer.bias.shape))


# %% chaff q2c_hidden_grads_identical cubed-error: 오차를 세제곱한다
# hint: 손실이 평균제곱오차인지
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 3)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return all(bool(np.all(np.ptp(g, axis=1) <= tol)) for g in grads)


# %% chaff q2c_hidden_grads_identical absolute-error: 오차의 절댓값을 손실로 여긴다
# hint: 손실이 평균제곱오차인지
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.abs(model(X, training=False) - y))
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return all(bool(np.all(np.ptp(g, axis=1) <= tol)) for g in grads)


# %% chaff q2c_hidden_grads_identical sum-of-squares: 평균하지 않고 제곱의 합을 손실로 여긴다
# hint: 손실이 평균제곱오차인지
def hidden_grads_identical(model, X, y, tol):
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels = [layer.kernel.value for layer in dense[:-1]]
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum((model(X, training=False) - y) ** 2)
    grads = [g.numpy() for g in tape.gradient(loss, kernels)]
    return all(bool(np.all(np.ptp(g, axis=1) <= tol)) for g in grads)


# %% chaff q2c_hidden_grads_identical every-second-gradient: 그레이디언트를 하나씩 건너뛰며 커널로 여긴다
# hint: 층의 커널을 짚어서
def hidden_grads_identical(model, X, y, tol):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = tape.gradient(loss, [w.value for w in model.trainable_weights])
    kernels = [grad.numpy() for grad in grads[::2]][:-1]
    return all(bool(np.all(np.ptp(grad, axis=1) <= tol)) for grad in kernels)


# %% wheat q2c_hidden_grads_identical matrices-only: 행렬인 그레이디언트만 고르기
def hidden_grads_identical(model, X, y, tol):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X, training=False) - y) ** 2)
    grads = tape.gradient(loss, [w.value for w in model.trainable_weights])
    matrices = [grad.numpy() for grad in grads if len(grad.shape) == 2]
    return all(bool(np.all(np.ptp(grad, axis=1) <= tol)) for grad in matrices[:-1])


# %% chaff q2d_reinit_he any-layer-with-kernel: 커널이 있는 층이면 모두 다시 초기화한다
# hint: 층의 가중치나 통계가 바뀌었습니다
def reinit_he(model, seed):
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        if hasattr(layer, "kernel"):
            shape = tuple(layer.kernel.shape)
            layer.kernel.assign(rng.normal(0.0, np.sqrt(2 / np.prod(shape[:-1])), shape))
            if layer.use_bias:
                layer.bias.assign(np.zeros(layer.bias.shape))
