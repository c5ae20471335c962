"""Indicators that a person has added to the catalogue, kept beside the numbers.

They are kept as they were read, one after the other. The whole list is one choice: keeping a new one lets
what was kept before go.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from core.indicators.indicator import Indicator
from core.observations.store.definitions import indicator_of, written
from core.remarks import Problem, Refused

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def write(cursor: "DuckDBPyConnection", indicators: Iterable[Indicator]) -> None:
    """Keep these in the place of those that were kept, within the caller's transaction."""
    rows = [(one.id, position, written(one)) for position, one in enumerate(indicators)]
    cursor.execute("DELETE FROM additions")
    cursor.register("added", pd.DataFrame(rows, columns=["id", "position", "body"]))
    if rows:
        cursor.execute("INSERT INTO additions SELECT id, position, body, now()::TIMESTAMP FROM added")
    cursor.unregister("added")


def read(cursor: "DuckDBPyConnection") -> tuple[Indicator, ...]:
    """What is kept, in the order it came. Raises Refused (``store_damaged``) for what is no indicator."""
    found = cursor.execute("SELECT id, body FROM additions ORDER BY position, id").fetchall()
    return tuple(_checked(id_, body) for id_, body in found)


def _checked(id_: str, body: str) -> Indicator:
    try:
        one = indicator_of(body)
    except ValueError:
        raise Refused(Problem("store_damaged")) from None
    if one.id != id_:
        raise Refused(Problem("store_damaged"))
    return one
