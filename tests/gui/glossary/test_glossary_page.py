"""The glossary in the real window."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

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
