"""Work that takes its time can be held or given up: it calls a GoOn between its pieces."""

from collections.abc import Callable

GoOn = Callable[[], None]  # returns when the work may go on, raises when nobody wants it


def always() -> None:
    """Hold nothing, and give nothing up."""
