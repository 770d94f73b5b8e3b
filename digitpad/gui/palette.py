"""The colours of the window, light and dark. No colour is named anywhere else.

One idea carries them: paper and ink. All that the person draws, and all that answers it (the bar,
the digit, the start of a run), is in the ink's or the accent's colour; the rest is quiet.
The colours in plots are those of Okabe and Ito 2008, "Color universal design", which people with
any kind of colour vision can tell apart; orange is darkened on paper to be seen there.
"""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Palette:
    """Colours as ``#rrggbb``; the style sheet knows them by these names."""

    window: str  # behind everything
    surface: str  # fields, plots
    sheet: str  # what one draws on
    ink: str
    text: str
    muted: str  # secondary text: at least 4.5 : 1 on the window
    line: str  # hairlines and borders
    track: str  # where a bar can be
    hover: str
    accent: str
    accent_hover: str
    on_accent: str
    problem: str
    batches: str  # plots
    validation: str
    drawn: str
    run_1: str  # plots of several runs
    run_2: str
    run_3: str
    run_4: str
    run_5: str
    run_6: str

    def names(self) -> dict[str, str]:
        """Return the colours by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


LIGHT = Palette(
    window="#f2f3f5",
    surface="#fbfbfc",
    sheet="#ffffff",
    ink="#182033",
    text="#1c2330",
    muted="#5a6372",
    line="#d3d7de",
    track="#e3e6ea",
    hover="#e7e9ed",
    accent="#0072b2",
    accent_hover="#00659e",
    on_accent="#ffffff",
    problem="#b23c00",
    batches="#0072b2",
    validation="#d55e00",
    drawn="#009e73",
    run_1="#0072b2",
    run_2="#d55e00",
    run_3="#009e73",
    run_4="#b0568a",
    run_5="#182033",
    run_6="#a67c00",
)

DARK = Palette(
    window="#15191f",
    surface="#1b2027",
    sheet="#1f2630",
    ink="#f3f1ea",
    text="#e6e9ee",
    muted="#9aa4b2",
    line="#343c48",
    track="#29303a",
    hover="#262d37",
    accent="#56b4e9",
    accent_hover="#74c3ef",
    on_accent="#10202c",
    problem="#ff9a5c",
    batches="#56b4e9",
    validation="#e69f00",
    drawn="#2fbf94",
    run_1="#56b4e9",
    run_2="#e8743b",
    run_3="#2fbf94",
    run_4="#e58fc0",
    run_5="#f3f1ea",
    run_6="#e69f00",
)

# Ten classes at once: found by a search for the largest least distance between any two, as people
# with any kind of colour vision see them (tests/gui/test_palette.py says how large it is); the
# classes are named beside them all the same.
_CLASSES_LIGHT = (
    "#6900a0",
    "#030747",
    "#057afd",
    "#0b4401",
    "#c9630a",
    "#1f0800",
    "#98795b",
    "#4400ff",
    "#ef04a7",
    "#851e4f",
)
_CLASSES_DARK = (
    "#f465f7",
    "#a695be",
    "#e4c588",
    "#75a786",
    "#f2af03",
    "#ffff00",
    "#44ffd0",
    "#ed7d41",
    "#a9ebff",
    "#c7ff75",
)


def class_colours(palette: Palette) -> tuple[str, ...]:
    """Return ten colours for ten classes."""
    return _CLASSES_DARK if palette is DARK else _CLASSES_LIGHT
