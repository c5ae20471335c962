"""In words: a selection against the mean, units with equal ages, one unit year by year among others."""

import numpy as np

from core.indicators.text import alphabetical
from core.observations.dataset import Dataset
from core.observations.months import Month
from core.spc.compare.ages import ByAge
from core.spc.compare.region import FEWEST_PEERS, Region
from core.spc.compare.selection import Selection
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
    """The latest value, beside the median of the others the same year."""
    at = int(np.flatnonzero(np.isfinite(region.value))[-1])
    series, indicator = region.series, region.indicator
    told = {
        "name": region.unit.name.in_(words.language),
        "value": words.number(region.value[at], indicator.decimals),
        "unit_text": unit_text(words, indicator, series.period_type),
        "period": words.period(series.months[at], series.period_type),
    }
    if not np.isfinite(region.median[at]):
        return words("compare.region_alone", **told)
    return words("compare.region_finding", **told, median=words.number(region.median[at], indicator.decimals))


def region_sentences(words: Words, region: Region) -> list[str]:
    """The middle half, and that no limits are drawn."""
    at = int(np.flatnonzero(np.isfinite(region.value))[-1])
    told = []
    if np.isfinite(region.median[at]):
        low, high = (
            words.number(ends[at], region.indicator.decimals) for ends in (region.lower, region.upper)
        )
        told.append(words("compare.region_half", low=low, high=high))
    return [*told, words("compare.region_no_limits")]


def region_notes(words: Words, region: Region) -> tuple[str, ...]:
    """Who the others are, and which periods are left out."""
    told = []
    if np.isfinite(region.median).any():
        told.append(words("compare.region_all", total=region.n_others))
    else:
        told.append(words("compare.region_few", minimum=FEWEST_PEERS))
    if region.left_out:
        window = int(region.indicator.window_months or 0)
        told.append(words("compare.region_thinned", window=window, n=region.left_out))
    return (
        *told,
        *(text.text.in_(words.language) for text in region.indicator.breaks if text.month in region.breaks),
    )
