"""How activations spread through a deep network."""

import numpy as np
import pytest

from digitpad.inside.beginnings import INITIALIZATIONS, expected_growth, spreads


def test_he_keeps_the_size_of_activations() -> None:
    sizes = spreads("he_normal", width=300, depth=10, rng=np.random.default_rng(1))
    assert expected_growth("he_normal", 300) == 1
    assert len(sizes) == 10
    assert 0.4 < sizes[-1] / sizes[0] < 2.5


@pytest.mark.parametrize("width", [50, 200])
def test_unit_weights_blow_them_up_by_the_root_of_half_the_width(width: int) -> None:
    sizes = spreads("standard_normal", width=width, depth=8, rng=np.random.default_rng(1))
    growth = (sizes[-1] / sizes[0]) ** (1 / 7)
    assert growth == pytest.approx(expected_growth("standard_normal", width), rel=0.2)
    assert expected_growth("standard_normal", width) == pytest.approx(np.sqrt(width / 2))


def test_one_seed_gives_one_experiment() -> None:
    for init in INITIALIZATIONS:
        first, again = (
            spreads(init, width=20, depth=3, rng=np.random.default_rng(7)) for _ in range(2)
        )
        np.testing.assert_array_equal(first, again)
