"""A figure fitted to the screen it is shown on: its size, and what changes when only the numbers do.

A browser that is handed another spec draws the picture from nothing, which takes four times as long as new
numbers in the picture that is there. So what differs between units, the heading and the text alternative,
is kept out of the spec where a figure says how.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.figures import palette
from core.figures.control_shape import Theme
from core.figures.figure import Figure
from core.figures.heading import Heading
from core.figures.printed import printed
from core.figures.verdict_spec import OWN_HEIGHT

_HEIGHT = {
    "name": "height",
    "expr": "clamp(windowSize()[1] * (containerSize()[0] < 560 ? 0.34 : 0.45), 240, 560)",
}
"""On a screen a chart is as high as leaves room for its headline above it; elsewhere as its spec says."""

_CONTENT_WIDTH = "(min(windowSize()[0], 1760) - (windowSize()[0] > 640 ? 160 : 32) + 18)"
"""Pixels that the page's content has, and the space after the last panel. Streamlit makes the place of a
faceted chart only as wide as the chart, so that it cannot be asked."""

_BESIDE_A_PANEL = 54
"""Pixels that a panel's axis and the space to the next take, beside its plot."""

_HEADING = "heading"
_BETWEEN_LINES = "\n"


@dataclass(frozen=True, slots=True)
class OnScreen:
    """What a page hands to the browser.

    spec : Vega-Lite that refers to ``datasets`` by name.
    alt : the picture's name for a screen reader.
    told : its whole text alternative where ``alt`` is only its name, to stand beside the picture; else "".
    """

    spec: Mapping[str, Any]
    datasets: Mapping[str, pd.DataFrame]
    alt: str
    told: str


def on_screen(figure: Figure, theme: Theme = "light") -> OnScreen:
    """The figure fitted to a screen, drawn on light or dark."""
    spec = printed(_with_readable_axes(for_screen(figure.spec), theme), panels_of(figure))
    datasets = dict(figure.datasets)
    if figure.heading is None:
        return OnScreen(spec, datasets, figure.alt, "")
    datasets[_HEADING] = _as_data(figure.heading)
    return OnScreen(_from_data(spec, figure.heading.is_narrow), datasets, figure.name, figure.alt)


def for_screen(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The spec with the sizes that only the browser knows.

    Panels stand in as many columns as there is room for. Vega-Lite takes only a number there and hands on
    what it is given to Vega, which takes an expression, and what is to happen when the window changes. The
    place of the picture follows only where ``autosize`` says so. The panels' own size stays, and so does the
    height of a picture whose rows need it.
    """
    if spec.get("usermeta", {}).get(OWN_HEIGHT):
        return dict(spec)
    if "facet" not in spec:
        return {**spec, "params": [*spec.get("params", ()), _HEIGHT]}
    room = spec["spec"]["width"] + _BESIDE_A_PANEL
    fitting = f"max(1, floor({_CONTENT_WIDTH} / {room}))"
    turned = [{"events": "window:resize", "update": fitting}]
    columns = {"name": "panel_columns", "expr": fitting, "on": turned}
    return {
        **spec,
        "columns": {"signal": "panel_columns"},
        "params": [*spec.get("params", ()), columns],
        "autosize": {"type": "pad", "resize": True},
    }


def panels_of(figure: Figure) -> int:
    """How many small charts a figure of small charts has; else 0."""
    facet = figure.spec.get("facet")
    return figure.datasets[figure.spec["data"]["name"]][facet["field"]].nunique() if facet else 0


def _with_readable_axes(spec: dict[str, Any], theme: Theme) -> dict[str, Any]:
    """The spec with the words of its axes in the colour of other quiet text: the page's theme writes them in
    a grey with 3.7:1 on white."""
    config, quiet = spec.get("config", {}), palette.QUIET_TEXT[theme]
    axis = {"labelColor": quiet, "titleColor": quiet, **config.get("axis", {})}
    return {**spec, "config": {**config, "axis": axis}}


def _as_data(heading: Heading) -> pd.DataFrame:
    """The heading as a row of a dataset."""
    texts = {"wide": heading.wide, "narrow": heading.narrow, "facts": heading.facts}
    return pd.DataFrame({name: [_BETWEEN_LINES.join(lines)] for name, lines in texts.items()})


def _from_data(spec: Mapping[str, Any], is_narrow: str) -> dict[str, Any]:
    """The spec with its heading read from the dataset, and an empty layer that makes Vega load it.

    Vega-Lite's schema wants a fixed subtitle, but it hands on what it is given to Vega, which takes an
    expression.
    """
    row = f"data('{_HEADING}')[0]"
    title = {
        **spec["title"],
        "text": {"expr": f"split({is_narrow} ? {row}.narrow : {row}.wide, '\\n')"},
        "subtitle": {"expr": f"split({row}.facts, '\\n')"},
    }
    loads = {
        "name": _HEADING,
        "data": {"name": _HEADING},
        "mark": {"type": "text", "text": "", "aria": False},
        "encoding": {},
    }
    return {**spec, "title": title, "layer": [*spec["layer"], loads]}
