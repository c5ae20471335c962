"""How often each method finds a change where there was none: the measured table, kept as a data file."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from core.change.peers.answer import Method

if TYPE_CHECKING:
    from core.simulate.families import Group

FILE = Path(__file__).parents[1] / "data" / "peer_error_rates.csv"


@dataclass(frozen=True, slots=True)
class ErrorRate:
    """One method on one family of made-up panels without any change; nominal 5 %.

    rate : share of the replicates that the method called a change. unanswered : share in which it had no
    answer, counted as no change. standard_error : √(rate(1 − rate)/replicates). measured : the day.
    """

    method: Method
    group: "Group"
    family: str
    rate: float
    unanswered: float
    replicates: int
    standard_error: float
    seed: int
    measured: str


@cache
def peer_error_rates() -> tuple[ErrorRate, ...]:
    """The measured rates, 24 months before and 12 after, thirteen units; a row for each method and family."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_read(row) for row in csv.DictReader(file))


def worst_in_group(method: Method, group: "Group") -> ErrorRate | None:
    """The family of a group in which the method is wrong most often; None if it was never measured there."""
    found = [row for row in peer_error_rates() if row.method == method and row.group == group]
    return max(found, key=lambda row: row.rate, default=None)


def _read(row: dict[str, str]) -> ErrorRate:
    return ErrorRate(
        row["method"],  # pyright: ignore[reportArgumentType] - a test holds the words of the file
        row["group"],  # pyright: ignore[reportArgumentType]
        row["family"],
        float(row["rate"]),
        float(row["unanswered"]),
        int(row["replicates"]),
        float(row["standard_error"]),
        int(row["seed"]),
        row["measured"],
    )
