"""Rows with a change and its intervals, laid on one scale: shared by units, measures and methods."""

from typing import Any

import numpy as np
import pandas as pd

from core.figures.verdict_spec import Head, fill_axes, fill_scale, own_height, verdict_spec
from core.wording import Words

ROW = 62
"""Height in pixels of a row, as the shape lays out its words."""
FARTHEST = 100.0
"""Per cent that the scale reaches to at most, unless changes usually lie farther (by ``BEYOND``): a single
wide interval or large change must not press the others together."""
BEYOND = 1.3
NEAR = 0.25
"""Share of the scale that it may be lengthened by, so that wide intervals are seen whole."""
ROOM = 0.05
INNER = ["low", "high", "effect"]


def rows_spec(words: Words, rows: pd.DataFrame, head: Head, smallest: float) -> dict[str, Any]:
    """The spec of rows as ``row_data`` lays them. smallest : per cent."""
    low, high = _ends(rows, smallest)
    spec = verdict_spec("verdict_effects", words, head)
    fill_scale(spec, "x", domain=[low, high])
    fill_scale(spec, "y", domain=[-0.5, len(rows) - 0.5])
    axis_title = words("verdict_figure.effects_axis")
    fill_axes(spec, x={"title": axis_title, "description": axis_title})
    own_height(spec, ROW * len(rows))
    return spec


def row_data(rows: pd.DataFrame, smallest: float) -> dict[str, pd.DataFrame]:
    """The datasets of the shape: intervals cut where the scale ends, with a mark that they go on."""
    low, high = _ends(rows, smallest)
    cut = rows.assign(row=np.arange(len(rows), dtype=float))
    outer_low = rows[[*INNER, "wide_low"]].min(axis=1)
    outer_high = rows[[*INNER, "wide_high"]].max(axis=1)
    for column in ("low", "high", "wide_low", "wide_high"):
        cut[column] = rows[column].clip(low, high)
    cut["beyond_low"], cut["beyond_high"] = outer_low < low, outer_high > high
    cut["effect"] = rows["effect"].where(rows["effect"].between(low, high))
    cut["edge_low"], cut["edge_high"] = low, high
    return {"rows": cut.assign(zero=0.0, small_low=-smallest, small_high=smallest)}


def _ends(rows: pd.DataFrame, smallest: float) -> tuple[float, float]:
    """Where the scale ends: around the 95 % intervals, and around the wide ones where they end near."""
    effects = np.abs(rows["effect"].to_numpy(dtype=float))
    usual = float(np.median(effects[~np.isnan(effects)])) if (~np.isnan(effects)).any() else 0.0
    farthest = max(FARTHEST, BEYOND * usual)
    inner, outer = (_known(rows[columns], farthest) for columns in (INNER, [*INNER, "wide_low", "wide_high"]))
    low = min(float(inner.min(initial=0.0)), -1.5 * smallest)
    high = max(float(inner.max(initial=0.0)), 1.5 * smallest)
    near = NEAR * (high - low)
    low, high = max(outer.min(initial=low), low - near), min(outer.max(initial=high), high + near)
    room = ROOM * (high - low)
    return low - room, high + room


def _known(rows: pd.DataFrame, farthest: float) -> np.ndarray:
    values = rows.to_numpy(dtype=float)
    return np.clip(values[~np.isnan(values)], -farthest, farthest)
