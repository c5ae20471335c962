"""Before and after a change as a small table: levels, points, signals."""

import pandas as pd

from core.change.for_series import Tested
from core.wording import Words
from core.wording.titles import unit_text


def before_after_table(words: Words, tested: Tested) -> pd.DataFrame:
    """One row a measure, one column before and one after the change, written in the reader's language."""
    result, charted = tested.result, tested.charted
    month = words.period(tested.start, charted.series.period_type)
    decimals = charted.indicator.level_decimals
    rows = [
        (
            words("table.level", unit_text=unit_text(words, charted.indicator, charted.series.period_type)),
            words.number(result.centre_before, decimals),
            words.number(result.centre_after, decimals),
        ),
        (words("table.count"), words.number(result.n_before), words.number(result.n_after)),
        (words("table.signals"), words.number(_signals_before(tested)), words.number(len(result.signals))),
    ]
    columns = [words("table.measure"), words("table.before", month=month), words("table.after", month=month)]
    return pd.DataFrame(rows, columns=columns)


def _signals_before(tested: Tested) -> int:
    """Points outside the limits or in a too-long run before the change."""
    points = tested.charted.points
    flagged = points["beyond_limits"].to_numpy(bool)
    if "anhoej_run" in points:
        flagged = flagged | points["anhoej_run"].to_numpy(bool)
    return int((flagged & (tested.charted.series.months < tested.start)).sum())
