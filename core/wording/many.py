"""Many answers in one sentence: how many are clear, how many chance gives, how many stand all the same."""

import math
from collections.abc import Callable
from functools import partial

import pandas as pd

from core.change.many import Many, ManyRow
from core.wording.verdict import place
from core.wording.verdict_figures import change_text, grade_words, p_text, range_text
from core.wording.words import Words

COLUMNS = (
    *("place", "measure", "grade", "stands", "start", "effect", "interval"),
    *("p", "adjusted", "role", "change"),
)
"""The answer and whether it stands come early, so that a narrow screen shows them."""


def many_headline(words: Words, many: Many) -> str:
    """ "Av 40 svar är 3 tydliga. Ungefär ett tydligt kan komma av slump; ett står kvar när man räknar med
    det." Where none is clear there is nothing to take back, and chance is not mentioned.
    """
    total = len(many.rows)
    if not total:
        return words("many.none")
    if not many.clear:
        return words("many.clear_zero", total=total)
    clear = words("many.clear", n=many.clear, total=total)
    chance = _chance(words, many.expected_false_clear)
    if not many.still_clear:
        return f"{clear} {words('many.stays_zero', chance=chance)}"
    return f"{clear} {words('many.stays', chance=chance, n=many.still_clear)}"


def many_notes(words: Words, many: Many) -> tuple[str, ...]:
    """What the numbers rest on and what is not among them, a sentence or two each."""
    if not many.rows:
        return (words("many.not_there", n=many.not_there),) if many.not_there else ()
    found = [words("many.assumes"), words("many.control")]
    if many.tested < len(many.rows):
        found.insert(0, words("many.can_be_clear", tested=many.tested, total=len(many.rows)))
    if many.not_there:
        found.append(words("many.not_there", n=many.not_there))
    if many.not_reached:
        found.append(words("many.not_reached", n=many.not_reached))
    return tuple(found)


def many_frame(words: Words, many: Many) -> pd.DataFrame:
    """A row an answer, in the register's order. Numbers stay numbers, so that a table sorts them as such.

    ``number_formats`` writes them; a difference is relative, NaN where there is none.
    """
    names = [words(f"many.column_{column}") for column in COLUMNS]
    frame = pd.DataFrame([_row(words, row) for row in many.rows], columns=names)
    return frame.astype(dict.fromkeys(number_formats(words), "float64"))


def number_formats(words: Words) -> dict[str, Callable[[float], str]]:
    """How each column of numbers is written: the dash of what is not known, and never a p of 0."""
    return {
        words("many.column_effect"): partial(change_text, words),
        words("many.column_p"): partial(p_text, words),
        words("many.column_adjusted"): partial(p_text, words),
    }


def _chance(words: Words, expected: float) -> str:
    """Rounded to a whole number; below one told as such, since about none would be too few."""
    if expected < 1 - 1e-9:
        return words("many.chance_few")
    return words("many.chance", n=math.floor(expected + 0.5))


def _row(words: Words, row: ManyRow) -> tuple[object, ...]:
    verdict, answer = row.judged.verdict, row.judged
    return (
        place(words, answer),
        answer.indicator.name.in_(words.language),
        grade_words(words, verdict, hidden=answer.reason == "hidden"),
        _stands(words, row),
        row.change.start,
        verdict.relative_effect,
        # p also allows for a trend of the unit's own; a range that does not would look surer than p
        range_text(words, verdict.wide_interval or verdict.interval),
        row.p,
        row.p_adjusted,
        words(f"verdict_figure.role_{row.role}"),
        row.change.name.in_(words.language),
    )


def _stands(words: Words, row: ManyRow) -> str:
    """Only a clear answer can stand or not."""
    if not row.clear:
        return "–"
    return words("many.stands") if row.still_clear else words("many.stands_not")
