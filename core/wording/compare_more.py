"""In words: a selection against the mean, units with equal ages, one unit year by year among others."""

import numpy as np

from core.indicators.text import alphabetical
from core.observations.dataset import Dataset
from core.observations.months import Month
from core.spc.caveats import ENOUGH_POINTS
from core.spc.compare.ages import ByAge
from core.spc.compare.region import FEWEST_PEERS, Region
from core.spc.compare.selection import Selection
from core.spc.for_series import periods_of
from core.wording.titles import group_value, unit_text
from core.wording.words import Words

ALIKE = 0.1
"""Share of the spread that equal ages must take away or add before a difference is told."""
_MANY = 12


def settled(selection: Selection) -> np.ndarray:
    """Which periods of the selection have a settled number, (periods,)."""
    return np.isfinite(selection.series.value) & (selection.series.status == "ok")


def selection_finding(words: Words, selection: Selection, last: Month | None = None) -> str:
    """The latest settled number of the selection, beside the mean's of the same period."""
    series, indicator = selection.series, selection.indicator
    there = np.flatnonzero(settled(selection) & ((series.months <= last) if last is not None else True))
    if not there.size:
        return words("compare.selection_unknown")
    at = int(there[-1])
    month = np.datetime64(series.months[at], "M")
    told = {
        "value": words.number(float(series.value[at]), indicator.decimals),
        "unit_text": unit_text(words, indicator, series.period_type),
        "period": words.period(month, series.period_type),
    }
    beside = _mean_at(selection, month)
    if beside is None:
        return words("compare.selection_alone", **told)
    return words("compare.selection_finding", **told, mean=words.number(beside, indicator.decimals))


def _mean_at(selection: Selection, month: Month) -> float | None:
    mean = selection.mean
    if mean is None or mean.period_type != selection.series.period_type:
        return None
    at = np.flatnonzero((mean.months == month) & (mean.status == "ok"))
    return float(mean.value[at[0]]) if at.size and np.isfinite(mean.value[at[0]]) else None


def selection_sentences(words: Words, selection: Selection, dataset: Dataset) -> list[str]:
    """Who is in the selection, what the mean is, and that nothing is tested."""
    names = [dataset.units[unit].name.in_(words.language) for unit in selection.units]
    units = words.some(sorted(names, key=alphabetical), _MANY)
    mean = mean_name(words, selection, dataset)
    if mean:
        told = words("compare.selection_what", units=units, mean=mean)
    else:
        told = words("compare.selection_no_mean", units=units)
    return [told, words("compare.selection_no_signals")]


def mean_name(words: Words, selection: Selection, dataset: Dataset) -> str:
    """Whose the mean is; "" where there is none."""
    if selection.mean is None:
        return ""
    if selection.mean.pooled:
        return words("choose.pooled")
    return dataset.units[selection.mean.unit].name.in_(words.language)


def selection_notes(words: Words, selection: Selection) -> tuple[str, ...]:
    """In which periods there is no sum, and why."""
    told = []
    for key, months in (("thin", selection.thin), ("hidden", selection.hidden)):
        if len(months):
            at = tuple(words.period(month, selection.series.period_type) for month in months)
            told.append(words(f"compare.selection_{key}", n=len(months), at=at))
    return tuple(told)


def ages_finding(words: Words, found: ByAge) -> str:
    """Whether units differ less, as much or more with equal ages."""
    explained = found.explained
    if not np.isfinite(explained) or abs(explained) < ALIKE:
        return words("compare.ages_same")
    return words("compare.ages_less" if explained > 0 else "compare.ages_more")


def ages_sentences(words: Words, found: ByAge) -> list[str]:
    """From where to where as it is and with equal ages, and what stands in the table besides."""
    decimals, known = found.indicator.decimals, found.known

    def end(values: np.ndarray, which: str) -> str:
        return words.number(float(getattr(values[known], which)()), decimals)

    ranges = words(
        "compare.ages_ranges",
        crude_low=end(found.crude, "min"),
        crude_high=end(found.crude, "max"),
        low=end(found.rate, "min"),
        high=end(found.rate, "max"),
        unit_text=unit_text(words, found.indicator, found.stretch.period_type),
    )
    return [ranges, words("compare.ages_ratio")]


def ages_notes(words: Words, found: ByAge) -> tuple[str, ...]:
    """The standard population, who is left out, one period only, and what is uncertain."""
    share = 100 * found.weights / found.weights.sum()
    ages = [
        words("compare.ages_age", age=group_value(words, "age", age), percent=words.number(part, 0))
        for age, part in zip(found.ages, share, strict=True)
    ]
    told = [words("compare.ages_standard", ages=words.list(ages))]
    left = [
        unit.name.in_(words.language)
        for unit, known in zip(found.units, found.known, strict=True)
        if not known
    ]
    if left:
        told.append(words("compare.ages_left", names=words.some(sorted(left, key=alphabetical), _MANY)))
    if found.stretch.once:
        period = words.period(found.stretch.months[-1], found.stretch.period_type)
        window = int(found.indicator.window_months or 0)
        told.append(words(f"compare.once_{found.stretch.once}", period=period, window=window))
    return (*told, *(words.caveat(caveat) for caveat in found.caveats))


def region_finding(words: Words, region: Region) -> str:
    """The latest settled value, beside the median of the others the same year."""
    at = region.latest
    series, indicator = region.series, region.indicator
    told = {
        "name": region.unit.name.in_(words.language),
        "value": words.number(region.value[at], indicator.decimals),
        "unit_text": unit_text(words, indicator, series.period_type),
        "period": words.period(series.months[at], series.period_type),
    }
    if not np.isfinite(region.median[at]):
        return words("compare.region_alone", **told)
    median = words.number(region.median[at], indicator.decimals)
    return words("compare.region_finding", **told, median=median, others=peers_name(words, region))


def peers_name(words: Words, region: Region) -> str:
    """Whom the unit is set beside, in the middle of a sentence: "de 7 närmaste i folkmängd"."""
    return words(f"compare.peers_{region.peers.by}", n=region.n_others)


def region_sentences(words: Words, region: Region) -> list[str]:
    """Who the others are and why, the middle half, and that no limits are drawn."""
    at = region.latest
    told = [_who(words, region)]
    if np.isfinite(region.median[at]):
        low, high = (
            words.number(ends[at], region.indicator.decimals) for ends in (region.lower, region.upper)
        )
        told.append(words("compare.region_half", low=low, high=high))
        if region.others[at] < region.n_others:
            told.append(words("compare.region_some", n=int(region.others[at]), total=region.n_others))
    n = int(np.isfinite(region.value).sum())
    key = "compare.region_few_points" if n < ENOUGH_POINTS else "compare.region_no_limits"
    return [*told, words(key, n=n, minimum=ENOUGH_POINTS)]


def _who(words: Words, region: Region) -> str:
    """The others by name and what makes them near; how many they are where they are all of the level."""
    peers = region.peers
    units = words(f"panels.count_{region.unit.level}", n=region.n_others)
    if peers.by == "all":
        return words("compare.region_who_all", n=region.n_others, units=units)
    names = words.some([one.name.in_(words.language) for one in peers.units], _MANY)
    told = {"units": units, "names": names, "name": region.unit.name.in_(words.language)}
    if peers.by == "chosen":
        return words("compare.region_who_chosen", **told)
    sizes = [peers.traits.size[one.id] for one in peers.units]
    told |= {
        "low": words.number(min(sizes), 0),
        "high": words.number(max(sizes), 0),
        "own": words.number(peers.traits.size[region.unit.id], 0),
    }
    if peers.by == "size":
        return words("compare.region_who_size", **told)
    shares = [100 * peers.traits.old[one.id] for one in peers.units]
    return words(
        "compare.region_who_old",
        **told,
        age=peers.traits.age,
        share_low=words.number(min(shares), 0),
        share_high=words.number(max(shares), 0),
        share_own=words.number(100 * peers.traits.old[region.unit.id], 0),
    )


def region_notes(words: Words, region: Region) -> tuple[str, ...]:
    """Who is not alike after all, whose series ends, which periods are left out, and breaks."""
    told = [*_not_alike(words, region), *_ended(words, region)]
    if not region.banded:
        told.append(words("compare.region_few", minimum=FEWEST_PEERS))
    if region.left_out:
        window = int(region.indicator.window_months or 0)
        told.append(words("compare.region_thinned", window=window, n=region.left_out))
    return (
        *told,
        *(text.text.in_(words.language) for text in region.indicator.breaks if _drawn(region, text.month)),
    )


def _drawn(region: Region, month: Month) -> bool:
    """Whether a documented break is among those of the picture, whose periods may begin before it."""
    return bool(periods_of((month,), region.series))


def _not_alike(words: Words, region: Region) -> list[str]:
    peers = region.peers
    told = []
    if peers.far:
        names = words.some([one.name.in_(words.language) for one in peers.far], _MANY)
        told.append(words("compare.region_far", n=len(peers.far), names=names))
    if peers.unknown:
        told.append(words("compare.region_unknown", n=len(peers.unknown)))
    return told


def _ended(words: Words, region: Region) -> list[str]:
    """Whose numbers stop before the others', and that the measure itself does."""
    named = {one.id: one.name.in_(words.language) for one in (region.unit, *region.peers.units)}
    told = []
    for month in sorted({month for _, month in region.ended}):
        names = [named[unit] for unit, last in region.ended if last == month]
        period = words.period(month, region.series.period_type)
        told.append(words("compare.region_ended", n=len(names), names=words.some(names, 6), period=period))
    if region.later is not None:
        told.append(
            words(
                "compare.region_measure_ended",
                period=words.period(region.series.months[-1], region.series.period_type),
                later=str(region.later.astype("datetime64[Y]")),
            )
        )
    return told
