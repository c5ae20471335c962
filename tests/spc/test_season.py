"""Season: seen when it is there, not invented when it is not, and never taking a signal with it."""

from dataclasses import replace

import numpy as np
import pytest

from core.spc.for_series import Choices
from core.spc.season import _effects, _level, season_p, season_view, seasonal_adjustment
from core.wording import Words
from tests.figures.made_charts import COUNT, RATE, ROLLING, SHARE, made_chart, made_series

WINTER = 1 + 0.25 * np.cos(2 * np.pi * np.arange(12) / 12)
FACTORS = WINTER / np.exp(np.log(WINTER).mean())


def counts(months, *, seed=1, level=60.0, season=True):
    rng = np.random.default_rng(seed)
    t = np.arange(months)
    return rng.poisson(level * (WINTER[t % 12] if season else np.ones(months))).astype(float)


def season_of(numbers, indicator=COUNT, exclude=(), **more):
    return seasonal_adjustment(made_series(indicator, numbers, **more), exclude)


def without_noise(months=48):
    return 60 * FACTORS[np.arange(months) % 12] * 1.002 ** np.arange(months)


# What is found


def test_a_season_without_noise_is_found_to_the_digit():
    found = season_of(without_noise())
    assert found.clear
    assert found.multiplies
    np.testing.assert_allclose(found.index, FACTORS, rtol=1e-9)
    np.testing.assert_allclose(found.adjusted, 60 * 1.002 ** np.arange(48), rtol=1e-9)


def test_factors_of_a_year_even_out_and_their_intervals_hold_them():
    found = season_of(counts(60))
    assert np.log(found.index).sum() == pytest.approx(0, abs=1e-9)
    assert ((found.lower < found.index) & (found.index < found.upper)).all()
    assert ((found.lower < FACTORS) & (found.upper > FACTORS)).mean() >= 10 / 12


def test_the_season_of_a_share_is_a_term():
    share = 200 + 30 * np.cos(2 * np.pi * np.arange(48) / 12)
    found = season_of(share, SHARE)
    assert not found.multiplies
    np.testing.assert_allclose(found.adjusted, 50, atol=1e-9)


def test_a_series_may_begin_in_any_month():
    found = season_of(np.roll(without_noise(), -4)[:44] * 1.0, first="2022-05")
    np.testing.assert_array_equal(found.calendar, np.arange(1, 13))
    assert found.index.argmax() == 0


def test_quarters_have_a_season_of_four():
    found = season_of(np.tile([60.0, 50, 40, 50], 4) + np.arange(16) / 9, period_type="quarter")
    np.testing.assert_array_equal(found.calendar, [1, 4, 7, 10])
    assert found.clear


# What it must not take with it


def test_holes_are_neither_filled_nor_in_the_way():
    status = ["missing" if i in (3, 17, 30) else "ok" for i in range(48)]
    found = season_of(without_noise(), status=status)
    np.testing.assert_allclose(found.index, FACTORS, rtol=1e-9)
    assert np.isnan(found.adjusted[[3, 17, 30]]).all()
    assert np.isfinite(found.adjusted).sum() == 45


def test_a_pandemic_is_not_taken_for_season():
    """Four months at 40 per cent: least squares would draw their season down by 14 per cent."""
    away, seen = [], []
    for seed in range(20):
        numbers = counts(48, seed=seed)
        numbers[14:18] *= 0.4
        found = season_of(numbers)
        seen.append(len(set(found.far) & set(np.datetime64("2023-03") + np.arange(4))))
        assert found.adjusted[14:18].mean() < 0.6 * np.median(found.adjusted)
        away.append(found.index / FACTORS - 1)
    assert np.mean(seen) > 3
    assert np.abs(np.mean(away, axis=0)).max() < 0.06


def test_excluded_months_count_for_nothing_and_are_adjusted_all_the_same():
    numbers = without_noise()
    numbers[20] = 500.0
    found = season_of(numbers, exclude=(np.datetime64("2023-09"),))
    np.testing.assert_allclose(found.index, FACTORS, rtol=1e-9)
    assert found.adjusted[20] == pytest.approx(500 / FACTORS[8])
    assert found.n_used == 47


def test_provisional_values_count_for_nothing():
    numbers = np.r_[without_noise(), [5.0, 5.0]]
    found = season_of(numbers, status=["ok"] * 48 + ["provisional"] * 2)
    np.testing.assert_allclose(found.index, FACTORS, rtol=1e-9)


def test_a_lasting_shift_is_still_there_afterwards():
    after = np.arange(48) >= 30
    moved = [
        season_of(np.round(counts(48, seed=seed) * np.where(after, 0.8, 1.0))).adjusted for seed in range(20)
    ]
    kept = np.mean([values[after].mean() / values[~after].mean() for values in moved])
    assert kept == pytest.approx(0.8, abs=0.03)


# When there is nothing to adjust


@pytest.mark.parametrize(
    ("why", "made"),
    [
        ("too_short", {"numbers": without_noise(23)}),
        ("too_short", {"numbers": without_noise(24), "status": ["missing"] + ["ok"] * 23}),
        ("one_a_year", {"numbers": without_noise(12), "period_type": "year"}),
        ("constant", {"numbers": np.full(48, 7.0)}),
        ("too_short", {"numbers": [1.0]}),
        ("too_short", {"numbers": np.ones(30), "status": ["missing"] * 30}),
    ],
)
def test_it_says_why_there_is_nothing_to_adjust(why, made):
    found = season_of(**made)
    assert found.why == why
    assert found.adjusted is None
    assert np.isnan(found.index).all()


def test_a_measure_over_a_whole_year_has_no_season():
    assert seasonal_adjustment(made_series(ROLLING, without_noise()), window_months=12).why == "rolling"


def test_values_of_zero_make_the_season_a_term():
    numbers = np.where(np.arange(48) == 7, 0.0, without_noise())
    found = season_of(numbers)
    assert not found.multiplies
    assert np.isfinite(found.adjusted).all()


def test_noise_is_not_adjusted():
    """Without a season one series in a hundred is called clear."""
    rng = np.random.default_rng(3)
    for n, most in ((24, 0.02), (48, 0.02)):
        level, effects = _level(np.arange(n), 12), _effects(np.arange(n) % 12, 12)
        p = [season_p(y, level, effects) for y in rng.normal(size=(600, n))]
        assert np.mean(np.array(p) < 0.05) == pytest.approx(0.05, abs=0.025)
        assert np.mean(np.array(p) < 0.01) <= most
    assert np.mean([season_of(counts(36, seed=s, season=False)).clear for s in range(40)]) <= 0.1


# Beside the raw chart


def test_the_view_is_a_chart_of_the_adjusted_values_and_says_so():
    charted = made_chart(RATE, counts(48))
    season, view = season_view(charted)
    assert season.clear
    assert view.chart.kind == "i"
    np.testing.assert_allclose(view.points["y"], season.adjusted)
    assert view.indicator is charted.indicator
    assert view.caveats[0].code == "season_adjusted"
    assert view.recommendation.reason == "seasonally_adjusted"
    np.testing.assert_allclose(charted.points["y"], charted.series.value)


def test_the_view_keeps_parts_baseline_and_exclusions():
    chosen = Choices(
        freeze=np.datetime64("2023-06"),
        exclude=(np.datetime64("2022-03"),),
        parts=(np.datetime64("2024-07"),),
    )
    charted = made_chart(RATE, counts(48), chosen)
    _, view = season_view(charted, chosen)
    for name in ("part", "included", "provisional"):
        np.testing.assert_array_equal(view.points[name], charted.points[name], err_msg=name)
    assert view.chart.frozen == charted.chart.frozen


def test_a_run_chart_stays_one_and_without_season_there_is_no_view():
    _, view = season_view(made_chart(RATE, counts(48), Choices(kind="run")), Choices(kind="run"))
    assert view.chart.kind == "run"
    season, nothing = season_view(made_chart(RATE, counts(48, season=False)))
    assert (season.why, nothing) == ("none_seen", None)


def test_with_too_much_hidden_the_view_tells_no_level_either():
    status = ["suppressed" if i % 9 == 0 else "ok" for i in range(60)]
    _, view = season_view(made_chart(RATE, counts(60), status=status))
    assert view is None or view.points["cl"].isna().all()


def test_a_season_that_differs_in_scale_is_the_same_season():
    one, other = season_of(counts(48)), season_of(1000 * counts(48))
    np.testing.assert_allclose(other.index, one.index)
    assert other.p == pytest.approx(one.p)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_answer_can_be_said(language):
    words = Words(language)
    for why in ("clear", "none_seen", "too_short", "one_a_year", "rolling", "constant"):
        assert words(f"season.{why}", p=0.02).endswith(".")
    _, view = season_view(made_chart(RATE, counts(48)))
    assert "{" not in words.caveat(view.caveats[0])


@pytest.mark.slow
@pytest.mark.parametrize("n", [36, 48, 60])
def test_false_signals_of_adjusted_values(n):
    """More often than without a season (14 to 24 %), less than half as often as raw (97 to 100 %)."""
    signals = []
    for seed in range(150):
        _, view = season_view(made_chart(replace(COUNT, chart="i"), counts(n, seed=seed)))
        if view is not None:
            signals.append(bool((view.points["beyond_limits"] | view.points["runs_signal"]).any()))
    assert np.mean(signals) < 0.45
