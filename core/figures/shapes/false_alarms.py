"""The shape of the figure of false alarms: one line a rule set over the number of months, in Altair.

Named data: ``rates`` (n, percent, rules, tip) and ``labels`` (n, percent, text). The usual rules have the
colour; the others are told apart by their dashes and the names at their ends.
"""

from typing import Any

import altair as alt

from core.figures import palette
from core.figures.shapes.frame import framed
from core.spc.false_alarms import LENGTHS

HEIGHT = 320
USUAL = "anhoej"
DASHES = {USUAL: (1, 0), "ihi": (9, 3), "mdc": (2, 3), "western_electric": (5, 4), "nelson": (12, 3, 2, 3)}
NAMES_UNTIL = "containerSize()[0] < 560 ? 108 : 70"
"""Where the axis ends, in months: behind its last line there is room for the names of the lines."""


def build() -> dict[str, Any]:
    """The compiled figure; names of axes and colours of text are filled in when it is shown."""
    return framed({"lines": _lines(), "points": _points(), "labels": _labels()}, HEIGHT)


def _x() -> alt.X:
    ends = {"domainMin": LENGTHS[0], "domainMax": alt.ExprRef(NAMES_UNTIL)}
    scale = alt.Scale(**ends, nice=False, zero=False, padding=8)
    axis = alt.Axis(values=list(LENGTHS), format="d", grid=False, labelAngle=0, titleAnchor="start")
    return alt.X("n:Q", title="", scale=scale, axis=axis)


def _y() -> alt.Y:
    return alt.Y("percent:Q", title="", scale=alt.Scale(zero=True, nice=True), axis=alt.Axis(tickCount=6))


def _colour() -> Any:
    return alt.condition(f"datum.rules === '{USUAL}'", alt.value(palette.SIGNAL), alt.value(palette.CENTRE))


def _lines() -> alt.Chart:
    dashes = alt.Scale(domain=list(DASHES), range=[list(dash) for dash in DASHES.values()])
    return (
        alt.Chart(alt.NamedData(name="rates"))
        .mark_line(strokeWidth=2, aria=False)
        .encode(
            x=_x(), y=_y(), color=_colour(), strokeDash=alt.StrokeDash("rules:N", scale=dashes, legend=None)
        )
    )


def _points() -> alt.Chart:
    return (
        alt.Chart(alt.NamedData(name="rates"))
        .mark_point(filled=True, size=45, opacity=1, aria=False)
        .encode(x=_x(), y=_y(), color=_colour(), tooltip=alt.Tooltip("tip:N", title=""))
    )


def _labels() -> alt.Chart:
    return (
        alt.Chart(alt.NamedData(name="labels"))
        .mark_text(align="left", baseline="middle", dx=9, fontSize=12, aria=False)
        .encode(x=_x(), y=_y(), text="text:N")
    )
