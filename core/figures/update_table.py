"""Values that a newer file revises, before and after, as a person reads them."""

import numpy as np
import pandas as pd

from core.figures.tables import name_of, numbers_of
from core.observations.dataset import Dataset
from core.observations.schema import KEY, SUBGROUP_COLUMNS, Subgroup
from core.observations.source import ObservationSource
from core.observations.update import Difference
from core.wording import Words
from core.wording.titles import group_name

MOST_ROWS = 500


def revised_table(words: Words, told: Difference, before: Dataset, after: Dataset) -> pd.DataFrame:
    """At most ``MOST_ROWS`` revised values, the old and the new; a dash for one that may not be shown.

    before, after : as they may be shown (``Dataset.for_showing``); no number comes from anywhere else
    """
    cells = told.cells[told.cells["what"] == "revised"].head(MOST_ROWS)
    columns = {
        words("choose.indicator"): [
            name_of(after.catalogue, key, words.language) for key in cells["indicator"]
        ],
        words("choose.unit"): [name_of(after.units, key, words.language) for key in cells["unit"]],
        words("table.period"): [
            words.period(np.datetime64(period, "M"), kind)
            for period, kind in zip(cells["period"], cells["period_type"], strict=True)
        ],
    }
    divided = cells[list(SUBGROUP_COLUMNS)].itertuples(index=False)
    groups = [group_name(words, Subgroup(*values)) for values in divided]
    if any(groups):
        columns[words("choose.group")] = [group or words("choose.all_groups") for group in groups]
    columns[words("update.before")] = numbers_of(words, _shown(cells, before.observations))
    columns[words("update.after")] = numbers_of(words, _shown(cells, after.observations))
    return pd.DataFrame(columns)


def _shown(cells: pd.DataFrame, source: ObservationSource) -> pd.Series:
    """The value of each cell, NaN where it may not be shown."""
    key = list(KEY)
    rows = [source.select(indicator=str(one))[[*key, "value"]] for one in cells["indicator"].unique()]
    return cells[key].merge(pd.concat(rows), on=key, how="left")["value"] if rows else pd.Series(dtype=float)
