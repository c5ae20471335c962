"""The units a change is held against: chosen, left out and why, and whether they moved alike before."""

import pandas as pd
import streamlit as st

from core.change.alike import moved_alike
from core.change.for_dataset import Judged
from core.figures.verdict_alike import alike_figure
from core.figures.verdict_months import Subject
from core.indicators.text import alphabetical
from core.wording import Words
from pages.parts import session
from pages.parts.change_form import Tested
from pages.parts.compare_choice import choose_compared
from pages.parts.kept import kept
from pages.parts.say import say, table
from pages.parts.show import show_figure
from pages.parts.verdict_parts import digest_of, folded
from pages.parts.which_unit import choose_starter


def show_compared(words: Words, tested: Tested, answer: Judged) -> None:
    """Folded away until someone wants it."""
    posed = answer.posed
    if posed is None:
        return
    part = folded(words("page.test.compared"), "compared_part", "groups")
    if part is None:
        return
    with part:
        say(_who(words, tested, answer.verdict.compared))
        choose_compared(words, tested, posed.candidates)
        _left_out(words, tested, answer)
        if answer.verdict.compared:
            _alike(words, tested, answer)


def _who(words: Words, tested: Tested, compared: tuple[str, ...]) -> str:
    """How many, and the first of them by name."""
    if not compared:
        return words("page.test.compared_none")
    units = tested.chosen.dataset.units
    names = sorted((units[unit].name.in_(words.language) for unit in compared), key=alphabetical)
    return words("page.test.compared_with", n=len(names), units=words.some(names))


def _left_out(words: Words, tested: Tested, answer: Judged) -> None:
    posed = answer.posed
    assert posed is not None
    units = tested.chosen.dataset.units
    rows = [
        (units[one.unit].name.in_(words.language), words(f"left_out.{one.reason}"))
        for one in (*posed.not_judged, *answer.verdict.left_out, *posed.not_compared)
        if one.unit in units
    ]
    if rows:
        st.caption(words("page.test.left_out"))
        columns = [words("page.test.left_out_unit"), words("page.test.left_out_why")]
        table(pd.DataFrame(rows, columns=columns))


def _alike(words: Words, tested: Tested, answer: Judged) -> None:
    posed, chosen = answer.posed, tested.chosen
    assert posed is not None
    digest = digest_of(chosen.dataset, tested.asked)
    with st.spinner(words("page.test.working")):
        because_bad = posed.options["started_because_bad"]
        alike = kept(
            "alike",
            digest,
            lambda: moved_alike(posed.table, posed.start, **posed.beside, started_because_bad=because_bad),
        )
    unit = choose_starter(words, posed.units, "alike_unit")
    if alike is None or unit.id not in set(alike.table["unit"]):
        return
    series = chosen.dataset.series(chosen.indicator.id, unit.id, chosen.series.subgroup)
    assert series is not None
    figure = alike_figure(
        words,
        alike,
        Subject(chosen.indicator, unit, series, posed.start[unit.id]),
        made_up=chosen.dataset.made_up,
        theme=session.theme(),
    )
    show_figure(words, figure, key="alike_chart", more=figure.sentence)
