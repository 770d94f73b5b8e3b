"""What was measured, without a window."""

from dataclasses import replace

import numpy as np
import pytest

from digitpad.data import ImageSet
from digitpad.gui.evaluate.confusion_model import ConfusionModel, Kind
from digitpad.gui.evaluate.gallery import caption, sentence
from digitpad.gui.evaluate.measurement import Measured, Measurements
from digitpad.training.evaluation import Evaluation

LABELS = [0, 0, 1, 1, 1]
ANSWERS = [0, 1, 1, 0, 0]
SURE = [0.95, 0.65, 1.0, 0.55, 0.85]


def measured() -> Measured:
    images = ImageSet("five", np.zeros((5, 28, 28), np.uint8), np.array(LABELS, np.uint8))
    probabilities = np.zeros((5, 10), np.float32)
    probabilities[range(5), ANSWERS] = SURE
    confusion = np.zeros((10, 10), np.intp)
    np.add.at(confusion, (LABELS, ANSWERS), 1)
    return Measured(images, Evaluation(0.4, 0.0, np.array(ANSWERS), probabilities, confusion))


def test_mistakes_come_the_most_confident_first() -> None:
    assert measured().misread == 3
    assert measured().mistakes().tolist() == [4, 1, 3]
    assert measured().mistakes(label=1).tolist() == [4, 3]
    assert measured().mistakes(answer=1).tolist() == [1]
    assert measured().mistakes(0, 1).tolist() == [1]


def test_right_answers_come_the_least_sure_first() -> None:
    assert measured().right(1).tolist() == [2]
    assert measured().right(0).tolist() == [0]


def test_an_image_answered_with_a_question_mark_is_told_so() -> None:
    found = replace(measured(), refused=np.array([3]))
    assert [caption(found, image)[0] for image in (2, 3, 4)] == ["1→1", "1→?", "1→0"]
    assert "answered with ?" in sentence(found, 3)
    assert "answered with ?" not in sentence(found, 4)


def test_the_histogram_counts_every_answer_once() -> None:
    right, wrong = measured().histogram()
    assert right.tolist() == [0, 0, 0, 0, 0, 0, 0, 0, 2]
    assert wrong.tolist() == [0, 0, 0, 0, 1, 1, 0, 1, 0]


def test_only_the_figures_of_the_last_few_networks_are_kept() -> None:
    kept, networks = Measurements(), [object() for _ in range(6)]
    for network in networks:
        kept.keep(network, {"test": measured()})
    assert [kept.of(network) is not None for network in networks] == [False] * 2 + [True] * 4


@pytest.mark.parametrize(
    ("place", "kind", "text", "sentence"),
    [
        ((0, 0), Kind.RIGHT, "1", "0 read as 0: 1 image."),
        ((1, 0), Kind.WRONG, "2", "1 read as 0: 2 images."),
        ((2, 3), Kind.WRONG, "", "2 read as 3: 0 images."),
        ((1, 10), Kind.RECALL, "33.3", "Recall of 1: 33.3 % of these images are read as 1."),
        ((2, 10), Kind.RECALL, "–", "Recall of 2: there are no such images."),
        ((10, 1), Kind.PRECISION, "50.0", "Precision of 1: 50.0 % of the answers 1 are right."),
        ((10, 10), Kind.ACCURACY, "40.0", "Accuracy: 40.0 % of all images are read right."),
    ],
)
def test_each_cell_says_what_it_is(
    place: tuple[int, int], kind: Kind, text: str, sentence: str
) -> None:
    model = ConfusionModel()
    model.show(measured())
    cell = model.cell(*place)
    assert (cell.kind, cell.text, cell.sentence) == (kind, text, sentence)


@pytest.mark.parametrize(
    ("place", "title", "images"),
    [
        ((1, 0), "1 read as 0", [4, 3]),
        ((1, 1), "1 read as 1, least sure first", [2]),
        ((1, 10), "1 read as another", [4, 3]),
        ((10, 1), "any read as 1", [1]),
        ((5, 6), "5 read as 6: none", []),
    ],
)
def test_each_cell_knows_its_images(place: tuple[int, int], title: str, images: list[int]) -> None:
    model = ConfusionModel()
    model.show(measured())
    found = model.images(*place)
    assert (found[0], found[1].tolist()) == (title, images)


def test_without_figures_the_matrix_is_empty() -> None:
    model = ConfusionModel()
    assert model.rowCount() == model.columnCount() == 11
    assert {model.cell(row, column).text for row in range(11) for column in range(11)} == {""}
    assert model.images(1, 2)[1].tolist() == []
