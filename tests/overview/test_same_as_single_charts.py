"""Many series at once stand where each stands on its own chart: same kind, lines, marks and standing."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.indicators import Break, Target, Text
from core.overview.batch import Measured, Stand, stand_together
from core.simulate.sample import load_sample
from core.spc.for_series import chart_for
from core.spc.standing import standing_of
from tests.figures.made_charts import COUNT, INDICATORS, MEAN, PLACE, RATE, made_series
from tests.overview.made_cells import measured

LINES = {
    "y": "value",
    "cl": "centre",
    "lcl": "lower",
    "ucl": "upper",
    "beyond_limits": "beyond",
    "pattern": "pattern",
    "included": "counted",
}


def differs(one: Measured, stand: Stand) -> list[str]:
    """What of a series differs from its own chart."""
    charted = chart_for(one.indicator, one.unit, one.series)
    found = [] if stand.kind == charted.chart.kind else ["kind"]
    if stand.standing != standing_of(charted):
        found.append("standing")
    points = charted.points
    return found + [
        name
        for column, name in LINES.items()
        if not np.array_equal(
            points[column].to_numpy(float), getattr(stand, name).astype(float), equal_nan=True
        )
    ]


def all_differences(asked: list[Measured]) -> dict[tuple[str, str], list[str]]:
    found = {
        (one.indicator.id, one.unit.id): differs(one, stand)
        for one, stand in zip(asked, stand_together(asked), strict=True)
    }
    return {key: what for key, what in found.items() if what}


@pytest.fixture(scope="module")
def sample():
    return load_sample().for_showing()


def test_in_the_whole_sample_county(sample):
    asked = [
        Measured(indicator, unit, series)
        for indicator in sample.indicators()
        for unit in sample.units
        for series in [sample.series(indicator.id, unit.id)]
        if series is not None
    ]
    assert len(asked) > 600
    assert all_differences(asked) == {}


def test_in_groups_of_people_where_much_is_hidden(sample):
    indicator = sample.catalogue["akutbesok_hsh"]
    asked = [
        Measured(indicator, unit, series)
        for unit in sample.units.of_level("municipality")
        for group in sample.subgroups_of(indicator.id, unit.id)
        for series in [sample.series(indicator.id, unit.id, group)]
        if series is not None
    ]
    assert {one.series.status[0] for one in asked} >= {"ok", "suppressed"}
    found = zip(asked, stand_together(asked), strict=True)
    assert {one.series.subgroup: differs(one, stand) for one, stand in found if differs(one, stand)} == {}


def broken(indicator):
    """With a documented break and a target."""
    return replace(
        indicator,
        breaks=(Break(np.datetime64("2022-11", "M"), Text("nytt", "new")),),
        targets=(Target(5.0, 2020, None),),
    )


@st.composite
def several(draw):
    """A few series of any kind and length, with holes, hidden and provisional periods, breaks and targets."""
    asked = []
    for _ in range(draw(st.integers(1, 6))):
        indicator = draw(st.sampled_from(INDICATORS))
        if draw(st.booleans()):
            indicator = broken(indicator)
        numbers = draw(st.lists(st.integers(0, 40), min_size=1, max_size=40))
        status = draw(
            st.lists(
                st.sampled_from(["ok"] * 12 + ["provisional", "missing", "suppressed"]),
                min_size=len(numbers),
                max_size=len(numbers),
            )
        )
        period_type = draw(st.sampled_from(["month", "month", "quarter", "year"]))
        first = draw(st.sampled_from(["2022-01", "2021-01"]))
        asked.append(measured(indicator, numbers, status=status, period_type=period_type, first=first))
    return asked


@settings(max_examples=40)
@given(several())
def test_whatever_the_series_are(asked):
    for one, stand in zip(asked, stand_together(asked), strict=True):
        assert differs(one, stand) == []


def test_a_short_series_among_long_ones_becomes_a_run_chart_and_the_others_do_not():
    long, short = (
        measured(MEAN, [20, 24] * 12),
        measured(MEAN, [20, 24] * 12, status=["missing"] * 20 + ["ok"] * 4),
    )
    stands = stand_together([long, short, long])
    assert [stand.kind for stand in stands] == ["i", "run", "i"]


def test_annual_numbers_have_no_limits_and_say_that_they_are_few():
    stand = stand_together([measured(COUNT, [8, 9, 7, 10, 8], period_type="year", first="2020-01")])[0]
    assert stand.standing.variation == "unknown"
    assert stand.standing.evidence.unknown == "few"
    assert np.isnan(stand.upper).all()


def test_the_order_is_the_one_asked_for():
    asked = [measured(one, [20, 24] * 12) for one in (COUNT, RATE, MEAN, RATE)]
    assert [stand.indicator.id for stand in stand_together(asked)] == [one.indicator.id for one in asked]
    assert stand_together([]) == ()


def test_a_hidden_value_has_no_limits_that_would_give_its_denominator_away():
    status = ["ok"] * 23 + ["suppressed"]
    series = made_series(RATE, [20, 24] * 12, status=status)
    stand = stand_together([Measured(RATE, PLACE, series)])[0]
    assert np.isnan(stand.upper[-1])
    assert np.isfinite(stand.upper[:-1]).all()
