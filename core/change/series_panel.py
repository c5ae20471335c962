"""One series as a panel of one unit, for the questions that need no comparison."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.change.compare import FEWEST_BEFORE_ALONE
from core.change.family import Family, relative_to
from core.change.panel import Panel
from core.change.question import Question
from core.change.scale import scale_of
from core.change.table import USABLE_STATUS, Kind, Numbers, laid_out, month_column
from core.spc.block import SAME
from core.spc.data import as_floats


@dataclass(frozen=True, slots=True)
class TooLittle:
    """Why a series can tell nothing."""

    n: int
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class SeriesPanel:
    """The panel on the scale of computation, 1 of which is ``unit`` natural units."""

    panel: Panel
    family: Family
    unit: float

    @property
    def level(self) -> float:
        """Σy / Σn over all known months, scale of computation."""
        known = self.panel.known
        return float(self.panel.y[known].sum() / self.panel.n[known].sum())

    def relative(self, change: float) -> float:
        """A change on the link's scale as one of the level."""
        return relative_to(self.level, change, self.family)


def series_panel(
    numerator: Any, denominator: Any, months: Iterable[Any], kind: Kind
) -> SeriesPanel | TooLittle:
    """Lay a series on its calendar. TooLittle: below 12 months, no events, or all months alike.

    numerator, denominator, months : one each a month, in any order. ValueErrors as in ``evaluate``, and for
    arrays of unlike length and a mean so near 0 that nothing can be told relative to it.
    """
    month, y = pd.Series(list(months)), as_floats(numerator, "numerator")
    size = np.full(len(month), np.nan) if denominator is None else as_floats(denominator, "denominator")
    lengths = {"month": len(month), "numerator": y.size, "denominator": size.size}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"one value a month is needed, but there are {lengths}")
    if not len(month):
        return TooLittle(0, "few_months")
    row, status = np.zeros(len(month), dtype=np.int64), np.full(len(month), USABLE_STATUS)
    cells = laid_out(Numbers(("",), row, month_column(month), y, size, status), kind)
    known = np.isfinite(cells.y)
    n = int(known.sum())
    if n < FEWEST_BEFORE_ALONE:
        return TooLittle(n, "few_months")
    question = Question(kind, "abrupt", False, 0.1, "neutral", False)
    y, size = cells.y[known], cells.n[known]
    if not question.of_means and (y.sum() == 0 or (kind == "proportion" and (y == size).all())):
        return TooLittle(n, "no_events")
    panel = Panel(cells.units, cells.months, cells.y, cells.n, np.array([len(cells.months)]))
    on_scale = scale_of(panel, question, np.array([0]))
    if on_scale is None:
        return TooLittle(n, "constant")
    found = SeriesPanel(on_scale.panel, on_scale.family, on_scale.unit)
    if question.of_means and abs(found.level) <= SAME * float(np.abs(on_scale.panel.y[known]).max()):
        raise ValueError("the mean of all months is 0: no change can be told relative to it")
    return found
