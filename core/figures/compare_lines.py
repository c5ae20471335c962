"""One series over time beside another, or among many: chosen units and the mean, one unit year by year."""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from core.figures import palette
from core.figures.control_shape import Theme
from core.figures.events import Event, event_data
from core.figures.figure import Figure
from core.figures.scope import scope_of
from core.figures.span import span_of
from core.figures.times import milliseconds, period_axis, time_ends
from core.figures.verdict_spec import Head, fill_axes, fill_scale, room_at_foot, verdict_spec
from core.observations.cut import between
from core.observations.dataset import Dataset
from core.observations.months import Month
from core.observations.series import Series
from core.spc.compare.region import Region
from core.spc.compare.selection import Selection
from core.wording import Words
from core.wording.compare_more import (
    mean_name,
    peers_name,
    region_finding,
    region_notes,
    region_sentences,
    selection_finding,
    selection_notes,
    selection_sentences,
)
from core.wording.titles import group_name, unit_text
from core.wording.verdict_figures import lines_of, source_facts

TIPS = 5
FEW = 10
"""Others that can have a line each; more are only a median and a band."""
_PEERS = frozenset({"peers", "peer_points"})


def selection_figure(
    words: Words,
    selection: Selection,
    dataset: Dataset,
    *,
    first: Month,
    last: Month,
    theme: Theme = "light",
) -> Figure:
    """The selection and the mean over time, without limits or signals. first, last : the period in view."""
    series = between(selection.series, first, last)
    mean = selection.mean if selection.mean is not None and _same(selection.mean, series) else None
    beside = np.full(len(series), np.nan) if mean is None else _settled_on(series, mean)
    name, place = _names(words, selection, dataset)
    facts = lines_of((words("compare.facts_lines"), source_facts(words, series.source, dataset.made_up)))
    frame = _frame(words, selection, series, beside)
    without = {"band", "event_rules", "event_texts", "labels", *_PEERS}
    without |= set() if mean is not None else {"beside"}
    spec = _spec(words, Head((name, place), facts, theme), series, frame, without)
    title = words("figure.title", measure=name, place=place)
    told = (f"{selection_finding(words, selection, last)}.", *selection_sentences(words, selection, dataset))
    sentence = " ".join(told)
    lines = [("value", words("compare.key_selection"))]
    if mean is not None:
        lines.append(("middle", f"{words('compare.key_mean')} ({mean_name(words, selection, dataset)})"))
    return Figure(
        spec=spec,
        datasets=_datasets(frame),
        title=title,
        facts=" · ".join(facts),
        sentence=sentence,
        notes=selection_notes(words, selection),
        make_table=partial(_selection_table, words, selection, series, beside),
        alt=words("compare.alt_lines", title=title, sentence=sentence),
        lines=tuple(lines),
        states=_states(words, frame),
        scope=scope_of(words, selection.indicator.name.in_(words.language), place, series),
    )


def region_figure(words: Words, region: Region, *, made_up: bool = False, theme: Theme = "light") -> Figure:
    """One unit year by year, with the median and middle half of the others, and breaks in measuring."""
    series, indicator = region.series, region.indicator
    measured = unit_text(words, indicator, series.period_type)
    name = words("figure.measure", name=indicator.name.in_(words.language), unit_text=measured)
    place = _with_group(words, region.unit.name.in_(words.language), series)
    facts = lines_of((words("compare.facts_lines"), source_facts(words, series.source, made_up)))
    frame = _region_frame(words, region)
    peers = _peer_lines(words, region)
    without = {"labels"} | (set() if region.banded else {"band", "beside"})
    without |= _PEERS if peers.empty else set()
    breaks = [Event(month, words("figure.event_break"), "break") for month in region.breaks]
    if not breaks:
        without |= {"event_rules", "event_texts"}
    spec = _spec(words, Head((name, place), facts, theme), series, frame, without)
    title = words("figure.title", measure=name, place=place)
    sentence = f"{region_finding(words, region)}. {' '.join(region_sentences(words, region))}"
    others = [] if peers.empty else [("peer", words("compare.key_peer"))]
    band = (("half", words("compare.key_band")),) if region.banded else ()
    if region.banded:
        others.append(("middle", words("compare.key_median_of", others=peers_name(words, region))))
    return Figure(
        spec=spec,
        datasets={**_datasets(frame), "peers": peers, "events": event_data(breaks, series.months)},
        title=title,
        facts=" · ".join(facts),
        sentence=sentence,
        notes=region_notes(words, region),
        make_table=partial(_region_table, words, region),
        alt=words("compare.alt_lines", title=title, sentence=sentence),
        lines=(("value", words("compare.key_unit", unit=region.unit.name.in_(words.language))), *others),
        states=(*_states(words, frame), *band),
        scope=scope_of(words, indicator.name.in_(words.language), place, series),
    )


def _names(words: Words, selection: Selection, dataset: Dataset) -> tuple[str, str]:
    indicator, series = selection.indicator, selection.series
    measured = unit_text(words, indicator, series.period_type)
    units = words.some([dataset.units[unit].name.in_(words.language) for unit in selection.units], 3)
    name = words("figure.measure", name=indicator.name.in_(words.language), unit_text=measured)
    return name, _with_group(words, units, series)


def _with_group(words: Words, place: str, series: Series) -> str:
    group = group_name(words, series.subgroup)
    return words("figure.place_group", unit=place, group=group) if group else place


def _spec(words: Words, head: Head, series: Series, frame: pd.DataFrame, without: set[str]) -> dict[str, Any]:
    hidden = bool((frame["state"] == "suppressed").any())
    spec = verdict_spec("compare_lines", words, head, without if hidden else without | {"hidden"})
    first, last = (words.period(series.months[at], series.period_type) for at in (0, -1))
    along = {"description": words("figure.axis_x", first=first, last=last)}
    across = along | period_axis(words, series.months, series.period_type)
    fill_axes(spec, x=across, y={"description": head.title[0]})
    if hidden:
        room_at_foot(spec)
    _room_for_few_values(spec, frame)
    return spec


def _room_for_few_values(spec: dict[str, Any], frame: pd.DataFrame) -> None:
    """Give a picture of one value, or with a line of none, the ends of its scales, which Vega cannot read."""
    drawn = frame[[name for name in ("value", "beside", "lower", "upper") if name in frame]].to_numpy(float)
    drawn, span = drawn[np.isfinite(drawn)], span_of(drawn)
    if frame["value"].isna().all():
        fill_scale(spec, "x", domain=time_ends(frame["t"].to_numpy()))
        fill_scale(spec, "y", domain=list(span or ()))
    elif np.ptp(drawn) == 0:
        fill_scale(spec, "y", domain=list(span or ()))


def _same(mean: Series, series: Series) -> bool:
    return mean.period_type == series.period_type


def _settled_on(series: Series, other: Series) -> np.ndarray:
    """The other's settled values on the calendar of ``series``."""
    settled = np.where(other.status == "provisional", np.nan, other.value)
    known = dict(zip(other.months.tolist(), settled.tolist(), strict=True))
    return np.array([known.get(month, np.nan) for month in series.months.tolist()], dtype=float)


def _point_states(series: Series) -> np.ndarray:
    states = np.where(series.status == "ok", "usual", series.status)
    return np.where(np.isfinite(series.value) | (states == "suppressed"), states, "missing").astype(str)


def _frame(words: Words, selection: Selection, series: Series, beside: np.ndarray) -> pd.DataFrame:
    decimals = selection.indicator.decimals
    measured = unit_text(words, selection.indicator, series.period_type)
    tips = []
    for month, value, other in zip(series.months, series.value, beside, strict=True):
        period = words.period(month, series.period_type)
        said = words("tip.value", period=period, value=words.number(value, decimals), unit_text=measured)
        mean = words("compare.tip_mean", value=words.number(other, decimals)) if np.isfinite(other) else None
        tips.append((said, mean, None, None, None))
    return _months(series, series.value, beside, _with_hidden(words, series, tips))


def _region_frame(words: Words, region: Region) -> pd.DataFrame:
    series, decimals = region.series, region.indicator.decimals
    measured = unit_text(words, region.indicator, series.period_type)
    tips = []
    for k, month in enumerate(series.months):
        period = words.period(month, series.period_type)
        value = words.number(region.value[k], decimals)
        said = words("tip.value", period=period, value=value, unit_text=measured)
        others = None
        if np.isfinite(region.median[k]):
            middle, low, high = (
                words.number(ends[k], decimals) for ends in (region.median, region.lower, region.upper)
            )
            others = words("compare.tip_median", value=middle, low=low, high=high)
        tips.append((said, others, words("compare.tip_others", n=int(region.others[k])), None, None))
    frame = _months(series, region.value, region.median, _with_hidden(words, series, tips))
    return frame.assign(lower=region.lower, upper=region.upper, part=_parts(region))


def _parts(region: Region) -> np.ndarray:
    """How many breaks there are up to each period, (periods,): no line is drawn across one."""
    breaks = np.array(region.breaks, dtype="datetime64[M]")
    return (region.series.months[:, None] >= breaks[None, :]).sum(axis=1)


def _peer_lines(words: Words, region: Region) -> pd.DataFrame:
    """A row for each period of each of a few others; none where they are many."""
    series, decimals = region.series, region.indicator.decimals
    units = region.peers.units if len(region.peers.units) <= FEW else ()
    measured = unit_text(words, region.indicator, series.period_type)
    periods = [words.period(month, series.period_type) for month in series.months]
    rows = [
        (t, value, unit.id, part, words("compare.tip_peer", name=unit.name.in_(words.language), said=said))
        for unit, values in zip(units, region.beside, strict=False)
        for t, value, part, said in zip(
            milliseconds(series.months),
            values,
            _parts(region),
            (
                words("tip.value", period=p, value=words.number(value, decimals), unit_text=measured)
                for p, value in zip(periods, values, strict=True)
            ),
            strict=True,
        )
    ]
    return pd.DataFrame(rows, columns=["t", "value", "unit", "part", "tip_0"])


def _with_hidden(
    words: Words, series: Series, tips: list[tuple[str | None, ...]]
) -> list[tuple[str | None, ...]]:
    """A hidden value has no number to tell, only that it is hidden."""
    hidden = words("tip.suppressed_why")
    return [
        (words("tip.suppressed", period=words.period(month, series.period_type)), hidden, None, None, None)
        if status == "suppressed"
        else tip
        for month, status, tip in zip(series.months, series.status, tips, strict=True)
    ]


def _months(
    series: Series, value: np.ndarray, beside: np.ndarray, tips: list[tuple[str | None, ...]]
) -> pd.DataFrame:
    states = _point_states(series)
    nothing = np.full(len(series), np.nan)
    return pd.DataFrame(
        {
            "t": milliseconds(series.months),
            "value": value,
            "beside": beside,
            "lower": nothing,
            "upper": nothing,
            "part": 1,
            "state": states,
            "size": [palette.POINTS[s].size * 0.8 if s in palette.DRAWN else 0.0 for s in states],
            **{f"tip_{k}": [tip[k] for tip in tips] for k in range(TIPS)},
        }
    )


def _datasets(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    hidden = frame[frame["state"] == "suppressed"]
    labels = pd.DataFrame({"t": np.empty(0), "y": np.empty(0), "text": [], "short": []})
    peers = pd.DataFrame({"t": np.empty(0), "value": np.empty(0), "unit": [], "part": [], "tip_0": []})
    return {"months": frame, "hidden": hidden.reset_index(drop=True), "peers": peers, "labels": labels}


def _states(words: Words, frame: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    there = set(frame["state"])
    return tuple((state, words(f"state.{state}")) for state in palette.POINTS if state in there)


def _selection_table(words: Words, selection: Selection, series: Series, beside: np.ndarray) -> pd.DataFrame:
    decimals = selection.indicator.decimals
    columns = {
        words("table.period"): [words.period(month, series.period_type) for month in series.months],
        words("compare.column_selection"): _written(words, series.value, series.status, decimals),
    }
    if np.isfinite(beside).any():
        columns[words("compare.column_mean")] = [words.number(value, decimals) for value in beside]
    return pd.DataFrame(columns).iloc[::-1].reset_index(drop=True)


def _region_table(words: Words, region: Region) -> pd.DataFrame:
    series, decimals = region.series, region.indicator.decimals
    half = [
        words("compare.range", low=words.number(low, decimals), high=words.number(high, decimals))
        if np.isfinite(low)
        else "–"
        for low, high in zip(region.lower, region.upper, strict=True)
    ]
    columns = {
        words("table.period"): [words.period(month, series.period_type) for month in series.months],
        words("table.value"): _written(words, series.value, series.status, decimals),
        words("compare.column_median"): [words.number(value, decimals) for value in region.median],
        words("compare.column_half"): half,
        words("compare.column_others"): [words.number(float(n), 0) for n in region.others],
    }
    if len(region.peers.units) <= FEW:
        columns |= {
            unit.name.in_(words.language): _written(words, values, said, decimals)
            for unit, values, said in zip(region.peers.units, region.beside, region.said, strict=True)
        }
    return pd.DataFrame(columns).iloc[::-1].reset_index(drop=True)


def _written(words: Words, values: np.ndarray, said: np.ndarray, decimals: int) -> list[str]:
    """Values as text; what has none, the word for it."""
    return [
        words.number(value, decimals) if np.isfinite(value) else words(f"status.{status}")
        for value, status in zip(values, said, strict=True)
    ]
