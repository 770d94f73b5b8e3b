"""Curves and plots of runs as files."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from digitpad.gui.main_window import MainWindow
from digitpad.gui.train.curve_plot import CurvePlot
from digitpad.training.run_store import HISTORY
from tests.gui.runs.conftest import ChooseFile, Chosen, Keep, Open


def test_curves_and_plots_are_exported(
    window: MainWindow,
    qtbot: QtBot,
    chosen: Chosen,
    tmp_path: Path,
    choose_file: ChooseFile,
) -> None:
    record, view = chosen()
    qtbot.waitUntil(lambda: "Quick" in view.plots.loss.plot.accessibleDescription())
    table, picture = tmp_path / "curves.csv", tmp_path / "curves.png"
    for action, path in ((view.actions_.export_csv, table), (view.actions_.export_png, picture)):
        choose_file(path)
        action.trigger()
        qtbot.waitUntil(path.exists)
    lines = table.read_text().splitlines()
    assert lines[0].startswith("run,name,epoch,step,loss,lowest_loss")
    assert len(lines) == 1 + 8 + 2
    assert lines[1].startswith(f"{record.id},Quick,0.25,1,")
    assert QImage(str(picture)).width() == 2 * (view.plots.width() + 2 * 16)
    qtbot.waitUntil(lambda: window.strip.message == f"Saved as {picture}.")


def test_the_picture_of_the_plots_is_finer_than_the_screen_and_has_a_margin(
    qtbot: QtBot, chosen: Chosen, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, view = chosen()
    plots = view.plots
    qtbot.waitUntil(lambda: "Quick" in plots.loss.plot.accessibleDescription())
    before = plots.grab().toImage()
    picture = plots.picture()
    assert plots.grab().toImage() == before  # on the screen all is as it was
    pixels = levels(picture)
    paper = pixels[0, 0]
    assert (pixels[: 2 * 16] == paper).all()
    assert (pixels[:, : 2 * 16] == paper).all()
    buttons = plots.fit.geometry().united(plots.logarithmic.geometry())
    top, left = 2 * (buttons.top() + 16), 2 * (buttons.left() + 16)
    assert (pixels[top : top + 2 * buttons.height(), left:] == paper).all()
    monkeypatch.setattr(CurvePlot, "_keep_pictures", lambda *_: None)
    assert plots.picture() != picture  # with numbers and dots as coarse as the screen


def levels(image: QImage) -> NDArray[np.uint8]:
    """Return a colour of each pixel: (H, W)."""
    image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    shape = image.height(), image.bytesPerLine()
    return np.frombuffer(image.constBits(), np.uint8).reshape(shape)[:, : image.width()].copy()


def test_an_export_that_fails_is_one_sentence(
    window: MainWindow,
    qtbot: QtBot,
    chosen: Chosen,
    tmp_path: Path,
    choose_file: ChooseFile,
) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "deep" / "curves.csv"
    _, view = chosen()
    choose_file(path)
    view.actions_.export_csv.trigger()
    qtbot.waitUntil(lambda: "cannot be written: not a directory." in window.strip.message)


def test_curves_that_cannot_be_read_are_one_sentence_and_no_file(
    window: MainWindow,
    qtbot: QtBot,
    keep: Keep,
    runs_view: Open,
    tmp_path: Path,
    choose_file: ChooseFile,
) -> None:
    record, path = keep(), tmp_path / "curves.csv"
    window.runs.write(record.id, HISTORY, b"nonsense")
    view = runs_view()
    view.table.choose([record.id])
    choose_file(path)
    view.actions_.export_csv.trigger()
    qtbot.waitUntil(lambda: "so nothing is saved." in window.strip.message)
    assert not path.exists()
