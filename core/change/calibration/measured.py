"""What the verdict was measured to be worth: the committed table, a row for each family and design."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.change.calibration.table import Row
from core.table_file import read_rows

FILE = Path(__file__).parents[1] / "data" / "calibration.csv"


@dataclass(frozen=True, slots=True)
class Measured(Row):
    """One family in one design.

    p_verdict ... alone_gradual : share of the replicates with p below 5 %
    rare : share that is never graded whatever p: fewer than 1.5 expected events a month, or more than a tenth
        of the unit's months before or after hidden
    clear, likely : share with p_verdict, p_ctl below 5 % that is graded: what a person is told
    interval, wide_interval : share of the 95 % intervals of p_ctl and p_verdict that hold the true effect
    bias : mean of log(1 + estimate) − log(1 + true effect); NaN where a total was 0
    width : median width of ``interval``, log scale
    seed : of the panels. measured : the day, ISO
    """

    p_verdict: float
    p_ctl: float
    p_own: float
    p_step: float
    alone_abrupt: float
    alone_gradual: float
    rare: float
    clear: float
    likely: float
    interval: float
    wide_interval: float
    bias: float
    width: float
    seed: int
    measured: str


@cache
def calibration() -> tuple[Measured, ...]:
    """The measured table, as it is committed; a row for each family and design."""
    return tuple(read_rows(FILE, Measured))
