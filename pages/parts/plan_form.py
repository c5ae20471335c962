"""What a person asks before starting: how large a change, which way, with whom, resting on what."""

import streamlit as st

from core.change.plan_for_dataset import Way, Wish
from core.wording import Words
from pages.parts import session
from pages.parts.address import NOBODY
from pages.parts.choices import Chosen
from pages.parts.guard import guarded
from pages.parts.widgets import select

WISH = "20"
"""Per cent that is wished for until something else is: what the calibration's power is told for."""
HISTORIES = ("24", "36", "48", "60")


def read_wish(words: Words, chosen: Chosen) -> Wish:
    """The wish in view; what the data do not have is told of and let go."""
    view, dataset = session.view(), chosen.dataset
    there = {unit.id for unit in dataset.units_of(chosen.indicator.id)}
    named = {"together": view.together, "against": () if view.against == NOBODY else view.against}
    gone = [unit for units in named.values() for unit in units if unit not in there]
    if gone:
        st.info(words("app.not_here", items=words.list(gone)))
    together = tuple(unit for unit in view.together if unit in there and unit != chosen.unit.id)
    against = tuple(unit for unit in named["against"] if unit in there - {chosen.unit.id, *together})
    session.change_view(
        wish=view.wish or WISH,
        together=together,
        against=NOBODY if view.against == NOBODY else against,
    )
    return Wish(
        indicator=chosen.indicator.id,
        units=(chosen.unit.id, *together),
        change=int(session.view().wish) / 100,
        way=_way(chosen),
        history=int(view.history) if view.history else None,
        compare=() if view.against == NOBODY else against or None,
        group=chosen.series.subgroup,
    )


def _way(chosen: Chosen) -> Way:
    """The way chosen, or else the one that is better; an increase is the harder to see."""
    chosen_way = session.view().way
    if chosen_way:
        return "up" if chosen_way == "up" else "down"
    return "down" if chosen.indicator.direction == "down" else "up"


def ask_wish(words: Words, chosen: Chosen) -> None:
    """How large a change, and which way."""
    view = session.view()
    st.session_state["choose_wish"] = int(view.wish)
    st.number_input(
        words("page.plan.wish"),
        min_value=1,
        max_value=95,
        step=5,
        key="choose_wish",
        on_change=_take_wish,
        width=170,
    )
    st.session_state["choose_way"] = _way(chosen)
    st.segmented_control(
        words("page.plan.way"),
        ["down", "up"],
        format_func=lambda way: words(f"page.plan.way_{way}"),
        key="choose_way",
        on_change=_take_way,
    )


def ask_basis(words: Words, chosen: Chosen, alike: tuple[str, ...]) -> None:
    """Who would start together, and what the plan rests on: folded away until someone wants it.

    alike : ids of the units that can start together or be compared with
    """
    view = session.view()
    popover = st.popover(
        words("page.plan.basis"), icon=":material/tune:", key="choose_basis", on_change="rerun"
    )
    if not popover.open:
        return
    with popover:
        everyone = [*view.together, *(unit for unit in alike if unit not in view.together)]
        _several(
            words,
            chosen,
            "together",
            offered=everyone,
            current=list(view.together),
            empty=words("page.plan.nobody"),
        )
        select(
            words("page.plan.history"),
            "history",
            ["", *HISTORIES],
            view.history if view.history in HISTORIES else "",
            lambda months: (
                words("page.plan.history_months", n=int(months)) if months else words("page.plan.history_all")
            ),
        )
        others = [*NOBODY, *(unit for unit in alike if unit not in view.together)]
        _several(
            words,
            chosen,
            "against",
            offered=others,
            current=[unit for unit in view.against if unit in others],
            empty=words("page.plan.against_all"),
        )


def _several(
    words: Words, chosen: Chosen, field: str, *, offered: list[str], current: list[str], empty: str
) -> None:
    """Units to choose among; ``empty`` says what choosing none of them means."""
    names = {unit: _name(words, chosen, unit) for unit in offered}
    st.session_state[f"choose_{field}"] = current
    st.multiselect(
        words(f"page.plan.{field}"),
        offered,
        format_func=lambda unit: names[unit],
        key=f"choose_{field}",
        placeholder=empty,
        on_change=_take_units,
        args=(field,),
    )


def _name(words: Words, chosen: Chosen, unit: str) -> str:
    if unit in NOBODY:
        return words("page.plan.against_none")
    return chosen.dataset.units[unit].name.in_(words.language)


@guarded
def _take_wish() -> None:
    session.change_view(wish=str(int(st.session_state["choose_wish"])))


@guarded
def _take_way() -> None:
    """The way into the view; pressing the one chosen leaves it chosen."""
    session.change_view(way=st.session_state["choose_way"] or session.view().way)


@guarded
def _take_units(field: str) -> None:
    """Units into the view. Nobody and somebody exclude each other: the last one chosen counts."""
    value = tuple(st.session_state[f"choose_{field}"])
    nobody = [unit for unit in value if unit in NOBODY]
    if nobody and len(value) > 1:
        value = tuple(unit for unit in value if unit not in NOBODY) if value[0] in NOBODY else NOBODY
    session.change_view(**{field: value})
