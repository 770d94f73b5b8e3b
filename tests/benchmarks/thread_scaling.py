"""How much faster two threads are than one, and than two processes with one thread each.

Run ``python tests/benchmarks/thread_scaling.py`` (about a minute).  Two independent processes show
what the machine gives at best: they share its memory and nothing else.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any

from bench import machine, report
from bench.crew import Process
from bench.peers import OURS, PEERS
from bench.works import WORKS

from digitpad.files import write_whole
from digitpad.nn.machine import usable_cores

WANTED = 1.6  # times what one core gives, of two
ROWS = ("one thread", "all threads", "processes")


def throughputs(work: str, cores: int, *, rounds: int, seconds: float) -> dict[str, list[float]]:
    """Return images a second in each round: one thread, ``cores`` threads, ``cores`` processes."""
    single = [Process(PEERS[OURS], 1, cores=cores) for _ in range(cores)]
    threaded = Process(PEERS[OURS], cores)
    try:
        found: dict[str, list[float]] = {row: [] for row in ROWS}
        steps = {
            process: process.ask("prepare", work=work, seconds=seconds)["steps"]
            for process in (*single, threaded)
        }
        images = WORKS[work].images_a_step

        def rate(process: Process) -> float:
            return images * steps[process] / process.ask("run", steps=steps[process])["seconds"]

        with ThreadPoolExecutor(cores) as pool:
            for _ in range(rounds):
                found["one thread"].append(rate(single[0]))
                found["all threads"].append(rate(threaded))
                found["processes"].append(sum(pool.map(rate, single)))
        return found
    finally:
        for process in (*single, threaded):
            process.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, write; return the exit status."""
    options = _parser().parse_args(arguments)
    cores = options.threads or usable_cores()
    results: dict[str, Any] = {}
    for work in options.works:
        report.say(f"{work}: {options.rounds} rounds")
        rates = throughputs(work, cores, rounds=options.rounds, seconds=options.seconds)
        medians = {row: median(values) for row, values in rates.items()}
        results[work] = {
            "images_a_second": medians,
            "rounds": rates,
            "threads_over_one": medians["all threads"] / medians["one thread"],
            "processes_over_one": medians["processes"] / medians["one thread"],
        }
    report.say(_table(results, cores))
    if options.json is not None:
        whole = {"machine": machine.facts(), "load": machine.load_average(), "works": results}
        write_whole(options.json, (json.dumps(whole, indent=1) + "\n").encode())
    return 0


def _table(results: dict[str, Any], cores: int) -> str:
    header = ["images/s", "1 thread", f"{cores} threads", f"{cores} processes"]
    header += ["threads / 1", "processes / 1", f"wanted {WANTED}"]
    rows = []
    for work, result in results.items():
        rates, gain = result["images_a_second"], result["threads_over_one"]
        rows.append(
            [
                work,
                *(f"{rates[row]:,.0f}" for row in ROWS),
                f"{gain:.2f}",
                f"{result['processes_over_one']:.2f}",
                "yes" if gain >= WANTED else "NO",
            ]
        )
    return report.table(header, rows)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    standard = ["notebook-128", "convnet-128", "best", "predict-10000"]
    parser.add_argument("--works", nargs="+", choices=WORKS, default=standard, metavar="WORK")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0, help="of one turn (1)")
    parser.add_argument("--threads", type=int, default=0, help="compared with one; 0 for all cores")
    parser.add_argument("--json", type=Path, metavar="FILE")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
