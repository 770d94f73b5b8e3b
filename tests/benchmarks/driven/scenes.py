"""Every state of the window that is worth a look: one table, in the order in which it is played.

To add a state, write a function that brings the window to it and add a line to ``SCENES``.
"""

from __future__ import annotations

from collections.abc import Callable

from digitpad import paths
from digitpad.gui.runs.resume_offer import ResumeOffer
from digitpad.gui.train.help_popover import HelpButton
from digitpad.gui.train.training_controller import State
from digitpad.recognizer import Recognizer
from driven import pen
from driven.inside_scenes import INSIDE_SCENES
from driven.looks import ALL, BESIDE, FEW, TWICE, Scene
from driven.stage import Stage

_IMAGES, _EPOCHS = 12_000, 4  # of a run that is long enough to be looked at
_FEW_IMAGES, _FEW_EPOCHS = 500, 5  # of one to compare it with
_FAR_TOO_LARGE = 1_000.0  # learning rate
_READ_MS = 1_000  # in which a small window has filled itself


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
    stage.draw(pen.digit(3))


def perhaps(stage: Stage) -> None:
    """A digit that might be another."""
    stage.draw(pen.doubtful(Recognizer.shipped()))


def unsure(stage: Stage) -> None:
    """What is drawn is no digit."""
    stage.draw(pen.heart())


def erasing(stage: Stage) -> None:
    """The eraser has rubbed out part of a stroke, and its ring is seen."""
    stage.draw(pen.digit(8))
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
    stage.draw(pen.digit(3))
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
    *INSIDE_SCENES,
)
