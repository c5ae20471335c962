"""Text in a picture of our own: how wide it is, and where its lines break.

SVG does not break lines. Widths are those of the font that pictures are set in, which has the widths of
Arial; letters that are not in the table count as wide ones, so that a line is rather too short than cut.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
"""The first is inside the converter; the others have the same widths or less where an SVG is opened."""

LEADING = 1.34
"""Distance between lines, in font sizes."""

_BREAKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
"""Blanks, but no hard ones, and what may not stand in XML."""

_TOGETHER = re.compile(r"(\d) (?=%)")
"""A number and its percent sign stand on one line."""

_BOLD = 1.09
"""How much wider bold text is at most, on the whole."""

_WIDE = 1015
_CLASSES = {
    191: "'",
    222: "ijl‘’′",
    260: "|",
    278: " !,./:;I\\[]ft\u00a0",
    333: "()-r`·“”•",
    355: '"',
    389: "*",
    400: "°",
    469: "^",
    500: "Jckvsxyz",
    556: "#$0123456789?L_abdeghnopqu–",
    584: "+<=>~−×±≥≤",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
}
_WIDTHS = {letter: width for width, letters in _CLASSES.items() for letter in letters}


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Width in pixels of a line of ``size`` pixels."""
    units = sum(_WIDTHS.get(_without_accent(letter), _WIDE) for letter in text)
    return units / 1000 * size * (_BOLD if bold else 1)


def broken(text: str, size: float, room: float, *, bold: bool = False) -> tuple[str, ...]:
    """``text`` in lines at most ``room`` pixels wide; a word that is wider than that is cut."""
    lines: list[str] = []
    text = _TOGETHER.sub("\\1\u00a0", text)
    for word in (part for whole in _BREAKS.split(text) for part in _parts(whole, size, room, bold)):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def written(text: str) -> str:
    """``text`` as it may stand in SVG."""
    return escape(_BREAKS.sub(" ", text))


def _parts(word: str, size: float, room: float, bold: bool) -> list[str]:
    if width_of(word, size, bold=bold) <= room:
        return [word] if word else []
    parts = [""]
    for letter in word:
        if parts[-1] and width_of(parts[-1] + letter, size, bold=bold) > room:
            parts.append("")
        parts[-1] += letter
    return parts


def _without_accent(letter: str) -> str:
    """Å is as wide as A."""
    return unicodedata.normalize("NFD", letter)[0]


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: size in pixels, colour, weight."""

    size: float
    colour: str
    bold: bool = False

    @property
    def height(self) -> float:
        """Height of a line in pixels."""
        return self.size * LEADING


def text_svg(lines: Sequence[str], style: Style, x: float, top: float) -> str:
    """Lines of text as one SVG element, the first of them ``top`` pixels down."""
    weight = ' font-weight="bold"' if style.bold else ""
    first = top + style.size
    spans = "".join(
        f'<tspan x="{x:g}" y="{first + k * style.height:g}">{escape(line)} </tspan>'
        for k, line in enumerate(lines)
    )
    return f'<text font-size="{style.size:g}" fill="{style.colour}"{weight}>{spans}</text>'
