import dataclasses
import json
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from digitpad.training import AUGMENTATIONS, OPTIMIZERS, PRESETS, TrainConfig

Make = Callable[..., TrainConfig]
NAN = float("nan")


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"epochs": 0}, "The number of epochs is 0; choose a whole number from 1 to 100,000."),
        ({"epochs": 2.5}, "The number of epochs is 2.5; choose a whole number"),
        ({"epochs": True}, "The number of epochs is True; choose a whole number"),
        ({"epochs": "3"}, "The number of epochs is '3'; choose a whole number"),
        ({"batch_size": 0}, "The batch size is 0; choose a whole number from 1 to 60,000."),
        ({"batch_size": 60_001}, "The batch size is 60001; choose a whole number"),
        ({"seed": -1}, "The seed is -1; choose a whole number from 0 to"),
        ({"seed": 2**63}, "The seed is 9223372036854775808; choose a whole number"),
        ({"threads": -1}, "The number of threads is -1; choose a whole number from 0 to"),
        ({"limit": 0}, "The number of images is 0; choose a whole number from 1 to"),
        ({"learning_rate": 0}, "The learning rate is 0; choose more than 0 and at most 1e+06."),
        ({"learning_rate": -0.1}, "The learning rate is -0.1; choose more than 0"),
        ({"learning_rate": 1.1e6}, "The learning rate is 1100000.0; choose more than 0"),
        ({"learning_rate": NAN}, "The learning rate is nan; choose more than 0"),
        ({"momentum": 1}, "The momentum is 1; choose at least 0 and less than 1."),
        ({"momentum": NAN}, "The momentum is nan; choose at least 0 and less than 1."),
        ({"label_smoothing": -0.1}, "The label smoothing is -0.1; choose at least 0 and less"),
        ({"averaging": 1.0}, "The averaging of weights is 1.0; choose at least 0 and less than 1."),
        ({"weight_decay": -1e-4}, "The weight decay is -0.0001; choose 0 to 1."),
        ({"weight_decay": NAN}, "The weight decay is nan; choose 0 to 1."),
        ({"loss": "hinge"}, 'The loss is "hinge"; choose one of cross_entropy, mean_squared_error'),
        ({"optimizer": "rmsprop"}, 'The optimizer is "rmsprop"; choose one of sgd, adam.'),
        ({"schedule": "step"}, 'The schedule is "step"; choose one of constant, cosine, one_cycle'),
        ({"augment": "wild"}, 'The augmentation is "wild"; choose one of none, light, strong.'),
        ({"layers": ()}, "The network has no layers"),
        (
            {"layers": ({"layer": "Dense", "units": 3},)},
            "Layer 1: Dense: needs a flat input",
        ),
        ({"layers": ({"layer": "Magic"},)}, "Layer 1: layer is 'Magic'; choose one of Conv2D"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_setting_out_of_range_is_one_sentence_with_the_value(
    config_of: Make, settings: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)) as caught:
        config_of(**settings)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "settings",
    [
        {"epochs": 1, "batch_size": 1, "seed": 0, "threads": 0, "limit": 1},
        {"epochs": 100_000, "batch_size": 60_000, "seed": 2**63 - 1, "limit": 60_000},
        {"learning_rate": 1e6, "weight_decay": 1, "momentum": 0.999, "averaging": 0.9999},
        {"learning_rate": 1e-12, "weight_decay": 0, "label_smoothing": 0.9, "limit": None},
        *({"optimizer": optimizer} for optimizer in OPTIMIZERS),
        *({"augment": augment} for augment in AUGMENTATIONS),
    ],
    ids=str,
)
def test_a_setting_at_the_edge_of_its_range_is_accepted(
    config_of: Make, settings: dict[str, Any]
) -> None:
    config = config_of(**settings)
    assert {name: getattr(config, name) for name in settings} == settings


def test_a_config_cannot_be_changed_but_copied_with_the_checks_applied(config_of: Make) -> None:
    config = config_of()
    with pytest.raises(dataclasses.FrozenInstanceError):
        config.epochs = 5
    assert dataclasses.replace(config, epochs=5).epochs == 5
    with pytest.raises(ValueError, match="The number of epochs is 0"):
        dataclasses.replace(config, epochs=0)


@pytest.mark.parametrize("preset", PRESETS)
def test_settings_come_back_from_json_as_they_were(preset: str) -> None:
    config = PRESETS[preset]
    values = json.loads(json.dumps(dataclasses.asdict(config)))
    assert TrainConfig.from_plain(values) == config


@pytest.mark.parametrize("values", [{}, None, 7, [], "layers", {"layers": 7}])
def test_what_holds_no_settings_is_refused(values: Any) -> None:
    with pytest.raises((TypeError, KeyError)):
        TrainConfig.from_plain(values)


def test_a_new_network_has_the_layers_and_depends_on_the_rng_alone(config_of: Make) -> None:
    config = config_of()
    a, b, c = (config.new_network(np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert [layer["layer"] for layer in a.specs] == [layer["layer"] for layer in config.layers]
    assert a.dtype == np.float32
    np.testing.assert_array_equal(a.parameters, b.parameters)
    assert (a.parameters != c.parameters).any()


@pytest.mark.parametrize(
    "layers",
    [
        ({"layer": "Flatten"}, {"layer": "Dense", "units": 5}, {"layer": "Softmax"}),
        ({"layer": "ReLU"},),
    ],
)
def test_layers_that_do_not_end_in_ten_classes_are_refused(layers: Any, config_of: Make) -> None:
    with pytest.raises(ValueError, match="each of the ten classes"):
        config_of(layers=layers)


def test_label_smoothing_with_another_loss_is_refused_at_once(config_of: Make) -> None:
    with pytest.raises(
        ValueError, match=r"smoothing of 0\.1 goes only with the loss cross-entropy: .+ of 0\.$"
    ):
        config_of(loss="notebook", label_smoothing=0.1)


@pytest.mark.parametrize("name", ["learning_rate", "momentum", "weight_decay"])
def test_text_in_place_of_a_number_is_one_sentence(name: str, config_of: Make) -> None:
    with pytest.raises(ValueError, match="'fast'"):
        config_of(**{name: "fast"})
