"""The same change in several units: each for itself and all together."""

from dataclasses import replace

import streamlit as st

from core.change.for_dataset import Asked, Judged
from core.figures.verdict_effects import Effect, effects_figure, effects_sentence
from core.observations.months import month_of
from core.wording import Words
from pages.parts import session
from pages.parts.change_form import Tested
from pages.parts.findings import with_doubts_of_units
from pages.parts.say import say
from pages.parts.show import show_figure
from pages.parts.verdict_parts import folded, judged_all


def show_several(words: Words, tested: Tested) -> None:
    """Shown where more than one unit made the change, also at different times."""
    together = everywhere(tested)
    if len(together.starts) < 2:
        return
    part = folded(words("page.test.several"), "several_part", "location_city")
    if part is None:
        return
    dataset, register = tested.chosen.dataset, session.changes()
    asked = [*(together.only(unit) for unit in together.units), together]
    with part, st.spinner(words("page.test.working")):
        answers = judged_all("several", dataset, asked, register)
        effects = [_effect(words, one) for one in answers[:-1]]
        effects.append(Effect(words("page.test.together"), answers[-1].verdict, together=True))
        figure = effects_figure(
            words,
            effects,
            name=tested.chosen.indicator.name.in_(words.language),
            place=tested.name,
            smallest=tested.asked.smallest_change,
            made_up=dataset.made_up,
            source=tested.chosen.whole.source,
            rests_on=(tested.chosen.whole,),
            theme=session.theme(),
        )
        figure = with_doubts_of_units(words, tested.chosen, figure, together.units)
        say(effects_sentence(words, effects))
        about = words("page.test.several_about")
        show_figure(words, figure, key="several_chart", more=about, elsewhere=(about,))


def everywhere(tested: Tested) -> Asked:
    """The question for every unit that made it: the register's changes of the same name and measure."""
    starts = dict(tested.asked.starts)
    change = tested.change
    if change is not None:
        dataset = tested.chosen.dataset
        there = {unit.id for unit in dataset.units_of(tested.asked.indicator)}
        for other in session.changes():
            if other.name == change.name and tested.asked.indicator in other.indicators:
                for unit in other.units:
                    if unit in there:
                        starts.setdefault(unit, other.start)
    return replace(tested.asked, starts=tuple(starts.items()))


def _effect(words: Words, answer: Judged) -> Effect:
    start = answer.asked.starts[0][1]
    name = answer.units[0].name.in_(words.language)
    name = words("page.test.unit_from", unit=name, month=month_of(start))
    return Effect(name, answer.verdict, hidden=answer.reason == "hidden")
