"""The shape of a run or control chart over time, built once with Altair and kept as a plain dict.

Building and validating an Altair chart costs far more than drawing it; the data and texts of a view are
filled in afterwards (``control_figure``). Named data: ``points``, ``labels``, ``events``.
Months are epoch milliseconds on a UTC scale, so that no label slips a day in any time zone.
"""

import copy
from dataclasses import dataclass
from functools import cache
from typing import Any

import altair as alt

from core.figures import palette
from core.figures.vega_locale import vega_locale
from core.wording import Words

HEIGHT = 380
LABEL_ROOM = 96
TIPS = 5


@dataclass(frozen=True, slots=True)
class Shape:
    """Which layers a chart has. Equal shapes share one compiled spec."""

    limits: bool
    comparison: bool
    target: bool
    events: bool


@cache
def _compiled(shape: Shape, words: Words) -> dict[str, Any]:
    points = alt.NamedData(name="points")
    x = alt.X(
        "t:T",
        title=None,
        scale=alt.Scale(type="utc", nice=False, padding=12),
        axis=alt.Axis(
            format="%b %Y", labelAngle=0, labelOverlap="greedy", labelFlush=False, tickCount=8, grid=False
        ),
    )
    layers: list[alt.Chart] = []

    def line(field: str, **mark: Any) -> alt.Chart:
        return alt.Chart(points).mark_line(aria=False, **mark).encode(x=x, y=_y(field), detail="part:N")

    if shape.limits:
        for field in ("lcl", "ucl"):
            layers.append(
                line(field, color=palette.LIMIT, strokeDash=[5, 4], strokeWidth=1.5, interpolate="step")
            )
    layers.append(line("cl", color=palette.CENTRE, strokeWidth=1.5, interpolate="step"))
    if shape.target:
        layers.append(
            line("target", color=palette.TARGET, strokeDash=[2, 3], strokeWidth=2, interpolate="step")
        )
    if shape.comparison:
        layers.append(line("comparison", color=palette.COMPARISON, strokeWidth=1.5, opacity=0.9))
    if shape.events:
        layers.extend(_events(x))
    layers.append(line("y", color=palette.VALUE, strokeWidth=1.8))
    layers.append(_points(points, x))
    layers.append(
        alt.Chart(alt.NamedData(name="labels"))
        .mark_text(align="left", baseline="middle", dx=8, fontSize=12, aria=False)
        .encode(x=x, y=_y("y"), text="text:N", color=alt.Color("colour:N", scale=None))
    )
    chart = alt.layer(*layers).properties(
        width="container",
        height=HEIGHT,
        padding={"left": 4, "top": 6, "right": LABEL_ROOM, "bottom": 4},
        title=alt.TitleParams("", subtitle=[""], anchor="start", frame="group", offset=14),
    )
    spec = (
        chart.configure(locale=vega_locale(words), font="sans-serif").configure_view(strokeWidth=0).to_dict()
    )
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    return spec


def _y(field: str) -> alt.Y:
    return alt.Y(f"{field}:Q", title=None, scale=alt.Scale(zero=False, nice=True), axis=alt.Axis(tickCount=6))


def _points(points: alt.NamedData, x: alt.X) -> alt.Chart:
    """Each state of a point has a shape, a size and a colour; hollow ones have no fill."""
    styles = palette.POINTS.values()
    domain = list(palette.POINTS)

    def scale(values: list[Any]) -> alt.Scale:
        return alt.Scale(domain=domain, range=values)

    fills = [s.colour if s.filled else "transparent" for s in styles]
    return (
        alt.Chart(points)
        .mark_point(strokeWidth=1.6, opacity=1)
        .encode(
            x=x,
            y=_y("y"),
            shape=alt.Shape("state:N", scale=scale([s.shape for s in styles]), legend=None),
            stroke=alt.Stroke("state:N", scale=scale([s.colour for s in styles]), legend=None),
            fill=alt.Fill("state:N", scale=scale(fills), legend=None),
            size=alt.Size("state:N", scale=scale([s.size for s in styles]), legend=None),
            tooltip=[alt.Tooltip(f"tip_{i}:N", title=" ") for i in range(TIPS)],
        )
    )


def _events(x: alt.X) -> list[alt.Chart]:
    """Dated things drawn as vertical lines with their words on top: changes, breaks, the baseline's end."""
    data = alt.NamedData(name="events")
    rule = (
        alt.Chart(data)
        .mark_rule(strokeWidth=2, aria=False)
        .encode(
            x=x,
            color=alt.Color("colour:N", scale=None),
            strokeDash=alt.StrokeDash(
                "kind:N",
                scale=alt.Scale(domain=["change", "break", "baseline"], range=[[1, 0], [6, 3], [2, 3]]),
                legend=None,
            ),
        )
    )
    text = (
        alt.Chart(data)
        .mark_text(align="left", baseline="top", dx=5, dy=2, fontSize=12, fontWeight="bold", aria=False)
        .encode(
            x=x,
            y=alt.Y("top:Q", scale=None, axis=None),
            text="text:N",
            color=alt.Color("colour:N", scale=None),
        )
    )
    return [rule, text]


def control_spec(shape: Shape, words: Words) -> dict[str, Any]:
    """A fresh copy of the compiled spec of a shape, to be filled in."""
    return copy.deepcopy(_compiled(shape, words))
