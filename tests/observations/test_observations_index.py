import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_tables import observations, row

from core.observations.observations import Observations
from core.observations.schema import Subgroup
from core.remarks import Refused

ROWS = [
    row("rate", "a", "2025-01", 6, 124),
    row("rate", "a", "2025-02", status="suppressed", denominator=126),
    row("rate", "a", "2025-05", 7, 125, status="provisional"),
    row("rate", "a", "2025-01", 2, 60, sex="K"),
    row("number", "b", "2025-01", 0),
    row("points", "b", "2025-01", value=5.08),
]


def test_a_series_has_a_complete_calendar_and_no_invented_numbers():
    series = observations(ROWS).series("rate", "a", kind="rate", multiply=100)
    assert [str(m) for m in series.months] == ["2025-01", "2025-02", "2025-03", "2025-04", "2025-05"]
    assert list(series.status) == ["ok", "suppressed", "missing", "missing", "provisional"]
    np.testing.assert_array_equal(series.numerator, [6, np.nan, np.nan, np.nan, 7])
    np.testing.assert_array_equal(series.denominator, [124, 126, np.nan, np.nan, 125])
    assert (series.suppressed.tolist(), series.missing.tolist(), series.provisional.tolist()) == (
        [1],
        [2, 3],
        [4],
    )


def test_y_and_n_are_counts_for_ratios_values_for_scores():
    table = observations(ROWS)
    rate = table.series("rate", "a", kind="rate", multiply=100)
    count = table.series("number", "b", kind="count")
    score = table.series("points", "b", kind="score")
    np.testing.assert_array_equal(rate.y, [6, np.nan, np.nan, np.nan, 7])
    np.testing.assert_array_equal(rate.n, rate.denominator)
    assert (count.y.tolist(), count.n) == ([0], None)
    assert (score.y.tolist(), score.n) == ([5.08], None)


def test_a_ratio_that_sometimes_comes_without_counts_is_its_values():
    rows = [row("rate", "a", "2025-01", 6, 124), row("rate", "a", "2025-02", value=4.5)]
    series = observations(rows).series("rate", "a", kind="rate", multiply=100)
    assert not series.has_counts
    assert series.n is None
    np.testing.assert_allclose(series.y, [600 / 124, 4.5])


def test_quarters_have_a_calendar_of_quarters():
    rows = [row("rate", "a", m, 6, 124, period_type="quarter") for m in ("2024-10", "2025-04")]
    assert [str(m) for m in observations(rows).series("rate", "a").months] == [
        "2024-10",
        "2025-01",
        "2025-04",
    ]


def test_of_two_period_types_the_one_with_most_rows_is_meant():
    rows = [row("rate", "a", f"2025-{m:02d}", 6, 124) for m in (1, 2)] + [
        row("rate", "a", "2025-01", 70, 124, period_type="year")
    ]
    table = observations(rows)
    assert table.series("rate", "a").period_type == "month"
    assert table.series("rate", "a", period_type="year").numerator.tolist() == [70]
    assert table.series("rate", "a", period_type="quarter") is None


def test_subgroups_are_series_of_their_own():
    table = observations(ROWS)
    assert table.series("rate", "a", Subgroup(sex="K")).numerator.tolist() == [2]
    assert table.series("rate", "a", Subgroup(sex="M")) is None
    assert len(table.select(indicator="rate", unit="a")) == 4
    assert len(table.select(subgroup=Subgroup(sex="K"))) == 1
    assert table.select(unit="nowhere").empty


@settings(max_examples=25)
@given(st.permutations(range(len(ROWS))))
def test_the_digest_does_not_depend_on_the_order_of_rows(order):
    assert observations(ROWS[i] for i in order).digest == observations(ROWS).digest


@pytest.mark.parametrize(
    "column", ["indicator", "unit", "period", "numerator", "denominator", "value", "status", "source", "age"]
)
@pytest.mark.parametrize("at", range(len(ROWS)))
def test_the_digest_changes_with_any_single_cell(column, at):
    frame = observations(ROWS).frame
    cell = frame.at[at, column]
    if column == "period":
        frame.loc[at, column] = cell + pd.DateOffset(months=12)
    elif column in ("numerator", "denominator", "value"):
        frame.loc[at, column] = 99.0 if np.isnan(cell) else cell + 1e-9
    else:
        frame.loc[at, column] = {"ok": "provisional"}.get(cell, "ok") if column == "status" else f"{cell}!"
    assert Observations(frame, checked=True).digest != observations(ROWS).digest


def test_words_moved_between_neighbouring_cells_change_the_digest():
    one = observations([row("rate", "a", "2025-01", 1, 2, age="x", sex="yz")])
    two = observations([row("rate", "a", "2025-01", 1, 2, age="xy", sex="z")])
    assert one.digest != two.digest


def test_changing_the_frame_one_is_given_changes_nothing_here():
    table = observations(ROWS)
    before = table.digest
    mine = table.frame
    mine.loc[:, "value"] = 0.0
    assert table.series("rate", "a").value[0] == pytest.approx(600 / 124)
    assert Observations(table.frame).digest == before


def test_a_table_that_breaks_a_rule_is_refused():
    with pytest.raises(Refused):
        observations([ROWS[0], ROWS[0]])
