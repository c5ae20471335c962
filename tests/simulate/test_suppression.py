"""Nobody can recompute a hidden small count from what is shown beside it."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.indicators import load_catalogue, load_units
from core.observations.dataset import Dataset
from core.observations.suppression.masks import masks_of
from core.simulate import county, publish, sample, write
from core.simulate.places import sample_places
from core.simulate.recipes import RECIPES
from core.simulate.subgroups import build_table
from core.simulate.suppression import protected, small

PLACES = sample_places()
SUBGROUP = ["target_group", "age", "sex"]


def published_sums(rows):
    """Every sum a reader knows to hold, written from the published rows alone: (parent, children)."""
    units = load_units(write.FOLDER)
    cells = set(rows)
    sums = []
    for unit, *group in cells:
        for level in ("area", "municipality", "health_centre"):
            below = [u.id for u in units.children(unit, level)]
            parts = [(u, *group) for u in below if (u, *group) in cells]
            complete = len(parts) == len(below) and (
                level != "health_centre" or len(units.children(unit)) == len(parts)
            )
            if parts and complete:
                sums.append(((unit, *group), parts))
        if group == ["all"] * 3:
            for i in range(3):
                labels = sorted({c[1 + i] for c in cells} - {"all"})
                parts = [(unit, *("all",) * i, label, *("all",) * (2 - i)) for label in labels]
                if parts and all(p in cells for p in parts):
                    sums.append(((unit, *group), parts))
    return sums


def known_by_elimination(hidden, sums):
    """Hidden cells whose value follows from the others, by exact Gauss-Jordan (the generator uses SVD)."""
    rows = []
    for parent, parts in sums:
        row = {
            cell: Fraction(sign) for cell, sign in [(parent, 1), *((p, -1) for p in parts)] if cell in hidden
        }
        if row:
            rows.append(row)
    pivots = {}
    for equation in rows:
        row = equation
        for cell, pivot in pivots.items():
            row = _minus(row, pivot, row.get(cell, 0))
        if row:
            cell, factor = next(iter(row.items()))
            scaled = {c: x / factor for c, x in row.items()}
            pivots = {c: _minus(p, scaled, p.get(cell, 0)) for c, p in pivots.items()} | {cell: scaled}
    return {cell for cell, row in pivots.items() if len(row) == 1}


def _minus(row, other, factor):
    if not factor:
        return row
    out = {c: row.get(c, Fraction(0)) - factor * other.get(c, Fraction(0)) for c in row.keys() | other.keys()}
    return {c: x for c, x in out.items() if x != 0}


@pytest.fixture(scope="module")
def frame():
    return sample.read_stored(write.FOLDER / write.OBSERVATIONS)


@pytest.fixture(scope="module")
def drawn():
    return county.draw_county()


def true_count(recipe, drawn, cells):
    table = build_table(PLACES, recipe.margins, centres=recipe.centres, only=recipe.only)
    chosen, periods = publish._periods(recipe)
    counts = (table.sums @ drawn.counts[recipe.indicator].numerator)[:, chosen]
    keys = [(PLACES.ids[c.unit], c.target_group, c.age, c.sex) for c in table.cells]
    return {(key, str(p)): counts[i, t] for i, key in enumerate(keys) for t, p in enumerate(periods)}


COUNTED = [r for r in RECIPES if r.draw not in ("lead", "index")]


@pytest.mark.parametrize("recipe", COUNTED, ids=lambda r: r.indicator)
def test_no_small_count_is_shown_or_follows_from_sums(recipe, frame, drawn):
    below = load_catalogue()[recipe.indicator].suppress_below
    rows = frame[frame["indicator"] == recipe.indicator]
    shown = rows["numerator"].dropna()
    assert ((shown == 0) | (shown >= below)).all()
    truth = true_count(recipe, drawn, rows)
    for period in sorted(rows["period"].unique())[::9]:
        now = rows[rows["period"] == period]
        keys = list(now[["unit", *SUBGROUP]].itertuples(index=False, name=None))
        hidden = {k for k, n in zip(keys, now["numerator"], strict=True) if np.isnan(n)}
        for cell in known_by_elimination(hidden, published_sums(keys)):
            count = truth[cell, str(period)[:7]]
            assert count == 0 or count >= below, (cell, period, count)


def test_the_attack_finds_a_count_whose_companions_are_put_back(frame):
    rows = frame[(frame["indicator"] == "antibiotika_hsh") & (frame["period"] == "2024-07-01")]
    keys = list(rows[["unit", *SUBGROUP]].itertuples(index=False, name=None))
    lone = ("0604", "all", "all", "M")
    assert known_by_elimination({lone}, published_sums(keys)) == {lone}


def test_a_number_that_is_hidden_as_a_numerator_is_not_shown_as_a_denominator(frame):
    """The newly enrolled are counted in one indicator and divided by in another."""
    key = ["unit", *SUBGROUP, "period"]
    new = frame[frame["indicator"] == "nyinskrivna"].set_index(key)
    share = frame[frame["indicator"] == "gemensamt_hembesok"].set_index(key)
    where_hidden = new.index[new["status"] == "suppressed"]
    assert share.loc[where_hidden, "denominator"].isna().all()
    assert (share.loc[where_hidden, "status"] == "suppressed").all()


def test_a_median_is_hidden_where_the_number_of_visits_is(frame):
    key = ["unit", *SUBGROUP, "period"]
    visits = frame[frame["indicator"] == "gemensamt_hembesok"].set_index(key)
    days = frame[frame["indicator"] == "ledtid_hembesok"].set_index(key)
    assert (days.loc[visits.loc[days.index, "status"] == "suppressed", "status"] == "suppressed").all()


def test_few_answers_hide_the_whole_row(frame):
    answers = frame[frame["indicator"] == "esther_upplevelse"]["denominator"].dropna()
    assert ((answers == 0) | (answers >= 10)).all()


def test_zero_is_shown(frame):
    assert (frame["numerator"] == 0).any()


TABLE = build_table(PLACES, ("sex", "age"))
MATRIX = np.zeros((len(TABLE.equations), len(TABLE.cells)))
for row, (parent, children) in zip(MATRIX, TABLE.equations, strict=True):
    row[parent], row[list(children)] = 1.0, -1.0


def determined(hidden):
    """Which hidden cells follow exactly from the shown ones: those that no solution can vary."""
    out, where = np.zeros_like(hidden), np.flatnonzero(hidden)
    if where.size:
        system = MATRIX[:, where]
        _, singular, right = np.linalg.svd(system[system.any(axis=1)], full_matrices=True)
        rank = int((singular > 1e-8).sum())
        out[where] = (np.abs(right[rank:]) < 1e-8).all(axis=0)
    return out


def hide(counts):
    return protected(counts, 5, np.zeros(counts.shape, bool), TABLE, PLACES)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([0.2, 1.0, 4.0]))
def test_hiding_is_enough_for_any_counts(seed, mean):
    leaves = np.random.default_rng(seed).poisson(mean, (TABLE.sums.shape[1], 2)).astype(float)
    counts = TABLE.sums @ leaves
    np.testing.assert_array_equal(MATRIX @ counts, 0)
    primary, hidden = small(counts, 5), hide(counts)
    assert hidden[primary].all()
    for t in range(2):
        assert not (determined(hidden[:, t]) & primary[:, t]).any()


def test_nothing_is_hidden_when_nothing_is_small():
    assert not hide(TABLE.sums @ np.full((TABLE.sums.shape[1], 1), 9.0)).any()


def test_a_lone_hidden_cell_gets_company_and_the_attack_can_fail():
    """Without companions the attack must succeed, or it proves nothing."""
    leaves = np.full((TABLE.sums.shape[1], 1), 9.0)
    aneby = next(i for i, c in enumerate(TABLE.cells) if c.sex == "K" and PLACES.ids[c.unit] == "0604")
    women = np.flatnonzero(TABLE.sums[aneby])
    leaves[women], leaves[women[0]] = 0.0, 3.0
    counts = TABLE.sums @ leaves
    alone = np.zeros(counts.shape, bool)
    alone[aneby] = True
    assert determined(alone[:, 0])[aneby]
    hidden = hide(counts)
    assert hidden.sum() > small(counts, 5).sum()
    assert not determined(hidden[:, 0])[small(counts, 5)[:, 0]].any()


def test_the_sample_may_be_shown_as_it_is():
    """Published by the same rule, so nothing is left to hide."""
    stored = sample.load_sample()
    shown = stored.for_showing()
    for indicator in stored.indicators():
        for mask in shown.masks(indicator.id):
            assert not (mask.small | mask.beside).any()


def test_the_sample_need_not_be_looked_through_for_what_others_hid():
    """It is taken to be safe since it is made up. It would be found safe if it were not."""
    stored = sample.load_sample()
    real = Dataset(stored.observations, stored.catalogue, stored.units, stored.label, made_up=False)
    for indicator in ("sip", "oplanerade_ssk"):
        for mask in masks_of(real, real.catalogue[indicator]):
            assert mask.grid.hidden.any()
            assert not (mask.small | mask.beside).any()
