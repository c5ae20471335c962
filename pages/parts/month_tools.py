"""What a person can do with one period of a chart: begin a part there, leave it out, write what happened.

Reached by pressing a point of the chart, or from a list for whoever does not point.
"""

import streamlit as st

from core.figures.events import Event
from core.observations.months import Month, month_of, text_of
from core.observations.series import Series
from core.spc.for_series import Charted
from core.wording import Words
from pages.parts import session, undo
from pages.parts.address import LONGEST_NOTE, MOST_NOTES, Note, clean_note
from pages.parts.guard import guarded
from pages.parts.say import escaped
from pages.parts.show import let_go

_CHOSEN = "month_tools_chosen"


def choose_month_to_mark(words: Words, series: Series) -> None:
    """The same tools from a list of periods, for a keyboard or a screen reader."""
    popover = st.popover(words("mark.open"), icon=":material/edit_note:", key="mark_open", on_change="rerun")
    if not popover.open:
        return
    months = [text_of(month) for month in series.months]
    with popover:
        if st.session_state.get(_CHOSEN) not in months:
            st.session_state[_CHOSEN] = months[-1]
        month = st.selectbox(
            words("mark.which"),
            months,
            format_func=lambda text: words.period(month_of(text), series.period_type),
            key=_CHOSEN,
        )
        month_tools(words, series, month, key="list")


def picked_month(words: Words, charted: Charted, month: Month) -> None:
    """The tools for the period whose point was pressed, under the chart."""
    series = charted.series
    at = int(series.months.searchsorted(month))
    if at == len(series) or series.months[at] != month:
        return  # pressed in a chart of another period
    value = words.number(float(charted.points["y"].iloc[at]), charted.indicator.decimals)
    with st.container(border=True, key="picked_month"):
        name = words.period(month, series.period_type)
        st.markdown(f"**{escaped(words('mark.picked', month=name, value=value))}**")
        month_tools(words, series, text_of(month), key="picked")
        st.button(words("mark.close"), key="picked_close", type="tertiary", on_click=let_go)


def noted(series: Series) -> tuple[Event, ...]:
    """The notes of the series' unit, as a chart shows them."""
    mine = (note for note in session.view().notes if note.unit == series.unit)
    return tuple(Event(month_of(note.month), note.text, "note") for note in mine)


def month_tools(words: Words, series: Series, month: str, key: str) -> None:
    """Buttons for one period; each says what it will do, and undoes what it did."""
    view = session.view()
    parts, excluded = month in view.parts, month in view.exclude
    with st.container(horizontal=True):
        first = month == text_of(series.months[0])
        st.button(
            words("mark.part_remove" if parts else "mark.part"),
            key=f"{key}_part",
            icon=":material/vertical_align_center:",
            on_click=toggle_part,
            args=(month,),
            disabled=first and not parts,
            help=words("mark.part_help"),
        )
        st.button(
            words("mark.include" if excluded else "mark.exclude"),
            key=f"{key}_exclude",
            icon=":material/block:",
            on_click=_toggle_excluded,
            args=(month,),
            help=words("mark.exclude_help"),
        )
    known = next((note.text for note in view.notes if note[:2] == (series.unit, month)), "")
    field = f"{key}_note_{series.unit}_{month}"
    st.session_state[field] = known
    st.text_input(
        words("mark.note"),
        key=field,
        max_chars=LONGEST_NOTE,
        placeholder=words("mark.note_placeholder"),
        on_change=_write_note,
        args=(series.unit, month, field),
        disabled=not known and len(view.notes) >= MOST_NOTES,
    )
    st.caption(words("mark.note_help"))


@guarded
def toggle_part(month: str) -> None:
    """Let a part begin at a period, or no longer."""
    view = session.view()
    declined = tuple(known for known in view.refused if known != month)
    with undo.step("undo.part_removed" if month in view.parts else "undo.part_begun"):
        session.change_view(parts=_toggled(view.parts, month), refused=declined)


@guarded
def _toggle_excluded(month: str) -> None:
    exclude = session.view().exclude
    said = "undo.month_included" if month in exclude else "undo.month_excluded"
    with undo.step(said):
        session.change_view(exclude=_toggled(exclude, month))


@guarded
def _write_note(unit: str, month: str, field: str) -> None:
    text = clean_note("".join(sign if sign.isprintable() else " " for sign in st.session_state[field]))
    notes = session.view().notes
    others = [note for note in notes if note[:2] != (unit, month)]
    known = len(others) < len(notes)
    said = "undo.note_written" if not known else "undo.note_changed" if text else "undo.note_removed"
    with undo.step(said):
        session.change_view(notes=tuple(sorted([*others, Note(unit, month, text)] if text else others)))


def _toggled(months: tuple[str, ...], month: str) -> tuple[str, ...]:
    without = tuple(known for known in months if known != month)
    return without if month in months else tuple(sorted((*months, month)))
