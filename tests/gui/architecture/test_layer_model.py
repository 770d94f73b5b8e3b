"""What the list of layers says of each."""

import pytest

from digitpad.gui.architecture.layer_model import LayerModel, shape_text, short
from digitpad.training.architecture import report


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "–"),
        (999, "999"),
        (1000, "1 k"),
        (999_499, "999 k"),
        (999_999, "1 M"),
        (2_230_272, "2.23 M"),
        (999_600_000, "1 G"),
        (3 * 10**12, "3 T"),
    ],
)
def test_a_large_number_has_three_digits_and_a_letter(number: int, text: str) -> None:
    assert short(number) == text


def test_a_shape_is_written_with_its_lengths() -> None:
    assert shape_text((24, 24, 1024)) == "24×24×1,024"


def test_a_row_is_told_to_a_screen_reader_in_one_sentence() -> None:
    layers = ({"layer": "Flatten"}, {"layer": "Dense", "units": 10}, {"layer": "Softmax"})
    model = LayerModel()
    model.show_layers(layers, report(layers))
    assert model.sentence(1) == (
        "Dense, 10: output 10, 7,850 weights, 7,840 multiply-adds, 100 % of all"
    )
    assert model.sentence(2) == "Softmax: output 10, 0 weights, 0 multiply-adds, 0 % of all"
