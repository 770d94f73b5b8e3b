"""Ink on the screen: however it is painted anew, it looks as it did."""

import numpy as np
import pytest
from numpy.typing import NDArray

from digitpad.gui.desk.ink import InkLayer, bounds_of
from digitpad.gui.desk.stroke import Stroke

pytestmark = pytest.mark.usefixtures("qapp")


def scribble(points: int, seed: int = 1) -> Stroke:
    steps = np.random.default_rng(seed).normal(0.0, 6.0, (points, 2))
    return Stroke((140.0 + steps.cumsum(axis=0)).clip(5.0, 275.0), np.full(points, 8.0))


def layer(*strokes: Stroke) -> InkLayer:
    layer = InkLayer()
    layer.resize(280, 1.0)
    for stroke in strokes:
        layer.add(stroke)
    return layer


def opacity(layer: InkLayer) -> NDArray[np.int_]:
    """How much ink each pixel has, 0 to 255."""
    image = layer.pixels.toImage()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    return pixels[:, :, 3].astype(int)


def assert_alike(found: NDArray[np.int_], wanted: NDArray[np.int_]) -> None:
    """Where parts of a stroke meet, the edge of its ink may be a shade darker."""
    differences = np.abs(found - wanted)
    assert differences.mean() < 0.2
    assert differences.max() < 64


def test_a_layer_is_empty_until_a_stroke_is_added() -> None:
    assert not opacity(layer()).any()
    dot = Stroke(np.array([[50.0, 60.0]]), np.array([20.0]))
    inked = opacity(layer(dot))
    assert inked[60, 50] == 255
    assert inked.sum() / 255 == pytest.approx(np.pi * 100, rel=0.02)


@pytest.mark.parametrize("points", [50, 5_000])
def test_strokes_painted_anew_look_as_when_they_were_added(points: int) -> None:
    strokes = [scribble(points), scribble(30, seed=2)]
    once = layer(*strokes)
    added = opacity(once)
    once.repaint(strokes)
    assert_alike(opacity(once), added)


def test_a_region_painted_anew_is_as_if_all_had_been() -> None:
    kept, taken = scribble(200), scribble(20, seed=5)
    part = layer(kept, taken)
    part.repaint_within([kept], bounds_of(taken).toAlignedRect().adjusted(-2, -2, 2, 2))
    assert_alike(opacity(part), opacity(layer(kept)))
