import numpy as np
import pytest

from digitpad.nn import SCHEDULES, schedule_factor

STEPS = np.linspace(0, 1, 401)


def factors(name: str) -> np.ndarray:
    return np.array([schedule_factor(name, float(progress)) for progress in STEPS])


def test_constant_is_one_throughout() -> None:
    np.testing.assert_array_equal(factors("constant"), 1)


def test_cosine_falls_from_one_to_zero_and_is_a_half_in_the_middle() -> None:
    values = factors("cosine")
    assert values[0] == 1
    assert values[-1] == pytest.approx(0, abs=1e-15)
    assert values[200] == pytest.approx(0.5)
    assert (np.diff(values) < 0).all()
    np.testing.assert_allclose(values + values[::-1], 1, atol=1e-12)


def test_one_cycle_rises_to_one_after_a_fifth_and_falls_to_zero() -> None:
    values, top = factors("one_cycle"), 80
    assert values[0] == pytest.approx(0.04)
    assert values[top] == pytest.approx(1)
    assert values[-1] == pytest.approx(0, abs=1e-15)
    assert (np.diff(values[: top + 1]) > 0).all()
    assert (np.diff(values[top:]) < 0).all()


@pytest.mark.parametrize("name", SCHEDULES)
def test_a_factor_is_never_below_zero_above_one_or_jumping(name: str) -> None:
    values = factors(name)
    assert values.min() >= 0
    assert values.max() <= 1
    assert np.abs(np.diff(values)).max() < 0.02


@pytest.mark.parametrize("name", SCHEDULES)
@pytest.mark.parametrize("steps", [1, 2, 7])
def test_no_step_of_a_short_run_is_taken_with_a_rate_of_zero(name: str, steps: int) -> None:
    assert all(schedule_factor(name, step / steps) > 0 for step in range(steps))


def test_an_unknown_schedule_lists_what_there_is() -> None:
    with pytest.raises(ValueError, match="schedule is 'linear'; choose one of constant, cosine, o"):
        schedule_factor("linear", 0.5)
