"""What the chosen runs are like, in as many words as there is room for."""

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel

from digitpad.gui.parts import named

_HEIGHT_PX = 56  # four lines
_CUTS = re.compile(" · |, ")  # where the text may end before its end


class RunDetails(QLabel):
    """Shows rich text; what there is no room for is left out visibly, and stands in the tip."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "runDetails")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAccessibleName("Settings of the chosen runs")
        self.setFixedHeight(_HEIGHT_PX)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._whole = ""

    def show_details(self, text: str) -> None:
        """Show rich text."""
        self._whole = text
        self.setToolTip(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for text in (self._whole, *shortened(self._whole)):
            self.setText(text)
            if self.heightForWidth(self.width()) <= _HEIGHT_PX:
                break


def shortened(text: str) -> Iterator[str]:
    """Yield rich text with less and less of its end."""
    for cut in reversed(list(_CUTS.finditer(text))):
        rest = text[: cut.start()]
        bold = rest.count("<b>") > rest.count("</b>")
        yield f"{rest}{'</b>' if bold else ''}{cut.group()}…"
