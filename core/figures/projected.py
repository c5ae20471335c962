"""A figure made larger for a projector: a room needs type and lines half as large again.

The picture is as wide as the screen whatever it holds, so that what is larger is only what is drawn and
written in it. Sizes that a shape gives as expressions of the screen's width stay: they already follow it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from core.figures.on_screen import OnScreen

TIMES = 1.5
_USUAL_TYPE, _TITLE = 12, 16
_LENGTHS = frozenset(
    {
        *("fontSize", "labelFontSize", "titleFontSize", "subtitleFontSize", "lineHeight", "subtitlePadding"),
        *("strokeWidth", "dx", "dy", "limit", "labelLimit"),
    }
)
_AREA = "size"
_TYPE = {
    "axis": {"labelFontSize": TIMES * _USUAL_TYPE, "titleFontSize": TIMES * _USUAL_TYPE},
    "header": {"labelFontSize": TIMES * _USUAL_TYPE},
    "legend": {"labelFontSize": TIMES * _USUAL_TYPE, "titleFontSize": TIMES * _USUAL_TYPE},
    "title": {"fontSize": TIMES * _TITLE, "subtitleFontSize": TIMES * _USUAL_TYPE},
}
"""Type that a shape leaves to the page's theme."""


def projected(drawn: OnScreen) -> OnScreen:
    """The same picture with type, lines and signs ``TIMES`` as large."""
    spec = _enlarged(drawn.spec)
    config = {name: {**sizes, **spec.get("config", {}).get(name, {})} for name, sizes in _TYPE.items()}
    spec["config"] = {**spec.get("config", {}), **config}
    return replace(drawn, spec=spec, datasets={name: _signs(data) for name, data in drawn.datasets.items()})


def _enlarged(part: Any) -> Any:
    """A part of a spec with the lengths in it made larger, and the areas of signs."""
    if isinstance(part, Mapping):
        return {name: _larger(name, value) for name, value in part.items()}
    return [_enlarged(one) for one in part] if isinstance(part, list) else part


def _larger(name: str, value: Any) -> Any:
    if name == "y" and isinstance(value, Mapping) and _is_above(value):
        return {**value, "value": TIMES * value["value"]}
    times = TIMES if name in _LENGTHS else TIMES**2 if name == _AREA else 1.0
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value * times
    if times != 1.0 and isinstance(value, Mapping):  # {"value": 2, "condition": {"value": 4}}
        return {
            key: number * times
            if key == "value" and isinstance(number, int | float)
            else _larger(name, number)
            if key == "condition"
            else number
            for key, number in value.items()
        }
    return _enlarged(value)


def _is_above(place: Mapping[str, Any]) -> bool:
    """Whether this is a place over the plot, where lines of type stand on each other."""
    value = place.get("value")
    return isinstance(value, int | float) and value < 0


def _signs(data: pd.DataFrame) -> pd.DataFrame:
    """A dataset whose signs have sizes of their own, with larger ones."""
    return data.assign(**{_AREA: data[_AREA] * TIMES**2}) if _AREA in data else data
