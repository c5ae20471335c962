"""A figure that is printed is drawn anew for the sheet, for as long as the browser prints.

A picture as wide as a screen is made to fit a sheet by making all of it smaller, and its words with it: to 5
points. Browsers tell a page before and after they print it, and Vega can follow what its window is told.
"""

import json
from collections.abc import Mapping
from typing import Any

SHEET = 700
"""Pixels across an A4 within the margins of the page's style for paper, 96 to an inch."""

HEIGHT = 220
"""Pixels of a chart whose height follows the screen: with what is told of it, it stands on one sheet."""

TIMES = 1.43
"""How much larger the type of small charts is before they are made to fit."""

FEWEST, MOST_BY_FOUR = 3, 24
"""From how many small charts on they are made to fit, and how many stand four by four: six rows are as high
as a sheet, and a browser cuts a picture that is higher in the middle of a row."""

_BEFORE, _AFTER = "window:beforeprint", "window:afterprint"
_NO_WIDTH = "\\u200b"
_TYPE = 12.0
_HEADING = {"fontSize": 16.0, "lineHeight": 18.0, "subtitleFontSize": _TYPE, "subtitleLineHeight": 14.0}
"""What a shape leaves to the page's theme."""


def printed(spec: Mapping[str, Any], panels: int = 0) -> dict[str, Any]:
    """The spec of a screen, which also says what it is on a sheet.

    panels : how many small charts there are, where it is of small charts.
    """
    params = {param["name"]: param for param in spec.get("params", ())}
    on_sheet = {"panel_columns": "4" if panels <= MOST_BY_FOUR else "5", "height": str(HEIGHT)}
    for name in on_sheet.keys() & params.keys():
        known = params[name]
        params[name] = {**known, "on": [*known.get("on", ()), *_turned(on_sheet[name], known["expr"])]}
    if spec.get("width") == "container":
        params["width"] = {"name": "width", "on": _turned(str(SHEET), "containerSize()[0]")}
    return {**spec, "params": [*params.values()]} if params else dict(spec)


def with_type_for_sheets(spec: Mapping[str, Any], panels: int, *, always: bool = False) -> dict[str, Any]:
    """The spec with type that can still be read where many small charts share a sheet.

    always : not only while a browser prints, for a picture that is to be taken along.
    """
    if panels < FEWEST:
        return dict(spec)
    turned = {} if always else {"on": _turned("true", "false")}
    sheet = {"name": "on_sheet", "value": always, **turned}
    layers = [_typed(layer) for layer in spec["spec"]["layer"]]
    return {
        **spec,
        "params": [*spec.get("params", ()), sheet],
        "title": {
            **spec["title"],
            **{name: _either(size) for name, size in _HEADING.items()},
            **{name: _told_anew(spec["title"][name]) for name in ("text", "subtitle")},
        },
        "spec": {**spec["spec"], "layer": layers},
    }


def _typed(layer: Mapping[str, Any]) -> dict[str, Any]:
    """A layer whose words are larger on a sheet, and stand as much further from the plot."""
    mark, encoding = dict(layer["mark"]), dict(layer["encoding"])
    if mark["type"] == "text":
        mark["fontSize"] = _either(mark["fontSize"])
    above = encoding.get("y", {}).get("value")
    if isinstance(above, int | float) and above < 0:
        encoding["y"] = {**encoding["y"], "value": _either(above)}
    for channel in ("x", "y"):
        if encoding.get(channel, {}).get("axis"):
            axis = {**encoding[channel]["axis"], "labelFontSize": _either(_TYPE)}
            encoding[channel] = {**encoding[channel], "axis": axis}
    return {**layer, "mark": mark, "encoding": encoding}


def _either(size: float) -> dict[str, str]:
    return {"expr": f"on_sheet ? {size * TIMES:g} : {size:g}"}


def _told_anew(lines: Any) -> dict[str, str]:
    """Lines that on a sheet end with a sign of no width: Vega moves the lines of other words only, and trims
    those that end with a blank."""
    told = lines["expr"] if isinstance(lines, Mapping) else json.dumps(list(lines), ensure_ascii=False)
    return {"expr": f"on_sheet ? split(join({told}, '{_NO_WIDTH}\\n') + '{_NO_WIDTH}', '\\n') : ({told})"}


def _turned(on_sheet: str, on_screen: str) -> list[dict[str, str]]:
    """What a browser that begins to print changes, and changes back."""
    return [{"events": _BEFORE, "update": on_sheet}, {"events": _AFTER, "update": on_screen}]
