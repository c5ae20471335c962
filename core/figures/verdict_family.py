"""Process, outcome and balancing measures of one change below each other under one time axis."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from core.change.verdict import Verdict
from core.figures import verdict_palette
from core.figures.control_shape import Theme
from core.figures.events import Event, event_data
from core.figures.figure import Figure
from core.figures.scope import scope_of
from core.figures.verdict_counterfactual import time_axis
from core.figures.verdict_effects import ROLES
from core.figures.verdict_months import (
    Subject,
    at_foot,
    frame_of,
    months_of_verdict,
    signs_of,
)
from core.figures.verdict_panels import PANEL, PITCH, Scale, height_of, laid, scale_of, top_of
from core.figures.verdict_spec import Head, fill_axes, fill_scale, own_height, verdict_spec
from core.indicators.indicator import Role
from core.spc.hidden import hidden_in
from core.wording import Words
from core.wording.titles import source_name
from core.wording.verdict_figures import (
    change_text,
    change_told,
    change_with_range,
    grade_words,
    lines_of,
    of_period,
    range_text,
    source_facts,
)
from core.wording.words import capitalised


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """One measure of a change: its role there, what it is of, and the verdict on it."""

    role: Role
    subject: Subject
    verdict: Verdict

    @property
    def hidden(self) -> bool:
        """Whether so much is hidden that nothing is said of the level."""
        return hidden_in(self.subject.series).too_many


def family_figure(
    words: Words,
    measures: Sequence[Measure],
    *,
    name: str,
    made_up: bool = False,
    theme: Theme = "light",
) -> Figure:
    """The figure of the measures of one change, in the order of their roles.

    name : what the change is called.

    Raises ValueError without measures, or when they are not of one unit, start and period length.
    """
    if len({(m.subject.unit.id, m.subject.start, m.subject.series.period_type) for m in measures}) != 1:
        raise ValueError("a family needs at least one measure, all of one unit, start and period length")
    measures = sorted(measures, key=lambda measure: ROLES.index(measure.role))
    subject = measures[0].subject
    months = [months_of_verdict(measure.subject, measure.verdict) for measure in measures]
    frames = [frame_of(words, one) for one in months]
    scales = [scale_of(frame, m.subject.indicator) for frame, m in zip(frames, measures, strict=True)]
    drawn = pd.concat(
        [laid(frame, k, scale) for k, (frame, scale) in enumerate(zip(frames, scales, strict=True))],
        ignore_index=True,
    )
    hidden = at_foot(drawn).assign(foot=_feet(drawn))
    place, month = subject.place(words), words.period(subject.start, subject.series.period_type)
    sources = sorted(
        {source_name(words, m.subject.series.source) for m in measures if m.subject.series.source}
    )
    facts = lines_of(
        (words("verdict_figure.family_facts", month=month), source_facts(words, words.list(sources), made_up))
    )
    heading = words("verdict_figure.family_title", name=name)
    title = words("figure.title", measure=heading, place=place)
    sentence = family_sentence(words, measures)
    calendar = _calendar(measures)
    text = words("figure.event_change", month=month)
    events = _in_each_panel(event_data([Event(subject.start, text, "change")], calendar), len(measures))
    datasets = {"months": drawn, "events": events, "panels": _panels(words, measures)}
    head = Head((heading, place), facts, theme)
    without = set() if len(hidden) else {"foot"}
    if not drawn["lonely"].any():
        without |= {"bars", "ticks"}
    return Figure(
        spec=_spec(words, measures, scales, head, without),
        datasets=datasets | ({"foot": hidden} if len(hidden) else {}),
        title=title,
        facts=" · ".join(facts),
        sentence=sentence,
        notes=(words("verdict_figure.family_note"),),
        make_table=partial(_table, words, measures),
        alt=words("verdict_figure.alt", title=title, sentence=sentence),
        lines=(
            ("expected", words("verdict_figure.key_family")),
            ("band", of_period(words, "key_band", subject.series.period_type)),
            ("change", text),
        ),
        states=signs_of(words, *months),
        scope=scope_of(words, heading, place, *(measure.subject.series for measure in measures)),
    )


def family_sentence(words: Words, measures: Sequence[Measure]) -> str:
    """How it went with each measure: role, name, grade and how far from the expected."""
    return " ".join(_told(words, measure) for measure in measures)


def _told(words: Words, measure: Measure) -> str:
    verdict = measure.verdict
    role, name = words(f"verdict_figure.role_{measure.role}"), measure.subject.name(words)
    grade = grade_words(words, verdict, hidden=measure.hidden)
    if verdict.relative_effect is None or measure.hidden:
        return words("verdict_figure.family_untold", role=role, name=name, grade=grade)
    change = change_told(words, verdict.relative_effect, verdict.interval)
    return words("verdict_figure.family_told", role=role, name=name, grade=grade, change=change)


def _panels(words: Words, measures: Sequence[Measure]) -> pd.DataFrame:
    """What stands over each panel, and where."""
    rows = []
    for k, measure in enumerate(measures):
        role = words(f"verdict_figure.role_{measure.role}")
        change = None if measure.hidden else measure.verdict.relative_effect
        graded = capitalised(grade_words(words, measure.verdict, hidden=measure.hidden))
        rows.append(
            {
                "top": top_of(k),
                "name": words("verdict_figure.role_name", role=role, name=measure.subject.measure(words)),
                "words": graded
                if change is None
                else words(
                    "verdict_figure.family_words",
                    grade=graded,
                    change=change_with_range(words, change, measure.verdict.interval),
                ),
            }
        )
    return pd.DataFrame(rows)


def _in_each_panel(events: pd.DataFrame, panels: int) -> pd.DataFrame:
    """The change as a line in every panel and not between them, where words stand."""
    tops = np.array([top_of(k) for k in range(panels)])
    each = events.loc[events.index.repeat(panels)].reset_index(drop=True)
    return each.assign(top=np.tile(tops, len(events)), foot=np.tile(tops + PANEL, len(events)))


def _feet(drawn: pd.DataFrame) -> np.ndarray:
    panels = drawn.loc[drawn["state"].isin(verdict_palette.AT_FOOT), "panel"].to_numpy(dtype=float)
    return panels * PITCH + top_of(0) + height_of(1) - top_of(0) - 8.0


def _calendar(measures: Sequence[Measure]) -> np.ndarray:
    first = min(measure.subject.series.months[0] for measure in measures)
    last = max(measure.subject.series.months[-1] for measure in measures)
    return np.arange(first, last + 1)


def _spec(
    words: Words,
    measures: Sequence[Measure],
    scales: Sequence[Scale | None],
    head: Head,
    without: Collection[str],
) -> dict[str, Any]:
    spec = verdict_spec("verdict_family", words, head, without)
    total = height_of(len(measures))
    named = {at: text for k, scale in enumerate(scales) if scale for at, text in scale.named(words, k)}
    fill_scale(spec, "y", domain=[0, total])
    # Keys as the browser writes numbers; its format() would write them in the reader's language.
    texts = json.dumps({f"{at:g}": text for at, text in named.items()}, ensure_ascii=False)
    fill_axes(
        spec,
        y={
            "values": list(named),
            "labelExpr": f"({texts})[toString(datum.value)]",
            "description": words("verdict_figure.family_axis_y"),
        },
    )
    longest = max((measure.subject.series for measure in measures), key=len)
    fill_axes(spec, x=time_axis(words, longest))
    own_height(spec, total)
    return spec


def _table(words: Words, measures: Sequence[Measure]) -> pd.DataFrame:
    rows = []
    for measure in measures:
        verdict, subject = measure.verdict, measure.subject
        factor, decimals = subject.level_factor, subject.indicator.level_decimals
        levels = [
            words.number(np.nan if level is None or measure.hidden else level * factor, decimals)
            for level in (verdict.observed_level, verdict.expected_level)
        ]
        rows.append(
            (
                words(f"verdict_figure.role_{measure.role}"),
                subject.name(words),
                subject.unit_text(words),
                *levels,
                change_text(words, None if measure.hidden else verdict.relative_effect),
                range_text(words, None if measure.hidden else verdict.interval),
                grade_words(words, verdict, hidden=measure.hidden),
            )
        )
    columns = ("role", "measure", "unit", "observed", "expected", "change", "interval", "grade")
    return pd.DataFrame(rows, columns=[words(f"verdict_figure.column_{name}") for name in columns])
