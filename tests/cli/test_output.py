import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_a_progress_bar_shows_on_a_terminal_and_keeps_off_the_answers(tmp_path: Path) -> None:
    import fcntl
    import pty
    import termios

    path = tmp_path / "drawings.jsonl"
    path.write_text(
        '{"strokes": [[[5, 0], [5, 9]]]}\n' * 5
    )  # few: nobody empties the screen meanwhile
    try:
        screen, terminal = pty.openpty()
    except OSError as error:  # some containers have none
        pytest.skip(str(error))
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    done = subprocess.run(
        [sys.executable, "-m", "digitpad", "classify", str(path)],
        stdout=subprocess.PIPE,
        stderr=terminal,
        text=True,
        check=True,
    )
    shown = os.read(screen, 100_000).decode()
    os.close(screen)
    os.close(terminal)
    assert " digits" in shown
    assert len(done.stdout.splitlines()) == 5
    assert all(line.startswith(str(path)) for line in done.stdout.splitlines())
