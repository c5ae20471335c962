"""What one indicator is: its kind, scale, targets, breaks and limits for showing small numbers."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.indicators.text import NO_TEXT, Text

Kind = Literal["proportion", "rate", "count", "mean", "score"]
Direction = Literal["up", "down", "neutral"]
Frequency = Literal["month", "quarter", "half_year", "year", "event"]
Role = Literal["outcome", "process", "balancing", "experience"]
ChartName = Literal["run", "i", "p", "pprime", "u", "uprime", "c", "g", "t", "trend"]
CareLevel = Literal["micro", "meso", "macro"]

KINDS: tuple[Kind, ...] = get_args(Kind)
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
FREQUENCIES: tuple[Frequency, ...] = get_args(Frequency)
ROLES: tuple[Role, ...] = get_args(Role)
CHARTS: tuple[ChartName, ...] = get_args(ChartName)
CARE_LEVELS: tuple[CareLevel, ...] = get_args(CareLevel)

# A limits formula presumes a distribution: p binomial, u and c Poisson. Charts not named here fit any kind.
KIND_OF_CHART: dict[ChartName, Kind] = {
    "p": "proportion",
    "pprime": "proportion",
    "u": "rate",
    "uprime": "rate",
    "c": "count",
    "g": "count",
}
MONTHS_IN: dict[Frequency, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12, "event": 0}


@dataclass(frozen=True, slots=True)
class Target:
    """A decided target on the shown scale, first to last year it holds (``None``: open end)."""

    value: float
    from_year: int | None = None
    to_year: int | None = None
    source: Text = NO_TEXT

    def holds_in(self, year: int) -> bool:
        """Say whether the target is in force during ``year``."""
        return (self.from_year is None or self.from_year <= year) and (
            self.to_year is None or year <= self.to_year
        )


@dataclass(frozen=True, slots=True)
class Break:
    """From ``month`` (datetime64[M]) on, numbers are not comparable with those before, and why."""

    month: np.datetime64
    text: Text


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured and how it is shown. Only ``id``, ``name`` and ``kind`` are required.

    ``multiply`` turns a ratio into the shown value, ``unit`` names that scale ("per 100 inskrivna").
    ``suppress_below`` hides numerators 1 up to but not including it (0: hide none); denominators from 1 up to
    but not including ``suppress_denominator_below`` hide the whole row. ``complement_sensitive``: few who are
    *not* counted are hidden as few who are, for a proportion. ``window_months`` is the length of
    the period behind one value, where it is longer than the time between values. ``provisional_months``
    is how many of the latest months are usually incomplete. In ``kolada`` the first id has this
    indicator's own definition; further ids are relatives, never to be mixed into the same series.
    ``usual_chart``: ``chart`` is only the usual one for the kind, since nobody has recommended any.
    ``event_count`` is the id of the indicator that counts the events behind this one month by month.
    """

    id: str
    name: Text
    kind: Kind
    definition: Text = NO_TEXT
    numerator: Text | None = None
    denominator: Text | None = None
    multiply: float = 1.0
    unit: Text = NO_TEXT
    decimals: int = 1
    frequency: Frequency = "month"
    direction: Direction = "neutral"
    targets: tuple[Target, ...] = ()
    levels: tuple[CareLevel, ...] = ()
    source: Text = NO_TEXT
    source_url: str = ""
    kolada: tuple[str, ...] = ()
    chart: ChartName = "run"
    usual_chart: bool = False
    window_months: int | None = None
    breaks: tuple[Break, ...] = ()
    suppress_below: int = 5
    suppress_denominator_below: int | None = None
    role: Role = "outcome"
    provisional_months: int = 0
    aliases: tuple[str, ...] = ()
    event_count: str = ""
    complement_sensitive: bool = False

    @property
    def needs_denominator(self) -> bool:
        """Whether limits for this kind need to know how many there were, not only the ratio."""
        return self.kind in ("proportion", "rate")

    @property
    def level_decimals(self) -> int:
        """Decimals of what is computed from many values (levels, limits): one more than a value has."""
        return self.decimals + 1

    @property
    def is_rolling(self) -> bool:
        """Whether neighbouring values, as often as they are published, share part of their period."""
        return self.overlaps_at(self.frequency)

    def overlaps_at(self, period_type: Frequency) -> bool:
        """Whether neighbouring values share part of their period when one value a ``period_type`` is used.

        A 12-month window overlaps month by month but not year by year. Shares of a stock with a look-back
        ("reviewed during the last 12 months") are rolling in the same sense.
        """
        return self.window_months is not None and self.window_months > MONTHS_IN[period_type]

    def shown(self, numerator: ArrayLike, denominator: ArrayLike, value: ArrayLike) -> NDArray[np.float64]:
        """Return the values on the shown scale, same shape as the broadcast arguments; NaN is unknown.

        A count shows its numerator. Other kinds show ``multiply × numerator / denominator`` where both are
        known; a denominator of 0 or below gives NaN, never 0. Where the counts are not known, the reported
        ``value`` (already on the shown scale) stands.
        """
        top, bottom, reported = np.broadcast_arrays(
            np.asarray(numerator, dtype=float),
            np.asarray(denominator, dtype=float),
            np.asarray(value, dtype=float),
        )
        if self.kind == "count":
            return np.where(np.isnan(top), reported, top)
        known = ~(np.isnan(top) | np.isnan(bottom))
        ratio = np.full(top.shape, np.nan)
        np.divide(self.multiply * top, bottom, out=ratio, where=known & (bottom > 0))
        return np.where(known, ratio, reported)

    def target_for(self, month: np.datetime64 | str) -> Target | None:
        """Return the target in force in ``month`` (datetime64 or "2026-03"), or ``None``."""
        year = int(np.asarray(month, dtype="datetime64[Y]").astype(np.int64)) + 1970
        return next((target for target in self.targets if target.holds_in(year)), None)
