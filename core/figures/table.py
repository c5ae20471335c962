"""The table beside a chart: the same numbers, headings and statuses in the reader's language."""

import numpy as np
import pandas as pd

from core.figures.beside import Beside
from core.figures.states import rules_at
from core.spc.for_series import Charted
from core.spc.possible import possible_values
from core.wording import Words


def control_table(
    words: Words, charted: Charted, states: np.ndarray, beside: Beside | None = None
) -> pd.DataFrame:
    """One row a period, latest first, written as text: what is missing or hidden says so.

    The denominator is not shown beside a hidden numerator.
    """
    series, points, indicator = charted.series, charted.points, charted.indicator
    decimals, levels = indicator.decimals, indicator.level_decimals

    def written(values: np.ndarray, places: int | None) -> list[str]:
        return [words.number(value, places) for value in values]

    hidden = states == "suppressed"
    columns: dict[str, list[str]] = {
        words("table.period"): [words.period(month, series.period_type) for month in series.months],
        words("table.value"): written(points["y"].to_numpy(), decimals),
    }
    if np.isfinite(series.numerator).any():
        columns[words("table.numerator")] = written(series.numerator, None)
    if np.isfinite(series.denominator).any():
        columns[words("table.denominator")] = written(np.where(hidden, np.nan, series.denominator), None)
    columns[words("table.centre")] = written(points["cl"].to_numpy(), levels)
    if charted.has_limits:
        lower, upper = limit_headings(words, charted)
        columns[lower] = written(points["lcl"].to_numpy(), levels)
        columns[upper] = written(points["ucl"].to_numpy(), levels)
    if beside is not None:
        columns[words("table.beside", unit=beside.name)] = written(beside.on(series), decimals)
    columns[words("table.status")] = [words(f"state.{state}") if state != "usual" else "" for state in states]
    rules = [", ".join(names) for names in rules_at(words, charted)]
    if any(rules):
        columns[words("table.rules")] = rules
    return pd.DataFrame(columns).iloc[::-1].reset_index(drop=True)


def limit_headings(words: Words, charted: Charted) -> tuple[str, str]:
    """Headings of the limits; one that was computed to where the indicator cannot be says where it ends."""
    lowest, highest = (words.number(end, 0) for end in possible_values(charted.indicator))
    lower, upper = charted.limits_moved
    return (
        words("table.lower_at_least", lowest=lowest) if lower else words("table.lower"),
        words("table.upper_at_most", highest=highest) if upper else words("table.upper"),
    )
