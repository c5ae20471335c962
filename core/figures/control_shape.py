"""The spec of a run or control chart with the layers a view needs, in its language and theme."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from core.figures import palette
from core.figures.compiled import compiled
from core.figures.heading import NARROW, Heading, heading_of, write_heading
from core.figures.vega_locale import vega_locale
from core.wording import Words

Theme = Literal["light", "dark"]
_OPTIONAL = {
    "lcl": "limits",
    "ucl": "limits",
    "comparison": "comparison",
    "target": "target",
    "event_rules": "events",
    "event_texts": "events",
    "hidden": "hidden",
    "values": "curve",
    "cl": "centre",
    "labels": "labels",
}
"""Layers that only some views have, and the flag of ``Shape`` that says so."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Which layers a chart has, and on which theme it is drawn.

    ``hidden``: signs for hidden values. ``curve``: a line through the values. ``centre``, ``labels``: centre
    line, and names at the ends of lines; a layer of nothing has no scale, which the browser complains of.
    """

    limits: bool
    comparison: bool
    target: bool
    events: bool
    theme: Theme = "light"
    hidden: bool = False
    curve: bool = True
    centre: bool = True
    labels: bool = True


def control_spec(shape: Shape, words: Words) -> dict[str, Any]:
    """A spec of its own for one view, to be filled in with data and texts.

    The page colours axes to its theme, but not text marks and subtitles: they get their colours here.
    """
    spec = compiled("control")
    spec["layer"] = [layer for layer in spec["layer"] if _wanted(layer["name"], shape)]
    for layer in spec["layer"]:
        if layer["name"] == "event_texts":
            layer["mark"]["color"] = palette.TEXT[shape.theme]
        elif layer["name"] == "labels":
            layer["mark"]["color"] = palette.QUIET_TEXT[shape.theme]
    if shape.hidden:
        for layer in spec["layer"]:
            layer["encoding"].get("x", {}).get("axis", {})["offset"] = palette.FOOT
    spec["title"]["color"] = palette.TEXT[shape.theme]
    spec["title"]["subtitleColor"] = palette.QUIET_TEXT[shape.theme]
    spec["config"]["locale"] = vega_locale(words)
    return spec


def fill_title(
    spec: dict[str, Any], title: Sequence[str], facts: Sequence[str], is_narrow: str = NARROW
) -> Heading:
    """Write title and facts into ``spec``, lines short enough for a phone; what was written."""
    heading = heading_of(title, facts, is_narrow)
    write_heading(spec, heading)
    return heading


def _wanted(layer: str, shape: Shape) -> bool:
    flag = _OPTIONAL.get(layer)
    return flag is None or bool(getattr(shape, flag))
