"""The page of a picture: title, rules and source, finding, chart, key, caveats and date, as SVG."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import escape

from core.figures import palette
from core.share.picture_key import key_svg
from core.share.picture_text import FONT, Style, broken, text_svg, written
from core.share.taken import Taken

WIDTH, MARGIN = 800.0, 28.0
"""Pixels of the page and around what stands on it."""

A4 = (595.28, 841.89)
"""Points."""
PAPER_MARGIN = 20.0

_INK, _QUIET = palette.TEXT["light"], palette.QUIET_TEXT["light"]
_TITLE = Style(20, _INK, bold=True)
_FACTS = Style(12.5, _QUIET)
_FINDING, _READING = Style(16, _INK), Style(12.5, _INK)
_KEY = Style(12, _INK)
_CAVEAT = Style(12, _INK)
_FOOT = Style(11, _QUIET)
_INDENT = 12.0
SHORTEST = 24
"""Characters of a finding: "Signal." alone says little."""

_NEXT = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9−])")
"""Between two sentences. Where it errs, words are only set in another size."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart as SVG and its size in pixels."""

    svg: str
    width: float
    height: float


@dataclass(slots=True)
class _Page:
    """A page being laid out from the top down.

    times : how much wider it is than usual; its type is as much larger, since a sheet makes it smaller.
    """

    room: float
    times: float
    y: float = MARGIN
    parts: list[str] = field(default_factory=list)

    def say(self, text: str, style: Style, *, space: float = 0, indent: float = 0) -> None:
        """A paragraph, ``space`` pixels below what stands above it; nothing where there are no words."""
        style, indent = self.typed(style), indent * self.times
        lines = broken(text, style.size, self.room - indent, bold=style.bold)
        if not lines:
            return
        self.y += space
        if indent:
            self.parts.append(text_svg(("•",), style, MARGIN, self.y))
        self.parts.append(text_svg(lines, style, MARGIN + indent, self.y))
        self.y += len(lines) * style.height

    def typed(self, style: Style) -> Style:
        """A style as large as the page wants it."""
        return replace(style, size=style.size * self.times)

    def place(self, svg: str, height: float, *, space: float) -> None:
        """Something drawn that is ``height`` pixels high."""
        self.y += space
        self.parts.append(svg)
        self.y += height


def page_svg(taken: Taken, chart: Drawn) -> str:
    """The whole picture. It is as wide as a slide wants it, or as its chart needs."""
    figure = taken.figure
    width = max(WIDTH, chart.width + 2 * MARGIN)
    page = _Page(width - 2 * MARGIN, width / WIDTH)
    page.say(figure.title, _TITLE)
    page.say(figure.facts, _FACTS, space=4)
    finding, reading = _first_sentence(figure.sentence)
    page.say(finding, _FINDING, space=10)
    page.say(reading, _READING, space=4)
    page.y += 14
    page.place(_at(chart, MARGIN, page.y), chart.height, space=0)
    key, height = key_svg(figure, page.typed(_KEY), MARGIN, page.y + 12, page.room)
    if key:
        page.place(key, height, space=12)
    page.y += 6
    for caveat in taken.caveats:
        page.say(caveat, _CAVEAT, space=4, indent=_INDENT)
    page.say(" ".join(taken.when), _FOOT, space=10)
    return _svg(taken, width, page.y + MARGIN * 0.8, page.parts)


def fitted_on_paper(page: str) -> str:
    """A page of ``page_svg`` on one A4, on whichever side it is larger."""
    root, _, _ = page.partition(">")
    width, height = (float(root.split(f' {name}="')[1].split('"')[0]) for name in ("width", "height"))
    sheet, scale = max(
        (
            (sheet, min((sheet[0] - 2 * PAPER_MARGIN) / width, (sheet[1] - 2 * PAPER_MARGIN) / height))
            for sheet in (A4, A4[::-1])
        ),
        key=lambda found: found[1],
    )
    placed = page.replace(
        f' width="{width:g}" height="{height:g}"',
        f' x="{(sheet[0] - width * scale) / 2:g}" y="{PAPER_MARGIN:g}" '
        f'width="{width * scale:g}" height="{height * scale:g}"',
        1,
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{sheet[0]:g}" height="{sheet[1]:g}" '
        f'viewBox="0 0 {sheet[0]:g} {sheet[1]:g}">{placed}</svg>'
    )


def _first_sentence(text: str) -> tuple[str, str]:
    """The finding, which is set larger, and what reads the picture further."""
    end = _NEXT.search(text, SHORTEST)
    return (text, "") if end is None else (text[: end.start()], text[end.end() :])


def _at(chart: Drawn, x: float, y: float) -> str:
    """A chart put somewhere on the page; nothing of it is cut at its edges."""
    return chart.svg.replace("<svg ", f'<svg x="{x:g}" y="{y:g}" overflow="visible" ', 1)


def _svg(taken: Taken, width: float, height: float, parts: Sequence[str]) -> str:
    language = taken.words.language
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}" role="img" '
        f'lang="{language}" xml:lang="{language}" font-family="{escape(FONT)}">'
        f"<title>{written(taken.figure.title)}</title><desc>{written(taken.figure.alt)}</desc>"
        f'<rect width="{width:g}" height="{height:g}" fill="#ffffff"/>{"".join(parts)}</svg>'
    )
