"""The shape of a funnel, in Altair: units by size and value, limits around what they have together.

Named data: ``curves`` (n, target, lower_95, upper_95, lower_998, upper_998), ``points`` (n, y, state, size,
tips), ``here`` (n, y) and ``labels`` (n, y, wide, wide_dx, wide_dy, wide_align, and the same for narrow).
"""

from typing import Any

import altair as alt

from core.figures import compare_palette, palette
from core.figures.shapes.frame import framed
from core.figures.shapes.marks import line_look, state_channels, tooltip

HEIGHT = 400
TIPS = 5
NARROW_PLOT = "width < 480"
"""Names stand where there is room on a phone. Told by the plot's own width, which Vega follows when a window
changes size; what the container's size was is asked only once."""


def build() -> dict[str, Any]:
    """The compiled chart with all layers, each under its name; domains are filled in when it is shown."""
    return framed(layers(), HEIGHT)


def layers() -> dict[str, alt.Chart]:
    """Every layer in drawing order."""
    return {
        "target": _curve("target", palette.LINES["centre"]),
        "lower_95": _curve("lower_95", compare_palette.LINES["limit_95"]),
        "upper_95": _curve("upper_95", compare_palette.LINES["limit_95"]),
        "lower_998": _curve("lower_998", compare_palette.LINES["limit_998"]),
        "upper_998": _curve("upper_998", compare_palette.LINES["limit_998"]),
        "here": _here(),
        "points": _points(),
        "labels": _labels(),
    }


def _x() -> alt.X:
    scale = alt.Scale(type="sqrt", nice=False, zero=False, domain=[0, 1])
    axis = alt.Axis(grid=False, tickCount=6, title="", titleAnchor="start", labelAngle=0, labelOverlap=True)
    return alt.X("n:Q", title="", scale=scale, axis=axis)


def _y(field: str) -> alt.Y:
    scale = alt.Scale(nice=False, zero=False, domain=[0, 1])
    return alt.Y(f"{field}:Q", title=None, scale=scale, axis=alt.Axis(tickCount=6, title=None))


def _curve(field: str, look: palette.LineStyle) -> alt.Chart:
    return (
        alt.Chart(alt.NamedData(name="curves"))
        .mark_line(clip=True, **line_look(look))
        .encode(x=_x(), y=_y(field))
    )


def _here() -> alt.Chart:
    look = compare_palette.RING
    return (
        alt.Chart(alt.NamedData(name="here"))
        .mark_point(
            shape=look.shape,
            size=look.size,
            stroke=look.colour,
            fill="transparent",
            strokeWidth=2,
            aria=False,
        )
        .encode(x=_x(), y=_y("y"))
    )


def _points() -> alt.Chart:
    return (
        alt.Chart(alt.NamedData(name="points"))
        .mark_point(opacity=1, strokeWidth=1.8, aria=False)
        .encode(
            x=_x(),
            y=_y("y"),
            tooltip=tooltip(TIPS),
            **state_channels(compare_palette.FUNNEL, compare_palette.POINTS),
        )
    )


def _labels() -> alt.Chart:
    """Names where they touch nothing: where that is depends on how wide the picture is."""

    def by_width(field: str) -> alt.ExprRef:
        return alt.ExprRef(f"{NARROW_PLOT} ? datum.narrow_{field} : datum.wide_{field}")

    return (
        alt.Chart(alt.NamedData(name="labels"))
        .transform_calculate(shown=f"{NARROW_PLOT} ? datum.narrow : datum.wide")
        .mark_text(
            align=by_width("align"),
            baseline="middle",
            dx=by_width("dx"),
            dy=by_width("dy"),
            fontSize=12,
            aria=False,
        )
        .encode(x=_x(), y=_y("y"), text="shown:N")
    )
