"""The texts that give the window its looks: style sheet and icons.  Without one it is plainer."""

import logging

from digitpad.paths import resource

_log = logging.getLogger(__name__)
_lost: set[str] = set()


def look(name: str) -> str:
    """Return the text of a file that ships, empty if it cannot be read."""
    try:
        text = resource(name).read_text("utf-8")
    except (OSError, ValueError) as error:
        give_up(name, error)
        return ""
    if not text:
        give_up(name)
    return text


def give_up(name: str, error: Exception | None = None) -> None:
    """Do without a file that ships; the log says so, and why."""
    _log.error("resources/%s cannot be used", name, exc_info=error)
    _lost.add(name)


def problem() -> str:
    """Return a sentence about the files that the window had to do without, empty if it has all."""
    if not _lost:
        return ""
    names = ", ".join(f"resources/{name}" for name in sorted(_lost)[:2])
    more = ", …" if len(_lost) > 2 else ""
    return f"The window lacks some of its looks ({names}{more}): install Digitpad again."
