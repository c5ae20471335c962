"""The outcome of a first test of a change, in words: what came, by which rule, on how many points."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.change.for_series import Tested
from core.change.signal_after import Pattern
from core.change.verdict import Verdict
from core.spc.for_series import FEWEST_FOR_LIMITS
from core.wording.titles import period_count, unit_text
from core.wording.words import Words


@dataclass(frozen=True, slots=True)
class SignalReading:
    """An answer in the order it is read.

    headline : the outcome.
    levels : before and after; empty where there is too little for either.
    unstable : that the time before was not stable; empty where it was, or where no levels are told.
    details : what stands behind the outcome, or why there is none.
    limits : what the outcome does not say.
    """

    headline: str
    levels: str
    unstable: str
    details: tuple[str, ...]
    limits: str

    @property
    def text(self) -> str:
        """All of it, as it travels with the picture."""
        return " ".join((self.headline, *self.sentences))

    @property
    def sentences(self) -> list[str]:
        """What stands behind the headline, in order."""
        return [s for s in (self.levels, self.unstable, *self.details, self.limits) if s]


def signal_reading(words: Words, tested: Tested) -> SignalReading:
    """The answer of a test, in sentences."""
    levels, told = _levels(words, tested), _limits_of_the_answer(words, tested)
    lacking = tested.result.outcome == "too_little_data"
    return SignalReading(
        headline=signal_headline(words, tested),
        levels=levels,
        unstable=_unstable(words, tested) if levels else "",
        details=(
            *_rules(words, tested),
            *(_pattern(words, tested, pattern) for pattern in tested.result.patterns),
            _counts(words, tested),
            *((told,) if lacking else ()),
        ),
        limits="" if lacking else told,
    )


def signal_headline(words: Words, tested: Tested) -> str:
    """Better, worse, no signal or too little data, in one sentence; a lone point is called what it is."""
    result, start = tested.result, _start(words, tested)
    if result.lone_point:
        side = result.outcome if result.outcome in ("better", "worse") else "changed"
        return words(f"signal_after.point_{side}", month=_period(words, tested, result.first_signal))
    if result.outcome == "changed":
        return words(f"signal_after.changed_{result.moved or 'both'}", start=start)
    if result.reason == "few_before":
        return words("signal_after.too_few", count=_count(words, tested, result.n_before), start=start)
    return words(f"signal_after.{result.outcome}", start=start)


def beside_the_verdict(words: Words, tested: Tested, verdict: Verdict) -> str:
    """Which answer holds where chart and verdict differ; empty where they agree or the chart says nothing."""
    outcome = tested.result.outcome
    if outcome == "too_little_data":
        return ""
    moved = verdict.said in ("clear", "likely")
    opposite = moved and {outcome, verdict.direction} == {"better", "worse"}
    differ = opposite or moved != (outcome != "no_signal")
    return words("signal_after.verdict_holds") if differ else ""


def signal_sentences(words: Words, tested: Tested) -> list[str]:
    """What stands behind the headline: levels, rules, numbers of points, what it does not say."""
    return signal_reading(words, tested).sentences


def _levels(words: Words, tested: Tested) -> str:
    result, charted = tested.result, tested.charted
    if not (np.isfinite(result.centre_before) and np.isfinite(result.centre_after)):
        return ""
    return words(
        "signal_after.levels",
        before=words.number(result.centre_before, charted.indicator.level_decimals),
        after=words.number(result.centre_after, charted.indicator.level_decimals),
        unit_text=unit_text(words, charted.indicator, charted.series.period_type),
        start=_start(words, tested),
        count_before=_count(words, tested, result.n_before),
        count_after=_count(words, tested, result.n_after),
    )


def _unstable(words: Words, tested: Tested) -> str:
    """That levels and limits rest on a time that was not stable."""
    told = (words.caveat(caveat) for caveat in tested.result.caveats if caveat.code == "unstable_before")
    return next(told, "")


def _rules(words: Words, tested: Tested) -> list[str]:
    rules = [words(f"rule.{rule}.name") for rule in tested.result.rules]
    if not rules:
        return []
    key = "signal_after.fired" if len(rules) == 1 else "signal_after.fired_many"
    return [words(key, rules=words.list(rules))]


def _pattern(words: Words, tested: Tested, pattern: Pattern) -> str:
    """What a pattern is, when it begins and when it could be seen: a run shows long after its first month."""
    return words(
        f"signal_after.pattern_{pattern.rule}",
        n=pattern.n,
        count=_count(words, tested, pattern.n),
        first="" if pattern.first is None else _period(words, tested, pattern.first),
        seen=_period(words, tested, pattern.seen),
    )


def _counts(words: Words, tested: Tested) -> str:
    """What was tested on how many points; without enough before nothing was tested, only counted."""
    result = tested.result
    untested = result.reason in ("few_before", "no_points_before", "no_points_after", "hidden")
    return words(
        "signal_after.counted" if untested else "signal_after.tested",
        rules=words(f"rule_set.{result.chart.rules}.name"),
        count_before=_count(words, tested, result.n_before),
        count_after=_count(words, tested, result.n_after),
    )


def _limits_of_the_answer(words: Words, tested: Tested) -> str:
    """What the answer does not say, or why there is none yet."""
    result = tested.result
    if result.outcome == "no_signal":
        return words("signal_after.no_signal_means")
    if result.lone_point:
        return f"{words('signal_after.point_means')} {words('signal_after.not_cause')}"
    if result.outcome != "too_little_data":
        return words("signal_after.not_cause")
    return words(
        f"signal_after.{result.reason}",
        start=_start(words, tested),
        more=_count(words, tested, result.n_more or 0),
        fewest=FEWEST_FOR_LIMITS,
    )


def _start(words: Words, tested: Tested) -> str:
    return _period(words, tested, tested.start)


def _period(words: Words, tested: Tested, month: Any) -> str:
    return words.period(month, tested.charted.series.period_type)


def _count(words: Words, tested: Tested, n: int) -> str:
    return period_count(words, tested.charted.series.period_type, n)
