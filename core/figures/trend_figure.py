"""A series with its trend line and the shift that was found in it."""

from functools import partial

import numpy as np
import pandas as pd

from core.change.without_date import WithoutDate
from core.figures.control_shape import Theme
from core.figures.figure import Figure
from core.figures.labels import LABEL_SPACING, ROOM_ABOVE, spread
from core.figures.scope import scope_of
from core.figures.times import milliseconds, period_axis
from core.figures.verdict_spec import Head, fill_axes, verdict_spec
from core.wording import Words
from core.wording.titles import group_name, unit_text
from core.wording.trend import shift_sentence, trend_sentence
from core.wording.verdict_figures import lines_of, source_facts
from core.wording.words import capitalised


def trend_figure(words: Words, told: WithoutDate, *, made_up: bool = False, theme: Theme = "light") -> Figure:
    """The figure of a trend and a shift. Raises ValueError where nothing could be said."""
    if told.reason is not None:
        raise ValueError("a series that nothing can be said of has nothing to draw")
    series, indicator = told.series, told.indicator
    measure = words(
        "figure.measure",
        name=indicator.name.in_(words.language),
        unit_text=unit_text(words, indicator, series.period_type),
    )
    group, unit = group_name(words, series.subgroup), told.unit.name.in_(words.language)
    place = words("figure.place_group", unit=unit, group=group) if group else unit
    title = words("figure.title", measure=measure, place=place)
    facts = lines_of((words("trend.facts"), source_facts(words, series.source, made_up)))
    shifted = told.shift is not None
    without = () if shifted else ("span", "level")
    spec = verdict_spec("trend", words, Head((measure, place), facts, theme), without)
    first, last = (words.period(series.months[at], series.period_type) for at in (0, -1))
    along = {"description": words("figure.axis_x", first=first, last=last)}
    across = along | period_axis(words, series.months, series.period_type)
    fill_axes(spec, x=across, y={"description": measure})
    frame = _frame(words, told)
    sentence = f"{trend_sentence(words, told)} {shift_sentence(words, told)}"
    lines = [("value", words("trend.key_value")), ("comparison", words("trend.key_line"))]
    spans = {"span": _span(told)} if shifted else {}
    return Figure(
        spec=spec,
        datasets={"months": frame, "labels": _labels(words, told)} | spans,
        title=title,
        facts=" · ".join(facts),
        sentence=sentence,
        notes=(),
        make_table=partial(_table, words, frame, shifted),
        alt=words("verdict_figure.alt", title=title, sentence=sentence),
        lines=(*lines, *((("centre", words("trend.key_level")),) if shifted else ())),
        scope=scope_of(words, indicator.name.in_(words.language), place, series),
    )


def _frame(words: Words, told: WithoutDate) -> pd.DataFrame:
    series, decimals = told.series, told.indicator.level_decimals
    periods = [words.period(month, series.period_type) for month in series.months]
    written = {
        name: [words.number(value, decimals) for value in told.values[name]]
        for name in ("value", "line", "level")
    }
    return pd.DataFrame(
        {
            "t": milliseconds(series.months),
            **{name: told.values[name].to_numpy() for name in ("value", "line", "level")},
            "period": periods,
            **{f"written_{name}": texts for name, texts in written.items()},
            "tip_0": periods,
            "tip_1": written["value"],
            "tip_2": [words("trend.tip_line", value=value) for value in written["line"]],
            "tip_3": [words("trend.tip_level", value=v) if v != "–" else "" for v in written["level"]],
        }
    )


def _span(told: WithoutDate) -> pd.DataFrame:
    """From the first to the last month in which the shift may have come."""
    assert told.shift is not None
    ends = np.array([told.shift.earliest, told.shift.latest], dtype="datetime64[M]")
    first, last = milliseconds(ends)
    return pd.DataFrame({"t": [first], "t2": [last]})


def _labels(words: Words, told: WithoutDate) -> pd.DataFrame:
    """Names of the lines at their right end, moved apart."""
    named = [("line", "trend.label_line")] + ([("level", "trend.label_level")] if told.shift else [])
    rows = [(float(told.values[column].iloc[-1]), words(key)) for column, key in named]
    labels = pd.DataFrame(rows, columns=["y", "text"])
    drawn = told.values[["value", "line", "level"]].to_numpy()
    span = float(np.nanmax(drawn) - np.nanmin(drawn)) or 1.0
    at = spread(labels["y"].to_numpy(), LABEL_SPACING * span * ROOM_ABOVE)
    return labels.assign(y=at, short="", t=float(milliseconds(told.series.months)[-1]))


def _table(words: Words, frame: pd.DataFrame, shifted: bool) -> pd.DataFrame:
    columns = {words("table.period"): frame["period"], words("table.value"): frame["written_value"]}
    columns[capitalised(words("trend.key_line"))] = frame["written_line"]
    if shifted:
        columns[capitalised(words("trend.key_level"))] = frame["written_level"]
    return pd.DataFrame(columns).iloc[::-1].reset_index(drop=True)
