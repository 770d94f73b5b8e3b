"""The view Runs in the real window: the list, and what can be done with the runs in it."""

from dataclasses import replace
from time import thread_time

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from digitpad.gui.answer.networks import SHIPPED, run_key
from digitpad.gui.main_window import MainWindow
from digitpad.gui.runs.run_columns import COLUMNS
from digitpad.training import PRESETS, RunRecord, RunStore
from tests.gui.runs.conftest import Chosen, Keep, Open, column, names


def test_without_runs_the_view_says_what_will_be_here(window: MainWindow, runs_view: Open) -> None:
    view = runs_view()
    assert view._empty.isVisible()
    assert "Here every run will be kept" in view._empty.text()
    assert not view.table.isVisible()


def test_a_run_that_the_window_trains_is_listed_with_its_figures(
    qtbot: QtBot, window: MainWindow, runs_view: Open
) -> None:
    window.train_view.panel.epochs.setValue(1)
    window.train_view.panel.start.click()
    view = runs_view()
    qtbot.waitUntil(lambda: names(view) == ["Quick"])
    cell = view.table.model().index(0, column("State"))
    qtbot.waitUntil(lambda: cell.data() == "finished")
    assert view.table.model().index(0, column("Validation")).data().endswith(" %")
    assert view.table.model().index(0, column("Epochs")).data() == "1 of 1"
    assert view.count.text() == "1 run"


def test_every_column_sorts_and_the_newest_run_comes_first(
    window: MainWindow, keep: Keep, runs_view: Open
) -> None:
    for rate in (0.01, 0.001):
        keep(learning_rate=rate)
    RunStore().path("damaged", ".json").write_bytes(b"{")
    view = runs_view()
    assert set(names(view)) == {"Quick", "Quick 2", "damaged"}
    for index in range(len(COLUMNS)):
        for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
            view.table.sort_by(index, order)
    view.table.sort_by(0, Qt.SortOrder.DescendingOrder)
    assert names(view) == ["Quick 2", "Quick", "damaged"]
    view.table.sort_by(column("Validation"), Qt.SortOrder.AscendingOrder)
    assert names(view)[0] == "damaged"
    view.table.choose(["damaged"])
    view.table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    assert [run.id for run in view.table.chosen()] == ["damaged"]


def test_when_a_run_began_is_not_cut_off_on_a_laptop(
    window: MainWindow, keep: Keep, runs_view: Open
) -> None:
    keep()
    view = runs_view()
    table = view.table
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # as of many runs
    QApplication.processEvents()
    begun = column("Begun")
    end = table.columnViewportPosition(begun) + table.columnWidth(begun)
    assert end <= table.viewport().width()
    assert table.columnWidth(begun) >= table.sizeHintForColumn(begun)


def test_the_filter_keeps_runs_that_hold_all_its_words(
    window: MainWindow, qtbot: QtBot, keep: Keep, runs_view: Open
) -> None:
    keep()
    keep(stop=2)
    view = runs_view()
    qtbot.keyClicks(view.filter, "quick STOPPED")
    assert names(view) == ["Quick 2"]
    assert view.count.text() == "1 of 2 runs"
    view.filter.clear()
    assert len(names(view)) == 2


def test_the_network_of_a_run_can_be_used(window: MainWindow, qtbot: QtBot, chosen: Chosen) -> None:
    record, view = chosen()
    view.actions_.use.trigger()
    qtbot.waitUntil(lambda: window.shelf.chosen == run_key(record.id))
    kept, _ = RunStore().network(record.id)
    np.testing.assert_array_equal(window.shelf.current.network.parameters, kept.parameters)
    assert "drawn" in window.chooser.box.currentText()


def test_a_network_that_cannot_be_read_is_one_sentence_and_the_current_one_stays(
    window: MainWindow, qtbot: QtBot, keep: Keep, runs_view: Open
) -> None:
    record = keep()
    RunStore().path(record.id, ".npz").write_bytes(b"nonsense")
    view = runs_view()
    view.table.choose([record.id])
    view.actions_.use.trigger()
    qtbot.waitUntil(lambda: "cannot be used" in window.strip.message)
    assert window.shelf.chosen == SHIPPED


def test_the_settings_of_a_run_can_be_used_again(
    window: MainWindow, keep: Keep, runs_view: Open
) -> None:
    record = keep(learning_rate=0.0125, seed=7)
    view = runs_view()
    view.table.choose([record.id])
    assert "<b>learning rate 0.0125</b>" in view.details.text()
    assert "<b>batch 32</b>" in view.details.text()
    view.actions_.settings.trigger()
    panel = window.train_view.panel
    assert panel.config() == record.config
    assert window.views.current == "Train"


def test_the_settings_of_a_run_with_an_unknown_preset_are_shown_as_changes_of_a_known_one(
    window: MainWindow, keep: Keep, runs_view: Open
) -> None:
    record = keep(preset="Of another Digitpad", learning_rate=0.0125)
    view = runs_view()
    view.table.choose([record.id])
    view.actions_.settings.trigger()
    assert window.train_view.panel.config() == replace(record.config, preset="Quick")
    assert "which this version does not have" in window.strip.message
    assert window.views.current == "Train"


def test_the_newest_run_is_chosen_at_first(window: MainWindow, keep: Keep, runs_view: Open) -> None:
    keep()
    newest = keep()
    assert [run.id for run in runs_view().table.chosen()] == [newest.id]


def test_every_column_can_be_reached_and_what_matters_most_without_scrolling(
    window: MainWindow, qtbot: QtBot, keep: Keep, runs_view: Open
) -> None:
    keep()
    window.resize(1366, 768)
    table = runs_view().table
    qtbot.waitUntil(lambda: table.viewport().width() > 400)
    for title in ("Name", "State", "Validation", "Drawn", "Test"):
        place = column(title)
        right = table.columnViewportPosition(place) + table.columnWidth(place)
        assert right <= table.viewport().width(), title
    assert not any(table.isColumnHidden(place) for place in range(len(COLUMNS)))
    unseen = table.horizontalHeader().length() - table.viewport().width()
    assert table.horizontalScrollBar().maximum() >= unseen


def test_what_the_chosen_runs_differ_in_is_said(
    window: MainWindow, qtbot: QtBot, keep: Keep, runs_view: Open
) -> None:
    records = [keep(learning_rate=rate) for rate in (0.01, 0.001)]
    view = runs_view()
    view.table.choose([record.id for record in records])
    qtbot.waitUntil(lambda: "They differ in" in view.details.text())
    assert view.details.text() == "They differ in: <b>learning rate</b> 0.001 | 0.01"


def test_below_a_run_that_was_stopped_in_its_first_epoch_is_the_end_of_that(
    window: MainWindow, qtbot: QtBot, chosen: Chosen
) -> None:
    _, view = chosen(stop=2)
    board = view.plots.accuracy.plot
    curves = view.plots.loss.plot
    qtbot.waitUntil(lambda: any(len(curve.getData()[0]) for curve in curves.listDataItems()))
    assert board.shown == (0.0, 1.0)


def test_the_names_over_a_plot_keep_off_its_title(
    qtbot: QtBot, keep: Keep, runs_view: Open
) -> None:
    keep()
    plots = runs_view().plots
    qtbot.waitUntil(lambda: plots.loss.findChild(QLabel, "legend").x() > 0)
    for plot in (plots.loss, plots.accuracy):
        title = plot.findChild(QLabel, "heading").geometry()
        assert plot.findChild(QLabel, "legend").x() > title.right() + 4


def test_the_axis_of_epochs_is_seen_in_the_smallest_window(
    window: MainWindow, qtbot: QtBot, keep: Keep, runs_view: Open
) -> None:
    for _ in range(3):
        keep(epochs=1)
    view = runs_view()
    window.resize(0, 0)
    view.table.selectAll()
    qtbot.waitUntil(lambda: len(view.plots.accuracy._curves) == 6)
    plot = view.plots.accuracy
    assert plot.rect().contains(plot.plot.geometry())
    assert view.rect().bottom() >= plot.mapTo(view, plot.rect().bottomLeft()).y()


def test_nothing_moves_when_the_filter_takes_the_focus(
    qtbot: QtBot, keep: Keep, runs_view: Open
) -> None:
    keep(epochs=1)
    view = runs_view()
    before = view.table.geometry()
    view.filter.setFocus()
    qtbot.wait(20)
    assert view.table.geometry() == before


def test_the_curves_of_the_chosen_runs_are_drawn_and_named(
    window: MainWindow, qtbot: QtBot, keep: Keep, runs_view: Open
) -> None:
    records = [keep() for _ in range(2)]
    view = runs_view()
    view.table.choose([record.id for record in records])
    description = view.plots.accuracy.plot.accessibleDescription
    qtbot.waitUntil(lambda: description().count("Quick") == 2)
    assert "Quick 2 " in description()
    assert "%" in description()
    view.plots.loss.pointed.emit(1.0)
    values = view.plots.loss.values_at(1.0)
    assert [value is not None for value in values] == [True] * 4
    view.plots.logarithmic.click()
    view.plots.loss.zoomed.emit((0.5, 1.0))
    assert view.plots.fit.isEnabled()
    view.plots.fit.click()
    assert not view.plots.fit.isEnabled()
    icons = [
        view.table.model().index(row, 0).data(Qt.ItemDataRole.DecorationRole) for row in (0, 1)
    ]
    assert None not in icons


def test_only_as_many_runs_are_drawn_as_there_are_colours(
    window: MainWindow, qtbot: QtBot, keep: Keep, runs_view: Open
) -> None:
    record = keep()
    store = RunStore()
    ids = [f"20260101T00000{number}-00000000" for number in range(7)]
    for run_id in ids:
        store.write(run_id, ".json", RunRecord(**{**vars(record), "id": run_id}).dumps())
    view = runs_view()
    view.table.selectAll()
    qtbot.waitUntil(lambda: "2 more are not drawn" in view.plots._note.text())


def test_every_control_has_a_name_and_the_table_is_used_by_keys(
    window: MainWindow, qtbot: QtBot, keep: Keep, runs_view: Open
) -> None:
    keep(), keep()
    view = runs_view()
    for part in (view.filter, view.table, view.plots.logarithmic, view.plots.fit, view.details):
        assert part.accessibleName()
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    assert len(view.table.chosen()) == 1
    assert PRESETS["Quick"].preset in view.details.text()
    qtbot.keyClick(view.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(names(view)) == 1)


@pytest.mark.slow
def test_a_thousand_runs_are_sorted_filtered_and_chosen_at_once(
    window: MainWindow, keep: Keep, runs_view: Open
) -> None:
    record = keep()
    store = RunStore()
    for number in range(999):
        values = {"id": f"20260101T{number:012d}-0000", "name": f"Run {number}"}
        copy = replace(record, validation_accuracy=number / 1000, **values)
        store.path(copy.id, ".json").write_bytes(copy.dumps())
    view = runs_view()
    table = view.table
    for act in (
        lambda: table.sort_by(column("Validation"), Qt.SortOrder.AscendingOrder),
        lambda: table.sort_by(0, Qt.SortOrder.AscendingOrder),
        lambda: view.filter.setText("run 99"),
        lambda: view.filter.clear(),
        table.selectAll,
    ):
        began = thread_time()
        act()
        assert thread_time() - began < 0.5
    assert len(table.chosen()) == 1000
