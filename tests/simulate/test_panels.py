"""The made-up panels move as each family says, and only so."""

from dataclasses import replace

import numpy as np
import pytest

from core.simulate.families import FAMILIES, SIZES, TARGET_ROW, Family
from core.simulate.panels import SHAPES, WAVE, draw, draw_many, effect_shape

MANY = range(300)
LARGE = tuple(2_000_000 for _ in SIZES)  # counting noise is gone: what is left is what the family says


def logs(name: str, replicates: range = MANY, **changes: object) -> np.ndarray:
    """log rate of every unit without counting noise, panels × units × months, from each unit's own mean."""
    family = replace(FAMILIES[name], sizes=LARGE, **changes)
    panels = draw_many(family, 5, replicates)
    return np.stack([centred(np.log(p.numerator / p.denominator)) for p in panels])


def centred(rows: np.ndarray) -> np.ndarray:
    return rows - rows.mean(axis=-1, keepdims=True)


def lag_1(rows: np.ndarray) -> float:
    return float((rows[..., 1:] * rows[..., :-1]).mean() / (rows**2).mean())


def slopes(rows: np.ndarray) -> np.ndarray:
    """Least-squares slope a year along the last axis."""
    years = np.arange(rows.shape[-1]) / 12.0
    years = years - years.mean()
    return rows @ years / (years @ years)


def test_there_are_the_families_of_the_table():
    assert len(FAMILIES) == 30
    assert {family.group for family in FAMILIES.values()} == {
        "stationary",
        "autocorrelated",
        "season",
        "county_trend",
        "own_trends",
        "target_drifts",
        "shock",
        "incomplete",
        "neighbour",
        "denominators",
        "everything",
        "random_walk",
    }


def test_the_same_seed_gives_the_same_panel_and_another_seed_another():
    family = FAMILIES["everything"]
    one, again, other = (draw(family, np.random.default_rng(seed)) for seed in (3, 3, 4))
    np.testing.assert_array_equal(one.numerator, again.numerator)
    np.testing.assert_array_equal(one.denominator, again.denominator)
    assert not np.array_equal(one.numerator, other.numerator)


def test_a_run_cut_into_pieces_gives_the_same_panels():
    family = FAMILIES["ar_4"]
    whole = [p.numerator for p in draw_many(family, 9, range(6))]
    pieces = [p.numerator for part in (range(3), range(3, 6)) for p in draw_many(family, 9, part)]
    np.testing.assert_array_equal(whole, pieces)


def test_a_panel_is_thirteen_units_of_the_sizes_said_with_the_start_after_the_months_before():
    panel = draw(FAMILIES["iid_rate"], np.random.default_rng(1), 36, 6)
    assert panel.numerator.shape == panel.denominator.shape == (13, 42)
    assert (panel.target_row, panel.start_index, panel.kind) == (TARGET_ROW, 36, "rate")
    np.testing.assert_allclose(panel.denominator.mean(axis=1), SIZES, rtol=0.02)
    assert np.all(np.diff(panel.months) == np.timedelta64(1, "M"))


def test_independent_counts_have_the_variance_of_poisson():
    targets = np.array([p.numerator[TARGET_ROW] for p in draw_many(FAMILIES["iid_rate"], 1, MANY)])
    assert targets.mean() == pytest.approx(40.0, rel=0.01)
    assert targets.var() == pytest.approx(40.0, rel=0.06)
    assert abs(lag_1(targets - targets.mean())) < 0.03


def test_shares_are_never_more_than_their_denominator():
    panels = list(draw_many(FAMILIES["iid_share"], 1, MANY, effect=0.5))
    assert all((p.numerator <= p.denominator).all() for p in panels)
    shares = np.array(
        [p.numerator[TARGET_ROW, :24].sum() / p.denominator[TARGET_ROW, :24].sum() for p in panels]
    )
    assert shares.mean() == pytest.approx(0.6, abs=0.005)


@pytest.mark.parametrize(("name", "phi"), [("ar_2", 0.2), ("ar_4", 0.4), ("ar_6", 0.6)])
def test_ar_noise_has_its_correlation_and_spread(name: str, phi: float):
    family = replace(FAMILIES[name], sizes=LARGE, spread=0.0, level=0.08)
    moved = np.stack([np.log(p.numerator / p.denominator / 0.08) for p in draw_many(family, 5, MANY)])
    assert moved.std() == pytest.approx(0.15, rel=0.03)
    assert lag_1(moved) == pytest.approx(phi, abs=0.03)


def test_overdispersion_has_its_spread_and_no_memory():
    moved = logs("overdispersed", level=0.08)
    # The log of a gamma with mean 1 and sd 0.25 has the sd √ψ′(16) = 0.2540; n − 1 of n is left by centring.
    assert moved.std() * np.sqrt(36 / 35) == pytest.approx(0.2540, rel=0.03)
    assert abs(lag_1(moved)) < 0.05


@pytest.mark.parametrize(("name", "sd"), [("season", 0.0), ("season_unequal", 0.3)])
def test_the_season_peaks_in_january_by_a_quarter_and_units_react_as_said(name: str, sd: float):
    family = replace(FAMILIES[name], sizes=LARGE)
    reactions, first_of_year = [], []
    for panel in draw_many(family, 2, range(100)):
        year = np.cos(2 * np.pi * panel.months.astype(int) / 12)
        rows = centred(np.log(panel.numerator / panel.denominator))
        reactions.append(rows @ year / (year @ year) / 0.25)
        first_of_year.append(str(panel.months[rows.mean(axis=0)[:12].argmax()])[5:])
    assert np.mean(reactions) == pytest.approx(1.0, abs=0.03)
    assert np.std(reactions) == pytest.approx(sd, abs=0.03)
    assert set(first_of_year) == {"01"}


def test_the_county_trend_is_ten_per_cent_a_year_in_every_unit():
    found = slopes(logs("county_trend", range(20)))
    np.testing.assert_allclose(found, np.log(0.9), atol=0.005)


def test_own_trends_spread_by_eight_per_cent_a_year():
    assert slopes(logs("own_trends")).std() == pytest.approx(0.08, rel=0.05)


@pytest.mark.parametrize(("name", "drift"), [("target_drifts_down", 0.9), ("target_drifts_up", 1.1)])
def test_only_the_target_drifts(name: str, drift: float):
    found = slopes(logs(name, range(20)))
    np.testing.assert_allclose(found[:, TARGET_ROW], np.log(drift), atol=0.005)
    assert np.abs(np.delete(found, TARGET_ROW, axis=1)).max() < 0.005


@pytest.mark.parametrize(("name", "first"), [("shock_before", 18), ("shock_over", 24)])
def test_the_wave_is_six_months_in_every_unit(name: str, first: int):
    family = replace(FAMILIES[name], sizes=LARGE, spread=0.0)
    panel = draw(family, np.random.default_rng(2))
    expected = np.ones(36)
    expected[first : first + 6] = 1.35**WAVE
    np.testing.assert_allclose(
        panel.numerator / panel.denominator / 0.08, np.tile(expected, (13, 1)), rtol=0.02
    )


def test_county_noise_is_shared_by_all_units_and_new_each_month():
    moved = logs("county_noise", range(100))
    assert moved[:, 0].std() * np.sqrt(36 / 35) == pytest.approx(0.12, rel=0.05)
    assert np.corrcoef(moved[:, 0].ravel(), moved[:, 5].ravel())[0, 1] > 0.99
    assert abs(lag_1(moved[:, 0])) < 0.07


def test_a_random_walk_takes_steps_of_four_per_cent():
    steps = np.diff(logs("random_walk", range(100)), axis=-1)
    assert steps.std() == pytest.approx(0.04, rel=0.05)
    assert abs(lag_1(steps)) < 0.05


def test_small_and_rare_families_have_the_few_events_they_say():
    few = np.mean([p.numerator[TARGET_ROW].mean() for p in draw_many(FAMILIES["thirty_enrolled"], 1, MANY)])
    rare = np.mean([p.numerator[TARGET_ROW].mean() for p in draw_many(FAMILIES["rare"], 1, MANY)])
    assert few == pytest.approx(1.2, rel=0.05)
    assert rare == pytest.approx(5.0, rel=0.05)


def test_a_worried_team_starts_after_months_that_were_worse_than_its_usual_and_than_what_came_after():
    panels = list(draw_many(FAMILIES["bad_months"], 1, MANY))
    targets = np.array([p.numerator[TARGET_ROW] for p in panels])
    assert {p.numerator.shape for p in panels} == {(13, 36)}
    bad, after = targets[:, 21:24].mean(), targets[:, 24:].mean()
    assert after == pytest.approx(40.0, rel=0.02)
    assert bad > 1.08 * after


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", ["iid_rate", "iid_share", "bad_months"])
def test_the_change_moves_the_target_from_its_start_by_what_the_panel_tells(name: str, shape: str):
    design = {"effect": 0.3, "shape": shape}
    changed = list(draw_many(FAMILIES[name], 7, MANY, **design))
    same = list(draw_many(FAMILIES[name], 7, MANY))
    after = [np.sum([p.numerator[TARGET_ROW, p.start_index :] for p in panels]) for panels in (changed, same)]
    told = np.mean([p.true_effect for p in changed])
    assert told == pytest.approx(0.3 * effect_shape(shape, 12).mean(), abs=0.01)
    assert after[0] / after[1] - 1 == pytest.approx(told, abs=0.015)
    assert {p.true_effect for p in same} == {0.0}
    for one, other in zip(changed, same, strict=True):
        np.testing.assert_array_equal(one.numerator[:, :24], other.numerator[:, :24])


def test_shapes_reach_the_effect_when_they_say():
    assert effect_shape("step", 3).tolist() == [1, 1, 1]
    assert effect_shape("slope", 4).tolist() == [0.25, 0.5, 0.75, 1.0]
    assert effect_shape("ramp", 8).tolist() == pytest.approx([1 / 6, 2 / 6, 3 / 6, 4 / 6, 5 / 6, 1, 1, 1])
    assert effect_shape("delayed", 5).tolist() == [0, 0, 0, 1, 1]
    assert effect_shape("temporary", 8).tolist() == [1, 1, 1, 1, 1, 1, 0, 0]


@pytest.mark.parametrize("comparisons", [0, 1, 12])
def test_fewer_comparison_units_leave_the_target_in_its_place(comparisons: int):
    panel = draw(FAMILIES["thirty_enrolled"], np.random.default_rng(4), comparisons=comparisons)
    assert panel.numerator.shape == (comparisons + 1, 36)
    assert panel.denominator[panel.target_row].mean() == pytest.approx(30, rel=0.03)


@pytest.mark.parametrize("kind", ["rate", "proportion"])
def test_one_comparison_unit_may_make_a_change_of_its_own_near_the_start(kind: str):
    family = replace(FAMILIES["iid_rate"], sizes=(*LARGE[:8], 500, *LARGE[9:]))
    moved = []
    for panel in draw_many(family, 3, range(20), contaminated=-0.2, kind=kind):
        ratio = panel.numerator / panel.denominator
        last = np.delete(ratio[:, 30:].mean(axis=1) / ratio[:, :18].mean(axis=1), TARGET_ROW)
        moved.append(np.sort(last))
    first, *others = np.mean(moved, axis=0)
    assert first == pytest.approx(0.8, abs=0.01)
    assert np.abs(np.array(others) - 1).max() < 0.01


def test_missing_months_are_nan_in_the_share_said_and_change_nothing_else():
    family = FAMILIES["everything"]
    whole, holes = (draw(family, np.random.default_rng(2), missing=share) for share in (0.0, 0.1))
    gone = np.isnan(holes.numerator)
    assert gone.mean() == pytest.approx(0.1, abs=0.03)
    np.testing.assert_array_equal(holes.numerator[~gone], whole.numerator[~gone])
    np.testing.assert_array_equal(holes.denominator, whole.denominator)


def test_a_family_may_have_holes_of_its_own_and_the_drawing_may_say_otherwise():
    family = FAMILIES["missing_months"]
    holes = np.mean([np.isnan(p.numerator).mean() for p in draw_many(family, 2, range(40))])
    assert holes == pytest.approx(0.05, abs=0.005)
    assert not np.isnan(draw(family, np.random.default_rng(2), missing=0.0).numerator).any()


def test_counts_of_one_to_four_are_hidden_and_zeros_show():
    family = FAMILIES["hidden_counts"]
    panel = draw(family, np.random.default_rng(2))
    shown = draw(replace(family, hidden_below=0), np.random.default_rng(2))
    small = (shown.numerator >= 1) & (shown.numerator <= 4)
    np.testing.assert_array_equal(panel.hidden, small)
    np.testing.assert_array_equal(np.isnan(panel.numerator), small)
    assert (panel.numerator == 0).any()
    assert not shown.hidden.any()


def test_what_is_missing_is_not_hidden():
    family = replace(FAMILIES["hidden_counts"], missing=0.2)
    panel = draw(family, np.random.default_rng(2))
    gone = np.isnan(panel.numerator)
    assert panel.hidden.sum() < gone.sum()
    assert (gone | ~panel.hidden).all()


def test_a_few_in_a_hundred_of_the_months_of_the_unit_with_hidden_counts_are_hidden():
    share = np.mean([p.hidden[TARGET_ROW].mean() for p in draw_many(FAMILIES["hidden_counts"], 2, MANY)])
    assert 0.03 < share < 0.08  # Poisson with mean 9: 5.5 %


def test_a_neighbour_changes_in_its_family_and_nobody_else():
    family = replace(FAMILIES["neighbour_changes"], sizes=LARGE)
    panel = draw(family, np.random.default_rng(2))
    ratio = panel.numerator / panel.denominator
    last = ratio[:, 30:].mean(axis=1) / ratio[:, :18].mean(axis=1)
    assert np.sort(last)[0] == pytest.approx(0.8, abs=0.01)
    assert np.abs(np.sort(last)[1:] - 1).max() < 0.01
    assert last[TARGET_ROW] == pytest.approx(1.0, abs=0.01)


def test_units_have_seasons_of_their_own_beside_the_county_s():
    own = logs("season_own", range(40), season=0.0)
    turn = 2 * np.pi * np.arange(36) / 12
    height = np.hypot(own @ np.cos(turn), own @ np.sin(turn)) / 18
    peak = np.arctan2(own @ np.sin(turn), own @ np.cos(turn))
    assert height.mean() == pytest.approx(0.15, rel=0.05)
    assert abs(np.exp(1j * peak).mean()) < 0.15  # in any month: peaks point everywhere


def test_a_drift_that_starts_midway_is_not_there_before():
    found = logs("drifts_midway", range(20))[:, TARGET_ROW].mean(axis=0)
    assert np.abs(np.diff(found[:13])).max() < 0.01
    assert np.diff(found[12:]).mean() * 12 == pytest.approx(np.log(0.9), abs=0.01)


def test_small_units_have_ten_to_twenty_enrolled_or_that_many_behind_a_share():
    for name in ("small_units", "small_shares"):
        sizes = np.mean([p.denominator.mean(axis=1) for p in draw_many(FAMILIES[name], 3, range(40))], axis=0)
        assert sizes.min() > 9
        assert sizes.max() < 21


def test_a_halved_denominator_is_half_from_a_month_near_the_start_and_the_rate_stays():
    months, rates = [], []
    for panel in draw_many(FAMILIES["denominator_halves"], 3, range(60)):
        enrolled = panel.denominator[TARGET_ROW]
        half = np.flatnonzero(enrolled < 0.75 * enrolled[0])
        assert half[-1] == 35
        assert np.all(np.diff(half) == 1)
        months.append(half[0] - 24)
        rates.append((panel.numerator[TARGET_ROW] / enrolled)[half].mean())
    assert (min(months), max(months)) == (-6, 6)
    assert np.mean(rates) == pytest.approx(0.08, rel=0.02)


@pytest.mark.parametrize(
    "design", [{"before": 0}, {"after": 0}, {"comparisons": 13}, {"comparisons": -1}, {"missing": 1.0}]
)
def test_a_design_that_cannot_be_is_refused(design: dict[str, float]):
    with pytest.raises(ValueError, match=r"at least one month|comparisons must be|missing must be"):
        draw(FAMILIES["iid_rate"], np.random.default_rng(1), **design)


def test_a_family_of_ones_own_is_a_few_words():
    family = Family("mine", "season", season=0.1, phi=0.5, ar=0.05, sizes=(100,) * 9)
    assert draw(family, np.random.default_rng(1), kind="proportion").numerator.shape == (9, 36)
