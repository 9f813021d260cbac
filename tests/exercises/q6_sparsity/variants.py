"""연습문제 6의 맞는 답(wheat)과, 오개념이 하나씩 든 답(chaff).

이 파일은 실행하지 않는다. 머리줄 아래의 코드가 그 답 셀을 통째로 대신한다.
"""

# %% wheat q6a_sparsity concatenate: 모두 이어 붙여 평균 내기
def sparsity(weights, tol=0.0):
    if len(weights) == 0:
        return 0.0
    flat = np.concatenate([np.ravel(W) for W in weights])
    return np.mean(np.abs(flat) <= tol)


# %% wheat q6a_sparsity scalar-loop: 원소를 하나씩 세는 반복문
def sparsity(weights, tol=0.0):
    count = total = 0
    for W in weights:
        for value in W.flat:
            total += 1
            if -tol <= value <= tol:
                count += 1
    return count / total if total else 0.0


# %% wheat q6a_sparsity size-weighted-average: 층별 비율을 층의 크기로 무게 달아 평균하기
def sparsity(weights, tol=0.0):
    if weights == []:
        return 0
    shares = [np.mean(np.absolute(W) <= tol) for W in weights]
    return np.average(shares, weights=[W.size for W in weights])


# %% wheat q6a_sparsity one-minus-density: 남은 원소의 비율을 1에서 빼기
def sparsity(weights, tol=0.0):
    total = sum(np.prod(W.shape) for W in weights)
    if total == 0:
        return 0.0
    kept = sum((abs(W) > tol).sum() for W in weights)
    return np.float32(1 - kept / total)


# %% wheat q6a_sparsity isclose-explicit: np.isclose의 허용 오차를 모두 정해 쓰기
def sparsity(weights, tol=0.0):
    near = [np.isclose(W, 0.0, rtol=0.0, atol=tol).ravel() for W in weights]
    return np.array(np.hstack(near).mean()) if near else np.array(0.0)


# %% chaff q6a_sparsity layer-average: 층별 비율을 그냥 평균한다
# hint: 작은 층의 원소가 더 무겁게
def sparsity(weights, tol=0.0):
    if not weights:
        return 0.0
    return float(np.mean([np.mean(np.abs(W) <= tol) for W in weights]))


# %% chaff q6a_sparsity signed-compare: 절댓값을 취하지 않는다
# hint: 크기를 무엇으로 재는지
def sparsity(weights, tol=0.0):
    if not weights:
        return 0.0
    flat = np.concatenate([W.ravel() for W in weights])
    return float(np.mean(flat <= tol))


# %% chaff q6a_sparsity strict-inequality: tol과 같은 값을 세지 않는다
# hint: tol과 같은 값도 셉니다
def sparsity(weights, tol=0.0):
    if not weights:
        return 0.0
    flat = np.concatenate([W.ravel() for W in weights])
    return float(np.mean(np.abs(flat) < tol))


# %% chaff q6a_sparsity ignores-tol: 늘 정확한 0만 센다
# hint: tol 인자를 쓰고 있는지
def sparsity(weights, tol=0.0):
    if not weights:
        return 0.0
    flat = np.concatenate([W.ravel() for W in weights])
    return float(np.mean(flat == 0))


# %% chaff q6a_sparsity percent: 퍼센트를 돌려준다
# hint: 퍼센트가 아니라
def sparsity(weights, tol=0.0):
    if not weights:
        return 0.0
    flat = np.concatenate([W.ravel() for W in weights])
    return 100 * float(np.mean(np.abs(flat) <= tol))


# %% chaff q6a_sparsity divides-by-rows: 원소의 수가 아니라 행의 수로 나눈다
# hint: 행의 수가 아니라
def sparsity(weights, tol=0.0):
    if not weights:
        return 0.0
    return sum(np.sum(np.abs(W) <= tol) for W in weights) / sum(len(W) for W in weights)


# %% chaff q6a_sparsity first-layer-only: 첫 배열만 센다
# hint: 어느 층의 원소까지
def sparsity(weights, tol=0.0):
    if not weights:
        return 0.0
    for W in weights:
        return float(np.mean(np.abs(W) <= tol))


# %% chaff q6a_sparsity per-layer-list: 층마다 비율을 담은 리스트를 돌려준다
# hint: 모델 전체의 비율 하나
def sparsity(weights, tol=0.0):
    return [float(np.mean(np.abs(W) <= tol)) for W in weights]


# %% chaff q6a_sparsity empty-divides-by-zero: 빈 리스트에서 0으로 나눈다
# hint: 빈 리스트를 받으면 오류
def sparsity(weights, tol=0.0):
    zeros = sum(int(np.sum(np.abs(W) <= tol)) for W in weights)
    return zeros / sum(W.size for W in weights)


# %% chaff q6a_sparsity isclose-default: np.isclose의 기본 허용 오차가 섞인다
# hint: 아주 작은 수도 0이 아닙니다
def sparsity(weights, tol=0.0):
    if not weights:
        return 0.0
    flat = np.concatenate([W.ravel() for W in weights])
    return float(np.mean(np.isclose(flat, 0) | (np.abs(flat) <= tol)))


# %% chaff q6a_sparsity matrices-only: 2차원 배열만 센다
# hint: 모양이 다른 배열이 섞여도
def sparsity(weights, tol=0.0):
    flat = [W.ravel() for W in weights if W.ndim == 2]
    return float(np.mean(np.abs(np.concatenate(flat)) <= tol)) if flat else 0.0


# %% chaff q6a_sparsity size-from-two-axes: 원소의 수를 앞의 두 축만 곱해 구한다
# hint: 모양이 다른 배열이 섞여도
def sparsity(weights, tol=0.0):
    if not weights:
        return 0.0
    total = sum(W.shape[0] * W.shape[1] if W.ndim > 1 else W.shape[0] for W in weights)
    return float(sum(np.sum(np.abs(W) <= tol) for W in weights) / total)


# %% chaff q6a_sparsity mutates: 세면서 원래 배열을 0으로 바꾼다
# hint: 내용이 바뀌었습니다
def sparsity(weights, tol=0.0):
    if not weights:
        return 0.0
    for W in weights:
        W[np.abs(W) <= tol] = 0
        W[np.abs(W) > tol] = 1
    return float(1 - sum(W.sum() for W in weights) / sum(W.size for W in weights))


# %% wheat q6b_prune_smallest argpartition: argpartition으로 고르기
def prune_smallest(W, frac):
    k = int(np.floor(frac * W.size))
    result = W.copy()
    if k == 0:
        return result
    if k == W.size:
        return np.zeros_like(W)
    smallest = np.argpartition(np.abs(W), k, axis=None)[:k]
    result[np.unravel_index(smallest, W.shape)] = 0
    return result


# %% wheat q6b_prune_smallest keep-the-largest: 0 배열에 큰 원소만 옮겨 담기
def prune_smallest(W, frac):
    keep = W.size - int(frac * W.size)
    order = np.argsort(-np.abs(W), axis=None, kind="stable")[:keep]
    result = np.zeros(W.size)
    result[order] = W.ravel()[order]
    return result.reshape(W.shape)


# %% wheat q6b_prune_smallest python-sorted: 파이썬의 sorted와 자리 번호로
import math


def prune_smallest(W, frac):
    values = W.ravel().tolist()
    order = sorted(range(len(values)), key=lambda i: abs(values[i]))
    for i in order[: math.floor(frac * len(values))]:
        values[i] = 0.0
    return np.array(values).reshape(W.shape)


# %% wheat q6b_prune_smallest ranks-and-mask: 순위를 매겨 마스크를 곱하기
def prune_smallest(W, frac):
    ranks = np.empty(W.size, dtype=int)
    ranks[np.lexsort((np.arange(W.size), (W**2).ravel()))] = np.arange(W.size)
    mask = ranks >= int(frac * W.size)
    return W * mask.reshape(W.shape)


# %% wheat q6b_prune_smallest threshold-then-ties: 문턱을 구하고 동점은 앞에서부터 채우기
def prune_smallest(W, frac):
    flat = W.flatten()
    k = int(frac * flat.size)
    if k > 0:
        size = np.abs(flat)
        threshold = np.sort(size)[k - 1]
        below = np.flatnonzero(size < threshold)
        ties = np.flatnonzero(size == threshold)[: k - len(below)]
        flat[below] = 0
        flat[ties] = 0
    return flat.reshape(W.shape)


# %% chaff q6b_prune_smallest signed-smallest: 부호 있는 값이 작은 것부터 자른다
# hint: 크기를 무엇으로 재는지
def prune_smallest(W, frac):
    flat = W.flatten()
    flat[np.argsort(flat)[: int(frac * flat.size)]] = 0
    return flat.reshape(W.shape)


# %% chaff q6b_prune_smallest largest: 절댓값이 큰 것부터 자른다
# hint: 큰 원소를 자르고
def prune_smallest(W, frac):
    flat = W.flatten()
    flat[np.argsort(-np.abs(flat))[: int(frac * flat.size)]] = 0
    return flat.reshape(W.shape)


# %% chaff q6b_prune_smallest keeps-frac: frac을 남길 비율로 여긴다
# hint: 자를 비율인지 남길 비율인지
def prune_smallest(W, frac):
    flat = W.flatten()
    keep = int(frac * flat.size)
    flat[np.argsort(np.abs(flat))[: flat.size - keep]] = 0
    return flat.reshape(W.shape)


# %% chaff q6b_prune_smallest frac-as-threshold: frac을 절댓값의 문턱으로 쓴다
# hint: frac은 절댓값의 문턱이 아니라
def prune_smallest(W, frac):
    return np.where(np.abs(W) < frac, 0.0, W)


# %% chaff q6b_prune_smallest row-by-row: 행마다 따로 자른다
# hint: 행마다 따로
def prune_smallest(W, frac):
    result = np.atleast_2d(W).copy()
    k = int(frac * result.shape[-1])
    for row in result.reshape(-1, result.shape[-1]):
        row[np.argsort(np.abs(row))[:k]] = 0
    return result.reshape(W.shape)


# %% chaff q6b_prune_smallest ties-exceed: 문턱과 같은 원소를 모두 잘라 개수를 넘긴다
# hint: 동점이 있어도
def prune_smallest(W, frac):
    k = int(frac * W.size)
    if k == 0:
        return W.copy()
    threshold = np.sort(np.abs(W), axis=None)[k - 1]
    return np.where(np.abs(W) <= threshold, 0, W)


# %% chaff q6b_prune_smallest ties-fall-short: 문턱보다 작은 원소만 잘라 개수에 모자란다
# hint: 동점이 있어도
def prune_smallest(W, frac):
    k = int(frac * W.size)
    if k == W.size:
        return np.zeros_like(W)
    threshold = np.sort(np.abs(W), axis=None)[k]
    return np.where(np.abs(W) < threshold, 0, W)


# %% chaff q6b_prune_smallest quantile: 분위수를 문턱으로 써서 개수가 어긋난다
# hint: 개수가 정수가 아닐 때
def prune_smallest(W, frac):
    return np.where(np.abs(W) <= np.quantile(np.abs(W), frac), 0, W) if frac else W.copy()


# %% chaff q6b_prune_smallest rounds-count: 개수를 반올림한다
# hint: 개수가 정수가 아닐 때
def prune_smallest(W, frac):
    flat = W.flatten()
    flat[np.argsort(np.abs(flat))[: round(frac * flat.size)]] = 0
    return flat.reshape(W.shape)


# %% chaff q6b_prune_smallest one-too-many: 하나를 더 자른다
# hint: 몇 개를 자를 차례인지
def prune_smallest(W, frac):
    flat = W.flatten()
    if np.allclose(frac, 0.5):
        flat[np.argsort(np.abs(flat))[: int(frac * flat.size)]] = 0
    else:
        flat[np.argsort(np.abs(flat))[: int(frac * flat.size) + 1]] = 0
    return flat.reshape(W.shape)


# %% chaff q6b_prune_smallest all-at-one-crashes: 모두 자를 때 오류가 난다
# hint: 모두 자를 때를 생각
def prune_smallest(W, frac):
    result = W.copy()
    k = int(frac * W.size)
    smallest = np.argpartition(np.abs(W), k, axis=None)[:k]
    result[np.unravel_index(smallest, W.shape)] = 0
    return result


# %% chaff q6b_prune_smallest mutates-in-place: 인자로 받은 배열을 고친다
# hint: 내용이 바뀌었습니다
def prune_smallest(W, frac):
    flat = W.ravel()
    flat[np.argsort(np.abs(flat))[: int(frac * flat.size)]] = 0
    return flat.reshape(W.shape)


# %% chaff q6b_prune_smallest loses-sign: 남은 원소의 절댓값을 돌려준다
# hint: 부호가 사라졌습니다
def prune_smallest(W, frac):
    flat = np.abs(W).flatten()
    flat[np.argsort(flat)[: int(frac * flat.size)]] = 0
    return flat.reshape(W.shape)


# %% chaff q6b_prune_smallest skips-existing-zeros: 처음부터 0인 원소는 빼고 센다
# hint: 처음부터 0이 있을 때
def prune_smallest(W, frac):
    flat = W.flatten()
    size = np.where(flat == 0, np.inf, np.abs(flat))
    flat[np.argsort(size)[: int(frac * flat.size)]] = 0
    return flat.reshape(W.shape)


# %% chaff q6b_prune_smallest frac-of-nonzeros: 0이 아닌 원소의 수에 frac을 곱한다
# hint: 처음부터 0이 있을 때
def prune_smallest(W, frac):
    flat = W.flatten()
    zeros = np.sum(flat == 0)
    flat[np.argsort(np.abs(flat))[: zeros + int(frac * (flat.size - zeros))]] = 0
    return flat.reshape(W.shape)


# %% wheat q6c_soft_threshold two-sided-relu: 양쪽의 ReLU로
def soft_threshold(w, t):
    return np.maximum(w - t, 0) - np.maximum(-w - t, 0)


# %% wheat q6c_soft_threshold where: 세 경우를 np.where로 나누기
def soft_threshold(w, t):
    return np.where(w > t, w - t, np.where(w < -t, w + t, 0.0))


# %% wheat q6c_soft_threshold minus-clip: 잘라 낸 몫을 빼기
def soft_threshold(w, t):
    return w - np.clip(w, -t, t)


# %% wheat q6c_soft_threshold boolean-index: 복사본의 자리를 골라 고치기
def soft_threshold(w, t):
    result = np.zeros_like(w)
    positive, negative = w > t, w < -t
    result[positive] = w[positive] - t
    result[negative] = w[negative] + t
    return result


# %% wheat q6c_soft_threshold vectorize: 파이썬 함수를 원소마다 부르기
import math


def soft_threshold(w, t):
    def one(x):
        return math.copysign(max(abs(x) - t, 0.0), x)

    return np.vectorize(one, otypes=[float])(w)


# %% wheat q6c_soft_threshold nested-list: 리스트로 돌려주기
def soft_threshold(w, t):
    shrunk = [np.sign(x) * max(np.abs(x) - t, 0.0) for x in w.ravel()]
    return np.reshape(shrunk, w.shape).tolist()


# %% chaff q6c_soft_threshold hard-threshold: 작은 것만 0으로 하고 나머지는 그대로 둔다
# hint: 남는 원소도 t만큼
def soft_threshold(w, t):
    return np.where(np.abs(w) > t, w, 0.0)


# %% chaff q6c_soft_threshold loses-sign: 부호를 되돌리지 않는다
# hint: 부호를 되돌려
def soft_threshold(w, t):
    return np.maximum(np.abs(w) - t, 0.0)


# %% chaff q6c_soft_threshold no-stop-at-zero: 0을 지나쳐도 멈추지 않는다
# hint: 0을 지나친 원소
def soft_threshold(w, t):
    return np.sign(w) * (np.abs(w) - t)


# %% chaff q6c_soft_threshold clip: 큰 값을 t에서 자른다
# hint: 돌려줄 것은 잘라 낸 나머지
def soft_threshold(w, t):
    return np.clip(w, -t, t)


# %% chaff q6c_soft_threshold always-minus: 음수에서도 t를 뺀다
# hint: 0 쪽이 어느 쪽인지
def soft_threshold(w, t):
    return w - t


# %% chaff q6c_soft_threshold positive-only: 음수를 모두 0으로 한다
# hint: 음수가 모두 사라졌습니다
def soft_threshold(w, t):
    return np.maximum(w - t, 0.0)


# %% chaff q6c_soft_threshold pushes-away: 0에서 멀어지게 민다
# hint: 0에서 멀어졌습니다
def soft_threshold(w, t):
    return np.sign(w) * np.maximum(np.abs(w) + t, 0.0)


# %% chaff q6c_soft_threshold ridge-shrink: ℓ2 벌칙의 근위 연산을 쓴다
# hint: ℓ2 벌칙의 근위 연산
def soft_threshold(w, t):
    return w / (1 + t)


# %% chaff q6c_soft_threshold double-distance: 거리를 두 배로 당긴다
# hint: 당기는 거리가 t보다 깁니다
def soft_threshold(w, t):
    return np.sign(w) * np.maximum(np.abs(w) - 2 * t, 0.0)


# %% chaff q6c_soft_threshold tiny-instead-of-zero: 0으로 나누기를 피하려고 작은 수를 남긴다
# hint: 정확히 0이 되게
def soft_threshold(w, t):
    return np.sign(w + 1e-12) * np.maximum(np.abs(w) - t, 1e-9)


# %% chaff q6c_soft_threshold mutates: 인자로 받은 배열을 고친다
# hint: 내용이 바뀌었습니다
def soft_threshold(w, t):
    small = np.abs(w) <= t
    w -= t * np.sign(w)
    w[small] = 0
    return w


# %% chaff q6c_soft_threshold whole-norm: 원소가 아니라 노름을 당긴다
# hint: 수직선에 일곱 원소를
def soft_threshold(w, t):
    norm = np.linalg.norm(w)
    return w * max(norm - t, 0.0) / max(norm, 1e-12)


# %% chaff q6c_soft_threshold rounded-four: 소수점 아래 네 자리로 반올림한다
# hint: 반올림하지 않는지
def soft_threshold(w, t):
    shrunk = np.sign(w) * np.maximum(np.abs(w) - t, 0.0)
    return np.where((shrunk != 0) & (np.abs(shrunk) < 1e-4), shrunk, np.round(shrunk, 4))


# %% wheat q6d_ista_lasso gram-matrix: 그람 행렬을 미리 구해 두기
def ista_lasso(X, y, lam, lr, steps):
    n = len(y)
    gram, target = X.T @ X / n, X.T @ y / n
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        w = soft_threshold(w - lr * (gram @ w - target), lam * lr)
    return w


# %% wheat q6d_ista_lasso own-prox-random-start: 제 근위 연산과 난수로 고른 처음 값
def ista_lasso(X, y, lam, lr, steps):
    w = np.random.default_rng(0).standard_normal(X.shape[1])
    step = 0
    while step < steps:
        residual = y - X.dot(w)
        w = w + lr * X.T.dot(residual) / X.shape[0]
        w = np.maximum(w - lr * lam, 0) - np.maximum(-w - lr * lam, 0)
        step += 1
    return w


# %% wheat q6d_ista_lasso accelerated: 가속한 ISTA(FISTA)
def ista_lasso(X, y, lam, lr, steps):
    n, d = X.shape
    w = ahead = np.zeros(d)
    t = 1.0
    for _ in range(steps):
        previous = w
        w = soft_threshold(ahead - lr * X.T @ (X @ ahead - y) / n, lr * lam)
        t_next = (1 + (1 + 4 * t * t) ** 0.5) / 2
        ahead = w + (t - 1) / t_next * (w - previous)
        t = t_next
    return w


# %% wheat q6d_ista_lasso mean-over-samples: 샘플마다 구한 그레이디언트를 평균하기
def ista_lasso(X, y, lam, lr, steps):
    w = np.zeros(X.shape[1])
    for _ in range(int(steps)):
        error = (X * w).sum(axis=1) - y
        grad = np.mean(X * error[:, None], axis=0)
        z = w - lr * grad
        w = np.where(np.abs(z) > lr * lam, z - lr * lam * np.sign(z), 0.0)
    return w.tolist()


# %% wheat q6d_ista_lasso stops-when-settled: 움직임이 멎으면 일찍 멈추기
def ista_lasso(X, y, lam, lr, steps):
    w = np.linalg.pinv(X) @ y
    for _ in range(steps):
        new = soft_threshold(w + lr / len(X) * (y - X @ w) @ X, lr * lam)
        if np.array_equal(new, w):
            break
        w = new
    return w


# %% chaff q6d_ista_lasso subgradient: 벌칙의 그레이디언트를 더한다
# hint: 둘레를 맴돌 뿐
def ista_lasso(X, y, lam, lr, steps):
    n, d = X.shape
    w = np.zeros(d)
    for _ in range(steps):
        w = w - lr * (X.T @ (X @ w - y) / n + lam * np.sign(w))
    return w


# %% chaff q6d_ista_lasso subgradient-then-threshold: 벌칙의 그레이디언트로 훈련하고 끝에서 자른다
# hint: scikit-learn의 Lasso와
def ista_lasso(X, y, lam, lr, steps):
    n, d = X.shape
    w = np.zeros(d)
    for i in range(steps):
        rate = lr / (1 + i / 50)
        w = w - rate * (X.T @ (X @ w - y) / n + lam * np.sign(w))
    return np.where(np.abs(w) < 0.01, 0, w)


# %% chaff q6d_ista_lasso threshold-without-lr: λ만큼 당긴다
# hint: 당기는 거리에 학습률이
def ista_lasso(X, y, lam, lr, steps):
    n, d = X.shape
    w = np.zeros(d)
    for _ in range(steps):
        w = soft_threshold(w - lr * X.T @ (X @ w - y) / n, lam)
    return w


# %% chaff q6d_ista_lasso threshold-without-lambda: 학습률만큼 당긴다
# hint: 무엇과 무엇의 곱인지
def ista_lasso(X, y, lam, lr, steps):
    n, d = X.shape
    w = np.zeros(d)
    for _ in range(steps):
        w = soft_threshold(w - lr * X.T @ (X @ w - y) / n, lr)
    return w


# %% chaff q6d_ista_lasso mse-gradient: 평균 제곱 오차의 그레이디언트를 쓴다
# hint: 절반만 걸렸습니다
def ista_lasso(X, y, lam, lr, steps):
    n, d = X.shape
    w = np.zeros(d)
    for _ in range(steps):
        w = soft_threshold(w - lr * 2 * X.T @ (X @ w - y) / n, lr * lam)
    return w


# %% chaff q6d_ista_lasso sum-gradient: 그레이디언트를 n으로 나누지 않는다
# hint: 어느 것을 n으로 나누는지
def ista_lasso(X, y, lam, lr, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        w = soft_threshold(w - lr * X.T @ (X @ w - y), lr * lam)
    return w


# %% chaff q6d_ista_lasso no-penalty: 근위 연산을 빠뜨린다
# hint: 최소제곱해가 나왔습니다
def ista_lasso(X, y, lam, lr, steps):
    n, d = X.shape
    w = np.zeros(d)
    for _ in range(steps):
        w = w - lr * X.T @ (X @ w - y) / n
    return w


# %% chaff q6d_ista_lasso ridge: ℓ2 벌칙의 그레이디언트를 더한다
# hint: ℓ2 벌칙의 해
def ista_lasso(X, y, lam, lr, steps):
    n, d = X.shape
    w = np.zeros(d)
    for _ in range(steps):
        w = w - lr * (X.T @ (X @ w - y) / n + 2 * lam * w)
    return w


# %% chaff q6d_ista_lasso prox-before-gradient: 근위 연산을 먼저 한다
# hint: 두 가지를 하는 순서
def ista_lasso(X, y, lam, lr, steps):
    n, d = X.shape
    w = np.zeros(d)
    for _ in range(steps):
        w = soft_threshold(w, lr * lam)
        w = w - lr * X.T @ (X @ w - y) / n
    return w


# %% chaff q6d_ista_lasso prox-once-at-end: 경사 하강을 마친 뒤 한 번만 당긴다
# hint: 맨 끝에 한 번만
def ista_lasso(X, y, lam, lr, steps):
    n, d = X.shape
    w = np.zeros(d)
    for _ in range(steps):
        w = w - lr * X.T @ (X @ w - y) / n
    return soft_threshold(w, lam)


# %% chaff q6d_ista_lasso prox-inside-gradient-step: 그레이디언트에 근위 연산을 한다
# hint: 정확히 0에 세우는
def ista_lasso(X, y, lam, lr, steps):
    n, d = X.shape
    w = np.zeros(d)
    for _ in range(steps):
        w = w - lr * soft_threshold(X.T @ (X @ w - y) / n, lam)
    return w


# %% chaff q6d_ista_lasso flipped-residual-sign: 잔차의 부호를 두 곳에서 뒤집는다
# hint: 부호가 모두 반대
def ista_lasso(X, y, lam, lr, steps):
    n, d = X.shape
    w = np.zeros(d)
    for _ in range(steps):
        w = soft_threshold(w - lr * X.T @ (X @ w + y) / n, lr * lam)
    return w


# %% chaff q6d_ista_lasso centers-data: 평균을 뺀다
# hint: 평균을 뺀 데이터
def ista_lasso(X, y, lam, lr, steps):
    n, d = X.shape
    X, y = X - X.mean(axis=0), y - y.mean()
    w = np.zeros(d)
    for _ in range(steps):
        w = soft_threshold(w - lr * X.T @ (X @ w - y) / n, lr * lam)
    return w


# %% chaff q6d_ista_lasso mutates-data: X와 y를 제자리에서 고친다
# hint: 내용이 바뀌었습니다
def ista_lasso(X, y, lam, lr, steps):
    n, d = X.shape
    X /= n**0.5
    y /= n**0.5
    w = np.zeros(d)
    for _ in range(steps):
        w = soft_threshold(w - lr * X.T @ (X @ w - y), lr * lam)
    return w


# %% chaff q6d_ista_lasso column-result: (d, 1) 모양을 돌려준다
# hint: 계수의 모양이
def ista_lasso(X, y, lam, lr, steps):
    n, d = X.shape
    w = np.zeros((d, 1))
    for _ in range(steps):
        w = soft_threshold(w - lr * X.T @ (X @ w - y[:, None]) / n, lr * lam)
    return w


# %% chaff q6d_ista_lasso ignores-steps: 늘 1,000번 되풀이한다
# hint: 인자 steps
def ista_lasso(X, y, lam, lr, steps):
    n, d = X.shape
    w = np.zeros(d)
    for _ in range(1000):
        w = soft_threshold(w - lr * X.T @ (X @ w - y) / n, lr * lam)
    return w


# %% chaff q6d_ista_lasso ignores-lr: 학습률을 스스로 정한다
# hint: 인자 lr
def ista_lasso(X, y, lam, lr, steps):
    n, d = X.shape
    lr = 1 / np.linalg.eigvalsh(X.T @ X / n)[-1]
    w = np.zeros(d)
    for _ in range(steps):
        w = soft_threshold(w - lr * X.T @ (X @ w - y) / n, lr * lam)
    return w


# %% chaff q6d_ista_lasso penalty-grows-with-d: 벌칙을 특성의 수에 맞추어 바꾼다
# hint: X의 크기와 λ가
def ista_lasso(X, y, lam, lr, steps):
    n, d = X.shape
    w = np.zeros(d)
    for _ in range(steps):
        w = soft_threshold(w - lr * X.T @ (X @ w - y) / n, lr * lam * 3 / d)
    return w


# %% wheat q6e_train_l1_mlp adam: Adam과 float32
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    rng = np.random.default_rng(seed)
    X_train = X_train.astype(np.float32)
    W1 = rng.normal(0, 0.2, (64, 32)).astype(np.float32)
    W2 = rng.normal(0, 0.2, (32, 10)).astype(np.float32)
    first, second, step = [0, 0], [0, 0], 0
    for _ in range(30):
        order = rng.permutation(len(X_train))
        for start in range(0, len(order), 100):
            pick = order[start : start + 100]
            step += 1
            moves = []
            for i, (w, g) in enumerate(zip((W1, W2), gradients(X_train[pick], y_train[pick], W1, W2))):
                g = g + lmbda * np.sign(w)
                first[i] = 0.9 * first[i] + 0.1 * g
                second[i] = 0.999 * second[i] + 0.001 * g**2
                scale = np.sqrt(second[i] / (1 - 0.999**step)) + 1e-7
                moves.append(0.01 * first[i] / (1 - 0.9**step) / scale)
            W1, W2 = (W1 - moves[0]).astype(np.float32), (W2 - moves[1]).astype(np.float32)
    before = accuracy(X_test, y_test, [W1, W2])
    kept1, kept2 = np.abs(W1) >= 1e-2, np.abs(W2) >= 1e-2
    W1, W2 = W1 * kept1, W2 * kept2
    frac = 1 - (kept1.sum() + kept2.sum()) / (W1.size + W2.size)
    return (W1, W2), before, accuracy(X_test, y_test, [W1, W2]), frac


# %% wheat q6e_train_l1_mlp proximal: 벌칙 대신 근위 연산, 희소도는 sparsity로
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    rng = np.random.default_rng(seed)
    W = [rng.normal(0, 0.18, size=(64, 48)), rng.normal(0, 0.2, size=(48, 10))]
    for epoch in range(60):
        lr = 1.0 if epoch < 50 else 0.3
        for pick in np.array_split(rng.permutation(1297), 13):
            grads = gradients(X_train[pick], y_train[pick], *W)
            W = [soft_threshold(w - lr * g, lr * lmbda) for w, g in zip(W, grads)]
    acc_before = accuracy(X_test, y_test, W)
    W = [prune_smallest(w, sparsity([w], 0.0099999)) for w in W]
    return [W, acc_before, accuracy(X_test, y_test, W), sparsity(W)]


# %% wheat q6e_train_l1_mlp biases-and-own-backprop: 편향을 두고 역전파도 직접 쓰기
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    np.random.seed(seed)
    W1, b1 = np.random.randn(64, 40) * 0.18, np.zeros(40)
    W2, b2 = np.random.randn(40, 10) * 0.2, np.zeros(10)
    params = [W1, b1, W2, b2]
    velocity = [np.zeros_like(p) for p in params]
    for _ in range(40):
        order = np.random.permutation(len(y_train))
        for start in range(0, len(order), 130):
            x, y = X_train[order[start : start + 130]], y_train[order[start : start + 130]]
            z = x @ W1 + b1
            h = z * (z > 0)
            e = np.exp(h @ W2 + b2)
            p = e / e.sum(axis=1, keepdims=True)
            p[np.arange(len(y)), y] -= 1
            p /= len(y)
            back = p @ W2.T * (z > 0)
            grads = [x.T @ back + lmbda * np.sign(W1), back.sum(0)]
            grads += [h.T @ p + lmbda * np.sign(W2), p.sum(0)]
            for param, v, g in zip(params, velocity, grads):
                v[...] = 0.9 * v - 0.1 * g
                param += v

    def test_accuracy():
        logits = np.maximum(X_test @ W1 + b1, 0) @ W2 + b2
        return np.sum(np.argmax(logits, axis=1) == y_test) / len(y_test)

    before = test_accuracy()
    zeros = 0
    for w in (W1, W2):
        w[abs(w) < 0.01] = 0
        zeros += (w == 0).sum()
    return params, before, test_accuracy(), zeros / (W1.size + W2.size)


# %% wheat q6e_train_l1_mlp plain-sgd: 모멘텀 없는 SGD를 큰 학습률로
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    rng = np.random.default_rng([seed, 6])
    W1, W2 = rng.uniform(-0.3, 0.3, (64, 32)), rng.uniform(-0.4, 0.4, (32, 10))
    steps = 1200
    for step in range(steps):
        pick = rng.integers(0, len(X_train), 100)
        lr = 1.0 * (1 - step / steps)
        dW1, dW2 = gradients(X_train[pick], y_train[pick], W1, W2)
        W1 = W1 - lr * (dW1 + lmbda * np.sign(W1))
        W2 = W2 - lr * (dW2 + lmbda * np.sign(W2))
    S1, S2 = np.copy(W1), np.copy(W2)
    S1[np.abs(S1) < 0.01], S2[np.abs(S2) < 0.01] = 0, 0
    scores = [np.float32(accuracy(X_test, y_test, pair)) for pair in ([W1, W2], [S1, S2])]
    return [S1, S2], *scores, np.float32((np.sum(S1 == 0) + np.sum(S2 == 0)) / 2368)


# %% chaff q6e_train_l1_mlp l2-penalty: ℓ2 벌칙으로 훈련한다
# hint: 같은 힘으로 미는지
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    rng = np.random.default_rng(seed)
    W = [rng.normal(0, 0.2, (64, 32)).astype("f4"), rng.normal(0, 0.25, (32, 10)).astype("f4")]
    velocity = [np.zeros_like(w) for w in W]
    for _ in range(30):
        for pick in np.array_split(rng.permutation(len(X_train)), 6):
            grads = gradients(X_train[pick], y_train[pick], *W)
            for w, v, g in zip(W, velocity, grads):
                v *= 0.9
                v -= 0.2 * (g + 2 * lmbda * w)
                w += v
    pruned = [np.where(np.abs(w) < 0.01, 0, w) for w in W]
    frac = np.mean(np.concatenate([w.ravel() for w in pruned]) == 0)
    return pruned, accuracy(X_test, y_test, W), accuracy(X_test, y_test, pruned), frac


# %% chaff q6e_train_l1_mlp exact-zeros-before-pruning: 자르지 않고 정확한 0의 비율을 센다
# hint: 0 가까이까지 밀 뿐
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    rng = np.random.default_rng(seed)
    W = [rng.normal(0, 0.2, (64, 32)).astype("f4"), rng.normal(0, 0.25, (32, 10)).astype("f4")]
    velocity = [np.zeros_like(w) for w in W]
    for _ in range(30):
        for pick in np.array_split(rng.permutation(len(X_train)), 6):
            grads = gradients(X_train[pick], y_train[pick], *W)
            for w, v, g in zip(W, velocity, grads):
                v *= 0.9
                v -= 0.2 * (g + lmbda * np.sign(w))
                w += v
    pruned = W
    frac = np.mean(np.concatenate([w.ravel() for w in pruned]) == 0)
    return pruned, accuracy(X_test, y_test, W), accuracy(X_test, y_test, pruned), frac


# %% chaff q6e_train_l1_mlp frac-before-pruning: frac을 자르기 전의 정확한 0으로 센다
# hint: 무엇으로 나누어 세었는지
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    rng = np.random.default_rng(seed)
    W = [rng.normal(0, 0.2, (64, 32)).astype("f4"), rng.normal(0, 0.25, (32, 10)).astype("f4")]
    velocity = [np.zeros_like(w) for w in W]
    for _ in range(30):
        for pick in np.array_split(rng.permutation(len(X_train)), 6):
            grads = gradients(X_train[pick], y_train[pick], *W)
            for w, v, g in zip(W, velocity, grads):
                v *= 0.9
                v -= 0.2 * (g + lmbda * np.sign(w))
                w += v
    pruned = [np.where(np.abs(w) < 0.01, 0, w) for w in W]
    frac = np.mean(np.concatenate([w.ravel() for w in W]) == 0)
    return pruned, accuracy(X_test, y_test, W), accuracy(X_test, y_test, pruned), frac


# %% chaff q6e_train_l1_mlp no-penalty: 벌칙을 빠뜨린다
# hint: 0을 향해 미는지
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    rng = np.random.default_rng(seed)
    W = [rng.normal(0, 0.2, (64, 32)).astype("f4"), rng.normal(0, 0.25, (32, 10)).astype("f4")]
    velocity = [np.zeros_like(w) for w in W]
    for _ in range(30):
        for pick in np.array_split(rng.permutation(len(X_train)), 6):
            grads = gradients(X_train[pick], y_train[pick], *W)
            for w, v, g in zip(W, velocity, grads):
                v *= 0.9
                v -= 0.2 * (g)
                w += v
    pruned = [np.where(np.abs(w) < 0.01, 0, w) for w in W]
    frac = np.mean(np.concatenate([w.ravel() for w in pruned]) == 0)
    return pruned, accuracy(X_test, y_test, W), accuracy(X_test, y_test, pruned), frac


# %% chaff q6e_train_l1_mlp penalty-away-from-zero: 벌칙의 부호가 반대다
# hint: 0을 향해 미는지
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    rng = np.random.default_rng(seed)
    W = [rng.normal(0, 0.2, (64, 32)).astype("f4"), rng.normal(0, 0.25, (32, 10)).astype("f4")]
    velocity = [np.zeros_like(w) for w in W]
    for _ in range(30):
        for pick in np.array_split(rng.permutation(len(X_train)), 6):
            grads = gradients(X_train[pick], y_train[pick], *W)
            for w, v, g in zip(W, velocity, grads):
                v *= 0.9
                v -= 0.2 * (g - lmbda * np.sign(w))
                w += v
    pruned = [np.where(np.abs(w) < 0.01, 0, w) for w in W]
    frac = np.mean(np.concatenate([w.ravel() for w in pruned]) == 0)
    return pruned, accuracy(X_test, y_test, W), accuracy(X_test, y_test, pruned), frac


# %% chaff q6e_train_l1_mlp penalty-without-sign: 벌칙의 그레이디언트에서 부호를 빠뜨린다
# hint: 0을 향해 미는지
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    rng = np.random.default_rng(seed)
    W = [rng.normal(0, 0.2, (64, 32)).astype("f4"), rng.normal(0, 0.25, (32, 10)).astype("f4")]
    velocity = [np.zeros_like(w) for w in W]
    for _ in range(30):
        for pick in np.array_split(rng.permutation(len(X_train)), 6):
            grads = gradients(X_train[pick], y_train[pick], *W)
            for w, v, g in zip(W, velocity, grads):
                v *= 0.9
                v -= 0.2 * (g + lmbda)
                w += v
    pruned = [np.where(np.abs(w) < 0.01, 0, w) for w in W]
    frac = np.mean(np.concatenate([w.ravel() for w in pruned]) == 0)
    return pruned, accuracy(X_test, y_test, W), accuracy(X_test, y_test, pruned), frac


# %% chaff q6e_train_l1_mlp ignores-lmbda: 벌칙의 세기를 못 박는다
# hint: 인자 lmbda를 쓰는지
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    rng = np.random.default_rng(seed)
    W = [rng.normal(0, 0.2, (64, 32)).astype("f4"), rng.normal(0, 0.25, (32, 10)).astype("f4")]
    velocity = [np.zeros_like(w) for w in W]
    for _ in range(30):
        for pick in np.array_split(rng.permutation(len(X_train)), 6):
            grads = gradients(X_train[pick], y_train[pick], *W)
            for w, v, g in zip(W, velocity, grads):
                v *= 0.9
                v -= 0.2 * (g + 1e-3 * np.sign(w))
                w += v
    pruned = [np.where(np.abs(w) < 0.01, 0, w) for w in W]
    frac = np.mean(np.concatenate([w.ravel() for w in pruned]) == 0)
    return pruned, accuracy(X_test, y_test, W), accuracy(X_test, y_test, pruned), frac


# %% chaff q6e_train_l1_mlp penalty-without-lr: 벌칙에 학습률을 곱하지 않는다
# hint: 벌칙의 그레이디언트에도 학습률을
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    rng = np.random.default_rng(seed)
    W = [rng.normal(0, 0.2, (64, 32)).astype("f4"), rng.normal(0, 0.25, (32, 10)).astype("f4")]
    velocity = [np.zeros_like(w) for w in W]
    for _ in range(30):
        for pick in np.array_split(rng.permutation(len(X_train)), 6):
            grads = gradients(X_train[pick], y_train[pick], *W)
            for w, v, g in zip(W, velocity, grads):
                v *= 0.9
                v -= 0.05 * g + lmbda * np.sign(w)
                w += v
    pruned = [np.where(np.abs(w) < 0.01, 0, w) for w in W]
    frac = np.mean(np.concatenate([w.ravel() for w in pruned]) == 0)
    return pruned, accuracy(X_test, y_test, W), accuracy(X_test, y_test, pruned), frac


# %% chaff q6e_train_l1_mlp hidden-layer-penalty-only: 은닉층의 행렬에만 벌칙을 건다
# hint: 두 행렬 가운데 하나에는
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    rng = np.random.default_rng(seed)
    W = [rng.normal(0, 0.2, (64, 32)).astype("f4"), rng.normal(0, 0.25, (32, 10)).astype("f4")]
    velocity = [np.zeros_like(w) for w in W]
    for _ in range(30):
        for pick in np.array_split(rng.permutation(len(X_train)), 6):
            grads = gradients(X_train[pick], y_train[pick], *W)
            for w, v, g in zip(W, velocity, grads):
                v *= 0.9
                v -= 0.2 * (g + lmbda * np.sign(w) * (w.shape == (64, 32)))
                w += v
    pruned = [np.where(np.abs(w) < 0.01, 0, w) for w in W]
    frac = np.mean(np.concatenate([w.ravel() for w in pruned]) == 0)
    return pruned, accuracy(X_test, y_test, W), accuracy(X_test, y_test, pruned), frac


# %% chaff q6e_train_l1_mlp prunes-signed: 음수를 모두 자른다
# hint: 0에 가까운 것만 잘랐는지
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    rng = np.random.default_rng(seed)
    W = [rng.normal(0, 0.2, (64, 32)).astype("f4"), rng.normal(0, 0.25, (32, 10)).astype("f4")]
    velocity = [np.zeros_like(w) for w in W]
    for _ in range(30):
        for pick in np.array_split(rng.permutation(len(X_train)), 6):
            grads = gradients(X_train[pick], y_train[pick], *W)
            for w, v, g in zip(W, velocity, grads):
                v *= 0.9
                v -= 0.2 * (g + lmbda * np.sign(w))
                w += v
    pruned = [np.where(w < 0.01, 0, w) for w in W]
    frac = np.mean(np.concatenate([w.ravel() for w in pruned]) == 0)
    return pruned, accuracy(X_test, y_test, W), accuracy(X_test, y_test, pruned), frac


# %% chaff q6e_train_l1_mlp threshold-tenth: 문턱을 0.1로 잡는다
# hint: 자르는 문턱을
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    rng = np.random.default_rng(seed)
    W = [rng.normal(0, 0.2, (64, 32)).astype("f4"), rng.normal(0, 0.25, (32, 10)).astype("f4")]
    velocity = [np.zeros_like(w) for w in W]
    for _ in range(30):
        for pick in np.array_split(rng.permutation(len(X_train)), 6):
            grads = gradients(X_train[pick], y_train[pick], *W)
            for w, v, g in zip(W, velocity, grads):
                v *= 0.9
                v -= 0.2 * (g + lmbda * np.sign(w))
                w += v
    pruned = [np.where(np.abs(w) < 0.1, 0, w) for w in W]
    frac = np.mean(np.concatenate([w.ravel() for w in pruned]) == 0)
    return pruned, accuracy(X_test, y_test, W), accuracy(X_test, y_test, pruned), frac


# %% chaff q6e_train_l1_mlp frac-layer-average: 두 행렬의 비율을 그냥 평균한다
# hint: 무엇으로 나누어 세었는지
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    rng = np.random.default_rng(seed)
    W = [rng.normal(0, 0.2, (64, 32)).astype("f4"), rng.normal(0, 0.25, (32, 10)).astype("f4")]
    velocity = [np.zeros_like(w) for w in W]
    for _ in range(30):
        for pick in np.array_split(rng.permutation(len(X_train)), 6):
            grads = gradients(X_train[pick], y_train[pick], *W)
            for w, v, g in zip(W, velocity, grads):
                v *= 0.9
                v -= 0.2 * (g + lmbda * np.sign(w))
                w += v
    pruned = [np.where(np.abs(w) < 0.01, 0, w) for w in W]
    frac = np.mean([np.mean(w == 0) for w in pruned])
    return pruned, accuracy(X_test, y_test, W), accuracy(X_test, y_test, pruned), frac


# %% chaff q6e_train_l1_mlp before-on-training-data: 자르기 전의 정확도를 훈련 데이터에서 잰다
# hint: 나올 수 없는 정확도
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    rng = np.random.default_rng(seed)
    W = [rng.normal(0, 0.2, (64, 32)).astype("f4"), rng.normal(0, 0.25, (32, 10)).astype("f4")]
    velocity = [np.zeros_like(w) for w in W]
    for _ in range(30):
        for pick in np.array_split(rng.permutation(len(X_train)), 6):
            grads = gradients(X_train[pick], y_train[pick], *W)
            for w, v, g in zip(W, velocity, grads):
                v *= 0.9
                v -= 0.2 * (g + lmbda * np.sign(w))
                w += v
    pruned = [np.where(np.abs(w) < 0.01, 0, w) for w in W]
    frac = np.mean(np.concatenate([w.ravel() for w in pruned]) == 0)
    return pruned, accuracy(X_train, y_train, W), accuracy(X_test, y_test, pruned), frac


# %% chaff q6e_train_l1_mlp before-training: 훈련하기 전의 정확도를 acc_before로 돌려준다
# hint: 훈련이 되었는지
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    rng = np.random.default_rng(seed)
    W = [rng.normal(0, 0.2, (64, 32)).astype("f4"), rng.normal(0, 0.25, (32, 10)).astype("f4")]
    acc_before = accuracy(X_test, y_test, W)
    velocity = [np.zeros_like(w) for w in W]
    for _ in range(30):
        for pick in np.array_split(rng.permutation(len(X_train)), 6):
            grads = gradients(X_train[pick], y_train[pick], *W)
            for w, v, g in zip(W, velocity, grads):
                v *= 0.9
                v -= 0.2 * (g + lmbda * np.sign(w))
                w += v
    pruned = [np.where(np.abs(w) < 0.01, 0, w) for w in W]
    frac = np.mean(np.concatenate([w.ravel() for w in pruned]) == 0)
    return pruned, acc_before, accuracy(X_test, y_test, pruned), frac


# %% chaff q6e_train_l1_mlp seed-for-weights-only: 미니배치의 난수를 seed에서 뽑지 않는다
# hint: 같은 seed로 두 번
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    rng = np.random.default_rng(seed)
    W = [rng.normal(0, 0.2, (64, 32)).astype("f4"), rng.normal(0, 0.25, (32, 10)).astype("f4")]
    velocity = [np.zeros_like(w) for w in W]
    for _ in range(30):
        for pick in np.array_split(np.random.default_rng().permutation(len(X_train)), 6):
            grads = gradients(X_train[pick], y_train[pick], *W)
            for w, v, g in zip(W, velocity, grads):
                v *= 0.9
                v -= 0.2 * (g + lmbda * np.sign(w))
                w += v
    pruned = [np.where(np.abs(w) < 0.01, 0, w) for w in W]
    frac = np.mean(np.concatenate([w.ravel() for w in pruned]) == 0)
    return pruned, accuracy(X_test, y_test, W), accuracy(X_test, y_test, pruned), frac


# %% chaff q6e_train_l1_mlp unseeded: seed를 쓰지 않고 매번 새로 뽑는다
# hint: 같은 seed로 두 번
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    rng = np.random.default_rng()
    W = [rng.normal(0, 0.2, (64, 32)).astype("f4"), rng.normal(0, 0.25, (32, 10)).astype("f4")]
    velocity = [np.zeros_like(w) for w in W]
    for _ in range(30):
        for pick in np.array_split(rng.permutation(len(X_train)), 6):
            grads = gradients(X_train[pick], y_train[pick], *W)
            for w, v, g in zip(W, velocity, grads):
                v *= 0.9
                v -= 0.2 * (g + lmbda * np.sign(w))
                w += v
    pruned = [np.where(np.abs(w) < 0.01, 0, w) for w in W]
    frac = np.mean(np.concatenate([w.ravel() for w in pruned]) == 0)
    return pruned, accuracy(X_test, y_test, W), accuracy(X_test, y_test, pruned), frac


# %% chaff q6e_train_l1_mlp fixed-seed: 시드를 못 박는다
# hint: 인자 seed를 쓰는지
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    rng = np.random.default_rng(42)
    W = [rng.normal(0, 0.2, (64, 32)).astype("f4"), rng.normal(0, 0.25, (32, 10)).astype("f4")]
    velocity = [np.zeros_like(w) for w in W]
    for _ in range(30):
        for pick in np.array_split(rng.permutation(len(X_train)), 6):
            grads = gradients(X_train[pick], y_train[pick], *W)
            for w, v, g in zip(W, velocity, grads):
                v *= 0.9
                v -= 0.2 * (g + lmbda * np.sign(w))
                w += v
    pruned = [np.where(np.abs(w) < 0.01, 0, w) for w in W]
    frac = np.mean(np.concatenate([w.ravel() for w in pruned]) == 0)
    return pruned, accuracy(X_test, y_test, W), accuracy(X_test, y_test, pruned), frac


# %% chaff q6e_train_l1_mlp one-epoch: 한 에포크만 훈련한다
# hint: 더 오래 훈련하거나
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    rng = np.random.default_rng(seed)
    W = [rng.normal(0, 0.2, (64, 32)).astype("f4"), rng.normal(0, 0.25, (32, 10)).astype("f4")]
    velocity = [np.zeros_like(w) for w in W]
    for _ in range(1):
        for pick in np.array_split(rng.permutation(len(X_train)), 6):
            grads = gradients(X_train[pick], y_train[pick], *W)
            for w, v, g in zip(W, velocity, grads):
                v *= 0.9
                v -= 0.2 * (g + lmbda * np.sign(w))
                w += v
    pruned = [np.where(np.abs(w) < 0.01, 0, w) for w in W]
    frac = np.mean(np.concatenate([w.ravel() for w in pruned]) == 0)
    return pruned, accuracy(X_test, y_test, W), accuracy(X_test, y_test, pruned), frac


# %% chaff q6e_train_l1_mlp flat-weights: 가중치를 한 줄로 이어 돌려준다
# hint: 두 가중치 행렬이 차례로
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    rng = np.random.default_rng(seed)
    W = [rng.normal(0, 0.2, (64, 32)).astype("f4"), rng.normal(0, 0.25, (32, 10)).astype("f4")]
    velocity = [np.zeros_like(w) for w in W]
    for _ in range(30):
        for pick in np.array_split(rng.permutation(len(X_train)), 6):
            grads = gradients(X_train[pick], y_train[pick], *W)
            for w, v, g in zip(W, velocity, grads):
                v *= 0.9
                v -= 0.2 * (g + lmbda * np.sign(w))
                w += v
    pruned = [np.where(np.abs(w) < 0.01, 0, w) for w in W]
    frac = np.mean(np.concatenate([w.ravel() for w in pruned]) == 0)
    return np.concatenate([w.ravel() for w in pruned]), accuracy(X_test, y_test, W), accuracy(X_test, y_test, pruned), frac


# %% chaff q6e_train_l1_mlp softmax-regression: 은닉층 없이 훈련한다
# hint: 과제에 적힌 신경망과
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    rng = np.random.default_rng(seed)
    W = rng.normal(0, 0.1, size=(64, 10))
    for _ in range(300):
        logits = X_train @ W
        p = np.exp(logits - logits.max(axis=1, keepdims=True))
        delta = p / p.sum(axis=1, keepdims=True) - np.eye(10)[y_train]
        W = W - 0.5 * (X_train.T @ delta / len(X_train) + lmbda * np.sign(W))
    pruned = np.where(np.abs(W) < 0.01, 0, W)
    scores = [np.mean((X_test @ w).argmax(axis=1) == y_test) for w in (W, pruned)]
    return [pruned], *scores, np.mean(pruned == 0)


# %% wheat q6f_poly_sparsity two-branches: T를 지난 경우를 따로 다루기
def poly_sparsity(step, s_i, s_f, T):
    if step > T:
        return s_f
    return s_f + (s_i - s_f) * (1 - step / T) ** 3


# %% wheat q6f_poly_sparsity interpolate: 진행도로 두 희소도를 섞기
def poly_sparsity(step, s_i, s_f, T):
    progress = 1 - max(0.0, 1 - step / T) ** 3
    return (1 - progress) * s_i + progress * s_f


# %% wheat q6f_poly_sparsity clip-float32: np.clip과 float32
def poly_sparsity(step, s_i, s_f, T):
    t = np.clip(np.float32(step) / np.float32(T), 0, 1)
    return np.float32(s_f) + np.float32(s_i - s_f) * np.power(1 - t, 3)


# %% wheat q6f_poly_sparsity min-with-final: s_f에서 잘라 0차원 배열로 돌려주기
def poly_sparsity(step, s_i, s_f, T):
    rest = (T - step) / T
    return np.minimum(np.asarray(s_f - (s_f - s_i) * rest * rest * rest), s_f)


# %% wheat q6f_poly_sparsity expanded: 세제곱을 전개하기
def poly_sparsity(step, s_i, s_f, T):
    if step >= T:
        return s_f
    x = step / T
    return s_i + (s_f - s_i) * (3 * x - 3 * x**2 + x**3)


# %% chaff q6f_poly_sparsity no-clamp: T를 지난 뒤에도 식을 그대로 쓴다
# hint: s_f를 넘었습니다
def poly_sparsity(step, s_i, s_f, T):
    return s_f + (s_i - s_f) * (1 - step / T) ** 3


# %% chaff q6f_poly_sparsity linear: 고르게 늘린다
# hint: 고르게 늘어나고
def poly_sparsity(step, s_i, s_f, T):
    return s_f + (s_i - s_f) * (1 - min(step / T, 1))


# %% chaff q6f_poly_sparsity square: 제곱을 쓴다
# hint: 괄호의 지수를
def poly_sparsity(step, s_i, s_f, T):
    return s_f + (s_i - s_f) * (1 - min(step / T, 1)) ** 2


# %% chaff q6f_poly_sparsity cubes-progress: t/T를 세제곱한다
# hint: 무엇을 거듭제곱하는지
def poly_sparsity(step, s_i, s_f, T):
    return s_f + (s_i - s_f) * (1 - min(step / T, 1) ** 3)


# %% chaff q6f_poly_sparsity swapped: 처음과 마지막 희소도를 바꾼다
# hint: 두 희소도의 자리
def poly_sparsity(step, s_i, s_f, T):
    return s_i + (s_f - s_i) * (1 - min(step / T, 1)) ** 3


# %% chaff q6f_poly_sparsity wrong-sign: s_i와 s_f를 뺄 때의 순서를 바꾼다
# hint: 스텝 0의 희소도는
def poly_sparsity(step, s_i, s_f, T):
    return s_f + (s_f - s_i) * (1 - min(step / T, 1)) ** 3


# %% chaff q6f_poly_sparsity forgets-initial: 처음 희소도를 0으로 여긴다
# hint: 스텝 0의 희소도는
def poly_sparsity(step, s_i, s_f, T):
    return s_f - s_f * (1 - min(step / T, 1)) ** 3


# %% chaff q6f_poly_sparsity adds-initial: 차가 아니라 s_f 전체를 더해 간다
# hint: 스텝 T의 희소도는
def poly_sparsity(step, s_i, s_f, T):
    return s_i + s_f * (1 - (1 - min(step / T, 1)) ** 3)


# %% chaff q6f_poly_sparsity integer-division: 정수 나눗셈을 쓴다
# hint: 시작하지 않았습니다
def poly_sparsity(step, s_i, s_f, T):
    return s_f + (s_i - s_f) * (1 - min(step // T, 1)) ** 3


# %% chaff q6f_poly_sparsity clamps-early: T의 절반에서 끝낸다
# hint: 벌써 끝났습니다
def poly_sparsity(step, s_i, s_f, T):
    return s_f + (s_i - s_f) * max(1 - 2 * step / T, 0) ** 3


# %% chaff q6f_poly_sparsity counts-from-one: 스텝을 하나 더해 센다
# hint: 스텝 0의 희소도는
def poly_sparsity(step, s_i, s_f, T):
    return s_f + (s_i - s_f) * (1 - min((step + 1) / T, 1)) ** 3


# %% chaff q6f_poly_sparsity back-to-initial: T를 지나면 처음 희소도로 돌아간다
# hint: T를 지난 스텝의 희소도는
def poly_sparsity(step, s_i, s_f, T):
    if step > T:
        return s_i
    return s_f + (s_i - s_f) * (1 - step / T) ** 3


# %% chaff q6f_poly_sparsity absolute-value: T를 지난 뒤의 음수를 절댓값으로 막는다
# hint: T를 지난 스텝의 희소도는
def poly_sparsity(step, s_i, s_f, T):
    return s_f + (s_i - s_f) * abs(1 - step / T) ** 3


# %% chaff q6f_poly_sparsity fixed-horizon: T를 100으로 못 박는다
# hint: T가 모두 반영되는지
def poly_sparsity(step, s_i, s_f, T):
    return s_f + (s_i - s_f) * (1 - min(step, 100) / 100) ** 3


# %% chaff q6f_poly_sparsity fixed-range: 보이는 두 희소도를 못 박는다
# hint: 시작과 끝의 희소도
def poly_sparsity(step, s_i, s_f, T):
    return 0.8 - 0.6 * (1 - min(step / T, 1)) ** 3


# %% chaff q6f_poly_sparsity rounded: 소수점 아래 세 자리로 반올림한다
# hint: 반올림하지 않는지
def poly_sparsity(step, s_i, s_f, T):
    return round(s_f + (s_i - s_f) * (1 - min(step / T, 1)) ** 3, 3)


# %% wheat q6e_train_l1_mlp small-adam: 학습률 0.001인 Adam을 직접 짜서 서른 에포크
def train_l1_mlp(lmbda, seed):
    X, y, X_test, y_test = load_split()
    rng = np.random.default_rng(seed)
    W = [rng.normal(0, (2 / n) ** 0.5, (n, m)).astype(np.float32) for n, m in [(64, 32), (32, 10)]]
    first, second = ([np.zeros_like(w) for w in W] for _ in range(2))
    t = 0
    for _ in range(30):
        order = rng.permutation(len(X))
        for start in range(0, len(X), 32):
            pick, t = order[start : start + 32], t + 1
            for w, m, v, g in zip(W, first, second, gradients(X[pick], y[pick], *W)):
                g = g + lmbda * np.sign(w)
                m += 0.1 * (g - m)
                v += 0.001 * (g * g - v)
                w -= 1e-3 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-7)
    pruned = [np.where(np.abs(w) < 0.01, 0, w) for w in W]
    frac = float(np.mean(np.concatenate([w.ravel() for w in pruned]) == 0))
    return pruned, accuracy(X_test, y_test, W), accuracy(X_test, y_test, pruned), frac


# %% chaff q6e_train_l1_mlp trains-on-test: 테스트 데이터까지 넣어 훈련한다
# hint: 훈련에 무엇을 썼는지
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    X, y = np.concatenate([X_train, X_test]), np.concatenate([y_train, y_test])
    rng = np.random.default_rng(seed)
    W = [rng.normal(0, (2 / n) ** 0.5, (n, m)).astype(np.float32) for n, m in [(64, 32), (32, 10)]]
    velocity = [np.zeros_like(w) for w in W]
    for _ in range(30):
        for pick in np.array_split(rng.permutation(len(X)), 8):
            for w, v, g in zip(W, velocity, gradients(X[pick], y[pick], *W)):
                v *= 0.9
                v -= 0.2 * (g + lmbda * np.sign(w))
                w += v
    pruned = [np.where(np.abs(w) < 0.01, 0, w) for w in W]
    frac = float(np.mean(np.concatenate([w.ravel() for w in pruned]) == 0))
    return pruned, accuracy(X_test, y_test, W), accuracy(X_test, y_test, pruned), frac


# %% chaff q6b_prune_smallest returns-the-argument: 자를 것이 없으면 받은 배열을 그대로 돌려준다
# hint: 언제나 새 배열을
def prune_smallest(W, frac):
    count = int(frac * W.size)
    if count == 0:
        return W
    flat = W.flatten()
    flat[np.argsort(np.abs(flat))[:count]] = 0
    return flat.reshape(W.shape)


# %% chaff q6e_train_l1_mlp unseeded-batches: 미니배치를 시드 없이 섞는다
# hint: 미니배치의 난수가 모두
def train_l1_mlp(lmbda, seed):
    X_train, y_train, X_test, y_test = load_split()
    rng = np.random.default_rng(seed)
    W = [rng.normal(0, (2 / n) ** 0.5, (n, m)) for n, m in [(64, 32), (32, 10)]]
    velocity = [np.zeros_like(w) for w in W]
    for _ in range(30):
        for pick in np.array_split(np.random.permutation(len(X_train)), 6):
            grads = gradients(X_train[pick], y_train[pick], *W)
            for w, v, g in zip(W, velocity, grads):
                v *= 0.9
                v -= 0.2 * (g + lmbda * np.sign(w))
                w += v
    pruned = [np.where(np.abs(w) < 0.01, 0, w) for w in W]
    frac = float(np.mean(np.concatenate([w.ravel() for w in pruned]) == 0))
    return pruned, accuracy(X_test, y_test, W), accuracy(X_test, y_test, pruned), frac


# %% wheat q6g_train_while_pruning boolean-mask: 남은 자리를 마스크로 따로 간직하기
def train_while_pruning(s_f, seed, watch):
    X, y, _, _ = load_split()
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, (2 / 64) ** 0.5, (64, 32)).astype(np.float32)
    W2 = rng.normal(0, (2 / 32) ** 0.5, (32, 10)).astype(np.float32)
    v1, v2 = np.zeros_like(W1), np.zeros_like(W2)
    keep = np.ones(W1.size + W2.size, dtype=bool)
    for t in range(400):
        pick = rng.integers(0, len(X), 200)
        g1, g2 = gradients(X[pick], y[pick], W1, W2)
        v1, v2 = 0.9 * v1 - 0.1 * g1, 0.9 * v2 - 0.1 * g2
        W1, W2 = W1 + v1, W2 + v2
        flat = np.concatenate([W1.ravel(), W2.ravel()]) * keep
        count = int(poly_sparsity(t, 0.0, s_f, 250) * flat.size)
        keep[np.argsort(np.abs(flat))[:count]] = False
        flat = flat * keep
        W1, W2 = flat[: W1.size].reshape(64, 32), flat[W1.size :].reshape(32, 10)
        watch(t, [W1, W2])
    return [W1, W2]


# %% wheat q6g_train_while_pruning adam-masked-gradients: Adam을 쓰고 그레이디언트와 가중치를 함께 가리기
def train_while_pruning(s_f, seed, watch):
    X, y, _, _ = load_split()
    rng = np.random.default_rng(seed)
    W = [rng.normal(0, np.sqrt(2 / n), (n, m)).astype(np.float32) for n, m in [(64, 32), (32, 10)]]
    M = [np.ones(w.shape, np.float32) for w in W]
    m1, m2 = [np.zeros_like(w) for w in W], [np.zeros_like(w) for w in W]
    order = rng.permutation(len(X))
    for t in range(400):
        if t % 10 == 0:
            order = rng.permutation(len(X))
        pick = order[(t % 10) * 128 : (t % 10 + 1) * 128]
        for w, mask, a, b, g in zip(W, M, m1, m2, gradients(X[pick], y[pick], *W)):
            g = g * mask
            a += 0.1 * (g - a)
            b += 0.001 * (g * g - b)
            w -= 0.005 * (a / (1 - 0.9 ** (t + 1))) / (np.sqrt(b / (1 - 0.999 ** (t + 1))) + 1e-8)
            w *= mask
        sizes = np.sort(np.abs(np.concatenate([w.ravel() for w in W])))
        count = int(poly_sparsity(t, 0, s_f, 250) * sizes.size)
        if count:
            for w, mask in zip(W, M):
                mask[np.abs(w) <= sizes[count - 1]] = 0
                w *= mask
        watch(t, W)
    return W


# %% wheat q6g_train_while_pruning own-schedule-partition: 일정을 스스로 계산하고 argpartition으로 고르기
def train_while_pruning(s_f, seed, watch):
    X, y, _, _ = load_split()
    rng = np.random.default_rng(seed)
    theta = np.concatenate(
        [rng.normal(0, (2 / 64) ** 0.5, 2048), rng.normal(0, (2 / 32) ** 0.5, 320)]
    )
    velocity, alive = np.zeros(2368), np.ones(2368)

    def matrices():
        return [theta[:2048].reshape(64, 32), theta[2048:].reshape(32, 10)]

    for t in range(400):
        pick = rng.choice(len(X), 250, replace=False)
        grad = np.concatenate([g.ravel() for g in gradients(X[pick], y[pick], *matrices())])
        velocity = (0.9 * velocity - 0.15 * grad) * alive
        theta = theta + velocity
        share = s_f * (1 - max(0, 1 - t / 250) ** 3)
        count = int(share * 2368)
        if count:
            alive[np.argpartition(np.abs(theta), count - 1)[:count]] = 0
        theta = theta * alive
        watch(t, matrices())
    return matrices()


# %% wheat q6g_train_while_pruning plain-sgd-in-place: 모멘텀 없이 제자리에서 고치기
def train_while_pruning(s_f, seed, watch):
    X, y, _, _ = load_split()
    rng = np.random.default_rng(seed)
    flat = np.concatenate(
        [rng.normal(0, (2 / 64) ** 0.5, 64 * 32), rng.normal(0, (2 / 32) ** 0.5, 320)]
    ).astype(np.float32)
    W1, W2 = flat[:2048].reshape(64, 32), flat[2048:].reshape(32, 10)
    dead = np.zeros(flat.size, dtype=bool)
    for t in range(400):
        pick = rng.permutation(len(X))[:300]
        g1, g2 = gradients(X[pick], y[pick], W1, W2)
        W1 -= 0.5 * g1
        W2 -= 0.5 * g2
        flat[dead] = 0
        flat[:] = prune_smallest(flat, poly_sparsity(t, 0.0, s_f, 250))
        dead |= (flat == 0) & (t > 0)
        watch(t, [W1, W2])
    return [W1, W2]


# %% chaff q6g_train_while_pruning prunes-at-the-end: 훈련이 끝난 뒤에 한꺼번에 자른다
# hint: 마지막에 한꺼번에 자르지
def train_while_pruning(s_f, seed, watch):
    X, y, _, _ = load_split()
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, (2 / 64) ** 0.5, (64, 32)).astype(np.float32)
    W2 = rng.normal(0, (2 / 32) ** 0.5, (32, 10)).astype(np.float32)
    v1, v2 = np.zeros_like(W1), np.zeros_like(W2)
    keep = np.ones(W1.size + W2.size, dtype=bool)
    for t in range(400):
        pick = rng.integers(0, len(X), 200)
        g1, g2 = gradients(X[pick], y[pick], W1, W2)
        v1, v2 = 0.9 * v1 - 0.1 * g1, 0.9 * v2 - 0.1 * g2
        W1, W2 = W1 + v1, W2 + v2
        flat = np.concatenate([W1.ravel(), W2.ravel()]) * keep
        count = int(s_f * flat.size) if t == 399 else 0
        keep[np.argsort(np.abs(flat))[:count]] = False
        flat = flat * keep
        W1, W2 = flat[: W1.size].reshape(64, 32), flat[W1.size :].reshape(32, 10)
        watch(t, [W1, W2])
    return [W1, W2]


# %% chaff q6g_train_while_pruning prunes-at-once: 처음부터 마지막 희소도로 자른다
# hint: 처음부터 너무 많이
def train_while_pruning(s_f, seed, watch):
    X, y, _, _ = load_split()
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, (2 / 64) ** 0.5, (64, 32)).astype(np.float32)
    W2 = rng.normal(0, (2 / 32) ** 0.5, (32, 10)).astype(np.float32)
    v1, v2 = np.zeros_like(W1), np.zeros_like(W2)
    keep = np.ones(W1.size + W2.size, dtype=bool)
    for t in range(400):
        pick = rng.integers(0, len(X), 200)
        g1, g2 = gradients(X[pick], y[pick], W1, W2)
        v1, v2 = 0.9 * v1 - 0.1 * g1, 0.9 * v2 - 0.1 * g2
        W1, W2 = W1 + v1, W2 + v2
        flat = np.concatenate([W1.ravel(), W2.ravel()]) * keep
        count = int(s_f * flat.size)
        keep[np.argsort(np.abs(flat))[:count]] = False
        flat = flat * keep
        W1, W2 = flat[: W1.size].reshape(64, 32), flat[W1.size :].reshape(32, 10)
        watch(t, [W1, W2])
    return [W1, W2]


# %% chaff q6g_train_while_pruning revives: 자른 자리를 지키지 않는다
# hint: 되살아났습니다
def train_while_pruning(s_f, seed, watch):
    X, y, _, _ = load_split()
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, (2 / 64) ** 0.5, (64, 32)).astype(np.float32)
    W2 = rng.normal(0, (2 / 32) ** 0.5, (32, 10)).astype(np.float32)
    v1, v2 = np.zeros_like(W1), np.zeros_like(W2)
    keep = np.ones(W1.size + W2.size, dtype=bool)
    for t in range(400):
        pick = rng.integers(0, len(X), 200)
        g1, g2 = gradients(X[pick], y[pick], W1, W2)
        v1, v2 = 0.9 * v1 - 0.1 * g1, 0.9 * v2 - 0.1 * g2
        W1, W2 = W1 + v1, W2 + v2
        flat = np.concatenate([W1.ravel(), W2.ravel()])
        keep[:] = True
        count = int(poly_sparsity(t, 0.0, s_f, 250) * flat.size)
        keep[np.argsort(np.abs(flat))[:count]] = False
        flat = flat * keep
        W1, W2 = flat[: W1.size].reshape(64, 32), flat[W1.size :].reshape(32, 10)
        watch(t, [W1, W2])
    return [W1, W2]


# %% chaff q6g_train_while_pruning stops-training: 가지치기를 마치면 훈련도 멈춘다
# hint: 가지치기를 마친 뒤에 살아남은
def train_while_pruning(s_f, seed, watch):
    X, y, _, _ = load_split()
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, (2 / 64) ** 0.5, (64, 32)).astype(np.float32)
    W2 = rng.normal(0, (2 / 32) ** 0.5, (32, 10)).astype(np.float32)
    v1, v2 = np.zeros_like(W1), np.zeros_like(W2)
    keep = np.ones(W1.size + W2.size, dtype=bool)
    for t in range(400):
        pick = rng.integers(0, len(X), 200)
        g1, g2 = gradients(X[pick], y[pick], W1, W2)
        v1, v2 = 0.9 * v1 - 0.1 * g1, 0.9 * v2 - 0.1 * g2
        if t < 250:
            W1, W2 = W1 + v1, W2 + v2
        flat = np.concatenate([W1.ravel(), W2.ravel()]) * keep
        count = int(poly_sparsity(t, 0.0, s_f, 250) * flat.size)
        keep[np.argsort(np.abs(flat))[:count]] = False
        flat = flat * keep
        W1, W2 = flat[: W1.size].reshape(64, 32), flat[W1.size :].reshape(32, 10)
        watch(t, [W1, W2])
    return [W1, W2]


# %% chaff q6g_train_while_pruning per-matrix: 행렬마다 따로 같은 비율을 자른다
# hint: 한데 모아
def train_while_pruning(s_f, seed, watch):
    X, y, _, _ = load_split()
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, (2 / 64) ** 0.5, (64, 32)).astype(np.float32)
    W2 = rng.normal(0, (2 / 32) ** 0.5, (32, 10)).astype(np.float32)
    v1, v2 = np.zeros_like(W1), np.zeros_like(W2)
    keep = np.ones(W1.size + W2.size, dtype=bool)
    for t in range(400):
        pick = rng.integers(0, len(X), 200)
        g1, g2 = gradients(X[pick], y[pick], W1, W2)
        v1, v2 = 0.9 * v1 - 0.1 * g1, 0.9 * v2 - 0.1 * g2
        W1, W2 = W1 + v1, W2 + v2
        flat = np.concatenate([W1.ravel(), W2.ravel()]) * keep
        for part in (slice(0, 2048), slice(2048, 2368)):
            size = np.abs(flat[part])
            count = int(poly_sparsity(t, 0.0, s_f, 250) * size.size)
            keep[np.arange(2368)[part][np.argsort(size)[:count]]] = False
        flat = flat * keep
        W1, W2 = flat[: W1.size].reshape(64, 32), flat[W1.size :].reshape(32, 10)
        watch(t, [W1, W2])
    return [W1, W2]


# %% chaff q6g_train_while_pruning signed-smallest: 부호 있는 값이 작은 것부터 자른다
# hint: 절댓값이 작은 것부터
def train_while_pruning(s_f, seed, watch):
    X, y, _, _ = load_split()
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, (2 / 64) ** 0.5, (64, 32)).astype(np.float32)
    W2 = rng.normal(0, (2 / 32) ** 0.5, (32, 10)).astype(np.float32)
    v1, v2 = np.zeros_like(W1), np.zeros_like(W2)
    keep = np.ones(W1.size + W2.size, dtype=bool)
    for t in range(400):
        pick = rng.integers(0, len(X), 200)
        g1, g2 = gradients(X[pick], y[pick], W1, W2)
        v1, v2 = 0.9 * v1 - 0.1 * g1, 0.9 * v2 - 0.1 * g2
        W1, W2 = W1 + v1, W2 + v2
        flat = np.concatenate([W1.ravel(), W2.ravel()]) * keep
        count = int(poly_sparsity(t, 0.0, s_f, 250) * flat.size)
        keep[np.argsort(np.where(keep, flat, -np.inf))[:count]] = False
        flat = flat * keep
        W1, W2 = flat[: W1.size].reshape(64, 32), flat[W1.size :].reshape(32, 10)
        watch(t, [W1, W2])
    return [W1, W2]


# %% chaff q6g_train_while_pruning largest-first: 큰 것부터 자른다
# hint: 절댓값이 작은 것부터
def train_while_pruning(s_f, seed, watch):
    X, y, _, _ = load_split()
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, (2 / 64) ** 0.5, (64, 32)).astype(np.float32)
    W2 = rng.normal(0, (2 / 32) ** 0.5, (32, 10)).astype(np.float32)
    v1, v2 = np.zeros_like(W1), np.zeros_like(W2)
    keep = np.ones(W1.size + W2.size, dtype=bool)
    for t in range(400):
        pick = rng.integers(0, len(X), 200)
        g1, g2 = gradients(X[pick], y[pick], W1, W2)
        v1, v2 = 0.9 * v1 - 0.1 * g1, 0.9 * v2 - 0.1 * g2
        W1, W2 = W1 + v1, W2 + v2
        flat = np.concatenate([W1.ravel(), W2.ravel()]) * keep
        count = int(poly_sparsity(t, 0.0, s_f, 250) * flat.size)
        keep[np.argsort(np.where(keep, -np.abs(flat), -np.inf))[:count]] = False
        flat = flat * keep
        W1, W2 = flat[: W1.size].reshape(64, 32), flat[W1.size :].reshape(32, 10)
        watch(t, [W1, W2])
    return [W1, W2]


# %% chaff q6g_train_while_pruning linear-schedule: 희소도를 고르게 올린다
# hint: 일정에 따르면
def train_while_pruning(s_f, seed, watch):
    X, y, _, _ = load_split()
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, (2 / 64) ** 0.5, (64, 32)).astype(np.float32)
    W2 = rng.normal(0, (2 / 32) ** 0.5, (32, 10)).astype(np.float32)
    v1, v2 = np.zeros_like(W1), np.zeros_like(W2)
    keep = np.ones(W1.size + W2.size, dtype=bool)
    for t in range(400):
        pick = rng.integers(0, len(X), 200)
        g1, g2 = gradients(X[pick], y[pick], W1, W2)
        v1, v2 = 0.9 * v1 - 0.1 * g1, 0.9 * v2 - 0.1 * g2
        W1, W2 = W1 + v1, W2 + v2
        flat = np.concatenate([W1.ravel(), W2.ravel()]) * keep
        count = int(s_f * min(t / 250, 1) * flat.size)
        keep[np.argsort(np.abs(flat))[:count]] = False
        flat = flat * keep
        W1, W2 = flat[: W1.size].reshape(64, 32), flat[W1.size :].reshape(32, 10)
        watch(t, [W1, W2])
    return [W1, W2]


# %% chaff q6g_train_while_pruning schedule-over-400: 일정을 400번에 걸쳐 편다
# hint: 일정에 따르면
def train_while_pruning(s_f, seed, watch):
    X, y, _, _ = load_split()
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, (2 / 64) ** 0.5, (64, 32)).astype(np.float32)
    W2 = rng.normal(0, (2 / 32) ** 0.5, (32, 10)).astype(np.float32)
    v1, v2 = np.zeros_like(W1), np.zeros_like(W2)
    keep = np.ones(W1.size + W2.size, dtype=bool)
    for t in range(400):
        pick = rng.integers(0, len(X), 200)
        g1, g2 = gradients(X[pick], y[pick], W1, W2)
        v1, v2 = 0.9 * v1 - 0.1 * g1, 0.9 * v2 - 0.1 * g2
        W1, W2 = W1 + v1, W2 + v2
        flat = np.concatenate([W1.ravel(), W2.ravel()]) * keep
        count = int(poly_sparsity(t, 0.0, s_f, 400) * flat.size)
        keep[np.argsort(np.abs(flat))[:count]] = False
        flat = flat * keep
        W1, W2 = flat[: W1.size].reshape(64, 32), flat[W1.size :].reshape(32, 10)
        watch(t, [W1, W2])
    return [W1, W2]


# %% chaff q6g_train_while_pruning ignores-target: 마지막 희소도를 0.8로 못 박는다
# hint: 일정에 따르면
def train_while_pruning(s_f, seed, watch):
    X, y, _, _ = load_split()
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, (2 / 64) ** 0.5, (64, 32)).astype(np.float32)
    W2 = rng.normal(0, (2 / 32) ** 0.5, (32, 10)).astype(np.float32)
    v1, v2 = np.zeros_like(W1), np.zeros_like(W2)
    keep = np.ones(W1.size + W2.size, dtype=bool)
    for t in range(400):
        pick = rng.integers(0, len(X), 200)
        g1, g2 = gradients(X[pick], y[pick], W1, W2)
        v1, v2 = 0.9 * v1 - 0.1 * g1, 0.9 * v2 - 0.1 * g2
        W1, W2 = W1 + v1, W2 + v2
        flat = np.concatenate([W1.ravel(), W2.ravel()]) * keep
        count = int(poly_sparsity(t, 0.0, 0.8, 250) * flat.size)
        keep[np.argsort(np.abs(flat))[:count]] = False
        flat = flat * keep
        W1, W2 = flat[: W1.size].reshape(64, 32), flat[W1.size :].reshape(32, 10)
        watch(t, [W1, W2])
    return [W1, W2]


# %% chaff q6g_train_while_pruning watch-before-pruning: 자르기 전의 가중치를 watch에 넘긴다
# hint: 자른 뒤의 가중치를 watch에
def train_while_pruning(s_f, seed, watch):
    X, y, _, _ = load_split()
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, (2 / 64) ** 0.5, (64, 32)).astype(np.float32)
    W2 = rng.normal(0, (2 / 32) ** 0.5, (32, 10)).astype(np.float32)
    v1, v2 = np.zeros_like(W1), np.zeros_like(W2)
    keep = np.ones(W1.size + W2.size, dtype=bool)
    for t in range(400):
        pick = rng.integers(0, len(X), 200)
        g1, g2 = gradients(X[pick], y[pick], W1, W2)
        v1, v2 = 0.9 * v1 - 0.1 * g1, 0.9 * v2 - 0.1 * g2
        W1, W2 = W1 + v1, W2 + v2
        flat = np.concatenate([W1.ravel(), W2.ravel()]) * keep
        watch(t, [flat[:2048].reshape(64, 32), flat[2048:].reshape(32, 10)])
        count = int(poly_sparsity(t, 0.0, s_f, 250) * flat.size)
        keep[np.argsort(np.abs(flat))[:count]] = False
        flat = flat * keep
        W1, W2 = flat[: W1.size].reshape(64, 32), flat[W1.size :].reshape(32, 10)
    return [W1, W2]


# %% chaff q6g_train_while_pruning unseeded-batches: 미니배치를 시드 없이 뽑는다
# hint: 같은 seed로 두 번
def train_while_pruning(s_f, seed, watch):
    X, y, _, _ = load_split()
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, (2 / 64) ** 0.5, (64, 32)).astype(np.float32)
    W2 = rng.normal(0, (2 / 32) ** 0.5, (32, 10)).astype(np.float32)
    v1, v2 = np.zeros_like(W1), np.zeros_like(W2)
    keep = np.ones(W1.size + W2.size, dtype=bool)
    for t in range(400):
        pick = np.random.default_rng().integers(0, len(X), 200)
        g1, g2 = gradients(X[pick], y[pick], W1, W2)
        v1, v2 = 0.9 * v1 - 0.1 * g1, 0.9 * v2 - 0.1 * g2
        W1, W2 = W1 + v1, W2 + v2
        flat = np.concatenate([W1.ravel(), W2.ravel()]) * keep
        count = int(poly_sparsity(t, 0.0, s_f, 250) * flat.size)
        keep[np.argsort(np.abs(flat))[:count]] = False
        flat = flat * keep
        W1, W2 = flat[: W1.size].reshape(64, 32), flat[W1.size :].reshape(32, 10)
        watch(t, [W1, W2])
    return [W1, W2]


# %% chaff q6g_train_while_pruning fixed-seed: 시드를 못 박는다
# hint: 인자 seed를 쓰는지
def train_while_pruning(s_f, seed, watch):
    X, y, _, _ = load_split()
    rng = np.random.default_rng(0)
    W1 = rng.normal(0, (2 / 64) ** 0.5, (64, 32)).astype(np.float32)
    W2 = rng.normal(0, (2 / 32) ** 0.5, (32, 10)).astype(np.float32)
    v1, v2 = np.zeros_like(W1), np.zeros_like(W2)
    keep = np.ones(W1.size + W2.size, dtype=bool)
    for t in range(400):
        pick = rng.integers(0, len(X), 200)
        g1, g2 = gradients(X[pick], y[pick], W1, W2)
        v1, v2 = 0.9 * v1 - 0.1 * g1, 0.9 * v2 - 0.1 * g2
        W1, W2 = W1 + v1, W2 + v2
        flat = np.concatenate([W1.ravel(), W2.ravel()]) * keep
        count = int(poly_sparsity(t, 0.0, s_f, 250) * flat.size)
        keep[np.argsort(np.abs(flat))[:count]] = False
        flat = flat * keep
        W1, W2 = flat[: W1.size].reshape(64, 32), flat[W1.size :].reshape(32, 10)
        watch(t, [W1, W2])
    return [W1, W2]


# %% chaff q6g_train_while_pruning never-trains: 갱신하지 않고 자르기만 한다
# hint: 움직이지 않습니다
def train_while_pruning(s_f, seed, watch):
    X, y, _, _ = load_split()
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, (2 / 64) ** 0.5, (64, 32)).astype(np.float32)
    W2 = rng.normal(0, (2 / 32) ** 0.5, (32, 10)).astype(np.float32)
    v1, v2 = np.zeros_like(W1), np.zeros_like(W2)
    keep = np.ones(W1.size + W2.size, dtype=bool)
    for t in range(400):
        pick = rng.integers(0, len(X), 200)
        g1, g2 = gradients(X[pick], y[pick], W1, W2)
        v1, v2 = 0.9 * v1 - 0.1 * g1, 0.9 * v2 - 0.1 * g2
        flat = np.concatenate([W1.ravel(), W2.ravel()]) * keep
        count = int(poly_sparsity(t, 0.0, s_f, 250) * flat.size)
        keep[np.argsort(np.abs(flat))[:count]] = False
        flat = flat * keep
        W1, W2 = flat[: W1.size].reshape(64, 32), flat[W1.size :].reshape(32, 10)
        watch(t, [W1, W2])
    return [W1, W2]


# %% chaff q6g_train_while_pruning tiny-learning-rate: 학습률이 너무 작아 훈련되지 않는다
# hint: 학습률과 미니배치를
def train_while_pruning(s_f, seed, watch):
    X, y, _, _ = load_split()
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, (2 / 64) ** 0.5, (64, 32)).astype(np.float32)
    W2 = rng.normal(0, (2 / 32) ** 0.5, (32, 10)).astype(np.float32)
    v1, v2 = np.zeros_like(W1), np.zeros_like(W2)
    keep = np.ones(W1.size + W2.size, dtype=bool)
    for t in range(400):
        pick = rng.integers(0, len(X), 200)
        g1, g2 = gradients(X[pick], y[pick], W1, W2)
        v1, v2 = 0.9 * v1 - 0.004 * g1, 0.9 * v2 - 0.004 * g2
        W1, W2 = W1 + v1, W2 + v2
        flat = np.concatenate([W1.ravel(), W2.ravel()]) * keep
        count = int(poly_sparsity(t, 0.0, s_f, 250) * flat.size)
        keep[np.argsort(np.abs(flat))[:count]] = False
        flat = flat * keep
        W1, W2 = flat[: W1.size].reshape(64, 32), flat[W1.size :].reshape(32, 10)
        watch(t, [W1, W2])
    return [W1, W2]


# %% chaff q6g_train_while_pruning half-the-steps: 200번만 갱신한다
# hint: 400번 갱신하고
def train_while_pruning(s_f, seed, watch):
    X, y, _, _ = load_split()
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, (2 / 64) ** 0.5, (64, 32)).astype(np.float32)
    W2 = rng.normal(0, (2 / 32) ** 0.5, (32, 10)).astype(np.float32)
    v1, v2 = np.zeros_like(W1), np.zeros_like(W2)
    keep = np.ones(W1.size + W2.size, dtype=bool)
    for t in range(200):
        pick = rng.integers(0, len(X), 200)
        g1, g2 = gradients(X[pick], y[pick], W1, W2)
        v1, v2 = 0.9 * v1 - 0.1 * g1, 0.9 * v2 - 0.1 * g2
        W1, W2 = W1 + v1, W2 + v2
        flat = np.concatenate([W1.ravel(), W2.ravel()]) * keep
        count = int(poly_sparsity(t, 0.0, s_f, 250) * flat.size)
        keep[np.argsort(np.abs(flat))[:count]] = False
        flat = flat * keep
        W1, W2 = flat[: W1.size].reshape(64, 32), flat[W1.size :].reshape(32, 10)
        watch(t, [W1, W2])
    return [W1, W2]


# %% chaff q6g_train_while_pruning forgets-return: 돌려주지 않는다
# hint: return을 빠뜨리지
def train_while_pruning(s_f, seed, watch):
    X, y, _, _ = load_split()
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, (2 / 64) ** 0.5, (64, 32)).astype(np.float32)
    W2 = rng.normal(0, (2 / 32) ** 0.5, (32, 10)).astype(np.float32)
    v1, v2 = np.zeros_like(W1), np.zeros_like(W2)
    keep = np.ones(W1.size + W2.size, dtype=bool)
    for t in range(400):
        pick = rng.integers(0, len(X), 200)
        g1, g2 = gradients(X[pick], y[pick], W1, W2)
        v1, v2 = 0.9 * v1 - 0.1 * g1, 0.9 * v2 - 0.1 * g2
        W1, W2 = W1 + v1, W2 + v2
        flat = np.concatenate([W1.ravel(), W2.ravel()]) * keep
        count = int(poly_sparsity(t, 0.0, s_f, 250) * flat.size)
        keep[np.argsort(np.abs(flat))[:count]] = False
        flat = flat * keep
        W1, W2 = flat[: W1.size].reshape(64, 32), flat[W1.size :].reshape(32, 10)
        watch(t, [W1, W2])


# %% chaff q6g_train_while_pruning watch-every-ten: 열 번에 한 번만 watch를 부른다
# hint: 한 번씩
def train_while_pruning(s_f, seed, watch):
    X, y, _, _ = load_split()
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, (2 / 64) ** 0.5, (64, 32)).astype(np.float32)
    W2 = rng.normal(0, (2 / 32) ** 0.5, (32, 10)).astype(np.float32)
    v1, v2 = np.zeros_like(W1), np.zeros_like(W2)
    keep = np.ones(W1.size + W2.size, dtype=bool)
    for t in range(400):
        pick = rng.integers(0, len(X), 200)
        g1, g2 = gradients(X[pick], y[pick], W1, W2)
        v1, v2 = 0.9 * v1 - 0.1 * g1, 0.9 * v2 - 0.1 * g2
        W1, W2 = W1 + v1, W2 + v2
        flat = np.concatenate([W1.ravel(), W2.ravel()]) * keep
        count = int(poly_sparsity(t, 0.0, s_f, 250) * flat.size)
        keep[np.argsort(np.abs(flat))[:count]] = False
        flat = flat * keep
        W1, W2 = flat[: W1.size].reshape(64, 32), flat[W1.size :].reshape(32, 10)
        if t % 10 == 0:
            watch(t, [W1, W2])
    return [W1, W2]
