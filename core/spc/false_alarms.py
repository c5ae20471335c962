"""The table of false alarms: how often each rule set signals in series where nothing happens.

``python -m core.spc.false_alarms`` simulates it again, a million series a row unless told otherwise, and
writes it where ``false_alarm_table`` reads it. A test holds what is written against new series.
"""

import argparse
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product
from math import sqrt
from pathlib import Path

from core.table_file import read_rows, write_rows

FILE = Path(__file__).parent / "rules" / "data" / "false_alarms.csv"
CHARTS = ("i", "run", "p")
LENGTHS = (12, 24, 36, 60)
PHIS = (0.0, 0.3)
REPLICATES = 1_000_000
SEED = 20_261_122


@dataclass(frozen=True, slots=True)
class FalseAlarm:
    """How many of ``replicates`` series of ``n`` points without any change had a signal.

    rules : name of the rule set.
    rule : code of one of its rules, or "any" for all of them with the limits.
    chart : i, run or p, with centre and limits from the same points.
    phi : correlation of neighbouring points (AR(1)), 0 where they are independent.
    seed, measured : what the random numbers began with, and the day (ISO) they were counted.
    """

    rules: str
    rule: str
    chart: str
    n: int
    phi: float
    replicates: int
    signals: int
    seed: int
    measured: str

    @property
    def rate(self) -> float:
        """Share of the series with a signal, 0 to 1."""
        return self.signals / self.replicates

    @property
    def standard_error(self) -> float:
        """Standard error of ``rate``, from the number of series simulated."""
        return sqrt(self.rate * (1 - self.rate) / self.replicates)


@cache
def false_alarm_table() -> tuple[FalseAlarm, ...]:
    """Every row of the table: rule set × rule × chart × n × correlation."""
    return tuple(read_rows(FILE, FalseAlarm))


def simulate(replicates: int, seed: int = SEED) -> tuple[FalseAlarm, ...]:
    """The table from ``replicates`` new series for each chart, length and correlation."""
    # Here, because it loads scipy, which reading the table need not.
    from core.spc.false_alarm_trials import count_signals  # noqa: PLC0415

    rows, today = [], date.today().isoformat()
    for chart, phi, n in product(CHARTS, PHIS, LENGTHS):
        signals = count_signals(chart, n, phi, replicates, seed)
        rows += [
            FalseAlarm(rules, rule, chart, n, phi, replicates, count, seed, today)
            for (rules, rule), count in signals.items()
        ]
    return tuple(rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--series", type=int, default=REPLICATES, help="how many for each row")
    write_rows(FILE, FalseAlarm, simulate(parser.parse_args().series))
