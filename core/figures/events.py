"""Dated things drawn as vertical lines with their words on top: changes, breaks, parts, a baseline's end."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.figures import palette
from core.figures.times import milliseconds
from core.spc.for_series import Charted, breaks_within
from core.wording import Words

LINE_HEIGHT = 16
CHARACTER = 7.0
"""Width in pixels of a character of the words, which are 12 pixels high and bold; a little too wide."""

NARROWEST = 240.0
"""Width in pixels of the plot on a phone: what is apart there is apart on every wider screen."""

WIDEST = 0.5
"""Share of the plot that the words of one event may take; the shape cuts longer ones there."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: when, what it is called, its kind (change, break, part, baseline, note)."""

    month: np.datetime64
    text: str
    kind: str


def events_in(
    words: Words, charted: Charted, start: np.datetime64 | None, more: Sequence[Event] = ()
) -> tuple[Event, ...]:
    """What a chart has to name on its time axis, in order of time.

    Args:
        words: the reader's language.
        charted: the chart: its breaks, its parts, the end of a chosen baseline.
        start: month of a change that is tested; it ends the baseline, so that is not named too.
        more: others, e.g. notes; those outside the series are left out.
    """
    series, chart = charted.series, charted.chart
    breaks = breaks_within(charted.indicator, series)
    begun = [np.datetime64(month, "M") for month in chart.part_starts[1:]]
    found = [Event(month, words("figure.event_break"), "break") for month in breaks]
    found += [Event(month, words("figure.event_part"), "part") for month in begun if month not in breaks]
    if start is not None:
        text = words("figure.event_change", month=words.period(start, series.period_type))
        found.append(Event(start, text, "change"))
    elif chart.frozen and chart.baseline is not None:
        found.append(Event(chart.baseline[1], words("figure.event_baseline"), "baseline"))
    first, last = series.months[0], series.months[-1]
    found += [event for event in more if first <= event.month <= last]
    return tuple(sorted(found, key=lambda event: event.month))


def event_data(events: Sequence[Event], axis: np.ndarray) -> pd.DataFrame:
    """Where each event and its words stand: t (epoch milliseconds), text, kind, colour, align, top (pixels).

    ``axis``: the months drawn, datetime64[M], of shape (points,).

    Words stand above the plot, where no value is. They lie towards the middle of the chart, so that they
    never reach past it, and go down a row where they would touch the words of another event.
    """
    months = np.array([event.month for event in events], dtype="datetime64[M]")
    first, last = axis[0], axis[-1]
    span = max(float((last - first).astype(int)), 1.0)
    where = (months - first).astype(float) / span
    to_left = where > WIDEST
    length = np.minimum([len(event.text) * CHARACTER for event in events], WIDEST * NARROWEST)
    begins = where * NARROWEST - np.where(to_left, length, 0.0)
    return pd.DataFrame(
        {
            "t": milliseconds(months),
            "text": [event.text for event in events],
            "kind": [event.kind for event in events],
            "colour": [palette.CHANGE if event.kind == "change" else palette.MUTED for event in events],
            "align": np.where(to_left, "right", "left").astype(str),
            "top": _tops(_rows(begins, begins + length)),
        }
    )


def _tops(rows: list[int]) -> list[int]:
    """Pixels from the top of the plot, negative above it; the first row is the highest."""
    return [LINE_HEIGHT * (row - max(rows) - 1) for row in rows]


def _rows(begins: np.ndarray, ends: np.ndarray) -> list[int]:
    """For every stretch the first row, from 0, in which it touches none of those placed before it."""
    placed: list[list[tuple[float, float]]] = []
    rows = []
    for begin, end in zip(begins, ends, strict=True):
        row = next(
            (i for i, there in enumerate(placed) if all(end < b or begin > e for b, e in there)), len(placed)
        )
        if row == len(placed):
            placed.append([])
        placed[row].append((begin, end))
        rows.append(row)
    return rows
