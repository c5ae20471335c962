"""Families of made-up monthly data: what can move thirteen units when no change has been made.

A method that answers "did the change move the numbers?" is measured on panels drawn from these families,
because real series hang together over time, follow the season, drift, and are hit by waves. Numbers are
relative: 0.15 is 15 % (a standard deviation or an amplitude on the log scale; for shares divided by
1 − share on the logit scale, which is the same relative movement).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Kind = Literal["rate", "proportion"]
Group = Literal[
    "stationary",
    "autocorrelated",
    "season",
    "county_trend",
    "own_trends",
    "target_drifts",
    "shock",
    "incomplete",
    "neighbour",
    "denominators",
    "everything",
    "random_walk",
]

SIZES = (30, 45, 60, 90, 130, 180, 250, 350, 500, 700, 1000, 1400, 2000)
TARGET_ROW = 8


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of reality. Whatever is 0 is absent; then counts are independent Poisson or binomial.

    name, group : its name, and its column in the table of error rates.
    kind : rate (Poisson, log link) or proportion (binomial, logit link), unless the drawing says otherwise.
    sizes : enrolled in each unit; the target is row ``TARGET_ROW``. A proportion has 12 % of them a month.
    level, share : events per enrolled and month; share of the denominator.
    spread : sd between the units' levels, cut at two; the target lies at the level itself.
    phi, ar : correlation from month to month and sd of each unit's own stationary AR(1).
    over : sd of a gamma factor with mean 1, new each month and unit (overdispersion).
    season : amplitude of a cosine with its peak in January.
    wave, wave_from : height of a six-month wave in all units; its first month relative to the start.
    unequal : sd of the units' reaction to season and wave, around 1 and never below 0.
    own_season : amplitude of each unit's own yearly wave beside the county's, its peak in any month.
    county_trend, target_drift : relative change a year, of all units or of the target alone.
    drift_from : month, relative to the start, in which the target's drift begins; None: long before.
    own_trend : sd of each unit's own slope a year.
    county_noise : sd of what all units share in a month, new each month.
    walk : sd of the monthly steps of each unit's own random walk.
    bad_months : the target starts its change after its three worst months of a year and three months.
    missing : share of all numerators that nobody reported, before and after, in any unit.
    hidden_below : counts of at least 1 and below this are hidden, as publishers of small numbers do.
    contaminated : relative change of its own that one comparison unit makes, within half a year of the start,
        and that nobody wrote down.
    halved : the target's denominator is halved for good from a month within half a year of the start, as when
        an area moves to a neighbour; its rate is what it was.
    """

    name: str
    group: Group
    kind: Kind = "rate"
    sizes: tuple[int, ...] = SIZES
    level: float = 0.08
    share: float = 0.6
    spread: float = 0.2
    phi: float = 0.0
    ar: float = 0.0
    over: float = 0.0
    season: float = 0.0
    wave: float = 0.0
    wave_from: int = 0
    unequal: float = 0.0
    own_season: float = 0.0
    county_trend: float = 0.0
    own_trend: float = 0.0
    target_drift: float = 0.0
    drift_from: int | None = None
    county_noise: float = 0.0
    walk: float = 0.0
    bad_months: bool = False
    missing: float = 0.0
    hidden_below: int = 0
    contaminated: float = 0.0
    halved: bool = False


_SMALL_TARGET = (*SIZES[:TARGET_ROW], 30, *SIZES[TARGET_ROW + 1 :])
_TEN_TO_TWENTY = (10, 11, 12, 12, 13, 14, 15, 16, 15, 17, 18, 19, 20)
_SHARES_OF_TEN_TO_TWENTY = tuple(round(size / 0.12) for size in _TEN_TO_TWENTY)

_ALL = (
    Family("iid_rate", "stationary"),
    Family("iid_share", "stationary", kind="proportion"),
    Family("overdispersed", "stationary", over=0.25),
    Family("county_noise", "stationary", county_noise=0.12),
    Family("thirty_enrolled", "stationary", sizes=_SMALL_TARGET, level=0.04),
    Family("rare", "stationary", level=0.01),
    Family("bad_months", "stationary", bad_months=True),
    Family("ar_2", "autocorrelated", phi=0.2, ar=0.15),
    Family("ar_4", "autocorrelated", phi=0.4, ar=0.15),
    Family("ar_6", "autocorrelated", phi=0.6, ar=0.15),
    Family("season", "season", season=0.25),
    Family("season_unequal", "season", season=0.25, unequal=0.3),
    Family("season_own", "season", season=0.25, own_season=0.15),
    Family("county_trend", "county_trend", county_trend=-0.10),
    Family("own_trends", "own_trends", own_trend=0.08),
    Family("target_drifts_down", "target_drifts", target_drift=-0.10),
    Family("target_drifts_up", "target_drifts", target_drift=0.10),
    Family("drifts_midway", "target_drifts", target_drift=-0.10, drift_from=-12),
    Family("shock_before", "shock", wave=0.35, wave_from=-6),
    Family("shock_over", "shock", wave=0.35, wave_from=0),
    Family("shock_before_unequal", "shock", wave=0.35, wave_from=-6, unequal=0.3),
    Family("shock_over_unequal", "shock", wave=0.35, wave_from=0, unequal=0.3),
    Family("missing_months", "incomplete", missing=0.05),
    Family("hidden_counts", "incomplete", level=0.018, hidden_below=5),
    Family("neighbour_changes", "neighbour", contaminated=-0.20),
    Family("small_units", "denominators", sizes=_TEN_TO_TWENTY, level=0.2),
    Family("small_shares", "denominators", kind="proportion", sizes=_SHARES_OF_TEN_TO_TWENTY),
    Family("denominator_halves", "denominators", halved=True),
    Family(
        "everything",
        "everything",
        phi=0.4,
        ar=0.10,
        over=0.10,
        season=0.25,
        wave=0.20,
        unequal=0.3,
        county_trend=-0.05,
        own_trend=0.04,
        county_noise=0.06,
    ),
    Family("random_walk", "random_walk", walk=0.04),
)

FAMILIES: Mapping[str, Family] = MappingProxyType({family.name: family for family in _ALL})
"""The families by name, in the order of the table."""
