"""The key to a chart's symbols, as HTML: the same shapes and colours as in the picture."""

from base64 import b64encode
from html import escape

from core.figures import compare_palette, palette, verdict_palette
from core.figures.figure import Figure
from core.wording import Words

# Characters, not drawings: they print, scale with the text and survive every sanitiser.
_CHARACTERS = {
    ("circle", True): "●",
    ("circle", False): "○",
    ("square", True): "■",
    ("diamond", True): "◆",
    ("square", False): "□",
    ("triangle-up", False): "△",
    (palette.HATCHED, False): "▨",
    ("diamond", False): "◇",
    (verdict_palette.CROSS, False): "×",
}

_LENGTH, _WIDEST = 28, 3
"""Pixels of a piece of a line."""

POINTS = {**palette.POINTS, **verdict_palette.KEY, **compare_palette.POINTS}
LINES = {**palette.LINES, **verdict_palette.LINES, **compare_palette.LINES}
"""Every sign and line that a figure's ``states`` and ``lines`` may name."""


def key_html(words: Words, figure: Figure) -> str:
    """A list of the symbols and lines that occur in ``figure`` and what they mean; all text escaped."""
    points = [(_symbol(POINTS[state]), text) for state, text in figure.states]
    lines = [(_stroke(LINES[style]), text) for style, text in figure.lines]
    items = "".join(
        '<li style="display:inline-flex;gap:.35rem;align-items:center">'
        f"{mark}<span>{escape(text)}</span></li>"
        for mark, text in points + lines
    )
    label = escape(words("figure.legend"), quote=True)
    return (
        f'<ul aria-label="{label}" style="list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;'
        f'margin:0;padding:0;font-size:.875rem">{items}</ul>'
    )


def told_html(text: str) -> str:
    """A picture's text alternative for those who have it read to them; nothing where there is none."""
    if not text:
        return ""
    unseen = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);margin:0"
    return f'<p style="{unseen}">{escape(text)}</p>'


def _symbol(style: palette.PointStyle) -> str:
    """One symbol, hidden from screen readers: the words beside it say the same."""
    character = _CHARACTERS[style.shape, style.filled]
    return f'<span aria-hidden="true" style="color:{style.colour}">{character}</span>'


def _stroke(style: palette.LineStyle) -> str:
    """A short piece of a line, with the dash that it has in the picture; of a field, both its edges.

    Drawn, since a border has only dashes and dots; as an image, since a page lets no drawing through.
    """
    dash = f' stroke-dasharray="{" ".join(map(str, style.dash))}"' if style.dash else ""
    height, edges = (12, f"M0,1H{_LENGTH}M0,11H{_LENGTH}") if style.field else (8, f"M0,4H{_LENGTH}")
    within = f'<path d="M0,1H{_LENGTH}V11H0Z" fill="{style.colour}" fill-opacity="{style.field:g}"/>'
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_LENGTH}" height="{height}">'
        f"{within if style.field else ''}"
        f'<path d="{edges}" fill="none" stroke="{style.colour}" '
        f'stroke-width="{min(style.width, _WIDEST):g}"{dash}/></svg>'
    )
    address = f"data:image/svg+xml;base64,{b64encode(drawing.encode()).decode('ascii')}"
    return (
        f'<span aria-hidden="true" style="display:inline-flex;flex:none;color:{style.colour}">'
        f'<img alt="" width="{_LENGTH}" height="{height}" src="{address}"></span>'
    )
