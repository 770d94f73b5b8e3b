import numpy as np
import pytest

from digitpad.data.styles import restyled

LINE = [np.stack([np.zeros(10), np.linspace(-0.5, 0.5, 10)], axis=1)]


@pytest.mark.parametrize("label", [0, 1, 7])
def test_some_digits_get_a_rarer_form_now_and_then(label: int, rng: np.random.Generator) -> None:
    forms = [restyled(LINE, label, rng=rng) for _ in range(200)]
    changed = [form for form in forms if form is not LINE]
    assert 40 <= len(changed) <= 150
    assert all(np.isfinite(np.concatenate(form)).all() for form in forms)


@pytest.mark.parametrize("label", [2, 3, 4, 5, 6, 8, 9])
def test_the_other_digits_keep_their_form(label: int, rng: np.random.Generator) -> None:
    assert all(restyled(LINE, label, rng=rng) is LINE for _ in range(50))


def test_a_seven_that_is_crossed_already_is_not_crossed_again(rng: np.random.Generator) -> None:
    crossed = [*LINE, np.array([[-0.2, 0.0], [0.2, 0.0]])]
    assert all(len(restyled(crossed, 7, rng=rng)) == 2 for _ in range(50))


def test_a_slash_through_a_zero_leans_to_either_side(rng: np.random.Generator) -> None:
    angle = np.linspace(0, 2 * np.pi, 20)
    ring = [np.stack([0.4 * np.cos(angle), 0.5 * np.sin(angle)], axis=1)]
    forms = [restyled(ring, 0, rng=rng) for _ in range(200)]
    slashes = [form[-1][-1] - form[-1][0] for form in forms if len(form) == 2]
    leans = np.sign([x * y for x, y in slashes])
    assert {-1, 1} <= set(leans.tolist())


def test_ones_have_flags_feet_and_hooks_to_the_right(rng: np.random.Generator) -> None:
    forms = [form for _ in range(200) if (form := restyled(LINE, 1, rng=rng)) is not LINE]
    assert any(len(form) == 2 for form in forms)
    assert any(form[0][0, 0] < form[0][:, 0].max() - 0.1 for form in forms)  # a flag
    assert any(form[0][-1, 0] > 0.1 for form in forms)  # a hook
