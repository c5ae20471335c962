"""The key of a picture: its signs and lines as they are drawn in it, each with what it means."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from core.figures.figure import Figure
from core.figures.key import LINES, POINTS
from core.figures.palette import LineStyle, PointStyle
from core.share.picture_text import Style, broken, text_svg, width_of

SIGN, STROKE = 16.0, 30.0
"""Room in pixels for a sign and for a piece of a line, before the words."""

_BETWEEN = 18.0
_RADIUS = 5.0
_LINE = STROKE - 7
_SHAPES = {
    "circle": "M-1,0A1,1,0,1,1,1,0A1,1,0,1,1,-1,0Z",
    "square": "M-.9,-.9H.9V.9H-.9Z",
    "diamond": "M-1,0L0,-1L1,0L0,1Z",
    "triangle-up": "M-1,.85H1L0,-.9Z",
}
"""Vega's shapes within -1 and 1. Shapes of our own are such paths already."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A sign as SVG, drawn around a middle; the room it takes; its words."""

    draw: Callable[[float, float], str]
    room: float
    lines: tuple[str, ...]


def key_svg(figure: Figure, style: Style, left: float, top: float, room: float) -> tuple[str, float]:
    """The key as SVG within ``room`` pixels, and how high it is; "" and 0 where nothing needs one."""
    items = [_sign(POINTS[state], text, style, room) for state, text in figure.states]
    items += [_stroke(LINES[name], text, style, room) for name, text in figure.lines]
    parts, x, y, height = [], 0.0, 0.0, 0.0
    for item in items:
        wide = item.room + max(width_of(line, style.size) for line in item.lines)
        if x and x + wide > room:
            x, y, height = 0.0, y + height, 0.0
        middle = top + y + style.height / 2
        parts.append(item.draw(left + x, middle))
        parts.append(text_svg(item.lines, style, left + x + item.room, top + y))
        x += wide + _BETWEEN
        height = max(height, len(item.lines) * style.height)
    return "".join(parts), y + height


def _sign(look: PointStyle, text: str, style: Style, room: float) -> _Item:
    lines = broken(text, style.size, room - SIGN) or ("",)
    return _Item(partial(_draw_sign, look), SIGN, lines)


def _stroke(look: LineStyle, text: str, style: Style, room: float) -> _Item:
    lines = broken(text, style.size, room - STROKE) or ("",)
    return _Item(partial(_draw_stroke, look), STROKE, lines)


def _draw_sign(look: PointStyle, x: float, y: float) -> str:
    fill = look.colour if look.filled else "none"
    path = _SHAPES.get(look.shape, look.shape)
    return (
        f'<path transform="translate({x + _RADIUS + 1:g},{y:g}) scale({_RADIUS:g})" d="{path}" fill="{fill}" '
        f'stroke="{look.colour}" stroke-width="{1.6 / _RADIUS:g}"/>'
    )


def _draw_stroke(look: LineStyle, x: float, y: float) -> str:
    dash = f' stroke-dasharray="{" ".join(map(str, look.dash))}"' if look.dash else ""
    drawn = f'stroke="{look.colour}" stroke-width="{look.width:g}"{dash}'
    if not look.field:
        return f'<path d="M{x:g},{y:g}h{_LINE:g}" fill="none" {drawn}/>'
    low, high = y + _RADIUS, y - _RADIUS
    return (
        f'<path d="M{x:g},{high:g}h{_LINE:g}V{low:g}h{-_LINE:g}Z" fill="{look.colour}" '
        f'fill-opacity="{look.field:g}"/><path d="M{x:g},{high:g}h{_LINE:g}M{x:g},{low:g}h{_LINE:g}" '
        f'fill="none" {drawn}/>'
    )
