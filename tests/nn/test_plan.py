"""Calls that are planned once and done often."""

import numpy as np
import pytest

from digitpad.nn.layout import by_place
from digitpad.nn.plan import Plan, view


def test_a_plan_does_again_with_new_numbers_what_was_planned_once() -> None:
    plan = Plan((2, 3), np.dtype(np.float64))
    squares = plan.result(2, 3)
    plan.call(np.multiply, plan.x, plan.x, out=squares)
    halves = plan.result(2, 3)
    plan.call(np.divide, squares, 2, out=halves)
    for number in (2.0, 4.0):
        plan.x[...] = number
        plan.run()
        np.testing.assert_array_equal(halves, number**2 / 2)


def test_a_result_shares_no_memory_with_the_one_before_but_with_the_one_before_that() -> None:
    plan = Plan((1, 1), np.dtype(np.float32))
    first, second, third = plan.result(5), plan.result(4), plan.result(3, 1)
    assert not np.may_share_memory(first, second)
    assert not np.may_share_memory(second, third)
    assert np.may_share_memory(first, third)
    larger = plan.result(9)
    assert not np.may_share_memory(third, larger)


def test_images_lie_in_memory_place_by_place_and_are_moved_only_if_they_do_not() -> None:
    plan = Plan((2, 3, 4, 5), np.dtype(np.float32))
    assert plan.x.shape == (2, 3, 4, 5)
    assert by_place(plan.x).flags.c_contiguous
    assert np.may_share_memory(plan.places(plan.x), plan.x)
    by_images = np.arange(120, dtype=np.float32).reshape(2, 3, 4, 5)
    moved = plan.places(by_images)
    plan.run()
    assert moved.flags.c_contiguous
    np.testing.assert_array_equal(moved, by_place(by_images))


def test_a_shape_that_would_take_a_copy_is_refused() -> None:
    x = np.zeros((4, 6))
    assert np.may_share_memory(view(x, 2, 12), x)
    with pytest.raises(ValueError, match=r"no view of \(6, 4\), strides \(8, 48\), is shaped"):
        view(x.T, 24)
