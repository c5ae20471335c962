"""Columns of repeated texts, made without an object for every row."""

from collections.abc import Sequence

import numpy as np
import pandas as pd


def spread(words: Sequence[str] | np.ndarray, codes: np.ndarray) -> pd.Series:
    """A str column: ``words[codes]``, row by row."""
    column = pd.Series(np.asarray(words, dtype=object), dtype="str")
    return column.take(codes).reset_index(drop=True)


def repeated(text: str, n: int) -> pd.Series:
    """A str column with the same text on ``n`` rows."""
    return spread([text], np.zeros(n, np.int64))


def from_texts(texts: np.ndarray) -> pd.Series:
    """A str column of an array of texts, most of them repeated."""
    codes, words = pd.factorize(texts)
    return spread(words, codes)
