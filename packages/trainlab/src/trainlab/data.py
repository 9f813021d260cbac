"""강의와 과제가 함께 쓰는 데이터셋.

`load(이름)` 하나로 훈련·검증·테스트 배열을 얻는다. cifar10과 fashion_mnist를 뺀 모두가
네트워크 없이 만들어지며, 시드가 같으면 비트까지 같다.
"""

import inspect
import os
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.metadata import version
from numbers import Integral, Real
from pathlib import Path

import numpy as np
import platformdirs

from trainlab import files
from trainlab.files import DatasetUnavailable
from trainlab.photos import PHOTOS, licences, patches

__all__ = [
    "Dataset",
    "DatasetUnavailable",
    "licences",
    "load",
    "names",
    "quadratic_bowl",
    "standardised",
]


@dataclass(frozen=True, eq=False)
class Dataset:
    """훈련·검증·테스트로 나눈 데이터.

    x_*: float32 (n, 특성 …). y_*: int64 (n,), 0부터 센 클래스 번호.
    class_names: 클래스 번호 순서의 한국어 이름.
    provenance: 그림 아래에 적는 한 줄 출처.
    """

    name: str
    x_train: np.ndarray = field(repr=False)
    y_train: np.ndarray = field(repr=False)
    x_valid: np.ndarray = field(repr=False)
    y_valid: np.ndarray = field(repr=False)
    x_test: np.ndarray = field(repr=False)
    y_test: np.ndarray = field(repr=False)
    class_names: tuple[str, ...]
    provenance: str


def names() -> tuple[str, ...]:
    """`load`가 아는 데이터 이름."""
    return tuple(_LOADERS)


def load(name: str, *, seed: int = 0, **sizes) -> Dataset:
    """데이터셋 하나를 만들거나 읽는다.

    모든 데이터가 `n_train`, `n_valid`, `n_test`(샘플 수)를 받는다. 그 밖의 인자와 x의 모양:

    - "mnist1d": (n, 40). 샘플 6,000개를 시드로 생성한다. 몇 초 걸리므로 만든 것을 사용자의 캐시
      폴더(또는 환경 변수 `TRAINLAB_CACHE`가 가리키는 폴더)에 두고 다시 쓴다. 출처: Greydanus &
      Kobak, arXiv:2011.14439.
    - "patches10": (n, 32, 32, 3), [0, 1]. `variant="raw"` 또는 색 지름길을 지운 `"hard"`.
    - "digits": (n, 64), [0, 1]. "wine": (n, 13), 단위를 맞추지 않은 값. 둘 다 scikit-learn.
    - "blobs": (n, 2). 반지름 3인 원 위의 정규분포 `n_classes`개, 표준편차 `spread`.
    - "teacher_bits": (n, 32), -1 또는 1. `task="A"`(7 클래스)와 `"B"`(2 클래스)는 같은 시드에서
      교사 신경망의 은닉층을 함께 쓴다.
    - "cifar10": (n, 32, 32, 3), "fashion_mnist": (n, 28, 28), [0, 1]. 시드와 무관하게 검증
      세트는 훈련 세트의 끝에서 뗀다. `path=`로 로컬 .npz를 줄 수 있고, 없으면 케라스가 받아 둔
      파일과 데비안의 dataset-fashion-mnist 꾸러미를 찾은 뒤에 내려받는다.

    돌려주는 배열은 늘 새것이므로 고쳐 써도 다음 호출에 영향이 없다. NumPy와 파이썬의 전역
    난수도 건드리지 않는다.

    Raises:
        ValueError: 이름, 인자, 시드, 샘플 수가 잘못되었을 때.
        DatasetUnavailable: cifar10이나 fashion_mnist의 파일을 얻지 못했을 때.
    """
    _require_choice("데이터 이름", name, names())
    loader = _LOADERS[name]
    allowed = [key for key in inspect.signature(loader).parameters if key != "seed"]
    for key in sizes:
        _require_choice(f"{name}에 주는 인자 이름", key, allowed)
    if not _is_count(seed, least=0) or seed >= 2**32:
        raise ValueError(f"seed 값은 0 이상 2**32 미만의 정수여야 하는데 {seed!r} 값을 받았다.")
    with _global_randomness_restored():
        return loader(int(seed), **sizes)


def standardised(dataset: Dataset) -> Dataset:
    """특성마다 훈련 세트의 평균을 빼고 표준편차로 나눈 사본.

    검증 세트와 테스트 세트도 **훈련 세트의** 통계로 바꾼다. 「들어가며」 장에서 쓴 방법이다.

    Raises:
        ValueError: 훈련 세트에서 값이 모두 같은 특성이 있을 때.
    """
    mean, std = dataset.x_train.mean(axis=0), dataset.x_train.std(axis=0)
    if not np.all(std > 0):
        raise ValueError("훈련 세트에서 값이 모두 같은 특성이 있어 표준편차로 나눌 수 없다.")
    splits = ("x_train", "x_valid", "x_test")
    return replace(dataset, **{name: (getattr(dataset, name) - mean) / std for name in splits})


def quadratic_bowl(
    condition: float = 25.0,
) -> tuple[Callable[[np.ndarray], np.ndarray], Callable[[np.ndarray], np.ndarray]]:
    """길쭉한 그릇 f(x, y) = ½(x² + κy²)의 값과 그레이디언트 함수를 돌려준다.

    κ = `condition`은 조건수다. 두 함수 모두 점 (…, 2)를 받아 값은 (…,), 그레이디언트는
    (…, 2)를 float64로 돌려준다.

    Raises:
        ValueError: `condition`이 양의 유한한 수가 아닐 때.
    """
    _require_positive("condition", condition)
    curvature = np.array([1.0, condition])

    def value(point: np.ndarray) -> np.ndarray:
        return 0.5 * np.sum(curvature * np.square(point), axis=-1)

    def gradient(point: np.ndarray) -> np.ndarray:
        return curvature * np.asarray(point)

    return value, gradient


@contextmanager
def _global_randomness_restored() -> Iterator[None]:
    # mnist1d는 전역 난수의 시드를 바꾸고, scikit-learn은 처음 불러올 때 random을 쓴다.
    numpy_state, python_state = np.random.get_state(), random.getstate()  # noqa: NPY002
    try:
        yield
    finally:
        np.random.set_state(numpy_state)  # noqa: NPY002
        random.setstate(python_state)


def _mnist1d(seed, n_train=4000, n_valid=1000, n_test=1000):
    sizes = _check_sizes("mnist1d", 6000, n_train=n_train, n_valid=n_valid, n_test=n_test)
    x, y = _mnist1d_signals(seed)
    splits = _stratified(x, y, sizes, seed)
    return _dataset("mnist1d", splits, [f"신호 {digit}" for digit in range(10)], "생성")


@lru_cache(maxsize=2)
def _mnist1d_signals(seed: int) -> tuple[np.ndarray, np.ndarray]:
    # 신호를 만드는 데 끼어드는 패키지가 바뀌면 새로 만든다.
    versions = "-".join(version(name) for name in ("mnist1d", "numpy", "scipy"))
    kept = _cache_folder() / f"mnist1d-{versions}-{seed}.npz"
    try:
        with np.load(kept, allow_pickle=False) as arrays:
            return arrays["x"], arrays["y"]
    # 없는 파일, 쓰다 만 파일, 빠진 배열이 저마다 다른 예외를 낸다. 어느 것이든 새로 만들면 된다.
    except Exception:
        x, y = _make_mnist1d(seed)
    # 캐시에 쓰지 못해도 데이터는 얻었다.
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        draft = kept.with_suffix(f".{os.getpid()}.npz")
        np.savez(draft, x=x, y=y)
        draft.replace(kept)
    return x, y


def _make_mnist1d(seed: int) -> tuple[np.ndarray, np.ndarray]:
    from mnist1d.data import get_dataset_args, make_dataset

    arguments = get_dataset_args()
    arguments.seed, arguments.num_samples = seed, 6000
    made = make_dataset(arguments)
    return np.concatenate([made["x"], made["x_test"]]), np.concatenate([made["y"], made["y_test"]])


def _cache_folder() -> Path:
    return Path(os.environ.get("TRAINLAB_CACHE") or platformdirs.user_cache_dir("trainlab"))


def _patches10(seed, variant="raw", n_train=6000, n_valid=1500, n_test=2000):
    _require_choice("patches10의 variant", variant, ("raw", "hard"))
    sizes = _check_sizes("patches10", None, n_train=n_train, n_valid=n_valid, n_test=n_test)
    made = f"사진 {len(PHOTOS)}장의 32×32 조각, {variant}"
    splits = patches(seed, variant, sizes)
    return _dataset("patches10", splits, [photo.class_name for photo in PHOTOS], made)


def _digits(seed, n_train=1200, n_valid=297, n_test=300):
    sizes = _check_sizes("digits", 1797, n_train=n_train, n_valid=n_valid, n_test=n_test)
    from sklearn.datasets import load_digits

    x, y = load_digits(return_X_y=True)
    splits = _stratified(x / 16, y, sizes, seed)
    return _dataset("digits", splits, [f"숫자 {digit}" for digit in range(10)], "scikit-learn")


def _wine(seed, n_train=106, n_valid=36, n_test=36):
    sizes = _check_sizes("wine", 178, n_train=n_train, n_valid=n_valid, n_test=n_test)
    from sklearn.datasets import load_wine

    splits = _stratified(*load_wine(return_X_y=True), sizes, seed)
    return _dataset("wine", splits, ["품종 1", "품종 2", "품종 3"], "scikit-learn")


def _blobs(seed, n_classes=3, spread=1.0, n_train=600, n_valid=200, n_test=200):
    sizes = _check_sizes("blobs", None, n_train=n_train, n_valid=n_valid, n_test=n_test)
    if not _is_count(n_classes, least=2) or n_classes > 10:
        raise ValueError(
            f"blobs의 n_classes 값은 2에서 10까지의 정수여야 하는데 {n_classes!r} 값을 받았다."
        )
    _require_positive("blobs의 spread", spread)
    turn = np.random.default_rng(seed).random()
    angle = 2 * np.pi * (np.arange(n_classes) + turn) / n_classes
    centres = 3 * np.column_stack([np.cos(angle), np.sin(angle)])
    splits = []
    for split, size in enumerate(sizes):
        rng = np.random.default_rng([seed, split])
        y = rng.permutation(np.arange(size) % n_classes)
        splits.append((centres[y] + spread * rng.standard_normal((size, 2)), y))
    return _dataset("blobs", splits, [f"무리 {k + 1}" for k in range(n_classes)], "생성")


def _teacher_bits(seed, task="A", n_train=None, n_valid=1000, n_test=2000):
    _require_choice("teacher_bits의 task", task, ("A", "B"))
    if n_train is None:
        # 전이 학습의 무대: 작업 A는 레이블이 넉넉하고 작업 B는 60개뿐이다.
        n_train = 8000 if task == "A" else 60
    sizes = _check_sizes("teacher_bits", None, n_train=n_train, n_valid=n_valid, n_test=n_test)
    # 교사: 은닉 유닛 8개가 비트를 네 개씩 맡아 |±x₁±x₂±x₃±x₄|를 낸다. 짝함수라서 입력과 레이블
    # 사이에 선형 관계가 없고, 은닉층을 알아내야 맞힐 수 있다. 정수 계산이라 결과가 늘 같다.
    teacher = np.random.default_rng([seed, 0])
    bits, sign = teacher.permutation(32).reshape(8, 4), teacher.choice([-1, 1], (8, 4))
    # A의 출력 가중치 일곱 벌(아다마르 행렬의 행)은 합이 0인 벡터 공간의 기저다. B의 가중치도
    # 합이 0이므로, A를 배운 은닉층은 B에 필요한 것을 모두 담는다.
    pair = np.array([[1, 1], [1, -1]])
    task_a = np.kron(pair, np.kron(pair, pair))[1:, teacher.permutation(8)].T
    task_b = teacher.permutation([3, 1, 1, 1, -1, -1, -1, -3])
    rng = np.random.default_rng([seed, 1 if task == "A" else 2])
    # 가장 드문 클래스도 시드와 무관하게 7%쯤이라, 네 배를 뽑으면 클래스마다 같은 수가 나온다.
    x = rng.permutation(np.unique(rng.choice([-1, 1], (4 * sum(sizes) + 1000, 32)), axis=0))
    hidden = np.abs((x[:, bits] * sign).sum(axis=-1))
    y = (hidden @ task_a).argmax(axis=1) if task == "A" else (hidden @ task_b > 0).astype(int)
    n_classes = 7 if task == "A" else 2
    quota = -(-sum(sizes) // n_classes)
    chosen = np.concatenate([np.flatnonzero(y == k)[:quota] for k in range(n_classes)])
    splits = _stratified(x[chosen], y[chosen], sizes, seed)
    return _dataset(
        "teacher_bits", splits, [f"답 {k}" for k in range(n_classes)], f"생성, 작업 {task}"
    )


def _cifar10(seed, path=None, n_train=45_000, n_valid=5000, n_test=10_000):
    korean = "비행기, 자동차, 새, 고양이, 사슴, 개, 개구리, 말, 배, 트럭"
    return _public("cifar10", path, (32, 32, 3), korean, n_train, n_valid, n_test)


def _fashion_mnist(seed, path=None, n_train=55_000, n_valid=5000, n_test=10_000):
    korean = "티셔츠, 바지, 풀오버, 드레스, 코트, 샌들, 셔츠, 운동화, 가방, 앵클부츠"
    return _public("fashion_mnist", path, (28, 28), korean, n_train, n_valid, n_test)


_LOADERS: dict[str, Callable[..., Dataset]] = {
    "mnist1d": _mnist1d,
    "patches10": _patches10,
    "digits": _digits,
    "wine": _wine,
    "blobs": _blobs,
    "teacher_bits": _teacher_bits,
    "cifar10": _cifar10,
    "fashion_mnist": _fashion_mnist,
}


def _public(name, path, shape, korean, n_train, n_valid, n_test) -> Dataset:
    """파일에서 네 배열을 얻어, 훈련 세트의 끝을 검증 세트로 뗀다."""
    _check_sizes(name, None, n_train=n_train, n_valid=n_valid, n_test=n_test)
    (x, y, x_test, y_test), made = files.read(name, path)
    for images, labels in ((x, y), (x_test, y_test)):
        if images.shape[1:] != shape or images.dtype != np.uint8 or labels.size != len(images):
            raise ValueError(
                f"{name}의 x는 (n, {', '.join(map(str, shape))}) uint8, y는 레이블 n개여야 하는데 "
                f"{images.shape} {images.dtype} 배열과 레이블 {labels.size}개를 받았다."
            )
    _check_sizes(name, len(x), n_train=n_train, n_valid=n_valid)
    _check_sizes(name, len(x_test), n_test=n_test)
    start = len(x) - n_valid
    parts = (x[:n_train], y[:n_train]), (x[start:], y[start:]), (x_test[:n_test], y_test[:n_test])
    splits = [
        (images / np.float32(255), labels.reshape(-1).astype(int)) for images, labels in parts
    ]
    return _dataset(name, splits, korean.split(", "), made, kind="공개 데이터")


def _dataset(name, splits, class_names, made, *, kind="내장 데이터") -> Dataset:
    arrays = []
    for x, y in splits:
        arrays += [np.asarray(x, dtype=np.float32), np.asarray(y, dtype=np.int64)]
    provenance = f"{kind} {name} ({made}, 훈련 {len(arrays[0]):,}개)"
    return Dataset(name, *arrays, tuple(class_names), provenance)


def _stratified(x, y, sizes, seed) -> list[tuple[np.ndarray, np.ndarray]]:
    """클래스 비율을 지키며 훈련·검증·테스트로 나눈다.

    테스트와 검증을 먼저 떼므로 훈련 샘플 수만 바꾸면 두 세트는 그대로다.
    """
    rng = np.random.default_rng([seed, 7])
    # 클래스마다 샘플을 [0, 1)에 고르게 흩어 놓으면, 어느 구간을 잘라도 클래스 비율이 같다.
    place = np.empty(len(y))
    for label in np.unique(y):
        members = rng.permutation(np.flatnonzero(y == label))
        place[members] = (np.arange(len(members)) + rng.random()) / len(members)
    order = np.argsort(place, kind="stable")
    _, n_valid, n_test = sizes
    test, valid, train = np.split(order[: sum(sizes)], [n_test, n_test + n_valid])
    shuffled = [rng.permutation(part) for part in (test, valid, train)]
    return [(x[part], y[part]) for part in reversed(shuffled)]


def _check_sizes(name: str, limit: int | None, **sizes: int) -> tuple[int, ...]:
    for key, size in sizes.items():
        if not _is_count(size, least=1):
            raise ValueError(f"{name}의 {key} 값은 1 이상의 정수여야 하는데 {size!r} 값을 받았다.")
    if limit is not None and sum(sizes.values()) > limit:
        raise ValueError(
            f"{name}의 {' + '.join(sizes)} 값은 {limit:,} 이하여야 하는데 "
            f"{sum(sizes.values()):,} 값을 받았다."
        )
    return tuple(int(size) for size in sizes.values())


def _is_count(value: object, *, least: int) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool) and value >= least


def _require_positive(what: str, value: object) -> None:
    if not isinstance(value, Real) or isinstance(value, bool) or not 0 < value < float("inf"):
        raise ValueError(f"{what} 값은 0보다 큰 유한한 수여야 하는데 {value!r} 값을 받았다.")


def _require_choice(what: str, value: object, choices: Sequence[str]) -> None:
    if value not in choices:
        valid = ", ".join(choices)
        raise ValueError(f"{what} 값은 {valid} 가운데 하나여야 하는데 {value!r} 값을 받았다.")
