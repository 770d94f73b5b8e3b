import numpy as np

from digitpad.nn import Network, model_file
from digitpad.training import PRESETS
from digitpad.training.network_file import network_bytes


def test_the_bytes_are_those_of_a_model_file_with_the_facts() -> None:
    network = Network(PRESETS["Quick"].layers, rng=np.random.default_rng(1))
    again, facts = model_file.loads(network_bytes(network, {"seed": 1}))
    np.testing.assert_array_equal(again.parameters, network.parameters)
    assert facts == {"seed": 1}
