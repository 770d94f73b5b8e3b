"""Digitpad and its peers at the same works, in one run, in turns.

Run ``python tests/benchmarks/side_by_side.py`` (some six minutes; ``--help`` has more).  The peers
come with ``pip install -e ".[bench]"``; those that are missing are left out, and it says so.
Every peer has a process of its own, the same layers, first weights, batch, optimizer, float32 and
number of threads; they work one at a time, A B C, A B C, ..., and compile before the clock runs.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import machine, report
from bench.crew import crew_of
from bench.measure import Outcome, measure, sgemm_peak
from bench.peers import MACHINE, PEERS
from bench.race import Race, race
from bench.works import WORKS

from digitpad.files import write_whole
from digitpad.nn.machine import usable_cores


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, write what was asked for; return the exit status."""
    options = _parser().parse_args(arguments)
    threads = options.threads or usable_cores()
    run: dict[str, Any] = {
        "began": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine.facts(),
        "threads": threads,
        "rounds": options.rounds,
        "seconds_a_turn": options.seconds,
        "load_average_before": machine.load_average(),
    }
    watch = machine.Watch()
    with crew_of([*options.peers, MACHINE], threads) as (processes, absent):
        run["versions"] = {key: process.versions for key, process in processes.items()}
        run["absent"] = absent
        outcomes = [
            measure(
                WORKS[key],
                processes,
                rounds=options.rounds,
                seconds=options.seconds,
                tell=report.say,
            )
            for key in options.works
        ]
        runners = {key: process for key, process in processes.items() if key != MACHINE}
        seeds = options.race_seeds if options.quick_race else ()
        raced = race(runners, seeds=seeds, tell=report.say) if seeds else None
    run["load_average_after"] = machine.load_average()
    run["share_of_cores_used_by_others"] = watch.share_of_others()
    _tell(run, outcomes, raced)
    if options.json is not None:
        write_whole(options.json, _json(run, outcomes, raced))
    if options.picture is not None:
        from bench.picture import draw

        draw(outcomes, _conditions(run), options.picture)
    return 0


def _tell(run: Mapping[str, Any], outcomes: Sequence[Outcome], raced: Race | None) -> None:
    parts = [
        _conditions(run),
        _versions(run),
        report.times_table(outcomes),
        report.ratio_table(outcomes),
    ]
    if raced is not None:
        parts.append(report.race_text(raced))
    explanation = report.explanation(sgemm_peak(outcomes))
    parts += ["\n".join(report.gaps(outcomes, run["absent"])), explanation]
    report.say("\n" + "\n\n".join(part for part in parts if part))


def _versions(run: Mapping[str, Any]) -> str:
    found = {name: number for part in run["versions"].values() for name, number in part.items()}
    return ", ".join(f"{name} {number}" for name, number in sorted(found.items()))


def _conditions(run: Mapping[str, Any]) -> str:
    """One line on what the figures depend on."""
    facts, share = run["machine"], run["share_of_cores_used_by_others"]
    others = f"load before {run['load_average_before']}"
    if share is not None:
        others += f", others used {share:.0%} of the cores meanwhile"
    return (
        f"{facts['processor']}, {run['threads']} of {facts['cores']} cores, "
        f"{run['rounds']} rounds, {others}, {run['began']}"
    )


def _json(run: Mapping[str, Any], outcomes: Sequence[Outcome], raced: Race | None) -> bytes:
    whole = {
        **run,
        "sgemm_gflops": sgemm_peak(outcomes),
        "works": [report.outcome_data(outcome) for outcome in outcomes],
        "race": None if raced is None else report.race_data(raced),
    }
    return (json.dumps(whole, indent=1) + "\n").encode()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    peers = [key for key in PEERS if key != MACHINE]
    parser.add_argument("--works", nargs="+", choices=WORKS, default=list(WORKS), metavar="WORK")
    parser.add_argument("--peers", nargs="+", choices=peers, default=peers, metavar="PEER")
    parser.add_argument("--rounds", type=_count, default=5, help="turns of each peer (5)")
    parser.add_argument("--seconds", type=float, default=1.0, help="of one turn (1)")
    parser.add_argument("--threads", type=int, default=0, help="cores to use, 0 for all (0)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there")
    parser.add_argument("--picture", type=Path, metavar="FILE", help="draw the bars there (PNG)")
    parser.add_argument(
        "--quick-race", action="store_true", help="race preset Quick to 99.0 %% (takes long)"
    )
    parser.add_argument(
        "--race-seeds",
        type=_count,
        nargs="+",
        default=[1, 2, 3, 4, 5],
        metavar="SEED",
        help="a run of each in the race for each of them (1 to 5)",
    )
    parser.epilog = f"works: {', '.join(WORKS)}; peers: {', '.join(peers)}"
    return parser


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is too few; 1 or more")
    return number


if __name__ == "__main__":
    raise SystemExit(main())
