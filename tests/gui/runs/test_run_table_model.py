"""The runs as a table."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from digitpad.gui.runs.run_table_model import RunTableModel
from digitpad.training import DamagedRun
from tests.gui.runs.conftest import column, made

RUNS = [
    made(id="a", name="zebra", validation_accuracy=0.97),
    made(id="b", name="Ape", validation_accuracy=None, status="stopped"),
    DamagedRun("c", "This run cannot be shown: permission denied."),
]


@pytest.fixture
def model(qapp: object) -> RunTableModel:
    model = RunTableModel()
    model.show(RUNS)
    return model


def ids(model: RunTableModel) -> list[str]:
    return [model.run(row).id for row in range(model.rowCount())]


def test_names_are_sorted_without_regard_to_case_and_damaged_runs_rank_lowest(
    model: RunTableModel,
) -> None:
    model.sort(0)
    assert ids(model) == ["c", "b", "a"]
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert ids(model) == ["a", "b", "c"]


def test_what_was_not_measured_ranks_below_what_was(model: RunTableModel) -> None:
    model.sort(column("Validation"), Qt.SortOrder.DescendingOrder)
    assert ids(model) == ["a", "b", "c"]


def test_only_rows_with_all_words_are_shown(model: RunTableModel) -> None:
    model.look_for("STOPPED ape")
    assert ids(model) == ["b"]
    model.look_for("")
    assert len(ids(model)) == model.all_count == 3


def test_newer_figures_of_the_same_runs_keep_the_rows(qtbot: QtBot, model: RunTableModel) -> None:
    newer = [made(id="a", name="zebra", validation_accuracy=0.98), *RUNS[1:]]
    place = ids(model).index("a")
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as changed:
        model.show(newer)
    assert changed.args[0].row() == place
    assert model.index(place, column("Validation")).data() == "98.00 %"


def test_a_damaged_run_says_why_and_has_no_name_to_change(model: RunTableModel) -> None:
    place = ids(model).index("c")
    name = model.index(place, 0)
    assert (name.data(), model.index(place, 1).data()) == ("c", "damaged")
    assert name.data(Qt.ItemDataRole.ToolTipRole) == "This run cannot be shown: permission denied."
    assert not model.flags(name) & Qt.ItemFlag.ItemIsEditable


def test_a_name_that_is_cut_off_stands_in_the_tip(model: RunTableModel) -> None:
    row = ids(model).index("a")
    tip = Qt.ItemDataRole.ToolTipRole
    assert model.index(row, 0).data(tip) == "zebra"
    assert model.index(row, 1).data(tip) is None


def test_a_new_name_is_only_told(qtbot: QtBot, model: RunTableModel) -> None:
    name = model.index(ids(model).index("a"), 0)
    with qtbot.waitSignal(model.renamed) as renamed:
        model.setData(name, "  lion ")
    assert renamed.args == ["a", "lion"]
    assert name.data() == "zebra"
