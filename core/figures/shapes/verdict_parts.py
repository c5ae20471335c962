"""What the shapes of a verdict share: axes, signs of months, the change as a line, the frame.

Months are epoch milliseconds on a UTC scale. Colours of text and words come when a view is filled in.
"""

from typing import Any

import altair as alt

from core.figures import palette, verdict_palette
from core.figures.heading import NARROW
from core.figures.shapes import control
from core.figures.shapes.marks import line_look, tooltip

TIPS = 4


def of_months(name: str = "months") -> alt.Chart:
    return alt.Chart(alt.NamedData(name=name))


def time_x() -> alt.X:
    axis = alt.Axis(format="%b %Y", labelAngle=0, labelOverlap="greedy", tickCount=8, grid=False, title=None)
    return alt.X("t:T", title=None, scale=alt.Scale(type="utc", nice=False, padding=12), axis=axis)


def value_y(field: str) -> alt.Y:
    scale = alt.Scale(zero=False, nice=True)
    return alt.Y(f"{field}:Q", title=None, scale=scale, axis=alt.Axis(tickCount=6, title=None))


def line(field: str, style: str, y: alt.Y | None = None, detail: str | None = None) -> alt.Chart:
    """A line over time that leaves a gap where there is no value."""
    look = verdict_palette.LINES[style]
    chart = of_months().mark_line(**line_look(look))
    encoded: dict[str, Any] = {"x": time_x(), "y": y or value_y(field)}
    if detail is not None:
        encoded["detail"] = f"{detail}:N"
    return chart.encode(**encoded)


def quiet_line(field: str, y: alt.Y | None = None, detail: str | None = None) -> alt.Chart:
    """The values before the change: thinner, and without a colour of their own."""
    chart = line(field, "observed", y, detail)
    chart.mark.color = palette.MUTED  # pyright: ignore[reportAttributeAccessIssue]
    chart.mark.strokeWidth = 1.3  # pyright: ignore[reportAttributeAccessIssue]
    return chart


def band(lower: alt.Y, upper: str, detail: str | None = None) -> alt.Chart:
    """Where single months are expected; a month without neighbours has a bar instead (``bars``)."""
    encoded: dict[str, Any] = {"x": time_x(), "y": lower, "y2": f"{upper}:Q"}
    if detail is not None:
        encoded["detail"] = f"{detail}:N"
    look = verdict_palette.LINES["band"]
    return of_months().mark_area(color=look.colour, opacity=look.field, aria=False).encode(**encoded)


def bars(lower: alt.Y, upper: str) -> alt.Chart:
    """The band of a month that stands alone."""
    return (
        of_months()
        .transform_filter("datum.lonely")
        .mark_rule(color=verdict_palette.EXPECTED, strokeWidth=5, opacity=0.3, aria=False)
        .encode(x=time_x(), y=lower, y2=f"{upper}:Q")
    )


def ticks(field: str, y: alt.Y | None = None) -> alt.Chart:
    """What is expected of a month that stands alone: no line reaches it."""
    return (
        of_months()
        .transform_filter("datum.lonely")
        .mark_point(shape="stroke", size=160, color=verdict_palette.EXPECTED, strokeWidth=2, aria=False)
        .encode(x=time_x(), y=y or value_y(field))
    )


def points(field: str, y: alt.Y | None = None) -> alt.Chart:
    """Each state of a month has a shape, a size and a colour; hollow ones have no fill."""
    states = verdict_palette.DRAWN
    styles = [verdict_palette.POINTS[state] for state in states]

    def scale(values: list[str]) -> alt.Scale:
        return alt.Scale(domain=list(states), range=values)

    fills = [style.colour if style.filled else "transparent" for style in styles]
    return (
        of_months()
        .mark_point(opacity=1, strokeWidth=1.6, aria=False)
        .encode(
            x=time_x(),
            y=y or value_y(field),
            shape=alt.Shape("state:N", scale=scale([style.shape for style in styles]), legend=None),
            stroke=alt.Stroke("state:N", scale=scale([style.colour for style in styles]), legend=None),
            fill=alt.Fill("state:N", scale=scale(fills), legend=None),
            size=alt.Size("size:Q", scale=None),
            tooltip=tips(),
        )
    )


def foot(y: Any, offset: float) -> alt.Chart:
    """A sign for each month without a value: neither its gap nor its place is read as a number."""
    return (
        of_months("foot")
        .mark_point(
            size=alt.ExprRef(f"{NARROW} ? 20 : 60"),
            stroke=palette.MUTED,
            fill="transparent",
            strokeWidth=1.2,
            opacity=1,
            yOffset=offset,
            aria=False,
        )
        .encode(x=time_x(), y=y, shape=alt.Shape("shape:N", scale=None), tooltip=tips())
    )


def tips() -> list[alt.Tooltip]:
    return tooltip(TIPS)


def events() -> dict[str, alt.Chart]:
    """The change and breaks in measuring as vertical lines, drawn as in every other chart."""
    every = control.layers()
    return {name: every[name] for name in ("event_rules", "event_texts")}


def labels() -> alt.Chart:
    """Names of lines at their right end, as in every other chart."""
    return control.layers()["labels"]
