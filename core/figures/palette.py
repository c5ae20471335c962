"""One visual language: what each thing on a chart looks like, on light and on dark.

Every colour has at least 3:1 against both backgrounds (WCAG 2.1 AA for graphics), so that one spec serves
both themes. Nothing is told by colour alone: each state of a point has a shape of its own.
"""

from dataclasses import dataclass

VALUE = "#2f7fb8"
CENTRE = "#7b7f86"
LIMIT = "#8a8175"
COMPARISON = "#9a7bb0"
TARGET = "#3f8f5f"
CHANGE = "#c2571a"
SIGNAL = "#d0661c"
MUTED = "#868b92"

LIGHT_BACKGROUND = "#ffffff"
DARK_BACKGROUND = "#12181f"


@dataclass(frozen=True, slots=True)
class PointStyle:
    """How a point of one state is drawn: colour, Vega shape, area in square pixels, filled or hollow."""

    colour: str
    shape: str
    size: int
    filled: bool


# Drawing order and legend order.
POINTS: dict[str, PointStyle] = {
    "usual": PointStyle(VALUE, "circle", 42, filled=True),
    "run": PointStyle(SIGNAL, "square", 62, filled=True),
    "beyond": PointStyle(SIGNAL, "diamond", 110, filled=True),
    "provisional": PointStyle(MUTED, "triangle-up", 60, filled=False),
    "excluded": PointStyle(MUTED, "circle", 60, filled=False),
}
