"""The legend of a colour scale says what its ends stand for, however narrow it is."""

from pytestqt.qtbot import QtBot

from digitpad.gui.inside.scale_legend import ScaleLegend


def test_both_ends_have_their_unit_where_there_is_room_and_one_has_where_there_is_none(
    qtbot: QtBot,
) -> None:
    legend = ScaleLegend("against", "for")
    qtbot.addWidget(legend)
    assert legend.words() == ("against", "for")
    legend.show_limit(0.456, "nats")
    assert legend.words(400) == ("against −0.46 nats", "for +0.46 nats")
    assert legend.words(150) == ("against −0.46", "for +0.46 nats")
    legend.show_limit(2.4, "")
    assert legend.words(400) == ("against −2.4", "for +2.4")
