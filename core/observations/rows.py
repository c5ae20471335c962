"""The rows of a file on their way to the observation table: texts that are repeated stay coded."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from core.observations.coded import Coded, together
from core.observations.observations import Observations, in_order
from core.observations.progress import Progress, untold
from core.observations.schema import COLUMNS, KEY, NUMBERS


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Rows in the columns of the observation table, in any order.

    texts : every column of words; months : (rows,) datetime64[M]; numbers : (rows,) float64 each
    """

    texts: Mapping[str, Coded]
    months: np.ndarray
    numbers: Mapping[str, np.ndarray]

    def __len__(self) -> int:
        return len(self.months)

    def take(self, rows: np.ndarray) -> "Rows":
        """Some of the rows: positions, or one bool for each."""
        return Rows(
            {name: column.take(rows) for name, column in self.texts.items()},
            self.months[rows],
            {name: column[rows] for name, column in self.numbers.items()},
        )

    def with_text(self, name: str, column: Coded) -> "Rows":
        """The rows with another column of words."""
        return replace(self, texts={**self.texts, name: column})

    def keys(self) -> np.ndarray:
        """(rows,) int64 from 0, dense: the same number for rows about the same thing."""
        months = self.months.astype(np.int64)
        since = months - months.min() if len(months) else months
        parts = {name: (column.codes, len(column.words)) for name, column in self.texts.items()}
        parts["period"] = (since, int(since.max()) + 1 if len(since) else 1)
        return pd.factorize(together(parts[name] for name in KEY))[0]

    def frame(self) -> pd.DataFrame:
        """The observation table, in the order of the rows."""
        columns: dict[str, pd.Series | np.ndarray] = {
            **{name: column.texts() for name, column in self.texts.items()},
            **self.numbers,
            "period": self.months.astype("datetime64[us]"),
        }
        return pd.DataFrame({name: columns[name] for name in COLUMNS}, copy=False)

    def observations(self, progress: Progress = untold) -> Observations:
        """The rows as checked observations, no two of them about the same thing."""
        ranked = {name: column.ranked() for name, column in self.texts.items()}
        progress(0.1)
        sorted_rows = replace(self, texts=ranked).take(in_order(ranked, self.months))
        progress(0.4)
        frame = sorted_rows.frame()
        progress(0.5)
        return Observations(frame, checked=True, coded=sorted_rows.texts)


def differing(rows: Rows, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(rows,) bool each: rows about the same thing that do not say the same; those that only say it again.

    keys : (rows,) dense codes, as ``Rows.keys`` gives them
    """
    repeated = np.bincount(keys)[keys] > 1 if len(keys) else np.zeros(0, bool)
    unlike, again = np.zeros(len(keys), bool), np.zeros(len(keys), bool)
    if repeated.any():
        said = pd.DataFrame(
            {
                "key": keys[repeated],
                **{name: rows.numbers[name][repeated] for name in NUMBERS},
                "status": rows.texts["status"].codes[repeated],
            }
        )
        versions = said.drop_duplicates()["key"]
        unlike[repeated] = said["key"].isin(versions[versions.duplicated()])
        again[repeated] = said["key"].duplicated()
    return unlike, again


def with_holes(rows: Rows, kept: np.ndarray, wrong: np.ndarray, readable: np.ndarray) -> Rows:
    """The kept rows, and a missing one for each unit and period that has only rows with a wrong number.

    kept, wrong, readable : (rows,) bool; ``readable`` are rows whose denominator may stay
    """
    if not wrong.any():
        return rows if kept.all() else rows.take(kept)
    hidden = rows.texts["status"].is_in(("suppressed",))
    numbers = {name: np.where(wrong, np.nan, rows.numbers[name]) for name in NUMBERS}
    numbers["denominator"] = np.where(wrong & ~readable, np.nan, rows.numbers["denominator"])
    emptied = replace(rows, numbers=numbers).with_text(
        "status", rows.texts["status"].where(wrong & ~hidden, "missing")
    )
    # The kept rows come first, so that a hole never takes the place of a number; then the hidden ones.
    parts = (kept, wrong & hidden, wrong & ~hidden)
    both = emptied.take(np.concatenate([np.flatnonzero(part) for part in parts]))
    return both.take(~pd.Series(both.keys()).duplicated().to_numpy())
