"""Fields for numbers and choices, with the manners that the ready-made ones lack."""

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import QLocale, QSignalBlocker, Qt
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QDoubleSpinBox, QSpinBox, QWidget

_DIGITS = 10  # decimals that a rate can have
_LEAST_CHOICE_PX, _LEAST_NUMBER_PX = 88, 72
_AROUND_TEXT_PX = 56  # in the list of choices, for Qt's signs and margins
_INDENT_PX = 6  # as choices have it; a style sheet's padding does not reach the text here
_C_LOCALE = QLocale.c()
# As the texts beside it: a German 60.000 beside a rate of 0.008 would be sixty.
_ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
_SEPARATORS = str.maketrans("", "", ",.' \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")

_Number = TypeVar("_Number", int, float)


class CountBox(QSpinBox):
    """A whole number, ``60,000``; the wheel turns it only while it has the focus.

    Out of bounds it becomes the nearest number that is allowed, and nothing becomes what was there.
    """

    def __init__(self, name: str, low: int, high: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setRange(low, high)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setLocale(_ENGLISH)
        self.setGroupSeparatorShown(True)
        self.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)
        self.lineEdit().setTextMargins(_INDENT_PX, 0, 0, 0)
        self.setMinimumWidth(_LEAST_NUMBER_PX)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Qt would not let the last digit of a number that is too large be typed."""
        state, text, position = super().validate(text, position)
        if state == QValidator.State.Invalid and self._typed(text) is not None:
            state = QValidator.State.Intermediate
        return state, text, position

    def fixup(self, text: str) -> str:
        typed = self._typed(text)
        value = self.value() if typed is None else typed
        return self.textFromValue(_nearest(value, self.minimum(), self.maximum()))

    def _typed(self, text: str) -> int | None:
        digits = text.removesuffix(self.suffix()).translate(_SEPARATORS)
        return int(digits) if digits.isdecimal() else None

    def wheelEvent(self, event: QWheelEvent) -> None:
        if _is_turned(self, event):
            super().wheelEvent(event)


class RateBox(QDoubleSpinBox):
    """A number written as short as it goes: ``0.001``; out of bounds as a CountBox.

    It is turned in equal steps, or without a ``step`` over many powers of ten.
    """

    def __init__(self, name: str, low: float, high: float, step: float | None = None) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setDecimals(_DIGITS)
        self.setRange(low, high)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if step is None:
            self.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)
        else:
            self.setSingleStep(step)
        self.setKeyboardTracking(False)  # half a number is no learning rate
        self.lineEdit().setTextMargins(_INDENT_PX, 0, 0, 0)
        self.setMinimumWidth(_LEAST_NUMBER_PX)

    def textFromValue(self, value: float) -> str:
        return f"{value:.{_DIGITS}g}"

    def valueFromText(self, text: str) -> float:
        typed = self._typed(text)
        return 0.0 if typed is None else typed

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        typed = self._typed(text)
        if typed is not None and self.minimum() <= typed <= self.maximum():
            return QValidator.State.Acceptable, text, position
        unfinished = all(letter in "0123456789.,eE+- " for letter in text)
        state = QValidator.State.Intermediate if unfinished else QValidator.State.Invalid
        return state, text, position

    def fixup(self, text: str) -> str:
        typed = self._typed(text)
        value = self.value() if typed is None else typed
        return self.textFromValue(_nearest(value, self.minimum(), self.maximum()))

    def _typed(self, text: str) -> float | None:
        number, whole = _C_LOCALE.toDouble(text.strip().replace(",", "."))
        return number if whole else None

    def wheelEvent(self, event: QWheelEvent) -> None:
        if _is_turned(self, event):
            super().wheelEvent(event)


class ChoiceBox(QComboBox):
    """A choice of few; each has a key."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setMinimumWidth(_LEAST_CHOICE_PX)

    def key(self) -> str:
        """Return the key of the choice."""
        return str(self.currentData())

    def keys(self) -> list[str]:
        """Return the keys of all choices."""
        return [str(self.itemData(index)) for index in range(self.count())]

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offer these keys and titles instead of those before; nothing is signalled.

        The choice at the same place is chosen, or the last one.
        """
        chosen = max(0, self.currentIndex())
        with QSignalBlocker(self):
            self.clear()
            for key, title in choices:
                self.addItem(title, key)
            self.setCurrentIndex(min(chosen, self.count() - 1))

    def choose(self, key: str) -> None:
        """Choose by key; an unknown one changes nothing."""
        index = self.findData(key)
        if index >= 0:
            self.setCurrentIndex(index)

    def showPopup(self) -> None:
        """Qt would leave the list no room for its margins, and cut the longest choice."""
        texts = (self.itemText(index) for index in range(self.count()))
        wide = self.view().fontMetrics().horizontalAdvance
        self.view().setMinimumWidth(max(map(wide, texts), default=0) + _AROUND_TEXT_PX)
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if _is_turned(self, event):
            super().wheelEvent(event)


def _nearest(number: _Number, low: _Number, high: _Number) -> _Number:
    """Return the number from ``low`` to ``high`` that is nearest to ``number``."""
    return min(max(number, low), high)


def _is_turned(box: QWidget, event: QWheelEvent) -> bool:
    """Tell whether the wheel is meant for ``box``; one that scrolls past must change no setting."""
    if not box.hasFocus():
        event.ignore()
    return box.hasFocus()
