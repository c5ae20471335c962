"""What the code has to say about data and results, before it becomes a sentence.

A remark is a stable code with values. ``core.wording`` turns it into Swedish or English; nothing
below the wording layer holds a sentence that a person reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

Value = (
    str | int | float | bool | np.datetime64 | tuple[str, ...] | tuple[int, ...] | tuple[np.datetime64, ...]
)
"""Months are datetime64[M]: the wording names them."""


@dataclass(frozen=True, slots=True)
class Caveat:
    """Something that limits what a statistic may claim, e.g. ``Caveat("few_points", {"n": 9})``."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: sheet name, row as the spreadsheet numbers it (from 1), column heading."""

    sheet: str | None = None
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong or notable in a file: what (code and values), where, and how bad.

    ``error`` stops the file, ``dropped`` leaves out a row, ``note`` only informs.
    """

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)
    place: Place = Place()
    severity: Literal["error", "dropped", "note"] = "error"


class Refused(Exception):  # noqa: N818 - a refusal is an answer to a person, not a failure
    """A file or setting that cannot be used, with the problems that say why and where."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{p.code} {dict(p.values)} {p.place}" for p in problems))
        self.problems = problems
