"""The spec of many small charts with the layers a view needs, in its language and theme."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from core.figures import palette
from core.figures.compiled import compiled
from core.figures.control_shape import Theme, fill_title
from core.figures.times import period_axis, time_ends
from core.figures.vega_locale import vega_locale
from core.spc.for_series import Charted
from core.wording import Words

LONG = 24
"""Months from which only years are named along an axis this short."""

_OWN = {"expr": "isValid(data('facet')[0].low) ? [data('facet')[0].low, data('facet')[0].high] : []"}
"""From where to where the scale of a panel goes: ``facet`` is Vega-Lite's name for the rows of one. Left to
itself Vega asks each line for its ends, and complains of every line that a panel does not have."""

_DATA_OF = {"lcl": "lcl", "ucl": "ucl", "target": "target", "values": "curve", "cl": "cl"}


def panels_spec(
    words: Words,
    chartings: Sequence[Charted],
    data: pd.DataFrame,
    title: Sequence[str],
    facts: Sequence[str],
    *,
    shared_scale: bool,
    theme: Theme,
) -> dict[str, Any]:
    """A spec of its own for one view. Lines that no unit has are left out."""
    spec = compiled("panels")
    layers = spec["spec"]["layer"]
    there = {name for name, column in _DATA_OF.items() if data[column].notna().any()}
    hidden = bool((data["state"] == "suppressed").any())
    spec["spec"]["layer"] = [
        layer
        for layer in layers
        if layer["name"] in there or (layer["name"] not in _DATA_OF and (hidden or layer["name"] != "hidden"))
    ]
    shared = [float(data["low"].min()), float(data["high"].max())] if data["low"].notna().any() else []
    calendar = [] if shared else time_ends(data["t"].to_numpy())
    along = _time_axis(words, chartings) | ({"offset": palette.PANEL_FOOT} if hidden else {})
    for layer in spec["spec"]["layer"]:
        scale = layer["encoding"].get("y", {}).get("scale")
        if scale is not None:
            scale["domain"] = shared if shared_scale else _OWN
        if calendar and layer["encoding"]["x"].get("scale") is not None:
            layer["encoding"]["x"]["scale"]["domain"] = calendar
        axis = layer["encoding"]["x"].get("axis")
        if axis is not None:
            axis.update(along)
        if layer["mark"]["type"] == "text":
            colours = palette.TEXT if layer["name"] == "name" else palette.QUIET_TEXT
            layer["mark"]["color"] = colours[theme]
    spec["resolve"]["scale"]["y"] = "shared" if shared_scale else "independent"
    fill_title(spec, title, facts, is_narrow="windowSize()[0] < 640")
    spec["title"]["color"] = palette.TEXT[theme]
    spec["title"]["subtitleColor"] = palette.QUIET_TEXT[theme]
    spec["config"]["locale"] = vega_locale(words)
    return spec


def _time_axis(words: Words, chartings: Sequence[Charted]) -> dict[str, Any]:
    """Years where the time is long, otherwise the names of the periods."""
    calendar = np.unique(np.concatenate([charted.series.months for charted in chartings]))
    period_type = chartings[0].series.period_type
    if int((calendar[-1] - calendar[0]).astype(int)) >= LONG:
        return {"tickCount": {"interval": "year", "step": 1}}
    return {"format": "%b %Y", "tickCount": 3, **period_axis(words, calendar, period_type)}
