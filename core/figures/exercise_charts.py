"""Charts to guess: values alone at first; lines, marks and the truth when the room asks for them."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from core.figures import palette
from core.figures.compiled import compiled
from core.figures.control_shape import Theme, fill_title
from core.figures.figure import Figure
from core.figures.heading import NARROW
from core.figures.panel_rows import Panel, laid_together, once
from core.figures.projected import TIMES
from core.figures.scope import Scope
from core.figures.vega_locale import vega_locale
from core.simulate.exercises.charts import MONTHS, Charts
from core.simulate.exercises.judged import Judged
from core.wording import Words
from core.wording.exercise_charts import chart_name, charts_facts, truth_finding, truth_told

_SMALLER = 0.5
"""Area of a point in a small chart, of what it is in a chart of its own."""
_TRUTH = ("mean", "lower", "upper", "change")
"""Layers that tell what the charts are about."""
_DATED = ("step", "outlier")
"""What has a month that a line can stand at."""
_NARROW_PANELS = "windowSize()[0] < 640"


def charts_figure(
    words: Words,
    charts: Charts,
    judged: Judged | None = None,
    *,
    single: int | None = None,
    large: bool = False,
    theme: Theme = "light",
) -> Figure:
    """The charts of an exercise. judged : what the rules say, with which the truth is shown; None hides it.

    single : position of the one that is shown, None for all. large : whether small charts are drawn larger,
    for a projector.
    """
    wanted = range(len(charts.truths)) if single is None else [single]
    panels = [_panel(words, charts, judged, k, alone=single is not None) for k in wanted]
    points = laid_together(panels)
    name = words("exercise.charts_measure")
    place = words("exercise.charts_place", n=len(panels)) if single is None else chart_name(words, single)
    facts = charts_facts(words, charts, shown=judged is not None)
    sentence = truth_finding(words, charts) if judged is not None else words("exercise.charts_ask")
    title = words("figure.title", measure=name, place=place)
    spec = _spec(words, (name, place), facts, theme, shown=judged is not None, alone=single is not None)
    if large and single is None:
        spec["spec"] |= {side: TIMES * spec["spec"][side] for side in ("width", "height")}
    return Figure(
        spec=spec,
        datasets={"points": points},
        title=title,
        facts=" · ".join(facts),
        sentence=sentence,
        notes=(),
        make_table=partial(_values_table, words, charts, list(wanted)),
        alt=words("verdict_figure.alt", title=title, sentence=sentence),
        lines=_lines(words) if judged is not None else (),
        states=tuple(
            (state, words(f"state.{state}"))
            for state in ("usual", "pattern", "beyond")
            if judged is not None and (points["state"] == state).any()
        ),
        scope=Scope(name, place),
    )


def _panel(words: Words, charts: Charts, judged: Judged | None, k: int, *, alone: bool) -> Panel:
    """The columns of one chart; the first row also holds what is written over it."""
    values = charts.values[k].tolist()
    states = _states(judged, k)
    truth = charts.truths[k]
    told = "" if judged is None else truth_told(words, truth)
    smaller = 1.0 if alone else _SMALLER
    known = judged is not None
    return {
        "panel": [k] * MONTHS,
        "month": list(range(1, MONTHS + 1)),
        "y": values,
        "mean": [float(judged.mean[k]) if judged is not None else np.nan] * MONTHS,
        "lower": [float(judged.lower[k]) if judged is not None else np.nan] * MONTHS,
        "upper": [float(judged.upper[k]) if judged is not None else np.nan] * MONTHS,
        "change": once(float(truth.month) if known and truth.kind in _DATED else None, MONTHS),
        "state": states,
        "size": [palette.POINTS[state].size * smaller for state in states],
        "tip_0": [words("exercise.tip_month", month=str(month)) for month in range(1, MONTHS + 1)],
        "tip_1": [words.number(value, 1) for value in values],
        "name": once(chart_name(words, k), MONTHS),
        "said": once(told, MONTHS),
    }


def _states(judged: Judged | None, k: int) -> list[str]:
    if judged is None:
        return ["usual"] * MONTHS
    return np.where(judged.beyond[k], "beyond", np.where(judged.pattern[k], "pattern", "usual")).tolist()


def _spec(
    words: Words, title: tuple[str, str], facts: Sequence[str], theme: Theme, *, shown: bool, alone: bool
) -> dict[str, Any]:
    spec = compiled("exercise_chart" if alone else "exercise_charts")
    holder = spec if alone else spec["spec"]
    holder["layer"] = [layer for layer in holder["layer"] if shown or layer["name"] not in _TRUTH]
    for layer in holder["layer"]:
        if layer["mark"]["type"] == "text":
            colours = palette.TEXT if layer["name"] == "name" else palette.QUIET_TEXT
            layer["mark"]["color"] = colours[theme]
        for channel, described in (("x", words("exercise.axis_month")), ("y", title[0])):
            axis = layer["encoding"].get(channel, {}).get("axis")
            if axis is not None:
                axis["description"] = described
    fill_title(spec, title, facts, is_narrow=NARROW if alone else _NARROW_PANELS)
    spec["title"] |= {"color": palette.TEXT[theme], "subtitleColor": palette.QUIET_TEXT[theme]}
    spec["config"]["locale"] = vega_locale(words)
    return spec


def _lines(words: Words) -> tuple[tuple[str, str], ...]:
    return (("centre", words("exercise.key_mean")), ("limit", words("exercise.key_limits")))


def _values_table(words: Words, charts: Charts, wanted: Sequence[int]) -> pd.DataFrame:
    """The values, one column a chart."""
    columns = {words("exercise.axis_month"): [str(month) for month in range(1, MONTHS + 1)]}
    for k in wanted:
        columns[chart_name(words, k)] = [words.number(value, 1) for value in charts.values[k].tolist()]
    return pd.DataFrame(columns)
