"""The compiled shape of a figure of a verdict, made ready for one view: layers, language, theme, titles."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from core.figures import palette
from core.figures.compiled import compiled
from core.figures.control_shape import Theme, fill_title
from core.figures.vega_locale import vega_locale
from core.wording import Words

OWN_HEIGHT = "own_height"
"""``usermeta`` of a spec whose height follows from what it shows, not from the screen."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over a picture, a line each, and whether it is drawn on light or dark."""

    title: tuple[str, ...]
    facts: tuple[str, ...]
    theme: Theme


def verdict_spec(name: str, words: Words, head: Head, without: Collection[str] = ()) -> dict[str, Any]:
    """A spec of its own without the layers named in ``without``, to be filled in with data."""
    spec = compiled(name)
    spec["layer"] = [layer for layer in spec["layer"] if layer["name"] not in without]
    for layer in spec["layer"]:
        mark = layer["mark"]
        if mark["type"] == "text":
            colours = palette.TEXT if mark.get("fontWeight") == "bold" else palette.QUIET_TEXT
            mark["color"] = colours[head.theme]
    fill_title(spec, head.title, head.facts)
    spec["title"] |= {
        "color": palette.TEXT[head.theme],
        "subtitleColor": palette.QUIET_TEXT[head.theme],
    }
    spec["config"]["locale"] = vega_locale(words)
    return spec


def fill_axes(spec: dict[str, Any], **told: dict[str, Any]) -> None:
    """Write into every axis of channel x or y what is told of it: title, description, values."""
    for layer in spec["layer"]:
        for channel, more in told.items():
            encoded = layer["encoding"].get(channel, {})
            if encoded.get("axis") is not None:
                encoded["axis"].update(more)
                if "title" in more:
                    encoded["title"] = more["title"]


def fill_scale(spec: dict[str, Any], channel: str, **more: Any) -> None:
    """Write into every scale of a channel, e.g. its domain."""
    for layer in spec["layer"]:
        scale = layer["encoding"].get(channel, {}).get("scale")
        if scale is not None:
            scale.update(more)


def room_at_foot(spec: dict[str, Any]) -> None:
    """Set the time axis lower, so that signs have room above it."""
    fill_axes(spec, x={"offset": palette.FOOT})


def own_height(spec: dict[str, Any], height: float) -> None:
    """Give the picture the height that it needs."""
    spec["height"] = height
    spec["usermeta"] = {OWN_HEIGHT: True}
