"""What somebody does in the window of the real program; see program.py."""

import sys
from collections.abc import Iterator

from digitpad.gui.main_window import MainWindow
from digitpad.gui.train.training_controller import State

SEVEN = [(80.0, 50.0), (140.0, 50.0), (200.0, 50.0), (160.0, 140.0), (125.0, 230.0)]
POLL_MS = 20


def say(line: str) -> None:
    """Tell the test."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def draw(window: MainWindow, points: list[tuple[float, float]] = SEVEN) -> None:
    """Draw a stroke, as the canvas tells of it."""
    canvas = window.desk.canvas
    canvas.pen_pressed.emit(*points[0], 1.0, False)
    for x, y in points[1:]:
        canvas.pen_moved.emit(x, y, 1.0)
    canvas.pen_lifted.emit()


def few_images(window: MainWindow, *, images: int = 128, epochs: int = 1) -> None:
    """Choose settings for a run of this length."""
    panel = window.train_view.panel
    panel.limit.setValue(images)
    panel.batch_size.setValue(16)
    panel.epochs.setValue(epochs)


def until_idle(window: MainWindow) -> Iterator[int]:
    """Wait for the end of the run."""
    yield POLL_MS
    while window.training.state is not State.IDLE:
        yield POLL_MS


def draw_train_and_close(window: MainWindow) -> Iterator[int]:
    """Tell each message that comes up on the way."""
    messages: list[str] = []

    def hear(sentence: str) -> None:
        if sentence and sentence not in messages:
            messages.append(sentence)
            say(sentence)

    draw(window)
    for _ in range(70):
        yield POLL_MS
        hear(window.strip.message)
    say(f"answer {window.answer_panel.answer.text()}")
    few_images(window)
    window.training.start()
    for wait in until_idle(window):
        hear(window.strip.message)
        yield wait
    hear(window.strip.message)
    say(window.train_view.panel.status.text())
    window.close()
