"""Facts about the machine and the moment that timings depend on."""

import os
import platform
from pathlib import Path
from time import perf_counter
from typing import Any

from threadpoolctl import threadpool_info


def facts() -> dict[str, Any]:
    """Return processor, cores, system, Python, and NumPy's BLAS, as plain data."""
    import numpy as np

    blas = [pool for pool in threadpool_info() if pool["user_api"] == "blas"]
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "usable_cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None,
        "system": platform.platform(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "blas": [
            f"{pool['internal_api']} {pool['version']} {pool.get('architecture', '')}".strip()
            for pool in blas
        ],
        "blas_settings": {k: v for k, v in os.environ.items() if k.startswith("OPENBLAS_")},
    }


def load_average() -> list[float] | None:
    """Return how many processes wanted to run in the last 1, 5 and 15 minutes, if known."""
    return [round(value, 2) for value in os.getloadavg()] if hasattr(os, "getloadavg") else None


class Watch:
    """How much of the cores others used, from now until it is asked: how far to trust timings."""

    def __init__(self) -> None:
        self._began, self._busy, self._own = perf_counter(), _busy_seconds(), _own_seconds()

    def share_of_others(self) -> float | None:
        """Return the others' share of all cores' time, if known; our children must have ended."""
        if self._busy is None or (busy := _busy_seconds()) is None:
            return None
        others = busy - self._busy - (_own_seconds() - self._own)
        whole = (perf_counter() - self._began) * (os.cpu_count() or 1)
        return max(0.0, others / whole)


def _own_seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _busy_seconds() -> float | None:
    """Return what all cores have worked since the start (Linux), time stolen by a host included."""
    try:
        first = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0]
    except OSError:
        return None
    user, nice, system, _, _, irq, softirq, steal = map(int, first.split()[1:9])
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
