"""Many units side by side: a small run or control chart each, in one picture."""

import base64
from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd

from core.figures import palette
from core.figures.control_figure import targets_of
from core.figures.control_shape import Theme
from core.figures.figure import Figure
from core.figures.icons import variation_icon
from core.figures.panel_rows import Panel, laid_together, once
from core.figures.panels_shape import panels_spec
from core.figures.panels_table import panels_table
from core.figures.scope import scope_of
from core.figures.span import span_of
from core.figures.states import point_states
from core.figures.times import milliseconds
from core.figures.tips import tip_columns
from core.spc.for_series import Charted
from core.spc.standing import Standing, standing_of
from core.wording import Words
from core.wording.panels import count_of, panels_facts, panels_name, panels_sentences, standing_word

SMALLER = 0.45
"""Area of a point, of what it is in a chart of its own."""

_LINES = ("cl", "lcl", "ucl")


def panels_figure(
    words: Words,
    chartings: Sequence[Charted],
    *,
    shared_scale: bool = False,
    made_up: bool = False,
    theme: Theme = "light",
) -> Figure:
    """The figure of many units: one panel each, in the order given.

    Args:
        words: the reader's language.
        chartings: the charts, of one indicator, in one period length.
        shared_scale: whether all panels have the same scale; otherwise each has its own.
        made_up: whether the picture must say that its numbers are made up.
        theme: whether the picture is drawn on light or dark.

    Raises:
        ValueError: there are no charts, or they are not of one indicator and period length.
    """
    if len({(c.indicator.id, c.series.period_type) for c in chartings}) != 1:
        raise ValueError("panels need at least one chart, all of one indicator and period length")
    stands = [standing_of(charted) for charted in chartings]
    states = [point_states(charted) for charted in chartings]
    panels = [
        _panel(words, k, charted, stand, state)
        for k, (charted, stand, state) in enumerate(zip(chartings, stands, states, strict=True))
    ]
    data = laid_together(panels)
    facts = panels_facts(words, chartings, shared_scale, made_up)
    sentence = " ".join(panels_sentences(words, chartings, stands))
    total, name = count_of(words, chartings), panels_name(words, chartings)
    return Figure(
        spec=panels_spec(
            words, chartings, data, (name, total), facts, shared_scale=shared_scale, theme=theme
        ),
        datasets={"points": data},
        title=words("figure.title", measure=name, place=total),
        facts=" · ".join(facts),
        sentence=sentence,
        notes=_notes(words, chartings),
        make_table=partial(panels_table, words, chartings, stands),
        alt=words("panels.alt", title=name, total=total),
        lines=_lines(words, data),
        states=_signs(words, chartings, np.concatenate(states)),
        scope=scope_of(
            words, chartings[0].indicator.name.in_(words.language), total, *(c.series for c in chartings)
        ),
    )


def _notes(words: Words, chartings: Sequence[Charted]) -> tuple[str, ...]:
    """Why few values of a rolling measure count, in all units alike; that more units give more signals."""
    told = (words.caveat(c) for charted in chartings for c in charted.caveats if c.code == "rolling")
    many = (words("panels.note"),) if len(chartings) > 1 else ()
    return (*dict.fromkeys(told), *many)


def _panel(words: Words, k: int, charted: Charted, stand: Standing, states: np.ndarray) -> Panel:
    """The columns of one panel; their first row also holds what is written over it."""
    points, n = charted.points, len(states)
    y, targets = points["y"].to_numpy(), targets_of(charted)
    low, high = span_of(y, targets, *(points[name] for name in _LINES)) or (None, None)
    head = {
        "low": low,
        "high": high,
        "name": charted.unit.name.in_(words.language),
        "standing": standing_word(words, stand),
        "icon": _address(variation_icon(words, stand)),
    }
    return {
        "panel": [k] * n,
        "t": milliseconds(charted.series.months).tolist(),
        "y": y.tolist(),
        "curve": [np.nan] * n if charted.hidden.too_many else y.tolist(),
        **{name: points[name].to_numpy().tolist() for name in (*_LINES, "part")},
        "target": targets.tolist(),
        "state": states.tolist(),
        "size": [palette.POINTS[s].size * SMALLER if s in palette.DRAWN else 0.0 for s in states],
        **tip_columns(words, charted, states, None),
        **{name: once(text, n) for name, text in head.items()},
    }


def _address(drawing: str) -> str:
    """A drawing as an address that holds it, so that nothing is fetched."""
    return f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode('ascii')}"


def _lines(words: Words, data: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    """The lines that occur and what they mean; their values differ between panels."""
    kinds = (("cl", "centre"), ("ucl", "limit"), ("target", "target"))
    return tuple(
        (style, words(f"panels.line_{style}")) for column, style in kinds if data[column].notna().any()
    )


def _signs(words: Words, chartings: Sequence[Charted], states: np.ndarray) -> tuple[tuple[str, str], ...]:
    there = set(states)
    key = {"suppressed": words("panels.key_suppressed", n=int((states == "suppressed").sum()))}
    return tuple((s, key.get(s) or words(f"state.{s}")) for s in palette.POINTS if s in there)
