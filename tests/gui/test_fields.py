"""Numbers and choices, typed and turned."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from pytestqt.qtbot import QtBot

from digitpad.gui.fields import ChoiceBox, CountBox, RateBox


def type_in(qtbot: QtBot, box: CountBox | RateBox, text: str) -> None:
    """Replace what stands in a field, and press Return."""
    box.lineEdit().selectAll()
    qtbot.keyClick(box, Qt.Key.Key_Delete)
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)


def test_a_rate_is_written_as_short_as_it_goes(qtbot: QtBot) -> None:
    box = RateBox("rate", 1e-8, 1e6)
    qtbot.addWidget(box)
    for value, text in ((0.001, "0.001"), (0.1, "0.1"), (1e-7, "1e-07"), (3.0, "3")):
        box.setValue(value)
        assert box.text() == text
        assert box.value() == pytest.approx(value)


def test_a_rate_that_is_looked_at_stays_as_it_is(qtbot: QtBot) -> None:
    box = RateBox("rate", 1e-8, 1e6)
    qtbot.addWidget(box)
    box.setValue(0.0012345678)
    box.lineEdit().selectAll()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.value() == 0.0012345678


@pytest.mark.parametrize(("typed", "value"), [("0.02", 0.02), ("3e-4", 3e-4), ("0,5", 0.5)])
def test_a_rate_can_be_typed_in_several_ways(qtbot: QtBot, typed: str, value: float) -> None:
    box = RateBox("rate", 1e-8, 1e6)
    qtbot.addWidget(box)
    type_in(qtbot, box, typed)
    assert box.value() == pytest.approx(value)


@pytest.mark.parametrize("kind", [CountBox, RateBox])
def test_the_wheel_turns_a_field_only_with_the_focus(
    qtbot: QtBot, kind: type[CountBox] | type[RateBox]
) -> None:
    box = kind("field", 1, 100)
    qtbot.addWidget(box)
    box.setValue(10)
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    box.wheelEvent(event)
    assert box.value() == 10
    box.show()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    box.wheelEvent(event)
    assert box.value() > 10


@pytest.fixture(params=["de_DE", "ar_EG", "fr_CH", "en_US"])
def _system_of_any_country(request: pytest.FixtureRequest) -> Iterator[None]:
    usual = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield
    QLocale.setDefault(usual)


@pytest.mark.usefixtures("_system_of_any_country")
def test_numbers_are_written_as_the_texts_beside_them_whatever_the_country(qtbot: QtBot) -> None:
    count, rate = CountBox("count", 0, 70_000), RateBox("rate", 1e-8, 1e6)
    for box in (count, rate):
        qtbot.addWidget(box)
    count.setValue(60_000)
    rate.setValue(0.008)
    assert (count.text(), rate.text()) == ("60,000", "0.008")


@pytest.mark.usefixtures("_system_of_any_country")
@pytest.mark.parametrize("typed", ["60000", "60.000", "60,000", "60 000"])
def test_a_count_can_be_typed_with_any_separator(qtbot: QtBot, typed: str) -> None:
    box = CountBox("count", 0, 70_000)
    qtbot.addWidget(box)
    type_in(qtbot, box, typed)
    assert box.value() == 60_000


@pytest.mark.parametrize(
    ("typed", "value"), [("300", 256), ("99,999", 256), ("0", 1), ("", 100), ("12", 12)]
)
def test_a_count_out_of_bounds_becomes_the_nearest_one_and_none_the_last(
    qtbot: QtBot, typed: str, value: int
) -> None:
    box = CountBox("count", 1, 256)
    qtbot.addWidget(box)
    box.setValue(100)
    type_in(qtbot, box, typed)
    assert box.value() == value


def test_a_percentage_out_of_bounds_becomes_the_nearest_one(qtbot: QtBot) -> None:
    box = CountBox("share", 0, 90)
    qtbot.addWidget(box)
    box.setSuffix(" %")
    type_in(qtbot, box, "950")
    assert box.text() == "90 %"


@pytest.mark.parametrize(
    ("typed", "value"), [("5", 1.0), ("1e9", 1.0), ("-3", 0.001), ("", 0.5), ("1e", 0.5)]
)
def test_a_rate_out_of_bounds_becomes_the_nearest_one_and_none_the_last(
    qtbot: QtBot, typed: str, value: float
) -> None:
    box = RateBox("rate", 0.001, 1.0)
    qtbot.addWidget(box)
    box.setValue(0.5)
    type_in(qtbot, box, typed)
    assert box.value() == value


def test_an_unknown_choice_changes_nothing(qtbot: QtBot) -> None:
    box = ChoiceBox("choice")
    qtbot.addWidget(box)
    for key in ("a", "b"):
        box.addItem(key.upper(), key)
    box.choose("b")
    box.choose("c")
    assert (box.key(), box.keys()) == ("b", ["a", "b"])


def test_other_choices_leave_the_place_chosen_as_far_as_there_is_one(qtbot: QtBot) -> None:
    box, told = ChoiceBox("choice"), []
    qtbot.addWidget(box)
    box.offer([("a", "A"), ("b", "B"), ("c", "C")])
    assert box.key() == "a"
    box.choose("c")
    box.currentIndexChanged.connect(told.append)
    box.offer([("d", "D"), ("e", "E")])
    assert (box.key(), told) == ("e", [])
    box.offer([])
    assert (box.keys(), box.currentIndex(), told) == ([], -1, [])
