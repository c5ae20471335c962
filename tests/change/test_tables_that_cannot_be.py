"""What people may give by mistake: an answer that holds, or an error that says what to mend."""

import warnings

import numpy as np
import pandas as pd
import pytest
from made_changes import START, made_means, made_table

from core.change import evaluate, moved_alike, plan, shifts, signal_after, trend

MONTHS = np.datetime64("2022-01") + np.arange(36)
COUNTS = np.random.default_rng(1).poisson(30, 36).astype(float)


def after(table):
    return (table["unit"] == "a") & (table["month"] >= START["a"])


def given(column, value, where=after, table=None):
    table = made_table() if table is None else table
    table[column] = table[column].mask(where(table), value)
    return table


def judged(table, start=START, **choices):
    return evaluate(table, start, shifts=(), **choices)


# Nothing hidden is used


@pytest.mark.parametrize("status", ["suppressed", "missing", "anything else"])
def test_only_rows_that_are_ok_are_used_whatever_number_stands_in_the_others(status):
    table = made_table().assign(status="ok")
    hidden = (table["unit"] == "a") & table["month"].isin(["2022-03", "2024-05"])
    verdict = judged(given("status", status, lambda _: hidden, table))
    removed = judged(made_table()[~hidden])
    assert (verdict.p, verdict.observed, verdict.n_before) == (removed.p, removed.observed, removed.n_before)
    assert judged(made_table().assign(status=status)).reason == "no_month_before"


def test_numbers_of_hidden_rows_are_not_even_looked_at():
    table = made_table().assign(status="ok")
    table.loc[3, ["numerator", "status"]] = [-1.0, "suppressed"]
    assert judged(table).reason is None


# Errors for people


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (made_table().iloc[:0], "the table holds no rows"),
        (made_table().assign(numerator="många"), "numerator must hold numbers"),
        (made_table().assign(numerator="1,5"), "numerator must hold numbers"),
        (made_table().assign(denominator="många"), "denominator must hold numbers"),
        (given("numerator", np.inf), "unit 'a' has a number infinite or too large .* in 2024-01"),
        (given("denominator", np.inf), "unit 'a' has a number infinite or too large .* in 2024-01"),
        (given("denominator", -500.0), "unit 'a' has a denominator below 0 .* in 2024-01"),
        (given("numerator", -1.0), "unit 'a' has a count below 0 in 2024-01"),
        (given("month", None, lambda t: t.index == 4), "month is missing in row 4"),
        (given("unit", None, lambda t: t.index == 4), "unit is missing in row 4"),
        (given("month", "mars", lambda t: t.index == 4), "month: 'mars' is not a month such as '2025-03'"),
        (made_table().assign(month=202401), "month: 202401 is not a month"),
        (given("month", "0222-05", lambda t: t.index == 4), "from 0222-05 to 2024-12; is a year mistyped"),
        (
            pd.concat([made_table(), made_table().iloc[:1]]),
            "unit 'a' has the same month twice: .* in 2022-01",
        ),
    ],
)
def test_a_table_that_cannot_be_read_says_where(table, says):
    with pytest.raises(ValueError, match=says):
        judged(table)


def test_a_share_above_the_whole_is_named():
    table = given("numerator", 101.0, table=made_table(kind="proportion"))
    with pytest.raises(ValueError, match="unit 'a' has a numerator that exceeds its denominator in 2024-01"):
        judged(table, kind="proportion")


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        ({"start": {}}, "start names no unit"),
        ({"start": {"a": "i våras"}}, "start of a: 'i våras' is not a month"),
        ({"start": {"a": pd.NaT}}, "start of a: NaT is not a month"),
        ({"start": {"a": 202401}}, "start of a: 202401 is not a month"),
        ({"start": {"z": "2024-01"}}, "unit 'z' is not in the table, which holds 'a', 'b', .* and more"),
        ({"exclude": ["juli"]}, "exclude: 'juli' is not a month"),
        ({"breaks": ["juli"]}, "breaks: 'juli' is not a month"),
        ({"window_months": 0}, "window_months is 0"),
    ],
)
def test_an_argument_that_cannot_be_read_is_named(choices, says):
    with pytest.raises(ValueError, match=says):
        judged(made_table(), **choices)


def test_a_plan_reads_only_what_is_on_its_curve():
    table = made_table()
    for months in (2, 37, [6, 60]):
        with pytest.raises(ValueError, match="months_after must be from 3 to 36"):
            plan(table, "a", months_after=months)
    with pytest.raises(ValueError, match="unit names nobody"):
        plan(table, [])
    assert list(plan(table, "a", months_after=np.int64(6)).detectable) == [6]


@pytest.mark.parametrize("ask", [trend, shifts])
def test_a_series_that_cannot_be_read_says_why(ask):
    with pytest.raises(ValueError, match="one value a month"):
        ask(COUNTS, months=MONTHS[:5])
    with pytest.raises(ValueError, match="one value a month"):
        ask(COUNTS, COUNTS[:3], months=MONTHS)
    with pytest.raises(ValueError, match="numerator must hold numbers"):
        ask(["många"] * 36, months=MONTHS)
    with pytest.raises(ValueError, match="infinite"):
        ask(COUNTS * np.inf, months=MONTHS)
    with pytest.raises(ValueError, match="the mean of all months is 0"):
        ask(np.tile([-1.0, 1.0, 2.0, -2.0], 9), months=MONTHS, kind="mean")
    assert (ask([], months=[]).n, ask([], months=[]).reason) == (0, "few_months")


def test_a_signal_is_read_on_charts_of_a_level_and_of_some_points():
    with pytest.raises(ValueError, match="y holds no points"):
        signal_after([], kind="i", x=[], start="2024-01")
    with pytest.raises(ValueError, match="a mr chart shows how much values vary"):
        signal_after(COUNTS, kind="mr", x=MONTHS, start="2024-01")


# Answers that hold


def test_one_month_as_text_is_one_month_and_one_unit_one_unit():
    table = made_table().replace({"unit": {"b": "bo"}})
    assert judged(table, exclude="2022-03").p == judged(table, exclude=["2022-03"]).p
    assert judged(table, breaks="2022-03").p == judged(table, breaks=["2022-03"]).p
    assert judged(table, compare="bo").compared == ("bo",)


def test_numbers_as_text_and_months_of_any_kind_give_the_same_answer():
    table = made_table()
    p = judged(table).p
    assert judged(table.assign(numerator=table["numerator"].astype(str))).p == p
    assert judged(table.assign(month=pd.to_datetime(table["month"]))).p == p
    assert judged(table.assign(month=pd.PeriodIndex(table["month"], freq="M"))).p == p
    assert judged(table.sample(frac=1.0, random_state=1)).p == p


def test_months_before_1970_are_months():
    table = made_table()
    early = (pd.PeriodIndex(table["month"], freq="M") - 80 * 12).astype(str)
    assert judged(table.assign(month=early), {"a": "1944-01"}).p == judged(table).p


@pytest.mark.parametrize(
    ("start", "reason"), [("1950-01", "no_month_before"), ("2050-01", "no_month_after"), ("2024-12", None)]
)
def test_a_start_beyond_the_data_is_an_answer_and_the_last_month_is_a_month_after(start, reason):
    verdict = judged(made_table(), {"a": start})
    assert (verdict.grade, verdict.reason) == ("cannot_tell", reason)
    assert reason or verdict.n_after == 1


@pytest.mark.parametrize(("kind", "all_of"), [("rate", 0.0), ("proportion", 0.0), ("proportion", 100.0)])
@pytest.mark.parametrize("compare", [None, ()])
def test_no_event_after_or_nothing_else_is_judged_by_its_total(kind, all_of, compare):
    verdict = judged(given("numerator", all_of, table=made_table(kind=kind)), kind=kind, compare=compare)
    assert verdict.grade == ("clear" if compare is None else "likely")
    assert verdict.moved == ("up" if all_of else "down")
    assert np.isfinite([*verdict.interval, verdict.relative_effect]).all()
    if not all_of:
        assert verdict.relative_effect == verdict.interval[0] == -1


def test_a_comparison_unit_without_a_number_is_left_out_and_all_of_them_leave_a_single_series():
    one = judged(given("numerator", np.nan, lambda t: t["unit"] == "b"))
    assert [(left.unit, left.reason) for left in one.left_out] == [("b", "no_data")]
    none = judged(given("numerator", np.nan, lambda t: t["unit"] != "a"))
    assert none.alone
    assert none.p == judged(made_table(units=1)).p


def test_everything_excluded_is_an_answer():
    table = made_table()
    every = sorted(set(table["month"]))
    assert judged(table, exclude=every).reason == "no_month_before"
    assert plan(table, "a", exclude=every).reason == "few_before"
    assert moved_alike(table, START, exclude=every) is None


@pytest.mark.parametrize("times", [1e-9, 1.0, 1e9])
def test_large_and_small_means_are_the_same_answer(times):
    table = made_means()
    scaled = table.assign(numerator=table["numerator"] * times)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert judged(scaled, kind="mean").p == pytest.approx(judged(table, kind="mean").p, rel=1e-6)
