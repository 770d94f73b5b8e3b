"""What the last layer with weights is given."""

import numpy as np

from digitpad import data
from digitpad.data import as_input
from digitpad.inside.hidden import Hidden
from digitpad.inside.score import logits_of
from digitpad.nn import Network


def test_the_features_are_what_the_last_layer_with_weights_is_given(
    network: Network,
) -> None:
    """So that layer turns them into the logits."""
    images = data.load("mnist").test.images[:70]
    features = Hidden(network).features(images)
    W, b = (network.layers[-2].parameters[name] for name in ("W", "b"))
    np.testing.assert_allclose(features @ W + b, logits_of(network, as_input(images)), rtol=1e-5)


def test_a_network_without_weights_is_seen_by_its_input() -> None:
    layers = [{"layer": "Flatten"}, {"layer": "Softmax"}]
    network = Network(layers, rng=np.random.default_rng(0)).snapshot()
    assert Hidden(network).features(np.zeros((3, 28, 28), np.uint8)).shape == (3, 784)
