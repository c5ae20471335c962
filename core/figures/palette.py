"""One visual language: what each thing on a chart looks like, on light and on dark.

Every colour of a line or point has at least 3:1 against both backgrounds (WCAG 2.1 AA for graphics). Text
needs 4.5:1, which no colour has against both, so text has one colour a theme. Nothing is told by colour
alone: each state of a point has a shape, each line a dash of its own.
"""

from dataclasses import dataclass

VALUE = "#2f7fb8"
CENTRE = "#7b7f86"
LIMIT = "#8a8175"
COMPARISON = "#8b557e"
TARGET = "#507345"
CHANGE = "#c2571a"
SIGNAL = "#d0661c"
MUTED = "#868b92"

TEXT = {"light": "#1c2b33", "dark": "#e8eef0"}
QUIET_TEXT = {"light": "#4b5a62", "dark": "#b6c3c9"}


HATCHED = "M-1,-1H1V1H-1Z M-1,0L0,-1 M-1,1L1,-1 M0,1L1,0"
"""A square with lines across, as Vega takes a shape of one's own: an SVG path within -1 and 1."""


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
    "pattern": PointStyle(SIGNAL, "square", 62, filled=True),
    "beyond": PointStyle(SIGNAL, "diamond", 110, filled=True),
    "provisional": PointStyle(MUTED, "triangle-up", 60, filled=False),
    "excluded": PointStyle(MUTED, "square", 60, filled=False),
    "overlapping": PointStyle(MUTED, "circle", 30, filled=False),
    "suppressed": PointStyle(MUTED, HATCHED, 90, filled=False),
}
"""``suppressed`` has no value: its sign stands at the foot of the chart."""

DRAWN = tuple(state for state in POINTS if state != "suppressed")
"""The states of points that are drawn where their value is."""

FOOT, PANEL_FOOT = 18, 14
"""Room in pixels between plot and time axis for the signs of hidden values, in a chart and in a panel."""


DASH_DOT = (10, 3, 2, 3)
"""The dash of what others do: no limit, also where colours cannot be told apart or are not printed."""


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How a line is drawn: colour, dash pattern in pixels, width.

    field : how opaque the field is that it stands at the edge of; 0 where there is none.
    """

    colour: str
    dash: tuple[int, ...]
    width: float
    field: float = 0.0


LINES: dict[str, LineStyle] = {
    "value": LineStyle(VALUE, (), 1.8),
    "centre": LineStyle(CENTRE, (), 1.5),
    "limit": LineStyle(LIMIT, (5, 4), 1.5),
    "target": LineStyle(TARGET, (2, 3), 2),
    "comparison": LineStyle(COMPARISON, DASH_DOT, 1.5),
}
