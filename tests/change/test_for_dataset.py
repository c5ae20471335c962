"""A change in a dataset: which numbers it is judged on, and against whom."""

import numpy as np
import pytest

from core.change import evaluate
from core.change.for_dataset import Asked, judged, pose, related
from core.change.peers.for_posed import peers_of
from core.change.table import read_cells
from core.indicators import Break, Text
from core.remarks import Caveat
from tests.change.made_dataset import PLACES, RATE, Made, change_in, rate_with


def asked(made: Made, *units: str, **more) -> Asked:
    return Asked(made.indicator.id, tuple((unit, made.first) for unit in units or ("a",)), **more)


def codes(answer) -> list[str]:
    return [caveat.code for caveat in answer.caveats]


def test_the_page_and_a_notebook_get_the_same_numbers():
    made = Made(effect=-0.4)
    posed = pose(made.dataset(), asked(made))
    assert posed is not None
    mine = judged(made.dataset(), asked(made)).verdict
    same = evaluate(posed.table, posed.start, **posed.options, shifts=())
    assert (mine.grade, mine.p, mine.interval) == (same.grade, same.p, same.interval)
    assert (mine.grade, mine.direction) == ("clear", "better")


MIXED = {
    "as_reported": Made(effect=-0.2),
    "in_no_order": Made(units=("c", "å", "a", "B", "b")),
    "with_gaps": Made(hidden={"a": [5], "b": [7]}, provisional={"c": [47]}, missing={"d": [0, 1, 20]}),
    "one_unit_without_counts": Made(without_counts=("b",)),
    "nobody_with_counts": Made(without_counts=PLACES),
    "shares": Made(rate_with(kind="proportion")),
    "means": Made(rate_with(kind="mean")),
    "counts": Made(rate_with(kind="count")),
    "quarters": Made(period_type="quarter", periods=24, start=12),
}


@pytest.mark.parametrize("name", MIXED)
def test_what_is_judged_is_what_the_table_holds(name: str):
    made = MIXED[name]
    posed = pose(made.dataset(), asked(made))
    assert posed is not None
    read, cells = read_cells(posed.table, posed.options["kind"]), posed.cells
    assert (cells.units, list(cells.months)) == (read.units, list(read.months))
    for field in ("y", "n", "provisional", "undivided"):
        np.testing.assert_array_equal(getattr(cells, field), getattr(read, field))


def test_all_other_units_of_the_level_are_compared_with_unless_some_are_chosen():
    made = Made(levels={"f": "county"})
    dataset = made.dataset()
    assert set(judged(dataset, asked(made)).verdict.compared) == {"b", "c", "d", "e"}
    assert judged(dataset, asked(made, compare=("c", "d"))).verdict.compared == ("c", "d")
    assert judged(dataset, asked(made, without=("c", "nowhere"))).verdict.compared == ("b", "d", "e")
    assert judged(dataset, asked(made, compare=("c", "d"), without=("c",))).verdict.compared == ("d",)
    assert judged(dataset, asked(made, compare=())).verdict.alone


def test_units_that_hold_each_other_are_never_compared():
    made = Made(levels={"b": "health_centre", "c": "health_centre", "d": "health_centre"}, parents={"b": "a"})
    dataset = made.dataset()
    assert related(dataset, "a", "b")
    assert not related(dataset, "a", "c")
    posed = pose(dataset, asked(made, "a"))
    assert posed is not None
    assert set(posed.candidates) == {"e", "f"}
    both = pose(dataset, asked(made, "a", "b"))
    assert both is not None
    assert [(one.unit, one.reason) for one in both.not_judged] == [("b", "overlaps")]


# Hidden, missing, provisional


def test_a_hidden_number_is_unknown_and_so_is_its_denominator():
    made = Made(hidden={"a": [5], "b": [7]})
    posed = pose(made.dataset(), asked(made))
    assert posed is not None
    hidden = posed.table[posed.table["status"] == "suppressed"]
    assert list(hidden["unit"]) == ["a", "b"]
    assert hidden[["numerator", "denominator"]].isna().all(axis=None)


@pytest.mark.parametrize("months", [range(4), range(44, 48)], ids=["before", "after"])
def test_where_more_than_a_tenth_is_hidden_on_a_side_nothing_is_graded(months):
    made = Made(hidden={"a": list(months)}, effect=-0.5)
    answer = judged(made.dataset(), asked(made))
    assert (answer.verdict.grade, answer.reason) == ("cannot_tell", "hidden")
    assert answer.verdict.relative_effect is None
    assert answer.verdict.observed is None


def test_a_few_hidden_are_told_beside_the_answer():
    answer = judged((made := Made(hidden={"a": [3]})).dataset(), asked(made))
    assert Caveat("hidden", {"n": 1, "total": 30}) in answer.caveats


def test_a_unit_where_much_is_hidden_is_not_compared_with_and_the_rest_are():
    made = Made(hidden={"b": list(range(10))})
    answer = judged(made.dataset(), asked(made))
    assert answer.posed is not None
    assert [(one.unit, one.reason) for one in answer.posed.not_compared] == [("b", "hidden")]
    assert "b" not in answer.verdict.compared


def test_of_several_starters_those_that_are_hidden_are_left_out_and_told():
    made = Made(hidden={"b": list(range(10))}, effect=-0.4)
    answer = judged(made.dataset(), asked(made, "a", "b"))
    assert answer.posed is not None
    assert [(one.unit, one.reason) for one in answer.posed.not_judged] == [("b", "hidden")]
    assert answer.verdict.judged == ("a",)
    assert answer.verdict.grade == "clear"


def test_provisional_months_are_left_out_and_told():
    made = Made(provisional={unit: [46, 47] for unit in "abcdef"})
    answer = judged(made.dataset(), asked(made))
    assert answer.verdict.n_after == 16
    assert "verdict_provisional" in codes(answer)


def test_without_any_number_there_is_a_reason_and_no_number():
    made = Made(units=("b", "c"))
    dataset = made.dataset()
    answer = judged(dataset, Asked(RATE.id, (("0683", made.first),)))
    assert (answer.reason, answer.posed, answer.verdict.p) == ("no_numbers", None, None)


# Months


def test_a_documented_break_and_months_left_out_are_handed_on():
    broken = rate_with(breaks=(Break(np.datetime64("2021-07", "M"), Text("ny källa", "new source")),))
    made = Made(indicator=broken)
    answer = judged(made.dataset(), asked(made, exclude=("2022-03",)))
    assert answer.verdict.n_before == 30 - 6 - 1
    assert {"verdict_break", "verdict_excluded"} <= set(codes(answer))


def test_a_quarter_that_holds_the_start_counts_on_neither_side():
    made = Made(period_type="quarter", periods=24, start=14)
    dataset = made.dataset()
    middle = str(np.datetime64(made.first, "M") + 1)
    whole = judged(dataset, asked(made)).verdict
    within = judged(dataset, Asked(RATE.id, (("a", middle),)))
    assert (whole.n_before, whole.n_after) == (14, 10)
    assert (within.verdict.n_before, within.verdict.n_after) == (14, 9)
    assert "verdict_within_period" in codes(within)


@pytest.mark.parametrize(
    ("period_type", "said"), [("month", "clear"), ("quarter", "clear"), ("year", "likely")]
)
def test_values_once_a_year_never_give_a_clear_answer_and_say_why(period_type, said):
    made = Made(rate_with(frequency=period_type), period_type=period_type, periods=24, start=16, effect=-0.5)
    answer = judged(made.dataset(), asked(made))
    assert answer.verdict.p < 0.01
    assert answer.verdict.grade == said
    assert ("verdict_seldom" in codes(answer)) == (said == "likely")


def test_quarters_are_not_taken_for_months_with_holes():
    made = Made(period_type="quarter", periods=24, start=14)
    answer = judged(made.dataset(), asked(made))
    assert not {"verdict_missing_after", "verdict_short_history"} & set(codes(answer))
    assert "verdict_missing_after_longer" not in codes(answer)
    lacking = Made(period_type="quarter", periods=24, start=14, missing={"a": [17, 18]})
    told = judged(lacking.dataset(), asked(lacking)).caveats
    assert Caveat("verdict_missing_after_longer", {"n": 2}) in told


def test_a_short_history_of_quarters_is_told_in_quarters():
    made = Made(period_type="quarter", periods=14, start=7)
    assert Caveat("verdict_short_history_longer", {"n": 7}) in judged(made.dataset(), asked(made)).caveats


def test_of_quarters_the_one_before_the_start_is_what_looked_bad_wherever_the_start_lies_in_its_own():
    made = Made(period_type="quarter", periods=24, start=14)
    middle = str(np.datetime64(made.first, "M") + 1)
    for start in (made.first, middle):
        question = Asked(RATE.id, (("a", str(start)),), started_because_bad=True)
        answer = judged(made.dataset(), question)
        months = answer.verdict.counterfactual
        picked = months[(months["unit"] == "a") & months["picked"]]
        assert picked["month"].tolist() == [np.datetime64(made.first, "M") - 3]
        assert Caveat("verdict_bad_months_longer", {"n": 1}) in answer.caveats
        assert answer.verdict.n_before == 13


def test_of_a_rolling_measure_by_quarter_only_whole_windows_apart_from_the_start_are_kept():
    made = Made(
        indicator=rate_with(window_months=12, frequency="quarter"),
        period_type="quarter",
        periods=60,
        start=40,
    )
    answer = judged(made.dataset(), asked(made))
    assert answer.posed is not None
    kept = answer.posed.table.query("unit == 'a' and numerator.notna()")["month"]
    at = [int(np.flatnonzero(made.months == np.datetime64(month, "M"))[0]) for month in kept]
    assert at == [3, 7, 11, 15, 19, 23, 27, 31, 35, 39, 43, 47, 51, 55, 59]
    assert Caveat("verdict_rolling", {"window": 12}) in answer.caveats


# Other changes


def test_another_units_change_of_the_same_measure_ends_its_time_as_comparison():
    made = Made()
    register = (change_in("b", "2022-03"), change_in("c", "2022-03", "akutbesok_hsh"))
    posed = pose(made.dataset(), asked(made), register)
    assert posed is not None
    assert posed.options["other_changes"] == {"b": np.datetime64("2022-03", "M")}


def test_a_change_in_a_part_counts_for_the_whole():
    made = Made(levels={"g": "health_centre"}, parents={"g": "b"}, units=(*"abcdef", "g"))
    posed = pose(made.dataset(), asked(made), (change_in("g", "2022-03"),))
    assert posed is not None
    assert set(posed.options["other_changes"]) == {"b"}


def test_another_change_in_the_same_place_is_told_but_not_the_one_that_is_asked_about():
    made = Made()
    mine, earlier = change_in("a", made.first), change_in("a", "2021-09")
    assert "verdict_other_change" not in codes(judged(made.dataset(), asked(made), (mine,)))
    answer = judged(made.dataset(), asked(made), (mine, earlier))
    at = (np.datetime64("2021-09", "M"),)
    assert Caveat("verdict_other_change", {"n": 1, "at": at}) in answer.caveats


# Kinds of numbers


@pytest.mark.parametrize("kind", ["rate", "proportion", "count", "mean", "score"])
def test_a_change_is_found_in_every_kind_of_number_on_the_shown_scale(kind: str):
    made = Made(
        indicator=rate_with(kind=kind, multiply=1.0 if kind in ("count", "mean", "score") else 100.0),
        effect=0.5,
    )
    answer = judged(made.dataset(), asked(made))
    verdict, posed = answer.verdict, answer.posed
    assert posed is not None
    assert (verdict.grade, verdict.direction) == ("clear", "worse")
    series = made.dataset().series(made.indicator.id, "a")
    assert series is not None
    assert verdict.observed_level is not None
    assert verdict.observed_level * posed.scale == pytest.approx(np.mean(series.value[made.start :]))


def test_values_without_counts_are_judged_as_they_vary():
    made = Made(without_counts="abcdef", effect=-0.3)
    answer = judged(made.dataset(), asked(made))
    assert answer.posed is not None
    assert (answer.posed.options["kind"], answer.posed.counted, answer.posed.scale) == ("mean", False, 1.0)
    assert answer.verdict.grade == "clear"


def test_a_unit_without_counts_is_not_compared_with_one_that_has_them():
    made = Made(without_counts="b")
    posed = pose(made.dataset(), asked(made))
    assert posed is not None
    assert [(one.unit, one.reason) for one in posed.not_compared] == [("b", "without_counts")]


def test_a_single_unit_is_judged_by_itself_and_never_clear():
    made = Made(units=("a",), effect=-0.5)
    answer = judged(made.dataset(), asked(made))
    assert answer.verdict.alone
    assert answer.verdict.grade == "likely"


@pytest.mark.parametrize(
    ("start", "reason"),
    [("2020-01", "no_month_before"), ("2030-01", "no_month_after"), ("2021-03", "few_before")],
)
def test_a_start_without_enough_on_both_sides_gets_its_reason(start: str, reason: str):
    made = Made()
    answer = judged(made.dataset(), Asked(RATE.id, (("a", start),)))
    assert (answer.verdict.grade, answer.reason) == ("cannot_tell", reason)


# Other methods


def test_other_methods_are_given_the_same_months_and_units():
    made = Made(effect=-0.4, provisional={"a": [46, 47]})
    register = (change_in("b", made.first),)
    posed = pose(made.dataset(), asked(made), register)
    assert posed is not None
    answers = {one.method: one for one in peers_of(posed)}
    a = posed.table.query("unit == 'a' and status == 'ok'")
    after = a["month"] >= np.datetime64(made.first)
    rates = [a[side]["numerator"].sum() / a[side]["denominator"].sum() for side in (after, ~after)]
    assert answers["before_after_rates"].effect == pytest.approx(rates[0] / rates[1] - 1)
    assert answers["difference_in_differences"].moved is True


def test_other_methods_are_not_asked_about_means():
    made = Made(indicator=rate_with(kind="mean", multiply=1.0))
    posed = pose(made.dataset(), asked(made))
    assert posed is not None
    assert peers_of(posed) == ()


def test_a_register_that_outlived_its_file_names_units_nobody_knows_and_changes_nothing():
    made = Made(effect=-0.4)
    elsewhere = change_in("elsewhere", made.first)
    alone, beside = (judged(made.dataset(), asked(made), known).verdict for known in ((), (elsewhere,)))
    assert (alone.grade, alone.p) == (beside.grade, beside.p)


def test_other_methods_are_given_windows_apart_too():
    made = Made(indicator=rate_with(window_months=3), effect=-0.4)
    posed = pose(made.dataset(), asked(made))
    assert posed is not None
    answers = {one.method: one for one in peers_of(posed)}
    mine = posed.table.query("unit == 'a'").reset_index(drop=True)
    before, after = mine.iloc[2:30:3], mine.iloc[32::3]
    rates = [side["numerator"].sum() / side["denominator"].sum() for side in (after, before)]
    assert answers["before_after_rates"].effect == pytest.approx(rates[0] / rates[1] - 1)
