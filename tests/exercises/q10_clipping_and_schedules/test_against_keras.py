"""연습문제 10의 기준 답이 케라스와 강의 9의 1사이클과 같은지 본다.

과제의 검사는 NumPy만으로 답을 견준다. 기준 답이 따르는 규칙이 정말 케라스의 것인지는 여기서 본다.
"""

import keras
import nbformat
import numpy as np
import pytest
from harness import ROOT, cell_name, is_solution, read_notebook

HOW = ("clipvalue", "clipnorm", "global_clipnorm")


@pytest.fixture(scope="module")
def answers() -> dict:
    """기준 답이 정하는 이름들."""
    names = {"np": np}
    for cell in read_notebook("q10_clipping_and_schedules").cells:
        if cell.cell_type == "code" and is_solution(cell):
            exec(compile(cell.source, cell_name(cell), "exec"), names)
    return names


def kept(value) -> np.ndarray:
    return keras.ops.convert_to_numpy(value).astype(float)


@pytest.mark.parametrize("how", HOW)
def test_keras_cuts_the_same_way(answers, how):
    rng = np.random.default_rng(0)
    grads = [3 * rng.standard_normal(shape) for shape in ((3, 4), (4,), (2, 2, 2))]
    for c in (0.5, 2.0, 6.0, 50.0):
        sgd = keras.optimizers.SGD(1.0, **{how: c})
        moved = [keras.Variable(np.zeros(g.shape)) for g in grads]
        sgd.apply([keras.ops.convert_to_tensor(g, "float32") for g in grads], moved)
        for ours, theirs in zip(answers["clip_gradients"](grads, how, c), moved, strict=True):
            np.testing.assert_allclose(ours, -kept(theirs), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize(("total", "warmup"), [(50, 10), (30, 1), (40, 0)])
def test_keras_follows_the_same_warmup_and_cosine(answers, total, warmup):
    if warmup:
        decay = {"warmup_target": 0.3, "warmup_steps": warmup}
        schedule = keras.optimizers.schedules.CosineDecay(0.0, total - warmup, **decay)
    else:
        schedule = keras.optimizers.schedules.CosineDecay(0.3, total)
    for t in range(total + 5):
        ours = answers["warmup_cosine"](t, total, 0.3, warmup)
        assert ours == pytest.approx(float(schedule(t)), abs=1e-6)


def test_keras_trains_to_the_same_place(answers):
    def gradient(params):
        w, b = params
        return [4 * w + b.sum(), 3 * (b - 1) + w.sum()]

    start = [np.array([[5.0, -3.0], [2.0, 4.0]]), np.array([7.0])]
    total, warmup, peak, c, beta = 40, 8, 0.05, 10.0, 0.9
    trained, rates, norms = answers["train"](
        start,
        gradient,
        lambda t: answers["warmup_cosine"](t, total, peak, warmup),
        lambda grads: answers["clip_gradients"](grads, "global_clipnorm", c),
        beta,
        total,
    )
    assert np.sum(norms > c) > 5 and np.sum(norms < c) > 5
    decay = {"warmup_target": peak, "warmup_steps": warmup}
    schedule = keras.optimizers.schedules.CosineDecay(0.0, total - warmup, **decay)
    sgd = keras.optimizers.SGD(schedule, momentum=beta, global_clipnorm=c)
    params = [keras.Variable(p) for p in start]
    for t in range(total):
        assert rates[t] == pytest.approx(float(sgd.learning_rate), abs=1e-6)
        grads = gradient([kept(p) for p in params])
        sgd.apply([keras.ops.convert_to_tensor(g, "float32") for g in grads], params)
    for ours, theirs in zip(trained, params, strict=True):
        np.testing.assert_allclose(ours, kept(theirs), rtol=1e-3, atol=1e-3)


def test_the_lesson_teaches_the_same_one_cycle(answers):
    lesson = nbformat.read(ROOT / "chapters" / "09_learning_rate_schedules.ipynb", as_version=4)
    names = {"np": np, "keras": keras}
    exec(next(cell.source for cell in lesson.cells if cell.id == "one-cycle"), names)
    for total in (10, 11, 25, 40, 99, 400):
        for t in range(total):
            rate, _ = answers["one_cycle"](t, total, 0.7)
            assert rate == pytest.approx(float(names["one_cycle"](t, total, 0.7)), rel=1e-9)
