"""Each finding: seen where it was planted, and not where nothing is wrong."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from made_grids import MONTHS, TOWNS, codes, found, made, only, ordinary, with_cell

from core.observations.quality import EFFECTS
from core.observations.quality.finding import CODES, EFFECT_OF

CLEAN = ordinary()
LAST = str(MONTHS[-1])[:7]


def denominators(seed: int = 2) -> np.ndarray:
    return 400 + np.random.default_rng(seed).normal(0, 4, CLEAN.shape).round().cumsum(axis=1)


def table(numbers: np.ndarray = CLEAN, **more: object) -> pd.DataFrame:
    return made(numbers, denominators(), **more)  # type: ignore[arg-type]


def month(position: int) -> np.datetime64:
    return np.datetime64(MONTHS[position], "M")


def test_nothing_is_found_where_nothing_is_wrong():
    assert codes(table()) == set()
    assert codes(made(CLEAN, indicator="number")) == set()
    assert codes(made(5 + CLEAN / 100, indicator="points")) == set()


@pytest.mark.parametrize("factor", [10, 12, 100, 1 / 10, 1 / 100])
def test_a_change_of_unit_is_seen_with_its_month_and_its_size(factor: float):
    values = CLEAN / 4
    values[2, 20:] *= factor
    one = only("scale_jump", made(values, indicator="points"))
    assert (one.unit, one.periods, one.severity) == (TOWNS[2], (month(20),), "wrong")
    assert one.values["factor"] == pytest.approx(max(factor, 1 / factor), rel=0.5)


def test_a_level_that_goes_up_thirtyfold_and_stays_is_to_be_checked():
    values = CLEAN / 4
    values[2, 20:] *= 30
    one = only("level_jump", made(values, indicator="points"))
    assert (one.unit, one.periods, one.severity) == (TOWNS[2], (month(20),), "check")


def test_a_true_change_of_a_half_is_nobodys_fault():
    values = CLEAN.copy()
    values[2, 20:] = np.round(values[2, 20:] * 0.5)
    assert codes(table(values)) == set()


def test_a_share_may_go_from_one_in_twenty_to_six_in_ten():
    rng = np.random.default_rng(3)
    part = np.full(CLEAN.shape, 0.05)
    part[2, 24:] = 0.6
    assert codes(made(rng.binomial(200, part), denominators(), indicator="share")) == set()


def test_a_step_in_all_units_at_once_is_told_once():
    rng = np.random.default_rng(4)
    values = rng.normal(50, 1, CLEAN.shape)
    values[:, 30:] *= 1.5
    one = only("level_jump_shared", made(values, indicator="points"))
    assert (one.unit, one.periods) == ("", (month(30),))
    assert one.values["n"] == len(TOWNS)
    assert one.values["factor"] == pytest.approx(1.5, abs=0.05)


def test_a_step_that_comes_every_year_is_a_season():
    rng = np.random.default_rng(5)
    half = np.where(np.arange(48) % 12 < 6, 50, 90)
    assert codes(made(rng.normal(half, 1, CLEAN.shape), indicator="points")) == set()


@pytest.mark.parametrize("slip", [lambda v: v * 10, lambda v: v / 10, lambda v: v * 100])
def test_a_slip_with_the_decimal_sign_is_seen(slip):
    one = only("typing_error", table(with_cell(CLEAN, 3, 25, slip)))
    assert (one.unit, one.periods) == (TOWNS[3], (month(25),))
    lower, upper = one.values["lower"], one.values["upper"]
    value = one.values["value"]
    assert not lower <= value <= upper  # type: ignore[operator]


def test_an_epidemic_of_three_months_is_no_slip():
    values = CLEAN.copy()
    values[3, 20:23] *= 6
    assert "typing_error" not in codes(table(values))


def test_an_empty_july_every_year_is_no_slip():
    values = CLEAN.copy()
    values[:, 6::12] = np.round(values[:, 6::12] / 10)
    assert "typing_error" not in codes(table(values))
    values[:, 6::12] = 0
    assert "zero_for_missing" not in codes(table(values))


def test_a_zero_among_many_is_probably_missing_and_zeros_among_few_are_true():
    one = only("zero_for_missing", table(with_cell(CLEAN, 1, 12, 0)))
    assert (one.unit, one.periods, one.severity) == (TOWNS[1], (month(12),), "wrong")
    few = np.random.default_rng(6).poisson(2, CLEAN.shape)
    assert "zero_for_missing" not in codes(table(few))


def test_a_copied_month_is_seen_in_all_units_and_in_one():
    values, below = CLEAN.copy(), denominators()
    values[:, 30], below[:, 30] = values[:, 29], below[:, 29]
    one = only("months_repeated", made(values, below))
    assert (one.unit, one.periods, one.values["n"]) == ("", (month(30),), len(TOWNS))

    tables = []
    for indicator in ("rate", "late", "enrolled", "broken"):
        values, below = ordinary(seed=len(indicator)), denominators(len(indicator))
        values[5, 30], below[5, 30] = values[5, 29], below[5, 29]
        tables.append(made(values, below, indicator=indicator))
    here = [one for one in found(*tables) if one.code == "months_repeated_here"]
    assert {(one.unit, one.periods) for one in here} == {(TOWNS[5], (month(30),))}
    assert len(here) == 4


def test_small_counts_that_repeat_by_chance_are_no_copies():
    few = np.random.default_rng(7).poisson(0.7, CLEAN.shape)
    assert "months_repeated" not in codes(made(few, indicator="number"))


def test_a_unit_with_anothers_numbers_is_seen_but_not_the_only_part_of_a_whole():
    values, below = CLEAN.copy(), denominators()
    values[6], below[6] = values[1], below[1]
    one = only("units_identical", made(values, below))
    assert (one.unit, one.values["other"]) == (TOWNS[6], TOWNS[1])
    alone = (made(CLEAN[:1], 400), made(CLEAN[:1], 400, units=("county",)))
    assert "units_identical" not in codes(*alone)


def test_a_value_carried_forward_is_seen():
    values = 5 + CLEAN / 100
    values[2, 10:17] = values[2, 10]
    one = only("value_stuck", made(values, indicator="points"))
    assert (one.unit, one.periods, one.values["n"]) == (TOWNS[2], (month(10), month(16)), 7)


def test_scores_with_few_steps_repeat_by_themselves():
    coarse = np.round(5 + np.random.default_rng(8).normal(0, 0.1, CLEAN.shape), 1)
    assert "value_stuck" not in codes(made(coarse, indicator="points"))


def test_rounded_counts_are_told():
    assert only("rounded", table(np.round(CLEAN / 10) * 10)).values["to"] == 10
    assert "rounded" not in codes(table())


def test_a_denominator_that_doubles_alone_is_seen_and_not_when_units_merge():
    below, merged = denominators(), CLEAN.copy()
    below[4, 24:] *= 3
    one = only("denominator_jump", made(CLEAN, below))
    assert (one.unit, one.periods) == (TOWNS[4], (month(24),))
    assert one.values["value"] == below[4, 24], "as it is written, not as a logarithm gives it back"
    merged[4, 24:] *= 3
    assert "denominator_jump" not in codes(made(merged, below))


def test_a_numerator_in_the_place_of_the_denominator_is_seen():
    one = only("denominator_is_numerator", made(CLEAN, CLEAN, indicator="share"))
    assert (one.severity, one.unit) == ("wrong", "")


def test_a_denominator_that_never_changes_is_told():
    assert only("denominator_constant", made(CLEAN, 400)).values == {"n": 8, "of": 8}


def test_a_population_is_no_number_of_enrolled():
    people = denominators() * 50
    assert "denominator_population" in codes(made(CLEAN, people, indicator="enrolled"))
    assert "denominator_population" not in codes(made(CLEAN, people))


def test_a_unit_that_divides_by_something_else_is_seen():
    below = denominators()
    below[3] *= 50
    one = only("denominator_other_kind", made(CLEAN, below))
    assert one.unit == TOWNS[3]
    assert one.values["expected"] == pytest.approx(400, rel=0.2)


def test_counts_that_cannot_be_are_seen():
    below = denominators()
    below[0, 0] = 0
    assert only("nobody_counted", made(CLEAN, below)).periods == (month(0),)
    share = made(with_cell(CLEAN, 0, 3, 900), denominators(), indicator="share")
    assert only("numerator_above", share).periods == (month(3),)


def test_a_value_that_does_not_follow_from_its_counts_is_seen():
    frame = table()
    frame.loc[5, "value"] += 3
    assert only("value_disagrees", frame).periods == (month(5),)


def test_parts_that_are_more_or_less_than_the_whole_are_seen():
    total, below = CLEAN.sum(axis=0, keepdims=True), denominators()
    whole = made(total, below.sum(axis=0, keepdims=True), units=("county",))
    assert {"parts_exceed", "parts_lack"} & codes(made(CLEAN, below), whole) == set()
    for change, code in ((-40, "parts_exceed"), (40, "parts_lack")):
        other = total.copy()
        other[0, 7] += change
        one = only(code, made(CLEAN, below), made(other, below.sum(axis=0, keepdims=True), units=("county",)))
        assert (one.unit, one.periods) == ("county", (month(7),))


def test_parts_are_not_compared_where_one_is_unknown():
    below = denominators()
    whole = made(CLEAN.sum(axis=0, keepdims=True), below.sum(axis=0, keepdims=True), units=("county",))
    parts = made(with_cell(CLEAN, 0, 7, np.nan), below)
    assert "parts_lack" not in codes(parts, whole)


def test_sexes_that_do_not_add_up_to_all_are_seen():
    half = np.round(CLEAN[:1] / 2)
    men, women = made(half, 200).assign(sex="M"), made(CLEAN[:1] - half - 10, 200).assign(sex="K")
    assert only("parts_lack", made(CLEAN[:1], 400), men, women).values["n"] == 48
    women = made(CLEAN[:1] - half, 200).assign(sex="K")
    assert "parts_lack" not in codes(made(CLEAN[:1], 400), men, women)


def test_periods_that_are_missing_are_told_by_unit_and_once_for_all():
    frame = table()
    one = only("periods_missing", frame.drop(index=[10, 11]))
    assert (one.unit, one.periods) == (TOWNS[0], (month(10), month(11)))
    without = frame[frame["period"] != MONTHS[10]]
    assert only("periods_absent", without).periods == (month(10),)
    assert "periods_missing" not in codes(without)


def test_a_number_marked_as_missing_is_told_once():
    frame = table()
    frame.loc[10, ["numerator", "value"]] = np.nan
    frame.loc[10, "status"] = "missing"
    assert codes(frame) == {"periods_missing"}
    last = frame.index[frame["unit"] == TOWNS[0]][-1]
    frame.loc[last, ["numerator", "value"]] = np.nan
    frame.loc[last, "status"] = "missing"
    assert only("missing", frame).values["n"] == 2


def test_a_hidden_number_is_not_missing():
    frame = table()
    frame.loc[10, ["numerator", "value"]] = np.nan
    frame.loc[10, "status"] = "suppressed"
    assert codes(frame) == {"hidden"}


def test_units_that_are_absent_or_have_stopped_are_seen():
    frame = table()
    assert only("unit_absent", frame[frame["unit"] != TOWNS[4]]).unit == TOWNS[4]
    stopped = frame[(frame["unit"] != TOWNS[4]) | (frame["period"] < MONTHS[40])]
    one = only("unit_ended", stopped)
    assert (one.unit, one.periods) == (TOWNS[4], (month(39),))


def test_provisional_months_are_told_and_new_ones_that_ought_to_be_are_to_be_checked():
    frame = table(indicator="late")
    frame.loc[frame["period"] == MONTHS[-1], "status"] = "provisional"
    assert only("provisional", frame).periods == (month(47),)
    assert codes(frame, today=date(2025, 1, 10)) == {"provisional", "provisional_unmarked"}
    assert codes(frame, today=date(2025, 2, 10)) == {"provisional"}


@pytest.mark.parametrize(
    ("today", "expected"),
    [(date(2025, 3, 31), set()), (date(2025, 4, 1), {"know"}), (date(2025, 7, 1), {"check"})],
)
def test_age_is_counted_from_the_end_of_the_latest_period(today: date, expected: set[str]):
    assert {one.severity for one in found(table(), today=today) if one.code == "old"} == expected


def test_age_is_told_by_the_length_of_the_period():
    yearly = table()[lambda f: f["period"].dt.month == 1].assign(period_type="year")
    assert "old" not in codes(yearly, today=date(2026, 6, 1))
    assert "old" in codes(yearly, today=date(2026, 7, 1))


def test_without_a_day_nothing_is_said_of_age():
    assert codes(table(), today=None) == set()


def test_numbers_of_months_to_come_are_seen():
    one = next(one for one in found(table(), today=date(2024, 10, 15)) if one.code == "future")
    assert one.periods == (month(46), month(47))


def test_a_documented_break_is_told_where_it_falls_inside():
    assert only("break_inside", table(indicator="broken")).periods == (np.datetime64("2023-01"),)
    late = table(indicator="broken")
    assert "break_inside" not in codes(late[late["period"] >= "2023-01"])


def test_a_change_of_source_is_told_with_its_month():
    frame = table()
    frame.loc[frame["period"] >= MONTHS[20], "source"] = "another"
    one = only("two_sources", frame)
    assert (one.periods, set(one.values["sources"])) == ((month(20),), {"made", "another"})  # type: ignore[arg-type]


def test_periods_of_two_lengths_in_one_series_are_told():
    quarters = made(CLEAN[:1, :3], 400).assign(period_type="quarter")
    quarters["period"] = [MONTHS[0], MONTHS[3], MONTHS[6]]
    assert only("mixed_periods", made(CLEAN[:1], 400), quarters).values["kinds"] == ("month", "quarter")


def test_nothing_is_found_in_an_empty_table_or_in_indicators_nobody_knows():
    assert found(table().iloc[:0]) == []
    assert found(table().assign(indicator="unheard_of")) == []


def test_the_worst_comes_first():
    frame = table(with_cell(with_cell(CLEAN, 1, 12, 0), 3, 25, 900)).drop(index=[100])
    severities = [one.severity for one in found(frame)]
    assert severities == sorted(severities, key=("wrong", "check", "know").index)
    assert set(severities) == {"wrong", "check", "know"}


def test_every_finding_says_what_it_does():
    assert set(EFFECT_OF) == set(CODES)
    assert set(EFFECT_OF.values()) == set(EFFECTS)
