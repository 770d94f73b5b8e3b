"""Work that lets the window go first."""

import os
import sys
import threading
from contextlib import suppress

_NICENESS = 5


def yield_to_window() -> None:
    """Let the window's thread have a core before this thread, and before those that it starts.

    On two cores a training keeps both busy: without this, one movement of the pen in a hundred
    waits 50 ms for its answer instead of 20.  Only Linux can do it for a thread; elsewhere nothing
    happens.  The work is not slowed while the window is idle.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
