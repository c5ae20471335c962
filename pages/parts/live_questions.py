"""What is asked of each source, chosen on the page; beside every button stands what it would send."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from core.indicators import Unit
from core.observations.live import ask
from core.observations.live.answers import size
from core.observations.live.kolada import Question
from core.observations.live.sources import Source, host_of
from core.observations.live.tables import Dimension, Found, Table
from core.wording import Words
from core.wording.titles import unit_label
from pages.parts import session
from pages.parts.say import escaped

_FIRST_YEAR = 2000
_USUAL_YEARS = 10
_FOUND, _TABLE = "live_found", "live_table"


@dataclass(frozen=True, slots=True)
class Begun:
    """A question that a person has asked: of whom, and the work that answers it."""

    source: Source
    work: ask.Work[Any]


@dataclass(frozen=True, slots=True)
class _Form:
    """Where a question is put together; ``busy``: another one is being answered, so no button works."""

    words: Words
    source: Source
    paces: ask.Paces
    busy: bool

    def button(self, text: str, name: str, ready: bool = True, primary: bool = False) -> bool:
        """A button that asks."""
        works = ready and not self.busy
        # One that does not work has no words in dark when it is primary.
        kind = "primary" if primary and works else "secondary"
        return st.button(text, type=kind, disabled=not works, key=f"live_{name}_{self.source.id}")

    def sends(self, *codes: Iterable[str]) -> None:
        """What would be sent, told before it is, and what else the other end sees."""
        words, listed = self.words, "; ".join(self.words.some(some, most=8) for some in codes)
        sent = words("live.sends", host=host_of(self.source), codes=listed)
        st.caption(escaped(f"{sent} {words('live.seen_by', source=self.source.name)}"))


def question(words: Words, source: Source, paces: ask.Paces, busy: bool) -> Begun | None:
    """Let the visitor put together a question; None until a button that asks is pressed."""
    form = _Form(words, source, paces, busy)
    work = _of_kolada(form) if source.id == "kolada" else _of_tables(form)
    return None if work is None else Begun(source, work)


def learn(begun: Begun, answer: tuple[Found, ...] | Table) -> None:
    """Keep what a source has said that can be chosen."""
    key = _TABLE if isinstance(answer, Table) else _FOUND
    st.session_state[f"{key}_{begun.source.id}"] = answer
    if key == _FOUND:
        st.session_state.pop(f"{_TABLE}_{begun.source.id}", None)


# Kolada


def _of_kolada(form: _Form) -> ask.Work[Any] | None:
    words = form.words
    against, _ = session.blank()
    measures = {one.kolada[0]: one.name.in_(words.language) for one in against.catalogue if one.kolada}
    kpis = st.multiselect(
        words("live.indicators"),
        list(measures),
        format_func=lambda kpi: f"{measures[kpi]} ({kpi})",
        key="live_kpis",
        placeholder="",
    )
    units = _units(words, [unit for unit in against.units if unit.codes.get("kolada")])
    now = date.today().year
    first, last = st.slider(
        words("live.years"), _FIRST_YEAR, now, (now - _USUAL_YEARS, now), format="%d", key="live_years"
    )
    ready = bool(kpis and units)
    if ready:
        form.sends(kpis, units, [f"{first}–{last}"])
    if not form.button(words("live.fetch", source=form.source.name), "fetch", ready, primary=True):
        return None
    return ask.kolada_values(Question(tuple(kpis), units, tuple(range(first, last + 1))), form.paces)


def _units(words: Words, known: list[Unit]) -> tuple[str, ...]:
    """Codes of all units that have one, or of those that are chosen."""
    every = words("live.units_all", n=len(known))
    which = st.radio(
        words("live.which_units"),
        ("all", "some"),
        format_func=lambda one: every if one == "all" else words("live.units_some"),
        horizontal=True,
        key="live_which_units",
    )
    names = {unit.codes["kolada"]: unit_label(words, unit) for unit in known}
    if which == "all":
        return tuple(names)
    chosen = st.multiselect(
        words("live.units"),
        list(names),
        format_func=lambda code: names[code],
        key="live_units",
        placeholder="",
    )
    return tuple(chosen)


# SCB and Socialstyrelsen


def _of_tables(form: _Form) -> ask.Work[Any] | None:
    """Find a table, see what it holds, choose from it: three questions, each with a button of its own."""
    source = form.source
    if (find := _find(form)) is not None:
        return find
    found: tuple[Found, ...] | None = st.session_state.get(f"{_FOUND}_{source.id}")
    if not found:
        if found is not None:
            st.info(form.words("live.none_found"))
        return None
    names = {one.id: _name(one) for one in found}
    chosen = st.selectbox(
        form.words("live.table" if source.id == "scb" else "live.subject"),
        list(names),
        format_func=lambda id_: names[id_],
        key=f"live_table_choice_{source.id}",
    )
    table: Table | None = st.session_state.get(f"{_TABLE}_{source.id}")
    if table is not None and table.id == chosen:
        return _of_table(form, table)
    form.sends([chosen])
    if not form.button(form.words("live.look"), "look"):
        return None
    return (ask.scb_table if source.id == "scb" else ask.socialstyrelsen_table)(chosen, form.paces)


def _find(form: _Form) -> ask.Work[Any] | None:
    words, source = form.words, form.source
    if source.id != "scb":
        pressed = form.button(words("live.list_subjects", source=source.name), "find")
        return ask.socialstyrelsen_tables(form.paces) if pressed else None
    text = st.text_input(words("live.words"), key="live_words", max_chars=100).strip()
    pressed = form.button(words("live.find", source=source.name), "find", ready=bool(text))
    return ask.scb_tables(text, form.paces) if pressed else None


def _of_table(form: _Form, table: Table) -> ask.Work[Any] | None:
    """One list of values for each dimension, all of which have to be told."""
    words = form.words
    codes = {one.code: _values(form, table, one) for one in table.dimensions}
    lacking = [one.label for one in table.dimensions if not codes[one.code]]
    if lacking:
        st.caption(escaped(words("live.lacking", items=words.list(lacking))))
    else:
        st.caption(words("live.cells", n=size(codes)))
        form.sends([table.id], *codes.values())
    if not form.button(words("live.fetch", source=form.source.name), "fetch", not lacking, primary=True):
        return None
    ask_for = ask.scb_values if form.source.id == "scb" else ask.socialstyrelsen_values
    return ask_for(table.id, codes, form.paces)


def _values(form: _Form, table: Table, dimension: Dimension) -> list[str]:
    against, _ = session.blank()
    places = {code for unit in against.units if (code := unit.codes.get(form.source.id))}
    names: Mapping[str, str] = dict(zip(dimension.codes, dimension.labels, strict=True))
    return st.multiselect(
        escaped(dimension.label),
        list(dimension.codes),
        default=list(dimension.usual(places)),
        format_func=lambda code: names[code] if names[code] == code else f"{names[code]} ({code})",
        key=f"live_{form.source.id}_{table.id}_{dimension.code}",
        placeholder="",
    )


def _name(found: Found) -> str:
    period = "–".join(filter(None, (found.first, found.last)))
    label = found.label or found.id
    return f"{label}, {period} ({found.id})" if period else label
