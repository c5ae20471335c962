"""Why too few months are left, where that has a reason that someone can do something about."""

from collections.abc import Sequence

import numpy as np

from core.change.panel import months_apart
from core.change.table import Cells
from core.change.verdict import Lack

OF_MONTHS: tuple[Lack, ...] = ("no_month_before", "no_month_after", "few_before")


def why_few(lack: Lack, cells: Cells, judged: Sequence[str], without_window: str | None) -> Lack:
    """What is behind a lack of months.

    cells : those that can be used, values of a rolling measure among them that overlap
    without_window : what is lacking when such values may overlap; ``lack`` itself for other measures
    """
    if lack not in OF_MONTHS:
        return lack
    rows = [cells.row(unit) for unit in judged]
    if cells.undivided[rows].sum() > np.isfinite(cells.y[rows]).sum():
        return "no_denominators"
    if without_window != lack:
        return "rolling"
    seldom = lack == "few_before" and months_apart(np.isfinite(cells.y)) > 1
    return "not_monthly" if seldom else lack
