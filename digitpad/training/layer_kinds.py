"""The kinds of layers in words: what each does, and which settings it has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from digitpad.nn import LayerSpec


@dataclass(frozen=True)
class WholeSetting:
    """A whole number from ``low`` to ``high``."""

    name: str
    title: str
    low: int
    high: int
    help: str


@dataclass(frozen=True)
class ShareSetting:
    """A part of 1, shown as %; at most ``high``."""

    name: str
    title: str
    high: float
    help: str


@dataclass(frozen=True)
class ChoiceSetting:
    """One of ``choices``, key -> title."""

    name: str
    title: str
    choices: Mapping[str, str]
    help: str


Setting = WholeSetting | ShareSetting | ChoiceSetting


@dataclass(frozen=True)
class LayerKind:
    """What a kind of layer is called, what it does, and what can be set.

    ``spec`` is a new layer of this kind; ``usual`` are the engine's values of those settings that a
    spec may leave out.  ``sizes`` is a format string for the settings that a layer is told by.
    """

    title: str
    help: str
    spec: LayerSpec
    settings: tuple[Setting, ...] = ()
    usual: Mapping[str, Any] = field(default_factory=dict)
    sizes: str = ""


_INIT = ChoiceSetting(
    "init",
    "Weights begin",
    {"he_normal": "He", "glorot_uniform": "Glorot", "standard_normal": "N(0, 1)"},
    "Weights begin at random. He and Glorot choose how large, so that signals keep their strength "
    "from layer to layer; N(0, 1) ignores that.",
)

LAYER_KINDS: Mapping[str, LayerKind] = MappingProxyType(
    {
        "Conv2D": LayerKind(
            "Convolution",
            "Moves small kernels over the image; each answers where it finds the pattern that it "
            "has learned.",
            {"layer": "Conv2D", "filters": 16, "kernel_size": 3},
            (
                WholeSetting(
                    "filters", "Kernels", 1, 512, "Kernels: how many patterns are looked for."
                ),
                WholeSetting(
                    "kernel_size", "Size", 1, 28, "Size: width and height of a kernel in pixels."
                ),
                ChoiceSetting(
                    "padding",
                    "Edge",
                    {"valid": "none", "same": "padded"},
                    "Edge: padded with zeros the image keeps its size; without, it shrinks.",
                ),
                ChoiceSetting(
                    "bias",
                    "Bias for each",
                    {"channel": "kernel", "position": "place"},
                    "Bias: a number added to the answers, one for each kernel or for each place.",
                ),
                _INIT,
            ),
            {"padding": "valid", "bias": "channel", "init": "he_normal"},
            "{filters} of {kernel_size}×{kernel_size}",
        ),
        "MaxPool2D": LayerKind(
            "Max pooling",
            "Keeps the largest number of each small square: the image shrinks, and where exactly a "
            "pattern lies matters less.",
            {"layer": "MaxPool2D", "size": 2},
            (WholeSetting("size", "Size", 1, 28, "Size: width and height of the square."),),
            {"size": 2},
            "{size}×{size}",
        ),
        "ReLU": LayerKind(
            "ReLU",
            "Lets positive numbers pass and makes the others 0. Without such a bend, layers in a "
            "row could do no more than one.",
            {"layer": "ReLU"},
        ),
        "Activation": LayerKind(
            "Activation",
            "Bends each number by a function of your choice, as ReLU does by its own.",
            {"layer": "Activation", "function": "tanh"},
            (
                ChoiceSetting(
                    "function",
                    "Function",
                    {
                        "relu": "ReLU",
                        "leaky_relu": "leaky ReLU",
                        "sigmoid": "sigmoid",
                        "tanh": "tanh",
                        "linear": "none",
                    },
                    "Function: what becomes of each number.",
                ),
            ),
            sizes="{function}",
        ),
        "BatchNorm": LayerKind(
            "Batch normalization",
            "Brings the numbers of each channel to one mean and spread: learning gets faster and "
            "steadier.",
            {"layer": "BatchNorm"},
        ),
        "Dropout": LayerKind(
            "Dropout",
            "While training, sets some numbers to 0 at random, so that the network leans on none "
            "of them: against overfitting.",
            {"layer": "Dropout", "rate": 0.25},
            (ShareSetting("rate", "Share", 0.95, "Share: how many of the numbers are set to 0."),),
            sizes="{rate:.0%}",
        ),
        "Flatten": LayerKind(
            "Flatten",
            "Puts all the numbers in one row, as a dense layer needs them.",
            {"layer": "Flatten"},
        ),
        "Dense": LayerKind(
            "Dense",
            "Each unit weighs all the numbers that come in and adds them up.",
            {"layer": "Dense", "units": 64},
            (
                WholeSetting(
                    "units",
                    "Units",
                    1,
                    4096,
                    "Units: how many numbers come out. The last such layer has 10.",
                ),
                _INIT,
            ),
            {"init": "he_normal"},
            "{units}",
        ),
        "Softmax": LayerKind(
            "Softmax",
            "Turns ten numbers into ten probabilities that add up to 100 %. It comes last.",
            {"layer": "Softmax"},
        ),
    }
)


def setting_of(spec: LayerSpec, name: str) -> Any:
    """Return the value that a layer has for one of its kind's settings, or else the usual one."""
    return spec.get(name, LAYER_KINDS[spec["layer"]].usual.get(name))


def kind_title(name: str) -> str:
    """Return what a kind of layer is called, ``Convolution``; an unknown one by its name."""
    return LAYER_KINDS[name].title if name in LAYER_KINDS else name


def title_of(spec: LayerSpec) -> str:
    """Return a layer in a few words, ``Convolution, 32 of 3×3``; one of no kind by its name."""
    kind = LAYER_KINDS.get(str(spec.get("layer")))
    if kind is None:
        return str(spec.get("layer"))
    sizes = kind.sizes.format(**{**kind.usual, **spec}).replace("%", " %")
    return f"{kind.title}, {sizes}" if sizes else kind.title
