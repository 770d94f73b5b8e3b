"""The frame of Look inside: pages made late, that hear of what is new only while in sight."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QTabBar
from pytestqt.qtbot import QtBot

from digitpad.gui.inside.inside_controller import InsideController
from digitpad.gui.inside.inside_view import InsideView
from digitpad.gui.inside.moment import Moment
from digitpad.gui.inside.page import Page, PageInfo, Surroundings
from digitpad.gui.main_window import MainWindow
from digitpad.gui.palette import DARK, LIGHT, Palette
from digitpad.gui.work import Work

Draw = Callable[..., None]
Answer = Callable[[], str]


class Heard(Page):
    """A page that only remembers what it was told."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.moments: list[Moment] = []
        self.palettes: list[Palette] = []

    def show_moment(self, moment: Moment) -> None:
        self.moments.append(moment)

    def use_colours(self, palette: Palette) -> None:
        self.palettes.append(palette)


@pytest.fixture
def view(window: MainWindow) -> InsideView:
    """A view with two pages that remember, in sight."""
    work = Work(window)
    around = Surroundings(work, window.drawing, window.drawing_controller)
    infos = [PageInfo(title, f"The page {title}.", Heard) for title in ("One", "Two")]
    view = InsideView(infos, around)
    InsideController(view, window.shelf, window.recognition, window.training, work, window)
    window.add_view("Pages", view)
    window.closing.connect(work.close)
    window.open_view(view)
    return view


def test_a_page_is_made_when_it_is_first_looked_at_and_is_told_at_once(view: InsideView) -> None:
    one = view.page
    assert isinstance(one, Heard)
    assert len(view.findChildren(Heard)) == 1
    assert one.palettes == [LIGHT]
    assert [moment.image for moment in one.moments] == [None]
    view.open_page("Two")
    assert view.page is not one
    view.use_colours(DARK)
    assert [page.palettes[-1] for page in view.findChildren(Heard)] == [DARK, DARK]


def test_only_the_page_in_sight_hears_of_a_drawing(
    qtbot: QtBot, window: MainWindow, view: InsideView, draw: Draw, answer: Answer
) -> None:
    one = view.page
    assert isinstance(one, Heard)
    view.open_page("Two")
    two = view.page
    assert isinstance(two, Heard)
    heard = len(one.moments)
    draw("7")
    answer()
    qtbot.waitUntil(lambda: two.moments[-1].answer is not None)
    assert two.moments[-1].image is two.moments[-1].answer.seen
    assert two.moments[-1].network is window.shelf.current.network
    assert len(one.moments) == heard
    window.open_view(window.train_view)
    told = len(two.moments)
    draw("1")
    answer()
    qtbot.wait(80)
    assert len(two.moments) == told
    window.open_view(view)
    assert two.moments[-1].answer is window.findChildren(InsideController)[-1]._answer


def test_many_answers_in_a_row_are_told_at_a_pace_and_the_last_one_is_among_them(
    qtbot: QtBot, window: MainWindow, view: InsideView, draw: Draw
) -> None:
    draw("7")
    page = view.page
    assert isinstance(page, Heard)
    heard = len(page.moments)
    for _ in range(20):
        window.recognition.recognize()
    last = window.findChildren(InsideController)[-1]._answer
    qtbot.waitUntil(lambda: page.moments[-1].answer is last)
    assert len(page.moments) <= heard + 3


def test_an_unknown_page_cannot_be_opened(view: InsideView) -> None:
    with pytest.raises(StopIteration):
        view.open_page("Three")


def test_the_titles_of_all_pages_are_whole_at_every_width(window: MainWindow) -> None:
    window.views.open("Look inside")
    tabs = window.findChild(QTabBar, "insideTabs")
    assert tabs is not None
    last = tabs.count() - 1
    for width in (*range(window.minimumSizeHint().width(), 1200, 10), 1366):
        window.resize(width, 720)
        QApplication.processEvents()
        assert tabs.tabRect(last).right() <= tabs.width(), width
    assert tabs.property("room") == "wide"
