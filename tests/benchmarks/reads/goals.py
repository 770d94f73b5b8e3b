"""What the network on board is meant to reach, beside what it reaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Goal:
    """A figure, in ``unit``, that is to be at least or at most ``wanted``."""

    what: str
    reached: float
    wanted: float
    unit: str
    at_most: bool = False

    @property
    def fine(self) -> bool:
        """Whether it is reached."""
        return self.reached <= self.wanted if self.at_most else self.reached >= self.wanted

    def cells(self) -> list[str]:
        """Return the goal as a row of a table."""
        sign = "<=" if self.at_most else ">="
        reached = f"{self.reached:.2f} {self.unit}"
        return [self.what, reached, f"{sign} {self.wanted:g}", "yes" if self.fine else "NO"]


def goals(whole: Mapping[str, Any], weights_bytes: int) -> list[Goal]:
    """Return all goals for the figures that the benchmark found."""
    test, drawn, forms, *others = whole["plain"]
    worst = min(whole["hands"], key=lambda row: float(row["points"]))
    picture = min(whole["pictures"][1:], key=lambda row: float(row["accuracy"]))
    refused = max((test, drawn, *others), key=lambda row: float(row["refused"]))
    return [
        Goal("test images read", 100 * test["accuracy"], 99.7, "%"),
        Goal("drawings of unseen writers read", 100 * drawn["accuracy"], 99, "%"),
        *(Goal(f"{row['title']} read", 100 * row["accuracy"], 97.5, "%") for row in others),
        Goal("European and American forms read", 100 * forms["accuracy"], 99, "%"),
        Goal(f"the worst of the other hands: {worst['title']}", worst["points"], -0.5, "points"),
        Goal(f"the worst of the pictures: {picture['title']}", 100 * picture["accuracy"], 99, "%"),
        _at_most(f"real digits refused: {refused['title']}", 100 * refused["refused"], 1, "%"),
        Goal("drawings that are no digit refused", 100 * whole["others_refused"], 80, "%"),
        *(
            _at_most(f"calibration error: {row['title']}", 100 * row["calibration_error"], 1, "%")
            for row in (test, drawn)
        ),
        _at_most("one drawing read in", whole["milliseconds"], 5, "ms"),
        _at_most("weights", weights_bytes / 1e6, 4, "MB"),
    ]


def table(found: Sequence[Goal]) -> list[list[str]]:
    """Return the rows of a table, its header first."""
    return [["goal", "reached", "wanted", "fine"], *(goal.cells() for goal in found)]


def _at_most(what: str, reached: float, wanted: float, unit: str) -> Goal:
    return Goal(what, reached, wanted, unit, at_most=True)
