"""A long run leaks nothing; ``python -m tests.robust.soak --minutes 60`` is the long way."""

import sys
from pathlib import Path

import pytest

from tests.robust.conftest import Tell
from tests.robust.soak import slope_mb_in_10_minutes, soak, summary

SECONDS = 60.0
MOST_MB_IN_10_MINUTES = 1.0
NOISE_MB = 0.2  # of so short a session


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc and glibc")
def test_a_session_leaks_neither_memory_nor_threads_nor_handles(tmp_path: Path, tell: Tell) -> None:
    samples = soak(tmp_path, SECONDS)
    tell(summary(samples))
    assert len(samples) > 10
    allowed = MOST_MB_IN_10_MINUTES + NOISE_MB * 600 / SECONDS
    assert slope_mb_in_10_minutes(samples) < allowed
    half = len(samples) // 2
    for what in ("threads", "handles"):
        early, late = (
            max(getattr(sample, what) for sample in part)
            for part in (samples[:half], samples[half:])
        )
        assert late <= early, what
