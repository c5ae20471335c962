"""The shape of a chart for slow drift over time, in Altair: an average or sums between their limits.

Named data: ``points`` (t, y, side, part, state, size, tips) with one row a point and side, ``lines`` (t,
part, cl, lcl, ucl) and ``labels`` (t, y, text, short). Months are epoch milliseconds on a UTC scale.
"""

from typing import Any

import altair as alt

from core.figures import palette
from core.figures.shapes.control import NARROW

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
        "labels": _labels(),
    }
    named = [chart.properties(name=name) for name, chart in layers.items()]
    chart = alt.layer(*named).properties(
        width="container",
        height=HEIGHT,
        padding={"left": 4, "top": 4, "right": 4, "bottom": 4},
        title=alt.TitleParams(
            "",
            subtitle=[""],
            anchor="start",
            frame="group",
            offset=14,
            subtitleFontSize=12,
            subtitlePadding=5,
        ),
    )
    spec = chart.configure_view(strokeWidth=0).to_dict()
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    return spec


def _x() -> alt.X:
    axis = alt.Axis(format="%b %Y", labelAngle=0, labelOverlap="greedy", tickCount=8, grid=False)
    return alt.X("t:T", title=None, scale=alt.Scale(type="utc", nice=False, padding=12), axis=axis)


def _y(field: str) -> alt.Y:
    scale = alt.Scale(zero=False, nice=True)
    return alt.Y(f"{field}:Q", title=None, scale=scale, axis=alt.Axis(tickCount=5))


def _line(field: str, style: str) -> alt.Chart:
    look = palette.LINES[style]
    return (
        alt.Chart(alt.NamedData(name="lines"))
        .mark_line(
            color=look.colour,
            strokeDash=list(look.dash),
            strokeWidth=look.width,
            interpolate="step",
            aria=False,
        )
        .encode(x=_x(), y=_y(field), detail="part:N")
    )


def _values() -> alt.Chart:
    """The average, or the sum upwards and the sum downwards; every part begins afresh."""
    look = palette.LINES["value"]
    return (
        alt.Chart(alt.NamedData(name="points"))
        .mark_line(color=look.colour, strokeWidth=look.width, aria=False)
        .encode(x=_x(), y=_y("y"), detail=["part:N", "side:N"])
    )


def _points() -> alt.Chart:
    """Small circles, and where a limit is passed the sign of a point outside limits."""
    styles = [palette.POINTS[state] for state in STATES]

    def scale(values: list[str]) -> alt.Scale:
        return alt.Scale(domain=list(STATES), range=values)

    colours = [style.colour for style in styles]
    return (
        alt.Chart(alt.NamedData(name="points"))
        .mark_point(opacity=1, strokeWidth=1.2, aria=False)
        .encode(
            x=_x(),
            y=_y("y"),
            shape=alt.Shape("state:N", scale=scale([style.shape for style in styles]), legend=None),
            stroke=alt.Stroke("state:N", scale=scale(colours), legend=None),
            fill=alt.Fill("state:N", scale=scale(colours), legend=None),
            size=alt.Size("size:Q", scale=None),
            tooltip=[alt.Tooltip(f"tip_{i}:N", title=" ") for i in range(TIPS)],
        )
    )


def _labels() -> alt.Chart:
    """The lines' names and values at their right end; only the values where the screen is narrow."""
    return (
        alt.Chart(alt.NamedData(name="labels"))
        .transform_calculate(shown=f"{NARROW} ? datum.short : datum.text")
        .mark_text(align="left", baseline="middle", dx=8, fontSize=12, aria=False)
        .encode(x=_x(), y=_y("y"), text="shown:N")
    )
