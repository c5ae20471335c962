"""A run or control chart of one series: fills a compiled shape with a view's numbers and words."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from core.figures import palette
from core.figures.control_shape import Shape, Theme, control_spec, fill_title
from core.figures.figure import Figure
from core.figures.states import point_states
from core.figures.table import control_table
from core.observations.series import Series
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

TIPS = 5
"""Lines of text a tooltip has room for, ``tip_0`` to ``tip_4`` in the spec."""

LABEL_SPACING = 17 / 380
"""Smallest distance between two labels at the right edge, in pixels over the height of the plot."""


ROOM_ABOVE = 1.1
"""The axis is a little longer than what is drawn on it."""


@dataclass(frozen=True, slots=True)
class LineText:
    """A line's style, its latest value, and its name with and without words.

    ``to_end``: whether it reaches the right end of the picture, where it can be named.
    """

    style: str
    value: float
    text: str
    short: str
    to_end: bool = True


@dataclass(frozen=True, slots=True)
class Beside:
    """Another series drawn beside the one charted, e.g. the county's."""

    name: str
    series: Series

    def on(self, series: Series) -> np.ndarray:
        """Its settled values on the calendar of ``series``, (points,); NaN where it has none.

        All NaN where periods are of another length: a month says nothing beside a quarter.
        """
        if self.series.period_type != series.period_type:
            return np.full(len(series.months), np.nan)
        settled = np.where(self.series.status == "provisional", np.nan, self.series.value)
        known = dict(zip(self.series.months, settled, strict=True))
        return np.array([known.get(month, np.nan) for month in series.months], dtype=float)


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
    drawn_beside = _values_beside(charted.series, beside)
    shape = Shape(
        limits=charted.has_limits,
        comparison=drawn_beside is not None,
        target=bool(np.isfinite(targets).any()),
        events=bool(len(events)),
        theme=theme,
    )
    title = measure_title(words, charted)
    facts = chart_facts(words, charted, made_up)
    reading = sentence or chart_reading(words, charted)
    alt_text = _alt(words, charted, title, reading)
    data = _points(words, charted, states, targets=targets, beside_values=drawn_beside, beside=beside)
    lines = _line_texts(words, charted, data, beside if drawn_beside is not None else None)
    spec = control_spec(shape, words)
    fill_title(spec, (measure_name(words, charted), place_name(words, charted)), facts)
    _describe_axes(words, charted, spec)
    datasets = {
        "points": data,
        "labels": _labels(lines, data),
    }
    if shape.events:
        datasets["events"] = events
    return Figure(
        spec=spec,
        datasets=datasets,
        title=title,
        facts=" · ".join(facts),
        sentence=reading,
        notes=chart_notes(words, charted),
        make_table=partial(
            control_table, words, charted, states, beside=beside if drawn_beside is not None else None
        ),
        alt=alt_text,
        lines=tuple((line.style, line.text) for line in lines),
        states=tuple(state for state in palette.POINTS if state in set(states)),
    )


def milliseconds(months: np.ndarray) -> np.ndarray:
    """Months as epoch milliseconds (UTC), the one form of time no browser shifts."""
    return months.astype("datetime64[ms]").astype(np.int64).astype(float)


def _points(
    words: Words,
    charted: Charted,
    states: np.ndarray,
    *,
    targets: np.ndarray,
    beside_values: np.ndarray | None,
    beside: Beside | None,
) -> pd.DataFrame:
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
    if beside_values is not None:
        columns["comparison"] = beside_values
    tips = _tips(words, charted, states, beside_values, beside)
    for k in range(TIPS):
        columns[f"tip_{k}"] = [row[k] if k < len(row) else None for row in tips]
    return pd.DataFrame(columns)


def _tips(
    words: Words,
    charted: Charted,
    states: np.ndarray,
    beside_values: np.ndarray | None,
    beside: Beside | None,
) -> list[list[str]]:
    """What a point says when pointed at: lines of text, as many as there is something to say."""
    series, indicator = charted.series, charted.indicator
    decimals, levels = indicator.decimals, indicator.level_decimals
    text = unit_text(words, indicator, series.period_type)
    points = charted.points
    columns = zip(
        series.months,
        points["y"].to_numpy(),
        series.numerator,
        series.denominator,
        points["lcl"].to_numpy(),
        points["ucl"].to_numpy(),
        states,
        beside_values if beside_values is not None else np.full(len(states), np.nan),
        strict=True,
    )
    counts = "tip.counts" if indicator.kind == "proportion" else "tip.counts_rate"
    tips = []
    for month, y, numerator, denominator, lower, upper, state, other in columns:
        lines = [
            words(
                "tip.value",
                period=words.period(month, series.period_type),
                value=words.number(y, decimals),
                unit_text=text,
            )
        ]
        if np.isfinite(numerator) and np.isfinite(denominator):
            lines.append(
                words(counts, numerator=words.number(numerator), denominator=words.number(denominator))
            )
        if charted.has_limits and np.isfinite(lower) and np.isfinite(upper):
            lines.append(
                words("tip.limits", lower=words.number(lower, levels), upper=words.number(upper, levels))
            )
        if beside is not None and np.isfinite(other):
            lines.append(words("tip.beside", unit=beside.name, value=words.number(other, decimals)))
        if state in palette.POINTS and state != "usual":
            lines.append(words("tip.state", state=words(f"state.{state}")))
        tips.append(lines)
    return tips


def _targets(charted: Charted) -> np.ndarray:
    """The target of each period, NaN where none holds."""
    found = [charted.indicator.target_for(month) for month in charted.series.months]
    return np.array([target.value if target else np.nan for target in found])


def _values_beside(series: Series, beside: Beside | None) -> np.ndarray | None:
    """The comparison's values on the series' calendar; None when it has none there."""
    values = None if beside is None else beside.on(series)
    return values if values is not None and np.isfinite(values).any() else None


def _line_texts(words: Words, charted: Charted, data: pd.DataFrame, beside: Beside | None) -> list[LineText]:
    """The lines that are drawn besides the values: column, style, name with value, value alone."""
    decimals = charted.indicator.level_decimals
    centre = "figure.label_mean" if charted.chart.centre_kind == "mean" else "figure.label_median"
    wanted = [("cl", "centre", centre)]
    if charted.has_limits:
        wanted += [("ucl", "limit", "figure.label_upper"), ("lcl", "limit", "figure.label_lower")]
    if "target" in data:
        wanted.append(("target", "target", "figure.label_target"))
    latest, last = data["part"] == data["part"].iloc[-1], data.index == len(data) - 1
    # A month without a denominator has no limits, but the line goes on; a target ends with its last year.
    ends = {"centre": latest, "limit": latest, "target": last}
    lines = []
    for column, style, key in wanted:
        value = _last_finite(data[column])
        if value is not None:
            number = words.number(value, decimals)
            to_end = bool(np.isfinite(data.loc[ends[style], column]).any())
            lines.append(LineText(style, value, words(key, value=number), number, to_end))
    if beside is not None and (value := _last_finite(data["comparison"])) is not None:
        lines.append(LineText("comparison", value, words("figure.label_beside", unit=beside.name), ""))
    return lines


def _labels(lines: list[LineText], data: pd.DataFrame) -> pd.DataFrame:
    """Each line that reaches the right end named there, moved apart where they would overlap."""
    named = [(line.value, line.text, line.short) for line in lines if line.to_end]
    labels = pd.DataFrame(named, columns=["y", "text", "short"]).astype({"y": "float64"})
    labels["t"] = data["t"].max() if len(data) else np.nan
    drawn = data[
        [name for name in ("y", "cl", "lcl", "ucl", "target", "comparison") if name in data]
    ].to_numpy()
    if len(labels) and np.isfinite(drawn).any():
        span = float(np.nanmax(drawn) - np.nanmin(drawn)) or 1.0
        labels["y"] = spread(labels["y"].to_numpy(), LABEL_SPACING * span * ROOM_ABOVE)
    return labels


def spread(positions: np.ndarray, distance: float) -> np.ndarray:
    """Move positions apart until neighbours are ``distance`` away, keeping their order and middle."""
    order = np.argsort(positions, kind="stable")
    placed = positions[order].astype(float)
    groups = [[value] for value in placed]
    centres = [float(value) for value in placed]
    k = 0
    while k < len(groups) - 1:
        half = (len(groups[k]) + len(groups[k + 1])) * distance / 2
        if centres[k + 1] - centres[k] >= half:
            k += 1
            continue
        groups[k] += groups.pop(k + 1)
        centres[k] = float(np.mean(groups[k]))
        centres.pop(k + 1)
        k = max(k - 1, 0)
    moved = [
        centre + (i - (len(group) - 1) / 2) * distance
        for group, centre in zip(groups, centres, strict=True)
        for i in range(len(group))
    ]
    result = np.empty(len(placed))
    result[order] = moved
    return result


def _last_finite(column: pd.Series) -> float | None:
    values = column.to_numpy()
    known = values[np.isfinite(values)]
    return float(known[-1]) if known.size else None


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


def _alt(words: Words, charted: Charted, title: str, reading: str) -> str:
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
        sentence=reading,
    )
