"""Collections of observations kept in one file: loaded over and over, looked at, undone, forgotten.

One process writes and reads the file; its threads share one connection with a cursor for each call. Every
change is one transaction, so that a load is there whole or not at all, whatever happens in the middle of it.
"""

import json
import threading
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from core.indicators.indicator import Indicator
from core.observations.aligned import aligned
from core.observations.dataset import Dataset
from core.observations.observations import Observations
from core.observations.store import additions, rows
from core.observations.store.database import connect, transaction
from core.observations.store.definitions import indicator_of, unit_of, written
from core.observations.store.explained import explained
from core.observations.store.stored import StoredObservations, changed
from core.observations.summary import Summary
from core.observations.update import WHATS, difference

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Collection:
    """What a person keeps under one name."""

    id: int
    name: str
    n_rows: int
    n_loads: int
    first: np.datetime64
    last: np.datetime64
    latest_load: datetime


@dataclass(frozen=True, slots=True)
class Load:
    """One file that was loaded into a collection.

    label : what the data are called, e.g. the file's name; digest : of the rows it gave
    counts : how many rows of it differed from what was there, for each way to differ, and ``same``
    """

    id: int
    label: str
    digest: str
    loaded: datetime
    counts: Mapping[str, int]


class Store:
    """The store in the file at ``path``, made if it is not there. Raises Refused as ``connect`` does."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = connect(path)
        self._writing = threading.RLock()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    # What there is

    def collections(self) -> tuple[Collection, ...]:
        """Everything that is kept, by name."""
        with transaction(self._connection) as cursor:
            found = cursor.execute(
                """SELECT c.id, c.name, o.n, o.first, o.last, l.n, l.latest FROM collections c
                   JOIN (SELECT b.collection, count(*) AS n, min(month) AS first, max(month) AS last
                       FROM observations JOIN loads b ON b.id = load GROUP BY b.collection) o
                       ON o.collection = c.id
                   JOIN (SELECT collection, count(*) AS n, max(loaded) AS latest FROM loads
                       GROUP BY collection) l ON l.collection = c.id
                   ORDER BY lower(c.name), c.id"""
            ).fetchall()
        return tuple(
            Collection(key, name, n, n_loads, _month(first), _month(last), latest)
            for key, name, n, first, last, n_loads, latest in found
        )

    def loads(self, collection: int) -> tuple[Load, ...]:
        """Every file that makes up the collection, the latest first."""
        with transaction(self._connection) as cursor:
            found = cursor.execute(
                "SELECT id, label, digest, loaded, changes FROM loads WHERE collection = ? ORDER BY id DESC",
                [collection],
            ).fetchall()
        return tuple(
            Load(key, label, digest, loaded, json.loads(counts))
            for key, label, digest, loaded, counts in found
        )

    def version(self, collection: int) -> str:
        """Text that is another whenever the collection has been changed; "" when there is no such one."""
        with transaction(self._connection) as cursor:
            return _version(cursor, collection)

    def uid(self, collection: int) -> str:
        """What the collection is called in addresses: the same wherever a copy is opened; "" for none."""
        with transaction(self._connection) as cursor:
            found = cursor.execute("SELECT uid FROM collections WHERE id = ?", [collection]).fetchall()
        return found[0][0] if found else ""

    def number(self, uid: str) -> int | None:
        """The number here of the collection that an address names; None when there is no such one."""
        with transaction(self._connection) as cursor:
            found = cursor.execute("SELECT id FROM collections WHERE uid = ?", [uid]).fetchall()
        return found[0][0] if found else None

    def dataset(self, collection: int, base: Dataset) -> Dataset:
        """The collection as it is now.

        base : the catalogue and register of the app, with the team's own additions
        Raises Refused (``store_changed``) when there is no such collection.
        """
        with self._writing:
            observations = StoredObservations(self, collection)
            with transaction(self._connection) as cursor:
                bodies = _definitions(cursor, collection)
                name = cursor.execute("SELECT name FROM collections WHERE id = ?", [collection]).fetchall()
        indicators = [indicator_of(body) for body in bodies["indicator"]]
        units = [unit_of(body) for body in bodies["unit"]]
        return explained(observations, indicators, units, base, name[0][0])

    # What a dataset asks

    def heads(self, collection: int) -> tuple[str, pd.DataFrame]:
        """The version of a collection and its series. Raises Refused when there is no such collection."""
        with transaction(self._connection) as cursor:
            version = _version(cursor, collection)
            if not version:
                raise changed()
            return version, rows.heads_of(cursor, collection)

    def summary(self, collection: int, version: str) -> Summary:
        """What the rows hold. Raises Refused when the collection is not at ``version``."""
        with self._at(collection, version) as cursor:
            indicators, units = cursor.execute(
                "SELECT count(DISTINCT indicator), count(DISTINCT unit) FROM series WHERE collection = ?",
                [collection],
            ).fetchall()[0]
            mine = "FROM observations WHERE load IN (SELECT id FROM loads WHERE collection = ?)"
            n, first, last = cursor.execute(
                f"SELECT count(*), min(month), max(month) {mine}",
                [collection],
            ).fetchall()[0]
            sources = cursor.execute(
                f"SELECT name FROM sources WHERE id IN (SELECT DISTINCT source {mine}) ORDER BY name",  # noqa: S608
                [collection],
            ).fetchall()
        return Summary(n, indicators, units, _month(first), _month(last), tuple(name for (name,) in sources))

    def rows(self, collection: int, version: str, heads: pd.DataFrame, most: int) -> Observations:
        """The rows of some series. Raises Refused when they are too many or the version is another."""
        with self._at(collection, version) as cursor:
            return rows.read(cursor, heads, most)

    # What changes it

    def keep(self, name: str, dataset: Dataset) -> int:
        """Keep a dataset as a new collection; its number."""
        with self._writing, transaction(self._connection) as cursor:
            number = _next(cursor, "collections")
            cursor.execute(
                "INSERT INTO collections VALUES (?, ?, ?, ?)",
                [number, uuid.uuid4().hex, name.strip(), _now()],
            )
            self._write(cursor, number, dataset, {"added": len(dataset.observations)})
        return number

    def load(self, collection: int, newer: Dataset, base: Dataset) -> None:
        """Lay a newer extract over the collection. Raises Refused when its scales are other ones."""
        with self._writing:
            before = self.dataset(collection, base)
            fitting = aligned(newer, before, base)
            told = difference(before.observations, _in_memory(fitting))
            counts = {what: told.count(what) for what in WHATS} | {"same": told.n_same}
            with transaction(self._connection) as cursor:
                self._write(cursor, collection, fitting, counts)

    def describe(self, collection: int, indicators: Iterable[Indicator]) -> None:
        """Let these stand for the indicators of their ids in the collection, whatever load is taken back.

        The collection has changed then: who has it open elsewhere opens it again.
        """
        with self._writing, transaction(self._connection) as cursor:
            for one in indicators:
                cursor.execute(
                    """UPDATE definitions SET body = ? WHERE what = 'indicator' AND id = ?
                       AND load IN (SELECT id FROM loads WHERE collection = ?)""",
                    [written(one), one.id, collection],
                )
            cursor.execute(
                "UPDATE loads SET uid = ? WHERE id = (SELECT max(id) FROM loads WHERE collection = ?)",
                [uuid.uuid4().hex, collection],
            )

    def undo(self, collection: int) -> bool:
        """Take back the latest load, with all that it replaced; False when there is only the first."""
        with self._writing, transaction(self._connection) as cursor:
            found = cursor.execute(
                "SELECT id FROM loads WHERE collection = ? ORDER BY id DESC LIMIT 2", [collection]
            ).fetchall()
            if len(found) < 2:
                return False
            latest = found[0][0]
            rows.take_back(cursor, latest)
            cursor.execute("DELETE FROM definitions WHERE load = ?", [latest])
            cursor.execute("DELETE FROM loads WHERE id = ?", [latest])
            rows.tidy(cursor)
        return True

    def forget(self, collection: int) -> None:
        """Delete a collection with its history."""
        with self._writing, transaction(self._connection) as cursor:
            mine = "(SELECT id FROM loads WHERE collection = ?)"
            cursor.execute(f"DELETE FROM definitions WHERE load IN {mine}", [collection])  # noqa: S608
            cursor.execute(f"DELETE FROM replaced WHERE load IN {mine}", [collection])  # noqa: S608
            cursor.execute(f"DELETE FROM observations WHERE load IN {mine}", [collection])  # noqa: S608
            cursor.execute("DELETE FROM loads WHERE collection = ?", [collection])
            cursor.execute("DELETE FROM collections WHERE id = ?", [collection])
            rows.tidy(cursor)

    def forget_everything(self) -> None:
        """Delete the file, and with it all that was ever kept. The store cannot be used afterwards."""
        with self._writing:
            self._connection.close()
            for path in (self.path, self.path.with_name(self.path.name + ".wal")):
                path.unlink(missing_ok=True)

    # Indicators that a person has added to the catalogue

    def additions(self) -> tuple[Indicator, ...]:
        """The indicators that are kept, in the order they came."""
        with transaction(self._connection) as cursor:
            return additions.read(cursor)

    def keep_additions(self, indicators: Iterable[Indicator]) -> None:
        """Keep these, in the place of those that were kept before."""
        with self.changing() as cursor:
            additions.write(cursor, indicators)

    # Columns remembered by the shape of a file

    def remember(self, shape: str, body: str, label: str) -> None:
        """Keep what a person said of a file's columns, in the place of what was said before."""
        with self._writing, transaction(self._connection) as cursor:
            cursor.execute("DELETE FROM mappings WHERE shape = ?", [shape])
            cursor.execute("INSERT INTO mappings VALUES (?, ?, ?, ?)", [shape, body, label, _now()])

    def recall(self, shape: str) -> str | None:
        """What was said of the columns of such a file."""
        with transaction(self._connection) as cursor:
            found = cursor.execute("SELECT body FROM mappings WHERE shape = ?", [shape]).fetchall()
        return found[0][0] if found else None

    def mappings(self) -> dict[str, str]:
        """All that is remembered, by the shape of the file."""
        with transaction(self._connection) as cursor:
            return dict(cursor.execute("SELECT shape, body FROM mappings").fetchall())

    def forget_mappings(self, shapes: Iterable[str] | None = None) -> None:
        """Forget some shapes, or all."""
        with self._writing, transaction(self._connection) as cursor:
            if shapes is None:
                cursor.execute("DELETE FROM mappings")
            for shape in shapes or ():
                cursor.execute("DELETE FROM mappings WHERE shape = ?", [shape])

    def n_mappings(self) -> int:
        """How many kinds of files are remembered."""
        with transaction(self._connection) as cursor:
            return cursor.execute("SELECT count(*) FROM mappings").fetchall()[0][0]

    def _write(
        self, cursor: "DuckDBPyConnection", collection: int, dataset: Dataset, counts: Mapping[str, int]
    ) -> None:
        observations = _in_memory(dataset)
        load = _next(cursor, "loads")
        cursor.execute(
            "INSERT INTO loads VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                load,
                uuid.uuid4().hex,
                collection,
                dataset.label,
                observations.digest,
                _now(),
                json.dumps(counts),
            ],
        )
        rows.write(cursor, collection, load, observations)
        used = {unit for one in observations.indicator_ids() for unit in observations.unit_ids(one)}
        described = [("indicator", dataset.catalogue[one]) for one in sorted(observations.indicator_ids())]
        described += [("unit", dataset.units[unit]) for unit in sorted(used)]
        _insert_definitions(cursor, load, [(what, one.id, written(one)) for what, one in described])

    @contextmanager
    def looking(self) -> "Iterator[DuckDBPyConnection]":
        """A transaction that sees the file at one moment."""
        with transaction(self._connection) as cursor:
            yield cursor

    @contextmanager
    def changing(self) -> "Iterator[DuckDBPyConnection]":
        """A transaction that nobody else writes during."""
        with self._writing, transaction(self._connection) as cursor:
            yield cursor

    @contextmanager
    def _at(self, collection: int, version: str) -> "Iterator[DuckDBPyConnection]":
        """A transaction that sees the collection as it was at ``version``. Raises Refused when it is not."""
        with transaction(self._connection) as cursor:
            if _version(cursor, collection) != version:
                raise changed()
            yield cursor


def _version(cursor: "DuckDBPyConnection", collection: int) -> str:
    found = cursor.execute(
        "SELECT uid FROM loads WHERE collection = ? ORDER BY id DESC LIMIT 1", [collection]
    ).fetchall()
    return found[0][0] if found else ""


def _definitions(cursor: "DuckDBPyConnection", collection: int) -> dict[str, list[str]]:
    """ "indicator" and "unit" -> the latest definition of each one in the collection, in a stable order."""
    found = cursor.execute(
        """SELECT d.what, arg_max(d.body, d.load) FROM definitions d JOIN loads l ON l.id = d.load
           WHERE l.collection = ? GROUP BY d.what, d.id ORDER BY min(d.load), d.id""",
        [collection],
    ).fetchall()
    return {what: [body for kind, body in found if kind == what] for what in ("indicator", "unit")}


def _insert_definitions(cursor: "DuckDBPyConnection", load: int, told: list[tuple[str, str, str]]) -> None:
    cursor.register("told", pd.DataFrame(told, columns=["what", "id", "body"]))
    cursor.execute("INSERT INTO definitions SELECT ?, what, id, body FROM told", [load])
    cursor.unregister("told")


def _next(cursor: "DuckDBPyConnection", table: Literal["collections", "loads"]) -> int:
    return cursor.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchall()[0][0]  # noqa: S608


def _in_memory(dataset: Dataset) -> Observations:
    held = dataset.observations
    return held if isinstance(held, Observations) else Observations(held.frame, checked=True)


def _month(number: int | None) -> np.datetime64:
    return np.datetime64("NaT", "M") if number is None else np.datetime64(number, "M")


def _now() -> datetime:
    return datetime.now().replace(microsecond=0)
