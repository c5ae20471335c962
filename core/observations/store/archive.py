"""All that is kept as one file to put somewhere else, and back again: a zip of Parquet with a manifest.

The tables are those of the store, so that histories and what can be undone come along. Any program that reads
Parquet can open them.
"""

import hashlib
import io
import json
import uuid
import zipfile
from typing import IO, TYPE_CHECKING, Any

import pandas as pd

from core.observations.schema import STATUSES
from core.observations.store import additions
from core.observations.store.database import VERSION
from core.observations.store.definitions import indicator_of, unit_of
from core.observations.store.rows import tidy
from core.remarks import Problem, Refused

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from core.observations.store.store import Store

FORMAT = "skifte-store"
MANIFEST = "manifest.json"
TABLES = (
    *("collections", "loads", "definitions", "series", "sources", "observations", "replaced", "mappings"),
    "additions",
)
_SINCE = {"mappings": 2, "additions": 3}
"""The version that brought a table, where it was not the first: earlier files lack it."""
MOST_BYTES = 4_000_000_000
_NUMBERED = ("collections", "loads", "series", "sources")
"""Tables whose rows have numbers, which are others in the store that they are brought back to."""

_ADDED = (
    "INSERT INTO collections SELECT id + $collections, uid, name, made FROM chosen",
    "INSERT INTO loads SELECT id + $loads, uid, collection + $collections, label, digest, loaded, changes "
    "FROM from_loads WHERE collection IN (SELECT id FROM chosen)",
    "INSERT INTO definitions SELECT load + $loads, what, id, body FROM from_definitions "
    "WHERE load + $loads IN (SELECT id FROM loads)",
    "INSERT INTO series SELECT id + $series, collection + $collections, indicator, unit, target_group, age, "
    "sex, other, period_type FROM from_series WHERE collection IN (SELECT id FROM chosen)",
    "INSERT INTO sources SELECT id + $sources, name FROM from_sources",
    "INSERT INTO observations SELECT series + $series, month, numerator, denominator, value, status, "
    "source + $sources, load + $loads FROM from_observations WHERE load + $loads IN (SELECT id FROM loads) "
    "ORDER BY series, month",
    "INSERT INTO replaced SELECT series + $series, month, numerator, denominator, value, status, "
    "source + $sources, load + $loads, replaced_by + $loads FROM from_replaced "
    "WHERE load + $loads IN (SELECT id FROM loads)",
)
_BESIDE = {
    "mappings": "INSERT INTO mappings SELECT shape, body, label, remembered FROM from_mappings "
    "WHERE shape NOT IN (SELECT shape FROM mappings)",
    "additions": "INSERT INTO additions SELECT id, position + (SELECT coalesce(max(position), -1) + 1 FROM "
    "additions), body, added FROM from_additions WHERE id NOT IN (SELECT id FROM additions)",
}
"""What belongs to no collection: it is added to what is there, whose own stand."""
_UNKNOWN = ", ".join(str(STATUSES.index(status)) for status in ("missing", "suppressed"))
_WRONG = (
    "SELECT 1 FROM observations WHERE load > $loads GROUP BY series, month HAVING count(*) > 1",
    "SELECT 1 FROM observations WHERE load > $loads AND series NOT IN (SELECT id FROM series)",
    "SELECT 1 FROM observations WHERE load > $loads AND source NOT IN (SELECT id FROM sources)",
    f"SELECT 1 FROM observations WHERE load > $loads AND (status IS NULL OR status >= {len(STATUSES)})",  # noqa: S608
    "SELECT 1 FROM observations WHERE load > $loads AND (series IS NULL OR month IS NULL "
    "OR denominator < 0 OR isinf(numerator) OR isinf(denominator) OR isinf(value))",
    f"SELECT 1 FROM observations WHERE load > $loads AND (value IS NULL) <> (status IN ({_UNKNOWN}))",  # noqa: S608
    f"SELECT 1 FROM observations WHERE load > $loads AND status IN ({_UNKNOWN}) AND numerator IS NOT NULL",  # noqa: S608
    "SELECT 1 FROM series s WHERE id > $series AND NOT EXISTS (SELECT 1 FROM definitions d JOIN loads l "
    "ON l.id = d.load WHERE l.collection = s.collection AND d.what = 'indicator' AND d.id = s.indicator)",
    "SELECT 1 FROM series s WHERE id > $series AND NOT EXISTS (SELECT 1 FROM definitions d JOIN loads l "
    "ON l.id = d.load WHERE l.collection = s.collection AND d.what = 'unit' AND d.id = s.unit)",
)
"""What a whole file never holds: each finds something only in one that was tampered with or is damaged."""


def export(store: "Store", file: IO[bytes]) -> None:
    """Write all that is kept to ``file``, as it is at one moment."""
    digests: dict[str, str] = {}
    with store.looking() as cursor, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for table in TABLES:
            written = _parquet(cursor, f"SELECT * FROM {table}")  # noqa: S608
            digests[table] = hashlib.sha256(written).hexdigest()
            archive.writestr(f"{table}.parquet", written)
        manifest = {"format": FORMAT, "version": VERSION, "sha256": digests, "statuses": STATUSES}
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))


def restore(store: "Store", file: IO[bytes]) -> int:
    """Add what an exported file holds; how many collections, remembered columns and indicators were added.

    Collections come with their histories. What is there stays. A collection that is there as it is in the
    file is passed over; one that has gone on since is added beside it, under a name that says so.
    Raises Refused, with nothing changed, for anything but a whole file that this version can read.
    """
    import duckdb  # noqa: PLC0415

    tables = _opened(file)
    try:
        with store.changing() as cursor:
            for name, table in tables.items():
                cursor.register(f"from_{name}", table)
            chosen = _not_there(cursor)
            if len(chosen):
                _add(cursor, chosen)
            n_beside = sum(
                cursor.execute(statement).fetchall()[0][0]
                for table, statement in _BESIDE.items()
                if table in tables
            )
            additions.read(cursor)
    except (duckdb.Error, ValueError, Refused) as error:
        if isinstance(error, Refused) and any(p.code == "store_not_written" for p in error.problems):
            raise
        raise Refused(Problem("backup_not_ours")) from None
    return len(chosen) + n_beside


def _not_there(cursor: "DuckDBPyConnection") -> pd.DataFrame:
    """Collections of the file that are not in the store as they are: columns id, uid, name, made."""
    theirs = """SELECT c.*, l.latest FROM from_collections c JOIN (SELECT collection,
        arg_max(uid, id) AS latest FROM from_loads GROUP BY collection) l ON l.collection = c.id"""
    same = """SELECT c.uid, l.latest FROM collections c JOIN (SELECT collection,
        arg_max(uid, id) AS latest FROM loads GROUP BY collection) l ON l.collection = c.id"""
    found = cursor.execute(
        f"SELECT id, uid, name, made FROM ({theirs}) t WHERE NOT EXISTS "  # noqa: S608
        f"(SELECT 1 FROM ({same}) s WHERE s.uid = t.uid AND s.latest = t.latest)"
    ).fetchall()
    taken = {uid for (uid,) in cursor.execute("SELECT uid FROM collections").fetchall()}
    rows = [
        (number, uuid.uuid4().hex if uid in taken else uid, f"{name} (2)" if uid in taken else name, made)
        for number, uid, name, made in found
    ]
    return pd.DataFrame(rows, columns=["id", "uid", "name", "made"])


def _add(cursor: "DuckDBPyConnection", chosen: pd.DataFrame) -> None:
    offsets = {
        table: cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchall()[0][0]  # noqa: S608
        for table in _NUMBERED
    }
    cursor.register("chosen", chosen)
    for statement in _ADDED:
        cursor.execute(statement, _used(statement, offsets))
    if any(cursor.execute(f"{wrong} LIMIT 1", _used(wrong, offsets)).fetchall() for wrong in _WRONG):
        raise ValueError("not as a store is")
    read = {"indicator": indicator_of, "unit": unit_of}
    added = cursor.execute("SELECT what, body FROM definitions WHERE load > ?", [offsets["loads"]]).fetchall()
    for what, body in added:
        read[what](body)
    tidy(cursor)


def _used(statement: str, offsets: dict[str, int]) -> dict[str, int]:
    return {name: number for name, number in offsets.items() if f"${name}" in statement}


def _parquet(cursor: "DuckDBPyConnection", query: str) -> bytes:
    import pyarrow.parquet as pq  # noqa: PLC0415 - only for those who export

    written = io.BytesIO()
    reader = cursor.sql(query).to_arrow_reader(100_000)
    with pq.ParquetWriter(written, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)
    return written.getvalue()


def _opened(file: IO[bytes]) -> dict[str, Any]:
    """The tables of an exported file. Raises Refused for any other file."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    ours = Refused(Problem("backup_not_ours"))
    try:
        with zipfile.ZipFile(file) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                raise ours
            manifest = json.loads(archive.read(MANIFEST))
            if manifest["format"] != FORMAT:
                raise ours
            if int(manifest["version"]) > VERSION:
                raise Refused(Problem("backup_newer"))
            contents = {table: archive.read(f"{table}.parquet") for table in manifest["sha256"]}
        if any(hashlib.sha256(c).hexdigest() != manifest["sha256"][t] for t, c in contents.items()):
            raise ours
        expected = [table for table in TABLES if _SINCE.get(table, 1) <= int(manifest["version"])]
        return {table: pq.read_table(io.BytesIO(contents[table])) for table in expected}
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, pa.ArrowException):
        raise ours from None
