"""The receptive field, held against what really changes when a pixel does."""

import numpy as np
import pytest
from hypothesis import given, settings

from digitpad.inside.reach import inputs_of, one_cell, receptive_field
from digitpad.inside.trace import Cell, trace
from digitpad.nn import Conv2D, MaxPool2D, Network
from tests.inside.networks import STACKS, image, places, traced


@settings(max_examples=60)
@given(place=places())
def test_no_pixel_outside_the_field_changes_the_cell(place: tuple[str, int, Cell]) -> None:
    name, stage, cell = place
    way = traced(name)
    field = receptive_field(way, stage, cell)
    rng = np.random.default_rng(stage)
    other = np.where(field, image(), rng.integers(0, 256, (28, 28))).astype(np.uint8)
    assert trace(way.network, other).stages[stage].y[cell] == pytest.approx(
        way.stages[stage].y[cell], abs=1e-6, rel=1e-5
    )


@pytest.mark.parametrize("name", STACKS)
def test_every_pixel_of_the_field_can_change_the_cell(name: str) -> None:
    """Kernels that average let every change through, and a bright pixel wins every pooling."""
    network = Network(STACKS[name], rng=np.random.default_rng(0), dtype=np.float64)
    for layer in network.layers:
        for parameter, array in layer.parameters.items():
            array[...] = {"W": 1 / array[..., 0].size, "gamma": 1.0}.get(parameter, 0.0)
    blank = np.zeros((28, 28), np.uint8)
    dark = trace(network, blank)
    last = max(s.number for s in dark.stages if s.y.ndim == 3)
    rng = np.random.default_rng(4)
    for stage in range(1, last + 1):
        cell = tuple(int(rng.integers(n)) for n in dark.stages[stage].y.shape)
        field = receptive_field(dark, stage, cell)
        for row, column in rng.choice(np.argwhere(field), 4):
            lit = blank.copy()
            lit[row, column] = 255
            changed = trace(network, lit).stages[stage].y[cell] != dark.stages[stage].y[cell]
            assert changed, (dark.stages[stage].title, cell, row, column)


def test_a_kernel_reaches_a_patch_and_no_further_than_the_image() -> None:
    rng = np.random.default_rng(0)
    conv = Conv2D((6, 6, 2), 3, 3, padding="same", rng=rng)
    touched = inputs_of(conv, one_cell((6, 6, 3), (0, 5, 1)))
    assert touched.sum() == 2 * 2 * 2
    assert touched[:2, 4:].all()


def test_pooling_reaches_its_window_of_its_own_map() -> None:
    touched = inputs_of(MaxPool2D((7, 7, 2), 2), one_cell((3, 3, 2), (2, 2, 1)))
    assert touched.sum() == 4
    assert touched[4:6, 4:6, 1].all()
