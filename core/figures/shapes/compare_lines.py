"""The shape of one series over time beside what it is compared with, in Altair: a line, or a band.

Named data: ``months`` (t, value, beside, lower, upper, part, state, size, tips), ``hidden`` (t, tips),
``peers`` (t, value, unit, part, tip_0: a thin line for each of a few others), ``events`` and ``labels``.
Months are epoch milliseconds on a UTC scale. A value that nobody has leaves a gap, and so does a break in
measuring: there a new part begins.
"""

from typing import Any

import altair as alt

from core.figures import compare_palette, palette
from core.figures.shapes import verdict_parts as parts
from core.figures.shapes.frame import framed
from core.figures.shapes.marks import hidden_sign, line_look, state_channels, tooltip

HEIGHT = 360
TIPS = 5


def build() -> dict[str, Any]:
    """The compiled chart with all layers, each under its name."""
    return framed(layers(), HEIGHT)


def layers() -> dict[str, alt.Chart]:
    """Every layer in drawing order."""
    look = compare_palette.LINES["middle"]
    return {
        "band": parts.of_months()
        .mark_area(color=look.colour, opacity=0.2, aria=False)
        .encode(x=parts.time_x(), y=parts.value_y("lower"), y2="upper:Q", detail="part:N"),
        "peers": _of_peers()
        .mark_line(**line_look(compare_palette.LINES["peer"]), opacity=0.7)
        .encode(x=parts.time_x(), y=parts.value_y("value"), detail=["unit:N", "part:N"]),
        "peer_points": _of_peers()
        .transform_filter("isValid(datum.value)")
        .mark_point(opacity=0, size=90, filled=True, aria=False)
        .encode(x=parts.time_x(), y=parts.value_y("value"), tooltip=tooltip(1)),
        "beside": _line("beside", look),
        **parts.events(),
        "values": _line("value", palette.LINES["value"]),
        "points": parts.of_months()
        .transform_filter("isValid(datum.value)")
        .mark_point(opacity=1, strokeWidth=1.6, aria=False)
        .encode(x=parts.time_x(), y=parts.value_y("value"), tooltip=tooltip(TIPS), **state_channels()),
        "hidden": hidden_sign(
            alt.Chart(alt.NamedData(name="hidden")),
            palette.POINTS["suppressed"].size,
            width=1.2,
            foot=palette.FOOT,
        ).encode(x=parts.time_x(), y=alt.value("height"), tooltip=tooltip(TIPS)),
        "labels": parts.labels(),
    }


def _of_peers() -> alt.Chart:
    return alt.Chart(alt.NamedData(name="peers"))


def _line(field: str, look: palette.LineStyle) -> alt.Chart:
    return (
        parts.of_months()
        .mark_line(**line_look(look))
        .encode(x=parts.time_x(), y=parts.value_y(field), detail="part:N")
    )
