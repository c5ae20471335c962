"""The shape of many small charts over time, one a unit, in one faceted picture, in Altair.

One named data set, ``points``: a facet divides only the data it stands on. The first row of each unit also
holds what is written over its panel. Months are epoch milliseconds on a UTC scale.
"""

from typing import Any, Literal

import altair as alt

from core.figures import palette
from core.figures.shapes.frame import PADDING, title_above
from core.figures.shapes.marks import hidden_sign, line, state_channels, tooltip

WIDTH, HEIGHT = 232, 112
"""Size in pixels of one plot: one panel fits a phone where text is enlarged, four a laptop."""

COLUMNS = 4


def build() -> dict[str, Any]:
    """The compiled picture with all layers, each under its name."""
    named = [chart.properties(name=name) for name, chart in layers().items()]
    panels = alt.layer(*named).properties(width=WIDTH, height=HEIGHT)
    unnamed = alt.Header(title=None, labelExpr="''", labelFontSize=1, labelPadding=0)
    chart = panels.facet(
        facet=alt.Facet("panel:O", header=unnamed),
        columns=COLUMNS,
        data=alt.NamedData(name="points"),
        spacing=alt.RowColnumber(row=22, column=18),
    ).properties(padding=PADDING, title=title_above(), align="each")
    chart = chart.resolve_scale(y="independent").resolve_axis(x="independent", y="independent")
    return chart.configure_view(strokeWidth=0).to_dict()


def layers() -> dict[str, alt.Chart]:
    """Every layer a panel may have, in drawing order."""
    return {
        "cl": _line("cl", "centre"),
        "lcl": _line("lcl", "limit"),
        "ucl": _line("ucl", "limit"),
        "target": _line("target", "target"),
        "values": _line("curve", "value", interpolate="linear"),
        "points": _points(),
        "hidden": _hidden(),
        "icon": _head()
        .mark_image(width=18, height=18, align="left", baseline="top", aria=False)
        .encode(x=alt.value(0), y=alt.value(-34), url="icon:N"),
        "name": _over(bold=True, field="name", y=-26),
        "standing": _over(bold=False, field="standing", y=-11),
    }


def _chart() -> alt.Chart:
    return alt.Chart(alt.Undefined)


def _x() -> alt.X:
    axis = alt.Axis(format="%Y", labelAngle=0, labelOverlap="greedy", tickCount=4, grid=False)
    return alt.X("t:T", title=None, scale=alt.Scale(type="utc", nice=False, padding=6), axis=axis)


def _y(field: str) -> alt.Y:
    scale = alt.Scale(zero=False, nice=True)
    return alt.Y(f"{field}:Q", title=None, scale=scale, axis=alt.Axis(tickCount=3))


def _line(field: str, style: str, interpolate: Literal["step", "linear"] = "step") -> alt.Chart:
    """One line over time; a new part starts a new line, a missing value leaves a gap."""
    chart = line(_chart(), style, interpolate, most=1.3)
    return chart.encode(x=_x(), y=_y(field), detail="part:N")


def _points() -> alt.Chart:
    chart = _chart().mark_point(strokeWidth=1, opacity=1, aria=False)
    return chart.encode(x=_x(), y=_y("y"), tooltip=tooltip(), **state_channels())


def _hidden() -> alt.Chart:
    chart = _chart().transform_filter("datum.state == 'suppressed'")
    chart = hidden_sign(chart, 20, width=0.8, foot=palette.PANEL_FOOT)
    return chart.encode(x=_x(), y=alt.value("height"), tooltip=tooltip())


def _head() -> alt.Chart:
    return _chart().transform_filter("isValid(datum.name)")


def _over(*, bold: bool, field: str, y: int) -> alt.Chart:
    """A line of text over the panel, beside its icon."""
    return (
        _head()
        .mark_text(
            align="left",
            baseline="middle",
            fontSize=13 if bold else 12,
            fontWeight="bold" if bold else "normal",
            limit=WIDTH - 20,
            aria=False,
        )
        .encode(x=alt.value(24), y=alt.value(y), text=f"{field}:N", tooltip=alt.Tooltip("name:N", title=" "))
    )
