"""The words of the trade."""

import pytest

from digitpad.gui.glossary.terms import TERMS, Term, found

_ASKED_FOR = (
    "kernel",
    "feature map",
    "stride",
    "padding",
    "logit",
    "softmax",
    "gradient",
    "receptive field",
    "batch",
    "epoch",
    "learning rate",
    "loss",
    "accuracy",
)


def test_the_words_that_the_window_uses_are_there() -> None:
    assert set(_ASKED_FOR) <= set(TERMS)
    assert list(TERMS) == sorted(TERMS)


@pytest.mark.parametrize("term", TERMS.values(), ids=lambda term: term.key)
def test_words_come_before_symbols_and_are_short(term: Term) -> None:
    assert 10 < len(term.words) <= 150
    assert 5 < len(term.exact) <= 200
    assert term.words.endswith(".")
    assert term.exact.endswith((".", ")"))
    assert not any(sign in term.words for sign in "Σ∂θ=∈")


def test_a_search_finds_titles_first_and_then_texts() -> None:
    keys = [term.key for term in found("batch")]
    assert keys[:2] == ["batch", "batch normalization"]
    assert "gradient" not in keys
    assert "loss" in keys
    assert found("  KERNEL ")[0].key == "kernel"
    assert {term.key for term in found("turned shifted")} == {"augmentation"}
    assert found("zebra") == ()
    assert len(found("")) == len(TERMS)
