"""How the learning rate moves over a run: factors of the rate that was set."""

from math import cos, pi

from digitpad.nn.layer import choice


def constant(progress: float) -> float:
    """Return 1."""
    del progress
    return 1.0


def cosine(progress: float) -> float:
    """Half a cosine from 1 to 0.  Source: Loshchilov & Hutter 2016, arXiv:1608.03983, eq. 5."""
    return 0.5 * (1 + cos(pi * progress))


def one_cycle(progress: float, *, warm_up: float = 0.2, start: float = 0.04) -> float:
    """Up from ``start`` to 1 by the share ``warm_up`` of the run, then down to 0, both in cosines.

    Source: Smith & Topin 2017, arXiv:1708.07120, section 4.
    """
    if progress < warm_up:
        return start + (1 - start) * (1 - cosine(progress / warm_up))
    return cosine((progress - warm_up) / (1 - warm_up))


SCHEDULES = {"constant": constant, "cosine": cosine, "one_cycle": one_cycle}


def schedule_factor(name: str, progress: float) -> float:
    """Return the factor of schedule ``name`` after the share ``progress`` in [0, 1] of a run."""
    factor: float = choice("schedule", name, SCHEDULES)(progress)
    return factor
