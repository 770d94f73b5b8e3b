"""The page Why in the real window."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from digitpad.gui.inside.why_page import WhyPage
from digitpad.gui.main_window import MainWindow
from digitpad.inside.attribution import gradient_times_input
from digitpad.inside.evidence import METHODS, Method
from digitpad.inside.score import Contrast
from tests.gui.conftest import page_of

Draw = Callable[..., None]
Answer = Callable[[], str]


@pytest.fixture
def page(window: MainWindow) -> WhyPage:
    return page_of(window, "Why", WhyPage)


def rest(qtbot: QtBot, page: WhyPage) -> None:
    """Wait until all is computed."""

    def is_at_rest() -> bool:
        is_busy = page._still.isActive() or page._evidence.is_busy or page._changes.is_busy
        return page._subject is not None and not is_busy

    qtbot.waitUntil(is_at_rest)


def test_an_empty_sheet_asks_for_a_digit(page: WhyPage) -> None:
    assert page.view.evidence_text.text() == "Draw a digit, and its ink shows what it says."
    assert not page.view.put.isEnabled()


def test_the_colours_are_the_engine_s_numbers(
    qtbot: QtBot, window: MainWindow, page: WhyPage, draw: Draw, answer: Answer
) -> None:
    draw("7")
    answer()
    page.view.method.choose("slope")
    rest(qtbot, page)
    seen = window.answer_panel.seen.image
    wanted = gradient_times_input(window.shelf.current.network, seen, Contrast(7))
    np.testing.assert_allclose(page.view.evidence._values, wanted, rtol=1e-5)
    assert page.view.evidence_text.text().startswith("7 is ")
    assert page.view.evidence.accessibleDescription() == page.view.evidence_text.text()


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.key)
def test_every_way_to_judge_can_be_chosen(
    qtbot: QtBot, page: WhyPage, draw: Draw, answer: Answer, method: Method
) -> None:
    draw("7")
    answer()
    page.view.method.choose(method.key)
    page.view.against.setCurrentIndex(2)
    rest(qtbot, page)
    assert page.view.evidence._values.any()
    assert page.view.method_text.text() == method.sentence
    assert "than 1:" in page.view.evidence_text.text()


def test_a_picture_has_no_strokes_to_leave_out(
    qtbot: QtBot, page: WhyPage, draw: Draw, answer: Answer, window: MainWindow
) -> None:
    draw("7")
    answer()
    rest(qtbot, page)
    page.view.put.click()
    answer()
    page.view.method.choose("strokes")
    rest(qtbot, page)
    assert page.view.evidence_text.text().startswith("This is a picture")
    assert window.drawing.picture is not None


def test_the_changed_image_can_be_put_on_the_canvas_and_is_read_as_promised(
    qtbot: QtBot, window: MainWindow, page: WhyPage, draw: Draw, answer: Answer
) -> None:
    draw("7")
    answer()
    page.view.target.setCurrentIndex(1 + 9)
    rest(qtbot, page)
    assert page.view.put.isEnabled()
    page.view.put.click()
    assert answer() == "9"
    window.actions_.undo.trigger()
    assert answer() == "7"


def test_the_choices_are_the_network_s_classes_and_stay_chosen(page: WhyPage) -> None:
    box = page.view.wanted
    assert [box.itemText(i) for i in range(box.count())] == ["its answer", *map(str, range(10))]
    box.setCurrentIndex(4)
    page.view.show_classes(tuple("abcdefghij"))
    assert (box.chosen, box.currentText()) == (3, "d")


def test_everything_can_be_reached_with_the_keyboard(page: WhyPage) -> None:
    view = page.view
    for part in (view.wanted, view.against, view.method, view.target, view.put):
        assert part.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert part.accessibleName() or part.text()
