"""The checker is checked: it must see each kind of wrong gradient."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from digitpad.nn import Array, CategoricalCrossEntropy, Dense, Dropout, Layer, Network
from digitpad.nn.gradient_check import assert_gradients_match, assert_network_gradients_match
from digitpad.nn.layer import Backward, Gradients

Change = Callable[[Array, Gradients], tuple[Array, Gradients]]


class Wrong(Layer):
    """A Dense layer whose backward pass is changed."""

    def __init__(self, change: Change) -> None:
        super().__init__((4,))
        self._dense = Dense((4,), 3, rng=np.random.default_rng(0), dtype=np.float64)
        self._change = change
        self.parameters = self._dense.parameters

    def forward(
        self, x: Array, *, training: bool = False, rng: np.random.Generator | None = None
    ) -> tuple[Array, Backward]:
        y, right = self._dense.forward(x)

        def backward(dy: Array, *, wants_dx: bool = True) -> tuple[Array, Gradients]:
            return self._change(*right(dy))

        return y, backward


WRONG: dict[str, tuple[str, Change]] = {
    "W a millionth too large": (
        "W",
        lambda dx, g: (dx, g | {"W": np.asarray(g["W"]) * (1 + 1e-6)}),
    ),
    "one number of W wrong": (
        "W",
        lambda dx, g: (dx, g | {"W": np.asarray(g["W"]) + np.eye(4, 3)}),
    ),
    "the bias's sign turned": ("b", lambda dx, g: (dx, g | {"b": -np.asarray(g["b"])})),
    "the bias's gradient 0": ("b", lambda dx, g: (dx, g | {"b": 0 * np.asarray(g["b"])})),
    "the bias's gradient not a number": (
        "b",
        lambda dx, g: (dx, g | {"b": np.nan * np.asarray(g["b"])}),
    ),
    "a mean where a sum belongs": ("x", lambda dx, g: (dx / len(dx), g)),
    "dx of the wrong image": ("x", lambda dx, g: (np.roll(dx, 1, axis=0), g)),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_gradient_is_seen_and_named(name: str, rng: np.random.Generator) -> None:
    array, change = WRONG[name]
    with pytest.raises(AssertionError, match=f"Wrong, gradient of {array}: analytic .* numeric"):
        assert_gradients_match(Wrong(change), rng.standard_normal((5, 4)), rng=rng)


def test_a_right_gradient_passes(rng: np.random.Generator) -> None:
    assert_gradients_match(Wrong(lambda dx, g: (dx, g)), rng.standard_normal((5, 4)), rng=rng)


def test_a_gradient_of_another_shape_is_seen(rng: np.random.Generator) -> None:
    layer = Wrong(lambda dx, g: (dx, g | {"b": np.asarray(g["b"])[:1]}))
    with pytest.raises(AssertionError, match=re.escape("expected shape (3,), got (1,)")):
        assert_gradients_match(layer, rng.standard_normal((5, 4)), rng=rng)


def test_the_failure_prints_both_values_and_the_error(rng: np.random.Generator) -> None:
    layer = Wrong(lambda dx, g: (2 * dx, g))
    with pytest.raises(AssertionError) as caught:
        assert_gradients_match(layer, rng.standard_normal((5, 4)), rng=rng)
    found = re.search(r"analytic (\S+), numeric (\S+), relative error (\S+) ", str(caught.value))
    assert found, caught.value
    analytic, numeric, _ = map(float, found.groups())
    assert analytic == pytest.approx(2 * numeric, rel=1e-6)


def test_the_numbers_are_put_back_as_they_were(rng: np.random.Generator) -> None:
    layer = Dense((4,), 3, rng=rng, dtype=np.float64)
    x = rng.standard_normal((5, 4))
    before = x.copy(), layer.parameters["W"].copy()
    assert_gradients_match(layer, x, rng=rng)
    np.testing.assert_array_equal(x, before[0])
    np.testing.assert_array_equal(layer.parameters["W"], before[1])


def test_a_layer_that_draws_at_random_is_given_the_same_numbers(rng: np.random.Generator) -> None:
    assert_gradients_match(Dropout((6,), 0.5), rng.standard_normal((5, 6)), rng=rng)


def test_a_wrong_gradient_in_a_network_is_seen_with_the_layer_s_number(
    rng: np.random.Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    specs = [{"layer": "Dense", "units": 3}, {"layer": "Softmax"}]
    network = Network(specs, input_shape=(4,), rng=rng, dtype=np.float64)
    x, labels = rng.standard_normal((5, 4)), np.array([0, 1, 2, 0, 1])
    assert_network_gradients_match(network, CategoricalCrossEntropy(), x, labels, rng=rng)
    dense_forward = network.layers[0].forward

    def forward(x: Array, **settings: Any) -> tuple[Array, Backward]:
        y, right = dense_forward(x, **settings)

        def backward(dy: Array, *, wants_dx: bool = True) -> tuple[Array, Gradients]:
            dx, gradients = right(dy, wants_dx=wants_dx)
            return dx, gradients | {"W": 2 * np.asarray(gradients["W"])}

        return y, backward

    monkeypatch.setattr(network.layers[0], "forward", forward)
    with pytest.raises(AssertionError, match="layer 1, Dense, gradient of W") as caught:
        assert_network_gradients_match(network, CategoricalCrossEntropy(), x, labels, rng=rng)
    found = re.search(r"analytic (\S+), numeric (\S+),", str(caught.value))
    assert found, caught.value
    assert float(found[1]) == pytest.approx(2 * float(found[2]), rel=1e-6)
