"""Are small counts shown, of a measure that is described here? Asked with the columns, with what it means."""

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.observations.dataset import Dataset
from core.observations.mapping import Mapping
from core.observations.readers import RawTable
from core.observations.reading import Reading
from core.observations.small_numbers import HIDE_BELOW, HiddenCells, choosing, hidden_cells, hides, may_hide
from core.spc.foretold import Foretold, foretold
from core.wording import Words
from pages.parts import upload
from pages.parts.kept import kept
from pages.parts.say import escaped

_SHOWN, _HIDDEN = "shown", "hidden"
LONG = 50_000
"""Rows for which it takes about a second to find what would be hidden: from so many on it is asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The mapping with the choice, and the place beside it where it is told what it means for the file.

    place : None where there is no choice to make
    """

    mapping: Mapping
    place: DeltaGenerator | None = None


def ask(words: Words, table: RawTable, mapping: Mapping, first: Mapping, *, said: bool) -> Asked:
    """Let a person choose whether counts from 1 to 4 are shown, where the file describes a measure of counts.

    mapping : what the columns are; first : what they were to begin with
    said : whether ``first`` is what was said of the last such file, so that its choice stands
    """
    if not may_hide(table, mapping):
        return Asked(mapping)
    found = _cells(table, mapping)
    proposed = hides(first) if said else found.n > 0
    chosen = st.radio(
        words("small.which", most=HIDE_BELOW - 1),
        (_SHOWN, _HIDDEN),
        index=int(proposed),
        format_func={_SHOWN: words("small.are_shown"), _HIDDEN: words("small.are_hidden")}.__getitem__,
        horizontal=True,
        # Another proposal, as when another column is chosen, begins a choice of its own.
        key=upload.upload_key(f"{table.sheet or ''}_small_{said}_{proposed}"),
    )
    if found.n:
        st.caption(escaped(words("small.file_hides", n=found.n, text=found.text)))
    place = st.container()
    st.caption(words("small.about", most=HIDE_BELOW - 1))
    return Asked(choosing(table, mapping, chosen == _HIDDEN), place)


def tell(words: Words, asked: Asked, reading: Reading, against: Dataset) -> None:
    """What the choice means for this file, in the place beside it; of a large one when that is asked for."""
    if asked.place is None:
        return
    dataset = against.with_reading(reading)
    new = {one.id: one for one in reading.indicators}
    question = (dataset.observations.digest, tuple((key, one.kind, one.multiply) for key, one in new.items()))
    with asked.place:
        if len(dataset.observations) >= LONG and not _is_asked(words, question):
            return
        with st.spinner(words("small.counting")):
            told = kept("small_told", question, lambda: foretold(dataset, new, HIDE_BELOW))
        for line in lines(words, told, hidden=hides(asked.mapping)):
            st.markdown(escaped(line))


def lines(words: Words, told: Foretold, *, hidden: bool) -> list[str]:
    """How much is hidden, or would be, and where so much that nothing more is told."""
    if not told.hidden:
        return [words("small.hides_nothing")]
    said = words(
        "small.hides" if hidden else "small.would_hide",
        n=told.hidden,
        total=words.number(told.values),
        units=words.number(told.units_hidden),
        every=words.number(told.units),
    )
    if not told.units_untold:
        return [said]
    return [said, words("small.untold" if hidden else "small.would_be_untold", n=told.units_untold)]


def _cells(table: RawTable, mapping: Mapping) -> HiddenCells:
    """The cells that the file hides itself; looked for again when other columns are meant."""
    columns = (mapping.numerator, mapping.denominator, mapping.value, mapping.status, mapping.decimal)
    question = (upload.upload_key(""), table.sheet, upload.read_as(), len(table), columns)
    return kept("small_cells", question, lambda: hidden_cells(table, mapping))


def _is_asked(words: Words, question: tuple[object, ...]) -> bool:
    key = upload.upload_key(f"small_count_{hash(question)}")
    if st.session_state.get(f"{key}_asked"):
        return True
    pressed = st.button(words("small.count"), key=key, icon=":material/visibility_off:")
    st.session_state[f"{key}_asked"] = pressed
    return pressed
