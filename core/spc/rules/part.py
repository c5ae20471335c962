"""What a rule sees: one part of a chart, in all series at once."""

from dataclasses import dataclass

import numpy as np

from core.spc.block import SAME, Bools, Floats, Ints
from core.spc.rules.runs import Runs, count_runs


@dataclass(frozen=True, slots=True)
class Part:
    """Points of one part, shapes (series, points), unscaled.

    ``counted``: points that rules may use (not missing, excluded or provisional). ``side``: +1 above the
    centre line, −1 below, 0 on it or not counted. ``sigma``: one standard deviation of a point, None where a
    kind has none. ``slack``: (series, 1), what a difference must exceed
    to be more than rounding. ``limited``: whether the chart kind has control limits; a run chart has none.
    """

    value: Floats
    centre: Floats
    lower: Floats
    upper: Floats
    sigma: Floats | None
    counted: Bools
    slack: Floats
    side: Ints
    runs: Runs
    limited: bool = True

    @property
    def judged(self) -> Bools:
        """Counted points of the series that have a centre line; a constant one has none and never signals."""
        return self.counted & np.isfinite(self.centre)

    @classmethod
    def of(
        cls,
        value: Floats,
        centre: Floats,
        limits: tuple[Floats, Floats],
        counted: Bools,
        sigma: Floats | None = None,
        *,
        limited: bool = True,
    ) -> "Part":
        """Compare every counted point with the centre line; a NaN centre leaves points without a side."""
        everything = bool(counted.all())
        sized = value if everything else np.where(counted, value, 0.0)
        slack = SAME * np.maximum(
            sized.max(axis=1, keepdims=True, initial=0.0), -sized.min(axis=1, keepdims=True, initial=0.0)
        )
        above, below = value > centre + slack, value < centre - slack
        if not everything:
            above &= counted
            below &= counted
        side = above.view(np.int8) - below.view(np.int8)
        return cls(value, centre, *limits, sigma, counted, slack, side, count_runs(side), limited)
