"""The window on a stage: waits for what it does, and takes pictures of it."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QAction, QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from digitpad import app
from digitpad.gui.idle_imports import IdleImports
from digitpad.gui.main_window import MainWindow
from digitpad.gui.train.help_popover import HelpPopover
from digitpad.gui.train.training_controller import State
from driven.pen import Pen, Places

_PATIENCE_S = 300.0
_LOOK_EVERY_MS, _SELDOM_MS = 5, 200
_SETTLE_MS = 250
_ANSWER_MS = 100
_ENDLESS = 1_000  # epochs
_STILL_MS, _STILL_LOOKS = 2_000, 4


class Stage:
    """A shown window, and hands that use it."""

    def __init__(self, width: int, height: int) -> None:
        self.window: MainWindow = app.build(["digitpad"])
        gc.freeze()  # as app.main does; likewise the imports
        IdleImports(self.window).start()
        QApplication.setCursorFlashTime(0)  # or a window with the focus in a text is never still
        self.window.resize(width, height)
        self.window.show()
        self.pen = Pen(self.window.desk.canvas)
        self._beside: QWidget | None = None
        self.pause(_SETTLE_MS)

    def pause(self, milliseconds: int) -> None:
        """Let the window live for a while."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def wait(self, happened: Callable[[], bool], *, every_ms: int = _LOOK_EVERY_MS) -> None:
        """Let the window live until something has happened.  Raises: TimeoutError."""
        deadline = monotonic() + _PATIENCE_S
        while not happened():
            if monotonic() > deadline:
                raise TimeoutError("The window did not come to what was waited for.")
            self.pause(every_ms)

    def wait_until_still(self) -> None:
        """Let the window live until it looks the same for a while.  Raises: TimeoutError."""
        seen: list[QImage] = []

        def is_still() -> bool:
            self.pause(_STILL_MS // _STILL_LOOKS)
            seen[:] = [*seen, self.window.grab().toImage()][-_STILL_LOOKS:]
            return len(seen) == _STILL_LOOKS and all(image == seen[0] for image in seen)

        self.wait(is_still)

    def find(self, name: str) -> QWidget:
        """Return the widget of this object name.  Raises: LookupError."""
        widget = self.window.findChild(QWidget, name)
        if widget is None:
            raise LookupError(f"The window has no widget named {name}.")
        return widget

    def click(self, name: str) -> None:
        """Click a control."""
        QTest.mouseClick(self.find(name), Qt.MouseButton.LeftButton)

    def open_view(self, title: str) -> None:
        """Show the view of this title.  Raises: LookupError."""
        if title not in self.window.views.titles:
            raise LookupError(f"The window has no view {title}.")
        self.window.views.open(title)
        self.pause(_SETTLE_MS)

    def open_beside(self, action: QAction) -> None:
        """Do what opens a small window; until ``put_away`` it is what pictures are taken of."""
        before = set(map(id, self._small_windows()))
        action.trigger()
        self.wait(lambda: not before.issuperset(map(id, self._small_windows())))
        self._beside = next(one for one in self._small_windows() if id(one) not in before)
        self.pause(_SETTLE_MS)

    def put_away(self) -> None:
        """Close what lies beside the window or over it, and a problem that it tells of."""
        strip = self.window.strip
        if strip.property("kind") == "problem":
            strip.close_button.click()
        over = self.window.findChildren(HelpPopover)
        for one in [*over, *self._small_windows()]:
            one.close()
        self._beside = None
        self.pause(0)

    @staticmethod
    def _small_windows() -> list[QDialog]:
        tops = QApplication.topLevelWidgets()
        return [one for one in tops if isinstance(one, QDialog) and one.isVisible()]

    def draw(self, strokes: list[Places]) -> None:
        """Draw on an empty canvas, and wait for the answer."""
        self.window.actions_.clear.trigger()
        self.pen.draw(strokes)
        self.pen.leave()
        self.pause(_ANSWER_MS)

    def train(self, preset: str, images: int = 0, epochs: int = _ENDLESS) -> None:
        """Begin a run.  ``images`` of the training set, 0 for all."""
        panel = self.window.train_view.panel
        panel.preset.choose(preset)
        panel.limit.setValue(images)
        panel.epochs.setValue(epochs)
        self.click("startButton")

    def wait_for_end(self) -> None:
        """Wait until the run is at its end; to look often would cost the run its speed."""
        self.wait(lambda: self.window.training.state is State.IDLE, every_ms=_SELDOM_MS)

    @property
    def batches_trained(self) -> int:
        """How many batches of the run are in its curve."""
        losses = self.window.training._curves.batch_loss
        return len(losses) * losses.stride

    def dress(self, width: int, height: int, mode: str) -> None:
        """Give the window a size, and light or dark colours."""
        self.window.actions_.modes[mode].trigger()
        self.window.resize(width, height)
        self.pause(_SETTLE_MS)

    def photograph(self, path: Path) -> QPixmap:
        """Save a picture of the window as it is, or of what lies beside it."""
        subject = self._beside or self.window
        subject.repaint()
        picture = subject.grab()
        if not picture.save(str(path)):
            raise OSError(f"{path} cannot be written.")
        return picture

    def close(self) -> None:
        """Close the window, and whatever runs for it."""
        self.window.close()
