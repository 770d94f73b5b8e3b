"""Networks opened, dropped and saved in the real window."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from pytestqt.qtbot import QtBot

from digitpad.gui.answer.networks import SHIPPED
from digitpad.gui.main_window import MainWindow
from digitpad.nn import Network, model_file
from digitpad.training import PRESETS, RunRecord, RunStore
from tests.gui.conftest import drop
from tests.gui.runs.conftest import ChooseFile


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An untrained network of which nothing is known."""
    network = Network(PRESETS["Quick"].layers, rng=np.random.default_rng(1))
    path = tmp_path / "mine.npz"
    path.write_bytes(model_file.dumps(network, {}))
    return path


def test_an_opened_network_reads_and_is_measured(
    qtbot: QtBot, window: MainWindow, file: Path, choose_file: ChooseFile
) -> None:
    choose_file(file)
    window.actions_.open_network.trigger()
    qtbot.waitUntil(lambda: window.shelf.chosen == f"file {file}")
    assert window.shelf.current.title == "mine"
    detail = window.chooser.box.currentText
    qtbot.waitUntil(lambda: "test" in detail() and "drawn" in detail())


@pytest.mark.parametrize("on_canvas", [True, False])
def test_a_dropped_network_is_opened(
    qtbot: QtBot, window: MainWindow, file: Path, on_canvas: bool
) -> None:
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(file))])
    target = window.desk.canvas if on_canvas else window
    assert drop(target, content) is Qt.DropAction.CopyAction
    qtbot.waitUntil(lambda: window.shelf.chosen == f"file {file}")
    assert window.strip.message == ""


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"nonsense", "bad.npz is no network to read with"),
        (None, "bad.npz cannot be opened: no such file or directory."),
    ],
)
def test_a_bad_file_is_one_sentence_and_the_network_in_use_stays(
    qtbot: QtBot,
    window: MainWindow,
    tmp_path: Path,
    choose_file: ChooseFile,
    content: bytes | None,
    sentence: str,
) -> None:
    path = tmp_path / "bad.npz"
    if content is not None:
        path.write_bytes(content)
    choose_file(path)
    window.actions_.open_network.trigger()
    qtbot.waitUntil(lambda: sentence in window.strip.message)
    assert window.shelf.chosen == SHIPPED
    assert len(window.shelf.entries) == 1


def test_a_network_for_other_images_is_refused(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, choose_file: ChooseFile
) -> None:
    layers = ({"layer": "Flatten"}, {"layer": "Dense", "units": 3}, {"layer": "Softmax"})
    network = Network(layers, rng=np.random.default_rng(1))
    path = tmp_path / "three.npz"
    path.write_bytes(model_file.dumps(network, {}))
    choose_file(path)
    window.actions_.open_network.trigger()
    qtbot.waitUntil(lambda: "three.npz is no network" in window.strip.message)
    assert window.shelf.chosen == SHIPPED


def test_the_network_in_use_is_saved_with_what_is_known_of_it(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, choose_file: ChooseFile
) -> None:
    path = tmp_path / "copy.npz"
    choose_file(path)
    window.actions_.save_network.trigger()
    qtbot.waitUntil(lambda: window.strip.message == f"Saved as {path}.")
    network, facts = model_file.loads(path.read_bytes())
    entry = window.shelf.current
    np.testing.assert_array_equal(network.parameters, entry.network.parameters)
    assert facts == entry.facts


def test_a_network_that_cannot_be_saved_is_one_sentence(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, choose_file: ChooseFile
) -> None:
    (tmp_path / "file").touch()
    choose_file(tmp_path / "file" / "deep" / "copy.npz")
    window.actions_.save_network.trigger()
    qtbot.waitUntil(lambda: "cannot be written" in window.strip.message)


def test_what_went_wrong_with_a_file_is_forgotten_when_it_goes_well(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, choose_file: ChooseFile
) -> None:
    (tmp_path / "file").touch()
    choose_file(tmp_path / "file" / "deep" / "copy.npz")
    window.actions_.save_network.trigger()
    qtbot.waitUntil(lambda: "cannot be written" in window.strip.message)
    path = tmp_path / "copy.npz"
    choose_file(path)
    window.actions_.save_network.trigger()
    qtbot.waitUntil(lambda: window.strip.message == f"Saved as {path}.")
    window.strip.clear()
    assert window.strip.message == ""


def test_what_a_run_trained_is_measured_on_the_test_images_and_that_is_kept(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.train_view.panel.epochs.setValue(1)
    window.train_view.panel.start.click()

    def measured() -> bool:
        runs = [run for run in RunStore().runs() if isinstance(run, RunRecord)]
        return any(run.test_accuracy is not None and run.status == "finished" for run in runs)

    qtbot.waitUntil(measured)
