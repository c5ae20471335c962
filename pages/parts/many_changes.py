"""The whole register at once: every change on every measure, with chance counted."""

from typing import Any

import streamlit as st

from core.change.many import Many, ManyRow, many, questions
from core.improvement import Change
from core.observations.dataset import Dataset
from core.wording import Words
from core.wording.many import many_frame, many_headline, many_notes, number_formats
from pages.parts import session
from pages.parts.change_form import Tested
from pages.parts.help_here import show_help_here
from pages.parts.kept import kept
from pages.parts.paper import also_on_paper
from pages.parts.say import escaped, say
from pages.parts.stoppable import Stopped, stoppable
from pages.parts.verdict_parts import digest_of, folded

_STOPPED = Stopped("many")
LONG = 60
"""Questions that take about half a second: from so many on there is a way to stop."""


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
            frame, formats = many_frame(words, answers), number_formats(words)
            written = frame.style.format(dict[Any, Any](formats))
            st.dataframe(written, hide_index=True, width="stretch", placeholder="–", key="many_table")
            also_on_paper(frame.assign(**{name: frame[name].map(text) for name, text in formats.items()}))
        for note in many_notes(words, answers):
            st.caption(escaped(note))
        if answers.rows:
            show_help_here(words, "many_table", label=words("page.test.many_help"))


def _answers(words: Words, tested: Tested) -> Many:
    """All answers, computed once for as long as data and register stay; some of them, when stopped."""
    dataset, register = tested.chosen.dataset, session.changes()
    asked, _ = questions(dataset, register)
    digest = digest_of(dataset, *(one.asked for one in asked))
    so_far = kept("many_so_far", digest, dict[int, ManyRow])
    if _STOPPED.at(digest) and len(so_far) < len(asked):
        _STOPPED.offer_to_go_on(words("page.test.many_go_on"))
        return many(dataset, register, stop=lambda: True, so_far=so_far)
    return kept("many", digest, lambda: _computed(words, dataset, register, so_far, digest))


def _computed(
    words: Words, dataset: Dataset, register: tuple[Change, ...], so_far: dict[int, ManyRow], digest: str
) -> Many:
    """With how far it has come, and a way to stop it."""
    left = len(questions(dataset, register)[0]) - len(so_far)
    stop = words("page.test.many_stop") if left >= LONG else ""
    with stoppable(words("page.test.working"), stop, "many_stop", _STOPPED.stop, (digest,)) as told:
        return many(dataset, register, progress=lambda done, total: told(done / total), so_far=so_far)
