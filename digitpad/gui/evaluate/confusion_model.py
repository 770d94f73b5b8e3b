"""What stands in the confusion matrix, with precision and recall at its ends."""

import enum
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, Qt

from digitpad.data.labels import CLASSES
from digitpad.gui.evaluate.measurement import NO_IMAGES, Indices, Measured
from digitpad.gui.item_index import NO_INDEX, Index
from digitpad.gui.words import counted, percent

_Role = Qt.ItemDataRole


class Kind(enum.Enum):
    """What a cell is about."""

    RIGHT = enum.auto()  # images of a class, read as it
    WRONG = enum.auto()
    RECALL = enum.auto()  # of a true class
    PRECISION = enum.auto()  # of an answer
    ACCURACY = enum.auto()


@dataclass(frozen=True)
class Cell:
    """``share`` of 1: of the most frequent mistake, or the figure itself."""

    kind: Kind
    text: str
    share: float
    sentence: str


class ConfusionModel(QAbstractTableModel):
    """Rows are the true classes and then precision; columns the answers and then recall."""

    def __init__(self) -> None:
        super().__init__()
        self._measured: Measured | None = None
        self._most = 1

    def show(self, measured: Measured | None) -> None:
        """Hold these figures, or none."""
        self.beginResetModel()
        self._measured = measured
        if measured is not None:
            confusion = measured.evaluation.confusion
            self._most = max(1, int((confusion - np.diag(confusion.diagonal())).max()))
        self.endResetModel()

    @property
    def classes(self) -> tuple[str, ...]:
        """The names of the classes."""
        return CLASSES if self._measured is None else self._measured.images.classes

    def images(self, row: int, column: int) -> tuple[str, Indices]:
        """Return the images of a cell, and what they are."""
        if self._measured is None:
            return "", NO_IMAGES
        names, count = self.classes, len(self.classes)
        label, answer = (place if place < count else None for place in (row, column))
        if label is not None and label == answer:
            title = f"{names[label]} read as {names[label]}, least sure first"
            return title, self._measured.right(label)
        true = "any" if label is None else names[label]
        read = "another" if answer is None else names[answer]
        images = self._measured.mistakes(label, answer)
        return f"{true} read as {read}" + ("" if len(images) else ": none"), images

    def cell(self, row: int, column: int) -> Cell:
        """Return what stands in a cell; nothing without figures."""
        count = len(self.classes)
        if self._measured is None:
            inside = row < count and column < count
            return Cell(Kind.WRONG if inside else Kind.RECALL, "", 0.0, "")
        result = self._measured.evaluation
        if row < count and column < count:
            return self._count(row, column, int(result.confusion[row, column]))
        if row < count:
            share, of = float(result.recall[row]), self.classes[row]
            said = f"{percent(share)} of these images are read as {of}."
            return _rate(Kind.RECALL, f"Recall of {of}", "images", share, said)
        if column < count:
            share, of = float(result.precision[column]), self.classes[column]
            said = f"{percent(share)} of the answers {of} are right."
            return _rate(Kind.PRECISION, f"Precision of {of}", "answers", share, said)
        said = f"{percent(result.accuracy)} of all images are read right."
        return _rate(Kind.ACCURACY, "Accuracy", "images", result.accuracy, said)

    def _count(self, row: int, column: int, count: int) -> Cell:
        label, answer = self.classes[row], self.classes[column]
        sentence = f"{label} read as {answer}: {counted(count, 'image')}."
        if row == column:
            return Cell(Kind.RIGHT, str(count), 1.0, sentence)
        return Cell(Kind.WRONG, str(count) if count else "", count / self._most, sentence)

    # Qt

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.classes) + 1

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return self.rowCount(parent)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.cell(index.row(), index.column())
        if role == _Role.DisplayRole:
            return cell.text
        if role in (_Role.AccessibleTextRole, _Role.StatusTipRole):
            return cell.sentence
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if role == _Role.DisplayRole and section <= len(self.classes):
            last = "recall" if orientation == Qt.Orientation.Horizontal else "precision"
            return [*self.classes, last][section]
        return None


def _rate(kind: Kind, name: str, things: str, share: float, said: str) -> Cell:
    if math.isnan(share):
        return Cell(kind, "–", share, f"{name}: there are no such {things}.")
    text = f"{100 * share:.1f}"
    return Cell(kind, text.replace("100.0", "100"), share, f"{name}: {said}")
