"""The sentences of the page Why."""

import numpy as np

from digitpad.gui.inside.why_words import score_words


def test_words_tell_which_is_likelier() -> None:
    assert score_words(np.log(2), "7", "1") == "7 is 2.0 times likelier than 1: +0.69 nats."
    assert score_words(-20.0, "7", "all others together").startswith(
        "all others together are over a million times likelier than 7"
    )
