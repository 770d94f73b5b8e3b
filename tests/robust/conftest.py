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
_told = pytest.StashKey[list[str]]()


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Tell:
    """Say what was measured; it stands at the end of pytest's output."""
    lines = request.config.stash.setdefault(_told, [])

    def tell(sentence: str) -> None:
        lines.append(f"{request.node.name}: {sentence}")

    return tell


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    lines = config.stash.get(_told, [])
    if lines:
        terminalreporter.section("measured")
        for line in lines:
            terminalreporter.line(line)
