"""What each way to ask for the evidence says of its values."""

import numpy as np
import pytest
from numpy.typing import NDArray

from digitpad.inside.evidence import METHODS, Method, Question, evidence
from digitpad.inside.score import Contrast
from digitpad.nn import Network
from tests.inside.conftest import log_odds

Image = NDArray[np.uint8]
by_method = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.key)


def asked(network: Network, image: Image) -> Question:
    upper = np.arange(28)[:, np.newaxis] < np.full((1, 28), 14)
    return Question(network, image, Contrast(4, 9), [upper, ~upper])


@by_method
def test_it_says_what_its_values_are_part_of(network: Network, four: Image, method: Method) -> None:
    *_, found = evidence(method, asked(network, four))
    assert found.values.shape == (28, 28)
    assert found.score == pytest.approx(log_odds(network, four), abs=1e-5)
    assert found.blank == pytest.approx(log_odds(network, np.zeros_like(four)), abs=1e-5)


@pytest.mark.parametrize(
    "method", [method for method in METHODS if method.adds_up], ids=lambda method: method.key
)
def test_the_values_add_up_where_it_says_so(network: Network, four: Image, method: Method) -> None:
    *_, found = evidence(method, asked(network, four))
    wanted = found.score - found.blank
    assert found.total == pytest.approx(wanted, abs=0.05 * abs(wanted))
