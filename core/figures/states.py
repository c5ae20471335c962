"""The one state of each point on a chart: picture, tooltip and table read it from here, so they agree."""

import numpy as np

from core.spc.for_series import Charted
from core.spc.marks import rules_pointing
from core.spc.rolling import overlapping_periods
from core.spc.rules import RULE_SETS
from core.wording import Words


def point_states(charted: Charted) -> np.ndarray:
    """The state of each point, text of shape (points,).

    ``missing`` leaves a gap and ``suppressed`` a sign at the foot of the chart; ``provisional``, ``excluded``
    (by a person) and ``overlapping`` (shares months with a value that counts) are drawn, never counted;
    ``beyond`` (outside a control limit) goes before ``pattern`` (a rule of the set points at it); the rest
    are ``usual``.
    """
    points, series = charted.points, charted.series
    missing = points["y"].isna().to_numpy()
    return np.select(
        [
            missing & (series.status == "suppressed"),
            missing,
            series.status == "provisional",
            ~points["included"].to_numpy(bool) & _overlapping(charted),
            ~points["included"].to_numpy(bool),
            points["beyond_limits"].to_numpy(bool),
            points["pattern"].to_numpy(bool),
        ],
        ["suppressed", "missing", "provisional", "overlapping", "excluded", "beyond", "pattern"],
        default="usual",
    )


def _overlapping(charted: Charted) -> np.ndarray:
    """The periods of a rolling measure that the engine leaves out because they share months, (points,)."""
    shared = overlapping_periods(charted.indicator, charted.series)
    return np.isin(charted.series.months, np.array(shared, dtype="datetime64[M]"))


def rules_at(words: Words, charted: Charted) -> list[list[str]]:
    """The names of the rules that point at each point, none for most."""
    found = rules_pointing(charted.points, RULE_SETS[charted.chart.rules])
    return [[words(f"rule.{code}.name") for code in codes] for codes in found]
