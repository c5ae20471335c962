"""What the numbers of a series say about which chart suits them: size, rarity, spread, resemblance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.remarks import Value
from core.spc.autocorrelation import LagOne, lag_one
from core.spc.block import Block, Floats
from core.spc.caveats import STEADY_POINTS, spread_limit
from core.spc.limits import KINDS

RARE = 5.0
"""Events a period below which Poisson and binomial limits are rough (Provost & Murray, ch. 5): with a mean of
3 or less there is no lower limit to fall below, and a period without events is nothing unusual."""

STEADY = STEADY_POINTS
"""Points from which the spread is known well enough to choose a chart by."""

_CHANCE = {"proportion": "p", "rate": "u", "count": "c"}


@dataclass(frozen=True)
class Evidence:
    """Settled numbers of one series: ``y`` and ``n`` (points,), NaN where missing; ``n`` None without.

    ``measure``: proportion, rate, count, mean or score. For mean and score only size and resemblance are
    known.
    """

    measure: str
    y: Floats
    n: Floats | None = None

    @cached_property
    def known(self) -> np.ndarray:
        """Which points have a value, (points,)."""
        known = np.isfinite(self.y)
        return known if self.n is None else known & (self.n > 0)

    @property
    def n_points(self) -> int:
        """How many points have a value."""
        return int(self.known.sum())

    @property
    def denominators(self) -> tuple[float, float] | None:
        """Smallest and largest denominator; None where there are none."""
        if self.n is None or not self.n_points:
            return None
        n = self.n[self.known]
        return float(n.min()), float(n.max())

    @cached_property
    def mean_events(self) -> float | None:
        """Mean number of events a point; of a proportion near 1, of those without; else None."""
        if self._chart is None or not self.n_points:
            return None
        y = self.y[self.known]
        if self.measure == "proportion" and self.n is not None:
            return float(min(y.mean(), (self.n[self.known] - y).mean()))
        return float(y.mean())

    @property
    def rare(self) -> bool:
        """Whether there are fewer events a point than limits need."""
        return self.mean_events is not None and self.mean_events < RARE

    @cached_property
    def sigma_z(self) -> float | None:
        """Spread from point to point relative to chance alone (Laney); None where that is unknown."""
        if self._chart is None or self.n_points < 2:
            return None
        spread = KINDS[self._chart].limits(self._block).sigma_z
        found = np.nan if spread is None else float(spread[0, 0])
        return found if np.isfinite(found) else None

    @property
    def sigma_z_limit(self) -> float:
        """What ``sigma_z`` exceeds in one series of a hundred when chance alone is at work, at least 1.2."""
        return spread_limit(self.n_points)

    @property
    def overdispersed(self) -> bool:
        """Whether the points vary more than chance alone gives, and there are enough to tell."""
        enough = self.n_points >= STEADY
        return enough and self.sigma_z is not None and self.sigma_z > self.sigma_z_limit

    @property
    def spread_values(self) -> Mapping[str, Value]:
        """``sigma_z`` and its limit, for a sentence."""
        return {"sigma_z": float(self.sigma_z or np.nan), "limit": self.sigma_z_limit}

    @cached_property
    def dispersion_p(self) -> float | None:
        """Chance of as much spread around the mean in a stable series where only chance is at work.

        χ² = Σ (y − n p̄)² / variance on k − 1 degrees of freedom. A shift or drift makes it small too: the
        spread from point to point, ``sigma_z``, is what a chart is chosen by.
        """
        if self._chart is None or self.n_points < 2:
            return None
        from scipy.special import chdtrc  # noqa: PLC0415 - only a student's view needs it

        y = self.y[self.known]
        n = np.ones_like(y) if self.n is None else self.n[self.known]
        level = y.sum() / n.sum()
        variance = n * level * ((1 - level) if self.measure == "proportion" else 1.0)
        if not (variance > 0).all():
            return None
        return float(chdtrc(len(y) - 1, ((y - n * level) ** 2 / variance).sum()))

    @cached_property
    def lag(self) -> LagOne | None:
        """Lag-1 autocorrelation around the mean, standardised by √n; None below 12 points."""
        if not self.n_points:
            return None
        n = np.ones(len(self.y)) if self.n is None else self.n
        y, n = np.where(self.known, self.y, 0.0), np.where(self.known, n, 1.0)
        level = y.sum() / n[self.known].sum()
        return lag_one((y / n - level) * np.sqrt(n), self.known)

    @staticmethod
    def together(several: Sequence["Evidence"]) -> None:
        """Work out ``sigma_z`` of many series at once: the same numbers in a fraction of the time."""
        alike: dict[tuple[str, int], list[Evidence]] = {}
        for one in several:
            if one._chart is not None and one.n_points >= 2:
                alike.setdefault((one._chart, len(one.y)), []).append(one)
        for (chart, _), group in alike.items():
            blocks = [one._block for one in group]
            n = None if blocks[0].n is None else np.concatenate([b.n for b in blocks if b.n is not None])
            value, y, base, missing = (
                np.concatenate([getattr(block, name) for block in blocks])
                for name in ("value", "y", "base", "missing")
            )
            spread = KINDS[chart].limits(Block(value, y, n, base, missing)).sigma_z
            for row, one in enumerate(group):
                found = np.nan if spread is None else float(spread[row, 0])
                vars(one)["sigma_z"] = found if np.isfinite(found) else None  # fills the cached property

    @property
    def _chart(self) -> str | None:
        """The chart whose limits come from chance alone; p and u only with denominators."""
        kind = _CHANCE.get(self.measure)
        return kind if kind == "c" or self.n is not None else None

    @cached_property
    def _block(self) -> Block:
        y = np.where(self.known, self.y, np.nan)[None]
        n = None if self.n is None else np.where(self.known, self.n, np.nan)[None]
        value = y if n is None else y / n
        return Block(value, y, n, self.known[None], ~self.known[None])
