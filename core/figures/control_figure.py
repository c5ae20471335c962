"""A run or control chart of one series: fills a compiled shape with a view's numbers and words."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from core.figures import palette
from core.figures.beside import Beside
from core.figures.control_shape import Shape, Theme, control_spec, fill_title
from core.figures.events import Event, event_data, events_in
from core.figures.figure import Figure
from core.figures.labels import labels_of, line_texts, meanings
from core.figures.scope import Scope, scope_of
from core.figures.span import span_of
from core.figures.states import point_states
from core.figures.table import control_table
from core.figures.times import milliseconds, period_axis, time_ends
from core.figures.tips import TIPS, tip_columns
from core.spc.for_series import Charted
from core.wording import Words
from core.wording.reading import chart_notes, chart_reading
from core.wording.titles import (
    chart_facts,
    measure_name,
    measure_title,
    period_count,
    place_name,
    unit_text,
)

_ON_SCALE = ("y", "cl", "lcl", "ucl", "target", "comparison")
"""The columns that share the scale of the values."""


def control_figure(
    words: Words,
    charted: Charted,
    *,
    beside: Beside | None = None,
    start: np.datetime64 | None = None,
    events: Sequence[Event] = (),
    made_up: bool = False,
    sentence: str | None = None,
    latest: int | None = None,
    theme: Theme = "light",
) -> Figure:
    """The figure of a chart.

    Args:
        words: the reader's language.
        charted: the chart and what it is of.
        beside: a comparison drawn as a thin line on the same scale.
        start: month of a change, drawn as a vertical line.
        events: more that happened, e.g. notes, drawn the same way.
        made_up: whether the picture must say that its numbers are made up.
        sentence: the reading, when a page has its own; otherwise the chart's.
        latest: how many of the latest periods are drawn; lines and signals stay those of the whole series.
        theme: whether the picture is drawn on light or dark.
    """
    states = point_states(charted)
    months = charted.series.months
    first = max(len(months) - latest, 0) if latest else 0
    targets = targets_of(charted)
    named = [event for event in events_in(words, charted, start, events) if event.month >= months[first]]
    if charted.hidden.too_many or (beside is not None and not np.isfinite(beside.on(charted.series)).any()):
        beside = None  # nothing to set it beside, or nothing of it on this calendar
    data = _points(words, charted, states, targets, beside).iloc[first:].reset_index(drop=True)
    unseen = data[data["state"] == "suppressed"]
    lines = line_texts(words, charted, data, beside)
    shape = Shape(
        limits=charted.has_limits,
        comparison=beside is not None,
        target=bool(np.isfinite(targets).any()),
        events=bool(named),
        theme=theme,
        hidden=bool(len(unseen)),
        curve=not charted.hidden.too_many,
        centre=bool(data["cl"].notna().any()),
        labels=any(line.to_end for line in lines),
    )
    title = measure_title(words, charted)
    facts = chart_facts(words, charted, made_up)
    if first:
        facts = (*facts, _zoomed(words, charted, first))
    spec = control_spec(shape, words)
    heading = fill_title(spec, (measure_name(words, charted), place_name(words, charted)), facts)
    _fill_axes(words, charted, months[first:], spec)
    _room_for_few_values(spec, data)
    datasets = {"points": data, "labels": labels_of(lines, data)}
    if shape.events:
        datasets["events"] = event_data(named, months[first:])
    if shape.hidden:
        datasets["hidden"] = unseen[["t", *(f"tip_{k}" for k in range(TIPS))]].reset_index(drop=True)
    return Figure(
        spec=spec,
        datasets=datasets,
        title=title,
        facts=" · ".join(facts),
        sentence=sentence or chart_reading(words, charted),
        notes=chart_notes(words, charted),
        make_table=partial(control_table, words, charted, states, beside),
        alt=_alt(words, charted, title),
        lines=meanings(words, lines),
        states=_signs(words, charted, states[first:]),
        heading=heading,
        name=words("figure.named", measure=measure_name(words, charted)),
        scope=charted_scope(words, charted),
    )


def charted_scope(words: Words, charted: Charted) -> Scope:
    """What a chart's numbers are of."""
    name = charted.indicator.name.in_(words.language)
    return scope_of(words, name, place_name(words, charted), charted.series)


def _signs(words: Words, charted: Charted, states: np.ndarray) -> tuple[tuple[str, str], ...]:
    """The states that are drawn and what their signs mean; of hidden values also how many there are."""
    there = set(states)
    hidden = period_count(words, charted.series.period_type, int((states == "suppressed").sum()))
    return tuple(
        (
            state,
            words("figure.key_suppressed", count=hidden)
            if state == "suppressed"
            else words(f"state.{state}"),
        )
        for state in palette.POINTS
        if state in there
    )


def _points(
    words: Words, charted: Charted, states: np.ndarray, targets: np.ndarray, beside: Beside | None
) -> pd.DataFrame:
    """One row a period: what is drawn of it, and what it says when pointed at."""
    points = charted.points
    columns: dict[str, Any] = {
        "t": milliseconds(charted.series.months),
        "y": points["y"].to_numpy(),
        "cl": points["cl"].to_numpy(),
        "part": points["part"].to_numpy(),
        "state": states,
        "size": [palette.POINTS[state].size if state in palette.DRAWN else 0 for state in states],
    }
    if charted.has_limits:
        columns |= {"lcl": points["lcl"].to_numpy(), "ucl": points["ucl"].to_numpy()}
    if np.isfinite(targets).any():
        columns["target"] = targets
    if beside is not None:
        columns["comparison"] = beside.on(charted.series)
    return pd.DataFrame(columns | tip_columns(words, charted, states, beside))


def targets_of(charted: Charted) -> np.ndarray:
    """The target of each period, NaN where none holds."""
    years, place = np.unique(charted.series.months.astype("datetime64[Y]"), return_inverse=True)
    found = [charted.indicator.target_for(year) for year in years]
    return np.array([target.value if target else np.nan for target in found], dtype=float)[place]


def _zoomed(words: Words, charted: Charted, first: int) -> str:
    """That only the latest periods are drawn, and what the lines are computed from."""
    drawn = period_count(words, charted.series.period_type, len(charted.series.months) - first)
    return words("figure.facts_zoomed", drawn=drawn, n=len(charted.series.months))


def _fill_axes(words: Words, charted: Charted, months: np.ndarray, spec: dict[str, Any]) -> None:
    """Describe the axes in the reader's language, Vega's own being English, and name longer periods."""
    period_type = charted.series.period_type
    along = words(
        "figure.axis_x",
        first=words.period(months[0], period_type),
        last=words.period(months[-1], period_type),
    )
    up = words(
        "figure.axis_y",
        name=charted.indicator.name.in_(words.language),
        unit_text=unit_text(words, charted.indicator, charted.series.period_type),
    )
    told = {"x": {"description": along, **period_axis(words, months, period_type)}, "y": {"description": up}}
    for layer in spec["layer"]:
        for channel, more in told.items():
            axis = layer["encoding"].get(channel, {}).get("axis")
            if axis is not None:
                axis.update(more)


def _room_for_few_values(spec: dict[str, Any], data: pd.DataFrame) -> None:
    """Give a picture of one value, or of none, the ends of its scales, which Vega cannot read from it."""
    drawn = np.concatenate([data[name].to_numpy() for name in _ON_SCALE if name in data])
    span = span_of(drawn)
    if span is not None and np.ptp(drawn[np.isfinite(drawn)]) > 0:
        return
    ends: dict[str, list[Any]] = {"y": list(span or ())}
    if span is None:
        ends["x"] = time_ends(data["t"].to_numpy())
    for layer in spec["layer"]:
        for channel, domain in ends.items():
            scale = layer["encoding"].get(channel, {}).get("scale")
            if scale is not None:
                scale["domain"] = domain


def _alt(words: Words, charted: Charted, title: str) -> str:
    series = charted.series
    values = charted.points["y"].to_numpy()
    known = np.flatnonzero(np.isfinite(values))
    if charted.hidden.too_many:
        return words("figure.alt_hidden", title=title, n=charted.hidden.n, total=charted.hidden.total)
    if not known.size:
        return words("figure.alt_empty", title=title)
    decimals = charted.indicator.decimals
    return words(
        "figure.alt",
        title=title,
        kind=words(f"chart_kind.{charted.chart.kind}.name"),
        count=period_count(words, series.period_type, len(known)),
        first=words.period(series.months[int(known[0])], series.period_type),
        last=words.period(series.months[int(known[-1])], series.period_type),
        low=words.number(float(np.nanmin(values)), decimals),
        high=words.number(float(np.nanmax(values)), decimals),
    )
