"""How fast a run goes and how long it will take. Knows nothing of Qt."""

from collections import deque

from digitpad.training import TrainConfig

_WINDOW_S = 3.0  # of work over which the speed is measured


class RunProgress:
    """Counts images against seconds of work, so that a pause is not slowness."""

    def __init__(self, images_total: int) -> None:
        self._images_total = images_total
        self._marks: deque[tuple[float, int]] = deque()

    def note(self, seconds: float, images_seen: int) -> None:
        """After ``seconds`` of work, ``images_seen`` images were seen."""
        self._marks.append((seconds, images_seen))
        while len(self._marks) > 2 and self._marks[1][0] < seconds - _WINDOW_S:
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

    def text(self) -> str:
        """Return the figures: ``34 % · 0:12 left · 9,800 images a second``."""
        parts = [f"{100 * self.share:.0f} %"]
        left, speed = self.seconds_left, self.images_per_second
        if left is not None and speed is not None:
            parts += [f"{clock(left)} left", f"{speed:,.0f} images a second"]
        return " · ".join(parts)


def plan(config: TrainConfig) -> str:
    """Return what a run will be, as text."""
    images = "all" if config.limit is None else f"{config.limit:,}"
    epochs = "1 epoch" if config.epochs == 1 else f"{config.epochs:,} epochs"
    return f"Ready: {epochs} of {images} images, {config.batch_size:,} a batch"


def clock(seconds: float) -> str:
    """Return a time span as text: ``0:12``, ``1:02:03``."""
    whole = round(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    tail = f"{minutes:02d}:{whole % 60:02d}"
    return f"{hours}:{tail}" if hours else tail.removeprefix("0")
