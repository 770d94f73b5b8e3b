"""The view Look inside: a quiet row of pages, one of which is shown."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from digitpad.gui.body import WIDTH_SHARE
from digitpad.gui.inside.page import Page, PageInfo, Surroundings
from digitpad.gui.inside.roomy import Roomy
from digitpad.gui.palette import LIGHT, Palette
from digitpad.gui.parts import column, named, restyle

_GAP_PX = 8
_WIDTH_SHARE = 0.54  # of the window's body: layers lie side by side


class InsideView(QWidget):
    """Makes a page when it is first looked at.

    Signals: shown() whenever a page comes into sight, or another one does.
    """

    shown = Signal()

    def __init__(
        self, pages: Sequence[PageInfo], around: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty(WIDTH_SHARE, _WIDTH_SHARE)
        self._infos, self._around, self._palette = pages, around, LIGHT
        self._made: dict[int, Page] = {}
        self._rooms: dict[int, Roomy] = {}
        self._wide_px = 0  # what the titles of all pages need in usual type
        self._tabs, self._stack = named(QTabBar(), "insideTabs"), QStackedWidget()
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setAccessibleName("Pages of Look inside")
        for info in pages:
            self._tabs.setTabToolTip(self._tabs.addTab(info.title), info.tip)
        layout = column(_GAP_PX, self)
        layout.addWidget(self._tabs)
        layout.addWidget(self._stack, 1)
        self._tabs.currentChanged.connect(self._turn)

    @property
    def page(self) -> Page | None:
        """The page in sight, None when the view is hidden."""
        return self._made.get(self._tabs.currentIndex()) if self.isVisible() else None

    def open_page(self, title: str) -> None:
        """Turn to the page of this title.  Raises: StopIteration, there is none."""
        self._tabs.setCurrentIndex(
            next(number for number, info in enumerate(self._infos) if info.title == title)
        )

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        for page in self._made.values():
            page.use_colours(palette)

    @Slot()
    def _turn(self) -> None:
        if not self.isVisible():
            return
        number = self._tabs.currentIndex()
        if number not in self._made:
            page = self._made[number] = self._infos[number].make(self._around)
            page.use_colours(self._palette)
            self._rooms[number] = Roomy(page, self._stack)
            self._stack.addWidget(self._rooms[number])
        self._stack.setCurrentWidget(self._rooms[number])
        self.shown.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._tabs.property("room") != "narrow":
            self._tabs.ensurePolished()
            self._wide_px = self._tabs.sizeHint().width()
        room = "wide" if self.width() >= self._wide_px else "narrow"
        restyle(self._tabs, "room", room)
