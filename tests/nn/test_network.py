import re
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np
import pytest

from digitpad.nn import (
    LAYERS,
    SGD,
    Array,
    CategoricalCrossEntropy,
    LayerSpec,
    MeanSquaredError,
    Network,
    winograd,
)
from digitpad.nn.gradient import LayerGradients

SPECS: list[LayerSpec] = [
    {"layer": "Conv2D", "filters": 8, "kernel_size": 3, "bias": "position"},
    {"layer": "BatchNorm"},
    {"layer": "MaxPool2D", "size": 2},
    {"layer": "ReLU"},
    {"layer": "Conv2D", "filters": 9, "kernel_size": 3, "padding": "same"},
    {"layer": "Activation", "function": "tanh"},
    {"layer": "Flatten"},
    {"layer": "Dropout", "rate": 0.25},
    {"layer": "Dense", "units": 5},
    {"layer": "Softmax"},
]
SHAPE = (9, 8, 2)


def make(specs: list[LayerSpec] = SPECS, shape: tuple[int, ...] = SHAPE, **kw: Any) -> Network:
    return Network(specs, input_shape=shape, **{"rng": np.random.default_rng(1), **kw})


def images(n: int, seed: int = 0) -> Array:
    return np.random.default_rng(seed).random((n, *SHAPE), np.float32)


def train(network: Network, steps: int, after: Callable[[], None] = lambda: None) -> None:
    """Take steps that change the weights and the statistics a lot."""
    optimizer = SGD(network.parameters, decay=network.decay)
    rng = np.random.default_rng(8)
    for _ in range(steps):
        x, labels = rng.random((4, *SHAPE), np.float32), rng.integers(0, 5, 4)
        _, _, gradients = network.loss_and_gradients(CategoricalCrossEntropy(), x, labels, rng=rng)
        optimizer.step(LayerGradients(network, gradients), 0.5)
        network.statistics += np.float32(0.1)
        after()


def test_every_kind_of_layer_can_be_built_by_name() -> None:
    assert set(LAYERS) >= {
        *("Conv2D", "Dense", "MaxPool2D", "ReLU", "Activation"),
        *("BatchNorm", "Dropout", "Flatten", "Reshape", "Softmax"),
    }


def test_shapes_and_counts_are_those_of_the_notebook_s_network() -> None:
    specs = [
        {"layer": "Conv2D", "filters": 5, "kernel_size": 3, "bias": "position"},
        {"layer": "ReLU"},
        {"layer": "Flatten"},
        {"layer": "Dense", "units": 100},
        {"layer": "Dense", "units": 10},
        {"layer": "Softmax"},
    ]
    network = Network(specs, rng=np.random.default_rng(0))
    assert network.input_shape == (28, 28, 1)
    assert network.output_shape == (10,)
    sizes = [5 * 9, 26 * 26 * 5, 3380 * 100, 100, 1000, 10]
    assert network.parameter_count == network.parameters.size == sum(sizes)
    assert network.multiply_adds == 26 * 26 * 5 * 9 + 338_000 + 1000


def test_a_network_can_be_made_again_from_its_specs() -> None:
    again = make(make().specs)
    assert again.specs == make().specs
    np.testing.assert_array_equal(again.parameters, make().parameters)


def test_one_seed_gives_the_same_weights_in_float32_and_rounded_from_float64() -> None:
    np.testing.assert_array_equal(
        make().parameters, make(dtype=np.float64).parameters.astype(np.float32)
    )
    other = make(rng=np.random.default_rng(2))
    assert (other.parameters != make().parameters).any()


def test_the_layers_arrays_are_views_of_the_vectors() -> None:
    network = make()
    network.parameters[:] = np.arange(network.parameter_count)
    network.statistics[:] = 7
    arrays = [array for layer in network.layers for array in layer.parameters.values()]
    np.testing.assert_array_equal(
        np.concatenate([array.ravel() for array in arrays]), network.parameters
    )
    assert (network.layers[1].statistics["mean"] == 7).all()


def test_parameters_to_use_are_those_of_whoever_changes_them() -> None:
    network, other = (make(rng=np.random.default_rng(seed)) for seed in (1, 2))
    x = images(2)
    shared = network.parameters.copy()
    network.use(shared)
    shared[:] = other.parameters
    np.testing.assert_array_equal(network.parameters, other.parameters)
    for mine, layer in zip(network.layers, other.layers, strict=True):
        for name, array in layer.parameters.items():
            np.testing.assert_array_equal(mine.parameters[name], array)
            assert np.may_share_memory(mine.parameters[name], shared)
    np.testing.assert_array_equal(network.forward(x)[0], other.forward(x)[0])


def test_decay_is_one_for_the_weights_of_convolutions_and_dense_layers_only() -> None:
    network = make()
    network.parameters[:] = network.decay
    for layer in network.layers:
        for name, array in layer.parameters.items():
            assert (array == (name == "W")).all(), f"{type(layer).__name__} {name}"


def test_forward_is_one_layer_after_the_other() -> None:
    network, y = make(), images(5)
    for layer in network.layers:
        y, _ = layer.forward(y)
    np.testing.assert_allclose(network.forward(images(5))[0], y, rtol=1e-6)


@pytest.mark.parametrize("loss", [CategoricalCrossEntropy(0.1), MeanSquaredError()])
@pytest.mark.parametrize("last", [10, 9])
def test_the_gradients_are_those_of_one_layer_after_the_other(loss: Any, last: int) -> None:
    """With the softmax (fused or through its Jacobian) and without one at the end."""
    specs = [*SPECS[:last], {"layer": "Activation", "function": "sigmoid"}][: max(last, 10)]
    network = make(specs, dtype=np.float64)
    x, labels = images(6).astype(np.float64), np.array([0, 1, 2, 3, 4, 0])
    y, backwards, rng = x, [], np.random.default_rng(3)
    for layer in network.layers:
        y, backward = layer.forward(y, training=True, rng=rng)
        backwards.append(backward)
    value, dy = loss(y, labels)
    expected = []
    for backward in reversed(backwards):
        dy, gradients = backward(dy)
        expected.insert(0, gradients)
    got_value, _, got = network.loss_and_gradients(loss, x, labels, rng=np.random.default_rng(3))
    assert got_value == pytest.approx(value, rel=1e-12)
    for layer, of_layer, right in zip(network.layers, got, expected, strict=True):
        for name in right:
            np.testing.assert_allclose(
                np.asarray(of_layer[name]),
                np.asarray(right[name]),
                atol=1e-12,
                err_msg=f"{type(layer).__name__} {name}",
            )


def test_the_backward_pass_of_a_network_returns_dx_and_each_layer_s_gradients() -> None:
    network = make(dtype=np.float64)
    x, step = images(2).astype(np.float64), 1e-6
    y, backward = network.forward(x)
    dy = np.random.default_rng(4).standard_normal(y.shape)
    dx, gradients = backward(dy)
    assert [set(g) for g in gradients] == [{*a.parameters, *a.statistics} for a in network.layers]
    unit = np.zeros_like(x)
    unit[1, 4, 3, 1] = step
    slope = ((network.forward(x + unit)[0] - network.forward(x - unit)[0]) * dy).sum() / 2 / step
    assert dx[1, 4, 3, 1] == pytest.approx(slope, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("n", [0, 1, 63, 64, 65, 200])
def test_any_number_of_images_is_predicted_as_each_would_be(n: int) -> None:
    network = make()
    train(network, 2)
    p = network.predict(images(n))
    assert p.shape == (n, 5)
    np.testing.assert_allclose(p.sum(axis=1), np.ones(n), rtol=1e-5)
    for i in range(0, n, 21):
        np.testing.assert_allclose(
            p[i : i + 1], network.predict(images(n)[i : i + 1]), rtol=1e-4, atol=1e-6
        )


def test_prediction_draws_nothing_and_changes_nothing() -> None:
    network, x = make(), images(7)
    before = network.parameters.copy(), network.statistics.copy(), x.copy()
    np.testing.assert_array_equal(network.predict(x), network.predict(x))
    for array, old in zip((network.parameters, network.statistics, x), before, strict=True):
        np.testing.assert_array_equal(array, old)


@pytest.mark.parametrize("n", [0, 3])
def test_predicting_images_of_another_shape_names_the_first_layer_and_both_shapes(n: int) -> None:
    message = f"Conv2D input x: expected (N, 9, 8, 2), got ({n}, 28, 28, 1)"
    with pytest.raises(ValueError, match=re.escape(message)):
        make().predict(np.zeros((n, 28, 28, 1)))


def test_a_snapshot_is_frozen_and_does_not_change_while_training_goes_on() -> None:
    network = make()
    snapshot = network.snapshot()
    before = snapshot.parameters.copy(), snapshot.statistics.copy(), snapshot.predict(images(5))
    train(network, 3)
    np.testing.assert_array_equal(snapshot.parameters, before[0])
    np.testing.assert_array_equal(snapshot.statistics, before[1])
    np.testing.assert_array_equal(snapshot.predict(images(5)), before[2])
    assert (network.parameters != snapshot.parameters).any()
    for array in (snapshot.parameters, snapshot.layers[0].parameters["W"], snapshot.statistics):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_a_copy_shares_nothing_and_can_be_trained() -> None:
    network = make()
    copy = network.snapshot().copy()
    train(copy, 2)
    np.testing.assert_array_equal(network.parameters, make().parameters)
    assert (copy.parameters != network.parameters).any()
    assert copy.specs == network.specs
    assert copy.dtype == network.dtype


def test_threads_that_predict_during_training_only_ever_see_whole_snapshots() -> None:
    network, x = make(), images(3)
    published = [network.snapshot()]
    answers: list[tuple[int, Array]] = []
    ended = threading.Event()

    def predict() -> None:
        while not ended.is_set():
            number = len(published) - 1
            answers.append((number, published[number].predict(x)))

    threads = [threading.Thread(target=predict) for _ in range(2)]
    for thread in threads:
        thread.start()
    train(network, 60, after=lambda: published.append(network.snapshot()))
    ended.set()
    for thread in threads:
        thread.join()
    expected = [snapshot.predict(x) for snapshot in published]
    assert len({number for number, _ in answers}) > 1
    for number, answer in answers:
        np.testing.assert_array_equal(answer, expected[number])


def test_two_threads_can_take_the_same_network_forward_and_back_at_once() -> None:
    network, x, dy = make(), images(4), np.ones((4, 5), np.float32)
    y, backward = network.forward(x)
    dx, _ = backward(dy)
    wrong: list[str] = []

    def work() -> None:
        for _ in range(40):
            y_here, backward_here = network.forward(x)
            if (y_here != y).any() or (backward_here(dy)[0] != dx).any():
                wrong.append(threading.current_thread().name)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_at_rest_kernels_are_transformed_once_and_afterwards_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = np.random.default_rng(8)
    layers = [{"layer": "Conv2D", "filters": 8, "kernel_size": 3}] * 2
    network = Network(layers, input_shape=(7, 7, 8), rng=rng)
    x = rng.standard_normal((2, 7, 7, 8)).astype(np.float32)
    plain = network.forward(x)[0]
    with suppress(LookupError), network.at_rest():
        network.forward(x)
        with monkeypatch.context() as patch:
            patch.setattr(winograd, "multiply_two", None)  # makes the transforms
            np.testing.assert_array_equal(network.forward(x)[0], plain)
        raise LookupError
    network.parameters *= 2
    np.testing.assert_array_equal(network.forward(x)[0], 4 * plain)
