"""The verdict's own pictures and words: observed beside expected, other starts, what would make it wrong."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import streamlit as st

from core.change.for_dataset import Asked, Judged, judged
from core.figures.verdict_counterfactual import counterfactual_figure
from core.figures.verdict_months import Subject
from core.figures.verdict_starts import starts_figure, starts_sentence
from core.improvement import Change
from core.observations.dataset import Dataset
from core.observations.months import month_of
from core.wording import Words
from core.wording.doubts import doubts
from core.wording.verdict import AS_DOUBTS, VerdictReading, place
from pages.parts import session
from pages.parts.change_form import Tested
from pages.parts.kept import kept
from pages.parts.say import escaped
from pages.parts.show import show_figure


def folded(title: str, key: str, icon: str) -> AbstractContextManager[Any] | None:
    """A part of the page that is computed only when someone opens it; None while it is closed."""
    expander = st.expander(title, icon=f":material/{icon}:", key=key, on_change="rerun")
    return expander if expander.open else None


def digest_of(dataset: Dataset, *asked: Asked) -> str:
    """What an answer rests on: numbers, what they mean and whom they are about, questions, register."""
    indicators = {one.indicator for one in asked}
    meant = [(dataset.catalogue[one], dataset.units_of(one)) for one in sorted(indicators)]
    return f"{dataset.observations.digest} {meant} {asked} {session.changes()}"


def judged_all(
    name: str, dataset: Dataset, asked: Sequence[Asked], register: Sequence[Change]
) -> list[Judged]:
    """Several verdicts, computed once for as long as data, questions and register stay."""
    digest = digest_of(dataset, *asked)
    return kept(name, digest, lambda: [judged(dataset, one, register) for one in asked])


def show_counterfactual(
    words: Words, tested: Tested, answer: Judged, reading: VerdictReading, about_numbers: Sequence[str] = ()
) -> None:
    """Observed beside expected, with what the verdict says in numbers and what limits it.

    ``about_numbers``: what was found in the numbers. That and what the page tells among the doubts is taken
    along with the picture.
    """
    chosen = tested.chosen
    figure = counterfactual_figure(
        words,
        answer.verdict,
        Subject(chosen.indicator, chosen.unit, chosen.whole, month_of(tested.asked.starts[0][1])),
        made_up=chosen.dataset.made_up,
        sentence=reading.text,
        theme=session.theme(),
    )
    notes = tuple(dict.fromkeys((*reading.caveats, *figure.notes)))
    doubted = (words.caveat(caveat) for caveat in answer.caveats if caveat.code in AS_DOUBTS)
    show_figure(
        words,
        replace(figure, notes=notes),
        key="verdict_chart",
        more=" ".join(reading.details),
        elsewhere=(*about_numbers, *doubted),
    )


def show_starts(words: Words, tested: Tested, answer: Judged) -> None:
    """How the answer moves with the start month; shown, never chosen by."""
    if answer.verdict.p is None or answer.posed is None or answer.posed.period_type != "month":
        return
    if answer.posed.options["window_months"] is not None:
        return
    part = folded(words("page.test.starts"), "starts_part", "compare_arrows")
    if part is None:
        return
    dataset, register = tested.chosen.dataset, session.changes()
    digest = digest_of(dataset, tested.asked)
    with part:
        with st.spinner(words("page.test.working")):
            moved = kept("starts", digest, lambda: judged(dataset, tested.asked, register, shifts=True))
        figure = starts_figure(
            words,
            moved.verdict,
            month_of(tested.asked.starts[0][1]),
            name=moved.indicator.name.in_(words.language),
            place=place(words, moved),
            made_up=dataset.made_up,
            source=tested.chosen.whole.source,
            rests_on=(tested.chosen.whole,),
            theme=session.theme(),
        )
        show_figure(words, figure, key="starts_chart", more=starts_sentence(words, moved.verdict))


def show_doubts(words: Words, answer: Judged, about_numbers: Iterable[str] = ()) -> None:
    """What would make this answer wrong, what was found in the numbers first."""
    found = [*about_numbers, *doubts(words, answer)]
    if not found:
        return
    st.subheader(words("page.test.doubts"), anchor=False)
    st.markdown("\n".join(f"- {escaped(sentence)}" for sentence in found))
