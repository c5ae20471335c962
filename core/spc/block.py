"""A block: series of equal length side by side, and the masks that say which points count.

Every computation of ``core.spc`` works on (series, points) arrays; one chart is a block of one series.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.integer]

# Two numbers closer than this share of the series' size are the same number: the mean of 0.1, 0.2 and 0.3
# must not put the point 0.2 above or below the line because of the last bit.
SAME = 1e-12


@dataclass(frozen=True, slots=True)
class Block:
    """What a limits function sees: the points of one stretch of time in all series.

    Shapes are (series, points). ``value`` is what is plotted (y, or y / n), unscaled, NaN where missing;
    ``base`` marks the points that set the limits; ``missing`` the points no moving range may cross.
    ``spread``: standard deviation within each subgroup, for kinds whose points are subgroups. ``centre``:
    (series, 1), a given centre line, unscaled, NaN in series without one.
    """

    value: Floats
    y: Floats
    n: Floats | None
    base: Bools
    missing: Bools
    screen: bool = True
    spread: Floats | None = None
    centre: Floats | None = None
    full: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "full", bool(self.base.all()))

    def total(self, values: Floats) -> Floats:
        """Sum over the points that set the limits, shape (series, 1)."""
        chosen = values if self.full else np.where(self.base, values, 0.0)
        return chosen.sum(axis=1, keepdims=True)

    def count(self) -> Floats:
        """How many points set the limits, shape (series, 1)."""
        return self.base.sum(axis=1, keepdims=True, dtype=np.float64)

    def mean(self) -> Floats:
        """Mean of the plotted values that set the limits, shape (series, 1); NaN where there are none."""
        return ratio(self.total(self.value), self.count())

    def pooled(self) -> Floats:
        """Σy / Σn over the points that set the limits, shape (series, 1); never the mean of ratios."""
        return ratio(self.total(self.y), self.total(self.denominator))

    def line(self, estimated: Floats) -> Floats:
        """The centre line (series, 1): the given one, and where none is given the estimated one."""
        if self.centre is None:
            return estimated
        return np.where(np.isnan(self.centre), estimated, self.centre)

    @property
    def denominator(self) -> Floats:
        """n, for the kinds that cannot do without it."""
        if self.n is None:
            raise ValueError("this chart needs denominators n")
        return self.n


def ratio(numerator: Floats, denominator: Floats) -> Floats:
    """numerator / denominator, NaN where the denominator is not above 0."""
    shape = np.broadcast_shapes(numerator.shape, denominator.shape)
    return np.divide(numerator, denominator, out=np.full(shape, np.nan), where=denominator > 0)
