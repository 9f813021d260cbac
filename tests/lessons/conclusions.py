"""기록된 실험의 결론을 수로 적고, 다시 돌린 시드 하나가 그 결론과 맞는지 본다.

훈련은 CPU가 바뀌면 같은 수를 돌려주지 않는다. 행렬 곱의 끝자리가 달라지면 몇 에포크 뒤에는 다른
길을 걷는다. 그래도 결론은 같아야 한다. 규칙은 셋이고, 다른 CPU의 결과를 보기 전에 정했다.

1. 훈련과 상관없이 정해지는 것(학습률 격자, 층의 수, 스케줄이 낸 학습률)은 꼭 같다.
2. 쪽이 결론에 쓰는 양마다, 기록된 시드들의 최소–최대를 시드 사이의 폭의 두 배(`SPARE`)씩 양쪽으로
   넓힌다. 다시 돌린 값은 그 안에 있다. 시드가 셋뿐이면 양 하나의 폭은 우연히 아주 좁을 수 있으므로
   같은 종류의 양들의 평균 폭보다 좁게 보지 않는다.
3. 쪽이 양수라고 말하는 차이(종류의 이름이 `GAP`으로 끝난다) 가운데 적어도 4분의 3(`AGREE`)이
   다시 돌린 시드에서도 양수다. 시드 하나로는 가릴 수 없는 작은 차이가 섞여 있어 모두를 바라지는
   않는다. 2의 범위가 0보다 위에 있으면 **뚜렷한 결론**이고, 그때는 2가 부호를 꼭 지킨다.

오래 걸리는 실험(진짜 Fashion-MNIST)의 스크립트에는 `remake(seed)`가 있다. `run(seed)`의 결과에서
일부만 같은 모양으로 만들고, 그만큼만 견준다.
"""

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import numpy as np

Measures = dict[str, dict[str, float]]  # 종류 → 이름 → 값

SPARE, AGREE = 2.0, 0.75
GAP = "의 차이"
# 훈련과 상관없이 정해지는 자리의 이름. 그 아래라도 훈련이 정하는 것은 뺀다.
SETTINGS = {"rates", "epochs", "hidden", "sizes", "epoch_rates"}
TRAINED = {"plateau"}


def _number(value: float | None) -> float:
    """JSON의 null은 발산한 값이다."""
    return np.nan if value is None else float(value)


def real_transfer(result: dict, record: dict) -> Measures:
    """07: 레이블 20개의 성적은 흩어짐이 커서 결론에 쓰지 않는다."""
    tests = {
        n: {name: _number(score["test"]) for name, score in methods.items()}
        for n, methods in result["labels"].items()
    }
    few = [scores for n, scores in tests.items() if n != "20"]
    untuned = {name: _number(score["test"]) for name, score in result["textbook"].items()}
    names = {"scratch": "처음부터", "frozen": "동결", "tuned": "미세 튜닝"}

    def lead(name: str) -> float:
        return float(np.mean([scores[name] - scores["random"] for scores in few]))

    def near(name: str) -> float:
        return min(0.04 - abs(scores[name] - scores["scratch"]) for scores in few)

    return {
        "테스트 정확도": {f"{n}개, {name}": v for n in tests for name, v in tests[n].items()}
        | {f"학습률 고정, {name}": value for name, value in untuned.items()}
        | {"작업 A": _number(result["a"]["test"])},
        "정확도" + GAP: {
            "학습률을 고른 기준선이 고르지 않은 기준선보다 낫다": tests["200"]["scratch"]
            - untuned["scratch"],
            **{
                f"{label}: 무작위 층을 동결한 것보다 낫다": lead(name)
                for name, label in names.items()
            },
            "동결: 레이블 200개에서도 무작위 층을 동결한 것보다 낫다": tests["200"]["frozen"]
            - tests["200"]["random"],
            "레이블이 60개 이상이면 동결의 이득은 0.04 안이다": near("frozen"),
            "레이블이 60개 이상이면 미세 튜닝의 이득은 0.04 안이다": near("tuned"),
        },
    }


def fair_comparison(result: dict, record: dict) -> Measures:
    """08: 학습률은 쪽의 규칙대로, 기록된 시드들의 검증 손실의 중앙값으로 고른 것을 쓴다."""
    rates = result["rates"]
    tasks = {task: result[task] for task in ("mnist1d", "zipf", "uniform")}

    def chosen(task: str, name: str) -> int:
        losses = [
            [_number(v) for v in other[task][name]["valid_loss"]] for other in record["results"]
        ]
        return int(np.nan_to_num(np.median(losses, axis=0), nan=np.inf).argmin())

    def tuned(part: str) -> dict[str, dict[str, float]]:
        return {
            task: {name: _number(run[part][chosen(task, name)]) for name, run in found.items()}
            for task, found in tasks.items()
        }

    def flat(values: dict[str, dict[str, float]]) -> dict[str, float]:
        return {f"{task} {n}": v for task, found in values.items() for n, v in found.items()}

    def spread(found: dict[str, float]) -> float:
        return max(found.values()) - min(found.values())

    test = tuned("test_loss")
    zipf = test["zipf"]
    low, high = (
        {n: _number(run["test_loss"][rates.index(lr)]) for n, run in tasks["mnist1d"].items()}
        for lr in (0.001, 0.1)
    )
    return {
        "검증 손실": flat(tuned("valid_loss")),
        "테스트 손실": flat(test),
        "테스트 손실" + GAP: {
            "저마다 고르면 모두 0.001일 때의 절반보다 가깝다": spread(low)
            - 2 * spread(test["mnist1d"]),
            "저마다 고르면 모두 0.1일 때보다 가깝다": spread(high) - spread(test["mnist1d"]),
            "모두 0.001이면 SGD가 모멘텀보다 나쁘다": low["SGD"] - low["모멘텀"],
            "모두 0.001이면 모멘텀이 Adam보다 나쁘다": low["모멘텀"] - low["Adam"],
            "모두 0.1이면 RMSProp이 모멘텀보다 나쁘다": high["RMSProp"] - high["모멘텀"],
            "드문 단어에서 모멘텀이 Adam보다 나쁘다": zipf["모멘텀"] - zipf["Adam"],
            "드문 단어에서 SGD가 모멘텀보다 나쁘다": zipf["SGD"] - zipf["모멘텀"],
            "드문 단어에서 0.1에서 출발한 AdaGrad가 0에서 출발한 것보다 나쁘다": zipf["AdaGrad"]
            - zipf["AdaGrad, s = 0"],
            "차이는 드문 단어에서 더 벌어진다": spread(zipf) - 2 * spread(test["uniform"]),
        },
    }


def real_optimizers(result: dict, record: dict) -> Measures:
    """08의 Fashion-MNIST: 학습률은 기록된 시드들의 검증 손실의 중앙값으로 고른 것을 쓴다."""
    found = result["optimizers"]

    def chosen(name: str) -> str:
        def middle(lr: str) -> float:
            seeds = [_number(r["optimizers"][name][lr]["valid_loss"]) for r in record["results"]]
            return np.nan_to_num(np.median(seeds), nan=np.inf)

        return min(record["results"][0]["optimizers"][name], key=middle)

    def at(part: str, rate: dict[str, str]) -> dict[str, float]:
        return {n: _number(run[rate[n]][part]) for n, run in found.items() if rate[n] in run}

    best, same = {name: chosen(name) for name in found}, dict.fromkeys(found, "0.001")
    tuned, equal = at("test_loss", best), at("test_loss", same)
    left = max(tuned.values()) - min(tuned.values())
    return {
        "검증 손실": at("valid_loss", best),
        "테스트 손실": tuned,
        "같은 학습률의 테스트 손실": equal,
        "테스트 손실" + GAP: {
            "저마다 고르면 모두 0.001일 때의 5분의 1보다 가깝다": max(equal.values())
            - min(equal.values())
            - 5 * left,
            "모두 0.001이면 SGD가 모멘텀보다 나쁘다": equal["SGD"] - equal["모멘텀"],
            "모두 0.001이면 모멘텀이 Adam보다 나쁘다": equal["모멘텀"] - equal["Adam"],
            "저마다 골라도 SGD가 Adam보다 나쁘다": tuned["SGD"] - tuned["Adam"],
        },
    }


def schedules(result: dict, record: dict) -> Measures:
    """09: 정점은 쪽의 규칙대로, 기록된 시드들의 검증 손실의 중앙값으로 고른 것을 쓴다."""
    found, rates = result["schedules"], result["rates"]

    def chosen(name: str) -> int:
        losses = [r["schedules"][name]["valid_loss"] for r in record["results"]]
        middle = np.median([[_number(v) for v in row] for row in losses], axis=0)
        return int(np.nan_to_num(middle, nan=np.inf).argmin())

    best = {name: chosen(name) for name in found}
    train, valid, test, accuracy = (
        {name: _number(found[name][key][best[name]]) for name in found}
        for key in ("train_loss", "valid_loss", "test_loss", "test_accuracy")
    )
    late = [test[name] for name in ("one_cycle", "warmup_cosine", "without_rise", "piecewise")]
    edge = rates.index(0.48)
    return {
        "테스트 정확도": accuracy,
        "검증 손실": valid,
        "훈련 손실": train,
        "테스트 손실" + GAP: {
            "1사이클이 상수보다 낮다": test["constant"] - test["one_cycle"],
            "웜업+코사인이 상수보다 낮다": test["constant"] - test["warmup_cosine"],
            "늦게 낮추는 넷의 평균이 상수보다 낮다": test["constant"] - float(np.mean(late)),
            "그 평균이 거듭제곱보다 낮다": test["power"] - float(np.mean(late)),
        },
        "훈련 손실" + GAP: {
            "1사이클이 상수보다 낮다": train["constant"] - train["one_cycle"],
            "코사인이 상수보다 낮다": train["constant"] - train["cosine"],
            "웜업+코사인이 상수보다 낮다": train["constant"] - train["warmup_cosine"],
            "1사이클이 거듭제곱보다 낮다": train["power"] - train["one_cycle"],
            "정점 0.48은 상수에게 너무 크다": _number(found["constant"]["train_loss"][edge])
            - train["constant"],
        },
        "검증 손실" + GAP: {"1사이클이 상수보다 낮다": valid["constant"] - valid["one_cycle"]},
        "테스트 정확도" + GAP: {
            "1사이클이 상수보다 높다": accuracy["one_cycle"] - accuracy["constant"]
        },
    }


def regularizers(result: dict, record: dict) -> Measures:
    """10의 두 대회: 잣대마다 검증에서 고른 설정을 테스트에서 잰 값. 빠진 방법은 견주지 않는다."""
    loss = {name: _number(found["loss"]["test"]) for name, found in result.items()}
    accuracy = {name: _number(found["accuracy"]["test"]) for name, found in result.items()}
    # 규제 없음과 데이터를 늘린 것 사이에 규제한 것들이 있다.
    middle = [name for name in result if name not in ("규제 없음", "샘플 네 배")]
    # mnist1d에서는 셋이 뚜렷이 정확해진다. 진짜 데이터에서는 정확도가 서로 겹친다.
    clear = [name for name in ("ℓ2", "맥스-노름", "드롭아웃") if "ℓ2" in result and name in result]
    smaller = {f"{n}의 손실이 규제 없음보다 작다": loss["규제 없음"] - loss[n] for n in middle}
    higher = {f"{n}이 규제 없음보다 정확하다": accuracy[n] - accuracy["규제 없음"] for n in clear}
    if "샘플 네 배" in result:
        others = [name for name in result if name != "샘플 네 배"]
        if "ℓ2" not in result:  # mnist1d에서는 ℓ2의 손실과 겹친다
            smaller |= {f"샘플 네 배가 {n}보다 작다": loss[n] - loss["샘플 네 배"] for n in others}
        higher |= {
            f"샘플 네 배가 {n}보다 정확하다": accuracy["샘플 네 배"] - accuracy[n] for n in others
        }
    return {
        "테스트 손실": loss,
        "테스트 정확도": accuracy,
        "테스트 손실" + GAP: smaller,
        "테스트 정확도" + GAP: higher,
    }


def augmentation(result: dict, record: dict) -> Measures:
    """11."""
    train = {name: _number(scores["train"]) for name, scores in result.items()}
    test = {name: _number(scores["test"]) for name, scores in result.items()}
    apart = {name: train[name] - test[name] for name in result}
    return {
        "훈련 정확도": train,
        "테스트 정확도": test,
        "정확도" + GAP: {
            "기하 증강이 테스트 정확도를 올린다": test["geometric"] - test["none"],
            "흑백 증강이 테스트 정확도를 내린다": test["none"] - test["greyscale"],
            "기하 증강이 일반화 간격을 줄인다": apart["none"] - apart["geometric"],
            "기하 증강이 훈련 정확도를 낮춘다": train["none"] - train["geometric"],
            "흑백 증강이 훈련 정확도를 낮춘다": train["none"] - train["greyscale"],
        },
    }


def _tuned(result: dict, record: dict, exam: str) -> dict[str, float]:
    """11: 이름 → 쪽의 규칙대로, 기록된 시드들의 검증 정확도의 중앙값으로 고른 학습률의 정확도."""
    found = {}
    for name, rates in result.items():
        runs = [r[name] for r in record["results"]]
        valid = {rate: np.median([run[rate]["valid"] for run in runs]) for rate in runs[0]}
        best = max(valid, key=valid.get)
        if best in rates:
            found[name] = _number(rates[best][exam])
    return found


def _ahead(values: dict[str, float], pairs: dict[str, tuple[str, str]]) -> dict[str, float]:
    """쪽의 말 → (큰 쪽) − (작은 쪽). 둘 가운데 하나라도 돌리지 않았으면 뺀다."""
    return {
        says: values[high] - values[low]
        for says, (high, low) in pairs.items()
        if high in values and low in values
    }


def real_augmentation(result: dict, record: dict) -> Measures:
    """11: 진짜 Fashion-MNIST의 증강."""
    train, test = _tuned(result, record, "train"), _tuned(result, record, "test")
    moved = _tuned(result, record, "moved")
    return {
        "훈련 정확도": train,
        "테스트 정확도": test,
        "밀린 테스트 사진의 정확도": moved,
        "정확도" + GAP: _ahead(
            test,
            {
                "위아래 뒤집기가 테스트 정확도를 내린다": ("none", "up_down"),
                "밀기가 테스트 정확도를 내린다": ("none", "shift"),
                "위아래 뒤집기가 좌우 뒤집기보다 나쁘다": ("left_right", "up_down"),
            },
        )
        | _ahead(moved, {"밀린 사진은 밀기로 배운 망이 더 맞힌다": ("shift", "none")})
        | _ahead(train, {"밀기가 훈련 정확도를 낮춘다": ("none", "shift")}),
    }


def project(result: dict, record: dict) -> Measures:
    """13: 학습률과 에포크는 시드마다 검증 손실로 고른다.

    부호를 말하는 차이는 기록에 없는 시드(patches10은 여덟, Fashion-MNIST는 다섯)에서 모두 섰던
    것만 둔다. 없는 파트는 건너뛴다.
    """
    picked = {
        name: np.array([[_number(v) for v in row] for row in found["curves"][found["best"]]])
        for name, found in result["searches"].items()
    }  # 이름 → (훈련 손실, 검증 손실, 검증 정확도)의 곡선
    lowest = {name: curves[1].min() for name, curves in picked.items()}
    first = {name: curves[1, 0] for name, curves in picked.items()}
    kinds = ("정확도", "NLL", "ECE")
    test = {
        kind: {name: _number(values[column]) for name, values in result["quality"].items()}
        for column, kind in enumerate(kinds)
    }
    gaps: Measures = {kind + GAP: {} for kind in ("검증 손실", "훈련 손실", "NLL", "ECE")}
    if {"swish", "selu"} <= picked.keys():
        gaps["검증 손실" + GAP] |= {
            "첫 에포크에는 SELU가 Swish보다 낮다": first["swish"] - first["selu"],
            "고른 뒤에도 SELU가 Swish보다 낮다": lowest["swish"] - lowest["selu"],
        }
    if {"bn", "selu"} <= picked.keys():
        gaps["검증 손실" + GAP]["첫 에포크에는 SELU가 BN보다 낮다"] = first["bn"] - first["selu"]
    if {"constant", "one_cycle"} <= picked.keys():
        higher = picked["one_cycle"][0] - picked["constant"][0]
        gaps["훈련 손실" + GAP] |= {
            "가운데에서는 1사이클이 상수보다 높다": higher[2],
            "끝에서는 1사이클이 상수보다 낮다": -higher[-1],
        }
    if "mc" in test["NLL"]:
        nll, ece = test["NLL"], test["ECE"]
        gaps["NLL" + GAP] |= {
            "MC가 알파 드롭아웃의 NLL을 줄인다": nll["alpha"] - nll["mc"],
            "알파 드롭아웃의 NLL이 SELU보다 크다": nll["alpha"] - nll["selu"],
        }
        gaps["ECE" + GAP]["MC가 알파 드롭아웃의 ECE를 줄인다"] = ece["alpha"] - ece["mc"]
    measured = {"훈련 손실": {n: curves[0, -1] for n, curves in picked.items()}}
    measured |= {"검증 손실": lowest, **test}
    return measured | {kind: names for kind, names in gaps.items() if names}


def real_project(result: dict, record: dict) -> Measures:
    """13, 진짜 Fashion-MNIST: 여기서는 고른 뒤의 검증 손실이 BN도 Swish보다 낮다."""
    measured = project(result, record)
    lowest = measured["검증 손실"]
    if {"swish", "bn"} <= lowest.keys():
        gap = lowest["swish"] - lowest["bn"]
        measured.setdefault("검증 손실" + GAP, {})["고른 뒤에는 BN이 Swish보다 낮다"] = gap
    return measured


def real_batch_normalization(result: dict, record: dict) -> Measures:
    """05: 학습률은 시드마다 검증 정확도로 고른다. 학습률 하나만 다시 돌렸으면 고른 것은 없다."""
    fast = {name: _number(arm["0.1"]["test"]) for name, arm in result.items()}
    measures = {
        "학습률 0.1의 테스트 정확도": fast,
        "학습률 0.1의 테스트 정확도" + GAP: {
            f"{name} 망은 배치 정규화가 있어야 배운다": fast[f"{name} + 배치 정규화"] - fast[name]
            for name in ("시그모이드", "ReLU")
        },
    }
    if any(len(arm) == 1 for arm in result.values()):
        return measures
    chosen = {
        name: _number(max(arm.values(), key=lambda run: run["valid"])["test"])
        for name, arm in result.items()
    }
    tests = {n: [_number(run["test"]) for run in arm.values()] for n, arm in result.items()}
    spread = {name: max(found) - min(found) for name, found in tests.items()}
    return measures | {
        "고른 학습률의 테스트 정확도": chosen,
        "고른 학습률의 테스트 정확도" + GAP: {
            f"{name} 망은 배치 정규화가 있을 때 더 높다": chosen[f"{name} + 배치 정규화"]
            - chosen[name]
            for name in ("시그모이드", "ReLU")
        },
        "학습률에 따른 폭" + GAP: {
            "ReLU 망은 배치 정규화가 있을 때 학습률을 덜 탄다": spread["ReLU"]
            - spread["ReLU + 배치 정규화"],
            "배치 정규화가 있으면 어느 학습률에서나 0.7을 넘는다": min(
                tests["시그모이드 + 배치 정규화"] + tests["ReLU + 배치 정규화"]
            )
            - 0.7,
        },
    }


MEASURES: dict[str, Callable[[dict, dict], Measures]] = {
    "05_real_batch_normalization": real_batch_normalization,
    "07_real_transfer": real_transfer,
    "08_fair_comparison": fair_comparison,
    "08_real_optimizers": real_optimizers,
    "09_schedules": schedules,
    "10_fair_regularization": regularizers,
    "10_real_regularization": regularizers,
    "11_augmentation": augmentation,
    "11_real_augmentation": real_augmentation,
    "13_project": project,
    "13_real_project": real_project,
}


def places(value: object, place: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], object]]:
    """(자리, 값)의 나열. 자리는 열쇠와 번호를 차례로 적은 것이다."""
    if isinstance(value, dict | list):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in inner:
            yield from places(item, (*place, str(key)))
    else:
        yield place, value


def reach(name: str, record: dict) -> dict[str, dict[str, tuple[float, float]]]:
    """종류 → 이름 → 다시 돌린 값이 들어야 하는 범위."""
    seeds = [MEASURES[name](result, record) for result in record["results"]]
    ranges = {}
    for kind, names in seeds[0].items():
        values = np.array([[seed[kind][n] for n in names] for seed in seeds])  # (시드, 이름)
        low, high = values.min(axis=0), values.max(axis=0)
        spare = SPARE * np.maximum(high - low, np.mean(high - low))
        ranges[kind] = dict(zip(names, zip((low - spare).tolist(), (high + spare).tolist())))
    return ranges


def gaps(name: str, record: dict, result: dict) -> dict[str, float]:
    """쪽의 말 → 그 말이 옳으면 양수인 차이."""
    measured = MEASURES[name](result, record)
    return {
        f"{kind}: {says}": value
        for kind, values in measured.items()
        if kind.endswith(GAP)
        for says, value in values.items()
    }


def script(path: Path) -> ModuleType:
    """experiments/의 스크립트를 실행하지 않고 불러온다."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def again(path: Path, seed: int) -> tuple[dict, bool]:
    """시드 하나를 다시 돌린 결과와, 그것이 실험의 일부인지.

    Raises:
        DatasetUnavailable: 진짜 데이터가 이 컴퓨터에 없고 내려받지도 못할 때.
    """
    module = script(path)
    if hasattr(module, "remake"):
        return module.remake(seed), True
    return module.run(seed), False


def _diverged(place: tuple[str, ...], *results: dict) -> bool:
    """한쪽에서는 발산하여 곡선 대신 null만 남은 자리인지. 어느 시드가 발산하는지는 CPU가 정한다."""
    above = [place[:depth] for depth in range(1, len(place) + 1)]
    return any(result.get(at, 0) is None for result in results for at in above)


def troubles(name: str, record: dict, remade: dict, part: bool = False) -> list[str]:
    """다시 돌린 시드 하나가 기록의 결론과 어긋나는 점. 없으면 빈 목록이다.

    Args:
        part: 실험의 일부만 다시 돌렸다. 그때는 다시 돌린 것만 견준다.
    """
    old, new = dict(places(record["results"][0])), dict(places(remade))
    strange = new.keys() - old.keys() if part and new else old.keys() ^ new.keys()
    strange = {place for place in strange if not _diverged(place, old, new)}
    if strange:
        return [f"결과의 모양이 다르다: {sorted(strange)[:3]}"]
    found = [
        f"{'/'.join(place)}: 기록 {old[place]}, 다시 돌린 값 {new[place]}"
        for place in new
        if SETTINGS.intersection(place)
        and not TRAINED.intersection(place)
        and old[place] != new[place]
    ]
    measured = MEASURES[name](remade, record)
    for kind, names in reach(name, record).items():
        for says, value in measured.get(kind, {}).items():
            low, high = names[says]
            if not low <= value <= high:
                found.append(f"{kind}, {says}: {value:.4f}, 범위 {low:.4f}–{high:.4f}")
    signs = gaps(name, record, remade)
    lost = [says for says, value in signs.items() if not value > 0]
    if len(lost) > (1 - AGREE) * len(signs):
        found.append(f"결론 {len(signs)}개 가운데 {len(lost)}개가 뒤집혔다: {', '.join(lost)}")
    return found
