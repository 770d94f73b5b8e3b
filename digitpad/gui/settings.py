"""What the window remembers. A settings file may hold anything: every value read is checked."""

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from digitpad.paths import user_folder


class Settings:
    """Values by name, in a file of the person's folder."""

    def __init__(self, path: Path | None = None) -> None:
        place = path or user_folder() / "settings.ini"
        self._values = QSettings(str(place), QSettings.Format.IniFormat)

    def choice(self, name: str, allowed: Collection[str], default: str) -> str:
        """Return a remembered choice, ``default`` when it is none of those allowed."""
        value = self._values.value(name)
        return value if isinstance(value, str) and value in allowed else default

    def whole(self, name: str, low: int, high: int, default: int) -> int:
        """Return a remembered whole number, ``default`` when it is none or out of bounds."""
        number = self.number(name, low, high, default)
        return int(number) if number == int(number) else default

    def number(self, name: str, low: float, high: float, default: float) -> float:
        """Return a remembered number, ``default`` when it is none or out of bounds."""
        try:
            value = float(str(self._values.value(name)))
        except ValueError:
            return default
        return value if low <= value <= high else default

    def content(self, name: str) -> QByteArray:
        """Return remembered bytes, none when it is something else."""
        value = self._values.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()

    def remember(self, name: str, value: str | float | QByteArray) -> None:
        """Remember a value."""
        self._values.setValue(name, value)

    def save(self) -> None:
        """Write the file, if anything changed; without success the values are forgotten."""
        self._values.sync()
