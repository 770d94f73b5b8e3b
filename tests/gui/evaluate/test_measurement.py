"""What was measured, without a window."""

from dataclasses import replace

import numpy as np

from digitpad.gui.evaluate.measurement import Measurements
from tests.gui.evaluate.conftest import ANSWERS, measured


def test_mistakes_come_the_most_confident_first() -> None:
    assert measured().misread == 3
    assert measured().mistakes().tolist() == [4, 1, 3]
    assert measured().mistakes(label=1).tolist() == [4, 3]
    assert measured().mistakes(answer=1).tolist() == [1]
    assert measured().mistakes(0, 1).tolist() == [1]


def test_right_answers_come_the_least_sure_first() -> None:
    assert measured().right(1).tolist() == [2]
    found = measured()
    labels = np.array(ANSWERS, np.uint8)
    all_right = replace(found, images=replace(found.images, labels=labels))
    assert all_right.right(0).tolist() == [3, 4, 0]


def test_the_histogram_counts_every_answer_once() -> None:
    right, wrong = measured().histogram()
    assert right.tolist() == [0, 0, 0, 0, 0, 0, 0, 0, 2]
    assert wrong.tolist() == [0, 0, 0, 0, 1, 1, 0, 1, 0]


def test_only_the_figures_of_the_last_few_networks_are_kept() -> None:
    kept, networks = Measurements(), [object() for _ in range(6)]
    for network in networks:
        kept.keep(network, {"test": measured()})
    assert [kept.of(network) is not None for network in networks] == [False] * 2 + [True] * 4
