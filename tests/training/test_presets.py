import dataclasses

import numpy as np
import pytest

from digitpad import data
from digitpad.training import PRESET_HELP, PRESETS, TrainConfig


def test_there_are_three_presets_in_the_order_that_they_are_shown() -> None:
    assert list(PRESETS) == list(PRESET_HELP) == ["Notebook", "Quick", "Best"]


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_is_valid_knows_its_name_and_reads_digits(name: str) -> None:
    config = PRESETS[name]
    assert dataclasses.replace(config) == config
    assert config.preset == name
    network = config.new_network(np.random.default_rng(0))
    assert (network.input_shape, network.output_shape) == ((28, 28, 1), (10,))
    p = network.predict(np.random.default_rng(1).random((3, 28, 28, 1)))
    np.testing.assert_allclose(p.sum(axis=1), 1, rtol=1e-5)


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_trains_on_data_that_needs_no_download(name: str) -> None:
    bundled = {info.key for info in data.DATASETS if not info.needs_download}
    assert PRESETS[name].dataset in bundled


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_s_help_is_one_or_two_sentences(name: str) -> None:
    help_text = PRESET_HELP[name]
    assert help_text.endswith(".")
    assert "\n" not in help_text
    assert 30 < len(help_text) < 400


def test_presets_cannot_be_changed_by_accident() -> None:
    with pytest.raises(TypeError):
        PRESETS["Best"] = PRESETS["Quick"]
    with pytest.raises(dataclasses.FrozenInstanceError):
        PRESETS["Best"].epochs = 1


def test_the_notebook_s_settings_are_those_of_the_notebook() -> None:
    config = PRESETS["Notebook"]
    assert isinstance(config, TrainConfig)
    assert (config.limit, config.batch_size, config.epochs) == (1000, 1, 100)
    assert (config.learning_rate, config.optimizer, config.schedule) == (0.1, "sgd", "constant")
    assert (config.momentum, config.weight_decay, config.label_smoothing) == (0, 0, 0)
    assert (config.loss, config.augment, config.averaging) == ("notebook", "none", 0)
    conv, _, _, hidden, _, dropout, last, softmax = config.layers
    assert (conv["filters"], conv["kernel_size"], conv["bias"]) == (5, 3, "position")
    assert conv["init"] == "standard_normal"
    assert (hidden["units"], dropout["rate"], last["units"]) == (100, 0.05, 10)
    assert softmax["layer"] == "Softmax"


def test_the_notebook_s_help_says_what_it_really_makes_small() -> None:
    assert "half the mean squared error" in PRESET_HELP["Notebook"]
    assert "cross-entropy" in PRESET_HELP["Notebook"]
