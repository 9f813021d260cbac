"""연습문제 5의 맞는 답(wheat)과, 오개념이 하나씩 든 답(chaff).

이 파일은 실행하지 않는다. 머리줄 아래의 코드가 그 답 셀을 통째로 대신한다.
"""

# %% wheat q5a_momentum_path list-then-stack: 위치를 리스트에 모아 쌓기
def momentum_path(grad, theta0, lr, beta, steps):
    theta = theta0.copy()
    m = np.zeros_like(theta)
    path = [theta]
    for _ in range(steps):
        m = beta * m - lr * grad(theta)
        theta = theta + m
        path.append(theta)
    return np.stack(path)


# %% wheat q5a_momentum_path opposite-velocity: 속도의 부호를 반대로 잡고 빼기
def momentum_path(grad, theta0, lr, beta, steps):
    path = np.zeros((steps + 1, theta0.size))
    path[0] = theta0
    v = 0
    for t in range(1, steps + 1):
        v = beta * v + lr * grad(path[t - 1])
        path[t] = path[t - 1] - v
    return path


# %% wheat q5a_momentum_path learning-rate-outside: 학습률을 속도 밖에서 곱하기
def momentum_path(grad, theta0, lr, beta, steps):
    theta, buffer = np.array(theta0, dtype=float), np.zeros(len(theta0))
    history = [theta.copy()]
    for _ in range(steps):
        buffer *= beta
        buffer += grad(theta)
        theta -= lr * buffer
        history.append(theta.copy())
    return np.array(history)


# %% wheat q5a_momentum_path heavy-ball: 속도 대신 지난 두 위치의 차를 쓰기
def momentum_path(grad, theta0, lr, beta, steps):
    path = [theta0.copy()]
    previous = theta0
    for _ in range(steps):
        now = path[-1]
        path.append(now + beta * (now - previous) - lr * grad(now))
        previous = now
    return np.array(path)


# %% wheat q5a_momentum_path float32-generator: float32로 계산하고 제너레이터로 걷기
def momentum_path(grad, theta0, lr, beta, steps):
    def walk():
        theta, m = theta0.astype(np.float32), np.zeros(theta0.shape, dtype=np.float32)
        yield theta
        for _ in range(steps):
            slope = np.asarray(grad(theta), dtype=np.float32)
            m = np.float32(beta) * m - np.float32(lr) * slope
            theta = theta + m
            yield theta

    return np.array(list(walk()))


# %% wheat q5a_momentum_path list-of-lists: 리스트의 리스트로 돌려주기
def momentum_path(grad, theta0, lr, beta, steps):
    d = len(theta0)
    path = [[float(x) for x in theta0]]
    m = [0.0] * d
    for _ in range(steps):
        g = grad(np.array(path[-1]))
        m = [beta * m[i] - lr * g[i] for i in range(d)]
        path.append([path[-1][i] + m[i] for i in range(d)])
    return path


# %% wheat q5a_momentum_path cumulative-sum: 걸음을 모아 누적합으로 위치를 만들기
def momentum_path(grad, theta0, lr, beta, steps):
    theta, moves = theta0, [np.zeros(theta0.shape)]
    for _ in range(steps):
        moves.append(beta * moves[-1] - lr * np.array(grad(theta)))
        theta = theta + moves[-1]
    return theta0 + np.cumsum(moves, axis=0)


# %% wheat q5a_momentum_path transposed-storage: 좌표를 행에 담아 두었다가 뒤집기
def momentum_path(grad, theta0, lr, beta, steps):
    store = np.zeros((theta0.shape[0], steps + 1), dtype=float)
    store[:, 0] = theta0
    velocity = np.zeros_like(theta0)
    for t in range(steps):
        velocity = velocity * beta - grad(store[:, t].copy()) * lr
        store[:, t + 1] = store[:, t] + velocity
    return store.T


# %% chaff q5a_momentum_path position-first: 위치를 먼저 고친 다음 속도를 고친다
# hint: 속도와 위치 가운데 무엇을 먼저
def momentum_path(grad, theta0, lr, beta, steps):
    theta, m, path = theta0.copy(), np.zeros(len(theta0)), [theta0.copy()]
    for _ in range(steps):
        g = grad(theta)
        theta = theta + m
        m = beta * m - lr * g
        path.append(theta)
    return np.array(path)


# %% chaff q5a_momentum_path late-start: 위치를 먼저 고치고 새 위치의 그레이디언트를 쓴다
# hint: 첫걸음부터 움직여야
def momentum_path(grad, theta0, lr, beta, steps):
    theta, m, path = theta0.copy(), np.zeros(len(theta0)), [theta0.copy()]
    for _ in range(steps):
        theta = theta + m
        m = beta * m - lr * grad(theta)
        path.append(theta)
    return np.array(path)


# %% chaff q5a_momentum_path nesterov: 앞을 내다본 자리에서 그레이디언트를 잰다
# hint: 그레이디언트를 어디에서 재는지
def momentum_path(grad, theta0, lr, beta, steps):
    theta, m, path = theta0.copy(), np.zeros(len(theta0)), [theta0.copy()]
    for _ in range(steps):
        m = beta * m - lr * grad(theta + beta * m)
        theta = theta + m
        path.append(theta)
    return np.array(path)


# %% chaff q5a_momentum_path keras-nesterov: 케라스의 네스테로프 식으로 움직인다
# hint: 움직일 때 무엇을 더하는지
def momentum_path(grad, theta0, lr, beta, steps):
    theta, m, path = theta0.copy(), np.zeros(len(theta0)), [theta0.copy()]
    for _ in range(steps):
        g = grad(theta)
        m = beta * m - lr * g
        theta = theta + beta * m - lr * g
        path.append(theta)
    return np.array(path)


# %% chaff q5a_momentum_path moving-average: 그레이디언트에 1−β를 곱한다
# hint: 이동 평균의 식
def momentum_path(grad, theta0, lr, beta, steps):
    theta, m, path = theta0.copy(), np.zeros(len(theta0)), [theta0.copy()]
    for _ in range(steps):
        m = beta * m + (1 - beta) * grad(theta)
        theta = theta - lr * m
        path.append(theta)
    return np.array(path)


# %% chaff q5a_momentum_path velocity-reset: 속도를 스텝마다 0에서 시작한다
# hint: 지난 속도가 남아 있지 않습니다
def momentum_path(grad, theta0, lr, beta, steps):
    theta, path = theta0.copy(), [theta0.copy()]
    for _ in range(steps):
        m = np.zeros(len(theta0))
        m = beta * m - lr * grad(theta)
        theta = theta + m
        path.append(theta)
    return np.array(path)


# %% chaff q5a_momentum_path gradient-at-start: 그레이디언트를 출발점에서만 잰다
# hint: 언제나 출발점에서
def momentum_path(grad, theta0, lr, beta, steps):
    theta, m, path = theta0.copy(), np.zeros(len(theta0)), [theta0.copy()]
    for _ in range(steps):
        m = beta * m - lr * grad(theta0)
        theta = theta + m
        path.append(theta)
    return np.array(path)


# %% chaff q5a_momentum_path uphill: 부호를 섞어 오르막으로 간다
# hint: 오르막으로
def momentum_path(grad, theta0, lr, beta, steps):
    theta, m, path = theta0.copy(), np.zeros(len(theta0)), [theta0.copy()]
    for _ in range(steps):
        m = beta * m - lr * grad(theta)
        theta = theta - m
        path.append(theta)
    return np.array(path)


# %% chaff q5a_momentum_path no-learning-rate: 학습률을 빠뜨린다
# hint: 학습률이 빠졌습니다
def momentum_path(grad, theta0, lr, beta, steps):
    theta, m, path = theta0.copy(), np.zeros(len(theta0)), [theta0.copy()]
    for _ in range(steps):
        m = beta * m - grad(theta)
        theta = theta + m
        path.append(theta)
    return np.array(path)


# %% chaff q5a_momentum_path learning-rate-twice: 학습률을 두 번 곱한다
# hint: 학습률을 두 번
def momentum_path(grad, theta0, lr, beta, steps):
    theta, m, path = theta0.copy(), np.zeros(len(theta0)), [theta0.copy()]
    for _ in range(steps):
        m = beta * m - lr * grad(theta)
        theta = theta + lr * m
        path.append(theta)
    return np.array(path)


# %% chaff q5a_momentum_path beta-on-both: β를 그레이디언트에도 곱한다
# hint: 괄호의 자리
def momentum_path(grad, theta0, lr, beta, steps):
    theta, m, path = theta0.copy(), np.zeros(len(theta0)), [theta0.copy()]
    for _ in range(steps):
        m = beta * (m - lr * grad(theta))
        theta = theta + m
        path.append(theta)
    return np.array(path)


# %% chaff q5a_momentum_path no-friction: β를 빠뜨린다
# hint: 마찰이 없습니다
def momentum_path(grad, theta0, lr, beta, steps):
    theta, m, path = theta0.copy(), np.zeros(len(theta0)), [theta0.copy()]
    for _ in range(steps):
        m = m - lr * grad(theta)
        theta = theta + m
        path.append(theta)
    return np.array(path)


# %% chaff q5a_momentum_path beta-on-gradient: β를 속도가 아니라 그레이디언트에 곱한다
# hint: 속도와 그레이디언트 가운데 어디에
def momentum_path(grad, theta0, lr, beta, steps):
    theta, m, path = theta0.copy(), np.zeros(len(theta0)), [theta0.copy()]
    for _ in range(steps):
        m = m - beta * lr * grad(theta)
        theta = theta + m
        path.append(theta)
    return np.array(path)


# %% chaff q5a_momentum_path gradient-added-twice: 경사 하강법의 걸음을 또 더한다
# hint: 그레이디언트가 한 스텝에 두 번
def momentum_path(grad, theta0, lr, beta, steps):
    theta, m, path = theta0.copy(), np.zeros(len(theta0)), [theta0.copy()]
    for _ in range(steps):
        g = grad(theta)
        m = beta * m - lr * g
        theta = theta + m - lr * g
        path.append(theta)
    return np.array(path)


# %% chaff q5a_momentum_path velocity-starts-moving: 속도를 첫 그레이디언트로 시작한다
# hint: 출발할 때의 속도
def momentum_path(grad, theta0, lr, beta, steps):
    theta, path = theta0.copy(), [theta0.copy()]
    m = -lr * grad(theta)
    for _ in range(steps):
        m = beta * m - lr * grad(theta)
        theta = theta + m
        path.append(theta)
    return np.array(path)


# %% chaff q5a_momentum_path no-start-row: 출발점을 자취에 넣지 않는다
# hint: 걷기 전의 자리도 자취에
def momentum_path(grad, theta0, lr, beta, steps):
    theta, m, path = theta0.copy(), np.zeros(len(theta0)), []
    for _ in range(steps):
        m = beta * m - lr * grad(theta)
        theta = theta + m
        path.append(theta)
    return np.array(path)


# %% chaff q5a_momentum_path one-step-short: 한 걸음 덜 걷는다
# hint: 걷기 전의 자리도 자취에
def momentum_path(grad, theta0, lr, beta, steps):
    theta, m, path = theta0.copy(), np.zeros(len(theta0)), [theta0.copy()]
    for _ in range(1, steps):
        m = beta * m - lr * grad(theta)
        theta = theta + m
        path.append(theta)
    return np.array(path)


# %% chaff q5a_momentum_path one-step-long: 한 걸음 더 걷는다
# hint: 자취의 모양이
def momentum_path(grad, theta0, lr, beta, steps):
    theta, m, path = theta0.copy(), np.zeros(len(theta0)), [theta0.copy()]
    for _ in range(steps + 1):
        m = beta * m - lr * grad(theta)
        theta = theta + m
        path.append(theta)
    return np.array(path)


# %% chaff q5a_momentum_path last-position-only: 마지막 위치만 돌려준다
# hint: 마지막 위치 하나만
def momentum_path(grad, theta0, lr, beta, steps):
    theta, m = theta0.copy(), np.zeros(len(theta0))
    for _ in range(steps):
        m = beta * m - lr * grad(theta)
        theta = theta + m
    return theta


# %% chaff q5a_momentum_path transposed: 행과 열을 바꾼다
# hint: 행과 열이 각각 무엇인지
def momentum_path(grad, theta0, lr, beta, steps):
    theta, m, path = theta0.copy(), np.zeros(len(theta0)), [theta0.copy()]
    for _ in range(steps):
        m = beta * m - lr * grad(theta)
        theta = theta + m
        path.append(theta)
    return np.array(path).T


# %% chaff q5a_momentum_path same-array-in-every-row: 한 배열을 제자리에서 고치며 여러 번 담는다
# hint: 모든 행이 같습니다
def momentum_path(grad, theta0, lr, beta, steps):
    theta, m = theta0.copy(), np.zeros(len(theta0))
    path = [theta]
    for _ in range(steps):
        m = beta * m - lr * grad(theta)
        theta += m
        path.append(theta)
    return np.array(path)


# %% chaff q5a_momentum_path changes-start: theta0을 제자리에서 고친다
# hint: theta0의 내용이 바뀌었습니다
def momentum_path(grad, theta0, lr, beta, steps):
    theta, m = theta0, np.zeros(len(theta0))
    path = [theta.copy()]
    for _ in range(steps):
        m = beta * m - lr * grad(theta)
        theta += m
        path.append(theta.copy())
    return np.array(path)


# %% chaff q5a_momentum_path velocities: 위치가 아니라 속도를 담는다
# hint: 0번째 행은 걷기 전의 자리
def momentum_path(grad, theta0, lr, beta, steps):
    theta, m = theta0.copy(), np.zeros(len(theta0))
    moves = [m]
    for _ in range(steps):
        m = beta * m - lr * grad(theta)
        theta = theta + m
        moves.append(m)
    return np.array(moves)


# %% chaff q5a_momentum_path from-origin: 출발점을 행에는 담지만 원점에서 걷는다
# hint: 어느 행부터 다른지
def momentum_path(grad, theta0, lr, beta, steps):
    theta, m, path = np.zeros(len(theta0)), np.zeros(len(theta0)), [theta0.copy()]
    for _ in range(steps):
        m = beta * m - lr * grad(theta)
        theta = theta + m
        path.append(theta)
    return np.array(path)


# %% chaff q5a_momentum_path two-variables-only: 변수가 두 개라고 여긴다
# hint: 1차원 자취는
def momentum_path(grad, theta0, lr, beta, steps):
    path = np.zeros((steps + 1, 2))
    path[0] = theta0[0], theta0[-1]
    m = np.zeros(2)
    for t in range(steps):
        g = grad(path[t])
        m = beta * m - lr * np.array([g[0], g[-1]])
        path[t + 1] = path[t] + m
    return path


# %% chaff q5a_momentum_path rounded: 위치를 소수점 아래 두 자리로 반올림한다
# hint: 자취가 다릅니다
def momentum_path(grad, theta0, lr, beta, steps):
    theta, m, path = theta0.copy(), np.zeros(len(theta0)), [theta0.copy()]
    for _ in range(steps):
        m = beta * m - lr * grad(theta)
        theta = theta + m
        path.append(theta)
    return np.round(path, 2)


# %% chaff q5a_momentum_path visible-answer-only: 검사 셀에 보이는 자취를 외운다
# hint: 자취가 다릅니다
def momentum_path(grad, theta0, lr, beta, steps):
    path = np.tile(theta0, (steps + 1, 1))
    if steps == 3 and len(theta0) == 2:
        path[1:] = [[8, 0], [-2, 12], [-8.5, 9]]
    return path


# %% chaff q5a_momentum_path zero-steps-flat: 걷지 않으면 1차원 배열을 돌려준다
# hint: steps=0일 때
def momentum_path(grad, theta0, lr, beta, steps):
    if steps == 0:
        return theta0.copy()
    theta, m, path = theta0.copy(), np.zeros(len(theta0)), [theta0.copy()]
    for _ in range(steps):
        m = beta * m - lr * grad(theta)
        theta = theta + m
        path.append(theta)
    return np.array(path)


# %% chaff q5a_momentum_path forgets-return: return을 빠뜨린다
# hint: return을 빠뜨리지
def momentum_path(grad, theta0, lr, beta, steps):
    theta, m, path = theta0.copy(), np.zeros(len(theta0)), [theta0.copy()]
    for _ in range(steps):
        m = beta * m - lr * grad(theta)
        theta = theta + m
        path.append(theta)
    np.array(path)


# %% wheat q5b_terminal_step gain-first: 배율부터 구하기
def terminal_step(lr, beta, g):
    gain = 1 / (1 - beta)
    return gain * lr * g


# %% wheat q5b_terminal_step friction: 마찰 1−β로 나누기
def terminal_step(lr, beta, g):
    friction = 1.0 - beta
    return float(np.divide(g, friction) * lr)


# %% wheat q5b_terminal_step float32: float32로 계산하기
def terminal_step(lr, beta, g):
    lr, beta, g = np.float32(lr), np.float32(beta), np.float32(g)
    return lr * g / (np.float32(1) - beta)


# %% wheat q5b_terminal_step solve-equation: 일차방정식을 풀기
def terminal_step(lr, beta, g):
    # m = beta * m - lr * g
    m = np.linalg.solve([[1 - beta]], [-lr * g])
    return -m[0]


# %% wheat q5b_terminal_step doubling-series: 거듭제곱의 합을 두 배씩 늘려 극한까지 더하기
def terminal_step(lr, beta, g):
    total, power = 1.0, beta
    for _ in range(40):
        total, power = total * (1 + power), power * power
    return np.array(total * lr * g)


# %% chaff q5b_terminal_step gradient-descent-step: 모멘텀이 걸음을 바꾸지 않는다고 여긴다
# hint: β와 상관없이
def terminal_step(lr, beta, g):
    return lr * g


# %% chaff q5b_terminal_step divides-by-beta: β로 나눈다
# hint: 무엇으로 나누는지
def terminal_step(lr, beta, g):
    return lr * g / max(beta, 1e-12)


# %% chaff q5b_terminal_step one-plus-beta: 1+β로 나눈다
# hint: 커질까요, 작아질까요
def terminal_step(lr, beta, g):
    return lr * g / (1 + beta)


# %% chaff q5b_terminal_step moving-average-factor: 1−β를 나누지 않고 곱한다
# hint: 이동 평균의 식이 아닙니다
def terminal_step(lr, beta, g):
    return lr * g * (1 - beta)


# %% chaff q5b_terminal_step without-last-push: 이번 그레이디언트를 더하지 않은 속도를 쓴다
# hint: 한 스텝 어긋나지 않았는지
def terminal_step(lr, beta, g):
    return lr * g * beta / (1 - beta)


# %% chaff q5b_terminal_step no-learning-rate: 학습률을 빠뜨린다
# hint: 학습률이 빠졌습니다
def terminal_step(lr, beta, g):
    return g / (1 - beta)


# %% chaff q5b_terminal_step no-gradient: 그레이디언트를 빠뜨린다
# hint: 그레이디언트의 크기가 빠졌습니다
def terminal_step(lr, beta, g):
    return lr / (1 - beta)


# %% chaff q5b_terminal_step total-distance: 걸음이 아니라 거리를 구한다
# hint: 한 걸음의 크기
def terminal_step(lr, beta, g):
    return lr * g / (1 - beta) ** 2


# %% chaff q5b_terminal_step sum-of-squares: 제곱의 합을 구한다
# hint: 제곱한 값을 더하고
def terminal_step(lr, beta, g):
    return lr * g / (1 - beta**2)


# %% chaff q5b_terminal_step square-root: 제곱근을 씌운다
# hint: 다시 풀어 보세요
def terminal_step(lr, beta, g):
    return lr * g / np.sqrt(1 - beta)


# %% chaff q5b_terminal_step velocity-sign: 속도의 부호로 돌려준다
# hint: 걸음의 부호
def terminal_step(lr, beta, g):
    return -lr * g / (1 - beta)


# %% chaff q5b_terminal_step absolute-value: 크기만 돌려준다
# hint: 부호가 맞는지
def terminal_step(lr, beta, g):
    return abs(lr * g) / (1 - beta)


# %% chaff q5b_terminal_step hundred-steps: 백 스텝만 걸어 어림한다
# hint: 극한값과 다릅니다
def terminal_step(lr, beta, g):
    step = 0.0
    for _ in range(100):
        step = beta * step + lr * g
    return step


# %% chaff q5b_terminal_step thousand-steps: 천 스텝이면 충분하다고 여긴다
# hint: β가 1에 아주 가까울 때
def terminal_step(lr, beta, g):
    return lr * g * (1 - beta**1000) / (1 - beta)


# %% chaff q5b_terminal_step rounded-gain: 배율을 정수로 자른다
# hint: 극한값과 다릅니다
def terminal_step(lr, beta, g):
    return lr * g * int(1 / (1 - beta))


# %% chaff q5b_terminal_step always-ten: β가 0.9일 때의 배율만 안다
# hint: terminal_step(0.2, 0.75, 5.0)
def terminal_step(lr, beta, g):
    return 10 * lr * g


# %% chaff q5b_terminal_step capped-gain: 배율이 천을 넘지 않는다고 여긴다
# hint: β가 1에 아주 가까울 때
def terminal_step(lr, beta, g):
    return lr * g * min(1 / (1 - beta), 1000)


# %% chaff q5b_terminal_step guards-with-epsilon: 분모에 작은 값을 더해 흐려 놓는다
# hint: 극한값과 다릅니다
def terminal_step(lr, beta, g):
    return lr * g / (1 - beta + 1e-6)


# %% chaff q5b_terminal_step visible-answer-only: 검사 셀에 보이는 값만 맞춘다
# hint: 극한값과 다릅니다
def terminal_step(lr, beta, g):
    return lr * g * (1 + 4 * beta)


# %% chaff q5b_terminal_step forgets-return: return을 빠뜨린다
# hint: return을 빠뜨리지
def terminal_step(lr, beta, g):
    print(lr * g / (1 - beta))


# %% wheat q5c_n_overshoots product-after-filter: 0을 뺀 뒤 이웃한 값을 곱하기
def n_overshoots(path1d):
    values = path1d[path1d != 0]
    return int((values[1:] * values[:-1] < 0).sum())


# %% wheat q5c_n_overshoots remember-side: 마지막으로 있던 쪽을 기억하기
def n_overshoots(path1d):
    side, count = 0, 0
    for x in path1d:
        if x == 0:
            continue
        here = 1 if x > 0 else -1
        if side and here != side:
            count += 1
        side = here
    return count


# %% wheat q5c_n_overshoots count-runs: 같은 쪽에 머무는 구간을 세기
from itertools import groupby


def n_overshoots(path1d):
    runs = [side for side, _ in groupby(x > 0 for x in path1d if x)]
    return max(len(runs) - 1, 0)


# %% wheat q5c_n_overshoots half-of-jumps: 부호의 차를 2로 나누기
def n_overshoots(path1d):
    signs = np.sign(np.asarray(path1d, dtype=np.float32))
    signs = np.delete(signs, np.where(signs == 0))
    return np.abs(np.diff(signs)).sum() / 2


# %% wheat q5c_n_overshoots string-replace: 부호를 글자로 바꾸어 세기
def n_overshoots(path1d):
    letters = "".join("+" if x > 0 else "-" for x in path1d if x != 0.0)
    return letters.count("+-") + letters.count("-+")


# %% wheat q5c_n_overshoots xor-of-signs: 부호 비트를 견주기
def n_overshoots(path1d):
    negative = np.signbit(np.compress(path1d != 0, path1d))
    return np.count_nonzero(negative[1:] ^ negative[:-1])


# %% chaff q5c_n_overshoots zero-is-a-sign: 0을 셋째 부호로 센다
# hint: 0을 정확히 밟고
def n_overshoots(path1d):
    return int(np.sum(np.diff(np.sign(path1d)) != 0))


# %% chaff q5c_n_overshoots neighbour-product: 0을 빼지 않고 이웃한 값을 곱한다
# hint: 0을 정확히 밟고
def n_overshoots(path1d):
    return int(np.sum(path1d[1:] * path1d[:-1] < 0))


# %% chaff q5c_n_overshoots touch-counts: 곱이 0인 것도 센다
# hint: 0을 정확히 밟고
def n_overshoots(path1d):
    return int(np.sum(path1d[1:] * path1d[:-1] <= 0))


# %% chaff q5c_n_overshoots zero-is-positive: 0을 양수로 본다
# hint: 닿았다가 왔던 쪽으로
def n_overshoots(path1d):
    side = path1d >= 0
    return int(np.sum(side[1:] != side[:-1]))


# %% chaff q5c_n_overshoots zero-is-negative: 0을 음수로 본다
# hint: 닿았다가 왔던 쪽으로
def n_overshoots(path1d):
    side = path1d > 0
    return int(np.sum(side[1:] != side[:-1]))


# %% chaff q5c_n_overshoots carries-sign-from-plus: 첫 부호를 양수로 두고 이어 간다
# hint: 아직 어느 쪽도 아닙니다
def n_overshoots(path1d):
    if len(path1d) == 0:
        return 0
    side, count = (-1 if path1d[0] < 0 else 1), 0
    for x in path1d:
        if x * side < 0:
            side, count = -side, count + 1
    return count


# %% chaff q5c_n_overshoots only-whether: 넘어갔는지만 본다
# hint: 몇 번 넘어갔는지
def n_overshoots(path1d):
    values = path1d[path1d != 0]
    return int(values.size > 0 and values.min() < 0 < values.max())


# %% chaff q5c_n_overshoots one-direction: 양수에서 음수로 넘어간 것만 센다
# hint: 한쪽 방향으로
def n_overshoots(path1d):
    values = path1d[path1d != 0]
    return int(np.sum((values[:-1] > 0) & (values[1:] < 0)))


# %% chaff q5c_n_overshoots round-trips: 왕복을 한 번으로 센다
# hint: 왕복의 수가 아닙니다
def n_overshoots(path1d):
    signs = np.sign(path1d[path1d != 0])
    return int(np.sum(signs[1:] != signs[:-1])) // 2


# %% chaff q5c_n_overshoots counts-runs: 구간의 수를 돌려준다
# hint: 하나 차이가 납니다
def n_overshoots(path1d):
    signs = np.sign(path1d[path1d != 0])
    return int(np.sum(signs[1:] != signs[:-1])) + 1


# %% chaff q5c_n_overshoots turning-points: 되돌아선 횟수를 센다
# hint: 되돌아선 횟수가
def n_overshoots(path1d):
    moves = np.sign(np.diff(path1d))
    moves = moves[moves != 0]
    return int(np.sum(moves[1:] != moves[:-1]))


# %% chaff q5c_n_overshoots steps-beyond: 반대쪽에 있던 스텝을 센다
# hint: 넘어가는 순간만
def n_overshoots(path1d):
    values = path1d[path1d != 0]
    return int(np.sum(np.sign(values) != np.sign(values[:1])))


# %% chaff q5c_n_overshoots double-count: 부호의 차를 나누지 않고 더한다
# hint: 두 번씩 셉니다
def n_overshoots(path1d):
    signs = np.sign(path1d[path1d != 0])
    return int(np.sum(np.abs(np.diff(signs))))


# %% chaff q5c_n_overshoots returns-places: 넘어간 자리를 돌려준다
# hint: 자리의 목록이 아닙니다
def n_overshoots(path1d):
    signs = np.sign(path1d[path1d != 0])
    return np.flatnonzero(signs[1:] != signs[:-1])


# %% chaff q5c_n_overshoots fills-zeros-in-place: 0을 채우느라 인자를 고친다
# hint: 원래 배열을 고치지
def n_overshoots(path1d):
    for i in range(1, len(path1d)):
        if path1d[i] == 0:
            path1d[i] = path1d[i - 1]
    signs = np.sign(path1d[path1d != 0])
    return int(np.sum(signs[1:] != signs[:-1]))


# %% chaff q5c_n_overshoots truncates: 정수로 바꾸어 작은 값을 0으로 만든다
# hint: 횟수가 다릅니다
def n_overshoots(path1d):
    values = np.asarray(path1d).astype(int)
    signs = np.sign(values[values != 0])
    return int(np.sum(signs[1:] != signs[:-1]))


# %% chaff q5c_n_overshoots near-zero-is-zero: 작은 값을 0으로 본다
# hint: 횟수가 다릅니다
def n_overshoots(path1d):
    values = path1d[np.abs(path1d) > 0.01]
    return int(np.sum(values[1:] * values[:-1] < 0))


# %% chaff q5c_n_overshoots one-zero-at-a-time: 0이 이어지면 놓친다
# hint: [5, 0, 0, -1, 0, 3, 0, 1]
def n_overshoots(path1d):
    count = 0
    for i in range(1, len(path1d)):
        if path1d[i] * path1d[i - 1] < 0:
            count += 1
        elif path1d[i - 1] == 0 and i >= 2 and path1d[i] * path1d[i - 2] < 0:
            count += 1
    return count


# %% chaff q5c_n_overshoots misses-last: 마지막 걸음을 보지 않는다
# hint: 출발한 쪽과 자취의 길이가
def n_overshoots(path1d):
    signs = np.sign(path1d[path1d != 0])[:-1]
    return int(np.sum(signs[1:] != signs[:-1]))


# %% chaff q5c_n_overshoots starts-positive: 언제나 양수 쪽에서 출발한다고 여긴다
# hint: 출발한 쪽
def n_overshoots(path1d):
    signs = np.sign(path1d[path1d != 0])
    if signs.size == 0:
        return 0
    signs = np.concatenate([[1.0], signs])
    return int(np.sum(signs[1:] != signs[:-1]))


# %% chaff q5c_n_overshoots empty-crashes: 값이 하나 이상 있다고 여긴다
# hint: 짧은 자취도
def n_overshoots(path1d):
    values = [x for x in path1d if x != 0]
    side, count = values[0] > 0, 0
    for x in values[1:]:
        if (x > 0) != side:
            side, count = x > 0, count + 1
    return count


# %% chaff q5c_n_overshoots forgets-return: return을 빠뜨린다
# hint: return을 빠뜨리지
def n_overshoots(path1d):
    signs = np.sign(path1d[path1d != 0])
    int(np.sum(signs[1:] != signs[:-1]))


# %% wheat q5d_steps_to_tol pure-python: 파이썬 반복문에서 후보를 기억하기
def steps_to_tol(beta, lam, lr, tol, max_steps):
    theta, m = 1.0, 0.0
    candidate = 0 if theta < tol else None
    for t in range(1, max_steps + 1):
        m = beta * m - lr * lam * theta
        theta += m
        if abs(theta) >= tol:
            candidate = None
        elif candidate is None:
            candidate = t
    return candidate


# %% wheat q5d_steps_to_tol backwards: 끝에서부터 거꾸로 살피기
def steps_to_tol(beta, lam, lr, tol, max_steps):
    path = momentum_path(lambda theta: lam * theta, np.ones(1), lr, beta, max_steps)
    t = max_steps + 1
    while t > 0 and abs(path[t - 1][0]) < tol:
        t -= 1
    return None if t > max_steps else t


# %% wheat q5d_steps_to_tol running-maximum: 뒤에서부터 누적 최댓값을 구하기
def steps_to_tol(beta, lam, lr, tol, max_steps):
    path = momentum_path(lambda theta: lam * theta, np.array([1.0]), lr, beta, max_steps)
    worst = np.maximum.accumulate(np.abs(np.ravel(path))[::-1])[::-1]
    inside = np.nonzero(worst <= tol)[0]
    return inside[0] if len(inside) else None


# %% wheat q5d_steps_to_tol transition-matrix: 행렬을 거듭 곱하기
def steps_to_tol(beta, lam, lr, tol, max_steps):
    step = np.array([[1 - lr * lam, beta], [-lr * lam, beta]])
    state, sizes = np.array([1.0, 0.0]), [1.0]
    for _ in range(max_steps):
        state = step @ state
        sizes.append(abs(state[0]))
    big = [t for t, size in enumerate(sizes) if size >= tol]
    answer = big[-1] + 1 if big else 0
    if answer == len(sizes):
        return None
    return answer


# %% wheat q5d_steps_to_tol float32-suffix: float32로 걷고 뒤쪽이 모두 작은지 보기
def steps_to_tol(beta, lam, lr, tol, max_steps):
    beta, rate = np.float32(beta), np.float32(lr * lam)
    theta, m = np.float32(1), np.float32(0)
    outside = -1
    if theta >= tol:
        outside = 0
    for t in range(max_steps):
        m = beta * m - rate * theta
        theta = theta + m
        if np.abs(theta) >= tol:
            outside = t + 1
    if outside < max_steps:
        return outside + 1


# %% wheat q5d_steps_to_tol last-true: 뒤집은 배열에서 argmax로 찾기
def steps_to_tol(beta, lam, lr, tol, max_steps):
    path = np.asarray(momentum_path(lambda x: x * lam, np.array([1.0]), lr, beta, max_steps))
    bad = np.abs(path[:, 0]) > tol
    if not bad.any():
        return 0
    if bad[-1]:
        return None
    return len(bad) - int(np.argmax(bad[::-1]))


# %% chaff q5d_steps_to_tol first-passage: 처음 스친 스텝을 돌려준다
# hint: 스쳐 지나간 스텝
def steps_to_tol(beta, lam, lr, tol, max_steps):
    theta, m = 1.0, 0.0
    for t in range(max_steps + 1):
        if abs(theta) < tol:
            return t
        m = beta * m - lr * lam * theta
        theta += m
    return None


# %% chaff q5d_steps_to_tol signed: 절댓값을 씌우지 않는다
# hint: 위치의 크기를 보세요
def steps_to_tol(beta, lam, lr, tol, max_steps):
    theta, m = 1.0, 0.0
    for t in range(max_steps + 1):
        if theta < tol:
            return t
        m = beta * m - lr * lam * theta
        theta += m
    return None


# %% chaff q5d_steps_to_tol loss-below-tol: 위치 대신 손실을 견준다
# hint: 손실을 tol과
def steps_to_tol(beta, lam, lr, tol, max_steps):
    theta, m, loss = 1.0, 0.0, [lam / 2]
    for _ in range(max_steps):
        m = beta * m - lr * lam * theta
        theta += m
        loss.append(lam * theta**2 / 2)
    bad = [t for t, value in enumerate(loss) if value >= tol]
    answer = bad[-1] + 1 if bad else 0
    return answer if answer <= max_steps else None


# %% chaff q5d_steps_to_tol last-outside: 아직 큰 마지막 스텝을 돌려준다
# hint: 아직 tol보다 큰 마지막
def steps_to_tol(beta, lam, lr, tol, max_steps):
    theta, m, bad = 1.0, 0.0, [0]
    for t in range(1, max_steps + 1):
        m = beta * m - lr * lam * theta
        theta += m
        if abs(theta) >= tol:
            bad.append(t)
    return bad[-1] if bad[-1] < max_steps else None


# %% chaff q5d_steps_to_tol counts-from-one: 출발점을 1번째로 센다
# hint: 출발점이 몇 번째
def steps_to_tol(beta, lam, lr, tol, max_steps):
    theta, m, sizes = 1.0, 0.0, [1.0]
    for _ in range(max_steps):
        m = beta * m - lr * lam * theta
        theta += m
        sizes.append(abs(theta))
    bad = [t for t, size in enumerate(sizes, start=1) if size >= tol]
    answer = bad[-1] + 1 if bad else 1
    return answer if answer <= max_steps + 1 else None


# %% chaff q5d_steps_to_tol no-curvature: 그레이디언트에서 곡률을 빠뜨린다
# hint: 곡률 lam
def steps_to_tol(beta, lam, lr, tol, max_steps):
    path = momentum_path(lambda theta: theta, np.array([1.0]), lr, beta, max_steps)
    outside = np.flatnonzero(np.abs(path[:, 0]) >= tol)
    settled = int(outside[-1]) + 1 if outside.size else 0
    return settled if settled <= max_steps else None


# %% chaff q5d_steps_to_tol moving-average: 그레이디언트에 1−β를 곱한다
# hint: (1−β)를 곱하고
def steps_to_tol(beta, lam, lr, tol, max_steps):
    theta, m, sizes = 1.0, 0.0, [1.0]
    for _ in range(max_steps):
        m = beta * m - (1 - beta) * lr * lam * theta
        theta += m
        sizes.append(abs(theta))
    bad = [t for t, size in enumerate(sizes) if size >= tol]
    answer = bad[-1] + 1 if bad else 0
    return answer if answer <= max_steps else None


# %% chaff q5d_steps_to_tol plain-descent: 모멘텀 없이 걷는다
# hint: 모멘텀으로 걷고
def steps_to_tol(beta, lam, lr, tol, max_steps):
    sizes = np.abs((1 - lr * lam) ** np.arange(max_steps + 1))
    outside = np.flatnonzero(sizes >= tol)
    settled = int(outside[-1]) + 1 if outside.size else 0
    return settled if settled <= max_steps else None


# %% chaff q5d_steps_to_tol nesterov: 네스테로프로 걷는다
# hint: |θ|를 그려 보고
def steps_to_tol(beta, lam, lr, tol, max_steps):
    theta, m, sizes = 1.0, 0.0, [1.0]
    for _ in range(max_steps):
        m = beta * m - lr * lam * (theta + beta * m)
        theta += m
        sizes.append(abs(theta))
    bad = [t for t, size in enumerate(sizes) if size >= tol]
    answer = bad[-1] + 1 if bad else 0
    return answer if answer <= max_steps else None


# %% chaff q5d_steps_to_tol max-steps-when-not-settled: 멎지 않으면 max_steps를 돌려준다
# hint: 멎지 않았을 때 무엇을
def steps_to_tol(beta, lam, lr, tol, max_steps):
    path = momentum_path(lambda theta: lam * theta, np.array([1.0]), lr, beta, max_steps)
    outside = np.flatnonzero(np.abs(path[:, 0]) >= tol)
    settled = int(outside[-1]) + 1 if outside.size else 0
    return min(settled, max_steps)


# %% chaff q5d_steps_to_tol minus-one: 멎지 않으면 -1을 돌려준다
# hint: 멎지 않았을 때 무엇을
def steps_to_tol(beta, lam, lr, tol, max_steps):
    path = momentum_path(lambda theta: lam * theta, np.array([1.0]), lr, beta, max_steps)
    outside = np.flatnonzero(np.abs(path[:, 0]) >= tol)
    settled = int(outside[-1]) + 1 if outside.size else 0
    return settled if settled <= max_steps else -1


# %% chaff q5d_steps_to_tol beyond-the-end: 멎지 않아도 한 스텝 뒤에 멎는다고 여긴다
# hint: 멎지 않았을 때 무엇을
def steps_to_tol(beta, lam, lr, tol, max_steps):
    path = momentum_path(lambda theta: lam * theta, np.array([1.0]), lr, beta, max_steps)
    outside = np.flatnonzero(np.abs(path[:, 0]) >= tol)
    return int(outside[-1]) + 1 if outside.size else 0


# %% chaff q5d_steps_to_tol ten-calm-steps: 열 스텝 동안 작으면 멎었다고 본다
# hint: 천천히 오래 진동하는
def steps_to_tol(beta, lam, lr, tol, max_steps):
    theta, m, calm = 1.0, 0.0, 0
    for t in range(max_steps + 1):
        calm = calm + 1 if abs(theta) < tol else 0
        if calm == 10:
            return t - 9
        m = beta * m - lr * lam * theta
        theta += m
    return t - calm + 1 if calm else None


# %% chaff q5d_steps_to_tol fifty-calm-steps: 쉰 스텝 동안 작으면 멎었다고 본다
# hint: 천천히 오래 진동하는
def steps_to_tol(beta, lam, lr, tol, max_steps):
    theta, m, calm = 1.0, 0.0, 0
    for t in range(max_steps + 1):
        calm = calm + 1 if abs(theta) < tol else 0
        if calm == 50:
            return t - 49
        m = beta * m - lr * lam * theta
        theta += m
    return t - calm + 1 if calm else None


# %% chaff q5d_steps_to_tol velocity-also-small: 위치와 속도가 처음 함께 작아질 때를 멎었다고 본다
# hint: |θ|를 그려 보고
def steps_to_tol(beta, lam, lr, tol, max_steps):
    theta, m = 1.0, 0.0
    for t in range(max_steps + 1):
        if abs(theta) < tol and abs(m) < tol:
            return t
        m = beta * m - lr * lam * theta
        theta += m
    return None


# %% chaff q5d_steps_to_tol envelope-formula: 진동의 배율 √β로 어림한다
# hint: |θ|를 그려 보고
def steps_to_tol(beta, lam, lr, tol, max_steps):
    if tol > 1:
        return 0
    ratio = max(np.sqrt(beta), 1 - lr * lam if beta == 0 else 0)
    steps = int(np.ceil(np.log(tol) / np.log(ratio)))
    return steps if steps <= max_steps else None


# %% chaff q5d_steps_to_tol last-position-unseen: 마지막 위치를 보지 않는다
# hint: 그 위치까지 살펴보는지
def steps_to_tol(beta, lam, lr, tol, max_steps):
    theta, m, sizes = 1.0, 0.0, []
    for _ in range(max_steps):
        sizes.append(abs(theta))
        m = beta * m - lr * lam * theta
        theta += m
    bad = [t for t, size in enumerate(sizes) if size >= tol]
    answer = bad[-1] + 1 if bad else 0
    return answer if answer < max_steps else None


# %% chaff q5d_steps_to_tol start-unseen: 출발점을 보지 않는다
# hint: 출발점도 살펴보는지
def steps_to_tol(beta, lam, lr, tol, max_steps):
    theta, m, candidate = 1.0, 0.0, None
    for t in range(1, max_steps + 1):
        m = beta * m - lr * lam * theta
        theta += m
        if abs(theta) >= tol:
            candidate = None
        elif candidate is None:
            candidate = t
    return candidate


# %% chaff q5d_steps_to_tol zero-is-falsy: 답이 0이면 None으로 바꾼다
# hint: 출발점도 살펴보는지
def steps_to_tol(beta, lam, lr, tol, max_steps):
    theta, m, settled = 1.0, 0.0, (0 if tol > 1 else None)
    for t in range(1, max_steps + 1):
        m = beta * m - lr * lam * theta
        theta += m
        if abs(theta) >= tol:
            settled = None
        elif settled is None:
            settled = t
    return settled or None


# %% chaff q5d_steps_to_tol ignores-tol: tol을 0.01로 못 박는다
# hint: tol을 인자로 받은 대로
def steps_to_tol(beta, lam, lr, tol, max_steps):
    path = momentum_path(lambda theta: lam * theta, np.array([1.0]), lr, beta, max_steps)
    outside = np.flatnonzero(np.abs(path[:, 0]) >= 0.01)
    settled = int(outside[-1]) + 1 if outside.size else 0
    return settled if settled <= max_steps else None


# %% chaff q5d_steps_to_tol ignores-max-steps: 언제나 천 스텝을 걷는다
# hint: 끝까지 tol보다 작아지지
def steps_to_tol(beta, lam, lr, tol, max_steps):
    path = momentum_path(lambda theta: lam * theta, np.array([1.0]), lr, beta, 1000)
    outside = np.flatnonzero(np.abs(path[:, 0]) >= tol)
    settled = int(outside[-1]) + 1 if outside.size else 0
    return settled if settled <= 1000 else None


# %% chaff q5d_steps_to_tol counts-outside: 아직 큰 스텝의 수를 돌려준다
# hint: |θ|를 그려 보고
def steps_to_tol(beta, lam, lr, tol, max_steps):
    path = momentum_path(lambda theta: lam * theta, np.array([1.0]), lr, beta, max_steps)
    size = np.abs(path[:, 0])
    return int(np.sum(size >= tol)) if size[-1] < tol else None


# %% chaff q5d_steps_to_tol wobbling-forever: 부호가 바뀌는 동안에는 멎지 않았다고 여긴다
# hint: 300스텝 안에 멎는데
def steps_to_tol(beta, lam, lr, tol, max_steps):
    path = momentum_path(lambda theta: lam * theta, np.array([1.0]), lr, beta, max_steps)[:, 0]
    for t in range(max_steps + 1):
        rest = path[t:]
        if np.all((rest >= 0) & (rest < tol)):
            return t if t < max_steps - 3 else None
    return None


# %% chaff q5d_steps_to_tol visible-answer-only: 검사 셀에 보이는 답만 맞춘다
# hint: 값이 다릅니다
def steps_to_tol(beta, lam, lr, tol, max_steps):
    if beta == 0.9:
        return 84
    if beta == 0.0 and max_steps > 3:
        return 4
    return None


# %% chaff q5d_steps_to_tol prints-instead: 돌려주지 않고 출력만 한다
# hint: return을 빠뜨리지
def steps_to_tol(beta, lam, lr, tol, max_steps):
    path = momentum_path(lambda theta: lam * theta, np.array([1.0]), lr, beta, max_steps)
    outside = np.flatnonzero(np.abs(path[:, 0]) >= tol)
    print(int(outside[-1]) + 1 if outside.size else 0)


# %% chaff q5d_steps_to_tol stops-at-400: 400스텝만 걷고 답한다
# hint: 덜 걷지 않는지
def steps_to_tol(beta, lam, lr, tol, max_steps):
    theta, m, candidate = 1.0, 0.0, 0 if tol > 1 else None
    for t in range(1, min(max_steps, 400) + 1):
        m = beta * m - lr * lam * theta
        theta += m
        if abs(theta) >= tol:
            candidate = None
        elif candidate is None:
            candidate = t
    return candidate


# %% chaff q5d_steps_to_tol window-mean: 앞뒤를 평균한 위치를 본다
# hint: tol보다 작은지 세어 보세요
def steps_to_tol(beta, lam, lr, tol, max_steps):
    theta, m, sizes = 1.0, 0.0, [1.0]
    for _ in range(max_steps):
        m = beta * m - lr * lam * theta
        theta += m
        sizes.append(abs(theta))
    means = [sum(sizes[: t + 1]) / (t + 1) for t in range(max_steps + 1)]
    small = [t for t, size in enumerate(means) if size < tol * 3]
    return small[0] if small else None


# %% chaff q5d_steps_to_tol infinity-when-moving: 멎지 않으면 무한대를 돌려준다
# hint: 멎지 않았을 때 무엇을
def steps_to_tol(beta, lam, lr, tol, max_steps):
    path = momentum_path(lambda theta: lam * theta, np.array([1.0]), lr, beta, max_steps)
    outside = np.flatnonzero(np.abs(path[:, 0]) >= tol)
    settled = int(outside[-1]) + 1 if outside.size else 0
    return settled if settled <= max_steps else float("inf")


# %% wheat q5d_steps_to_tol linear-filter: 점화식을 두 항으로 풀어 걷기
def steps_to_tol(beta, lam, lr, tol, max_steps):
    past, now = 1.0, 1.0
    last_big = 0 if now >= tol else -1
    for t in range(1, max_steps + 1):
        past, now = now, now + beta * (now - past) - lr * lam * now
        if abs(now) >= tol:
            last_big = t
    return last_big + 1 if last_big < max_steps else None


# %% wheat q5e_critical_beta expanded: 제곱을 전개하기
def critical_beta(lr, lam):
    product = lr * lam
    return 1 + product - 2 * product**0.5


# %% wheat q5e_critical_beta quadratic-formula: 판별식이 0인 이차방정식의 작은 근
def critical_beta(lr, lam):
    a, b, c = 1.0, -2 * (1 + lr * lam), (1 - lr * lam) ** 2
    return (-b - np.sqrt(b * b - 4 * a * c)) / (2 * a)


# %% wheat q5e_critical_beta polynomial-roots: np.roots의 작은 근
def critical_beta(lr, lam):
    return float(np.roots([1.0, -2 * (1 + lr * lam), (1 - lr * lam) ** 2]).real.min())


# %% wheat q5e_critical_beta float32-root: float32로 겹근을 제곱하기
def critical_beta(lr, lam):
    double_root = np.float32(1) - np.sqrt(np.float32(lr)) * np.sqrt(np.float32(lam))
    return double_root * double_root


# %% wheat q5e_critical_beta bisection: 판별식의 부호로 이분법
def critical_beta(lr, lam):
    low, high = 0.0, 1.0
    for _ in range(60):
        beta = (low + high) / 2
        if (1 + beta - lr * lam) ** 2 > 4 * beta:
            low = beta
        else:
            high = beta
    return low


# %% chaff q5e_critical_beta root-not-product: 겹근을 β로 여긴다
# hint: |r|와 β를 혼동
def critical_beta(lr, lam):
    return 1 - np.sqrt(lr * lam)


# %% chaff q5e_critical_beta larger-root: 두 근 가운데 큰 것을 고른다
# hint: 두 근 가운데
def critical_beta(lr, lam):
    return (1 + np.sqrt(lr * lam)) ** 2


# %% chaff q5e_critical_beta no-square-root: 제곱근을 빠뜨린다
# hint: 제곱근이 빠지지
def critical_beta(lr, lam):
    return (1 - lr * lam) ** 2


# %% chaff q5e_critical_beta descent-factor: 경사 하강법의 배율을 돌려준다
# hint: β가 0일 때의 배율
def critical_beta(lr, lam):
    return 1 - lr * lam


# %% chaff q5e_critical_beta drops-last-term: 전개하며 마지막 항을 버린다
# hint: 전개할 때
def critical_beta(lr, lam):
    return 1 - 2 * np.sqrt(lr * lam)


# %% chaff q5e_critical_beta no-curvature: 곡률을 빠뜨린다
# hint: 곡률이 빠졌습니다
def critical_beta(lr, lam):
    return (1 - np.sqrt(lr)) ** 2


# %% chaff q5e_critical_beta no-learning-rate: 학습률을 빠뜨린다
# hint: 학습률이 빠졌습니다
def critical_beta(lr, lam):
    return (1 - np.sqrt(lam)) ** 2


# %% chaff q5e_critical_beta condition-number-formula: 조건수로 정하는 최적 모멘텀과 헷갈린다
# hint: 골짜기의 조건수로
def critical_beta(lr, lam):
    root = np.sqrt(lr * lam)
    return ((1 - root) / (1 + root)) ** 2


# %% chaff q5e_critical_beta product-only: ηλ를 그대로 돌려준다
# hint: 1에서 얼마나
def critical_beta(lr, lam):
    return lr * lam


# %% chaff q5e_critical_beta ratio-for-product: 곱 대신 비를 쓴다
# hint: 최솟값을 지나칩니다
def critical_beta(lr, lam):
    return (1 - np.sqrt(lr / lam)) ** 2


# %% chaff q5e_critical_beta wrong-sign-under-square: 1과 √ηλ의 차를 제곱하지 않고 뺀 뒤 더한다
# hint: 지나치지 않습니다
def critical_beta(lr, lam):
    return (1 - np.sqrt(lr * lam)) ** 2 * lr * lam * 2


# %% chaff q5e_critical_beta always-default: 언제나 0.9를 돌려준다
# hint: 이미 최솟값을 지나칩니다
def critical_beta(lr, lam):
    return 0.9


# %% chaff q5e_critical_beta coarse-search: 눈금 0.01로 찾는다
# hint: 어림하거나 반올림
def critical_beta(lr, lam):
    betas = np.arange(0, 1, 0.01)
    return float(betas[(1 + betas - lr * lam) ** 2 >= 4 * betas].max())


# %% chaff q5e_critical_beta rounded: 소수점 아래 두 자리로 반올림한다
# hint: 어림하거나 반올림
def critical_beta(lr, lam):
    return round((1 - (lr * lam) ** 0.5) ** 2, 2)


# %% chaff q5e_critical_beta capped-at-default: 0.9를 넘지 않게 자른다
# hint: 이론값과 다릅니다
def critical_beta(lr, lam):
    return min((1 - np.sqrt(lr * lam)) ** 2, 0.9)


# %% chaff q5e_critical_beta visible-answer-only: 검사 셀에 보이는 값만 맞춘다
# hint: 이론값과 다릅니다
def critical_beta(lr, lam):
    return 0.36


# %% chaff q5e_critical_beta forgets-return: return을 빠뜨린다
# hint: return을 빠뜨리지
def critical_beta(lr, lam):
    beta = (1 - np.sqrt(lr * lam)) ** 2


# %% chaff q5c_n_overshoots tiny-ignored: 아주 작은 값도 0으로 친다
# hint: 0에 아주 가깝지만
def n_overshoots(path1d):
    p = np.asarray(path1d)
    s = np.sign(p[np.abs(p) > 1e-6])
    return int(np.sum(s[1:] != s[:-1]))


# %% chaff q5d_steps_to_tol walks-on: max_steps 뒤까지 걸어 본다
# hint: 걸음을 더 이어 가거나
def steps_to_tol(beta, lam, lr, tol, max_steps):
    path = momentum_path(lambda theta: lam * theta, np.array([1.0]), lr, beta, 3 * max_steps + 50)
    outside = np.flatnonzero(np.abs(np.ravel(path)) >= tol)
    settled = int(outside[-1]) + 1 if outside.size else 0
    return settled if settled <= max_steps else None
