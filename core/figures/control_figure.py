"""A run or control chart of one series: fills a compiled shape with a view's numbers and words."""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from core.figures import palette
from core.figures.beside import Beside
from core.figures.control_shape import Shape, Theme, control_spec, fill_title
from core.figures.figure import Figure
from core.figures.labels import labels_of, line_texts
from core.figures.states import point_states
from core.figures.table import control_table
from core.figures.tips import tip_columns
from core.spc.for_series import Charted, breaks_within
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


def control_figure(
    words: Words,
    charted: Charted,
    *,
    beside: Beside | None = None,
    start: np.datetime64 | None = None,
    made_up: bool = False,
    sentence: str | None = None,
    theme: Theme = "light",
) -> Figure:
    """The figure of a chart.

    Args:
        words: the reader's language.
        charted: the chart and what it is of.
        beside: a comparison drawn as a thin line on the same scale.
        start: month of a change, drawn as a vertical line.
        made_up: whether the picture must say that its numbers are made up.
        sentence: the reading, when a page has its own; otherwise the chart's.
        theme: whether the picture is drawn on light or dark.
    """
    states = point_states(charted)
    targets = _targets(charted)
    events = _events(words, charted, start)
    if beside is not None and not np.isfinite(beside.on(charted.series)).any():
        beside = None  # nothing to draw on this calendar
    shape = Shape(
        limits=charted.has_limits,
        comparison=beside is not None,
        target=bool(np.isfinite(targets).any()),
        events=bool(len(events)),
        theme=theme,
    )
    title = measure_title(words, charted)
    facts = chart_facts(words, charted, made_up)
    reading = sentence or chart_reading(words, charted)
    alt_text = _alt(words, charted, title)
    data = _points(words, charted, states, targets, beside)
    lines = line_texts(words, charted, data, beside)
    spec = control_spec(shape, words)
    fill_title(spec, (measure_name(words, charted), place_name(words, charted)), facts)
    _describe_axes(words, charted, spec)
    datasets = {"points": data, "labels": labels_of(lines, data)}
    if shape.events:
        datasets["events"] = events
    return Figure(
        spec=spec,
        datasets=datasets,
        title=title,
        facts=" · ".join(facts),
        sentence=reading,
        notes=chart_notes(words, charted),
        make_table=partial(control_table, words, charted, states, beside),
        alt=alt_text,
        lines=tuple((line.style, line.text) for line in lines),
        states=tuple(state for state in palette.POINTS if state in set(states)),
    )


def milliseconds(months: np.ndarray) -> np.ndarray:
    """Months as epoch milliseconds (UTC), the one form of time no browser shifts."""
    return months.astype("datetime64[ms]").astype(np.int64).astype(float)


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
        "size": [palette.POINTS[state].size if state in palette.POINTS else 0 for state in states],
    }
    if charted.has_limits:
        columns |= {"lcl": points["lcl"].to_numpy(), "ucl": points["ucl"].to_numpy()}
    if np.isfinite(targets).any():
        columns["target"] = targets
    if beside is not None:
        columns["comparison"] = beside.on(charted.series)
    return pd.DataFrame(columns | tip_columns(words, charted, states, beside))


def _targets(charted: Charted) -> np.ndarray:
    """The target of each period, NaN where none holds."""
    found = [charted.indicator.target_for(month) for month in charted.series.months]
    return np.array([target.value if target else np.nan for target in found])


def _events(words: Words, charted: Charted, start: np.datetime64 | None) -> pd.DataFrame:
    """Vertical lines: the change, documented breaks, the end of a chosen baseline."""
    rows = [
        (month, words("figure.event_break"), "break", palette.MUTED)
        for month in breaks_within(charted.indicator, charted.series)
    ]
    chart = charted.chart
    if start is not None:
        rows.append(
            (
                start,
                words("figure.event_change", month=words.period(start, charted.series.period_type)),
                "change",
                palette.CHANGE,
            )
        )
    elif chart.frozen and chart.baseline is not None:
        rows.append((chart.baseline[1], words("figure.event_baseline"), "baseline", palette.MUTED))
    rows.sort(key=lambda row: row[0])
    events = pd.DataFrame(rows, columns=["month", "text", "kind", "colour"])
    events["t"] = milliseconds(np.array(events.pop("month").to_list(), dtype="datetime64[M]"))
    events["top"] = [4 + 16 * i for i in range(len(events))]
    return events


def _describe_axes(words: Words, charted: Charted, spec: dict[str, Any]) -> None:
    """Vega's own descriptions of axes are English: say them in the reader's language."""
    months, period_type = charted.series.months, charted.series.period_type
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
    for layer in spec["layer"]:
        for channel, description in (("x", along), ("y", up)):
            axis = layer["encoding"].get(channel, {}).get("axis")
            if axis is not None:
                axis["description"] = description


def _alt(words: Words, charted: Charted, title: str) -> str:
    series = charted.series
    values = charted.points["y"].to_numpy()
    known = np.flatnonzero(np.isfinite(values))
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
