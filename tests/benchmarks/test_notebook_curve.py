"""The notebook's published errors, with fewer seeds and epochs than the benchmark beside it."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

SCRIPT = Path(__file__).with_name("notebook_curve.py")


@pytest.fixture(scope="module")
def curve() -> SimpleNamespace:
    return SimpleNamespace(**runpy.run_path(str(SCRIPT)))


@pytest.mark.slow
def test_the_first_ten_epochs_are_as_published(curve: SimpleNamespace) -> None:
    errors = [curve.errors_of(seed, 10) for seed in (1, 2, 3)]
    found = curve.deviations(errors)
    for epoch in (2, 5, 10):
        mean, deviation = found[epoch]
        assert abs(deviation) <= 0.20, f"epoch {epoch}: {mean:.4f}, {deviation:+.0%} off"


def test_a_curve_that_is_as_published_is_called_reproduced(curve: SimpleNamespace) -> None:
    errors = [[curve.PUBLISHED.get(epoch, 0.0) for epoch in range(1, 30)]]
    text = curve.table(errors)
    assert text.endswith("epochs 2, 5, 10, 20, 29 are within 20 % of the published error.")
    assert text.count("+0.0%") == len(curve.PUBLISHED)


@pytest.mark.parametrize("factor", [0.79, 1.21])
def test_a_curve_that_deviates_by_over_a_fifth_is_not(
    curve: SimpleNamespace, factor: float
) -> None:
    errors = [curve.PUBLISHED.get(epoch, 0.0) for epoch in range(1, 30)]
    errors[19] *= factor
    assert "NOT reproduced: epochs 20 deviate" in curve.table([errors])


def test_the_mean_over_the_seeds_is_what_counts(curve: SimpleNamespace) -> None:
    errors = [curve.PUBLISHED.get(epoch, 0.0) for epoch in range(1, 30)]
    low, high = [[error * factor for error in errors] for factor in (0.5, 1.5)]
    assert "Reproduced" in curve.table([low, high])
    assert "NOT reproduced" in curve.table([low, low])
