"""A season: how each calendar month differs from the year, and the values without it beside the raw ones."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from core.figures import palette
from core.figures.compiled import compiled
from core.figures.control_figure import control_figure
from core.figures.control_shape import Theme, fill_title
from core.figures.events import Event
from core.figures.figure import Figure
from core.figures.scope import scope_of
from core.figures.two_figure import same_scale
from core.figures.vega_locale import vega_locale
from core.indicators import Text
from core.spc.for_series import Charted
from core.spc.season import Season
from core.wording import Words, words_of
from core.wording.season import (
    calendar_name,
    difference_unit,
    differences,
    month_heading,
    season_details,
    season_finding,
    signed,
)
from core.wording.titles import chart_facts, measure_name, place_name


def season_figure(
    words: Words, charted: Charted, season: Season, *, made_up: bool = False, theme: Theme = "light"
) -> Figure:
    """Each calendar month's difference from the year with its 95 % interval.

    Raises ValueError where the season has not been estimated.
    """
    if season.p is None:
        raise ValueError(f"there is no estimated season to draw: {season.why}")
    names = measure_name(words, charted), place_name(words, charted)
    title = words("season.title", measure=names[0], place=names[1])
    facts = _facts(words, charted, season, made_up)
    finding = season_finding(words, charted, season)
    return Figure(
        spec=_spec(words, charted, season, title=(words("season.heading"), *names), facts=facts, theme=theme),
        datasets={"months": _months(words, charted, season)},
        title=title,
        facts=" · ".join(facts),
        sentence=" ".join([finding, *season_details(words, charted, season)]),
        notes=(words("season.interval_note"),),
        make_table=partial(_table, words, charted, season),
        alt=words("season.alt", title=title, finding=finding),
        lines=(("centre", words("season.line_year")),),
        states=(("usual", words("season.point")),),
        scope=scope_of(
            words,
            f"{words('season.heading')} {charted.indicator.name.in_(words.language)}",
            names[1],
            charted.series,
        ),
    )


def raw_and_adjusted(
    words: Words,
    charted: Charted,
    adjusted: Charted,
    *,
    events: Sequence[Event] = (),
    made_up: bool = False,
    latest: int | None = None,
    theme: Theme = "light",
) -> tuple[Figure, ...]:
    """The chart of the real values and that of the adjusted ones, which says what it is, on one scale."""
    shown = (charted, named_adjusted(adjusted))
    figures = [
        control_figure(words, one, events=events, made_up=made_up, latest=latest, theme=theme)
        for one in shown
    ]
    return same_scale(figures)


def named_adjusted(adjusted: Charted) -> Charted:
    """A chart of adjusted values whose name says so, without targets, which are set for real values."""
    named = adjusted.indicator.name
    sv, en = (words_of(code)("season.adjusted_name", name=named.in_(code)) for code in ("sv", "en"))
    return replace(adjusted, indicator=replace(adjusted.indicator, name=Text(sv, en), targets=()))


def _months(words: Words, charted: Charted, season: Season) -> pd.DataFrame:
    period_type = charted.series.period_type
    index, low, high = differences(season)
    rows = []
    for at, month in enumerate(season.calendar):
        values = [signed(words, charted.indicator, season, float(v[at])) for v in (index, low, high)]
        rows.append(
            (
                calendar_name(words, period_type, int(month), short=True),
                float(index[at]),
                float(low[at]),
                float(high[at]),
                f"{month_heading(words, period_type, int(month))}: {values[0]}",
                words("season.tip_interval", low=values[1], high=values[2]),
            )
        )
    return pd.DataFrame(rows, columns=["name", "y", "low", "high", "tip_0", "tip_1"])


def _spec(
    words: Words,
    charted: Charted,
    season: Season,
    *,
    title: tuple[str, ...],
    facts: tuple[str, ...],
    theme: Theme,
) -> dict[str, Any]:
    spec = compiled("season")
    fill_title(spec, title, facts)
    spec["title"] |= {"color": palette.TEXT[theme], "subtitleColor": palette.QUIET_TEXT[theme]}
    spec["config"]["locale"] = vega_locale(words)
    unit = words("season.axis_y", unit_text=difference_unit(words, charted, season))
    for layer in spec["layer"]:
        encoding = layer["encoding"]
        if "x" in encoding:
            encoding["x"]["axis"]["description"] = words("season.axis_x")
            encoding["y"]["axis"]["description"] = unit
    return spec


def _facts(words: Words, charted: Charted, season: Season, made_up: bool) -> tuple[str, ...]:
    """How it was estimated, from how much, and whose numbers they are."""
    method = words("season.facts", n=season.n_used)
    source = chart_facts(words, charted, made_up)[-1] if made_up or charted.series.source else ""
    unit = words("season.axis_y", unit_text=difference_unit(words, charted, season))
    return tuple(line for line in (unit, method, source) if line)


def _table(words: Words, charted: Charted, season: Season) -> pd.DataFrame:
    """One row a calendar month: its difference from the year and the ends of its interval."""
    period_type = charted.series.period_type
    index, low, high = differences(season)
    unit = difference_unit(words, charted, season)

    def written(values: np.ndarray) -> list[str]:
        return [signed(words, charted.indicator, season, float(value)) for value in values]

    return pd.DataFrame(
        {
            words("table.period"): [
                month_heading(words, period_type, int(month)) for month in season.calendar
            ],
            words("season.column_index", unit_text=unit): written(index),
            words("season.column_low"): written(low),
            words("season.column_high"): written(high),
        }
    )
