import numpy as np
import pytest

from digitpad.gui.desk.drawing import Drawing, Picture
from digitpad.gui.desk.stroke import Stroke


def draw_line(drawing: Drawing, y: float, x0: float = 20.0, x1: float = 250.0) -> None:
    drawing.press(x0, y, 20.0)
    drawing.move(x1, y, 20.0)
    drawing.lift()


@pytest.fixture
def drawing() -> Drawing:
    drawing = Drawing()
    for y in (50.0, 100.0, 150.0):
        draw_line(drawing, y)
    return drawing


def heights(drawing: Drawing) -> list[float]:
    return [float(line[0, 1]) for line in drawing.lines()]


def test_a_new_drawing_is_empty_and_has_no_history() -> None:
    drawing = Drawing()
    assert drawing.is_empty
    assert not drawing.can_undo
    assert not drawing.can_redo


def test_the_stroke_in_the_making_belongs_to_the_drawing() -> None:
    drawing = Drawing()
    drawing.press(10.0, 10.0, 20.0)
    drawing.move(60.0, 10.0, 20.0)
    assert not drawing.is_empty
    assert drawing.lines()[0][-1].tolist() == [60.0, 10.0]


def test_every_act_is_undone_and_redone(drawing: Drawing) -> None:
    drawing.rub(100.0, 90.0, 100.0, 110.0, 10.0)
    drawing.end_rub()
    drawing.clear()
    states = [[], [50.0, 100.0, 100.0, 150.0], [50.0, 100.0, 150.0], [50.0, 100.0], [50.0], []]
    for state in states:
        assert heights(drawing) == state
        drawing.undo()
    for state in reversed(states[:-1]):
        drawing.redo()
        assert heights(drawing) == state
    assert not drawing.can_redo


def test_undone_strokes_are_the_same_objects(drawing: Drawing) -> None:
    before = list(drawing.strokes)
    drawing.clear()
    drawing.undo()
    assert all(a is b for a, b in zip(drawing.strokes, before, strict=True))


def test_a_new_act_forgets_what_was_undone(drawing: Drawing) -> None:
    drawing.undo()
    draw_line(drawing, 200.0)
    assert not drawing.can_redo
    assert heights(drawing) == [50.0, 100.0, 200.0]


def test_one_movement_of_the_eraser_is_one_act(drawing: Drawing) -> None:
    assert drawing.rub(100.0, 40.0, 100.0, 60.0, 10.0)
    assert drawing.rub(100.0, 60.0, 100.0, 160.0, 10.0)
    drawing.end_rub()
    assert len(drawing.strokes) == 6
    drawing.undo()
    assert heights(drawing) == [50.0, 100.0, 150.0]


def test_an_eraser_that_meets_nothing_is_no_act(drawing: Drawing) -> None:
    assert not drawing.rub(100.0, 220.0, 120.0, 220.0, 5.0)
    drawing.end_rub()
    drawing.undo()
    assert heights(drawing) == [50.0, 100.0]


def test_clearing_an_empty_sheet_is_no_act() -> None:
    drawing = Drawing()
    drawing.clear()
    assert not drawing.can_undo


@pytest.mark.parametrize("beyond", [[(400.0, 170.0)], [(400.0, 140.0), (400.0, 200.0)]])
def test_ink_that_leaves_the_sheet_and_comes_back_is_one_act_of_two_pieces(
    beyond: list[tuple[float, float]],
) -> None:
    drawing = Drawing()
    drawing.press(140.0, 140.0, 20.0)
    for place in (*beyond, (140.0, 200.0)):
        drawing.move(*place, 20.0)
    drawing.lift()
    assert len(drawing.strokes) == 2
    assert max(line[:, 0].max() for line in drawing.lines()) <= 280.0
    drawing.undo()
    assert drawing.is_empty


def test_a_stroke_made_straight_is_a_line_from_where_it_began_and_goes_on_from_there() -> None:
    drawing = Drawing()
    drawing.press(100.0, 100.0, 20.0)
    drawing.move(130.0, 90.0, 20.0)
    drawing.move_straight(150.0, 150.0, 20.0)
    drawing.move_straight(200.0, 100.0, 20.0)
    assert [line.tolist() for line in drawing.lines()] == [[[100.0, 100.0], [200.0, 100.0]]]
    drawing.move(200.0, 200.0, 20.0)
    drawing.lift()
    (line,) = drawing.lines()
    assert line[0].tolist() == [100.0, 100.0]
    assert line[-1].tolist() == [200.0, 200.0]
    drawing.undo()
    assert drawing.is_empty


def test_a_picture_replaces_strokes_and_undo_brings_them_back(drawing: Drawing) -> None:
    picture = Picture(np.zeros((4, 4, 4), np.uint8), None)
    drawing.show_picture(picture)
    assert drawing.picture is picture
    assert drawing.lines() == []
    draw_line(drawing, 77.0)
    assert drawing.picture is None
    assert heights(drawing) == [77.0]
    drawing.undo()
    assert drawing.picture is picture
    drawing.undo()
    assert heights(drawing) == [50.0, 100.0, 150.0]


def test_strokes_from_elsewhere_can_be_put_on_the_sheet(drawing: Drawing) -> None:
    stroke = Stroke(np.array([[5.0, 9.0], [50.0, 9.0]]), np.array([20.0, 20.0]))
    drawing.show_strokes([stroke])
    assert drawing.strokes == [stroke]
    drawing.undo()
    assert heights(drawing) == [50.0, 100.0, 150.0]


def test_a_press_while_the_pen_is_down_finishes_the_first_stroke() -> None:
    drawing = Drawing()
    drawing.press(10.0, 10.0, 20.0)
    drawing.move(60.0, 10.0, 20.0)
    drawing.press(10.0, 90.0, 20.0)
    assert len(drawing.strokes) == 1
    assert len(drawing.pen) == 1


def test_ten_thousand_acts_stay_small_and_can_be_undone() -> None:
    drawing = Drawing()
    for step in range(10_000):
        drawing.press(step % 100 * 2.8, step // 100 * 2.8, 20.0)
        drawing.lift()
    sizes = [len(act.before) + len(act.after) for act in drawing._done]
    assert sum(sizes) == 10_000  # each act holds its own stroke and no other
    for _ in range(10_000):
        drawing.undo()
    assert drawing.is_empty
    assert not drawing.can_undo


def test_a_history_of_large_drawings_forgets_the_oldest() -> None:
    drawing = Drawing()
    large = Stroke(np.zeros((200_000, 2)), np.ones(200_000))  # 4.8 MB
    for _ in range(100):
        drawing.show_strokes([large])
        drawing.clear()
    assert drawing._history_bytes == sum(act.size for act in drawing._done) <= 2**26
    for _ in range(8):
        drawing.undo()
    assert drawing.is_empty
    drawing.press(9.0, 9.0, 20.0)
    drawing.lift()
    assert drawing._history_bytes == sum(act.size for act in drawing._done)
