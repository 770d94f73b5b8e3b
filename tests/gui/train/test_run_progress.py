import pytest

from digitpad.gui.train.run_progress import RunProgress, clock


def test_speed_and_time_left_follow_the_last_seconds_of_work() -> None:
    progress = RunProgress(100_000)
    for second in range(11):
        progress.note(float(second), 1000 * second)
    for second in range(11, 21):  # twice as fast from now on
        progress.note(float(second), 10_000 + 2000 * (second - 10))
    assert progress.share == pytest.approx(0.3)
    assert progress.images_per_second == pytest.approx(2000.0)
    assert progress.seconds_left == pytest.approx(35.0)
    assert progress.text() == "30 % · 0:35 left · 2,000 images a second"


def test_before_there_is_a_speed_nothing_is_promised() -> None:
    progress = RunProgress(1000)
    assert progress.text() == "0 %"
    progress.note(0.0, 10)
    assert progress.seconds_left is None
    assert progress.text() == "1 %"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "0:00"), (12, "0:12"), (75, "1:15"), (605, "10:05"), (3723, "1:02:03")],
)
def test_time_is_written_as_on_a_clock(seconds: float, text: str) -> None:
    assert clock(seconds) == text
