"""The shape of two league tables side by side, in Altair: a line from each one's place to its next.

Named data: ``lines`` (name, at, place, own), ``left`` and ``right`` (at, place, text). ``at`` is a share of
the width, ``own`` marks those whom somebody has named. Nobody shares a place: no two names lie on each other.
"""

from typing import Any

import altair as alt

from core.figures import palette
from core.figures.exercise_look import ROW
from core.figures.shapes.frame import framed


def build() -> dict[str, Any]:
    """The compiled chart with all layers, each under its name."""
    return framed(layers(), ROW)


def layers() -> dict[str, alt.Chart]:
    """Every layer in drawing order."""
    lines = alt.Chart(alt.NamedData(name="lines"))
    own = "datum.own"
    colour = alt.condition(own, alt.value(palette.SIGNAL), alt.value(palette.VALUE))
    return {
        "lines": lines.mark_line(aria=False).encode(
            x=_x(),
            y=_y(),
            detail="name:N",
            color=colour,
            strokeWidth=alt.condition(own, alt.value(3), alt.value(1.4)),
        ),
        "points": lines.mark_point(filled=True, opacity=1, size=45, aria=False).encode(
            x=_x(), y=_y(), color=colour
        ),
        "left": _names("left", "right", -9),
        "right": _names("right", "left", 9),
    }


def _names(data: str, align: Any, dx: int) -> alt.Chart:
    """The names of one side, set off from where its lines end."""
    text = alt.Chart(alt.NamedData(name=data)).mark_text(
        align=align, baseline="middle", dx=dx, fontSize=13, aria=False
    )
    return text.encode(x=_x(), y=_y(), text="text:N")


def _x() -> alt.X:
    return alt.X("at:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=None)


def _y() -> alt.Y:
    return alt.Y("place:Q", scale=alt.Scale(domain=[0.4, 1], reverse=True, nice=False), axis=None)
