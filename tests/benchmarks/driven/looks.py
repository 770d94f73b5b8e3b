"""What a scene is, and the looks in which it is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from driven.stage import Stage


@dataclass(frozen=True)
class Look:
    """How large the window is, in logical pixels, its colours, and the screen's scale factor."""

    width: int
    height: int
    mode: str = "light"
    scale: float = 1.0

    @property
    def name(self) -> str:
        """For a file."""
        size = f"{self.width}x{self.height}" if self.width else "smallest"
        scale = f"@{self.scale:g}x" if self.scale != 1.0 else ""
        return f"{size}{scale}-{self.mode}"


LAPTOP = Look(1366, 720)
LAPTOP_DARK = Look(1366, 720, "dark")
SMALLEST = Look(0, 0)  # as small as the window lets itself be made
SMALLEST_DARK = Look(0, 0, "dark")
LARGE = Look(1920, 1040)
TWICE = Look(1366, 720, scale=2.0)
TWICE_DARK = Look(1366, 720, "dark", scale=2.0)
HUGE = Look(3840, 2080)
HUGE_TWICE = Look(1920, 1040, scale=2.0)

BESIDE = (LAPTOP, LAPTOP_DARK)  # of small windows, which keep their own size
FEW = (*BESIDE, SMALLEST, SMALLEST_DARK)
ALL = (*FEW, LARGE, HUGE, TWICE, TWICE_DARK, HUGE_TWICE)


@dataclass(frozen=True)
class Scene:
    """A state by name, how the window is brought to it, and in which looks it is taken."""

    name: str
    play: Callable[[Stage], None]
    looks: tuple[Look, ...] = FEW
