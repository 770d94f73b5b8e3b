"""The view Evaluate shows what it is given."""

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from digitpad.data import ImageSet
from digitpad.gui.evaluate.evaluate_view import EvaluateView
from digitpad.gui.evaluate.measurement import Measured
from digitpad.gui.main_window import MainWindow
from digitpad.gui.palette import LIGHT
from digitpad.training.evaluation import Evaluation


def measured(refused: list[int]) -> Measured:
    """Five images of a 1, two of them read as 7."""
    answers = np.array([1, 7, 1, 1, 7])
    images = ImageSet("five", np.zeros((5, 28, 28), np.uint8), np.ones(5, np.uint8))
    confusion = np.zeros((10, 10), np.intp)
    np.add.at(confusion, (1, answers), 1)
    probabilities = np.eye(10, dtype=np.float32)[answers]
    result = Evaluation(0.6, 0.0, answers, probabilities, confusion)
    return Measured(images, result, np.array(refused, np.intp))


def test_what_would_be_answered_with_a_question_mark_is_shown(qtbot: QtBot) -> None:
    view = EvaluateView()
    qtbot.addWidget(view)
    view.show_measured("Weak", {"test": measured([4, 2, 0])})
    assert view.figures["test"].accessibleName() == "Test images: 60.00 %, 2 wrong, 3 as ?"
    assert view.gallery.model().rowCount() == 2
    view.refused.click()
    assert view.shown_images.text() == "Answered with ?"
    assert view.gallery.model().rowCount() == 3
    view.all_mistakes.click()
    assert view.gallery.model().rowCount() == 2


def test_without_such_images_there_is_no_button_for_them(qtbot: QtBot) -> None:
    view = EvaluateView()
    qtbot.addWidget(view)
    view.show()
    assert not view.refused.isVisible()
    view.show_measured("Sure", {"test": measured([])})
    assert not view.refused.isVisible()
    view.show_measured("Weak", {"test": measured([2])})
    assert view.refused.isVisible()


def test_the_bars_that_are_pointed_at_tell_their_counts(qtbot: QtBot) -> None:
    view = EvaluateView()
    qtbot.addWidget(view)
    view.show_measured("Weak", {"test": measured([])})
    chart = view.chart
    assert chart.words_at(chart.width() - 2) == "90 to 100 %: 3 right, 2 wrong"
    assert chart.words_at(chart.width() / 2).endswith(": 0 right, 0 wrong")
    assert chart.words_at(2) == ""
    assert chart.text() == "90 to 100 %: 3 right, 2 wrong"


def test_the_cell_that_the_keys_begin_at_is_framed(qtbot: QtBot) -> None:
    view = EvaluateView()
    qtbot.addWidget(view)
    view.show_measured("Weak", {"test": measured([])})
    view.show()
    view.activateWindow()
    view.table.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(view.table.hasFocus)
    assert not view.table.selectionModel().hasSelection()
    place = view.table.visualRect(view.table.currentIndex())
    cell = view.table.viewport().grab(place).toImage()
    left = [cell.pixelColor(1, y).name() for y in range(3, cell.height() - 3)]
    assert set(left) == {LIGHT.accent}


def test_the_heading_of_a_network_in_training_is_whole_in_the_narrowest_view(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.resize(0, 0)
    window.views.open("Evaluate")
    view = window.findChild(EvaluateView)
    assert view is not None
    view.show_measured("Quick, in training", {})
    assert view.heading.shown_text() == "Quick, in training · Test images"


def test_the_heading_of_the_mistakes_is_whole_in_the_narrowest_view(qtbot: QtBot) -> None:
    view = EvaluateView()
    qtbot.addWidget(view)
    view.resize(416, 440)
    view.show()
    view.show_measured("Weak", {"test": measured([2])})
    qtbot.waitUntil(lambda: view.width() == 416)
    assert view.shown_images.width() >= view.shown_images.sizeHint().width()


def test_the_gallery_has_a_scroll_bar_only_where_a_caption_is_out_of_sight(qtbot: QtBot) -> None:
    view = EvaluateView()
    qtbot.addWidget(view)
    view.show_measured("Weak", {"test": measured([0, 1, 2, 3, 4])})
    view.refused.click()
    view.show()
    gallery, bar = view.gallery, view.gallery.verticalScrollBar()
    seen = set()
    for high in range(420, 720, 4):
        view.resize(526, high)
        qtbot.wait(1)
        last = gallery.visualRect(gallery.model().index(4, 0))
        hidden = last.bottom() - 8 > gallery.viewport().height()
        assert bar.isVisible() == hidden, high
        seen.add(hidden)
    assert seen == {False, True}


def test_no_heading_and_no_button_is_cut_off_in_a_narrow_view(qtbot: QtBot) -> None:
    view = EvaluateView()
    qtbot.addWidget(view)
    view.show_measured("Weak", {"test": measured([2])})
    view.show()
    view.resize(416, 500)
    asked = (
        lambda: view.table.setCurrentIndex(view.table.model().index(1, 7)),
        view.refused.click,
        view.all_mistakes.click,
    )
    for ask in asked:
        ask()
        qtbot.wait(20)
        for part in (view.shown_images, view.refused, view.all_mistakes):
            assert part.isHidden() or part.sizeHint().width() <= part.width()
