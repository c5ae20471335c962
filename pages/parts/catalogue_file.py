"""Adding to the catalogue by file: downloaded, edited in a spreadsheet, checked when it comes back."""

import streamlit as st

from core.figures.tables import problem_table
from core.indicators.added import FILE, added_indicators, indicators_csv
from core.remarks import Problem, Refused
from core.wording import Words
from pages.parts import own_indicators, session, upload
from pages.parts.guard import guarded
from pages.parts.say import escaped, say
from pages.parts.say import table as table_of


def edit_by_file(words: Words) -> None:
    """Download, upload and what came of it; folded away until someone wants it."""
    expander = st.expander(
        words("catalogue.edit"), icon=":material/edit_note:", key="catalogue_edit", on_change="rerun"
    )
    if not expander.open:
        return
    known = session.blank()[0].catalogue
    with expander:
        say(words("catalogue.edit_help"))
        st.download_button(
            words("catalogue.download"),
            indicators_csv((*known, *own_indicators.added())),
            file_name=FILE,
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        upload.own_words(words)
        chosen = st.file_uploader(words("catalogue.upload"), key="catalogue_file")
        if chosen is not None:
            _take(words, chosen.name, chosen.getvalue())
        if own_indicators.added():
            st.button(
                words("catalogue.forget"), on_click=guarded(own_indicators.keep), args=((),), type="tertiary"
            )


def _take(words: Words, name: str, content: bytes) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        new = added_indicators(content, name, session.blank()[0].catalogue)
    except Refused as refusal:
        new, problems = (), refusal.problems
    if problems:
        st.error(words("catalogue.refused"))
        table_of(problem_table(words, problems))
    elif not new:
        st.info(words("catalogue.nothing_new"))
    else:
        if new != own_indicators.added():
            own_indicators.keep(new)
            st.rerun()
        names = words.some(one.name.in_(words.language) for one in new)
        st.success(escaped(words("catalogue.new", n=len(new), names=names)))
