"""The window of tests/gui, and a place for the figures that these tests measure."""

from collections.abc import Callable

import pytest

from tests.gui.conftest import (  # noqa: F401 (fixtures are known by being here)
    canvas,
    draw,
    few_images,
    long_run,
    no_qthread_is_left_running,
    trainer,
    window,
    windows_of_earlier_tests_are_collected,
)

Tell = Callable[[str], None]
_MEASURED = "measured"


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Say what was measured; it stands at the end of pytest's output, whichever process did."""

    def tell(sentence: str) -> None:
        record_property(_MEASURED, sentence)

    return tell


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lines = [
        f"{report.nodeid.partition('::')[2]}: {sentence}"
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "call"
        for name, sentence in report.user_properties
        if name == _MEASURED
    ]
    if lines:
        terminalreporter.section("measured")
        for line in lines:
            terminalreporter.line(line)
