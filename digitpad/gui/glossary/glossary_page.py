"""The page Glossary: all terms, and a search among them."""

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QLineEdit, QTextBrowser

from digitpad.gui.glossary.explained import tip
from digitpad.gui.glossary.terms import found
from digitpad.gui.inside.moment import Moment
from digitpad.gui.inside.page import Page, Surroundings
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column, named

_GAP_PX, _LEAST_PX = 8, (240, 160)
_NONE = "There is no such word here."


class GlossaryPage(Page):
    """Knows no drawing; it is the same for every network."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        del around
        self.search = named(QLineEdit(), "glossarySearch")
        self.search.setPlaceholderText("Search")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("Search the glossary")
        self.text = named(QTextBrowser(), "glossaryText")
        self.text.setAccessibleName("Glossary")
        layout = column(_GAP_PX, self)
        layout.addWidget(self.search)
        layout.addWidget(self.text, 1)
        self.search.textChanged.connect(self._show)
        self._show("")

    def minimumSizeHint(self) -> QSize:
        return QSize(*_LEAST_PX)

    def use_colours(self, palette: Palette) -> None:
        """Its parts wear the style sheet."""

    def show_moment(self, moment: Moment) -> None:
        """It does not depend on the drawing."""

    @Slot(str)
    def _show(self, search: str) -> None:
        terms = found(search)
        self.text.setHtml("".join(f"<p>{tip(term)}</p>" for term in terms) or f"<p>{_NONE}</p>")
