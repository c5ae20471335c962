"""The frame of every figure: as wide as its place, with room for a title and its facts above."""

from collections.abc import Mapping
from typing import Any

import altair as alt

PADDING = {"left": 4, "top": 4, "right": 4, "bottom": 4}


def framed(layers: Mapping[str, alt.Chart], height: int) -> dict[str, Any]:
    """The compiled chart with all layers, each under its name; words are filled in when it is shown."""
    chart = alt.layer(*(layer.properties(name=name) for name, layer in layers.items()))
    chart = chart.properties(width="container", height=height, padding=PADDING, title=title_above())
    spec = chart.configure_view(strokeWidth=0).to_dict()
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    return spec


def title_above() -> alt.TitleParams:
    """Where title and facts stand."""
    return alt.TitleParams(
        "",
        subtitle=[""],
        anchor="start",
        frame="group",
        offset=14,
        subtitleFontSize=12,
        subtitlePadding=5,
    )
