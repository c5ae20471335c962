"""What is new since last time: what the chart shows now and did not show at the end of that month."""

from dataclasses import replace

import numpy as np
import pytest

from core.observations.cut import between
from core.overview.batch import is_signal
from core.overview.county import county, months_to_choose, series_of, until, usual_since
from core.simulate.sample import load_sample
from core.spc.for_series import chart_for
from core.spc.standing import standing_of
from tests.figures.made_charts import MEAN, STEADY
from tests.overview.made_cells import cell, measured

QUIET = list(STEADY)
LEAP = [*QUIET[:-1], 60]
HIGH_TO_THE_END = [*QUIET[:12], *(38, 42, 39, 41, 40, 43, 38, 41, 39, 42, 40, 41)]


def month(text: str) -> np.datetime64:
    return np.datetime64(text, "M")


def test_nothing_is_new_in_a_steady_series():
    assert cell(QUIET).news == "none"


def test_a_point_far_outside_in_the_last_month_is_new():
    found = cell(LEAP)
    assert (found.news, found.is_new) == ("new", True)
    assert found.points_since == 3


def test_what_was_there_is_not_new_and_what_has_come_since_an_earlier_day_is():
    assert cell(HIGH_TO_THE_END).news == "same"
    assert cell(HIGH_TO_THE_END, since="2022-12").news == "new"


def test_a_point_outside_that_has_passed_is_told_as_such():
    assert cell([*QUIET[:-2], 60, 20]).news == "passed"


def test_a_signal_that_no_longer_goes_on_is_gone():
    leaped = [*QUIET[:-4], 60, 20, 21, 22]
    assert cell(leaped).news == "gone"


def test_a_signal_that_points_another_way_is_new():
    numbers = [*QUIET, *QUIET[:-4], 70, 21, 20, 0]
    found = cell(numbers, since="2025-09")
    assert found.news == "turned"
    assert found.is_new


def test_few_values_cannot_be_judged():
    assert cell(QUIET[:8], since="2022-05").news == "untold"


def test_provisional_months_are_neither_new_nor_counted():
    found = cell(LEAP, status=["ok"] * 23 + ["provisional"])
    assert (found.news, found.points_since) == ("none", 2)


def test_a_series_that_began_later_had_no_standing_then():
    found = cell(LEAP, since="2021-06")
    assert found.then is None
    assert found.news == "new"


@pytest.mark.parametrize(("since", "periods"), [("2023-08", 6), ("2023-09", 7), ("2023-10", 7)])
def test_a_quarter_belongs_to_last_time_only_when_it_had_ended(since, periods):
    cut = until(measured(MEAN, QUIET[:8], period_type="quarter").series, month(since))
    assert cut is not None
    assert len(cut) == periods


def test_last_time_is_three_months_before_the_latest_settled_month():
    status = ["ok"] * 22 + ["provisional"] * 2
    assert usual_since([measured(MEAN, QUIET, status=status)]) == month("2023-07")


def test_last_time_is_a_year_before_where_there_are_years_only():
    years = [measured(MEAN, QUIET[:8], period_type="year", first="2015-01")]
    assert usual_since(years) == month("2021-12")
    assert months_to_choose(years)[:2] == (month("2021-12"), month("2020-12"))


def test_without_anything_settled_there_is_no_last_time():
    nothing = [measured(MEAN, QUIET, status=["provisional"] * 24)]
    assert usual_since(nothing) is None
    assert months_to_choose(nothing) == ()


def test_then_is_what_the_page_for_one_indicator_shows_up_to_that_month():
    sample = load_sample().for_showing()
    asked = series_of(sample, sample.units.of_level("area"))
    since = usual_since(asked)
    assert since is not None
    found = county(asked, since)
    assert len(found.cells) == len(asked)
    for one in found.cells:
        months = {"quarter": 2}.get(one.stand.series.period_type, 0)
        cut = between(one.stand.series, None, since - months)
        assert one.then == standing_of(chart_for(one.indicator, one.unit, cut))
        if one.is_new:
            assert is_signal(one.stand.standing)
            assert not is_signal(one.then) or one.then.evidence.moved != one.stand.standing.evidence.moved


def test_a_cell_is_found_by_its_place_and_a_unit_has_its_cells_in_order():
    other = replace(MEAN, id="annan")
    found = county([measured(MEAN, QUIET), measured(other, QUIET)], month("2023-09"))
    assert found.at("annan", "0683") is found.cells[1]
    assert found.at("annan", "0680") is None
    assert [one.indicator.id for one in found.of_unit("0683")] == ["tid", "annan"]
