"""The outcome of a first test of a change, in words: what came, by which rule, on how many points."""

import numpy as np

from core.change.for_series import Tested
from core.spc.for_series import FEWEST_FOR_LIMITS
from core.wording.titles import period_count, unit_text
from core.wording.words import Words


def signal_headline(words: Words, tested: Tested) -> str:
    """Better, worse, no signal or too little data, in one sentence."""
    result, start = tested.result, _start(words, tested)
    if result.outcome == "changed":
        return words(f"signal_after.changed_{result.moved or 'both'}", start=start)
    return words(f"signal_after.{result.outcome}", start=start)


def signal_sentences(words: Words, tested: Tested) -> list[str]:
    """What stands behind the headline: levels, rules, numbers of points, what it does not say."""
    result, series = tested.result, tested.charted.series
    start = _start(words, tested)

    def count(n: int) -> str:
        return period_count(words, series.period_type, n)

    sentences = []
    if np.isfinite(result.centre_before) and np.isfinite(result.centre_after):
        decimals = tested.charted.indicator.level_decimals
        sentences.append(
            words(
                "signal_after.levels",
                before=words.number(result.centre_before, decimals),
                after=words.number(result.centre_after, decimals),
                unit_text=unit_text(words, tested.charted.indicator, series.period_type),
                start=start,
                count_before=count(result.n_before),
                count_after=count(result.n_after),
            )
        )
    if result.rules:
        rules = [words(f"rule.{rule}.name") for rule in result.rules]
        key = "signal_after.fired" if len(rules) == 1 else "signal_after.fired_many"
        sentences.append(words(key, rules=words.list(rules)))
    if result.first_signal is not None:
        month = words.period(result.first_signal, series.period_type)
        sentences.append(words("signal_after.first", month=month))
    sentences.append(
        words(
            "signal_after.tested",
            rules=words(f"rule_set.{result.chart.rules}.name"),
            count_before=count(result.n_before),
            count_after=count(result.n_after),
        )
    )
    sentences += _limits_of_the_answer(words, tested, start)
    return sentences


def _limits_of_the_answer(words: Words, tested: Tested, start: str) -> list[str]:
    """What the answer does not say, or why there is none yet."""
    result, period_type = tested.result, tested.charted.series.period_type
    if result.outcome == "no_signal":
        return [words("signal_after.no_signal_means")]
    if result.outcome != "too_little_data":
        return [words("signal_after.not_cause")]
    return [
        words(
            f"signal_after.{result.reason}",
            start=start,
            count=period_count(words, period_type, result.n_before),
            more=period_count(words, period_type, result.n_more or 0),
            fewest=FEWEST_FOR_LIMITS,
        )
    ]


def _start(words: Words, tested: Tested) -> str:
    return words.period(tested.start, tested.charted.series.period_type)
