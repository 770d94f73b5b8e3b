"""The shelf of networks, and what a model file says of a network."""

from dataclasses import replace
from math import inf
from typing import Any

import pytest

from digitpad.data import DATASETS
from digitpad.data.labels import CLASSES
from digitpad.gui.answer.networks import (
    DIGITS,
    Entry,
    NetworkShelf,
    comparison,
    detail_of,
    entry_of,
    score_of,
)
from digitpad.recognizer import MOST_DOUBT

CLOTHES = next(info for info in DATASETS if info.classes != CLASSES)


def entry(key: str, **values: Any) -> Entry:
    return Entry(key, key.title(), "", object(), **values)


@pytest.fixture
def shelf() -> NetworkShelf:
    shelf = NetworkShelf()
    for key in ("a", "b", "c"):
        shelf.put(entry(key))
    shelf.choose("b")
    return shelf


def test_the_network_in_use_is_the_chosen_one_also_when_it_is_replaced(shelf: NetworkShelf) -> None:
    newer = entry("b")
    shelf.put(newer)
    assert shelf.current is newer
    assert [kept.key for kept in shelf.entries] == ["a", "b", "c"]


def test_without_the_network_in_use_the_first_one_is_used(shelf: NetworkShelf) -> None:
    shelf.remove("b")
    assert shelf.chosen == "a"
    shelf.remove("c")
    assert shelf.chosen == "a"
    shelf.remove("a")
    assert shelf.current is None


def test_a_network_that_is_renamed_stays_in_use_and_comes_last(shelf: NetworkShelf) -> None:
    shelf.rename("b", "d")
    assert shelf.chosen == "d"
    assert [kept.key for kept in shelf.entries] == ["a", "c", "d"]


def test_what_is_not_there_cannot_be_chosen(shelf: NetworkShelf) -> None:
    with pytest.raises(KeyError):
        shelf.choose("z")
    assert shelf.chosen == "b"


@pytest.mark.parametrize(
    ("facts", "detail", "score"),
    [
        ({}, "", None),
        (
            {"validation_accuracy": 0.98, "drawn_accuracy": 0.96},
            "98.0 % validation, 96.0 % drawn",
            0.97,
        ),
        ({"validation_accuracy": 0.98, "test_accuracy": 0.99}, "99.0 % test", 0.98),
        ({"validation_accuracy": "much", "drawn_accuracy": [1]}, "", None),
        ({"validation_accuracy": 7.0, "drawn_accuracy": float("nan")}, "", None),
    ],
)
def test_what_a_file_says_of_accuracies_is_told_as_far_as_it_can_be(
    facts: dict[str, Any], detail: str, score: float | None
) -> None:
    assert detail_of(facts) == detail
    assert score_of(facts) == (None if score is None else pytest.approx(score))


@pytest.mark.parametrize("dataset", [None, 7, "of another Digitpad", [], "mnist+strokes"])
def test_a_network_that_learned_from_anything_unknown_reads_digits(dataset: Any) -> None:
    found = entry_of("key", "Title", object(), {"dataset": dataset})
    assert found.classes == CLASSES
    assert found.images == DIGITS
    assert found.most_doubt == MOST_DOUBT


def test_a_network_that_tells_clothes_apart_is_measured_with_clothes_and_never_in_doubt() -> None:
    found = entry_of("key", "Title", object(), {"dataset": CLOTHES.key})
    assert (found.classes, found.images, found.most_doubt) == (CLOTHES.classes, CLOTHES.key, inf)


@pytest.mark.parametrize(
    ("own", "other", "better"),
    [(0.9, 0.8, True), (0.8, 0.9, False), (0.8, 0.8, False), (None, 0.1, False), (0.1, None, True)],
)
def test_a_network_is_better_only_where_that_is_known(
    own: float | None, other: float | None, better: bool
) -> None:
    assert entry("own", score=own).is_better_than(entry("other", score=other)) is better


@pytest.mark.parametrize(
    ("own", "other", "said"),
    [
        (0.9, 0.8, "New: 90 %. It reads more than Old and is now in use."),
        (0.9, None, "New: 90 %. It is measured, unlike Old, and is now in use."),
        (0.8, 0.9, "New: 80 %. Old reads more (90 %) and stays in use."),
        (0.8, 0.8, "New: 80 %. Old reads as much (80 %) and stays in use."),
        (None, 0.8, "New: not measured yet. Old was measured (80 %) and stays in use."),
        (None, None, "New: not measured yet. Old stays in use."),
    ],
)
def test_it_is_told_which_of_two_networks_is_kept_and_why(
    own: float | None, other: float | None, said: str
) -> None:
    new, old = (
        replace(entry(key, score=score), detail="" if score is None else f"{100 * score:.0f} %")
        for key, score in (("new", own), ("old", other))
    )
    kept, dropped = (new, old) if new.is_better_than(old) else (old, new)
    assert comparison(new, kept, dropped) == said
