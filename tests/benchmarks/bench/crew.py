"""The processes of the peers, as the measuring process sees them."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import digitpad
from bench.peers import PEERS, PeerInfo

DIGITPAD = Path(digitpad.__file__).resolve().parent.parent
BENCHMARKS = Path(__file__).resolve().parent.parent
THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_PATIENCE_S = 10.0


class PeerFailed(Exception):  # noqa: N818 (named for what happened)
    """A peer is missing, or can't do a work; says why."""


class Process:
    """One peer in a process of its own, which asks and waits: so only one works at a time.

    ``threads`` it may use, on as many ``cores`` (None: a core for each thread).
    ``versions`` of its libraries.  Raises: PeerFailed, they are not installed.
    """

    def __init__(self, info: PeerInfo, threads: int, *, cores: int | None = None) -> None:
        words = [f"bench.peers.{info.module}", info.kind, str(threads), str(cores or threads)]
        self.info = info
        # Its messages: not shown, but there when it ends without an answer.
        self._messages = tempfile.TemporaryFile("w+")  # noqa: SIM115 (closed in close)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.worker", *words],
            cwd=BENCHMARKS,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._messages,
            text=True,
            env=_environment(threads),
        )
        try:
            self.versions: dict[str, str] = self._answer()["versions"]
        except PeerFailed:
            self.close()
            raise

    def ask(self, what: str, **details: object) -> dict[str, Any]:
        """Give an order and wait for its answer.  Raises: PeerFailed."""
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # then there is no answer either
            self._process.stdin.write(json.dumps({"do": what, **details}) + "\n")
            self._process.stdin.flush()
        return self._answer()

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            self._process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._messages.close()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self._messages.seek(0)
            last = self._messages.read().strip().splitlines()[-1:]
            raise PeerFailed(f"its process ended: {''.join(last) or 'without a word'}")
        answer: dict[str, Any] = json.loads(line)
        if "failed" in answer:
            raise PeerFailed(answer["failed"])
        return answer


def _environment(threads: int) -> dict[str, str]:
    """The child is to use the same Digitpad as we do, installed or not."""
    path = os.pathsep.join([str(DIGITPAD), *filter(None, [os.environ.get("PYTHONPATH")])])
    return os.environ | dict.fromkeys(THREAD_VARIABLES, str(threads)) | {"PYTHONPATH": path}


@contextlib.contextmanager
def crew_of(
    keys: Sequence[str], threads: int
) -> Iterator[tuple[dict[str, Process], dict[str, str]]]:
    """Start these peers; yield their processes and, for those not to be had, the reason."""
    processes: dict[str, Process] = {}
    absent: dict[str, str] = {}
    try:
        for key in keys:
            try:
                processes[key] = Process(PEERS[key], threads)
            except PeerFailed as error:
                absent[key] = str(error)
        yield processes, absent
    finally:
        for process in processes.values():
            process.close()
