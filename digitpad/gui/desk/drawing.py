"""The drawing: strokes or a picture on a square sheet, and the history of what was done to it.

It knows nothing of Qt. Whoever changes it tells the views; see drawing_controller.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitpad.gui.desk.crowding import Crowding
from digitpad.gui.desk.rubbing import rub
from digitpad.gui.desk.stroke import Stroke, StrokeBuilder, clip_to_sheet

_MOST_ACTS = 10_000  # that can be undone; older ones are forgotten
_MOST_HISTORY_BYTES = 2**26  # that they hold; the last act can always be undone


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture, and the digit found in it.

    ``pixels`` (H, W, 4): red, green, blue and alpha, or (H, W): ink, 255 full, to be shown in the
    ink's colour; ``seen`` (28, 28): the image for the network, None when there is no digit, and
    then ``problem`` says why.
    """

    pixels: NDArray[np.uint8]
    seen: NDArray[np.uint8] | None
    problem: str = ""


@dataclass(frozen=True, eq=False)
class _Act:
    """From place ``start`` on, the strokes ``before`` became ``after``; likewise the picture."""

    start: int
    before: tuple[Stroke, ...]
    after: tuple[Stroke, ...]
    picture_before: Picture | None
    picture_after: Picture | None

    @property
    def size(self) -> int:
        """How many bytes it holds."""
        strokes = sum(s.points.nbytes + s.widths.nbytes for s in (*self.before, *self.after))
        pictures = [p for p in (self.picture_before, self.picture_after) if p is not None]
        return strokes + sum(picture.pixels.nbytes for picture in pictures)


class Drawing:
    """What is on the sheet: strokes or a picture, never both.

    Every act (a stroke, a rub, a clearing, a picture) can be undone.
    Where the pen has passed over and over again it leaves no more ink: nobody would see it.
    """

    def __init__(self) -> None:
        self.strokes: list[Stroke] = []
        self.pen: list[StrokeBuilder] = []  # the stroke in the making; pieces where it left
        self.picture: Picture | None = None
        self._pressed = self._at = (0.0, 0.0)
        self._crowding: Crowding | None = None  # None: to be counted anew
        self._apart = True  # whether the pen has to begin another piece
        self._rubbed: list[Stroke] | None = None  # the strokes from before this rub
        self._done: deque[_Act] = deque()
        self._undone: list[_Act] = []
        self._history_bytes = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing on the sheet."""
        return not self.strokes and not self.pen and self.picture is None

    @property
    def can_undo(self) -> bool:
        """Whether there is an act to undo."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone act to do again."""
        return bool(self._undone)

    def ink(self) -> list[Stroke]:
        """Return every stroke, the one in the making too."""
        return self.strokes + [builder.finish() for builder in self.pen]

    def lines(self) -> list[NDArray[np.float64]]:
        """Return the points (P, 2) of every stroke, the one in the making too."""
        return [stroke.points for stroke in self.ink()]

    # Drawing: press, move, lift

    def press(self, x: float, y: float, width: float) -> None:
        """Put the pen on the sheet; drawing begins on a clean sheet after a picture."""
        self.lift()
        self._pressed = self._at = (x, y)
        if self._crowding is None:
            self._crowding = Crowding(self.strokes)
        self._apart = True
        if clip_to_sheet(x, y, x, y) and self._crowding.press(x, y):
            self._begin_piece(x, y, width)

    def move(self, x: float, y: float, width: float) -> None:
        """Move the pen; what lies beyond the sheet leaves no ink."""
        x0, y0 = self._at
        self._at = (x, y)
        part = clip_to_sheet(x0, y0, x, y)
        if part is None or self._crowding is None or not self._crowding.move(*part):
            self._apart = True
            return
        if self._apart or part[:2] != (x0, y0):  # it comes back in
            self._begin_piece(*part[:2], width)
        self.pen[-1].extend(part[2], part[3], width)

    def move_straight(self, x: float, y: float, width: float) -> None:
        """Let the stroke in the making be a straight line from where it was pressed to (x, y)."""
        self._at = (x, y)
        self.pen, self._apart = [], True
        part = clip_to_sheet(*self._pressed, x, y)
        if part is not None:
            self._begin_piece(*part[:2], width)
            self.pen[-1].extend(*part[2:], width)

    def _begin_piece(self, x: float, y: float, width: float) -> None:
        self.pen.append(StrokeBuilder(x, y, width))
        self._apart = False

    def lift(self) -> None:
        """Take the pen from the sheet: the stroke is finished."""
        pieces = [builder.finish() for builder in self.pen]
        self.pen = []
        if pieces:
            self._become([*self.strokes, *pieces], None, shared=len(self.strokes))

    # The eraser: rub, end the rub

    def rub(self, x0: float, y0: float, x1: float, y1: float, radius: float) -> bool:
        """Rub from (x0, y0) to (x1, y1); return whether that took ink away."""
        left = rub(self.strokes, x0, y0, x1, y1, radius)
        if len(left) == len(self.strokes) and all(map(_is, left, self.strokes)):
            return False
        if self._rubbed is None:
            self._rubbed = self.strokes
        self.strokes, self._crowding = left, None
        return True

    def end_rub(self) -> None:
        """The eraser is lifted: all that it took since it came down is one act."""
        if self._rubbed is not None:
            left, self.strokes, self._rubbed = self.strokes, self._rubbed, None
            self._become(left, self.picture)

    # Whole acts

    def clear(self) -> None:
        """Empty the sheet."""
        self._settle()
        if not self.is_empty:
            self._become([], None)

    def show_picture(self, picture: Picture) -> None:
        """Put a picture on the sheet in place of what was there."""
        self._settle()
        self._become([], picture)

    def show_strokes(self, strokes: Sequence[Stroke]) -> None:
        """Put strokes on the sheet in place of what was there."""
        self._settle()
        self._become(list(strokes), None)

    def undo(self) -> Sequence[Stroke]:
        """Take the last act back, if there is one; return the strokes that went or came."""
        self._settle()
        if not self._done:
            return ()
        act = self._done.pop()
        self._undone.append(act)
        self._replace(act.start, act.after, act.before)
        self.picture = act.picture_before
        return act.before + act.after

    def redo(self) -> Sequence[Stroke]:
        """Do the last undone act again, if there is one; return the strokes that went or came."""
        self._settle()
        if not self._undone:
            return ()
        act = self._undone.pop()
        self._done.append(act)
        self._replace(act.start, act.before, act.after)
        self.picture = act.picture_after
        return act.before + act.after

    def _settle(self) -> None:
        """What follows is an act of its own, after which the sheet is another one."""
        self.lift()
        self.end_rub()
        self._crowding = None

    def _become(self, strokes: list[Stroke], picture: Picture | None, *, shared: int = 0) -> None:
        """Do an act; it holds only the strokes that differ, so a long history stays small.

        The first ``shared`` strokes are known to stay.
        """
        old = self.strokes
        start = shared + _common(old[shared:], strokes[shared:])
        tail = _common(old[start:][::-1], strokes[start:][::-1])
        before, after = old[start : len(old) - tail], strokes[start : len(strokes) - tail]
        self._record(_Act(start, tuple(before), tuple(after), self.picture, picture))
        self.strokes, self.picture = strokes, picture

    def _record(self, act: _Act) -> None:
        """Add an act to the history, which forgets undone ones and, when it is full, the oldest."""
        self._history_bytes += act.size - sum(undone.size for undone in self._undone)
        self._undone.clear()
        self._done.append(act)
        while len(self._done) > 1 and (
            len(self._done) > _MOST_ACTS or self._history_bytes > _MOST_HISTORY_BYTES
        ):
            self._history_bytes -= self._done.popleft().size

    def _replace(self, start: int, old: Sequence[Stroke], new: Sequence[Stroke]) -> None:
        end = start + len(old)
        self.strokes = [*self.strokes[:start], *new, *self.strokes[end:]]


def _is(a: Stroke, b: Stroke) -> bool:
    return a is b


def _common(a: Sequence[Stroke], b: Sequence[Stroke]) -> int:
    """How many strokes both lists have in common at their start."""
    count = 0
    for x, y in zip(a, b, strict=False):
        if x is not y:
            break
        count += 1
    return count
