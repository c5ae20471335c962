"""Months between text and time: "2025-03" in addresses and files, datetime64[M] in arrays."""

import re

import numpy as np

Month = np.datetime64
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def month_of(text: str) -> np.datetime64:
    """ "2025-03" as a month. Raises ValueError for anything else."""
    if not _MONTH.fullmatch(text):
        raise ValueError(f"{text!r} is not a month like 2025-03")
    return np.datetime64(text, "M")


def text_of(month: np.datetime64) -> str:
    """A month as "2025-03"."""
    return str(month.astype("datetime64[M]"))
