"""Every state of the window that is worth a look: one table, in the order in which it is played.

To add a state, write a function that brings the window to it and add a line to ``SCENES``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad import paths
from digitpad.gui.answer.networks import SHIPPED
from digitpad.gui.inside.inside_view import InsideView
from digitpad.gui.inside.pages import PAGES
from digitpad.gui.runs.resume_offer import ResumeOffer
from digitpad.gui.train.help_popover import HelpButton
from digitpad.gui.train.training_controller import State
from digitpad.recognizer import Recognizer
from driven import pen
from driven.stage import Stage

_IMAGES, _EPOCHS = 12_000, 4  # of a run that is long enough to be looked at
_FEW_IMAGES, _FEW_EPOCHS = 500, 5  # of one to compare it with
_ENDLESS = 1_000  # epochs
_FAR_TOO_LARGE = 1_000.0  # learning rate
_READ_MS = 1_000  # in which a small window has filled itself
_FOLLOW_MS = 3_000  # in which every page has followed the run at least once
_LEARNED = ("Layers", "Kernels", "Way back", "Why", "Map", "Play")  # what a run changes


@dataclass(frozen=True)
class Look:
    """How large the window is, in logical pixels, its colours, and the screen's scale factor."""

    width: int
    height: int
    mode: str = "light"
    scale: float = 1.0

    @property
    def name(self) -> str:
        """For a file."""
        size = f"{self.width}x{self.height}" if self.width else "smallest"
        scale = f"@{self.scale:g}x" if self.scale != 1.0 else ""
        return f"{size}{scale}-{self.mode}"


LAPTOP = Look(1366, 720)
LAPTOP_DARK = Look(1366, 720, "dark")
SMALLEST = Look(0, 0)  # as small as the window lets itself be made
SMALLEST_DARK = Look(0, 0, "dark")
LARGE = Look(1920, 1040)
TWICE = Look(1366, 720, scale=2.0)
TWICE_DARK = Look(1366, 720, "dark", scale=2.0)
HUGE = Look(3840, 2080)
HUGE_TWICE = Look(1920, 1040, scale=2.0)

BESIDE = (LAPTOP, LAPTOP_DARK)  # of small windows, which keep their own size
FEW = (*BESIDE, SMALLEST, SMALLEST_DARK)
ALL = (*FEW, LARGE, HUGE, TWICE, TWICE_DARK, HUGE_TWICE)


@dataclass(frozen=True)
class Scene:
    """A state by name, how the window is brought to it, and in which looks it is taken."""

    name: str
    play: Callable[[Stage], None]
    looks: tuple[Look, ...] = FEW


def first_start(stage: Stage) -> None:
    """Nothing is drawn, nothing was trained."""


def drawing(stage: Stage) -> None:
    """A digit is being drawn: the pen is still down."""
    *whole, last = pen.digit(5)
    stage.pen.draw(whole)
    places = stage.pen.movements(last)
    stage.pen.press(places[0])
    for place in places[1:]:
        stage.pen.move(place)
        stage.pause(4)
    stage.pause(50)


def drawn(stage: Stage) -> None:
    """A digit is drawn and read."""
    _draw(stage, pen.digit(3))


def perhaps(stage: Stage) -> None:
    """A digit that might be another."""
    _draw(stage, pen.doubtful(Recognizer.shipped()))


def unsure(stage: Stage) -> None:
    """What is drawn is no digit."""
    _draw(stage, pen.heart())


def erasing(stage: Stage) -> None:
    """The eraser has rubbed out part of a stroke, and its ring is seen."""
    _draw(stage, pen.digit(8))
    stage.click("eraserButton")
    line = stage.pen.movements(pen.placed([pen.digit(1)[0]], 0.4)[0])
    stage.pen.press(line[0])
    for place in line[1:]:
        stage.pen.move(place)
    stage.pause(50)
    stage.pen.lift(line[-1])
    stage.click("eraserButton")


def training(stage: Stage) -> None:
    """A run is well on its way, and reads what is drawn."""
    _draw(stage, pen.digit(3))
    stage.open_view("Train")
    stage.train("Quick", _IMAGES, _EPOCHS)
    progress = stage.window.train_view.panel.progress
    stage.wait(lambda: progress.maximum() > 0 and progress.value() > 0.6 * progress.maximum())
    stage.click("pauseButton")


def trained(stage: Stage) -> None:
    """The run is at its end."""
    stage.click("pauseButton")
    stage.wait_for_end()


def runs(stage: Stage) -> None:
    """A second run has ended, and both are compared."""
    stage.open_view("Train")
    stage.train("Notebook", _FEW_IMAGES, _FEW_EPOCHS)
    stage.wait_for_end()
    stage.open_view("Runs")
    stage.find("runTable").selectAll()
    stage.wait_until_still()


def network(stage: Stage) -> None:
    """The layers of the network, to be edited."""
    stage.open_view("Train")
    stage.window.train_view.pages.setCurrentIndex(1)
    stage.pause(100)


def settings(stage: Stage) -> None:
    """All settings of a run."""
    stage.open_view("Train")
    stage.window.train_view.pages.setCurrentIndex(2)
    stage.pause(100)


def impossible_network(stage: Stage) -> None:
    """A network that cannot be: what was in it is missing, and the list says where."""
    network(stage)
    table = stage.find("layerTable")
    titles = [table.model().index(row, 0).data() for row in range(table.model().rowCount())]
    table.choose(titles.index("Flatten"))
    stage.click("removeLayerButton")
    stage.pause(100)


def help_on_a_setting(stage: Stage) -> None:
    """What the ? beside a setting says about it."""
    stage.click("undoLayersButton")
    settings(stage)
    next(one for one in stage.window.findChildren(HelpButton) if one.isVisible()).click()
    stage.pause(100)


def problem(stage: Stage) -> None:
    """A file that is no picture was opened."""
    path = paths.user_folder() / "holiday.png"
    path.write_bytes(b"no picture")
    stage.window.pictures.open(path)
    stage.wait(lambda: "holiday" in stage.window.strip.message)


def diverged(stage: Stage) -> None:
    """A run with far too large a learning rate has come to nothing."""
    stage.open_view("Train")
    stage.window.train_view.pages.setCurrentIndex(0)
    panel = stage.window.train_view.panel
    panel.preset.choose("Notebook")
    panel.learning_rate.setValue(_FAR_TOO_LARGE)
    stage.click("startButton")
    stage.wait(lambda: stage.window.training.state is not State.IDLE)
    stage.wait_for_end()
    stage.wait_until_still()


def interrupted(stage: Stage) -> None:
    """The program ended in the middle of a run; the next one offers to go on with it."""
    stage.open_view("Train")
    stage.train("Quick", _IMAGES, _EPOCHS)
    stage.wait(lambda: stage.batches_trained > 0)
    stage.click("stopButton")
    stage.wait_for_end()
    runs = stage.window.runs
    record = max(runs.runs(), key=lambda run: run.started)
    runs.update(record.id, status="running")
    runs.path(record.id, ".lock").touch()  # as a program leaves it that was killed
    stage.window.findChild(ResumeOffer).look()
    stage.pause(100)


def evaluation(stage: Stage) -> None:
    """The network that was trained is measured."""
    stage.open_view("Evaluate")
    measured = stage.window.findChild(object, "testAccuracy")
    stage.wait(lambda: "%" in measured.accessibleName())


def a_cell_of_the_matrix(stage: Stage) -> None:
    """A cell is chosen, and its images are seen."""
    table = stage.find("confusionTable")
    table.setCurrentIndex(table.model().index(9, 4))
    stage.pause(100)


def runs_compared(stage: Stage) -> None:
    """Two runs more are kept; the curves of all are seen in one plot."""
    stage.open_view("Train")
    for images in (_IMAGES // 2, _IMAGES // 4):
        stage.train("Quick", images, _EPOCHS)
        stage.wait(lambda: stage.window.training.state is not State.IDLE)
        stage.wait_for_end()
    stage.open_view("Runs")
    table = stage.find("runTable")
    stage.wait(lambda: table.model().rowCount() >= 2)
    table.selectAll()
    stage.wait_until_still()


def beside(name: str) -> Callable[[Stage], None]:
    """The small window that an action of this name opens."""

    def play(stage: Stage) -> None:
        stage.open_beside(getattr(stage.window.actions_, name))
        stage.pause(_READ_MS)

    return play


def inside(title: str) -> Scene:
    """A page of Look inside, explaining a drawn digit with the network on board."""

    def play(stage: Stage) -> None:
        _look_inside(stage, title)

    return Scene(f"inside-{title.lower().replace(' ', '-')}", play)


def kernel_gradients(stage: Stage) -> None:
    """How the loss would change with each weight of a convolution."""
    _look_inside(stage, "Kernels")
    stage.find("kernelLayer").setCurrentIndex(1)
    stage.click("showGradients")
    stage.wait_until_still()


def steps_taken(stage: Stage) -> None:
    """Two steps of learning were taken on a copy of the network."""
    _look_inside(stage, "Way back")
    for _ in range(2):
        stage.click("takeStepButton")
        stage.wait_until_still()


def switched_off(stage: Stage) -> None:
    """Some kernels are off."""
    _look_inside(stage, "Play")
    tiles = stage.find("switchGrid")
    tiles.setFocus()
    for _ in range(5):
        QTest.keyClick(tiles, Qt.Key.Key_Space)
        QTest.keyClick(tiles, Qt.Key.Key_Right)
    stage.wait_until_still()


def loss_by_hand(stage: Stage) -> None:
    """Softmax and loss of the drawing in numbers."""
    _look_inside(stage, "By hand")
    stage.find("byHandTopic").setCurrentIndex(2)
    stage.wait_until_still()


def inside_training(title: str) -> Scene:
    """A page of Look inside, following a network that learns meanwhile."""

    def play(stage: Stage) -> None:
        if stage.window.training.state is State.IDLE:
            stage.open_view("Train")
            stage.train("Quick", 0, _ENDLESS)
            stage.wait(lambda: stage.batches_trained > 0)
        _draw(stage, pen.digit(3))
        stage.open_view("Look inside")
        stage.window.findChild(InsideView).open_page(title)
        stage.pause(_FOLLOW_MS)

    return Scene(f"inside-training-{title.lower().replace(' ', '-')}", play)


SCENES = (
    Scene("first-start", first_start, ALL),
    Scene("guide", beside("help"), BESIDE),
    Scene("about", beside("about"), BESIDE),
    Scene("report", beside("report"), BESIDE),
    Scene("drawing", drawing, ALL),
    Scene("drawn", drawn),
    Scene("perhaps", perhaps),
    Scene("distortion", beside("preview"), BESIDE),
    Scene("unsure", unsure, (*FEW, TWICE)),
    Scene("erasing", erasing),
    Scene("training", training, ALL),
    Scene("trained", trained, ALL),
    Scene("runs", runs, ALL),
    Scene("network", network, (*FEW, TWICE)),
    Scene("network-impossible", impossible_network),
    Scene("help", help_on_a_setting, BESIDE),
    Scene("settings", settings),
    Scene("problem", problem),
    Scene("evaluation", evaluation, ALL),
    Scene("evaluation-cell", a_cell_of_the_matrix),
    Scene("runs-compared", runs_compared, ALL),
    Scene("diverged", diverged),
    Scene("interrupted", interrupted),
    *(inside(info.title) for info in PAGES),
    Scene("inside-kernels-gradients", kernel_gradients),
    Scene("inside-way-back-steps", steps_taken),
    Scene("inside-play-off", switched_off),
    Scene("inside-by-hand-loss", loss_by_hand),
    *(inside_training(title) for title in _LEARNED),
)


def _look_inside(stage: Stage, title: str) -> None:
    """Open a page with a drawn digit and the network on board, and wait for all of it."""
    stage.window.networks.choose(SHIPPED)
    _draw(stage, pen.digit(3))
    stage.open_view("Look inside")
    stage.window.findChild(InsideView).open_page(title)
    stage.wait_until_still()


def _draw(stage: Stage, strokes: list[pen.Places]) -> None:
    """Draw on an empty canvas, and wait for the answer."""
    stage.window.actions_.clear.trigger()
    stage.pen.draw(strokes)
    stage.pen.leave()
    stage.pause(100)
