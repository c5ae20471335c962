"""The cards of the overview: what deserves attention in the unit in view."""

import datetime as dt

import streamlit as st

from core.figures.overview_cards import STYLE, cards_html
from core.improvement import Change
from core.observations.dataset import Dataset
from core.observations.months import Month, month_of
from core.overview.attention import Card, attention
from core.overview.chance import chance_of_new
from core.overview.running import MOST, Running, concerning, running
from core.wording import Words
from core.wording.overview import calm, overview_details, overview_headline
from pages.parts import session
from pages.parts.kept import kept
from pages.parts.links import address_of
from pages.parts.overview_choice import Seen
from pages.parts.overview_own import OwnChoices
from pages.parts.overview_taken import take_cards
from pages.parts.say import escaped, headline, say
from pages.parts.ways_on import WayOn, more_numbers, show_ways, to_unit


def show_attention(words: Words, seen: Seen, own: OwnChoices | None) -> None:
    """The finding, how much of it chance alone would give, and a card for each thing.

    own : what was chosen on Följ for one of the series; said on its card, and above where it has none.
    """
    cells = seen.county.of_unit(seen.unit.id)
    going_on = concerning(seen.dataset, seen.unit.id, session.changes(), seen.latest)
    found = attention(
        cells,
        _running(seen),
        _this_month(seen.dataset),
        others=seen.county.cells,
        unjudged=max(0, len(going_on) - MOST),
    )
    finding = overview_headline(words, found, seen.unit.name.in_(words.language), seen.since)
    details = overview_details(words, found, cells, chance_of_new(cells))
    headline(finding)
    say(details)
    if own is not None and not any(_is_of(card, own) for card in found.cards):
        name = own.cell.indicator.name.in_(words.language)
        st.caption(escaped(words("overview.own.of", name=name, sentence=own.sentence)))
    if not found.cards:
        if found.told:  # where nothing can be judged, nothing is well
            st.success(calm(words, ages=not seen.dataset.made_up), icon=":material/check:")
        _ways_on(words, seen, told=bool(found.told))
        return
    st.html(STYLE)
    st.html(
        cards_html(
            words,
            found.cards,
            seen.since,
            lambda card: _address(seen, card, own),
            lambda card: own.sentence if own is not None and _is_of(card, own) else "",
        )
    )
    more = words("overview.more", n=found.more) if found.more else ""
    if more:
        st.caption(more)
    take_cards(words, seen, found, f"{finding} {details}", more)
    if not found.told:
        _ways_on(words, seen, told=False)


def _ways_on(words: Words, seen: Seen, *, told: bool) -> None:
    """Where to look when nothing stands out; the larger unit that may have more where nothing can be told."""
    if told:
        show_ways(
            "overview",
            WayOn(words("ways.compare"), page="compare", icon="bar_chart"),
            WayOn(words("ways.how_long_next"), page="plan", icon="timer"),
        )
        return
    there = {unit.id for unit in seen.units}
    above = next((unit for unit in seen.dataset.units.ancestors(seen.unit.id) if unit.id in there), None)
    show_ways("overview", None if above is None else to_unit(words, above), more_numbers(words))


def _running(seen: Seen) -> tuple[Running, ...]:
    """The unit's changes with their verdicts, in the group in view."""
    register = session.changes()
    of = f"{seen.dataset.observations.digest} {seen.unit.id} {seen.group.text} {seen.since}"
    digest = f"{of} {hash(register)}"
    if seen.dataset is session.sample() and not session.own_changes():
        return _sample_judged(digest, seen, register)
    return kept("overview_changes", digest, lambda: _judged(seen, register))


@st.cache_resource(show_spinner=False, max_entries=40)
def _sample_judged(digest: str, _seen: Seen, _register: tuple[Change, ...]) -> tuple[Running, ...]:
    return _judged(_seen, _register)


def _judged(seen: Seen, register: tuple[Change, ...]) -> tuple[Running, ...]:
    return running(seen.dataset, seen.unit.id, register, seen.latest, seen.group, since=seen.since)


def _this_month(dataset: Dataset) -> Month | None:
    """Made-up numbers are of no day: nothing is said of their age."""
    return None if dataset.made_up else month_of(f"{dt.date.today():%Y-%m}")


def _is_of(card: Card, own: OwnChoices) -> bool:
    """Whether a card is about the series that the choices were made for."""
    return card.running is None and card.cell is own.cell


def _address(seen: Seen, card: Card, own: OwnChoices | None) -> str:
    if card.running is not None:
        change, indicator = card.running.change, card.running.judged.indicator.id
        group = seen.group_field
        unit = seen.unit.id if seen.unit.id in change.units else change.units[0]
        return address_of("test", unit=unit, indicator=indicator, change=change.id, group=group)
    assert card.cell is not None
    kept_there = own.fields if own is not None and _is_of(card, own) else {}
    indicator = card.cell.indicator.id
    return address_of("follow", unit=seen.unit.id, indicator=indicator, group=seen.group_field, **kept_there)
