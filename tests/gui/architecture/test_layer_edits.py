from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from digitpad.gui.architecture.layer_edits import LayerEdits
from digitpad.training import PRESETS
from digitpad.training.architecture import report
from digitpad.training.layer_kinds import LAYER_KINDS

LAYERS = PRESETS["Quick"].layers


def names(edits: LayerEdits) -> list[str]:
    return [spec["layer"] for spec in edits.layers]


def test_layers_are_added_removed_moved_and_changed() -> None:
    edits = LayerEdits(LAYERS[:3])
    edits.add(1, "ReLU")
    assert names(edits) == ["Conv2D", "ReLU", "MaxPool2D", "BatchNorm"]
    edits.move(3, 0)
    assert names(edits) == ["BatchNorm", "Conv2D", "ReLU", "MaxPool2D"]
    edits.remove(1)
    assert names(edits) == ["BatchNorm", "ReLU", "MaxPool2D"]
    edits.change(2, "size", 3)
    assert edits.layers[2] == {"layer": "MaxPool2D", "size": 3}
    assert LAYERS[1]["size"] == 2


def test_every_change_can_be_taken_back_and_made_again() -> None:
    edits = LayerEdits(LAYERS)
    edits.remove(0)
    edits.add(0, "Dropout")
    changed = edits.layers
    edits.undo()
    edits.undo()
    assert edits.layers == LAYERS
    assert not edits.can_undo
    edits.redo()
    edits.redo()
    assert edits.layers == changed
    assert not edits.can_redo


def test_a_new_change_forgets_what_was_taken_back() -> None:
    edits = LayerEdits(LAYERS)
    edits.remove(0)
    edits.undo()
    edits.remove(1)
    assert not edits.can_redo


def test_undo_and_redo_tell_the_place_of_the_layer_that_was_changed() -> None:
    edits = LayerEdits(LAYERS)
    edits.remove(5)
    edits.move(1, 3)
    assert (edits.undo(), edits.undo(), edits.undo()) == (1, 5, None)
    assert (edits.redo(), edits.redo(), edits.redo()) == (5, 3, None)


def test_a_number_that_is_typed_is_taken_back_at_once() -> None:
    edits = LayerEdits(LAYERS)
    for filters in (1, 12, 128):
        edits.change(0, "filters", filters)
    edits.change(0, "kernel_size", 5)
    edits.undo()
    assert edits.layers[0]["filters"] == 128
    edits.undo()
    assert edits.layers == LAYERS
    assert not edits.can_undo
    edits.redo()
    assert edits.layers[0]["filters"] == 128
    edits.change(0, "filters", 12)
    edits.undo()
    assert edits.layers[0]["filters"] == 128


def test_a_number_that_is_typed_back_is_no_change() -> None:
    edits = LayerEdits(LAYERS)
    edits.change(0, "filters", 1)
    edits.change(0, "filters", LAYERS[0]["filters"])
    assert edits.layers == LAYERS
    assert not edits.can_undo


def test_what_changes_nothing_is_not_undone() -> None:
    edits = LayerEdits(LAYERS)
    edits.move(0, 99)
    edits.remove(-1)
    edits.change(1, "size", 2)
    assert not edits.can_undo


place = st.integers(-2, 14)
edit = st.one_of(
    st.tuples(st.just("add"), place, st.sampled_from(list(LAYER_KINDS))),
    st.tuples(st.just("remove"), place),
    st.tuples(st.just("move"), place, place),
    st.tuples(
        st.just("change"),
        place,
        st.sampled_from(["filters", "units", "size"]),
        st.integers(1, 60),
    ),
    st.tuples(st.sampled_from(["undo", "redo"])),
)


@given(st.lists(edit, max_size=25))
def test_no_row_of_edits_fails_and_all_can_be_undone(edits: list[Any]) -> None:
    layers = LayerEdits(LAYERS)
    for name, *arguments in edits:
        getattr(layers, name)(*arguments)
        assert len(report(layers.layers).layers) == len(layers.layers)
    while layers.can_undo:
        layers.undo()
    assert layers.layers == LAYERS
