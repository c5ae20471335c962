"""A verdict in words: the grade as one plain sentence, the difference in natural units, what it rests on."""

import math
from dataclasses import dataclass
from typing import Literal

from core.change.by_quarter import ByQuarter
from core.change.for_dataset import Judged
from core.change.grades import LEVEL, detectable_increase
from core.change.verdict import Ends, Verdict
from core.observations.months import month_of
from core.wording.titles import period_count, unit_text
from core.wording.verdict_figures import change_with_range, range_text
from core.wording.words import Words

MOST_NAMED = 3
AS_DOUBTS = {
    "verdict_no_comparison",
    "verdict_could_drift",
    "verdict_not_alike",
    "verdict_wanders",
    "verdict_other_change",
}
"""Caveats that are told among the doubts (``doubts.py``)."""
_LARGE = 10
"""From here on differences are written as whole numbers."""
_MOST_DECIMALS = 2
_ALL = 0.995
"""A decrease that is written as all there is."""


@dataclass(frozen=True, slots=True)
class VerdictReading:
    """An answer in the order it is read.

    headline : the grade, what, where and from when.
    means : what may be claimed and what not; where nothing can be told, why and what would help.
    effect : the difference from the expected in natural units; empty without numbers.
    details : per cent, levels, totals, what could have been seen and how many more months would do.
    caveats : what limits the answer, a sentence each.
    """

    headline: str
    means: str
    effect: str
    details: tuple[str, ...]
    caveats: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it but the caveats, as it travels with the picture."""
        return " ".join(s for s in (self.headline, self.means, self.effect, *self.details) if s)


def verdict_reading(words: Words, judged: Judged) -> VerdictReading:
    """The verdict in sentences."""
    return VerdictReading(
        headline=verdict_headline(words, judged),
        means=_means(words, judged),
        effect=_effect(words, judged),
        details=_details(words, judged),
        caveats=tuple(dict.fromkeys(words.caveat(c) for c in judged.caveats if c.code not in AS_DOUBTS)),
    )


def verdict_headline(words: Words, judged: Judged) -> str:
    """Grade and direction, what is measured, where, from when; one sentence or two short ones."""
    verdict = judged.verdict
    told = {"name": judged.indicator.name.in_(words.language), "place": place(words, judged)}
    told["start"] = start_text(words, judged)
    if verdict.grade in ("clear", "likely"):
        told["way"] = words(f"verdict.way_{verdict.direction}")
        told["moved"] = words(f"verdict.moved_{verdict.moved}")
    return words(f"verdict.headline_{verdict.said}", **told)


def place(words: Words, judged: Judged) -> str:
    """Where: one unit's name, a few names, or the first ones and how many more."""
    return words.some([unit.name.in_(words.language) for unit in judged.units], MOST_NAMED)


def start_text(words: Words, judged: Judged) -> str:
    """From when: the month, or the first of them where units started at different times."""
    months = sorted({month for _, month in judged.asked.starts})
    first = words.month(month_of(months[0]))
    return first if len(months) == 1 else words("verdict.start_first", month=first)


def reason_text(words: Words, judged: Judged) -> str:
    """Why there are no numbers, and what would help; empty where there are."""
    if judged.reason is None:
        return ""
    if judged.reason == "no_numbers" and judged.indicator.needs_denominator:
        return words(
            "verdict.reason_neither_numbers",
            name=judged.indicator.name.in_(words.language),
            place=place(words, judged),
        )
    hidden = judged.posed.hidden if judged.posed is not None else None
    why = words(
        "verdict.reason_never" if _never(judged) else f"verdict.reason_{judged.reason}",
        start=start_text(words, judged),
        name=judged.indicator.name.in_(words.language),
        place=place(words, judged),
        hidden=hidden.n if hidden else 0,
        total=hidden.total if hidden else 0,
        window=judged.indicator.window_months or 0,
    )
    again = words("verdict.help_count_again") if _excluded_there(judged) else ""
    return " ".join(sentence for sentence in (why, again, _closer_help(words, judged)) if sentence)


def _never(judged: Judged) -> bool:
    """Whether there is no event at all before; of shares there may also be nothing but events."""
    return judged.reason == "no_events" and judged.indicator.kind != "proportion"


def _excluded_there(judged: Judged) -> bool:
    """Whether months are excluded on the side where months are lacking."""
    starts = [month for _, month in judged.asked.starts]
    if judged.reason in ("no_month_before", "few_before"):
        return any(month < max(starts) for month in judged.asked.exclude)
    return judged.reason == "no_month_after" and any(month >= min(starts) for month in judged.asked.exclude)


def _closer_help(words: Words, judged: Judged) -> str:
    """What would help with this very measure, where that is known."""
    if judged.event_count is not None:
        return words("verdict.help_events", name=judged.event_count.name.in_(words.language))
    if judged.quarter is not None and judged.quarter.helps == "hidden":
        return words("verdict.help_quarter", **quarter_shares(words, judged.quarter))
    return ""


def quarter_shares(words: Words, quarter: ByQuarter) -> dict[str, str]:
    """How many of 100 values are expected to be hidden by month and by quarter."""
    return {
        "months": words.number(100 * quarter.months, 0),
        "quarters": words.number(100 * quarter.quarters, 0),
    }


def _means(words: Words, judged: Judged) -> str:
    verdict = judged.verdict
    if judged.reason is not None:
        return reason_text(words, judged)
    smallest = 100 * judged.asked.smallest_change
    if verdict.own_trend_explains:
        return words("verdict.means_own_trend", place=place(words, judged))
    if verdict.grade == "likely":
        seldom = any(caveat.code == "verdict_seldom" for caveat in judged.caveats)
        beyond = seldom and verdict.p is not None and verdict.p < LEVEL
        key = "alone" if verdict.alone else "seldom" if beyond else "compared"
        return words(f"verdict.means_likely_{key}")
    if verdict.grade == "no_sign":
        return words(f"verdict.means_no_sign_{_how_surely(judged)}", smallest=smallest)
    return words(f"verdict.means_{verdict.grade}", smallest=smallest)


Surely = Literal["surely", "nearly", "with_others"]


def _how_surely(judged: Judged) -> Surely:
    """How far the numbers speak against a change that matters.

    Nearly: the 90 % interval lies within it, the 95 % one does not. With others: it does, but not what an
    own trend allows.
    """
    verdict, smallest = judged.verdict, judged.asked.smallest_change

    def within(ends: Ends | None) -> bool:
        return ends is None or (-smallest < ends[0] and ends[1] < smallest)

    if not within(verdict.interval):
        return "nearly"
    return "surely" if within(verdict.wide_interval) else "with_others"


def _effect(words: Words, judged: Judged) -> str:
    """ "Besök på akutmottagning: ungefär 21 färre i månaden än väntat, mellan 13 och 30 färre." """
    verdict, posed = judged.verdict, judged.posed
    if posed is None or verdict.effect is None or verdict.effect_interval is None:
        return ""
    factor = 1.0 if posed.counted else posed.scale
    effect, low, high = (factor * x for x in (verdict.effect, *verdict.effect_interval))
    decimals = _decimals(effect, low, high)
    between = _range(words, (low, high), decimals, posed.counted)
    if posed.counted and verdict.observed == 0:  # the ends then lie so near that they would be written alike
        between = words("verdict.range_all")
    if not round(effect, _MOST_DECIMALS):
        return words("verdict.effect_none", what=_what(words, judged), range=between)
    each = "verdict.effect_events_each" if len(verdict.judged) > 1 else "verdict.effect_events"
    return words(
        each if posed.counted else "verdict.effect_level",
        what=_what(words, judged),
        effect=_signed(words, effect, decimals, posed.counted),
        per=words(f"verdict.per_{posed.period_type}") if posed.counted else "",
        range=between,
    )


def _what(words: Words, judged: Judged) -> str:
    """What is counted, or the measure with its unit where values are compared."""
    indicator, posed = judged.indicator, judged.posed
    assert posed is not None
    if posed.counted:
        return (indicator.numerator or indicator.name).in_(words.language)
    name = indicator.name.in_(words.language)
    return words("figure.measure", name=name, unit_text=unit_text(words, indicator, posed.period_type))


def _signed(words: Words, value: float, decimals: int, counted: bool) -> str:
    """ "21 färre", "2,9 lägre"."""
    way, size = "up" if value > 0 else "down", _size(words, value, decimals)
    return words(f"verdict.events_{way}", n=size) if counted else words(f"verdict.level_{way}", n=size)


def _range(words: Words, ends: Ends, decimals: int, counted: bool) -> str:
    """ "mellan 13 och 30 färre", "allt från 3 färre till 6 fler"; an open end is told as such."""
    low, high = ends
    if not (math.isfinite(low) and math.isfinite(high)):
        return words("verdict.range_open")
    if low * high >= 0:
        near, far = sorted((low, high), key=abs)
        written = _signed(words, far, decimals, counted)
        return words("verdict.range_same", near=_size(words, near, decimals), far=written)
    from_, to = (_signed(words, end, decimals, counted) for end in (low, high))
    return words("verdict.range_both", low=from_, high=to)


def _decimals(effect: float, *ends: float) -> int:
    """None of numbers of which one is ten or above, else one."""
    sizes = [abs(end) for end in (effect, *ends) if math.isfinite(end)]
    return 0 if max(sizes, default=0.0) >= _LARGE else 1


def _size(words: Words, value: float, decimals: int) -> str:
    """Without its sign, with as many more decimals (up to two) as keep it from becoming 0."""
    while decimals < _MOST_DECIMALS and value and round(value, decimals) == 0:
        decimals += 1
    return words.number(abs(value), decimals)


def _details(words: Words, judged: Judged) -> tuple[str, ...]:
    verdict, posed = judged.verdict, judged.posed
    if posed is None or verdict.relative_effect is None:
        return ()
    found = [_percent(words, verdict), _levels(words, judged)]
    if posed.counted and verdict.observed is not None and verdict.expected is not None:
        found.append(
            words(
                "verdict.totals",
                observed=words.number(verdict.observed, 0),
                expected=words.number(verdict.expected, 0 if verdict.expected >= _LARGE else 1),
                start=start_text(words, judged),
                before=period_count(words, posed.period_type, verdict.n_before),
                after=period_count(words, posed.period_type, verdict.n_after),
            )
        )
    found += [_could_be_seen(words, judged), _months_needed(words, judged)]
    return tuple(sentence for sentence in found if sentence)


def _percent(words: Words, verdict: Verdict) -> str:
    change = change_with_range(words, verdict.relative_effect, verdict.interval)
    if verdict.wide_interval is None:
        return words("verdict.percent", change=change)
    return words("verdict.percent_wide", change=change, wide=range_text(words, verdict.wide_interval))


def _levels(words: Words, judged: Judged) -> str:
    levels = levels_parts(words, judged)
    return "" if levels is None else words("verdict.levels", start=start_text(words, judged), **levels)


def levels_parts(words: Words, judged: Judged) -> dict[str, str] | None:
    """The level after the change, the level expected, and their unit of measurement; None without numbers."""
    verdict, posed = judged.verdict, judged.posed
    if posed is None or verdict.observed_level is None or verdict.expected_level is None:
        return None
    decimals = judged.indicator.level_decimals
    return {
        "observed": words.number(verdict.observed_level * posed.scale, decimals),
        "expected": words.number(verdict.expected_level * posed.scale, decimals),
        "unit_text": unit_text(words, judged.indicator, posed.period_type),
    }


def _could_be_seen(words: Words, judged: Judged) -> str:
    """How large a change has to be to be seen; counts and shares are seen on a log scale, where it takes
    a larger increase than decrease. Empty where nothing would be graded, whatever its size."""
    seen, posed = judged.verdict.minimum_detectable_effect, judged.posed
    if seen is None or posed is None or not 0 < seen < _ALL or _rare(judged):
        return ""
    if posed.options["kind"] in ("mean", "score"):
        return words("verdict.could_be_seen", percent=percent_up(words, seen))
    more = detectable_increase(seen)
    down = percent_up(words, seen)
    if posed.options["kind"] == "proportion" and (judged.verdict.expected_level or 0.0) * (1 + more) > 1:
        return words("verdict.could_be_seen_down", percent=down)
    return words("verdict.could_be_seen_both", down=down, up=percent_up(words, more))


def _months_needed(words: Words, judged: Judged) -> str:
    """How many more months would do, where that is what is lacking."""
    verdict, posed = judged.verdict, judged.posed
    smallest = 100 * judged.asked.smallest_change
    if verdict.grade != "cannot_tell" or posed is None or posed.period_type != "month":
        return ""
    if posed.options["window_months"] is not None or _rare(judged):
        return ""
    seen = verdict.minimum_detectable_effect
    if seen is not None and seen <= judged.asked.smallest_change:
        return words("verdict.months_more")
    if verdict.months_needed is not None:
        of_means = posed.options["kind"] in ("mean", "score")
        key = "verdict.months_needed" if of_means else "verdict.months_needed_down"
        return words(key, n=verdict.months_needed, smallest=smallest)
    if seen is not None:
        return words("verdict.months_never", smallest=smallest)
    return ""


def _rare(judged: Judged) -> bool:
    """Too few events a month: no months will help, and the caveat says what will."""
    return any(caveat.code in ("verdict_pool", "verdict_pool_longer") for caveat in judged.caveats)


def percent_up(words: Words, relative: float) -> str:
    """Per cent rounded up: a smaller change than told must not be promised."""
    return words.number(float(math.ceil(round(100 * relative, 6))), 0)
