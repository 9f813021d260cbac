"""연습문제 4의 맞는 답(wheat)과, 오개념이 하나씩 든 답(chaff).

이 파일은 실행하지 않는다. 머리줄 아래의 코드가 그 답 셀을 통째로 대신한다.
"""


# %% wheat q4a_act tanh-gelu-table: GELU의 tanh 근사와 함수의 사전
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% wheat q4a_act if-chain-masks: 차례로 묻는 조건문과 마스크로 채우기
from scipy.special import erf


def act(name, alpha=None, beta=1.0):
    name = name.lower()

    def logistic(x):
        out = np.empty_like(x)
        pos = x >= 0
        out[pos] = 1.0 / (1.0 + np.exp(-x[pos]))
        out[~pos] = np.exp(x[~pos]) / (1.0 + np.exp(x[~pos]))
        return out

    def exponential_tail(x, a):
        out = x.copy()
        out[x < 0] = a * np.expm1(x[x < 0])
        return out

    if name == "relu":
        return lambda z: z * (z > 0)
    if name == "leaky":
        slope = 0.01 if alpha is None else alpha
        return lambda z: np.maximum(z, 0) + slope * np.minimum(z, 0)
    if name == "elu":
        return lambda z: exponential_tail(z, 1.0 if alpha is None else alpha)
    if name == "selu":
        return lambda z: 1.0507 * exponential_tail(z, 1.6733)
    if name == "gelu":
        return lambda z: z * (0.5 + 0.5 * erf(z / 2**0.5))
    if name == "swish":
        return lambda z: z * logistic(beta * z)
    if name == "mish":
        return lambda z: z * np.tanh(np.logaddexp(z, 0))
    if name == "softplus":
        return lambda z: np.logaddexp(z, 0)
    if name == "sigmoid":
        return logistic
    if name == "tanh":
        return lambda z: 1 - 2 * logistic(-2 * z)
    if name == "softmax":

        def softmax(z):
            shifted = np.exp(z - np.max(z, axis=-1)[..., None])
            return shifted / np.sum(shifted, axis=-1)[..., None]

        return softmax
    raise ValueError(f"unknown activation {name}")


# %% wheat q4a_act scipy-special: SciPy의 특수 함수로 쓰기
from scipy import special


def act(name, alpha=None, beta=1.0):
    def elu(z, a):
        return np.where(z < 0, a * special.expm1(np.clip(z, None, 0)), z)

    match name.lower():
        case "relu":
            return lambda z: np.clip(z, 0, None)
        case "leaky":
            a = alpha if alpha is not None else 0.01
            return lambda z: np.where(z < 0, a * z, z)
        case "elu":
            a = alpha if alpha is not None else 1.0
            return lambda z: elu(z, a)
        case "selu":
            return lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772)
        case "gelu":
            return lambda z: z * special.ndtr(z)
        case "swish":
            return lambda z: z * special.expit(beta * z)
        case "mish":
            return lambda z: z * np.tanh(-special.log_expit(-z))
        case "softplus":
            return lambda z: -special.log_expit(-z)
        case "sigmoid":
            return special.expit
        case "tanh":
            return np.tanh
        case "softmax":
            return lambda z: special.softmax(z, axis=-1)
    raise ValueError(name)


# %% wheat q4a_act math-vectorize-list: 수 하나씩 math로 계산해 리스트로 돌려주기
def act(name, alpha=None, beta=1.0):
    def gate(x):
        return 1 / (1 + math.exp(-x)) if x > 0 else math.exp(x) / (1 + math.exp(x))

    def softplus(x):
        return x + math.log1p(math.exp(-x)) if x > 0 else math.log1p(math.exp(x))

    def elu(x, a):
        return x if x > 0 else a * (math.exp(x) - 1)

    scalars = {
        "relu": lambda x: max(x, 0.0),
        "leaky": lambda x: x if x > 0 else x * (0.01 if alpha is None else alpha),
        "elu": lambda x: elu(x, 1.0 if alpha is None else alpha),
        "selu": lambda x: 1.0507 * elu(x, 1.6733),
        "gelu": lambda x: x * 0.5 * math.erfc(-x / math.sqrt(2)),
        "swish": lambda x: x * gate(beta * x),
        "mish": lambda x: x * math.tanh(softplus(x)),
        "softplus": softplus,
        "sigmoid": gate,
        "tanh": math.tanh,
    }

    def softmax(row):
        top = max(row)
        powers = [math.exp(x - top) for x in row]
        return [p / sum(powers) for p in powers]

    def function(z):
        if name.lower() == "softmax":
            return np.apply_along_axis(softmax, -1, z).tolist()
        if name.lower() not in scalars:
            raise ValueError("모르는 이름")
        return np.vectorize(scalars[name.lower()], otypes=[float])(z).tolist()

    return function


# %% wheat q4a_act float32-inside: float32로 계산하기
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    function = functions[name.lower()]
    return lambda z: function(np.asarray(z, dtype=np.float32))


# %% wheat q4a_act errstate-branch: 넘치는 갈래는 경고를 끄고 골라 쓰기
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        with np.errstate(over="ignore"):
            return 1 / (1 + np.exp(-z))

    def softplus(z):
        with np.errstate(over="ignore"):
            return np.where(z > 30, z, np.log1p(np.exp(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% wheat q4a_act clipped-exponent: 지수를 잘라 넘침을 막기
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return 1 / (1 + np.exp(-np.clip(z, -500, 500)))

    def softplus(z):
        return np.where(z > 50, z, np.log1p(np.exp(np.minimum(z, 50))))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% wheat q4a_act callable-class: 부를 수 있는 객체를 돌려주기
class Activation:
    def __init__(self, name, alpha, beta):
        self.name, self.alpha, self.beta = name, alpha, beta

    def default(self, value):
        return value if self.alpha is None else self.alpha

    def __call__(self, z):
        return getattr(self, self.name)(z)

    def relu(self, z):
        return (z + np.abs(z)) / 2

    def leaky(self, z):
        return z * np.where(z > 0, 1.0, self.default(0.01))

    def elu(self, z):
        return self.tail(z, self.default(1.0))

    def tail(self, z, a):
        return np.maximum(z, 0) + a * (np.exp(np.minimum(z, 0)) - 1)

    def selu(self, z):
        return self.tail(z, 1.6732632423543772) * 1.0507009873554805

    def gelu(self, z):
        return z * np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2)(z)

    def sigmoid(self, z):
        return (1 + np.tanh(z / 2)) / 2

    def swish(self, z):
        return z * self.sigmoid(self.beta * z)

    def softplus(self, z):
        return np.logaddexp(z, np.zeros_like(z))

    def mish(self, z):
        return z * self.tanh(self.softplus(z))

    def tanh(self, z):
        return np.tanh(z)

    def softmax(self, z):
        rows = z.reshape(-1, z.shape[-1])
        powers = [np.exp(row - row.max()) for row in rows]
        return np.stack([p / p.sum() for p in powers]).reshape(z.shape)


def act(name, alpha=None, beta=1.0):
    names = "relu leaky elu selu gelu swish mish softplus sigmoid tanh softmax".split()
    if name.lower() not in names:
        raise ValueError(name)
    return Activation(name.lower(), alpha, beta)


# %% chaff q4a_act sigmoid-overflow: 시그모이드의 식을 그대로 옮긴다
# hint: 계산이 경고를 냅니다
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act softplus-overflow: softplus의 식을 그대로 옮긴다
# hint: softplus: 큰 |z|에서 계산이 경고를 냅니다
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.log(1 + np.exp(z))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act softplus-clipped: z를 잘라 softplus의 넘침을 막는다
# hint: z를 잘라 내거나
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.log(1 + np.exp(np.clip(z, -500, 500)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act elu-where-overflow: np.where가 두 갈래를 모두 계산하는 것을 모른다
# hint: elu: 큰 |z|에서 계산이 경고를 냅니다
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(z) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act mish-overflow: Mish 안의 softplus만 식 그대로 옮긴다
# hint: mish: 큰 |z|에서 계산이 경고를 냅니다
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(np.log(1 + np.exp(z))),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act softmax-no-shift: 소프트맥스에서 최댓값을 빼지 않는다
# hint: softmax: 큰 |z|에서 계산이 경고를 냅니다
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z)
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act softmax-global-max: 배열 전체의 최댓값을 뺀다
# hint: softmax: 큰 |z|에서 계산이 경고를 냅니다
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max())
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act global-seterr: NumPy의 경고를 전역에서 끈다
# hint: NumPy의 전역 설정
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        np.seterr(all="ignore")
        return 1 / (1 + np.exp(-z))

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act errstate-swish-nan: 경고만 끄고 무한대와 0의 곱을 남긴다
# hint: NaN이나 무한대
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def swish(z):
        with np.errstate(all="ignore"):
            return z * np.exp(beta * z) / (1 + np.exp(beta * z))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: swish(z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act gelu-sigmoid-1702: GELU를 β=1.702인 Swish로 대신한다
# hint: 시그모이드로 흉내
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return z * sigmoid(1.702 * z)

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act gelu-erf-no-root: erf에 z/√2 대신 z를 넣는다
# hint: erf와 Φ는 가로 눈금
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.vectorize(math.erf)(z))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act gelu-gate-only: GELU에서 z를 곱하지 않는다
# hint: 문만 돌려주고
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * (1 + np.vectorize(math.erf)(z / np.sqrt(2)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act elu-sign: ELU의 음수 쪽 부호를 뒤집는다
# hint: 음수 쪽의 부호를 보세요
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (1 - np.exp(np.minimum(z, 0))))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act elu-exp-minus-z: ELU의 지수에 −z를 넣는다
# hint: 지수 함수의 값이 0으로
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.maximum(-z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act elu-no-minus-one: ELU에서 1을 빼지 않는다
# hint: 지수 꼬리를 얼마나 내려야
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * np.exp(np.minimum(z, 0)))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act elu-alpha-in-exponent: alpha를 지수 안에 넣는다
# hint: 꼬리의 빠르기가 아니라
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def elu_inside(z, a):
        return np.where(z > 0, z, np.exp(np.minimum(a * z, 0)) - 1)

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu_inside(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act elu-alpha-times-exp: 괄호를 빠뜨려 alpha를 지수에만 곱한다
# hint: 0에서 양쪽이 이어지는지
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * np.exp(np.minimum(z, 0)) - 1)

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act elu-ignores-alpha: ELU의 alpha를 쓰지 않는다
# hint: 인자로 받은 alpha를 쓰고
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, 1.0),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act elu-scales-both-sides: ELU의 alpha를 양수 쪽에도 곱한다
# hint: 양수 쪽은 z를 그대로
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: tail * elu(z, 1.0),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act leaky-max: LeakyReLU를 max(αz, z)로 쓴다
# hint: 두 직선 가운데 큰 쪽
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.maximum(leak * z, z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act leaky-keras-default: LeakyReLU의 기본값을 케라스의 0.3으로 안다
# hint: 기본 기울기를 약속의 표
def act(name, alpha=None, beta=1.0):
    leak = 0.3 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act alpha-zero-is-default: alpha=0을 주지 않은 것으로 여긴다
# hint: alpha와 beta가 0이어도
def act(name, alpha=None, beta=1.0):
    leak = alpha or 0.01
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act beta-zero-is-default: beta=0을 주지 않은 것으로 여긴다
# hint: alpha와 beta가 0이어도
def act(name, alpha=None, beta=1.0):
    beta = beta or 1.0
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act shared-default-alpha: leaky와 elu의 기본값을 같게 둔다
# hint: elu:
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 0.01 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act selu-no-scale: SELU에서 λ를 빠뜨린다
# hint: λ가 빠졌습니다
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act selu-swapped-constants: SELU의 두 상수를 맞바꾼다
# hint: 두 상수의 자리
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.6732632423543772 * elu(z, 1.0507009873554805),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act swish-ignores-beta: Swish의 beta를 쓰지 않는다
# hint: 인자로 받은 beta를 쓰고
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act swish-beta-outside: beta를 문 밖에도 곱한다
# hint: 문의 가파르기만
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: beta * z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act mish-no-tanh: Mish에서 tanh를 빠뜨린다
# hint: 문이 0과 1 사이에서
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * softplus(z),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act softplus-log2: softplus에 밑이 2인 로그를 쓴다
# hint: 로그의 밑
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": lambda z: np.logaddexp2(0, z / np.log(2)),
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act sigmoid-mirrored: 시그모이드의 부호를 뒤집는다
# hint: 1에 다가가는지
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": lambda z: sigmoid(-z),
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act sigmoid-from-tanh-no-half: tanh에서 시그모이드를 만들 때 z를 2로 나누지 않는다
# hint: 가로로도 눈금이
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": lambda z: (1 + np.tanh(z)) / 2,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act tanh-from-sigmoid: tanh를 2σ(z)−1로 쓴다
# hint: 가로로도 눈금이
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": lambda z: 2 * sigmoid(z) - 1,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act softmax-whole-array: 소프트맥스를 배열 전체에 한다
# hint: 배열 전체가 아니라
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max())
        return e / e.sum()

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act softmax-axis-zero: 소프트맥스를 첫 축으로 한다
# hint: 합이 1이어야 하는 축
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=0, keepdims=True))
        return e / e.sum(axis=0, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act softmax-axis-one: 소프트맥스의 축을 1로 못 박는다
# hint: 배열의 모든 원소를
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act softmax-no-keepdims: 합의 축을 남기지 않는다
# hint: 합의 모양이 어떻게 퍼지는지
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act softmax-in-place: 소프트맥스에서 입력에 빼기를 한다
# hint: 배열의 내용이 바뀌었습니다
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        z -= z.max(axis=-1, keepdims=True)
        e = np.exp(z)
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act math-erf-on-array: math.erf에 배열을 넣는다
# hint: 배열의 모든 원소를
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + math.erf(z / math.sqrt(2)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act flattens: 여러 축을 한 줄로 편다
# hint: 출력의 모양은
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return np.array([0.5 * x * (1 + math.erf(x / math.sqrt(2))) for x in z.ravel()])

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act forgets-inner-return: 안쪽 함수에서 돌려주지 않는다
# hint: 값을 내지 않습니다
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        result = 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act forgets-outer-return: 함수를 만들고 돌려주지 않는다
# hint: **함수**를 돌려주어야
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    function = functions[name.lower()]


# %% chaff q4a_act case-sensitive: 대문자가 섞인 이름을 모른다
# hint: 대문자가 섞인 이름도
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name not in functions:
        raise ValueError(name)
    return functions[name]


# %% chaff q4a_act key-error: 모르는 이름에 KeyError를 낸다
# hint: 예외의 종류를 다시
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    return functions[name.lower()]


# %% chaff q4a_act unknown-is-linear: 모르는 이름이면 그대로 내보낸다
# hint: ValueError가 일어나지 않았습니다
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        return lambda z: z
    return functions[name.lower()]


# %% chaff q4a_act global-parameter: alpha를 전역 변수에 두어 앞의 함수가 바뀐다
# hint: 먼저 만든 함수의 값이
def act(name, alpha=None, beta=1.0):
    global leak
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% chaff q4a_act visible-points-only: 검사 셀에 보이는 두 점의 값을 이어 쓴다
# hint: 검사 셀에 보이는 점 말고도
def act(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def softplus(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def elu(z, a):
        return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))

    def gelu(z):
        return np.interp(z, [-1000, -100, -2, 1, 100, 1000], [0, 0, -0.0455, 0.841345, 100, 1000])

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky": lambda z: np.where(z > 0, z, leak * z),
        "elu": lambda z: elu(z, tail),
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": gelu,
        "swish": lambda z: z * sigmoid(beta * z),
        "mish": lambda z: z * np.tanh(softplus(z)),
        "softplus": softplus,
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "softmax": softmax,
    }
    if name.lower() not in functions:
        raise ValueError(name)
    return functions[name.lower()]


# %% wheat q4b_dact own-helpers: act를 부르지 않고 표로 찾기
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% wheat q4b_dact uses-act-values: act의 값에서 짧은 식으로 구하기
def dact(name, alpha=None, beta=1.0):
    kind = name.lower()
    if kind == "softmax":
        raise ValueError("소프트맥스는 원소마다의 도함수가 없다")
    phi = act(kind, alpha, beta)
    sigma = act("sigmoid")

    def derivative(z):
        value = phi(z)
        if kind == "relu":
            return np.heaviside(z, 0.5)
        if kind == "leaky":
            return np.where(z >= 0, 1.0, 0.01 if alpha is None else alpha)
        if kind == "elu":
            return np.where(z > 0, 1.0, value + (1.0 if alpha is None else alpha))
        if kind == "selu":
            return np.where(z > 0, 1.0507, value + 1.0507 * 1.6733)
        if kind == "gelu":
            cdf = np.where(z == 0, 0.5, value / np.where(z == 0, 1.0, z))
            return cdf + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
        if kind == "swish":
            return beta * value + sigma(beta * z) * (1 - beta * value)
        if kind == "mish":
            gate = np.tanh(act("softplus")(z))
            return gate + value * sigma(z) * (1 - gate**2) / np.where(gate == 0, 1.0, gate)
        if kind == "softplus":
            return sigma(z)
        if kind == "sigmoid":
            return value * (1 - value)
        return 1 - value**2

    return derivative


# %% wheat q4b_dact tanh-gelu-derivative: tanh로 어림한 GELU의 도함수와 ReLU의 0에서 1
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        c = np.sqrt(2 / np.pi)
        t = np.tanh(c * (z + 0.044715 * z**3))
        return 0.5 * (1 + t) + 0.5 * z * (1 - t**2) * c * (1 + 3 * 0.044715 * z**2)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: np.where(z < 0, 0, 1),
        "leaky": lambda z: np.where(z < 0, leak, 1.0),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% wheat q4b_dact math-scalar-loop: 수 하나씩 math로 계산하기
def dact(name, alpha=None, beta=1.0):
    def gate(x):
        return 1 / (1 + math.exp(-x)) if x > -30 else math.exp(x)

    def scalar(x):
        match name.lower():
            case "relu":
                return 1 if x > 0 else 0
            case "leaky":
                return 1 if x > 0 else (0.01 if alpha is None else alpha)
            case "elu":
                return 1 if x > 0 else (1.0 if alpha is None else alpha) * math.exp(x)
            case "selu":
                return 1.0507 if x > 0 else 1.0507 * 1.6733 * math.exp(x)
            case "gelu":
                density = math.exp(-x * x / 2) / math.sqrt(2 * math.pi)
                return 0.5 * math.erfc(-x / math.sqrt(2)) + x * density
            case "swish":
                g = gate(beta * x)
                return g * (1 + beta * x * (1 - g))
            case "mish":
                if x > 30:
                    return 1.0
                t = math.tanh(math.log1p(math.exp(x)))
                return t + x * gate(x) * (1 - t) * (1 + t)
            case "softplus":
                return gate(x)
            case "sigmoid":
                return gate(x) * gate(-x)
            case "tanh":
                return 1 - math.tanh(x) ** 2
        raise ValueError(name)

    return lambda z: np.array([scalar(x) for x in np.ravel(z)]).reshape(np.shape(z))


# %% wheat q4b_dact float32-and-list: float32로 계산해 리스트로 돌려주기
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    derivative = derivatives[name.lower()]
    return lambda z: np.asarray(derivative(z.astype(np.float32)), dtype=np.float32).tolist()


# %% wheat q4b_dact product-rule-parts: 문과 문의 도함수를 나누어 쓰기
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        gate = sigmoid(beta * z)
        gate_slope = beta * gate * sigmoid(-beta * z)
        return 1 * gate + z * gate_slope

    def dmish(z):
        gate = act("tanh")(act("softplus")(z))
        inner = act("sigmoid")(z)
        return gate + z * (1 - gate) * (1 + gate) * inner

    derivatives = {
        "relu": lambda z: (np.sign(z) + 1) / 2,
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 4 * sigmoid(2 * z) * sigmoid(-2 * z),
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact swish-no-product-rule: Swish의 곱을 미분하지 않고 시그모이드의 도함수만 쓴다
# hint: 곱을 미분하면 항이 둘
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact swish-first-term-only: Swish에서 둘째 항을 빠뜨린다
# hint: 곱을 미분하면 항이 둘
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact swish-no-z: Swish의 둘째 항에서 z를 빠뜨린다
# hint: 둘째 항에 z가
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact swish-no-inner-beta: 문 안쪽의 beta를 미분하지 않는다
# hint: 밖으로 나옵니다
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact swish-ignores-beta: Swish의 beta를 쓰지 않는다
# hint: 인자로 받은 beta를 쓰고
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(z)
        return s + z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact swish-beta-both-terms: beta를 두 항에 모두 곱한다
# hint: 두 항에 모두
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return beta * (s + z * s * (1 - s))

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact selu-no-scale: SELU의 도함수에서 λ를 빠뜨린다
# hint: 상수가 어디에 남는지
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact selu-phi-plus-alpha: SELU를 φ + α로 쓴다
# hint: selu: z = −2와 1에서
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: np.where(z > 0, 1.0507009873554805, act("selu")(z) + 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact elu-value: ELU의 음수 쪽에 함수의 값을 쓴다
# hint: 함수의 값 그대로
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.expm1(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact elu-ignores-alpha: ELU의 도함수에서 alpha를 빠뜨린다
# hint: 음수 쪽 기울기를 어떻게 바꾸는지
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, 1.0),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact elu-phi-plus-one: ELU를 언제나 φ + 1로 쓴다
# hint: alpha가 1일 때만
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: np.where(z > 0, 1.0, act("elu", alpha)(z) + 1),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact gelu-cdf-only: GELU에서 둘째 항을 빠뜨린다
# hint: 곱을 미분하면 항이 둘
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact gelu-no-normaliser: 밀도를 √(2π)로 나누지 않는다
# hint: 모두 더하면 1이
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact gelu-sigmoid: β=1.702인 Swish의 도함수를 쓴다
# hint: 시그모이드로 흉내 낸
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": lambda z: sigmoid(1.702 * z) * (1 + 1.702 * z * sigmoid(-1.702 * z)),
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact mish-no-chain: Mish에서 softplus의 도함수를 곱하지 않는다
# hint: 가장 안쪽까지
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact mish-first-term: Mish에서 둘째 항을 빠뜨린다
# hint: 곱을 미분하면 항이 둘
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact mish-no-square: Mish에서 tanh의 도함수를 1 − t로 쓴다
# hint: tanh의 도함수를 다시
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact mish-overflow: Mish 안의 softplus를 식 그대로 옮긴다
# hint: 계산이 경고를 냅니다
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.log(1 + np.exp(z)))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact softplus-value: softplus의 도함수에 softplus를 돌려준다
# hint: 함수 자체의 값
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": act("softplus"),
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact sigmoid-by-z: 시그모이드의 도함수를 z(1 − z)로 쓴다
# hint: z가 아니라 함수의 값
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: z * (1 - z),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact tanh-by-z: tanh의 도함수를 1 − z²로 쓴다
# hint: z가 아니라 함수의 값
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - z**2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact tanh-as-sigmoid: tanh에 시그모이드의 짧은 식을 쓴다
# hint: 미분해 보세요
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: np.tanh(z) * (1 - np.tanh(z)),
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact tanh-cosh-overflow: tanh의 도함수를 1/cosh²로 쓴다
# hint: 계산이 경고를 냅니다
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 / np.cosh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact leaky-ignores-alpha: LeakyReLU의 alpha를 쓰지 않는다
# hint: 음수 쪽 기울기를 어떻게 바꾸는지
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, 0.01),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact relu-nan-at-zero: 꺾인 점에서 NaN을 낸다
# hint: NaN이나 무한대
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: np.where(z == 0, np.nan, z > 0),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact kink-minus-one: 꺾인 점의 값을 바깥에서 고른다
# hint: 그 사이의 값
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: np.where(z == 0, -1.0, z > 0),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact elu-zero-at-kink: ELU의 0에서 도함수가 없다고 0을 준다
# hint: 그 사이의 값
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, np.where(z == 0, 0.0, a * np.exp(np.minimum(z, 0))))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact elu-where-overflow: np.where가 두 갈래를 모두 계산하는 것을 모른다
# hint: 계산이 경고를 냅니다
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(z))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact alpha-zero-is-default: alpha=0을 주지 않은 것으로 여긴다
# hint: alpha와 beta가 0이어도
def dact(name, alpha=None, beta=1.0):
    leak = alpha or 0.01
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact accepts-softmax: 소프트맥스도 원소마다 미분할 수 있다고 여긴다
# hint: 'softmax': 다루지 않는 이름
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    def dsoftmax(z):
        p = act("softmax")(z)
        return p * (1 - p)

    derivatives = {
        "softmax": dsoftmax,
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact key-error: 모르는 이름에 KeyError를 낸다
# hint: 예외의 종류를 다시
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    return derivatives[name.lower()]


# %% chaff q4b_dact unknown-is-linear: 모르는 이름이면 1을 돌려준다
# hint: ValueError가 일어나지 않았습니다
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        return np.ones_like
    return derivatives[name.lower()]


# %% chaff q4b_dact in-place: 입력 배열을 고쳐 쓴다
# hint: 배열의 내용이 바뀌었습니다
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def drelu(z):
        z[z > 0] = 1
        z[z < 0] = 0
        return z

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": drelu,
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact returns-function-value: 도함수 대신 act를 그대로 돌려준다
# hint: 함수를 조금 움직여 잰
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": act("relu"),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    return derivatives[name.lower()]


# %% chaff q4b_dact forgets-return: 함수를 만들고 돌려주지 않는다
# hint: **함수**를 돌려주어야
def dact(name, alpha=None, beta=1.0):
    leak = 0.01 if alpha is None else alpha
    tail = 1.0 if alpha is None else alpha

    def sigmoid(z):
        return (1 + np.tanh(z / 2)) / 2

    def delu(z, a):
        return np.where(z > 0, 1.0, a * np.exp(np.minimum(z, 0)))

    def dgelu(z):
        cdf = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, otypes=[float])
        return cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

    def dswish(z):
        s = sigmoid(beta * z)
        return s + beta * z * s * (1 - s)

    def dmish(z):
        t = np.tanh(np.logaddexp(0, z))
        return t + z * sigmoid(z) * (1 - t**2)

    derivatives = {
        "relu": lambda z: (z > 0).astype(float),
        "leaky": lambda z: np.where(z > 0, 1.0, leak),
        "elu": lambda z: delu(z, tail),
        "selu": lambda z: 1.0507009873554805 * delu(z, 1.6732632423543772),
        "gelu": dgelu,
        "swish": dswish,
        "mish": dmish,
        "softplus": sigmoid,
        "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    if name.lower() not in derivatives:
        raise ValueError(name)
    derivative = derivatives[name.lower()]


# %% chaff q4b_dact numeric-difference: act를 중심차분한다
# hint: 0에 아주 가까운 입력
def dact(name, alpha=None, beta=1.0):
    if name.lower() == "softmax":
        raise ValueError(name)
    phi = act(name, alpha, beta)
    h = 1e-5
    return lambda z: (phi(z + h) - phi(z - h)) / (2 * h)


# %% wheat q4c_choose_activation sets: 표와 교집합
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% wheat q4c_choose_activation if-chain-strings: 차례로 묻는 조건문과 이름 하나
def choose_activation(spec):
    role = spec["role"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        target = spec["target"]
        if target == "real":
            return "linear"
        if target == "positive":
            return "softplus"
        if target == "bounded":
            return "tanh"
        if target in ("binary", "multilabel"):
            return "sigmoid"
        if target == "multiclass":
            return "softmax"
        raise ValueError("모르는 target")
    if role == "hidden":
        known = {"low_latency", "dead_units", "max_accuracy"}
        known |= {"deep_plain_dense", "skip_connections", "huge_data"}
        constraints = spec["constraints"]
        for constraint in constraints:
            if constraint not in known:
                raise ValueError("모르는 constraint")
        if "deep_plain_dense" in constraints:
            return "selu"
        if "huge_data" in constraints:
            return "prelu"
        if "dead_units" in constraints:
            return "leaky"
        if "max_accuracy" in constraints:
            return "gelu"
        return "relu"
    raise ValueError("모르는 role")


# %% wheat q4c_choose_activation match-lists: match와 리스트
def choose_activation(spec):
    match spec["role"], spec["target"]:
        case "gate", _:
            return ["sigmoid"]
        case "output", "real":
            return ["linear"]
        case "output", "positive":
            return ["softplus"]
        case "output", "bounded":
            return ["tanh"]
        case "output", "binary" | "multilabel":
            return ["sigmoid"]
        case "output", "multiclass":
            return ["softmax"]
        case "hidden", _:
            suitable = {
                "low_latency": "relu leaky prelu",
                "dead_units": "leaky prelu elu gelu swish learned_swish mish",
                "max_accuracy": "gelu swish mish",
                "deep_plain_dense": "selu",
                "skip_connections": "relu leaky prelu elu gelu swish learned_swish mish",
                "huge_data": "prelu learned_swish",
            }
            if not set(spec["constraints"]) <= suitable.keys():
                raise ValueError(spec["constraints"])
            lists = [suitable[c].split() for c in spec["constraints"]] or [["relu"]]
            return sorted(name for name in lists[0] if all(name in other for other in lists))
        case _:
            raise ValueError(spec["role"])


# %% wheat q4c_choose_activation property-filter: 함수의 성질을 적은 표에서 거르기
def choose_activation(spec):
    ranges = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    cheap, learns, alive = {"relu", "leaky", "prelu"}, {"prelu", "learned_swish"}, {"leaky", "prelu"}
    strong = {"gelu", "swish", "learned_swish", "mish"}
    rules = {
        "low_latency": lambda name: name in cheap,
        "dead_units": lambda name: name in alive,
        "max_accuracy": lambda name: name in strong,
        "deep_plain_dense": lambda name: name == "selu",
        "skip_connections": lambda name: name != "selu",
        "huge_data": lambda name: name in learns,
    }
    try:
        if spec["role"] == "output":
            return frozenset({ranges[spec["target"]]})
        if spec["role"] == "gate":
            return "Sigmoid"
        if spec["role"] != "hidden":
            raise KeyError(spec["role"])
        wanted = [rules[constraint] for constraint in spec["constraints"]]
    except KeyError as error:
        raise ValueError(f"표에 없는 값: {error}") from error
    for name in ["relu", "leaky", "gelu", "swish", "mish", "elu", "prelu", "learned_swish", "selu"]:
        if all(rule(name) for rule in wanted):
            return name


# %% chaff q4c_choose_activation multilabel-softmax: 다중 레이블에 소프트맥스를 쓴다
# hint: 두 레이블이 함께
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "softmax",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation binary-softmax: 뉴런 하나에 소프트맥스를 쓴다
# hint: 뉴런이 하나뿐일 때
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "softmax",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation multiclass-sigmoid: 여러 부류에 시그모이드를 쓴다
# hint: 확률의 합이 얼마여야
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "sigmoid",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation regression-relu: 회귀의 출력층에 ReLU를 쓴다
# hint: 음수인 답을
def choose_activation(spec):
    outputs = {
        "real": "relu",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation regression-leaky: 회귀의 출력층에 LeakyReLU를 쓴다
# hint: 범위와 꼭 맞는지
def choose_activation(spec):
    outputs = {
        "real": "leaky",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation positive-relu: 양수에 ReLU를 쓴다
# hint: 그레이디언트도 0
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "relu",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation bounded-sigmoid: −1과 1 사이에 시그모이드를 쓴다
# hint: 음수인 답을
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "sigmoid",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation gate-tanh: 게이트에 tanh를 쓴다
# hint: 치역이 0과 1 사이
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "tanh"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation gate-missing: 게이트를 빠뜨린다
# hint: gate가 모두 있는지
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation none-for-linear: 활성화 함수가 없으면 None을 돌려준다
# hint: 쓰지 않을 때의 이름
def choose_activation(spec):
    outputs = {
        "real": None,
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation default-gelu: 은닉층의 기본값을 GELU로 안다
# hint: 출발점으로 삼을 함수
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = "gelu"
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation latency-elu: 느린 기기에 ELU를 권한다
# hint: 비교와 곱셈만으로
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"leaky", "elu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation dead-relu: 죽은 뉴런에 ReLU를 그대로 둔다
# hint: 지금 죽고 있는 뉴런
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"relu", "leaky"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation dead-selu: 죽은 뉴런에 조건 없이 SELU를 권한다
# hint: 그레이디언트가 흐르는 함수
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "selu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation accuracy-selu: 성능이 중요하면 SELU를 권한다
# hint: 늘 ReLU보다 낮았던
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish", "selu"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation deep-relu: 정규화 층이 없어도 ReLU를 쓴다
# hint: 스스로 정규화하는 함수
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"relu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation deep-elu: SELU와 ELU를 같은 것으로 본다
# hint: 스스로 정규화하는 함수
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu", "elu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation skip-selu: 스킵 연결이 있어도 SELU가 정규화한다고 여긴다
# hint: 필요한 조건이 모두
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"selu", "relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation huge-fixed-swish: β를 고정한 Swish도 배운다고 여긴다
# hint: 파라미터를 두고
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"learned_swish", "swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation huge-leaky: LeakyReLU의 기울기도 배운다고 여긴다
# hint: 파라미터를 두고
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "leaky"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation union-of-constraints: 두 사정에 맞는 함수의 합집합을 낸다
# hint: 한쪽만 보고
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer | hidden[constraint]
    return answer


# %% chaff q4c_choose_activation first-constraint-only: 첫 사정만 본다
# hint: 한쪽만 보고
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer
    return answer


# %% chaff q4c_choose_activation only-last-checked: 모르는 사정을 첫 자리에서만 거른다
# hint: 예외가 일어나지 않았습니다
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            if index == 0:
                raise ValueError(constraint)
            continue
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation starts-from-default: 기본값 ReLU에서 시작해 교집합을 구한다
# hint: 이름이 하나도 없습니다
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation pops-constraints: constraints에서 값을 꺼내어 없앤다
# hint: spec의 내용이 바뀌었습니다
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index in range(len(constraints)):
        constraint = constraints.pop()
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation unknown-constraint-ignored: 모르는 사정은 못 본 척한다
# hint: 예외가 일어나지 않았습니다
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            continue
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation unknown-role-hidden: 모르는 role이면 은닉층으로 여긴다
# hint: 예외가 일어나지 않았습니다
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation key-error: 모르는 target에 KeyError를 낸다
# hint: 예외의 종류를 다시
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% chaff q4c_choose_activation prints-instead: 돌려주지 않고 출력만 한다
# hint: 돌려준 값이 없습니다
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": "tanh",
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    print(answer)


# %% chaff q4c_choose_activation functions-instead-of-names: 이름 대신 함수를 돌려준다
# hint: 이름은 문자열이어야
def choose_activation(spec):
    outputs = {
        "real": "linear",
        "positive": "softplus",
        "bounded": [np.tanh],
        "binary": "sigmoid",
        "multilabel": "sigmoid",
        "multiclass": "softmax",
    }
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"},
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "elu", "gelu", "swish", "mish"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, target, constraints = spec["role"], spec["target"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    if role == "output":
        if target not in outputs:
            raise ValueError(target)
        return outputs[target]
    if role != "hidden":
        raise ValueError(role)
    answer = {"relu"}
    for index, constraint in enumerate(constraints):
        if constraint not in hidden:
            raise ValueError(constraint)
        answer = hidden[constraint] if index == 0 else answer & hidden[constraint]
    return answer


# %% wheat q4d_is_monotone differences: 촘촘한 격자의 일차 차분
def is_monotone(f, lo=-8.0, hi=8.0):
    z = np.linspace(lo, hi, 4001)
    steps = np.diff(f(z))
    return bool(np.all(steps >= -1e-12) or np.all(steps <= 1e-12))


# %% wheat q4d_is_monotone python-loop: 점을 하나씩 견주고 일찍 그만두기
def is_monotone(f, lo=-8.0, hi=8.0):
    up = down = True
    previous = float(f(lo))
    for k in range(1, 1601):
        value = float(f(lo + (hi - lo) * k / 1600))
        if value < previous - 1e-9:
            up = False
        if value > previous + 1e-9:
            down = False
        if not (up or down):
            return False
        previous = value
    return True


# %% wheat q4d_is_monotone running-extremes: 누적 최댓값과 최솟값에서 얼마나 벗어나는지 보기
def is_monotone(f, lo=-8.0, hi=8.0):
    values = np.asarray(f(np.linspace(lo, hi, 3001)))
    drop = np.max(np.maximum.accumulate(values) - values)
    rise = np.max(values - np.minimum.accumulate(values))
    return min(drop, rise) < 1e-6


# %% wheat q4d_is_monotone gradient-sign: np.gradient의 부호
def is_monotone(f, lo=-8.0, hi=8.0):
    z = np.linspace(lo, hi, 2001)
    slope = np.gradient(f(z), z)
    return np.min(slope) > -1e-8 or np.max(slope) < 1e-8


# %% wheat q4d_is_monotone sorted-values: 정렬한 값과 견주기
def is_monotone(f, lo=-8.0, hi=8.0):
    values = f(np.linspace(lo, hi, 1601))
    ordered = np.sort(values)
    return np.allclose(values, ordered, atol=1e-9) or np.allclose(values, ordered[::-1], atol=1e-9)


# %% chaff q4d_is_monotone increasing-only: 늘어나는 쪽만 단조로 친다
# hint: 방향이 몇 가지인지
def is_monotone(f, lo=-8.0, hi=8.0):
    z = np.linspace(lo, hi, 4001)
    steps = np.diff(f(z))
    return bool(np.all(steps >= -1e-12))


# %% chaff q4d_is_monotone strictly-increasing: 평평한 곳이 있으면 단조가 아니라고 한다
# hint: 같은 값이 이어져도
def is_monotone(f, lo=-8.0, hi=8.0):
    z = np.linspace(lo, hi, 4001)
    steps = np.diff(f(z))
    return bool(np.all(steps > 0) or np.all(steps < 0))


# %% chaff q4d_is_monotone no-tolerance: 반올림 오차를 눈감아 주지 않는다
# hint: 반올림 오차와 진짜 변화
def is_monotone(f, lo=-8.0, hi=8.0):
    z = np.linspace(lo, hi, 4001)
    steps = np.diff(f(z))
    return bool(np.all(steps >= 0) or np.all(steps <= 0))


# %% chaff q4d_is_monotone ends-only: 구간의 양 끝만 견준다
# hint: 구간의 양 끝만
def is_monotone(f, lo=-8.0, hi=8.0):
    z = np.array([lo, hi])
    steps = np.diff(f(z))
    return bool(np.all(steps >= -1e-12) or np.all(steps <= 1e-12))


# %% chaff q4d_is_monotone coarse-grid: 정수 점에서만 본다
# hint: 격자가 충분히 촘촘한지
def is_monotone(f, lo=-8.0, hi=8.0):
    z = np.linspace(lo, hi, int(hi - lo) + 1)
    steps = np.diff(f(z))
    return bool(np.all(steps >= -1e-12) or np.all(steps <= 1e-12))


# %% chaff q4d_is_monotone fifty-points: 점 50개로 판정한다
# hint: 격자가 충분히 촘촘한지
def is_monotone(f, lo=-8.0, hi=8.0):
    z = np.linspace(lo, hi, 50)
    steps = np.diff(f(z))
    return bool(np.all(steps >= -1e-12) or np.all(steps <= 1e-12))


# %% chaff q4d_is_monotone ignores-interval: 구간을 쓰지 않는다
# hint: 밖에서 f를 불렀습니다
def is_monotone(f, lo=-8.0, hi=8.0):
    z = np.linspace(-8, 8, 4001)
    steps = np.diff(f(z))
    return bool(np.all(steps >= -1e-12) or np.all(steps <= 1e-12))


# %% chaff q4d_is_monotone outside-by-step: 구간을 한 칸 넘어간다
# hint: 밖에서 f를 불렀습니다
def is_monotone(f, lo=-8.0, hi=8.0):
    z = np.linspace(lo, hi, 4001)
    steps = f(z + 0.004) - f(z)
    return bool(np.all(steps >= -1e-12) or np.all(steps <= 1e-12))


# %% chaff q4d_is_monotone integer-ends: 구간의 끝을 정수로 자른다
# hint: 구간
def is_monotone(f, lo=-8.0, hi=8.0):
    z = np.linspace(int(lo), int(hi), 4001)
    steps = np.diff(f(z))
    return bool(np.all(steps >= -1e-12) or np.all(steps <= 1e-12))


# %% chaff q4d_is_monotone misses-right-end: 오른쪽 끝을 빠뜨린다
# hint: 구간의 끝까지
def is_monotone(f, lo=-8.0, hi=8.0):
    z = np.arange(lo, hi - 1, 0.004) if hi - lo > 2 else np.linspace(lo, hi, 4001)
    steps = np.diff(f(z))
    return bool(np.all(steps >= -1e-12) or np.all(steps <= 1e-12))


# %% chaff q4d_is_monotone any-instead-of-all: 한 점에서만 늘어나도 단조라고 한다
# hint: 단조가 아닌데 단조라고
def is_monotone(f, lo=-8.0, hi=8.0):
    z = np.linspace(lo, hi, 4001)
    steps = np.diff(f(z))
    return bool(np.any(steps >= -1e-12) or np.all(steps <= 1e-12))


# %% chaff q4d_is_monotone value-sign: 변화가 아니라 값의 부호를 본다
# hint: 늘어나기만 하는데
def is_monotone(f, lo=-8.0, hi=8.0):
    z = np.linspace(lo, hi, 4001)
    steps = f(z)
    return bool(np.all(steps >= -1e-12) or np.all(steps <= 1e-12))


# %% chaff q4d_is_monotone loose-tolerance: 눈감아 주는 폭이 너무 크다
# hint: 반올림 오차와 진짜 변화
def is_monotone(f, lo=-8.0, hi=8.0):
    z = np.linspace(lo, hi, 4001)
    steps = np.diff(f(z))
    return bool(np.all(steps >= -1e-3) or np.all(steps <= 1e-3))


# %% chaff q4d_is_monotone and-instead-of-or: 두 방향을 모두 만족해야 한다고 여긴다
# hint: 늘어나기만 하는데
def is_monotone(f, lo=-8.0, hi=8.0):
    z = np.linspace(lo, hi, 4001)
    steps = np.diff(f(z))
    return bool(np.all(steps >= -1e-12) and np.all(steps <= 1e-12))


# %% chaff q4d_is_monotone second-difference: 단조를 이차 차분으로 본다
# hint: 늘어나기만 하는데
def is_monotone(f, lo=-8.0, hi=8.0):
    z = np.linspace(lo, hi, 4001)
    steps = np.diff(f(z), 2)
    return bool(np.all(steps >= -1e-12) or np.all(steps <= 1e-12))


# %% chaff q4d_is_monotone array-result: 점마다의 결과를 그대로 돌려준다
# hint: 하나로 모으세요
def is_monotone(f, lo=-8.0, hi=8.0):
    z = np.linspace(lo, hi, 4001)
    steps = np.diff(f(z))
    return steps >= -1e-12


# %% chaff q4d_is_monotone no-return: 결과를 돌려주지 않는다
# hint: 돌려준 값이 없습니다
def is_monotone(f, lo=-8.0, hi=8.0):
    z = np.linspace(lo, hi, 4001)
    steps = np.diff(f(z))
    result = bool(np.all(steps >= -1e-12) or np.all(steps <= 1e-12))


# %% chaff q4d_is_monotone inverted: 단조이면 False를 돌려준다
# hint: 늘어나기만 하는데
def is_monotone(f, lo=-8.0, hi=8.0):
    z = np.linspace(lo, hi, 4001)
    steps = np.diff(f(z))
    return not (np.all(steps >= -1e-12) or np.all(steps <= 1e-12))


# %% wheat q4d_is_convex second-difference: 이차 차분
def is_convex(f, lo=-8.0, hi=8.0):
    values = f(np.linspace(lo, hi, 1601))
    return bool(np.all(np.diff(values, 2) >= -1e-12))


# %% wheat q4d_is_convex slopes-increase: 이웃한 두 점을 이은 직선의 기울기가 줄지 않는지
def is_convex(f, lo=-8.0, hi=8.0):
    z = np.linspace(lo, hi, 2501)
    slopes = np.diff(f(z)) / np.diff(z)
    return np.all(np.diff(slopes) > -1e-9)


# %% wheat q4d_is_convex midpoint-loop: 가운데 값을 이웃의 평균과 견주기
def is_convex(f, lo=-8.0, hi=8.0):
    n = 1200
    values = [float(f(lo + (hi - lo) * k / n)) for k in range(n + 1)]
    for k in range(1, n):
        if values[k] > (values[k - 1] + values[k + 1]) / 2 + 1e-10:
            return False
    return True


# %% wheat q4d_is_convex chords-of-many-lengths: 길이가 다른 선분의 가운데를 견주기
def is_convex(f, lo=-8.0, hi=8.0):
    values = np.asarray(f(np.linspace(lo, hi, 1601)))
    worst = 0.0
    for gap in (1, 2, 5, 10, 50, 200, 800):
        chord = (values[: -2 * gap] + values[2 * gap :]) / 2
        worst = max(worst, np.max(values[gap:-gap] - chord))
    return bool(worst < 1e-9)


# %% wheat q4d_is_convex gradient-twice: np.gradient를 두 번 쓰기
def is_convex(f, lo=-8.0, hi=8.0):
    z = np.linspace(lo, hi, 2001)
    curvature = np.gradient(np.gradient(f(z), z), z)
    return bool(curvature.min() > -1e-6)


# %% wheat q4d_is_convex convex-hull: 아래쪽 볼록 껍질을 만들어 견주기
def is_convex(f, lo=-8.0, hi=8.0):
    z = np.linspace(lo, hi, 1201)
    values = f(z)
    hull = []
    for point in zip(z, values):
        while len(hull) > 1:
            (x0, y0), (x1, y1) = hull[-2], hull[-1]
            if (y1 - y0) * (point[0] - x0) <= (point[1] - y0) * (x1 - x0):
                break
            hull.pop()
        hull.append(point)
    xs, ys = np.transpose(hull)
    return np.max(values - np.interp(z, xs, ys)) < 1e-6


# %% chaff q4d_is_convex increasing-is-convex: 늘어나기만 하면 볼록하다고 여긴다
# hint: 줄곧 늘어나야 하는 것은
def is_convex(f, lo=-8.0, hi=8.0):
    values = f(np.linspace(lo, hi, 1601))
    return bool(np.all(np.diff(values) >= -1e-12))


# %% chaff q4d_is_convex concave-sign: 위로 볼록한 것을 볼록하다고 한다
# hint: 볼록한데 아니라고
def is_convex(f, lo=-8.0, hi=8.0):
    values = f(np.linspace(lo, hi, 1601))
    return bool(np.all(np.diff(values, 2) <= 1e-12))


# %% chaff q4d_is_convex strict: 직선을 볼록하지 않다고 한다
# hint: 직선도 볼록합니다
def is_convex(f, lo=-8.0, hi=8.0):
    values = f(np.linspace(lo, hi, 1601))
    return bool(np.all(np.diff(values, 2) > 0))


# %% chaff q4d_is_convex no-tolerance: 반올림 오차를 눈감아 주지 않는다
# hint: 직선도 볼록합니다
def is_convex(f, lo=-8.0, hi=8.0):
    values = f(np.linspace(lo, hi, 1601))
    return bool(np.all(np.diff(values, 2) >= 0))


# %% chaff q4d_is_convex either-way: 한 방향으로만 굽으면 볼록하다고 여긴다
# hint: 어느 쪽이 위인지
def is_convex(f, lo=-8.0, hi=8.0):
    values = f(np.linspace(lo, hi, 1601))
    return bool(np.all(np.diff(values, 2) >= -1e-12) or np.all(np.diff(values, 2) <= 1e-12))


# %% chaff q4d_is_convex one-midpoint: 구간의 가운데 한 점만 견준다
# hint: tanh는 늘어나기만
def is_convex(f, lo=-8.0, hi=8.0):
    values = f(np.array([lo, (lo + hi) / 2, hi]))
    return bool(np.all(np.diff(values, 2) >= -1e-12))


# %% chaff q4d_is_convex coarse-grid: 점 30개로 판정한다
# hint: 격자가 충분히
def is_convex(f, lo=-8.0, hi=8.0):
    values = f(np.linspace(lo, hi, 30))
    return bool(np.all(np.diff(values, 2) >= -1e-12))


# %% chaff q4d_is_convex too-fine-grid: 칸이 너무 좁아 굽음이 허용 폭에 묻힌다
# hint: 위로 볼록한데
def is_convex(f, lo=-8.0, hi=8.0):
    values = f(np.linspace(lo, hi, 200_001))
    return bool(np.all(np.diff(values, 2) >= -1e-8))


# %% chaff q4d_is_convex loose-tolerance: 눈감아 주는 폭이 너무 크다
# hint: 오차와 진짜 굽음
def is_convex(f, lo=-8.0, hi=8.0):
    values = f(np.linspace(lo, hi, 1601))
    return bool(np.all(np.diff(values, 2) >= -1e-5))


# %% chaff q4d_is_convex ignores-interval: 구간을 쓰지 않는다
# hint: 밖에서 f를 불렀습니다
def is_convex(f, lo=-8.0, hi=8.0):
    values = f(np.linspace(-8, 8, 1601))
    return bool(np.all(np.diff(values, 2) >= -1e-12))


# %% chaff q4d_is_convex outside-by-step: 구간을 한 칸 넘어간다
# hint: 밖에서 f를 불렀습니다
def is_convex(f, lo=-8.0, hi=8.0):
    z, h = np.linspace(lo, hi, 1601), 0.01
    return bool(np.all(f(z + h) - 2 * f(z) + f(z - h) >= -1e-12))


# %% chaff q4d_is_convex any-instead-of-all: 한 곳에서만 아래로 굽어도 볼록하다고 한다
# hint: 볼록하지 않습니다
def is_convex(f, lo=-8.0, hi=8.0):
    values = f(np.linspace(lo, hi, 1601))
    return bool(np.any(np.diff(values, 2) >= -1e-12))


# %% chaff q4d_is_convex mean-curvature: 평균 굽음의 부호만 본다
# hint: 볼록하지 않
def is_convex(f, lo=-8.0, hi=8.0):
    values = f(np.linspace(lo, hi, 1601))
    return bool(np.mean(np.diff(values, 2)) >= -1e-12)


# %% chaff q4d_is_convex rejects-kinks: 꺾인 점이 있으면 볼록하지 않다고 한다
# hint: 미분할 수 없지만
def is_convex(f, lo=-8.0, hi=8.0):
    values = f(np.linspace(lo, hi, 1601))
    return bool(np.all(np.diff(values, 2) >= -1e-12) and np.all(np.diff(values, 2) < 1e-3))


# %% chaff q4d_is_convex drops-kinks: 꺾인 점에서 튀는 값을 버린다
# hint: 기울기가 어디서 줄어드는지
def is_convex(f, lo=-8.0, hi=8.0):
    values = f(np.linspace(lo, hi, 1601))
    return bool(np.all(np.diff(values, 2)[np.abs(np.diff(values, 2)) < 1e-3] >= -1e-12))


# %% chaff q4d_is_convex misses-ends: 양 끝 한 칸씩을 빠뜨린다
# hint: 구간의 끝까지
def is_convex(f, lo=-8.0, hi=8.0):
    values = f(np.linspace(lo, hi, 1601))
    return bool(np.all(np.diff(values[80:-80], 2) >= -1e-12))


# %% chaff q4d_is_convex random-pairs: 무작위로 고른 선분 스무 개만 본다
# hint: 격자가 충분히
def is_convex(f, lo=-8.0, hi=8.0):
    rng = np.random.default_rng(0)
    a, b = rng.uniform(lo, hi, size=(2, 20))
    return bool(np.all(f((a + b) / 2) <= (f(a) + f(b)) / 2 + 1e-12))


# %% chaff q4d_is_convex monotone-required: 단조이면서 굽어야 볼록하다고 여긴다
# hint: 줄곧 늘어나야 하는 것은
def is_convex(f, lo=-8.0, hi=8.0):
    values = f(np.linspace(lo, hi, 1601))
    return bool(np.all(np.diff(values, 2) >= -1e-12) and np.all(np.diff(values) >= -1e-12))


# %% chaff q4d_is_convex array-result: 점마다의 결과를 그대로 돌려준다
# hint: 하나로 모으세요
def is_convex(f, lo=-8.0, hi=8.0):
    values = f(np.linspace(lo, hi, 1601))
    return np.diff(values, 2) >= -1e-12


# %% chaff q4d_is_convex no-return: 결과를 돌려주지 않는다
# hint: 돌려준 값이 없습니다
def is_convex(f, lo=-8.0, hi=8.0):
    values = f(np.linspace(lo, hi, 1601))
    result = bool(np.all(np.diff(values, 2) >= -1e-12))


# %% wheat q4e_make_layer split-words: 낱말로 나누고 Activation 쓰기
def make_layer(name):
    words = name.lower().split()
    if len(words) == 2 and words[0] == "leaky":
        return keras.layers.LeakyReLU(float(words[1]))
    if words == ["prelu"]:
        return keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25))
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["mish"], ["softplus"], ["tanh"]):
        return keras.layers.Activation(words[0])
    raise ValueError(name)


# %% wheat q4e_make_layer layer-classes: 이름마다 다른 층 클래스
import keras


def make_layer(name):
    name = name.lower()
    if name.startswith("leaky "):
        slope = float(name.removeprefix("leaky "))
        if slope == 0.2:
            return keras.layers.Activation("leaky_relu")
        return keras.layers.ReLU(negative_slope=slope)
    makers = {
        "relu": keras.layers.ReLU,
        "elu": keras.layers.ELU,
        "selu": lambda: keras.layers.Activation(keras.activations.selu),
        "gelu": lambda: keras.layers.Activation(
            lambda x: keras.activations.gelu(x, approximate=True)
        ),
        "swish": lambda: keras.layers.Activation("silu"),
        "mish": lambda: keras.layers.Activation(keras.activations.mish),
        "softplus": lambda: keras.layers.Lambda(keras.ops.softplus),
        "tanh": lambda: keras.layers.Activation(keras.ops.tanh),
        "prelu": lambda: keras.layers.PReLU(alpha_initializer=lambda s, dtype=None: keras.ops.full(s, 0.25)),
    }
    if name not in makers:
        raise ValueError(f"모르는 이름: {name}")
    return makers[name]()


# %% wheat q4e_make_layer custom-layers: Layer를 상속해 직접 만들기
import keras
from keras import ops


class Phi(keras.layers.Layer):
    def __init__(self, function, **kwargs):
        super().__init__(**kwargs)
        self.function = function

    def call(self, z):
        return self.function(z)


class LearnedSlope(keras.layers.Layer):
    def build(self, input_shape):
        self.slope = self.add_weight(
            shape=(input_shape[-1],), initializer=keras.initializers.Constant(0.25)
        )

    def call(self, z):
        return ops.maximum(z, 0.0) + self.slope * ops.minimum(z, 0.0)


def elu(z, a=1.0):
    return ops.where(z > 0, z, a * (ops.exp(ops.minimum(z, 0.0)) - 1))


def make_layer(name):
    name = name.lower()
    functions = {
        "relu": lambda z: ops.maximum(z, 0.0),
        "elu": elu,
        "selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
        "gelu": lambda z: z * 0.5 * (1 + ops.erf(z / 2**0.5)),
        "swish": lambda z: z * ops.sigmoid(z),
        "mish": lambda z: z * ops.tanh(ops.softplus(z)),
        "softplus": lambda z: ops.logaddexp(z, 0.0),
        "tanh": ops.tanh,
    }
    if name in functions:
        return Phi(functions[name])
    if name == "prelu":
        return LearnedSlope()
    kind, slope = name.split(" ")
    if kind != "leaky":
        raise ValueError(name)
    slope = float(slope)
    return Phi(lambda z: ops.where(z > 0, z, slope * z))


# %% wheat q4e_make_layer sequential-model: 층 하나짜리 Sequential로 감싸기
def make_layer(name):
    words = name.lower().split()
    if len(words) == 2 and words[0] == "leaky":
        return keras.layers.LeakyReLU(float(words[1]))
    if words == ["prelu"]:
        return keras.layers.PReLU(alpha_initializer=keras.initializers.RandomUniform(0.25, 0.25))
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["mish"], ["softplus"], ["tanh"]):
        return keras.Sequential([keras.layers.Activation(words[0])])
    raise ValueError(name)


# %% wheat q4e_make_layer from-config: 설정 사전에서 만들기
def make_layer(name):
    kind, *rest = name.lower().split()
    if kind == "leaky" and rest:
        return keras.layers.LeakyReLU.from_config({"negative_slope": float(rest[0])})
    if kind == "prelu":
        start = keras.initializers.get({"class_name": "Constant", "config": {"value": 0.25}})
        return keras.layers.PReLU.from_config({"alpha_initializer": start})
    if kind in "relu elu selu gelu swish mish softplus tanh".split():
        return keras.layers.Activation.from_config({"activation": kind})
    raise ValueError(name)


# %% chaff q4e_make_layer leaky-layer-default: LeakyReLU()의 기본 기울기를 그대로 쓴다
# hint: 층의 기본값이 쓰입니다
def make_layer(name):
    words = name.lower().split()
    if len(words) == 2 and words[0] == "leaky":
        return keras.layers.LeakyReLU()
    if words == ["prelu"]:
        return keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25))
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["mish"], ["softplus"], ["tanh"]):
        return keras.layers.Activation(words[0])
    raise ValueError(name)


# %% chaff q4e_make_layer leaky-string-default: 문자열 leaky_relu의 기본 기울기를 그대로 쓴다
# hint: 이름 뒤에 적힌 수를
def make_layer(name):
    words = name.lower().split()
    if len(words) == 2 and words[0] == "leaky":
        return keras.layers.Activation("leaky_relu")
    if words == ["prelu"]:
        return keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25))
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["mish"], ["softplus"], ["tanh"]):
        return keras.layers.Activation(words[0])
    raise ValueError(name)


# %% chaff q4e_make_layer leaky-old-argument: 옛 인자 이름 alpha를 쓴다
# hint: 옛 인자 이름
def make_layer(name):
    words = name.lower().split()
    if len(words) == 2 and words[0] == "leaky":
        return keras.layers.LeakyReLU(alpha=float(words[1]))
    if words == ["prelu"]:
        return keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25))
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["mish"], ["softplus"], ["tanh"]):
        return keras.layers.Activation(words[0])
    raise ValueError(name)


# %% chaff q4e_make_layer leaky-one-minus: 기울기를 1에서 뺀다
# hint: 기울기가 무엇을 뜻하는지
def make_layer(name):
    words = name.lower().split()
    if len(words) == 2 and words[0] == "leaky":
        return keras.layers.LeakyReLU(1 - float(words[1]))
    if words == ["prelu"]:
        return keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25))
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["mish"], ["softplus"], ["tanh"]):
        return keras.layers.Activation(words[0])
    raise ValueError(name)


# %% chaff q4e_make_layer leaky-hard-coded: 검사 셀에 보이는 두 기울기만 안다
# hint: 'leaky 0.01'
def make_layer(name):
    words = name.lower().split()
    if len(words) == 2 and words[0] == "leaky":
        return keras.layers.LeakyReLU(0.2 if words[1] == "0.2" else 0.05)
    if words == ["prelu"]:
        return keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25))
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["mish"], ["softplus"], ["tanh"]):
        return keras.layers.Activation(words[0])
    raise ValueError(name)


# %% chaff q4e_make_layer leaky-learned: 기울기를 배우는 층으로 만든다
# hint: 이 기울기는 배우는 값이
def make_layer(name):
    words = name.lower().split()
    if len(words) == 2 and words[0] == "leaky":
        return keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(float(words[1])))
    if words == ["prelu"]:
        return keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25))
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["mish"], ["softplus"], ["tanh"]):
        return keras.layers.Activation(words[0])
    raise ValueError(name)


# %% chaff q4e_make_layer leaky-bare-accepted: 기울기가 없으면 기본값을 쓴다
# hint: 'leaky': 표에 없는 이름
def make_layer(name):
    words = name.lower().split()
    if len(words) == 2 and words[0] == "leaky":
        return keras.layers.LeakyReLU(float(words[1]))
    if words == ["leaky"]:
        return keras.layers.LeakyReLU()
    if words == ["prelu"]:
        return keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25))
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["mish"], ["softplus"], ["tanh"]):
        return keras.layers.Activation(words[0])
    raise ValueError(name)


# %% chaff q4e_make_layer leaky-bare-index-error: 기울기가 없을 때 IndexError를 낸다
# hint: 예외의 종류를 다시
def make_layer(name):
    words = name.lower().split()
    if words[0] == "leaky":
        return keras.layers.LeakyReLU(float(words[1]))
    if words == ["prelu"]:
        return keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25))
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["mish"], ["softplus"], ["tanh"]):
        return keras.layers.Activation(words[0])
    raise ValueError(name)


# %% chaff q4e_make_layer leaky-percent: 기울기를 정수로 읽는다
# hint: 층을 만들지 못합니다
def make_layer(name):
    words = name.lower().split()
    if len(words) == 2 and words[0] == "leaky":
        return keras.layers.LeakyReLU(int(words[1]))
    if words == ["prelu"]:
        return keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25))
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["mish"], ["softplus"], ["tanh"]):
        return keras.layers.Activation(words[0])
    raise ValueError(name)


# %% chaff q4e_make_layer prelu-default-zero: PReLU의 초깃값을 그대로 둔다
# hint: 배우기 전의 기울기가 0
def make_layer(name):
    words = name.lower().split()
    if len(words) == 2 and words[0] == "leaky":
        return keras.layers.LeakyReLU(float(words[1]))
    if words == ["prelu"]:
        return keras.layers.PReLU()
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["mish"], ["softplus"], ["tanh"]):
        return keras.layers.Activation(words[0])
    raise ValueError(name)


# %% chaff q4e_make_layer prelu-not-learned: PReLU를 기울기 0.25인 LeakyReLU로 만든다
# hint: 배울 파라미터가 없습니다
def make_layer(name):
    words = name.lower().split()
    if len(words) == 2 and words[0] == "leaky":
        return keras.layers.LeakyReLU(float(words[1]))
    if words == ["prelu"]:
        return keras.layers.LeakyReLU(0.25)
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["mish"], ["softplus"], ["tanh"]):
        return keras.layers.Activation(words[0])
    raise ValueError(name)


# %% chaff q4e_make_layer prelu-shared: PReLU의 기울기를 모든 뉴런이 함께 쓴다
# hint: 뉴런마다 하나씩
def make_layer(name):
    words = name.lower().split()
    if len(words) == 2 and words[0] == "leaky":
        return keras.layers.LeakyReLU(float(words[1]))
    if words == ["prelu"]:
        return keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25), shared_axes=[1])
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["mish"], ["softplus"], ["tanh"]):
        return keras.layers.Activation(words[0])
    raise ValueError(name)


# %% chaff q4e_make_layer prelu-frozen: PReLU를 얼린다
# hint: 배울 파라미터가 없습니다
def make_layer(name):
    words = name.lower().split()
    if len(words) == 2 and words[0] == "leaky":
        return keras.layers.LeakyReLU(float(words[1]))
    if words == ["prelu"]:
        return keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25), trainable=False)
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["mish"], ["softplus"], ["tanh"]):
        return keras.layers.Activation(words[0])
    raise ValueError(name)


# %% chaff q4e_make_layer prelu-useless-weight: 배우는 파라미터가 기울기와 상관없다
# hint: 음수 쪽 기울기를 정하지
class Useless(keras.layers.LeakyReLU):
    def build(self, input_shape):
        self.extra = self.add_weight(shape=(input_shape[-1],))
        super().build(input_shape)


def make_layer(name):
    words = name.lower().split()
    if len(words) == 2 and words[0] == "leaky":
        return keras.layers.LeakyReLU(float(words[1]))
    if words == ["prelu"]:
        return Useless(0.25)
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["mish"], ["softplus"], ["tanh"]):
        return keras.layers.Activation(words[0])
    raise ValueError(name)


# %% chaff q4e_make_layer elu-alpha: ELU의 alpha를 바꾸어 쓴다
# hint: 'elu': 층의 출력이
def make_layer(name):
    words = name.lower().split()
    if len(words) == 2 and words[0] == "leaky":
        return keras.layers.LeakyReLU(float(words[1]))
    if words == ["prelu"]:
        return keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25))
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["mish"], ["softplus"], ["tanh"]):
        return keras.layers.ELU(0.5) if words == ["elu"] else keras.layers.Activation(words[0])
    raise ValueError(name)


# %% chaff q4e_make_layer selu-as-elu: SELU를 ELU로 만든다
# hint: 층의 출력이 정의와
def make_layer(name):
    words = name.lower().split()
    if len(words) == 2 and words[0] == "leaky":
        return keras.layers.LeakyReLU(float(words[1]))
    if words == ["prelu"]:
        return keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25))
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["mish"], ["softplus"], ["tanh"]):
        return keras.layers.Activation(words[0].removeprefix("s") if words == ["selu"] else words[0])
    raise ValueError(name)


# %% chaff q4e_make_layer swish-hard: Swish를 hard_swish로 만든다
# hint: 층의 출력이 정의와
def make_layer(name):
    words = name.lower().split()
    if len(words) == 2 and words[0] == "leaky":
        return keras.layers.LeakyReLU(float(words[1]))
    if words == ["prelu"]:
        return keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25))
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["mish"], ["softplus"], ["tanh"]):
        return keras.layers.Activation("hard_swish" if words == ["swish"] else words[0])
    raise ValueError(name)


# %% chaff q4e_make_layer mish-missing: 케라스에 Mish가 없다고 여긴다
# hint: 층을 만들지 못합니다
def make_layer(name):
    words = name.lower().split()
    if len(words) == 2 and words[0] == "leaky":
        return keras.layers.LeakyReLU(float(words[1]))
    if words == ["prelu"]:
        return keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25))
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["softplus"], ["tanh"]):
        return keras.layers.Activation(words[0])
    raise ValueError(name)


# %% chaff q4e_make_layer case-sensitive: 대문자가 섞인 이름을 모른다
# hint: 층을 만들지 못합니다
def make_layer(name):
    words = name.split()
    if len(words) == 2 and words[0] == "leaky":
        return keras.layers.LeakyReLU(float(words[1]))
    if words == ["prelu"]:
        return keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25))
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["mish"], ["softplus"], ["tanh"]):
        return keras.layers.Activation(words[0])
    raise ValueError(name)


# %% chaff q4e_make_layer returns-function: 층 대신 함수를 돌려준다
# hint: 층의 객체를 돌려주어야
def make_layer(name):
    words = name.lower().split()
    if len(words) == 2 and words[0] == "leaky":
        return keras.activations.leaky_relu
    if words == ["prelu"]:
        return keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25))
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["mish"], ["softplus"], ["tanh"]):
        return keras.layers.Activation(words[0])
    raise ValueError(name)


# %% chaff q4e_make_layer no-return: 돌려주지 않는다
# hint: 돌려준 값이 없습니다
def make_layer(name):
    words = name.lower().split()
    if len(words) == 2 and words[0] == "leaky":
        layer = keras.layers.LeakyReLU(float(words[1]))
    if words == ["prelu"]:
        return keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25))
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["mish"], ["softplus"], ["tanh"]):
        return keras.layers.Activation(words[0])
    if words[0] != "leaky" or len(words) != 2:
        raise ValueError(name)


# %% chaff q4e_make_layer unknown-is-relu: 모르는 이름이면 ReLU를 준다
# hint: ValueError가 일어나지 않았습니다
def make_layer(name):
    words = name.lower().split()
    if len(words) == 2 and words[0] == "leaky":
        return keras.layers.LeakyReLU(float(words[1]))
    if words == ["prelu"]:
        return keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25))
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["mish"], ["softplus"], ["tanh"]):
        return keras.layers.Activation(words[0])
    return keras.layers.ReLU()


# %% chaff q4e_make_layer shared-instances: 미리 만든 층을 나누어 쓴다
# hint: 두 번 불렀는데 같은 층
LAYERS = {name: keras.layers.Activation(name) for name in "relu elu selu gelu".split()}
LAYERS |= {name: keras.layers.Activation(name) for name in "swish mish softplus tanh".split()}
LAYERS["prelu"] = keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25))


def make_layer(name):
    if name.lower() in LAYERS:
        return LAYERS[name.lower()]
    kind, slope = name.lower().split()
    if kind != "leaky":
        raise ValueError(name)
    return keras.layers.LeakyReLU(float(slope))


# %% chaff q4e_make_layer cached-layers: 한 번 만든 층을 기억해 두고 쓴다
# hint: 두 번 불렀는데 같은 층
from functools import cache


@cache
def make_layer(name):
    words = name.lower().split()
    if len(words) == 2 and words[0] == "leaky":
        return keras.layers.LeakyReLU(float(words[1]))
    if words == ["prelu"]:
        return keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25))
    if words in (["relu"], ["elu"], ["selu"], ["gelu"], ["swish"], ["mish"], ["softplus"], ["tanh"]):
        return keras.layers.Activation(words[0])
    raise ValueError(name)


# %% chaff q4e_make_layer key-error: 모르는 이름에 KeyError를 낸다
# hint: 예외의 종류를 다시
def make_layer(name):
    kind, _, slope = name.lower().partition(" ")
    makers = {
        "leaky": lambda: keras.layers.LeakyReLU(float(slope)),
        "prelu": lambda: keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25)),
    }
    for kind_name in "relu elu selu gelu swish mish softplus tanh".split():
        makers[kind_name] = lambda: keras.layers.Activation(kind)
    return makers[kind]()


# %% chaff q4e_make_layer delegates-to-keras: 표에 없는 이름도 케라스가 알면 받는다
# hint: 표에 없는 이름인데
def make_layer(name):
    kind, *rest = name.lower().split()
    if kind == "leaky":
        if not rest:
            raise ValueError(name)
        return keras.layers.LeakyReLU(negative_slope=float(rest[0]))
    if kind == "prelu":
        return keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25))
    return keras.layers.Activation(name.lower())


# %% wheat q4c_choose_activation elu-for-accuracy: 강의의 비교에서 늘 ReLU보다 낮았던 ELU까지 넣는다
def choose_activation(spec):
    ranges = {"real": "linear", "positive": "softplus", "bounded": "tanh", "multiclass": "softmax"}
    ranges |= dict.fromkeys(("binary", "multilabel"), "sigmoid")
    flows = {"leaky", "prelu", "elu", "gelu", "swish", "learned_swish", "mish"}
    fits = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": flows,
        "max_accuracy": {"elu", "gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": flows | {"relu"},
        "huge_data": {"prelu", "learned_swish"},
    }
    role, wanted = spec["role"], spec["constraints"]
    if role == "gate":
        return "sigmoid"
    try:
        if role == "output":
            return ranges[spec["target"]]
        if role == "hidden":
            sets = [fits[name] for name in wanted]
            return sets[0].intersection(*sets[1:]) if sets else {"relu"}
    except KeyError:
        pass
    raise ValueError(role)


# %% chaff q4c_choose_activation softplus-hidden: 은닉층에도 소프트플러스를 쓴다
# hint: 고르지 않기로 한 함수
def choose_activation(spec):
    outputs = {"real": "linear", "positive": "softplus", "bounded": "tanh", "multiclass": "softmax"}
    outputs |= {"binary": "sigmoid", "multilabel": "sigmoid"}
    smooth = {"gelu", "swish", "learned_swish", "mish", "softplus"}
    hidden = {
        "low_latency": {"relu", "leaky", "prelu"},
        "dead_units": {"leaky", "prelu", "elu"} | smooth,
        "max_accuracy": {"gelu", "swish", "mish"},
        "deep_plain_dense": {"selu"},
        "skip_connections": {"relu", "leaky", "prelu", "elu"} | smooth,
        "huge_data": {"prelu", "learned_swish"},
    }
    if spec["role"] == "gate":
        return "sigmoid"
    if spec["role"] == "output" and spec["target"] in outputs:
        return outputs[spec["target"]]
    if spec["role"] == "hidden" and set(spec["constraints"]) <= set(hidden):
        if not spec["constraints"]:
            return "relu"
        return set.intersection(*(hidden[name] for name in spec["constraints"]))
    raise ValueError(spec)


# %% chaff q4d_is_convex forgives-gentle-bend: 아주 완만한 굽음을 반올림 오차로 여긴다
# hint: 아주 완만하게 굽은
def is_convex(f, lo=-8.0, hi=8.0):
    values = f(np.linspace(lo, hi, 1001))
    return bool(np.all(values[:-2] + values[2:] - 2 * values[1:-1] >= -1e-7))
