"""Small helpers between the observations and a page: parts of a series, months as text, a summary."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.indicators import load_catalogue, local
from core.observations.cut import between
from core.observations.months import month_of, text_of
from core.observations.observations import Observations
from core.observations.schema import empty_frame
from core.remarks import Refused
from core.simulate import load_sample
from tests.figures.made_charts import RATE, STEADY, made_series

positions = st.none() | st.integers(-30, 60)


def month(position: int | None) -> np.datetime64 | None:
    return None if position is None else np.datetime64("2022-01", "M") + position


@given(positions, positions, st.sampled_from(["month", "quarter", "year"]))
def test_a_stretch_holds_the_periods_between_its_ends_and_all_of_their_numbers(first, last, period_type):
    series = made_series(RATE, STEADY, period_type=period_type)
    cut = between(series, month(first), month(last))
    wanted = [
        m
        for m in series.months
        if (first is None or m >= month(first)) and (last is None or m <= month(last))
    ]
    assert cut.months.tolist() == [m.item() for m in wanted or series.months]
    at = np.searchsorted(series.months, cut.months)
    for name in ("numerator", "denominator", "value", "status"):
        np.testing.assert_array_equal(getattr(cut, name), getattr(series, name)[at])
    np.testing.assert_array_equal(cut.y, series.y[at])
    assert (cut.unit, cut.kind, cut.multiply, cut.period_type) == (
        series.unit,
        series.kind,
        series.multiply,
        period_type,
    )


@given(st.dates())
def test_a_month_comes_back_from_its_text(day):
    month = np.datetime64(day, "M")
    assert month_of(text_of(month)) == month


@pytest.mark.parametrize("text", ["", "2025", "2025-3", "2025-13", "2025-00", "2025-03-01", " 2025-03"])
def test_what_is_not_a_month_is_refused(text: str):
    with pytest.raises(ValueError, match="month"):
        month_of(text)


def test_a_summary_counts_rows_indicators_units_and_ends():
    dataset = load_sample()
    frame = dataset.observations.frame
    summary = dataset.observations.summary()
    assert summary.n_rows == len(frame)
    assert summary.n_indicators == len(dataset.indicators())
    assert summary.n_units == frame["unit"].nunique()
    assert str(summary.first) == f"{frame['period'].min():%Y-%m}"
    assert str(summary.last) == f"{frame['period'].max():%Y-%m}"


def test_a_summary_of_nothing_has_no_months():
    summary = Observations(empty_frame()).summary()
    assert (summary.n_rows, summary.n_indicators, summary.n_units, summary.sources) == (0, 0, 0, ())
    assert np.isnat(summary.first)
    assert np.isnat(summary.last)


def test_a_folder_that_was_named_but_is_not_there_is_refused_and_not_passed_over(monkeypatch, tmp_path):
    monkeypatch.setenv(local.VARIABLE, str(tmp_path / "nowhere"))
    assert local.local_folders() == (tmp_path / "nowhere",)
    with pytest.raises(Refused) as refusal:
        load_catalogue(*local.local_folders())
    assert [problem.code for problem in refusal.value.problems] == ["catalogue_no_folder"]


def test_without_a_folder_there_is_only_the_built_in_catalogue(monkeypatch, tmp_path):
    monkeypatch.delenv(local.VARIABLE, raising=False)
    monkeypatch.setattr(local, "_USUAL", tmp_path / "none")
    assert local.local_folders() == ()
    monkeypatch.setattr(local, "_USUAL", tmp_path)
    assert local.local_folders() == (tmp_path,)
