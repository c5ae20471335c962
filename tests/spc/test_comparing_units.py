"""Which numbers are compared, what may not be added up, and what the funnel of a dataset then says."""

from dataclasses import replace

import numpy as np
import pytest

from core.indicators import Text, Unit
from core.simulate.sample import load_sample
from core.spc.compare import Asked, compare, levels_of, pers_of
from core.spc.compare.estimates import wilson
from core.spc.compare.stretch import is_stock
from core.spc.funnels import exact_poisson, funnel
from tests.spc.made_comparisons import COUNT, MEAN, RATE, SHARE, UNITS, dataset, months, rates, rows

RATE_ASKED = Asked(RATE.id, "municipality")


def of(data, asked=RATE_ASKED):
    return compare(data, asked)


def steady(units=5, periods=24, y=10.0, n=100.0):
    return np.full((units, periods), y), np.full((units, periods), n)


def test_the_latest_twelve_months_are_added_up_when_nobody_has_chosen():
    y, n = steady()
    y[:, :12] = 99
    found = of(rates(y, n))
    assert found.stretch is not None
    assert list(found.stretch.months) == list(months(12, "2025-01"))
    assert found.members is not None
    assert found.members.numerator == pytest.approx([120] * 5)
    assert found.mean == pytest.approx(10)


def test_a_chosen_period_is_the_one_that_is_added_up():
    y, n = steady()
    y[:, :6] = 30
    asked = replace(RATE_ASKED, first=np.datetime64("2024-01"), last=np.datetime64("2024-06"))
    found = of(rates(y, n), asked)
    assert found.mean == pytest.approx(30)


def test_a_period_without_any_number_gives_no_comparison():
    asked = replace(RATE_ASKED, first=np.datetime64("2030-01"), last=np.datetime64("2030-06"))
    found = of(rates(*steady()), asked)
    assert (found.stretch, found.members, found.why) == (None, None, "nobody")


def test_a_sum_with_a_hidden_month_is_not_known_and_not_a_smaller_number():
    frames = [rows(RATE, UNITS[k].id, [10] * 12, [100] * 12) for k in range(4)]
    frames.append(rows(RATE, UNITS[4].id, [10] * 12, [100] * 12, status={3: "suppressed"}))
    found = of(dataset(*frames, indicators=[RATE], units=UNITS[:5]))
    members = found.members
    assert members is not None
    assert members.status.tolist() == ["ok"] * 4 + ["suppressed"]
    assert np.isnan(members.numerator[4])
    assert np.isnan(members.denominator[4])
    assert np.isnan(members.value[4])
    assert np.isnan(found.lower[4])
    assert found.funnel is not None
    assert found.funnel.points["upper_998"].isna().tolist() == [False] * 4 + [True]


def test_one_missing_month_in_twelve_is_left_out_of_both_and_two_are_too_many():
    frames = [rows(RATE, UNITS[k].id, [10] * 12, [100] * 12) for k in range(3)]
    frames.append(rows(RATE, UNITS[3].id, [10] * 12, [100] * 12, status={3: "missing"}))
    frames.append(rows(RATE, UNITS[4].id, [10] * 12, [100] * 12, status={3: "missing", 4: "missing"}))
    members = of(dataset(*frames, indicators=[RATE], units=UNITS[:5])).members
    assert members is not None
    assert members.status.tolist() == ["ok"] * 4 + ["missing"]
    assert members.numerator[3] == 110
    assert members.denominator[3] == 1100
    assert np.isnan(members.value[4])


def test_provisional_months_are_left_out_and_counted():
    status = {22: "provisional", 23: "provisional"}
    frames = [rows(RATE, UNITS[k].id, [10] * 22 + [99] * 2, [100] * 24, status=status) for k in range(4)]
    found = of(dataset(*frames, indicators=[RATE], units=UNITS[:4]))
    assert found.stretch is not None
    assert found.stretch.months[-1] == np.datetime64("2025-10")
    assert found.stretch.provisional == 2
    assert found.mean == pytest.approx(10)


def test_late_months_where_all_are_hidden_are_not_taken_for_settled():
    late = replace(RATE, provisional_months=2)
    status = {22: "suppressed", 23: "suppressed"}
    frames = [rows(late, UNITS[k].id, [10] * 24, [100] * 24, status=status) for k in range(4)]
    found = of(dataset(*frames, indicators=[late], units=UNITS[:4]))
    assert found.stretch is not None
    assert found.stretch.months[-1] == np.datetime64("2025-10")
    assert found.members is not None
    assert found.members.known.all()


def test_the_same_people_counted_month_after_month_are_compared_once():
    rng = np.random.default_rng(1)
    n = np.full((6, 24), 400.0) + np.arange(24) + rng.integers(-2, 3, (6, 24))
    found = of(rates(np.round(n * 0.3), n, SHARE), Asked(SHARE.id, "municipality"))
    assert found.stretch is not None
    assert found.stretch.once == "stock"
    assert len(found.stretch.months) == 1
    assert found.members is not None
    assert (found.members.denominator < 500).all()


def test_new_people_every_month_are_added_up():
    rng = np.random.default_rng(2)
    n = rng.poisson(60, (6, 24)).astype(float)
    found = of(rates(np.round(n * 0.3), n, SHARE), Asked(SHARE.id, "municipality"))
    assert found.stretch is not None
    assert found.stretch.once == ""
    assert len(found.stretch.months) == 12


def test_events_among_the_same_people_are_added_up_since_each_event_is_new():
    found = of(rates(*steady()))
    assert found.stretch is not None
    assert found.stretch.once == ""


def test_a_rolling_measure_is_compared_by_its_latest_value_only():
    rolling = replace(RATE, window_months=12)
    found = of(rates(*steady(), rolling))
    assert found.stretch is not None
    assert (found.stretch.once, len(found.stretch.months)) == ("rolling", 1)


def test_a_series_too_short_to_tell_is_taken_for_a_stock():
    assert is_stock([])


def test_adding_up_a_stock_would_call_chance_a_difference():
    """Twelve months of the same people: the sum's limits are √12 times too narrow."""
    rng = np.random.default_rng(3)
    outside_sum, outside_once = 0, 0
    rounds, units = 3, 200
    for _ in range(rounds):
        n = np.full(units, 300.0)
        y = rng.binomial(300, 0.3, units).astype(float)
        summed = funnel(12 * y, 12 * n, range(units), overdispersion=False)
        once = of(
            rates(np.tile(y[:, None], 12), np.tile(n[:, None], 12), SHARE),
            Asked(SHARE.id, "municipality", spread="chance"),
        )
        outside_sum += int(summed.points["outside_998"].sum())
        outside_once += int(once.outside.sum())
    assert outside_sum > 0.2 * rounds * units
    assert outside_once <= 0.01 * rounds * units


def test_the_funnel_of_a_dataset_is_the_funnel_of_its_sums():
    rng = np.random.default_rng(4)
    n = rng.integers(80, 2000, (13, 1)) * np.ones((13, 12))
    y = rng.poisson(0.08 * n).astype(float)
    found = of(rates(y, n))
    alone = funnel(y.sum(axis=1), n.sum(axis=1), [u.id for u in UNITS[:13]], "rate", multiply=100)
    assert found.funnel is not None
    assert found.funnel.points.equals(alone.points)
    assert found.mean == pytest.approx(alone.target)


@pytest.mark.parametrize("spread", ["auto", "calibrated", "chance"])
def test_units_with_the_same_true_rate_are_rarely_outside(spread):
    rng = np.random.default_rng(5)
    rounds, units = 3, 150
    outside = 0
    for _ in range(rounds):
        n = rng.integers(80, 2000, (units, 1)) * np.ones((units, 12))
        found = of(rates(rng.poisson(0.08 * n).astype(float), n), replace(RATE_ASKED, spread=spread))
        outside += int(found.outside.sum())
    assert outside <= 0.02 * rounds * units


def test_a_unit_with_another_rate_is_outside_and_then_an_order_says_something():
    rng = np.random.default_rng(6)
    n = np.full((20, 12), 500.0)
    rate = np.full((20, 1), 0.08)
    rate[7] = 0.2
    found = of(rates(rng.poisson(rate * n).astype(float), n))
    assert np.flatnonzero(found.outside).tolist() == [7]
    assert found.ordered


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: rates(*steady(units=1)), "alone"),
        (lambda: rates(*steady(units=2)), "too_few"),
        (lambda: rates(*steady(y=0.0)), "all_alike"),
        (lambda: rates(*steady(), SHARE), None),
    ],
)
def test_where_no_funnel_can_be_drawn_it_says_why(make, why):
    data = make()
    kind = next(iter(data.indicators()))
    assert of(data, Asked(kind.id, "municipality")).why == why


def test_all_hidden_is_nobody_and_a_mean_and_values_without_counts_have_no_funnel():
    hidden = [rows(RATE, UNITS[k].id, [3] * 12, [100] * 12, status={2: "suppressed"}) for k in range(4)]
    assert of(dataset(*hidden, indicators=[RATE], units=UNITS[:4])).why == "nobody"
    means = [rows(MEAN, UNITS[k].id, [3.0 + k] * 12) for k in range(4)]
    assert (
        of(dataset(*means, indicators=[MEAN], units=UNITS[:4]), Asked(MEAN.id, "municipality")).why == "mean"
    )
    only = [rows(RATE, UNITS[k].id, [3.0] * 12).assign(numerator=np.nan, value=8.0 + k) for k in range(4)]
    assert of(dataset(*only, indicators=[RATE], units=UNITS[:4])).why == "values_only"


def test_a_unit_that_nobody_reported_in_the_period_is_missing_and_not_zero():
    frames = [rows(RATE, UNITS[k].id, [10] * 24, [100] * 24) for k in range(4)]
    frames.append(rows(RATE, UNITS[4].id, [10] * 6, [100] * 6))
    found = of(dataset(*frames, indicators=[RATE], units=UNITS[:5]))
    assert found.members is not None
    assert found.members.status.tolist() == ["ok"] * 4 + ["missing"]
    assert np.isnan(found.members.value[4])
    assert found.members.missing.tolist() == [0] * 4 + [12]


def test_a_denominator_of_zero_is_a_missing_value_and_not_a_failure():
    frames = [rows(RATE, UNITS[k].id, [10] * 12, [100] * 12) for k in range(4)]
    odd = rows(RATE, UNITS[4].id, [10] * 12, [100] * 12).assign(denominator=0.0)
    found = of(dataset(*frames, odd, indicators=[RATE], units=UNITS[:5]))
    assert found.members is not None
    assert found.members.status.tolist() == ["ok"] * 4 + ["missing"]
    assert np.isnan(found.members.value[4])
    assert found.funnel is not None


def test_counts_that_were_lacking_before_the_period_do_not_matter():
    frames = [rows(RATE, UNITS[k].id, [10] * 24, [100] * 24) for k in range(4)]
    for frame in frames:
        frame.loc[:11, ["numerator", "denominator"]] = np.nan
    assert of(dataset(*frames, indicators=[RATE], units=UNITS[:4])).funnel is not None


def test_counts_are_held_against_inhabitants_where_the_register_knows_them():
    people = [
        Unit(f"p{k}", Text(f"Ort {k}", f"Place {k}"), "municipality", population=10_000 * (k + 1))
        for k in range(4)
    ]
    frames = [rows(COUNT, f"p{k}", [10 * (k + 1)] * 12) for k in range(4)]
    data = dataset(*frames, indicators=[COUNT], units=people)
    assert pers_of(data, COUNT, "municipality") == ("inhabitants",)
    found = of(data, Asked(COUNT.id, "municipality", per="inhabitants"))
    assert found.members is not None
    assert found.members.value == pytest.approx([12.0] * 4)
    assert found.funnel is not None
    half = replace(found.asked, first=np.datetime64("2024-07"), last=np.datetime64("2024-12"))
    assert of(data, half).mean == pytest.approx(12.0)


def test_counts_without_inhabitants_are_not_compared():
    frames = [rows(COUNT, UNITS[k].id, [10 + k] * 12) for k in range(4)]
    found = of(dataset(*frames, indicators=[COUNT], units=UNITS[:4]), Asked(COUNT.id, "municipality"))
    assert found.why == "counts_only"


def test_two_hundred_and_ninety_units_are_compared_in_a_moment():
    rng = np.random.default_rng(7)
    n = rng.integers(50, 5000, (290, 1)) * np.ones((290, 12))
    found = of(rates(rng.poisson(0.05 * n).astype(float), n))
    assert found.members is not None
    assert found.members.known.all()
    assert found.outside.sum() <= 6


def test_wilson_gives_the_published_intervals():
    """Newcombe 1998, Statistics in Medicine 17:857–872, table I: 81/263, 15/148, 0/20, 1/29."""
    low, high = wilson([81, 15, 0, 1], [263, 148, 20, 29])
    assert low == pytest.approx([0.2553, 0.0624, 0.0, 0.0061], abs=5e-5)
    assert high == pytest.approx([0.3662, 0.1605, 0.1611, 0.1718], abs=5e-5)


def test_wilson_refuses_what_is_no_share():
    with pytest.raises(ValueError, match="numerator"):
        wilson([5], [4])
    with pytest.raises(ValueError, match="denominator"):
        wilson([0], [0])


def test_rates_have_exact_poisson_intervals():
    found = of(rates(*steady()))
    low, high = exact_poisson(np.array([120.0]))
    assert found.lower[0] == pytest.approx(low[0] / 1200 * 100)
    assert found.upper[0] == pytest.approx(high[0] / 1200 * 100)


def test_the_interval_of_a_mean_holds_the_truth_as_often_as_it_says():
    rng = np.random.default_rng(8)
    frames = [rows(MEAN, UNITS[k].id, rng.normal(50, 5, 12)) for k in range(290)]
    found = of(dataset(*frames, indicators=[MEAN], units=UNITS), Asked(MEAN.id, "municipality"))
    held = (found.lower <= 50) & (found.upper >= 50)
    assert held.mean() == pytest.approx(0.95, abs=0.035)


def test_five_periods_say_too_little_of_how_uncertain_a_mean_is():
    frames = [rows(MEAN, UNITS[k].id, [5.0, 6, 7, 8, 9]) for k in range(4)]
    found = of(dataset(*frames, indicators=[MEAN], units=UNITS[:4]), Asked(MEAN.id, "municipality"))
    assert np.isnan(found.lower).all()
    assert found.interval == ""


def test_every_indicator_and_level_of_the_sample_county_can_be_compared():
    data = load_sample().for_showing()
    for indicator in data.indicators():
        for level in levels_of(data, indicator.id):
            for per in pers_of(data, indicator, level):
                found = compare(data, Asked(indicator.id, level, per=per))
                assert (found.funnel is None) == (found.why is not None)
                if found.members is not None:
                    unknown = ~found.members.known
                    assert np.isnan(found.members.value[unknown]).all()
                    assert np.isnan(found.lower[unknown]).all()


def test_the_county_of_a_municipal_comparison_lies_where_its_own_number_does():
    """Where no unit is hidden, all together are the county."""
    data = load_sample().for_showing()
    found = compare(data, Asked("inskrivna_hsh", "municipality"))
    county = data.series("inskrivna_hsh", "06")
    assert county is not None
    assert found.stretch is not None
    at = int(np.flatnonzero(county.months == found.stretch.months[-1])[0])
    assert found.mean == pytest.approx(county.value[at])
