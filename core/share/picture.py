"""A figure as a picture to take along: SVG, PNG or PDF, with everything a page tells around it inside.

The chart is drawn by the Vega of ``vl_convert``, which brings its own fonts and is let fetch nothing; the
page around it is SVG of our own (``picture_page``). Always dark on white: it is for slides and paper.
"""

import base64
import json
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from core.figures import palette
from core.figures.on_screen import panels_of
from core.figures.printed import with_type_for_sheets
from core.figures.verdict_spec import OWN_HEIGHT
from core.share.converter import NotDrawn, converter
from core.share.picture_page import MARGIN, WIDTH, Drawn, fitted_on_paper, page_svg
from core.share.picture_text import FONT
from core.share.taken import Taken

SCALE = 2
"""Pixels of a PNG to each of the page: 1600 wide."""

HEIGHT = 340
"""Pixels of a chart whose height does not follow from what it shows."""

WIDE, TALL = 1000, 450
"""Pixels across a chart of rows, which have their names beside them, unless it is higher than ``TALL``: on a
standing sheet it would be made small to fit."""

_VEGA_LITE = "6.4"
_GRID, _AXIS = "#e3e8eb", "#9aa5ab"
_CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": "#ffffff",
    "axis": {
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelColor": palette.QUIET_TEXT["light"],
        "titleColor": palette.QUIET_TEXT["light"],
        "gridColor": _GRID,
        "domainColor": _AXIS,
        "tickColor": _AXIS,
        "labelSeparation": 6,
    },
}
_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')

_ICON = re.compile(
    r'<image xlink:href="data:image/svg\+xml;base64,(?P<drawing>[^"]+)" (?P<where>transform="[^"]*") '
    r'(?P<size>width="[^"]*" height="[^"]*")[^>]*/>'
)


def svg_picture(taken: Taken) -> str:
    """The picture as SVG, 800 pixels wide or as wide as its panels need. Raises NotDrawn."""
    spec = _spec_text(taken)
    drawn = converter().convert("vegalite_to_svg", spec, vl_version=_VEGA_LITE, allowed_base_urls=[]).decode()
    size = _SIZE.match(drawn)
    if size is None:
        raise NotDrawn("a chart without a size")
    return page_svg(taken, Drawn(_ICON.sub(_inside, drawn), float(size[1]), float(size[2])))


def png_picture(taken: Taken) -> bytes:
    """The picture as PNG, 1600 pixels wide or more. Raises NotDrawn."""
    return converter().convert("svg_to_png", svg_picture(taken), scale=SCALE)


def pdf_picture(taken: Taken) -> bytes:
    """The picture on one A4, standing or lying as it fits. Raises NotDrawn."""
    return converter().convert("svg_to_pdf", fitted_on_paper(svg_picture(taken)))


def _inside(image: re.Match[str]) -> str:
    """An icon that Vega put in as an image, as part of the picture: an image takes half a second."""
    drawing = base64.b64decode(image["drawing"]).decode()
    sized = re.sub(r'width="[^"]*" height="[^"]*"', image["size"], drawing, count=1)
    return f"<g {image['where']}>{sized}</g>"


def _spec_text(taken: Taken) -> str:
    """The chart with its data as the converter takes it, NaN as null."""
    figure = taken.figure
    typed = with_type_for_sheets(figure.spec, panels_of(figure), always=True)
    spec = json.dumps(_on_white(typed), ensure_ascii=False)
    data = ",".join(f"{json.dumps(name)}:{_rows(frame)}" for name, frame in figure.datasets.items())
    return f'{spec[:-1]},"datasets":{{{data}}}}}'


def _rows(frame: pd.DataFrame) -> str:
    return frame.to_json(orient="records", double_precision=15, force_ascii=False)


def _on_white(figure_spec: Mapping[str, Any]) -> dict[str, Any]:
    """The spec without its title, which stands on the page, in the size and the colours of paper."""
    text = json.dumps(figure_spec)
    for colours in (palette.TEXT, palette.QUIET_TEXT):
        text = text.replace(f'"{colours["dark"]}"', f'"{colours["light"]}"')
    spec = json.loads(text)
    spec.pop("title", None)
    if spec.get("width") == "container":
        own_height = spec.get("usermeta", {}).get(OWN_HEIGHT)
        spec["width"] = WIDE if own_height and spec["height"] <= TALL else WIDTH - 2 * MARGIN
        if not own_height:
            spec["height"] = HEIGHT
    own = spec.get("config", {})
    spec["config"] = {**_CONFIG, **own, "axis": {**_CONFIG["axis"], **own.get("axis", {})}}
    return spec
