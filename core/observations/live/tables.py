"""What can be asked of a table: its dimensions and their codes, the same for every source that has tables."""

import re
from collections.abc import Collection
from dataclasses import dataclass

_TOTAL = re.compile(r"tot|total\w*|samtliga\b.*|båda könen|alla\b.*", re.IGNORECASE)
_FEW = 3
_LATEST = 10


@dataclass(frozen=True, slots=True)
class Found:
    """A table that can be asked: its id and name, first and last period where the source tells them."""

    id: str
    label: str
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Dimension:
    """What a table is divided by: the codes that may be asked for, in the table's order, and their names."""

    code: str
    label: str
    codes: tuple[str, ...]
    labels: tuple[str, ...]
    is_time: bool = False
    is_place: bool = False
    one_only: bool = False

    def usual(self, places: Collection[str]) -> tuple[str, ...]:
        """What to propose: the latest periods, the places that are known here, the total, or all of a few.

        places : codes of units, as the source writes them
        Nothing where only a person can know.
        """
        if self.is_time:
            return tuple(sorted(self.codes)[-_LATEST:])
        if self.is_place:
            return tuple(code for code in self.codes if code in places)
        totals = [
            code
            for code, label in zip(self.codes, self.labels, strict=True)
            if _TOTAL.fullmatch(label.strip())
        ]
        if len(totals) == 1:
            return tuple(totals)
        return self.codes if len(self.codes) <= (1 if self.one_only else _FEW) else ()


@dataclass(frozen=True, slots=True)
class Table:
    """What can be asked of one table."""

    id: str
    label: str
    dimensions: tuple[Dimension, ...]
