"""With equal ages, a selection against the mean, and one unit year by year among the others."""

from dataclasses import replace

import numpy as np
import pytest

from core.indicators import Text, Unit
from core.indicators.indicator import Break
from core.observations.schema import Subgroup
from core.simulate.sample import load_sample
from core.spc.compare import Asked
from core.spc.compare.ages import by_age, has_ages
from core.spc.compare.estimates import wilson
from core.spc.compare.region import region_of
from core.spc.compare.selection import selection_of
from core.spc.compare.standard_share import standardised_shares
from core.spc.funnels import direct, indirect
from tests.spc.made_comparisons import COUNT, RATE, UNITS, dataset, rows

YEARLY = replace(RATE, id="arsvis", name=Text("Årsvis", "Yearly"), frequency="year")
YOUNG, OLD = "65-79", "80-"


def aged(y, n, indicator=RATE, periods=1, status=None):
    """Units × two ages, the same numbers every month, and their total."""
    frames = []
    for k in range(len(y)):
        for age, at in ((YOUNG, 0), (OLD, 1)):
            hidden = (status or {}).get((k, at), {})
            frames.append(
                rows(
                    indicator, UNITS[k].id, [y[k][at]] * periods, [n[k][at]] * periods, age=age, status=hidden
                )
            )
        frames.append(rows(indicator, UNITS[k].id, [sum(y[k])] * periods, [sum(n[k])] * periods))
    return dataset(*frames, indicators=[indicator], units=UNITS[: len(y)])


ASKED = Asked(RATE.id, "municipality")


def test_rates_are_standardised_as_by_hand():
    y, n = [[10, 60], [20, 30]], [[1000, 1000], [1500, 500]]
    found, why = by_age(aged(y, n), ASKED)
    assert why is None
    assert found is not None
    weights = np.array([2500, 1500])
    assert found.weights == pytest.approx(weights)
    first = (10 / 1000 * 2500 + 60 / 1000 * 1500) / 4000 * 100
    assert found.rate[0] == pytest.approx(first)
    assert found.crude == pytest.approx([70 / 2000 * 100, 50 / 2000 * 100])
    alone = direct(y, n, weights, 100)
    assert found.lower == pytest.approx(alone.lower)
    expected = np.array(n) @ (np.array(y).sum(axis=0) / weights)
    assert found.ratio == pytest.approx(indirect([70, 50], expected).ratio)


def test_the_same_rates_in_every_age_leave_no_difference_with_equal_ages():
    n = np.array([[2000, 100], [1000, 1000], [200, 1800]])
    found, _ = by_age(aged((n * [0.05, 0.4]).tolist(), n.tolist()), ASKED)
    assert found is not None
    assert np.ptp(found.crude) > 10
    assert np.ptp(found.rate) == pytest.approx(0, abs=1e-9)
    assert found.explained == pytest.approx(1)
    assert found.ratio == pytest.approx([1, 1, 1])


def test_a_unit_with_a_hidden_age_has_no_standardised_rate():
    y, n = [[10, 60], [20, 30], [15, 40]], [[1000, 1000], [1500, 500], [900, 900]]
    found, _ = by_age(aged(y, n, status={(2, 1): {0: "suppressed"}}), ASKED)
    assert found is not None
    assert found.status.tolist() == ["ok", "ok", "suppressed"]
    assert np.isnan(found.rate[2])
    assert np.isnan(found.crude[2])
    assert found.weights == pytest.approx([2500, 1500])


def test_ages_that_are_not_everybody_are_refused():
    y, n = [[10, 60], [20, 30]], [[1000, 1000], [1500, 500]]
    frames = []
    for k in range(2):
        frames += [rows(RATE, UNITS[k].id, [y[k][a]], [n[k][a]], age=(YOUNG, OLD)[a]) for a in (0, 1)]
        frames.append(rows(RATE, UNITS[k].id, [200], [4000]))
    data = dataset(*frames, indicators=[RATE], units=UNITS[:2])
    assert by_age(data, ASKED) == (None, "ages_incomplete")


def test_without_ages_counts_or_with_a_group_in_view_it_says_why():
    plain = dataset(
        *[rows(RATE, UNITS[k].id, [5], [100]) for k in range(3)], indicators=[RATE], units=UNITS[:3]
    )
    assert by_age(plain, ASKED) == (None, "no_ages")
    assert not has_ages(plain, RATE.id)
    both = aged([[10, 60]], [[1000, 1000]])
    assert by_age(both, ASKED) == (None, "too_few")
    assert by_age(both, replace(ASKED, group=Subgroup(age=OLD))) == (None, "group")
    counts = dataset(rows(COUNT, UNITS[0].id, [5]), indicators=[COUNT], units=UNITS[:1])
    assert by_age(counts, Asked(COUNT.id, "municipality")) == (None, "no_counts")


def test_a_share_with_one_age_is_wilsons():
    y, n = np.array([[30.0], [0.0], [80.0]]), np.array([[100.0], [50.0], [80.0]])
    share, low, high = standardised_shares(y, n, np.array([1.0]))
    assert share == pytest.approx([0.3, 0, 1])
    wanted = wilson(y[:, 0], n[:, 0])
    assert low == pytest.approx(wanted[0], abs=1e-12)
    assert high == pytest.approx(wanted[1], abs=1e-12)


def test_intervals_of_standardised_shares_hold_the_truth_as_often_as_they_say():
    rng = np.random.default_rng(9)
    n = np.tile([60.0, 150.0, 90.0], (4000, 1))
    truth, weights = np.array([0.05, 0.2, 0.5]), np.array([3.0, 2.0, 1.0])
    _, low, high = standardised_shares(rng.binomial(n.astype(int), truth), n, weights)
    wanted = (truth * weights).sum() / weights.sum()
    assert ((low <= wanted) & (wanted <= high)).mean() == pytest.approx(0.95, abs=0.015)


def test_a_selection_is_the_sum_of_its_units_and_the_mean_is_the_county():
    data = load_sample().for_showing()
    found, why = selection_of(data, "vardplan", ("0680", "0683"))
    assert why is None
    assert found is not None
    one, other = data.series("vardplan", "0680"), data.series("vardplan", "0683")
    assert one is not None
    assert other is not None
    summed = 100 * (one.numerator + other.numerator) / (one.denominator + other.denominator)
    assert found.series.value == pytest.approx(summed, nan_ok=True)
    assert found.mean is not None
    assert found.mean.unit == "06"


def test_a_selection_with_a_hidden_unit_is_hidden_that_month():
    frames = [rows(RATE, UNITS[0].id, [10] * 12, [100] * 12)]
    frames.append(rows(RATE, UNITS[1].id, [10] * 12, [100] * 12, status={4: "suppressed"}))
    data = dataset(*frames, indicators=[RATE], units=UNITS[:2])
    found, _ = selection_of(data, RATE.id, (UNITS[0].id, UNITS[1].id))
    assert found is not None
    assert list(found.hidden) == [np.datetime64("2024-05")]
    assert np.isnan(found.series.value[4])


def test_months_where_much_of_the_selection_is_missing_are_told():
    frames = [rows(RATE, UNITS[0].id, [10] * 12, [100] * 12)]
    frames.append(rows(RATE, UNITS[1].id, [10] * 12, [100] * 12, status={4: "missing"}))
    data = dataset(*frames, indicators=[RATE], units=UNITS[:2])
    found, _ = selection_of(data, RATE.id, (UNITS[0].id, UNITS[1].id))
    assert found is not None
    assert list(found.thin) == [np.datetime64("2024-05")]


def test_what_cannot_be_put_together_is_not():
    counts = dataset(
        *[rows(COUNT, UNITS[k].id, [5] * 4) for k in range(2)], indicators=[COUNT], units=UNITS[:2]
    )
    assert selection_of(counts, COUNT.id, (UNITS[0].id,)) == (None, "count")
    assert selection_of(counts, COUNT.id, ()) == (None, "nobody")
    only = [rows(RATE, UNITS[k].id, [5.0] * 4).assign(numerator=np.nan, value=8.0) for k in range(2)]
    data = dataset(*only, indicators=[RATE], units=UNITS[:2])
    assert selection_of(data, RATE.id, (UNITS[0].id, UNITS[1].id)) == (None, "values_only")
    assert selection_of(data, RATE.id, (UNITS[0].id,))[0] is not None


def yearly(values, indicator=YEARLY):
    frames = [
        rows(indicator, UNITS[k].id, list(one), period_type="year", step=12).assign(
            numerator=np.nan, value=np.array(one, dtype=float)
        )
        for k, one in enumerate(values)
    ]
    return dataset(*frames, indicators=[indicator], units=UNITS[: len(values)])


def test_a_year_is_set_beside_the_median_and_the_middle_half_of_the_others():
    values = np.array([[50.0, 60], *[[k, 10 * k] for k in range(1, 10)]])
    found = region_of(yearly(values), YEARLY.id, UNITS[0])
    assert found is not None
    assert found.value.tolist() == [50, 60]
    assert found.median.tolist() == [5, 50]
    assert found.lower.tolist() == [3, 30]
    assert found.upper.tolist() == [7, 70]
    assert found.others.tolist() == [9, 9]


def test_four_others_have_no_median():
    found = region_of(yearly(np.ones((5, 3))), YEARLY.id, UNITS[0])
    assert found is not None
    assert np.isnan(found.median).all()
    assert found.n_others == 4


def test_three_year_means_are_thinned_to_those_that_share_no_year_and_breaks_are_kept():
    three = replace(
        YEARLY, window_months=36, breaks=(Break(np.datetime64("2027-01"), Text("Ny metod", "New method")),)
    )
    found = region_of(yearly(np.arange(14.0).reshape(2, 7), three), three.id, UNITS[0])
    assert found is not None
    assert found.series.months.astype("datetime64[Y]").astype(int).tolist() == [54, 57, 60]
    assert found.left_out == 4
    assert found.breaks == (np.datetime64("2027-01"),)


def test_a_unit_without_values_has_no_picture():
    data = yearly(np.ones((2, 3)))
    assert region_of(data, YEARLY.id, Unit("okand", Text("Okänd", "Unknown"), "municipality")) is None
