"""The shape of a chart for slow drift over time, in Altair: an average or sums between their limits.

Named data: ``points`` (t, y, side, part, state, size, tips) with one row a point and side, ``lines`` (t,
part, cl, lcl, ucl) and ``labels`` (t, y, text, short). Months are epoch milliseconds on a UTC scale.
"""

from typing import Any

import altair as alt

from core.figures import palette
from core.figures.shapes.frame import framed
from core.figures.shapes.marks import end_labels, line, state_channels, time_x, tooltip

HEIGHT = 300
TIPS = 3
STATES = ("usual", "beyond")


def build() -> dict[str, Any]:
    """The compiled chart with all layers, each under its name."""
    layers = {
        "cl": _line("cl", "centre"),
        "lcl": _line("lcl", "limit"),
        "ucl": _line("ucl", "limit"),
        "values": _values(),
        "points": _points(),
        "labels": end_labels(_y("y")),
    }
    return framed(layers, HEIGHT)


def _y(field: str) -> alt.Y:
    scale = alt.Scale(zero=False, nice=True)
    return alt.Y(f"{field}:Q", title=None, scale=scale, axis=alt.Axis(tickCount=5))


def _line(field: str, style: str) -> alt.Chart:
    chart = line(alt.Chart(alt.NamedData(name="lines")), style, "step")
    return chart.encode(x=time_x(), y=_y(field), detail="part:N")


def _values() -> alt.Chart:
    """The average, or the sum upwards and the sum downwards; every part begins afresh."""
    look = palette.LINES["value"]
    return (
        alt.Chart(alt.NamedData(name="points"))
        .mark_line(color=look.colour, strokeWidth=look.width, aria=False)
        .encode(x=time_x(), y=_y("y"), detail=["part:N", "side:N"])
    )


def _points() -> alt.Chart:
    """Small circles, and where a limit is passed the sign of a point outside limits."""
    return (
        alt.Chart(alt.NamedData(name="points"))
        .mark_point(opacity=1, strokeWidth=1.2, aria=False)
        .encode(x=time_x(), y=_y("y"), tooltip=tooltip(TIPS), **state_channels(STATES))
    )
