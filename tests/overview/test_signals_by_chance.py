"""How many signals chance alone gives: the table is what stable series give, and adds up to what is told."""

from collections import Counter
from math import sqrt

import numpy as np
import pytest
from scipy.stats import binom

from core.overview.batch import Measured
from core.overview.chance import (
    BACK,
    CHARTS,
    LENGTHS,
    REPLICATES,
    Chance,
    chance_of_new,
    chance_of_signals,
    could_signal,
    count,
    rate_of,
    rates,
)
from core.overview.county import county
from tests.figures.made_charts import MEAN, PLACE, RATE, STEADY, made_series
from tests.overview.made_cells import cell

FEW = 4_000


def test_the_table_has_every_chart_length_and_distance_once():
    places = Counter((row.chart, row.n, row.back) for row in rates())
    assert set(places) == {(chart, n, back) for chart in CHARTS for n in LENGTHS for back in BACK}
    assert set(places.values()) == {1}
    assert {row.replicates for row in rates()} == {REPLICATES}


def test_a_new_signal_is_one_that_goes_on():
    assert all(0 < row.new <= row.standing < 0.1 * row.replicates for row in rates())


def test_a_signal_is_new_as_long_as_there_was_no_chart_then():
    for chart in CHARTS:
        assert rate_of(chart, 12, 24, "new") == rate_of(chart, 12, 24, "standing")


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("n", [18, 60])
def test_new_series_agree_with_the_table(chart: str, n: int):
    standing, new = count(chart, n, FEW, seed=5)
    row = {row.back: row for row in rates() if (row.chart, row.n) == (chart, n)}
    for found, known in [(standing, row[1].standing), *((new[k], row[b].new) for k, b in enumerate(BACK))]:
        share = known / REPLICATES
        assert abs(found / FEW - share) < 4 * sqrt(share * (1 - share) / FEW)


@pytest.mark.slow
@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("n", LENGTHS)
def test_many_new_series_agree_with_the_table(chart: str, n: int):
    many = 40_000
    standing, new = count(chart, n, many, seed=6)
    row = {row.back: row for row in rates() if (row.chart, row.n) == (chart, n)}
    for found, known in [(standing, row[1].standing), *((new[k], row[b].new) for k, b in enumerate(BACK))]:
        share = known / REPLICATES
        assert abs(found / many - share) < 4 * sqrt(share * (1 - share) * (1 / many + 1 / REPLICATES))


def stable_county(seed: int, series: int = 300, n: int = 60):
    """Stable series as the app meets them: indicators and units, not arrays."""
    rng = np.random.default_rng(seed)
    asked = []
    for k in range(series):
        indicator = (MEAN, RATE)[k % 2]
        numbers = rng.normal(20, 3, n) if indicator is MEAN else rng.poisson(30, n)
        asked.append(Measured(indicator, PLACE, made_series(indicator, list(numbers))))
    return county(asked, asked[0].series.months[-1] - 3).cells


def test_what_is_expected_is_what_stable_series_give_all_the_way_through_the_overview():
    counties = [stable_county(seed) for seed in range(6)]
    told, expected = sum(map(len, counties)), sum(chance_of_new(cells).expected for cells in counties)
    new = sum(cell.is_new for cells in counties for cell in cells)
    assert abs(new - expected) < 4 * sqrt(expected)
    standing = sum(cell.stand.signals for cells in counties for cell in cells)
    expected = sum(chance_of_signals(cells).expected for cells in counties)
    assert abs(standing - expected) < 4 * sqrt(expected)
    assert told == 1800


def test_the_span_is_the_binomial_one_where_all_series_are_alike():
    cells = [cell(STEADY, MEAN)] * 200
    rate = rate_of("i", 24, 3, "new")
    found = chance_of_new(cells)
    assert found.expected == pytest.approx(200 * rate)
    assert (found.low, found.high) == (binom.ppf(0.025, 200, rate), binom.ppf(0.975, 200, rate))


def test_between_the_rows_of_the_table_lies_what_is_between():
    low, high = rate_of("i", 60, 3, "new"), rate_of("i", 72, 3, "new")
    assert min(low, high) <= rate_of("i", 66, 3, "new") <= max(low, high)
    assert rate_of("p", 500, 3, "new") == rate_of("p", LENGTHS[-1], 3, "new")
    assert rate_of("run", 60, 4, "new") == pytest.approx(
        rate_of("run", 60, 3, "new") * 2 / 3 + rate_of("run", 60, 6, "new") / 3
    )


def test_what_cannot_be_judged_cannot_signal():
    few, enough = cell(STEADY[:8], MEAN, since="2022-05"), cell(STEADY, MEAN)
    assert could_signal([few, enough]) == (enough,)
    assert chance_of_signals([few]) == Chance(0, 0.0, 0, 0)


def test_where_nothing_has_come_since_nothing_can_be_new():
    assert chance_of_new([cell(STEADY, MEAN, since="2023-12")]).expected == 0.0
    assert chance_of_signals([cell(STEADY, MEAN, since="2023-12")]).expected > 0.0
