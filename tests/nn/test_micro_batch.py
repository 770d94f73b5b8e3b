"""Parts of a batch, and what each adds to its gradient."""

import pickle

import numpy as np
import pytest
from numpy.typing import NDArray

from digitpad.nn import Array, LayerSpec, Network, loss_named
from digitpad.nn.losses import Targets
from digitpad.nn.micro_batch import Batch, part_of, share_of

SPECS: list[LayerSpec] = [
    {"layer": "Flatten"},
    {"layer": "BatchNorm"},
    {"layer": "Dense", "units": 4},
    {"layer": "Softmax"},
]
LOSS = loss_named("cross_entropy")
IMAGES = np.random.default_rng(4).random((12, 3, 2, 1))
LABELS = np.arange(12) % 4


def source(numbers: NDArray[np.intp], rng: np.random.Generator) -> tuple[Array, Targets]:
    return IMAGES[numbers] + rng.random(), LABELS[numbers]


@pytest.fixture
def network() -> Network:
    rng = np.random.default_rng(1)
    return Network(SPECS, input_shape=(3, 2, 1), rng=rng, dtype=np.float64)


def test_a_batch_loads_its_own_images_from_the_stream_given_also_elsewhere() -> None:
    batch = pickle.loads(pickle.dumps(Batch(source, np.array([7, 2, 9, 4]))))
    x, labels = batch(slice(1, 3), np.random.default_rng(5))
    np.testing.assert_array_equal(x, IMAGES[[2, 9]] + np.random.default_rng(5).random())
    np.testing.assert_array_equal(labels, LABELS[[2, 9]])


def test_a_share_is_the_part_times_its_images_share_of_the_batch(
    network: Network, rng: np.random.Generator
) -> None:
    x, labels = IMAGES[:3], LABELS[:3]
    part = part_of(network, LOSS, x, labels, rng)
    share = share_of(network, LOSS, x, labels, rng, 12)
    assert share.loss == pytest.approx(part.loss / 4)
    assert share.correct == part.correct
    gradient = np.concatenate(
        [
            np.asarray(part.gradients[number][name]).ravel()
            for number, layer in enumerate(network.layers)
            for name in layer.parameters
        ]
    )
    np.testing.assert_allclose(share.gradient, gradient / 4, rtol=1e-12)
    statistics = np.concatenate([x.reshape(3, 6).mean(axis=0), x.reshape(3, 6).var(axis=0)])
    np.testing.assert_allclose(share.statistics, statistics / 4, rtol=1e-12)


def test_a_share_s_gradient_is_written_where_it_is_wanted(network: Network) -> None:
    x, labels = source(np.arange(3), np.random.default_rng(2))
    expected = share_of(network, LOSS, x, labels, np.random.default_rng(3), 12)
    place = np.full(network.parameters.shape, np.nan)
    share = share_of(network, LOSS, x, labels, np.random.default_rng(3), 12, gradient=place)
    assert share.gradient is place
    np.testing.assert_array_equal(place, expected.gradient)


def test_right_answers_are_counted_and_not_weighted(
    network: Network, rng: np.random.Generator
) -> None:
    network.parameters[:] = 0
    network.layers[2].parameters["b"][2] = 1  # every image is read as class 2
    assert part_of(network, LOSS, IMAGES, LABELS, rng).correct == 3
    assert share_of(network, LOSS, IMAGES, LABELS, rng, 100).correct == 3


def test_a_distribution_is_met_by_the_class_that_has_more_than_half_of_it(
    network: Network, rng: np.random.Generator
) -> None:
    network.parameters[:] = 0
    network.layers[2].parameters["b"][2] = 1
    targets = np.array([[0.0, 0, 1, 0], [0.2, 0, 0.6, 0.2], [0, 0.5, 0.5, 0], [0.9, 0, 0.1, 0]])
    assert part_of(network, LOSS, IMAGES[:4], targets, rng).correct == 2


def test_numbers_that_overflow_show_in_the_loss_and_in_no_warning(
    network: Network, rng: np.random.Generator
) -> None:
    network.parameters[:] = 1e308
    network.layers[2].parameters["W"][:, 0] *= -1
    with np.errstate(all="raise"):
        assert not np.isfinite(part_of(network, LOSS, IMAGES, LABELS, rng).loss)
