"""No limit is drawn where an indicator cannot be, and the chart, its table and its notes say so."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.figures.control_figure import control_figure
from core.overview.batch import Measured, stand_together
from core.spc.for_series import Choices, chart_for
from core.spc.possible import kept_possible, possible_values
from core.spc.standing import standing_of
from core.wording import words_of
from tests.figures.made_charts import COUNT, MEAN, PLACE, RATE, SHARE, made_series

SV = words_of("sv")
FEW = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
"""Series B of the reference values: an I chart computes its lower limit to −0.715130."""
BY_VALUE = Choices(kind="i")
FULL = [400, 398, 400, 399, 400, 397, 400, 399, 398, 400, 400, 396, 400, 399]


def charted(indicator, numbers, choices=BY_VALUE):
    return chart_for(indicator, PLACE, made_series(indicator, numbers), choices)


def codes(chart):
    return {caveat.code for caveat in chart.caveats}


def test_a_count_has_no_limit_below_nothing_and_the_chart_says_so():
    found = charted(COUNT, FEW)
    assert found.chart.points["lcl"].iloc[0] == pytest.approx(-0.715130, abs=5e-7)
    assert (found.points["lcl"] == 0).all()
    assert found.points["ucl"].iloc[0] == pytest.approx(4.604019, abs=5e-7)
    assert found.limits_moved == (True, False)
    assert "limit_at_lowest" in codes(found)


def test_a_share_has_no_limit_above_the_whole():
    found = charted(SHARE, FULL)
    assert (found.chart.points["ucl"] > 100).all()
    assert (found.points["ucl"] == 100).all()
    assert found.limits_moved == (False, True)
    assert "limit_at_highest" in codes(found)


def test_what_may_be_below_nothing_keeps_its_limit():
    found = charted(MEAN, FEW)
    assert found.points["lcl"].iloc[0] == pytest.approx(-0.715130, abs=5e-7)
    assert not codes(found) & {"limit_at_lowest", "limit_at_highest"}


def test_limits_that_are_possible_are_not_spoken_of():
    found = charted(COUNT, [20, 24, 18, 23] * 6)
    assert found.limits_moved == (False, False)
    assert not codes(found) & {"limit_at_lowest", "limit_at_highest"}


def test_charts_of_counts_cut_their_own_limits_and_need_no_note():
    for indicator, kind in ((RATE, "u"), (SHARE, "p"), (SHARE, "pprime"), (COUNT, "c")):
        found = charted(indicator, FEW, Choices(kind=kind))
        assert found.limits_moved == (False, False)


def test_the_table_and_the_notes_tell_where_the_limit_ends():
    figure = control_figure(SV, charted(COUNT, FEW))
    assert SV("table.lower_at_least", lowest="0") in figure.table
    assert set(figure.table[SV("table.lower_at_least", lowest="0")]) == {SV.number(0, COUNT.level_decimals)}
    assert any("ritad vid 0" in note for note in figure.notes)
    high = control_figure(SV, charted(SHARE, FULL))
    assert "Övre gräns (högst 100)" in high.table
    assert any("ritad vid 100." in note for note in high.notes)


def test_many_at_once_have_the_same_limits():
    asked = [Measured(one, PLACE, made_series(one, FEW)) for one in (replace(COUNT, chart="i"), MEAN, SHARE)]
    for one, stand in zip(asked, stand_together(asked), strict=True):
        alone = chart_for(one.indicator, one.unit, one.series)
        assert np.array_equal(stand.lower, alone.points["lcl"].to_numpy(), equal_nan=True)
        assert stand.standing == standing_of(alone)
    assert stand_together(asked)[0].standing.evidence.lower == 0


@given(st.lists(st.integers(0, 400), min_size=12, max_size=40), st.sampled_from([COUNT, RATE, SHARE]))
def test_no_limit_lies_where_nothing_can_be_and_no_signal_changes(numbers, indicator):
    found = charted(indicator, numbers)
    lowest, highest = possible_values(indicator)
    for name in ("lcl", "ucl"):
        limit = found.points[name].to_numpy()
        limit = limit[np.isfinite(limit)]
        assert ((limit >= lowest) & (limit <= highest)).all()
    lower, upper = kept_possible(
        found.chart.points["lcl"].to_numpy(), found.chart.points["ucl"].to_numpy(), (lowest, highest)
    )
    y = found.points["y"].to_numpy()
    outside = (y < lower) | (y > upper)
    assert np.array_equal(outside & found.points["included"].to_numpy(), found.points["beyond_limits"])
