"""The window of tests/gui, and a way to say the figures that these tests measure."""

from collections.abc import Callable

import pytest

from tests.conftest import MEASURED
from tests.data.keras_server import contents, server  # noqa: F401 (fixtures are known by this)
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


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Say what was measured; it stands at the end of pytest's output, whichever process did."""

    def tell(sentence: str) -> None:
        record_property(MEASURED, sentence)

    return tell
