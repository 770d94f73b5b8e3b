"""A long run leaks nothing; ``python -m tests.robust.soak --minutes 60`` is the long way."""

import sys
from pathlib import Path

import pytest

from tests.robust.conftest import Tell
from tests.robust.soak import slope_mb_in_10_minutes, soak, summary

SECONDS = 180.0
MOST_MB_IN_10_MINUTES = 1.0
# In a short session: Qt for Python takes some memory for each of its enums at the first few
# hundred uses.  A kilobyte lost with every stroke would be twice as much.
WARMING_UP_MB = 0.6


@pytest.mark.longest
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc and glibc")
def test_a_session_leaks_neither_memory_nor_threads_nor_handles(tmp_path: Path, tell: Tell) -> None:
    samples = soak(tmp_path, SECONDS)
    tell(summary(samples))
    assert len(samples) > 10
    grown = slope_mb_in_10_minutes(samples) * SECONDS / 600
    assert grown < MOST_MB_IN_10_MINUTES * SECONDS / 600 + WARMING_UP_MB
    half = len(samples) // 2
    for what in ("threads", "handles"):
        # The least, for a file that is being written is open for a moment; a leak stays.
        early, late = (
            min(getattr(sample, what) for sample in part)
            for part in (samples[:half], samples[half:])
        )
        assert late <= early, what
