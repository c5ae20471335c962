"""No hidden number, nor what it was divided by, turns up anywhere in what a page shows, writes or exports."""

import dataclasses
import re

import numpy as np
import pandas as pd
import pytest
from attacker import Attack, listed_sums
from made_hidden import MONTHS, TOWNS, UNITS, VISITS, made_dataset

from core.change.for_dataset import Asked, judged
from core.change.without_date import without_date
from core.figures.control_figure import control_figure
from core.figures.panels_figure import panels_figure
from core.figures.tables import observation_table
from core.indicators import Catalogue
from core.observations.dataset import Dataset
from core.observations.observations import Observations
from core.observations.quality import quality_report
from core.observations.schema import TOTAL, Subgroup
from core.observations.suppression import Shown, hidden_counts
from core.spc.for_series import Choices, chart_for
from core.wording import words_of

LANGUAGES = ("sv", "en")


def walked(thing, found=None):
    """Every number and every piece of text in a result, whatever it is made of."""
    found = ([], []) if found is None else found
    numbers, texts = found
    if isinstance(thing, str):
        texts.append(thing)
    elif isinstance(thing, bool | np.bool_ | np.datetime64) or thing is None:
        pass
    elif isinstance(thing, int | float | np.number):
        numbers.append(float(thing))
    elif isinstance(thing, np.ndarray):
        for one in thing.ravel().tolist():
            walked(one, found)
    elif isinstance(thing, pd.DataFrame):
        for name in thing:
            walked(thing[name].tolist(), found)
    elif isinstance(thing, dict):
        for key, value in thing.items():
            walked(key, found)
            walked(value, found)
    elif isinstance(thing, list | tuple | set | frozenset):
        for one in thing:
            walked(one, found)
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            walked(getattr(thing, field.name), found)
    if hasattr(thing, "make_table"):
        walked(thing.make_table(), found)
    return found


@pytest.fixture(scope="module")
def whole():
    return made_dataset()


@pytest.fixture(scope="module")
def shown(whole):
    return whole.for_showing()


@pytest.fixture(scope="module")
def secrets(whole, shown):
    """What must not be seen: exact values, denominators, and counts that no shown cell shares."""
    values, bases = [], []
    for unit in whole.units_of("visits"):
        for group in whole.subgroups_of("visits", unit.id):
            true, seen = whole.series("visits", unit.id, group), shown.series("visits", unit.id, group)
            hidden = (seen.status == "suppressed") & (true.numerator > 0)
            values += true.value[hidden].tolist()
            bases += true.denominator[hidden].tolist()
    assert len(values) > 30
    return np.array(values), np.array(bases)


def leaks(thing, secrets):
    numbers, texts = walked(thing)
    values, bases = secrets
    numbers = np.unique([-np.inf, *numbers, np.inf])
    secret = np.concatenate([values, bases])
    at = np.searchsorted(numbers, secret * (1 - 1e-9))
    told = secret[numbers[at] <= secret * (1 + 1e-9)].tolist()
    text = re.sub(r"(?<=\d)[\s\u00a0\u202f,](?=\d{3})", "", "\n".join(texts))
    written = set(re.findall(r"\d{6,}", text))
    return told + [base for base in bases if str(int(base)) in written]


def test_the_search_finds_what_is_not_hidden(whole, secrets):
    charted = chart_for(VISITS, whole.units["a"], whole.series("visits", "a"))
    assert leaks(control_figure(words_of("sv"), charted), secrets)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [None, "u"])
@pytest.mark.parametrize("unit", ["county", *TOWNS])
def test_in_no_chart(shown, secrets, language, kind, unit):
    for group in shown.subgroups_of("visits", unit):
        series = shown.series("visits", unit, group)
        charted = chart_for(VISITS, shown.units[unit], series, Choices(kind=kind))
        assert not leaks(charted, secrets)
        assert not leaks(control_figure(words_of(language), charted), secrets)


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_no_panel(shown, secrets, language):
    charts = [chart_for(VISITS, shown.units[u], shown.series("visits", u)) for u in ("county", *TOWNS)]
    assert not leaks(panels_figure(words_of(language), charts), secrets)


@pytest.mark.parametrize("unit", TOWNS)
def test_in_no_verdict(shown, secrets, unit):
    answer = judged(shown, Asked("visits", ((unit, "2024-01"),)))
    assert not leaks(answer, secrets)
    assert answer.posed is None or not leaks(answer.posed.table, secrets)


@pytest.mark.parametrize("unit", ["county", *TOWNS])
def test_in_no_trend(shown, secrets, unit):
    told = without_date(VISITS, shown.units[unit], shown.series("visits", unit))
    assert not leaks(told, secrets)


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_no_row_that_is_listed_saved_or_reported(shown, secrets, language):
    frame = shown.observations.frame
    assert not leaks(frame, secrets)
    assert not leaks(observation_table(words_of(language), frame, shown), secrets)
    assert not leaks(quality_report(shown.observations, shown.catalogue, shown.units), secrets)
    for unit in TOWNS:
        assert not leaks(shown.observations.select("visits", unit), secrets)
        assert not leaks(shown.comparison(shown.series("visits", unit)), secrets)


def test_a_hidden_row_says_so_and_nothing_else(shown):
    rows = shown.observations.frame
    hidden = rows["status"] == "suppressed"
    assert hidden.any()
    assert rows.loc[hidden, ["numerator", "denominator", "value"]].isna().all(axis=None)
    kept = rows["numerator"].dropna()
    assert ((kept == 0) | (kept >= 5)).all()


def test_what_is_told_adds_up(whole, shown):
    assert isinstance(shown, Shown)
    (one,) = hidden_counts(shown)
    rows, true = shown.observations.frame, whole.observations.frame
    assert one.total == len(rows)
    assert one.small == int(((true["numerator"] > 0) & (true["numerator"] < 5)).sum())
    assert one.small + one.beside == int((rows["status"] == "suppressed").sum())
    assert one.elsewhere == 0


@pytest.mark.parametrize("county", [True, False])
@pytest.mark.parametrize("by_sex", [True, False])
def test_the_attacker_learns_nothing_from_what_the_app_shows(county, by_sex):
    """Also where the app sums the county itself."""
    whole = made_dataset(7, by_sex=by_sex, county=county)
    shown = whole.for_showing()
    sexes = ("all", "K", "M") if by_sex else ("all",)
    cells = [(unit, sex) for unit in ("county", *TOWNS) for sex in sexes]
    true = {cell: whole.series("visits", cell[0], Subgroup(sex=cell[1])).numerator for cell in cells}
    seen = {cell: shown.series("visits", cell[0], Subgroup(sex=cell[1])).numerator for cell in cells}
    parents, attacked = dict.fromkeys(TOWNS, "county"), 0
    for t in range(0, len(MONTHS), 3):
        now = {cell: None if np.isnan(seen[cell][t]) else int(seen[cell][t]) for cell in cells}
        small = [cell for cell in cells if 0 < true[cell][t] < 5]
        attack = Attack(now, listed_sums(now, parents, [("K", "M") if by_sex else ()]))
        for low, high in attack.ranges(small).values():
            assert low <= 1
            assert high >= 4
        attacked += len(small)
    assert attacked > 5


def test_a_sum_is_shown_where_its_parts_may_not_be():
    """A county that the app sums is shown, and two towns are hidden, rather than every sum being unknown."""
    shown = made_dataset(3, by_sex=False, county=False).for_showing()
    county = shown.series("visits", "county")
    assert (county.status == "ok").all()
    assert (shown.series("visits", "a").status == "suppressed").any()


def test_showing_twice_is_showing_once(shown):
    assert shown.for_showing() is shown
    again = made_dataset().for_showing()
    pd.testing.assert_frame_equal(again.observations.frame, shown.observations.frame)
    assert shown.series("visits", "a", TOTAL).status.tolist() == again.series("visits", "a").status.tolist()


def test_a_sum_that_only_a_comparison_shows_gives_nothing_away():
    """The county reports its total, the towns women and men: the women of the county are their sum."""
    rows = made_dataset(7, mean=(5.0, 0.3, 0.3, 0.3)).observations.frame
    rows = rows[(rows["unit"] != "county") | (rows["sex"] == "all")]
    whole = Dataset(
        Observations(rows.reset_index(drop=True)), Catalogue([VISITS]), UNITS, "made", made_up=False
    )
    shown, parents, attacked = whole.for_showing(), dict.fromkeys(TOWNS, "county"), 0
    women = Subgroup(sex="K")
    assert women not in shown.subgroups_of("visits", "county")
    compared = shown.comparison(shown.series("visits", "b", women))
    assert compared.unit == "county"
    assert not ((compared.numerator > 0) & (compared.numerator < 5)).any()
    cells = [(unit, sex) for unit in TOWNS for sex in ("all", "K", "M")]
    true = {cell: whole.series("visits", cell[0], Subgroup(sex=cell[1])).numerator for cell in cells}
    seen = {cell: shown.series("visits", cell[0], Subgroup(sex=cell[1])).numerator for cell in cells}
    seen |= {("county", "K"): compared.numerator}
    for t in range(0, len(MONTHS), 3):
        now = {cell: None if np.isnan(one[t]) else int(one[t]) for cell, one in seen.items()}
        small = [cell for cell in cells if 0 < true[cell][t] < 5]
        for low, high in Attack(now, listed_sums(now, parents, [("K", "M")])).ranges(small).values():
            assert (low <= 1, high >= 4) == (True, True)
        attacked += len(small)
    assert attacked > 5


def test_no_checksum_lets_anybody_try_which_hidden_numbers_fit(whole, shown):
    assert whole.observations.digest not in shown.observations.digest
    assert shown.observations.digest == whole.for_showing().observations.digest
