"""Tables that stand below each other under titles of their own: what an unknown title names is new."""

from dataclasses import replace

import numpy as np

from core.observations.dataset import Dataset
from core.observations.mapping import Mapping, NewIndicator
from core.observations.readers.table import RawTable
from core.observations.readers.wide import INDICATOR
from core.observations.suggestion import suggested_indicator


def proposed_by_title(table: RawTable, mapping: Mapping, dataset: Dataset) -> tuple[NewIndicator, ...]:
    """An indicator for each title that the catalogue lacks; none for a column that the file itself has.

    In a column of the file's own an unknown name may be misspelt, and is told; a title is the table's own.
    """
    if table.places is None or mapping.indicator_column != INDICATOR:
        return ()
    titles = table.coded(INDICATOR).stripped()
    unknown = [title for title in titles.used() if title and dataset.catalogue.find(title) is None]
    return tuple(_proposal(table, mapping, title, titles.is_in((title,))) for title in unknown)


def _proposal(table: RawTable, mapping: Mapping, title: str, rows: np.ndarray) -> NewIndicator:
    """The indicator of one of the tables, by its own numbers and title."""
    part = replace(
        table,
        cells=table.cells[rows].reset_index(drop=True),
        rows=table.rows[rows],
        native=None if table.native is None else table.native[rows],
        preamble=((title,),),
        places=None,
    )
    return replace(suggested_indicator(part, mapping, title), name=title, codes=(title,))
