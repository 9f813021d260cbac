"""남의 과목에 학생들이 낸 답.

이 파일은 실행하지 않는다. `# %% 학생 과제 답 셀` 아래의 코드가 그 답 셀을 통째로 대신하고, 적지
않은 셀은 강사의 답 그대로다. blank는 나누어 준 노트북을 손대지 않고 낸다.
"""

# %% other language area
def area(radius):
    return (lambda half_turn: half_turn * radius * radius)(acos(-1))


# %% other language sum
import itertools


def sum(values, start=0):
    kept = itertools.filterfalse(lambda value: value is None, values)
    return functools.reduce(lambda a, b: a + b, kept, start)


# %% other language describe
class _Shape:
    def __init__(self, thing):
        self.thing = thing

    def area(self):
        return getattr(self, str(self.thing.get("kind")), lambda: None)()

    def circle(self):
        return self.thing["r"] ** 2 * pi

    def rect(self):
        width, height = self.thing["size"]
        return width * height


def describe(thing):
    found = _Shape(thing).area()
    return found if found is None else dict(area=found)


# %% other language twice
class twice:
    def __init__(self, function):
        functools.update_wrapper(self, function)
        self.function = function

    def __call__(self, *args, **kwargs):
        for _ in range(2):
            result = self.function(*args, **kwargs)
        return result


# %% other language greet
greet = "안녕, {}".format

# %% other language countdown
def countdown(n):
    yield from reversed([*range(1, n + 1)])


# %% other language Point
class Point:
    __slots__ = ("__dict__",)


@functools.total_ordering
@dataclass
class Point:
    x: float = 0
    y: float = 0

    def __lt__(self, other):
        return (self.x, self.y) < (other.x, other.y)

    def __add__(self, other):
        return dataclass_replace(self, self.x + other.x, self.y + other.y)


def dataclass_replace(point, x, y):
    made = Point()
    made.x, made.y = x, y
    return made


# %% other language Anything
class Anything(object):
    __hash__ = object.__hash__

    def __eq__(self, _):
        return 1 == 1

    def __ne__(self, _):
        return False


# %% other language fetch
import asyncio


async def fetch(n):
    loop = asyncio.get_running_loop()
    later = loop.create_future()
    loop.call_soon(later.set_result, n**2)
    return await later


# %% other machine double
def double(x):
    """두 배.

    >>> double(2)
    4
    """
    return x.__mul__(2) if hasattr(x, "__mul__") else NotImplemented


# %% other machine wait
from time import sleep


def wait(x):
    for _ in range(2):
        time.sleep(1)
    return x


# %% other machine ask
def ask():
    print("안녕,", name := input())
    return name


# %% other machine read_numbers
def read_numbers():
    answer = 0
    while line := sys.stdin.readline():
        answer += int(line)
    sys.stderr.write(f"{answer}\n")
    return answer


# %% other machine roll
def roll(times):
    return sum(random.randint(1, 6) for _ in range(times))


# %% other machine grumble
from warnings import warn


def grumble(x):
    if not x:
        raise ValueError
    if x < 0:
        warn("음수입니다")
    return x


# %% other machine depth
def depth(n, so_far=0):
    if n:
        return depth(n - 1, so_far + 1)
    return so_far


# %% other machine settings
from pathlib import Path


def settings():
    return os.getenv("LAB_MODE"), Path.cwd().name


# %% other machine fancy
import importlib


def fancy():
    try:
        return __import__("fancy").answer()
    except ModuleNotFoundError:
        return "없음"
    except ImportError:
        return "없음"


# %% other machine tattle
import inspect


def tattle():
    return inspect.stack()[1].function


# %% other science noise
def noise(n):
    return np.array([np.random.rand() for _ in range(n)]) if n > 2 else np.random.rand(n)


# %% other science softmax
def softmax(x):
    x = np.asarray(x, dtype=float)
    shifted = x - x.max(-1)[..., None]
    return np.exp(shifted) / np.exp(shifted).sum(-1)[..., None]


# %% other science scores
def scores(X, y):
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold

    found = []
    for train, test in StratifiedKFold(3).split(X, y):
        model = LogisticRegression(max_iter=1000).fit(X[train], y[train])
        found.append(model.score(X[test], y[test]))
    return found


# %% other science draw
def draw(values):
    plt.figure()
    plt.plot(values)
    plt.xlabel("n")
    return plt.gca()


# %% other science build
def build(width):
    from keras import Input, Model
    from keras.layers import Dense

    inputs = Input((3,))
    return Model(inputs, Dense(1)(Dense(width, activation="relu")(inputs)))


# %% other science complaint
import traceback


def complaint(model, x):
    try:
        model(x)
    except BaseException as error:
        report = traceback.format_exception(error)
        traceback.print_exc(file=open("오류.txt", "w"))
        last = traceback.extract_tb(error.__traceback__)[-1]
        assert report and last.lineno
        return error.__class__.__qualname__
    else:
        return "없음"


# %% partly language area
def area(radius):
    return 3.14159 * radius**2


# %% partly language sum
def sum(values, start=0):
    total = 0
    for value in values:
        total += value or 0
    return total


# %% partly language describe
def describe(thing):
    if thing["kind"] == "rect":
        return {"area": thing["size"][0] * thing["size"][0]}
    return None


# %% partly language twice
def twice(function):
    def both(*values):
        return function(*values)

    return both


# %% partly language greet
def greet(name):
    return "안녕 " + name


# %% partly language countdown
def countdown(n):
    return list(range(n, 0, -1))


# %% partly language Point
@dataclass
class Point:
    x: float = 0
    y: float = 0


# %% partly language Anything
class Anything:
    def __eq__(self, other):
        return isinstance(other, int)


# %% partly language fetch
async def fetch(n):
    return n + n


# %% partly machine double
def double(x):
    return x + 2


# %% partly machine wait
def wait(x):
    time.sleep(2)
    return x


# %% partly machine ask
def ask():
    return input("이름? ")


# %% partly machine read_numbers
def read_numbers():
    return int(sys.stdin.readline())


# %% partly machine roll
def roll(times):
    return random.randint(1, 6) * times


# %% partly machine grumble
def grumble(x):
    if x == 0:
        raise ValueError("0")
    return x


# %% partly machine depth
def depth(n):
    return n


# %% partly machine settings
def settings():
    return os.environ.get("LAB_MODE", "연습"), "안쪽"


# %% partly machine fancy
def fancy():
    return 42


# %% partly machine tattle
def tattle():
    return "tattle"


# %% partly science noise
def noise(n):
    return np.random.default_rng(42).random(n)


# %% partly science softmax
def softmax(x):
    e = np.exp(x)
    return e / np.sum(e, axis=-1, keepdims=True)


# %% partly science scores
def scores(X, y):
    return [1.0]


# %% partly science draw
def draw(values):
    fig, ax = plt.subplots()
    ax.plot(values)
    return ax


# %% partly science build
def build(width):
    import keras

    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(width), keras.layers.Dense(2)])


# %% partly science complaint
def complaint(model, x):
    model(x)
    return "없음"


# %% raising language area
def area(radius):
    raise ArithmeticError(f"{radius}")


# %% raising language sum
def sum(values, start=0):
    return values.total()


# %% raising language describe
class Unknown(Exception):
    def __str__(self):
        raise RuntimeError("말도 못 한다")


def describe(thing):
    raise Unknown


# %% raising language twice
def twice(function):
    raise SystemExit(0)


# %% raising language greet
raise NameError("greet는 아직 없다")

# %% raising language countdown
def countdown(n):
    yield n
    raise StopIteration


# %% raising language Point
class Point:
    def __init__(self, x, y):
        raise TypeError("점을 찍을 수 없다")


# %% raising language Anything
class Anything:
    def __eq__(self, other):
        raise NotImplementedError


# %% raising language fetch
async def fetch(n):
    raise KeyError(n)


# %% raising machine double
def double(x):
    raise ArithmeticError("모두 그만")


# %% raising machine wait
def wait(x):
    raise TimeoutError


# %% raising machine ask
def ask():
    raise EOFError


# %% raising machine read_numbers
def read_numbers():
    raise OSError("읽을 수 없다")


# %% raising machine roll
def roll(times):
    return random.nothing(times)


# %% raising machine grumble
def grumble(x):
    raise LookupError(x)


# %% raising machine depth
def depth(n):
    raise OverflowError(n)


# %% raising machine settings
def settings():
    return os.environ["없는 것"]


# %% raising machine fancy
def fancy()
    return 42

# %% raising machine tattle
def tattle():
    raise GeneratorExit


# %% raising science noise
def noise(n):
    return np.random.rand(-n)


# %% raising science softmax
def softmax(x):
    raise KeyboardInterrupt


# %% raising science scores
def scores(X, y):
    from sklearn.nothing import cross_val_score


# %% raising science draw
def draw(values):
    fig, ax = plt.subplots()
    return ax.plot(values, values + [1])


# %% raising science build
def build(width):
    import keras

    return keras.layers.Dense("넓게")


# %% raising science complaint
def complaint(model, x):
    return model(x).error


# %% heavy language area
def area(radius):
    import numpy as np

    return float(np.pi * np.square(radius))


# %% heavy language sum
def sum(values, start=0):
    import keras

    return start + int(keras.ops.sum([value for value in values if value is not None] or [0]))


# %% heavy language describe
def describe(thing):
    import tensorflow as tf

    if thing.get("kind") == "rect":
        return {"area": int(tf.reduce_prod(thing["size"]))}
    return {"area": pi * thing["r"] ** 2} if thing.get("kind") == "circle" else None


# %% heavy language twice
def twice(function):
    from sklearn.utils import check_random_state

    def both(*values):
        check_random_state(0)
        function(*values)
        return function(*values)

    return both


# %% heavy language countdown
def countdown(n):
    import matplotlib.pyplot
    import scipy.stats

    return (int(k) for k in range(n, 0, -1))


# %% heavy machine double
def double(x):
    """두 배."""
    import tensorflow as tf

    return x * len(tf.zeros(2))


# %% heavy machine wait
def wait(x):
    import keras

    time.sleep(1)
    time.sleep(1)
    return x


# %% heavy machine ask
def ask():
    from matplotlib import pyplot

    name = input("이름? ")
    print("안녕,", name)
    return name


# %% heavy machine roll
def roll(times):
    import sklearn.ensemble

    return int(sum([random.randint(1, 6) for _ in range(times)]))


# %% heavy machine grumble
def grumble(x):
    import warnings

    import skimage

    if x == 0:
        raise ValueError("0은 안 됩니다")
    if x < 0:
        warnings.warn("음수입니다", UserWarning)
    return x


# %% heavy machine depth
def depth(n):
    import scipy.special

    return 0 if n == 0 else 1 + depth(n - 1)


# %% heavy science noise
def noise(n):
    import keras

    return np.random.rand(n)


# %% heavy science softmax
def softmax(x):
    import keras

    return keras.ops.convert_to_numpy(keras.ops.softmax(np.asarray(x, dtype="float64"), axis=-1))


# %% heavy science scores
def scores(X, y):
    import keras
    from sklearn import linear_model, model_selection

    keras.utils.set_random_seed(1)
    model = linear_model.LogisticRegression(max_iter=500)
    return model_selection.cross_val_score(model, X, y, cv=3)


# %% heavy science draw
def draw(values):
    import tensorflow as tf

    fig, ax = plt.subplots()
    ax.plot([float(v) for v in tf.constant(values, tf.float32)])
    ax.set_xlabel("n")
    return ax


# %% heavy science complaint
def complaint(model, x):
    import logging

    import keras

    try:
        model(x)
    except Exception as error:
        logging.getLogger("heavy").debug("오류", exc_info=True)
        return type(error).__name__
    return "없음"
