"""The shape of the figure of a season: how each calendar month differs from the year, in Altair.

Named data: ``months`` (name, y, low, high, tip_0, tip_1), in calendar order. 0 is the level of the year.
"""

from typing import Any

import altair as alt

from core.figures import palette
from core.figures.shapes.frame import framed
from core.figures.shapes.marks import tooltip

HEIGHT = 240
TIPS = 2


def build() -> dict[str, Any]:
    """The compiled figure; names of axes and colours of text are filled in when it is shown."""
    layers = {"year": _year(), "intervals": _intervals(), "points": _points()}
    return framed(layers, HEIGHT)


def _x() -> alt.X:
    axis = alt.Axis(labelAngle=0, labelOverlap="greedy", grid=False, ticks=False)
    return alt.X("name:N", title=None, sort=None, axis=axis)


def _y(field: str) -> alt.Y:
    return alt.Y(f"{field}:Q", title=None, scale=alt.Scale(nice=True), axis=alt.Axis(tickCount=5))


def _year() -> alt.Chart:
    look = palette.LINES["centre"]
    return (
        alt.Chart(alt.NamedData(name="months"))
        .mark_rule(color=look.colour, strokeWidth=look.width, aria=False)
        .encode(y=alt.Y(datum=0))
    )


def _intervals() -> alt.Chart:
    return (
        alt.Chart(alt.NamedData(name="months"))
        .mark_rule(color=palette.VALUE, strokeWidth=2, aria=False)
        .encode(x=_x(), y=_y("low"), y2="high:Q", tooltip=tooltip(TIPS))
    )


def _points() -> alt.Chart:
    style = palette.POINTS["usual"]
    return (
        alt.Chart(alt.NamedData(name="months"))
        .mark_point(
            shape=style.shape, filled=True, color=style.colour, size=style.size * 1.5, opacity=1, aria=False
        )
        .encode(x=_x(), y=_y("y"), tooltip=tooltip(TIPS))
    )
