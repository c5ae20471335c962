"""On a projector type, lines and signs are half as large again, and nothing else changes."""

import pandas as pd
import pytest

from core.figures.compiled import SPECS, compiled
from core.figures.on_screen import OnScreen
from core.figures.projected import TIMES, projected

ALL_SHAPES = sorted(path.stem for path in SPECS.glob("*.json"))


def lengths(part: object, name: str) -> list[float]:
    """The plain numbers under a name anywhere in a spec, in order."""
    if isinstance(part, dict):
        own = [value for key, value in part.items() if key == name and isinstance(value, int | float)]
        return own + [one for key, value in part.items() if key != "config" for one in lengths(value, name)]
    return [one for value in part for one in lengths(value, name)] if isinstance(part, list) else []


@pytest.mark.parametrize("shape", ALL_SHAPES)
def test_type_and_lines_of_every_shape_are_half_as_large_again(shape: str):
    spec = compiled(shape)
    larger = projected(OnScreen(spec, {}, "", "")).spec
    for name in ("fontSize", "strokeWidth", "dx", "dy"):
        assert lengths(larger, name) == pytest.approx([TIMES * one for one in lengths(spec, name)])
    for name in ("height", "width", "padding"):
        assert lengths(larger, name) == lengths(spec, name)
    assert spec == compiled(shape), "the shape itself stays what it was"


def test_type_that_the_theme_would_set_is_set_but_what_a_shape_sets_stands():
    spec = {"config": {"axis": {"labelFontSize": 8, "grid": False}}, "layer": []}
    config = projected(OnScreen(spec, {}, "", "")).spec["config"]
    assert config["axis"] == {"labelFontSize": 8 * TIMES, "titleFontSize": 12 * TIMES, "grid": False}
    assert config["title"]["subtitleFontSize"] == 12 * TIMES


def test_signs_whose_size_stands_in_the_data_grow_by_area():
    data = pd.DataFrame({"size": [30.0, 60.0], "value": [1.0, 2.0]})
    larger = projected(OnScreen({"layer": []}, {"points": data, "other": data[["value"]]}, "", "")).datasets
    assert larger["points"]["size"].tolist() == [30 * TIMES**2, 60 * TIMES**2]
    assert larger["points"]["value"].tolist() == larger["other"]["value"].tolist() == [1.0, 2.0]


def test_a_width_that_depends_on_what_is_pressed_grows_in_both_cases():
    mark = {"strokeWidth": {"condition": {"param": "pick", "value": 4, "empty": False}, "value": 2}}
    larger = projected(OnScreen({"encoding": mark}, {}, "", "")).spec["encoding"]["strokeWidth"]
    assert larger == {"condition": {"param": "pick", "value": 4 * TIMES, "empty": False}, "value": 2 * TIMES}


def test_what_stands_over_a_panel_moves_up_with_its_type_so_that_lines_do_not_meet():
    def above(spec: dict[str, object]) -> dict[str, float]:
        layers = spec["spec"]["layer"]  # type: ignore[index]
        return {
            layer["name"]: layer["encoding"]["y"]["value"]
            for layer in layers
            if layer["name"] in ("icon", "name", "standing")
        }

    spec = compiled("panels")
    usual, large = above(spec), above(projected(OnScreen(spec, {}, "", "")).spec)
    assert large == {name: TIMES * place for name, place in usual.items()}
