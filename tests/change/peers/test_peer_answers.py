"""The methods keep what they promise: calm where nothing happens, a note where there is no number."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from core.change.peers import METHODS, all_peers
from core.change.peers.compared import compared
from core.simulate.panels import FAMILIES, draw, draw_many

RULES = {"anhoej_frozen", "shewhart_frozen"}


def answers(y, n, start: int, kind: str = "rate", target: int = 0) -> dict:
    return {a.method: a for a in all_peers(y, n, start, kind, target)}


def notes(y, n, start: int, kind: str = "rate") -> dict:
    return {method: a.note for method, a in answers(y, n, start, kind).items()}


COUNTS = st.one_of(st.integers(0, 60).map(float), st.just(math.nan))


@settings(max_examples=60, deadline=None)
@given(data=st.data(), kind=st.sampled_from(["rate", "proportion"]))
def test_whatever_the_numbers_there_is_an_answer_or_a_note_and_never_an_error(data, kind):
    units, months = data.draw(st.integers(1, 4)), data.draw(st.integers(0, 40))
    start = data.draw(st.integers(0, months))
    y = data.draw(arrays(np.float64, (units, months), elements=COUNTS))
    n = data.draw(arrays(np.float64, (units, months), elements=st.sampled_from([0.0, 60.0, 61.0, 500.0])))
    for answer in all_peers(y, n, start, kind):
        assert (answer.moved is None) <= (answer.p_value is None)
        assert answer.p_value is None or 0.0 <= answer.p_value <= 1.0
        assert answer.note is not None or (answer.p_value is not None and answer.effect is not None)
        if answer.interval is not None:
            low, high = answer.interval
            assert answer.effect is not None
            assert -1.0 <= low <= answer.effect <= high
            assert math.isfinite(low)


@pytest.mark.parametrize("kind", ["rate", "proportion"])
def test_more_of_everything_alike_moves_the_effect_by_nothing(kind: str):
    panel = draw(FAMILIES["season"], np.random.default_rng(2), effect=-0.2)
    y, n = panel.numerator, panel.denominator
    rate = answers(y, n, 24, kind, panel.target_row)
    doubled = answers(2 * y, 2 * n, 24, kind, panel.target_row)
    for method in set(METHODS) - RULES - {"negative_binomial"}:
        assert doubled[method].effect == pytest.approx(rate[method].effect, rel=1e-6)


def test_independent_months_without_change_give_p_values_spread_evenly():
    calm = ("before_after_rates", "t_test", "quasi_likelihood", "difference_in_differences", "reml_ar1")
    panels = draw_many(FAMILIES["iid_rate"], 11, range(200))
    ready = [compared(p.numerator, p.denominator, 24, "rate", p.target_row) for p in panels]
    for method in calm:
        p_values = [METHODS[method](data).p_value for data in ready]
        assert stats.kstest(p_values, "uniform").pvalue > 1e-3, method


def test_a_large_step_is_seen_by_all_in_its_direction_and_near_its_size():
    panel = draw(FAMILIES["iid_rate"], np.random.default_rng(8), effect=-0.5)
    found = answers(panel.numerator, panel.denominator, 24, "rate", panel.target_row)
    assert {method for method, answer in found.items() if not answer.moved} == set()
    for method in set(METHODS) - RULES:
        assert found[method].effect == pytest.approx(-0.5, abs=0.15)
        low, high = found[method].interval
        assert low < -0.5 < high < 0


def test_a_missing_month_is_left_out_and_not_counted_as_zero():
    panel = draw(FAMILIES["ar_4"], np.random.default_rng(3))
    y = panel.numerator.copy()
    y[:, [5, 29]] = np.nan
    left = np.delete(np.arange(36), [5, 29])
    with_gaps = answers(y, panel.denominator, 24, "rate", panel.target_row)
    cut = answers(panel.numerator[:, left], panel.denominator[:, left], 23, "rate", panel.target_row)
    for method in ("before_after_rates", "t_test", "difference_in_differences", *RULES):
        assert with_gaps[method] == cut[method]
    assert with_gaps["reml_ar1"].effect == pytest.approx(cut["reml_ar1"].effect, abs=0.1)


def test_a_comparison_unit_without_one_of_the_months_is_left_out():
    panel = draw(FAMILIES["iid_rate"], np.random.default_rng(3))
    y = panel.numerator.copy()
    y[12, 7] = np.nan
    with_gap = answers(y, panel.denominator, 24, "rate", 8)
    without = answers(panel.numerator[:12], panel.denominator[:12], 24, "rate", 8)
    assert with_gap["difference_in_differences"] == without["difference_in_differences"]


def test_without_comparison_units_the_methods_that_need_them_say_so():
    panel = draw(FAMILIES["iid_rate"], np.random.default_rng(3), comparisons=0)
    found = notes(panel.numerator, panel.denominator, 24)
    assert {m for m, note in found.items() if note == "no_comparison"} == {
        "difference_in_differences",
        "controlled_reml_ar1",
    }


@pytest.mark.parametrize("start", [0, 36])
def test_a_start_with_nothing_on_one_side_gives_no_number(start: int):
    panel = draw(FAMILIES["iid_rate"], np.random.default_rng(3))
    found = all_peers(panel.numerator, panel.denominator, start, "rate", 8)
    assert {a.moved for a in found} == {None}
    assert {a.note for a in found} == {"few_months"}


def test_no_event_after_the_change_is_no_reason_to_divide_by_zero():
    found = answers([5.0, 4.0, 6.0] * 8 + [0.0] * 12, [100.0] * 36, 24)
    assert found["before_after_rates"].effect == -1.0
    assert found["before_after_rates"].interval is None
    assert found["quasi_likelihood"].note == found["negative_binomial"].note == "no_events"
    assert found["t_test"].effect == pytest.approx(-1.0)


def test_no_event_at_all_gives_no_number():
    assert set(notes([0.0] * 36, [100.0] * 36, 24).values()) <= {"no_events", "no_variation", "no_comparison"}
    assert {a.p_value for a in all_peers([0.0] * 36, [100.0] * 36, 24, "rate")} == {None}


def test_an_interval_never_goes_below_no_events_at_all():
    panel = draw(FAMILIES["thirty_enrolled"], np.random.default_rng(1), effect=-0.2)
    found = answers(panel.numerator, panel.denominator, 24, "rate", 8)
    assert found["newey_west"].interval[0] == found["reml_ar1"].interval[0] == -1.0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (([1.0, 2.0], [1.0], 1, "rate"), "alike"),
        (([1.0, 2.0], [1.0, 1.0], 3, "rate"), "outside"),
        (([1.0, 2.0], [1.0, 1.0], 1, "rate", 1), "outside"),
        (([1.0, 2.0], [1.0, 1.0], 1, "score"), "neither"),
        (([1.0, 2.0], [1.0, 1.0], 1, "proportion"), "more than its denominator"),
        (([1.0, -2.0], [1.0, 1.0], 1, "rate"), "negative"),
    ],
)
def test_arrays_that_do_not_fit_together_are_an_error(arguments, says: str):
    with pytest.raises(ValueError, match=says):
        all_peers(*arguments)
