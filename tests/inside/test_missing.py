"""How much a network misses what is switched off."""

import numpy as np
import pytest

from digitpad import data
from digitpad.data import ImageSet, as_input
from digitpad.inside.missing import losses_without_each, score_parts
from digitpad.inside.switches import banks, without
from digitpad.nn import Network
from digitpad.training.evaluation import evaluate


@pytest.fixture(scope="module")
def sample() -> ImageSet:
    return data.load("mnist").validation.first(100)


def test_the_score_is_that_of_the_evaluation(network: Network, sample: ImageSet) -> None:
    *first, score = score_parts(network, sample)
    evaluation = evaluate(network, sample)
    assert score.accuracy == evaluation.accuracy
    assert score.loss == pytest.approx(evaluation.loss)
    assert score.images == 100
    assert [part.images for part in first] == [64]


def test_each_loss_is_that_of_the_network_without_the_unit(
    network: Network, sample: ImageSet
) -> None:
    whole = evaluate(network, sample).loss
    for bank in banks(network):
        *_, grown = losses_without_each(network, bank, sample)
        for unit in (0, bank.count - 1):
            left = evaluate(without(network, [(bank.place, unit)]), sample).loss
            assert grown[unit] == pytest.approx(left - whole, abs=1e-6)


def test_what_is_not_measured_yet_is_no_number(network: Network, sample: ImageSet) -> None:
    bank = banks(network)[0]
    parts = list(losses_without_each(network, bank, sample))
    assert len(parts) == bank.count
    assert np.isnan(parts[0]).sum() == bank.count - 1
    assert np.isfinite(parts[-1]).all()


def test_the_trained_network_misses_its_kernels(shipped: Network, sample: ImageSet) -> None:
    bank = banks(shipped)[0]
    all_off = without(shipped, [(bank.place, unit) for unit in range(bank.count)])
    p = all_off.predict(as_input(sample.images))
    assert (p.argmax(axis=1) == sample.labels).mean() < 0.3
