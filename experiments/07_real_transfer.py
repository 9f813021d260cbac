"""교과서의 전이 학습 예를 진짜 Fashion-MNIST로 다시 만든다.

작업 A는 티셔츠와 풀오버를 뺀 여덟 클래스(그림 4만 4천 장 남짓), 작업 B는 티셔츠와 풀오버의
구별이다. 나눈 방법은 Géron(2022) 11장에서 왔다. 망은 폭 100인 ReLU 은닉층 셋이다. 레이블 수마다
네 방법(처음부터, 동결, 미세 튜닝, 그리고 훈련하지 않은 무작위 층을 동결)이 저마다 학습률을 고른다.
검증 세트의 정확도가 가장 높은 것을 쓰고 테스트 정확도를 적는다. 끝으로 교과서처럼 학습률을 고르지
않고 SGD 0.001로 140스텝(배치 32로 20에포크, 그 가운데 4에포크는 동결)을 훈련해 견준다.
"""

import numpy as np

from trainlab import data, mlp, records

PAIR, HIDDEN = (0, 2), [100, 100, 100]
COUNTS, RATES = (20, 60, 200), (0.0003, 0.001, 0.003, 0.01, 0.03)
STEPS, A_EPOCHS, A_BATCH, A_RATE = 200, 3, 100, 0.001

Pair = tuple[np.ndarray, np.ndarray]  # (그림, 레이블)


def split(x: np.ndarray, y: np.ndarray) -> tuple[Pair, Pair]:
    """작업 A와 B의 그림(784 픽셀)과, 0부터 다시 센 레이블."""
    others, flat = np.setdiff1d(np.arange(10), PAIR), x.reshape(len(x), -1)
    chosen = np.isin(y, PAIR)
    return (
        (flat[~chosen], np.searchsorted(others, y[~chosen])),
        (flat[chosen], np.searchsorted(PAIR, y[chosen])),
    )


def features(x: np.ndarray, layers: list) -> np.ndarray:
    """은닉층들을 지난 출력."""
    for w, b in layers:
        x = np.maximum(x @ w + b, 0)
    return x


def accuracy(examples: Pair, layers: list) -> float:
    return mlp.evaluate(*examples, layers, "relu")[1]


def fit(examples: Pair, layers: list, update: mlp.Optimizer, steps: int, rate: float, rng, batch):
    """무작위 배치로 steps번 갱신한 층들."""
    (x, y), state = examples, {}
    for _ in range(steps):
        pick = rng.integers(0, len(x), batch)
        _, grads, _ = mlp.gradients(x[pick], y[pick], layers, "relu")
        params = update([p for layer in layers for p in layer], grads, state, rate)
        layers = list(zip(params[::2], params[1::2], strict=True))
    return layers


def pretrain(examples: Pair, seed: int) -> list:
    """작업 A로 훈련한 망."""
    rng = np.random.default_rng([seed, 0])
    layers = mlp.draw([784, *HIDDEN, 8], mlp.he, rng)
    steps = A_EPOCHS * len(examples[0]) // A_BATCH
    return fit(examples, layers, mlp.adam(), steps, A_RATE, rng, A_BATCH)


def labelled(examples: Pair, count: int, seed: int) -> Pair:
    """두 클래스에서 절반씩 무작위로 뽑은 count개. 적은 수에서 한쪽이 드물어지지 않게 한다."""
    (x, y), rng = examples, np.random.default_rng([seed, 1])
    halves = [rng.permutation(np.flatnonzero(y == k))[: count // 2] for k in (0, 1)]
    pick = np.concatenate(halves)
    return x[pick], y[pick]


def contest(few: Pair, valid: Pair, test: Pair, source: list, new: list, seed: int) -> dict:
    """방법 → 검증 정확도로 고른 학습률과 그때의 정확도들."""
    below = [(features(x, source), y) for x, y in (few, valid, test)]
    bare = [(features(x, new[:3]), y) for x, y in (few, valid, test)]

    def train(examples: Pair, layers: list, steps: int, rate: float) -> list:
        rng = np.random.default_rng([seed, 3])
        return fit(examples, layers, mlp.adam(), steps, rate, rng, 20)

    tried = {"scratch": [], "frozen": [], "tuned": [], "random": []}
    head = train(below[0], new[3:], STEPS // 4, 0.01)
    for rate in RATES:
        alone = train(few, new, STEPS, rate)
        kept = train(below[0], new[3:], STEPS, rate)
        plain = train(bare[0], new[3:], STEPS, rate)
        opened = train(few, source + head, STEPS - STEPS // 4, rate)
        tried["scratch"].append((accuracy(valid, alone), rate, accuracy(test, alone)))
        tried["frozen"].append((accuracy(below[1], kept), rate, accuracy(below[2], kept)))
        tried["tuned"].append((accuracy(valid, opened), rate, accuracy(test, opened)))
        tried["random"].append((accuracy(bare[1], plain), rate, accuracy(bare[2], plain)))
    best = {name: max(runs) for name, runs in tried.items()}
    return {
        name: {"rate": rate, "valid": round(valid_score, 4), "test": round(score, 4)}
        for name, (valid_score, rate, score) in best.items()
    }


def textbook(few: Pair, test: Pair, source: list, new: list, seed: int) -> dict:
    """학습률을 고르지 않은 비교: SGD 0.001, 140스텝."""
    rng = np.random.default_rng([seed, 4])
    sgd, rate = mlp.momentum(0), 0.001
    alone = fit(few, new, sgd, 140, rate, rng, 32)
    head = fit((features(few[0], source), few[1]), new[3:], sgd, 28, rate, rng, 32)
    opened = fit(few, source + head, sgd, 112, rate, rng, 32)
    return {
        "scratch": {"test": round(accuracy(test, alone), 4)},
        "tuned": {"test": round(accuracy(test, opened), 4)},
    }


def compare(seed: int, counts: tuple[int, ...]) -> dict:
    fashion = data.load("fashion_mnist")
    a, b = split(fashion.x_train, fashion.y_train)
    _, valid = split(fashion.x_valid, fashion.y_valid)
    a_test, test = split(fashion.x_test, fashion.y_test)
    network = pretrain(a, seed)
    new = mlp.draw([784, *HIDDEN, 2], mlp.he, np.random.default_rng([seed, 2]))
    return {
        "rates": list(RATES),
        "a": {"test": round(accuracy(a_test, network), 4)},
        "textbook": textbook(labelled(b, 200, seed), test, network[:3], new, seed),
        "labels": {
            str(n): contest(labelled(b, n, seed), valid, test, network[:3], new, seed)
            for n in counts
        },
    }


def run(seed: int) -> dict:
    """레이블 수마다 네 방법의 성적, 그리고 교과서의 설정으로 견준 성적."""
    return compare(seed, COUNTS)


def remake(seed: int) -> dict:
    """레이블 60개와 200개만 다시 만든다."""
    return compare(seed, (60, 200))


if __name__ == "__main__":
    records.save(__file__, run, range(20))
