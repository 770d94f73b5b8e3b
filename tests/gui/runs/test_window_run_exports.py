"""Curves and plots of runs as files."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from digitpad.gui.main_window import MainWindow
from digitpad.gui.runs.runs_view import RunsView
from digitpad.training import RunRecord

Keep = Callable[..., RunRecord]
Open = Callable[[], RunsView]
PATIENCE_MS = 20_000


def test_curves_and_plots_are_exported(
    window: MainWindow,
    qtbot: QtBot,
    keep: Keep,
    runs_view: Open,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record = keep()
    view = runs_view()
    view.table.choose([record.id])
    qtbot.waitUntil(
        lambda: "Quick" in view.plots.loss.plot.accessibleDescription(), timeout=PATIENCE_MS
    )
    table, picture = tmp_path / "curves.csv", tmp_path / "curves.png"
    for action, path in ((view.actions_.export_csv, table), (view.actions_.export_png, picture)):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, path=path: (str(path), ""))
        action.trigger()
        qtbot.waitUntil(path.exists, timeout=PATIENCE_MS)
    lines = table.read_text().splitlines()
    assert lines[0].startswith("run,name,epoch,step,loss,lowest_loss")
    assert len(lines) == 1 + 8 + 2
    assert lines[1].startswith(f"{record.id},Quick,0.25,1,")
    assert QImage(str(picture)).width() == 2 * view.plots.width()
    qtbot.waitUntil(lambda: window.strip.message == f"Saved as {picture}.", timeout=PATIENCE_MS)


def test_an_export_that_fails_is_one_sentence(
    window: MainWindow,
    qtbot: QtBot,
    keep: Keep,
    runs_view: Open,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "deep" / "curves.csv"
    record = keep()
    view = runs_view()
    view.table.choose([record.id])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    view.actions_.export_csv.trigger()
    qtbot.waitUntil(
        lambda: "cannot be written: not a directory." in window.strip.message, timeout=PATIENCE_MS
    )
