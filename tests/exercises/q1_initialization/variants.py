"""연습문제 1의 맞는 답(wheat)과, 오개념이 하나씩 든 답(chaff).

이 파일은 실행하지 않는다. 머리줄 아래의 코드가 그 답 셀을 통째로 대신한다.
"""

# %% wheat q1a_init_std math-module: math 모듈과 차례로 묻는 조건문
import math


def init_std(fan_in, fan_out, scheme):
    scheme = scheme.lower()
    if scheme == "glorot" or scheme == "xavier":
        return math.sqrt(1 / ((fan_in + fan_out) / 2))
    if scheme == "he" or scheme == "kaiming":
        return math.sqrt(2) / math.sqrt(fan_in)
    if scheme == "lecun":
        return 1 / math.sqrt(fan_in)
    raise ValueError("모르는 초기화")


# %% wheat q1a_init_std scale-and-mode-table: 배수와 기준 팬의 표에서 찾기
def init_std(fan_in, fan_out, scheme):
    fan_avg = 0.5 * (fan_in + fan_out)
    variances = {"glorot": 1 / fan_avg, "he": 2 / fan_in, "lecun": 1 / fan_in}
    aliases = {"xavier": "glorot", "kaiming": "he"}
    name = scheme.casefold()
    name = aliases.get(name, name)
    if name not in variances:
        raise ValueError(f"unknown scheme: {scheme}")
    return variances[name] ** 0.5


# %% wheat q1a_init_std float32-scalar: float32 스칼라를 돌려주기
def init_std(fan_in, fan_out, scheme):
    n, m = np.float32(fan_in), np.float32(fan_out)
    match scheme.upper():
        case "GLOROT" | "XAVIER":
            return np.sqrt(np.float32(2) / (n + m))
        case "HE" | "KAIMING":
            return np.sqrt(np.float32(2) / n)
        case "LECUN":
            return np.sqrt(np.float32(1) / n)
    raise ValueError(scheme)


# %% wheat q1a_init_std from-uniform-limit: 균등분포의 경계값에서 거꾸로 구하기
def init_std(fan_in, fan_out, scheme):
    scheme = scheme.lower()
    if scheme in {"glorot", "xavier"}:
        limit = np.sqrt(6 / (fan_in + fan_out))
    elif scheme in {"he", "kaiming"}:
        limit = np.sqrt(6 / fan_in)
    elif scheme == "lecun":
        limit = np.sqrt(3 / fan_in)
    else:
        raise ValueError(scheme)
    return np.array(limit / np.sqrt(3))


# %% chaff q1a_init_std he-two-outside-root: He의 2를 근호 밖에 둔다
# hint: 어느 쪽에 2가 들어가는지
def init_std(fan_in, fan_out, scheme):
    name = scheme.lower()
    if name in ("glorot", "xavier"):
        return np.sqrt(2 / (fan_in + fan_out))
    if name in ("he", "kaiming"):
        return 2 / np.sqrt(fan_in)
    if name == "lecun":
        return np.sqrt(1 / fan_in)
    raise ValueError(scheme)


# %% chaff q1a_init_std glorot-fan-in-only: 글로럿을 팬-인만으로 정한다
# hint: 팬-인과 팬-아웃을 맞바꾸었을 때
def init_std(fan_in, fan_out, scheme):
    name = scheme.lower()
    if name in ("glorot", "xavier"):
        return np.sqrt(1 / fan_in)
    if name in ("he", "kaiming"):
        return np.sqrt(2 / fan_in)
    if name == "lecun":
        return np.sqrt(1 / fan_in)
    raise ValueError(scheme)


# %% chaff q1a_init_std returns-variance: 표준편차 대신 분산을 돌려준다
# hint: 표준편차와 분산 가운데 무엇을 돌려주는지
def init_std(fan_in, fan_out, scheme):
    name = scheme.lower()
    if name in ("glorot", "xavier"):
        return 2 / (fan_in + fan_out)
    if name in ("he", "kaiming"):
        return 2 / fan_in
    if name == "lecun":
        return 1 / fan_in
    raise ValueError(scheme)


# %% chaff q1a_init_std he-uses-fan-out: He에 팬-아웃을 쓴다
# hint: 더하는 항의 수는 팬-인과 팬-아웃 가운데
def init_std(fan_in, fan_out, scheme):
    name = scheme.lower()
    if name in ("glorot", "xavier"):
        return np.sqrt(2 / (fan_in + fan_out))
    if name in ("he", "kaiming"):
        return np.sqrt(2 / fan_out)
    if name == "lecun":
        return np.sqrt(1 / fan_in)
    raise ValueError(scheme)


# %% chaff q1a_init_std he-uses-fan-average: He에 두 팬의 평균을 쓴다
# hint: 한 방향을 기준으로 하는지
def init_std(fan_in, fan_out, scheme):
    fan_avg = (fan_in + fan_out) / 2
    name = scheme.lower()
    if name in ("glorot", "xavier"):
        return np.sqrt(1 / fan_avg)
    if name in ("he", "kaiming"):
        return np.sqrt(2 / fan_avg)
    if name == "lecun":
        return np.sqrt(1 / fan_in)
    raise ValueError(scheme)


# %% chaff q1a_init_std he-ignores-relu: He에서 ReLU의 몫을 빠뜨린다
# hint: ReLU가 음수를 버린다는 사실
def init_std(fan_in, fan_out, scheme):
    name = scheme.lower()
    if name in ("glorot", "xavier"):
        return np.sqrt(2 / (fan_in + fan_out))
    if name in ("he", "kaiming", "lecun"):
        return np.sqrt(1 / fan_in)
    raise ValueError(scheme)


# %% chaff q1a_init_std he-halves-variance: ReLU가 절반을 버리니 분산도 절반이라고 여긴다
# hint: ReLU가 줄인 몫을 가중치가 어떻게 메우는지
def init_std(fan_in, fan_out, scheme):
    name = scheme.lower()
    if name in ("glorot", "xavier"):
        return np.sqrt(2 / (fan_in + fan_out))
    if name in ("he", "kaiming"):
        return np.sqrt(1 / (2 * fan_in))
    if name == "lecun":
        return np.sqrt(1 / fan_in)
    raise ValueError(scheme)


# %% chaff q1a_init_std glorot-sum-for-mean: 글로럿에서 팬의 평균 대신 합을 쓴다
# hint: 합과 평균
def init_std(fan_in, fan_out, scheme):
    name = scheme.lower()
    if name in ("glorot", "xavier"):
        return np.sqrt(1 / (fan_in + fan_out))
    if name in ("he", "kaiming"):
        return np.sqrt(2 / fan_in)
    if name == "lecun":
        return np.sqrt(1 / fan_in)
    raise ValueError(scheme)


# %% chaff q1a_init_std glorot-uniform-limit: 균등분포의 경계값을 표준편차로 여긴다
# hint: 균등분포의 경계값
def init_std(fan_in, fan_out, scheme):
    name = scheme.lower()
    if name in ("glorot", "xavier"):
        return np.sqrt(6 / (fan_in + fan_out))
    if name in ("he", "kaiming"):
        return np.sqrt(2 / fan_in)
    if name == "lecun":
        return np.sqrt(1 / fan_in)
    raise ValueError(scheme)


# %% chaff q1a_init_std glorot-geometric-mean: 글로럿에서 두 팬의 기하 평균을 쓴다
# hint: 팬-인과 팬-아웃이 크게 다른 층
def init_std(fan_in, fan_out, scheme):
    name = scheme.lower()
    if name in ("glorot", "xavier"):
        return (fan_in * fan_out) ** -0.25
    if name in ("he", "kaiming"):
        return np.sqrt(2 / fan_in)
    if name == "lecun":
        return np.sqrt(1 / fan_in)
    raise ValueError(scheme)


# %% chaff q1a_init_std glorot-larger-fan: 글로럿에서 두 팬 가운데 큰 쪽을 쓴다
# hint: 팬-인과 팬-아웃이 크게 다른 층
def init_std(fan_in, fan_out, scheme):
    name = scheme.lower()
    if name in ("glorot", "xavier"):
        return np.sqrt(1 / max(fan_in, fan_out))
    if name in ("he", "kaiming"):
        return np.sqrt(2 / fan_in)
    if name == "lecun":
        return np.sqrt(1 / fan_in)
    raise ValueError(scheme)


# %% chaff q1a_init_std lecun-as-glorot: 르쿤과 글로럿을 같은 것으로 여긴다
# hint: 르쿤 초기화로 만든 층
def init_std(fan_in, fan_out, scheme):
    name = scheme.lower()
    if name in ("glorot", "xavier", "lecun"):
        return np.sqrt(2 / (fan_in + fan_out))
    if name in ("he", "kaiming"):
        return np.sqrt(2 / fan_in)
    raise ValueError(scheme)


# %% chaff q1a_init_std lecun-he-swapped: 르쿤과 He를 바꾸어 기억한다
# hint: 르쿤 초기화로 만든 층
def init_std(fan_in, fan_out, scheme):
    name = scheme.lower()
    if name in ("glorot", "xavier"):
        return np.sqrt(2 / (fan_in + fan_out))
    if name == "lecun":
        return np.sqrt(2 / fan_in)
    if name in ("he", "kaiming"):
        return np.sqrt(1 / fan_in)
    raise ValueError(scheme)


# %% chaff q1a_init_std missing-reciprocal: 분산이 팬-인에 반비례하지 않고 비례한다고 여긴다
# hint: 가중치를 키워야 할지 줄여야 할지
def init_std(fan_in, fan_out, scheme):
    name = scheme.lower()
    if name in ("glorot", "xavier"):
        return np.sqrt((fan_in + fan_out) / 2)
    if name in ("he", "kaiming"):
        return np.sqrt(2 * fan_in)
    if name == "lecun":
        return np.sqrt(fan_in)
    raise ValueError(scheme)


# %% chaff q1a_init_std integer-division: 정수 나눗셈으로 분산이 0이 된다
# hint: 소수점 아래가 잘리지 않는지
def init_std(fan_in, fan_out, scheme):
    name = scheme.lower()
    if name in ("glorot", "xavier"):
        return np.sqrt(2 // (fan_in + fan_out))
    if name in ("he", "kaiming"):
        return np.sqrt(2 // fan_in)
    if name == "lecun":
        return np.sqrt(1 // fan_in)
    raise ValueError(scheme)


# %% chaff q1a_init_std case-sensitive: 대문자가 섞인 이름을 모른다
# hint: 대문자가 섞인 이름
def init_std(fan_in, fan_out, scheme):
    if scheme in ("glorot", "xavier"):
        return np.sqrt(2 / (fan_in + fan_out))
    if scheme in ("he", "kaiming"):
        return np.sqrt(2 / fan_in)
    if scheme == "lecun":
        return np.sqrt(1 / fan_in)
    raise ValueError(scheme)


# %% chaff q1a_init_std no-aliases: 별칭을 모른다
# hint: 별칭과
def init_std(fan_in, fan_out, scheme):
    name = scheme.lower()
    if name == "glorot":
        return np.sqrt(2 / (fan_in + fan_out))
    if name == "he":
        return np.sqrt(2 / fan_in)
    if name == "lecun":
        return np.sqrt(1 / fan_in)
    raise ValueError(scheme)


# %% chaff q1a_init_std unknown-falls-through: 모르는 이름이면 글로럿으로 여긴다
# hint: 예외가 일어나지 않았습니다
def init_std(fan_in, fan_out, scheme):
    name = scheme.lower()
    if name in ("he", "kaiming"):
        return np.sqrt(2 / fan_in)
    if name == "lecun":
        return np.sqrt(1 / fan_in)
    return np.sqrt(2 / (fan_in + fan_out))


# %% chaff q1a_init_std unknown-key-error: 모르는 이름에 KeyError가 난다
# hint: 예외의 종류
def init_std(fan_in, fan_out, scheme):
    glorot, he = (2 / (fan_in + fan_out)) ** 0.5, (2 / fan_in) ** 0.5
    table = {"glorot": glorot, "xavier": glorot, "he": he, "kaiming": he}
    table["lecun"] = (1 / fan_in) ** 0.5
    return table[scheme.lower()]


# %% chaff q1a_init_std substring-match: 이름을 부분 문자열로 견주어 빈 이름도 받는다
# hint: 예외가 일어나지 않았습니다
def init_std(fan_in, fan_out, scheme):
    name = scheme.lower()
    if name in "glorot xavier":
        return np.sqrt(2 / (fan_in + fan_out))
    if name in "he kaiming":
        return np.sqrt(2 / fan_in)
    if name == "lecun":
        return np.sqrt(1 / fan_in)
    raise ValueError(scheme)


# %% chaff q1a_init_std forgets-return: return을 빠뜨린다
# hint: return을 빠뜨리지
def init_std(fan_in, fan_out, scheme):
    name = scheme.lower()
    if name in ("glorot", "xavier"):
        variance = 2 / (fan_in + fan_out)
    elif name in ("he", "kaiming"):
        variance = 2 / fan_in
    elif name == "lecun":
        variance = 1 / fan_in
    else:
        raise ValueError(scheme)
    np.sqrt(variance)


# %% chaff q1a_init_std visible-sizes-only: 검사 셀에 보이는 크기만 외운다
# hint: 정의와 다릅니다
def init_std(fan_in, fan_out, scheme):
    known = {"glorot": 0.129, "xavier": 0.129, "he": 0.149, "kaiming": 0.149, "lecun": 0.1054}
    if scheme.lower() not in known:
        raise ValueError(scheme)
    return 0.125 if fan_in == fan_out else known[scheme.lower()]


# %% wheat q1b_sample_weights scaled-standard-normal: 표준정규와 단위 균등분포를 늘리기
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    std = init_std(fan_in, fan_out, scheme)
    dist = dist.lower()
    if dist == "normal":
        return std * rng.standard_normal((fan_in, fan_out))
    if dist == "uniform":
        return std * np.sqrt(12) * (rng.random((fan_in, fan_out)) - 0.5)
    raise ValueError(dist)


# %% wheat q1b_sample_weights truncated-and-rescaled: 잘라 낸 뒤 표준편차를 보정하는 절단 정규분포
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    std = init_std(fan_in, fan_out, scheme)
    if dist.lower() == "uniform":
        limit = 3**0.5 * std
        return rng.uniform(-limit, limit, (fan_in, fan_out))
    if dist.lower() != "normal":
        raise ValueError(dist)
    W = rng.standard_normal((fan_in, fan_out))
    while (outside := np.abs(W) > 2).any():
        W[outside] = rng.standard_normal(outside.sum())
    return W * std / 0.8796256610342398


# %% wheat q1b_sample_weights own-formula-float32: 표준편차를 직접 구하고 float32로 돌려주기
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    name = {"xavier": "glorot", "kaiming": "he"}.get(scheme.lower(), scheme.lower())
    variances = {"glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}
    if name not in variances or dist.lower() not in ("normal", "uniform"):
        raise ValueError(f"{scheme}, {dist}")
    if dist.lower() == "normal":
        W = rng.normal(scale=variances[name] ** 0.5, size=(fan_in, fan_out))
    else:
        W = (2 * rng.random((fan_in, fan_out)) - 1) * (3 * variances[name]) ** 0.5
    return W.astype(np.float32)


# %% wheat q1b_sample_weights column-by-column: 뉴런마다 열 하나씩 뽑기
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    std = init_std(fan_in, fan_out, scheme)

    def column():
        if dist.lower() == "normal":
            return [rng.normal(0, std) for _ in range(fan_in)]
        if dist.lower() == "uniform":
            return [rng.uniform(-std * 3**0.5, std * 3**0.5) for _ in range(fan_in)]
        raise ValueError(dist)

    return np.column_stack([column() for _ in range(fan_out)])


# %% chaff q1b_sample_weights zeros: 가중치를 모두 0으로 둔다
# hint: 똑같이 움직입니다
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    if dist.lower() not in ("normal", "uniform"):
        raise ValueError(dist)
    return np.zeros((fan_in, fan_out))


# %% chaff q1b_sample_weights uniform-limit-is-sigma: 균등분포의 경계를 σ로 잡는다
# hint: 균등분포의 경계값과 표준편차는 다른 양
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    std = init_std(fan_in, fan_out, scheme)
    if dist.lower() == "normal":
        return rng.normal(0, std, (fan_in, fan_out))
    if dist.lower() == "uniform":
        return rng.uniform(-std, std, (fan_in, fan_out))
    raise ValueError(dist)


# %% chaff q1b_sample_weights transposed: 행과 열을 바꾼다
# hint: 행과 열이 각각 무엇의 수인지
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    std = init_std(fan_in, fan_out, scheme)
    if dist.lower() == "normal":
        return rng.normal(0, std, (fan_out, fan_in))
    if dist.lower() == "uniform":
        return rng.uniform(-std * 3**0.5, std * 3**0.5, (fan_out, fan_in))
    raise ValueError(dist)


# %% chaff q1b_sample_weights global-random: rng를 쓰지 않고 np.random에서 뽑는다
# hint: 전역 난수 상태
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    std = init_std(fan_in, fan_out, scheme)
    if dist.lower() == "normal":
        return np.random.normal(0, std, (fan_in, fan_out))
    if dist.lower() == "uniform":
        return np.random.uniform(-std * 3**0.5, std * 3**0.5, (fan_in, fan_out))
    raise ValueError(dist)


# %% chaff q1b_sample_weights seeds-the-global-random: rng로 전역 시드를 정하고 전역에서 뽑는다
# hint: 전역 난수 상태
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    std = init_std(fan_in, fan_out, scheme)
    np.random.seed(rng.integers(2**31))
    if dist.lower() == "normal":
        return np.random.normal(0, std, (fan_in, fan_out))
    if dist.lower() == "uniform":
        return np.random.uniform(-std * 3**0.5, std * 3**0.5, (fan_in, fan_out))
    raise ValueError(dist)


# %% chaff q1b_sample_weights fixed-generator-inside: 함수 안에서 시드를 고정한 생성기를 새로 만든다
# hint: 똑같은 가중치로 시작
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    rng = np.random.default_rng(42)
    std = init_std(fan_in, fan_out, scheme)
    if dist.lower() == "normal":
        return rng.normal(0, std, (fan_in, fan_out))
    if dist.lower() == "uniform":
        return rng.uniform(-std * 3**0.5, std * 3**0.5, (fan_in, fan_out))
    raise ValueError(dist)


# %% chaff q1b_sample_weights unseeded-generator-inside: 함수 안에서 시드 없는 생성기를 새로 만든다
# hint: 인자로 받은 rng가 아닌 곳
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    rng = np.random.default_rng()
    std = init_std(fan_in, fan_out, scheme)
    if dist.lower() == "normal":
        return rng.normal(0, std, (fan_in, fan_out))
    if dist.lower() == "uniform":
        return rng.uniform(-std * 3**0.5, std * 3**0.5, (fan_in, fan_out))
    raise ValueError(dist)


# %% chaff q1b_sample_weights one-value-everywhere: 한 번 뽑은 값으로 행렬을 채운다
# hint: 똑같이 움직입니다
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    std = init_std(fan_in, fan_out, scheme)
    if dist.lower() == "normal":
        return np.full((fan_in, fan_out), rng.normal(0, std))
    if dist.lower() == "uniform":
        return np.full((fan_in, fan_out), rng.uniform(-std * 3**0.5, std * 3**0.5))
    raise ValueError(dist)


# %% chaff q1b_sample_weights one-column-repeated: 모든 뉴런에 같은 열을 준다
# hint: 똑같이 움직입니다
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    std = init_std(fan_in, fan_out, scheme)
    if dist.lower() == "normal":
        column = rng.normal(0, std, (fan_in, 1))
    elif dist.lower() == "uniform":
        column = rng.uniform(-std * 3**0.5, std * 3**0.5, (fan_in, 1))
    else:
        raise ValueError(dist)
    return np.repeat(column, fan_out, axis=1)


# %% chaff q1b_sample_weights variance-as-scale: 난수 함수의 scale에 분산을 넣는다
# hint: scale 인자
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    std = init_std(fan_in, fan_out, scheme)
    if dist.lower() == "normal":
        return rng.normal(0, std**2, (fan_in, fan_out))
    if dist.lower() == "uniform":
        return rng.uniform(-std * 3**0.5, std * 3**0.5, (fan_in, fan_out))
    raise ValueError(dist)


# %% chaff q1b_sample_weights truncated-without-correction: 절단으로 줄어든 표준편차를 보정하지 않는다
# hint: 줄어든 만큼을 보정
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    std = init_std(fan_in, fan_out, scheme)
    if dist.lower() == "uniform":
        return rng.uniform(-std * 3**0.5, std * 3**0.5, (fan_in, fan_out))
    if dist.lower() != "normal":
        raise ValueError(dist)
    W = rng.normal(0, std, (fan_in, fan_out))
    while (outside := np.abs(W) > 2 * std).any():
        W[outside] = rng.normal(0, std, outside.sum())
    return W


# %% chaff q1b_sample_weights clipped-tails: 벗어난 값을 다시 뽑지 않고 경계에 몰아 놓는다
# hint: 표준편차가 이 초기화의 값과 다릅니다
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    std = init_std(fan_in, fan_out, scheme)
    if dist.lower() == "normal":
        return np.clip(rng.normal(0, std, (fan_in, fan_out)), -2 * std, 2 * std)
    if dist.lower() == "uniform":
        return rng.uniform(-std * 3**0.5, std * 3**0.5, (fan_in, fan_out))
    raise ValueError(dist)


# %% chaff q1b_sample_weights positive-uniform: 균등분포를 0부터 시작한다
# hint: 분포의 중심이 어디인지
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    std = init_std(fan_in, fan_out, scheme)
    if dist.lower() == "normal":
        return rng.normal(0, std, (fan_in, fan_out))
    if dist.lower() == "uniform":
        return rng.uniform(0, std * 12**0.5, (fan_in, fan_out))
    raise ValueError(dist)


# %% chaff q1b_sample_weights dist-ignored: dist와 상관없이 정규분포에서 뽑는다
# hint: dist 인자에 따라
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    if dist.lower() not in ("normal", "uniform"):
        raise ValueError(dist)
    return rng.normal(0, init_std(fan_in, fan_out, scheme), (fan_in, fan_out))


# %% chaff q1b_sample_weights scheme-ignored: 초기화 방법과 상관없이 르쿤을 쓴다
# hint: 초기화 방법과 층의 크기가 모두
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    std = (1 / fan_in) ** 0.5
    if dist.lower() == "normal":
        return rng.normal(0, std, (fan_in, fan_out))
    if dist.lower() == "uniform":
        return rng.uniform(-std * 3**0.5, std * 3**0.5, (fan_in, fan_out))
    raise ValueError(dist)


# %% chaff q1b_sample_weights fans-swapped: init_std에 팬-인과 팬-아웃을 바꾸어 넣는다
# hint: Q1a의 값과 견주어
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    std = init_std(fan_out, fan_in, scheme)
    if dist.lower() == "normal":
        return rng.normal(0, std, (fan_in, fan_out))
    if dist.lower() == "uniform":
        return rng.uniform(-std * 3**0.5, std * 3**0.5, (fan_in, fan_out))
    raise ValueError(dist)


# %% chaff q1b_sample_weights unknown-dist-falls-through: 모르는 분포면 균등분포로 여긴다
# hint: dist에 모르는 이름
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    std = init_std(fan_in, fan_out, scheme)
    if dist.lower() == "normal":
        return rng.normal(0, std, (fan_in, fan_out))
    return rng.uniform(-std * 3**0.5, std * 3**0.5, (fan_in, fan_out))


# %% chaff q1b_sample_weights case-sensitive-dist: 대문자가 섞인 분포 이름을 모른다
# hint: 대문자가 섞인 이름
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    std = init_std(fan_in, fan_out, scheme)
    if dist == "normal":
        return rng.normal(0, std, (fan_in, fan_out))
    if dist == "uniform":
        return rng.uniform(-std * 3**0.5, std * 3**0.5, (fan_in, fan_out))
    raise ValueError(dist)


# %% chaff q1b_sample_weights own-formula-without-aliases: 표준편차를 직접 구하면서 별칭을 빠뜨린다
# hint: 별칭과
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    variances = {"glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}
    std = variances[scheme.lower()] ** 0.5
    if dist.lower() == "normal":
        return rng.normal(0, std, (fan_in, fan_out))
    if dist.lower() == "uniform":
        return rng.uniform(-std * 3**0.5, std * 3**0.5, (fan_in, fan_out))
    raise ValueError(dist)


# %% chaff q1b_sample_weights unknown-dist-key-error: 모르는 분포에 KeyError가 난다
# hint: 예외의 종류
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    std = init_std(fan_in, fan_out, scheme)
    limit = std * 3**0.5
    draws = {
        "normal": lambda: rng.normal(0, std, (fan_in, fan_out)),
        "uniform": lambda: rng.uniform(-limit, limit, (fan_in, fan_out)),
    }
    return draws[dist.lower()]()


# %% chaff q1b_sample_weights visible-size-only: 검사 셀에 보이는 팬-인으로 표준편차를 못 박는다
# hint: 초기화 방법과 층의 크기가 모두
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    std = 0.05774
    if dist.lower() == "normal":
        return rng.normal(0, std, (fan_in, fan_out))
    if dist.lower() == "uniform":
        return rng.uniform(-0.1, 0.1, (fan_in, fan_out))
    raise ValueError(dist)


# %% wheat q1c_forward_stds recursion: 첫 층을 지나고 나머지는 재귀로
def forward_stds(X, weights, act):
    if len(weights) == 0:
        return []
    h = act(X @ weights[0])
    return [np.std(h)] + forward_stds(h, weights[1:], act)


# %% wheat q1c_forward_stds accumulate: itertools.accumulate로 이어 계산하고 튜플로 돌려주기
from itertools import accumulate


def forward_stds(X, weights, act):
    outputs = list(accumulate(weights, lambda h, W: act(np.matmul(h, W)), initial=X))
    return tuple(float(h.std()) for h in outputs[1:])


# %% wheat q1c_forward_stds formula-array: 정의대로 평균과 제곱합을 구해 배열로 돌려주기
def forward_stds(X, weights, act):
    result = np.zeros(len(weights))
    h = X.copy()
    for i in range(len(weights)):
        h = act(np.einsum("ni,ij->nj", h, weights[i]))
        result[i] = (((h - h.mean()) ** 2).sum() / h.size) ** 0.5
    return result


# %% wheat q1c_forward_stds float32: float32로 계산하기
def forward_stds(X, weights, act):
    h = np.asarray(X, dtype=np.float32)
    stds = []
    for W in weights:
        h = act(h @ W.astype(np.float32))
        stds.append(np.std(h))
    return stds


# %% chaff q1c_forward_stds includes-input: 입력의 표준편차도 넣는다
# hint: 입력은 층이 아닙니다
def forward_stds(X, weights, act):
    h, stds = X, [float(np.std(X))]
    for W in weights:
        h = act(h @ W)
        stds.append(float(np.std(h)))
    return stds


# %% chaff q1c_forward_stds last-layer-only: 마지막 층의 값만 돌려준다
# hint: 한 층의 값이 숫자 하나인지
def forward_stds(X, weights, act):
    h = X
    for W in weights:
        h = act(h @ W)
    return float(np.std(h))


# %% chaff q1c_forward_stds list-reset-in-loop: 반복문 안에서 리스트를 새로 만든다
# hint: 층마다 값을 남기는지
def forward_stds(X, weights, act):
    h, stds = X, []
    for W in weights:
        h = act(h @ W)
        stds = [float(np.std(h))]
    return stds


# %% chaff q1c_forward_stds changes-input: 입력을 제자리에서 표준화한다
# hint: X의 내용이 바뀌었습니다
def forward_stds(X, weights, act):
    X -= X.mean(axis=0)
    h, stds = X, []
    for W in weights:
        h = act(h @ W)
        stds.append(float(np.std(h)))
    return stds


# %% chaff q1c_forward_stds empties-weights: weights를 pop으로 비운다
# hint: weights의 내용이 바뀌었습니다
def forward_stds(X, weights, act):
    h, stds = X, []
    while weights:
        h = act(h @ weights.pop(0))
        stds.append(float(np.std(h)))
    return stds


# %% chaff q1c_forward_stds variance: 표준편차 대신 분산을 잰다
# hint: 표준편차와 분산 가운데
def forward_stds(X, weights, act):
    h, stds = X, []
    for W in weights:
        h = act(h @ W)
        stds.append(float(np.var(h)))
    return stds


# %% chaff q1c_forward_stds weighted-sum: 층 출력 대신 가중합을 잰다
# hint: 재는 자리를 다시
def forward_stds(X, weights, act):
    h, stds = X, []
    for W in weights:
        z = h @ W
        stds.append(float(np.std(z)))
        h = act(z)
    return stds


# %% chaff q1c_forward_stds activation-last-only: 활성화 함수를 마지막 층에만 쓴다
# hint: 마지막 층에만 있는 것이 아닙니다
def forward_stds(X, weights, act):
    h, stds = X, []
    for i, W in enumerate(weights):
        h = h @ W
        if i == len(weights) - 1:
            h = act(h)
        stds.append(float(np.std(h)))
    return stds


# %% chaff q1c_forward_stds no-activation: 활성화 함수를 쓰지 않는다
# hint: 활성화 함수를 지나지 않은
def forward_stds(X, weights, act):
    h, stds = X, []
    for W in weights:
        h = h @ W
        stds.append(float(np.std(h)))
    return stds


# %% chaff q1c_forward_stds linear-output: 마지막 층에는 활성화 함수를 쓰지 않는다
# hint: 마지막 층도 활성화 함수를
def forward_stds(X, weights, act):
    h, stds = X, []
    for i, W in enumerate(weights):
        h = h @ W
        if i < len(weights) - 1:
            h = act(h)
        stds.append(float(np.std(h)))
    return stds


# %% chaff q1c_forward_stds transposed: 가중치 행렬을 전치해서 곱한다
# hint: 행과 열이 각각 무엇의 수인지
def forward_stds(X, weights, act):
    h, stds = X, []
    for W in weights:
        h = act(h @ W.T)
        stds.append(float(np.std(h)))
    return stds


# %% chaff q1c_forward_stds every-layer-from-input: 층마다 원래 입력을 넣는다
# hint: 둘째 층이 무엇을 입력으로 받는지
def forward_stds(X, weights, act):
    return [float(np.std(act(X @ W))) for W in weights]


# %% chaff q1c_forward_stds sample-std: 표본 표준편차(ddof=1)를 쓴다
# hint: ddof
def forward_stds(X, weights, act):
    h, stds = X, []
    for W in weights:
        h = act(h @ W)
        stds.append(float(np.std(h, ddof=1)))
    return stds


# %% chaff q1c_forward_stds per-neuron-mean: 뉴런마다 표준편차를 구해 평균한다
# hint: 뉴런마다 구하지 말고
def forward_stds(X, weights, act):
    h, stds = X, []
    for W in weights:
        h = act(h @ W)
        stds.append(float(np.std(h, axis=0).mean()))
    return stds


# %% chaff q1c_forward_stds per-sample-mean: 샘플마다 표준편차를 구해 평균한다
# hint: 샘플마다 구하지 말고
def forward_stds(X, weights, act):
    h, stds = X, []
    for W in weights:
        h = act(h @ W)
        stds.append(float(np.std(h, axis=1).mean()))
    return stds


# %% chaff q1c_forward_stds root-mean-square: 평균을 빼지 않고 제곱평균의 제곱근을 잰다
# hint: 제곱평균의 제곱근
def forward_stds(X, weights, act):
    h, stds = X, []
    for W in weights:
        h = act(h @ W)
        stds.append(float(np.sqrt(np.mean(h**2))))
    return stds


# %% chaff q1c_forward_stds activation-before-product: 행렬을 곱하기 전에 활성화 함수를 쓴다
# hint: 행렬곱과 활성화 함수의 순서
def forward_stds(X, weights, act):
    h, stds = X, []
    for W in weights:
        h = act(h) @ W
        stds.append(float(np.std(h)))
    return stds


# %% chaff q1c_forward_stds reversed: 뒷층부터 담는다
# hint: 입력에 가장 가까운 층의 값
def forward_stds(X, weights, act):
    h, stds = X, []
    for W in weights:
        h = act(h @ W)
        stds.insert(0, float(np.std(h)))
    return stds


# %% chaff q1c_forward_stds always-relu: act를 무시하고 ReLU를 쓴다
# hint: act로 받은 함수를 그대로
def forward_stds(X, weights, act):
    h, stds = X, []
    for W in weights:
        h = np.maximum(h @ W, 0)
        stds.append(float(np.std(h)))
    return stds


# %% chaff q1c_forward_stds rounded: 소수점 아래 네 자리로 반올림한다
# hint: 값을 반올림하지
def forward_stds(X, weights, act):
    h, stds = X, []
    for W in weights:
        h = act(h @ W)
        stds.append(round(float(np.std(h)), 4))
    return stds


# %% chaff q1c_forward_stds empty-list-crashes: 층이 하나 이상이라고 여긴다
# hint: weights가 비어 있을 때
def forward_stds(X, weights, act):
    h = act(X @ weights[0])
    stds = [float(np.std(h))]
    for W in weights[1:]:
        h = act(h @ W)
        stds.append(float(np.std(h)))
    return stds


# %% chaff q1c_forward_stds visible-answer-only: 검사 셀에 보이는 답을 외운다
# hint: act로 받은 함수를 그대로
def forward_stds(X, weights, act):
    return [1.5, 5.5, *[1.0] * len(weights)][: len(weights)]


# %% wheat q1d_backward_stds recursion: 재귀로 한 층씩 돌아오기
def backward_stds(X, weights, act, dact, G):
    def visit(h, rest):
        if not rest:
            return G, []
        z = h @ rest[0]
        upstream, stds = visit(act(z), rest[1:])
        delta = upstream * dact(z)
        return delta @ rest[0].T, [np.std(delta)] + stds

    return visit(X, list(weights))[1]


# %% wheat q1d_backward_stds index-loop: 층 번호로 거꾸로 돌며 미리 만든 배열을 채우기
def backward_stds(X, weights, act, dact, G):
    depth = len(weights)
    hs, zs = [X], []
    for W in weights:
        zs.append(hs[-1].dot(W))
        hs.append(act(zs[-1]))
    stds = np.empty(depth)
    grad_h = np.array(G)
    for layer in range(depth - 1, -1, -1):
        grad_z = np.multiply(grad_h, dact(zs[layer]))
        stds[layer] = grad_z.std()
        grad_h = np.einsum("nj,ij->ni", grad_z, weights[layer])
    return stds


# %% wheat q1d_backward_stds per-sample-jacobian: 샘플마다 야코비 행렬을 곱하기
def backward_stds(X, weights, act, dact, G):
    zs, h = [], X
    for W in weights:
        zs.append(h @ W)
        h = act(zs[-1])
    deltas = [np.empty_like(z) for z in zs]
    for n in range(len(X)):
        row = G[n]
        for layer in reversed(range(len(weights))):
            row = np.diag(dact(zs[layer][n])) @ row
            deltas[layer][n] = row
            row = weights[layer] @ row
    return tuple(float(np.std(delta)) for delta in deltas)


# %% wheat q1d_backward_stds float32: float32로 계산하기
def backward_stds(X, weights, act, dact, G):
    kernels = [W.astype(np.float32) for W in weights]
    h, zs = X.astype(np.float32), []
    for W in kernels:
        zs.append(h @ W)
        h = act(zs[-1])
    grad, stds = G.astype(np.float32), []
    while zs:
        grad = grad * dact(zs.pop())
        stds.insert(0, float(grad.std(dtype=np.float64)))
        grad = grad @ kernels.pop().T
    return stds


# %% chaff q1d_backward_stds derivative-at-output: 도함수에 가중합 대신 층 출력을 넣는다
# hint: 층 출력이 아니라 가중합을
def backward_stds(X, weights, act, dact, G):
    hs = [X]
    for W in weights:
        hs.append(act(hs[-1] @ W))
    grad, stds = G, []
    for W, h in zip(weights[::-1], hs[:0:-1], strict=True):
        grad = grad * dact(h)
        stds.append(float(np.std(grad)))
        grad = grad @ W.T
    return stds[::-1]


# %% chaff q1d_backward_stds derivative-at-input: 도함수에 그 층의 입력을 넣는다
# hint: 층의 입력이 아니라 가중합을
def backward_stds(X, weights, act, dact, G):
    hs = [X]
    for W in weights[:-1]:
        hs.append(act(hs[-1] @ W))
    if not weights:
        return []
    grad, stds = G, []
    for W, h in zip(weights[::-1], hs[::-1], strict=True):
        grad = grad * dact(h)
        stds.append(float(np.std(grad)))
        grad = grad @ W.T
    return stds[::-1]


# %% chaff q1d_backward_stds reversed: 뒷층부터 담는다
# hint: 입력에 가장 가까운 층의 값
def backward_stds(X, weights, act, dact, G):
    zs, h = [], X
    for W in weights:
        zs.append(h @ W)
        h = act(zs[-1])
    grad, stds = G, []
    for W, z in zip(weights[::-1], zs[::-1], strict=True):
        grad = grad * dact(z)
        stds.append(float(np.std(grad)))
        grad = grad @ W.T
    return stds


# %% chaff q1d_backward_stds missing-transpose: 돌아갈 때 가중치를 전치하지 않는다
# hint: 행렬을 어떻게 곱하는지
def backward_stds(X, weights, act, dact, G):
    zs, h = [], X
    for W in weights:
        zs.append(h @ W)
        h = act(zs[-1])
    grad, stds = G, []
    for W, z in zip(weights[::-1], zs[::-1], strict=True):
        grad = grad * dact(z)
        stds.append(float(np.std(grad)))
        grad = grad @ W
    return stds[::-1]


# %% chaff q1d_backward_stds no-derivative: 활성화 함수의 미분을 곱하지 않는다
# hint: 거꾸로 지날 때 무엇이 곱해지는지
def backward_stds(X, weights, act, dact, G):
    grad, stds = G, []
    for W in weights[::-1]:
        stds.append(float(np.std(grad)))
        grad = grad @ W.T
    return stds[::-1]


# %% chaff q1d_backward_stds g-as-last-delta: G를 마지막 가중합에 대한 그레이디언트로 여긴다
# hint: G가 무엇에 대한 미분인지
def backward_stds(X, weights, act, dact, G):
    zs, h = [], X
    for W in weights:
        zs.append(h @ W)
        h = act(zs[-1])
    grad, stds = G, []
    for layer in reversed(range(len(weights))):
        if layer < len(weights) - 1:
            grad = grad * dact(zs[layer])
        stds.append(float(np.std(grad)))
        grad = grad @ weights[layer].T
    return stds[::-1]


# %% chaff q1d_backward_stds derivative-last-only: 미분을 마지막 층에서만 곱한다
# hint: 마지막 층에만 곱하는 것이 아닙니다
def backward_stds(X, weights, act, dact, G):
    h, z = X, X
    for W in weights:
        z = h @ W
        h = act(z)
    grad, stds = G * dact(z) if weights else G, []
    for W in weights[::-1]:
        stds.append(float(np.std(grad)))
        grad = grad @ W.T
    return stds[::-1]


# %% chaff q1d_backward_stds wrong-matrix: 한 층 앞의 가중치로 돌아간다
# hint: z_1과 z_2 사이에 놓인
def backward_stds(X, weights, act, dact, G):
    zs, h = [], X
    for W in weights:
        zs.append(h @ W)
        h = act(zs[-1])
    grad, stds = G, []
    for layer in reversed(range(len(weights))):
        grad = grad * dact(zs[layer])
        stds.append(float(np.std(grad)))
        grad = grad @ weights[max(layer - 1, 0)].T
    return stds[::-1]


# %% chaff q1d_backward_stds layer-output-gradient: 가중합이 아니라 층 출력에 대한 그레이디언트를 잰다
# hint: 재야 하는 것은 층 출력이 아니라
def backward_stds(X, weights, act, dact, G):
    zs, h = [], X
    for W in weights:
        zs.append(h @ W)
        h = act(zs[-1])
    grad, stds = G, []
    for W, z in zip(weights[::-1], zs[::-1], strict=True):
        stds.append(float(np.std(grad)))
        grad = (grad * dact(z)) @ W.T
    return stds[::-1]


# %% chaff q1d_backward_stds weight-gradient: 가중치에 대한 그레이디언트를 잰다
# hint: 재야 하는 것은 가중치가 아니라
def backward_stds(X, weights, act, dact, G):
    zs, hs = [], [X]
    for W in weights:
        zs.append(hs[-1] @ W)
        hs.append(act(zs[-1]))
    grad, stds = G, []
    for layer in reversed(range(len(weights))):
        grad = grad * dact(zs[layer])
        stds.append(float(np.std(hs[layer].T @ grad)))
        grad = grad @ weights[layer].T
    return stds[::-1]


# %% chaff q1d_backward_stds divides-by-batch: 그레이디언트를 샘플 수로 나눈다
# hint: 샘플 수로 나누고 있지
def backward_stds(X, weights, act, dact, G):
    zs, h = [], X
    for W in weights:
        zs.append(h @ W)
        h = act(zs[-1])
    grad, stds = G / len(X), []
    for W, z in zip(weights[::-1], zs[::-1], strict=True):
        grad = grad * dact(z)
        stds.append(float(np.std(grad)))
        grad = grad @ W.T
    return stds[::-1]


# %% chaff q1d_backward_stds variance: 표준편차 대신 분산을 잰다
# hint: 표준편차와 분산 가운데
def backward_stds(X, weights, act, dact, G):
    zs, h = [], X
    for W in weights:
        zs.append(h @ W)
        h = act(zs[-1])
    grad, stds = G, []
    for W, z in zip(weights[::-1], zs[::-1], strict=True):
        grad = grad * dact(z)
        stds.append(float(np.var(grad)))
        grad = grad @ W.T
    return stds[::-1]


# %% chaff q1d_backward_stds sample-std: 표본 표준편차(ddof=1)를 쓴다
# hint: ddof
def backward_stds(X, weights, act, dact, G):
    zs, h = [], X
    for W in weights:
        zs.append(h @ W)
        h = act(zs[-1])
    grad, stds = G, []
    for W, z in zip(weights[::-1], zs[::-1], strict=True):
        grad = grad * dact(z)
        stds.append(float(np.std(grad, ddof=1)))
        grad = grad @ W.T
    return stds[::-1]


# %% chaff q1d_backward_stds root-mean-square: 평균을 빼지 않고 제곱평균의 제곱근을 잰다
# hint: 제곱평균의 제곱근
def backward_stds(X, weights, act, dact, G):
    zs, h = [], X
    for W in weights:
        zs.append(h @ W)
        h = act(zs[-1])
    grad, stds = G, []
    for W, z in zip(weights[::-1], zs[::-1], strict=True):
        grad = grad * dact(z)
        stds.append(float(np.sqrt(np.mean(grad**2))))
        grad = grad @ W.T
    return stds[::-1]


# %% chaff q1d_backward_stds per-neuron-mean: 뉴런마다 표준편차를 구해 평균한다
# hint: 뉴런마다 구하지 말고
def backward_stds(X, weights, act, dact, G):
    zs, h = [], X
    for W in weights:
        zs.append(h @ W)
        h = act(zs[-1])
    grad, stds = G, []
    for W, z in zip(weights[::-1], zs[::-1], strict=True):
        grad = grad * dact(z)
        stds.append(float(np.std(grad, axis=0).mean()))
        grad = grad @ W.T
    return stds[::-1]


# %% chaff q1d_backward_stds includes-input-gradient: 입력에 대한 그레이디언트도 넣는다
# hint: 입력은 층이 아닙니다
def backward_stds(X, weights, act, dact, G):
    zs, h = [], X
    for W in weights:
        zs.append(h @ W)
        h = act(zs[-1])
    grad, stds = G, []
    for W, z in zip(weights[::-1], zs[::-1], strict=True):
        grad = grad * dact(z)
        stds.append(float(np.std(grad)))
        grad = grad @ W.T
    return [float(np.std(grad)), *stds[::-1]]


# %% chaff q1d_backward_stds changes-g: G를 제자리에서 곱해 바꾼다
# hint: G의 내용이 바뀌었습니다
def backward_stds(X, weights, act, dact, G):
    zs, h = [], X
    for W in weights:
        zs.append(h @ W)
        h = act(zs[-1])
    stds = []
    for W, z in zip(weights[::-1], zs[::-1], strict=True):
        G *= dact(z)
        stds.append(float(np.std(G)))
        G = G @ W.T
    return stds[::-1]


# %% chaff q1d_backward_stds reverses-weights: weights를 제자리에서 뒤집는다
# hint: weights의 내용이 바뀌었습니다
def backward_stds(X, weights, act, dact, G):
    zs, h = [], X
    for W in weights:
        zs.append(h @ W)
        h = act(zs[-1])
    grad, stds = G, []
    weights.reverse()
    for W, z in zip(weights, zs[::-1], strict=True):
        grad = grad * dact(z)
        stds.append(float(np.std(grad)))
        grad = grad @ W.T
    return stds[::-1]


# %% chaff q1d_backward_stds always-last-matrix: 돌아갈 때마다 마지막 가중치를 곱한다
# hint: 가중합을 조금씩 흔들어
def backward_stds(X, weights, act, dact, G):
    zs, h = [], X
    for W in weights:
        zs.append(h @ W)
        h = act(zs[-1])
    grad, stds = G, []
    for z in zs[::-1]:
        grad = grad * dact(z)
        stds.append(float(np.std(grad)))
        grad = grad @ weights[-1].T
    return stds[::-1]


# %% chaff q1d_backward_stds two-layers-only: 층이 두 개라고 여긴다
# hint: 값의 수가 층의 수와 다릅니다
def backward_stds(X, weights, act, dact, G):
    if not weights:
        return []
    z1 = X @ weights[0]
    z2 = act(z1) @ weights[1]
    delta2 = G * dact(z2)
    delta1 = (delta2 @ weights[1].T) * dact(z1)
    return [float(np.std(delta1)), float(np.std(delta2))]


# %% chaff q1d_backward_stds empty-list-crashes: 층이 하나 이상이라고 여긴다
# hint: weights가 비어 있을 때
def backward_stds(X, weights, act, dact, G):
    zs = [X @ weights[0]]
    for W in weights[1:]:
        zs.append(act(zs[-1]) @ W)
    grad, stds = G, []
    for W, z in zip(weights[::-1], zs[::-1], strict=True):
        grad = grad * dact(z)
        stds.append(float(np.std(grad)))
        grad = grad @ W.T
    return stds[::-1]


# %% chaff q1d_backward_stds visible-answer-only: 검사 셀에 보이는 답을 외운다
# hint: 가중합을 조금씩 흔들어
def backward_stds(X, weights, act, dact, G):
    return [12.0, 3.0, *[1.0] * len(weights)][: len(weights)]


# %% wheat q1e_recommend_init lookup-table: 사전에서 찾기
def recommend_init(activation):
    table = {"selu": "lecun"}
    table |= dict.fromkeys(["linear", "tanh", "sigmoid", "softmax"], "glorot")
    table |= dict.fromkeys("relu leaky_relu elu gelu swish silu mish".split(), "he")
    if activation.lower() not in table:
        raise ValueError(activation)
    return table[activation.lower()]


# %% wheat q1e_recommend_init aliases: 별칭으로 답하기
def recommend_init(activation):
    name = activation.lower()
    if name in {"linear", "tanh", "sigmoid", "softmax"}:
        return "xavier"
    if name in {"relu", "leaky_relu", "elu", "gelu", "swish", "silu", "mish"}:
        return "kaiming"
    if name == "selu":
        return "lecun"
    raise ValueError("알 수 없는 활성화 함수")


# %% wheat q1e_recommend_init keras-style-names: 케라스의 이름과 대문자로 답하기
def recommend_init(activation):
    match activation.lower():
        case "linear" | "tanh" | "sigmoid" | "softmax":
            return "Glorot_uniform"
        case "selu":
            return "LECUN_NORMAL"
        case "relu" | "leaky_relu" | "elu" | "gelu" | "swish" | "silu" | "mish":
            return "He"
        case _:
            raise ValueError(activation)


# %% chaff q1e_recommend_init always-keras-default: 언제나 케라스의 기본값을 권한다
# hint: 모두 같은 초기화
def recommend_init(activation):
    known = "linear tanh sigmoid softmax relu leaky_relu elu selu gelu swish silu mish".split()
    if activation.lower() not in known:
        raise ValueError(activation)
    return "glorot"


# %% chaff q1e_recommend_init relu-glorot: ReLU에 글로럿을 권한다
# hint: relu: 음수 쪽 신호
def recommend_init(activation):
    name = activation.lower()
    if name in ("linear", "tanh", "sigmoid", "softmax", "relu"):
        return "glorot"
    if name in ("leaky_relu", "elu", "gelu", "swish", "silu", "mish"):
        return "he"
    if name == "selu":
        return "lecun"
    raise ValueError(activation)


# %% chaff q1e_recommend_init only-relu-he: He는 ReLU와 LeakyReLU에만 맞는다고 여긴다
# hint: elu: 음수 쪽 신호
def recommend_init(activation):
    name = activation.lower()
    if name in ("linear", "tanh", "sigmoid", "softmax", "elu", "gelu", "swish", "silu", "mish"):
        return "glorot"
    if name in ("relu", "leaky_relu"):
        return "he"
    if name == "selu":
        return "lecun"
    raise ValueError(activation)


# %% chaff q1e_recommend_init smooth-glorot: 매끄러운 함수에는 글로럿을 권한다
# hint: gelu: 음수 쪽 신호
def recommend_init(activation):
    name = activation.lower()
    if name in ("linear", "tanh", "sigmoid", "softmax", "gelu", "swish", "silu", "mish"):
        return "glorot"
    if name in ("relu", "leaky_relu", "elu"):
        return "he"
    if name == "selu":
        return "lecun"
    raise ValueError(activation)


# %% chaff q1e_recommend_init selu-he: SELU를 ReLU의 변형으로만 본다
# hint: selu: 스스로 정규화
def recommend_init(activation):
    name = activation.lower()
    if name in ("linear", "tanh", "sigmoid", "softmax"):
        return "glorot"
    if name in ("relu", "leaky_relu", "elu", "selu", "gelu", "swish", "silu", "mish"):
        return "he"
    raise ValueError(activation)


# %% chaff q1e_recommend_init elu-lecun: ELU와 SELU를 같은 것으로 본다
# hint: elu: 음수 쪽 신호
def recommend_init(activation):
    name = activation.lower()
    if name in ("linear", "tanh", "sigmoid", "softmax"):
        return "glorot"
    if name in ("relu", "leaky_relu", "gelu", "swish", "silu", "mish"):
        return "he"
    if name in ("elu", "selu"):
        return "lecun"
    raise ValueError(activation)


# %% chaff q1e_recommend_init sigmoid-he: 시그모이드에 He를 권한다
# hint: sigmoid: 음수 쪽을 잘라 내는
def recommend_init(activation):
    name = activation.lower()
    if name in ("linear", "tanh", "softmax"):
        return "glorot"
    if name in ("relu", "leaky_relu", "elu", "gelu", "swish", "silu", "mish", "sigmoid"):
        return "he"
    if name == "selu":
        return "lecun"
    raise ValueError(activation)


# %% chaff q1e_recommend_init tanh-lecun: tanh에 르쿤을 권한다
# hint: tanh: 음수 쪽을 잘라 내는
def recommend_init(activation):
    name = activation.lower()
    if name in ("linear", "sigmoid", "softmax"):
        return "glorot"
    if name in ("relu", "leaky_relu", "elu", "gelu", "swish", "silu", "mish"):
        return "he"
    if name in ("tanh", "selu"):
        return "lecun"
    raise ValueError(activation)


# %% chaff q1e_recommend_init everything-else-he: 목록에 없으면 모두 He라고 여긴다
# hint: 'maxout'
def recommend_init(activation):
    name = activation.lower()
    if name in ("linear", "tanh", "sigmoid", "softmax"):
        return "glorot"
    return "lecun" if name == "selu" else "he"


# %% chaff q1e_recommend_init silu-unknown: silu가 swish의 다른 이름임을 모른다
# hint: 열두 이름이 모두 있는지
def recommend_init(activation):
    name = activation.lower()
    if name in ("linear", "tanh", "sigmoid", "softmax"):
        return "glorot"
    if name in ("relu", "leaky_relu", "elu", "gelu", "swish", "mish"):
        return "he"
    if name == "selu":
        return "lecun"
    raise ValueError(activation)


# %% chaff q1e_recommend_init silu-as-sigmoid: silu를 시그모이드의 다른 이름으로 여긴다
# hint: swish와 silu는 같은 함수
def recommend_init(activation):
    name = activation.lower()
    if name in ("linear", "tanh", "sigmoid", "silu", "softmax"):
        return "glorot"
    if name in ("relu", "leaky_relu", "elu", "gelu", "swish", "mish"):
        return "he"
    if name == "selu":
        return "lecun"
    raise ValueError(activation)


# %% chaff q1e_recommend_init case-sensitive: 대문자가 섞인 이름을 모른다
# hint: 대문자가 섞인 이름
def recommend_init(activation):
    if activation in ("linear", "tanh", "sigmoid", "softmax"):
        return "glorot"
    if activation in ("relu", "leaky_relu", "elu", "gelu", "swish", "silu", "mish"):
        return "he"
    if activation == "selu":
        return "lecun"
    raise ValueError(activation)


# %% chaff q1e_recommend_init prints-instead: 돌려주지 않고 출력만 한다
# hint: 문자열로 돌려주어야
def recommend_init(activation):
    name = activation.lower()
    if name in ("linear", "tanh", "sigmoid", "softmax"):
        print("glorot")
    elif name in ("relu", "leaky_relu", "elu", "gelu", "swish", "silu", "mish"):
        print("he")
    elif name == "selu":
        print("lecun")
    else:
        raise ValueError(activation)


# %% wheat q1f_variance_gain factor-table: 활성화 함수마다 남는 비율을 표로
def variance_gain(fan_in, std, act):
    kept = {"linear": 1.0, "relu": 0.5}
    if act.lower() not in kept:
        raise ValueError(act)
    return kept[act.lower()] * fan_in * std * std


# %% wheat q1f_variance_gain sum-of-terms: 항을 하나씩 더하기
def variance_gain(fan_in, std, act):
    name = act.lower()
    if name not in ("relu", "linear"):
        raise ValueError(act)
    total = 0.0
    for _ in range(fan_in):
        total += std**2
    return np.float64(total * 0.5 if name == "relu" else total)


# %% wheat q1f_variance_gain numeric-integral: 정규분포에서 수치 적분하기
def variance_gain(fan_in, std, act):
    functions = {"relu": lambda z: np.maximum(z, 0), "linear": lambda z: z}
    if act.lower() not in functions:
        raise ValueError(act)
    u = np.linspace(-12, 12, 200_001)
    density = np.exp(-(u**2) / 2) / np.sqrt(2 * np.pi)
    values = functions[act.lower()](np.sqrt(fan_in) * std * u) ** 2
    return float(np.sum(values * density) * (u[1] - u[0]))


# %% wheat q1f_variance_gain float32: float32로 계산하기
def variance_gain(fan_in, std, act):
    if act.lower() not in ("relu", "linear"):
        raise ValueError(act)
    gain = np.float32(fan_in) * np.float32(std) ** 2
    return gain / np.float32(2) if act.lower() == "relu" else gain


# %% chaff q1f_variance_gain std-gain: 제곱평균 대신 표준편차의 배율을 구한다
# hint: 표준편차의 배율이 아니라
def variance_gain(fan_in, std, act):
    gain = fan_in * std**2
    if act.lower() == "relu":
        gain = gain / 2
    elif act.lower() != "linear":
        raise ValueError(act)
    return np.sqrt(gain)


# %% chaff q1f_variance_gain adds-stds: 분산이 아니라 표준편차를 더한다
# hint: 표준편차일까요, 분산일까요
def variance_gain(fan_in, std, act):
    gain = fan_in * std
    if act.lower() == "linear":
        return gain
    if act.lower() == "relu":
        return gain / 2
    raise ValueError(act)


# %% chaff q1f_variance_gain one-term: 항이 하나뿐이라고 여긴다
# hint: 몇 개의 항이 더해지는지
def variance_gain(fan_in, std, act):
    gain = std**2
    if act.lower() == "linear":
        return gain
    if act.lower() == "relu":
        return gain / 2
    raise ValueError(act)


# %% chaff q1f_variance_gain averages-terms: 항을 더하지 않고 평균한다고 여긴다
# hint: 가중합이 커질지 작아질지
def variance_gain(fan_in, std, act):
    gain = std**2 / fan_in
    if act.lower() == "linear":
        return gain
    if act.lower() == "relu":
        return gain / 2
    raise ValueError(act)


# %% chaff q1f_variance_gain forgets-relu: ReLU가 버리는 몫을 빠뜨린다
# hint: 버리는 몫이 빠졌습니다
def variance_gain(fan_in, std, act):
    if act.lower() not in ("relu", "linear"):
        raise ValueError(act)
    return fan_in * std**2


# %% chaff q1f_variance_gain relu-always: act와 상관없이 ReLU로 여긴다
# hint: linear는 신호를 버리지 않습니다
def variance_gain(fan_in, std, act):
    if act.lower() not in ("relu", "linear"):
        raise ValueError(act)
    return fan_in * std**2 / 2


# %% chaff q1f_variance_gain halves-std: ReLU가 표준편차를 절반으로 만든다고 여긴다
# hint: 두 번 반영
def variance_gain(fan_in, std, act):
    if act.lower() == "linear":
        return fan_in * std**2
    if act.lower() == "relu":
        return fan_in * (std / 2) ** 2
    raise ValueError(act)


# %% chaff q1f_variance_gain half-under-root: ReLU의 몫을 표준편차의 비로 잘못 곱한다
# hint: 크기에서 구했는지, 제곱평균에서
def variance_gain(fan_in, std, act):
    if act.lower() == "linear":
        return fan_in * std**2
    if act.lower() == "relu":
        return fan_in * std**2 / np.sqrt(2)
    raise ValueError(act)


# %% chaff q1f_variance_gain centred-variance: 제곱평균 대신 평균을 뺀 분산을 구한다
# hint: 평균을 뺀 분산이 아니라
def variance_gain(fan_in, std, act):
    gain = fan_in * std**2
    if act.lower() == "linear":
        return gain
    if act.lower() == "relu":
        return gain * (1 / 2 - 1 / (2 * np.pi))
    raise ValueError(act)


# %% chaff q1f_variance_gain relu-doubles: He의 2를 보고 ReLU가 신호를 두 배로 키운다고 여긴다
# hint: 신호를 키우는 함수일까요
def variance_gain(fan_in, std, act):
    gain = fan_in * std**2
    if act.lower() == "linear":
        return gain
    if act.lower() == "relu":
        return gain * 2
    raise ValueError(act)


# %% chaff q1f_variance_gain monte-carlo: 난수로 어림한다
# hint: 난수로 어림하거나
def variance_gain(fan_in, std, act):
    rng = np.random.default_rng(0)
    x = rng.standard_normal((2000, fan_in))
    z = x @ rng.normal(0, std, (fan_in, 300))
    if act.lower() == "relu":
        z = np.maximum(z, 0)
    elif act.lower() != "linear":
        raise ValueError(act)
    return np.mean(z**2) / np.mean(x**2)


# %% chaff q1f_variance_gain rounded: 소수점 아래 두 자리로 반올림한다
# hint: 반올림하지 않는지
def variance_gain(fan_in, std, act):
    gain = fan_in * std**2
    if act.lower() == "linear":
        return round(gain, 2)
    if act.lower() == "relu":
        return round(gain / 2, 2)
    raise ValueError(act)


# %% chaff q1f_variance_gain visible-width-only: 검사 셀에 보이는 폭을 못 박는다
# hint: 층의 폭이 모두 반영되는지
def variance_gain(fan_in, std, act):
    gain = 60 * std**2
    if act.lower() == "linear":
        return gain
    if act.lower() == "relu":
        return gain / 2
    raise ValueError(act)


# %% chaff q1f_variance_gain case-sensitive: 대문자가 섞인 이름을 모른다
# hint: 대문자가 섞인 이름
def variance_gain(fan_in, std, act):
    gain = fan_in * std**2
    if act == "linear":
        return gain
    if act == "relu":
        return gain / 2
    raise ValueError(act)


# %% chaff q1f_variance_gain unknown-is-linear: 모르는 활성화 함수면 선형으로 여긴다
# hint: 모르는 이름인데
def variance_gain(fan_in, std, act):
    gain = fan_in * std**2
    return gain / 2 if act.lower() == "relu" else gain


# %% chaff q1a_init_std prefix-match: 이름의 앞머리만 본다
# hint: 약속을 다시 보세요
def init_std(fan_in, fan_out, scheme):
    s = scheme.lower()
    if s[:1] in ("g", "x"):
        return (2 / (fan_in + fan_out)) ** 0.5
    if s[:1] in ("h", "k"):
        return (2 / fan_in) ** 0.5
    if s[:1] == "l":
        return (1 / fan_in) ** 0.5
    raise ValueError(scheme)


# %% chaff q1b_sample_weights unknown-scheme-falls-through: 모르는 초기화면 르쿤으로 여긴다
# hint: scheme에 모르는 이름
def sample_weights(fan_in, fan_out, scheme, dist, rng):
    s = scheme.lower()
    v = {"glorot": 2 / (fan_in + fan_out), "xavier": 2 / (fan_in + fan_out), "he": 2 / fan_in, "kaiming": 2 / fan_in}.get(s, 1 / fan_in)
    if dist.lower() == "normal":
        return rng.normal(0, v**0.5, (fan_in, fan_out))
    if dist.lower() == "uniform":
        return rng.uniform(-((3 * v) ** 0.5), (3 * v) ** 0.5, (fan_in, fan_out))
    raise ValueError(dist)


# %% chaff q1e_recommend_init substring: 부분 문자열로 찾는다
# hint: 'celu': 모르는 이름
def recommend_init(activation):
    a = activation.lower()
    if "selu" in a:
        return "lecun"
    if "elu" in a or a in ("swish", "silu", "mish"):
        return "he"
    if a in ("linear", "tanh", "sigmoid", "softmax"):
        return "glorot"
    raise ValueError(a)


# %% chaff q1f_variance_gain substring-relu: relu가 들어간 이름이면 모두 받는다
# hint: 'leaky_relu': 모르는 이름
def variance_gain(fan_in, std, act):
    a = act.lower()
    if "relu" in a:
        return fan_in * std**2 / 2
    if "linear" in a:
        return fan_in * std**2
    raise ValueError(a)
