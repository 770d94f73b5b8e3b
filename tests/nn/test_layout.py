import numpy as np
import pytest

from digitpad.nn import layout


def maps(rng: np.random.Generator) -> np.ndarray:
    x = layout.new_maps(3, 4, 5, 2, np.float64)
    x[...] = rng.standard_normal(x.shape)
    return x


def test_maps_are_image_by_image_for_everybody_and_place_by_place_in_memory() -> None:
    x = layout.new_maps(3, 4, 5, 2, np.float32)
    assert x.shape == (3, 4, 5, 2)
    assert layout.by_place(x).flags.c_contiguous
    assert layout.by_image(layout.by_place(x)).shape == x.shape


def test_maps_take_the_order_of_others_with_the_same_numbers(rng: np.random.Generator) -> None:
    x = rng.standard_normal((3, 4, 5, 2))
    ordered = layout.in_order_of(maps(rng), x)
    np.testing.assert_array_equal(ordered, x)
    assert layout.by_place(ordered).flags.c_contiguous
    assert layout.in_order_of(rng.standard_normal(x.shape), x) is x
    flat = rng.standard_normal((3, 7))
    assert layout.in_order_of(flat, flat) is flat


@pytest.mark.parametrize("shape", [(3, 4, 5, 2), (3, 2)])
def test_rows_hold_the_channels_of_each_place_and_lead_back(
    shape: tuple[int, ...], rng: np.random.Generator
) -> None:
    x = rng.standard_normal(shape)
    flat = layout.rows(x)
    assert flat.shape == (x.size // 2, 2)
    np.testing.assert_allclose(flat.sum(axis=0), x.reshape(-1, 2).sum(axis=0))
    np.testing.assert_array_equal(layout.from_rows(flat, x), x)


def test_values_of_the_channels_are_added_and_multiplied(rng: np.random.Generator) -> None:
    x, values = maps(rng), rng.standard_normal(2)
    before = x.copy()
    np.testing.assert_array_equal(layout.plus_channels(x, values), before + values)
    np.testing.assert_array_equal(x, before)
    layout.add_to_channels(x, values)
    np.testing.assert_array_equal(x, before + values)
    layout.multiply_channels(x, values)
    np.testing.assert_array_equal(x, (before + values) * values)


def test_a_part_of_maps_is_changed_in_place_too(rng: np.random.Generator) -> None:
    whole, values = maps(rng), rng.standard_normal(2)
    before = whole.copy()
    layout.add_to_channels(whole[:, :3, :4], values)
    before[:, :3, :4] += values
    np.testing.assert_array_equal(whole, before)


@pytest.mark.parametrize("shape", [(3, 1, 5, 2), (3, 5, 1, 2), (3, 1, 1, 2), (1, 4, 5, 2)])
def test_maps_of_any_shape_and_order_are_changed_in_place(
    shape: tuple[int, ...], rng: np.random.Generator
) -> None:
    """With one row or column the strides of two axes are alike."""
    x, values = rng.standard_normal(shape), rng.standard_normal(2)
    before = x.copy()
    layout.add_to_channels(x, values)
    np.testing.assert_array_equal(x, before + values)


def test_maps_are_cut_or_framed_with_zeros_to_a_size(rng: np.random.Generator) -> None:
    x = rng.standard_normal((2, 4, 5, 3))
    assert np.may_share_memory(layout.framed(x, 3, 5), x)
    np.testing.assert_array_equal(layout.framed(x, 3, 5), x[:, :3])
    wider = layout.framed(x, 3, 7)
    np.testing.assert_array_equal(wider, np.pad(x[:, :3], ((0, 0), (0, 0), (0, 2), (0, 0))))
    framed = layout.framed(x, 7, 6, before=1)
    np.testing.assert_array_equal(framed, np.pad(x, ((0, 0), (1, 2), (1, 0), (0, 0))))
    cut = layout.framed(x, 4, 5, before=2)
    np.testing.assert_array_equal(cut, np.pad(x[:, :2, :3], ((0, 0), (2, 0), (2, 0), (0, 0))))
