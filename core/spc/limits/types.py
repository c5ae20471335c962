"""What every limits function takes and gives, and how a chart kind is described."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.spc.block import Block, Bools, Floats


@dataclass(frozen=True, slots=True)
class Limits:
    """Centre line and control limits of a block, unscaled.

    ``centre``: (series, 1). ``lower`` and ``upper``: broadcast to (series, points), NaN where there are none.
    ``sigma``: one standard deviation of a point, uncut, broadcast to (series, points); None where the limits
    are not centre ± 3 sigma, and rules about 1 and 2 sigma have nothing to stand on.
    ``sigma_z``: (series, 1), spread relative to binomial or Poisson chance, where the kind has it.
    ``fallback``: (series, 1), true where screening left nothing and was undone.
    ``mean_for_median``: (series, 1), true where a median chart had to take the mean.
    """

    centre: Floats
    lower: Floats
    upper: Floats
    sigma: Floats | None = None
    sigma_z: Floats | None = None
    fallback: Bools | None = None
    mean_for_median: Bools | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A chart kind: its limits function and what its data must look like.

    ``denominator``: whether n must, may or must not be given. ``counts``: y counts something and is not
    negative; ``proportion``: y is part of n; ``positive``: y is above 0. ``subgroups``: every point is a
    subgroup of several measurements. ``plots``: the value itself, the moving range to it, or the standard
    deviation within the subgroup. ``runs``: whether rules about runs and trends apply: not to moving ranges,
    two of which share a value. ``from_centre``: the limits follow from the centre line alone, so that a given
    one needs no data. ``centre``: what the line is; "typical" is the mean on a transformed scale.
    """

    name: str
    limits: Callable[[Block], Limits]
    denominator: Literal["needed", "allowed", "none"]
    has_limits: bool = True
    counts: bool = True
    proportion: bool = False
    centre: Literal["mean", "median", "typical"] = "mean"
    laney: bool = False
    plots: Literal["value", "range", "spread"] = "value"
    runs: bool = True
    subgroups: bool = False
    positive: bool = False
    from_centre: bool = False


def three_sigma(
    centre: Floats,
    sigma: Floats,
    floor: float = -np.inf,
    ceiling: float = np.inf,
    *,
    sigma_z: Floats | None = None,
    fallback: Bools | None = None,
) -> Limits:
    """centre ± 3 sigma, cut at ``floor`` and ``ceiling``; NaN sigma gives NaN limits."""
    lower, upper = np.maximum(centre - 3 * sigma, floor), np.minimum(centre + 3 * sigma, ceiling)
    return Limits(centre, lower, upper, sigma, sigma_z, fallback)
