"""The funnel: units by size and value, limits around what they have together, and who lies outside."""

import textwrap
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from core.figures import compare_palette
from core.figures.compare_labels import Named, placed
from core.figures.compare_table import compare_table
from core.figures.control_shape import Theme
from core.figures.figure import Figure
from core.figures.root_ticks import root_ticks
from core.figures.scope import Scope
from core.figures.verdict_spec import Head, fill_axes, fill_scale, verdict_spec
from core.spc.compare import Comparison
from core.spc.funnels import Funnel
from core.wording import Words
from core.wording.compare import (
    compared_facts,
    compared_name,
    compared_place,
    details,
    finding,
    near_limits,
    notes,
    number,
    shown_unit,
)
from core.wording.titles import group_name
from core.wording.verdict_figures import lines_of

ROOM = 0.06
"""Share of the axes beyond the outermost points and limits."""
AXIS_LINE = 44
"""Characters on a line under an axis."""
_LIMITS = ("lower_95", "upper_95", "lower_998", "upper_998")


def funnel_figure(
    words: Words, comparison: Comparison, unit: str, *, made_up: bool = False, theme: Theme = "light"
) -> Figure:
    """The figure of a comparison that has a funnel. unit : id of the unit in view, marked.

    Raises ValueError where there is none.
    """
    funnel, stretch = comparison.funnel, comparison.stretch
    if funnel is None or stretch is None:
        raise ValueError("a comparison without a funnel has none to draw")
    name, place = compared_name(words, comparison), compared_place(words, comparison)
    made_with = words(f"compare.facts_{'chance' if not funnel.adjusted else 'spread'}")
    facts = lines_of(compared_facts(words, comparison, made_with, made_up))
    points, curves = _points(words, comparison, funnel), _curves(comparison, funnel)
    ends_x, ends_y = _ends_of_roots(curves["n"].to_numpy()), _ends(_drawn(points, curves))
    spec = verdict_spec("compare_funnel", words, Head((name, place), facts, theme))
    fill_scale(spec, "x", domain=list(ends_x))
    fill_scale(spec, "y", domain=list(ends_y))
    axis = size_axis(words, comparison)
    across: dict[str, Any] = {"title": axis_lines(axis), "description": axis}
    if ticks := root_ticks(*ends_x):
        across["values"] = ticks
    fill_axes(spec, x=across, y={"description": name})
    sentence = " ".join([f"{finding(words, comparison)}.", *details(words, comparison, unit)])
    title = words("figure.title", measure=name, place=place)
    return Figure(
        spec=spec,
        datasets={
            "points": points,
            "curves": curves,
            "here": points.loc[points["id"] == unit, ["n", "y"]].reset_index(drop=True),
            "labels": _labels(comparison, points, unit, ends_x, ends_y),
        },
        title=title,
        facts=" · ".join(facts),
        sentence=sentence,
        notes=notes(words, comparison),
        make_table=partial(compare_table, words, comparison),
        alt=words("compare.alt_funnel", title=title, sentence=finding(words, comparison)),
        lines=tuple((line, words(f"compare.key_{line}")) for line in ("centre", "limit_95", "limit_998")),
        states=tuple(
            (state, words(f"compare.key_{state}"))
            for state in compare_palette.FUNNEL
            if (points["state"] == state).any()
        ),
        scope=_scope(words, comparison),
    )


def states_of(comparison: Comparison) -> np.ndarray:
    """inside 95 %, edge (between 95 and 99.8 %) or apart (outside 99.8 %) of each unit, text (units,)."""
    states = np.where(comparison.outside, "apart", np.where(near_limits(comparison), "edge", "inside"))
    return states.astype(str)


def size_axis(words: Words, comparison: Comparison) -> str:
    """What the size of a unit is: its inhabitants, or its denominator."""
    if comparison.asked.per == "inhabitants":
        return words("compare.axis_inhabitants")
    named = comparison.indicator.denominator
    text = words("table.denominator") if named is None else named.in_(words.language)
    stretch = comparison.stretch
    if _divided(comparison) > 1 and stretch is not None:
        return words(f"compare.axis_{stretch.period_type}", denominator=text)
    return text


def axis_lines(text: str) -> list[str]:
    """The words of an axis in lines that fit a phone: a longer one would take the room of the plot."""
    return textwrap.wrap(text, AXIS_LINE) or [""]


def _divided(comparison: Comparison) -> float:
    """What sizes are divided by to be read: the periods of a rate, whose people are counted in each, and the
    years of inhabitants; not those of a share, whose denominators are other people every time."""
    stretch = comparison.stretch
    if stretch is None:
        return 1.0
    if comparison.asked.per == "inhabitants":
        return stretch.years
    return float(len(stretch.months)) if comparison.indicator.kind == "rate" else 1.0


def _points(words: Words, comparison: Comparison, funnel: Funnel) -> pd.DataFrame:
    members = comparison.members
    assert members is not None
    known, states, table = members.known, states_of(comparison), funnel.points
    rows = []
    for k in np.flatnonzero(known):
        row = table.iloc[k]
        low, high = (number(words, comparison, row[side]) for side in ("lower_998", "upper_998"))
        value = number(words, comparison, row["value"])
        rows.append(
            {
                "id": members.units[k].id,
                "name": members.units[k].name.in_(words.language),
                "n": members.denominator[k] / _divided(comparison),
                "y": row["value"],
                "z": abs(row["z_adjusted"]),
                "state": states[k],
                "size": compare_palette.POINTS[states[k]].size,
                "tip_0": members.units[k].name.in_(words.language),
                "tip_1": words("compare.tip_value", value=value, unit_text=shown_unit(words, comparison)),
                "tip_2": counts(words, comparison, int(k)),
                "tip_3": words("compare.tip_limits", low=low, high=high),
                "tip_4": words(f"compare.key_{states[k]}"),
            }
        )
    return pd.DataFrame(rows)


def counts(words: Words, comparison: Comparison, k: int) -> str:
    """What is behind a unit's value: "412 av 5 021", with what its size is."""
    members = comparison.members
    assert members is not None
    top, bottom = members.numerator[k], members.denominator[k]
    if comparison.asked.per == "inhabitants":
        people = members.units[k].population or 0
        return words("compare.tip_inhabitants", numerator=words.number(top), people=words.number(people))
    key = "tip.counts" if comparison.indicator.kind == "proportion" else "tip.counts_rate"
    return words(key, numerator=words.number(top), denominator=words.number(bottom))


def _curves(comparison: Comparison, funnel: Funnel) -> pd.DataFrame:
    curves = funnel.curves
    limits = {name: curves[name] for name in _LIMITS}
    return pd.DataFrame(
        {"n": curves["denominator"] / _divided(comparison), "target": funnel.target, **limits}
    )


def _drawn(points: pd.DataFrame, curves: pd.DataFrame) -> np.ndarray:
    return np.concatenate([points["y"].to_numpy(float), curves[list(_LIMITS)].to_numpy(float).ravel()])


def _ends(drawn: np.ndarray) -> tuple[float, float]:
    """Where an axis begins and ends: a little beyond what is drawn, never below 0."""
    low, high = float(np.nanmin(drawn)), float(np.nanmax(drawn))
    room = ROOM * (high - low) or abs(high) * 0.5 or 0.5
    return max(low - room, 0.0), high + room


def _ends_of_roots(sizes: np.ndarray) -> tuple[float, float]:
    """The same of an axis on which roots are evenly spaced."""
    low, high = _ends(np.sqrt(sizes))
    return low**2, high**2


def _labels(
    comparison: Comparison,
    points: pd.DataFrame,
    unit: str,
    ends_x: tuple[float, float],
    ends_y: tuple[float, float],
) -> pd.DataFrame:
    """The unit in view and those outside, the farthest first; all of them where they are few."""
    chosen = points["id"].eq(unit) | points["state"].ne("inside") | (len(points) <= ALL_NAMED)
    told = points[chosen].assign(here=points["id"].eq(unit), apart=points["state"].eq("apart"))
    told = told.sort_values(["here", "apart", "z"], ascending=False)
    low, high = np.sqrt(ends_x)

    def left(n: pd.Series) -> np.ndarray:
        return (np.sqrt(n.to_numpy(float)) - low) / (high - low)

    def top(y: pd.Series) -> np.ndarray:
        return (ends_y[1] - y.to_numpy(float)) / (ends_y[1] - ends_y[0])

    every = np.column_stack([left(points["n"]), top(points["y"])])
    columns = (told["name"], left(told["n"]), top(told["y"]), told["here"])
    named = [Named(*one) for one in zip(*columns, strict=True)]
    where = placed(every, named)
    return pd.concat([told[["n", "y"]].reset_index(drop=True), where], axis=1)


ALL_NAMED = 25
"""Units up to which all are named where there is room; of more only those that stand out."""


def _scope(words: Words, comparison: Comparison) -> Scope:
    stretch = comparison.stretch
    assert stretch is not None
    first, last = (words.period(month, stretch.period_type) for month in stretch.months[[0, -1]])
    name = comparison.indicator.name.in_(words.language)
    group = group_name(words, comparison.asked.group)
    units = words(f"panels.count_{comparison.asked.level}", n=len(comparison.lower))
    place = words("figure.place_group", unit=units, group=group) if group else units
    return Scope(name, place, first, last, latest=stretch.months[-1])
