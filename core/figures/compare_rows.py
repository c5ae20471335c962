"""Units one below the other: each value with its interval around what they have together."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from core.figures import compare_palette
from core.figures.compare_funnel import axis_lines, counts, states_of
from core.figures.compare_table import compare_table, order_of
from core.figures.control_shape import Theme
from core.figures.figure import Figure
from core.figures.scope import Scope
from core.figures.verdict_spec import Head, fill_axes, fill_scale, own_height, verdict_spec
from core.spc.compare import Comparison
from core.wording import Words
from core.wording.compare import (
    caterpillar_finding,
    compared_facts,
    compared_name,
    compared_place,
    comparison_line,
    notes,
    number,
    one_unit,
    shown_unit,
)
from core.wording.verdict_figures import lines_of

ROW = 25
MOST = 60
"""Rows that are drawn; more are not overlooked. All of them are in the table."""


def caterpillar_figure(
    words: Words,
    comparison: Comparison,
    unit: str,
    *,
    order: str = "",
    made_up: bool = False,
    theme: Theme = "light",
) -> Figure:
    """Each unit's value with its 95 % interval. unit : id of the unit in view, in bold and always drawn.

    order : "" (by name, unless some unit differs more than chance), ``area`` or ``value``. Raises ValueError
    where no unit has a number.
    """
    members, stretch = comparison.members, comparison.stretch
    if members is None or stretch is None or not members.known.any():
        raise ValueError("units without numbers have nothing to draw")
    name, place = compared_name(words, comparison), compared_place(words, comparison)
    facts = lines_of(
        compared_facts(
            words, comparison, words(f"compare.facts_{'rows' if comparison.interval else 'values'}"), made_up
        )
    )
    at = next((k for k, one in enumerate(members.units) if one.id == unit), -1)
    bold = members.units[at].name.in_(words.language) if at >= 0 else ""
    drawn, there = with_unknown(order_of(words, comparison, order), members.known, at, comparison.outside)
    rows = _rows(words, comparison, drawn)
    mean = pd.DataFrame({"value": [comparison.mean], "text": [number(words, comparison, comparison.mean)]})
    without = ("crude",) if comparison.interval else ("crude", "interval")
    spec = verdict_spec("compare_rows", words, Head((name, place), facts, theme), without)
    fill_rows(spec, rows["name"].tolist(), bold, name)
    found = caterpillar_finding(words, comparison)
    told = [f"{found}.", *one_unit(words, comparison, unit)]
    title = words("figure.title", measure=name, place=place)
    first, last = (words.period(month, stretch.period_type) for month in stretch.months[[0, -1]])
    return Figure(
        spec=spec,
        datasets={"rows": rows, "mean": mean},
        title=title,
        facts=" · ".join(facts),
        sentence=" ".join(told),
        notes=(
            words(f"compare.interval_{comparison.interval or 'none'}"),
            *((words("compare.overlap"),) if comparison.interval and members.known.sum() > 1 else ()),
            *((words("compare.first_rows", n=len(drawn), total=there),) if len(drawn) < there else ()),
            *notes(words, comparison),
        ),
        make_table=partial(compare_table, words, comparison),
        alt=words("verdict_figure.alt", title=title, sentence=found),
        lines=(
            ("centre", comparison_line(words, comparison)),
            *((("own_interval", words("compare.key_interval")),) if comparison.interval else ()),
        ),
        states=tuple(
            (state, words(f"compare.key_{state}" if comparison.funnel is not None else "compare.key_value"))
            for state in compare_palette.FUNNEL
            if ((rows["state"] == state) & rows["value"].notna()).any()
        ),
        scope=Scope(
            comparison.indicator.name.in_(words.language), place, first, last, latest=stretch.months[-1]
        ),
    )


def shortened(there: Sequence[int], here: int, outside: np.ndarray, most: int = MOST) -> list[int]:
    """At most ``most`` positions in their order: the unit in view, those outside, then the first."""
    if len(there) <= most:
        return list(there)
    first = [k for k in there if k == here] + [k for k in there if outside[k] and k != here]
    kept = set((first + [k for k in there if k not in set(first)])[:most])
    return [k for k in there if k in kept]


def with_unknown(
    order: Sequence[int], known: np.ndarray, here: int, outside: np.ndarray
) -> tuple[list[int], int]:
    """Positions to draw, and of how many: all units, also without a number, where there is room for them;
    else of those that have one."""
    if len(order) <= MOST:
        return list(order), len(order)
    there = [k for k in order if known[k]]
    return shortened(there, here, outside), len(there)


def unknown_row(words: Words, name: str, status: str) -> dict[str, Any]:
    """The row of a unit without a number: the word for why, and no sign that could be read as zero."""
    numbers = dict.fromkeys(("value", "low", "high", "crude"), np.nan)
    said = words(f"status.{status}")
    tips = {"tip_0": name, "tip_1": said, "tip_2": None, "tip_3": None, "tip_4": None}
    return {"name": name, **numbers, "state": "inside", "size": 0.0, "unknown": said, **tips}


def fill_rows(spec: dict[str, Any], names: Sequence[str], bold: str, axis: str) -> None:
    """Write the order of the rows, the name in bold and the axis's words into a spec of rows."""
    fill_scale(spec, "y", domain=list(names))
    weight = {"condition": {"test": {"field": "label", "equal": bold}, "value": "bold"}, "value": "normal"}
    below = {"title": axis_lines(axis), "description": axis}
    fill_axes(spec, x=below, y={"labelFontWeight": weight, "description": axis})
    own_height(spec, ROW * len(names))


def _rows(words: Words, comparison: Comparison, drawn: Sequence[int]) -> pd.DataFrame:
    members, states = comparison.members, states_of(comparison)
    assert members is not None
    rows = []
    for k in drawn:
        if not members.known[k]:
            status = str(members.status[k])
            rows.append(unknown_row(words, members.units[k].name.in_(words.language), status))
            continue
        low, high = comparison.lower[k], comparison.upper[k]
        value = number(words, comparison, members.value[k])
        ends = (number(words, comparison, low), number(words, comparison, high))
        rows.append(
            {
                "name": members.units[k].name.in_(words.language),
                "value": members.value[k],
                "low": low,
                "high": high,
                "crude": np.nan,
                "state": states[k],
                "size": compare_palette.POINTS[states[k]].size,
                "unknown": None,
                "tip_0": members.units[k].name.in_(words.language),
                "tip_1": words("compare.tip_value", value=value, unit_text=shown_unit(words, comparison)),
                "tip_2": words("compare.tip_interval", low=ends[0], high=ends[1])
                if np.isfinite(low)
                else None,
                "tip_3": counts(words, comparison, k) if np.isfinite(members.denominator[k]) else None,
                "tip_4": words(f"compare.key_{states[k]}") if comparison.funnel is not None else None,
            }
        )
    frame = pd.DataFrame(rows)
    return frame.assign(name=told_apart(frame["name"].tolist()))


def told_apart(names: Sequence[str]) -> list[str]:
    """Names made different where two units have the same, so that each has a row of its own."""
    seen: dict[str, int] = {}
    told = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        told.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return told
