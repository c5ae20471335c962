"""Figures of charts for slow drift: EWMA, CUSUM, and Bernoulli CUSUM for rare yes/no events."""

from dataclasses import replace

import numpy as np
import pandas as pd

from core.figures.control_shape import Theme
from core.figures.drift_plot import Plot, Side, datasets_of, plot_spec
from core.figures.figure import Figure
from core.figures.scope import scope_of
from core.figures.states import point_states
from core.spc.block import Floats
from core.spc.cusum import CusumChart
from core.spc.drift_view import Drift, Rare
from core.spc.ewma import EwmaChart
from core.spc.for_series import Charted
from core.wording import Words
from core.wording.drift import (
    cusum_parameters,
    cusum_sentence,
    ewma_parameters,
    ewma_sentence,
    parameter,
    rare_parameters,
    rare_sentence,
)
from core.wording.reading import chart_notes
from core.wording.titles import chart_facts, measure_name, place_name, unit_text

SIGMA_DECIMALS = 2
"""Decimals of what is measured in standard deviations."""


def ewma_figure(
    words: Words,
    charted: Charted,
    drift: Drift,
    ewma: EwmaChart,
    *,
    made_up: bool = False,
    theme: Theme = "light",
) -> Figure:
    """The exponentially weighted moving average between its limits.

    On the scale of the measure where all points have the same spread, else in standard deviations from the
    centre line.
    """
    points = ewma.points
    shown = ewma.scale == "shown"
    decimals = charted.indicator.level_decimals if shown else SIGMA_DECIMALS
    cl, lcl, ucl, average = (_told(drift, points[name]) for name in ("cl", "lcl", "ucl", "ewma"))
    side = Side(words("drift.ewma_short"), average, points["signal"].to_numpy(bool) & drift.told)
    plot = Plot(
        months=charted.series.months,
        period_type=charted.series.period_type,
        part=drift.part,
        sides=(side,),
        cl=cl,
        lcl=lcl,
        ucl=ucl,
        labels=_ewma_labels(words, (cl, lcl, ucl), decimals),
        decimals=decimals,
    )
    axis = (
        unit_text(words, charted.indicator, charted.series.period_type)
        if shown
        else words("drift.axis_sigma")
    )
    parameters = ewma_parameters(words, drift, ewma.run_length, charted.series.period_type)
    told = axis, parameters, ewma_sentence(words, charted, drift, ewma)
    return _figure(words, charted, drift, plot, "ewma", told=told, made_up=made_up, theme=theme)


def cusum_figure(
    words: Words,
    charted: Charted,
    drift: Drift,
    cusum: CusumChart,
    *,
    made_up: bool = False,
    theme: Theme = "light",
) -> Figure:
    """Both sums of a tabular CUSUM: the one upwards above 0, the one downwards below it."""
    points = cusum.points
    sides = _two_sides(
        words,
        (_told(drift, points["c_plus"]), _told(drift, points["c_minus"])),
        (points["signal_up"].to_numpy(bool) & drift.told, points["signal_down"].to_numpy(bool) & drift.told),
    )
    plot = _sums(words, charted, drift.part, sides, limits=(cusum.h, cusum.h), told=drift.told)
    parameters = cusum_parameters(words, drift, cusum.run_length, charted.series.period_type)
    sentence = cusum_sentence(words, charted, drift, points)
    told = words("drift.axis_cusum"), parameters, sentence
    return _figure(words, charted, drift, plot, "cusum", told=told, made_up=made_up, theme=theme)


def rare_figure(
    words: Words,
    charted: Charted,
    drift: Drift,
    rare: Rare,
    *,
    made_up: bool = False,
    theme: Theme = "light",
) -> Figure:
    """Bernoulli CUSUMs of the latest part: more events upwards, fewer downwards."""
    more, fewer = rare.more.points, rare.fewer.points
    sides = _two_sides(
        words,
        (more["level"].to_numpy(float), fewer["level"].to_numpy(float)),
        (more["signal"].to_numpy(bool), fewer["signal"].to_numpy(bool)),
    )
    everywhere = np.ones(len(rare.months), dtype=bool)
    part = np.ones(len(rare.months), dtype=np.int64)
    plot = _sums(words, charted, part, sides, limits=(rare.more.h, rare.fewer.h), told=everywhere)
    plot = replace(plot, months=rare.months)
    parameters = rare_parameters(words, rare, charted.series.period_type)
    told = words("drift.axis_rare"), parameters, rare_sentence(words, charted, rare)
    return _figure(words, charted, drift, plot, "rare", told=told, made_up=made_up, theme=theme)


def _two_sides(
    words: Words, levels: tuple[Floats, Floats], outside: tuple[np.ndarray, np.ndarray]
) -> tuple[Side, Side]:
    up, down = levels
    return (
        Side(words("drift.side_up"), up, outside[0]),
        Side(words("drift.side_down"), np.where(down > 0, -down, down), outside[1]),
    )


def _sums(
    words: Words,
    charted: Charted,
    part: np.ndarray,
    sides: tuple[Side, Side],
    *,
    limits: tuple[float, float],
    told: np.ndarray,
) -> Plot:
    """Sums on either side of 0 with a limit each."""
    above, below = limits
    numbers = [parameter(words, limit) for limit in (above, -below)]
    labels = [(above, numbers[0]), (-below, numbers[1])]
    return Plot(
        months=charted.series.months,
        period_type=charted.series.period_type,
        part=part,
        sides=sides,
        cl=np.where(told, 0.0, np.nan),
        lcl=np.where(told, -below, np.nan),
        ucl=np.where(told, above, np.nan),
        labels=tuple((y, words("drift.label_limit", value=number), number) for y, number in labels),
        decimals=SIGMA_DECIMALS,
    )


def _ewma_labels(
    words: Words, lines: tuple[Floats, Floats, Floats], decimals: int
) -> tuple[tuple[float, str, str], ...]:
    labels = []
    for line, key in zip(lines, ("label_centre", "label_lower", "label_upper"), strict=True):
        known = line[np.isfinite(line)]
        if known.size and np.isfinite(line[-1]):
            number = words.number(float(known[-1]), decimals)
            labels.append((float(known[-1]), words(f"drift.{key}", value=number), number))
    return tuple(labels)


def _figure(
    words: Words,
    charted: Charted,
    drift: Drift,
    plot: Plot,
    name: str,
    *,
    told: tuple[str, tuple[str, str], str],
    made_up: bool,
    theme: Theme,
) -> Figure:
    """The figure of a plot. ``told``: what its axis measures, its parameters, its sentence."""
    axis, parameters, sentence = told
    _, *rest = chart_facts(words, charted, made_up)
    facts = (*parameters, axis, *rest)
    chart, measure = words(f"drift.{name}_title"), measure_name(words, charted)
    title = words("drift.title", chart=chart, measure=measure, place=place_name(words, charted))
    return Figure(
        spec=plot_spec(
            words,
            plot,
            title=(chart, measure, place_name(words, charted)),
            facts=facts,
            axis=axis,
            theme=theme,
        ),
        datasets=datasets_of(words, plot),
        title=title,
        facts=" · ".join(facts),
        sentence=sentence,
        notes=chart_notes(words, replace(charted, caveats=drift.caveats)),
        make_table=lambda: _table(words, charted, plot),
        alt=words("drift.alt", title=title, sentence=sentence),
        lines=(
            ("value", words(f"drift.{name}_line")),
            ("limit", words("drift.line_limit")),
        ),
        states=(("beyond", words("drift.state_outside")),) if _any_outside(plot) else (),
        scope=scope_of(
            words,
            f"{chart} {charted.indicator.name.in_(words.language)}",
            place_name(words, charted),
            charted.series,
        ),
    )


def _any_outside(plot: Plot) -> bool:
    return any(side.outside.any() for side in plot.sides)


def _table(words: Words, charted: Charted, plot: Plot) -> pd.DataFrame:
    """One row a period, latest first: value, what is added up or averaged, limits, and what is outside."""
    series = charted.series
    begin = len(series.months) - len(plot.months)
    decimals = charted.indicator.decimals
    columns: dict[str, list[str]] = {
        words("table.period"): [words.period(month, plot.period_type) for month in plot.months],
        words("table.value"): [words.number(value, decimals) for value in series.value[begin:]],
    }
    for side in plot.sides:
        columns[side.name] = [words.number(float(y), plot.decimals) for y in side.y]
    for key, line in (("table.lower", plot.lcl), ("table.upper", plot.ucl)):
        columns[words(key)] = [words.number(float(limit), plot.decimals) for limit in line]
    outside = np.any([side.outside for side in plot.sides], axis=0)
    states = np.where(outside, "outside", point_states(charted)[begin:])
    told = {"outside": words("drift.state_outside"), "usual": "", "beyond": "", "pattern": ""}
    columns[words("table.status")] = [
        told[state] if state in told else words(f"state.{state}") for state in states
    ]
    return pd.DataFrame(columns).iloc[::-1].reset_index(drop=True)


def _told(drift: Drift, column: pd.Series) -> Floats:
    """A column of points where there is enough to show it, else NaN."""
    return np.where(drift.told, column.to_numpy(float), np.nan)
