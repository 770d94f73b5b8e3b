"""The words on runs that are chosen."""

from digitpad.gui.runs.run_details import shortened


def test_the_end_is_left_out_piece_by_piece_and_what_is_bold_ends_bold() -> None:
    text = "Quick, stopped · <b>layers Convolution, ReLU</b> · seed 1"
    assert list(shortened(text)) == [
        "Quick, stopped · <b>layers Convolution, ReLU</b> · …",
        "Quick, stopped · <b>layers Convolution</b>, …",
        "Quick, stopped · …",
        "Quick, …",
    ]
