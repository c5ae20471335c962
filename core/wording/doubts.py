"""What would make a verdict wrong, in words that fit it: the doubts that this very answer leaves."""

from core.change.for_dataset import Judged
from core.wording.verdict import place
from core.wording.words import Words

_TOLD_AS_DOUBTS = ("verdict_wanders", "verdict_not_alike", "verdict_other_change", "verdict_pool")

_WHOLE = 10
"""From so many per cent on they are written without decimals."""
_MOST_DECIMALS = 3


def doubts(words: Words, judged: Judged) -> tuple[str, ...]:
    """A sentence each, what is likeliest to mislead first. Empty where there is no answer to be wrong."""
    verdict = judged.verdict
    if verdict.relative_effect is None:
        return ()
    where = place(words, judged)
    found = [
        words("doubt.alone", place=where)
        if verdict.alone
        else words("doubt.only_here", place=where, n=len(verdict.compared))
    ]
    if verdict.break_even_drift is not None and verdict.grade in ("clear", "likely"):
        found.append(words("doubt.drift", place=where, drift=_yearly(words, verdict.break_even_drift)))
    there = {caveat.code: caveat for caveat in judged.caveats}
    found += [words.caveat(there[code]) for code in _TOLD_AS_DOUBTS if code in there]
    found.append(words("doubt.registration"))
    if judged.indicator.needs_denominator:
        found.append(words("doubt.who_is_counted"))
    found += _about_the_start(words, judged)
    if verdict.grade in ("no_sign", "cannot_tell"):
        found.append(words("doubt.later"))
    found.append(words("doubt.many_tries"))
    return tuple(dict.fromkeys(found))


def _yearly(words: Words, relative: float) -> str:
    """Per cent a year, and never none at all, since there is a drift."""
    percent = 100 * relative
    decimals = 0 if percent >= _WHOLE else 1
    while decimals < _MOST_DECIMALS and not round(percent, decimals):
        decimals += 1
    return words.number(percent, decimals)


def _about_the_start(words: Words, judged: Judged) -> list[str]:
    """How the start was chosen matters where a difference is claimed."""
    if judged.verdict.grade not in ("clear", "likely"):
        return []
    asked, found = judged.asked, []
    if not asked.started_because_bad and judged.verdict.direction != "worse":
        found.append(words("doubt.because_bad"))
    if not asked.picked_from_chart:
        found.append(words("doubt.picked"))
    return found
