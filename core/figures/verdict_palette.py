"""What the figures of a verdict add to the visual language: months before and after, the expected, grades.

As in ``palette`` nothing is told by colour alone, and every colour has 3:1 on light and on dark.
"""

from collections.abc import Mapping
from types import MappingProxyType

from core.change.verdict import Said
from core.figures import palette
from core.figures.palette import LineStyle, PointStyle

CROSS = "M-1,-1L1,1M-1,1L1,-1"
"""A saltire, as Vega takes a shape of one's own."""

EXPECTED = palette.COMPARISON

POINTS: Mapping[str, PointStyle] = MappingProxyType(
    {
        "before": PointStyle(palette.MUTED, "circle", 26, filled=True),
        "after": PointStyle(palette.VALUE, "circle", 46, filled=True),
        "left_out": palette.POINTS["excluded"],
        "picked_half": PointStyle(palette.VALUE, "diamond", 60, filled=False),
        "picked_out": PointStyle(palette.MUTED, "diamond", 60, filled=False),
        "provisional": palette.POINTS["provisional"],
        "overlapping": palette.POINTS["overlapping"],
        "suppressed": palette.POINTS["suppressed"],
        "missing": PointStyle(palette.MUTED, CROSS, 26, filled=False),
    }
)
"""States of months, in the order of drawing and of the key."""

AT_FOOT = ("suppressed", "missing")
"""The states without a value: their signs stand below the plot."""

DRAWN = tuple(state for state in POINTS if state not in AT_FOOT)

LINES: Mapping[str, LineStyle] = MappingProxyType(
    {
        "observed": LineStyle(palette.VALUE, (), 2),
        "expected": LineStyle(EXPECTED, (7, 4), 2),
        "band": LineStyle(EXPECTED, (1, 2), 1, field=0.17),
        "change": LineStyle(palette.CHANGE, (), 2),
        "county": LineStyle(palette.COMPARISON, palette.DASH_DOT, 1.5),
        "level": LineStyle(palette.LIMIT, (5, 4), 1.5),
        "wished": LineStyle(palette.TARGET, (2, 3), 2),
        "interval": LineStyle(palette.CENTRE, (), 4),
        "wide": LineStyle(palette.CENTRE, (), 1.5),
    }
)

GRADES: Mapping[Said, tuple[str, bool]] = MappingProxyType(
    {
        "clear": ("diamond", True),
        "likely": ("diamond", False),
        "own_trend": ("triangle-up", False),
        "no_sign": ("square", False),
        "cannot_tell": ("circle", False),
    }
)
"""Shape of each grade, and whether it is filled. A trend of one's own is told as such, not as a change."""

GRADE_SIZE = 120

PEERS: Mapping[str, PointStyle] = MappingProxyType(
    {
        "peer_moved": PointStyle(palette.CENTRE, "circle", GRADE_SIZE, filled=True),
        "peer_still": PointStyle(palette.CENTRE, "circle", GRADE_SIZE, filled=False),
    }
)
"""What another method says."""

KEY: Mapping[str, PointStyle] = MappingProxyType(
    {
        **POINTS,
        **{
            grade: PointStyle(palette.CENTRE, shape, GRADE_SIZE, filled)
            for grade, (shape, filled) in GRADES.items()
        },
        **PEERS,
    }
)
"""Every sign that a key may have to explain; grades without a direction's colour."""

DIRECTIONS: Mapping[str, str] = MappingProxyType(
    {"better": palette.VALUE, "worse": palette.SIGNAL, "neutral": palette.CENTRE}
)
"""Colour of a clear or likely change; the words beside it say the same."""
