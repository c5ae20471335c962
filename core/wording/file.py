"""How a file was read, in words."""

import numpy as np

from core.observations.mapping import Mapping
from core.observations.readers import RawTable
from core.observations.reading import Reading
from core.wording.words import Words


def period_example(words: Words, table: RawTable, mapping: Mapping, reading: Reading) -> str:
    """How the first row that was used writes its period, and how it was read; empty when none was."""
    if mapping.period is None or reading.preview.empty:
        return ""
    left_out = set(reading.dropped["row"])
    used = next((i for i, row in enumerate(table.rows) if int(row) not in left_out), None)
    if used is None:
        return ""
    first = reading.preview.iloc[0]
    return words(
        "page.data.period_read",
        written=str(table.cells[mapping.period].iloc[used]),
        read=words.period(np.datetime64(first["period"], "M"), first["period_type"]),
    )
