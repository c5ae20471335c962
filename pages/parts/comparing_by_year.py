"""One unit year by year beside others, and the choice of whom it is set beside."""

import streamlit as st

from core.figures.compare_lines import region_figure
from core.indicators.text import alphabetical
from core.spc.compare.for_dataset import level_series
from core.spc.compare.region import Region, region_of
from core.spc.compare.similar import likenesses
from core.wording import Words
from core.wording.compare_more import region_finding, region_sentences
from core.wording.titles import unit_label
from pages.parts import session
from pages.parts.choose_units import choose_units
from pages.parts.comparing import Compared
from pages.parts.guard import guarded
from pages.parts.kept import kept
from pages.parts.say import headline, say
from pages.parts.show import show_figure
from pages.parts.ways_on import of_comparison, show_ways

_LIKE, _PEERS = "choose_like", "choose_peers"


def show_region(words: Words, compared: Compared) -> None:
    """One unit year by year among others of its level: those like it, all, or a person's own."""
    chosen, view = compared.chosen, session.view()
    digest = f"{compared.digest} {chosen.unit.id} {view.like} {view.peers}"
    found = kept("compare_region", digest, lambda: _region(compared, view.like, view.peers))
    if found is None:
        headline(words("compare.region_none"))
        say(words("compare.region_none_why"))
        show_ways("compare", *of_comparison(words, chosen))
        return
    choice = st.container(horizontal=True, key="compare_like")
    try:
        headline(region_finding(words, found))
        figure = region_figure(words, found, made_up=chosen.dataset.made_up, theme=session.theme())
        show_figure(words, figure, "compare_region", " ".join(region_sentences(words, found)))
    finally:
        with choice:
            _choose_peers(words, compared, found)


def _region(compared: Compared, like: str, peers: tuple[str, ...]) -> Region | None:
    chosen = compared.chosen
    return region_of(
        chosen.dataset,
        chosen.indicator.id,
        chosen.unit,
        compared.asked.group,
        shown=chosen.series,
        like=like,
        chosen=peers,
    )


def _choose_peers(words: Words, compared: Compared, found: Region) -> None:
    """By what the others are near, or which they are."""
    dataset, unit = compared.chosen.dataset, compared.chosen.unit
    several, _ = level_series(dataset, compared.chosen.indicator.id, unit.level, compared.asked.group)
    others = [one for one, _ in several if one.id != unit.id]
    if len(others) < 2:  # nobody to choose among
        return
    peers = found.peers
    st.session_state[_LIKE] = peers.by
    st.selectbox(
        words("compare.like"),
        likenesses(peers.traits, unit, others),
        format_func=lambda by: words(f"compare.like_{by}"),
        key=_LIKE,
        on_change=_take_like,
        args=(tuple(one.id for one in peers.units),),
        width=380,
    )
    if peers.by != "chosen":
        return
    known = {one.id: one for one in sorted(others, key=lambda one: alphabetical(unit_label(words, one)))}
    choose_units(words, "compare.peers", known, [one.id for one in peers.units], key=_PEERS, take=_take_peers)


@guarded
def _take_like(now: tuple[str, ...]) -> None:
    """Whoever wants to choose begins with those in view."""
    by = st.session_state[_LIKE]
    session.change_view(like=by, peers=now if by == "chosen" else ())


@guarded
def _take_peers() -> None:
    peers = tuple(st.session_state[_PEERS])
    session.change_view(like="chosen" if peers else "", peers=peers)
