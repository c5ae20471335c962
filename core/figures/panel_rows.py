"""Rows of a picture of many small charts: what each panel has, one after the other in one table."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import pandas as pd

Panel = Mapping[str, Sequence[Any]]
"""The columns of one panel, all of one length and by the same names as every other's."""


def laid_together(panels: Sequence[Panel]) -> pd.DataFrame:
    """The panels in their order, as the picture takes them. At least one."""
    return pd.DataFrame(
        {name: list(chain.from_iterable(panel[name] for panel in panels)) for name in panels[0]}
    )


def once(value: Any, rows: int) -> list[Any]:
    """A column with a value in its first row only: what is written once over a panel."""
    return [value, *[None] * (rows - 1)]
