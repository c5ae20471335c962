"""What a browser is handed: the same spec for every unit, so that it need not draw from nothing."""

from dataclasses import replace

import altair as alt
import numpy as np
import pytest
from made_charts import MEAN, made_chart

from core.figures.control_figure import control_figure
from core.figures.control_shape import Theme
from core.figures.heading import NARROW_TITLE, heading_of
from core.figures.key import told_html
from core.figures.on_screen import on_screen
from core.indicators.text import Text
from core.spc.for_series import Charted
from core.wording import words_of

SV = words_of("sv")


def named(name: str, **more: object) -> Charted:
    """A chart of a unit with this name."""
    charted = made_chart(MEAN, **more)
    return replace(charted, unit=replace(charted.unit, name=Text(name, name)))


def test_two_units_have_the_same_spec_and_different_data():
    first, second = (on_screen(control_figure(SV, named(name))) for name in ("Aneby", "Vetlanda"))
    assert first.spec == second.spec
    assert first.alt == second.alt
    assert not first.datasets["heading"].equals(second.datasets["heading"])
    assert first.told != second.told


def test_the_heading_a_browser_reads_from_data_is_the_one_in_the_spec():
    figure = control_figure(SV, named("Aneby"))
    assert figure.heading is not None
    row = on_screen(figure).datasets["heading"].iloc[0]
    assert row["wide"].split("\n") == list(figure.heading.wide)
    assert row["facts"].split("\n") == figure.spec["title"]["subtitle"]
    assert "Aneby" in row["narrow"]


def test_nothing_of_a_unit_is_left_in_the_spec_and_it_is_still_a_chart():
    shown = on_screen(control_figure(SV, named("Aneby")))
    assert "Aneby" not in str(shown.spec)
    # Vega-Lite's schema wants a fixed subtitle, and knows no events of a window; it hands both on to Vega.
    params = [{name: value for name, value in one.items() if name != "on"} for one in shown.spec["params"]]
    alt.Chart.from_dict({**shown.spec, "title": {**shown.spec["title"], "subtitle": ""}, "params": params})


def test_the_whole_text_alternative_stands_beside_the_picture():
    figure = control_figure(SV, named("Aneby"))
    shown = on_screen(figure)
    assert shown.told == figure.alt
    assert figure.title not in shown.alt


def test_a_figure_without_a_heading_of_its_own_keeps_its_spec_and_alternative():
    figure = replace(control_figure(SV, named("Aneby")), heading=None)
    shown = on_screen(figure)
    assert shown.alt == figure.alt
    assert shown.told == ""
    assert set(shown.datasets) == set(figure.datasets)


def test_a_name_from_a_file_is_text_in_the_alternative():
    assert "<b>" not in told_html("<b>Enhet</b>")
    assert told_html("") == ""


def test_a_long_title_is_wrapped_for_a_phone_only():
    heading = heading_of(("ord " * 30,), ("fakta",))
    assert len(heading.wide) == 1
    assert all(len(line) <= NARROW_TITLE for line in heading.narrow)
    assert np.size(heading.narrow) > 1


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("theme", "ground"), [("light", "#ffffff"), ("dark", "#12181f")])
def test_the_words_of_axes_can_be_read_on_their_ground(theme: Theme, ground: str):
    axis = on_screen(control_figure(SV, named("Aneby"), theme=theme), theme).spec["config"]["axis"]
    for colour in (axis["labelColor"], axis["titleColor"]):
        dark, light = sorted((luminance(colour), luminance(ground)))
        assert (light + 0.05) / (dark + 0.05) >= 4.5
