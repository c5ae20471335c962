"""What the figures that compare units add to the visual language: inside, near and outside a funnel.

As in ``palette`` nothing is told by colour alone, and every colour has 3:1 on light and on dark.
"""

from collections.abc import Mapping
from types import MappingProxyType

from core.figures import palette
from core.figures.palette import LineStyle, PointStyle

POINTS: Mapping[str, PointStyle] = MappingProxyType(
    {
        "inside": PointStyle(palette.VALUE, "circle", 64, filled=True),
        "edge": PointStyle(palette.VALUE, "square", 70, filled=False),
        "apart": PointStyle(palette.SIGNAL, "diamond", 150, filled=True),
        "crude": PointStyle(palette.MUTED, "circle", 60, filled=False),
        "half": PointStyle(palette.COMPARISON, "square", 64, filled=True),
    }
)
"""inside 95 %, between 95 and 99.8 %, outside 99.8 %; a rate as it is, beside a standardised one; the middle
half of others, which in the picture is a band."""

FUNNEL = ("inside", "edge", "apart")

RING = PointStyle(palette.CENTRE, "circle", 300, filled=False)
"""Around the unit in view."""

LINES: Mapping[str, LineStyle] = MappingProxyType(
    {
        "limit_95": LineStyle(palette.LIMIT, (2, 3), 1.5),
        "limit_998": LineStyle(palette.LIMIT, (8, 3), 1.8),
        "own_interval": LineStyle(palette.VALUE, (), 2.5),
        "middle": LineStyle(palette.COMPARISON, palette.DASH_DOT, 1.8),
        "peer": LineStyle(palette.MUTED, (), 1.0),
    }
)
