"""The kernels of a network's convolutions."""

import numpy as np

from digitpad.inside.kernels import by_kernel, kernels_of
from tests.inside.networks import network


def test_all_convolutions_are_found_with_their_stages_and_sizes() -> None:
    found = kernels_of(network("every layer"))
    assert [(kernels.stage, kernels.words) for kernels in found] == [
        (1, "Conv 5×5, 3 kernels on 1 map"),
        (4, "Conv 2×2, 4 kernels on 3 maps"),
    ]


def test_weights_are_told_kernel_by_kernel_and_map_by_map() -> None:
    weights = network("every layer").layers[3].parameters["W"]  # (2, 2, 3, 4)
    found = kernels_of(network("every layer"))[1].weights
    assert found.shape == (4, 3, 2, 2)
    for kernel, map_ in np.ndindex(4, 3):
        np.testing.assert_array_equal(found[kernel, map_], weights[:, :, map_, kernel])


def test_they_are_the_engine_s_own_numbers_not_copies() -> None:
    weights = np.zeros((3, 3, 2, 5))
    assert np.shares_memory(by_kernel(weights), weights)
