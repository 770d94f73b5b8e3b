"""How fast a run goes, how far it is and how long it will take. Knows nothing of Qt."""

from collections import deque

from digitpad.gui.words import counted
from digitpad.training import BatchEnded, EpochEnded, ImagesMeasured, RunStarted, TrainConfig

_FIRM = "\N{NO-BREAK SPACE}"  # so that what the rate is called and what it is stay in one line
_TINY = 1e-4  # a smaller rate has a power of ten
_WINDOW_S = 3.0  # of work over which the speed is measured


class RunProgress:
    """Counts images against seconds of work, so that a pause is not slowness."""

    def __init__(self, started: RunStarted) -> None:
        self._started = started
        self._images_total = started.images * started.config.epochs
        self._marks: deque[tuple[float, int]] = deque()
        self._batch: BatchEnded | None = None  # the last one
        self._measured = ""  # how far the measurement after an epoch is

    def note(self, event: BatchEnded | ImagesMeasured | EpochEnded) -> None:
        """Take in what the run told last."""
        if isinstance(event, ImagesMeasured):
            self._measured = f"measuring, {100 * event.done / event.total:.0f} %"
            return
        self._measured = ""
        if isinstance(event, BatchEnded):
            self._batch = event
            self._marks.append((event.seconds, event.images_seen))
            while len(self._marks) > 2 and self._marks[1][0] < event.seconds - _WINDOW_S:
                self._marks.popleft()

    @property
    def share(self) -> float:
        """How much is done, of 1."""
        return self._marks[-1][1] / self._images_total if self._marks else 0.0

    @property
    def images_per_second(self) -> float | None:
        """The speed of late, None before there is one."""
        if len(self._marks) < 2:
            return None
        (seconds_0, images_0), (seconds_1, images_1) = self._marks[0], self._marks[-1]
        passed = seconds_1 - seconds_0
        return (images_1 - images_0) / passed if passed > 0.0 else None

    @property
    def seconds_left(self) -> float | None:
        """How long the rest will take at this speed, None when nobody knows."""
        speed = self.images_per_second
        if not speed:
            return None
        return (self._images_total - self._marks[-1][1]) / speed

    def place(self) -> str:
        """Return where the run is: ``Epoch 2 of 4 · batch 120 of 469 · 34 %``."""
        batch, started = self._batch, self._started
        epoch = 1 if batch is None else batch.epoch + 1
        number = 0 if batch is None else batch.batch + 1
        within = self._measured or f"batch {number:,} of {started.batches_per_epoch:,}"
        return f"Epoch {epoch:,} of {started.config.epochs:,} · {within} · {100 * self.share:.0f} %"

    def pace(self) -> str:
        """Return how fast it goes: ``0:12 left · 9,800 images a second · learning rate 0.0039``."""
        parts = []
        left, speed = self.seconds_left, self.images_per_second
        if left is not None and speed is not None:
            parts += [f"{clock(left)} left", f"{speed:,.0f} images a second"]
        return " · ".join([*parts, *self._rate()])

    def paused(self, waits: bool) -> str:
        """Return two lines on a paused run; until it ``waits`` a piece is being finished."""
        if not waits:
            return f"Pausing …\n{self.place()}"
        return "\n".join([f"Paused · {self.place()}", " · ".join(self._rate())]).strip()

    def _rate(self) -> list[str]:
        return (
            []
            if self._batch is None
            else [f"learning{_FIRM}rate{_FIRM}{rate_text(self._batch.learning_rate)}"]
        )


def plan(config: TrainConfig) -> str:
    """Return what a run will be, as text."""
    images = "all" if config.limit is None else f"{config.limit:,}"
    epochs = counted(config.epochs, "epoch")
    return f"Ready: {epochs} of {images} images, {config.batch_size:,} a batch"


def rate_text(rate: float) -> str:
    """Return a learning rate as text: ``0.0039``, ``1.4e−7``, ``1,000``."""
    if rate >= 100.0:
        return f"{rate:,.0f}"
    return f"{rate:.3g}" if rate >= _TINY or rate == 0.0 else f"{rate:.1e}".replace("e-0", "e−")


def clock(seconds: float) -> str:
    """Return a time span as text: ``0:12``, ``1:02:03``."""
    whole = round(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    tail = f"{minutes:02d}:{whole % 60:02d}"
    return f"{hours}:{tail}" if hours else tail.removeprefix("0")
