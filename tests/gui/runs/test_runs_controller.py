"""Runs renamed, deleted and brought back in the real window."""

import errno
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from digitpad.gui.answer.networks import TRAINED
from digitpad.gui.main_window import MainWindow
from digitpad.gui.train.training_controller import State
from digitpad.training import RunStore
from tests.gui.runs.conftest import Chosen, Keep, Open, column, names


def test_a_run_is_renamed_in_place(window: MainWindow, qtbot: QtBot, chosen: Chosen) -> None:
    record, view = chosen()
    view.table.setFocus()
    view.actions_.rename.trigger()
    editor = view.table.findChild(QLineEdit)
    assert editor is not None
    editor.setText("my first")
    view.table.model_.show_colours({})  # as curves that arrive do; the text stays
    view.table.model_.show_colours({record.id: None})
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(view) == ["my first"])
    assert RunStore().record(record.id).name == "my first"
    view.table.model_.renamed.emit(record.id, "")
    assert "a name has 1 to 80 letters" in window.strip.message
    assert RunStore().record(record.id).name == "my first"


def test_a_network_in_the_header_is_called_what_its_run_is_called_now(
    window: MainWindow, qtbot: QtBot, chosen: Chosen, trainer: Any
) -> None:
    record, view = chosen()
    view.actions_.use.trigger()
    qtbot.waitUntil(lambda: window.chooser.box.currentText().startswith("Quick · "))
    window.train_view.panel.epochs.setValue(1)
    trainer.press("start")
    trainer.wait_for(State.IDLE)
    trained = window.shelf.get(TRAINED).run
    for run_id in (record.id, trained):
        view.table.model_.renamed.emit(run_id, "a name that is far too long for a header")
    long = "a name that is far too …"
    assert {window.chooser.box.itemText(row).split(" · ")[0] for row in range(3)} == {
        "On board",
        long,
        f"{long}, trained",
    }


def test_no_more_letters_can_be_typed_than_a_name_has(
    window: MainWindow, qtbot: QtBot, chosen: Chosen
) -> None:
    _, view = chosen()
    view.actions_.rename.trigger()
    editor = view.table.findChild(QLineEdit)
    assert editor is not None
    editor.clear()
    qtbot.keyClicks(editor, 90 * "n")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(view) == [80 * "n"])


def test_deleted_runs_are_one_click_away(
    window: MainWindow, qtbot: QtBot, keep: Keep, runs_view: Open
) -> None:
    records = [keep(), keep()]
    view = runs_view()
    view.table.choose([record.id for record in records])
    view.actions_.delete.trigger()
    qtbot.waitUntil(lambda: names(view) == [])
    assert window.strip.message.startswith("2 runs deleted. Their files stay in runs/deleted")
    assert view.details.text() == ""
    window.strip.action_button.click()
    qtbot.waitUntil(lambda: len(names(view)) == 2)
    assert [run.id for run in RunStore().runs()] == [record.id for record in records]


def test_what_hinders_a_deletion_is_told_and_what_was_deleted_can_still_be_undone(
    window: MainWindow,
    qtbot: QtBot,
    keep: Keep,
    runs_view: Open,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = keep(), keep()
    view = runs_view()
    view.table.sort_by(0, Qt.SortOrder.AscendingOrder)
    view.table.choose([first.id, second.id])
    delete = RunStore.delete

    def only_the_first(store: RunStore, run_ids: list[str]) -> list[str]:
        if run_ids != [first.id]:
            raise OSError(errno.ENOSPC, "No space left on device")
        return delete(store, run_ids)

    monkeypatch.setattr(RunStore, "delete", only_the_first)
    view.actions_.delete.trigger()
    assert window.strip.message.startswith("1 run deleted. Its files stay")
    assert window.strip.message.endswith("cannot be changed: no space left on device.")
    window.strip.action_button.click()
    qtbot.waitUntil(lambda: len(RunStore().runs()) == 2)
    qtbot.waitUntil(lambda: names(view) == ["Quick", "Quick 2"])
    view.table.choose([second.id])
    view.actions_.delete.trigger()
    assert window.strip.message.startswith("The folder of runs cannot be changed")


def test_a_run_in_training_is_not_deleted_and_does_not_go_on_twice(
    window: MainWindow, qtbot: QtBot, keep: Keep, runs_view: Open
) -> None:
    stopped = keep(stop=2)
    lock = RunStore().lock(stopped.id)  # as another window has it
    running = RunStore()
    running.update(stopped.id, status="running")
    view = runs_view()
    view.table.choose([stopped.id])
    assert view.table.model().index(0, column("State")).data() == "in training"
    assert not view.actions_.delete.isEnabled()
    assert not view.actions_.resume.isEnabled()
    lock.release()
