"""The gradients shown are the engine's, and a step is one of a copy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitpad import data
from digitpad.inside.trace import trace
from digitpad.inside.way_back import stepped, way_back, weight_gradient
from digitpad.nn import CategoricalCrossEntropy, Network
from tests.inside.networks import EVERY_LAYER, STACKS, image, network, traced


@pytest.mark.parametrize("name", STACKS)
def test_the_gradients_are_those_of_the_network_s_own_way_back(name: str) -> None:
    way = traced(name)
    back = way_back(way, 3)
    x = data.as_input(image()[np.newaxis])
    p, backward = way.network.forward(x)
    value, dp = CategoricalCrossEntropy()(p, np.array([3]))
    dx, gradients = backward(dp)
    assert back.loss == pytest.approx(value, rel=1e-4)
    np.testing.assert_allclose(back.at[0], dx[0], rtol=2e-3, atol=2e-5 * np.abs(dx).max())
    for mine, engine in zip(back.gradients[1:], gradients, strict=True):
        for parameter, gradient in mine.items():
            wanted = np.asarray(engine[parameter])
            limit = 2e-4 * np.abs(wanted).max()
            np.testing.assert_allclose(gradient, wanted, rtol=2e-3, atol=limit)


@pytest.mark.parametrize("name", STACKS)
def test_at_the_logits_the_gradient_is_p_minus_y(name: str) -> None:
    back = way_back(traced(name), 7)
    np.testing.assert_allclose(back.at_logits, back.p - back.wanted, atol=1e-6)
    assert back.wanted.tolist() == [0] * 7 + [1, 0, 0]
    assert [at.shape for at in back.at] == [stage.y.shape for stage in traced(name).stages]


def test_the_gradients_match_a_small_change_of_each_weight() -> None:
    made = Network(EVERY_LAYER, rng=np.random.default_rng(2), dtype=np.float64)
    back = way_back(trace(made, image()), 4)
    rng = np.random.default_rng(0)
    for number, layer in enumerate(made.layers, 1):
        for name, array in layer.parameters.items():
            place = tuple(int(rng.integers(n)) for n in array.shape)
            losses = []
            for change in (1e-6, -2e-6):
                array[place] += change
                losses.append(way_back(trace(made, image()), 4).loss)
            array[place] += 1e-6
            numeric = (losses[0] - losses[1]) / 2e-6
            assert back.gradients[number][name][place] == pytest.approx(numeric, abs=1e-6)


@settings(max_examples=200)
@given(name=st.sampled_from(sorted(STACKS)), seed=st.integers(0, 10**6))
def test_a_weight_s_gradient_is_the_sum_of_the_products_shown(name: str, seed: int) -> None:
    way, rng = traced(name), np.random.default_rng(seed)
    back = way_back(way, int(rng.integers(10)))
    with_weights = [s.number for s in way.stages if s.kind in ("Conv2D", "Dense")]
    stage = int(rng.choice(with_weights))
    W = back.gradients[stage]["W"]
    weight = tuple(int(rng.integers(n)) for n in W.shape)
    explanation = weight_gradient(way, back, stage, weight)
    assert explanation.value == float(W[weight])
    assert explanation.total == pytest.approx(explanation.value, abs=1e-4 * float(np.abs(W).max()))
    x, dy, products = (grid.values for grid in explanation.grids)
    np.testing.assert_allclose(x * dy, products)
    assert products.sum() == pytest.approx(explanation.total)


def test_a_step_makes_the_loss_smaller_and_leaves_the_network_alone() -> None:
    made = network("quick")
    before = made.parameters.copy()
    way = trace(made, image())
    back = way_back(way, 3)
    after = stepped(made, back, 1e-3)
    assert way_back(trace(after, image()), 3).loss < back.loss
    np.testing.assert_array_equal(made.parameters, before)
    flat = [back.gradients[n][name] for n, s in enumerate(made.layers, 1) for name in s.parameters]
    step = np.concatenate([array.ravel() for array in flat])
    np.testing.assert_allclose(after.parameters, before - np.float32(1e-3) * step, rtol=1e-6)
    assert not after.parameters.flags.writeable


def test_layers_without_weights_and_networks_without_softmax_say_so() -> None:
    way = traced("notebook")
    with pytest.raises(ValueError, match="ReLU has no weights"):
        weight_gradient(way, way_back(way, 0), 2, (0, 0, 0, 0))
    bare = Network([{"layer": "Flatten"}], rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="not at Flatten"):
        way_back(trace(bare, image()), 0)
