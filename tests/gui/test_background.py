"""Work that lets the window go first."""

import os
import sys
import threading

import pytest

from digitpad.gui.background import yield_to_window


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can do it for one thread")
def test_a_thread_that_yields_has_less_priority_and_the_window_s_keeps_its_own() -> None:
    found: list[int] = []

    def niceness() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    def work() -> None:
        yield_to_window()
        found.append(niceness())

    before = niceness()
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [max(before, 5)]
    assert niceness() == before
