"""The names and values over a plot."""

import pytest
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from digitpad.gui.train.legend import Entry, Legend

NAMES = ("Quick, all images", "Notebook with a long name", "Best", "a <b>", "five", "six")


def shown(legend: Legend) -> str:
    document = QTextDocument()
    document.setHtml(legend.text())
    return document.toPlainText().replace("\xa0", " ").replace("\u202f", " ")


@pytest.fixture
def legend(qtbot: QtBot) -> Legend:
    legend = Legend()
    qtbot.addWidget(legend)
    legend.resize(2000, 20)
    legend.show()
    legend.show_entries([Entry("●", "#000000", name, "98.8 %") for name in NAMES], "#777777")
    return legend


def test_names_stand_in_full_where_there_is_room(legend: Legend) -> None:
    for name in NAMES:
        assert f"● {name} 98.8 %" in shown(legend)
    assert legend.toolTip() == ""


@pytest.mark.parametrize("wide", [900, 700, 500, 340])
def test_where_there_is_none_names_are_cut_and_every_value_stays(legend: Legend, wide: int) -> None:
    legend.resize(wide, 20)
    assert legend.sizeHint().width() <= wide
    assert shown(legend).count("98.8 %") == len(NAMES)
    assert legend.toolTip() == ("" if wide == 900 else ", ".join(NAMES))


def test_no_name_is_cut_to_one_as_long(legend: Legend) -> None:
    names = ("Quick", "a long name", "wwwwwwwww", "another one", "WWWWWWWWW")
    legend.show_entries([Entry("●", "#000000", name, "98.8 %") for name in names], "#777777")
    for wide in range(340, 700):
        legend.resize(wide, 20)
        assert "Qu…ck" not in shown(legend)


def test_it_never_takes_a_second_line(legend: Legend) -> None:
    high = legend.sizeHint().height()
    legend.resize(100, 20)
    assert legend.sizeHint().height() == high


def test_a_wider_line_has_the_names_again(legend: Legend) -> None:
    legend.resize(340, 20)
    assert NAMES[1] not in shown(legend)
    legend.resize(2000, 20)
    assert NAMES[1] in shown(legend)
