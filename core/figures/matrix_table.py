"""The overview's table in words: a measure in a unit a row."""

from collections.abc import Sequence

import pandas as pd

from core.observations.months import Month
from core.overview.county import Cell
from core.wording import Words
from core.wording.overview import latest_parts
from core.wording.standing import assurance_name, variation_name


def matrix_table(words: Words, cells: Sequence[Cell], since: Month) -> pd.DataFrame:
    """One row a cell: measure, unit, variation, what is new, target, latest value, its unit, its period."""
    columns = (
        words("overview.column_indicator"),
        words("choose.unit"),
        words("overview.table_variation"),
        words("overview.table_news", since=words.month(since)),
        words("overview.table_assurance"),
        words("overview.table_value"),
        words("overview.table_unit"),
        words("overview.table_period"),
    )
    return pd.DataFrame([_row(words, cell) for cell in cells], columns=list(columns), dtype="str")


def _row(words: Words, cell: Cell) -> tuple[str, ...]:
    stand = cell.stand
    return (
        stand.indicator.name.in_(words.language),
        stand.unit.name.in_(words.language),
        variation_name(words, stand.standing),
        words(f"overview.news.{cell.news}"),
        assurance_name(words, stand.standing),
        *(text or "–" for text in latest_parts(words, stand)),
    )
