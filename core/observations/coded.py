"""Columns of repeated texts, kept as their distinct words and which of them each row holds.

A file of a million rows has a few hundred units and periods: whatever is found out about a text is found
out once for each word.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

_LARGEST = 2**62


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A column of texts: ``words[codes]``, row by row.

    codes : (rows,) int, positions among the words
    words : (distinct,) object, no text twice
    """

    codes: np.ndarray
    words: np.ndarray

    @classmethod
    def of(cls, column: "pd.Series | np.ndarray | Coded") -> "Coded":
        """The column of texts; one that is coded already is taken as it is."""
        if isinstance(column, Coded):
            return column
        codes, words = pd.factorize(column)
        return cls(codes, np.asarray(words, dtype=object))

    @classmethod
    def one(cls, text: str, n: int) -> "Coded":
        """The same text on ``n`` rows."""
        return cls(np.zeros(n, np.int32), np.array([text], dtype=object))

    @classmethod
    def joined(cls, words: Sequence[str] | np.ndarray, codes: np.ndarray) -> "Coded":
        """The column ``words[codes]`` of words that may stand twice: equal ones become one."""
        again, distinct = pd.factorize(np.array(words, dtype=object))
        if len(distinct) == len(words):
            return cls(codes, np.asarray(distinct, dtype=object))
        return cls(again.astype(np.int32)[codes], np.asarray(distinct, dtype=object))

    def __len__(self) -> int:
        return len(self.codes)

    def changed(self, change: Callable[[str], str]) -> "Coded":
        """The column with every word changed; words that become the same are one."""
        return Coded.joined([change(word) for word in self.words], self.codes)

    def stripped(self) -> "Coded":
        """The column without blanks around its texts."""
        return self if all(word == word.strip() for word in self.words) else self.changed(str.strip)

    def take(self, rows: np.ndarray) -> "Coded":
        """The texts of some rows: positions, or one bool for each."""
        return Coded(self.codes[rows], self.words)

    def where(self, rows: np.ndarray, text: str) -> "Coded":
        """The column with ``text`` on the rows where ``rows`` (bool) is True."""
        return Coded.joined([*self.words, text], np.where(rows, len(self.words), self.codes))

    def is_in(self, texts: Collection[str]) -> np.ndarray:
        """(rows,) bool: rows that hold one of ``texts``."""
        return self.by_word([word in texts for word in self.words], bool)

    def by_word(self, values: Sequence[object] | np.ndarray, dtype: type | str) -> np.ndarray:
        """(rows,) the value of each row's word; ``values`` has one for each word, in their order."""
        of_words = np.array(values, dtype=dtype)
        if len(of_words) == 1:
            return np.full(len(self.codes), of_words[0])
        return of_words[self.codes] if len(of_words) else np.zeros(len(self.codes), dtype)

    def used(self) -> list[str]:
        """The words that a row holds, in their order."""
        return list(self.words[self._held()])

    def _held(self) -> np.ndarray:
        """(distinct,) bool: words that a row holds."""
        held = np.zeros(len(self.words), bool)
        held[self.codes] = True
        return held

    def texts(self) -> pd.Series:
        """The column as pandas keeps text (str), made without an object for every row."""
        words = pa.array(self.words, pa.large_string())
        column = pa.repeat(words[0], len(self)) if len(words) == 1 else words.take(pa.array(self.codes))
        return pd.Series(pd.array(column, dtype=pd.StringDtype("pyarrow", na_value=np.nan)))

    def ranked(self) -> "Coded":
        """The column with its words in order, without words that no row holds: codes sort as texts do."""
        order = np.flatnonzero(self._held())
        order = order[np.argsort(self.words[order])]
        if len(order) == len(self.words) and np.array_equal(order, np.arange(len(order))):
            return self
        rank = np.zeros(len(self.words), np.int32)
        rank[order] = np.arange(len(order), dtype=np.int32)
        return Coded(rank[self.codes], self.words[order])


def together(columns: Iterable[tuple[np.ndarray, int]]) -> np.ndarray:
    """(rows,) int64: one number for each combination of codes; they sort as the columns do, the first first.

    columns : codes from 0, and how many there may be
    """
    whole, size = np.zeros(1, np.int64), 1
    for codes, n in columns:
        if n > 1 or len(whole) != len(codes):
            if size * max(n, 1) > _LARGEST:
                distinct, whole = np.unique(whole, return_inverse=True)
                size = len(distinct)
            whole = whole * max(n, 1) + codes
            size *= max(n, 1)
    return whole
