"""How often a page follows a network that changes all the time."""

import numpy as np
from pytestqt.qtbot import QtBot

from digitpad.gui.inside.subject import Subject
from digitpad.gui.inside.training_pace import TrainingPace

_CLASSES = tuple("0123456789")


def subject(network: object, ink: int) -> Subject:
    image = np.full((28, 28), ink, np.uint8)
    return Subject(network, image, np.full(10, 0.1, np.float32), _CLASSES)


def test_a_new_drawing_is_explained_at_once_and_a_newer_network_after_a_pause(
    qtbot: QtBot,
) -> None:
    networks = [object() for _ in range(4)]
    said: list[Subject | None] = []
    pace = TrainingPace(80, said.append)
    first = subject(networks[0], 1)
    for _ in range(3):
        pace.offer(first)
    assert said == [first]
    newer = [subject(network, 1) for network in networks[1:]]
    for one in newer:
        pace.offer(one)
    assert said == [first]
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said[1] is newer[-1]
    drawn = subject(networks[-1], 2)
    pace.offer(drawn)
    assert said[-1] is drawn
    pace.offer(None)
    assert said[-1] is None


def test_after_forgetting_the_same_is_explained_again(qtbot: QtBot) -> None:
    said: list[Subject | None] = []
    pace = TrainingPace(60_000, said.append)
    one = subject(object(), 1)
    pace.offer(one)
    pace.forget()
    pace.offer(one)
    assert said == [one, one]
