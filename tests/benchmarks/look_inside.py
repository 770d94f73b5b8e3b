"""How often the pages of Look inside move, and what they cost the pen and the window.

Run ``python tests/benchmarks/look_inside.py`` (some two minutes).  A hand draws digits in the real
window with one page in sight, or none, first while nothing else is done, then while a network
trains at full speed.  A frame is a new moment (drawing, network, numbers) that was shown; frames
are counted for each second in which the pen moves.
Without a display it draws off the screen.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import machine, report
from driven import processes
from window import Figures, smoothness

if TYPE_CHECKING:
    from driven.stage import Stage

NONE = "none"
PAGES = (NONE, "Layers", "Kernels", "Way back")
_ENDLESS = 1_000  # epochs
_SHOWN = ("pen to bars, median ms", "pen to bars, p99 ms", "heartbeat late, p99 ms")


class Frames:
    """Counts what a page shows from now on."""

    def __init__(self, page: Any) -> None:
        self.count = 0
        self._page, self._show = page, page._show
        page._show = self._shown

    def end(self) -> None:
        """Count no more."""
        self._page._show = self._show

    def _shown(self, looked: object) -> None:
        self._show(looked)
        self.count += 1


def measure(stage: Stage, page: str, seconds: float) -> Figures:
    """Draw with this page in sight, and return its figures."""
    from driven.latency import MOVE_EVERY_S

    from digitpad.gui.inside.inside_view import InsideView

    stage.open_view("Train" if page == NONE else "Look inside")
    if page == NONE:
        return smoothness(stage, seconds)
    view = stage.window.findChild(InsideView)
    view.open_page(page)
    stage.wait(lambda: view.page is not None)
    frames = Frames(view.page)
    figures = smoothness(stage, seconds)
    frames.end()
    moving = figures["movements"] * MOVE_EVERY_S
    return {"frames a second": frames.count / moving, **figures}


def round_of(stage: Stage, pages: Sequence[str], seconds: float) -> dict[str, Figures]:
    """Measure these pages one after the other, while idle and while training."""
    found = {f"{page}, drawing": measure(stage, page, seconds) for page in pages}
    stage.open_view("Train")
    stage.train(processes.PRESET, 0, _ENDLESS)
    stage.wait(lambda: len(stage.window.training._curves.batch_loss) > 0)
    found |= {f"{page}, training": measure(stage, page, seconds) for page in pages}
    stage.open_view("Train")
    stage.click("stopButton")
    stage.wait_for_end()
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--page", action="append", choices=PAGES, help="all, if not given")
    parser.add_argument("--seconds", type=float, default=8.0, help="of drawing, for each figure")
    parser.add_argument("--json", type=Path, metavar="FILE", help="save the figures there, too")
    args = parser.parse_args(arguments)
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from driven.stage import Stage

    with tempfile.TemporaryDirectory() as home:
        os.environ["DIGITPAD_HOME"] = home
        stage = Stage(1366, 720)
        found = round_of(stage, args.page or PAGES, args.seconds)
        stage.close()
    names = ("frames a second", *_SHOWN)
    lines = [
        [what, *(f"{figures[name]:.1f}" if name in figures else "" for name in names)]
        for what, figures in found.items()
    ]
    report.say(report.table(["page", *names], lines))
    if args.json is not None:
        content = {"machine": machine.facts(), "figures": found}
        args.json.write_text(json.dumps(content, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
