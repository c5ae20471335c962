"""The shape of what was observed beside what was expected, month by month, in Altair.

Named data: ``months``, ``foot``, ``events``, ``labels``.
"""

from typing import Any

import altair as alt

from core.figures import palette
from core.figures.shapes import verdict_parts as parts
from core.figures.shapes.frame import framed

HEIGHT = 380


def layers() -> dict[str, alt.Chart]:
    """Every layer in drawing order."""
    return {
        "band": parts.band(parts.value_y("lower"), "upper"),
        "lower": parts.line("lower", "band"),
        "upper": parts.line("upper", "band"),
        "bars": parts.bars(parts.value_y("lower"), "upper"),
        **parts.events(),
        "expected_before": _before(),
        "expected": parts.line("expected", "expected"),
        "ticks": parts.ticks("expected"),
        "before": parts.quiet_line("before"),
        "after": parts.line("after", "observed"),
        "points": parts.points("observed"),
        "foot": parts.foot(alt.value("height"), palette.FOOT / 2),
        "labels": parts.labels(),
    }


def build() -> dict[str, Any]:
    """The compiled chart with all layers, each under its name."""
    return framed(layers(), HEIGHT)


def _before() -> alt.Chart:
    """The model's level before the change: the same line, but thin."""
    chart = parts.line("expected_before", "expected")
    chart.mark.strokeWidth = 1  # pyright: ignore[reportAttributeAccessIssue]
    return chart
