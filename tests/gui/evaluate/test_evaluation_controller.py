"""What the view Evaluate says of a measurement that was not brought to its end."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from digitpad.data import ImageSet, Splits
from digitpad.gui.evaluate import evaluation_thread
from digitpad.gui.evaluate.evaluate_view import EvaluateView
from digitpad.gui.main_window import MainWindow


def test_figures_of_a_measurement_that_was_cancelled_are_said_to_be_a_part(
    qtbot: QtBot, window: MainWindow, few_images: Splits, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, real = threading.Event(), evaluation_thread.evaluation_steps

    def steps(network: object, images: ImageSet) -> Iterator[Any]:
        if images is few_images.test:
            gate.wait(10)
        yield from real(network, images)

    monkeypatch.setattr(evaluation_thread, "evaluation_steps", steps)
    window.views.open("Evaluate")
    view = window.findChild(EvaluateView)
    assert view is not None
    drawn = view.figures["drawn"]
    qtbot.waitUntil(lambda: drawn.accessibleName() != "Pen drawings: not measured")
    view.measure.click()
    gate.set()
    qtbot.waitUntil(lambda: view.note.text() == "measured in part")
    assert drawn.accessibleName() != "Pen drawings: not measured"
