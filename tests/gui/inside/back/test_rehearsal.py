"""Steps of learning on copies of a network."""

import numpy as np

from digitpad.gui.inside.back.rehearsal import Rehearsal
from digitpad.inside.way_back import way_back
from tests.inside.networks import network, traced


def test_steps_are_taken_on_copies_and_undone_one_by_one() -> None:
    way, rehearsal = traced("notebook"), Rehearsal()
    rehearsal.begin(way.network)
    before = way.network.parameters.copy()
    for steps in (1, 2):
        rehearsal.step(way_back(way, 3), 0.1)
        assert rehearsal.steps == steps
    np.testing.assert_array_equal(way.network.parameters, before)
    assert not np.array_equal(rehearsal.network.parameters, before)
    for steps in (1, 0, 0):
        rehearsal.undo()
        assert rehearsal.steps == steps
    assert rehearsal.network is way.network


def test_steps_are_forgotten_with_another_network_only() -> None:
    way, rehearsal = traced("notebook"), Rehearsal()
    assert rehearsal.network is None
    rehearsal.begin(way.network)
    rehearsal.step(way_back(way, 3), 0.1)
    rehearsal.begin(way.network)
    assert rehearsal.steps == 1
    other = network("notebook", seed=1)
    rehearsal.begin(other)
    assert (rehearsal.steps, rehearsal.network) == (0, other)
    rehearsal.begin(None)
    assert rehearsal.network is None
