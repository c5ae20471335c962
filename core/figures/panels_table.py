"""The table beside the panels: one row a unit, with where it stands and its latest numbers."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from core.spc.for_series import Charted
from core.spc.standing import Standing
from core.wording import Words
from core.wording.panels import standing_word
from core.wording.standing import variation_name


def panels_table(words: Words, chartings: Sequence[Charted], stands: Sequence[Standing]) -> pd.DataFrame:
    """One row a unit in the order of the panels, written as text; what is not known is a dash."""
    rows = [_row(words, charted, stand) for charted, stand in zip(chartings, stands, strict=True)]
    columns = ("unit", "standing", "why", "period", "latest", "centre", "lower", "upper", "hidden")
    return pd.DataFrame(rows, columns=[words(f"panels.column_{name}") for name in columns])


def _row(words: Words, charted: Charted, stand: Standing) -> tuple[str, ...]:
    series, points, levels = charted.series, charted.points, charted.indicator.level_decimals
    known = np.flatnonzero(np.isfinite(points["y"].to_numpy()) & (series.status == "ok"))
    at = int(known[-1]) if known.size else None

    def written(column: str, decimals: int | None) -> str:
        return words.number(float("nan") if at is None else float(points[column].iloc[at]), decimals)

    return (
        charted.unit.name.in_(words.language),
        standing_word(words, stand),
        variation_name(words, stand),
        "–" if at is None else words.period(series.months[at], series.period_type),
        written("y", charted.indicator.decimals),
        written("cl", levels),
        written("lcl", levels),
        written("ucl", levels),
        words.number(int((series.status == "suppressed").sum())),
    )
