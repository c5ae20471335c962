"""The key to a chart's symbols, as accessible HTML with inline SVG: the same shapes and colours as in the picture."""

from html import escape

from core.figures import palette
from core.figures.figure import Figure
from core.wording import Words

_SHAPES = {
    "circle": '<circle cx="8" cy="8" r="4.5"/>',
    "square": '<rect x="3.5" y="3.5" width="9" height="9"/>',
    "diamond": '<path d="M8 1.5 L14 8 L8 14.5 L2 8 Z"/>',
    "triangle-up": '<path d="M8 2.5 L13.5 13 L2.5 13 Z"/>',
}


def key_html(words: Words, figure: Figure) -> str:
    """A list of the symbols that occur in ``figure`` and what they mean; all text escaped."""
    items = "".join(
        f'<li style="display:inline-flex;align-items:center;gap:.35rem">{symbol(palette.POINTS[state])}'
        f"<span>{escape(words(f'state.{state}'))}</span></li>"
        for state in figure.states
    )
    label = escape(words("figure.legend"), quote=True)
    return (
        f'<ul aria-label="{label}" style="list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;'
        f'margin:0;padding:0;font-size:.875rem">{items}</ul>'
    )


def symbol(style: palette.PointStyle) -> str:
    """One point symbol as SVG, hidden from screen readers: the words beside it say the same."""
    fill = style.colour if style.filled else "none"
    return (
        f'<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" fill="{fill}" '
        f'stroke="{style.colour}" stroke-width="1.6">{_SHAPES[style.shape]}</svg>'
    )
