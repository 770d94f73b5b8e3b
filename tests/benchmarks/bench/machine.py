"""Facts about the machine and the moment that timings depend on."""

import os
import platform
from pathlib import Path
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
        "blas": [f"{pool['internal_api']} {pool['version']}" for pool in blas],
    }


def load_average() -> list[float] | None:
    """Return how many processes wanted to run in the last 1, 5 and 15 minutes, if known."""
    return [round(value, 2) for value in os.getloadavg()] if hasattr(os, "getloadavg") else None


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
