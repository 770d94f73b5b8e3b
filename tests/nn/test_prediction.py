from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from digitpad.nn import Network
from digitpad.training import PRESETS

CONV = {"layer": "Conv2D", "filters": 9, "kernel_size": 3}
SAME = {**CONV, "padding": "same"}
POOL = {"layer": "MaxPool2D", "size": 2}
NORM = {"layer": "BatchNorm"}
RELU = {"layer": "ReLU"}

STACKS = {
    "pool then norm": (CONV, POOL, NORM, RELU),
    "norm then pool": (CONV, NORM, RELU, POOL),
    "no pool": (CONV, SAME, NORM, RELU),
    "twice": (CONV, POOL, NORM, RELU, SAME, NORM, RELU, CONV, POOL, RELU),
    "bias by position": (CONV, {**CONV, "bias": "position"}, NORM, RELU, POOL),
    "relu only": (CONV, SAME, RELU),
    "relu first": (RELU, CONV, POOL),
    "large pool": (CONV, {"layer": "MaxPool2D", "size": 3}, NORM),
    "large kernel": ({**CONV, "kernel_size": 5}, NORM, RELU),
    "norm first": (NORM, CONV, POOL),
}


def randomized(specs, rng, dtype=np.float64):
    """A network whose every number is random: negative factors of BatchNorm too."""
    network = Network(specs, input_shape=(14, 13, 1), rng=rng, dtype=dtype)
    network.parameters[:] = rng.standard_normal(network.parameters.shape)
    network.statistics[:] = rng.uniform(0.5, 2, network.statistics.shape)
    return network


@pytest.mark.parametrize("images", [1, 5])
@pytest.mark.parametrize("specs", STACKS.values(), ids=STACKS.keys())
def test_prediction_is_the_forward_pass(specs, images):
    rng = np.random.default_rng(3)
    network = randomized(specs, rng)
    x = rng.standard_normal((images, 14, 13, 1))
    before = x.copy()
    expected = network.forward(x)[0]
    np.testing.assert_allclose(network.predict(x), expected, rtol=1e-9, atol=1e-9)
    np.testing.assert_array_equal(network.snapshot().predict(x), network.predict(x))
    np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize("preset", PRESETS)
def test_in_single_precision_the_presets_predict_what_they_compute(preset):
    network = PRESETS[preset].new_network(np.random.default_rng(1))
    x = np.random.default_rng(2).random((130, 28, 28, 1), np.float32)
    np.testing.assert_allclose(network.predict(x), network.forward(x)[0], atol=2e-5)


def test_a_live_network_predicts_with_the_weights_of_the_moment():
    rng = np.random.default_rng(4)
    network = randomized(STACKS["twice"], rng)
    x = rng.standard_normal((2, 14, 13, 1))
    first = network.predict(x)
    network.parameters *= 1.1
    np.testing.assert_allclose(network.predict(x), network.forward(x)[0], rtol=1e-9, atol=1e-9)
    assert not np.allclose(network.predict(x), first)


def test_a_snapshot_keeps_predicting_the_same_while_its_origin_changes():
    rng = np.random.default_rng(5)
    network = randomized(STACKS["twice"], rng)
    x = rng.standard_normal((2, 14, 13, 1))
    frozen = network.snapshot()
    first = frozen.predict(x)
    network.parameters *= 2
    np.testing.assert_array_equal(frozen.predict(x), first)


def test_no_images_give_no_predictions_but_a_wrong_shape_is_told():
    network = randomized(STACKS["relu only"], np.random.default_rng(6))
    assert network.predict(np.empty((0, 14, 13, 1))).shape == (0, *network.output_shape)
    with pytest.raises(ValueError, match=r"expected \(N, 14, 13, 1\), got \(0, 13, 13, 1\)"):
        network.predict(np.empty((0, 13, 13, 1)))


def test_threads_predict_at_the_same_time_with_one_snapshot():
    rng = np.random.default_rng(7)
    frozen = randomized(STACKS["twice"], rng).snapshot()
    x = rng.standard_normal((40, 5, 14, 13, 1))
    expected = [frozen.predict(images) for images in x]
    with ThreadPoolExecutor(4) as pool:
        np.testing.assert_array_equal(list(pool.map(frozen.predict, x)), expected)


def test_numbers_of_images_in_any_order_give_what_each_gives_alone():
    rng = np.random.default_rng(8)
    network = randomized(STACKS["pool then norm"], rng)
    frozen = network.snapshot()
    x = rng.standard_normal((70, 14, 13, 1))
    answers = [frozen.predict(x[:n]) for n in (1, 5, 70, 2, 1, 30, 5)]
    for y in answers:
        np.testing.assert_array_equal(y, network.snapshot().predict(x[: len(y)]))


def test_padding_goes_before_an_image_of_few_channels():
    rng = np.random.default_rng(9)
    network = randomized((SAME, POOL, RELU, SAME, POOL), rng)
    x = rng.standard_normal((3, 14, 13, 1))
    for _ in range(2):  # the second time in memory that is used already
        np.testing.assert_allclose(network.snapshot().predict(x), network.forward(x)[0], atol=1e-9)
