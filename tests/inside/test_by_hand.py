"""The example by hand: every number is the engine's."""

from itertools import product

import numpy as np
import pytest

from digitpad.inside.by_hand import Example, first_example, resized
from digitpad.nn import Conv2D


def engine(example: Example) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The result, the kernel's gradient and the image's by the layer itself."""
    n, k = len(example.x), len(example.W)
    layer = Conv2D(
        (n, n, 1),
        filters=1,
        kernel_size=k,
        padding="same" if example.same else "valid",
        rng=np.random.default_rng(0),
        dtype=np.float64,
    )
    turned = example.W[::-1, ::-1] if example.flipped else example.W
    layer.parameters["W"][..., 0, 0] = turned
    y, backward = layer.forward(example.x[np.newaxis, ..., np.newaxis])
    dx, gradients = backward(example.dy[np.newaxis, ..., np.newaxis])
    dW = np.asarray(gradients["W"])[..., 0, 0]
    return y[0, ..., 0], dW[::-1, ::-1] if example.flipped else dW, dx[0, ..., 0]


@pytest.mark.parametrize(
    ("image", "kernel", "same", "flipped"),
    list(product((3, 4, 6), (1, 2, 3), (False, True), (False, True))),
)
def test_the_result_and_both_gradients_are_the_engine_s(
    image: int, kernel: int, same: bool, flipped: bool
) -> None:
    rng = np.random.default_rng(image + kernel)
    sized = resized(first_example(), image=image, kernel=kernel, same=same, flipped=flipped)
    example = Example(
        rng.integers(-9, 9, (image, image)).astype(float),
        rng.integers(-3, 4, (kernel, kernel)).astype(float),
        rng.standard_normal((sized.size, sized.size)),
        same,
        flipped,
    )
    y, dW, dx = engine(example)
    np.testing.assert_allclose(example.y, y, atol=1e-12)
    np.testing.assert_allclose(example.dW, dW, atol=1e-12)
    np.testing.assert_allclose(example.dx, dx, atol=1e-12)


def test_it_begins_with_a_result_of_three_by_three() -> None:
    example = first_example()
    assert example.y.tolist() == [[8, 7, 1], [4, 5, 1], [5, 7, 3]]
    assert example.size == 4 - 2 + 1


def test_the_terms_name_the_cells_they_come_from() -> None:
    example = first_example()
    terms = example.result_terms((1, 2))
    assert [term.left for term in terms] == [(1, 2), (1, 3), (2, 2), (2, 3)]
    assert [term.right for term in terms] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert sum(term.product for term in terms) == example.y[1, 2]
    corner = example.image_terms((0, 0))
    assert [(term.left, term.right) for term in corner] == [((0, 0), (0, 0))]


def test_numbers_stay_in_place_when_sizes_change() -> None:
    example = resized(first_example(), image=5, kernel=3, same=True, flipped=False)
    assert example.x[:4, :4].tolist() == first_example().x.tolist()
    assert not example.x[4].any()
    assert example.dy.shape == (5, 5)
    assert (example.dy == 1).all()


@pytest.mark.parametrize(("image", "kernel"), [(2, 2), (7, 2), (4, 0), (4, 4)])
def test_sizes_out_of_bounds_are_refused(image: int, kernel: int) -> None:
    with pytest.raises(ValueError, match=f"not {image} and {kernel}"):
        resized(first_example(), image=image, kernel=kernel, same=False, flipped=False)
