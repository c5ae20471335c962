"""Many changes on many measures: chance is counted, and answers are given with it taken into account."""

import json
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from core.change.for_dataset import Asked, judged
from core.change.many import Many, benjamini_yekutieli, many, questions
from core.improvement import Change
from core.indicators import Text
from core.observations.dataset import Dataset
from core.simulate import load_changes, load_sample
from core.simulate.sample import FOLDER
from tests.change.made_dataset import RATE, Made

TRUTH = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
MOVED = {(effect["change"], effect["indicator"]) for effect in TRUTH["effects"]}
P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=40).map(np.array)


@cache
def sample() -> Dataset:
    return load_sample()


@cache
def of_sample() -> Many:
    return many(sample(), load_changes())


def change_in(made: Made, *units: str, name: str = "one", **more) -> Change:
    return Change(name, units, made.first, Text(name, name), outcome=(RATE.id,), **more)


# The control


@given(P_VALUES)
def test_adjusted_p_values_are_those_of_scipy(p):
    assert benjamini_yekutieli(p) == pytest.approx(false_discovery_control(p, method="by"), abs=1e-12)


@given(P_VALUES, st.randoms(use_true_random=False))
def test_the_order_of_the_questions_does_not_matter(p, random):
    order = list(range(len(p)))
    random.shuffle(order)
    assert benjamini_yekutieli(p[order]) == pytest.approx(benjamini_yekutieli(p)[order], abs=1e-12)


@given(P_VALUES)
def test_no_answer_is_stronger_for_being_one_of_many(p):
    adjusted = benjamini_yekutieli(p)
    assert (adjusted >= p * (1 - 1e-12)).all()
    assert (adjusted <= 1).all()


def test_one_question_alone_needs_no_control_and_none_gives_nothing():
    assert benjamini_yekutieli(np.array([0.03])) == pytest.approx([0.03])
    assert benjamini_yekutieli(np.array([])).size == 0


def test_two_by_hand():
    # c = 1 + 1/2; 0.01·2·1.5/1 = 0.03 and 0.04·2·1.5/2 = 0.06
    assert benjamini_yekutieli(np.array([0.04, 0.01])) == pytest.approx([0.06, 0.03])


# The sample county


def test_each_change_is_judged_on_each_measure_it_names():
    rows = of_sample().rows
    asked = [(change.id, one) for change in load_changes() for one in change.indicators]
    assert [(row.change.id, row.judged.indicator.id) for row in rows] == asked
    assert (of_sample().not_there, of_sample().not_reached) == (0, 0)
    assert all(row.judged.indicator.id in getattr(row.change, row.role) for row in rows)


def test_an_answer_among_many_is_the_answer_that_stands_alone():
    row = of_sample().rows[0]
    asked = Asked("akutbesok_hsh", (("0683", "2024-04"),))
    alone = judged(sample(), asked, load_changes()).verdict
    assert (row.judged.verdict.grade, row.p) == (alone.grade, alone.p_verdict)


def test_fewer_are_clear_when_the_number_of_questions_counts():
    found = of_sample()
    assert 0 < found.still_clear < found.clear
    assert all(row.clear for row in found.rows if row.still_clear)


def test_what_stays_clear_in_the_sample_county_did_move():
    clear = {(row.change.id, row.judged.indicator.id) for row in of_sample().rows if row.clear}
    stays = {(row.change.id, row.judged.indicator.id) for row in of_sample().rows if row.still_clear}
    assert clear - MOVED, "without a false clear answer this county would teach nothing here"
    assert stays <= MOVED


def test_chance_is_counted_on_the_answers_that_could_be_clear():
    found = of_sample()
    with_p = [row for row in found.rows if row.judged.verdict.p_verdict is not None]
    assert found.tested <= len(with_p) < len(found.rows)
    assert found.expected_false_clear == pytest.approx(0.05 * found.tested)


# Made-up units


def test_the_order_of_the_register_moves_no_answer():
    made = Made(effect=-0.3)
    register = [change_in(made, unit, name=unit) for unit in ("a", "b", "c")]
    there = many(made.dataset(), register)
    back = many(made.dataset(), register[::-1])
    assert [row.p_adjusted for row in back.rows[::-1]] == pytest.approx(
        [row.p_adjusted for row in there.rows]
    )


def test_a_start_picked_from_the_chart_counts_twice_and_has_half_the_chance():
    made = Made(effect=-0.1)
    told, picked = (
        many(made.dataset(), [change_in(made, "a", picked_from_chart=picked)]) for picked in (False, True)
    )
    assert told.rows[0].p == picked.rows[0].p == told.rows[0].p_adjusted
    assert picked.rows[0].p_adjusted == pytest.approx(min(1.0, 2 * picked.rows[0].p))
    assert (told.expected_false_clear, picked.expected_false_clear) == (0.05, 0.025)


def test_without_anything_to_compare_with_there_is_no_p_to_control():
    made = Made(effect=-0.4, units=("a",))
    found = many(made.dataset(), [change_in(made, "a")])
    assert found.rows[0].judged.verdict.alone
    assert (found.rows[0].p, found.rows[0].p_adjusted, found.tested) == (None, None, 0)
    assert found.expected_false_clear == 0


def test_answers_with_too_few_events_to_be_graded_are_not_counted():
    made = Made(events=1.0, units=tuple("abcdefghijklmnopqrst"))
    found = many(made.dataset(), [change_in(made, "a")])
    assert found.rows[0].judged.verdict.p_verdict is not None
    assert (found.tested, found.clear) == (0, 0)


def test_what_the_data_lack_is_counted_and_not_judged():
    made = Made()
    strange = [
        change_in(made, "elsewhere", name="x"),
        Change("y", ("a",), made.first, Text("y", "y"), outcome=("nowhere",), balancing=(RATE.id,)),
    ]
    asked, lacking = questions(made.dataset(), strange)
    assert [(one.change.id, one.role) for one in asked] == [("y", "balancing")]
    assert lacking == many(made.dataset(), strange).not_there == 2


def test_an_empty_register_has_no_answers():
    found = many(Made().dataset(), [])
    assert (found.rows, found.tested, found.clear, found.expected_false_clear) == ((), 0, 0, 0)


def test_stopping_leaves_no_answer_stronger_than_it_would_be():
    made = Made(effect=-0.3)
    register = [change_in(made, unit, name=unit) for unit in ("a", "b", "c")]
    whole, steps = many(made.dataset(), register), []
    stopped = many(
        made.dataset(), register, progress=lambda *at: steps.append(at), stop=lambda: len(steps) == 1
    )
    assert (len(stopped.rows), stopped.not_reached, steps) == (1, 2, [(1, 3)])
    assert stopped.rows[0].p_adjusted >= whole.rows[0].p_adjusted


def test_what_was_stopped_is_gone_on_with_and_ends_as_if_it_had_not_been():
    made, so_far = Made(effect=-0.3), {}
    register = [change_in(made, unit, name=unit) for unit in ("a", "b", "c")]
    many(made.dataset(), register, stop=lambda: len(so_far) == 2, so_far=so_far)
    first = list(so_far.values())
    ended = many(made.dataset(), register, so_far=so_far)
    whole = many(made.dataset(), register)
    assert [row.judged for row in first] == [row.judged for row in ended.rows[:2]]
    assert [row.p_adjusted for row in ended.rows] == [row.p_adjusted for row in whole.rows]


def test_a_call_that_was_abandoned_and_works_on_makes_no_question_count_twice():
    made, so_far, steps = Made(effect=-0.3), {}, []
    register = [change_in(made, unit, name=unit) for unit in ("a", "b", "c")]

    def as_another_call_does(done: int, total: int) -> None:
        """Between two steps of one call, another one answers as much."""
        steps.append(done / total)
        if len(steps) == 1:
            many(made.dataset(), register, so_far=so_far)

    both = many(made.dataset(), register, progress=as_another_call_does, so_far=so_far)
    whole = many(made.dataset(), register)
    assert [row.p_adjusted for row in both.rows] == [row.p_adjusted for row in whole.rows]
    assert max(steps) <= 1


def test_a_brief_verdict_has_the_same_answer_and_no_months():
    made = Made(effect=-0.1)
    asked = Asked(RATE.id, (("a", made.first),))
    brief, whole = (judged(made.dataset(), asked, brief=short).verdict for short in (True, False))
    numbers = ("grade", "p", "interval", "wide_interval", "effect", "minimum_detectable_effect", "n_after")
    assert [getattr(brief, name) for name in numbers] == [getattr(whole, name) for name in numbers]
    assert (brief.counterfactual.empty, brief.months_needed) == (True, None)
    assert not whole.counterfactual.empty
    alone = judged(made.dataset(), Asked(RATE.id, asked.starts, compare=()), brief=True).verdict
    assert (alone.alone, alone.counterfactual.empty) == (True, True)
