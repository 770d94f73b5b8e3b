"""Saves curves as a table and plots as a picture."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal, Slot
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog

from digitpad import files
from digitpad.gui.runs.run_curves import csv_of
from digitpad.gui.runs.runs_view import RunsView
from digitpad.gui.work import Work
from digitpad.training import RunStore


class RunExport(QObject):
    """Asks where to, and writes in a thread.  Signals: failed(sentence), noted(sentence)."""

    failed = Signal(str)
    noted = Signal(str)

    def __init__(self, view: RunsView, store: RunStore, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._store, self._work = view, store, work
        view.actions_.export_csv.triggered.connect(self.save_csv)
        view.actions_.export_png.triggered.connect(self.save_png)

    @Slot()
    def save_csv(self) -> None:
        """Save the curves of the chosen runs as a table."""
        records = self._view.table.chosen_records()
        path = self._ask("Save the curves", "curves.csv", "Tables (*.csv)")
        if path is not None:
            self._save(path, partial(csv_of, self._store, records))

    @Slot()
    def save_png(self) -> None:
        """Save the plots of the chosen runs as a picture."""
        path = self._ask("Save the plots", "curves.png", "Pictures (*.png)")
        if path is not None:
            self._save(path, partial(_png, self._view.plots.picture()))

    def _ask(self, title: str, name: str, kinds: str) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(self._view, title, name, kinds)
        return Path(chosen) if chosen else None

    def _save(self, path: Path, content: Callable[[], bytes]) -> None:
        self._work.ask_surely(partial(_write, path, content), self._tell)

    def _tell(self, written: Path | str) -> None:
        if isinstance(written, str):
            self.failed.emit(written)
        else:
            self.noted.emit(f"Saved as {written}.")


def _write(path: Path, content: Callable[[], bytes]) -> Path | str:
    """Return the path of what is written, or a sentence that says why not."""
    try:
        files.write_whole(path, content())
    except OSError as error:
        return f"{path} cannot be written: {files.reason(error)}."
    return path


def _png(picture: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    return bytes(content.data())
