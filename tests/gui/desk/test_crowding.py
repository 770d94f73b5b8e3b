"""Where the pen has passed again and again it leaves no more ink."""

import numpy as np

from digitpad.gui.desk.crowding import Crowding
from digitpad.gui.desk.drawing import Drawing


def test_a_line_drawn_again_and_again_is_kept_only_a_few_times() -> None:
    drawing = Drawing()
    for _ in range(100):
        drawing.press(40.0, 100.0, 20.0)
        for x in range(44, 240, 4):
            drawing.move(x, 100.0, 20.0)
        drawing.lift()
    assert len(drawing.strokes) == 4
    assert {len(stroke) for stroke in drawing.strokes} == {98}


def test_a_pen_that_trembles_in_one_place_has_an_end() -> None:
    drawing = Drawing()
    drawing.press(100.0, 100.0, 20.0)
    for turn in range(10_000):
        drawing.move(100.0 + turn % 2, 100.0, 20.0)
    assert sum(len(stroke) for stroke in drawing.ink()) < 100


def test_a_pen_that_comes_from_crowded_places_draws_on_from_there() -> None:
    drawing = Drawing()
    for _ in range(5):
        drawing.press(102.0, 102.0, 20.0)
        for x in range(106, 180, 4):
            drawing.move(x, 102.0, 20.0)
        drawing.lift()
    drawing.press(102.0, 102.0, 20.0)
    for x in range(106, 220, 4):
        drawing.move(x, 102.0, 20.0)
    drawing.lift()
    last = drawing.strokes[-1].points
    assert last[0].tolist() == [178.0, 102.0]
    assert last[-1].tolist() == [218.0, 102.0]


def test_after_undo_and_clearing_there_is_room_again() -> None:
    drawing = Drawing()

    def tap() -> None:
        drawing.press(50.0, 50.0, 20.0)
        drawing.lift()

    for _ in range(9):
        tap()
    assert len(drawing.strokes) == 4
    drawing.undo()
    tap()
    assert len(drawing.strokes) == 4
    drawing.clear()
    tap()
    assert len(drawing.strokes) == 1


def test_strokes_are_counted_as_the_pen_that_drew_them_was() -> None:
    drawing = Drawing()
    rng = np.random.default_rng(5)
    drawing.press(140.0, 140.0, 20.0)
    for x, y in rng.uniform(0, 280, (30, 2)):
        drawing.move(x, y, 20.0)
    drawing.lift()
    drawn, counted = drawing._crowding, Crowding(drawing.strokes)
    assert drawn is not None
    different = np.subtract(drawn._passes, counted._passes)
    assert np.abs(different).max() <= 4  # a curve takes another way than the lines between
    assert abs(different.sum()) < 0.15 * np.sum(drawn._passes)
