"""Settings that make NumPy fast for many threads with medium-sized arrays."""

import ctypes
import os
from functools import cache

import numpy as np
from threadpoolctl import threadpool_limits

_M_TRIM_THRESHOLD, _M_TOP_PAD, _M_MMAP_THRESHOLD = -1, -2, -3  # glibc's malloc.h
_KEPT_BYTES = 2**27  # freed memory that a thread keeps at most
_LARGEST_KEPT_BYTES = 2**25  # glibc's own upper limit

_BUFFER_NUMBERS = 512


class calculating(np.errstate):  # noqa: N801 (a context manager, named as those of NumPy are)
    """Within it NumPy neither warns of what overflows nor copies what it need not.

    For arrays with gaps, NumPy first copies runs shorter than its buffer (8,192 numbers) into it,
    which takes longer than the arithmetic: subtracting every other row of 2,048 numbers 9.2 us, and
    4.0 us with the small buffer.
    """

    def __init__(self) -> None:
        super().__init__(all="ignore")

    def __enter__(self) -> None:
        super().__enter__()
        np.setbufsize(_BUFFER_NUMBERS)  # what errstate sets back as well


def usable_cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on this platform
        return os.cpu_count() or 1


@cache
def prepare() -> None:
    """Make the settings, once and for good.

    One BLAS thread a call: our threads are the parallelism, and more threads than cores wait for
    each other.  It stays so, because setting it anew costs more than training on one image.

    Freed arrays stay with the process: by default glibc gives arrays of over 128 kB back to the
    system, and the page faults of getting them again took half of all training time (Keras'
    convnet, batches of 128, one core: 342 to 370 us an image, 142 to 161 this way).
    """
    threadpool_limits(1, user_api="blas")
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, TypeError, AttributeError):  # no glibc: the system's own way is kept
        return
    mallopt(_M_MMAP_THRESHOLD, _LARGEST_KEPT_BYTES)
    mallopt(_M_TRIM_THRESHOLD, _KEPT_BYTES)
    mallopt(_M_TOP_PAD, _KEPT_BYTES // 8)
