"""What somebody does in the window of the real program; see program.py."""

import gc
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

from digitpad.gui.main_window import MainWindow
from digitpad.gui.train.curves import Series
from digitpad.gui.train.training_controller import State
from digitpad.paths import user_folder
from digitpad.training.thinned_table import ThinnedTable
from tests.robust.read_only import make_read_only
from tests.robust.soak import Diary, write
from tests.robust.watched import Watch

LOSSES: dict[str, Callable[[Path], object]] = {
    "moved": lambda folder: folder.rename(folder.with_name("moved")),
    "deleted": shutil.rmtree,
    "read-only": make_read_only,
}
SEVEN = [(80.0, 50.0), (140.0, 50.0), (200.0, 50.0), (160.0, 140.0), (125.0, 230.0)]
POLL_MS = 20
_FEW_POINTS = 64  # of a curve, in a long session


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


def until(window: MainWindow, state: State) -> Iterator[int]:
    """Wait until training is in this state."""
    yield POLL_MS
    while window.training.state is not state:
        yield POLL_MS


def until_idle(window: MainWindow) -> Iterator[int]:
    """Wait for the end of the run."""
    yield from until(window, State.IDLE)


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


def close_at_some_moment(window: MainWindow, seed: str) -> Iterator[int]:
    """Begin something, and close the window a moment later, in one of the ways there are."""
    moments = random.Random(int(seed))
    draw(window)
    few_images(window, images=moments.choice((64, 1000, 0)), epochs=1000)
    tabs = window.views.bar
    if moments.random() < 0.4:
        tabs.setCurrentIndex(moments.randrange(tabs.count()))
    yield moments.randrange(100)
    begin = (window.training.start, window.training.start, window.training.step, lambda: None)
    moments.choice(begin)()
    yield moments.randrange(800)
    moments.choice((window.training.pause_or_resume, window.training.stop, lambda: None))()
    yield moments.randrange(50)
    say("closing")
    if moments.random() < 0.5:
        window.close()
    else:
        window.actions_.quit.trigger()
        if window.isVisible():
            yield moments.randrange(100)
            say("closing")
            window.actions_.quit.trigger()


def lose_the_folder_while_training(window: MainWindow, loss: str) -> Iterator[int]:
    """Train, lose the data folder meanwhile, go on as if nothing were; tell each message."""
    messages: list[str] = []

    def hear() -> None:
        if window.strip.message and window.strip.message not in messages:
            messages.append(window.strip.message)
            say(window.strip.message)

    few_images(window, images=64, epochs=100_000)
    window.training.start()
    yield from until(window, State.RUNNING)
    draw(window)
    folder = user_folder()
    while not (folder / "drawing.dat").exists() or not list(folder.glob("runs/*.state.npz")):
        yield POLL_MS
    yield 200  # the record comes last
    LOSSES[loss](folder)
    tabs = window.views.bar
    for index in range(tabs.count()):
        tabs.setCurrentIndex(index)
        draw(window)
        yield 800
        hear()
    window.training.stop()
    for wait in until_idle(window):
        hear()
        yield wait
    yield 500
    hear()
    say(f"answer {window.answer_panel.answer.text()}")
    say(window.train_view.panel.status.text())
    window.close()


def draw_and_wait(window: MainWindow) -> Iterator[int]:
    """Draw, say so when the drawing is kept, and wait to be killed."""
    draw(window)
    kept = user_folder() / "drawing.dat"
    while not kept.exists():
        yield POLL_MS
    say("kept")
    while True:
        yield 1000


def tell_the_drawing(window: MainWindow) -> Iterator[int]:
    """Say how many strokes are there, and what they are read as; close as the person does."""
    yield 300
    say(f"{len(window.drawing.strokes)} strokes, {window.answer_panel.answer.text()}")
    window.actions_.quit.trigger()


def use_everything(window: MainWindow, seconds: str) -> Iterator[int]:
    """Draw, train, choose settings, look at every view, until the time is over; then close."""
    end = monotonic() + float(seconds)
    few_images(window)
    tabs, turn = window.views.bar, 0
    while monotonic() < end:
        turn += 1
        window.actions_.clear.trigger()
        draw(window)
        tabs.setCurrentIndex(turn % tabs.count())
        window.train_view.panel.seed.setValue(turn)
        window.training.start()
        yield from until_idle(window)
    say(f"{turn} turns")
    window.close()


def session_under_watch(window: MainWindow, report: str) -> Iterator[int]:
    """Do what a person does in a session, and write down what the process did meanwhile."""
    watch = Watch()
    tabs = window.views.bar
    for index in range(tabs.count()):
        tabs.setCurrentIndex(index)
        yield 300
    draw(window)
    yield 1500  # until the drawing is kept
    few_images(window)
    window.training.start()
    yield from until_idle(window)
    window.actions_.report.trigger()
    window.actions_.about.trigger()
    window.actions_.help.trigger()
    window.actions_.modes["dark"].trigger()
    yield 300
    window.actions_.copy.trigger()
    window.actions_.paste.trigger()
    yield 500
    watch.write(Path(report))
    window.close()


def long_session(window: MainWindow, seconds: str, report: str) -> Iterator[int]:
    """Train without end, draw and look around; look at memory when all views were seen again.

    Curves grow for hours until they have all of their points, which is no leak; with few points
    they have them at once.
    """
    began = monotonic()
    for kind in (Series, ThinnedTable):
        kind.__init__.__defaults__ = (_FEW_POINTS,)  # a function has them
    diary = Diary()
    few_images(window, images=64, epochs=10_000)
    window.training.start()
    yield from until(window, State.RUNNING)  # what pauses it would do nothing before
    tabs = window.views.bar
    while (now := monotonic() - began) < float(seconds):
        for index in range(tabs.count()):
            tabs.setCurrentIndex(index)
            draw(window)
            yield 100
            window.actions_.undo.trigger()
            yield 50
        window.training.pause_or_resume()  # or arrays of a batch would be counted
        assert window.training.state is State.PAUSED
        yield 100
        gc.collect()
        diary.look(now)
        window.training.pause_or_resume()
    write(diary.samples(), Path(report))
    window.training.stop()
    yield from until_idle(window)
    window.close()
