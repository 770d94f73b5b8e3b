"""What came out, as text for people and as plain data for JSON."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from bench.measure import Outcome, sgemm_peak
from bench.peers import MACHINE, OURS, PEERS
from bench.race import AIM_S, GOAL, PRESET, WANTED, Race


def say(text: str) -> None:
    """Print."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def microseconds(value: float) -> str:
    """Return ``value`` with three figures or more."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows in columns: the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    lines = []
    for row in (header, ["-" * width for width in widths], *rows):
        first, *others = zip(row, widths, strict=True)
        cells = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
        lines.append("  ".join(cells))
    return "\n".join(lines)


def times_table(outcomes: Sequence[Outcome]) -> str:
    """Peers in rows, works in columns, microseconds an image."""
    peers = [key for key in PEERS if any(key in o.timings for o in outcomes) and key != MACHINE]
    rows = [
        [PEERS[peer].title, *(_time_cell(outcome, peer) for outcome in outcomes)] for peer in peers
    ]
    return table(["us/image", *(outcome.work.key for outcome in outcomes)], rows)


def ratio_table(outcomes: Sequence[Outcome]) -> str:
    """Works in rows: our ratio to the fastest peer, and what is wanted."""
    peak = sgemm_peak(outcomes)
    rows = [
        [
            outcome.work.title,
            _number(outcome.ratio, ".2f"),
            f"{outcome.work.wanted:.2f}",
            _reached(outcome.ratio, outcome.work.wanted),
            "-" if outcome.fastest_peer is None else PEERS[outcome.fastest_peer].title,
            _share(outcome, OURS, peak),
            _share(outcome, outcome.fastest_peer, peak),
        ]
        for outcome in outcomes
    ]
    header = ["work", "ratio", "wanted", "reached", "fastest peer", "sgemm, ours", "sgemm, theirs"]
    return table(header, rows)


def race_text(race: Race) -> str:
    """Who got from random weights to the goal in which time."""
    lines = [f"Preset {PRESET} from random weights to {GOAL:.1%} of the test images, mean seconds:"]
    for peer in dict.fromkeys([*race.seconds, *race.short]):
        reached, missed = race.seconds.get(peer, []), race.short.get(peer, [])
        each = ", ".join(f"{seconds:.1f}" for seconds in reached)
        epochs = ", ".join(map(str, race.epochs(peer)))
        line = (
            f"  {PEERS[peer].title}: {_number(race.mean(peer), '.1f')} ({each}); epochs: {epochs}"
        )
        if missed:
            line += f"; {len(missed)} not there, best {max(missed):.2%}"
        lines.append(line)
    lines += [f"  {PEERS[peer].title}: {why}" for peer, why in race.failures.items()]
    ratio = race.ratio
    lines.append(
        f"  ratio to the fastest peer {_number(ratio, '.2f')}, wanted {WANTED:.2f}: "
        f"{_reached(ratio, WANTED)}; the aim is {AIM_S:.0f} s"
    )
    return "\n".join(lines)


def gaps(outcomes: Sequence[Outcome], absent: Mapping[str, str]) -> list[str]:
    """One line for each peer that is missing, and for each reason why a work was not done."""
    works: dict[tuple[str, str], list[str]] = {}
    for outcome in outcomes:
        for failure in outcome.failures.items():
            works.setdefault(failure, []).append(outcome.work.key)
    missing = [f"{PEERS[key].title}: {reason}" for key, reason in absent.items()]
    not_done = [
        f"{PEERS[key].title} did not do {', '.join(keys)}: {reason}"
        for (key, reason), keys in works.items()
    ]
    return [*missing, *not_done]


def explanation(peak: float | None) -> str:
    """Say how to read the tables."""
    text = "Median of the rounds, microseconds an image; * marks the fastest peer."
    if peak is not None:
        text += (
            "\nsgemm: arithmetic a second, counted as plain convolutions (training: three times "
            f"forward),\nover the {peak:.0f} GFLOP/s of a large float32 product in NumPy on the "
            "same cores, in its best turn."
        )
    return text


def outcome_data(outcome: Outcome) -> dict[str, Any]:
    """Return one work as plain data."""
    work = outcome.work
    return {
        "work": work.key,
        "title": work.title,
        "images_a_step": work.images_a_step,
        "optimizer": work.config.optimizer if work.trains else None,
        "layers": list(work.config.layers),
        "flop_an_image": work.flop_an_image,
        "wanted_ratio": work.wanted,
        "ratio": outcome.ratio,
        "fastest_peer": outcome.fastest_peer,
        "failures": outcome.failures,
        "peers": {
            key: {
                "us_an_image": outcome.image_us(key),
                "gflops": outcome.gflops(key),
                "largest_difference_of_a_probability": timing.difference,
                "steps_a_round": timing.steps,
                "rounds_us_an_image": [s / work.images_a_step * 1e6 for s in timing.step_seconds],
                "warm_up_seconds": timing.warm_up_seconds,
            }
            for key, timing in outcome.timings.items()
            if key != MACHINE
        },
    }


def race_data(race: Race) -> dict[str, Any]:
    """Return the race as plain data."""
    return {
        "preset": PRESET,
        "goal": GOAL,
        "wanted_ratio": WANTED,
        "ratio": race.ratio,
        "against": race.fastest_peer,
        "seconds": race.seconds,
        "best_accuracies_of_runs_that_fell_short": race.short,
        "accuracies_after_each_epoch": race.accuracies,
        "failures": race.failures,
    }


def _time_cell(outcome: Outcome, peer: str) -> str:
    if peer not in outcome.timings:
        return "-"
    mark = "*" if peer == outcome.fastest_peer else ""
    return mark + microseconds(outcome.image_us(peer))


def _share(outcome: Outcome, peer: str | None, peak: float | None) -> str:
    if peak is None or peer not in outcome.timings:
        return "-"
    return format(outcome.gflops(peer) / peak, ".0%")


def _number(value: float | None, form: str) -> str:
    return "-" if value is None else format(value, form)


def _reached(ratio: float | None, wanted: float) -> str:
    if ratio is None:
        return "-"
    return "yes" if ratio <= wanted else "NO"
