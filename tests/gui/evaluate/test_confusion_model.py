"""The cells of the confusion matrix, and the images of each."""

import pytest

from digitpad.gui.evaluate.confusion_model import ConfusionModel, Kind
from tests.gui.evaluate.conftest import measured


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
