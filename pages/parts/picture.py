"""A figure made ready for a browser: its spec, and its numbers in the form in which they are sent."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.figures.control_shape import Theme
from core.figures.figure import Figure
from core.figures.on_screen import on_screen, panels_of
from core.figures.printed import with_type_for_sheets
from core.figures.projected import projected
from core.figures.stream import arrow_stream


@dataclass(frozen=True, slots=True)
class Picture:
    """What is handed to the browser.

    spec : Vega-Lite with its datasets as Arrow streams, which Streamlit sends as they are.
    alt : the picture's name for a screen reader.
    told : its whole text alternative where ``alt`` is only its name; else "".
    """

    spec: Mapping[str, Any]
    alt: str
    told: str


def picture_of(figure: Figure, *, projector: bool, theme: Theme) -> Picture:
    """The figure as it is drawn on a screen, or larger on a projector."""
    drawn = on_screen(figure, theme)
    if projector:
        drawn = projected(drawn)
    elif panels := panels_of(figure):
        drawn = replace(drawn, spec=with_type_for_sheets(drawn.spec, panels))
    datasets = {name: arrow_stream(data) for name, data in drawn.datasets.items()}
    return Picture({**drawn.spec, "datasets": datasets}, drawn.alt, drawn.told)
