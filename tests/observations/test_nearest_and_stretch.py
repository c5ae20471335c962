"""Which unit and which periods are shown where those asked for have no numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_tables import dataset, row

from core.indicators import Text, Unit, UnitRegister
from core.observations.cut import between, stretch_of
from core.observations.nearest import nearest_unit, unit_at
from core.observations.observations import Observations
from core.simulate.sample import load_sample

PLACES = UnitRegister(
    [
        Unit("county", Text.of("Länet"), "county"),
        Unit("north", Text.of("Norr"), "area", "county"),
        Unit("south", Text.of("Söder"), "area", "county"),
        Unit("östby", Text.of("Östby"), "municipality", "north"),
        Unit("alby", Text.of("Alby"), "municipality", "north"),
        Unit("byås", Text.of("Byås"), "municipality", "south"),
        Unit("vc1", Text.of("Vårdcentral 1"), "health_centre", "alby"),
        Unit("vc2", Text.of("Vårdcentral 2"), "health_centre", "byås"),
        Unit("apart", Text.of("För sig")),
    ]
)
EVERYWHERE = {unit.id for unit in PLACES}


def near(unit: str, *there: str) -> str | None:
    found = nearest_unit(PLACES, there, unit)
    return found and found.id


def at(unit: str, level, there=EVERYWHERE) -> str | None:
    found = unit_at(PLACES, there, unit, level)
    return found and found.id


def test_a_health_centre_without_numbers_gives_way_to_its_municipality():
    assert near("vc1", "county", "alby", "byås") == "alby"
    assert near("vc1", "county", "byås") == "county"


def test_a_unit_with_numbers_stays_and_one_with_parts_alone_gives_way_to_its_first_part():
    assert near("alby", "alby", "county") == "alby"
    assert near("north", "byås", "alby", "östby") == "alby"


def test_where_nothing_near_has_numbers_nothing_is_near():
    assert near("apart", "county") is None
    assert near("nowhere", "county") is None
    assert near("vc1", "vc2", "byås") is None


@pytest.mark.parametrize(
    ("unit", "level", "expected"),
    [
        ("vc1", "county", "county"),
        ("vc1", "area", "north"),
        ("vc1", "health_centre", "vc1"),
        ("north", "municipality", "alby"),
        ("östby", "health_centre", "vc1"),
        ("county", "health_centre", "vc1"),
        ("byås", "health_centre", "vc2"),
        ("apart", "municipality", "alby"),
        ("vc1", "nation", None),
    ],
)
def test_another_level_shows_the_unit_nearest_by(unit: str, level, expected: str | None):
    assert at(unit, level) == expected


@given(
    there=st.frozensets(st.sampled_from(sorted(EVERYWHERE)), min_size=1),
    unit=st.sampled_from(sorted(EVERYWHERE)),
    level=st.sampled_from(["county", "area", "municipality", "health_centre", "other"]),
)
def test_a_level_that_has_numbers_always_has_a_unit_to_show(there, unit, level):
    found = unit_at(PLACES, there, unit, level)
    assert (found is not None) == any(PLACES[one].level == level for one in there)
    assert found is None or (found.level == level and found.id in there)


# Indicators without numbers


def test_what_neither_a_unit_nor_its_parts_report_is_known_to_be_missing():
    data = dataset([row("rate", "a", "2025-01", 1, 10), row("share", "b", "2025-01", 1, 10)])
    assert data.without_numbers("a") == {"share"}
    assert data.without_numbers("county") == frozenset()
    assert data.without_numbers("nowhere") == {"rate", "share"}
    assert data.for_showing().without_numbers("a") == {"share"}


def test_no_indicator_of_the_sample_with_numbers_for_a_unit_is_called_missing_there():
    data = load_sample()
    for unit in data.units:
        reported = {one.id for one in data.indicators() if unit in data.units_of(one.id)}
        assert not reported & data.without_numbers(unit.id)


# Periods


def monthly(n: int = 24):
    series = load_sample().series("vardplan", "0680")
    assert series is not None
    return between(series, series.months[0], series.months[n - 1])


def quarterly():
    series = load_sample().series("esther_upplevelse", "0680")
    assert series is not None
    return series


def test_an_end_inside_the_series_is_kept_and_its_own_end_is_open():
    months = monthly().months
    stretch = stretch_of(monthly(), months[3], months[-1])
    assert (stretch.first, stretch.last) == (months[3], None)
    assert not stretch.first_outside
    assert not stretch.last_outside


def test_a_link_made_for_months_opens_the_quarters_that_hold_them():
    series = quarterly()
    stretch = stretch_of(series, series.months[2] + 1, series.months[5] + 2)
    assert (stretch.first, stretch.last) == (series.months[2], series.months[5])


def test_an_end_outside_is_passed_over_and_told():
    months = monthly().months
    before, after = months[0] - 1, months[-1] + 1
    stretch = stretch_of(monthly(), before, months[5])
    assert (stretch.first, stretch.first_outside, stretch.last) == (None, True, months[5])
    assert stretch_of(monthly(), after, None).first_outside
    assert stretch_of(monthly(), None, before).last_outside


def test_the_last_quarter_holds_its_last_month():
    series = quarterly()
    assert not stretch_of(series, None, series.months[-1] + 2).last_outside
    assert stretch_of(series, None, series.months[-1] + 3).last_outside


def test_ends_in_the_wrong_order_are_both_passed_over():
    months = monthly().months
    stretch = stretch_of(monthly(), months[9], months[3])
    assert (stretch.first, stretch.last) == (None, None)
    assert stretch.first_outside
    assert stretch.last_outside


@given(first=st.none() | st.integers(-30, 110), last=st.none() | st.integers(-30, 110))
def test_the_periods_cut_out_are_always_those_that_the_stretch_says(first, last):
    series = quarterly()
    asked = [None if n is None else series.months[0] + n for n in (first, last)]
    stretch = stretch_of(series, *asked)
    shown = between(series, stretch.first, stretch.last)
    assert shown.months[0] == (stretch.first or series.months[0])
    assert shown.months[-1] == (stretch.last or series.months[-1])
    assert np.isin(shown.months, series.months).all()


def test_the_rows_of_observations_say_which_indicators_units_report():
    rows = load_sample().observations
    assert isinstance(rows, Observations)
    assert rows.indicators_of("0680") <= rows.indicator_ids()
    assert rows.indicators_of("nowhere") == frozenset()
    assert rows.indicators_of("vc-a1", "nowhere") == rows.indicators_of("vc-a1") != rows.indicator_ids()
