"""What memory this process took at most."""

import sys
from pathlib import Path


def peak_memory_mb() -> float:
    """Return the most memory (resident set, MB of 10^6 bytes) this process ever had.

    Linux is asked in /proc: its ``ru_maxrss`` counts what the parent process had before, too.
    """
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        import resource  # not on Windows

        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024 / 1e6
