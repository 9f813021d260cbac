import keras
import numpy as np
import pytest

from trainlab.probe import UpdateRatio, probe

X = np.random.default_rng(0).normal(size=(64, 8)).astype(np.float32)
Y = np.arange(64) % 3


def mlp(activation: str = "tanh", *, compiled: bool = True) -> keras.Model:
    keras.utils.set_random_seed(0)
    layers = [keras.layers.Dense(16, activation=activation) for _ in range(3)]
    model = keras.Sequential([keras.Input((8,)), *layers, keras.layers.Dense(3)])
    if compiled:
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(optimizer=keras.optimizers.SGD(0.1), loss=loss)
    return model


def numpy_reference(model: keras.Model) -> dict[str, list[np.ndarray]]:
    """같은 망의 순전파와 역전파를 케라스 없이 NumPy로 쓴 것."""
    params = [[v.numpy().astype(np.float64) for v in layer.weights] for layer in model.layers]
    signals, h = [], X.astype(np.float64)
    for w, b in params[:-1]:
        h = np.tanh(h @ w + b)
        signals.append(h)
    logits = h @ params[-1][0] + params[-1][1]
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    dz = (p - np.eye(3)[Y]) / len(Y)
    dh, dw = [dz], [signals[-1].T @ dz]
    for signal, below, (w, _) in zip(
        signals[::-1], [*signals[-2::-1], X], params[:0:-1], strict=True
    ):
        dh.insert(0, dz @ w.T)
        dz = dh[0] * (1 - signal**2)
        dw.insert(0, below.T @ dz)
    return {"signal": [*signals, logits], "dh": dh, "dw": dw}


def test_probe_agrees_with_a_numpy_forward_and_backward_pass():
    model = mlp()
    measured, expected = probe(model, X, Y), numpy_reference(model)
    np.testing.assert_allclose(
        measured.signal_std, [s.std() for s in expected["signal"]], rtol=1e-4
    )
    np.testing.assert_allclose(
        measured.signal_mean, [s.mean() for s in expected["signal"]], atol=1e-5
    )
    np.testing.assert_allclose(
        measured.signal_spread, [s.std(axis=0).mean() for s in expected["signal"]], rtol=1e-4
    )
    np.testing.assert_allclose(measured.gradient_std, [g.std() for g in expected["dh"]], rtol=1e-3)
    np.testing.assert_allclose(
        measured.kernel_gradient_norm, [np.linalg.norm(g) for g in expected["dw"]], rtol=1e-3
    )


def test_a_model_stacked_with_add_or_wired_by_hand_is_measured_like_a_list():
    def layers():
        keras.utils.set_random_seed(0)
        dense = [keras.layers.Dense(6), keras.layers.Dense(4, "tanh"), keras.layers.Dense(3)]
        return [keras.Input((8,)), dense[0], keras.layers.BatchNormalization(), *dense[1:]]

    listed = keras.Sequential(layers())
    added = keras.Sequential()
    for layer in layers():
        added.add(layer)
    first, *rest = layers()
    end = first
    for layer in rest:
        end = layer(end)
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(16, 8)).astype("float32"), rng.integers(0, 3, 16)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    one, *others = (
        probe(model, x, y, loss=loss, training=True)
        for model in (listed, added, keras.Model(first, end))
    )
    assert np.all(one.gradient_std > 0)
    for other in others:
        np.testing.assert_allclose(other.gradient_std, one.gradient_std, rtol=1e-5)
        np.testing.assert_allclose(other.signal_std, one.signal_std, rtol=1e-5)


def test_gradient_to_weight_times_learning_rate_is_the_sgd_update_ratio():
    model, monitor = mlp(), UpdateRatio()
    before = probe(model, X, Y)
    model.fit(X, Y, batch_size=64, epochs=1, verbose=0, callbacks=[monitor])
    assert monitor.ratios.shape == (1, 4)
    np.testing.assert_allclose(monitor.ratios[0], 0.1 * before.gradient_to_weight, rtol=1e-3)


def test_separate_activation_layers_are_measured_at_the_same_place():
    keras.utils.set_random_seed(0)
    stack = [keras.Input((8,))]
    for _ in range(3):
        stack += [keras.layers.Dense(16), keras.layers.Activation("tanh")]
    split = keras.Sequential([*stack, keras.layers.Dense(3)])
    split.set_weights(mlp().get_weights())
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    np.testing.assert_allclose(
        probe(split, X, Y, loss=loss).signal_std, probe(mlp(), X, Y).signal_std, rtol=1e-5
    )


def test_saturated_and_dead_fractions_count_what_they_say():
    model = mlp("sigmoid")
    model.layers[0].set_weights([np.zeros((8, 16)), np.array([100.0] * 4 + [0.0] * 12)])
    assert probe(model, X, Y).saturated[0] == pytest.approx(0.25)
    relu = mlp("relu")
    relu.layers[0].set_weights([np.zeros((8, 16)), np.array([-1.0] * 6 + [1.0] * 10)])
    measured = probe(relu, X, Y)
    assert measured.dead[0] == pytest.approx(6 / 16)
    assert np.isnan(measured.saturated[0])


def test_probe_leaves_batch_normalization_statistics_untouched():
    keras.utils.set_random_seed(0)
    layers = [keras.layers.Dense(4), keras.layers.BatchNormalization(), keras.layers.Dense(3)]
    model = keras.Sequential([keras.Input((8,)), *layers])
    before = [v.numpy() for v in model.variables]
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    probe(model, X + 5, Y, loss=loss, training=True)
    for old, variable in zip(before, model.variables, strict=True):
        np.testing.assert_array_equal(old, variable.numpy())


def test_a_model_without_input_shape_loss_or_kernels_gets_one_clear_sentence():
    with pytest.raises(ValueError, match="입력 모양"):
        probe(keras.Sequential([keras.layers.Dense(3)]), X, Y)
    with pytest.raises(ValueError, match="손실이 없습니다"):
        probe(mlp(compiled=False), X, Y)
    with pytest.raises(ValueError, match="가중치"):
        probe(keras.Sequential([keras.Input((8,)), keras.layers.Activation("relu")]), X, Y)
