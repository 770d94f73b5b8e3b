"""The preview of augmentation in the real window."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from digitpad import data
from digitpad.gui.main_window import MainWindow
from digitpad.gui.preview.preview_window import COLUMNS, DRAWING, ROWS, SCANS, PreviewWindow

COUNT = COLUMNS * ROWS


@pytest.fixture
def preview(qtbot: QtBot, window: MainWindow) -> PreviewWindow:
    window.actions_.preview.trigger()
    found = window.findChild(PreviewWindow)
    assert found is not None
    qtbot.waitUntil(lambda: len(found.sheet.images) == COUNT)
    return found


def choose(preview: PreviewWindow, *, source: str, strength: str) -> None:
    for box, key in ((preview.source, source), (preview.strength, strength)):
        box.choose(key)
        box.activated.emit(box.currentIndex())


def test_another_shows_other_images(qtbot: QtBot, preview: PreviewWindow) -> None:
    before = preview.sheet.images
    button = preview.findChild(QPushButton, "previewAnotherButton")
    button.click()
    qtbot.waitUntil(lambda: preview.sheet.images is not before)
    assert (preview.sheet.images != before).any()


def test_the_drawing_is_shown_plain_or_in_many_hands(
    qtbot: QtBot, window: MainWindow, preview: PreviewWindow, draw: Callable[..., None]
) -> None:
    draw("7")
    choose(preview, source=DRAWING, strength="none")
    plain = data.image_from_strokes(window.drawing.lines())
    qtbot.waitUntil(lambda: bool((preview.sheet.images == plain).all()))
    choose(preview, source=DRAWING, strength="strong")
    qtbot.waitUntil(lambda: len(np.unique(preview.sheet.images, axis=0)) == COUNT)


def test_on_a_low_screen_no_text_lies_over_the_images(qtbot: QtBot, preview: PreviewWindow) -> None:
    preview.resize(preview.width(), 400)
    choose(preview, source=DRAWING, strength="none")  # nothing is drawn: there is a problem, too
    qtbot.waitUntil(preview.problem.isVisible)
    parts = [preview.sheet, *preview.findChildren(QLabel, "caption")]
    parts.append(preview.findChild(QPushButton, "previewCloseButton"))
    qtbot.waitUntil(lambda: preview.rect().contains(parts[-1].geometry()))
    for upper, lower in pairwise(part.geometry() for part in parts):
        assert upper.bottom() < lower.top()


def test_copies_of_the_drawing_follow_the_pen(
    qtbot: QtBot, window: MainWindow, preview: PreviewWindow, draw: Callable[..., None]
) -> None:
    draw("7")
    choose(preview, source=DRAWING, strength="none")
    qtbot.waitUntil(lambda: len(preview.sheet.images) == COUNT)
    window.actions_.clear.trigger()
    qtbot.waitUntil(lambda: preview.problem.text().startswith("Draw something first"))
    draw("1")
    plain = data.image_from_strokes(window.drawing.lines())
    qtbot.waitUntil(lambda: bool((preview.sheet.images == plain).all()))
    qtbot.waitUntil(lambda: len(preview.sheet.images) == COUNT)


def test_without_strokes_a_sentence_says_what_to_do(qtbot: QtBot, preview: PreviewWindow) -> None:
    choose(preview, source=DRAWING, strength="light")
    assert preview.problem.text().startswith("Draw something first")
    assert len(preview.sheet.images) == 0
    choose(preview, source=SCANS, strength="light")
    qtbot.waitUntil(lambda: len(preview.sheet.images) == COUNT)
    assert preview.problem.text() == ""


def test_it_is_opened_only_once_and_paints_in_both_themes(
    qtbot: QtBot, window: MainWindow, preview: PreviewWindow
) -> None:
    window.actions_.preview.trigger()
    assert window.findChildren(PreviewWindow) == [preview]
    shots = []
    for mode in ("light", "dark"):
        window.actions_.modes[mode].trigger()
        shots.append(preview.grab().toImage().pixelColor(20, 80).lightness())
    assert shots[0] != shots[1]


def test_the_preview_can_be_closed(preview: PreviewWindow) -> None:
    button = preview.findChild(QPushButton, "previewCloseButton")
    button.click()
    assert not preview.isVisible()
