"""What age explains: each unit's rate as it is, and as it would be with the ages of all units together."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from core.indicators import Indicator, Unit
from core.observations.dataset import Dataset
from core.observations.schema import ALL, TOTAL, Subgroup
from core.observations.series import Series
from core.remarks import Caveat
from core.spc.block import Floats
from core.spc.compare.for_dataset import Asked, level_series
from core.spc.compare.members import Members, members_of
from core.spc.compare.standard_rate import standardised_rates
from core.spc.compare.standard_share import standardised_shares
from core.spc.compare.stretch import Stretch, stretch_of
from core.spc.funnels import expected_counts, indirect

WhyNoAges = Literal["group", "no_counts", "no_ages", "ages_incomplete", "too_few"]
"""Why nothing is standardised: a group is in view; there are no counts; the numbers are not divided by age;
the ages together are not everybody; fewer than two units have every age."""
FEWEST = 2
WHOLE = 0.02
"""How much the ages together may differ from the total and still be everybody."""


@dataclass(frozen=True, eq=False, slots=True)
class ByAge:
    """Units with and without the ages in them; arrays (units,), NaN where any age is hidden or missing.

    ages : the age groups, as the data name them
    weights : (ages,), the standard population: the denominators of the units that have every age, together
    crude, rate, lower, upper : as it is, standardised directly, and its 95 % interval; on the shown scale
    ratio, ratio_lower, ratio_upper : observed over expected, had each age the rate of all units together
    mean : the crude rate of all of them together, on the shown scale
    """

    indicator: Indicator
    stretch: Stretch
    units: tuple[Unit, ...]
    ages: tuple[str, ...]
    weights: Floats
    crude: Floats
    rate: Floats
    lower: Floats
    upper: Floats
    ratio: Floats
    ratio_lower: Floats
    ratio_upper: Floats
    status: np.ndarray
    mean: float
    source: str
    caveats: tuple[Caveat, ...]

    @property
    def known(self) -> np.ndarray:
        """Which units have every age, (units,)."""
        return self.status == "ok"

    @property
    def explained(self) -> float:
        """How much smaller the spread between units is with the ages alike: 1 − var(rate) / var(crude).

        Below 0 where it is larger; NaN with fewer than two units, or no spread.
        """
        spread = float(np.var(self.crude[self.known])) if self.known.sum() > 1 else 0.0
        return 1 - float(np.var(self.rate[self.known])) / spread if spread > 0 else float("nan")


def has_ages(dataset: Dataset, indicator: str) -> bool:
    """Whether the indicator's numbers are divided by age alone in at least two groups."""
    return len(_age_groups(dataset, indicator)) > 1


def by_age(dataset: Dataset, asked: Asked) -> tuple[ByAge | None, WhyNoAges | None]:
    """Standardise the units of a level by age, or say why not."""
    indicator = dataset.catalogue[asked.indicator]
    ages = _age_groups(dataset, asked.indicator)
    why = _why_not(indicator, asked.group, ages)
    several, _ = level_series(dataset, asked.indicator, asked.level, TOTAL)
    stretch = stretch_of(indicator, [series for _, series in several], asked.first, asked.last)
    if why is not None or stretch is None:
        return None, why or "too_few"
    total = members_of(indicator, several, stretch)
    strata = tuple(_of_age(dataset, indicator, several, age, stretch) for age in ages)
    return _by_age(indicator, stretch, ages, (total, *strata), _source(several))


def _why_not(indicator: Indicator, group: Subgroup, ages: tuple[Subgroup, ...]) -> WhyNoAges | None:
    if group != TOTAL:
        return "group"
    if indicator.kind not in ("proportion", "rate"):
        return "no_counts"
    return "no_ages" if len(ages) < FEWEST else None


def _source(several: list[tuple[Unit, Series]]) -> str:
    return "; ".join(dict.fromkeys(series.source for _, series in several if series.source))


def _by_age(
    indicator: Indicator,
    stretch: Stretch,
    ages: tuple[Subgroup, ...],
    strata: tuple[Members, ...],
    source: str,
) -> tuple[ByAge | None, WhyNoAges | None]:
    """``strata``: all ages together, then each."""
    total, *divided = strata
    if not all(one.counted for one in strata):
        return None, "no_counts"
    y, n = (
        np.stack([getattr(one, name) for one in divided], axis=1) for name in ("numerator", "denominator")
    )
    known = np.asarray(np.isfinite(y).all(axis=1) & (n > 0).all(axis=1))
    both = known & total.known
    if (np.abs(n.sum(axis=1)[both] / total.denominator[both] - 1) > WHOLE).any():
        return None, "ages_incomplete"
    if int(known.sum()) < FEWEST:
        return None, "too_few"
    hidden = np.any([one.status == "suppressed" for one in strata], axis=0)
    status = np.where(known, "ok", np.where(hidden, "suppressed", "missing"))
    found = _standardised(indicator, y[known], n[known])
    every = {name: _laid(known, array) for name, array in found.arrays.items()}
    answer = ByAge(
        indicator=indicator,
        stretch=stretch,
        units=total.units,
        ages=tuple(age.age for age in ages),
        weights=n[known].sum(axis=0),
        **every,
        status=status,
        mean=float(y[known].sum() / n[known].sum() * indicator.multiply),
        source=source,
        caveats=found.caveats,
    )
    return answer, None


@dataclass(frozen=True, slots=True)
class _Found:
    """What was computed for the units that have every age, by name."""

    arrays: dict[str, Floats]
    caveats: tuple[Caveat, ...]


def _standardised(indicator: Indicator, y: Floats, n: Floats) -> _Found:
    """Units (units, ages) with every age known."""
    weights, caveats = n.sum(axis=0), ()
    if indicator.kind == "proportion":
        rate, lower, upper = standardised_shares(y, n, weights, indicator.multiply)
    else:
        rate, lower, upper, caveats = standardised_rates(y, n, weights, indicator.multiply)
    arrays = {"rate": rate, "lower": lower, "upper": upper}
    arrays["crude"] = y.sum(axis=1) / n.sum(axis=1) * indicator.multiply
    expected = expected_counts(n, y.sum(axis=0) / weights)
    nothing = np.full(len(y), np.nan)
    arrays |= {"ratio": nothing, "ratio_lower": nothing, "ratio_upper": nothing}
    if (expected > 0).all():
        held = indirect(y.sum(axis=1), expected)
        arrays |= {"ratio": held.ratio, "ratio_lower": held.lower, "ratio_upper": held.upper}
    return _Found(arrays, caveats)


def _laid(known: np.ndarray, array: Floats) -> Floats:
    every = np.full(len(known), np.nan)
    every[known] = array
    return every


def _age_groups(dataset: Dataset, indicator: str) -> tuple[Subgroup, ...]:
    """The subgroups that are divided by age and by nothing else, in order of age."""
    groups = dataset.observations.subgroups(indicator)
    only = (group for group in groups if group.age != ALL and group == Subgroup(age=group.age))
    return tuple(sorted(only, key=lambda group: (_begins(group.age), group.age)))


def _begins(age: str) -> int:
    low = age.partition("-")[0]
    return int(low) if low.isdigit() else 10**6


def _of_age(
    dataset: Dataset,
    indicator: Indicator,
    several: list[tuple[Unit, Series]],
    age: Subgroup,
    stretch: Stretch,
) -> Members:
    """One age of every unit; a unit that does not report it is missing there."""
    found = []
    for unit, whole in several:
        series = dataset.series(indicator.id, unit.id, age)
        usable = series is not None and series.period_type == whole.period_type
        found.append((unit, series if series is not None and usable else _unreported(whole)))
    return members_of(indicator, found, stretch)


def _unreported(series: Series) -> Series:
    nothing = np.full(len(series), np.nan)
    return replace(
        series,
        numerator=nothing,
        denominator=nothing,
        value=nothing,
        status=np.full(len(series), "missing"),
    )
