"""The choice of the network to read with, in the header."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from digitpad.gui.answer.networks import Entry
from digitpad.gui.fields import ChoiceBox
from digitpad.gui.parts import label, row


class NetworkChooser(QWidget):
    """Signals: chosen(key) when the person chose."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = ChoiceBox("networkBox")
        self.box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        self.box.setAccessibleName("Network in use")
        self.box.setStatusTip(
            "The network that reads the drawing: the one on board or the one you trained. "
            "Test: on the images of MNIST. Drawn: on digits that people drew with a pen."
        )
        name = label("fieldLabel", "&Network")
        name.setBuddy(self.box)
        layout = row(8, self)
        layout.addWidget(name)
        layout.addWidget(self.box)
        self.box.activated.connect(self._tell)

    def show_entries(self, entries: Sequence[Entry], chosen: str | None) -> None:
        """Show these networks, and which one is in use; nothing is signalled."""
        texts = [
            f"{entry.title} · {entry.detail}" if entry.detail else entry.title for entry in entries
        ]
        shown = [self.box.itemText(index) for index in range(self.box.count())]
        if shown != texts:
            self.box.clear()
            for text, entry in zip(texts, entries, strict=True):
                self.box.addItem(text, entry.key)
        if chosen is not None:
            self.box.choose(chosen)
        self.setVisible(bool(entries))

    def _tell(self) -> None:
        self.chosen.emit(self.box.key())
