"""Pens with pressure, fingers and the mouse on the real canvas."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from digitpad.gui.desk import pen_input
from digitpad.gui.desk.canvas import Canvas
from digitpad.gui.main_window import MainWindow
from tests.gui.conftest import move_mouse

Kind = QEvent.Type
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NO_BUTTON = Qt.MouseButton.NoButton
ONE = [(140.0, 40.0 + 20.0 * step) for step in range(11)]


def device(pointer: QPointingDevice.PointerType, kind: QInputDevice.DeviceType) -> QPointingDevice:
    return QPointingDevice(
        "made by a test",
        1,
        kind,
        pointer,
        QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
        10,
        2,
    )


def send_pen(
    canvas: Canvas,
    kind: QEvent.Type,
    place: tuple[float, float],
    *,
    pressure: float = 1.0,
    pointer: QPointingDevice.PointerType = QPointingDevice.PointerType.Pen,
    button: Qt.MouseButton = LEFT,
    buttons: Qt.MouseButton | None = None,
) -> None:
    """Let a pen do something at a place of the sheet; ``buttons`` are held then, else its own."""
    where = QPointF(*place) * canvas.width() / 280.0
    pen = device(pointer, QInputDevice.DeviceType.Stylus)  # has to live as long as the event
    event = QTabletEvent(
        kind,
        pen,
        where,
        canvas.mapToGlobal(where),
        pressure,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        Qt.KeyboardModifier.NoModifier,
        button,
        button if buttons is None else buttons,
    )
    QApplication.sendEvent(canvas, event)
    assert event.isAccepted()  # or Qt would send the same as a mouse's


@pytest.fixture
def stylus(canvas: Canvas) -> Callable[..., None]:
    """Draw through points of the sheet with a pen, each with its pressure."""

    def draw(
        points: list[tuple[float, float, float]],
        pointer: QPointingDevice.PointerType = QPointingDevice.PointerType.Pen,
        button: Qt.MouseButton = LEFT,
    ) -> None:
        kinds = [Kind.TabletPress, *[Kind.TabletMove] * (len(points) - 2), Kind.TabletRelease]
        for kind, (x, y, pressure) in zip(kinds, points, strict=True):
            send_pen(canvas, kind, (x, y), pressure=pressure, pointer=pointer, button=button)

    return draw


def test_pressure_makes_the_ink_broader(window: MainWindow, stylus: Callable[..., None]) -> None:
    light_to_firm = [(x, y, step / 10) for step, (x, y) in enumerate(ONE)]
    stylus(light_to_firm)
    (stroke,) = window.drawing.strokes
    assert stroke.widths[0] < 0.5 * stroke.widths[-1]
    assert (stroke.widths[1:] >= stroke.widths[:-1] - 1e-9).all()


def test_a_light_and_a_firm_pen_are_read_alike(
    window: MainWindow, stylus: Callable[..., None], answer: Callable[[], str]
) -> None:
    for pressure in (0.05, 1.0):
        window.actions_.clear.trigger()
        stylus([(x, y, pressure) for x, y in ONE])
        assert answer() == "1"


@pytest.mark.parametrize(
    ("pointer", "button"),
    [
        (QPointingDevice.PointerType.Eraser, Qt.MouseButton.LeftButton),
        (QPointingDevice.PointerType.Pen, Qt.MouseButton.RightButton),
    ],
)
def test_the_pen_s_other_end_and_its_button_rub_out(
    window: MainWindow,
    stylus: Callable[..., None],
    pointer: QPointingDevice.PointerType,
    button: Qt.MouseButton,
) -> None:
    stylus([(x, y, 1.0) for x, y in ONE])
    stylus([(100.0, 140.0, 1.0), (140.0, 140.0, 1.0), (180.0, 140.0, 1.0)], pointer, button)
    above, below = window.drawing.lines()
    assert above[-1, 1] < 130.0
    assert below[0, 1] > 150.0


def test_a_finger_draws_and_a_second_one_is_ignored(
    qtbot: QtBot, window: MainWindow, canvas: Canvas, answer: Callable[[], str]
) -> None:
    screen = QTest.createTouchDevice()
    places = [QPoint(round(x), round(y)) * canvas.width() / 280 for x, y in ONE]
    palm = QPoint(20, canvas.height() - 20)
    QTest.touchEvent(canvas, screen).press(0, places[0], canvas).commit()
    QTest.touchEvent(canvas, screen).stationary(0).press(1, palm, canvas).commit()
    for place in places[1:]:
        QTest.touchEvent(canvas, screen).move(0, place, canvas).stationary(1).commit()
    QTest.touchEvent(canvas, screen).release(0, places[-1], canvas).stationary(1).commit()
    QTest.touchEvent(canvas, screen).release(1, palm, canvas).commit()
    assert len(window.drawing.strokes) == 1
    assert answer() == "1"
    assert canvas._pointer is None  # a finger leaves no ring behind


def touch(canvas: Canvas, screen: QPointingDevice, **fingers: tuple[str, float, float]) -> None:
    """Let fingers, each by a name that ends with its number, do something at a place."""
    event = QTest.touchEvent(canvas, screen)
    for name, (what, x, y) in fingers.items():
        place = (QPointF(x, y) * canvas.width() / 280.0).toPoint()
        getattr(event, what)(int(name[-1]), place, canvas)
    event.commit()


def test_a_finger_draws_while_another_one_still_rests_from_before(
    window: MainWindow, canvas: Canvas
) -> None:
    screen, palm = QTest.createTouchDevice(), ("move", 30.0, 260.0)
    touch(canvas, screen, f0=("press", 100.0, 60.0))
    touch(canvas, screen, f0=("move", 100.0, 160.0), f1=("press", 20.0, 260.0))
    touch(canvas, screen, f0=("release", 100.0, 160.0), f1=palm)
    touch(canvas, screen, f1=palm, f2=("press", 200.0, 60.0))
    touch(canvas, screen, f1=palm, f2=("move", 200.0, 160.0))
    touch(canvas, screen, f1=("release", 30.0, 260.0), f2=("move", 200.0, 180.0))
    touch(canvas, screen, f2=("release", 200.0, 180.0))
    first, second = window.drawing.lines()
    assert {round(x) for x in first[:, 0]} <= {99, 100, 101}
    assert {round(x) for x in second[:, 0]} <= {199, 200, 201}
    assert second[-1, 1] == pytest.approx(180.0, abs=1.0)


def test_two_fingers_on_a_touch_pad_draw_nothing(window: MainWindow, canvas: Canvas) -> None:
    pad = QTest.createTouchDevice(QInputDevice.DeviceType.TouchPad)
    touch(canvas, pad, f0=("press", 100.0, 60.0), f1=("press", 140.0, 60.0))
    touch(canvas, pad, f0=("move", 100.0, 160.0), f1=("move", 140.0, 160.0))
    touch(canvas, pad, f0=("release", 100.0, 160.0), f1=("release", 140.0, 160.0))
    assert window.drawing.lines() == []


def test_a_hand_that_rests_beside_the_pen_neither_draws_nor_ends_its_stroke(
    window: MainWindow, canvas: Canvas
) -> None:
    screen = QTest.createTouchDevice()
    send_pen(canvas, Kind.TabletPress, (100.0, 60.0))
    touch(canvas, screen, f0=("press", 200.0, 240.0))
    send_pen(canvas, Kind.TabletMove, (100.0, 120.0))
    touch(canvas, screen, f0=("move", 210.0, 240.0))
    send_pen(canvas, Kind.TabletMove, (100.0, 200.0))
    touch(canvas, screen, f0=("release", 210.0, 240.0))
    send_pen(canvas, Kind.TabletRelease, (100.0, 200.0), buttons=NO_BUTTON)
    (line,) = window.drawing.lines()
    np.testing.assert_allclose(line[[0, -1]], [(100.0, 60.0), (100.0, 200.0)], atol=1.0)
    assert line[:, 0].max() < 110.0


def test_a_pen_that_leaves_in_the_middle_of_a_stroke_draws_nothing_when_it_comes_back(
    window: MainWindow, canvas: Canvas
) -> None:
    send_pen(canvas, Kind.TabletPress, (100.0, 60.0))
    send_pen(canvas, Kind.TabletMove, (100.0, 120.0))
    for y in (180.0, 240.0):  # it has left, and hovers now
        send_pen(canvas, Kind.TabletMove, (200.0, y), pressure=0.0, button=NO_BUTTON)
    (line,) = window.drawing.lines()
    assert line[:, 0].max() < 110.0
    send_pen(canvas, Kind.TabletPress, (200.0, 60.0))
    send_pen(canvas, Kind.TabletRelease, (200.0, 60.0), buttons=NO_BUTTON)
    assert len(window.drawing.strokes) == 2


def test_after_a_pen_has_left_in_the_middle_of_a_stroke_a_finger_draws(
    window: MainWindow, canvas: Canvas, monkeypatch: pytest.MonkeyPatch
) -> None:
    send_pen(canvas, Kind.TabletPress, (100.0, 60.0))
    monkeypatch.setattr(pen_input, "_PEN_GONE_S", -1.0)
    screen = QTest.createTouchDevice()
    touch(canvas, screen, f0=("press", 200.0, 60.0))
    touch(canvas, screen, f0=("release", 200.0, 60.0))
    assert [round(line[0, 0]) for line in window.drawing.lines()] == [100, 200]


def test_the_pen_s_button_in_the_middle_of_a_stroke_changes_nothing(
    window: MainWindow, canvas: Canvas
) -> None:
    send_pen(canvas, Kind.TabletPress, (100.0, 60.0))
    send_pen(canvas, Kind.TabletPress, (100.0, 100.0), button=RIGHT, buttons=LEFT | RIGHT)
    send_pen(canvas, Kind.TabletRelease, (100.0, 140.0), button=RIGHT, buttons=LEFT)
    send_pen(canvas, Kind.TabletMove, (100.0, 200.0), button=NO_BUTTON, buttons=LEFT)
    send_pen(canvas, Kind.TabletRelease, (100.0, 200.0), buttons=NO_BUTTON)
    (line,) = window.drawing.lines()
    assert line[-1, 1] == pytest.approx(200.0, abs=1.0)


def test_the_mouse_does_not_end_a_stroke_of_the_keys(
    qtbot: QtBot, window: MainWindow, canvas: Canvas
) -> None:
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    move_mouse(canvas, QPoint(20, 20), NO_BUTTON)
    qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    (line,) = window.drawing.lines()
    assert line[-1, 0] > line[0, 0] > 100.0


def test_a_button_let_go_elsewhere_ends_the_stroke(
    qtbot: QtBot, window: MainWindow, canvas: Canvas
) -> None:
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    for place in (QPoint(90, 90), QPoint(120, 40)):
        move_mouse(canvas, place, Qt.MouseButton.NoButton)
    assert [len(stroke) for stroke in window.drawing.strokes] == [1]


def test_keys_move_the_pen_no_farther_than_the_edge(
    qtbot: QtBot, window: MainWindow, canvas: Canvas
) -> None:
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    for _ in range(60):
        qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    for _ in range(3):
        qtbot.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    points = np.concatenate(window.drawing.lines())
    assert points[:, 0].max() == 280.0
    assert points[-1, 0] < 280.0


def test_the_right_button_rubs_out(window: MainWindow, draw: Callable[..., None]) -> None:
    draw("1")
    draw([(60.0, 140.0), (220.0, 140.0)], Qt.MouseButton.RightButton)
    above, below = window.drawing.lines()
    assert above[-1, 1] < 130.0
    assert below[0, 1] > 150.0


def test_a_fast_stroke_has_no_gaps(window: MainWindow, draw: Callable[..., None]) -> None:
    draw([(20.0, 140.0), (260.0, 140.0)])
    image = window.desk.canvas.picture()
    middle, ink = image.height() // 2, QColor(window.theme.palette.ink)
    places = range(image.width() // 8, 7 * image.width() // 8)
    assert all(image.pixelColor(x, middle) == ink for x in places)


def test_with_shift_the_pen_draws_a_straight_line(window: MainWindow, canvas: Canvas) -> None:
    scale, shift = canvas.width() / 280.0, Qt.KeyboardModifier.ShiftModifier
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    places = [QPointF(x * scale, y * scale) for x, y in ((50, 60), (50, 140), (90, 250), (230, 60))]
    QTest.mousePress(canvas, left, shift, places[0].toPoint())
    for place in places[1:]:
        there = canvas.mapToGlobal(place)
        move = QMouseEvent(QEvent.Type.MouseMove, place, there, none, left, shift)
        QApplication.sendEvent(canvas, move)
    image = canvas.grab().toImage()
    paper, left_over, line = (
        image.pixelColor((QPointF(x, y) * scale).toPoint())
        for x, y in ((20, 20), (50, 140), (140, 60))
    )
    assert left_over == paper  # of the first places nothing is left
    assert line != paper
    QTest.mouseRelease(canvas, left, shift, places[-1].toPoint())
    (points,) = window.drawing.lines()
    np.testing.assert_allclose(points, [(50, 60), (230, 60)], atol=1.0)
