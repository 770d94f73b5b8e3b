"""Numbers in words, the same in all of the window."""


def percent(share: float) -> str:
    """Return a share of 1 as text: 0.987 -> ``98.7 %``."""
    return f"{100 * share:.1f} %"


def counted(number: int, noun: str) -> str:
    """Return how many there are: ``1 image``, ``60,000 images``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def unbroken(text: str) -> str:
    """Return the text with a space before each % at which no line ends."""
    return text.replace(" %", "\N{NO-BREAK SPACE}%")
