"""The whole register at once: every change on every measure, with chance counted."""

from typing import Any

import streamlit as st

from core.change.many import Many, many, questions
from core.wording import Words
from core.wording.many import many_frame, many_headline, many_notes, number_formats
from pages.parts import session
from pages.parts.change_form import Tested
from pages.parts.kept import kept
from pages.parts.say import escaped, say
from pages.parts.verdict_parts import digest_of, folded


def show_many(words: Words, tested: Tested) -> None:
    """Folded away until someone wants it, and there only where the register holds something."""
    register = session.changes()
    if not register:
        return
    part = folded(words("page.test.many"), "many_part", "checklist")
    if part is None:
        return
    with part:
        answers = _answers(words, tested)
        say(many_headline(words, answers))
        if answers.rows:
            written = many_frame(words, answers).style.format(dict[Any, Any](number_formats(words)))
            st.dataframe(written, hide_index=True, width="stretch", placeholder="–", key="many_table")
        for note in many_notes(words, answers):
            st.caption(escaped(note))


def _answers(words: Words, tested: Tested) -> Many:
    """All answers, computed once for as long as data and register stay."""
    dataset, register = tested.chosen.dataset, session.changes()
    asked, _ = questions(dataset, register)
    place = st.empty()

    def compute() -> Many:
        bar = place.progress(0.0, words("page.test.working"))
        return many(
            dataset,
            register,
            progress=lambda done, total: bar.progress(done / total, words("page.test.working")),
        )

    answers = kept("many", digest_of(dataset, *(one.asked for one in asked)), compute)
    place.empty()
    return answers
