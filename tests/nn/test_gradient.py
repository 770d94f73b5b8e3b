"""A batch's gradient: as a vector, and added to the weights without becoming one."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitpad.nn import CategoricalCrossEntropy, Network
from digitpad.nn.gradient import LayerGradients, VectorGradient, add_product
from digitpad.nn.layer import Product

SPECS = [
    {"layer": "Conv2D", "filters": 3, "kernel_size": 3, "bias": "position"},
    {"layer": "BatchNorm"},
    {"layer": "Flatten"},
    {"layer": "Dense", "units": 7},
    {"layer": "ReLU"},
    {"layer": "Dense", "units": 4},
    {"layer": "Softmax"},
]


def make(dtype: Any, images: int) -> tuple[Network, LayerGradients, np.ndarray]:
    rng = np.random.default_rng(2)
    network = Network(SPECS, input_shape=(6, 5, 2), rng=rng, dtype=dtype)
    x, labels = rng.standard_normal((images, 6, 5, 2)), rng.integers(0, 4, images)
    _, _, gradients = network.loss_and_gradients(CategoricalCrossEntropy(), x, labels)
    rows = [
        np.asarray(of_layer[name]).ravel()
        for layer, of_layer in zip(network.layers, gradients, strict=True)
        for name in layer.parameters
    ]
    return network, LayerGradients(network, gradients), np.concatenate(rows)


@pytest.mark.parametrize("images", [1, 5])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_vector_has_every_layer_s_numbers_in_the_order_of_the_parameters(
    dtype: Any, images: int
) -> None:
    network, gradient, expected = make(dtype, images)
    assert gradient.vector().shape == network.parameters.shape
    assert gradient.vector().dtype == dtype
    np.testing.assert_array_equal(gradient.vector(), expected)


@pytest.mark.parametrize("images", [1, 5])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_adding_to_the_parameters_adds_the_vector(dtype: Any, images: int) -> None:
    network, gradient, vector = make(dtype, images)
    before = network.parameters.copy()
    gradient.add_to_parameters(-0.25)
    tolerance = 1e-6 if dtype == np.float32 else 1e-14
    np.testing.assert_allclose(network.parameters, before - 0.25 * vector, atol=tolerance)
    assert (network.layers[5].parameters["W"].ravel() == network.parameters[-32:-4]).all()


def test_a_vector_gradient_does_the_same() -> None:
    parameters = np.array([1.0, 2.0])
    VectorGradient(np.array([4.0, -8.0]), parameters).add_to_parameters(0.5)
    np.testing.assert_array_equal(parameters, [3, -2])


@settings(max_examples=50)
@given(
    n=st.integers(1, 5),
    d=st.integers(1, 6),
    m=st.integers(1, 6),
    dtype=st.sampled_from([np.float32, np.float64]),
    seed=st.integers(0, 2**32 - 1),
)
def test_a_product_is_a_t_b_and_can_be_added_to_a_matrix_in_place(
    n: int, d: int, m: int, dtype: Any, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    a, b = rng.standard_normal((n, d)).astype(dtype), rng.standard_normal((n, m)).astype(dtype)
    product = Product(a, b)
    tolerance = 1e-5 if dtype == np.float32 else 1e-13
    assert product.shape == (d, m)
    assert np.asarray(product).dtype == dtype
    np.testing.assert_allclose(np.asarray(product), a.T @ b, atol=tolerance)
    buffer = rng.standard_normal(d * m + 3).astype(dtype)
    matrix = buffer[2 : 2 + d * m].reshape(d, m)  # a view inside a vector, as a network's are
    before = buffer.copy()
    add_product(matrix, product, 0.5)
    np.testing.assert_allclose(matrix, before[2:-1].reshape(d, m) + 0.5 * (a.T @ b), atol=tolerance)
    np.testing.assert_array_equal(buffer[[0, 1, -1]], before[[0, 1, -1]])
