import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_tables import CATALOGUE, TOWNS, UNITS, dataset, observations, row

from core.indicators import Unit, UnitRegister
from core.observations.dataset import Dataset

MONTH = "2025-01"


def every_town(indicator, month=MONTH, **changes):
    """Counts 1/10, 2/20 … for the six towns; a change replaces a town's row, None leaves it out."""
    rows = {
        town: row(indicator, town, month, i, 10 * i if indicator != "number" else None)
        for i, town in enumerate(TOWNS, 1)
    }
    return [one for one in (rows | changes).values() if one is not None]


def county(rows, indicator="rate"):
    return dataset(rows).series(indicator, "county")


def test_a_county_that_did_not_report_is_the_sum_of_its_towns():
    series = county(every_town("rate"))
    assert (series.numerator.tolist(), series.denominator.tolist()) == ([21], [210])
    assert series.value.tolist() == [10.0]
    assert series.made_of == TOWNS
    assert series.coverage.tolist() == [1.0]


def test_the_sum_is_a_ratio_of_sums_and_never_a_mean_of_ratios():
    rows = [row("share", "a", MONTH, 1, 1), *(row("share", town, MONTH, 0, 1000) for town in TOWNS[1:])]
    assert county(rows, "share").value[0] == pytest.approx(100 / 5001)


def test_what_the_county_reported_itself_stands():
    series = county([row("rate", "county", MONTH, 30, 100), *every_town("rate")])
    assert series.value.tolist() == [30]
    assert series.made_of == ()


@pytest.mark.parametrize("indicator", ["rate", "share", "number"])
def test_one_hidden_town_hides_the_sum(indicator):
    series = county(every_town(indicator, a=row(indicator, "a", MONTH, status="suppressed")), indicator)
    assert series.status.tolist() == ["suppressed"]
    assert np.isnan(series.value[0])
    assert np.isnan(series.numerator[0])


def test_a_town_that_is_hidden_in_every_month_hides_the_sum_too():
    rows = [*every_town("rate"), *every_town("rate", "2025-02")]
    rows = [
        r | {"numerator": None, "value": np.nan, "status": "suppressed"} if r["unit"] == "a" else r
        for r in rows
    ]
    assert county(rows).status.tolist() == ["suppressed", "suppressed"]


def test_a_missing_town_of_unknown_size_is_weighed_as_the_others_on_average():
    series = county(every_town("rate", a=row("rate", "a", MONTH)))
    assert series.coverage[0] == pytest.approx(200 / (200 + 40))
    assert series.status.tolist() == ["missing"]


def two_months(**second):
    return [*every_town("rate"), *every_town("rate", "2025-02", **second)]


@pytest.mark.parametrize("small", [None, row("rate", "a", "2025-02")])
def test_a_month_that_lacks_a_small_town_is_the_sum_of_the_others(small):
    series = county(two_months(a=small))
    assert series.status.tolist() == ["ok", "ok"]
    assert series.coverage[1] == pytest.approx(200 / 210)
    assert (series.numerator[1], series.denominator[1]) == (20, 200)


@pytest.mark.parametrize("large", [None, row("rate", "f", "2025-02")])
def test_a_month_that_lacks_the_largest_town_is_missing(large):
    series = county(two_months(f=large))
    assert series.status.tolist() == ["ok", "missing"]
    assert series.coverage[1] == pytest.approx(150 / 210)
    assert np.isnan([series.value[1], series.numerator[1], series.denominator[1]]).all()


def test_a_town_that_never_reports_weighs_as_its_people_do():
    people = dict(zip(TOWNS, (9000, 20_000, 30_000, 40_000, 50_000, 60_000), strict=True))
    units = UnitRegister(
        Unit(unit.id, unit.name, unit.level, unit.parent, population=people.get(unit.id)) for unit in UNITS
    )
    for silent, status in (("a", "ok"), ("f", "missing")):
        rows = every_town("rate", **{silent: None})
        series = Dataset(observations(rows), CATALOGUE, units, "test", made_up=True).series("rate", "county")
        assert series.status.tolist() == [status]


def test_a_town_with_only_values_is_part_of_the_whole_it_cannot_be_summed_into():
    rows = every_town("rate", f=row("rate", "f", MONTH, value=5.0))
    series = county(rows)
    assert series.coverage[0] == pytest.approx(150 / 180)
    assert series.status.tolist() == ["missing"]


def test_one_missing_town_makes_a_sum_of_counts_missing():
    assert county(every_town("number"), "number").value.tolist() == [21]
    for absent in (None, row("number", "a", MONTH)):
        series = county(every_town("number", a=absent), "number")
        assert series.status.tolist() == ["missing"]
        assert np.isnan(series.y[0])


def test_one_provisional_town_makes_the_sum_provisional():
    series = county(every_town("rate", a=row("rate", "a", MONTH, 1, 10, status="provisional")))
    assert series.status.tolist() == ["provisional"]


def test_values_without_counts_are_never_averaged():
    assert county([row("points", town, MONTH, value=5.0) for town in TOWNS], "points") is None
    assert county([row("rate", town, MONTH, value=5.0) for town in TOWNS]) is None


def test_a_month_that_only_some_towns_have_is_judged_by_itself():
    series = county([*every_town("rate"), row("rate", "a", "2025-02", 1, 10)])
    assert series.status.tolist() == ["ok", "missing"]


@settings(max_examples=50)
@given(
    counts=st.lists(st.tuples(st.integers(0, 50), st.integers(1, 500)), min_size=6, max_size=6),
    fate=st.lists(st.sampled_from(["ok", "provisional", "missing", "suppressed"]), min_size=6, max_size=6),
)
def test_the_status_of_a_sum_is_never_better_than_its_parts_allow(counts, fate):
    rows = [
        row("rate", town, MONTH, y, n, status=status)
        if status in ("ok", "provisional")
        else row("rate", town, MONTH, status=status)
        for town, (y, n), status in zip(TOWNS, counts, fate, strict=True)
    ]
    series = county(rows)
    if not {"ok", "provisional"} & set(fate):
        assert series is None
        return
    # A town whose row is missing has no known size here, and weighs as the others do on average.
    sizes = [n for (_, n), one in zip(counts, fate, strict=True) if one in ("ok", "provisional")]
    of_all = sum(sizes) + np.mean(sizes) * (6 - len(sizes))
    coverage = 1 - np.mean(sizes) * fate.count("missing") / of_all
    expected = (
        "suppressed"
        if "suppressed" in fate
        else "missing"
        if coverage < 0.9 - 1e-9
        else "provisional"
        if "provisional" in fate
        else "ok"
    )
    assert series.status.tolist() == [expected]
    assert np.isnan(series.value[0]) == (expected in ("suppressed", "missing"))
    if expected in ("ok", "provisional"):
        known = [c for c, f in zip(counts, fate, strict=True) if f != "missing"]
        assert series.numerator[0] == sum(y for y, _ in known)
        assert series.denominator[0] == sum(n for _, n in known)


def test_a_town_is_compared_with_its_county():
    data = dataset(every_town("rate"))
    beside = data.comparison(data.series("rate", "a"))
    assert (beside.unit, beside.pooled, beside.value.tolist()) == ("county", False, [10.0])


def test_units_without_a_county_are_compared_with_all_of_them_together():
    data = dataset([row("rate", f"x{i}", MONTH, i + 1, 10) for i in range(3)])
    beside = data.comparison(data.series("rate", "x0"))
    assert (beside.unit, beside.pooled, beside.value.tolist()) == ("all:other", True, [20.0])
    assert beside.made_of == ("x0", "x1", "x2")
    assert data.comparison(beside) is None


def test_a_unit_alone_has_nothing_to_be_compared_with():
    data = dataset([row("rate", "x0", MONTH, 1, 10)])
    assert data.comparison(data.series("rate", "x0")) is None


def test_a_dataset_lists_what_it_can_show():
    data = dataset(
        [*every_town("rate"), row("points", "x0", MONTH, value=5.0), *every_town("rate", age="unused")[:0]]
    )
    assert [i.id for i in data.indicators()] == ["rate", "points"]
    assert [u.id for u in data.units_of("rate")] == ["county", *TOWNS]
    assert [u.id for u in data.units_of("points")] == ["x0"]
    assert [g.text for g in data.subgroups_of("rate", "county")] == ["total"]


def test_what_nobody_reported_is_none():
    data = dataset(every_town("rate"))
    assert data.series("rate", "x0") is None
    assert data.series("no such indicator", "a") is None


def test_a_larger_unit_is_the_nearest_one_above_that_has_numbers():
    assert dataset(every_town("rate")).larger("rate", "a").id == "county"
    assert dataset(every_town("rate")).larger("rate", "county") is None
    assert dataset([row("rate", "x1", MONTH, 1, 10)]).larger("rate", "x1") is None
    hidden = [row("rate", town, MONTH, status="suppressed") for town in TOWNS]
    assert dataset(hidden).larger("rate", "a") is None
