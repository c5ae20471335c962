"""Did the units move alike before the change? Numbers for a figure, and a test of an own trend."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.change.compare import choose
from core.change.controlled import Learned, bad_months, comparable, counted_half, learn
from core.change.county_index import county_index
from core.change.family import Family
from core.change.judge import panel_of
from core.change.own_trend import OwnTrend, own_trends
from core.change.question import Question
from core.change.rows import Setting
from core.change.scale import scale_of
from core.change.table import Kind, read_cells, starts_on
from core.change.usable import MonthRules, usable_months, without_overlap
from core.spc.block import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    """How the starters and the others moved before the change.

    table : unit, month, level, county; both in per cent of their mean over the months before (means:
        difference from it, natural units); county is what the others did, NaN where nobody was seen
    trends : of every starter; half : values of each just before its start that count half in its trend
    """

    table: pd.DataFrame
    trends: tuple[OwnTrend, ...]
    half: int = 0


def moved_alike(
    table: pd.DataFrame,
    start: Mapping[str, Any],
    *,
    kind: Kind = "rate",
    compare: Iterable[str] | None = None,
    other_changes: Mapping[str, Any] | None = None,
    exclude: Iterable[Any] = (),
    breaks: Iterable[Any] = (),
    window_months: int | None = None,
    started_because_bad: bool = False,
) -> Alike | None:
    """Lay each starter beside the county before the change. None where a verdict has no comparison either.

    Arguments and ValueErrors as in ``evaluate``.
    """
    if not start:
        raise ValueError("start names no unit; give each unit's first month with the change")
    question = Question(kind, "abrupt", started_because_bad, 0.1, "neutral", False)
    cells = read_cells(table, kind)
    start_of = starts_on(cells, {**(other_changes or {}), **start})
    first = int(min(start_of[cells.row(unit)] for unit in start))
    rules = MonthRules.of(exclude, breaks, window_months)
    cells, _ = usable_months(cells, start_of, first, rules)
    cells, _ = without_overlap(cells, start_of, first, rules)
    chosen = choose(cells, start_of, start, compare, question)
    if not chosen.starters or not chosen.others:
        return None
    on_scale = scale_of(panel_of(cells, start_of, chosen), question)
    if on_scale is None:
        return None
    panel, family = on_scale.panel, on_scale.family
    setting = Setting(panel, family, county_index(panel, family))
    picked = bad_months(panel) if started_because_bad else None
    if not comparable(setting, picked):
        return None
    learned = counted_half(learn(setting, picked), picked)
    half = 0 if picked is None else int(picked[panel.starters].sum(axis=1).max())
    return Alike(_beside(learned, on_scale.unit), own_trends(learned), half)


def _beside(learned: Learned, unit: float) -> pd.DataFrame:
    setting, rows = learned.setting, learned.rows
    panel, family = setting.panel, setting.family
    frames = []
    for row in rows.unit:
        before = panel.untreated[row]
        months = np.flatnonzero(before)
        y, n = panel.y[row, before], panel.n[row, before]
        mean = y.sum() / n.sum()
        county = setting.index.level[row, before]
        county = county - np.nanmean(county)
        frames.append(
            pd.DataFrame(
                {
                    "unit": pd.Series([panel.units[row]] * len(months), dtype="str"),
                    "month": panel.months[months].astype("datetime64[us]"),
                    "level": _shown(family, y / n, mean, unit),
                    "county": _shown(family, family.rate(family.link(np.array(mean)) + county), mean, unit),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def _shown(family: Family, level: Floats, mean: float, unit: float) -> Floats:
    return (level - mean) * unit if family.name == "mean" else 100 * level / mean
