"""What the figures of a verdict say: grades in a few words, changes in per cent, what is expected."""

import math
from collections.abc import Sequence

from core.change.grades import LEVEL, PICKED_LEVEL
from core.change.verdict import Verdict
from core.wording.titles import source_name
from core.wording.words import Words

OF_PERIOD = ("key_band", "facts_band", "tip_band", "state_before", "state_after", "note_whole_time")
"""What is called otherwise where a point is more than a month."""
MOST_OF_P = 5
_WHOLE = 0.995
"""From here on a per cent is written without decimals: more would say more than is known."""


def grade_words(words: Words, verdict: Verdict, *, hidden: bool = False) -> str:
    """The grade in a few words: "tydlig förbättring", "går inte att avgöra än".

    hidden : so many values are hidden that the others are a biased sample; then there is no grade.
    """
    if hidden:
        return words("verdict_figure.grade_hidden")
    if verdict.relative_effect is None:
        return words("verdict_figure.grade_no_numbers")
    said: str = verdict.said
    if said in ("clear", "likely"):
        said += f"_{verdict.moved if verdict.direction in (None, 'neutral') else verdict.direction}"
    return words(f"verdict_figure.grade_{said}")


def signed(words: Words, percent: float) -> str:
    """A change in per cent, without the sign for it: "−18", "+4", "+0,4"."""
    decimals = 0 if abs(percent) >= _WHOLE else 1
    text = words.number(percent, decimals)
    return f"+{text}" if round(percent, decimals) > 0 else text


def change_text(words: Words, relative: float | None) -> str:
    """ "−18 %"; a dash where it is not known."""
    if relative is None or not math.isfinite(relative):
        return "–"
    return words("verdict_figure.percent", value=signed(words, 100 * relative))


def range_text(words: Words, ends: tuple[float, float] | None) -> str:
    """ "−29 till −5 %"; an open end is told as such."""
    if ends is None or any(math.isnan(end) for end in ends):
        return "–"
    low, high = (_end(words, 100 * end) for end in ends)
    if all(math.isinf(end) for end in ends):
        return words("verdict_figure.range_open")
    if math.isinf(ends[1]):
        return words("verdict_figure.range_from", low=low)
    if math.isinf(ends[0]):
        return words("verdict_figure.range_to", high=high)
    return words("verdict_figure.range", low=low, high=high)


def _end(words: Words, percent: float) -> str:
    """An end of a range; one that is not nothing is not written as if it were."""
    decimals = 2
    if not math.isfinite(percent) or round(percent, 1) or not round(percent, decimals):
        return signed(words, percent)
    return f"{'+' if percent > 0 else ''}{words.number(percent, decimals)}"


def change_with_range(words: Words, relative: float | None, ends: tuple[float, float] | None) -> str:
    """ "−18 % (−29 till −5 %)"; only a dash where nothing is known, only the change where it has no range."""
    if relative is None or not math.isfinite(relative):
        return "–"
    if ends is None:
        return change_text(words, relative)
    return words(
        "verdict_figure.with_range", change=change_text(words, relative), range=range_text(words, ends)
    )


def change_told(words: Words, relative: float | None, ends: tuple[float, float] | None) -> str:
    """ "−18 % (95 % osäkerhet: −29 till −5 %)", as it stands in a sentence."""
    if relative is None or not math.isfinite(relative) or ends is None:
        return change_text(words, relative)
    change, between = change_text(words, relative), range_text(words, ends)
    return words("verdict_figure.with_uncertainty", change=change, range=between)


def p_text(words: Words, p: float | None) -> str:
    """ "0,030"; below 0.001 said to be so, and below 5 or 2.5 % never written as if it were not."""
    if p is None or not math.isfinite(p):
        return "–"
    if p < 0.001:
        return words("verdict_figure.p_tiny", value=words.number(0.001, 3))
    decimals = 3 if p < 0.1 else 2
    while decimals < MOST_OF_P and any(
        (round(p, decimals) < one) != (p < one) for one in (LEVEL, PICKED_LEVEL)
    ):
        decimals += 1
    return words.number(p, decimals)


def of_period(words: Words, name: str, period_type: str) -> str:
    """What a figure calls its points: months, or periods where they are longer."""
    return words(f"verdict_period.{name}" if period_type == "month" else f"verdict_period.{name}_longer")


def expected_as(words: Words, verdict: Verdict) -> str:
    """What the expected rests on: the time before, and the other units where there are any."""
    if verdict.alone or not verdict.compared:
        return words("verdict_figure.expected_alone")
    return words("verdict_figure.expected_compared", n=len(verdict.compared))


def source_facts(words: Words, source: str, made_up: bool) -> str:
    """That numbers are made up, and where they come from; empty where there is nothing to say."""
    told = [words("figure.facts_made_up")] if made_up else []
    if source:
        told.append(words("figure.facts_source", source=source_name(words, source)))
    return " · ".join(told)


def lines_of(facts: Sequence[str]) -> tuple[str, ...]:
    """The facts that there are."""
    return tuple(fact for fact in facts if fact)
