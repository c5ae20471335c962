"""The patterns that rules found, in words: the rule, how many points, when, and which way."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from core.spc.for_series import Charted
from core.spc.patterns import Pattern
from core.wording.titles import period_count
from core.wording.words import Words, capitalised


def pattern_sentences(words: Words, charted: Charted, patterns: Sequence[Pattern]) -> Iterator[str]:
    """A sentence a rule: how often it fired, and its latest pattern. ``patterns`` are in order of rules."""
    for code, found in groupby(patterns, key=lambda pattern: pattern.rule):
        told = list(found)
        what = pattern_text(words, charted, told[-1])
        rule = capitalised(words(f"rule.{code}.name"))
        if len(told) == 1:
            yield words("reading.pattern", rule=rule, what=what)
        else:
            yield words("reading.pattern_many", rule=rule, what=what, n=len(told))


def heading_sentences(
    words: Words, charted: Charted, patterns: Sequence[Pattern], latest: int
) -> Iterator[str]:
    """Whether patterns that are still going on lie, or move, the better way, where the indicator has one.

    ``latest``: position of the latest point that counts.
    """
    direction = charted.indicator.direction
    if direction == "neutral":
        return
    headings = [pattern.heading for pattern in patterns if pattern.last == latest]
    for high, low, better, worse in (
        ("above", "below", "reading.latest_better", "reading.latest_worse"),
        ("rising", "falling", "reading.moving_better", "reading.moving_worse"),
    ):
        if high in headings or low in headings:
            yield words(better if (high in headings) == (direction == "up") else worse)


def pattern_text(words: Words, charted: Charted, pattern: Pattern) -> str:
    """How many points, which way, from when to when."""
    period_type, months = charted.series.period_type, charted.series.months
    return words(
        f"reading.pattern_{pattern.heading or 'plain'}",
        count=period_count(words, period_type, pattern.length),
        first=words.period(months[pattern.first], period_type),
        last=words.period(months[pattern.last], period_type),
        line=words(f"reading.line_{charted.chart.centre_kind}"),
    )
