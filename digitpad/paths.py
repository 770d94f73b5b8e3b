"""Where things lie: what ships with the program, and the person's own files."""

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_PLACES = (_PACKAGE / "resources", _PACKAGE.parent / "resources")  # an installed wheel; a checkout


def resource(name: str) -> Path:
    """Return the path of a shipped file or folder, such as ``"data/mnist.npz"``.

    Raises: FileNotFoundError, when the program was installed without it.
    """
    for place in _PLACES:
        path = place / name
        if path.exists():
            return path
    raise FileNotFoundError(f"the file resources/{name} is missing; install Digitpad again")


def user_folder() -> Path:
    """Return the folder of the person's own files; asking does not create it.

    The environment variable DIGITPAD_HOME moves it; else it is the platform's usual place.
    """
    chosen = os.environ.get("DIGITPAD_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    if sys.platform == "win32":
        return _folder_from("LOCALAPPDATA", Path.home() / "AppData" / "Local") / "Digitpad"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Digitpad"
    return _folder_from("XDG_DATA_HOME", Path.home() / ".local" / "share") / "digitpad"


def _folder_from(variable: str, otherwise: Path) -> Path:
    """The XDG specification says that a relative path in such a variable is to be ignored."""
    named = Path(os.environ.get(variable, ""))
    return named if named.is_absolute() else otherwise
