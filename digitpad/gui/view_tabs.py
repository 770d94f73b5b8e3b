"""The views of the right half: tabs, the View menu and Ctrl with a number choose between them."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QStackedWidget, QTabBar, QWidget

from digitpad.gui.parts import named, plain_name


class ViewTabs(QObject):
    """Owns the tab bar and the stack of views, which the window lays out."""

    def __init__(self, menu: QMenu, parent: QObject) -> None:
        super().__init__(parent)
        self.bar, self.stack = named(QTabBar(), "viewTabs"), QStackedWidget()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setAccessibleName("Views")
        self._menu = menu
        self._group = QActionGroup(self)
        self._group.triggered.connect(self._choose)
        self.bar.currentChanged.connect(self._show)

    @property
    def titles(self) -> list[str]:
        """The titles of all views, from left to right."""
        return [self.bar.tabText(index) for index in range(self.bar.count())]

    @property
    def current(self) -> str:
        """The title of the view that is shown."""
        return self.bar.tabText(self.bar.currentIndex())

    def add(self, title: str, widget: QWidget) -> None:
        """Add a view; from the second one on, there are tabs.

        & in the title is before the letter that chooses it in the menu.
        """
        index = self.stack.addWidget(widget)
        action = QAction(title, self, checkable=True)
        action.setShortcut(f"Ctrl+{index + 1}")
        action.setData(index)
        self._group.addAction(action)
        self._menu.insertAction(self._menu.actions()[index], action)
        action.setChecked(index == 0)
        self.bar.addTab(plain_name(title))
        self.bar.setVisible(self.stack.count() > 1)

    def open(self, view: QWidget | str) -> None:
        """Show a view that was added, by itself or by its title; an unknown one changes nothing."""
        titles = self.titles
        if isinstance(view, QWidget):
            self.bar.setCurrentIndex(self.stack.indexOf(view))
        elif view in titles:
            self.bar.setCurrentIndex(titles.index(view))

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        self.bar.setCurrentIndex(action.data())

    @Slot(int)
    def _show(self, index: int) -> None:
        self.stack.setCurrentIndex(index)
        self._group.actions()[index].setChecked(True)
