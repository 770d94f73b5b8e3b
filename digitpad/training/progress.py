"""How far a run has come, and the sentence that ends it."""

from dataclasses import dataclass

from digitpad.training.events import Reason, RunEnded


@dataclass
class Progress:
    """Counts of what a run has done, and what was last measured.

    ``seconds`` is the time of work, pauses left out; ``evaluated_at`` the seconds at which the last
    epoch was over.
    """

    epochs_done: int = 0
    step: int = 0
    images_seen: int = 0
    seconds: float = 0.0
    evaluated_at: float = 0.0
    validation_accuracy: float | None = None
    drawn_accuracy: float | None = None

    def epoch_of(self, epochs: int) -> int:
        """Return the current epoch, from 0, or the last of ``epochs``."""
        return min(self.epochs_done, epochs - 1)

    def ended(self, reason: Reason, epochs: int, learning_rate: float) -> RunEnded:
        """Return the last event of a run of ``epochs``."""
        return RunEnded(
            reason,
            self.sentence(reason, epochs, learning_rate),
            self.epoch_of(epochs),
            self.step,
            self.seconds,
            self.validation_accuracy,
            self.drawn_accuracy,
        )

    def sentence(self, reason: Reason, epochs: int, learning_rate: float) -> str:
        """Return what the person is told at the end of a run of ``epochs``."""
        epoch = self.epoch_of(epochs) + 1
        if reason == "diverged":
            return (
                f"Training diverged in epoch {epoch} and the last good weights are back; "
                f"try a learning rate below {learning_rate:g}."
            )
        if reason == "stopped":
            return f"Training was stopped in epoch {epoch}.{self._reached}"
        count = "1 epoch" if epochs == 1 else f"{epochs} epochs"
        return f"Training is complete: {count}.{self._reached}"

    @property
    def _reached(self) -> str:
        if self.validation_accuracy is None:
            return ""
        reached = f" It reads {100 * self.validation_accuracy:.2f} % of the validation images"
        if self.drawn_accuracy is not None:
            reached += f" and {100 * self.drawn_accuracy:.2f} % of the drawn digits"
        return reached + "."
