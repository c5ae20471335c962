"""The shape of a series with its trend line and, where one was found, the levels before and after a shift.

Named data: ``months`` (t, value, line, level, tips), ``span`` (t, t2) of when the shift may have come, and
``labels``.
"""

from typing import Any

import altair as alt

from core.figures import palette
from core.figures.shapes import verdict_parts as parts
from core.figures.shapes.frame import framed
from core.figures.shapes.marks import line_look

HEIGHT = 300


def build() -> dict[str, Any]:
    """The compiled chart with all layers, each under its name."""
    return framed(layers(), HEIGHT)


def layers() -> dict[str, alt.Chart]:
    """Every layer in drawing order."""
    return {
        "span": alt.Chart(alt.NamedData(name="span"))
        .mark_rect(color=palette.CENTRE, opacity=0.16, aria=False)
        .encode(x=parts.time_x(), x2="t2:T"),
        "values": _line("value", "value", interpolate="linear"),
        "points": parts.of_months()
        .mark_point(shape="circle", filled=True, size=34, color=palette.VALUE, opacity=1, aria=False)
        .encode(x=parts.time_x(), y=parts.value_y("value"), tooltip=parts.tips()),
        "line": _line("line", "comparison", interpolate="linear"),
        "level": _line("level", "centre", interpolate="step-after"),
        "labels": parts.labels(),
    }


def _line(field: str, style: str, interpolate: Any) -> alt.Chart:
    look = palette.LINES[style]
    return (
        parts.of_months()
        .mark_line(interpolate=interpolate, **line_look(look))
        .encode(x=parts.time_x(), y=parts.value_y(field))
    )
