"""Save what is in view in Skifte's own format, to be opened again or handed to a colleague."""

import datetime as dt

import streamlit as st

from core.observations.dataset import Dataset
from core.remarks import Refused
from core.share.own_format import zip_of
from core.wording import Words
from core.wording.known_file import own_format_readme
from pages.parts import session
from pages.parts.kept import kept
from pages.parts.say import escaped, say
from pages.parts.verdict_parts import folded


def show_save(words: Words) -> None:
    """Folded away until someone wants it; the file is made when it is asked for."""
    part = folded(words("save.title"), "save_part", "save")
    if part is None:
        return
    dataset, today = session.dataset(), dt.date.today()
    with part:
        say(words("save.about"))
        if session.changes():
            say(words("save.with_changes", n=len(session.changes())))
        try:
            of = (dataset.observations.digest, dataset.label, session.changes(), words.language, today)
            with st.spinner(words("save.working")):
                data = kept("saved_file", of, lambda: _file(words, dataset))
        except Refused as refusal:
            for problem in refusal.problems:
                what, remedy = words.problem(problem)
                st.warning(f"{escaped(what)} {escaped(remedy)}")
            return
        st.download_button(
            words("save.button"),
            data=data,
            file_name=f"skifte-{today.isoformat()}.zip",
            mime="application/zip",
            icon=":material/download:",
            key="save_own_format",
            on_click="ignore",
        )


def _file(words: Words, dataset: Dataset) -> bytes:
    now = dt.datetime.now().replace(microsecond=0)
    return zip_of(dataset, session.changes(), own_format_readme(words, dataset, now), now)
