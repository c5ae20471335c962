"""The shape of how p moves when the start is moved, in Altair.

Named data: ``starts`` (place, month, p, text, shape, size, state, tip_0, tip_1), ``level`` (p, text, short).
"""

from typing import Any

import altair as alt

from core.figures import palette, verdict_palette
from core.figures.heading import NARROW
from core.figures.shapes.frame import framed
from core.figures.shapes.marks import line_look

HEIGHT = 240
LEAST_P = 0.001
"""The scale ends here: smaller is not told apart."""
MARKED = (0.001, 0.01, 0.05, 0.2, 1.0)


def build() -> dict[str, Any]:
    """The compiled chart with all layers, each under its name."""
    return framed(layers(), HEIGHT)


def layers() -> dict[str, alt.Chart]:
    """Every layer in drawing order."""
    look = verdict_palette.LINES["level"]
    level = alt.Chart(alt.NamedData(name="level"))
    starts = alt.Chart(alt.NamedData(name="starts"))
    below = alt.Scale(domain=["below", "above"], range=[palette.SIGNAL, palette.MUTED])
    hollow = alt.Scale(domain=["below", "above"], range=[palette.SIGNAL, "transparent"])
    return {
        "level": level.mark_rule(**line_look(look)).encode(y=_y()),
        "level_text": level.transform_calculate(shown=f"{NARROW} ? datum.short : datum.text")
        .mark_text(
            align="right", baseline="bottom", dy=-3, fontSize=12, limit=alt.ExprRef("width - 8"), aria=False
        )
        .encode(x=alt.value("width"), y=_y(), text="shown:N"),
        "points": starts.mark_point(strokeWidth=2, opacity=1, aria=False).encode(
            x=_x(),
            y=_y(),
            shape=alt.Shape("shape:N", scale=None),
            size=alt.Size("size:Q", scale=None),
            stroke=alt.Stroke("state:N", scale=below, legend=None),
            fill=alt.Fill("state:N", scale=hollow, legend=None),
            tooltip=[alt.Tooltip(f"tip_{i}:N", title=" ") for i in range(2)],
        ),
        "values": starts.mark_text(align="center", baseline="bottom", dy=-9, fontSize=12, aria=False).encode(
            x=_x(), y=_y(), text="text:N"
        ),
    }


def _x() -> alt.X:
    axis = alt.Axis(labelAngle=0, grid=False, labelOverlap=False, labelExpr="split(datum.label, '|')")
    return alt.X(
        "month:N", title=None, sort=alt.EncodingSortField("place"), axis=axis, scale=alt.Scale(padding=0.4)
    )


def _y() -> alt.Y:
    axis = alt.Axis(values=list(MARKED), title="", titleAnchor="start", grid=True)
    scale = alt.Scale(type="log", domain=[LEAST_P, 1], nice=False, clamp=True)
    return alt.Y("p:Q", title="", scale=scale, axis=axis)
