"""Units as they are and with equal ages, one below the other."""

from functools import partial

import numpy as np
import pandas as pd

from core.figures import compare_palette
from core.figures.compare_rows import fill_rows, told_apart, unknown_row, with_unknown
from core.figures.control_shape import Theme
from core.figures.figure import Figure
from core.figures.scope import Scope
from core.figures.verdict_spec import Head, verdict_spec
from core.indicators.text import alphabetical
from core.spc.compare.ages import ByAge
from core.wording import Words
from core.wording.compare import shown_period
from core.wording.compare_more import ages_finding, ages_notes, ages_sentences
from core.wording.titles import unit_text
from core.wording.verdict_figures import lines_of, source_facts


def ages_figure(
    words: Words, found: ByAge, unit: str, *, made_up: bool = False, theme: Theme = "light"
) -> Figure:
    """The figure of standardised rates. unit : id of the unit in view, in bold."""
    indicator, stretch = found.indicator, found.stretch
    measured = unit_text(words, indicator, stretch.period_type)
    name = words("figure.measure", name=indicator.name.in_(words.language), unit_text=measured)
    units = words(f"panels.count_{found.units[0].level}", n=len(found.units))
    place = words("compare.place", place=units, period=shown_period(words, stretch))
    facts = lines_of((words("compare.facts_ages"), source_facts(words, found.source, made_up)))
    names = [one.name.in_(words.language) for one in found.units]
    order = sorted(range(len(names)), key=lambda k: alphabetical(names[k]))
    at = next((k for k, one in enumerate(found.units) if one.id == unit), -1)
    drawn, there = with_unknown(order, found.known, at, np.zeros(len(names), dtype=bool))
    rows = pd.DataFrame([_row(words, found, k) for k in drawn])
    rows = rows.assign(name=told_apart(rows["name"].tolist()))
    spec = verdict_spec("compare_rows", words, Head((name, place), facts, theme))
    fill_rows(spec, rows["name"].tolist(), names[at] if at >= 0 else "", name)
    title = words("figure.title", measure=name, place=place)
    sentence = f"{ages_finding(words, found)}. {' '.join(ages_sentences(words, found))}"
    first, last = (words.period(month, stretch.period_type) for month in stretch.months[[0, -1]])
    mean = words.number(found.mean, indicator.decimals)
    return Figure(
        spec=spec,
        datasets={
            "rows": rows,
            "mean": pd.DataFrame({"value": [found.mean], "text": [mean]}),
        },
        title=title,
        facts=" · ".join(facts),
        sentence=sentence,
        notes=(*ages_notes(words, found), *_cut(words, len(drawn), there)),
        make_table=partial(_table, words, found),
        alt=words("verdict_figure.alt", title=title, sentence=ages_finding(words, found)),
        lines=(("own_interval", words("compare.key_interval")), ("centre", words("compare.key_centre"))),
        states=(("inside", words("compare.key_adjusted")), ("crude", words("compare.key_crude"))),
        scope=Scope(indicator.name.in_(words.language), place, first, last, latest=stretch.months[-1]),
    )


def _cut(words: Words, drawn: int, total: int) -> tuple[str, ...]:
    return (words("compare.first_rows", n=drawn, total=total),) if drawn < total else ()


def _row(words: Words, found: ByAge, k: int) -> dict[str, object]:
    if not found.known[k]:
        return unknown_row(words, found.units[k].name.in_(words.language), str(found.status[k]))
    decimals = found.indicator.decimals

    def written(array: np.ndarray, places: int = decimals) -> str:
        return words.number(array[k], places)

    return {
        "name": found.units[k].name.in_(words.language),
        "value": found.rate[k],
        "low": found.lower[k],
        "high": found.upper[k],
        "crude": found.crude[k],
        "state": "inside",
        "size": compare_palette.POINTS["inside"].size,
        "unknown": None,
        "tip_0": found.units[k].name.in_(words.language),
        "tip_1": words("compare.tip_adjusted", value=written(found.rate)),
        "tip_2": words("compare.tip_interval", low=written(found.lower), high=written(found.upper)),
        "tip_3": words("compare.tip_crude", value=written(found.crude)),
        "tip_4": _ratio(words, found, k),
    }


def _ratio(words: Words, found: ByAge, k: int) -> str | None:
    if not np.isfinite(found.ratio[k]):
        return None
    ratio, low, high = (
        words.number(ends[k], 2) for ends in (found.ratio, found.ratio_lower, found.ratio_upper)
    )
    return words("compare.tip_ratio", ratio=ratio, low=low, high=high)


def _table(words: Words, found: ByAge) -> pd.DataFrame:
    decimals = found.indicator.decimals

    def pair(low: np.ndarray, high: np.ndarray, k: int, places: int) -> str:
        ends = (words.number(low[k], places), words.number(high[k], places))
        return words("compare.range", low=ends[0], high=ends[1])

    rows = []
    for k, unit in enumerate(found.units):
        known = bool(found.known[k])
        ratio = words.number(found.ratio[k], 2)
        rows.append(
            (
                unit.name.in_(words.language),
                words.number(found.crude[k], decimals) if known else words(f"status.{found.status[k]}"),
                words.number(found.rate[k], decimals),
                pair(found.lower, found.upper, k, decimals) if known else "–",
                words(
                    "compare.with_range", value=ratio, range=pair(found.ratio_lower, found.ratio_upper, k, 2)
                )
                if known and np.isfinite(found.ratio[k])
                else "–",
            )
        )
    columns = ("unit", "crude", "adjusted", "interval", "ratio")
    table = pd.DataFrame(rows, columns=[words(f"compare.column_{name}") for name in columns])
    return table.sort_values(table.columns[0], key=lambda one: one.map(alphabetical)).reset_index(drop=True)
