import numpy as np
import pytest

from digitpad.data.upright import could_be_a_one


@pytest.mark.parametrize("lean", [-0.4, 0.0, 0.8])
def test_an_upright_line_could_be_a_one_and_is_kept_out(lean: float) -> None:
    stem = np.array([[lean, 0.0], [0.0, 1.0]])
    assert could_be_a_one([stem])
    hooked = np.array([[0.0, 0.0], [0.05, 1.0], [0.3, 0.85]])
    assert could_be_a_one([hooked])


def test_a_dash_a_colon_and_a_stack_of_digits_could_not_be_a_one() -> None:
    dash = np.array([[0.0, 0.0], [1.0, 0.1]])
    colon = [np.array([[0.0, 0.0]]), np.array([[0.0, 1.0]])]
    zigzag = np.array([[0.0, 0.0], [0.3, 0.2], [0.0, 0.4], [0.3, 0.6], [0.0, 0.8], [0.3, 1.0]])
    assert not any(map(could_be_a_one, ([dash], colon, [zigzag])))
