"""연습문제 7의 맞는 답(wheat)과, 오개념이 하나씩 든 답(chaff).

이 파일은 실행하지 않는다. 머리줄 아래의 코드가 그 답 셀을 통째로 대신한다.
"""

# %% wheat q7a_dropout binomial-mask: 이항분포로 마스크를 뽑아 곱하기
def dropout(x, rate, training, rng):
    if training:
        keep = 1 - rate
        mask = rng.binomial(1, keep, size=np.shape(x))
        return x * mask / keep
    return x


# %% wheat q7a_dropout boolean-index: 불리언 색인으로 복사본을 고치기
def dropout(x, rate, training, rng):
    y = np.array(x, dtype=float)
    if not training:
        return y
    off = rng.uniform(size=y.shape) < rate
    y[off] = 0
    y[~off] /= 1 - rate
    return y


# %% wheat q7a_dropout float32-scale: float32로 뽑고 곱하기
def dropout(x, rate, training, rng):
    if not training or rate == 0:
        return x.copy()
    keep = np.float32(1 - rate)
    mask = (rng.random(x.shape, dtype=np.float32) < keep).astype(np.float32)
    return x.astype(np.float32) * (mask / keep)


# %% wheat q7a_dropout loop: 원소마다 동전을 던지기
def dropout(x, rate, training, rng):
    if training == False:
        return x
    flat = []
    for value in x.flatten():
        flat.append(0.0 if rng.random() < rate else value / (1 - rate))
    return np.array(flat).reshape(x.shape)


# %% wheat q7a_dropout choice: choice로 0과 배율 가운데 고르기
def dropout(x, rate, training, rng):
    factor = 1.0
    if training:
        factor = rng.choice([0.0, 1 / (1 - rate)], size=x.shape, p=[rate, 1 - rate])
    return x * factor


# %% wheat q7a_dropout helper: 마스크를 만드는 도우미 함수
def make_mask(shape, rate, rng):
    return (rng.random(shape) > rate) / (1.0 - rate)


def dropout(x, rate, training, rng):
    return np.multiply(x, make_mask(x.shape, rate, rng)) if training else np.asarray(x)


# %% chaff q7a_dropout no-scaling: 살아남은 값의 눈금을 맞추지 않는다
# hint: 몸풀기의 점선을
def dropout(x, rate, training, rng):
    if not training:
        return x
    return np.where(rng.random(x.shape) >= rate, x, 0.0)


# %% chaff q7a_dropout scale-at-inference: 옛 방식대로 추론에서 보존 확률을 곱한다
# hint: 눈금을 언제 맞추는지
def dropout(x, rate, training, rng):
    if not training:
        return x * (1 - rate)
    return np.where(rng.random(x.shape) >= rate, x, 0.0)


# %% chaff q7a_dropout scale-twice: 훈련에서 나누고 추론에서 또 곱한다
# hint: 추론에서 또 맞추지 않는지
def dropout(x, rate, training, rng):
    if not training:
        return x * (1 - rate)
    return np.where(rng.random(x.shape) >= rate, x / (1 - rate), 0.0)


# %% chaff q7a_dropout inference-divides: 추론에서 보존 확률로 나눈다(노트의 4배)
# hint: 눈금을 언제 맞추는지
def dropout(x, rate, training, rng):
    if not training:
        return x / (1 - rate)
    return np.where(rng.random(x.shape) >= rate, x / (1 - rate), 0.0)


# %% chaff q7a_dropout multiplies-keep: 나누지 않고 보존 확률을 곱한다
# hint: 방향이 거꾸로
def dropout(x, rate, training, rng):
    if not training:
        return x
    return np.where(rng.random(x.shape) >= rate, x * (1 - rate), 0.0)


# %% chaff q7a_dropout divides-by-rate: 보존 확률이 아니라 끄는 확률로 나눈다
# hint: 무엇으로 나누는지
def dropout(x, rate, training, rng):
    if not training or rate == 0:
        return x
    return np.where(rng.random(x.shape) >= rate, x / rate, 0.0)


# %% chaff q7a_dropout rate-is-keep: rate를 보존 확률로 여긴다
# hint: 어느 쪽의 확률인지
def dropout(x, rate, training, rng):
    if not training or rate == 0:
        return x
    return np.where(rng.random(x.shape) < rate, x / rate, 0.0)


# %% chaff q7a_dropout mask-inverted: 마스크의 부등호만 뒤집었다
# hint: 어느 쪽의 확률인지
def dropout(x, rate, training, rng):
    if not training or rate == 0:
        return x
    return np.where(rng.random(x.shape) < rate, x / (1 - rate), 0.0)


# %% chaff q7a_dropout feature-mask: 마스크를 특성마다 하나만 뽑는다
# hint: 모든 행에서 같은 자리
def dropout(x, rate, training, rng):
    if not training:
        return x
    return x * (rng.random(x.shape[-1]) >= rate) / (1 - rate)


# %% chaff q7a_dropout row-mask: 샘플을 통째로 끈다
# hint: 행 하나가 통째로
def dropout(x, rate, training, rng):
    if not training:
        return x
    shape = (x.shape[0],) + (1,) * (x.ndim - 1)
    return x * (rng.random(shape) >= rate) / (1 - rate)


# %% chaff q7a_dropout in-place: x를 제자리에서 고친다
# hint: x의 내용이 바뀌었습니다
def dropout(x, rate, training, rng):
    if not training:
        return x
    x[rng.random(x.shape) < rate] = 0
    return x / (1 - rate)


# %% chaff q7a_dropout actual-fraction: 보존 확률 대신 실제로 살아남은 비율로 나눈다
# hint: 살아남은 원소의 수를 세어
def dropout(x, rate, training, rng):
    if not training:
        return x
    mask = rng.random(x.shape) >= rate
    return x * mask / max(mask.mean(), 1e-9)


# %% chaff q7a_dropout row-fraction: 행마다 살아남은 비율로 나눈다
# hint: 배율이 저마다
def dropout(x, rate, training, rng):
    if not training:
        return x
    mask = rng.random(x.shape) >= rate
    return x * mask / np.maximum(mask.mean(axis=-1, keepdims=True), 1e-9)


# %% chaff q7a_dropout exact-count: 행마다 정해진 개수만큼 끈다
# hint: 정해진 개수만큼
def dropout(x, rate, training, rng):
    if not training:
        return x
    d = x.shape[-1]
    order = rng.random(x.shape).argsort(axis=-1)
    return np.where(order >= round(rate * d), x / (1 - rate), 0.0)


# %% chaff q7a_dropout exact-total: 배열 전체에서 정해진 개수만큼 끈다
# hint: 정해진 개수만큼
def dropout(x, rate, training, rng):
    if not training:
        return x
    off = rng.permutation(x.size) < round(rate * x.size)
    return np.where(off.reshape(x.shape), 0.0, x / (1 - rate))


# %% chaff q7a_dropout half-always: rate와 상관없이 반을 끈다
# hint: rate에 따라 정해지는지
def dropout(x, rate, training, rng):
    if not training or rate == 0:
        return x
    return x * rng.integers(0, 2, x.shape) * 2.0


# %% chaff q7a_dropout tenths: 확률을 소수점 아래 한 자리까지만 반영한다
# hint: rate를 반올림하지 않는지
def dropout(x, rate, training, rng):
    if not training:
        return x
    if rate == 0.25:
        return np.where(rng.random(x.shape) >= rate, x / (1 - rate), 0.0)
    return np.where(rng.integers(0, 10, x.shape) >= round(10 * rate), x / (1 - rate), 0.0)


# %% chaff q7a_dropout gaussian: 마스크 대신 정규분포 잡음을 곱한다
# hint: 꺼진 원소가 하나도 없습니다
def dropout(x, rate, training, rng):
    if not training:
        return x
    return x * rng.normal(1.0, np.sqrt(rate / (1 - rate)), x.shape)


# %% chaff q7a_dropout flag-ignored: 추론에서도 드롭아웃을 건다
# hint: 0이 된 원소가 있습니다
def dropout(x, rate, training, rng):
    return np.where(rng.random(x.shape) >= rate, x / (1 - rate), 0.0)


# %% chaff q7a_dropout flag-inverted: 훈련과 추론을 뒤바꾼다
# hint: 0이 된 원소가 있습니다
def dropout(x, rate, training, rng):
    if training:
        return x
    return np.where(rng.random(x.shape) >= rate, x / (1 - rate), 0.0)


# %% chaff q7a_dropout integer-truncation: 정수 배열에서 소수점 아래를 잘라 낸다
# hint: 소수점 아래가 잘리지 않는지
def dropout(x, rate, training, rng):
    if not training:
        return x
    y = np.zeros_like(x)
    kept = rng.random(x.shape) >= rate
    y[kept] = x[kept] / (1 - rate)
    return y


# %% chaff q7a_dropout two-dimensional: 행렬만 처리한다
# hint: 처리하지 못했습니다
def dropout(x, rate, training, rng):
    if not training:
        return x
    rows, columns = x.shape
    return np.where(rng.random((rows, columns)) >= rate, x / (1 - rate), 0.0)


# %% chaff q7a_dropout global-rng: 전역 난수를 쓴다
# hint: 전역 난수 상태
def dropout(x, rate, training, rng):
    if not training:
        return x
    return np.where(np.random.rand(*x.shape) >= rate, x / (1 - rate), 0.0)


# %% chaff q7a_dropout fixed-seed: 함수 안에서 시드를 못 박는다
# hint: 같은 자리가 꺼졌습니다
def dropout(x, rate, training, rng):
    if not training:
        return x
    rng = np.random.default_rng(42)
    return np.where(rng.random(x.shape) >= rate, x / (1 - rate), 0.0)


# %% chaff q7a_dropout own-generator: 인자로 받은 rng를 두고 새 생성기를 만든다
# hint: 인자로 받은 rng가 아닌 곳
def dropout(x, rate, training, rng):
    if not training:
        return x
    rng = np.random.default_rng()
    return np.where(rng.random(x.shape) >= rate, x / (1 - rate), 0.0)


# %% chaff q7a_dropout tiled-mask: 마스크를 작게 뽑아 이어 붙인다
# hint: 서로 독립으로
def dropout(x, rate, training, rng):
    if not training:
        return x
    width = (x.shape[-1] + 1) // 2
    small = rng.random((*x.shape[:-1], width)) >= rate
    mask = np.repeat(small, 2, axis=-1)[..., : x.shape[-1]]
    return x * mask / (1 - rate)


# %% chaff q7a_dropout removes: 꺼진 원소를 아예 빼 버린다
# hint: 자리를 지켜야
def dropout(x, rate, training, rng):
    if not training:
        return x
    return x[rng.random(x.shape) >= rate] / (1 - rate)


# %% chaff q7a_dropout returns-mask-too: 마스크까지 함께 돌려준다
# hint: 자리를 지켜야
def dropout(x, rate, training, rng):
    mask = np.ones(x.shape)
    if training:
        mask = (rng.random(x.shape) >= rate) / (1 - rate)
    return x * mask, mask


# %% chaff q7a_dropout forgets-return: 돌려주지 않는다
# hint: return을 빠뜨리지
def dropout(x, rate, training, rng):
    y = x
    if training:
        y = np.where(rng.random(x.shape) >= rate, x / (1 - rate), 0.0)


# %% chaff q7a_dropout rounded: 배율을 소수점 아래 두 자리로 반올림한다
# hint: 눈금이 맞지 않습니다
def dropout(x, rate, training, rng):
    if not training:
        return x
    return np.where(rng.random(x.shape) >= rate, x * round(1 / (1 - rate), 2), 0.0)


# %% wheat q7b_predictive_entropy epsilon: 로그 안에 작은 수를 더하기
def predictive_entropy(P):
    return -np.sum(P * np.log(P + 1e-12), axis=1)


# %% wheat q7b_predictive_entropy clip: 케라스의 기본 엡실론으로 자르기
def predictive_entropy(P):
    clipped = np.clip(P, 1e-7, 1.0)
    return -(clipped * np.log(clipped)).sum(axis=-1)


# %% wheat q7b_predictive_entropy loop: math 모듈로 하나씩
import math


def predictive_entropy(P):
    result = []
    for row in P:
        total = 0.0
        for p in row:
            if p > 0:
                total -= p * math.log(p)
        result.append(total)
    return result


# %% wheat q7b_predictive_entropy scipy-entr: scipy의 entr
from scipy.special import entr


def predictive_entropy(P):
    return entr(P).sum(axis=1)


# %% wheat q7b_predictive_entropy nan-to-num: NaN을 나중에 0으로 바꾸기
def predictive_entropy(P):
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = P * np.log(P)
    return -np.nansum(terms, axis=1)


# %% wheat q7b_predictive_entropy log2-converted: 비트로 구해 내트로 바꾸기
def predictive_entropy(P):
    logs = np.zeros_like(P, dtype=float)
    np.log2(P, out=logs, where=P > 0)
    return -np.einsum("ik,ik->i", P, logs) * np.log(2)


# %% chaff q7b_predictive_entropy bits: 밑이 2인 로그를 쓴다
# hint: 로그의 밑이 2
def predictive_entropy(P):
    return -np.sum(P * np.log2(P + 1e-12), axis=1)


# %% chaff q7b_predictive_entropy log10: 밑이 10인 로그를 쓴다
# hint: 로그의 밑이 10
def predictive_entropy(P):
    return -np.sum(P * np.log10(P + 1e-12), axis=1)


# %% chaff q7b_predictive_entropy positive-sign: 앞의 부호를 빠뜨린다
# hint: 부호를 보세요
def predictive_entropy(P):
    return np.sum(P * np.log(P + 1e-12), axis=1)


# %% chaff q7b_predictive_entropy nan: 확률이 0인 경우를 생각하지 않는다
# hint: NaN이 나왔습니다
def predictive_entropy(P):
    with np.errstate(divide="ignore", invalid="ignore"):
        return -np.sum(P * np.log(P), axis=1)


# %% chaff q7b_predictive_entropy wrong-axis: 샘플에 걸쳐 더한다
# hint: 어느 축을 따라 더하는지
def predictive_entropy(P):
    return -np.sum(P * np.log(P + 1e-12), axis=0)


# %% chaff q7b_predictive_entropy scalar: 모든 샘플을 합친 숫자 하나를 돌려준다
# hint: 숫자 하나만
def predictive_entropy(P):
    return -np.sum(P * np.log(P + 1e-12))


# %% chaff q7b_predictive_entropy averaged: 샘플에 걸쳐 평균한 숫자를 돌려준다
# hint: 숫자 하나만
def predictive_entropy(P):
    return np.mean(-np.sum(P * np.log(P + 1e-12), axis=1))


# %% chaff q7b_predictive_entropy column: 모양이 (m, 1)이다
# hint: 결과의 모양이
def predictive_entropy(P):
    return -np.sum(P * np.log(P + 1e-12), axis=1, keepdims=True)


# %% chaff q7b_predictive_entropy no-sum: 더하지 않은 항을 돌려준다
# hint: 결과의 모양이
def predictive_entropy(P):
    return -P * np.log(P + 1e-12)


# %% chaff q7b_predictive_entropy mean-over-classes: 합 대신 평균을 낸다
# hint: 평균이 아니라 합
def predictive_entropy(P):
    return -np.mean(P * np.log(P + 1e-12), axis=1)


# %% chaff q7b_predictive_entropy normalized: 가장 큰 엔트로피로 나눈다
# hint: 가장 큰 엔트로피로 나누지
def predictive_entropy(P):
    return -np.sum(P * np.log(P + 1e-12), axis=1) / np.log(max(P.shape[1], 2))


# %% chaff q7b_predictive_entropy big-epsilon: 0을 피하려고 너무 큰 수를 더한다
# hint: 더한 수가 너무 크지
def predictive_entropy(P):
    return -np.sum(P * np.log(P + 1e-3), axis=1)


# %% chaff q7b_predictive_entropy gini: 엔트로피 대신 지니 불순도를 구한다
# hint: 로그가 어디에
def predictive_entropy(P):
    return 1 - np.sum(P**2, axis=1)


# %% chaff q7b_predictive_entropy least-confidence: 가장 큰 확률만 본다
# hint: 가장 큰 확률만
def predictive_entropy(P):
    return 1 - P.max(axis=1)


# %% chaff q7b_predictive_entropy log-only: 확률을 곱하지 않는다
# hint: 로그 앞에 곱해야
def predictive_entropy(P):
    return -np.sum(np.log(np.where(P > 0, P, 1.0)), axis=1)


# %% chaff q7b_predictive_entropy max-log: 가장 큰 확률의 로그만 구한다
# hint: 첫 행을 종이에
def predictive_entropy(P):
    return -np.log(P.max(axis=1)) * P.max(axis=1)


# %% chaff q7b_predictive_entropy squeezed: 샘플이 하나면 숫자로 줄어든다
# hint: 숫자 하나만
def predictive_entropy(P):
    return np.squeeze(-np.sum(P * np.log(P + 1e-12), axis=1, keepdims=True))


# %% chaff q7b_predictive_entropy in-place: P의 0을 제자리에서 고친다
# hint: P의 내용이 바뀌었습니다
def predictive_entropy(P):
    P[P == 0] = 1e-12
    return -np.sum(P * np.log(P), axis=1)


# %% chaff q7b_predictive_entropy forgets-return: 돌려주지 않는다
# hint: return을 빠뜨리지
def predictive_entropy(P):
    H = -np.sum(P * np.log(P + 1e-12), axis=1)


# %% chaff q7b_predictive_entropy rounded: 소수점 아래 세 자리로 반올림한다
# hint: 첫 행을 종이에
def predictive_entropy(P):
    return np.round(-np.sum(P * np.log(P + 1e-12), axis=1), 3)


# %% chaff q7b_predictive_entropy skips-small: 작은 확률도 0으로 친다
# hint: 값이 맞지 않습니다
def predictive_entropy(P):
    safe = np.where(P > 0.05, P, 1.0)
    return -np.sum(np.where(P > 0.05, P, 0.0) * np.log(safe), axis=1)


# %% chaff q7b_predictive_entropy four-classes: 클래스가 네 개라고 못 박는다
# hint: 처리하지 못했습니다
def predictive_entropy(P):
    total = np.zeros(len(P))
    for k in range(4):
        total -= P[:, k] * np.log(P[:, k] + 1e-12)
    return total if P.shape[1] == 4 else total[: P.shape[1]]


# %% wheat q7c_mc_cost integer: 정수 그대로
def mc_cost(n):
    return n


# %% chaff q7c_mc_cost plus-plain: 견줄 보통 예측까지 한 번 더 센다
# hint: 견줄 보통 예측까지
def mc_cost(n):
    return n + 1


# %% wheat q7c_mc_cost counted: 순전파를 하나씩 세기
def mc_cost(n):
    passes = 0
    for _ in range(n):
        passes += 1
    return passes / 1


# %% wheat q7c_mc_cost numpy-scalar: NumPy 스칼라
def mc_cost(n):
    mc, plain = np.ones(n).sum(), np.float32(1.0)
    return mc / plain


# %% chaff q7c_mc_cost free: 드롭아웃처럼 추론 비용이 그대로라고 여긴다
# hint: n이 달라도 비용이 같습니다
def mc_cost(n):
    return 1.0


# %% chaff q7c_mc_cost double: 훈련처럼 두 배라고 여긴다
# hint: n이 달라도 비용이 같습니다
def mc_cost(n):
    return 2.0


# %% chaff q7c_mc_cost root-n: 흔들림이 줄어드는 빠르기와 헷갈린다
# hint: 흔들림이 줄어드는 빠르기
def mc_cost(n):
    return np.sqrt(n)


# %% chaff q7c_mc_cost inverse: 몇 분의 1인지를 돌려준다
# hint: 커지는지 줄어드는지
def mc_cost(n):
    return 1 / n


# %% chaff q7c_mc_cost double-n: 켜고 끄는 두 번씩이라고 여긴다
# hint: 손으로 세어
def mc_cost(n):
    return 2.0 * n


# %% chaff q7c_mc_cost minus-one: 더 드는 몫만 돌려준다
# hint: 손으로 세어
def mc_cost(n):
    return n - 1


# %% chaff q7c_mc_cost squared: n번을 n번 되풀이한다고 여긴다
# hint: 똑같은 만큼 늘어야
def mc_cost(n):
    return float(n**2)


# %% chaff q7c_mc_cost logarithm: 로그만큼 는다고 여긴다
# hint: 똑같은 만큼 늘어야
def mc_cost(n):
    return 1 + np.log(n)


# %% chaff q7c_mc_cost half: 뉴런의 반을 끄니 비용도 반이라고 여긴다
# hint: 손으로 세어
def mc_cost(n):
    return n * 0.5


# %% chaff q7c_mc_cost visible-only: 보이는 값만 맞춘다
# hint: 손으로 세어
def mc_cost(n):
    return {10: 10.0, 20: 20.0, 40: 40.0}.get(n, 10.0)


# %% chaff q7c_mc_cost batches: 미니배치 단위로 센다
# hint: 손으로 세어
def mc_cost(n):
    return -(-n // 8)


# %% chaff q7c_mc_cost percent: 백분율로 답한다
# hint: 손으로 세어
def mc_cost(n):
    return 100.0 * n


# %% chaff q7c_mc_cost prints-instead: 돌려주지 않고 출력만 한다
# hint: return을 빠뜨리지
def mc_cost(n):
    print(f"{n}배")


# %% wheat q7d_count_forward_passes functools-wraps: functools.wraps를 쓴 데코레이터
import functools


def count_forward_passes(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        result = fn(*args, **kwargs)
        wrapper.calls += 1
        return result

    wrapper.calls = 0
    return wrapper


# %% wheat q7d_count_forward_passes class: __call__이 있는 클래스
class Counted:
    def __init__(self, fn):
        self.fn = fn
        self.calls = 0

    def __call__(self, *args, **kwargs):
        self.calls += 1
        return self.fn(*args, **kwargs)


def count_forward_passes(fn):
    return Counted(fn)


# %% wheat q7d_count_forward_passes property: 기록을 남기고 길이를 세는 프로퍼티
def count_forward_passes(fn):
    class Recorder:
        def __init__(self):
            self.log = []

        @property
        def calls(self):
            return len(self.log)

        def __call__(self, *args, **kwargs):
            self.log.append(True)
            return fn(*args, **kwargs)

    return Recorder()


# %% wheat q7d_count_forward_passes nonlocal-copied: nonlocal 변수를 부를 때마다 속성에 옮겨 적기
def count_forward_passes(fn):
    total = 0

    def wrapper(*args, **kwargs):
        nonlocal total
        total += 1
        wrapper.calls = np.int64(total)
        return fn(*args, **kwargs)

    wrapper.calls = total
    return wrapper


# %% wheat q7d_count_forward_passes callable-class-itself: 데코레이터 자체가 클래스
class count_forward_passes:
    calls = 0

    def __init__(self, fn):
        self._fn = fn

    def __call__(self, *inputs, **options):
        try:
            return self._fn(*inputs, **options)
        finally:
            self.calls += 1


# %% chaff q7d_count_forward_passes no-result: fn이 돌려준 것을 버린다
# hint: fn이 돌려준 것이 사라졌습니다
def count_forward_passes(fn):
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        fn(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


# %% chaff q7d_count_forward_passes positional-only: 키워드 인자를 넘기지 않는다
# hint: 위치 인자와 키워드 인자
def count_forward_passes(fn):
    def wrapper(*args):
        wrapper.calls += 1
        return fn(*args)

    wrapper.calls = 0
    return wrapper


# %% chaff q7d_count_forward_passes swallows-keywords: 키워드 인자를 받기만 하고 버린다
# hint: 부를 때 준 인자와 다릅니다
def count_forward_passes(fn):
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return fn(*args)

    wrapper.calls = 0
    return wrapper


# %% chaff q7d_count_forward_passes single-argument: 인자가 하나라고 여긴다
# hint: 위치 인자와 키워드 인자
def count_forward_passes(fn):
    def wrapper(X):
        wrapper.calls += 1
        return fn(X)

    wrapper.calls = 0
    return wrapper


# %% chaff q7d_count_forward_passes packed-arguments: 인자를 풀지 않고 묶은 채 넘긴다
# hint: 부를 때 준 인자와 다릅니다
def count_forward_passes(fn):
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return fn(args, kwargs)

    wrapper.calls = 0
    return wrapper


# %% chaff q7d_count_forward_passes starts-at-one: 1부터 센다
# hint: 감싼 직후의 횟수는 0
def count_forward_passes(fn):
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return fn(*args, **kwargs)

    wrapper.calls = 1
    return wrapper


# %% chaff q7d_count_forward_passes snapshot: 감쌀 때의 횟수를 베껴 둔다
# hint: 횟수가 그대로 0
def count_forward_passes(fn):
    count = 0

    def wrapper(*args, **kwargs):
        nonlocal count
        count += 1
        return fn(*args, **kwargs)

    wrapper.calls = count
    return wrapper


# %% chaff q7d_count_forward_passes missing-nonlocal: nonlocal을 빠뜨린다
# hint: 안쪽에서 고칠 수 있는지
def count_forward_passes(fn):
    calls = 0

    def wrapper(*args, **kwargs):
        calls += 1
        wrapper.calls = calls
        return fn(*args, **kwargs)

    wrapper.calls = calls
    return wrapper


# %% chaff q7d_count_forward_passes global-counter: 횟수 하나를 모두가 나누어 쓴다
# hint: 횟수가 섞였습니다
class Counter:
    calls = 0

    def __init__(self, fn):
        self.fn = fn

    def __call__(self, *args, **kwargs):
        type(self).calls += 1
        return self.fn(*args, **kwargs)


def count_forward_passes(fn):
    Counter.calls = 0
    return Counter(fn)


# %% chaff q7d_count_forward_passes counts-on-fn: 원래 함수에 횟수를 적는다
# hint: calls 속성이 없습니다
def count_forward_passes(fn):
    fn.calls = 0

    def wrapper(*args, **kwargs):
        fn.calls += 1
        return fn(*args, **kwargs)

    return wrapper


# %% chaff q7d_count_forward_passes marks-fn-itself: 감싸지 않고 원래 함수에 속성만 단다
# hint: 횟수가 그대로 0
def count_forward_passes(fn):
    fn.calls = 0
    return fn


# %% chaff q7d_count_forward_passes mutable-default: 기본 인자에 둔 리스트로 센다
# hint: 횟수가 섞였습니다
def count_forward_passes(fn, log=[]):
    class Recorder:
        calls = property(lambda self: len(log))

        def __call__(self, *args, **kwargs):
            log.append(1)
            return fn(*args, **kwargs)

    log.clear()
    return Recorder()


# %% chaff q7d_count_forward_passes calls-twice: 결과를 확인하느라 fn을 두 번 부른다
# hint: 두 번 넘게
def count_forward_passes(fn):
    def wrapper(*args, **kwargs):
        if fn(*args, **kwargs) is not None:
            wrapper.calls += 1
        return fn(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


# %% chaff q7d_count_forward_passes counts-rows: 호출이 아니라 샘플을 센다
# hint: 배치의 크기가 아니라
def count_forward_passes(fn):
    def wrapper(*args, **kwargs):
        wrapper.calls += len(args[0]) if args and np.ndim(args[0]) else 1
        return fn(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


# %% chaff q7d_count_forward_passes cached: 같은 인자면 앞의 결과를 다시 쓴다
# hint: 같은 인자로 다시
def count_forward_passes(fn):
    cache = {}

    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        key = repr((args, kwargs))
        if key not in cache:
            cache[key] = fn(*args, **kwargs)
        return cache[key]

    wrapper.calls = 0
    return wrapper


# %% chaff q7d_count_forward_passes calls-method: calls를 메서드로 만든다
# hint: 괄호 없이 읽는
def count_forward_passes(fn):
    log = []

    def wrapper(*args, **kwargs):
        log.append(1)
        return fn(*args, **kwargs)

    wrapper.calls = lambda: len(log)
    return wrapper


# %% chaff q7d_count_forward_passes result-and-count: 결과와 횟수를 함께 돌려준다
# hint: fn이 돌려준 것과 다른
def count_forward_passes(fn):
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return fn(*args, **kwargs), wrapper.calls

    wrapper.calls = 0
    return wrapper


# %% chaff q7d_count_forward_passes other-name: 속성의 이름이 다르다
# hint: calls 속성이 없습니다
def count_forward_passes(fn):
    def wrapper(*args, **kwargs):
        wrapper.count += 1
        return fn(*args, **kwargs)

    wrapper.count = 0
    return wrapper


# %% chaff q7d_count_forward_passes no-wrapper-returned: 안쪽 함수를 돌려주지 않는다
# hint: return을 빠뜨리지
def count_forward_passes(fn):
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return fn(*args, **kwargs)

    wrapper.calls = 0


# %% chaff q7d_count_forward_passes runs-at-once: 감싸면서 fn을 부른다
# hint: 감싸기만 했는데
def count_forward_passes(fn):
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return fn(*args, **kwargs)

    wrapper.calls = 0
    try:
        fn()
    except TypeError:
        pass
    return wrapper


# %% chaff q7d_count_forward_passes update-wrapper-last: 감싼 것의 횟수를 원래 것의 속성으로 덮어쓴다
# hint: 감싼 것을 또 감쌌을 때
import functools


def count_forward_passes(fn):
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return fn(*args, **kwargs)

    wrapper.calls = 0
    return functools.update_wrapper(wrapper, fn)


# %% chaff q7d_count_forward_passes unwraps: 이미 감싼 것이면 그대로 돌려준다
# hint: 감싼 것을 또 감쌌을 때
def count_forward_passes(fn):
    if hasattr(fn, "calls"):
        return fn

    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return fn(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


# %% chaff q7d_count_forward_passes needs-name: 이름이 있는 함수만 감싼다
# hint: 부를 수 있는 객체
def count_forward_passes(fn):
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return fn(*args, **kwargs)

    wrapper.calls = 0
    wrapper.__name__ = fn.__name__
    return wrapper


# %% chaff q7d_count_forward_passes skips-none: None을 돌려주면 세지 않는다
# hint: None을 돌려주는 함수
def count_forward_passes(fn):
    def wrapper(*args, **kwargs):
        result = fn(*args, **kwargs)
        if result is not None:
            wrapper.calls += 1
        return result

    wrapper.calls = 0
    return wrapper


# %% chaff q7d_count_forward_passes boolean: 불렸는지만 적는다
# hint: 세 번 불렀는데
def count_forward_passes(fn):
    def wrapper(*args, **kwargs):
        wrapper.calls = 1
        return fn(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


# %% wheat q7e_mc_predict layer-training-flag: 층마다 training을 달리 주고, 층의 난수 상태를 정하기
def mc_predict(model, X, n, seed=None):
    drops = [layer for layer in model.layers if isinstance(layer, keras.layers.Dropout)]
    if seed is not None:
        for k, layer in enumerate(drops):
            layer.seed_generator.state.assign([1000 * seed + k, 0])
    outputs = []
    for _ in range(n):
        h = keras.ops.convert_to_tensor(X, dtype="float32")
        for layer in model.layers:
            h = layer(h, training=layer in drops)
        outputs.append(h)
    outputs = keras.ops.stack(outputs)
    return keras.ops.mean(outputs, axis=0), keras.ops.std(outputs, axis=0)


# %% wheat q7e_mc_predict batch-repeat: 입력을 n번 되풀이해 한꺼번에 예측하기
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    h = np.repeat(X, n, axis=0)
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dropout):
            h = keras.random.dropout(h, layer.rate, seed=generator)
        else:
            h = layer(h, training=False)
    draws = np.asarray(h).reshape(len(X), n, -1)
    return draws.mean(axis=1), draws.std(axis=1)


# %% wheat q7e_mc_predict subclassed-layer: 늘 켜진 층으로 바꾼 모델을 새로 만들기
class AlwaysOn(keras.layers.Dropout):
    def call(self, inputs, training=None):
        return super().call(inputs, training=True)


def mc_predict(model, X, n, seed=None):
    layers = []
    for k, layer in enumerate(model.layers):
        if isinstance(layer, keras.layers.Dropout):
            layer = AlwaysOn(layer.rate, seed=None if seed is None else seed * 100 + k)
        layers.append(layer)
    noisy = keras.Sequential([keras.Input(X.shape[1:]), *layers])
    draws = np.array([noisy(X, training=False) for _ in range(n)])
    return draws.mean(axis=0), draws.std(axis=0)


# %% wheat q7e_mc_predict clone-and-predict: 복제한 모델에 가중치를 옮기고 predict로 예측하기
class MCDropout(keras.layers.Dropout):
    def call(self, inputs, training=None):
        return super().call(inputs, training=True)


def mc_predict(model, X, n, seed=None):
    if seed is not None:
        keras.utils.set_random_seed(seed)

    def swap(layer):
        if isinstance(layer, keras.layers.Dropout):
            return MCDropout(layer.rate)
        return layer.__class__.from_config(layer.get_config())

    noisy = keras.models.clone_model(model, clone_function=swap)
    noisy.set_weights(model.get_weights())
    draws = [noisy.predict(X, verbose=0) for _ in range(n)]
    return np.mean(draws, axis=0), np.std(draws, axis=0)


# %% wheat q7e_mc_predict functional-clone: 함수형 모델로 다시 잇기
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    inputs = keras.Input(X.shape[1:])
    h = inputs
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dropout):
            rate = layer.rate
            h = keras.layers.Lambda(
                lambda t, rate=rate: keras.random.dropout(t, rate, seed=generator)
            )(h)
        else:
            h = layer(h, training=False)
    noisy = keras.Model(inputs, h)
    draws = np.stack([noisy(X).numpy() for _ in range(n)], axis=-1)
    return draws.mean(-1), draws.std(-1)


# %% wheat q7e_mc_predict numpy-forward: 드롭아웃만 NumPy 마스크로 걸기
def mc_predict(model, X, n, seed=None):
    rng = np.random.default_rng(seed)
    total = squares = 0.0
    for _ in range(n):
        h = np.asarray(X, dtype="float32")
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = (h * (rng.random(h.shape) >= layer.rate) / (1 - layer.rate)).astype("float32")
            else:
                h = np.asarray(layer(h))
        p = h.astype(float)
        total, squares = total + p, squares + p**2
    mean = total / n
    return [mean, np.sqrt(np.maximum(squares / n - mean**2, 0))]


# %% wheat q7e_mc_predict freeze-and-restore: 배치 정규화를 잠깐 동결하고 training=True로 부르기
def mc_predict(model, X, n, seed=None):
    norms = [l for l in model.layers if isinstance(l, keras.layers.BatchNormalization)]
    flags = [l.trainable for l in norms]
    if seed is not None:
        for k, layer in enumerate(model.layers):
            if isinstance(layer, keras.layers.Dropout):
                layer.seed_generator.state.assign([seed, 10_000 * k])
    for l in norms:
        l.trainable = False
    try:
        draws = np.array([model(X, training=True) for _ in range(n)])
    finally:
        for l, flag in zip(norms, flags):
            l.trainable = flag
    return draws.mean(axis=0), draws.std(axis=0)


# %% wheat q7e_mc_predict global-generator: 전역 시드를 정하고 keras.random.dropout 부르기
def mc_predict(model, X, n, seed=None):
    if seed is not None:
        keras.utils.set_random_seed(seed)

    def once():
        h = X
        for layer in model.layers:
            if type(layer) is keras.layers.Dropout:
                h = keras.random.dropout(h, layer.rate)
            else:
                h = layer(h)
        return np.array(h)

    P = np.array([once() for _ in range(n)])
    return np.stack([P.mean(0), P.std(0)])


# %% chaff q7e_mc_predict plain-predict: predict만 n번 부른다
# hint: 드롭아웃이 켜져 있는지
def mc_predict(model, X, n, seed=None):
    draws = np.array([model.predict(X, verbose=0) for _ in range(n)])
    return draws.mean(axis=0), draws.std(axis=0)


# %% chaff q7e_mc_predict plain-call: training을 주지 않고 부른다
# hint: 드롭아웃이 켜져 있는지
def mc_predict(model, X, n, seed=None):
    draws = np.array([model(X) for _ in range(n)])
    return draws.mean(axis=0), draws.std(axis=0)


# %% chaff q7e_mc_predict training-true: 모델 전체를 훈련 상태로 부른다
# hint: Dropout 말고 어떤 층이
def mc_predict(model, X, n, seed=None):
    if seed is not None:
        for k, layer in enumerate(model.layers):
            if isinstance(layer, keras.layers.Dropout):
                layer.seed_generator.state.assign([100 * seed + k, 0])
    draws = np.array([model(X, training=True) for _ in range(n)])
    return draws.mean(axis=0), draws.std(axis=0)


# %% chaff q7e_mc_predict training-true-restored: 이동 평균만 되돌려 놓고 미니배치의 통계로 예측한다
# hint: 미니배치의 통계를 쓰는지
def mc_predict(model, X, n, seed=None):
    saved = model.get_weights()
    if seed is not None:
        for k, layer in enumerate(model.layers):
            if isinstance(layer, keras.layers.Dropout):
                layer.seed_generator.state.assign([100 * seed + k, 0])
    draws = np.array([model(X, training=True) for _ in range(n)])
    model.set_weights(saved)
    return draws.mean(axis=0), draws.std(axis=0)


# %% chaff q7e_mc_predict left-frozen: 배치 정규화를 동결한 채로 둔다
# hint: 되돌려 놓아야
def mc_predict(model, X, n, seed=None):
    for k, layer in enumerate(model.layers):
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
        if seed is not None and isinstance(layer, keras.layers.Dropout):
            layer.seed_generator.state.assign([100 * seed + k, 0])
    draws = np.array([model(X, training=True) for _ in range(n)])
    return draws.mean(axis=0), draws.std(axis=0)


# %% chaff q7e_mc_predict unfreezes-all: 끝난 뒤 모든 층의 동결을 푼다
# hint: 되돌려 놓아야
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    draws = []
    for layer in model.layers:
        layer.trainable = False
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(h))
    for layer in model.layers:
        layer.trainable = True
    return np.mean(draws, axis=0), np.std(draws, axis=0)


# %% chaff q7e_mc_predict left-on: 드롭아웃을 켜 놓은 채로 둔다
# hint: 드롭아웃이 켜진 채
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dropout):
            layer.call = lambda h, training=False, rate=layer.rate: keras.random.dropout(
                h, rate, seed=generator
            )
    draws = np.array([model(X, training=False) for _ in range(n)])
    return draws.mean(axis=0), draws.std(axis=0)


# %% chaff q7e_mc_predict ignores-n: n을 쓰지 않고 늘 100번 예측한다
# hint: 나올 수 없는 값
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    draws = []
    for _ in range(100):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(h))
    return np.mean(draws, axis=0), np.std(draws, axis=0)


# %% chaff q7e_mc_predict one-too-few: n보다 하나 적게 예측한다
# hint: 나올 수 없는 값
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    draws = []
    for _ in range(max(n - 1, 1)):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(h))
    return np.mean(draws, axis=0), np.std(draws, axis=0)


# %% chaff q7e_mc_predict plain-included: 보통 예측까지 평균에 넣는다
# hint: 나올 수 없는 값
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    draws = [np.array(model(X))]
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(h))
    return np.mean(draws, axis=0), np.std(draws, axis=0)


# %% chaff q7e_mc_predict last-draw: 마지막 예측을 평균이라며 돌려준다
# hint: 모두 평균하는지
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(h))
    return draws[-1], np.std(draws, axis=0)


# %% chaff q7e_mc_predict median: 평균 대신 중앙값을 구한다
# hint: 모두 평균하는지
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(h))
    return np.median(draws, axis=0), np.std(draws, axis=0)


# %% chaff q7e_mc_predict sums: 평균 대신 합을 구한다
# hint: 평균이 보통 예측과 같아야
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(h))
    return np.sum(draws, axis=0), np.std(draws, axis=0)


# %% chaff q7e_mc_predict logit-average: 확률 대신 로그 확률을 평균해 소프트맥스를 건다
# hint: 나올 수 없는 값
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(h))
    geometric = np.exp(np.mean(np.log(draws), axis=0))
    return geometric / geometric.sum(axis=1, keepdims=True), np.std(draws, axis=0)


# %% chaff q7e_mc_predict majority-vote: 확률 대신 가장 큰 클래스에 투표한다
# hint: 무엇을 평균하는지
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h)
        h = np.array(h)
        draws.append(np.eye(h.shape[1])[h.argmax(axis=1)])
    return np.mean(draws, axis=0), np.std(draws, axis=0)


# %% chaff q7e_mc_predict softmax-twice: 이미 확률인 출력에 소프트맥스를 또 건다
# hint: 이미 확률입니다
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(keras.ops.softmax(h)))
    return np.mean(draws, axis=0), np.std(draws, axis=0)


# %% chaff q7e_mc_predict variance: 표준편차 대신 분산을 돌려준다
# hint: 표준편차와 분산
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(h))
    return np.mean(draws, axis=0), np.var(draws, axis=0)


# %% chaff q7e_mc_predict ddof-one: 표준편차를 n−1로 나눈다
# hint: ddof
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(h))
    return np.mean(draws, axis=0), np.std(draws, axis=0, ddof=min(1, n - 1))


# %% chaff q7e_mc_predict standard-error: 평균의 표준오차를 돌려준다
# hint: 평균의 표준오차
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(h))
    return np.mean(draws, axis=0), np.std(draws, axis=0) / np.sqrt(n)


# %% chaff q7e_mc_predict swapped: 표준편차를 먼저 돌려준다
# hint: 순서가 바뀌었습니다
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(h))
    return np.std(draws, axis=0), np.mean(draws, axis=0)


# %% chaff q7e_mc_predict mean-over-samples: 예측이 아니라 샘플에 걸쳐 평균한다
# hint: 어느 축을 없애야
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(h))
    return np.mean(draws, axis=1), np.std(draws, axis=1)


# %% chaff q7e_mc_predict scalar-std: 표준편차를 클래스에 걸쳐 평균한다
# hint: 어느 축을 없애야
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(h))
    return np.mean(draws, axis=0), np.std(draws, axis=0).mean(axis=1)


# %% chaff q7e_mc_predict std-across-classes: 클래스에 걸친 표준편차를 돌려준다
# hint: 표준편차가 0이어야
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(h))
    mean = np.mean(draws, axis=0)
    return mean, np.repeat(mean.std(axis=1, keepdims=True), mean.shape[1], axis=1)


# %% chaff q7e_mc_predict repeat-mixed-up: 되풀이한 입력을 되돌릴 때 샘플을 섞는다
# hint: 평균이 보통 예측과 같아야
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    h = np.repeat(X, n, axis=0)
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dropout):
            h = keras.random.dropout(h, layer.rate, seed=generator)
        else:
            h = layer(h, training=False)
    draws = np.asarray(h).reshape(n, len(X), -1)
    return draws.mean(axis=0), draws.std(axis=0)


# %% chaff q7e_mc_predict same-mask-every-draw: 예측마다 같은 시드로 다시 시작한다
# hint: 같은 시드로 다시 시작
def mc_predict(model, X, n, seed=None):
    draws = []
    for _ in range(n):
        generator = keras.random.SeedGenerator(seed)
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(h))
    return np.mean(draws, axis=0), np.std(draws, axis=0)


# %% chaff q7e_mc_predict integer-seed: 정수 시드를 그대로 넘겨 늘 같은 마스크를 쓴다
# hint: 같은 시드로 다시 시작
def mc_predict(model, X, n, seed=None):
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=seed)
            else:
                h = layer(h)
        draws.append(np.array(h))
    return np.mean(draws, axis=0), np.std(draws, axis=0)


# %% chaff q7e_mc_predict same-mask-every-layer: 층마다 같은 시드를 준다
# hint: 똑같은 마스크를 쓰지 않는지
def mc_predict(model, X, n, seed=None):
    draws = []
    for k in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=None if seed is None else seed + k)
            else:
                h = layer(h)
        draws.append(np.array(h))
    return np.mean(draws, axis=0), np.std(draws, axis=0)


# %% chaff q7e_mc_predict same-mask-every-sample: 모든 샘플에 같은 마스크를 쓴다
# hint: 샘플마다 따로
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, (1, h.shape[1]), seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(h))
    return np.mean(draws, axis=0), np.std(draws, axis=0)


# %% chaff q7e_mc_predict first-dropout-only: 첫 Dropout 층만 켠다
# hint: 나올 수 없는 값
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    draws = []
    for _ in range(n):
        h, used = X, False
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout) and not used:
                h, used = keras.random.dropout(h, layer.rate, seed=generator), True
            else:
                h = layer(h)
        draws.append(np.array(h))
    return np.mean(draws, axis=0), np.std(draws, axis=0)


# %% chaff q7e_mc_predict last-dropout-only: 마지막 Dropout 층만 켠다
# hint: 나올 수 없는 값
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    last = [l for l in model.layers if isinstance(l, keras.layers.Dropout)][-1:]
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            h = keras.random.dropout(h, layer.rate, seed=generator) if layer in last else layer(h)
        draws.append(np.array(h))
    return np.mean(draws, axis=0), np.std(draws, axis=0)


# %% chaff q7e_mc_predict unscaled-mask: 마스크만 곱하고 눈금을 맞추지 않는다
# hint: 나올 수 없는 값
def mc_predict(model, X, n, seed=None):
    rng = np.random.default_rng(seed)
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = np.asarray(h) * (rng.random(h.shape) >= layer.rate)
            else:
                h = layer(h)
        draws.append(np.array(h))
    return np.mean(draws, axis=0), np.std(draws, axis=0)


# %% chaff q7e_mc_predict rate-is-keep: 비율을 보존 확률로 여긴다
# hint: 나올 수 없는 값
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, 1 - layer.rate, seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(h))
    return np.mean(draws, axis=0), np.std(draws, axis=0)


# %% chaff q7e_mc_predict half-always: 비율을 0.5로 못 박는다
# hint: 나올 수 없는 값
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, 0.5, seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(h))
    return np.mean(draws, axis=0), np.std(draws, axis=0)


# %% chaff q7e_mc_predict set-random-seed: 전역 시드만 정하고 층의 난수 상태를 그대로 쓴다
# hint: 난수 상태를 되돌리지 않습니다
def mc_predict(model, X, n, seed=None):
    if seed is not None:
        keras.utils.set_random_seed(seed)
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            h = layer(h, training=isinstance(layer, keras.layers.Dropout))
        draws.append(np.array(h))
    return np.mean(draws, axis=0), np.std(draws, axis=0)


# %% chaff q7e_mc_predict ignores-seed: seed를 쓰지 않는다
# hint: 같은 시드로 두 번 불렀는데
def mc_predict(model, X, n, seed=None):
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            h = layer(h, training=isinstance(layer, keras.layers.Dropout))
        draws.append(np.array(h))
    return np.mean(draws, axis=0), np.std(draws, axis=0)


# %% chaff q7e_mc_predict falsy-seed: 시드 0을 시드가 없는 것으로 여긴다
# hint: 0도 시드입니다
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed or None)
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(h))
    return np.mean(draws, axis=0), np.std(draws, axis=0)


# %% chaff q7e_mc_predict fixed-seed: seed와 상관없이 42를 쓴다
# hint: 다른 시드를 주었는데
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(42)
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(h))
    return np.mean(draws, axis=0), np.std(draws, axis=0)


# %% chaff q7e_mc_predict default-seed: 시드가 없을 때도 늘 같은 시드를 쓴다
# hint: 부를 때마다 같은 결과
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(0 if seed is None else seed)
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(h))
    return np.mean(draws, axis=0), np.std(draws, axis=0)


# %% chaff q7e_mc_predict mean-only: 평균만 돌려준다
# hint: 두 배열을 차례로
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(h))
    return np.mean(draws, axis=0)


# %% chaff q7e_mc_predict forgets-return: 돌려주지 않는다
# hint: return을 빠뜨리지
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h)
        draws.append(np.array(h))
    mean, std = np.mean(draws, axis=0), np.std(draws, axis=0)


# %% chaff q7e_mc_predict dropout-by-name: 이름에 dropout이 든 층만 켠다
# hint: 층의 이름이 아니라 종류로
def mc_predict(model, X, n, seed=None):
    generator = keras.random.SeedGenerator(seed)
    draws = []
    for _ in range(n):
        h = X
        for layer in model.layers:
            if "dropout" in layer.name:
                h = keras.random.dropout(h, layer.rate, seed=generator)
            else:
                h = layer(h, training=False)
        draws.append(np.asarray(h))
    return np.mean(draws, axis=0), np.std(draws, axis=0)


# %% wheat q7f_updates_to_target while-loop: 손실을 먼저 재고 while로 되풀이하기
def updates_to_target(net, target, max_updates):
    done = 0
    loss = net.loss(training=False)
    while loss > target:
        if done == max_updates:
            return None
        net.update()
        done += 1
        loss = net.loss(training=False)
    return done


# %% wheat q7f_updates_to_target recursive-count: 되부름으로 세기
def updates_to_target(net, target, max_updates):
    if net.loss(False) <= target:
        return 0
    if max_updates <= 0:
        return None
    net.update()
    rest = updates_to_target(net, target, max_updates - 1)
    return None if rest is None else rest + 1


# %% wheat q7f_updates_to_target for-else: for와 else로 쓰기
def updates_to_target(net, target, max_updates):
    reached = net.loss(False) <= target
    if reached:
        return 0
    for count in range(1, max_updates + 1):
        net.update()
        if net.loss(False) <= target:
            break
    else:
        return None
    return count


# %% wheat q7f_updates_to_target generator-of-losses: 손실을 차례로 내는 제너레이터
def updates_to_target(net, target, max_updates):
    def losses():
        yield net.loss(False)
        for _ in range(max_updates):
            net.update()
            yield net.loss(False)

    return next((k for k, loss in enumerate(losses()) if loss <= target), None)


# %% chaff q7f_updates_to_target dropout-on: 드롭아웃을 켠 손실로 정한다
# hint: 드롭아웃을 켜고 손실을 쟀습니다
def updates_to_target(net, target, max_updates):
    for done in range(max_updates + 1):
        if net.loss(True) <= target:
            return done
        if done < max_updates:
            net.update()
    return None


# %% chaff q7f_updates_to_target update-first: 갱신한 뒤에만 손실을 잰다
# hint: 갱신하기 전에 이미 목표 아래
def updates_to_target(net, target, max_updates):
    for done in range(1, max_updates + 1):
        net.update()
        if net.loss(False) <= target:
            return done
    return None


# %% chaff q7f_updates_to_target counts-from-zero: 첫 갱신을 0번째로 센다
# hint: 실제로 한 갱신은
def updates_to_target(net, target, max_updates):
    if net.loss(False) <= target:
        return 0
    for done in range(max_updates):
        net.update()
        if net.loss(False) <= target:
            return done
    return None


# %% chaff q7f_updates_to_target returns-limit: 이르지 못하면 한도를 돌려준다
# hint: 이르지 못한 것과 마지막에
def updates_to_target(net, target, max_updates):
    done = 0
    while net.loss(False) > target and done < max_updates:
        net.update()
        done += 1
    return done


# %% chaff q7f_updates_to_target misses-last: 마지막 갱신 뒤의 손실을 재지 않는다
# hint: 마지막 갱신을 한 뒤에도
def updates_to_target(net, target, max_updates):
    for done in range(max_updates):
        if net.loss(False) <= target:
            return done
        net.update()
    return None


# %% chaff q7f_updates_to_target every-five: 다섯 번에 한 번만 손실을 잰다
# hint: 처음 내려간 때를 지나치거나
def updates_to_target(net, target, max_updates):
    if net.loss(False) <= target:
        return 0
    for done in range(1, max_updates + 1):
        net.update()
        if (done % 5 == 0 or done == max_updates) and net.loss(False) <= target:
            return done
    return None


# %% chaff q7f_updates_to_target all-then-look: 한도까지 갱신하며 손실을 모은 뒤에 찾는다
# hint: 센 뒤에 더 갱신하지 않는지
def updates_to_target(net, target, max_updates):
    losses = [net.loss(False)]
    for _ in range(max_updates):
        net.update()
        losses.append(net.loss(False))
    return next((k for k, loss in enumerate(losses) if loss <= target), None)


# %% chaff q7f_updates_to_target lowest-loss: 손실이 가장 작은 때를 돌려준다
# hint: 손실이 가장 작아지는 때가
def updates_to_target(net, target, max_updates):
    losses = [net.loss(False)]
    for _ in range(max_updates):
        net.update()
        losses.append(net.loss(False))
    best = min(range(len(losses)), key=losses.__getitem__)
    return best if losses[best] <= target else None


# %% chaff q7f_updates_to_target strictly-below: 목표와 같은 손실은 이른 것이 아니라고 여긴다
# hint: target과 정확히 같으면
def updates_to_target(net, target, max_updates):
    for done in range(max_updates + 1):
        if net.loss(False) < target:
            return done
        if done < max_updates:
            net.update()
    return None


# %% chaff q7f_updates_to_target ignores-limit: 한도를 천 번으로 못 박는다
# hint: 한도를 넘지 않는지
def updates_to_target(net, target, max_updates):
    for done in range(1001):
        if net.loss(False) <= target:
            return done
        net.update()
    return None


# %% chaff q7f_updates_to_target two-per-round: 한 번 잴 때마다 두 번 갱신한다
# hint: 실제로 한 갱신은
def updates_to_target(net, target, max_updates):
    for done in range(max_updates + 1):
        if net.loss(False) <= target:
            return done
        net.update()
        net.update()
    return None


# %% chaff q7f_updates_to_target gives-up-when-rising: 손실이 오르면 그만둔다
# hint: 손실이 오르내리는 망
def updates_to_target(net, target, max_updates):
    last = net.loss(False)
    for done in range(max_updates):
        if last <= target:
            return done
        net.update()
        now = net.loss(False)
        if now > last:
            return None
        last = now
    return max_updates if last <= target else None


# %% chaff q7f_updates_to_target prints-count: 돌려주지 않고 출력만 한다
# hint: return을 빠뜨리지 않았는지
def updates_to_target(net, target, max_updates):
    done = 0
    while net.loss(False) > target and done < max_updates:
        net.update()
        done += 1
    print(done)


# %% wheat q7f_slowdown comprehension: 짝을 한꺼번에 만들어 고르기
def slowdown(make, rate, seeds, target, max_updates):
    pairs = [
        tuple(updates_to_target(make(p, seed), target, max_updates) for p in (0.0, rate))
        for seed in seeds
    ]
    kept = [after / before for before, after in pairs if None not in (before, after)]
    return (np.median(kept), len(kept)) if kept else (None, 0)


# %% wheat q7f_slowdown own-loop-statistics: 스스로 세고 statistics로 중앙값 구하기
import statistics


def slowdown(make, rate, seeds, target, max_updates):
    def updates(net):
        for done in range(max_updates + 1):
            if net.loss(False) <= target:
                return done
            net.update()

    ratios = []
    for seed in seeds:
        without = updates(make(0, seed))
        if without is None:
            continue
        with_dropout = updates(make(rate, seed))
        if with_dropout is None:
            continue
        ratios.append(with_dropout / without)
    if not ratios:
        return None, 0
    return statistics.median(ratios), len(ratios)


# %% wheat q7f_slowdown nan-for-missing: 이르지 못한 것을 NaN으로 두고 nanmedian
def slowdown(make, rate, seeds, target, max_updates):
    seeds = list(seeds)
    table = np.full((len(seeds), 2), np.nan)
    for row, seed in enumerate(seeds):
        for column, p in enumerate((rate, 0)):
            count = updates_to_target(make(p, seed), target, max_updates)
            table[row, column] = np.nan if count is None else count
    ratios = table[:, 0] / table[:, 1]
    used = int(np.isfinite(ratios).sum())
    return (float(np.nanmedian(ratios)), used) if used else (None, 0)


# %% chaff q7f_slowdown upside-down: 비율을 거꾸로 구한다
# hint: 비율이 거꾸로
def slowdown(make, rate, seeds, target, max_updates):
    ratios = []
    for seed in seeds:
        plain = updates_to_target(make(0, seed), target, max_updates)
        dropped = updates_to_target(make(rate, seed), target, max_updates)
        if plain is not None and dropped is not None:
            ratios.append(plain / dropped)
    return (float(np.median(ratios)) if ratios else None), len(ratios)


# %% chaff q7f_slowdown mean-ratio: 중앙값 대신 평균을 구한다
# hint: 평균입니다
def slowdown(make, rate, seeds, target, max_updates):
    ratios = []
    for seed in seeds:
        plain = updates_to_target(make(0, seed), target, max_updates)
        dropped = updates_to_target(make(rate, seed), target, max_updates)
        if plain is not None and dropped is not None:
            ratios.append(dropped / plain)
    return (float(np.mean(ratios)) if ratios else None), len(ratios)


# %% chaff q7f_slowdown totals: 횟수를 모두 더한 뒤에 나눈다
# hint: 횟수를 먼저 더했습니다
def slowdown(make, rate, seeds, target, max_updates):
    kept = []
    for seed in seeds:
        plain = updates_to_target(make(0, seed), target, max_updates)
        dropped = updates_to_target(make(rate, seed), target, max_updates)
        if plain is not None and dropped is not None:
            kept.append((plain, dropped))
    if not kept:
        return None, 0
    return sum(d for _, d in kept) / sum(p for p, _ in kept), len(kept)


# %% chaff q7f_slowdown medians-divided: 횟수의 중앙값끼리 나눈다
# hint: 횟수의 중앙값끼리
def slowdown(make, rate, seeds, target, max_updates):
    kept = []
    for seed in seeds:
        plain = updates_to_target(make(0, seed), target, max_updates)
        dropped = updates_to_target(make(rate, seed), target, max_updates)
        if plain is not None and dropped is not None:
            kept.append((plain, dropped))
    if not kept:
        return None, 0
    plain, dropped = np.median(kept, axis=0)
    return float(dropped / plain), len(kept)


# %% chaff q7f_slowdown other-seeds: 드롭아웃이 있는 망에는 다른 시드를 쓴다
# hint: 같은 시드의 두 망끼리
def slowdown(make, rate, seeds, target, max_updates):
    seeds, ratios = list(seeds), []
    for seed, other in zip(seeds, seeds[1:] + seeds[:1]):
        plain = updates_to_target(make(0, seed), target, max_updates)
        dropped = updates_to_target(make(rate, other), target, max_updates)
        if plain is not None and dropped is not None:
            ratios.append(dropped / plain)
    return (float(np.median(ratios)) if ratios else None), len(ratios)


# %% chaff q7f_slowdown fixed-rate: 드롭아웃 비율을 0.5로 못 박는다
# hint: 드롭아웃 비율을 인자로
def slowdown(make, rate, seeds, target, max_updates):
    ratios = []
    for seed in seeds:
        plain = updates_to_target(make(0, seed), target, max_updates)
        dropped = updates_to_target(make(0.5, seed), target, max_updates)
        if plain is not None and dropped is not None:
            ratios.append(dropped / plain)
    return (float(np.median(ratios)) if ratios else None), len(ratios)


# %% chaff q7f_slowdown limit-for-missing: 이르지 못한 망의 횟수를 한도로 친다
# hint: 그 시드만 빼야
def slowdown(make, rate, seeds, target, max_updates):
    ratios = []
    for seed in seeds:
        plain = updates_to_target(make(0, seed), target, max_updates) or max_updates
        dropped = updates_to_target(make(rate, seed), target, max_updates) or max_updates
        ratios.append(dropped / plain)
    return (float(np.median(ratios)) if ratios else None), len(ratios)


# %% chaff q7f_slowdown all-or-nothing: 시드 하나라도 이르지 못하면 None을 돌려준다
# hint: 그 시드만 빼야
def slowdown(make, rate, seeds, target, max_updates):
    ratios = []
    for seed in seeds:
        plain = updates_to_target(make(0, seed), target, max_updates)
        dropped = updates_to_target(make(rate, seed), target, max_updates)
        if plain is None or dropped is None:
            return None, 0
        ratios.append(dropped / plain)
    return float(np.median(ratios)), len(ratios)


# %% chaff q7f_slowdown counts-all-seeds: 뺀 시드까지 센다
# hint: 시드의 수가 4입니다
def slowdown(make, rate, seeds, target, max_updates):
    ratios = []
    for seed in seeds:
        plain = updates_to_target(make(0, seed), target, max_updates)
        dropped = updates_to_target(make(rate, seed), target, max_updates)
        if plain is not None and dropped is not None:
            ratios.append(dropped / plain)
    return (float(np.median(ratios)) if ratios else None), len(list(seeds))


# %% chaff q7f_slowdown nan-when-empty: 남은 시드가 없으면 NaN을 돌려준다
# hint: 견줄 것이 없으면
def slowdown(make, rate, seeds, target, max_updates):
    ratios = []
    for seed in seeds:
        plain = updates_to_target(make(0, seed), target, max_updates)
        dropped = updates_to_target(make(rate, seed), target, max_updates)
        if plain is not None and dropped is not None:
            ratios.append(dropped / plain)
    return (float(np.median(ratios)) if ratios else float("nan")), len(ratios)


# %% chaff q7f_slowdown extra-updates: 몇 배가 아니라 더 든 몫을 돌려준다
# hint: 느려진 만큼만
def slowdown(make, rate, seeds, target, max_updates):
    ratios = []
    for seed in seeds:
        plain = updates_to_target(make(0, seed), target, max_updates)
        dropped = updates_to_target(make(rate, seed), target, max_updates)
        if plain is not None and dropped is not None:
            ratios.append((dropped - plain) / plain)
    return (float(np.median(ratios)) if ratios else None), len(ratios)


# %% chaff q7f_slowdown one-seed: 첫 시드만 잰다
# hint: 첫 시드의 비율만
def slowdown(make, rate, seeds, target, max_updates):
    seed = list(seeds)[0]
    plain = updates_to_target(make(0, seed), target, max_updates)
    dropped = updates_to_target(make(rate, seed), target, max_updates)
    return (None, 0) if None in (plain, dropped) else (dropped / plain, 1)


# %% chaff q7f_slowdown ratio-only: 비율만 돌려준다
# hint: 두 값을 차례로
def slowdown(make, rate, seeds, target, max_updates):
    ratios = []
    for seed in seeds:
        plain = updates_to_target(make(0, seed), target, max_updates)
        dropped = updates_to_target(make(rate, seed), target, max_updates)
        if plain is not None and dropped is not None:
            ratios.append(dropped / plain)
    return np.median(ratios)
