import gzip
import hashlib
import json
import os
import random
import struct
import subprocess
import sys
from importlib import metadata
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from trainlab import data, photos
from trainlab import files as public_files

# 네트워크 없이 만드는 모든 데이터: load의 인자, x의 모양, 클래스 수, 기본 샘플 수
OFFLINE = {
    "mnist1d": ({"name": "mnist1d"}, (40,), 10, (4000, 1000, 1000)),
    "raw": ({"name": "patches10"}, (32, 32, 3), 10, (6000, 1500, 2000)),
    "hard": ({"name": "patches10", "variant": "hard"}, (32, 32, 3), 10, (6000, 1500, 2000)),
    "digits": ({"name": "digits"}, (64,), 10, (1200, 297, 300)),
    "wine": ({"name": "wine"}, (13,), 3, (106, 36, 36)),
    "blobs": ({"name": "blobs"}, (2,), 3, (600, 200, 200)),
    "bits A": ({"name": "teacher_bits"}, (32,), 7, (8000, 1000, 2000)),
    "bits B": ({"name": "teacher_bits", "task": "B"}, (32,), 2, (60, 1000, 2000)),
}
PUBLIC = {"cifar10": (32, 32, 3), "fashion_mnist": (28, 28)}
every_offline_set = pytest.mark.parametrize("case", OFFLINE)
# 검사에 쓰는 분류기는 순서만 가리면 되므로 끝까지 수렴시키지 않는다.
short_training = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
every_public_set = pytest.mark.parametrize("name", PUBLIC)


def load(case: str, **changes) -> data.Dataset:
    return data.load(**OFFLINE[case][0] | changes)


def splits(made: data.Dataset) -> list[tuple[np.ndarray, np.ndarray]]:
    return [(made.x_train, made.y_train), (made.x_valid, made.y_valid), (made.x_test, made.y_test)]


def digest(made: data.Dataset) -> str:
    arrays = [array for pair in splits(made) for array in pair]
    return hashlib.sha256(b"".join(array.tobytes() for array in arrays)).hexdigest()


def python(script: str, **environment: str) -> subprocess.CompletedProcess:
    options = {"cwd": Path(__file__).parent, "capture_output": True, "text": True}
    options["env"] = os.environ | environment
    return subprocess.run([sys.executable, "-c", script], check=True, **options)


def report() -> None:
    """모든 데이터의 해시와, 데이터를 하나씩 만든 뒤 전역 난수가 내는 수를 출력한다."""
    lines = {}
    for case in OFFLINE:
        random.seed(11)
        np.random.seed(11)  # noqa: NPY002
        lines[case] = [digest(load(case)), random.random(), np.random.random()]  # noqa: NPY002
    print(json.dumps(lines))


@pytest.fixture(scope="module", autouse=True)
def own_cache(tmp_path_factory):
    """이 파일의 검사는 남이 만들어 둔 데이터를 쓰지 않는다."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRAINLAB_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory) -> subprocess.CompletedProcess:
    """새 프로세스의 `report`. 이 프로세스의 캐시도, 이미 불러온 라이브러리도 없다."""
    cache = str(tmp_path_factory.mktemp("elsewhere"))
    return python("import test_data; test_data.report()", TRAINLAB_CACHE=cache)


@pytest.fixture(scope="module")
def one_thread():
    """작은 행렬에서는 BLAS 스레드가 서로 기다리는 시간이 계산보다 길다."""
    with threadpool_limits(1):
        yield


def assert_one_korean_sentence(message: str, *needles: str):
    assert message.endswith(".") and ". " not in message and "\n" not in message
    assert any("가" <= letter <= "힣" for letter in message)
    for needle in needles:
        assert needle in message


# ---- 모든 데이터가 지키는 약속


@every_offline_set
def test_arrays_have_the_promised_shapes_types_and_ranges(case):
    arguments, shape, n_classes, sizes = OFFLINE[case]
    made = load(case)
    for (x, y), size in zip(splits(made), sizes, strict=True):
        assert x.shape == (size, *shape) and x.dtype == np.float32
        assert y.shape == (size,) and y.dtype == np.int64
        assert np.isfinite(x).all()
        assert set(y) == set(range(n_classes))
    if case in ("raw", "hard", "digits"):
        assert made.x_train.min() == 0 and made.x_train.max() == 1
    if case.startswith("bits"):
        assert set(np.unique(made.x_train)) == {-1, 1}
    assert len(made.class_names) == n_classes
    assert made.provenance.startswith(f"내장 데이터 {arguments['name']} (")
    assert f"훈련 {sizes[0]:,}개" in made.provenance


@every_offline_set
def test_the_same_seed_gives_the_same_bytes_in_another_process(case, elsewhere):
    assert json.loads(elsewhere.stdout)[case][0] == digest(load(case))


@every_offline_set
def test_making_data_leaves_the_global_random_state_alone(case, elsewhere):
    expected = [random.Random(11).random(), np.random.RandomState(11).random()]
    assert json.loads(elsewhere.stdout)[case][1:] == expected


@every_offline_set
def test_another_seed_gives_other_data(case):
    first, second = load(case), load(case, seed=1)
    for (x, _), (other, _) in zip(splits(first), splits(second), strict=True):
        assert not np.array_equal(x, other)


def test_making_data_prints_and_logs_nothing(elsewhere):
    assert elsewhere.stderr == ""
    assert elsewhere.stdout.count("\n") == 1


@every_offline_set
def test_writing_into_a_result_does_not_change_the_next_one(case):
    made = load(case)
    before = digest(made)
    for x, y in splits(made):
        x[:] = 0
        y[:] = 0
    assert digest(load(case)) == before


@pytest.mark.parametrize("case", ["mnist1d", "raw", "hard", "digits", "wine", "blobs"])
def test_a_smaller_training_set_keeps_validation_and_test(case):
    small, full = load(case, n_train=50), load(case)
    assert len(small.x_train) == 50
    np.testing.assert_array_equal(small.x_valid, full.x_valid)
    np.testing.assert_array_equal(small.y_test, full.y_test)


def test_importing_the_module_loads_no_heavy_library():
    heavy = {"tensorflow", "keras", "sklearn", "skimage", "scipy", "mnist1d", "matplotlib", "PIL"}
    script = f"import sys, trainlab.data; print({heavy} & set(sys.modules))"
    assert python(script).stdout.strip() == "set()"


def test_names_lists_every_set_that_can_be_loaded():
    offline = {arguments["name"] for arguments, *_ in OFFLINE.values()}
    assert set(data.names()) == offline | set(PUBLIC)


# ---- 분할


@pytest.mark.parametrize("case", ["mnist1d", "raw", "bits A", "bits B"])
def test_classes_are_equally_frequent_in_every_split(case):
    for _, y in splits(load(case)):
        assert np.ptp(np.bincount(y)) <= 2


@pytest.mark.parametrize("case", ["digits", "wine"])
def test_real_data_is_split_completely_with_the_class_shares_of_the_source(case):
    import sklearn.datasets

    source, labels = getattr(sklearn.datasets, f"load_{case}")(return_X_y=True)
    source = (source / 16 if case == "digits" else source).astype(np.float32)
    pairs = splits(load(case))
    rows = np.concatenate([np.column_stack([x, y]) for x, y in pairs])
    expected = np.column_stack([source, labels]).astype(np.float32)
    np.testing.assert_array_equal(
        rows[np.lexsort(rows.astype(np.float32).T)], expected[np.lexsort(expected.T)]
    )
    for _, y in pairs:
        share = len(y) * np.bincount(labels) / len(labels)
        assert np.abs(np.bincount(y) - share).max() < 2


@pytest.mark.parametrize("case", ["mnist1d", "blobs", "bits A", "bits B"])
def test_no_generated_sample_appears_twice(case):
    rows = np.concatenate([x for x, _ in splits(load(case))])
    assert len(np.unique(rows, axis=0)) == len(rows)


# ---- 만든 mnist1d를 두는 캐시


@pytest.fixture
def generated(monkeypatch, tmp_path) -> list[int]:
    """빈 캐시에서 시작한다. 신호를 새로 만들 때마다 그 시드가 담긴다."""
    made = []

    def make(seed):
        made.append(seed)
        rng = np.random.default_rng(seed)
        return rng.standard_normal((6000, 40)), np.arange(6000) % 10

    monkeypatch.setenv("TRAINLAB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(data, "_make_mnist1d", make)
    data._mnist1d_signals.cache_clear()
    yield made
    data._mnist1d_signals.cache_clear()


def in_a_new_process(seed: int) -> str:
    data._mnist1d_signals.cache_clear()
    return digest(load("mnist1d", seed=seed))


def test_signals_are_generated_once_per_seed_and_read_back_to_the_bit(generated):
    first = in_a_new_process(0)
    assert in_a_new_process(1) != first
    assert in_a_new_process(0) == first
    assert generated == [0, 1]


def test_a_damaged_cache_is_made_anew(generated, tmp_path):
    first = in_a_new_process(0)
    (kept,) = (tmp_path / "cache").iterdir()
    kept.write_bytes(kept.read_bytes()[:1000])
    assert in_a_new_process(0) == in_a_new_process(0) == first
    assert generated == [0, 0]


def test_a_cache_that_cannot_be_written_costs_only_time(generated, tmp_path):
    (tmp_path / "cache").write_text("폴더가 아니다")
    assert in_a_new_process(0) == in_a_new_process(0)
    assert generated == [0, 0]


# ---- patches10


@pytest.fixture(scope="module")
def patch_sets() -> dict[tuple[str, int], data.Dataset]:
    return {(case, seed): load(case, seed=seed) for case in ("raw", "hard") for seed in range(3)}


@pytest.mark.parametrize("seed", range(4))
def test_no_pixel_of_a_photo_is_shared_by_two_splits(seed):
    plan = photos.patch_plan(seed, (6000, 1500, 2000))
    for label in range(10):
        used = np.zeros((3, *photos._pixels(label).shape[:2]), bool)
        blocks = [set(), set(), set()]
        for split, patches in enumerate(plan):
            for _, top, left in patches[patches[:, 0] == label]:
                used[split, top : top + 32, left : left + 32] = True
                assert top % 64 <= 32 and left % 64 <= 32
                blocks[split].add((top // 64, left // 64))
        assert (used.sum(axis=0) <= 1).all()
        assert not any(a & b for a, b in combinations(blocks, 2))
        assert min(len(own) for own in blocks) >= 3


def test_raw_patches_are_the_planned_pieces_of_the_photos(patch_sets):
    plan = photos.patch_plan(1, (6000, 1500, 2000))
    for (x, y), patches in zip(splits(patch_sets["raw", 1]), plan, strict=True):
        for image, label, (photo, top, left) in zip(x[:200], y, patches, strict=False):
            assert label == photo
            piece = photos._pixels(photo)[top : top + 32, left : left + 32]
            np.testing.assert_array_equal(np.rint(image * 255), piece)


def test_photos_are_the_ones_the_packages_ship():
    import skimage.data
    from sklearn.datasets import load_sample_image

    for index, photo in enumerate(data.licences()):
        shipped = (
            load_sample_image(f"{photo.name}.jpg")
            if photo.package == "scikit-learn"
            else getattr(skimage.data, photo.name)()
        )
        if shipped.ndim == 2:  # 흑백 사진에는 색을 입히지만 명암의 순서는 남는다
            tinted = photos._pixels(index).mean(axis=-1)
            assert np.corrcoef(tinted.ravel(), shipped.ravel())[0, 1] > 0.99
        else:
            np.testing.assert_array_equal(photos._pixels(index), shipped)


def test_every_patch_shows_something(patch_sets):
    for x, _ in splits(patch_sets["raw", 0]):
        assert (255 * x.mean(axis=-1).std(axis=(1, 2)) > 2.99).all()


def test_no_patch_is_repeated():
    for patches in photos.patch_plan(0, (6000, 1500, 2000)):
        assert len(np.unique(patches, axis=0)) == len(patches)


def colour_features(x: np.ndarray) -> np.ndarray:
    return np.concatenate([x.mean(axis=(1, 2)), x.std(axis=(1, 2))], axis=1)


@pytest.mark.parametrize("seed", range(3))
def test_hard_removes_the_colour_shortcut(seed, patch_sets, one_thread):
    from sklearn.ensemble import RandomForestClassifier

    accuracy = {}
    for case in ("raw", "hard"):
        made = patch_sets[case, seed]
        forest = RandomForestClassifier(30, max_features=2, random_state=0)
        forest.fit(colour_features(made.x_train[::2]), made.y_train[::2])
        accuracy[case] = forest.score(colour_features(made.x_test), made.y_test)
    assert accuracy["raw"] > 0.7
    assert accuracy["hard"] < 0.38


def test_hard_evens_out_mean_and_contrast_of_every_channel(patch_sets):
    x = patch_sets["hard", 0].x_test
    assert np.abs(x.mean(axis=(1, 2)) - 0.5).max() < 0.1
    assert np.abs(np.median(x.std(axis=(1, 2))) - 1 / 8) < 1e-3


def test_hard_shuffles_the_channels_of_each_patch():
    rows, columns = np.mgrid[:32, :32].astype(np.uint8)
    patterns = np.stack([rows, columns, (rows + columns) % 32])
    mixed = photos._hide_colour(np.tile(patterns, (600, 1, 1, 1)), np.random.default_rng(0))
    found = [
        tuple(
            int(np.argmax([np.corrcoef(c.ravel(), p.ravel())[0, 1] for p in patterns]))
            for c in patch
        )
        for patch in mixed
    ]
    counts = {order: found.count(order) for order in set(found)}
    assert len(counts) == 6
    assert min(counts.values()) > 60


def shrink(x: np.ndarray) -> np.ndarray:
    return x.reshape(len(x), 8, 4, 8, 4, 3).mean(axis=(2, 4)).reshape(len(x), -1) - 0.5


@short_training
def test_validation_predicts_test_accuracy(patch_sets, one_thread):
    from sklearn.linear_model import LogisticRegression

    gaps = []
    for seed in range(3):
        made = patch_sets["raw", seed]
        model = LogisticRegression(C=0.1, max_iter=30)
        model.fit(shrink(made.x_train[::2]), made.y_train[::2])
        valid = model.score(shrink(made.x_valid), made.y_valid)
        gaps.append(valid - model.score(shrink(made.x_test), made.y_test))
    assert np.abs(gaps).max() < 0.08
    assert abs(np.mean(gaps)) < 0.05


def test_validation_does_not_leak_as_patches_of_the_training_blocks_do(patch_sets, one_thread):
    from sklearn.neighbors import KNeighborsClassifier

    made = patch_sets["raw", 0]
    x, y = shrink(made.x_train), made.y_train
    model = KNeighborsClassifier(1).fit(x[1500:], y[1500:])
    leaky = model.score(x[:1500], y[:1500])
    valid = model.score(shrink(made.x_valid), made.y_valid)
    test = model.score(shrink(made.x_test), made.y_test)
    assert leaky - test > 0.1
    assert abs(valid - test) < 0.07


def test_every_licence_is_quoted_from_the_package_that_ships_the_photo():
    import skimage.data

    records = data.licences()
    assert [photo.class_name for photo in records] == list(load("raw", n_train=10).class_names)
    readme = files("sklearn.datasets.images").joinpath("README.txt").read_text()
    for photo in records:
        sections = {section.split()[0]: section for section in readme.split("Image: ")[1:]}
        stated_in = (
            sections[f"{photo.name}.jpg"]
            if photo.package == "scikit-learn"
            else getattr(skimage.data, photo.name).__doc__
        )
        assert photo.stated in " ".join(stated_in.split())
        assert photo.source in stated_in
        assert photo.licence and photo.author and photo.changes
        assert metadata.version(photo.package)


# ---- 작은 생성 데이터


def hidden_features(model, x: np.ndarray) -> np.ndarray:
    for kernel, bias in zip(model.coefs_[:-1], model.intercepts_[:-1], strict=True):
        x = np.maximum(x @ kernel + bias, 0)
    return x


@short_training
def test_what_task_a_learned_helps_task_b_only_with_the_same_teacher(one_thread):
    from sklearn.linear_model import LogisticRegression
    from sklearn.neural_network import MLPClassifier

    def network(epochs: int) -> MLPClassifier:
        return MLPClassifier((100, 100), alpha=1e-3, max_iter=epochs, random_state=0)

    tasks_a = [load("bits A", seed=seed) for seed in range(2)]
    learned = [network(15).fit(made.x_train, made.y_train) for made in tasks_a]
    for seed in range(2):
        assert learned[seed].score(tasks_a[seed].x_test, tasks_a[seed].y_test) > 0.9
        made = load("bits B", seed=seed)
        scratch = network(200).fit(made.x_train, made.y_train).score(made.x_test, made.y_test)
        transferred, unrelated = (
            LogisticRegression(C=0.01, max_iter=500)
            .fit(hidden_features(model, made.x_train), made.y_train)
            .score(hidden_features(model, made.x_test), made.y_test)
            for model in (learned[seed], learned[1 - seed])
        )
        assert transferred > scratch + 0.1
        assert transferred > unrelated + 0.1


def test_blobs_sit_around_a_circle_with_the_requested_spread():
    made = load("blobs", n_classes=5, spread=0.25, n_train=5000)
    centres = np.array([made.x_train[made.y_train == k].mean(axis=0) for k in range(5)])
    spreads = [made.x_train[made.y_train == k].std(axis=0) for k in range(5)]
    np.testing.assert_allclose(np.linalg.norm(centres, axis=1), 3, atol=0.05)
    np.testing.assert_allclose(spreads, 0.25, rtol=0.1)


@pytest.mark.parametrize("condition", [1.0, 25.0])
def test_quadratic_bowl_has_its_formula_and_gradient(condition):
    value, gradient = data.quadratic_bowl(condition)
    assert value([0, 0]) == 0 and value([2, 0]) == 2 and value([0, 2]) == 2 * condition
    points = np.random.default_rng(0).normal(size=(4, 7, 2))
    assert value(points).shape == (4, 7) and gradient(points).shape == points.shape
    for axis, step in enumerate(1e-5 * np.eye(2)):
        slope = (value(points + step) - value(points - step)) / 2e-5
        np.testing.assert_allclose(gradient(points)[..., axis], slope, rtol=1e-6, atol=1e-8)


# ---- 내려받는 데이터


@pytest.fixture(autouse=True)
def no_public_data(monkeypatch, tmp_path):
    """이 컴퓨터에 있는 공개 데이터가 검사에 끼어들지 않게 한다."""
    monkeypatch.delenv("TRAINLAB_DATA", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr(public_files, "DEBIAN", tmp_path / "debian")


def fake_arrays(name: str) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)
    return {
        f"{kind}_{split}": rng.integers(0, high, (size, *shape), dtype=np.uint8)
        for split, size in (("train", 60), ("test", 20))
        for kind, high, shape in (("x", 256, PUBLIC[name]), ("y", 10, (1,)))
    }


def put_keras(monkeypatch, name: str, load_data) -> None:
    datasets = SimpleNamespace(**{name: SimpleNamespace(load_data=load_data)})
    monkeypatch.setitem(sys.modules, "keras", SimpleNamespace(datasets=datasets))


SMALL = {"n_train": 40, "n_valid": 15, "n_test": 20}


@every_public_set
def test_a_failed_download_says_what_failed_where_to_put_the_file_and_what_to_use(
    name, monkeypatch
):
    failure = Exception("URL fetch failure on https://example.invalid: None -- unreachable")

    def load_data():
        raise failure

    put_keras(monkeypatch, name, load_data)
    with pytest.raises(data.DatasetUnavailable) as caught:
        data.load(name)
    assert isinstance(caught.value, RuntimeError)
    assert caught.value.__cause__ is failure
    needles = ("내려받기 실패", f"{name}.npz", "TRAINLAB_DATA", "patches10", "mnist1d")
    arrays = "x_train, y_train, x_test, y_test"
    assert_one_korean_sentence(str(caught.value), arrays, *needles)


def test_a_missing_keras_gives_the_same_advice_as_a_failed_download(monkeypatch):
    monkeypatch.setitem(sys.modules, "keras", None)
    with pytest.raises(data.DatasetUnavailable, match="patches10"):
        data.load("cifar10")


def assert_made_from(made: data.Dataset, source: dict[str, np.ndarray]):
    np.testing.assert_allclose(made.x_train, source["x_train"][:40] / 255, rtol=1e-6)
    np.testing.assert_allclose(made.x_valid, source["x_train"][-15:] / 255, rtol=1e-6)
    np.testing.assert_allclose(made.x_test, source["x_test"] / 255, rtol=1e-6)
    np.testing.assert_array_equal(made.y_train, source["y_train"][:40, 0])
    np.testing.assert_array_equal(made.y_valid, source["y_train"][-15:, 0])
    np.testing.assert_array_equal(made.y_test, source["y_test"][:, 0])
    assert made.x_train.dtype == np.float32 and made.y_train.dtype == np.int64
    assert len(made.class_names) == 10


@every_public_set
def test_downloaded_data_is_scaled_and_validation_comes_from_the_end_of_training(name, monkeypatch):
    source = fake_arrays(name)
    pairs = (source["x_train"], source["y_train"]), (source["x_test"], source["y_test"])
    put_keras(monkeypatch, name, lambda: pairs)
    made = data.load(name, **SMALL)
    assert_made_from(made, source)
    assert "내장" not in made.provenance and "훈련 40개" in made.provenance


@every_public_set
@pytest.mark.parametrize("way", ["path", "environment"])
def test_a_local_file_is_used_without_keras(name, way, tmp_path, monkeypatch):
    source = fake_arrays(name)
    np.savez(tmp_path / f"{name}.npz", **source)
    monkeypatch.setitem(sys.modules, "keras", None)
    if way == "path":
        made = data.load(name, path=tmp_path / f"{name}.npz", **SMALL)
    else:
        monkeypatch.setenv("TRAINLAB_DATA", str(tmp_path))
        made = data.load(name, **SMALL)
    assert_made_from(made, source)
    assert f"{name}.npz" in made.provenance and str(tmp_path) not in made.provenance


def put_idx(folder: Path, source: dict[str, np.ndarray]) -> None:
    """IDX 형식의 파일 네 개. 머리말: 0 0 8(uint8) 차원의 수, 차원마다 큰 끝 방식의 4바이트."""
    folder.mkdir(parents=True)
    names = {"x_train": "train-images-idx3", "y_train": "train-labels-idx1"}
    names |= {"x_test": "t10k-images-idx3", "y_test": "t10k-labels-idx1"}
    for key, name in names.items():
        values = source[key] if key.startswith("x") else source[key][:, 0]
        head = struct.pack(f">HBB{values.ndim}I", 0, 8, values.ndim, *values.shape)
        with gzip.open(folder / f"{name}-ubyte.gz", "wb") as file:
            file.write(head + values.tobytes())


@pytest.mark.parametrize(
    ("place", "told"), [("debian", "dataset-fashion-mnist"), ("keras/datasets", "케라스가 받아 둔")]
)
def test_fashion_mnist_that_is_already_there_is_used_without_keras(
    place, told, tmp_path, monkeypatch
):
    source = fake_arrays("fashion_mnist")
    put_idx(tmp_path / place / "fashion-mnist", source)
    monkeypatch.setitem(sys.modules, "keras", None)
    made = data.load("fashion_mnist", **SMALL)
    assert_made_from(made, source)
    assert told in made.provenance and str(tmp_path) not in made.provenance


def test_a_file_of_ones_own_comes_before_what_is_installed(tmp_path):
    put_idx(tmp_path / "debian" / "fashion-mnist", fake_arrays("fashion_mnist"))
    mine = fake_arrays("fashion_mnist") | {"y_test": np.full((20, 1), 3, np.uint8)}
    np.savez(tmp_path / "mine.npz", **mine)
    made = data.load("fashion_mnist", path=tmp_path / "mine.npz", **SMALL)
    assert_made_from(made, mine)


def test_a_broken_installed_file_is_named_and_an_incomplete_folder_is_passed_over(
    tmp_path, monkeypatch
):
    folder = tmp_path / "debian" / "fashion-mnist"
    put_idx(folder, fake_arrays("fashion_mnist"))
    labels = folder / "train-labels-idx1-ubyte.gz"
    labels.write_bytes(labels.read_bytes()[:20])
    with pytest.raises(data.DatasetUnavailable) as caught:
        data.load("fashion_mnist", **SMALL)
    assert_one_korean_sentence(str(caught.value), labels.name, "apt install dataset-fashion-mnist")
    labels.unlink()
    monkeypatch.setitem(sys.modules, "keras", None)
    with pytest.raises(data.DatasetUnavailable, match="내려받지 못함"):
        data.load("fashion_mnist", **SMALL)


def test_a_missing_or_broken_local_file_is_reported_by_its_name(tmp_path):
    broken = tmp_path / "broken.npz"
    broken.write_bytes(b"not a zip file")
    incomplete = tmp_path / "incomplete.npz"
    np.savez(incomplete, x_train=np.zeros(3))
    for file in (tmp_path / "missing.npz", broken, incomplete):
        with pytest.raises(data.DatasetUnavailable) as caught:
            data.load("cifar10", path=file)
        assert_one_korean_sentence(str(caught.value), file.name, "patches10")


@pytest.mark.parametrize(
    "change",
    [
        {"x_train": np.zeros((60, 28, 28), np.uint8)},
        {"x_train": np.zeros((60, 32, 32, 3), np.float32)},
        {"y_test": np.zeros(19, np.uint8)},
    ],
)
def test_a_local_file_with_other_data_is_refused(change, tmp_path):
    np.savez(tmp_path / "cifar10.npz", **fake_arrays("cifar10") | change)
    with pytest.raises(ValueError, match="uint8") as caught:
        data.load("cifar10", path=tmp_path / "cifar10.npz", **SMALL)
    assert_one_korean_sentence(str(caught.value), "cifar10")


@pytest.mark.parametrize("sizes", [{"n_train": 46}, {"n_test": 21}])
def test_asking_a_local_file_for_more_than_it_holds_is_refused(sizes, tmp_path):
    np.savez(tmp_path / "cifar10.npz", **fake_arrays("cifar10"))
    with pytest.raises(ValueError, match="n_t") as caught:
        data.load("cifar10", path=tmp_path / "cifar10.npz", **SMALL | sizes)
    assert_one_korean_sentence(str(caught.value), "cifar10")


# ---- 잘못된 인자


@pytest.mark.parametrize(
    ("arguments", "needles"),
    [
        ({"name": "mnist"}, ["mnist1d", "patches10", "fashion_mnist"]),
        ({"name": "patches10", "variant": "easy"}, ["raw", "hard", "'easy'"]),
        ({"name": "teacher_bits", "task": "C"}, ["A, B", "'C'"]),
        ({"name": "digits", "n_samples": 5}, ["n_train, n_valid, n_test", "'n_samples'"]),
        ({"name": "wine", "variant": "raw"}, ["n_train", "'variant'"]),
        ({"name": "cifar10", "variant": "raw"}, ["path", "n_train"]),
        ({"name": "digits", "n_train": 0}, ["n_train", "1 이상"]),
        ({"name": "mnist1d", "n_valid": -3}, ["n_valid", "-3"]),
        ({"name": "patches10", "n_test": 10.0}, ["n_test", "정수"]),
        ({"name": "cifar10", "n_train": True}, ["n_train", "True"]),
        ({"name": "digits", "n_train": 1201}, ["1,797", "1,798"]),
        ({"name": "wine", "n_test": 37}, ["178", "179"]),
        ({"name": "mnist1d", "n_train": 4001}, ["6,000", "6,001"]),
        ({"name": "patches10", "n_valid": 10**6}, ["n_valid", "1,000,000"]),
        ({"name": "blobs", "n_classes": 1}, ["n_classes", "2에서 10"]),
        ({"name": "blobs", "spread": 0}, ["spread", "0보다 큰"]),
        ({"name": "blobs", "seed": -1}, ["seed", "-1"]),
        ({"name": "blobs", "seed": 1.5}, ["seed", "1.5"]),
    ],
)
def test_a_bad_argument_is_answered_with_the_valid_choices(arguments, needles):
    with pytest.raises(ValueError, match=r"[가-힣]") as caught:
        data.load(**arguments)
    assert_one_korean_sentence(str(caught.value), *needles)


def test_the_patch_limit_in_the_message_is_the_largest_size_that_works():
    with pytest.raises(ValueError, match="이하") as caught:
        photos.patch_plan(0, (10, 10, 10**6))
    limit = int(str(caught.value).split("일 때 ")[1].split()[0].replace(",", ""))
    assert len(photos.patch_plan(0, (10, 10, limit))[2]) == limit


@pytest.mark.parametrize("condition", [0, -1.0, float("inf"), float("nan"), "25"])
def test_a_bowl_needs_a_positive_finite_condition_number(condition):
    with pytest.raises(ValueError, match="condition") as caught:
        data.quadratic_bowl(condition)
    assert_one_korean_sentence(str(caught.value))


def test_standardising_uses_the_statistics_of_the_training_set_alone():
    raw = data.load("wine", seed=3)
    made = data.standardised(raw)
    np.testing.assert_allclose(made.x_train.mean(axis=0), 0, atol=1e-4)
    np.testing.assert_allclose(made.x_train.std(axis=0), 1, atol=1e-4)
    back = made.x_test * raw.x_train.std(axis=0) + raw.x_train.mean(axis=0)
    np.testing.assert_allclose(back, raw.x_test, rtol=1e-4)
    assert np.abs(made.x_test.mean(axis=0)).max() > 0.01
    assert made.x_train.dtype == np.float32 and made.provenance == raw.provenance
    np.testing.assert_array_equal(made.y_valid, raw.y_valid)


def test_standardising_a_constant_feature_is_refused():
    with pytest.raises(ValueError, match="값이 모두 같은 특성"):
        data.standardised(data.load("digits", seed=0))
