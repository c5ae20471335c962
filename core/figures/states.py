"""The one state of each point on a chart: picture, tooltip and table read it from here, so they agree."""

import numpy as np

from core.spc.for_series import Charted
from core.spc.marks import rules_pointing
from core.spc.rules import RULE_SETS
from core.wording import Words


def point_states(charted: Charted) -> np.ndarray:
    """The state of each point, text of shape (points,).

    ``missing`` and ``suppressed`` are not drawn; ``excluded`` and ``provisional`` are drawn, never counted;
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
            ~points["included"].to_numpy(bool),
            points["beyond_limits"].to_numpy(bool),
            points["pattern"].to_numpy(bool),
        ],
        ["suppressed", "missing", "provisional", "excluded", "beyond", "pattern"],
        default="usual",
    )


def rules_at(words: Words, charted: Charted) -> list[list[str]]:
    """The names of the rules that point at each point, none for most."""
    found = rules_pointing(charted.points, RULE_SETS[charted.chart.rules])
    return [[words(f"rule.{code}.name") for code in codes] for codes in found]
