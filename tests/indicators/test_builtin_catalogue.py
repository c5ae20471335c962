"""The built-in catalogue is complete in both languages and agrees with itself."""

import re

import numpy as np
import pytest

from core.indicators import load_catalogue
from core.indicators.indicator import KIND_OF_CHART

CATALOGUE = load_catalogue()
every_indicator = pytest.mark.parametrize("indicator", list(CATALOGUE), ids=lambda i: i.id)

# Names that are the same in both languages: symbols, systems and registers.
PROPER = {
    *("%", "Kolada", "Cosmic", "Cosmic Link", "Cosmic/Diver", "Diver; Kolada", "Workshop"),
    *("Cosmic Link/Diver; Kolada", "Vården i siffror", "Kolada; Vården i siffror"),
}
REPORTED_AS_VALUES = {
    *("ledtid_hembesok", "ssk_kontinuitet", "hemtjanst_kontinuitet", "sarlakning", "patientnamnd"),
    *("npe_kontinuitet", "kontinuitetsindex"),
}


def test_all_53_indicators_are_there():
    assert len(CATALOGUE) == 53


@every_indicator
def test_it_is_complete_in_both_languages(indicator):
    texts = [indicator.name, indicator.definition, indicator.unit, indicator.source]
    assert all(text.sv and text.en for text in texts)
    texts += [text for text in (indicator.numerator, indicator.denominator) if text]
    untranslated = [t.sv for t in texts if t.sv == t.en and t.sv not in PROPER]
    assert untranslated == []


@every_indicator
def test_its_definition_is_sentences(indicator):
    for language in ("sv", "en"):
        definition = indicator.definition.in_(language)
        assert definition[0].isupper()
        assert definition.endswith(".")
        assert len(definition) > 40


@every_indicator
def test_it_says_what_is_counted_of_what(indicator):
    if indicator.id in REPORTED_AS_VALUES:
        assert indicator.kind in ("mean", "score")
    else:
        assert indicator.numerator
        assert indicator.denominator or indicator.kind == "count"


@every_indicator
def test_its_scale_agrees_with_its_unit(indicator):
    scale = {"%": 100, "per 100 ": 100, "per 1 000 ": 1000, "per 100 000 ": 100_000}
    stated = [factor for start, factor in scale.items() if re.fullmatch(f"{start}[^0-9]*", indicator.unit.sv)]
    assert indicator.multiply == (stated[0] if stated else 1)


@every_indicator
def test_its_chart_fits_its_kind_and_annual_values_get_no_control_limits(indicator):
    assert KIND_OF_CHART.get(indicator.chart, indicator.kind) == indicator.kind
    if indicator.frequency in ("year", "half_year"):
        assert indicator.chart == "trend"


@every_indicator
def test_its_kolada_ids_and_address_belong_together(indicator):
    assert all(re.fullmatch("[NU][0-9]{5}", kpi) for kpi in indicator.kolada)
    address = f"https://api.kolada.se/v3/kpi/{indicator.kolada[0]}" if indicator.kolada else ""
    assert indicator.source_url == address


@every_indicator
def test_its_levels_role_and_small_numbers_are_decided(indicator):
    assert indicator.levels
    assert indicator.suppress_below in (0, 5)
    assert 0 <= indicator.provisional_months <= 2
    if indicator.role == "experience" and indicator.denominator:
        assert indicator.suppress_denominator_below in (10, 30)


def test_few_who_are_not_counted_are_hidden_where_few_have_died():
    assert {i.id for i in CATALOGUE if i.complement_sensitive} == {"brytpunktssamtal", "vb_opioid"}


def test_sums_of_points_and_days_are_never_hidden_as_if_they_were_people():
    for indicator in CATALOGUE:
        if indicator.kind in ("score", "mean") and indicator.denominator and indicator.role != "balancing":
            assert indicator.suppress_below == 0 or indicator.numerator is None
            assert indicator.suppress_denominator_below


def test_measures_that_look_back_are_rolling():
    assert {i.id: i.window_months for i in CATALOGUE if i.is_rolling} == {
        "mangbesokare_akut": 12,
        "lakemedelsuppfoljning": 12,
        "sip": 12,
        "fall_80": 36,
    }


def test_a_share_that_looks_back_names_the_events_it_counts_and_those_are_monthly():
    named = {
        indicator.id: CATALOGUE[indicator.event_count] for indicator in CATALOGUE if indicator.event_count
    }
    assert {one: events.id for one, events in named.items()} == {"mangbesokare_akut": "akutbesok_hsh"}
    assert all(not events.overlaps_at("month") for events in named.values())


def test_the_targets_are_those_that_somebody_has_decided():
    assert {i.id: [t.value for t in i.targets] for i in CATALOGUE if i.targets} == {
        "utskrivningsklara_dagar": [0.8],
        "fast_lakarkontakt": [55],
        "antibiotika_bef": [250],
        "betalningsdagar": [0],
        "telefon_samma_dag": [100],
        "bedomning_3d": [100],
        "arshjul": [100],
    }
    assert all(
        t.source.sv and t.source.en and t.source.sv != t.source.en for i in CATALOGUE for t in i.targets
    )


def test_the_discharge_target_holds_for_2026_only():
    targets = [
        CATALOGUE["utskrivningsklara_dagar"].target_for(month) for month in ("2025-12", "2026-06", "2027-01")
    ]
    assert [t and t.value for t in targets] == [None, 0.8, None]


def test_documented_breaks_are_months_with_a_reason_in_both_languages():
    breaks = {i.id: i.breaks for i in CATALOGUE if i.breaks}
    assert set(breaks) == {"telefon_samma_dag", "utskrivningsklara_dagar", "hemtjanst_kontinuitet"}
    assert breaks["telefon_samma_dag"][0].month == np.datetime64("2024-01", "M")
    for found in breaks.values():
        assert all(b.month.dtype == "datetime64[M]" and b.text.sv != b.text.en for b in found)


def test_the_headline_indicator_is_as_the_county_reports_it():
    indicator = CATALOGUE["mangbesokare_akut"]
    assert indicator.shown(112, 2251, np.nan) == pytest.approx(4.9756, abs=1e-4)
    assert (indicator.unit.sv, indicator.unit.en) == ("per 100 inskrivna", "per 100 enrolled")
    assert indicator.direction == "down"
