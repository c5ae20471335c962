"""Units of one level beside each other: the one place that decides what may be compared, and how."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from core.indicators import Indicator, Unit
from core.indicators.units import LEVELS, Level
from core.observations.dataset import Dataset
from core.observations.schema import TOTAL, Subgroup
from core.observations.series import Series
from core.spc.block import Floats
from core.spc.compare.estimates import Interval, intervals_of
from core.spc.compare.members import Members, Per, members_of
from core.spc.compare.stretch import Stretch, stretch_of
from core.spc.funnels import Funnel, funnel
from core.spc.funnels.chance import Kind as FunnelKind
from core.spc.funnels.funnel import FEWEST_UNITS, Overdispersion

Spread = Literal["auto", "calibrated", "chance"]
SPREADS: tuple[Spread, ...] = get_args(Spread)
_OVERDISPERSION: dict[Spread, Overdispersion] = {"auto": "auto", "calibrated": "calibrated", "chance": False}

WhyNoFunnel = Literal["alone", "mean", "values_only", "counts_only", "nobody", "too_few", "all_alike"]
"""Why no funnel is drawn: one unit alone; a mean, whose spread between persons is not known; values without
numerator and denominator; counts without inhabitants; no unit, or too few, have numbers; all are alike."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared: an indicator in a group, in all units of a level.

    first, last : datetime64[M], the period; the latest twelve settled months where both are None
    per : held against the indicator's own denominator, or against inhabitants
    spread : whether limits allow for variation between units (``funnel``): as published when there is any,
        the same calibrated, or chance alone
    """

    indicator: str
    level: Level
    group: Subgroup = TOTAL
    first: np.datetime64 | None = None
    last: np.datetime64 | None = None
    per: Per = "own"
    spread: Spread = "auto"


@dataclass(frozen=True, eq=False, slots=True)
class Comparison:
    """Units beside each other; arrays are (units,), in the order of ``members.units``, on the shown scale.

    funnel : None where there can be none, and then ``why`` says why
    mean : the units that have numbers, taken together: Σ numerator / Σ denominator, or the mean of their
        values where there are no counts; NaN where none has
    lower, upper : 95 % intervals of each value, found as ``interval`` says; NaN where they are not known
    other_lengths : how many units of the level have periods of another length, and are not compared
    """

    asked: Asked
    indicator: Indicator
    stretch: Stretch | None
    members: Members | None
    funnel: Funnel | None
    why: WhyNoFunnel | None
    mean: float
    lower: Floats
    upper: Floats
    interval: Interval
    source: str = ""
    other_lengths: int = 0

    @property
    def outside(self) -> np.ndarray:
        """Which units lie outside the 99.8 % limits, (units,); none where there is no funnel."""
        if self.funnel is None or self.members is None:
            return np.zeros(len(self.lower), dtype=bool)
        return self.funnel.points["outside_998"].to_numpy(bool)

    @property
    def stands_out(self) -> np.ndarray:
        """Which of them differ more than the largest of so many units does by itself, (units,)."""
        if self.funnel is None or self.members is None:
            return np.zeros(len(self.lower), dtype=bool)
        return self.funnel.stands_out

    @property
    def together(self) -> bool:
        """Whether ``mean`` is of all units together; else each unit counts once, however large it is."""
        return self.members is not None and bool(
            np.isfinite(self.members.denominator[self.members.known]).all()
        )

    @property
    def ordered(self) -> bool:
        """Whether an order by value says anything: some unit differs more than chance."""
        return bool(self.stands_out.any())


def levels_of(dataset: Dataset, indicator: str) -> tuple[Level, ...]:
    """The levels that have units with numbers for the indicator, smallest units last."""
    there = {unit.level for unit in dataset.units_of(indicator)}
    return tuple(level for level in LEVELS if level in there)


def pers_of(dataset: Dataset, indicator: Indicator, level: Level, group: Subgroup = TOTAL) -> tuple[Per, ...]:
    """What the indicator can be held against: inhabitants where events are counted in everybody and the
    register knows how many live in at least two of the units."""
    own: tuple[Per, ...] = () if indicator.kind == "count" else ("own",)
    people = sum(unit.level == level and bool(unit.population) for unit in dataset.units_of(indicator.id))
    if indicator.kind not in ("rate", "count") or group != TOTAL or people < 2:
        return own or ("own",)
    return (*own, "inhabitants")


def compare(dataset: Dataset, asked: Asked) -> Comparison:
    """Compare the units of a level. Never raises for what a dataset may hold; it says why there is nothing.

    ``dataset`` holds shown numbers (``Dataset.for_showing``); nothing else is computed from.
    """
    indicator = dataset.catalogue[asked.indicator]
    several, others = level_series(dataset, asked.indicator, asked.level, asked.group)
    if asked.per not in pers_of(dataset, indicator, asked.level, asked.group):
        raise ValueError(f"{asked.indicator} cannot be held against {asked.per!r} here")
    stretch = stretch_of(indicator, [series for _, series in several], asked.first, asked.last)
    if stretch is None:
        return _nothing(asked, indicator, len(several), others)
    members = members_of(indicator, several, stretch, asked.per)
    found, why = _funnel(indicator, members, asked)
    lower, upper, interval = intervals_of(indicator.kind, members)
    sources = dict.fromkeys(series.source for _, series in several if series.source)
    return Comparison(
        asked, indicator, stretch, members, found, why, _mean(members), lower, upper, interval,
        source="; ".join(sources), other_lengths=others,
    )  # fmt: skip


def level_series(
    dataset: Dataset, indicator: str, level: Level, group: Subgroup
) -> tuple[list[tuple[Unit, Series]], int]:
    """The units of a level with series of the commonest period length, and how many have another length."""
    found = [
        (unit, series)
        for unit in dataset.units_of(indicator)
        if unit.level == level and (series := dataset.series(indicator, unit.id, group)) is not None
    ]
    if not found:
        return [], 0
    commonest = Counter(series.period_type for _, series in found).most_common(1)[0][0]
    alike = [(unit, series) for unit, series in found if series.period_type == commonest]
    return alike, len(found) - len(alike)


def _nothing(asked: Asked, indicator: Indicator, n: int, others: int) -> Comparison:
    none = np.full(n, np.nan)
    return Comparison(
        asked, indicator, None, None, None, "nobody", float("nan"), none, none, "", other_lengths=others
    )


def _why_none(indicator: Indicator, members: Members) -> WhyNoFunnel | None:
    """What there is about the numbers that no funnel can be drawn of; the most basic first."""
    known = int(members.known.sum())
    reasons: tuple[tuple[WhyNoFunnel, bool], ...] = (
        ("alone", len(members.units) == 1),
        ("mean", indicator.kind in ("mean", "score")),
        ("values_only", not members.counted),
        ("counts_only", indicator.kind == "count" and members.per == "own"),
        ("nobody", known == 0),
        ("too_few", known < FEWEST_UNITS),
    )
    return next((why for why, true in reasons if true), None)


def _funnel(indicator: Indicator, members: Members, asked: Asked) -> tuple[Funnel | None, WhyNoFunnel | None]:
    why = _why_none(indicator, members)
    if why is not None:
        return None, why
    kind: FunnelKind = "proportion" if indicator.kind == "proportion" else "rate"
    found = funnel(
        members.numerator,
        members.denominator,
        [unit.id for unit in members.units],
        kind,
        _OVERDISPERSION[asked.spread],
        multiply=members.multiply,
        suppressed=members.status == "suppressed",
    )
    return (found, None) if found.drawable else (None, "all_alike")


def _mean(members: Members) -> float:
    known = members.known
    if not known.any():
        return float("nan")
    if np.isfinite(members.denominator[known]).all():
        return float(members.numerator[known].sum() / members.denominator[known].sum() * members.multiply)
    return float(members.value[known].mean())
