"""What is hidden is shown as hidden: with a sign of its own, never as zero, never as a curve of the rest."""

import numpy as np
import pytest
from hypothesis import given, settings

from core.figures import palette
from core.figures.beside import Beside
from core.figures.control_figure import control_figure
from core.figures.key import key_html
from core.figures.states import point_states
from core.spc.for_series import Choices, chart_for
from core.wording import words_of
from tests.figures.made_charts import (
    PLACE,
    RATE,
    ROLLING,
    STEADY,
    made_chart,
    made_series,
    series_of_any_kind,
)

SV, EN = words_of("sv"), words_of("en")
MANY = ["suppressed"] * 12 + ["ok"] * 12
ONE = ["ok"] * 10 + ["suppressed"] + ["ok"] * 13


def layers(figure) -> dict[str, dict]:
    return {layer["name"]: layer for layer in figure.spec["layer"]}


@settings(max_examples=40)
@given(series_of_any_kind())
def test_every_hidden_period_has_a_sign_at_the_foot_and_nothing_else_has(made):
    indicator, series = made
    figure = control_figure(SV, chart_for(indicator, PLACE, series))
    hidden = series.months[series.status == "suppressed"]
    signs = figure.datasets.get("hidden")
    assert ("hidden" in layers(figure)) == (signs is not None) == bool(len(hidden))
    if signs is not None:
        np.testing.assert_array_equal(signs["t"], hidden.astype("datetime64[ms]").astype(float))


def test_the_sign_stands_below_the_plot_where_no_value_can_be():
    drawn = layers(control_figure(SV, made_chart(status=ONE)))
    assert drawn["hidden"]["encoding"]["y"] == {"value": "height"}
    below = drawn["hidden"]["mark"]["yOffset"]
    assert 0 < below < drawn["points"]["encoding"]["x"]["axis"]["offset"]
    assert "offset" not in layers(control_figure(SV, made_chart()))["points"]["encoding"]["x"]["axis"]


def test_a_hidden_period_says_that_it_is_hidden_and_why():
    row = control_figure(SV, made_chart(status=ONE)).datasets["hidden"].iloc[0]
    assert row["tip_0"] == "november 2022: dold"
    assert row["tip_1"] == "Antalet är litet, eller skulle avslöja ett litet antal. Dold betyder inte noll."
    assert row[["tip_2", "tip_3", "tip_4"]].isna().all()


def test_the_key_says_how_many_are_hidden():
    assert "dold (små tal): 1 månad<" in key_html(SV, control_figure(SV, made_chart(status=ONE)))
    assert "hidden (small numbers): 12 months<" in key_html(EN, control_figure(EN, made_chart(status=MANY)))


def test_where_much_is_hidden_nothing_is_computed_drawn_through_or_set_beside():
    charted = made_chart(status=MANY)
    figure = control_figure(SV, charted, beside=Beside("länet", made_series(RATE, STEADY)))
    assert charted.hidden.too_many
    assert not {"values", "lcl", "ucl", "comparison"} & set(layers(figure))
    assert figure.datasets["points"]["cl"].isna().all()
    assert figure.datasets["labels"].empty
    assert figure.lines == ()
    assert not any("länet" in column for column in figure.table)
    assert figure.datasets["points"]["y"].notna().sum() == 12


def test_where_much_is_hidden_the_heading_claims_no_limits_and_no_rules():
    figure = control_figure(SV, made_chart(status=MANY), made_up=True)
    assert figure.facts.startswith("värden utan gränser: för många är dolda")
    assert "PÅHITTADE" in figure.facts
    for claim in ("u-diagram", "Anhøj", "baslinje"):
        assert claim not in figure.facts
    assert "12 av 24 värden är dolda" in figure.alt
    assert "limits" in control_figure(EN, made_chart(status=MANY)).facts


def test_one_hidden_period_leaves_the_curve_with_a_gap_and_the_rest_as_it_was():
    figure = control_figure(SV, made_chart(status=ONE), beside=Beside("länet", made_series(RATE, STEADY)))
    assert {"values", "lcl", "ucl", "comparison", "hidden"} <= set(layers(figure))
    assert figure.datasets["points"]["y"].isna().to_numpy().nonzero()[0].tolist() == [10]


def test_overlapping_periods_are_not_called_excluded_unless_a_person_left_them_out():
    charted = made_chart(ROLLING, STEADY)
    states = point_states(charted)
    assert set(states) == {"overlapping", "usual"}
    assert (states == "usual").sum() == 2
    figure = control_figure(SV, charted)
    assert "delar månader, räknas inte" in key_html(SV, figure)
    assert "utesluten" not in key_html(SV, figure)
    left_out = made_chart(choices=Choices(exclude=(np.datetime64("2022-05"),)))
    assert point_states(left_out)[4] == "excluded"


@pytest.mark.parametrize("n", [11, 12])
def test_a_run_chart_in_the_place_of_another_says_so_and_why(n: int):
    figure = control_figure(SV, made_chart(numbers=STEADY[:n]))
    assert ("i stället för u-diagram: gränser kräver 12 värden" in figure.facts) == (n < 12)


def test_a_run_chart_that_was_chosen_replaces_nothing():
    assert "i stället" not in control_figure(SV, made_chart(choices=Choices(kind="run"))).facts


def test_only_hidden_values_have_a_sign_that_is_not_where_their_value_is():
    assert set(palette.POINTS) - set(palette.DRAWN) == {"suppressed"}


def test_a_picture_without_lines_has_no_layer_of_nothing():
    numbers = [*STEADY[:6], *[2] * 18]
    marks = ["ok"] * 6 + ["suppressed"] * 18
    figure = control_figure(SV, made_chart(RATE, numbers, status=marks))
    layers = {layer["name"]: layer for layer in figure.spec["layer"]}
    assert "cl" not in layers
    assert "labels" not in layers
    assert layers["points"]["encoding"]["y"]["axis"]["description"]
    usual = control_figure(SV, made_chart())
    assert {"cl", "labels"} <= {layer["name"] for layer in usual.spec["layer"]}
