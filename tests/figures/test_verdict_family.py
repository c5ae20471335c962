"""Measures under one time axis: each panel shows its own numbers on its own scale, and only those."""

from dataclasses import replace

import altair as alt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.figures.key import key_html
from core.figures.verdict_family import Measure, family_figure
from core.figures.verdict_months import frame_of, months_of_verdict
from core.figures.verdict_panels import PANEL, PITCH, VALUES, height_of, laid, scale_of, top_of
from core.wording import words_of
from tests.figures.made_charts import MEAN, RATE, SHARE
from tests.figures.made_verdicts import START, judged, made_subject, misses

SV = words_of("sv")
HIDDEN = ["suppressed"] * 8 + ["ok"] * 28


def measure(role, indicator, **more) -> Measure:
    subject = made_subject(indicator, **more)
    return Measure(role, subject, judged(subject))


@pytest.fixture(scope="module")
def family() -> list[Measure]:
    return [measure("balancing", MEAN, factor=1.0), measure("outcome", RATE), measure("process", SHARE)]


def frame_with(values: list[float]) -> pd.DataFrame:
    return pd.DataFrame(dict.fromkeys(VALUES, values))


def test_measures_stand_in_the_order_process_outcome_balancing(family):
    names = family_figure(SV, family, name="Hembesök").datasets["panels"]["name"].tolist()
    assert [name.split(":")[0] for name in names] == ["Processmått", "Resultatmått", "Balanserande mått"]


def test_what_is_drawn_taken_back_from_pixels_is_what_was_measured(family):
    drawn = family_figure(SV, family, name="Hembesök").datasets["months"]
    for k, one in enumerate([family[2], family[1], family[0]]):
        frame = frame_of(SV, months_of_verdict(one.subject, one.verdict))
        scale = scale_of(frame, one.subject.indicator)
        panel = drawn[drawn["panel"] == k]
        for name in VALUES:
            back = scale.high - (panel[name].to_numpy() - top_of(k)) * (scale.high - scale.low) / PANEL
            np.testing.assert_allclose(back, frame[name].to_numpy(), atol=1e-9)


def test_no_panel_reaches_into_another(family):
    drawn = family_figure(SV, family, name="Hembesök").datasets["months"]
    for k, panel in drawn.groupby("panel"):
        values = panel[list(VALUES)].to_numpy()
        assert np.nanmin(values) >= top_of(k)
        assert np.nanmax(values) <= top_of(k) + PANEL
    assert height_of(3) == 3 * PITCH


@given(st.lists(st.floats(-1e6, 1e6).map(lambda v: round(v, 3)), min_size=1, max_size=30))
def test_every_scale_holds_its_values_between_its_first_and_last_named_one(values):
    scale = scale_of(frame_with(values), RATE)
    assert scale is not None
    slack = 1e-9 * (scale.high - scale.low)
    assert scale.low - slack <= min(values) <= max(values) <= scale.high + slack
    assert 2 <= len(scale.ticks) <= 6
    written = [text for _, text in scale.named(SV, 0)]
    assert len(set(written)) == len(written)


def test_a_panel_without_values_has_no_scale_and_says_nothing():
    empty = frame_with([np.nan, np.nan])
    assert scale_of(empty, RATE) is None
    assert laid(empty, 1, None)[list(VALUES)].isna().all().all()


def test_the_axis_names_every_value_where_it_stands(family):
    figure = family_figure(SV, family, name="Hembesök")
    axis = figure.spec["layer"][0]["encoding"]["y"]["axis"]
    assert len(axis["values"]) >= 6
    for at in axis["values"]:
        assert f'"{at:g}": ' in axis["labelExpr"]


def test_hidden_months_have_a_sign_under_their_own_panel_and_no_claim_over_it():
    figure = family_figure(
        SV, [measure("process", SHARE, status=HIDDEN), measure("outcome", RATE)], name="Hembesök"
    )
    foot = figure.datasets["foot"]
    assert len(foot) == 8
    assert foot["foot"].between(top_of(0) + PANEL, PITCH).all()
    assert figure.datasets["panels"]["words"].iloc[0] == "För många värden är dolda"
    assert figure.table.iloc[0].tolist()[3:] == [*["–"] * 4, "för många värden är dolda"]
    assert figure.sentence.startswith("Processmått, Vårdplan: för många värden är dolda. Resultatmått,")


def test_a_line_marks_the_change_in_every_panel(family):
    figure = family_figure(SV, family, name="Hembesök")
    events = figure.datasets["events"]
    assert events["kind"].tolist() == ["change"] * 3
    assert events["top"].tolist() == [top_of(k) for k in range(3)], "the words over a panel stay free"
    assert (events["foot"] - events["top"] == PANEL).all()
    assert "förändring januari 2024" in figure.facts


@pytest.mark.parametrize(("language", "theme"), [("sv", "light"), ("en", "dark")])
def test_every_form_is_valid_and_has_all_that_it_draws(family, language, theme):
    words = words_of(language)
    figure = family_figure(words, family, name="Hembesök", made_up=True, theme=theme)
    alt.Chart.from_dict(dict(figure.spec))
    assert misses(figure) == {}
    assert words("figure.facts_made_up") in figure.facts
    key_html(words, figure)


def test_measures_of_different_starts_or_none_are_not_laid_together(family):
    with pytest.raises(ValueError, match="one unit, start"):
        family_figure(SV, [], name="Hembesök")
    late = replace(family[0], subject=replace(family[0].subject, start=START + 1))
    with pytest.raises(ValueError, match="one unit, start"):
        family_figure(SV, [family[1], late], name="Hembesök")
