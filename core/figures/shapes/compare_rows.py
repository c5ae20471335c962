"""The shape of units one below the other, each with its value and interval, in Altair.

Named data: ``rows`` (name, value, low, high, crude, state, size, unknown, tips) and ``mean`` (value, text).
The order of names is the domain of the scale, filled in when it is shown. A unit without a number has the
word for why (``unknown``) in the place of a sign, so that it is neither left out nor taken for zero.
"""

from typing import Any

import altair as alt

from core.figures import compare_palette, palette
from core.figures.heading import NARROW
from core.figures.shapes.frame import framed
from core.figures.shapes.marks import state_channels, tooltip

ROW = 25
"""Height in pixels of a row."""
TIPS = 5


def build() -> dict[str, Any]:
    """The compiled chart with all layers, each under its name."""
    return framed(layers(), ROW)


def layers() -> dict[str, alt.Chart]:
    """Every layer in drawing order."""
    look, own = palette.LINES["centre"], compare_palette.LINES["own_interval"]
    mean = alt.Chart(alt.NamedData(name="mean"))
    return {
        "mean": mean.mark_rule(color=look.colour, strokeWidth=look.width, aria=False).encode(x=_x("value")),
        "interval": _rows()
        .transform_filter("isValid(datum.low)")
        .mark_rule(color=own.colour, strokeWidth=own.width, aria=False)
        .encode(x=_x("low"), x2="high:Q", y=_y(), tooltip=tooltip(TIPS)),
        "crude": _rows()
        .mark_point(
            shape=compare_palette.POINTS["crude"].shape,
            size=compare_palette.POINTS["crude"].size,
            stroke=compare_palette.POINTS["crude"].colour,
            fill="transparent",
            strokeWidth=1.8,
            opacity=1,
            aria=False,
        )
        .encode(x=_x("crude"), y=_y(), tooltip=tooltip(TIPS)),
        "points": _points(),
        "unknown": _rows()
        .transform_filter("isValid(datum.unknown)")
        .mark_text(align="left", fontSize=12, fontStyle="italic", aria=False)
        .encode(x=alt.value(6), y=_y(), text="unknown:N", tooltip=tooltip(TIPS)),
        "mean_text": mean.mark_text(align="center", baseline="bottom", dy=-4, fontSize=12, aria=False).encode(
            x=_x("value"), y=alt.value(0), text="text:N"
        ),
    }


def _rows() -> alt.Chart:
    return alt.Chart(alt.NamedData(name="rows"))


def _x(field: str) -> alt.X:
    axis = alt.Axis(grid=True, tickCount=6, title="", titleAnchor="start", labelOverlap=True)
    return alt.X(f"{field}:Q", title="", scale=alt.Scale(nice=True, zero=False, padding=8), axis=axis)


def _y() -> alt.Y:
    limit = alt.ExprRef(f"{NARROW} ? 112 : 300")
    axis = alt.Axis(
        title=None,
        ticks=False,
        domain=False,
        labelLimit=limit,
        labelPadding=8,
        labelFlush=False,
        labelOverlap=False,
        grid=False,
    )
    return alt.Y("name:O", title=None, sort=None, axis=axis, scale=alt.Scale(domain=[""]))


def _points() -> alt.Chart:
    return (
        _rows()
        .transform_filter("isValid(datum.value)")
        .mark_point(opacity=1, strokeWidth=1.8, aria=False)
        .encode(
            x=_x("value"),
            y=_y(),
            tooltip=tooltip(TIPS),
            **state_channels(compare_palette.FUNNEL, compare_palette.POINTS),
        )
    )
