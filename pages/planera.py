"""Planera: how long do we have to measure to know?"""

import streamlit as st

from core.change.plan_for_dataset import Help, Planned, plan_for
from core.figures.verdict_plan import plan_figure
from core.share.code import plan_code
from core.wording import Words
from core.wording.plan import help_sentence, plan_details, plan_headline, plan_wish, quarter_sentence
from core.wording.titles import group_name
from pages.parts import attention, session
from pages.parts.choices import Chosen, choose_series
from pages.parts.code import show_code
from pages.parts.findings import with_doubts_of_units
from pages.parts.frame import page
from pages.parts.guard import guarded
from pages.parts.kept import kept
from pages.parts.plan_form import ask_basis, ask_wish, read_wish
from pages.parts.say import escaped, headline, say
from pages.parts.show import show_figure
from pages.parts.ways_on import LARGER_HELPS, WayOn, of_series, show_ways


def render() -> None:
    """The page."""
    page("plan", _answer)


def _answer(words: Words) -> None:
    chosen = choose_series(words, whole=True)
    wish = read_wish(words, chosen)
    register = session.changes()
    digest = f"{chosen.dataset.observations.digest} {wish} {register}"
    planned = kept("plan", digest, lambda: plan_for(chosen.dataset, wish, register))
    with st.container(horizontal=True, vertical_alignment="bottom", key="plan_form"):
        ask_wish(words, chosen)
        ask_basis(words, chosen, planned.compared)
    headline(plan_headline(words, planned))
    if planned.reason is None:
        best = [help_sentence(words, planned, one, chosen.dataset) for one in planned.helps[:1]]
        say(" ".join([plan_wish(words, planned), *best]))
    details = " ".join(plan_details(words, planned))
    if planned.plan.curve is None:
        say(details)
    else:
        _drawn(words, chosen, planned, details)
    _helping(words, chosen, planned)
    if planned.reason is not None and not planned.helps:
        follow = WayOn(words("ways.follow"), page="follow", icon="monitoring")
        larger = planned.reason in LARGER_HELPS
        show_ways("plan", *of_series(words, chosen, with_larger=larger), follow)
    for caveat in _caveats(words, planned):
        st.caption(f":material/info: {escaped(caveat)}")
    show_code(words, "plan", lambda source: plan_code(words, source, wish, register))
    test = session.place("test")
    if test is not None:
        st.page_link(test, label=words("page.plan.to_test"), icon=":material/science:")


def _drawn(words: Words, chosen: Chosen, planned: Planned, details: str) -> None:
    names = [chosen.dataset.units[unit].name.in_(words.language) for unit in planned.plan.units]
    group = group_name(words, chosen.series.subgroup)
    place = words.list(names)
    figure = plan_figure(
        words,
        planned.plan,
        planned.wish.change,
        name=chosen.indicator.name.in_(words.language),
        place=words("figure.place_group", unit=place, group=group) if group else place,
        made_up=chosen.dataset.made_up,
        source=chosen.series.source,
        rests_on=(chosen.series,),
        theme=session.theme(),
    )
    figure = with_doubts_of_units(words, chosen, figure, planned.plan.units)
    show_figure(words, figure, "plan_chart", details, elsewhere=_caveats(words, planned))


def _caveats(words: Words, planned: Planned) -> tuple[str, ...]:
    return tuple(words.caveat(caveat) for caveat in planned.plan.caveats)


def _helping(words: Words, chosen: Chosen, planned: Planned) -> None:
    """What would help, each as a button that tries it; quarters are only told, since a plan is of months."""
    quarter = quarter_sentence(words, planned)
    if not planned.helps and not quarter:
        return
    with st.container(key="screen_only_helps" if planned.helps and not quarter else "plan_helps"):
        st.subheader(words("page.plan.helps"), anchor=False)
    for position, one in enumerate(planned.helps):
        st.button(
            escaped(help_sentence(words, planned, one, chosen.dataset)),
            key=f"plan_try_{position}",
            icon=":material/arrow_forward:",
            on_click=_try,
            args=(one,),
        )
    if quarter:
        say(quarter)


@guarded
def _try(one: Help) -> None:
    """Look at the plan with the advice taken."""
    view = session.view()
    taken: dict[str, dict[str, object]] = {
        "pool": {"together": tuple(dict.fromkeys([*view.together, *one.units])), "against": ()},
        "history": {"history": ""},
        "compare": {"against": ()},
        "events": {"indicator": one.indicator},
        "larger": {"unit": "".join(one.units), "together": (), "against": ()},
    }
    session.change_view(**taken[one.advice])
    attention.from_the_top()


if __name__ == "__main__":
    from app import main

    main()
