"""The scenes of Look inside."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.gui.answer.networks import SHIPPED
from digitpad.gui.inside.inside_view import InsideView
from digitpad.gui.inside.map_page import MapPage
from digitpad.gui.inside.pages import PAGES
from digitpad.gui.train.training_controller import State
from driven import pen
from driven.looks import Scene
from driven.stage import Stage

_FOLLOW_MS = 3_000  # in which every page has followed the run at least once
_LEARNED = ("Layers", "Kernels", "Way back", "Why", "Map", "Play")  # what a run changes


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
            stage.train("Quick")
            stage.wait(lambda: stage.batches_trained > 0)
        stage.draw(pen.digit(3))
        stage.open_view("Look inside")
        _open_page(stage, title)
        stage.pause(_FOLLOW_MS)

    return Scene(f"inside-training-{title.lower().replace(' ', '-')}", play)


INSIDE_SCENES = (
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
    stage.draw(pen.digit(3))
    stage.open_view("Look inside")
    _open_page(stage, title)
    stage.wait_until_still()


def _open_page(stage: Stage, title: str) -> None:
    """Open a page; the map is there, and arranged unless a run goes on, before it is looked at."""
    view = stage.window.findChild(InsideView)
    view.open_page(title)
    page = view.page
    if isinstance(page, MapPage):
        stage.wait(lambda: page._map is not None)
        if stage.window.training.state is State.IDLE:
            stage.wait(lambda: not (page._rest.isActive() or page._pieces.is_busy))
