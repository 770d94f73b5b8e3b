"""Pictures of every state of the window, taken of the real window while it really draws and trains.

Run ``python tests/benchmarks/screenshots.py FOLDER`` (some three minutes), or with ``--only NAME``
for the scenes whose names begin so; ``--list`` tells them.  ``--readme`` makes the picture in the
README instead.  No display is needed.  The states stand in one table, driven/scenes.py.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import report
from driven.looks import LAPTOP, Look, Scene
from driven.scenes import SCENES

README_PICTURE = Path(__file__).resolve().parents[2] / "resources" / "screenshot.png"
README_SCENE = "training"


def take(scenes: Sequence[Scene], scale: float, folder: Path) -> None:
    """Play the scenes in this process, and take those looks that have this scale."""
    from driven.stage import Stage

    stage = Stage(LAPTOP.width, LAPTOP.height)
    for scene in scenes:
        stage.put_away()
        scene.play(stage)
        for look in scene.looks:
            if look.scale == scale:
                stage.dress(look.width, look.height, look.mode)
                picture = stage.photograph(folder / f"{scene.name}-{look.name}.png")
                size = f"{picture.width()}x{picture.height()}"
                report.say(f"{scene.name:20} {look.name:24} {size}")
        stage.dress(LAPTOP.width, LAPTOP.height, LAPTOP.mode)
    stage.close()


def take_in_processes(names: Sequence[str], scales: Sequence[float], folder: Path) -> int:
    """Play the scenes once for each scale factor, which a process of Qt's has for good."""
    for scale in scales:
        with tempfile.TemporaryDirectory() as home:
            command = [sys.executable, __file__, str(folder), "--scale", str(scale)]
            done = subprocess.run(
                [*command, *(part for name in names for part in ("--only", name))],
                env={
                    **os.environ,
                    "QT_QPA_PLATFORM": "offscreen",
                    "QT_SCALE_FACTOR": str(scale),
                    "QT_LOGGING_RULES": "qt.qpa.*=false",
                    "DIGITPAD_HOME": home,
                },
                check=False,
            )
        if done.returncode:
            return done.returncode
    return 0


def take_for_readme() -> int:
    """Make the README's picture: training, on a laptop, in light colours."""
    with tempfile.TemporaryDirectory() as folder:
        status = take_in_processes([README_SCENE], [LAPTOP.scale], Path(folder))
        if not status:
            picture = Path(folder) / f"{README_SCENE}-{LAPTOP.name}.png"
            README_PICTURE.write_bytes(picture.read_bytes())
        return status


def chosen(names: Sequence[str]) -> list[Scene]:
    """Return the scenes whose names begin with one of these, all when there are none."""
    return [one for one in SCENES if not names or one.name.startswith(tuple(names))]


def main() -> int:
    """Return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path, nargs="?", help="where the pictures go")
    parser.add_argument("--only", action="append", default=[], metavar="NAME")
    parser.add_argument("--scale", type=float, help=argparse.SUPPRESS)  # for a process of its own
    parser.add_argument("--list", action="store_true", help="tell the scenes and take none")
    parser.add_argument("--readme", action="store_true", help="make the picture in the README")
    args = parser.parse_args()
    scenes = chosen(args.only)
    if args.list:
        report.say("\n".join(one.name for one in scenes))
        return 0
    if args.readme:
        return take_for_readme()
    if args.folder is None:
        parser.error("say which folder the pictures go to")
    args.folder.mkdir(parents=True, exist_ok=True)
    if args.scale is not None:
        take(scenes, args.scale, args.folder)
        return 0
    looks: list[Look] = [look for one in scenes for look in one.looks]
    return take_in_processes(args.only, sorted({look.scale for look in looks}), args.folder)


if __name__ == "__main__":
    sys.exit(main())
