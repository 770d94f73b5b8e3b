"""The glossary in the real window, and on hover."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from digitpad.gui.glossary.explained import explained
from digitpad.gui.glossary.glossary_page import GlossaryPage
from digitpad.gui.glossary.terms import TERMS
from digitpad.gui.main_window import MainWindow
from tests.gui.conftest import page_of


@pytest.fixture
def page(window: MainWindow) -> GlossaryPage:
    return page_of(window, "Glossary", GlossaryPage)


def test_all_terms_are_listed_until_one_searches(qtbot: QtBot, page: GlossaryPage) -> None:
    text = page.text.toPlainText()
    assert all(term.title in text for term in TERMS.values())
    page.search.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClicks(page.search, "receptive")
    assert page.text.toPlainText().startswith("Receptive field")
    assert "Dropout" not in page.text.toPlainText()
    qtbot.keyClicks(page.search, "zzz")
    assert page.text.toPlainText() == "There is no such word here."


def test_any_label_can_tell_a_term_on_hover(qtbot: QtBot) -> None:
    shown = QLabel("Padding")
    qtbot.addWidget(shown)
    assert explained(shown, "padding", "stride") is shown
    assert "<b>Padding</b>" in shown.toolTip()
    assert "n − k + 1" in shown.toolTip()
    assert shown.accessibleDescription().startswith("Padding: Zeros around the image")
    with pytest.raises(KeyError):
        explained(shown, "zebra")


def test_a_label_of_one_line_is_underlined_and_a_paragraph_is_not(qtbot: QtBot) -> None:
    for wraps in (False, True):
        shown = QLabel("Padding")
        shown.setWordWrap(wraps)
        qtbot.addWidget(shown)
        assert explained(shown, "padding").property("explained") is not wraps
