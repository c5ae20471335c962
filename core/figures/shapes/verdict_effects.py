"""The shape of several changes one below the other, each with its intervals, in Altair.

One data set, ``rows``: row (from 0 at the top), name, words, numbers, effect, low, high, wide_low,
wide_high, beyond_low, beyond_high, edge_low, edge_high, small_low, small_high, zero, shape, colour, fill,
tip_0 to tip_3. On a wide screen words stand beside the plot, on a narrow one in three lines above each
interval.
"""

from typing import Any

import altair as alt

from core.figures import palette, verdict_palette
from core.figures.heading import NARROW
from core.figures.shapes import verdict_parts as parts
from core.figures.shapes.frame import framed

ROW = 62
"""Height in pixels of a row: three lines of words and an interval on a phone."""
NUMBERS = 172
NAMES = "clamp(width * 0.46, 200, 340)"
"""Pixels to the right and left of the plot on a wide screen."""
DOWN = 22
"""How far below the middle of its row an interval lies on a phone, in pixels."""
OPEN = 0.2
"""Where on a phone the plot of a row begins below its words, in rows below its middle."""


def build() -> dict[str, Any]:
    """The compiled chart with all layers, each under its name."""
    return framed(layers(), ROW)


def layers() -> dict[str, alt.Chart]:
    """Every layer in drawing order."""
    return {
        "small": _small(),
        "zero": _zero(),
        "wide": _interval("wide", "wide_low", "wide_high"),
        "interval": _interval("interval", "low", "high"),
        "beyond_low": _beyond("low"),
        "beyond_high": _beyond("high"),
        "effect": _effect(),
        "name": _text("name", bold=True, wide=-9, narrow=-23),
        "words": _text("words", bold=False, wide=9, narrow=-8),
        "numbers": _text("numbers", bold=False, wide=0, narrow=7),
    }


def _rows() -> alt.Chart:
    return alt.Chart(alt.NamedData(name="rows"))


def _x(field: str) -> alt.X:
    places = [
        alt.ExprRef(f"{NARROW} ? 8 : {NAMES}"),
        alt.ExprRef(f"{NARROW} ? width - 8 : width - {NUMBERS}"),
    ]
    scale = alt.Scale(nice=False, zero=False, range=places)
    axis = alt.Axis(grid=False, tickCount=6, title="", domain=False, labelFlush=False, labelOverlap=True)
    return alt.X(f"{field}:Q", title="", scale=scale, axis=axis)


def _y(field: str = "row") -> alt.Y:
    return alt.Y(f"{field}:Q", title=None, axis=None, scale=alt.Scale(nice=False, zero=False, reverse=True))


def _lowered() -> alt.ExprRef:
    """On a phone an interval lies below its words."""
    return alt.ExprRef(f"{NARROW} ? {DOWN} : 0")


def _behind() -> tuple[alt.Chart, dict[str, Any]]:
    """What lies behind the intervals, row by row: on a phone it keeps clear of the words."""
    chart = _rows().transform_calculate(
        top=f"datum.row + ({NARROW} ? {OPEN} : -0.5)", bottom="datum.row + 0.5"
    )
    return chart, {"y": _y("top"), "y2": "bottom:Q"}


def _small() -> alt.Chart:
    """Changes too small to matter."""
    chart, where = _behind()
    return chart.mark_rect(color=palette.MUTED, opacity=0.16, aria=False).encode(
        x=_x("small_low"), x2="small_high:Q", **where
    )


def _zero() -> alt.Chart:
    chart, where = _behind()
    return chart.mark_rule(color=palette.CENTRE, strokeWidth=1.5, aria=False).encode(x=_x("zero"), **where)


def _interval(style: str, low: str, high: str) -> alt.Chart:
    look = verdict_palette.LINES[style]
    return (
        _rows()
        .mark_rule(strokeWidth=look.width, yOffset=_lowered(), aria=False)
        .encode(x=_x(low), x2=f"{high}:Q", y=_y(), color=alt.Color("colour:N", scale=None), tooltip=_tips())
    )


def _beyond(side: str) -> alt.Chart:
    """An arrow where an interval goes on outside the picture."""
    shape = "triangle-left" if side == "low" else "triangle-right"
    return (
        _rows()
        .transform_filter(f"datum.beyond_{side}")
        .mark_point(shape=shape, size=70, filled=True, opacity=1, yOffset=_lowered(), aria=False)
        .encode(x=_x(f"edge_{side}"), y=_y(), color=alt.Color("colour:N", scale=None), tooltip=_tips())
    )


def _effect() -> alt.Chart:
    """Shape and filling say the grade, as the words do."""
    every = list(dict.fromkeys(shape for shape, _ in verdict_palette.GRADES.values()))
    return (
        _rows()
        .mark_point(
            size=verdict_palette.GRADE_SIZE, strokeWidth=2.2, opacity=1, yOffset=_lowered(), aria=False
        )
        .encode(
            x=_x("effect"),
            y=_y(),
            shape=alt.Shape("shape:N", scale=alt.Scale(domain=every, range=every), legend=None),
            stroke=alt.Stroke("colour:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            tooltip=_tips(),
        )
    )


def _text(field: str, *, bold: bool, wide: int, narrow: int) -> alt.Chart:
    """Words of a row, so many pixels below its middle on a wide and a narrow screen; numbers to the right."""
    right = field == "numbers"
    room = NUMBERS - 12 if right else f"{NAMES} - 20"
    align = alt.ExprRef(f"{NARROW} ? 'left' : 'right'") if right else "left"
    return (
        _rows()
        .mark_text(
            align=align,
            baseline="middle",
            dy=alt.ExprRef(f"{NARROW} ? {narrow} : {wide}"),
            fontSize=13 if bold else 12,
            fontWeight="bold" if bold else "normal",
            limit=alt.ExprRef(f"{NARROW} ? width : {room}"),
            aria=False,
        )
        .encode(
            x=alt.value(alt.ExprRef(f"{NARROW} ? 0 : width") if right else 0),
            y=_y(),
            text=f"{field}:N",
            tooltip=_tips(),
        )
    )


def _tips() -> list[alt.Tooltip]:
    return parts.tips()
