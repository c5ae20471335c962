"""Whether a unit and the others moved alike before the change: both as an index on one scale."""

from functools import partial

import numpy as np
import pandas as pd

from core.change.alike import Alike
from core.change.own_trend import OwnTrend
from core.figures.control_shape import Theme
from core.figures.figure import Figure
from core.figures.labels import LABEL_SPACING, ROOM_ABOVE, spread
from core.figures.scope import scope_of
from core.figures.times import milliseconds
from core.figures.verdict_counterfactual import time_axis
from core.figures.verdict_months import Subject
from core.figures.verdict_spec import Head, fill_axes, verdict_spec
from core.observations.cut import between
from core.wording import Words
from core.wording.verdict_figures import change_text, lines_of, range_text, source_facts
from core.wording.words import capitalised

LEVEL = 0.05


def alike_figure(
    words: Words,
    alike: Alike,
    subject: Subject,
    *,
    made_up: bool = False,
    theme: Theme = "light",
) -> Figure:
    """The figure of one unit that made the change, before its start.

    Raises ValueError for a unit that ``alike`` does not hold.
    """
    trend = next((trend for trend in alike.trends if trend.unit == subject.unit.id), None)
    if trend is None:
        raise ValueError(f"unit {subject.unit.id!r} is not among those compared")
    series = subject.series
    frame = _frame(words, alike, subject)
    key = "verdict_figure.alike_scale_mean" if _of_means(subject) else "verdict_figure.alike_scale"
    scale = words(key, unit_text=subject.unit_text(words))
    place = subject.place(words)
    heading = words("verdict_figure.alike_title", name=subject.name(words))
    title = words("figure.title", measure=heading, place=place)
    facts = lines_of((scale, source_facts(words, series.source, made_up)))
    spec = verdict_spec("verdict_alike", words, Head((heading, place), facts, theme))
    before = between(series, None, subject.start - np.timedelta64(1, "M"))
    fill_axes(spec, x=time_axis(words, before), y={"description": scale})
    sentence = alike_sentence(words, trend, place)
    return Figure(
        spec=spec,
        datasets={"months": frame, "labels": _labels(words, frame, place)},
        title=title,
        facts=" · ".join(facts),
        sentence=sentence,
        notes=_notes(words, alike),
        make_table=partial(_table, words, frame, place),
        alt=words("verdict_figure.alt", title=title, sentence=sentence),
        lines=(("observed", place), ("county", words("verdict_figure.alike_others"))),
        scope=scope_of(words, heading, place, before),
    )


def alike_sentence(words: Words, trend: OwnTrend, place: str) -> str:
    """The unit's own trend beside the others', and whether it can be told from none."""
    key = "verdict_figure.alike_apart" if trend.p < LEVEL else "verdict_figure.alike_together"
    drift, ends = change_text(words, trend.drift), range_text(words, trend.interval)
    return words(key, place=place, drift=drift, range=ends)


def _notes(words: Words, alike: Alike) -> tuple[str, ...]:
    """What the picture does not show, and what counts half in the trend."""
    half = (words("verdict_figure.alike_half", n=alike.half),) if alike.half else ()
    return (*half, words("verdict_figure.alike_note"))


def _of_means(subject: Subject) -> bool:
    return subject.indicator.kind in ("mean", "score")


def _frame(words: Words, alike: Alike, subject: Subject) -> pd.DataFrame:
    """A row a period before the start, also those without a value: there the lines have a gap."""
    series = subject.series
    calendar = series.months[series.months < subject.start]
    factor = subject.level_factor if _of_means(subject) else 1.0
    table = alike.table[alike.table["unit"] == subject.unit.id]
    rows = table.set_index(table["month"].to_numpy().astype("datetime64[s]"))[["level", "county"]]
    rows = rows.reindex(calendar.astype("datetime64[s]")).to_numpy() * factor
    decimals = subject.indicator.level_decimals if _of_means(subject) else 0
    place = subject.place(words)
    others = words("verdict_figure.alike_others")
    periods = [words.period(month, series.period_type) for month in calendar]
    return pd.DataFrame(
        {
            "t": milliseconds(calendar),
            "level": rows[:, 0],
            "county": rows[:, 1],
            "period": periods,
            "written_level": [words.number(value, decimals) for value in rows[:, 0]],
            "written_county": [words.number(value, decimals) for value in rows[:, 1]],
            "tip_0": periods,
            "tip_1": [words("tip.beside", unit=place, value=words.number(v, decimals)) for v in rows[:, 0]],
            "tip_2": [words("tip.beside", unit=others, value=words.number(v, decimals)) for v in rows[:, 1]],
            "tip_3": None,
        }
    ).astype({"tip_3": "str"})


def _labels(words: Words, frame: pd.DataFrame, place: str) -> pd.DataFrame:
    found = []
    for column, text in (("level", place), ("county", words("verdict_figure.alike_others_short"))):
        known = frame[column].dropna()
        if len(known):
            found.append((float(known.iloc[-1]), text, text))
    labels = pd.DataFrame(found, columns=["y", "text", "short"]).astype({"y": "float64"})
    labels["t"] = frame["t"].max()
    drawn = frame[["level", "county"]].to_numpy()
    if len(labels) and np.isfinite(drawn).any():
        span = float(np.nanmax(drawn) - np.nanmin(drawn)) or 1.0
        labels["y"] = spread(labels["y"].to_numpy(), LABEL_SPACING * span * ROOM_ABOVE)
    return labels


def _table(words: Words, frame: pd.DataFrame, place: str) -> pd.DataFrame:
    return (
        pd.DataFrame(
            {
                words("table.period"): frame["period"],
                words("table.beside", unit=place): frame["written_level"],
                capitalised(words("verdict_figure.alike_others")): frame["written_county"],
            }
        )
        .iloc[::-1]
        .reset_index(drop=True)
    )
