"""The networks and data sets that commands load; what fails becomes a Complaint."""

from contextlib import closing
from pathlib import Path

from digitpad import data
from digitpad.cli.output import Complaint, complain, progress_bar
from digitpad.files import read_whole, reason
from digitpad.recognizer import Recognizer


def load_recognizer(path: Path | None) -> Recognizer:
    """Return the network in the file, or the one on board.  Raises: Complaint."""
    name = "on board" if path is None else path
    try:
        return Recognizer.shipped() if path is None else Recognizer.from_file(read_whole(path))
    except OSError as error:
        raise Complaint(f"The network {name} cannot be read: {reason(error)}.") from error
    except ValueError as error:
        raise Complaint(f"The network {name} cannot be used: {error}.") from error


def load_dataset(key: str, *, limit: int | None = None) -> data.Splits:
    """Return the data set, fetched first if it has to be.  Raises: Complaint."""
    try:
        return data.load(key, limit=limit)
    except data.DatasetMissing:
        _fetch(key)
        return load_dataset(key, limit=limit)
    except OSError as error:
        raise Complaint(f'The data set "{key}" cannot be read: {reason(error)}.') from error
    except ValueError as error:
        raise Complaint(str(error)) from error


def _fetch(key: str) -> None:
    from digitpad.data import keras_datasets  # few runs need it; it should not slow them all

    complain(f'Fetching the data set "{key}" through Keras.')
    steps = keras_datasets.fetch(key)
    try:
        with closing(steps), progress_bar(None, "B") as bar:  # closed by Ctrl-C, too
            for progress in steps:
                bar.total = progress.bytes_total
                bar.update(progress.bytes_done - bar.n)
    except keras_datasets.FetchFailed as error:
        raise Complaint(str(error)) from error
