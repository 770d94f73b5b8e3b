import os

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from digitpad.nn import machine


def test_the_usable_cores_are_those_that_the_process_is_bound_to() -> None:
    assert 1 <= machine.usable_cores() <= (os.cpu_count() or 1)


def test_a_platform_that_cannot_bind_processes_counts_all_cores(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    assert machine.usable_cores() == (os.cpu_count() or 1)


def test_preparing_limits_blas_to_one_thread_a_call() -> None:
    with threadpool_limits(2, user_api="blas"):
        machine.prepare.__wrapped__()
        blas = [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]
    assert blas
    assert set(blas) == {1}


def test_preparing_does_without_glibc(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: object) -> None:
        raise OSError("no such library")

    monkeypatch.setattr(machine.ctypes, "CDLL", missing)
    with threadpool_limits(1, user_api="blas"):
        machine.prepare.__wrapped__()


def test_while_calculating_numpy_neither_warns_nor_buffers_much_and_then_as_before() -> None:
    before = np.getbufsize(), np.geterr()
    with machine.calculating():
        assert np.getbufsize() < before[0]
        assert np.float32(1e38) * np.float32(1e38) == np.inf
    assert (np.getbufsize(), np.geterr()) == before
