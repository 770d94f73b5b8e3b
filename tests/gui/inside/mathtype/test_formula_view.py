"""Formulas as they are painted."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from digitpad.gui.inside.mathtype.formula_view import FormulaView, role_colours
from digitpad.gui.palette import DARK, LIGHT, Palette


@pytest.fixture
def view(qtbot: QtBot) -> FormulaView:
    view = FormulaView()
    qtbot.addWidget(view)
    return view


def painted(view: FormulaView, width: int = 600) -> np.ndarray:
    view.resize(width, view.heightForWidth(width))
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8).copy()  # the image's end is near
    return pixels.reshape(image.height(), image.width(), 4)[:, :, 2::-1]


def test_all_of_a_formula_lies_within_its_widget(view: FormulaView) -> None:
    view.show_formulas(r"\frac{x_i − μ}{\sqrt{σ^2 + ε}} + \sum_{u,v}^{k} w_{u,v}")
    pixels = painted(view)
    inked = (pixels != pixels[0, -1]).any(axis=2)
    assert inked.any()
    assert not inked[0].any()
    assert not inked[-1].any()
    assert not inked[:, -1].any()


def test_what_is_too_wide_goes_on_in_another_line(view: FormulaView) -> None:
    view.show_formulas(" + ".join(["abcdefgh"] * 12))
    assert view.heightForWidth(250) >= 3 * view.heightForWidth(5000)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_a_role_is_seen_by_its_colour(view: FormulaView, palette: Palette) -> None:
    view.use_colours(palette)
    wanted = role_colours(palette)["weight"]
    for text, there in ((r"\weight{W} = 3", True), ("W = 3", False)):
        view.show_formulas(text)
        near = np.abs(painted(view).astype(int) - np.array(QColor(wanted).getRgb()[:3])).sum(axis=2)
        assert bool((near < 24).any()) is there


def test_it_is_told_to_a_screen_reader(view: FormulaView) -> None:
    view.show_formulas("y = x^2")
    assert view.accessibleName() == "y = x^(2)"
