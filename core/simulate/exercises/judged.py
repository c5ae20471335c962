"""What rule sets say of charts, as the app draws them: chance, or a signal.

anhoej            run chart around the median: an unusually long run or unusually few crossings
shewhart          I chart: a point beyond 3 sigma
western_electric  I chart: a point beyond 3 sigma, or any of the three other rules
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.spc import RULE_SETS, control_charts

JUDGES = ("anhoej", "shewhart", "western_electric")

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Charts with their lines and what is found on them.

    signals : (judges, charts) whether each rule set signals.
    mean, lower, upper : (charts,) lines of the I chart.
    beyond : (charts, points) outside its limits. pattern : the points that another rule points at.
    """

    signals: Bools
    mean: Floats
    lower: Floats
    upper: Floats
    beyond: Bools
    pattern: Bools


def judge(values: Floats) -> Judged:
    """Judge charts, (charts, points), all at once."""
    run = control_charts(values, kind="run", rules="anhoej")
    chart = control_charts(values, kind="i", rules="western_electric")
    anhoej = [np.asarray(run.rule_points[rule.code]) for rule in RULE_SETS["anhoej"].rules]
    zones = [np.asarray(chart.rule_points[rule.code]) for rule in RULE_SETS["western_electric"].rules]
    beyond = np.asarray(chart.beyond_limits)
    long_runs, crossings = anhoej
    signals = [
        (long_runs | crossings).any(axis=1),
        beyond.any(axis=1),
        (beyond | np.any(zones, axis=0)).any(axis=1),
    ]
    return Judged(
        signals=np.array(signals),
        mean=chart.cl[:, 0],
        lower=chart.lcl[:, 0],
        upper=chart.ucl[:, 0],
        beyond=beyond,
        pattern=long_runs | np.any(zones, axis=0),
    )
