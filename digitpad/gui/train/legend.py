"""The line of text over a plot that names its curves and tells their values."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

_FIRM, _THIN = "&nbsp;", "\u202f"  # spaces at which no line ends
_ANY, _END = 1_000, 2  # letters; the last ones of a name stay: Quick 2 is not Quick 3
# What a line that is too long gives up one after the other: the room between two curves, then the
# middle of names, which stand in full in the tip.  (Space between curves, letters of a name.)
_MANNERS = (
    *((spaces * _FIRM, _ANY) for spaces in (3, 2, 1)),
    *((_THIN, letters) for letters in (_ANY, *range(16, 3, -1))),
    (3 * _FIRM, 0),
    (_THIN, 0),
)


@dataclass(frozen=True)
class Entry:
    """A curve: its sign, the colour of it as ``#rrggbb``, its name, and its value as text."""

    sign: str
    colour: str
    name: str
    value: str


class Legend(QLabel):
    """Keeps to one line, however narrow it becomes."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("legend")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._entries: Sequence[Entry] = ()
        self._muted = ""

    def show_entries(self, entries: Sequence[Entry], muted: str) -> None:
        """Show these curves; ``muted`` is the colour of their names."""
        self._entries, self._muted = entries, muted
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for gap, letters in _MANNERS:
            self.setText(gap.join(self._words(entry, letters) for entry in self._entries))
            if self.sizeHint().width() <= self.width():
                break
        whole = letters == _ANY
        self.setToolTip("" if whole else ", ".join(entry.name for entry in self._entries))

    def _words(self, entry: Entry, letters: int) -> str:
        name = entry.name
        if len(name) > letters + 1:  # or it would be no shorter
            name = f"{name[: letters - _END].rstrip()}…{name[-_END:]}"
        sign = f'<span style="color:{entry.colour}">{entry.sign}</span>'
        if not letters:
            return f"{sign}{entry.value}"  # two ends without a middle say nothing
        named = f'<span style="color:{self._muted}">{escape(name).replace(" ", _FIRM)}</span>'
        return _THIN.join(part for part in (sign, named, entry.value) if part)
