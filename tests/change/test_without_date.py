"""Trend and shift of a series as it is followed: which periods count, and when nothing is said."""

from dataclasses import replace

import numpy as np
import pytest

from core import simulate
from core.change import shifts, trend
from core.change.without_date import without_date


@pytest.fixture(scope="module")
def dataset():
    return simulate.load_sample()


def told(dataset, indicator: str, unit: str, exclude=()):
    series = dataset.series(indicator, unit)
    return without_date(dataset.catalogue[indicator], dataset.units[unit], series, exclude)


def test_the_numbers_are_those_of_the_settled_months_by_the_methods_of_core(dataset):
    found, series = told(dataset, "akutbesok_hsh", "0680"), dataset.series("akutbesok_hsh", "0680")
    y = np.where(series.status == "ok", series.numerator, np.nan)
    n = np.where(series.status == "ok", series.denominator, np.nan)
    direct = trend(y, n, months=series.months)
    assert (found.trend.p, found.trend.interval) == (direct.p, direct.interval)
    assert found.shifts.best.p == shifts(y, n, months=series.months).best.p
    assert found.trend.n == int((series.status == "ok").sum())


def test_values_line_and_levels_are_on_the_scale_that_is_shown(dataset):
    found, series = told(dataset, "akutbesok_hsh", "0680"), dataset.series("akutbesok_hsh", "0680")
    ok = series.status == "ok"
    assert found.values["value"].to_numpy()[ok] == pytest.approx(series.value[ok])
    assert found.values["value"][~ok].isna().all()
    assert found.values["line"].mean() == pytest.approx(np.median(series.value[ok]), rel=0.1)
    before = ok & (series.months < found.shift.month)
    level = 100 * series.numerator[before].sum() / series.denominator[before].sum()
    assert found.values["level"].iloc[0] == pytest.approx(level)
    assert found.values["level"].nunique() == 2


def test_without_a_shift_no_level_is_drawn(dataset):
    found = told(dataset, "nyinskrivna", "0680")
    assert found.shift is None
    assert found.values["level"].isna().all()


def test_a_month_left_out_does_not_count(dataset):
    left_out = (np.datetime64("2024-01"),)
    found = told(dataset, "akutbesok_hsh", "0680", left_out)
    assert found.trend.n == told(dataset, "akutbesok_hsh", "0680").trend.n - 1
    at = found.series.months == left_out[0]
    assert np.isnan(found.values["value"].to_numpy()[at]).all()


def test_only_the_time_from_the_last_break_is_used(dataset):
    found = told(dataset, "telefon_samma_dag", "0680")
    assert found.since == np.datetime64("2024-01")
    assert found.series.months[0] == found.since
    assert len(found.values) == len(found.series)


@pytest.mark.parametrize(
    ("indicator", "unit", "reason"),
    [("gemensamt_hembesok", "0683", "hidden"), ("mangbesokare_akut", "0683", "rolling")],
)
def test_what_cannot_be_told_has_a_reason_and_no_numbers(dataset, indicator, unit, reason):
    found = told(dataset, indicator, unit)
    assert (found.reason, found.shift, found.trend.p) == (reason, None, None)
    assert found.values.empty


def test_a_short_series_is_too_short(dataset):
    series = dataset.series("akutbesok_hsh", "0683")
    from core.observations.cut import between

    short = between(series, series.months[-10], None)
    found = without_date(dataset.catalogue["akutbesok_hsh"], dataset.units["0683"], short)
    assert (found.reason, found.trend.n) == ("few_months", 8)


def test_quarters_and_means_are_told_of_too(dataset):
    for indicator in ("fast_vardkontakt", "kontinuitetsindex", "ssk_belastning"):
        found = told(dataset, indicator, "0680")
        assert found.reason is None
        known = dataset.series(indicator, "0680")
        assert found.values["value"].mean() == pytest.approx(np.nanmean(known.value), rel=0.02)


def test_the_same_values_without_counts_are_judged_as_values(dataset):
    series = dataset.series("akutbesok_hsh", "0680")
    unknown = np.full(len(series), np.nan)
    bare = replace(series, numerator=unknown, denominator=unknown)
    found = without_date(dataset.catalogue["akutbesok_hsh"], dataset.units["0680"], bare)
    assert found.reason is None
    ok = series.status == "ok"
    assert found.values["value"].to_numpy()[ok] == pytest.approx(series.value[ok])
