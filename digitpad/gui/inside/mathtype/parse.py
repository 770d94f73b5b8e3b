r"""Formulas from text: a small part of TeX.

Letters are variables, set in italics; digits and signs are upright.  ``_`` and ``^`` take what
follows, one sign or a group in braces.  ``\frac{a}{b}``, ``\sqrt{a}``, ``\text{words}``;
``\sum`` and ``\max`` carry what ``_`` and ``^`` give them below and above.  ``\input{..}``,
``\weight{..}`` and ``\result{..}`` say what a part is: each has a colour of its own.
Greek letters and signs are written as they are: ``γ · σ ≤``.  Spaces only end a word.
"""

from dataclasses import dataclass
from functools import lru_cache

ROLES = ("input", "weight", "result")
_LARGE = {"sum": "∑", "max": "max"}
_UPRIGHT = set("0123456789.,()[]{}|′")
_SPACED = set("=+−·×≈→<>≤≥∈≠±")


@dataclass(frozen=True)
class Glyphs:
    """Signs set one after the other; ``spaced`` ones keep a distance from their neighbours."""

    text: str
    italic: bool = False
    spaced: bool = False


@dataclass(frozen=True)
class Row:
    """Parts side by side, on one base line."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Script:
    """A base with what is set small beside it, or below and above it if that is a large sign."""

    base: "Node"
    below: "Node | None" = None
    above: "Node | None" = None

    @property
    def stacked(self) -> bool:
        """Whether the small parts stand below and above the base."""
        return isinstance(self.base, Glyphs) and self.base.text in _LARGE.values()


@dataclass(frozen=True)
class Fraction:
    """One part over another."""

    over: "Node"
    under: "Node"


@dataclass(frozen=True)
class Root:
    """A square root."""

    inner: "Node"


@dataclass(frozen=True)
class Coloured:
    """A part with a role, one of ROLES."""

    role: str
    inner: "Node"


Node = Glyphs | Row | Script | Fraction | Root | Coloured


_MINUS = Glyphs("−", spaced=True)


def _awaits_number(node: Node) -> bool:
    return isinstance(node, Glyphs) and (node.spaced or node.text.rstrip()[-1:] in {*"(,:"})


@lru_cache(maxsize=512)
def parse(text: str) -> Row:
    """Return the formula that ``text`` writes.  Raises: ValueError, an unknown word or a brace."""
    parser = _Parser(text)
    row = parser.row()
    if parser.rest:
        raise ValueError(f"formula {text!r}: a closing brace too many before {parser.rest!r}")
    return row


class _Parser:
    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0

    @property
    def rest(self) -> str:
        return self._text[self._at :]

    def row(self) -> Row:
        """Read parts up to a closing brace or the end."""
        parts: list[Node] = []
        while (sign := self._next()) and sign != "}":
            before = parts[-1] if parts else None
            part = self._scripted()
            if part == _MINUS and (before is None or _awaits_number(before)):
                part = Glyphs(_MINUS.text)  # a sign of the number, not between two
            parts.append(part)
        return Row(tuple(parts))

    def _next(self) -> str:
        """Return the next sign that is no space, without taking it; empty at the end."""
        while self._text[self._at : self._at + 1].isspace():
            self._at += 1
        return self._text[self._at : self._at + 1]

    def _scripted(self) -> Node:
        base = self._part()
        scripts: dict[str, Node] = {}
        while self._next() in ("_", "^"):
            kind = self._take()
            scripts[kind] = self._part()
        return Script(base, scripts.get("_"), scripts.get("^")) if scripts else base

    def _take(self) -> str:
        sign = self._next()
        self._at += 1
        return sign

    def _part(self) -> Node:
        sign = self._take()
        if sign == "{":
            row = self.row()
            self._close()
            return row
        if sign == "\\":
            return self._command()
        if sign in _UPRIGHT:
            while self.rest[:1].isdigit() or (sign.isdigit() and self.rest[:1] == "."):
                sign += self._take()
            return Glyphs(sign)
        if not sign:
            raise ValueError(f"formula {self._text!r} ends where a part is missing")
        return Glyphs(sign, italic=sign.isalpha(), spaced=sign in _SPACED)

    def _close(self) -> None:
        if self._take() != "}":
            raise ValueError(f"formula {self._text!r}: a closing brace is missing")

    def _command(self) -> Node:
        name = ""
        while self.rest[:1].isalpha():
            name += self._take()
        if name in _LARGE:
            return Glyphs(_LARGE[name])
        if name == "text":
            return self._words()
        if name == "frac":
            return Fraction(self._part(), self._part())
        if name == "sqrt":
            return Root(self._part())
        if name in ROLES:
            return Coloured(name, self._part())
        raise ValueError(f"formula {self._text!r}: unknown word \\{name}")

    def _words(self) -> Node:
        start, end = self._at + 1, self.rest.find("}") + self._at
        self._at = end + 1
        if end < start:
            raise ValueError(f"formula {self._text!r}: a closing brace is missing")
        return Glyphs(self._text[start:end])


def plain(node: Node) -> str:
    """Return a formula as a line of text, for those who hear it."""
    match node:
        case Glyphs(text, spaced=spaced):
            return f" {text} " if spaced else text
        case Row(parts):
            return "".join(plain(part) for part in parts)
        case Script(base, below, above):
            small = "".join(
                f"{sign}({plain(part)})" for sign, part in (("_", below), ("^", above)) if part
            )
            return f"{plain(base)}{small}"
        case Fraction(over, under):
            return f"({plain(over)}) / ({plain(under)})"
        case Root(inner):
            return f"√({plain(inner)})"
        case Coloured(_, inner):
            return plain(inner)
