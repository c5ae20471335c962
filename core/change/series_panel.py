"""One series as a panel of one unit, for the questions that need no comparison."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.change.compare import FEWEST_BEFORE_ALONE
from core.change.family import Family
from core.change.panel import Panel
from core.change.question import Question
from core.change.scale import scale_of
from core.change.table import Kind, read_cells


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
        if self.family.name == "mean":
            return change / abs(self.level)
        return float(np.expm1(change * float(self.family.stretch(np.array(self.level)))))


def series_panel(
    numerator: Any, denominator: Any, months: Iterable[Any], kind: Kind
) -> SeriesPanel | TooLittle:
    """Lay a series on its calendar. TooLittle: below 12 months, no events, or all months alike."""
    table = pd.DataFrame({"month": list(months), "numerator": np.asarray(numerator, dtype=float)})
    if denominator is not None:
        table["denominator"] = np.asarray(denominator, dtype=float)
    cells = read_cells(table.assign(unit=""), kind)
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
    return SeriesPanel(on_scale.panel, on_scale.family, on_scale.unit)
