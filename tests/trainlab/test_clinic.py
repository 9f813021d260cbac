"""clinic이 만드는 환자: 학번마다 다르고, 언제나 같고, 한 군데만 아프고, 병명이 적혀 있지 않다."""

import subprocess
import sys
from collections import Counter
from dataclasses import fields, replace

import numpy as np
import pytest

pytest.importorskip("keras")

import keras

from trainlab import clinic

IDS = [f"{2026000 + k}" for k in range(200)]


def outcome(sick: clinic.Patient) -> tuple[float, float]:
    """(훈련 손실, 검증 정확도). 발산한 손실은 무한대다."""
    history = clinic.train(sick)
    return np.nan_to_num(history["loss"][-1], nan=np.inf), history["val_accuracy"][-1]


def healthy(seed: int) -> clinic.Patient:
    return clinic._healthy(np.random.default_rng([seed, 1]))


def test_same_id_gives_the_same_six_patients_and_the_blanks_around_it_do_not_matter():
    for number in range(1, clinic.PATIENTS + 1):
        first, again = clinic.patient("20261234", number), clinic.patient(" 20261234\n", number)
        assert clinic.changes(first, again) == set()
        assert clinic.changes(first, clinic.patient(20261234, number)) == set()


def test_another_process_makes_the_same_patient():
    code = "from trainlab import clinic; p = clinic.patient('a1', 3); "
    code += "print(p.learning_rate, float(abs(p.model.layers[0].kernel.numpy()).sum()), "
    code += "p.y_train.sum())"
    done = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, check=True)
    rate, kernel, labels = done.stdout.split()
    here = clinic.patient("a1", 3)
    assert float(rate) == here.learning_rate
    assert np.isclose(float(kernel), np.abs(here.model.layers[0].kernel.numpy()).sum(), rtol=1e-6)
    assert int(labels) == here.y_train.sum()


def test_ids_get_different_diseases_and_every_disease_is_equally_common():
    drawn = [tuple(clinic._drawn(student)) for student in IDS]
    assert all(len(set(names)) == clinic.PATIENTS for names in drawn)
    assert len(set(drawn)) == len(IDS)
    # 두 학번의 같은 번호 환자가 우연히 같은 병일 확률은 1/11이다.
    same = np.mean(
        [a == b for one, other in zip(drawn[1:], drawn[:-1]) for a, b in zip(one, other)]
    )
    assert same < 0.15
    counts = Counter(name for names in drawn for name in names)
    expected = len(IDS) * clinic.PATIENTS / len(clinic.DIAGNOSES)
    assert set(counts) == set(clinic.DIAGNOSES)
    assert all(0.7 < count / expected < 1.3 for count in counts.values())


def test_no_attribute_names_the_disease():
    names = [*clinic.DIAGNOSES, *(fault.__name__ for fault in clinic._FAULTS.values())]
    for name in clinic.DIAGNOSES:
        sick = clinic.example(name)
        texts = [repr(sick), *(layer.name for layer in sick.model.layers), sick.model.name]
        texts += [field.name for field in fields(sick)]
        if name != "빠진 from_logits":
            assert not any(disease in text for disease in names for text in texts)
    assert not any("빠진" in repr(clinic.patient(student, 1)) for student in IDS[:3])


@pytest.mark.parametrize("name", clinic.DIAGNOSES)
def test_one_thing_is_broken_and_the_rest_is_the_healthy_patient(name):
    where = {
        "입력의 눈금": {"훈련 입력", "검증 입력"},
        "데이터의 NaN": {"훈련 입력"},
        "밀린 레이블": {"훈련 레이블"},
        "다른 검증 전처리": {"검증 입력"},
        "작은 초기화": {"은닉층의 가중치"},
        "죽은 뉴런": {"은닉층의 편향"},
        "동결된 은닉층": {"동결 여부"},
        "지나친 드롭아웃": {"드롭아웃 비율"},
        "큰 학습률": {"학습률"},
        "작은 학습률": {"학습률"},
    }
    for seed in range(4):
        well = clinic._healthy(np.random.default_rng([seed, clinic.PATIENTS]))
        changed = clinic.changes(well, clinic.example(name, seed))
        if name == "빠진 from_logits":
            assert {"from_logits", "출력층의 활성화 함수"} >= changed and changed
        else:
            assert changed == where[name]


def test_healthy_patients_start_near_ln_10_and_learn():
    for seed in range(3):
        well = healthy(seed)
        logits = np.asarray(well.model(well.x_train), dtype=float)
        if not well.from_logits:
            assert np.allclose(logits.sum(axis=1), 1, atol=1e-4)
            logits = np.log(logits)
        log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        first = -log_p[np.arange(len(log_p)), well.y_train].mean()
        assert abs(first - np.log(10)) < 0.1
        assert abs(well.x_train.mean()) < 1e-3 and abs(well.x_train.std() - 1) < 1e-3
        assert outcome(well)[1] > 0.8


@pytest.mark.parametrize("name", clinic.DIAGNOSES)
def test_a_patient_left_alone_stays_ill(name):
    sick = clinic.example(name, 7)
    hidden = [layer for layer in sick.model.layers if layer.name.startswith("hidden")]
    before = [layer.kernel.numpy() for layer in hidden]
    accuracy = outcome(sick)[1]
    if name == "동결된 은닉층":
        assert all(np.array_equal(old, layer.kernel.numpy()) for old, layer in zip(before, hidden))
    else:
        assert accuracy < 0.7


def test_training_is_the_same_every_time_and_leaves_the_global_randomness_alone():
    state = np.random.get_state()[1].copy()  # noqa: NPY002
    first, second = (clinic.train(healthy(5))["loss"] for _ in range(2))
    assert np.allclose(first, second, rtol=1e-3)
    assert np.array_equal(state, np.random.get_state()[1])  # noqa: NPY002


def test_changes_names_what_was_changed():
    def fresh():
        return clinic.example("밀린 레이블", 3)

    changed = fresh()
    changed.model.layers[0].bias.assign(np.ones(changed.model.layers[0].units))
    changed.model.layers[-1].kernel.assign(2 * changed.model.layers[-1].kernel)
    changed.momentum, changed.epochs = 0.0, 20
    assert clinic.changes(fresh(), changed) == {
        "은닉층의 편향", "출력층의 가중치", "모멘텀", "에포크 수"
    }  # fmt: skip
    x = fresh().x_valid + np.float32(1)
    assert clinic.changes(fresh(), replace(fresh(), x_valid=x)) == {"검증 입력"}
    deeper = fresh()
    deeper.model.add(keras.layers.Dense(10))
    assert clinic.changes(fresh(), deeper) == {"층의 구성"}


@pytest.mark.parametrize("arguments", [("", 1), ("  ", 1), ("a", 0), ("a", 7), ("a", "1")])
def test_an_empty_id_or_an_unknown_number_is_refused(arguments):
    with pytest.raises(ValueError, match=r"학번|번호"):
        clinic.patient(*arguments)


def test_an_unknown_disease_is_refused():
    with pytest.raises(ValueError, match="병명은"):
        clinic.example("감기")
