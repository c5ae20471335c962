"""Process, outcome and balancing measures of the same change, under one time axis and in one sentence."""

from typing import get_args

import streamlit as st

from core.change.for_dataset import Judged
from core.change.verdict import Grade
from core.figures.verdict_effects import Effect, effects_sentence
from core.figures.verdict_family import Measure, family_figure
from core.figures.verdict_months import Subject
from core.indicators.indicator import Role
from core.observations.months import month_of
from core.wording import Words
from pages.parts import session
from pages.parts.change_form import Tested, choose_measures
from pages.parts.findings import with_number_doubts
from pages.parts.say import say
from pages.parts.show import show_figure
from pages.parts.verdict_parts import folded, judged_all

MOST = 8


def show_measures(words: Words, tested: Tested) -> None:
    """Folded away until someone wants it: as many verdicts as there are measures."""
    part = folded(words("page.test.measures"), "measures_part", "stacked_line_chart")
    if part is None:
        return
    with part:
        if tested.change is None:
            choose_measures(words, tested.chosen)
        measures = measures_of(tested)
        if len(measures) < 2:
            say(words("page.test.measures_none"))
            return
        with st.spinner(words("page.test.working")):
            _measures(words, tested, measures)


def _measures(words: Words, tested: Tested, measures: dict[str, Role]) -> None:
    dataset = tested.chosen.dataset
    asked = [tested.asked.of(indicator) for indicator in measures]
    answers = judged_all("measures", dataset, asked, session.changes())
    effects = [
        Effect(a.indicator.name.in_(words.language), a.verdict, hidden=a.reason == "hidden") for a in answers
    ]
    say(effects_sentence(words, sorted(effects, key=_what_is_told_first)))
    drawn = [m for m in map(_measure, [tested] * len(answers), answers, measures.values()) if m is not None]
    figure = family_figure(
        words,
        drawn,
        name=tested.name or words("change.own"),
        made_up=dataset.made_up,
        theme=session.theme(),
    )
    many = words("page.test.measures_many")
    rests_on = [(one.subject.name(words), one.subject.series) for one in drawn]
    figure = with_number_doubts(words, dataset, figure, rests_on)
    show_figure(words, figure, key="measures_chart", more=many, elsewhere=(many,))


def _what_is_told_first(effect: Effect) -> tuple[bool, int]:
    """What moved, then what did not, then what is not known."""
    return effect.hidden, get_args(Grade).index(effect.verdict.grade)


def measures_of(tested: Tested) -> dict[str, Role]:
    """Indicators with numbers in the unit and periods like the chosen one's, by their role in the change."""
    change, chosen = tested.change, tested.chosen
    named: dict[str, Role]
    if change is None:
        catalogue = chosen.dataset.catalogue
        more = [one for one in session.view().measures if one in catalogue]
        named = {one: catalogue[one].role for one in (chosen.indicator.id, *more)}
    else:
        roles: tuple[tuple[Role, tuple[str, ...]], ...] = (
            ("process", change.process),
            ("outcome", change.outcome),
            ("balancing", change.balancing),
        )
        named = {indicator: role for role, indicators in roles for indicator in indicators}
    there = {indicator.id for indicator in chosen.dataset.indicators()}
    found: dict[str, Role] = {}
    for indicator, role in named.items():
        series = chosen.dataset.series(indicator, chosen.unit.id, chosen.series.subgroup)
        if indicator in there and series is not None and series.period_type == chosen.series.period_type:
            found[indicator] = role
    return dict(list(found.items())[:MOST])


def _measure(tested: Tested, answer: Judged, role: Role) -> Measure | None:
    chosen, start = tested.chosen, month_of(tested.asked.starts[0][1])
    series = chosen.dataset.series(answer.indicator.id, chosen.unit.id, chosen.series.subgroup)
    if series is None:
        return None
    return Measure(role, Subject(answer.indicator, chosen.unit, series, start), answer.verdict)
