"""Pictures with a caption each, and a row of tables among them."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from digitpad.gui.inside.grid_row import GridRow
from digitpad.gui.inside.map_picture import MapPicture
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column, label

_SPACE_PX, _CAPTION_PX = 16, 18
_SIDE_PX, _SHARE = (112, 152), 0.15  # of a picture: least, most, and its share of the width
_NARROW_PX = 560  # a place less wide has the tables below the pictures
_TABLES_PX, _TABLES_LEAST_PX = 80, 240  # height of the tables there, and their least width


class PictureRow(QWidget):
    """``pictures`` side by side, the tables ``grids`` before the one at ``tables_at``."""

    def __init__(
        self, pictures: Sequence[MapPicture], tables_at: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.grids = GridRow()
        self._pictures, self._tables_at = pictures, tables_at
        self._captions = [label("caption") for _ in pictures]
        self._blocks = [QWidget() for _ in pictures]
        for block, picture, caption in zip(self._blocks, pictures, self._captions, strict=True):
            caption.setFixedHeight(_CAPTION_PX)
            layout = column(0, block)
            layout.addWidget(picture)
            layout.addWidget(caption)
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(_SPACE_PX)
        self._layout.setVerticalSpacing(_SPACE_PX // 2)
        self._is_narrow: bool | None = None  # None: nothing is laid out yet

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self.grids.use_colours(palette)
        for picture in self._pictures:
            picture.use_colours(palette)

    def name(self, *captions: str) -> None:
        """Write a caption below each picture."""
        for caption, text in zip(self._captions, captions, strict=True):
            caption.setText(text)

    def minimumSizeHint(self) -> QSize:
        count, wide = len(self._pictures), _SIDE_PX[0] + _SPACE_PX
        return QSize(max(count * wide, _TABLES_LEAST_PX), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width, (low, high) = self.width(), _SIDE_PX
        side = int(min(max(low, _SHARE * width), high))
        for block, picture in zip(self._blocks, self._pictures, strict=True):
            picture.setFixedSize(side, side)
            block.setFixedWidth(side)
        is_narrow = width < _NARROW_PX
        self.grids.setFixedHeight((_TABLES_PX if is_narrow else side) + _CAPTION_PX)
        if is_narrow is not self._is_narrow:
            self._is_narrow = is_narrow
            self._lay_out(is_narrow)

    def _lay_out(self, is_narrow: bool) -> None:
        layout, count = self._layout, len(self._blocks)
        for place in range(count + 1):
            layout.setColumnStretch(place, 0)
        for number, block in enumerate(self._blocks):
            after = not is_narrow and number >= self._tables_at
            layout.addWidget(block, 0, number + after)
        if is_narrow:
            layout.addWidget(self.grids, 1, 0, 1, count + 1)
        else:
            layout.addWidget(self.grids, 0, self._tables_at)
        layout.setColumnStretch(count if is_narrow else self._tables_at, 1)
