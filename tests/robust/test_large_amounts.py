"""Very long drawings, histories and runs: memory is bounded, and so is what the window does."""

import tracemalloc
from time import perf_counter
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from digitpad.gui.desk import ink
from digitpad.gui.desk.drawing import Drawing
from digitpad.gui.main_window import MainWindow
from digitpad.gui.train.curves import Curves
from digitpad.training import BatchEnded
from tests.robust.conftest import Tell
from tests.robust.scribble import positions, scribble

MOST_POINTS = 80_000  # that a sheet scribbled all over holds
MOST_PAINTED = 30_000  # of them, when it is painted anew


@pytest.mark.slow
def test_what_a_sheet_holds_has_an_end(tell: Tell) -> None:
    blocks = positions(np.random.default_rng(1))
    drawing, held = Drawing(), []
    for _ in range(3):
        scribble(drawing, 100_000, blocks)
        held.append(sum(map(len, drawing.strokes)))
    tell(f"{held[-1]:,} points of 300,000 movements held, in {len(drawing.strokes):,} strokes")
    assert held[-1] == held[-2] <= MOST_POINTS


@pytest.mark.slow
def test_a_stroke_of_a_hundred_thousand_points_is_painted_with_few_and_can_be_undone(
    window: MainWindow, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = [position for block in _take(10) for position in block]
    canvas = window.desk.canvas
    began = perf_counter()
    canvas.pen_pressed.emit(*path[0], 1.0, False)
    for x, y in path[1:]:
        canvas.pen_moved.emit(x, y, 1.0)
    canvas.pen_lifted.emit()
    each_us = (perf_counter() - began) / len(path) * 1e6
    times_ms = {}
    for name, is_empty in (("undo", True), ("redo", False)):
        began = perf_counter()
        getattr(window.drawing_controller, name)()
        times_ms[name] = 1000 * (perf_counter() - began)
        assert window.drawing.is_empty == is_empty
    painted = _painted(window, monkeypatch)
    tell(
        f"{each_us:.0f} us a movement, undo {times_ms['undo']:.0f} ms, "
        f"redo {times_ms['redo']:.0f} ms, "
        f"{painted:,} of {sum(map(len, window.drawing.strokes)):,} points painted"
    )
    assert 0 < painted < MOST_PAINTED


def _take(count: int) -> list[list[tuple[float, float]]]:
    blocks = positions(np.random.default_rng(2))
    return [next(blocks) for _ in range(count)]


def _painted(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return how many points are painted when all is painted anew."""
    counts: list[int] = []
    paint = ink.paint_stroke

    def counting(painter: Any, stroke: Any, *rest: Any) -> None:
        counts.append(len(stroke))
        paint(painter, stroke, *rest)

    monkeypatch.setattr(ink, "paint_stroke", counting)
    window.desk.canvas.show_content(window.drawing.strokes, None)
    return sum(counts)


@pytest.mark.slow
def test_ten_thousand_strokes_can_be_undone_one_by_one(window: MainWindow, tell: Tell) -> None:
    canvas = window.desk.canvas
    for step in range(10_000):
        canvas.pen_pressed.emit(step % 100 * 2.8, step // 100 * 2.8, 1.0, False)
        canvas.pen_lifted.emit()
    assert len(window.drawing.strokes) == 10_000
    times = []
    for _ in range(20):
        began = perf_counter()
        window.actions_.undo.trigger()
        times.append(perf_counter() - began)
    while window.drawing.can_undo:
        window.drawing.undo()
    tell(f"one undo of 10,000: {1000 * np.median(times):.0f} ms")
    assert window.drawing.is_empty


def test_a_hundred_thousand_events_of_a_run_stay_small(
    qtbot: QtBot, window: MainWindow, tell: Tell
) -> None:
    tracemalloc.start()
    curves = Curves()
    for step in range(1, 100_001):
        curves.add(BatchEnded(step, 0, step, 128 * step, 1 / step, 0.5, 0.1, float(step)))
    memory = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    window.train_view.show_curves(curves)
    window.train_view.curves.repaint()
    began = perf_counter()
    window.train_view.show_curves(curves)
    tell(f"{memory / 2**10:.0f} kB, drawn in {1000 * (perf_counter() - began):.0f} ms")
    assert memory < 2**20
    assert len(curves.batch_loss) <= 4096
