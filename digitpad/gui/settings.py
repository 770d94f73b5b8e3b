"""What the window remembers. A settings file may hold anything: every value read is checked."""

import base64
import binascii
import json
import logging
from collections.abc import Collection
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray

from digitpad.files import read_whole, write_whole
from digitpad.paths import user_folder
from digitpad.training.plain_numbers import is_number

_log = logging.getLogger(__name__)

_MOST_BYTES = 2**20  # of the file; what this program writes is a thousandth of it


class Settings:
    """Values by name, in a file of the person's folder, which another window may write as well."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or user_folder() / "settings.json"
        self._values = _read(self._path)
        self._changed: dict[str, str | float] = {}

    def choice(self, name: str, allowed: Collection[str], default: str) -> str:
        """Return a remembered choice, ``default`` when it is none of those allowed."""
        value = self._values.get(name)
        return value if isinstance(value, str) and value in allowed else default

    def text(self, name: str) -> str:
        """Return a remembered text, none when it is something else; whoever asks checks it."""
        value = self._values.get(name)
        return value if isinstance(value, str) else ""

    def whole(self, name: str, low: int, high: int, default: int) -> int:
        """Return a remembered whole number, ``default`` when it is none or out of bounds."""
        number = self.number(name, low, high, default)
        return int(number) if number == int(number) else default

    def number(self, name: str, low: float, high: float, default: float) -> float:
        """Return a remembered number, ``default`` when it is none or out of bounds."""
        value = self._values.get(name)
        if is_number(value) and low <= value <= high:
            return value
        return default

    def content(self, name: str) -> QByteArray:
        """Return remembered bytes, none when it is something else."""
        value = self._values.get(name)
        try:
            return QByteArray(
                base64.b64decode(value if isinstance(value, str) else "", validate=True)
            )
        except (binascii.Error, ValueError):
            return QByteArray()

    def remember(self, name: str, value: str | float | QByteArray) -> None:
        """Remember a value."""
        plain = base64.b64encode(value.data()).decode() if isinstance(value, QByteArray) else value
        if self._values.get(name) != plain:
            self._values[name] = self._changed[name] = plain

    def save(self) -> None:
        """Write what has changed; without success it is forgotten.

        The rest stays as the file has it by now: another window may have changed that.
        """
        if not self._changed:
            return
        content = json.dumps({**_read(self._path), **self._changed}, indent=1, sort_keys=True)
        try:
            write_whole(self._path, content.encode())
        except OSError:
            _log.exception("the settings were not saved")
        self._changed.clear()


def _read(path: Path) -> dict[str, Any]:
    """Return what the file holds, nothing where it is damaged or not there."""
    try:
        values = json.loads(read_whole(path, _MOST_BYTES))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        _log.warning("the settings in %s are not used: %s", path, error)
        return {}
    return values if isinstance(values, dict) else {}
