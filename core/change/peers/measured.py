"""What each method was measured to be worth: how often it is wrong, what it sees, kept as a data file."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from core.change.calibration.designs import NOTHING, Design
from core.change.calibration.table import Row
from core.change.peers.answer import Method
from core.table_file import read_rows

if TYPE_CHECKING:
    from core.simulate.families import Group

FILE = Path(__file__).parents[1] / "data" / "peer_calibration.csv"
COMPARISONS = 12


@dataclass(frozen=True, slots=True)
class MethodMeasured(Row):
    """One method on one family in one design; nominal 5 %.

    rate : share of the replicates that the method called a change. unanswered : share in which it had no
    answer, counted as no change. standard_error : √(rate(1 − rate)/replicates).
    intervals : share of the replicates in which the method gave a 95 % interval; interval : share of these
    that hold the true effect. bias : mean of log(1 + estimate) − log(1 + true effect). NaN where the method
    has no such number, or where a total was 0. seed : of the panels. measured : the day, ISO.
    """

    method: Method
    rate: float
    unanswered: float
    standard_error: float
    intervals: float
    interval: float
    bias: float
    seed: int
    measured: str


@cache
def peers_measured() -> tuple[MethodMeasured, ...]:
    """The measured table, as it is committed: a row for each method, family and design."""
    return tuple(read_rows(FILE, MethodMeasured))


@cache
def of_methods(design: Design = NOTHING) -> tuple[MethodMeasured, ...]:
    """The rows of a design beside twelve units."""
    wanted = (design.before, design.after, design.effect, design.shape)
    return tuple(
        row
        for row in peers_measured()
        if (row.before, row.after, row.effect, row.shape) == wanted and row.comparisons == COMPARISONS
    )


def peer_error_rates() -> tuple[MethodMeasured, ...]:
    """How often each method finds a change where there is none, 24 months before and 12 after, 13 units."""
    return of_methods(NOTHING)


def worst_in_group(method: Method, group: "Group") -> MethodMeasured | None:
    """The family of a group in which the method is wrong most often; None if it was never measured there."""
    found = [row for row in peer_error_rates() if row.method == method and row.group == group]
    return max(found, key=lambda row: row.rate, default=None)
