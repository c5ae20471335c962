"""The shape of several measures of one change below each other under one time axis, in Altair.

One plot as wide as its place: Vega-Lite cannot make stacked charts so. Each panel has a scale of its own,
laid into pixels counted from the top when a view is filled in; the axis is given their names there.
Named data: ``months`` (t, panel, before, after, observed, expected, ... in pixels), ``foot``, ``panels``
(top, name, words), ``events`` (a row for each panel, from top to foot: a line through the words over the
panels would strike them out on a phone).
"""

from typing import Any

import altair as alt

from core.figures.shapes import verdict_parts as parts
from core.figures.shapes.frame import framed

PANEL, HEAD, BETWEEN = 104, 42, 20
"""Height in pixels of a plot, of the words above it, and of the space below it, where hidden months stand."""


def build() -> dict[str, Any]:
    """The compiled chart with all layers, each under its name."""
    return framed(layers(), PANEL)


def layers() -> dict[str, alt.Chart]:
    """Every layer in drawing order."""

    def y(field: str) -> alt.Y:
        # An axis of its own for each layer would be merged anyway; tick labels are given by the filler.
        axis = alt.Axis(values=[0], labelExpr="''", title=None, grid=True, domain=False, minExtent=44)
        scale = alt.Scale(domain=[0, 1], nice=False, zero=False, reverse=True)
        return alt.Y(f"{field}:Q", title=None, axis=axis, scale=scale)

    rule = parts.events()["event_rules"].encode(y2=alt.Y2("foot:Q"))
    expected_before = parts.line("expected_before", "expected", y("expected_before"), "panel")
    expected_before.mark.strokeWidth = 1  # pyright: ignore[reportAttributeAccessIssue]
    return {
        "band": parts.band(y("lower"), "upper", "panel"),
        "bars": parts.bars(y("lower"), "upper"),
        "event_rules": rule,
        "expected_before": expected_before,
        "expected": parts.line("expected", "expected", y("expected"), "panel"),
        "ticks": parts.ticks("expected", y("expected")),
        "before": parts.quiet_line("before", y("before"), "panel"),
        "after": parts.line("after", "observed", y("after"), "panel"),
        "points": parts.points("observed", y("observed")),
        "foot": parts.foot(y("foot"), 0),
        "name": _over("name", y("top"), bold=True, dy=-30),
        "words": _over("words", y("top"), bold=False, dy=-14),
    }


def _over(field: str, y: alt.Y, *, bold: bool, dy: int) -> alt.Chart:
    return (
        alt.Chart(alt.NamedData(name="panels"))
        .mark_text(
            align="left",
            baseline="middle",
            dy=dy,
            fontSize=13 if bold else 12,
            fontWeight="bold" if bold else "normal",
            limit=alt.ExprRef("width"),
            aria=False,
        )
        .encode(x=alt.value(0), y=y, text=f"{field}:N", tooltip=alt.Tooltip(f"{field}:N", title=" "))
    )
