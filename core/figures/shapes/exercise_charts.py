"""The shape of charts to guess, in Altair: many small ones in one picture, or one alone.

One named data set, ``points`` (panel, month, y, mean, lower, upper, change, state, size, tips): lines and
marks are left out until the truth is shown. The first row of each chart also holds what is written over it:
name, said.
"""

from typing import Any

import altair as alt

from core.figures import palette
from core.figures.shapes.frame import PADDING, title_above
from core.figures.shapes.marks import line_look, state_channels, tooltip

WIDTH, HEIGHT = 232, 130
"""Size in pixels of one small plot."""
ALONE = 340
"""Height in pixels of a chart alone."""
COLUMNS = 4
TIPS = 2


def build() -> dict[str, Any]:
    """The compiled picture of many small charts, every layer under its name."""
    panels = _layered({**layers(), **_heads()}).properties(width=WIDTH, height=HEIGHT)
    unnamed = alt.Header(title=None, labelExpr="''", labelFontSize=1, labelPadding=0)
    chart = panels.facet(
        facet=alt.Facet("panel:O", header=unnamed),
        columns=COLUMNS,
        data=alt.NamedData(name="points"),
        spacing=alt.RowColnumber(row=26, column=18),
    ).properties(padding=PADDING, title=title_above())
    chart = chart.resolve_axis(x="independent", y="independent")
    return chart.configure_view(strokeWidth=0).to_dict()


def build_one() -> dict[str, Any]:
    """The compiled picture of one chart, as wide as its place."""
    chart = _layered(layers()).properties(
        data=alt.NamedData(name="points"),
        width="container",
        height=ALONE,
        padding=PADDING,
        title=title_above(),
    )
    spec = chart.configure_view(strokeWidth=0).to_dict()
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    return spec


def layers() -> dict[str, alt.Chart]:
    """Every layer in drawing order."""
    change = palette.CHANGE
    return {
        "change": _chart()
        .transform_filter("isValid(datum.change)")
        .mark_rule(color=change, strokeWidth=2, strokeDash=[6, 3], aria=False)
        .encode(x=_x("change")),
        "mean": _line("mean", "centre"),
        "lower": _line("lower", "limit"),
        "upper": _line("upper", "limit"),
        "values": _line("y", "value"),
        "points": _chart()
        .mark_point(strokeWidth=1, opacity=1, aria=False)
        .encode(x=_x(), y=_y("y"), tooltip=tooltip(TIPS), **state_channels()),
    }


def _heads() -> dict[str, alt.Chart]:
    return {"name": _over(bold=True, field="name", y=-24), "said": _over(bold=False, field="said", y=-9)}


def _layered(named: dict[str, alt.Chart]) -> alt.LayerChart:
    return alt.LayerChart(layer=[chart.properties(name=name) for name, chart in named.items()])


def _chart() -> alt.Chart:
    return alt.Chart(alt.Undefined)


def _x(field: str = "month") -> alt.X:
    axis = alt.Axis(values=[6, 12, 18, 24], format="d", grid=False, title=None)
    return alt.X(f"{field}:Q", title=None, scale=alt.Scale(domain=[0, 25], nice=False), axis=axis)


def _y(field: str) -> alt.Y:
    scale = alt.Scale(zero=False, nice=True)
    return alt.Y(f"{field}:Q", title=None, scale=scale, axis=alt.Axis(tickCount=4))


def _line(field: str, style: str) -> alt.Chart:
    chart = _chart().mark_line(**line_look(palette.LINES[style], most=1.5))
    return chart.encode(x=_x(), y=_y(field))


def _over(*, bold: bool, field: str, y: int) -> alt.Chart:
    """A line of text over the panel."""
    chart = _chart().transform_filter("isValid(datum.name)")
    text = chart.mark_text(
        align="left",
        baseline="middle",
        fontSize=13 if bold else 12,
        fontWeight="bold" if bold else "normal",
        limit=WIDTH,
        dy=y,
        aria=False,
    )
    return text.encode(x=alt.value(0), y=alt.value(0), text=f"{field}:N")
