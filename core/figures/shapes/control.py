"""The shape of a run or control chart over time, in Altair.

Named data: ``points``, ``hidden``, ``labels``, ``events``. Months are epoch milliseconds on a UTC
scale, so that no label slips a day in any time zone. Colours of text and words come when a view is filled in.
"""

from typing import Any, Literal

import altair as alt

from core.figures import palette
from core.figures.heading import NARROW
from core.figures.shapes.frame import framed
from core.figures.shapes.marks import end_labels, hidden_sign, line, state_channels, time_x, tooltip
from core.figures.times import PICK

HEIGHT = 380
EVENTS = {"change": (1, 0), "break": (6, 3), "part": (6, 3), "baseline": (2, 3), "note": (1, 3)}
"""Dash of the line of each kind of event."""


def layers() -> dict[str, alt.Chart]:
    """Every layer a chart may have, in drawing order."""
    rule, text = _events()
    return {
        "cl": _line("cl", "centre"),
        "lcl": _line("lcl", "limit"),
        "ucl": _line("ucl", "limit"),
        "target": _line("target", "target"),
        "comparison": _line("comparison", "comparison", interpolate="linear"),
        "event_rules": rule,
        "event_texts": text,
        "values": _line("y", "value", interpolate="linear"),
        "points": _points(),
        "hidden": _hidden(),
        "labels": end_labels(_y("y")),
    }


def build() -> dict[str, Any]:
    """The compiled chart with all layers, each under its name."""
    return framed(layers(), HEIGHT)


def _y(field: str) -> alt.Y:
    scale = alt.Scale(zero=False, nice=True)
    return alt.Y(f"{field}:Q", title=None, scale=scale, axis=alt.Axis(tickCount=6))


def _line(field: str, style: str, interpolate: Literal["step", "linear"] = "step") -> alt.Chart:
    """One line over time; a new part starts a new line, a missing value leaves a gap."""
    chart = line(alt.Chart(alt.NamedData(name="points")), style, interpolate)
    return chart.encode(x=time_x(), y=_y(field), detail="part:N")


def _points() -> alt.Chart:
    """The values, which can be pressed."""
    pick = alt.selection_point(name=PICK, fields=["t"], on="click", empty=False)
    pressed = alt.condition(pick, alt.value(4), alt.value(1.6))
    return (
        alt.Chart(alt.NamedData(name="points"))
        .mark_point(opacity=1, aria=False)
        .add_params(pick)
        .encode(x=time_x(), y=_y("y"), strokeWidth=pressed, tooltip=tooltip(), **state_channels())
    )


def _hidden() -> alt.Chart:
    size = alt.ExprRef(f"{NARROW} ? 20 : {palette.POINTS['suppressed'].size}")
    chart = hidden_sign(alt.Chart(alt.NamedData(name="hidden")), size, width=1.2, foot=palette.FOOT)
    return chart.encode(x=time_x(), y=alt.value("height"), tooltip=tooltip())


def _events() -> tuple[alt.Chart, alt.Chart]:
    """Dated things drawn as vertical lines with their words on top, whole when they are pointed at.

    Words stand above the plot, to the left or right of their line, and are cut at half the chart.
    """
    data = alt.NamedData(name="events")
    dashes = alt.Scale(domain=list(EVENTS), range=[list(dash) for dash in EVENTS.values()])
    rule = (
        alt.Chart(data)
        .mark_rule(strokeWidth=2, aria=False)
        .encode(
            x=time_x(),
            y=alt.Y("top:Q", scale=None, axis=None),
            y2=alt.value("height"),
            color=alt.Color("colour:N", scale=None),
            strokeDash=alt.StrokeDash("kind:N", scale=dashes, legend=None),
            tooltip=alt.Tooltip("text:N", title=" "),
        )
    )
    text = (
        alt.Chart(data)
        .mark_text(
            align=alt.ExprRef("datum.align"),
            baseline="top",
            dx=alt.ExprRef("datum.align == 'right' ? -5 : 5"),
            dy=2,
            limit=alt.ExprRef("width / 2 - 8"),
            fontSize=12,
            fontWeight="bold",
            aria=False,
        )
        .encode(
            x=time_x(),
            y=alt.Y("top:Q", scale=None, axis=None),
            text="text:N",
            tooltip=alt.Tooltip("text:N", title=" "),
        )
    )
    return rule, text
