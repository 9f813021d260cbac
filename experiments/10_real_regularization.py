"""진짜 Fashion-MNIST 1,000장을 외우는 망에 규제를 하나씩 걸어 겨룬다.

은닉층 100개 두 층, Adam, 미니배치 100, 500스텝. 방법마다 학습률 셋과 세기 셋을 모두 훈련해
검증 데이터에서 가장 좋은 설정 하나를 고르고, 그 설정만 테스트에서 잰다. 「샘플 네 배」는 규제
없이 4,000장을 같은 스텝 수만큼 훈련한다. 훈련 루프와 규제는 「규제로 과대적합 피하기」 쪽의
loop-로 시작하는 셀에서 그대로 읽는다. 시드가 훈련 이미지와 초깃값과 미니배치의 순서를 정한다.
"""

from pathlib import Path

import numpy as np

from trainlab import data, mlp, records

PAGE = Path(__file__).resolve().parents[1] / "chapters" / "10_regularization.ipynb"
CODE = records.cells(PAGE, "loop-")
RATES = [0.0003, 0.001, 0.003]
STEPS, N_TRAIN = 500, 1000


def code_of_the_page() -> dict:
    """쪽의 loop- 셀을 차례로 실행한 이름들."""
    names = {"np": np, "mlp": mlp}
    exec(CODE, names)
    return names


def compare(seed: int, wanted: set[str] | None = None) -> dict:
    """방법 → 잣대 → 고른 설정과 테스트의 값. wanted를 주면 그 방법만 훈련한다."""
    page = code_of_the_page()
    dataset = data.load("fashion_mnist", n_valid=2000)
    # 전체 훈련 이미지의 평균과 표준편차
    train_x, *rest = [
        (x.reshape(len(x), -1) - np.float32(0.286)) / np.float32(0.353)
        for x in (dataset.x_train, dataset.x_valid, dataset.x_test)
    ]
    held_out = list(zip(rest, (dataset.y_valid, dataset.y_test), strict=True))
    order = np.random.default_rng(seed).permutation(len(train_x))

    def none(_: float) -> dict:
        return {}

    arms = {
        "규제 없음": (none, [0]),
        "Adam + ℓ2": (page["l2"], [0.001, 0.003, 0.01]),
        "AdamW": (lambda decay: {"update": page["adamw"](decay)}, [1, 3, 10]),
        "맥스-노름": (page["max_norm"], [2, 1, 0.5]),
        "드롭아웃": (page["dropout"], [0.2, 0.35, 0.5]),
        "조기 종료": (none, [0]),
        "샘플 네 배": (none, [0]),
    }
    results = {}
    for name, arm in arms.items():
        if wanted is None or name in wanted:
            n = 4 * N_TRAIN if name == "샘플 네 배" else N_TRAIN
            training = train_x[order[:n]], dataset.y_train[order[:n]]
            setup = {"hidden": (100, 100), "epochs": STEPS * 100 // n, "update": mlp.adam()}
            results |= page["contest"](training, *held_out, {name: arm}, RATES, seed=seed, **setup)
    return results


def run(seed: int) -> dict:
    return compare(seed)


def remake(seed: int) -> dict:
    return compare(seed, {"규제 없음", "조기 종료", "샘플 네 배"})


if __name__ == "__main__":
    records.save(__file__, run, range(6), CODE)
