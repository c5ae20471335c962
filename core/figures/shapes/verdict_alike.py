"""The shape of a unit beside the others before its change, both as an index on one scale, in Altair.

Named data: ``months`` (t, county, before, tips), ``labels``.
"""

from typing import Any

import altair as alt

from core.figures import palette, verdict_palette
from core.figures.shapes import verdict_parts as parts
from core.figures.shapes.frame import framed

HEIGHT = 300


def build() -> dict[str, Any]:
    """The compiled chart with all layers, each under its name."""
    return framed(layers(), HEIGHT)


def layers() -> dict[str, alt.Chart]:
    """Every layer in drawing order."""
    return {
        "county": parts.line("county", "county"),
        "level": parts.line("level", "observed"),
        "county_points": _points("county", verdict_palette.LINES["county"].colour, 12),
        "points": _points("level", palette.VALUE, 34),
        "labels": parts.labels(),
    }


def _points(field: str, colour: str, size: int) -> alt.Chart:
    """A month without neighbours is seen too, though no line reaches it."""
    return (
        parts.of_months()
        .mark_point(shape="circle", filled=True, size=size, color=colour, opacity=1, aria=False)
        .encode(x=parts.time_x(), y=parts.value_y(field), tooltip=parts.tips())
    )
