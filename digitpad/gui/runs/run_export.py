"""Saves curves as a table and plots as a picture."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Slot
from PySide6.QtGui import QImage, QImageWriter

from digitpad.gui.file_dialogs import FileDialogs
from digitpad.gui.runs.run_curves import csv_of
from digitpad.gui.runs.runs_view import RunsView
from digitpad.gui.runs.saving import NothingToSave, Saving
from digitpad.gui.work import Work
from digitpad.training import RunHistoryError, RunRecord, RunStore


class RunExport(Saving):
    """Asks where to, and saves.  Signals: those of Saving."""

    def __init__(
        self,
        view: RunsView,
        dialogs: FileDialogs,
        store: RunStore,
        work: Work,
        parent: QObject,
    ) -> None:
        super().__init__(work, parent)
        self._view, self._dialogs, self._store = view, dialogs, store
        view.actions_.export_csv.triggered.connect(self.save_csv)
        view.actions_.export_png.triggered.connect(self.save_png)

    @Slot()
    def save_csv(self) -> None:
        """Save the curves of the chosen runs as a table."""
        records = self._view.table.chosen_records()
        path = self._dialogs.ask_save("Save the curves", "curves.csv", "Tables (*.csv)")
        if path is not None:
            self._save(path, partial(_csv, self._store, records))

    @Slot()
    def save_png(self) -> None:
        """Save the plots of the chosen runs as a picture."""
        path = self._dialogs.ask_save("Save the plots", "curves.png", "Pictures (*.png)")
        if path is not None:
            self._save(path, partial(_png, self._view.plots.picture()))


def _csv(store: RunStore, records: Sequence[RunRecord]) -> bytes:
    try:
        return csv_of(store, records)
    except RunHistoryError as error:
        raise NothingToSave(f"Nothing is saved: {error}. Choose only other runs.") from error


def _png(picture: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    return bytes(content.data())
