"""Saves curves as a table and plots as a picture."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal, Slot
from PySide6.QtGui import QImage, QImageWriter

from digitpad import files
from digitpad.gui.attempts import Attempts
from digitpad.gui.file_dialogs import FileDialogs
from digitpad.gui.runs.run_curves import csv_of
from digitpad.gui.runs.runs_view import RunsView
from digitpad.gui.work import Work
from digitpad.training import RunHistoryError, RunStore


class RunExport(Attempts):
    """Asks where to, and writes in a thread.  Signals: noted(sentence), and those of Attempts."""

    noted = Signal(str)

    def __init__(
        self,
        view: RunsView,
        dialogs: FileDialogs,
        store: RunStore,
        work: Work,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._view, self._dialogs, self._store, self._work = view, dialogs, store, work
        view.actions_.export_csv.triggered.connect(self.save_csv)
        view.actions_.export_png.triggered.connect(self.save_png)

    @Slot()
    def save_csv(self) -> None:
        """Save the curves of the chosen runs as a table."""
        records = self._view.table.chosen_records()
        path = self._dialogs.ask_save("Save the curves", "curves.csv", "Tables (*.csv)")
        if path is not None:
            self._save(path, partial(csv_of, self._store, records))

    @Slot()
    def save_png(self) -> None:
        """Save the plots of the chosen runs as a picture."""
        path = self._dialogs.ask_save("Save the plots", "curves.png", "Pictures (*.png)")
        if path is not None:
            self._save(path, partial(_png, self._view.plots.picture()))

    def _save(self, path: Path, content: Callable[[], bytes]) -> None:
        self._work.ask_surely(partial(_write, path, content), self._tell)

    def _tell(self, written: Path | str) -> None:
        if isinstance(written, str):
            self._fail(written)
        else:
            self._succeed()
            self.noted.emit(f"Saved as {written}.")


def _write(path: Path, content: Callable[[], bytes]) -> Path | str:
    """Return the path of what is written, or a sentence that says why not."""
    try:
        files.write_whole(path, content())
    except OSError as error:
        return f"{path} cannot be written: {files.reason(error)}."
    except RunHistoryError as error:
        return f"Nothing is saved: {error}. Choose only other runs."
    return path


def _png(picture: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    return bytes(content.data())
