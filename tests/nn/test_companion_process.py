"""Companions of whole programs: how they start there, and how they end with them."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import digitpad
from tests.nn.processes import is_alive, wait_until

ROOT = Path(digitpad.__file__).resolve().parents[1]  # where scripts find the package
SCRIPT = """
import os, time
import numpy as np
from digitpad.nn import Network, loss_named
from digitpad.nn.companions import Companions

print("begun", flush=True)
network = Network([{"layer": "Flatten"}, {"layer": "Dense", "units": 10}, {"layer": "Softmax"}],
                  rng=np.random.default_rng(1))
companions = Companions(network, loss_named("cross_entropy"), 1, 2)
while not companions.can_share(len):
    time.sleep(0.01)
print(companions._processes[0]._process.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="processes are ended in another way there")
@pytest.mark.parametrize("number", ["SIGKILL", "SIGINT"])
def test_a_script_without_a_guard_is_not_run_again_and_its_end_ends_the_companion(
    number: str, tmp_path: Any
) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    process = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    companion = int(process.stdout.readline())
    end = process.kill if number == "SIGKILL" else lambda: os.killpg(process.pid, signal.SIGINT)
    end()
    _, said = process.communicate(timeout=60)
    assert said.count("Traceback") == (number == "SIGINT")  # the script's own, not the companion's
    wait_until(lambda: not is_alive(companion))


STARTING = """
import os, signal, sys, time
import numpy as np
from digitpad.nn import Network, loss_named
from digitpad.nn.companions import Companions

network = Network([{"layer": "Flatten"}, {"layer": "Dense", "units": 10}, {"layer": "Softmax"}],
                  rng=np.random.default_rng(1))
companions = Companions(network, loss_named("cross_entropy"), 1, 2)
process = companions._processes[0]
if sys.argv[1] == "interrupted":
    os.kill(process._process.pid, signal.SIGINT)
end = time.monotonic() + 60
while not companions.can_share(len) and companions._processes and time.monotonic() < end:
    time.sleep(0.01)
shared = companions.can_share(len)
companions.close()
os._exit(0 if shared else 1)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent in another way there")
def test_ctrl_c_while_a_companion_starts_is_the_runs_affair() -> None:
    ended = run_script("-c", STARTING, "interrupted")
    assert (ended.returncode, ended.stderr) == (0, "")


def test_companions_start_where_warnings_are_errors() -> None:
    ended = run_script("-W", "error", "-c", STARTING, "in peace")
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes them")
def test_companions_start_in_a_program_without_standard_streams() -> None:
    command = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", sys.executable]
    ended = run_script("-c", STARTING, "in peace", command=command)
    assert ended.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be stopped there")
def test_a_companion_whose_run_is_killed_while_it_has_to_answer_ends_in_silence() -> None:
    killed = STARTING.replace("companions.close()", KILLED)
    ended = run_script("-c", killed, "in peace")
    assert (ended.returncode, ended.stderr) == (-signal.SIGKILL, "")


KILLED = """
from digitpad.nn.companion_process import Order
os.kill(process._process.pid, signal.SIGSTOP)
process.send(Order([], 1))
os.system(f"(sleep 0.2; kill -CONT {process._process.pid}) &")
os.kill(os.getpid(), signal.SIGKILL)
"""


def run_script(*arguments: str, command: Sequence[str] = (sys.executable,)) -> Any:
    """Run Python; return when it and all that it started have closed their output."""
    return subprocess.run(
        [*command, *arguments],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
