"""For students: other methods on the same numbers, each with its measured error rate, and why they differ."""

from typing import get_args

import streamlit as st

from core.change.for_dataset import Judged, judged
from core.change.peers import PeerAnswer
from core.change.peers.for_posed import peers_of
from core.figures.verdict_peers import peers_figure
from core.simulate.families import Group
from core.wording import Words
from core.wording.verdict import place
from pages.parts import session
from pages.parts.change_form import Tested
from pages.parts.kept import kept
from pages.parts.say import escaped, say
from pages.parts.show import show_figure
from pages.parts.verdict_parts import digest_of, folded
from pages.parts.which_unit import choose_starter

_GROUP = "students_group"
USUAL: Group = "everything"


def show_students(words: Words, tested: Tested, answer: Judged) -> None:
    """Folded away: ten methods, and what each would have told."""
    if answer.posed is None or answer.verdict.relative_effect is None:
        return
    part = folded(words("page.test.students"), "students_part", "school")
    if part is None:
        return
    with part:
        say(words("page.test.students_about"))
        answer = _of_one(words, tested, answer)
        answers = _answers(words, answer, tested)
        if not answers:
            say(words("page.test.students_counts_only"))
            return
        _show(words, tested, answer, answers)


def _of_one(words: Words, tested: Tested, answer: Judged) -> Judged:
    """The other methods know one unit at a time: of several, the verdict on the one that is chosen."""
    posed = answer.posed
    assert posed is not None
    if len(posed.units) == 1:
        return answer
    unit = choose_starter(words, posed.units, "students_unit")
    asked, dataset = tested.asked.only(unit.id), tested.chosen.dataset
    register = session.changes()
    return kept("students_one", digest_of(dataset, asked), lambda: judged(dataset, asked, register))


def _answers(words: Words, answer: Judged, tested: Tested) -> tuple[PeerAnswer, ...]:
    posed = answer.posed
    if posed is None:
        return ()
    digest = digest_of(tested.chosen.dataset, answer.asked)
    with st.spinner(words("page.test.working")):
        return kept("peers", digest, lambda: peers_of(posed))


def _show(words: Words, tested: Tested, answer: Judged, answers: tuple[PeerAnswer, ...]) -> None:
    if _GROUP not in st.session_state:
        st.session_state[_GROUP] = USUAL
    group = st.selectbox(
        words("page.test.students_data"),
        get_args(Group),
        format_func=lambda name: words(f"verdict_figure.group_{name}"),
        key=_GROUP,
    )
    assert group is not None
    figure = peers_figure(
        words,
        answer.verdict,
        answers,
        group,
        name=answer.indicator.name.in_(words.language),
        place=place(words, answer),
        smallest=tested.asked.smallest_change,
        made_up=tested.chosen.dataset.made_up,
        source=tested.chosen.whole.source,
        rests_on=(tested.chosen.whole,),
        theme=session.theme(),
    )
    show_figure(words, figure, key="peers_chart", more=figure.sentence)
    st.markdown(
        "\n".join(
            f"- **{escaped(words(f'peer.{one.method}.name'))}**: {escaped(words(f'peer.{one.method}.what'))}"
            for one in answers
        )
    )
