"""A backup brings everything back, and nothing but a whole backup changes anything."""

import io
import json
import zipfile

import pytest

from core.observations.store.archive import export, restore
from core.observations.store.store import Store
from core.remarks import Refused
from tests.observations.made_extracts import BASE, months, observations, own_dataset, own_indicator, own_unit

ED = "akutbesok_hsh"


def data(*numbers, start="2025-01"):
    mine, house = own_indicator("own_x", "Väntan"), own_unit("hus", "Hus <b>A</b>")
    rows = observations(*months(ED, "0680", start, list(numbers)), *months("own_x", "hus", start, [1, None]))
    return own_dataset(rows, (house,), (mine,))


@pytest.fixture
def store(tmp_path):
    made = Store(tmp_path / "one" / "skifte.duckdb")
    yield made
    made.close()


@pytest.fixture
def other(tmp_path):
    made = Store(tmp_path / "other" / "skifte.duckdb")
    made.keep("Mitt eget", data(1, 2))
    yield made
    made.close()


def backup(store: Store) -> io.BytesIO:
    file = io.BytesIO()
    export(store, file)
    file.seek(0)
    return file


def everything(store: Store) -> list[tuple]:
    return sorted(
        (
            kept.name,
            kept.n_loads,
            store.dataset(kept.id, BASE).observations.frame.to_csv(),
            str([(load.label, load.loaded, load.counts) for load in store.loads(kept.id)]),
        )
        for kept in store.collections()
    )


def test_everything_comes_back_with_its_history_beside_what_is_there(store, other):
    number = store.keep("Mina tal", data(10, 11, 12))
    store.load(number, data(20, 21, start="2025-03"), BASE)
    store.remember("shape", "body", "")
    mine = everything(other)
    assert restore(other, backup(store)) == 2  # the collection, and the columns that were remembered
    assert everything(other) == sorted(mine + everything(store))
    assert other.recall("shape") == "body"
    brought = next(kept.id for kept in other.collections() if kept.name == "Mina tal")
    assert other.dataset(brought, BASE).units["hus"].name.sv == "Hus <b>A</b>"
    assert other.undo(brought)
    assert store.undo(number)
    assert everything(other) == sorted(mine + everything(store))


def test_what_is_there_already_is_passed_over(store):
    store.keep("Mina tal", data(10, 11))
    before = everything(store)
    assert restore(store, backup(store)) == 0
    assert everything(store) == before


def test_what_has_gone_on_since_is_never_overwritten(store):
    number = store.keep("Mina tal", data(10, 11))
    saved = backup(store)
    store.load(number, data(12, start="2025-03"), BASE)
    later = everything(store)
    assert restore(store, saved) == 1
    assert [kept.name for kept in store.collections()] == ["Mina tal", "Mina tal (2)"]
    assert set(later) < set(everything(store))


def rewritten(saved: io.BytesIO, **changed: bytes | None) -> io.BytesIO:
    """The backup with some members changed (and the sums in the manifest made to fit), or left out."""
    import hashlib

    changed = {name.replace("__", "."): content for name, content in changed.items()}
    with zipfile.ZipFile(saved) as old:
        members = {**{name: old.read(name) for name in old.namelist()}, **changed}
    if "manifest.json" not in changed:
        manifest = json.loads(members["manifest.json"] or b"{}")
        for name, content in members.items():
            if content is not None and name.endswith(".parquet"):
                digest = hashlib.sha256(content).hexdigest()
                manifest["sha256"][name.removesuffix(".parquet")] = digest
        members["manifest.json"] = json.dumps(manifest).encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members.items():
            if content is not None:
                archive.writestr(name, content)
    made.seek(0)
    return made


def parquet(frame) -> bytes:
    return frame.to_parquet()


def table_of(saved: io.BytesIO, name: str):
    import pandas as pd

    with zipfile.ZipFile(saved) as archive:
        return pd.read_parquet(io.BytesIO(archive.read(f"{name}.parquet")))


def refused(store: Store, file: io.BytesIO) -> str:
    before = everything(store)
    with pytest.raises(Refused) as refusal:
        restore(store, file)
    assert everything(store) == before
    return refusal.value.problems[0].code


def test_other_files_are_refused_and_change_nothing(store, other):
    saved = backup(store)
    assert refused(other, io.BytesIO(b"hello")) == "backup_not_ours"
    assert refused(other, io.BytesIO(saved.getvalue()[:-200])) == "backup_not_ours"
    assert refused(other, rewritten(saved, manifest__json=None)) == "backup_not_ours"
    assert refused(other, rewritten(saved, manifest__json=b"[]")) == "backup_not_ours"
    assert refused(other, rewritten(saved, observations__parquet=None)) == "backup_not_ours"
    assert refused(other, rewritten(saved, observations__parquet=b"PAR1")) == "backup_not_ours"


def test_a_newer_backup_is_told_of(store, other):
    saved = backup(store)
    with zipfile.ZipFile(saved) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    newer = json.dumps(manifest | {"version": 99}).encode()
    assert refused(other, rewritten(saved, manifest__json=newer)) == "backup_newer"


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("observations", lambda rows: rows.assign(status=9)),
        ("observations", lambda rows: rows.assign(status=0)),
        ("observations", lambda rows: rows.assign(value=None)),
        ("observations", lambda rows: rows.assign(denominator=-1.0)),
        ("observations", lambda rows: rows.assign(series=rows["series"] + 77)),
        ("observations", lambda rows: rows.assign(value=float("inf"))),
        ("observations", lambda rows: rows.iloc[[0, *range(len(rows))]]),
        ("definitions", lambda rows: rows.iloc[:0]),
        ("definitions", lambda rows: rows.assign(body="{}")),
        ("definitions", lambda rows: rows.assign(body="no json")),
        ("series", lambda rows: rows.drop(columns="indicator")),
        ("loads", lambda rows: rows.assign(id="x")),
    ],
)
def test_a_backup_that_was_tampered_with_is_refused_and_changes_nothing(store, other, table, change):
    store.keep("Mina tal", data(10, 11))
    saved = backup(store)
    wrong = rewritten(saved, **{f"{table}__parquet": parquet(change(table_of(saved, table)))})
    assert refused(other, wrong) == "backup_not_ours"


# What belongs to no collection


ADDED = (own_indicator("own_x", "Väntan"), own_indicator("own_y", "Svar <b>A</b>; =1+1"))


def test_additions_to_the_catalogue_come_back_beside_those_that_are_there(store, other):
    store.keep_additions(ADDED)
    other.keep_additions(ADDED[1:])
    saved = backup(store)
    assert restore(other, saved) == 1
    assert other.additions() == (ADDED[1], ADDED[0])
    assert restore(other, saved) == 0
    assert other.additions() == (ADDED[1], ADDED[0])


def test_a_backup_of_columns_and_additions_only_is_brought_back(store, other):
    store.keep_additions(ADDED)
    store.remember("shape", "body", "")
    assert restore(other, backup(store)) == 3
    assert (other.additions(), other.recall("shape")) == (ADDED, "body")


def test_a_backup_from_before_additions_were_kept_is_brought_back(store, other):
    store.keep("Mina tal", data(10, 11))
    saved = backup(store)
    with zipfile.ZipFile(saved) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    del manifest["sha256"]["additions"]
    older = json.dumps(manifest | {"version": 2}).encode()
    assert restore(other, rewritten(saved, additions__parquet=None, manifest__json=older)) == 1
    assert "Mina tal" in [kept.name for kept in other.collections()]
    assert other.additions() == ()


@pytest.mark.parametrize("change", [{"body": "{}"}, {"body": "no json"}, {"id": "other"}, {"position": "x"}])
def test_a_backup_with_additions_that_are_none_changes_nothing(store, other, change):
    store.keep("Mina tal", data(10, 11))
    store.keep_additions(ADDED)
    saved = backup(store)
    wrong = parquet(table_of(saved, "additions").assign(**change))
    assert refused(other, rewritten(saved, additions__parquet=wrong)) == "backup_not_ours"
    assert other.additions() == ()
