"""Which sheets of a workbook are read: those laid out alike together, or one that a person chooses."""

import streamlit as st

from core.observations.dataset import Dataset
from core.observations.readers import RawTable
from core.observations.readers.joined import JoinedTable
from core.observations.sheets import Sheets
from core.wording import Words
from pages.parts import upload
from pages.parts.say import escaped, say

_TOGETHER = ""


def choose_sheet(words: Words, received: upload.Upload, against: Dataset) -> RawTable:
    """The table that is read, and where in the file it stands."""
    tables = received.opened.tables
    if len(tables) == 1:
        return _told(words, tables[0], known="encoding" not in received.opened.facts)
    found = upload.sheets(received.opened, against, received.name)
    names = [one.sheet or "" for one in found.offered]
    options = names if found.together is None else [_TOGETHER, *names]
    chosen = options[0]
    if len(options) > 1:
        chosen = st.selectbox(
            words("page.data.sheet"),
            options,
            index=0 if found.together is not None else upload.likeliest(found, against),
            format_func=lambda name: name or _together_label(words, found.together),
            key=upload.upload_key("sheet"),
        )
    _tell_others(words, tables, found, together=chosen == _TOGETHER)
    if chosen == _TOGETHER and found.together is not None:
        _tell_together(words, found.together, found.named)
        return found.together
    return _told(words, found.offered[names.index(chosen)], known="encoding" not in received.opened.facts)


def _together_label(words: Words, together: JoinedTable | None) -> str:
    return words("page.data.sheets_together", n=len(together.sheets) if together is not None else 0)


def _tell_together(words: Words, together: JoinedTable, named: str | None) -> None:
    """Sheet by sheet how many rows were found, and what the sheets' names say."""
    counts = [
        words("page.data.sheet_rows", sheet=name, n=together.rows_of(at))
        for at, name in enumerate(together.sheets)
    ]
    say(words("page.data.sheets_read", counts=", ".join(counts)))
    say(words(f"page.data.sheets_are_{named or 'rows'}"))


def _tell_others(words: Words, tables: tuple[RawTable, ...], found: Sheets, *, together: bool) -> None:
    """Sheets that are not offered, and those that are offered but not read with the others."""
    without = [one.sheet or "" for one in tables if one not in found.offered]
    if without:
        st.caption(escaped(words("page.data.sheets_without", n=len(without), names=", ".join(without))))
    alone = [
        one.sheet or ""
        for one in found.offered
        if found.together is not None and one.sheet not in found.together.sheets
    ]
    if alone and together:
        st.caption(escaped(words("page.data.sheets_alone", n=len(alone), names=", ".join(alone))))
    elif found.together is None:
        st.caption(words("page.data.sheet_of_many", n=len(tables)))


def _told(words: Words, table: RawTable, *, known: bool) -> RawTable:
    """The one table, and a line on where it stands."""
    row = str(table.first_row)
    if table.known is not None and known:
        say(words("page.data.seen_known", n=len(table)))
    elif table.sheet is None:
        say(words("page.data.seen_rows", n=len(table), row=row))
    else:
        say(words("page.data.seen_sheet", n=len(table), row=row, sheet=table.sheet))
    return table
