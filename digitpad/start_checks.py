"""What must be there before Digitpad can start, said in one sentence each.

Runs before anything is installed and on Pythons that are too old for the rest of the package,
so it imports only the standard library and keeps to syntax that Python 3.7 reads.
Source of the library lists: ``objdump -p`` of PySide6's Qt libraries, and Debian 12's packages.
"""

import builtins
import ctypes
import glob
import importlib.util
import os
import platform
import re
import sys

OLDEST_PYTHON = (3, 11)
PACKAGES = ("numpy", "scipy", "threadpoolctl", "tqdm")
WINDOW_PACKAGES = ("PySide6", "pyqtgraph")

# Shared library -> the Debian and Ubuntu package that holds it.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libX11.so.6": "libx11-6",
}
PLUGIN_LIBRARIES = {
    "xcb": {
        "libX11-xcb.so.1": "libx11-xcb1",
        "libxcb.so.1": "libxcb1",
        "libxcb-cursor.so.0": "libxcb-cursor0",
        "libxcb-icccm.so.4": "libxcb-icccm4",
        "libxcb-image.so.0": "libxcb-image0",
        "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxcb-randr.so.0": "libxcb-randr0",
        "libxcb-render.so.0": "libxcb-render0",
        "libxcb-render-util.so.0": "libxcb-render-util0",
        "libxcb-shape.so.0": "libxcb-shape0",
        "libxcb-shm.so.0": "libxcb-shm0",
        "libxcb-sync.so.1": "libxcb-sync1",
        "libxcb-util.so.1": "libxcb-util1",
        "libxcb-xfixes.so.0": "libxcb-xfixes0",
        "libxcb-xkb.so.1": "libxcb-xkb1",
        "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    },
    "wayland": {
        "libwayland-client.so.0": "libwayland-client0",
        "libwayland-cursor.so.0": "libwayland-cursor0",
    },
}
WHAT_ELSE = (
    "start it from a desktop session, or use train, test and classify, which need no display"
)


def start_problem(window: bool) -> str:
    """Why Digitpad cannot start, as one sentence; empty when it can."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        oldest = ".".join(map(str, OLDEST_PYTHON))
        return (
            f"Digitpad needs Python {oldest} or later and this is Python "
            f"{platform.python_version()}: install a newer Python and start Digitpad with it."
        )
    problem = packages_problem(PACKAGES + (WINDOW_PACKAGES if window else ())) or home_problem()
    if problem or not window:
        return problem
    return qt_problem() or display_problem()


def home_problem() -> str:
    """The sentence about a folder for the person's files that cannot be told, or nothing."""
    chosen = os.environ.get("DIGITPAD_HOME") or "~"
    if not os.path.expanduser(chosen).startswith("~"):
        return ""
    return (
        f"Digitpad cannot tell where to keep your files ({chosen} stands for no folder): set the "
        "environment variable DIGITPAD_HOME to a folder of yours."
    )


def packages_problem(names: "tuple[str, ...]") -> str:
    """The sentence about packages that this Python does not have, or nothing."""
    missing = [name for name in names if importlib.util.find_spec(name) is None]
    if not missing:
        return ""
    any_python = "py" if os.name == "nt" else "python3"
    python = r".venv\Scripts\python" if os.name == "nt" else ".venv/bin/python"
    return (
        f"Digitpad does not find the packages it needs ({', '.join(missing)}): in its folder, set "
        f"it up with `{any_python} -m venv .venv && {python} -m pip install -e .` and start it "
        f"with `{python} main.py`."
    )


def qt_problem() -> str:
    """The sentence about Qt that is installed but does not load, or nothing."""
    usual_import = builtins.__import__
    try:
        import PySide6.QtWidgets  # noqa: F401 (only whether it can be imported counts)
    except ImportError as error:
        xcb = PLUGIN_LIBRARIES["xcb"] if os.environ.get("DISPLAY") else {}
        return libraries_sentence(dict(QT_LIBRARIES, **xcb), str(error))
    finally:
        # For the sake of `from __feature__ import ...`, which is not used here, PySide6 lets every
        # import read the module's source: a tenth of the time until the window is there.
        builtins.__import__ = usual_import
    return ""


def display_problem() -> str:
    """The sentence about a display that Qt could not use, or nothing.

    Qt itself ends the process with abort() when it finds no display or when the plugin for it
    does not load, so this is found out before Qt is asked.
    """
    if not sys.platform.startswith("linux"):
        return ""
    chosen = re.split("[;:]", os.environ.get("QT_QPA_PLATFORM", ""))[0]
    if chosen and chosen not in PLUGIN_LIBRARIES:
        return ""
    displays = {"wayland": "WAYLAND_DISPLAY", "xcb": "DISPLAY"}
    usable = [name for name in displays if os.environ.get(displays[name])]
    if not usable:
        return (
            "Digitpad finds no display for its window (neither DISPLAY nor WAYLAND_DISPLAY is "
            f"set): {WHAT_ELSE}."
        )
    problems = [plugin_problem(name) or connection_problem(name) for name in usable]
    return "" if "" in problems else problems[-1]


def plugin_problem(name: str) -> str:
    """The sentence about Qt's plugin ``name`` that does not load, or nothing."""
    import PySide6

    folder = os.path.join(os.path.dirname(PySide6.__file__), "Qt", "plugins", "platforms")
    for plugin in glob.glob(os.path.join(glob.escape(folder), f"libq{name}*.so")):
        try:
            ctypes.CDLL(plugin)
        except OSError as error:
            return libraries_sentence(PLUGIN_LIBRARIES[name], str(error))
    return ""


def connection_problem(name: str) -> str:
    """The sentence about a display that is named but does not answer, or nothing."""
    if name == "wayland":
        display = os.environ["WAYLAND_DISPLAY"]
        alive = os.path.exists(os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), display))
    else:
        display = os.environ["DISPLAY"]
        alive = x11_answers()
    if alive:
        return ""
    return (
        f"Digitpad's window cannot open because the display {display!r} does not answer: "
        f"{WHAT_ELSE}."
    )


def x11_answers() -> bool:
    """Whether the X server that DISPLAY names accepts a connection."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    for function in (xcb.xcb_connection_has_error, xcb.xcb_disconnect):
        function.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    alive = bool(xcb.xcb_connection_has_error(connection) == 0)
    xcb.xcb_disconnect(connection)
    return alive


def libraries_sentence(libraries: "dict[str, str]", reason: str) -> str:
    """What to install so that Qt loads; ``reason`` is the loader's own message."""
    missing = [name for name in libraries if not loads(name)]
    if not missing:
        return f"Digitpad cannot load Qt ({reason}): install PySide6-Essentials anew."
    named = ", ".join(missing[:3]) + (", ..." if len(missing) > 3 else "")
    packages = " ".join(sorted({libraries[name] for name in missing}))
    return (
        f"Digitpad's window needs system libraries that this machine lacks ({named}): "
        f"on Debian or Ubuntu run `apt-get install {packages}` as root, elsewhere install what "
        "holds them."
    )


def loads(library: str) -> bool:
    """Whether the system's loader finds and loads the shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
