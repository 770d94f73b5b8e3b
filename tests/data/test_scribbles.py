import numpy as np
import pytest

from digitpad.data.scribbles import HELD_OUT, SCRIBBLES, scrawl

SEEDS = range(20)


def drawn(name: str, seed: int) -> list[np.ndarray]:
    return list({**SCRIBBLES, **HELD_OUT}[name](np.random.default_rng(seed)))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_dash_is_flat_and_a_dot_is_one_touch(seed: int) -> None:
    (dash,) = drawn("dash", seed)
    width, height = np.ptp(dash, axis=0)
    assert height < 0.4 * width
    assert len(drawn("dot", seed)) == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_parallel_lines_share_one_direction(seed: int) -> None:
    first, *others = (stroke[-1] - stroke[0] for stroke in drawn("parallel", seed))
    assert others
    for other in others:
        np.testing.assert_allclose(first[0] * other[1], first[1] * other[0], atol=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_wandering_line_turns_at_least_three_times(seed: int) -> None:
    for stroke in drawn("wander", seed):
        steps = np.diff(stroke, axis=0)
        turns = np.diff(np.unwrap(np.arctan2(steps[:, 1], steps[:, 0])))
        assert np.abs(turns).sum() > 2 * np.pi * 3 * 0.95  # all but its first step


@pytest.mark.parametrize("seed", SEEDS)
def test_a_tangle_is_closed(seed: int) -> None:
    (line,) = drawn("tangle", seed)
    np.testing.assert_allclose(line[0], line[-1], atol=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_scrawl_goes_back_and_forth(seed: int) -> None:
    ends = scrawl(np.random.default_rng(seed))[::8]
    sides = np.diff(ends, axis=0)
    assert len(sides) >= 4
    assert ((sides[1:] * sides[:-1]).sum(axis=1) < 0).all()
