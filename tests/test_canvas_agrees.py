"""A drawing reads the same from the canvas and from its points."""

import numpy as np
from numpy.typing import NDArray

from digitpad.data import bundled, images_from_drawings
from digitpad.data.image_set import as_input
from digitpad.data.strokes import StrokeSample
from digitpad.gui.desk.stroke import StrokeBuilder
from digitpad.recognizer import Recognizer

SIDE = 180  # of the sheet's 280 units


def on_the_sheet(sample: StrokeSample) -> list[NDArray[np.float64]]:
    points = np.concatenate(sample.strokes)
    scale = SIDE / np.ptp(points, axis=0).max()
    return [(stroke - points.min(axis=0)) * scale + 40 for stroke in sample.strokes]


def through_the_canvas(strokes: list[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """Return what the window keeps of a pen that stops at each point."""
    kept = []
    for stroke in strokes:
        pen = StrokeBuilder(*stroke[0], 20)
        for x, y in stroke[1:]:
            pen.extend(x, y, 20)
        kept.append(pen.finish().points)
    return kept


def test_the_window_and_classify_answer_the_same() -> None:
    drawings = [on_the_sheet(sample) for sample in bundled.held_out_drawings()[::3]]
    network = Recognizer.shipped().network
    direct, drawn = (
        network.predict(as_input(images_from_drawings(some))).argmax(axis=1)
        for some in (drawings, [through_the_canvas(drawing) for drawing in drawings])
    )
    assert (direct == drawn).mean() > 0.99
