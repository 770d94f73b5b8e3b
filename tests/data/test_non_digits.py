import numpy as np
import pytest

from digitpad import data
from digitpad.data import figures, non_digits, scribbles, unseen_figures
from digitpad.data.figures import Figure
from digitpad.data.non_digits import held_out_non_digits, training_non_digits
from digitpad.data.upright import could_be_a_one

KINDS = {
    **figures.FIGURES,
    **unseen_figures.FIGURES,
    **scribbles.SCRIBBLES,
    **scribbles.HELD_OUT,
}


@pytest.mark.parametrize("draw", [training_non_digits, held_out_non_digits])
def test_drawings_come_as_many_as_asked_and_can_be_inked(draw: object) -> None:
    assert callable(draw)
    drawings = draw(200, rng=np.random.default_rng(5))
    images = data.images_from_drawings(drawings)
    assert images.shape == (200, 28, 28)
    assert images.any(axis=(1, 2)).all()
    assert len(np.unique(images, axis=0)) > 190  # single dots are alike


@pytest.mark.parametrize("draw", [training_non_digits, held_out_non_digits])
def test_the_same_seed_draws_the_same(draw: object) -> None:
    assert callable(draw)
    once, again = (draw(20, rng=np.random.default_rng(7)) for _ in range(2))
    for a, b in zip(once, again, strict=True):
        assert all((x == y).all() for x, y in zip(a, b, strict=True))


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_figure_is_finite_strokes(name: str) -> None:
    figure: Figure = KINDS[name]
    for seed in range(20):
        strokes = figure(np.random.default_rng(seed))
        assert strokes
        for stroke in strokes:
            assert stroke.ndim == 2
            assert stroke.shape[1] == 2
            assert np.isfinite(stroke).all()


def test_what_measures_is_of_kinds_and_fonts_that_no_training_sees() -> None:
    assert not figures.FIGURES.keys() & unseen_figures.FIGURES.keys()
    assert not scribbles.SCRIBBLES.keys() & scribbles.HELD_OUT.keys()
    fonts = {sample.writer for sample in non_digits._letters()}
    assert fonts > non_digits.HELD_OUT_FONTS
    assert len(fonts - non_digits.HELD_OUT_FONTS) >= 8


def test_no_drawing_for_training_could_be_a_one() -> None:
    drawings = training_non_digits(800, rng=np.random.default_rng(2))
    assert not any(map(could_be_a_one, drawings))
