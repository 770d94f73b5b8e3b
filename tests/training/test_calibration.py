import numpy as np
import pytest

from digitpad import data
from digitpad.nn import Network
from digitpad.recognizer import Recognizer
from digitpad.training.calibration import sharpened, sharpness
from digitpad.training.evaluation import evaluate

LAYERS = [{"layer": "Flatten"}, {"layer": "Dense", "units": 10}, {"layer": "Softmax"}]


@pytest.fixture(scope="module")
def network() -> Network:
    return Recognizer.shipped().network


@pytest.fixture(scope="module")
def images() -> data.ImageSet:
    return data.load("mnist").validation.first(1500)


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_what_was_made_too_sure_or_too_doubtful_is_set_right_again(
    network: Network, images: data.ImageSet, factor: float
) -> None:
    best = sharpness(network, [images])
    assert sharpness(sharpened(network, factor), [images]) == pytest.approx(best / factor, rel=0.02)


def test_no_answer_changes_and_the_loss_gets_smaller(
    network: Network, images: data.ImageSet
) -> None:
    blunt = sharpened(network, 0.5)
    sharp = sharpened(blunt, sharpness(blunt, [images]))
    before, after = evaluate(blunt, images), evaluate(sharp, images)
    np.testing.assert_array_equal(before.predictions, after.predictions)
    assert after.loss < before.loss
    assert after.calibration_error(images.labels) < before.calibration_error(images.labels)


def test_the_given_network_stays_as_it_is(network: Network) -> None:
    before = network.parameters.copy()
    assert not sharpened(network, 3.0).parameters.flags.writeable
    np.testing.assert_array_equal(network.parameters, before)


def test_a_network_without_a_softmax_at_its_end_is_refused() -> None:
    plain = Network(LAYERS[:-1], rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="ends with Flatten and Dense"):
        sharpened(plain, 2.0)
