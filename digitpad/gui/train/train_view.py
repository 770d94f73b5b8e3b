"""The view Train: pages with the curves, the network and all settings, above the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QTabBar, QWidget

from digitpad.gui.body import STEERS_RUNS
from digitpad.gui.lazy_view import LazyView
from digitpad.gui.palette import LIGHT, Palette
from digitpad.gui.parts import column, keep_room, named, row
from digitpad.gui.train.curve_tools import CurveTools
from digitpad.gui.train.curves import Curves
from digitpad.gui.train.curves_page import CurvesPage
from digitpad.gui.train.more_page import MorePage
from digitpad.gui.train.settings_form import SettingsForm
from digitpad.gui.train.training_panel import TrainingPanel

if TYPE_CHECKING:
    from digitpad.gui.architecture.architecture_page import ArchitecturePage

CURVES, NETWORK, MORE = range(3)
_TITLES = ("Curves", "Network", "Settings")
_TIPS = (
    "How the training goes.",
    "The layers of the network: add, remove, move and change them.",
    "More settings, which a beginner can leave alone.",
)


class _PageStack(QStackedWidget):
    """Is as high as the page in sight needs; Qt would also ask the hidden ones how high they are
    at a width, and take the room from what is below.
    """

    def hasHeightForWidth(self) -> bool:
        return False


class TrainView(QWidget):
    """Shows curves; its panel shows settings and progress."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty(STEERS_RUNS, True)
        self.form = SettingsForm(self)
        self.tools, self.panel = CurveTools(), TrainingPanel(self.form)
        self.curves = CurvesPage(self.tools)
        self._palette = LIGHT
        self.architecture: ArchitecturePage | None = None  # made when it is first looked at
        self.more: MorePage | None = None
        self.pages = named(QTabBar(), "trainPages")
        self._stack = _PageStack()
        self._pages = (self.curves, LazyView(self._architecture), LazyView(self._more))
        self._lay_out()
        self.pages.currentChanged.connect(self._show_page)
        self.panel.settings_shown.connect(self._mark)
        self.form.layers_changed.connect(self._show_layers)
        self.show_curves(Curves())

    def _lay_out(self) -> None:
        self.pages.setDrawBase(False)
        self.pages.setExpanding(False)
        self.pages.setAccessibleName("Pages of training")
        for number, (title, tip) in enumerate(zip(_TITLES, _TIPS, strict=True)):
            self.pages.addTab(title)
            self.pages.setTabToolTip(number, tip)
        for page in self._pages:
            self._stack.addWidget(page)
        keep_room(self.tools)  # or the titles would move from page to page
        head = row(8)
        head.addWidget(self.pages)
        head.addStretch(1)
        head.addWidget(self.tools)
        layout = column(8, self)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        layout.addSpacing(8)  # or it would seem one grid with the page Settings
        layout.addWidget(self.panel)

    def _architecture(self) -> ArchitecturePage:
        from digitpad.gui.architecture.architecture_page import ArchitecturePage

        page = self.architecture = ArchitecturePage(self.form.layers)
        page.layers_changed.connect(self._use_layers)
        page.use_colours(self._palette)
        return page

    def _more(self) -> MorePage:
        self.more = MorePage(self.form)
        return self.more

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self.curves.use_colours(palette)
        if self.architecture is not None:
            self.architecture.use_colours(palette)

    def show_curves(self, curves: Curves) -> None:
        """Draw the curves of a run as they are now."""
        self.curves.show_curves(curves)

    @Slot(int)
    def _show_page(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self._let_current_page_decide()
        self.tools.setVisible(number == CURVES)
        self.panel.show_fields(number != NETWORK)

    def _let_current_page_decide(self) -> None:
        """Let no page but the one that is shown claim room."""
        for page in self._pages:
            shown = page is self._stack.currentWidget()
            policy = QSizePolicy.Policy.Preferred if shown else QSizePolicy.Policy.Ignored
            page.setSizePolicy(policy, policy)

    @Slot()
    def _use_layers(self) -> None:
        if self.architecture is not None:
            self.form.use_layers(self.architecture.layers)

    @Slot()
    def _show_layers(self) -> None:
        if self.architecture is not None:
            self.architecture.show_layers(self.form.layers)

    @Slot(list)
    def _mark(self, names: list[str]) -> None:
        """Let the titles of pages stand out whose settings wait for the next run."""
        if self.more is not None:
            self.more.grid.mark(names)
