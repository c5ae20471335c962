"""The shape of a league table, in Altair: a bar each, the lowest value first.

Named data: ``rows`` (name, value, text, tips). The order of names is the domain of the scale, filled in when
it is shown.
"""

from typing import Any

import altair as alt

from core.figures import palette
from core.figures.exercise_look import ROW
from core.figures.heading import NARROW
from core.figures.shapes.frame import framed
from core.figures.shapes.marks import tooltip

TIPS = 2


def build() -> dict[str, Any]:
    """The compiled chart with all layers, each under its name."""
    return framed(layers(), ROW)


def layers() -> dict[str, alt.Chart]:
    """Every layer in drawing order."""
    bars = _rows().mark_bar(color=palette.VALUE, height=alt.RelativeBandSize(0.66), aria=False)
    values = _rows().mark_text(align="left", baseline="middle", dx=6, fontSize=13, aria=False)
    return {
        "bars": bars.encode(x=_x(), y=_y(), tooltip=tooltip(TIPS)),
        "values": values.encode(x=_x(), y=_y(), text="text:N"),
    }


def _rows() -> alt.Chart:
    return alt.Chart(alt.NamedData(name="rows"))


def _x() -> alt.X:
    axis = alt.Axis(grid=False, tickCount=5, title="", titleAnchor="start")
    return alt.X("value:Q", title="", scale=alt.Scale(zero=True, nice=False, domain=[0, 1]), axis=axis)


def _y() -> alt.Y:
    axis = alt.Axis(
        title=None,
        ticks=False,
        domain=False,
        labelLimit=alt.ExprRef(f"{NARROW} ? 150 : 300"),
        labelFontSize=13,
        labelPadding=8,
        labelOverlap=False,
        grid=False,
    )
    return alt.Y("name:O", title=None, sort=None, axis=axis, scale=alt.Scale(domain=[""]))
