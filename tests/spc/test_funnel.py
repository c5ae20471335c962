"""Funnels: limits by hand, what is shown of missing and hidden units, and how often they are wrong."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from core import spc
from core.spc.funnels.between import CHANCE_LEAVES, between_units
from core.spc.funnels.chance import chance_limits
from core.wording import Words

TAILS = {"95": 0.025, "998": 0.001}
COUNTY = np.array([125, 220, 310, 460, 500, 560, 600, 700, 880, 1000, 1100, 1500, 2260])
NATION = np.exp(np.random.default_rng(2).normal(6, 0.9, 290)).astype(int) + 20


def made(y, n, kind="proportion", **more):
    return spc.funnel(y, n, [f"unit {i}" for i in range(len(n))], kind, **more)


def codes(funnel):
    return [caveat.code for caveat in funnel.caveats]


# Limits by chance alone


def test_binomial_limits_of_ten_in_halves_by_hand():
    """P(Y ≤ 2) = 56/1024 is the first above 0.025 and P(Y = 2) = 45/1024."""
    below, above = chance_limits("proportion", 0.5, np.array([10.0]), 0.025)
    expected = (2 - (56 / 1024 - 0.025) / (45 / 1024)) / 10
    assert below[0] == pytest.approx(expected)
    assert above[0] == pytest.approx(1 - expected)


def test_poisson_limits_of_four_by_hand():
    p = np.exp(-4.0) * np.array([1, 4, 8])  # P(0) = 0.018, P(1) = 0.073
    below, _ = chance_limits("rate", 0.4, np.array([10.0]), 0.025)
    assert below[0] == pytest.approx((1 - (p[0] + p[1] - 0.025) / p[1]) / 10)


@pytest.mark.parametrize("tail", TAILS.values())
@pytest.mark.parametrize("n", [1, 7, 40, 333, 20_000])
@pytest.mark.parametrize("theta", [0.01, 0.3, 0.95])
def test_a_count_is_outside_exactly_when_so_far_has_less_chance_than_the_tail(theta, n, tail):
    mean, sd = n * theta, np.sqrt(n * theta) + 3
    y = np.unique(np.clip(np.arange(np.floor(mean - 6 * sd), mean + 6 * sd), 0, None))
    for kind, law in (("proportion", stats.binom(n, theta)), ("rate", stats.poisson(mean))):
        inside = y[y <= n] if kind == "proportion" else y
        below, above = (limit[0] * n for limit in chance_limits(kind, theta, np.array([float(n)]), tail))
        clear = 1e-7
        assert (inside[law.cdf(inside) < tail - clear] < below).all()
        assert (inside[law.cdf(inside) > tail + clear] >= below - 1e-9).all()
        assert (inside[law.sf(inside - 1) < tail - clear] > above).all()
        assert (inside[law.sf(inside - 1) > tail + clear] <= above + 1e-9).all()


def test_limits_of_large_units_are_those_of_the_normal_distribution():
    n = np.array([4e6])
    for kind, variance in (("proportion", 0.2 * 0.8), ("rate", 0.2)):
        below, above = chance_limits(kind, 0.2, n, 0.001)
        sd = np.sqrt(variance / n)
        np.testing.assert_allclose([(below - 0.2) / sd, (above - 0.2) / sd], [[-3.0902], [3.0902]], atol=5e-3)


# Variation between units


def test_between_units_by_hand():
    """Equal sd: τ² = sd² (kφ − k + 1) / (k − 1), with φ = Σz²/k of winsorised z."""
    z = np.array([-4.0, -2.0, -2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 2.0, 2.0, 4.0])
    found = between_units(z, np.full(11, 0.5))
    assert found.phi == pytest.approx(6 * 4 / 11)  # the tenth nearest either end becomes ±2
    assert found.tau2 == pytest.approx(0.25 * (11 * found.phi - 10) / 10)


def test_a_calibrated_funnel_gives_back_what_winsorising_takes_from_chance():
    c, law = stats.norm.ppf(0.9), stats.norm
    assert pytest.approx(0.8 - 2 * c * law.pdf(c) + 0.2 * c**2, abs=5e-5) == CHANCE_LEAVES
    z, sd = np.linspace(-4, 4, 11), np.full(11, 0.5)
    assert between_units(z, sd, calibrated=True).phi == pytest.approx(
        between_units(z, sd).phi / CHANCE_LEAVES
    )


def test_limits_widen_by_what_units_differ_and_keep_their_skew():
    y = np.array([30, 70, 20, 90, 45, 55, 25, 80, 35, 65, 50, 50])
    n = np.full(12, 1000)
    narrow, wide = made(y, n, "rate", overdispersion=False), made(y, n, "rate")
    assert wide.adjusted
    assert wide.why == "spread_wider"
    assert narrow.why == "declined"
    stretch = np.sqrt(1 + wide.tau2 / (wide.theta / 1000))
    for side in ("lower", "upper"):
        given = (wide.points[f"{side}_95"] - wide.theta) / (narrow.points[f"{side}_95"] - narrow.theta)
        np.testing.assert_allclose(given, stretch)
    np.testing.assert_allclose(wide.points["z"] / wide.points["z_adjusted"], stretch)
    assert narrow.points["outside_998"].any()
    assert not wide.any_outside


def test_without_more_than_chance_the_limits_are_those_of_chance():
    y = [50, 52, 48, 51, 49, 50, 53, 47, 50, 51, 49, 50]
    n = [1000] * 12
    auto = made(y, n, "rate")
    assert (auto.why, auto.adjusted) == ("chance_alone", False)
    np.testing.assert_array_equal(
        auto.points["upper_95"], made(y, n, "rate", overdispersion=True).points["upper_95"]
    )


# The target


def test_the_target_is_all_events_over_all_denominators_and_one_for_a_ratio():
    assert made([10, 40, 5], [100, 100, 300]).target == pytest.approx(55 / 500)
    assert made([10, 40, 5], [12, 30, 9], "ratio").target == 1.0
    shown = made([10, 40, 5], [100, 100, 300], target=0.1, multiply=100)
    assert shown.target == 10.0
    np.testing.assert_allclose(shown.points["value"], [10, 40, 5 / 3])


def test_when_everything_differs_from_what_was_expected_it_is_told():
    assert "funnel_off_target" in codes(made([50] * 12, [30] * 12, "ratio"))
    assert "funnel_off_target" not in codes(made([31, 29] * 6, [30] * 12, "ratio"))


# What is not known


def test_a_missing_or_hidden_unit_is_no_zero_and_changes_nothing_for_the_others():
    y, n = [10.0, 12, 8, 11, 9], [100.0] * 5
    whole = made(y, n)
    more = spc.funnel(
        [*y, np.nan, 2, 0],
        [*n, 100, 40, 0],
        [f"unit {i}" for i in range(8)],
        suppressed=[False] * 6 + [True, False],
    )
    np.testing.assert_array_equal(more.points["status"][5:], ["missing", "suppressed", "missing"])
    assert more.points.loc[5:, ["numerator", "value", "z"]].isna().to_numpy().all()
    assert more.points.loc[6, ["denominator", "lower_95", "upper_998"]].isna().all()
    assert not more.points.loc[5:, ["outside_95", "outside_998"]].to_numpy().any()
    np.testing.assert_array_equal(more.points.loc[:4, "upper_95"], whole.points["upper_95"])
    assert {c.code: c.values.get("units") for c in more.caveats}["funnel_hidden"] == ("unit 6",)
    assert {c.code: c.values.get("units") for c in more.caveats}["funnel_missing"] == ("unit 5", "unit 7")


@pytest.mark.parametrize(
    ("y", "n", "kind"),
    [
        ([0, 0, 0, 0], [10, 20, 30, 40], "rate"),
        ([10, 20, 30], [10, 20, 30], "proportion"),
        ([3, 4], [9, 9], "rate"),
    ],
)
def test_where_nothing_can_differ_there_are_no_limits_and_nothing_is_outside(y, n, kind):
    found = made(y, n, kind)
    assert not found.drawable
    assert found.points[["lower_95", "upper_95", "z"]].isna().to_numpy().all()
    assert not found.any_outside
    assert len(found.curves) == 0
    assert found.why == "too_few_units"
    assert {"funnel_all_alike", "funnel_few_units"} & set(codes(found))


def test_nothing_at_all_is_an_empty_funnel():
    empty = spc.funnel([np.nan] * 3, [np.nan] * 3, ["a", "b", "c"])
    assert np.isnan(empty.target)
    assert empty.points["value"].isna().all()
    assert len(empty.curves) == 0


def test_few_units_small_units_and_very_different_ones_are_told():
    assert "funnel_few_units" in codes(made([9, 12, 11], [100, 100, 100]))
    small = next(c for c in made([1, 40, 50], [10, 400, 500]).caveats if c.code == "funnel_small")
    assert small.values["units"] == ("unit 0",)
    assert "funnel_very_wide" in codes(made([10, 400] * 10, [500] * 20))


@pytest.mark.parametrize(
    ("y", "n", "what"),
    [
        ([1, -2, 3], [10, 10, 10], "a negative number: unit 1"),
        ([1, 12, 3], [10, 10, 10], "a numerator above its denominator: unit 1"),
        ([1, 2, 3], [10, 10, 0], "events and a denominator of 0: unit 2"),
        ([1, np.inf, 3], [10, 10, 10], "an infinite number: unit 1"),
        ([1, 2], [10, 10, 10], "equally many"),
    ],
)
def test_impossible_numbers_are_refused_by_name(y, n, what):
    with pytest.raises(ValueError, match=what):
        made(y, n)


def test_impossible_choices_are_refused():
    for more, what in (
        ({"kind": "share"}, "kind 'share'"),
        ({"target": 0.0}, "target"),
        ({"overdispersion": "yes"}, "overdisp"),
    ):
        with pytest.raises(ValueError, match=what):
            made([1, 2, 3], [10, 10, 10], **more)


# The picture


def test_curves_run_through_the_limits_of_the_points():
    found = made(np.arange(20, 33), COUNTY, "rate", multiply=100)
    ends = found.points.sort_values("denominator").iloc[[0, -1]]
    for column in ("lower_95", "upper_95", "lower_998", "upper_998"):
        np.testing.assert_allclose(found.curves[column].iloc[[0, -1]], ends[column], rtol=1e-9)
    assert (found.curves["upper_998"] > found.curves["upper_95"]).all()
    assert "rank" not in found.points.columns


@settings(max_examples=60)
@given(st.data())
def test_order_and_scale_change_nothing(data):
    k = data.draw(st.integers(3, 20))
    n = np.array(data.draw(st.lists(st.integers(1, 3000), min_size=k, max_size=k)))
    y = np.array([data.draw(st.integers(0, int(top))) for top in n])
    order = np.array(data.draw(st.permutations(range(k))))
    names = np.arange(k)
    one = spc.funnel(y, n, names).points
    other = spc.funnel(y[order], n[order], names[order], multiply=100).points
    for column in ("value", "lower_95", "upper_95", "lower_998", "upper_998"):
        np.testing.assert_allclose(other[column], 100 * one[column].to_numpy()[order], rtol=1e-7, atol=1e-9)
    limits = one[["lower_998", "lower_95", "upper_95", "upper_998"]].dropna().to_numpy()
    assert (np.diff(limits, axis=1) >= 0).all()
    assert ((limits >= 0) & (limits <= 1)).all()
    assert not (one["outside_998"] & ~one["outside_95"]).any()


# How often it is wrong


def comparisons(sizes, kind, level, differ, rounds, seed):
    """Funnels of made-up units whose true levels differ with relative sd ``differ``."""
    rng = np.random.default_rng(seed)
    for _ in range(rounds):
        own = level * (rng.gamma(1 / differ**2, differ**2, len(sizes)) if differ else np.ones(len(sizes)))
        y = rng.binomial(sizes, np.minimum(own, 1)) if kind == "proportion" else rng.poisson(sizes * own)
        yield made(y, sizes, kind)


@pytest.mark.parametrize("kind", ["proportion", "rate"])
@pytest.mark.parametrize("differ", [0, 0.2])
def test_of_many_units_that_do_not_stand_out_some_are_outside_and_seldom_told_to_differ(kind, differ):
    """290 units of one rate, or of rates that differ: some lie outside 99.8 %, nothing being wrong."""
    outside, told = 0, 0
    for found in comparisons(NATION, kind, 0.05, differ, 40, seed=3):
        outside += found.any_outside
        told += bool(found.stands_out.any())
    assert outside >= 10
    assert told <= 8


def test_a_unit_far_from_many_others_stands_out_and_the_rest_do_not():
    y = np.random.default_rng(4).poisson(NATION * 0.05).astype(float)
    y[7] = NATION[7] * 0.05 + 9 * np.sqrt(NATION[7] * 0.05)
    assert np.flatnonzero(made(y, NATION, "rate").stands_out).tolist() == [7]


def test_among_few_units_with_limits_of_chance_whoever_is_outside_stands_out():
    """0.05 / 13 is more than the 0.002 of 99.8 % limits."""
    y = np.array([6, 11, 15, 23, 25, 28, 30, 35, 44, 50, 55, 75, 160.0])
    found = made(y, COUNTY, "rate", overdispersion=False)
    assert found.any_outside
    np.testing.assert_array_equal(found.stands_out, found.points["outside_998"])


def test_a_spread_is_more_than_chance_in_one_comparison_of_twenty_where_nobody_differs():
    """φ above 1, which widens the limits, comes by chance in one comparison of nine."""
    for sizes in (COUNTY, np.full(13, 30), COUNTY[:4]):
        found = list(comparisons(sizes, "rate", 0.05, 0, 100, seed=5))
        assert np.mean([one.apart_together for one in found if one.drawable]) <= 0.08
    assert all(one.apart_together for one in comparisons(COUNTY * 20, "rate", 0.05, 0.3, 10, seed=6))


def test_the_chance_of_a_spread_is_that_of_chi_square_among_large_units():
    n = np.full(13, 4e6)
    y = 4e5 + np.sqrt(4e5 * 0.9) * np.linspace(-2, 2, 13)
    found = made(y, n)
    square = (found.points["z"] ** 2).sum()
    assert found.chance_of_spread == pytest.approx(stats.chi2.sf(square, 12), rel=1e-4)
    assert np.isnan(made([3, 4], [9, 9]).chance_of_spread)


def outside(sizes, kind, level, differ, rounds, seed, overdispersion="auto"):
    """Share of units outside 95 and 99.8 %, when true levels differ with relative sd ``differ``."""
    rng = np.random.default_rng(seed)
    found = np.zeros(2)
    for _ in range(rounds):
        own = level * (rng.gamma(1 / differ**2, differ**2, len(sizes)) if differ else np.ones(len(sizes)))
        y = rng.binomial(sizes, np.minimum(own, 1)) if kind == "proportion" else rng.poisson(sizes * own)
        points = made(y, sizes, kind, overdispersion=overdispersion).points
        found += points["outside_95"].mean(), points["outside_998"].mean()
    return found / rounds


@pytest.mark.parametrize("kind", ["proportion", "rate"])
def test_chance_alone_is_outside_no_more_often_than_stated(kind):
    at_95, at_998 = outside(COUNTY, kind, 0.05, 0, 150, seed=8, overdispersion=False)
    assert 0.02 < at_95 < 0.05
    assert at_998 < 0.005  # 1 950 units, nominally 0.002


def test_units_that_differ_are_outside_about_as_often_as_stated():
    at_95, at_998 = outside(NATION, "rate", 0.05, 0.2, 15, seed=9, overdispersion="calibrated")
    assert 0.03 < at_95 < 0.055
    assert at_998 < 0.006  # 4 350 units; without allowing for it 0.036
    published = outside(NATION, "rate", 0.05, 0.2, 15, seed=9)
    assert at_95 < published[0] < 0.11
    assert at_998 < published[1] < 0.015
    assert outside(NATION, "rate", 0.05, 0.2, 5, seed=9, overdispersion=False)[1] > 0.02


@pytest.mark.slow
@pytest.mark.parametrize("sizes", [COUNTY, NATION], ids=["13 units", "290 units"])
@pytest.mark.parametrize("differ", [0, 0.1, 0.2])
@pytest.mark.parametrize(("kind", "level"), [("proportion", 0.05), ("proportion", 0.3), ("rate", 0.05)])
def test_coverage_in_full(sizes, differ, kind, level):
    """7.1 % of 290 units of very unequal size are outside 95 where they differ many times more than chance
    (shares of 30 per cent that differ by a fifth): most z that are drawn in are then those of large units."""
    rounds = 1500 if len(sizes) == 13 else 100
    at_95, at_998 = outside(sizes, kind, level, differ, rounds, seed=10, overdispersion="calibrated")
    assert at_95 < (0.08 if (differ, level) == (0.2, 0.3) else 0.06)
    assert at_998 < 0.008


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_caveat_of_a_funnel_can_be_said(language):
    funnels = [
        made([50] * 12, [30] * 12, "ratio"),
        made([0, 0, 0, 0], [10, 20, 30, 40], "rate"),
        spc.funnel([1, 40, np.nan, 5], [10, 400, 9, 9], list("abcd"), suppressed=[False] * 3 + [True]),
        made([10, 400] * 10, [500] * 20),
    ]
    found = [caveat for funnel in funnels for caveat in funnel.caveats]
    sentences = [Words(language).caveat(caveat) for caveat in found]
    assert all(text.endswith(".") and "{" not in text for text in sentences)
    assert len({caveat.code for caveat in found}) >= 5
