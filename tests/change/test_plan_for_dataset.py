"""A plan from the observation table: whose numbers, which way, and advice that is computed."""

from dataclasses import replace

import numpy as np
import pytest

from core import simulate
from core.change.plan import plan
from core.change.plan_for_dataset import Wish, plan_for
from tests.change.made_dataset import RATE, Made

REGISTER = simulate.load_changes()
VISITS = Wish("akutbesok_hsh", ("0683",))


@pytest.fixture(scope="module")
def dataset():
    return simulate.load_sample()


@pytest.fixture(scope="module")
def usual(dataset):
    return plan_for(dataset, VISITS, REGISTER)


def test_the_level_is_the_last_settled_years_and_the_wish_is_a_share_of_it(dataset, usual):
    series = dataset.series("akutbesok_hsh", "0683")
    last = np.flatnonzero(series.status == "ok")[-12:]
    assert usual.level == pytest.approx(100 * series.numerator[last].sum() / series.denominator[last].sum())
    assert usual.events == pytest.approx(series.numerator[last].mean())
    assert usual.wished_level == pytest.approx(0.8 * usual.level)
    assert usual.wished_events == pytest.approx(0.8 * usual.events)


def test_units_that_start_together_share_a_level_and_add_up_their_events(dataset, usual):
    other = plan_for(dataset, replace(VISITS, units=("0682",)), REGISTER)
    both = plan_for(dataset, replace(VISITS, units=("0683", "0682")), REGISTER)
    assert both.events == pytest.approx(usual.events + other.events)
    assert min(usual.level, other.level) < both.level < max(usual.level, other.level)
    assert both.plan.detectable[12] < usual.plan.detectable[12]


def test_only_other_municipalities_are_compared_with_and_only_until_a_change_of_their_own(dataset, usual):
    levels = {dataset.units[unit].level for unit in usual.plan.compared}
    assert levels == {"municipality"}
    assert "0683" not in usual.plan.compared
    short = plan_for(dataset, replace(VISITS, history=24), REGISTER)
    left_out = {one.unit for one in short.plan.left_out if one.reason == "own_change"}
    assert left_out == {"0662", "0665", "0685", "0687"}
    unaware = plan_for(dataset, replace(VISITS, history=24))
    assert not unaware.plan.left_out


def test_an_increase_is_as_hard_to_see_as_the_decrease_that_is_as_far_on_the_log_scale(dataset, usual):
    more = plan_for(dataset, replace(VISITS, way="up", change=0.25), REGISTER)
    assert 1 + more.plan.detectable[12] == pytest.approx(1 / (1 - usual.plan.detectable[12]))
    assert more.plan.months_needed == usual.plan.months_needed
    assert (1 + more.plan.curve.detectable) * (1 - usual.plan.curve.detectable) == pytest.approx(1)


@pytest.mark.parametrize("way", ["down", "up"])
def test_the_months_needed_are_those_at_which_the_curve_reaches_the_wish(dataset, way):
    found = plan_for(dataset, replace(VISITS, units=("0683", "0682", "0685"), way=way, change=0.25), REGISTER)
    curve, at = found.plan.curve, found.plan.months_needed
    assert curve.after(at) <= 0.25
    assert all(curve.after(earlier) > 0.25 for earlier in range(3, at, 3))


def test_means_are_as_easy_to_see_up_as_down(dataset):
    wish = Wish("ssk_belastning", ("0680",))
    fewer, more = (plan_for(dataset, replace(wish, way=way)) for way in ("down", "up"))
    assert fewer.plan.detectable == more.plan.detectable
    assert fewer.events is None


def test_every_advice_holds_when_it_is_taken(dataset):
    asked = replace(VISITS, history=36, compare=("0680",))
    found = plan_for(dataset, asked, REGISTER)
    taken = {
        "pool": lambda one: replace(asked, units=(*asked.units, *one.units)),
        "history": lambda one: replace(asked, history=None),
        "compare": lambda one: replace(asked, compare=None),
    }
    assert found.helps
    for one in found.helps:
        again = plan_for(dataset, taken[one.advice](one), REGISTER).plan
        assert again.months_needed == one.months_needed
        assert again.curve.after(12) == pytest.approx(one.after_a_year)
        now = found.plan.months_needed or np.inf
        assert (one.months_needed or np.inf, one.after_a_year) < (now, found.plan.curve.after(12))


def test_nothing_is_advised_where_the_wish_is_seen_at_once(dataset):
    assert plan_for(dataset, Wish("vardplan", ("0683",), way="up"), REGISTER).helps == ()


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        (Wish("mangbesokare_akut", ("0683",)), "rolling"),
        (Wish("fast_vardkontakt", ("0680",), way="up"), "not_monthly"),
        (Wish("gemensamt_hembesok", ("0683",), way="up"), "hidden"),
        (Wish("vardplan", ("0683",), 0.8, "up"), "beyond"),
        (Wish("akutbesok_hsh", ("0683",), history=4), "few_before"),
    ],
)
def test_what_cannot_be_planned_has_a_reason_and_no_number(dataset, wish, reason):
    found = plan_for(dataset, wish, REGISTER)
    assert found.reason == reason
    assert (found.plan.curve, found.plan.detectable, found.plan.months_needed) == (None, {}, None)


def test_without_an_event_in_the_last_year_no_change_of_nothing_is_planned_for():
    found = plan_for(Made(start=36, effect=-1.0).dataset(), Wish(RATE.id, ("a",)))
    assert (found.reason, found.level, found.plan.curve) == ("none_lately", None, None)


def test_without_any_number_the_length_of_the_history_is_not_blamed():
    found = plan_for(Made(units=("b", "c")).dataset(), Wish(RATE.id, ("0683",)))
    assert (found.reason, found.plan.curve) == ("no_numbers", None)


def test_a_rolling_share_is_led_to_the_events_it_counts(dataset, usual):
    (advice,) = plan_for(dataset, Wish("mangbesokare_akut", ("0683",)), REGISTER).helps
    assert (advice.advice, advice.indicator) == ("events", "akutbesok_hsh")
    assert advice.after_a_year == pytest.approx(usual.plan.detectable[12])


def test_where_too_much_is_hidden_the_larger_unit_is_planned_for(dataset):
    (advice,) = plan_for(dataset, Wish("gemensamt_hembesok", ("0683",), way="up"), REGISTER).helps
    assert (advice.advice, advice.units) == ("larger", ("omr-varnamo",))


def test_a_hidden_number_gives_nothing_away(dataset):
    """The plan is of what is known: the table it is computed from has no denominator of a hidden month."""
    from core.change.for_dataset import Asked, pose

    posed = pose(dataset, Asked("gemensamt_hembesok", (("0683", "2027-01"),)))
    hidden = posed.table[posed.table["status"] == "suppressed"]
    assert len(hidden)
    assert hidden[["numerator", "denominator"]].isna().all(axis=None)


def test_the_plan_is_the_one_that_core_gives_for_the_same_table(dataset, usual):
    from core.change.for_dataset import Asked, pose

    posed = pose(dataset, Asked("akutbesok_hsh", (("0683", "2026-11"),)), REGISTER)
    direct = plan(
        posed.table,
        "0683",
        change=0.2,
        compare=posed.candidates,
        other_changes=posed.options["other_changes"],
    )
    assert usual.plan.detectable == direct.detectable
