import pytest

from digitpad.training.progress import Progress


@pytest.mark.parametrize(
    ("reason", "epochs", "sentence"),
    [
        ("finished", 1, "Training is complete: 1 epoch."),
        ("finished", 20, "Training is complete: 20 epochs."),
        ("stopped", 20, "Training was stopped in epoch 3."),
    ],
)
def test_the_end_is_told_in_a_sentence(reason: str, epochs: int, sentence: str) -> None:
    assert Progress(epochs_done=2).sentence(reason, epochs, 0.1) == sentence


def test_divergence_says_in_which_epoch_and_what_to_try() -> None:
    sentence = Progress(epochs_done=2).sentence("diverged", 20, 0.5)
    assert "in epoch 3 " in sentence
    assert sentence.endswith("try a learning rate below 0.5.")


def test_what_was_measured_follows_if_anything_was() -> None:
    measured = Progress(validation_accuracy=0.5)
    text = "Training is complete: 2 epochs. It reads 50.00 % of the validation images"
    assert measured.sentence("finished", 2, 0.1) == f"{text}."
    measured.drawn_accuracy = 0.25
    assert measured.sentence("finished", 2, 0.1) == f"{text} and 25.00 % of the drawn digits."


def test_after_the_last_epoch_the_current_one_is_the_last() -> None:
    assert [Progress(epochs_done=done).epoch_of(3) for done in (0, 2, 3)] == [0, 2, 2]
