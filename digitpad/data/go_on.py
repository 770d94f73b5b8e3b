"""How long work can be given up: it calls a GoOn between its pieces."""

from collections.abc import Callable

GoOn = Callable[[], None]  # returns while the work is wanted, else raises


def always() -> None:
    """Be the GoOn of work that is wanted to its end."""
