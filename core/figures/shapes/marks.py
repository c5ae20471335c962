"""What charts over time have in common: how lines and the states of a point look, what a tooltip holds."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import altair as alt

from core.figures import palette
from core.figures.heading import NARROW
from core.figures.tips import TIPS


def time_x() -> alt.X:
    """Months along the axis, on a UTC scale so that no label slips a day in any time zone."""
    axis = alt.Axis(format="%b %Y", labelAngle=0, labelOverlap="greedy", tickCount=8, grid=False)
    return alt.X("t:T", title=None, scale=alt.Scale(type="utc", nice=False, padding=12), axis=axis)


def end_labels(y: alt.Y) -> alt.Chart:
    """The lines' names and values at their right end; only the values where the screen is narrow."""
    return (
        alt.Chart(alt.NamedData(name="labels"))
        .transform_calculate(shown=f"{NARROW} ? datum.short : datum.text")
        .mark_text(align="left", baseline="middle", dx=8, fontSize=12, aria=False)
        .encode(x=time_x(), y=y, text="shown:N")
    )


def line(chart: alt.Chart, style: str, interpolate: Literal["step", "linear"], most: float = 10) -> alt.Chart:
    """A line in its style, at most ``most`` pixels wide."""
    return chart.mark_line(interpolate=interpolate, **line_look(palette.LINES[style], most))


def line_look(look: palette.LineStyle, most: float = 10) -> dict[str, Any]:
    """A line style as Altair's marks take it, at most ``most`` pixels wide."""
    return {
        "color": look.colour,
        "strokeDash": list(look.dash),
        "strokeWidth": min(look.width, most),
        "aria": False,
    }


def state_channels(
    states: Sequence[str] = palette.DRAWN, looks: Mapping[str, palette.PointStyle] = palette.POINTS
) -> dict[str, Any]:
    """Each state of a point has a shape, a size and a colour; hollow ones have no fill."""
    styles = [looks[state] for state in states]

    def scale(values: list[str]) -> alt.Scale:
        return alt.Scale(domain=list(states), range=values)

    fills = [style.colour if style.filled else "transparent" for style in styles]
    return {
        "shape": alt.Shape("state:N", scale=scale([style.shape for style in styles]), legend=None),
        "stroke": alt.Stroke("state:N", scale=scale([style.colour for style in styles]), legend=None),
        "fill": alt.Fill("state:N", scale=scale(fills), legend=None),
        "size": alt.Size("size:Q", scale=None),
    }


def hidden_sign(chart: alt.Chart, size: Any, width: float, foot: float) -> alt.Chart:
    """A sign below the plot for a hidden value: neither its gap nor its place is read as a number."""
    style = palette.POINTS["suppressed"]
    return chart.mark_point(
        shape=style.shape,
        size=size,
        stroke=style.colour,
        fill="transparent",
        strokeWidth=width,
        opacity=1,
        yOffset=foot / 2,
        aria=False,
    )


def tooltip(lines: int = TIPS) -> list[alt.Tooltip]:
    """The lines of text of a point's tooltip."""
    return [alt.Tooltip(f"tip_{i}:N", title=" ") for i in range(lines)]
