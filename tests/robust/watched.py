"""What a process does behind the back of whoever uses it: an audit hook writes it down."""

import json
import os
import sys
from pathlib import Path
from typing import Any

FORBIDDEN = (
    "socket.connect",
    "socket.bind",
    "socket.getaddrinfo",
    "urllib.Request",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "pickle.find_class",
)
_CHANGES = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "shutil.rmtree")


class Watch:
    """Notes from now on what is done, by kind; the hook cannot be taken away again."""

    def __init__(self) -> None:
        self.seen: set[tuple[str, str]] = set()
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in (*FORBIDDEN, *_CHANGES, "open"):
            what = event
            if event == "open":
                _, mode, flags = arguments
                writes = any(letter in (mode or "") for letter in "wax+") or (
                    isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
                )
                what = "write" if writes else "read"
            self.seen.add((what, _place(arguments[0]) if arguments else ""))
        elif event in ("exec", "compile"):
            self._hear_code(event, arguments)

    def _hear_code(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Code that comes from a file of a module is an import; other code is eval or exec."""
        code = arguments[0] if event == "exec" else arguments[1]
        name = getattr(code, "co_filename", code)
        if isinstance(name, str) and name.startswith("<") and not name.startswith("<frozen"):
            self.seen.add((event, f"{name} from {_caller()}"))

    def write(self, path: Path) -> None:
        """Write down what was seen."""
        path.write_text(json.dumps(sorted(self.seen)))


def _place(path: object) -> str:
    if isinstance(path, int):
        return f"handle {path}"
    if isinstance(path, bytes):
        path = path.decode("utf-8", "replace")
    try:
        return os.path.abspath(path) if isinstance(path, str | os.PathLike) else str(path)
    except ValueError:
        return str(path)


def _caller() -> str:
    """Return the file of whoever asked for the code."""
    frame = sys._getframe(3)
    return frame.f_code.co_filename
