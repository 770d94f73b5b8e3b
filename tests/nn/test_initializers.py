import re
from typing import Any

import numpy as np
import pytest

from digitpad.nn import Array
from digitpad.nn.initializers import INITIALIZERS, initializer

SHAPE, FAN_IN, FAN_OUT = (3, 3, 64, 128), 3 * 3 * 64, 3 * 3 * 128
DEVIATION = {
    "he_normal": np.sqrt(2 / FAN_IN),
    "glorot_uniform": np.sqrt(2 / (FAN_IN + FAN_OUT)),
    "standard_normal": 1.0,
}


def draw(name: str, seed: int = 1, shape: Any = SHAPE, dtype: Any = np.float64) -> Array:
    rng = np.random.default_rng(seed)
    array: Array = initializer(name, "Conv2D")(
        shape, fan_in=FAN_IN, fan_out=FAN_OUT, rng=rng, dtype=dtype
    )
    return array


def test_each_initializer_is_tested_here() -> None:
    assert set(INITIALIZERS) == set(DEVIATION)


@pytest.mark.parametrize("name", DEVIATION)
def test_mean_and_deviation_are_those_of_the_paper(name: str) -> None:
    weights = draw(name)
    error = DEVIATION[name] / np.sqrt(weights.size)
    assert weights.mean() == pytest.approx(0, abs=5 * error)
    assert weights.std() == pytest.approx(DEVIATION[name], rel=0.01)


def test_glorot_s_weights_are_spread_evenly_up_to_the_limit() -> None:
    weights, limit = draw("glorot_uniform"), np.sqrt(6 / (FAN_IN + FAN_OUT))
    assert limit * 0.999 < np.abs(weights).max() <= limit
    counts, _ = np.histogram(weights, bins=10, range=(-limit, limit))
    np.testing.assert_allclose(counts, weights.size / 10, rtol=0.05)


@pytest.mark.parametrize("name", ["he_normal", "standard_normal"])
def test_normal_weights_have_the_tails_of_a_normal_distribution(name: str) -> None:
    beyond_two = (np.abs(draw(name)) > 2 * DEVIATION[name]).mean()
    assert beyond_two == pytest.approx(0.0455, abs=0.003)


@pytest.mark.parametrize("name", DEVIATION)
def test_one_seed_gives_the_same_weights_again_and_another_others(name: str) -> None:
    np.testing.assert_array_equal(draw(name), draw(name))
    assert (draw(name) != draw(name, seed=2)).any()


@pytest.mark.parametrize("name", DEVIATION)
def test_float32_begins_with_the_rounded_float64_weights(name: str) -> None:
    single = draw(name, dtype=np.float32)
    assert single.dtype == np.float32
    np.testing.assert_array_equal(single, draw(name).astype(np.float32))


@pytest.mark.parametrize("name", DEVIATION)
def test_a_shape_of_terabytes_is_refused_before_anything_is_drawn(name: str) -> None:
    with pytest.raises(ValueError, match=re.escape("(1000000, 1000000) is too large")):
        draw(name, shape=(10**6, 10**6))


def test_an_unknown_initializer_names_the_layer_and_lists_what_there_is() -> None:
    message = "Dense: init is 'zeros'; choose one of he_normal, glorot_uniform, standard_normal"
    with pytest.raises(ValueError, match=re.escape(message)):
        initializer("zeros", "Dense")


@pytest.mark.parametrize("name", INITIALIZERS)
def test_without_a_generator_weights_are_zero_and_of_the_same_shape(name: str) -> None:
    draw = INITIALIZERS[name]
    weights = draw((3, 4), fan_in=3, fan_out=4, rng=None, dtype=np.float32)
    assert weights.shape == (3, 4)
    assert weights.dtype == np.float32
    assert not weights.any()
