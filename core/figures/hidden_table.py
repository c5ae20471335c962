"""The table of what is hidden, an indicator a row."""

from collections.abc import Iterable

import pandas as pd

from core.observations.suppression import HiddenCount
from core.wording import Words


def hidden_table(words: Words, counts: Iterable[HiddenCount]) -> pd.DataFrame:
    """Indicators with hidden values: how many, and why."""
    rows = [
        (
            one.indicator.name.in_(words.language),
            words.number(one.total),
            words.number(one.small),
            words.number(one.beside),
            words.number(one.elsewhere),
            words("hidden.below", limit=words.number(one.limits.numerator))
            if one.limits.numerator > 1
            else words("hidden.below_denominator", limit=words.number(one.limits.denominator)),
        )
        for one in counts
        if one.hidden
    ]
    columns = [
        words("choose.indicator"),
        words("hidden.column_total"),
        words("hidden.column_small"),
        words("hidden.column_beside"),
        words("hidden.column_elsewhere"),
        words("hidden.column_limit"),
    ]
    return pd.DataFrame(rows, columns=columns)
