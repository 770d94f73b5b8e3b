"""A choice among the classes, the first of which follows the answer."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker

from digitpad.gui.fields import ChoiceBox

_FOLLOW = ""


class ClassBox(ChoiceBox):
    """Offers ``follows`` (what that stands for changes with the answer), then every class."""

    def __init__(self, name: str, title: str, follows: str) -> None:
        super().__init__(name)
        self.setAccessibleName(title)
        self._classes: Sequence[str] = ()
        self.addItem(follows, _FOLLOW)

    def show_classes(self, classes: Sequence[str]) -> None:
        """Offer these classes; a choice that is among them stays."""
        if classes == self._classes:
            return
        chosen = self.currentIndex()
        self._classes = classes
        with QSignalBlocker(self):
            while self.count() > 1:
                self.removeItem(1)
            for number, title in enumerate(classes):
                self.addItem(title, str(number))
            self.setCurrentIndex(chosen if chosen < self.count() else 0)

    @property
    def chosen(self) -> int | None:
        """The number of the class, None to follow the answer."""
        key = self.key()
        return int(key) if key else None
