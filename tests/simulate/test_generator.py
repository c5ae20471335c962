"""The generator's parts: patterns, persons, streams, and effects that can be found again."""

import numpy as np
import pytest

from core.simulate import changes, truth
from core.simulate.bases import Setting
from core.simulate.cohort import FREQUENT, WINDOW, Roster, run_roster
from core.simulate.county import MONTHS, WARM_UP, draw_county
from core.simulate.draws import coded_share, visits
from core.simulate.patterns import Pattern, ar1, deviations
from core.simulate.places import TOWNS, sample_places
from core.simulate.recipes import RECIPES, VISITS
from core.simulate.streams import stream
from core.simulate.subgroups import build_table

RUN = np.arange(np.datetime64("2020-01", "M"), np.datetime64("2026-11", "M"))
SIZES = {town.code: float(town.enrolled) for town in TOWNS}
LAST_FINAL = RUN.size - 2


def rates(seed: int) -> dict[str, np.ndarray]:
    """Emergency visits per enrolled, municipality by municipality."""
    recipe = next(r for r in RECIPES if r.draw == "visits")
    moved = deviations(VISITS, seed, recipe.indicator, SIZES, RUN)
    out = {}
    for town, deviation in zip(TOWNS, moved, strict=True):
        roster = run_roster(seed, town, RUN)
        made, _ = visits(Setting(seed, town, RUN, roster), recipe, np.zeros(0), deviation)
        out[town.code] = made.sum(axis=0) / roster.stock().sum(axis=0)
    return out


@pytest.fixture(scope="module")
def many_counties() -> list[dict[str, np.ndarray]]:
    return [rates(seed) for seed in range(100, 116)]


def log_ratio(rate: dict[str, np.ndarray], unit: str, start: str, ramp: int = 0) -> float:
    """Change in the unit's rate against the untouched municipalities', before and after the start."""
    touched = {e.unit for e in truth.EFFECTS} | {d.unit for d in truth.DRIFTS}
    others = np.mean([r for u, r in rate.items() if u not in touched | {unit}], axis=0)
    at = int(np.flatnonzero(np.datetime64(start, "M") == RUN)[0])
    before, after = slice(at - 24, at), slice(at + ramp, LAST_FINAL)
    return float(
        np.log(rate[unit][after].mean() / rate[unit][before].mean())
        - np.log(others[after].mean() / others[before].mean())
    )


STARTERS = [e for e in truth.EFFECTS if e.indicator == "akutbesok_hsh"]


@pytest.mark.parametrize("effect", STARTERS, ids=lambda e: e.unit)
def test_the_true_rate_ratio_is_found_again_on_average(many_counties, effect):
    found = np.array([log_ratio(r, effect.unit, effect.start, effect.ramp_months) for r in many_counties])
    error = found.std(ddof=1) / np.sqrt(found.size)
    assert found.mean() == pytest.approx(np.log(effect.value), abs=3.3 * error + 0.005)
    assert error < 0.05


def test_nothing_is_found_where_nothing_happened(many_counties):
    found = np.array([log_ratio(r, changes.BAD_MONTHS_UNIT, "2024-06") for r in many_counties])
    assert abs(found.mean()) < 3.3 * found.std(ddof=1) / np.sqrt(found.size)


def test_the_drift_is_ten_per_cent_a_year(many_counties):
    drift = truth.DRIFTS[0]
    slopes = []
    for rate in many_counties:
        others = np.mean([rate[u] for u in ("0680", "0682", "0685", "0686")], axis=0)
        years = np.arange(RUN.size) / 12.0
        slopes.append(np.polyfit(years[:LAST_FINAL], np.log(rate[drift.unit] / others)[:LAST_FINAL], 1)[0])
    assert np.mean(slopes) == pytest.approx(np.log(1 + drift.per_year), abs=0.015)


def test_effects_are_of_the_size_that_teams_hope_for():
    assert len({e.unit for e in STARTERS}) == 4
    assert all(0.70 <= e.value <= 0.85 for e in STARTERS)
    assert all(0.5 <= e.value <= 0.8 for e in truth.EFFECTS if e.indicator == "gemensamt_hembesok")


def test_an_effect_grows_over_its_ramp():
    effect = truth.Effect("c", "0604", "2024-01", "x", "ratio", 0.8, ramp_months=3)
    months = np.arange(np.datetime64("2023-12", "M"), np.datetime64("2024-06", "M"))
    np.testing.assert_allclose(effect.reached(months), [0, 0.25, 0.5, 0.75, 1, 1])


def test_prevalence_type_series_hang_together_over_time():
    shares = [r for r in RECIPES if r.base == "enrolled" and r.draw == "binomial"]
    assert shares
    assert all(0.2 <= r.pattern.phi <= 0.4 for r in RECIPES)
    long = ar1(stream(1, "test"), 20_000, 0.35, 0.1)
    assert np.corrcoef(long[:-1], long[1:])[0, 1] == pytest.approx(0.35, abs=0.03)
    assert long.std() == pytest.approx(0.1, rel=0.03)


def test_months_vary_more_than_chance():
    noise = deviations(Pattern(spread=0.0, over=0.2, ar=0.0, county=0.0), 1, "x", SIZES, RUN)
    assert np.exp(noise).std() == pytest.approx(0.2, rel=0.1)
    assert np.exp(noise).mean() == pytest.approx(1.0, abs=0.02)


def test_joint_visits_dip_in_july():
    drawn = draw_county(5).counts["gemensamt_hembesok"]
    assert drawn.denominator is not None
    share = drawn.numerator.sum(axis=0) / drawn.denominator.sum(axis=0)
    month = MONTHS.astype(int) % 12
    years = range(5)
    july = np.mean([share[month == 6][y] / share[12 * y + 3 : 12 * y + 5].mean() for y in years])
    assert 0.5 < july < 0.8


def one_person(made: list[int], since: int = 0) -> Roster:
    months = len(made)
    leaf = np.where(np.arange(months) >= since, 0, -1)[None, :]
    return Roster(leaf, np.full((1, months), since), np.ones((1, months)), n_leaves=1)


class Scripted:
    """Stands in for the random numbers: the visits are given."""

    def __init__(self, made: list[int]) -> None:
        self.made = np.array([made])

    def poisson(self, _mean: np.ndarray) -> np.ndarray:
        return self.made

    def binomial(self, n: np.ndarray, _p: np.ndarray) -> np.ndarray:
        return n


def test_a_frequent_visitor_is_one_for_twelve_months():
    made = [0, 2, 0, 2, *[0] * 14]
    _, frequent = one_person(made).visits(Scripted(made), np.ones(18), np.ones(18))
    assert sum(made) == FREQUENT
    np.testing.assert_array_equal(np.flatnonzero(frequent[0]), np.arange(3, 1 + WINDOW))


def test_visits_before_enrolment_belong_to_someone_else():
    made = [3, 0, 1, 1, 0]
    _, frequent = one_person(made, since=2).visits(Scripted(made), np.ones(5), np.ones(5))
    assert frequent.sum() == 0


def test_enrolled_tomorrow_is_enrolled_today_plus_new_less_those_who_left():
    roster = run_roster(1, TOWNS[0], RUN)
    stock, new = roster.stock().sum(axis=0), roster.new().sum(axis=0)
    assert (stock[1:] <= stock[:-1] + new[1:]).all()
    assert (new[1:] <= stock[1:]).all()
    assert stock[WARM_UP:].min() > 0.75 * TOWNS[0].enrolled


def test_only_the_two_latest_months_are_thinned_and_only_where_coding_is_late():
    np.testing.assert_array_equal(coded_share(4, late=True), [1, 1, 0.9, 0.75])
    np.testing.assert_array_equal(coded_share(4, late=False), 1)


def test_streams_do_not_depend_on_each_other():
    first = stream(7, "antibiotika_hsh", "0604").random(3)
    stream(7, "something_new", "0604").random(100)
    np.testing.assert_array_equal(stream(7, "antibiotika_hsh", "0604").random(3), first)
    assert not np.array_equal(stream(7, "antibiotika_hsh", "0617").random(3), first)
    assert not np.array_equal(stream(8, "antibiotika_hsh", "0604").random(3), first)


def test_every_leaf_is_counted_once_in_the_county():
    table = build_table(sample_places(), ("target_group", "age", "sex"), centres=True)
    of_county = [i for i, c in enumerate(table.cells) if c.unit == 0]
    assert (table.sums[of_county[0]] == 1).all()
    assert table.sums[of_county[1:]].sum(axis=0).tolist() == [3] * table.sums.shape[1]
