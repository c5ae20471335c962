"""Icons of variation and assurance, drawn for Skifte as SVG.

The shape carries the meaning, so that they print in black and white and are told apart by those who do not
see colours. Variation: a disc is better, a diamond worse, an open square a signal without direction, each
with an arrow the way the values moved; a wave is ordinary variation. Assurance is a ring: with a tick, a
cross or half filled. Broken lines mean that it cannot be told. Holes are left open, so that the page shines
through: the same drawing serves light and dark, and each colour has 3:1 against both.
"""

from html import escape

from core.figures import palette
from core.spc.standing import Standing
from core.wording import Words
from core.wording.standing import assurance_name, variation_code, variation_name

SIZE = 24

_BETTER, _WORSE, _OTHER = palette.VALUE, palette.SIGNAL, palette.MUTED

_UP = "M12 5 L18 12 H14.2 V19 H9.8 V12 H6 Z"
_DOWN = "M12 19 L18 12 H14.2 V5 H9.8 V12 H6 Z"
_BOTH = "M12 4.6 L17 10 H13.8 V14 H17 L12 19.4 L7 14 H10.2 V10 H7 Z"
_SMALL_UP = "M12 6 L17 12 H13.8 V17.5 H10.2 V12 H7 Z"
_SMALL_DOWN = "M12 18 L17 12 H13.8 V6.5 H10.2 V12 H7 Z"
_DISC = "M12 1 A11 11 0 1 1 12 23 A11 11 0 1 1 12 1 Z"
_DIAMOND = "M12 0 L24 12 L12 24 L0 12 Z"


def _cut(outline: str, hole: str, colour: str) -> str:
    """A filled shape with a hole in it."""
    return f'<path d="{outline} {hole}" fill="{colour}" fill-rule="evenodd"/>'


def _square(arrow: str, colour: str) -> str:
    """An open square around a filled arrow."""
    frame = f'<rect x="2" y="2" width="20" height="20" fill="none" stroke="{colour}" stroke-width="2"/>'
    return f'{frame}<path d="{arrow}" fill="{colour}"/>'


def _ring(inside: str, colour: str) -> str:
    return f'<circle cx="12" cy="12" r="10" fill="none" stroke="{colour}" stroke-width="2.4"/>{inside}'


def _stroke(path: str, colour: str, width: float = 3) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _broken(shape: str, colour: str) -> str:
    """A shape in broken lines around three dots."""
    dots = "".join(f'<circle cx="{x}" cy="12" r="1.6" fill="{colour}"/>' for x in (7, 12, 17))
    return f'<g fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="3.2 3">{shape}</g>{dots}'


VARIATION: dict[str, str] = {
    "improving_up": _cut(_DISC, _UP, _BETTER),
    "improving_down": _cut(_DISC, _DOWN, _BETTER),
    "worsening_up": _cut(_DIAMOND, _SMALL_UP, _WORSE),
    "worsening_down": _cut(_DIAMOND, _SMALL_DOWN, _WORSE),
    "signal_up": _square(_UP, _OTHER),
    "signal_down": _square(_DOWN, _OTHER),
    "signal": _square(_BOTH, _OTHER),
    "common": _stroke("M1.6 12 C4 5 7 5 9 12 S14 19 16 12 S20.4 7 22.4 9", _OTHER, 2.6),
    "unknown": _broken('<rect x="2" y="2" width="20" height="20"/>', _OTHER),
}
"""Drawings by ``variation_code``, on a field of 24 × 24."""

ASSURANCE: dict[str, str] = {
    "met": _ring(_stroke("M7.2 12.4 L10.8 16 L17 8.6", _BETTER), _BETTER),
    "missed": _ring(_stroke("M8.2 8.2 L15.8 15.8 M15.8 8.2 L8.2 15.8", _WORSE), _WORSE),
    "either": _ring(f'<path d="M12 5 A7 7 0 0 1 12 19 Z" fill="{_OTHER}"/>', _OTHER),
    "no_target": _stroke("M7 12 H17", _OTHER),
    "unknown": _broken('<circle cx="12" cy="12" r="10"/>', _OTHER),
}
"""Drawings by ``Standing.assurance``."""


def variation_icon(words: Words, standing: Standing, size: int = SIZE) -> str:
    """The icon of the variation as SVG, named for those who do not see it. ``size`` in pixels."""
    return _svg(VARIATION[variation_code(standing)], variation_name(words, standing), size)


def assurance_icon(words: Words, standing: Standing, size: int = SIZE) -> str:
    """The icon of the assurance as SVG, named for those who do not see it. ``size`` in pixels."""
    return _svg(ASSURANCE[standing.assurance], assurance_name(words, standing), size)


def _svg(drawing: str, name: str, size: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 {SIZE} {SIZE}" '
        f'role="img" aria-label="{escape(name, quote=True)}">{drawing}</svg>'
    )
