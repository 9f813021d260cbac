"""연습문제 9의 맞는 답(wheat)과, 오개념이 하나씩 든 답(chaff).

이 파일은 실행하지 않는다. 머리줄 아래의 코드가 그 답 셀을 통째로 대신한다.
"""

# %% wheat q9a_bn_train textbook: 식을 네 줄로 그대로
def bn_train(X, gamma, beta, eps=1e-3):
    mu = np.mean(X, axis=0)
    var = np.mean((X - mu) ** 2, axis=0)
    x_hat = (X - mu) / np.sqrt(var + eps)
    return gamma * x_hat + beta, mu, var


# %% wheat q9a_bn_train loops: 특성과 샘플을 반복문으로
def bn_train(X, gamma, beta, eps=1e-3):
    m, d = X.shape
    Z, means, variances = np.zeros((m, d)), [], []
    for j in range(d):
        mu = sum(X[i, j] for i in range(m)) / m
        var = sum((X[i, j] - mu) ** 2 for i in range(m)) / m
        for i in range(m):
            Z[i, j] = gamma[j] * (X[i, j] - mu) / (var + eps) ** 0.5 + beta[j]
        means.append(mu)
        variances.append(var)
    return Z, np.array(means), np.array(variances)


# %% wheat q9a_bn_train one-pass: 제곱의 평균에서 평균의 제곱을 뺀 분산
def bn_train(X, gamma, beta, eps=1e-3):
    mean = X.mean(axis=0)
    var = np.maximum((X * X).mean(axis=0) - mean**2, 0)
    scale = gamma / np.sqrt(var + eps)
    return X * scale + (beta - mean * scale), mean, var


# %% wheat q9a_bn_train float32: float32로 계산
def bn_train(X, gamma, beta, eps=1e-3):
    x = np.asarray(X, dtype=np.float32)
    mean, var = x.mean(0), x.var(0)
    z = np.float32(gamma) * (x - mean) / np.sqrt(var + np.float32(eps)) + np.float32(beta)
    return z, mean, var


# %% wheat q9a_bn_train keepdims: keepdims로 구하고 마지막에 편다
def bn_train(X, gamma, beta, eps=1e-3):
    mean = X.mean(axis=0, keepdims=True)
    diff = X - mean
    var = np.einsum("ij,ij->j", diff, diff)[None] / X.shape[0]
    return diff * (var + eps) ** -0.5 * gamma + beta, mean[0], var.ravel()


# %% wheat q9a_bn_train transposed: 전치해서 특성을 행으로
def bn_train(X, gamma, beta, eps=1e-3):
    rows = X.T
    stats = [(np.average(r), np.std(r) ** 2) for r in rows]
    mean, var = (np.array(s) for s in zip(*stats, strict=True))
    z = [g * (r - mu) / np.sqrt(v + eps) + b
         for r, g, b, mu, v in zip(rows, gamma, beta, mean, var, strict=True)]
    return [np.array(z).T, mean, var]


# %% chaff q9a_bn_train no-eps: ε을 더하지 않는다
# hint: ε이 들어가지 않았습니다
def bn_train(X, gamma, beta, eps=1e-3):
    mean, var = X.mean(axis=0), X.var(axis=0)
    return gamma * (X - mean) / np.sqrt(var) + beta, mean, var


# %% chaff q9a_bn_train eps-outside: ε을 제곱근 밖에서 더한다
# hint: ε을 어디에 더하는지
def bn_train(X, gamma, beta, eps=1e-3):
    mean, var = X.mean(axis=0), X.var(axis=0)
    return gamma * (X - mean) / (np.sqrt(var) + eps) + beta, mean, var


# %% chaff q9a_bn_train no-root: 표준편차가 아니라 분산으로 나눈다
# hint: 분산이 아니라
def bn_train(X, gamma, beta, eps=1e-3):
    mean, var = X.mean(axis=0), X.var(axis=0)
    return gamma * (X - mean) / (var + eps) + beta, mean, var


# %% chaff q9a_bn_train unbiased: m−1로 나눈 분산
# hint: m−1로
def bn_train(X, gamma, beta, eps=1e-3):
    mean, var = X.mean(axis=0), X.var(axis=0, ddof=1)
    return gamma * (X - mean) / np.sqrt(var + eps) + beta, mean, var


# %% chaff q9a_bn_train layer-norm: 샘플마다 정규화한다(층 정규화)
# hint: 어느 축으로
def bn_train(X, gamma, beta, eps=1e-3):
    mean = X.mean(axis=1, keepdims=True)
    var = X.var(axis=1, keepdims=True)
    return gamma * (X - mean) / np.sqrt(var + eps) + beta, mean, var


# %% chaff q9a_bn_train layer-norm-broadcast: 축이 틀려 모양이 맞지 않는다
# hint: 어느 축으로
def bn_train(X, gamma, beta, eps=1e-3):
    mean, var = X.mean(axis=1), X.var(axis=1)
    return gamma * (X - mean) / np.sqrt(var + eps) + beta, mean, var


# %% chaff q9a_bn_train whole-batch: 배열 전체의 평균과 분산
# hint: 어느 축으로
def bn_train(X, gamma, beta, eps=1e-3):
    mean, var = X.mean(), X.var()
    return gamma * (X - mean) / np.sqrt(var + eps) + beta, mean, var


# %% chaff q9a_bn_train no-centering: 평균을 빼지 않는다
# hint: 평균을 빼지
def bn_train(X, gamma, beta, eps=1e-3):
    mean, var = X.mean(axis=0), X.var(axis=0)
    return gamma * X / np.sqrt(var + eps) + beta, mean, var


# %% chaff q9a_bn_train no-gamma-beta: 표준화에서 멈춘다
# hint: 표준화까지만
def bn_train(X, gamma, beta, eps=1e-3):
    mean, var = X.mean(axis=0), X.var(axis=0)
    return (X - mean) / np.sqrt(var + eps), mean, var


# %% chaff q9a_bn_train no-beta: β를 더하지 않는다
# hint: β가 빠졌습니다
def bn_train(X, gamma, beta, eps=1e-3):
    mean, var = X.mean(axis=0), X.var(axis=0)
    return gamma * (X - mean) / np.sqrt(var + eps), mean, var


# %% chaff q9a_bn_train gamma-of-sum: β까지 더한 값에 γ를 곱한다
# hint: 무엇에 γ를
def bn_train(X, gamma, beta, eps=1e-3):
    mean, var = X.mean(axis=0), X.var(axis=0)
    return gamma * ((X - mean) / np.sqrt(var + eps) + beta), mean, var


# %% chaff q9a_bn_train swapped: γ와 β를 바꾸어 쓴다
# hint: γ와 β의 자리
def bn_train(X, gamma, beta, eps=1e-3):
    mean, var = X.mean(axis=0), X.var(axis=0)
    return beta * (X - mean) / np.sqrt(var + eps) + gamma, mean, var


# %% chaff q9a_bn_train in-place: X를 제자리에서 고친다
# hint: 내용이 바뀌었습니다
def bn_train(X, gamma, beta, eps=1e-3):
    mean, var = X.mean(axis=0), X.var(axis=0)
    X -= mean
    X /= np.sqrt(var + eps)
    return gamma * X + beta, mean, var


# %% chaff q9a_bn_train returns-std: 분산 대신 표준편차를 돌려준다
# hint: 표준편차를 돌려주고
def bn_train(X, gamma, beta, eps=1e-3):
    mean, std = X.mean(axis=0), X.std(axis=0)
    return gamma * (X - mean) / np.sqrt(std**2 + eps) + beta, mean, std


# %% chaff q9a_bn_train returns-eps: ε을 더한 분산을 돌려준다
# hint: ε이 들어가지 않습니다
def bn_train(X, gamma, beta, eps=1e-3):
    mean, var = X.mean(axis=0), X.var(axis=0) + eps
    return gamma * (X - mean) / np.sqrt(var) + beta, mean, var


# %% chaff q9a_bn_train only-output: 출력만 돌려준다
# hint: 세 배열을 차례로
def bn_train(X, gamma, beta, eps=1e-3):
    mean, var = X.mean(axis=0), X.var(axis=0)
    return gamma * (X - mean) / np.sqrt(var + eps) + beta


# %% chaff q9a_bn_train kept-shape: 통계의 모양이 (1, d)이다
# hint: 모양이 (1, 3)입니다
def bn_train(X, gamma, beta, eps=1e-3):
    mean, var = X.mean(axis=0, keepdims=True), X.var(axis=0, keepdims=True)
    return gamma * (X - mean) / np.sqrt(var + eps) + beta, mean, var


# %% chaff q9a_bn_train single-sample-identity: 샘플이 하나면 정규화를 건너뛴다
# hint: 평균을 뺀 값이 무엇인지
def bn_train(X, gamma, beta, eps=1e-3):
    mean, var = X.mean(axis=0), X.var(axis=0)
    if len(X) == 1:
        return gamma * X + beta, mean, var
    return gamma * (X - mean) / np.sqrt(var + eps) + beta, mean, var


# %% chaff q9a_bn_train fixed-eps: 받은 eps 대신 0.001을 쓴다
# hint: ε이 들어가지 않았습니다
def bn_train(X, gamma, beta, eps=1e-3):
    mean, var = X.mean(axis=0), X.var(axis=0)
    return gamma * (X - mean) / np.sqrt(var + 1e-3) + beta, mean, var


# %% wheat q9b_numerical_gradient save-restore: 원소를 흔들고 적어 둔 값으로 되돌린다
def numerical_gradient(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for index in np.ndindex(*x.shape):
        old = x[index]
        x[index] = old + h
        up = f(x)
        x[index] = old - h
        down = f(x)
        x[index] = old
        grad[index] = (up - down) / (2 * h)
    return grad


# %% wheat q9b_numerical_gradient nditer: nditer로 돈다
def numerical_gradient(f, x, h=1e-5):
    work = x.copy()
    out = np.empty(work.shape)
    it = np.nditer(x, flags=["multi_index"])
    while not it.finished:
        i = it.multi_index
        work[i] = x[i] + h
        plus = float(f(work))
        work[i] = x[i] - h
        minus = float(f(work))
        work[i] = x[i]
        out[i] = (plus - minus) / 2 / h
        it.iternext()
    return out


# %% wheat q9b_numerical_gradient identity-steps: 단위 행렬의 행만큼 흔든다
def numerical_gradient(f, x, h=1e-5):
    steps = h * np.eye(x.size).reshape(x.size, *x.shape)
    values = [(f(x + s) - f(x - s)) / (2 * h) for s in steps]
    return np.array(values).reshape(x.shape)


# %% wheat q9b_numerical_gradient flat: 편 배열의 사본에서 하나씩
def numerical_gradient(f, x, h=1e-5):
    def moved(k, amount):
        flat = x.flatten()
        flat[k] += amount
        return f(flat.reshape(x.shape))

    return np.reshape([(moved(k, h) - moved(k, -h)) * 0.5 / h for k in range(x.size)], x.shape)


# %% wheat q9b_numerical_gradient two-halves: 앞 차분과 뒤 차분의 평균
def numerical_gradient(f, x, h=1e-5):
    here = f(x)
    grad = np.zeros(x.shape)
    for k in np.ndindex(x.shape):
        a, b = x.copy(), x.copy()
        a[k] += h
        b[k] -= h
        grad[k] = ((f(a) - here) / h + (here - f(b)) / h) / 2
    return grad


# %% chaff q9b_numerical_gradient forward-difference: 앞 차분
# hint: 한쪽으로만
def numerical_gradient(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for k in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[k] = h
        grad[k] = (f(x + step) - f(x)) / h
    return grad


# %% chaff q9b_numerical_gradient backward-difference: 뒤 차분
# hint: 한쪽으로만
def numerical_gradient(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for k in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[k] = h
        grad[k] = (f(x) - f(x - step)) / h
    return grad


# %% chaff q9b_numerical_gradient divides-by-h: 2h가 아니라 h로 나눈다
# hint: 두 자리의 사이
def numerical_gradient(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for k in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[k] = h
        grad[k] = (f(x + step) - f(x - step)) / h
    return grad


# %% chaff q9b_numerical_gradient precedence: / 2 * h로 적어 h를 곱한다
# hint: 연산의 차례
def numerical_gradient(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for k in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[k] = h
        grad[k] = (f(x + step) - f(x - step)) / 2 * h
    return grad


# %% chaff q9b_numerical_gradient reversed: 뺄셈의 순서가 거꾸로다
# hint: 부호
def numerical_gradient(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for k in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[k] = h
        grad[k] = (f(x - step) - f(x + step)) / (2 * h)
    return grad


# %% chaff q9b_numerical_gradient all-at-once: 모든 원소를 한꺼번에 흔든다
# hint: 한꺼번에
def numerical_gradient(f, x, h=1e-5):
    return np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h))


# %% chaff q9b_numerical_gradient all-scalar: 한꺼번에 흔들고 수 하나를 돌려준다
# hint: 원소마다 값이 하나씩
def numerical_gradient(f, x, h=1e-5):
    return (f(x + h) - f(x - h)) / (2 * h)


# %% chaff q9b_numerical_gradient whole-rows: 행 하나를 통째로 흔든다
# hint: 한꺼번에
def numerical_gradient(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for i in range(len(x)):
        step = np.zeros_like(x)
        step[i] = h
        grad[i] = (f(x + step) - f(x - step)) / (2 * h)
    return grad


# %% chaff q9b_numerical_gradient never-restored: 흔든 원소를 되돌리지 않는다
# hint: 되돌려 놓았는지
def numerical_gradient(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for k in np.ndindex(x.shape):
        x[k] += h
        up = f(x)
        x[k] -= 2 * h
        grad[k] = (up - f(x)) / (2 * h)
    return grad


# %% chaff q9b_numerical_gradient copy-not-restored: 사본을 흔들되 되돌리지 않는다
# hint: 앞에서 흔든 원소
def numerical_gradient(f, x, h=1e-5):
    grad = np.zeros_like(x)
    plus, minus = x.copy(), x.copy()
    for k in np.ndindex(x.shape):
        plus[k] += h
        minus[k] -= h
        grad[k] = (f(plus) - f(minus)) / (2 * h)
    return grad


# %% chaff q9b_numerical_gradient inexact-restore: 더한 만큼 빼서 되돌린다
# hint: 끝자리가 달라졌습니다
def numerical_gradient(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for k in np.ndindex(x.shape):
        x[k] += h
        up = f(x)
        x[k] -= 2 * h
        down = f(x)
        x[k] += h
        grad[k] = (up - down) / (2 * h)
    return grad


# %% chaff q9b_numerical_gradient ignores-h: h를 쓰지 않는다
# hint: h를 그대로
def numerical_gradient(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for k in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[k] = 1e-5
        grad[k] = (f(x + step) - f(x - step)) / 2e-5
    return grad


# %% chaff q9b_numerical_gradient flat-result: 결과를 펴서 돌려준다
# hint: 결과의 모양이
def numerical_gradient(f, x, h=1e-5):
    steps = h * np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([(f(x + s) - f(x - s)) / (2 * h) for s in steps])


# %% chaff q9b_numerical_gradient two-dimensions-only: 행렬만 처리한다
# hint: 처리하지 못했습니다
def numerical_gradient(f, x, h=1e-5):
    rows, columns = x.shape
    grad = np.zeros_like(x)
    for i in range(rows):
        for j in range(columns):
            step = np.zeros_like(x)
            step[i, j] = h
            grad[i, j] = (f(x + step) - f(x - step)) / (2 * h)
    return grad


# %% chaff q9b_numerical_gradient float32: float32로 흔든다
# hint: float64로
def numerical_gradient(f, x, h=1e-5):
    x = x.astype(np.float32)
    grad = np.zeros_like(x)
    for k in np.ndindex(x.shape):
        a, b = x.copy(), x.copy()
        a[k] += np.float32(h)
        b[k] -= np.float32(h)
        grad[k] = (f(a) - f(b)) / (2 * h)
    return grad


# %% wheat q9b_gradient_check loop: 인자를 하나씩 바꾸어 넣는 반복문
def gradient_check(forward, backward, X, gamma, beta, rng):
    args = [X, gamma, beta]
    R = rng.normal(size=X.shape)
    results = {}
    for i, (name, a) in enumerate(zip(["dX", "dgamma", "dbeta"], backward(R, X, gamma))):
        def loss(v, i=i):
            changed = list(args)
            changed[i] = v
            return (R * forward(*changed)).sum()

        n = numerical_gradient(loss, args[i])
        top, bottom = np.linalg.norm(a - n), np.linalg.norm(a) + np.linalg.norm(n)
        results[name] = 0.0 if bottom == 0 else top / bottom
    return results


# %% wheat q9b_gradient_check own-numeric: 수치 그레이디언트를 스스로 다시 쓴다
def norm(a):
    return float((np.asarray(a) ** 2).sum() ** 0.5)


def gradient_check(forward, backward, X, gamma, beta, rng):
    R = rng.standard_normal(X.shape)
    dX, dgamma, dbeta = backward(R, X, gamma)
    given = {"dX": dX, "dgamma": dgamma, "dbeta": dbeta}
    spots = {"dX": X, "dgamma": gamma, "dbeta": beta}
    out = {}
    for key, spot in spots.items():
        copy = {"dX": X.copy(), "dgamma": gamma.copy(), "dbeta": beta.copy()}
        n = np.zeros(spot.shape)
        for k in np.ndindex(spot.shape):
            values = []
            for side in (1e-5, -1e-5):
                copy[key][k] = spot[k] + side
                values.append(np.vdot(R, forward(copy["dX"], copy["dgamma"], copy["dbeta"])))
            copy[key][k] = spot[k]
            n[k] = (values[0] - values[1]) / 2e-5
        bottom = norm(given[key]) + norm(n)
        out[key] = norm(given[key] - n) / bottom if bottom else 0.0
    return out


# %% wheat q9b_gradient_check tiny-floor: 0으로 나누지 않게 아주 작은 수를 더한다
def gradient_check(forward, backward, X, gamma, beta, rng):
    R = rng.standard_normal(forward(X, gamma, beta).shape)

    def error(a, n):
        a, n = np.ravel(a), np.ravel(n)
        return np.sqrt(np.sum((a - n) ** 2)) / (
            np.sqrt(np.sum(a**2)) + np.sqrt(np.sum(n**2)) + 1e-300
        )

    dX, dgamma, dbeta = backward(R, X, gamma)
    return dict(
        dX=error(dX, numerical_gradient(lambda v: np.sum(R * forward(v, gamma, beta)), X)),
        dgamma=error(dgamma, numerical_gradient(lambda v: np.sum(R * forward(X, v, beta)), gamma)),
        dbeta=error(dbeta, numerical_gradient(lambda v: np.sum(R * forward(X, gamma, v)), beta)),
    )


# %% wheat q9b_gradient_check larger-h: h를 1e-4로
def gradient_check(forward, backward, X, gamma, beta, rng):
    R = rng.standard_normal(X.shape)
    numeric = [
        numerical_gradient(lambda v: float(np.einsum("ij,ij", R, forward(v, gamma, beta))), X, 1e-4),
        numerical_gradient(lambda v: float(np.einsum("ij,ij", R, forward(X, v, beta))), gamma, 1e-4),
        numerical_gradient(lambda v: float(np.einsum("ij,ij", R, forward(X, gamma, v))), beta, 1e-4),
    ]
    answer = {}
    for name, a, n in zip(("dX", "dgamma", "dbeta"), backward(R, X, gamma), numeric):
        if not np.any(a) and not np.any(n):
            answer[name] = 0
        else:
            answer[name] = np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n))
    return answer


# %% wheat q9b_gradient_check copies: 모든 것을 복사해서 넘긴다
def gradient_check(forward, backward, X, gamma, beta, rng):
    R = rng.standard_normal(X.shape[0] * X.shape[1]).reshape(X.shape)
    analytic = backward(R.copy(), X.copy(), gamma.copy())
    keys, found = ("dX", "dgamma", "dbeta"), {}
    for i in range(3):
        base = [X.copy(), gamma.copy(), beta.copy()]
        n = numerical_gradient(
            lambda v: np.sum(forward(*base[:i], v, *base[i + 1 :]) * R), base[i]
        )
        bottom = np.sqrt((analytic[i] ** 2).sum()) + np.sqrt((n**2).sum())
        found[keys[i]] = np.sqrt(((analytic[i] - n) ** 2).sum()) / bottom if bottom > 0 else 0.0
    return found


# %% chaff q9b_gradient_check sum-loss: 손실을 출력의 합으로 둔다
# hint: R의 원소가 모두 같습니다
def gradient_check(forward, backward, X, gamma, beta, rng):
    R = np.ones(X.shape)
    analytic = dict(zip(("dX", "dgamma", "dbeta"), backward(R, X, gamma)))
    numeric = {
        "dX": numerical_gradient(lambda a: np.sum(R * forward(a, gamma, beta)), X),
        "dgamma": numerical_gradient(lambda a: np.sum(R * forward(X, a, beta)), gamma),
        "dbeta": numerical_gradient(lambda a: np.sum(R * forward(X, gamma, a)), beta),
    }
    errors = {}
    for name, n in numeric.items():
        a = analytic[name]
        size = np.linalg.norm(a) + np.linalg.norm(n)
        errors[name] = float(np.linalg.norm(a - n) / size) if size > 0 else 0.0
    return errors


# %% chaff q9b_gradient_check redraws: 손실을 잴 때마다 R을 새로 뽑는다
# hint: 다시 뽑지 않는지
def gradient_check(forward, backward, X, gamma, beta, rng):
    def loss(*args):
        return np.sum(rng.standard_normal(X.shape) * forward(*args))

    analytic = dict(zip(("dX", "dgamma", "dbeta"), backward(rng.standard_normal(X.shape), X, gamma)))
    numeric = {
        "dX": numerical_gradient(lambda a: loss(a, gamma, beta), X),
        "dgamma": numerical_gradient(lambda a: loss(X, a, beta), gamma),
        "dbeta": numerical_gradient(lambda a: loss(X, gamma, a), beta),
    }
    errors = {}
    for name, n in numeric.items():
        a = analytic[name]
        size = np.linalg.norm(a) + np.linalg.norm(n)
        errors[name] = float(np.linalg.norm(a - n) / size) if size > 0 else 0.0
    return errors


# %% chaff q9b_gradient_check plain-sum-loss: 역전파에는 R을 주고 손실은 출력의 합으로 둔다
# hint: 같은 R에서
def gradient_check(forward, backward, X, gamma, beta, rng):
    R = rng.standard_normal(X.shape)
    analytic = dict(zip(("dX", "dgamma", "dbeta"), backward(R, X, gamma)))
    numeric = {
        "dX": numerical_gradient(lambda a: np.sum(forward(a, gamma, beta)), X),
        "dgamma": numerical_gradient(lambda a: np.sum(forward(X, a, beta)), gamma),
        "dbeta": numerical_gradient(lambda a: np.sum(forward(X, gamma, a)), beta),
    }
    errors = {}
    for name, n in numeric.items():
        a = analytic[name]
        size = np.linalg.norm(a) + np.linalg.norm(n)
        errors[name] = float(np.linalg.norm(a - n) / size) if size > 0 else 0.0
    return errors


# %% chaff q9b_gradient_check mean-loss: 손실을 합이 아니라 평균으로 둔다
# hint: 같은 R에서
def gradient_check(forward, backward, X, gamma, beta, rng):
    R = rng.standard_normal(X.shape)
    analytic = dict(zip(("dX", "dgamma", "dbeta"), backward(R, X, gamma)))
    numeric = {
        "dX": numerical_gradient(lambda a: np.mean(R * forward(a, gamma, beta)), X),
        "dgamma": numerical_gradient(lambda a: np.mean(R * forward(X, a, beta)), gamma),
        "dbeta": numerical_gradient(lambda a: np.mean(R * forward(X, gamma, a)), beta),
    }
    errors = {}
    for name, n in numeric.items():
        a = analytic[name]
        size = np.linalg.norm(a) + np.linalg.norm(n)
        errors[name] = float(np.linalg.norm(a - n) / size) if size > 0 else 0.0
    return errors


# %% chaff q9b_gradient_check absolute: 상대 오차가 아니라 절대 오차
# hint: 나눈 상대 오차인지
def gradient_check(forward, backward, X, gamma, beta, rng):
    R = rng.standard_normal(X.shape)
    analytic = dict(zip(("dX", "dgamma", "dbeta"), backward(R, X, gamma)))
    numeric = {
        "dX": numerical_gradient(lambda a: np.sum(R * forward(a, gamma, beta)), X),
        "dgamma": numerical_gradient(lambda a: np.sum(R * forward(X, a, beta)), gamma),
        "dbeta": numerical_gradient(lambda a: np.sum(R * forward(X, gamma, a)), beta),
    }
    return {name: float(np.linalg.norm(analytic[name] - n)) for name, n in numeric.items()}


# %% chaff q9b_gradient_check over-numeric: 수치 그레이디언트의 노름으로만 나눈다
# hint: 분모를 다시
def gradient_check(forward, backward, X, gamma, beta, rng):
    R = rng.standard_normal(X.shape)
    analytic = dict(zip(("dX", "dgamma", "dbeta"), backward(R, X, gamma)))
    numeric = {
        "dX": numerical_gradient(lambda a: np.sum(R * forward(a, gamma, beta)), X),
        "dgamma": numerical_gradient(lambda a: np.sum(R * forward(X, a, beta)), gamma),
        "dbeta": numerical_gradient(lambda a: np.sum(R * forward(X, gamma, a)), beta),
    }
    errors = {}
    for name, n in numeric.items():
        size = np.linalg.norm(n)
        errors[name] = float(np.linalg.norm(analytic[name] - n) / size) if size > 0 else 0.0
    return errors


# %% chaff q9b_gradient_check over-sum: 더한 것의 노름으로 나눈다
# hint: 분자를 다시
def gradient_check(forward, backward, X, gamma, beta, rng):
    R = rng.standard_normal(X.shape)
    analytic = dict(zip(("dX", "dgamma", "dbeta"), backward(R, X, gamma)))
    numeric = {
        "dX": numerical_gradient(lambda a: np.sum(R * forward(a, gamma, beta)), X),
        "dgamma": numerical_gradient(lambda a: np.sum(R * forward(X, a, beta)), gamma),
        "dbeta": numerical_gradient(lambda a: np.sum(R * forward(X, gamma, a)), beta),
    }
    errors = {}
    for name, n in numeric.items():
        a = analytic[name]
        size = (np.linalg.norm(a) + np.linalg.norm(n)) ** 2
        errors[name] = float(np.linalg.norm(a - n) ** 2 / size) if size > 0 else 0.0
    return errors


# %% chaff q9b_gradient_check elementwise: 원소마다 상대 오차를 돌려준다
# hint: 수 하나입니다
def gradient_check(forward, backward, X, gamma, beta, rng):
    R = rng.standard_normal(X.shape)
    analytic = dict(zip(("dX", "dgamma", "dbeta"), backward(R, X, gamma)))
    numeric = {
        "dX": numerical_gradient(lambda a: np.sum(R * forward(a, gamma, beta)), X),
        "dgamma": numerical_gradient(lambda a: np.sum(R * forward(X, a, beta)), gamma),
        "dbeta": numerical_gradient(lambda a: np.sum(R * forward(X, gamma, a)), beta),
    }
    return {
        name: np.abs(analytic[name] - n) / (np.abs(analytic[name]) + np.abs(n) + 1e-12)
        for name, n in numeric.items()
    }


# %% chaff q9b_gradient_check wrong-slot: γ를 흔들 자리에서 β를 흔든다
# hint: 저마다 무엇을 흔들고
def gradient_check(forward, backward, X, gamma, beta, rng):
    R = rng.standard_normal(X.shape)
    analytic = dict(zip(("dX", "dgamma", "dbeta"), backward(R, X, gamma)))
    numeric = {
        "dX": numerical_gradient(lambda a: np.sum(R * forward(a, gamma, beta)), X),
        "dgamma": numerical_gradient(lambda a: np.sum(R * forward(X, gamma, a)), beta),
        "dbeta": numerical_gradient(lambda a: np.sum(R * forward(X, a, beta)), gamma),
    }
    errors = {}
    for name, n in numeric.items():
        a = analytic[name]
        size = np.linalg.norm(a) + np.linalg.norm(n)
        errors[name] = float(np.linalg.norm(a - n) / size) if size > 0 else 0.0
    return errors


# %% chaff q9b_gradient_check global-rng: 전역 난수로 R을 뽑는다
# hint: 전역 난수 상태
def gradient_check(forward, backward, X, gamma, beta, rng):
    R = np.random.randn(*X.shape)
    analytic = dict(zip(("dX", "dgamma", "dbeta"), backward(R, X, gamma)))
    numeric = {
        "dX": numerical_gradient(lambda a: np.sum(R * forward(a, gamma, beta)), X),
        "dgamma": numerical_gradient(lambda a: np.sum(R * forward(X, a, beta)), gamma),
        "dbeta": numerical_gradient(lambda a: np.sum(R * forward(X, gamma, a)), beta),
    }
    errors = {}
    for name, n in numeric.items():
        a = analytic[name]
        size = np.linalg.norm(a) + np.linalg.norm(n)
        errors[name] = float(np.linalg.norm(a - n) / size) if size > 0 else 0.0
    return errors


# %% chaff q9b_gradient_check fixed-seed: 함수 안에서 시드를 정한다
# hint: 한 rng로 두 번 불렀는데
def gradient_check(forward, backward, X, gamma, beta, rng):
    R = np.random.default_rng(0).standard_normal(X.shape)
    analytic = dict(zip(("dX", "dgamma", "dbeta"), backward(R, X, gamma)))
    numeric = {
        "dX": numerical_gradient(lambda a: np.sum(R * forward(a, gamma, beta)), X),
        "dgamma": numerical_gradient(lambda a: np.sum(R * forward(X, a, beta)), gamma),
        "dbeta": numerical_gradient(lambda a: np.sum(R * forward(X, gamma, a)), beta),
    }
    errors = {}
    for name, n in numeric.items():
        a = analytic[name]
        size = np.linalg.norm(a) + np.linalg.norm(n)
        errors[name] = float(np.linalg.norm(a - n) / size) if size > 0 else 0.0
    return errors


# %% chaff q9b_gradient_check uniform: 0과 1 사이의 난수를 쓴다
# hint: 어떤 분포에서
def gradient_check(forward, backward, X, gamma, beta, rng):
    R = rng.random(X.shape)
    analytic = dict(zip(("dX", "dgamma", "dbeta"), backward(R, X, gamma)))
    numeric = {
        "dX": numerical_gradient(lambda a: np.sum(R * forward(a, gamma, beta)), X),
        "dgamma": numerical_gradient(lambda a: np.sum(R * forward(X, a, beta)), gamma),
        "dbeta": numerical_gradient(lambda a: np.sum(R * forward(X, gamma, a)), beta),
    }
    errors = {}
    for name, n in numeric.items():
        a = analytic[name]
        size = np.linalg.norm(a) + np.linalg.norm(n)
        errors[name] = float(np.linalg.norm(a - n) / size) if size > 0 else 0.0
    return errors


# %% chaff q9b_gradient_check tuple: 사전이 아니라 튜플을 돌려준다
# hint: 사전을 돌려주어야
def gradient_check(forward, backward, X, gamma, beta, rng):
    R = rng.standard_normal(X.shape)
    analytic = backward(R, X, gamma)
    numeric = (
        numerical_gradient(lambda a: np.sum(R * forward(a, gamma, beta)), X),
        numerical_gradient(lambda a: np.sum(R * forward(X, a, beta)), gamma),
        numerical_gradient(lambda a: np.sum(R * forward(X, gamma, a)), beta),
    )
    errors = []
    for a, n in zip(analytic, numeric):
        size = np.linalg.norm(a) + np.linalg.norm(n)
        errors.append(np.linalg.norm(a - n) / size if size > 0 else 0.0)
    return tuple(errors)


# %% chaff q9b_gradient_check zero-over-zero: 둘 다 0이면 NaN이 된다
# hint: 0으로 나누지 않는지
def gradient_check(forward, backward, X, gamma, beta, rng):
    R = rng.standard_normal(X.shape)
    analytic = dict(zip(("dX", "dgamma", "dbeta"), backward(R, X, gamma)))
    numeric = {
        "dX": numerical_gradient(lambda a: np.sum(R * forward(a, gamma, beta)), X),
        "dgamma": numerical_gradient(lambda a: np.sum(R * forward(X, a, beta)), gamma),
        "dbeta": numerical_gradient(lambda a: np.sum(R * forward(X, gamma, a)), beta),
    }
    errors = {}
    for name, n in numeric.items():
        a = analytic[name]
        errors[name] = np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n))
    return errors


# %% chaff q9b_gradient_check big-floor: 분모에 큰 수를 더한다
# hint: 분모에 큰 수를
def gradient_check(forward, backward, X, gamma, beta, rng):
    R = rng.standard_normal(X.shape)
    analytic = dict(zip(("dX", "dgamma", "dbeta"), backward(R, X, gamma)))
    numeric = {
        "dX": numerical_gradient(lambda a: np.sum(R * forward(a, gamma, beta)), X),
        "dgamma": numerical_gradient(lambda a: np.sum(R * forward(X, a, beta)), gamma),
        "dbeta": numerical_gradient(lambda a: np.sum(R * forward(X, gamma, a)), beta),
    }
    errors = {}
    for name, n in numeric.items():
        a = analytic[name]
        errors[name] = np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n) + 1e-5)
    return errors


# %% wheat q9c_bn_backward chain-rule: 분산과 평균의 길을 따로 따라간다
def bn_backward(dZ, X, gamma, eps=1e-3):
    m = X.shape[0]
    mu, var = X.mean(axis=0), X.var(axis=0)
    std = np.sqrt(var + eps)
    x_hat = (X - mu) / std
    dx_hat = dZ * gamma
    dvar = np.sum(dx_hat * (X - mu), axis=0) * -0.5 * (var + eps) ** -1.5
    dmu = -np.sum(dx_hat, axis=0) / std + dvar * np.mean(-2 * (X - mu), axis=0)
    dX = dx_hat / std + dvar * 2 * (X - mu) / m + dmu / m
    return dX, np.sum(dZ * x_hat, axis=0), dZ.sum(axis=0)


# %% wheat q9c_bn_backward jacobian: 특성마다 m×m 야코비 행렬을 만든다
def bn_backward(dZ, X, gamma, eps=1e-3):
    m, d = X.shape
    dX, dgamma, dbeta = np.zeros((m, d)), np.zeros(d), np.zeros(d)
    for j in range(d):
        s = np.sqrt(X[:, j].var() + eps)
        h = (X[:, j] - X[:, j].mean()) / s
        J = gamma[j] / s * (np.eye(m) - 1 / m - np.outer(h, h) / m)
        dX[:, j] = J.T @ dZ[:, j]
        dgamma[j] = h @ dZ[:, j]
        dbeta[j] = dZ[:, j].sum()
    return dX, dgamma, dbeta


# %% wheat q9c_bn_backward folded: 한 식으로 묶은 꼴
def bn_backward(dZ, X, gamma, eps=1e-3):
    m = len(X)
    inv = 1.0 / np.sqrt(np.var(X, axis=0) + eps)
    h = (X - np.mean(X, axis=0)) * inv
    db, dg = np.einsum("ij->j", dZ), np.einsum("ij,ij->j", dZ, h)
    return inv * gamma / m * (m * dZ - db - h * dg), dg, db


# %% wheat q9c_bn_backward float32: float32로 계산
def bn_backward(dZ, X, gamma, eps=1e-3):
    g, x, w = (np.asarray(a, dtype=np.float32) for a in (dZ, X, gamma))
    s = np.sqrt(x.var(0) + np.float32(eps))
    h = (x - x.mean(0)) / s
    dh = g * w
    dx = (dh - dh.mean(0) - h * (dh * h).mean(0)) / s
    return dx, (g * h).sum(0), g.sum(0)


# %% wheat q9c_bn_backward loops: 한 원소씩 세 길을 더한다
def bn_backward(dZ, X, gamma, eps=1e-3):
    m, d = X.shape
    dX = np.zeros((m, d))
    dgamma, dbeta = [], []
    for j in range(d):
        mu = sum(X[:, j]) / m
        s = (sum((v - mu) ** 2 for v in X[:, j]) / m + eps) ** 0.5
        h = [(v - mu) / s for v in X[:, j]]
        total = sum(dZ[:, j])
        along = sum(g * v for g, v in zip(dZ[:, j], h))
        for i in range(m):
            dX[i, j] = gamma[j] / s * (dZ[i, j] - total / m - h[i] * along / m)
        dgamma.append(along)
        dbeta.append(total)
    return dX, np.array(dgamma), np.array(dbeta)


# %% wheat q9c_bn_backward staged: 계산 그래프를 한 칸씩 거슬러 간다
def bn_backward(dZ, X, gamma, eps=1e-3):
    m = X.shape[0]
    centered = X - X.mean(axis=0)
    root = np.sqrt((centered**2).mean(axis=0) + eps)
    inverse = 1 / root
    dbeta = np.sum(dZ, axis=0)
    dgamma = np.sum(dZ * centered * inverse, axis=0)
    dnorm = dZ * gamma
    dcentered = dnorm * inverse
    dinverse = np.sum(dnorm * centered, axis=0)
    droot = -dinverse / root**2
    dvariance = 0.5 * droot / root
    dcentered = dcentered + 2 * centered * np.ones_like(centered) / m * dvariance
    return dcentered - dcentered.sum(axis=0) / m, dgamma, dbeta


# %% chaff q9c_bn_backward constants: 평균과 분산을 상수로 본다
# hint: 평균과 분산을 모두 상수로
def bn_backward(dZ, X, gamma, eps=1e-3):
    s = np.sqrt(X.var(axis=0) + eps)
    x_hat = (X - X.mean(axis=0)) / s
    return dZ * gamma / s, np.sum(dZ * x_hat, axis=0), np.sum(dZ, axis=0)


# %% chaff q9c_bn_backward no-variance-path: 분산을 지나는 길이 빠졌다
# hint: 분산을 지나는 길
def bn_backward(dZ, X, gamma, eps=1e-3):
    s = np.sqrt(X.var(axis=0) + eps)
    x_hat = (X - X.mean(axis=0)) / s
    dX = gamma / s * (dZ - dZ.mean(axis=0))
    return dX, np.sum(dZ * x_hat, axis=0), np.sum(dZ, axis=0)


# %% chaff q9c_bn_backward no-mean-path: 평균을 지나는 길이 빠졌다
# hint: 평균을 지나는 길
def bn_backward(dZ, X, gamma, eps=1e-3):
    s = np.sqrt(X.var(axis=0) + eps)
    x_hat = (X - X.mean(axis=0)) / s
    dX = gamma / s * (dZ - x_hat * np.mean(dZ * x_hat, axis=0))
    return dX, np.sum(dZ * x_hat, axis=0), np.sum(dZ, axis=0)


# %% chaff q9c_bn_backward no-gamma: dX에 γ를 곱하지 않는다
# hint: γ가 빠졌습니다
def bn_backward(dZ, X, gamma, eps=1e-3):
    s = np.sqrt(X.var(axis=0) + eps)
    x_hat = (X - X.mean(axis=0)) / s
    dX = (dZ - dZ.mean(axis=0) - x_hat * np.mean(dZ * x_hat, axis=0)) / s
    return dX, np.sum(dZ * x_hat, axis=0), np.sum(dZ, axis=0)


# %% chaff q9c_bn_backward no-division: 표준편차로 나누지 않는다
# hint: 나누기를 거슬러
def bn_backward(dZ, X, gamma, eps=1e-3):
    s = np.sqrt(X.var(axis=0) + eps)
    x_hat = (X - X.mean(axis=0)) / s
    dX = gamma * (dZ - dZ.mean(axis=0) - x_hat * np.mean(dZ * x_hat, axis=0))
    return dX, np.sum(dZ * x_hat, axis=0), np.sum(dZ, axis=0)


# %% chaff q9c_bn_backward by-variance: 표준편차 대신 분산으로 나눈다
# hint: 분산으로 나누고
def bn_backward(dZ, X, gamma, eps=1e-3):
    v = X.var(axis=0) + eps
    x_hat = (X - X.mean(axis=0)) / np.sqrt(v)
    dX = gamma / v * (dZ - dZ.mean(axis=0) - x_hat * np.mean(dZ * x_hat, axis=0))
    return dX, np.sum(dZ * x_hat, axis=0), np.sum(dZ, axis=0)


# %% chaff q9c_bn_backward sums: 두 항을 m으로 나누지 않는다
# hint: m으로 나누었는지
def bn_backward(dZ, X, gamma, eps=1e-3):
    s = np.sqrt(X.var(axis=0) + eps)
    x_hat = (X - X.mean(axis=0)) / s
    dX = gamma / s * (dZ - dZ.sum(axis=0) - x_hat * np.sum(dZ * x_hat, axis=0))
    return dX, np.sum(dZ * x_hat, axis=0), np.sum(dZ, axis=0)


# %% chaff q9c_bn_backward plus-sign: 분산 항의 부호가 반대다
# hint: 분산 항의 부호
def bn_backward(dZ, X, gamma, eps=1e-3):
    s = np.sqrt(X.var(axis=0) + eps)
    x_hat = (X - X.mean(axis=0)) / s
    dX = gamma / s * (dZ - dZ.mean(axis=0) + x_hat * np.mean(dZ * x_hat, axis=0))
    return dX, np.sum(dZ * x_hat, axis=0), np.sum(dZ, axis=0)


# %% chaff q9c_bn_backward no-eps: 역전파에서 ε을 잊는다
# hint: ε이 들어가지 않았습니다
def bn_backward(dZ, X, gamma, eps=1e-3):
    s = np.sqrt(np.maximum(X.var(axis=0), 1e-9))
    x_hat = (X - X.mean(axis=0)) / s
    dX = gamma / s * (dZ - dZ.mean(axis=0) - x_hat * np.mean(dZ * x_hat, axis=0))
    return dX, np.sum(dZ * x_hat, axis=0), np.sum(dZ, axis=0)


# %% chaff q9c_bn_backward unbiased: m−1로 나눈 분산
# hint: m−1로
def bn_backward(dZ, X, gamma, eps=1e-3):
    m = len(X)
    s = np.sqrt(X.var(axis=0) * m / max(m - 1, 1) + eps)
    x_hat = (X - X.mean(axis=0)) / s
    dX = gamma / s * (dZ - dZ.mean(axis=0) - x_hat * np.mean(dZ * x_hat, axis=0))
    return dX, np.sum(dZ * x_hat, axis=0), np.sum(dZ, axis=0)


# %% chaff q9c_bn_backward gamma-inside-parameters: dgamma에 γ를 또 곱한다
# hint: γ를 또 곱하지
def bn_backward(dZ, X, gamma, eps=1e-3):
    s = np.sqrt(X.var(axis=0) + eps)
    x_hat = (X - X.mean(axis=0)) / s
    g = dZ * gamma
    dX = (g - g.mean(axis=0) - x_hat * np.mean(g * x_hat, axis=0)) / s
    return dX, np.sum(g * x_hat, axis=0), np.sum(dZ, axis=0)


# %% chaff q9c_bn_backward raw-input: dgamma에 표준화하지 않은 X를 곱한다
# hint: γ에 곱해지는 것이
def bn_backward(dZ, X, gamma, eps=1e-3):
    s = np.sqrt(X.var(axis=0) + eps)
    x_hat = (X - X.mean(axis=0)) / s
    dX = gamma / s * (dZ - dZ.mean(axis=0) - x_hat * np.mean(dZ * x_hat, axis=0))
    return dX, np.sum(dZ * X, axis=0), np.sum(dZ, axis=0)


# %% chaff q9c_bn_backward mean-parameters: 더하지 않고 평균한다
# hint: 평균이 아니라
def bn_backward(dZ, X, gamma, eps=1e-3):
    s = np.sqrt(X.var(axis=0) + eps)
    x_hat = (X - X.mean(axis=0)) / s
    dX = gamma / s * (dZ - dZ.mean(axis=0) - x_hat * np.mean(dZ * x_hat, axis=0))
    return dX, np.mean(dZ * x_hat, axis=0), np.mean(dZ, axis=0)


# %% chaff q9c_bn_backward swapped: dgamma와 dbeta를 바꾸어 돌려준다
# hint: 돌려주는 순서
def bn_backward(dZ, X, gamma, eps=1e-3):
    s = np.sqrt(X.var(axis=0) + eps)
    x_hat = (X - X.mean(axis=0)) / s
    dX = gamma / s * (dZ - dZ.mean(axis=0) - x_hat * np.mean(dZ * x_hat, axis=0))
    return dX, np.sum(dZ, axis=0), np.sum(dZ * x_hat, axis=0)


# %% chaff q9c_bn_backward per-sample: 샘플에 걸쳐 더하지 않는다
# hint: 어떻게 모을지
def bn_backward(dZ, X, gamma, eps=1e-3):
    s = np.sqrt(X.var(axis=0) + eps)
    x_hat = (X - X.mean(axis=0)) / s
    dX = gamma / s * (dZ - dZ.mean(axis=0) - x_hat * np.mean(dZ * x_hat, axis=0))
    return dX, dZ * x_hat, dZ


# %% chaff q9c_bn_backward in-place: dZ를 제자리에서 고친다
# hint: 내용이 바뀌었습니다
def bn_backward(dZ, X, gamma, eps=1e-3):
    s = np.sqrt(X.var(axis=0) + eps)
    x_hat = (X - X.mean(axis=0)) / s
    dgamma, dbeta = np.sum(dZ * x_hat, axis=0), np.sum(dZ, axis=0)
    dZ *= gamma
    dX = (dZ - dZ.mean(axis=0) - x_hat * np.mean(dZ * x_hat, axis=0)) / s
    return dX, dgamma, dbeta


# %% chaff q9c_bn_backward fixed-eps: 받은 eps 대신 0.001을 쓴다
# hint: ε이 들어가지 않았습니다
def bn_backward(dZ, X, gamma, eps=1e-3):
    s = np.sqrt(X.var(axis=0) + 1e-3)
    x_hat = (X - X.mean(axis=0)) / s
    dX = gamma / s * (dZ - dZ.mean(axis=0) - x_hat * np.mean(dZ * x_hat, axis=0))
    return dX, np.sum(dZ * x_hat, axis=0), np.sum(dZ, axis=0)


# %% wheat q9d_batch_norm by-hand: Q9a를 부르지 않고 통계를 구한다
class BatchNorm:
    def __init__(self, d, momentum=0.99, eps=1e-3):
        self.rho, self.eps = momentum, eps
        self.gamma, self.beta = np.ones(d), np.zeros(d)
        self.moving_mean, self.moving_variance = np.zeros((d,)), np.ones((d,))

    def __call__(self, X, training):
        mean, var = self.moving_mean, self.moving_variance
        if training:
            mean, var = X.mean(axis=0), X.var(axis=0)
            self.moving_mean = self.moving_mean * self.rho + mean * (1 - self.rho)
            self.moving_variance = self.moving_variance * self.rho + var * (1 - self.rho)
        return (X - mean) / np.sqrt(var + self.eps) * self.gamma + self.beta


# %% wheat q9d_batch_norm in-place-stats: 이동 통계를 제자리에서 고친다
class BatchNorm:
    def __init__(self, d, momentum=0.99, eps=1e-3):
        self.momentum = momentum
        self.eps = eps
        self.gamma = np.full(d, 1.0)
        self.beta = np.full(d, 0.0)
        self.moving_mean = np.full(d, 0.0)
        self.moving_variance = np.full(d, 1.0)

    def __call__(self, X, training):
        if training:
            Z, mean, var = bn_train(X, self.gamma, self.beta, self.eps)
            self.moving_mean += (1 - self.momentum) * (mean - self.moving_mean)
            self.moving_variance += (1 - self.momentum) * (var - self.moving_variance)
            return Z
        scale = self.gamma / np.sqrt(self.moving_variance + self.eps)
        return X * scale + (self.beta - self.moving_mean * scale)


# %% wheat q9d_batch_norm float32: float32로 둔다
class BatchNorm:
    def __init__(self, d, momentum=0.99, eps=1e-3):
        self.momentum, self.eps = momentum, eps
        self.gamma = np.ones(d, dtype="float32")
        self.beta = np.zeros(d, dtype="float32")
        self.moving_mean = np.zeros(d, dtype="float32")
        self.moving_variance = np.ones(d, dtype="float32")

    def normalize(self, X, mean, variance):
        z = self.gamma * (X - mean) / np.sqrt(variance + self.eps) + self.beta
        return np.asarray(z, dtype="float32")

    def __call__(self, X, training):
        X = np.asarray(X, dtype="float32")
        if not training:
            return self.normalize(X, self.moving_mean, self.moving_variance)
        mean, variance = X.mean(axis=0), X.var(axis=0)
        rho = np.float32(self.momentum)
        self.moving_mean = rho * self.moving_mean + (1 - rho) * mean
        self.moving_variance = rho * self.moving_variance + (1 - rho) * variance
        return self.normalize(X, mean, variance)


# %% wheat q9d_batch_norm helper-function: 정규화하는 함수를 함께 쓴다
def apply(X, gamma, beta, mean, variance, eps):
    return gamma * ((X - mean) / (variance + eps) ** 0.5) + beta


class BatchNorm:
    def __init__(self, d, momentum=0.99, eps=1e-3):
        self.settings = {"momentum": momentum, "eps": eps}
        self.gamma, self.beta, self.moving_mean, self.moving_variance = (
            np.array([value] * d) for value in (1.0, 0.0, 0.0, 1.0)
        )

    def __call__(self, X, training):
        eps = self.settings["eps"]
        if training is False:
            return apply(X, self.gamma, self.beta, self.moving_mean, self.moving_variance, eps)
        mean = np.mean(X, axis=0)
        variance = np.mean(np.square(X - mean), axis=0)
        m = self.settings["momentum"]
        for name, new in (("moving_mean", mean), ("moving_variance", variance)):
            setattr(self, name, m * getattr(self, name) + (1 - m) * new)
        return apply(X, self.gamma, self.beta, mean, variance, eps)


# %% wheat q9d_batch_norm default-training: training에 기본값을 둔다
class BatchNorm:
    def __init__(self, d, momentum=0.99, eps=1e-3):
        self.d = d
        self.momentum = momentum
        self.eps = eps
        self.gamma, self.beta = np.ones(d), np.zeros(d)
        self.moving_mean, self.moving_variance = np.zeros(d), np.ones(d)

    def forward_train(self, X):
        Z, mean, variance = bn_train(X, self.gamma, self.beta, eps=self.eps)
        a = 1 - self.momentum
        self.moving_mean = (1 - a) * self.moving_mean + a * mean
        self.moving_variance = (1 - a) * self.moving_variance + a * variance
        return Z

    def forward_test(self, X):
        out = np.zeros(X.shape)
        for j in range(self.d):
            out[:, j] = (X[:, j] - self.moving_mean[j]) / np.sqrt(self.moving_variance[j] + self.eps)
        return out * self.gamma + self.beta

    def __call__(self, X, training=False):
        return self.forward_train(X) if training else self.forward_test(X)


# %% chaff q9d_batch_norm swapped-momentum: ρ를 새 값에 곱한다
# hint: ρ를 어느 쪽에
class BatchNorm:
    def __init__(self, d, momentum=0.99, eps=1e-3):
        self.momentum, self.eps = momentum, eps
        self.gamma, self.beta = np.ones(d), np.zeros(d)
        self.moving_mean, self.moving_variance = np.zeros(d), np.ones(d)

    def __call__(self, X, training):
        if not training:
            s = np.sqrt(self.moving_variance + self.eps)
            return self.gamma * (X - self.moving_mean) / s + self.beta
        Z, mean, variance = bn_train(X, self.gamma, self.beta, self.eps)
        rho = self.momentum
        self.moving_mean = (1 - rho) * self.moving_mean + rho * mean
        self.moving_variance = (1 - rho) * self.moving_variance + rho * variance
        return Z


# %% chaff q9d_batch_norm unbiased-moving: 이동 분산에 m−1로 나눈 분산을 넣는다
# hint: m−1로
class BatchNorm:
    def __init__(self, d, momentum=0.99, eps=1e-3):
        self.momentum, self.eps = momentum, eps
        self.gamma, self.beta = np.ones(d), np.zeros(d)
        self.moving_mean, self.moving_variance = np.zeros(d), np.ones(d)

    def __call__(self, X, training):
        if not training:
            s = np.sqrt(self.moving_variance + self.eps)
            return self.gamma * (X - self.moving_mean) / s + self.beta
        Z, mean, variance = bn_train(X, self.gamma, self.beta, self.eps)
        variance = X.var(axis=0, ddof=1)
        rho = self.momentum
        self.moving_mean = rho * self.moving_mean + (1 - rho) * mean
        self.moving_variance = rho * self.moving_variance + (1 - rho) * variance
        return Z


# %% chaff q9d_batch_norm variance-from-zero: 이동 분산이 0에서 출발한다
# hint: 약속한 처음 값
class BatchNorm:
    def __init__(self, d, momentum=0.99, eps=1e-3):
        self.momentum, self.eps = momentum, eps
        self.gamma, self.beta = np.ones(d), np.zeros(d)
        self.moving_mean, self.moving_variance = np.zeros(d), np.zeros(d)

    def __call__(self, X, training):
        if not training:
            s = np.sqrt(self.moving_variance + self.eps)
            return self.gamma * (X - self.moving_mean) / s + self.beta
        Z, mean, variance = bn_train(X, self.gamma, self.beta, self.eps)
        rho = self.momentum
        self.moving_mean = rho * self.moving_mean + (1 - rho) * mean
        self.moving_variance = rho * self.moving_variance + (1 - rho) * variance
        return Z


# %% chaff q9d_batch_norm last-batch: 마지막 배치의 통계만 남긴다
# hint: 지난 통계가 남아 있지
class BatchNorm:
    def __init__(self, d, momentum=0.99, eps=1e-3):
        self.momentum, self.eps = momentum, eps
        self.gamma, self.beta = np.ones(d), np.zeros(d)
        self.moving_mean, self.moving_variance = np.zeros(d), np.ones(d)

    def __call__(self, X, training):
        if not training:
            s = np.sqrt(self.moving_variance + self.eps)
            return self.gamma * (X - self.moving_mean) / s + self.beta
        Z, self.moving_mean, self.moving_variance = bn_train(X, self.gamma, self.beta, self.eps)
        return Z


# %% chaff q9d_batch_norm eps-in-moving: 이동 분산에 ε을 더해 둔다
# hint: ε을 더하지 않은
class BatchNorm:
    def __init__(self, d, momentum=0.99, eps=1e-3):
        self.momentum, self.eps = momentum, eps
        self.gamma, self.beta = np.ones(d), np.zeros(d)
        self.moving_mean, self.moving_variance = np.zeros(d), np.ones(d)

    def __call__(self, X, training):
        if not training:
            s = np.sqrt(self.moving_variance + self.eps)
            return self.gamma * (X - self.moving_mean) / s + self.beta
        Z, mean, variance = bn_train(X, self.gamma, self.beta, self.eps)
        rho = self.momentum
        self.moving_mean = rho * self.moving_mean + (1 - rho) * mean
        self.moving_variance = rho * self.moving_variance + (1 - rho) * (variance + self.eps)
        return Z


# %% chaff q9d_batch_norm moving-std: 분산 대신 표준편차의 이동 평균을 낸다
# hint: 표준편차
class BatchNorm:
    def __init__(self, d, momentum=0.99, eps=1e-3):
        self.momentum, self.eps = momentum, eps
        self.gamma, self.beta = np.ones(d), np.zeros(d)
        self.moving_mean, self.moving_variance = np.zeros(d), np.ones(d)

    def __call__(self, X, training):
        if not training:
            s = np.sqrt(self.moving_variance + self.eps)
            return self.gamma * (X - self.moving_mean) / s + self.beta
        Z, mean, variance = bn_train(X, self.gamma, self.beta, self.eps)
        rho = self.momentum
        self.moving_mean = rho * self.moving_mean + (1 - rho) * mean
        self.moving_variance = rho * self.moving_variance + (1 - rho) * np.sqrt(variance)
        return Z


# %% chaff q9d_batch_norm never-updated: 이동 통계를 고치지 않는다
# hint: 처음 값 그대로
class BatchNorm:
    def __init__(self, d, momentum=0.99, eps=1e-3):
        self.momentum, self.eps = momentum, eps
        self.gamma, self.beta = np.ones(d), np.zeros(d)
        self.moving_mean, self.moving_variance = np.zeros(d), np.ones(d)

    def __call__(self, X, training):
        if not training:
            s = np.sqrt(self.moving_variance + self.eps)
            return self.gamma * (X - self.moving_mean) / s + self.beta
        Z, mean, variance = bn_train(X, self.gamma, self.beta, self.eps)
        return Z


# %% chaff q9d_batch_norm updates-in-inference: 추론에서도 이동 통계를 고친다
# hint: 추론은 배우는 일이
class BatchNorm:
    def __init__(self, d, momentum=0.99, eps=1e-3):
        self.momentum, self.eps = momentum, eps
        self.gamma, self.beta = np.ones(d), np.zeros(d)
        self.moving_mean, self.moving_variance = np.zeros(d), np.ones(d)

    def __call__(self, X, training):
        Z, mean, variance = bn_train(X, self.gamma, self.beta, self.eps)
        if not training:
            s = np.sqrt(self.moving_variance + self.eps)
            Z = self.gamma * (X - self.moving_mean) / s + self.beta
        rho = self.momentum
        self.moving_mean = rho * self.moving_mean + (1 - rho) * mean
        self.moving_variance = rho * self.moving_variance + (1 - rho) * variance
        return Z


# %% chaff q9d_batch_norm batch-stats-in-inference: 추론에서도 배치의 통계로 정규화한다
# hint: 추론에서 배치의 통계를
class BatchNorm:
    def __init__(self, d, momentum=0.99, eps=1e-3):
        self.momentum, self.eps = momentum, eps
        self.gamma, self.beta = np.ones(d), np.zeros(d)
        self.moving_mean, self.moving_variance = np.zeros(d), np.ones(d)

    def __call__(self, X, training):
        Z, mean, variance = bn_train(X, self.gamma, self.beta, self.eps)
        if training:
            rho = self.momentum
            self.moving_mean = rho * self.moving_mean + (1 - rho) * mean
            self.moving_variance = rho * self.moving_variance + (1 - rho) * variance
        return Z


# %% chaff q9d_batch_norm moving-stats-in-training: 훈련에서도 이동 통계로 정규화한다
# hint: 훈련에서 이동 통계로
class BatchNorm:
    def __init__(self, d, momentum=0.99, eps=1e-3):
        self.momentum, self.eps = momentum, eps
        self.gamma, self.beta = np.ones(d), np.zeros(d)
        self.moving_mean, self.moving_variance = np.zeros(d), np.ones(d)

    def __call__(self, X, training):
        if training:
            rho = self.momentum
            self.moving_mean = rho * self.moving_mean + (1 - rho) * X.mean(axis=0)
            self.moving_variance = rho * self.moving_variance + (1 - rho) * X.var(axis=0)
        s = np.sqrt(self.moving_variance + self.eps)
        return self.gamma * (X - self.moving_mean) / s + self.beta


# %% chaff q9d_batch_norm inference-no-affine: 추론에서 γ와 β를 잊는다
# hint: γ와 β를 쓰지
class BatchNorm:
    def __init__(self, d, momentum=0.99, eps=1e-3):
        self.momentum, self.eps = momentum, eps
        self.gamma, self.beta = np.ones(d), np.zeros(d)
        self.moving_mean, self.moving_variance = np.zeros(d), np.ones(d)

    def __call__(self, X, training):
        if not training:
            return (X - self.moving_mean) / np.sqrt(self.moving_variance + self.eps)
        Z, mean, variance = bn_train(X, self.gamma, self.beta, self.eps)
        rho = self.momentum
        self.moving_mean = rho * self.moving_mean + (1 - rho) * mean
        self.moving_variance = rho * self.moving_variance + (1 - rho) * variance
        return Z


# %% chaff q9d_batch_norm inference-no-root: 추론에서 분산으로 나눈다
# hint: 분산이 아니라
class BatchNorm:
    def __init__(self, d, momentum=0.99, eps=1e-3):
        self.momentum, self.eps = momentum, eps
        self.gamma, self.beta = np.ones(d), np.zeros(d)
        self.moving_mean, self.moving_variance = np.zeros(d), np.ones(d)

    def __call__(self, X, training):
        if not training:
            s = self.moving_variance + self.eps
            return self.gamma * (X - self.moving_mean) / s + self.beta
        Z, mean, variance = bn_train(X, self.gamma, self.beta, self.eps)
        rho = self.momentum
        self.moving_mean = rho * self.moving_mean + (1 - rho) * mean
        self.moving_variance = rho * self.moving_variance + (1 - rho) * variance
        return Z


# %% chaff q9d_batch_norm inference-no-eps: 추론에서 ε을 잊는다
# hint: ε이 들어가지 않았습니다
class BatchNorm:
    def __init__(self, d, momentum=0.99, eps=1e-3):
        self.momentum, self.eps = momentum, eps
        self.gamma, self.beta = np.ones(d), np.zeros(d)
        self.moving_mean, self.moving_variance = np.zeros(d), np.ones(d)

    def __call__(self, X, training):
        if not training:
            s = np.sqrt(self.moving_variance)
            return self.gamma * (X - self.moving_mean) / s + self.beta
        Z, mean, variance = bn_train(X, self.gamma, self.beta, self.eps)
        rho = self.momentum
        self.moving_mean = rho * self.moving_mean + (1 - rho) * mean
        self.moving_variance = rho * self.moving_variance + (1 - rho) * variance
        return Z


# %% chaff q9d_batch_norm class-attributes: 이동 통계를 클래스의 속성에 둔다
# hint: 다른 층에서 모은 값이
class BatchNorm:
    shared = {}

    def __init__(self, d, momentum=0.99, eps=1e-3):
        self.momentum, self.eps = momentum, eps
        self.gamma, self.beta = np.ones(d), np.zeros(d)
        self.shared.setdefault(d, (np.zeros(d), np.ones(d)))
        self.moving_mean, self.moving_variance = self.shared[d]

    def __call__(self, X, training):
        if not training:
            s = np.sqrt(self.moving_variance + self.eps)
            return self.gamma * (X - self.moving_mean) / s + self.beta
        Z, mean, variance = bn_train(X, self.gamma, self.beta, self.eps)
        rho = self.momentum
        self.moving_mean *= rho
        self.moving_mean += (1 - rho) * mean
        self.moving_variance *= rho
        self.moving_variance += (1 - rho) * variance
        return Z


# %% chaff q9d_batch_norm class-momentum: momentum을 클래스의 속성에 둔다
# hint: 층마다 따로 두는지
class BatchNorm:
    def __init__(self, d, momentum=0.99, eps=1e-3):
        BatchNorm.momentum, self.eps = momentum, eps
        self.gamma, self.beta = np.ones(d), np.zeros(d)
        self.moving_mean, self.moving_variance = np.zeros(d), np.ones(d)

    def __call__(self, X, training):
        if not training:
            s = np.sqrt(self.moving_variance + self.eps)
            return self.gamma * (X - self.moving_mean) / s + self.beta
        Z, mean, variance = bn_train(X, self.gamma, self.beta, self.eps)
        rho = self.momentum
        self.moving_mean = rho * self.moving_mean + (1 - rho) * mean
        self.moving_variance = rho * self.moving_variance + (1 - rho) * variance
        return Z


# %% chaff q9d_batch_norm in-place-input: 추론에서 X를 제자리에서 고친다
# hint: X의 내용이 바뀌었습니다
class BatchNorm:
    def __init__(self, d, momentum=0.99, eps=1e-3):
        self.momentum, self.eps = momentum, eps
        self.gamma, self.beta = np.ones(d), np.zeros(d)
        self.moving_mean, self.moving_variance = np.zeros(d), np.ones(d)

    def __call__(self, X, training):
        if not training:
            X -= self.moving_mean
            return self.gamma * X / np.sqrt(self.moving_variance + self.eps) + self.beta
        Z, mean, variance = bn_train(X, self.gamma, self.beta, self.eps)
        rho = self.momentum
        self.moving_mean = rho * self.moving_mean + (1 - rho) * mean
        self.moving_variance = rho * self.moving_variance + (1 - rho) * variance
        return Z


# %% chaff q9d_batch_norm other-name: 이동 분산을 moving_var라는 이름에 둔다
# hint: 약속한 이름으로
class BatchNorm:
    def __init__(self, d, momentum=0.99, eps=1e-3):
        self.momentum, self.eps = momentum, eps
        self.gamma, self.beta = np.ones(d), np.zeros(d)
        self.moving_mean, self.moving_var = np.zeros(d), np.ones(d)

    def __call__(self, X, training):
        if not training:
            s = np.sqrt(self.moving_var + self.eps)
            return self.gamma * (X - self.moving_mean) / s + self.beta
        Z, mean, variance = bn_train(X, self.gamma, self.beta, self.eps)
        rho = self.momentum
        self.moving_mean = rho * self.moving_mean + (1 - rho) * mean
        self.moving_var = rho * self.moving_var + (1 - rho) * variance
        return Z


# %% wheat q9e_fold diagonal: 대각 행렬을 곱한다
def fold(W, b, gamma, beta, mean, variance, eps=1e-3):
    D = np.diag(gamma / np.sqrt(variance + eps))
    return W @ D, beta + D @ (b - mean)


# %% wheat q9e_fold loops: 출력 뉴런마다
def fold(W, b, gamma, beta, mean, variance, eps=1e-3):
    new_W, new_b = W.copy(), np.zeros(len(b))
    for j in range(W.shape[1]):
        s = (variance[j] + eps) ** 0.5
        new_W[:, j] = W[:, j] * gamma[j] / s
        new_b[j] = gamma[j] * (b[j] - mean[j]) / s + beta[j]
    return new_W, new_b


# %% wheat q9e_fold probing: 두 층에 0과 단위 벡터를 넣어 알아낸다
def fold(W, b, gamma, beta, mean, variance, eps=1e-3):
    def two_layers(x):
        return gamma * (x @ W + b - mean) / np.sqrt(variance + eps) + beta

    new_b = two_layers(np.zeros(W.shape[0]))
    return np.stack([two_layers(row) - new_b for row in np.eye(W.shape[0])]), new_b


# %% wheat q9e_fold float32: float32로 계산
def fold(W, b, gamma, beta, mean, variance, eps=1e-3):
    W, b, gamma, beta, mean, variance = (
        np.asarray(a, dtype=np.float32) for a in (W, b, gamma, beta, mean, variance)
    )
    std = np.sqrt(variance + np.float32(eps))
    return W / std * gamma, beta + gamma * b / std - gamma * mean / std


# %% wheat q9e_fold transposed: 전치해서 행마다 곱한다
def fold(W, b, gamma, beta, mean, variance, eps=1e-3):
    scale = np.multiply(gamma, (variance + eps) ** -0.5)
    return [(scale[:, None] * W.T).T, np.einsum("j,j->j", scale, b - mean) + beta]


# %% chaff q9e_fold forgets-bias: 앞 층의 편향을 버린다
# hint: b가 어디로
def fold(W, b, gamma, beta, mean, variance, eps=1e-3):
    scale = gamma / np.sqrt(variance + eps)
    return W * scale, beta - mean * scale


# %% chaff q9e_fold unscaled-bias: 앞 층의 편향에 배율을 곱하지 않는다
# hint: b도 배치 정규화를
def fold(W, b, gamma, beta, mean, variance, eps=1e-3):
    scale = gamma / np.sqrt(variance + eps)
    return W * scale, b + beta - mean * scale


# %% chaff q9e_fold unscaled-mean: 평균에 배율을 곱하지 않는다
# hint: 평균을 뺀 다음
def fold(W, b, gamma, beta, mean, variance, eps=1e-3):
    scale = gamma / np.sqrt(variance + eps)
    return W * scale, b * scale + beta - mean


# %% chaff q9e_fold forgets-beta: β를 더하지 않는다
# hint: β가 빠졌습니다
def fold(W, b, gamma, beta, mean, variance, eps=1e-3):
    scale = gamma / np.sqrt(variance + eps)
    return W * scale, (b - mean) * scale


# %% chaff q9e_fold forgets-mean: 평균을 빼지 않는다
# hint: 이동 평균이 빠졌습니다
def fold(W, b, gamma, beta, mean, variance, eps=1e-3):
    scale = gamma / np.sqrt(variance + eps)
    return W * scale, b * scale + beta


# %% chaff q9e_fold scaled-beta: β까지 배율을 곱한다
# hint: β에는
def fold(W, b, gamma, beta, mean, variance, eps=1e-3):
    scale = gamma / np.sqrt(variance + eps)
    return W * scale, (b - mean + beta) * scale


# %% chaff q9e_fold plus-mean: 평균을 더한다
# hint: 부호
def fold(W, b, gamma, beta, mean, variance, eps=1e-3):
    scale = gamma / np.sqrt(variance + eps)
    return W * scale, (b + mean) * scale + beta


# %% chaff q9e_fold no-root: 분산으로 나눈다
# hint: 제곱근
def fold(W, b, gamma, beta, mean, variance, eps=1e-3):
    scale = gamma / (variance + eps)
    return W * scale, (b - mean) * scale + beta


# %% chaff q9e_fold no-eps: ε을 잊는다
# hint: ε이 들어가지 않았습니다
def fold(W, b, gamma, beta, mean, variance, eps=1e-3):
    scale = gamma / np.sqrt(variance)
    return W * scale, (b - mean) * scale + beta


# %% chaff q9e_fold eps-outside: ε을 제곱근 밖에서 더한다
# hint: ε을 어디에 더하는지
def fold(W, b, gamma, beta, mean, variance, eps=1e-3):
    scale = gamma / (np.sqrt(variance) + eps)
    return W * scale, (b - mean) * scale + beta


# %% chaff q9e_fold variance-is-std: 분산을 표준편차로 여긴다
# hint: 제곱근
def fold(W, b, gamma, beta, mean, variance, eps=1e-3):
    scale = gamma / np.sqrt(variance**2 + eps)
    return W * scale, (b - mean) * scale + beta


# %% chaff q9e_fold scales-rows: W의 열이 아니라 행에 배율을 곱한다
# hint: 행과 열
def fold(W, b, gamma, beta, mean, variance, eps=1e-3):
    scale = gamma / np.sqrt(variance + eps)
    return W * scale[:, None], (b - mean) * scale + beta


# %% chaff q9e_fold weights-unchanged: 편향만 고치고 가중치는 그대로 둔다
# hint: 가중치가 그대로
def fold(W, b, gamma, beta, mean, variance, eps=1e-3):
    scale = gamma / np.sqrt(variance + eps)
    return W, (b - mean) * scale + beta


# %% chaff q9e_fold no-gamma: γ를 잊는다
# hint: γ가 빠졌습니다
def fold(W, b, gamma, beta, mean, variance, eps=1e-3):
    scale = 1 / np.sqrt(variance + eps)
    return W * scale, (b - mean) * scale + beta


# %% chaff q9e_fold in-place: W를 제자리에서 고친다
# hint: 내용이 바뀌었습니다
def fold(W, b, gamma, beta, mean, variance, eps=1e-3):
    scale = gamma / np.sqrt(variance + eps)
    W *= scale
    return W, (b - mean) * scale + beta


# %% wheat q9f_layer_gradients reversed-list: 뒤에서부터 모아 뒤집는다
def layer_gradients(X, weights, G, norm, skip):
    gamma, beta = np.ones(X.shape[1]), np.zeros(X.shape[1])
    z, tape = X, []
    for W in weights:
        u = bn_train(z, gamma, beta)[0] if norm else z
        tape.append((z, u, W))
        z = np.maximum(u, 0) @ W + (z if skip else 0)
    found = [G]
    for z, u, W in reversed(tape):
        g = found[-1]
        d = np.where(u > 0, g @ W.T, 0)
        d = bn_backward(d, z, gamma)[0] if norm else d
        found.append(d + g if skip else d)
    return found[::-1]


# %% wheat q9f_layer_gradients own-bn: 배치 정규화를 스스로 쓴다
def layer_gradients(X, weights, G, norm, skip):
    def stats(z):
        return z.mean(0), np.sqrt(z.var(0) + 1e-3)

    zs = [X]
    for W in weights:
        z = zs[-1]
        mean, s = stats(z) if norm else (0, 1)
        zs.append(np.clip((z - mean) / s, 0, None) @ W + skip * z)
    out = [None] * len(zs)
    out[-1] = G.copy()
    for l in range(len(weights) - 1, -1, -1):
        z = zs[l]
        mean, s = stats(z) if norm else (0, 1)
        u = (z - mean) / s
        d = (out[l + 1] @ weights[l].T) * (u > 0)
        if norm:
            d = (d - d.mean(0) - u * (d * u).mean(0)) / s
        out[l] = d + skip * out[l + 1]
    return out


# %% wheat q9f_layer_gradients recursion: 재귀로 쓴다
def layer_gradients(X, weights, G, norm, skip):
    if not weights:
        return [G]
    n = X.shape[1]
    u = bn_train(X, np.ones(n), np.zeros(n))[0] if norm else X
    h = (u > 0) * u
    z = h @ weights[0]
    if skip:
        z = z + X
    rest = layer_gradients(z, weights[1:], G, norm, skip)
    d = (rest[0] @ weights[0].T) * (u > 0)
    if norm:
        d = bn_backward(d, X, np.ones(n))[0]
    if skip:
        d = d + rest[0]
    return [d, *rest]


# %% wheat q9f_layer_gradients float32: float32로 계산
def layer_gradients(X, weights, G, norm, skip):
    f = np.float32
    one = np.ones(X.shape[1], dtype=f)
    zs, us = [X.astype(f)], []
    for W in weights:
        z = zs[-1]
        u = (z - z.mean(0)) / np.sqrt(z.var(0) + f(1e-3)) if norm else z
        us.append(u)
        nxt = np.maximum(u, f(0)) @ W.astype(f)
        zs.append(nxt + z if skip else nxt)
    gradients = {len(weights): G.astype(f)}
    for l in reversed(range(len(weights))):
        g = gradients[l + 1]
        d = (g @ weights[l].astype(f).T) * (us[l] > 0)
        if norm:
            d = bn_backward(d, zs[l], one)[0]
        gradients[l] = d + g if skip else d
    return [gradients[l] for l in range(len(weights) + 1)]


# %% wheat q9f_layer_gradients array: 배열 하나에 담는다
def layer_gradients(X, weights, G, norm, skip):
    L, n = len(weights), X.shape[1]
    z = np.zeros((L + 1, *X.shape))
    u = np.zeros((L, *X.shape))
    z[0] = X
    for l in range(L):
        u[l] = bn_train(z[l], np.ones(n), np.zeros(n), 1e-3)[0] if norm else z[l]
        z[l + 1] = np.einsum("ij,jk->ik", np.maximum(u[l], 0), weights[l])
        if skip:
            z[l + 1] += z[l]
    out = np.zeros_like(z)
    out[L] = G
    for l in range(L)[::-1]:
        d = np.einsum("ik,jk->ij", out[l + 1], weights[l])
        d[u[l] <= 0] = 0
        if norm:
            d, _, _ = bn_backward(d, z[l], np.ones(n), 1e-3)
        out[l] = d
        if skip:
            out[l] += out[l + 1]
    return out


# %% chaff q9f_layer_gradients no-transpose: 가중치를 전치하지 않는다
# hint: W를 그대로 곱하고
def layer_gradients(X, weights, G, norm, skip):
    ones = np.ones(X.shape[1])
    zs, us = [X], []
    for W in weights:
        u = bn_train(zs[-1], ones, 0 * ones)[0] if norm else zs[-1]
        us.append(u)
        zs.append(np.maximum(u, 0) @ W + zs[-1] if skip else np.maximum(u, 0) @ W)
    gradients = [G]
    for W, u, z in zip(weights[::-1], us[::-1], zs[-2::-1]):
        dz = (gradients[0] @ W) * (u > 0)
        if norm:
            dz = bn_backward(dz, z, ones)[0]
        gradients.insert(0, dz + gradients[0] if skip else dz)
    return gradients


# %% chaff q9f_layer_gradients no-relu-mask: ReLU의 도함수를 곱하지 않는다
# hint: ReLU를 거슬러
def layer_gradients(X, weights, G, norm, skip):
    ones = np.ones(X.shape[1])
    zs, us = [X], []
    for W in weights:
        u = bn_train(zs[-1], ones, 0 * ones)[0] if norm else zs[-1]
        us.append(u)
        zs.append(np.maximum(u, 0) @ W + zs[-1] if skip else np.maximum(u, 0) @ W)
    gradients = [G]
    for W, u, z in zip(weights[::-1], us[::-1], zs[-2::-1]):
        dz = gradients[0] @ W.T
        if norm:
            dz = bn_backward(dz, z, ones)[0]
        gradients.insert(0, dz + gradients[0] if skip else dz)
    return gradients


# %% chaff q9f_layer_gradients relu-value: ReLU의 도함수 대신 ReLU의 값을 곱한다
# hint: ReLU의 도함수
def layer_gradients(X, weights, G, norm, skip):
    ones = np.ones(X.shape[1])
    zs, us = [X], []
    for W in weights:
        u = bn_train(zs[-1], ones, 0 * ones)[0] if norm else zs[-1]
        us.append(u)
        zs.append(np.maximum(u, 0) @ W + zs[-1] if skip else np.maximum(u, 0) @ W)
    gradients = [G]
    for W, u, z in zip(weights[::-1], us[::-1], zs[-2::-1]):
        dz = (gradients[0] @ W.T) * np.maximum(u, 0)
        if norm:
            dz = bn_backward(dz, z, ones)[0]
        gradients.insert(0, dz + gradients[0] if skip else dz)
    return gradients


# %% chaff q9f_layer_gradients mask-by-z: 정규화하기 전의 부호로 마스크를 만든다
# hint: ReLU가 받은 것은
def layer_gradients(X, weights, G, norm, skip):
    ones = np.ones(X.shape[1])
    zs = [X]
    for W in weights:
        u = bn_train(zs[-1], ones, 0 * ones)[0] if norm else zs[-1]
        zs.append(np.maximum(u, 0) @ W + zs[-1] if skip else np.maximum(u, 0) @ W)
    gradients = [G]
    for W, z in zip(weights[::-1], zs[-2::-1]):
        dz = (gradients[0] @ W.T) * (z > 0)
        if norm:
            dz = bn_backward(dz, z, ones)[0]
        gradients.insert(0, dz + gradients[0] if skip else dz)
    return gradients


# %% chaff q9f_layer_gradients next-layer-mask: 마스크를 한 층 뒤의 것으로 쓴다
# hint: 어느 층의 ReLU
def layer_gradients(X, weights, G, norm, skip):
    ones = np.ones(X.shape[1])
    zs, us = [X], []
    for W in weights:
        u = bn_train(zs[-1], ones, 0 * ones)[0] if norm else zs[-1]
        us.append(u)
        zs.append(np.maximum(u, 0) @ W + zs[-1] if skip else np.maximum(u, 0) @ W)
    us.append(bn_train(zs[-1], ones, 0 * ones)[0] if norm else zs[-1])
    gradients = [G]
    for l in reversed(range(len(weights))):
        dz = (gradients[0] * (us[l + 1] > 0)) @ weights[l].T
        if norm:
            dz = bn_backward(dz, zs[l], ones)[0]
        gradients.insert(0, dz + gradients[0] if skip else dz)
    return gradients


# %% chaff q9f_layer_gradients bn-ignored: 역전파에서 배치 정규화를 건너뛴다
# hint: 배치 정규화를 거슬러
def layer_gradients(X, weights, G, norm, skip):
    ones = np.ones(X.shape[1])
    zs, us = [X], []
    for W in weights:
        u = bn_train(zs[-1], ones, 0 * ones)[0] if norm else zs[-1]
        us.append(u)
        zs.append(np.maximum(u, 0) @ W + zs[-1] if skip else np.maximum(u, 0) @ W)
    gradients = [G]
    for W, u in zip(weights[::-1], us[::-1]):
        dz = (gradients[0] @ W.T) * (u > 0)
        gradients.insert(0, dz + gradients[0] if skip else dz)
    return gradients


# %% chaff q9f_layer_gradients bn-constants: 역전파에서 표준편차로만 나눈다
# hint: 표준편차로 나누기만
def layer_gradients(X, weights, G, norm, skip):
    ones = np.ones(X.shape[1])
    zs, us = [X], []
    for W in weights:
        u = bn_train(zs[-1], ones, 0 * ones)[0] if norm else zs[-1]
        us.append(u)
        zs.append(np.maximum(u, 0) @ W + zs[-1] if skip else np.maximum(u, 0) @ W)
    gradients = [G]
    for W, u, z in zip(weights[::-1], us[::-1], zs[-2::-1]):
        dz = (gradients[0] @ W.T) * (u > 0)
        if norm:
            dz = dz / np.sqrt(z.var(axis=0) + 1e-3)
        gradients.insert(0, dz + gradients[0] if skip else dz)
    return gradients


# %% chaff q9f_layer_gradients bn-of-normalized: 역전파에 z가 아니라 정규화한 값을 준다
# hint: 정규화하기 전의
def layer_gradients(X, weights, G, norm, skip):
    ones = np.ones(X.shape[1])
    zs, us = [X], []
    for W in weights:
        u = bn_train(zs[-1], ones, 0 * ones)[0] if norm else zs[-1]
        us.append(u)
        zs.append(np.maximum(u, 0) @ W + zs[-1] if skip else np.maximum(u, 0) @ W)
    gradients = [G]
    for W, u in zip(weights[::-1], us[::-1]):
        dz = (gradients[0] @ W.T) * (u > 0)
        if norm:
            dz = bn_backward(dz, u, ones)[0]
        gradients.insert(0, dz + gradients[0] if skip else dz)
    return gradients


# %% chaff q9f_layer_gradients bn-after-relu: 배치 정규화를 ReLU 뒤에 둔다
# hint: ReLU와 배치 정규화의 순서
def layer_gradients(X, weights, G, norm, skip):
    ones = np.ones(X.shape[1])
    zs = [X]
    for W in weights:
        h = np.maximum(zs[-1], 0)
        u = bn_train(h, ones, 0 * ones)[0] if norm else h
        zs.append(u @ W + zs[-1] if skip else u @ W)
    gradients = [G]
    for W, z in zip(weights[::-1], zs[-2::-1]):
        dz = gradients[0] @ W.T
        if norm:
            dz = bn_backward(dz, np.maximum(z, 0), ones)[0]
        dz = dz * (z > 0)
        gradients.insert(0, dz + gradients[0] if skip else dz)
    return gradients


# %% chaff q9f_layer_gradients skip-forward-only: 역전파에서 스킵 연결을 잊는다
# hint: 스킵 연결로 내려오는
def layer_gradients(X, weights, G, norm, skip):
    ones = np.ones(X.shape[1])
    zs, us = [X], []
    for W in weights:
        u = bn_train(zs[-1], ones, 0 * ones)[0] if norm else zs[-1]
        us.append(u)
        zs.append(np.maximum(u, 0) @ W + zs[-1] if skip else np.maximum(u, 0) @ W)
    gradients = [G]
    for W, u, z in zip(weights[::-1], us[::-1], zs[-2::-1]):
        dz = (gradients[0] @ W.T) * (u > 0)
        if norm:
            dz = bn_backward(dz, z, ones)[0]
        gradients.insert(0, dz)
    return gradients


# %% chaff q9f_layer_gradients skip-backward-only: 순전파에서 스킵 연결을 잊는다
# hint: 순전파에서 스킵
def layer_gradients(X, weights, G, norm, skip):
    ones = np.ones(X.shape[1])
    zs, us = [X], []
    for W in weights:
        u = bn_train(zs[-1], ones, 0 * ones)[0] if norm else zs[-1]
        us.append(u)
        zs.append(np.maximum(u, 0) @ W)
    gradients = [G]
    for W, u, z in zip(weights[::-1], us[::-1], zs[-2::-1]):
        dz = (gradients[0] @ W.T) * (u > 0)
        if norm:
            dz = bn_backward(dz, z, ones)[0]
        gradients.insert(0, dz + gradients[0] if skip else dz)
    return gradients


# %% chaff q9f_layer_gradients skip-from-output: 층마다 G를 더한다
# hint: 바로 뒤 층의
def layer_gradients(X, weights, G, norm, skip):
    ones = np.ones(X.shape[1])
    zs, us = [X], []
    for W in weights:
        u = bn_train(zs[-1], ones, 0 * ones)[0] if norm else zs[-1]
        us.append(u)
        zs.append(np.maximum(u, 0) @ W + zs[-1] if skip else np.maximum(u, 0) @ W)
    gradients = [G]
    for W, u, z in zip(weights[::-1], us[::-1], zs[-2::-1]):
        dz = (gradients[0] @ W.T) * (u > 0)
        if norm:
            dz = bn_backward(dz, z, ones)[0]
        gradients.insert(0, dz + G if skip else dz)
    return gradients


# %% chaff q9f_layer_gradients last-first: 뒤의 층부터 돌려준다
# hint: 앞의 층부터 차례로
def layer_gradients(X, weights, G, norm, skip):
    ones = np.ones(X.shape[1])
    zs, us = [X], []
    for W in weights:
        u = bn_train(zs[-1], ones, 0 * ones)[0] if norm else zs[-1]
        us.append(u)
        zs.append(np.maximum(u, 0) @ W + zs[-1] if skip else np.maximum(u, 0) @ W)
    gradients = [G]
    for W, u, z in zip(weights[::-1], us[::-1], zs[-2::-1]):
        dz = (gradients[-1] @ W.T) * (u > 0)
        if norm:
            dz = bn_backward(dz, z, ones)[0]
        gradients.append(dz + gradients[-1] if skip else dz)
    return gradients


# %% chaff q9f_layer_gradients without-output: G를 빼고 L개만 돌려준다
# hint: 몇 개인지
def layer_gradients(X, weights, G, norm, skip):
    ones = np.ones(X.shape[1])
    zs, us = [X], []
    for W in weights:
        u = bn_train(zs[-1], ones, 0 * ones)[0] if norm else zs[-1]
        us.append(u)
        zs.append(np.maximum(u, 0) @ W + zs[-1] if skip else np.maximum(u, 0) @ W)
    gradients = [G]
    for W, u, z in zip(weights[::-1], us[::-1], zs[-2::-1]):
        dz = (gradients[0] @ W.T) * (u > 0)
        if norm:
            dz = bn_backward(dz, z, ones)[0]
        gradients.insert(0, dz + gradients[0] if skip else dz)
    return gradients[:-1]


# %% chaff q9f_layer_gradients in-place: 그레이디언트를 제자리에서 고친다
# hint: 제자리에서 고치는 곳이
def layer_gradients(X, weights, G, norm, skip):
    ones = np.ones(X.shape[1])
    zs, us = [X], []
    for W in weights:
        u = bn_train(zs[-1], ones, 0 * ones)[0] if norm else zs[-1]
        us.append(u)
        zs.append(np.maximum(u, 0) @ W + zs[-1] if skip else np.maximum(u, 0) @ W)
    gradients, g = [G.copy()], G
    for W, u, z in zip(weights[::-1], us[::-1], zs[-2::-1]):
        dz = (g @ W.T) * (u > 0)
        if norm:
            dz = bn_backward(dz, z, ones)[0]
        if skip:
            g += dz
        else:
            g[:] = dz
        gradients.insert(0, g.copy())
    return gradients


# %% chaff q9f_layer_gradients reverses-list: 받은 목록을 제자리에서 뒤집는다
# hint: 제자리에서 뒤집지
def layer_gradients(X, weights, G, norm, skip):
    ones = np.ones(X.shape[1])
    zs, us = [X], []
    for W in weights:
        u = bn_train(zs[-1], ones, 0 * ones)[0] if norm else zs[-1]
        us.append(u)
        zs.append(np.maximum(u, 0) @ W + zs[-1] if skip else np.maximum(u, 0) @ W)
    gradients = [G]
    weights.reverse()
    for W, u, z in zip(weights, us[::-1], zs[-2::-1]):
        dz = (gradients[0] @ W.T) * (u > 0)
        if norm:
            dz = bn_backward(dz, z, ones)[0]
        gradients.insert(0, dz + gradients[0] if skip else dz)
    return gradients


# %% chaff q9b_gradient_check max-norm: 노름 대신 최댓값으로 낸다
# hint: 일부 원소만 틀린
def gradient_check(forward, backward, X, gamma, beta, rng):
    R = rng.standard_normal(X.shape)
    analytic = dict(zip(("dX", "dgamma", "dbeta"), backward(R, X, gamma)))
    numeric = {
        "dX": numerical_gradient(lambda a: np.sum(R * forward(a, gamma, beta)), X),
        "dgamma": numerical_gradient(lambda a: np.sum(R * forward(X, a, beta)), gamma),
        "dbeta": numerical_gradient(lambda a: np.sum(R * forward(X, gamma, a)), beta),
    }
    errors = {}
    for name, n in numeric.items():
        a = analytic[name]
        size = np.abs(a).max() + np.abs(n).max()
        errors[name] = np.abs(a - n).max() / size if size > 0 else 0.0
    return errors


# %% chaff q9b_gradient_check mean-of-elements: 원소마다 낸 상대 오차를 평균한다
# hint: 일부 원소만 틀린
def gradient_check(forward, backward, X, gamma, beta, rng):
    R = rng.standard_normal(X.shape)
    analytic = dict(zip(("dX", "dgamma", "dbeta"), backward(R, X, gamma)))
    numeric = {
        "dX": numerical_gradient(lambda a: np.sum(R * forward(a, gamma, beta)), X),
        "dgamma": numerical_gradient(lambda a: np.sum(R * forward(X, a, beta)), gamma),
        "dbeta": numerical_gradient(lambda a: np.sum(R * forward(X, gamma, a)), beta),
    }
    errors = {}
    for name, n in numeric.items():
        a = analytic[name]
        size = np.abs(a) + np.abs(n)
        errors[name] = np.mean(np.abs(a - n) / np.where(size > 0, size, 1))
    return errors


# %% chaff q9b_gradient_check spectral-norm: 행렬의 가장 큰 특잇값을 노름으로 쓴다
# hint: 일부 원소만 틀린
def gradient_check(forward, backward, X, gamma, beta, rng):
    R = rng.standard_normal(X.shape)
    analytic = dict(zip(("dX", "dgamma", "dbeta"), backward(R, X, gamma)))
    numeric = {
        "dX": numerical_gradient(lambda a: np.sum(R * forward(a, gamma, beta)), X),
        "dgamma": numerical_gradient(lambda a: np.sum(R * forward(X, a, beta)), gamma),
        "dbeta": numerical_gradient(lambda a: np.sum(R * forward(X, gamma, a)), beta),
    }
    errors = {}
    for name, n in numeric.items():
        a = analytic[name]
        size = np.linalg.norm(a, 2) + np.linalg.norm(n, 2)
        errors[name] = np.linalg.norm(a - n, 2) / size if size > 0 else 0.0
    return errors


# %% chaff q9f_layer_gradients other-eps: ε을 1e-5로 둔다
# hint: 약속한 값인지
def layer_gradients(X, weights, G, norm, skip):
    ones = np.ones(X.shape[1])
    zs, us = [X], []
    for W in weights:
        u = bn_train(zs[-1], ones, 0 * ones, 1e-5)[0] if norm else zs[-1]
        us.append(u)
        zs.append(np.maximum(u, 0) @ W + zs[-1] if skip else np.maximum(u, 0) @ W)
    gradients = [G]
    for W, u, z in zip(weights[::-1], us[::-1], zs[-2::-1]):
        dz = (gradients[0] @ W.T) * (u > 0)
        if norm:
            dz = bn_backward(dz, z, ones, 1e-5)[0]
        gradients.insert(0, dz + gradients[0] if skip else dz)
    return gradients


# %% chaff q9f_layer_gradients relu-in-place: ReLU를 제자리에서 걸어 X를 고친다
# hint: 제자리에서 고치는 곳이
def layer_gradients(X, weights, G, norm, skip):
    ones = np.ones(X.shape[1])
    zs, us = [X], []
    for W in weights:
        u = bn_train(zs[-1], ones, 0 * ones)[0] if norm else zs[-1]
        u[u < 0] = 0
        us.append(u)
        zs.append(u @ W + zs[-1] if skip else u @ W)
    gradients = [G]
    for W, u, z in zip(weights[::-1], us[::-1], zs[-2::-1]):
        dz = (gradients[0] @ W.T) * (u > 0)
        if norm:
            dz = bn_backward(dz, z, ones)[0]
        gradients.insert(0, dz + gradients[0] if skip else dz)
    return gradients


# %% chaff q9b_gradient_check zero-division: 파이썬의 수로 나누다 0으로 나눈다
# hint: 0으로 나누었습니다
def gradient_check(forward, backward, X, gamma, beta, rng):
    R = rng.standard_normal(X.shape)
    numeric = (
        numerical_gradient(lambda a: np.sum(R * forward(a, gamma, beta)), X),
        numerical_gradient(lambda a: np.sum(R * forward(X, a, beta)), gamma),
        numerical_gradient(lambda a: np.sum(R * forward(X, gamma, a)), beta),
    )

    def norm(values):
        return sum(float(v) ** 2 for v in np.ravel(values)) ** 0.5

    errors = {}
    for name, a, n in zip(("dX", "dgamma", "dbeta"), backward(R, X, gamma), numeric):
        errors[name] = norm(a - n) / (norm(a) + norm(n))
    return errors


# %% chaff q9d_batch_norm returns-triple: 훈련에서 통계까지 돌려준다
# hint: 출력 하나만
class BatchNorm:
    def __init__(self, d, momentum=0.99, eps=1e-3):
        self.momentum, self.eps = momentum, eps
        self.gamma, self.beta = np.ones(d), np.zeros(d)
        self.moving_mean, self.moving_variance = np.zeros(d), np.ones(d)

    def __call__(self, X, training):
        if not training:
            s = np.sqrt(self.moving_variance + self.eps)
            return self.gamma * (X - self.moving_mean) / s + self.beta
        Z, mean, variance = bn_train(X, self.gamma, self.beta, self.eps)
        rho = self.momentum
        self.moving_mean = rho * self.moving_mean + (1 - rho) * mean
        self.moving_variance = rho * self.moving_variance + (1 - rho) * variance
        return Z, mean, variance
