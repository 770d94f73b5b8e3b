import re

import pytest

from digitpad import cli


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["paint"],
        ["train", "--optimizer", "newton"],
        ["train", "--preset", "Worst"],
        ["test", "--limit", "0"],
        ["test", "--limit", "few"],
        ["train", "--limit", "few"],
        ["train", "--epochs", "1.5"],
        ["train", "--learning-rate", "fast"],
    ],
)
def test_wrong_arguments_are_one_sentence_and_status_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.main(arguments)
    printed = capsys.readouterr()
    assert printed.out == ""
    (sentence,) = printed.err.splitlines()
    assert re.fullmatch(r"digitpad( \w+)?: error: .* \(digitpad( \w+)? --help explains\)", sentence)
    if len(arguments) == 3:
        assert arguments[1] in sentence
        assert repr(arguments[2]) in sentence or f"{arguments[2]} is too small" in sentence
