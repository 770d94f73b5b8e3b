"""The most memory that training Keras' convnet on all of MNIST takes, ours and each peer's.

Run ``python tests/benchmarks/memory.py`` (some two minutes).  Each trains one epoch in a fresh
process and reads the test images.  Digitpad runs as the program does, with its pen drawings loaded
too; the peers hold all images as float32, as their examples do (172 MB).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench import machine, report
from bench.crew import PeerFailed, Process
from bench.peers import OURS, PEERS
from bench.works import WORKS

from digitpad.files import write_whole
from digitpad.nn.machine import usable_cores

WORK = "convnet-128"
WANTED_MB = 400
ABLE = [key for key, info in PEERS.items() if info.module in ("ours", "keras_peer", "torch_peer")]


def peak(peer: str, threads: int, images: int | None) -> dict[str, Any]:
    """Return the memory after the imports and at most, in MB, and the accuracy reached.

    Raises: PeerFailed.
    """
    process = Process(PEERS[peer], threads)
    try:
        return process.ask("epoch", work=WORK, images=images)
    finally:
        process.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, write; return the exit status."""
    options = _parser().parse_args(arguments)
    found: dict[str, dict[str, Any]] = {}
    for peer in options.peers:
        report.say(f"{PEERS[peer].title}: one epoch of {WORKS[WORK].title}")
        try:
            found[peer] = peak(peer, options.threads or usable_cores(), options.images)
        except PeerFailed as error:
            report.say(f"  left out: {error}")
    rows = [
        [
            PEERS[peer].title,
            f"{result['before_mb']:.0f}",
            f"{result['peak_mb']:.0f}",
            f"{result['accuracy']:.2%}",
        ]
        for peer, result in found.items()
    ]
    report.say(report.table(["peak memory, MB", "after imports", "at most", "test accuracy"], rows))
    report.say(_verdict(found))
    if options.json is not None:
        whole = {"machine": machine.facts(), "work": WORK, "peers": found}
        write_whole(options.json, (json.dumps(whole, indent=1) + "\n").encode())
    return 0


def _verdict(found: dict[str, dict[str, Any]]) -> str:
    if OURS not in found:
        return "Digitpad was not measured."
    ours = found[OURS]["peak_mb"]
    others = [result["peak_mb"] for peer, result in found.items() if peer != OURS]
    least = f"; the least of a peer: {min(others):.0f} MB" if others else ""
    below = "below" if ours < WANTED_MB else "NOT below"
    return f"Digitpad: {ours:.0f} MB, {below} {WANTED_MB} MB{least}."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--peers", nargs="+", choices=ABLE, default=ABLE, metavar="PEER")
    parser.add_argument("--images", type=int, help="train on the first ones only (all)")
    parser.add_argument("--threads", type=int, default=0, help="0 for all cores (0)")
    parser.add_argument("--json", type=Path, metavar="FILE")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
