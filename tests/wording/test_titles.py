"""What is shown is named: indicator, unit of measurement, place, group, chart, baseline and source."""

from dataclasses import replace

import numpy as np
import pytest

from core.indicators import Text, Unit
from core.observations.cut import between
from core.observations.schema import TOTAL, Subgroup
from core.spc.for_series import Choices, chart_for
from core.wording import words_of
from core.wording.titles import (
    chart_facts,
    group_name,
    measure_title,
    source_name,
    unit_label,
    unit_text,
)
from tests.figures.made_charts import COUNT, MEAN, RATE, SHARE, STEADY, broken_in, made_chart

SV, EN = words_of("sv"), words_of("en")


def test_the_undivided_whole_has_no_group_name():
    assert group_name(SV, TOTAL) == ""


@pytest.mark.parametrize(
    ("group", "swedish", "english"),
    [
        (Subgroup(age="80-"), "Ålder: 80 år och äldre", "Age: 80 years and older"),
        (Subgroup(age="65-79"), "Ålder: 65–79 år", "Age: 65–79 years"),
        (Subgroup(age="barn"), "Ålder: barn", "Age: barn"),
        (Subgroup(sex="K"), "Kön: kvinnor", "Sex: women"),
        (Subgroup(target_group="sabo"), "Målgrupp: särskilt boende", "Target group: care home"),
        (Subgroup(other="Typ 1"), "Typ 1", "Typ 1"),
        (
            Subgroup(sex="M", age="80-"),
            "Ålder: 80 år och äldre, Kön: män",
            "Age: 80 years and older, Sex: men",
        ),
    ],
)
def test_a_group_is_named_by_its_divisions(group, swedish, english):
    assert (group_name(SV, group), group_name(EN, group)) == (swedish, english)


@pytest.mark.parametrize("value", ["K", "M", "sabo", "age_to", "age_from"])
def test_a_division_of_ones_own_keeps_its_words_whatever_they_are(value: str):
    assert group_name(SV, Subgroup(other=value)) == value


def test_a_title_names_measure_scale_place_and_group():
    charted = made_chart()
    assert measure_title(SV, charted) == "Akutbesök, per 100 inskrivna: Värnamo"
    divided = replace(charted, series=replace(charted.series, subgroup=Subgroup(sex="K")))
    assert measure_title(EN, divided) == "Emergency visits, per 100 enrolled: Värnamo (Sex: women)"


@pytest.mark.parametrize(
    ("indicator", "text"), [(RATE, "per 100"), (SHARE, "%"), (COUNT, "per månad"), (MEAN, "i medeltal")]
)
def test_a_measure_that_names_no_unit_is_shown_by_its_kind_and_scale(indicator, text):
    assert unit_text(SV, replace(indicator, unit=Text("", "")), "month") == text


def test_a_level_is_added_where_the_name_does_not_tell_it():
    assert unit_label(SV, Unit("0683", Text("Värnamo", "Värnamo"), "municipality")) == "Värnamo"
    assert unit_label(SV, Unit("x", Text("Norr", "North"), "area")) == "Norr (länsdel)"
    county = Unit("06", Text("Jönköpings län", "Jönköping County"), "county")
    assert (unit_label(SV, county), unit_label(EN, county)) == ("Jönköpings län", "Jönköping County")


def test_a_source_of_ones_own_stands_as_written():
    assert source_name(SV, "Cosmic") == "Cosmic"
    assert source_name(SV, "sample_county") == SV("source.sample_county")


def test_the_facts_name_chart_rules_and_how_many_points_set_the_limits():
    assert chart_facts(SV, made_chart(), made_up=False) == (
        "u-diagram, Anhøjs regler",
        "baslinje: jan 2022 till dec 2023 (24 månader)",
        "källa: made",
    )


def test_the_facts_name_a_chosen_baseline_by_its_ends():
    charted = made_chart(choices=Choices(freeze=np.datetime64("2023-03")))
    assert "baslinje: jan 2022 till mars 2023 (15 månader)" in chart_facts(SV, charted, made_up=False)


def test_a_baseline_is_named_by_its_ends_also_where_a_period_is_chosen():
    whole = made_chart()
    cut = between(whole.series, np.datetime64("2022-07", "M"), None)
    facts = chart_facts(SV, chart_for(whole.indicator, whole.unit, cut), made_up=False)
    assert facts[1] == "baslinje: juli 2022 till dec 2023 (18 månader)"


def test_a_baseline_that_begins_at_a_break_is_not_called_the_whole_period():
    charted = made_chart(broken_in(RATE, "2023-01"), (*STEADY, *STEADY[:6]))
    facts = " ".join(chart_facts(SV, charted, made_up=False))
    assert "hela perioden" not in facts
    assert "baslinje: jan 2023 till juni 2024 (18 månader)" in facts


@pytest.mark.parametrize(("words", "mark"), [(SV, "PÅHITTADE EXEMPELDATA"), (EN, "MADE-UP SAMPLE DATA")])
def test_made_up_numbers_say_so_beside_their_source(words, mark):
    assert mark in chart_facts(words, made_chart(), made_up=True)[-1]
    assert not any(mark in line for line in chart_facts(words, made_chart(), made_up=False))
