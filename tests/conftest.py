"""What all tests share: no display, a user folder of their own, and no thread left behind."""

import gc
import os
import sys
import threading
import time
from collections.abc import Iterator
from functools import partialmethod
from pathlib import Path

import hypothesis
import pytest
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

MEASURED = "measured"  # a property of tests: a sentence with figures
PATIENCE_S = 30.0  # with what surely comes: a machine may be busy with other things than tests
_PATIENCE_MS = round(1000 * PATIENCE_S)


def pytest_configure(config: pytest.Config) -> None:
    """Prepare Hypothesis and Qt."""
    # Or an example of 200 ms fails, or ten of a second in all, as any may on a busy machine.
    hypothesis.settings.register_profile(
        "digitpad", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
    )
    hypothesis.settings.load_profile("digitpad")
    # The offscreen platform says so of every window that has a least size.
    config.addinivalue_line("qt_log_ignore", "This plugin does not support propagateSizeHints")
    # Python collects garbage in whatever thread allocates, and a Qt object that a training thread
    # deletes crashes the process: so it is collected between tests alone, in the main thread.
    gc.disable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let what takes longest begin first, so that the others run beside it (``pytest -n 2``)."""
    items.sort(key=lambda item: item.get_closest_marker("longest") is None)


def pytest_collection_finish() -> None:
    _keep_what_is_there()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests measured, whichever process ran them."""
    lines = [
        f"{report.nodeid.partition('::')[2]}: {sentence}"
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "call"
        for name, sentence in report.user_properties
        if name == MEASURED
    ]
    if lines:
        terminalreporter.section(MEASURED)
        for line in lines:
            terminalreporter.line(line)


def _keep_what_is_there() -> None:
    """Collect garbage; what is left stays for good, and need not be looked through each time."""
    gc.collect()
    gc.freeze()


class PatientBot(QtBot):
    """Waits for what surely comes, however slow the machine is."""

    waitSignal = partialmethod(QtBot.waitSignal, timeout=_PATIENCE_MS)
    waitSignals = partialmethod(QtBot.waitSignals, timeout=_PATIENCE_MS)
    waitUntil = partialmethod(QtBot.waitUntil, timeout=_PATIENCE_MS)
    waitExposed = partialmethod(QtBot.waitExposed, timeout=_PATIENCE_MS)


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture(scope="module", autouse=True)
def garbage_of_each_file_is_collected() -> Iterator[None]:
    yield
    _keep_what_is_there()


@pytest.fixture(autouse=True)
def user_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the person's own files."""
    folder = tmp_path / "home"
    monkeypatch.setenv("DIGITPAD_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def no_thread_is_left_running() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + PATIENCE_S
    while left := _running(before):
        if time.monotonic() > deadline:
            pytest.fail(f"threads left running: {left}")
        time.sleep(0.01)


class OpenElsewhere:
    """Stands for Windows, which refuses to replace a file ``refusals`` times."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, refusals: int) -> None:
        self.left, self._really_replace = refusals, os.replace
        monkeypatch.setattr(os, "replace", self._replace)
        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.setattr(time, "sleep", lambda _: None)

    def _replace(self, source: Path, target: Path) -> None:
        if self.left:
            self.left -= 1
            raise PermissionError(13, "Permission denied")
        self._really_replace(source, target)


def _running(before: set[threading.Thread]) -> list[threading.Thread]:
    """A dummy stands for a thread of Qt's, even after its end; tests/gui looks after those."""
    return [
        thread
        for thread in threading.enumerate()
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]
