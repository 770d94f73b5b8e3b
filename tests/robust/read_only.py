"""A folder becomes read-only, as on a disk after an error; root would heed no modes."""

import builtins
import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def make_read_only(folder: Path) -> None:
    """Refuse from now on what would change something in ``folder``."""

    def refuse(path: object) -> None:
        if isinstance(path, str | os.PathLike) and Path(path).is_relative_to(folder):
            raise OSError(errno.EROFS, "Read-only file system", str(path))

    def guarded(function: Callable[..., Any]) -> Callable[..., Any]:
        def guard(path: object, *rest: Any, **named: Any) -> Any:
            refuse(path)
            return function(path, *rest, **named)

        return guard

    os_open, plain_open = os.open, builtins.open

    def guarded_os_open(path: Any, flags: int, *rest: Any, **named: Any) -> int:
        if flags & _WRITING:
            refuse(path)
        return os_open(path, flags, *rest, **named)

    def guarded_open(path: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
        if set(mode) & set("wxa+"):
            refuse(path)
        return plain_open(path, mode, *rest, **named)

    for name in ("mkdir", "unlink", "remove", "rmdir", "rename", "replace", "utime"):
        setattr(os, name, guarded(getattr(os, name)))
    os.open = guarded_os_open
    builtins.open = guarded_open
