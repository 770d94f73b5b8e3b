"""What memory this process and those that it started took at most."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_PROCESSES = Path("/proc")


def peak_memory_mb() -> float:
    """Return the most memory (resident set, MB of 10^6 bytes) that this process ever had.

    Added is the most that each process had that it started, directly or not, and that still runs:
    their sum is never too small, for memory that they share counts in each.
    Linux is asked in /proc: its ``ru_maxrss`` counts what the parent process had before, too.
    Elsewhere only this process itself is counted.
    """
    if not (_PROCESSES / "self/status").exists():
        import resource  # not on Windows

        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    parents, peaks = {}, {}
    for process, parent, peak in _all_processes():
        parents[process], peaks[process] = parent, peak
    own = os.getpid()
    return sum(peak for process, peak in peaks.items() if _descends(process, own, parents)) / 1e6


def _all_processes() -> Iterator[tuple[int, int, int]]:
    """Yield each process, its parent and the most bytes it ever had."""
    for file in _PROCESSES.glob("[0-9]*/status"):
        with suppress(OSError):  # it has just ended
            lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
            fields = dict(line.split(":", 1) for line in lines if ":" in line)
            most = fields.get("VmHWM", "0").split()[0]  # a thread of the kernel has none
            yield int(file.parent.name), int(fields["PPid"]), int(most) * 1024


def _descends(process: int, ancestor: int, parents: dict[int, int]) -> bool:
    """Whether ``ancestor`` is this process, or started it, or one that did."""
    while process != ancestor and process in parents:
        process = parents[process]
    return process == ancestor
