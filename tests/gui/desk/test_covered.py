"""What lies under ink is not painted again, and nobody can see that."""

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from digitpad.gui.desk.covered import ink_depths, uncovered
from digitpad.gui.desk.ink import InkLayer
from digitpad.gui.desk.stroke import Stroke


def scribble(count: int, seed: int, width: float = 20.0) -> Stroke:
    rng = np.random.default_rng(seed)
    angle = np.cumsum(rng.normal(0.0, 0.15, count))
    points = np.cumsum(2.0 * np.column_stack([np.cos(angle), np.sin(angle)]), axis=0)
    return Stroke(np.abs(points % 560.0 - 280.0), np.full(count, width))


def pixels(layer: InkLayer) -> np.ndarray:
    image = layer.pixels.toImage()
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)[..., 3].copy()


@pytest.fixture(params=[(280, 1.0), (700, 1.0), (501, 2.0)])
def layer(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[InkLayer]:
    layer = InkLayer()
    layer.resize(*request.param)
    yield layer
    del layer


@pytest.mark.parametrize("width", [4.0, 20.0, 44.0])
def test_a_long_scribble_looks_as_if_all_of_it_were_painted(layer: InkLayer, width: float) -> None:
    strokes = [scribble(9_000, seed, width) for seed in range(3)]
    layer.repaint(strokes)
    saved = pixels(layer)
    layer.repaint([])
    for stroke in strokes:
        layer.add(stroke)
    difference = np.abs(saved.astype(int) - pixels(layer))
    assert (difference > 32).mean() < 0.005  # edges get darker each time they are painted
    assert difference.max() < 128


def test_under_full_ink_nothing_is_needed(layer: InkLayer) -> None:
    layer.add(Stroke(np.array([(140.0, 140.0), (140.1, 140.0)]), np.full(2, 600.0)))
    assert uncovered([scribble(5_000, 1)], ink_depths(layer.pixels)) == []


def test_a_line_that_leaves_the_ink_is_needed_with_both_ends(layer: InkLayer) -> None:
    layer.add(Stroke(np.array([(0.0, 140.0), (100.0, 140.0)]), np.full(2, 100.0)))
    points = np.column_stack([np.arange(20.0, 240.0, 20.0), np.full(11, 140.0)])
    (left,) = uncovered([Stroke(points, np.full(11, 20.0))], ink_depths(layer.pixels))
    assert left.points[0, 0] < 150.0 - 10.0
    assert left.points[-1, 0] == 220.0
