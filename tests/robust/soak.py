"""A long session in the real window: what it costs in memory, threads and file handles.

``python -m tests.robust.soak --minutes 60``: one training run without end, while somebody draws,
undoes, and looks at one view after the other.  Memory in use is what malloc has given out, and
Python's own blocks: what the system counts for the process wavers by more than a leak would.
The curves are full from the start, or their growth up to that would be counted.
"""

import argparse
import ctypes
import json
import os
import sys
import tempfile
from dataclasses import asdict, astuple, dataclass, fields
from pathlib import Path

import numpy as np

from tests.robust import program

_BLOCK_BYTES = 90  # of Python's own, a rough mean
_MOST_SAMPLES = 10_000  # some two hours
_WARMING_UP = 1 / 3  # of the time, that is left out
# What a thread keeps to give out again would count as given out.
_NO_CACHES = {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=0"}


@dataclass(frozen=True)
class Sample:
    """One look at the process."""

    seconds: float
    used_mb: float
    resident_mb: float
    threads: int
    handles: int


def look(seconds: float) -> Sample:
    """Look at this process (Linux with glibc)."""
    resident = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    used = _malloced() + _BLOCK_BYTES * sys.getallocatedblocks()
    threads, handles = len(os.listdir("/proc/self/task")), len(os.listdir("/proc/self/fd"))
    return Sample(seconds, used / 2**20, resident / 2**20, threads, handles)


class _MallInfo(ctypes.Structure):
    """What glibc's mallinfo2 returns, of all arenas."""

    _fields_ = (
        *((name, ctypes.c_size_t) for name in ("arena", "ordblks", "smblks", "hblks", "hblkhd")),
        *((name, ctypes.c_size_t) for name in ("usmblks", "fsmblks", "uordblks", "fordblks")),
        ("keepcost", ctypes.c_size_t),
    )


class Diary:
    """Samples in memory that is there from the beginning.

    As objects, five or more of Python's blocks each, they were a leak of half a megabyte themselves
    in ten minutes.
    """

    def __init__(self) -> None:
        self._rows = np.zeros((_MOST_SAMPLES, len(fields(Sample))))
        self._count = 0

    def look(self, seconds: float) -> None:
        """Look at this process, and note what is seen.  Raises: IndexError, there is no room."""
        self._rows[self._count] = astuple(look(seconds))
        self._count += 1

    def samples(self) -> list[Sample]:
        """Return what was noted."""
        return [
            Sample(seconds, used, resident, int(threads), int(handles))
            for seconds, used, resident, threads, handles in self._rows[: self._count].tolist()
        ]


def _malloced() -> int:
    """Return how many bytes glibc's malloc (2.33 or newer) has given out, in all arenas."""
    libc = ctypes.CDLL(None)
    libc.mallinfo2.restype = _MallInfo
    info = libc.mallinfo2()
    return int(info.uordblks + info.hblkhd)  # from its arenas, and mapped one by one


def soak(home: Path, seconds: float) -> list[Sample]:
    """Run the session and return the samples after it has warmed up."""
    report = home / "samples.json"
    ended = program.run(
        home, "long_session", seconds, report, timeout_s=seconds + 120, **_NO_CACHES
    )
    if (ended.status, ended.stderr) != (0, ""):
        raise RuntimeError(f"the program ended with {ended.status}: {ended.stderr}")
    samples = [Sample(**sample) for sample in json.loads(report.read_text())]
    return [sample for sample in samples if sample.seconds > _WARMING_UP * seconds]


def slope_mb_in_10_minutes(samples: list[Sample]) -> float:
    """Return how fast the memory in use grows: the median of the slopes between the two halves.

    Source: A. Siegel 1982's and H. Theil 1950's idea; single leaps do not move it, unless they come
    between the halves: Python makes room for more names once in a session, 0.9 MB.
    """
    half = len(samples) // 2
    slopes = [
        (late.used_mb - early.used_mb) / (late.seconds - early.seconds)
        for early in samples[:half]
        for late in samples[half:]
    ]
    return float(600 * np.median(slopes))


def summary(samples: list[Sample]) -> str:
    """Return the figures in one line."""
    first, last = samples[0], samples[-1]
    return (
        f"{last.seconds / 60:.1f} minutes: {slope_mb_in_10_minutes(samples):+.2f} MB in use in 10 "
        f"minutes; resident {first.resident_mb:.0f} to {last.resident_mb:.0f} MB; "
        f"threads {sorted({s.threads for s in samples})}, "
        f"handles {sorted({s.handles for s in samples})}"
    )


def write(samples: list[Sample], path: Path) -> None:
    """Write samples for the process that waits for them."""
    path.write_text(json.dumps([asdict(sample) for sample in samples]))


def main() -> None:
    """Print the figures of a session of so many minutes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    minutes = parser.parse_args().minutes
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(summary(soak(Path(folder), 60 * minutes)) + "\n")


if __name__ == "__main__":
    main()
