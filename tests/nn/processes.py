"""What the tests of companions ask of processes."""

import os
import time
from collections.abc import Callable


def wait_until(holds: Callable[[], bool], seconds: float = 60.0) -> None:
    """Fail when it does not come to hold in time."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True
