from dataclasses import replace
from typing import Any

import pytest

from digitpad.gui.train.run_progress import RunProgress, clock, rate_text
from digitpad.training import PRESETS, BatchEnded, ImagesMeasured, RunStarted


def progress_of(images: int, **settings: Any) -> RunProgress:
    config = replace(PRESETS["Quick"], epochs=2, **settings)
    return RunProgress(RunStarted(config, images, 5, 10, 1000))


def batch(seconds: float, images_seen: int, step: int = 1) -> BatchEnded:
    return BatchEnded(
        step, (step - 1) // 5, (step - 1) % 5, images_seen, 0.5, 0.9, 0.00123456, seconds
    )


def test_speed_and_time_left_follow_the_last_seconds_of_work() -> None:
    progress = progress_of(50_000)
    for second in range(11):
        progress.note(batch(float(second), 1000 * second))
    for second in range(11, 21):  # twice as fast from now on
        progress.note(batch(float(second), 10_000 + 2000 * (second - 10)))
    assert progress.share == pytest.approx(0.3)
    assert progress.images_per_second == pytest.approx(2000.0)
    assert progress.seconds_left == pytest.approx(35.0)
    pace = progress.pace().replace("\N{NO-BREAK SPACE}", " ")
    assert pace == "0:35 left · 2,000 images a second · learning rate 0.00123"


def test_before_there_is_a_speed_nothing_is_promised() -> None:
    progress = progress_of(500)
    assert (progress.place(), progress.pace()) == ("Epoch 1 of 2 · batch 0 of 5 · 0 %", "")
    progress.note(batch(0.0, 10))
    assert progress.seconds_left is None
    assert progress.pace().replace("\N{NO-BREAK SPACE}", " ") == "learning rate 0.00123"


def test_the_place_is_an_epoch_and_a_batch_or_a_measurement() -> None:
    progress = progress_of(500)
    progress.note(batch(1.0, 700, step=7))
    assert progress.place() == "Epoch 2 of 2 · batch 2 of 5 · 70 %"
    progress.note(ImagesMeasured(1, 30, 60))
    assert progress.place() == "Epoch 2 of 2 · measuring, 50 % · 70 %"
    progress.note(batch(1.0, 700, step=7))
    assert "batch 2" in progress.place()


def test_a_pause_is_told_from_what_is_still_being_done() -> None:
    progress = progress_of(500)
    progress.note(batch(1.0, 100))
    assert progress.paused(waits=False).startswith("Pausing …\nEpoch 1")
    assert progress.paused(waits=True).startswith("Paused · Epoch 1 of 2 · batch 1 of 5")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "0:00"), (12, "0:12"), (75, "1:15"), (605, "10:05"), (3723, "1:02:03")],
)
def test_time_is_written_as_on_a_clock(seconds: float, text: str) -> None:
    assert clock(seconds) == text


@pytest.mark.parametrize(
    ("rate", "text"),
    [(0.008, "0.008"), (0.00352, "0.00352"), (1.36e-7, "1.4e−7"), (0.0, "0"), (1000.0, "1,000")],
)
def test_a_rate_is_written_short_and_without_zeros_in_its_power(rate: float, text: str) -> None:
    assert rate_text(rate) == text
