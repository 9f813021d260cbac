"""규제 다섯 가지에 같은 에포크와 같은 수의 설정을 주고 mnist1d에서 겨룬다.

훈련 샘플 1,000개, 은닉층 64개 두 층, 모멘텀 0.9, 80에포크. 방법마다 학습률 셋과 세기 셋을
모두 훈련해 검증 데이터에서 가장 좋은 설정 하나를 고르고, 그 설정만 테스트에서 잰다. 「샘플 네
배」는 규제 없이 4,000개를 같은 스텝 수만큼 훈련한다. 훈련 루프와 규제는 「규제로 과대적합
피하기」 쪽의 loop-로 시작하는 셀에서 그대로 읽는다. 시드가 훈련 샘플과 초깃값과 미니배치의
순서를 정한다.
"""

from pathlib import Path

import numpy as np

from trainlab import data, mlp, records

PAGE = Path(__file__).resolve().parents[1] / "chapters" / "10_regularization.ipynb"
CODE = records.cells(PAGE, "loop-")
RATES = [0.03, 0.1, 0.3]
EPOCHS, N_TRAIN = 80, 1000


def code_of_the_page() -> dict:
    """쪽의 loop- 셀을 차례로 실행한 이름들."""
    names = {"np": np, "mlp": mlp}
    exec(CODE, names)
    return names


def compare(seed: int, wanted: set[str] | None = None) -> dict:
    """방법 → 잣대 → 고른 설정과 테스트의 값. wanted를 주면 그 방법만 훈련한다."""
    page = code_of_the_page()
    dataset = data.load("mnist1d")
    mean, std = dataset.x_train.mean(axis=0), dataset.x_train.std(axis=0)
    train_x, valid_x, test_x = [
        (x - mean) / std for x in (dataset.x_train, dataset.x_valid, dataset.x_test)
    ]
    held_out = (valid_x, dataset.y_valid), (test_x, dataset.y_test)
    order = np.random.default_rng(seed).permutation(len(train_x))

    def none(_: float) -> dict:
        return {}

    arms = {
        "규제 없음": (none, [0]),
        "ℓ2": (page["l2"], [0.003, 0.01, 0.03]),
        "ℓ1": (page["l1"], [0.001, 0.003, 0.01]),
        "맥스-노름": (page["max_norm"], [2, 1, 0.5]),
        "드롭아웃": (page["dropout"], [0.15, 0.3, 0.45]),
        "조기 종료": (none, [0]),
        "샘플 네 배": (none, [0]),
    }
    results = {}
    for name, arm in arms.items():
        if wanted is None or name in wanted:
            n = 4 * N_TRAIN if name == "샘플 네 배" else N_TRAIN
            training = train_x[order[:n]], dataset.y_train[order[:n]]
            setup = {"seed": seed, "epochs": EPOCHS * N_TRAIN // n}
            results |= page["contest"](training, *held_out, {name: arm}, RATES, **setup)
    return results


def run(seed: int) -> dict:
    return compare(seed)


def remake(seed: int) -> dict:
    return compare(seed, {"규제 없음", "ℓ2", "드롭아웃"})


if __name__ == "__main__":
    records.save(__file__, run, range(20), CODE)
