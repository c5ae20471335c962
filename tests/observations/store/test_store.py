"""What is kept is there the next time, exactly; a load can be undone; what is forgotten is gone."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from core.observations.store import stored
from core.observations.store.store import Store
from core.observations.update import updated
from core.remarks import Refused
from tests.observations.made_extracts import (
    BASE,
    extracts,
    months,
    observations,
    own_dataset,
    own_indicator,
    own_unit,
)

ED = "akutbesok_hsh"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "skifte.duckdb"


@pytest.fixture
def store(path):
    made = Store(path)
    yield made
    made.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """A store for many examples; each keeps and forgets its own collection."""
    made = Store(tmp_path_factory.mktemp("shared") / "skifte.duckdb")
    yield made
    made.close()


def content(store: Store, collection: int) -> str:
    """A digest of every cell of the collection."""
    return updated(observations(), own(store, collection)).digest


def own(store: Store, collection: int):
    from core.observations.observations import Observations

    return Observations(store.dataset(collection, BASE).observations.frame)


def first(*numbers, start="2025-01", unit="0680", **more):
    return own_dataset(observations(*months(ED, unit, start, list(numbers), **more)))


# Kept


def test_what_is_kept_is_there_the_next_time(path):
    data = first(10, 11, None, 0)
    store = Store(path)
    number = store.keep("Mina tal", data)
    store.close()
    again = Store(path)
    kept = again.dataset(number, BASE)
    assert kept.label == "Mina tal"
    assert content(again, number) == data.observations.digest
    series = kept.series(ED, "0680")
    assert series is not None
    assert list(series.status) == ["ok", "ok", "suppressed", "ok"]
    assert np.isnan(series.value[2])
    assert series.numerator[3] == 0
    again.close()


@settings(max_examples=12)
@given(data=extracts(least=1))
def test_any_rows_come_back_as_they_were(shared, data):
    number = shared.keep("x", own_dataset(data))
    assert content(shared, number) == data.digest
    shared.forget(number)


@settings(max_examples=12)
@given(before=extracts(least=1), newer=extracts(least=1))
def test_a_load_does_what_updating_in_memory_does_and_undo_restores_exactly(shared, before, newer):
    number = shared.keep("x", own_dataset(before))
    shared.load(number, own_dataset(newer), BASE)
    assert content(shared, number) == updated(before, newer).digest
    version = shared.version(number)
    assert shared.undo(number)
    assert content(shared, number) == before.digest
    assert shared.version(number) != version
    shared.forget(number)


def test_loads_are_undone_one_by_one_also_after_a_restart(path):
    store = Store(path)
    number = store.keep("x", first(10, 11, 12))
    store.load(number, first(20, 21, start="2025-02"), BASE)
    store.load(number, first(30, start="2025-03"), BASE)
    contents = [content(store, number)]
    store.close()
    store = Store(path)
    while store.undo(number):
        contents.append(content(store, number))
    assert len(set(contents)) == 3
    assert contents[-1] == first(10, 11, 12).observations.digest
    assert not store.undo(number)
    store.close()


def test_another_limit_of_a_measure_stands_whatever_load_is_taken_back(store):
    mine = (own_indicator("own_falls", "Fall hos oss", suppress_below=0),)
    number = store.keep(
        "x", own_dataset(observations(*months("own_falls", "0680", "2025-01", [3, 11])), (), mine)
    )
    newer = observations(*months("own_falls", "0680", "2025-02", [4]))
    store.load(number, own_dataset(newer, (), mine), BASE)
    version, rows = store.version(number), content(store, number)
    (measure,) = store.dataset(number, BASE).indicators()
    store.describe(number, [replace(measure, suppress_below=9)])
    assert store.version(number) != version
    assert content(store, number) == rows
    assert store.undo(number)
    assert [one.suppress_below for one in store.dataset(number, BASE).indicators()] == [9]


def test_the_history_tells_what_each_load_changed(store):
    number = store.keep("x", first(10, 11, 12))
    store.load(number, first(12, None, 14, start="2025-03", source="april.csv"), BASE)
    latest, earliest = store.loads(number)
    assert earliest.counts == {"added": 3}
    assert {what: n for what, n in latest.counts.items() if n} == {"added": 2, "same": 1}
    assert latest.label == "fil.csv"


def test_what_is_kept_is_summed_up(store):
    number = store.keep("  Mina tal ", first(10, 11, 12))
    (kept,) = store.collections()
    assert (kept.id, kept.name, kept.n_rows, kept.n_loads) == (number, "Mina tal", 3, 1)
    assert (str(kept.first), str(kept.last)) == ("2025-01", "2025-03")
    summary = store.dataset(number, BASE).observations.summary()
    assert (summary.n_rows, summary.n_indicators, summary.n_units) == (3, 1, 1)
    assert summary.sources == ("fil.csv",)


def test_two_collections_never_mix(store):
    one = store.keep("ett", first(10, 11))
    other = store.keep("två", first(20, 21))
    store.load(one, first(12, start="2025-03"), BASE)
    store.forget(one)
    assert content(store, other) == first(20, 21).observations.digest
    assert [kept.name for kept in store.collections()] == ["två"]


# Meaning kept beside the numbers


def test_units_and_indicators_of_a_file_are_kept_with_it_and_go_with_an_undone_load(store):
    mine = own_indicator("own_x", "Väntan", suppress_below=0, unit=BASE.catalogue[ED].unit)
    house = own_unit("hus", "Hus A")
    number = store.keep(
        "x", own_dataset(observations(*months("own_x", "hus", "2025-01", [1])), (house,), (mine,))
    )
    assert store.dataset(number, BASE).catalogue["own_x"] == mine
    assert store.dataset(number, BASE).units["hus"] == house
    more = own_unit("hus_b", "Hus B")
    store.load(
        number,
        own_dataset(observations(*months("own_x", "hus_b", "2025-01", [2])), (more,), (mine,)),
        BASE,
    )
    assert "hus_b" in store.dataset(number, BASE).units
    store.undo(number)
    assert "hus_b" not in store.dataset(number, BASE).units


def test_numbers_keep_the_scale_they_were_read_by(store):
    from dataclasses import replace

    from core.indicators.catalogue import Catalogue

    number = store.keep("x", first(10, 11))
    per_thousand = Catalogue(replace(i, multiply=1000.0) if i.id == ED else i for i in BASE.catalogue)
    changed = replace(BASE, catalogue=per_thousand)
    kept = store.dataset(number, changed)
    assert kept.catalogue[ED].multiply == BASE.catalogue[ED].multiply
    with pytest.raises(Refused) as refused:
        store.load(number, replace(first(12, start="2025-03"), catalogue=per_thousand), changed)
    assert refused.value.problems[0].code == "update_other_scale"


# Several at once


def test_a_dataset_never_shows_two_versions(store, monkeypatch):
    monkeypatch.setattr(stored, "HELD_WHOLE", 0)
    number = store.keep("x", first(10, 11))
    opened = store.dataset(number, BASE)
    store.load(number, first(20, 21), BASE)
    with pytest.raises(Refused) as refused:
        opened.observations.series(ED, "0680")
    assert refused.value.problems[0].code == "store_changed"


@settings(max_examples=8)
@given(data=extracts(least=1))
def test_read_part_by_part_it_is_the_same(shared, data):
    number = shared.keep("x", own_dataset(data))
    held, stored.HELD_WHOLE = stored.HELD_WHOLE, 0
    try:
        parts = shared.dataset(number, BASE).observations
        assert parts.keys == data.keys
        assert parts.indicator_ids() == data.indicator_ids()
        assert parts.frame.equals(data.frame)
        for indicator, unit, subgroup in data.keys:
            assert parts.select(indicator, unit).equals(data.select(indicator, unit))
            assert parts.subgroups(indicator, unit) == data.subgroups(indicator, unit)
            one, other = (of.series(indicator, unit, subgroup) for of in (parts, data))
            assert one.frame.equals(other.frame)
            assert one.source == other.source
        assert parts.series(ED, "nowhere") is None
    finally:
        stored.HELD_WHOLE = held
        shared.forget(number)


def test_what_may_not_be_shown_is_hidden_also_when_read_part_by_part(store, monkeypatch):
    rows = observations(
        *months(ED, "0680", "2025-01", [20, 3, 30]),
        *months(ED, "0604", "2025-01", [21, 22, 23]),
        *months(ED, "0643", "2025-01", [9, 9, 0]),
    )
    monkeypatch.setattr(stored, "HELD_WHOLE", 0)
    parts = store.dataset(store.keep("x", own_dataset(rows)), BASE).for_showing()
    whole = own_dataset(rows).for_showing()
    for unit in ("0680", "0604", "0643", "06"):
        one, other = (of.series(ED, unit) for of in (parts, whole))
        assert (one is None) == (other is None)
        assert one is None or one.frame.equals(other.frame)
    assert np.isnan(parts.series(ED, "0680").value[1])


def test_what_can_be_chosen_in_a_large_collection_is_known_without_reading_a_row(store, monkeypatch):
    numbers = observations(
        *months(ED, "0680", "2025-01", [10, 11]),
        (ED, "0680", "80-", "2025-01", 5, "ok"),
        *months("antibiotika_hsh", "0604", "2025-01", [1]),
    )
    number = store.keep("x", own_dataset(numbers))
    monkeypatch.setattr(stored, "HELD_WHOLE", 0)
    opened = store.dataset(number, BASE).for_showing()
    monkeypatch.setattr(stored.StoredObservations, "_read", lambda *_: pytest.fail("rows were read"))
    assert opened.without_numbers("0680") == {"antibiotika_hsh"}
    assert opened.without_numbers("0662") == {ED, "antibiotika_hsh"}
    assert opened.without_numbers("06") == frozenset()
    assert [group.text for group in opened.subgroups_of(ED, "0680")] == ["total", "age:80-"]


def test_a_store_too_large_to_hold_is_not_read_whole(store, monkeypatch):
    monkeypatch.setattr(stored, "HELD_WHOLE", 0)
    monkeypatch.setattr(stored, "MOST_AT_ONCE", 1)
    monkeypatch.setattr("core.observations.store.rows.SURELY_FEW", 0)
    opened = store.dataset(store.keep("x", first(10, 11)), BASE)
    with pytest.raises(Refused) as refused:
        _ = opened.observations.frame
    assert refused.value.problems[0].code == "store_too_much"


def test_threads_read_while_one_writes(store):
    from concurrent.futures import ThreadPoolExecutor

    number = store.keep("x", first(10, 11))

    def look(_: int) -> int:
        return len(store.dataset(number, BASE).observations.frame)

    with ThreadPoolExecutor(4) as several:
        seen = several.map(look, range(20))
        for month in range(3, 7):
            store.load(number, first(12, start=f"2025-0{month}"), BASE)
        assert set(seen) <= {2, 3, 4, 5, 6}


# Forgotten


def test_nothing_of_a_forgotten_collection_is_left(store):
    number = store.keep("hemlig", first(10, 11, source="hemlig.csv"))
    store.load(number, first(20, 21), BASE)
    store.forget(number)
    for table in ("collections", "loads", "definitions", "series", "sources", "observations", "replaced"):
        assert store._connection.cursor().execute(f"SELECT count(*) FROM {table}").fetchall() == [(0,)]


def test_forgetting_everything_removes_the_file(path):
    store = Store(path)
    store.keep("x", first(10))
    store.forget_everything()
    assert list(path.parent.iterdir()) == []


def test_words_of_a_person_are_never_run(store):
    nasty = "x'); DROP TABLE observations; --"
    house = own_unit("hus", nasty)
    rows = observations(*months(ED, "hus", "2025-01", [10], source=nasty))
    number = store.keep(nasty, own_dataset(rows, (house,), label=nasty))
    store.load(number, own_dataset(rows, (house,), label=nasty), BASE)
    store.remember(nasty, nasty, nasty)
    assert store.recall(nasty) == nasty
    assert store.collections()[0].name == nasty
    assert content(store, number) == rows.digest


def test_columns_are_remembered_by_shape_until_forgotten(store):
    store.remember("a", "1", "x")
    store.remember("a", "2", "x")
    store.remember("b", "3", "x")
    assert (store.recall("a"), store.recall("c"), store.n_mappings()) == ("2", None, 2)
    assert store.mappings() == {"a": "2", "b": "3"}
    store.forget_mappings(["a"])
    assert (store.recall("a"), store.n_mappings()) == (None, 1)
    store.forget_mappings()
    assert store.n_mappings() == 0


def test_additions_to_the_catalogue_take_the_place_of_earlier_ones(store):
    every = tuple(BASE.catalogue)
    store.keep_additions(every)
    assert store.additions() == every
    store.keep_additions(every[3:1:-1])
    assert store.additions() == every[3:1:-1]
    store.keep_additions(())
    assert store.additions() == ()
