"""How often the pages of Look inside move, and what they cost the pen and the window.

Run ``python tests/benchmarks/look_inside.py`` (some two minutes).  A hand draws digits in the real
window with one page in sight, or none (the view Train), first while nothing else is done, then
while a network trains at full speed.  A frame is a painting of what the page is about; frames are
counted for each second in which the pen moves.  The speed of training with a page is compared with
that just before and just after, without one.  Without a display it draws off the screen.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from bench import machine, report
from driven import processes
from window import Figures, smoothness

if TYPE_CHECKING:
    from driven.stage import Stage

NONE = "none"
_MOVES = {  # by the title of a page: what moves on it
    "Layers": "layerStrip",
    "Kernels": "kernelSheet",
    "Way back": "gradientStrip",
    "Why": "evidenceMap",
    "Map": "mapChart",
    "Play": "switchGrid",
}
PAGES = (NONE, *_MOVES)
_FRAMES, _SPEED = "frames a second", "training, share of none"
_SHOWN = ("pen to bars, median ms", "pen to bars, p99 ms", "heartbeat late, p99 ms")


def measure(stage: Stage, page: str, seconds: float) -> Figures:
    """Draw with this page in sight, and return its figures, with the batches trained a second."""
    from driven.latency import MOVE_EVERY_S
    from driven.paintings import Paintings

    from digitpad.gui.inside.inside_view import InsideView

    stage.open_view("Train" if page == NONE else "Look inside")
    if page != NONE:
        stage.window.findChild(InsideView).open_page(page)
    begun, trained = perf_counter(), stage.batches_trained
    with Paintings(stage.find(_MOVES[page]) if page != NONE else stage.window) as paintings:
        figures = smoothness(stage, seconds, paintings.forget)
    figures["batches a second"] = (stage.batches_trained - trained) / (perf_counter() - begun)
    if page != NONE:
        figures[_FRAMES] = paintings.count / (figures["movements"] * MOVE_EVERY_S)
    return figures


def while_training(stage: Stage, page: str, seconds: float) -> Figures:
    """Measure a page between two times without any."""
    before, figures, after = (measure(stage, shown, seconds) for shown in (NONE, page, NONE))
    usual = (before["batches a second"] + after["batches a second"]) / 2
    return {_SPEED: figures["batches a second"] / usual, **figures}


def round_of(stage: Stage, pages: Sequence[str], seconds: float) -> dict[str, Figures]:
    """Measure these pages one after the other, while idle and while training."""
    found = {f"{page}, drawing": measure(stage, page, seconds) for page in pages}
    stage.open_view("Train")
    stage.train(processes.PRESET)
    stage.wait(lambda: stage.batches_trained > 0)
    found |= {f"{page}, training": while_training(stage, page, seconds) for page in pages}
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
    names = (_FRAMES, *_SHOWN, _SPEED)
    lines = [
        [what, *(f"{figures[name]:.2f}" if name in figures else "" for name in names)]
        for what, figures in found.items()
    ]
    report.say(report.table(["page", *names], lines))
    if args.json is not None:
        content = {"machine": machine.facts(), "figures": found}
        args.json.write_text(json.dumps(content, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
