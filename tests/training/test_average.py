import numpy as np
import pytest

from digitpad.nn import Network
from digitpad.training.average import WeightAverage

SPECS = [{"layer": "Flatten"}, {"layer": "Dense", "units": 2}, {"layer": "BatchNorm"}]


@pytest.fixture
def live() -> Network:
    network = Network(SPECS, input_shape=(3,), rng=np.random.default_rng(0), dtype=np.float64)
    network.parameters[:] = 0
    network.statistics[:] = 0
    return network


def test_without_a_decay_the_average_is_the_network_itself(live: Network) -> None:
    average = WeightAverage(live, 0)
    live.parameters += 1
    average.update()
    assert average.network() is live


def test_each_step_moves_the_average_by_its_share_and_never_the_live_weights(
    live: Network,
) -> None:
    average, expected = WeightAverage(live, 0.6), 0.0
    for step in range(1, 40):
        live.parameters[:] = live.statistics[:] = step
        average.update()
        decay = min(0.6, (1 + step) / (10 + step))
        expected = decay * expected + (1 - decay) * step
        np.testing.assert_allclose(average.network().parameters, expected, rtol=1e-12)
        np.testing.assert_allclose(average.network().statistics, expected, rtol=1e-12)
        assert (live.parameters == step).all()


def test_the_first_random_weights_are_soon_forgotten(live: Network) -> None:
    live.parameters[:] = 100
    average = WeightAverage(live, 0.999)
    live.parameters[:] = 1
    for _ in range(100):
        average.update()
    assert average.network().parameters.max() < 1.01


def test_weights_that_stand_still_stay_as_they_are(live: Network) -> None:
    live.parameters[:] = 0.1
    average = WeightAverage(live, 0.9)
    for _ in range(10):
        average.update()
    np.testing.assert_array_equal(average.network().parameters, 0.1)


@pytest.mark.parametrize("decay", [0, 0.9])
def test_restoring_sets_the_live_weights_and_the_average(live: Network, decay: float) -> None:
    live.parameters[:] = 5
    good = live.copy()
    average = WeightAverage(live, decay)
    for _ in range(3):
        live.parameters[:] = live.statistics[:] = np.nan
        average.update()
    average.restore(good)
    for network in (live, average.network()):
        np.testing.assert_array_equal(network.parameters, 5)
        np.testing.assert_array_equal(network.statistics, 0)
