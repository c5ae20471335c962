"""The quality report on Data: what was found in the numbers, worst first, and what to do about it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import streamlit as st

from core.figures.quality_table import findings_csv
from core.indicators.text import alphabetical
from core.observations.dataset import Dataset
from core.observations.progress import Progress, untold
from core.observations.quality import Group, Report
from core.wording import Words
from core.wording.quality import group_advice, group_places, group_title, known_lines, report_counts
from core.wording.titles import dataset_name
from pages.parts import session
from pages.parts.findings import report_of
from pages.parts.say import escaped, say
from pages.parts.stoppable import Stopped, stoppable

_FILTER, _ONE = "quality_indicator", "quality_one"
STOPPED = Stopped("quality")
LONG = 100_000
"""Rows of one's own that take from half a second to go through: from so many on there is a way to stop."""
MOST_TOGETHER = 1_000_000
"""Rows that are gone through together, in a second or two; of more, an indicator at a time."""


def show_quality(words: Words, *, below_file: bool = False) -> None:
    """How much was found in one line, and all of it when unfolded.

    below_file : a file on its way in stands above; then it is told that these are other numbers
    """
    dataset = session.dataset()
    st.header(words("quality.title"), anchor=False)
    if below_file:
        st.caption(escaped(words("quality.of_open", name=dataset_name(words, dataset))))
    one = _choose_one(words, dataset) if len(dataset.observations) > MOST_TOGETHER else ""
    of = (dataset.observations.digest, one)
    if STOPPED.at(of):
        _tell_stopped(words)
        return
    report = report_of(dataset, one, lambda: _telling(words, dataset, of))
    if not report.findings:
        say(words("quality.nothing"))
        return
    say(report_counts(words, report))
    for group in report.groups:
        if group.severity == "wrong":
            _told(words, group, dataset)
    expander = st.expander(
        words("quality.open"), icon=":material/fact_check:", key="quality_open", on_change="rerun"
    )
    if expander.open:
        with expander:
            _all(words, report, dataset)


def _telling(words: Words, dataset: Dataset, of: tuple[str, str]) -> AbstractContextManager[Progress]:
    """That the numbers are gone through; of many how far it has come, with a way to stop."""
    if dataset.made_up or len(dataset.observations) < LONG:
        return _spinning(words)
    doing, stop = words("quality.working"), words("quality.stop")
    return stoppable(doing, stop, "quality_stop", STOPPED.stop, (of,))


@contextmanager
def _spinning(words: Words) -> Iterator[Progress]:
    with st.spinner(words("quality.working")):
        yield untold


def _tell_stopped(words: Words) -> None:
    st.info(words("quality.stopped"), icon=":material/stop_circle:")
    STOPPED.offer_to_go_on(words("quality.go_on"))


def _choose_one(words: Words, dataset: Dataset) -> str:
    """The indicator that is gone through where they are too many for all; the one in view to begin with."""
    names = {one.id: one.name.in_(words.language) for one in dataset.indicators()}
    options = sorted(names, key=lambda key: alphabetical(names[key]))
    if st.session_state.get(_ONE) not in names:
        there = session.view().indicator
        st.session_state[_ONE] = there if there in names else options[0]
    st.caption(words("quality.one_at_a_time", n=len(dataset.observations)))
    label = words("quality.filter")
    return st.selectbox(label, options, format_func=lambda key: names[key], key=_ONE) or options[0]


def _all(words: Words, report: Report, dataset: Dataset) -> None:
    chosen = _choose_indicator(words, report, dataset)
    shown = report.about(chosen) if chosen else report
    check, know = (
        [group for group in shown.groups if group.severity == severity] for severity in ("check", "know")
    )
    if check:
        st.subheader(words("quality.severity_check"), anchor=False)
    for group in check:
        _told(words, group, dataset)
    if know:
        st.subheader(words("quality.severity_know"), anchor=False)
    for title, lines in known_lines(words, know, dataset, at_length=bool(chosen)).items():
        told = "\n".join(f"- {escaped(line)}" for line in lines)
        st.markdown(f"**{escaped(title)}**\n{told}")
    st.download_button(
        words("quality.download"),
        findings_csv(words, report, dataset),
        file_name=words("quality.file_name"),
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def _choose_indicator(words: Words, report: Report, dataset: Dataset) -> str:
    """The indicator to read about, "" for all; offered where there are several."""
    names = {}
    for one in report.findings:
        known = dataset.catalogue.get(one.indicator)
        names[one.indicator] = known.name.in_(words.language) if known else one.indicator
    if len(names) < 2:
        return ""
    options = ["", *sorted(names, key=lambda key: alphabetical(names[key]))]
    chosen = st.selectbox(
        words("quality.filter"),
        options,
        format_func=lambda key: names.get(key, words("quality.all")),
        key=_FILTER,
    )
    return chosen or ""


def _told(words: Words, group: Group, dataset: Dataset) -> None:
    """One thing that was found: where, what it does, and what to do."""
    lines = [f"**{escaped(group_title(words, group, dataset))}**"]
    lines += [f"- {escaped(place)}" for place in group_places(words, group, dataset)]
    st.markdown(lines[0] + "\n" + "\n".join(lines[1:]))
    effect, remedy = group_advice(words, group)
    st.caption(escaped(f"{effect} {remedy}"))
