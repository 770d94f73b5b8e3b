"""The words on runs that are chosen."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from digitpad.gui.main_window import MainWindow
from digitpad.gui.runs.run_details import shortened
from tests.gui.runs.conftest import Keep, Open


def test_the_end_is_left_out_piece_by_piece_and_what_is_bold_ends_bold() -> None:
    text = "Quick, stopped · <b>layers Convolution, ReLU</b> · seed 1"
    assert list(shortened(text)) == [
        "Quick, stopped · <b>layers Convolution, ReLU</b> · …",
        "Quick, stopped · <b>layers Convolution</b>, …",
        "Quick, stopped · …",
        "Quick, …",
    ]


def test_settings_that_have_no_room_are_left_out_visibly_and_stand_in_the_tip(
    window: MainWindow, qtbot: QtBot, keep: Keep, runs_view: Open
) -> None:
    for number in range(1, 5):
        keep(
            epochs=1,
            batch_size=32 + number,
            learning_rate=0.001 * number,
            limit=100 + number,
            seed=123_456 + number,
            momentum=0.1 * number,
            weight_decay=0.001 * number,
            label_smoothing=0.01 * number,
        )
    view = runs_view()
    window.resize(1024, 640)
    view.table.selectAll()
    qtbot.waitUntil(lambda: "They differ in" in view.details.text())
    assert view.details.text().endswith(" · …")
    assert view.details.heightForWidth(view.details.width()) <= view.details.height()
    assert "label smoothing" in view.details.toolTip()


def test_the_layers_of_a_run_are_whole_or_end_visibly_as_soon_as_the_view_is_opened(
    window: MainWindow, qtbot: QtBot, keep: Keep, runs_view: Open
) -> None:
    keep()
    details = runs_view().details
    qtbot.waitUntil(lambda: "layers" in details.text())
    assert details.heightForWidth(details.width()) <= details.height()
    assert details.text().endswith(("…", "Softmax"))
    window.resize(1024, 640)
    QApplication.processEvents()
    assert details.heightForWidth(details.width()) <= details.height()
    assert "Convolution" in details.text()
    assert details.text().endswith("…")
