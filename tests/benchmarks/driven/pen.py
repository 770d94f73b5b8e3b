"""A hand that draws on the canvas with the mouse, and what it draws."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from digitpad import data
from digitpad.data import Strokes, bundled
from digitpad.recognizer import Recognizer

SHARE = 0.7  # of the canvas that a drawing takes
_SEARCHED = 400  # drawings among which the most doubtful one is sought

Places = NDArray[np.float64]  # (P, 2) in parts of the canvas, from its top left


def digit(label: int, turn: int = 0) -> list[Places]:
    """Return a digit that a person drew, ready for the canvas; ``turn`` chooses which one."""
    drawn = bundled.drawn_set()
    number = np.flatnonzero(drawn.labels == label)[turn]
    return placed(bundled.held_out_drawings()[number].strokes)


def doubtful(recognizer: Recognizer) -> list[Places]:
    """Return a person's digit whose second likeliest reading is as likely as it gets."""
    strokes = [sample.strokes for sample in bundled.held_out_drawings()[:_SEARCHED]]
    images = np.stack([data.image_from_strokes(one) for one in strokes])
    p = recognizer.network.predict(data.as_input(images))
    return placed(strokes[int(np.sort(p, axis=1)[:, -2].argmax())])


def heart() -> list[Places]:
    """Return a drawing that is no digit.  Source: mathworld.wolfram.com/HeartCurve.html."""
    t = np.linspace(0.0, 2 * np.pi, 80)
    y = 13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t)
    return placed([np.column_stack((16 * np.sin(t) ** 3, -y))])


def placed(strokes: Strokes, share: float = SHARE) -> list[Places]:
    """Put strokes of any scale in the middle of the canvas, ``share`` of it large."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = share / max(float((high - low).max()), 1e-9)
    return [(stroke - (low + high) / 2) * scale + 0.5 for stroke in strokes if len(stroke)]


class Pen:
    """Sends mouse events to a canvas."""

    def __init__(self, canvas: QWidget) -> None:
        self._canvas = canvas

    def movements(self, line: Places) -> list[QPointF]:
        """Return where the mouse is seen along a line, in pixels of the canvas."""
        points = line * self._canvas.width()
        return [QPointF(x, y) for x, y in points.tolist()]

    def press(self, place: QPointF) -> None:
        """Put the pen down."""
        self._send(QEvent.Type.MouseButtonPress, place, Qt.MouseButton.LeftButton)

    def move(self, place: QPointF) -> None:
        """Move the pen, which is down."""
        self._send(QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton)

    def lift(self, place: QPointF) -> None:
        """Take the pen up."""
        self._send(QEvent.Type.MouseButtonRelease, place, Qt.MouseButton.LeftButton)

    def leave(self) -> None:
        """Take the mouse away from the canvas."""
        QApplication.sendEvent(self._canvas, QEvent(QEvent.Type.Leave))

    def draw(self, strokes: Sequence[Places]) -> None:
        """Draw at once, as fast as the events go."""
        for line in strokes:
            places = self.movements(line)
            self.press(places[0])
            for place in places[1:]:
                self.move(place)
            self.lift(places[-1])

    def _send(self, kind: QEvent.Type, place: QPointF, button: Qt.MouseButton) -> None:
        lifted = kind == QEvent.Type.MouseButtonRelease
        held = Qt.MouseButton.NoButton if lifted else Qt.MouseButton.LeftButton
        there = self._canvas.mapToGlobal(place)
        none = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(self._canvas, QMouseEvent(kind, place, there, button, held, none))
