"""What was observed and what was expected, month by month, with the change as a line."""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from core.change.verdict import Verdict
from core.figures import verdict_palette
from core.figures.control_shape import Theme
from core.figures.events import Event, event_data
from core.figures.figure import Figure
from core.figures.labels import LABEL_SPACING, ROOM_ABOVE, spread
from core.figures.scope import scope_of
from core.figures.times import period_axis
from core.figures.verdict_months import (
    Months,
    Subject,
    at_foot,
    frame_of,
    months_of_verdict,
    signs_of,
    state_text,
)
from core.figures.verdict_spec import Head, fill_axes, room_at_foot, verdict_spec
from core.observations.series import Series
from core.spc.for_series import breaks_within
from core.spc.hidden import hidden_in
from core.wording import Words
from core.wording.verdict_figures import change_told, expected_as, lines_of, of_period, source_facts

_BAND = {"band", "lower", "upper", "bars", "expected", "expected_before", "ticks"}
_CURVES = {"before", "after"}


def counterfactual_figure(
    words: Words,
    verdict: Verdict,
    subject: Subject,
    *,
    made_up: bool = False,
    sentence: str | None = None,
    theme: Theme = "light",
) -> Figure:
    """The figure of one unit that made the change.

    Args:
        words: the reader's language.
        verdict: its counterfactual is drawn; without one only the observed values are.
        subject: whose months are drawn; gives the shown scale, and what is hidden and missing.
        made_up: whether the picture must say that its numbers are made up.
        sentence: the reading, when a page has its own.
        theme: whether the picture is drawn on light or dark.
    """
    months = months_of_verdict(subject, verdict)
    frame = frame_of(words, months)
    hidden = at_foot(frame)
    name, place = subject.measure(words), subject.place(words)
    title = words("figure.title", measure=name, place=place)
    facts = lines_of(
        (
            expected_as(words, verdict) if months.computed else words("verdict_figure.nothing_expected"),
            of_period(words, "facts_band", subject.series.period_type) if months.computed else "",
            source_facts(words, subject.series.source, made_up),
        )
    )
    head, labels = Head((name, place), facts, theme), _labels(words, frame)
    events = event_data(_events(words, subject), subject.series.months)
    without = _without(months, frame) | (set() if len(labels) else {"labels"})
    without |= set() if len(events) else {"event_rules", "event_texts"}
    spec = verdict_spec("verdict_counterfactual", words, head, without)
    fill_axes(spec, x=time_axis(words, subject.series), y={"description": name})
    if len(hidden):
        room_at_foot(spec)
    datasets = {
        "months": frame,
        "foot": hidden,
        "events": events,
        "labels": labels,
    }
    read = sentence or counterfactual_sentence(words, verdict, subject)
    return Figure(
        spec=spec,
        datasets={key: data for key, data in datasets.items() if len(data)},
        title=title,
        facts=" · ".join(facts),
        sentence=read,
        notes=(of_period(words, "note_whole_time", subject.series.period_type),) if months.computed else (),
        make_table=partial(months_table, words, months),
        alt=words("verdict_figure.counterfactual_alt", title=title, sentence=read),
        lines=_lines(words, verdict, months),
        states=signs_of(words, months),
        scope=scope_of(words, subject.name(words), place, subject.series),
    )


def counterfactual_sentence(words: Words, verdict: Verdict, subject: Subject) -> str:
    """Levels after the change, observed and expected, and how far apart they are."""
    name, place = subject.name(words), subject.place(words)
    hidden = hidden_in(subject.series)
    if hidden.too_many:
        return words("verdict_figure.counterfactual_hidden", name=name, n=hidden.n, total=hidden.total)
    if verdict.observed_level is None or verdict.expected_level is None:
        return words("verdict_figure.counterfactual_none", name=name, place=place)
    if len(verdict.judged) > 1:
        place = words("verdict_figure.several", n=len(verdict.judged))
    key = "alone" if verdict.alone or not verdict.compared else "compared"
    factor, decimals = subject.level_factor, subject.indicator.level_decimals
    return words(
        f"verdict_figure.counterfactual_{key}",
        name=name,
        place=place,
        month=words.period(subject.start, subject.series.period_type),
        observed=words.number(verdict.observed_level * factor, decimals),
        expected=words.number(verdict.expected_level * factor, decimals),
        unit_text=subject.unit_text(words),
        change=change_told(words, verdict.relative_effect, verdict.interval),
    )


def months_table(words: Words, months: Months) -> pd.DataFrame:
    """One row a period, latest first, written as text: what is missing or hidden says so."""
    series, indicator = months.subject.series, months.subject.indicator
    levels = indicator.level_decimals

    def written(values: np.ndarray, decimals: int | None) -> list[str]:
        return [words.number(value, decimals) for value in values]

    columns = {
        words("table.period"): [words.period(month, series.period_type) for month in series.months],
        words("verdict_figure.column_observed"): written(months.observed, indicator.decimals),
    }
    if months.computed:
        columns |= {
            words("verdict_figure.column_expected"): written(months.expected, levels),
            words("verdict_figure.column_lower"): written(months.lower, levels),
            words("verdict_figure.column_upper"): written(months.upper, levels),
        }
    columns[words("table.status")] = [state_text(words, state, series.period_type) for state in months.state]
    return pd.DataFrame(columns).iloc[::-1].reset_index(drop=True)


def time_axis(words: Words, series: Series) -> dict[str, Any]:
    """Description and names of the time axis."""
    first, last = (words.period(series.months[at], series.period_type) for at in (0, -1))
    told = {"description": words("figure.axis_x", first=first, last=last)}
    return told | period_axis(words, series.months, series.period_type)


def _without(months: Months, frame: pd.DataFrame) -> set[str]:
    without = set() if months.computed else set(_BAND)
    if not months.curve:
        without |= _CURVES
    if not frame["lonely"].any():
        without |= {"bars", "ticks"}
    if not frame["state"].isin(verdict_palette.AT_FOOT).any():
        without.add("foot")
    return without


def _events(words: Words, subject: Subject) -> list[Event]:
    series, start = subject.series, subject.start
    text = words("figure.event_change", month=words.period(start, series.period_type))
    broken = [
        Event(m, words("figure.event_break"), "break") for m in breaks_within(subject.indicator, series)
    ]
    inside = series.months[0] <= start <= series.months[-1]
    return sorted([*broken, *([Event(start, text, "change")] if inside else [])], key=lambda e: e.month)


def _labels(words: Words, frame: pd.DataFrame) -> pd.DataFrame:
    """The two lines named at the right end, with nothing where they do not reach it."""
    found = []
    for column, key in (("after", "observed"), ("expected", "expected")):
        known = frame[column].dropna()
        if len(known) and known.index[-1] >= len(frame) - 3:
            text = words(f"verdict_figure.label_{key}")
            found.append((float(known.iloc[-1]), text, text))
    labels = pd.DataFrame(found, columns=["y", "text", "short"]).astype({"y": "float64"})
    labels["t"] = frame["t"].max()
    drawn = frame[["observed", "expected", "expected_before", "lower", "upper"]].to_numpy()
    if len(labels) and np.isfinite(drawn).any():
        span = float(np.nanmax(drawn) - np.nanmin(drawn)) or 1.0
        labels["y"] = spread(labels["y"].to_numpy(), LABEL_SPACING * span * ROOM_ABOVE)
    return labels


def _lines(words: Words, verdict: Verdict, months: Months) -> tuple[tuple[str, str], ...]:
    if not months.computed:
        return ()
    alone = verdict.alone or not verdict.compared
    key = "verdict_figure.key_expected_alone" if alone else "verdict_figure.key_expected"
    band = of_period(words, "key_band", months.subject.series.period_type)
    return (("expected", words(key)), ("band", band))
