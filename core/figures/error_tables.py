"""How often Testa and the other methods are wrong, and what Testa finds, as tables of text."""

from typing import get_args

import pandas as pd

from core.change.error_table import (
    ANSWERS,
    EFFECTS,
    Seen,
    groups,
    least_coverage,
    seen,
    wrong,
)
from core.change.peers.answer import Method
from core.wording import Words
from core.wording.calibration import answer_name, whole_percent
from core.wording.words import capitalised

SHOWN_OF_POWER = ("clear", "likely")


def error_frame(words: Words) -> pd.DataFrame:
    """A row for each answer of Testa and each method, a column a group: its worst family, whole per cent."""
    rows = [
        (
            capitalised(answer_name(words, asked)),
            *(whole_percent(words, wrong(asked, group).rate) for group in groups()),
        )
        for asked in (*ANSWERS, *get_args(Method))
    ]
    columns = [words("page.method.error_who"), *column_help(words)]
    return pd.DataFrame(rows, columns=columns)


def column_help(words: Words) -> dict[str, str]:
    """Heading of each group's column, short so that all show at once, and what it is about."""
    return {words(f"page.method.error_short_{group}"): _group(words, group) for group in groups()}


def power_frame(words: Words) -> pd.DataFrame:
    """A row a group: how often steps are found, least to most of its families, and the least coverage."""
    rows = [
        (
            _group(words, group),
            *(_span(words, seen(answer, effect, group)) for effect in EFFECTS for answer in SHOWN_OF_POWER),
            *(words.number(100 * least_coverage(group, wide=wide), 0) for wide in (False, True)),
        )
        for group in groups()
    ]
    steps = [
        words(
            "page.method.power_lower" if effect < 0 else "page.method.power_higher",
            percent=words.number(100 * abs(effect), 0),
            answer=answer_name(words, answer),
        )
        for effect in EFFECTS
        for answer in SHOWN_OF_POWER
    ]
    held = [words("page.method.power_held"), words("page.method.power_held_wide")]
    return pd.DataFrame(rows, columns=[words("page.method.power_data"), *steps, *held])


def _group(words: Words, group: str) -> str:
    return capitalised(words(f"verdict_figure.group_{group}"))


def _span(words: Words, found: Seen) -> str:
    low, high = (whole_percent(words, rate) for rate in (found.low, found.high))
    return low if low == high else f"{low}–{high}"
