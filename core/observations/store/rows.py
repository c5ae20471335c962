"""Observation rows on their way into and out of the store's tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from core.observations.coded import Coded
from core.observations.observations import Observations
from core.observations.schema import COLUMNS, NUMBERS, SERIES_KEY, STATUSES, empty_frame
from core.remarks import Problem, Refused

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SURELY_FEW = 10_000
"""So many series are read without counting their rows first."""

_CODE = {status: code for code, status in enumerate(STATUSES)}
_KEY = ", ".join(SERIES_KEY)


@dataclass(frozen=True, slots=True)
class Written:
    """What ``write`` did: rows that came in, and rows that they replaced."""

    n_rows: int
    n_replaced: int


def write(cursor: "DuckDBPyConnection", collection: int, load: int, observations: Observations) -> Written:
    """Lay ``observations`` over the collection, within the caller's transaction.

    What the load covers (``update.covered``) moves to ``replaced`` under its number.
    """
    frame = observations.frame
    codes, heads = _series(frame)
    ids = _series_ids(cursor, collection, heads)
    source_codes, sources = pd.factorize(frame["source"])
    source_ids = _source_ids(cursor, [str(name) for name in sources])
    months = frame["period"].to_numpy().astype("datetime64[M]").astype(np.int16)
    status = frame["status"].map(_CODE).to_numpy(np.uint8)
    n_replaced = _replace(cursor, load, ids, codes, months)
    cursor.register(
        "incoming",
        pd.DataFrame(
            {
                "series": ids[codes],
                "month": months,
                **{name: frame[name].to_numpy() for name in NUMBERS},
                "status": status,
                "source": source_ids[source_codes] if len(frame) else np.zeros(0, np.int32),
            }
        ),
    )
    # NaN is a number to DuckDB; NULL is what is not known. Sorted, so that a query passes over most of it.
    known = ", ".join(f"nullif({name}, 'NaN'::DOUBLE)" for name in NUMBERS)
    cursor.execute(
        f"INSERT INTO observations SELECT series, month, {known}, status, source, ? FROM incoming "  # noqa: S608
        "ORDER BY series, month",
        [load],
    )
    cursor.unregister("incoming")
    return Written(len(frame), n_replaced)


def take_back(cursor: "DuckDBPyConnection", load: int) -> None:
    """Undo a load that no later one has replaced anything of, within the caller's transaction."""
    cursor.execute("DELETE FROM observations WHERE load = ?", [load])
    cursor.execute(
        "INSERT INTO observations SELECT * EXCLUDE (replaced_by) FROM replaced WHERE replaced_by = ? "
        "ORDER BY series, month",
        [load],
    )
    cursor.execute("DELETE FROM replaced WHERE replaced_by = ?", [load])


def tidy(cursor: "DuckDBPyConnection") -> None:
    """Drop series and sources that no row belongs to any longer, within the caller's transaction."""
    for table, column in (("series", "series"), ("sources", "source")):
        used = f"SELECT {column} FROM observations UNION SELECT {column} FROM replaced"  # noqa: S608
        cursor.execute(f"DELETE FROM {table} WHERE id NOT IN ({used})")  # noqa: S608


def read(cursor: "DuckDBPyConnection", heads: pd.DataFrame, most: int) -> Observations:
    """The rows of some series.

    heads : (series,) columns id and ``schema.SERIES_KEY``
    Raises Refused when there are more than ``most``.
    """
    if heads.empty:
        return Observations(empty_frame(), checked=True)
    heads = heads.sort_values("id", ignore_index=True)
    ends = [int(one) for one in heads["id"].iloc[[0, -1]]]  # with them DuckDB passes over more of the table
    cursor.register("wanted", heads[["id"]])
    if len(heads) > SURELY_FEW:
        counted = "SELECT count(*) FROM observations WHERE series IN (SELECT id FROM wanted)"
        n = cursor.execute(counted).fetchall()[0][0]
        if n > most:
            raise Refused(Problem("store_too_much", {"n": n, "most": most}))
    found = cursor.execute(
        "SELECT series, month, numerator, denominator, value, status, source FROM observations "
        "WHERE series BETWEEN ? AND ? AND series IN (SELECT id FROM wanted)",
        ends,
    ).fetchnumpy()
    cursor.unregister("wanted")
    at = np.searchsorted(heads["id"].to_numpy(), np.asarray(found["series"]))
    sources, source = np.unique(np.asarray(found["source"]), return_inverse=True)
    coded = {
        **{name: Coded.of(heads[name]).take(at) for name in SERIES_KEY},
        "status": Coded(np.asarray(found["status"]).astype(np.intp), np.array(STATUSES, dtype=object)),
        "source": Coded.joined(_source_names(cursor, sources), source),
    }
    months = np.asarray(found["month"]).astype(np.int64).astype("datetime64[M]")
    columns = {name: column.texts() for name, column in coded.items()}
    columns |= {"period": pd.Series(months.astype("datetime64[us]"))}
    columns |= {name: pd.Series(_with_gaps(found[name])) for name in NUMBERS}
    frame = pd.DataFrame({name: columns[name] for name in COLUMNS})
    return Observations(frame, checked=True, coded=coded)


def _with_gaps(numbers: Any) -> np.ndarray:
    """Numbers as the database gives them, NaN where there is none."""
    return np.ma.filled(np.ma.asarray(numbers, dtype=float), np.nan)


def heads_of(cursor: "DuckDBPyConnection", collection: int, indicator: str | None = None) -> pd.DataFrame:
    """The series of a collection, or of one of its indicators: columns id and ``schema.SERIES_KEY``."""
    found = cursor.sql(
        f"SELECT id, {_KEY} FROM series WHERE collection = ? AND (? IS NULL OR indicator = ?)",  # noqa: S608
        params=[collection, indicator, indicator],
    ).to_arrow_table()
    texts = {name: pd.array(found[name], dtype="str") for name in SERIES_KEY}
    return pd.DataFrame({"id": found["id"].to_numpy(), **texts})


def _series(frame: pd.DataFrame) -> tuple[np.ndarray, pd.DataFrame]:
    """(rows,) which series each row is of, and the series: rows come sorted by the key."""
    starts = ~frame.duplicated(list(SERIES_KEY)).to_numpy()
    heads = frame.loc[starts, list(SERIES_KEY)].reset_index(drop=True)
    return np.cumsum(starts) - 1, heads


def _series_ids(cursor: "DuckDBPyConnection", collection: int, heads: pd.DataFrame) -> np.ndarray:
    """The number of each series in the collection; new ones are numbered in their order."""
    cursor.register("heads", heads.assign(position=np.arange(len(heads), dtype=np.int32)))
    same = " AND ".join(f"s.{name} = h.{name}" for name in SERIES_KEY)
    cursor.execute(
        f"INSERT INTO series SELECT (SELECT coalesce(max(id), 0) FROM series) "  # noqa: S608
        f"+ row_number() OVER (ORDER BY position), ?, {_KEY} FROM heads h "
        f"WHERE NOT EXISTS (SELECT 1 FROM series s WHERE s.collection = ? AND {same})",
        [collection, collection],
    )
    found = cursor.execute(
        f"SELECT s.id FROM heads h JOIN series s ON s.collection = ? AND {same} ORDER BY h.position",  # noqa: S608
        [collection],
    ).fetchnumpy()["id"]
    cursor.unregister("heads")
    return np.asarray(found).astype(np.int32)


def _source_ids(cursor: "DuckDBPyConnection", names: Sequence[str]) -> np.ndarray:
    for name in names:
        cursor.execute(
            "INSERT INTO sources SELECT (SELECT coalesce(max(id), 0) FROM sources) + 1, ? "
            "WHERE NOT EXISTS (SELECT 1 FROM sources WHERE name = ?)",
            [name, name],
        )
    known = dict(cursor.execute("SELECT name, id FROM sources").fetchall())
    return np.array([known[name] for name in names], np.int32)


def _source_names(cursor: "DuckDBPyConnection", ids: np.ndarray) -> list[str]:
    known = dict(cursor.execute("SELECT id, name FROM sources").fetchall())
    return [known[int(one)] for one in ids]


def _replace(
    cursor: "DuckDBPyConnection", load: int, ids: np.ndarray, codes: np.ndarray, months: np.ndarray
) -> int:
    """Move what the load covers to ``replaced``; how many rows that was."""
    if not len(months):
        return 0
    starts = np.flatnonzero(np.diff(codes, prepend=-1))  # months rise within a series
    stops = np.append(starts[1:], len(codes)) - 1
    spans = pd.DataFrame({"series": ids, "first": months[starts], "last": months[stops]})
    cursor.register("spans", spans)
    n = cursor.execute(
        "INSERT INTO replaced SELECT o.*, ? FROM observations o JOIN spans s ON o.series = s.series "
        "AND o.month BETWEEN s.first AND s.last",
        [load],
    ).fetchall()[0][0]
    if n:
        cursor.execute(
            "DELETE FROM observations o USING spans s WHERE o.series = s.series "
            "AND o.month BETWEEN s.first AND s.last"
        )
    cursor.unregister("spans")
    return int(n)
