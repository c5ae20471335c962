"""Charts for slow drift in words: one sentence each, their parameters, and how often chance alone alarms."""

import numpy as np
import pandas as pd

from core.observations.schema import MONTHS_IN
from core.spc.bernoulli_cusum import BernoulliCusum
from core.spc.block import Bools
from core.spc.drift_view import Drift, Rare
from core.spc.ewma import EwmaChart
from core.spc.for_series import Charted
from core.wording.titles import period_count
from core.wording.words import Words

LONGEST_TOLD = 100
"""Years between false alarms above which the number of years says nothing to anybody."""


def alarm_text(words: Words, run_length: float, period_type: str) -> str:
    """How often chance alone gives an alarm: "en gång på 31 år"; in periods where that is often.

    run_length : points between false alarms on average.
    """
    years = run_length * MONTHS_IN[period_type] / 12
    if years > LONGEST_TOLD:
        return words("drift.alarm_rarely", years=LONGEST_TOLD)
    if years < 2:
        return words("drift.alarm_often", count=period_count(words, period_type, round(run_length)))
    return words("drift.alarm_years", years=words.number(years, 0))


def parameter(words: Words, value: float) -> str:
    """A parameter as a person wrote it: at most two decimals, none that are 0 at the end."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return words.number(value, len(text.partition(".")[2]))


def ewma_parameters(words: Words, drift: Drift, run_length: float, period_type: str) -> tuple[str, str]:
    """λ and L, and what they mean for false alarms: a line each."""
    told = words(
        "drift.ewma_parameters",
        lam=parameter(words, drift.settings.lam),
        width=parameter(words, drift.settings.width),
    )
    return told, alarm_text(words, run_length, period_type)


def cusum_parameters(words: Words, drift: Drift, run_length: float, period_type: str) -> tuple[str, str]:
    """k and h, and what they mean for false alarms: a line each."""
    told = words(
        "drift.cusum_parameters",
        k=parameter(words, drift.settings.k),
        h=parameter(words, drift.settings.h),
    )
    return told, alarm_text(words, run_length, period_type)


def rare_parameters(words: Words, rare: Rare, period_type: str) -> tuple[str, str]:
    """The share without change, what is to be found, both limits, and what they mean for false alarms."""
    both = 1 / (1 / rare.more.run_length + 1 / rare.fewer.run_length)
    told = words(
        "drift.rare_parameters",
        share=words.number(100 * rare.more.p0, 2),
        more=words.number(100 * rare.more.p1, 2),
        fewer=words.number(100 * rare.fewer.p1, 2),
        h_more=words.number(rare.more.h, 2),
        h_fewer=words.number(rare.fewer.h, 2),
    )
    return told, alarm_text(words, both, period_type)


def ewma_sentence(words: Words, charted: Charted, drift: Drift, ewma: EwmaChart) -> str:
    """Whether the weighted average is, was or has never been outside its limits."""
    points = ewma.points
    outside = points["signal"].to_numpy(bool) & drift.told
    where = np.flatnonzero(outside)
    if not where.size:
        return words("drift.ewma_none")
    used = np.flatnonzero(points["ewma"].notna().to_numpy() & drift.told)
    first, last = _latest_group(outside, used, drift.part)
    above = bool(points["ewma"].iloc[last] > points["cl"].iloc[last])
    told = _passed(words, charted, "ewma", above=above, span=(first, last), still=last == used[-1])
    return f"{told} {words('drift.earlier')}" if outside[:first].any() else told


def cusum_sentence(words: Words, charted: Charted, drift: Drift, points: pd.DataFrame) -> str:
    """Whether a sum is, was or has never been above its limit, and since when it has grown."""
    found, everywhere = [], np.zeros(len(points), dtype=bool)
    used = np.flatnonzero(points["c_plus"].notna().to_numpy() & drift.told)
    for above, signal, count in ((True, "signal_up", "n_plus"), (False, "signal_down", "n_minus")):
        outside = points[signal].to_numpy(bool) & drift.told
        everywhere |= outside
        if outside.any():
            first, last = _latest_group(outside, used, drift.part)
            grown = int(points[count].iloc[first])
            at = int(np.searchsorted(used, first))
            found.append((last, first, int(used[max(at - grown + 1, 0)]), above))
    if not found:
        return words("drift.cusum_none")
    last, first, began, above = max(found)
    told = _passed(words, charted, "cusum", above=above, span=(first, last), still=last == used[-1])
    told = f"{told} {words('drift.began', month=_period(words, charted, began))}"
    return f"{told} {words('drift.earlier')}" if everywhere[:first].any() else told


def rare_sentence(words: Words, charted: Charted, rare: Rare) -> str:
    """Whether the sums for more and for fewer events are, were or have never been above their limits."""
    told = [
        _rare_passed(words, charted, rare, chart, above=above)
        for above, chart in ((True, rare.more), (False, rare.fewer))
        if chart.points["signal"].any()
    ]
    return " ".join(told) if told else words("drift.rare_none")


def _rare_passed(words: Words, charted: Charted, rare: Rare, chart: BernoulliCusum, *, above: bool) -> str:
    points = chart.points
    used = np.flatnonzero(points["level"].notna().to_numpy())
    first, last = _latest_group(points["signal"].to_numpy(bool), used, points["part"].to_numpy())
    shift = len(charted.series.months) - len(rare.months)
    span = (first + shift, last + shift)
    return _passed(words, charted, "rare", above=above, span=span, still=last == used[-1])


def _passed(
    words: Words, charted: Charted, chart: str, *, above: bool, span: tuple[int, int], still: bool
) -> str:
    side = "above" if above else "below"
    first, last = (_period(words, charted, at) for at in span)
    when = "now" if still else "once" if first == last else "was"
    told = f"{chart}_{side}_{when}"
    return words(f"drift.{told}", first=first, last=last)


def _latest_group(outside: Bools, used: np.ndarray, part: np.ndarray) -> tuple[int, int]:
    """First and last of the latest points of one part that are outside in a row, among those used."""
    marks = np.asarray(outside)[used]
    last = int(np.flatnonzero(marks)[-1])
    first = last
    while first > 0 and marks[first - 1] and part[used[first - 1]] == part[used[last]]:
        first -= 1
    return int(used[first]), int(used[last])


def _period(words: Words, charted: Charted, at: int) -> str:
    return words.period(charted.series.months[at], charted.series.period_type)
