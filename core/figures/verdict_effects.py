"""Several verdicts one below the other: how far from the expected, how sure, and the grade of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from core.change.verdict import Ends, Verdict
from core.figures import palette, verdict_palette
from core.figures.control_shape import Theme
from core.figures.figure import Figure
from core.figures.scope import scope_of
from core.figures.verdict_rows import row_data, rows_spec
from core.figures.verdict_spec import Head
from core.indicators.indicator import Role
from core.indicators.text import alphabetical
from core.observations.series import Series
from core.wording import Words
from core.wording.verdict_figures import (
    change_text,
    change_told,
    change_with_range,
    grade_words,
    lines_of,
    p_text,
    range_text,
    source_facts,
)
from core.wording.words import capitalised

ROLES: tuple[Role, ...] = ("process", "outcome", "experience", "balancing")
"""What was done, what came of it, how it felt, what else moved."""
SEVERAL, MANY = 2, 20
"""From so many on one has to think of chance; from so many on one is expected to differ by chance."""
NOMINAL = 0.05


@dataclass(frozen=True, slots=True)
class Effect:
    """One row: a unit or a measure with its verdict.

    together : all units judged as one; it stands last
    hidden : so many values are hidden that nothing may be said (``core.spc.hidden``): no number is shown
    """

    name: str
    verdict: Verdict
    together: bool = False
    role: Role | None = None
    hidden: bool = False

    @property
    def change(self) -> float | None:
        """The relative change that may be told."""
        return None if self.hidden else self.verdict.relative_effect

    @property
    def interval(self) -> Ends | None:
        """Its 95 % interval."""
        return None if self.hidden else self.verdict.interval

    @property
    def wide(self) -> Ends | None:
        """What also the unit's own drift allows."""
        return None if self.hidden else self.verdict.wide_interval

    def graded(self, words: Words) -> str:
        """The grade in a few words."""
        return grade_words(words, self.verdict, hidden=self.hidden)


def effects_figure(
    words: Words,
    effects: Sequence[Effect],
    *,
    name: str,
    place: str = "",
    smallest: float = 0.10,
    made_up: bool = False,
    source: str = "",
    rests_on: Sequence[Series] = (),
    theme: Theme = "light",
) -> Figure:
    """The figure of several verdicts, measures by role and else by name; never by size.

    name, place : what is measured and where, for the title. smallest : the smallest relative change that
    matters, drawn as a band. rests_on : the series, which tell the time. Raises ValueError without any row.
    """
    if not effects:
        raise ValueError("effects need at least one verdict")
    effects = sorted(effects, key=_order)
    rows = pd.DataFrame([_row(words, effect) for effect in effects])
    facts = lines_of(
        (
            words("verdict_figure.effects_facts"),
            words("verdict_figure.effects_small", percent=100 * smallest),
            source_facts(words, source, made_up),
        )
    )
    heading = words("verdict_figure.effects_title", name=name)
    title = words("figure.title", measure=heading, place=place) if place else heading
    sentence = effects_sentence(words, effects)
    return Figure(
        spec=rows_spec(words, rows, Head(lines_of((heading, place)), facts, theme), 100 * smallest),
        datasets=row_data(rows, 100 * smallest),
        title=title,
        facts=" · ".join(facts),
        sentence=sentence,
        notes=_notes(words, effects),
        scope=scope_of(words, heading, place, *rests_on),
        make_table=partial(_table, words, effects),
        alt=words("verdict_figure.alt", title=title, sentence=sentence),
        lines=(
            ("interval", words("verdict_figure.key_interval")),
            *(
                (("wide", words("verdict_figure.key_wide")),)
                if any(effect.wide for effect in effects)
                else ()
            ),
        ),
        states=tuple(
            (grade, words(f"verdict_figure.key_{grade}"))
            for grade in verdict_palette.GRADES
            if any(e.verdict.said == grade and e.change is not None for e in effects)
        ),
    )


def effects_sentence(words: Words, effects: Sequence[Effect]) -> str:
    """Who has which grade, a sentence a grade; then all together."""
    told: dict[str, list[str]] = {}
    for effect in effects:
        if not effect.together:
            told.setdefault(effect.graded(words), []).append(effect.name)
    sentences = [
        words("verdict_figure.effects_graded", grade=capitalised(grade), names=words.some(names, 13))
        for grade, names in told.items()
    ]
    sentences += [
        words(
            "verdict_figure.effects_together",
            change=change_told(words, e.change, e.interval),
            grade=e.graded(words),
        )
        for e in effects
        if e.together
    ]
    return " ".join(sentences)


def _order(effect: Effect) -> tuple[bool, int, tuple[int, ...] | str]:
    role = ROLES.index(effect.role) if effect.role is not None else -1
    return effect.together, role, alphabetical(effect.name)


def _row(words: Words, effect: Effect) -> dict[str, object]:
    verdict, graded = effect.verdict, effect.graded(words)
    shape, filled = verdict_palette.GRADES[verdict.said]
    moved = verdict.said in ("clear", "likely")
    colour = verdict_palette.DIRECTIONS[verdict.direction or "neutral"] if moved else palette.CENTRE
    numbers = change_with_range(words, effect.change, effect.interval)
    wide = words("verdict_figure.tip_wide", range=range_text(words, effect.wide)) if effect.wide else None
    (low, high), (wide_low, wide_high) = _percents(effect.interval), _percents(effect.wide)
    return {
        "name": _name(words, effect),
        "words": graded,
        "numbers": numbers,
        "effect": np.nan if effect.change is None else 100 * effect.change,
        "low": low,
        "high": high,
        "wide_low": wide_low,
        "wide_high": wide_high,
        "shape": shape,
        "colour": colour,
        "fill": colour if filled else "transparent",
        "tip_0": effect.name,
        "tip_1": graded,
        "tip_2": numbers,
        "tip_3": wide,
    }


def _name(words: Words, effect: Effect) -> str:
    if effect.role is None:
        return effect.name
    return words(
        "verdict_figure.role_name", role=words(f"verdict_figure.role_{effect.role}"), name=effect.name
    )


def _percents(ends: Ends | None) -> Ends:
    return (np.nan, np.nan) if ends is None else (100 * ends[0], 100 * ends[1])


def _notes(words: Words, effects: Sequence[Effect]) -> tuple[str, ...]:
    told = [e for e in effects if e.change is not None]
    judged = len(told)
    if sum(not e.together for e in told) < SEVERAL:
        return ()
    if judged < MANY:
        return (words("verdict_figure.effects_note", n=judged, percent=words.number(100 * NOMINAL * judged)),)
    return (words("verdict_figure.effects_note_many", n=judged, expected=words.number(NOMINAL * judged, 0)),)


def _table(words: Words, effects: Sequence[Effect]) -> pd.DataFrame:
    rows = [
        (
            _name(words, effect),
            effect.graded(words),
            change_text(words, effect.change),
            range_text(words, effect.interval),
            range_text(words, effect.wide),
            p_text(words, None if effect.hidden else effect.verdict.p),
        )
        for effect in effects
    ]
    columns = ("row", "grade", "change", "interval", "wide", "p")
    return pd.DataFrame(rows, columns=[words(f"verdict_figure.column_{name}") for name in columns])
