"""The example by hand, each number in words, in symbols, and with the numbers in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from digitpad.inside.by_hand import Cell, Example, Term
from digitpad.inside.explanation import number, summed

_MOST_WHOLE = 1e5
RESULT, KERNEL, IMAGE = "y", "dW", "dx"  # the matrices that are made of sums


@dataclass(frozen=True)
class Sum:
    """Where one number comes from; formulas in the words of ``gui.inside.mathtype``."""

    words: str
    symbols: str
    numbers: str
    terms: Sequence[Term]


def sum_of(example: Example, matrix: str, cell: Cell) -> Sum:
    """Return where a cell of RESULT, KERNEL or IMAGE comes from."""
    return {RESULT: _result, KERNEL: _kernel, IMAGE: _image}[matrix](example, cell)


def size_formula(example: Example) -> tuple[str, str]:
    """Return the size of the result, in symbols and in numbers: n wide, p zeros, kernel k."""
    n, k = len(example.x), len(example.W)
    zeros = k - 1 if example.same else 0
    return (
        r"\text{width of the result: } \result{m} = n + p − k + 1",
        rf"= {n} + {zeros} − {k} + 1 = \result{{{example.size}}}",
    )


def _result(example: Example, cell: Cell) -> Sum:
    row, column = cell
    turned = "turned by 180° " if example.flipped else ""
    weight = "k-1-u,k-1-v" if example.flipped else "u,v"
    terms = example.result_terms(cell)
    return Sum(
        f"The kernel {turned}lies on the image at row {row}, column {column}. Each pixel is "
        "multiplied by the weight that lies on it, and the products are added up.",
        rf"\result{{y}}_{{{row},{column}}} = \sum_{{u,v}} "
        rf"\input{{x}}_{{{row} + u,{column} + v}} · \weight{{w}}_{{{_minus(weight)}}}",
        _added(terms, "input", "weight"),
        terms,
    )


def _kernel(example: Example, cell: Cell) -> Sum:
    terms = example.kernel_terms(cell)
    u, v = cell
    shown = (len(example.W) - 1 - u, len(example.W) - 1 - v) if example.flipped else cell
    return Sum(
        "This weight met the marked pixels, one for each result. A result changes with the weight "
        "as fast as the pixel is large, and the loss with the result by ∂L/∂y: the chain rule.",
        rf"\frac{{∂L}}{{∂\weight{{w}}_{{{u},{v}}}}} = \sum_{{i,j}} "
        rf"\input{{x}}_{{i + {shown[0]},j + {shown[1]}}} · \result{{\frac{{∂L}}{{∂y_{{i,j}}}}}}",
        _added(terms, "input", "result"),
        terms,
    )


def _image(example: Example, cell: Cell) -> Sum:
    terms = example.image_terms(cell)
    row, column = cell
    result = f"{row + example.before} − u,{column + example.before} − v"
    weight = "k-1-u,k-1-v" if example.flipped else "u,v"
    return Sum(
        "This pixel took part in the marked results, each time with another weight. All its ways "
        "to the loss are added up: the full convolution of ∂L/∂y with the kernel.",
        rf"\frac{{∂L}}{{∂\input{{x}}_{{{row},{column}}}}} = \sum_{{u,v}} "
        rf"\result{{\frac{{∂L}}{{∂y_{{{result}}}}}}} · \weight{{w}}_{{{_minus(weight)}}}",
        _added(terms, "result", "weight"),
        terms,
    )


def _added(terms: Sequence[Term], left: str, right: str) -> str:
    products = [f"{_coloured(left, term.a)}·{_coloured(right, term.b)}" for term in terms]
    return f"= {summed(products)} = {_short(sum(term.product for term in terms))}"


def _coloured(role: str, value: float) -> str:
    text = rf"\{role}{{{_short(value)}}}"
    return f"({text})" if value < 0 else text


def _short(value: float) -> str:
    """Write whole numbers without decimals: in an example most are."""
    if value == round(value) and abs(value) < _MOST_WHOLE:
        return f"{value:.0f}".replace("-", "−")
    return number(value)


def _minus(text: str) -> str:
    return text.replace("-", " − ")
