"""The shape of the smallest change that could be seen over the months to come, in Altair.

Named data: ``curve`` (n, percent), ``asked`` (n, percent, text, tip), ``wished`` (percent, text), ``meets``
(n, percent, text).
"""

from typing import Any

import altair as alt

from core.figures import palette, verdict_palette
from core.figures.shapes.frame import framed

HEIGHT = 320
MONTHS = (3, 6, 12, 18, 24, 30, 36)


def build() -> dict[str, Any]:
    """The compiled chart with all layers, each under its name."""
    return framed(layers(), HEIGHT)


def layers() -> dict[str, alt.Chart]:
    """Every layer in drawing order."""
    wished, meets = (alt.Chart(alt.NamedData(name=name)) for name in ("wished", "meets"))
    asked = alt.Chart(alt.NamedData(name="asked"))
    look = verdict_palette.LINES["wished"]
    dashed: dict[str, Any] = {
        "color": look.colour,
        "strokeDash": list(look.dash),
        "strokeWidth": look.width,
        "aria": False,
    }
    return {
        "wished": wished.mark_rule(**dashed).encode(y=_y()),
        "wished_text": wished.mark_text(
            align="right", baseline="bottom", dy=-4, fontSize=12, limit=alt.ExprRef("width - 8"), aria=False
        ).encode(x=alt.value("width"), y=_y(), text="text:N"),
        "meets": meets.mark_rule(color=palette.CHANGE, strokeWidth=1.5, strokeDash=[2, 3], aria=False).encode(
            x=_x(), y=_y(), y2=alt.datum(0)
        ),
        "curve": alt.Chart(alt.NamedData(name="curve"))
        .mark_line(color=palette.VALUE, strokeWidth=2.2, interpolate="monotone", aria=False)
        .encode(x=_x(), y=_y()),
        "asked": asked.mark_point(
            filled=True, shape="circle", size=60, color=palette.VALUE, opacity=1, aria=False
        ).encode(x=_x(), y=_y(), tooltip=alt.Tooltip("tip:N", title=" ")),
        "asked_text": asked.mark_text(
            align="left", baseline="bottom", dx=4, dy=-5, fontSize=12, aria=False
        ).encode(x=_x(), y=_y(), text="text:N"),
        "meets_point": meets.mark_point(
            shape="diamond", filled=True, size=170, color=palette.CHANGE, opacity=1, aria=False
        ).encode(x=_x(), y=_y(), tooltip=alt.Tooltip("text:N", title=" ")),
        "meets_text": meets.mark_text(
            align=alt.ExprRef("datum.n > 24 ? 'right' : 'left'"),
            baseline="top",
            dx=alt.ExprRef("datum.n > 24 ? -8 : 8"),
            dy=8,
            fontSize=12,
            fontWeight="bold",
            aria=False,
        ).encode(x=_x(), y=_y(), text="text:N"),
    }


def _x() -> alt.X:
    axis = alt.Axis(values=list(MONTHS), format="d", grid=False, title="", labelAngle=0, titleAnchor="start")
    scale = alt.Scale(domain=[0, MONTHS[-1]], nice=False, zero=True)
    return alt.X("n:Q", title="", scale=scale, axis=axis)


def _y() -> alt.Y:
    axis = alt.Axis(tickCount=6, title="", titleAnchor="start")
    return alt.Y("percent:Q", title="", scale=alt.Scale(zero=True, nice=True), axis=axis)
