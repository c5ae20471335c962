"""What a picture is on a sheet, and that it is itself again on the screen afterwards."""

import altair as alt
import pytest

from core.figures.control_figure import control_figure
from core.figures.on_screen import on_screen, panels_of
from core.figures.panels_figure import panels_figure
from core.figures.printed import SHEET, with_type_for_sheets
from core.spc.for_series import Charted
from core.wording import words_of
from pages.parts.picture import picture_of
from tests.figures.made_charts import made_chart

SV = words_of("sv")


def many(n: int) -> list[Charted]:
    return [made_chart() for _ in range(n)]


def params(spec) -> dict[str, dict]:
    return {param["name"]: param for param in spec["params"]}


def events(param: dict) -> dict[str, str]:
    return {event["events"]: event["update"] for event in param["on"]}


def test_a_chart_is_as_wide_as_the_sheet_while_it_is_printed_and_as_its_place_afterwards():
    spec = on_screen(control_figure(SV, made_chart())).spec
    width, height = events(params(spec)["width"]), params(spec)["height"]
    assert width == {"window:beforeprint": str(SHEET), "window:afterprint": "containerSize()[0]"}
    assert events(height)["window:afterprint"] == height["expr"]
    assert float(events(height)["window:beforeprint"]) < SHEET / 2


def test_panels_follow_the_window_and_fit_the_sheet():
    for n, columns in ((13, "4"), (24, "4"), (30, "5")):
        figure = panels_figure(SV, many(n))
        spec = on_screen(figure).spec
        turned = params(spec)["panel_columns"]
        assert events(turned) == {
            "window:resize": turned["expr"],
            "window:beforeprint": columns,
            "window:afterprint": turned["expr"],
        }
        assert spec["autosize"] == {"type": "pad", "resize": True}, "else the picture keeps its old place"
        assert panels_of(figure) == n


def test_the_type_of_panels_is_larger_on_a_sheet_only():
    spec = picture_of(panels_figure(SV, many(13)), projector=False, theme="light").spec
    assert events(params(spec)["on_sheet"]) == {"window:beforeprint": "true", "window:afterprint": "false"}
    assert params(spec)["on_sheet"]["value"] is False
    for layer in spec["spec"]["layer"]:
        if layer["mark"]["type"] == "text":
            assert "on_sheet" in layer["mark"]["fontSize"]["expr"]
        for channel in ("x", "y"):
            axis = layer["encoding"].get(channel, {}).get("axis")
            assert axis is None or "on_sheet" in axis["labelFontSize"]["expr"]
    for lines in ("text", "subtitle"):
        assert spec["title"][lines]["expr"].startswith("on_sheet ?"), "Vega moves lines of new words only"
    title = {**spec["title"], "subtitle": ""}  # its schema wants a fixed one
    alt.Chart.from_dict({**spec, "title": title, "columns": 4, "params": [], "datasets": {}})


@pytest.mark.parametrize(("n", "projector"), [(2, False), (13, True)])
def test_few_panels_and_those_of_a_projector_are_large_enough_as_they_are(n: int, projector: bool):
    spec = picture_of(panels_figure(SV, many(n)), projector=projector, theme="light").spec
    assert "on_sheet" not in params(spec)


def test_what_is_handed_in_stays_as_it_was():
    figure = panels_figure(SV, many(13))
    before = str(figure.spec)
    with_type_for_sheets(on_screen(figure).spec, 13)
    assert str(figure.spec) == before
