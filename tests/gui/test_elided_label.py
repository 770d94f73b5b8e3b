"""A line of text that is shortened where there is no room for it."""

from pytestqt.qtbot import QtBot

from digitpad.gui.elided_label import ElidedLabel

TEXT = "Notebook, in training · Pen drawings"


def test_a_text_without_room_is_shortened_in_the_middle_and_its_tip_has_all(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText(TEXT)
    label.show()
    for width, whole in ((400, True), (120, False), (400, True)):
        label.resize(width, 16)
        shown = label.shown_text()
        assert (shown == TEXT) == whole
        assert (shown[0], shown[-1]) == (TEXT[0], TEXT[-1])
        assert label.toolTip() == ("" if whole else TEXT)
        assert label.text() == TEXT


def test_what_is_shown_is_painted_from_the_left_edge(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText("||||")
    label.resize(200, 16)
    image = label.grab().toImage()
    paper = image.pixelColor(199, 8)
    inked = [x for x in range(200) if image.pixelColor(x, 8) != paper]
    assert inked
    assert inked[-1] < 60
