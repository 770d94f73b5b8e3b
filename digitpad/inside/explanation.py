"""Where a number comes from, in words, formulas and small tables; and how numbers are written."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Grid:
    """A table (H, W) of the numbers that are meant.

    ``sign`` stands between it and the grid before: ``·`` or ``=``.  ``marked``: a place in it;
    ``rows``: the name of each row, where they have some.
    """

    title: str
    values: Table
    sign: str = ""
    marked: tuple[int, int] | None = None
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """Where one number comes from.

    ``words`` for everybody; ``symbols`` and ``numbers``: the formula, and the same with what stands
    in it here, in the words of ``gui.inside.mathtype``.  ``value`` is the layer's own output,
    ``total`` the same made of the numbers shown, in float64.  ``source``: which number of the
    layer's input counts most here.
    """

    words: str
    symbols: str
    numbers: str
    value: float
    total: float
    source: tuple[int, ...]
    grids: tuple[Grid, ...] = ()


def number(value: float) -> str:
    """Return a number as short as it can be read: three digits or so, with a true minus."""
    size = abs(value)
    if size == 0:
        return "0"
    if 0.0005 <= size < 99_999.5:
        digits = 0 if size >= 100 else 2 if size >= 0.9995 else 3
        text = f"{size:.{digits}f}"
    else:
        mantissa, exponent = f"{size:.1e}".split("e")
        power = str(int(exponent)).replace("-", "−")
        text = f"{mantissa}·10^{{{power}}}"
    return f"−{text}" if value < 0 else text


def plain_number(value: float) -> str:
    """Return a number where there is no mathematical type: ``−2.1e−5`` for a tiny one."""
    size = abs(value)
    text = number(size) if size == 0 or 0.0005 <= size < 99_999.5 else f"{size:.0e}"
    return ("−" if value < 0 else "") + text.replace("e-0", "e−").replace("e-", "e−")


def summed(terms: Sequence[str | float]) -> str:
    """Return terms as a sum; a negative number is taken away."""
    text = ""
    for term in terms:
        if isinstance(term, str):
            text += f" + {term}" if text else term
        elif text:
            text += f" − {number(-term)}" if term < 0 else f" + {number(term)}"
        else:
            text = number(term)
    return text


def role(name: str, value: float) -> str:
    """Return a number in the colour of its role; in brackets where its sign would be in the way."""
    text = f"\\{name}{{{number(value)}}}"
    return f"({text})" if value < 0 else text
