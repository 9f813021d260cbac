"""쪽이 보여 주는 기록이 지금의 코드에서 나왔고, 다시 돌려도 같은 결론에 이르는지 본다."""

import copy
import json
import os
import tomllib
from pathlib import Path

import conclusions
import pytest
from lesson import ROOT

from trainlab import lineage, records
from trainlab.files import DatasetUnavailable

SCRIPTS = sorted((ROOT / "experiments").glob("*.py"))
CODE = "rate = mlp.he(3, 2)"
every_script = pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)


def faults(script: Path, record: dict, code: str | None = None) -> list[str]:
    """기록이 그것을 만든 코드와 맞지 않거나, 적힌 뒤에 고쳐졌으면 무엇을 할지."""
    if code is None:
        code = getattr(conclusions.script(script), "CODE", "")
    now, then = lineage.sources(script, code), record["sources"]
    changed = sorted(name for name in now | then if now.get(name) != then.get(name))
    again = f"{record['command']} 로 다시 만드세요"
    found = [f"기록한 뒤에 {name}의 코드가 바뀌었다. {again}" for name in changed]
    if records.digest(record) != record["digest"]:
        found.append(f"기록의 수나 글을 손으로 고쳤다. {again}")
    return found


@every_script
def test_record_is_untouched_and_made_by_the_code_of_today(script):
    record = records.load(script.stem)
    assert record["command"] == f"python experiments/{script.name}"
    assert len(record["results"]) == len(record["seeds"]) >= 3
    assert faults(script, record) == []


@every_script
def test_every_conclusion_holds_in_every_recorded_seed(script):
    record = records.load(script.stem)
    for seed, result in zip(record["seeds"], record["results"], strict=True):
        gaps = conclusions.gaps(script.stem, record, result)
        assert len(gaps) >= 4
        assert {says: gap for says, gap in gaps.items() if not gap > 0} == {}, seed


@every_script
def test_a_seed_made_again_leads_to_the_same_conclusions(script):
    record = records.load(script.stem)
    try:
        remade, part = conclusions.again(script, record["seeds"][0])
    except DatasetUnavailable as missing:
        if os.environ.get("REQUIRE_DATASETS"):
            raise
        pytest.skip(str(missing))
    assert conclusions.troubles(script.stem, record, remade, part) == []


# ---- 검사가 정말 알아채는가


def set_at(result: object, place: tuple[str, ...], value: object) -> None:
    *path, last = [int(key) if key.isdigit() else key for key in place]
    for key in path:
        result = result[key if isinstance(result, list) else str(key)]
    result[last if isinstance(result, list) else str(last)] = value


@every_script
def test_one_edited_number_is_noticed(script):
    record = records.load(script.stem)
    numbers = [p for p, v in conclusions.places(record["results"]) if isinstance(v, int | float)]
    for place in numbers[:: max(1, len(numbers) // 60)]:
        edited = copy.deepcopy(record)
        old = dict(conclusions.places(record["results"]))[place]
        set_at(edited["results"], place, round(old * 1.01 + 0.01, 4))
        assert faults(script, edited, "")[-1].startswith("기록의 수"), place
    for key, value in (("seconds", 1.0), ("seeds", [7, 8, 9]), ("versions", {"numpy": "1.0"})):
        assert faults(script, record | {key: value}, "")[-1].startswith("기록의 수"), key


@pytest.fixture
def workshop(tmp_path, monkeypatch) -> Path:
    """스크립트 하나와, 고쳐 볼 수 있는 trainlab의 사본."""
    for source in lineage.PACKAGE.glob("*.py"):
        (tmp_path / source.name).write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(lineage, "PACKAGE", tmp_path)
    script = tmp_path / "small.py"
    script.write_text(
        '"""작은 실험."""\n\nfrom trainlab import data, mlp, records\n\n\ndef run(seed):\n'
        '    bits = data.load("teacher_bits", seed=seed)  # 지어낸 값\n'
        '    return {"loss": mlp.train(bits, [8], seed=seed, epochs=1).valid_loss[0]}\n',
        encoding="utf-8",
    )
    records.save(str(script), lambda seed: {"loss": 0.5 + seed}, range(3), CODE)
    return script


def read(script: Path) -> dict:
    return json.loads(script.with_suffix(".json").read_text(encoding="utf-8"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_fresh_record_is_sound_and_says_how_it_was_made(workshop):
    record = read(workshop)
    assert faults(workshop, record, CODE) == []
    assert [result["loss"] for result in record["results"]] == [0.5, 1.5, 2.5]
    made_by = {"experiments/small.py", lineage.BORROWED, "trainlab/data.py", "trainlab/mlp.py"}
    assert set(record["sources"]) == made_by
    assert set(record["arithmetic"]) == {"blas", "numpy", "environment"}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("small.py", "epochs=1", "epochs=2"),
        ("mlp.py", "beta: float = 0.9", "beta: float = 0.8"),  # train → momentum
        ("mlp.py", '"relu": (lambda z: np.maximum(z, 0)', '"relu": (lambda z: np.maximum(z, 1)'),
        (
            "data.py",
            "teacher = np.random.default_rng([seed, 0])",
            "teacher = np.random.default_rng(7)",
        ),
        ("data.py", "rng = np.random.default_rng([seed, 7])", "rng = np.random.default_rng(7)"),
    ],
)
def test_an_edited_script_or_helper_is_noticed(workshop, name, old, new):
    record = read(workshop)
    edit(workshop.with_name(name), old, new)
    [fault] = faults(workshop, record, CODE)
    assert name in fault and "다시 만드세요" in fault


@pytest.mark.parametrize("code", ["rate = mlp.he(3, 3)", ""])
def test_an_edited_cell_of_the_page_is_noticed(workshop, code):
    assert lineage.BORROWED in faults(workshop, read(workshop), code)[0]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("small.py", "지어낸 값", "꾸며 낸 값"),
        ("small.py", "작은 실험.", "아주 작은 실험."),
        ("mlp.py", "return sqrt(1 / fan_in)", "return sqrt(3 / fan_in)"),  # 르쿤은 쓰지 않았다
        ("mlp.py", '"elu": (', '"eluu": ('),
        ("data.py", "x / 16, y, sizes", "x / 17, y, sizes"),  # digits도 쓰지 않았다
        ("files.py", "케라스 내려받기 실패", "케라스로 내려받지 못함"),
    ],
)
def test_what_cannot_change_the_results_asks_for_no_new_record(workshop, name, old, new):
    record = read(workshop)
    edit(workshop.with_name(name), old, new)
    assert faults(workshop, record, CODE + "  # 학습률") == []


def swap(value: object, one: str, other: str) -> object:
    """어디에 있든 이름 둘을 맞바꾼 사본."""
    if isinstance(value, list):
        return [swap(item, one, other) for item in value]
    if not isinstance(value, dict):
        return value
    names = {one: other, other: one}
    return {names.get(key, key): swap(item, one, other) for key, item in value.items()}


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("05_real_batch_normalization", "시그모이드", "시그모이드 + 배치 정규화"),
        ("05_real_batch_normalization", "ReLU", "ReLU + 배치 정규화"),
        ("07_real_transfer", "frozen", "random"),
        ("08_fair_comparison", "SGD", "Nadam"),
        ("08_fair_comparison", "SGD", "모멘텀"),
        ("08_fair_comparison", "zipf", "uniform"),
        ("08_real_optimizers", "SGD", "Adam"),
        ("09_schedules", "constant", "one_cycle"),
        ("09_schedules", "power", "warmup_cosine"),
        ("10_fair_regularization", "규제 없음", "드롭아웃"),
        ("10_real_regularization", "규제 없음", "샘플 네 배"),
        ("11_augmentation", "none", "greyscale"),
        ("11_augmentation", "none", "geometric"),
        ("11_real_augmentation", "none", "shift"),
        ("13_project", "selu", "swish"),
        ("13_project", "selu", "alpha"),
        ("13_project", "one_cycle", "constant"),
        ("13_real_project", "selu", "swish"),
    ],
)
def test_a_remake_with_two_arms_swapped_is_noticed(name, one, other):
    record = records.load(name)
    assert conclusions.troubles(name, record, swap(record["results"][0], one, other))


@every_script
def test_a_remake_that_diverged_or_has_another_shape_is_noticed(script):
    record = records.load(script.stem)
    first = dict(conclusions.places(record["results"][0]))
    losses = [place for place in first if "valid_loss" in place or "test" in place]
    losses += [place for place in first if "curves" in place]
    diverged, smaller = copy.deepcopy(record["results"][0]), copy.deepcopy(record["results"][0])
    for place in losses:
        set_at(diverged, place, None)
    assert conclusions.troubles(script.stem, record, diverged)
    smaller.popitem()
    [trouble] = conclusions.troubles(script.stem, record, smaller)
    assert "모양" in trouble


def test_which_seeds_diverge_may_differ_between_machines():
    record = records.load("05_real_batch_normalization")
    first = {name: {"0.1": arm["0.1"]} for name, arm in record["results"][0].items()}
    other = {name: {"0.1": arm["0.1"]} for name, arm in record["results"][1].items()}
    curves = [result["ReLU"]["0.1"]["train_loss"] for result in (first, other)]
    assert [curve is None for curve in curves] == [False, True]
    assert conclusions.troubles(record["name"], record, other, part=True) == []
    other["ReLU"]["0.1"]["kept"] = 1.0
    assert "모양" in conclusions.troubles(record["name"], record, other, part=True)[0]


@pytest.mark.parametrize(
    ("name", "place", "value"),
    [
        ("08_fair_comparison", ("rates", "3"), 0.02),
        ("09_schedules", ("rates", "0"), 0.1),
        ("13_project", ("sizes", "n_train"), 1000),
        ("13_project", ("searches", "alpha", "rates", "0"), 0.0001),
    ],
)
def test_a_remake_with_another_setting_is_noticed(name, place, value):
    record = records.load(name)
    remade = copy.deepcopy(record["results"][0])
    set_at(remade, place, value)
    [trouble] = conclusions.troubles(name, record, remade)
    assert trouble.startswith("/".join(place))


def test_the_package_brings_every_record_that_a_page_may_read():
    """저장소 밖에서 내려받은 쪽도 기록을 읽어야 한다."""
    text = (ROOT / "packages" / "trainlab" / "pyproject.toml").read_text(encoding="utf-8")
    wheel = tomllib.loads(text)["tool"]["hatch"]["build"]["targets"]["wheel"]
    brought = {Path(target).stem for target in wheel["force-include"].values()}
    assert brought == {script.stem for script in SCRIPTS} | {"exercises"}


def test_a_missing_record_says_how_to_make_it():
    with pytest.raises(FileNotFoundError, match=r"python experiments/없는_기록\.py"):
        records.load("없는_기록")
