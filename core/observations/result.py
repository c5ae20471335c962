"""What comes of a file that has been read."""

from dataclasses import dataclass

import pandas as pd

from core.indicators.indicator import Indicator
from core.indicators.units import Unit
from core.observations.observations import Observations
from core.remarks import Problem

PREVIEWED = 20


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What a file gave.

    observations : the rows that can be used; where all rows of a unit and period were left out for their
        numbers, one with status "missing" instead, so that no sum goes on as if nothing were the matter
    problems : what was left out (severity "dropped") and what is worth knowing ("note"); most rows first
    dropped : every row left out: row, code, column, text
    n_rows, n_kept : rows in the file, rows used
    units, indicators : new ones that the register and the catalogue do not have
    preview : the first rows as they were read, in the file's order
    previewed : their positions in the table, where its rows are not the file's
    """

    observations: Observations
    problems: tuple[Problem, ...]
    dropped: pd.DataFrame
    n_rows: int
    n_kept: int
    units: tuple[Unit, ...]
    indicators: tuple[Indicator, ...]
    preview: pd.DataFrame
    label: str = ""
    previewed: tuple[int, ...] = ()
